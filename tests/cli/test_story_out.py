# SPDX-License-Identifier: MIT
"""story check, publish, unpublish and export: what goes out, what is held up, what it counts against."""
import hashlib
import json
import os
import pathlib
import re
import sqlite3
import subprocess

import pytest

import pictures

CONTRACT = {"schema": "cutline-licence/1", "id": "getty-test", "kind": "contract", "supplier": "Getty Images",
            "from": "2020-01-01", "until": "2090-12-31", "channels": ["web", "app", "newsletter", "syndication"],
            "sections": ["editorial"], "resale": True}


def licence(cutline, **changes):
    path = cutline.folder / "licence.json"
    path.write_text(json.dumps({key: value for key, value in {**CONTRACT, **changes}.items() if value is not None}))
    cutline.run("licence", "set", str(path))


def outlet(cutline, name, stage, market="GB"):
    path = cutline.folder / "outlet.json"
    path.write_text(json.dumps({"schema": "cutline-outlet/1", "id": name, "names": [name], "markets": [market],
                                "channels": ["web"], "commercial": "no", "stage": stage}))
    cutline.run("outlet", "set", str(path))


GETTY = {"credit": "Getty Images", "source": "Getty Images", "copyright": "© 2022 Getty Images"}


def two_photos(cutline):
    """Two photos of a contract's supplier, with alternative texts; a story "flood" that holds them."""
    for seed, name in enumerate("ab", 1):
        cutline.put(name + ".jpg", pictures.press(seed, **GETTY))
    lines = cutline.ingest()
    cutline.a, cutline.b = lines["a.jpg"]["id"], lines["b.jpg"]["id"]
    licence(cutline)
    cutline.run("story", "new", "flood", "--language", "en")
    cutline.run("story", "add", "flood", cutline.a, "--alt", "A man on ice")
    cutline.run("story", "add", "flood", cutline.b, "--alt", "A bird on ice")
    return cutline.a, cutline.b


@pytest.fixture
def photos(cutline):
    cutline.a, cutline.b = cutline.once(two_photos)
    return cutline


def story(cutline, slug="flood"):
    return cutline.json("story", "show", slug)[0]


def check(cutline, *more, status=0):
    return cutline.json("story", "check", "flood", *more, status=status)[0]


def test_one_name_in_two_spellings_over_a_story(photos):
    photos.run("story", "edit", "flood", story(photos)["items"][0]["use"]["id"],
               "--caption", "Minister Alexandr Bogdanov walks over the ice.")
    photos.run("story", "edit", "flood", story(photos)["items"][1]["use"]["id"],
               "--caption", "The house of Alexander Bogdanov stands on the shore.")
    uses = check(photos)["uses"]
    said = [[finding["message"] for finding in use["findings"] if finding["code"] == "SPELLING_VARIES"] for use in uses]
    assert said[0] == [] and len(said[1]) == 1
    assert "Alexander Bogdanov" in said[1][0] and "Alexandr Bogdanov" in said[1][0]


def states(cutline):
    return [item["use"]["state"] for item in story(cutline)["items"]]


def codes(use):
    return [reason["code"] for reason in use["verdict"]["reasons"]] + [finding["code"] for finding in use["findings"]]


# --- check ------------------------------------------------------------------------------------------------


def test_check_allows_what_a_contract_covers(photos):
    said = check(photos)
    assert said["verdict"] == "allow" and not said["stop"] and len(said["uses"]) == 2
    assert said["uses"][0]["verdict"]["verdict"] == "allow" and "LICENSED" in codes(said["uses"][0])
    assert said["uses"][0]["printed"]["credit"] == "© Aino Virtanen/Getty Images"
    text = photos.run("story", "check", "flood").text
    assert "allow" in text and photos.a in text


def test_check_shows_long_captions_within_the_width(photos):
    photos.run("story", "edit", "flood", "1", "--caption", "Floods in the old town. " * 20)
    lines = photos.run("story", "check", "flood").text.splitlines()
    assert sum("Floods in the old town." in line for line in lines) > 3
    assert max(map(len, lines)) <= 100


def test_check_without_terms_asks_for_review(photos):
    photos.run("licence", "remove", "getty-test")
    assert check(photos, status=4 if "NOT_COVERED" in photos.run("story", "check", "flood", status=4).text else 5)["verdict"] != "allow"


