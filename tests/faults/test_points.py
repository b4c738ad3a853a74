# SPDX-License-Identifier: MIT
"""The n-th write, fsync, rename or database step fails, or is the last thing the process does."""
import os
import shutil
from concurrent.futures import ThreadPoolExecutor

import pytest

from faultlib import LONG, assert_whole, make_case, run

STRIDE = 1 if LONG else 11


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    base = tmp_path_factory.mktemp("points")
    archive, folder = make_case(base)
    counted = str(base / "counted")
    copy = str(base / "probe")
    shutil.copytree(archive, copy)
    run(copy, "ingest", "--jobs", "1", folder, count_file=counted, check=0)
    points = int(open(counted).read())
    assert points > 20, "the build has no fault points"
    return base, archive, folder, points


def hurt(case, kind, n):
    base, archive, folder, _ = case
    copy = str(base / f"{kind}-{n}")
    shutil.copytree(archive, copy)
    done = run(copy, "ingest", "--jobs", "1", folder, fault=f"{kind}:{n}")
    if kind == "kill":
        assert done.returncode in (-9, 0), done
    else:
        assert done.returncode in (0, 1, 8), (n, done)
        assert b"Assertion" not in done.stderr, done.stderr
    assert_whole(copy, folder, f"{kind}:{n}")
    shutil.rmtree(copy)


@pytest.mark.parametrize("kind", ["fail", "io", "kill"])
def test_every_point(case, kind):
    points = case[3]
    first = {"fail": 0, "io": 3, "kill": 6}[kind] if not LONG else 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda n: hurt(case, kind, n), range(first, points + 1, STRIDE)))
    print(f"{kind}: {len(range(first, points + 1, STRIDE))} of {points + 1} points")
