# SPDX-License-Identifier: MIT
"""Copies of one frame, of which one is proposed; and what is said of rights to machines."""
import json
import re

import pictures
from test_rights import AGENCY, check, CONTRACT, put, write


def test_rightsml_leaves_nothing_out(cutline):
    words = "JAPAN OUT. NO SALES. NO USE AFTER 1 MAY 2099. MANDATORY CREDIT. ONE TIME USE ONLY. CLEAR W DESK. CALL FOR IMAGE"
    photo = put(cutline, instructions=words, **AGENCY)
    policy = json.loads(cutline.run("export", photo, "--as", "odrl").text)
    assert policy["@context"] == "http://www.w3.org/ns/odrl.jsonld" and "RightsML" in policy["profile"]
    use = policy["permission"][0]
    limits = {one["leftOperand"]: one for one in use["constraint"]}
    assert limits["spatial"]["operator"] == "isNoneOf" and limits["spatial"]["rightOperand"][0]["@id"].endswith("/JP")
    assert limits["dateTime"]["operator"] == "lt" and limits["count"]["rightOperand"] == 1
    said = [duty[DESCRIPTION] for duty in use["duty"] if duty["action"] == "obtainConsent"]
    assert [duty["action"] for duty in use["duty"]].count("attribute") == 1 and {"CLEAR W DESK", "CALL FOR IMAGE"} <= set(said)
    assert any("contract" in one for one in said), "nothing is on file that permits it"
    assert use["assigner"] == {"@type": "Party", "uid": "urn:cutline:supplier:getty%20images"}
    assert [one["action"] for one in policy["prohibition"]] == ["sell"]


DESCRIPTION = "http://purl.org/dc/terms/description"


def test_rightsml_says_what_a_contract_permits_and_what_a_copy_of_the_frame_says(cutline):
    first = cutline.ingest(cutline.put("a.jpg", pictures.jpeg(1, AGENCY | {"instructions": "SPECIAL RATES APPLY"})), "--supplier", "Getty Images")["a.jpg"]["id"]
    other = pictures.jpeg(1, {"credit": "Ben Li/Reuters", "byline": "Ben Li", "caption": "A street.", "instructions": "MINORS: FACES MUST BE PIXELATED"})
    cutline.ingest(cutline.put("b.jpg", other), "--supplier", "Reuters")
    cutline.run("licence", "set", write(cutline, "g.json", CONTRACT))
    use = json.loads(cutline.run("export", first, "--as", "odrl").text)["permission"][0]
    actions = {duty["action"] for duty in use["duty"]}
    assert {"compensate", "obtainConsent"} <= actions
    assert any("PIXELATED" in duty[DESCRIPTION] for duty in use["duty"] if duty["action"] == "obtainConsent")


def test_rightsml_permits_no_more_than_the_contract(cutline):
    photo = put(cutline, **AGENCY, instructions="NO SALES")
    terms = {"channels": ["web", "newsletter"], "territories": ["DACH"], "territories_out": ["CH"], "until": "2089-12-31"}
    cutline.run("licence", "set", write(cutline, "g.json", CONTRACT | terms))
    cutline.run("outlet", "set", write(cutline, "o.json", {"schema": "cutline-outlet/1", "id": "home", "markets": ["DE"], "channels": ["web"]}))
    policy = json.loads(cutline.run("export", photo, "--as", "odrl").text)
    limits = {(one["leftOperand"], one["operator"]): one["rightOperand"] for one in policy["permission"][0]["constraint"]}
    places = [place["@id"][-2:] for place in limits["spatial", "isAnyOf"]]
    assert sorted(places) == ["AT", "CH", "DE"] and [place["@id"][-2:] for place in limits["spatial", "isNoneOf"]] == ["CH"]
    assert set(limits["media", "isNoneOf"]) == {"app", "social", "print", "broadcast", "syndication", "internal"}
    assert limits["dateTime", "lt"]["@value"].startswith("2090-01-01")
    assert [one["action"] for one in policy["prohibition"]].count("sell") >= 1
    assert "commercialize" in [one["action"] for one in policy["prohibition"]]
    cutline.run("licence", "set", write(cutline, "g.json", CONTRACT | {"territories": ["WORLD"], "channels": ["web"], "resale": True}))
    policy = json.loads(cutline.run("export", photo, "--as", "odrl").text)
    limits = [(one["leftOperand"], one["operator"]) for one in policy["permission"][0]["constraint"]]
    assert limits == [("media", "isNoneOf")] and [one["action"] for one in policy["prohibition"]].count("sell") == 1


