# SPDX-License-Identifier: MIT
"""backup and restore: an archive in one file, and back, whole or not at all."""
import os
import subprocess
import tarfile

import pictures
import pytest

from conftest import BINARY


def fill(cutline):
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    ids = [line["id"] for line in cutline.ingest().values()]
    cutline.run("kill", ids[0], "--reason", "wrong person")
    return ids


def seen(cutline, ids):
    """All that is known of the photos; where the archive lies is no part of it."""
    lines = [cutline.run("--json", word, photo).text for photo in ids for word in ("show", "history")]
    return [line.replace(cutline.environment["CUTLINE_ARCHIVE"], "ARCHIVE") for line in lines]


def other(cutline, name):
    return str(cutline.folder / name)


def test_the_archive_comes_back(cutline):
    ids = fill(cutline)
    before = seen(cutline, ids)
    answer = cutline.json("backup", "all.tar")[0]
    assert answer["files"] > 12 and answer["bytes"] > 10000
    names = tarfile.open(cutline.folder / "all.tar").getnames()
    assert len(names) == answer["files"] + 1 and names[-1] == "SHA256SUMS"
    assert not [name for name in names if name.startswith(("keys", "tmp"))]
    cutline.run("-C", other(cutline, "again"), "restore", "all.tar")
    cutline.environment["CUTLINE_ARCHIVE"] = other(cutline, "again")
    assert seen(cutline, ids) == before
    assert cutline.json("verify")[-1]["summary"]["problems"] == 0
    cutline.put("new.jpg", pictures.press(9))
    assert cutline.ingest()["new.jpg"]["status"] == "added"


def test_while_pictures_come_in(cutline):
    """Whatever the snapshot has, its originals are in the backup."""
    for seed in range(12):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    writer = cutline.start("ingest", str(cutline.folder / "in"))
    cutline.run("backup", "live.tar")
    writer.communicate()
    assert writer.returncode == 0
    cutline.environment["CUTLINE_ARCHIVE"] = other(cutline, "again")
    cutline.run("restore", "live.tar")
    complaints = [line["code"] for line in cutline.json("verify", "--repair") if "code" in line]
    assert set(complaints) <= {"JOURNAL_BEHIND", "ORIGINAL_WITHOUT_ROW", "DERIVED_WITHOUT_ROW"}
    assert cutline.json("verify")[-1]["summary"]["problems"] == 0


def test_through_a_pipe(cutline):
    ids = fill(cutline)
    made = subprocess.run([BINARY, "backup", "-"], env=cutline.environment, cwd=cutline.folder,
                          capture_output=True, timeout=60)
    assert made.returncode == 0, made.stderr
    cutline.environment["CUTLINE_ARCHIVE"] = other(cutline, "again")
    cutline.run("restore", "-", stdin=made.stdout)
    assert [cutline.json("show", photo)[0]["id"] for photo in ids] == ids


@pytest.mark.parametrize("harm", ["cut", "flipped", "no tar", "sums lost"])
def test_a_damaged_backup_makes_nothing(cutline, harm):
    fill(cutline)
    cutline.run("backup", "all.tar")
    path = cutline.folder / "all.tar"
    data = bytearray(path.read_bytes())
    if harm == "cut":
        data = data[:len(data) // 2]
    elif harm == "flipped":
        member = next(m for m in tarfile.open(path) if m.name.startswith("originals") and "." not in m.name)
        data[member.offset_data + 100] ^= 1
    elif harm == "no tar":
        data = bytearray(b"hello" * 1000)
    else:
        member = next(m for m in tarfile.open(path) if m.name == "SHA256SUMS")
        data = data[:member.offset] + bytes(1024)
    path.write_bytes(data)
    refused = cutline.run("-C", other(cutline, "again"), "restore", "all.tar", status=6)
    assert "all.tar" in refused.error and refused.error.count("\n") == 1
    assert not [name for name in os.listdir(cutline.folder) if name.startswith("again")]


def test_never_outside_the_new_folder(cutline):
    with tarfile.open(cutline.folder / "evil.tar", "w", format=tarfile.USTAR_FORMAT) as tar:
        info = tarfile.TarInfo("../evil")
        tar.addfile(info)
    cutline.run("-C", other(cutline, "again"), "restore", "evil.tar", status=6)
    assert not (cutline.folder / "evil").exists()


def test_an_archive_is_never_overwritten(cutline):
    cutline.run("backup", "all.tar")
    refused = cutline.run("restore", "all.tar", status=4)
    assert "new archive" in refused.error
