# SPDX-License-Identifier: MIT
"""ingest: statuses, exit statuses, JSON, names that bite, interruption."""
import base64
import contextlib
import os
import signal
import sqlite3
import struct
import time
import zlib

from conftest import no_controls
import pictures
from starved import starve

KEYS = ["path", "status", "id", "of", "findings", "error"]


def test_a_folder(cutline):
    cutline.put("a.jpg", pictures.press(1))
    cutline.put("deep/b.jpg", pictures.press(2))
    cutline.put("wrong-name.png", pictures.press(3))
    files = cutline.ingest()
    assert {name: line["status"] for name, line in files.items()} == {
        "a.jpg": "added", "b.jpg": "added", "wrong-name.png": "added"}
    for line in files.values():
        assert list(line) == KEYS
        assert len(line["id"]) == 16 and line["of"] is None and line["error"] is None
    assert "EXTENSION_MISMATCH" in {finding["code"] for finding in files["wrong-name.png"]["findings"]}
    assert all(set(finding) == {"code", "message"}
               for line in files.values() for finding in line["findings"])


def test_the_second_time_everything_is_known(cutline):
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    first, second = cutline.ingest(), cutline.ingest()
    assert {line["status"] for line in second.values()} == {"known"}
    assert {name: line["id"] for name, line in first.items()} == {
        name: line["id"] for name, line in second.items()}


def test_same_bytes_twice_in_one_run(cutline):
    cutline.put("a.jpg", pictures.press(1))
    cutline.put("b.jpg", pictures.press(1))
    assert sorted(line["status"] for line in cutline.ingest().values()) == ["added", "known"]


def test_a_corrected_file_is_a_version(cutline):
    cutline.put("a.jpg", pictures.press(1))
    first = cutline.ingest()["a.jpg"]
    path = cutline.put("b.jpg", pictures.press(1, headline="Corrected headline"))
    line = cutline.ingest(path)["b.jpg"]
    assert line["status"] == "version" and line["of"] == first["id"]


def test_summary_for_people(cutline):
    cutline.put("a.jpg", pictures.press(1))
    cutline.put("b.jpg", pictures.press(2, credit=None))
    text = cutline.run("ingest", "in").text
    assert "\x1b" not in text
    assert "added" in text and "new photos" in text
    assert "NO_CREDIT" in text
    assert all(line == line.rstrip() for line in text.splitlines())
    again = cutline.run("ingest", "in").text
    assert "known" in again and "NO_CREDIT" not in again


def test_rejected_files_cost_themselves_only(cutline):
    good = pictures.press(1)
    cutline.put("good.jpg", good)
    cutline.put("letter.txt", b"Dear editor, \n" * 40)
    cutline.put("empty.jpg", b"")
    files = cutline.ingest(status=1)
    assert files["good.jpg"]["status"] == "added"
    for name in ("letter.txt", "empty.jpg"):
        assert files[name]["status"] in ("rejected", "ignored")
        if files[name]["status"] == "rejected":
            assert files[name]["error"] and files[name]["id"] is None
    done = cutline.run("ingest", "in/empty.jpg", status=1)
    assert done.error.startswith("cutline: ingest: '") and done.error.count("\n") == 1


def test_a_path_that_is_not_there(cutline):
    done = cutline.run("ingest", "nowhere", status=1)
    assert "nowhere" in done.error and "known" not in done.text


def test_a_damaged_picture_is_kept_with_a_finding(cutline):
    data = pictures.press(4)
    cutline.put("cut.jpg", data[:len(data) - 900])
    line = cutline.ingest()["cut.jpg"]
    assert line["status"] == "added" and line["findings"]


def test_hostile_names(cutline):
    names = {b"new\nline.jpg": 1, b"escape\x1b[2J\x1b]0;owned\x07.jpg": 2, b"latin-\xe9.jpg": 3,
             "bidi-\u202egpj.jpg".encode(): 4, b"-rf": 5}
    for name, seed in names.items():
        cutline.put(name, pictures.press(seed))
    cutline.put(b"bad\n\x1b[31m.jpg", b"")
    done = cutline.run("ingest", "--verbose", "in", status=1)
    assert no_controls(done.stdout) and no_controls(done.stderr)
    assert "\u202e" not in done.text
    assert done.text.count("added") == 6  # a line each and the summary
    lines = cutline.json("ingest", "in", status=1)
    odd = [line for line in lines if "path_bytes" in line]
    assert len(odd) == 1
    assert base64.b64decode(odd[0]["path_bytes"]).endswith(b"/latin-\xe9.jpg")
    assert odd[0]["path"].endswith("/latin-%E9.jpg")
    identity = next(line["id"] for line in lines if "new\n" in line["path"])
    for args in (["show", identity], ["history", identity], ["stats"]):
        shown = cutline.run(*args)
        assert no_controls(shown.stdout)
        assert "new\nline" not in shown.text


