# SPDX-License-Identifier: MIT
"""Advisories that come by feed: a card or an item without a picture kills what it names, as its supplier's notice does."""
import json

import pytest
from PIL import Image
from test_kill import state
from test_statuses import encode, nordlys, scene


ONE, TWO = "000_9ZZ17", "000_9ZZ18"


def afp_picture(name, seed, title, **more):
    return name, encode(scene(seed), nordlys(credit="AFP", title=title, **more))


@pytest.fixture
def afp(cutline):
    for name, data in (afp_picture("a.jpg", 1, ONE), afp_picture("b.jpg", 2, TWO)):
        cutline.put(name, data)
    cutline.put("r.jpg", encode(scene(3), nordlys(credit="Reuters", title="RC2ABCD1EF2G")))
    lines = cutline.ingest()
    cutline.ids = {name[0]: line["id"] for name, line in lines.items()}
    return cutline


def bring(cutline, name, data, *args, status=0):
    line, = cutline.json("ingest", *args, cutline.put("later/" + name, data), status=status)
    return line, [finding["message"] for finding in line["findings"] if finding["code"] == "KILL_NOTICE"]


def card(**fields):
    """A grey card instead of a picture."""
    return encode(Image.new("RGB", (900, 600), (128, 128, 128)), {"credit": "AFP", **fields})


CARDS = {
    "by its dataset": {"action": "01", "title": ONE, "caption": f"As {TWO} shows."},
    "in its instructions": {"instructions": f"MANDATORY KILL {ONE}", "caption": f"A quay, the same that {TWO} shows."},
    "in its title": {"title": f"KILL {ONE}"},
    "in its caption": {"caption": f"MANDATORY KILL - due to an editorial issue this photo number {ONE} has been withdrawn from AFP systems."},
    "by the words of its instructions": {"instructions": f"Photo {ONE} has been withdrawn and may no longer be used in any manner."},
}


@pytest.mark.parametrize("written", CARDS)
def test_a_card_kills_what_it_names(afp, written):
    line, said = bring(afp, "card.jpg", card(**CARDS[written]))
    assert f"photo {afp.ids['a']} is killed by it" in said, line
    assert state(afp, afp.ids["a"])[0] == "killed" and state(afp, afp.ids["a"])[1].startswith("the supplier's advisory says:")
    assert {state(afp, afp.ids[name])[0] for name in "br"} == {"ok"}
    assert afp.json("verify")[-1]["summary"]["problems"] == 0
    (afp.archive / "catalog.sqlite").unlink()
    afp.run("rebuild", "--from-store")
    assert [state(afp, afp.ids[name])[0] for name in "abr"] == ["killed", "ok", "ok"]


@pytest.mark.parametrize("sender", ["Reuters", ""])
def test_anybody_elses_card_asks(afp, sender):
    line, said = bring(afp, "card.jpg", card(instructions=f"MANDATORY KILL {ONE}", credit=sender))
    who = "reuters" if sender else "an advisory that names no supplier"
    assert state(afp, afp.ids["a"]) == ("held", f'{who} asks to withdraw it ("MANDATORY KILL {ONE}"); it was delivered by afp')
    assert any(afp.ids["a"] in one and "cutline unkill" in one for one in said), said


def test_what_has_not_come_is_killed_when_it_comes(afp):
    line, said = bring(afp, "card.jpg", card(action="01", instructions="MANDATORY KILL 000_9ZZ44"))
    assert "000_9ZZ44 is not here; it is killed when it comes" in said
    late, _ = bring(afp, *afp_picture("late.jpg", 7, "000_9ZZ44"), status=1)
    assert late["status"] == "held" and state(afp, late["id"])[0] == "killed"


def test_a_card_that_is_not_plain_asks(afp):
    line, said = bring(afp, "card.jpg", card(instructions=f"MANDATORY KILL {ONE}, replaced by {TWO}"))
    asked = f'photo {afp.ids["b"]} may be meant ("{TWO}"); if so: cutline kill {afp.ids["b"]} --reason …'
    assert set(said) == {"the supplier's file says: kill", f"photo {afp.ids['a']} is killed by it", asked}
    assert [state(afp, afp.ids[name])[0] for name in "ab"] == ["killed", "ok"]
    line, said = bring(afp, "back.jpg", card(instructions=f"PHOTO KILL {TWO}: the kill is lifted"))
    assert [state(afp, afp.ids[name])[0] for name in "ab"] == ["killed", "ok"] and asked in said


@pytest.mark.parametrize("caption", [
    f"Protesters hold signs 'KILL THE BILL', photo {ONE}.", f"KILL THE BILL says a sign ({ONE}).", f"Photo killer of {ONE} is caught."])
