# SPDX-License-Identifier: MIT
"""EXIF, IPTC-IIM and XMP for the samples, byte by byte as agencies' systems write them.

A photo's words are a dict of field names (as "cutline show" prints them). Knows no file and no pixel.
"""
import hashlib
import struct
from xml.sax.saxutils import escape

ASCII, SHORT, LONG, RATIONAL, UNDEFINED = 2, 3, 4, 5, 7

# field: IIM dataset, byte limit, XMP property, XMP type
FIELDS = {
    "edit_status": ("2:07", 64, None, None),
    "title": ("2:05", 64, "dc:title", "Alt"),
    "urgency": ("2:10", 1, "photoshop:Urgency", "Text"),
    "category": ("2:15", 3, "photoshop:Category", "Text"),
    "keywords": ("2:25", 64, "dc:subject", "Bag"),
    "instructions": ("2:40", 256, "photoshop:Instructions", "Text"),
    "program": ("2:65", 32, None, None),
    "byline": ("2:80", 32, "dc:creator", "Seq"),
    "byline_title": ("2:85", 32, "photoshop:AuthorsPosition", "Text"),
    "city": ("2:90", 32, "photoshop:City", "Text"),
    "sublocation": ("2:92", 32, "Iptc4xmpCore:Location", "Text"),
    "state": ("2:95", 32, "photoshop:State", "Text"),
    "country_code": ("2:100", 3, "Iptc4xmpCore:CountryCode", "Text"),
    "country": ("2:101", 64, "photoshop:Country", "Text"),
    "job_id": ("2:103", 32, "photoshop:TransmissionReference", "Text"),
    "headline": ("2:105", 256, "photoshop:Headline", "Text"),
    "credit": ("2:110", 32, "photoshop:Credit", "Text"),
    "source": ("2:115", 32, "photoshop:Source", "Text"),
    "copyright": ("2:116", 128, "dc:rights", "Alt"),
    "caption": ("2:120", 2000, "dc:description", "Alt"),
    "caption_writer": ("2:122", 32, "photoshop:CaptionWriter", "Text"),
    "people": (None, 0, "Iptc4xmpExt:PersonInImage", "Bag"),
    "event": (None, 0, "Iptc4xmpExt:Event", "Alt"),
    "usage_terms": (None, 0, "xmpRights:UsageTerms", "Alt"),
    "web_statement": (None, 0, "xmpRights:WebStatement", "Text"),
    "alt_text": (None, 0, "Iptc4xmpCore:AltTextAccessibility", "Alt"),
    "supplier_id": (None, 0, "plus:ImageSupplierImageID", "Text"),
    "getty_id": (None, 0, "GettyImagesGIFT:AssetID", "Text"),
    "digital_source_type": (None, 0, "Iptc4xmpExt:DigitalSourceType", "Text"),
}
NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "plus": "http://ns.useplus.org/ldf/xmp/1.0/",
    "GettyImagesGIFT": "http://xmp.gettyimages.com/gift/1.0/",
}


def cut(raw, limit, charset):
    """The longest beginning of whole characters within the limit of the dataset."""
    return raw if len(raw) <= limit else raw[:limit].decode(charset, "ignore").encode(charset)


