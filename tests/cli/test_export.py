# SPDX-License-Identifier: MIT
"""export, protect and unprotect: what leaves the archive, and what must not."""
import io
import json
import os
import pty
import re
import select
import shutil
import struct
import subprocess
import threading

import pytest
from PIL import Image, TiffImagePlugin

import pictures
import test_story_out as stories

SERIAL = "SN-4711-0815"
EXIFTOOL = shutil.which("exiftool")


def exif(orientation=1):
    """EXIF with a position, a serial number and an owner."""
    rational = TiffImagePlugin.IFDRational
    tags = Image.Exif()
    tags[0x010F], tags[0x0110], tags[0x0112] = "Canon", "Canon EOS R5", orientation
    tags[0x8769] = {0x9003: "2022:01:05 10:11:12", 0xA431: SERIAL, 0xA430: "Erika Secret"}
    tags[0x8825] = {1: "N", 2: (rational(61), rational(29), rational(5353, 100)),
                    3: "E", 4: (rational(23), rational(45), rational(3737, 100))}
    return tags.tobytes()


FIELDS = {"headline": "Lake scene", "caption": "A man walks over a frozen lake in Tampere on 5 January 2022.",
          "byline": "Aino Virtanen", "credit": "Nordlys", "source": "Nordlys", "copyright": "© 2022 Nordlys",
          "date": "20220105", "city": "Tampere", "country": "Finland", "keywords": ["lake", "Tampere"],
          "instructions": "FOR THE DESK ONLY"}


def full(seed=1, orientation=1, fields=None, **more):
    data = pictures.jpeg(seed, FIELDS if fields is None else fields, **more)
    return data[:2] + pictures.segment(0xE1, exif(orientation)) + data[2:]


def coded_picture(data):
    """A JPEG from its first table to its end, without APPn and COM."""
    out, at = b"", 2
    while data[at + 1] != 0xDA:
        length = struct.unpack(">H", data[at + 2:at + 4])[0]
        if not (0xE0 <= data[at + 1] <= 0xEF or data[at + 1] == 0xFE):
            out += data[at:at + 2 + length]
        at += 2 + length
    return out + data[at:]


def read_back(path):
    if not EXIFTOOL:
        pytest.skip("exiftool is not installed")
    done = subprocess.run([EXIFTOOL, "-j", "-G1", "-charset", "iptc=utf8", str(path)], capture_output=True, check=True)
    return json.loads(done.stdout)[0]


def nothing_left(cutline):
    return not [name for name in os.listdir(cutline.folder) if name.startswith(".cutline")]


@pytest.fixture
def photo(cutline):
    cutline.data = full()
    cutline.put("lake.jpg", cutline.data)
    cutline.id = cutline.ingest()["lake.jpg"]["id"]
    return cutline


# --- what leaves ------------------------------------------------------------------------------------------


def test_original_is_untouched(photo):
    assert photo.run("export", photo.id, "--as", "original", binary=True).stdout == photo.data
    done = photo.run("export", photo.id, "--as", "original", "-o", "x.jpg")
    assert (photo.folder / "x.jpg").read_bytes() == photo.data and "x.jpg" in done.text
    assert [e["kind"] for e in photo.json("history", photo.id)] == ["ingest"], "plain exports are no events"


def test_json_says_what_was_written(photo):
    line, = photo.json("export", photo.id[:8], "--as", "original", "-o", "x.jpg")
    assert list(line) == ["id", "version", "as", "file", "bytes", "sha256", "verdict", "kept_back"]
    shown, = photo.json("show", photo.id)
    assert (line["id"], line["version"], line["as"], line["file"]) == (photo.id, 1, "original", "x.jpg")
    assert (line["bytes"], line["sha256"]) == (len(photo.data), shown["sha256"])


