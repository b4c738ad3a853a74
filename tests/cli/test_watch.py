# SPDX-License-Identifier: MIT
"""ingest --watch: a hot folder loses nothing, doubles nothing, and leaves only what it refused."""
import hashlib
import json
import os
import queue
import signal
import threading
import time

import pytest

import pictures
from starved import starve

PATIENCE_S = 120
# A packet as it stands in a file of its own, without the JPEG segment's head.
XMP = pictures.xmp({"photoshop:Headline": "From the side-car"})[4 + len(b"http://ns.adobe.com/xap/1.0/\0"):]


class Watcher:
    """`cutline --json ingest --watch` on the folder `hot`; its lines as they come."""

    def __init__(self, cutline, *options):
        self.process = cutline.start("--json", "ingest", "--watch", *options, str(cutline.folder / "hot"))
        self.lines = queue.Queue()
        self.errors = []
        self.readers = [threading.Thread(target=self._read), threading.Thread(target=self._read_errors)]
        for reader in self.readers:
            reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.put(json.loads(line))
        self.lines.put(None)

    def _read_errors(self):
        for line in self.process.stderr:
            self.errors.append(line.decode())

    def next(self):
        line = self.lines.get(timeout=PATIENCE_S)
        assert line is not None, self.errors
        return line

    def take(self, n):
        return {os.path.basename(line["path"]): line for line in (self.next() for _ in range(n))}

    def end(self, number=signal.SIGINT):
        self.process.send_signal(number)
        self.process.wait(timeout=PATIENCE_S)
        for reader in self.readers:
            reader.join()
        return self.process.returncode


@pytest.fixture
def hot(cutline):
    folder = cutline.folder / "hot"
    folder.mkdir()
    return folder


@pytest.fixture
def watch(cutline, hot):
    watchers = []

    def start(*options):
        watchers.append(Watcher(cutline, *options))
        return watchers[-1]

    yield start
    for watcher in watchers:
        if watcher.process.poll() is None:
            watcher.end(signal.SIGKILL)


def wait_for(condition):
    end = time.monotonic() + PATIENCE_S
    while not condition():
        assert time.monotonic() < end, "in vain"
        time.sleep(0.02)


def names(folder):
    return sorted(os.listdir(folder)) if folder.exists() else []


def drop(hot, name, data):
    """As a careful sender does: under another name, then renamed."""
    (hot / f"{name}.part").write_bytes(data)
    (hot / f"{name}.part").rename(hot / name)


def test_what_comes_is_taken(cutline, hot, watch):
    drop(hot, "before.jpg", pictures.press(1))
    watcher = watch("--done", "--supplier", "Nordlys")
    assert watcher.take(1)["before.jpg"]["status"] == "added"
    (hot / "deep").mkdir()
    (hot / "deep" / "b.jpg").write_bytes(pictures.press(2))
    (hot / "c.jpg").write_bytes(pictures.press(3))
    taken = watcher.take(2)
    assert {line["status"] for line in taken.values()} == {"added"} and set(taken) == {"b.jpg", "c.jpg"}
    begun = time.monotonic()
    assert watcher.end() == 0
    assert time.monotonic() - begun < 5  # two seconds are promised, on a quiet machine
    assert watcher.errors[-1] == "stopped: 3 taken, 0 refused\n"
    assert names(hot) == ["deep", "done"] and names(hot / "done") == ["b.jpg", "before.jpg", "c.jpg"]
    assert len(cutline.json("search", "supplier:nordlys")) == 3


def test_a_template_for_what_comes(cutline, hot, watch):
    cutline.run("template", "set", "wire", "credit={byline}/Courier")
    watcher = watch("--done", "--template", "wire")
    drop(hot, "a.jpg", pictures.press(1))
    photo = watcher.take(1)["a.jpg"]["id"]
    assert cutline.json("show", photo)[0]["fields"]["credit"] == "Aino Virtanen/Courier"
    assert watcher.end() == 0


