# SPDX-License-Identifier: MIT
"""Received texts: in which characters they came, and show --fields-conflicts: photos whose sources disagree."""
import pictures


def fill(cutline):
    cutline.put("agree.jpg", pictures.press(1))
    cutline.put("names.jpg", pictures.jpeg(2, {"headline": "Lake", "byline": "Old Name", "keywords": ["a", "b"]},
                                           {"photoshop:Headline": "Mountain\x1b[2J", "dc:creator": ["New Name"],
                                            "dc:subject": ["c", "d"]}))
    cutline.put("dates.jpg", pictures.jpeg(3, {"headline": "Same", "date": "20110312"},
                                           {"photoshop:Headline": "Same", "photoshop:DateCreated": "2023-09-14"}))
    return {name: line["id"] for name, line in cutline.ingest().items()}


def test_a_line_a_photo(cutline):
    ids = fill(cutline)
    lines = {line["id"]: line for line in cutline.json("show", "--fields-conflicts")}
    assert set(lines) == {ids["names.jpg"], ids["dates.jpg"]}
    names = {c["field"]: c for c in lines[ids["names.jpg"]]["conflicts"]}
    assert set(names) == {"headline", "byline", "keywords"}
    assert all(list(c) == ["field", "code", "message", "reason", "values"] and c["code"] == "FIELD_CONFLICT" for c in names.values())
    used = {field: [v["value"] for v in c["values"] if v["used"]] for field, c in names.items()}
    fields = cutline.json("show", ids["names.jpg"])[0]["fields"]
    assert used["byline"] == fields["byline"] and used["headline"] == [fields["headline"]]
    assert sorted(v["value"] for v in names["keywords"]["values"]) == ["a", "b", "c", "d"]
    assert {v["origin"] for v in names["byline"]["values"]} == {"iptc", "xmp#1"}
    dates, = lines[ids["dates.jpg"]]["conflicts"]
    assert (dates["field"], dates["code"]) == ("date_taken", "DATE_CONFLICT")
    assert sorted(v["value"] for v in dates["values"]) == ["2011-03-12", "2023-09-14"]


def test_of_one_photo(cutline):
    ids = fill(cutline)
    line, = cutline.json("show", ids["dates.jpg"], "--fields-conflicts")
    assert line["id"] == ids["dates.jpg"]
    assert cutline.json("show", ids["agree.jpg"], "--fields-conflicts") == []
    assert cutline.run("show", "zzzzzz", "--fields-conflicts", status=3).text == ""


def test_table(cutline):
    assert cutline.run("show", "--fields-conflicts").text == "no sources disagree\n"
    ids = fill(cutline)
    text = cutline.run("show", "--fields-conflicts", env={"COLUMNS": "140"}).text
    assert text.splitlines()[0].split() == ["Id", "Field", "Counts", "Others", "say"]
    assert text.count(ids["names.jpg"]) == 1 and ids["agree.jpg"] not in text and "\x1b" not in text
    row = next(line for line in text.splitlines() if "byline" in line)
    assert "Old Name" in row and "New Name" in row and "iptc: " in row and "xmp#1: " in row


def test_every_page_is_listed(cutline):
    for seed in range(205):
        cutline.put(f"{seed}.jpg", pictures.jpeg(seed, {"headline": "Lake"}, {"photoshop:Headline": f"Hill {seed}"}, size=(48, 32)))
    cutline.ingest(cutline.folder / "in", "--no-wait")
    lines = cutline.json("show", "--fields-conflicts")
    assert len({line["id"] for line in lines}) == len(lines) == 205


def test_without_it_a_photo_must_be_named(cutline):
    assert "cutline show ID" in cutline.run("show", status=2).error


def test_undeclared_characters(cutline):
    """The converters of Shift-JIS are files, which a decoder in its sandbox could not open any more. A NUL in a
    TIFF's text, of which libtiff complains, is no damage of its pixels."""
    caption = "東京・渋谷で雪が降る中、歩く人たち"
    cutline.put("tokyo.jpg", pictures.jpeg(4, {"caption": caption.encode("cp932"), "byline": b"Taro Yamada"}, charset=False))
    cutline.put("parts.tif", pictures.tiff(5, {33432: b"Photographer\0Editor\0"}))
    lines = cutline.ingest()
    shown = cutline.json("show", lines["parts.tif"]["id"])[0]
    assert shown["fields"]["copyright"] == "Photographer"
    assert "PIXELS_DAMAGED" not in {finding["code"] for finding in shown["findings"]}
    shown = cutline.json("show", lines["tokyo.jpg"]["id"])[0]
    assert shown["fields"]["caption"] == caption
    assert "CHARSET_GUESSED" in {finding["code"] for finding in shown["findings"]}


def test_how_a_supplier_writes(cutline):
    """A desk in Prague declares nothing; a word without a telling letter would be read as Western."""
    with open(cutline.archive / "cutline.conf", "a") as conf:
        conf.write("[charsets]\nctk photo=windows-1250\n")
    cutline.put("prague.jpg", pictures.jpeg(4, {"caption": "Už přišli.".encode("cp1250"), "byline": b"Jan Novak"}, charset=False))
    line, = cutline.json("ingest", "--supplier", "CTK Photo", "in/prague.jpg")
    assert cutline.json("show", line["id"])[0]["fields"]["caption"] == "Už přišli."
    cutline.run("rebuild", "--from-store")
    assert cutline.json("show", line["id"])[0]["fields"]["caption"] == "Už přišli."
