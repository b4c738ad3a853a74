# SPDX-License-Identifier: MIT
"""/i/: the right size in the best format, conditional requests, ranges, caching, refusals and their order."""
import base64
import datetime
import hmac
import io
import os
import re
import socket

import pytest
from conftest import until
from PIL import Image
from pictures import jpeg

BIG = (2000, 1333)


@pytest.fixture
def photo(stopped):
    stopped.id = stopped.ingest("a.jpg", jpeg(1, {"credit": "Ana Ruiz/Meridian", "byline": "Ana Ruiz"}, size=BIG))
    return stopped


def opened(answer):
    return Image.open(io.BytesIO(answer.body))


def test_presets_give_their_sizes(photo):
    photo.start()
    for preset, size in (("thumb", (320, 213)), ("grid", (640, 427)), ("article", (1200, 800)), ("hero", (1600, 1066)),
                         ("full", (2000, 1333)), ("square", (600, 600)), ("social", (1200, 630)), ("newsletter", (600, 400))):
        answer = photo.ask(f"/i/{photo.id}/{preset}")
        assert answer.status == 200, (preset, answer.status, answer.body)
        picture = opened(answer)
        assert abs(picture.size[0] - size[0]) <= 1 and abs(picture.size[1] - size[1]) <= 1, (preset, picture.size)
        assert answer.headers["Content-Type"] == "image/jpeg"
        assert b"Ana Ruiz" in answer.body


def test_the_extension_or_accept_chooses_the_format(photo):
    photo.start()
    for extension, kind in (("jpg", "image/jpeg"), ("webp", "image/webp"), ("png", "image/png"), ("avif", "image/avif")):
        answer = photo.ask(f"/i/{photo.id}/thumb.{extension}")
        assert answer.status == 200 and answer.headers["Content-Type"] == kind
        assert "Vary" not in answer.headers
    browser = photo.ask(f"/i/{photo.id}/article", Accept="image/webp,image/apng,image/*,*/*;q=0.8")
    assert browser.headers["Content-Type"] in ("image/webp", "image/jpeg") and browser.headers["Vary"] == "Accept"
    plain = photo.ask(f"/i/{photo.id}/article", Accept="*/*")
    assert plain.headers["Content-Type"] == "image/jpeg" and plain.headers["Vary"] == "Accept"
    assert len(browser.body) <= len(plain.body)
    assert photo.ask(f"/i/{photo.id}/article", Accept="image/webp;q=0, image/jpeg").headers["Content-Type"] == "image/jpeg"


def test_a_preset_of_one_format_has_no_other(photo):
    photo.start()
    assert photo.ask(f"/i/{photo.id}/newsletter", Accept="image/webp").headers["Content-Type"] == "image/jpeg"
    assert "Vary" not in photo.ask(f"/i/{photo.id}/newsletter").headers
    assert photo.ask(f"/i/{photo.id}/newsletter.jpg").status == 200
    assert photo.ask(f"/i/{photo.id}/newsletter.webp").status == 404


def test_fields_of_the_answer(photo):
    photo.start()
    answer = photo.ask(f"/i/{photo.id}/grid.jpg")
    fields = answer.headers
    assert re.fullmatch(r'"[0-9a-z]{32}"', fields["ETag"])
    assert fields["Cache-Control"] == "public, max-age=86400, s-maxage=300"
    assert f"photo-{photo.id}" in fields["Cache-Tag"] and "preset-grid" in fields["Cache-Tag"]
    assert fields["Surrogate-Key"].split()[0] == f"photo-{photo.id}"
    assert fields["Access-Control-Allow-Origin"] == "*"
    assert fields["X-Content-Type-Options"] == "nosniff" and "sandbox" in fields["Content-Security-Policy"]
    assert fields["Accept-Ranges"] == "bytes"


