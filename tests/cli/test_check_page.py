# SPDX-License-Identifier: MIT
"""check-page: the page that the product was conceived from, its HTML twin, pages that are broken, and
pages of other makers."""
import io

import pages
import pytest
from pictures import jpeg, pixels, press


def check(cutline, text, *args, status=5, name="page.html"):
    path = cutline.put(f"../{name}", text.encode() if isinstance(text, str) else text)
    lines = cutline.json("check-page", str(path), *args, status=status)
    return lines[:-1], lines[-1]["summary"]


def codes(line):
    return {reason["code"] for reason in line["reasons"]}


def reason(line, code):
    found = [r for r in line["reasons"] if r["code"] == code]
    assert found, f"no {code} among {codes(line)}"
    for key in ("code", "severity", "message", "origin", "fix"):
        assert found[0][key], key
    return found[0]


@pytest.fixture
def filled(cutline):
    cutline.ids = pages.fill(cutline)
    return cutline


@pytest.fixture(params=["text", "html"])
def page(request, filled):
    text = pages.as_text() if request.param == "text" else pages.as_html()
    lines, summary = check(filled, text, name=f"page.{'txt' if request.param == 'text' else 'html'}")
    return filled, [line for line in lines if line["credit"]], summary, request.param


def test_answer_sheet(page):
    """Line by line: 13 credited pictures, 11 captions, probably 10 photographs."""
    cutline, lines, summary, form = page
    assert [(line["caption"], line["credit"]) for line in lines] == pages.CREDITED
    assert summary["credited"] == 13 and summary["captions"] == 11 and summary["probable"] == 1
    assert summary["pictures"] == 13 + (form == "html")
    assert summary["photos"] == 10 + (form == "html")
    assert summary["unmatched"] == (form == "html")
    assert summary["alt_is_caption"] == 13
    for line in lines:
        assert line["match"] == "caption" and line["verdict"] == "review"
        expected = cutline.ids[pages.EMERGENCY if line["caption"] == pages.REWRITTEN else line["caption"]]
        assert line["photo"] == expected
        assert "ALT_IS_CAPTION" in codes(line)


def test_rewritten_caption_is_probable(page):
    lines = page[1]
    rewritten = next(line for line in lines if line["caption"] == pages.REWRITTEN)
    assert round(rewritten["confidence"], 2) == 0.89 and rewritten["probable"]
    assert "0.89" in reason(rewritten, "PROBABLE")["message"]
    assert all(line["confidence"] == 1 and not line["probable"] for line in lines if line is not rewritten)


def test_two_photographers_in_one_street(filled):
    """0.74 of the words, two photographers: not without the other's photo in the archive."""
    cutline = filled
    caption = pages.POLICE
    lines, _ = check(cutline, f"<figure><img src=x.jpg><figcaption>{caption} {pages.MADYAROV}</figcaption></figure>")
    assert lines[0]["match"] == "none" and lines[0]["photo"] is None
    assert "UNKNOWN_PICTURE" in codes(lines[0])


def test_reuse_between_digest_and_story(page):
    lines, summary = page[1], page[2]
    assert summary["reused"] == 2
    again = [line for line in lines if "REUSED_ELSEWHERE" in codes(line) and not line["probable"]]
    assert [line["caption"] for line in again] == [pages.BURNT, pages.SOLDIERS]
    assert all(reason(line, "REUSED_ELSEWHERE")["severity"] == "note" for line in again)
    assert "Kazakstan in Crisis" in reason(again[0], "REUSED_ELSEWHERE")["message"]


def test_twice_in_one_story(filled):
    text = "\n".join(["Kazakstan in Crisis", ""] + [f"{pages.SOLDIERS} {pages.BOGDANOV}"] * 2)
    lines, summary = check(filled, text, name="page.txt")
    assert reason(lines[1], "REUSED")["severity"] == "review" and summary["reused"] == 1


def test_spellings_and_house_style(page):
    lines, summary = page[1], page[2]
    assert ["Kassym-Jomart Tokayev", "Kasym-Zhomart Tokayev"] in summary["spellings"]
    assert ["Kazakstan", "Kazakhstan"] in summary["spellings"]
    by_caption = {line["caption"]: line for line in lines}
    assert reason(by_caption[pages.STORMED], "WEEKDAY_STALE")["origin"]["text"] == "Wednesday"
    assert reason(by_caption[pages.ADDRESS], "YEAR_MISSING")["origin"]["text"] == "January 7"
    assert reason(by_caption[pages.STORMED], "HOUSE_STYLE")["origin"]["text"] == "Kazakhstan"
    parliament = reason(by_caption[pages.PARLIAMENT], "HOUSE_STYLE")
    assert parliament["origin"]["text"] == "Kasym-Zhomart Tokayev"