def iim(words, charset="utf-8", declare=True):
    """The datasets in ascending order; `declare` marks UTF-8 with ESC % G in 1:90."""
    sets = []
    if words.get("date_sent"):
        day, time = words["date_sent"].split("T")
        sets += [((1, 70), day.replace("-", "").encode()), ((1, 80), time.replace(":", "").encode())]
    if charset == "utf-8" and declare:
        sets.append(((1, 90), b"\x1b%G"))
    sets.append(((2, 0), struct.pack(">H", 4)))
    for name, (dataset, limit, _, _) in FIELDS.items():
        values = words.get(name)
        if not dataset or not values:
            continue
        record, number = (int(n) for n in dataset.split(":"))
        for value in values if isinstance(values, list) else [values]:
            sets.append(((record, number), cut(value.encode(charset, "replace"), limit, charset)))
    taken = words.get("date_taken")
    if taken:
        sets.append(((2, 55), taken[:10].replace("-", "").encode()))
        time = taken[11:19].replace(":", "")
        sets.append(((2, 60), (time + (taken[19:].split(".")[-1][-6:].replace(":", "") or "+0000")).encode()))
    if words.get("release_date"):
        day, time = words["release_date"].split("T")
        sets += [((2, 30), day.replace("-", "").encode()), ((2, 35), time.replace(":", "").encode())]
    for number, value in (words.get("kill_of") or {}).items():
        sets.append(((2, number), value.encode()))
    out = b""
    for (record, number), raw in sorted(sets, key=lambda item: item[0]):
        out += struct.pack(">BBBH", 0x1C, record, number, len(raw)) + raw
    return out


def photoshop_block(datasets, digest=True):
    """APP13: 8BIM 0x0404 with the IIM and, as Photoshop does, 0x0425 with its MD5."""
    def resource(number, data):
        return b"8BIM" + struct.pack(">HHI", number, 0, len(data)) + data + b"\0" * (len(data) % 2)
    body = b"Photoshop 3.0\0" + resource(0x0404, datasets)
    if digest:
        body += resource(0x0425, hashlib.md5(datasets).digest())
    return body


def xmp(words):
    """One packet, element form."""
    lines, used = [], {"rdf"}
    values = dict(words)
    if words.get("date_taken"):
        values["_date"] = words["date_taken"]
    for name, value in values.items():
        prop, kind = ("photoshop:DateCreated", "Text") if name == "_date" else FIELDS.get(name, (0, 0, None, None))[2:]
        if not prop or not value:
            continue
        used.add(prop.split(":")[0])
        items = value if isinstance(value, list) else [value]
        if kind == "Text":
            lines.append(f"<{prop}>{escape(items[0])}</{prop}>")
            continue
        lang = ' xml:lang="x-default"' if kind == "Alt" else ""
        inner = "".join(f"<rdf:li{lang}>{escape(item)}</rdf:li>" for item in items)
        lines.append(f"<{prop}><rdf:{kind}>{inner}</rdf:{kind}></{prop}>")
    spaces = "".join(f'\n    xmlns:{p}="{u}"' for p, u in NAMESPACES.items() if p in used)
    packet = ('<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n<x:xmpmeta xmlns:x="adobe:ns:meta/">\n'
              ' <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
              f'  <rdf:Description rdf:about=""{spaces}>\n   ' + "\n   ".join(lines)
              + "\n  </rdf:Description>\n </rdf:RDF>\n</x:xmpmeta>\n" + (" " * 99 + "\n") * 4 + '<?xpacket end="w"?>')
    return b"http://ns.adobe.com/xap/1.0/\0" + packet.encode()


def _directory(entries, at):
    """An IFD whose values follow it; returns its bytes without the link to the next."""
    body, values = struct.pack("<H", len(entries)), b""
    start = at + 2 + 12 * len(entries) + 4
    for tag, kind, count, raw in sorted(entries):
        if len(raw) <= 4:
            body += struct.pack("<HHI", tag, kind, count) + raw.ljust(4, b"\0")
        else:
            body += struct.pack("<HHII", tag, kind, count, start + len(values))
            values += raw + b"\0" * (len(raw) % 2)
    return body, values


def _text(tag, value):
    raw = value.encode() + b"\0"
    return (tag, ASCII, len(raw), raw)


def _short(tag, value):
    return (tag, SHORT, 1, struct.pack("<H", value))


def _rational(tag, *pairs):
    return (tag, RATIONAL, len(pairs), b"".join(struct.pack("<II", *pair) for pair in pairs))


def _degrees(value):
    value = abs(value)
    minutes = value % 1 * 60
    return (int(value), 1), (int(minutes), 1), (int(minutes % 1 * 6000), 100)


