# SPDX-License-Identifier: MIT
"""init, doctor, and what happens where there is no archive."""
import os
import stat

import pytest


def test_init_makes_an_archive_once(bare):
    assert str(bare.archive) in bare.run("init").text
    assert stat.S_IMODE(os.stat(bare.archive).st_mode) & 0o007 == 0
    done = bare.run("init", status=4)
    assert done.error.startswith("cutline: init: ") and done.error.count("\n") == 1


def test_init_by_argument_and_by_option(bare):
    assert bare.json("init", "here") == [{"archive": "here"}]
    bare.run("-C", "there", "init")
    assert "name the new archive once" in bare.run("-C", "a", "init", "b", status=2).error
    bare.run("-C", "here", "stats")
    bare.run("-C", "there", "stats")


def test_init_leaves_a_used_folder_alone(bare):
    (bare.folder / "full").mkdir()
    (bare.folder / "full" / "letter").write_text("mine")
    bare.run("init", "full", status=4)
    assert os.listdir(bare.folder / "full") == ["letter"]


def test_default_place_is_the_users_data_folder(bare):
    del bare.environment["CUTLINE_ARCHIVE"]
    bare.run("init", env={"XDG_DATA_HOME": str(bare.folder / "data")})
    assert (bare.folder / "data" / "cutline").is_dir()


@pytest.mark.parametrize("args", [["stats"], ["search", "x"], ["show", "7k3m9q"], ["history", "7k3m9q"],
                                  ["verify"], ["ingest", "x"], ["kill", "7k3m9q", "--reason", "x"]])
def test_without_an_archive(bare, args):
    done = bare.run(*args, status=3)
    assert "cutline init" in done.error and done.error.count("\n") == 1
    assert not bare.archive.exists()


def test_doctor(cutline):
    rows = cutline.json("doctor")
    assert rows and all(list(row) == ["what", "state", "detail"] for row in rows)
    assert {row["state"] for row in rows} <= {"ok", "warning"}
    assert "ok" in cutline.run("doctor").text


def test_doctor_without_an_archive(bare):
    rows = bare.json("doctor")
    archive = [row for row in rows if row["what"] == "archive"]
    assert archive and archive[-1]["state"] == "warning" and "cutline init" in archive[-1]["detail"]


def test_doctor_with_a_damaged_archive(cutline):
    for path in cutline.archive.iterdir():
        if path.name.startswith("catalog"):
            path.write_bytes(b"no catalog at all" * 400)
    rows = cutline.json("doctor", status=1)
    assert any(row["state"] == "missing" for row in rows)