def test_a_list_on_stdin(cutline):
    one, two = cutline.put("a.jpg", pictures.press(1)), cutline.put("b c.jpg", pictures.press(2))
    lines = cutline.json("ingest", "-", stdin=f"{one}\n{two}\n".encode())
    assert [line["status"] for line in lines] == ["added", "added"]
    lines = cutline.json("ingest", "-", stdin=f"{one}\0{two}\0".encode())
    assert [line["status"] for line in lines] == ["known", "known"]


def test_a_list_does_not_lead_into_the_archive(cutline):
    one = cutline.put("a.jpg", pictures.press(1))
    cutline.ingest(one)
    os.symlink(cutline.archive, cutline.folder / "link")
    listed = [cutline.archive, cutline.archive / "derived", cutline.folder / "link"]
    lines = cutline.json("ingest", "-", stdin="".join(f"{path}\n" for path in [*listed, one]).encode(), status=1)
    assert [line["status"] for line in lines] == ["rejected"] * 3 + ["known"]
    assert all("archive itself" in line["error"] for line in lines[:3])


def test_a_list_with_windows_line_ends(cutline):
    one, two = cutline.put("a.jpg", pictures.press(1)), cutline.put("b c.jpg", pictures.press(2))
    lines = cutline.json("ingest", "-", stdin=f"{one}\r\n{two}\r\n".encode())
    assert [line["status"] for line in lines] == ["added", "added"]


def test_dry_run_knows_what_would_be_in_by_then(cutline):
    for name in ("a.jpg", "b.jpg"):
        cutline.put(name, pictures.press(1))
    foreseen = cutline.ingest(cutline.folder / "in", "--dry-run")
    assert [foreseen[name]["status"] for name in ("a.jpg", "b.jpg")] == ["added", "known"]
    happened = cutline.ingest()
    assert [happened[name]["status"] for name in ("a.jpg", "b.jpg")] == ["added", "known"]


def test_dry_run_writes_nothing(cutline):
    cutline.put("a.jpg", pictures.press(1))
    assert cutline.ingest(cutline.folder / "in", "--dry-run")["a.jpg"]["status"] == "added"
    assert cutline.json("search") == []
    assert "nothing was written" in cutline.run("ingest", "--dry-run", "in").text
    assert cutline.ingest()["a.jpg"]["status"] == "added"


def test_sources_stay_unless_moved(cutline):
    path = cutline.put("a.jpg", pictures.press(1))
    before = path.read_bytes()
    cutline.ingest()
    assert path.read_bytes() == before
    moved = cutline.put("b.jpg", pictures.press(2))
    cutline.ingest(moved, "--move")
    assert not moved.exists()
    assert len(cutline.json("search")) == 2


def test_no_wait_is_searchable_at_once(cutline):
    cutline.put("a.jpg", pictures.press(1))
    cutline.ingest(cutline.folder / "in", "--no-wait")
    found = cutline.json("search", "frozen")
    assert len(found) == 1 and found[0]["developed"] is False
    cutline.ingest()
    assert cutline.json("search", "frozen")[0]["developed"] is True


def test_supplier_option(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"caption": "Nobody says whose this is."}))
    cutline.ingest(cutline.folder / "in", "--supplier", "Nordlys")
    assert len(cutline.json("search", "supplier:nordlys")) == 1


def test_who_acts_stands_in_the_history(cutline):
    cutline.put("a.jpg", pictures.press(1))
    line = cutline.ingest(cutline.folder / "in", "--as", "desk")["a.jpg"]
    assert {event["who"] for event in cutline.json("history", line["id"])} == {"desk"}


def test_interruption_and_completion(cutline):
    seeds = range(80)
    for seed in seeds:
        cutline.put(f"{seed:03}.jpg", pictures.press(seed))
    process = cutline.start("ingest", "in")
    while process.poll() is None and not any(files for _, _, files in os.walk(cutline.archive / "originals")):
        time.sleep(0.01)
    process.send_signal(signal.SIGINT)
    output, errors = process.communicate(timeout=30)
    assert process.returncode in (0, 1), errors
    if process.returncode == 1:  # else the machine was faster than the signal
        assert b"run the same command again to go on" in errors
        assert b"stopped: " in errors
    cutline.run("verify")
    lines = cutline.ingest()
    assert {line["status"] for line in lines.values()} <= {"added", "known"}
    assert len(lines) == len(seeds) == len(cutline.json("search", "--limit", "1000"))


