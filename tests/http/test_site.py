# SPDX-License-Identifier: MIT
"""/p/: the page of a photo; /oembed: what other sites embed. Both say only what may be published."""
import io
import json
import re
import urllib.parse
from html.parser import HTMLParser

import pytest
from conftest import until
from PIL import Image
from pictures import jpeg

FIELDS = {"headline": "Ice on the lake", "caption": "A man walks <fast> over ice & snow.", "byline": "Ana Ruiz", "credit": "Meridian",
          "copyright": "© 2022 Meridian", "instructions": "SECRET-WORDS JAPAN OUT", "city": "Tampere", "country": "Finland"}
PROPERTIES = {"xmpRights:WebStatement": "https://meridian.example/terms"}


@pytest.fixture
def photo(stopped):
    stopped.id = stopped.ingest("secret-file-name.jpg", jpeg(1, FIELDS, PROPERTIES, size=(1500, 1000)))
    stopped.cutline("edit", stopped.id, "alt_text=A man on ice")
    stopped.viewer = stopped.token("viewer")
    return stopped


class Page(HTMLParser):
    """Elements as (name, attributes), and the text of <script> and <style>."""

    def __init__(self, answer):
        super().__init__()
        self.elements, self.inside, self.texts = [], None, {"script": "", "style": "", "title": ""}
        self.feed(answer.body.decode())

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        self.inside = tag if tag in self.texts else None

    def handle_endtag(self, tag):
        self.inside = None

    def handle_data(self, data):
        if self.inside:
            self.texts[self.inside] += data

    def meta(self, name):
        return next((a["content"] for tag, a in self.elements if tag == "meta" and name in (a.get("property"), a.get("name"))), None)

    def link(self, rel):
        return next(a for tag, a in self.elements if tag == "link" and a["rel"] == rel)["href"]


def embed(daemon, url, token=None, **more):
    query = urllib.parse.urlencode({"url": url, **more})
    return daemon.ask(f"/oembed?{query}", token=token)


def test_the_page_of_a_photo(photo):
    photo.start()
    answer = photo.ask(f"/p/{photo.id}")
    assert answer.status == 200 and answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "public, max-age=60, s-maxage=300"
    assert answer.headers["Cache-Tag"] == f"photo-{photo.id}"
    page, base = Page(answer), f"http://127.0.0.1:{photo.port}"
    assert page.texts["title"] == "Ice on the lake" == page.meta("og:title")
    assert page.meta("og:url") == page.link("canonical") == f"{base}/p/{photo.id}"
    assert page.meta("og:description") == FIELDS["caption"] and page.meta("og:image:alt") == "A man on ice"
    data = json.loads(page.texts["script"])
    assert data["@type"] == "ImageObject" and data["license"] == "https://meridian.example/terms"
    assert data["creator"]["name"] == "Ana Ruiz" and data["caption"] == FIELDS["caption"]
    image = next(a for tag, a in page.elements if tag == "img")
    for url in [image["src"], data["contentUrl"], page.meta("og:image")]:
        assert url.startswith(base) and photo.ask(url[len(base):], "HEAD").status == 200, url
    text = answer.body.decode()
    assert "© 2022 Meridian" in text and "A man walks &lt;fast&gt; over ice &amp; snow." in text
    for secret in ("SECRET-WORDS", "JAPAN", "secret-file-name", "instructions"):
        assert secret not in text
    # Its one style is the one that the policy names; nothing else may run or load.
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'; img-src 'self' " + base)
    again = photo.ask(f"/p/{photo.id}", If_None_Match=answer.headers["ETag"])
    assert again.status == 304 and again.body == b""
    photo.cutline("edit", photo.id, "caption=Other words.")
    assert until(lambda: b"Other words." in photo.ask(f"/p/{photo.id}", If_None_Match=answer.headers["ETag"]).body, 2)


def test_oembed(photo):
    photo.configure(public_url="https://photos.example.org", delivery="open")
    photo.start()
    address = f"https://photos.example.org/p/{photo.id}"
    answer = embed(photo, address)
    assert answer.status == 200 and answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    said = answer.json()
    assert (said["type"], said["version"], said["title"]) == ("photo", "1.0", "Ice on the lake")
    assert (said["author_name"], said["provider_name"]) == ("Ana Ruiz", "photos.example.org")
    assert said["web_page"] == address and said["credit"] and said["license"] == "https://meridian.example/terms"
    assert (said["width"], said["height"]) == (1500, 1000)
    assert "SECRET" not in answer.body.decode()
    # Each size that is offered is there, and as large as it is said to be.
    for bounds, size in (({"maxwidth": 1300}, (1200, 800)), ({"maxwidth": 9999, "maxheight": 500}, (640, 427)),
                         ({"maxheight": 250, "format": "json"}, (320, 213))):
        small = embed(photo, address, **bounds).json()
        assert abs(small["width"] - size[0]) <= 1 and abs(small["height"] - size[1]) <= 1, (bounds, small)
        got = photo.ask(small["url"].replace("https://photos.example.org", ""), "HEAD")
        assert got.status == 200
    # Smaller than any preset: made to fit, from where strangers may ask for any size.
    for bounds, size in (({"maxwidth": 200}, (200, 133)), ({"maxwidth": 300, "maxheight": 100}, (150, 100)), ({"maxwidth": 1}, (1, 1))):
        small = embed(photo, address, **bounds).json()
        assert (small["width"], small["height"]) == size and "thumbnail_url" not in small
        got = photo.ask(small["url"].replace("https://photos.example.org", ""))
        assert got.status == 200 and Image.open(io.BytesIO(got.body)).size == size, small
    photo.cutline("crop", photo.id, "300,0,600,1000")
    cropped = until(lambda: (lambda said: said if said["height"] > said["width"] else None)(embed(photo, address, maxwidth=60).json()))
    assert (cropped["width"], cropped["height"]) == (60, 100) and "/300,0,600,1000/60,100/" in cropped["url"]
    photo.cutline("crop", photo.id, "none")
    assert until(lambda: embed(photo, address, maxwidth=60).json()["height"] == 40)
    photo.cutline("edit", photo.id, "instructions=DO NOT CROP")
    assert until(lambda: embed(photo, address, maxwidth=60).status == 404), "parts of it are not for strangers"
    photo.cutline("undo", photo.id)
    assert until(lambda: embed(photo, address).json() == said)
    # Found from the page itself, and from any address of its pixels.
    link = Page(photo.ask(f"/p/{photo.id}")).link("alternate")
    assert photo.ask(link.replace("https://photos.example.org", "")).json() == said
    for other in (f"http://photos.example.org/i/{photo.id}/thumb.webp", f"https://PHOTOS.example.org/i/{photo.id}/article~0123456789.jpg",
                  f"http://127.0.0.1:{photo.port}/p/{photo.id}?utm=x#y"):
        assert embed(photo, other).json()["url"] == said["url"], other


