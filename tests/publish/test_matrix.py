# SPDX-License-Identifier: MIT
"""What we publish, read by programs that are not ours.

Every format × every preset size, from an original that has everything in it: the published set is
there and equal (ExifTool and exiv2), the forbidden set is not, also among the raw bytes; pixels and
ICC profile are what they were. The writer is called through publish_embed (see there).
"""
import json
import os
import shutil
import struct
import subprocess

import pytest

EMBED = os.environ.get("PUBLISH_EMBED", "")
DUMP = os.environ.get("METADATA_DUMP", "")
MISSING = [tool for tool in ("exiftool", "exiv2", "vips") if shutil.which(tool) is None]
pytestmark = [
    pytest.mark.skipif(not EMBED, reason="PUBLISH_EMBED is not set: run through meson test"),
    pytest.mark.skipif(bool(MISSING), reason="not installed: " + ", ".join(MISSING)),
]

# name, width, height, cover; None = as the aspect gives
PRESETS = [
    ("thumb", 320, None), ("grid", 640, None), ("newsletter", 600, None), ("article", 1200, None),
    ("hero", 1600, None), ("full", 2400, None), ("square", 600, 600), ("social", 1200, 630),
]
FORMATS = ["jpeg", "png", "webp", "avif"]
SAVERS = {
    "jpeg": ["jpegsave", "--Q", "80"],
    "png": ["pngsave", "--compression", "1"],
    "webp": ["webpsave", "--effort", "0"],
    "avif": ["heifsave", "--compression", "av1", "--effort", "0"],
}

SERIAL = "SN7730915QX"
LENS_SERIAL = "LS4401927ZZ"
SECRETS = [SERIAL, LENS_SERIAL, "Olga Ownername", "IMG_0815_informant", "private comment",
           "NO SALES internal note", "WIRE-JOB-4711", "desk/wr", "trailing video", "host-of-the-desk",
           "maker secret", "secret pantry"]
LATITUDE, LONGITUDE = (42, 1, 52, 1, 714, 25), (74, 1, 34, 1, 261, 25)

FIELDS = {
    "headline": ["President <visits> \"school\" & town"],
    "caption": [("x-default", "A girl’s smile in Bishkek, Kyrgyzstan, on May 1, 2022. Жоомарт/写真 é"),
                ("ru", "Девочка улыбается")],
    "alt_text": [("x-default", "A girl smiles at a camera")],
    "extended_description": [("x-default", "A girl of about nine years smiles & waves")],
    "title": [("x-default", "KYRGYZSTAN-SCHOOL")],
    "byline": ["Жоомарт Ураимов", "Doe; John \"JD\""],
    "byline_title": ["Stringer"],
    "credit": ["Жоомарт Ураимов/AFP via Getty Images"],
    "source": ["AFP"],
    "copyright": [("x-default", "© 2022 Agence France-Presse")],
    "usage_terms": [("x-default", "Editorial use only")],
    "web_statement": ["https://example.org/licence?x=1&y=2"],
    "licensor": ["Getty Images (https://example.org/1)"],
    "supplier_id": ["000_34L82NW"],
    "date_taken": ["2022-05-01T10:11:12+06:00"],
    "city": ["Bishkek"], "state": ["Chuy"], "country": ["Kyrgyzstan"], "country_code": ["KGZ"],
    "sublocation": ["Ala-Too Square"],
    "keywords": ["school", "BISHKEK", "president"],
    "people": ["Aida Asanova"],
    "event": [("x-default", "School visit")],
    "digital_source_type": ["http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture"],
    "data_mining": ["http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED"],
    "model_release": ["http://ns.useplus.org/ldf/vocab/MR-NON"],
    "property_release": ["http://ns.useplus.org/ldf/vocab/PR-NON"],
    "rights_marked": ["True"],
    "cc_licence": ["https://creativecommons.org/licenses/by/4.0/"],
    # never to be seen
    "instructions": ["NO SALES internal note"],
    "job_id": ["WIRE-JOB-4711"],
    "caption_writer": ["desk/wr"],
    "camera": ["Canon EOS R5 " + SERIAL],
    "lens": ["RF24-105 " + LENS_SERIAL],
    "gps": ["42.874600,74.569567"],
}

