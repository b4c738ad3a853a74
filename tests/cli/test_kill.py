# SPDX-License-Identifier: MIT
"""A kill reaches copies and likenesses of the picture, and not its burst; and it can be taken back."""
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


def test_an_item_that_takes_a_picture_back_names_it_by_its_id_alone(cutline):
    """It carries no picture, bears another name, and comes into another folder."""
    cutline.put("a.jpg", encode(scene(1), nordlys()))
    cutline.put("a.json", item("usable", "Nordlys"))
    cutline.put("b.jpg", encode(scene(2), nordlys()))
    cutline.put("b.json", item("usable", "Nordlys", 7))
    lines = cutline.ingest("--supplier", "Nordlys", str(cutline.folder / "in"))
    gone = json.loads(item("canceled", "Nordlys")) | {"version": "2"}
    for supplier, expected in (("Ostbild", "held"), ("Nordlys", "killed")):
        path = cutline.put(f"later/{supplier}.json", json.dumps(gone | {"creditline": supplier}).encode())
        line, = cutline.json("ingest", "--supplier", supplier, path)
        assert (line["status"], line["of"]) == ("sidecar", lines["a.jpg"]["id"])
        assert (state(cutline, lines["a.jpg"]["id"])[0], state(cutline, lines["b.jpg"]["id"])[0]) == (expected, "ok")


def test_an_item_that_takes_back_what_has_not_come_waits_for_it(cutline):
    gone = json.loads(item("withheld", "Nordlys")) | {"version": "2"}
    path = cutline.put("first/gone.json", json.dumps(gone).encode())
    line, = cutline.json("ingest", "--supplier", "Nordlys", path)
    assert line["status"] == "sidecar" and [finding["code"] for finding in line["findings"]] == ["KILL_NOTICE"], line
    cutline.put("in2/a.jpg", encode(scene(1), nordlys()))
    cutline.put("in2/a.json", item("usable", "Nordlys"))
    photo = cutline.ingest("--supplier", "Nordlys", str(cutline.folder / "in/in2"))["a.jpg"]["id"]
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


TURNS = [Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270, Image.Transpose.FLIP_LEFT_RIGHT,
         Image.Transpose.FLIP_TOP_BOTTOM, Image.Transpose.TRANSPOSE, Image.Transpose.TRANSVERSE]


def turned(cutline, into, status):
    """Re-saved turned and mirrored, under another name and credit; {name: turn}."""
    for turn in TURNS:
        cutline.put(f"{into}/{turn.name}.jpg", encode(scene(1).transpose(turn), nordlys(credit="Other", title=turn.name), quality=70))
    cutline.put(f"{into}/stranger.jpg", encode(scene(5).transpose(TURNS[0]), nordlys(title="NL-5")))
    return cutline.ingest(str(cutline.folder / "in" / into), status=status)


def test_turned_and_mirrored_it_does_not_come_back(cutline):
    photo = cutline.ingest(cutline.put("../first.jpg", encode(scene(1), nordlys())))["first.jpg"]["id"]
    cutline.run("kill", photo, "--reason", "wrong person")
    lines = turned(cutline, "again", 1)
    assert lines.pop("stranger.jpg")["status"] == "added"
    assert len(lines) == len(TURNS)
    for name, line in lines.items():
        assert (line["status"], line["of"]) == ("held", photo), (name, line)
        assert state(cutline, line["id"]) == ("held", f"looks like killed {photo}")
        shown, = cutline.json("show", line["id"])
        assert "turned or mirrored" in [found["message"] for found in shown["findings"] if found["code"] == "LOOKS_KILLED"][0]
    before = {line["id"]: state(cutline, line["id"]) for line in lines.values()}
    (cutline.archive / "catalog.sqlite").unlink()
    cutline.run("rebuild", "--from-store")
    assert {one: state(cutline, one) for one in before} == before
    cutline.run("unkill", photo, "--reason", "mistake")
    assert {state(cutline, one)[0] for one in before} == {"ok"}


def test_a_kill_reaches_turned_copies_that_are_here(cutline):
    lines = turned(cutline, "before", 0)
    photo = cutline.ingest(cutline.put("../first.jpg", encode(scene(1), nordlys())))["first.jpg"]["id"]
    assert {line["status"] for line in lines.values()} <= {"added", "probable"}
    killed, = cutline.json("kill", photo, "--reason", "wrong person")
    assert {held["id"] for held in killed["held"]} == {line["id"] for name, line in lines.items() if name != "stranger.jpg"}
    assert state(cutline, lines["stranger.jpg"]["id"]) == ("ok", None)