def test_jpeg_says_what_is_true_and_nothing_else(photo):
    photo.run("export", photo.id, "--as", "jpeg", "-o", "x.jpg")
    data = (photo.folder / "x.jpg").read_bytes()
    assert coded_picture(data) == coded_picture(photo.data), "picture data must not be touched"
    secrets = [SERIAL.encode(), b"Erika", b"Canon", b"DESK", struct.pack(">II", 5353, 100)]
    assert all(secret in photo.data for secret in secrets)
    assert not [secret for secret in secrets + [struct.pack("<II", 5353, 100)] if secret in data]
    facts = read_back(photo.folder / "x.jpg")
    assert not [name for name in facts if re.search(r"GPS|Serial|Owner|LensModel|MakerNote|Instructions", name)]
    assert facts["IPTC:By-line"] == facts["XMP-dc:Creator"] == facts["IFD0:Artist"] == "Aino Virtanen"
    assert facts["IPTC:Credit"] == facts["XMP-photoshop:Credit"] == "Nordlys"
    assert facts["IPTC:CopyrightNotice"] == facts["XMP-dc:Rights"] == facts["IFD0:Copyright"] == "© 2022 Nordlys"
    assert facts["XMP-dc:Description"] == FIELDS["caption"]
    assert facts["XMP-dc:Subject"] == ["lake", "Tampere"]
    assert facts["XMP-photoshop:City"] == "Tampere" and facts["XMP-photoshop:DateCreated"] == "2022:01:05"


def test_jpeg_has_the_effective_fields_not_the_first_ones(cutline):
    """XMP and IIM contradict each other: what `show` says goes out, in both."""
    cutline.put("a.jpg", pictures.jpeg(2, {"headline": "The old one", "byline": "Old Name"},
                                       {"photoshop:Headline": "The new one", "dc:creator": ["New Name", "Second"]}))
    identity = cutline.ingest()["a.jpg"]["id"]
    fields = cutline.json("show", identity)[0]["fields"]
    cutline.run("export", identity, "--as", "jpeg", "-o", "x.jpg")
    facts = read_back(cutline.folder / "x.jpg")
    assert facts["XMP-photoshop:Headline"] == facts["IPTC:Headline"] == fields["headline"]
    assert facts["XMP-dc:Creator"] == facts["IPTC:By-line"]
    assert (facts["XMP-dc:Creator"] if isinstance(facts["XMP-dc:Creator"], list) else [facts["XMP-dc:Creator"]]) == fields["byline"]


def test_what_was_exported_comes_in_as_a_version(photo):
    photo.run("export", photo.id, "--as", "jpeg", "-o", "x.jpg")
    line = photo.ingest(photo.folder / "x.jpg")["x.jpg"]
    assert (line["status"], line["of"]) == ("version", photo.id), "the same picture data"
    assert not [f for f in line["findings"] if f["code"] in ("IPTC_DAMAGED", "XMP_DAMAGED", "EXIF_DAMAGED", "DIGEST_MISMATCH", "FIELD_CONFLICT")]


@pytest.mark.parametrize("orientation", [3, 6, 8])
def test_orientation_stays(cutline, orientation):
    cutline.put("a.jpg", full(3, orientation))
    identity = cutline.ingest()["a.jpg"]["id"]
    cutline.run("export", identity, "--as", "jpeg", "-o", "x.jpg")
    assert Image.open(cutline.folder / "x.jpg").getexif()[0x0112] == orientation
    assert Image.open(cutline.folder / "x.jpg").tobytes() == Image.open(cutline.folder / "in" / "a.jpg").tobytes()


def test_progressive_grey_and_truncated_jpegs(cutline):
    stream = io.BytesIO()
    pictures.pixels(4).save(stream, "JPEG", progressive=True)
    cutline.put("progressive.jpg", stream.getvalue())
    stream = io.BytesIO()
    pictures.pixels(5).convert("L").save(stream, "JPEG")
    cutline.put("grey.jpg", stream.getvalue())
    cutline.put("cut.jpg", full(6)[:-800])
    for name, line in cutline.ingest().items():
        data = cutline.run("export", line["id"], "--as", "jpeg", "--internal", binary=True).stdout
        assert data.startswith(b"\xff\xd8") and data.endswith(b"\xff\xd9")
        original = (cutline.folder / "in" / name).read_bytes()
        assert coded_picture(data).startswith(coded_picture(original)[:-2])


