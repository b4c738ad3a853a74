# SPDX-License-Identifier: MIT
"""Uploads: whole, in parts, broken off, wrong; and hostile files beside a load."""
import fcntl
import hashlib
import json
import os
import pathlib
import struct
import time

import pytest
from conftest import until
from pictures import jpeg
from PIL import ImageFilter
from starved import starve
from test_statuses import encode, nordlys, scene


def send(daemon, data, token, offset=None, whole=None, digest=None, query="?name=a.jpg"):
    digest = digest or hashlib.sha256(data).hexdigest()
    fields = {}
    if offset is not None:
        fields["Upload_Offset"] = str(offset)
    if whole is not None:
        fields["Upload_Length"] = str(whole)
    return daemon.ask(f"/api/v1/uploads/{digest}{query}", "PUT", data, token, **fields)


@pytest.fixture
def served(stopped):
    stopped.editor = stopped.token("editor")
    return stopped.start()


def test_a_picture_comes_in_and_is_served(served):
    data = jpeg(1, {"caption": "By wire"}, size=(800, 600))
    answer = send(served, data, served.editor, query="?name=%2Fhome%2Fana%2Fa.jpg&supplier=Meridian")
    assert answer.status == 200, answer.body
    line = answer.json()
    assert (line["status"], line["path"], line["error"]) == ("added", "a.jpg", None)
    assert until(lambda: served.ask(f"/i/{line['id']}/thumb.jpg").status == 200, 30)
    shown = served.json("show", line["id"])[0]
    assert shown["sha256"] == hashlib.sha256(data).hexdigest() and shown["versions"][0]["name"] == "a.jpg"
    assert served.json("history", line["id"])[0]["who"] == "http:editor"
    assert send(served, data, served.editor).json()["status"] == "known"
    assert not list((served.archive / "uploads").iterdir())


def test_it_goes_on_where_it_broke_off(served):
    data = jpeg(2, size=(800, 600))
    digest = hashlib.sha256(data).hexdigest()
    state = f"/api/v1/uploads/{digest}"
    assert served.ask(state, token=served.editor).json() == {"sha256": digest, "offset": 0, "complete": False}
    answer = send(served, data[:1000], served.editor, 0, len(data), digest)
    assert answer.status == 200 and answer.json() == {"sha256": digest, "offset": 1000, "complete": False}
    wrong = send(served, data[500:], served.editor, 500, len(data), digest)
    assert wrong.status == 409 and b"1000 bytes are here" in wrong.body
    # A connection that ends in the middle: what has come stays.
    with served.connect() as sock:
        sock.sendall(f"PUT {state} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {served.editor}\r\nUpload-Offset: 1000\r\n"
                     f"Upload-Length: {len(data)}\r\nContent-Length: {len(data) - 1000}\r\n\r\n".encode() + data[1000:3000])
    assert until(lambda: served.ask(state, token=served.editor).json()["offset"] == 3000, 5)
    served.stop()
    served.start()
    last = send(served, data[3000:], served.editor, 3000, len(data), digest)
    assert last.status == 200 and last.json()["status"] == "added"
    assert served.ask(state, token=served.editor).json()["complete"] is True


def test_an_overload_loses_no_upload(served):
    """Neither the bytes that came, nor a client that only repeats what it sent."""
    served.stop()
    low = starve(served.folder, served.environment)
    served.start()
    whole, parts = jpeg(5, size=(800, 600)), jpeg(6, size=(800, 600))
    length = len(parts)
    for _ in range(2):
        answer = send(served, whole, served.editor)
        assert answer.status == 503 and answer.headers["Retry-After"]
        assert answer.json()["error"]["code"] == "overload"
    assert send(served, parts, served.editor, 0, length).status == 503
    for data in (whole, parts):
        digest = hashlib.sha256(data).hexdigest()
        assert (served.archive / "uploads" / digest).read_bytes() == data
        assert served.ask(f"/api/v1/uploads/{digest}", token=served.editor).json() == {
            "sha256": digest, "offset": len(data), "complete": False}
    low.unlink()
    assert send(served, whole, served.editor).json()["status"] == "added"
    digest = hashlib.sha256(parts).hexdigest()
    assert send(served, b"", served.editor, length, length, digest).json()["status"] == "added"
    assert not list((served.archive / "uploads").iterdir())


