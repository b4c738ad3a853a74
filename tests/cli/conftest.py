# SPDX-License-Identifier: MIT
"""Functional tests: the real `cutline`, a fresh archive for each test."""
import json
import os
import pathlib
import re
import subprocess
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

BINARY = os.environ.get("CUTLINE_BIN")
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")


class Cutline:
    """Runs commands in a clean environment and says all about it when one does not end as meant."""

    def __init__(self, folder):
        self.folder = folder
        self.archive = folder / "archive"
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC",
            "CUTLINE_ARCHIVE": str(self.archive),
        }
        for name in ("CUTLINE_DECODER", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def start(self, *args, **more):
        environment = dict(self.environment, **more.pop("env", {}))
        return subprocess.Popen([BINARY, *args], env=environment, cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def run(self, *args, status=0, stdin=None, env=None, binary=False):
        done = subprocess.run([BINARY, *args], env=dict(self.environment, **(env or {})),
                              cwd=self.folder, input=stdin, capture_output=True, timeout=60)
        assert done.returncode == status, (
            f"cutline {args}: exit {done.returncode}, not {status}\n{done.stdout!r}\n{done.stderr!r}")
        done.text = None if binary else done.stdout.decode("utf-8")
        done.error = done.stderr.decode("utf-8")
        return done

    def json(self, *args, **more):
        return [json.loads(line) for line in self.run("--json", *args, **more).text.splitlines()]

    def put(self, name, data):
        path = self.folder / "in" / name if isinstance(name, str) else None
        if path is None:
            path = os.fsencode(self.folder / "in") + b"/" + name
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(data)
        return path

    def ingest(self, *paths, **more):
        """Ingest the folder `in` or what is named; the JSON lines by base name."""
        lines = self.json("ingest", *(map(str, paths) if paths else [str(self.folder / "in")]), **more)
        return {os.path.basename(line["path"]): line for line in lines}


@pytest.fixture
def bare(tmp_path):
    """Without an archive."""
    if not BINARY:
        pytest.fail("CUTLINE_BIN is not set: run these tests through meson")
    return Cutline(tmp_path)


@pytest.fixture
def cutline(bare):
    bare.run("init")
    return bare


def no_controls(output):
    """No byte that could move a cursor or forge a line break inside a line."""
    return not CONTROL.search(output)
