# SPDX-License-Identifier: MIT
"""Cases for the verdict: a plain one that is allowed, random ones, and the program that judges them all in
one process.
"""
import json
import os
import random
import subprocess

JUDGE = os.environ.get("JUDGE_LINES", "")
NOW = 1_772_359_200_000_000  # 2026-03-01 10:00 UTC
DAY = 86_400_000_000
PHOTO = "7k3m9q0000000000"
CHANNELS = ["web", "app", "newsletter", "social", "print", "broadcast", "syndication", "internal"]
STORIES = ["brexit", "brexit-talks", "party", "almaty-in-january"]
CREDIT = "© Ana Ruiz/AFP via Getty Images"
CLASSES = ["nobody", "house", "house-claim", "house-doubt", "agency", "pool", "handout", "official", "broadcaster", "commissioned",
           "individual", "unknown", "ugc", "cc", "public-domain"]


def contract(**more):
    return {"schema": "cutline-licence/1", "id": "meridian", "kind": "contract", "supplier": "Getty Images",
            "channels": ["web", "newsletter"], "until": "2026-12-31", **more}


def plain():
    """An agency's picture under a contract: allowed."""
    return {
        "now": NOW,
        "photo": {"class": "agency", "supplier": "getty images", "complete": True, "origin": "AFP via Getty Images",
                  "credit": CREDIT, "sent": NOW, "ingested": NOW, "restrictions": []},
        "use": {"at": NOW}, "outlet": {"schema": "cutline-outlet/1", "id": "courier"},
        "licences": [{"paper": contract()}], "grants": [],
    }


def plainly(value):
    """Numbers as texts: the program's reader of test lines knows no others."""
    kind = type(value)
    if kind is dict:
        return {key: plainly(one) for key, one in value.items()}
    if kind is list:
        return [plainly(one) for one in value]
    return str(value) if kind is int or kind is float else value


def written(case):
    """As the program reads it: documents are texts."""
    line = dict(case, outlet=json.dumps(case["outlet"]))
    if case["licences"] is not None:
        line["licences"] = [dict(one, document=json.dumps(one["paper"])) for one in case["licences"]]
        for one in line["licences"]:
            one.pop("paper")
    return json.dumps(plainly(line))


