# SPDX-License-Identifier: MIT
"""Whose pictures are the house's own, and what makes a person look."""
import pictures

from test_rights import check, codes, put


def test_house_pictures(bare):
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz", "--photographer", "Ben Li")
    ours = put(bare, byline="Ben Li", caption="A street.")
    verdict = check(bare, ours, status=0)
    assert "HOUSE" in codes(verdict) and verdict["credit"]
    claimed = bare.ingest(bare.put("b.jpg", pictures.jpeg(2, {
        "byline": "Eve Nobody", "credit": "Eve Nobody/Courier", "caption": "A street."})))["b.jpg"]["id"]
    assert codes(check(bare, claimed, status=5), "review") == {"HOUSE_UNLISTED"}


def test_house_pictures_that_name_others(bare):
    """Somebody of the house took it, or so a field says; who else is named makes a person look."""
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz", "--photographer", "Ben Li")
    named = {"credit": "Ana Ruiz", "byline": "Ana Ruiz", "caption": "A street."}
    cases = {
        "both.jpg": ({"credit": "Ana Ruiz and Ben Li/Courier"}, 0, "HOUSE", ""),
        "signoff.jpg": ({"caption": "A street. (Photo by Leo Berg/AFP via Getty Images)"}, 5, "HOUSE_DOUBT", "Leo Berg"),
        "courier.jpg": ({"credit": "Courier", "caption": "A street. (Photo by Ana Ruiz/Getty Images)"}, 5, "HOUSE_DOUBT",
                        "the end of the caption names Getty Images"),
        "copyright.jpg": ({"credit": "Ana Ruiz/Courier", "copyright": "© Getty Images"}, 5, "HOUSE_DOUBT", "copyright"),
        "stranger.jpg": ({"credit": "Ana Ruiz and Leo Berg"}, 5, "HOUSE_DOUBT", "Leo Berg does not stand on the house list"),
        "slash.jpg": ({"byline": "Ana Ruiz/Getty", "credit": "Courier"}, 5, "HOUSE_DOUBT", "the by-line names Getty Images"),
        "for.jpg": ({"byline": "Ana Ruiz for Northlight Press"}, 5, "HOUSE_DOUBT", "Northlight Press"),
        "title.jpg": ({"photoshop:AuthorsPosition": "Getty Contributor"}, 5, "HOUSE_DOUBT", "the by-line's title names Getty Images"),
        "notice.jpg": ({"credit": "Courier", "copyright": "(c) Bob Stone Photography"}, 5, "HOUSE_DOUBT",
                       "the copyright names Bob Stone"),
        "person.jpg": ({"credit": "Courier", "copyright": "Bob Stone"}, 5, "HOUSE_DOUBT", "the copyright names Bob Stone"),
        "tail.jpg": ({"credit": "Courier", "caption": "A street. Photo: Bob Stone"}, 5, "HOUSE_DOUBT",
                     "the end of the caption names Bob Stone"),
        "terms.jpg": ({"xmpRights:WebStatement": "https://www.alamy.com/terms"}, 5, "HOUSE_DOUBT", "the web statement names Alamy"),
        "ours.jpg": ({"credit": "Courier", "copyright": "© 2026 The Courier. All rights reserved.", "photoshop:AuthorsPosition": "Staff",
                      "source": "Courier Archive", "xmpRights:WebStatement": "https://courier.example/terms"}, 0, "HOUSE", ""),
        "hers.jpg": ({"copyright": "© Ana Ruiz 2026", "photoshop:AuthorsPosition": "Chief Photographer"}, 0, "HOUSE", ""),
        "company.jpg": ({"copyright": "Courier Media Ltd", "caption": "A street. Photo: Ana Ruiz"}, 0, "HOUSE", ""),
        "family.jpg": ({"source": "Family"}, 5, "HOUSE_DOUBT", "somebody gave it"),
        "poolsource.jpg": ({"source": "Pool"}, 5, "HOUSE_DOUBT", "the source names a pool"),
        "screen.jpg": ({"source": "screenshot"}, 5, "THIRD_PARTY", "screenshot"),
        "prohibited.jpg": ({"copyright": "© Ana Ruiz/Courier. Use prohibited"}, 5, "UNPARSED", "Use prohibited"),
        "exclusive.jpg": ({"credit": "Ana Ruiz/Courier, exclusive"}, 5, "FEE", "exclusive"),
        "freelance.jpg": ({"photoshop:AuthorsPosition": "Freelance"}, 5, "HOUSE_DOUBT", 'title names "Freelance"'),
        "guest.jpg": ({"photoshop:AuthorsPosition": "Guest photographer"}, 5, "HOUSE_DOUBT", "Guest photographer"),
        "stringer.jpg": ({"photoshop:AuthorsPosition": "Stringer"}, 5, "HOUSE_DOUBT", "Stringer"),
        "bild.jpg": ({"photoshop:AuthorsPosition": "For Bild"}, 5, "HOUSE_DOUBT", "the by-line's title names BILD"),
        "forours.jpg": ({"photoshop:AuthorsPosition": "For the Courier"}, 0, "HOUSE", ""),
        "reporter.jpg": ({"photoshop:AuthorsPosition": "Reporter"}, 0, "HOUSE", ""),
        "keyword.jpg": ({"keywords": ["lake", "HANDOUT"]}, 5, "THIRD_PARTY", "HANDOUT"),
        "ugc.jpg": ({"keywords": ["lake", "UGC"]}, 5, "THIRD_PARTY", "UGC"),
        "model.jpg": ({"keywords": ["ai generated", "lake"]}, 5, "ALTERED_AT_SOURCE", "ai generated"),
        "category.jpg": ({"photoshop:SupplementalCategories": ["SPO", "HANDOUT"]}, 5, "THIRD_PARTY", "HANDOUT"),
        "sport.jpg": ({"photoshop:SupplementalCategories": ["SPO", "Football"], "keywords": ["pool", "handouts of food"]}, 0, "HOUSE", ""),
        "private.jpg": ({"credit": "Photo: private"}, 5, "HOUSE_DOUBT", "somebody gave it"),
        "str.jpg": ({"credit": "STR"}, 5, "HOUSE_DOUBT", "withholds"),
        "pool.jpg": ({"credit": "Ana Ruiz/Pool"}, 5, "NO_CONTRACT", ""),
        "handout.jpg": ({"credit": "Ana Ruiz / Handout"}, 5, "HANDOUT", ""),
        "platform.jpg": ({"credit": "Ana Ruiz via Instagram"}, 4, "NO_PERMISSION", ""),
    }
    for n, (name, (fields, _, _, _)) in enumerate(cases.items()):
        properties = {key: value for key, value in fields.items() if ":" in key}
        iim = {key: value for key, value in {**named, **fields}.items() if ":" not in key}
        bare.put(name, pictures.jpeg(20 + n, iim, properties))
    lines = bare.ingest()
    for name, (_, status, code, words) in cases.items():
        reasons = [reason for reason in check(bare, lines[name]["id"], status=status)["reasons"] if reason["code"] == code]
        assert reasons and words in reasons[0]["message"], name


