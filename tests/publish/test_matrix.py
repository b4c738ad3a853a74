# SPDX-License-Identifier: MIT
"""What we publish, read by programs that are not ours.

Every format × every preset that `cutline rendition` makes from an original that has everything in it:
the published set is there and equal (ExifTool and exiv2), the forbidden set is not, also among the raw
bytes. The writer alone, through publish_embed (see there): pixels and ICC profile are what they were.
"""
import json
import os
import shutil
import struct
import subprocess

import pytest

EMBED = os.environ.get("PUBLISH_EMBED", "")
DUMP = os.environ.get("METADATA_DUMP", "")
BINARY, DECODER = os.environ.get("CUTLINE_BIN", ""), os.environ.get("CUTLINE_DECODER", "")
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
FILES = ["tiff", "jxl"]  # handed on, never served
EXTENSIONS = {"jpeg": "jpg", "tiff": "tif"}
SAVERS = {
    "jpeg": ["jpegsave", "--Q", "80"],
    "png": ["pngsave", "--compression", "1"],
    "webp": ["webpsave", "--effort", "0"],
    "avif": ["heifsave", "--compression", "av1", "--effort", "0"],
}

SERIAL = "SN7730915QX"
LENS_SERIAL = "LS4401927ZZ"
SECRETS = [SERIAL, LENS_SERIAL, "Olga Ownername", "IMG_0815_informant", "private comment",
           "NO SALES internal note", "desk/wr", "trailing video", "host-of-the-desk",
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
    "licensor": ["Getty Images (https://example.org/1) [PLUS-ID-7]"],
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
    "job_id": ["WIRE-4711"],
    "copyright_owner": ["Agence France-Presse"],
    "image_supplier": ["Getty Images"],
    "image_creator": ["Zhoomart Uraimov"],
    "cc_attribution": ["Ж. Ураимов"],
    "cc_source": ["https://example.org/by/1"],
    "other_constraints": [("x-default", "Editorial use only")],  # what differs joins the usage terms
    "credit_required": ["http://ns.useplus.org/ldf/vocab/CR-NRQ"],
    "image_guid": ["urn:guid:4711"],
    # never to be seen
    "instructions": ["NO SALES internal note"],
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
    "cc_attribution": ("XMP-cc:AttributionName", "Xmp.cc.attributionName"),
    "cc_source": ("XMP-cc:AttributionURL", "Xmp.cc.attributionURL"),
    "job_id": ("XMP-photoshop:TransmissionReference", "Xmp.photoshop.TransmissionReference"),
    "other_constraints": ("XMP-plus:OtherConstraints", "Xmp.plus.OtherConstraints"),
    "credit_required": ("XMP-plus:CreditLineRequired", "Xmp.plus.CreditLineRequired"),
    "image_guid": ("XMP-iptcExt:DigitalImageGUID", "Xmp.iptcExt.DigImageGUID"),
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
    "job_id": ("IPTC:OriginalTransmissionReference", "Iptc.Application2.TransmissionReference", 32),
    "keywords": ("IPTC:Keywords", "Iptc.Application2.Keywords", 64),
}
# All that may be in a published file, by ExifTool's names; containers and ICC describe pixels.
GROUPS_OF_PIXELS = ("ExifTool", "System", "File", "Composite", "PNG", "PNG-pHYs", "RIFF", "QuickTime",
                    "Meta", "JFIF", "Jpeg2000", "ICC-header", "ICC_Profile", "ICC-chrm", "SourceFile", "Adobe")
ALLOWED = ({names[0] for names in XMP.values()} | {names[0] for names in IIM.values()} | {
    "XMP-dc:Description-ru", "XMP-plus:Licensor", "XMP-plus:CopyrightOwner", "XMP-plus:ImageSupplier", "XMP-plus:ImageCreator", "IFD0:ImageDescription", "IFD0:Orientation",
    "IFD0:Artist", "IFD0:Copyright", "ExifIFD:ExifVersion", "ExifIFD:DateTimeOriginal",
    "ExifIFD:OffsetTimeOriginal", "IPTC:EnvelopeRecordVersion", "IPTC:CodedCharacterSet",
    "IPTC:ApplicationRecordVersion", "IPTC:DateCreated", "IPTC:TimeCreated",
    "Photoshop:CopyrightFlag", "Photoshop:URL", "Photoshop:IPTCDigest"} | {  # of a TIFF's pixels
    "IFD0:" + name for name in (
        "SubfileType", "ImageWidth", "ImageHeight", "BitsPerSample", "Compression", "PhotometricInterpretation",
        "StripOffsets", "SamplesPerPixel", "RowsPerStrip", "StripByteCounts", "XResolution", "YResolution",
        "PlanarConfiguration", "ResolutionUnit", "Predictor", "SampleFormat")})


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


