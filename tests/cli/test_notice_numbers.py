# SPDX-License-Identifier: MIT
"""A supplier's number is one number however it is written: with or without its mark, in a file's name, in an address."""
import json

import pytest
from test_advisory import bring
from test_kill import state
from test_notice import notice_of
from test_statuses import encode, nordlys, scene

# Who sends it, what stands in it, how its file is called; then how its supplier names it.
NUMBERS = {
    "ap": ("AP", {"job_id": "AP26330371225240"}, "AP26330371225240.jpg", "AP KILL: photo 26330371225240 must not be used"),
    "ap-file": ("AP", {"job_id": "EM101"}, "AP26330371225240.jpg", "AP KILL: photo 26330371225240 must not be used"),
    "ap-marked": ("AP", {"title": "26330371225240"}, "a.jpg", "AP KILL: photo AP26330371225240 must not be used"),
    "epa": ("EPA", {"job_id": "epa12345678"}, "epa12345678.jpg", "EPA KILL NOTICE: Please kill image with ID 12345678 (Sultan) due to wrong caption"),
    "imago": ("IMAGO/Sven Simon", {"job_id": "imago1059123456"}, "imago1059123456h.jpg",
              "IMAGO Bildsperrung: Bild 1059123456 bitte sperren und nicht mehr verwenden."),
    "imago-size": ("IMAGO/Sven Simon", {}, "imago1059123456h.jpg", "IMAGO Bildsperrung: Bild imago1059123456w bitte sperren."),
    "getty": ("Getty Images", {"title": "2201234567", "job_id": "776300000"}, "a.jpg",
              "Getty Images MANDATORY KILL: please kill GettyImages-2201234567.jpg"),
    "getty-bare": ("Getty Images", {"job_id": "776300000"}, "GettyImages-2201234567.jpg", "Getty Images MANDATORY KILL: please kill image 2201234567"),
    "tass": ("TASS", {"job_id": "76543210"}, "TASS_76543210.jpg", "TASS PICTURE KILL: please kill photo 76543210"),
    "tass-told": ("ТАСС", {"job_id": "76543210"}, "TASS_76543210.jpg",
                  "ТАСС: Фото №76543210 аннулируется, просим не использовать"),
    "two": ("EPA", {"job_id": "epa12345678"}, "a.jpg", "KILL: EPA image 12345678. Sorry to all customers of Getty Images and EPA."),
}


def picture_of(number, seed=1):
    who, fields, name, _ = NUMBERS[number]
    return name, encode(scene(seed), nordlys(credit=who, **{"title": "Spain Floods", **fields}))


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_reaches_its_picture(cutline, number):
    name, data = picture_of(number)
    cutline.put(name, data)
    photo = cutline.ingest()[name]["id"]
    cutline.put("other.jpg", encode(scene(2), nordlys(credit="Sudpress", title="1205912", job_id="12345678")))
    other = cutline.ingest()["other.jpg"]["id"]
    asks = 5 if " 12345678" in NUMBERS[number][3] else 0
    notice_of(cutline, NUMBERS[number][3], asks)
    assert (state(cutline, photo)[0], state(cutline, other)[0]) == ("killed", "ok")


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_stands_until_its_picture_comes(cutline, number):
    assert [said for _, said in notice_of(cutline, NUMBERS[number][3], 0)] == ["standing"]
    name, data = picture_of(number)
    late, _ = bring(cutline, name, data, status=1)
    assert late["status"] == "held" and state(cutline, late["id"])[0] == "killed"


def test_pictures_of_one_job_are_not_one(cutline):
    """Getty's transmission reference is the event's; the picture's own number is its title."""
    for n in (1, 2):
        cutline.put(f"{n}.jpg", encode(scene(n), nordlys(credit="Getty Images", title=f"220123456{n}", job_id="776300000")))
    lines = cutline.ingest()
    notice_of(cutline, "Getty Images MANDATORY KILL: asset ID 2201234561", 0)
    assert [state(cutline, lines[f"{n}.jpg"]["id"])[0] for n in (1, 2)] == ["killed", "ok"]
    late, _ = bring(cutline, "3.jpg", encode(scene(3), nordlys(credit="Getty Images", title="2201234563", job_id="776300000")))
    assert late["status"] == "added" and state(cutline, late["id"])[0] == "ok"


AP_ITEM = {"altids": {"itemid": "abcdabcdabcdabcdabcdabcdabcdabcd", "friendlykey": "26330371225240", "transref": "EM103"},
           "uri": "https://api.ap.org/media/v/content/abcdabcdabcdabcdabcdabcdabcdabcd", "version": 2, "type": "picture",
           "pubstatus": "withheld", "signals": ["newscontent"], "description_creditline": "AP", "headline": "Spain Floods"}
TT_ITEM = {"uri": "http://tt.se/media/image/sdltd3f4a5b", "type": "picture", "versioncreated": "2026-11-29T14:00:00Z",
           "pubstatus": "canceled", "byline": "Jessica Gow/TT", "source": "TT"}
ITEMS = {
    "ap": ({"data": {"item": AP_ITEM}}, "AP", {"job_id": "AP26330371225240"}, "a.jpg"),
    "ap-file": ({"data": {"item": AP_ITEM}}, "AP", {"job_id": "EM101"}, "AP26330371225240.jpg"),
    "tt": (TT_ITEM, "TT", {"job_id": "sdltd3f4a5b"}, "sdltd3f4a5b.jpg"),
    "tt-file": (TT_ITEM, "TT", {}, "sdltd3f4a5b.jpg"),
}


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_reaches_its_picture(cutline, name):
    item, who, fields, path = ITEMS[name]
    cutline.put(path, encode(scene(1), nordlys(credit=who, **{"title": "Spain Floods", **fields})))
    photo = cutline.ingest()[path]["id"]
    line, said = bring(cutline, "i.json", json.dumps(item).encode(), "--supplier", who)
    assert (line["status"], line.get("of"), said) == ("sidecar", photo, [])
    assert state(cutline, photo)[0] == "killed"


@pytest.mark.parametrize("name", ITEMS)
def test_an_item_stands_until_its_picture_comes(cutline, name):
    item, who, fields, path = ITEMS[name]
    bring(cutline, "i.json", json.dumps(item).encode(), "--supplier", who)
    late, _ = bring(cutline, path, encode(scene(1), nordlys(credit=who, **{"title": "Spain Floods", **fields})), status=1)
    assert late["status"] == "held" and state(cutline, late["id"])[0] == "killed"