def test_check_looks_at_what_is_really_printed(photos):
    photos.run("story", "edit", "flood", "1", "--credit", "Somebody Else")
    said = check(photos, status=5)
    assert "CREDIT_MISSING" in codes(said["uses"][0]) and "CREDIT_MISSING" not in codes(said["uses"][1])
    photos.run("story", "edit", "flood", "1", "--credit", "", "--alt", "", "--caption", "A man on a lake.")
    assert "ALT_MISSING" in codes(check(photos, status=5)["uses"][0])
    photos.run("story", "edit", "flood", "1", "--decorative")
    assert "ALT_MISSING" not in codes(check(photos)["uses"][0])
    photos.run("story", "edit", "flood", "1", "--alt", "A man on a lake.")
    assert "ALT_IS_CAPTION" in codes(check(photos, status=5)["uses"][0])


def test_check_tells_of_crops_that_are_forbidden(cutline):
    cutline.put("a.jpg", pictures.press(1, instructions="NO CROPPING", **GETTY))
    photo = cutline.ingest()["a.jpg"]["id"]
    licence(cutline)
    cutline.run("story", "new", "flood")
    cutline.run("story", "add", "flood", photo, "--crop", "0,0,90,128", "--decorative")
    said = check(cutline, status=4)
    assert "NO_CROP" in codes(said["uses"][0])
    cutline.run("story", "edit", "flood", "1", "--crop", "")
    assert check(cutline)["verdict"] == "allow"


def test_check_tells_of_reuse_and_corrections(photos):
    photos.run("story", "add", "flood", photos.a, "--alt", "x y z")
    assert "REUSE" in codes(check(photos, status=5)["uses"][0])
    photos.run("story", "remove", "flood", "3")
    photos.run("story", "edit", "flood", "1", "--caption", "Ours.")
    photos.run("edit", photos.a, "caption=Another caption of the archive on 6 January 2022.")
    assert "UPDATE" in codes(check(photos, status=5)["uses"][0])


# --- publish ------------------------------------------------------------------------------------------------


def test_publish_records_all(photos):
    page = photos.folder / "page.html"
    page.write_text("<p>page</p>")
    photos.run("--as", "mira", "story", "publish", "flood", "--url", "https://example.org/flood", "--page", str(page))
    shown = story(photos)
    assert shown["state"] == "published" and shown["url"] == "https://example.org/flood" and shown["published"]
    assert states(photos) == ["published", "published"]
    assert {hit["id"] for hit in photos.json("search", "is:published")} == {photos.a, photos.b}
    publication, = shown["publications"]
    said = publication["publication"]
    assert publication["who"] == "mira" and said["page_sha256"] == hashlib.sha256(b"<p>page</p>").hexdigest()
    assert [use["check"]["verdict"]["verdict"] for use in said["uses"]] == ["allow", "allow"]
    assert all(use["check"]["verdict"]["rules_version"] for use in said["uses"])
    figure = photos.run("export", photos.a, "--as", "figure", "--story", "flood", binary=True).stdout
    assert said["uses"][0]["figure_sha256"] == hashlib.sha256(figure).hexdigest()


def test_what_was_printed_stays_until_somebody_decides(photos):
    photos.run("story", "publish", "flood")
    before = story(photos)["items"][0]["use"]["printed"]["caption"]
    photos.run("edit", photos.a, "caption=A corrected caption of 6 January 2022.")
    assert story(photos)["items"][0]["use"]["printed"]["caption"] == before
    update, = photos.json("story", "updates", "flood")
    assert (update["before"], update["printed"], update["own"]) == (before, before, False)
    photos.run("story", "updates", "flood", "--take", "1")
    assert story(photos)["items"][0]["use"]["printed"]["caption"] == "A corrected caption of 6 January 2022."
    assert photos.json("story", "updates") == []


def test_stopped_never_goes_out(photos):
    photos.run("kill", photos.b, "--reason", "withdrawn")
    for more in ([], ["--despite", "the editor insists"]):
        done = photos.run("story", "publish", "flood", *more, status=4)
        assert photos.b in done.error and "stopped" in done.error
    assert states(photos) == ["reserved", "reserved"], "nothing was done"


