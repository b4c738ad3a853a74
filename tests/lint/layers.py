# SPDX-License-Identifier: MIT
"""The layers and who may use what: the tables that the lint rules read.

A new folder, public header or library is entered here, with its place; see docs/architecture.md.
"""

# Public header → the folder that owns it. Headers of `core` may be used by everyone.
HEADERS = {
    "error.h": "core", "text.h": "core", "file.h": "core", "hash.h": "core", "time.h": "core", "json.h": "core",
    "diff.h": "core", "country.h": "core", "edit.h": "photo", "template.h": "caption",
    "limits.h": "core", "secret.h": "core", "log.h": "core", "http_client.h": "core", "rules.h": "core", "tar.h": "core", "zip.h": "core",
    "fields.h": "photo", "photo.h": "photo", "findings.h": "photo", "query.h": "photo", "sidecar.h": "photo",
    "credit.h": "credit", "credit_told.h": "credit", "rights.h": "rights", "reasons.h": "rights", "papers.h": "rights", "caption.h": "caption", "style.h": "caption", "lint.h": "caption", "printed.h": "caption",
    "pagecheck.h": "archive",
    "use.h": "photo", "story.h": "archive",
    "metadata.h": "metadata", "decoder.h": "decoder", "store.h": "store", "cache.h": "store", "catalog.h": "catalog", "ends.h": "catalog", "record.h": "catalog", "render.h": "thumbnails",
    "request.h": "thumbnails", "sign.h": "thumbnails", "rendition.h": "archive", "framing.h": "archive",
    "publish.h": "publish", "archive.h": "archive", "credits.h": "archive",
    "clearance.h": "archive", "account.h": "archive", "answers.h": "archive",
    "page.h": "publish", "site.h": "archive",
    "delivery.h": "archive", "evidence.h": "archive", "expiring.h": "archive", "hooks.h": "archive",
}

# Folder → the folders whose public headers it may include, besides its own.
PURE = ["core", "photo"]
BELOW = {
    "core": [],
    "photo": ["core"],
    "rights": PURE,
    "credit": PURE + ["rights"],
    "caption": PURE + ["credit", "rights"],
    "metadata": PURE + ["credit", "rights", "caption"],
    "store": PURE + ["credit", "rights", "caption"],
    "catalog": PURE + ["credit", "rights", "caption"],
    "thumbnails": PURE + ["credit", "rights", "caption"],
    "decoder": PURE + ["credit", "rights", "caption"],
    "publish": PURE + ["credit", "rights", "caption"],
    "archive": PURE + ["credit", "rights", "caption", "metadata", "publish", "store", "catalog", "thumbnails", "decoder"],
    "cli": PURE + ["credit", "rights", "caption", "archive"],
    "daemon": PURE + ["credit", "rights", "caption", "archive"],
}

# (folder or file, header): one more, and why.
EXCEPTIONS = {
    ("src/decoder/main.c", "metadata.h"): "the decoder's main hands jobs to the readers that live inside it",
    ("src/decoder/main.c", "publish.h"): "received JPEGs are rewritten for export inside it",
    ("src/decoder/main.c", "render.h"): "the decoder's main hands jobs to the renderer that lives inside it",
    ("include/cutline/catalog.h", "render.h"): "value types only: the fingerprint that the catalog stores",
}

# Value headers above L1 that a shell may read: it gets their records from the use cases.
SHELL_MAY_READ = {"catalog.h", "decoder.h", "store.h", "render.h", "request.h", "sign.h"}

# Library header (beginning) → the files that may include it (beginnings of their paths).
THIRD_PARTY = {
    "glib": ["src/", "thumbnails/", "include/"],
    "gio/": ["src/", "thumbnails/"],
    "nettle/": ["src/core/hash"],
    "sodium": ["src/core/secret", "src/core/hash"],
    "jansson": ["src/core/json"],
    "curl/": ["src/core/http_client", "src/store/s3"],
    "vips/": ["thumbnails/"],
    "jpeglib": ["thumbnails/jpeg_"],
    "libheif/": ["thumbnails/avif_"],
    "setjmp": ["thumbnails/jpeg_"],
    "libexif/": ["src/metadata/"],
    "libxml/": ["src/metadata/"],
    "gumbo": ["src/metadata/"],
    "gmime/": ["src/metadata/"],
    "zlib": ["src/metadata/"],
    "zip.h": ["src/core/zip"],
    "brotli/": ["src/metadata/"],
    "sqlite3": ["src/catalog/driver_sqlite"],
    "libpq": ["src/catalog/driver_postgres"],
    "microhttpd": ["src/daemon/http"],
    "seccomp": ["src/decoder/sandbox"],
}

# Headers that the build makes.
GENERATED = {"statements.h"}

# Below the shells, and yet they print: why.
MAY_PRINT = {"src/decoder/worker.c": "the decoder's own main, when someone starts it by hand",
             "src/caption/write_shipped.c": "a program of the build",
             "src/credit/write_shipped.c": "a program of the build",
             "src/rights/write_shipped.c": "a program of the build"}

# What the C library and the kernel bring.
SYSTEM = set(
    "assert ctype dirent errno fcntl float getopt iconv inttypes langinfo limits locale malloc math netdb poll pthread pwd sched "
    "signal spawn stdarg stdatomic stdbool stddef stdint stdio stdlib string strings termios time unistd utime wchar".split()
)
# libjpeg has no other way to report an error than to leave by a jump.
MAY_JUMP = "thumbnails/jpeg_"

SYSTEM_FOLDERS = ("sys/", "linux/", "netinet/", "arpa/", "asm/")

# Libraries that the programs people start must not link: they live in cutline-decoder.
NOT_LINKED = ("libvips", "libheif", "libexif", "libxml2", "libgumbo", "libgmime")
