# SPDX-License-Identifier: MIT
"""Stories: photos on pages, what a page says of them, and where a photo was used."""
import json
import re
import shutil

import pytest

import pictures


@pytest.fixture
def photos(cutline):
    """Three photos, oldest first, as cutline.a, .b and .c; a story "flood"."""
    for seed, name in enumerate("abc", 1):
        cutline.put(name + ".jpg", pictures.press(seed))
    lines = cutline.ingest()
    for name in "abc":
        setattr(cutline, name, lines[name + ".jpg"]["id"])
    cutline.run("story", "new", "flood", "--title", "Flood in Kelm", "--language", "en")
    return cutline


def story(cutline, slug="flood"):
    return cutline.json("story", "show", slug)[0]


def order(cutline, slug="flood"):
    return [item["use"]["photo"] if "use" in item else item["part"]["slug"] for item in story(cutline, slug)["items"]]


def search(cutline, query):
    return {hit["id"] for hit in cutline.json("search", query)}


# --- a story ----------------------------------------------------------------------------------------------


def test_new_story_is_a_draft(photos):
    shown = story(photos)
    assert (shown["slug"], shown["title"], shown["language"], shown["state"]) == ("flood", "Flood in Kelm", "en", "draft")
    assert shown["items"] == [] and shown["rev"] == 1
    assert [line["slug"] for line in photos.json("story", "list")] == ["flood"]
    assert "Flood in Kelm" in photos.run("story", "list").text


@pytest.mark.parametrize("slug,proposed", [("Kazakstan in Crisis!", "kazakstan-in-crisis"), ("Überflutung", "uberflutung"),
                                           ("a--b", "a-b"), ("-a", "a"), ("…", "flood-in-kelm"), ("", "flood-in-kelm")])
def test_slug_is_checked_and_another_proposed(cutline, slug, proposed):
    assert proposed in cutline.run("story", "new", slug, status=2).error


def test_same_slug_is_refused(photos):
    assert "already" in photos.run("story", "new", "flood", status=4).error


def test_unknown_story_photo_and_outlet(photos):
    assert "there is no story 'x'" in photos.run("story", "show", "x", status=3).error
    assert "no photo" in photos.run("story", "add", "flood", "zzzzzz", status=3).error
    assert "no outlet 'courier'" in photos.run("story", "new", "fire", "--outlet", "courier", status=3).error
    assert "no language" in photos.run("story", "new", "fire", "--language", "?", status=2).error


def test_help_speaks_of_the_group(bare):
    assert "story new" in bare.run("help", "story").text
    assert bare.run("help", "story", "add").text == bare.run("story", "add", "--help").text
    assert "did you mean 'cutline story add'" in bare.run("story", "ad", status=2).error
    assert "say what to do" in bare.run("story", status=2).error


# --- what stands in it -------------------------------------------------------------------------------------


def test_add_move_remove_keep_the_order(photos):
    photos.run("story", "add", "flood", photos.a, photos.b)
    photos.run("story", "add", "flood", photos.c, "--at", "1")
    assert order(photos) == [photos.c, photos.a, photos.b]
    photos.run("story", "move", "flood", photos.b, "--at", "1")
    assert order(photos) == [photos.b, photos.c, photos.a]
    photos.run("story", "move", "flood", "1", "--at", "3")
    assert order(photos) == [photos.c, photos.a, photos.b]
    photos.run("story", "remove", "flood", "1", "3")
    assert order(photos) == [photos.a], "numbers are those of before the first removal"
    assert [use["photo"] for use in story(photos)["removed"]] == [photos.c, photos.b]


def test_many_moves_to_one_place(photos):
    """Places are halved until they are spread anew; the order holds."""
    photos.run("story", "add", "flood", photos.a, photos.b, photos.c)
    expected = [photos.a, photos.b, photos.c]
    for _ in range(30):
        last = expected.pop()
        expected.insert(1, last)
        photos.run("story", "move", "flood", "3", "--at", "2")
        assert order(photos) == expected


