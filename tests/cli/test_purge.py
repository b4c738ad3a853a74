# SPDX-License-Identifier: MIT
"""Things must be able to leave: purge, and what stands against it."""
import contextlib
import hashlib
import json
import sqlite3

import pictures
import pytest
from test_statuses import encode, nordlys, scene


@pytest.fixture
def filled(cutline):
    cutline.put("a.jpg", encode(scene(1), nordlys(title="NL-1", caption="Ms Unnamed at her own door.")))
    cutline.put("b.jpg", pictures.press(2))
    cutline.ids = {name: line["id"] for name, line in cutline.ingest().items()}
    return cutline


def problems(cutline, **more):
    return [line["code"] for line in cutline.json("verify", **more) if "code" in line]


def purge(cutline, name="a.jpg", **more):
    return cutline.run("purge", cutline.ids[name], "--reason", "erasure request 17", "--yes", **more)


def files_of(cutline, sha256):
    return [path for path in cutline.archive.rglob(f"*{sha256}*")]


def test_it_is_gone_and_known_again(filled):
    photo = filled.ids["a.jpg"]
    sha256 = filled.json("show", photo)[0]["sha256"]
    filled.run("rendition", photo, "thumb", "-o", "a.jpg")
    filled.run("rendition", filled.ids["b.jpg"], "thumb", "-o", "b.jpg")
    sizes = list((filled.archive / "derived").iterdir())
    assert len(files_of(filled, sha256)) == 2 + len(sizes), "original, manifest, and each size made of it"
    assert len(files_of(filled, sha256[:16] + "-")) == 1
    purge(filled)
    assert files_of(filled, sha256[:16]) == []
    assert len(list((filled.archive / "cache").glob("*/*/*"))) == 1
    shown = filled.json("show", photo)[0]
    assert (shown["state"], shown["state_reason"]) == ("killed", "purged: erasure request 17")
    assert shown["fields"] == {}
    assert filled.json("search", "unnamed") == []
    assert problems(filled) == []
    line = filled.ingest(filled.folder / "in/a.jpg", status=1)["a.jpg"]
    assert line["status"] == "rejected" and "erasure request 17" in line["error"]
    assert files_of(filled, sha256) == [] and problems(filled) == []
    assert filled.ingest(filled.folder / "in/b.jpg")["b.jpg"]["status"] == "known"


def test_side_cars_go_with_it_unless_they_speak_of_others(filled):
    def bring(name, *pictures_named):
        data = json.dumps([{"uri": f"urn:x:{name}:{n}", "type": "picture", "headline": "Ms Unnamed", "renditions": [{"name": "m", "href": href}]}
                           for n, href in enumerate(pictures_named)]).encode()
        assert filled.ingest(filled.put(name, data))[name]["status"] == "sidecar"
        return hashlib.sha256(data).hexdigest()

    twice, shared = bring("twice.json", "a.jpg", "a.jpg"), bring("shared.json", "a.jpg", "b.jpg")
    assert len(files_of(filled, twice)) == len(files_of(filled, shared)) == 2, "the file and its manifest"
    purge(filled)
    assert files_of(filled, twice) == [] and len(files_of(filled, shared)) == 2
    assert problems(filled) == []


def test_what_was_written_of_it_leaves_the_log_and_the_chain_holds(filled):
    photo = filled.ids["a.jpg"]
    filled.run("edit", photo, "caption=Ms Nameless moved to Tampere.")
    journal, = (filled.archive / "journal").iterdir()
    before = journal.read_text()
    assert "Nameless" in before
    purge(filled)
    after = journal.read_text()
    assert "Nameless" not in after and "a.jpg" not in after and "b.jpg" in after and "erasure request 17" in after
    assert filled.json("verify", "--audit")[-1]["summary"]["problems"] == 0 and problems(filled) == []
    # As if it had been cut off between the catalog and the journal.
    journal.write_text(before + "".join(after.splitlines(True)[before.count("\n"):]))
    assert [line.get("code") for line in filled.json("verify", "--audit", status=1)] == ["PAYLOAD_LEFT", None]
    filled.run("verify", "--audit", "--repair")
    assert journal.read_text() == after
    (filled.archive / "catalog.sqlite").unlink()
    filled.run("rebuild", "--from-store")
    assert filled.json("verify", "--audit")[-1]["summary"]["problems"] == 0


def test_what_a_story_showed_of_it_leaves_with_it(filled):
    """A draft that was never out, and one that was; where it was used stays."""
    photo = filled.ids["a.jpg"]
    filled.run("edit", photo, "caption=Ms Nameless moved to Tampere.")
    filled.run("story", "new", "draft")
    filled.run("story", "add", "draft", photo, "--caption", "Ms Nameless in a story")
    use = filled.json("story", "show", "draft")[0]["items"][0]["use"]["id"]
    filled.run("story", "remove", "draft", use)
    purge(filled)
    journal, = (filled.archive / "journal").iterdir()
    assert "Nameless" not in journal.read_text() and use in journal.read_text()
    filled.run("rebuild")
    assert b"Nameless" not in (filled.archive / "catalog.sqlite").read_bytes()
    assert filled.json("verify", "--audit")[-1]["summary"]["problems"] == 0 and problems(filled) == []


