# SPDX-License-Identifier: MIT
"""Credit lines: parsed without an archive, derived in one, changed by rules only after a look."""
import json

import pytest

import pictures

KEYS = ["raw", "photographers", "provider", "distributors", "kind", "pool_operator", "client", "platform",
        "supplier_id", "year", "flags", "findings", "canonical"]
SHOUTED = "© ABDUAZIZ MADYAROV/AFP via Getty Images"


def parse(cutline, text, *more):
    return cutline.json("credit", "parse", text, *more)[0]


def test_parse_needs_no_archive(cutline):
    got = cutline.json("credit", "parse", SHOUTED, env={"CUTLINE_ARCHIVE": "/nowhere"})[0]
    assert list(got)[:len(KEYS)] == KEYS
    assert got["photographers"] == ["Abduaziz Madyarov"] and got["provider"] == "AFP"
    assert got["distributors"] == ["Getty Images"] and got["kind"] == "agency"
    assert got["canonical"] == "© Abduaziz Madyarov/AFP via Getty Images"


def test_seed_page(cutline):
    """The credits of the page this was conceived from: two photographers, one in two spellings."""
    lines = [SHOUTED, "© Abduaziz Madyarov/AFP via Getty Images", "© ALEXANDR BOGDANOV/AFP via Getty Images",
             "© Akorda.kz", "© Ala-Too 24"]
    got = [parse(cutline, line) for line in lines]
    assert got[0]["photographers"] == got[1]["photographers"] == ["Abduaziz Madyarov"]
    assert got[0]["canonical"] == got[1]["canonical"]
    assert [one["provider"] for one in got] == ["AFP", "AFP", "AFP", "Akorda.kz", "Ala-Too 24"]
    assert [one["kind"] for one in got] == ["agency"] * 3 + ["third-party"] * 2


def test_what_is_not_understood_stays(cutline):
    got = parse(cutline, "Ben Blackall/NPA Archive/PA Images/Netflix")
    assert got["canonical"] == got["raw"] and got["provider"] is None
    assert "CREDIT_AMBIGUOUS" in [one["code"] for one in got["findings"]]
    finding = parse(cutline, "Ana Ruiz/RETUERS")["findings"][0]
    assert finding["code"] == "CREDIT_SPELLING"
    assert "Ana Ruiz/RETUERS"[finding["start"]:finding["end"]] == "RETUERS"


def test_supplier_says_who_delivered(cutline):
    got = parse(cutline, "Ana Ruiz/AFP", "--supplier", "Getty Images")
    assert got["distributors"] == ["Getty Images"]


def test_any_bytes(cutline):
    for text in ("", "-", "(((", "\u202eAFP", "x" * 3000):
        assert parse(cutline, text)["raw"] == text


def test_rules_pass_their_examples(cutline):
    assert cutline.json("supplier", "test")[0]["failures"] == []
    shown = cutline.json("supplier", "show", "agence france presse")[0]
    assert shown["id"] == "afp" and "afp-photo" in [one["scheme"] for one in shown["ids"]]
    assert len(cutline.json("supplier", "list")) > 500
    cutline.run("supplier", "show", "Nobody Knows Us", status=3)


@pytest.fixture
def filled(cutline):
    cutline.put("a.jpg", pictures.press(1, credit="AFP via Getty Images", byline="ABDUAZIZ MADYAROV",
                                        source="AFP", supplier_id="000_34l82nw"))
    cutline.put("b.jpg", pictures.press(2, credit="AP", byline="Kay Nietfeld", source="DPA"))
    cutline.put("c.jpg", pictures.press(3, credit="Meridian", byline="Ana Ruiz", source=""))
    cutline.ids = {name: line["id"] for name, line in cutline.ingest().items()}
    return cutline


