# SPDX-License-Identifier: MIT
"""edit, history, undo: an editor's words over what was received, and taking them back."""
import contextlib
import json
import os
import sqlite3
import threading

import pytest

import pictures

# The whole of the requirement (25 programs, 40 edits each) is tried with CUTLINE_EDITS=40.
EDITORS, EDITS = 25, int(os.environ.get("CUTLINE_EDITS", "4"))


@pytest.fixture
def photo(cutline):
    cutline.put("a.jpg", pictures.press(1))
    return cutline.ingest()["a.jpg"]["id"]


def fields(cutline, photo):
    return cutline.json("show", photo)[0]["fields"]


def received(cutline, photo):
    return cutline.json("show", photo)[0]["received"]


def kinds(cutline, photo):
    return [event["kind"] for event in cutline.json("history", photo)]


def test_an_edit_lies_over_what_was_received(cutline, photo):
    before = received(cutline, photo)
    line, = cutline.json("edit", photo, "caption=A woman walks over a lake.", "keywords+=ice; snow",
                         "keywords-=winter", "country_code=fin", "date_taken=2022-01-04", "--reason", "she is a woman")
    assert (line["id"], line["status"]) == (photo, "changed")
    assert [change["field"] for change in line["changes"]] == ["caption", "keywords", "country_code", "date_taken"]
    assert line["changes"][0] == {
        "field": "caption", "lang": "x-default", "before": None, "after": ["A woman walks over a lake."],
        "received": ["A man walks over frozen lake number 1 on 5 January 2022."]}
    now = fields(cutline, photo)
    assert now["caption"] == "A woman walks over a lake."
    assert now["keywords"] == ["lake", "ice", "snow"]
    assert now["country_code"] == "FI"
    assert received(cutline, photo) == before
    edits = {edit["field"]: edit["values"] for edit in cutline.json("show", photo)[0]["edits"]}
    assert edits["country_code"] == ["FI"] and edits["keywords"] == ["lake", "ice", "snow"]
    assert "written by cli:" in cutline.run("show", photo, "--received").text
    assert [hit["id"] for hit in cutline.json("search", "caption:woman")] == [photo]
    assert cutline.json("search", "keywords:winter") == []
    event = cutline.json("history", photo)[-1]
    assert (event["seq"], event["kind"], event["payload"]["reason"]) == (line["event"], "edit", "she is a woman")
    assert event["payload"]["changes"] == line["changes"]
    assert event["who"].startswith("cli:")
    cutline.run("verify")


def test_what_is_so_already_is_no_event(cutline, photo):
    rev = cutline.json("show", photo)[0]["rev"]
    line, = cutline.json("edit", photo, "credit=Nordlys", "keywords+=LAKE", "headline?=Other")
    assert (line["status"], line["rev"], line["event"], line["changes"]) == ("unchanged", rev, None, [])
    assert kinds(cutline, photo) == ["ingest"]


def test_a_field_can_be_emptied_and_given_back(cutline, photo):
    cutline.run("edit", photo, "credit=")
    assert "credit" not in fields(cutline, photo)
    assert "NO_CREDIT" in [finding["code"] for finding in cutline.json("show", photo)[0]["findings"]]
    cutline.run("edit", photo, "credit-=")
    assert fields(cutline, photo)["credit"] == "Nordlys"


def test_each_language_has_a_text_of_its_own(cutline, photo):
    cutline.run("edit", photo, "caption@fi=Mies kävelee järven yli.", "alt_text@fi=Mies jäällä")
    shown = cutline.json("show", photo)[0]
    assert shown["fields_lang"]["caption"] == {
        "x-default": "A man walks over frozen lake number 1 on 5 January 2022.", "fi": "Mies kävelee järven yli."}
    cutline.run("edit", photo, "--lang", "fi", "caption=Nainen kävelee järven yli.")
    shown = cutline.json("show", photo)[0]
    assert shown["fields_lang"]["caption"]["fi"] == "Nainen kävelee järven yli."
    assert shown["fields"]["caption"].startswith("A man walks")
    assert "has no languages" in cutline.run("edit", photo, "--lang", "fi", "job_id=x", status=2).error


