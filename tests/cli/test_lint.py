# SPDX-License-Identifier: MIT
"""lint: what an editor would still change, on the page that the product was conceived from and on
captions as agencies send them; and searches that take spellings for one word."""
import json
import pathlib
import re

import pytest
from pictures import press

DOCS = pathlib.Path(__file__).parents[2] / "docs"

PROTESTERS = ("Protesters stormed the mayor's office in Kazakhstan's largest city Almaty on Wednesday as "
              "unprecedented unrest in the Central Asian nation spun out of control.")
PRESIDENT = ("Kazakhstan's president Kassym-Jomart Tokayev on January 7 rejected calls for talks with protesters "
             'after days of unprecedented unrest, vowing to destroy "armed bandits".')
PARLIAMENT = "President Kasym-Zhomart Tokayev giving a speech in the Parliament of the Republic of Kazakhstan."
AFP = dict(byline="ABDUAZIZ MADYAROV", credit="AFP via Getty Images", source="AFP", city="Almaty",
           country="Kazakhstan", date="20220105", headline="KAZAKHSTAN-POLITICS-UNREST", copyright="AFP or licensors")
SIGNOFF = " (Photo by Abduaziz MADYAROV / AFP) (Photo by ABDUAZIZ MADYAROV/AFP via Getty Images)"


def lint(cutline, *args, status=1, **more):
    lines = cutline.json("lint", *args, status=status, **more)
    assert len(lines) == max(1, len([a for a in args if not a.startswith("-")]) - ("--text" in args))
    return lines[0]


def codes(answer):
    return {issue["code"] for issue in answer["issues"]}


def issue(answer, code):
    found = [i for i in answer["issues"] if i["code"] == code]
    assert found, f"no {code} in {answer['issues']}"
    return found[0]


def put(cutline, seed, **fields):
    name = f"{seed}.jpg"
    cutline.put(name, press(seed, **fields))
    return cutline.ingest(cutline.folder / "in" / name)[name]["id"]


def test_text_needs_no_archive(bare):
    answer = lint(bare, "--text", PROTESTERS)
    assert codes(answer) >= {"HOUSE_STYLE", "WEEKDAY_STALE", "STRAIGHT_QUOTES"}
    style = issue(answer, "HOUSE_STYLE")
    data = PROTESTERS.encode()
    assert data[style["start"]:style["end"]].decode() == style["text"] == "Kazakhstan"
    assert style["fix"] == "Kazakstan" and style["rule"] == "kazakstan"
    assert "Kazakstan’s largest city" in answer["proposal"]
    assert answer["photo"] is None
    text = bare.run("lint", "--text", PROTESTERS, status=1).text
    assert "HOUSE_STYLE" in text and "With all that is mechanical done" in text


def test_nothing_to_change(bare):
    answer = lint(bare, "--text", "A man walks a dog in Kelm on May 5, 2023.", status=0)
    assert answer["issues"] == []
    assert "Nothing to change" in bare.run("lint", "--text", "A man walks a dog in Kelm on May 5, 2023.").text


def test_usage(bare):
    assert "say which photos" in bare.run("lint", status=2).error
    assert "say which photos" in bare.run("lint", "7k3m9q", "--text", "x", status=2).error
    assert "no archive" in bare.run("lint", "7k3m9q", status=3).error


@pytest.mark.parametrize("said", ["'Kazakhstan is free'", "»Kazakhstan ist frei«", "”Kazakhstan är fritt”", "‚Kazakhstan‘", "‹Kazakhstan›"])
def test_quotations_of_every_country_stay(bare, said):
    text = f"The workers' leader said {said} in Almaty, Kazakhstan's largest city, on 5 January 2022."
    proposal = lint(bare, "--text", text)["proposal"]
    assert proposal.count("Kazakhstan") == 1 and "Kazakstan’s largest" in proposal


def test_names_of_organisations_stay(bare):
    answer = lint(bare, "--text", PARLIAMENT)
    assert issue(answer, "HOUSE_STYLE")["text"] == "Kasym-Zhomart Tokayev"
    assert "Republic of Kazakhstan" in answer["proposal"] and "Kassym-Jomart" in answer["proposal"]


