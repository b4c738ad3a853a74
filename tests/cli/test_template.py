# SPDX-License-Identifier: MIT
"""template, codes and picklist: what editors type once."""
import json

import pytest

import pictures


@pytest.fixture
def photo(cutline):
    cutline.put("a.jpg", pictures.press(1, city=None))
    return cutline.ingest()["a.jpg"]["id"]


def fields(cutline, photo):
    return cutline.json("show", photo)[0]["fields"]


def write(cutline, name, text):
    (cutline.folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return name


def test_a_template_fills_in_what_the_photo_says(cutline, photo):
    cutline.run("template", "set", "courier", "credit={byline}/Courier", "country?=Suomi", "state?=Pirkanmaa",
                "keywords+=ice; {country}", "headline={date_taken:%A %-d %B %Y}: {city:%s, }{country:%S}",
                "job_id={seq:03}-{city|country|\"somewhere\"}", "--title", "our own")
    assert "unchanged" not in cutline.run("template", "apply", "courier", photo, "--reason", "desk").text
    now = fields(cutline, photo)
    assert now["credit"] == "Aino Virtanen/Courier"
    assert (now["country"], now["state"]) == ("Finland", "Pirkanmaa")
    assert now["keywords"] == ["lake", "winter", "ice", "Finland"]
    assert now["headline"] == "Wednesday 5 January 2022: FINLAND"
    assert now["job_id"] == "001-Finland"
    event = cutline.json("history", photo)[-1]["payload"]
    assert (event["template"], event["reason"]) == ("courier", "desk")
    cutline.run("undo", photo)
    assert fields(cutline, photo)["credit"] == "Nordlys"
    cutline.run("verify")


def test_empty_variables_are_named_and_empty_no_field(cutline, photo):
    cutline.run("template", "set", "place", "headline={city}", "caption=In {city}, {country}.")
    line, = cutline.json("template", "apply", "place", photo)
    assert line["notes"] == ["headline: {city} is empty; the field was left as it is", "caption: {city} is empty"]
    assert fields(cutline, photo)["headline"] == "Lake scene 1"


def test_a_list_variable_gives_a_list(cutline):
    cutline.put("two.jpg", pictures.press(1, byline=["LEE ANN", "Bob Ray"], keywords=["Oulu, Finland", "ice"]))
    photo = cutline.ingest()["two.jpg"]["id"]
    cutline.run("template", "set", "again", "byline={byline}", "people={byline}; Cy Day", "keywords={keywords}, lake")
    cutline.run("template", "apply", "again", photo)
    now = fields(cutline, photo)
    assert (now["byline"], now["people"]) == (["LEE ANN", "Bob Ray"], ["LEE ANN", "Bob Ray", "Cy Day"])
    assert now["keywords"] == ["Oulu, Finland", "ice", "lake"]


def test_a_template_at_ingest_and_with_an_edit(cutline):
    cutline.run("template", "set", "house", "credit={byline}/Courier", "job_id={seq:02}")
    for seed in range(3):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    lines = cutline.ingest(cutline.folder / "in", "--template", "house")
    ids = [lines[f"{seed}.jpg"]["id"] for seed in range(3)]
    assert [fields(cutline, photo)["job_id"] for photo in ids] == ["01", "02", "03"]
    assert {fields(cutline, photo)["credit"] for photo in ids} == {"Aino Virtanen/Courier"}
    batch = cutline.json("history", ids[0])[-1]["payload"]["batch"] if "batch" in str(
        cutline.json("history", ids[0])[-1]) else cutline.json("history", ids[0])[1]["payload"]["batch"]
    cutline.run("rebuild", "--from-store")
    assert fields(cutline, ids[2])["job_id"] == "03"
    cutline.run("undo", str(batch))
    assert "job_id" not in fields(cutline, ids[2])
    cutline.run("edit", "--query", "lake", "--template", "house", "credit=Other")
    assert {fields(cutline, photo)["credit"] for photo in ids} == {"Other"}
    # known photos are left alone, and a template that is not there stops before anything is done
    assert all(line["status"] == "known" for line in cutline.ingest(cutline.folder / "in", "--template", "house").values())
    assert {fields(cutline, photo)["credit"] for photo in ids} == {"Other"}
    cutline.put("9.jpg", pictures.press(9))
    assert "template list" in cutline.run("ingest", str(cutline.folder / "in"), "--template", "none", status=3).error
    assert len(cutline.json("search", "lake")) == 3
    cutline.run("verify")


def test_templates_go_out_and_in(cutline, photo):
    cutline.run("template", "set", "a", "caption@kk={caption} {{x}}", "keywords-=", "credit?={=nn}")
    text = cutline.run("template", "export", "a").text
    document = json.loads(text)
    assert document["schema"] == "cutline-template/1"
    assert document["fields"] == [
        {"field": "caption", "lang": "kk", "how": "set", "value": "{caption} {{x}}"},
        {"field": "keywords", "how": "received"}, {"field": "credit", "how": "if-empty", "value": "{=nn}"}]
    assert "if-empty" in cutline.run("template", "show", "a").text
    cutline.run("template", "remove", "a")
    assert cutline.json("template", "list") == []
    cutline.run("template", "set", "-", stdin=text.encode())
    assert cutline.run("template", "export", "a").text == text
    assert [row["id"] for row in cutline.json("template", "list")] == ["a"]
    cutline.run("rebuild", "--from-store")
    assert cutline.run("template", "export", "a").text == text
    assert "template list" in cutline.run("template", "show", "b", status=3).error


@pytest.mark.parametrize("value, says", [
    ("caption={ctiy}", "no variable"), ("caption={city", "brace"), ("caption=}", "brace"), ("caption={}", "no variable"),
    ("caption={date_taken:%Q}", "format"), ("caption={seq:x}", "format"), ("caption={city:%d}", "format"),
    ("caption={date_taken@kk}", "no variable"), ("caption={=}", "no code"), ("camera=x", "cannot be edited")])
def test_a_wrong_template_is_refused_when_it_is_set(cutline, value, says):
    done = cutline.run("template", "set", "t", value, status=2 if "camera" in value else 6)
    assert says in done.error and done.error.count("\n") == 1


def test_a_wrong_document_is_refused(cutline):
    good = {"schema": "cutline-template/1", "id": "t", "fields": [{"field": "credit", "value": "x"}]}
    for change, says in [({"schema": "x"}, "cutline-template/1"), ({"id": "Ä"}, "no id"), ({"more": 1}, "'more'"),
                         ({"fields": 1}, "list"), ({"fields": [{"field": "x", "value": "y"}]}, "no field"),
                         ({"fields": [{"field": "credit", "how": "x", "value": "y"}]}, "how"),
                         ({"fields": [{"field": "credit"}]}, "no value"), ({"fields": ["x"]}, "object")]:
        text = json.dumps(dict(good, **change))
        assert says in cutline.run("template", "set", "-", stdin=text.encode(), status=6).error
    cutline.run("template", "set", "-", stdin=json.dumps(good).encode())


CODES = "// Kazakhstan, January 2022\r\nnn\tNursultan Nazarbayev\tthe former president\r\nkt\tKassym-Jomart Tokayev\r\n\r\n"


def test_code_replacements_in_any_text(cutline, photo):
    cutline.run("codes", "set", write(cutline, "Names KZ.txt", "\ufeff" + CODES))
    assert [row["id"] for row in cutline.json("codes", "list")] == ["names-kz"]
    cutline.run("edit", photo, "caption==kt= and =nn#2=, =nn=. a=b, c=d, =zz= =KT=", "people==nn=;=kt=")
    now = fields(cutline, photo)
    assert now["caption"] == ("Kassym-Jomart Tokayev and the former president, Nursultan Nazarbayev. "
                              "a=b, c=d, =zz= =KT=")
    assert now["people"] == ["Nursultan Nazarbayev", "Kassym-Jomart Tokayev"]
    cutline.run("edit", photo, "caption==kt=", "--literal")
    assert fields(cutline, photo)["caption"] == "=kt="
    # the file loaded last counts
    cutline.run("codes", "set", write(cutline, "later.txt", "kt\tTokayev\n"))
    cutline.run("edit", photo, "caption==kt= =nn=")
    assert fields(cutline, photo)["caption"] == "Tokayev Nursultan Nazarbayev"
    cutline.run("codes", "remove", "later")
    cutline.run("template", "set", "t", "caption={=kt} {byline}, =nn=")
    cutline.run("template", "apply", "t", photo)
    assert fields(cutline, photo)["caption"] == "Kassym-Jomart Tokayev Aino Virtanen, Nursultan Nazarbayev"
    cutline.run("template", "set", "t", "caption={=nobody}")
    assert "codes list" in cutline.run("template", "apply", "t", photo, status=6).error


def test_code_replacements_in_a_story(cutline, photo):
    cutline.run("codes", "set", write(cutline, "kz.txt", CODES))
    cutline.run("story", "new", "s")
    cutline.run("story", "add", "s", photo, "--alt", "=kt= waves", "--caption", "=zz= and =nn=")
    use = cutline.json("story", "show", "s")[0]["items"][0]["use"]
    assert (use["alt_text"], use["caption"]) == ("Kassym-Jomart Tokayev waves", "=zz= and Nursultan Nazarbayev")
    cutline.run("story", "edit", "s", "1", "--headline", "=nn#2=")
    assert cutline.json("story", "show", "s")[0]["items"][0]["use"]["headline"] == "the former president"


def test_another_delimiter(cutline, photo):
    cutline.run("codes", "set", write(cutline, "a.txt", "m7\tAna Ruiz (7)\n"), "--delimiter", "\\")
    cutline.run("edit", photo, "caption=\\m7\\ runs; =m7= stays")
    assert fields(cutline, photo)["caption"] == "Ana Ruiz (7) runs; =m7= stays"
    cutline.run("codes", "set", "a.txt", "--delimiter", "ab", status=6)


def test_code_files_go_out_and_in(cutline):
    cutline.run("codes", "set", write(cutline, "a.txt", CODES.encode("utf-16")))
    text = cutline.run("codes", "export", "a").text
    assert text == "nn\tNursultan Nazarbayev\tthe former president\nkt\tKassym-Jomart Tokayev\n"
    cutline.run("codes", "set", write(cutline, "b.txt", text))
    assert cutline.run("codes", "export", "b").text == text
    document, = cutline.json("codes", "show", "b")
    assert document["codes"][0] == {"code": "nn", "texts": ["Nursultan Nazarbayev", "the former president"]}
    cutline.run("codes", "set", "-", stdin=json.dumps(dict(document, id="c")).encode())
    assert cutline.run("codes", "export", "c").text == text
    assert "stood before" in cutline.run("codes", "set", write(cutline, "d.txt", "x\ta\nx\tb\n")).error
    assert cutline.run("codes", "export", "d").text == "x\tb\n"
    assert "line 2" in cutline.run("codes", "set", write(cutline, "e.txt", "x\ta\nno tab here\n"), status=6).error
    assert "UTF-8" in cutline.run("codes", "set", write(cutline, "f.txt", b"x\t\xe9t\xe9\n"), status=6).error


@pytest.mark.parametrize("command", [["picklist", "set", "-", "--field", "city", "--name", "x"], ["template", "set", "-"],
                                     ["codes", "set", "-", "--name", "x"]])
def test_an_empty_file_is_refused(cutline, command):
    for text in (b"", b"\r\n\r\n"):
        cutline.run(*command, stdin=text, status=6)
    assert "line 3" in cutline.run("codes", "set", "-", "--name", "x", stdin=b"A\t1\r\n\r\nbad\r\n", status=6).error


def test_a_pick_list_spells_and_may_insist(cutline, photo):
    cutline.run("picklist", "set", write(cutline, "desk.txt", "Almaty\nunrest\nÉmeute\n"), "--field", "keywords")
    line, = cutline.json("edit", photo, "keywords+=ALMATY, emeute, other")
    assert line["changes"][0]["after"] == ["lake", "winter", "Almaty", "Émeute", "other"]
    assert "'ALMATY' is written 'Almaty' here" in line["notes"][0]
    cutline.run("picklist", "set", "desk.txt", "--field", "keywords", "--strict")
    error = cutline.run("edit", photo, "keywords+=unrests", status=6).error
    assert "pick list desk" in error and "'unrest'" in error
    cutline.run("edit", photo, "keywords-=winter")  # what stood there may stay
    assert fields(cutline, photo)["keywords"] == ["lake", "Almaty", "Émeute", "other"]
    assert cutline.run("picklist", "show", "desk").text == "Almaty\nunrest\nÉmeute\n"
    text = cutline.run("picklist", "export", "desk").text
    cutline.run("picklist", "remove", "desk")
    cutline.run("picklist", "set", "-", stdin=text.encode())
    assert cutline.run("picklist", "export", "desk").text == text
    assert "--field" in cutline.run("picklist", "set", "desk.txt", status=2).error
    cutline.run("picklist", "set", "desk.txt", "--field", "camera", status=6)