def test_what_files_give_in_one_language_is_translated_beside_it(cutline, photo):
    """headline, keywords, people, place and credit: the default is what it was, the translation is found."""
    before = cutline.json("show", photo)[0]
    cutline.run("edit", photo, "--lang", "fi", "headline=Järvi", "keywords=järvi, talvi", "city=Uleåborg", "credit=Nordlys/Lehtikuva",
                "people=Aino Aalto; Eero Aalto")
    shown = cutline.json("show", photo)[0]
    assert shown["fields"] == before["fields"] and shown["findings"] == before["findings"]
    assert shown["credit"] == before["credit"]
    assert shown["fields_lang"]["headline"] == {"x-default": "Lake scene 1", "fi": "Järvi"}
    assert shown["fields_lang"]["keywords"] == {"x-default": ["lake", "winter"], "fi": ["järvi", "talvi"]}
    assert shown["fields_lang"]["people"] == {"fi": ["Aino Aalto", "Eero Aalto"]} and "people" not in shown["fields"]
    assert "date_taken" not in shown["fields_lang"] and "country" not in shown["fields_lang"]
    text = cutline.run("show", photo).text
    assert "keywords (fi)" in text and "järvi, talvi" in text
    assert [hit["id"] for hit in cutline.json("search", "keywords:talvi headline:järvi")] == [photo]
    cutline.run("edit", photo, "keywords@fi+=jää", "keywords@fi-=talvi", "headline@sv=Sjön", "headline@fi-=", "city@fi=")
    languages = cutline.json("show", photo)[0]["fields_lang"]
    assert languages["keywords"]["fi"] == ["järvi", "jää"]
    assert languages["headline"] == {"x-default": "Lake scene 1", "sv": "Sjön"} and "city" not in languages
    before = cutline.json("show", photo)
    cutline.run("rebuild", "--from-store")
    assert cutline.json("show", photo) == before
    cutline.run("verify")
    cutline.run("undo", photo)
    assert cutline.json("show", photo)[0]["fields_lang"]["headline"]["fi"] == "Järvi"
    # the default and a copy of it change together, as those of captions do
    cutline.run("edit", photo, "headline@en=Lake scene 1")
    cutline.run("edit", photo, "headline=Lake scene one")
    assert cutline.json("show", photo)[0]["fields_lang"]["headline"]["en"] == "Lake scene one"


def test_a_translation_is_not_the_default(cutline, photo):
    cutline.run("edit", photo, "alt_text@de=Ein Haus")
    cutline.run("edit", photo, "alt_text=A house")
    languages = cutline.json("show", photo)[0]["fields_lang"]["alt_text"]
    assert languages == {"de": "Ein Haus", "x-default": "A house"}


def test_the_default_text_and_its_copies_change_together(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, properties={
        "dc:description": {"x-default": "Police in Almaty", "en": "Police in Almaty", "ru": "Полиция в Алматы"}}))
    cutline.put("b.jpg", pictures.jpeg(2, properties={"dc:description": {"en": "Only this", "ru": "Только это"}}))
    lines = cutline.ingest()
    cutline.run("edit", lines["a.jpg"]["id"], "caption=Soldiers in Almaty")
    assert cutline.json("show", lines["a.jpg"]["id"])[0]["fields_lang"]["caption"] == {
        "x-default": "Soldiers in Almaty", "en": "Soldiers in Almaty", "ru": "Полиция в Алматы"}
    cutline.run("edit", lines["b.jpg"]["id"], "caption=Only that")
    shown = cutline.json("show", lines["b.jpg"]["id"])[0]
    assert shown["fields_lang"]["caption"] == {"en": "Only that", "ru": "Только это"}
    assert shown["fields"]["caption"] == "Only that"
    cutline.run("undo", lines["a.jpg"]["id"])
    assert cutline.json("show", lines["a.jpg"]["id"])[0]["fields_lang"]["caption"]["en"] == "Police in Almaty"


def test_a_stale_edit_is_refused_and_both_texts_shown(cutline, photo):
    rev = cutline.json("show", photo)[0]["rev"]
    cutline.run("--as", "anna", "edit", photo, "caption=Anna was here", "--if-rev", str(rev))
    refused = cutline.run("--as", "bo", "edit", photo, "caption=Bo was here", "--if-rev", str(rev), status=5)
    assert "Anna was here" in refused.text and "Bo was here" in refused.text
    assert "anna" in refused.error and f"again from revision {rev + 1}" in refused.error
    line, = cutline.json("edit", photo, "caption=Bo was here", "--if-rev", str(rev), status=5)
    assert (line["status"], line["rev"], line["event"]) == ("stale", rev + 1, None)
    assert (line["changes"][0]["before"], line["changes"][0]["after"]) == (["Anna was here"], ["Bo was here"])
    assert fields(cutline, photo)["caption"] == "Anna was here"
    assert kinds(cutline, photo) == ["ingest", "edit"]
    cutline.put("b.jpg", pictures.press(2))
    cutline.ingest()
    assert "one photo" in cutline.run("edit", "--query", "lake", "--if-rev", "1", "credit=x", status=2).error


