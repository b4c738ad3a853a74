# SPDX-License-Identifier: MIT
"""Whose pictures are the house's own: a by-line is one field among many, and the others may say otherwise."""
import pictures
import pytest
from test_rights import CONTRACT, check, codes, write

HOUSE = ("init", "--house", "The Courier", "--photographer", "Ana Ruiz", "--photographer", "Ben Li, 2020-01-01..2024-06-30")
OURS = {"byline": "Ana Ruiz", "credit": "The Courier", "caption": "Soldiers block a street in Almaty on January 5, 2022."}


def judge(cutline, cases, status, *options):
    """Every case is a picture; the codes that each gives, and the words of the first reason."""
    for n, (name, fields) in enumerate(cases.items()):
        said = {**OURS, **fields}
        cutline.put(f"{name}.jpg", pictures.jpeg(20 + n, {k: v for k, v in said.items() if v and ":" not in k},
                                                 {k: v for k, v in said.items() if ":" in k}))
    lines = cutline.ingest(cutline.folder / "in", *options)
    return {name: check(cutline, lines[f"{name}.jpg"]["id"], status=status) for name in cases}


def test_other_names_make_it_doubtful(bare):
    bare.run(*HOUSE)
    cases = {
        "slash": {"byline": "Ana Ruiz/Getty"},
        "for": {"byline": "Ana Ruiz for Getty Images", "credit": "Ana Ruiz"},
        "title": {"credit": "", "photoshop:AuthorsPosition": "Contributor, Getty Images"},
        "copyright": {"copyright": "(c) Bob Stone Photography"},
        "owner": {"copyright": "© 2026 Bob Stone"},
        "signoff": {"credit": "", "caption": OURS["caption"] + " Photo: Bob Stone"},
        "creator": {"byline": "Bob Stone", "dc:creator": ["Ana Ruiz"]},
    }
    for name, verdict in judge(bare, cases, 5).items():
        assert "HOUSE_DOUBT" in codes(verdict, "review"), name


def test_a_contract_does_not_speak_for_what_is_credited_to_us(bare):
    """By-line and credit are ours, and the source is an agency's: whose it is, a person says. Under its own credit it is the agency's."""
    bare.run(*HOUSE)
    bare.run("licence", "set", write(bare, "l.json", {**CONTRACT, "id": "reuters", "supplier": "Reuters"}))
    (bare.folder / "in" / "l.json").unlink()
    verdict = judge(bare, {"a": {"source": "Reuters"}}, 5)["a"]
    asked, = [one for one in verdict["reasons"] if one["code"] == "HOUSE_DOUBT"]
    assert "the source names Reuters" in asked["message"]
    photo = bare.ingest(bare.put("b.jpg", pictures.jpeg(60, {**OURS, "credit": "Ana Ruiz/Reuters", "source": "Reuters"})))["b.jpg"]["id"]
    check(bare, photo, status=0)


def test_a_by_line_with_the_surname_first_is_on_the_list(bare):
    bare.run(*HOUSE)
    verdict = judge(bare, {"a": {"byline": "Ruiz, Ana"}}, 0)["a"]
    assert "HOUSE" in codes(verdict) and verdict["credit"] == "© Ana Ruiz/The Courier"


@pytest.mark.parametrize("house", ["Nord Post", "Morning Courier", "Nord & Süd", "Daily Bugle", "Marie Claire", "Abendzeitung"])
def test_a_house_that_sounds_like_a_person_is_the_house(bare, house):
    bare.run("init", "--house", house, "--photographer", "Kim Lee")
    ours = {"byline": "Kim Lee", "credit": house}
    fine = {"both": ours, "chain": {**ours, "credit": f"Kim Lee/{house}"}, "bare": {**ours, "credit": ""},
            "notice": {**ours, "copyright": f"© {house}"}}
    for name, verdict in judge(bare, fine, 0).items():
        assert "HOUSE" in codes(verdict, "note"), name


@pytest.mark.parametrize("house", ["Nord Post", "Nord & Süd"])
def test_others_are_no_less_strangers_to_it(bare, house):
    bare.run("init", "--house", house, "--photographer", "Kim Lee")
    ours = {"byline": "Kim Lee", "credit": house}
    for name, verdict in judge(bare, {"byline": {**ours, "byline": "Bob Stone"}, "source": {**ours, "source": "AP"},
                                      "second": {**ours, "byline": "Kim Lee/Bob Stone"}}, 5).items():
        assert verdict["verdict"] == "review" and "HOUSE" not in codes(verdict, "note"), name


