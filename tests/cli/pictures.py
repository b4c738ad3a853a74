# SPDX-License-Identifier: MIT
"""Small JPEGs with metadata written byte by byte, so that a test knows what they say.

A picture is made from a seed: the same seed gives the same pixels, another seed a picture that
looks different, so that nothing is linked that should not be.
"""
import io
import random
import struct

from PIL import Image, ImageDraw, TiffImagePlugin

IIM = {"title": 5, "edit_status": 7, "fixture": 22, "instructions": 40, "keywords": 25, "action": 42, "date": 55, "time": 60, "byline": 80, "city": 90,
       "country": 101, "contact": 118, "job_id": 103, "headline": 105, "credit": 110, "source": 115, "copyright": 116,
       "caption": 120, "supplier_id": 187}


def pixels(seed, size=(192, 128)):
    chance = random.Random(seed)
    image = Image.new("RGB", (6, 4))
    image.putdata([tuple(chance.randrange(256) for _ in range(3)) for _ in range(24)])
    image = image.resize(size, Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(30):
        x, y = chance.randrange(size[0]), chance.randrange(size[1])
        box = (x, y, x + chance.randrange(8, size[0] // 3), y + chance.randrange(8, size[1] // 3))
        shape = draw.ellipse if chance.random() < 0.5 else draw.rectangle
        shape(box, fill=tuple(chance.randrange(256) for _ in range(3)))
    return image


def iim(fields, charset=True):
    """IPTC-IIM datasets; a value is text, bytes, or a list of them."""
    out = bytearray()
    if charset:
        out += b"\x1c\x01\x5a\x00\x03\x1b%G"
    for name, values in fields.items():
        for value in values if isinstance(values, list) else [values]:
            data = value.encode() if isinstance(value, str) else value
            out += struct.pack(">BBBH", 0x1C, 2, IIM[name], len(data)) + data
    return bytes(out)


def segment(marker, payload):
    return struct.pack(">BBH", 0xFF, marker, len(payload) + 2) + payload


def app13(fields, charset=True):
    data = iim(fields, charset)
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data
    return segment(0xED, b"Photoshop 3.0\x00" + block + b"\x00" * (len(block) % 2))


def xmp(properties):
    """XMP from {"photoshop:Credit": "…", "dc:description": {"x-default": "…", "de": "…"},
    "dc:subject": ["…"], "plus:Licensor": b"XML as it is to stand"}."""
    def escape(text):
        return text.replace("&", "&amp;").replace("<", "&lt;")

    body = []
    for name, value in properties.items():
        if isinstance(value, dict):
            items = "".join(f'<rdf:li xml:lang="{lang}">{escape(text)}</rdf:li>'
                            for lang, text in value.items())
            body.append(f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>")
        elif isinstance(value, list):
            kind = "Seq" if name == "dc:creator" else "Bag"
            items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in value)
            body.append(f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>")
        else:
            body.append(f"<{name}>{value.decode() if isinstance(value, bytes) else escape(value)}</{name}>")
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/"'
        ' xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"'
        ' xmlns:getty="http://xmp.gettyimages.com/gift/1.0/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        + "".join(body) + '</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>')
    return segment(0xE1, b"http://ns.adobe.com/xap/1.0/\x00" + packet.encode())


def jpeg(seed, fields=None, properties=None, size=(192, 128), charset=True, quality=90, exif=None):
    """The bytes of a JPEG with these IIM fields, XMP properties and EXIF tags {number: text}."""
    stream = io.BytesIO()
    tags = Image.Exif()
    tags.update(exif or {})
    pixels(seed, size).save(stream, "JPEG", quality=quality, **({"exif": tags} if exif else {}))
    data = stream.getvalue()
    extra = b""
    if properties:
        extra += xmp(properties)
    if fields:
        extra += app13(fields, charset)
    return data[:2] + extra + data[2:]


def press(seed, **changes):
    """A picture as an agency would send it."""
    fields = {"headline": f"Lake scene {seed}", "caption": f"A man walks over frozen lake number {seed} "
              "on 5 January 2022.", "byline": "Aino Virtanen", "credit": "Nordlys", "source": "Nordlys",
              "copyright": "© 2022 Nordlys", "date": "20220105", "city": "Tampere",
              "country": "Finland", "keywords": ["lake", "winter"]}
    fields.update(changes)
    return jpeg(seed, {name: value for name, value in fields.items() if value is not None})


def tiff(seed, texts):
    """The bytes of a TIFF with these ASCII tags, {number: bytes}."""
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    for number, text in texts.items():
        tags[number], tags.tagtype[number] = text, 2
    stream = io.BytesIO()
    pixels(seed).save(stream, "TIFF", tiffinfo=tags)
    return stream.getvalue()
