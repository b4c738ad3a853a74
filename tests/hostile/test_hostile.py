# SPDX-License-Identifier: MIT
"""Everything hostile in one ingest: each file's fate is a row of tests/data/hostile.tsv.

CUTLINE_UPDATE=1 writes the table anew; read its diff row by row against the corpus's own
hostile/README.md. What that file asks of a robust system is checked here, too, without the table.
"""
import base64
import json
import os
import re
import stat
import subprocess
import time
from pathlib import Path
from urllib.parse import quote, quote_from_bytes, unquote

import pytest

BINARY = os.environ.get("CUTLINE_BIN")
LONG = os.environ.get("CUTLINE_LONG") == "1"
CORPUS = Path(os.environ.get("CUTLINE_CORPUS") or "/nowhere")
TABLE = Path(__file__).resolve().parents[1] / "data" / "hostile.tsv"
SANITIZED = bool(os.environ.get("ASAN_OPTIONS"))
PARENT_LIMIT = 200 << 20
DECODER_LIMIT = 3 << 30
# Bytes of a name that stand in the table as they are; all others as %XX.
SAFE = "/ !$&'()+,;=@~*?[]{}<>|`^:-_."

pytestmark = pytest.mark.skipif(not (CORPUS / "hostile").is_dir(), reason="CUTLINE_CORPUS is not set")


def tree(top):
    """Kind, mode, size and time of all below a folder, links not followed."""
    out = {}
    for folder, folders, names in os.walk(os.fsencode(top)):
        for name in folders + names:
            path = os.path.join(folder, name)
            try:
                info = os.lstat(path)
            except OSError:
                continue
            out[path] = (stat.S_IFMT(info.st_mode), stat.S_IMODE(info.st_mode), info.st_size, info.st_mtime_ns)
    return out


