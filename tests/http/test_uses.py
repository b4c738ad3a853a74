# SPDX-License-Identifier: MIT
"""/u/: a photo as a story uses it: its own crop, caption and credit; for readers only while it is published."""
import hashlib
import io
import json
import re

import pytest
from conftest import until
from PIL import Image
from pictures import jpeg

SECOND = 1.0


@pytest.fixture
def story(stopped):
    """A photo in a draft, with a crop, a caption and a credit of its own."""
    stopped.id = stopped.ingest("a.jpg", jpeg(1, {"caption": "Words of the archive.", "credit": "Ana Ruiz/Meridian"},
                                              size=(1500, 1000)))
    stopped.cutline("story", "new", "flood", "--language", "en")
    added = stopped.json("story", "add", "flood", stopped.id, "--caption", "Words of the story.", "--alt", "A man on ice",
                         "--credit", "Ana Ruiz for Courier", "--crop", "100,100,800,800")[0]
    stopped.use = added["use"]["id"]
    stopped.viewer = stopped.token("viewer")
    stopped.path = f"/u/{stopped.use}/grid.jpg"
    return stopped


def publish(story):
    story.cutline("story", "publish", "flood", "--despite", "a test")


def opened(answer):
    return Image.open(io.BytesIO(answer.body))


def test_a_draft_is_like_what_does_not_exist(story):
    story.start()
    unknown = story.ask("/u/00000000000000000000/grid.jpg")
    draft = story.ask(story.path)
    assert (draft.status, draft.body) == (404, unknown.body) and unknown.status == 404
    assert set(draft.headers) == set(unknown.headers)
    assert {name for name in draft.headers if draft.headers[name] != unknown.headers[name]} <= {"Date"}
    preview = story.ask(story.path, token=story.viewer)
    assert preview.status == 200 and preview.headers["Cache-Control"] == "private, no-store"
    # Neither the preview nor its tag opens it to strangers.
    assert story.ask(story.path).status == 404
    assert story.ask(story.path, If_None_Match=preview.headers["ETag"]).status == 404
    assert story.ask(story.path, token="ct_" + "A" * 43).status == 404


def test_published_it_shows_what_the_story_says(story):
    publish(story)
    story.start()
    answer = story.ask(f"/u/{story.use}/article.jpg")
    assert answer.status == 200 and opened(answer).size == (800, 800)
    assert b"Words of the story." in answer.body and b"Ana Ruiz for Courier" in answer.body
    assert b"Words of the archive." not in answer.body and b"Meridian" not in answer.body
    assert answer.headers["Cache-Control"] == "public, max-age=86400, s-maxage=300"
    tags = answer.headers["Cache-Tag"].split(",")
    assert {f"photo-{story.id}", f"use-{story.use}", "preset-article"} <= set(tags)
    # The photo by itself is as it was.
    plain = story.ask(f"/i/{story.id}/article.jpg")
    assert opened(plain).size == (1200, 800) and b"Words of the archive." in plain.body
    assert story.ask(f"/u/{story.use}/article.webp").headers["Content-Type"] == "image/webp"
    story.cutline("evidence", story.id, "-o", str(story.folder / "case"))
    run, = json.loads((story.folder / "case" / story.id / "publications.json").read_text())
    sent = {file["url"]: file for file in run["sent"]["files"]}
    for preset in ("article", "square"):
        url, = [url for url in sent if f"/{preset}~" in url]
        served = story.ask(url)
        assert (served.status, hashlib.sha256(served.body).hexdigest()) == (200, sent[url]["sha256"])
        assert served.headers["ETag"] == f'"{sent[url]["etag"]}"'
    head = story.ask(f"/u/{story.use}/article.jpg", "HEAD")
    assert head.status == 200 and head.headers["ETag"] == answer.headers["ETag"]
    assert story.ask(f"/u/{story.use}/article.jpg", If_None_Match=answer.headers["ETag"]).status == 304