# field → what ExifTool and exiv2 call it in XMP
XMP = {
    "headline": ("XMP-photoshop:Headline", "Xmp.photoshop.Headline"),
    "caption": ("XMP-dc:Description", "Xmp.dc.description"),
    "alt_text": ("XMP-iptcCore:AltTextAccessibility", "Xmp.iptc.AltTextAccessibility"),
    "extended_description": ("XMP-iptcCore:ExtDescrAccessibility", "Xmp.iptc.ExtDescrAccessibility"),
    "title": ("XMP-dc:Title", "Xmp.dc.title"),
    "byline": ("XMP-dc:Creator", "Xmp.dc.creator"),
    "byline_title": ("XMP-photoshop:AuthorsPosition", "Xmp.photoshop.AuthorsPosition"),
    "credit": ("XMP-photoshop:Credit", "Xmp.photoshop.Credit"),
    "source": ("XMP-photoshop:Source", "Xmp.photoshop.Source"),
    "copyright": ("XMP-dc:Rights", "Xmp.dc.rights"),
    "usage_terms": ("XMP-xmpRights:UsageTerms", "Xmp.xmpRights.UsageTerms"),
    "web_statement": ("XMP-xmpRights:WebStatement", "Xmp.xmpRights.WebStatement"),
    "supplier_id": ("XMP-plus:ImageSupplierImageID", "Xmp.plus.ImageSupplierImageID"),
    "date_taken": ("XMP-photoshop:DateCreated", "Xmp.photoshop.DateCreated"),
    "city": ("XMP-photoshop:City", "Xmp.photoshop.City"),
    "state": ("XMP-photoshop:State", "Xmp.photoshop.State"),
    "country": ("XMP-photoshop:Country", "Xmp.photoshop.Country"),
    "country_code": ("XMP-iptcCore:CountryCode", "Xmp.iptc.CountryCode"),
    "sublocation": ("XMP-iptcCore:Location", "Xmp.iptc.Location"),
    "keywords": ("XMP-dc:Subject", "Xmp.dc.subject"),
    "people": ("XMP-iptcExt:PersonInImage", "Xmp.iptcExt.PersonInImage"),
    "event": ("XMP-iptcExt:Event", "Xmp.iptcExt.Event"),
    "digital_source_type": ("XMP-iptcExt:DigitalSourceType", "Xmp.iptcExt.DigitalSourceType"),
    "data_mining": ("XMP-plus:DataMining", "Xmp.plus.DataMining"),
    "model_release": ("XMP-plus:ModelReleaseStatus", "Xmp.plus.ModelReleaseStatus"),
    "property_release": ("XMP-plus:PropertyReleaseStatus", "Xmp.plus.PropertyReleaseStatus"),
    "rights_marked": ("XMP-xmpRights:Marked", "Xmp.xmpRights.Marked"),
    "cc_licence": ("XMP-cc:License", "Xmp.cc.license"),
}
IIM = {  # field → names, byte limit
    "headline": ("IPTC:Headline", "Iptc.Application2.Headline", 256),
    "caption": ("IPTC:Caption-Abstract", "Iptc.Application2.Caption", 2000),
    "title": ("IPTC:ObjectName", "Iptc.Application2.ObjectName", 64),
    "byline": ("IPTC:By-line", "Iptc.Application2.Byline", 32),
    "byline_title": ("IPTC:By-lineTitle", "Iptc.Application2.BylineTitle", 32),
    "credit": ("IPTC:Credit", "Iptc.Application2.Credit", 32),
    "source": ("IPTC:Source", "Iptc.Application2.Source", 32),
    "copyright": ("IPTC:CopyrightNotice", "Iptc.Application2.Copyright", 128),
    "city": ("IPTC:City", "Iptc.Application2.City", 32),
    "state": ("IPTC:Province-State", "Iptc.Application2.ProvinceState", 32),
    "country": ("IPTC:Country-PrimaryLocationName", "Iptc.Application2.CountryName", 64),
    "country_code": ("IPTC:Country-PrimaryLocationCode", "Iptc.Application2.CountryCode", 3),
    "sublocation": ("IPTC:Sub-location", "Iptc.Application2.SubLocation", 32),
    "keywords": ("IPTC:Keywords", "Iptc.Application2.Keywords", 64),
}
# All that may be in a published file, by ExifTool's names; containers and ICC describe pixels.
GROUPS_OF_PIXELS = ("ExifTool", "System", "File", "Composite", "PNG", "PNG-pHYs", "RIFF", "QuickTime",
                    "Meta", "JFIF", "ICC-header", "ICC_Profile", "ICC-chrm", "SourceFile", "Adobe")
