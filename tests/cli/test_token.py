# SPDX-License-Identifier: MIT
"""token: made once, kept as a hash, named, revoked."""
import re


def test_a_token_is_shown_once_and_kept_as_a_hash(cutline):
    done = cutline.run("token", "add", "cms", "--role", "editor")
    token = done.text.strip()
    assert re.fullmatch(r"ct_[A-Za-z0-9_-]{43}", token)
    assert "only now" in done.error
    assert [(t["name"], t["role"]) for t in cutline.json("token", "list")] == [("cms", "editor")]
    for path in cutline.archive.rglob("*"):
        if path.is_file():
            assert token.encode() not in path.read_bytes(), path


def test_names_are_taken_once(cutline):
    first = cutline.json("token", "add", "cms", "--role", "viewer")[0]
    assert first["name"] == "cms" and first["role"] == "viewer"
    assert "revoke" in cutline.run("token", "add", "cms", "--role", "admin", status=4).error
    cutline.run("token", "revoke", "cms")
    second = cutline.json("token", "add", "cms", "--role", "admin")[0]
    assert second["token"] != first["token"]
    assert [t["role"] for t in cutline.json("token", "list")] == ["admin"]


def test_mistakes_get_a_line(cutline):
    assert "--role" in cutline.run("token", "add", "cms", status=2).error
    assert "no name" in cutline.run("token", "add", "two words", "--role", "viewer", status=2).error
    assert "token list" in cutline.run("token", "revoke", "nobody", status=3).error
    cutline.run("token", "frobnicate", status=2)
    cutline.run("token", "add", "--role", "viewer", status=2)


def test_tokens_come_back_from_the_store(cutline):
    cutline.run("token", "add", "cms", "--role", "rights")
    cutline.run("token", "add", "gone", "--role", "admin")
    cutline.run("token", "revoke", "gone")
    cutline.run("rebuild", "--from-store")
    assert [(t["name"], t["role"]) for t in cutline.json("token", "list")] == [("cms", "rights")]
