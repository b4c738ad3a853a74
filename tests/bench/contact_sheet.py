#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Our renditions beside sharp's: contact_sheet.py SHARP OUT.png PICTURE...

SHARP is a folder in which `npm install sharp` was run. Each picture goes into a new archive
($CUTLINE_BIN) and comes out 600 pixels wide at quality 80, made from what is stored of it; sharp makes
the same from the original. The sheet shows ours, sharp's, and four times their difference; a line of
JSON a picture says how alike they are, and the status is 1 if one is less alike than is promised.
docs/contact-sheet.jpg is four pictures of scripts/make-samples, the sheet at two thirds of its size.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import numpy
from PIL import Image, ImageDraw

WIDTH = 600
MAX_DSSIM = 0.03  # (1 - SSIM) / 2; ours is sharpened, sharp's is not
MAX_SHIFT = 1.5   # of the mean colour, of 255
WINDOW = 8
SHARP = """
const sharp = require('sharp'), fs = require('fs'), [file, out, width] = process.argv.slice(2);
sharp(fs.readFileSync(file)).rotate().resize(+width, null, {withoutEnlargement: true}).flatten({background: '#fff'}).toColourspace('srgb')
  .jpeg({quality: 80}).toFile(out);
"""


def means(plane):
    """Of every window, by a table of sums."""
    if min(plane.shape) < WINDOW:
        return plane.mean(keepdims=True)
    table = numpy.pad(plane, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
    return (table[WINDOW:, WINDOW:] - table[:-WINDOW, WINDOW:] - table[WINDOW:, :-WINDOW] + table[:-WINDOW, :-WINDOW]) / WINDOW ** 2


def dssim(one, other):
    """Structural dissimilarity of the luma of two arrays."""
    a, b = (rgb @ numpy.array([0.299, 0.587, 0.114]) for rgb in (one, other))
    mean_a, mean_b = means(a), means(b)
    var_a, var_b = means(a * a) - mean_a ** 2, means(b * b) - mean_b ** 2
    both = means(a * b) - mean_a * mean_b
    c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    ssim = ((2 * mean_a * mean_b + c1) * (2 * both + c2)) / ((mean_a ** 2 + mean_b ** 2 + c1) * (var_a + var_b + c2))
    return (1 - ssim.mean()) / 2


def render(binary, folder, picture, name):
    """Ours."""
    environment = dict(os.environ, CUTLINE_ARCHIVE=f"{folder}/archive")
    run = lambda *args: subprocess.run([binary, *args], env=environment, check=True, capture_output=True, text=True).stdout
    line = json.loads(run("--json", "ingest", picture).splitlines()[0])
    run("rendition", line["id"], f"w_{WIDTH},q_80", "-o", f"{folder}/{name}.jpg")
    return f"{folder}/{name}.jpg"


def load(path):
    with Image.open(path) as image:
        return numpy.asarray(image.convert("RGB"), dtype=float)


def main():
    sharp, out, *pictures = sys.argv[1:]
    binary = os.environ["CUTLINE_BIN"]
    rows, bad = [], False
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([binary, "-C", f"{folder}/archive", "init"], check=True, capture_output=True)
        script = pathlib.Path(sharp) / "contact.js"
        script.write_text(SHARP)
        for n, picture in enumerate(pictures):
            ours = load(render(binary, folder, picture, f"ours-{n}"))
            subprocess.run(["node", script, picture, f"{folder}/sharp-{n}.jpg", str(WIDTH)], check=True)
            theirs = load(f"{folder}/sharp-{n}.jpg")
            if ours.shape != theirs.shape:
                print(json.dumps({"picture": os.path.basename(picture), "ours": ours.shape[:2], "sharp": theirs.shape[:2]}))
                bad = True
                continue
            shift = float(numpy.abs((ours - theirs).mean(axis=(0, 1))).max())
            unlike = float(dssim(ours, theirs))
            bad = bad or unlike > MAX_DSSIM or shift > MAX_SHIFT
            print(json.dumps({"picture": os.path.basename(picture), "dssim": round(unlike, 4), "colour_shift": round(shift, 2)}))
            difference = numpy.clip(128 + 4 * (ours - theirs), 0, 255)
            rows.append(numpy.concatenate([ours, theirs, difference], axis=1).astype(numpy.uint8))
    height = sum(row.shape[0] + 6 for row in rows)
    sheet = Image.new("RGB", (3 * WIDTH, height + 24), "white")
    ImageDraw.Draw(sheet).text((6, 6), "cutline  |  sharp  |  4 x difference", fill="black")
    at = 24
    for row in rows:
        sheet.paste(Image.fromarray(row), (0, at))  # narrower ones leave white
        at += row.shape[0] + 6
    sheet.save(out)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