def test_add_refuses_all_or_nothing(photos):
    photos.run("kill", photos.b, "--reason", "withdrawn")
    done = photos.run("story", "add", "flood", photos.a, photos.b, status=4)
    assert "KILLED" in done.error and order(photos) == []


def test_use_ids_are_random_and_long(photos):
    first, = photos.json("story", "add", "flood", photos.a)
    photos.run("story", "new", "other")
    second, = photos.json("story", "add", "other", photos.a)
    assert first["use"]["id"] != second["use"]["id"] and len(first["use"]["id"]) == 20
    assert set(first["use"]["id"]) <= set("0123456789abcdefghjkmnpqrstvwxyz")


def test_entry_by_use_photo_and_number(photos):
    line, = photos.json("story", "add", "flood", photos.a)
    for name in (line["use"]["id"], line["use"]["id"][:8], photos.a[:8], "1"):
        photos.run("story", "edit", "flood", name, "--caption", name)
        assert story(photos)["items"][0]["use"]["caption"] == name
    assert "nothing in story" in photos.run("story", "edit", "flood", "nosuchthing", "--caption", "x", status=3).error
    assert "no 2" in photos.run("story", "edit", "flood", "2", "--caption", "x", status=3).error
    photos.run("story", "add", "flood", photos.a)
    assert "stands 2 times" in photos.run("story", "edit", "flood", photos.a, "--caption", "x", status=2).error


# --- what it says -------------------------------------------------------------------------------------------


def test_texts_of_a_use_leave_the_archive_alone(photos):
    photos.run("story", "add", "flood", photos.a, "--caption", "Ours.", "--credit", "© Ours", "--alt", "A man on ice")
    use = story(photos)["items"][0]["use"]
    assert (use["caption"], use["credit"], use["alt_text"], use["headline"]) == ("Ours.", "© Ours", "A man on ice", None)
    assert use["printed"]["caption"] == "Ours." and use["printed"]["headline"] == "Lake scene 1"
    fields = photos.json("show", photos.a)[0]["fields"]
    assert fields["caption"].startswith("A man walks over frozen lake") and "alt_text" not in fields
    photos.run("story", "edit", "flood", "1", "--caption", "", "--credit", "")
    printed = story(photos)["items"][0]["use"]["printed"]
    assert printed["caption"] == fields["caption"] and printed["alt_text"] == "A man on ice"


def test_language_of_the_story_chooses_the_caption(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, None, {"dc:description": {"x-default": "Ein See.", "en": "A lake.", "kk": "Көл."}}))
    photo = cutline.ingest()["a.jpg"]["id"]
    for slug, language, caption in (("english", "en", "A lake."), ("kazak", "kk", "Көл."), ("french", "fr", "Ein See."), ("any", None, "Ein See.")):
        cutline.run("story", "new", slug, *(["--language", language] if language else []))
        cutline.run("story", "add", slug, photo)
        assert story(cutline, slug)["items"][0]["use"]["printed"]["caption"] == caption