def exiftool(*paths):
    """path → tags, all files in one process."""
    # -struct: structures whole; -n: no print conversion; -G1: the group of every tag
    said = run("exiftool", "-j", "-a", "-G1", "-struct", "-n", "-charset", "iptc=utf8", *paths)
    return {tags["SourceFile"]: tags for tags in json.loads(said)}


def exiv2(*paths):
    """path → key → list of values. exiv2 ends with 253 where one of the three kinds is missing."""
    done = subprocess.run(["exiv2", "-q", "-PEIXkv", "--", *map(str, paths)], capture_output=True)
    assert done.returncode in (0, 253), done.stderr
    found = {str(path): {} for path in paths}
    for line in done.stdout.decode().splitlines():
        path = str(paths[0])
        if len(paths) > 1:
            path, line = line.split(" ", 1)
        key, _, value = line.lstrip().partition(" ")
        found[path].setdefault(key, []).append(value.strip())
    return found


def icc(*paths):
    """path → profile as ExifTool prints bytes."""
    said = json.loads(run("exiftool", "-j", "-b", "-ICC_Profile", *paths))
    return {tags["SourceFile"]: tags.get("ICC_Profile", "") for tags in said}


def cut(text, limit):
    data = text.encode()[:limit]
    return data.decode(errors="ignore").rstrip()


def values_of(found, key):
    value = found.get(key)
    if key.endswith(("ReleaseStatus", "CreditLineRequired")) and value is not None:
        value = "http://ns.useplus.org/ldf/vocab/" + value  # ExifTool strips what it knows
    return value if isinstance(value, list) else [] if value is None else [str(value)]


def check_published(path, fmt, by_exiftool, by_exiv2, exact=False, without=()):
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
            {"LicensorID": "PLUS-ID-7", "LicensorName": "Getty Images", "LicensorURL": "https://example.org/1"}]
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


@pytest.fixture(scope="module")
def original(tmp_path_factory):
    """A press JPEG with all that must not leave the house."""
    folder = tmp_path_factory.mktemp("original")
    bare, plain, whole = folder / "bare.jpg", folder / "plain.jpg", folder / "whole.jpg"
    run("vips", "sines", folder / "a.v", 1300, 870, "--hfreq", "3", "--vfreq", "5", "--uchar")
    run("vips", "zone", folder / "b.v", 1300, 870, "--uchar")
    run("vips", "bandjoin", f"{folder}/a.v {folder}/b.v {folder}/a.v", folder / "c.v")
    run("vips", "copy", folder / "c.v", folder / "d.v", "--interpretation", "srgb")
    run("vips", "icc_export", folder / "d.v", bare, "--output-profile", "p3")
    embed("rewrite", bare, plain, "exact")  # what may go out; ExifTool adds what may not
    run("vips", "thumbnail", bare, folder / "small.jpg", "160")
    run("exiftool", "-q", "-o", whole,
        "-Make=Canon", "-Model=EOS R5", "-Software=desk", "-HostComputer=host-of-the-desk",
        f"-ExifIFD:SerialNumber={SERIAL}", f"-LensSerialNumber={LENS_SERIAL}",
        "-OwnerName=Olga Ownername", f"-UserComment=maker secret {SERIAL}", "-XPComment=private comment", "-Orientation#=6",
        f"-IFD1:ThumbnailImage<={folder}/small.jpg",
        "-GPSLatitude=42 52 28.56", "-GPSLatitudeRef=N", "-GPSLongitude=74 34 10.44",
        "-GPSLongitudeRef=E", "-XMP-exif:GPSLatitude=42 52 28.56 N",
        f"-XMP-aux:SerialNumber={SERIAL}", "-XMP-aux:OwnerName=Olga Ownername",
        "-XMP-crs:RawFileName=IMG_0815_informant.CR3", "-XMP-xmpMM:PreservedFileName=IMG_0815_informant",
        "-XMP-xmpMM:HistoryParameters=secret pantry", "-XMP-photoshop:Instructions=NO SALES internal note",
        "-IPTC:SpecialInstructions=NO SALES internal note", "-IPTC:Writer-Editor=desk/wr",
        "-IPTC:OriginalTransmissionReference=WIRE-JOB-4711", "-Comment=private comment",
        f"-Photoshop:PhotoshopThumbnail<={folder}/small.jpg", "-Photoshop:IPTCDigest=new", plain)
    data = whole.read_bytes()
    assert data.count(b"\x86\x92\x07\0") == 1  # ExifTool makes no MakerNote: UserComment becomes one
    whole.write_bytes(data.replace(b"\x86\x92\x07\0", b"\x7c\x92\x07\0")
                      + b"trailing video " + SERIAL.encode())
    tags = exiftool(whole)[str(whole)]
    for name in ("ExifIFD:SerialNumber", "GPS:GPSLatitude", "IFD1:ThumbnailImage", "File:Comment",
                 "ExifIFD:OwnerName", "XMP-aux:SerialNumber", "IPTC:SpecialInstructions",
                 "Photoshop:PhotoshopThumbnail"):
        assert name in tags, f"the original lacks {name}"
    data = whole.read_bytes()
    assert b"maker secret" in data and SERIAL.encode() in data
    assert any(struct.pack(order + "6I", *LATITUDE) in data for order in "<>")
    return whole


