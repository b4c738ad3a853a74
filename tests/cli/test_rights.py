# SPDX-License-Identifier: MIT
"""May this photo be used: licences, outlets, decisions, and the verdict over them."""
import datetime
import json
import re
import shlex

import pytest
import pictures


def put(cutline, **fields):
    line = cutline.ingest(cutline.put("a.jpg", pictures.jpeg(1, fields)))["a.jpg"]
    return line["id"]


def check(cutline, photo, *more, status=None):
    for expected in ([status] if status is not None else [0, 5, 4]):
        try:
            return cutline.json("check", photo, *more, status=expected)[0]
        except AssertionError:
            if status is not None:
                raise
    raise AssertionError("check ended otherwise")


def codes(verdict, *severities):
    return {reason["code"] for reason in verdict["reasons"] if not severities or reason["severity"] in severities}


CONTRACT = {"schema": "cutline-licence/1", "id": "getty-2026", "name": "Getty 2026", "kind": "contract", "example": True,
            "supplier": "Getty Images", "channels": ["web"]}
AGENCY = {"credit": "AFP via Getty Images", "byline": "Ana Ruiz", "caption": "A street in Almaty."}


def write(cutline, name, document):
    return str(cutline.put(name, json.dumps(document).encode()))


def test_agency_picture_on_the_first_day(cutline):
    photo = put(cutline, **AGENCY)
    verdict = check(cutline, photo, status=5)
    assert verdict["verdict"] == "review" and codes(verdict, "review") == {"NO_CONTRACT"}
    reason = next(r for r in verdict["reasons"] if r["code"] == "NO_CONTRACT")
    assert "AFP via Getty Images" in reason["message"] and "licence template agency" in reason["fix"]
    assert reason["origin"]["kind"] == "field" and verdict["rules_version"]


def test_live_news_asks_while_it_is_sold_on_other_terms(cutline):
    """Where nobody said when it was sent, two days from its arrival."""
    photo = put(cutline, credit="Ana Ruiz/Alamy Live News", byline="Ana Ruiz", caption="A street in Almaty.")
    cutline.run("licence", "set", write(cutline, "alamy.json", CONTRACT | {"id": "alamy", "name": "Alamy", "supplier": "Alamy"}))
    asked, = [r for r in check(cutline, photo, status=5)["reasons"] if r["code"] == "CLEARANCE"]
    assert asked["message"].startswith("Until ") and asked["message"].endswith('it is sold on other terms than later: "Alamy Live News" (Credit, IIM).')
    later = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=49)).strftime("%Y-%m-%dT%H:%MZ")
    told, = [r for r in check(cutline, photo, "--at", later, status=0)["reasons"] if r["code"] == "CLEARANCE"]
    assert told["severity"] == "note"


def test_contract_allows_and_its_removal_denies(cutline):
    photo = put(cutline, **AGENCY)
    path = write(cutline, "getty.json", CONTRACT)
    assert "would change" in cutline.run("licence", "set", path, "--dry-run").text
    check(cutline, photo, status=5)
    cutline.run("licence", "set", path)
    verdict = check(cutline, photo, status=0)
    assert verdict["licence"] == "getty-2026"
    assert "EXAMPLE contract Getty 2026" in verdict["reasons"][-1]["message"] + verdict["reasons"][0]["message"]
    assert codes(check(cutline, photo, "--channel", "print", status=4), "deny") == {"NOT_COVERED"}
    cutline.run("licence", "remove", "getty-2026")
    assert codes(check(cutline, photo, status=4), "deny") == {"NOT_COVERED"}


def test_misspelt_keys_are_refused(cutline):
    error = cutline.run("licence", "set", write(cutline, "x.json", CONTRACT | {"teritories": ["DE"]}), status=6).error
    assert "teritories" in error
    error = cutline.run("licence", "set", write(cutline, "x.json", CONTRACT | {"territories": ["Moon"]}), status=6).error
    assert "Moon" in error


