# SPDX-License-Identifier: MIT
"""The readers against the corpus: every received value beside expected/fields.jsonl (an independent
reader's), and the effective values beside derived-truth.tsv, which is right where the two differ.

Prints the agreement of each field. Fails if more than 1 % of the values differ, or if one differs
that differences.tsv does not list with the clause that justifies it, or if a listed one agrees.

CUTLINE_CORPUS = the corpus, CUTLINE_METADATA_DUMP = the program of tests/tools.
"""
import collections
import json
import os
import pathlib
import re
import subprocess
import unicodedata

import pytest

HERE = pathlib.Path(__file__).parent
CORPUS = os.environ.get("CUTLINE_CORPUS", "")
DUMP = os.environ.get("CUTLINE_METADATA_DUMP", "")
MOST_DIFFERENT = 0.01

pytestmark = [
    pytest.mark.skipif(not CORPUS, reason="CUTLINE_CORPUS is not set: the corpus is NOT tested"),
    pytest.mark.skipif(not DUMP, reason="CUTLINE_METADATA_DUMP is not set: the corpus is NOT tested"),
]

# Key of fields.jsonl -> field. What is not here: "charset" (a name of the other reader's own),
# xmp "orientation" (tiff:Orientation is never heeded, reference 2.1), "marked" and the licensor's
# address, which are compared below.
NAMES = {
    "byline": "byline", "byline_title": "byline_title", "credit": "credit", "source": "source",
    "copyright": "copyright", "caption": "caption", "headline": "headline", "title": "title",
    "keywords": "keywords", "city": "city", "country": "country", "instructions": "instructions",
    "writer": "caption_writer", "ref": "job_id", "usage_terms": "usage_terms",
    "web_statement": "web_statement", "digital_source_type": "digital_source_type",
    "data_mining": "data_mining", "cc_license": "cc_licence", "marked": "rights_marked",
    "licensor": "licensor", "orientation": "orientation",
}
# The other reader takes IIM without a UTF-8 mark for Latin-1 and shows lost bytes as "?" (corpus
# README): in these files the truth file stands for it where it has the value; elsewhere only what is
# ASCII can be compared.
MISREAD = {f"press/derived-iim-{name}-a.jpg" for name in (
    "cyrillic-cp1251", "esc-percent-5", "latin1-claims-utf8", "macroman", "utf8-unmarked")}
# Its truth is that of the side-car, which is joined at ingest, not by the readers of the picture.
WITH_SIDECAR = {"press/derived-sidecar-a.jpg"}
TRUTH_KEYS = ("byline", "credit", "source", "copyright", "caption")
ORIENTATIONS = [
    "Horizontal (normal)", "Mirror horizontal", "Rotate 180", "Mirror vertical",
    "Mirror horizontal and rotate 270 CW", "Rotate 90 CW", "Mirror horizontal and rotate 90 CW",
    "Rotate 270 CW",
]


def tidy(value):
    """As the archive stores text: NFC, one kind of line end, no controls, no outer blanks."""
    text = str(value)
    text = "".join(c for c in text if c in "\t\r\n" or unicodedata.category(c) != "Cc")
    return re.sub(r"\s+", " ", unicodedata.normalize("NFC", text)).strip()


def ascii_of(text):
    return "".join(c for c in text if " " <= c <= "~" and c != "?")


def date_of(text):
    """2015:07:16 15:38:54.00+02:00 and ISO 8601 -> one comparable form, unknown parts left out."""
    text = re.sub(r"^(\d{4}):00:00$", r"\1", tidy(text)).replace("Z", "+00:00")
    text = re.sub(r"^(\d{4}):(\d\d)(?::(\d\d))?", lambda m: "-".join(g for g in m.groups() if g), text)
    text = text.replace("T", " ")
    text = re.sub(r"(:\d\d)\.(\d*?)0*(?=[+-]|$)", lambda m: m[1] + ("." + m[2] if m[2] else ""), text)
    return re.sub(r"( \d\d:\d\d)(?=[+-]|$)", r"\1:00", text)