def crops(cutline):
    """A frame and two crops of it that share too little to look alike: each looks like the frame only."""
    frame, ids = scene(1), {}
    for name, data in (("frame", encode(frame, nordlys(title="NL-1"))),
                       ("left", encode(frame.crop((0, 0, 600, 600)), nordlys(title="NL-2"))),
                       ("right", encode(frame.crop((300, 0, 900, 600)), nordlys(title="NL-3")))):
        ids[name] = cutline.ingest(cutline.put(name + ".jpg", data))[name + ".jpg"]["id"]
    return ids


def test_a_kill_of_a_crop_reaches_the_other_crops(cutline):
    ids = crops(cutline)
    linked = {copy["id"] for copy in cutline.json("show", ids["left"])[0]["copies"]}
    assert linked == {ids["frame"]}
    killed, = cutline.json("kill", ids["left"], "--reason", "wrong person")
    assert {held["id"] for held in killed["held"]} == {ids["frame"], ids["right"]}
    assert state(cutline, ids["right"]) == ("held", f"looks like killed {ids['left']}")
    cutline.run("unkill", ids["left"], "--reason", "mistake")
    assert {state(cutline, photo)[0] for photo in ids.values()} == {"ok"}


def test_what_looks_like_a_held_one_is_held(cutline):
    """The other crop comes after the kill."""
    frame = scene(1)
    left = cutline.ingest(cutline.put("left.jpg", encode(frame.crop((0, 0, 600, 600)), nordlys(title="NL-2"))))["left.jpg"]["id"]
    cutline.run("kill", left, "--reason", "wrong person")
    held = cutline.ingest(cutline.put("frame.jpg", encode(frame, nordlys())), status=1)["frame.jpg"]
    assert held["status"] == "held"
    line = cutline.ingest(cutline.put("right.jpg", encode(frame.crop((300, 0, 900, 600)), nordlys(title="NL-3"))), status=1)["right.jpg"]
    assert (line["status"], line["of"]) == ("held", left)
    assert state(cutline, line["id"]) == ("held", f"looks like killed {left}")
    cutline.run("unkill", held["id"], "--reason", "looked at: another frame")
    again = cutline.ingest(cutline.put("small.jpg", encode(frame.crop((320, 0, 900, 600)), nordlys(title="NL-4"))), status=1)["small.jpg"]
    assert again["status"] == "held", "it looks like the one that is held still"
    cutline.run("unkill", left, "--reason", "mistake")
    assert {state(cutline, photo)[0] for photo in (left, held["id"], line["id"], again["id"])} == {"ok"}


def test_what_came_before_a_held_one_is_looked_at_again(cutline):
    """The frame comes last, and is held for one crop; the other, which looks like nothing but the frame, was here before."""
    frame, ids = scene(1), {}
    for name, left, right in (("left", 0, 600), ("right", 300, 900)):
        data = encode(frame.crop((left, 0, right, 600)), nordlys(title=f"NL-{left}"))
        ids[name] = cutline.ingest(cutline.put(f"{name}.jpg", data))[f"{name}.jpg"]["id"]
    cutline.run("kill", ids["left"], "--reason", "wrong person")
    assert state(cutline, ids["right"]) == ("ok", None)
    held = cutline.ingest(cutline.put("frame.jpg", encode(frame, nordlys())), status=1)["frame.jpg"]
    assert held["status"] == "held"
    assert state(cutline, ids["right"]) == ("held", f"looks like killed {ids['left']}")
    asked = cutline.json("check", ids["right"], status=5)[0]["reasons"]
    assert next(one["severity"] for one in asked if one["code"] == "HELD") == "review"
    cutline.run("unkill", ids["left"], "--reason", "mistake")
    assert {state(cutline, photo)[0] for photo in (*ids.values(), held["id"])} == {"ok"}


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


