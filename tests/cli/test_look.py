# SPDX-License-Identifier: MIT
"""show, search, history, stats, kill."""
import re

import pytest

from conftest import no_controls
import pictures

SHOW_KEYS = ["id", "rev", "sha256", "format", "width", "height", "bytes", "fields", "fields_lang",
             "received", "findings", "supplier", "credit", "restrictions", "copies", "uses",
             "renditions"]


@pytest.fixture
def photos(cutline):
    """name → id of four photos."""
    cutline.put("lake.jpg", pictures.press(1))
    cutline.put("city.jpg", pictures.press(
        2, headline="Ångström prize", caption="Prize is given in Malmö.", city="Malmö", country="Sweden",
        byline=["Bo Ek", "Ida Lind"], credit="Ek/Nordlys", date="20230301", keywords=["prize"]))
    cutline.put("tall.jpg", pictures.jpeg(
        3, {"caption": "East \u6771\u4eac station", "credit": "Kanto"}, size=(128, 192)))
    cutline.put("both.jpg", pictures.jpeg(
        4, {"headline": "From IPTC", "credit": "Nordlys"},
        {"photoshop:Headline": "From XMP", "photoshop:Credit": "Nordlys/Dana",
         "dc:description": {"x-default": "Harbour at <night> & day", "de": "Hafen bei Nacht"},
         "dc:creator": ["Dana Roth"], "dc:subject": ["harbour", "night"]}))
    return {name.split(".")[0]: line["id"] for name, line in cutline.ingest().items()}


def test_show_json(cutline, photos):
    shown, = cutline.json("show", photos["both"])
    assert [key for key in shown if key in SHOW_KEYS] == SHOW_KEYS
    assert shown["id"] == photos["both"] and re.fullmatch(r"[0-9a-f]{64}", shown["sha256"])
    assert (shown["format"], shown["width"], shown["height"]) == ("jpeg", 192, 128)
    assert shown["fields"]["headline"] == "From XMP"
    assert shown["fields"]["caption"] == "Harbour at <night> & day"
    assert shown["fields"]["byline"] == ["Dana Roth"]
    assert shown["fields"]["keywords"] == ["harbour", "night"]
    assert shown["fields_lang"]["caption"] == {"x-default": "Harbour at <night> & day",
                                               "de": "Hafen bei Nacht"}
    assert shown["credit"]["raw"] == "Nordlys/Dana"
    assert {"field", "origin", "lang", "position", "value"} == set(shown["received"][0])
    assert {(line["origin"], line["value"]) for line in shown["received"]
            if line["field"] == "headline"} == {("iptc", "From IPTC"), ("xmp#1", "From XMP")}
    assert shown["restrictions"] == shown["uses"] == []
    assert {rendition["name"] for rendition in shown["renditions"]} == {"master", "grid", "thumb"}
    assert [version["version"] for version in shown["versions"]] == [1]


def test_show_for_people(cutline, photos):
    text = cutline.run("show", photos["both"]).text
    assert photos["both"] in text and "192 × 128" in text
    for part in ("From XMP", "Hafen bei Nacht", "caption (de)", "harbour, night", "NO_COPYRIGHT", "Who"):
        assert part in text
    assert "\x1b" not in text


def test_show_received_marks_the_winner(cutline, photos):
    lines = cutline.run("show", photos["both"], "--received").text.splitlines()
    assert any(re.match(r"headline +\* +xmp#1 +From XMP", line) or
               re.match(r" +\* +xmp#1 +From XMP", line) for line in lines)
    assert any("From IPTC" in line and "*" not in line for line in lines)


def test_versions_and_old_facts(cutline, photos):
    path = cutline.put("lake2.jpg", pictures.press(1, headline="Lake, corrected"))
    assert cutline.ingest(path)["lake2.jpg"]["status"] == "version"
    now, = cutline.json("show", photos["lake"])
    assert now["fields"]["headline"] == "Lake, corrected" and len(now["versions"]) == 2
    old, = cutline.json("show", photos["lake"] + "@1")
    assert old["version"] == 1 and old["sha256"] != now["sha256"]
    assert any(line["value"] == "Lake scene 1" for line in old["received"])
    cutline.run("show", photos["lake"] + "@9", status=3)
    assert "Versions" in cutline.run("show", photos["lake"]).text