def test_a_house_picture_that_somebody_else_delivered(bare):
    """The contract sits with who delivered it, also where no rule knows them."""
    bare.run("init", "--house", "The Courier", "--photographer", "Ana Ruiz")
    fields = {"credit": "The Courier", "byline": "Ana Ruiz", "caption": "A street."}
    suppliers = {"Northlight Press": 5, "reader mail": 5, "Courier": 0, "The Courier": 0, "Ana Ruiz": 0, "staff": 0}
    for n, (supplier, status) in enumerate(suppliers.items()):
        photo = bare.ingest(bare.put(f"{n}.jpg", pictures.jpeg(60 + n, fields)), "--supplier", supplier)[f"{n}.jpg"]["id"]
        verdict = check(bare, photo, status=status)
        assert ("HOUSE_DOUBT" in codes(verdict)) == (status == 5), supplier


def test_by_lines_of_one_file_that_disagree(bare):
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz", "--photographer", "Ben Li")
    fields = {"credit": "Courier", "caption": "A street."}
    bare.put("1.jpg", pictures.jpeg(70, {**fields, "byline": "Bob Stone"}, {"dc:creator": ["Ana Ruiz"]}))
    bare.put("2.jpg", pictures.jpeg(71, {**fields, "byline": "ANA RUIZ"}, {"dc:creator": ["Ana Ruiz"]}))
    ids = {name: line["id"] for name, line in bare.ingest().items()}
    doubt, = [reason for reason in check(bare, ids["1.jpg"], status=5)["reasons"] if reason["code"] == "HOUSE_DOUBT"]
    assert "the by-line names Bob Stone" in doubt["message"]
    check(bare, ids["2.jpg"], status=0)