def test_words_outlet_and_decision(cutline):
    photo = put(cutline, instructions="JAPAN OUT. CLEAR W LONDON DESK B4 USE", **AGENCY)
    cutline.run("licence", "set", write(cutline, "getty.json", CONTRACT))
    assert codes(check(cutline, photo, status=5), "review") == {"TERRITORY", "UNPARSED"}
    outlet = {"schema": "cutline-outlet/1", "id": "asia", "names": ["Courier Asia"], "markets": ["JP", "KR"]}
    cutline.run("outlet", "set", write(cutline, "o.json", outlet))
    assert codes(check(cutline, photo, status=4), "deny") == {"TERRITORY"}
    assert check(cutline, photo, "--territory", "KR", status=5)
    lines = cutline.json("restrictions", "list", photo)
    assert [line["code"] for line in lines] == ["TERRITORY_DENY", "UNPARSED"]
    cutline.run("restrictions", "dismiss", photo, "2", status=2)
    cutline.run("restrictions", "dismiss", photo, "2", "--reason", "the desk cleared it")
    verdict = check(cutline, photo, "--territory", "KR", status=0)
    assert "UNPARSED" not in codes(verdict)
    note, = [reason for reason in verdict["reasons"] if reason["code"] == "DISMISSED"]
    assert note["severity"] == "note" and "the desk cleared it" in note["message"]
    assert (note["origin"]["text"], note["origin"]["field"]) == ("CLEAR W LONDON DESK B4 USE", "instructions")
    text = cutline.run("check", photo, "--territory", "KR").text
    assert "DISMISSED" in text and "the desk cleared it" in " ".join(text.split())
    cutline.run("grant", photo, "--until", "2099-01-01", "--reason", "AFP agreed by phone")
    verdict = check(cutline, photo, status=0)
    assert "GRANT" in codes(verdict)
    aside = next(r for r in verdict["reasons"] if r["code"] == "TERRITORY")
    assert f"cutline grant {photo[:6]} --end {aside['set_aside_by']} --reason" in aside["fix"]
    assert "AFP agreed by phone" in aside["fix"] and "--until" not in aside["fix"]
    cutline.run("deny", photo, "--until", "2099-01-01", "--reason", "the family asked us")
    assert {"GRANT_DENY", "GRANT_CONFLICT"} <= codes(check(cutline, photo, status=4))


def test_every_denial_is_shown_and_ended_by_name(cutline):
    photo = put(cutline, **AGENCY)
    contract = write(cutline, "getty.json", CONTRACT)
    cutline.run("licence", "set", contract)
    for until, reason in (("2089-12-31", "the family asked"), ("2089-06-30", "a second opinion")):
        cutline.run("deny", photo, "--until", until, "--reason", reason)
    denials = [reason for reason in check(cutline, photo, status=4)["reasons"] if reason["code"] == "GRANT_DENY"]
    assert ["the family asked" in denials[0]["message"], "a second opinion" in denials[1]["message"]] == [True, True]
    first, second = [reason["origin"]["source"] for reason in denials]
    assert f"cutline deny {photo[:6]} --end {first} --reason" in denials[0]["fix"]
    cutline.run("deny", photo, "--end", first, status=2)
    cutline.run("deny", photo, "--end", "nothing", "--reason", "x", status=3)
    cutline.run("deny", photo, "--end", first, "--reason", "the family agreed")
    left, = [reason for reason in check(cutline, photo, status=4)["reasons"] if reason["code"] == "GRANT_DENY"]
    assert left["origin"]["source"] == second
    cutline.run("deny", photo, "--end", second, "--reason", "settled")
    before = check(cutline, photo)
    assert "GRANT_DENY" not in codes(before)
    assert "ended already" in cutline.run("deny", photo, "--end", second, "--reason", "again", status=2).error
    cutline.run("rebuild")
    assert codes(check(cutline, photo)) == codes(before)


def test_restrictions_stand_in_the_record(cutline):
    photo = put(cutline, instructions="JAPAN OUT. SEE PA STORY POLITICS Brexit. CLEAR W DESK", **AGENCY)
    shown = cutline.json("show", photo)[0]["restrictions"]
    assert [(one["code"], one["operand"], one["state"]) for one in shown] == \
        [("TERRITORY_DENY", "JP", "open"), ("UNPARSED", None, "open")]
    assert shown[0]["field"] == "instructions" and shown[0]["text"] == "JAPAN OUT"


def test_the_use_in_the_story_is_what_is_checked(cutline):
    photo = put(cutline, credit="AFP via Getty Images", byline="Ana Ruiz")
    assert "NO_CAPTION" in codes(check(cutline, photo, status=5), "review")
    cutline.run("story", "new", "almaty")
    cutline.run("story", "add", "almaty", photo)
    assert {"NO_CAPTION", "NO_ALT_TEXT"} <= codes(check(cutline, photo, "--story", "almaty", status=5), "review")
    cutline.run("story", "edit", "almaty", photo, "--caption", "A street in Almaty.", "--alt", "A street with snow")
    assert not {"NO_CAPTION", "NO_ALT_TEXT"} & codes(check(cutline, photo, "--story", "almaty", status=5))
    assert "NO_CAPTION" in codes(check(cutline, photo, status=5))


def test_who_is_paid_by_the_use_needs_the_number(cutline):
    photo = put(cutline, **AGENCY)
    paid = CONTRACT | {"cost": {"amount": 10, "currency": "EUR", "review_above": 50}}
    cutline.run("licence", "set", write(cutline, "getty.json", paid))
    assert codes(check(cutline, photo, status=5), "review") == {"NO_SUPPLIER_ID"}
    cutline.run("edit", photo, "supplier_id=1234567890")
    check(cutline, photo, status=0)


