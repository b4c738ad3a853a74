# SPDX-License-Identifier: MIT
"""rendition, crop, focus, url, key: a picture at the size that is wanted, and where a page finds it."""
import base64
import hashlib
import hmac
import io
import json
import os
import pty
import re
import stat
import subprocess

import numpy
import pytest
from PIL import Image, ImageCms

import pictures
from test_export import full, read_back

FORMATS = {"jpg": "JPEG", "webp": "WEBP", "png": "PNG", "avif": None}
KINDS = {"jpg": b"\xff\xd8\xff", "webp": b"RIFF", "png": b"\x89PNG", "avif": b"\0\0\0"}


def photo(cutline, name="lake.jpg", **more):
    cutline.put(name, full(**more))
    return cutline.ingest(str(cutline.folder / "in" / name))[name]["id"]


def rendered(cutline, identity, what, name="out.png"):
    cutline.run("rendition", identity, what, "-o", name)
    return Image.open(cutline.folder / name)


def likeness(one, other):
    """PSNR in dB."""
    a, b = (numpy.asarray(picture.convert("RGB"), dtype=float) for picture in (one, other))
    assert a.shape == b.shape
    error = numpy.mean((a - b) ** 2)
    return 99 if error == 0 else 10 * numpy.log10(255 ** 2 / error)


def test_what_is_stopped_stays_in(cutline):
    """As delivery has it: a legal hold and a take-down date stop it, an embargo is for readers, not for the desk."""
    now = {"CUTLINE_NOW": "2030-05-28T12:00:00Z"}
    identity = photo(cutline)
    cutline.run("hold", identity, "--reason", "case 17")
    for command in (["rendition", identity, "thumb", "-o", "t.jpg"], ["url", identity, "thumb"]):
        refused = cutline.run(*command, status=4).error
        assert "LEGAL_HOLD" in refused and '"case 17"' in refused and f"cutline history {identity}" in refused
    assert not (cutline.folder / "t.jpg").exists()
    cutline.run("hold", identity, "--release")
    cutline.run("edit", identity, "instructions=EMBARGO UNTIL 1 JUNE 2030 18:00 GMT", env=now)
    done = cutline.run("rendition", identity, "thumb", "-o", "t.jpg", env=now)
    assert "under embargo until" in done.error and (cutline.folder / "t.jpg").exists()
    assert cutline.json("rendition", identity, "thumb", "-o", "t.jpg", env=now)[0]["embargo"] == "2030-06-01T18:00:00Z"
    cutline.run("edit", identity, "instructions=MUST BE DELETED AFTER 2 JUNE 2030 18:00 GMT", env=now)
    line, = cutline.json("rendition", identity, "thumb", "-o", "t.jpg", env=now)
    assert line["embargo"] is None
    refused = cutline.run("rendition", identity, "thumb", "-o", "t.jpg", status=4, env={"CUTLINE_NOW": "2030-06-03T00:00:00Z"})
    assert "TAKE_DOWN" in refused.error and "2 June 2030" in refused.error and "cutline grant" in refused.error


def test_presets_in_every_format(cutline):
    """Sizes, formats, colours. What they say of themselves: publish/test_matrix.py."""
    identity = photo(cutline, size=(1600, 1200))
    sizes = {"thumb": (320, 240), "grid": (640, 480), "article": (1200, 900), "hero": (1600, 1200),
             "full": (1600, 1200), "square": (600, 600), "social": (1200, 630)}
    for extension, magic in KINDS.items():
        for preset, (width, height) in sizes.items() if extension == "jpg" else [("social", sizes["social"])]:
            name = f"{preset}.{extension}"
            line, = cutline.json("rendition", identity, preset, "-o", name)
            data = (cutline.folder / name).read_bytes()
            assert (line["width"], line["height"]) == (width, height), name
            assert line["bytes"] == len(data) and data.startswith(magic)
            assert not line["kept_whole"]
            if extension != "avif":
                picture = Image.open(io.BytesIO(data))
                assert picture.format == FORMATS[extension] and picture.size == (width, height)
                profile = ImageCms.ImageCmsProfile(io.BytesIO(picture.info["icc_profile"]))
                assert "sRGB" in ImageCms.getProfileDescription(profile)