def test_short_unknown_and_ambiguous_ids(cutline, photos):
    for form in (photos["lake"][:6], photos["lake"][:9], photos["lake"].upper()):
        assert cutline.json("show", form)[0]["id"] == photos["lake"]
    unknown = "zzzzzz" if not any(i.startswith("zzzzzz") for i in photos.values()) else "yyyyyy"
    assert unknown in cutline.run("show", unknown, status=3).error
    for odd in ("lake!", "é" * 8, "../../etc/passwd", "", "abc", "@", photos["lake"] + "@x"):
        done = cutline.start("show", odd)
        output, errors = done.communicate(timeout=20)
        assert done.returncode in (2, 3) and output == b""
        assert errors.startswith(b"cutline: show: ") and errors.count(b"\n") == 1


def test_search_words_and_fields(cutline, photos):
    def found(*query):
        return {line["id"] for line in cutline.json("search", *query)}

    everything = set(photos.values())
    assert found() == everything
    assert found("lake") == {photos["lake"]}
    assert found("LÁKE") == {photos["lake"]}
    assert found("angstrom") == {photos["city"]}
    assert found("\u6771\u4eac") == {photos["tall"]}
    assert found("byline:lind") == {photos["city"]}
    assert found("credit:nordlys", "-lake") == {photos["city"], photos["both"]}
    assert found("-lake") == everything - {photos["lake"]}
    assert found("--", "-lake") == everything - {photos["lake"]}
    assert found("lake OR prize") == {photos["lake"], photos["city"]}
    assert found("taken:2022") == {photos["lake"]}
    assert found("taken:>2022") == {photos["city"]}
    assert found("is:portrait") == {photos["tall"]}
    assert found("country:Finland taken:2022-01-01..2022-02-01") == {photos["lake"]}
    assert found("ingested:today") == everything
    assert found("has:headline") == everything - {photos["tall"]}
    assert found(f"id:{photos['lake'][:8]}") == {photos["lake"]}
    assert found("hafen") == {photos["both"]}
    assert found("unheardof") == set()


def test_made_by_machine_and_signed(cutline, photos):
    """is:ai and has:c2pa: what a picture says of its making; a rendition has no manifest that it would break."""
    manifest = b"JP\0\1\0\0\0\1" + b"\0\0\0\x40jumb\0\0\0\x28jumdc2pa\0\x11\0\x10".ljust(64, b"\0")
    data = pictures.jpeg(7, None, {"Iptc4xmpExt:DigitalSourceType":
        "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", "photoshop:Credit": "Nordlys"})
    signed = pictures.jpeg(8, {"credit": "Nordlys", "caption": "Signed in the camera"})
    cutline.put("ai.jpg", data)
    cutline.put("signed.jpg", signed[:2] + pictures.segment(0xeb, manifest) + signed[2:])
    made = {name: line["id"] for name, line in cutline.ingest().items() if name in ("ai.jpg", "signed.jpg")}
    for query, name in [("is:ai", "ai.jpg"), ("has:c2pa", "signed.jpg")]:
        assert [line["id"] for line in cutline.json("search", query)] == [made[name]]
        assert made[name] not in {line["id"] for line in cutline.json("search", f"-{query}")}
    shown, = cutline.json("show", made["ai.jpg"])
    assert shown["fields"]["digital_source_type"].endswith("/trainedAlgorithmicMedia")
    signed, = cutline.json("show", made["signed.jpg"])
    assert (shown["c2pa"], signed["c2pa"]) == (False, True)
    assert "C2PA" in cutline.run("show", made["signed.jpg"]).text
    cutline.run("rendition", made["signed.jpg"], "thumb", "-o", "out.jpg")
    assert b"c2pa" not in (cutline.folder / "out.jpg").read_bytes()


def test_search_output(cutline, photos):
    done = cutline.run("search")
    assert done.error == "4 of 4\n"
    assert done.text.splitlines()[0].split()[:2] == ["Id", "Taken"]
    assert all(photo in done.text for photo in photos.values())
    assert no_controls(done.stdout)
    # Counting gives up after a while: on a slow machine it says how many there are at least.
    assert cutline.run("search", "--limit", "3").error.replace("at least ", "") == "3 of 4\n"
    assert cutline.run("search", "--limit", "3", "--offset", "3").error == "1 of 4, from 4\n"
    nothing = cutline.run("search", "unheardof")
    assert (nothing.text, nothing.error) == ("", "nothing found\n")


def test_search_pages_and_sorts(cutline, photos):
    paged = [cutline.json("search", "--limit", "1", "--offset", str(n))[0]["id"] for n in range(4)]
    assert sorted(paged) == sorted(photos.values())
    taken = [line["date_taken"] for line in cutline.json("search", "--sort", "taken", "has:date_taken")]
    assert taken == sorted(taken, reverse=True) and len(taken) == 2


