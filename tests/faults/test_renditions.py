# SPDX-License-Identifier: MIT
"""The cache of renditions: whatever fails or is killed while one is written, nothing but whole ones is served."""
import os
import pathlib
import shutil

import pytest

from faultlib import LONG, make_case, photos, run

STRIDE = 1 if LONG else 3


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    base = tmp_path_factory.mktemp("renditions")
    archive, folder = make_case(base)
    run(archive, "ingest", folder, check=0)
    identity = photos(archive)[0]
    counted = str(base / "counted")
    copy = str(base / "probe")
    shutil.copytree(archive, copy)
    render(copy, identity, base / "whole.jpg", count_file=counted, check=0)
    points = int(pathlib.Path(counted).read_text())
    assert points > 3, "the build has no fault points"
    return base, archive, identity, points


def render(archive, identity, out, **more):
    return run(archive, "rendition", identity, "w_100", "-o", str(out), **more)


@pytest.mark.parametrize("kind", ["fail", "io", "kill"])
def test_every_point(case, kind):
    """A full disk costs the cache, not the answer; a kill costs this answer, not the next one."""
    base, archive, identity, points = case
    whole = (base / "whole.jpg").read_bytes()
    first = {"fail": 0, "io": 1, "kill": 2}[kind] if not LONG else 0
    answered = 0
    for n in range(first, points + 1, STRIDE):
        copy, out = str(base / f"{kind}-{n}"), base / f"{kind}-{n}.jpg"
        shutil.copytree(archive, copy)
        done = render(copy, identity, out, fault=f"{kind}:{n}")
        assert done.returncode in ((-9, 0) if kind == "kill" else (0, 8)), (n, done)
        answered += done.returncode == 0
        assert not out.exists() or out.read_bytes() == whole, (kind, n)
        cached = [path for path in pathlib.Path(copy, "cache").rglob("*") if path.is_file() and path.name != "state"]
        for path in cached:  # the picture, and who it is of
            assert path.read_bytes().startswith(whole) and path.stat().st_size < len(whole) + 64, (kind, n, path)
        render(copy, identity, out, check=0)
        assert out.read_bytes() == whole, (kind, n)
        assert os.listdir(os.path.join(copy, "tmp")) == [], (kind, n)
        shutil.rmtree(copy)
    assert answered > 0, kind
