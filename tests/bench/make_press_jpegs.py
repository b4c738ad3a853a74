#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Make press-size test pictures: make_press_jpegs.py OUTDIR COUNT [CORPUS]

24-megapixel JPEGs (6000 x 4000) from the largest photographs of the corpus ($CUTLINE_CORPUS or
the third argument): native detail, mirror-extended to the frame, mild noise, 4:2:0 and 4:4:4 in
turn, quality 90 to 93, one in twelve progressive. Seeded: the same arguments give the same files.
"""
import os
import sys
import warnings
from pathlib import Path

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 6000, 4000
MIN_PIXELS = 2_500_000
PROGRESSIVE_EVERY = 12


def sources(corpus):
    found = []
    for path in sorted(corpus.joinpath("press").glob("*.jpg")):
        try:
            with Image.open(path) as image:
                width, height = image.size
                if image.mode == "RGB" and width * height >= MIN_PIXELS:
                    found.append((width * height, path))
        except OSError:
            continue
    found.sort(key=lambda entry: (-entry[0], entry[1].name))
    return [path for _, path in found]


def mirror_index(start, length, size):
    """Indices of `length` samples from `start` of a row of `size` mirrored at its ends."""
    index = (start + np.arange(length)) % (2 * size)
    return np.where(index < size, index, 2 * size - 1 - index)


def extend(pixels, rng):
    height, width = pixels.shape[:2]
    rows = mirror_index(int(rng.integers(0, 2 * height)), HEIGHT, height)
    columns = mirror_index(int(rng.integers(0, 2 * width)), WIDTH, width)
    return pixels[rows][:, columns]


def add_noise(pixels, rng):
    """The same noise in all channels, as film and sensors mostly have in luminance."""
    sigma = rng.uniform(2.5, 4.5)
    noise = rng.standard_normal(pixels.shape[:2], dtype=np.float32) * np.float32(sigma)
    noisy = pixels.astype(np.float32)
    noisy += noise[..., None]
    np.rint(noisy, out=noisy)
    np.clip(noisy, 0, 255, out=noisy)
    return noisy.astype(np.uint8)


def make(out, number, path):
    rng = np.random.default_rng(20240 + number)
    with Image.open(path) as image:
        pixels = np.asarray(image.convert("RGB"))
    picture = Image.fromarray(add_noise(extend(pixels, rng), rng))
    picture.save(
        out / f"press-{number:03d}.jpg",
        quality=int(rng.integers(90, 94)),
        subsampling="4:2:0" if number % 2 == 0 else "4:4:4",
        progressive=number % PROGRESSIVE_EVERY == PROGRESSIVE_EVERY - 2,
    )


def main(arguments):
    if len(arguments) not in (2, 3):
        print(__doc__.splitlines()[0], file=sys.stderr)
        return 2
    out, count = Path(arguments[0]), int(arguments[1])
    corpus = arguments[2] if len(arguments) == 3 else os.environ.get("CUTLINE_CORPUS", "")
    if not corpus or not Path(corpus).is_dir():
        print("make_press_jpegs: set CUTLINE_CORPUS to the corpus folder", file=sys.stderr)
        return 3
    warnings.simplefilter("ignore")
    paths = sources(Path(corpus))
    if not paths:
        print(f"make_press_jpegs: no large photographs in '{corpus}'", file=sys.stderr)
        return 3
    out.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        make(out, number, paths[number % len(paths)])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
