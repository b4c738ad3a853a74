# SPDX-License-Identifier: MIT
"""export --as figure, email, og, jsonld and ninjs: what templates paste and other systems read."""
import base64
import html.parser
import io
import json
import re

import numpy
import pytest
from PIL import Image

import pictures

VOID = {"img", "source", "meta", "br"}


class Page(html.parser.HTMLParser):
    """Elements as (name, attributes) and the text of each; every element must be closed."""

    def __init__(self, text):
        super().__init__()
        self.elements, self.texts, self.open = [], {}, []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, name, attributes):
        assert len(attributes) == len(dict(attributes))
        self.elements.append((name, dict(attributes)))
        if name == "br":
            self.handle_data("\n")
        if name not in VOID:
            self.open.append((name, dict(attributes).get("class", name)))

    def handle_endtag(self, name):
        assert self.open.pop()[0] == name

    def handle_data(self, data):
        for _, key in self.open:
            self.texts[key] = self.texts.get(key, "") + data

    def all(self, name):
        return [attributes for element, attributes in self.elements if element == name]


def archive_of(cutline, **more):
    cutline.put("a.jpg", pictures.press(1, **more))
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    return cutline


@pytest.fixture
def photo(cutline):
    return archive_of(cutline)


def public(cutline, url="https://photos.example.org/"):
    with open(cutline.archive / "cutline.conf", "a", encoding="utf-8") as conf:
        conf.write(f"[daemon]\npublic_url={url}\n")


def export(cutline, kind, *more, status=0):
    return cutline.run("export", cutline.id, "--as", kind, *more, status=status).text


# --- figure -----------------------------------------------------------------------------------------------


def test_figure_has_sizes_caption_and_credit(photo):
    page = Page(export(photo, "figure"))
    assert [name for name, _ in page.elements] == ["figure", "picture", "source", "source", "img", "figcaption", "span", "span"]
    assert page.texts["caption"] == "A man walks over frozen lake number 1 on 5 January 2022."
    assert page.texts["credit"].endswith("Nordlys") and page.texts["figcaption"].startswith(page.texts["caption"] + " ")
    image, = page.all("img")
    assert (image["width"], image["height"]) == ("192", "128"), "small pictures are not enlarged"
    assert image["src"].startswith(f"/i/{photo.id}/") and image["src"].endswith(".jpg")
    assert [source["type"] for source in page.all("source")] == ["image/avif", "image/webp"]


def test_srcset_is_each_width_once_and_never_enlarged(cutline):
    cutline.put("wide.jpg", pictures.jpeg(2, {"caption": "x", "credit": "Nordlys"}, size=(1500, 1000)))
    cutline.id = cutline.ingest()["wide.jpg"]["id"]
    page = Page(export(cutline, "figure"))
    image, = page.all("img")
    widths = [part.split()[1] for part in image["srcset"].split(", ")]
    assert widths == ["320w", "640w", "1200w", "1500w"]
    assert (image["width"], image["height"]) == ("1200", "800") and "/article" in image["src"]
    for source in page.all("source"):
        assert [part.split()[1] for part in source["srcset"].split(", ")] == widths


def placeholder(page):
    """The pixels that stand in the place of the picture, and the colour below them."""
    style = page.all("img")[0]["style"]
    colour, data = re.fullmatch(r"background:#([0-9a-f]{6}) url\(data:image/bmp;base64,([A-Za-z0-9+/=]+)\) center/cover no-repeat", style).groups()
    return numpy.asarray(Image.open(io.BytesIO(base64.b64decode(data))).convert("RGB")).astype(int), bytes.fromhex(colour)


def test_a_placeholder_stands_where_the_picture_will(cutline):
    """Red above, blue below; a crop shows its own part."""
    picture = Image.new("RGB", (600, 400), (200, 30, 30))
    picture.paste((30, 30, 200), (0, 200, 600, 400))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=95)
    data = out.getvalue()
    cutline.put("a.jpg", data[:2] + pictures.app13({"caption": "x", "credit": "Nordlys"}) + data[2:])
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    text = export(cutline, "figure")
    seen, colour = placeholder(Page(text))
    assert seen.shape == (5, 8, 3) and len(Page(text).all("img")[0]["style"]) < 330
    assert (seen[0, :, 0] > seen[0, :, 2] + 80).all() and (seen[-1, :, 2] > seen[-1, :, 0] + 80).all()
    assert max(abs(a - b) for a, b in zip(colour, (115, 30, 115))) < 20
    cutline.run("crop", cutline.id, "0,220,600,180")
    seen, colour = placeholder(Page(export(cutline, "figure")))
    assert (seen[:, :, 2] > seen[:, :, 0] + 80).all() and colour[2] > colour[0] + 80
    assert "style" not in Page(export(cutline, "figure", "--internal")).all("source")[0]