def test_time_of_day_goes_out_only_when_asked_for(cutline):
    cutline.put("a.jpg", full(7, fields=dict(FIELDS, date="20220105")))
    identity = cutline.ingest()["a.jpg"]["id"]
    assert b"10:11:12" not in cutline.run("export", identity, "--as", "jpeg", binary=True).stdout
    assert b"10:11:12" in cutline.run("export", identity, "--as", "jpeg", "--exact-time", binary=True).stdout
    cutline.run("protect", identity, "--reason", "x")
    assert b"10:11:12" not in cutline.run("export", identity, "--as", "jpeg", "--exact-time", binary=True).stdout


def test_sidecar(photo):
    text = photo.run("export", photo.id, "--as", "xmp").text
    assert "<?xpacket" in text and "Aino Virtanen" in text and "DESK" not in text and SERIAL not in text
    photo.run("export", photo.id, "--as", "xmp", "-o", "x.xmp")
    assert (photo.folder / "x.xmp").read_text() == text
    assert read_back(photo.folder / "x.xmp")["XMP-photoshop:Credit"] == "Nordlys"


def test_each_version(photo):
    second = full(fields=dict(FIELDS, caption="A woman walks over a frozen lake in Tampere on 5 January 2022."))
    photo.put("again.jpg", second)
    line = photo.ingest()["again.jpg"]
    assert (line["status"], line["of"]) == ("version", photo.id)
    assert photo.run("export", photo.id, "--as", "original", binary=True).stdout == second
    assert photo.run("export", photo.id + "@1", "--as", "original", binary=True).stdout == photo.data
    assert b"A man walks" in photo.run("export", photo.id + "@1", "--as", "jpeg", binary=True).stdout
    assert "no version 3" in photo.run("export", photo.id + "@3", "--as", "xmp", status=3).error


@pytest.mark.parametrize("name,kind", [("a.png", "PNG"), ("a.webp", "WEBP"), ("a.tif", "TIFF"), ("a.gif", "GIF")])
def test_other_formats_have_no_jpeg(cutline, name, kind):
    stream = io.BytesIO()
    pictures.pixels(8).save(stream, kind)
    cutline.put(name, stream.getvalue())
    identity = cutline.ingest()[name]["id"]
    done = cutline.run("export", identity, "--as", "jpeg", "-o", "x.jpg", status=6)
    assert "--as original" in done.error and "--as xmp" in done.error and done.error.count("\n") == 1
    assert not (cutline.folder / "x.jpg").exists() and nothing_left(cutline)
    assert cutline.run("export", identity, "--as", "original", "--internal", binary=True).stdout == stream.getvalue()


# --- where it goes ----------------------------------------------------------------------------------------


def test_a_file_is_replaced_whole_or_not_at_all(photo):
    target = photo.folder / "x.jpg"
    target.write_bytes(b"precious")
    original = next(p for p in (photo.archive / "originals").rglob("*") if re.fullmatch("[0-9a-f]{64}", p.name))
    os.chmod(original, 0o600)
    whole = original.read_bytes()
    original.write_bytes(whole[:-9] + b"\0" + whole[-8:])
    for kind in ("original", "jpeg"):
        done = photo.run("export", photo.id, "--as", kind, "-o", "x.jpg", status=8)
        assert "changed on the disk" in done.error and "verify" in done.error
        assert target.read_bytes() == b"precious" and nothing_left(photo)
    assert photo.run("export", photo.id, "--as", "jpeg", status=8, binary=True).stdout == b""
    original.unlink()
    photo.run("export", photo.id, "--as", "original", "-o", "x.jpg", status=8)
    assert target.read_bytes() == b"precious" and nothing_left(photo)


