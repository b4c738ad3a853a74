# SPDX-License-Identifier: MIT
"""Everything under press/ and formats/ enters, except what refused.tsv names; twice gives the same (the
second time only with CUTLINE_LONG=1)."""
import json
import os
import subprocess

import pytest

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = os.environ.get("CUTLINE_CORPUS", "")
BIN = os.environ.get("CUTLINE_BIN", "")
LONG = os.environ.get("CUTLINE_LONG") == "1"
MOST_REFUSED = 6

pytestmark = pytest.mark.skipif(not CORPUS, reason="CUTLINE_CORPUS is not set")


def refused():
    with open(os.path.join(HERE, "refused.tsv"), encoding="utf-8") as table:
        return dict(line.rstrip("\n").split("\t") for line in table if not line.startswith("#"))


def ingest(archive):
    subprocess.run([BIN, "-C", archive, "init"], check=True, stdout=subprocess.DEVNULL)
    done = subprocess.run([BIN, "-C", archive, "--json", "ingest", "press", "formats"], cwd=CORPUS,
                          capture_output=True, text=True, stdin=subprocess.DEVNULL)
    assert done.returncode == 1, done.stderr
    return {line["path"]: line for line in map(json.loads, done.stdout.splitlines())}


def test_enters(tmp_path):
    lines = ingest(str(tmp_path / "one"))
    expected = refused()
    assert len(expected) <= MOST_REFUSED
    stayed_out = {path for path, line in lines.items() if line["id"] is None and line["status"] != "sidecar"}
    assert stayed_out == set(expected), {path: lines[path]["error"] for path in stayed_out}
    if LONG:
        assert ingest(str(tmp_path / "two")) == lines, "the same folder came in differently"
