# SPDX-License-Identifier: MIT
"""verify finds each kind of damage, names it, checks the rest all the same, and mends what it can."""
import base64
import contextlib
import hashlib
import json
import os
import re
import shutil
import sqlite3
import struct

import pytest

import pictures


@pytest.fixture
def filled(cutline):
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    cutline.ids = {name: line["id"] for name, line in cutline.ingest().items()}
    return cutline


@contextlib.contextmanager
def catalog(cutline):
    """The catalog, to be altered behind the program's back."""
    connection = sqlite3.connect(cutline.archive / "catalog.sqlite")
    try:
        yield connection
        connection.commit()
    finally:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        connection.close()


def alter(cutline, *statements):
    with catalog(cutline) as connection:
        for statement in statements:
            connection.execute(*statement if isinstance(statement, tuple) else (statement,))


def originals(cutline):
    folder = cutline.archive / "originals"
    return sorted(path for path in folder.rglob("*") if re.fullmatch(r"[0-9a-f]{64}", path.name))


def complaints(cutline, *options, status=1):
    """Codes in order; the last line is always the summary."""
    lines = cutline.json("verify", *options, status=status)
    summary = lines.pop()["summary"]
    assert summary["problems"] == len(lines)
    assert summary["repaired"] == sum("(repaired)" in line["message"] for line in lines)
    complaints.summary, complaints.messages = summary, [line["message"] for line in lines]
    return [line["code"] for line in lines]


def assert_mends(cutline, code):
    """Found, found and mended, gone."""
    assert set(complaints(cutline)) == {code}
    assert set(complaints(cutline, "--repair", status=0)) == {code}
    assert complaints(cutline, status=0) == []


# --- events ------------------------------------------------------------------------------------

