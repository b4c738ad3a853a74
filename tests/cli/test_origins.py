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


def in_bag(member, text):
    """As XML, a structure in a list, of which one member is said."""
    return f'<rdf:Bag><rdf:li rdf:parseType="Resource"><{member}>{text}</{member}></rdf:li></rdf:Bag>'.encode()


def mail(address):
    """As XML, the value of Iptc4xmpCore:CreatorContactInfo."""
    return (f'<rdf:Description><Iptc4xmpCore:CiEmailWork>{address}</Iptc4xmpCore:CiEmailWork></rdf:Description>').encode()


def test_whoever_licenses_or_owns_it_is_named(bare):
    """Our by-line on a picture that somebody else sells."""
    bare.run(*HOUSE)
    cases = {
        "licensor.jpg": ({"plus:Licensor": licensor("Bob Stone Pictures")}, "the licensor names Bob Stone"),
        "address.jpg": ({"plus:Licensor": licensor("The Courier", "https://www.alamy.com/x")}, "the licensor names Alamy"),
        "owner.jpg": ({"xmpRights:Owner": ["Bob Stone"]}, "the owner of the copyright names Bob Stone"),
        "both.jpg": ({"xmpRights:Owner": ["Ana Ruiz", "Bob Stone"]}, "the owner of the copyright names Bob Stone"),
        "publisher.jpg": ({"dc:publisher": ["Getty Images"]}, "the publisher names Getty Images"),
        "artwork.jpg": ({"Iptc4xmpExt:ArtworkOrObject": in_bag("Iptc4xmpExt:AOCopyrightNotice", "© Bob Stone")},
                        "the copyright of what it shows names Bob Stone"),
        "mail.jpg": ({"Iptc4xmpCore:CreatorContactInfo": mail("ana.ruiz@alamy.com")}, "the creator's mail address names Alamy"),
        "ours.jpg": ({"plus:Licensor": licensor("The Courier Syndication", "https://courier.example/licensing"),
                      "xmpRights:Owner": ["The Courier Ltd"], "dc:publisher": ["The Courier"],
                      "Iptc4xmpExt:ArtworkOrObject": in_bag("Iptc4xmpExt:AOCopyrightNotice", "© The Courier"),
                      "Iptc4xmpCore:CreatorContactInfo": mail("ana.ruiz@courier.example")}, None),
        "own-mail.jpg": ({"Iptc4xmpCore:CreatorContactInfo": mail("ana.ruiz@mail.example")}, None),
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


TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
HOW = {
    "age": ({"Iptc4xmpExt:ModelAge": ["34", "16"]}, {"MINORS"}),
    "adult": ({"Iptc4xmpExt:ModelAge": ["34", "21"]}, set()),
    "grab": ({"Iptc4xmpExt:DigitalSourceType": TYPE + "screenCapture"}, {"THIRD_PARTY"}),
    "composite": ({"Iptc4xmpExt:DigitalSourceType": TYPE + "compositeCapture"}, {"ALTERED_AT_SOURCE"}),
    "enhanced": ({"Iptc4xmpExt:DigitalSourceType": TYPE + "algorithmicallyEnhanced"}, {"ALTERED_AT_SOURCE"}),
    "synthetic": ({"Iptc4xmpExt:DigitalSourceType": TYPE + "compositeSynthetic"}, {"AI_GENERATED"}),
    "camera": ({"Iptc4xmpExt:DigitalSourceType": TYPE + "digitalCapture"}, set()),
    "edited": ({"Iptc4xmpExt:DigitalSourceType": TYPE + "minorHumanEdits"}, set()),
    "tool": ({"xmp:CreatorTool": "Midjourney 6.1"}, {"AI_GENERATED"}),
    "editor": ({"xmp:CreatorTool": "Adobe Photoshop 25.0 (Macintosh)"}, set()),
    "software": ({"exif": "Stable Diffusion XL"}, {"AI_GENERATED"}),
    "firmware": ({"exif": "Ver.1.02"}, set()),
    "contact": ({"contact": "CALL BOB BEFORE USE"}, {"CLEARANCE"}),
    "phone": ({"contact": ["Bob Stone", "Bob Stone, +44 20 7946 0000", "bob@stone.example"]}, set()),
    "fixture": ({"fixture": "EMBARGO"}, {"EMBARGO"}),
    "number": ({"fixture": "GM1EA7M13RP01"}, set()),
    "label": ({"xmp:Label": "DO NOT USE"}, {"KILLED"}),
    "red": ({"xmp:Label": "Red"}, set()),
    "winner": ({"xmp:Label": "Winner"}, set()),
}


def test_what_a_file_says_of_how_it_was_made_and_for_whom(bare):
    """Facts and commands where programs and desks leave them; names, numbers and colours stay silent."""
    bare.run(*HOUSE)
    for n, (name, (said, _)) in enumerate(HOW.items()):
        iim = {key: value for key, value in said.items() if ":" not in key and key != "exif"}
        tags = {0x0131: said["exif"]} if "exif" in said else None
        bare.put(f"{name}.jpg", pictures.jpeg(100 + n, {**OURS, **iim}, {key: value for key, value in said.items() if ":" in key}, exif=tags))
    lines = bare.ingest()
    assert {name: codes(check(bare, lines[f"{name}.jpg"]["id"]), "deny", "review") for name in HOW} == \
        {name: expected for name, (_, expected) in HOW.items()}


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
    """In its own form or through others; signals of others, and an item without any, say nothing of it."""
    own = {"creditline": "AP Photo/Jo Doe"}
    items = [{"signals": ["whitelisted"], **own}, {"signals": ["whitelisted"], "uri": "https://api.ap.org/item/1"},
             {"signals": ["whitelisted"]}, {"signals": ["whitelisted", "newscontent"], **own}, {"signals": ["edStat:C"]}, own]
    assert judge_items(cutline, "AP", items) == [{"EMBARGO"}, {"EMBARGO"}, set(), set(), set(), set()]


def test_terms_of_an_item_in_other_forms(cutline):
    """What binds is not dropped because it stands in an object, in a list or under another key."""
    items = [{"usageterms": {"en": "Fees must be agreed"}}, {"usageterms": [{"text": "Fees must be agreed"}, "No sales"]},
             {"usageterms": [["Fees must be agreed"]]}, {"hasMinimumFee": True}, {"rightsInfo": {"hasMinimumFee": "true"}},
             {"hasMinimumFee": False}, {"embargoedReason": "Until the speech is given"}, {"validTo": "2020-01-01T00:00:00Z"}]
    assert judge_items(cutline, "dpa", items) == [{"FEE"}] * 5 + [set(), {"EMBARGO", "UNPARSED"}, {"EXPIRY_ODD"}]


@pytest.mark.parametrize("name, text", [("a.json", b'{"uri": "x:1", "type": "picture", "usageterms": "NO'),
                                        ("a.jpg.xml", b'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><itemMeta>')])
def test_terms_that_cannot_be_read(bare, name, text):
    """Its own side-car is damaged: what it forbids is not known, and a person looks, once."""
    bare.run(*HOUSE)
    bare.put("a.jpg", pictures.jpeg(80, OURS))
    bare.put(name, text)
    bare.put("b.jpg", pictures.jpeg(81, OURS))
    bare.put("c.json", text)
    lines = bare.ingest(status=1)
    assert lines[name]["status"] == lines["c.json"]["status"] == "rejected"
    photo = lines["a.jpg"]["id"]
    held, = [one["message"] for one in check(bare, photo, status=5)["reasons"] if one["code"] == "HELD"]
    assert f"'{name}'" in held and "terms" in held
    check(bare, lines["b.jpg"]["id"], status=0)
    bare.run("unkill", photo, "--reason", "asked the sender: none")
    bare.ingest(status=1)
    check(bare, photo, status=0)


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
