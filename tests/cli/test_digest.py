# SPDX-License-Identifier: MIT
"""Digests: stories that hold stories. What is checked is what is exported and published."""
import json
import os
import subprocess

from test_story_out import codes, licence, outlet, photos, story  # noqa: F401 (photos is a fixture)


def test_check_of_a_digest_reads_its_stories(photos):
    photos.run("story", "new", "weekly")
    photos.run("story", "add", "weekly", "--story", "flood")
    said, = photos.json("story", "check", "weekly")
    assert [use["story"] for use in said["uses"]] == ["flood", "flood"]
    assert [use["use"] for use in said["uses"]] == [item["use"]["id"] for item in story(photos)["items"]]


def digest(photos, *changes):
    """A digest that holds "flood"; what its check says is what happens to it."""
    photos.run("story", "new", "weekly", *changes)
    photos.run("story", "add", "weekly", "--story", "flood")


def fate(photos, *more):
    """What `story check` says of the digest, by photo, and whether `story publish` then refuses it."""
    done = subprocess.run([os.environ["CUTLINE_BIN"], "--json", "story", "check", "weekly", *more],
                          env=photos.environment, cwd=photos.folder, capture_output=True)
    said = json.loads(done.stdout)
    photos.run("story", "publish", "weekly", *more, status=4 if said["verdict"] == "deny" else 0)
    return {use["photo"]: (use["worst"], codes(use)) for use in said["uses"]}


def test_check_of_a_digest_counts_single_uses_as_publish_does(photos):
    photos.run("edit", photos.a, "instructions=SINGLE USE")
    photos.run("story", "publish", "flood")
    digest(photos)
    said = fate(photos)
    assert said[photos.a][0] == "deny" and "ONE_USE" in said[photos.a][1] and said[photos.b][0] == "allow"


def test_check_of_a_digest_counts_quotas_as_publish_does(photos):
    licence(photos, quota={"uses": 3, "period": "year", "count": "publication"})
    photos.run("story", "publish", "flood")
    digest(photos)
    said = fate(photos)
    assert "QUOTA" in said[photos.b][1] and said[photos.a][0] == "allow"


def test_check_of_a_digest_asks_for_its_outlet_and_channel(photos):
    photos.run("edit", photos.a, "instructions=UK OUT")
    licence(photos, channels=["web"])
    for name, market in (("away", "US"), ("home", "GB")):
        outlet(photos, name, "warn", market)
    photos.run("story", "edit", "flood", "--outlet", "away")
    assert "no market there" in photos.run("story", "check", "flood").text
    digest(photos, "--outlet", "home")
    assert "TERRITORY" in fate(photos)[photos.a][1]
    photos.run("edit", photos.a, "instructions=")
    assert {verdict for verdict, _ in fate(photos).values()} == {"allow"}
    assert {verdict for verdict, _ in fate(photos, "--channel", "print").values()} == {"deny"}
    assert photos.run("story", "export", "weekly", "--for", "print", status=1).text == ""


def test_check_asks_for_a_caption_as_publish_does(photos):
    outlet(photos, "home", "block")
    photos.run("edit", photos.a, "caption=")
    digest(photos, "--outlet", "home")
    said = fate(photos)
    assert said[photos.a][0] == "deny" and "NO_CAPTION" in said[photos.a][1]


def test_findings_of_a_digest_are_mended_in_its_story(photos):
    photos.run("story", "edit", "flood", "1", "--alt", "")
    photos.run("story", "edit", "flood", "2", "--caption", "Ours.")
    photos.run("edit", photos.b, "caption=Another caption of the archive on 6 January 2022.")
    digest(photos)
    said, = photos.json("story", "check", "weekly", status=5)
    fixes = {finding["code"]: finding["fix"] for use in said["uses"] for finding in use["findings"]}
    first = story(photos)["items"][0]["use"]["id"]
    assert fixes["ALT_MISSING"].startswith(f"cutline story edit flood {first} ")
    assert fixes["UPDATE"] == "cutline story updates flood"


def test_a_digest_carries_the_uses_of_its_stories(photos):
    """A newsletter shows two stories: it counts against the quota, stands in the watch, and a kill finds it."""
    licence(photos, quota={"uses": 10, "period": "year", "count": "publication"}, until="2089-12-31",
            archive_tail_days=0)
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood", "--despite", "test")
    photos.run("story", "new", "weekly")
    photos.run("story", "publish", "weekly", "--channel", "newsletter", status=2)
    photos.run("story", "add", "weekly", "--story", "flood")
    photos.run("story", "publish", "weekly", "--channel", "newsletter", "--url", "https://example.org/weekly", "--despite", "test")
    weekly, flood = photos.json("story", "show", "weekly")[0], story(photos)
    assert [item.get("part", {}).get("slug") for item in weekly["items"]] == ["flood"] and weekly["partners"] == []
    assert [(use["photo"], use["of"], use["state"], use["channel"]) for use in weekly["carried"]] == [
        (item["use"]["photo"], item["use"]["id"], "published", "newsletter") for item in flood["items"]]
    quota, = photos.json("story", "check", "flood")[-1]["quotas"]
    assert quota["committed"] == 4
    text = photos.run("story", "export", "weekly", "--for", "web").text
    assert weekly["carried"][0]["id"] in text and flood["items"][0]["use"]["id"] not in text
    late = [line for line in photos.json("expiring", env={"CUTLINE_NOW": "2089-12-28T00:00:00Z"}) if line["use"]]
    assert {line["url"] for line in late} >= {"https://example.org/weekly"}
    killed, = photos.json("kill", photos.a, "--reason", "court order 17")
    assert {(t["who"], t["target"]) for t in killed["takedowns"]} == {
        ("us", "https://example.org/flood (flood)"), ("newsletter", "https://example.org/weekly (weekly)")}
    photos.run("unkill", photos.a, "--reason", "settled")
    photos.run("story", "remove", "flood", "1")
    photos.run("story", "publish", "weekly", "--channel", "newsletter", "--despite", "test")
    assert [use["photo"] for use in photos.json("story", "show", "weekly")[0]["carried"]] == [photos.b]
    before = photos.json("story", "show", "weekly")
    (photos.archive / "catalog.sqlite").unlink()
    photos.run("rebuild", "--from-store")
    assert photos.json("story", "show", "weekly")[0]["carried"] == before[0]["carried"]
    photos.run("story", "unpublish", "weekly")
    assert photos.json("story", "show", "weekly")[0]["carried"] == []