def test_refusals_say_what_to_write(cutline, photo):
    for status, edit, says in [(2, "captoin=x", "no field"), (2, "camera=x", "cannot be edited"),
                               (6, "date_taken=yesterday", "2022-01-05"), (6, "country_code=ZZ", "KZ"),
                               (6, "web_statement=nowhere", "https://"), (7, "caption=" + "a" * 70000, "KiB"),
                               (3, "caption=@nothing.txt", "@@")]:
        error = cutline.run("edit", photo, edit, status=status).error
        assert says in error and error.count("\n") == 1, error
    assert "--query" in cutline.run("edit", "caption=x", status=2).error
    assert "field=value" in cutline.run("edit", photo, status=2).error
    # all or nothing
    cutline.run("edit", photo, "caption=new", "urgency=high", status=6)
    cutline.run("edit", photo, "zzzzzz", "caption=new", status=3)
    for command in [("edit", f"{photo}@77", "caption=new"), ("history", f"{photo}@77"), ("lint", f"{photo}@77")]:
        assert "has no version 77" in cutline.run(*command, status=3).error
    for command in [("edit", "--query", "nowhere", "caption=new"), ("edit", photo, "--query", "nowhere", "caption=new")]:
        assert "'nowhere' finds no photo" in cutline.run(*command, status=3).error
    assert kinds(cutline, photo) == ["ingest"]


def test_values_from_files_and_standard_input(cutline, photo):
    (cutline.folder / "text.txt").write_bytes("Two\r\nlines, e\u0301t\u00e9\n".encode())
    cutline.run("edit", photo, "caption=@text.txt", "credit=@@nordlys")
    now = fields(cutline, photo)
    assert (now["caption"], now["credit"]) == ("Two\nlines, \u00e9t\u00e9", "@nordlys")
    cutline.run("edit", photo, "caption=@-", stdin=b"From a pipe")
    assert fields(cutline, photo)["caption"] == "From a pipe"
    (cutline.folder / "latin.txt").write_bytes(b"\xe9t\xe9")
    assert "UTF-8" in cutline.run("edit", photo, "caption=@latin.txt", status=6).error


def test_a_dry_run_shows_and_writes_nothing(cutline, photo):
    shown = cutline.run("edit", photo, "caption=A man walks over frozen lake number 2 on 5 January 2022.", "--dry-run")
    assert "number [-1-]{+2+} on" in shown.text and "nothing was written" in shown.text
    assert kinds(cutline, photo) == ["ingest"]


def test_history_shows_the_difference(cutline, photo):
    cutline.run("edit", photo, "caption=A man walks over frozen lake number 2 on 5 January 2022.", "--reason", "two")
    text = cutline.run("history", photo).text
    assert "[-1-]{+2+}" in text and "two" in text
    coloured = cutline.run("--color", "always", "history", photo).text
    assert "\x1b[" in coloured and "[-" not in coloured


def test_undo_takes_back_the_last_edit_that_stands(cutline, photo):
    first, = cutline.json("edit", photo, "caption=One", "credit=One")
    cutline.run("edit", photo, "caption=Two")
    assert "changed again" in cutline.run("undo", str(first["event"]), status=1).text  # the caption; the credit is back
    assert (fields(cutline, photo)["caption"], fields(cutline, photo)["credit"]) == ("Two", "Nordlys")
    cutline.run("undo", photo)
    assert fields(cutline, photo)["caption"] == "One"
    redo, = cutline.json("undo", f"#{cutline.json('history', photo)[-1]['seq']}")
    assert fields(cutline, photo)["caption"] == "Two"
    assert redo["changes"][0]["after"] == ["Two"]
    cutline.run("edit", photo, "caption=Three")
    assert "cannot be taken back" in cutline.run("undo", f"#{redo['event']}", status=5).error
    assert "unkill" not in cutline.run("undo", "1", status=2).error
    cutline.run("undo", "99999", status=3)
    cutline.run("verify")


