# SPDX-License-Identifier: MIT
"""What is said of a picture's origin and state beside its credit, and by whom."""
import json
import re

import pictures
import pytest
from test_rights import CONTRACT, check, codes, write

HOUSE = ("init", "--house", "The Courier", "--photographer", "Ana Ruiz")
OURS = {"byline": "Ana Ruiz", "credit": "The Courier", "caption": "Soldiers block a street in Almaty on January 5, 2022."}


def licensor(name, url=""):
    """As XML, a plus:Licensor of this name."""
    return (f'<rdf:Bag><rdf:li rdf:parseType="Resource"><plus:LicensorName>{name}</plus:LicensorName>'
            f'<plus:LicensorURL>{url}</plus:LicensorURL></rdf:li></rdf:Bag>').encode()


def test_whoever_licenses_or_owns_it_is_named(bare):
    """Our by-line on a picture that somebody else sells."""
    bare.run(*HOUSE)
    cases = {
        "licensor.jpg": ({"plus:Licensor": licensor("Bob Stone Pictures")}, "the licensor names Bob Stone"),
        "address.jpg": ({"plus:Licensor": licensor("The Courier", "https://www.alamy.com/x")}, "the licensor names Alamy"),
        "owner.jpg": ({"xmpRights:Owner": ["Bob Stone"]}, "the owner of the copyright names Bob Stone"),
        "both.jpg": ({"xmpRights:Owner": ["Ana Ruiz", "Bob Stone"]}, "the owner of the copyright names Bob Stone"),
        "ours.jpg": ({"plus:Licensor": licensor("The Courier Syndication", "https://courier.example/licensing"),
                      "xmpRights:Owner": ["The Courier Ltd"]}, None),
    }
    for n, (name, (properties, _)) in enumerate(cases.items()):
        bare.put(name, pictures.jpeg(20 + n, OURS, properties))
    lines = bare.ingest()
    for name, (_, words) in cases.items():
        verdict = check(bare, lines[name]["id"], status=5 if words else 0)
        doubts = [reason["message"] for reason in verdict["reasons"] if reason["code"] == "HOUSE_DOUBT"]
        assert [words in doubt for doubt in doubts] == ([True] if words else []), (name, doubts)


@pytest.mark.parametrize("status, code", [("Withheld", "EMBARGO"), ("Embargoed", "EMBARGO"), ("hold", "EMBARGO"), ("Canceled", "KILLED"),
                                          ("CANCELLED", "KILLED"), ("Kill", "KILLED"), ("DO NOT USE", "KILLED"), ("Lead", None)])
def test_an_edit_status_that_holds_a_picture_back(bare, status, code):
    bare.run(*HOUSE)
    photo = bare.ingest(bare.put("a.jpg", pictures.jpeg(40, {**OURS, "edit_status": status})))["a.jpg"]["id"]
    assert codes(check(bare, photo)) - {"HOUSE"} == ({code} if code else set())


G2 = ('<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:dpa:%d" version="1"><itemMeta>'
      '<itemClass qcode="ninat:picture"/><pubStatus qcode="stat:usable"/></itemMeta><contentMeta>%s<headline>A street</headline>'
      '</contentMeta></newsItem>')


def judge_items(cutline, supplier, items):
    """A picture beside each side-car, under a contract with the supplier: the codes that each gives, licence apart."""
    cutline.run("licence", "set", write(cutline, "contract.json", {**CONTRACT, "id": "c", "supplier": supplier}))
    (cutline.folder / "in" / "contract.json").unlink()
    for n, item in enumerate(items):
        cutline.put(f"{n}/a{n}.jpg", pictures.jpeg(50 + n, {"credit": supplier, "caption": f"A street in Almaty, number {n}."}))
        text = G2 % (n, item) if isinstance(item, str) else json.dumps({"uri": f"x:{n}", "type": "picture", "pubstatus": "usable", **item})
        cutline.put(f"{n}/a{n}.{'xml' if isinstance(item, str) else 'json'}", text.encode())
    ids = {name: line["id"] for name, line in cutline.ingest().items() if name.endswith(".jpg")}
    return [codes(check(cutline, ids[f"a{n}.jpg"]), "deny", "review") for n in range(len(items))]


def test_what_ap_does_not_signal_as_news_is_held(cutline):
    """Its signals are words; codes of others, and an item without any, say nothing of it."""
    items = [{"signals": ["whitelisted"]}, {"signals": []}, {"signals": ["whitelisted", "newscontent"]}, {"signals": ["edStat:C"]}, {}]
    assert judge_items(cutline, "AP", items) == [{"EMBARGO"}, set(), set(), set(), set()]


def test_dpa_says_by_a_genre_that_it_is_a_handout(cutline):
    items = ['<genre qcode="dpascn:40"/>', '<genre qcode="x:1"><name>Handout</name></genre>', '<genre qcode="dpascn:39"/>',
             {"genre": [{"code": "dpascn:40", "name": "Handout"}]}, {"genre": [{"code": "dpascn:140"}, {"name": "Feature"}]}]
    assert judge_items(cutline, "dpa", items) == [{"THIRD_PARTY"}, {"THIRD_PARTY"}, set(), {"THIRD_PARTY"}, set()]


def test_a_name_that_was_written_on_what_came_without_one(bare):
    """An edit and a template make it ours by a person's word: the verdict says whose, and asks. Out of a house folder it is ours."""
    bare.run(*HOUSE)
    bare.run("template", "set", "courier", "credit=The Courier", "byline=Ana Ruiz")
    written = "byline=Ana Ruiz", "credit=The Courier"
    cases = {
        "edit.jpg": ({}, (), written, True),
        "template.jpg": ({}, ("--template", "courier"), (), True),
        "folder.jpg": ({}, ("--supplier", "The Courier", "--template", "courier"), (), False),
        "named.jpg": ({"byline": "Ana Ruiz"}, (), written, False),
        "credit.jpg": ({}, (), written[1:], False),
    }
    for n, (name, (fields, options, edits, asked)) in enumerate(cases.items()):
        path = bare.put(name, pictures.jpeg(70 + n, {"caption": "A street in Almaty.", **fields}))
        photo = bare.ingest(path, *options)[name]["id"]
        if edits:
            bare.run("edit", photo, *edits)
        doubts = [one["message"] for one in check(bare, photo)["reasons"] if one["code"] == "HOUSE_DOUBT"]
        assert len(doubts) == asked, (name, doubts)
        assert not asked or re.search(r'it came without a name, and \S+ wrote "Ana Ruiz" \(byline\) on \d+ \w+ \d{4}', doubts[0]), doubts
        if asked:
            bare.run("grant", photo, "--until", "2099-12-31", "--reason", "Ana took it")
            check(bare, photo, status=0)
