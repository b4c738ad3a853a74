# SPDX-License-Identifier: MIT
"""A supplier's number stands in place of a photo's id, wherever an id may stand."""
import json

import pytest

from test_statuses import encode, nordlys, scene

GUID = "urn:newsml:nordlys.example:20261129:123456"
NUMBERS = {"a": "20261129-123456", "b": "XPDJ104", "c": "2233445566", "d": GUID}


@pytest.fixture
def wire(cutline):
    """IIM 2:103 twice, IIM 2:187, the guid of an item; and one number that two pictures bear."""
    cutline.put("wire/a.jpg", encode(scene(1), nordlys(title="Ice", job_id=NUMBERS["a"])))
    cutline.put("wire/b.jpg", encode(scene(2), nordlys(title="Ice", job_id=NUMBERS["b"])))
    cutline.put("wire/c.jpg", encode(scene(3), nordlys(title="Ice", supplier_id=NUMBERS["c"])))
    cutline.put("wire/d.jpg", encode(scene(4), nordlys(title="Ice")))
    cutline.put("wire/d.json", json.dumps({"uri": GUID, "type": "picture", "headline": "D", "renditions": [{"name": "m", "href": "d.jpg"}]}).encode())
    for n, name in ((5, "e"), (6, "f")):
        cutline.put(f"wire/{name}.jpg", encode(scene(n), nordlys(title="Ice", job_id="BRU-102")))
    cutline.ids = {name[0]: line["id"] for name, line in cutline.ingest().items() if name.endswith(".jpg")}
    return cutline


@pytest.mark.parametrize("name", NUMBERS)
def test_show_takes_what_kill_takes(wire, name):
    assert wire.json("show", NUMBERS[name])[0]["id"] == wire.ids[name]
    assert wire.json("show", NUMBERS[name].lower())[0]["id"] == wire.ids[name]
    assert wire.json("kill", NUMBERS[name], "--dry-run")[0]["id"] == wire.ids[name]


def test_every_command_takes_it(wire):
    number, photo = NUMBERS["a"], wire.ids["a"]
    assert wire.json("check", number, status=5)[0]["photo"] == photo
    assert [line["id"] for line in wire.json("find", number)] == [photo]
    wire.run("edit", number, "headline=Ice breaks up")
    assert wire.json("show", photo)[0]["fields"]["headline"] == "Ice breaks up"
    wire.run("undo", number)
    assert wire.json("history", number)[-1]["kind"] == "undo"
    wire.run("show", number + "@1")
    assert "no version 9" in wire.run("show", number + "@9", status=3).error
    wire.run("story", "new", "ice")
    assert wire.json("story", "add", "ice", number)
    assert photo in wire.run("--json", "story", "show", "ice").text
    wire.run("story", "remove", "ice", number)
    wire.run("crop", number, "0,0,100,100")
    wire.run("focus", number, "50,50")
    wire.run("composite", NUMBERS["b"], number)
    assert wire.json("show", NUMBERS["b"])[0]["parts"] == [photo]
    wire.run("grant", number, "--until", "2089-01-01", "--reason", "by phone")
    wire.run("restrictions", "list", number)
    wire.run("credit", "show", number)
    assert photo in wire.run("--json", "lint", number, status=1).text
    wire.run("export", number, "--as", "original", "--internal", "-o", "a.out", binary=True)
    wire.run("evidence", number, "-o", "case.zip")
    wire.run("rendition", number, "w_100", "-o", "r.jpg")
    wire.run("hold", number, "--reason", "case 17")
    wire.run("hold", number, "--release")
    assert wire.json("kill", number, "--reason", "by phone")[0]["id"] == photo
    wire.run("takedown", "list", number)
    wire.run("unkill", number, "--reason", "by mistake")
    assert wire.json("show", number)[0]["state"] == "ok"
    wire.run("protect", number, "--reason", "a source")
    assert photo in wire.run("purge", number, "--reason", "by law", "--yes").text


def test_a_number_of_two_pictures_names_both_and_acts_on_none(wire):
    e, f = sorted((wire.ids["e"], wire.ids["f"]))
    for words in (["show"], ["check"], ["find"], ["history"], ["export", "--as", "original"], ["edit", "headline=x"], ["evidence", "-o", "case"], ["purge", "--reason", "x", "--yes"]):
        refused = wire.run(words[0], "BRU-102", *words[1:], status=2).error
        assert refused.count("\n") == 1 and e in refused and f in refused and "BRU-102" in refused, refused
    assert "'BRU-102' is the number of several photos" in refused and "name the one that is meant by its id" in refused


def test_only_the_whole_number_counts(wire):
    for status, numbers in ((3, ("20261129-12345", "20261129-1234567", "XPDJ105")), (2, ("Ice", "newsml:nordlys.example:20261129:123456"))):
        for number in numbers:
            assert f"'{number}'" in wire.run("show", number, status=status).error


def test_what_begins_an_id_and_is_anothers_number_means_either(wire):
    short = wire.ids["a"][:8].upper()
    wire.put("g.jpg", encode(scene(7), nordlys(title="Ice", job_id=short)))
    other = wire.ingest(wire.folder / "in" / "g.jpg")["g.jpg"]["id"]
    refused = wire.run("show", short, status=2).error
    assert wire.ids["a"] in refused and other in refused and refused.count("\n") == 1
    assert wire.json("show", wire.ids["a"])[0]["id"] == wire.ids["a"]