ALLOWED = ({names[0] for names in XMP.values()} | {names[0] for names in IIM.values()} | {
    "XMP-dc:Description-ru", "XMP-plus:Licensor", "IFD0:ImageDescription", "IFD0:Orientation",
    "IFD0:Artist", "IFD0:Copyright", "ExifIFD:ExifVersion", "ExifIFD:DateTimeOriginal",
    "ExifIFD:OffsetTimeOriginal", "IPTC:EnvelopeRecordVersion", "IPTC:CodedCharacterSet",
    "IPTC:ApplicationRecordVersion", "IPTC:DateCreated", "IPTC:TimeCreated",
    "Photoshop:CopyrightFlag", "Photoshop:URL", "Photoshop:IPTCDigest"})


def run(*args, **more):
    return subprocess.run([str(a) for a in args], check=True, capture_output=True, **more).stdout


def texts(field):
    return [value if isinstance(value, str) else value[1] for value in FIELDS[field]]


def lines():
    out = []
    for field, values in FIELDS.items():
        for value in values:
            lang, text = ("", value) if isinstance(value, str) else value
            text = text.replace("\\", "\\\\").replace("\n", "\\n")
            out.append(f"{field}\t{lang}\t{text}")
    return "\n".join(out).encode()


def embed(mode, source, target, *options):
    run(EMBED, mode, source, target, *options, input=lines())
    return target


def exiftool(path):
    # -struct: structures whole; -n: no print conversion; -G1: the group of every tag
    found = json.loads(run("exiftool", "-j", "-a", "-G1", "-struct", "-n", "-charset", "iptc=utf8",
                           path))[0]
    return found


def exiv2(path):
    """key → list of values. exiv2 ends with 253 where one of the three kinds is missing."""
    done = subprocess.run(["exiv2", "-q", "-PEIXkv", str(path)], capture_output=True)
    assert done.returncode in (0, 253), done.stderr
    found = {}
    for line in done.stdout.decode().splitlines():
        key, _, value = line.partition(" ")
        found.setdefault(key, []).append(value.strip())
    return found


def cut(text, limit):
    data = text.encode()[:limit]
    return data.decode(errors="ignore").rstrip()


def values_of(found, key):
    value = found.get(key)
    if key.endswith("ReleaseStatus") and value is not None:
        value = "http://ns.useplus.org/ldf/vocab/" + value  # ExifTool strips what it knows
    return value if isinstance(value, list) else [] if value is None else [str(value)]


def check_published(path, fmt, exact=False, without=()):
    by_exiftool, by_exiv2 = exiftool(path), exiv2(path)
    date = "2022-05-01T10:11:12+06:00" if exact else "2022-05-01"
    for field, (name, key) in XMP.items():
        want = texts(field)
        if field in without:
            assert name not in by_exiftool and key not in by_exiv2, field
            continue
        if field == "date_taken":
            want = [date]
        if field == "caption":
            assert by_exiftool["XMP-dc:Description-ru"] == want[1]
            want = want[:1]
            assert by_exiv2[key][0].startswith(f'lang="x-default" {want[0]}, lang="ru" ')
        elif FIELDS[field] and not isinstance(FIELDS[field][0], str):
            assert by_exiv2[key] == [f'lang="x-default" {want[0]}'], field
        else:
            assert by_exiv2[key] == [", ".join(want)], field
        if field == "date_taken":
            want = [date.replace("-", ":", 2).replace("T", " ")]
        assert values_of(by_exiftool, name) == want, field
    if "licensor" not in without:
        assert by_exiftool["XMP-plus:Licensor"] == [
            {"LicensorName": "Getty Images", "LicensorURL": "https://example.org/1"}]
        assert by_exiv2["Xmp.plus.Licensor[1]/plus:LicensorName"] == ["Getty Images"]
    assert by_exiftool["IFD0:ImageDescription"] == texts("caption")[0] == \
        by_exiv2["Exif.Image.ImageDescription"][0]
    artist = "Жоомарт Ураимов; \"Doe; John \"\"JD\"\"\""
    assert by_exiftool["IFD0:Artist"] == artist == by_exiv2["Exif.Image.Artist"][0]
    assert by_exiftool["IFD0:Copyright"] == texts("copyright")[0] == by_exiv2["Exif.Image.Copyright"][0]
    assert ("ExifIFD:DateTimeOriginal" in by_exiftool) == exact
    if exact:
        assert by_exiftool["ExifIFD:DateTimeOriginal"] == "2022:05:01 10:11:12"
        assert by_exiftool["ExifIFD:OffsetTimeOriginal"] == "+06:00"
    if fmt in ("jpeg", "rewrite"):
        check_iim(by_exiftool, by_exiv2, exact, without)
    check_forbidden(path, by_exiftool)