def test_portrait_without_credit(filled):
    lines, summary = check(filled, pages.as_html())
    portrait = next(line for line in lines if line["credit"] is None)
    assert portrait["alt"] == "Anthony Borden" and portrait["verdict"] == "review"
    assert "Anthony Borden" in reason(portrait, "CREDIT_UNNAMED")["message"]


def test_by_our_own_addresses(filled):
    id = filled.ids[pages.PIANIST]
    text = (f'<meta property="og:image" content="https://pics.example/i/{id}/social.jpg">'
            f'<img src="/i/{id}/article~0a1b.jpg" srcset="/i/{id}/grid.jpg 640w, /i/{id}/hero.jpg 1600w" alt="">'
            f"<img src='https://pics.example/p/{id}' alt='A pianist'>")
    lines, summary = check(filled, text)
    assert [line["match"] for line in lines] == ["url"] * 3
    assert all(line["photo"] == id and line["confidence"] == 1 for line in lines)
    assert lines[2]["card"] and summary["pictures"] == 2 and summary["photos"] == 1


def test_by_the_suppliers_id(filled):
    text = '<figure><img src="https://cdn.example/2022/1237644987.jpg?w=800"><figcaption>Police.</figcaption></figure>'
    lines, _ = check(filled, text)
    assert lines[0]["match"] == "id" and lines[0]["photo"] == filled.ids[pages.POLICE]


def test_by_a_file_beside_the_page(filled):
    image = io.BytesIO()
    pixels(108).save(image, "JPEG", quality=70)
    filled.put("../img/portrait one.jpg", image.getvalue())
    lines, _ = check(filled, '<img src="img/portrait%20one.jpg" alt="A lake">')
    assert lines[0]["match"] == "likeness" and lines[0]["confidence"] > 0.9
    assert lines[0]["photo"] == list(filled.ids.values())[8]


def test_never_outside_the_page_folder(filled):
    filled.put("secret/one.jpg", jpeg(108))
    lines, _ = check(filled, '<img src="../in/secret/one.jpg" alt="x"><img src="file:///etc/passwd" alt="y">', name="sub/page.html")
    assert [line["match"] for line in lines] == ["none", "none"]


def test_structured_data_contradicts(filled):
    text = (f'<script type="application/ld+json">[{{"@type":"ImageObject","contentUrl":"a.jpg","creditText":"Somebody"}}]</script>'
            f'<figure><img src="a.jpg"><figcaption>{pages.PIANIST} {pages.ALATOO}</figcaption></figure>')
    lines, _ = check(filled, text)
    assert "Somebody" in reason(lines[0], "CREDIT_DATA")["message"]


def test_killed_photo_on_a_page(filled):
    id = filled.ids[pages.SOLDIERS]
    filled.run("kill", id, "--reason", "withdrawn")
    lines, summary = check(filled, f"{pages.SOLDIERS} {pages.BOGDANOV}", status=4, name="page.txt")
    assert lines[0]["verdict"] == "deny" and "KILLED" in codes(lines[0]) and summary["verdict"] == "deny"
    check(filled, f"{pages.SOLDIERS} {pages.BOGDANOV}", "--fail-on", "deny", status=4, name="page.txt")


NAMED = {
    "og:image": '<meta property="og:image" content="{}">',
    "og:image behind another": '<meta property="og:image" content="https://cdn.example/logo.png"><meta property="og:image" content="{}">',
    "twitter": "<meta name=twitter:image content={}>",
    "article": '<script type="application/ld+json">{{"@type":"NewsArticle","image":["{}"]}}</script>',
    "image object": '<script type="application/ld+json">{{"@graph":[{{"@type":["ImageObject"],"contentUrl":"{}"}}]}}</script>',
    "broken data": '<script type="application/ld+json">{{"image":"{}",}}</script>',
    "style": "<div style=\"background-image:url('{}')\"></div>",
    "sheet": "<style>.hero {{ background: url({}) }}</style>",
    "script": '<script>window.state = {{"img": "https:\\/\\/pics.example\\/i\\/ID\\/hero.jpg"}}</script>',
    "video": "<video poster={}></video>",
    "svg": '<svg><image xlink:href="{}"/></svg>',
    "preload": "<link rel=preload as=image imagesrcset='{} 2x'>",
    "template": "<template><img src={}></template>",
    "srcdoc": '<iframe srcdoc="<img src={}>"></iframe>',
    "mail": "<table background={}><tr><td>x</table>",
    "outlook": "<!--[if mso]><v:image src={} /><![endif]-->",
    "lightbox": "<a href={}>larger</a>",
    "custom": "<hero-image data-bg={}></hero-image>",
    "lazy": "<img src=blank.gif alt=x data-flickity-lazyload={}>",
    "source": "<picture><source data-srcset='{} 1x'></picture>",
    "resizer": "<img src='/_next/image?url=https%253A%252F%252Fpics.example%252Fi%252FID%252Fhero.jpg&w=640' alt=x>",
    "text": "A view of the river.\n{}",
    "markdown": "![A view]({})\n*A view of the river. © Ana Ruiz*",
}


