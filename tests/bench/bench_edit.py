# SPDX-License-Identifier: MIT
"""Commands in a large archive beside a small one: show, search, lint, history, edit, undo, check and credit parse,
each with its start-up; a template over 10,000 photos in one step and its undo; rules diff over all credits.

    bench_edit.py CUTLINE BENCH_SEARCH [PHOTOS [CATALOG]]

The catalogs are those of bench_search (the large one made anew unless CATALOG is there). Prints one JSON object a
line; exit status 1 if a limit of the requirements is exceeded: 25 ms a command of the processor's time and at most a
quarter (and 2 ms) more than at 5,000 photos (the fewest that bench_search makes), 10 s for the template and its undo, 60 s for a million credits."""
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

COMMAND_MS, TEMPLATE_S, DIFF_S, TEMPLATE_PHOTOS, RUNS, SMALL = 25, 10, 60, 10000, 20, "5000"
GROWTH, GROWTH_MS = 1.25, 2
ORGANISATION = {"schema": "cutline-organisations/1", "extends": "shipped",
                "organisations": [{"id": "bench-courier", "name": "Bench Courier", "kind": "wire"}]}


def used():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def run(*command, stdin=None):
    """Standard output, wall and processor seconds."""
    start, before = time.monotonic(), used()
    done = subprocess.run(command, input=stdin, capture_output=True, text=True)
    if done.returncode not in (0, 1, 4, 5):  # 1: lint found something; 4, 5: verdicts
        sys.exit(f"{' '.join(command)[:200]}: exit {done.returncode}: {done.stderr}")
    return done.stdout, time.monotonic() - start, used() - before


def median(values):
    return sorted(values)[len(values) // 2]


class Archive:
    def __init__(self, cutline, folder, photos, made):
        self.cutline, self.folder, self.photos = cutline, folder, int(photos)
        run(cutline, "init", str(folder))
        shutil.copyfile(made, folder / "catalog.sqlite")
        self.ids = [json.loads(line)["id"]
                    for line in self.cut("search", "", "--limit", str(TEMPLATE_PHOTOS))[0].splitlines()]
        self.cut("edit", self.ids[0], "caption=first")  # migrates the catalog, if it is an older one

    def cut(self, *args):
        return run(self.cutline, "-C", str(self.folder), "--json", *args)

    def say(self, command, wall, cpu):
        print(json.dumps({"photos": self.photos, "command": command, "wall_s": round(wall, 2), "cpu_s": round(cpu, 2)}))

    def commands(self):
        """Median processor milliseconds of each."""
        random.seed(1)
        chosen, found = random.sample(self.ids, RUNS), {}
        for name, args in [("show", ["{id}"]), ("search", ["flood"]), ("lint", ["{id}"]), ("check", ["{id}"]),
                           ("credit", ["parse", "© ANA RUIZ/AFP via Getty Images"]),
                           ("edit", ["{id}", "caption=An editor's words, number {n}", "keywords+=almaty"]),
                           ("history", ["{id}"]), ("undo", ["{id}"])]:
            times = [self.cut(name, *[arg.format(id=photo, n=n) for arg in args])[1:] for n, photo in enumerate(chosen)]
            wall, cpu = (median([pair[i] for pair in times]) * 1000 for i in (0, 1))
            print(json.dumps({"photos": self.photos, "command": name, "wall_ms": round(wall, 1), "cpu_ms": round(cpu, 1)}))
            found[name] = cpu
        return found

    def many(self):
        """Processor seconds of a template, of its undo, of rules diff."""
        self.cut("template", "set", "desk", "credit={byline|\"Somebody\"}/Courier", "keywords+=courier", "job_id={seq:05}")
        _, wall, template = self.cut("edit", "--template", "desk", *self.ids)
        self.say(f"template over {len(self.ids)}", wall, template)
        event = json.loads(self.cut("history", self.ids[0])[0].splitlines()[-1])["payload"]["batch"]
        _, wall, undo = self.cut("undo", str(event))
        self.say(f"undo of {len(self.ids)}", wall, undo)
        rules = self.folder.parent / "rules.json"
        rules.write_text(json.dumps(ORGANISATION))
        _, wall, diff = self.cut("rules", "diff", str(rules))
        self.say("rules diff", wall, diff)
        return template, undo, diff


def made_by(cutline, bench_search, photos, catalog):
    if not os.path.exists(catalog):
        folder = catalog.parent / f"made-{photos}"
        subprocess.run([bench_search, photos, cutline, str(folder)], stdout=subprocess.DEVNULL, check=False)
        shutil.move(folder / "catalog.sqlite", catalog)
    return catalog


def main(cutline, bench_search, photos="1000000", catalog=None):
    with tempfile.TemporaryDirectory(prefix="cutline-bench-") as name:
        folder = pathlib.Path(name)
        small, large = (Archive(cutline, folder / which, n, made_by(cutline, bench_search, n, path))
                        for which, n, path in [("small", SMALL, folder / "small.sqlite"),
                                               ("large", photos, pathlib.Path(catalog or folder / "large.sqlite"))])
        before, now = small.commands(), large.commands()
        slow = {name: cpu for name, cpu in now.items()
                if cpu > COMMAND_MS or cpu > before[name] * GROWTH + GROWTH_MS}
        template, undo, diff = large.many()
    for command, cpu in slow.items():
        print(f"bench_edit: {command} takes {cpu:.1f} ms, {before[command]:.1f} at {SMALL} photos", file=sys.stderr)
    return int(bool(slow) or template > TEMPLATE_S or undo > TEMPLATE_S or diff > DIFF_S)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