@pytest.mark.parametrize("stage,denied,despite", [("observe", 0, 0), ("warn", 4, 0), ("block", 4, 4)])
def test_stages(photos, stage, denied, despite):
    outlet(photos, "courier", stage)
    photos.run("story", "edit", "flood", "--outlet", "courier")
    photos.run("deny", photos.b, "--until", "2089-01-01", "--reason", "the family asked")
    assert check(photos, status=4)["verdict"] == "deny"
    photos.run("story", "publish", "flood", status=denied)
    photos.run("story", "publish", "flood", "--despite", "decided by M. Adler", status=despite)
    assert (states(photos)[0] == "published") == (despite == 0)
    if despite == 0 and denied:
        assert story(photos)["publications"][0]["publication"]["despite"] == "decided by M. Adler"


def test_block_holds_up_what_is_to_be_reviewed(photos):
    outlet(photos, "courier", "block")
    photos.run("story", "edit", "flood", "--outlet", "courier")
    photos.run("story", "edit", "flood", "1", "--alt", "")
    assert "to be reviewed" in photos.run("story", "publish", "flood", status=4).error
    photos.run("story", "publish", "flood", "--despite", "the chart has no words")


def test_unpublish_takes_back_and_publish_returns(photos):
    photos.run("story", "publish", "flood")
    photos.run("story", "unpublish", "flood", "--reason", "a complaint")
    assert story(photos)["state"] == "unpublished" and states(photos) == ["removed", "removed"]
    assert photos.json("search", "is:published") == [] and len(photos.json("search", "used:yes")) == 2
    assert "not published" in photos.run("story", "unpublish", "flood", status=2).error
    photos.run("story", "publish", "flood")
    assert states(photos) == ["published", "published"] and len(story(photos)["publications"]) == 2


def test_publish_says_what_it_needs(photos):
    photos.run("story", "new", "empty")
    assert "no photo" in photos.run("story", "publish", "empty", status=2).error
    assert "address" in photos.run("story", "publish", "flood", "--url", "javascript:alert(1)", status=2).error
    photos.run("story", "publish", "flood", "--page", "nowhere.html", status=8)
    assert states(photos) == ["reserved", "reserved"]


def test_a_story_goes_out_now_or_with_a_reason_then(photos):
    """Readers get it at once, and quotas count its day: neither waits for a time that was typed."""
    licence(photos)
    assert "story check flood" in photos.run("story", "publish", "flood", "--at", "2089-01-01", status=2).error
    past = ("story", "publish", "flood", "--at", "2025-01-05T12:00Z")
    assert "--despite" in photos.run(*past, status=4).error
    assert photos.json("story", "show", "flood")[0]["state"] == "draft"
    photos.run(*past, "--despite", "imported from the old system, by its log")
    assert photos.json("story", "show", "flood")[0]["published"].startswith("2025-01-05")


def test_rebuild_restores_publications_and_quotas(photos):
    licence(photos, quota={"uses": 10, "period": "year", "count": "publication"})
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    before = story(photos), check(photos)["quotas"]
    assert before[1][0]["committed"] == 2
    (photos.archive / "catalog.sqlite").unlink()
    photos.run("rebuild", "--from-store")
    after = story(photos), check(photos)["quotas"]
    assert {key: after[0][key] for key in after[0] if after[0][key] != before[0][key]} == {} and after[1] == before[1]
    assert photos.run("verify").returncode == 0


# --- quota ------------------------------------------------------------------------------------------------------


def test_draft_reserves_publish_commits_unpublish_releases(photos):
    licence(photos, quota={"uses": 3, "period": "year", "count": "publication"})
    photos.run("story", "new", "other")
    photos.run("story", "add", "other", photos.a, "--decorative")

    def quota():
        row, = check(photos)["quotas"]
        return row["committed"], row["reserved"], row["quota"]

    assert quota() == (0, 3, 3), "each of the drafts holds its place"
    photos.run("story", "publish", "flood")
    assert quota() == (2, 1, 3)
    photos.run("story", "new", "third")
    photos.run("story", "add", "third", photos.b, "--decorative")
    said, = photos.json("story", "check", "third", status=4)
    assert "QUOTA" in codes(said["uses"][0])
    photos.run("story", "unpublish", "flood")
    photos.run("story", "remove", "other", "1")
    assert photos.json("story", "check", "third")[0]["verdict"] == "allow"


def test_pictures_of_one_story_share_a_quota_that_came_after_them(photos):
    """Nothing is reserved: the first picture takes the last place, and the second is told so before it goes out."""
    photos.run("licence", "remove", "getty-test")
    licence(photos, id="second", quota={"uses": 1, "period": "year", "count": "publication"})
    said = photos.json("story", "check", "flood", status=4)[0]["uses"]
    assert ["QUOTA" in codes(use) for use in said] == [False, True]
    photos.run("story", "publish", "flood", status=4)
    photos.run("story", "remove", "flood", "2")
    photos.run("story", "publish", "flood")