def test_pipe_and_terminal(cutline):
    identity = photo(cutline)
    data = cutline.run("rendition", identity, "w_100", binary=True).stdout
    assert Image.open(io.BytesIO(data)).size == (100, 67)
    webp = cutline.run("rendition", identity, "w_100", "--format", "webp", binary=True).stdout
    assert webp[8:12] == b"WEBP"
    main, child = pty.openpty()
    done = subprocess.run([os.environ["CUTLINE_BIN"], "rendition", identity, "thumb"], env=cutline.environment,
                          stdout=child, stderr=subprocess.PIPE, timeout=60)
    os.close(child)
    os.close(main)
    assert done.returncode == 2 and b"-o FILE" in done.stderr
    cutline.run("--json", "rendition", identity, "thumb", status=2)


@pytest.mark.parametrize("what,says", [
    ("articel", "there are thumb, grid"), ("w_0", "1 to 65500"), ("w_800,w_9", "given before"),
    ("crop_0_0_9000_10", "leaves the picture"), ("x_1", "no such key"),
])
def test_mistakes(cutline, what, says):
    identity = photo(cutline)
    done = cutline.run("rendition", identity, what, "-o", "out.jpg", status=2)
    assert says in done.error and done.error.count("\n") == 1
    assert not (cutline.folder / "out.jpg").exists()


def test_more_mistakes(cutline):
    identity = photo(cutline)
    assert ".gif" in cutline.run("rendition", identity, "thumb", "-o", "x.gif", status=2).error
    assert "jpg only" in cutline.run("rendition", identity, "newsletter", "-o", "x.webp", status=2).error
    cutline.run("rendition", "zzzzzzzz", "thumb", "-o", "x.jpg", status=3)
    cutline.run("kill", identity, "--reason", "wrong person")
    assert "wrong person" in cutline.run("rendition", identity, "thumb", "-o", "x.jpg", status=4).error
    assert not (cutline.folder / "x.jpg").exists()


def test_second_time_from_the_cache(cutline):
    identity = photo(cutline)
    first, = cutline.json("rendition", identity, "thumb", "-o", "a.jpg")
    second, = cutline.json("rendition", identity, "w_160,dpr_2", "-o", "b.jpg")
    assert not first["cached"]
    again, = cutline.json("rendition", identity, "thumb", "-o", "c.jpg")
    assert again["cached"] and again["etag"] == first["etag"]
    # 192 pixels wide: 320 of a preset and 2 × 160 are the whole of it
    assert second["cached"] and second["etag"] == first["etag"]
    assert (cutline.folder / "a.jpg").read_bytes() == (cutline.folder / "c.jpg").read_bytes()


@pytest.mark.parametrize("orientation", range(1, 9))
def test_crops_are_of_the_upright_picture(cutline, orientation):
    """A crop and a focal point of a picture that lies on its side in the file."""
    identity = photo(cutline, orientation=orientation, size=(600, 400))
    upright = rendered(cutline, identity, "dpr_1")
    assert upright.size == ((600, 400) if orientation < 5 else (400, 600))
    part = rendered(cutline, identity, "crop_30_40_200_300")
    assert likeness(part, upright.crop((30, 40, 230, 340))) > 38
    line, = cutline.json("crop", identity, "30,40,200,300")
    assert line["crop"] == {"x": 30, "y": 40, "width": 200, "height": 300} and line["focus"] is None
    assert likeness(rendered(cutline, identity, "w_2000"), part) > 38
    cutline.run("crop", identity, "none")
    cutline.run("focus", identity, "0,0")
    corner = rendered(cutline, identity, "w_300,h_300,fit_cover")
    side = min(upright.size)
    expected = upright.crop((0, 0, side, side)).resize((300, 300), Image.LANCZOS)
    assert likeness(corner, expected) > 26


