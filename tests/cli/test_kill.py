# SPDX-License-Identifier: MIT
"""A kill reaches copies and likenesses of the picture, and not its burst; and it can be taken back."""
import hashlib
import io
import json
import subprocess

import pytest
from PIL import Image, ImageFilter
from test_statuses import encode, nordlys, scene


def state(cutline, photo):
    shown = cutline.json("show", photo)[0]
    return shown["state"], shown["state_reason"]


def four(cutline):
    """One frame from two agencies, a softer one that looks like it, and a stranger."""
    first, ids = scene(1), {}

    def bring(name, data, status):
        line = cutline.ingest(cutline.put(name + ".jpg", data))[name + ".jpg"]
        assert line["status"] == status, line
        ids[name] = line["id"]

    bring("first", encode(first, nordlys(title="NL-1")), "added")
    bring("copy", encode(first, nordlys(credit="Other", byline="B", copyright="© Other", title="O-1")), "copy")
    bring("like", encode(first.filter(ImageFilter.GaussianBlur(1)), nordlys(title="NL-9"), quality=70), "probable")
    bring("stranger", encode(scene(5), nordlys(title="NL-5")), "added")
    return ids


@pytest.fixture
def family(cutline):
    cutline.ids = cutline.once(four)
    return cutline


def test_twins_are_held(family):
    ids = family.ids
    killed = family.json("kill", ids["first"], "--class", "agency", "--reason", "wrong person")[0]
    assert killed["state"] == "killed" and not killed["dry_run"] and killed["takedowns"] == []
    assert {(held["id"], held["kind"]) for held in killed["held"]} == {(ids["copy"], "copy"), (ids["like"], "probable")}
    assert state(family, ids["first"]) == ("killed", "wrong person")
    assert state(family, ids["copy"]) == ("held", f"same picture as killed {ids['first']}")
    assert state(family, ids["like"]) == ("held", f"looks like killed {ids['first']}")
    assert state(family, ids["stranger"]) == ("ok", None)
    assert family.json("verify")[-1]["summary"]["problems"] == 0


def test_what_comes_in_killed_reaches_as_far(cutline):
    """The supplier withdraws a frame by a file that says so: copies and likenesses that are here are held."""
    frame = scene(1)
    ids = {}
    for name, data in (("like", encode(frame.filter(ImageFilter.GaussianBlur(1)), nordlys(title="NL-9"), quality=70)),
                       ("copy", encode(frame, nordlys(credit="Other", byline="B", copyright="© Other", title="O-1"))),
                       ("stranger", encode(scene(5), nordlys(title="NL-5")))):
        ids[name] = cutline.ingest(cutline.put(name + ".jpg", data))[name + ".jpg"]["id"]
    path = cutline.put("kill.jpg", encode(frame, nordlys(title="NL-1", instructions="MANDATORY KILL of NL-1", headline="MANDATORY KILL")))
    killed = cutline.ingest(path)["kill.jpg"]["id"]
    assert state(cutline, killed)[0] == "killed"
    assert {name: state(cutline, photo)[0] for name, photo in ids.items()} == {"like": "held", "copy": "held", "stranger": "ok"}
    assert "withdraw" in [event["kind"] for event in cutline.json("history", killed)]
    before = {name: state(cutline, photo) for name, photo in ids.items()}
    (cutline.archive / "catalog.sqlite").unlink()
    cutline.run("rebuild", "--from-store")
    assert {name: state(cutline, photo) for name, photo in ids.items()} == before
    cutline.run("unkill", killed, "--reason", "sent by mistake")
    assert {state(cutline, photo)[0] for photo in ids.values()} == {"ok"}


def item(status, credit, version=1, **more):
    """An agency's item beside its picture."""
    return json.dumps({"uri": f"tag:example.org,2024:{credit}:{version}", "type": "picture", "version": str(version),
                       "pubstatus": status, "creditline": credit, "headline": "A quay", **more}).encode()


