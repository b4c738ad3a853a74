# SPDX-License-Identifier: MIT
"""What is recorded of one picture, and what people decide: purchases, open licences, agreements, reasons."""
import json

import pictures
from test_rights import check, codes, put, write
from test_story_out import photos, story  # noqa: F401 (photos is a fixture)

NC_ND = "https://creativecommons.org/licenses/by-nc-nd/4.0/"


def test_an_empty_reason_lets_nothing_out(photos):
    photos.run("licence", "remove", "getty-test")
    for reason in ("", " ", "\t"):
        assert "empty" in photos.run("story", "publish", "flood", "--despite", reason, status=2).error
        assert "empty" in photos.run("export", photos.a, "--as", "jpeg", "--internal", "--reason", reason, "-o", "x", status=2).error
    assert story(photos)["state"] == "draft"
    photos.run("story", "publish", "flood", "--despite", "a test")
    photos.run("story", "unpublish", "flood", "--reason", " ", status=2)
    assert story(photos)["state"] == "published"


def test_a_kill_is_not_for_a_grant(cutline):
    photo = put(cutline, byline="Ana Ruiz", caption="A street.")
    until = ("--until", "2099-01-01", "--reason", "I decide")
    assert "no kind" in cutline.run("grant", photo, "--as", "handuot", *until, status=2).error
    cutline.run("kill", photo, "--reason", "court order 17")
    assert "unkill" in cutline.run("grant", photo, *until, status=4).error
    cutline.run("deny", photo, *until)


def test_the_first_draft_keeps_a_purchased_use(photos):
    paid = {"schema": "cutline-licence/1", "id": "inv-1", "kind": "purchase", "photos": [photos.a], "channels": ["web"], "uses": 1,
            "cost": {"amount": 120, "currency": "EUR"}, "invoice": "inv-1"}
    photos.run("licence", "remove", "getty-test")
    photos.run("licence", "set", write(photos, "paid.json", paid))
    for slug in ("one", "two"):
        photos.run("story", "new", slug)
        photos.run("story", "add", slug, photos.a, "--alt", "x y")
    first, = photos.json("story", "check", "one", status=0)
    assert "COST" not in codes(first["uses"][0]["verdict"])
    second, = photos.json("story", "check", "two", status=4)
    assert "USES_SPENT" in codes(second["uses"][0]["verdict"], "deny")
    photos.run("story", "publish", "one")
    photos.run("story", "publish", "two", status=4)


def test_a_record_does_not_silence_the_licence_that_the_picture_names(cutline):
    cutline.put("a.jpg", pictures.jpeg(1, {"byline": "Jo Doe", "credit": "Jo Doe", "caption": "A street."},
                                       {"xmpRights:WebStatement": NC_ND}))
    photo = cutline.ingest()["a.jpg"]["id"]
    record = {"schema": "cutline-licence/1", "id": "jo", "kind": "open", "photos": [photo], "spdx": "CC-BY-4.0",
              "source": "https://example.org/1", "confirmed": "mira, 3 March"}
    cutline.run("licence", "set", write(cutline, "jo.json", record))
    doubt, = [reason for reason in check(cutline, photo, status=5)["reasons"] if reason["code"] == "LICENCE_UNCONFIRMED"]
    assert NC_ND in doubt["message"]
    cutline.run("licence", "set", write(cutline, "jo.json", record | {"spdx": "CC-BY-NC-ND-4.0"}))
    assert "LICENCE_UNCONFIRMED" not in codes(check(cutline, photo, status=5))


def test_a_licence_that_nobody_saw_at_its_source(cutline):
    """Copied off a page or a caption, it is a claim: it asks until somebody says who saw it there, and when."""
    photo = put(cutline, credit="Mia Holm", caption="A street.")
    record = {"schema": "cutline-licence/1", "id": "jo", "kind": "open", "photos": [photo], "spdx": "CC-BY-4.0",
              "source": "https://flickr.example/x", "author": "Jo Doe"}
    for confirmed in ({}, {"confirmed": " "}):
        cutline.run("licence", "set", write(cutline, "jo.json", record | confirmed))
        verdict = check(cutline, photo, status=5)
        doubt, = [reason for reason in verdict["reasons"] if reason["code"] == "LICENCE_UNCONFIRMED"]
        assert "CC-BY-4.0" in doubt["message"] and "https://flickr.example/x" in doubt["fix"] and '"confirmed"' in doubt["fix"]
        assert not any("confirmed at its source" in reason["message"] for reason in verdict["reasons"])
    cutline.run("licence", "set", write(cutline, "jo.json", record | {"confirmed": "mira, 3 March"}))
    assert check(cutline, photo, status=0)["verdict"] == "allow"


