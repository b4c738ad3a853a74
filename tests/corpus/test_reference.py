# SPDX-License-Identifier: MIT
"""IPTC's reference images say something recognisable in every field of the standard. One made in their
manner with ExifTool, and the real ones in $CUTLINE_CORPUS or $CUTLINE_IPTC_REFERENCE (a folder) where they
are there: each field that the table has is received as ExifTool reads it, from XMP and from IPTC.

CUTLINE_METADATA_DUMP = the program of tests/tools.
"""
import json
import os
import pathlib
import shutil
import subprocess

import pytest
from test_fields import date_of, tidy

DUMP = os.environ.get("CUTLINE_METADATA_DUMP", "")
FOLDERS = [pathlib.Path(folder) for name in ("CUTLINE_CORPUS", "CUTLINE_IPTC_REFERENCE")
           if (folder := os.environ.get(name))]
REAL = sorted(path for folder in FOLDERS for path in folder.rglob("IPTC-PhotometadataRef-*.jpg"))
pytestmark = [
    pytest.mark.skipif(not DUMP, reason="CUTLINE_METADATA_DUMP is not set: run through meson test"),
    pytest.mark.skipif(shutil.which("exiftool") is None, reason="not installed: exiftool"),
]
TERMS = "http://cv.iptc.org/newscodes/digitalsourcetype/"
PLUS = "http://ns.useplus.org/ldf/vocab/"

# field: ExifTool's names of it, what the made picture says. (plus:DataMining is younger than the ExifTool of
# Debian 12; publish/test_matrix.py has it.)
FIELDS = {
    "headline": (["XMP-photoshop:Headline", "IPTC:Headline"], ["The Headline (made)"]),
    "caption": (["XMP-dc:Description", "IPTC:Caption-Abstract"], ["The description aka caption (made)"]),
    "alt_text": (["XMP-iptcCore:AltTextAccessibility"], ["The alt text (made)"]),
    "extended_description": (["XMP-iptcCore:ExtDescrAccessibility"], ["The extended description (made)"]),
    "caption_writer": (["XMP-photoshop:CaptionWriter", "IPTC:Writer-Editor"], ["Description Writer (made)"]),
    "title": (["XMP-dc:Title", "IPTC:ObjectName"], ["The Title (made)"]),
    "byline": (["XMP-dc:Creator", "IPTC:By-line"], ["Creator1 (made)", "Creator2 (made)"]),
    "byline_title": (["XMP-photoshop:AuthorsPosition", "IPTC:By-lineTitle"], ["Creator's Job Title (made)"]),
    "credit": (["XMP-photoshop:Credit", "IPTC:Credit"], ["Credit Line (made)"]),
    "source": (["XMP-photoshop:Source", "IPTC:Source"], ["Source (made)"]),
    "copyright": (["XMP-dc:Rights", "IPTC:CopyrightNotice"], ["Copyright Notice (made)"]),
    "usage_terms": (["XMP-xmpRights:UsageTerms"], ["Rights Usage Terms (made)"]),
    "instructions": (["XMP-photoshop:Instructions", "IPTC:SpecialInstructions"], ["An Instruction (made)"]),
    "web_statement": (["XMP-xmpRights:WebStatement"], ["http://example.org/statement/made"]),
    "supplier_id": (["XMP-plus:ImageSupplierImageID"], ["Image Supplier Image ID (made)"]),
    "job_id": (["XMP-photoshop:TransmissionReference", "IPTC:OriginalTransmissionReference"], ["Job Id (made)"]),
    "date_taken": (["XMP-photoshop:DateCreated"], ["2017:07:13 17:01:00+00:00"]),
    "city": (["XMP-photoshop:City", "IPTC:City"], ["City (made)"]),
    "state": (["XMP-photoshop:State", "IPTC:Province-State"], ["Province/State (made)"]),
    "country": (["XMP-photoshop:Country", "IPTC:Country-PrimaryLocationName"], ["Country (made)"]),
    "country_code": (["XMP-iptcCore:CountryCode", "IPTC:Country-PrimaryLocationCode"], ["R17"]),
    "sublocation": (["XMP-iptcCore:Location", "IPTC:Sub-location"], ["Sublocation (made)"]),
    "keywords": (["XMP-dc:Subject", "IPTC:Keywords"], ["Keyword1made", "Keyword2made", "Keyword3made"]),
    "people": (["XMP-iptcExt:PersonInImage"], ["Person Shown 1 (made)", "Person Shown 2 (made)"]),
    "event": (["XMP-iptcExt:Event"], ["An Event (made)"]),
    "category": (["XMP-photoshop:Category", "IPTC:Category"], ["SPO"]),
    "urgency": (["XMP-photoshop:Urgency", "IPTC:Urgency"], ["4"]),
    "digital_source_type": (["XMP-iptcExt:DigitalSourceType"], [TERMS + "softwareImage"]),
    "model_release": (["XMP-plus:ModelReleaseStatus"], [PLUS + "MR-NAP"]),
    "property_release": (["XMP-plus:PropertyReleaseStatus"], [PLUS + "PR-NAP"]),
    "minor_age": (["XMP-plus:MinorModelAgeDisclosure"], [PLUS + "AG-A25"]),
    "rights_marked": (["XMP-xmpRights:Marked"], ["True"]),
    "cc_licence": (["XMP-cc:License"], ["http://creativecommons.org/licenses/by/4.0/"]),
    "edit_status": (["IPTC:EditStatus"], ["Edit Status (made)"]),
    "action_advised": (["IPTC:ActionAdvised"], ["02"]),
}
# What PLUS writes as a term, ExifTool -n shortens to the term's name.
TERM_FIELDS = {"minor_age", "model_release", "property_release"}
# Nothing of the standard of 2017 on: they are older or not IPTC's.
NOT_IN_REAL = {"alt_text", "extended_description", "category", "urgency", "rights_marked", "cc_licence",
               "edit_status", "action_advised"}


