# SPDX-License-Identifier: MIT
"""What the words of a picture forbid: reading them, and what people decide about them."""

import io
import json

from PIL import PngImagePlugin

import pictures


def codes(cutline, text, *more):
    return [(line["code"], line["operand"]) for line in cutline.json("restrictions", "parse", text, *more)]


def test_parse_needs_no_archive(bare):
    lines = bare.json("restrictions", "parse", "JAPAN OUT, NO SALES")
    assert [line["code"] for line in lines] == ["TERRITORY_DENY", "NO_RESALE"]
    assert (lines[0]["operand"], lines[0]["start"], lines[0]["end"], lines[0]["text"]) == ("JP", 0, 9, "JAPAN OUT")
    assert lines[1]["rule"] and 0 < lines[1]["confidence"] <= 1


def test_spans_are_bytes_of_the_text(bare):
    text = "Für redaktionelle Zwecke — NICHT IN ÖSTERREICH; ¡PROHIBIDO SU USO EN ESPAÑA!"
    for line in bare.json("restrictions", "parse", text):
        assert text.encode()[line["start"]:line["end"]].decode() == line["text"]


def test_what_is_not_understood_is_shown(bare):
    assert codes(bare, "CLEAR W LONDON DESK B4 USE") == [("UNPARSED", None)]
    assert "UNPARSED" in bare.run("restrictions", "parse", "CLEAR W LONDON DESK B4 USE").text


def test_day_counts_begin_at_transmission(bare):
    line = bare.json("restrictions", "parse", "MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION",
                     "--sent", "2022-01-07T10:00Z")[0]
    assert (line["code"], line["operand"], line["at"]) == ("EXPIRES", "14 days", "2022-01-21T10:00:00Z")


def test_information_only_when_asked_for(bare):
    assert codes(bare, "SEE PA STORY POLITICS Brexit") == []
    assert codes(bare, "SEE PA STORY POLITICS Brexit", "--all") == [("INFORMATION", None)]


def test_refusals(bare):
    assert "UTF-8" in bare.run("restrictions", "parse", b"NO \xff SALES", status=2).error
    bare.run("restrictions", "parse", status=2)
    bare.run("restrictions", "parse", "A", "B", status=2)
    assert "--sent" in bare.run("restrictions", "parse", "X", "--sent", "yesterday", status=2).error


def test_terms_that_iptc_cut_off_are_taken_from_xmp(cutline):
    """256 bytes of IPTC-IIM end in the middle of the sentence that says for how long."""
    terms = ("ATTENTION EDITORS: THIS PICTURE WAS HANDED OUT BY A THIRD PARTY. IT IS SENT AS IT CAME, FOR EDITORIAL USE "
             "ONLY. NO COMMERCIAL USE, NO ADVERTISING CAMPAIGNS, NO BOOK COVERS OR CALENDARS OF ANY KIND. IT MAY BE USED "
             "FOR A LIMITED TIME ONLY AND UNDER THESE TERMS: MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION.")
    fields = {"byline": "Aino Virtanen", "credit": "Nordlys", "instructions": terms.encode()[:256]}
    cutline.put("a.jpg", pictures.jpeg(3, fields, {"photoshop:Instructions": terms}))
    shown, = cutline.json("show", cutline.ingest()["a.jpg"]["id"])
    assert ("EXPIRES", "14 days") in [(line["code"], line["operand"]) for line in shown["restrictions"]]
    assert shown["fields"]["instructions"] == terms


def test_the_age_of_who_is_shown(cutline):
    """plus:MinorModelAgeDisclosure asks a person to look, as the words for it do; of adults it is only shown."""
    for seed, name, age in [(1, "child.jpg", "AG-U14"), (2, "adult.jpg", "AG-A25")]:
        cutline.put(name, pictures.jpeg(seed, {"credit": "Nordlys", "caption": "Swimmers at the Linahall"},
                    {"plus:MinorModelAgeDisclosure": "http://ns.useplus.org/ldf/vocab/" + age}))
    lines = cutline.ingest()
    found = {}
    for name, line in lines.items():
        verdict, = [json.loads(text) for text in cutline.run("--json", "check", line["id"], status=5).text.splitlines()]
        found[name] = [reason["origin"]["field"] for reason in verdict["reasons"] if reason["code"] == "MINORS"]
    assert found == {"adult.jpg": [], "child.jpg": ["minor_age"]}
    assert cutline.json("show", lines["adult.jpg"]["id"])[0]["fields"]["minor_age"].endswith("AG-A25")


