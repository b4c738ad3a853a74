# SPDX-License-Identifier: MIT
"""Pictures that a page shows or names in other ways than by an <img> with a caption below: what a mail brings with
it, Markdown, attributes, scripts, and words of a killed photo wherever they stand."""
import base64

import pytest
from courier import BAKER, DANCER, MAYOR, NAMES, check, fill, image, original, page


@pytest.fixture
def house(bare):
    """Three house pictures, of which one is killed and one under embargo; their files lie in site/img."""
    bare.ids = bare.once(fill)
    return bare


def photos(house, lines):
    names = {photo: name for name, photo in house.ids.items()}
    return [names.get(line["photo"]) for line in lines]


def figure(src, caption=BAKER):
    return f"<figure><img src='{src}' alt=x><figcaption>{caption} © {NAMES}</figcaption></figure>"


# --- a mail's own pictures ---------------------------------------------------------------------------


def part(data, head):
    return f"--b\n{head}\nContent-Transfer-Encoding: base64\n\n{base64.encodebytes(data).decode()}"


def mail(body, *parts, kind="text/html"):
    return (f"From: news@courier.example\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
            f"--b\nContent-Type: {kind}; charset=utf-8\n\n{body}\n{''.join(parts)}--b--\n")


SENT = {
    "by its id": ("cid:one@x", "Content-Type: image/jpeg\nContent-ID: <one@x>"),
    "by its id, escaped": ("cid:one%40x", "Content-Type: image/jpeg\nContent-ID: <one@x>"),
    "as bytes": ("cid:one", "Content-Type: application/octet-stream\nContent-ID: <one>"),
    "by its address": ("https://courier.example/a.jpg",
                       "Content-Type: image/jpeg\nContent-Location: https://courier.example/a.jpg"),
}


@pytest.mark.parametrize("name", SENT)
def test_a_picture_that_a_mail_brings(house, name):
    src, head = SENT[name]
    lines, summary = check(house, mail(page(figure(src)), part(image(506), head)), 4, name="news.eml")
    assert [(photos(house, [line]), line["match"], line["place"]) for line in lines] == [(["mayor"], "likeness", "page")]
    assert summary["pictures"] == 1
    lines, _ = check(house, mail(page(figure(src)), part(image(501), head)), 0, name="news.eml")
    assert photos(house, lines) == ["baker"] and lines[0]["match"] == "likeness"


@pytest.mark.parametrize("kind,body", [("text/plain", "Hello, see the picture."), ("text/html", page("<p>Hello</p>")),
                                       ("text/plain", "")])
def test_a_picture_that_is_attached(house, kind, body):
    head = 'Content-Type: image/jpeg; name="a.jpg"\nContent-Disposition: attachment; filename="a.jpg"'
    lines, _ = check(house, mail(body, part(image(506), head), kind=kind), 4, name="news.eml")
    assert photos(house, lines) == ["mayor"] and lines[0]["place"] == "elsewhere"
    lines, _ = check(house, mail(body, part(image(599), head), kind=kind), 0, name="news.eml")
    assert lines == []


def test_a_picture_that_a_mail_shows_often(house):
    """Each takes its bytes along only as far as the page itself may be long."""
    shown = "".join(f"<p>Part {n} of the letter</p><img src=cid:one>" for n in range(1500))
    noise = image(506) + bytes(200_000)
    lines, _ = check(house, mail(page(shown), part(noise, "Content-Type: image/jpeg\nContent-ID: <one>")), 4, name="news.eml")
    assert photos(house, lines)[0] == "mayor"


# --- a file of the site under the address of its server ------------------------------------------------


@pytest.mark.parametrize("address", [
    "https://courier.example/img/{}.jpg", "//courier.example/img/{}.jpg", "HTTPS://courier.example/img/{}.jpg?w=800",
    "https://courier.example/cdn-cgi/image/width=800/img/{}.jpg", "/cdn-cgi/image/width=800,quality=75/img/{}.jpg",
    "https://res.example/image/fetch/w_800,c_fill/https://courier.example/img/{}.jpg"])