def test_language_of_the_story_chooses_every_text(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"headline": "Lake scene 1", "credit": "Nordlys", "keywords": ["lake", "winter"]},
                                       {"dc:description": {"x-default": "A lake.", "fi": "Järvi."}}))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("edit", photo, "--lang", "fi", "headline=Järvi", "keywords=järvi", "credit=Kuva: Nordlys", "city=Oulu")
    for slug, language in (("finnish", "fi-FI"), ("french", "fr")):
        cutline.run("story", "new", slug, "--language", language)
        cutline.run("story", "add", slug, photo)
    printed = story(cutline, "finnish")["items"][0]["use"]["printed"]
    assert (printed["headline"], printed["caption"], printed["credit"]) == ("Järvi", "Järvi.", "Kuva: Nordlys")
    assert story(cutline, "french")["items"][0]["use"]["printed"]["headline"] == "Lake scene 1"
    data = json.loads(cutline.run("export", photo, "--as", "jsonld", "--story", "finnish").text)
    assert (data["name"], data["inLanguage"], data["creditText"]) == ("Järvi", "fi", "Kuva: Nordlys")
    assert data["keywords"] == ["järvi"] and data["contentLocation"]["name"].startswith("Oulu")
    item = json.loads(cutline.run("export", photo, "--as", "ninjs", "--story", "finnish").text)
    assert item["language"] == "fi" and item["headlines"][0]["value"] == "Järvi"
    assert "Järvi" in cutline.run("export", photo, "--as", "xmp", "--story", "finnish").text
    cutline.run("edit", photo, "keywords@fi=jää")
    assert "winter" in cutline.run("export", photo, "--as", "jsonld", "--story", "french").text


def test_a_page_is_marked_with_the_language_that_it_has(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"credit": "Nordlys"}, {"dc:description": {"x-default": "A lake.", "en": "A lake."}}))
    cutline.put("b.jpg", pictures.press(2, caption="What language is this?"))
    ids = [line["id"] for line in cutline.ingest().values()]
    cutline.run("story", "new", "french", "--language", "fr")
    for photo in ids:
        cutline.run("story", "add", "french", photo)

    def figure(photo):
        text = cutline.run("export", photo, "--as", "figure", "--story", "french").text
        return re.findall(r'<(figure|img)[^>]*? lang="([^"]*)"', text)
    assert figure(ids[0]) == [("figure", "en")], "known to be English"
    assert figure(ids[1]) == [], "nobody said"
    cutline.run("edit", ids[1], "alt_text@fr=Un lac gelé")
    assert figure(ids[1]) == [("img", "fr")]
    cutline.run("edit", ids[1], "caption@fr=Un lac.")
    assert figure(ids[1]) == [("figure", "fr")]
    cutline.run("story", "edit", "french", ids[0], "--caption", "Un lac.", "--alt", "Un homme")
    assert figure(ids[0]) == [("figure", "fr")], "its own words are the story's"
    cutline.run("edit", ids[0], "alt_text@en=A man")
    cutline.run("story", "edit", "french", ids[0], "--alt", "A man")
    assert figure(ids[0]) == [("figure", "fr"), ("img", "en")]


def test_what_a_story_keeps_stays_in_the_language_in_which_it_was_taken(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"credit": "Nordlys"}, {"dc:description": {"x-default": "A lake.", "en": "A lake."}}))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("story", "new", "french", "--language", "fr")
    cutline.run("story", "add", "french", photo)
    cutline.run("story", "publish", "french", "--despite", "test")

    def lang():
        text = cutline.run("export", photo, "--as", "figure", "--story", "french").text
        return re.findall(r'<figure[^>]*? lang="([^"]*)".*?<figcaption>(?:<[^>]*>)*([^<.]*)', text, re.DOTALL)
    for how, edit, says in (("keep", "caption=A frozen lake.", [("en", "A lake")]),
                            ("take", "caption@fr=Un lac.", [("fr", "Un lac")])):
        cutline.run("edit", photo, edit)
        cutline.run("story", "updates", "french", f"--{how}", photo)
        assert lang() == says, how
        cutline.run("rebuild")
        assert lang() == says, how


def test_decorative_is_not_missing(photos):
    photos.run("story", "add", "flood", photos.a, "--decorative")
    assert story(photos)["items"][0]["use"]["alt_text"] == ""
    assert "decorative" in photos.run("story", "show", "flood").text
    photos.run("story", "add", "flood", photos.b)
    assert story(photos)["items"][1]["use"]["alt_text"] is None
    assert "missing" in photos.run("story", "show", "flood").text
    assert "not both" in photos.run("story", "edit", "flood", "1", "--decorative", "--alt", "x", status=2).error