def test_a_name_that_was_written_over_another_does_not_make_it_ours(bare):
    """An editor types our photographer over an agency's; another file of AFP's frame is credited to her."""
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz")
    theirs = {"credit": "Leo Berg/AFP", "byline": "Leo Berg", "caption": "A street."}
    ours = {"credit": "Ana Ruiz", "byline": "Ana Ruiz", "caption": "A street."}
    bare.put("1.jpg", pictures.jpeg(40, theirs))
    bare.put("2.jpg", pictures.jpeg(41, theirs))
    bare.put("3.jpg", pictures.jpeg(41, ours))
    bare.put("7.jpg", pictures.jpeg(44, {"byline": "Leo Berg", "caption": "A street."}))
    ids = {name: line["id"] for name, line in bare.ingest().items()}
    for name in ("1.jpg", "7.jpg"):
        bare.run("edit", ids[name], "credit=Ana Ruiz", "byline=Ana Ruiz")
    assert codes(check(bare, ids["1.jpg"], status=5)) >= {"NO_CONTRACT"}
    for name, words in (("7.jpg", 'it came as "© Leo Berg"'), ("3.jpg", "another copy of this frame")):
        doubt, = [reason for reason in check(bare, ids[name], status=5)["reasons"] if reason["code"] == "HOUSE_DOUBT"]
        assert words in doubt["message"], name
    # What AFP sends of ours stays ours.
    bare.put("5.jpg", pictures.jpeg(43, ours))
    bare.put("6.jpg", pictures.jpeg(43, {**ours, "credit": "Ana Ruiz/Courier via AP"}))
    check(bare, bare.ingest()["5.jpg"]["id"], status=0)


def test_days_of_the_house_list(bare):
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz, 2019-01-01..", "--photographer",
             "Ben Li, 2019-01-01..2020-12-31")
    check(bare, put(bare, byline="Ana Ruiz", caption="A street."), status=0)
    late = bare.ingest(bare.put("b.jpg", pictures.jpeg(2, {"byline": "Ben Li", "caption": "A street."})))["b.jpg"]["id"]
    assert "HOUSE" not in codes(check(bare, late, status=5))


def test_what_a_model_made_stays_so(bare):
    """Whoever writes over what a file says of how it was made takes nothing of it away; a caption may say it, too."""
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz")
    model = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    fields = {"byline": "Ana Ruiz", "caption": "A street."}
    bare.put("1.jpg", pictures.jpeg(90, fields, {"Iptc4xmpExt:DigitalSourceType": model}))
    bare.put("2.jpg", pictures.jpeg(91, {**fields, "caption": "AI-generated image of soldiers in Almaty."}))
    bare.put("3.jpg", pictures.jpeg(92, {**fields, "caption": "A protest against AI-generated pictures."}))
    ids = {name: line["id"] for name, line in bare.ingest().items()}
    bare.run("edit", ids["1.jpg"], "digital_source_type=http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture")
    asked, = [reason for reason in check(bare, ids["1.jpg"], status=5)["reasons"] if reason["code"] == "AI_GENERATED"]
    assert model in asked["message"]
    assert codes(check(bare, ids["2.jpg"], status=5), "review") == {"AI_GENERATED"}
    check(bare, ids["3.jpg"], status=0)


def test_the_day_is_the_one_that_the_picture_says(bare):
    """Of a picture that says a year or a month only, every day of it; by the clock where it was taken."""
    bare.run("init", "--house", "Courier", "--photographer", "Ben Li, 2020-01-01..2024-06-30")
    days = {"2024": 5, "2024-06": 0, "2024-07": 5, "2021": 0, "2024-06-30T23:59:00-08:00": 0, "2024-07-01T00:30:00+09:00": 5,
            "2019-12-31T23:30:00-05:00": 5}
    for n, (day, status) in enumerate(days.items()):
        bare.put(f"{n}.jpg", pictures.jpeg(80 + n, {"byline": "Ben Li", "caption": "A street."}, {"photoshop:DateCreated": day}))
    lines = bare.ingest()
    for n, (day, status) in enumerate(days.items()):
        check(bare, lines[f"{n}.jpg"]["id"], status=status)