def test_conditional_requests(photo):
    photo.start()
    path = f"/i/{photo.id}/grid.jpg"
    etag = photo.ask(path).headers["ETag"]
    for field in (etag, f'"other", {etag}', f"W/{etag}", "*"):
        answer = photo.ask(path, If_None_Match=field)
        assert answer.status == 304 and answer.body == b"" and answer.headers["ETag"] == etag
    assert photo.ask(path, If_None_Match='"other"').status == 200
    # The tag of a rendition that was never made is known without making it.
    fresh = photo.ask(f"/i/{photo.id}/thumb.png", If_None_Match="*")
    assert fresh.status == 304
    assert photo.ask(f"/i/{photo.id}/thumb.webp").headers["ETag"] != etag


def test_head(photo):
    photo.start()
    whole = photo.ask(f"/i/{photo.id}/grid.jpg")
    for _ in range(2):
        head = photo.ask(f"/i/{photo.id}/grid.jpg", "HEAD")
        assert head.status == 200 and head.body == b""
        assert head.headers["Content-Length"] == str(len(whole.body)) and head.headers["ETag"] == whole.headers["ETag"]


def test_one_range(photo):
    photo.start()
    path = f"/i/{photo.id}/full.jpg"
    whole = photo.ask(path)
    n = len(whole.body)
    for field, part in (("bytes=0-99", whole.body[:100]), ("bytes=100-", whole.body[100:]), ("bytes=-7", whole.body[-7:]),
                        (f"bytes={n - 1}-{n + 50}", whole.body[-1:])):
        answer = photo.ask(path, Range=field)
        assert answer.status == 206 and answer.body == part
        first, last, total = re.fullmatch(r"bytes (\d+)-(\d+)/(\d+)", answer.headers["Content-Range"]).groups()
        assert int(last) - int(first) + 1 == len(part) and int(total) == n
    answer = photo.ask(path, Range=f"bytes={n}-")
    assert answer.status == 416 and answer.headers["Content-Range"] == f"bytes */{n}"
    for field in ("bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "bytes=", "bytes=-", "bytes=a-b"):
        assert photo.ask(path, Range=field).status == 200, field
    etag = whole.headers["ETag"]
    assert photo.ask(path, Range="bytes=0-9", If_Range=etag).status == 206
    assert photo.ask(path, Range="bytes=0-9", If_Range='"old"').status == 200


def test_rev_is_in_the_url_that_is_given_and_an_old_one_redirects(photo):
    token = photo.token("editor")
    photo.start()
    plan = photo.ask(f"/i/{photo.id}/grid.jpg?explain", token=token).json()
    assert plan["plan"]["format"] == "jpeg" and plan["everybody"]["status"] == 200
    current = f"/i/{photo.id}/grid~{plan['rev']}.jpg"
    assert photo.ask(current).status == 200
    old = photo.ask(f"/i/{photo.id}/grid~0000000000.jpg")
    assert old.status == 302 and old.headers["Location"] == current
    assert photo.ask(f"/i/{photo.id}/grid.jpg?explain").status == 401


def test_no_other_query(photo):
    photo.start()
    for query in ("?", "?a=1", "?explain=1", "?w=100"):
        assert photo.ask(f"/i/{photo.id}/grid.jpg{query}").status in (401, 404), query


@pytest.mark.parametrize("path", [
    "/i/{id}/nonsense", "/i/{id}/grid.gif", "/i/{id}/grid.", "/i/{id}/grid~.jpg", "/i/{id}/grid~short.jpg", "/i/{id}/",
    "/i/{id}", "/i/", "/i", "/i/{id}/grid/", "/i/{ID}/grid.jpg", "/i/{id}/../grid.jpg", "/i/{id}/%67rid.jpg", "/i/{id}%2fgrid.jpg",
    "/i/{id}/grid.jpg%00", "/i/0000000000000000/grid.jpg", "/i/{id}/grid.jpg/x", "//i/{id}/grid.jpg", "/i//{id}/grid.jpg"])
def test_what_is_no_picture(photo, path):
    photo.start()
    answer = photo.ask(path.format(id=photo.id, ID=photo.id.upper()))
    assert answer.status in (400, 404), path
    assert photo.id.encode() not in answer.body


def test_killed_is_gone_within_a_second_and_comes_back(photo):
    token = {role: photo.token(role) for role in ("viewer", "rights")}
    photo.start()
    path = f"/i/{photo.id}/grid.jpg"
    before = photo.ask(path)
    assert before.status == 200
    photo.cutline("kill", photo.id, "--reason", "wrong person")
    assert until(lambda: photo.ask(path).status == 410, 1.0)
    gone = photo.ask(path)
    assert gone.headers["Content-Type"] == "image/png" and opened(gone).size == (640, 426)
    assert gone.headers["Cache-Control"] == "public, max-age=30, s-maxage=60"
    assert "Cutline-Reason" not in gone.headers and b"Ana" not in gone.body
    assert photo.ask(path, If_None_Match=before.headers["ETag"]).status == 410
    assert photo.ask(path, Range="bytes=0-9").status == 410
    assert photo.ask(f"/i/{photo.id}/nonsense").status == 410
    viewer = photo.ask(path, token=token["viewer"])
    assert viewer.status == 410 and viewer.headers["Cutline-Reason"].startswith("KILLED")
    rights = photo.ask(path, token=token["rights"])
    assert rights.status == 200 and rights.headers["Cache-Control"] == "private, no-store"
    assert photo.ask(path).status == 410
    photo.cutline("unkill", photo.id, "--reason", "right person after all")
    assert until(lambda: photo.ask(path).status == 200, 1.0)
    assert photo.ask(path).body == before.body


def test_a_hold_stops_it_and_ends_by_itself(stopped):
    stopped.put("a.jpg", jpeg(1))
    photo = stopped.json("ingest", stopped.folder / "in" / "a.jpg")[0]["id"]
    token = {role: stopped.token(role) for role in ("viewer", "rights")}
    stopped.start()
    path = f"/i/{photo}/grid.jpg"
    assert stopped.ask(path).status == 200
    stopped.cutline("hold", photo, "--reason", "case 17")
    assert until(lambda: stopped.ask(path).status == 410, 1)
    viewer = stopped.ask(path, token=token["viewer"])
    assert viewer.status == 410 and viewer.headers["Cutline-Reason"].startswith("LEGAL_HOLD")
    assert stopped.ask(path, token=token["rights"]).status == 200
    assert "Cutline-Reason" not in stopped.ask(path).headers and b"case" not in stopped.ask(path).body
    stopped.cutline("hold", photo, "--release")
    assert until(lambda: stopped.ask(path).status == 200, 1)
    soon = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(seconds=5)
    stopped.cutline("hold", photo, "--until", soon.strftime("%Y-%m-%dT%H:%M:%SZ"), "--reason", "a day in court")
    assert until(lambda: stopped.ask(path).status == 410, 1)
    assert until(lambda: stopped.ask(path).status == 200, 15)
    assert datetime.datetime.now(datetime.timezone.utc) >= soon


def test_a_kill_cuts_what_is_being_sent(photo):
    noise = Image.frombytes("RGB", (1000, 800), os.urandom(2_400_000))
    stream = io.BytesIO()
    noise.save(stream, "PNG")
    photo.id = photo.ingest("noise.png", stream.getvalue())
    photo.start()
    path = f"/i/{photo.id}/full.png"
    n = len(photo.ask(path).body)
    assert n > 2_000_000
    with socket.socket() as sock:
        # A reader with little room: the kernel cannot take the whole answer at once.
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        sock.connect(("127.0.0.1", photo.port))
        sock.sendall(f"GET {path} HTTP/1.1\r\nHost: a\r\n\r\n".encode())
        got = len(sock.recv(1000))
        photo.cutline("kill", photo.id, "--reason", "now")
        assert until(lambda: photo.metric("transfers_cut_total") == 1, 2)
        try:
            while chunk := sock.recv(1 << 20):
                got += len(chunk)
        except ConnectionResetError:
            pass
    assert got < n


def test_release_comes_by_itself(stopped):
    soon = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) + datetime.timedelta(seconds=5)
    later = soon + datetime.timedelta(hours=3)

    def send(name, seed, when):
        text = when.strftime("%Y-%m-%dT%H:%M:%SZ")
        stopped.put(name, jpeg(seed))
        stopped.json("ingest", stopped.folder / "in" / name)
        photo = stopped.json("search", "")[0]["id"]
        stopped.cutline("edit", photo, f"release_date={text}")
        return photo

    first, second = send("a.jpg", 1, soon), send("b.jpg", 2, later)
    token = stopped.token("viewer")
    stopped.start()
    answer = stopped.ask(f"/i/{second}/grid.jpg")
    assert answer.status == 403 and answer.headers["Content-Type"] == "image/png"
    viewer = stopped.ask(f"/i/{second}/grid.jpg", token=token)
    assert viewer.status == 200 and viewer.headers["Cache-Control"] == "private, no-store"
    assert stopped.ask(f"/i/{second}/grid.jpg").status == 403
    assert until(lambda: stopped.ask(f"/i/{first}/grid.jpg").status == 200, 15)
    assert datetime.datetime.now(datetime.timezone.utc) >= soon