@pytest.mark.parametrize("crop", ["0,0,193,10", "1,1,192,10", "0,0,0,10", "1,2,3", "a,b,c,d", "-1,0,5,5", "0,0,99999999999999999999,1"])
def test_crop_outside_the_picture_is_refused(photos, crop):
    assert "192 × 128" in photos.run("story", "add", "flood", photos.a, f"--crop={crop}", status=2).error
    assert order(photos) == []


def test_crop_and_channel(photos):
    photos.run("story", "add", "flood", photos.a, "--crop", "0,0,96,128", "--channel", "newsletter")
    use = story(photos)["items"][0]["use"]
    assert use["crop"] == {"x": 0, "y": 0, "width": 96, "height": 128} and use["channel"] == "newsletter"
    photos.run("story", "edit", "flood", "1", "--crop", "", "--channel", "")
    use = story(photos)["items"][0]["use"]
    assert use["crop"] is None and use["channel"] is None
    assert "no channel" in photos.run("story", "edit", "flood", "1", "--channel", "fax", status=2).error


def test_stale_change_is_refused(photos):
    photos.run("story", "add", "flood", photos.a)
    rev = story(photos)["rev"]
    photos.run("story", "edit", "flood", "1", "--caption", "First.", "--if-rev", str(rev))
    done = photos.run("story", "edit", "flood", "1", "--caption", "Second.", "--if-rev", str(rev), status=5)
    assert f"is at revision {rev + 1}, not at {rev}" in done.error
    assert story(photos)["items"][0]["use"]["caption"] == "First."


# --- digests and reuse ---------------------------------------------------------------------------------------


def test_digest_holds_stories(photos):
    photos.run("story", "new", "weekly")
    photos.run("story", "add", "weekly", photos.a)
    photos.run("story", "add", "weekly", "--story", "flood", "--at", "1")
    assert order(photos, "weekly") == ["flood", photos.a]
    photos.run("story", "move", "weekly", "flood", "--at", "2")
    assert order(photos, "weekly") == [photos.a, "flood"]
    assert story(photos)["digests"] == ["weekly"]
    assert "which holds it" in photos.run("story", "add", "flood", "--story", "weekly", status=4).error
    assert "already" in photos.run("story", "add", "weekly", "--story", "flood", status=4).error
    assert "which holds it" in photos.run("story", "add", "flood", "--story", "flood", status=4).error
    photos.run("story", "remove", "weekly", "flood")
    assert order(photos, "weekly") == [photos.a] and story(photos)["digests"] == []


def test_reuse_is_a_note_elsewhere_and_a_review_in_one_story(photos):
    photos.run("story", "new", "weekly")
    line, = photos.json("story", "add", "flood", photos.a)
    assert line["reuse"] == []
    line, = photos.json("story", "add", "weekly", photos.a)
    assert [(r["severity"], r["story"], r["code"]) for r in line["reuse"]] == [("note", "flood", "REUSE")]
    line, = photos.json("story", "add", "flood", photos.a)
    assert sorted((r["severity"], r["story"]) for r in line["reuse"]) == [("note", "weekly"), ("review", "flood")]
    done = photos.run("story", "add", "flood", photos.a)
    assert "review: " in done.error and "twice in one story" in done.error


def test_where_was_this_used(photos):
    photos.run("story", "add", "flood", photos.a)
    use, = photos.json("show", photos.a)[0]["uses"]
    assert (use["story"], use["state"]) == ("flood", "reserved")
    assert "flood  reserved" in photos.run("show", photos.a).text
    photos.run("story", "remove", "flood", photos.a)
    use, = photos.json("show", photos.a)[0]["uses"]
    assert use["state"] == "removed" and use["removed"]