def test_the_house_list_changes(bare):
    bare.run("init")
    assert "--name" in bare.run("house", "--photographer", "Ben Li", status=2).error
    assert "write" in bare.run("house", "--name", "Courier", "--photographer", " , 2019-01-01..", status=2).error
    ours = put(bare, byline="Ben Li", caption="A street.")
    check(bare, ours, status=5)
    named = "--name", "Courier", "--photographer", "Ben Li", "--photographer", "Ana Ruiz, 2019-01-01.."
    change, = bare.json("house", *named, "--dry-run")
    assert (change["photo"], change["before"], change["after"]) == (ours, "review", "allow") and "Ben Li" in change["why"]
    check(bare, ours, status=5)
    listed, = bare.json("house", *named)
    assert listed["names"] == ["Courier"] and [one["name"] for one in listed["photographers"]] == ["Ben Li", "Ana Ruiz"]
    check(bare, ours, status=0)
    # Who leaves gets a last day, in the place of the entry before.
    leaves = "house", "--photographer", "Ben Li, ..2001-01-01"
    assert bare.run(*leaves, "--dry-run").text == f"{ours}  allow -> review\n1 of 1 verdicts would change; nothing was set\n"
    bare.run(*leaves)
    assert bare.run("house").text == "Courier\n  Ana Ruiz, 2019-01-01..\n  Ben Li, ..2001-01-01\n"
    check(bare, ours, status=5)
    bare.run("house", "--remove", "Nobody", status=3)
    bare.run("house", "--remove", "ana ruiz", "--photographer", "Ben Li")
    before = bare.json("house")
    assert [one["name"] for one in before[0]["photographers"]] == ["Ben Li"]
    (bare.archive / "catalog.sqlite").unlink()
    bare.run("rebuild", "--from-store")
    assert bare.json("house") == before
    check(bare, ours, status=0)


def test_who_says_that_a_picture_is_ours(bare):
    """Where nothing in the picture does, whoever brought it in has said so, and is named."""
    bare.run("init", "--house", "The Courier", "--photographer", "Ana Ruiz")
    path = bare.put("a.jpg", pictures.jpeg(1, {"caption": "A street."}))
    photo = bare.json("--as", "mira", "ingest", "--supplier", "The Courier", path)[0]["id"]
    house, = [reason for reason in check(bare, photo, status=0)["reasons"] if reason["code"] == "HOUSE"]
    assert "as mira said on" in house["message"] and "(Supplier)" not in house["message"]


def test_words_that_end_a_picture_of_ours(bare):
    bare.run("init", "--house", "The Courier", "--photographer", "Ana Ruiz")
    bare.put("a.jpg", pictures.jpeg(1, {"caption": "A street.", "byline": "Ana Ruiz", "instructions": "NO USE AFTER 2 DECEMBER 2098"}))
    photo = bare.ingest()["a.jpg"]["id"]
    verdict = check(bare, photo, status=0)
    house, = [reason for reason in verdict["reasons"] if reason["code"] == "HOUSE"]
    assert "without an end" not in house["message"] and "until 2 December 2098" in house["message"]
    assert verdict["until"].startswith("2098-12-0")


def test_the_number_of_an_agency_on_what_somebody_calls_ours(bare):
    """Stripped of all names, brought in as the house's own: its file's name says where it is from. A camera's says nothing."""
    bare.run("init", "--house", "Courier", "--photographer", "Ana Ruiz")
    names = {"GettyImages-123456789.jpg": True, "IMG_1234.jpg": False, "DSC_0042.jpg": False, "20260120-001.jpg": False}
    for n, name in enumerate(names):
        bare.put(name, pictures.jpeg(90 + n, {"caption": "A street."}))
    ids = bare.ingest(str(bare.folder / "in"), "--supplier", "Courier")
    for name, asks in names.items():
        verdict = check(bare, ids[name]["id"], status=5 if asks else 0)
        assert ("HOUSE_DOUBT" in codes(verdict)) == asks, name
        if asks:
            assert "is one of Getty Images" in verdict["reasons"][0]["message"]