def test_links_and_devices_stay_what_they_are(photo):
    (photo.folder / "real.jpg").write_bytes(b"old")
    (photo.folder / "link.jpg").symlink_to("real.jpg")
    photo.run("export", photo.id, "--as", "original", "-o", "link.jpg")
    assert (photo.folder / "link.jpg").is_symlink() and (photo.folder / "real.jpg").read_bytes() == photo.data
    photo.run("export", photo.id, "--as", "original", "-o", "/dev/null")
    assert not os.path.isfile("/dev/null")
    os.mkfifo(photo.folder / "pipe")
    got = []
    reader = threading.Thread(target=lambda: got.append((photo.folder / "pipe").read_bytes()))
    reader.start()
    photo.run("export", photo.id, "--as", "original", "-o", "pipe")
    reader.join(10)
    assert got == [photo.data]


def test_not_onto_a_terminal(photo):
    master, slave = pty.openpty()
    done = subprocess.run([os.environ["CUTLINE_BIN"], "export", photo.id, "--as", "original"], env=photo.environment,
                          stdout=slave, stderr=subprocess.PIPE, timeout=30)
    assert done.returncode == 2 and b"-o FILE" in done.stderr
    assert not select.select([master], [], [], 0)[0]
    os.close(master)
    os.close(slave)


@pytest.mark.parametrize("args,says", [
    (["--as", "original", "-o", "."], "is a folder"),
    (["-o", "x.jpg"], "say what: --as original"),
    (["--as", "png"], "--as is one of original|xmp|jpeg|figure|jsonld|ninjs|email|og|odrl, not 'png'"),
    (["--as", "jpeg", "-o", "x", "--force", "--reason", "x"], "--force is for --as original"),
    (["--as", "original", "-o", "x", "--force"], "--force needs a reason"),
    (["--as", "original", "-o", "x", "--force", "--reason", " "], "--force needs a reason"),
    (["--as", "original", "-o", "x", "--reason", "x"], "--reason is for --force"),
    (["--as", "original", "--json"], "name it: -o FILE"),
])
def test_what_cannot_be_meant(photo, args, says):
    done = photo.run("export", photo.id, *args, status=2)
    assert says in done.error and done.error.count("\n") == 1 and done.text == "" and nothing_left(photo)


def test_places_that_cannot_be_written(photo):
    done = photo.run("export", photo.id, "--as", "original", "-o", "no/such/x.jpg", status=8)
    assert done.error.startswith("cutline: export: ") and done.error.count("\n") == 1
    assert photo.run("export", "zzzzzz", "--as", "original", "-o", "x.jpg", status=3).error.count("\n") == 1
    assert not (photo.folder / "x.jpg").exists() and nothing_left(photo)


# --- what must not leave ----------------------------------------------------------------------------------


def test_killed_photos_stay_in(photo):
    photo.run("--as", "ana", "kill", photo.id, "--reason", "wrong person named", env={"CUTLINE_NOW": "2024-03-10T12:00:00Z"})
    for kind in ("original", "xmp", "jpeg"):
        done = photo.run("export", photo.id, "--as", kind, "-o", "x.jpg", status=4)
        assert done.error.startswith(f'cutline: export: KILLED ana withdrew photo {photo.id} on 10 March 2024: "wrong person named". '
                                     "Kills cannot be overridden; if it names the wrong picture: cutline unkill ")
        assert ("--force" in done.error) == (kind == "original") and done.error.count("\n") == 1
        assert not (photo.folder / "x.jpg").exists() and nothing_left(photo)
        assert photo.run("export", photo.id, "--as", kind, status=4, binary=True).stdout == b""
    assert photo.json("history", photo.id)[-1]["kind"] == "kill"
    done = photo.run("--as", "ana", "export", photo.id, "--as", "original", "--force", "--reason", "for our lawyer", binary=True)
    assert done.stdout == photo.data
    event = photo.json("history", photo.id)[-1]
    assert (event["kind"], event["who"]) == ("export", "ana")
    assert event["payload"] == {"as": "original", "version": 1, "state": "killed", "source_sensitive": False, "reason": "for our lawyer"}
    photo.run("unkill", photo.id, "--reason", "the notice meant another")
    photo.run("export", photo.id, "--as", "jpeg", "-o", "x.jpg")
    photo.run("verify")


