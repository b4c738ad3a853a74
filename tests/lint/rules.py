# SPDX-License-Identifier: MIT
"""The rules: each a function from the top of a checkout to the breaches it found there.

They read text, and ask the compiler only whether a header stands alone. What a compiler warning
already says is not said again here.
"""
import functools
import os
import re
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import layers

MAX_FILE_LINES = 600
MAX_FUNCTION_LINES = 60
MAX_TEST_FUNCTION_LINES = 100  # a table of cases is long and still one thought
MAX_COLUMNS = 110  # 100 is the aim; a few more may read better than a break
SKIPPED_FOLDERS = re.compile(r"^(build.*|\.git|__pycache__|\..*cache|samples-out)$")


@dataclass(frozen=True, order=True)
class Breach:
    path: str
    line: int
    what: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.what}"


def files(top, *suffixes, under=("",)):
    """(path from the top, text) of every file of the project with one of the suffixes."""
    for root, folders, names in os.walk(top):
        folders[:] = sorted(f for f in folders if not SKIPPED_FOLDERS.match(f) or (f == ".ci"))
        for name in sorted(names):
            path = os.path.relpath(os.path.join(root, name), top)
            if (not suffixes or name.endswith(suffixes)) and path.startswith(tuple(under)):
                try:
                    yield path, Path(root, name).read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue


@functools.lru_cache(4096)
def strip(text, strings=True):
    """The text with comments, and with `strings` also literals, blanked; the lines stay where they are."""
    def blank(match):
        found = match.group(0)
        if found.startswith("/"):
            return re.sub(r"[^\n]", " ", found)
        return found if not strings else found[0] + re.sub(r"[^\n]", " ", found[1:-1]) + found[-1]
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', blank, text, flags=re.S)


@functools.lru_cache(4096)
def comments(text):
    """The reverse of strip(): all but comments blanked."""
    return "".join(a if b == " " or a == "\n" else " " for a, b in zip(text, strip(text, strings=False)))


def line_of(text, position):
    return text.count("\n", 0, position) + 1


SOURCES = ("src/", "thumbnails/", "include/")


def folder_of(path):
    parts = path.split("/")
    if parts[0] == "include":
        return layers.HEADERS.get(parts[-1])
    return parts[1] if parts[0] == "src" else parts[0]


def includes(top):
    for path, text in files(top, ".c", ".h", under=SOURCES):
        for match in re.finditer(r'^[ \t]*#[ \t]*include[ \t]+([<"])([^>"]+)[>"]', strip(text, strings=False), re.M):
            yield path, line_of(text, match.start()), match.group(1), match.group(2)


def include_direction(top):
    """Includes go only downwards; L2 modules do not know each other."""
    out = []
    for path in sorted({p for p, _ in files(top, ".c", ".h", under=SOURCES)}):
        if folder_of(path) not in layers.BELOW:
            out.append(Breach(path, 1, "stands in no layer: enter its folder or header in tests/lint/layers.py"))
    for path, line, kind, name in includes(top):
        folder = folder_of(path)
        if folder not in layers.BELOW:
            continue
        if kind == '"':
            if path.startswith("include/"):
                name = "cutline/" + name
            elif "/" in name or not Path(top, os.path.dirname(path), name).exists():
                if name not in layers.GENERATED:
                    out.append(Breach(path, line, f'"{name}" is not a header of this folder; public ones are <cutline/…>'))
                continue
        if not name.startswith("cutline/"):
            continue
        header = name[len("cutline/"):]
        owner = layers.HEADERS.get(header)
        if owner is None:
            out.append(Breach(path, line, f"<cutline/{header}> belongs to no folder in tests/lint/layers.py"))
        elif not _may_include(path, folder, header, owner):
            out.append(Breach(path, line, f"{folder} must not know {owner} (<cutline/{header}>)"))
    return out


