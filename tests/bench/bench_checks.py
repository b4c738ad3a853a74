# SPDX-License-Identifier: MIT
"""POST /api/v1/checks of fifty pictures: the daemon's processor time a call, once its rules are read.

    bench_checks.py CUTLINE CUTLINED DECODER

Pictures are named by id, by an address of ours with what the page prints, or only by their caption: as it stands (sixty
captions that differ in one number), with a word more (so that all of them are held against it: the worst there is), or of
a picture that is not there. Forty contracts are on file. Prints one JSON object a line; exit status 1 if a call takes more
than 50 ms."""
import hashlib
import json
import os
import pathlib
import sys
import tempfile
import time

os.environ["CUTLINE_BIN"], os.environ["CUTLINE_DAEMON"], os.environ["CUTLINE_DECODER"] = sys.argv[1:4]
sys.path[:0] = [str(pathlib.Path(__file__).parents[1] / "http"), str(pathlib.Path(__file__).parents[1] / "cli")]
from conftest import Daemon  # noqa: E402
from pictures import press  # noqa: E402

PICTURES, CONTRACTS, CALLS, LIMIT_MS = 50, 40, 10, 50


def used_ms(pid):
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) * 1000 / os.sysconf("SC_CLK_TCK")


def wait_until_idle(pid):
    """Presets are rendered behind what is asked for: not ours to count."""
    before = -1
    while used_ms(pid) != before:
        before = used_ms(pid)
        time.sleep(0.7)


def prepare(folder):
    daemon = Daemon(folder)
    for i in range(PICTURES + 10):
        daemon.put(f"{i}.jpg", press(i))
    daemon.cutline("ingest", folder / "in")
    for i in range(CONTRACTS):
        path = folder / "licence.json"
        name = hashlib.sha256(str(i).encode()).hexdigest()[:12]  # no two alike: a slip of a known name is refused
        path.write_text(json.dumps({"schema": "cutline-licence/1", "id": f"c{i}", "kind": "contract", "supplier": f"{name} Pictures",
                                    "from": "2020-01-01", "until": "2199-12-31", "channels": ["web"],
                                    "quota": {"uses": 500, "period": "year"}}))
        daemon.cutline("licence", "set", path)
    return daemon


def bodies(ids):
    caption = "A man walks over frozen lake number {} on 5 January 2022."
    yield "id", [{"photo": photo, "credit": "Nordlys"} for photo in ids]
    yield "url", [{"url": f"https://a/i/{photo}/article.jpg", "caption": caption.format(3), "credit": "Nordlys"} for photo in ids]
    yield "caption", [{"caption": caption.format(i), "credit": "Aino Virtanen/Nordlys"} for i in range(PICTURES)]
    yield "rewritten caption", [{"caption": "Almost " + caption.format(i), "credit": "Aino Virtanen/Nordlys"} for i in range(PICTURES)]
    yield "caption of none", [{"caption": f"Firemen of brigade {i} rescue a horse from the flooded Vistula.", "credit": "Someone Else"}
                              for i in range(PICTURES)]


def main():
    failed = False
    with tempfile.TemporaryDirectory(prefix="cutline-bench-") as folder:
        daemon = prepare(pathlib.Path(folder))
        token = daemon.token("viewer")
        ids = [hit["id"] for hit in daemon.json("search", "", "--limit", PICTURES)]
        daemon.start()
        for name, pictures in bodies(ids):
            body = json.dumps({"pictures": pictures})
            for _ in range(8):  # every worker has read the rules
                assert daemon.ask("/api/v1/checks", "POST", body, token).status == 200
            wait_until_idle(daemon.process.pid)
            before = used_ms(daemon.process.pid)
            for _ in range(CALLS):
                daemon.ask("/api/v1/checks", "POST", body, token)
            cpu_ms = (used_ms(daemon.process.pid) - before) / CALLS
            print(json.dumps({"bench": "checks", "named_by": name, "pictures": PICTURES, "cpu_ms": round(cpu_ms, 1)}))
            failed = failed or cpu_ms > LIMIT_MS
        daemon.stop()
    return failed


if __name__ == "__main__":
    sys.exit(main())