def test_a_kill_by_feed_acts_within_its_suppliers_family(cutline):
    """Another agency's item about a picture that is not its own asks; its supplier's own kills."""
    cutline.put("a.jpg", encode(scene(1), nordlys()))
    photo = cutline.ingest("--supplier", "Nordlys", str(cutline.folder / "in"))["a.jpg"]["id"]

    def bring(name, data, supplier, status=0):
        (cutline.folder / "in/a.json").write_bytes(data)
        line, = cutline.json("ingest", "--supplier", supplier, str(cutline.folder / "in/a.json"), status=status)
        return line

    line = bring("a.json", item("canceled", "Ostbild"), "Ostbild")
    assert (line["status"], line["of"]) == ("sidecar", photo) and line["findings"][0]["code"] == "KILL_NOTICE", line
    asked = "held", "ostbild asks to withdraw it (tag:example.org,2024:Ostbild:1); it was delivered by nordlys"
    assert state(cutline, photo) == asked
    verdict, = cutline.json("check", photo, status=5)
    assert "HELD" in [reason["code"] for reason in verdict["reasons"]] and not verdict["stop"]
    assert "A quay" not in cutline.run("show", photo).text, "what another says of it is not what it says"
    (cutline.archive / "catalog.sqlite").unlink()
    cutline.run("rebuild", "--from-store")
    assert state(cutline, photo) == asked
    cutline.run("unkill", photo, "--reason", "not theirs")
    words = item("usable", "Ostbild", 2, ednote="MANDATORY KILL")
    assert bring("a.json", words, "Ostbild")["findings"][0]["code"] == "KILL_NOTICE" and state(cutline, photo)[0] == "held"
    cutline.run("unkill", photo, "--reason", "not theirs, again")
    assert not bring("a.json", item("canceled", "Nordlys"), "Nordlys")["findings"]
    assert state(cutline, photo)[0] == "killed"


def test_dry_run_changes_nothing(family):
    before = [family.json("show", photo) for photo in family.ids.values()]
    killed = family.json("kill", family.ids["first"], "--dry-run", "--reason", "?")[0]
    assert killed["dry_run"] and len(killed["held"]) == 2
    assert "would be killed" in family.run("kill", family.ids["first"], "--dry-run", "--reason", "?").text
    assert [family.json("show", photo) for photo in family.ids.values()] == before


def test_its_own_renditions_do_not_come_back(cutline):
    """As it is served and as it is saved by hand in formats whose pixels are nobody's: known by its looks, and held."""
    photo = cutline.ingest(cutline.put("../first.jpg", encode(scene(1), nordlys())))["first.jpg"]["id"]
    for form in ("webp", "avif", "png"):
        cutline.run("rendition", photo, "w_640", "-o", cutline.put(f"own.{form}", b""))
    plain = Image.open(cutline.folder / "in" / "own.png").convert("RGB")
    plain.save(cutline.put("saved.gif", b""))
    plain.save(cutline.put("saved.webp", b""), quality=60)
    subprocess.run(["vips", "copy", cutline.folder / "in" / "own.png", cutline.put("saved.jxl", b"")], check=True)
    cutline.run("kill", photo, "--reason", "wrong person")
    for name in ("own.avif", "saved.gif", "saved.jxl"):
        assert [match["id"] for match in cutline.json("find", cutline.folder / "in" / name)] == [photo], name
    lines = cutline.ingest(status=1)
    assert len(lines) == 6
    for name, line in lines.items():
        assert line["status"] == "held" and state(cutline, line["id"])[0] == "held", (name, line)


def test_taking_it_back_frees_those_it_held(family):
    ids = family.ids
    family.run("kill", ids["first"], "--reason", "wrong frame")
    family.run("unkill", ids["first"], "--reason", "the notice meant another")
    assert {name: state(family, photo)[0] for name, photo in ids.items()} == dict.fromkeys(ids, "ok")


def test_what_a_person_released_or_another_kill_holds_stays(family):
    ids = family.ids
    family.run("kill", ids["copy"], "--reason", "the other agency's kill")
    assert state(family, ids["first"])[0] == "held"
    family.run("unkill", ids["first"], "--reason", "ours is licensed on its own")
    family.run("unkill", ids["copy"], "--reason", "mistake")
    assert {state(family, photo)[0] for photo in ids.values()} == {"ok"}


def test_it_all_comes_back_from_the_store(family):
    family.run("kill", family.ids["first"], "--class", "legal", "--reason", "court order")
    before = [state(family, photo) for photo in family.ids.values()]
    (family.archive / "catalog.sqlite").unlink()
    family.run("rebuild", "--from-store")
    assert [state(family, photo) for photo in family.ids.values()] == before


def test_a_kill_needs_a_reason_and_one_wrong_id_stops_nobody(family):
    refused = family.run("kill", family.ids["first"], status=2)
    assert "--reason" in refused.error
    family.run("kill", "0000000000000000", family.ids["first"], "--reason", "x", status=3)
    assert state(family, family.ids["first"])[0] == "killed"


def test_nothing_to_take_down(family):
    assert family.json("takedown", "list") == []
    family.run("takedown", "confirm", "1", status=3)
    family.run("takedown", "confirm", "one", status=2)


NOTICE = """From: desk@nordlys.example
Subject: advisory 10 March 2024

MANDATORY KILL - due to an editorial issue this photo number {ours} has been withdrawn from
Nordlys systems and may no longer be used in any manner. The same goes for {later}.
Call +47 5555 1234.
"""