def unlock_events(connection):
    """Take the triggers off; returns what puts them back."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def alter_events(cutline, statement):
    with catalog(cutline) as connection:
        back = unlock_events(connection)
        connection.execute(statement)
        for sql in back:
            connection.execute(sql)


def test_changed_event(filled):
    alter_events(filled, "UPDATE event SET who = 'cli:nobody' WHERE seq = 2")
    assert complaints(filled) == ["JOURNAL_DIFFERS", "CHAIN_BROKEN"]
    assert "event 2" in complaints.messages[1] and complaints.summary["originals"] == 3
    assert complaints(filled, "--repair") == ["JOURNAL_DIFFERS", "CHAIN_BROKEN"]


def test_last_event_cut_off(filled):
    alter_events(filled, "DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)")
    assert complaints(filled) == ["JOURNAL_DIFFERS"]


def test_erased_payload_is_no_change(filled):
    alter(filled, "UPDATE event SET payload = NULL WHERE seq = 1")
    assert complaints(filled, status=0) == []


def journal(cutline):
    path, = (cutline.archive / "journal").glob("*.jsonl")
    return path


@pytest.mark.parametrize("change", [
    lambda line: dict(line, digest="0" * 64), lambda line: dict(line, who="cli:nobody"),
    lambda line: dict(line, payload="{}"), lambda line: dict(line, seq=1000), lambda line: dict(line, note="forged")])
def test_changed_journal(filled, change):
    before = journal(filled).read_text()
    lines = before.splitlines()
    lines[-1] = json.dumps(change(json.loads(lines[-1])), separators=(",", ":"))
    journal(filled).write_text("\n".join(lines) + "\n")
    assert_journal_mends(filled, before)


def assert_journal_mends(cutline, before):
    """Written anew from the catalog, whose chain is whole; the damaged one is kept."""
    damaged = journal(cutline).read_bytes()
    assert_mends(cutline, "JOURNAL_DIFFERS")
    assert journal(cutline).read_text() == before
    kept, = (cutline.archive / "quarantine").glob("*.jsonl.*")
    assert kept.read_bytes() == damaged
    kept.unlink()


def test_journal_with_holes(filled):
    before = journal(filled).read_text()
    lines = before.splitlines()
    for damaged in lines[:1] + lines[2:], lines[1:], lines[:1] + ["no \x1b event"] + lines[1:], \
            lines[:2] + lines[1:], [lines[1], lines[0]] + lines[2:], lines + ["\xff"] * 50:
        journal(filled).write_text("\n".join(damaged) + "\n")
        assert_journal_mends(filled, before)


def test_repaired_journal_keeps_what_the_catalog_erased(filled):
    before = journal(filled).read_text()
    alter(filled, "UPDATE event SET payload = NULL WHERE seq = 1")
    journal(filled).write_text(before + "no event\n")
    assert_journal_mends(filled, before)


def test_two_histories(filled):
    """A catalog of yesterday that was worked with: which of the two counts, a person decides."""
    yesterday = (filled.archive / "catalog.sqlite").read_bytes()
    filled.run("kill", filled.ids["0.jpg"], "--reason", "one history")
    (filled.archive / "catalog.sqlite").write_bytes(yesterday)
    assert complaints(filled, "--repair") == ["JOURNAL_DIFFERS"], "the catalog lost an event"
    assert "rebuild --from-store" in complaints.messages[0]
    filled.run("kill", filled.ids["1.jpg"], "--reason", "another history")
    before = journal(filled).read_text()
    assert set(complaints(filled, "--repair")) == {"JOURNAL_DIFFERS"}
    assert "two histories" in complaints.messages[0] and journal(filled).read_text() == before


def test_journal_behind(filled):
    lines = journal(filled).read_text().splitlines()
    journal(filled).write_text("\n".join(lines[:-1]) + "\n" + lines[-1][:20])
    assert_mends(filled, "JOURNAL_BEHIND")


def test_journal_over_new_year(filled):
    lines = journal(filled).read_text().splitlines()
    journal(filled).write_text("\n".join(lines[1:]) + "\n")
    (filled.archive / "journal" / "1999.jsonl").write_text(lines[0] + "\n")
    assert complaints(filled, status=0) == []


# --- the audit -----------------------------------------------------------------------------------

def audit(cutline, *more, **options):
    return complaints(cutline, "--audit", *more, **options)


def chained(events):
    """The chain over (seq, at_us, who, kind, subject, payload), written from its description."""
    digest, out = bytes(32), []

    def number(value):
        return struct.pack(">Q", value & (2**64 - 1))

    def text(value):
        return number(2**64 - 1) if value is None else number(len(value.encode())) + value.encode()

    for seq, at_us, who, kind, subject, payload in events:
        sha256 = hashlib.sha256((payload or "").encode()).digest()
        digest = hashlib.sha256(text("cutline-event/1") + digest + number(seq) + number(at_us) + text(who) + text(kind)
                                + text(subject) + sha256).digest()
        out.append((sha256, digest))
    return out


def forge(cutline):
    """Somebody with all rights changes the first event, and whatever would tell, in catalog and journal."""
    with catalog(cutline) as connection:
        back = unlock_events(connection)
        connection.execute("UPDATE event SET who = 'cli:somebody' WHERE seq = 1")
        events = connection.execute("SELECT seq, at_us, who, kind, subject, payload FROM event ORDER BY seq").fetchall()
        for event, (sha256, digest) in zip(events, chained(events)):
            connection.execute("UPDATE event SET payload_sha256 = ?, digest = ? WHERE seq = ?", (sha256, digest, event[0]))
        for sql in back:
            connection.execute(sql)
    names = ("seq", "at_us", "who", "kind", "subject", "payload")
    journal(cutline).write_text("".join(
        json.dumps(dict(zip(names, event), digest=digest.hex()), separators=(",", ":"), ensure_ascii=False) + "\n"
        for event, (_, digest) in zip(events, chained(events))))


def test_audit_of_an_untouched_log(filled):
    with catalog(filled) as connection:
        events = connection.execute("SELECT seq, at_us, who, kind, subject, payload FROM event ORDER BY seq").fetchall()
    assert audit(filled, status=0) == []
    assert complaints.summary["events"] == len(events) and complaints.summary["head"] == chained(events)[-1][1].hex()


@pytest.mark.parametrize("statements", [
    ["UPDATE event SET payload = '{}' WHERE seq = 2"],
    ["UPDATE event SET at_us = at_us + 1 WHERE seq = 1"],
    ["UPDATE event SET subject = NULL WHERE seq = 2"],
    ["DELETE FROM event WHERE seq = 1"],
    ["DELETE FROM event WHERE seq = 2"],
    ["DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)"],
    ["UPDATE event SET seq = 100 WHERE seq = 1", "UPDATE event SET seq = 1 WHERE seq = 2", "UPDATE event SET seq = 2 WHERE seq = 100"],
], ids=["payload", "time", "subject", "first", "middle", "last", "order"])
def test_audit_finds_what_was_done_to_the_catalog(filled, statements):
    for statement in statements:
        alter_events(filled, statement)
    assert set(audit(filled)) & {"CHAIN_BROKEN", "JOURNAL_DIFFERS"}


@pytest.mark.parametrize("change", [
    lambda lines: [lines[0].replace("cli:", "cli:x", 1)] + lines[1:],
    lambda lines: lines[1:], lambda lines: lines[:1] + lines[2:], lambda lines: lines[:-1],
    lambda lines: [lines[1], lines[0]] + lines[2:], lambda lines: lines + lines[-1:],
    lambda lines: [lines[0].replace("{", '{"note":"forged",', 1)] + lines[1:], lambda lines: [lines[0].replace("{", '{"who":"eve",', 1)] + lines[1:],
], ids=["edit", "first", "middle", "last", "order", "twice", "member", "double"])
def test_audit_finds_what_was_done_to_the_journal(filled, change):
    journal(filled).write_text("\n".join(change(journal(filled).read_text().splitlines())) + "\n")
    assert set(audit(filled)) <= {"JOURNAL_CHANGED", "JOURNAL_DIFFERS", "JOURNAL_BEHIND"}


def test_a_signed_head_finds_what_was_forged_throughout(filled):
    done = filled.run("verify", "--audit", "--sign", "head.json")
    head = json.loads((filled.folder / "head.json").read_text())
    assert head["public_key"] in done.text and (filled.archive / "keys/head").stat().st_mode & 0o077 == 0
    assert audit(filled, "--head", "head.json", status=0) == []
    filled.run("kill", filled.json("search", "")[0]["id"], "--reason", "later")
    assert audit(filled, "--head", "head.json", status=0) == [], "the log may grow"
    forge(filled)
    assert audit(filled, status=0) == [], "nothing in the archive tells"
    assert audit(filled, "--head", "head.json") == ["HEAD_DIFFERS"]


def test_a_head_is_believed_only_as_it_was_signed(filled):
    filled.run("verify", "--audit", "--sign", "head.json")
    head = json.loads((filled.folder / "head.json").read_text())
    for name, value in (("seq", 1), ("digest", "0" * 64), ("at", "2020-01-01T00:00:00Z"), ("public_key", "A" * 43), ("schema", "x")):
        (filled.folder / "other.json").write_text(json.dumps(dict(head, **{name: value})))
        assert "other.json" in filled.run("verify", "--audit", "--head", "other.json", status=6).error, name
    (filled.archive / "keys/head").unlink()
    filled.run("verify", "--audit", "--sign", "again.json")
    assert audit(filled, "--head", "head.json") == ["HEAD_KEY"]
    filled.run("verify", "--head", "head.json", status=2)


# --- the catalog -------------------------------------------------------------------------------

def break_page(cutline, table):
    """The root page of a table becomes garbage."""
    with catalog(cutline) as connection:
        page, = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).fetchone()
        size, = connection.execute("PRAGMA page_size").fetchone()
    with open(cutline.archive / "catalog.sqlite", "r+b") as file:
        file.seek((page - 1) * size)
        file.write(b"\xa5" * size)


@pytest.mark.parametrize("table", ["field", "effective", "rendition", "event", "listing", "sidecar",
                                   "finding", "link", "file", "photo"])
def test_damaged_catalog(filled, table):
    path = originals(filled)[0]
    os.chmod(path, 0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    break_page(filled, table)
    for options in [], ["--repair"]:
        codes = complaints(filled, *options)
        assert "CATALOG_DAMAGED" in codes and "ORIGINAL_DAMAGED" in codes
        assert complaints.summary["originals"] == 3 and complaints.summary["repaired"] == 0


# --- rows --------------------------------------------------------------------------------------

def test_wrong_ids(filled):
    alter(filled, "UPDATE photo SET id = 'zzzzzzzzzzzzzzzz' WHERE no = 1",
          "UPDATE listing SET id = 'zzzzzzzzzzzzzzzz' WHERE photo = 1")
    assert "ID_WRONG" in complaints(filled)


def test_wrong_id_of_a_file(filled):
    alter(filled, "UPDATE file SET id = 'zzzzzzzzzzzzzzzz' WHERE photo = 2")
    assert complaints(filled) == ["ID_WRONG"]


def test_wrong_size(filled):
    alter(filled, "UPDATE file SET size_bytes = size_bytes + 1 WHERE photo = 2")
    assert sorted(complaints(filled)) == ["MANIFEST_WRONG", "SIZE_WRONG"]


@pytest.mark.parametrize("statement", [
    "UPDATE effective SET value = 'Nobody' WHERE photo = 1 AND field = 'byline'",
    "UPDATE effective SET origin = 'exif' WHERE photo = 1 AND field = 'byline'",
    "DELETE FROM effective WHERE photo = 2",
    "DELETE FROM effective WHERE photo = 1 AND n = (SELECT MAX(n) FROM effective WHERE photo = 1)",
    "INSERT INTO effective VALUES (3, 9999, 'credit', 7, NULL, 'More', 'iptc')",
    "UPDATE listing SET headline = NULL WHERE photo = 1",
    "UPDATE listing SET state = 'killed' WHERE photo = 1",
    "UPDATE listing SET sha256 = zeroblob(32) WHERE photo = 3",
    "UPDATE facet SET country = 'Nowhere' WHERE at = (SELECT MIN(at) FROM facet)",
    "UPDATE fulltext SET caption = 'nothing' WHERE rowid = (SELECT MAX(at) FROM facet)",
    "UPDATE fulltext SET tags = '=all=1' WHERE rowid = (SELECT MAX(at) FROM facet)",
])
def test_derived_rows(filled, statement):
    before = filled.json("search", "lake")
    alter(filled, statement)
    assert_mends(filled, "DERIVED_ROWS")
    assert complaints.summary["problems"] == 0 and filled.json("search", "lake") == before


@pytest.mark.parametrize("statement", [
    "DELETE FROM field WHERE photo = 1 AND name = 'byline' AND origin = 'iptc'",
    "DELETE FROM field WHERE photo = 1",
    "UPDATE field SET value = 'Nobody' WHERE photo = 1 AND name = 'byline' AND position = 0",
    "UPDATE field SET origin = 'exif' WHERE photo = 1 AND name = 'byline'",
])
def test_received_values(filled, statement):
    """Lost or changed together with all that is derived from them."""
    before = filled.json("show", filled.ids["0.jpg"])
    alter(filled, statement.replace("photo = 1", "photo = (SELECT no FROM photo WHERE id = '%s')" % filled.ids["0.jpg"]))
    filled.run("rebuild")
    assert complaints(filled, "--repair") == ["RECEIVED_DIFFERS"]
    assert "rebuild --from-store" in complaints.messages[0]
    filled.run("rebuild", "--from-store")
    assert complaints(filled, status=0) == [] and filled.json("show", filled.ids["0.jpg"]) == before


def test_unlisted_photo(filled):
    alter(filled, "DELETE FROM listing WHERE photo = 1")
    assert set(complaints(filled)) == {"LISTING_STALE", "DERIVED_ROWS"}
    complaints(filled, "--repair", status=0)
    assert complaints(filled, status=0) == []


def test_another_time_zone_is_no_damage(filled):
    for zone in "Pacific/Kiritimati", "Pacific/Pago_Pago":
        filled.run("verify", env={"TZ": zone})


def test_all_kinds_of_photos_are_sound(filled):
    """Versions, copies, kills and protection leave derived rows as verify expects them."""
    filled.put("more/version.jpg", pictures.press(0, headline="Corrected", caption=None))
    filled.put("more/copy.jpg", pictures.press(1, credit="Other", byline="Someone", source="Other"))
    filled.ingest()
    filled.run("kill", filled.ids["2.jpg"], "--reason", "withdrawn")
    assert complaints(filled, status=0) == []
    filled.run("unkill", filled.ids["2.jpg"], "--reason", "sent again")
    assert complaints(filled, status=0) == []


# --- manifests ---------------------------------------------------------------------------------

def manifest(path):
    return path.with_name(path.name + ".json")


def changed(**more):
    def change(path):
        text = json.loads(manifest(path).read_text())
        text.update(more)
        manifest(path).write_text(json.dumps({k: v for k, v in text.items() if v is not None}))
    return change


@pytest.mark.parametrize("damage", [
    lambda path: manifest(path).unlink(), lambda path: manifest(path).write_text("{}"),
    lambda path: manifest(path).write_text(""), lambda path: manifest(path).write_bytes(b"\xff" * 9),
    lambda path: manifest(path).write_text("[" * 10000), changed(sha256="0" * 64), changed(size_bytes=1),
    changed(path_base64=None), changed(path_base64="AAAA"), changed(ingested_us="soon"), changed(sidecar="xmp"),
])
def test_manifest(filled, damage):
    path = originals(filled)[0]
    before = json.loads(manifest(path).read_text())
    damage(path)
    assert_mends(filled, "MANIFEST_WRONG")
    after = json.loads(manifest(path).read_text())
    for key in "schema", "sha256", "size_bytes", "name", "path_base64", "ingested_us":
        assert after[key] == before[key]


@pytest.mark.parametrize("statement, says", [
    ("UPDATE file SET ingested_us = ingested_us - 86400000000", "when it came in"), ("UPDATE file SET sent_us = 1", "when it was sent"),
    ("UPDATE file SET supplier = 'the courier'", "who delivered it"), ("UPDATE file SET supplier_id = '000_ZZZ'", "its supplier's id")])
def test_an_arrival_that_somebody_rewrote(filled, statement, says):
    """Kills go by supplier and id, days of use by the time: the events are chained, and the rows are not."""
    alter(filled, statement)
    codes = complaints(filled)
    assert "ARRIVAL_DIFFERS" in codes and any(f"catalog does not say {says}" in message for message in complaints.messages)


@pytest.mark.parametrize("more, says", [({"supplier": "the courier"}, "who delivered it"), ({"ingested_us": 1}, "when it came in")])
def test_a_manifest_that_a_rebuild_would_believe(filled, more, says):
    changed(**more)(originals(filled)[0])
    assert complaints(filled) == ["ARRIVAL_DIFFERS"] and f"manifest of its original does not say {says}" in complaints.messages[0]


def test_manifest_of_a_strange_name(cutline):
    name = b"caf\xe9 \n.jpg"
    cutline.put(name, pictures.press(1))
    cutline.ingest()
    path, = originals(cutline)
    manifest(path).unlink()
    assert_mends(cutline, "MANIFEST_WRONG")
    assert base64.b64decode(json.loads(manifest(path).read_text())["path_base64"]).endswith(name)


def test_manifest_of_a_sidecar(filled):
    filled.put("0.xmp", pictures.sidecar_xmp({"photoshop:City": "Oulu"})
               if hasattr(pictures, "sidecar_xmp") else XMP)
    filled.ingest()
    assert complaints(filled, status=0) == []
    path, = (p for p in originals(filled) if b"xmpmeta" in p.read_bytes()[:200])
    assert json.loads(manifest(path).read_text())["sidecar"] == "xmp"
    manifest(path).unlink()
    assert_mends(filled, "MANIFEST_WRONG")
    assert json.loads(manifest(path).read_text())["sidecar"] == "xmp"
    path.unlink()
    assert complaints(filled) == ["ORIGINAL_MISSING"]


XMP = (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
       b'<rdf:Description rdf:about="" xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
       b' photoshop:City="Oulu"/></rdf:RDF></x:xmpmeta>')


def test_manifest_alone(filled):
    path = originals(filled)[0]
    name = "ab" * 32
    alone = filled.archive / "originals" / "ab" / "ab" / f"{name}.json"
    alone.parent.mkdir(parents=True)
    shutil.copy(manifest(path), alone)
    assert_mends(filled, "STRAY_FILE")
    assert not alone.exists() and (filled.archive / "quarantine" / f"{name}.json").exists()


def test_lost_original_keeps_its_manifest(filled):
    path = originals(filled)[0]
    path.unlink()
    assert complaints(filled, "--repair") == ["ORIGINAL_MISSING"]
    assert manifest(path).exists()


@pytest.mark.parametrize("which", ["picture", "side-car"])
def test_damaged_in_place(filled, which):
    """Kept, named, and as good as lost: an ingest of the good file brings it back."""
    filled.put("0.xmp", XMP)
    filled.ingest()
    path = next(p for p in originals(filled) if (b"xmpmeta" in p.read_bytes()[:200]) == (which == "side-car"))
    good, stated = path.read_bytes(), manifest(path).read_bytes()
    for n in range(2):  # what is put away a second time does not replace the first
        bad = good[:-1] + b"%d" % n
        os.chmod(path, 0o600)
        path.write_bytes(bad)
        assert complaints(filled) == ["ORIGINAL_DAMAGED"] and "verify --repair" in complaints.messages[0]
        assert path.read_bytes() == bad
        assert complaints(filled, "--repair") == ["ORIGINAL_DAMAGED"]
        kept = filled.archive / re.search("'(quarantine/[^']+)'", complaints.messages[0])[1]
        assert kept.read_bytes() == bad and not path.exists() and manifest(path).read_bytes() == stated
        assert complaints(filled, "--repair") == ["ORIGINAL_MISSING"]
        again = filled.ingest()
        assert {line["status"] for line in again.values()} == {"known"}
        assert {name: again[name]["id"] for name in filled.ids} == filled.ids
        assert path.read_bytes() == good and manifest(path).read_bytes() == stated
        assert complaints(filled, status=0) == []
    assert len(list((filled.archive / "quarantine").iterdir())) == 2


def test_unknown_name_among_originals(filled):
    (filled.archive / "originals" / "notes.txt").write_text("mine")
    assert complaints(filled, "--repair") == ["STRAY_FILE"]
    assert (filled.archive / "originals" / "notes.txt").read_text() == "mine"


# --- derived pictures --------------------------------------------------------------------------

def derived(cutline, kind):
    return sorted((cutline.archive / "derived" / kind).rglob("*.jpg"))


@pytest.mark.parametrize("kind", ["master", "middle", "thumb"])
def test_truncated_derived(filled, kind):
    path = derived(filled, kind)[0]
    before = path.read_bytes()
    path.write_bytes(before[:-1])
    assert_mends(filled, "DERIVED_MISSING")
    assert path.read_bytes() == before


def test_stray_derived(filled):
    path = derived(filled, "grid")[0]
    stray = filled.archive / "derived" / "grid" / "ab" / "ab" / ("ab" * 32 + ".jpg")
    stray.parent.mkdir(parents=True)
    shutil.copy(path, stray)
    assert_mends(filled, "STRAY_FILE")
    assert not stray.exists() and path.exists()


def test_strange_names_among_derived_are_left(filled):
    path = derived(filled, "grid")[0]
    shutil.copy(path, path.with_name("mine.jpg"))
    assert complaints(filled, "--repair") == ["STRAY_FILE"]
    assert path.with_name("mine.jpg").exists()


def test_waiting_pictures_are_not_stray(cutline):
    cutline.put("0.jpg", pictures.press(0))
    cutline.ingest("--no-wait", str(cutline.folder / "in"))
    path, = originals(cutline)
    place = cutline.archive / "derived" / "grid" / path.name[:2] / path.name[2:4]
    place.mkdir(parents=True)
    (place / (path.name + ".jpg")).write_bytes(b"of a develop that was killed")
    assert complaints(cutline, status=0) == []


# --- originals ---------------------------------------------------------------------------------

def test_original_without_row(filled):
    shutil.copytree(filled.archive / "originals", filled.folder / "kept")
    other = filled.folder / "other"
    filled.run("init", str(other), env={"CUTLINE_ARCHIVE": str(other)})
    filled.put("late.jpg", pictures.press(9))
    filled.run("ingest", str(filled.folder / "in" / "late.jpg"), env={"CUTLINE_ARCHIVE": str(other)})
    shutil.copytree(other / "originals", filled.archive / "originals", dirs_exist_ok=True)
    assert complaints(filled) == ["ORIGINAL_WITHOUT_ROW"]
    assert complaints(filled, "--repair", status=0) == ["ORIGINAL_WITHOUT_ROW"]
    assert complaints(filled, status=0) == [] and len(filled.json("search")) == 4


def test_everything_at_once(filled):
    """One fault does not hide another."""
    first, second, third = originals(filled)
    os.chmod(first, 0o600)
    first.write_bytes(b"x" + first.read_bytes()[1:])
    second.unlink()
    manifest(third).unlink()
    derived(filled, "thumb")[0].unlink()
    alter(filled, "UPDATE effective SET value = 'Nobody' WHERE photo = 1 AND field = 'byline'")
    alter_events(filled, "UPDATE event SET at_us = at_us + 1 WHERE seq = 1")
    assert set(complaints(filled)) == {
        "ORIGINAL_DAMAGED", "ORIGINAL_MISSING", "MANIFEST_WRONG", "DERIVED_MISSING", "DERIVED_ROWS",
        "JOURNAL_DIFFERS", "CHAIN_BROKEN"}