def test_embargo_stops_until_its_hour(cutline):
    photo = put(cutline, instructions="NOT FOR PUBLICATION BEFORE 0001 GMT 31 DEC 2099", **AGENCY)
    verdict = check(cutline, photo, status=4)
    assert verdict["stop"] and "EMBARGO" in codes(verdict, "deny")
    cutline.run("grant", photo, "--until", "2100-06-01", "--reason", "cannot")
    assert check(cutline, photo, status=4)["stop"]
    assert "EMBARGO" not in codes(check(cutline, photo, "--at", "2099-12-31T00:01Z"), "deny", "review")


NINJS = '{"uri":"urn:x:a","type":"picture","versioncreated":"2022-01-07T10:00:00Z","renditions":{"main":{"href":"a.jpg"}}}'
G2 = """<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2022-01-07T10:00:00Z</sent></header><itemSet>
<newsItem guid="urn:x:a" version="1" standard="NewsML-G2" standardversion="2.29" conformance="power"><itemMeta>
<itemClass qcode="ninat:picture"/><versionCreated>2022-01-07T09:00:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta/><contentSet><remoteContent href="a.jpg" contenttype="image/jpeg"/></contentSet></newsItem></itemSet></newsMessage>"""


@pytest.mark.parametrize("name, beside", [("a.json", NINJS), ("a.xml", G2)])
def test_days_of_use_count_from_the_transmission_of_the_item(cutline, name, beside):
    words = "MAY BE USED ONLY FOR 14 DAYS FROM TRANSMISSION"
    picture = cutline.put("a.jpg", pictures.jpeg(1, dict(AGENCY, instructions=words)))
    cutline.put(name, beside.encode())
    photo = cutline.ingest(picture.parent)["a.jpg"]["id"]
    message = next(r["message"] for r in check(cutline, photo)["reasons"] if r["code"] == "TAKE_DOWN")
    assert message.startswith("Sent 7 January 2022 and") and "not to be shown since 21 January" in message


def test_a_picture_without_archive_is_as_old_as_its_item(cutline):
    picture = cutline.put("a.jpg", pictures.jpeg(1, dict(AGENCY, instructions="NO ARCHIVE")))
    cutline.put("a.json", NINJS.encode())
    photo = cutline.ingest(picture.parent)["a.jpg"]["id"]
    assert "NO_ARCHIVE" in codes(check(cutline, photo), "deny")


def test_days_of_use_from_a_transmission_that_nobody_states(cutline):
    words = "MAY BE USED ONLY FOR 14 DAYS FROM TRANSMISSION"
    verdict = check(cutline, put(cutline, **AGENCY, date="20220105", instructions=words))
    assert {"EXPIRED", "TAKE_DOWN"} <= codes(verdict, "review") and not verdict["stop"]


def test_a_day_of_the_week_from_a_transmission_that_nobody_states(cutline):
    """Which Friday is meant: that after its arrival, or one that is over?"""
    today = datetime.date.today()
    words = f"NO USE AFTER {today - datetime.timedelta(days=3):%A}".upper()
    dates = [f"{today - datetime.timedelta(days=days):%Y%m%d}" for days in (6, 1)]
    codes_of = [codes(check(cutline, put(cutline, **AGENCY, date=date, instructions=words)), "review") for date in dates]
    assert "EXPIRED" in codes_of[0] and "EXPIRED" not in codes_of[1]


def test_handout_is_tied_to_its_story(cutline):
    photo = put(cutline, credit="Ministry of Defence/Handout via Reuters", caption="A street.")
    assert "HANDOUT" in codes(check(cutline, photo, status=5), "review")
    for slug in ("almaty", "other"):
        cutline.run("story", "new", slug)
    cutline.run("licence", "set", photo, "handout", "--story", "almaty", "--until", "2099-01-01")
    check(cutline, photo, "--story", "almaty", status=0)
    check(cutline, photo, "--story", "other", status=4)


def test_all_of_it_comes_back_from_the_store(cutline):
    photo = put(cutline, instructions="JAPAN OUT. CLEAR W DESK", **AGENCY)
    cutline.run("licence", "set", write(cutline, "getty.json", CONTRACT))
    cutline.run("restrictions", "confirm", photo, "2", "--as", "CLEARANCE", "--reason", "ask the desk")
    cutline.run("grant", photo, "--until", "2099-01-01", "--reason", "agreed")
    before = check(cutline, photo, status=0)
    cutline.run("rebuild", "--from-store")
    after = check(cutline, photo, status=0)
    assert [r["code"] for r in before["reasons"]] == [r["code"] for r in after["reasons"]]


ANY = {"caption": "A dog runs in Tampere, Finland, on 5 January 2022.", "date": "20220105"}


@pytest.mark.parametrize("key", ["channels", "territories", "sections", "collections_in"])
def test_a_list_that_names_nothing_is_refused(cutline, key):
    error = cutline.run("licence", "set", write(cutline, "c.json", {**CONTRACT, key: []}), status=6).error
    assert f'"{key}" names nothing' in error and error.count("\n") == 1