def check_iim(by_exiftool, by_exiv2, exact, without):
    for field, (name, key, limit) in IIM.items():
        want = [cut(text, limit) for text in texts(field)]
        if field in without:
            assert name not in by_exiftool and key not in by_exiv2, field
            continue
        if field == "caption":
            want = want[:1]
        assert values_of(by_exiftool, name) == want, field
        assert by_exiv2[key] == want, field
    assert by_exiftool["IPTC:DateCreated"] == "2022:05:01"
    assert ("IPTC:TimeCreated" in by_exiftool) == exact
    assert by_exiftool["Photoshop:IPTCDigest"] == by_exiftool["File:CurrentIPTCDigest"]
    assert by_exiftool["Photoshop:CopyrightFlag"] == 1
    assert by_exiftool["Photoshop:URL"] == texts("web_statement")[0]


def check_forbidden(path, by_exiftool):
    extra = [name for name in by_exiftool
             if name.split(":")[0] not in GROUPS_OF_PIXELS and name not in ALLOWED]
    assert extra == []
    data = path.read_bytes()
    for secret in SECRETS:
        assert secret.encode() not in data, secret
        assert secret.encode("utf-16-le") not in data, secret
    for order in "<>":
        for rationals in (LATITUDE, LONGITUDE):
            assert struct.pack(order + "6I", *rationals) not in data
            assert struct.pack(order + "2I", *rationals[4:]) not in data
    for text in (b"42,52", b"42.8746", b"74.569", b"exif:GPS"):
        assert text not in data, text


def pixels(path, folder):
    raw = folder / (path.name + ".raw")
    run("vips", "rawsave", path, raw)
    data = raw.read_bytes()
    raw.unlink()
    return data


