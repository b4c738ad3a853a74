# SPDX-License-Identifier: MIT
"""Functional tests of cutlined: a fresh archive and the real daemon on a port that is free."""
import http.client
import json
import os
import pathlib
import re
import resource
import signal
import socket
import subprocess
import sys
import time

import pytest

HERE = pathlib.Path(__file__).parent
sys.path.insert(0, str(HERE))
sys.path.insert(0, str(HERE.parent / "cli"))
sys.path.insert(0, str(HERE.parent / "schemas"))
import answers  # noqa: E402

BINARY = os.environ.get("CUTLINE_BIN")
DAEMON = os.environ.get("CUTLINE_DAEMON")


class Answer:
    def __init__(self, response, body):
        self.status = response.status
        self.headers = response.headers
        self.body = body

    def json(self):
        return json.loads(self.body)


class Daemon:
    """One archive, its command, and a cutlined that serves it."""

    def __init__(self, folder):
        self.folder = folder
        self.archive = folder / "archive"
        self.process = None
        self.port = None
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC",
            "CUTLINE_ARCHIVE": str(self.archive),
        }
        for name in ("CUTLINE_DECODER", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.cutline("init")

    def cutline(self, *args, status=0):
        done = subprocess.run([BINARY, *map(str, args)], env=self.environment, capture_output=True, timeout=60)
        assert done.returncode == status, f"cutline {args}: exit {done.returncode}\n{done.stdout!r}\n{done.stderr!r}"
        return done.stdout.decode()

    def json(self, *args):
        lines = [json.loads(line) for line in self.cutline("--json", *args).splitlines()]
        return answers.hold(args, lines)

    def json_status(self, *args, status=0):
        """The one line of a command that may exit with another status than 0."""
        return answers.hold(args, [json.loads(self.cutline("--json", *args, status=status))])[0]

    def configure(self, **settings):
        with open(self.archive / "cutline.conf", "a") as conf:
            conf.write("[daemon]\n" + "".join(f"{key}={value}\n" for key, value in settings.items()))

    def put(self, name, data):
        path = self.folder / "in" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
        return path

    def ingest(self, name, data):
        return self.json("ingest", self.put(name, data))[0]["id"]

    def token(self, role):
        return self.json("token", "add", role, "--role", role)[0]["token"]

    def start(self, *args, env=None, expect=True, descriptors=None):
        assert self.process is None
        self.log = open(self.folder / "cutlined.log", "ab")
        self.process = subprocess.Popen(
            [DAEMON, "-C", str(self.archive), "--listen", "127.0.0.1:0", *args],
            env=dict(self.environment, **(env or {})), stdout=subprocess.PIPE, stderr=self.log,
            preexec_fn=descriptors and (lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (descriptors, descriptors))))
        line = self.process.stdout.readline().decode()
        match = re.match(r"cutlined: listening on http://127\.0\.0\.1:(\d+)\n", line)
        if match:
            self.port = int(match.group(1))
        assert bool(match) == expect, (line, self.said())
        return self

    def said(self):
        return (self.folder / "cutlined.log").read_text(errors="replace")

    def stop(self, how=signal.SIGTERM):
        if self.process is None:
            return None
        self.process.send_signal(how)
        status = self.process.wait(timeout=40)
        self.process.stdout.close()
        self.log.close()
        self.process = None
        return status

    def ask(self, path, method="GET", body=None, token=None, **headers):
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if token:
            fields["Authorization"] = f"Bearer {token}"
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body=body, headers=fields)
            response = connection.getresponse()
            answer = Answer(response, response.read())
            answers.request(method, path, answer.status, answer.headers["Content-Type"], answer.body)
            return answer
        finally:
            connection.close()

    def connect(self):
        return socket.create_connection(("127.0.0.1", self.port), timeout=20)

    def raw(self, data):
        """Send bytes as they are; all that comes until the server closes, or 2 s without a word."""
        with self.connect() as sock:
            sock.sendall(data)
            sock.settimeout(2)
            got = b""
            try:
                while chunk := sock.recv(65536):
                    got += chunk
            except (TimeoutError, ConnectionResetError):
                pass
            return got

    def metric(self, name):
        for line in self.ask("/metrics").body.decode().splitlines():
            if line.startswith(f"cutline_{name} "):
                return float(line.split()[1])
        raise KeyError(name)


def until(what, timeout=10.0):
    """Wait for something to become true; what it was at the end is returned. A kill cuts what is being sent: that answer
    is not the last."""
    end = time.monotonic() + timeout
    while True:
        try:
            value = what()
        except (http.client.HTTPException, ConnectionError):
            value = None
        if value or time.monotonic() > end:
            return value
        time.sleep(0.02)


@pytest.fixture
def stopped(tmp_path):
    """The archive, not served yet."""
    if not BINARY or not DAEMON:
        pytest.fail("CUTLINE_BIN and CUTLINE_DAEMON are not set: run these tests through meson")
    daemon = Daemon(tmp_path)
    yield daemon
    if daemon.process is not None:
        assert daemon.process.poll() is None, f"cutlined died: {daemon.said()}"
        assert daemon.stop() == 0, daemon.said()
    if (tmp_path / "cutlined.log").exists():
        assert "Sanitizer" not in daemon.said() and "runtime error" not in daemon.said(), daemon.said()


@pytest.fixture
def daemon(stopped):
    return stopped.start()
