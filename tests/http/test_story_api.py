# SPDX-License-Identifier: MIT
"""/api/v1: stories and uses, checks, figures and lint: the same answers as the commands give."""
import json

import pytest
from pictures import jpeg, press

ROLES = ("viewer", "editor", "rights")


@pytest.fixture
def desk(stopped):
    """Two photos, a token of each role, and a daemon."""
    stopped.a = stopped.ingest("a.jpg", press(1))
    stopped.b = stopped.ingest("b.jpg", press(2))
    stopped.tokens = {role: stopped.token(role) for role in ROLES}
    return stopped.start()


def call(desk, method, path, body=None, role="editor", status=200, rev=None):
    fields = {"If_Match": f'"{rev}"'} if rev else {}
    answer = desk.ask("/api/v1" + path, method, json.dumps(body) if body is not None else None, desk.tokens[role], **fields)
    assert answer.status == status, (method, path, answer.status, answer.body)
    return answer


def begin(desk, slug="flood", **more):
    return call(desk, "POST", "/stories", {"slug": slug, "language": "en", **more}, status=201).json()


def add(desk, *photos, slug="flood", **more):
    items = call(desk, "POST", f"/stories/{slug}/uses", {"photos": list(photos), **more}, status=201).json()["items"]
    return [item["use"]["id"] for item in items]


def test_a_story_from_begin_to_end(desk):
    story = begin(desk, title="The flood")
    assert (story["slug"], story["title"], story["state"]) == ("flood", "The flood", "draft")
    first, second = add(desk, desk.a, desk.b, alt_text="A lake")
    call(desk, "PATCH", f"/stories/flood/uses/{first}", {"caption": "Own words.", "crop": "10,10,100,90"})
    call(desk, "PATCH", "/stories/flood", {"title": "The flood, later"})
    moved = call(desk, "POST", f"/stories/flood/uses/{second}/move", {"at": 1})
    assert [item["use"]["id"] for item in moved.json()["items"]] == [second, first]
    shown = call(desk, "GET", "/stories/flood", role="viewer")
    assert shown.json() == desk.json("story", "show", "flood")[0]
    assert shown.headers["ETag"] == f'"{shown.json()["rev"]}"' and shown.headers["Cache-Control"] == "private, no-store"
    assert shown.json()["items"][1]["use"]["printed"]["caption"] == "Own words."
    assert call(desk, "GET", f"/uses/{first}", role="viewer").json()["crop"] == {"x": 10, "y": 10, "width": 100, "height": 90}
    uses = call(desk, "GET", f"/photos/{desk.a}/uses", role="viewer").json()["items"]
    assert uses == desk.json("show", desk.a)[0]["uses"]
    check = call(desk, "GET", "/stories/flood/check?channel=web&at=2030-01-01", role="viewer").json()
    assert check == desk.json_status("story", "check", "flood", "--channel", "web", "--at", "2030-01-01", status=5)
    published = call(desk, "POST", "/stories/flood/publish", {"url": "https://example.org/flood", "despite": "a test",
                                                              "page": "<html>"}, "rights").json()
    assert {use["use"] for use in published["uses"]} == {first, second}
    assert call(desk, "GET", "/stories/flood").json()["url"] == "https://example.org/flood"
    left = call(desk, "DELETE", f"/stories/flood/uses/{second}").json()
    assert [item["use"]["id"] for item in left["items"]] == [first] and left["removed"][0]["id"] == second
    off = call(desk, "POST", "/stories/flood/unpublish", {"reason": "wrong"}).json()
    assert off["state"] == "unpublished" and [item["use"]["state"] for item in off["items"]] == ["removed"]


def test_roles_of_stories(desk):
    begin(desk)
    use = add(desk, desk.a)[0]
    for method, path, body in (("POST", "/stories", {"slug": "x"}), ("PATCH", "/stories/flood", {"title": "x"}),
                               ("POST", "/stories/flood/uses", {"photos": [desk.a]}), ("DELETE", f"/stories/flood/uses/{use}", None),
                               ("POST", f"/stories/flood/uses/{use}/move", {"at": 1}), ("POST", "/stories/flood/publish", {}),
                               ("POST", "/stories/flood/unpublish", {}), ("POST", f"/photos/{desk.a}/lint/fix", None)):
        call(desk, method, path, body, "viewer", 403)
        assert desk.ask("/api/v1" + path, method, json.dumps(body) if body is not None else None).status == 401
    # What is held up takes somebody who decides about rights, and its reasons come with the refusal.
    call(desk, "POST", "/stories/flood/publish", {"despite": "I want to"}, status=403)
    assert call(desk, "GET", "/stories/flood").json()["state"] == "draft"