@pytest.fixture
def afp(cutline):
    cutline.put("a.jpg", encode(scene(1), nordlys(credit="AFP", title="000_34L82NW")))
    cutline.put("b.jpg", encode(scene(2), nordlys(credit="AFP", title="000_34L83AB")))
    lines = cutline.ingest()
    cutline.ids = {name: lines[name]["id"] for name in lines}
    cutline.notice = cutline.put("../notice.txt", NOTICE.format(ours="000_34L82NW", later="000_34L99XY").encode())
    return cutline


def test_a_notice_kills_what_it_names(afp):
    looked = afp.json("kill", "--notice", afp.notice, "--dry-run", "--reason", "AFP, by mail")
    assert [(line.get("id"), line.get("supplier_id")) for line in looked] == [(afp.ids["a.jpg"], None), (None, "000_34L99XY")]
    assert state(afp, afp.ids["a.jpg"])[0] == "ok"
    afp.run("kill", "--notice", afp.notice, "--reason", "AFP, by mail")
    assert state(afp, afp.ids["a.jpg"]) == ("killed", "AFP, by mail")
    assert state(afp, afp.ids["b.jpg"])[0] == "ok"


def test_reuters_names_a_picture_by_its_fixture_identifier(cutline):
    cutline.put("r.jpg", encode(scene(1), nordlys(credit="REUTERS", fixture="GM1EA7M13RP01")))
    identity = cutline.ingest()["r.jpg"]["id"]
    assert [hit["id"] for hit in cutline.json("search", "GM1EA7M13RP01")] == [identity]
    notice = cutline.put("../n.txt", b"REUTERS PICTURE KILL. Please kill GM1EA7M13RP01 from your systems. Do not use.")
    cutline.run("kill", "--notice", notice, "--reason", "Reuters, by mail")
    assert state(cutline, identity)[0] == "killed"


def test_it_stands_until_the_picture_comes(afp):
    afp.run("kill", "--notice", afp.notice, "--reason", "AFP, by mail")
    path = afp.put("late.jpg", encode(scene(7), nordlys(credit="AFP", title="000_34L99XY")))
    line = afp.ingest(path, status=1)["late.jpg"]
    assert line["status"] == "held" and "KILL_NOTICE" in [finding["code"] for finding in line["findings"]]
    assert state(afp, line["id"]) == ("killed", "AFP, by mail")


NINJS = {"uri": "http://doc.afp.example/000_34L99XY", "type": "picture", "altids": [{"role": "afpid", "value": "000_34L99XY"}],
         "headlines": [{"role": "main", "value": "Late"}], "infosources": [{"name": "AFP"}],
         "descriptions": [{"role": "creditline", "value": "AFP"}], "slugline": "000_34L99XY"}


def test_a_side_car_says_whose_it_is(afp):
    """The picture says nothing; the agency's item beside it names the agency, and an id that was killed before."""
    afp.run("kill", "--notice", afp.notice, "--reason", "AFP, by mail")
    afp.put("wire/late.jpg", encode(scene(7)))
    afp.put("wire/late.json", json.dumps(NINJS).encode())
    lines = afp.ingest(afp.folder / "in" / "wire")
    shown, = afp.json("show", lines["late.jpg"]["id"])
    assert (shown["supplier"], shown["state"], shown["state_reason"]) == ("afp", "killed", "AFP, by mail")
    assert shown["id"] in [line["id"] for line in afp.json("search", "supplier:afp is:killed")]
    assert afp.json("verify")[-1]["summary"]["problems"] == 0
    afp.run("rebuild")
    assert afp.json("show", shown["id"])[0]["supplier"] == "afp"


def test_the_first_word_of_a_supplier_is_a_side_car(cutline):
    """Nothing of an agency has been taken before its item names it."""
    cutline.put("wire/late.jpg", encode(scene(7)))
    cutline.put("wire/late.json", json.dumps(NINJS).encode())
    lines = cutline.ingest(cutline.folder / "in" / "wire")
    assert lines["late.json"]["status"] == "sidecar"
    for rebuild in ((), ("--from-store",)):
        shown, = cutline.json("show", lines["late.jpg"]["id"])
        assert (shown["supplier"], shown["fields"]["headline"]) == ("afp", "Late")
        cutline.run("rebuild", *rebuild)


