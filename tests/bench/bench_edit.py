# SPDX-License-Identifier: MIT
"""Editing in a large archive: edit, history and undo of one photo as commands, a template over 10,000
photos in one step and its undo.

    bench_edit.py CUTLINE BENCH_SEARCH [PHOTOS [CATALOG]]

The catalog is that of bench_search (made anew unless CATALOG is there). Prints one JSON object a line;
exit status 1 if a limit of the requirements is exceeded: 25 ms a command of the processor's time, 10 s for
the template. On a busy machine the wall clock says more about its other work."""
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time

COMMAND_MS, TEMPLATE_S, TEMPLATE_PHOTOS, RUNS = 25, 10, 10000, 30


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(*command, stdin=None):
    """Standard output, wall and processor seconds."""
    start, before = time.monotonic(), used()
    done = subprocess.run(command, input=stdin, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)[:200]}: exit {done.returncode}: {done.stderr}")
    return done.stdout, time.monotonic() - start, used() - before


def median(values):
    return sorted(values)[len(values) // 2]


def main(cutline, bench_search, photos="1000000", catalog=None):
    failed = False
    with tempfile.TemporaryDirectory(prefix="cutline-bench-") as folder:
        archive = pathlib.Path(folder) / "archive"
        run(cutline, "init", str(archive))
        if catalog is None or not os.path.exists(catalog):
            made = catalog or str(pathlib.Path(folder) / "made.sqlite")
            subprocess.run([bench_search, photos, made], stdout=subprocess.DEVNULL, check=False)
            catalog = made
        shutil.copyfile(catalog, archive / "catalog.sqlite")

        def cut(*args):
            return run(cutline, "-C", str(archive), "--json", *args)
        ids = [json.loads(line)["id"] for line in cut("search", "", "--limit", str(TEMPLATE_PHOTOS))[0].splitlines()]
        random.seed(1)
        chosen = random.sample(ids, RUNS)
        cut("edit", chosen[0], "caption=first")  # migrates the catalog, if it is an older one
        for name, args in [("edit", ["caption=An editor's words, number {n}", "keywords+=almaty"]),
                           ("history", []), ("undo", [])]:
            times = [cut(name, photo, *[arg.format(n=n) for arg in args])[1:] for n, photo in enumerate(chosen)]
            wall, cpu = (median([pair[i] for pair in times]) * 1000 for i in (0, 1))
            print(json.dumps({"photos": int(photos), "command": name, "wall_ms": round(wall, 1), "cpu_ms": round(cpu, 1)}))
            failed |= cpu > COMMAND_MS
        cut("template", "set", "desk", "credit={byline|\"Somebody\"}/Courier", "keywords+=courier", "job_id={seq:05}")
        text, wall, cpu = cut("edit", "--template", "desk", *ids)
        event = json.loads(cut("history", ids[0])[0].splitlines()[-1])["payload"]["batch"]
        print(json.dumps({"photos": int(photos), "command": f"template over {len(ids)}", "wall_s": round(wall, 2),
                          "cpu_s": round(cpu, 2)}))
        failed |= cpu > TEMPLATE_S
        _, wall, cpu = cut("undo", str(event))
        print(json.dumps({"photos": int(photos), "command": f"undo of {len(ids)}", "wall_s": round(wall, 2),
                          "cpu_s": round(cpu, 2)}))
        failed |= cpu > TEMPLATE_S
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