def test_a_milder_outlet_takes_somebody_who_decides_about_rights(desk):
    """Else a block would be got round by a change of the outlet."""
    for outlet, stage in (("com", "block"), ("same", "block"), ("obs", "observe")):
        desk.put(f"{outlet}.json", json.dumps({"schema": "cutline-outlet/1", "id": outlet, "stage": stage}).encode())
        desk.cutline("outlet", "set", str(desk.folder / "in" / f"{outlet}.json"))
    desk.cutline("outlet", "default", "com")
    begin(desk)
    call(desk, "PATCH", "/stories/flood", {"outlet": "same"})
    assert "milder" in call(desk, "PATCH", "/stories/flood", {"outlet": "obs"}, status=403).json()["error"]["message"]
    assert call(desk, "GET", "/stories/flood").json()["outlet"] == "same"
    call(desk, "PATCH", "/stories/flood", {"outlet": "obs"}, "rights")
    call(desk, "PATCH", "/stories/flood", {"outlet": "com"})


def test_what_is_held_up_comes_with_its_reasons(desk):
    nobody = desk.ingest("c.jpg", jpeg(7, {"caption": "A bird on 5 January 2022."}))
    begin(desk)
    add(desk, nobody)
    answer = call(desk, "POST", "/stories/flood/publish", {}, status=403).json()
    assert answer["error"]["code"] == "denied" and answer["check"]["verdict"] == "deny"
    assert "NO_ORIGIN" in {reason["code"] for use in answer["check"]["uses"] for reason in use["verdict"]["reasons"]}
    assert call(desk, "GET", "/stories/flood").json()["items"][0]["use"]["state"] == "reserved"


def test_what_is_out_goes_on_being_shown(desk):
    """A template asks for the figure of a published use long after; the verdict is about what is still to come."""
    nobody = desk.ingest("c.jpg", jpeg(7, {"caption": "A bird on 5 January 2022."}))
    begin(desk)
    use = add(desk, nobody, alt_text="A bird")[0]
    call(desk, "GET", f"/uses/{use}/figure", role="viewer", status=403)
    call(desk, "POST", "/stories/flood/publish", {"despite": "a reader's own picture"}, "rights")
    assert f"/u/{use}/" in call(desk, "GET", f"/uses/{use}/figure", role="viewer").body.decode()
    call(desk, "GET", f"/photos/{nobody}/figure", role="viewer", status=403)
    desk.cutline("kill", nobody, "--reason", "wrong bird")
    call(desk, "GET", f"/uses/{use}/figure", role="viewer", status=403)


def test_a_stale_change_is_refused(desk):
    rev = begin(desk)["rev"]
    changed = call(desk, "PATCH", "/stories/flood", {"title": "One"}, rev=rev)
    assert changed.json()["title"] == "One"
    for method, path, body in (("PATCH", "/stories/flood", {"title": "Two"}), ("POST", "/stories/flood/uses", {"photos": [desk.a]}),
                               ("POST", "/stories/flood/publish", {})):
        assert call(desk, method, path, body, status=412, rev=rev).json()["error"]["code"] == "conflict"
    foreign = call(desk, "PATCH", "/stories/flood", {"title": "Two"}, status=412, rev="5d41402a")
    assert "names no revision" in foreign.json()["error"]["message"]
    assert call(desk, "GET", "/stories/flood").json()["title"] == "One"
    assert call(desk, "PATCH", "/stories/flood", {"title": "Two"}, rev=changed.headers["ETag"].strip('"')).json()["title"] == "Two"