def test_items_of_a_message_are_told_of(cutline):
    """Two items for one picture, and three that join none: each is named, and no term is lost."""
    def item(number, href, **more):
        return {"uri": f"urn:x:{number}", "type": "picture", "headline": f"H{number}", "renditions": [{"name": "m", "href": href, **more}]}

    message = [item(1, "a.jpg") | {"usageterms": "NO SALES", "byline": "Ana Ruiz"}, item(2, "a.jpg"), item(3, "../a.jpg"), item(4, "gone.jpg"),
               item(5, "b.jpg", hash={"hashtype": "sha256", "value": "0" * 64})]
    cutline.put("wire/a.jpg", encode(scene(7)))
    cutline.put("wire/b.jpg", encode(scene(8)))
    cutline.put("wire/m.json", json.dumps(message).encode())
    lines = cutline.ingest(cutline.folder / "in" / "wire")
    assert lines["m.json"]["status"] == "sidecar"
    twice, left = [f["message"] for f in lines["m.json"]["findings"]]
    assert lines["a.jpg"]["id"] in twice
    assert left == ("3 of 5 items were left out: names '../a.jpg', which is not a file in its own folder; its picture 'gone.jpg' "
                    "is not in the archive; states another hash than its picture has")
    for rebuild in ((), ("--from-store",)):
        fields = cutline.json("show", lines["a.jpg"]["id"])[0]["fields"]
        assert (fields["headline"], fields["byline"], fields["usage_terms"]) == ("H2", ["Ana Ruiz"], "NO SALES")
        cutline.run("rebuild", *rebuild)
    # What comes later takes back neither: a third item, and a version of the second.
    cutline.ingest(cutline.put("wire/third.json", json.dumps(item(6, "a.jpg") | {"usageterms": "NO ARCHIVES"}).encode()))
    cutline.ingest(cutline.put("wire/second.json", json.dumps(item(2, "a.jpg") | {"version": "2", "usageterms": "MAGS OUT"}).encode()))
    assert set(cutline.json("show", lines["a.jpg"]["id"])[0]["fields"]["usage_terms"].split("\n")) == {"NO SALES", "NO ARCHIVES", "MAGS OUT"}


def test_each_item_beside_a_picture_speaks_for_itself(cutline):
    """Two items of two files: the later counts, the terms of both bind; a new version takes back only what its own item said."""
    def bring(name, number, version, **more):
        item = {"uri": f"urn:x:{number}", "type": "picture", "version": str(version), "headline": f"H{number}.{version}",
                "renditions": [{"name": "m", "href": "a.jpg"}], **more}
        line, = cutline.ingest(cutline.put(name, json.dumps(item).encode())).values()
        assert line["status"] == "sidecar"

    photo = cutline.ingest(cutline.put("a.jpg", encode(scene(7))))["a.jpg"]["id"]

    def fields():
        shown, = cutline.json("show", photo)
        return shown["fields"]["headline"], shown["fields"]["usage_terms"], shown["fields"].get("byline")

    bring("one.json", 1, 1, usageterms="NO SALES", byline="Ana Ruiz")
    bring("two.json", 2, 1, usageterms="NO ARCHIVES")
    assert fields() == ("H2.1", "NO ARCHIVES\nNO SALES", ["Ana Ruiz"])
    assert {value["origin"] for value in cutline.json("show", photo)[0]["received"] if value["field"] == "headline"} == {"sidecar", "sidecar#2"}
    bring("two-b.json", 2, 2, usageterms="MANDATORY CREDIT")
    bring("two-a.json", 2, 1, usageterms="it comes late")
    for rebuild in ((), ("--from-store",)):
        assert fields() == ("H2.2", "MANDATORY CREDIT\nNO SALES", ["Ana Ruiz"])
        cutline.run("rebuild", *rebuild)
    assert fields() == ("H2.2", "MANDATORY CREDIT\nNO SALES", ["Ana Ruiz"])
    assert cutline.json("verify")[-1]["summary"]["problems"] == 0


def test_the_items_beside_a_picture_are_told_apart_however_many(cutline):
    """The terms of none stand in another's place, nor does the new version of one take back another's."""
    def item(number, version, terms):
        return {"uri": f"urn:x:{number}", "type": "picture", "version": str(version), "usageterms": terms,
                "renditions": [{"name": "m", "href": "a.jpg"}]}

    terms = {number: f"NO SALES {number}" for number in range(1, 71)}
    cutline.put("wire/a.jpg", encode(scene(7)))
    cutline.put("wire/m.json", json.dumps([item(number, 1, said) for number, said in terms.items()]).encode())
    photo = cutline.ingest(cutline.folder / "in" / "wire")["a.jpg"]["id"]
    terms[68] = "MAGS OUT"
    cutline.ingest(cutline.put("wire/n.json", json.dumps(item(68, 2, terms[68])).encode()))
    shown, = cutline.json("show", photo)
    assert set(shown["fields"]["usage_terms"].split("\n")) == set(terms.values())
    assert len({value["origin"] for value in shown["received"] if value["field"] == "usage_terms"}) == len(terms)


