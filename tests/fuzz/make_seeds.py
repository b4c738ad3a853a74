# SPDX-License-Identifier: MIT
"""Writes the seeds of the fuzz targets (corpus/TARGET/*), some hundred bytes each, so that a run
without any picture corpus still begins inside every reader."""
import pathlib
import struct
import zlib

HERE = pathlib.Path(__file__).parent / "corpus"
NS = "http://ns.adobe.com/xap/1.0/"


def xmp(body, attributes=""):
    return (f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
            f'<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" xmlns:plus="http://ns.useplus.org/ldf/xmp/1.0/" '
            f'xmlns:e="http://iptc.org/std/Iptc4xmpExt/2008-02-29/" xmlns:n="http://ns.adobe.com/xmp/note/"'
            f'{attributes}>{body}</rdf:Description></rdf:RDF></x:xmpmeta>').encode()


ALT = '<dc:description><rdf:Alt><rdf:li xml:lang="x-default">A é</rdf:li><rdf:li xml:lang="de">B</rdf:li></rdf:Alt></dc:description>'
SEQ = '<dc:creator><rdf:Seq><rdf:li>A. B</rdf:li><rdf:li>C. D</rdf:li></rdf:Seq></dc:creator>'
LICENSOR = ('<plus:Licensor><rdf:Seq><rdf:li rdf:parseType="Resource"><plus:LicensorName>L</plus:LicensorName>'
            '<plus:LicensorURL>http://l.example</plus:LicensorURL></rdf:li></rdf:Seq></plus:Licensor>')
SHOWN = '<e:LocationShown><rdf:Bag><rdf:li><rdf:Description e:City="X"/></rdf:li></rdf:Bag></e:LocationShown>'
PACKET = xmp(ALT + SEQ, ' photoshop:Credit="C/D" photoshop:DateCreated="2022-01-05T10:11:12+06:00"')


def iim(*datasets):
    return b"".join(struct.pack(">BBBH", 0x1c, r, d, len(v)) + v for r, d, v in datasets)


TEXT = iim((1, 90, b"\x1b%G"), (2, 0, b"\0\4"), (2, 80, "Maëlle".encode()), (2, 110, b"AFP"),
           (2, 25, b"one"), (2, 25, b"two"), (2, 55, b"20220105"), (2, 60, b"101112+0600"))


def resource(number, data):
    return b"8BIM" + struct.pack(">H", number) + b"\0\0" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) & 1)


def tiff(order="<", extra=(), lens=True):
    """IFD0 with texts, an Exif IFD, a GPS IFD and a page of one strip."""
    ifds, blob = [], b""

    def ifd(entries, start):
        nonlocal blob
        out, data = struct.pack(order + "H", len(entries)), b""
        at = start + 2 + 12 * len(entries) + 4
        for tag, kind, count, value in sorted(entries):
            if isinstance(value, bytes):
                if len(value) <= 4:
                    value = value.ljust(4, b"\0")
                else:
                    data += value
                    value, at = struct.pack(order + "I", at), at + len(value)
            else:
                value = struct.pack(order + ("HH" if kind == 3 else "I"), *([value, 0] if kind == 3 else [value]))
            out += struct.pack(order + "HHI", tag, kind, count) + value
        return out + struct.pack(order + "I", 0) + data

    def rationals(*pairs):
        return b"".join(struct.pack(order + "II", *p) for p in pairs)

    head = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    main = [(256, 3, 1, 1), (257, 3, 1, 1), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 0),
            (277, 3, 1, 1), (279, 4, 1, 1), (0x10e, 2, 8, b"caption\0"), (0x10f, 2, 6, b"NIKON\0"),
            (0x112, 3, 1, 6), (0x13b, 129, 7, "é; b b".encode()), (0x8298, 2, 8, b"me\0editr"), *extra]
    photo = [(0x829a, 5, 1, rationals((1, 250))), (0x829d, 5, 1, rationals((28, 10))), (0x8827, 3, 1, 400),
             (0x9003, 2, 20, b"2022:01:05 10:11:12\0"), (0x9011, 2, 7, b"+06:00\0"), (0xa434, 2, 5, b"lens\0")]
    gps = [(1, 2, 2, b"N\0"), (2, 5, 3, rationals((43, 1), (14, 1), (30, 1))), (3, 2, 2, b"E\0"),
           (4, 5, 3, rationals((76, 1), (54, 1), (0, 0)))]
    sized = main + [(0x8769, 4, 1, 0), (0x8825, 4, 1, 0)]
    at_photo = 8 + len(ifd(sized, 8))
    at_gps = at_photo + len(ifd(photo, at_photo))
    return (head + ifd(main + [(0x8769, 4, 1, at_photo), (0x8825, 4, 1, at_gps)], 8)
            + ifd(photo, at_photo) + ifd(gps, at_gps))