def degrees(text):
    match = re.fullmatch(r"(\d+) deg (\d+)' ([\d.]+)\"", text)
    if match is None:
        return float("nan")
    d, m, s = match.groups()
    return int(d) + int(m) / 60 + float(s) / 3600


def dump(folder):
    files = sorted(str(p.relative_to(CORPUS)) for p in pathlib.Path(CORPUS, folder).iterdir())
    out = subprocess.run([DUMP, *files], cwd=CORPUS, check=True,
                         stdout=subprocess.PIPE).stdout
    return {d["path"]: d for d in map(json.loads, out.splitlines())}


@pytest.fixture(scope="module")
def dumped():
    return dump("press") | dump("formats")


@pytest.fixture(scope="module")
def listed():
    rows = (HERE / "differences.tsv").read_text().splitlines()[1:]
    return {tuple(r.split("\t")[:3]): r.split("\t")[3] for r in rows if r}


def values_of(facts, origin, field):
    return [r["value"] for r in facts.get("received", ())
            if r["field"] == field and r["origin"].split("#")[0] == origin]


def agree_licensor(expected, got):
    names = [e.get("LicensorName") for e in expected if isinstance(e, dict)]
    return len(got) == len(names) and all(n in g for n, g in zip(names, got))


def same(origin, key, expected, facts, comparable=tidy):
    got = values_of(facts, origin, NAMES[key])
    if key == "licensor":
        return agree_licensor(expected if isinstance(expected, list) else [], got)
    if key == "orientation":
        return got == [str(ORIENTATIONS.index(expected) + 1)]
    wanted = [comparable(tidy(e)) for e in (expected if isinstance(expected, list) else [expected])]
    wanted = [w for w in wanted if w]
    got = [comparable(tidy(g)) for g in got]
    if origin == "exif" and key == "byline":
        return "; ".join(got) == "; ".join(wanted)
    return got == wanted or (len(wanted) == 1 and wanted[0] in got[:1])


def same_date(expected, facts, origin):
    """A date with time and zone where the other reader has them in up to three keys."""
    got = [date_of(v) for v in values_of(facts, origin, "date_taken")]
    if origin == "iptc":
        wanted = date_of(expected["date"]) + (" " + expected["time"] if "time" in expected else "")
    elif origin == "xmp":
        wanted = date_of(expected["date"])
    else:
        wanted = date_of(expected["taken"]) + expected.get("offset", "")
    if origin == "exif":  # sub-seconds are a tag of their own
        got = [re.sub(r"\.\d+", "", g) for g in got]
    return got[:1] == [wanted]


def camera_has(model, facts):
    got = values_of(facts, "exif", "camera")
    return tidy(model) == "" or any(tidy(model) in tidy(g) for g in got)


def gps_agrees(exif, facts):
    got = values_of(facts, "exif", "gps")
    if len(got) != 1:
        return False
    latitude, longitude = (abs(float(x)) for x in got[0].split(","))
    return (abs(latitude - degrees(exif["gps_lat"])) < 1e-5
            and abs(longitude - degrees(exif["gps_lon"])) < 1e-5)


def compare(record, facts, truth):
    """Yields (origin, key, agrees) for every value that the other reader has."""
    misread = record["path"] in MISREAD
    for source, origin in (("iim", "iptc"), ("xmp", "xmp"), ("exif", "exif")):
        values = record[source]
        for key, expected in values.items():
            if misread and source == "iim" and key in TRUTH_KEYS:
                yield origin, key, same(origin, key, truth[record["path"]][key], facts)
            elif key in NAMES and not (source == "xmp" and key == "orientation"):
                yield origin, key, same(origin, key, expected, facts, ascii_of if misread else tidy)
            elif key == "model":
                yield origin, key, camera_has(expected, facts)
        if values.get("gps_lat"):
            yield origin, "gps", gps_agrees(values, facts)
        if "date" in values or "taken" in values:
            yield origin, "date_taken", same_date(values, facts, origin)