def _may_include(path, folder, header, owner):
    if owner == folder or owner in layers.BELOW[folder]:
        return True
    if folder in ("cli", "daemon") and header in layers.SHELL_MAY_READ:
        return True
    return (path, header) in layers.EXCEPTIONS or (os.path.dirname(path), header) in layers.EXCEPTIONS


def third_party(top):
    """A library is included only in its place."""
    out = []
    for path, line, kind, name in includes(top):
        if kind != "<" or name.startswith("cutline/"):
            continue
        if name.startswith(layers.SYSTEM_FOLDERS) or name.removesuffix(".h") in layers.SYSTEM:
            continue
        places = next((p for prefix, p in layers.THIRD_PARTY.items() if name.startswith(prefix)), None)
        if places is None:
            out.append(Breach(path, line, f"<{name}> is no library of ours: enter it, with its place, in tests/lint/layers.py"))
        elif not path.startswith(tuple(places)):
            out.append(Breach(path, line, f"<{name}> only in {', '.join(places)}"))
    return out


def _flags(*packages):
    done = subprocess.run(["pkg-config", "--cflags", *packages], capture_output=True, text=True, check=True)
    return done.stdout.split()


ALONE = {}  # (path, what it includes of ours) → breach: a copy with one spoilt file is compiled where it differs


def _included(texts, path, seen):
    """The texts that a header brings in, its own first."""
    seen.add(path)
    out = [texts[path]]
    for name in re.findall(r'^[ \t]*#[ \t]*include[ \t]+[<"]([^>"]+)[>"]', texts[path], re.M):
        for found in (f"include/{name}", os.path.join(os.path.dirname(path), name)):
            if found in texts and found not in seen:
                out += _included(texts, found, seen)
    return tuple(out)


def headers_alone(top):
    """A public header compiles by itself, with GLib and nothing else; a private one with its folder's libraries."""
    public = _flags("glib-2.0")
    every = _flags("glib-2.0", "vips", "libexif", "libxml-2.0", "sqlite3", "libseccomp")
    generated = os.environ.get("CUTLINE_GENERATED")
    base = [*os.environ.get("CC", "cc").split(), "-std=gnu17", "-D_GNU_SOURCE", "-fsyntax-only", "-xc", f"-I{top}/include"]
    if generated:
        every.append(f"-I{generated}")

    texts = dict(files(top, ".h", under=SOURCES))

    def compile_alone(item):
        path, text = item
        if any(f'"{name}"' in text for name in layers.GENERATED) and not generated:
            return None
        key = (path, _included(texts, path, set()))
        if key not in ALONE:
            ALONE[key] = compile_anew(path)
        return ALONE[key]

    def compile_anew(path):
        flags = public if path.startswith("include/") else every + [f"-I{Path(top, path).parent}"]
        source = f'#include "{Path(top, path)}"\nint alone;\n'
        done = subprocess.run([*base, *flags, "-"], input=source, capture_output=True, text=True)
        return Breach(path, 1, "does not compile alone: " + done.stderr.strip().split("\n")[0]) if done.returncode else None

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return [found for found in pool.map(compile_alone, texts.items()) if found]


SQL = re.compile(
    r"\bSELECT\b.*\bFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\w+\s+SET\b|\bDELETE\s+FROM\b|\bALTER\s+TABLE\b|"
    r"\b(CREATE|DROP)\s+(UNIQUE\s+|VIRTUAL\s+|TEMP\s+)?(TABLE|INDEX|VIEW|TRIGGER)\b|\bON\s+CONFLICT\b|\bORDER\s+BY\b|^\s*WHERE\s", re.S)
SQL_DRIVER = re.compile(r"^\s*(PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|VACUUM|ATTACH|ANALYZE)\b")


