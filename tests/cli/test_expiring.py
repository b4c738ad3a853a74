# SPDX-License-Identifier: MIT
"""expiring: what becomes forbidden soon, what is unlicensed already, and on which pages it stands."""
import json

import pytest

import pictures
from test_story_out import CONTRACT, GETTY, licence, outlet, photos  # noqa: F401 (photos is a fixture)

NOW = {"CUTLINE_NOW": "2030-05-28T12:00:00Z"}


def test_expiring_tells_what_a_licence_and_words_end_and_where(cutline):
    """A page is out under a contract that ends on Friday; another picture must be taken down; one is for good."""
    cutline.put("a.jpg", pictures.press(1, **GETTY))
    cutline.put("b.jpg", pictures.press(2, **GETTY))
    cutline.put("c.jpg", pictures.press(3, **GETTY))
    ids = {name: line["id"] for name, line in cutline.ingest(env=NOW).items()}
    licence(cutline, until="2030-05-31", archive_tail_days=0, quota={"uses": 1, "period": "total", "count": "photo"})
    licence(cutline, id="purchase", kind="purchase", supplier=None, photos=[ids["c.jpg"]], until="2089-01-01", channels=["web"])
    for slug, photo in (("flood", ids["a.jpg"]), ("other", ids["c.jpg"])):
        cutline.run("story", "new", slug, "--language", "en", env=NOW)
        cutline.run("story", "add", slug, photo, "--decorative", env=NOW)
        cutline.run("story", "publish", slug, "--url", f"https://example.org/{slug}", "--despite", "test", env=NOW)
    cutline.run("story", "new", "plan", "--language", "en", env=NOW)
    cutline.run("story", "add", "plan", ids["a.jpg"], "--decorative", env=NOW)
    cutline.run("edit", ids["b.jpg"], "instructions=MUST BE DELETED AFTER 30 MAY 2030 12:00 GMT", env=NOW)
    lines = cutline.json("expiring", "--within", "7d", env=NOW)
    planned, = (line for line in lines if line["state"] == "reserved")
    assert (planned["story"], planned["before"], planned["code"]) == ("plan", "allow", "NOT_COVERED"), "its own photo is the one"
    lines.remove(planned)
    full, = (line for line in lines if line["code"] == "QUOTA")
    assert (full["licence"], full["at"], full["after"]) == ("getty-test", "2030-05-28T12:00:00Z", "deny") and "1 of 1" in full["message"]
    lines.remove(full)
    by_photo = {line["photo"]: line for line in lines}
    assert set(by_photo) == {ids["a.jpg"], ids["b.jpg"], None}, lines
    paper = by_photo[None]
    assert (paper["licence"], paper["code"], paper["at"]) == ("getty-test", "NOT_COVERED", "2030-06-01T00:00:00Z")
    assert "31 May 2030" in paper["message"] and "2 live uses rest" in paper["message"] and "getty-test" in paper["fix"]
    out = by_photo[ids["a.jpg"]]
    assert (out["story"], out["url"], out["state"], out["before"]) == ("flood", "https://example.org/flood", "published", "allow")
    assert out["after"] in ("review", "deny") and out["at"].startswith("2030-0") and not out["stop"]
    gone = by_photo[ids["b.jpg"]]
    assert gone["stop"] and gone["code"] == "TAKE_DOWN" and gone["story"] is None and gone["at"].startswith("2030-05-30T12:00")
    assert cutline.json("expiring", "--within", "24h", env=NOW) == [full]
    text = cutline.run("expiring", env=NOW).text
    assert "published" in text and "stops" in text and ids["a.jpg"] in text
    cutline.run("expiring", "--within", "soon", status=2)


def test_a_use_that_rests_on_a_contract_by_several_parts_is_told_once(cutline):
    for seed, name in enumerate(("whole", "left", "right"), 1):
        cutline.put(f"{name}.jpg", pictures.press(seed, **GETTY))
    ids = {name[:-4]: line["id"] for name, line in cutline.ingest(env=NOW).items()}
    licence(cutline, until="2030-05-31", archive_tail_days=0)
    cutline.run("composite", ids["whole"], ids["left"], ids["right"])
    for slug in ("flood", "river"):
        cutline.run("story", "new", slug, "--language", "en", env=NOW)
        cutline.run("story", "add", slug, ids["whole"], "--decorative", env=NOW)
        cutline.run("story", "publish", slug, "--url", f"https://example.org/{slug}", "--despite", "test", env=NOW)
    lines = cutline.json("expiring", env=NOW)
    assert sorted(line["story"] for line in lines if line["story"]) == ["flood", "river"]
    assert "2 live uses rest" in next(line["message"] for line in lines if line["licence"])
    cutline.run("licence", "remove", "getty-test")
    lines = [line for line in cutline.json("expiring", env=NOW) if line["already"]]
    assert sorted(line["story"] for line in lines) == ["flood", "river"]