def test_used_and_in_as_search_terms(photos):
    photos.run("story", "add", "flood", photos.a, env={"CUTLINE_NOW": "2022-03-01T12:00:00Z"})
    photos.run("story", "add", "flood", photos.b, env={"CUTLINE_NOW": "2022-04-20T12:00:00Z"})
    at = {"CUTLINE_NOW": "2022-04-25T12:00:00Z"}

    def found(query):
        return {hit["id"] for hit in photos.json("search", query, env=at)}

    assert found("in:flood") == {photos.a, photos.b} and found("in:other") == set()
    assert found("used:yes") == {photos.a, photos.b} and found("used:no") == {photos.c}
    assert found("used:<30d") == {photos.b} and found("used:>30d") == {photos.a}
    assert found("used:7d") == {photos.b} and found("used:2022-03") == {photos.a}
    assert found("-used:<30d") == {photos.a, photos.c}
    photos.run("story", "remove", "flood", photos.a)
    assert found("in:flood") == {photos.b} and found("used:yes") == {photos.b}, "it never went out"
    assert "no name of a story" in photos.run("search", "in:Flood", status=2).error


# --- history and rebuild ---------------------------------------------------------------------------------------


def test_history_of_the_photo_tells_of_its_uses(photos):
    photos.run("--as", "mira", "story", "add", "flood", photos.a)
    photos.run("story", "edit", "flood", "1", "--caption", "Ours.")
    photos.run("story", "remove", "flood", "1")
    events = photos.json("history", photos.a)
    assert [event["kind"] for event in events][-3:] == ["use-reserve", "use-edit", "use-remove"]
    assert events[-3]["who"] == "mira" and events[-2]["payload"]["texts"]["caption"] == "Ours."


def test_rebuild_from_store_restores_stories(photos):
    photos.run("story", "new", "weekly")
    photos.run("story", "add", "flood", photos.a, photos.b, photos.c)
    photos.run("story", "edit", "flood", "2", "--caption", "Ours.", "--crop", "0,0,96,128")
    photos.run("story", "move", "flood", "3", "--at", "1")
    photos.run("story", "remove", "flood", photos.a)
    photos.run("story", "add", "weekly", "--story", "flood")
    before = story(photos), story(photos, "weekly"), photos.json("show", photos.a)[0]["uses"]
    assert photos.run("verify").returncode == 0
    shutil.copy(photos.archive / "catalog.sqlite", photos.folder / "old")
    (photos.archive / "catalog.sqlite").unlink()
    photos.run("rebuild", "--from-store")
    assert (story(photos), story(photos, "weekly"), photos.json("show", photos.a)[0]["uses"]) == before
    assert search(photos, "in:flood") == {photos.b, photos.c}
    assert photos.run("verify").returncode == 0


# --- what changed underneath ---------------------------------------------------------------------------------


def test_edit_of_an_overridden_caption_is_listed(photos):
    photos.run("story", "add", "flood", photos.a, "--caption", "A woman walks over frozen lake number 1 on 5 January 2022.")
    photos.run("story", "add", "flood", photos.b)
    assert photos.json("story", "updates") == []
    photos.run("edit", photos.a, "caption=A man walks over frozen lake number 1 on 6 January 2022.")
    photos.run("edit", photos.b, "caption=Another text of a draft that prints nothing of its own.")
    update, = photos.json("story", "updates", "flood")
    assert (update["photo"], update["field"], update["own"]) == (photos.a, "caption", True)
    assert update["before"].endswith("5 January 2022.") and update["after"].endswith("6 January 2022.")
    assert update["merged"] == "A woman walks over frozen lake number 1 on 6 January 2022."
    assert photos.json("story", "updates") == [update]
    text = photos.run("story", "updates", "flood").text
    assert "5" in text and "6" in text and photos.a in text


@pytest.mark.parametrize("how,printed", [("take", "A man walks over frozen lake number 1 on 6 January 2022."),
                                         ("keep", "A woman walks over frozen lake number 1 on 5 January 2022."),
                                         ("merge", "A woman walks over frozen lake number 1 on 6 January 2022.")])
