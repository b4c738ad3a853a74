# SPDX-License-Identifier: MIT
"""/api/v1: find, kill, notices, takedowns, holds, purges, credit lines and rules: what the commands say, to whom it belongs."""
import hashlib
import io
import json
import zipfile

import pytest
from conftest import until
from pictures import jpeg, press
from test_notice import NOTICE
from test_statuses import encode, nordlys, scene

ROLES = ("viewer", "editor", "rights", "admin")


@pytest.fixture
def desk(stopped):
    """Two photos of AFP, a token of each role, and a daemon."""
    stopped.data = encode(scene(1), nordlys(credit="AFP", title="000_34L82NW"))
    stopped.a = stopped.ingest("a.jpg", stopped.data)
    stopped.b = stopped.ingest("b.jpg", encode(scene(5), nordlys(credit="AFP", title="000_34L83AB")))
    stopped.tokens = {role: stopped.token(role) for role in ROLES}
    return stopped.start()


def call(desk, method, path, body=None, role="rights", status=200, **fields):
    body = body if body is None or isinstance(body, bytes) else json.dumps(body)
    answer = desk.ask("/api/v1" + path, method, body, desk.tokens[role], **fields)
    assert answer.status == status, (method, path, answer.status, answer.body)
    return answer.json()


def refused(desk, method, path, body, role):
    """The role is too small: nothing happens."""
    assert call(desk, method, path, body, role, 403)["error"]["code"] == "denied"


def state(desk, photo):
    return desk.json("show", photo)[0]["state"]


def test_find(desk):
    found = [{"id": desk.a, "match": "bytes", "likeness": 1, "state": "ok"}]
    assert call(desk, "POST", "/find", desk.data, "viewer")["items"] == found == desk.json("find", desk.folder / "in" / "a.jpg")
    assert call(desk, "GET", "/find?sha256=" + hashlib.sha256(desk.data).hexdigest())["items"] == found
    # A screenshot: other bytes, smaller.
    small = encode(scene(1).resize((300, 200)), {})
    assert [(one["id"], one["match"]) for one in call(desk, "POST", "/find", small)["items"]] == [(desk.a, "likeness")]
    url = f"https://photos.example.org/i/{desk.b}/article.jpg"
    assert call(desk, "GET", f"/find?url={url}")["items"] == desk.json("find", url)
    assert call(desk, "GET", "/find?sha256=" + "0" * 64)["items"] == []
    assert call(desk, "POST", "/find", jpeg(77))["items"] == []
    # It is no door to files of this machine, and nothing of what was sent stays.
    for query in ("", f"?url={desk.folder}/in/a.jpg", "?sha256=xyz", f"?url={url}&sha256={'0' * 64}", "?url=file:///etc/passwd"):
        call(desk, "GET", "/find" + query, status=400)
    assert call(desk, "POST", "/find", b"no picture", status=415)["error"]["code"] == "unsupported"
    call(desk, "POST", "/find", status=400)
    assert [path.name for path in (desk.archive / "uploads").iterdir()] == []
    assert len(desk.json("search", "")) == 2


def test_the_best_copy_of_a_frame(desk):
    copy = desk.ingest("c.jpg", encode(scene(1), nordlys(credit="Other", byline="B", copyright="© Other", title="O-1")))
    shown = call(desk, "GET", f"/photos/{desk.a}", role="viewer")
    assert [(one["id"], one["verdict"], one["credit"]) for one in shown["copies"]] == [(copy, "review", "Other")]
    assert (shown["best_copy"]["id"], shown["best_copy"]["verdict"]) == (desk.a, "review")
    assert call(desk, "GET", f"/photos/{desk.b}")["best_copy"] is None


