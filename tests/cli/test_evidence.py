# SPDX-License-Identifier: MIT
"""evidence: what can be laid before a lawyer about a picture, or about all of a page."""
import contextlib
import hashlib
import json
import pathlib
import re
import shutil
import sqlite3
import zipfile

import pictures
import pytest
from test_story_out import CONTRACT, GETTY, licence, photos, story, two_photos  # noqa: F401 (photos is a fixture)

PRESETS = pathlib.Path(__file__).parents[2] / "thumbnails/presets.json"


def sums_hold(folder):
    lines = (folder / "SHA256SUMS").read_text().splitlines()
    files = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()} - {"SHA256SUMS"}
    assert {line[66:] for line in lines} == files
    return all(hashlib.sha256((folder / line[66:]).read_bytes()).hexdigest() == line[:64] for line in lines)


def test_evidence_says_what_was_known_when_it_ran(photos):
    photos.run("--as", "mira", "story", "publish", "flood", "--url", "https://example.org/flood")
    licence(photos, name="Getty, second text", until="2089-12-31")
    photos.run("kill", photos.a, "--reason", "court order 17", "--class", "legal")
    photos.run("takedown", "confirm", "1", status=3)
    said, = photos.json("--as", "counsel", "evidence", photos.a, "-o", "case", "--reason", "letter of 3 May")
    case = photos.folder / "case"
    assert said["photos"] == [photos.a] and sums_hold(case) and said["files"] == len((case / "SHA256SUMS").read_text().splitlines())
    own = case / photos.a
    original, = own.glob("original-1.*")
    assert original.read_bytes() == (photos.folder / "in/a.jpg").read_bytes()
    run, = json.loads((own / "publications.json").read_text())
    verdict = run["use"]["check"]["verdict"]
    assert (run["story"], run["who"], run["url"]) == ("flood", "mira", "https://example.org/flood")
    assert verdict["verdict"] == "allow" and verdict["rules_version"] and verdict["licence"] == "getty-test"
    assert json.loads((case / run["licence_file"]).read_text()) == CONTRACT, "as it read then, not as it reads now"
    rights = json.loads((own / "rights.json").read_text())
    assert rights["state"] == "killed" and rights["takedowns"][0]["who"] == "us"
    events = [json.loads(line) for line in (own / "events.jsonl").read_text().splitlines()]
    assert {"ingest", "use-publish", "kill", "publication", "evidence"} <= {event["kind"] for event in events}
    assert next(event for event in events if event["kind"] == "evidence")["who"] == "counsel"
    page = (case / "index.html").read_text()
    assert "when it was killed; readers have got a tile since" in page and "still in a published use" not in page
    for word in ("Aino Virtanen", "mira", "example.org/flood", "court order 17", "getty-test", "letter of 3 May"):
        assert word in page, word
    assert photos.run("verify", "--audit", "--head", "case/head.json").text
    assert json.loads((own / "received.json").read_text())[0]["id"] == photos.a


def test_evidence_has_the_hashes_of_what_readers_were_sent(photos):
    """A cropped use with a caption of its own, published twice: the files of each time, as the service makes them."""
    page = photos.folder / "page.html"
    page.write_text("<p>page</p>")
    use = story(photos)["items"][0]["use"]["id"]
    photos.run("story", "edit", "flood", use, "--crop", "0,0,90,100")
    photos.run("story", "publish", "flood", "--page", str(page), "--despite", "tight crop")
    photos.run("story", "edit", "flood", use, "--caption", "Another caption of 6 January 2022.")
    photos.run("story", "publish", "flood", "--despite", "again")
    photos.run("evidence", photos.a, "-o", "case")
    first, second = json.loads((photos.folder / "case" / photos.a / "publications.json").read_text())
    names = {preset["id"] for preset in json.loads(PRESETS.read_text())["presets"]}
    assert first["page_sha256"] == hashlib.sha256(b"<p>page</p>").hexdigest() and second["page_sha256"] is None
    assert first["sent"]["problem"] is None and first["sent"]["use"] == use
    for run in (first, second):
        assert {re.fullmatch(rf"/u/{use}/([a-z]+)~[0-9a-f]+\.jpg", file["url"])[1] for file in run["sent"]["files"]} == names
    figure = photos.run("export", photos.a, "--as", "figure", "--story", "flood").text
    shown = {file["url"] for file in second["sent"]["files"] if file["url"] in figure}
    assert shown and len({file["sha256"] for file in second["sent"]["files"]}) > 1
    text = (photos.folder / "case/index.html").read_text()
    assert all(file["sha256"] in text for run in (first, second) for file in run["sent"]["files"])
    assert first["page_sha256"] in text and "was not handed over" in text
    before = photos.json("story", "show", "flood")
    (photos.archive / "catalog.sqlite").unlink()
    photos.run("rebuild", "--from-store")
    assert photos.json("story", "show", "flood") == before


