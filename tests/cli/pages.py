# SPDX-License-Identifier: MIT
"""The newsletter of the sample photographs as a page, in plain text and as its HTML twin, and small
pictures that say what those photographs say."""
import html
import pathlib
import sys

from pictures import jpeg

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "scripts"))
from samples import catalogue  # noqa: E402

MADYAROV, SHOUTED = "© Abduaziz Madyarov/AFP via Getty Images", "© ABDUAZIZ MADYAROV/AFP via Getty Images"
BOGDANOV, AKORDA, ALATOO = "© ALEXANDR BOGDANOV/AFP via Getty Images", "© Akorda.kz", "© Ala-Too 24"


def words(path):
    return next(item["words"] for item in catalogue.NEWSLETTER if item["path"] == path)


def printed(path):
    return words(path)["caption"].split(" (Photo by ")[0]


BURNT, STORMED, SERVICEMEN, ADDRESS, EMERGENCY, SOLDIERS, POLICE, PORTRAIT, PARLIAMENT, PIANIST = (
    printed(item["path"]) for item in catalogue.NEWSLETTER[4:5] + catalogue.NEWSLETTER[0:4] + catalogue.NEWSLETTER[5:])
REWRITTEN = ("January 5, 2022 Kazak government declared a nationwide state of emergency after protests over a fuel price "
             "hike erupted into clashes and saw demonstrators storm government buildings.")

# (heading, [(caption, credit)], texts below)
PAGE = [
    (None, [(BURNT, BOGDANOV)], ["Spotlight on Kazakstan", "14 January 2022", "Anthony Borden", "By Anthony Borden"]),
    ("Kazakstan in Crisis", [(STORMED, MADYAROV), (SERVICEMEN, SHOUTED), (ADDRESS, AKORDA), (EMERGENCY, SHOUTED),
                             (BURNT, BOGDANOV), (SOLDIERS, BOGDANOV), (POLICE, BOGDANOV)],
     ["“Kazakstan’s instability has led to massive censorship.”"]),
    ("Kazakstan: Tokayev’s Ascent to True Power", [(PORTRAIT, AKORDA)], []),
    ("What Next for Kazakstan?", [(PARLIAMENT, AKORDA), (REWRITTEN, SHOUTED)], []),
    ("Anger Over Kyrgyz Detained in Kazakstan", [(PIANIST, ALATOO), (SOLDIERS, BOGDANOV)], ["Support local journalists"]),
]
CREDITED = [picture for _, pictures, _ in PAGE for picture in pictures]


def as_text():
    lines = []
    for heading, pictures, texts in PAGE:
        if heading:
            lines += [heading, ""]
        for caption, credit in pictures:
            lines += [caption, f"{caption} {credit}"]
        lines += [""] + [line + "\n" for line in texts]
    return "\n".join(lines)


def as_html():
    """figure, picture and srcset; a table cell as mail programs need it; a portrait without credit."""
    out = ['<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Frontline Updates</title>',
           "</head><body>"]
    for n, (heading, pictures, texts) in enumerate(PAGE):
        if heading:
            out.append(f"<h2>{html.escape(heading)}</h2>")
        for m, (caption, credit) in enumerate(pictures):
            said, name = html.escape(caption), f"img/p{n}-{m}.jpg"
            if m % 3 == 0:
                out.append(f'<figure><picture><source srcset="{name}.webp 1x, {name}.avif 2x"><img src="{name}" alt="{said}">'
                           f'</picture><figcaption>{said} <span class="credit">{html.escape(credit)}</span></figcaption></figure>')
            elif m % 3 == 1:
                out.append(f'<table><tr><td><img src="{name}" alt="{said}" width=600></td></tr>'
                           f"<tr><td>{said} {html.escape(credit)}</td></tr></table>")
            else:
                out.append(f'<div class="wp-caption"><a href="{name}"><img data-src="{name}" src="data:image/gif;base64,R0l" alt="{said}">'
                           f'</a><p class="wp-caption-text">{said}<br><small>{html.escape(credit)}</small></p></div>')
        if n == 0:
            out.append('<img src="img/author.jpg" alt="Anthony Borden">')
        out += [f"<p>{html.escape(text)}</p>" for text in texts]
    return "\n".join(out + ["</body></html>"])


def fill(cutline):
    """The archive that holds the page's ten photographs; their ids by the printed caption."""
    for n, item in enumerate(catalogue.NEWSLETTER):
        said = item["words"]
        fields = {name: said[name] for name in ("headline", "caption", "byline", "credit", "source", "copyright", "city",
                                                "country", "title", "instructions", "keywords", "supplier_id") if said.get(name)}
        if "date_taken" in said:
            fields["date"] = said["date_taken"][:10].replace("-", "")
        cutline.put(f"{n}.jpg", jpeg(100 + n, fields))
    lines = cutline.ingest()
    return {printed(item["path"]): lines[f"{n}.jpg"]["id"] for n, item in enumerate(catalogue.NEWSLETTER)}