def test_what_an_agency_passes_on_is_not_its_own(cutline):
    photo = put(cutline, **ANY, credit="Ministry of Agriculture/Handout via Reuters")
    cutline.run("licence", "set", write(cutline, "r.json", {**CONTRACT, "id": "reuters", "supplier": "Reuters"}))
    assert "HANDOUT" in codes(check(cutline, photo, status=5), "review")
    ends = {**CONTRACT, "id": "reuters", "supplier": "Reuters", "from": "2026-12-31", "until": "2026-01-01"}
    assert "before it begins" in cutline.run("licence", "set", write(cutline, "r.json", ends), status=6).error
    cutline.run("story", "new", "harvest")
    cutline.run("licence", "set", photo, "handout", "--story", "harvest", "--until", "2089-01-01")
    assert "HANDOUT" not in codes(check(cutline, photo, "--story", "harvest"))


@pytest.mark.parametrize("kind", ["permission", "ugc"])
def test_a_permission_is_one_when_it_was_given(cutline, kind):
    photo = put(cutline, **ANY, credit="Mia Holm")
    record = {"schema": "cutline-licence/1", "id": "P1", "kind": kind, "photos": [photo], "asked": "2026-01-01"}
    for answer in ({}, {"granted": "2026-01-02"}, {"wording": "Sure"}):
        error = cutline.run("licence", "set", write(cutline, "p.json", {**record, **answer}), status=6).error
        assert "granted" in error and error.count("\n") == 1
    cutline.run("licence", "set", write(cutline, "p.json", {**record, "granted": "2089-01-02", "wording": "From 2089 on"}))
    later = [reason["message"] for reason in check(cutline, photo, status=4)["reasons"] if reason["code"] == "NOT_COVERED"]
    assert "begins on 2 January 2089" in later[0]
    cutline.run("licence", "set", photo, kind, "--reason", "she wrote: of course")
    assert check(cutline, photo, status=0)["licence"] == f"{kind}-{photo}"


def shop(cutline):
    cutline.run("outlet", "set", write(cutline, "shop.json", {"schema": "cutline-outlet/1", "id": "shop", "commercial": "yes"}))


@pytest.mark.parametrize("claim", [
    {"credit": "Mia Holm/CC BY-NC-ND 2.0"},
    {"credit": "Mia Holm", "copyright": "licensed under a Creative Commons Attribution-NonCommercial-NoDerivs 2.0 Generic License"},
    {"credit": "Mia Holm", "instructions": "https://creativecommons.org/licenses/by-nc-nd/2.0/"},
    {"credit": "Mia Holm", "source": "cc by nc nd"},
])
def test_a_claim_that_was_seen_at_the_source_keeps_its_terms(cutline, claim):
    """The remedy, as it is printed: it confirms what the picture says, no more."""
    shop(cutline)
    photo = put(cutline, **claim)
    before = check(cutline, photo, "--outlet", "shop", status=5)
    asked, = [reason for reason in before["reasons"] if reason["code"] == "LICENCE_UNCONFIRMED"]
    assert next(iter(claim.values())) in asked["message"] or list(claim.values())[-1] in asked["message"]
    cutline.run("licence", "set", photo, "open", "--reason", "seen there")
    assert "NON_COMMERCIAL" in codes(check(cutline, photo, "--outlet", "shop", status=4), "deny")
    cropped = check(cutline, photo, "--crop")
    assert "NO_DERIVATIVES" in codes(cropped, "review")
    if "2.0" in str(claim):
        licensed, = [reason for reason in cropped["reasons"] if reason["code"] == "LICENSED"]
        assert "https://creativecommons.org/licenses/by-nc-nd/2.0/" in licensed["fix"]


def test_a_claim_of_the_public_domain(cutline):
    photo = put(cutline, **ANY, credit="Mia Holm", copyright="CC0")
    assert "LICENCE_UNCONFIRMED" in codes(check(cutline, photo, status=5), "review")
    cutline.run("licence", "set", photo, "open", "--reason", "seen there")
    assert check(cutline, photo, status=0)["verdict"] == "allow"


def test_an_open_licence_that_nobody_names_is_none(cutline):
    photo = put(cutline, credit="Mia Holm")
    cutline.run("licence", "set", photo, "open", "--reason", "seen there")
    assert "LICENCE_UNCONFIRMED" in codes(check(cutline, photo, status=5), "review")


