# SPDX-License-Identifier: MIT
"""What check-page holds a found picture against: a series under one caption, a file or an address that is of another
photo than the caption, a part of a frame that must stay whole, credits as pages write them."""
import base64
import quopri

import courier
import pytest
from courier import BAKER, CREDIT, MAYOR, check, image
from pictures import jpeg

BUS = "Villagers wait for a bus in the snow outside Kochkor on 5 January 2022."
SURGEON = "A surgeon scrubs in at the hospital of Naryn on 7 January 2022."
PHOTOS = {"bus1": (601, {"caption": BUS}), "bus2": (602, {"caption": BUS}), "bus3": (603, {"caption": BUS}),
          "baker": (611, {"caption": BAKER}), "mayor": (612, {"caption": MAYOR}),
          "surgeon": (613, {"caption": SURGEON, "instructions": "NO CROPPING"})}


def fill(cutline):
    return courier.fill(cutline, PHOTOS)


@pytest.fixture
def house(bare):
    bare.ids = bare.once(fill)
    bare.put("../site/img/nobody.jpg", image(699))
    bare.put("../site/img/part.jpg", image(613, box=(60, 40, 420, 280)))
    return bare


def figure(src, caption, credit=CREDIT):
    return f"<figure><img src='{src}' alt='Somebody in the snow'><figcaption>{caption} {credit}</figcaption></figure>"


def reason(line, code):
    found = [r for r in line["reasons"] if r["code"] == code]
    assert found, f"no {code} among {[r['code'] for r in line['reasons']]}"
    return found[0]


def codes(line):
    return {r["code"] for r in line["reasons"]}


def test_series_under_one_caption(house):
    """Which of them stands there nobody knows: the strictest verdict counts."""
    lines, _ = check(house, figure("a.jpg", BUS), 0)
    said = reason(lines[0], "SAME_CAPTION")
    series = {house.ids[name] for name in ("bus1", "bus2", "bus3")}
    assert said["severity"] == "note" and all(id in said["message"] for id in series)
    assert set(lines[0]["alike"]) == series and lines[0]["photo"] in series and 0.3 < lines[0]["confidence"] < 0.4
    for name in ("bus1", "bus3"):
        house.run("kill", house.ids[name], "--reason", "withdrawn")
        lines, _ = check(house, figure("a.jpg", BUS), 4)
        assert lines[0]["photo"] == house.ids[name] and lines[0]["confidence"] < 1 and "KILLED" in codes(lines[0])
        house.run("unkill", house.ids[name], "--reason", "wrong one")
    house.run("edit", house.ids["bus2"], "instructions=EMBARGO UNTIL 18:00 GMT 5 MARCH 2031")
    lines, _ = check(house, f"{BUS} {CREDIT}", 4, name="page.txt")
    assert lines[0]["photo"] == house.ids["bus2"] and "EMBARGO" in codes(lines[0])
    # One that says which it is, is no riddle.
    lines, _ = check(house, figure(f"/i/{house.ids['bus1']}/a.jpg", BUS), 0)
    assert lines[0]["photo"] == house.ids["bus1"] and lines[0]["confidence"] == 1 and lines[0]["alike"] == []


def test_two_of_a_series_are_not_one_twice(house):
    lines, _ = check(house, figure("a.jpg", BUS) + figure("b.jpg", BUS), 0)
    assert not {"REUSED", "REUSED_ELSEWHERE"} & codes(lines[1])
    lines, _ = check(house, figure("a.jpg", BUS) + figure("a.jpg", BUS), 5)
    assert "REUSED" in codes(lines[1])
    two = f"<figure><img src=a.jpg alt=x><img src=b.jpg alt=y><figcaption>Left: {BAKER} Right: {SURGEON} {CREDIT}</figcaption></figure>"
    lines, summary = check(house, two, 5)
    assert all("REUSED" not in codes(line) for line in lines) and summary["photos"] == 2