def bigtiff():
    entries = [(256, 3, 1, 2), (257, 3, 1, 2), (273, 16, 1, 8), (279, 16, 1, 4)]
    out = b"II+\0\x08\0\0\0" + struct.pack("<QQ", 16, len(entries))
    return out + b"".join(struct.pack("<HHQQ", *e) for e in entries) + struct.pack("<Q", 0)


def segment(marker, data):
    return b"\xff" + bytes([marker]) + struct.pack(">H", len(data) + 2) + data


def jpeg(*segments, tail=b""):
    return (b"\xff\xd8" + b"".join(segments) + segment(0xc0, b"\x08\0\x10\0\x10\1\1\x11\0")
            + segment(0xda, b"\1\1\0\0?\0") + b"\x12\xff\0\x34" + b"\xff\xd9" + tail)


def extended():
    import hashlib
    packet = xmp(SEQ, ' photoshop:Source="S"')
    guid = hashlib.md5(packet).hexdigest().upper().encode()
    half = len(packet) // 2
    head = b"http://ns.adobe.com/xmp/extension/\0" + guid
    parts = [head + struct.pack(">II", len(packet), at) + packet[at:end]
             for at, end in ((half, len(packet)), (0, half))]
    main = xmp(ALT, f' n:HasExtendedXMP="{guid.decode()}"')
    return [segment(0xe1, NS.encode() + b"\0" + main)] + [segment(0xe1, p) for p in parts]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(*chunks):
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + b"".join(chunks)
            + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b""))


def raw_profile(name, data):
    text = f"\n{name}\n{len(data):8}\n{data.hex()}\n".encode()
    return chunk(b"zTXt", f"Raw profile type {name}".encode() + b"\0\0" + zlib.compress(text))


def riff(*chunks):
    body = b"WEBP" + b"".join(k + struct.pack("<I", len(d)) + d + b"\0" * (len(d) & 1) for k, d in chunks)
    return b"RIFF" + struct.pack("<I", len(body)) + body


VP8X, VP8L = (b"VP8X", b"\x2c\0\0\0\0\0\0\0\0\0"), (b"VP8L", b"\x2f\0\0\0\0\0")


def box(kind, data):
    return struct.pack(">I", len(data) + 8) + kind + data


def full(kind, data, version=0, flags=0):
    return box(kind, struct.pack(">I", version << 24 | flags) + data)


def heif(brand=b"heic", turned=True):
    exif, packet = b"\0\0\0\0" + tiff(), PACKET
    infe = [full(b"infe", struct.pack(">HH", n, 0) + k, 2) for n, k in
            ((1, b"av01\0" if brand == b"avif" else b"hvc1\0"), (2, b"Exif\0"), (3, b"mime\0application/rdf+xml\0"))]
    props = [full(b"ispe", struct.pack(">II", 4, 2))] + [box(b"irot", b"\1")] * turned

    def meta(at):
        where = [(1, at, 4), (2, at + 4, len(exif)), (3, at + 4 + len(exif), len(packet))]
        iloc = b"\x44\0" + struct.pack(">H", 3) + b"".join(
            struct.pack(">HHHII", n, 0, 1, offset, size) for n, offset, size in where)
        iref = b"".join(box(b"cdsc", struct.pack(">HHH", n, 1, 1)) for n in (2, 3))
        return full(b"meta", full(b"hdlr", b"\0\0\0\0pict" + b"\0" * 13) + full(b"pitm", b"\0\1") + full(b"iinf", b"\0\3" + b"".join(infe)) + full(b"iloc", iloc)
                    + full(b"iref", iref) + box(b"iprp", box(b"ipco", b"".join(props))
                    + full(b"ipma", struct.pack(">IHB", 1, 1, len(props)) + bytes(range(1, len(props) + 1)))))

    head = box(b"ftyp", brand + b"\0\0\0\0" + b"mif1" + brand)
    at = len(head) + len(meta(0)) + 8
    return head + meta(at) + box(b"mdat", b"code" + exif + packet)