def test_what_was_judged_for_several_channels_is_asked_back_from_each(family):
    """No channel was said of the use: the page is ours, the mail, the post and the edition are to be confirmed."""
    outlet = {"schema": "cutline-outlet/1", "id": "courier", "markets": ["GB"], "channels": ["web", "app", "newsletter", "print", "social"]}
    family.run("outlet", "set", family.put("o.json", json.dumps(outlet).encode()))
    for slug, more in (("all", []), ("mail", ["--channel", "newsletter"])):
        family.run("story", "new", slug)
        family.run("story", "add", slug, family.ids["first"], "--alt", "A quay", *more)
        family.run("story", "publish", slug, "--url", f"https://example.org/{slug}", "--despite", "test")
    killed, = family.json("kill", family.ids["first"], "--reason", "wrong person")
    page, mail = "https://example.org/all (all)", "https://example.org/mail (mail)"
    assert {(one["who"], one["target"], one["done"] is not None) for one in killed["takedowns"]} == {
        ("us", page, True), ("newsletter", page, False), ("social", page, False), ("print", page, False), ("newsletter", mail, False)}
    assert len(killed["takedowns"]) == 5
    assert all(("if it went out there" in one["detail"]) == (one["target"] == page and one["who"] != "us") for one in killed["takedowns"])
    family.run("takedown", "confirm", str(next(one["takedown"] for one in killed["takedowns"] if one["who"] == "print")), "--note", "not printed")


def test_every_address_that_it_went_out_at_is_asked_for(family):
    """The page moved, and what was posted first stands where it stood; the page that never showed it is left alone."""
    family.run("story", "new", "w")
    family.run("story", "add", "w", family.ids["first"], "--alt", "A quay", "--channel", "social")
    for path in ("old", "new", "new"):
        family.run("story", "publish", "w", "--url", f"https://example.org/{path}", "--despite", "test")
    family.run("story", "add", "w", family.ids["copy"], "--alt", "A quay")
    family.run("story", "remove", "w", family.ids["first"])
    family.run("story", "publish", "w", "--url", "https://example.org/without", "--despite", "test")
    killed, = family.json("kill", family.ids["first"], "--reason", "wrong person")
    assert [(one["who"], one["target"]) for one in killed["takedowns"]] == [
        ("social", "https://example.org/new (w)"), ("social", "https://example.org/old (w)")]


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


def test_a_second_notice_asks_nobody_twice(collage):
    whole = collage.ids["whole"]
    collage.run("kill", whole, "--reason", "the desk's own")
    asked = collage.json("takedown", "list", whole)
    assert asked
    again, = collage.json("kill", whole, "--class", "agency", "--reason", "the agency's notice")
    assert again["takedowns"] == [] and collage.json("takedown", "list", whole) == asked


def test_a_kill_of_a_part_stands_in_the_composite(collage):
    ids = collage.ids
    collage.run("kill", ids["left"], "--reason", "wrong person")
    assert ids["left"] in collage.run("unkill", ids["whole"], "--reason", "so what", status=4).error
    collage.run("composite", ids["whole"], ids["right"])
    assert state(collage, ids["whole"])[0] == state(collage, ids["poster"])[0] == "ok"


@pytest.mark.parametrize("first", ["the part is taken out", "the kill is taken back"])
def test_a_composite_is_free_when_no_part_is_killed_in_whatever_order(collage, first):
    ids = collage.ids
    collage.run("kill", ids["left"], "--reason", "wrong person")
    collage.run("kill", ids["right"], "--reason", "wrong place")
    steps = [("composite", ids["whole"], ids["right"]), ("unkill", ids["right"], "--reason", "right place")]
    for step in steps if first == "the part is taken out" else reversed(steps):
        assert state(collage, ids["whole"])[0] == state(collage, ids["poster"])[0] == "killed"
        collage.run(*step)
    assert state(collage, ids["whole"]) == state(collage, ids["poster"]) == ("ok", None)
    assert state(collage, ids["left"])[0] == "killed" and collage.json("verify")[-1]["summary"]["problems"] == 0


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


def test_a_kill_is_taken_back_with_a_reason(cutline):
    cutline.put("a.jpg", encode(scene(1), nordlys()))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("kill", photo, "--reason", "court order 17")
    for reason in ([], ["--reason", ""], ["--reason", "…"]):
        assert "needs a reason" in cutline.run("unkill", photo, *reason, status=2).error
    assert cutline.json("show", photo)[0]["state"] == "killed"
    cutline.run("unkill", photo, "--reason", "the court meant another")
