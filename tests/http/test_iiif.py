# SPDX-License-Identifier: MIT
"""The IIIF Image API, versions 3.0 and 2.1, at level 2; docs/iiif-rules.tsv says which rule is held where."""
import io

import pytest
from conftest import until
from PIL import Image
from pictures import jpeg

W, H = 1200, 900


@pytest.fixture
def photo(stopped):
    stopped.id = stopped.ingest("a.jpg", jpeg(3, size=(W, H)))
    return stopped.start()


def get(photo, rest, version=3, **fields):
    return photo.ask(f"/iiif/{version}/{photo.id}{rest}", **fields)


def size(answer):
    assert answer.status == 200, (answer.status, answer.body[:300])
    return Image.open(io.BytesIO(answer.body)).size


def pixel(answer, at):
    return Image.open(io.BytesIO(answer.body)).convert("RGB").getpixel(at)


def test_base_redirects(photo):
    for version in (2, 3):
        answer = get(photo, "", version)
        assert answer.status == 303 and answer.headers["Location"] == f"/iiif/{version}/{photo.id}/info.json"


def test_info_3(photo):
    answer = get(photo, "/info.json")
    info = answer.json()
    assert info["@context"] == "http://iiif.io/api/image/3/context.json"
    assert info["id"] == f"http://127.0.0.1:{photo.port}/iiif/3/{photo.id}"
    assert (info["type"], info["protocol"], info["profile"]) == ("ImageService3", "http://iiif.io/api/image", "level2")
    assert (info["width"], info["height"]) == (W, H) and info["maxArea"] > 0
    assert answer.headers["Content-Type"] == 'application/ld+json;profile="http://iiif.io/api/image/3/context.json"'
    assert get(photo, "/info.json", Accept="application/json").headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_info_2(photo):
    answer = get(photo, "/info.json", 2)
    info = answer.json()
    assert info["@context"] == "http://iiif.io/api/image/2/context.json" and info["@id"].endswith(f"/iiif/2/{photo.id}")
    assert info["profile"][0] == "http://iiif.io/api/image/2/level2.json"
    assert {"jpg", "png"} <= set(info["profile"][1]["formats"])
    assert answer.headers["Content-Type"] == "application/json" and "context" in answer.headers["Link"]
    assert get(photo, "/info.json", 2, Accept="application/ld+json").headers["Content-Type"] == "application/ld+json"


def test_sizes_and_tiles_can_be_had(photo):
    info = get(photo, "/info.json").json()
    for entry in info["sizes"]:
        assert size(get(photo, f"/full/{entry['width']},{entry['height']}/0/default.jpg")) == (entry["width"], entry["height"])
    tile = info["tiles"][0]
    assert tile["scaleFactors"][0] == 1
    assert size(get(photo, "/1024,512,176,388/176,388/0/default.jpg")) == (176, 388)


@pytest.mark.parametrize("region,expected", [
    ("full", (W, H)), ("square", (H, H)), ("100,50,300,200", (300, 200)), ("1100,800,500,500", (100, 100)),
    ("pct:10,10,50,50", (600, 450)), ("pct:0,0,100,100", (W, H)), ("pct:99.5,0,10,100", (6, H))])
def test_regions(photo, region, expected):
    assert size(get(photo, f"/{region}/max/0/default.jpg")) == expected


@pytest.mark.parametrize("region", ["1200,0,10,10", "0,900,1,1", "0,0,0,10", "0,0,10,0", "-1,0,10,10", "1,2,3", "pct:100,0,1,1",
                                    "pct:0,0,0,1", "pct:.5,0,1,1", "a,b,c,d", "Full", "0,0,1.5,1", "pct:0,0,1,1,1", ""])
def test_regions_that_cannot_be(photo, region):
    assert get(photo, f"/{region}/max/0/default.jpg").status in (400, 404)


@pytest.mark.parametrize("asked,expected", [
    ("max", (W, H)), ("600,", (600, 450)), (",300", (400, 300)), ("pct:50", (600, 450)), ("100,200", (100, 200)), ("!300,300", (300, 225)),
    ("!5000,300", (400, 300)), ("!5000,5000", (W, H)), ("pct:0.1", (1, 1)), ("1200,900", (W, H)), ("1,1", (1, 1))])
def test_sizes(photo, asked, expected):
    assert size(get(photo, f"/full/{asked}/0/default.jpg")) == expected
    assert size(get(photo, f"/full/{asked}/0/default.jpg", 2)) == expected


@pytest.mark.parametrize("asked", ["1201,", ",901", "1201,900", "pct:101", "pct:0", "0,", ",0", ",", "!100,", "!,100", "^max", "^2400,", "full",
                                   "a,", "1.5,", "-1,", "max,", "pct:", "100,100,100", "99999999999,"])
def test_sizes_that_cannot_be(photo, asked):
    assert get(photo, f"/full/{asked}/0/default.jpg").status == 400


def test_full_is_a_size_in_version_2(photo):
    assert size(get(photo, "/full/full/0/default.jpg", 2)) == (W, H)


