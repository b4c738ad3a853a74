# SPDX-License-Identifier: MIT
"""What stands in capitals behind a credit that is not written so: an order to who prints it, and nobody's name."""
from test_deliverer import answers

SIGNOFFS = [("dpa", "Sven Hoppe", "Foto: Sven Hoppe/dpa"), ("Reuters", "Dado Ruvic", "REUTERS/Dado Ruvic"),
            ("TT", "Jessica Gow", "Foto: Jessica Gow / TT"), ("TASS", "Mikhail Tereshchenko", "Mikhail Tereshchenko/TASS")]
ORDERS = ["DO NOT RUN", "LONDON DESK MUST OK", "BILD HAS BOUGHT ALL RIGHTS", "RIGHTS PENDING", "IDENTITY PROTECTED", "NOT YET CLEARED",
          "SUSPECT IS 15", "FORBIDDEN IN UK", "COURIER OUT", "AP CLIENTS ONLY"]
FIELDS = [{"credit": "Sven Hoppe/dpa DO NOT RUN"}, {"byline": "Sven Hoppe/dpa DO NOT RUN"}, {"source": "dpa LONDON DESK MUST OK"},
          {"copyright": "dpa LONDON DESK MUST OK"}]
# Names that are written in capitals, a part of them or all.
NAMES = [("AFP", "", "(Photo by Munir UZ ZAMAN / AFP)"), ("AFP", "", "AFP / Juan Pablo LOPEZ GARCIA"), ("EPA", "", "EPA/ABIR SULTAN"),
         ("APA", "", "- FOTO: APA/GEORG HOCHMUTH"), ("Belga", "", "BELGA PHOTO BENOIT DOPPAGNE"), ("Lehtikuva", "", "Lehtikuva / HEIKKI SAUKKOMAA"),
         ("dpa", "", "Foto: Sven HOPPE/dpa"), ("PA", "", "Stefan Rousseau/PA Wire"), ("Reuters", "", "REUTERS/Dado Ruvic TPX IMAGES OF THE DAY")]


def signed(agency, byline, signoff):
    return agency, {"credit": agency, "byline": byline, "caption": f"A man walks in Lyon, November 25, 2026. {signoff}"}


def test_orders_behind_a_sign_off_ask(cutline):
    rows = [signed(agency, byline, f"{signoff}{between}{order}") for agency, byline, signoff in SIGNOFFS for order in ORDERS
            for between in (" ", ", ", " / ")]
    rows += [("dpa", {"credit": "dpa", "byline": "Sven Hoppe", **field}) for field in FIELDS]
    assert not [fields for (_, fields), asked in zip(rows, answers(cutline, rows)) if not asked - {"CREDIT_CONFLICT"}]


def test_names_in_capitals_are_names(cutline):
    rows = [signed(*row) for row in [*NAMES, ("dpa", "", "Foto: Sven Hoppe/dpa DO NOT RUN")]]
    assert [fields["caption"] for (_, fields), asked in zip(rows, answers(cutline, rows)) if asked] == [rows[-1][1]["caption"]]


def test_what_is_ordered_is_not_printed(cutline):
    """Of every form the credit ends where the order begins."""
    for _, byline, signoff in SIGNOFFS:
        for text in (f"{signoff} DO NOT RUN", f"{signoff} LEGAL HOLD"):
            parsed = cutline.json("credit", "parse", text)[0]
            assert parsed["photographers"][0][:-1] == byline[:-1] and "NOT" not in parsed["canonical"] and "HOLD" not in parsed["canonical"], parsed
            assert len(parsed["photographers"]) == 1


# Behind brackets, too; a place that is named behind the word is out.
PLACES = ["VERBOTEN IN DER SCHWEIZ", "VERBOTEN IN GROSSBRITANNIEN", "OUT IN UK", "OUT UK"]
BRACKETS = [("AFP", "Ludovic Marin", "(Photo by Ludovic MARIN / AFP)"), ("AP", "Emilio Morenatti", "(AP Photo/Emilio Morenatti)"), *SIGNOFFS]


def test_a_place_behind_the_word_is_out(cutline):
    rows = [signed(agency, byline, f"{signoff} {place}") for agency, byline, signoff in BRACKETS for place in PLACES]
    asked = answers(cutline, rows)
    assert not [fields["caption"] for (_, fields), codes in zip(rows, asked) if "TERRITORY" not in codes]
    parsed = cutline.json("credit", "parse", "(Photo by Ludovic MARIN / AFP) VERBOTEN IN DER SCHWEIZ")[0]
    assert parsed["canonical"] == "© Ludovic Marin/AFP"