def test_missing_alt_is_left_out_and_said(photo):
    done = photo.run("export", photo.id, "--as", "figure")
    assert "alt" not in Page(done.text).all("img")[0] and "no alternative text" in done.error
    photo.run("story", "new", "s")
    photo.run("story", "add", "s", photo.id, "--decorative")
    done = photo.run("export", photo.id, "--as", "figure", "--story", "s")
    assert Page(done.text).all("img")[0]["alt"] == "" and "alternative" not in done.error


NASTY = '<script>alert("1")</script> & \'x\' "y" --> ]]> &amp;'


def test_everything_is_escaped(photo):
    photo.run("story", "new", "s", "--language", "en")
    photo.run("story", "add", "s", photo.id, "--caption", NASTY + "\nsecond line", "--credit", NASTY, "--alt", NASTY + "\tz", "--headline", NASTY)
    page = Page(export(photo, "figure", "--story", "s"))
    assert page.texts["caption"] == NASTY + "\nsecond line" and page.texts["credit"] == NASTY
    assert page.all("img")[0]["alt"] == NASTY + " z" and page.all("figure")[0]["lang"] == "en"
    assert "script" not in [name for name, _ in page.elements]
    text = export(photo, "jsonld", "--story", "s")
    assert "<" not in text and json.loads(text)["caption"] == NASTY + "\nsecond line"
    public(photo)
    page = Page(export(photo, "email", "--story", "s"))
    assert [name for name, _ in page.elements] == ["img", "p", "br", "p"]
    page = Page(export(photo, "og", "--story", "s"))
    assert {element["content"] for element in page.all("meta") if element.get("property") == "og:image:alt"} == {NASTY + " z"}


def test_story_gives_its_texts_crop_and_addresses(photo):
    photo.run("story", "new", "s", "--language", "en")
    line, = photo.json("story", "add", "s", photo.id, "--caption", "Ours.", "--credit", "© Ours/Nordlys", "--alt", "A man on ice", "--crop", "0,0,64,128")
    page = Page(export(photo, "figure", "--story", "s"))
    image, = page.all("img")
    assert image["src"].startswith(f"/u/{line['use']['id']}/") and photo.id not in str(page.elements)
    assert (image["width"], image["height"], image["alt"]) == ("64", "128", "A man on ice")
    assert page.texts["figcaption"] == "Ours. © Ours/Nordlys"
    assert Page(export(photo, "figure")).texts["caption"].startswith("A man walks"), "the archive says what it said"
    assert photo.run("export", "1", "--as", "figure", "--story", "s").text == export(photo, "figure", "--story", "s")
    packet = photo.run("export", photo.id, "--as", "xmp", "--story", "s").text
    assert "Ours." in packet and "© Ours/Nordlys" in packet and "A man on ice" in packet
    assert "nothing in story" in photo.run("export", "zzzzzzzz", "--as", "figure", "--story", "s", status=3).error


def test_public_url_makes_addresses_whole(photo):
    public(photo)
    assert Page(export(photo, "figure")).all("img")[0]["src"].startswith(f"https://photos.example.org/i/{photo.id}/")


def test_killed_and_held_photos_have_no_page(photo):
    photo.run("kill", photo.id, "--reason", "withdrawn by the agency")
    for kind in ("figure", "jsonld", "ninjs"):
        done = photo.run("export", photo.id, "--as", kind, status=4)
        assert done.text == "" and "KILLED" in done.error


def test_photo_that_says_nothing(cutline):
    cutline.put("a.jpg", pictures.jpeg(3))
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    page = Page(export(cutline, "figure", "--internal"))
    assert [name for name, _ in page.elements] == ["figure", "picture", "source", "source", "img"]
    assert "caption" not in json.loads(export(cutline, "jsonld", "--internal"))


# --- mail and networks ----------------------------------------------------------------------------------------


def test_email_and_og_need_a_whole_address(photo):
    for kind in ("email", "og"):
        assert "public_url" in photo.run("export", photo.id, "--as", kind, status=2).error


def test_email(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"caption": "A lake.", "credit": "Nordlys"}, {"Iptc4xmpExt:x": "y"}, size=(900, 600)))
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    public(cutline)
    page = Page(export(cutline, "email"))
    image, = page.all("img")
    assert image["src"].startswith(f"https://photos.example.org/i/{cutline.id}/newsletter") and image["src"].endswith(".jpg")
    assert (image["width"], image["height"]) == ("600", "400") and "srcset" not in image
    assert page.texts["p"].startswith("A lake.") and page.texts["p"].endswith("Nordlys")


def test_og_card(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"caption": "A lake.", "credit": "Nordlys"}, size=(2400, 1600)))
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    public(cutline)
    metas = {meta.get("property", meta.get("name")): meta["content"] for meta in Page(export(cutline, "og")).all("meta")}
    assert metas["og:image"] == metas["twitter:image"] and "/social" in metas["og:image"]
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    assert metas["twitter:card"] == "summary_large_image" and "og:image:alt" not in metas