def test_digests_and_pages_of_stories(desk):
    for slug in ("one", "two", "three"):
        begin(desk, slug)
    digest = call(desk, "POST", "/stories/three/parts", {"story": "one"}, status=201).json()
    assert digest["items"][0]["part"]["slug"] == "one"
    seen, cursor = [], ""
    for _ in range(2):
        page = call(desk, "GET", f"/stories?limit=2{cursor}", role="viewer").json()
        seen += [story["slug"] for story in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert seen == ["three", "two", "one"] and page["next"] is None
    assert call(desk, "DELETE", "/stories/three/uses/one").json()["items"] == []
    call(desk, "POST", "/stories/one/parts", {"story": "one"}, status=403)


def test_updates_are_settled(desk):
    begin(desk)
    use = add(desk, desk.a, caption="Own words.")[0]
    assert call(desk, "GET", "/updates", role="viewer").json() == {"items": []}
    desk.cutline("edit", desk.a, "caption=The archive says otherwise now.")
    updates = call(desk, "GET", "/stories/flood/updates", role="viewer").json()["items"]
    assert updates == call(desk, "GET", "/updates").json()["items"] == desk.json("story", "updates", "flood")
    assert updates[0]["use"] == use and updates[0]["after"] == "The archive says otherwise now."
    call(desk, "POST", f"/stories/flood/uses/{use}/updates", {"how": "forget"}, status=400)
    call(desk, "POST", f"/stories/flood/uses/{use}/updates", {"how": "take", "fields": ["city"]}, status=400)
    call(desk, "POST", f"/stories/flood/uses/{use}/updates", {"how": "take", "fields": ["credit"]})
    assert call(desk, "GET", "/updates").json()["items"] == updates
    taken = call(desk, "POST", f"/stories/flood/uses/{use}/updates", {"how": "take", "fields": ["caption"]}).json()
    assert taken["items"][0]["use"]["printed"]["caption"] == "The archive says otherwise now."
    assert call(desk, "GET", "/updates").json() == {"items": []}


def test_out_to_a_channel_and_to_a_partner(desk):
    begin(desk)
    add(desk, desk.a, alt_text="A lake")
    out = call(desk, "GET", "/stories/flood/export?for=web", role="viewer").json()
    lines = [json.loads(line) for line in desk.cutline("--json", "story", "export", "flood", "--for", "web").splitlines()]
    for item in out["items"] + lines:
        del item["check"]["verdict"]["evaluated_for"]["at"]  # now
    assert out == {"items": lines, "left_out": 0} and out["items"][0]["text"].startswith("<figure")
    call(desk, "GET", "/stories/flood/export", status=400)
    call(desk, "GET", "/stories/flood/export?for=syndication", status=400)
    partner = call(desk, "POST", "/stories/flood/export", {"for": "syndication", "partner": "Courier"}).json()
    assert partner["left_out"] == 1 or partner["items"][0]["text"]


def test_figures_and_exports(desk):
    begin(desk)
    use = add(desk, desk.a, caption="Own words.", alt_text="A lake")[0]
    figure = call(desk, "GET", f"/photos/{desk.a}/figure", role="viewer")
    assert figure.headers["Content-Type"] == "text/html; charset=utf-8"
    assert figure.body.decode() == desk.cutline("export", desk.a, "--as", "figure")
    own = call(desk, "GET", f"/uses/{use}/figure?preset=thumb", role="viewer").body.decode()
    assert f'src="/u/{use}/thumb~' in own and "Own words." in own and "srcset" in own
    square = call(desk, "GET", f"/photos/{desk.a}/figure?preset=square").body.decode()
    assert "/square~" in square and "/article~" not in square
    for preset in ("none", "newsletter"):
        assert preset in call(desk, "GET", f"/photos/{desk.a}/figure?preset={preset}", status=404).json()["error"]["message"]
    for kind, of in (("jsonld", "application/ld+json"), ("ninjs", "application/json"), ("xmp", "application/rdf+xml"),
                     ("odrl", "application/ld+json")):
        answer = call(desk, "GET", f"/photos/{desk.a}/export?as={kind}", role="viewer")
        assert answer.headers["Content-Type"] == of and answer.body.decode() == desk.cutline("export", desk.a, "--as", kind)
    assert call(desk, "GET", f"/uses/{use}/export?as=jsonld").json()["caption"] == "Own words."
    assert "public_url" in call(desk, "GET", f"/photos/{desk.a}/export?as=email", status=400).json()["error"]["message"]
    call(desk, "GET", f"/photos/{desk.a}/export?as=original", status=400)
    desk.cutline("kill", desk.a, "--reason", "wrong person")
    assert b"Own words" not in call(desk, "GET", f"/uses/{use}/figure", status=403).body


def test_lint(desk):
    desk.cutline("edit", desk.a, "caption=A view  of Kiev on Wednesday.")
    lint = call(desk, "GET", f"/photos/{desk.a}/lint", role="viewer").json()
    assert lint == desk.json_status("lint", desk.a, status=1) and lint["issues"]
    text = call(desk, "POST", "/lint", {"text": "A view  of Kiev."}, "viewer").json()
    assert "A view of" in text["proposal"]
    call(desk, "POST", "/lint", {}, status=400)
    fixed = call(desk, "POST", f"/photos/{desk.a}/lint/fix").json()
    assert fixed["event"] and "  " not in desk.json("show", desk.a)[0]["fields"]["caption"]
    call(desk, "POST", f"/events/{fixed['event']}/undo", {})
    assert "  " in desk.json("show", desk.a)[0]["fields"]["caption"]


# --- checks ------------------------------------------------------------------------------------------------------

def test_one_check_is_that_of_the_command(desk):
    answer = call(desk, "GET", f"/photos/{desk.a}/check?channel=newsletter&territory=JP&at=2030-01-01", role="viewer").json()
    assert answer == desk.json_status("check", desk.a, "--channel", "newsletter", "--territory", "JP", "--at", "2030-01-01", status=5)
    assert "outlet" in call(desk, "GET", f"/photos/{desk.a}/check?outlet=none", status=404).json()["error"]["message"]
    assert "at" in call(desk, "GET", f"/photos/{desk.a}/check?at=soon", status=400).json()["error"]["message"]


def test_checks_of_many(desk):
    nobody = desk.ingest("c.jpg", jpeg(7, {"caption": "A bird on 5 January 2022."}))
    shown = desk.json("show", desk.b)[0]["fields"]
    body = {"pictures": [{"photo": desk.a, "credit": "Aino Virtanen/Nordlys"}, {"photo": nobody}, {"photo": "zzzzzzzz"},
                         {"url": f"https://photos.example.org/i/{desk.b}/article.jpg", "caption": shown["caption"], "credit": "Nordlys"},
                         {"caption": "Nothing like it in the archive at all.", "credit": "© Somebody Else"}], "channel": "web"}
    answer = call(desk, "POST", "/checks", body, "viewer").json()
    one, two, three, four, five = answer["items"]
    # The instants differ by the time between two questions.
    command = desk.json_status("check", desk.a, "--credit", "Aino Virtanen/Nordlys", "--channel", "web", status=5)
    del one["evaluated_for"]["at"], command["evaluated_for"]["at"]
    assert one == command
    assert two["verdict"] == "deny" and two["reasons"][0]["code"] == "NO_ORIGIN"
    assert three["verdict"] == "deny" and three["error"]["code"] == "not-found"
    reason, = three["reasons"]
    assert (reason["code"], reason["severity"]) == ("UNKNOWN_PICTURE", "deny") and "zzzzzzzz" in reason["message"] and reason["fix"]
    assert (four["photo"], four["match"], four["confidence"]) == (desk.b, "url", 1)
    assert (five["photo"], five["match"]) == (None, "none") and five["reasons"][0]["code"] == "UNKNOWN_PICTURE"
    assert answer["verdict"] == "deny" and answer["summary"]["pictures"] == 5 and answer["summary"]["unmatched"] == 2


def test_checks_look_at_no_file_of_ours(desk):
    """What a page names beside it is a file of the page's machine, not of this one."""
    picture = {"url": str(desk.folder / "in" / "a.jpg"), "credit": "x"}
    assert call(desk, "POST", "/checks", {"pictures": [picture, {"url": "in/a.jpg"}]}).json()["summary"]["unmatched"] == 2


def test_what_checks_refuse(desk):
    for body, status, word in (
            ("", 422, ""), ("[]", 400, "object"), ("{}", 400, "pictures"), ('{"pictures":[]}', 400, "at least one"),
            ('{"pictures":[{}]}', 400, "picture 1"), ('{"pictures":[{"photo":1}]}', 400, "photo"),
            ('{"pictures":[{"photo":"x","teritory":"JP"}]}', 400, "teritory"),
            ('{"pictures":[{"photo":"x"}],"teritory":"JP"}', 400, "teritory"),
            ('{"pictures":[{"photo":"x","crop":"yes"}]}', 400, "crop"), ('{"pictures":[{"photo":"x"}],"at":"soon"}', 400, "at"),
            ('{"pictures":[{"photo":"x"}],"pictures":[]}', 422, ""),
            # What stands beside it would be judged, or lost.
            ('{"pictures":[{"photo":"x","url":"/i/y/a.jpg"}]}', 400, "not by both"), ('{"pictures":[{"photo":"x","alt":"y"}]}', 400, "not by both"),
            ('{"pictures":[{"photo":"x","caption":"A street."}]}', 400, "not by both"),
            ('{"pictures":[{"caption":"A street.","crop":true}]}', 400, "crop")):
        answer = desk.ask("/api/v1/checks", "POST", body, desk.tokens["viewer"])
        assert answer.status == status and word in answer.json()["error"]["message"], (body, answer.body)
    # At most 200 at once.
    call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a}] * 201}, status=413)
    answer = call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a}] * 200}).json()
    assert len(answer["items"]) == 200
    call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a}], "channel": "sky"}, status=400)
    call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a}], "section": "adverts"}, status=400)
    call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a}], "outlet": "none"}, status=404)
    # Without the story that is meant, nothing is judged, whichever way a picture is told.
    for picture in ({"photo": desk.a}, {"photo": "x"}, {"url": "/i/y/a.jpg"}):
        refused = call(desk, "POST", "/checks", {"pictures": [picture], "story": "unknown"}, status=400)
        assert "unknown" in refused.json()["error"]["message"], picture
    refused = call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a, "story": "unknown"}]}, status=400)
    assert "story" in refused.json()["error"]["message"]