def test_a_kill_notice_among_the_pictures(cutline, hot, watch):
    """A text of the feed's agency kills what it names; any other is refused."""
    watcher = watch("--done", "--supplier", "AFP")
    drop(hot, "a.jpg", pictures.jpeg(1, {"credit": "AFP", "title": "000_9ZZ17", "caption": "A quay."}))
    photo = watcher.take(1)["a.jpg"]["id"]
    drop(hot, "kill.txt", b"MANDATORY KILL - this photo number 000_9ZZ17 has been withdrawn from our systems.")
    drop(hot, "letter.txt", b"Dear desk, no pictures today.")
    taken = watcher.take(2)
    assert (taken["kill.txt"]["status"], taken["letter.txt"]["status"]) == ("sidecar", "rejected")
    assert watcher.end() == 1 and cutline.json("show", photo)[0]["state"] == "killed"
    assert names(hot / "done") == ["a.jpg", "kill.txt"] and names(hot / "rejected") == ["letter.txt", "letter.txt.reason"]


def test_only_what_is_complete(hot, watch):
    whole = pictures.press(1)
    watcher = watch("--move")
    with open(hot / "slow.jpg", "wb") as slow:
        slow.write(whole[:1000])
        slow.flush()
        (hot / ".hidden.jpg").write_bytes(pictures.press(2))
        (hot / "b.jpg.part").write_bytes(pictures.press(3))
        for seed in (4, 5):  # the watcher looks again and again, and not at what is being written
            (hot / f"{seed}.jpg").write_bytes(pictures.press(seed))
            assert set(watcher.take(1)) == {f"{seed}.jpg"}
        slow.write(whole[1000:])
    line = watcher.take(1)["slow.jpg"]
    assert line["status"] == "added" and line["error"] is None
    watcher.end()
    assert names(hot) == [".hidden.jpg", "b.jpg.part"]


def test_refused_with_the_reason_and_tried_again(hot, watch):
    watcher = watch("--move")
    drop(hot, "a.jpg", b"this is no picture")
    line = watcher.take(1)["a.jpg"]
    assert line["status"] == "rejected"
    wait_for(lambda: names(hot) == ["rejected"])
    assert names(hot / "rejected") == ["a.jpg", "a.jpg.reason"]
    reason = (hot / "rejected" / "a.jpg.reason").read_text()
    assert reason.startswith(line["error"] + "\n") and str(hot / "a.jpg") in reason
    drop(hot, "a.jpg", b"nor is this")
    watcher.take(1)
    wait_for(lambda: names(hot) == ["rejected"])
    assert names(hot / "rejected") == ["a.jpg", "a.jpg.reason", "a~2.jpg", "a~2.jpg.reason"]
    (hot / "rejected" / "a.jpg").rename(hot / "a.jpg")
    assert watcher.take(1)["a.jpg"]["status"] == "rejected"
    wait_for(lambda: names(hot) == ["rejected"])
    (hot / "rejected" / "a.jpg").write_bytes(pictures.press(1))
    (hot / "rejected" / "a.jpg").rename(hot / "a.jpg")
    assert watcher.take(1)["a.jpg"]["status"] == "added"
    wait_for(lambda: names(hot / "rejected") == ["a~2.jpg", "a~2.jpg.reason"])
    assert watcher.end() == 1


@pytest.fixture
def low(cutline):
    """A file: while it is there, the machine has no memory for a decoder."""
    return starve(cutline.folder, cutline.environment)


def test_what_the_machine_is_to_blame_for_stays_and_is_tried_again(cutline, hot, watch, low):
    drop(hot, "a.jpg", pictures.press(1))
    watcher = watch("--done")
    wait_for(lambda: len(watcher.errors) == 2)
    assert [line.rsplit(" ", 2)[1:] for line in watcher.errors] == [["1", "s\n"], ["2", "s\n"]]
    assert all(f"'{hot / 'a.jpg'}': " in line and "tried again" in line for line in watcher.errors)
    assert watcher.end() == 0 and watcher.errors[-1] == "stopped: 0 taken, 0 refused\n"
    assert names(hot) == ["a.jpg"]
    again = watch("--done")
    drop(hot, "a.xmp", XMP)  # of a picture that is not in yet
    wait_for(lambda: again.errors)
    low.unlink()
    taken = again.take(2)
    assert (taken["a.jpg"]["status"], taken["a.xmp"]["status"]) == ("added", "sidecar")
    assert again.end() == 0 and names(hot) == ["done"]