def test_restrictions_and_dates_shorten_what_caches_keep(stopped):
    free = stopped.ingest("a.jpg", jpeg(1))
    bound = stopped.ingest("b.jpg", jpeg(2, {"instructions": "NO RESALE"}))
    soon = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(seconds=100)
    going = stopped.ingest("c.jpg", jpeg(3, {"instructions": f"NO ACCESS AFTER {soon:%Y-%m-%dT%H:%M:%SZ}"}))
    stopped.start()

    def caching(photo):
        return stopped.ask(f"/i/{photo}/grid.jpg").headers["Cache-Control"]
    assert caching(free) == "public, max-age=86400, s-maxage=300"
    assert caching(bound) == "public, max-age=3600, s-maxage=300"
    for _ in range(2):  # also when it lies ready
        age, shared = map(int, re.fullmatch(r"public, max-age=(\d+), s-maxage=(\d+)", caching(going)).groups())
        assert 0 < shared == age <= 100, stopped.json("restrictions", "list", going)


def test_what_was_never_released_is_unknown(photo):
    token = photo.token("viewer")
    photo.configure(delivery="released")
    photo.start()
    path = f"/i/{photo.id}/grid.jpg"
    unknown = photo.ask("/i/0000000000000000/grid.jpg")
    hidden = photo.ask(path)
    assert (hidden.status, hidden.body) == (unknown.status, unknown.body) == (404, unknown.body)
    differing = {name for name in unknown.headers if unknown.headers[name] != hidden.headers[name]} - {"Date"}
    assert not differing and set(unknown.headers) == set(hidden.headers)
    assert photo.ask(path, token=token).status == 200
    photo.cutline("kill", photo.id, "--reason", "x")
    assert until(lambda: photo.ask(path, token=token).status == 410, 1)
    assert photo.ask(path).status == 404