def test_seed_page(cutline):
    """The facts of the page: stale weekday, missing year, agency style, credit in the caption."""
    first = lint(cutline, put(cutline, 1, caption=PROTESTERS + SIGNOFF, **AFP))
    stale = issue(first, "WEEKDAY_STALE")
    assert stale["text"] == "Wednesday" and "5 January 2022" in stale["message"]
    assert stale["fix"] == "January 5, 2022"
    assert issue(first, "CREDIT_IN_CAPTION")["fix"] == ""
    assert first["form"] == "afp" and [p["part"] for p in first["parts"]] == ["body", "sign-off", "sign-off"]
    assert first["proposal"] == (
        "Protesters stormed the mayor’s office in Kazakstan’s largest city Almaty on January 5, 2022 as "
        "unprecedented unrest in the Central Asian nation spun out of control.")
    second = lint(cutline, put(cutline, 2, caption=PRESIDENT, **dict(
        AFP, credit="Akorda.kz", source="Akorda.kz", byline=None, date="20220107")))
    assert issue(second, "YEAR_MISSING")["fix"] == "January 7, 2022"
    assert "ALT_MISSING" in codes(second)
    assert "January 7, 2022 rejected" in second["proposal"] and "“armed bandits”" in second["proposal"]


def test_fix_is_one_edit_that_can_be_taken_back(cutline):
    id = put(cutline, 1, caption=PROTESTERS + SIGNOFF, **AFP)
    received = cutline.json("show", id)[0]["fields"]["caption"]
    proposal = lint(cutline, id)["proposal"]
    left = lint(cutline, id, "--fix")
    assert codes(left) == {"ALT_MISSING"} and left["proposal"] == proposal
    assert cutline.json("show", id)[0]["fields"]["caption"] == proposal
    assert all(event["kind"] != "edit" or "lint --fix" in json.dumps(event) for event in cutline.json("history", id))
    cutline.run("undo", id)
    assert cutline.json("show", id)[0]["fields"]["caption"] == received
    assert "undo" in cutline.run("lint", id, "--fix", status=1).text
    assert "--fix is for photos" in cutline.run("lint", "--text", "x", "--fix", status=2).error


def test_every_language_is_looked_at(cutline):
    id = put(cutline, 8, caption="A street in Kiev, Ukraine, on May 5, 2022.", **dict(AFP, date="20220505"))
    cutline.run("edit", id, "--lang", "de", 'caption=Der Bürgermeister sagte: "Nein", am 5. Mai 2022 in Kiev.')
    cutline.run("edit", id, "--lang", "de", "alt_text=Bild von einer Straße")
    cutline.run("edit", id, "--lang", "fr", "alt_text=Une  rue")
    answer = lint(cutline, id)
    found = {(i["code"], i["field"], i["lang"]) for i in answer["issues"]}
    assert ("HOUSE_STYLE", "caption", "x-default") in found and ("HOUSE_STYLE", "caption", "de") not in found
    assert ("STRAIGHT_QUOTES", "caption", "de") in found and ("DOUBLE_BLANK", "alt_text", "fr") in found
    assert len([i for i in answer["issues"] if i["code"] == "CAPTION_MISSING"]) == 0
    assert [one["lang"] for one in answer["languages"]] == ["de", "fr"]
    assert "„Nein“" in answer["languages"][0]["proposal"] and answer["languages"][1]["proposal"] is None
    assert "caption[de]:" in cutline.run("lint", id, status=1).text
    cutline.run("lint", id, "--fix")
    shown = cutline.json("show", id)[0]["fields_lang"]
    assert "Kyiv" in shown["caption"]["x-default"] and "„Nein“" in shown["caption"]["de"]
    assert shown["alt_text"]["fr"] == "Une rue"
    assert [e["kind"] for e in cutline.json("history", id)].count("edit") == 4  # the fix is one


