# SPDX-License-Identifier: MIT
"""Every answer that a functional test reads stands by its JSON Schema.

A schema file NAME.json is `cutline:NAME`; they may refer to each other. A schema of an answer says in "x-answers" whose:

    "check"                          each line of `cutline --json check …`
    "story check .uses .verdict"     what stands there in each line; lists are walked
    "GET /photos/{id}"               the answer of that path of /api/v1
    "GET /photos/{id}/grants items"  each member of its "items"

The harnesses of the command and of the daemon (tests/cli/conftest.py, tests/http/conftest.py) hand in what they read."""
import functools
import json
import pathlib
import re

import jsonschema

FOLDER = pathlib.Path(__file__).parents[2] / "schema" / "json"
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@functools.cache
def validator(name):
    store = {schema["$id"]: schema for schema in SCHEMAS.values()}
    return jsonschema.Draft202012Validator(
        SCHEMAS[name], resolver=jsonschema.RefResolver.from_schema(SCHEMAS[name], store=store))


@functools.cache
def promises():
    """(schema, method or "", path or words of a command, names to the inside)."""
    found = []
    for name, schema in SCHEMAS.items():
        for text in schema.get("x-answers", ()):
            words = text.split()
            if words[0] in METHODS:
                found.append((name, words[0], words[1], tuple(words[2:])))
            else:
                found.append((name, "", tuple(word for word in words if word[0] != "."),
                              tuple(word[1:] for word in words if word[0] == ".")))
    return found


def inner(value, names):
    """All that stands there: lists are walked; what is null or absent is nothing."""
    if isinstance(value, list):
        for one in value:
            yield from inner(one, names)
    elif not names:
        yield value
    elif isinstance(value, dict) and value.get(names[0]) is not None:
        yield from inner(value[names[0]], names[1:])


def check(name, value, what):
    for error in validator(name).iter_errors(value):
        raise AssertionError(f"{what} is none that schema/json/{name}.json describes: {error.json_path}: {error.message}")


def words_of(args):
    """The words of a command line behind what holds for every command."""
    words = [str(word) for word in args]
    while words and words[0].startswith("-"):
        del words[:2 if words[0] in ("-C", "--as") else 1]
    return tuple(words)


def schema_of(args):
    """Of each line of an answer as a whole; None: it has no schema."""
    words = words_of(args)
    return next((name for name, method, what, names in promises()
                 if not method and not names and words[:len(what)] == what), None)


def hold(args, lines):
    """Every line of the answer of a command stands by its schemas."""
    words = words_of(args)
    for name, method, what, names in promises():
        if not method and words[:len(what)] == what:
            for value in inner(lines, names):
                check(name, value, f"an answer of `cutline {' '.join(words)}`")
    return lines


@functools.cache
def pattern_of(path):
    return re.compile("/api/v1" + re.sub(r"\\\{\w+\\\}", "[^/]+", re.escape(path)) + r"(\?.*)?")


def request(method, path, status, kind, body):
    """What the daemon has answered; `kind` is its Content-Type."""
    if kind != "application/json" or not path.startswith("/api/v1") or method == "HEAD":
        return
    value = json.loads(body)
    if status >= 400 and set(value) == {"error"}:
        check("error", value, f"the refusal of {method} {path}")
        return
    for name, of, pattern, names in promises() if status < 400 else ():
        if of == method and pattern_of(pattern).fullmatch(path):
            for one in inner(value, names):
                check(name, one, f"the answer of {method} {path}")