def test_a_file_that_is_still_written(cutline):
    """It grows between being opened and having been read: here, when the decoder starts."""
    whole = pictures.press(1)
    path = cutline.put("a.jpg", whole[:len(whole) // 2])
    slow = cutline.folder / "decoder"
    slow.write_text(f"#!/bin/sh\nprintf x >>'{path}'\nexec '{cutline.environment['CUTLINE_DECODER']}' \"$@\"\n")
    slow.chmod(0o755)
    line = cutline.ingest(env={"CUTLINE_DECODER": str(slow)}, status=1)["a.jpg"]
    assert line["status"] == "rejected" and "still writing it; run the same command again" in line["error"]
    assert cutline.json("search") == [] and os.listdir(cutline.archive / "tmp") == []
    cutline.put("a.jpg", whole)
    assert cutline.ingest()["a.jpg"]["status"] == "added"


def test_interruption_while_a_decoder_starts(cutline):
    """On a busy machine that takes long; nothing that can be done again is waited for."""
    cutline.put("a.jpg", pictures.press(1))
    slow, started = cutline.folder / "decoder", cutline.folder / "started"
    slow.write_text(f"#!/bin/sh\ntouch '{started}'\nexec sleep 600\n")
    slow.chmod(0o755)
    process = cutline.start("ingest", "in", env={"CUTLINE_DECODER": str(slow)})
    while process.poll() is None and not started.exists():
        pass
    process.send_signal(signal.SIGINT)
    _, errors = process.communicate(timeout=30)  # a start may take sixty seconds
    assert process.returncode == 1 and b"stopped: 0 are in, 1 left;" in errors
    assert os.listdir(cutline.archive / "tmp") == []
    assert cutline.ingest()["a.jpg"]["status"] == "added"


def jobs(cutline):
    """(holder, attempts) of what waits to be developed."""
    catalog = sqlite3.connect(f"file:{cutline.archive}/catalog.sqlite?mode=ro", uri=True)
    with contextlib.closing(catalog):
        return catalog.execute("SELECT holder, attempts FROM job WHERE kind = 'develop'").fetchall()


def test_an_overload_is_no_fault_of_the_picture(cutline):
    """Nothing is said of it; it stays in the queue, behind what is new, and is tried again."""
    path = cutline.put("a.jpg", pictures.press(1))
    cutline.ingest(path, "--no-wait")
    low = starve(cutline.folder, cutline.environment)
    begun = time.time()
    done = cutline.run("ingest", path)
    assert "no decoder had the time or the memory for 1 picture" in done.error
    assert "1 still to develop" in done.text and "cannot be decoded" not in done.text
    assert jobs(cutline) == [(None, 0)]
    low.unlink()
    catalog = sqlite3.connect(cutline.archive / "catalog.sqlite", isolation_level=None)
    with contextlib.closing(catalog):
        assert catalog.execute("SELECT until_us FROM job WHERE kind = 'develop'").fetchone()[0] > (begun + 1) * 1e6
        catalog.execute("UPDATE job SET until_us = 1")  # its pause is over
    cutline.ingest(path)
    assert cutline.json("search")[0]["developed"] and not cutline.json("search", "finding:PIXELS_UNDECODABLE")



def huge_png(grey):
    """81 megapixels that take a decoder seconds and this test next to nothing."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    side = 9000
    row = zlib.compressobj(1)
    line = b"\0" + bytes([grey, 255 - grey, 77]) * side
    data = b"".join([row.compress(line) for _ in range(side)] + [row.flush()])
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_interruption_of_huge_pictures(cutline):
    """A decode that is under way is ended; its job goes back undamaged and was no attempt."""
    cutline.put("huge.png", huge_png(10))
    cutline.ingest(cutline.folder / "in", "--no-wait")
    process = cutline.start("ingest", "in")
    while process.poll() is None and not any(holder for holder, _ in jobs(cutline)):
        pass
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert all(job == (None, 0) for job in jobs(cutline))
    cutline.run("verify")
    cutline.ingest()
    assert jobs(cutline) == []
    assert all(hit["developed"] for hit in cutline.json("search"))


def test_a_reader_that_goes_away(cutline):
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    process = cutline.start("--json", "ingest", "in")
    process.stdout.close()
    errors = process.stderr.read()
    process.wait(timeout=60)
    assert process.returncode == 0 and errors == b"", "as under head: it has had enough"
    assert len(cutline.json("search")) == 3


def test_full_output_device(cutline):
    if not os.path.exists("/dev/full"):
        return
    import subprocess
    with open("/dev/full", "wb") as full:
        done = subprocess.run([os.environ["CUTLINE_BIN"], "help"], stdout=full, stderr=subprocess.PIPE)
    assert done.returncode == 8 and b"disk is full" in done.stderr.replace(b"device", b"disk")