TERMS = {
    "nothing": {"plus:CreditLineRequired": "CR-NRQ", "plus:ImageDuplicationConstraints": "DP-NDC"},
    "notes": {"plus:LicensorNotes": {"x-default": "CLEAR W LONDON DESK B4 USE"}},
    "file": {"plus:ImageFileConstraints": ["http://ns.useplus.org/ldf/vocab/IF-MFN"]},
    "copies": {"plus:ImageDuplicationConstraints": "http://ns.useplus.org/ldf/vocab/DP-NOD"},
    "unknown": {"plus:ImageAlterationConstraints": ["AL-NEW"]},
    "vendor": {},
}
# "Ž" is not in Latin-1; the converter of its set is a file that the decoder has no access to.
VENDOR = """<?xml version="1.0" encoding="ISO-8859-15"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1"><rightsInfo>
<rightsInfoExtProperty rel="x:approval" value="Žižka"/></rightsInfo>
<contentSet><remoteContent href="vendor.jpg"/></contentSet></newsItem>""".encode("iso-8859-15")


def test_terms_for_machines_ask(bare):
    """Of pictures of the house, those whose terms we do not understand wait for a person, with the term as reason."""
    bare.run("init", "--house", "Courier", "--photographer", "Ben Li")
    for seed, (name, terms) in enumerate(TERMS.items()):
        bare.put(f"in/{name}.jpg", pictures.jpeg(seed, {"byline": "Ben Li", "caption": "A street."}, terms))
    bare.put("in/vendor.xml", VENDOR)
    ids = {line["id"]: name.split(".")[0] for name, line in bare.ingest().items() if name.endswith(".jpg")}
    answers = [json.loads(text) for text in bare.run("--json", "check", *ids, status=5).text.splitlines()]
    asked = {ids[answer["photo"]]: " ".join(reason["message"] for reason in answer["reasons"] if reason["severity"] == "review")
             for answer in answers}
    words = {"nothing": "", "notes": "LONDON DESK", "file": "file name", "copies": "duplication", "unknown": "AL-NEW",
             "vendor": "approval: Žižka"}
    assert {name: text for name, text in asked.items() if words[name] not in text or (text and not words[name])} == {}
    assert asked.keys() == words.keys()


SUPPLIER = (b'<rdf:Seq><rdf:li rdf:parseType="Resource"><plus:ImageSupplierName>Nordlys - ONE TIME USE ONLY</plus:ImageSupplierName>'
            b"</rdf:li></rdf:Seq>")
