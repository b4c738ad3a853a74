#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""Embed the SQL texts: statements, migrations and derived tables become a C file and a header.

usage: embed.py OUT.c OUT.h FILE.sql...

Refuses: a file of the folders that was not listed, gaps in the numbering of migrations or of the
parameters, more than one statement a file, a statement without a comment of purpose.
`NAME.sqlite.sql` replaces `NAME.sql` where the engine needs its own words.
"""
import hashlib
import os
import re
import sys

ENGINE = 'sqlite'
WRITES = ('INSERT', 'UPDATE', 'DELETE')


class Refused(Exception):
    pass


def tokens(text):
    """The text as (kind, piece): comments, quoted pieces and all else apart."""
    pattern = re.compile(r"--[^\n]*|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|[^-'\"]+|-", re.S)
    for match in pattern.finditer(text):
        piece = match.group(0)
        kind = {'-': 'comment' if piece.startswith('--') else 'plain', "'": 'quoted', '"': 'quoted'}
        yield kind.get(piece[0], 'plain'), piece


def one_statement(path, text):
    """Text without comments and final semicolon; the comments."""
    comments = [piece[2:].strip() for kind, piece in tokens(text) if kind == 'comment']
    if not text.startswith('-- '):
        raise Refused(f'{path}: begin with a comment that says what it is for')
    parts = [(kind, piece) for kind, piece in tokens(text) if kind != 'comment']
    if sum(piece.count(';') for kind, piece in parts if kind == 'plain') != 1:
        raise Refused(f'{path}: one statement a file, ended by a semicolon')
    body = ''.join(piece for _, piece in parts).strip()
    if not body.endswith(';'):
        raise Refused(f'{path}: text after the semicolon')
    return body[:-1].strip(), comments


def name_of(path):
    """Name without folder and endings; None if it is another engine's."""
    parts = os.path.basename(path).split('.')
    if len(parts) == 3 and parts[1] != ENGINE:
        return None
    return parts[0]


def chosen(paths):
    """Name -> path, the engine's own text before the common one."""
    found = {}
    for path in sorted(paths):
        name = name_of(path)
        if name and (name not in found or path.endswith(f'.{ENGINE}.sql')):
            found[name] = path
    return found


def read(path):
    with open(path, encoding='utf-8') as file:
        return file.read()


def c_string(text):
    lines = text.split('\n')
    quoted = []
    for number, line in enumerate(lines):
        line = line.replace('\\', '\\\\').replace('"', '\\"').replace('?', '\\?')
        quoted.append('"%s%s"' % (line, '\\n' if number + 1 < len(lines) else ''))
    return '\n\t  '.join(quoted)


def statements(paths):
    rows = []
    for name, path in sorted(chosen(paths).items()):
        sql, comments = one_statement(path, read(path))
        numbers = sorted({int(n) for n in re.findall(r'\$(\d+)', sql)})
        if numbers != list(range(1, len(numbers) + 1)):
            raise Refused(f'{path}: parameters are not numbered from $1 without gaps')
        scan = [c[5:].strip() for c in comments if c.startswith('scan:')]
        rows.append((name, sql, sql.split()[0].upper() in WRITES, len(numbers),
                     scan[0] if scan else None))
    return rows


def migrations(paths):
    rows = []
    for name, path in sorted(chosen(paths).items()):
        match = re.fullmatch(r'(\d{4})_([a-z0-9_]+)', name)
        if not match or int(match.group(1)) != len(rows) + 1:
            raise Refused(f'{path}: expected migration {len(rows) + 1:04d}_what.sql')
        text = read(path)
        rows.append((match.group(2), text, hashlib.sha256(text.encode()).hexdigest()))
    return rows


def derived(paths):
    rows = []
    for name, path in sorted(chosen(paths).items()):
        text = read(path)
        match = re.search(r'^CREATE (VIRTUAL TABLE|TABLE|VIEW) (\w+)', text, re.M)
        if not match or match.group(2) != name:
            raise Refused(f'{path}: must make {name}')
        kind = 'VIEW' if match.group(1) == 'VIEW' else 'TABLE'
        rows.append((name, text, f'DROP {kind} IF EXISTS {name};',
                     hashlib.sha256(text.encode()).hexdigest(), kind == 'VIEW'))
    return sorted(rows, key=lambda row: row[4])


def write(path, lines):
    with open(path, 'w', encoding='utf-8') as file:
        file.write('\n'.join(lines) + '\n')


def main(out_c, out_h, paths):
    folders = {}
    for path in paths:
        folders.setdefault(os.path.dirname(path), []).append(path)
    by_name = {}
    for folder, listed in folders.items():
        there = {name for name in os.listdir(folder) if name.endswith('.sql')}
        missing = there - {os.path.basename(path) for path in listed}
        if missing:
            raise Refused(f'{folder}: not listed in meson.build: {", ".join(sorted(missing))}')
        by_name[os.path.basename(folder)] = listed
    queries = statements(by_name['queries'])
    steps = migrations(by_name['migrations'])
    tables = derived(by_name['derived'])

    head = '/* Made by schema/embed.py from schema; not to be edited. */'
    write(out_h, [head, '#pragma once', 'typedef enum {']
          + [f'\tCATALOG_{name.upper()},' for name, *_ in queries]
          + ['\tCATALOG_N_STATEMENTS', '} CatalogStatementNumber;'])
    lines = [head, '#include "driver.h"', '', 'const CatalogStatementText catalog_statements[] = {']
    for name, sql, writes, n_params, scan in queries:
        reason = c_string(scan) if scan else 'NULL'
        lines += [f'\t{{"{name}",\n\t  {c_string(sql)},\n\t  {"TRUE" if writes else "FALSE"}, '
                  f'{n_params}, {reason}}},']
    lines += ['};', f'const guint catalog_n_statements = {len(queries)};', '',
              'const CatalogMigration catalog_migrations[] = {']
    for name, text, digest in steps:
        lines += [f'\t{{"{name}",\n\t  {c_string(text)},\n\t  "{digest}"}},']
    lines += ['};', f'const guint catalog_n_migrations = {len(steps)};', '',
              'const CatalogDerived catalog_derived[] = {']
    for name, text, drop, digest, is_view in tables:
        lines += [f'\t{{"{name}",\n\t  {c_string(text)},\n\t  "{drop}", "{digest}", '
                  f'{"TRUE" if is_view else "FALSE"}}},']
    lines += ['};', f'const guint catalog_n_derived = {len(tables)};']
    write(out_c, lines)


if __name__ == '__main__':
    try:
        main(sys.argv[1], sys.argv[2], sys.argv[3:])
    except Refused as reason:
        sys.exit(f'schema: {reason}')