# --- what is forbidden and allowed -----------------------------------------------------------------------------------

def test_restrictions_grants_and_licences(desk):
    bound = desk.ingest("d.jpg", press(9, instructions="CLEAR W LONDON DESK B4 USE"))
    listed = call(desk, "GET", f"/photos/{bound}/restrictions", role="viewer").json()["items"]
    assert listed == desk.json("restrictions", "list", bound) and listed[0]["code"] == "UNPARSED"
    decision = {"decision": "confirm", "as": "CLEARANCE", "reason": "asked London"}
    call(desk, "POST", f"/photos/{bound}/restrictions/1", decision, status=403)
    decided = call(desk, "POST", f"/photos/{bound}/restrictions/1", decision, "rights").json()["items"]
    assert decided[0]["code"] == "CLEARANCE" and decided == desk.json("restrictions", "list", bound)
    grant = {"decision": "allow", "until": "2199-12-31", "reason": "London says yes", "as": "handout"}
    call(desk, "POST", f"/photos/{bound}/grants", grant, status=403)
    call(desk, "POST", f"/photos/{bound}/grants", {**grant, "until": "2001-01-01"}, "rights", 400)
    made = call(desk, "POST", f"/photos/{bound}/grants", grant, "rights", 201).json()
    assert (made["allow"], made["until"], made["who"]) == (True, "2200-01-01T00:00:00Z", "http:rights")
    assert call(desk, "GET", f"/photos/{bound}/grants", role="viewer").json()["items"] == [made]
    licence = {"schema": "cutline-licence/1", "id": "nordlys", "kind": "contract", "supplier": "Nordlys", "from": "2020-01-01",
               "until": "2199-12-31", "channels": ["web"]}
    call(desk, "PUT", "/licences/nordlys", licence, status=403)
    assert "chanels" in call(desk, "PUT", "/licences/nordlys", {**licence, "chanels": []}, "rights", 422).json()["error"]["message"]
    assert call(desk, "PUT", "/licences/nordlys", licence, "rights").json() == licence
    outlet = {"schema": "cutline-outlet/1", "id": "courier", "names": ["Courier"], "markets": ["GB"], "channels": ["web"],
              "commercial": "no", "stage": "warn"}
    assert call(desk, "PUT", "/outlets/courier", outlet, "rights").json() == outlet
    assert [item["id"] for item in call(desk, "GET", "/licences", role="viewer").json()["items"]] == ["nordlys"]
    # What was set over HTTP counts at once, also where checks were asked before.
    for _ in range(5):
        check = call(desk, "GET", f"/photos/{desk.a}/check", role="viewer").json()
        assert check["evaluated_for"]["outlet"] == "courier"
    assert call(desk, "DELETE", "/licences/nordlys", role="rights").json()["state"] == "removed"
    assert call(desk, "GET", "/licences").json()["items"] == []


