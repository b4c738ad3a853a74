# SPDX-License-Identifier: MIT
"""Ingest beside its peers, in one run, as ratios. Prints a line of JSON a figure.

Usage: bench_ingest.py BIN DECODER FLOOR [COUNT]
  accept   `ingest --no-wait` of COUNT 24-megapixel JPEGs against the bare hashes, copy, fsync and
           rename of the same files (floor.c), both on all cores           wanted >= 0.85
  develop  `ingest` whole against `vipsthumbnail --export-profile srgb` making the same three
           sizes, one process a size, two at a time                         wanted >= 1.4
  small    files a second of small JPEGs, `--no-wait`                       wanted >= 500
  known    the same again: against the SHA-256 of the same bytes alone
  memory   peak sum of PSS of all processes while developing               wanted <= 250 MB
"""
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor

HERE = os.path.dirname(os.path.abspath(__file__))
BIN, DECODER, FLOOR = sys.argv[1:4]
COUNT = int(sys.argv[4]) if len(sys.argv) > 4 else 24
SIZES = (2560, 640, 320)
ROUNDS = 3
os.environ["CUTLINE_DECODER"] = DECODER
failed = 0


def say(name, figure, wanted, at_least=True, **more):
    global failed
    good = wanted is None or (figure >= wanted if at_least else figure <= wanted)
    failed += not good
    print(json.dumps({"figure": name, "value": round(figure, 3), "wanted": wanted,
                      "ok": good, **more}), flush=True)


def timed(work):
    os.sync()
    start = time.monotonic()
    work()
    return time.monotonic() - start


def run(*command):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)


def fresh(base):
    archive = tempfile.mkdtemp(dir=base)
    run(BIN, "-C", archive, "init")
    return archive


def ingest(archive, folder, *options):
    run(BIN, "-C", archive, "ingest", *options, folder)


def floor(base, folder, mode):
    target = tempfile.mkdtemp(dir=base)
    out = subprocess.run([FLOOR, folder, target, str(os.cpu_count()), mode], check=True,
                         capture_output=True, text=True).stdout
    shutil.rmtree(target)
    return float(out)


def bench_accept(base, folder, n):
    ours, each, batch = [], [], []
    for _ in range(ROUNDS):
        archive = fresh(base)
        os.sync()
        each.append(floor(base, folder, "each"))
        ours.append(timed(lambda: ingest(archive, folder, "--no-wait")))
        batch.append(floor(base, folder, "batch"))
        shutil.rmtree(archive)
    say("accept/floor", min(each) / min(ours), 0.85, files_per_s=round(n / min(ours), 1),
        floor_files_per_s=round(n / min(each), 1), batch_floor_files_per_s=round(n / min(batch), 1))


def pss_kb(pid):
    try:
        with open(f"/proc/{pid}/smaps_rollup") as rollup:
            return next(int(line.split()[1]) for line in rollup if line.startswith("Pss:"))
    except (OSError, StopIteration):
        return 0


def family(pid):
    found = [pid]
    for parent in found:
        try:
            for thread in os.listdir(f"/proc/{parent}/task"):
                with open(f"/proc/{parent}/task/{thread}/children") as children:
                    found += [int(child) for child in children.read().split()]
        except OSError:
            pass
    return found


def watched(command):
    """Run, and the peak of the summed PSS in MB."""
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
    peak = 0
    while child.poll() is None:
        peak = max(peak, sum(pss_kb(pid) for pid in family(child.pid)))
        time.sleep(0.05)
    assert child.returncode == 0
    return peak / 1024


def thumbnails(base, folder):
    target = tempfile.mkdtemp(dir=base)
    names = sorted(os.listdir(folder))
    env = dict(os.environ, VIPS_CONCURRENCY="1")

    def one(job):
        name, size = job
        subprocess.run(["vipsthumbnail", "--size", f"{size}x{size}>", "--export-profile", "srgb",
                        "-o", f"{target}/%s-{size}.jpg[Q=85,strip]", os.path.join(folder, name)],
                       check=True, env=env)

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(one, [(name, size) for name in names for size in SIZES]))
    shutil.rmtree(target)


def bench_develop(base, folder, n):
    peer = min(timed(lambda: thumbnails(base, folder)) for _ in range(2))
    ours = []
    for _ in range(2):
        archive = fresh(base)
        ours.append(timed(lambda: ingest(archive, folder)))
        shutil.rmtree(archive)
    say("develop/vipsthumbnail", peer / min(ours), 1.4, files_per_s=round(n / min(ours), 2),
        peer_files_per_s=round(n / peer, 2))
    archive = fresh(base)
    say("memory_mb", watched([BIN, "-C", archive, "ingest", "--jobs", "2", folder]), 250,
        at_least=False)
    shutil.rmtree(archive)


def make_many(base, press, times=6):
    """Each picture several times with other bytes in its scan: start-up must not be what is measured."""
    folder = os.path.join(base, "many")
    os.makedirs(folder)
    for name in sorted(os.listdir(press)):
        data = open(os.path.join(press, name), "rb").read()
        for i in range(times):
            with open(os.path.join(folder, f"{i}-{name}"), "wb") as out:
                out.write(data[:-2] + b"%08d" % i + data[-2:])
    return folder


def make_small(base, press):
    """2,000 small files: cuts of the big ones, each with other bytes."""
    from PIL import Image
    folder = os.path.join(base, "small")
    os.makedirs(folder)
    with Image.open(os.path.join(press, sorted(os.listdir(press))[0])) as picture:
        tile = picture.crop((0, 0, 640, 480))
        tile.save(os.path.join(base, "tile.jpg"), quality=80)
    data = open(os.path.join(base, "tile.jpg"), "rb").read()
    for i in range(2000):
        comment = b"\xff\xfe\x00\x0a%08d" % i
        with open(os.path.join(folder, f"{i:04}.jpg"), "wb") as out:
            out.write(data[:2] + comment + data[2:-2] + b"%08d" % i + data[-2:])
    return folder


def bench_small(base, folder):
    archive = fresh(base)
    first_s = timed(lambda: ingest(archive, folder, "--no-wait"))
    n = len(os.listdir(folder))
    say("small_files_per_s", n / first_s, 500)
    shutil.rmtree(archive)


def bench_known(base, folder):
    archive = fresh(base)
    ingest(archive, folder, "--no-wait")
    known_s = min(timed(lambda: ingest(archive, folder, "--no-wait")) for _ in range(ROUNDS))

    def hash_all():
        def one(name):
            with open(os.path.join(folder, name), "rb") as file:
                hashlib.file_digest(file, "sha256") if hasattr(hashlib, "file_digest") \
                    else hashlib.sha256(file.read()).digest()
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            list(pool.map(one, os.listdir(folder)))

    hash_s = min(timed(hash_all) for _ in range(ROUNDS))
    size = sum(os.path.getsize(os.path.join(folder, name)) for name in os.listdir(folder))
    say("known/hash", hash_s / known_s, None, mb_per_s=round(size / known_s / 1e6))
    shutil.rmtree(archive)


def main():
    base = tempfile.mkdtemp(prefix="cutline-bench-")
    try:
        press = os.path.join(base, "press")
        run("/usr/bin/python3", os.path.join(HERE, "make_press_jpegs.py"), press, str(COUNT))
        n = len(os.listdir(press))
        many = make_many(base, press)
        bench_accept(base, many, len(os.listdir(many)))
        bench_known(base, many)
        shutil.rmtree(many)
        bench_small(base, make_small(base, press))
        bench_develop(base, press, n)
    finally:
        shutil.rmtree(base)
    return 1 if failed else 0


sys.exit(main())
