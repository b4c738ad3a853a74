# SPDX-License-Identifier: MIT
"""How the oracle reads names, places, days and credits."""
import functools
import re
import unicodedata
from datetime import datetime, timezone

DAY = 86_400_000_000
EU = set("AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE".split())
GROUPS = {"EU": EU, "DACH": {"DE", "AT", "CH"}}


@functools.lru_cache(None)
def fold(text):
    plain = "".join(c for c in unicodedata.normalize("NFKD", text or "") if not unicodedata.combining(c))
    return " ".join(re.findall(r"\w+", plain.casefold().replace("'", "")))


def has_words(whole, part):
    """Whole words: "AP" does not stand in "Snapchat"."""
    return bool(part) and f" {part} " in f" {whole} "


class World:
    """All places: nothing lies outside of it."""
    def __bool__(self):
        return True


def places(codes):
    """A set of codes, or World."""
    found = set()
    for code in codes or []:
        if code == "WORLD":
            return World()
        found |= GROUPS.get(code, {code})
    return found


def beyond(asked, allowed):
    """Is anything asked for that is not allowed?"""
    if isinstance(allowed, World):
        return False
    return isinstance(asked, World) or bool(asked - allowed)


def meets(asked, other):
    if not asked or not other:
        return False
    return isinstance(asked, World) or isinstance(other, World) or bool(asked & other)


@functools.lru_cache(None)
def instant(text, last=False):
    """Microseconds of a document's day or instant; a last day counts whole."""
    if text is None:
        return 0
    if len(text) == 10:
        at = datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=timezone.utc)
        return int(at.timestamp()) * 1_000_000 + (DAY if last else 0)
    return int(datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()) * 1_000_000


def with_form(credit, form):
    """What is demanded stands in the place of a shorter name, else behind it; if it names all, alone."""
    who, slash, rest = credit.partition("/")
    rest = rest if slash else credit
    if has_words(fold(credit), fold(form)):
        return credit
    if slash and has_words(fold(form), fold(who)) and has_words(fold(form), fold(rest)):
        return form
    form = form.removeprefix("©").lstrip(" ")
    if not has_words(fold(form), fold(rest)):
        return f"{credit}/{form}"
    return f"{who}/{form}" if slash else f"© {form}"
