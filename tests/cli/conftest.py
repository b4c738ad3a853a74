# SPDX-License-Identifier: MIT
"""Functional tests: the real `cutline`, a fresh archive for each test.

Every case works in a folder of the same name. What `ingest` makes of the same pictures in a new archive
is therefore the same, and done once: the cases after the first get a copy of it.
"""
import hashlib
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

import pytest

sys.path[:0] = [str(pathlib.Path(__file__).parent), str(pathlib.Path(__file__).parents[1] / "schemas")]

import answers  # noqa: E402 (found by the line above)

BINARY = os.environ.get("CUTLINE_BIN")
CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")


class Shelf:
    """Archives that were made before, by what was done to make them."""

    def __init__(self, folder):
        self.folder, self.made = folder, {}

    def put(self, key, folder, answer):
        copy = self.folder / str(len(self.made))
        shutil.copytree(folder, copy, symlinks=True)
        self.made[key] = copy, answer

    def get(self, key, folder):
        """The answer, with the folder in its place; None if it was not made yet."""
        copy, answer = self.made.get(key, (None, None))
        if copy is not None:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(copy, folder, symlinks=True)
        return json.loads(json.dumps(answer))


def contents(folder, but=()):
    """Every file with a digest of its bytes."""
    found = []
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not (path.is_dir() or path.is_file()):
            return None
        if path.is_file() and path.name not in but:
            found.append((str(path), hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_mode))
    return tuple(found)


class Cutline:
    """Runs commands in a clean environment and says all about it when one does not end as meant."""

    def __init__(self, folder, shelf=None):
        self.folder, self.shelf = folder, shelf
        self.new = None  # the catalog of an archive that nothing was done with yet
        self.archive = folder / "archive"
        self.environment = {
            "PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "TZ": "UTC",
            "CUTLINE_ARCHIVE": str(self.archive),
        }
        for name in ("CUTLINE_DECODER", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]

    def init(self):
        """A new archive."""
        if self.shelf is None or self.shelf.get("init", self.archive) is None:
            self.run("init")
            if self.shelf is not None:
                self.shelf.put("init", self.archive, True)
        self.new = (self.archive / "catalog.sqlite").stat()

    def start(self, *args, **more):
        self.new = None
        environment = dict(self.environment, **more.pop("env", {}))
        return subprocess.Popen([BINARY, *args], env=environment, cwd=self.folder,
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more)

    def run(self, *args, status=0, stdin=None, env=None, binary=False):
        self.new = None
        done = subprocess.run([BINARY, *args], env=dict(self.environment, **(env or {})),
                              cwd=self.folder, input=stdin, capture_output=True, timeout=60)
        assert done.returncode == status, (
            f"cutline {args}: exit {done.returncode}, not {status}\n{done.stdout!r}\n{done.stderr!r}")
        done.text = None if binary else done.stdout.decode("utf-8")
        done.error = done.stderr.decode("utf-8")
        assert "GLib-" not in done.error, f"cutline {args}: {done.error}"
        return done

    def json(self, *args, **more):
        """The lines of the answer, which stand by their schema if it has one."""
        lines = [json.loads(line) for line in self.run("--json", *args, **more).text.splitlines()]
        return answers.hold(args, lines)

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
        paths = [str(path) for path in paths or [self.folder / "in"]]
        key = None if more else self.to_be_made(paths)
        lines = self.shelf.get(key, self.archive) if key is not None else None
        if lines is None:
            lines = self.json("ingest", *paths, **more)
            if key is not None:
                self.shelf.put(key, self.archive, lines)
        self.new = None
        return {os.path.basename(line["path"]): line for line in lines}

    def once(self, make):
        """What a fixture's function does with a new archive and gives back (as JSON has it), done by the first case."""
        name = f"{make.__module__}.{make.__qualname__}"
        answer = self.shelf.get(name, self.folder)
        if answer is None:
            answer = make(self)
            self.shelf.put(name, self.folder, answer)
        self.new = None
        return answer

    def to_be_made(self, paths):
        """What the outcome of an ingest depends on; None if that is more than can be told."""
        catalog = self.archive / "catalog.sqlite"
        if self.new is None or catalog.stat().st_mtime_ns != self.new.st_mtime_ns or \
                not all(path.startswith(str(self.folder / "in")) for path in paths if not path.startswith("--")):
            return None
        given, archive = contents(self.folder / "in"), contents(self.archive, [catalog.name])
        if given is None or archive is None:
            return None
        return tuple(paths), given, archive, tuple(sorted(self.environment.items()))


@pytest.fixture(scope="session")
def shelf(tmp_path_factory):
    return Shelf(tmp_path_factory.mktemp("shelf"))


@pytest.fixture
def bare(tmp_path, tmp_path_factory, shelf):
    """Without an archive."""
    if not BINARY:
        pytest.fail("CUTLINE_BIN is not set: run these tests through meson")
    folder = tmp_path_factory.getbasetemp() / "case"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    yield Cutline(folder, shelf)
    folder.rename(tmp_path / "case")  # to be looked at when it failed


@pytest.fixture
def cutline(bare):
    bare.init()
    return bare


def no_controls(output):
    """No byte that could move a cursor or forge a line break inside a line."""
    return not CONTROL.search(output)