def test_show_has_the_credit(filled):
    got = filled.json("show", filled.ids["a.jpg"])[0]
    assert got["credit"]["canonical"] == "© Abduaziz Madyarov/AFP via Getty Images"
    assert got["supplier"] == "getty images"
    assert got["supplier_picture"] == {"supplier": "afp", "scheme": "afp-photo", "value": "000_34L82NW",
                                       "version": None}
    assert filled.json("credit", "show", filled.ids["b.jpg"])[0]["canonical"] == "© Kay Nietfeld/dpa via AP"
    found = filled.json("search", "supplier_id:000_34L82NW")
    assert [one["id"] for one in found if "id" in one] == [filled.ids["a.jpg"]]


def test_derived_again_by_rebuild(filled):
    before = [filled.json("credit", "show", one)[0] for one in filled.ids.values()]
    filled.run("rebuild")
    assert [filled.json("credit", "show", one)[0] for one in filled.ids.values()] == before
    filled.run("verify")


def test_an_edit_changes_the_credit(filled):
    filled.run("edit", filled.ids["c.jpg"], "credit=Ana Ruiz/Reuters")
    assert filled.json("credit", "show", filled.ids["c.jpg"])[0]["provider"] == "Reuters"


def test_what_came_stays_a_witness(cutline):
    """An editor rewrites the caption that alone named photographer and office, and writes a credit of her own."""
    cutline.put("a.jpg", pictures.jpeg(1, {"credit": "REUTERS", "caption":
        'A fire in Kelm, January 5, 2024. Ana Ruiz/Office of Kelm/Handout via REUTERS ATTENTION EDITORS - MANDATORY CREDIT "KELM OFFICE"'}))
    photo = cutline.ingest()["a.jpg"]["id"]
    keys = ("photographers", "provider", "distributors", "kind")
    came = cutline.json("credit", "show", photo)[0]
    assert [came[key] for key in keys] == [["Ana Ruiz"], "Office of Kelm", ["Reuters"], "handout"]
    assert came["canonical"] == "KELM OFFICE"
    cutline.run("edit", photo, "caption=A fire in Kelm on 5 January 2024.")
    assert cutline.json("credit", "show", photo)[0] == came
    cutline.run("edit", photo, "credit=Foto: privat")
    now = cutline.json("credit", "show", photo)[0]
    assert now["canonical"] == "Foto: privat" and [now[key] for key in keys] == [came[key] for key in keys]
    assert "Foto: privat" in cutline.run("export", photo, "--as", "figure", "--internal").text
    assert cutline.json("check", photo, status=5)[0]["credit"] == "KELM OFFICE"
    cutline.run("edit", photo, "byline=Ben Li")
    now = cutline.json("credit", "show", photo)[0]
    assert now["photographers"] == ["Ben Li"] and "CREDIT_CONFLICT" in [one["code"] for one in now["findings"]]
    path = cutline.put("none.json", b'{"schema": "cutline-organisations/1", "extends": "shipped", "organisations": []}')
    assert cutline.json("rules", "diff", path)[-1]["summary"]["changed"] == 0
    cutline.run("verify")


def test_stats_count_what_no_rule_knows(filled):
    rows = {(row["group"], row["name"]): row["n"] for row in filled.json("stats") if "group" in row}
    assert rows[("unrecognised credits", "meridian")] == 1
    assert rows[("unrecognised credits, per cent", "meridian")] == 100
    assert not [name for group, name in rows if group == "credit alarm"]


def test_alarm_when_a_supplier_changes_how_it_writes(cutline):
    """Fifty credits that are understood, then a new form of which no rule knows anything."""
    for number in range(68):
        credit = "AFP" if number < 51 else f"Xyzzy GmbH {number}/Qwertz Desk"
        cutline.put(f"{number:02}.jpg", pictures.press(number, credit=credit, byline="", source="", supplier_id=""))
    paths = sorted((cutline.folder / "in").iterdir())
    for part in (paths[:51], paths[51:]):
        cutline.run("ingest", "--no-wait", "--supplier", "AFP", *map(str, part))
    rows = {(row["group"], row["name"]): row["n"] for row in cutline.json("stats") if "group" in row}
    assert rows[("credit alarm", "afp")] == 17
    assert rows[("unrecognised credits, per cent", "afp")] == 25


