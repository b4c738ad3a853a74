# SPDX-License-Identifier: MIT
"""/api/v1: roles, parameters, errors, and that it says what the commands say."""
import json

import pytest
from conftest import until
from pictures import jpeg


@pytest.fixture
def photo(stopped):
    stopped.id = stopped.ingest("a.jpg", jpeg(1))
    return stopped


def test_it_says_what_the_commands_say(photo):
    token = photo.token("viewer")
    photo.start()
    shown = photo.json("show", photo.id)[0]
    for rendition in shown["renditions"]:
        del rendition["path"]  # of no use elsewhere
    answer = photo.ask(f"/api/v1/photos/{photo.id}", token=token)
    assert answer.status == 200 and answer.json() == shown
    assert answer.headers["ETag"] == f'"{shown["rev"]}"'
    found = photo.ask("/api/v1/photos", token=token).json()
    assert found["items"] == photo.json("search", "") and found["total"] == 1 and found["next"] is None
    judged = photo.ask("/api/v1/photos?q=-usable:web@KAZ+licence:none", token=token).json()
    assert judged["items"] == found["items"] and judged["total"] == 1 and "newest_judged" not in judged
    assert photo.ask("/api/v1/photos?q=usable:web", token=token).json()["total"] == 0
    assert photo.ask("/api/v1/photos?q=usable:@Nowhere", token=token).status == 400
    assert photo.ask("/api/v1/facets?q=usable:web", token=token).status == 400
    history = photo.ask(f"/api/v1/photos/{photo.id}/history", token=token).json()
    assert history["items"] == photo.json("history", photo.id)
    assert photo.ask("/api/v1/stats", token=token).json()["items"] == photo.json("stats")
    # People shorten ids here as well.
    assert photo.ask(f"/api/v1/photos/{photo.id[:8]}", token=token).json()["id"] == photo.id


def test_a_suppliers_number_stands_for_an_id(photo):
    one, *two = (photo.ingest(f"{n}.jpg", jpeg(n, {"job_id": "XPDJ104" if n == 2 else "BRU-102"})) for n in (2, 3, 4))
    token = photo.token("viewer")
    photo.start()
    assert photo.ask("/api/v1/photos/XPDJ104", token=token).json()["id"] == one
    refused = photo.ask("/api/v1/photos/BRU-102", token=token)
    assert refused.status == 400 and all(identity in refused.json()["error"]["message"] for identity in two)
    assert photo.ask("/i/XPDJ104/thumb.jpg").status == photo.ask("/i/zzzzzzzzzzzzzzzz/thumb.jpg").status == 404, "pixels are asked for by id alone"


def test_pages(stopped):
    for i in range(5):
        stopped.put(f"{i}.jpg", jpeg(i))
    stopped.cutline("ingest", "--no-wait", stopped.folder / "in")
    token = stopped.token("viewer")
    stopped.start()
    seen, cursor = [], ""
    for _ in range(3):
        page = stopped.ask(f"/api/v1/photos?limit=2{cursor}", token=token).json()
        seen += [item["id"] for item in page["items"]]
        cursor = f"&cursor={page['next']}"
    assert page["next"] is None and seen == [hit["id"] for hit in stopped.json("search", "")]


def test_roles(photo):
    tokens = {role: photo.token(role) for role in ("viewer", "editor", "rights", "admin")}
    photo.start()
    kill = f"/api/v1/photos/{photo.id}/kill"
    body = json.dumps({"reason": "test"})
    assert photo.ask("/api/v1/photos").status == 401
    assert "Bearer" in photo.ask("/api/v1/photos").headers["WWW-Authenticate"]
    assert photo.ask("/api/v1/photos", token="ct_" + "A" * 43).status == 401
    assert photo.ask(kill, "POST", body, tokens["viewer"]).status == 403
    assert photo.ask(kill, "POST", body, tokens["editor"]).status == 403
    answer = photo.ask(kill, "POST", body, tokens["rights"])
    assert answer.status == 200
    assert answer.json() == {"id": photo.id, "state": "killed", "dry_run": False, "held": [], "composites": [], "takedowns": [], "renditions": [], "purge_tags": [f"photo-{photo.id}"]}
    last = photo.json("history", photo.id)[-1]
    assert (last["kind"], last["who"], last["payload"]) == ("kill", "http:rights", {"reason": "test", "class": "error"})
    assert photo.ask(f"/api/v1/photos/{photo.id}/unkill", "POST", body, tokens["admin"]).json()["state"] == "ok"


