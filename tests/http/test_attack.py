# SPDX-License-Identifier: MIT
"""Hostile requests while others are served: nothing of the machine leaks, no 5xx but 503, no restart, and
reference requests go on; kills and dead decoders under load."""
import os
import pathlib
import random
import signal
import threading
import time

import pytest
from conftest import until
from pictures import jpeg


@pytest.fixture
def loaded(stopped):
    """Reference requests every 10 ms; their statuses and times."""
    stopped.id = stopped.ingest("a.jpg", jpeg(1, size=(900, 600)))
    stopped.start()
    assert stopped.ask(f"/i/{stopped.id}/grid.jpg").status == 200
    stop = threading.Event()
    stopped.statuses, stopped.times = [], []

    def refer():
        while not stop.is_set():
            begun = time.monotonic()
            stopped.statuses.append(stopped.ask(f"/i/{stopped.id}/grid.jpg").status)
            stopped.times.append(time.monotonic() - begun)
            stop.wait(0.01)

    thread = threading.Thread(target=refer)
    thread.start()
    try:
        assert until(lambda: stopped.statuses)
        yield stopped
    finally:
        stop.set()
        thread.join()


TRICKS = ["/i/../../../../etc/passwd", "/i/..%2f..%2f..%2fetc/passwd", "/i/%252e%252e%252f/grid.jpg", "/i/{id}/../../metrics", "/../etc/passwd",
          "/i/{id}/..", "/i/{id}/%2e%2e/grid", "/i/{id}/grid.jpg/../../..", "//etc/passwd", "/i/{id}/grid.jpg%3fexplain", "/i/{id}//grid.jpg",
          "/i/{id}/grid.jpg;x=1", "/i/{id}/\\..\\..", "/iiif/3/..%2f..%2fetc/info.json", "/iiif/3/{id}/full/max/0/../../../../etc/passwd.jpg",
          "/iiif/3/{id}/full/max/0/default.jpg%00.png", "/api/v1/../../etc/passwd", "/api/v1/photos/%2e%2e%2f%2e%2e", "/" + "a" * 8000,
          "/i/" + "a" * 8000, "/i/{id}/" + "w_1," * 2000 + "/9/k.m", "/iiif/3/{id}/" + "9" * 4000 + ",0,1,1/max/0/default.jpg", "/i/{id}/w_99999999999999999999/9999999999/k.m",
          "/i/{id}/w_1/99999999999999999999/k.m", "/i/{id}/w_1/-1/k.m", "/iiif/3/{id}/full/4294967295,/0/default.jpg", "/iiif/3/{id}/pct:1e308,0,1,1/max/0/default.jpg",
          "/iiif/3/{id}/full/max/1e9/default.jpg", "/i/{id}/grid~{rev}.jpg", "/%", "/%4", "/i/%ff%fe/grid", "/.git/config", "/catalog.sqlite", "/keys/url-a"]
FIELDS = [{"Range": "bytes=99999999999999999999-"}, {"Range": "bytes=-"}, {"Range": "bytes=0-0," * 500}, {"Accept": "image/webp;q=" + "9" * 5000},
          {"Accept": "," * 8000}, {"If-None-Match": '"' * 8000}, {"If-None-Match": "W/" * 4000}, {"Authorization": "Bearer " + "ct_" * 2000},
          {"Authorization": "Basic YTpi"}, {"If-Range": '"'}, {"Host": "evil.example:99999"}, {"X-Forwarded-For": "127.0.0.1"}]


def test_tricks_get_nothing(loaded):
    while len(loaded.statuses) < 20:
        play_tricks(loaded)
    assert set(loaded.statuses) == {200}