def test_an_open_licence_is_what_its_spdx_id_says(cutline):
    shop(cutline)
    photo = put(cutline, **ANY, credit="Mia Holm/CC BY 2.0")
    record = {"schema": "cutline-licence/1", "id": "O1", "kind": "open", "photos": [photo], "confirmed": "mira, 3 March"}

    def verdict(spdx, *options, **more):
        cutline.run("licence", "set", write(cutline, "o.json", {**record, "spdx": spdx, **more}))
        return check(cutline, photo, *options)

    assert "NON_COMMERCIAL" in codes(verdict("CC-BY-NC-SA-3.0", "--outlet", "shop"), "deny")
    assert "NO_DERIVATIVES" in codes(verdict("CC-BY-ND-4.0", "--alter"), "review")
    assert verdict("CC-BY-3.0-DE", "--outlet", "shop", "--crop")["verdict"] == "allow"
    assert verdict("OGL-UK-3.0", commercial="yes")["verdict"] == "allow"
    for more in ({"spdx": "CC-BY-NC-4.0", "commercial": "yes"}, {"spdx": "MIT"}, {"spdx": "CC-BY-NC-9.0"}, {"spdx": "CC BY 4.0"}):
        assert cutline.run("licence", "set", write(cutline, "o.json", {**record, **more}), status=6).error.count("\n") == 1


@pytest.mark.parametrize("claim", [
    {"credit": "Mia Holm", "copyright": "CC BY-NC-ND 4.0"},
    {"credit": "Mia Holm", "copyright": "Creative Commons, no commercial use"},
    {"credit": "Mia Holm", "copyright": "CC BY, keine kommerzielle Nutzung"},
    {"credit": "Mia Holm", "copyright": "Attribution-NonCommercial-NoDerivs 2.0 Generic"},
])
def test_a_record_that_says_less_than_the_picture(cutline, claim):
    """The desk mistypes, authors mislabel: both are said, and a person looks."""
    shop(cutline)
    photo = put(cutline, **ANY, **claim)
    record = {"schema": "cutline-licence/1", "id": "O1", "kind": "open", "photos": [photo], "spdx": "CC-BY-4.0",
              "confirmed": "mira, 3 March"}
    cutline.run("licence", "set", write(cutline, "o.json", record))
    asked, = [reason for reason in check(cutline, photo, "--outlet", "shop", status=5)["reasons"] if reason["code"] == "LICENCE_UNCONFIRMED"]
    assert "CC-BY-4.0" in asked["message"] and claim["copyright"] in asked["message"]
    cutline.run("edit", photo, "copyright=Mia Holm")
    assert "LICENCE_UNCONFIRMED" in codes(check(cutline, photo, "--outlet", "shop", status=5), "review")


def test_duties_of_an_open_licence(cutline):
    photo = put(cutline, **ANY, credit="Mia Holm")
    record = {"schema": "cutline-licence/1", "id": "O1", "kind": "open", "photos": [photo], "spdx": "CC-BY-SA-3.0-DE", "confirmed": "mira",
              "title": "Soldiers", "source": "https://example.org/soldiers"}
    cutline.run("licence", "set", write(cutline, "o.json", record))
    licensed, = [reason for reason in check(cutline, photo, status=0)["reasons"] if reason["code"] == "LICENSED"]
    for words in ("https://creativecommons.org/licenses/by-sa/3.0/de/", '"Soldiers"', "https://example.org/soldiers", "same licence"):
        assert words in licensed["fix"], words
    check(cutline, photo, "--crop", status=0)
    assert codes(check(cutline, photo, "--alter", status=5), "review") == {"SHARE_ALIKE"}


def agree(cutline, name, **more):
    cutline.run("licence", "set", write(cutline, "a.json", {
        "schema": "cutline-licence/1", "id": name.split()[0].lower(), "kind": "freelance", "photographers": [name], **more}))


def test_each_author_has_an_agreement(cutline):
    photo = cutline.ingest(cutline.put("2.jpg", pictures.jpeg(31, {**ANY, "credit": "Zoe Null", "byline": ["Zoe Null", "Bob Stone"]})))
    photo = photo["2.jpg"]["id"]
    agree(cutline, "Zoe Null")
    asked, = [reason for reason in check(cutline, photo, status=5)["reasons"] if reason["code"] == "NO_TERMS"]
    assert asked["message"].startswith("Bob Stone took this picture, too")
    agree(cutline, "Bob Stone", channels=["print"])
    check(cutline, photo, status=5)
    agree(cutline, "Bob Stone")
    check(cutline, photo, status=0)


def test_a_day_of_capture_that_somebody_wrote(cutline):
    agree(cutline, "Zoe Null", **{"from": "2022-01-01", "until": "2022-12-31", "by_capture_date": True})
    ids = {}
    for n, day in enumerate(["2023-02-01", "2022-12-31T23:30:00-08:00", "2022", "2022-13"]):
        name = f"{n}.jpg"
        cutline.put(name, pictures.jpeg(32 + n, {"caption": ANY["caption"], "byline": "Zoe Null"}, {"photoshop:DateCreated": day}))
        ids[n] = cutline.ingest(cutline.folder / "in" / name)[name]["id"]
    assert "NO_TERMS" in codes(check(cutline, ids[0], status=5), "review")
    check(cutline, ids[1], status=0)
    check(cutline, ids[2], status=0)
    check(cutline, ids[3], status=5)
    cutline.run("edit", ids[0], "date_taken=2022-05-01")
    asked, = [reason for reason in check(cutline, ids[0], status=5)["reasons"] if reason["code"] == "CAPTURE_EDITED"]
    assert "2023-02-01" in asked["message"]