def test_a_killed_photo_anywhere_on_a_page(filled):
    """Whatever shows it: a template, a style, a card, a search engine. Never exit 0."""
    id = filled.ids[pages.PIANIST]
    filled.run("kill", id, "--reason", "withdrawn")
    for name, form in NAMED.items():
        text = form.format(f"https://pics.example/i/{id}/hero.jpg").replace("ID", id)
        page = text if name in ("text", "markdown") else f"<html><body><p>Text</p>{text}</body></html>"
        lines, summary = check(filled, page, "--fail-on", "deny", status=4)
        assert [line["photo"] for line in lines if "KILLED" in codes(line)] == [id], name
        assert summary["verdict"] == "deny", name
    lines, _ = check(filled, f"<!-- <img src=/i/{id}/hero.jpg> --><p>/i/{id}/hero.jpg", status=0)
    assert lines == [], "what is only written there is not shown"


def test_a_logo_is_no_reason_to_look(filled):
    lines, summary = check(filled, '<meta property="og:image" content="https://cdn.example.org/logo.png"><p>Text.', status=0)
    assert [codes(line) for line in lines] == [{"CARD_UNKNOWN"}] and summary["pictures"] == 0


def test_named_and_shown_is_one(filled):
    id, other = filled.ids[pages.PIANIST], filled.ids[pages.POLICE]
    text = (f'<script type="application/ld+json">{{"image":"/i/{id}/hero.jpg","logo":{{"@type":"ImageObject","url":"/logo.png"}}}}</script>'
            f"<a href=/i/{id}/hero.jpg><img src=/i/{id}/article.jpg alt=A></a><link rel=preload href=/i/{other}/hero.jpg>"
            "<script src=/static/0a1b2c3d4e5f6071.js></script>")
    lines, summary = check(filled, text)
    assert [(line["photo"], line["place"]) for line in lines] == [(id, "page"), (other, "elsewhere")]
    assert summary["pictures"] == 1 and summary["also_named"] == 1


def test_more_than_is_looked_at(cutline):
    path = cutline.put("../page.html", b"<img src=a.jpg alt=x>" * 2001)
    assert "check it in parts" in cutline.run("check-page", str(path), status=7).error
    _, summary = check(cutline, "<img src=a.jpg alt=x>" * 2000)
    assert summary["pictures"] == 2000
    _, summary = check(cutline, f"<img srcset='{', '.join(f'/{n}.jpg {n}w' for n in range(20000))}'>")
    assert summary["pictures"] == 1


def test_a_credit_that_no_reader_sees(filled):
    id = filled.ids[pages.SOLDIERS]
    for hidden in ("hidden", 'style="Display : none"', "style=visibility:hidden"):
        text = f"<figure><img src=/i/{id}/a.jpg alt=x><figcaption>Soldiers. <span {hidden}>{pages.BOGDANOV}</span></figcaption></figure>"
        lines, _ = check(filled, text)
        assert lines[0]["credit"] is None and "CREDIT_MISSING" in codes(lines[0]), hidden


def test_labels_of_credits(filled):
    """One label is as good as another."""
    for label in ("Photo by", "Photograph:", "Photograph by", "Picture:"):
        lines, _ = check(filled, f"{pages.SOLDIERS}\n{label} Alexandr Bogdanov/AFP/Getty Images", name="page.txt")
        assert lines[0]["photo"] == filled.ids[pages.SOLDIERS], label


def test_fail_on(filled):
    check(filled, pages.as_text(), "--fail-on", "deny", status=0, name="page.txt")
    check(filled, pages.as_text(), "--fail-on", "review", status=5, name="page.txt")


def test_a_page_without_pictures(cutline):
    lines, summary = check(cutline, "<p>Nothing to see.</p>", status=0)
    assert lines == [] and summary["pictures"] == 0 and summary["verdict"] == "allow"
    assert check(cutline, "", status=0)[1]["pictures"] == 0


def test_report_for_people(filled):
    path = filled.put("../page.txt", pages.as_text().encode())
    text = filled.run("check-page", str(path), status=5).text
    assert "13 pictures (13 credited) under 11 captions; 10 photos" in text
    assert "Kassym-Jomart Tokayev, Kasym-Zhomart Tokayev" in text


def test_missing_file(cutline):
    assert "no-such-page" in cutline.run("check-page", "no-such-page.html", status=3).error