def test_a_composite_counts_for_each_of_its_pictures(photos):
    licence(photos, quota={"uses": 20, "period": "year", "count": "publication"})
    whole = photos.ingest(photos.put("c.jpg", pictures.press(3, credit="Nobody", source="Nobody", byline="N One", copyright="Nobody")))["c.jpg"]["id"]
    photos.run("composite", whole, photos.a, photos.b)
    photos.run("story", "new", "collage")
    photos.run("story", "add", "collage", whole, "--alt", "A man and a bird on ice")
    publish = ("story", "publish", "collage", "--despite", "made by us")

    def quota():
        row, = photos.json("story", "check", "collage", status=5)[0]["quotas"]
        return row["committed"], row["reserved"]

    assert quota() == (0, 4), "two of the other draft, two of this one"
    photos.run(*publish)
    assert quota() == (2, 2)
    photos.run(*publish)
    assert quota() == (2, 2), "published again it counts once"
    (photos.archive / "catalog.sqlite").unlink()
    photos.run("rebuild", "--from-store")
    assert quota() == (2, 2)
    photos.run("story", "unpublish", "collage")
    photos.run("story", "add", "collage", whole, "--alt", "The same")
    # One place is left: the first of the two takes it.
    licence(photos, quota={"uses": 3, "period": "year", "count": "publication"})
    said = photos.json("story", "check", "collage", status=4)[0]["uses"][-1]["verdict"]
    assert [reason["message"] for reason in said["reasons"] if reason["severity"] == "deny" and photos.b[:6] in reason["message"]]
    assert not [reason["message"] for reason in said["reasons"] if reason["severity"] == "deny" and photos.a[:6] in reason["message"]]
    # What counts pictures counts one once, in a composite or by itself.
    licence(photos, quota={"uses": 2, "period": "total", "count": "photo"})
    assert "deny" not in {reason["severity"] for reason in photos.json("story", "check", "collage", status=5)[0]["uses"][-1]["verdict"]["reasons"]}


@pytest.mark.parametrize("count", ["photo", "download"])
def test_quota_counts_photos_once_where_the_contract_says_so(photos, count):
    """A download is paid once, however often its photo is shown; the archive sees those that are used."""
    licence(photos, quota={"uses": 1, "period": "total", "count": count})
    photos.run("story", "remove", "flood", "2")
    photos.run("story", "publish", "flood")
    photos.run("story", "new", "again")
    photos.run("story", "add", "again", photos.a, "--decorative")
    said, = photos.json("story", "check", "again")[0]["uses"]
    assert "QUOTA" not in codes(said)
    licensed, = [reason["message"] for reason in said["verdict"]["reasons"] if reason["code"] == "LICENSED"]
    assert "1 of 1 photos spent, this one among them" in licensed
    photos.run("story", "add", "again", photos.b, "--decorative")
    assert "QUOTA" in codes(photos.json("story", "check", "again", status=4)[0]["uses"][1])


def test_a_draft_keeps_the_place_that_it_had_first(photos):
    licence(photos, quota={"uses": 4, "period": "year", "count": "publication"})  # two are in "flood"
    for slug in ("first", "second", "third"):
        photos.run("story", "new", slug)
        photos.run("story", "add", slug, photos.a)
    denied = photos.json("story", "check", "third", status=4)[0]["uses"][0]["verdict"]["reasons"][0]
    assert denied["code"] == "QUOTA" and "taken: 4 of 4" in denied["message"]
    photos.run("story", "publish", "third", status=4)
    for slug in ("second", "first", "flood"):
        photos.run("story", "publish", slug)
    assert "is spent: 4 of 4" in photos.run("story", "publish", "third", status=4).error


def test_a_publication_despite_a_denial_is_said_everywhere(photos):
    licence(photos, quota={"uses": 1, "period": "total", "count": "publication"})
    photos.run("story", "publish", "flood", "--despite", "the editor in chief, by phone")
    said = check(photos)
    denied, = [use for use in said["uses"] if "DESPITE" in codes(use)]
    finding, = [finding for finding in denied["findings"] if finding["code"] == "DESPITE"]
    assert "the editor in chief, by phone" in finding["message"]
    assert "let out all the same" in photos.run("story", "show", "flood").text
    spent = {reason["message"].split("; ")[1] for use in said["uses"] for reason in use["verdict"]["reasons"] if reason["code"] == "LICENSED"}
    assert spent == {"2 of 1 uses spent."} and said["quotas"][0]["committed"] == 2
    reason, = [reason for reason in photos.json("check", photos.a, status=4)[0]["reasons"] if reason["code"] == "QUOTA"]
    assert "2 of 1" in reason["message"]