def judge(results, listed):
    """Prints the table; returns what is wrong."""
    total, wrong, counts = 0, [], collections.defaultdict(lambda: [0, 0])
    for path, origin, key, agrees in results:
        total += 1
        counts[origin, key][0 if agrees else 1] += 1
        if not agrees and (path, origin, key) not in listed:
            wrong.append(f"not listed: {path} {origin} {key}")
        if agrees and (path, origin, key) in listed:
            wrong.append(f"listed, but agrees: {path} {origin} {key}")
    different = sum(n for _, n in counts.values())
    print(f"\n{total - different} of {total} values agree "
          f"({100 * (total - different) / total:.2f} %)")
    for (origin, key), (good, bad) in sorted(counts.items()):
        print(f"  {origin:9} {key:20} {good:4} same {bad:3} different")
    if different > MOST_DIFFERENT * total:
        wrong.append(f"{different} of {total} values differ, more than {MOST_DIFFERENT:.0%}")
    return wrong


def unescape(code):
    return chr(int(code[1:], 16)) if code[0] == "u" else {"r": "\r", "n": "\n", "t": "\t"}.get(code, code)


@pytest.fixture(scope="module")
def truth():
    lines = pathlib.Path(CORPUS, "expected/derived-truth.tsv").read_text().splitlines()
    keys = lines[0].split("\t")
    rows = [dict(zip(keys, line.split("\t"))) for line in lines[1:]]
    for row in rows:
        for key in TRUTH_KEYS:
            row[key] = re.sub(r"\\(u[0-9a-f]{4}|.)", lambda m: unescape(m[1]), row[key])
    return {row["path"]: row for row in rows}


def received(dumped, truth):
    for line in pathlib.Path(CORPUS, "expected/fields.jsonl").read_text().splitlines():
        record = json.loads(line)
        facts = dumped.get(record["path"], {"error": ""})
        if "error" not in facts:
            yield from ((record["path"], *r) for r in compare(record, facts, truth))


def effective(dumped, truth):
    for path, row in truth.items():
        facts = dumped.get(path, {"error": ""})
        if "error" in facts or path in WITH_SIDECAR:
            continue
        for key in TRUTH_KEYS:
            got = "; ".join(facts["effective"].get(key, [])[:None if key == "byline" else 1])
            yield path, "effective", key, tidy(got) == tidy(row[key])


def test_fields(dumped, truth, listed):
    wrong = judge([*received(dumped, truth), *effective(dumped, truth)], listed)
    assert not wrong, "\n".join(wrong)


def test_mwg_guide(dumped):
    """The picture made to try the rules of the MWG guide. What it calls wrong of caption and by-line is on purpose:
    an archive of news takes EXIF last, where agencies leave what the camera wrote."""
    facts = dumped["formats/exiftool__MWG.jpg"]
    assert facts["effective"] == {
        "copyright": ["RIGHT-XMP-Copyright"], "keywords": ["RIGHT1of2-XMP-Keywords", "RIGHT2of2-XMP-Keywords"],
        "city": ["RIGHT-XMP-City"], "state": ["RIGHT-IPTC-State"], "country": ["RIGHT-IPTC-Country"],
        "sublocation": ["RIGHT-IPTC-Location"], "date_taken": ["2001-01-01T01:11:11.111"], "orientation": ["6"],
        "caption": ["WRONG-XMP-Description"], "byline": ["WRONG1of2-XMP-Creator", "WRONG2of2-XMP-Creator"]}
    assert values_of(facts, "exif", "caption") == ["RIGHT-EXIF-Description"]
    assert values_of(facts, "exif", "byline") == ["RIGHT1of2-EXIF-Creator", "RIGHT2of2-EXIF-Creator"]