def test_what_oembed_refuses(photo):
    photo.start()
    page = urllib.parse.quote(f"http://127.0.0.1:{photo.port}/p/{photo.id}", safe="")
    for query, status in (
            ("", 400), ("?url=", 404), ("?maxwidth=100", 400), (f"?url={page}&maxwidth=x", 400), (f"?url={page}&maxwidth=0", 400),
            (f"?url={page}&format=xml", 501), (f"?url={page}&url={page}", 400), ("?url=%FF", 400), (f"?url={page}%2Fmore", 404),
            (f"?url=https%3A%2F%2Fevil.example%2Fp%2F{photo.id}", 404), (f"?url=%2Fp%2F{photo.id}", 404),
            (f"?url=http%3A%2F%2F127.0.0.1.evil.example%2Fp%2F{photo.id}", 404), (f"?url={page}&unknown=1", 200)):
        answer = photo.ask("/oembed" + query)
        assert answer.status == status, (query, answer.body)
        assert status == 200 or answer.json()["error"]["message"]


def test_refusals_say_nothing_of_the_photo(photo):
    photo.start()
    page = f"http://127.0.0.1:{photo.port}/p/{photo.id}"
    unknown = photo.ask("/p/0000000000000000"), embed(photo, page.replace(photo.id, "0" * 16))
    assert {answer.status for answer in unknown} == {404}
    photo.cutline("kill", photo.id, "--reason", "wrong person")
    assert until(lambda: photo.ask(f"/p/{photo.id}").status == 410, 1)
    gone = photo.ask(f"/p/{photo.id}")
    assert gone.headers["Content-Type"] == "text/html; charset=utf-8" and "max-age=30" in gone.headers["Cache-Control"]
    assert len(gone.headers.get_all("Cache-Control")) == 1
    assert embed(photo, page).status == 410
    for answer in (gone, embed(photo, page)):
        assert b"Ana" not in answer.body and photo.id.encode() not in answer.body and b"ice" not in answer.body
    assert photo.ask(f"/p/{photo.id}", token=photo.viewer).headers["Cutline-Reason"].startswith("KILLED")
    for path in ("/p/", "/p/x", f"/p/{photo.id}/", f"/p/{photo.id.upper()}", f"/p/{photo.id}.html"):
        assert photo.ask(path).status == 404, path
    assert photo.ask(f"/p/{photo.id}", "POST", b"").status == 405


def test_what_was_never_released_has_no_page(photo):
    photo.configure(delivery="released")
    photo.start()
    page = f"http://127.0.0.1:{photo.port}/p/{photo.id}"
    for hidden, unknown in ((photo.ask(f"/p/{photo.id}"), photo.ask("/p/0000000000000000")),
                            (embed(photo, page), embed(photo, page.replace(photo.id, "0" * 16)))):
        assert (hidden.status, hidden.body) == (404, unknown.body) and unknown.status == 404
    preview = photo.ask(f"/p/{photo.id}", token=photo.viewer)
    assert preview.status == 200 and preview.headers["Cache-Control"] == "private, no-store"


def test_a_use_is_embedded_as_the_story_shows_it(photo):
    photo.cutline("story", "new", "flood", "--language", "en")
    use = photo.json("story", "add", "flood", photo.id, "--caption", "Words of the story.", "--alt", "x", "--crop", "0,0,800,800")[0]["use"]["id"]
    photo.start()
    address = f"http://127.0.0.1:{photo.port}/u/{use}/article.jpg"
    assert embed(photo, address).status == 404
    assert embed(photo, address, photo.viewer).headers["Cache-Control"] == "private, no-store"
    photo.cutline("story", "publish", "flood", "--despite", "a test")
    assert until(lambda: embed(photo, address).status == 200, 1)
    said = embed(photo, address).json()
    assert said["caption"] == "Words of the story." and (said["width"], said["height"]) == (800, 800)
    assert re.search(f"/u/{use}/", said["url"])
