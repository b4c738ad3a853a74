# SPDX-License-Identifier: MIT
"""A kill reaches copies and likenesses of the picture, and not its burst; and it can be taken back."""
import pytest
from PIL import ImageFilter
from test_statuses import encode, nordlys, scene


def state(cutline, photo):
    shown = cutline.json("show", photo)[0]
    return shown["state"], shown["state_reason"]


@pytest.fixture
def family(cutline):
    """One frame from two agencies, a softer one that looks like it, and a stranger."""
    first = scene(1)

    def bring(name, data, status):
        line = cutline.ingest(cutline.put(name + ".jpg", data))[name + ".jpg"]
        assert line["status"] == status, line
        cutline.ids[name] = line["id"]

    cutline.ids = {}
    bring("first", encode(first, nordlys(title="NL-1")), "added")
    bring("copy", encode(first, nordlys(credit="Other", byline="B", copyright="© Other", title="O-1")), "copy")
    bring("like", encode(first.filter(ImageFilter.GaussianBlur(1)), nordlys(title="NL-9"), quality=70), "probable")
    bring("stranger", encode(scene(5), nordlys(title="NL-5")), "added")
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


def test_dry_run_changes_nothing(family):
    before = [family.json("show", photo) for photo in family.ids.values()]
    killed = family.json("kill", family.ids["first"], "--dry-run", "--reason", "?")[0]
    assert killed["dry_run"] and len(killed["held"]) == 2
    assert "would be killed" in family.run("kill", family.ids["first"], "--dry-run", "--reason", "?").text
    assert [family.json("show", photo) for photo in family.ids.values()] == before


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
