#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reference requests every 10 ms, first in quiet, then during an attack: path tricks, double encoding, addresses of 8 KB, bad
ranges, forged signatures, noise and smuggling forms, connections that never say a whole word, every hostile file of
the corpus uploaded, and a load of readers, all at once until all files are up and SECONDS are over.

usage: bench_attack.py CUTLINE CUTLINED DECODER [SECONDS]

Fails unless every reference request gets 200, nobody gets a 5xx but 503, cutlined is the same process at the end, and the
p99 of the reference requests is at most 2 × the quiet one. The attackers are processes of a lower priority, the reference of a higher: in life they
are not on this machine. Without a corpus (CUTLINE_CORPUS) nothing is uploaded, and that is said.
"""
import collections
import hashlib
import http.client
import json
import multiprocessing
import os
import pathlib
import random
import selectors
import socket
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "http"), str(HERE.parent / "cli")]

EVERY_S = 0.01
MAX_RATIO = 2
N_CONNECTIONS = 8
N_IDLE = 500


# --- the reference --------------------------------------------------------------------------------------------


class Connection:
    """Keep-alive; one answer is read at a time, and counted when it is whole."""

    def __init__(self, port):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sent = None

    def ask(self, request):
        self.got, self.length, self.sent = bytearray(), None, time.perf_counter()
        self.socket.sendall(request)

    def read(self):
        """(status, seconds) of a whole answer, else None; status 0: the connection has ended."""
        chunk = self.socket.recv(1 << 20)
        self.got += chunk
        if self.length is None and (end := self.got.find(b"\r\n\r\n")) >= 0:
            head = self.got[:end].lower()
            self.length = end + 4 + int(head.split(b"content-length:")[1].split(b"\r\n")[0])
        if chunk and (self.length is None or len(self.got) < self.length):
            return None
        seconds, self.sent = time.perf_counter() - self.sent, None
        return (int(self.got[9:12]) if chunk else 0), seconds


def come_first():
    """The reference is a server on another machine, too: what it waits for its own turn on this one is not the daemon's. Granted to
    root, and where RLIMIT_RTPRIO allows it, as to cutlined for the threads that answer."""
    try:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
    except PermissionError:
        print('{"what": "turns", "note": "no real-time priority here: the figures hold this machine\'s own waiting"}', flush=True)


def refer(port, path, ended, results):
    """Ask every 10 ms, late or not, until `ended`."""
    come_first()
    request = f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode()
    selector = selectors.DefaultSelector()
    free = []

    def connect():
        free.append(Connection(port))
        selector.register(free[-1].socket, selectors.EVENT_READ, free[-1])

    for _ in range(N_CONNECTIONS):
        connect()
    statuses, times = collections.Counter(), []
    due, n_busy = time.perf_counter(), 0
    while n_busy or not ended.is_set():
        if not ended.is_set() and free and time.perf_counter() >= due:
            free.pop(0).ask(request)
            due, n_busy = due + EVERY_S, n_busy + 1
        for key, _ in selector.select(max(due - time.perf_counter(), 0) if free else None):
            answer = key.data.read()
            if answer is None:
                continue
            statuses[answer[0]] += 1
            times.append(answer[1])
            n_busy -= 1
            if answer[0] == 0:
                selector.unregister(key.fileobj)
                connect()
            else:
                free.append(key.data)
    times.sort()
    results.put({"statuses": {str(status): n for status, n in statuses.items()},
                 **{name: round(times[min(int(len(times) * part), len(times) - 1)] * 1000, 2)
                    for name, part in (("p50_ms", 0.5), ("p99_ms", 0.99), ("most_ms", 1))}})


# --- the attack -------------------------------------------------------------------------------------------------


def status_of(port, data, patience_s=0.5):
    """The first status that comes back; 0: the connection was just closed, or left alone."""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as sock:
        try:
            sock.sendall(data)
            sock.settimeout(patience_s)
            got = sock.recv(65536)
        except OSError:
            return 0
    return int(got[9:12]) if got.startswith(b"HTTP/1.1 ") else 0


def trick(port, photo, ended, seen):
    from test_attack import FIELDS, TRICKS
    chance = random.Random(1)
    heads = [f"GET {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" for path in TRICKS]
    heads += [f"GET /i/{{id}}/grid.jpg HTTP/1.1\r\nHost: a\r\nConnection: close\r\n" + "".join(f"{name}: {value}\r\n" for name, value in
              fields.items()) + "\r\n" for fields in FIELDS]
    heads += [f"GET /i/{{id}}/w_{n}/9999999999/abcdef12.{'A' * 43}.jpg HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n" for n in range(1, 40)]
    while not ended.is_set():
        head = chance.choice(heads).replace("{id}", photo).replace("{rev}", "0" * 10)
        seen[status_of(port, head.encode())] += 1


SMUGGLED = [b"POST /i/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n"
            b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", b"GET / HTTP/1.1\nHost: a\n\n",
            b"GET / HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", b"GET / HTTP/1.1\r\nHost: a\r\n folded\r\n\r\n", b"GET / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n",
            b"GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n"]


def make_noise(port, photo, ended, seen):
    chance = random.Random(2)
    parts = [b"GET", b" ", b"/i/", photo.encode(), b"/grid.jpg", b" HTTP/1.1", b"\r\n", b"\n", b"\r", b"Host: a", b"Content-Length: ", b"4", b"\0",
             b"Transfer-Encoding: chunked", b":", b"%", b"0" * 20, b"\xff", b"?explain", b"Range: bytes=0-", b"\t"]
    while not ended.is_set():
        noise = b"".join(chance.choice(parts) for _ in range(chance.randrange(1, 25))) + b"\r\n\r\n"
        seen[status_of(port, chance.choice([noise, *SMUGGLED]), 0.05)] += 1


def dawdle(port, photo, ended, seen):
    """Half a head, and a character now and then; who is thrown out comes back."""
    waiting = []
    while not ended.is_set():
        for sock in waiting[:]:
            try:
                sock.sendall(b"x")
            except OSError:
                waiting.remove(sock)
                sock.close()
        while len(waiting) < N_IDLE and not ended.is_set():
            waiting.append(socket.create_connection(("127.0.0.1", port), timeout=10))
            waiting[-1].sendall(b"GET /i/" + photo.encode())
            seen[0] += 1
        ended.wait(1)


def upload(port, token, files, done, ended, seen):
    """All of them, then all again, until the end."""
    while not ended.is_set():
        for n, path in enumerate(files):
            data = path.read_bytes()
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
            try:
                connection.request("PUT", f"/api/v1/uploads/{hashlib.sha256(data).hexdigest()}?name=h{n}", data, {"Authorization": f"Bearer {token}"})
                seen[connection.getresponse().status] += 1
            except (OSError, http.client.HTTPException):
                seen[0] += 1  # refused by its head: the connection is closed under the body
            finally:
                connection.close()
            if ended.is_set():
                return
        done.set()


def read_pictures(port, photo, ended, seen):
    """What readers ask for: cached, not cached, and parts that strangers choose."""
    chance = random.Random(os.getpid())
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    while not ended.is_set():
        path = chance.choice([f"/i/{photo}/{chance.choice(['thumb', 'grid', 'article', 'square'])}.{chance.choice(['jpg', 'webp'])}",
                              f"/iiif/3/{photo}/{chance.randrange(400)},{chance.randrange(300)},900,700/{chance.randrange(50, 800)},/0/default.jpg"])
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            seen[answer.status] += 1
        except (OSError, http.client.HTTPException):
            connection.close()
            seen[0] += 1


def attacker(what, results, *args):
    os.nice(10)
    seen = collections.Counter()
    what(*args, seen)
    results.put((what.__name__, seen))


# ------------------------------------------------------------------------------------------------------------------


def measure(port, path, seconds, attackers=(), done=None):
    """The reference's figures, and what each attacker was answered."""
    ended, results, answers = multiprocessing.Event(), multiprocessing.Queue(), multiprocessing.Queue()
    processes = [multiprocessing.Process(target=attacker, args=(what, answers, *args, ended)) for what, *args in attackers]
    reference = multiprocessing.Process(target=refer, args=(port, path, ended, results))
    for process in [*processes, reference]:
        process.start()
    time.sleep(seconds)
    if done is not None:
        done.wait(180)
    ended.set()
    said = results.get()
    seen = {}
    for _ in processes:
        name, counts = answers.get()
        seen.setdefault(name, collections.Counter()).update(counts)
    for process in [*processes, reference]:
        process.join()
    return said, seen