def no_sql_in_c(top):
    """SQL text lives in schema/; the driver alone says PRAGMA, BEGIN, COMMIT."""
    out = []
    for path, text in files(top, ".c", ".h", under=SOURCES):
        code = strip(text, strings=False)
        for match in re.finditer(r'(?:"(?:\\.|[^"\\\n])*"\s*)+', code):
            literal = "".join(re.findall(r'"((?:\\.|[^"\\\n])*)"', match.group(0)))
            driver = os.path.dirname(path) == "src/catalog" and os.path.basename(path).startswith("driver")
            if SQL.search(literal) or (SQL_DRIVER.match(literal) and not driver):
                out.append(Breach(path, line_of(code, match.start()), "SQL text in C: it belongs into schema/queries"))
    return out


def one_statement_a_file(top):
    """schema/queries: a comment that says what for, then one statement."""
    out = []
    for path, text in files(top, ".sql", under=("schema/queries/",)):
        if not text.startswith("-- "):
            out.append(Breach(path, 1, "does not begin with a comment that says what it is for"))
        code = re.sub(r"--[^\n]*|'(?:[^']|'')*'", "", text)
        if code.count(";") != 1 or not code.rstrip().endswith(";"):
            out.append(Breach(path, 1, "one statement a file, ended by a semicolon"))
    return out


def registered(top):
    """Every test file and every source file is named in the meson.build of its folder."""
    out = []
    for path, _ in files(top, ".c", ".py", under=("tests/",)):
        folder, name = os.path.split(path)
        stem, suffix = os.path.splitext(name)
        kind = re.match(r"(test|fuzz|bench)_(.+)", stem)
        if not kind:
            continue
        build = _build_file(top, folder)
        if not re.search(rf"'(?:{re.escape(name)}|{re.escape(stem)}|{re.escape(kind.group(2))})'", build):
            out.append(Breach(path, 1, f"is in no meson.build of {folder}: it never runs"))
        elif not _reached(top, folder):
            out.append(Breach(path, 1, f"{folder} is not entered by the meson.build above it: it never runs"))
    for path, _ in files(top, ".c", under=("src/", "thumbnails/")):
        if f"'{os.path.basename(path)}'" not in _build_file(top, os.path.dirname(path)):
            out.append(Breach(path, 1, "is in no meson.build: it is never compiled"))
    return out


def _build_file(top, folder):
    try:
        return re.sub(r"#[^\n]*", "", Path(top, folder, "meson.build").read_text())
    except FileNotFoundError:
        return ""


def _reached(top, folder):
    while folder:
        folder, name = os.path.split(folder)
        build = _build_file(top, folder)
        if "subdir(" not in build or f"'{name}'" not in build:
            return False
    return True


CODE = (".c", ".h", ".py", ".sql", ".sh")


def sizes(top):
    """A file is one decision; a function fits on a screen and a half."""
    out = []
    for path, text in files(top, *CODE):
        n = text.count("\n")
        if n > MAX_FILE_LINES:
            out.append(Breach(path, n, f"{n} lines, more than {MAX_FILE_LINES}: is it one decision?"))
        if path.endswith(".c"):
            limit = MAX_TEST_FUNCTION_LINES if path.startswith("tests/") else MAX_FUNCTION_LINES
            start = None
            for number, line in enumerate(text.split("\n"), 1):
                if line == "{":
                    start = number
                elif line == "}" and start:
                    if number - start - 1 > limit:
                        out.append(Breach(path, start, f"a function of {number - start - 1} lines, more than {limit}"))
                    start = None
    return out


BANNED = re.compile(
    r"\b(strcpy|strcat|stpcpy|sprintf|vsprintf|gets|strtok|strtok_r|atoi|atol|atoll|atof|strtol|strtoul|strtoll|strtoull|strtod|localtime|gmtime|ctime|"
    r"asctime|system|popen|alloca|g_alloca|g_newa|g_newa0|mktemp|tmpnam|tempnam|rand|srand|setjmp|longjmp|g_regex_\w+|g_strsplit_set_regex)\s*\(")