def test_killed_by_its_supplier(cutline):
    cutline.put("a.jpg", pictures.press(1, headline="MANDATORY KILL: lake scene"))
    identity = cutline.ingest()["a.jpg"]["id"]
    assert "KILLED the supplier withdrew photo" in cutline.run("export", identity, "--as", "jpeg", status=4).error


def test_held_photos_wait_for_an_editor(cutline):
    cutline.put("a.jpg", pictures.press(1))
    first = cutline.ingest()["a.jpg"]["id"]
    cutline.run("kill", first, "--reason", "withdrawn")
    cutline.put("b.jpg", pictures.press(1, credit="Sudfoto", source="Sudfoto", copyright="Sudfoto", byline="X Y"))
    line = cutline.ingest(status=1)["b.jpg"]
    assert line["status"] == "held"
    for kind in ("jpeg", "xmp", "original"):
        done = cutline.run("export", line["id"], "--as", kind, status=5)
        assert "HELD" in done.error and done.error.count("\n") == 1 and done.stdout == b""
    cutline.run("export", line["id"], "--as", "original", "--force", "--reason", "to compare", binary=True)


def test_a_protected_source(photo):
    assert photo.json("show", photo.id)[0]["source_sensitive"] is False
    assert photo.json("search", "is:protected") == []
    photo.run("edit", photo.id, "title=TAMPERE-ICE", "event=Ice days in Tampere", "sublocation=Rantatie 1", "keywords=ice; by Tampere; Rantatie")
    photo.run("edit", photo.id, "--lang", "sv", "city=Tammerfors", "keywords=Tammerfors")
    photo.run("edit", photo.id, "alt_text=A man on the ice of tampere", "extended_description=Ice before RANTATIE.", "source=Tampere Times",
              "usage_terms=No use in Tampere", "people=Erkki Example", "headline=Tampereen jää", "web_statement=https://tampere.example/terms",
              "licensor=Tampere Pictures (https://example.org/1)", "supplier_id=TAMPERE-0042")
    photo.run("edit", photo.id, "--lang", "sv", "headline=Isen i Tammerfors")
    before = photo.json("show", photo.id)[0]["rev"]
    assert photo.json("protect", photo.id, "--reason", "from a flat") == [{"id": photo.id, "source_sensitive": True}]
    shown = photo.json("show", photo.id)[0]
    assert shown["source_sensitive"] is True and shown["rev"] > before
    line, = [line for line in photo.run("show", photo.id).text.splitlines() if "protected source" in line]
    assert line.endswith("kept back: headline, caption, alt_text, extended_description, title, source, usage_terms, web_statement, licensor, "
                         "supplier_id, city, sublocation, keywords, people, event")
    assert [hit["id"] for hit in photo.json("search", "is:protected lake")] == [photo.id]
    assert photo.json("search", "-is:protected") == []
    photo.run("edit", photo.id, "city=-")  # what was received is still known
    (photo.archive / "cutline.conf").write_text("[daemon]\npublic_url=https://photos.example.org\n")
    for kind in ("jpeg", "xmp", "ninjs", "jsonld", "figure", "email", "og"):
        data = photo.run("export", photo.id, "--as", kind, binary=True).stdout
        assert re.findall(rb"(?i)tampere|tammerfors|rantatie|erkki", data) == [], kind
        assert (b"Finland" if kind in ("jpeg", "xmp", "ninjs", "jsonld") else b"photos.example.org") in data, kind
        assert kind not in ("jpeg", "xmp") or b"2022-01-05" in data
        assert kind == "og" or b"Nordlys" in data and b"Aino Virtanen" in data, kind
    photo.run("rendition", photo.id, "article", "-o", "x.jpg")
    assert re.findall(rb"(?i)tampere|tammerfors|rantatie|erkki", (photo.folder / "x.jpg").read_bytes()) == []
    photo.run("edit", photo.id, "caption=A man walks over a frozen lake.", "alt_text=A man on ice.")
    for kind, text in {"figure": b"over a frozen lake", "email": b"A man on ice", "og": b"A man on ice", "jpeg": b"over a frozen lake"}.items():
        assert text in photo.run("export", photo.id, "--as", kind, binary=True).stdout, kind
    done = photo.run("export", photo.id, "--as", "original", status=4)
    assert "SOURCE_SENSITIVE" in done.error and "--as jpeg" in done.error and done.stdout == b""
    assert photo.run("export", photo.id, "--as", "original", "--force", "--reason", "court order", binary=True).stdout == photo.data
    kinds = [(e["kind"], e["payload"].get("reason")) for e in photo.json("history", photo.id)]
    assert [kind for kind in kinds if kind[0] != "edit"] == [("ingest", None), ("protect", "from a flat"), ("export", "court order")]
    photo.run("unprotect", photo.id)
    assert photo.run("export", photo.id, "--as", "original", binary=True).stdout == photo.data
    assert photo.json("search", "is:protected") == []
    photo.run("verify")