def test_twice_or_without_being_meant(filled):
    assert "--yes" in filled.run("purge", filled.ids["a.jpg"], "--reason", "x", status=2).error
    filled.run("purge", filled.ids["a.jpg"], "--yes", status=2)
    purge(filled)
    assert "before" in purge(filled, status=3).error
    assert filled.json("show", filled.ids["b.jpg"])[0]["state"] == "ok"


def test_a_hold_keeps_it(filled):
    photo = filled.ids["a.jpg"]
    filled.run("hold", photo, status=2)
    filled.run("hold", photo, "--reason", "letter of 3 May")
    refused = purge(filled, status=4)
    assert "letter of 3 May" in refused.error and "--release" in refused.error
    filled.run("hold", photo, "--release")
    filled.run("hold", photo, "--release", status=3)
    purge(filled)


def test_a_hold_denies_and_ends_with_its_day(filled):
    photo = filled.ids["b.jpg"]
    assert filled.json("check", photo, status=5)[0]["stop"] is False
    filled.run("hold", photo, "--until", "2089-05-03", "--reason", "case 17")
    said = filled.json("check", photo, status=4)[0]
    reason = next(reason for reason in said["reasons"] if reason["code"] == "LEGAL_HOLD")
    hold = filled.json("show", photo)[0]["hold"]
    assert hold["reason"] == "case 17" and hold["until"].startswith("2089-05-04") and "case 17" in filled.run("show", photo).text
    assert said["stop"] and "case 17" in reason["message"]
    assert "LEGAL_HOLD" in filled.run("export", photo, "--as", "jpeg", "-o", "x.jpg", status=4).error
    assert filled.json("check", photo, "--at", "2089-05-04", status=5)[0]["stop"] is False
    later = {"CUTLINE_NOW": "2089-05-04T00:00:01Z"}
    assert filled.json("check", photo, status=5, env=later)[0]["stop"] is False
    filled.run("hold", photo, "--reason", "and for ever")
    filled.run("hold", photo, "--until", "2089-06-03", "--reason", "a shorter one on top")
    assert purge(filled, "b.jpg", status=4, env=later)
    assert filled.json("check", photo, status=4, env={"CUTLINE_NOW": "2090-01-01T00:00:00Z"})[0]["stop"] is True
    assert "future" in filled.run("hold", photo, "--until", "2020-01-01", "--reason", "x", status=2).error
    filled.run("hold", photo, "--until", "2089-01-01", "--release", status=2)


def test_rebuilt_from_the_store(filled):
    def buried():
        with contextlib.closing(sqlite3.connect(filled.archive / "catalog.sqlite")) as db:
            return db.execute("SELECT * FROM tombstone").fetchall()

    filled.run("hold", filled.ids["b.jpg"], "--reason", "dispute")
    purge(filled)
    before = buried()
    (filled.archive / "catalog.sqlite").unlink()
    filled.run("rebuild", "--from-store")
    assert buried() == before != []
    assert filled.ingest(filled.folder / "in/a.jpg", status=1)["a.jpg"]["status"] == "rejected"
    assert purge(filled, "b.jpg", status=4)
    assert problems(filled) == []


def test_a_rebuilt_archive_knows_a_purged_picture_by_its_looks(filled):
    """Tombstones (policy 1.8) keep the fingerprint, the uses and the reasons."""
    photo = filled.ids["a.jpg"]
    filled.run("story", "new", "flood")
    filled.run("story", "add", "flood", photo)
    filled.run("kill", photo, "--reason", "court order 17")
    purge(filled)
    before = filled.json("show", photo)[0], filled.json("history", photo)
    (filled.archive / "catalog.sqlite").unlink()
    filled.run("rebuild", "--from-store")
    after = filled.json("show", photo)[0], filled.json("history", photo)
    assert after[1] == before[1] and after[0]["state_reason"] == before[0]["state_reason"]
    assert [use["story"] for use in after[0]["uses"]] == ["flood"]
    assert problems(filled) == [] and filled.json("verify", "--audit")[-1]["summary"]["problems"] == 0
    copy = filled.put("again.jpg", encode(scene(1).resize((450, 300)), {"credit": "Somebody Else"}))
    assert filled.ingest(copy, status=1)["again.jpg"]["status"] == "held"


def test_cut_off_between_rows_and_files(filled):
    """The rows say purged, the file is still there: verify finds it and takes it away."""
    sha256 = filled.json("show", filled.ids["a.jpg"])[0]["sha256"]
    original = next(path for path in files_of(filled, sha256) if path.name == sha256)
    data = original.read_bytes()
    purge(filled)
    original.write_bytes(data)
    assert problems(filled, status=1) == ["PURGED_STILL_HERE"]
    filled.run("verify", "--repair", status=0)
    assert files_of(filled, sha256) == [] and problems(filled) == []
