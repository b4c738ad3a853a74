# SPDX-License-Identifier: MIT
"""The project keeps its own rules, and each rule would notice if it did not."""
import functools
import os
import re
import shutil
from pathlib import Path

import pytest

import layers
import rules

TOP = Path(__file__).resolve().parents[2]
PROGRAMS = [p for p in os.environ.get("CUTLINE_PROGRAMS", "").split(":") if p]


@pytest.mark.parametrize("rule", rules.ALL, ids=lambda rule: rule.__name__)
def test_kept(rule):
    found = sorted(rule(TOP))
    assert not found, f"{rule.__doc__}\n" + "\n".join(str(breach) for breach in found)


@pytest.mark.parametrize("program", PROGRAMS or [None])
def test_linked(program):
    if program is None:
        pytest.skip("CUTLINE_PROGRAMS is not set: run by meson test")
    assert not rules.linked(program)


def test_linked_notices():
    decoder = os.environ.get("CUTLINE_DECODER")
    if not decoder:
        pytest.skip("CUTLINE_DECODER is not set: run by meson test")
    assert rules.linked(decoder), "the decoder does link these libraries"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """What the rules read, to be spoilt."""
    top = tmp_path_factory.mktemp("copy")
    ignore = shutil.ignore_patterns("build*", ".git", "__pycache__", "*.pyc")
    for name in ("include", "src", "thumbnails", "schema", "tests", "scripts", "docs"):
        shutil.copytree(TOP / name, top / name, ignore=ignore)
    shutil.copy(TOP / "meson.build", top)
    return top


HEAD = "/* SPDX-License-Identifier: MIT\n *\n * Decides nothing at all, for a test of the lint.\n */\n"
LONG_FUNCTION = "void\nlong_one(void)\n{\n" + "\tg_assert_true(1);\n" * 61 + "}\n"

# rule, file to append to or make, text; the rule must find one breach more there.
PLANTED = [
    (rules.include_direction, "src/core/text.c", "#include <cutline/photo.h>\n"),
    (rules.include_direction, "src/photo/facts.c", "#include <cutline/metadata.h>\n"),
    (rules.include_direction, "src/store/store.c", "#include <cutline/catalog.h>\n"),
    (rules.include_direction, "src/catalog/photos.c", "#include <cutline/store.h>\n"),
    (rules.include_direction, "src/metadata/jpeg.c", "#  include <cutline/decoder.h>\n"),
    (rules.include_direction, "src/decoder/pool.c", "#include <cutline/render.h>\n"),
    (rules.include_direction, "src/archive/accept.c", '#include "../store/store_private.h"\n'),
    (rules.include_direction, "src/cli/main.c", "#include <cutline/metadata.h>\n"),
    (rules.include_direction, "include/cutline/photo.h", '#include "store.h"\n'),
    (rules.include_direction, "include/cutline/brandnew.h", HEAD),
    (rules.include_direction, "src/brandnew/new.c", HEAD),
    (rules.third_party, "src/archive/accept.c", "#include <vips/vips.h>\n"),
    (rules.third_party, "src/catalog/photos.c", "#include <sqlite3.h>\n"),
    (rules.third_party, "src/store/store.c", "#include <nettle/sha2.h>\n"),
    (rules.third_party, "src/cli/main.c", "#include <curses.h>\n"),
    (rules.headers_alone, "include/cutline/text.h", "ClNeverDeclared *cl_text_never(void);\n"),
    (rules.headers_alone, "src/store/store_private.h", "ClNeverDeclared *store_never(void);\n"),
    (rules.no_sql_in_c, "src/archive/search.c", 'const char *a = "SELECT id "\n\t"FROM photo";\n'),
    (rules.no_sql_in_c, "src/catalog/photos.c", 'const char *a = "DELETE FROM photo";\n'),
    (rules.no_sql_in_c, "src/catalog/photos.c", 'const char *a = "PRAGMA user_version";\n'),
    (rules.one_statement_a_file, "schema/queries/brandnew.sql", "-- Two of them.\nSELECT 1; SELECT 2;\n"),
    (rules.one_statement_a_file, "schema/queries/brandnew.sql", "SELECT 1;\n"),
    (rules.registered, "tests/unit/test_brandnew.c", HEAD),
    (rules.registered, "tests/cli/test_brandnew.py", "# SPDX-License-Identifier: MIT\n"),
    (rules.registered, "src/store/brandnew.c", HEAD),
    (rules.sizes, "src/store/brandnew.c", HEAD + "\n" * 600),
    (rules.sizes, "src/store/brandnew.c", HEAD + LONG_FUNCTION),
    (rules.banned, "src/store/store.c", "int a(void) { return atoi (b); }\n"),
    (rules.banned, "src/metadata/xmp.c", "GRegex *a(void) { return g_regex_new(b, 0, 0, NULL); }\n"),
    (rules.banned, "src/photo/facts.c", 'void a(void) { g_warning("b"); }\n'),
    (rules.layout, "src/store/store.c", "int a; \n"),
    (rules.layout, "src/store/store.c", "    int a;\n"),
    (rules.layout, "src/store/store.c", "int a;" + "\t" * 13 + "int bbbbbbbbbbbb;\n"),
    (rules.layout, "src/store/store.c", "int a;"),
    (rules.opening, "src/store/brandnew.c", "/* Nothing. */\n"),
    (rules.opening, "src/store/brandnew.c", "/* SPDX-License-Identifier: MIT */\n"),
    (rules.opening, "tests/cli/brandnew.py", "import os\n"),
    (rules.finished, "src/store/store.c", "/* TO" + "DO: more */\n"),
]


