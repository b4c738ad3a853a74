# SPDX-License-Identifier: MIT
"""The side-car readers against the corpus: every derived item with what it must say or why it is
refused, every real one without a crash, and the side-cars in XMP.

CUTLINE_CORPUS = the corpus, CUTLINE_METADATA_DUMP = the program of tests/tools.
"""
import json
import os
import pathlib
import subprocess

import pytest

CORPUS = os.environ.get("CUTLINE_CORPUS", "")
DUMP = os.environ.get("CUTLINE_METADATA_DUMP", "")

pytestmark = [
    pytest.mark.skipif(not CORPUS, reason="CUTLINE_CORPUS is not set: the corpus is NOT tested"),
    pytest.mark.skipif(not DUMP, reason="CUTLINE_METADATA_DUMP is not set: the corpus is NOT tested"),
]

GUID = "urn:newsml:northgate.example:20230914:NPA20230914-0412"
HASH = "dfc3c1b67f4831acc94e708f81ff04b104a6426d3f446be45c596ffb649dfc30"
PICTURE = {
    "byline": ["Maëlle Órdóñez"], "headline": ["Striking rail workers block Besançon station"],
    "caption": ["Striking rail workers gather outside the Gare Viotte in Besançon."],
    "supplier_id": [GUID],
}
G2 = PICTURE | {
    "credit": ["Northgate Press"], "copyright": ["© 2023 Northgate Press Agency"],
    "date_taken": ["2023-09-14T14:32:05+02:00"],
}
NINJS = PICTURE | {"copyright": ["© 2023 Northgate Press Agency"], "usage_terms": ["EDITORIAL USE ONLY"]}
NAME = "../press/derived-all-sync-a.jpg"
TERMS = "NO ARCHIVES. EDITORIAL USE ONLY."


def item(fields, name=NAME, sha256=HASH, version=1, pubstatus="usable", guid=GUID):
    return {"fields": fields, "names": [name], "hashes": [sha256] if sha256 else [], "version": version,
            "pubstatus": pubstatus, "guid": guid, "sent": "2023-09-14T12:32:05Z"}


# File -> kind and items, or the class of the refusal and a word of its reason.
EXPECTED = {
    "g2-message-two": ("newsml-g2", [item(G2), item(
        G2 | {"supplier_id": [GUID + "-2"]}, name="../press/derived-two-bylines-a.jpg", guid=GUID + "-2")]),
    "g2-picture": ("newsml-g2", [item(G2)]),
    "g2-picture-canceled": ("newsml-g2", [item(
        G2 | {"usage_terms": ["MANDATORY KILL"], "instructions": ["MANDATORY KILL"]}, version=3, pubstatus="canceled")]),
    "g2-picture-creditline-differs": ("newsml-g2", [item(G2 | {"credit": ["POOL via Northgate Press"]})]),
    "g2-picture-embargo": ("newsml-g2", [item(
        G2 | {"release_date": ["2099-12-31T23:59:00Z"], "usage_terms": [TERMS], "instructions": [TERMS]})]),
    "g2-picture-latin1": ("newsml-g2", [item(G2)]),
    "g2-picture-missing-file": ("newsml-g2", [item(G2, name="not-delivered-yet.jpg", sha256="0" * 64)]),
    "g2-picture-old-version": ("newsml-g2", [item(G2 | {"credit": ["OLD"]}, version=2)]),
    # Names stay text: no request is made, no file is opened; the archive refuses them.
    "g2-picture-ssrf": ("newsml-g2", [item(G2, name="http://127.0.0.1:9/x.jpg")]),
    "g2-picture-traversal": ("newsml-g2", [item(G2, name="../../../../etc/hostname")]),
    "g2-picture-wrong-hash": ("newsml-g2", [item(G2, sha256="0" * 64)]),
    "g2-picture-laughs": ("bad-input", "document type"),
    "g2-picture-xxe": ("bad-input", "document type"),
    "g2-picture-lies-utf8": ("bad-input", "character set"),
    "g2-picture-truncated": ("bad-input", "cut off"),
    "newsml12-picture": ("newsml-1.2", [item(
        {k: v for k, v in G2.items() if k != "date_taken"}, sha256=None)]),
    "ninjs13-picture": ("ninjs", [item(
        PICTURE | {"copyright": ["Northgate Press"]}, sha256=None, version=0)]),
    "ninjs21-picture": ("ninjs", [item(NINJS, version=0)]),
    "ninjs-canceled": ("ninjs", [item(NINJS | {"instructions": ["KILL"]}, version=0, pubstatus="canceled")]),
    "ninjs-bom-utf16": ("ninjs", [item(PICTURE | {"copyright": ["Northgate Press"]}, sha256=None, version=0)]),
    "ninjs-bad-utf8": ("bad-input", "not JSON"),
    "ninjs-deep": ("limit", "nested"),
    "ninjs-dup-keys": ("bad-input", "duplicate"),
}
# Real files with a picture in them, by what must be right.
REAL = {
    "pynewsmlg2__LISTING_3_Photo_in_NewsML-G2.xml": {
        "byline": ["Spencer Platt"], "byline_title": ["staff"], "credit": ["Getty Images"], "caption_writer": ["sp/lrc"],
        "city": ["Las Vegas"], "state": ["Nevada"], "country": ["United States"], "country_code": ["USA"],
        "supplier_id": ["105864332"], "date_taken": ["2010-10-20T19:45:58-04:00"],
        "keywords": ["business", "economic", "economy", "finance", "poor", "poverty", "gamble"]},
    "newsinjson__3.0_ap_image.json": {
        "credit": ["ASSOCIATED PRESS"], "source": ["DHA"], "urgency": ["5"], "headline": ["Turkey Islamic State"],
        "instructions": ["TURKEY OUT  NOV. 11, 2019 FILE PHOTO"]},
    "newsinjson__2.1_SIPA_image_2.json": {
        "byline": ["Insidefoto"], "copyright": ["SIPA USA/PA Images"],
        "usage_terms": ["*** World Rights Except Italy ***"]},
    "newsinjson__1.4_ninjsExSimplePhoto1.json": {"byline": ["Paulo Santalucia"]},
    "newsinjson__3.1_006_photo_only.json": {"byline": ["Paulo Santalucia"]},
}