def test_an_item_binds_every_size_that_it_names(cutline):
    """Its files join if they are what it says of them, by whatever hash; a name of another picture is none of them."""
    files = {name: encode(scene(number)) for name, number in (("base.jpg", 7), ("view.jpg", 8), ("thumb.jpg", 9), ("DSC_1.jpg", 10))}
    for name, data in files.items():
        cutline.put("wire/" + name, data)
    item = {"uri": "urn:x:1", "type": "picture", "usageterms": "NO SALES", "originalfilename": "DSC_1.jpg", "renditions": [
        {"href": "base.jpg", "hashtype": "MD5", "hash": hashlib.md5(files["base.jpg"]).hexdigest()}, {"href": "gone.jpg"},
        {"href": "view.jpg", "filename": "DSC_1.jpg"}, {"href": "thumb.jpg", "hashtype": "SHA-1", "hash": "0" * 40}]}
    cutline.put("wire/m.json", json.dumps(item).encode())
    lines = cutline.ingest(cutline.folder / "in" / "wire")
    assert [finding["message"] for finding in lines["m.json"]["findings"]] == ["not all files that it names joined: states another hash than 'thumb.jpg' has"]
    terms = {name: cutline.json("show", lines[name]["id"])[0]["fields"].get("usage_terms") for name in files}
    assert terms == {"base.jpg": "NO SALES", "view.jpg": "NO SALES", "thumb.jpg": None, "DSC_1.jpg": None}


def test_thousands_of_items_for_one_picture(cutline):
    """They are told of in one line, and what is more than can be told apart holds it: nobody has read its terms."""
    def item(number, **more):
        return {"uri": f"urn:x:{number}", "type": "picture", "renditions": [{"name": "m", "href": "a.jpg"}], "usageterms": "NO SALES", **more}

    cutline.put("wire/a.jpg", encode(scene(7)))
    cutline.put("wire/m.json", json.dumps([item(number) for number in range(1, 1003)]).encode())
    lines = cutline.ingest(cutline.folder / "in" / "wire")
    photo = lines["a.jpg"]["id"]
    many, left = [finding["message"] for finding in lines["m.json"]["findings"]]
    assert many == f"1002 items speak of photo {photo}; the latest counts, the terms of all bind"
    assert left.startswith(f"2 of 1002 items were left out: photo {photo} has 1000 items beside it") and left.count(photo) == 1
    shown, = cutline.json("show", photo)
    assert len({value["origin"] for value in shown["received"] if value["field"] == "usage_terms"}) == 1000
    assert shown["fields"]["usage_terms"] == "NO SALES" and "in/wire/m.json" in state(cutline, photo)[1]
    cutline.run("unkill", photo, "--reason", "read them")
    # One of those that are told apart may still be corrected.
    line, = cutline.ingest(cutline.put("wire/n.json", json.dumps(item(7, version="2", headline="A quay")).encode())).values()
    assert (line["status"], line["findings"], state(cutline, photo)[0]) == ("sidecar", [], "ok")
    assert cutline.json("show", photo)[0]["fields"]["headline"] == "A quay"


def test_the_rest_of_a_message_joins_later(cutline):
    """Its second picture was late: the same message again joins that one, and a third time is known."""
    message = [{"uri": f"urn:x:{name}", "type": "picture", "headline": f"Of {name}", "renditions": [{"name": "m", "href": href}]}
               for name, href in (("a", "a.jpg"), ("b", "b%20%C3%B6.jpg"))]
    cutline.put("wire/a.jpg", encode(scene(7)))
    cutline.put("wire/m.json", json.dumps(message).encode())
    first = cutline.ingest(cutline.folder / "in" / "wire")
    assert [finding["message"] for finding in first["m.json"]["findings"]] == ["1 of 2 items were left out: its picture 'b%20%C3%B6.jpg' is not in the archive"]
    cutline.put("wire/b ö.jpg", encode(scene(8)))
    later = cutline.ingest(cutline.folder / "in" / "wire")
    assert (later["m.json"]["status"], later["m.json"]["findings"]) == ("sidecar", [])
    assert [line["status"] for line in cutline.ingest(cutline.folder / "in" / "wire").values()] == ["known"] * 3
    cutline.run("rebuild", "--from-store")
    assert [cutline.json("show", photo)[0]["fields"]["headline"] for photo in (first["a.jpg"]["id"], later["b ö.jpg"]["id"])] == ["Of a", "Of b"]
    # Nor does an address lead out of the folder.
    out = {"uri": "urn:x:c", "type": "picture", "headline": "H", "renditions": [{"name": "m", "href": "%2e%2e/wire/a.jpg"}]}
    refused, = cutline.ingest(cutline.put("wire/sub/out.json", json.dumps(out).encode()), status=1).values()
    assert refused["status"] == "rejected" and "not a file in its own folder" in refused["error"]


def test_the_id_of_a_killed_one_is_held(afp):
    afp.run("kill", afp.ids["a.jpg"], "--reason", "AFP, by mail")
    path = afp.put("again.jpg", encode(scene(8), nordlys(credit="AFP", title="000_34L82NW")))
    line = afp.ingest(path, status=1)["again.jpg"]
    assert line["status"] == "held" and state(afp, line["id"])[0] == "held"