def test_a_kill_names_what_readers_were_sent(photos):
    """Address and hash of every file, and the tags by which a cache drops them; so does the list of takedowns."""
    use = story(photos)["items"][0]["use"]["id"]
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    sent = json.loads((photos.run("evidence", photos.a, "-o", "case") and photos.folder / "case" / photos.a / "publications.json").read_text())[0]["sent"]["files"]
    looked, = photos.json("kill", photos.a, "--dry-run")
    killed, = photos.json("kill", photos.a, "--reason", "court order 17")
    assert {(one["url"], one["sha256"]) for one in killed["renditions"]} == {(file["url"], file["sha256"]) for file in sent} and sent
    assert {one["story"] for one in killed["renditions"]} == {"flood"} and all(use in one["url"] for one in killed["renditions"])
    assert killed["purge_tags"] == [f"photo-{photos.a}"] and looked["renditions"] == killed["renditions"]
    asked, = photos.json("takedown", "list", photos.a)
    assert asked["renditions"] == killed["renditions"] and asked["purge_tags"] == killed["purge_tags"]
    told = photos.run("kill", photos.a, "--reason", "again").text
    assert f"{len(sent)} renditions of it went out" in told and f"takedown list {photos.a}" in told
    assert photos.a in photos.run("takedown", "list", photos.a).text


def test_a_partner_holds_its_own_copy(photos):
    photos.run("story", "publish", "flood")
    photos.run("--as", "mira", "story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press")

    def page(name):
        photos.run("evidence", photos.a, "-o", name)
        return (photos.folder / name / "index.html").read_text()

    before = page("before")
    assert "delivered to Northlight Press (flood), on " in before and "flood: Northlight Press holds its own copy<" in before
    runs = json.loads((photos.folder / "before" / photos.a / "publications.json").read_text())
    ours, theirs = runs
    assert (ours["partner"], theirs["partner"], theirs["who"]) == (None, "Northlight Press", "mira")
    verdict = theirs["use"]["check"]["verdict"]
    assert verdict["verdict"] in ("allow", "review") and verdict["rules_version"] in before
    photos.run("kill", photos.a, "--reason", "court order 17")
    asked = page("asked")
    assert "Northlight Press holds its own copy: asked on " in asked and "not confirmed yet" in asked
    assert asked.count("readers have got a tile since") == 1
    number, = (line["takedown"] for line in photos.json("takedown", "list", photos.a) if line["who"] == "partner")
    photos.run("--as", "desk", "takedown", "confirm", str(number), "--note", "by mail")
    gone = page("gone")
    assert "Northlight Press holds its own copy: confirmed gone on " in gone and " by desk: by mail<" in gone
    assert photos.json("verify")[-1]["summary"]["problems"] == 0
    (photos.archive / "catalog.sqlite").unlink()
    photos.run("rebuild", "--from-store")
    assert "confirmed gone on " in page("rebuilt")


def test_a_picture_without_pixels_holds_up_no_story(cutline):
    whole = pictures.press(1, **GETTY)
    cutline.put("a.jpg", whole[:whole.index(b"\xff\xda") + 4])
    photo = cutline.ingest()["a.jpg"]["id"]
    licence(cutline)
    cutline.run("story", "new", "flood")
    cutline.run("story", "add", "flood", photo, "--alt", "A man on ice")
    cutline.run("story", "publish", "flood", "--despite", "the file comes again")
    cutline.run("evidence", photo, "-o", "case")
    run, = json.loads((cutline.folder / "case" / photo / "publications.json").read_text())
    assert run["sent"]["files"] == [] and photo in run["sent"]["problem"]
    assert "not all could be made" in (cutline.folder / "case/index.html").read_text()


def test_evidence_by_address_holds_all_of_the_page(photos):
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    said, = photos.json("evidence", "--url", "https://example.org/flood", "-o", "page")
    assert said["photos"] == [photos.a, photos.b] and sums_hold(photos.folder / "page")
    for number, url in enumerate(("https://example.org/flood/", "https://example.org/flood?utm_source=x&fbclid=1#top", "https://example.org/flood/?UTM_medium=mail")):
        assert photos.json("evidence", "--url", url, "-o", f"letter{number}")[0]["photos"] == [photos.a, photos.b]
    photos.run("evidence", "--url", "https://example.org/flood?id=7", "-o", "none", status=3)
    use = story(photos)["items"][1]["use"]["id"]
    for number, url in enumerate((f"https://pics.example.org/u/{use}/grid.jpg", f"https://pics.example.org/i/{photos.b}/grid.jpg")):
        assert photos.json("evidence", "--url", url, "-o", f"case{number}")[0]["photos"] == [photos.b]
    assert "nothing" not in photos.run("evidence", "--url", "https://example.org/other", "-o", "none", status=3).error
    assert "not empty" in photos.run("evidence", photos.a, "-o", "page", status=4).error
    photos.run("evidence", status=2)
    photos.run("evidence", photos.a, "--url", "https://example.org/flood", status=2)


