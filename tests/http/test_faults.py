# SPDX-License-Identifier: MIT
"""What breaks while pictures are being made: decoders and the daemon are killed, the cache takes nothing. Nobody ever
gets half a picture."""
import http.client
import io
import os
import pathlib
import shutil
import signal
import sqlite3
import threading

import pytest
from conftest import until
from PIL import Image
from pictures import jpeg
from starved import starve


@pytest.fixture
def photo(stopped):
    stopped.id = stopped.ingest("a.jpg", jpeg(1, size=(1800, 1200)))
    stopped.cutline("key", "add")
    return stopped


def urls(photo, n):
    lines = [photo.json("url", photo.id, f"w_{400 + i}")[0]["url"] for i in range(n)]
    return [f"{url}.{kind}" for url in lines for kind in ("jpg", "webp")]


def is_whole(answer):
    picture = Image.open(io.BytesIO(answer.body))
    picture.load()
    return picture.size[0] >= 400


def decoders(pid):
    """Its children, which are decoders."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").iterdir():
        try:
            found += (task / "children").read_text().split()
        except OSError:
            pass
    return [int(child) for child in found]


def ask_all(photo, wanted, answers):
    def run(part):
        for url in part:
            try:
                answers.append((url, photo.ask(url)))
            except (OSError, http.client.HTTPException):
                answers.append((url, None))  # the daemon has gone; http.client knows a body that is cut short
    threads = [threading.Thread(target=run, args=(wanted[i::4],)) for i in range(4)]
    for thread in threads:
        thread.start()
    return threads


def test_killed_decoders_and_a_killed_daemon_leave_nothing_half(photo):
    wanted = urls(photo, 12)
    photo.start()
    answers = []
    threads = ask_all(photo, wanted, answers)
    killed = 0
    while any(thread.is_alive() for thread in threads):
        for child in decoders(photo.process.pid) if killed < 8 else []:
            os.kill(child, signal.SIGKILL)
            killed += 1
        threads[0].join(0.05)
    assert killed > 0 and len(answers) == len(wanted)
    for url, answer in answers:
        assert answer.status in (200, 503), (url, answer.status)
        assert answer.status != 200 or is_whole(answer), url
    # The daemon itself, while it makes others.
    more = urls(photo, 24)[24:]
    cut = []
    threads = ask_all(photo, more, cut)
    assert until(lambda: len(cut) >= 4)
    photo.stop(signal.SIGKILL)
    for thread in threads:
        thread.join()
    photo.start()
    for url in wanted + more:
        answer = photo.ask(url)
        assert answer.status == 200 and is_whole(answer), (url, answer.status)


def test_a_cache_that_takes_nothing(photo):
    """As on a full disk: answered all the same, and said once a minute."""
    wanted = urls(photo, 3)
    photo.start()
    assert photo.ask(wanted[0]).status == 200
    # Where its renditions would go stands a file: each attempt to keep one fails, and none was made half.
    place = photo.archive / "cache" / photo.json("show", photo.id)[0]["sha256"][:2]
    shutil.rmtree(place)
    place.write_text("no folder")
    for _ in range(2):
        for url in wanted[1:]:
            answer = photo.ask(url)
            assert answer.status == 200 and is_whole(answer), (url, answer.status)
    assert photo.metric("renders_not_stored_total") >= len(wanted) - 1
    assert photo.said().count("cache:") == 1, photo.said()


def test_an_overload_puts_developing_off(stopped):
    """The daemon says so and tries again; nothing is said of the picture."""
    stopped.json("ingest", stopped.put("a.jpg", jpeg(1)), "--no-wait")
    low = starve(stopped.folder, stopped.environment)
    stopped.start()
    assert until(lambda: "tried again after a pause" in stopped.said(), 30)
    low.unlink()
    with sqlite3.connect(stopped.archive / "catalog.sqlite", timeout=10) as catalog:
        catalog.execute("UPDATE job SET until_us = 1")  # the pause is over
    catalog.close()
    assert until(lambda: stopped.json("search")[0]["developed"], 30)
    assert not stopped.json("search", "finding:PIXELS_UNDECODABLE")