def test_days_of_a_licence_are_the_archives(cutline):
    """A contract ends with its last day where the archive is, and not nine hours later."""
    with open(cutline.archive / "cutline.conf", "a") as conf:
        conf.write("\n[archive]\nzone=Asia/Tokyo\n")
    photo = put(cutline, **AGENCY)
    cutline.run("licence", "set", write(cutline, "getty.json", {**CONTRACT, "until": "2089-12-31"}))
    assert "NOT_COVERED" in codes(check(cutline, photo, "--at", "2089-12-31T15:00:00Z"), "deny")
    verdict = check(cutline, photo, "--at", "2089-12-31T14:59:00Z")
    assert "LICENSED" in codes(verdict)
    assert "until 31 December" in [reason for reason in verdict["reasons"] if reason["code"] == "LICENSED"][0]["message"]


def reason_of(verdict, code):
    return next(reason for reason in verdict["reasons"] if reason["code"] == code)


def test_a_last_day_is_said_as_that_day(cutline):
    with open(cutline.archive / "cutline.conf", "a") as conf:
        conf.write("\n[archive]\nzone=Asia/Tokyo\n")
    photo = put(cutline, **AGENCY)
    for command, code in (("grant", "GRANT"), ("deny", "GRANT_DENY")):
        assert "until 2089-12-31" in cutline.run(command, photo, "--until", "2089-12-31", "--reason", "by phone").text
        assert "until 31 December 2089" in reason_of(check(cutline, photo), code)["message"]
    cutline.run("licence", "set", write(cutline, "getty.json", {**CONTRACT, "until": "2089-12-31"}))
    assert "2089-12-31" in cutline.run("licence", "list").text and "2090" not in cutline.run("licence", "list").text
    cutline.run("house", "--name", "Courier", "--photographer", "Ana Ruiz, ..2030-05-30")
    line, = (line for line in cutline.json("expiring", env={"CUTLINE_NOW": "2030-05-28T12:00:00Z"}) if line["person"])
    assert line["at"] == "2030-05-30T15:00:00Z" and "until 30 May 2030" in line["message"]


def test_what_is_out_after_the_end_has_the_archive_tail(cutline):
    photo = put(cutline, **AGENCY)
    said = {}
    for tail in (30, 36500, None):
        contract = {**CONTRACT, "until": "2026-01-31"} | ({} if tail is None else {"archive_tail_days": tail})
        cutline.run("licence", "set", write(cutline, "getty.json", contract))
        said[tail] = check(cutline, photo, "--published", "--at", "2026-02-10", status=0)
    assert "until 2 March for what is out, for nothing new since 31 January" in reason_of(said[30], "LICENSED")["message"].replace(" 2026", "")
    assert "without an end for what is out" in reason_of(said[None], "LICENSED")["message"]


def test_a_handout_that_nobody_tied_is_told_by_the_contract(cutline):
    photo = put(cutline, **ANY, credit="Ministry of Agriculture/Handout via Reuters")
    cutline.run("licence", "set", write(cutline, "r.json", {**CONTRACT, "id": "reuters", "supplier": "Reuters"}))
    verdict = check(cutline, photo, "--channel", "print", status=4)
    assert codes(verdict, "deny") == {"NOT_COVERED"} and "for one story" not in json.dumps(verdict)
    cutline.run("story", "new", "harvest")
    cutline.run("licence", "set", photo, "handout", "--story", "harvest", "--until", "2089-01-01")
    assert "HANDOUT" in codes(check(cutline, photo, "--channel", "print", status=4), "deny")


def test_a_permission_is_no_contract(cutline):
    photo = put(cutline, **ANY, credit="Olga Petrova")
    record = {"schema": "cutline-licence/1", "id": "P1", "kind": "permission", "photos": [photo], "channels": ["web"],
              "granted": "2026-01-02", "wording": "Yes."}
    cutline.run("licence", "set", write(cutline, "p.json", record))
    message = reason_of(check(cutline, photo, "--channel", "print", status=4), "NOT_COVERED")["message"]
    assert "no contract" not in message and "olga" not in message and "permission" in message


@pytest.mark.parametrize("spdx, printed, free", [("CC0-1.0", "Mia Holm", True), ("CC-BY-4.0", "© Mia Holm", True),
                                                 ("CC-BY-NC-4.0", "© Mia Holm", False)])