def test_an_answer_that_is_not_where_the_record_says(cutline):
    """A permission rests on what can be shown: a file beside the record, or an address."""
    photo = put(cutline, credit="Mia Holm", caption="A street.")
    record = {"schema": "cutline-licence/1", "id": "mia", "kind": "permission", "photos": [photo], "granted": "2026-01-02"}
    for more in ({}, {"wording": "Yes."}):
        path = write(cutline, "mia.json", record | more | {"evidence": "mail.txt"})
        for dry in ((), ("--dry-run",)):
            said = cutline.run("licence", "set", path, *dry, status=6).error
            assert said.count("\n") == 1 and "mail.txt" in said and "evidence" in said
    assert cutline.json("licence", "list") == []
    (cutline.folder / "mail.txt").write_text("Yes, use it.")
    cutline.run("licence", "set", path)
    for evidence in (str(cutline.folder / "mail.txt"), "https://example.org/answer"):
        cutline.run("licence", "set", write(cutline, "mia.json", record | {"evidence": evidence}))
    assert check(cutline, photo, status=0)["verdict"] == "allow"


def test_an_agreement_with_one_author_is_none_with_the_other(cutline):
    agreement = {"schema": "cutline-licence/1", "id": "zoe", "kind": "freelance", "photographers": ["Zoe Null"], "channels": ["web"]}
    cutline.run("licence", "set", write(cutline, "zoe.json", agreement))
    for name, seed, authors in (("one", 1, ["Zoe Null"]), ("two", 2, ["Zoe Null", "Bob Stone"])):
        cutline.put(f"{name}.jpg", pictures.jpeg(seed, {"caption": "A street."}, {"dc:creator": authors, "photoshop:Credit": authors[0]}))
    lines = cutline.ingest(cutline.folder / "in" / "one.jpg", cutline.folder / "in" / "two.jpg")
    check(cutline, lines["one.jpg"]["id"], status=0)
    check(cutline, lines["two.jpg"]["id"], status=5)


def test_a_contract_says_what_its_credit_has_to_contain(photos):
    contract = json.loads((photos.folder / "licence.json").read_text()) | {"credit": "Getty Images Service"}
    photos.run("licence", "set", write(photos, "c.json", contract))
    due = "© Aino Virtanen/Getty Images Service"
    assert check(photos, photos.a, status=0)["credit"] == due
    said, = photos.json("story", "check", "flood", status=0)
    assert [use["printed"]["credit"] for use in said["uses"]] == [due, due]
    for args in (("export", photos.a, "--as", "figure"), ("export", "1", "--as", "figure", "--story", "flood"),
                 ("story", "export", "flood", "--for", "web")):
        assert due in photos.run(*args).text, args
    photos.run("story", "edit", "flood", "1", "--credit", "© Aino Virtanen/Getty Images")
    said, = photos.json("story", "check", "flood", status=4)
    reason = next(r for r in said["uses"][0]["verdict"]["reasons"] if r["code"] == "CREDIT_MISSING")
    assert f'Print: "{due}"' in reason["fix"] and f"story edit flood {photos.a[:6]} --credit" in reason["fix"]
    photos.run("story", "edit", "flood", "1", "--credit", due)
    photos.run("story", "publish", "flood")
    assert [item["use"]["printed"]["credit"] for item in story(photos)["items"]] == [due, due]
    photos.json("story", "check", "flood", status=0)
    assert not photos.json("story", "updates", "flood")


def test_a_contract_that_comes_later_asks_for_its_credit(photos):
    photos.run("story", "publish", "flood")
    contract = json.loads((photos.folder / "licence.json").read_text()) | {"credit": "Getty Images Service"}
    photos.run("licence", "set", write(photos, "c.json", contract))
    photos.json("story", "check", "flood", status=4)
    assert {update["after"] for update in photos.json("story", "updates", "flood")} == {"© Aino Virtanen/Getty Images Service"}
    for place in "12":
        photos.run("story", "updates", "flood", "--take", place)
    photos.json("story", "check", "flood", status=0)


def test_words_that_demand_a_credit_get_it(photos):
    photos.put("m.jpg", pictures.press(9, credit="Getty Images", instructions="MANDATORY CREDIT: GETTY IMAGES / LAKE WATCH"))
    photos.run("story", "new", "ice")
    photos.run("story", "add", "ice", photos.ingest(photos.folder / "in" / "m.jpg")["m.jpg"]["id"], "--alt", "A lake")
    said, = photos.json("story", "check", "ice", status=0)
    assert said["uses"][0]["printed"]["credit"] == "© Aino Virtanen/GETTY IMAGES / LAKE WATCH"
    photos.run("story", "publish", "ice")
    # What names nobody is met by the credit that the picture has.
    photos.put("n.jpg", pictures.press(10, credit="Getty Images", instructions="Credit must be given to the photographer"))
    photos.run("story", "new", "snow")
    photos.run("story", "add", "snow", photos.ingest(photos.folder / "in" / "n.jpg")["n.jpg"]["id"], "--alt", "A lake")
    said, = photos.json("story", "check", "snow", status=0)
    assert said["uses"][0]["printed"]["credit"] == "© Aino Virtanen/Getty Images"


# --- names that nobody bears ------------------------------------------------------------------------------------