def test_places_that_only_a_past_edit_or_a_dateline_names(cutline):
    caption = "TALGAR, Kazakhstan (Nordlys) - A man waits in the snow on Wednesday, January 5, 2022."
    cutline.put("a.jpg", full(7, fields=dict(FIELDS, caption=caption, city="-", headline="Waiting in Talgar", keywords=["snow"],
                                             country="Kazakhstan")))
    identity = cutline.ingest()["a.jpg"]["id"]
    cutline.run("edit", identity, "sublocation=Rantatie 9", "alt_text=A man before Rantatie 9")
    cutline.run("edit", identity, "sublocation=")
    cutline.run("protect", identity, "--reason", "from a flat")
    (cutline.archive / "cutline.conf").write_text("[daemon]\npublic_url=https://photos.example.org\n")
    shown, = cutline.json("show", identity)
    assert shown["kept_back"] == ["headline", "caption", "alt_text", "keywords"]
    done = cutline.run("export", identity, "--as", "xmp", "-o", "x.xmp")
    assert "kept back: headline, caption, alt_text, keywords\n" in done.error
    for kind in ("jpeg", "xmp", "ninjs", "jsonld", "figure", "email", "og"):
        line, = cutline.json("export", identity, "--as", kind, "-o", "x")
        assert line["kept_back"] == shown["kept_back"], kind
        assert re.findall(rb"(?i)talgar|rantatie", (cutline.folder / "x").read_bytes()) == [], kind
    for name in ("x.jpg", "x.webp", "x.avif", "x.png"):
        cutline.run("rendition", identity, "grid", "-o", name)
        assert re.findall(rb"(?i)talgar|rantatie", (cutline.folder / name).read_bytes()) == [], name
    # a story's own words, too
    cutline.run("story", "new", "s")
    cutline.run("story", "add", "s", identity, "--caption", "MEDEU, Kazakhstan (AP) - A man waits.")
    assert "Medeu" not in cutline.run("export", identity, "--as", "figure", "--story", "s").text.title()
    assert cutline.json("export", identity, "--as", "original", "--force", "--reason", "x", "-o", "o")[0]["kept_back"] == []


def test_copies_of_a_protected_frame_are_protected(photo):
    def small(data, size, **more):
        stream = io.BytesIO()
        Image.open(io.BytesIO(data)).resize(size).save(stream, "JPEG", quality=90)
        fields = dict(FIELDS, byline="Bo Berg", credit="Other", copyright="© Other", **more)
        return stream.getvalue()[:2] + pictures.app13(fields) + stream.getvalue()[2:]

    photo.put("before.jpg", small(photo.data, (160, 107)))
    before = photo.ingest()["before.jpg"]
    photo.run("protect", photo.id, "--reason", "from a flat")
    photo.put("after.jpg", small(photo.data, (150, 100), city="-", keywords=["lake"]))
    photo.put("same.jpg", full(fields=dict(FIELDS, byline="Cy Cole", credit="Third", copyright="© Third")))
    lines = photo.ingest()
    assert [before["status"], lines["after.jpg"]["status"], lines["same.jpg"]["status"]] == ["probable", "probable", "copy"]
    copies = [before["id"], lines["after.jpg"]["id"], lines["same.jpg"]["id"]]
    for identity in copies:
        assert photo.json("show", identity)[0]["source_sensitive"] is True
        assert "Tampere" not in photo.run("export", identity, "--as", "figure").text
        photo.run("export", identity, "--as", "original", status=4)
    # what a person takes back stays so
    photo.run("unprotect", copies[0])
    photo.run("verify")
    assert photo.json("show", copies[0])[0]["source_sensitive"] is False


