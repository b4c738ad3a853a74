# SPDX-License-Identifier: MIT
"""Who delivered a picture by its own fields, beside its credit."""
import pictures
import pytest
from test_deliverer import contracts
from test_origins import HOUSE, OURS, in_bag, licensor
from test_rights import check, codes


def gift(**said):
    """As XML attributes would be: what Getty writes of itself."""
    return {f"getty:{name}": value for name, value in said.items()}


# Each alone points to somebody else than the credit; who that is, by which words, and where.
DELIVERED = {
    "asset.jpg": (gift(AssetID="2201234567"), {}, "Getty Images", "2201234567", "AssetId"),
    "GettyImages-2201234568.jpg": ({}, {}, "Getty Images", "GettyImages-2201234568.jpg", "FileName"),
    "supplier.jpg": ({"plus:ImageSupplier": in_bag("plus:ImageSupplierName", "Getty Images")}, {}, "Getty Images", "Getty Images", "ImageSupplier"),
    "stranger.jpg": ({"plus:ImageSupplier": in_bag("plus:ImageSupplierName", "Bob Stone Pictures")}, {}, "Bob Stone Pictures",
                     "Bob Stone Pictures", "ImageSupplier"),
    "licensor.jpg": ({"plus:Licensor": licensor("Alamy")}, {}, "Alamy", "Alamy", "Licensor"),
    "address.jpg": ({"plus:Licensor": licensor("", "https://www.gettyimages.com/detail/2201234567")}, {}, "Getty Images",
                    "https://www.gettyimages.com/detail/2201234567", "Licensor"),
    "terms.jpg": ({"xmpRights:WebStatement": "https://www.gettyimages.com/eula?a=b"}, {}, "Getty Images",
                  "https://www.gettyimages.com/eula?a=b", "WebStatement"),
    "via.jpg": ({}, {"instructions": "via Getty Images"}, "Getty Images", "via Getty Images", "Instructions"),
}


def test_its_own_fields_say_who_delivered_it(cutline):
    """A contract with the agency of the credit does not cover what another one delivered."""
    for n, (name, (properties, fields, *_)) in enumerate(DELIVERED.items()):
        cutline.put(name, pictures.jpeg(200 + n, {"credit": "AFP", "caption": f"A street in Almaty, {n}.", **fields}, properties))
    ids = cutline.ingest()
    contracts(cutline, "AFP")
    for name, (_, _, other, words, where) in DELIVERED.items():
        asked = [one for one in check(cutline, ids[name]["id"])["reasons"] if one["code"] == "DELIVERER_DOUBT"]
        assert len(asked) == 1, name
        assert asked[0]["message"].endswith(f'is for what AFP delivered, "AFP" (Credit); "{words}" ({where}) points to {other}.'), asked
        assert f"if {other} did" in asked[0]["fix"]


# Who sends it says so in its own fields.
OWN_FIELDS = [
    ("AFP via Getty Images", "Getty Images", {**gift(AssetID="2201234567"), "plus:ImageSupplier": in_bag("plus:ImageSupplierName", "Getty Images"),
                                              "xmpRights:WebStatement": "https://www.gettyimages.com/eula"}),
    ("Getty Images", "Getty Images", {**gift(AssetID="2201234568"), "plus:Licensor": licensor("iStock", "https://www.istockphoto.com/x")}),
    ("WireImage", "Getty Images", gift(AssetID="2201234569")),
    ("AFP", "AFP", {"plus:Licensor": licensor("Agence France-Presse", "https://www.afpforum.com/x"),
                    "plus:ImageSupplier": in_bag("plus:ImageSupplierName", "AFP Forum"), "xmpRights:WebStatement": "https://www.afp.com/terms"}),
    ("AFP", "AFP", {"plus:ImageSupplier": in_bag("plus:ImageSupplierName", "Ana Ruiz")}),
]


