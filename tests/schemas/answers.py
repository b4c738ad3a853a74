# SPDX-License-Identifier: MIT
"""Which schema of schema/json an answer of a command stands by. A schema file NAME.json is `cutline:NAME`; they
may refer to each other."""
import json
import pathlib

import jsonschema

FOLDER = pathlib.Path(__file__).parents[2] / "schema" / "json"
SCHEMAS = {path.stem: json.loads(path.read_text()) for path in sorted(FOLDER.glob("*.json"))}
OF = {("check",): "verdict", ("check-page",): "check-page", ("credit", "parse"): "credit", ("credit", "show"): "credit",
      ("ingest",): "ingest", ("restrictions", "list"): "restriction", ("restrictions", "parse"): "restriction",
      ("show",): "show"}
made = {}


def validator(name):
    if name not in made:
        store = {schema["$id"]: schema for schema in SCHEMAS.values()}
        made[name] = jsonschema.Draft202012Validator(
            SCHEMAS[name], resolver=jsonschema.RefResolver.from_schema(SCHEMAS[name], store=store))
    return made[name]


def schema_of(args):
    """Of a command line; None: its answer has no schema."""
    words = [str(word) for word in args]
    while words and words[0].startswith("-"):
        del words[:2 if words[0] in ("-C", "--as") else 1]
    return OF.get(tuple(words[:2])) or OF.get(tuple(words[:1]))


def hold(args, lines):
    """Every line of the answer stands by its schema."""
    name = schema_of(args)
    for line in lines if name is not None else []:
        validator(name).validate(line)
    return lines
