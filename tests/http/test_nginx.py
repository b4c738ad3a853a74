# SPDX-License-Identifier: MIT
"""Behind the shipped nginx configuration: where requests end stays clear, whatever a client sends."""
import pathlib
import re
import shutil
import socket
import subprocess

import pytest
from conftest import until
from pictures import jpeg

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
SHIPPED = pathlib.Path(__file__).resolve().parents[2] / "packaging/nginx/cutline.conf"


def free_port():
    with socket.create_server(("127.0.0.1", 0)) as server:
        return server.getsockname()[1]


@pytest.fixture
def front(stopped):
    if not NGINX:
        pytest.skip("NGINX IS NOT INSTALLED: framing behind it is not tested here (apt-get install nginx-light)")
    stopped.id = stopped.ingest("a.jpg", jpeg(1))
    stopped.start()
    port = free_port()
    text = SHIPPED.read_text()
    # The shipped text, reached without TLS and with the daemon of this test behind it.
    text = text.replace("server unix:/run/cutline/http.sock;", f"server 127.0.0.1:{stopped.port};")
    text = text.replace("listen 443 ssl http2;", f"listen 127.0.0.1:{port};")
    folder = stopped.folder / "nginx"
    (folder / "temp").mkdir(parents=True)
    temp = " ".join(f"{kind}_temp_path {folder}/temp;" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (folder / "nginx.conf").write_text(
        f"daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;\n"
        f"events {{}}\nhttp {{ access_log off; {temp}\n{text}\n}}\n")
    process = subprocess.Popen([NGINX, "-p", str(folder), "-c", str(folder / "nginx.conf")], stderr=subprocess.PIPE)

    def up():
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            return process.poll() is not None

    assert until(up) and process.poll() is None, process.stderr.read()
    stopped.direct, stopped.port = stopped.port, port
    yield stopped
    stopped.port = stopped.direct
    process.terminate()
    process.wait(timeout=20)
    process.stderr.close()


def test_pictures_pass_and_inner_things_do_not(front):
    answer = front.ask(f"/i/{front.id}/thumb.jpg", Host="photos.example.org")
    assert answer.status == 200 and answer.headers["ETag"]
    assert front.ask(f"/i/{front.id}/thumb.jpg", Host="photos.example.org", If_None_Match=answer.headers["ETag"]).status == 304
    assert front.ask("/metrics").status == 404 and front.ask("/readyz").status == 404
    assert front.ask("/api/v1/photos").status == 401


FORMS = {
    "bare LF": b"GET /healthz HTTP/1.1\nHost: a\n\n",
    "last line with bare LF": b"GET /healthz HTTP/1.1\r\nHost: a\n\r\n",
    "two lengths": b"POST /api/v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nContent-Length: 40\r\n\r\nabcd",
    "length and coding": b"POST /api/v1/x HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks with extensions": b"POST /api/v1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4;a=b\r\nabcd\r\n0\r\n\r\n",
    "chunk with bare LF": b"POST /api/v1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n4\nabcd\n0\n\n",
    "disguised coding": b"POST /api/v1/x HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "old with chunks": b"POST /api/v1/x HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "folding": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\r\n c\r\n\r\n",
    "blank before the colon": b"POST /api/v1/x HTTP/1.1\r\nHost: a\r\nContent-Length : 4\r\n\r\nabcd",
    "CR in a value": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\rc\r\n\r\n",
    "NUL in a value": b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: b\0c\r\n\r\n",
}


@pytest.mark.parametrize("name", FORMS)
def test_no_request_hides_in_another(front, name):
    """A marked request stands in the body and behind it; what the daemon saw is what nginx meant to send."""
    before = front.ask("/healthz").status
    inner = b"GET /i/smuggled HTTP/1.1\r\nHost: a\r\n\r\n"
    got = front.raw(FORMS[name] + b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
    assert before == 200
    statuses = re.findall(rb"HTTP/1\.1 (\d\d\d) ", got)
    assert 1 <= len(statuses) <= 2, got
    assert inner not in got
    # The kept connections between the two programs are still in step.
    for _ in range(5):
        assert front.ask("/healthz").body == b"ok\n"
        assert front.ask(f"/i/{front.id}/thumb.jpg").status == 200
