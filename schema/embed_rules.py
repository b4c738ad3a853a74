#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Embed tables of rules: each JSON file becomes a text in a C file, without its white space.

usage: embed_rules.py OUT.c FOLDER FILE.json...

Refuses: a file of the folder that was not listed, text that is no JSON, keys given twice, a
`schema` that does not carry the file's name, entries of `rules` without an id of their own.
"""
import json
import os
import sys

CHUNK_CHARS = 1000


class Refused(Exception):
    pass


def no_twins(pairs):
    keys = [key for key, _ in pairs]
    if len(keys) != len(set(keys)):
        raise Refused(f'a key is given twice among {", ".join(keys)}')
    return dict(pairs)


def load(path):
    name = os.path.basename(path)[:-len('.json')]
    try:
        with open(path, encoding='utf-8') as file:
            table = json.load(file, object_pairs_hook=no_twins)
    except (ValueError, Refused) as reason:
        raise Refused(f'{path}: {reason}') from None
    if not table.get('schema', '').startswith(f'cutline-{name}/'):
        raise Refused(f'{path}: "schema" must be "cutline-{name}/N"')
    ids = [rule.get('id') for rule in table.get('rules', [])]
    if None in ids or len(ids) != len(set(ids)):
        raise Refused(f'{path}: every rule needs an id of its own')
    return name, json.dumps(table, ensure_ascii=True, separators=(',', ':'))


def c_string(text):
    """Escapes before cutting, so that none is cut in two."""
    quoted = [{'\\': '\\\\', '"': '\\"', '?': '\\?'}.get(char, char) for char in text]
    return '\n\t  '.join('"' + ''.join(quoted[at:at + CHUNK_CHARS]) + '"'
                         for at in range(0, len(quoted), CHUNK_CHARS))


def main(out_c, folder, paths):
    listed = {os.path.basename(path) for path in paths}
    missing = {name for name in os.listdir(folder) if name.endswith('.json')} - listed
    if missing:
        raise Refused(f'{folder}: not listed in meson.build: {", ".join(sorted(missing))}')
    lines = ['/* Made by schema/embed_rules.py from schema/rules; not to be edited. */',
             '#include <cutline/rules.h>', '#include <string.h>', '',
             'static const struct {', '\tconst char *name, *text;', '} tables[] = {']
    for name, text in map(load, sorted(paths)):
        lines.append(f'\t{{"{name}",\n\t  {c_string(text)}}},')
    lines += ['\t{NULL, NULL},', '};', '', 'const char *', 'cl_rules_shipped(const char *name)', '{',
              '\tfor (gsize i = 0; tables[i].name != NULL; i++)',
              '\t\tif (strcmp(tables[i].name, name) == 0)', '\t\t\treturn tables[i].text;',
              '\treturn NULL;', '}']
    with open(out_c, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')


if __name__ == '__main__':
    try:
        main(sys.argv[1], sys.argv[2], sys.argv[3:])
    except Refused as reason:
        sys.exit(f'rules: {reason}')