def test_the_same_words_of_somebody_else_are_not_taken_back(cutline, photo):
    """A writes, B corrects, C writes A's words again: they are C's now. An undo only brings back what was A's."""
    first, = cutline.json("--as", "anna", "edit", photo, "caption=One", "city=")
    cutline.run("--as", "bo", "edit", photo, "caption=Two", "city=Oulu")
    cutline.run("--as", "cleo", "edit", photo, "caption=One", "city=")
    refused = cutline.run("undo", str(first["event"]), status=5)
    assert "changed again" in refused.text and "cleo" in refused.text
    assert fields(cutline, photo)["caption"] == "One" and "city" not in fields(cutline, photo)
    for expected in ("Two", "One", "A man walks over frozen lake number 1 on 5 January 2022."):
        cutline.run("undo", photo)
        assert fields(cutline, photo)["caption"] == expected
    redo, = cutline.json("undo", f"#{cutline.json('history', photo)[-1]['seq']}")
    cutline.run("undo", f"#{redo['event']}")
    assert fields(cutline, photo)["caption"].startswith("A man")


def test_undo_of_nothing(cutline, photo):
    assert "no edit" in cutline.run("undo", photo, status=3).error
    cutline.run("edit", photo, "caption=One")
    assert "would" in cutline.run("undo", photo, "--dry-run").text
    assert fields(cutline, photo)["caption"] == "One"
    cutline.run("undo", photo)
    cutline.run("undo", photo, status=3)


def test_many_photos_are_one_step(cutline):
    for seed in range(5):
        cutline.put(f"{seed}.jpg", pictures.press(seed, credit="Other" if seed == 4 else "Nordlys"))
    ids = [line["id"] for line in cutline.ingest().values()]
    lines = cutline.json("edit", "--query", "lake", "credit=Nordlys", "keywords+=ice", "--reason", "season")
    assert sorted(line["id"] for line in lines) == sorted(ids)
    batch = {event["payload"]["batch"] for photo in ids for event in cutline.json("history", photo)
             if event["kind"] == "edit"}
    assert len(batch) == 1
    text = cutline.run("edit", *ids, "city=Oulu").text
    assert "5 of 5 photos changed; take back: cutline undo" in text
    assert "every photo" in cutline.run("edit", "--query", " ", "city=Kemi", status=2).error
    assert f"photo {ids[0]}: country_code" in cutline.run("edit", *ids, "country_code=Deutschland", status=6).error
    cutline.run("edit", ids[0], "keywords=mine")
    left = cutline.json("undo", str(batch.pop()), status=1)
    assert sorted(line["status"] for line in left) == ["changed"] * 4 + ["left"]
    assert fields(cutline, ids[1])["keywords"] == ["lake", "winter"]
    assert fields(cutline, ids[0])["keywords"] == ["mine"]
    assert fields(cutline, ids[1])["city"] == "Oulu"
    cutline.run("verify")