def test_focus_survives(cutline):
    """Saved with an event, in the history, and there again when the catalog is made from the store."""
    identity = photo(cutline, size=(600, 400))
    cutline.run("crop", identity, "100,0,400,400")
    line, = cutline.json("focus", identity, "25%,80%")
    assert line["focus"] == {"x": 250, "y": 800} and line["crop"]["width"] == 400
    before = (cutline.json("rendition", identity, "square", "-o", "a.jpg")[0]["etag"],
              cutline.run("url", identity, "square").text)
    kinds = [event["kind"] for event in cutline.json("history", identity)]
    assert kinds.count("set-framing") == 2
    cutline.run("rebuild", "--from-store")
    after = (cutline.json("rendition", identity, "square", "-o", "a.jpg")[0]["etag"],
             cutline.run("url", identity, "square").text)
    assert after == before
    cutline.run("focus", identity, "none")
    cutline.run("crop", identity, "none")
    assert cutline.run("url", identity, "square").text != before[1]


def with_xmp(data, attributes):
    """The same picture with a packet in front that says this, too."""
    packet = ('<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
              '<rdf:Description xmlns:crs="http://ns.adobe.com/camera-raw-settings/1.0/" '
              'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" '
              f'{attributes}</rdf:Description></rdf:RDF></x:xmpmeta>')
    return data[:2] + pictures.segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()) + data[2:]


def test_framing_from_the_pictures_own_metadata(cutline):
    """The photographer's crop and main subject count until a person says otherwise."""
    subject = ('<Iptc4xmpExt:ImageRegion><rdf:Bag><rdf:li rdf:parseType="Resource"><Iptc4xmpExt:RegionBoundary '
               'rdf:parseType="Resource"><Iptc4xmpExt:rbShape>rectangle</Iptc4xmpExt:rbShape><Iptc4xmpExt:rbUnit>relative'
               '</Iptc4xmpExt:rbUnit><Iptc4xmpExt:rbX>0</Iptc4xmpExt:rbX><Iptc4xmpExt:rbY>0</Iptc4xmpExt:rbY>'
               '<Iptc4xmpExt:rbW>0.1</Iptc4xmpExt:rbW><Iptc4xmpExt:rbH>0.1</Iptc4xmpExt:rbH></Iptc4xmpExt:RegionBoundary>'
               '<Iptc4xmpExt:rRole><rdf:Bag><rdf:li rdf:parseType="Resource"><xmp:Identifier><rdf:Bag><rdf:li>'
               'http://cv.iptc.org/newscodes/imageregionrole/mainSubjectArea</rdf:li></rdf:Bag></xmp:Identifier></rdf:li>'
               '</rdf:Bag></Iptc4xmpExt:rRole></rdf:li></rdf:Bag></Iptc4xmpExt:ImageRegion>')
    crop = 'crs:HasCrop="True" crs:CropLeft="0.25" crs:CropTop="0" crs:CropRight="1" crs:CropBottom="0.5"'
    cutline.put("framed.jpg", with_xmp(full(seed=4, size=(600, 400)), crop + ">" + subject))
    identity = cutline.ingest()["framed.jpg"]["id"]
    assert {"crop", "focus"} <= {value["field"] for value in cutline.json("show", identity)[0]["received"]}
    part = rendered(cutline, identity, "dpr_1", "part.png")
    square = rendered(cutline, identity, "w_200,h_200,fit_cover", "square.png")
    data = (cutline.folder / "part.png").read_bytes()
    assert b"ImageRegion" not in data and b"HasCrop" not in data
    cutline.run("crop", identity, "0,0,600,400")
    cutline.run("focus", identity, "1000,1000")
    whole = rendered(cutline, identity, "dpr_1")
    assert whole.size == (600, 400) and part.size == (450, 200)
    assert likeness(part, whole.crop((150, 0, 600, 200))) > 45
    assert likeness(square, whole.crop((150, 0, 350, 200))) > 45
    corner = rendered(cutline, identity, "w_400,h_400,fit_cover", "corner.png")
    assert likeness(corner, whole.crop((200, 0, 600, 400))) > 45


@pytest.mark.parametrize("command,what", [
    ("crop", "0,0,0,5"), ("crop", "1,2,3"), ("crop", "a"), ("crop", "500,0,200,10"), ("focus", "1001,0"),
    ("focus", "101%,0"), ("focus", "5"), ("focus", "1,2,3"),
])
def test_framing_mistakes(cutline, command, what):
    identity = photo(cutline, size=(600, 400))
    assert cutline.run(command, identity, what, status=2).error.count("\n") == 1