def test_a_story_that_is_advertising(desk):
    begin(desk, section="advertorial")
    use, = add(desk, desk.a, alt_text="A lake", placement="cover")
    shown = call(desk, "GET", "/stories/flood").json()
    assert shown["section"] == "advertorial" and shown["items"][0]["use"]["placement"] == "cover"
    asked = {"pictures": [{"photo": desk.a}]}
    for body in (asked | {"story": "flood"}, asked | {"section": "advertorial"}):
        item, = call(desk, "POST", "/checks", body, "viewer").json()["items"]
        assert item["evaluated_for"]["section"] == "advertorial"
    assert call(desk, "GET", f"/photos/{desk.a}/check?story=flood").json()["evaluated_for"]["section"] == "advertorial"
    assert call(desk, "PATCH", "/stories/flood", {"section": ""}).json()["section"] is None
    call(desk, "PATCH", "/stories/flood", {"section": "adverts"}, status=400)
    shown = call(desk, "PATCH", f"/stories/flood/uses/{use}", {"placement": "inside"}).json()
    assert shown["items"][0]["use"]["placement"] == "inside"


def test_checks_hear_where_a_picture_stands(desk):
    paid = {"schema": "cutline-licence/1", "id": "inv-1", "kind": "purchase", "photos": [desk.a], "channels": ["web"], "uses": 3,
            "placement": "cover", "invoice": "1"}
    (desk.folder / "paid.json").write_text(json.dumps(paid))
    desk.cutline("licence", "set", str(desk.folder / "paid.json"))
    for body, code in (({"pictures": [{"photo": desk.a}]}, "PLACEMENT"), ({"pictures": [{"photo": desk.a}], "placement": "cover"}, "LICENSED"),
                       ({"pictures": [{"photo": desk.a, "placement": "inside"}], "placement": "cover"}, "NOT_COVERED")):
        item, = call(desk, "POST", "/checks", body, "viewer").json()["items"]
        assert code in [reason["code"] for reason in item["reasons"]], body
    assert "PLACEMENT" not in str(call(desk, "GET", f"/photos/{desk.a}/check?placement=Cover").json()["reasons"])


