# SPDX-License-Identifier: MIT
"""What the daemon tells others by itself: webhooks, shared caches, the night's work."""
import hashlib
import hmac
import http.server
import json
import threading

import pytest

from conftest import until
import pictures


class Listener(http.server.BaseHTTPRequestHandler):
    def answer(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        server = self.server
        with server.lock:
            status = server.answers.pop(0) if server.answers else 204
            server.heard.append((self.command, self.path, dict(self.headers), body, status))
        self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    do_POST = do_PURGE = answer

    def log_message(self, *_):
        pass


@pytest.fixture
def other():
    """Another program on this machine: what it hears, and what it answers first."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Listener)
    server.heard, server.answers, server.lock = [], [], threading.Lock()
    server.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def configure(stopped, text):
    with open(stopped.archive / "cutline.conf", "a") as conf:
        conf.write(text)


def test_a_webhook_hears_in_order_and_again_until_it_answers(stopped, other):
    first = stopped.ingest("a.jpg", pictures.press(1))
    configure(stopped, f"[webhook cms]\nurl={other.url}/hook\nsecret=s3cret\n")
    other.answers[:] = [500]
    stopped.start()
    # Whoever is new hears what comes from now on.
    assert until(lambda: "webhook cms" in stopped.said() or stopped.ask("/healthz").status == 200)
    stopped.cutline("hold", first, "--reason", "case 17")
    assert until(lambda: len(other.heard) >= 1), stopped.said()
    stopped.cutline("hold", first, "--release")
    assert until(lambda: len(other.heard) >= 3, 30), (other.heard, stopped.said())
    events = [json.loads(body) for _, _, _, body, _ in other.heard]
    assert [event["kind"] for event in events] == ["keep", "keep", "unkeep"], "the refused one again, then the next"
    assert events[0]["seq"] == events[1]["seq"] < events[2]["seq"]
    for method, path, headers, body, _ in other.heard:
        assert (method, path) == ("POST", "/hook") and headers["Content-Type"] == "application/json"
        time, mac = (part.split("=", 1)[1] for part in headers["Cutline-Signature"].split(","))
        assert hmac.new(b"s3cret", time.encode() + b"." + body, hashlib.sha256).hexdigest() == mac
        assert headers["Cutline-Event"] == str(json.loads(body)["seq"])


def test_a_cache_drops_a_killed_picture_and_its_answer_is_the_receipt(stopped, other):
    photo = stopped.ingest("a.jpg", pictures.press(1))
    configure(stopped, f"[cache edge]\nurl={other.url}/\n")
    stopped.start()
    killed, = stopped.json("kill", photo, "--reason", "wrong person")
    assert [(takedown["who"], takedown["target"], takedown["done"]) for takedown in killed["takedowns"]] == [("cdn", "cache edge", None)]
    assert until(lambda: stopped.json("takedown", "list") == [], 30), (other.heard, stopped.said())
    method, path, headers, _, _ = other.heard[0]
    assert (method, path) == ("PURGE", "/")
    assert headers["Surrogate-Key"] == headers["Cache-Tag"] == f"photo-{photo}"
    receipt, = stopped.json("takedown", "list", photo)
    assert receipt["done"] and receipt["done_by"] == "hooks" and "204" in receipt["note"]
    # What stops a part stops what is made of it, in caches, too.
    part, whole = (stopped.ingest(f"{seed}.jpg", pictures.press(seed)) for seed in (2, 3))
    stopped.cutline("composite", whole, part)
    stopped.cutline("hold", part, "--reason", "case 17")
    assert until(lambda: len(other.heard) > 1, 30), stopped.said()
    headers = other.heard[1][2]
    assert (headers["Surrogate-Key"], headers["Cache-Tag"]) == (f"photo-{part} photo-{whole}", f"photo-{part},photo-{whole}")


@pytest.mark.parametrize("text,word", [
    ("[webhook x]\nurl=ftp://a/\n", "url"), ("[webhook x]\nurl=http://a/\nmethod=PURGE\n", "method"),
    ("[cache x]\nurl=http://a/\nsecrte=y\n", "secrte"), ("[daemon]\nnightly=25:00\n", "nightly")])
def test_a_mistake_in_the_settings_shows_at_the_start(stopped, text, word):
    configure(stopped, text)
    stopped.start(expect=False)
    assert stopped.process.wait(timeout=30) == 2
    stopped.process = None
    assert word in stopped.said()


def test_the_night_tells_what_is_unlicensed_already(stopped, other):
    configure(stopped, f"[webhook cms]\nurl={other.url}/\nevents=expiring\n[daemon]\nnightly=03:00\n")
    photo = stopped.ingest("a.jpg", pictures.press(1, credit="Nordlys"))
    licence = stopped.folder / "licence.json"
    licence.write_text(json.dumps({"schema": "cutline-licence/1", "id": "nordlys", "kind": "contract", "supplier": "Nordlys"}))
    stopped.cutline("licence", "set", str(licence))
    stopped.cutline("story", "new", "ice")
    stopped.cutline("story", "add", "ice", photo, "--decorative")
    stopped.cutline("story", "publish", "ice", "--url", "https://example.org/ice")
    stopped.cutline("licence", "remove", "nordlys")
    stopped.start(env={"CUTLINE_NOW": "2089-01-01T03:30:00Z"})
    assert until(lambda: len(other.heard) >= 1, 30), stopped.said()
    payload = json.loads(other.heard[0][3])["payload"]
    assert (payload["found"], payload["already"], payload["already_cut"]) == (1, 1, False)
    item, = payload["items"]
    assert (item["already"], item["url"], item["photo"]) == (True, "https://example.org/ice", photo)


def test_the_night_tells_once_of_pages_whose_words_have_ended(stopped, other):
    """Before it ends, when it has, and no night after that; but again where words that are over come later."""
    configure(stopped, f"[webhook cms]\nurl={other.url}/\nevents=expiring keep\n[daemon]\nnightly=03:00\n")
    photo = stopped.ingest("a.jpg", pictures.press(1, credit="Nordlys", instructions="NO USE AFTER 25 DECEMBER 2088"))
    late = stopped.ingest("b.jpg", pictures.press(2, credit="Nordlys"))
    licence = stopped.folder / "licence.json"
    licence.write_text(json.dumps({"schema": "cutline-licence/1", "id": "nordlys", "kind": "contract", "supplier": "Nordlys"}))
    stopped.cutline("licence", "set", str(licence))
    stopped.cutline("story", "new", "ice")
    stopped.cutline("story", "add", "ice", photo, late, "--decorative")
    stopped.cutline("story", "publish", "ice", "--url", "https://example.org/ice")
    for n, day in enumerate(("2088-12-20", "2089-01-01", "2089-01-02", "2089-01-03", "2089-01-04"), 1):
        if day == "2089-01-03":
            stopped.environment["CUTLINE_NOW"] = "2089-01-02T12:00:00Z"
            stopped.cutline("edit", late, "instructions=NO USE AFTER 1 JULY 2088")
        stopped.start(env={"CUTLINE_NOW": f"{day}T03:30:00Z"})
        assert until(lambda: stopped.said().count("night:") == n, 30), stopped.said()
        assert stopped.stop() == 0
    stopped.cutline("hold", photo, "--reason", "the last event")
    stopped.start(env={"CUTLINE_NOW": "2089-01-04T03:40:00Z"})
    assert until(lambda: any(json.loads(heard[3])["kind"] == "keep" for heard in other.heard), 30), stopped.said()
    heard = {event["seq"]: event for event in (json.loads(heard[3]) for heard in other.heard) if event["kind"] == "expiring"}
    assert [event["at"][:10] for event in heard.values()] == ["2088-12-20", "2089-01-01", "2089-01-03"], heard
    first, second, third = (event["payload"] for event in heard.values())
    assert [(item["photo"], item["over"]) for item in first["items"]] == [(photo, False)] and (first["found"], first["over"]) == (1, 0)
    item, = second["items"]
    assert (item["photo"], item["over"], item["at"], item["url"]) == (photo, True, "2088-12-26T00:00:00Z", "https://example.org/ice")
    assert (second["found"], second["over"]) == (0, 1) and '"NO USE AFTER 25 DECEMBER 2088"' in item["message"]
    assert [item["photo"] for item in third["items"]] == [late]


def test_the_night_is_done_once_and_tells(stopped, other):
    configure(stopped, f"[webhook cms]\nurl={other.url}/\nevents=expiring found\n[daemon]\nnightly=03:00\n")
    stopped.ingest("a.jpg", pictures.press(1, instructions="MAY BE USED ONLY FOR 14 DAYS"))
    stopped.ingest("b.jpg", pictures.press(2, credit="Gone", source="Gone", byline="G One", copyright="Gone"))
    stopped.cutline("search", "--save", "lakes", "lake")
    licence = stopped.folder / "licence.json"
    licence.write_text(json.dumps({"schema": "cutline-licence/1", "id": "past", "kind": "contract", "supplier": "Gone"}))
    stopped.cutline("licence", "set", str(licence))
    stopped.cutline("search", "--save", "paid", "licence:past")
    stopped.cutline("licence", "remove", "past")
    stopped.cutline("retention", "Gone", "--days", "5")
    night = {"CUTLINE_NOW": "2089-01-01T03:30:00Z"}
    early = {"CUTLINE_NOW": "2089-01-01T02:30:00Z"}
    stopped.start(env=early)
    assert stopped.stop() == 0 and "night:" not in stopped.said()
    stopped.start(env=night)
    assert until(lambda: "night:" in stopped.said(), 30), stopped.said()
    assert until(lambda: len(other.heard) >= 2, 30), stopped.said()
    found, problem = (json.loads(heard[3]) for heard in other.heard[:2])
    assert (found["kind"], found["payload"]["search"], len(found["payload"]["photos"])) == ("found", "lakes", 2)
    assert problem["payload"]["photos"] == [] and "no licence 'past'" in problem["payload"]["problem"]
    assert stopped.stop() == 0
    gone, = stopped.json("search", "is:killed")
    assert stopped.json("show", gone["id"])[0]["state_reason"] == "purged: retention: 5 days for Gone"
    stopped.start(env=night)
    assert stopped.ask("/healthz").status == 200
    assert stopped.stop() == 0
    assert stopped.said().count("night:") == 1, "once a night"