def test_our_own_names_leave_no_doubt(bare):
    bare.run(*HOUSE)
    cases = {
        "self": {"copyright": "© Ana Ruiz 2026"},
        "house": {"copyright": "© 2026 The Courier. All rights reserved."},
        "company": {"copyright": "Copyright 2022 The Courier Ltd"},
        "nobody": {"copyright": "All rights reserved"},
        "year": {"copyright": "© 2026"},
        "studio": {"copyright": "Ana Ruiz Photography"},
        "both": {"byline": "Ana Ruiz/The Courier", "credit": ""},
        "capitals": {"byline": "ANA RUIZ", "copyright": "(C) ANA RUIZ"},
        "signoff": {"caption": OURS["caption"] + " Photo: Ana Ruiz"},
    }
    for name, verdict in judge(bare, cases, 0).items():
        assert "HOUSE" in codes(verdict), name


def test_days_that_a_date_may_mean(bare):
    bare.run(*HOUSE)
    days = {"2024": 5, "2024-07": 5, "2024-07-01T00:30:00+09:00": 5, "2023": 0, "2024-06": 0, "2024-06-30T23:30:00-05:00": 0}
    for n, (day, status) in enumerate(days.items()):
        name = f"d{n}.jpg"
        bare.put(name, pictures.jpeg(60 + n, {"byline": "Ben Li", "credit": "The Courier", "caption": "A street."},
                                     {"photoshop:DateCreated": day}))
        check(bare, bare.ingest(bare.folder / "in" / name)[name]["id"], status=status)


def test_who_delivered_it_is_not_the_house(bare):
    bare.run(*HOUSE)
    said = judge(bare, {"a": {}}, 5, "--supplier", "Northlight Press")
    assert "northlight press delivered it" in said["a"]["reasons"][0]["message"].lower()


def test_an_edit_does_not_make_a_generated_picture_an_ordinary_one(bare):
    bare.run(*HOUSE)
    made = "http://cv.iptc.org/newscodes/digitalsourcetype/"
    photo = judge(bare, {"a": {"Iptc4xmpExt:DigitalSourceType": made + "trainedAlgorithmicMedia"}}, 5)["a"]["photo"]
    bare.run("edit", photo, f"digital_source_type={made}digitalCapture")
    assert "AI_GENERATED" in codes(check(bare, photo, status=5), "review")


def test_a_picture_out_of_a_house_folder_names_the_house_as_it_writes_itself(bare):
    bare.run(*HOUSE)
    photo = bare.ingest(bare.put("a.jpg", pictures.jpeg(90, {"caption": OURS["caption"]})), "--supplier", "The Courier")["a.jpg"]["id"]
    verdict = check(bare, photo, status=0)
    said, = [reason for reason in verdict["reasons"] if reason["code"] == "HOUSE"]
    assert 'by "The Courier" (as ' in said["message"] and 'Print: "© The Courier"' in said["fix"]
    assert verdict["credit"] == "© The Courier"


SLIPS = {
    ("--name", ""): "name", ("--name", "Getty Images"): "Getty Images", ("--name", "Reuters"): "Reuters", ("--name", "Staff"): "Staff",
    ("--photographer", "Staff"): "nobody's name", ("--photographer", "Reuters"): "names Reuters",
    ("--photographer", "Ana Ruiz/AFP"): "names AFP", ("--photographer", "Ben Li, 2024-06-30..2020-01-01"): "ends before it begins",
    ("--photographer", "Ben Li", "--photographer", "BEN LI"): "same person",
    ("--photographer", "Ben Li, 2020-01-01..2022-06-30", "--photographer", "Ben Li, 2022-06-30.."): "same person",
}


def test_slips_on_the_house_list(bare):
    """Everything on it is allowed to go out: what cannot be meant is refused before anything is written."""
    for slip, words in SLIPS.items():
        first = [word.replace("--name", "--house") for word in slip]
        said = bare.run("init", *([] if "--house" in first else ["--house", "The Courier"]), *first, status=2).error
        assert said.count("\n") == 1 and words in said, slip
        assert not bare.archive.exists(), slip
    bare.run(*HOUSE)
    before = bare.json("house")
    for slip, words in SLIPS.items():
        said = bare.run("house", *slip, status=2).error
        assert said.count("\n") == 1 and words in said, slip
    assert bare.json("house") == before
    bare.run("house", "--photographer", "Eva Sol, 2019-01-01..2020-12-31", "--photographer", "Eva Sol, 2022-01-01..")
