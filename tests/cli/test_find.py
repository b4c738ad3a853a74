# SPDX-License-Identifier: MIT
"""find: a lawyer's letter brings a screenshot; is it one of ours?"""
import io

import pictures
import pytest
from PIL import Image
from test_statuses import encode, nordlys, scene


@pytest.fixture
def filled(cutline):
    for seed in range(4):
        cutline.put(f"{seed}.jpg", encode(scene(seed), nordlys(title=f"NL-{seed}")))
    cutline.ids = [line["id"] for _, line in sorted(cutline.ingest().items())]
    return cutline


def write(cutline, image, name="letter.png"):
    out = io.BytesIO()
    image.save(out, name.rsplit(".", 1)[1])
    return cutline.put(f"../{name}", out.getvalue())


def test_the_very_file(filled):
    found = filled.json("find", str(filled.folder / "in/2.jpg"))
    assert found[0] == {"id": filled.ids[2], "match": "bytes", "likeness": 1, "state": "ok"}


def test_the_same_picture_with_other_words(filled):
    path = filled.put("../other.jpg", encode(scene(1), nordlys(caption="Something else.", title="X")))
    assert [(line["id"], line["match"]) for line in filled.json("find", path)][0] == (filled.ids[1], "image")


def test_a_smaller_screenshot(filled):
    picture = scene(3)
    small = picture.resize((picture.width * 2 // 3, picture.height * 2 // 3), Image.LANCZOS)
    found = filled.json("find", write(filled, small))
    assert found[0]["id"] == filled.ids[3] and found[0]["match"] == "likeness"
    assert 0.75 <= found[0]["likeness"] <= 1
    assert "likeness" in filled.run("find", write(filled, small)).text


@pytest.mark.parametrize("way", [Image.Transpose.ROTATE_90, Image.Transpose.FLIP_LEFT_RIGHT, Image.Transpose.TRANSVERSE])
def test_turned_or_mirrored(filled, way):
    found = filled.json("find", write(filled, scene(3).transpose(way)))
    assert [(line["id"], line["match"]) for line in found] == [(filled.ids[3], "likeness")] and found[0]["likeness"] >= 0.9


def test_the_killed_one_stands_first(filled):
    """Others that are as like were held for it."""
    for number in range(4):
        filled.run("ingest", filled.put(f"like/{number}.jpg", encode(scene(3), nordlys(credit=f"Agency {number}", title=f"A-{number}"))))
    killed = max(line["id"] for line in filled.json("find", write(filled, scene(3))))
    filled.run("kill", killed, "--reason", "wrong person")
    found = filled.json("find", write(filled, scene(3)))
    assert found[0]["id"] == killed and {line["state"] for line in found[1:]} == {"held"}


def test_nothing_is_taken_in(filled):
    before = filled.json("stats")
    write(filled, scene(9))
    nothing = filled.run("find", "letter.png", status=3)
    assert nothing.text == "" and "no picture of this archive" in nothing.error
    assert filled.json("stats") == before


@pytest.mark.parametrize("form", ["/i/{}/article.jpg", "/i/{}/article~0a1b2c3d.webp", "/p/{}", "/iiif/3/{}/full/max/0/default.jpg",
                                  "/cms/photos/i/{}/w_800/1790000000/k1.abc.jpg?x=1"])
def test_an_address_of_ours(filled, form):
    found = filled.json("find", "https://photos.example.org" + form.format(filled.ids[0]))
    assert found == [{"id": filled.ids[0], "match": "url", "likeness": 1, "state": "ok"}]


def test_an_address_that_a_page_of_ours_prints(filled):
    """Of a use, with and without the server, also behind somebody's resizer; and the page itself."""
    filled.run("story", "new", "flood")
    filled.run("story", "add", "flood", filled.ids[1])
    use = filled.json("story", "show", "flood")[0]["items"][0]["use"]["id"]
    filled.run("story", "publish", "flood", "--url", "https://news.example/flood", "--despite", "a test")
    for form in (f"https://photos.example.org/u/{use}/article~0a1b.jpg", f"/u/{use}/article.jpg", "https://news.example/flood",
                 f"https://cdn.example/?url=https%3A%2F%2Fphotos.example.org%2Fu%2F{use}%2Fhero.jpg"):
        assert [line["id"] for line in filled.json("find", form)] == [filled.ids[1]], form


def test_an_address_of_nobody(filled):
    filled.run("find", "https://example.org/i/0000000000000000/article", status=3)


def test_no_picture(filled):
    filled.put("../words.txt", b"hello\n")
    refused = filled.run("find", "words.txt", status=6)
    assert "words.txt" in refused.error and refused.error.count("\n") == 1
    filled.run("find", "absent.jpg", status=6)