def test_a_composite_goes_with_its_part(desk):
    path = f"/photos/{desk.a}/composite"
    refused(desk, "PUT", path, {"parts": [desk.b]}, "viewer")
    assert call(desk, "PUT", path, {"parts": [desk.b[:8]]}, "editor")["parts"] == [desk.b]
    assert call(desk, "GET", f"/photos/{desk.b}", role="viewer")["part_of"] == [desk.a]
    call(desk, "PUT", f"/photos/{desk.b}/composite", {"parts": [desk.a]}, "editor", 400)
    assert desk.ask(f"/i/{desk.a}/thumb.jpg").status == 200
    # What its part must not be shown before holds for it, too.
    desk.cutline("edit", desk.b, "instructions=NOT FOR PUBLICATION BEFORE 1800 GMT ON 5 MARCH 2090")
    assert until(lambda: desk.ask(f"/i/{desk.a}/thumb.jpg").status == 403, 1.0)
    desk.cutline("edit", desk.b, "instructions-=")
    assert until(lambda: desk.ask(f"/i/{desk.a}/thumb.jpg").status == 200, 1.0)
    # Nor while lawyers look at the part.
    desk.cutline("hold", desk.b, "--reason", "case 17")
    assert until(lambda: desk.ask(f"/i/{desk.a}/thumb.jpg").status == 410, 1.0)
    desk.cutline("hold", desk.b, "--release")
    assert until(lambda: desk.ask(f"/i/{desk.a}/thumb.jpg").status == 200, 1.0)
    # Whose source the part protects, the whole does not show to everybody either.
    call(desk, "POST", f"/photos/{desk.b}/protect", {"reason": "a source"})
    assert until(lambda: desk.ask(f"/i/{desk.a}/thumb.jpg").status == 404, 1.0)
    call(desk, "POST", f"/photos/{desk.b}/unprotect")
    killed = call(desk, "POST", f"/photos/{desk.b}/kill", {"reason": "wrong person"})
    assert killed["composites"] == [desk.a] and state(desk, desk.a) == "killed"
    assert until(lambda: desk.ask(f"/i/{desk.a}/thumb.jpg").status == 410, 1.0)


def test_a_notice_is_looked_at_and_then_kills(desk):
    notice = {"text": NOTICE.format(ours="000_34L82NW", later="000_34L99XY")}
    for role in ("viewer", "editor"):
        refused(desk, "POST", "/notices", {**notice, "dry_run": True}, role)
    looked = call(desk, "POST", "/notices", {**notice, "dry_run": True})["items"]
    assert [(one.get("id"), one.get("supplier_id"), one["dry_run"]) for one in looked] == [
        (desk.a, None, True), (None, "000_34L99XY", True)]
    assert state(desk, desk.a) == "ok"
    assert "reason" in call(desk, "POST", "/notices", notice, status=400)["error"]["message"]
    # A person may choose among the candidates.
    chosen = call(desk, "POST", "/notices", {**notice, "reason": "AFP, by mail", "only": ["000_34L99XY"]})["items"]
    assert [one.get("supplier_id") for one in chosen] == ["000_34L99XY"] and state(desk, desk.a) == "ok"
    killed = call(desk, "POST", "/notices", {**notice, "reason": "AFP, by mail", "only": [desk.a]})["items"]
    assert [(one["id"], one["state"]) for one in killed] == [(desk.a, "killed")] and state(desk, desk.a) == "killed"
    last = desk.json("history", desk.a)[-1]
    assert (last["who"], last["payload"]["reason"], last["payload"]["class"]) == ("http:rights", "AFP, by mail", "agency")
    line = desk.json_status("ingest", desk.put("late.jpg", encode(scene(7), nordlys(credit="AFP", title="000_34L99XY"))), status=1)
    assert line["status"] == "held" and state(desk, line["id"]) == "killed"
    assert call(desk, "POST", "/notices", {"text": "Lovely picture!", "reason": "x"}, status=409)["error"]["code"] == "review"
    asked, = call(desk, "POST", "/notices", {"text": "Lovely 000_34L83AB!", "reason": "x"})["items"]
    assert (asked["id"], asked["state"]) == (desk.b, "candidate")
    assert state(desk, desk.b) == "ok"


def test_takedowns_are_listed_and_confirmed(desk):
    call(desk, "POST", "/stories", {"slug": "flood", "language": "en"}, "editor", 201)
    call(desk, "POST", "/stories/flood/uses", {"photos": [desk.a], "channel": "social"}, "editor", 201)
    call(desk, "POST", "/stories/flood/publish", {"despite": "test", "url": "https://social.example/1"})
    looked = call(desk, "POST", f"/photos/{desk.a}/kill", {"reason": "court", "class": "legal", "dry_run": True})
    assert looked["dry_run"] and state(desk, desk.a) == "ok" and len(looked["takedowns"]) > 0
    killed = call(desk, "POST", f"/photos/{desk.a}/kill", {"reason": "court", "class": "legal"})
    todo = call(desk, "GET", "/takedowns", role="viewer")["items"]
    assert todo == desk.json("takedown", "list") and len(todo) > 0
    assert {one["takedown"] for one in todo} <= {one["takedown"] for one in killed["takedowns"]}
    no = todo[0]["takedown"]
    refused(desk, "POST", f"/takedowns/{no}/confirm", {}, "viewer")
    assert call(desk, "POST", f"/takedowns/{no}/confirm", {"note": "gone, 14:05"}, "editor") == {"takedown": no, "state": "confirmed"}
    done = next(one for one in call(desk, "GET", f"/photos/{desk.a}/takedowns")["items"] if one["takedown"] == no)
    assert (done["done_by"], done["note"]) == ("http:editor", "gone, 14:05")
    call(desk, "POST", "/takedowns/999/confirm", {}, "editor", 404)
    call(desk, "POST", "/takedowns/x/confirm", {}, "editor", 404)