def test_what_is_free_is_printed_and_passed_on_so(cutline, spdx, printed, free):
    photo = put(cutline, **ANY, credit="Mia Holm")
    record = {"schema": "cutline-licence/1", "id": "O1", "kind": "open", "photos": [photo], "spdx": spdx, "source": "https://example.org/1",
              "confirmed": "mira, 3 March"}
    cutline.run("licence", "set", write(cutline, "o.json", record))
    assert check(cutline, photo)["credit"] == printed
    assert "NOT_COVERED" in codes(check(cutline, photo, "--channel", "syndication")) or free
    if free:
        assert "Not for partners" not in reason_of(check(cutline, photo, "--channel", "syndication", status=0), "LICENSED")["fix"]
    cutline.run("story", "new", "ice")
    cutline.run("story", "add", "ice", photo, "--alt", "x y")
    assert cutline.json("story", "show", "ice")[0]["items"][0]["use"]["printed"]["credit"] == printed
    cutline.run("licence", "set", write(cutline, "o.json", record | {"channels": ["web"]}))
    check(cutline, photo, "--channel", "syndication", status=4)


def test_a_decision_says_what_it_does_not_free(cutline):
    photo = put(cutline, **AGENCY, instructions="EMBARGOED UNTIL 0600 GMT 1 MARCH 2088")
    until = ("--until", "2089-01-01", "--reason", "I decide")
    assert "embargo until 1 March 2088" in cutline.run("grant", photo, *until).text
    cutline.run("hold", photo, "--reason", "letter of 3 March")
    assert "but it is on legal hold" in cutline.run("grant", photo, *until).text
    assert "legal hold" in cutline.json("grant", photo, *until)[0]["but"]


def test_what_nobody_understands_is_decided_by_the_line_that_is_printed(cutline):
    photo = put(cutline, **AGENCY, instructions="CLEAR W LONDON DESK B4 USE")
    remedy = reason_of(check(cutline, photo, status=5), "UNPARSED")["fix"].split("`")[1]
    cutline.run(*shlex.split(remedy.replace("…", "read it"))[1:])
    assert "UNPARSED" not in codes(check(cutline, photo))


@pytest.mark.parametrize("wrong, said", [
    ({"territories_out": []}, "nothing is taken out"), ({"clauses": [{"term": "chanels", "where": "line 4"}]}, "chanels"),
    ({"cost": {"amount": 1, "currency": "Euro"}}, "Euro")])
def test_a_slip_in_a_licence_is_refused_in_true_words(cutline, wrong, said):
    assert said in cutline.run("licence", "set", write(cutline, "c.json", {**CONTRACT, **wrong}), status=6).error


@pytest.mark.parametrize("kind", ["agency", "purchase", "permission", "ugc", "open", "staff", "freelance",
                                  "commissioned", "handout", "pool"])
def test_a_template_has_to_be_filled_in(cutline, kind):
    """Each of its capitals by itself: none of them is what somebody said, saw or signed."""
    template = cutline.run("licence", "template", kind).text
    photo = put(cutline, **AGENCY)
    cutline.run("story", "new", "harvest")
    (cutline.folder / "FILE").write_text("Yes.")
    answers = {"PHOTO-ID": photo, "STORY": "harvest", "YYYY-MM-DD": "2026-01-02", "URL": "https://example.org/1"}
    gaps = re.findall(r'"([A-Z][A-Z ,-]+(?:2026)?)"', template.replace('"WORLD"', "").replace('"EUR"', ""))
    filled = template
    for gap in gaps:
        filled = filled.replace(f'"{gap}"', json.dumps(answers.get(gap, "Nordlys")))
    (cutline.folder / "Nordlys").write_text("Yes.")
    for gap in gaps:
        other = template
        for at in gaps:
            other = other if at == gap else other.replace(f'"{at}"', json.dumps(answers.get(at, "Nordlys")))
        assert gap in cutline.run("licence", "set", "-", stdin=other.encode(), status=6).error
        assert gap in cutline.run("licence", "set", "-", "--dry-run", stdin=other.encode(), status=6).error
    assert gaps and cutline.json("licence", "list") == []
    cutline.run("licence", "set", "-", stdin=filled.encode())
    assert len(cutline.json("licence", "list")) == 1


def test_dots_are_nobodys_word(cutline):
    photo = put(cutline, **AGENCY)
    for dots in ("...", "…", " … "):
        for command in (["grant", photo, "--until", "2099-01-01", "--reason", dots], ["kill", photo, "--reason", dots],
                        ["protect", photo, "--reason", dots], ["hold", photo, "--reason", dots]):
            assert "reason" in cutline.run(*command, status=2).error
        for field in ("supplier_id", "credit", "keywords"):
            assert "stands for" in cutline.run("edit", photo, f"{field}={dots}", status=6).error
    record = {"schema": "cutline-licence/1", "id": "mia", "kind": "permission", "photos": [photo], "granted": "2026-01-02"}
    assert "wording" in cutline.run("licence", "set", write(cutline, "mia.json", record | {"wording": "…"}), status=6).error


