# SPDX-License-Identifier: MIT
"""Every sample photograph: what is drawn, what its metadata say, and what it is there to show.

Agencies outside the newsletter, their people and places of work are invented.
"""

BODY = {"make": "Canon", "model": "Canon EOS-1D X Mark III", "lens": "EF70-200mm f/2.8L IS III USM", "exposure": (1, 500), "aperture": (28, 10), "iso": 1600, "mm": 135}
WIDE = {"make": "NIKON CORPORATION", "model": "NIKON Z 9", "lens": "NIKKOR Z 24-70mm f/2.8 S", "exposure": (1, 320), "aperture": (40, 10), "iso": 800, "mm": 35}
NIGHT = dict(BODY, exposure=(1, 160), iso=6400, mm=50)
PHONE = {"make": "Google", "model": "Pixel 6", "lens": "Pixel 6 back camera 6.81mm f/1.85", "exposure": (1, 60), "aperture": (185, 100), "iso": 400, "mm": 7}

EDITORIAL = "RESTRICTED TO EDITORIAL USE - NO MARKETING - NO ADVERTISING CAMPAIGNS"


def sent(taken):
    """Agencies send within hours: at 21:30 of the same day, in the zone of the place."""
    return taken[:10] + "T21:30:00" + taken[-6:].replace(":", "")


def getty(number, byline, caption, taken, headline, **more):
    """A picture of AFP as Getty Images delivers it: the by-line in capitals, two sign-offs."""
    given, family = byline.rsplit(" ", 1)
    return dict({
        "title": f"AFP_9VZ{number}", "headline": headline, "byline": [byline.upper()], "byline_title": "Stringer", "credit": "AFP via Getty Images",
        "source": "AFP", "copyright": "AFP or licensors", "edit_status": "AFP", "getty_id": f"1237{number}", "supplier_id": f"1237{number}",
        "job_id": f"AFP_9VZ{number}", "city": "Almaty", "country": "Kazakhstan", "country_code": "KAZ", "category": "I", "urgency": "3",
        "caption": f"{caption} (Photo by {given} {family.upper()} / AFP) (Photo by {byline.upper()}/AFP via Getty Images)",
        "instructions": "", "keywords": ["Kazakhstan", "unrest", "politics", "Horizontal"], "date_taken": taken, "caption_writer": "-/STR", "state": "-", "date_sent": sent(taken),
    }, **more)


def akorda(number, caption, taken, headline, **more):
    """A hand-out of the president's press office: little besides its own name."""
    return dict({"title": f"akorda-{number}", "headline": headline, "credit": "Akorda.kz", "source": "Akorda.kz", "caption": caption,
                 "instructions": "HANDOUT - EDITORIAL USE ONLY - NO SALES", "people": ["Kassym-Jomart Tokayev"], "city": "Nur-Sultan",
                 "country": "Kazakhstan", "country_code": "KAZ", "date_taken": taken, "keywords": ["president", "Kazakhstan"]}, **more)


def agency(name, code, number, byline, headline, caption, taken, **more):
    """An invented agency, in the manner of a wire: sign-off in the caption, its own ids."""
    return dict({"title": f"{code}{number}", "supplier_id": f"{code}-{number}", "job_id": f"{code}{number}", "headline": headline, "byline": [byline],
                 "byline_title": "Staff photographer", "credit": name, "source": name, "copyright": f"© {taken[:4]} {name}", "caption": f"{caption} ({byline}/{name})",
                 "usage_terms": f"Editorial use only. © {name}", "web_statement": f"https://{code.lower()}.example/terms", "urgency": "4",
                 "category": "I", "date_taken": taken, "date_sent": sent(taken)}, **more)


SPEECH = agency("Northlight Press", "NLP", "2031144", "Hanna Brandt", "Minister presents coastal plan",
                "Minister Elise Varga presents the coastal protection plan at a news conference in Harlow Bay, Friday, March 13, 2026.", "2026-03-13T11:04:52+01:00",
                city="Harlow Bay", country="Norland", people=["Elise Varga"], keywords=["politics", "coast", "news conference"], instructions=EDITORIAL)
FLOOD = agency("Kestrel Images", "KST", "88120", "Tomás Lindqvist", "Floods in the Orne valley",
               "Volunteers bring residents of the flooded quarter to dry ground in Sainte-Aude on March 9, 2026, after two nights of rain.", "2026-03-09T08:41:10+01:00",
               city="Sainte-Aude", country="France", country_code="FRA", keywords=["flood", "weather", "rescue"], instructions="NO RESALES - FRANCE OUT")
