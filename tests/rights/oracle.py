# SPDX-License-Identifier: MIT
"""The verdict once more, written from the policy and the decision procedure alone, in another language and
with none of the program's tables: what both give is compared over thousands of cases.

`judge(case)` gives {"verdict", "stop", "licence", "reasons": sorted [code, severity, set aside by]}.
A step's number is its number in the decision procedure; "policy" is the policy's paragraph.
"""
from reading import DAY, World, beyond, fold, has_words, instant, meets, places, with_form

NOTE, REVIEW, DENY = "note", "review", "deny"
WEIGHT = {NOTE: 0, REVIEW: 1, DENY: 2}
VERDICTS = ["allow", "review", "deny"]
PERSONAL = {"staff", "freelance", "commissioned"}
OF_ONE_PHOTO = {"purchase", "permission", "open", "ugc"}
# Terms recorded for this very picture: they settle whose it is and what it costs.
SETTLING = {"purchase", "permission", "handout", "pool", "ugc"}
PHOTO = "7k3m9q0000000000"


class Judge:
    def __init__(self, case):
        self.case, self.photo, self.use, self.outlet = case, case["photo"], case["use"], case["outlet"]
        self.at = self.use["at"]
        self.channels = set(self.use.get("channels") or self.outlet.get("channels") or ["web"])
        named = self.use.get("territories")
        self.markets = places(named if named is not None else self.outlet.get("markets"))
        self.published = self.use.get("published", False)
        self.commercial = self.outlet.get("commercial", "unstated")
        self.found = []
        self.words = None  # of the restriction that is being looked at
        self.stop = False

    def say(self, code, severity, stop=False):
        self.found.append([code, severity, None, stop, self.words])

    # --- licences -----------------------------------------------------------------------------------

    def applies(self, paper):
        """Policy 1.2: the contract sits with the deliverer."""
        kind, photo = paper["kind"], self.photo
        ours = PHOTO in paper.get("photos", [])
        supplier = fold(photo.get("supplier"))
        if kind == "contract":
            return bool(supplier) and fold(paper["supplier"]) == supplier
        if kind in PERSONAL:
            names = {fold(name) for name in paper.get("photographers", [])}
            return ours or (photo["class"] not in ("agency", "pool")
                            and bool(names & {fold(n) for n in photo.get("photographers", [])}))
        if kind in ("handout", "pool"):
            return ours or ("photos" not in paper and bool(supplier) and fold(paper.get("supplier")) == supplier)
        return ours

    def in_period(self, paper):
        at = self.photo.get("taken", 0) if paper.get("by_capture_date") else self.at
        start, end = instant(paper.get("from")), instant(paper.get("until"), last=True)
        if paper["kind"] in ("permission", "ugc"):  # 5.1: asked is not granted
            if not paper.get("granted") or not paper.get("wording"):
                return False
            start = max(start or 0, instant(paper["granted"]))
        if paper.get("by_capture_date") and at == 0:
            return not (start or end)
        if start and at < start:
            return False
        if not end or at < end:
            return True
        # Policy 1.7: published uses stay inside the archive tail.
        if not self.published or paper.get("by_capture_date"):
            return False
        tail = paper.get("archive_tail_days")
        return tail is None or at < end + tail * DAY

    def covers(self, paper):
        if not self.in_period(paper):
            return False
        allowed = set(paper.get("channels") or ["web", "app", "newsletter", "social", "print", "broadcast"])
        allowed |= {"internal"}
        # 5.4: whom a licence of Creative Commons binds may pass it on; with NC, not for money.
        free = paper["kind"] == "open" and "spdx" in paper and "-NC" not in paper["spdx"] and paper.get("commercial") != "no"
        listed = paper.get("channels")
        if paper.get("resale") or (free and (not listed or "syndication" in listed)):
            allowed.add("syndication")
        else:
            allowed.discard("syndication")
        if self.channels - allowed:
            return False
        inside, outside = places(paper.get("territories")), places(paper.get("territories_out"))
        if self.markets and ((inside and beyond(self.markets, inside)) or meets(self.markets, outside)):
            return False
        if self.use.get("section", "editorial") not in (paper.get("sections") or ["editorial"]):
            return False
        if "stories" in paper and self.use.get("story") not in paper["stories"]:
            return False
        if paper["kind"] == "contract":
            own = fold(self.photo.get("collection") or self.photo.get("supplier"))
            if own in {fold(c) for c in paper.get("collections_out", [])}:
                return False
            if "collections_in" in paper and own not in {fold(c) for c in paper["collections_in"]}:
                return False
        placed, bought = self.use.get("placement"), paper.get("placement")
        return not (placed and bought and placed.lower() != bought.lower())

    def all_agreed(self):
        agreed = set()
        for one in self.case["licences"] or []:
            if one["paper"]["kind"] in PERSONAL and self.covers(one["paper"]):
                agreed |= {fold(name) for name in one["paper"].get("photographers", [])}
        return {fold(name) for name in self.photo.get("photographers") or []} <= agreed

    def say_cover(self, paper, counted):
        """Step 12, and what an open licence asks (5.4)."""
        self.say("LICENSED", NOTE)
        limited = (paper.get("territories") and not isinstance(places(paper["territories"]), World)) \
            or paper.get("territories_out")
        if limited and not self.markets:
            self.say("TERRITORY", REVIEW)  # policy 2: no markets declared = review
        if not self.published:
            quota = paper.get("quota")
            spent = counted.get("spent", 0) + counted.get("reserved", 0)
            if quota and counted.get("failed"):
                self.say("LOOKUP_FAILED", DENY)
            elif quota and spent >= quota["uses"]:
                self.say("QUOTA", DENY)
            elif quota and spent * 100 >= quota["uses"] * (quota.get("warn_percent") or 100):
                self.say("QUOTA", REVIEW)
            if paper.get("uses") and counted.get("made_failed"):
                self.say("LOOKUP_FAILED", DENY)
            elif paper.get("uses") and counted.get("made", 0) >= paper["uses"]:
                self.say("USES_SPENT", DENY)
            cost = paper.get("cost") or {}
            paid = paper["kind"] == "purchase" and not cost.get("review_above")
            if cost.get("amount", 0) > 0 and cost["amount"] > cost.get("review_above", 0) and not paid:
                self.say("COST", REVIEW)
        if paper.get("placement") and not self.use.get("placement"):
            self.say("PLACEMENT", REVIEW)  # 5.1: only if the request is a subset of the purchase
        passed = self.photo.get("collection") and self.photo["class"] in ("official", "broadcaster", "unknown")
        if paper["kind"] == "contract" and (passed or self.photo["class"] in ("handout", "ugc")):  # policy 2: whoever passes it on
            self.say("HANDOUT", REVIEW)
        unnamed = "commercial" not in paper and "spdx" not in paper  # these photos name no licence either
        if paper["kind"] == "open" and (unnamed or "confirmed" not in paper):  # policy 2: until the source is confirmed
            self.say("LICENCE_UNCONFIRMED", REVIEW)
        if (paper.get("commercial") == "no" or "-NC" in paper.get("spdx", "")) and self.commercial != "no":
            self.say("NON_COMMERCIAL", DENY if self.commercial == "yes" else REVIEW)
        if (paper.get("no_derivatives") or "-ND" in paper.get("spdx", "")) and (self.use.get("crop") or self.use.get("alter")):
            self.say("NO_DERIVATIVES", REVIEW)
        elif (paper.get("share_alike") or "-SA" in paper.get("spdx", "")) and self.use.get("alter"):
            self.say("SHARE_ALIKE", REVIEW)
        if paper["kind"] in PERSONAL and PHOTO not in paper.get("photos", []) and not self.all_agreed():
            self.say("NO_TERMS", REVIEW)  # 5.1: of several authors each by his own agreement

    # --- 3, 6: whose, and by what right ---------------------------------------------------------------

    def spoken_of(self):
        papers = [one["paper"] for one in self.case["licences"] or []]
        return {paper["kind"] for paper in papers if self.applies(paper) and not self.covers(paper)}

    def say_uncovered(self):
        """Policy 2: the first day's table."""
        kind, complete = self.photo["class"], self.photo.get("complete", False)
        table = {
            "nobody": ("NO_ORIGIN", DENY), "house": ("HOUSE", NOTE), "house-claim": ("HOUSE_UNLISTED", REVIEW), "house-doubt": ("HOUSE_DOUBT", REVIEW),
            "individual": ("NO_TERMS", REVIEW), "commissioned": ("NO_TERMS", REVIEW),
            "unknown": ("THIRD_PARTY", REVIEW), "ugc": ("NO_PERMISSION", DENY),
            "cc": ("LICENCE_UNCONFIRMED", REVIEW), "public-domain": ("LICENCE_UNCONFIRMED", REVIEW),
        }
        if complete and kind not in ("nobody", "house", "house-claim", "house-doubt"):  # 5.1: what is recorded, and no more
            # Policy 2: "a person ties it to story and term"; where only a contract speaks of it, nobody has.
            tied = kind in ("handout", "official", "broadcaster") and self.spoken_of() != {"contract"}
            return self.say("HANDOUT" if tied else "NOT_COVERED", DENY)
        if kind in table:
            return self.say(*table[kind])
        if kind in ("agency", "pool"):
            known = kind == "agency" or self.photo.get("supplier")
            return self.say("NO_CONTRACT" if known else "POOL", REVIEW)
        return self.say("HANDOUT" if kind == "handout" else "THIRD_PARTY", REVIEW)

    # --- 1 ----------------------------------------------------------------------------------------------

    def say_state(self):
        photo, case = self.photo, self.case
        for state, code in (("killed", "KILLED"), ("withheld", "WITHHELD"), ("legal_hold", "LEGAL_HOLD")):
            if photo.get(state):
                self.say(code, DENY, stop=True)
        if photo.get("held"):
            self.say("HELD", REVIEW)
        if photo.get("undeveloped"):
            self.say("NOT_EXAMINED", REVIEW)
        if photo.get("failed") or photo.get("restrictions") is None or case.get("licences") is None \
                or case.get("grants") is None:
            self.say("LOOKUP_FAILED", DENY)

    def say_frame(self):
        """Policy 1.4: facts about the frame reach all copies, as review; terms of a deal do not."""
        for fact in self.photo.get("frame") or []:
            if fact.get("killed"):
                self.say("KILLED_COPY", REVIEW)
                continue
            if fact.get("ai"):
                self.say("FRAME", REVIEW)
                continue
            words = fact.get("restriction")
            if not words or words.get("decided") == "dismissed":
                continue
            if words["code"] not in ("KILL", "EMBARGO", "UNVERIFIED", "PIXELATE_MINORS", "ALTERED_AT_SOURCE"):
                continue
            if words["code"] == "EMBARGO" and self.is_over(words):
                continue
            self.words = words["text"]
            self.say("FRAME", REVIEW)
            self.words = None

    # --- what words say -----------------------------------------------------------------------------------

    def is_over(self, words):
        if not words.get("at"):
            return False
        if not words.get("uncertain"):
            return self.at >= words["at"]
        return bool(words.get("latest")) and self.at >= words["latest"]

    def say_words(self, paper):
        for words in self.photo.get("restrictions") or []:
            self.words = words["text"]
            if words.get("decided") != "dismissed":
                getattr(self, "on_" + words["code"].lower())(words, paper)
            if words["code"] != "INFORMATION" and words.get("decided", "open") != "open":  # never silent
                self.say("CORRECTED" if words["decided"] == "confirmed" and words.get("read_as")
                         else words["decided"].upper(), NOTE)
        self.words = None
        if self.photo.get("ai"):
            self.say("AI_GENERATED", REVIEW)

    def on_embargo(self, words, _):
        """Step 2; 4.5: unknown zone = review, no time = deny until cleared."""
        if not words.get("at"):
            self.say("EMBARGO", DENY)
        elif self.is_over(words):
            self.say("EMBARGO", NOTE)
        elif words.get("uncertain"):
            self.say("EMBARGO", REVIEW)
        else:
            self.say("EMBARGO", DENY, stop=True)

    def on_expires(self, words, _):
        """Policy 1.7: no new use; delivery goes on. A date on or before capture or ingest is a slip (2)."""
        photo = self.photo
        if not words.get("at") or words.get("uncertain"):
            return self.say("EXPIRED", REVIEW)
        if words.get("rule") == "expiry_date" and words.get("decided") != "confirmed":
            if photo.get("taken") and words["at"] <= photo["taken"]:
                return self.say("EXPIRY_ODD", NOTE)
            if photo.get("ingested") and words["at"] <= photo["ingested"]:
                return self.say("EXPIRY_ODD", NOTE if self.published else REVIEW)
        for other in photo["restrictions"]:
            if other["code"] == "TAKE_DOWN" and other.get("at") == words["at"] and not other.get("uncertain") \
                    and other.get("decided") != "dismissed" and other["text"] == words["text"]:
                return None  # the same words; they say more as a take-down
        if words["at"] > self.at:
            return self.say("EXPIRES", NOTE)
        return self.say("EXPIRED", NOTE if self.published else DENY)

    def on_take_down(self, words, _):
        if not words.get("at") or words.get("uncertain"):
            self.say("TAKE_DOWN", REVIEW)
        elif words["at"] > self.at:
            self.say("TAKE_DOWN", NOTE)
        else:
            self.say("TAKE_DOWN", DENY, stop=True)

    def on_one_use(self, _words, _):
        spent = self.photo.get("uses_elsewhere", 0) > 0 and not self.published
        self.say("ONE_USE", DENY if spent else NOTE)

    def on_no_archive(self, _words, _):
        """Step 5: only in the originating story, and for 30 days."""
        photo = self.photo
        base = photo.get("sent") or photo.get("ingested") or 0
        if self.published:
            return self.say("NO_ARCHIVE", NOTE)
        elsewhere = photo.get("first_story") and photo["first_story"] != self.use.get("story")
        late = base and self.at - base > 30 * DAY
        return self.say("NO_ARCHIVE", DENY if elsewhere or late else NOTE)

    def on_territory_deny(self, words, _):
        where = places(words.get("territories"))
        if not where or not self.markets:
            return self.say("TERRITORY", REVIEW)
        return self.say("TERRITORY", DENY if meets(self.markets, where) else NOTE)

    def on_territory_allow(self, words, _):
        where = places(words.get("territories"))
        if not where or not self.markets:
            return self.say("TERRITORY", REVIEW)
        return self.say("TERRITORY", DENY if beyond(self.markets, where) else NOTE)

    def on_media_deny(self, words, _):
        """Step 7 is territory x channel: a medium that is forbidden in a place is not forbidden elsewhere."""
        hit = set(words.get("channels") or []) & self.channels
        where = places(words.get("territories"))
        if not words.get("channels"):
            return self.say("MEDIA", REVIEW)
        near = "web" in words.get("channels") and words["decided"] != "confirmed" and {"app", "newsletter", "social"} & self.channels
        if not hit and not near:
            return self.say("MEDIA", NOTE)
        if where and not self.markets:
            return self.say("MEDIA", REVIEW)
        if where and not meets(self.markets, where):
            return self.say("MEDIA", NOTE)
        if not hit:
            return self.say("MEDIA", REVIEW)
        return self.say("MEDIA", REVIEW if words.get("uncertain") else DENY)

    def on_outlet_deny(self, words, _):
        named = [fold(n) for n in words.get("names") or []]
        own = [fold(n) for n in self.outlet.get("names") or []]
        if not words.get("names") or self.outlet.get("names") is None:
            return self.say("OUTLET", REVIEW)
        hit = any(has_words(o, n) or has_words(n, o) for n in named for o in own)
        unclear = words.get("uncertain") and words["decided"] != "confirmed"
        return self.say("OUTLET", DENY if hit else REVIEW if unclear else NOTE)

    def on_client_only(self, words, paper):
        """A contract in force with whoever it is for settles it."""
        key = fold(words.get("operand"))
        for one in self.case.get("licences") or []:
            other = one["paper"]
            if other["kind"] != "contract" or not key or not self.in_period(other):
                continue
            if fold(other["supplier"]) == key or (other is paper and has_words(key, fold(other["supplier"]))):
                return
        self.say("CLIENT_ONLY", REVIEW)

    def purpose(self, code):
        self.say(code, NOTE if self.use.get("section", "editorial") == "editorial" else DENY)

    def on_editorial_only(self, _words, _):
        self.purpose("EDITORIAL_ONLY")

    def on_no_commercial(self, _words, _):
        self.purpose("NO_COMMERCIAL")

    def on_no_release(self, _words, _):
        self.purpose("NO_RELEASE")

    def on_context_only(self, words, _):
        """Step 9: met only if story or event is named by the words, as whole words."""
        asked = fold(words.get("operand"))
        met = False
        for name in (self.use.get("story"), self.use.get("event")):
            own = fold(name)
            met = met or has_words(own, asked) or (" " in own and has_words(asked, own))
        self.say("CONTEXT_ONLY", NOTE if met else REVIEW)

    def on_kill(self, words, _):
        sure = words.get("confidence", 1) >= 0.9
        self.say("KILLED", DENY if sure else REVIEW, stop=sure)

    def disclosed(self, code, words):
        if words.get("decided") != "confirmed":
            self.say(code, REVIEW)

    def on_altered_at_source(self, words, _):
        self.disclosed("ALTERED_AT_SOURCE", words)

    def on_unverified(self, words, _):
        self.disclosed("UNVERIFIED", words)

    def unless_settled(self, code, paper):
        if not paper or paper["kind"] not in SETTLING:
            self.say(code, REVIEW)

    def on_third_party(self, _words, paper):
        self.unless_settled("THIRD_PARTY", paper)

    def on_handout_service(self, _words, paper):
        self.unless_settled("THIRD_PARTY", paper)

    def on_fee(self, _words, paper):
        self.unless_settled("FEE", paper)

    def on_no_resale(self, _words, _):
        self.say("NO_RESALE", DENY if "syndication" in self.channels else NOTE)

    def on_no_crop(self, _words, _):
        self.say("NO_CROP", DENY if self.use.get("crop") else NOTE)

    def on_keep_logo(self, _words, _):
        self.say("KEEP_LOGO", REVIEW if self.use.get("crop") else NOTE)

    def on_no_alter(self, _words, _):
        """Step 10 names the crop among the alterations."""
        self.say("NO_ALTER", DENY if self.use.get("alter") else REVIEW if self.use.get("crop") else NOTE)

    def on_pixelate_minors(self, _words, _):
        self.say("MINORS", REVIEW)

    def on_graphic(self, _words, _):
        self.say("GRAPHIC", NOTE)

    def on_quality_note(self, _words, _):
        self.say("QUALITY_NOTE", NOTE)

    def on_no_ai(self, _words, _):
        self.say("NO_AI", NOTE)

    def on_clearance(self, _words, _):
        self.say("CLEARANCE", REVIEW)

    def on_unparsed(self, _words, _):
        self.say("UNPARSED", REVIEW)

    def on_caption_correction(self, _words, _):
        self.say("CAPTION_CORRECTION", NOTE)

    def on_information(self, _words, _):
        pass

    def on_credit_required(self, _words, _):
        pass  # with the credit, below

    # --- 4, 11: what must stand beside it ---------------------------------------------------------------

    def demand(self, text):
        printed = self.use.get("printed")
        wanted = text or self.photo.get("credit") or "the photographer and the agency"
        if printed is None:
            self.say("CREDIT_REQUIRED", NOTE)
        elif not has_words(fold(printed), fold(wanted)):
            self.say("CREDIT_MISSING", DENY)

    def say_credit(self, paper):
        photo, printed = self.photo, self.use.get("printed")
        if not photo.get("credit") and photo["class"] != "nobody":
            self.say("NO_CREDIT", DENY)
        if photo.get("captionless"):
            strict = self.use.get("publishing") and self.outlet.get("stage") == "block"
            self.say("NO_CAPTION", DENY if strict else REVIEW)
        if photo.get("needs_supplier_id") and not photo.get("has_supplier_id"):
            self.say("NO_SUPPLIER_ID", REVIEW)
        for words in photo.get("restrictions") or []:
            if words["code"] == "CREDIT_REQUIRED" and words.get("decided") != "dismissed":
                self.demand(words.get("operand"))
        if paper and paper.get("credit"):
            self.demand(paper["credit"])
        if printed is not None and photo.get("credit") and printed not in (photo["credit"], self.due(paper)):
            same = has_words(fold(printed), fold(photo["credit"]))
            self.say(*(("CREDIT_CASE", NOTE) if same else ("CREDIT_MISSING", REVIEW)))

    def due(self, paper):
        """The credit with every form that words and the paper demand; nobody has a copyright in CC0."""
        credit, paper = self.photo.get("credit"), paper or {}
        if not credit:
            return credit
        for words in self.photo.get("restrictions") or []:
            if words["code"] == "CREDIT_REQUIRED" and words.get("decided") != "dismissed" and words.get("operand"):
                credit = with_form(credit, words["operand"])
        if paper.get("spdx", "").startswith("CC0"):
            credit = credit.removeprefix("© ")
        return with_form(credit, paper["credit"]) if paper.get("credit") else credit

    # --- decisions of people ------------------------------------------------------------------------------

    def active(self, allow):
        found = []
        for grant in self.case.get("grants") or []:
            if bool(grant.get("allow")) != allow or self.at < grant.get("from", 0):
                continue
            if grant.get("until") and self.at >= grant["until"]:
                continue
            if grant.get("story") not in (None, self.use.get("story")):
                continue
            if grant.get("outlet") not in (None, self.outlet["id"]):
                continue
            found.append(grant)
        return found

    def speaks_of(self, grant, code, words):
        """A decision is about what stood when it was made ("CODE:words") or what it names ("CODE"); one that does not
        say is about all but words that came after it."""
        if grant.get("covers") is None:
            return words is None or self.photo.get("ingested", 0) <= grant["at"]
        return code in grant["covers"] or any(
            one.partition(":")[0] == code and ":" in one and fold(one.partition(":")[2]) == fold(words)
            for one in grant["covers"])

    def say_grants(self):
        """Issue, item 4: never silent, never for what stops delivery, but for a take-down date, nor for a credit that is
        printed wrong."""
        allows = sorted(self.active(True), key=lambda grant: -grant["at"])
        for _ in [] if self.published else self.active(False):  # policy 1.6: blocks new uses, never delivery
            self.say("GRANT_DENY", DENY)  # each: all reasons are collected
            if allows:
                self.say("GRANT_CONFLICT", REVIEW)
        fixed = {"LOOKUP_FAILED", "NOT_EXAMINED", "HELD", "GRANT_DENY", "GRANT_CONFLICT", "CREDIT_MISSING"}
        used, silent = set(), False
        for reason in self.found:
            code, severity, _, stop, words = reason
            if severity == NOTE or code in fixed or (stop and code != "TAKE_DOWN"):
                continue
            by = next((grant["id"] for grant in allows if self.speaks_of(grant, code, words)), None)
            if by:
                reason[1:4] = [NOTE, by, False]
                used.add(by)
            silent = silent or not by
        for _ in used:
            self.say("GRANT", NOTE)
        if allows and silent:
            self.say("GRANT_SILENT", NOTE)

    def run(self, chosen):
        """All steps, resting on one licence or (None) on none."""
        self.found = []
        paper = chosen["paper"] if chosen else None
        self.say_state()
        if chosen:
            self.say_cover(paper, chosen)
            if paper["kind"] == "contract" and self.photo["class"] == "house-doubt":
                self.say("HOUSE_DOUBT", REVIEW)  # whose it is, a contract with the other does not say
        else:
            self.say_uncovered()
        self.say_words(paper)
        self.say_frame()
        self.say_credit(paper)
        self.say_grants()
        if self.at < self.case["now"] - 60_000_000:
            self.say("JUDGED_TODAY", NOTE)  # policy 1.9
        worst = max((WEIGHT[r[1]] for r in self.found), default=0)
        return {"verdict": VERDICTS[worst], "stop": any(r[3] for r in self.found),
                "licence": paper["id"] if paper else None,
                "reasons": sorted([r[0], r[1], r[2] or ""] for r in self.found)}


def judge(case):
    """The mildest of all grounds; of equal licences the one that leaves less to ask, then the first. Nobody's picture has no ground."""
    judge_ = Judge(case)
    best = None
    for chosen in [*(case.get("licences") or []), None]:
        if chosen and (judge_.photo["class"] == "nobody" or not judge_.applies(chosen["paper"])
                       or not judge_.covers(chosen["paper"])):
            continue
        answer = judge_.run(chosen)
        if best is None or weight(answer) < weight(best) or (
                chosen and weight(answer) == weight(best) and asked(answer) < asked(best)):
            best = answer
    return best


def weight(answer):
    return WEIGHT_OF[answer["verdict"]]


def asked(answer):
    return sum(1 for _, severity, _ in answer["reasons"] if severity != "note")


WEIGHT_OF = {name: i for i, name in enumerate(VERDICTS)}
