#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Renditions beside their peers, on the same files in the same run: bench_rendition.py PROGRAM [SHARP]

PROGRAM is bench_rendition; SHARP a folder in which `npm install sharp` was run (else that peer is
left out, and said). Sources: up to FILES of $CUTLINE_PRESS_JPEGS, else made there by make_press_jpegs.
All figures are processor time of one thread.
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile

from PIL import Image

HERE = pathlib.Path(__file__).parent
FILES = 4
SHARP = """
const sharp = require('sharp'), fs = require('fs');
sharp.concurrency(1); sharp.cache(false);
const kinds = {jpeg: p => p.jpeg({quality: 80, chromaSubsampling: '4:2:0'}), webp: p => p.webp({quality: 77, effort: 2}),
  avif: p => p.avif({quality: 52, effort: 0})};
(async () => {
  for (const [name, make] of Object.entries(kinds)) {
    const took = []; let bytes = 0;
    for (let round = 0; round < 3; round++) for (const file of process.argv.slice(2)) {
      const input = fs.readFileSync(file), start = process.cpuUsage();
      const out = await make(sharp(input).resize(1200).toColourspace('srgb')).toBuffer();
      const used = process.cpuUsage(start);
      took.push((used.user + used.system) / 1000); bytes += out.length;
    }
    took.sort((a, b) => a - b);
    console.log(JSON.stringify({format: name, ms: took[took.length >> 1], bytes: Math.round(bytes / took.length)}));
  }
})();
"""
def sources():
    folder = os.environ.get("CUTLINE_PRESS_JPEGS")
    if not folder:
        folder = tempfile.mkdtemp(prefix="cutline-bench-")
        subprocess.run([sys.executable, HERE / "make_press_jpegs.py", folder, str(FILES)], check=True,
                       stdout=subprocess.DEVNULL)
    return sorted(map(str, pathlib.Path(folder).glob("*.jpg")))[:FILES]


def node(folder, text, *args):
    script = pathlib.Path(folder) / "bench.js"
    script.write_text(text)
    return subprocess.run(["node", str(script), *args], check=True, capture_output=True, text=True).stdout


def smaller(paths, folder):
    """2000-pixel sources."""
    made = []
    for n, path in enumerate(paths):
        with Image.open(path) as image:
            image.draft("RGB", (3000, 2000))
            made.append(f"{folder}/small-{n}.jpg")
            image.resize((2000, 1333), Image.LANCZOS).save(made[-1], quality=90)
    return made


def main():
    program = sys.argv[1]
    sharp = sys.argv[2] if len(sys.argv) > 2 else None
    paths = sources()
    status = 0
    ours = {}
    with tempfile.TemporaryDirectory() as folder:
        for what, files in (("ladder", paths), ("article", paths), ("fit", smaller(paths, folder))):
            done = subprocess.run([program, what, *files], capture_output=True, text=True)
            print(done.stdout, end="")
            status = status or done.returncode
            for line in map(json.loads, done.stdout.splitlines()):
                ours[line.get("format", what)] = line
    if not sharp:
        print('{"what": "sharp", "skipped": "no folder with node_modules/sharp was given"}')
        return status
    for line in map(json.loads, node(sharp, SHARP, *paths).splitlines()):
        mine = ours[line["format"]]
        print(json.dumps({"what": "sharp", **line, "original_ratio": round(line["ms"] / mine["original_ms"], 2),
                          "master_ratio": round(line["ms"] / mine["master_ms"], 2)}))
    return status


if __name__ == "__main__":
    sys.exit(main())
