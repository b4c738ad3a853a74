# SPDX-License-Identifier: MIT
"""A made-up house, the Courier, with pictures of Ana Ruiz and a site that shows them: what tests of pages share."""
import io

from pictures import jpeg, pixels

SIZE = (480, 320)
NAMES = "Ana Ruiz/Courier"
CREDIT = f"© {NAMES}"
FIELDS = {"byline": "Ana Ruiz", "credit": NAMES, "copyright": CREDIT, "date": "20220105"}
BAKER = "A baker pulls loaves from a clay oven in Naryn, Kyrgyzstan, on 5 January 2022."
MAYOR = "A mayor shakes hands with a banker at a hotel in Osh on 10 January 2022."
DANCER = "A dancer rehearses the swan in the opera house in Bishkek on 11 January 2022."
# name: seed of its pixels, its fields; the mayor is killed
PEOPLE = {"baker": (501, {"caption": BAKER}), "mayor": (506, {"caption": MAYOR}),
          "dancer": (507, {"caption": DANCER, "instructions": "EMBARGO UNTIL 18:00 GMT 5 MARCH 2031"})}


def original(seed, **fields):
    return jpeg(seed, {**FIELDS, **fields}, size=SIZE)


def image(seed, form="JPEG", quality=75, box=None):
    """As the site has it: smaller, or a part of it."""
    out = io.BytesIO()
    pixels(seed, SIZE).crop(box or (0, 0, *SIZE)).resize((400, 266)).save(out, form, quality=quality)
    return out.getvalue()


def fill(cutline, photos=PEOPLE):
    """The photos, each with its file in site/img; the mayor is killed. Their ids by name."""
    cutline.run("init", "--house", "Courier", "--photographer", "Ana Ruiz")
    for name, (seed, fields) in photos.items():
        cutline.put(f"{name}.jpg", original(seed, **fields))
        cutline.put(f"../site/img/{name}.jpg", image(seed))
    ids = {name.split(".")[0]: line["id"] for name, line in cutline.ingest().items()}
    cutline.run("kill", ids["mayor"], "--reason", "wrong person")
    return ids


def check(cutline, text, status, *args, name="page.html"):
    """What check-page says of a page of the site: its pictures, its summary."""
    path = cutline.put(f"../site/{name}", text.encode() if isinstance(text, str) else text)
    lines = cutline.json("check-page", str(path), *args, status=status)
    return lines[:-1], lines[-1]["summary"]


def page(body, head=""):
    return f"<!doctype html><html><head>{head}</head><body><h1>News</h1>{body}<p>The story goes on here.</p></body></html>"
