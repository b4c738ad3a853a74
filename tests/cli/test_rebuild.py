# SPDX-License-Identifier: MIT
"""rebuild --from-store: everything comes back as it was, whatever became of the catalog."""
import contextlib
import fcntl
import json
import os
import re
import signal
import sqlite3
import struct
import time

import pictures
import pytest
from PIL import ImageFilter
from test_statuses import encode, nordlys, scene


BUSY = 9


def catalog(cutline, more=""):
    return cutline.archive / ("catalog.sqlite" + more)


def originals(cutline):
    folder = cutline.archive / "originals"
    return {path.name: path for path in folder.rglob("*") if re.fullmatch(r"[0-9a-f]{64}", path.name)}


def state(cutline):
    """All that a person sees of every photo, and the history."""
    shown = []
    for line in sorted(cutline.json("search"), key=lambda line: line["id"]):
        shown += cutline.json("show", line["id"])
    history = [cutline.json("history", photo["id"]) for photo in shown]
    for photo in shown:
        photo.pop("rev", None)
    return shown, history


def take(cutline, alone):
    """The archive's lock, as another program would hold it."""
    file = open(cutline.archive / "lock", "a+b")
    lock = struct.pack("hhqqi0q", fcntl.F_WRLCK if alone else fcntl.F_RDLCK, 0, 0, 0, 0)
    fcntl.fcntl(file, fcntl.F_OFD_SETLK, lock)
    return file


@pytest.fixture
def filled(cutline):
    for seed in range(4):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    cutline.ids = {name: line["id"] for name, line in cutline.ingest().items()}
    return cutline


def live_in(cutline):
    """Copies, versions, kills, holds, protections, in an order that matters."""
    first = scene(1)
    cutline.put("a.jpg", encode(first, nordlys()))
    ids = {"a": cutline.ingest()["a.jpg"]["id"]}

    def bring(name, data, status):
        line = cutline.ingest(cutline.put(name + ".jpg", data), status=int(status == "held"))[name + ".jpg"]
        assert line["status"] == status, line
        ids[name] = line["id"]

    bring("version", encode(first, nordlys(caption="Corrected: at the quay in Vadsø on 3 March 2024.")), "version")
    bring("copy", encode(first, nordlys(credit="Other", byline="B", copyright="© Other", title="O-1")), "copy")
    cutline.run("--as", "Ms Editor", "kill", ids["a"], "--reason", "wrong person")
    bring("late", encode(first, nordlys(credit="Third", byline="C", copyright="© Third", title="T-1")), "held")
    bring("looks", encode(first.filter(ImageFilter.GaussianBlur(1)), nordlys(title="NL-9"), quality=70), "held")
    bring("freed", encode(scene(2), nordlys(title="NL-20")), "added")
    cutline.run("kill", ids["freed"], "--reason", "by mistake")
    cutline.run("unkill", ids["freed"], "--reason", "was a mistake")
    bring("safe", encode(scene(3), nordlys(title="NL-30")), "added")
    cutline.run("protect", ids["safe"], "--reason", "she could be found")
    return ids


@pytest.fixture
def lived_in(cutline):
    cutline.ids = cutline.once(live_in)
    return cutline


def test_everything_comes_back(lived_in):
    before = state(lived_in)
    reasons = {photo["id"]: photo.get("state_reason") for photo in before[0]}
    assert reasons[lived_in.ids["looks"]].startswith("looks like killed")
    assert lived_in.json("rebuild", "--from-store") == [
        {"photos": 6, "problems": 0, "developed": 7, "undecodable": 0, "to_develop": 0}]
    assert state(lived_in) == before
    assert reasons[lived_in.ids["a"]] == "wrong person"
    lived_in.run("verify")


# The program's own: when this catalog was made, how far hooks were told from it, what is still to be done.
OF_A_CATALOG = {"migration", "derived", "follower", "job"}


def columns(db, table):
    """But how often something was computed: that is of this catalog alone."""
    return ", ".join(name for _, name, *_ in db.execute(f"PRAGMA table_info({table})") if (table, name) != ("photo", "refreshed"))