def test_protect_hold_release_purge(desk):
    path = f"/photos/{desk.a[:10]}"
    rev = desk.json("show", desk.a)[0]["rev"]
    refused(desk, "POST", path + "/protect", {"reason": "x"}, "viewer")
    call(desk, "POST", path + "/protect", {"reason": "  "}, "editor", 400)
    assert call(desk, "POST", path + "/protect", {"reason": "private flat"}, "editor") == {"id": desk.a, "source_sensitive": True}
    refused(desk, "POST", path + "/unprotect", {}, "editor")
    assert call(desk, "POST", path + "/unprotect", {}) == {"id": desk.a, "source_sensitive": False}
    refused(desk, "POST", path + "/hold", {"reason": "case 17"}, "editor")
    call(desk, "POST", path + "/hold", {"reason": ""}, status=400)
    call(desk, "POST", path + "/hold", {"reason": "case 17", "until": "2001-01-01"}, status=400)
    call(desk, "POST", path + "/hold", {"reason": "case 17"}, status=412, If_Match=f'"{rev + 99}"')
    assert call(desk, "POST", path + "/hold", {"reason": "case 17", "until": "2199-12-31"}) == {"id": desk.a, "hold": True}
    gone = {"reason": "erasure request", "yes": True}
    refused(desk, "POST", path + "/purge", gone, "rights")
    assert "hold" in call(desk, "POST", path + "/purge", gone, "admin", 403)["error"]["message"]
    assert call(desk, "POST", path + "/release") == {"id": desk.a, "released": True}
    assert "yes" in call(desk, "POST", path + "/purge", {"reason": "x"}, "admin", 400)["error"]["message"]
    call(desk, "POST", path + "/purge", {"yes": True}, "admin", 400)
    assert call(desk, "POST", path + "/purge", gone, "admin") == {"id": desk.a, "purged": True}
    assert state(desk, desk.a) == "killed" and not list((desk.archive / "originals").rglob("*a.jpg*"))
    kinds = [(event["kind"], event["who"]) for event in desk.json("history", desk.a)]
    assert kinds[-5:] == [("protect", "http:editor"), ("unprotect", "http:rights"), ("keep", "http:rights"),
                          ("unkeep", "http:rights"), ("purge", "http:admin")]


def test_evidence_comes_as_a_zip_file(desk):
    refused(desk, "POST", f"/photos/{desk.a}/evidence", {}, "editor")
    answer = desk.ask(f"/api/v1/photos/{desk.a[:8]}/evidence", "POST", json.dumps({"reason": "letter of 3 May"}), desk.tokens["rights"])
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/zip")
    assert f'filename="evidence-{desk.a}.zip"' in answer.headers["Content-Disposition"]
    with zipfile.ZipFile(io.BytesIO(answer.body)) as kept:
        files = {name.removeprefix("evidence/"): kept.read(name) for name in kept.namelist()}
    for line in files.pop("SHA256SUMS").decode().splitlines():
        digest, name = line.split("  ", 1)
        assert hashlib.sha256(files.pop(name)).hexdigest() == digest
        if name == f"{desk.a}/original-1.jpeg":
            assert digest == hashlib.sha256(desk.data).hexdigest()
    assert files == {}
    assert desk.json("history", desk.a)[-1]["who"] == "http:rights"
    url = f"https://photos.example.org/i/{desk.b}/article.jpg"
    assert desk.ask("/api/v1/evidence", "POST", json.dumps({"url": url}), desk.tokens["rights"]).status == 200
    call(desk, "POST", "/evidence", {"url": "https://example.org/never"}, status=404)
    assert list((desk.archive / "uploads").iterdir()) == []


def test_lines_of_text(desk):
    line = "© ABDUAZIZ MADYAROV/AFP via Getty Images"
    assert call(desk, "POST", "/credit/parse", {"text": line}, "viewer") == desk.json("credit", "parse", line)[0]
    named = call(desk, "POST", "/credit/parse", {"text": "Ana Ruiz", "supplier": "AFP"}, "viewer")
    assert named == desk.json("credit", "parse", "Ana Ruiz", "--supplier", "AFP")[0]
    assert call(desk, "GET", f"/photos/{desk.a}/credit", role="viewer") == desk.json("credit", "show", desk.a)[0]
    words = "JAPAN OUT, NO SALES. KEEP 14 DAYS"
    found = call(desk, "POST", "/restrictions/parse", {"text": words, "sent": "2026-01-31T18:00Z"}, "viewer")["items"]
    assert found == desk.json("restrictions", "parse", words, "--sent", "2026-01-31T18:00Z") and len(found) > 1
    call(desk, "POST", "/restrictions/parse", {"text": words, "sent": "soon"}, "viewer", 400)