def test_file_that_looks_otherwise_than_the_caption(house):
    lines, _ = check(house, figure("img/nobody.jpg", BAKER), 5)
    said = reason(lines[0], "FILE_DIFFERS")
    assert lines[0]["match"] == "caption" and said["severity"] == "review"
    assert "img/nobody.jpg" in said["message"] and house.ids["baker"] in said["message"]
    lines, _ = check(house, figure("img/baker.jpg", BAKER), 0)
    assert lines[0]["match"] == "likeness" and "FILE_DIFFERS" not in codes(lines[0])
    house.put("../site/blank.gif", b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\x01\0\x01\0\0\x02\x02D\x01\0;")
    lazy = f"<figure><img src=blank.gif data-src='/i/{house.ids['baker']}/a.jpg' alt='Loaves'><figcaption>{BAKER} {CREDIT}</figcaption></figure>"
    lines, _ = check(house, lazy, 0)
    assert "FILE_DIFFERS" not in codes(lines[0]), "what holds its place until it comes"
    # The address says the baker, the pixels are of a killed photo: that one is judged.
    lazy = f"<figure><img src='/i/{house.ids['baker']}/a.jpg' data-src='img/mayor.jpg' alt='Loaves'><figcaption>{BAKER} {CREDIT}</figcaption></figure>"
    lines, _ = check(house, lazy, 4)
    assert any("KILLED" in codes(line) for line in lines)


def test_caption_of_another_photo(house):
    baker, surgeon = house.ids["baker"], house.ids["surgeon"]
    for src in (f"/i/{baker}/a.jpg", "img/baker.jpg"):
        lines, _ = check(house, figure(src, SURGEON), 5)
        said = reason(lines[0], "CAPTION_OF_OTHER")
        assert lines[0]["photo"] == baker and said["severity"] == "review"
        assert baker in said["message"] and surgeon in said["message"]
    lines, _ = check(house, figure(f"/i/{baker}/a.jpg", "Fresh bread for the whole street is baked here at four in the morning."), 0)
    assert "CAPTION_OF_OTHER" not in codes(lines[0]), "a caption of the page's own is no other photo's"


def test_address_that_leads_nowhere(house):
    for src in ("https://pics.courier.example/i/aaaaaaaaaaaaaaaa/article.jpg", "/u/aaaaaaaaaaaaaaaaaaaa/article.jpg",
                "/iiif/3/aaaaaaaaaaaaaaaa/full/max/0/default.jpg"):
        lines, _ = check(house, figure(src, BAKER), 5)
        assert src in reason(lines[0], "ADDRESS_UNKNOWN")["message"] and lines[0]["match"] == "caption"
    lines, _ = check(house, figure(f"/i/{house.ids['mayor'][:6]}/a.jpg", BAKER), 4)
    assert lines[0]["photo"] == house.ids["mayor"], "a shortened id names its photo"
    for src in ("/assets/0a1b2c3d4e5f6071.jpg", "https://cdn.example/i/w300/x.jpg", "https://cdn.example/i/photos/x.jpg"):
        lines, _ = check(house, figure(src, BAKER), 0)
        assert "ADDRESS_UNKNOWN" not in codes(lines[0]), src


def test_part_of_a_frame_that_must_stay_whole(house):
    id = house.ids["surgeon"]
    for src in ("img/part.jpg", f"https://p.example/iiif/3/{id}/100,100,200,200/max/0/default.jpg", f"/iiif/3/{id}/square/max/0/default.jpg"):
        lines, _ = check(house, figure(src, SURGEON), 4)
        assert reason(lines[0], "NO_CROP")["severity"] == "deny", src
    for src in ("img/surgeon.jpg", f"/iiif/3/{id}/full/max/0/default.jpg", f"/i/{id}/square.jpg"):
        lines, _ = check(house, figure(src, SURGEON), 0)
        assert reason(lines[0], "NO_CROP")["severity"] == "note", src


CREDITS = ["(c) Ana Ruiz/Courier", "© 2022 Ana Ruiz/Courier", "© Ana Ruiz/Courier 2022", "© Ana Ruiz/Courier, all rights reserved",
           "Pic: Ana Ruiz/Courier", "Bild: Ana Ruiz/Courier", "Bildquelle: Ana Ruiz/Courier", "Foto di Ana Ruiz/Courier", "Fot. Ana Ruiz/Courier",
           "Imagen: Ana Ruiz/Courier", "Beeld: Ana Ruiz/Courier", "Сурет: Ana Ruiz/Courier", "写真：Ana Ruiz/Courier", "Ⓒ Ana Ruiz/Courier"]


def test_credits_as_pages_write_them(house):
    for credit in CREDITS:
        lines, _ = check(house, figure("a.jpg", BAKER, credit), 0)
        assert lines[0]["photo"] == house.ids["baker"] and lines[0]["confidence"] == 1, credit
    for credit in ("© Ana Ruiz/Reuters", "© Bek Ulan/Courier", "© Courier", "Foto: Bek Ulan"):
        lines, _ = check(house, figure("a.jpg", BAKER, credit), 5)
        assert lines[0]["match"] == "none", credit


def test_words_of_a_photo_under_another_credit(house):
    """No match by words alone; but whose they are is said."""
    for credit, code in (("© Courier", "UNKNOWN_PICTURE"), ("© Ana Ruiz/Reuters", "UNKNOWN_PICTURE"), ("", "CREDIT_UNNAMED")):
        lines, _ = check(house, figure("a.jpg", SURGEON, credit), 5)
        said = reason(lines[0], code)
        assert lines[0]["photo"] is None and house.ids["surgeon"] in said["message"]
        assert "© Ana Ruiz/Courier" in said["message"]


def test_words_of_a_killed_photo_under_another_credit(house):
    """Killed is killed, whoever is said to have made it: never only a question."""
    for credit in ("© Courier", "© Ana Ruiz/Reuters", ""):
        lines, _ = check(house, figure("a.jpg", MAYOR, credit), 4)
        assert [line["photo"] for line in lines] == [house.ids["mayor"]]
        assert reason(lines[0], "KILLED") and reason(lines[0], "PROBABLE") and lines[0]["confidence"] < 0.97


def test_story_of_the_page(house):
    page = figure(f"/i/{house.ids['baker']}/a.jpg", BAKER)
    assert "nosuch" in house.run("check-page", str(house.put("../site/page.html", page.encode())), "--story", "nosuch", status=3).error
    house.run("story", "new", "bread")
    house.run("story", "add", "bread", house.ids["baker"])
    lines, _ = check(house, page, 0, "--story", "bread")
    assert "NO_ALT_TEXT" not in codes(lines[0]), "the page has one"


@pytest.mark.parametrize("printed, code", [
    ("A baker pulls loaves from a clay oven in Naryn, Kyrgyzstan, on 5 January.", "CAPTION_DIFFERS"),
    ("Snow falls on the market of Bishkek while traders wait.", "CAPTION_NOT_STORY")])
def test_the_storys_caption_is_compared(house, printed, code):
    page = figure(f"/i/{house.ids['baker']}/article.jpg", printed)
    house.run("story", "new", "bread")
    house.run("story", "add", "bread", house.ids["baker"])
    lines, _ = check(house, page, 5 if code == "CAPTION_NOT_STORY" else 0, "--story", "bread")
    said = reason(lines[0], code)
    assert printed in said["message"] and BAKER in said["message"] and "*bread*" in said["message"]
    house.run("story", "edit", "bread", house.ids["baker"], "--caption", printed)
    lines, _ = check(house, page, 0, "--story", "bread")
    assert not {"CAPTION_DIFFERS", "CAPTION_NOT_STORY"} & {r["code"] for r in lines[0]["reasons"]}


def mail(body, kind, encoding):
    """As mail programs save it."""
    bodies = {"base64": base64.encodebytes(body.encode()).decode(), "quoted-printable": quopri.encodestring(body.encode()).decode()}
    part = f"Content-Type: {kind}; charset=utf-8\nContent-Transfer-Encoding: {encoding}\n\n{bodies[encoding]}\n"
    return f"Received: from desk\nSubject: News\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=xx\n\n--xx\n{part}--xx--\n"


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
@pytest.mark.parametrize("kind", ["text/plain", "text/html"])
def test_a_saved_mail_is_read(house, kind, encoding):
    body = f"News\n\n{MAYOR} {CREDIT}\n" if kind == "text/plain" else f"<html><body>{figure('x.jpg', MAYOR)}</body></html>"
    lines, summary = check(house, mail(body, kind, encoding), 4, name="news.eml")
    assert summary["pictures"] == 1 and lines[0]["photo"] == house.ids["mayor"]
    assert reason(lines[0], "KILLED")["severity"] == "deny"


def test_a_saved_mail_is_a_newsletter(house):
    house.run("edit", house.ids["baker"], "instructions=NO NEWSLETTERS")
    lines, _ = check(house, mail(f"<html><body>{figure('x.jpg', BAKER)}</body></html>", "text/html", "base64"), 4, name="news.eml")
    assert reason(lines[0], "MEDIA")["severity"] == "deny"


def test_a_card_is_shown_on_social_media(house):
    photo = house.ids["baker"]
    house.run("edit", photo, "instructions=NO SOCIAL MEDIA")
    for name in ("og:image", "twitter:image"):
        lines, _ = check(house, f'<meta property="{name}" content="https://pics.example/i/{photo}/social.jpg"><p>Text.</p>', 4)
        assert reason(lines[0], "MEDIA")["severity"] == "deny"
    check(house, figure(f"/i/{photo}/article.jpg", BAKER), 0)


def test_a_caption_without_end_is_cut_and_told(house):
    lines, _ = check(house, figure("a.jpg", BAKER + " Snow fell." * 1700), 5)
    assert "longer than 16000 bytes" in reason(lines[0], "TEXT_CUT")["message"] and len(lines[0]["caption"]) <= 16000


@pytest.mark.parametrize("credit", ["Photo by Ana Ruiz for Courier", "© A. Ruiz/Courier", "© A Ruiz/Courier"])
def test_a_credit_in_another_form_is_probable(house, credit):
    lines, _ = check(house, figure("a.jpg", BAKER, credit), 5)
    assert lines[0]["photo"] == house.ids["baker"] and lines[0]["match"] == "caption" and lines[0]["confidence"] < 0.97
    said = reason(lines[0], "PROBABLE")
    assert said["severity"] == "review" and f'names the same in another form, "{credit}"' in said["message"]


@pytest.mark.parametrize("printed, added", [
    ("© Luis Ferro/AFP via Getty Images", "Getty Images"),
    ("© LUIS FERRO/AFP/Getty Images", "Getty Images"),
    ("Photo: Luis Ferro / AFP (Getty Images)", "Getty Images"),
    ("© Luis Ferro/AFP via Reuters", "Reuters"),
    ("© Luis Ferro/AFP", None), ("Photo: Luis Ferro / AFP", None), ("© Luis Ferro/AFP. All rights reserved", None),
    ("© 2022 Luis Ferro/AFP", None)])
def test_a_deliverer_that_delivered_nothing_is_told(cutline, printed, added):
    cutline.put("a.jpg", jpeg(701, {"byline": "Luis Ferro", "credit": "AFP", "caption": BAKER}))
    photo = cutline.ingest()["a.jpg"]["id"]
    lines, _ = check(cutline, figure(f"/i/{photo}/article.jpg", BAKER, printed), 5)
    assert ("CREDIT_ADDED" in codes(lines[0])) == (added is not None), lines[0]["reasons"]
    if added is None:
        return
    said = reason(lines[0], "CREDIT_ADDED")
    assert said["severity"] == "review" and "CREDIT_CASE" not in codes(lines[0]) and printed in said["message"]
    assert f'names {added}, which delivered another picture' in said["message"] and '"© Luis Ferro/AFP"' in said["fix"]
    assert "CREDIT_ADDED" in {one["code"] for one in cutline.json("check", photo, "--credit", printed, status=5)[0]["reasons"]}


@pytest.mark.parametrize("printed, code, said", [
    ("© Luis Ferro/AFP", "CREDIT_MISSING", "the distributor Getty Images is missing. The archive writes"),
    ("© AFP via Getty Images", "CREDIT_MISSING", "the photographer Luis Ferro is missing. The archive writes"),
    ("© L. Ferro/AFP via Getty Images", "CREDIT_MISSING", "the photographer Luis Ferro is printed with an initial only."),
    ("© LUIS FERRO/AFP via Getty Images", "CREDIT_CASE", "Same person, still a valid credit."),
    ("Photo: Luis Ferro / AFP via Getty Images", "CREDIT_CASE", "Only a label or signs differ, still a valid credit.")])
def test_what_the_printed_credit_lacks_is_told(cutline, printed, code, said):
    cutline.put("a.jpg", jpeg(701, {"byline": "Luis Ferro", "credit": "AFP via Getty Images", "caption": BAKER}))
    photo = cutline.ingest()["a.jpg"]["id"]
    lines, _ = check(cutline, figure(f"/i/{photo}/article.jpg", BAKER, printed), 5)
    message = reason(lines[0], code)["message"]
    assert said in message and '"© Luis Ferro/AFP via Getty Images"' in message