LOGGING = re.compile(r"\b(g_print|g_printerr|g_warning|g_message|g_debug|g_info|g_critical|g_log|perror|syslog|printf|puts)\s*\(|\bfprintf\s*\(\s*std(err|out)")
SHELLS = ("src/cli/", "src/daemon/")


def banned(top):
    """Functions that cannot be used safely, and logging below the shells."""
    out = []
    for path, text in files(top, ".c", ".h", under=SOURCES):
        code = strip(text)
        for match in BANNED.finditer(code):
            if match.group(1).endswith("jmp") and path.startswith(layers.MAY_JUMP):
                continue
            out.append(Breach(path, line_of(code, match.start()), f"{match.group(1)} is not used here (docs/contributing.md)"))
        if not path.startswith(SHELLS) and path not in layers.MAY_PRINT:
            for match in LOGGING.finditer(code):
                out.append(Breach(path, line_of(code, match.start()), "no output below the shells: return a GError or a finding"))
    return out


def layout(top):
    """No blanks at line ends, a newline at the end; C within its columns, indented by tabs."""
    out = []
    for path, text in files(top, *CODE, ".md", ".build", ".conf", ".txt"):
        free = False
        for number, line in enumerate(text.split("\n"), 1):
            if line != line.rstrip():
                out.append(Breach(path, number, "blanks at the end of the line"))
            if "clang-format off" in line or "clang-format on" in line:
                free = "clang-format off" in line
            if path.endswith((".c", ".h")) and not path.startswith("tests/"):
                if line.startswith("    ") and not free:
                    out.append(Breach(path, number, "indented by blanks"))
                if len(line.expandtabs(8)) > MAX_COLUMNS and not free:
                    out.append(Breach(path, number, f"longer than {MAX_COLUMNS} columns"))
        if text and not text.endswith("\n"):
            out.append(Breach(path, text.count("\n") + 1, "no newline at the end of the file"))
    return out


def opening(top):
    """SPDX, then what this file decides."""
    out = []
    for path, text in files(top, ".c", ".h", under=SOURCES + ("tests/",)):
        comment = re.match(r"/\* SPDX-License-Identifier: MIT\n(.*?)\*/", text, re.S)
        if not comment:
            out.append(Breach(path, 1, "does not begin with /* SPDX-License-Identifier: MIT"))
        elif len(re.findall(r"\w+", comment.group(1))) < 5:
            out.append(Breach(path, 1, "the opening comment does not say what this file decides"))
    for path, text in files(top, ".py", ".sh"):
        if "SPDX-License-Identifier: MIT" not in "\n".join(text.split("\n")[:3]):
            out.append(Breach(path, 1, "no SPDX-License-Identifier: MIT in the first lines"))
    return out


UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|not implemented", re.IGNORECASE)


def finished(top):
    """No notes of unfinished work, no path of the machine it was written on."""
    out = []
    here = str(Path(top).resolve())
    for path, text in files(top, *CODE, ".md", ".build"):
        if path.startswith("tests/lint/"):
            continue
        # In C only comments: agencies do write XXX into fields, and tests say so.
        said = comments(text) if path.endswith((".c", ".h")) else text
        for number, (line, raw) in enumerate(zip(said.split("\n"), text.split("\n")), 1):
            found = UNFINISHED.search(line)
            if found and (found.group(0).isupper() or "implemented" in found.group(0)):
                out.append(Breach(path, number, f"unfinished: {found.group(0)}"))
            if here.count("/") > 1 and re.search(rf"(?<![\w./-]){re.escape(here)}(?![\w-])", raw):
                out.append(Breach(path, number, "a path of this machine"))
    return out


ALL = [include_direction, third_party, headers_alone, no_sql_in_c, one_statement_a_file, registered, sizes, banned, layout, opening, finished]


def linked(program):
    """What a program people start must not load."""
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=True)
    return [Breach(program, 1, f"links {name}: it belongs into cutline-decoder") for name in layers.NOT_LINKED if name in done.stdout]
