# SPDX-License-Identifier: MIT
"""Each step of the decision procedure by its facts (steps.tsv), every pair of facts that can hold together, and
every fact under a person's decision.
"""
import copy
import itertools
import json
import pathlib
from datetime import datetime

import pytest

import cases

pytestmark = pytest.mark.skipif(not cases.JUDGE, reason="JUDGE_LINES is not set: run through meson test")
GROUND = {("LICENSED", "note")}


class Fact:
    def __init__(self, line):
        self.step, self.clause, change, self.verdict, stop, reasons, tags = (line.split("\t") + [""] * 7)[:7]
        self.change, self.stop, self.tags = json.loads(change), stop == "stop", set(tags.split(",")) - {""}
        self.reasons = {tuple(reason.split(":")) for reason in reasons.split()}
        self.name = f"{self.step} {self.clause} {change}"


def read():
    text = (pathlib.Path(__file__).parent / "steps.tsv").read_text()
    return [Fact(line) for line in text.splitlines() if line and not line.startswith("#")]


FACTS = read()


def moments(value):
    """Instants are written as people read them."""
    if isinstance(value, dict):
        return {key: moments(one) for key, one in value.items()}
    if isinstance(value, list):
        return [moments(one) for one in value]
    if isinstance(value, str) and value.endswith("Z") and value[:2] == "20":
        return int(datetime.fromisoformat(value.replace("Z", "+00:00")).timestamp()) * 1_000_000
    return value


def apply(case, change):
    for key, value in moments(change).items():
        if key == "say":
            case["photo"].setdefault("words", []).extend(value)
        elif key == "paper":
            case["licences"][0]["paper"].update(change["paper"])
        elif key == "counted":
            case["licences"][0].update(value)
        elif isinstance(value, dict):
            case[key].update(value)
        else:
            case[key] = change[key] if key == "licences" else value
    return case


# What use and contract say about one thing.
SAME = {("paper", "resale"): "channels", ("paper", "sections"): "section"}


def settings(change):
    """Each thing that a change settles, with all that it says about it."""
    found = {}
    for part in set(change) - {"say"}:
        for key, value in change[part].items():
            thing = SAME.get((part, key), key if part in ("use", "paper") else part + key)
            found.setdefault(thing, {})[part] = value
    return found


def clash(one, other):
    """Do two changes want different values of one thing?"""
    mine, theirs = settings(one), settings(other)
    return any(mine[thing] != theirs[thing] for thing in set(mine) & set(theirs))


def reasons(answer):
    return {(code, severity) for code, severity, _ in answer["reasons"]}


def worst(found):
    weight = max((["note", "review", "deny"].index(severity) for _, severity in found), default=0)
    return ["allow", "review", "deny"][weight]


def test_each_step():
    answers = cases.ask([apply(cases.plain(), fact.change) for fact in FACTS])
    for fact, answer in zip(FACTS, answers):
        assert reasons(answer) - GROUND == fact.reasons, fact.name
        assert (answer["verdict"], answer["stop"]) == (fact.verdict, fact.stop), fact.name
        assert worst(fact.reasons) == fact.verdict, fact.name
    assert {fact.step for fact in FACTS} == {str(n) for n in range(1, 17)}


def united(one, other):
    """Of two facts: all reasons, but a contract that does not cover says nothing else (step 6)."""
    lost = any("uncovered" in fact.tags for fact in (one, other))
    return set().union(*(fact.reasons for fact in (one, other) if not (lost and "covered" in fact.tags)))


def test_all_pairs():
    """Reasons are collected, none hides another, and the gravest counts."""
    able = [fact for fact in FACTS if "alone" not in fact.tags]
    pairs = [(one, other) for one, other in itertools.combinations(able, 2) if not clash(one.change, other.change)]
    assert len(pairs) > 1500
    answers = cases.ask([apply(apply(cases.plain(), one.change), other.change) for one, other in pairs])
    for (one, other), answer in zip(pairs, answers):
        expected = united(one, other)
        name = f"{one.name}\n{other.name}"
        assert reasons(answer) - GROUND == expected, name
        assert answer["verdict"] == worst(expected), name
        assert answer["stop"] == (one.stop or other.stop), name


def test_each_step_under_a_decision():
    """A dated allow sets everything aside but what nobody may allow, and is named in what it changes."""
    able = [fact for fact in FACTS if "grants" not in fact.change]
    grant = {"id": "g1", "allow": True, "at": cases.NOW, "until": cases.NOW + 400 * cases.DAY}
    answers = cases.ask([apply(copy.deepcopy(cases.plain()) | {"grants": [grant]}, fact.change) for fact in able])
    for fact, answer in zip(able, answers):
        changed = {code for code, _, aside in answer["reasons"] if aside}
        grave = {code for code, severity in fact.reasons if severity != "note"}
        if "uncounted" in fact.tags:
            grave = {"NOT_COVERED"}
        if "fixed" in fact.tags:
            assert answer["verdict"] == fact.verdict and answer["stop"] == fact.stop, fact.name
        else:
            assert answer["verdict"] == "allow" and not answer["stop"], fact.name
            assert changed == grave, fact.name
        assert (("GRANT", "note") in reasons(answer)) == bool(changed), fact.name


def test_a_denial_ends_new_uses_only():
    """Policy 1.6: a deny grant blocks new uses, never delivery; with an allow, both are shown."""
    deny = {"id": "g1", "allow": False, "at": cases.NOW, "until": cases.NOW + cases.DAY}
    allow = {"id": "g2", "allow": True, "at": cases.NOW, "until": cases.NOW + cases.DAY}
    new, out, both, elsewhere = cases.ask([
        cases.plain() | {"grants": [deny]},
        cases.plain() | {"grants": [deny], "use": {"at": cases.NOW, "published": True}},
        cases.plain() | {"grants": [deny, allow]},
        cases.plain() | {"grants": [dict(deny, outlet="asia"), dict(deny, story="x")]}])
    assert new["verdict"] == "deny" and not new["stop"] and ("GRANT_DENY", "deny") in reasons(new)
    assert out["verdict"] == "allow" and elsewhere["verdict"] == "allow"
    assert both["verdict"] == "deny" and {("GRANT_DENY", "deny"), ("GRANT_CONFLICT", "review")} <= reasons(both)