def rows(cutline):
    """Every table's rows, and the journal's bytes."""
    with contextlib.closing(sqlite3.connect(catalog(cutline))) as db:
        names = [name for name, in db.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT GLOB 'fulltext_*' ORDER BY name")]
        tables = {name: sorted(db.execute(f"SELECT {columns(db, name)} FROM {name}"), key=repr)
                  for name in names if name not in OF_A_CATALOG}
    return tables, {path.name: path.read_bytes() for path in (cutline.archive / "journal").iterdir()}


def decide(cutline, ids):
    """One of every kind of row that bears an instant of its own."""
    safe, freed = ids["safe"], ids["freed"]
    cutline.run("edit", safe, "caption=At the quay", "instructions=JAPAN OUT", "keywords+=quay")
    cutline.run("edit", safe, freed, "usage_terms=Call desk first", "--reason", "asked")
    cutline.run("undo", freed)
    cutline.run("template", "set", "desk", "credit={byline}/Courier")
    cutline.run("template", "set", "desk", "credit={byline}/Courier", "keywords+=courier")
    cutline.run("template", "set", "old", "city-=")
    cutline.run("template", "remove", "old")
    cutline.run("restrictions", "confirm", safe, "1", "--reason", "right")
    cutline.run("restrictions", "dismiss", safe, "2", "--reason", "read it")
    cutline.run("grant", safe, "--until", "2099-01-01", "--reason", "by telephone")
    cutline.run("deny", freed, "--until", "2099-01-01", "--reason", "not again")
    cutline.run("hold", safe, "--reason", "a letter")
    cutline.run("hold", freed, "--reason", "a letter")
    cutline.run("hold", freed, "--release")
    cutline.run("story", "new", "quay", "--title", "The quay")
    cutline.run("story", "add", "quay", freed, "--channel", "newsletter")
    cutline.run("story", "publish", "quay", "--despite", "a test")
    cutline.run("kill", freed, "--reason", "the other man", "--class", "privacy")
    cutline.run("takedown", "confirm", str(cutline.json("takedown", "list")[0]["takedown"]), "--note", "sent")
    cutline.run("token", "add", "cms", "--role", "viewer")


def test_every_row_comes_back_to_the_microsecond(lived_in):
    decide(lived_in, lived_in.ids)
    before = rows(lived_in)
    for name in ("document", "restriction_decision", "photo_grant", "hold", "kill", "takedown", "use", "story",
                 "publication", "field", "event"):
        assert before[0][name], name
    lived_in.run("rebuild", "--from-store")
    after = rows(lived_in)
    changed = [(name, [row for row in before[0][name] if row not in after[0][name]],
                [row for row in after[0][name] if row not in before[0][name]]) for name in before[0]]
    assert [table for table in changed if table[1] or table[2]] == []
    assert after == before


def test_what_was_released_stays_released(lived_in):
    lived_in.run("unkill", lived_in.ids["looks"], "--reason", "is another man")
    before = state(lived_in)
    lived_in.run("rebuild", "--from-store")
    assert state(lived_in) == before


def test_the_journal_gives_the_order(lived_in):
    """Manifests that say otherwise, or nothing, change no id."""
    before = {(p["id"], p["version"], p["state"]) for p in state(lived_in)[0]}
    for n, path in enumerate(sorted(originals(lived_in).values())):
        manifest = path.with_name(path.name + ".json")
        os.chmod(manifest, 0o600)
        text = json.loads(manifest.read_text())
        text["ingested_us"] = 2 ** 50 - n
        manifest.write_text(json.dumps(text))
    lived_in.run("rebuild", "--from-store")
    assert {(p["id"], p["version"], p["state"]) for p in state(lived_in)[0]} == before


@pytest.mark.parametrize("damage", ["lost", "garbage", "empty", "cut"])
def test_without_a_catalog(lived_in, damage):
    before = state(lived_in)
    path = catalog(lived_in)
    data = path.read_bytes()
    path.unlink()
    if damage != "lost":
        path.write_bytes({"garbage": os.urandom(20000), "empty": b"", "cut": data[:len(data) // 2]}[damage])
    if damage in ("lost", "garbage"):
        assert "rebuild --from-store" in lived_in.run("search", status=3 if damage == "lost" else 6).error
        assert "rebuild --from-store" in lived_in.run("ingest", "in", status=3 if damage == "lost" else 6).error
    lived_in.run("rebuild", "--from-store")
    assert state(lived_in) == before
    lived_in.run("verify")


def test_only_an_archive_is_restored(bare):
    (bare.archive / "originals").mkdir(parents=True)
    assert "no archive" in bare.run("rebuild", "--from-store", status=3).error
    assert sorted(os.listdir(bare.archive)) == ["originals"]


def test_damaged_originals_are_named_and_left_out(filled):
    files = sorted(originals(filled).values())
    os.chmod(files[0], 0o600)
    files[0].write_bytes(files[0].read_bytes() + b"x")
    files[1].unlink()
    names = {files[i].name: name for i in (0, 1) for name, ident in filled.ids.items()
             if files[i].name == filled.json("show", ident)[0]["sha256"]}
    filled.run("kill", filled.ids[names[files[0].name]], "--reason", "no")
    done = filled.run("rebuild", "--from-store", status=1)
    lines = done.error.splitlines()
    assert len(lines) == 3 and all(line.startswith("cutline: rebuild: ") for line in lines)
    damaged = next(line for line in lines if "ORIGINAL_DAMAGED" in line)
    assert names[files[0].name] in damaged and filled.ids[names[files[0].name]] in damaged
    assert files[1].name in next(line for line in lines if "ORIGINAL_MISSING" in line)
    assert "PHOTO_MISSING" in done.error and "2 photos" in done.text and "3 problems" in done.text
    assert len(filled.json("search")) == 2
    # Back from a backup, it is what it was: killed.
    files[0].write_bytes(files[0].read_bytes()[:-1])
    filled.run("verify", "--repair")
    assert filled.json("show", filled.ids[names[files[0].name]])[0]["state"] == "killed"


def test_an_original_that_was_ingested_again_keeps_its_time(filled):
    before = state(filled)
    lost = sorted(originals(filled).values())[0]
    lost.unlink()
    assert {line["status"] for line in filled.ingest().values()} == {"known"} and lost.exists()
    filled.run("rebuild", "--from-store")
    assert state(filled) == before


def test_a_composite_that_is_lost_with_its_original(filled):
    whole, part, *_ = filled.ids.values()
    filled.run("composite", whole, part)
    path = filled.archive / "originals"
    lost, = path.rglob(filled.json("show", whole)[0]["sha256"])
    lost.rename(path / "kept")
    assert "3 photos" in filled.run("rebuild", "--from-store", status=1).text
    assert filled.json("show", part)[0]["part_of"] == []
    (path / "kept").rename(lost)
    filled.run("rebuild", "--from-store")
    assert filled.json("show", part)[0]["part_of"] == [whole]


def test_a_part_that_is_lost_with_its_original_stops_the_composite(filled):
    whole, part, *_ = filled.ids.values()
    filled.run("composite", whole, part)
    lost, = (filled.archive / "originals").rglob(filled.json("show", part)[0]["sha256"])
    data = lost.read_bytes()
    lost.unlink()
    assert "3 photos" in filled.run("rebuild", "--from-store", status=1).text
    verdict, = filled.json("check", whole, status=4)
    assert verdict["stop"] and ("PART", "it is not in the archive") in {
        (reason["code"], reason["origin"]["text"]) for reason in verdict["reasons"]}
    filled.run("rendition", whole, "thumb", "-o", "x.jpg", status=4)
    filled.run("kill", whole, "--reason", "a test")
    filled.run("unkill", whole, "--reason", "a test")
    filled.ingest(filled.put("again.jpg", data))
    filled.run("rendition", whole, "thumb", "-o", "x.jpg")


def test_a_damaged_journal_is_said_and_costs_only_its_line(filled):
    filled.run("kill", filled.ids["1.jpg"], "--reason", "no")
    path = next((filled.archive / "journal").iterdir())
    lines = path.read_bytes().splitlines(keepends=True)
    lines[1] = b"{torn\n"
    path.write_bytes(b"".join(lines))
    error = filled.run("rebuild", "--from-store", status=1).error
    assert "JOURNAL_DAMAGED" in error and "line 2" in error and "EVENTS_LOST" in error
    assert len(filled.json("search")) == 4
    assert filled.json("show", filled.ids["1.jpg"])[0]["state"] == "killed"
    # Numbers go on after those of the journal, so nothing that follows is lost.
    filled.run("kill", filled.ids["2.jpg"], "--reason", "no")
    assert "JOURNAL_DIFFERS" in filled.run("verify", status=1).text
    filled.run("rebuild", "--from-store", status=1)
    assert filled.json("show", filled.ids["2.jpg"])[0]["state"] == "killed"


def test_a_forged_journal_is_said(filled):
    filled.run("kill", filled.ids["1.jpg"], "--reason", "wrong person")
    path = next((filled.archive / "journal").iterdir())
    path.write_bytes(path.read_bytes().replace(b"wrong person", b"right person"))
    assert "CHAIN_BROKEN" in filled.run("rebuild", "--from-store", status=1).error


def test_failure_leaves_the_old_catalog(filled):
    before = state(filled)
    (filled.archive / "originals").rename(filled.archive / "away")
    filled.run("rebuild", "--from-store", status=8)
    (filled.archive / "away").rename(filled.archive / "originals")
    assert not list(filled.archive.glob("catalog.sqlite.new*"))
    assert state(filled) == before


def test_the_old_catalog_is_kept(filled):
    old = catalog(filled).stat().st_ino
    filled.run("rebuild", "--from-store")
    assert catalog(filled, ".old").stat().st_ino == old != catalog(filled).stat().st_ino
    assert not list(filled.archive.glob("catalog.sqlite.[nr]*"))
    filled.run("rebuild", "--from-store")


@pytest.mark.parametrize("command", [["search"], ["kill", "ID", "--reason", "no"], ["rebuild", "--from-store"]])
def test_an_exchange_that_was_cut_off_is_finished(filled, command):
    """The new catalog was ready, the old one and its log were still there."""
    before = {line["id"] for line in filled.json("search")}
    data = catalog(filled).read_bytes()
    catalog(filled, ".ready").write_bytes(data)
    catalog(filled).write_bytes(b"old" * 5000)
    catalog(filled, "-wal").write_bytes(os.urandom(5000))
    filled.run(*(filled.ids["0.jpg"] if word == "ID" else word for word in command))
    assert {line["id"] for line in filled.json("search")} == before
    assert not catalog(filled, ".ready").exists()
    filled.run("verify")


def test_a_kill_at_any_time_leaves_an_archive(filled):
    before = {line["id"] for line in filled.json("search")}
    for delay in (0.01, 0.03, 0.05, 0.08, 0.11, 0.15, 0.2, 0.3):
        child = filled.start("rebuild", "--from-store")
        time.sleep(delay)
        child.send_signal(signal.SIGKILL)
        child.communicate()
        assert {line["id"] for line in filled.json("search")} == before
    filled.run("rebuild", "--from-store")
    filled.run("verify")


def test_rebuild_waits_for_writers_and_writers_for_it(filled):
    filled.put("9.jpg", pictures.press(9))
    held = take(filled, alone=True)
    child = filled.start("ingest", str(filled.folder / "in"))
    time.sleep(0.5)
    assert child.poll() is None and len(filled.json("search")) == 4
    held.close()
    assert child.wait(30) == 0
    child.communicate()
    held = take(filled, alone=False)
    child = filled.start("rebuild", "--from-store")
    time.sleep(0.5)
    assert child.poll() is None
    filled.run("kill", filled.ids["0.jpg"], "--reason", "no")  # writers share
    held.close()
    assert child.wait(30) == 0
    child.communicate()
    assert len(filled.json("search")) == 5
    assert filled.json("show", filled.ids["0.jpg"])[0]["state"] == "killed"


def test_a_busy_archive_is_no_endless_wait(filled):
    with take(filled, alone=False):
        assert "another program is writing" in filled.run("rebuild", "--from-store", status=9).error


def test_ingest_beside_rebuild_loses_nothing(filled):
    for seed in range(20, 60):
        filled.put(f"more/{seed}.jpg", pictures.press(seed))
    children = [filled.start("ingest", str(filled.folder / "in" / "more")),
                filled.start("rebuild", "--from-store"), filled.start("rebuild", "--from-store")]
    for child in children:
        output = child.communicate(timeout=60)
        # One that waited too long for the others says so; it has changed nothing.
        assert child.returncode == 0 or (child.returncode == BUSY and child is not children[0]), output
    assert len(filled.json("search", "--limit", "100")) == 44
    filled.run("verify")


def test_no_wait(filled):
    assert "4 pictures still without thumbnails" in filled.run("rebuild", "--from-store", "--no-wait").text
    assert filled.json("rebuild", "--from-store", "--no-wait")[0]["to_develop"] == 4
    filled.run("rebuild", "--no-wait", status=2)
