# SPDX-License-Identifier: MIT
"""What a person at a terminal sees: colours, a progress bar that goes away, Ctrl-C."""
import fcntl
import os
import pty
import re
import select
import struct
import termios
import time

import pictures

ESCAPE = re.compile(rb"\x1b\[[0-9;]*[A-Za-z]")


def at_terminal(cutline, *args, columns=90, env=None, keys=None):
    """Run with a terminal as all three streams; `keys` = (seconds, bytes) typed on the way."""
    environment = {**cutline.environment, "TERM": "xterm", **(env or {})}
    process, terminal = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.chdir(cutline.folder)
        os.execve(os.environ["CUTLINE_BIN"], ["cutline", *args], environment)
    output, begun = b"", time.monotonic()
    while time.monotonic() - begun < 60:
        if keys and time.monotonic() - begun > keys[0]:
            os.write(terminal, keys[1])
            keys = None
        if not select.select([terminal], [], [], 0.05)[0]:
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # the other end is closed
            break
        if not data:
            break
        output += data
    status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    os.close(terminal)
    return status, output


def last_shown(output):
    """The lines that stand on the screen in the end."""
    lines = []
    for line in output.split(b"\r\n"):
        line = line.split(b"\x1b[K")[-1].split(b"\r")[-1]
        lines.append(ESCAPE.sub(b"", line).decode())
    return lines


def test_colours_and_width(cutline):
    cutline.put("a.jpg", pictures.press(1, headline="A headline that is rather long " * 6))
    cutline.ingest()
    for columns in (70, 110):
        status, output = at_terminal(cutline, "search", columns=columns)
        assert status == 0 and b"\x1b[1m" in output
        lines = [line for line in last_shown(output) if line]
        assert max(map(len, lines)) <= columns and any("…" in line for line in lines)
    for env in ({"NO_COLOR": "1"}, {"TERM": "dumb"}):
        assert b"\x1b[" not in at_terminal(cutline, "search", env=env)[1]
    assert b"\x1b[" not in at_terminal(cutline, "--color", "never", "show", "is")[1]


def test_the_progress_bar_goes_away(cutline):
    for seed in range(12):
        cutline.put(f"{seed}.jpg", pictures.press(seed))
    cutline.put("none.jpg", b"")
    status, output = at_terminal(cutline, "ingest", "in")
    assert status == 1
    assert "█".encode() in output and b"accept" in output and b"develop" in output
    shown = "\n".join(last_shown(output))
    assert "█" not in shown and "░" not in shown
    assert "added" in shown and "cutline: ingest: '" in shown


def test_hostile_names_at_a_terminal(cutline):
    cutline.put(b"x\x1b[2J\x1b]0;owned\x07\n.jpg", b"no picture")
    status, output = at_terminal(cutline, "ingest", "--verbose", "in", env={"NO_COLOR": "1"})
    assert b"\x1b[2J" not in output and b"\x07" not in output and b"\x1b]" not in output


def test_control_c_reaches_only_us(cutline):
    for seed in range(60):
        cutline.put(f"{seed:02}.jpg", pictures.jpeg(seed, {"caption": "x"}, size=(900, 600)))
    begun = time.monotonic()
    status, output = at_terminal(cutline, "ingest", "in", keys=(0.6, b"\x03"))
    assert time.monotonic() - begun < 40  # it ends; how fast is measured in test_ingest
    if status == 0:  # the machine was faster than the key
        return
    assert status == 1 and b"run the same command again to go on" in output
    assert not [line for line in cutline.json("search", "finding:PIXELS_UNDECODABLE")]
    cutline.run("ingest", "in")
    assert len(cutline.json("search", "--limit", "100", "is:developed")) == 60


def test_a_sheet_does_not_go_to_a_terminal(cutline):
    status, output = at_terminal(cutline, "sheet")
    assert status == 2 and b"-o sheet.html" in output