def test_a_revoked_token_is_nobodys(photo):
    token = photo.token("viewer")
    photo.start()
    assert photo.ask("/api/v1/stats", token=token).status == 200
    photo.cutline("token", "revoke", "viewer")
    assert until(lambda: photo.ask("/api/v1/stats", token=token).status == 401, 2)


def test_a_new_token_is_known(photo):
    photo.start()
    token = photo.token("viewer")
    assert until(lambda: photo.ask("/api/v1/stats", token=token).status == 200, 2)


def test_mistakes_say_what_is_wrong(photo):
    token = photo.token("admin")
    photo.start()

    def error(path, status, *args):
        answer = photo.ask(path, *args, token=token)
        assert answer.status == status, (path, answer.status, answer.body)
        assert set(answer.json()["error"]) == {"code", "message", "subject"}
        return answer.json()["error"]

    assert "'page'" in error("/api/v1/photos?page=2", 400)["message"]
    assert "limit" in error("/api/v1/photos?limit=0", 400)["message"]
    error("/api/v1/photos?limit=1&limit=2", 400)
    assert "cursor" in error("/api/v1/photos?cursor=zzzz", 400)["message"]
    assert photo.ask("/api/v1/photos", "PATCH", token=token).headers["Allow"] == "GET, HEAD"
    error("/api/v1/photos?q=" + "(" * 3, 400)
    error("/api/v1/photos/zzzzzzzz", 404)
    error("/api/v1/nothing", 404)
    assert "no photo id" in error("/api/v1/photos/..%2f..%2fetc", 400)["message"]
    error("/api/v1/photos/%ff", 404)
    error("/api/v1/photos", 405, "DELETE")
    kill = f"/api/v1/photos/{photo.id}/kill"
    assert "reason" in error(kill, 400, "POST", "{}")["message"]
    error(kill, 400, "POST", '{"reason":"a","more":1}')
    error(kill, 400, "POST", '{"reason":5}')
    error(kill, 400, "POST", "[]")
    assert error(kill, 422, "POST", '{"reason":"a","reason":"b"}')["code"] == "bad-input"
    error(kill, 422, "POST", "not json")
    # Refused by its announced length: nothing of it has to come.
    assert photo.raw(f"POST {kill} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n"
                     f"Content-Length: {(1 << 20) + 1}\r\n\r\n".encode()).startswith(b"HTTP/1.1 413 ")
    assert photo.json("show", photo.id)[0]["state"] == "ok"


def test_if_match(photo):
    token = photo.token("rights")
    photo.start()
    rev = photo.ask(f"/api/v1/photos/{photo.id}", token=token).headers["ETag"]
    kill = f"/api/v1/photos/{photo.id}/kill"
    assert photo.ask(kill, "POST", '{"reason":"a"}', token, If_Match='"999"').status == 412
    assert photo.ask(kill, "POST", '{"reason":"a"}', token, If_Match=rev).status == 200
    assert photo.ask(kill, "POST", '{"reason":"a"}', token, If_Match=rev).status == 412


def test_the_description_lists_every_path(photo):
    token = photo.token("viewer")
    photo.start()
    openapi = photo.ask("/api/v1/openapi.json", token=token).json()
    assert openapi["openapi"].startswith("3.0")
    for path, methods in openapi["paths"].items():
        for method in methods:
            answer = photo.ask("/api/v1" + path.replace("{", "").replace("}", ""), method.upper())
            assert answer.status == 401, (path, method, answer.status)
