# SPDX-License-Identifier: MIT
"""What check-page finds on a page: pictures that are no <img>, every file of a picture, addresses as browsers
take them, captions wherever a template puts them, and no logo for a picture."""
import base64
import textwrap

import pytest
from courier import BAKER, CREDIT, DANCER, MAYOR, check, fill, image, original, page


@pytest.fixture
def house(bare):
    """Three house pictures, of which one is killed and one under embargo; their files lie in site/img."""
    bare.ids = bare.once(fill)
    bare.put("../site/img/mayor.webp", image(506, "WEBP"))
    bare.put("../site/img/nobody.jpg", image(599))
    return bare


def figure(show, caption=BAKER, credit=CREDIT):
    return f"<figure>{show}<figcaption>{caption} {credit}</figcaption></figure>"


SHOWN = {
    "svg": "<svg><title>x</title><image href={} /></svg>",
    "poster": "<video poster={}></video>",
    "object": "<object data={} type=image/jpeg></object>",
    "embed": "<iframe src=https://x.example/embed></iframe>",
    "component": "<my-image src={}></my-image>",
    "script": "",
    "background": "<div style='background-image:url({})'></div>",
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_caption_is_a_picture(house, name):
    """However it is shown, what has a caption and a credit is judged."""
    shown = SHOWN[name].format("a.jpg")
    lines, summary = check(house, page(figure(shown, DANCER)), 4)
    assert [(line["photo"], line["match"], line["place"]) for line in lines] == [(house.ids["dancer"], "caption", "page")]
    assert summary["pictures"] == 1
    for around in ("<div class=hero>{}</div><p class=hero-caption>{} {}</p>", "{}<div class=caption>{} {}</div>",
                   "{}<p>{} {}</p>", "{}<p class=caption>{}</p><p class=credit>{}</p>"):
        lines, _ = check(house, page(around.format(shown, DANCER, CREDIT)), 4)
        assert [line["photo"] for line in lines] == [house.ids["dancer"]], around


def test_what_stands_in_a_figure_and_is_no_picture(house):
    for text in ("<figure><pre>a = 1</pre><figcaption>How a letter gets its number</figcaption></figure>",
                 "<figure><table><tr><td>1</table><figcaption>Prices of bread, by year</figcaption></figure>",
                 "<figure><blockquote>To be</blockquote><figcaption>Hamlet, in the third act — AFP</figcaption></figure>",
                 "<p>Prices rose by 4 percent in January, the agency said. AFP</p>",
                 "<footer><p>All that stands here is © 2022 Courier Media/Osh</p></footer>",
                 "<p>© 2022 Courier Media. All rights reserved.</p>", "<p>Text © nobody</p>"):
        lines, _ = check(house, page(text), 0)
        assert lines == [], text


FILES = {
    "srcset": '<img src=img/baker.jpg srcset="img/baker.jpg 1x, img/mayor.jpg 2x" alt=x>',
    "source": "<picture><source srcset=img/mayor.webp type=image/webp><img src=img/baker.jpg alt=x></picture>",
    "lazy set": '<img src=img/baker.jpg data-srcset="img/mayor.jpg 2x" alt=x>',
    "lazy": "<img src=img/baker.jpg data-src=img/mayor.jpg alt=x>",
    "high": "<img src=img/baker.jpg data-hi-res-src=img/mayor.jpg alt=x>",
    "lightbox": "<a href=img/mayor.jpg><img src=img/baker.jpg alt=x></a>",
    "ours and a file": "<img src=/i/ID/article.jpg data-src=img/mayor.jpg alt=x>",
}


@pytest.mark.parametrize("name", FILES)
def test_every_file_of_a_picture(house, name):
    text = page(figure(FILES[name].replace("ID", house.ids["baker"])))
    lines, summary = check(house, text, 4)
    assert {line["photo"] for line in lines} == {house.ids["baker"], house.ids["mayor"]}
    assert summary["verdict"] == "deny" and summary["pictures"] == 1


@pytest.mark.parametrize("text", [
    "<div style='background:url(img/mayor.jpg)'></div>", "<style>.a{background:url('img/mayor.jpg')}</style>",
    "<style>.a{background:url(img/\\6d ayor.jpg)}</style>", "<video poster=img/mayor.jpg></video>",
    "<svg><image xlink:href=img/mayor.jpg /></svg>", "<object data=img/mayor.jpg></object>",
    "<input type=image src=img/mayor.jpg>", "<picture><source srcset=img/mayor.webp></picture>",
    "<template><img src=img/mayor.jpg></template>", '<script>show("img\\/mayor.jpg")</script>',
    "<table background=img/mayor.jpg><tr><td>x</table>", "<!--[if mso]><v:fill src=img/mayor.jpg><![endif]-->"])
def test_a_file_that_no_img_shows(house, text):
    lines, _ = check(house, page(text), 4)
    assert [line["photo"] for line in lines] == [house.ids["mayor"]]


@pytest.mark.parametrize("address,head", [
    ("./img/../img/mayor.jpg", ""), ("/img/mayor.jpg", ""), ("img\\mayor.jpg", ""), ("img/MAYOR.JPG", ""),
    ("img//mayor.jpg?v=3#x", ""), ("IMG/%6dayor.jpg", ""), ("mayor.jpg", '<base href="img/">'), ("mayor.jpg", '<base href="/img/">'),
    ("img/mayor.jpg", '<base href="https://www.courier.example/">'), ("mayor.jpg", '<base href="https://www.courier.example/img/">'),
    ("https://www.courier.example/img/mayor.jpg", '<base href="https://www.courier.example/news/">')])
def test_addresses_as_browsers_take_them(house, address, head):
    lines, _ = check(house, page(figure(f'<img src="{address}" alt="x y">'), head), 4)
    assert [(line["photo"], line["match"]) for line in lines] == [(house.ids["mayor"], "likeness")]


@pytest.mark.parametrize("address", ["../img/mayor.jpg", "/img/mayor.jpg"])
def test_a_page_within_its_site(house, address):
    lines, _ = check(house, page(figure(f'<img src="{address}" alt="x y">')), 4, name="news/page.html")
    assert lines[0]["photo"] == house.ids["mayor"]


def test_never_out_of_the_site(house):
    """A link that leads out, the file system's root, the folder above the site."""
    (house.folder / "elsewhere.jpg").write_bytes(image(506))
    (house.folder / "site" / "link.jpg").symlink_to(house.folder / "elsewhere.jpg")
    for address in ("link.jpg", "../elsewhere.jpg", str(house.folder / "elsewhere.jpg"),
                    "https://x.example/../elsewhere.jpg", f"file://{house.folder}/site/img/mayor.jpg"):
        lines, _ = check(house, page(figure(f'<img src="{address}" alt="x y">')), 0)
        assert [(line["photo"], line["match"]) for line in lines] == [(house.ids["baker"], "caption")], address


LAYOUTS = {
    "figcaption first": "<figure><figcaption>{c} {r}</figcaption><img src=a.jpg alt=x></figure>",
    "labels for those who listen": '<figure><div><img src=a.jpg alt="x"><span role=text><span class=visually-hidden>Image source, </span>{n}'
                                   "</span></div><figcaption><span class=visually-hidden>Image caption, </span>{c}</figcaption></figure>",
    "fields": '<div class="field--name-field-image"><img src=a.jpg alt=x></div><div class="field--name-field-caption">{c}</div>'
              '<div class="field--name-field-credit">{n}</div>',
    "credit behind the figure": "<figure><img src=a.jpg alt=x><figcaption>{c}</figcaption></figure><div class=credit>{n}</div>",
    "credit in the next block": "<p><img src=a.jpg alt=x></p><p class=caption>{c}</p><p class=credit>{r}</p>",
    "credit over the picture": "<figure><span class=copyright>{r}</span><img src=a.jpg alt=x><figcaption>{c}</figcaption></figure>",
    "caption above": "<div class=caption>{c} {r}</div><img src=a.jpg alt=x>",
    "microdata": "<div itemscope><img src=a.jpg alt=x><span itemprop=caption>{c}</span><span itemprop=creditText>{n}</span></div>",
    "button": "<figure><img src=a.jpg alt=x><figcaption>{c} {r} <button>Share</button></figcaption></figure>",
    "said twice": "<figure><img src=a.jpg alt=x><figcaption><span class=sr-only>{c} {r}</span><span aria-hidden=true>{c} {r}</span></figcaption></figure>",
    "soft hyphens": "<figure><img src=a.jpg alt=x><figcaption>{s} {r}</figcaption></figure>",
    "shortcode": '[caption id="attachment_1" width="300"]<img src="a.jpg" alt="x" /> {c} {r}[/caption]',
    "counter": "<figure><img src=a.jpg alt=x><figcaption><span>1 of 12</span> {c} {r}</figcaption></figure>",
    "an icon beside it": "<figure><img src=a.jpg alt=x><img src=zoom.svg alt=Enlarge><figcaption>{c} {r}</figcaption></figure>",
    "one below the other": "<p>{c} {r}</p><p><img src=a.jpg alt=x></p>",
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_where_templates_put_caption_and_credit(house, name):
    body = LAYOUTS[name].format(c=BAKER, r=CREDIT, n="Ana Ruiz/Courier", s=BAKER.replace("loav", "lo&shy;av"))
    lines, summary = check(house, page(body), 0)
    assert [line["photo"] for line in lines] == [house.ids["baker"]]
    assert lines[0]["caption"] == BAKER and "Ana Ruiz/Courier" in lines[0]["credit"] and lines[0]["confidence"] == 1
    assert lines[0]["urls"] == ["a.jpg"]


def test_each_figure_its_caption(house):
    """Nested figures, of which the first is shown by a script; a caption above and one below."""
    lines, _ = check(house, page("<figure>" + figure("<my-image></my-image>", DANCER) + figure("<img src=b.jpg alt=x>") + "</figure>"), 4)
    assert [line["photo"] for line in lines] == [house.ids["dancer"], house.ids["baker"]]
    lines, _ = check(house, page(f"<div class=x></div><p>{DANCER} {CREDIT}</p><img src=b.jpg alt=x><p>{BAKER} {CREDIT}</p>"), 4)
    assert [(line["photo"], line["urls"]) for line in lines] == [(house.ids["dancer"], []), (house.ids["baker"], ["b.jpg"])]


FURNITURE = ["<header><img src=/logo.png alt='Courier logo' class=logo></header>", "<img src=f.svg alt=Facebook>",
             "<img class=avatar src=jane.jpg alt='Jane Roe' width=40 height=40>", "<img class=emoji src=e.png alt='x' style='height:1em'>",
             "<div class=thumbs><img src=thumbs/a.jpg width=50 alt=''></div>", "<img class=siteLogo src=l.png alt=Courier>",
             "<img src=img/icon-mail.png alt=Mail>"]


def test_furniture_asks_nothing(house):
    text = page("".join(FURNITURE) + figure("<img src=a.jpg alt=x>"))
    lines, summary = check(house, text, 0)
    assert [line["photo"] for line in lines] == [house.ids["baker"]] and summary["pictures"] == 1


def test_furniture_that_is_a_picture(house):
    """With a caption, or like a photo of the archive, it is one; and a large one is no icon."""
    for text in ("<img class=avatar src=img/mayor.jpg width=40 alt=x>", figure("<img class=icon src=x.jpg>", MAYOR),
                 f"<img class=logo src=/i/{house.ids['mayor']}/a.jpg>"):
        lines, _ = check(house, page(text), 4)
        assert lines[0]["photo"] == house.ids["mayor"]
    for text in ("<img class=photo-icon src=x.jpg width=800 alt='A street'>", "<img src=iconic-tower.jpg alt='A tower'>",
                 "<img src=author.jpg alt='Anthony Borden'>"):
        lines, _ = check(house, page(text), 5)
        assert lines[0]["reasons"][0]["code"] == "CREDIT_UNNAMED"


def inline(seed):
    return "data:image/jpeg;base64," + base64.b64encode(image(seed)).decode()


@pytest.mark.parametrize("form", ["<img src='{}' alt=x>", "<p>x</p><img src='{}'>", "<div style='background:url({})'></div>",
                                  "<style>.a{{background:url({})}}</style>", "<svg><image href='{}'/></svg>",
                                  "<img src=/i/ID/a.jpg data-full='{}' alt=x>"])
def test_a_picture_within_the_page(house, form):
    text = page(figure(form.replace("ID", house.ids["baker"]).format(inline(506))))
    lines, summary = check(house, text, 4)
    found = [(line["photo"], line["match"]) for line in lines if line["verdict"] == "deny"]
    assert found == [(house.ids["mayor"], "likeness")] and summary["verdict"] == "deny"
    lines, _ = check(house, page(figure(f"<img src='{inline(501)}' alt=x>")), 0)
    assert [(line["photo"], line["match"]) for line in lines] == [(house.ids["baker"], "likeness")]


WRAPPED = "\n".join(textwrap.wrap(f"{DANCER} {CREDIT}", 50))
TEXTS = {
    "sign in letters": f"{DANCER} (c) Ana Ruiz/Courier", "large": f"{DANCER} (C)Ana Ruiz/Courier",
    "apart": f"{DANCER}\n\n{CREDIT}", "wrapped at 50": WRAPPED, "at 60": "\n".join(textwrap.wrap(f"{DANCER} {CREDIT}", 60)),
    "at 72": "\n".join(textwrap.wrap(f"{DANCER} {CREDIT}", 72)), "within the credit": f"{DANCER} © Ana\nRuiz/Courier",
    "quoted": "\n".join("> " + line for line in WRAPPED.split("\n")), "flowed": WRAPPED.replace("\n", " \n"),
    "italics": f"*{WRAPPED}*", "UTF-16 without a mark": f"{DANCER} {CREDIT}".encode("utf-16-le"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_captions_in_plain_text(house, name):
    lines, _ = check(house, TEXTS[name], 4, name="page.txt")
    assert [(line["photo"], line["caption"], line["credit"]) for line in lines] == [(house.ids["dancer"], DANCER, CREDIT)]


def test_wrapped_captions_one_after_another(house):
    both = [textwrap.wrap(f"{caption} {CREDIT}", 60) for caption in (BAKER, DANCER)]
    for between in ([], [""]):
        lines, _ = check(house, "\n".join(["Bread and Swans", "", *both[0], *between, *both[1], ""]), 4, name="page.txt")
        assert [line["photo"] for line in lines] == [house.ids["baker"], house.ids["dancer"]]
        assert [line["line"] for line in lines] == [3, 3 + len(both[0]) + len(between)]


def test_credits_that_stand_alone(house):
    """Somebody's name is a picture's; the house's at the end of a letter is not."""
    lines, _ = check(house, "Dear readers, this is our letter of the week.\n\nMore news\n\n© Ana Ruiz/Courier\n", 5, name="page.txt")
    assert [(line["caption"], line["credit"]) for line in lines] == [(None, CREDIT)]
    lines, _ = check(house, "You get this letter because you asked for it.\n\n© Courier\n", 0, name="page.txt")
    assert lines == []


@pytest.mark.parametrize("line", ["![A mayor](img/mayor.jpg)", ".. image:: img/mayor.jpg", "[[file:img/mayor.jpg]]", "image::img/mayor.jpg[]",
                                  "![A mayor][1]\n\n[1]: img/mayor.jpg"])
def test_files_beside_a_plain_text(house, line):
    for text in (line, f"{line}\n\n{BAKER} {CREDIT}"):
        lines, _ = check(house, text, 4, name="page.md")
        assert house.ids["mayor"] in [line["photo"] for line in lines]


FEED = '<?xml version="1.0"?><rss version="2.0"><channel><title>Courier</title><item><title>Osh</title><description>{}</description></item></channel></rss>'


def test_a_feed(house):
    shown = f'<img src="/i/{house.ids["mayor"]}/a.jpg" alt="x">'
    told = f"<figure><img src='a.jpg' alt='x'/><figcaption>{DANCER} {CREDIT}</figcaption></figure>"
    for text, photo in ((shown, "mayor"), (told, "dancer")):
        for form in (f"<![CDATA[{text}]]>", text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")):
            lines, _ = check(house, FEED.format(form), 4, name="feed.xml")
            assert [(line["photo"], line["place"]) for line in lines] == [(house.ids[photo], "page")], form
    lines, _ = check(house, page(f"<description><![CDATA[{shown}]]></description>"), 4)
    assert lines[0]["photo"] == house.ids["mayor"]


@pytest.mark.parametrize("head", [b"%PDF-1.7\n1 0 obj\n", b"PK\x03\x04\x14\x00\x06\x00<p>", b"{\\rtf1 A street. \\'a9 A/B}", image(1),
                                  b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"])
def test_what_is_no_page(house, head):
    path = house.put("../site/letter", head + b"A street in Osh on 5 January 2022. (Photo by A/B)\n" * 3)
    assert "HTML nor plain text" in house.run("check-page", str(path), status=6).error


def test_a_nul_ends_no_caption(house):
    lines, _ = check(house, page(figure("<img src=a.jpg alt=x>", BAKER.replace("pulls", "pu\0lls"))), 0)
    assert lines[0]["photo"] == house.ids["baker"]


def test_addresses_in_code(house):
    """With the escapes of a style; in base64, as servers that resize have it."""
    address = f"https://pics.example/i/{house.ids['mayor']}/hero.jpg"
    coded = base64.urlsafe_b64encode(address.encode()).decode().rstrip("=")
    parted = "/".join(textwrap.wrap(coded, 16))
    for text in (f"<div style='background:url(/i/\\{ord(house.ids['mayor'][0]):x} {house.ids['mayor'][1:]}/hero.jpg)'></div>",
                 f"<img src='https://imgproxy.example/x/rs:fit/{coded}.jpg' alt=x>", f"<img src='https://imgproxy.example/x/{parted}@jpg' alt=x>"):
        lines, _ = check(house, page(text), 4)
        assert house.ids["mayor"] in [line["photo"] for line in lines], text


def test_pages_that_are_no_ones(house):
    path = house.put("../site/deep.html", b"<div>" * 200000 + b"<img src=a.jpg alt=x>")
    assert "within each other" in house.run("check-page", str(path), status=7).error
    lines, _ = check(house, page("<div>" * 9000 + f"<img src=a.jpg alt='{'word ' * 200000}'>"), 5)
    assert len(lines) == 1 and len(lines[0]["alt"]) < 65536
    check(house, page("<p>One<br>two" * 20000), 0)


def test_where_and_when_the_page_appears(house):
    """An HTML mail is no web page; what is under embargo today is not in ten years."""
    caption = "A goalkeeper leaps for the ball in Jalal-Abad."
    house.put("keeper.jpg", original(508, caption=caption, instructions="NO NEWSLETTERS"))
    id = house.ingest(house.folder / "in" / "keeper.jpg")["keeper.jpg"]["id"]
    text = page(f"<table><tr><td><img src=/i/{id}/a.jpg alt=x></td></tr><tr><td>{caption} {CREDIT}</td></tr></table>")
    check(house, text, 0)
    check(house, text, 4, "--channel", "newsletter")
    text = page(figure("<img src=a.jpg alt=x>", DANCER))
    check(house, text, 4)
    check(house, text, 0, "--at", "2031-03-05T18:01Z")
    path = house.put("../site/page.html", text.encode())
    house.run("check-page", str(path), "--outlet", "nosuch", status=3)
    house.run("check-page", str(path), "--at", "tomorrow-ish", status=2)