def icc(path):
    return run("exiftool", "-b", "-ICC_Profile", path)


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A press JPEG with all that must not leave the house."""
    folder = tmp_path_factory.mktemp("original")
    plain, whole = folder / "plain.jpg", folder / "whole.jpg"
    run("vips", "sines", folder / "a.v", 1300, 870, "--hfreq", "3", "--vfreq", "5", "--uchar")
    run("vips", "zone", folder / "b.v", 1300, 870, "--uchar")
    run("vips", "bandjoin", f"{folder}/a.v {folder}/b.v {folder}/a.v", folder / "c.v")
    run("vips", "copy", folder / "c.v", folder / "d.v", "--interpretation", "srgb")
    run("vips", "icc_export", folder / "d.v", plain, "--output-profile", "p3")
    run("vips", "thumbnail", plain, folder / "small.jpg", "160")
    run("exiftool", "-q", "-o", whole,
        "-Make=Canon", "-Model=EOS R5", "-Software=desk", "-HostComputer=host-of-the-desk",
        f"-ExifIFD:SerialNumber={SERIAL}", f"-LensSerialNumber={LENS_SERIAL}",
        "-OwnerName=Olga Ownername", f"-UserComment=maker secret {SERIAL}", "-XPComment=private comment",
        "-DateTimeOriginal=2022:05:01 10:11:12", "-Artist=other", "-Orientation#=6",
        f"-IFD1:ThumbnailImage<={folder}/small.jpg",
        "-GPSLatitude=42 52 28.56", "-GPSLatitudeRef=N", "-GPSLongitude=74 34 10.44",
        "-GPSLongitudeRef=E", "-XMP-exif:GPSLatitude=42 52 28.56 N",
        f"-XMP-aux:SerialNumber={SERIAL}", "-XMP-aux:OwnerName=Olga Ownername",
        "-XMP-crs:RawFileName=IMG_0815_informant.CR3", "-XMP-xmpMM:PreservedFileName=IMG_0815_informant",
        "-XMP-xmpMM:HistoryParameters=secret pantry", "-XMP-photoshop:Instructions=NO SALES internal note",
        "-IPTC:SpecialInstructions=NO SALES internal note", "-IPTC:Writer-Editor=desk/wr",
        "-IPTC:OriginalTransmissionReference=WIRE-JOB-4711", "-Comment=private comment",
        f"-Photoshop:PhotoshopThumbnail<={folder}/small.jpg", plain)
    data = whole.read_bytes()
    assert data.count(b"\x86\x92\x07\0") == 1  # ExifTool makes no MakerNote: UserComment becomes one
    whole.write_bytes(data.replace(b"\x86\x92\x07\0", b"\x7c\x92\x07\0")
                      + b"trailing video " + SERIAL.encode())
    tags = exiftool(whole)
    for name in ("ExifIFD:SerialNumber", "GPS:GPSLatitude", "IFD1:ThumbnailImage", "File:Comment",
                 "ExifIFD:OwnerName", "XMP-aux:SerialNumber", "IPTC:SpecialInstructions",
                 "Photoshop:PhotoshopThumbnail"):
        assert name in tags, f"the original lacks {name}"
    data = whole.read_bytes()
    assert b"maker secret" in data and SERIAL.encode() in data
    assert any(struct.pack(order + "6I", *LATITUDE) in data for order in "<>")
    return whole


@pytest.fixture(scope="module")
def sized(original, tmp_path_factory):
    """preset → pixels of that size with the original's ICC profile and all its metadata."""
    folder = tmp_path_factory.mktemp("sized")
    made = {}
    for name, width, height in PRESETS:
        made[name] = folder / f"{name}.v"
        more = ["--height", height, "--crop", "centre"] if height else ["--size", "down"]
        run("vips", "thumbnail", original, made[name], width, *more, "--no-rotate")
    return made


def encode(source, fmt, target, strip):
    run("vips", SAVERS[fmt][0], source, target, *SAVERS[fmt][1:], *(["--strip"] if strip else []))
    return target


@pytest.mark.parametrize("preset", [preset[0] for preset in PRESETS])
@pytest.mark.parametrize("fmt", FORMATS)
def test_published_and_forbidden(fmt, preset, sized, tmp_path):
    plain = encode(sized[preset], fmt, tmp_path / f"plain.{fmt}", strip=True)
    done = embed(fmt, plain, tmp_path / f"done.{fmt}")
    check_published(done, fmt)
    assert pixels(plain, tmp_path) == pixels(done, tmp_path)
    assert done.read_bytes() == embed(fmt, plain, tmp_path / "again").read_bytes()


@pytest.mark.parametrize("fmt", FORMATS)
def test_encoder_that_leaks(fmt, sized, tmp_path):
    """libvips keeps EXIF, XMP and previews unless told otherwise, and must keep ICC."""
    leaky = encode(sized["grid"], fmt, tmp_path / f"leaky.{fmt}", strip=False)
    assert SERIAL.encode() in leaky.read_bytes()
    done = embed(fmt, leaky, tmp_path / f"done.{fmt}", "exact")
    check_published(done, fmt, exact=True)
    assert len(icc(done)) > 500 and icc(done) == icc(leaky)
    assert pixels(leaky, tmp_path) == pixels(done, tmp_path)


@pytest.mark.parametrize("saver", ["webp-lossless", "webp", "avif", "png"])
def test_alpha(saver, sized, tmp_path):
    fmt = saver.split("-")[0]
    run("vips", "extract_band", sized["grid"], tmp_path / "one.v", 0)
    run("vips", "bandjoin", f"{sized['grid']} {tmp_path}/one.v", tmp_path / "alpha.v")
    plain = tmp_path / f"plain.{fmt}"
    run("vips", SAVERS[fmt][0], tmp_path / "alpha.v", plain, *SAVERS[fmt][1:],
        *(["--lossless"] if saver == "webp-lossless" else []))
    done = embed(fmt, plain, tmp_path / f"done.{fmt}")
    check_published(done, fmt)
    assert run("vipsheader", "-f", "bands", done).strip() == b"4"
    assert pixels(plain, tmp_path) == pixels(done, tmp_path)
    assert icc(done) == icc(plain) != b""


