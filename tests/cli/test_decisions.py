# SPDX-License-Identifier: MIT
"""What a decision of a person speaks of: what stood when it was made, or what it names; nothing that came later."""
import pictures
from test_rights import check, codes, put, write

UNTIL = ("--until", "2099-01-01", "--reason")
WEB = {"schema": "cutline-outlet/1", "id": "com", "names": ["The Courier"], "markets": ["DE"], "channels": ["web"], "commercial": "no"}
AFP = {"schema": "cutline-licence/1", "id": "afp", "kind": "contract", "supplier": "AFP", "channels": ["web"], "territories": ["WORLD"]}
PICTURE = {"credit": "AFP", "byline": "John Doe", "caption": "A street in Osh, Kyrgyzstan, on 20 January 2026."}


def contracted(cutline, **fields):
    cutline.run("outlet", "set", write(cutline, "com.json", WEB))
    cutline.run("licence", "set", write(cutline, "afp.json", AFP))
    return put(cutline, **PICTURE, **fields)


def test_a_decision_does_not_speak_of_what_came_later(cutline):
    photo = contracted(cutline, instructions="MINORS MUST BE PIXELATED")
    assert codes(check(cutline, photo, status=5), "review") == {"MINORS"}
    cutline.run("grant", photo, *UNTIL, "faces pixelated, seen by Anna")
    assert "GRANT_SILENT" not in codes(check(cutline, photo, status=0))
    later = {**PICTURE, "instructions": "MINORS MUST BE PIXELATED. GERMANY OUT. DO NOT SELL WITHOUT CLEARANCE FROM LONDON"}
    cutline.ingest(cutline.put("b.jpg", pictures.jpeg(1, later)))
    verdict = check(cutline, photo, status=4)
    assert codes(verdict, "deny") == {"TERRITORY"} and "MINORS" in codes(verdict, "note")
    silent = next(reason for reason in verdict["reasons"] if reason["code"] == "GRANT_SILENT")
    assert "does not speak of" in silent["message"] and "TERRITORY" in silent["message"] and "MINORS" not in silent["message"]
    assert "--for CODE" in silent["fix"]
    cutline.run("grant", photo, "--for", "TERRITORY,CLEARANCE", *UNTIL, "agreed with London")
    verdict = check(cutline, photo, status=0)
    asides = {reason["code"]: reason["set_aside_by"] for reason in verdict["reasons"] if reason.get("set_aside_by")}
    assert set(asides) >= {"MINORS", "TERRITORY"} and asides["MINORS"] != asides["TERRITORY"]


def test_other_words_of_the_same_kind_are_later_words(cutline):
    photo = contracted(cutline, instructions="GERMANY OUT")
    cutline.run("grant", photo, *UNTIL, "AFP agreed by phone")
    check(cutline, photo, status=0)
    cutline.ingest(cutline.put("b.jpg", pictures.jpeg(1, {**PICTURE, "instructions": "GERMANY OUT; NOT FOR USE IN GERMANY"})))
    assert codes(check(cutline, photo, status=4), "deny") == {"TERRITORY"}


def test_a_lost_contract_is_not_set_aside(cutline):
    photo = contracted(cutline, instructions="MINORS MUST BE PIXELATED")
    cutline.run("grant", photo, *UNTIL, "faces pixelated")
    cutline.run("licence", "remove", "afp")
    assert codes(check(cutline, photo, status=4), "deny") == {"NOT_COVERED"}


def test_what_no_decision_sets_aside_is_refused(cutline):
    """A grant that would count for nothing is not made: a kill, a hold, what only informs."""
    photo = contracted(cutline)
    for code in ("KILLED", "WITHHELD", "LEGAL_HOLD", "HELD", "NOT_EXAMINED", "LOOKUP_FAILED", "GRANT_DENY", "CREDIT_MISSING"):
        error = cutline.run("grant", photo, "--for", f"MINORS,{code}", *UNTIL, "x", status=2).error
        assert f"no decision sets '{code}' aside" in error and "own remedy" in error and "leave it out" in error
    for code in ("LICENSED", "GRANT", "EXPIRES"):
        error = cutline.run("grant", photo, "--for", code, *UNTIL, "x", status=2).error
        assert f"'{code}' only informs" in error and (": EXPIRED" in error) == (code == "EXPIRES")
    for code in ("EMBARGO", "EXPIRED", "TAKE_DOWN", "PART"):
        cutline.run("grant", photo, "--for", code, *UNTIL, "x")


def test_a_wrong_printed_credit_is_never_set_aside(cutline):
    photo = contracted(cutline)
    cutline.run("grant", photo, "--for", "MINORS,TERRITORY", *UNTIL, "all is well")
    assert "CREDIT_MISSING" in codes(check(cutline, photo, "--credit", "Bob", status=5), "review")
    cutline.run("story", "new", "s", "--outlet", "com")
    cutline.run("story", "add", "s", photo, "--alt", "x", "--credit", "Bob")
    assert "CREDIT_MISSING" in cutline.run("story", "check", "s", status=5).text
    assert "CREDIT_MISSING" in cutline.run("grant", photo, "--for", "CREDIT_MISSING", *UNTIL, "x", status=2).error
    assert "no code" in cutline.run("grant", photo, "--for", "MINOR", *UNTIL, "x", status=2).error
    assert "--for" in cutline.run("deny", photo, "--for", "MINORS", *UNTIL, "x", status=2).error


def test_a_decision_where_nothing_stands_says_so(cutline):
    photo = contracted(cutline)
    assert "nothing asks or denies now" in cutline.run("grant", photo, *UNTIL, "in advance").text
    cutline.ingest(cutline.put("b.jpg", pictures.jpeg(1, {**PICTURE, "instructions": "GERMANY OUT"})))
    check(cutline, photo, status=4)
    cutline.run("verify", "--audit")


def test_a_place_that_was_bought_is_asked_for(cutline):
    photo = put(cutline, **PICTURE)
    bought = {"schema": "cutline-licence/1", "id": "inv", "kind": "purchase", "photos": [photo], "uses": 3, "channels": ["web"],
              "placement": "inside page, not cover", "invoice": "I-1"}
    cutline.run("licence", "set", write(cutline, "inv.json", bought))
    verdict = check(cutline, photo, status=5)
    assert codes(verdict, "review") == {"PLACEMENT"}
    said = {reason["code"]: reason["message"] + reason["fix"] for reason in verdict["reasons"]}
    assert "inside page, not cover" in said["PLACEMENT"] and "--for PLACEMENT" in said["PLACEMENT"]
    assert "inside page, not cover" in said["LICENSED"]
    cutline.run("grant", photo, "--for", "PLACEMENT", *UNTIL, "on page five")
    check(cutline, photo, status=0)