def test_rotations(photo):
    plain = get(photo, "/full/120,90/0/default.png")
    corner = pixel(plain, (5, 5))

    def near(a, b):
        return all(abs(x - y) < 40 for x, y in zip(a, b))

    for turn, expected, at in (("90", (90, 120), (84, 5)), ("180", (120, 90), (114, 84)), ("270", (90, 120), (5, 114)),
                               ("360", (120, 90), (5, 5)), ("90.0", (90, 120), (84, 5)), ("!0", (120, 90), (114, 5))):
        answer = get(photo, f"/full/120,90/{turn}/default.png")
        assert size(answer) == expected
        assert near(pixel(answer, at), corner), turn
    for turn in ("45", "361", "-90", "a", "", "!", "90deg", "22.5"):
        assert get(photo, f"/full/120,90/{turn}/default.png").status in (400, 404), turn


def test_qualities_and_formats(photo):
    for quality in ("default", "color", "gray", "bitonal"):
        assert size(get(photo, f"/full/120,/0/{quality}.png")) == (120, 90)
    grey = Image.open(io.BytesIO(get(photo, "/full/120,/0/gray.png").body)).convert("RGB")
    assert all(r == g == b for r, g, b in grey.getdata())
    two = Image.open(io.BytesIO(get(photo, "/full/120,/0/bitonal.png").body)).convert("L")
    assert set(two.getdata()) <= {0, 255}
    for extension, kind in (("jpg", "image/jpeg"), ("png", "image/png"), ("webp", "image/webp")):
        assert get(photo, f"/full/120,/0/default.{extension}").headers["Content-Type"] == kind
    for rest in ("default.gif", "default.tif", "default.jp2", "default.pdf", "default.avif", "native.jpg", "default", ".jpg", "default.JPG"):
        assert get(photo, f"/full/120,/0/{rest}").status == 400, rest


def test_fields(photo):
    answer = get(photo, "/full/600,/0/default.jpg")
    link = ", ".join(answer.headers.get_all("Link"))
    assert 'rel="canonical"' in link and f"/iiif/3/{photo.id}/full/600,450/0/default.jpg>" in link
    assert '<http://iiif.io/api/image/3/level2.json>;rel="profile"' in link
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    link2 = ", ".join(get(photo, "/full/600,/0/default.jpg", 2).headers.get_all("Link"))
    assert f"/iiif/2/{photo.id}/full/600,/0/default.jpg>" in link2


def test_escapes(photo):
    assert size(get(photo, "/0%2C0%2C100%2C100/max/0/default.jpg")) == (100, 100)
    assert size(get(photo, "/full/%21100,100/0/default.jpg")) == (100, 75)
    assert get(photo, "/full/%5Emax/0/default.jpg").status == 400


def test_unknown(photo):
    for rest in ("/", "/info.json/", "/full/max/0", "/full/max/0/default.jpg/x", "/info.xml", "//full/max/0/default.jpg"):
        assert get(photo, rest).status in (303, 400, 404), rest
    assert photo.ask("/iiif/3/0000000000000000/info.json").status == 404
    assert photo.ask(f"/iiif/1/{photo.id}/info.json").status == 404
    assert get(photo, "/info.json?x=1").status == 404


def test_stop_and_gate(photo):
    photo.cutline("kill", photo.id, "--reason", "x")
    assert until(lambda: get(photo, "/info.json").status == 410, 1)
    assert get(photo, "/full/max/0/default.jpg").status == 410


def test_a_protected_source_needs_a_token(photo):
    token = photo.token("viewer")
    photo.cutline("edit", photo.id, "city=Tampere", "web_statement=https://example.org/tampere/1", "alt_text=Ice in Tampere", "credit=Tampere Press")
    assert until(lambda: get(photo, "/info.json").json().get("rights") == "https://example.org/tampere/1", 1)
    photo.cutline("protect", photo.id, "--reason", "x")
    assert until(lambda: get(photo, "/info.json").status == 404, 1)
    for path in (f"/iiif/3/{photo.id}/info.json", f"/iiif/2/{photo.id}/info.json", f"/iiif/3/{photo.id}/full/max/0/default.jpg",
                 f"/p/{photo.id}", f"/i/{photo.id}/article.jpg"):
        answer = photo.ask(path, token=token)
        assert answer.status == 200, (path, answer.status)
        assert b"tampere" not in answer.body.lower() and "tampere" not in str(answer.headers).lower(), path
    assert until(lambda: get(photo, "/info.json", token=token).status == 200, 1)


def test_asked_again_it_lies_ready(photo):
    ready = 'renditions_total{tier="memory"}'
    path = "/full/200,/0/default.jpg"
    first = get(photo, path)
    before = photo.metric(ready)
    again = get(photo, path)
    assert again.body == first.body and again.headers["Link"] == first.headers["Link"]
    assert photo.metric(ready) == before + 1
    assert get(photo, path, If_None_Match=first.headers["ETag"]).status == 304


def test_what_is_not_to_be_cropped_is_for_the_token_alone(stopped):
    stopped.id = stopped.ingest("a.jpg", jpeg(3, {"instructions": "NO CROPPING"}, size=(W, H)))
    token = stopped.start().token("viewer")
    part = "/0,0,100,100/max/0/default.jpg"
    assert until(lambda: get(stopped, part, token=token).status == 200)
    assert get(stopped, part, token=token).headers["Cache-Control"] == "private, no-store"
    assert get(stopped, part).status == 401
