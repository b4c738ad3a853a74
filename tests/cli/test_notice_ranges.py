# SPDX-License-Identifier: MIT
"""Notices that do not write all ids out: from one to another, lists of ends; what is not plain is shown."""
import pytest
from test_notice import notice_of
from test_statuses import encode, nordlys, scene

RANGES = {
    "GETTY IMAGES PICTURE KILL: images 2233445566-70": [f"22334455{n}" for n in range(66, 71)],
    "KILL: GettyImages-2233445566-68": ["2233445566", "2233445567", "2233445568"],
    "Getty Images MANDATORY KILL, asset IDs 2233445566 to 2233445568": ["2233445566", "2233445567", "2233445568"],
    "Getty Images MANDATORY KILL, asset IDs 2233445566 through 68, 2233445580 as well as 2233445590":
        ["2233445566", "2233445567", "2233445568", "2233445580", "2233445590"],
    "Bildrückruf! Die Fotos epa09682813 bis epa09682815": ["EPA09682813", "EPA09682814", "EPA09682815"],
    "EPA MANDATORY KILL: pictures epa12700001-12700002": ["EPA12700001", "EPA12700002"],
    "KILL: Getty Images photos 2233445566\nand 2233445577": ["2233445566", "2233445577"],
    "EPA MANDATORY KILL: pictures epa12700001 - epa12700003": ["EPA12700001", "EPA12700002", "EPA12700003"],
    "EPA MANDATORY KILL: pictures epa12700001 – epa12700003.": ["EPA12700001", "EPA12700002", "EPA12700003"],
    "EPA MANDATORY KILL: pictures epa12700001 — epa12700003.": ["EPA12700001", "EPA12700002", "EPA12700003"],
    "EPA MANDATORY KILL: pictures epa12700001...epa12700003.": ["EPA12700001", "EPA12700002", "EPA12700003"],
    "MANDATORY KILL: pictures between epa12700001 and epa12700003": ["EPA12700001", "EPA12700002", "EPA12700003"],
    "MANDATORY KILL: AP photos between XPDJ101 and XPDJ103": ["XPDJ101", "XPDJ102", "XPDJ103"],
    "MANDATORY KILL: AP photos XPDJ101 - XPDJ103": ["XPDJ101", "XPDJ102", "XPDJ103"],
    "MANDATORY KILL: AP photos XPDJ101 and XPDJ103": ["XPDJ101", "XPDJ103"],
    "PICTURE KILL: EPA pictures epa12345670/71/78 must be removed": ["EPA12345670", "EPA12345671", "EPA12345678"],
    "PICTURE KILL: EPA picture epa12345670 - 12 November 2026": ["EPA12345670"],
    "PICTURE KILL: EPA picture epa12345670, 29 November 2026": ["EPA12345670"],
    "PICTURE KILL:\n- epa12345670\n- epa12345678": ["EPA12345670", "EPA12345678"],
}


@pytest.mark.parametrize("text", RANGES)
def test_all_of_a_range(cutline, text):
    assert sorted(notice_of(cutline, text, 0, "--dry-run")) == [(number, "standing") for number in RANGES[text]]


UNREAD = {
    "MANDATORY KILL: AP photos XPDJ101 to XPDJ999.": ["XPDJ101 to XPDJ999"],
    "MANDATORY KILL: AP photos XPDJ105 - XPDJ101.": ["XPDJ105 to XPDJ101"],
    "PICTURE KILL: EPA pictures epa12345670, 71 and 78 must be removed": ["epa12345671", "epa12345678"],
}


@pytest.mark.parametrize("text", UNREAD)
def test_what_is_not_written_out_is_shown(cutline, text):
    """What it names in full is killed all the same."""
    answer = cutline.json("kill", "--notice", cutline.put("../n.txt", text.encode()), "--dry-run", status=5)
    assert [(line["id"], line["text"]) for line in answer if line["state"] == "unread"] == [(None, said) for said in UNREAD[text]]
    assert len([line for line in answer if line["state"] == "standing"]) == (1 if "EPA" in text else 2)
    told = cutline.run("kill", "--notice", cutline.folder / "n.txt", "--dry-run", status=5).text
    assert f'"{UNREAD[text][0]}" (line 1) is not read; name what it means: cutline kill ID… --reason …' in told


def test_what_may_be_meant_and_is_here_is_a_candidate(cutline):
    cutline.put("e.jpg", encode(scene(1), nordlys(credit="EPA", title="epa12345671")))
    photo = cutline.ingest()["e.jpg"]["id"]
    assert notice_of(cutline, "PICTURE KILL: EPA pictures epa12345670 and 71", 5, "--dry-run") == [
        ("EPA12345670", "standing"), (photo, "candidate")]