def read_by_exiftool(path):
    said = subprocess.run(["exiftool", "-j", "-n", "-a", "-G1", "-XMP:all", "-IPTC:all", path], check=True,
                          capture_output=True, text=True).stdout
    return json.loads(said)[0]


def compare(path):
    """The fields that both readers find; a difference fails."""
    ours = json.loads(subprocess.run([DUMP, path], check=True, capture_output=True, text=True).stdout)
    theirs, seen = read_by_exiftool(path), set()
    for field, (tags, _) in FIELDS.items():
        for tag in tags:
            if tag not in theirs:
                continue
            value = theirs[tag]
            expected = [tidy(item) for item in (value if isinstance(value, list) else [value])]
            got = [tidy(item["value"]) for item in ours["received"]
                   if item["field"] == field and item["origin"].startswith("iptc" if tag[0] == "I" else "xmp")]
            if field == "date_taken":
                expected, got = [date_of(item) for item in expected], [date_of(item) for item in got]
            if field in TERM_FIELDS:
                got = [item.removeprefix(PLUS) if item.removeprefix(PLUS) in expected else item for item in got]
            if field in ("urgency", "action_advised"):
                expected, got = [int(item) for item in expected], [int(item) for item in got]
            if field == "usage_terms":  # constraints and rights expressions of the later standards add to it
                got = got[:len(expected)]
            assert got == expected, f"{path.name}: {tag}"
            seen.add(field)
    return seen


def test_made_in_their_manner(tmp_path):
    path = tmp_path / "made.jpg"
    subprocess.run(["vips", "black", str(path), "16", "16", "--bands", "3"], check=True)
    arguments = [f"-{tag}={value.removeprefix(PLUS)}" for _, (tags, values) in FIELDS.items()
                 for tag in tags for value in values]
    subprocess.run(["exiftool", "-q", "-n", "-codedcharacterset=utf8", *arguments, path], check=True)
    assert compare(path) == set(FIELDS)


@pytest.mark.skipif(not REAL, reason="no IPTC-PhotometadataRef-*.jpg in CUTLINE_CORPUS or CUTLINE_IPTC_REFERENCE: "
                                     "IPTC's own reference images are NOT tested")
@pytest.mark.parametrize("path", REAL, ids=lambda path: path.name)
def test_real(path):
    assert compare(path) >= set(FIELDS) - NOT_IN_REAL