def test_a_protected_source_is_gated(photo):
    photo.start()
    assert photo.ask(f"/i/{photo.id}/grid.jpg").status == 200
    photo.cutline("protect", photo.id, "--reason", "at risk")
    assert until(lambda: photo.ask(f"/i/{photo.id}/grid.jpg").status == 404, 1)


def test_not_before_it_was_examined(stopped):
    stopped.put("a.jpg", jpeg(1, size=(400, 300)))
    photo = stopped.json("ingest", "--no-wait", stopped.folder / "in")[0]["id"]
    stopped.start(env={"CUTLINE_DECODER": "/nonexistent"})
    answer = stopped.ask(f"/i/{photo}/grid.jpg")
    assert answer.status == 503 and "Retry-After" in answer.headers
    stopped.stop()
    stopped.start()
    # The daemon develops what is queued, and then serves it.
    assert until(lambda: stopped.ask(f"/i/{photo}/grid.jpg").status == 200, 30)


def two_versions(stopped):
    """The photo's id and that which its second version would have."""
    caption = {"supplier_id": "X1", "credit": "Meridian"}
    first = stopped.ingest("a.jpg", jpeg(1, caption))
    done, = stopped.json("ingest", "--supplier", "meridian", stopped.put("b.jpg", jpeg(1, {**caption, "caption": "new"})))
    if done["status"] != "version":
        pytest.fail(f"the second file came in as {done['status']}")
    bits = int(stopped.json("show", first)[0]["versions"][1]["sha256"][:20], 16)
    return first, "".join("0123456789abcdefghjkmnpqrstvwxyz"[bits >> (75 - 5 * i) & 31] for i in range(16))


