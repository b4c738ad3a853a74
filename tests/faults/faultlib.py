# SPDX-License-Identifier: MIT
"""An archive that is hurt on purpose, and what must hold afterwards.

A case is a fresh archive and a folder of a few drawn pictures. After any failure: `verify` is
clean after at most one `verify --repair`, and a second ingest completes the set exactly once.
"""
import json
import os
import shutil
import subprocess

import numpy
from PIL import Image

BIN = os.environ["CUTLINE_BIN"]
LONG = os.environ.get("CUTLINE_LONG") == "1"
PICTURES = 4
DEADLINE_S = 120


def draw(folder):
    """Distinct small pictures: soft gradients with noise, one of them twice under two names."""
    os.makedirs(folder)
    rng = numpy.random.default_rng(7)
    for i in range(PICTURES):
        y, x = numpy.mgrid[0:120, 0:160]
        field = numpy.sin(x / (9 + 5 * i)) + numpy.cos(y / (7 + 3 * i))
        shade = (field * 50 + 128 + rng.normal(0, 6, field.shape)).clip(0, 255)
        pixels = numpy.stack([shade, shade[::-1], 255 - shade], axis=2).astype("uint8")
        Image.fromarray(pixels).save(os.path.join(folder, f"{i}.jpg"), quality=85)
    shutil.copy(os.path.join(folder, "0.jpg"), os.path.join(folder, "again.jpg"))


def run(archive, *arguments, fault=None, count_file=None, check=None):
    env = dict(os.environ)
    env.pop("CUTLINE_FAULT", None)
    if fault:
        env["CUTLINE_FAULT"] = fault
    if count_file:
        env["CUTLINE_FAULT_COUNT"] = count_file
    done = subprocess.run([BIN, "-C", archive, *arguments], env=env, capture_output=True,
                          timeout=DEADLINE_S, stdin=subprocess.DEVNULL)
    if check is not None:
        assert done.returncode == check, (arguments, done.returncode, done.stderr.decode())
    return done


def make_case(tmp_path):
    folder = str(tmp_path / "pictures")
    archive = str(tmp_path / "archive")
    draw(folder)
    run(archive, "init", check=0)
    return archive, folder


def photos(archive):
    lines = run(archive, "--json", "search", "--limit", "1000", check=0).stdout.splitlines()
    return sorted(json.loads(line)["id"] for line in lines)


def assert_whole(archive, folder, what):
    """The promise, after any failure."""
    run(archive, "verify", "--repair")
    clean = run(archive, "verify")
    assert clean.returncode == 0, (what, clean.stdout.decode(), clean.stderr.decode())
    run(archive, "ingest", folder, check=0)
    found = photos(archive)
    assert len(found) == PICTURES and len(set(found)) == PICTURES, (what, found)
    after = run(archive, "verify")
    assert after.returncode == 0, (what, after.stdout.decode(), after.stderr.decode())
    assert os.listdir(os.path.join(archive, "tmp")) == [], what