def test_signed_urls(cutline):
    identity = photo(cutline)
    ops = "h_100,w_150,fit_cover,dpr_1"
    assert "key add" in cutline.run("url", identity, ops, status=3).error
    key, = cutline.json("key", "add")
    line, = cutline.json("url", identity, ops, "--days", "1", "--format", "webp")
    found = re.fullmatch(r"(/i/%s/w_150,h_100,fit_cover/(\d+)/(\w+))\.([\w-]{43})\.webp" % identity, line["url"])
    assert found and found[3] == key["key"] and int(found[2]) == line["expires"]
    secret = cutline.run("key", "show", key["key"]).text.strip()
    mac = hmac.new(base64.urlsafe_b64decode(secret + "="), found[1].encode(), hashlib.sha256).digest()
    assert base64.urlsafe_b64encode(mac).decode().rstrip("=") == found[4]


def test_keys_are_rotated(cutline):
    identity = photo(cutline)
    first, = cutline.json("key", "add")
    second, = cutline.json("key", "add")
    assert [(line["key"], line["signs"]) for line in cutline.json("key", "list")] == [
        (second["key"], True), (first["key"], False)]
    assert "/" + second["key"] + "." in cutline.run("url", identity, "w_100").text
    path = cutline.archive / "keys" / ("url-" + first["key"])
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert "secret" not in json.dumps(cutline.json("key", "list"))
    path.chmod(0o644)
    assert "may be known" in cutline.run("key", "list", status=4).error
    cutline.run("key", "drop", first["key"])
    assert len(cutline.json("key", "list")) == 1
    cutline.run("key", "drop", first["key"], status=3)
    cutline.run("key", "drop", "../../cutline.conf", status=2)
    cutline.run("key", "rotate", status=2)


def test_presets_of_the_archive(cutline):
    identity = photo(cutline)
    rules = cutline.archive / "rules" / "presets.json"
    rules.write_text(json.dumps({"schema": "cutline-presets/1", "presets": [
        {"id": "stamp", "width": 40, "height": 40, "fit": "cover", "gravity": "center"}]}))
    assert rendered(cutline, identity, "stamp").size == (40, 40)
    assert "there are stamp" in cutline.run("rendition", identity, "thumb", "-o", "x.jpg", status=2).error
    rules.write_text('{"schema": "cutline-presets/1", "presets": [{"id": "stamp", "wdith": 40}]}')
    done = cutline.run("rendition", identity, "stamp", "-o", "x.jpg", status=2)
    assert "presets.json" in done.error and "stamp" in done.error


def test_a_new_caption_is_a_new_file(cutline):
    """The revision in the URL follows what the file says; a protected source says less."""
    identity = photo(cutline, size=(1400, 1000))
    before = cutline.run("url", identity, "article").text
    assert re.fullmatch(r"/i/%s/article~[0-9a-f]{10}\.jpg\n" % identity, before)
    cutline.run("protect", identity, "--reason", "lives there")
    assert cutline.run("url", identity, "article").text != before
    cutline.run("rendition", identity, "article", "-o", "a.jpg")
    said = read_back(cutline.folder / "a.jpg")
    assert not any(key.endswith(":City") for key in said) and any(key.endswith(":Credit") for key in said)


def test_undeveloped(cutline):
    """Without a master, from the original; half a picture is worth showing."""
    cutline.put("whole.jpg", full(seed=3, size=(1600, 1200)))
    line = cutline.ingest(str(cutline.folder / "in" / "whole.jpg"), "--no-wait")["whole.jpg"]
    assert rendered(cutline, line["id"], "w_400").size == (400, 300)
    data = pictures.jpeg(7, {"byline": "Ana Ruiz"}, size=(800, 600))
    cutline.put("half.jpg", data[:len(data) // 2])
    half = cutline.ingest(str(cutline.folder / "in" / "half.jpg"))["half.jpg"]
    assert rendered(cutline, half["id"], "w_400").size == (400, 300)