@pytest.fixture
def numbered(cutline):
    """One number, two suppliers."""
    caption = "Fishers mend their nets in Sankt Olm on 2 May 2023. (Photo by Aino Virtanen/Getty Images)"
    cutline.put("getty.jpg", encode(scene(1), nordlys(credit="Getty Images", byline="Aino Virtanen", title="2233445566", caption=caption)))
    cutline.put("reuters.jpg", encode(scene(2), nordlys(credit="Reuters", title="x", supplier_id="2233445566")))
    lines = cutline.ingest()
    cutline.ids = {name.split(".")[0]: lines[name]["id"] for name in lines}
    return cutline


def notice_of(cutline, text, status=0, *more):
    path = cutline.put("../n.txt", text.encode())
    return [(line.get("id") or line["supplier_id"], line["state"])
            for line in cutline.json("kill", "--notice", path, "--reason", "by mail", *more, status=status)]


def test_a_notice_acts_on_its_own_supplier_only(numbered):
    getty, reuters = numbered.ids["getty"], numbered.ids["reuters"]
    both = [(getty, "killed"), (reuters, "candidate")]
    for text in ("PICTURE KILL: Getty Images 2233445566 must not be used.", "KILL: GettyImages-2233445566.jpg"):
        assert notice_of(numbered, text, 5, "--dry-run") == both, text
    assert "may be meant" in numbered.run("kill", "--notice", str(numbered.folder / "n.txt"), "--reason", "by mail", status=5).text
    assert state(numbered, getty)[0] == "killed" and state(numbered, reuters)[0] == "ok"
    assert notice_of(numbered, "Reuters: PICTURE KILL, picture 2233445566", 5, "--dry-run") == [(reuters, "killed"), (getty, "candidate")]