def test_a_name_that_sounds_unfinished_is_no_reason(served):
    """The hash says that all of it has come."""
    assert send(served, jpeg(7), served.editor, query="?name=a.jpg.part").json()["status"] == "added"


def test_abandoned_ones_are_swept_and_those_under_way_are_not(served):
    data = jpeg(4, size=(800, 600))
    old, busy, fresh = (hashlib.sha256(bytes([i])).hexdigest() for i in range(3))
    folder = served.archive / "uploads"
    for digest in (old, busy, fresh):
        assert send(served, data[:1000], served.editor, 0, len(data), digest).status == 200
    served.stop()
    (folder / "notes.txt").write_text("no upload")
    served.configure(upload_keep_hours="2")
    for name, hours in ((old, 3), (busy, 3), (fresh, 1), ("notes.txt", 9)):
        then = time.time() - hours * 3600
        os.utime(folder / name, (then, then))
    with open(folder / busy, "r+b") as file:
        # as a sender holds it
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", fcntl.F_WRLCK, 0, 0, 0, 0))
        served.start()
        assert until(lambda: not (folder / old).exists(), 5)
        assert {path.name for path in folder.iterdir()} == {busy, fresh, "notes.txt"}
    assert "1 uploads were removed" in served.said()
    assert send(served, data[1000:], served.editor, 1000, len(data), fresh).status == 422  # all of it, under a wrong hash


def test_what_is_wrong_is_said(served):
    data = jpeg(3)
    viewer = served.token("viewer")
    assert until(lambda: send(served, data, viewer).status == 403, 2)
    assert send(served, data, None).status == 401
    assert send(served, data, served.editor, digest="0" * 64).status == 422
    assert not list((served.archive / "uploads").iterdir())
    assert send(served, data, served.editor, digest="xyz").status == 400
    assert send(served, data, served.editor, 5, 3).status == 400
    assert send(served, data, served.editor, query="?who=me").status == 400
    line = send(served, b"no picture at all", served.editor).json()
    assert line["status"] in ("rejected", "ignored")
    huge = served.raw(f"PUT /api/v1/uploads/{'0' * 64} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {served.editor}\r\n"
                      f"Content-Length: {600 << 20}\r\n\r\n".encode())
    assert huge.startswith(b"HTTP/1.1 413 ")


def test_the_hostile_corpus_under_load(served):
    corpus = pathlib.Path(os.environ.get("CUTLINE_CORPUS", pathlib.Path(__file__).resolve().parents[3] / "shared/corpus")) / "hostile"
    if not corpus.is_dir():
        pytest.skip("no corpus: $CUTLINE_CORPUS")
    reference = send(served, jpeg(1, size=(800, 600)), served.editor).json()["id"]
    assert until(lambda: served.ask(f"/i/{reference}/grid.jpg").status == 200, 30)
    pid = served.process.pid
    files = [path for path in sorted(corpus.rglob("*")) if path.is_file() and path.stat().st_size < 4 << 20]
    for path in files[::max(1, len(files) // 40)]:
        answer = send(served, path.read_bytes(), served.editor, query="")
        assert answer.status in (200, 422, 413, 503), (path.name, answer.status, answer.body)
        assert served.ask(f"/i/{reference}/grid.jpg").status == 200
        if answer.status == 200 and answer.json().get("id"):
            assert served.ask(f"/i/{answer.json()['id']}/thumb.jpg").status in (200, 404, 410, 413, 415, 422, 503)
    assert served.process.pid == pid and served.process.poll() is None


def test_an_ingest_beside_a_daemon_tells_what_the_daemon_decided(daemon):
    """Both take pictures from one queue; who looks like a killed one is held, whoever looked."""
    killed = daemon.ingest("first.jpg", encode(scene(1), nordlys(title="NL-1")))
    daemon.cutline("kill", killed, "--reason", "wrong person")
    for number in range(12):
        like = scene(1).filter(ImageFilter.GaussianBlur(1 + number / 20))
        daemon.put(f"again/{number}.jpg", encode(like, nordlys(title=f"NL-2{number}"), quality=70 + number))
    lines = [json.loads(line) for line in daemon.cutline("--json", "ingest", daemon.folder / "in" / "again", status=1).splitlines()]
    assert [(line["status"], line["of"]) for line in lines] == [("held", killed)] * 12