def test_kept_files_are_taken_once(cutline, hot, watch):
    watcher = watch()
    for seed in range(3):
        drop(hot, f"{seed}.jpg", pictures.press(seed))
    watcher.take(3)
    watcher.end()
    assert watcher.lines.get() is None and names(hot) == ["0.jpg", "1.jpg", "2.jpg"]
    again = watch()
    assert {line["status"] for line in again.take(3).values()} == {"known"}
    again.end()
    assert len(cutline.json("search")) == 3


@pytest.mark.parametrize("first", ["picture", "sidecar"])
def test_a_side_car_joins(cutline, hot, watch, first):
    parts = {"picture": ("a.jpg", pictures.press(1)),
             "sidecar": ("a.xmp", XMP)}
    watcher = watch("--done")
    for part in [first, *(set(parts) - {first})]:
        drop(hot, *parts[part])
    taken = watcher.take(2)
    assert (taken["a.jpg"]["status"], taken["a.xmp"]["status"]) == ("added", "sidecar")
    watcher.end()
    assert [hit["headline"] for hit in cutline.json("search")] == ["From the side-car"]
    assert names(hot) == ["done"]


def deliver(hot, files):
    """Some renamed in, some written in two halves, some written at once."""
    for number, (name, data) in enumerate(sorted(files.items())):
        if number % 3 == 0:
            drop(hot, name, data)
        else:
            with open(hot / name, "wb", buffering=0) as file:
                file.write(data[:number % 3 * 500])
                file.write(data[number % 3 * 500:])


def test_killed_in_a_flood(cutline, hot, watch):
    """Five times, at different points of a batch: staged, moved away, developed and said."""
    good, bad = {}, {}

    def flood(n):
        for seed in range(10 * n, 10 * n + 10):
            good[f"{seed:02}.jpg"] = pictures.press(seed)
        bad[f"bad{n}.jpg"] = b"no picture %d" % n
        files = {**dict(list(good.items())[-10:]), f"bad{n}.jpg": bad[f"bad{n}.jpg"]}
        sender = threading.Thread(target=deliver, args=(hot, files))
        sender.start()
        return sender

    for n in range(5):
        before = len(names(hot / "done")), len(names(hot / "rejected"))
        watcher = watch("--done")
        sender = flood(n)
        points = [lambda: names(cutline.archive / "tmp"), lambda: len(names(hot / "done")) > before[0],
                  lambda: len(names(hot / "rejected")) > before[1], lambda: False]
        # Whatever of these was too quick to be seen, a line comes in the end.
        wait_for(lambda: points[n % 4]() or not watcher.lines.empty())
        watcher.end(signal.SIGKILL)
        sender.join()
    last = watch("--done")
    wait_for(lambda: not [name for name in names(hot) if name not in ("done", "rejected")])
    last.end()
    hits = cutline.json("search", "--limit", "1000")
    assert sorted(cutline.json("show", hit["id"])[0]["sha256"] for hit in hits) == sorted(
        hashlib.sha256(data).hexdigest() for data in good.values())
    assert names(hot / "rejected") == sorted([*bad, *(f"{name}.reason" for name in bad)])
    assert names(hot / "done") == sorted(good)
    cutline.run("verify")


def test_usage(cutline, hot):
    cutline.run("ingest", "--watch", "--dry-run", str(hot), status=2)
    cutline.run("ingest", "--watch", "--done", "--move", str(hot), status=2)
    cutline.run("ingest", "--done", str(hot), status=2)
    cutline.run("ingest", "--watch", str(hot / "absent"), status=3)
    assert "lies in the archive" in cutline.run("ingest", "--watch", str(cutline.archive), status=2).error