def main():
    from pictures import jpeg
    cutline, cutlined, decoder = (str(pathlib.Path(path).resolve()) for path in sys.argv[1:4])
    seconds = int(sys.argv[4]) if len(sys.argv) > 4 else 20
    corpus = pathlib.Path(os.environ.get("CUTLINE_CORPUS") or "/nowhere") / "hostile"
    files = sorted(path for path in corpus.rglob("*") if path.is_file() and not path.is_symlink() and 0 < path.stat().st_size < 64 << 20)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        environment = dict(os.environ, CUTLINE_ARCHIVE=str(folder / "archive"), CUTLINE_DECODER=decoder)
        run = lambda *args: subprocess.run([cutline, *args], env=environment, capture_output=True, text=True, check=True).stdout
        run("init")
        (folder / "a.jpg").write_bytes(jpeg(5, size=(2400, 1600)))
        photo = json.loads(run("--json", "ingest", str(folder / "a.jpg")))["id"]
        token = json.loads(run("--json", "token", "add", "wire", "--role", "editor"))["token"]
        with open(folder / "cutlined.log", "wb") as log:
            daemon = subprocess.Popen([cutlined, "-C", str(folder / "archive"), "--listen", "127.0.0.1:0"], env=environment,
                                      stdout=subprocess.PIPE, stderr=log, text=True)
        port = int(daemon.stdout.readline().split()[-1].rsplit(":", 1)[1])
        path, done = f"/i/{photo}/article.jpg", multiprocessing.Event()
        measure(port, path, 1)  # made, and in memory
        quiet, _ = measure(port, path, max(seconds // 2, 5))
        attackers = [(trick, port, photo), (make_noise, port, photo), (dawdle, port, photo), (read_pictures, port, photo), (read_pictures, port, photo)]
        if files:
            attackers.append((upload, port, token, files, done))
        else:
            print('{"what": "uploads of hostile files", "skipped": "CUTLINE_CORPUS is not set"}')
        attacked, seen = measure(port, path, seconds, attackers, done if files else None)
        restarted = daemon.poll() is not None
        if not restarted:
            daemon.terminate()
            daemon.wait()
        ratio = attacked["p99_ms"] / quiet["p99_ms"]
        bad = any(500 <= status < 600 and status != 503 for counts in seen.values() for status in counts)
        print(json.dumps({"what": "attack", "quiet": quiet, "attacked": attacked, "p99_ratio": round(ratio, 2), "bound": MAX_RATIO,
                          "files": len(files), "answers": {name: dict(sorted(counts.items())) for name, counts in seen.items()}, "restarted": restarted}))
        if restarted or bad:
            print((folder / "cutlined.log").read_text(errors="replace")[-2000:], file=sys.stderr)
        return 1 if restarted or bad or set(quiet["statuses"]) | set(attacked["statuses"]) != {"200"} or ratio > MAX_RATIO else 0


if __name__ == "__main__":
    sys.exit(main())