def jxl(*boxes, code=b"\xff\x0a\x41\x03\0\0\0\0"):
    return b"\0\0\0\x0cJXL \r\n\x87\n" + box(b"ftyp", b"jxl \0\0\0\0jxl ") + b"".join(boxes) + box(b"jxlc", code)


def gif(*extensions):
    return (b"GIF89a\1\0\1\0\x80\0\0" + b"\0" * 6 + b"".join(extensions)
            + b",\0\0\0\0\1\0\1\0\0\2\2D\1\0;")


MAGIC = b"\1" + bytes(range(255, -1, -1)) + b"\0"
BROTLI_EMPTY = b"\x3b"

NAR = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'
G2 = f"""<newsMessage {NAR}><header><sent>2026-01-01T00:00:00Z</sent></header><itemSet><newsItem guid="g" version="2"
xml:lang="en"><assert qcode="p:1"><broader type="t:statprov"><name>S</name></broader></assert><rightsInfo><copyrightHolder
literal="H"/><copyrightNotice href="http://w">N</copyrightNotice><usageTerms>T</usageTerms></rightsInfo><itemMeta><itemClass
qcode="ninat:picture"/><pubStatus qcode="stat:canceled"/><embargoed>2030-01-01T00:00:00Z</embargoed><edNote>E</edNote>
<fileName>f</fileName></itemMeta><contentMeta><urgency>3</urgency><contentCreated>2022-01-05</contentCreated><located
qcode="p:1"><name>C</name></located><creator role="r:photographer"><name>A</name><related rel="c:isA" qcode="b:staff"/>
</creator><creditline>C</creditline><headline>H</headline><description role="drol:caption"><p>a</p>b</description>
<keyword>k</keyword><subject type="cpnat:person"><name>P</name></subject></contentMeta><contentSet><remoteContent href="a.jpg"
hash="{'0' * 64}" hashtype="h:sha256"/></contentSet></newsItem></itemSet></newsMessage>"""
NEWSML1 = """<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId>1</RevisionId><PublicIdentifier>u</PublicIdentifier>
</NewsIdentifier></Identification><NewsManagement><Status FormalName="Embargoed"/><StatusWillChange><DateAndTime>20300102T030405Z
</DateAndTime></StatusWillChange></NewsManagement><NewsComponent><NewsLines><HeadLine>H</HeadLine></NewsLines><DescriptiveMetadata>
<Property FormalName="Keyword" Value="k"/></DescriptiveMetadata><NewsComponent><Role FormalName="Caption"/><ContentItem><DataContent>
<p>c</p></DataContent></ContentItem></NewsComponent><NewsComponent><Role FormalName="Main"/><ContentItem Href="a"><MediaType
FormalName="Photo"/></ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>"""
NINJS = """{"uri":"u","type":"composite","associations":[{"uri":"v","type":"picture","version":"1","pubStatus":"usable","urgency":4,
"headlines":[{"role":"main","value":"H"}],"descriptions":[{"role":"caption","value":"C"}],"by":"B","embargoed":"2030-01-01T00:00:00Z",
"subjects":[{"name":"k"}],"located":"X, Y","altids":[{"role":"transref","value":"1"}],"renditions":{"a":{"href":"a.jpg"}}}]}"""
AP = """{"data":{"items":[{"item":{"altids":{"itemid":"1"},"type":"picture","signals":["newscontent"],"usageterms":["T"],
"photographer":{"name":"P"},"datelinelocation":{"city":"C"},"digitalsourcetype":{"uri":"http://x/y"}}}]}}"""
CSV = '\ufefffilename;caption;keywords;taken;colour\r\na.jpg;"b ""c""\n";d;2022-01-05\r\nb.jpg;é\r\n'

