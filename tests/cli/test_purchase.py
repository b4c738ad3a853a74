# SPDX-License-Identifier: MIT
"""One use that is bought is one use: also when the picture is out before the purchase is recorded."""
import json

import pytest
from test_statuses import encode, nordlys, scene

PURCHASE = {"schema": "cutline-licence/1", "kind": "purchase", "from": "2026-11-01", "until": "2099-12-31", "channels": ["web"],
            "territories": ["WORLD"], "uses": 1}


def buy(cutline, name, **more):
    path = cutline.put(f"../{name}.json", json.dumps(PURCHASE | {"id": name, "photos": [cutline.photo], "invoice": name} | more).encode())
    cutline.run("licence", "set", path)


def print_it(cutline, slug, *more, status=0):
    cutline.run("story", "new", slug)
    cutline.run("story", "add", slug, cutline.photo, "--alt", "A quay")
    return cutline.run("story", "publish", slug, "--url", f"https://example.org/{slug}", *more, status=status)


@pytest.fixture
def pa(cutline):
    outlet = {"schema": "cutline-outlet/1", "id": "courier", "markets": ["GB"], "channels": ["web"]}
    cutline.run("outlet", "set", cutline.put("../o.json", json.dumps(outlet).encode()))
    cutline.run("outlet", "default", "courier")
    cutline.put("a.jpg", encode(scene(1), nordlys(credit="PA")))
    cutline.photo = cutline.ingest()["a.jpg"]["id"]
    return cutline


def test_a_use_that_is_out_before_its_purchase_is_the_one_that_is_bought(pa):
    print_it(pa, "a", "--despite", "desk head: we buy it tomorrow")
    buy(pa, "INV-77")
    assert "1 of 1 uses made" in pa.run("check", pa.photo, status=4).text
    print_it(pa, "b", status=4)
    before = pa.run("check", pa.photo, status=4).text
    (pa.archive / "catalog.sqlite").unlink()
    pa.run("rebuild", "--from-store")
    assert pa.run("check", pa.photo, status=4).text == before
    assert pa.json("verify")[-1]["summary"]["problems"] == 0


def test_a_purchase_in_the_place_of_another_covers_what_is_out(pa):
    buy(pa, "INV-79")
    print_it(pa, "a")
    pa.run("licence", "remove", "INV-79")
    buy(pa, "INV-80")
    assert "1 of 1 uses made" in pa.run("check", pa.photo, status=4).text
    buy(pa, "INV-80", uses=2)
    print_it(pa, "b")


def test_what_a_contract_covers_is_no_use_of_a_purchase(pa):
    contract = {"schema": "cutline-licence/1", "id": "pa-2026", "kind": "contract", "name": "PA 2026", "supplier": "PA", "from": "2020-01-01",
                "until": "2099-12-31", "channels": ["web"], "territories": ["WORLD"]}
    pa.run("licence", "set", pa.put("../c.json", json.dumps(contract).encode()))
    print_it(pa, "a")
    buy(pa, "INV-81")
    pa.run("licence", "remove", "pa-2026")
    pa.run("story", "unpublish", "a", "--reason", "the contract is over")
    print_it(pa, "b")