def test_a_file_by_its_whole_address(house, address):
    lines, _ = check(house, page(figure(address.format("mayor"))), 4)
    assert photos(house, lines) == ["mayor"] and lines[0]["match"] == "likeness"
    lines, _ = check(house, page(f"<a href='{address.format('mayor')}'>The picture</a>"), 4)
    assert photos(house, lines) == ["mayor"] and lines[0]["place"] == "elsewhere"
    for caption_alone in (address.format("nobody"), address.format("baker")):
        lines, _ = check(house, page(figure(caption_alone)), 0)
        assert photos(house, lines) == ["baker"]


# --- Markdown --------------------------------------------------------------------------------------------

MARKED = {
    "in the text": "![{c} Photo: {n}](https://cdn.example/a.jpg)",
    "in the title": '![A man](https://cdn.example/a.jpg "{c} © {n}")',
    "in both": "Look: ![{c}](<https://cdn.example/a b.jpg> 'Photo: {n}')",
    "by a name": "![{c} © {n}][One]\n\nMore text.\n\n[one]: https://cdn.example/a.jpg",
    "by a name with the title": '![A man][]\n\nMore text.\n\n[a man]: https://cdn.example/a.jpg "{c} Photo: {n}"',
    "broken": "![{b} Photo:\n{n}](https://cdn.example/a.jpg)",
    "two in a line": "![{c} Photo: {n}](a.jpg) ![{c} Photo: {n}](a.jpg)",
}


@pytest.mark.parametrize("name", MARKED)
def test_markdown(house, name):
    for caption, status, photo in ((MAYOR, 4, "mayor"), (BAKER, 0 if name != "two in a line" else 5, "baker")):
        shown = MARKED[name].format(c=caption, n=NAMES, b=caption.replace(" at ", "\nat ").replace(" from ", "\nfrom "))
        lines, summary = check(house, f"# News\n\n{shown}\n\nThe story goes on here.\n", status, name="page.md")
        assert set(photos(house, lines)) == {photo} and summary["pictures"] == 1 + (name == "two in a line")


def test_markdown_with_the_caption_below(house):
    text = f"# News\n\n![A man](https://cdn.example/a.jpg)\n*{MAYOR} Photo: {NAMES}*\n"
    lines, summary = check(house, text, 4, name="page.md")
    assert photos(house, lines) == ["mayor"] and summary["pictures"] == 1


# --- words of a killed photo -------------------------------------------------------------------------------


WORDS = {
    "a paragraph": page("<p>" + MAYOR + "</p>"),
    "within a paragraph": page(f"<p>Our picture of the day. {MAYOR.upper()} More of it below.</p>"),
    "an alternative text": page(f"<img src=a.jpg alt='{MAYOR}'>"),
    "under a photo of another": page(figure("img/baker.jpg", MAYOR)),
    "a credit that is none": f"Hello\n\n[Photo: {MAYOR} / Ana Ruiz, Courier]\n",
    "Markdown without a credit": f"# News\n\n![{MAYOR}](https://cdn.example/a.jpg)\n",
}


@pytest.mark.parametrize("name", WORDS)
def test_words_of_a_killed_photo(house, name):
    """Nobody has to find the picture to see that it is there."""
    lines, summary = check(house, WORDS[name], 4, name="page.html" if "<" in WORDS[name] else "page.txt")
    told = [line for line in lines if line["verdict"] == "deny"]
    assert photos(house, told) == ["mayor"] and told[0]["reasons"][0]["code"] == "KILLED"
    assert summary["verdict"] == "deny"
    other = WORDS[name].replace(MAYOR, "Nothing at all").replace(MAYOR.upper(), "Nothing at all")
    check(house, other, 5 if name in ("an alternative text", "a credit that is none") else 0)