def encode(source, fmt, target, strip):
    run("vips", SAVERS[fmt][0], source, target, *SAVERS[fmt][1:], *(["--strip"] if strip else []))
    return target


# --- what the program writes -------------------------------------------------------------------

def cutline(folder, *args):
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8", "CUTLINE_DECODER": DECODER,
                   **{name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS") if name in os.environ}}
    return run(BINARY, "-C", folder / "archive", "--json", *args, env=environment)


@pytest.fixture(scope="module")
def published(original, tmp_path_factory):
    """Every preset in every format, from the archive; (preset, format) → path, and what two readers say."""
    folder = tmp_path_factory.mktemp("published")
    cutline(folder, "init")
    identity = json.loads(cutline(folder, "ingest", original))["id"]
    made = {}
    for preset, width, _ in PRESETS:
        for fmt in [fmt for fmt in FORMATS + FILES if preset != "newsletter" or fmt == "jpeg"]:
            made[preset, fmt] = folder / f"{preset}.{EXTENSIONS.get(fmt, fmt)}"
            said = json.loads(cutline(folder, "rendition", identity, preset, "-o", made[preset, fmt]))
            assert said["width"] == min(width, 870), "turned by 90°, never enlarged"
    return made, exiftool(*made.values()), exiv2(*made.values())


@pytest.mark.parametrize("preset", [preset[0] for preset in PRESETS])
@pytest.mark.parametrize("fmt", FORMATS + FILES)
def test_published_and_forbidden(fmt, preset, published):
    if preset == "newsletter" and fmt != "jpeg":
        return  # it has no other format
    path, found, by_exiv2 = published[0][preset, fmt], *(by[str(published[0][preset, fmt])] for by in published[1:])
    check_published(path, fmt, found, by_exiv2)


def check_reduced(path, fmt, found, by_exiv2):
    names = {name for name in found if name.split(":")[0] not in GROUPS_OF_PIXELS}
    if_it_fits = {"XMP-plus:ImageSupplierImageID", "XMP-xmpRights:WebStatement"}
    assert names - if_it_fits == {"XMP-dc:Creator", "XMP-dc:Rights", "XMP-photoshop:Credit"}
    assert texts("credit")[0].startswith(found["XMP-photoshop:Credit"])
    assert by_exiv2["Xmp.photoshop.Credit"] == [found["XMP-photoshop:Credit"]]
    assert found["XMP-dc:Creator"][1] == texts("byline")[1]
    if fmt != "avif":
        assert found["XMP-dc:Creator"] == texts("byline")
        assert found["XMP-photoshop:Credit"] == texts("credit")[0]
        assert found["XMP-dc:Rights"] == texts("copyright")[0]
    check_forbidden(path, found)


# --- the writer alone --------------------------------------------------------------------------

@pytest.fixture(scope="module")
def pictures(original, tmp_path_factory):
    """Pixels with the original's ICC profile and all its metadata, at two sizes."""
    folder = tmp_path_factory.mktemp("sized")
    for name, width in ("grid", 640), ("thumb", 320):
        run("vips", "thumbnail", original, folder / f"{name}.v", width, "--size", "down", "--no-rotate")
    return folder


@pytest.fixture(scope="module")
def written(original, pictures, tmp_path_factory):
    """name → (what went in, what came out), and what two readers say of what came out."""
    folder = tmp_path_factory.mktemp("written")
    made = {}

    def make(name, fmt, plain, *options):
        made[name] = plain, embed(fmt, plain, folder / f"{name}.{fmt}", *options)

    run("vips", "extract_band", pictures / "grid.v", folder / "one.v", 0)
    run("vips", "bandjoin", f"{pictures}/grid.v {folder}/one.v", folder / "alpha.v")
    for fmt in FORMATS:
        leaky = encode(pictures / "grid.v", fmt, folder / f"leaky.{fmt}", strip=False)
        assert SERIAL.encode() in leaky.read_bytes()
        make(f"leaky-{fmt}", fmt, leaky, "exact")
        plain = encode(pictures / "thumb.v", fmt, folder / f"plain.{fmt}", strip=True)
        make(f"protected-{fmt}", fmt, plain, "sensitive", "exact")
        make(f"reduced-{fmt}", fmt, plain, "reduced")
        make(f"exact-{fmt}", fmt, plain, "exact")
    for saver in "webp-lossless", "webp", "avif", "png":
        fmt = saver.split("-")[0]
        plain = folder / f"{saver}.{fmt}"
        run("vips", SAVERS[fmt][0], folder / "alpha.v", plain, *SAVERS[fmt][1:],
            *(["--lossless"] if saver == "webp-lossless" else []))
        make(f"alpha-{saver}", fmt, plain)
    made["rewritten-jpeg"] = original, embed("rewrite", original, folder / "rewritten.jpg", "exact")
    made["xmp"] = original, embed("xmp", "none", folder / "side.xmp", "exact")
    out = [pair[1] for pair in made.values()]
    return made, exiftool(*out), exiv2(*out), icc(*[path for pair in made.values() for path in pair])


class Written:
    def __init__(self, written, name):
        made, by_exiftool, by_exiv2, self.icc = written
        self.plain, self.path = made[name]
        self.found, self.by_exiv2 = by_exiftool[str(self.path)], by_exiv2[str(self.path)]

    def check(self, fmt, exact=False):
        check_published(self.path, fmt, self.found, self.by_exiv2, exact)

    def same_pixels(self, folder):
        return pixels(self.plain, folder) == pixels(self.path, folder)

    def same_profile(self):
        return self.icc[str(self.plain)] == self.icc[str(self.path)] != ""


@pytest.mark.parametrize("fmt", FORMATS)
def test_encoder_that_leaks(fmt, written, tmp_path):
    """libvips keeps EXIF, XMP and previews unless told otherwise, and must keep ICC."""
    done = Written(written, f"leaky-{fmt}")
    done.check(fmt, exact=True)
    assert done.same_profile() and done.same_pixels(tmp_path)
    again = embed(fmt, done.plain, tmp_path / "again", "exact")
    assert done.path.read_bytes() == again.read_bytes()


@pytest.mark.parametrize("saver", ["webp-lossless", "webp", "avif", "png"])
def test_alpha(saver, written, tmp_path):
    done = Written(written, f"alpha-{saver}")
    done.check(saver.split("-")[0])
    assert run("vipsheader", "-f", "bands", done.path).strip() == b"4"
    assert done.same_profile() and done.same_pixels(tmp_path)


@pytest.mark.parametrize("fmt", FORMATS)
def test_protected_source(fmt, written):
    done = Written(written, f"protected-{fmt}")
    assert done.found["XMP-photoshop:DateCreated"] == "2022:05:01"
    assert done.found["XMP-photoshop:Country"] == "Kyrgyzstan"
    for name in done.found:
        assert name.split(":")[-1] not in ("City", "State", "Location", "Sub-location", "Province-State",
                                           "Subject", "Keywords", "Title", "ObjectName", "Event",
                                           "DateTimeOriginal", "TimeCreated"), name
    assert b"Ala-Too" not in done.path.read_bytes() and b"Chuy" not in done.path.read_bytes()
    check_forbidden(done.path, done.found)


@pytest.mark.parametrize("fmt", FORMATS)
def test_reduced(fmt, written, tmp_path):
    done = Written(written, f"reduced-{fmt}")
    bare = tmp_path / f"bare.{fmt}"
    run(EMBED, fmt, done.plain, bare, "reduced", input=b"")  # what our writer makes of the container
    assert done.path.stat().st_size - min(done.plain.stat().st_size, bare.stat().st_size) <= 600
    check_reduced(done.path, fmt, done.found, done.by_exiv2)


def test_received_jpeg_rewritten(original, written, tmp_path):
    done = Written(written, "rewritten-jpeg")
    done.check("rewrite", exact=True)
    assert done.found["IFD0:Orientation"] == 6
    assert done.same_profile() and done.same_pixels(tmp_path)
    data, before = done.path.read_bytes(), original.read_bytes()
    scan = before[before.rindex(b"\xff\xc0"):before.rindex(b"\xff\xd9") + 2]
    assert data.endswith(scan)
    assert data.count(b"\xff\xd8\xff") == 1  # no preview


def test_side_car(written):
    done = Written(written, "xmp")
    for field, (name, _) in XMP.items():
        if field not in ("caption", "date_taken"):
            assert values_of(done.found, name) == texts(field), field
    check_forbidden(done.path, done.found)


@pytest.mark.skipif(not DUMP, reason="METADATA_DUMP is not set")
@pytest.mark.parametrize("fmt", FORMATS)
def test_our_own_reader(fmt, written):
    done = Written(written, f"exact-{fmt}")
    said = json.loads(run(DUMP, done.path).splitlines()[0])
    never = {"instructions", "caption_writer", "camera", "lens", "gps", "exposure"}
    assert not never & {value["field"] for value in said["received"]}
    for field in set(FIELDS) - never:
        got = said["effective"][field]
        assert (got if isinstance(got, list) else [got]) == texts(field), field
    assert said["findings"] == []