NUMBERS = {
    "KILL: Getty Images photo 2233445577": "2233445577",
    "KILL: asset ID 2233445577": "2233445577",
    "KILL: editorial #2233445577 (Getty Images)": "2233445577",
    "PICTURE KILL. Picture number 2233445577 must not be used": "2233445577",
    "PHOTO KILL: GettyImages-2233445577.jpg": "2233445577",
    "KILL AP photo ID 26332123456789": "26332123456789",
    "KILL: Alamy 2ABC3DE": "2ABC3DE",
    "KILL photo 2233445577. Please use photo 2233445588 instead. Order 987654321, tel. 0044 2012345678": "2233445577",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_that_is_not_here_yet(cutline, text):
    assert notice_of(cutline, text, 0, "--dry-run") == [(NUMBERS[text], "standing")]


def test_a_number_is_of_its_supplier(cutline):
    """The kill waits for the picture; another supplier's of the same number is held until somebody decides."""
    assert notice_of(cutline, "KILL: Getty Images photo 2233445577") == [("2233445577", "standing")]
    assert cutline.json("kill", "2233445599", "--reason", "by telephone")[0]["state"] == "standing"
    cutline.put("GettyImages-2233445577.jpg", encode(scene(1), nordlys(credit="Getty Images", title="x")))
    cutline.put("r.jpg", encode(scene(2), nordlys(credit="Reuters", title="x", supplier_id="2233445577")))
    cutline.put("s.jpg", encode(scene(3), nordlys(credit="Getty Images", title="2233445599")))
    lines = cutline.ingest(status=1)
    assert state(cutline, lines["GettyImages-2233445577.jpg"]["id"]) == ("killed", "by mail")
    assert state(cutline, lines["r.jpg"]["id"])[0] == "held" and "getty images" in state(cutline, lines["r.jpg"]["id"])[1]
    assert state(cutline, lines["s.jpg"]["id"])[0] == "held"


def test_what_a_notice_may_mean_is_shown(numbered):
    """Another language, no kill at all, one that is taken back, a caption without a number: a person decides."""
    getty, reuters = numbered.ids["getty"], numbered.ids["reuters"]
    for text in ("ANNULLAMENTO FOTO 2233445566: si prega di non utilizzare", "Wycofujemy zdjęcie nr 2233445566.",
                 "The picture 2233445566 was killed by mistake. The kill is lifted.",
                 "Photo 2233445566: CAPTION KILL - use the new caption, picture unaffected"):
        assert sorted(notice_of(numbered, text, 5)) == sorted([(getty, "candidate"), (reuters, "candidate")]), text
    caption = "KILL: Fishers mend their nets in Sankt Olm on 2 May 2023. (Photo by Aino Virtanen/Getty Images)"
    assert notice_of(numbered, caption, 5) == [(getty, "candidate")]
    assert state(numbered, getty)[0] == state(numbered, reuters)[0] == "ok"


def test_a_text_without_a_kill_kills_nothing(afp):
    path = afp.put("../mail.txt", b"Lovely picture 000_34L82NW, thank you!\n")
    refused = afp.run("kill", "--notice", path, "--reason", "?", status=5)
    assert "may be meant" in refused.text
    path = afp.put("../mail.txt", b"Lovely picture, thank you!\n")
    refused = afp.run("kill", "--notice", path, "--reason", "?", status=5)
    assert "nothing of a kill" in refused.error and state(afp, afp.ids["a.jpg"])[0] == "ok"
    afp.run("kill", "--notice", "absent.txt", "--reason", "?", status=8)
    afp.run("kill", "--reason", "?", status=2)


# --- composites ---------------------------------------------------------------------------------------------------


def put_together(cutline):
    """A picture that is made of two others and stands on a page, and one of the page before that is made of it."""
    for number, name in enumerate(("left", "right", "whole", "poster"), 1):
        cutline.put(name + ".jpg", encode(scene(number), nordlys(title=f"NL-{number}")))
    ids = {name.removesuffix(".jpg"): line["id"] for name, line in cutline.ingest().items()}
    cutline.json("composite", ids["whole"], ids["left"], ids["right"])
    cutline.run("composite", ids["poster"], ids["whole"])
    cutline.run("story", "new", "duel")
    cutline.run("story", "add", "duel", ids["whole"], "--alt", "Two men")
    cutline.run("story", "publish", "duel", "--url", "https://example.org/duel", "--despite", "test")
    return ids


@pytest.fixture
def collage(cutline):
    cutline.ids = cutline.once(put_together)
    return cutline


def test_a_kill_reaches_what_is_made_of_the_picture(collage):
    ids = collage.ids
    assert f"{ids['whole']} would be killed, too" in collage.run("kill", ids["left"], "--dry-run").text
    killed, = collage.json("kill", ids["left"], "--class", "agency", "--reason", "wrong person")
    assert set(killed["composites"]) == {ids["whole"], ids["poster"]}
    assert [(takedown["photo"], takedown["target"]) for takedown in killed["takedowns"]] == [(ids["whole"], "https://example.org/duel (duel)")]
    assert state(collage, ids["whole"]) == ("killed", f"made of killed {ids['left']}")
    assert state(collage, ids["right"]) == ("ok", None)
    before = {name: state(collage, photo) for name, photo in ids.items()}
    shown = collage.json("show", ids["whole"])[0]
    assert shown["parts"] == [ids["left"], ids["right"]] and shown["part_of"] == [ids["poster"]]
    (collage.archive / "catalog.sqlite").unlink()
    collage.run("rebuild", "--from-store")
    assert {name: state(collage, photo) for name, photo in ids.items()} == before
    assert collage.json("show", ids["whole"])[0]["parts"] == shown["parts"]
    # Both parts are killed: it comes back when neither is.
    collage.run("kill", ids["right"], "--reason", "the other, too")
    collage.run("unkill", ids["left"], "--reason", "the notice meant another")
    assert state(collage, ids["whole"])[0] == "killed"
    collage.run("unkill", ids["right"], "--reason", "that one, too")
    assert {name: state(collage, photo)[0] for name, photo in ids.items()} == dict.fromkeys(ids, "ok")
    assert collage.json("verify")[-1]["summary"]["problems"] == 0


def test_a_kill_of_a_part_stands_in_the_composite(collage):
    ids = collage.ids
    collage.run("kill", ids["left"], "--reason", "wrong person")
    assert ids["left"] in collage.run("unkill", ids["whole"], "--reason", "so what", status=4).error
    collage.run("composite", ids["whole"], ids["right"])
    collage.run("unkill", ids["whole"], "--reason", "made without it")
    assert state(collage, ids["whole"])[0] == state(collage, ids["poster"])[0] == "ok"


def test_however_deep_a_part_lies(collage):
    ids, above = collage.ids, collage.ids["poster"]
    for number in range(5, 9):
        one = collage.ingest(collage.put("deep.jpg", encode(scene(number), nordlys(title=f"NL-{number}"))))["deep.jpg"]["id"]
        collage.run("composite", one, above)
        above = one
    collage.run("edit", ids["left"], "instructions=NOT FOR PUBLICATION BEFORE 1800 GMT ON 5 MARCH 2090")
    assert collage.json("check", above, status=4)[0]["stop"]
    assert json.loads(collage.run("--json", "rendition", above, "thumb", "-o", "x.jpg").text)["embargo"] == "2090-03-05T18:00:00Z"


def test_a_kill_that_comes_by_feed_reaches_composites(collage):
    collage.run("kill", collage.ids["poster"], "--reason", "withdrawn by its designer")
    path = collage.put("left.json", json.dumps({"uri": "tag:n:1", "type": "picture", "version": "2", "pubstatus": "canceled", "creditline": "Nordlys"}).encode())
    collage.run("ingest", path)
    assert state(collage, collage.ids["left"])[0] == "killed" and state(collage, collage.ids["whole"])[0] == "killed"
    assert state(collage, collage.ids["poster"]) == ("killed", "withdrawn by its designer"), "by its own kill"
    collage.run("unkill", collage.ids["left"], "--reason", "sent by mistake")
    assert state(collage, collage.ids["whole"])[0] == "ok" and state(collage, collage.ids["poster"])[0] == "killed"


def test_a_composite_is_no_better_than_its_parts(collage):
    ids = collage.ids

    def reasons(photo, status):
        verdict, = collage.json("check", photo, status=status)
        return verdict, {(reason["code"], reason["severity"], reason["origin"]["text"]) for reason in verdict["reasons"] if reason["code"] == "PART"}

    collage.run("edit", ids["left"], "instructions=JAPAN OUT. NOT FOR PUBLICATION BEFORE 1800 GMT ON 5 MARCH 2090")
    verdict, said = reasons(ids["whole"], 4)
    assert verdict["stop"] and ("PART", "deny", "NOT FOR PUBLICATION BEFORE 1800 GMT ON 5 MARCH 2090") in said
    assert reasons(ids["poster"], 4)[0]["stop"], "made of what is made of it"
    rendition = collage.run("--json", "rendition", ids["whole"], "thumb", "-o", "x.jpg")
    assert json.loads(rendition.text)["embargo"] == "2090-03-05T18:00:00Z", "delivery stops by the same"
    collage.run("composite", ids["whole"], ids["right"])
    assert "deny" not in {severity for _, severity, _ in reasons(ids["whole"], 5)[1]}
    assert json.loads(collage.run("--json", "rendition", ids["whole"], "thumb", "-o", "y.jpg").text)["embargo"] is None
    collage.run("kill", ids["left"], "--reason", "gone")
    assert state(collage, ids["whole"])[0] == "ok", "it is no part any more"
    collage.run("composite", ids["whole"], ids["right"], ids["left"])
    assert state(collage, ids["whole"])[0] == "killed", "a part that was killed before"


def test_a_denial_of_a_part_is_not_set_aside(collage):
    until = ("--until", "2089-01-01", "--reason")
    collage.run("deny", collage.ids["left"], *until, "the family asked")
    collage.run("grant", collage.ids["whole"], *until, "it is art")
    verdict, = collage.json("check", collage.ids["whole"], status=4)
    denied, = [reason for reason in verdict["reasons"] if reason["severity"] == "deny"]
    assert denied["code"] == "PART" and "the family asked" in denied["message"]
    assert "GRANT_CONFLICT" in {reason["code"] for reason in verdict["reasons"]}


def test_a_legal_hold_of_a_part_stops_what_is_made_of_it(collage):
    ids = collage.ids
    render = ("rendition", ids["poster"], "thumb", "-o", "x.jpg")
    collage.run("hold", ids["left"], "--reason", "case 17")
    refused = collage.run(*render, status=4).error
    assert "LEGAL_HOLD" in refused and f"made of {ids['left']}" in refused and "case 17" in refused
    collage.run("rendition", ids["right"], "thumb", "-o", "y.jpg")
    collage.run("hold", ids["left"], "--release")
    collage.run(*render)
    # Two at once: the longer one counts, whichever came last; made of it only now.
    collage.run("hold", ids["left"], "--until", "2089-05-03", "--reason", "a long one")
    collage.run("hold", ids["left"], "--until", "2088-05-03", "--reason", "a shorter one on top")
    assert collage.json("check", ids["poster"], "--at", "2088-06-01", status=4)[0]["stop"]
    collage.run(*render, status=4, env={"CUTLINE_NOW": "2088-06-01T00:00:00Z"})
    collage.run(*render, env={"CUTLINE_NOW": "2089-06-01T00:00:00Z"})
    collage.run("composite", ids["whole"], ids["right"])
    collage.run(*render)
    collage.run("composite", ids["whole"], ids["left"])
    collage.run(*render, status=4)
    assert collage.json("verify")[-1]["summary"]["problems"] == 0


def test_a_composite_is_not_made_of_itself(collage):
    ids = collage.ids
    assert "made of it" in collage.run("composite", ids["left"], ids["poster"], status=2).error
    collage.run("composite", ids["left"], ids["left"], status=2)
    collage.run("composite", ids["left"], status=2)
    collage.run("composite", ids["left"], "zzzzzz", status=3)
    assert collage.json("composite", ids["whole"], "--none")[0]["parts"] == []
    assert "Made of" not in collage.run("show", ids["whole"]).text and "Part of" in collage.run("show", ids["whole"]).text