def test_protection_holds_for_all_versions(photo):
    photo.run("protect", photo.id, "--reason", "from a flat")
    photo.put("again.jpg", full(fields=dict(FIELDS, caption="Corrected: a lake in Finland.")))
    assert photo.ingest()["again.jpg"]["status"] == "version"
    assert photo.json("show", photo.id)[0]["source_sensitive"] is True
    for version in ("", "@1", "@2"):
        photo.run("export", photo.id + version, "--as", "original", status=4)
    assert [hit["id"] for hit in photo.json("search", "is:protected")] == [photo.id]


def test_decisions_survive_the_loss_of_the_catalog(cutline):
    for seed in range(4):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    ids = {name[0]: line["id"] for name, line in cutline.ingest().items()}
    cutline.run("protect", ids["0"], ids["1"], ids["2"], "--reason", "from a flat")
    cutline.run("unprotect", ids["1"])
    cutline.run("kill", ids["2"], ids["3"], "--reason", 'said "no"')
    cutline.run("unkill", ids["3"], "--reason", "a test")
    lost = cutline.json("show", ids["2"])[0]["sha256"]

    def decided():
        return {n: [cutline.json("show", i)[0][k] for k in ("state", "state_reason", "source_sensitive")] for n, i in ids.items()}

    before = decided()
    assert before == {"0": ["ok", None, True], "1": ["ok", None, False], "2": ["killed", 'said "no"', True], "3": ["ok", None, False]}
    cutline.run("rebuild")
    assert decided() == before
    cutline.run("rebuild", "--from-store")
    assert decided() == before and len(cutline.json("search", "is:protected")) == 2
    cutline.run("verify")
    # What people decided about a picture that is gone stops nothing.
    for path in (cutline.archive / "originals").rglob(lost + "*"):
        path.unlink()
    cutline.run("rebuild", "--from-store", status=1)
    assert len(cutline.json("search")) == 3


def test_a_wrong_id_does_not_keep_the_others_unprotected(photo):
    done = photo.run("protect", "zzzzzz", photo.id, "--reason", "x", status=3)
    assert photo.json("show", photo.id)[0]["source_sensitive"] is True and done.error.count("\n") == 1
    for args in (["protect", photo.id], ["protect", photo.id, "--reason", " "]):
        assert "reason" in photo.run(*args, status=2).error


# --- the verdict ------------------------------------------------------------------------------------------


@pytest.fixture
def nobodys(cutline):
    """Nobody is named: deny NO_ORIGIN. And one under embargo."""
    cutline.put("nobody.jpg", pictures.jpeg(1, {"caption": "A lake on 5 January 2022."}))
    cutline.put("later.jpg", pictures.press(2, instructions="EMBARGO UNTIL 31 DECEMBER 2089 18:00 GMT"))
    lines = cutline.ingest()
    cutline.nobody, cutline.later = lines["nobody.jpg"]["id"], lines["later.jpg"]["id"]
    return cutline