def test_a_story_that_is_not_there_is_refused(photos):
    handout = {"schema": "cutline-licence/1", "id": "h", "kind": "handout", "photos": [photos.a], "stories": ["floud"],
               "until": "2099-12-31"}
    page = photos.put("page.html", b"<img src='x.jpg'>")
    for args in (("check", photos.a), ("check-page", str(page)), ("licence", "set", photos.a, "handout", "--until", "2099-12-31")):
        said = photos.run(*args, "--story", "floud", status=3).error
        assert "no story 'floud' (did you mean 'flood'?)" in said and "story new floud" in said, args
    for more in ((), ("--dry-run",)):
        assert "did you mean 'flood'" in photos.run("licence", "set", write(photos, "h.json", handout), *more, status=3).error
    assert "did you mean" not in photos.run("check", photos.a, "--story", "election", status=3).error
    assert [line["id"] for line in photos.json("licence", "list")] == ["getty-test"]


def test_a_supplier_that_nobody_names_is_refused(photos):
    outlet = {"schema": "cutline-outlet/1", "id": "home", "markets": ["GB"], "channels": ["web"]}
    photos.run("outlet", "set", write(photos, "o.json", outlet))
    for name, near in (("Gety Images", "Getty Images"), ("Reuterz", "Reuters"), ("Unheard Of", None)):
        for args in (("outlet", "stage", "home", "block", "--supplier", name), ("retention", name, "--days", "30"),
                     ("outlet", "stage", "home", "block", "--dry-run", "--supplier", name)):
            said = photos.run(*args, status=6).error
            assert "names a supplier" in said and ("did you mean" in said) == bool(near), args
            assert near is None or near.lower() in said.lower()
    contract = {"schema": "cutline-licence/1", "id": "c", "kind": "contract", "supplier": "Reuterz", "channels": ["web"]}
    assert "Reuters" in photos.run("licence", "set", write(photos, "c.json", contract), status=6).error


def test_a_supplier_that_is_known_is_taken(photos):
    """By the rules, by a contract, by pictures that it delivered or that are credited to it."""
    outlet = {"schema": "cutline-outlet/1", "id": "home", "markets": ["GB"], "channels": ["web"]}
    photos.run("outlet", "set", write(photos, "o.json", outlet))
    contract = {"schema": "cutline-licence/1", "id": "c", "kind": "contract", "supplier": "Unheard Of", "channels": ["web"]}
    photos.run("licence", "set", write(photos, "c.json", contract))
    for seed, (name, fields, more) in enumerate((("n", {"byline": "Leo Berg"}, ("--supplier", "Nordpix")),
                                                 ("z", {"credit": "Leo Berg/Zebra Pix"}, ()))):
        path = photos.put(f"{name}.jpg", pictures.jpeg(70 + seed, {**fields, "caption": "A street."}))
        photos.ingest(path, *more)
    for name in ("Getty", "Reuters", "Unheard Of", "Nordpix", "Zebra Pix"):
        photos.run("outlet", "stage", "home", "block", "--supplier", name)


def test_a_record_about_the_picture_stands_before_a_contract_that_costs(cutline):
    """What is told to be recorded counts when it is, also where both leave something else to ask."""
    photo = put(cutline, credit="AFP PHOTO / Kazakh Presidency / HANDOUT", caption="A street.")
    contract = {"schema": "cutline-licence/1", "id": "afp", "kind": "contract", "supplier": "AFP",
                "cost": {"amount": 80, "currency": "EUR", "review_above": 50}}
    cutline.run("licence", "set", write(cutline, "afp.json", contract))
    cutline.run("story", "new", "s1")
    assert {"HANDOUT", "COST"} <= codes(check(cutline, photo, "--story", "s1", status=5), "review")
    cutline.run("licence", "set", photo, "handout", "--story", "s1", "--until", "2099-01-01")
    assert not {"HANDOUT", "COST"} & codes(check(cutline, photo, "--story", "s1"), "review", "deny")


def test_an_embargo_that_somebody_ends_before_the_day_of_its_words(cutline):
    photo = put(cutline, instructions="EMBARGOED UNTIL 5 DECEMBER 2098", credit="Reuters", caption="A street.")
    asked, = [r for r in check(cutline, photo)["reasons"] if r["code"] == "EMBARGO"]
    command = asked["fix"].split("`")[1].replace('--reason "…"', "--reason phone").split()[1:]
    assert "does not fit" in cutline.run(*command, status=2).error
    confirm = ("restrictions", "confirm", photo, "1", "--as", "EMBARGO", "--reason", "by phone", "--operand")
    cutline.run(*confirm, "2026-01-31T18:00Z")
    asked, = [r for r in check(cutline, photo)["reasons"] if r["code"] == "EMBARGO"]
    assert asked["severity"] == "review" and "the later day that its words name" in asked["message"]
    cutline.run(*confirm, "2098-12-04T18:00Z")  # midnight of the 5th, far in the east
    assert "EMBARGO" in codes(check(cutline, photo), "deny")
    cutline.run("restrictions", "dismiss", photo, "1", "--reason", "the source let it go")
    assert "EMBARGO" not in codes(check(cutline, photo), "review", "deny")


def test_a_decision_ends_on_a_day_that_there_is(cutline):
    photo = put(cutline, credit="Reuters", caption="A street.")
    assert "9999-12-31" in cutline.run("grant", photo, "--until", "9999-12-31", "--reason", "for good", status=2).error
