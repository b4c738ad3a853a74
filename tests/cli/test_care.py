# SPDX-License-Identifier: MIT
"""verify, rebuild, and the contact sheet."""
import base64
import html.parser
import os
import re

import pytest

import pictures


@pytest.fixture
def filled(cutline):
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    cutline.ids = {name: line["id"] for name, line in cutline.ingest().items()}
    return cutline


def originals(cutline):
    folder = cutline.archive / "originals"
    return sorted(path for path in folder.rglob("*") if re.fullmatch(r"[0-9a-f]{64}", path.name))


def test_verify_a_sound_archive(filled):
    assert "3 originals" in filled.run("verify").text
    last = filled.json("verify")[-1]["summary"]
    assert (last["originals"], last["problems"], last["repaired"]) == (3, 0, 0)
    assert last["bytes"] == sum(path.stat().st_size for path in originals(filled))


def test_verify_finds_a_changed_original(filled):
    path = originals(filled)[0]
    os.chmod(path, 0o600)
    data = bytearray(path.read_bytes())
    data[-10] ^= 1
    path.write_bytes(data)
    lines = filled.json("verify", status=1)
    assert lines[-1]["summary"]["problems"] >= 1
    assert all(list(line) == ["code", "message"] for line in lines[:-1]) and len(lines) >= 2
    assert "--repair" in filled.run("verify", status=1).error


def test_verify_finds_a_lost_original(filled):
    originals(filled)[0].unlink()
    assert filled.json("verify", status=1)[-1]["summary"]["problems"] >= 1


def test_verify_repairs_lost_thumbnails(filled):
    for path in (filled.archive / "derived").rglob("*.jpg"):
        path.unlink()
    filled.run("verify", status=1)
    filled.run("verify", "--repair")
    filled.run("verify")
    assert all(line["developed"] for line in filled.json("search"))


def test_rebuild_changes_nothing_that_is_true(filled):
    before = filled.json("search", "lake")
    assert filled.run("rebuild").text == "3 photos rebuilt\n"
    assert filled.json("rebuild") == [{"photos": 3}]
    assert filled.json("search", "lake") == before
    filled.run("verify")


def test_rebuild_from_the_store_alone(filled):
    before = {line["id"]: line["headline"] for line in filled.json("search")}
    filled.run("rebuild", "--from-store")
    assert {line["id"]: line["headline"] for line in filled.json("search")} == before
    filled.run("verify")


class Page(html.parser.HTMLParser):
    """What a contact sheet consists of."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.sources, self.attributes, self.open, self.text = [], [], [], [], ""
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.sources += [value for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data):
        self.text += data


def test_sheet(filled):
    assert filled.run("sheet", "lake", "-o", "sheet.html").text == "3 photos on sheet.html\n"
    page = Page((filled.folder / "sheet.html").read_text())
    assert page.tags.count("article") == page.tags.count("img") == 3
    for source in page.sources:
        kind, _, data = source.partition(",")
        assert kind == "data:image/jpeg;base64" and base64.b64decode(data).startswith(b"\xff\xd8")
    for identity in filled.ids.values():
        assert identity in page.text
    assert "Aino Virtanen" in page.text and "frozen lake number 2" in page.text
    assert filled.run("sheet", "lake").text.startswith("<!DOCTYPE html>")


def test_sheet_escapes_what_strangers_wrote(cutline):
    cutline.put("x.jpg", pictures.press(
        1, headline="<script>alert(1)</script>", caption='"><img src=x onerror=alert(1)> & co\nline two',
        byline="</article><b>", credit="'onload='x"))
    cutline.ingest()
    page = Page(cutline.run("sheet", "--title", "<i>\"x\"").text)
    assert "script" not in page.tags and "b" not in page.tags and "i" not in page.tags
    assert not [name for name in page.attributes if name.startswith("on")]
    assert page.tags.count("img") == 1
    assert "<script>alert(1)</script>" in page.text and "'onload='x" in page.text


def test_sheet_does_not_show_killed_pictures(filled):
    filled.run("kill", filled.ids["0.jpg"], "--reason", "withdrawn")
    page = Page(filled.run("sheet").text)
    assert page.tags.count("article") == 3 and page.tags.count("img") == 2 and "KILLED" in page.text


def test_sheet_reports_what_it_cannot_write(filled):
    done = filled.run("sheet", "-o", "no/such/folder/x.html", status=8)
    assert done.error.startswith("cutline: sheet: ") and done.error.count("\n") == 1