def test_evidence_in_a_zip_file_is_the_same_each_time(photos):
    """Read by another program; two archives that are alike give the same bytes; what fails leaves no file."""
    now = {"CUTLINE_NOW": "2089-01-01T00:00:00Z"}
    photos.run("evidence", photos.a, "-o", "case", env=now)  # makes the key
    shutil.copytree(photos.archive, photos.folder / "twin", symlinks=True)
    said, = photos.json("evidence", photos.a, "-o", "case.zip", env=now)
    assert said["zip"] == "case.zip" and said["folder"] is None and said["photos"] == [photos.a]
    photos.run("-C", "twin", "evidence", photos.a, "-o", "twin.zip", env=now)
    assert (photos.folder / "case.zip").read_bytes() == (photos.folder / "twin.zip").read_bytes()
    with zipfile.ZipFile(photos.folder / "case.zip") as packed:
        assert packed.testzip() is None and {name.split("/")[0] for name in packed.namelist()} == {"evidence"}
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        packed.extractall(photos.folder / "unpacked")
    assert sums_hold(photos.folder / "unpacked/evidence")
    assert "evidence/index.html" in photos.run("evidence", photos.a, "-o", "again.ZIP").text
    photos.run("evidence", "000000", "-o", "none.zip", status=3)
    assert not (photos.folder / "none.zip").exists()


def test_evidence_holds_the_item_that_withdrew_it(cutline):
    """The agency's items as they came: the first one, and the version of it that takes the picture back."""
    item = {"uri": "urn:x:1", "type": "picture", "version": "1", "headline": "Ice", "renditions": [{"name": "m", "href": "a.jpg"}]}
    first, last = (json.dumps({**item, **more}).encode() for more in ({}, {"version": "2", "pubstatus": "canceled"}))
    cutline.put("wire/a.jpg", pictures.press(1))
    cutline.put("wire/a.json", first)
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.ingest(cutline.put("wire/b.json", last))
    assert cutline.json("show", photo)[0]["state"] in ("killed", "held")
    cutline.run("evidence", photo, "-o", "case")
    own = cutline.folder / "case" / photo
    assert sums_hold(cutline.folder / "case")
    assert [(own / f"sidecar-{n}.json").read_bytes() for n in (1, 2)] == [first, last]
    digest = hashlib.sha256(last).hexdigest()
    assert digest in (cutline.folder / "case/index.html").read_text()
    said = [json.loads(line) for line in (own / "events.jsonl").read_text().splitlines()]
    assert any(event["kind"] == "sidecar" and digest in json.dumps(event) for event in said)
    cutline.run("purge", photo, "--reason", "erasure request 17", "--yes")
    cutline.run("evidence", photo, "-o", "gone")
    assert not list((cutline.folder / "gone").rglob("sidecar*"))


def test_evidence_of_a_purged_picture_says_that_it_left(photos):
    photos.run("purge", photos.a, "--reason", "erasure request 17", "--yes")
    photos.run("evidence", photos.a, "-o", "case")
    assert sums_hold(photos.folder / "case") and "erasure request 17" in (photos.folder / "case/index.html").read_text()
    assert not list((photos.folder / "case").rglob("original*"))


def test_words_of_a_picture_cannot_change_the_page_of_evidence(cutline):
    cutline.put("a.jpg", pictures.press(1, byline="<script>alert(1)</script>", credit="A & B \"C\""))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("evidence", photo, "-o", "case", "--reason", "<b>x</b>")
    page = (cutline.folder / "case/index.html").read_text()
    assert "<script" not in page and "<b>x" not in page and "A &amp; B" in page


FORGED = {
    "verdict": "UPDATE publication SET json = replace(json, '\"allow\"', '\"deny\"'), url = 'https://evil.example'",
    "publication": "DELETE FROM publication",
    "receipt": "UPDATE takedown SET done_us = 1767225600000000, done_by = 'eve', note = 'gone by eve' WHERE done_us IS NULL",
    "takedown": "DELETE FROM takedown",
    "kill": "DELETE FROM kill",
    "killed": "UPDATE photo SET state = 'ok', state_reason = NULL",
    "use": "UPDATE use SET removed_us = 1767225600000000, printed_credit = 'Eve'",
    "spending": "DELETE FROM spending",
    "grant": "UPDATE photo_grant SET until_us = 4767225600000000",
    "decision": "DELETE FROM photo_grant",
    "hold": "UPDATE hold SET ended_us = 1767225600000000, ended_by = 'eve'",
    "licence": "UPDATE document SET json = replace(json, '2090', '2099') WHERE kind = 'licence'",
    "story": "UPDATE story SET url = 'https://evil.example'",
    "tombstone": "UPDATE tombstone SET reason = 'eve'",
}


