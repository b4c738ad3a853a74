# SPDX-License-Identifier: MIT
"""A machine without memory for decoders: each is killed at its first job."""
STARVED = """#!/usr/bin/python3 -I
import os, signal, socket, struct, sys
if not os.path.exists({low!r}):
    os.execv({decoder!r}, [{decoder!r}, *sys.argv[1:]])
pool = socket.socket(fileno=3)
pool.sendall(struct.pack("=IIIIQ", 0x31544c43, 1, 0, 0, 0))
if pool.recv(1):
    os.kill(os.getpid(), signal.SIGKILL)
"""


def starve(folder, environment):
    """The file that is returned: as long as it is there, programs in this environment suffer so."""
    low, program = folder / "low", folder / "decoder"
    low.touch()
    program.write_text(STARVED.format(low=str(low), decoder=environment["CUTLINE_DECODER"]))
    program.chmod(0o755)
    environment["CUTLINE_DECODER"] = str(program)
    return low
