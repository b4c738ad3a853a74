# SPDX-License-Identifier: MIT
"""An archive that an older program made: the first command that writes brings it forward, whole."""
import hashlib
import pathlib
import sqlite3

import pytest

import pictures

MIGRATIONS = sorted((pathlib.Path(__file__).parents[2] / "schema" / "migrations").glob("*.sql"))


def grow_old(path, version):
    """The catalog as the first `version` migrations alone would hold it."""
    old = path.with_name("old.sqlite")
    db = sqlite3.connect(old)
    for number, migration in enumerate(MIGRATIONS[:version], 1):
        text = migration.read_text()
        db.executescript(text)
        db.execute("INSERT INTO migration VALUES (?, ?, ?, 0, 'cutline 0')",
                   (number, migration.stem[5:], hashlib.sha256(text.encode()).hexdigest()))
    db.commit()
    db.execute("ATTACH ? AS now", (str(path),))
    application, = db.execute("PRAGMA now.application_id").fetchone()
    for table, in db.execute("SELECT name FROM main.sqlite_schema WHERE type = 'table'").fetchall():
        if table in ("migration", "derived"):
            continue
        columns = ", ".join(row[1] for row in db.execute(f"PRAGMA main.table_info({table})"))
        db.execute(f"INSERT INTO main.{table} ({columns}) SELECT {columns} FROM now.{table}")
    db.commit()
    db.execute("DETACH now")
    db.execute(f"PRAGMA application_id = {application}")
    db.execute(f"PRAGMA user_version = {version}")
    db.execute("PRAGMA journal_mode = WAL")
    db.commit()
    db.close()
    for ending in ("-wal", "-shm"):
        pathlib.Path(f"{path}{ending}").unlink(missing_ok=True)
    old.rename(path)


@pytest.mark.parametrize("version", range(1, len(MIGRATIONS) + 1))
def test_nothing_is_lost(cutline, version):
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    ids = {name[0]: line["id"] for name, line in cutline.ingest().items()}
    cutline.run("kill", ids["2"], "--reason", "withdrawn")
    hits = cutline.json("search", "lake")
    shown = cutline.json("show", ids["0"])
    grow_old(cutline.archive / "catalog.sqlite", version)
    done = cutline.run("search", "lake", status=6)
    assert "cutline rebuild" in done.error and done.error.count("\n") == 1, "reading changes no file"
    cutline.put("3.jpg", pictures.press(3))
    assert cutline.ingest()["3.jpg"]["status"] == "added"
    assert [hit for hit in cutline.json("search", "lake") if hit["id"] in ids.values()] == hits
    assert cutline.json("show", ids["0"]) == shown
    assert len(cutline.json("search", "is:killed")) == 1
    cutline.run("verify")
