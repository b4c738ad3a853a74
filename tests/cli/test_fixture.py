# SPDX-License-Identifier: MIT
"""init --fixture: whoever writes a template finds a picture in every state that one can meet."""
import pytest

STATES = ["ok", "review", "embargoed", "gated", "killed"]


@pytest.fixture
def made(cutline):
    def make():
        folder = cutline.folder / "fixture"
        answer = cutline.json("init", "--fixture", folder)[0]
        cutline.environment["CUTLINE_ARCHIVE"] = str(folder)
        return answer["fixture"]
    return make


def verdict(cutline, photo, status):
    answer, = [line for line in cutline.json("check", photo, status=status) if "verdict" in line]
    return answer["verdict"], answer["stop"], [reason["code"] for reason in answer["reasons"]]


def test_each_state_is_what_it_says(cutline, made):
    ids = made()
    assert list(ids) == STATES and len(set(ids.values())) == len(STATES)
    kind, stop, codes = verdict(cutline, ids["ok"], 0)
    assert (kind, stop) == ("allow", False) and "HOUSE" in codes
    kind, stop, codes = verdict(cutline, ids["review"], 5)
    assert (kind, stop) == ("review", False) and "NO_CONTRACT" in codes
    kind, stop, codes = verdict(cutline, ids["embargoed"], 4)
    assert (kind, stop) == ("deny", True) and "EMBARGO" in codes
    kind, stop, codes = verdict(cutline, ids["killed"], 4)
    assert (kind, stop) == ("deny", True) and "KILLED" in codes
    assert cutline.json("show", ids["gated"])[0]["source_sensitive"]
    assert [photo for photo, name in ids.items() if cutline.json("show", name)[0]["state"] != "ok"] == ["killed"]


def test_all_are_whole_pictures(cutline, made):
    ids = made()
    for state, photo in ids.items():
        shown = cutline.json("show", photo)[0]
        assert (shown["width"], shown["height"]) == (720, 480)
        assert shown["fields"]["headline"] == f"Fixture: {state}"
        assert not shown["findings"]
    cutline.run("rendition", ids["ok"], "thumb", "--output", "small.jpg")
    cutline.run("verify")


def test_it_has_a_house_of_its_own(cutline):
    folder = cutline.folder / "fixture"
    assert "--house" in cutline.run("init", "--fixture", "--house", "Nord Post", folder, status=2).error
    assert not folder.exists()


def test_a_person_sees_a_table(cutline):
    text = cutline.run("init", "--fixture", cutline.folder / "fixture").text
    assert [line.split()[0] for line in text.splitlines()[-len(STATES):]] == STATES


def test_without_it_the_archive_is_empty(cutline):
    answer = cutline.json("init", cutline.folder / "plain")[0]
    assert "fixture" not in answer