def everything(cutline):
    """Published, handed to a partner, allowed, killed, held for a court; another one purged."""
    two_photos(cutline)
    cutline.put("c.jpg", pictures.press(7))
    cutline.run("purge", cutline.ingest()["c.jpg"]["id"], "--reason", "erasure request 17", "--yes")
    cutline.run("grant", cutline.a, "--until", "2089-01-02", "--reason", "agreed by mail")
    cutline.run("story", "publish", "flood", "--url", "https://example.org/flood")
    cutline.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press")
    cutline.run("kill", cutline.a, "--reason", "court order 17", "--class", "legal")
    cutline.run("hold", cutline.a, "--reason", "letter of 3 May")
    return cutline.a, cutline.b


@pytest.mark.parametrize("what", FORGED)
def test_rows_that_are_not_as_the_log_says_are_found_and_are_no_evidence(cutline, what):
    cutline.a, cutline.b = cutline.once(everything)
    assert cutline.json("verify")[-1]["summary"]["problems"] == 0
    assert cutline.json("verify", "--audit")[-1]["summary"]["problems"] == 0
    now = {"CUTLINE_NOW": "2089-01-01T00:00:00Z"}
    shutil.copytree(cutline.archive, cutline.folder / "twin", symlinks=True)
    with contextlib.closing(sqlite3.connect(cutline.archive / "catalog.sqlite")) as catalog:
        assert catalog.execute(FORGED[what]).rowcount > 0
        catalog.commit()
    for more in (), ("--audit",):
        said = cutline.json("verify", *more, status=1)
        assert "RECORD_DIFFERS" in {line.get("code") for line in said}, said
    cutline.run("evidence", cutline.a, "-o", "case", env=now)
    cutline.run("-C", "twin", "evidence", cutline.a, "-o", "true", env=now)
    for name in ("index.html", f"{cutline.a}/publications.json"):
        assert (cutline.folder / "case" / name).read_text() == (cutline.folder / "true" / name).read_text()


def test_an_event_that_was_changed_is_no_evidence(photos):
    photos.run("kill", photos.a, "--reason", "court order 17")
    with contextlib.closing(sqlite3.connect(photos.archive / "catalog.sqlite")) as catalog:
        catalog.execute("DROP TRIGGER event_fixed")
        catalog.execute("UPDATE event SET payload = replace(payload, '17', '18') WHERE kind = 'kill'")
        catalog.commit()
    assert "verify --audit" in photos.run("evidence", photos.a, "-o", "case", status=6).error


def test_page_one_shows_decisions_and_what_was_printed(cutline):
    """Out on a decision, after somebody dismissed words: who, when, which words, for what; caption and credit as they stood there."""
    cutline.put("a.jpg", pictures.press(1, instructions="CLEAR W LONDON DESK B4 USE", **GETTY))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("--as", "lena", "restrictions", "dismiss", photo, "1", "--reason", "the desk cleared it by phone")
    cutline.run("story", "new", "flood")
    cutline.run("--as", "mira", "grant", photo, "--story", "flood", "--until", "2089-01-01", "--reason", "agreed by mail with Getty")
    cutline.run("story", "add", "flood", photo, "--alt", "A man on ice", "--caption", "A man, as printed.")
    cutline.run("story", "publish", "flood")
    cutline.run("evidence", photo, "-o", "case")
    page = (cutline.folder / "case/index.html").read_text()
    rows = re.findall(r"<tr><th>(.*?)</th><td>(.*?)</td></tr>", page)
    said = [value for name, value in rows if name == "What permitted it"]
    assert any("mira allowed this" in value and "agreed by mail with Getty" in value for value in said), said
    assert any("lena said on" in value and "CLEAR W LONDON DESK B4 USE" in value and "the desk cleared it by phone" in value for value in said)
    decision, = (value for name, value in rows if name == "The decision")
    assert " by mira on " in decision and "agreed by mail with Getty" in decision and "story: flood" in decision and "2089" in decision
    assert any(name == "Set aside" and value.startswith("NO_CONTRACT: ") for name, value in rows)
    assert ("Caption as printed", "A man, as printed.") in rows and ("Credit as printed", "© Aino Virtanen/Getty Images") in rows
    assert "readers were sent" not in page and "which of them a reader fetched is not recorded" in page