def test_publishing_and_withdrawing_take_a_second(story):
    story.start()
    assert story.ask(story.path).status == 404
    publish(story)
    assert until(lambda: story.ask(story.path).status == 200, SECOND)
    for _ in range(3):  # the answer lies ready in memory now
        assert story.ask(story.path).status == 200
    story.cutline("story", "unpublish", "flood", "--reason", "wrong person")
    assert until(lambda: story.ask(story.path).status == 404, SECOND)
    assert story.ask(story.path, token=story.viewer).headers["Cache-Control"] == "private, no-store"
    publish(story)
    assert until(lambda: story.ask(story.path).status == 200, SECOND)


def test_killed_is_gone_within_a_second(story):
    publish(story)
    rights = story.token("rights")
    story.start()
    before = story.ask(story.path)
    assert before.status == 200
    story.cutline("kill", story.id, "--reason", "wrong person")
    assert until(lambda: story.ask(story.path).status == 410, SECOND)
    gone = story.ask(story.path, If_None_Match=before.headers["ETag"])
    assert gone.status == 410 and gone.headers["Content-Type"] == "image/png" and b"Courier" not in gone.body
    assert story.ask(story.path, token=story.viewer).headers["Cutline-Reason"].startswith("KILLED")
    assert story.ask(story.path, token=rights).status == 200
    story.cutline("unkill", story.id, "--reason", "right person after all")
    assert until(lambda: story.ask(story.path).status == 200, SECOND)


def test_stop_and_gate_are_the_photos(story):
    story.configure(delivery="released")
    publish(story)
    story.start()
    assert story.ask(story.path).status == 200
    story.cutline("edit", story.id, "release_date=2199-01-01T00:00:00Z")
    assert until(lambda: story.ask(story.path).status == 403, SECOND)
    assert story.ask(story.path, token=story.viewer).headers["Cache-Control"] == "private, no-store"


def test_one_photo_twice(story):
    """Each use has its state and its texts."""
    second = story.json("story", "add", "flood", story.id, "--caption", "Other words.")[0]["use"]["id"]
    publish(story)
    story.cutline("story", "remove", "flood", story.use)
    story.start()
    other = story.ask(f"/u/{second}/article.jpg")
    assert other.status == 200 and b"Other words." in other.body and opened(other).size == (1200, 800)
    assert story.ask(story.path).status == 404


def test_a_change_for_the_story_is_another_rendition(story):
    story.start()
    before = story.ask(f"/u/{story.use}/article.jpg", token=story.viewer)
    story.cutline("story", "edit", "flood", story.use, "--caption", "Better words.")
    assert until(lambda: b"Better words." in story.ask(f"/u/{story.use}/article.jpg", token=story.viewer).body, 2 * SECOND)
    assert story.ask(f"/u/{story.use}/article.jpg", token=story.viewer).headers["ETag"] != before.headers["ETag"]


def test_the_addresses_that_figure_prints(story):
    story.configure(public_url="https://photos.example.org", delivery="released")
    publish(story)
    figure = story.cutline("export", story.id, "--as", "figure", "--story", "flood")
    editor = story.token("editor")
    story.start()
    urls = set(re.findall(r"https://photos\.example\.org(/u/[^ \",]+)", figure))
    assert any("~" in url for url in urls) and all(url.startswith(f"/u/{story.use}/") for url in urls)
    for url in urls:
        assert story.ask(url, "HEAD").status == 200, url
    current = sorted(urls)[0]
    old = story.ask(re.sub("~[^.]+", "~0000000000", current))
    assert old.status == 302 and old.headers["Location"] == current
    plan = story.ask(current.split("~")[0] + "?explain", token=editor).json()
    assert (plan["id"], plan["use"], plan["use_state"]) == (story.id, story.use, "published")


def test_what_is_no_use(story):
    publish(story)
    story.start()
    use = story.use
    for path in (f"/u/{use}/nonsense", f"/u/{use}/grid.gif", f"/u/{use}/", f"/u/{use}", "/u/", f"/u/{use.upper()}/grid.jpg",
                 f"/u/{story.id}/grid.jpg", f"/i/{use}/grid.jpg", f"/u/{use}/w_100/9999999999/k.AAAA.jpg",
                 f"/u/{use}/grid.jpg?x=1", f"/u//{use}/grid.jpg"):
        assert story.ask(path).status == 404, path
