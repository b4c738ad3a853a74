# SPDX-License-Identifier: MIT
"""schema/json: every file is a schema; what is shipped, what the documentation writes out and what commands
answer stands by it; what is misspelt does not. A schema file NAME.json is that of "cutline-NAME/1". The answers of
the functional tests are held to theirs, too (answers.py)."""
import copy
import json
import os
import pathlib
import re
import subprocess

import jsonschema
import pytest
from answers import SCHEMAS, hold, promises, request, schema_of, validator

TOP = pathlib.Path(__file__).parents[2]
SHIPPED = sorted([*(TOP / "schema" / "rules").glob("*.json")])


def name_of(document):
    return document["schema"].removeprefix("cutline-").split("/")[0]


def in_docs():
    """Whole documents that the documentation writes out."""
    for path in sorted((TOP / "docs").glob("*.md")):
        for block in re.findall(r"```json\n(.*?)```", path.read_text(), re.DOTALL):
            try:
                document = json.loads(block)
            except ValueError:
                continue
            if isinstance(document, dict) and str(document.get("schema", "")).startswith("cutline-"):
                yield pytest.param(document, id=f"{path.stem}-{name_of(document)}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_is_a_schema(name):
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$id"] == f"cutline:{name}"


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_stands_by_it(path):
    document = json.loads(path.read_text())
    assert path.stem in SCHEMAS, f"{path.name} has no schema"
    validator(path.stem).validate(document)
    for bad in (dict(document, schema="cutline-other/1"), dict(document, rulez=[])):
        with pytest.raises(jsonschema.ValidationError):
            validator(path.stem).validate(bad)


def test_an_entry_is_checked_key_by_key():
    document = json.loads((TOP / "schema" / "rules" / "organisations.json").read_text())
    for change in ({"kind": "agency"}, {"alias": ["X"]}, {"name": ""}, {"hub": "yes"}):
        bad = copy.deepcopy(document)
        bad["organisations"][0].update(change)
        assert list(validator("organisations").iter_errors(bad)), change


@pytest.mark.parametrize("document", in_docs())
def test_what_the_documentation_writes_out(document):
    if name_of(document) in SCHEMAS:
        validator(name_of(document)).validate(document)


@pytest.fixture(scope="module")
def cutline(tmp_path_factory):
    folder = tmp_path_factory.mktemp("schemas")
    program = os.environ.get("CUTLINE_BIN") or pytest.fail("CUTLINE_BIN is not set: run these tests through meson")

    def run(*args, stdin=None, any_status=False):
        done = subprocess.run([program, "-C", str(folder / "archive"), *args], input=stdin, capture_output=True,
                              text=True, timeout=60)
        assert any_status or done.returncode == 0, done.stderr
        return done.stdout
    run("init")
    return run


def test_what_editors_write_once(cutline, tmp_path):
    cutline("template", "set", "desk", "credit={byline}/Courier", "keywords+=courier", "city-=")
    validator("template").validate(json.loads(cutline("template", "export", "desk")))
    codes = tmp_path / "teams.txt"
    codes.write_text("m1\tAna Ruiz\tmidfielder\nm2\tJonas Weber\tkeeper\n")
    cutline("codes", "set", str(codes))
    listed = json.loads(cutline("--json", "codes", "show", "teams"))
    validator("codes").validate(listed)


@pytest.mark.parametrize("text", ["© ABDUAZIZ MADYAROV/AFP via Getty Images", "Handout", "x/y/z", "", "CC BY-SA 4.0"])
def test_credit_parse(cutline, text):
    hold(["credit", "parse"], [json.loads(cutline("--json", "credit", "parse", text))])


PAGE = """<figure><img src="https://example.org/a.jpg" alt="A quay"><figcaption>A quay. (© Ana Ruiz/Meridian)</figcaption>
</figure>"""


def asked(cutline, folder):
    """Command lines with an answer, those first that need no more than this archive."""
    (folder / "none.jpg").write_bytes(b"\xff\xd8\xff")
    (folder / "page.html").write_text(PAGE)
    return [["credit", "parse", "Handout"], ["restrictions", "parse", "JAPAN OUT. EMBARGO 1800 GMT 4 March 2026. XQ7 B4"],
            ["ingest", str(folder / "none.jpg")], ["check-page", str(folder / "page.html")],
            ["lint", "--text", "The lake  in Kelm"]]


def test_answers_and_what_is_misspelt_in_them(cutline, tmp_path):
    """Each key of each line is looked at: none too many, none missing, none of another type."""
    for args in asked(cutline, tmp_path):
        lines = [json.loads(line) for line in cutline("--json", *args, any_status=True).splitlines()]
        assert lines and hold(args, lines) == lines
        for line in lines:
            for bad in [dict(line, extra=1)] + [dict(line, **{key: {"x": 1}}) for key in line]:
                assert list(validator(schema_of(args)).iter_errors(bad)), (args, bad)
            for key in set(line) - {"at", "certain", "from", "from_what"}:
                lacking = {name: value for name, value in line.items() if name != key}
                assert list(validator(schema_of(args)).iter_errors(lacking)), (args, key)


def test_codes_of_restrictions_are_those_of_the_program():
    """A code that the schema lacks, or keeps though nothing gives it any more."""
    table = (TOP / "include" / "cutline" / "rights.h").read_text().split("CL_RESTRICTION_TABLE(X)", 1)[1]
    codes = re.findall(r"^\tX\(([A-Z_]+), +\"", table.split("typedef", 1)[0], re.MULTILINE)
    assert codes == SCHEMAS["restriction"]["properties"]["code"]["enum"]


def test_codes_of_lint_are_those_of_the_program():
    codes = re.findall(r"^\tX\(([A-Z_]+), +(?:WARNING|NOTE)", (TOP / "include" / "cutline" / "lint.h").read_text(), re.MULTILINE)
    assert codes == SCHEMAS["lint"]["properties"]["issues"]["items"]["properties"]["code"]["enum"]


# --- whose answers the functional tests hold against their schemas ------------------------------------------------------

def test_they_are_about_commands_and_paths_that_exist(cutline):
    table = (TOP / "src" / "daemon" / "api_table.c").read_text()
    routes = set(re.findall(r'HTTP_(\w+), "([^"]+)"', table)) | {("GET", path) for path in re.findall(r'WRITTEN\("([^"]+)"', table)}
    for name, method, what, _ in promises():
        if method:
            assert (method, what) in routes, (name, method, what)
        else:
            cutline("help", *what)


def test_what_does_not_stand_by_its_schema_is_noticed():
    verdict = {"photo": "7k3m9q2vw8xy4z1a", "verdict": "allow", "stop": False, "stage": "warn", "reasons": [], "credit": None,
               "evaluated_for": {}, "rules_version": "1"}
    wrong = dict(verdict, verdict="maybe")
    for call in (lambda: hold(["check", "7k3m9q"], [wrong]),
                 lambda: hold(["story", "check", "flood"], [{"story": "flood", "uses": [{"verdict": wrong}]}]),
                 lambda: request("GET", "/api/v1/photos/7k3m9q/check?channel=web", 200, "application/json", json.dumps(wrong)),
                 lambda: request("GET", "/api/v1/photos", 200, "application/json", '{"items":[{"id":"x"}]}'),
                 lambda: request("GET", "/api/v1/photos", 404, "application/json", '{"error":{"code":"Not Found"}}')):
        with pytest.raises(AssertionError):
            call()
