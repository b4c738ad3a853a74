# SPDX-License-Identifier: MIT
"""Reading all metadata of many JPEGs beside its peers, in one run. Prints a line of JSON a figure.

Usage: bench_metadata.py METADATA_DUMP [FILE...]    default: press/ of $CUTLINE_CORPUS
  median    of reading alone, without starting a process or opening the file   wanted <= 0.1 ms
  exiv2     CPU of `exiv2 -pa` a file, over ours; one process for all files, both with what they
            print thrown away; the start of each, measured on one small file, taken off
  exiftool  the same for `exiftool -fast -a -G1`
"""
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys

DUMP, FILES = sys.argv[1], sys.argv[2:]
ROUNDS = 3


def cpu_s(command):
    """The least of a few runs: what other programs do to caches only adds."""
    def once():
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, stdin=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return min(once() for _ in range(ROUNDS))


def a_file_ms(*command):
    smallest = min(FILES, key=os.path.getsize)
    return max(cpu_s([*command, *FILES]) - cpu_s([*command, smallest]), 0) / (len(FILES) - 1) * 1000


def main():
    global FILES
    if not FILES and os.environ.get("CUTLINE_CORPUS"):
        FILES = sorted(map(str, pathlib.Path(os.environ["CUTLINE_CORPUS"], "press").glob("*.jpg")))
    if len(FILES) < 2:
        print("bench_metadata: skipped: no files and no CUTLINE_CORPUS")
        return 77
    times = subprocess.run([DUMP, "--time", "50", *FILES], capture_output=True, text=True, check=True).stdout
    median = statistics.median(float(line.split("\t")[0]) for line in times.splitlines()) / 1000
    ours = a_file_ms(DUMP)
    good = median <= 0.1
    print(json.dumps({"figure": "read/median_ms", "value": round(median, 4), "wanted": 0.1, "ok": good,
                      "files": len(FILES), "with_printing_ms": round(ours, 3)}))
    for name, command in (("exiv2", ("exiv2", "-pa")), ("exiftool", ("exiftool", "-fast", "-a", "-G1"))):
        theirs = a_file_ms(*command)
        faster = theirs >= ours
        good = good and faster
        print(json.dumps({"figure": f"read/{name}", "value": round(theirs / ours, 2), "wanted": 1, "ok": faster,
                          "peer_ms": round(theirs, 3), "peer_over_median": round(theirs / median, 1)}))
    return 0 if good else 1


sys.exit(main())