def play_tricks(loaded):
    for trick in TRICKS:
        path = trick.replace("{id}", loaded.id).replace("{rev}", "0" * 10)
        got = loaded.raw(f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n".encode())
        assert got[9:12] in (b"302", b"400", b"401", b"403", b"404", b"414"), (path[:100], got[:100])
        for leak in (b"root:", b"SQLite", b"[archive]", str(loaded.folder).encode()):
            assert leak not in got, path
    for fields in FIELDS:
        head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        host = "" if "Host" in fields else "Host: a\r\n"
        got = loaded.raw(f"GET /i/{loaded.id}/grid.jpg HTTP/1.1\r\n{host}{head}Connection: close\r\n\r\n".encode())
        assert got[9:12] in (b"200", b"206", b"400", b"416", b"431"), (str(fields)[:80], got[:100])


def test_noise_is_survived(loaded):
    chance = random.Random(7)
    parts = [b"GET", b" ", b"/i/", loaded.id.encode(), b"/grid.jpg", b" HTTP/1.1", b"\r\n", b"\n", b"\r", b"Host: a", b"Content-Length: ", b"4", b"\0",
             b"Transfer-Encoding: chunked", b":", b"%", b"0" * 20, b"\xff", b"?explain", b"Range: bytes=0-", b"\t"]
    for _ in range(200):
        noise = b"".join(chance.choice(parts) for _ in range(chance.randrange(1, 25)))
        with loaded.connect() as sock:
            sock.sendall(noise)
            if chance.random() < 0.7:
                sock.sendall(b"\r\n\r\n")
            sock.settimeout(0.05)
            try:
                got = sock.recv(65536)
            except (TimeoutError, ConnectionResetError):
                continue
            assert not got.startswith(b"HTTP/1.1 5") or got.startswith(b"HTTP/1.1 503"), (noise, got[:60])
    assert set(loaded.statuses) == {200}


def test_a_kill_under_load_holds_within_a_second(loaded):
    other = loaded.ingest("b.jpg", jpeg(2, size=(900, 600)))
    assert until(lambda: loaded.ask(f"/i/{other}/grid.jpg").status == 200, 20)
    seen, stop = [], threading.Event()

    def hammer():
        while not stop.is_set():
            status = loaded.ask(f"/i/{other}/grid.jpg").status
            seen.append((time.monotonic(), status))

    threads = [threading.Thread(target=hammer) for _ in range(4)]
    for thread in threads:
        thread.start()
    assert until(lambda: len(seen) > 50, 20)
    loaded.cutline("kill", other, "--reason", "now")
    killed = time.monotonic()
    assert until(lambda: len(seen) > 20 and seen[-1][0] > killed + 1.5, 20)
    stop.set()
    for thread in threads:
        thread.join()
    late = [at - killed for at, status in seen if status == 200 and at > killed + 1.0]
    assert not late, late
    assert {status for _, status in seen} == {200, 410}
    assert set(loaded.statuses) == {200}


def decoders(pid):
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and (entry / "stat").read_text().rsplit(")", 1)[1].split()[1] == str(pid):
                yield int(entry.name)
        except (FileNotFoundError, ProcessLookupError):
            continue


def test_killed_decoders_cost_only_their_own_picture(loaded):
    ids = [loaded.ingest(f"d{i}.jpg", jpeg(100 + i, size=(1500, 1000))) for i in range(4)]
    for photo in ids:
        assert until(lambda photo=photo: loaded.ask(f"/i/{photo}/thumb.jpg").status == 200, 30)
    answers, stop = [], threading.Event()

    def render():
        chance = random.Random(threading.get_ident())
        while not stop.is_set():
            preset = chance.choice(["thumb", "grid", "article", "hero", "square", "social"])
            kind = chance.choice(["jpg", "webp", "png"])
            answers.append(loaded.ask(f"/i/{chance.choice(ids)}/{preset}.{kind}"))

    threads = [threading.Thread(target=render) for _ in range(3)]
    for thread in threads:
        thread.start()
    n = 0
    for _ in range(40):
        for child in decoders(loaded.process.pid):
            try:
                os.kill(child, signal.SIGKILL)
                n += 1
            except ProcessLookupError:
                pass
        time.sleep(0.05)
    stop.set()
    for thread in threads:
        thread.join()
    assert n > 0
    assert {answer.status for answer in answers} <= {200, 422, 503}
    for answer in answers:
        if answer.status == 200:
            assert len(answer.body) == int(answer.headers["Content-Length"])
            end = {"image/jpeg": b"\xff\xd9", "image/png": b"IEND\xaeB`\x82"}.get(answer.headers["Content-Type"], b"")
            assert answer.body.endswith(end)
    for photo in ids:
        assert until(lambda photo=photo: loaded.ask(f"/i/{photo}/article.jpg").status == 200, 20)
    assert set(loaded.statuses) == {200}


def test_nothing_half_written_after_a_sudden_end(stopped):
    photo = stopped.ingest("a.jpg", jpeg(1, size=(2000, 1400)))
    for _ in range(3):
        stopped.start()
        threads = [threading.Thread(target=lambda preset=preset: _try(stopped, f"/i/{photo}/{preset}.webp"))
                   for preset in ("full", "hero", "article", "square")]
        for thread in threads:
            thread.start()
        time.sleep(0.05)
        stopped.stop(signal.SIGKILL)
        for thread in threads:
            thread.join()
    stopped.start()
    for preset in ("full", "hero", "article", "square"):
        answer = stopped.ask(f"/i/{photo}/{preset}.webp")
        assert answer.status == 200
        assert int.from_bytes(answer.body[4:8], "little") + 8 == len(answer.body)


def _try(daemon, path):
    try:
        daemon.ask(path)
    except OSError:
        pass
    except Exception as error:  # http.client raises its own kinds when a connection ends
        assert type(error).__module__ == "http.client"
