# SPDX-License-Identifier: MIT
"""The program and the oracle give the same verdict, licence and reasons for random cases."""
import collections
import json
import os

import pytest

import cases
import oracle

pytestmark = pytest.mark.skipif(not cases.JUDGE, reason="JUDGE_LINES is not set: run through meson test")
SEED = int(os.environ.get("CUTLINE_SEED", "20260301"))
N = 10_000


def test_ten_thousand_random_cases():
    print(f"seed {SEED}")
    draw = cases.Draw(SEED)
    drawn = [cases.draw_case(draw) for _ in range(N)]
    verdicts, seen = collections.Counter(), collections.Counter()
    for n, (case, said) in enumerate(zip(drawn, cases.ask(drawn))):
        expected = oracle.judge(case)
        assert said == expected, f"seed {SEED}, case {n}:\n{json.dumps(case, indent=1)}"
        verdicts[said["verdict"]] += 1
        seen.update((code, severity) for code, severity, _ in said["reasons"])
    # A generator that has gone dull proves nothing.
    assert min(verdicts[v] for v in oracle.VERDICTS) > N / 50, verdicts
    assert len(seen) > 85, sorted(seen)