def test_the_copy_that_a_licence_covers_is_proposed_from_every_copy(cutline):
    """Equal verdicts: what is on file, then fewer questions; and one row a frame."""
    frame = {"byline": "Ben Li", "caption": "A street in Almaty on 3 March 2024.", "instructions": "MINORS: FACES MUST BE PIXELATED"}
    ids = {}
    for name, supplier in (("a", "AFP"), ("g", "Getty Images"), ("r", "Reuters")):
        path = cutline.put(name + ".jpg", pictures.jpeg(1, frame | {"credit": f"Ben Li/{supplier}"}))
        ids[name] = cutline.ingest(path, "--supplier", supplier)[name + ".jpg"]["id"]
    cutline.run("licence", "set", write(cutline, "g.json", CONTRACT))
    for name, photo in ids.items():
        shown, = cutline.json("show", photo, "--copies")
        assert {copy["id"] for copy in shown["copies"]} == set(ids.values()) - {photo}, name
        assert shown["best_copy"]["id"] == ids["g"] and shown["best_copy"]["verdict"] == "review", name
    rows = cutline.run("search", "Almaty").text
    assert rows.count("+2 copies") == 1 and sum(photo in rows for photo in ids.values()) == 1
    assert sum(photo in cutline.run("search", "Almaty", "--copies").text for photo in ids.values()) == 3
    assert [line["copies"] for line in cutline.json("search", "Almaty")] == [2, 2, 2]
    page = cutline.run("sheet", "Almaty").text
    assert page.count("+2 copies") == 1 and page.count("<figure") + page.count("<article") in (1, 0)
    cutline.run("kill", ids["a"], "--reason", "withdrawn")
    rows = cutline.run("search", "Almaty").text
    assert ids["a"] in rows and "[killed]" in rows, "another state stands for itself"


def test_what_words_forbid_to_machines_is_said_to_them(cutline):
    """In every rendition that carries metadata; what the file says itself stands if it forbids as much."""
    def mined(number, words, **xmp):
        name = f"{number}.jpg"
        data = pictures.jpeg(number, AGENCY | {"instructions": words}, {"plus:DataMining": f"http://ns.useplus.org/ldf/vocab/{value}" for value in xmp.values()}, (900, 600))
        photo = cutline.ingest(cutline.put(name, data), "--supplier", "Getty Images")[name]["id"]
        cutline.run("rendition", photo, "article", "-o", name)
        return set(re.findall(rb"DMI-[A-Z-]+", (cutline.folder / name).read_bytes()))

    assert mined(1, "NO AI TRAINING") == {b"DMI-PROHIBITED-AIMLTRAINING"}
    assert mined(2, "NO SALES") == set()
    assert mined(3, "NO AI TRAINING", own="DMI-ALLOWED") == {b"DMI-PROHIBITED-AIMLTRAINING"}
    assert mined(4, "NO AI TRAINING", own="DMI-PROHIBITED") == {b"DMI-PROHIBITED"}


def test_the_best_copy_of_a_frame_is_proposed(cutline):
    picture = pictures.jpeg(1, AGENCY)
    first = cutline.ingest(cutline.put("a.jpg", picture), "--supplier", "Getty Images")["a.jpg"]["id"]
    other = pictures.jpeg(1, {"credit": "Ben Li/Reuters", "byline": "Ben Li", "caption": "A street in Almaty."})
    line = cutline.ingest(cutline.put("b.jpg", other), "--supplier", "Reuters")["b.jpg"]
    assert line["status"] == "copy" and line["of"] == first
    cutline.run("licence", "set", write(cutline, "r.json", CONTRACT | {"id": "reuters", "name": "Reuters", "supplier": "Reuters"}))
    text = cutline.run("show", first, "--copies").text
    assert f"use {line['id']}: allow, the mildest of this frame" in text
    for more in ([], ["--copies"]):
        shown, = cutline.json("show", first, *more)
        copy, = shown["copies"]
        assert (copy["id"], copy["supplier"], copy["credit"], copy["verdict"], copy["stop"]) == (
            line["id"], "reuters", "Ben Li/Reuters", "allow", False)
        assert shown["best_copy"] == {key: copy[key] for key in ("id", "supplier", "credit", "verdict", "stop")}
    cutline.run("deny", line["id"], "--until", "2090-01-01", "--reason", "not again")
    assert cutline.json("show", line["id"])[0]["best_copy"]["id"] == first, "denied, it is proposed to nobody"
    cutline.run("kill", first, "--reason", "withdrawn")
    assert cutline.json("show", first)[0]["best_copy"] is None


def test_each_copy_of_a_frame_is_judged_as_if_it_alone_were_asked_about(cutline):
    words = {"Getty Images": "JAPAN OUT", "Reuters": "EMBARGOED UNTIL 1 MAY 2099", "AFP": "NO SALES"}
    ids = {}
    for number, (agency, said) in enumerate(words.items()):
        picture = pictures.jpeg(1, {"credit": f"Ben Li/{agency}", "byline": "Ben Li", "instructions": said})
        line = cutline.ingest(cutline.put(f"{number}.jpg", picture), "--supplier", agency)[f"{number}.jpg"]
        ids[line["id"]] = agency
    for photo, agency in ids.items():
        shown, = cutline.json("show", photo)
        assert {copy["id"] for copy in shown["copies"]} == set(ids) - {photo}
        verdicts = {copy: check(cutline, copy) for copy in ids}
        for copy in shown["copies"]:
            assert (copy["verdict"], copy["stop"]) == (verdicts[copy["id"]]["verdict"], verdicts[copy["id"]]["stop"])
        said = [one for one in verdicts[photo]["reasons"] if one["code"] == "FRAME"]
        assert len(said) == (agency != "Reuters"), "a copy may be linked twice, by bytes and by its look; it counts once"