def test_record_is_read_in_the_language_that_is_linted(cutline):
    id = put(cutline, 9, caption="Asel Ruiz in Kelm, Testland, on May 5, 2022.", **dict(
        AFP, date="20220505", city="Kelm", country="Testland", credit="STR/AFP", byline=None))
    cutline.run("edit", id, "people=Asel Ruiz")
    cutline.run("edit", id, "--lang", "kk", "caption=Әсел Руис 2022 жылғы 5 мамырда. (Фото: Ana Ruiz/AFP)")

    def of(answer, lang):
        return [(i["code"], i["message"]) for i in answer["issues"] if i["lang"] == lang]
    plain = lint(cutline, id)
    assert any(code == "NO_WHERE" and "Kelm" in message for code, message in of(plain, "kk"))
    assert any(code == "CREDIT_UNACCOUNTED" for code, _ in of(plain, "kk"))
    # Once, though two captions are looked at.
    assert [i["code"] for i in plain["issues"] if i["field"] == "credit"] == ["AGENCY_TOKEN"]
    cutline.run("edit", id, "--lang", "kk", "city=Келм", "people=Берік Сейіт", "credit=STR/Ana Ruiz/AFP")
    own = lint(cutline, id)
    assert any(code == "NO_WHERE" and "Келм" in message for code, message in of(own, "kk"))
    assert any(code == "NO_WHO" and "Берік Сейіт" in message for code, message in of(own, "kk"))
    assert "CREDIT_IN_CAPTION" in {code for code, _ in of(own, "kk")}
    assert own["languages"][0]["proposal"] == "Әсел Руис 2022 жылғы 5 мамырда."
    assert {i["field"] for i in own["issues"] if i["code"] == "AGENCY_TOKEN" and i["lang"] == "kk"} == {"credit"}
    assert of(own, "x-default") == of(plain, "x-default")


def test_credit_that_only_the_caption_knows(cutline):
    id = put(cutline, 3, caption=PROTESTERS + SIGNOFF, **dict(AFP, byline=None))
    answer = lint(cutline, id)
    stranger = issue(answer, "CREDIT_UNACCOUNTED")
    assert "abduaziz" in stranger["message"] and stranger["fix"] is None
    assert "MADYAROV" in answer["proposal"]


def test_spelling_against_the_archive(cutline):
    ida = put(cutline, 4, caption="The pianist Vikram Ruzakhunov plays in Bishkek on May 5, 2022.", date="20220505")
    other = put(cutline, 5, caption="Fans of Vikram Ruzahunov wait in Osh on May 6, 2022.", date="20220506")
    found = issue(lint(cutline, other), "SPELLING_VARIES")
    assert found["text"] == "Vikram Ruzahunov"
    assert "Vikram Ruzakhunov" in found["message"] and ida in found["message"]


def test_search_takes_spellings_for_one_word(cutline):
    latin = put(cutline, 6, caption="Kazakhstan's president in Nur-Sultan on May 5, 2022.", country=None)
    cyrillic = put(cutline, 7, caption="Комбайн убирает пшеницу в Казахстане.", country=None)
    house = put(cutline, 8, caption="A street in Kazakstan in May 2022.", country=None)
    for word in ("Kazakhstan", "Kazakstan", "Казахстан", "казахстана", "Қазақстан"):
        assert {hit["id"] for hit in cutline.json("search", word)} == {latin, cyrillic, house}, word
    assert {hit["id"] for hit in cutline.json("search", "Astana")} == {latin}
    assert cutline.json("search", "Kirgizstan") == []


def test_own_house_style(cutline):
    rules = cutline.archive / "rules"
    rules.mkdir(exist_ok=True)
    (rules / "house-style.json").write_text(json.dumps({
        "schema": "cutline-house-style/1",
        "rules": [{"id": "kelm", "scope": "city", "pattern": "Kelm", "replacement": "Kelme",
                   "examples": [{"text": "in Kelm", "published": "in Kelme"}]}],
        "equivalents": [{"id": "lake", "scope": "word", "forms": ["lake", "loch"]}]}))
    id = put(cutline, 9, caption="A man in Kelm, Kazakhstan, on a loch on May 5, 2022.", date="20220505")
    answer = lint(cutline, id)
    assert issue(answer, "HOUSE_STYLE")["fix"] == "Kelme"
    assert "Kazakhstan" in answer["proposal"]
    assert [hit["id"] for hit in cutline.json("search", "caption:lake")] == [id]
    (rules / "house-style.json").write_text('{"schema":"cutline-house-style/1","rules":[{"id":"kelm"}]}')
    error = cutline.run("lint", id, status=6).error
    assert "house-style.json" in error and "kelm" in error
    assert cutline.json("search", "caption:loch") != []


@pytest.mark.parametrize("header", ["lint.h"])
def test_every_code_is_documented(header):
    table = (DOCS.parent / "include/cutline" / header).read_text()
    text = (DOCS / "captions.md").read_text()
    codes = re.findall(r"^\tX\((\w+), +(?:NOTE|WARNING), +\"([^\"]+)\"\)", table, re.M)
    assert len(codes) > 30
    for code, sentence in codes:
        assert f"| `{code}` |" in text and sentence in text, code