def test_words_that_a_killed_photo_shares(house):
    """Another photo of the same words was judged; and words in another order are no caption."""
    twin = original(508, caption=MAYOR)
    house.put("twin.jpg", twin)
    house.ids["twin"] = house.ingest()["twin.jpg"]["id"]
    lines, _ = check(house, page(f"<img src=/i/{house.ids['twin']}/a.jpg alt=x><p class=caption>{MAYOR} © {NAMES}</p>"
                                 f"<p>{MAYOR}</p>"), 0)
    assert photos(house, lines) == ["twin"]
    check(house, page("<p>In Osh a mayor shakes hands with a banker, at a hotel, on 10 January 2022.</p>"), 0)


# --- attributes, shadow trees, scripts ----------------------------------------------------------------------

SAID = {
    "a shadow tree": "<x-a><template shadowrootmode=open><figure><img src=a.jpg alt=x><figcaption>{c} © {n}</figcaption></figure></template></x-a>",
    "a component": '<news-image src="https://cdn.example/a.jpg" caption="{c}" credit="{n}"></news-image>',
    "a style": '<div data-caption="{c}" data-credit="{n}" style="background-image:url(https://cdn.example/a.jpg)"></div>',
    "a slide": '<div class=slide data-caption="{c} Photo: {n}"><img data-lazy="https://cdn.example/a.jpg" alt="1/5"></div>',
    "a lightbox": '<a href="https://cdn.example/a.jpg" data-sub-html="&lt;p&gt;{c} Photo: {n}&lt;/p&gt;"><img src="https://cdn.example/b.jpg" alt=x></a>',
    "a title": '<a href="https://cdn.example/a.jpg" title="{c} (Photo: {n})"><img src="https://cdn.example/b.jpg" alt=x></a>',
    "an image of its own": '<img src="https://cdn.example/a.jpg" data-image-caption="&lt;p&gt;{c}&lt;/p&gt;" data-copyright="{n}" alt=x>',
    "the state": '<script id=__NEXT_DATA__ type="application/json">{{"a":[{{"image":{{"src":"https://cdn.example/a.jpg","caption":"{c}",'
                 '"credit":"{n}"}}}}]}}</script>',
    "a state that is set": '<script>window.__STATE__ = {{photos: [{{"file": {{"url": "https://cdn.example/a"}}, "alt": "x", "caption": '
                           '{{"html": "<p>{c}</p>"}}, "credits": ["{n}"]}}]}};</script>',
    "a state within a state": '<script>next.push([1,"5:[\\"$\\",{{\\"src\\":\\"https:\\/\\/cdn.example\\/a.jpg\\",\\"alt\\":\\"{c} Photo: {n}\\"}}]"])'
                              "</script>",
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_and_not_printed(house, name):
    for caption, status, photo in ((MAYOR, 4, "mayor"), (DANCER, 4, "dancer"), (BAKER, 0, "baker")):
        lines, summary = check(house, page(SAID[name].format(c=caption, n=NAMES)), status)
        assert photos(house, lines) == [photo] and lines[0]["place"] == "page" and summary["pictures"] == 1
        assert lines[0]["caption"] == caption and NAMES in lines[0]["credit"]


def test_what_is_said_and_printed_is_one(house):
    """By address or by words; and what a page's scripts know of others' pictures asks nothing."""
    state = '<script>s={{"src":"{u}","caption":"{c}","credit":"{n}"}}</script>'
    printed = figure("https://cdn.example/a.jpg")
    for url, caption in (("https://cdn.example/a.jpg", BAKER), ("https://cdn.example/b.jpg", BAKER), ("c.jpg", "Nobody knows this picture")):
        lines, _ = check(house, page(printed + state.format(u=url, c=caption, n=NAMES)), 0)
        assert photos(house, lines) == ["baker"]
        lines, _ = check(house, page(f'<a href={url} data-caption="{caption} © {NAMES}">{printed}</a>'), 0)
        assert photos(house, lines) == ["baker"]
    lines, _ = check(house, page(printed + state.format(u="b.jpg", c=DANCER, n=NAMES)), 4)
    assert photos(house, lines) == ["baker", "dancer"] and lines[1]["place"] == "elsewhere"


def test_data_say_which_it_is_and_print_nothing(house):
    data = ('<script type="application/ld+json">{{"@type":"NewsArticle","image":{{"@type":"ImageObject","url":"https://cdn.example/a.jpg",'
            '"caption":"{c}","creditText":"{n}"}}}}</script><img src="https://cdn.example/a.jpg" alt=x>')
    lines, _ = check(house, page(data.format(c=MAYOR, n=NAMES)), 4)
    assert photos(house, lines) == ["mayor"]
    lines, _ = check(house, page(data.format(c=BAKER, n=NAMES)), 5)
    assert photos(house, lines) == ["baker"] and {r["code"] for r in lines[0]["reasons"]} & {"CREDIT_MISSING"}
    for name in ("creditText", "creator", "copyrightNotice"):
        lines, _ = check(house, page(data.replace("creditText", name).format(c=BAKER, n=NAMES)), 5)
        said, = [r["message"] for r in lines[0]["reasons"] if r["code"] == "CREDIT_DATA"]
        assert said == f'The page prints no credit; its structured data says "{NAMES}", which no reader sees.'


@pytest.mark.parametrize("script", ['"' + '\\"' * 300_000, "{" * 300_000, '{"a":[' * 100_000, "'" * 300_001, '"{' * 150_000 + '"',
                                    '{"src":"a.jpg","caption":"' + "x " * 150_000],
                         ids=["quotes", "braces", "deep", "apostrophes", "texts", "endless"])
def test_scripts_that_do_not_end(house, script):
    check(house, page(f"<script>s={script}</script>"), 0)


# --- the text near a picture ---------------------------------------------------------------------------------

NEAR = {
    "a label in a block of its own": "<figure><img src=a.jpg alt=x><figcaption><div><p>{c}</p></div><div><span>Foto:</span><p>{n}</p></div>"
                                     "</figcaption></figure>",
    "a field's label": "<div><img src=a.jpg alt=x></div><div class=field--name-field-caption>{c}</div><div class=field--name-field-credit>"
                       "<div>Credit</div><div>{n}</div></div>",
    "rows of a table": "<table><tr><td><img src=a.jpg alt=x></td></tr><tr><td><div>{c}</div></td></tr><tr><td><div>{n}</div></td></tr></table>",
    "small headings": "<div><img src=a.jpg alt=x><h6>{c}</h6><h6>PHOTO BY {n}</h6></div>",
    "details": "<figure><img src=a.jpg alt=x><details><summary>About this image</summary>{c} © {n}</details></figure>",
    "behind the next paragraph": "<figure><img src=a.jpg alt=x><figcaption>{c}</figcaption></figure><p>The story goes on.</p>"
                                 "<p><small>Photo: {n}</small></p>",
}


@pytest.mark.parametrize("name", NEAR)
def test_the_text_near_a_picture(house, name):
    for caption, status, photo in ((MAYOR, 4, "mayor"), (BAKER, 0, "baker")):
        lines, summary = check(house, page(NEAR[name].format(c=caption, n=NAMES)), status)
        assert photos(house, lines) == [photo] and lines[0]["match"] == "caption" and summary["credited"] == 1


def test_text_near_a_picture_that_is_not_its(house):
    """A report that names its agency at the end, and a word of a menu, are no credit of the picture above."""
    shown = f"<figure><img src=/i/{house.ids['baker']}/a.jpg alt=x><figcaption>{BAKER} © {NAMES}</figcaption></figure>"
    for behind in ("<p>Prices rose by 4 percent in January, the agency said.</p><p>AFP</p>", "<div>Photo</div><div>Latest news of the day</div>",
                   "<p>Read on here.</p><p>More of it.</p><p>Photo: Somebody Else/AFP</p>"):
        lines, _ = check(house, page(shown + behind), 0)
        assert photos(house, lines) == ["baker"] and NAMES in lines[0]["credit"]