def test_checks_look_at_pictures_together(desk):
    url = f"https://photos.example.org/i/{desk.a}/article.jpg"
    body = {"pictures": [{"photo": desk.a, "credit": "© Aino Virtanen/Nordlys"}, {"photo": desk.b, "credit": "© AINO VIRTANEN/Nordlys"},
                         {"photo": desk.a[:8]}]}
    answer = call(desk, "POST", "/checks", body, "viewer").json()
    one, two, three = ([reason["code"] for reason in item["reasons"]] for item in answer["items"])
    assert "REUSED" not in one + two and "REUSED" in three
    said = next(reason for reason in answer["items"][2]["reasons"] if reason["code"] == "REUSED")
    assert said["severity"] == "review" and "pictures 1 and 3" in said["message"] and said["fix"]
    summary = answer["summary"]
    assert (summary["pictures"], summary["photos"], summary["reused"], summary["credited"]) == (3, 2, 1, 2)
    assert summary["spellings"] == [["© Aino Virtanen/Nordlys", "© AINO VIRTANEN/Nordlys"]]
    mixed = call(desk, "POST", "/checks", {"pictures": [{"photo": desk.a}, {"url": url}]}, "viewer").json()
    assert "REUSED" in [reason["code"] for reason in mixed["items"][0]["reasons"]]
    assert (mixed["summary"]["photos"], mixed["summary"]["reused"]) == (1, 1)
    names = [{"photo": desk.a, "credit": "© Alexandr Bogdanov/AFP"}, {"photo": desk.b, "credit": "© Alexander Bogdanov/AFP"}]
    assert call(desk, "POST", "/checks", {"pictures": names}, "viewer").json()["summary"]["spellings"]


def test_a_story_without_pictures_says_so(desk):
    begin(desk)
    check = call(desk, "GET", "/stories/flood/check", role="viewer").json()
    assert check["uses"] == [] and check["findings"][0]["code"] == "NO_PICTURES" and "story add flood" in check["findings"][0]["fix"]
    add(desk, desk.a)
    assert call(desk, "GET", "/stories/flood/check", role="viewer").json()["findings"] == []
