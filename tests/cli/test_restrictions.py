# SPDX-License-Identifier: MIT
"""What the words of a picture forbid: reading them, and what people decide about them."""

import json

import pictures


def codes(cutline, text, *more):
    return [(line["code"], line["operand"]) for line in cutline.json("restrictions", "parse", text, *more)]


def test_parse_needs_no_archive(bare):
    lines = bare.json("restrictions", "parse", "JAPAN OUT, NO SALES")
    assert [line["code"] for line in lines] == ["TERRITORY_DENY", "NO_RESALE"]
    assert (lines[0]["operand"], lines[0]["start"], lines[0]["end"], lines[0]["text"]) == ("JP", 0, 9, "JAPAN OUT")
    assert lines[1]["rule"] and 0 < lines[1]["confidence"] <= 1


def test_spans_are_bytes_of_the_text(bare):
    text = "Für redaktionelle Zwecke — NICHT IN ÖSTERREICH; ¡PROHIBIDO SU USO EN ESPAÑA!"
    for line in bare.json("restrictions", "parse", text):
        assert text.encode()[line["start"]:line["end"]].decode() == line["text"]


def test_what_is_not_understood_is_shown(bare):
    assert codes(bare, "CLEAR W LONDON DESK B4 USE") == [("UNPARSED", None)]
    assert "UNPARSED" in bare.run("restrictions", "parse", "CLEAR W LONDON DESK B4 USE").text


def test_day_counts_begin_at_transmission(bare):
    line = bare.json("restrictions", "parse", "MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION",
                     "--sent", "2022-01-07T10:00Z")[0]
    assert (line["code"], line["operand"], line["at"]) == ("EXPIRES", "14 days", "2022-01-21T10:00:00Z")


def test_information_only_when_asked_for(bare):
    assert codes(bare, "SEE PA STORY POLITICS Brexit") == []
    assert codes(bare, "SEE PA STORY POLITICS Brexit", "--all") == [("INFORMATION", None)]


def test_refusals(bare):
    assert "UTF-8" in bare.run("restrictions", "parse", b"NO \xff SALES", status=2).error
    bare.run("restrictions", "parse", status=2)
    bare.run("restrictions", "parse", "A", "B", status=2)
    assert "--sent" in bare.run("restrictions", "parse", "X", "--sent", "yesterday", status=2).error


def test_terms_that_iptc_cut_off_are_taken_from_xmp(cutline):
    """256 bytes of IPTC-IIM end in the middle of the sentence that says for how long."""
    terms = ("ATTENTION EDITORS: THIS PICTURE WAS HANDED OUT BY A THIRD PARTY. IT IS SENT AS IT CAME, FOR EDITORIAL USE "
             "ONLY. NO COMMERCIAL USE, NO ADVERTISING CAMPAIGNS, NO BOOK COVERS OR CALENDARS OF ANY KIND. IT MAY BE USED "
             "FOR A LIMITED TIME ONLY AND UNDER THESE TERMS: MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION.")
    fields = {"byline": "Aino Virtanen", "credit": "Nordlys", "instructions": terms.encode()[:256]}
    cutline.put("a.jpg", pictures.jpeg(3, fields, {"photoshop:Instructions": terms}))
    shown, = cutline.json("show", cutline.ingest()["a.jpg"]["id"])
    assert ("EXPIRES", "14 days") in [(line["code"], line["operand"]) for line in shown["restrictions"]]
    assert shown["fields"]["instructions"] == terms


def test_the_age_of_who_is_shown(cutline):
    """plus:MinorModelAgeDisclosure asks a person to look, as the words for it do; of adults it is only shown."""
    for seed, name, age in [(1, "child.jpg", "AG-U14"), (2, "adult.jpg", "AG-A25")]:
        cutline.put(name, pictures.jpeg(seed, {"credit": "Nordlys", "caption": "Swimmers at the Linahall"},
                    {"plus:MinorModelAgeDisclosure": "http://ns.useplus.org/ldf/vocab/" + age}))
    lines = cutline.ingest()
    found = {}
    for name, line in lines.items():
        verdict, = [json.loads(text) for text in cutline.run("--json", "check", line["id"], status=5).text.splitlines()]
        found[name] = [reason["origin"]["field"] for reason in verdict["reasons"] if reason["code"] == "MINORS"]
    assert found == {"adult.jpg": [], "child.jpg": ["minor_age"]}
    assert cutline.json("show", lines["adult.jpg"]["id"])[0]["fields"]["minor_age"].endswith("AG-A25")


TERMS = {
    "nothing": {"plus:CreditLineRequired": "CR-NRQ", "plus:ImageDuplicationConstraints": "DP-NDC"},
    "notes": {"plus:LicensorNotes": {"x-default": "CLEAR W LONDON DESK B4 USE"}},
    "file": {"plus:ImageFileConstraints": ["http://ns.useplus.org/ldf/vocab/IF-MFN"]},
    "copies": {"plus:ImageDuplicationConstraints": "http://ns.useplus.org/ldf/vocab/DP-NOD"},
    "unknown": {"plus:ImageAlterationConstraints": ["AL-NEW"]},
    "vendor": {},
}
# "Ž" is not in Latin-1; the converter of its set is a file that the decoder has no access to.
VENDOR = """<?xml version="1.0" encoding="ISO-8859-15"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><rightsInfo>
<rightsInfoExtProperty rel="x:approval" value="Žižka"/></rightsInfo>
<contentSet><remoteContent href="vendor.jpg"/></contentSet></newsItem>""".encode("iso-8859-15")


def test_terms_for_machines_ask(bare):
    """Of pictures of the house, those whose terms we do not understand wait for a person, with the term as reason."""
    bare.run("init", "--house", "Courier", "--photographer", "Ben Li")
    for seed, (name, terms) in enumerate(TERMS.items()):
        bare.put(f"in/{name}.jpg", pictures.jpeg(seed, {"byline": "Ben Li", "caption": "A street."}, terms))
    bare.put("in/vendor.xml", VENDOR)
    ids = {line["id"]: name.split(".")[0] for name, line in bare.ingest().items() if name.endswith(".jpg")}
    answers = [json.loads(text) for text in bare.run("--json", "check", *ids, status=5).text.splitlines()]
    asked = {ids[answer["photo"]]: " ".join(reason["message"] for reason in answer["reasons"] if reason["severity"] == "review")
             for answer in answers}
    words = {"nothing": "", "notes": "LONDON DESK", "file": "file name", "copies": "duplication", "unknown": "AL-NEW",
             "vendor": "approval: Žižka"}
    assert {name: text for name, text in asked.items() if words[name] not in text or (text and not words[name])} == {}
    assert asked.keys() == words.keys()