FIRE = agency("Northlight Press", "NLP", "2030871", "Jonas Okafor", "Fire at a dye works",
              "Firefighters at a burning dye works in Kelm on March 4, 2026. Nobody was hurt, the company said.", "2026-03-04T06:58:03+01:00",
              city="Kelm", country="Norland", keywords=["fire", "industry", "emergency services"], instructions=EDITORIAL)
MATCH = agency("Meridian", "MRD", "554102", "Ana Ruiz", "Rovers hold champions",
               "Two players fight for the ball in the second half of Rovers against Athletic in Porto Claro, Sunday, March 8, 2026.", "2026-03-08T17:32:41.120+00:00",
               city="Porto Claro", country="Portugal", country_code="PRT", category="S", keywords=["football", "sport"], instructions="EDITORIAL USE ONLY - NO ARCHIVES - ONE TIME USE ONLY")


def item(path, scene, words, camera=BODY, shows="", **more):
    """`twin`: take the pixels (the very bytes of the picture) of that other sample."""
    return dict({"path": path, "scene": scene, "words": words, "camera": camera, "shows": shows, "size": (1200, 800), "frame": None, "twin": None,
                 "shrink": None, "charset": "utf-8", "declare": True, "families": "exif iim xmp", "orientation": 1, "quality": 80}, **more)


NEWSLETTER = [
    item("getty/1237610401.jpg", "storming", getty("610401", "Abduaziz Madyarov",
         "Protesters stormed the mayor's office in Kazakhstan's largest city Almaty on Wednesday as unprecedented unrest in the Central Asian nation spun out of control.",
         "2022-01-05T19:42:18+06:00", "KAZAKHSTAN-POLITICS-UNREST"), NIGHT, "newsletter"),
    item("getty/1237644120.jpg", "servicemen_block", getty("644120", "Abduaziz Madyarov",
         "Servicemen and their military vehicles block a street in central Almaty on January 7, 2022, after violence that erupted following protests over hikes in fuel prices.",
         "2022-01-07T11:15:40+06:00", "KAZAKHSTAN-POLITICS-UNREST"), BODY, "newsletter"),
    item("akorda/tokayev-address.jpg", "president_desk", akorda("20220107-1",
         "Kazakhstan's president Kassym-Jomart Tokayev on January 7 rejected calls for talks with protesters after days of unprecedented unrest, vowing to destroy "
         '"armed bandits" and authorising his forces to shoot to kill without warning.', "2022-01-07T16:30:00+06:00", "Address to the nation"), WIDE, "newsletter; hand-out, no by-line"),
    item("getty/1237611876.jpg", "emergency_night", getty("611876", "Abduaziz Madyarov",
         "Kazakhstan on January 5, 2022 declared a nationwide state of emergency after protests over a fuel price hike erupted into clashes and saw demonstrators storm government buildings.",
         "2022-01-05T22:08:57+06:00", "KAZAKHSTAN-POLITICS-UNREST"), NIGHT, "newsletter, twice on the page under two captions"),
    item("getty/1237655003.jpg", "burnt_building", getty("655003", "Alexandr Bogdanov",
         "A view of burnt-out Almaty City Administration building in central Almaty, following violent protests.", "2022-01-07T12:51:33+06:00",
         "KAZAKHSTAN-POLITICS-UNREST", alt_text="A tall office building blackened by fire, smoke above its roof, burnt cars in front."), WIDE, "newsletter, twice on the page"),
    item("getty/1237690552.jpg", "soldiers_arrive", getty("690552", "Alexandr Bogdanov", "Collective Security Treaty Organisation's (CSTO) Russian soldiers in Almaty.",
         "2022-01-09T10:05:12+06:00", "KAZAKHSTAN-RUSSIA-POLITICS-UNREST"), BODY, "newsletter, twice on the page"),
    item("getty/1237644987.jpg", "police_block", getty("644987", "Alexandr Bogdanov",
         "Police officers block a street in central Almaty on January 7, 2022, after violence that erupted following protests over hikes in fuel prices.",
         "2022-01-07T15:20:05+06:00", "KAZAKHSTAN-POLITICS-UNREST"), BODY, "newsletter; a caption much like another picture's"),
    item("akorda/tokayev-portrait.jpg", "president_portrait", akorda("20220110-2", "Kazak president Kassym-Jomart Tokayev.", "2022-01-10T09:00:00+06:00", "President Tokayev"),
         BODY, "newsletter", size=(900, 1100)),
    item("akorda/tokayev-parliament.jpg", "parliament", akorda("20220111-1",
         "President Kasym-Zhomart Tokayev giving a speech in the Parliament of the Republic of Kazakhstan.", "2022-01-11T10:12:00+06:00", "Speech in parliament"), WIDE, "newsletter"),
    item("alatoo24/ruzakhunov.jpg", "pianist", {"caption": "Vikram Ruzakhunov, a well-known jazz pianist on his return to Kyrgyzstan.", "credit": "Ala-Too 24",
         "people": ["Vikram Ruzakhunov"], "country": "Kyrgyzstan", "country_code": "KGZ", "instructions": "SCREEN GRAB"}, None, "newsletter; broadcaster's grab, no camera", size=(1024, 576), quality=76),
]