def test_a_caption_that_tells_of_a_kill_is_none(afp, caption):
    line, said = bring(afp, "c.jpg", encode(scene(9), nordlys(credit="AFP", title="000_9ZZ77", caption=caption)))
    assert said == [] and [state(afp, photo)[0] for photo in (afp.ids["a"], line["id"])] == ["ok", "ok"]


def test_a_frame_that_is_sent_again_as_killed(afp):
    """The same coded picture with the dataset; another file under its id is one of its id, too."""
    line, _ = bring(afp, "again.jpg", encode(scene(1), nordlys(credit="AFP", title=ONE, action="01", instructions=f"MANDATORY KILL {ONE}")))
    assert (line["status"], line["id"], state(afp, line["id"])[0]) == ("version", afp.ids["a"], "killed")
    bring(afp, "small.jpg", encode(scene(2).resize((450, 300)), nordlys(credit="AFP", title=TWO, action="01")), status=1)
    assert state(afp, afp.ids["b"])[0] == "killed" and state(afp, afp.ids["r"])[0] == "ok"


# --- items without a picture ------------------------------------------------------------------------------------------

G2 = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:afp.com:20240310:ADVISORY-1" version="1" standard="NewsML-G2" conformance="power">
<itemMeta><itemClass qcode="ninat:{kind}"/><provider literal="AFP"/><pubStatus qcode="stat:usable"/>{note}</itemMeta>
<contentMeta><creditline>AFP</creditline><headline>{headline}</headline></contentMeta>{content}</newsItem>"""
WORDS = f"MANDATORY KILL photo {ONE}"
ITEMS = {
    "note.xml": G2.format(kind="picture", note=f"<edNote>{WORDS}</edNote>", headline="Advisory", content=""),
    "headline.xml": G2.format(kind="picture", note="", headline=WORDS, content=""),
    "text.xml": G2.format(kind="text", note="", headline="Advisory", content="<contentSet><inlineXML contenttype='application/xhtml+xml'>"
                          f"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>{WORDS} has been withdrawn.</p></body></html></inlineXML></contentSet>"),
    "plain.xml": G2.format(kind="text", note="", headline="Advisory", content=f"<contentSet><inlineData contenttype='text/plain'>{WORDS}</inlineData></contentSet>"),
    "note.json": json.dumps({"uri": "urn:afp:adv:1", "type": "picture", "ednote": WORDS, "creditline": "AFP"}),
    "text.json": json.dumps({"uri": "urn:afp:adv:2", "type": "text", "headline": "Advisory", "body_text": WORDS, "infosources": [{"name": "AFP"}]}),
    "xhtml.json": json.dumps({"uri": "urn:afp:adv:3", "type": "text", "ednote": "Advisory", "body_xhtml": f"<p>{WORDS}</p>", "creditline": "AFP"}),
    "bodies.json": json.dumps({"uri": "urn:afp:adv:4", "type": "text", "bodies": [{"role": "main", "contenttype": "text/plain", "value": WORDS}], "creditline": "AFP"}),
}

ITEMS["advisory.xml"] = G2.format(kind="text", note="", headline=f"ADVISORY - PICTURE KILL {ONE}", content="<contentSet><inlineXML><html xmlns="
                                  f"'http://www.w3.org/1999/xhtml'><body><p>Please kill picture {ONE}. It was wrongly captioned.</p></body></html></inlineXML></contentSet>")


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_kills_what_it_names(afp, name):
    line, said = bring(afp, name, ITEMS[name].encode(), "--supplier", "AFP")
    assert line["status"] == "sidecar" and said == [f"photo {afp.ids['a']} is killed by it"], line
    assert [state(afp, afp.ids[photo])[0] for photo in "abr"] == ["killed", "ok", "ok"]


def test_an_item_that_names_nobody_is_of_whom_its_guid_tells(afp):
    item = ITEMS["advisory.xml"].replace("<creditline>AFP</creditline>", "").replace('<provider literal="AFP"/>', '<provider literal="afp.com"/>')
    bring(afp, "nobody.xml", item.encode())
    assert [state(afp, afp.ids[photo])[0] for photo in "ab"] == ["killed", "ok"]


def test_anybody_elses_item_asks(afp):
    bring(afp, "note.xml", ITEMS["note.xml"].replace("AFP", "Ostbild").encode(), "--supplier", "Ostbild")
    assert state(afp, afp.ids["a"])[0] == "held"


def test_an_item_that_is_no_advisory_joins_nothing(afp):
    """A text is no side-car of the picture beside it, and one that tells of a kill without a number kills nothing."""
    item = {"uri": "urn:afp:text:1", "type": "text", "headline": "Court", "body_text": f"A man killed two people, photo {ONE}.", "creditline": "AFP"}
    line = bring(afp, "../a.json", json.dumps(item).encode(), status=1)[0]
    assert line["status"] == "rejected" and "only pictures are taken" in line["error"], line
    line = bring(afp, "empty.json", json.dumps(item | {"body_text": "MANDATORY KILL, please read"}).encode(), status=1)[0]
    assert "names no picture by its supplier's id" in line["error"], line
    assert {state(afp, photo)[0] for photo in afp.ids.values()} == {"ok"}


def test_an_item_that_speaks_of_a_film_kills_nothing(afp):
    item = {"uri": "urn:film", "type": "text", "pubstatus": "usable", "headline": "Bomb kills five", "ednote": f"Kill Bill turns 25. Pictures: {ONE}, {TWO}."}
    line, said = bring(afp, "film.json", json.dumps(item).encode(), "--supplier", "AFP", status=1)
    assert line["status"] == "rejected" and not said
    assert {state(afp, afp.ids[name])[0] for name in "ab"} == {"ok"}


# --- a text in a feed's folder --------------------------------------------------------------------------------------

MAIL = f"From: desk@afp.example\nSubject: advisory\n\nMANDATORY KILL - this photo number {ONE} has been withdrawn from our systems.\n"


@pytest.mark.parametrize("name", ["kill.txt", "KILL.TXT", "kill.eml"])
def test_a_text_kills_what_it_names(afp, name):
    line, said = bring(afp, name, MAIL.encode(), "--supplier", "AFP")
    assert line["status"] == "sidecar" and said == [f"photo {afp.ids['a']} is killed by it"], line
    assert [state(afp, afp.ids[photo])[0] for photo in "abr"] == ["killed", "ok", "ok"]


def test_anybody_elses_text_asks(afp):
    for supplier in ((), ("--supplier", "Ostbild")):
        bring(afp, "kill.txt", MAIL.encode(), *supplier)
        assert state(afp, afp.ids["a"])[0] == "held"
        afp.run("unkill", afp.ids["a"], "--reason", "it was not theirs")


def test_a_text_that_is_no_notice_does_nothing(afp):
    """A story beside a picture, one that only may kill, and a picture under the name of a text."""
    for text in (f"The court heard of photo {ONE}.", "MANDATORY KILL, please read", f"Kill Bill turns 25, as {ONE} shows."):
        line, said = bring(afp, "../a.txt", text.encode(), "--supplier", "AFP", status=1)
        assert line["status"] == "rejected" and said == [], line
    line, said = bring(afp, "replaced.txt", f"The kill is lifted: photo {TWO} may be used again. Kill {ONE}.".encode(), "--supplier", "AFP")
    assert all("may be meant" in one for one in said) and said, line
    line, _ = bring(afp, "picture.txt", *afp_picture("", 9, "000_9ZZ55")[1:])
    assert line["status"] == "added"
    assert {state(afp, photo)[0] for photo in afp.ids.values()} == {"ok"}


# --- items that take back a picture by its id ------------------------------------------------------------------------

TAKEN_BACK = """<?xml version="1.0" encoding="UTF-8"?>
<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2" standard="NewsML-G2" conformance="power">
<rightsInfo><copyrightHolder literal="{who}"><name>{who}</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:picture"/><provider literal="{who}"/><pubStatus qcode="stat:canceled"/></itemMeta>
<contentMeta>{alternative}<headline>x</headline></contentMeta></newsItem>"""


def g2_of(who, guid, alternative=""):
    return TAKEN_BACK.format(who=who, guid=guid, alternative=f"<altId>{alternative}</altId>" if alternative else "")


def ninjs_of(who, uri, **more):
    return json.dumps({"uri": uri, "type": "picture", "version": "2", "pubstatus": "canceled", "copyrightholder": who, **more})


AP_ITEM = {"altids": {"itemid": "0123456789abcdef0123456789abcdef", "friendlykey": "26332123456789", "transref": "XPDJ104"},
           "uri": "https://api.ap.org/media/v/content/0123456789abcdef0123456789abcdef", "version": 2, "type": "picture",
           "pubstatus": "canceled", "signals": ["newscontent"], "provider": "AP", "headline": "Skiing"}
OWN_IDS = {
    "epa": ("EPA", {"title": "epa12345678"}, "i.xml", g2_of("EPA", "epa12345678")),
    "epa-urn": ("EPA", {"title": "epa12345678"}, "i.json", ninjs_of("EPA", "urn:newsml:epa:20261128:epa12345678")),
    "dpa": ("dpa", {"job_id": "261128-90-012345"}, "i.xml", g2_of("dpa", "urn:newsml:dpa.com:20090101:261128-90-012345")),
    "reuters": ("Reuters", {"job_id": "RC2ABC123XYZ"}, "i.xml", g2_of("Reuters", "tag:reuters.com,2026:newsml_RC2ABC123XYZ")),
    "reuters-altid": ("Reuters", {"title": "RC2ABC123XYZ"}, "i.xml", g2_of("Reuters", "urn:reuters:1", "RC2ABC123XYZ")),
    "afp": ("AFP", {"title": "000_36KX2AB"}, "i.json", ninjs_of("AFP", "urn:newsml:afp.com:20261128:000_36KX2AB:2")),
    "afp-newsml1": ("AFP", {"title": "000_36KX2AB"}, "i.xml", """<?xml version="1.0" encoding="utf-8"?>