BROKEN = {
    "unclosed": "<figure><img src=a.jpg alt='x><figcaption>A street. © A/B",
    "nested": "<div>" * 5000 + "<img src=a.jpg alt=x>",
    "attributes": "<img " + "srcset='a 1x," * 500 + ">",
    "figures": "<figure>" * 500 + "<img src=a.jpg><figcaption>" * 500,
    "entities": "<p>&#0;&#x110000;&bogus;<img src='&quot;&#0;.jpg' alt='&#xD800;'>",
    "data": '<script type="application/ld+json">{"@type":"ImageObject","url":[1,{"a":[]}],"creator":[[]]}</script><img src=a alt=b>',
    "tables": "<table><img src=a.jpg alt=b><tr><td><table>" * 200,
    "formats": "<b><i><u>" * 400 + "<img src=a.jpg alt=b><p>" * 50,
    "latin1": "<html><img src=a.jpg alt='caf\xe9'><p>\xc9t\xe9 \xa9 X/Y</p>".encode("latin1"),
    "utf16": "<html><img src=a.jpg alt='é'></html>".encode("utf-16"),
    "nul": b"<img src=a.jpg alt='a\x00b'>\x00<p>\x00",
    "binary": bytes(range(256)) * 64,
    "text": "\u202e© \n©\n© ©\n(Photo by\n" + "© " * 500,
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_pages(cutline, name):
    """Never a crash: an answer, or one line that says why there is none."""
    page = BROKEN[name]
    path = cutline.put("../page.html", page if isinstance(page, bytes) else page.encode("utf-8", "replace"))
    done = cutline.start("--json", "check-page", str(path))
    out, err = done.communicate(timeout=60)
    assert done.returncode in ((6,) if name == "binary" else (0, 5)), err
    assert name == "binary" or b'"summary"' in out.splitlines()[-1]


def test_other_makers(cutline):
    """Another newsroom's page: caption above the credit line, lazy pictures with a fallback, decoration."""
    cutline.put("a.jpg", press(1, caption="Fishers mend their nets in Sankt Olm on May 2, 2023. (Aino Virtanen/Nordlys)"))
    id = cutline.ingest()["a.jpg"]["id"]
    text = """<article><h1>Nets</h1><img src="t.gif" width="1" height="1"><img src="line.svg" alt="" role="presentation">
    <div class="media"><img class="lazy" data-src="/a.jpg" alt="Two fishers"><noscript><img src="/a.jpg" alt="Two fishers"></noscript>
    <div class="media-caption">Fishers mend their nets in Sankt Olm on May 2, 2023. <span itemprop="creditText">Foto: Aino Virtanen/Nordlys</span></div></div>
    <p>Text © nobody.</p></article>"""
    lines, summary = check(cutline, text)
    fishers = [line for line in lines if line["alt"] == "Two fishers"]
    assert len(fishers) == 1 and fishers[0]["photo"] == id and fishers[0]["credit"] == "Foto: Aino Virtanen/Nordlys"
    assert "ALT_IS_CAPTION" not in codes(fishers[0])


def test_rights_and_printed_credits(filled):
    """The verdict is the photo's own, with the credit that the page prints."""
    lines, _ = check(filled, pages.as_text(), name="page.txt")
    for line in lines:
        if "Getty" in line["credit"]:
            assert "Getty Images" in reason(line, "NO_CONTRACT")["message"]
        assert {r["severity"] for r in line["reasons"]} & {"review", "deny"}, "nothing is allowed unasked"
        shouted = "ABDUAZIZ" in line["credit"] or "ALEXANDR" in line["credit"]
        assert ("CREDIT_CASE" in codes(line)) == shouted, (line["credit"], codes(line))
    case = reason(lines[2], "CREDIT_CASE")
    assert case["severity"] == "note" and case["message"].startswith(
        'The page prints "© ABDUAZIZ MADYAROV/AFP via Getty Images"; the archive writes '
        '"© Abduaziz Madyarov/AFP via Getty Images"')


@pytest.mark.parametrize("printed", ["© Abduaziz Madyarov/AFP", "© Abduaziz Madyarov"])
def test_credit_without_distributor(filled, printed):
    lines, _ = check(filled, f"{pages.SERVICEMEN} {printed}", name="page.txt")
    assert lines[0]["photo"] == filled.ids[pages.SERVICEMEN]
    other = [r for r in lines[0]["reasons"] if r["code"].startswith("CREDIT")]
    assert other and printed in other[0]["message"] and "AFP via Getty Images" in other[0]["message"] + other[0]["fix"]


def test_credit_without_photographer(filled):
    """Found by the file's name; the caption alone would not do."""
    text = f"<figure><img src='1237644120.jpg'><figcaption>{pages.SERVICEMEN} © AFP via Getty Images</figcaption></figure>"
    lines, _ = check(filled, text)
    assert lines[0]["match"] == "id"
    other = [r for r in lines[0]["reasons"] if r["code"].startswith("CREDIT")]
    assert other and "Abduaziz Madyarov" in other[0]["message"] + other[0]["fix"]
