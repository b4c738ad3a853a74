# SPDX-License-Identifier: MIT
"""The statuses of ingest: what is the same picture, what only looks like it, what is killed."""
import contextlib
import io
import random
import sqlite3

import pictures
import pytest
from PIL import Image, ImageDraw, ImageFilter


def scene(seed, shift=0):
    """A detailed picture: many soft shapes; `shift` moves a few of them, as a burst does."""
    chance = random.Random(seed)
    image = Image.new("RGB", (900, 600), tuple(chance.randrange(60, 200) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for n in range(160):
        x, y, r = chance.randrange(900), chance.randrange(600), chance.randrange(8, 110)
        if n % 40 == 0:
            x += shift
        colour = tuple(chance.randrange(256) for _ in range(3))
        (draw.ellipse if n % 2 else draw.rectangle)((x - r, y - r * 2 // 3, x + r, y + r * 2 // 3), fill=colour)
    return image.filter(ImageFilter.GaussianBlur(2))


def encode(image, fields=None, quality=90):
    """JPEG bytes with IIM fields."""
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=quality)
    data = stream.getvalue()
    return data[:2] + (pictures.app13(fields) if fields else b"") + data[2:]


def nordlys(**more):
    return {"byline": "Ana Ruiz", "credit": "Nordlys", "copyright": "© Nordlys", "title": "NL-1",
            "caption": "Ferry workers wait at the quay in Vardø on 3 March 2024.", **more}


@pytest.fixture
def archive(cutline):
    cutline.put("1-first.jpg", encode(scene(1), nordlys()))
    first = cutline.ingest()["1-first.jpg"]
    assert first["status"] == "added"
    return cutline, first["id"]


def bring(cutline, name, data):
    path = cutline.put(name, data)
    return cutline.ingest(path)[name]


def test_version_keeps_restrictions(archive):
    cutline, first = archive
    line = bring(cutline, "2.jpg", encode(scene(1), nordlys(instructions="NO SALES", caption="CORRECTION: Vadsø.")))
    assert (line["status"], line["of"], line["id"]) == ("version", first, first)
    line = bring(cutline, "3.jpg", encode(scene(1), nordlys(caption="Third caption, no instructions, from Vadsø.")))
    assert line["status"] == "version"
    shown, = cutline.json("show", first)
    assert shown["fields"]["caption"].startswith("Third caption")
    assert "NO SALES" in shown["fields"]["instructions"]
    assert "LOST_TERMS" in {finding["code"] for finding in shown["findings"]}


def test_copy_from_another_supplier(archive):
    cutline, first = archive
    line = bring(cutline, "other.jpg", encode(scene(1), {"credit": "Sudpress", "caption": "Workers."}))
    assert line["status"] == "copy" and line["of"] == first and line["id"] != first
    for one, other in ((first, line["id"]), (line["id"], first)):
        shown, = cutline.json("show", one)
        assert [copy["id"] for copy in shown["copies"]] == [other]


@pytest.mark.parametrize("change", ["again", "small", "cropped"])
def test_probable(archive, change):
    cutline, first = archive
    image = scene(1)
    if change == "small":
        image = image.resize((450, 300), Image.Resampling.LANCZOS)
    if change == "cropped":
        image = image.crop((40, 25, 870, 580))
    line = bring(cutline, "like.jpg", encode(image, quality=70))
    assert line["status"] == "probable" and line["of"] == first


def test_probable_of_one_that_came_with_its_correction(cutline):
    """The correction counts and has no pixels yet when the third is compared."""
    cutline.put("1.jpg", encode(scene(1), nordlys()))
    cutline.put("2.jpg", encode(scene(1).resize((450, 300), Image.Resampling.LANCZOS)))
    cutline.put("3.jpg", encode(scene(1), nordlys(caption="CORRECTION: Vadsø.")))
    lines = cutline.ingest()
    assert [lines[name]["status"] for name in sorted(lines)] == ["added", "probable", "version"]
    assert lines["2.jpg"]["of"] == lines["1.jpg"]["id"]


def test_many_copies_are_not_written_for_each_other(cutline):
    """Each row of the listing at most once as it comes in, is developed, and gets its first copy."""
    many = 12
    for n in range(many):
        cutline.put(f"{n:02}.jpg", encode(scene(1).resize((900 - n, 600)), nordlys(title=f"NL-{n}"), quality=90 - n))
    with contextlib.closing(sqlite3.connect(cutline.archive / "catalog.sqlite")) as catalog, catalog:
        catalog.execute("CREATE TABLE test_written (id)")
        catalog.execute("CREATE TRIGGER test_count AFTER INSERT ON listing BEGIN INSERT INTO test_written VALUES (new.id); END")
    lines = cutline.ingest()
    assert [line["status"] for line in lines.values()].count("probable") == many - 1
    with contextlib.closing(sqlite3.connect(cutline.archive / "catalog.sqlite")) as catalog:
        (links,), = catalog.execute("SELECT count(*) FROM link WHERE kind = 'probable'")
        (written,), = catalog.execute("SELECT count(*) FROM test_written")
    assert links == many * (many - 1) // 2
    assert many * 2 <= written <= many * 3
    for line in lines.values():
        assert len(cutline.json("show", line["id"])[0]["copies"]) == many - 1
    assert len(cutline.json("search", "has:copies")) == many


def test_burst_is_not_probable(archive):
    cutline, _ = archive
    frames = []
    for n, second in enumerate(("101112", "101113")):
        fields = {"credit": "Nordlys", "byline": "Ana Ruiz", "caption": "A goal.", "date": "20240303"}
        data = encode(scene(7, shift=4 * n), {**fields, "time": second + "+0100",
                                                                          "job_id": f"NL-B{n}"})
        frames.append(bring(cutline, f"burst-{n}.jpg", data))
    assert [line["status"] for line in frames] == ["added", "added"]


def test_different_pictures_are_added(archive):
    cutline, _ = archive
    for seed in range(20, 26):
        assert bring(cutline, f"{seed}.jpg", encode(scene(seed)))["status"] == "added"


def test_killed_by_the_suppliers_notice(archive):
    cutline, first = archive
    line = bring(cutline, "kill.jpg", encode(scene(1), nordlys(action="01")))
    assert line["status"] == "version"
    assert "KILL_NOTICE" in {finding["code"] for finding in line["findings"]}
    assert cutline.json("show", first)[0]["state"] == "killed"
    assert [hit["id"] for hit in cutline.json("search", "is:killed")] == [first]


def test_what_looks_killed_is_held(archive):
    cutline, first = archive
    cutline.run("kill", first, "--reason", "wrong person named")
    same = cutline.put("recredited.jpg", encode(scene(1), {"credit": "Sudpress"}))
    line, = cutline.json("ingest", same, status=1)
    assert line["status"] == "held" and line["of"] == first
    like = cutline.put("resaved.jpg", encode(scene(1).resize((600, 400)), {"credit": "Ostbild"}, quality=60))
    line, = cutline.json("ingest", like, status=1)
    assert line["status"] == "held" and line["of"] in (first, cutline.json("search", "supplier:sudpress")[0]["id"])
    assert cutline.json("show", line["id"])[0]["state"] == "held"
    cutline.run("verify", "--audit")  # the journal has all of it


def test_order_decides_not_chance(cutline):
    for n in range(6):
        cutline.put(f"{n}-a.jpg", encode(scene(n), {"credit": "Nordlys", "title": str(n)}))
        cutline.put(f"{n}-b.jpg", encode(scene(n), {"credit": "Nordlys", "title": str(n), "caption": "Later."}))
    lines = cutline.ingest()
    assert {name[2]: line["status"] for name, line in lines.items()} == {"a": "added", "b": "version"}
