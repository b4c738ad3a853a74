# SPDX-License-Identifier: MIT
"""/api/v1: editing with If-Match, taking back, templates; and fifty editors through both doors."""
import json
import os
import subprocess
import threading

import pytest
from conftest import BINARY
from pictures import press

# The whole of the requirement (25 programs and 25 clients, 40 edits each) is tried with CUTLINE_EDITS=40.
EDITS = int(os.environ.get("CUTLINE_EDITS", "2"))


@pytest.fixture
def photo(stopped):
    stopped.id = stopped.ingest("a.jpg", press(1))
    stopped.editor = stopped.token("editor")
    stopped.viewer = stopped.token("viewer")
    return stopped.start()


def edit(daemon, photo, token, rev=None, **body):
    fields = {"If_Match": f'"{rev}"'} if rev else {}
    return daemon.ask(f"/api/v1/photos/{photo}/edit", "POST", json.dumps(body), token, **fields)


def test_an_edit_answers_as_the_command_does(photo):
    rev = int(photo.ask(f"/api/v1/photos/{photo.id}", token=photo.viewer).headers["ETag"].strip('"'))
    answer = edit(photo, photo.id, photo.editor, rev, changes=["caption=From the web", "keywords+=ice"], reason="desk")
    assert answer.status == 200, answer.body
    line = answer.json()
    assert (line["status"], line["rev"]) == ("changed", rev + 1)
    assert line["changes"][0]["after"] == ["From the web"]
    event = photo.json("history", photo.id)[-1]
    assert (event["seq"], event["who"], event["payload"]["reason"]) == (line["event"], "http:editor", "desk")
    # stale: 412 and both texts
    answer = edit(photo, photo.id, photo.editor, rev, changes=["caption=Too late"])
    assert answer.status == 412
    refused = answer.json()
    assert refused["error"]["code"] == "conflict" and refused["error"]["subject"] == photo.id
    change = refused["photo"]["changes"][0]
    assert (change["before"], change["after"]) == (["From the web"], ["Too late"])
    assert photo.json("show", photo.id)[0]["fields"]["caption"] == "From the web"
    answer = photo.ask(f"/api/v1/photos/{photo.id}/undo", "POST", "{}", photo.editor)
    assert answer.status == 200 and answer.json()["changed"] == 1
    assert photo.json("show", photo.id)[0]["fields"]["caption"].startswith("A man walks")
    answer = photo.ask(f"/api/v1/events/{line['event']}/undo", "POST", "{}", photo.editor)
    assert answer.status == 412 and answer.json()["photo"]["status"] == "left"


def test_a_stale_client_takes_nothing_back(photo):
    """If-Match holds for all that writes, not for edits alone."""
    assert edit(photo, photo.id, photo.editor, changes=["caption=One -- two"]).status == 200
    before = photo.json("show", photo.id)[0]
    for path in (f"/api/v1/photos/{photo.id}/undo", f"/api/v1/photos/{photo.id}/lint/fix"):
        assert photo.ask(path, "POST", "{}", photo.editor, If_Match=f'"{before["rev"] + 7}"').status == 412, path
        foreign = photo.ask(path, "POST", "{}", photo.editor, If_Match='"5d41402a"')
        assert foreign.status == 412 and f"its revision is {before['rev']}" in foreign.json()["error"]["message"]
    foreign = edit(photo, photo.id, photo.editor, "5d41402a", changes=["caption=x"])
    assert foreign.status == 412 and foreign.json()["photo"]["rev"] == before["rev"]
    assert f"is at revision {before['rev']}" in foreign.json()["error"]["message"]
    assert "names no revision" in foreign.json()["error"]["message"]
    assert photo.json("show", photo.id)[0] == before
    document = {"schema": "cutline-template/1", "id": "wire", "fields": [{"field": "credit", "how": "set", "value": "x"}]}
    path = "/api/v1/templates/wire"
    assert photo.ask(path, "PUT", json.dumps(document), photo.editor, If_Match='"3"').status == 412
    assert photo.ask(path, "PUT", json.dumps(document), photo.editor).status == 200
    assert photo.ask(path, "DELETE", token=photo.editor, If_Match='"9"').status == 412
    rev = photo.ask("/api/v1/templates", token=photo.viewer).json()["items"][0]["rev"]
    assert photo.ask(path, "DELETE", token=photo.editor, If_Match=f'"{rev}"').status == 200


def test_who_may_edit_and_what_is_refused(photo):
    assert edit(photo, photo.id, photo.viewer, changes=["credit=x"]).status == 403
    assert edit(photo, photo.id, photo.editor).status == 400
    assert edit(photo, photo.id, photo.editor, changes="credit=x").status == 400
    assert edit(photo, photo.id, photo.editor, changes=[1]).status == 400
    assert edit(photo, photo.id, photo.editor, changes=["camera=x"]).status == 400
    assert edit(photo, photo.id, photo.editor, changes=["date_taken=x"]).status == 422
    assert edit(photo, "zzzzzzzzzzzzzzzz", photo.editor, changes=["credit=x"]).status == 404
    answer = edit(photo, photo.id, photo.editor, changes=["credit=x"], dry_run=True)
    assert answer.json()["status"] == "changed" and answer.json()["event"] is None
    assert photo.json("show", photo.id)[0]["fields"]["credit"] == "Nordlys"