def test_the_forecast_is_of_the_day_that_is_asked_about(photos):
    licence(photos, quota={"uses": 4, "period": "month", "count": "publication"})
    photos.run("story", "publish", "flood")
    assert check(photos)["quotas"][0]["committed"] == 2
    assert check(photos, "--at", "2089-12-05")["quotas"][0]["committed"] == 0


def test_a_sum_that_is_kept_is_held_against_what_was_published(photos):
    """Somebody changes the file round the program: verify says so, and what counts is counted again."""
    licence(photos, quota={"uses": 2, "period": "total", "count": "publication"})
    photos.run("story", "publish", "flood")
    assert photos.run("verify").returncode == 0
    with sqlite3.connect(photos.archive / "catalog.sqlite") as file:
        assert file.execute("UPDATE spending_sum SET committed = 0 WHERE licence = 'getty-test'").rowcount == 1
    photos.run("story", "new", "next")
    photos.run("story", "add", "next", photos.a, "--decorative")
    assert "QUOTA_STALE" in photos.run("verify", status=1).text
    photos.run("verify", "--repair")
    assert photos.run("verify").returncode == 0
    assert "is spent: 2 of 2" in photos.run("story", "publish", "next", status=4).error


def test_fifty_publishers_share_twenty_places(photos):
    """Fifty programs publish a story each at once; exactly as many get through as the quota has places."""
    places, slugs = 20, [f"s{i}" for i in range(50)]
    photos.run("story", "remove", "flood", "1", "2")
    for slug in slugs:
        photos.run("story", "new", slug)
        photos.run("story", "add", slug, photos.a, "--decorative")
    # Set afterwards: these drafts hold no places in it.
    licence(photos, id="second", quota={"uses": places, "period": "year", "count": "publication"})
    photos.run("licence", "remove", "getty-test")
    waiting = list(slugs)
    while waiting:
        running = [(slug, photos.start("story", "publish", slug)) for slug in waiting]
        ended = [(slug, process.communicate(timeout=240)[1], process.returncode) for slug, process in running]
        assert {status for _, _, status in ended} <= {0, 4, 9}, ended
        waiting = [slug for slug, _, status in ended if status == 9]  # busy for too long: again
    published = [slug for slug in slugs if story(photos, slug)["state"] == "published"]
    assert len(published) == places
    row, = photos.json("story", "check", published[0])[0]["quotas"]
    assert (row["committed"], row["reserved"]) == (places, 0)


# --- export -------------------------------------------------------------------------------------------------------


def test_export_leaves_out_what_may_not_go_there(photos):
    photos.run("deny", photos.b, "--until", "2089-01-01", "--reason", "the family asked")
    done = photos.run("story", "export", "flood", "--for", "web", status=1)
    assert done.text.count("<figure") == 1 and "left out" in done.error and photos.b in done.error
    lines = photos.json("story", "export", "flood", "--for", "web", status=1)
    assert [line["left_out"] for line in lines] == [False, True] and lines[1]["text"] is None
    assert [use["partner"] for use in story(photos)["partners"]] == []


def test_what_a_partner_has_is_told_when_the_archive_changes_and_not_before(photos):
    photos.run("story", "edit", "flood", "1", "--headline", "Our own headline")
    photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press")
    assert photos.json("story", "updates") == []
    photos.run("edit", story(photos)["items"][0]["use"]["photo"], "headline=Theirs")
    assert [update["field"] for update in photos.json("story", "updates")] == ["headline"] * 2


def test_partner_gets_uses_of_its_own(photos):
    text = photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press").text
    items = [json.loads(line) for line in text.splitlines()]
    partners = story(photos)["partners"]
    assert {use["partner"] for use in partners} == {"Northlight Press"} and len(partners) == 2
    assert [item["uri"].rsplit(":", 1)[1] for item in items] == [use["id"] for use in partners]
    assert all(use["state"] == "published" and use["channel"] == "syndication" for use in partners)
    photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press")
    assert [use["id"] for use in story(photos)["partners"]] == [use["id"] for use in partners], "the same delivery"
    assert "to whom" in photos.run("story", "export", "flood", "--for", "syndication", status=2).error
    assert "for syndication" in photos.run("story", "export", "flood", "--for", "web", "--partner", "x", status=2).error