WORDS = "NO USE AFTER 2030-05-30"


def ends_by_words(cutline):
    """A page is out under a contract without an end, with a picture whose words end it on Thursday."""
    cutline.put("a.jpg", pictures.press(1, **GETTY))
    photo = cutline.ingest(env=NOW)["a.jpg"]["id"]
    licence(cutline)
    cutline.run("edit", photo, f"instructions={WORDS}", env=NOW)
    cutline.run("story", "new", "flood", "--language", "en", env=NOW)
    cutline.run("story", "add", "flood", photo, "--decorative", env=NOW)
    cutline.run("story", "publish", "flood", "--url", "https://example.org/flood", env=NOW)
    return photo


def test_expiring_tells_of_a_live_page_whose_words_end(cutline):
    """It may stay (it was out before), and somebody has to know which, where, when and by which words."""
    photo = ends_by_words(cutline)
    line, = cutline.json("expiring", "--within", "7d", env=NOW)
    assert (line["photo"], line["story"], line["url"], line["state"]) == (photo, "flood", "https://example.org/flood", "published")
    assert (line["at"], line["code"], line["licence"], line["already"], line["stop"]) == ("2030-05-31T00:00:00Z", "EXPIRED", None, False, False)
    assert line["before"] == line["after"] == "allow" and f'"{WORDS}" (Instructions, edited)' in line["message"]
    text = cutline.run("expiring", env=NOW).text
    assert "stays" in text and "https://example.org" in text and "Not to be used anew" in text
    assert cutline.json("expiring", "--within", "1d", env=NOW) == []
    cutline.run("story", "unpublish", "flood", env=NOW)
    gone, = cutline.json("expiring", env=NOW)
    assert (gone["use"], gone["before"], gone["after"]) == (None, "allow", "deny"), "in no story, to be used anew"


def test_expiring_leaves_out_what_somebody_has_prolonged(cutline):
    photo = ends_by_words(cutline)
    cutline.run("grant", photo, "--until", "2030-06-09", "--reason", "the agency agreed by phone", env=NOW)
    assert cutline.json("expiring", "--within", "7d", env=NOW) == []
    line, = cutline.json("expiring", "--within", "4w", env=NOW)
    assert (line["at"], line["code"], line["url"]) == ("2030-06-10T00:00:00Z", "EXPIRED", "https://example.org/flood")

LATER = {"CUTLINE_NOW": "2030-06-28T12:00:00Z"}


def test_expiring_lists_live_pages_whose_words_ended_before_today(cutline):
    """A page that may stay is no news and no fault; but who clears up must find it, a month later, too."""
    photo = ends_by_words(cutline)
    for env in (LATER, {"CUTLINE_NOW": "2030-05-31T00:00:00Z"}):
        line, = cutline.json("expiring", "--within", "1h", env=env)
        assert (line["photo"], line["story"], line["url"], line["state"]) == (photo, "flood", "https://example.org/flood", "published")
        assert (line["at"], line["code"], line["licence"]) == ("2030-05-31T00:00:00Z", "EXPIRED", None)
        assert (line["over"], line["already"], line["stop"], line["before"], line["after"]) == (True, False, False, "allow", "allow")
        assert f'"{WORDS}" (Instructions, edited)' in line["message"] and "since 31 May" in line["message"]
    text = cutline.run("expiring", env=LATER).text
    assert "Out, on what is over for new uses: 1 use" in text and "stays" in text and "https://example.org" in text
    cutline.run("grant", photo, "--until", "2030-07-09", "--reason", "the agency agreed by phone", env=LATER)
    assert [line["over"] for line in cutline.json("expiring", "--within", "4w", env=LATER)] == [False], "it ends when the decision ends"
    cutline.run("story", "unpublish", "flood", env=LATER)
    assert [line["use"] for line in cutline.json("expiring", env=LATER)] == []