def test_a_refusal_names_the_route_and_no_command(photo):
    for method, path, body, says in [
            ("GET", "/photos/zzzzzzzzzzzzzzzz", None, "look for it: GET /api/v1/photos"),
            ("GET", f"/photos/{photo.id}@9", None, f"see: GET /api/v1/photos/{photo.id}"),
            ("POST", f"/photos/{photo.id}/undo", {}, f"see: GET /api/v1/photos/{photo.id}/history"),
            ("POST", "/events/999/undo", {}, "GET /api/v1/photos/{id}/history lists those of a photo"),
            ("POST", f"/photos/{photo.id}/edit", {"template": "nosuch"}, "see: GET /api/v1/templates"),
            ("POST", f"/photos/{photo.id}/edit", {"changes": ["nosuch=1"]}, "there is no field 'nosuch'"),
            ("GET", "/stories/nosuch", None, "see: GET /api/v1/stories")]:
        answer = photo.ask("/api/v1" + path, method, None if body is None else json.dumps(body), photo.editor)
        message = answer.json()["error"]["message"]
        assert answer.status >= 400 and says in message and "cutline" not in message, message


def test_templates_and_many_photos(photo):
    document = {"schema": "cutline-template/1", "id": "wire",
                "fields": [{"field": "credit", "how": "set", "value": "{byline}/Courier"}]}
    path = "/api/v1/templates/wire"
    assert photo.ask(path, token=photo.viewer).status == 404
    assert photo.ask(path, "PUT", json.dumps(document), photo.viewer).status == 403
    assert photo.ask(path, "PUT", json.dumps(document), photo.editor).json() == document
    assert photo.ask("/api/v1/templates/other", "PUT", json.dumps(document), photo.editor).status == 400
    assert photo.ask(path, "PUT", json.dumps(dict(document, more=1)), photo.editor).status == 422
    assert [row["id"] for row in photo.ask("/api/v1/templates", token=photo.viewer).json()["items"]] == ["wire"]
    assert json.loads(photo.cutline("template", "export", "wire")) == document
    other = photo.ingest("b.jpg", press(2))
    answer = photo.ask("/api/v1/edit", "POST", json.dumps({"photos": [photo.id], "query": "lake", "template": "wire"}),
                       photo.editor).json()
    assert answer["changed"] == 2 and {item["id"] for item in answer["items"]} == {photo.id, other}
    assert photo.json("show", other)[0]["fields"]["credit"] == "Aino Virtanen/Courier"
    answer = photo.ask(f"/api/v1/events/{answer['event']}/undo", "POST", "{}", photo.editor).json()
    assert answer["changed"] == 2
    assert photo.json("show", other)[0]["fields"]["credit"] == "Nordlys"
    assert photo.ask(path, "DELETE", token=photo.editor).status == 200
    assert photo.ask(path, token=photo.viewer).status == 404


def test_fifty_editors_through_both_doors(stopped):
    ids = [stopped.json("ingest", stopped.put(f"{seed}.jpg", press(seed)))[0]["id"] for seed in range(20)]
    token = stopped.token("editor")
    stopped.start()
    accepted, refused, broken = [], [], []

    def by_command(photo, text, rev):
        done = subprocess.run([BINARY, "--json", "edit", photo, f"caption={text}", *(["--if-rev", str(rev)] if rev else [])],
                              env=stopped.environment, capture_output=True)
        if done.returncode == 0:
            accepted.append((photo, json.loads(done.stdout)["event"], text))
        elif done.returncode in (5, 9) and done.stderr:
            refused.append(text)
        else:
            broken.append((done.returncode, done.stderr))

    def by_web(photo, text, rev):
        answer = edit(stopped, photo, token, rev, changes=[f"caption={text}"])
        if answer.status == 200:
            accepted.append((photo, answer.json()["event"], text))
        elif answer.status in (412, 503) and "error" in answer.json():
            refused.append(text)
        else:
            broken.append((answer.status, answer.body))

    def work(editor):
        for n in range(EDITS):
            photo = ids[(editor * 7 + n * 3) % len(ids)]
            rev = stopped.ask(f"/api/v1/photos/{photo}", token=token).json()["rev"] if n % 2 else None
            (by_web if editor % 2 else by_command)(photo, f"Editor {editor}, edit {n}", rev)
    threads = [threading.Thread(target=work, args=[editor]) for editor in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert broken == [] and len(accepted) + len(refused) == 50 * EDITS
    told = sorted((photo, event["seq"], change["after"][0]) for photo in ids
                  for event in stopped.json("history", photo) if event["kind"] == "edit"
                  for change in event["payload"]["changes"])
    assert told == sorted(accepted)
    stopped.cutline("verify")


def test_rules_that_somebody_changed_count_from_the_next_request(photo):
    def provider(credit):
        assert edit(photo, photo.id, photo.editor, changes=[f"credit={credit}"]).status == 200
        return photo.ask(f"/api/v1/photos/{photo.id}", token=photo.viewer).json()["credit"]["provider"]

    known = {"id": "quay", "name": "Quay Wire", "aliases": ["QWX"], "kind": "wire"}
    table = photo.archive / "rules" / "organisations.json"
    assert provider("Ana Ruiz/QWX") != "Quay Wire"
    table.parent.mkdir(exist_ok=True)
    table.write_text(json.dumps({"schema": "cutline-organisations/1", "extends": "shipped", "organisations": [known]}))
    assert provider("Jo Weber/QWX") == "Quay Wire"
    table.write_text("{")
    refused = edit(photo, photo.id, photo.editor, changes=["credit=Eva Lind/QWX"])
    assert refused.status >= 400 and "organisations.json" in refused.json()["error"]["message"]
    table.unlink()
    assert provider("Eva Lind/QWX") != "Quay Wire"
