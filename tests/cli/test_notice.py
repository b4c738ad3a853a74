# SPDX-License-Identifier: MIT
"""Kill notices: what they name, what they may mean, and what comes later. And what stands beside a picture as its supplier's word."""
import email.charset
import email.header
import hashlib
import json
from email.mime.application import MIMEApplication
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from test_kill import state
from test_statuses import encode, nordlys, scene


ONE, TWO = "000_34L82NW", "000_34L83AB"

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
    for name in (b"GM1EA7M13RP01", b"2014-07-22T062012Z_484616934_GM1EA7M13RP01_RTRMADP_3_USA-ENTERTAINMENT.JPG"):
        notice = cutline.put("../n.txt", b"REUTERS PICTURE KILL. Please kill " + name + b" from your systems. Do not use.")
        cutline.run("kill", "--notice", notice, "--reason", "Reuters, by mail")
        assert state(cutline, identity)[0] == "killed"
        cutline.run("unkill", identity, "--reason", "to try the other name")


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
    "KILL AP photo ID 26332123456789": "AP26332123456789",
    "KILL: Alamy 2ABC3DE": "2ABC3DE",
    "KILL photo 2233445577. Please use photo 2233445588 instead. Order 987654321, tel. 0044 2012345678": "2233445577",
}


@pytest.mark.parametrize("text", NUMBERS)
def test_a_number_that_is_not_here_yet(cutline, text):
    assert notice_of(cutline, text, 0, "--dry-run") == [(NUMBERS[text], "standing")]


@pytest.mark.parametrize("number", [ONE, "2.75123456", "urn:newsml:dpa.com:20090101:171117-90-000086",
                                    "urn:newsml:dpa.com:20090101:261127-911-004569", "GettyImages-1237567890", "000_NOTHERE1"])
def test_a_suppliers_number_in_place_of_an_id(afp, number):
    line, = afp.json("kill", number, "--reason", "by telephone")
    assert line["state"] == "killed" if number == ONE else line["state"] == "standing"


def test_a_telephone_number_is_no_id(cutline):
    text = "Getty Images: MANDATORY KILL\nAsset IDs: 2233445566\nPlease remove it at once.\n"
    for contact in ("Contact: +44 207 5795769", "Tel. 0044 20757957", "Call the desk: +44 (0)20 75795769", "Phone 2075795769"):
        assert notice_of(cutline, text + contact, 0, "--dry-run") == [("2233445566", "standing")], contact


REFERENCES = {
    "Xinhua": "XxjpbeE007001_20261127_PEPFN0A001", "Kyodo": "PN2026112701001234", "Anadolu": "AA-20261127-39876543-39876540-SNOW",
    "Sputnik": "8765432", "EFE": "EFE_20261127_001234", "ANSA": "20261127151234-0001"}