def test_set_an_organisation(filled):
    one = {"id": "meridian", "name": "Meridian Pictures", "kind": "photo", "aliases": ["Meridian"],
           "ids": [{"scheme": "meridian-picture", "pattern": "MER[0-9]{6}", "examples": ["MER004711"]}],
           "examples": [{"text": "Photo: Ana Ruiz/Meridian", "provider": "Meridian Pictures"}]}
    path = filled.put("meridian.json", json.dumps(one).encode())
    lines = filled.json("supplier", "set", path, "--dry-run")
    assert [line["id"] for line in lines[:-1]] == [filled.ids["c.jpg"]]
    assert lines[-1]["summary"] == {"suppliers": ["meridian"], "photos": 3, "changed": 1, "dry_run": True}
    assert not (filled.archive / "rules" / "organisations.json").exists()
    filled.run("supplier", "show", "meridian", status=3)
    assert "is new" in filled.run("supplier", "set", path).text
    assert filled.json("credit", "show", filled.ids["c.jpg"])[0]["provider"] == "Meridian Pictures"
    assert filled.json("supplier", "show", "meridian")[0]["name"] == "Meridian Pictures"
    filled.run("verify")
    # again, changed: it takes its own place; the rest of the table stays
    one["name"] = "Meridian Photo"
    one["aliases"].append("Meridian Pictures")
    one["examples"] = []
    table = {"schema": "cutline-organisations/1", "organisations": [one, {"id": "qw", "name": "Qwertz", "kind": "wire"}]}
    filled.run("supplier", "set", "-", stdin=json.dumps(table).encode())
    assert filled.json("credit", "show", filled.ids["c.jpg"])[0]["provider"] == "Meridian Photo"
    stored = json.loads((filled.archive / "rules" / "organisations.json").read_text())
    assert stored["extends"] == "shipped" and [entry["id"] for entry in stored["organisations"]] == ["meridian", "qw"]
    filled.run("supplier", "test")


def test_an_organisation_must_stand_its_examples(filled):
    one = {"id": "meridian", "name": "Meridian", "kind": "photo",
           "examples": [{"text": "Ana Ruiz/Meridian", "provider": "AFP"}]}
    error = filled.run("supplier", "set", "-", stdin=json.dumps(one).encode(), status=6).error
    assert "provider is" in error and "nothing was set" in error
    for bad in (b"[]", b"{}", b'{"id": "x"}', b'{"organisations": [1]}'):
        filled.run("supplier", "set", "-", stdin=bad, status=6)
    assert not (filled.archive / "rules" / "organisations.json").exists()


def test_rules_are_looked_at_before_they_change(filled):
    rules = {"schema": "cutline-organisations/1", "extends": "shipped", "organisations": [
        {"id": "meridian", "name": "Meridian Pictures", "kind": "photo", "aliases": ["Meridian"]}]}
    path = filled.put("rules.json", json.dumps(rules).encode())
    lines = filled.json("rules", "diff", path)
    assert [line["id"] for line in lines[:-1]] == [filled.ids["c.jpg"]]
    assert lines[0]["then"]["provider"] == "Meridian Pictures" and lines[0]["now"]["provider"] == "Meridian"
    assert lines[-1] == {"summary": {"photos": 3, "changed": 1}}
    assert filled.json("credit", "show", filled.ids["c.jpg"])[0]["provider"] == "Meridian"
    (filled.archive / "rules").mkdir(exist_ok=True)
    (filled.archive / "rules" / "organisations.json").write_text(json.dumps(rules))
    filled.run("rebuild")
    assert filled.json("credit", "show", filled.ids["c.jpg"])[0]["provider"] == "Meridian Pictures"
    filled.run("supplier", "test")


def test_bad_rules_say_where(filled):
    path = filled.put("rules.json", b'{"schema": "cutline-organisations/1", "extends": "shipped",'
                                    b' "organisations": [{"id": "x"}]}')
    assert "organisation x" in filled.run("rules", "diff", path, status=6).error
    filled.run("rules", "diff", filled.put("none.json", b"{}"), status=6)