def test_the_id_of_a_later_version_leads_to_its_photo(stopped):
    first, later = two_versions(stopped)
    stopped.start()
    answer = stopped.ask(f"/i/{later}/grid.jpg")
    assert answer.status == 307 and answer.headers["Location"] == f"/i/{first}/grid.jpg"


def test_a_signed_url_of_a_later_version_leads_to_the_photos_own(stopped):
    """Who signs by himself knows the id of the file that he has."""
    first, later = two_versions(stopped)
    key, = stopped.json("key", "add")
    secret = base64.urlsafe_b64decode(stopped.cutline("key", "show", key["key"]).strip() + "=")
    message = stopped.json("url", first, "w_150")[0]["url"].rsplit(".", 1)[0].replace(first, later)
    mac = base64.urlsafe_b64encode(hmac.digest(secret, message.encode(), "sha256")).decode().rstrip("=")
    stopped.start()
    answer = stopped.ask(f"{message}.{mac}.webp")
    assert answer.status == 307 and answer.headers["Location"].startswith(message.replace(later, first)), answer.body
    assert stopped.ask(answer.headers["Location"]).headers["Content-Type"] == "image/webp"
    assert stopped.ask(f"{message.replace('w_150', 'w_151')}.{mac}.webp").status == 403


def test_an_edit_gives_another_rendition(photo):
    photo.start()
    path = f"/i/{photo.id}/article.jpg"
    before = photo.ask(path)
    photo.cutline("edit", photo.id, "credit=New Credit/Agency")
    assert until(lambda: b"New Credit/Agency" in photo.ask(path).body, 2)
    assert photo.ask(path).headers["ETag"] != before.headers["ETag"]


def test_one_render_for_many(photo):
    import threading
    photo.start()
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(photo.ask(f"/i/{photo.id}/hero.webp"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {answer.status for answer in answers} == {200} and len({answer.body for answer in answers}) == 1
    # Presets are prepared meanwhile, and counted too: what tells is how many took part in the render of another, or found it.
    told = dict(line.rsplit(" ", 1) for line in photo.ask("/metrics").body.decode().splitlines() if line[0] != "#")
    shared = ["cutline_renders_joined_total", 'cutline_renditions_total{tier="disk"}', 'cutline_renditions_total{tier="memory"}']
    assert sum(int(told.get(name, 0)) for name in shared) >= 39, told


def test_signed_urls(photo):
    photo.cutline("key", "add")
    url = photo.json("url", photo.id, "w_800,h_600,fit_cover")[0]["url"]
    photo.start()
    answer = photo.ask(url)
    assert answer.status == 200 and opened(answer).size == (800, 600), (url, answer.body)
    assert photo.ask(url + ".webp").headers["Content-Type"] == "image/webp"
    # Another order of the same keys is the same picture under the same signature.
    other = url.replace("w_800,h_600", "h_600,w_800")
    assert photo.ask(other).headers["ETag"] == answer.headers["ETag"]
    head, mac = url.rsplit(".", 1)
    for forged in (url.replace("w_800", "w_801"), f"{head}.{mac[:-1]}{'A' if mac[-1] != 'A' else 'B'}", f"{head}.{mac}A", f"{head}.",
                   re.sub(r"/\d{9,}/", "/9999999999/", url)):
        assert photo.ask(forged).status in (400, 403, 404), forged
    # A key of now counts at once, and one that leaked does not any more.
    old = photo.json("key", "list")[0]["key"]
    photo.cutline("key", "add")
    newer = photo.json("url", photo.id, "w_800,h_600,fit_cover")[0]["url"]
    assert newer != url and until(lambda: photo.ask(newer).status == 200)
    photo.cutline("key", "drop", old)
    assert until(lambda: photo.ask(url).status == 403) and photo.ask(newer).status == 200
    photo.environment["CUTLINE_NOW"] = "2020-01-01T00:00:00Z"
    assert photo.ask(photo.json("url", photo.id, "w_800", "--days", "1")[0]["url"]).status == 403