def test_expiring_lists_a_live_page_whose_pictures_part_has_ended(cutline):
    for seed, name in enumerate(("whole", "part"), 1):
        cutline.put(f"{name}.jpg", pictures.press(seed, **GETTY))
    ids = {name[:-4]: line["id"] for name, line in cutline.ingest(env=NOW).items()}
    licence(cutline)
    cutline.run("edit", ids["part"], f"instructions={WORDS}", env=NOW)
    cutline.run("composite", ids["whole"], ids["part"], env=NOW)
    cutline.run("story", "new", "flood", "--language", "en", env=NOW)
    cutline.run("story", "add", "flood", ids["whole"], "--decorative", env=NOW)
    cutline.run("story", "publish", "flood", "--url", "https://example.org/flood", env=NOW)
    line, = cutline.json("expiring", env=LATER)
    assert (line["photo"], line["over"], line["at"], line["code"]) == (ids["whole"], True, "2030-05-31T00:00:00Z", "PART")
    assert ids["part"][:6] in line["message"] and WORDS in line["message"]


@pytest.mark.parametrize("change", ["removed", "over", "corrected"])
def test_expiring_tells_what_is_out_and_unlicensed_already(photos, change):
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    assert photos.json("expiring") == []
    if change == "removed":
        photos.run("licence", "remove", "getty-test")
    elif change == "over":
        licence(photos, until="2026-01-01", archive_tail_days=30)
    else:
        licence(photos, territories=["JP"])
        outlet(photos, "home", "warn")
        photos.run("outlet", "default", "home")
    lines = photos.json("expiring", "--within", "1h")
    assert {line["photo"] for line in lines} == {photos.a, photos.b} and len(lines) == 2
    for line in lines:
        assert (line["already"], line["state"], line["before"], line["after"]) == (True, "published", "deny", "deny")
        assert (line["url"], line["code"]) == ("https://example.org/flood", "NOT_COVERED")
    text = photos.run("expiring").text
    assert "Unlicensed already, and out: 2 uses" in text and photos.a in text
    licence(photos, id="new")
    assert photos.json("expiring") == [], "another contract covers them"
    photos.run("licence", "remove", "new")
    photos.run("story", "unpublish", "flood")
    assert photos.json("expiring") == []


def test_what_a_partner_has_and_may_not_is_told_with_his_name(photos):
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    photos.run("story", "export", "flood", "--for", "syndication", "--partner", "Northlight", "-o", "x.json")
    photos.run("licence", "remove", "getty-test")
    assert [line["partner"] for line in photos.json("expiring")].count("Northlight") == 2
    assert "flood, handed to" in photos.run("expiring").text


def test_what_a_removal_would_change(photos):
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    changes = photos.json("licence", "remove", "getty-test", "--dry-run")
    assert {(c["photo"], c["before"], c["after"], c["url"]) for c in changes} == {
        (photo, "allow", "deny", url) for photo in (photos.a, photos.b) for url in (None, "https://example.org/flood")}
    assert len(changes) == 4 and {c["story"] for c in changes} == {None, "flood"}
    text = photos.run("licence", "remove", "getty-test", "--dry-run").text
    assert "4 of 4 verdicts would change" in text and "out: https://example.org/flood" in text
    assert [line["id"] for line in photos.json("licence", "list")] == ["getty-test"]
    photos.run("licence", "remove", "absent", "--dry-run", status=3)
    path = photos.folder / "shorter.json"
    path.write_text(json.dumps({**CONTRACT, "until": "2026-01-01", "archive_tail_days": 0}))
    assert {c["url"] for c in photos.json("licence", "set", str(path), "--dry-run")} == {None, "https://example.org/flood"}


def test_expiring_tells_of_pages_whose_picture_was_taken_down(photos):
    photos.run("story", "publish", "flood")
    photos.run("edit", photos.a, "instructions=MUST BE DELETED AFTER 31 MAY 2030 12:00 GMT")
    line, = photos.json("expiring", env={"CUTLINE_NOW": "2030-06-28T12:00:00Z"})
    assert (line["photo"], line["already"], line["stop"], line["code"]) == (photos.a, True, True, "TAKE_DOWN")