def test_a_reference_in_no_form_that_is_known(cutline):
    """Its supplier's notice kills it; where no supplier is named, or it only stands in a text, it is shown."""
    for number, (supplier, reference) in enumerate(REFERENCES.items()):
        cutline.put(f"{supplier}.jpg", encode(scene(number), nordlys(credit=supplier, title=reference)))
    lines = cutline.ingest()
    for supplier, reference in REFERENCES.items():
        photo = lines[f"{supplier}.jpg"]["id"]
        assert notice_of(cutline, f"{supplier}: MANDATORY KILL photo {reference}.", 0, "--dry-run") == [(photo, "killed")], supplier
        assert notice_of(cutline, f"MANDATORY KILL photo {reference}", 5, "--dry-run") == [(photo, "candidate")], supplier
        assert notice_of(cutline, f"Lovely: {reference}", 5, "--dry-run") == [(photo, "candidate")], supplier
    # A word of a story stands in the titles of many.
    for number in (20, 21):
        cutline.put(f"{number}.jpg", encode(scene(number), nordlys(title="COP30-BELEM", credit="EFE")))
    cutline.ingest()
    assert [said for _, said in notice_of(cutline, "EFE: MANDATORY KILL photo COP30-BELEM", 5, "--dry-run")] == ["candidate"] * 2


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
    for text in ("Foto 2233445566 on tagasi võetud, palun ärge kasutage.", "Fotoattēls 2233445566 ir atsaukts.",
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


# --- ids wherever they stand ------------------------------------------------------------------------------------------

WRITTEN = ["“{}”", "«{}»", "\u00a0{}", "\u2022{}", "\ufeff{}", "\u200b{}", "{}\u2014", "图片{}已被撤回", "{}\u2019s", "id:{}", "ID:{}", "AFP-{}",
           "AFP_{}.jpg", "{}_hd.jpg", "_{}_", "{}.PSD", "{}.heic", "{}.CR3", "…{}", "(000_34L\n83AB)", "(000_34L\u00ad83AB)", "/photos/{}.jpg?w=3", "0００_34L83AB"]


@pytest.mark.parametrize("written", WRITTEN)
def test_an_id_is_found_however_it_is_written(afp, written):
    text = f"AFP MANDATORY KILL photos {ONE} and " + written.format(TWO)
    assert notice_of(afp, text, 0, "--dry-run") == [(afp.ids["a.jpg"], "killed"), (afp.ids["b.jpg"], "killed")]


@pytest.mark.parametrize("written", ["34L82NW", "000-34L82NW", "000 34L82NW", "34l82nw"])
def test_half_an_id_is_shown_and_kills_nothing(afp, written):
    assert notice_of(afp, f"MANDATORY KILL {written}", 5) == [(afp.ids["a.jpg"], "candidate")]
    assert notice_of(afp, f"AFP MANDATORY KILL photo {written}", 5) == [(afp.ids["a.jpg"], "candidate")]
    assert state(afp, afp.ids["a.jpg"])[0] == "ok"


def test_dpa_writes_the_end_of_its_ids(cutline):
    """Its mails and captions leave out what is the same of all."""
    cutline.put("d.jpg", encode(scene(1), nordlys(credit="dpa", title="urn:newsml:dpa.com:20090101:260120-90-000086")))
    photo = cutline.ingest()["d.jpg"]["id"]
    assert notice_of(cutline, "Bildrückruf dpa: Bitte das Foto 260120-90-000086 nicht verwenden.", 0, "--dry-run") == [(photo, "killed")]
    assert notice_of(cutline, "MANDATORY KILL dpa 260120-90-000087", 0, "--dry-run") == [
        ("URN:NEWSML:DPA.COM:20090101:260120-90-000087", "standing")]


STAYS = ["has been withdrawn and replaced by {}", "is killed. A corrected version ({}) has been moved.", "gesperrt. Bitte verwenden Sie stattdessen {}",
         "is killed. Other pictures of this series, such as {}, are not affected.", "is killed. All other pictures incl. {} remain valid.",
         "is killed. See {} for a substitute.", "retirée et remplacée par {}", ". Do not use it. Use {} instead.", ", not {}.",
         "\nKEEP: {}", "is killed, but not photo {}.", "ist gesperrt, nicht {}", "and all others except {}"]


@pytest.mark.parametrize("said", STAYS)
def test_what_is_to_stay_is_not_killed(afp, said):
    got = notice_of(afp, f"AFP MANDATORY KILL: photo {ONE} " + said.format(TWO), 5, "--dry-run")
    assert got == [(afp.ids["a.jpg"], "killed"), (afp.ids["b.jpg"], "candidate")]


@pytest.mark.parametrize("text", [
    "AFP KILL {}: other pictures of the event remain valid.", "AFP: please do not use photo {}. KILL.", "AFP KILL: {} must never be used again.",
    "PHOTO KILL AFP {}: the caption is wrong, see the corrected story.",
    "KILL. Do not keep {}.", "Kill as soon as possible: AFP photo {}", "KILL: {}\nKEEP: 000_34L99XY", "Kill AFP {}, not 000_34L99XY."])
def test_and_the_other_way_round(afp, text):
    assert notice_of(afp, text.format(ONE), 0, "--dry-run") == [(afp.ids["a.jpg"], "killed")]


THREE = "000_34L84CD"
MORE = f"We used {TWO} and {THREE} in October."
BESIDE = {
    "quoted": "Please kill and delete picture {}.\n\nOn Thu, 26 Nov 2026 Jane wrote:\n> Great picture {} today, thanks!\n> We will also take {}.\n",
    "a écrit": "Kill {}\n\nLe 26 nov. 2026 à 10:00, Jane <j@example.org> a\nécrit :\n\n> Nous avons utilisé {}\n> {}",
    "schrieb": "Bitte löschen Sie das Bild {}. Es darf nicht mehr verwendet werden.\n\nAm 26.11.2026 um 10:00 schrieb Jane:\n> {}\n> {}",
    "escribió": "ELIMINACIÓN OBLIGATORIA: {}\n\nEl 26 nov 2026, Jane escribió:\n\nUsamos {}\n{}",
    "написал": "ТАСС отзывает фото {}. Просим удалить.\n\n26 ноября Иван написал:\n{}\n{}",
    "outlook": "Kill {}\n\nFrom: Jane\nSent: Thursday\nTo: AFP\nSubject: Re: invoice\n\nWe used {} and {} in October, please invoice.",
    "original": "Kill {}\n\n-----Original Message-----\nFrom: Jane\nMANDATORY KILL\n{}\n{}",
    "forwarded": "Hi desk, please act!\n\n---------- Forwarded message ---------\nFrom: AFP Photo <photo@afp.example>\nDate: Fri, 27 Nov 2026\n"
                 "Subject: KILL {}\n\nPlease kill it at once.\n\nOn Thu, 26 Nov 2026 Jane wrote:\n> Great picture {}!\n> We will also take {}.\n",
    "signature": "KILL: photo {} has been withdrawn.\n\n-- \nAFP Photo | Our pictures of the year: {}\n{}\n",
    "footer": "MANDATORY KILL\n{}\n\nUnsubscribe | Picture of the day {} | Picture of the week {} | AFP Forum",
    "see also": "MANDATORY KILL\nPhoto: {}\nSee also our advisory of yesterday about {}\nJane liked {}",
    "another list": "Kill {}.\n\nBest pictures of the day:\n{}\n{}",
}


def in_three(afp, text, status=5):
    if "c.jpg" not in afp.ids:
        afp.ids.update({"c.jpg": afp.ingest(afp.put("c.jpg", encode(scene(3), nordlys(credit="AFP", title=THREE))))["c.jpg"]["id"]})
    names = {identity: name[0] for name, identity in afp.ids.items()}
    return [(names[identity], said) for identity, said in sorted(notice_of(afp, text, status, "--dry-run"), key=lambda one: names[one[0]])]


@pytest.mark.parametrize("text", [
    "Please do not use AFP photo {} before 6 p.m. Paris time.", "AFP photo {} may no longer be used after Friday 4 December.",
    "Please do not use AFP photo {} without the mandatory credit.", "Members should not use the photo {} in Germany."])
def test_a_ban_with_a_condition_kills_nothing(afp, text):
    assert in_three(afp, text.format(ONE)) == [("a", "candidate")]


@pytest.mark.parametrize("kind", BESIDE)
def test_what_stands_beside_a_kill_is_only_shown(afp, kind):
    """Of another mail, under a signature, in a sentence of something else."""
    assert in_three(afp, BESIDE[kind].format(ONE, TWO, THREE)) == [("a", "killed"), ("b", "candidate"), ("c", "candidate")]


@pytest.mark.parametrize("text", [
    "Story about the Kill Bill anniversary with pictures {} and {}", "The film Kill Bill turns 25. Pictures: {}, {}",
    "Photo list for today's page: \n1 Protesters with KILL THE BILL signs {}\n2 Snow {}", "Subject: kill list test\n\nYesterday's best photos: {} {}",
    "Weekly digest: we sent one kill this week. Top picture: {}, then {}", "We issued two photo kills last week. Top picture: {}\n{} is second",
    "Russian troops have been withdrawn from Kherson. Pictures: {}, {}", "Police kill photo journalist in Osh: {} {}"])
def test_a_kill_that_commands_nothing(afp, text):
    assert notice_of(afp, text.format(ONE, TWO), 5, "--dry-run") == [(afp.ids["a.jpg"], "candidate"), (afp.ids["b.jpg"], "candidate")]


COMMANDS = [
    "please kill {} and {} asap", "Hi all, kill {} and {} now. Thanks", "MANDATORY KILL\n\nDear clients,\n\nDue to an error:\n\n{}\n\n{}\n",
    "MANDATORY KILL\nPhoto: {}\nCaption: A quay.\nPhoto: {}\nCaption: Another.", "Please kill the following pictures:\n• Protests in Kyiv ({})\n• Snow ({})",
    "ANNULATION OBLIGATOIRE\nNous annulons les photos {} et {} en raison d'une erreur. Merci de les supprimer.",
    "AFP photos {} and {} show another man. Please remove them from your archives.",
    "{}\n{}\nMANDATORY KILL. These photos have been withdrawn.", "KILL THIS PHOTO: {}. AND THIS: {}", "AFP withdraws photo {}. Photo {} too.",
    "The following photos have been withdrawn:\n\nJohn Doe, Kyiv: {}\nJane Roe, Lviv: {}",
    "Editors,\nplease kill the following images:\n\n{} UKRAINE Kyiv - A man stands. Photo by X\n\n{} UKRAINE Lviv - A woman. Photo by Y",
    "FYI\n\n-----Original Message-----\nFrom: AFP\nSubject: KILL {}\n\nPlease kill {} and {}.", "FYI\n\nBegin forwarded message:\n\n> From: AFP\n> Subject: PHOTO KILL\n>\n> {}\n> {}",
    "MANDATORY KILL\n\nFrom: AFP\nTo: all clients\n\n{}\n{}", "Subject: KILL\nFrom: AFP\nTo: all\n\n{}\n{}", "MANDATORY KILL\n--\n{}\n{}",
    "MANDATORY KILL\nOn 27 November we moved two pictures of a quay, {} and {}, with a wrong caption."]


@pytest.mark.parametrize("text", COMMANDS)
def test_a_command_reaches_its_list(afp, text):
    ids = (ONE, TWO) if text.count("{}") == 2 else (ONE, ONE, TWO)
    assert notice_of(afp, text.format(*ids), 0, "--dry-run") == [(afp.ids["a.jpg"], "killed"), (afp.ids["b.jpg"], "killed")]


BACK = ["We are withdrawing the caption of {} only; picture is OK.", "MANDATORY KILL {}: the caption only. Photo is OK.",
        "the mandatory kill on {} is lifted; the picture is available again", "AFP KILL CANCELLATION: we have reinstated photo {} which was killed earlier today.",
        "Annulation du retrait: la photo {} peut de nouveau être utilisée", "please ignore our previous kill notice for {}", "KILL NOTICE WITHDRAWN: photo {}",
        "Die Sperrung von Foto {} ist aufgehoben (KILL)", "AFP photo {} shows a man suspected to kill his wife", "AFP CAPTION CORRECTION, no kill: {}",
        "AFP photo {}: a shell killed 12 people in Osh", "Possible kill of {} - hold until further notice", "AFP KILL WARNING: {} may be killed"]


@pytest.mark.parametrize("text", BACK)
def test_a_kill_that_is_taken_back_kills_nothing(afp, text):
    assert notice_of(afp, text.format(ONE), 5, "--dry-run") == [(afp.ids["a.jpg"], "candidate")]


# --- notices as mails --------------------------------------------------------------------------------------------------


def mail(text, subtype="plain", charset="utf-8", subject="Advisory", way=None):
    """A text part of a mail, coded as `way`: charset.QP or charset.BASE64."""
    coding = email.charset.Charset(charset)
    coding.body_encoding = way or email.charset.QP
    part = MIMEText("", subtype, "us-ascii")
    del part["Content-Transfer-Encoding"]
    part.set_payload(text, coding)
    part["Subject"] = email.header.Header(subject, charset)
    part["From"] = "Desk <desk@afp.example>"
    return part


def several(kind, *parts, subject="Advisory"):
    whole = MIMEMultipart(kind)
    whole["Subject"] = subject
    for part in parts:
        whole.attach(part)
    return whole


KILL = "MANDATORY KILL – due to an editorial issue this photo number 000_34L82NW, by José, has been withdrawn from AFP systems and may no longer be used in any manner."
PAGE = "<html><head><style>p {color: red}</style></head><body><p>MANDATORY&nbsp;KILL<br>photo 000_<b>34L82NW</b></p></body></html>"
MAILS = {
    "quoted-printable": lambda: mail(KILL),
    "base64": lambda: mail(KILL, way=email.charset.BASE64),
    "windows": lambda: mail(KILL, charset="windows-1252"),
    "cyrillic": lambda: mail("ТАСС отзывает фото 000_34L82NW", charset="koi8-r", subject="Отзыв", way=email.charset.BASE64),
    "html": lambda: mail(PAGE, "html"),
    "alternative": lambda: several("alternative", mail("Please view this mail in HTML."), mail(PAGE, "html", "iso-8859-1")),
    "subject": lambda: mail("Please stop its use.", subject="MANDATORY KILL: Fotografía 000_34L82NW – AFP"),
    "forwarded": lambda: several("mixed", mail("FYI, see below"), MIMEMessage(several("alternative", mail(KILL, way=email.charset.BASE64)))),
    "attachment": lambda: several("mixed", mail(KILL), MIMEApplication(b"%PDF-1.4", "pdf")),
}


@pytest.mark.parametrize("kind", MAILS)
def test_a_mail_is_read_as_it_comes(afp, kind):
    data = MAILS[kind]().as_bytes()
    for name, written in (("n.eml", data), ("c.eml", data.replace(b"\n", b"\r\n")), ("box.eml", b"From desk@afp.example Sun Mar 10 2024\n" + data)):
        path = afp.put("../" + name, written)
        lines = afp.json("kill", "--notice", path, "--dry-run", "--reason", "AFP, by mail")
        assert [line.get("id") for line in lines] == [afp.ids["a.jpg"]], name
    afp.run("kill", "--notice", "-", "--reason", "AFP, by mail", stdin=data)
    assert state(afp, afp.ids["a.jpg"])[0] == "killed"


def test_a_number_that_tells_no_supplier_is_typed_for_an_id(cutline):
    """AP's and The Canadian Press's references: of one picture it is its number, of two a person says which."""
    for name, seed, credit, job in (("a", 1, "AP", "XPDJ104"), ("b", 2, "AP", "BRU101"), ("c", 3, "AP", "BRU102"), ("d", 4, "The Canadian Press", "BRU102")):
        cutline.put(name + ".jpg", encode(scene(seed), nordlys(credit=credit, title="Italy", job_id=job)))
    ids = {name[0]: line["id"] for name, line in cutline.ingest().items()}
    cutline.run("kill", "XPDJ104", "bru101", "--reason", "AP, by telephone")
    assert [state(cutline, ids[name])[0] for name in "abcd"] == ["killed", "killed", "ok", "ok"]
    both = cutline.json("kill", "BRU102", "--reason", "AP, by telephone", status=5)
    assert {(line["id"], line["state"]) for line in both} == {(ids["c"], "candidate"), (ids["d"], "candidate")}
    assert "no photo 'XPDJ109'" in cutline.run("kill", "XPDJ109", "--reason", "?", status=3).error


def test_a_page_and_a_text_of_windows(afp):
    for name, data in (("n.html", PAGE.encode()), ("n.txt", KILL.encode("windows-1252"))):
        path = afp.put("../" + name, data)
        assert [line["id"] for line in afp.json("kill", "--notice", path, "--dry-run", "--reason", "?")] == [afp.ids["a.jpg"]], name


def test_a_mail_that_cannot_be_read_is_told_of(afp):
    for written, status, said in ((several("mixed", MIMEApplication(b"%PDF-1.4", "pdf", name="kill.pdf"), subject="KILL NOTICE").as_bytes(), 6, "'kill.pdf', which is not read"),
                          (b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/mixed; boundary=x\n", 6, "without text"),
                          (b"MIME-Version: 1.0\nContent-Transfer-Encoding: base64\n\n!!!!\n", 6, "without text"),
                          (b"Content-Type: text/plain\n\nLovely picture, thank you!\n", 5, "nothing of a kill")):
        refused = afp.run("kill", "--notice", afp.put("../bad.eml", written), "--reason", "?", status=status)
        assert said in refused.error and refused.error.count("\n") == 1, refused.error
    assert state(afp, afp.ids["a.jpg"])[0] == "ok"


ABROAD = [
    "SUPPRESSION OBLIGATOIRE - La photo {} a été retirée des systèmes de l'AFP et ne peut plus être utilisée.",
    "ELIMINACIÓN OBLIGATORIA - La foto {} ha sido retirada de los sistemas de la AFP y ya no puede ser utilizada.",
    "REMOÇÃO OBRIGATÓRIA - A foto {} foi retirada dos sistemas da AFP e não pode mais ser utilizada.",
    "La foto AFP {} non può più essere utilizzata. Si prega di eliminarla.", "AFP-Bildsperre: Das Foto {} ist ab sofort gesperrt, bitte löschen Sie es.",
    "AFP: Foto {} is ingetrokken en mag niet meer worden gebruikt.", "Bilden återkallas: AFP {} får inte längre användas.",
    "ΥΠΟΧΡΕΩΤΙΚΗ ΑΠΟΣΥΡΣΗ - Η φωτογραφία {} του AFP δεν μπορεί πλέον να χρησιμοποιηθεί.", "حذف إلزامي - تم سحب الصورة رقم {} من أنظمة AFP ولا يجوز استخدامها بعد الآن.",
    "הסרה מחייבת: התמונה {} של AFP בוטלה ואין להשתמש בה יותר.", "强制撤稿：AFP图片{}已被撤回，请勿使用。", "【配信取り消し】AFP写真{}は使用しないでください。",
    "+++ ACHTUNG: BILDRÜCKZUG +++\nBitte verwenden Sie das Bild {} (Berlin) nicht mehr und löschen Sie es aus Ihren Archiven.", "dpa storniert das Foto {}.",
    "Shutterstock: IMAGE TAKEDOWN. Image ID {} has been removed from sale, please delete all copies.",
    "ATENÇÃO: A foto {} foi cancelada. Favor não utilizar e apagar dos arquivos.", "La foto {} è annullata, si prega di non utilizzarla.",
    "UWAGA! Wycofujemy zdjęcie {}. Prosimy o usunięcie.", "УВАГА: агентство AFP відкликає фото {}. Будь ласка, видаліть його.",
    "OBS! Bilden {} dras tillbaka och får inte publiceras.", "Bildet {} trekkes tilbake. Vennligst slett det.", "Billedet {} trækkes tilbage.",
    "Kuva {} vedetään pois. Älkää käyttäkö kuvaa.", "De foto {} wordt ingetrokken. Gelieve deze niet te gebruiken.",
    "Stahujeme fotografii {}. Prosíme nepoužívejte ji.", "Visszavonjuk a {} számú képet. Kérjük, ne használják!",
    "НАЗАР АУДАРЫҢЫЗ: {} фотосуреті қайтарып алынды. Қолданбаңыздар, жойыңыздар.",
    "AFP 사진 전면 삭제: {} 사진을 더 이상 사용하지 마십시오.", "AFP图片{}，请立即删除。", "AFP사진{}은 사용 금지."]


@pytest.mark.parametrize("text", ABROAD)
def test_a_kill_in_the_languages_of_agencies(afp, text):
    assert notice_of(afp, text.format(ONE), 0, "--dry-run") == [(afp.ids["a.jpg"], "killed")]