def test_og_card_of_a_picture_that_must_not_be_cropped(cutline):
    """The card keeps its shape; the whole picture stands in its middle on white."""
    cutline.put("a.jpg", pictures.jpeg(1, {"caption": "A lake.", "instructions": "NO CROPPING", "credit": "Nordlys", "byline": "Aino Virtanen"}, size=(1800, 1200)))
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    public(cutline)
    metas = {meta.get("property", meta.get("name")): meta["content"] for meta in Page(export(cutline, "og")).all("meta")}
    assert (metas["og:image:width"], metas["og:image:height"]) == ("1200", "630")
    line, = cutline.json("rendition", cutline.id, "social", "-o", "card.png")
    assert line["kept_whole"] and (line["width"], line["height"]) == (1200, 630)
    card = numpy.asarray(Image.open(cutline.folder / "card.png").convert("RGB"), dtype=float)
    cutline.run("rendition", cutline.id, "w_945,h_630", "-o", "whole.png")
    whole = numpy.asarray(Image.open(cutline.folder / "whole.png").convert("RGB"), dtype=float)
    left = (1200 - 945) // 2
    assert whole.shape == (630, 945, 3) and abs(card[:, left:left + 945] - whole).max() == 0
    assert (card[:, :left] == 255).all() and (card[:, left + 945:] == 255).all()


# --- JSON ---------------------------------------------------------------------------------------------------------


def test_jsonld_is_an_image_object(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"byline": "Aino Virtanen", "credit": "Nordlys", "date": "20220105", "city": "Tampere",
                                           "country": "Finland", "copyright": "© 2022 Nordlys", "keywords": ["lake", "ice"],
                                           "headline": "Lake", "caption": "A lake."},
                                       {"xmpRights:WebStatement": "https://nordlys.example/terms"}))
    cutline.id = cutline.ingest()["a.jpg"]["id"]
    public(cutline)
    said = json.loads(export(cutline, "jsonld"))
    assert said["@context"] == "https://schema.org/" and said["@type"] == "ImageObject"
    assert said["creator"] == {"@type": "Person", "name": "Aino Virtanen"}
    assert said["copyrightNotice"] == "© 2022 Nordlys" and said["creditText"].endswith("Nordlys")
    assert said["license"] == "https://nordlys.example/terms" and "acquireLicensePage" not in said
    assert said["contentUrl"].startswith("https://photos.example.org/i/") and said["contentUrl"].endswith(".jpg")
    assert (said["width"], said["height"], said["encodingFormat"]) == (192, 128, "image/jpeg")
    assert (said["name"], said["caption"], said["dateCreated"]) == ("Lake", "A lake.", "2022-01-05")
    assert said["contentLocation"] == {"@type": "Place", "name": "Tampere, Finland"} and said["keywords"] == ["lake", "ice"]
    assert "description" not in said


def test_protected_source_gives_no_fine_place(photo):
    photo.run("protect", photo.id, "--reason", "source")
    for kind in ("jsonld", "ninjs", "figure"):
        assert "Tampere" not in export(photo, kind), kind
    assert "Finland" in export(photo, "jsonld")


NINJS = {  # keys of the standard's schemas that we write, with their types
    "3.0": {"uri": str, "type": str, "version": str, "versionCreated": str, "pubStatus": str, "representationType": str, "contentCreated": str,
            "language": str, "by": str, "headlines": list, "descriptions": list, "copyrightNotice": str, "usageTerms": str, "infoSources": list,
            "located": str, "places": list, "people": list, "altIds": list, "renditions": list, "standard": dict},
}
NINJS["2.1"] = {key.lower(): kind for key, kind in NINJS["3.0"].items()}


@pytest.mark.parametrize("version", ["3.0", "2.1"])
def test_ninjs(photo, version):
    photo.run("story", "new", "s", "--language", "en")
    photo.run("story", "add", "s", photo.id, "--alt", "A man on ice", "--caption", "Ours.")
    said = json.loads(export(photo, "ninjs", "--ninjs", version, "--story", "s"))
    assert set(said) <= set(NINJS[version]) and all(isinstance(said[key], NINJS[version][key]) for key in said)
    assert said["type"] == "picture" and said["uri"].startswith("urn:cutline:use:")
    roles = {entry["role"]: entry["value"] for entry in said["descriptions"]}
    assert roles["caption"] == "Ours." and roles["alttext"] == "A man on ice" and roles["creditline"].endswith("Nordlys")
    kind = "contentType" if version == "3.0" else "contenttype"
    assert set(said["descriptions"][0]) == {"role", "value", kind}
    rendition = said["renditions"][0]
    assert set(rendition) == {"name", "href", kind, "width", "height"} and rendition["width"] == 192
    assert said["by"] == "Aino Virtanen" and said["located"] == "Tampere, Finland"
    assert said["standard"] == {"name": "ninjs", "version": version, "schema": f"http://www.iptc.org/std/ninjs/ninjs-schema_{version}.json"}


def test_options_that_do_not_fit(photo):
    assert "--ninjs is for" in photo.run("export", photo.id, "--as", "figure", "--ninjs", "2.1", status=2).error
    assert "is one of" in photo.run("export", photo.id, "--as", "html", status=2).error
    assert "no story" in photo.run("export", photo.id, "--as", "figure", "--story", "x", status=3).error