def exif(words, camera, thumbnail, size, orientation=1):
    """TIFF in little-endian order: IFD0, ExifIFD, GPS if the camera knew it, IFD1 with a thumbnail."""
    first = [_text(0x010F, camera["make"]), _text(0x0110, camera["model"]), _short(0x0112, orientation),
             _rational(0x011A, (300, 1)), _rational(0x011B, (300, 1)), _short(0x0128, 2), _short(0x0213, 2)]
    taken = words.get("date_taken", "")
    stamp = taken[:10].replace("-", ":") + " " + taken[11:19] if taken else None
    if stamp:
        first.append(_text(0x0132, stamp))
    if camera.get("words"):
        names = words.get("byline")
        for tag, value in ((0x010E, words.get("caption")), (0x013B, names and "; ".join(names)), (0x8298, words.get("copyright"))):
            if value:
                first.append(_text(tag, value))
    details = [_rational(0x829A, camera["exposure"]), _rational(0x829D, camera["aperture"]), _short(0x8827, camera["iso"]),
               (0x9000, UNDEFINED, 4, b"0232"), (0x9101, UNDEFINED, 4, b"\1\2\3\0"),
               (0xA000, UNDEFINED, 4, b"0100"), _short(0xA001, 1), _short(0xA002, size[0]), _short(0xA003, size[1]),
               _rational(0x920A, (camera["mm"], 1)), _text(0xA434, camera["lens"])]
    if stamp:
        details += [_text(0x9003, stamp), _text(0x9004, stamp)]
        if taken[19:20] == ".":
            details.append(_text(0x9291, taken[20:].split("+")[0].split("-")[0].split("Z")[0]))
        if taken[-6:-5] in "+-" and len(taken) > 20:
            details.append(_text(0x9011, taken[-6:]))
    place = []
    if camera.get("gps"):
        lat, lon = camera["gps"]
        place = [(0, 1, 4, b"\2\3\0\0"), _text(1, "N" if lat >= 0 else "S"), _rational(2, *_degrees(lat)),
                 _text(3, "E" if lon >= 0 else "W"), _rational(4, *_degrees(lon))]
    first.append((0x8769, LONG, 1, struct.pack("<I", 0)))
    if place:
        first.append((0x8825, LONG, 1, struct.pack("<I", 0)))

    def length(entries):
        body, values = _directory(entries, 0)
        return len(body) + 4 + len(values)
    at_details = 8 + length(first)
    at_place = at_details + length(details)
    at_second = at_place + (length(place) if place else 0)
    second = [_short(0x0103, 6), _rational(0x011A, (72, 1)), _rational(0x011B, (72, 1)), _short(0x0128, 2),
              (0x0201, LONG, 1, b"\0" * 4), (0x0202, LONG, 1, struct.pack("<I", len(thumbnail)))]
    at_thumbnail = at_second + length(second)
    links = {0x8769: at_details, 0x8825: at_place, 0x0201: at_thumbnail}
    out = b"II*\0" + struct.pack("<I", 8)
    for entries, at, following in ((first, 8, at_second), (details, at_details, 0), (place, at_place, 0), (second, at_second, 0)):
        if entries:
            entries = [(t, k, n, struct.pack("<I", links[t])) if t in links else (t, k, n, raw) for t, k, n, raw in entries]
            body, values = _directory(entries, at)
            out += body + struct.pack("<I", following) + values
    return b"Exif\0\0" + out + thumbnail


def splice(jpeg, exif_block=None, irb=None, packet=None):
    """The segments after SOI, in a camera's and Photoshop's order; JFIF's APP0 makes room."""
    position = 2
    if jpeg[2:4] == b"\xff\xe0":
        position += 2 + struct.unpack(">H", jpeg[4:6])[0]
    head = b"\xff\xd8"
    for marker, body in ((0xE1, exif_block), (0xED, irb), (0xE1, packet)):
        if body:
            head += struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body
    return head + jpeg[position:]