def test_stage_by_supplier_and_what_it_would_hold_up(cutline):
    photo = put(cutline, **AGENCY)
    cutline.run("outlet", "set", write(cutline, "o.json", {"schema": "cutline-outlet/1", "id": "courier"}))
    cutline.run("story", "new", "almaty")
    cutline.run("story", "add", "almaty", photo)
    stage = ("outlet", "stage", "courier", "block", "--supplier", "Getty")
    lines = cutline.json(*stage, "--dry-run")
    assert lines[-1]["summary"] == {"live": 1, "held_now": 0, "held_then": 1}
    assert lines[0]["photo"] == photo and lines[0]["story"] == "almaty" and lines[0]["verdict"] == "review"
    assert cutline.json("outlet", "stage", "courier", "block", "--supplier", "Reuters", "--dry-run")[-1]["summary"]["held_then"] == 0
    assert check(cutline, photo, status=5)["stage"] == "warn"
    cutline.run(*stage)
    assert check(cutline, photo, status=5)["stage"] == "block"
    cutline.run("outlet", "stage", "courier", "never", status=2)
    cutline.run("outlet", "stage", "nowhere", "warn", status=3)


def test_stats_names_the_missing_contract(cutline):
    put(cutline, **AGENCY)
    waiting = [(line["name"], line["n"]) for line in cutline.json("stats") if line["group"] == "wait for one contract"]
    assert waiting == [("Getty Images", 1)]
    assert "1 of 1 wait on one contract (Getty Images)" in cutline.run("stats").text
    cutline.run("licence", "set", write(cutline, "getty.json", CONTRACT))
    assert not [line for line in cutline.json("stats") if line["group"] == "wait for one contract"]


def test_search_by_what_may_be_used_and_what_it_costs(cutline):
    """“Which lake pictures may go on the web in Kazakhstan, and cost us nothing?”"""
    files = {
        "own.jpg": {"credit": "AFP via Getty Images", "byline": "Ana Ruiz", "caption": "A lake."},
        "out.jpg": {"credit": "AFP via Getty Images", "byline": "Ana Ruiz", "caption": "A lake.",
                    "instructions": "KAZAKHSTAN OUT"},
        "old.jpg": {"credit": "Reuters", "byline": "Ben Li", "caption": "A lake."},
        "bare.jpg": {"credit": "Tengri Pictures", "caption": "A lake."},
        "gone.jpg": {"credit": "AFP via Getty Images", "caption": "A street.",
                     "instructions": "MUST NOT BE USED AFTER 31 DEC 2020"},
    }
    lines = cutline.ingest(*(cutline.put(name, pictures.jpeg(i, fields)) for i, (name, fields) in
                             enumerate(files.items(), 1)))
    ids = {line["id"]: name.removesuffix(".jpg") for name, line in lines.items()}
    cutline.run("licence", "set", write(cutline, "getty.json", CONTRACT))
    ended = CONTRACT | {"id": "reuters-2020", "name": "Reuters to 2020", "supplier": "Reuters",
                        "from": "2019-01-01", "until": "2020-12-31"}
    cutline.run("licence", "set", write(cutline, "reuters.json", ended))

    def found(*query):
        return sorted(ids[line["id"]] for line in cutline.json("search", "--", *query))

    assert found("usable:web@KAZ") == ["own"] and found("usable:@DE") == ["out", "own"]
    assert found("lake", "-usable:web@KAZ") == ["bare", "old", "out"]
    assert found("usable:print") == []
    assert found("licence:getty-2026", "lake") == ["out", "own"] and found('licence:"reuters TO 2020"') == ["old"]
    assert found("licence:none") == ["bare"] and found("-licence:none -licence:getty-2026") == ["old"]
    assert found("is:expired") == ["gone", "old"] and found("lake", "-is:expired") == ["bare", "out", "own"]
    assert found("lake", "cost:none") == ["out", "own"] and found("cost:>0") == []
    paid = CONTRACT | {"cost": {"amount": 12.5, "currency": "EUR", "review_above": 50}}
    cutline.run("licence", "set", write(cutline, "getty.json", paid))
    assert found("lake", "cost:>0") == found("lake", "cost:5..12.50") == ["out", "own"]
    assert found("cost:none") == found("cost:>12.5") == []
    assert "2 of at least 3" in cutline.run("search", "-licence:none", "--limit", "2").error
    assert len(cutline.json("search", "-licence:none", "--limit", "2", "--offset", "2")) == 2

    for query, place in (("lake OR is:expired", 12), ("usable:we", 8), ("lake usable:@Atlantis", 13), ("licence:afp", 9)):
        error = cutline.run("search", query, status=2).error
        assert f"column {place}: " in error and error.splitlines()[2] == " " * (place + 1) + "^"
    assert "column 4: " in cutline.run("search", "--facets", "is:expired", status=2).error
    cutline.run("search", "--save", "x", "licence:afp", status=2)
    edited = cutline.json("edit", "--query", "licence:reuters-2020", "city=Almaty")
    assert [ids[line["id"]] for line in edited] == ["old"]