def test_organisations_and_what_a_change_would_do(desk):
    listed = call(desk, "GET", "/suppliers", role="viewer")["items"]
    assert listed == desk.json("supplier", "list")
    assert call(desk, "GET", "/suppliers/PA%20Wire", role="viewer") == desk.json("supplier", "show", "PA Wire")[0]
    call(desk, "GET", "/suppliers/none-such", role="viewer", status=404)
    third = desk.ingest("c.jpg", press(3))  # "Aino Virtanen/Nordlys": nobody knows Nordlys
    rule = {"id": "nordlys", "name": "Nordlys Foto", "kind": "photo", "aliases": ["Nordlys"]}
    table = {"schema": "cutline-organisations/1", "extends": "shipped", "organisations": [rule]}
    refused(desk, "POST", "/rules/diff", table, "editor")
    diff = call(desk, "POST", "/rules/diff", table)
    path = desk.folder / "rules.json"
    path.write_text(json.dumps(table))
    assert diff["items"] + [{"summary": diff["summary"]}] == desk.json("rules", "diff", path)
    change = next(change for change in diff["items"] if change["id"] == third)
    assert change["now"]["canonical"] != change["then"]["canonical"] and diff["summary"]["changed"] == len(diff["items"])
    assert "schema" in call(desk, "POST", "/rules/diff", {}, status=422)["error"]["message"]
    looked = call(desk, "POST", "/suppliers?dry_run=true", rule)
    assert looked["summary"] == {"suppliers": ["nordlys"], "photos": 3, "changed": diff["summary"]["changed"], "dry_run": True}
    call(desk, "GET", "/suppliers/nordlys", status=404)
    assert call(desk, "POST", "/suppliers", rule)["summary"]["dry_run"] is False
    assert desk.json("supplier", "show", "nordlys")[0]["name"] == "Nordlys Foto"
    assert desk.json("credit", "show", third)[0]["canonical"] == change["then"]["canonical"]


def test_what_runs_out_and_kept_searches(desk):
    grant = {"decision": "allow", "until": "2199-12-31", "reason": "x"}
    call(desk, "POST", f"/photos/{desk.a}/grants", grant, status=201)
    soon = call(desk, "GET", "/expiring?within=2w", role="viewer")
    assert soon["items"] == desk.json("expiring", "--within", "2w") and soon["found"] == len(soon["items"])
    for wrong in ("7", "0d", "9999w", "-1d", "d"):
        assert "within" in call(desk, "GET", f"/expiring?within={wrong}", role="viewer", status=400)["error"]["message"]
    refused(desk, "PUT", "/searches/afp", {"query": "credit:afp"}, "viewer")
    kept = call(desk, "PUT", "/searches/afp", {"query": "credit:afp"}, "editor")
    assert (kept["name"], kept["query"], kept["who"]) == ("afp", "credit:afp", "http:editor")
    assert call(desk, "GET", "/searches", role="viewer")["items"] == [kept] == desk.json("searches")
    call(desk, "PUT", "/searches/afp", {"query": "((("}, "editor", 400)
    assert call(desk, "DELETE", "/searches/afp", role="editor") == {"name": "afp", "state": "removed"}
    call(desk, "DELETE", "/searches/afp", role="editor", status=404)


def test_house_list(desk):
    """Anybody reads it; whom it makes ours is a matter of the rights role, which sees first what follows."""
    empty = call(desk, "GET", "/house", role="viewer")
    assert empty["names"] == [] and empty["photographers"] == []
    refused(desk, "PATCH", "/house", {"name": "Courier", "photographers": ["Ana Ruiz"]}, "editor")
    call(desk, "PATCH", "/house", {"photographers": ["Ana Ruiz"]}, status=400)
    ours = desk.ingest("c.jpg", jpeg(30, {"byline": "Ana Ruiz", "caption": "A street."}))
    change = {"photo": ours, "before": "review", "after": "allow"}
    body = {"name": "Courier", "photographers": ["Ana Ruiz, 2019-01-01.."]}
    seen = call(desk, "PATCH", "/house", {**body, "dry_run": True})
    assert [{key: item[key] for key in change} for item in seen["items"]] == [change] and seen["judged"] == 3
    assert "house" not in seen and call(desk, "GET", "/house") == empty
    done = call(desk, "PATCH", "/house", body)
    assert done["items"] == seen["items"] and done["house"] == call(desk, "GET", "/house", role="viewer") == desk.json("house")[0]
    assert call(desk, "GET", f"/photos/{ours}/check", role="viewer")["verdict"] == "allow"
    assert call(desk, "PATCH", "/house", {"remove": ["ana ruiz"]})["items"][0]["after"] == "review"