def test_one_use_is_one_wherever_it_goes(photos):
    """A digest, a partner and another channel are further uses of what may be used once."""
    photos.run("edit", photos.a, "instructions=SINGLE USE")
    photos.run("story", "remove", "flood", photos.b)

    def said(slug, status):
        reasons = photos.json("story", "check", slug, status=status)[0]["uses"][0]["verdict"]["reasons"]
        return {reason["severity"] for reason in reasons if reason["code"] == "ONE_USE"}

    assert said("flood", 0) == {"note"}
    photos.run("story", "publish", "flood")
    assert said("flood", 0) == {"note"}
    photos.run("story", "publish", "flood")
    photos.run("story", "new", "weekly")
    photos.run("story", "add", "weekly", "--story", "flood")
    photos.run("story", "publish", "weekly", status=4)
    done = photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press", status=1)
    assert done.text == "" and story(photos)["partners"] == []


def test_a_decision_about_a_name_that_nobody_bears_is_refused(photos):
    """It would bind nobody, and sound as if it did."""
    until = ("--until", "2089-01-01", "--reason", "the family asked")
    assert "flod" in photos.run("deny", photos.a, "--story", "flod", *until, status=3).error
    assert "shp" in photos.run("grant", photos.a, "--outlet", "shp", *until, status=3).error
    outlet(photos, "shop", "warn")
    assert "in story flood for outlet shop until" in photos.run(
        "deny", photos.a, "--story", "flood", "--outlet", "shop", *until).text


def test_the_use_of_the_story_counts_before_a_delivery_to_a_partner(photos):
    photos.run("licence", "remove", "getty-test")
    licence(photos, id="bought", kind="purchase", supplier=None, photos=[photos.a], uses=1, invoice="I-1")
    photos.run("story", "remove", "flood", photos.b)
    photos.run("story", "publish", "flood")
    done = photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press", status=1)
    assert "1 of 1" in done.error and story(photos)["partners"] == []
    licence(photos, id="bought", kind="purchase", supplier=None, photos=[photos.a], uses=3, invoice="I-1")
    photos.run("story", "add", "flood", photos.a, "--alt", "The same street, closer.")
    photos.run("story", "publish", "flood", "--despite", "shown twice on purpose")
    done = photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press", status=1)
    assert "3 of 3" in done.error and len(story(photos)["partners"]) == 1


def test_pictures_of_one_delivery_share_the_quota_that_is_left(photos):
    """Two of three uses are spent: one picture goes out, again and again, and none of those that may not holds its place."""
    licence(photos, quota={"uses": 3, "period": "month", "count": "publication"})
    photos.run("story", "publish", "flood")
    export = ("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press")
    for _ in range(2):
        done = photos.run(*export, status=1)
        assert done.error.count("left out") == 1
        assert [use["photo"] for use in story(photos)["partners"]] == [photos.a]
    assert check(photos)["quotas"][0]["committed"] == 3
    photos.run("edit", photos.a, "instructions=SINGLE USE")
    licence(photos, quota={"uses": 4, "period": "month", "count": "publication"})
    photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Other Press", status=1)
    assert [use["photo"] for use in story(photos)["partners"] if use["partner"] == "Other Press"] == [photos.b]


def test_a_photo_that_stands_twice_is_two_deliveries(photos):
    """One page and one partner have it; it is put in once more. Of four uses the page takes the third, the partner the fourth."""
    photos.run("story", "remove", "flood", photos.b)
    licence(photos, quota={"uses": 3, "period": "month", "count": "publication"})
    export = ("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press")
    photos.run("story", "publish", "flood")
    photos.run(*export)
    photos.run("story", "add", "flood", photos.a, "--alt", "The same street, closer.")
    photos.run("story", "publish", "flood", "--despite", "shown twice on purpose")
    done = photos.run(*export, status=1)
    assert "3 of 3" in done.error and done.error.count("left out") == 1 and len(story(photos)["partners"]) == 1
    assert check(photos, status=5)["quotas"][0]["committed"] == 3
    licence(photos, quota={"uses": 4, "period": "month", "count": "publication"})
    for _ in range(2):
        photos.run(*export)
        assert len(story(photos)["partners"]) == 2 and check(photos, status=5)["quotas"][0]["committed"] == 4


