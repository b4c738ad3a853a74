# SPDX-License-Identifier: MIT
"""Runs pytest files and reports every case in TAP, so that Meson counts cases, not files.

Usage: python3 pytap.py FILE...
TAP goes to standard output, pytest's own report to standard error.
"""
import os
import sys

sys.dont_write_bytecode = True

import pytest  # noqa: E402


class Tap:
    def __init__(self, out):
        self.out = out
        self.n = 0

    def line(self, outcome, name, directive=""):
        self.n += 1
        print(f'{outcome} {self.n} - {name.replace("#", "")}{directive}', file=self.out, flush=True)

    def pytest_collectreport(self, report):
        if report.failed:
            self.line("not ok", f"collecting {report.nodeid}")
        elif report.skipped:
            self.line("ok", report.nodeid, " # SKIP " + _reason(report))

    def pytest_runtest_logreport(self, report):
        name = report.nodeid.split("/")[-1]
        if report.skipped:
            self.line("ok", name, " # SKIP " + _reason(report))
        elif report.failed:
            self.line("not ok", name if report.when == "call" else f"{name} ({report.when})")
        elif report.when == "call":
            self.line("ok", name)


def _reason(report):
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    return reason.replace("Skipped: ", "").replace("\n", " ")


if __name__ == "__main__":
    tap = Tap(os.fdopen(os.dup(1), "w"))
    os.dup2(2, 1)
    status = pytest.main(["-q", "--no-header", "-p", "no:cacheprovider", *sys.argv[1:]], plugins=[tap])
    print(f"1..{tap.n}", file=tap.out, flush=True)
    # 0 and 1 are told case by case; anything else is a failure of the run itself.
    sys.exit(0 if status in (0, 1) else int(status))