def ask(cases):
    """The program's verdicts, in the form of oracle.judge()."""
    lines = "\n".join(map(written, cases)) + "\n"
    done = subprocess.run([JUDGE], input=lines, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr[-2000:]
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(answers) == len(cases)
    return [{"verdict": a["verdict"], "stop": a["stop"], "licence": a["licence"],
             "reasons": sorted([code, severity, aside or ""] for code, severity, aside in a["reasons"])} for a in answers]


# --- random ones ------------------------------------------------------------------------------------

class Draw:
    """Few and cheap draws: most of a run is spent here."""

    def __init__(self, seed):
        self.next = random.Random(seed).random

    def below(self, n):
        return int(self.next() * n)

    def between(self, low, high):
        return low + self.below(high - low + 1)

    def choice(self, values):
        return values[self.below(len(values))]

    def some(self, values, least=0):
        """At most three of them."""
        left = list(values)
        return [left.pop(self.below(len(left))) for _ in range(self.between(least, min(3, len(values))))]

    def maybe(self, part, key, value, chance=0.3):
        if self.next() < chance:
            part[key] = value() if callable(value) else value


def moment(draw, spread=60):
    return NOW + draw.between(-spread, spread) * DAY + draw.choice([0, 1, 3_600_000_000])


PLACES = ["JP", "DE", "AT", "CH", "US", "FR", "KZ", "EU", "DACH", "WORLD"]
CODES = """EDITORIAL_ONLY NO_COMMERCIAL CREDIT_REQUIRED HANDOUT_SERVICE NO_RESALE NO_ARCHIVE ONE_USE EXPIRES TAKE_DOWN EMBARGO
TERRITORY_DENY TERRITORY_ALLOW MEDIA_DENY OUTLET_DENY CLIENT_ONLY CONTEXT_ONLY THIRD_PARTY UNVERIFIED QUALITY_NOTE NO_CROP KEEP_LOGO
NO_ALTER ALTERED_AT_SOURCE PIXELATE_MINORS GRAPHIC CLEARANCE FEE NO_RELEASE NO_AI CAPTION_CORRECTION KILL UNPARSED INFORMATION""".split()


def restriction(draw, code=None):
    code = code or draw.choice(CODES)
    one = {"code": code, "text": draw.choice(["SOME WORDS", "OTHER WORDS"]), "field": "instructions",
           "decided": draw.choice(["open"] * 5 + ["confirmed", "dismissed"])}
    if one["decided"] == "confirmed":
        draw.maybe(one, "read_as", "UNPARSED")
    if code in ("EXPIRES", "TAKE_DOWN", "EMBARGO"):
        draw.maybe(one, "at", lambda: draw.choice([NOW - 10 * DAY, NOW + 10 * DAY, moment(draw)]), 0.8)
        draw.maybe(one, "uncertain", True)
        if one.get("uncertain") and "at" in one:
            draw.maybe(one, "latest", one["at"] + draw.choice([1, 370]) * DAY, 0.5)
        draw.maybe(one, "rule", "expiry_date")
    if code.startswith("TERRITORY"):
        one["territories"] = draw.some(PLACES)
    if code == "MEDIA_DENY":
        one["channels"] = draw.some(CHANNELS)
        draw.maybe(one, "territories", lambda: draw.some(PLACES))
        draw.maybe(one, "uncertain", True)
    if code == "OUTLET_DENY":
        draw.maybe(one, "names", lambda: draw.some(["SUN", "Courier Asia", "Daily Mail"], 1), 0.8)
        draw.maybe(one, "uncertain", True)
    if code == "CLIENT_ONLY":
        draw.maybe(one, "operand", lambda: draw.choice(["Getty Images", "AFP", "Getty Images North"]), 0.8)
    if code == "CONTEXT_ONLY":
        draw.maybe(one, "operand", lambda: draw.choice(["BREXIT", "THE PARTY CONFERENCE", "BREXIT TALKS IN LONDON"]), 0.8)
    if code == "CREDIT_REQUIRED":
        draw.maybe(one, "operand", lambda: draw.choice(["AFP", "Ana Ruiz", "Getty", "P"]), 0.7)
    if code == "KILL":
        one["confidence"] = draw.choice([1.0, 0.95, 0.8])
    return one


def draw_photo(draw):
    photo = {"class": draw.choice(["agency"] * 6 + CLASSES), "origin": "a credit", "ingested": NOW - draw.between(0, 50) * DAY}
    draw.maybe(photo, "supplier", lambda: draw.choice(["getty images", "afp"]), 0.8)
    draw.maybe(photo, "collection", lambda: draw.choice(["afp", "sport"]))
    draw.maybe(photo, "credit", lambda: draw.choice([CREDIT, "© Snapchat", "© Eve Nobody"]), 0.9)
    draw.maybe(photo, "photographers", lambda: draw.some(["ana ruiz", "ben li"]), 0.5)
    for key in ("sent", "taken"):
        draw.maybe(photo, key, NOW - draw.between(0, 60) * DAY, 0.6)
    for key, chance in (("killed", .03), ("held", .03), ("withheld", .02), ("legal_hold", .02), ("undeveloped", .03),
                        ("complete", .4), ("needs_supplier_id", .2), ("has_supplier_id", .5), ("captionless", .08), ("ai", .05),
                        ("in_published_use", .2), ("failed", .02)):
        draw.maybe(photo, key, "copies" if key == "failed" else True, chance)
    draw.maybe(photo, "uses_elsewhere", lambda: draw.between(0, 2), 0.5)
    draw.maybe(photo, "first_story", lambda: draw.choice(STORIES))
    draw.maybe(photo, "copies", 1)
    photo["restrictions"] = [restriction(draw) for _ in range(draw.choice([0, 0, 1, 1, 2, 3]))]
    if draw.next() < 0.01:
        photo["restrictions"] = None
    if draw.next() < 0.15:
        photo["frame"] = [draw.choice([{"killed": True}, {"ai": True}, {"restriction": restriction(draw)}])
                          for _ in range(draw.between(1, 2))]
    return photo


def draw_use(draw):
    use = {"at": draw.choice([NOW, NOW, moment(draw, 400)]), "section": draw.choice(["editorial"] * 4 + ["advertorial", "promo", "ad"])}
    draw.maybe(use, "channels", lambda: draw.some(CHANNELS, 1), 0.5)
    draw.maybe(use, "territories", lambda: draw.some(PLACES), 0.2)
    draw.maybe(use, "story", lambda: draw.choice(STORIES), 0.6)
    draw.maybe(use, "event", lambda: draw.choice(["Party conference", "x"]), 0.1)
    draw.maybe(use, "placement", lambda: draw.choice(["cover", "inside"]), 0.2)
    draw.maybe(use, "printed", lambda: draw.choice([CREDIT, CREDIT.upper(), "© Snapchat", "AFP", "", "© Eve Nobody/Getty"]), 0.4)
    for key in ("crop", "alter", "published", "publishing"):
        draw.maybe(use, key, True, 0.25)
    return use


def draw_outlet(draw):
    outlet = {"schema": "cutline-outlet/1", "id": draw.choice(["courier", "asia"])}
    draw.maybe(outlet, "names", lambda: draw.choice([["Courier Asia"], ["The Sunday Sun", "Sun Online"], ["Sunday Times"]]), 0.5)
    draw.maybe(outlet, "markets", lambda: draw.some(PLACES), 0.6)
    draw.maybe(outlet, "channels", lambda: draw.some(CHANNELS, 1), 0.3)
    draw.maybe(outlet, "commercial", lambda: draw.choice(["yes", "no", "unstated"]), 0.5)
    draw.maybe(outlet, "stage", lambda: draw.choice(["observe", "warn", "block"]), 0.5)
    return outlet


def draw_paper(draw, n):
    kind = draw.choice(["contract"] * 5 + ["purchase", "permission", "open", "ugc", "staff", "freelance", "commissioned", "handout", "pool"])
    paper = {"schema": "cutline-licence/1", "id": f"paper-{n}", "kind": kind}
    day = lambda: f"{draw.choice([2025, 2026, 2026])}-{draw.between(1, 12):02}-{draw.between(1, 28):02}"
    if kind == "contract":
        paper["supplier"] = draw.choice(["Getty Images", "Getty Images", "AFP"])
        draw.maybe(paper, "collections_in", lambda: draw.some(["AFP", "Sport"], 1), 0.2)
        draw.maybe(paper, "collections_out", lambda: draw.some(["AFP", "Sport"], 1), 0.2)
    elif kind in ("staff", "freelance"):
        paper["photographers"] = draw.some(["Ana Ruiz", "Ben Li"], 1)
        draw.maybe(paper, "by_capture_date", True, 0.5)
    elif kind == "open":
        paper["photos"] = draw.choice([[PHOTO], ["9zzzzzzzzzzzzzzz"]])
        draw.maybe(paper, "confirmed", "Mira, 3 March", 0.8)
        draw.maybe(paper, "spdx", lambda: draw.choice(["CC-BY-4.0", "CC-BY-NC-3.0", "CC-BY-ND-2.0-DE", "CC-BY-NC-SA-2.5", "CC0-1.0"]), 0.6)
    elif kind in ("handout", "pool"):
        paper.update(stories=draw.some(STORIES, 1), until=day())
        paper.update(draw.choice([{"photos": [PHOTO]}, {"supplier": "Getty Images"}]))
    else:
        paper["photos"] = draw.choice([[PHOTO], [PHOTO, "9zzzzzzzzzzzzzzz"], ["9zzzzzzzzzzzzzzz"]])
    for key in ("from", "until"):
        draw.maybe(paper, key, day, 0.25)
    if kind in ("permission", "ugc"):
        draw.maybe(paper, "granted", day, 0.8)
        draw.maybe(paper, "wording", "Of course!", 0.9)
    draw.maybe(paper, "channels", lambda: draw.some(CHANNELS, 1), 0.3)
    draw.maybe(paper, "territories", lambda: draw.some(PLACES, 1), 0.2)
    draw.maybe(paper, "territories_out", lambda: draw.some(PLACES[:-1], 1), 0.1)
    draw.maybe(paper, "sections", lambda: draw.some(["editorial", "advertorial", "promo", "ad"], 1), 0.2)
    draw.maybe(paper, "stories", lambda: draw.some(STORIES, 1), 0.1)
    draw.maybe(paper, "archive_tail_days", lambda: draw.choice([0, 30, 365]), 0.3)
    draw.maybe(paper, "resale", True)
    if "-NC" in paper.get("spdx", ""):
        draw.maybe(paper, "commercial", "no", 0.2)
    else:
        draw.maybe(paper, "commercial", lambda: draw.choice(["yes", "no"]), 0.2)
    draw.maybe(paper, "no_derivatives", True, 0.1)
    draw.maybe(paper, "uses", lambda: draw.between(1, 3), 0.2)
    draw.maybe(paper, "placement", "Cover", 0.1)
    draw.maybe(paper, "quota", {"uses": draw.between(1, 20), "warn_percent": draw.choice([0, 50, 90])}, 0.3)
    draw.maybe(paper, "cost", {"amount": draw.choice([0, 40.5, 300]), "currency": "EUR", "review_above": draw.choice([0, 100])}, 0.2)
    draw.maybe(paper, "credit", lambda: draw.choice(["Getty", "Reuters", "Ana Ruiz"]), 0.1)
    counted = {"spent": draw.between(0, 20), "reserved": draw.between(0, 3), "made": draw.between(0, 3),
               "failed": draw.next() < 0.1, "made_failed": draw.next() < 0.1}
    return {"paper": paper, **counted}


COVERED = ["NO_CONTRACT:", "NOT_COVERED:", "NO_TERMS", "QUOTA:", "COST:", "FRAME", "FRAME:SOME WORDS", "TERRITORY:SOME WORDS", "TERRITORY",
           "MEDIA:other words", "UNPARSED:SOME WORDS", "MINORS:SOME WORDS", "CLEARANCE", "EXPIRED:OTHER WORDS", "TAKE_DOWN:SOME WORDS",
           "THIRD_PARTY:", "THIRD_PARTY:SOME WORDS", "CREDIT_MISSING", "AI_GENERATED:", "HOUSE_DOUBT:", "NO_CAPTION:"]


def draw_grant(draw, n):
    grant = {"id": f"g{n}", "allow": draw.next() < 0.6, "at": NOW - n, "until": moment(draw, 300)}
    draw.maybe(grant, "from", lambda: moment(draw, 100))
    draw.maybe(grant, "story", lambda: draw.choice(STORIES))
    draw.maybe(grant, "outlet", lambda: draw.choice(["courier", "asia"]))
    draw.maybe(grant, "covers", lambda: draw.some(COVERED), 0.6)
    return grant


def draw_case(draw):
    case = {"now": NOW, "photo": draw_photo(draw), "use": draw_use(draw), "outlet": draw_outlet(draw),
            "licences": [draw_paper(draw, n) for n in range(draw.choice([0, 1, 1, 2, 4]))],
            "grants": [draw_grant(draw, n) for n in range(draw.choice([0, 0, 0, 1, 2]))]}
    for key in ("licences", "grants"):
        if draw.next() < 0.01:
            case[key] = None
    return case
