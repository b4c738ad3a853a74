# SPDX-License-Identifier: MIT
"""What a page is, editorial or advertising, and where in it a picture stands: said once, heard by every verdict."""
import pytest

import pictures
from test_rights import check, codes, write
from test_story_out import GETTY, licence

UNTIL = ("--until", "2099-01-01", "--reason")
PAGE = "<figure><img src='/i/{0}/article.jpg' alt='A man on ice'><figcaption>A lake. {1}</figcaption></figure>"


def one_photo(cutline):
    """A picture for editorial use only, under a contract that has all sections; a story with it."""
    cutline.put("a.jpg", pictures.press(1, instructions="FOR EDITORIAL USE ONLY", **GETTY))
    photo = cutline.ingest()["a.jpg"]["id"]
    licence(cutline, sections=["editorial", "advertorial", "promo", "ad"])
    cutline.run("story", "new", "sale", "--section", "advertorial")
    cutline.run("story", "add", "sale", photo, "--alt", "A man on ice")
    return photo


@pytest.fixture
def sale(cutline):
    cutline.photo = cutline.once(one_photo)
    return cutline


def bought(cutline, placement):
    cutline.run("licence", "set", write(cutline, "inv.json", {
        "schema": "cutline-licence/1", "id": "inv", "kind": "purchase", "photos": [cutline.photo], "uses": 3, "channels": ["web"],
        "placement": placement, "invoice": "I-1"}))
    cutline.run("licence", "remove", "getty-test")


def test_an_advertorial_takes_no_editorial_picture(sale):
    assert sale.json("story", "show", "sale")[0]["section"] == "advertorial"
    said, = sale.json("story", "check", "sale", status=4)
    verdict = said["uses"][0]["verdict"]
    assert "EDITORIAL_ONLY" in codes(verdict, "deny") and verdict["evaluated_for"]["section"] == "advertorial"
    assert "EDITORIAL_ONLY" in codes(check(sale, sale.photo, "--story", "sale", status=4), "deny")
    assert "editorial use only" in sale.run("story", "publish", "sale", status=4).error
    left, = sale.json("story", "export", "sale", "--for", "syndication", "--partner", "Meridian", status=1)
    assert left["left_out"]
    sale.run("story", "edit", "sale", "--section", "editorial")
    sale.json("story", "check", "sale", status=0)
    sale.run("story", "publish", "sale")
    # The look-ahead judges what is out as what it is.
    sale.run("story", "edit", "sale", "--section", "ad")
    licence(sale, sections=["editorial", "ad"])
    assert "EDITORIAL_ONLY" in str(sale.json("expiring", "--within", "7d"))


def test_a_digest_shows_an_advertorial_as_one(sale):
    sale.run("story", "new", "letter")
    sale.run("story", "add", "letter", "--story", "sale")
    said, = sale.json("story", "check", "letter", status=4)
    assert "EDITORIAL_ONLY" in codes(said["uses"][0]["verdict"], "deny")
    sale.run("story", "edit", "sale", "--section", "")
    sale.json("story", "check", "letter", status=0)
    sale.run("story", "edit", "letter", "--section", "promo")
    sale.json("story", "check", "letter", status=4)


def test_an_outlet_that_is_advertising(sale):
    sale.run("outlet", "set", write(sale, "o.json", {"schema": "cutline-outlet/1", "id": "shop", "section": "promo", "channels": ["web"]}))
    assert "EDITORIAL_ONLY" in codes(check(sale, sale.photo, "--outlet", "shop", status=4), "deny")
    check(sale, sale.photo, "--outlet", "shop", "--section", "editorial", status=0)
    sale.run("story", "edit", "sale", "--section", "", "--outlet", "shop")
    sale.json("story", "check", "sale", status=4)
    wrong = write(sale, "o.json", {"schema": "cutline-outlet/1", "id": "shop", "section": "adverts"})
    assert "advertorial" in sale.run("outlet", "set", wrong, status=6).error


def test_a_page_that_is_advertising(sale):
    credit = check(sale, sale.photo)["credit"]
    page = str(sale.put("p.html", PAGE.format(sale.photo, credit).encode()))
    assert "EDITORIAL_ONLY" not in codes(sale.json("check-page", page)[0], "deny")
    for more in (("--section", "ad"), ("--story", "sale")):
        assert "EDITORIAL_ONLY" in codes(sale.json("check-page", page, *more, status=4)[0], "deny"), more
    assert "advertorial" in sale.run("check-page", page, "--section", "advert", status=2).error


def test_a_section_that_there_is_none_of(sale):
    for args in (("story", "new", "x"), ("story", "edit", "sale")):
        assert "editorial, advertorial, promo or ad" in sale.run(*args, "--section", "adverts", status=2).error


def test_the_place_that_was_bought(sale):
    bought(sale, "Cover")
    sale.run("story", "edit", "sale", "--section", "editorial")
    said, = sale.json("story", "check", "sale", status=5)
    assert "PLACEMENT" in codes(said["uses"][0]["verdict"], "review")
    check(sale, sale.photo, "--placement", "cover", status=0)
    assert "NOT_COVERED" in codes(check(sale, sale.photo, "--placement", "inside", status=4), "deny")
    sale.run("story", "edit", "sale", "1", "--placement", "cover")
    assert sale.json("story", "show", "sale")[0]["items"][0]["use"]["placement"] == "cover"
    sale.json("story", "check", "sale", status=0)
    check(sale, sale.photo, "--story", "sale", status=0)
    page = str(sale.put("p.html", PAGE.format(sale.photo, check(sale, sale.photo, "--placement", "cover")["credit"]).encode()))
    assert "NOT_COVERED" in codes(sale.json("check-page", page, "--placement", "inside", status=4)[0], "deny")
    assert not {"NOT_COVERED", "PLACEMENT"} & codes(sale.json("check-page", page, "--story", "sale", status=5)[0])
    sale.run("story", "edit", "sale", "1", "--placement", "inside")
    sale.json("story", "check", "sale", status=4)


def test_it_is_of_the_record(sale):
    sale.run("story", "edit", "sale", "1", "--placement", "cover")
    before = sale.json("story", "show", "sale")
    sale.run("verify")
    sale.run("rebuild", "--from-store")
    assert sale.json("story", "show", "sale") == before