def test_expiring_tells_of_decisions_that_end(cutline):
    cutline.put("a.jpg", pictures.press(1, **GETTY))
    photo = cutline.ingest(env=NOW)["a.jpg"]["id"]
    cutline.run("grant", photo, "--until", "2030-05-30", "--reason", "agreed by phone", env=NOW)
    line, = cutline.json("expiring", env=NOW)
    assert (line["photo"], line["before"], line["use"]) == (photo, "allow", None) and line["after"] == "review"
    assert line["at"].startswith("2030-05-3") and line["licence"] is None


def test_expiring_tells_every_step(cutline):
    """A decision ends on Wednesday, its words take the picture down on Friday: two lines, each at its own instant."""
    cutline.put("a.jpg", pictures.press(1, **GETTY))
    photo = cutline.ingest(env=NOW)["a.jpg"]["id"]
    cutline.run("edit", photo, "instructions=MUST BE DELETED AFTER 31 MAY 2030 12:00 GMT", env=NOW)
    for reason in ("by phone", "by mail"):  # they end together: one line
        cutline.run("grant", photo, "--until", "2030-05-30T00:00Z", "--reason", reason, env=NOW)
    first, second = sorted(cutline.json("expiring", env=NOW), key=lambda line: line["at"])
    assert (first["at"], first["before"], first["after"], first["stop"]) == ("2030-05-30T00:00:00Z", "allow", "review", False)
    assert (second["at"], second["before"], second["stop"], second["code"]) == ("2030-05-31T12:00:00Z", "review", True, "TAKE_DOWN")


def test_expiring_tells_of_quotas_and_people(bare):
    """Four uses in four weeks of a quota of five; a photographer leaves; the agreement of another ends."""
    cutline = bare
    cutline.run("init", "--house", "Courier", "--photographer", "Ana Ruiz, ..2030-05-30", "--photographer", "Bo Ek, ..2031-01-01")
    licence(cutline, until="2031-12-31", quota={"uses": 5, "period": "year", "count": "publication"})
    licence(cutline, id="bo", kind="freelance", supplier=None, photographers=["Bo Ek"], until="2030-05-29", by_capture_date=True)
    for seed in range(4):
        cutline.put(f"{seed}.jpg", pictures.press(seed, **GETTY))
    cutline.run("story", "new", "flood", env=NOW)
    cutline.run("story", "add", "flood", *(line["id"] for line in cutline.ingest(env=NOW).values()), "--decorative", env=NOW)
    cutline.run("story", "publish", "flood", "--despite", "test", env=NOW)
    lines = {(line["licence"], line["person"]): line for line in cutline.json("expiring", env=NOW)}
    assert set(lines) == {("getty-test", None), ("bo", None), (None, "Ana Ruiz")}, lines
    quota = lines["getty-test", None]
    assert (quota["code"], quota["photo"], quota["after"]) == ("QUOTA", None, "deny") and "4 of 5" in quota["message"]
    assert quota["at"] == "2030-06-04T12:00:00Z", "a fifth one a week from now, at four in four weeks"
    assert "30 May 2030" in lines[None, "Ana Ruiz"]["message"] and "taken later" in lines["bo", None]["message"]
    text = cutline.run("expiring", env=NOW).text
    assert "Ana Ruiz" in text and "getty-test" in text
    assert [line["licence"] for line in cutline.json("expiring", "--within", "2d", env=NOW)] == ["bo"]


@pytest.mark.parametrize("tail, until", [(None, "without an end"), (36500, "until ")])
def test_what_is_out_on_a_contract_that_is_over_is_listed(photos, tail, until):
    photos.run("story", "publish", "flood", "--url", "https://example.org/flood")
    licence(photos, until="2026-01-31", archive_tail_days=tail)
    lines = photos.json("expiring", "--within", "1h")
    assert {line["photo"] for line in lines} == {photos.a, photos.b} and len(lines) == 2
    for line in lines:
        assert (line["licence"], line["over"], line["already"], line["after"], line["state"]) == ("getty-test", True, False, "allow", "published")
        assert (line["story"], line["url"], line["at"]) == ("flood", "https://example.org/flood", "2026-02-01T00:00:00Z")
        assert f"{until}" in line["message"] and "for nothing new since 31 January" in line["message"]
    text = photos.run("expiring").text
    assert "Out, on what is over for new uses: 2 uses" in text and photos.a in text
    photos.run("story", "unpublish", "flood")
    assert photos.json("expiring") == []