def test_what_is_denied_stays_in_with_every_reason(nobodys):
    for kind in ("original", "jpeg", "xmp", "figure", "ninjs"):
        done = nobodys.run("export", nobodys.nobody, "--as", kind, "-o", "x", status=4)
        assert done.error.count("\n") == 1 and "NO_ORIGIN" in done.error and "cutline edit" in done.error
        assert "--internal" in done.error and not (nobodys.folder / "x").exists() and nothing_left(nobodys)
    done = nobodys.run("export", nobodys.later, "--as", "jpeg", "-o", "x", status=4)
    assert "EMBARGO" in done.error and " · " in done.error, "all reasons, not the first"
    nobodys.run("edit", nobodys.nobody, "credit=Nordlys")
    done = nobodys.run("export", nobodys.nobody, "--as", "jpeg", "-o", "x")
    assert "to be reviewed" in done.error and "cutline check" in done.error


def test_a_copy_for_the_house_is_recorded(nobodys):
    for photo, code in ((nobodys.nobody, "NO_ORIGIN"), (nobodys.later, "EMBARGO")):
        line, = nobodys.json("--as", "mira", "export", photo, "--as", "jpeg", "--internal", "--reason", "our lawyer", "-o", "x")
        assert line["verdict"] == "deny"
        event = nobodys.json("history", photo)[-1]
        said = event["payload"] if isinstance(event["payload"], dict) else json.loads(event["payload"])
        assert (event["kind"], event["who"]) == ("export", "mira")
        assert (said["as"], said["internal"], said["reason"], said["verdict"]) == ("jpeg", True, "our lawyer", "deny")
        assert code in said["reasons"] and said["rules_version"]
    nobodys.run("kill", nobodys.nobody, "--reason", "withdrawn")
    assert "KILLED" in nobodys.run("export", nobodys.nobody, "--as", "jpeg", "--internal", "-o", "y", status=4).error
    assert "choose one" in nobodys.run("export", nobodys.later, "--as", "original", "--internal", "--force", "-o", "y", status=2).error


def test_words_that_withdraw_it_are_a_kill(cutline):
    cutline.put("a.jpg", pictures.press(3, instructions="PLEASE KILL THIS PHOTO."))
    photo = cutline.ingest()["a.jpg"]["id"]
    assert cutline.json("show", photo)[0]["state"] == "ok" and cutline.json("check", photo, status=4)[0]["stop"]
    assert "KILLED" in cutline.run("export", photo, "--as", "jpeg", "--internal", "-o", "y", status=4).error


@pytest.mark.parametrize("stage,denied,reviewed", [("observe", 0, 0), ("warn", 4, 0), ("block", 4, 5)])
def test_the_stage_says_what_a_verdict_does(nobodys, stage, denied, reviewed):
    nobodys.put("b.jpg", pictures.press(4))
    photo = nobodys.ingest(nobodys.folder / "in" / "b.jpg")["b.jpg"]["id"]
    outlet = nobodys.folder / "outlet.json"
    outlet.write_text(json.dumps({"schema": "cutline-outlet/1", "id": "courier", "names": ["Courier"], "markets": ["GB"],
                                  "channels": ["web"], "commercial": "no", "stage": stage}))
    nobodys.run("outlet", "set", str(outlet))
    nobodys.run("export", nobodys.nobody, "--as", "jpeg", "-o", "x", status=denied)
    nobodys.run("export", photo, "--as", "jpeg", "-o", "x", status=reviewed)
    nobodys.run("export", nobodys.later, "--as", "jpeg", "-o", "x", status=4)


def test_a_stage_hands_nothing_to_others(cutline):
    """Observing is for the house's own pages: a partner gets what terms on file allow, in every stage."""
    stories.outlet(cutline, "loose", "observe")
    cutline.put("a.jpg", pictures.press(1, **stories.GETTY))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("story", "new", "flood", "--language", "en", "--outlet", "loose")
    cutline.run("story", "add", "flood", photo, "--alt", "A man on ice")
    export = ("story", "export", "flood", "--for")
    assert "left out" in cutline.run(*export, "syndication", "--partner", "Northlight Press", status=1).error
    stories.licence(cutline, resale=False)
    assert "left out" in cutline.run(*export, "syndication", "--partner", "Northlight Press", status=1).error
    assert cutline.run(*export, "web").text.count("<figure") == 1
    stories.licence(cutline)
    assert cutline.run(*export, "syndication", "--partner", "Northlight Press").text