@pytest.mark.parametrize("fmt", FORMATS)
def test_protected_source(fmt, sized, tmp_path):
    plain = encode(sized["thumb"], fmt, tmp_path / f"plain.{fmt}", strip=True)
    done = embed(fmt, plain, tmp_path / f"done.{fmt}", "sensitive", "exact")
    found = exiftool(done)
    assert found["XMP-photoshop:DateCreated"] == "2022:05:01"
    assert found["XMP-photoshop:Country"] == "Kyrgyzstan"
    assert found["XMP-dc:Subject"] == ["school", "president"]
    for name in found:
        assert name.split(":")[-1] not in ("City", "State", "Location", "Sub-location",
                                           "Province-State", "DateTimeOriginal", "TimeCreated"), name
    assert b"Ala-Too" not in done.read_bytes() and b"Chuy" not in done.read_bytes()
    check_forbidden(done, found)


@pytest.mark.parametrize("fmt", FORMATS)
def test_reduced(fmt, sized, tmp_path):
    plain = encode(sized["thumb"], fmt, tmp_path / f"plain.{fmt}", strip=True)
    bare = tmp_path / f"bare.{fmt}"
    run(EMBED, fmt, plain, bare, "reduced", input=b"")  # what our writer makes of the container
    done = embed(fmt, plain, tmp_path / f"done.{fmt}", "reduced")
    assert done.stat().st_size - min(plain.stat().st_size, bare.stat().st_size) <= 600
    found, by_exiv2 = exiftool(done), exiv2(done)
    names = {name for name in found if name.split(":")[0] not in GROUPS_OF_PIXELS}
    assert names == {"XMP-dc:Creator", "XMP-dc:Rights", "XMP-photoshop:Credit"}
    assert texts("credit")[0].startswith(found["XMP-photoshop:Credit"])
    assert by_exiv2["Xmp.photoshop.Credit"] == [found["XMP-photoshop:Credit"]]
    assert found["XMP-dc:Creator"][1] == texts("byline")[1]
    if fmt != "avif":
        assert found["XMP-dc:Creator"] == texts("byline")
        assert found["XMP-photoshop:Credit"] == texts("credit")[0]
        assert found["XMP-dc:Rights"] == texts("copyright")[0]
    check_forbidden(done, found)


def test_received_jpeg_rewritten(original, tmp_path):
    done = embed("rewrite", original, tmp_path / "done.jpg", "exact")
    check_published(done, "rewrite", exact=True)
    found = exiftool(done)
    assert found["IFD0:Orientation"] == 6
    assert icc(done) == icc(original) != b""
    assert pixels(original, tmp_path) == pixels(done, tmp_path)
    data, before = done.read_bytes(), original.read_bytes()
    scan = before[before.rindex(b"\xff\xc0"):before.rindex(b"\xff\xd9") + 2]
    assert data.endswith(scan)
    assert data.count(b"\xff\xd8\xff") == 1  # no preview


def test_side_car(tmp_path):
    done = embed("xmp", "none", tmp_path / "done.xmp", "exact")
    found = exiftool(done)
    for field, (name, _) in XMP.items():
        if field not in ("caption", "date_taken"):
            assert values_of(found, name) == texts(field), field
    check_forbidden(done, found)


@pytest.mark.skipif(not DUMP, reason="METADATA_DUMP is not set")
@pytest.mark.parametrize("fmt", FORMATS)
def test_our_own_reader(fmt, sized, tmp_path):
    plain = encode(sized["thumb"], fmt, tmp_path / f"plain.{fmt}", strip=True)
    done = embed(fmt, plain, tmp_path / f"done.{fmt}", "exact")
    said = json.loads(run(DUMP, done).splitlines()[0])
    never = {"instructions", "job_id", "caption_writer", "camera", "lens", "gps", "exposure"}
    assert not never & {value["field"] for value in said["received"]}
    for field in set(FIELDS) - never:
        got = said["effective"][field]
        assert (got if isinstance(got, list) else [got]) == texts(field), field
    assert said["findings"] == []
