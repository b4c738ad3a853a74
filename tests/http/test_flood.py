# SPDX-License-Identifier: MIT
"""A hot folder in a flood, while cutlined is killed five times and started again. CUTLINE_FLOOD_SECONDS is how long the files
take to come (60; an agency's bad evening is 600), CUTLINE_FLOOD_FILES how many there are (5000)."""
import hashlib
import os
import random
import signal
import sqlite3
import threading
import time

from conftest import until
from pictures import jpeg

N_FILES = int(os.environ.get("CUTLINE_FLOOD_FILES", "5000"))
N_KILLS, BAD_EACH = 5, 50
SECONDS = float(os.environ.get("CUTLINE_FLOOD_SECONDS", "60"))
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"


def id_of(data):
    """The first 80 bits of the SHA-256, five at a time."""
    bits = int.from_bytes(hashlib.sha256(data).digest()[:10], "big")
    return "".join(ALPHABET[bits >> shift & 31] for shift in range(75, -1, -5))


def left(hot):
    """What has not been taken or refused yet."""
    return [name for name in os.listdir(hot) if name not in ("done", "rejected")]


def figure(daemon, name):
    return next(line["n"] for line in daemon.json("stats") if line["name"] == name)


class Agency(threading.Thread):
    """Delivers as agencies do: renamed in, written in two halves, written at once, into a subfolder."""

    def __init__(self, hot):
        super().__init__()
        self.hot, self.good, self.bad, self.sent = hot, {}, {}, 0
        self.names = [f"{number:04}.jpg" for number in range(N_FILES)]
        self.chance = random.Random(11)

    def run(self):
        begun = time.monotonic()
        (self.hot / "sport").mkdir()
        for number, name in enumerate(self.names):
            time.sleep(max(begun + number * SECONDS / N_FILES - time.monotonic(), 0))
            bad = number % BAD_EACH == 7
            data = b"no picture %d" % number if bad else jpeg(number, {"headline": f"Picture {number}", "credit": "Nordlys"}, size=(64, 48))
            (self.bad if bad else self.good)[name] = data
            self.deliver(number, name, data)
            self.sent = number + 1

    def deliver(self, number, name, data):
        if number % 4 == 0:
            (self.hot / f"{name}.part").write_bytes(data)
            (self.hot / f"{name}.part").rename(self.hot / name)
            return
        with open(self.hot / ("sport" if number % 4 == 1 else "") / name, "wb", buffering=0) as file:
            half = self.chance.randrange(1, len(data)) if number % 4 == 2 else 0
            file.write(data[:half])
            file.write(data[half:])


def test_each_picture_once_through_kills(stopped):
    hot = stopped.folder / "hot"
    hot.mkdir()
    with open(stopped.archive / "cutline.conf", "a", encoding="utf-8") as conf:
        conf.write(f"\n[watch wire]\npath={hot}\nsupplier=Nordlys\nafter=done\n")
    agency = Agency(hot)
    stopped.start()
    agency.start()
    for kill in range(1, N_KILLS + 1):
        assert until(lambda: agency.sent >= kill * N_FILES // (N_KILLS + 1), 2 * SECONDS + 60)
        stopped.stop(signal.SIGKILL)
        stopped.start()
    agency.join()
    assert until(lambda: not [name for name in left(hot) if name != "sport"] and not os.listdir(hot / "sport"), 600), left(hot)[:10]
    # Each picture once, as a photo of its own with one file; what is no picture is refused with its reason.
    with sqlite3.connect(f"file:{stopped.archive}/catalog.sqlite?mode=ro", uri=True) as catalog:
        assert sorted(row[0] for row in catalog.execute("SELECT id FROM photo")) == sorted(map(id_of, agency.good.values()))
        assert catalog.execute("SELECT count(*) FROM file").fetchone()[0] == len(agency.good)
    done = {path.name for path in (hot / "done").rglob("*.jpg")}
    assert done == set(agency.good)
    assert {path.name for path in (hot / "rejected").rglob("*") if path.is_file()} == {
        name + end for name in agency.bad for end in ("", ".reason")}
    for path in (hot / "rejected").rglob("*.reason"):
        assert path.read_text().strip()
    assert until(lambda: figure(stopped, "developed") == len(agency.good), 600)
    stopped.stop()
    stopped.cutline("verify")
    stopped.start()