def strip_tiff(order="<"):
    """Two by three pixels in one strip, then the directory: as an encoder writes it."""
    def entry(tag, kind, count, value):
        value = struct.pack(order + {3: "Hxx", 4: "I", 2: "I"}[kind], value)
        return struct.pack(order + "HHI", tag, kind, count) + value
    entries = [entry(256, 3, 1, 2), entry(257, 3, 1, 3), entry(273, 4, 1, 8), entry(277, 3, 1, 3), entry(279, 4, 1, 18),
               entry(305, 2, 9, 26)]
    return ((b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 36) + b"xyz" * 6 + b"private!\0\0"
            + struct.pack(order + "H", len(entries)) + b"".join(entries) + b"\0\0\0\0")


SEEDS = {
    "jpeg": [jpeg(segment(0xe1, b"Exif\0\0" + tiff()), segment(0xe1, NS.encode() + b"\0" + PACKET),
                  segment(0xed, b"Photoshop 3.0\0" + resource(0x404, TEXT) + resource(0x425, b"0" * 16))),
             jpeg(*extended(), segment(0xeb, b"JP\0\1\0\0\0\1\0\0\0\x20jumb\0\0\0\x18jumdc2pa"), tail=b"tail"),
             jpeg(segment(0xed, b"Photoshop 3.0\0" + resource(0x404, TEXT)[:30]),
                  segment(0xed, b"Photoshop 3.0\0" + resource(0x404, TEXT)[30:]),
                  segment(0xe1, b"XMP\0" + NS.encode()[4:] + b"\0" + PACKET))],
    "png": [png(chunk(b"eXIf", tiff(">")), chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0" + PACKET)),
            png(chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(PACKET)),
                raw_profile("iptc", resource(0x404, TEXT)), raw_profile("exif", b"Exif\0\0" + tiff()),
                chunk(b"acTL", b"\0\0\0\2\0\0\0\0"))],
    "tiff": [tiff("<", [(700, 1, len(PACKET), PACKET), (33723, 7, len(TEXT), TEXT)]),
             tiff(">", [(33723, 4, len(TEXT) // 4, TEXT)]), bigtiff()],
    "webp": [riff(VP8X, VP8L, (b"EXIF", tiff()), (b"XMP ", PACKET)), riff(VP8X, (b"ANMF", b"0" * 24), (b"ANMF", b"1" * 24)),
             riff((b"VP8 ", b"\0\0\0\x9d\1\x2a\4\0\2\0"))],
    "heif": [heif(), heif(b"avif")],
    "jxl": [jxl(box(b"Exif", b"\0\0\0\0" + tiff()), box(b"xml ", PACKET)), b"\xff\x0a\x41\x03\0\0\0\0",
            jxl(box(b"brob", b"xml " + BROTLI_EMPTY))],
    "gif": [gif(b"!\xff\x0bXMP DataXMP" + PACKET + MAGIC), gif(b"!\xfe\2hi\0", b"!\xf9\4\0\0\0\0\0")],
    "embed": [jpeg(), png(), riff(VP8L), riff(VP8X, VP8L, (b"EXIF", tiff()), (b"XMP ", PACKET)), heif(b"avif", turned=False),
              b"\xff\x0a\x10\0\2\0xyzxyz", jxl(box(b"xml ", PACKET), code=b"\xff\x0a\x10\0\2\0xyzxyz"),
              strip_tiff(), strip_tiff(">"),
              jpeg(segment(0xe1, b"Exif\0\0" + tiff()), segment(0xe1, NS.encode() + b"\0" + PACKET), tail=b"tail")],
    "exif": [tiff(), tiff(">")],
    "iptc": [TEXT, iim((2, 80, "Maëlle".encode("cp1252")), (1, 70, b"20220100"), (1, 80, b"101112-1057")),
             iim((2, 80, "Пётр Ясенев".encode("cp1251"))), iim((2, 80, "Maëlle Ó".encode("mac_roman"))),
             b"\x1c\2\x50\x80\4\0\0\0\2ab", TEXT[3::-1] + TEXT[7:3:-1]],
    "xmp": [PACKET, xmp(LICENSOR + SHOWN), PACKET.decode().encode("utf-16"), b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            xmp('<dc:Rights rdf:parseType="Resource"><rdf:value>R</rdf:value></dc:Rights>')],
    "sidecar": [t.encode() for t in (G2, NEWSML1, NINJS, AP, CSV)] + [PACKET, NINJS.encode("utf-16"),
                G2.replace("<newsM", '<?xml version="1.0" encoding="latin1"?><newsM', 1).encode("latin1")],
    "query": [b"storm AND -flood byline:\"A B\" (x OR y*)", b"taken:2022-01..2022-03-05 width:>=2000 is:portrait has:c2pa",
              b"ingested:7d NOT (caption:(a b) OR id:abc)",
              b"lake usable:web@KAZ (cost:5..50 -licence:\"A B\") -is:expired"],
    "url": [b"0123456789abcdef/grid~abcdefghjk.webp", b"0123456789abcdef/article", b"0123456789abcdef/w_800,fit_cover/1999999999/k1.AAAA.jpg",
            b"3/0123456789abcdef/pct:10,10.5,50,50/!300,200/90/gray.png", b"2/0123456789abcdef/full/full/!270/default.jpg", b"3/0123456789abcdef/info.json",
            b"0123456789abcdefghjk/grid~abcdefghjk.avif"],
    "oembed": [b"url=https%3A%2F%2Fphotos.example.org%2Fp%2F0123456789abcdef&maxwidth=600&maxheight=400&format=json",
               b"url=http://127.0.0.1:8080/u/0123456789abcdefghjk/grid~abcdefghjk.webp&format=xml"],
    "checks": [b'{"pictures":[{"photo":"7k3m9q","credit":"A/B","crop":true},{"url":"https://x/i/0123456789abcdef/grid.jpg",'
               b'"caption":"A lake.","alt":null}],"channel":"web","published":false,"at":"now"}', b'{"pictures":[{"id":"x"}]}'],
    "fields": [b"image/avif,image/webp;q=0.8,image/*;q=0.5,*/*", b"bytes=100-", b"bytes=-5", b"bytes=0-499", b'W/"0123456789abcdef", "x"', b"*"],
    "sign": [b"/i/7k3m9qabcdefgh12/w_800,h_600,fit_cover/1790000000/k1." + b"A" * 43 + b".webp",
             b"/i/7k3m9qabcdefgh12/dpr_2/1/0a1b2c3d." + b"_" * 43, b"/i/7k3m9qabcdefgh12/w_0/1/k.x"],
    "ops": [b"w_800,h_600,fit_cover,g_focal,q_80,dpr_2", b"crop_10_20_300_200,g_500_500", b"g_attention,h_1", b"dpr_1",
            b"w_800,w_800"],
    "page": [t.encode() for t in (
        "<!doctype html><base href=/x><h2>A</h2><figure><picture><source srcset='a.webp 1x, b.avif 2x'><img src=a.jpg alt=B>"
        "</picture><figcaption>B <span class=credit>© C/D</span></figcaption></figure>",
        "<meta property=og:image content=/i/0123456789abcdef/social.jpg><div class=caption><img data-src=a alt=x><noscript>"
        "<img src=a></noscript><p>x (Photo: Y/Z)</p></div><time datetime=2022-01-14>",
        '<script type="application/ld+json">[{"@type":"ImageObject","url":"a","creator":[{"name":"B"}]}]</script><img src=a>',
        "Big News Today\n\n14 January 2022\n\n[image: A]\n<https://x.example/a.jpg>\nA street in Kelm. © A/B\n\n© 2022 X. All rights reserved.\n")],
    "mail": [t.encode() for t in (
        "From: a\nSubject: =?iso-8859-1?Q?K=FCndigung?= =?utf-8?B?S0lMTA==?=\nMIME-Version: 1.0\nContent-Type: multipart/alternative; boundary=x\n\n--x\n"
        "Content-Type: text/plain; charset=utf-16\nContent-Transfer-Encoding: quoted-printable\n\nMANDATORY KILL 000=5F34L82=\nNW\n--x\n"
        "Content-Type: text/html; charset=koi8-r\nContent-Transfer-Encoding: base64\n\nPHA+S0lMTDxicj4wMDBfMzRMODJOVzwvcD4=\n--x--\n",
        "Content-Type: multipart/mixed; boundary=y\n\n--y\nContent-Type: message/rfc822\n\nSubject: KILL\nContent-Type: text/plain\n\n000_34L82NW\n"
        "--y\nContent-Type: application/pdf; name=kill.pdf\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n--y--\n",
        "<html><style>x{}</style><table><tr><td>KILL<td>000_34L82NW</table>")],
    "lint": [t.encode() for t in (
        "Kazakhstan's president Kasym-Zhomart Tokayev on Wednesday, January 7 said \"no\" .\nPhoto of of a  man TK",
        "KELM - MAY 05: A fire in the Parliament of Kazakhstan (Photo by STR / AFP)\nIMG_1.JPG",
        "“Kiev” and Kiev, on February 30, 2022 yesterday\n")],
    "credit": [t.encode() for t in (
        "© ABDUAZIZ MADYAROV/AFP via Getty Images", "(Photo by -/CCTV/AFP via Getty Images)", "REUTERS/SANA/Handout via Reuters",
        "(A Klim, Sputnik, Kremlin Pool Photo via AP, File)", "Mandatory Credit: Photo by A B - Pool via CNP/Shutterstock (16452941i)",
        "picture alliance / dpa | Kay Nietfeld", "©1985 David R: www.riecks.com/a/b", "Linda N for the Guardian",
        "Jane Doe, CC BY-SA 4.0, via Wikimedia Commons", "Фото: А Б/ТАСС", "HO-A B, *MANDATORY CREDIT*", "[0] A B [1] C D\\EPA")],
    "restrictions": [t.encode() for t in (
        "RESTRICTED TO EDITORIAL USE - MANDATORY CREDIT \"A / B - HO\" - NO MARKETING NO ADVERTISING CAMPAIGNS - DISTRIBUTED AS A SERVICE",
        "EMBARGOED: NOT FOR PUBLICATION BEFORE 2200 GMT SEPT 7, 2026; HOLD TIL SEPT 8", "SPERRFRIST 7.9.2026, 18 Uhr. Honorarpflichtig",
        "MAY BE USED ONLY FOR 14 DAYS FROM THE TIME OF TRANSMISSION; NO ARCHIVES; MUST BE DELETED AFTER 30 DAYS",
        "JAPAN, KOREA AND UK OUT, MAGS OUT. GERMANY ONLY NO_IT_RU_ES SYROUT PUBLICATIONxINxGERxSUIxONLY",
        "SALESOUT NARCH EUO 3TP *** World Rights Except Italy *** DAILY MAIL AND SUN OUT", "QXZ RULES APPLY. CLEAR W DESK B4 USE",
        "A man walks. EPA/X HANDOUT EDITORIAL USE ONLY/NO SALES", "MANDATORY KILL: do not use picture NPA20230914-0412.",
        "FOR USE WITH X STORY ONLY (\u201cNO CROPPING\u201d) \u2013 CALL 44 (0)1158 447447 \U0001f512 \u0130STANBUL OUT")],
    "caption": [t.encode() for t in (
        "KELM, NORLAND - MAY 05: A man reads. (Photo by Ana RUIZ / AFP) / RESTRICTED TO EDITORIAL USE",
        "epa00000001 (FILE) - Rain, Oslo, 01 June 2022. EPA-EFE/NINA SOLBERG", "FILE PHOTO: A. REUTERS/B C/File Photo TPX",
        "Foto: Ute Grab/dpa - ACHTUNG: x", "01 Apr 2015, A, B, USA --- April 1, 2015 - A, B, U.S. - C. --- Image by © D/E",
        "CORRECTS x - (230215) -- BEIJING, Feb. 15, 2023 (Xinhua) -- Y. (Xinhua/Li Jun)")],
}

for target, inputs in SEEDS.items():
    (HERE / target).mkdir(parents=True, exist_ok=True)
    for n, data in enumerate(inputs):
        (HERE / target / f"seed-{n}").write_bytes(data)
