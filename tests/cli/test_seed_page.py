# SPDX-License-Identifier: MIT
"""The newsletter that the product was conceived from: its pictures as agencies send them, a story and a
digest that use them, and the page that comes out: captions in house style, credits as contracts want them."""
import pathlib
import sys

import pytest

import pictures
from test_export_page import Page

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "scripts"))
from samples import catalogue, metadata  # noqa: E402

# Name of the sample, what the page is to print below it.
PAGE = [
    ("1237610401", "Protesters stormed the mayor’s office in Kazakstan’s largest city Almaty", "© Abduaziz Madyarov/AFP via Getty Images"),
    ("1237644120", "Servicemen and their military vehicles block a street in central Almaty on January 7, 2022", "© Abduaziz Madyarov/AFP via Getty Images"),
    ("tokayev-address", "Kazakstan’s president Kassym-Jomart Tokayev on January 7 rejected calls for talks", "© Akorda.kz"),
    ("1237611876", "Kazakstan on January 5, 2022 declared a nationwide state of emergency", "© Abduaziz Madyarov/AFP via Getty Images"),
    ("1237655003", "A view of burnt-out Almaty City Administration building in central Almaty", "© Alexandr Bogdanov/AFP via Getty Images"),
    ("1237690552", "Collective Security Treaty Organisation’s (CSTO) Russian soldiers in Almaty.", "© Alexandr Bogdanov/AFP via Getty Images"),
    ("1237644987", "Police officers block a street in central Almaty on January 7, 2022", "© Alexandr Bogdanov/AFP via Getty Images"),
    ("tokayev-portrait", "Kazak president Kassym-Jomart Tokayev.", "© Akorda.kz"),
    ("tokayev-parliament", "giving a speech in the Parliament of the Republic of Kazakhstan.", "© Akorda.kz"),
    ("ruzakhunov", "Vikram Ruzakhunov, a well-known jazz pianist on his return to Kyrgyzstan.", "© Ala-Too 24"),
]
STORY = ["1237610401", "1237644120", "tokayev-address", "1237611876", "1237655003", "1237690552", "1237644987", "tokayev-portrait"]
DIGEST = ["1237655003", "tokayev-parliament", "ruzakhunov"]


@pytest.fixture
def page(cutline):
    """The archive with the page's pictures; cutline.ids by the sample's name."""
    for seed, sample in enumerate(catalogue.NEWSLETTER):
        data = pictures.jpeg(seed + 100)
        families = sample["families"].split()
        datasets = metadata.iim(sample["words"]) if "iim" in families else None
        block = metadata.photoshop_block(datasets) if datasets else None
        packet = metadata.xmp(sample["words"]) if "xmp" in families else None
        cutline.put(pathlib.Path(sample["path"]).name, metadata.splice(data, None, block, packet))
    cutline.ids = {pathlib.Path(name).stem: line["id"] for name, line in cutline.ingest().items()}
    cutline.run("story", "new", "kazakstan-in-crisis", "--title", "Kazakstan in Crisis", "--language", "en")
    cutline.run("story", "new", "spotlight", "--language", "en")
    cutline.run("story", "add", "kazakstan-in-crisis", *[cutline.ids[name] for name in STORY])
    cutline.run("story", "add", "spotlight", "--story", "kazakstan-in-crisis")
    return cutline


def test_the_page_prints_captions_and_credits(page):
    page.added = page.json("story", "add", "spotlight", *[page.ids[name] for name in DIGEST])
    for name, caption, credit in PAGE:
        for slug in ["kazakstan-in-crisis"] * (name in STORY) + ["spotlight"] * (name in DIGEST):
            figure = Page(page.run("export", page.ids[name], "--as", "figure", "--story", slug).text)
            assert caption in figure.texts["caption"], name
            assert figure.texts["credit"] == credit, name
            assert "Photo by" not in figure.texts["caption"] and "/AFP" not in figure.texts["caption"]


def test_the_reused_picture_is_found(page):
    lines = page.json("story", "add", "spotlight", *[page.ids[name] for name in DIGEST])
    reused = {line["use"]["photo"]: [(r["severity"], r["story"]) for r in line["reuse"]] for line in lines}
    assert reused[page.ids["1237655003"]] == [("note", "kazakstan-in-crisis")]
    assert reused[page.ids["ruzakhunov"]] == []
    line, = page.json("story", "add", "kazakstan-in-crisis", page.ids["1237690552"])
    assert ("review", "kazakstan-in-crisis") in [(r["severity"], r["story"]) for r in line["reuse"]]


def test_creators_are_people_however_they_are_shouted(page):
    import json
    for name in ("1237610401", "1237644120"):
        said = json.loads(page.run("export", page.ids[name], "--as", "jsonld").text)
        assert said["creator"] == {"@type": "Person", "name": "Abduaziz Madyarov"}