<NewsML Version="1.2"><NewsItem><Identification><NewsIdentifier><ProviderId>afp.com</ProviderId><DateId>20261128</DateId>
<NewsItemId>000_36KX2AB</NewsItemId><RevisionId Update="N" PreviousRevision="1">2</RevisionId>
<PublicIdentifier>urn:newsml:afp.com:20261128:000_36KX2AB:2</PublicIdentifier></NewsIdentifier></Identification>
<NewsManagement><NewsItemType FormalName="Photo"/><FirstCreated>20261128T100000Z</FirstCreated>
<ThisRevisionCreated>20261129T090000Z</ThisRevisionCreated><Status FormalName="Canceled"/></NewsManagement></NewsItem></NewsML>"""),
    "ap": ("AP", {"job_id": "XPDJ104"}, "i.json", json.dumps({"data": {"item": AP_ITEM}})),
}


@pytest.mark.parametrize("given", [False, True])
@pytest.mark.parametrize("name", OWN_IDS)
def test_an_item_takes_its_picture_back_by_any_of_its_ids(cutline, name, given):
    who, fields, path, item = OWN_IDS[name]
    cutline.put("a.jpg", encode(scene(1), nordlys(credit=who, **fields)))
    photo = cutline.ingest()["a.jpg"]["id"]
    line, said = bring(cutline, path, item.encode(), *(["--supplier", who] if given else []))
    assert (line["status"], line["of"], said) == ("sidecar", photo, []), line
    assert state(cutline, photo)[0] == "killed"


@pytest.mark.parametrize("name", OWN_IDS)
def test_a_picture_that_was_taken_back_before_it_came(cutline, name):
    who, fields, path, item = OWN_IDS[name]
    _, (said,) = bring(cutline, path, item.encode())
    assert said.endswith("is not here; it is killed when it comes")
    late, _ = bring(cutline, "late.jpg", encode(scene(1), nordlys(credit=who, **fields)), status=1)
    assert late["status"] == "held" and state(cutline, late["id"])[0] == "killed"


def test_a_number_that_others_use_too_takes_back_nothing_of_theirs(cutline):
    """AP's and The Canadian Press's references look alike; an id that tells its supplier asks."""
    cutline.put("a.jpg", encode(scene(1), nordlys(credit="The Canadian Press", job_id="GAC103")))
    cutline.put("b.jpg", encode(scene(2), nordlys(credit="Reuters", title="RC2ABC123XYZ")))
    lines = cutline.ingest()
    bring(cutline, "ap.json", ninjs_of("AP", "urn:ap:1", altids={"transref": "GAC103"}).encode())
    assert state(cutline, lines["a.jpg"]["id"])[0] == "ok"
    bring(cutline, "afp.json", ninjs_of("AFP", "tag:reuters.com,2026:newsml_RC2ABC123XYZ").encode())
    assert state(cutline, lines["b.jpg"]["id"]) == (
        "held", "afp asks to withdraw it (tag:reuters.com,2026:newsml_RC2ABC123XYZ); it was delivered by reuters")


@pytest.mark.parametrize("words,status", [(f"ADVISORY - PICTURE KILL {ONE}", "sidecar"), ("Court in session", "rejected"), ("PICTURE KILL", "rejected")])
def test_a_trial_says_of_a_text_what_the_run_says(afp, words, status):
    path = afp.put("later/t.xml", G2.format(kind="text", note="", headline=words, content="").encode())
    trial, = afp.json("ingest", "-n", path, status=int(status == "rejected"))
    assert state(afp, afp.ids["a"])[0] == "ok" and afp.json("verify")[-1]["summary"]["problems"] == 0
    done, = afp.json("ingest", path, status=int(status == "rejected"))
    assert trial["status"] == done["status"] == status
    assert state(afp, afp.ids["a"])[0] == ("killed" if status == "sidecar" else "ok")
