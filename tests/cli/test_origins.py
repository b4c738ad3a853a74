# SPDX-License-Identifier: MIT
"""What is said of a picture's origin and state beside its credit, and by whom."""
import pictures
import pytest
from test_rights import check, codes

HOUSE = ("init", "--house", "The Courier", "--photographer", "Ana Ruiz")
OURS = {"byline": "Ana Ruiz", "credit": "The Courier", "caption": "Soldiers block a street in Almaty on January 5, 2022."}


def licensor(name, url=""):
    """As XML, a plus:Licensor of this name."""
    return (f'<rdf:Bag><rdf:li rdf:parseType="Resource"><plus:LicensorName>{name}</plus:LicensorName>'
            f'<plus:LicensorURL>{url}</plus:LicensorURL></rdf:li></rdf:Bag>').encode()


def test_whoever_licenses_or_owns_it_is_named(bare):
    """Our by-line on a picture that somebody else sells."""
    bare.run(*HOUSE)
    cases = {
        "licensor.jpg": ({"plus:Licensor": licensor("Bob Stone Pictures")}, "the licensor names Bob Stone"),
        "address.jpg": ({"plus:Licensor": licensor("The Courier", "https://www.alamy.com/x")}, "the licensor names Alamy"),
        "owner.jpg": ({"xmpRights:Owner": ["Bob Stone"]}, "the owner of the copyright names Bob Stone"),
        "both.jpg": ({"xmpRights:Owner": ["Ana Ruiz", "Bob Stone"]}, "the owner of the copyright names Bob Stone"),
        "ours.jpg": ({"plus:Licensor": licensor("The Courier Syndication", "https://courier.example/licensing"),
                      "xmpRights:Owner": ["The Courier Ltd"]}, None),
    }
    for n, (name, (properties, _)) in enumerate(cases.items()):
        bare.put(name, pictures.jpeg(20 + n, OURS, properties))
    lines = bare.ingest()
    for name, (_, words) in cases.items():
        verdict = check(bare, lines[name]["id"], status=5 if words else 0)
        doubts = [reason["message"] for reason in verdict["reasons"] if reason["code"] == "HOUSE_DOUBT"]
        assert [words in doubt for doubt in doubts] == ([True] if words else []), (name, doubts)


@pytest.mark.parametrize("status, code", [("Withheld", "EMBARGO"), ("Embargoed", "EMBARGO"), ("hold", "EMBARGO"), ("Canceled", "KILLED"),
                                          ("CANCELLED", "KILLED"), ("Kill", "KILLED"), ("DO NOT USE", "KILLED"), ("Lead", None)])
def test_an_edit_status_that_holds_a_picture_back(bare, status, code):
    bare.run(*HOUSE)
    photo = bare.ingest(bare.put("a.jpg", pictures.jpeg(40, {**OURS, "edit_status": status})))["a.jpg"]["id"]
    assert codes(check(bare, photo)) - {"HOUSE"} == ({code} if code else set())