def test_fields_of_whoever_delivered_it_ask_nothing(cutline):
    for n, (credit, _, properties) in enumerate(OWN_FIELDS):
        fields = {"credit": credit, "byline": "Ana Ruiz", "caption": f"A street in Almaty, {n}.", "instructions": "Sent via AFP"}
        cutline.put(f"{n}.jpg", pictures.jpeg(220 + n, {**fields, "instructions": "" if credit != "AFP" else "via AFP"}, properties))
    ids = cutline.ingest()
    contracts(cutline, "AFP", "Getty Images")
    assert {n: codes(check(cutline, ids[f"{n}.jpg"]["id"]), "review") & {"DELIVERER_DOUBT"} for n in range(len(OWN_FIELDS))} == \
        {n: set() for n in range(len(OWN_FIELDS))}


def test_getty_asks_to_be_called(cutline):
    for n, said in enumerate(("True", "False")):
        cutline.put(f"{n}.jpg", pictures.jpeg(230 + n, {"credit": "Getty Images", "caption": f"A street in Almaty, {n}."}, gift(CallForImage=said)))
    ids = cutline.ingest()
    contracts(cutline, "Getty Images")
    asked, = [one for one in check(cutline, ids["0.jpg"]["id"], status=5)["reasons"] if one["severity"] == "review"]
    assert asked["code"] == "CLEARANCE" and '"True" (CallForImage, XMP)' in asked["message"] and "restrictions dismiss" in asked["fix"]
    check(cutline, ids["1.jpg"]["id"], status=0)


def test_a_picture_of_the_house_with_an_agencys_number(bare):
    bare.run(*HOUSE)
    bare.put("a.jpg", pictures.jpeg(240, OURS, gift(AssetID="2201230000")))
    photo = bare.ingest()["a.jpg"]["id"]
    asked, = [one for one in check(bare, photo, status=5)["reasons"] if one["code"] == "HOUSE_DOUBT"]
    assert "its number, 2201230000, is one of Getty Images" in asked["message"]


def test_what_a_constraint_forbids_is_quoted_as_it_stands(bare):
    bare.run(*HOUSE)
    for n, said in enumerate(("No web use", "Europe")):
        bare.put(f"{n}.jpg", pictures.jpeg(250 + n, OURS, {"plus:MediaConstraints": said}))
    ids = bare.ingest()
    said = [str(check(bare, ids[f"{n}.jpg"]["id"])["reasons"]) for n in range(2)]
    assert "No web use" in said[0] and "Use limited" not in said[0] and "Europe" in said[1]


@pytest.mark.parametrize("credit", ["Unknown", "N/A", "unbekannt", "неизвестен", "D.R."])
def test_a_credit_that_is_no_name(cutline, credit):
    """Nobody is named, whatever stands there; an agency beside it is somebody."""
    cutline.put("a.jpg", pictures.jpeg(260, {"credit": credit, "caption": "A street in Almaty."}))
    cutline.put("b.jpg", pictures.jpeg(261, {"credit": credit, "source": "AFP", "caption": "A street in Almaty."}))
    ids = cutline.ingest()
    verdict = check(cutline, ids["a.jpg"]["id"], status=4)
    denied, = [one for one in verdict["reasons"] if one["severity"] == "deny"]
    assert denied["code"] == "NO_ORIGIN" and denied["message"].startswith("Nobody is named: ") and not verdict.get("credit")
    if credit not in ("Unknown", "N/A"):  # which no field is
        assert f'"{credit}" (Credit' in denied["message"]
    assert "NO_ORIGIN" not in codes(check(cutline, ids["b.jpg"]["id"], status=5))


@pytest.mark.parametrize("credit", ["Screenshot YouTube", "Screenshot X", "YouTube screenshot", "Скриншот из Instagram", "Telegram-канал Baza"])
def test_a_picture_from_a_platform_is_not_free(cutline, credit):
    cutline.put("a.jpg", pictures.jpeg(270, {"credit": credit, "caption": "A street in Almaty."}))
    photo = cutline.ingest()["a.jpg"]["id"]
    assert codes(check(cutline, photo, status=4), "deny") == {"NO_PERMISSION"}
