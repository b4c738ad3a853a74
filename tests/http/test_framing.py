# SPDX-License-Identifier: MIT
"""Framing is strict: what two programs could read differently is refused with 400 and the connection is closed."""
import pytest

GET = b"GET /healthz HTTP/1.1\r\nHost: a\r\n"
NEXT = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"

REFUSED = {
    "two lengths": GET + b"Content-Length: 0\r\nContent-Length: 0\r\n\r\n",
    "two different lengths": GET + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    "length and coding": b"POST /api/v1/photos HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "two hosts": GET + b"Host: b\r\n\r\n",
    "no host": b"GET /healthz HTTP/1.1\r\n\r\n",
    "host with a space": b"GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n",
    "old with chunks": b"POST /healthz HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "blank before the colon": GET + b"Content-Length : 5\r\n\r\nabcde",
    "unknown coding": b"POST /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
    "disguised coding": b"POST /healthz HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n",
    "folding": GET + b"X-A: one\r\n two\r\nX-B: c\r\n\r\n",
    "folding that hides a length": GET + b"X-A: one\r\n\tContent-Length: 5\r\nX-B: c\r\n\r\nabcde",
    "bare LF": GET + b"X-A: one\nX-B: two\r\n\r\n",
    "bare LF after the request line": b"GET /healthz HTTP/1.1\nHost: a\r\n\r\n",
    "CR in a name": GET + b"X\rA: one\r\n\r\n",
    "CR in a value": GET + b"X-A: o\rne\r\nX-B: c\r\n\r\n",
    "NUL in a value": GET + b"X-A: o\0ne\r\nX-B: c\r\n\r\n",
    "NUL in the last value": GET + b"X-A: o\0n\r\n\r\n",
    "NUL at the end of the last value": GET + b"X-A: o\0\r\n\r\n",
    "NUL in the host, last": b"GET /healthz HTTP/1.1\r\nConnection: close\r\nHost: a\0b\r\n\r\n",
    "NUL in the length, last": b"POST /api/v1/checks HTTP/1.1\r\nHost: a\r\nContent-Length: 3\0x\r\n\r\nabc",
    "NUL as a line": GET + b"\0\r\n\r\n",
    "NUL in a name": GET + b"X\0A: one\r\nX-B: c\r\n\r\n",
    "NUL in the target": b"GET /health\0z HTTP/1.1\r\nHost: a\r\n\r\n",
    "escaped NUL": b"GET /health%00z HTTP/1.1\r\nHost: a\r\n\r\n",
    "broken escape": b"GET /health%zz HTTP/1.1\r\nHost: a\r\n\r\n",
    "blank in the target": b"GET /health z HTTP/1.1\r\nHost: a\r\n\r\n",
    "two blanks": b"GET  /healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "control in a value": GET + b"X-A: \x01\r\n\r\n",
    "length with a sign": b"POST /api/v1/photos HTTP/1.1\r\nHost: a\r\nContent-Length: +3\r\n\r\nabc",
    "length in hexadecimal": b"POST /api/v1/photos HTTP/1.1\r\nHost: a\r\nContent-Length: 0x3\r\n\r\nabc",
    "body of a GET": GET + b"Content-Length: 3\r\n\r\nabc",
    "no path": b"GET healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "absolute of another host": b"GET http://b/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "two authorizations": GET + b"Authorization: Bearer a\r\nAuthorization: Bearer b\r\n\r\n",
    "two ranges": GET + b"Range: bytes=0-1\r\nRange: bytes=2-3\r\n\r\n",
    "no colon": GET + b"nonsense\r\n\r\n",
    "no name": GET + b": one\r\n\r\n",
    "no name, then more": GET + b": one\r\nX-B: c\r\n\r\n",
    "bare LF at the end": GET + b"\n",
    "bare LF at the end of a field": GET + b"X-A: one\n\r\n",
    "bare CR at the end": GET + b"\rX",
    "CR CR LF": GET + b"X-A: one\r\r\n\r\n",
    "blank before the first field": b"GET /healthz HTTP/1.1\r\n Host: a\r\n\r\n",
    "two hosts in one": b"GET /healthz HTTP/1.1\r\nHost: a, b\r\n\r\n",
    "length of two": b"POST /api/v1/edit HTTP/1.1\r\nHost: a\r\nContent-Length: 3, 3\r\n\r\nabc",
    "user in the target": b"GET http://u@a/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    "fragment": b"GET /healthz#x HTTP/1.1\r\nHost: a\r\n\r\n",
    "tunnel": b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_and_closed(daemon, name):
    got = daemon.raw(REFUSED[name] + NEXT)
    assert got.startswith((b"HTTP/1.1 400 ", b"HTTP/1.0 400 ")), got[:200]
    # Nothing behind it is read as a request.
    assert b" 200 " not in got, got


def test_chunks_are_asked_to_say_their_length(daemon):
    got = daemon.raw(b"POST /api/v1/photos HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + NEXT)
    assert got.startswith(b"HTTP/1.1 411 ") and b" 200 " not in got


def test_an_unknown_expectation_fails(daemon):
    assert daemon.raw(GET + b"Expect: miracles\r\n\r\n").startswith(b"HTTP/1.1 417 ")


def test_what_is_well_formed_passes(daemon):
    for request in (
        GET + b"\r\n" + NEXT,
        GET + b"X-Empty:\r\nX-Tabs:\t a\t\r\nX-Old: caf\xe9\r\n\r\n" + NEXT,
        GET + b"Accept: image/webp\r\nAccept: image/png\r\n\r\n" + NEXT,
        b"GET http://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n" + NEXT,
        GET + b"X-Long: " + b"a" * 12000 + b"\r\n\r\n" + NEXT,
        GET + b"".join(b"X-%d: %d\r\n" % (i, i) for i in range(80)) + b"Cookie: a=b; c=d\r\n\r\n" + NEXT,
    ):
        got = daemon.raw(request)
        assert got.count(b"HTTP/1.1 200 ") == 2, (request[:200], got)


def test_a_head_may_come_byte_by_byte(daemon):
    head = GET + b"X-Long: " + b"a" * 3000 + b"\r\nX-More: b\r\nConnection: close\r\n\r\n"
    with daemon.connect() as sock:
        for i in range(0, 300):
            sock.sendall(head[i:i + 1])
        for i in range(300, len(head), 97):
            sock.sendall(head[i:i + 97])
        assert sock.recv(65536).startswith(b"HTTP/1.1 200 ")


def test_a_huge_head_is_refused(daemon):
    assert daemon.raw(b"GET /" + b"a" * 70000 + b" HTTP/1.1\r\nHost: a\r\n\r\n").startswith(b"HTTP/1.1 414 ")
    assert daemon.raw(GET + b"X: " + b"a" * 70000 + b"\r\n\r\n").startswith(b"HTTP/1.1 431 ")


def test_requests_may_follow_each_other(daemon):
    got = daemon.raw(GET + b"\r\n" + GET + b"\r\n" + NEXT)
    assert got.count(b"HTTP/1.1 200 ") == 3
