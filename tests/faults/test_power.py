# SPDX-License-Identifier: MIT
"""Power cuts: the file system of the archive is shut down in the middle and loses what was not
synced. Needs root, loop devices and xfs_io; skipped with the reason elsewhere."""
import os
import random
import shutil
import subprocess
import time

import pytest

from faultlib import BIN, LONG, PICTURES, assert_whole, draw, photos, run

CUTS = 25 if LONG else 3
SEED = int(os.environ.get("CUTLINE_SEED", "20220105"))


def mount(image, point):
    return subprocess.run(["mount", "-o", "loop", image, point], capture_output=True)


def unmount(point):
    """Decoders whose parent was killed end by themselves, with the picture still in their hands for a moment."""
    deadline = time.monotonic() + 30
    while subprocess.run(["umount", point], capture_output=True).returncode != 0:
        assert time.monotonic() < deadline, f"{point} is still in use"
        time.sleep(0.05)


@pytest.fixture(params=["ext4", "xfs"])
def disk(request, tmp_path):
    kind = request.param
    if os.geteuid() != 0:
        pytest.skip("needs root to mount an image")
    for tool in ("mkfs." + kind, "xfs_io", "mount"):
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is not installed")
    image, point = str(tmp_path / "disk"), str(tmp_path / "mnt")
    os.mkdir(point)
    with open(image, "wb") as out:
        out.truncate(400 << 20)
    subprocess.run(["mkfs." + kind, "-q", image], check=True)
    tried = mount(image, point)
    if tried.returncode != 0:
        pytest.skip("cannot mount a loop image here: " + tried.stderr.decode().strip())
    yield image, point
    subprocess.run(["umount", "-l", point])


def test_power_cut(disk, tmp_path):
    image, point = disk
    rng = random.Random(SEED)
    folder = str(tmp_path / "pictures")
    draw(folder)
    print(f"seed {SEED}")
    for n in range(CUTS):
        archive = os.path.join(point, f"archive-{n}")
        run(archive, "init", check=0)
        subprocess.run(["sync", "-f", point], check=True)
        child = subprocess.Popen([BIN, "-C", archive, "--json", "ingest", folder],
                                 stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, 0.5))
        subprocess.run(["xfs_io", "-x", "-c", "shutdown", point], check=True)
        child.kill()
        child.wait()
        unmount(point)
        assert mount(image, point).returncode == 0
        assert_whole(archive, folder, f"cut {n}")


def test_committed_survives(disk, tmp_path):
    """What a finished ingest reported is there after the cut; only the removal of a temporary file
    may have been lost."""
    image, point = disk
    folder = str(tmp_path / "pictures")
    archive = os.path.join(point, "archive")
    draw(folder)
    run(archive, "init", check=0)
    run(archive, "ingest", "--no-wait", folder, check=0)
    subprocess.run(["xfs_io", "-x", "-c", "shutdown", point], check=True)
    unmount(point)
    assert mount(image, point).returncode == 0
    assert len(photos(archive)) == PICTURES
    said = run(archive, "--json", "verify").stdout.decode()
    assert "ORIGINAL" not in said and "ROW" not in said and "CHAIN" not in said, said
    run(archive, "verify", "--repair")
    run(archive, "verify", check=0)
