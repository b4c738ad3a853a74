# SPDX-License-Identifier: MIT
"""Help, manual page and completions tell all commands and options, and nothing else does."""
import pathlib
import re
import shutil
import subprocess

import pytest

from conftest import no_controls

# The list is written once, in the program; that the table has each of them is what is tested.
TABLE = pathlib.Path(__file__).parents[2] / "src/cli/command.h"
COMMANDS = [name.replace("_", "-") for name in re.findall(r"^\tX\((\w+)\)", TABLE.read_text(), re.M)]
FIXED = {"ingest": ["jobs", "supplier", "dry-run", "no-wait", "move"], "show": ["received", "copies", "fields-conflicts"],
         "search": ["limit", "sort", "offset", "facets"], "kill": ["reason"],
         "export": ["as", "output", "force", "reason"], "protect": ["reason"], "verify": ["repair"],
         "rebuild": ["from-store"]}


def options_of(text):
    return set(re.findall(r"(?<![\w-])--([a-z][a-z-]+)", text.split("Options of every command")[0]))


def test_overview_lists_every_command(bare):
    text = bare.run("help").text
    listed = re.findall(r"^  ([a-z-]+)  +\S", text.split("Options of")[0], re.M)
    assert listed == COMMANDS and len(COMMANDS) > 15
    assert "Exit status" in text


@pytest.mark.parametrize("command", COMMANDS)
def test_command_help(bare, command):
    by_command = bare.run("help", command).text
    assert by_command == bare.run(command, "--help").text == bare.run("-h", command).text
    assert by_command.startswith(f"cutline {command}: ")
    for option in FIXED.get(command, []):
        assert f"--{option}" in by_command
    assert max(map(len, by_command.splitlines())) <= 102


def test_every_command_and_option_is_everywhere(bare):
    options = {command: options_of(bare.run("help", command).text) for command in COMMANDS}
    for args in ["--man"], ["--markdown"], ["--completion", "bash"], ["--completion", "zsh"], ["--completion", "fish"]:
        text = bare.run("help", *args).text.replace("\\-", "-")
        for command in COMMANDS:
            assert re.search(rf"\b{command}\b", text)
            for option in options[command]:
                assert option in text, f"{command} --{option} is not in {args}"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_valid(bare, shell):
    program = shutil.which(shell)
    if not program:
        pytest.skip(f"{shell} is not installed")
    script = bare.folder / "completion"
    script.write_text(bare.run("help", "--completion", shell).text)
    subprocess.run([program, "-n", script], check=True)


def test_bash_completes(bare):
    script = bare.folder / "completion"
    script.write_text(bare.run("help", "--completion", "bash").text)

    def complete(*words):
        line = " ".join(f"'{word}'" for word in words)
        done = subprocess.run(
            ["bash", "-c", f"source {script}; COMP_WORDS=({line}); COMP_CWORD={len(words) - 1}; "
             "_cutline; printf '%s\\n' \"${COMPREPLY[@]}\""], capture_output=True, text=True, check=True)
        return done.stdout.split()

    assert complete("cutline", "in") == ["init", "ingest"]
    assert complete("cutline", "-C", "x", "sea") == ["search", "searches"]
    assert complete("cutline", "search", "--sort", "") == ["ingested", "taken"]
    assert complete("cutline", "search", "--fa") == ["--facets"]
    assert complete("cutline", "help", "ver") == ["verify", "version"]


def test_manual_page_is_clean_roff(bare):
    groff = shutil.which("groff")
    if not groff:
        pytest.skip("groff is not installed")
    page = bare.run("help", "--man").stdout
    done = subprocess.run([groff, "-man", "-Tutf8", "-P-cbou", "-ww", "-Kutf8"], input=page, capture_output=True)
    assert done.returncode == 0 and done.stderr == b""
    assert b"EXIT STATUS" in done.stdout


def test_commands_page_is_current(bare):
    page = pathlib.Path(__file__).parents[2] / "docs" / "commands.md"
    assert page.read_text() == bare.run("help", "--markdown").text, \
        "docs/commands.md is old: cutline help --markdown > docs/commands.md"


def test_version(bare):
    assert re.fullmatch(r"cutline \d+\.\d+\.\d+\n", bare.run("version").text)
    assert bare.run("--version").text == bare.run("version").text == bare.run("show", "--version").text
    assert list(bare.json("version")[0]) == ["version"]


@pytest.mark.parametrize("args,says", [
    ([], "no command given"),
    (["ingets", "x"], "did you mean 'cutline ingest'"),
    (["zzzzzzz"], "'cutline help' lists them"),
    (["help", "zzz"], "no command is called 'zzz'"),
    (["ingest"], "too few arguments"),
    (["show", "a", "b"], "too many arguments"),
    (["stats", "x"], "takes no argument"),
    (["search", "--limt", "5"], "did you mean '--limit'"),
    (["search", "--limit"], "--limit needs a value"),
    (["search", "--limit", "x"], "takes a number from 1"),
    (["search", "--limit=0"], "takes a number from 1"),
    (["search", "--limit", "99999999999999999999"], "takes a number from 1"),
    (["search", "--sort", "size"], "is one of ingested|taken"),
    (["search", "--facets=yes"], "takes no value"),
    (["search", "-x"], "put '--' before the query"),
    (["ingest", "-q", "x"], "unknown option '-q'"),
    (["--colour", "never", "stats"], "did you mean '--color'"),
    (["-C"], "needs a value"),
    (["kill", "7k3m9q"], "reason"),
])
def test_usage_errors_are_one_line(bare, args, says):
    if args[0:1] == ["kill"]:
        bare.run("init")
    done = bare.run(*args, status=2)
    assert says in done.error
    assert done.error.startswith("cutline: ") and done.error.count("\n") == 1
    assert done.text == ""


def test_hostile_words_are_printed_safely(bare):
    for args in (["\x1b[2Jx\n"], ["search", "--\x1b[31m"], ["help", "a\nb"]):
        done = bare.run(*args, status=2)
        assert no_controls(done.stderr) and done.error.count("\n") == 1


def test_options_stand_anywhere(cutline):
    for args in (["--json", "stats"], ["stats", "--json"], ["-C", str(cutline.archive), "stats", "--json"],
                 [f"-C{cutline.archive}", "--json", "stats"],
                 ["stats", f"--archive={cutline.archive}", "--json"]):
        assert cutline.run(*args).text.startswith("{")


def test_two_values_for_one_are_refused(cutline):
    """Who asks for web and print would be answered for print alone."""
    said = cutline.run("check", "abcdef", "--channel", "web", "--channel", "print", status=2).error
    assert "--channel is given twice, 'web' and 'print'" in said


def test_the_actor_is_a_name(cutline):
    for name in ("", " ", "x" * 200):
        assert "--as takes a name" in cutline.run("--as", name, "stats", status=2).error