def test_search_json_keys(cutline, photos):
    line, = cutline.json("search", "lake")
    assert set(line) == {"id", "ingested", "date_taken", "headline", "caption", "byline", "credit", "place",
                         "supplier", "format", "state", "width", "height", "developed", "copies"}
    assert line["headline"] == "Lake scene 1" and line["state"] == "ok"


def test_search_width_of_tables(cutline, photos):
    for columns in (64, 80, 120):
        text = cutline.run("search", env={"COLUMNS": str(columns)}).text
        assert max(map(len, text.splitlines())) <= columns


def test_colours_only_where_asked(cutline, photos):
    assert "\x1b[" not in cutline.run("search").text
    assert "\x1b[" in cutline.run("--color", "always", "search").text
    assert "\x1b[" not in cutline.run("--color=never", "search").text


@pytest.mark.parametrize("query,column", [("lake AND (", None), ("nofield:x", 1), ('lake "open', None),
                                          ("OR", 1), ("lake )", 6), ("width:wide", None)])
def test_a_query_error_points_at_its_place(cutline, query, column):
    done = cutline.run("search", query, status=2)
    lines = done.error.splitlines()
    assert lines[0].startswith("cutline: search: column ")
    assert lines[1] == "  " + query
    assert lines[2].strip() == "^"
    if column:
        assert lines[2].index("^") == 2 + column - 1


def test_the_place_counts_columns_not_bytes(cutline):
    done = cutline.run("search", "\u6771\u4eac )", status=2)
    assert done.error.splitlines()[2].index("^") == 2 + 5


def test_hostile_queries_are_harmless(cutline, photos):
    for query in ('"; DROP TABLE photo; --', "NEAR(a b)", "a* OR b*", "caption MATCH x", "\x1b[2J", "%_%",
                  "(" * 500, "a " * 3000, "field:{x}", "'", "\\", "\u202ex"):
        process = cutline.start("search", "--", query)
        output, errors = process.communicate(timeout=20)
        assert process.returncode in (0, 2), (query, errors)
        assert no_controls(output) and no_controls(errors)


def test_facets(cutline, photos):
    rows = cutline.json("search", "--facets")
    assert all(list(row) == ["facet", "value", "n"] for row in rows)
    years = {row["value"]: row["n"] for row in rows if row["facet"] == "year"}
    assert years["2022"] == 1 and years["2023"] == 1
    assert "counted over 4 photos" in cutline.run("search", "--facets").error


def test_history(cutline, photos):
    events = cutline.json("history", photos["lake"])
    assert list(events[0]) == ["seq", "at", "who", "kind", "subject", "payload", "digest"]
    assert events[0]["kind"] == "ingest" and events[0]["who"].startswith("cli:")
    assert all(event["subject"] == photos["lake"] for event in events)
    assert "ingest" in cutline.run("history", photos["lake"][:8]).text
    cutline.run("history", "zzzzzz", status=3)


def test_stats(cutline, photos):
    rows = cutline.json("stats")
    assert all(list(row) == ["group", "name", "n"] for row in rows)
    assert any(row["n"] == 4 for row in rows)
    assert "jpeg" in cutline.run("stats").text


def test_kill_and_unkill(cutline, photos):
    cutline.run("kill", photos["lake"], status=2)
    cutline.run("kill", photos["lake"], "--reason", " ", status=2)
    assert cutline.run("kill", photos["lake"][:8], "--reason", "AFP: wrong person").text == \
        f"{photos['lake']} is killed\n"
    shown, = cutline.json("show", photos["lake"])
    assert shown["state"] == "killed" and shown["state_reason"] == "AFP: wrong person"
    assert "killed: AFP: wrong person" in cutline.run("show", photos["lake"]).text
    assert [line["id"] for line in cutline.json("search", "is:killed")] == [photos["lake"]]
    assert "[killed]" in cutline.run("search", "lake").text
    cutline.run("unkill", photos["lake"], "--reason", "the other one")
    assert cutline.json("show", photos["lake"])[0]["state"] == "ok"
    assert [event["kind"] for event in cutline.json("history", photos["lake"])][-2:] == ["kill", "unkill"]


def test_one_wrong_id_does_not_save_the_others(cutline, photos):
    done = cutline.run("kill", "zzzzzz", photos["lake"], photos["city"], "--reason", "notice 12", status=3)
    assert done.text.count("is killed") == 2 and "zzzzzz" in done.error
