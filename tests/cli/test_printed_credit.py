# SPDX-License-Identifier: MIT
"""A printed credit is compared as a credit: the same people and the same agencies, in whatever order and form."""
import pytest

import pictures
from test_rights import CONTRACT, check, codes, write

STREET = "A street in Almaty on November 27, 2026."
SHUTTERSTOCK = {"credit": "Shutterstock", "caption": "Mandatory Credit: Photo by Ana Ruiz/NurPhoto/Shutterstock (16507315bs)\n" + STREET}
LEAGUE = {"credit": "NBAE via Getty Images", "byline": "Ana Ruiz",
          "caption": f"{STREET} Mandatory Copyright Notice: Copyright 2026 NBAE (Photo by Ana Ruiz/NBAE via Getty Images)"}
QUOTED = {"credit": "AFP", "byline": "Ana Ruiz", "caption": STREET, "instructions": 'MANDATORY CREDIT "AFP PHOTO / ANA RUIZ"'}


def signed(agency, signoff, byline="Ana Ruiz"):
    return {"credit": agency, "source": agency, "byline": byline, "caption": f"{STREET} {signoff}"}


# The picture, who delivered it, and forms of its credit that name the same.
SAME = [
    (signed("AP", "(AP Photo/Ana Ruiz)"), "AP", ["AP Photo/Ana Ruiz", "(AP Photo/Ana Ruiz)", "Ana Ruiz / The Associated Press"]),
    (signed("Reuters", "REUTERS/Ana Ruiz"), "Reuters", ["Ana Ruiz/Reuters", "Foto: Ana Ruiz/REUTERS"]),
    (signed("Xinhua", "(Xinhua/Ana Ruiz)"), "Xinhua", ["(Xinhua/Ana Ruiz)", "Xinhua News Agency/Ana Ruiz"]),
    (signed("ANSA", "ANSA/ANA RUIZ"), "ANSA", ["ANSA/ANA RUIZ"]),
    (signed("Getty Images", "(Photo by Ana Ruiz/Getty Images)"), "Getty Images", ["Getty Images/Ana Ruiz", "Ana Ruiz/Getty", "Ana Ruiz via Getty Images"]),
    (signed("PA", "Photo credit should read: Ana Ruiz/PA Wire"), "PA", ["PA/Ana Ruiz", "Ana Ruiz/PA Images"]),
    (signed("ТАСС", "Сергей Бобылев/ТАСС", "Сергей Бобылев/ТАСС"), "TASS", ["Фото: Сергей Бобылев/ТАСС", "Sergei Bobylev/TASS"]),
    (signed("ҚазАқпарат", "", "Адиль Тұрсынбек"), "Kazinform", ["Адиль Тұрсынбек / Qazinform", "Адиль Тұрсынбек/ҚазАқпарат"]),
    (SHUTTERSTOCK, "Shutterstock", ["Ana Ruiz/NurPhoto/Shutterstock", "Photo by Ana Ruiz/NurPhoto/Shutterstock (16507315bs)"]),
    (LEAGUE, "Getty Images", ["Ana Ruiz/NBAE via Getty Images", "Copyright 2026 NBAE (Photo by Ana Ruiz/NBAE via Getty Images)"]),
]


def filled(cutline, fields, agency):
    cutline.put("a.jpg", pictures.jpeg(40, fields))
    photo = cutline.ingest()["a.jpg"]["id"]
    cutline.run("licence", "set", write(cutline, "l.json", {**CONTRACT, "id": "all", "supplier": agency}))
    return photo


def on_page(photo, credit):
    return (f'<!doctype html><meta charset="utf-8"><figure><img src="/i/{photo}/article.jpg" alt="A street">'
            f"<figcaption>{STREET} {credit}</figcaption></figure>")


def named(reasons):
    return {(one["code"], one["severity"]) for one in reasons if one["code"] in ("CREDIT_MISSING", "CREDIT_ADDED")}


@pytest.mark.parametrize("fields, agency, forms", SAME, ids=[f"{agency}-{n}" for n, (_, agency, _) in enumerate(SAME)])
def test_forms_that_name_the_same(cutline, fields, agency, forms):
    photo = filled(cutline, fields, agency)
    cutline.run("story", "new", "s")
    cutline.run("story", "add", "s", photo, "--alt", "a street")
    for form in forms:
        check(cutline, photo, "--credit", form, status=0)
        cutline.run("story", "edit", "s", photo, "--credit", form)
        use, = cutline.json("story", "check", "s", status=0)[0]["uses"]
        assert use["printed"]["credit"] == form
        lines = cutline.json("check-page", write_page(cutline, on_page(photo, form)), status=0)
        assert lines[0]["photo"] == photo and not named(lines[0]["reasons"]), (form, lines[0]["reasons"])


def write_page(cutline, text):
    path = cutline.folder / "page.html"
    path.write_text(text)
    return path


@pytest.mark.parametrize("fields, agency, printed, status, said", [
    (signed("Reuters", "REUTERS/Ana Ruiz"), "Reuters", "Reuters", 5, "the photographer Ana Ruiz is missing."),
    (signed("AFP", "(Photo by Ana RUIZ / AFP)"), "AFP", "Ana Ruiz", 5, "the agency AFP is missing."),
    (signed("AFP", "(Photo by Ana RUIZ / AFP)"), "AFP", "Jan Roe/AFP", 5, "the photographer Ana Ruiz is missing."),
    (signed("AFP", "(Photo by Ana RUIZ / AFP)"), "AFP", "AFP/Getty Images/Ana Ruiz", 5, "it names Getty Images, which delivered another"),
    (signed("AFP", "(Photo by Ana RUIZ / AFP)"), "AFP", "AFP/Ana Ruiz and Jan Roe", 5, "it names Jan Roe besides;"),
    (SHUTTERSTOCK, "Shutterstock", "Ana Ruiz/Shutterstock", 4, "the agency NurPhoto is missing."),
    (LEAGUE, "Getty Images", "NBAE via Getty Images", 4, "the photographer Ana Ruiz is missing."),
    (QUOTED, "AFP", "Ana Ruiz/AFP", 4, 'demanded is "AFP PHOTO / ANA RUIZ"')])
def test_what_differs_is_told_by_its_name(cutline, fields, agency, printed, status, said):
    photo = filled(cutline, fields, agency)
    reasons = check(cutline, photo, "--credit", printed, status=status)["reasons"]
    assert any(said in one["message"] for one in reasons if one["code"] in ("CREDIT_MISSING", "CREDIT_ADDED")), reasons


def test_another_order_is_a_note(cutline):
    photo = filled(cutline, signed("AP", "(AP Photo/Ana Ruiz)"), "AP")
    said = check(cutline, photo, "--credit", "AP Photo/Ana Ruiz", status=0)
    note, = [one for one in said["reasons"] if one["code"] == "CREDIT_CASE"]
    assert note["severity"] == "note" and "The same names in another form, still a valid credit." in note["message"]
    assert not codes(said, "review")