def fields_of(said):
    fields = {}
    for value in said["received"]:
        assert value["origin"] == "sidecar"
        fields.setdefault(value["field"], []).append(value["value"])
    return fields


@pytest.fixture(scope="module")
def dumped():
    files = sorted(pathlib.Path(CORPUS, "newsml").iterdir())
    files += [pathlib.Path(CORPUS, "press/derived-sidecar-a.xmp"),
              pathlib.Path(CORPUS, "formats/localsearch__gif-xmp-sidecar-1.xmp")]
    out = subprocess.run([DUMP, "--sidecar", *map(str, files)], check=True, stdout=subprocess.PIPE).stdout
    said = {pathlib.Path(d["path"]).name: d for d in map(json.loads, out.splitlines())}
    assert set(said) == {f.name for f in files}
    return said


@pytest.mark.parametrize("name", EXPECTED)
def test_derived(dumped, name):
    matching = [d for n, d in dumped.items() if n.rpartition("-a.")[0] == f"derived-{name}"]
    assert len(matching) == 1
    said, (kind, wanted) = matching[0], EXPECTED[name]
    if isinstance(wanted, str):
        assert said.get("error") == kind and wanted in said["message"]
        return
    assert said.get("kind") == kind, said.get("message")
    assert not said["findings"]
    got = [{k: i[k] for k in ("names", "hashes", "version", "pubstatus", "guid", "sent")} | {"fields": fields_of(i)}
           for i in said["items"]]
    assert got == wanted


def test_all_derived_are_expected(dumped):
    assert {n.rpartition("-a.")[0] for n in dumped if n.startswith("derived-") and not n.endswith(".xmp")} == \
        {f"derived-{n}" for n in EXPECTED}


@pytest.mark.parametrize("name", REAL)
def test_real(dumped, name):
    got = fields_of(dumped[name]["items"][0])
    assert {k: got.get(k) for k in REAL[name]} == REAL[name]


def test_real_ones_are_read_or_refused(dumped):
    for name, said in dumped.items():
        assert said.get("error") in (None, "unsupported", "bad-input", "limit"), name
        assert said.get("items") or said["message"], name
    # Pictures in stories and packages: one item each, with an id of its own.
    for name in ("newsinjson__3.1_007_multimedia.json", "newsinjson__NewsML_businesswire-newsml-20130515006361.xml"):
        ids = [i["guid"] for i in dumped[name]["items"]]
        assert len(ids) == len(set(ids)) >= 2, name
    # Texts are not pictures, and join none: they may say which are withdrawn.
    for name in ("newsinjson__3.0_dpa_text.json", "pynewsmlg2__LISTING_1_A_NewsML-G2_News_Item.xml"):
        assert all("text" in item for item in dumped[name]["items"]), name
    assert dumped["newsinjson__should_fail_006_bad_urgency.json"]["findings"][0]["code"] == "SIDECAR_UNREAD"


def test_xmp(dumped):
    rows = pathlib.Path(CORPUS, "expected/derived-truth.tsv").read_text().splitlines()
    truth = next(r.split("\t") for r in rows if r.startswith("press/derived-sidecar-a.xmp\t"))
    got = fields_of(dumped["derived-sidecar-a.xmp"]["items"][0])
    assert [got[k] for k in ("byline", "credit", "source", "copyright", "caption")] == [[t] for t in truth[1:6]]
    assert got["keywords"] == ["strike", "transport", "rail", "grève"]
    assert dumped["derived-sidecar-a.xmp"]["items"][0]["names"] == []
    other = fields_of(dumped["localsearch__gif-xmp-sidecar-1.xmp"]["items"][0])
    assert other["usage_terms"] == ["Usage terms go here"] and other["credit"] == ["Credit line"]