def test_take_keep_merge(photos, how, printed):
    photos.run("story", "add", "flood", photos.a, "--caption", "A woman walks over frozen lake number 1 on 5 January 2022.")
    photos.run("edit", photos.a, "caption=A man walks over frozen lake number 1 on 6 January 2022.")
    photos.run("story", "updates", "flood", f"--{how}", photos.a)
    use = story(photos)["items"][0]["use"]
    assert use["printed"]["caption"] == printed and (use["caption"] is None) == (how == "take")
    assert photos.json("story", "updates") == []
    photos.run("edit", photos.a, "caption=A man walks over frozen lake number 1 on 7 January 2022.")
    assert len(photos.json("story", "updates")) == (0 if how == "take" else 1), "the next change is told again"


def test_one_text_is_settled_and_the_others_wait(photos):
    photos.run("story", "add", "flood", photos.a, "--caption", "Our caption.", "--credit", "Ours")
    photos.run("edit", photos.a, "caption=Their caption.", "credit=Theirs")
    waiting = {update["field"] for update in photos.json("story", "updates")}
    assert waiting == {"caption", "credit"}
    photos.run("story", "updates", "flood", "--take", "1", "--field", "caption")
    assert story(photos)["items"][0]["use"]["printed"]["caption"] == "Their caption."
    assert [update["field"] for update in photos.json("story", "updates")] == ["credit"]
    assert "nothing" in photos.run("story", "updates", "flood", "--keep", "1", "--field", "headline").text
    assert "1 text settled" in photos.run("story", "updates", "flood", "--keep", "1", "--field", "credit").text
    assert (story(photos)["items"][0]["use"]["credit"], photos.json("story", "updates")) == ("Ours", [])
    assert "not 'city'" in photos.run("story", "updates", "flood", "--take", "1", "--field", "city", status=2).error
    assert "--take" in photos.run("story", "updates", "flood", "--field", "caption", status=2).error


def test_a_digest_that_printed_the_old_text_is_told_and_settled(photos):
    photos.run("story", "add", "flood", photos.a)
    photos.run("story", "new", "weekly")
    photos.run("story", "add", "weekly", "--story", "flood")
    for slug in ("flood", "weekly"):
        photos.run("story", "publish", slug, "--despite", "test")
    photos.run("edit", photos.a, "caption=A man walks over frozen lake number 1 on 7 January 2022.")
    waiting = {update["story"]: update["use"] for update in photos.json("story", "updates")}
    assert set(waiting) == {"flood", "weekly"}
    photos.run("story", "updates", "flood", "--take", "1")
    assert [update["story"] for update in photos.json("story", "updates")] == ["weekly"]
    assert "1 text settled" in photos.run("story", "updates", "weekly", "--take", waiting["weekly"]).text
    assert photos.json("story", "updates") == []


def test_merge_of_the_same_place_is_for_a_person(photos):
    photos.run("story", "add", "flood", photos.a, "--caption", "A woman walks over frozen lake number 1 on 5 January 2022.")
    photos.run("edit", photos.a, "caption=A boy walks over frozen lake number 1 on 5 January 2022.")
    update, = photos.json("story", "updates", "flood")
    assert update["merged"] is None
    assert "same place" in photos.run("story", "updates", "flood", "--merge", "1", status=5).error
    assert "not two" in photos.run("story", "updates", "flood", "--take", "1", "--keep", "1", status=2).error
    assert "name the story" in photos.run("story", "updates", "--take", "1", status=2).error


def test_new_version_of_the_agency_is_listed(photos):
    photos.run("story", "add", "flood", photos.a, "--headline", "Ours")
    photos.put("a2.jpg", pictures.press(1, headline="CORRECTION Lake scene 1"))
    assert photos.ingest()["a2.jpg"]["status"] == "version"
    update, = photos.json("story", "updates", "flood")
    assert (update["field"], update["before"], update["after"]) == ("headline", "Lake scene 1", "CORRECTION Lake scene 1")