COMMENTS = {
    # where a term stands, and in which character set
    "user.jpg": ("exif", b"ASCII\0\0\0EMBARGOED UNTIL 2200 GMT 5 MAY 2099", {"EMBARGO"}),
    "wide.jpg": ("exif", b"UNICODE\0" + "NO SALES - ÖSTERREICH OUT".encode("utf-16-le"), {"NO_RESALE", "TERRITORY_DENY"}),
    "wide-be.jpg": ("exif", b"UNICODE\0" + "NO SALES".encode("utf-16-be"), {"NO_RESALE"}),
    "none.jpg": ("exif", b"\0" * 8 + "Keine Archivierung. Nur für redaktionelle Zwecke".encode(), {"NO_ARCHIVE", "EDITORIAL_ONLY"}),
    "jis.jpg": ("exif", b"JIS\0\0\0\0\0" + "日本 JAPAN OUT".encode("iso2022_jp"), {"TERRITORY_DENY"}),
    "xp.jpg": (0x9C9C, "NOT TO BE USED AFTER 1 MAY 2001".encode("utf-16-le") + b"\0\0", {"EXPIRES"}),
    "subject.jpg": (0x9C9F, "JAPAN OUT".encode("utf-16-le") + b"\0\0", {"TERRITORY_DENY"}),
    "com.jpg": ("com", b"CLEAR W LONDON DESK B4 USE", {"UNPARSED"}),
    "small.jpg": ("com", b"Please do not publish before the family is told", {"EMBARGO"}),
    "text.png": ("png", "Comment", {"NO_CROP"}),
    "plus.jpg": ("xmp", {"plus:ImageSupplier": SUPPLIER}, {"ONE_USE"}),
    "words.jpg": ("xmp", {"plus:OtherLicenseRequirements": "No social media"}, {"MEDIA_DENY"}),
    "adult.jpg": ("xmp", {"plus:AdultContentWarning": "http://ns.useplus.org/ldf/vocab/CW-AWR"}, {"GRAPHIC"}),
    "model.jpg": ("xmp", {"Iptc4xmpExt:AddlModelInfo": "NOT MODEL RELEASED"}, {"NO_RELEASE"}),
}
NOISE = ["LEAD Technologies Inc. V1.01", "CREATOR: gd-jpeg v1.0 (using IJG JPEG v62), quality = 90\n", "ASCII   ", "Screenshot",
         "File written by Adobe Photoshop? 4.0", "AppleMark\n", "Intel(R) JPEG Library, version [2.0.18.50]", "Lavc58.54.100", "*",
         "Processed By eBay with ImageMagick, z1.1.0. ||B2", "FLASH OFF", "HDR ON, AF-C", "OLYMPUS DIGITAL CAMERA", "charset=Ascii Captured",
         "Copyright 2004 Canon U.S.A., Inc.", "COPYRIGHT, 2000", "Made with Camera+ 2", "Optimized by JPEGmini 3.9.20.0L Internal 0x1f8c",
         "filter: 0; jpegRotation: 0; fileterIntensity: 0.000000; filterMask: 0; module:1facing:0; \nhw-remosaic: 0; touch: (-1.0, -1.0);",
         "XL_2017.01, Q=75, Progressive", "User comments", "Handmade Software, Inc. Image Alchemy v1.8", "ACD Systems Digital Imaging",
         "Grandmother before the church, where we were not allowed to take pictures", "No flash used", "Premium Quality"]


def commented(seed, where, value):
    image, stream = pictures.pixels(seed), io.BytesIO()
    exif = image.getexif()
    if where == "exif":
        exif[0x8769] = {0x9286: value}
    elif isinstance(where, int):
        exif[where] = value
    if where == "png":
        info = PngImagePlugin.PngInfo()
        info.add_text(value, "DO NOT CROP OR FLIP")
        image.save(stream, "PNG", pnginfo=info)
        return stream.getvalue()
    image.save(stream, "JPEG", exif=exif, quality=90)
    data = stream.getvalue()
    extra = pictures.segment(0xFE, value) if where == "com" else pictures.xmp(value) if where == "xmp" else b""
    return data[:2] + extra + pictures.app13({"byline": "Ben Li", "caption": "A street."}) + data[2:]


def test_terms_in_comments(bare):
    """Where cameras and programs write, people write terms too; what is forbidden there is forbidden."""
    bare.run("init", "--house", "Courier", "--photographer", "Ben Li")
    for seed, (name, (where, value, _)) in enumerate(COMMENTS.items()):
        bare.put(f"in/{name}", commented(seed, where, value))
    for seed, text in enumerate(NOISE):
        bare.put(f"in/noise{seed}.jpg", commented(100 + seed, "com", text.encode()))
        bare.put(f"in/shot{seed}.jpg", commented(200 + seed, "exif", b"ASCII\0\0\0" + text.encode()))
    lines = {name.rsplit("/", 1)[-1]: line["id"] for name, line in bare.ingest().items()}
    shown = {name: bare.json("show", id)[0] for name, id in lines.items()}
    found = {name: {line["code"] for line in one["restrictions"]} for name, one in shown.items()}
    assert {name: (found[name], codes) for name, (_, _, codes) in COMMENTS.items() if not codes <= found[name]} == {}
    assert {name: codes for name, codes in found.items() if name not in COMMENTS and codes} == {}
    assert shown["wide.jpg"]["fields"]["comment"] == ["NO SALES - ÖSTERREICH OUT"]
    assert shown["jis.jpg"]["fields"]["comment"] == ["日本 JAPAN OUT"]
    line, = shown["com.jpg"]["restrictions"]
    assert (line["field"], line["origin"]) == ("comment", "file")
    assert shown["noise0.jpg"]["fields"]["comment"] == [NOISE[0]]