OTHERS = [
    item("northlight/NLP2031144.jpg", "podium", SPEECH, BODY, "before its correction"),
    item("northlight/NLP2031144_corrected.jpg", "podium", dict(SPEECH, caption="CORRECTION: corrects the plan's name and the day. Minister Elise Varga presents the coastal recovery plan at a news "
         "conference in Harlow Bay, Thursday, March 12, 2026. (Hanna Brandt/Northlight Press)", date_taken="2026-03-12T11:04:52+01:00", headline="CORRECTION: Minister presents coastal plan",
         instructions=EDITORIAL + " - CAPTION CORRECTION", date_sent="2026-03-14T09:20:00+0100"), BODY, "the corrected version: same pixels, same ids", twin="northlight/NLP2031144.jpg"),
    item("meridian/MRD554102.jpg", "football", MATCH, dict(BODY, exposure=(1, 2000), mm=400), "burst, first frame", frame=0),
    item("meridian/MRD554103.jpg", "football", dict(MATCH, title="MRD554103", supplier_id="MRD-554103", job_id="MRD554103", date_taken="2026-03-08T17:32:41.200+00:00"),
         dict(BODY, exposure=(1, 2000), mm=400), "burst, second frame", frame=1),
    item("meridian/MRD554104.jpg", "football", dict(MATCH, title="MRD554104", supplier_id="MRD-554104", job_id="MRD554104", date_taken="2026-03-08T17:32:41.280+00:00"),
         dict(BODY, exposure=(1, 2000), mm=400), "burst, third frame", frame=2),
    item("kestrel/KST88120.jpg", "flood", FLOOD, dict(WIDE, gps=(48.871, -0.372)), "one frame, first agency; with a place"),
    item("orbis/ORB-F-7719.jpg", "flood", dict(FLOOD, title="ORB-F-7719", supplier_id="ORB-F-7719", job_id="ORBF7719", byline=["TOMAS LINDQVIST"], byline_title="Contributor",
         credit="Kestrel via Orbis Photo", source="Orbis Photo", copyright="Kestrel Images/Orbis Photo", caption="Volunteers bring residents of the flooded quarter to dry ground in "
         "Sainte-Aude, France on March 9, 2026. (Photo by Tomas Lindqvist/Kestrel via Orbis Photo)", usage_terms="", web_statement="", instructions="EDITORIAL USE ONLY"),
         dict(WIDE, gps=(48.871, -0.372)), "the same frame from a second agency", twin="kestrel/KST88120.jpg"),
    item("meridian/MRD554290.jpg", "gallery", agency("Meridian", "MRD", "554290", "Ana Ruiz", "Lost seascape shown",
         "Visitors before the rediscovered seascape at the Galleria Alta in Trieste on March 10, 2026.", "2026-03-10T10:22:30+01:00", city="Trieste", country="Italy",
         country_code="ITA", category="A", keywords=["art", "museum"], instructions="EMBARGOED UNTIL 1800 GMT APRIL 2, 2036 - NO USE BEFORE", release_date="2036-04-02T18:00:00+0000"),
         WIDE, "under embargo, in words and in 2:30/2:35"),
    item("plaza/mercado_03.jpg", "market", {"headline": "Mercado de otoño", "byline": ["José Muñoz Peña"], "credit": "Agencia Plaza", "source": "Agencia Plaza", "copyright": "© Agencia Plaza",
         "caption": "El mercado de la plaza de la Constitución, en Peñaranda, el sábado por la mañana. Los vendedores piden más días de apertura. (José Muñoz Peña/Plaza)",
         "city": "Peñaranda", "country": "España", "country_code": "ESP", "title": "mercado_03", "program": "Adobe Photoshop CS Macintosh", "keywords": ["mercado", "otoño"], "date_taken": "2025-10-04T10:31:00+02:00"},
         WIDE, "bad character set: Mac Roman, not declared", charset="mac_roman", families="exif iim"),
    item("stepnews/urozhai-17.jpg", "harvest", {"headline": "Уборка урожая", "byline": ["Айгуль Сарсенова"], "credit": "Степные новости", "source": "Степные новости",
         "caption": "Комбайн убирает пшеницу в Костанайской области. Урожай в этом году выше обычного, говорят в хозяйстве. Фото: Айгуль Сарсенова/Степные новости",
         "city": "Костанай", "country": "Казахстан", "country_code": "KAZ", "title": "urozhai-17", "keywords": ["урожай", "пшеница"], "date_taken": "2025-09-02T14:05:20+05:00"},
         BODY, "bad character set: Windows-1251, not declared", charset="cp1251", families="exif iim"),
    item("unsorted/IMG_4471.jpg", "lighthouse", {"date_taken": "2025-11-23T16:44:02"}, PHONE, "nobody is named, no caption", families="exif"),
    item("northlight/NLP2030871.jpg", "factory_fire", FIRE, BODY, "withdrawn by the notice that follows"),
    item("northlight/NLP2030871_kill.jpg", "factory_fire", dict(FIRE, headline="PHOTO KILL: NLP2030871", caption="MANDATORY KILL - Photo NLP2030871 of a fire in Kelm has been withdrawn and may no "
         "longer be used in any manner. Please remove it from all your online services.", instructions="MANDATORY KILL - PLEASE DO NOT USE", date_sent="2026-03-05T09:10:00+0100",
         kill_of={42: "01", 45: "NLP", 47: "20260304", 50: "02030871"}), BODY, "a kill notice (IIM 2:42 = 01) for the picture before", twin="northlight/NLP2030871.jpg"),
    item("house/village_0118.jpg", "village", {"headline": "Spring in the upper valley", "byline": ["Mira Adler"], "credit": "Mira Adler", "copyright": "© 2026 Mira Adler",
         "caption": "Sheep below the village of Obersand, April 2026. The valley road is to be closed to lorries from May.", "city": "Obersand", "country": "Switzerland",
         "country_code": "CHE", "keywords": ["village", "traffic", "mountains"], "date_taken": "2026-04-11T09:15:44+02:00", "web_statement": "https://mira-adler.example/licence"},
         dict(WIDE, words=True), "one of the house's own; says it in EXIF as well", quality=84),
    item("unsorted/village-small.jpg", "village", {"caption": "village"}, None, "re-encoded and smaller: probably the picture before", twin="house/village_0118.jpg", shrink=(760, 68), families="xmp"),
    item("house/harbour_0092.jpg", "harbour", {"headline": "Evening in the container port", "byline": ["Mira Adler"], "credit": "Mira Adler", "copyright": "© 2026 Mira Adler",
         "caption": "A man fishes opposite the container port in Sankt Olm, 2 May 2026.", "city": "Sankt Olm", "country": "Germany", "country_code": "DEU",
         "keywords": ["port", "trade", "evening"], "date_taken": "2026-05-02T20:47:10+02:00"}, dict(BODY, words=True), "EXIF and XMP only, no IPTC-IIM", families="exif xmp"),
    item("orbis/ORB-S-1204.jpg", "marathon", agency("Orbis Photo", "ORB", "S-1204", "Li Wen", "Marathon in the rain",
         "Runners on the last kilometre of the city marathon in Lisbon, Sunday, April 19, 2026.", "2026-04-19T11:58:36+01:00", city="Lisbon", country="Portugal", country_code="PRT",
         category="S", keywords=["running", "marathon", "sport"], instructions="JAPAN OUT - NO SALES"), dict(BODY, mm=300), "a territory excluded"),
    item("kestrel/KST90417.jpg", "concert", agency("Kestrel Images", "KST", "90417", "Noor Haddad", "Night of voices",
         "The singer of the band Paper Tide greets the audience at the Night of Voices in Gent on May 1, 2026.", "2026-05-01T22:12:05+02:00", city="Gent", country="Belgium",
         country_code="BEL", category="A", keywords=["music", "concert"], instructions=EDITORIAL), NIGHT, "lies on its side: EXIF orientation 6", size=(800, 1200), orientation=6),
    item("northlight/NLP2032650.jpg", "polling", agency("Northlight Press", "NLP", "2032650", "Jonas Okafor", "Norland votes",
         "A voter casts her ballot at a school in Harlow Bay, Sunday, May 10, 2026.", "2026-05-10T09:33:17+02:00", city="Harlow Bay", country="Norland",
         keywords=["election", "politics"], instructions="GERMANY ONLY"), WIDE, "no IIM digest, XMP newer", digest=False),
]

ALL = NEWSLETTER + OTHERS
