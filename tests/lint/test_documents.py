# SPDX-License-Identifier: MIT
"""Documents that are made from tables are as the tables are."""
import re
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).resolve().parents[2]


def check(top):
    return subprocess.run([sys.executable, top / "scripts" / "fields-doc", "--check"], capture_output=True, text=True)


def test_fields_page_is_current():
    done = check(TOP)
    assert done.returncode == 0, done.stderr


def test_a_stale_fields_page_is_noticed(tmp_path):
    for name in ("scripts/fields-doc", "include/cutline/fields.h", "docs/fields.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TOP / name, tmp_path / name)
    assert check(tmp_path).returncode == 0
    table = tmp_path / "include/cutline/fields.h"
    before = table.read_text()
    table.write_text(before.replace('X(CREDIT,               "credit",               TEXT, 2110,  32,', 'X(CREDIT,               "credit",               TEXT, 2110,  64,'))
    assert table.read_text() != before
    done = check(tmp_path)
    assert done.returncode == 1 and "scripts/fields-doc > docs/fields.md" in done.stderr


def test_every_field_has_a_row():
    names = re.findall(r'^\tX\(\w+,\s+"(\w+)",', (TOP / "include/cutline/fields.h").read_text(), re.M)
    rows = re.findall(r"^\| `(\w+)` \|", (TOP / "docs/fields.md").read_text(), re.M)
    assert len(names) > 40 and rows == names


def test_every_iiif_rule_names_a_test_that_is_there():
    """docs/iiif-rules.tsv: version, section, rule, and the test of ours that holds it."""
    lines = [line.split("\t") for line in (TOP / "docs/iiif-rules.tsv").read_text().splitlines()]
    assert lines[0] == ["version", "section", "rule", "test"] and len(lines) > 40
    functional = (TOP / "tests/http/test_iiif.py").read_text()
    unit = (TOP / "tests/unit/test_negotiate.c").read_text()
    for version, section, rule, test in lines[1:]:
        assert version in ("2", "3") and section and rule
        assert f"def {test}(" in functional or f'"{test}"' in unit, (rule, test)


def is_there(name):
    """FILE::TEST of the functional tests, unit:/PATH, or bench:NAME."""
    kind, _, rest = name.partition(":")
    if kind == "unit":
        return any(f'"{rest}' in path.read_text() for path in (TOP / "tests/unit").glob("test_*.c"))
    if kind == "bench":
        return f"benchmark('{rest}'" in (TOP / "tests/bench/meson.build").read_text()
    path, _, test = name.partition("::")
    return test and re.search(rf"^def {re.escape(test)}\(", (TOP / "tests" / path).read_text(), re.M)


def test_every_promise_names_tests_that_are_there():
    """docs/promises.tsv: part, what was promised, and the tests of ours that hold it."""
    lines = [line.split("\t") for line in (TOP / "docs/promises.tsv").read_text().splitlines()]
    assert lines[0] == ["part", "promise", "held_by"] and len(lines) > 60
    missing = [(promise, name) for part, promise, held_by in lines[1:] for name in held_by.split(" ")
               if part not in ("1", "2", "5") or not promise or not is_there(name)]
    assert not missing, missing