def memory(pid, name):
    try:
        found = re.search(rf"^{name}:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
        return int(found.group(1)) << 10 if found else 0
    except OSError:
        return 0


def decoders_of(program):
    """The decoders of a program: they have sessions of their own and name whom they work for."""
    found = []
    for entry in os.listdir("/proc"):
        try:
            if entry.isdigit() and b"--for\0%d\0" % program in Path(f"/proc/{entry}/cmdline").read_bytes():
                found.append(int(entry))
        except OSError:
            pass
    return found


class Run:
    """One ingest of the corpus's hostile files and of the hostile tree, and what was seen meanwhile."""

    def __init__(self, folder, *options):
        self.folder, self.archive, self.tree = folder, folder / "archive", folder / "tree"
        self.options = options
        self.work = folder / "work"
        self.work.mkdir()
        source = CORPUS / "press" / "derived-all-sync-a.jpg"
        subprocess.run(["bash", CORPUS / "tools" / "make_fs_hostile.sh", self.tree, source], check=True, capture_output=True)
        self.before = tree(self.tree)
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(self.work), "LANG": "C.UTF-8", "TZ": "UTC", "CUTLINE_ARCHIVE": str(self.archive)}
        for name in ("CUTLINE_DECODER", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"):
            if name in os.environ:
                self.environment[name] = os.environ[name]
        self.command("init")
        self.parent_peak, self.decoder_peak, self.decoder_space = 0, 0, 0
        self.ingest()
        self.after = tree(self.tree)

    def command(self, *args):
        return subprocess.run([BINARY, *args], env=self.environment, cwd=self.work, capture_output=True, stdin=subprocess.DEVNULL, timeout=600)

    def ingest(self):
        started = time.monotonic()
        with open(self.folder / "out", "wb") as out, open(self.folder / "err", "wb") as err:
            child = subprocess.Popen([BINARY, "--json", "ingest", *self.options, str(CORPUS / "hostile"), str(self.tree)], env=self.environment, cwd=self.work,
                                     stdin=subprocess.DEVNULL, stdout=out, stderr=err, start_new_session=True)
            while child.poll() is None:
                self.parent_peak = max(self.parent_peak, memory(child.pid, "VmHWM"))
                for pid in set(decoders_of(child.pid)) - {child.pid}:
                    self.decoder_peak = max(self.decoder_peak, memory(pid, "VmHWM"))
                    self.decoder_space = max(self.decoder_space, memory(pid, "VmPeak"))
                if time.monotonic() - started > 1500:
                    child.kill()
                time.sleep(0.05)
        self.seconds = time.monotonic() - started
        self.status = child.returncode
        time.sleep(0.2)
        self.strays = decoders_of(child.pid)
        self.lines = [json.loads(line) for line in (self.folder / "out").read_text(encoding="utf-8").splitlines()]
        self.err = (self.folder / "err").read_bytes()

    def rows(self):
        """(name, status, finding codes, reason) of every file, the folders of this run taken out."""
        out = []
        for line in self.lines:
            raw = base64.b64decode(line["path_bytes"]) if line.get("path_bytes") else os.fsencode(line["path"])
            for top, short in ((os.fsencode(CORPUS / "hostile") + b"/", b""), (os.fsencode(self.tree) + b"/", b"fs/")):
                if raw.startswith(top):
                    raw = short + raw[len(top):]
                    break
            reason = line["error"] or ""
            reason = re.sub(rf"'?{re.escape(str(self.tree))}/(?:.|\n)*?'(?= )|'?{re.escape(str(CORPUS))}/(?:.|\n)*?'(?= )", "it", reason)
            name = quote_from_bytes(raw, safe=SAFE)
            if len(name) > 200:
                name = f"{name[:90]}...{name[-90:]}"
            out.append((name, line["status"], " ".join(sorted(f["code"] for f in line["findings"])) or "-", reason or "-"))
        return sorted(out)


def in_folder(tmp_path_factory, *options):
    folder = tmp_path_factory.mktemp("hostile")
    yield Run(folder, *options)
    subprocess.run(["chmod", "-R", "u+rwX", folder], check=False, stderr=subprocess.DEVNULL)
    subprocess.run(["rm", "-rf", folder], check=False)


@pytest.fixture(scope="module")
def ordered(tmp_path_factory):
    """One file after the other: which of two equal pictures came first is fixed."""
    yield from in_folder(tmp_path_factory, "--jobs", "1")


@pytest.fixture(scope="module")
def run(request, tmp_path_factory):
    """As people run it, on all cores: another whole run, so with CUTLINE_LONG=1; else the ordered one."""
    if LONG:
        yield from in_folder(tmp_path_factory)
    else:
        yield request.getfixturevalue("ordered")


def test_table(ordered):
    rows = ordered.rows()
    text = "# file\tstatus\tfindings\treason\n" + "".join("\t".join(row) + "\n" for row in rows)
    if os.environ.get("CUTLINE_UPDATE"):
        TABLE.parent.mkdir(exist_ok=True)
        TABLE.write_text(text, encoding="utf-8")
    want = [tuple(line.split("\t")) for line in TABLE.read_text(encoding="utf-8").splitlines()[1:]]
    if os.geteuid():
        closed = ("fs/special/mode000.jpg", "fs/special/dir000", "fs/special/dir000/in.jpg")
        rows, want = ([row for row in some if row[0] not in closed] for some in (rows, want))
    changed = sorted(set(rows) ^ set(want))
    assert not changed, "\n".join(("now:   " if row in rows else "table: ") + "  ".join(row) for row in changed)
    assert len(rows) == len(want)


def test_exit_status(run, ordered):
    assert run.status == 1, run.err.decode(errors="replace")[-2000:]
    assert ordered.status == 1


TAKEN = ("added", "version", "copy", "probable", "known")


@pytest.mark.skipif(not LONG, reason="CUTLINE_LONG is not 1: one run only")
def test_order_does_not_matter(run, ordered):
    """On all cores the same files are taken, for the same reasons."""
    def fates(rows):
        return {(name, "taken" if status in TAKEN else status, reason) for name, status, _, reason in rows}
    assert not fates(run.rows()) ^ fates(ordered.rows())


def test_every_file_once(run):
    """No file without a line, none with two."""
    names = [row[0] for row in run.rows()]
    assert len(names) == len(set(names))
    given = {name for name in os.listdir(CORPUS / "hostile")}
    said = {unquote(name) for name in names if not name.startswith("fs/")}
    assert said == given
    files = [p for p, info in run.before.items() if info[0] != stat.S_IFDIR]
    if not os.geteuid():
        assert len([n for n in names if n.startswith("fs/")]) >= len(files)


def expectations():
    """file → what hostile/README.md asks for: REJECT, INGEST+WARN, INGEST; the sentence."""
    out = {}
    for line in (CORPUS / "hostile" / "README.md").read_text(encoding="utf-8").splitlines():
        match = re.match(r"- `([^`]+)` — (.*)$", line)
        if match:
            verb = re.search(r"=> (REJECT|INGEST\+WARN|INGEST|IGNORE): ", match.group(2) + " ")
            out[match.group(1)] = (verb.group(1) if verb else None, match.group(2))
    return out


# Where Cutline does otherwise than hostile/README.md asks, and why that is as good.
DAMAGE = {"PIXELS_UNDECODABLE", "PIXELS_DAMAGED", "TRUNCATED_FILE", "DAMAGED_CONTAINER", "MANY_FRAMES"}
OTHERWISE = {}


def test_as_the_corpus_asks(run):
    """Independent of the table: what must be refused is, or is kept with the damage said."""
    found = {unquote(name): (status, set(codes.split()), reason) for name, status, codes, reason in run.rows() if not name.startswith("fs/")}
    wrong = []
    for name, (verb, sentence) in expectations().items():
        status, codes, reason = found[name]
        taken = status in TAKEN
        good = {
            "REJECT": status == "rejected" or (taken and bool(codes & DAMAGE)),
            "INGEST": taken,
            "INGEST+WARN": taken or (status == "rejected" and "reject" in sentence),
            None: taken or status == "rejected",
        }[verb]
        if good == (name in OTHERWISE):
            wrong.append(f"{name}: {status} {sorted(codes)} {reason}; asked: {sentence}" + ("  (no longer otherwise)" if good else ""))
    assert not wrong, "\n".join(wrong)


# What an editor misses says nothing about damage.
MISSES = {"NO_CREDIT", "NO_BYLINE", "NO_CAPTION", "NO_COPYRIGHT", "NO_ORIGIN"}


def test_warned(run):
    """Damage that must never pass in silence."""
    rows = {name: set(codes.split()) for name, _, codes, _ in run.rows()}
    silent = [name for name in ("gen-bad-crc-a.png", "gen-bitflips-scan-a.jpg", "gen-no-eoi-a.jpg", "gen-xmp-bad-utf8-a.jpg", "gen-iptc-len-overrun-a.jpg",
                                "gen-exif-dates-odd-a.jpg", "gen-exif-ifd-self-loop-a.jpg", "gen-extxmp-missing-chunk-a.jpg", "gen-iptc-two-app13-differ-a.jpg",
                                "gen-mislabelled-jpeg-as-a.png", "gen-mislabelled-webp-as-a.jpg", "gen-truncated-50pct-a.jpg", "gen-exif-future-date-a.jpg")
              if not rows[name] - MISSES - {"-"}]
    assert not silent


def test_findings_once(run):
    """A finding of a file is said once."""
    said = {line["path"]: [(finding["code"], finding["message"]) for finding in line["findings"]] for line in run.lines}
    assert not [path for path, findings in said.items() if len(findings) != len(set(findings))]


def test_ignored(run):
    """Links, special files and what systems leave behind are no pictures: not opened, not refused."""
    rows = {name: status for name, status, _, _ in run.rows()}
    odd = ["links/dangling.jpg", "links/self.jpg", "links/loop-a", "links/loop-b", "links/dot", "links/up", "links/sub/cycle", "links/etc.jpg", "links/zero.jpg",
           "links/proc", "special/fifo.jpg", "special/fifo", "special/socket.jpg", "names/.DS_Store", "names/desktop.ini", "names/._plain.jpg",
           "names/a.jpg.part", "names/a.jpg.tmp"]
    taken = {name: rows.get("fs/" + name) for name in odd if rows.get("fs/" + name) != "ignored"}
    assert not taken


def test_good_names_are_in(run):
    """Under whatever name: the good JPEG is known, all of its copies one photo."""
    ids = {line["id"] for line in run.lines if "/names/" in line["path"] and line["status"] in ("added", "known")}
    assert len(ids) == 1
    rows = {name: status for name, status, _, _ in run.rows()}
    for name in ("new%0Aline.jpg", "latin1-%E9t%E9.jpg", "vips[access=sequential,page=-1].jpg", "-rf.jpg", "$(touch pwned).jpg", "trailing space.jpg "):
        assert rows["fs/names/" + quote(unquote(name, "latin-1"), safe=SAFE, encoding="latin-1")] in ("added", "known"), name


def test_parent_memory(run):
    if SANITIZED:
        pytest.skip("a sanitizer keeps memory of its own")
    assert 0 < run.parent_peak < PARENT_LIMIT
    assert 0 < run.decoder_space < DECODER_LIMIT


def test_nothing_is_left(run):
    assert not run.strays
    assert not list((run.archive / "tmp").iterdir())
    assert not list(run.work.rglob("pwned")) and not [p for p in run.after if p.endswith(b"/pwned")]
    assert not Path("/tmp/corpus-canary").exists()


def test_sources_are_untouched(run):
    assert run.after == run.before


def test_stored_copies_are_plain(run):
    """No set-uid bit, no write for others, only regular files and folders."""
    for path, (kind, mode, _, _) in tree(run.archive).items():
        assert kind in (stat.S_IFREG, stat.S_IFDIR), path
        assert not mode & 0o7022, (path, oct(mode))


def test_terminal_is_safe(run):
    """Names with escape sequences reach nobody's terminal as such."""
    assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", run.err)


def test_verify(run):
    done = run.command("verify")
    assert done.returncode == 0, done.stdout.decode() + done.stderr.decode()


def test_again(run):
    """The second time all that was taken is known, and nothing else changes."""
    first = {row[0]: row for row in run.rows()}
    done = run.command("--json", "ingest", "--no-wait", str(CORPUS / "hostile"), str(run.tree))
    assert done.returncode == 1
    run.lines = [json.loads(line) for line in done.stdout.decode().splitlines()]
    for name, status, _, reason in run.rows():
        before = first[name][1]
        assert (status, reason) == ("known", "-") if before in TAKEN else status == before, name