def test_only_writing_waits_for_other_writers(cutline, photo):
    """What an edit would do is computed before the catalog is locked: who changes nothing waits for nobody."""
    cutline.run("edit", photo, "city=Oulu")
    with contextlib.closing(sqlite3.connect(cutline.archive / "catalog.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert "unchanged" in cutline.run("edit", photo, "city=Oulu").text
        assert "not at 77" in cutline.run("edit", photo, "city=Kemi", "--if-rev", "77", status=5).error


def test_what_changed_since_it_was_computed_is_computed_again(cutline):
    """Each adds a word to the same lists at once: none may be lost to another's older look at them."""
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    ids = [line["id"] for line in cutline.ingest().values()]
    words = [f"word{n}" for n in range(6)]
    running = [cutline.start("edit", *ids, f"keywords+={word}") for word in words]
    assert [done.communicate() and done.returncode for done in running] == [0] * len(words)
    for photo in ids:
        assert set(words) <= set(fields(cutline, photo)["keywords"])
    cutline.run("verify")


def test_edits_survive_every_rebuild(cutline, photo):
    cutline.run("--as", "anna", "edit", photo, "caption=Anna's words", "credit=", "caption@fi=Sanat", "keywords+=ice")
    cutline.run("undo", photo)
    cutline.run("--as", "anna", "edit", photo, "caption=Anna's words", "credit=", "caption@fi=Sanat", "keywords+=ice")
    before = cutline.json("show", photo)
    history = cutline.json("history", photo)
    for options in [[], ["--from-store"]]:
        cutline.run("rebuild", *options)
        assert cutline.json("show", photo) == before
        assert cutline.json("history", photo) == history
        cutline.run("verify")
    cutline.run("undo", photo)
    assert fields(cutline, photo)["credit"] == "Nordlys"


def test_verify_notices_who_went_round_the_history(cutline, photo):
    cutline.run("edit", photo, "caption=The editor's words")
    with sqlite3.connect(cutline.archive / "catalog.sqlite") as catalog:
        catalog.execute("UPDATE field SET value = 'Forged' WHERE version = 0")
    catalog.close()
    found = {line.get("code") for line in cutline.json("verify", status=1)}
    assert {"EDITS_DIFFER", "DERIVED_ROWS"} <= found
    cutline.run("rebuild", "--from-store")
    assert fields(cutline, photo)["caption"] == "The editor's words"
    cutline.run("verify")


def correction(seed, **changes):
    """The same picture sent again by the same agency with other words."""
    return pictures.press(seed, **changes)


def test_a_correction_under_an_edit_is_told(cutline, photo):
    cutline.run("edit", photo, "caption=The editor's words", "keywords+=ice")
    cutline.put("b.jpg", correction(1, caption="Correction: A woman walks over frozen lake number 1."))
    assert cutline.ingest()["b.jpg"]["status"] == "version"

    def shadowed():
        return [finding["message"] for finding in cutline.json("show", photo)[0]["findings"]
                if finding["code"] == "CORRECTION_SHADOWED"]
    message, = shadowed()
    assert message.startswith("caption: ") and "Correction: A woman" in message
    assert fields(cutline, photo)["caption"] == "The editor's words"
    assert [hit["id"] for hit in cutline.json("search", "finding:CORRECTION_SHADOWED")] == [photo]
    cutline.run("rebuild", "--from-store")
    assert len(shadowed()) == 1
    # "I have seen it, mine stands" is an edit of its own
    line, = cutline.json("edit", photo, "caption=The editor's words")
    assert line["status"] == "changed" and shadowed() == []
    cutline.run("edit", photo, "caption-=")
    assert fields(cutline, photo)["caption"].startswith("Correction")
    cutline.run("verify")


def test_a_correction_of_what_nobody_edited_is_no_shadow(cutline, photo):
    cutline.run("edit", photo, "headline=The editor's words")
    cutline.put("b.jpg", correction(1, caption="Correction: A woman walks over frozen lake number 1."))
    cutline.ingest()
    assert "CORRECTION_SHADOWED" not in str(cutline.json("show", photo)[0]["findings"])


def test_fifty_editors_at_once(cutline):
    """25 programs edit 20 photos: what was accepted is in the history, what was refused was told so."""
    for seed in range(20):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    ids = sorted(line["id"] for line in cutline.ingest().values())
    accepted, refused, broken = [], [], []

    def work(editor):
        for n in range(EDITS):
            photo = ids[(editor * 7 + n * 3) % len(ids)]
            rev = json.loads(cutline.start("--json", "show", photo).communicate()[0])["rev"]
            text = f"Editor {editor}, edit {n}"
            done = cutline.start("--json", "--as", f"editor{editor}", "edit", photo, f"caption={text}",
                                 *(["--if-rev", str(rev)] if n % 2 else []))
            out, error = done.communicate()
            if done.returncode == 0:
                accepted.append((photo, json.loads(out)["event"], f"editor{editor}", text))
            elif done.returncode in (5, 9):
                refused.append((photo, text, error))
            else:
                broken.append((done.returncode, error))
    threads = [threading.Thread(target=work, args=[editor]) for editor in range(EDITORS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == [] and len(accepted) + len(refused) == EDITORS * EDITS
    assert all(error for _, _, error in refused)
    told = sorted((photo, event["seq"], event["who"], change["after"][0])
                  for photo in ids for event in cutline.json("history", photo) if event["kind"] == "edit"
                  for change in event["payload"]["changes"])
    assert told == sorted(accepted)
    for photo in ids:
        shown, = cutline.json("show", photo)
        last = [event["payload"] for event in cutline.json("history", photo) if event["kind"] == "edit"][-1:]
        for payload in last:
            assert shown["fields"]["caption"] == payload["changes"][0]["after"][0] and shown["rev"] == payload["rev"]
    cutline.run("verify")