@pytest.fixture(scope="module")
def unspoilt(copy):
    return functools.cache(lambda rule: set(rule(copy)))


@pytest.mark.parametrize("rule, path, text", PLANTED, ids=[f"{rule.__name__}-{n}" for n, (rule, _, _) in enumerate(PLANTED)])
def test_notices(copy, unspoilt, rule, path, text):
    file = copy / path
    before = file.read_text() if file.exists() else None
    known = unspoilt(rule)
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text((before or "") + text)
    try:
        fresh = set(rule(copy)) - known
    finally:
        if before is not None:
            file.write_text(before)
        else:
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()
    assert path in {breach.path for breach in fresh}, fresh
    if rule is not rules.headers_alone:  # a broken header breaks those that include it
        assert {breach.path for breach in fresh} == {path}, fresh


def test_notices_own_path(copy):
    (copy / "docs/brandnew.md").write_text(f"It lies in {copy.resolve()}/src\n")
    found = [b for b in rules.finished(copy) if b.path == "docs/brandnew.md"]
    (copy / "docs/brandnew.md").unlink()
    assert found


def test_does_not_cry_wolf(copy):
    """Words in comments and in messages are no code."""
    file = copy / "src/store/brandnew.c"
    file.write_text(HEAD + '/* unlike strcpy(a, b) or "SELECT a FROM b" */\nconst char *a = "call system(1) or printf(2)";\n'
                    'const char *b = "select a folder from the list";\n')
    found = [b for rule in (rules.banned, rules.no_sql_in_c) for b in rule(copy) if b.path == "src/store/brandnew.c"]
    file.unlink()
    assert not found


def test_exceptions_are_needed():
    """An exception that nobody uses any more is deleted."""
    used = {(p, n.split("/")[-1]) for p, _, _, n in rules.includes(TOP)}
    used |= {(os.path.dirname(p), n) for p, n in used}
    unused = [key for key in layers.EXCEPTIONS if key not in used]
    assert not unused


def test_libraries_have_packages():
    """Each library that meson.build asks for is on the list that scripts/setup installs."""
    wanted = set(re.findall(r"dependency\('([^']+)'", (TOP / "meson.build").read_text()))
    package = {"glib-2.0": "libglib2.0-dev", "gio-unix-2.0": "libglib2.0-dev", "nettle": "nettle-dev", "libsodium": "libsodium-dev",
               "jansson": "libjansson-dev", "vips": "libvips-dev", "libexif": "libexif-dev", "libxml-2.0": "libxml2-dev", "zlib": "zlib1g-dev", "minizip": "libminizip-dev",
               "libbrotlidec": "libbrotli-dev", "sqlite3": "libsqlite3-dev", "libseccomp": "libseccomp-dev", "libmicrohttpd": "libmicrohttpd-dev",
               "libcurl": "libcurl4-openssl-dev", "gumbo": "libgumbo-dev", "gmime-3.0": "libgmime-3.0-dev", "libpq": "libpq-dev",
               "libjpeg": "libjpeg62-turbo-dev", "libheif": "libheif-dev"}
    listed = {line.split()[0] for line in (TOP / "scripts/packages").read_text().splitlines() if line and line[0] not in "#["}
    assert wanted <= set(package), f"enter their Debian package here: {wanted - set(package)}"
    assert {package[name] for name in wanted} <= listed