def test_contract_without_resale_keeps_partners_out(photos):
    licence(photos, resale=False)
    done = photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight Press", status=1)
    assert done.text == "" and done.error.count("left out") == 2
    assert story(photos)["partners"] == []


# --- a photo alone, and the page of documentation --------------------------------------------------------------


def test_a_use_that_is_denied_stays_in_and_its_photo_alone_goes_out(cutline):
    """What the story does with the picture is forbidden; the picture is not."""
    cutline.put("a.jpg", pictures.press(1, instructions="NO CROPPING", **GETTY))
    photo = cutline.ingest()["a.jpg"]["id"]
    licence(cutline)
    cutline.run("story", "new", "flood")
    cutline.run("story", "add", "flood", photo, "--crop", "0,0,90,128", "--decorative")
    done = cutline.run("export", "1", "--as", "figure", "--story", "flood", status=4)
    assert "NO_CROP" in done.error and done.text == ""
    assert "<figure" in cutline.run("export", photo, "--as", "figure").text
    cutline.run("export", "1", "--as", "figure", "--story", "flood", "--internal", "--reason", "layout")
    said = json.loads(cutline.json("history", photo)[-1]["payload"]) if isinstance(
        cutline.json("history", photo)[-1]["payload"], str) else cutline.json("history", photo)[-1]["payload"]
    assert (said["internal"], said["reason"], said["story"], said["verdict"]) == (True, "layout", "flood", "deny")


def test_the_page_about_stories_can_be_typed(photos):
    page = pathlib.Path(__file__).parents[2] / "docs" / "stories.md"
    blocks = re.findall(r"```sh\n(.*?)```", page.read_text(), re.S)
    assert len(blocks) >= 6
    (photos.folder / "page.html").write_text("<p>page</p>")
    (photos.archive / "cutline.conf").write_text("[daemon]\npublic_url=https://photos.example.org\n")
    binary = os.environ["CUTLINE_BIN"]
    script = f'set -eu\ncutline() {{ "{binary}" "$@"; }}\n' + "".join(blocks)
    done = subprocess.run(["sh", "-c", script], cwd=photos.folder, capture_output=True, text=True, timeout=60,
                          env={**photos.environment, "PHOTO": photos.a, "OTHER": photos.b})
    assert done.returncode == 0, done.stderr
    assert story(photos, "ice")["state"] == "unpublished" and "<figure" in done.stdout
    assert json.loads((photos.folder / "items.json").read_text().splitlines()[0])["uri"]


# --- how long it stays ---------------------------------------------------------------------------------------------


def test_retention_lets_go_of_what_nobody_uses(photos):
    photos.run("retention", "Getty Images", "--days", "30")
    assert photos.run("retention").text == "Getty Images: 30 days\n"
    later = {"CUTLINE_NOW": "2089-01-01T00:00:00Z"}
    assert photos.json("retention", "--dry-run", env=later) == [], "both stand in a story"
    photos.run("story", "remove", "flood", "2")
    assert photos.json("retention", "--dry-run") == [], "and none is old yet"
    line, = photos.json("retention", "--dry-run", env=later)
    assert (line["id"], line["dry_run"]) == (photos.b, True) and photos.json("show", photos.b)[0]["state"] == "ok"
    photos.run("hold", photos.b, "--reason", "dispute")
    line, = photos.json("retention", "--run", env=later)
    assert not line["purged"] and "dispute" in line["kept"]
    photos.run("hold", photos.b, "--release")
    assert photos.json("retention", "--run", env=later)[0]["purged"]
    assert "retention" in photos.json("show", photos.b)[0]["state_reason"]
    photos.run("retention", "Getty Images", "--drop")
    assert photos.run("retention").text == ""


def test_searches_are_kept_by_name(photos):
    photos.run("search", "--save", "getty", 'credit:"Getty Images"')
    saved, = photos.json("searches")
    assert (saved["name"], saved["query"]) == ("getty", 'credit:"Getty Images"')
    assert {hit["id"] for hit in photos.json("searches", "getty")} == {photos.a, photos.b}
    photos.run("search", "--save", "x", "width:nonsense", status=2)
    photos.run("searches", "absent", status=3)
    photos.run("searches", "getty", "--drop")
    assert photos.json("searches") == []
