# SPDX-License-Identifier: MIT
"""SIGKILL at uniformly drawn instants, and two ingests of one folder at once."""
import os
import random
import shutil
import signal
import subprocess
import time

import pytest

from faultlib import BIN, LONG, assert_whole, make_case, photos, run, PICTURES

KILLS = 200 if LONG else 12
SEED = int(os.environ.get("CUTLINE_SEED", "20220105"))


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    base = tmp_path_factory.mktemp("kills")
    archive, folder = make_case(base)
    copy = str(base / "timed")
    shutil.copytree(archive, copy)
    start = time.monotonic()
    run(copy, "ingest", folder, check=0)
    return base, archive, folder, time.monotonic() - start


def test_killed_at_any_instant(case):
    base, archive, folder, whole_s = case
    rng = random.Random(SEED)
    print(f"seed {SEED}, {KILLS} kills within {whole_s:.2f} s")
    for n in range(KILLS):
        copy = str(base / f"kill-{n}")
        shutil.copytree(archive, copy)
        at_s = rng.uniform(0, whole_s)
        child = subprocess.Popen([BIN, "-C", copy, "ingest", folder], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(at_s)
        child.send_signal(signal.SIGKILL)
        child.wait()
        assert_whole(copy, folder, f"killed after {at_s:.3f} s")
        shutil.rmtree(copy)


def test_two_at_once(case):
    base, archive, folder, _ = case
    copy = str(base / "two")
    shutil.copytree(archive, copy)
    children = [subprocess.Popen([BIN, "-C", copy, "ingest", folder], stdin=subprocess.DEVNULL,
                                 stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
                for _ in range(2)]
    for child in children:
        error = child.communicate()[1]
        assert child.returncode == 0, error
    assert len(photos(copy)) == PICTURES
    assert_whole(copy, folder, "two at once")
