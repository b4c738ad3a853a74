# SPDX-License-Identifier: MIT
"""Who delivered a picture, who gave it out, and the credit that its words demand."""
import json

import pictures
from test_rights import CONTRACT, check, codes, write

ISSUED = ["(Berlin Police via AP)", "(Courtesy of the Roe family via AP)", "(Roe Family via AP)", "(@roe1234 via AP)",
          "(NASA via AP)", "(Russian Defense Ministry Press Service via AP)", "(Facebook via AP)", "(UGC via AP)"]


def test_who_sells_no_pictures_is_not_in_the_contract(cutline):
    """An office, a family, an account: the agency has it from them, and its contract does not speak for them."""
    for n, signoff in enumerate([*ISSUED, "(Ana Ruiz/dpa via AP)"]):
        fields = {"credit": "AP", "caption": f"A street in Almaty. {signoff}"}
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, fields))
    ids = cutline.ingest()
    cutline.run("licence", "set", write(cutline, "ap.json", {**CONTRACT, "id": "ap", "supplier": "AP"}))
    for n, signoff in enumerate(ISSUED):
        assert "HANDOUT" in codes(check(cutline, ids[f"{n}.jpg"]["id"], status=5), "review"), signoff
    check(cutline, ids[f"{len(ISSUED)}.jpg"]["id"], status=0)


def test_a_reason_names_who_gave_it_out(cutline):
    """Not the agency's credit: who did, where that stands, and who passed it on; or that nobody is named."""
    given = [({"credit": "AP", "caption": "A street in Almaty. (Berlin Police via AP)"}, "Berlin Police", '"(Berlin Police via AP)" (Caption)'),
             ({"credit": "Office of Kelm/Handout via REUTERS"}, "Office of Kelm", '"Office of Kelm/Handout via REUTERS" (Credit)'),
             ({"credit": "Handout", "byline": "Berlin Police"}, "Berlin Police", '"Berlin Police" (Byline)'),
             ({"credit": "AFP", "caption": "A street. (Photo by Handout / Berlin Police / AFP)"}, "Berlin Police",
              '"(Photo by Handout / Berlin Police / AFP)" (Caption)'),
             ({"credit": "DR/LUSA"}, "somebody whom it does not name", '"DR/LUSA" (Credit)')]
    for n, (fields, _, _) in enumerate(given):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {"caption": f"A street in Osh, number {n}.", **fields}))
    ids = [line["id"] for _, line in sorted(cutline.ingest().items())]
    for photo, (_, who, where) in zip(ids, given):
        asked, = [one for one in check(cutline, photo, status=5)["reasons"] if one["code"] == "HANDOUT"]
        assert asked["message"] == f"Given out by {who}: {where}. Nobody has said for which story and until when."
    contracts(cutline, "AP")
    asked, = [one for one in check(cutline, ids[0], status=5)["reasons"] if one["code"] == "HANDOUT"]
    assert asked["message"] == ('Given out by Berlin Police, and AP has passed it on, "(Berlin Police via AP)" (Caption): '
                                "its contract does not speak for who gave it out.")


# An agency, as it writes what it took from others; whether that is what users made.
TAKEN_OVER = [
    ("TASS", "Пресс-служба МВД РФ/ТАСС"), ("TASS", "Фото: пресс-служба Минобороны РФ/ТАСС"), ("TASS", "скриншот видео/ТАСС"),
    ("TASS", "Фото из соцсетей/ТАСС"), ("Kyodo", "提供写真（警視庁提供）共同"), ("AFP", "(Photo by - / Préfecture de Police / AFP)"),
    ("EFE", "EFE/Policía Nacional"), ("EFE", "EFE/ Foto cedida por la familia"), ("LUSA", "DR/LUSA"),
    ("ANSA", "ANSA/ Ufficio Stampa Polizia di Stato"), ("ANSA", "ANSA/ US/ Quirinale"),
    ("Yonhap", "(Provided by the presidential office. Yonhap)"), ("dpa", "Foto: Bundeswehr/dpa")]


def test_what_agencies_take_over_in_their_own_words(cutline):
    """Neither an office's picture nor a screenshot is sold by the agency that passes it on, in no language."""
    for n, (_, credit) in enumerate(TAKEN_OVER):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {"credit": credit, "caption": f"A street in Almaty, number {n}."}))
    for n, credit in enumerate(("Фото из соцсетей", "скриншот с YouTube")):
        cutline.put(f"ugc{n}.jpg", pictures.jpeg(80 + n, {"credit": credit, "caption": f"A street in Osh, number {n}."}))
    ids = cutline.ingest()
    contracts(cutline, *{agency for agency, _ in TAKEN_OVER})
    for n, (_, credit) in enumerate(TAKEN_OVER):
        assert "HANDOUT" in codes(check(cutline, ids[f"{n}.jpg"]["id"], status=5), "review"), credit
    for n in range(2):
        assert "NO_PERMISSION" in codes(check(cutline, ids[f"ugc{n}.jpg"]["id"], status=4), "deny"), n


# An agency, what stands in the by-line, the end of the caption; who gave it out.
AUTHORITIES = [
    ("Keystone", "KANTONSPOLIZEI GRAUBUENDEN", "(KEYSTONE/Kantonspolizei Graubuenden)"), ("Keystone", "", "(KEYSTONE/Stadtpolizei Zuerich)"),
    ("Keystone", "Kapo Bern", ""), ("EPA", "KANTONSPOLIZEI WALLIS", "EPA/KANTONSPOLIZEI WALLIS"), ("EPA", "KANTONSPOLIZEI WALLIS", ""),
    ("Reuters", "", "Kantonspolizei Bern via REUTERS"), ("dpa", "Bergwacht Bayern", "Foto: Bergwacht Bayern/dpa"),
    ("dpa", "-", "Foto: Deutscher Wetterdienst/dpa"), ("dpa", "-", "Foto: LKA Niedersachsen/dpa"), ("APA", "BUNDESHEER", "- FOTO: APA/BUNDESHEER"),
    ("APA", "PETER LECHNER", "- FOTO: APA/ÖSTERREICHISCHE PRÄSIDENTSCHAFTSKANZLEI/PETER LECHNER"), ("APA", "LPD NÖ", ""),
    ("TT", "", "Foto: Kustbevakningen / TT"), ("TT", "", "Foto: Skärmdump/TT"), ("Ritzau Scanpix", "", "(Foto: Kongehuset/Ritzau Scanpix)"),
    ("Lehtikuva", "", "LEHTIKUVA / POLIISI"), ("Lehtikuva", "Puolustusvoimat", "LEHTIKUVA / PUOLUSTUSVOIMAT"), ("CTK", "Policie ČR", "ČTK/Policie ČR"),
    ("MTI", "Honvédelmi Minisztérium", "MTI/Honvédelmi Minisztérium"), ("EFE", "Salvamento Marítimo", "EFE/Salvamento Marítimo"),
    ("ANP", "", "ANP / Brandweer Haaglanden"), ("ANSA", "", "ANSA/ Vigili del Fuoco"), ("PAP", "", "PAP/Straż Graniczna"),
]
# Of the agency's own people some are called nearly so.
NAMESAKES = [("dpa", "Hans Heer"), ("dpa", "Ana Landwehr"), ("dpa", "Jo Amt"), ("ANP", "Anna Schildwacht"), ("dpa", "Max Dienst"),
             ("EFE", "Alfonso Armada"), ("TT", "Eva Hovet")]


def test_an_authority_is_nobody_who_took_it(cutline):
    """Whatever it is called in the agency's language, alone or as a word that ends so: given out, and not the agency's to license."""
    for n, (agency, byline, signoff) in enumerate([*AUTHORITIES, *((agency, name, "") for agency, name in NAMESAKES)]):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {"credit": agency, "byline": byline, "caption": f"Street number {n}. {signoff}"}))
    ids = [line["id"] for _, line in sorted(cutline.ingest().items(), key=lambda item: int(item[0][:-4]))]
    contracts(cutline, *{agency for agency, *_ in [*AUTHORITIES, *NAMESAKES]})
    asked = {photo: codes(check(cutline, photo), "review") for photo in ids}
    wrong = [one for one, photo in zip(AUTHORITIES, ids) if "HANDOUT" not in asked[photo]]
    wrong += [one for one, photo in zip(NAMESAKES, ids[len(AUTHORITIES):]) if asked[photo]]
    assert not wrong
    assert check(cutline, ids[10])["credit"] == "© Peter Lechner/ÖSTERREICHISCHE PRÄSIDENTSCHAFTSKANZLEI via APA"


# As agencies end what they took from an office, a company, a club; and as they sign what their own people took.
ISSUED_BEHIND = [
    ("ANP", "ANP RVD - FRANK RUITER"), ("EFE", "EFE/Pablo Casares/Ayuntamiento de Kelma"), ("ANP", "ANP RVD - JEROEN VAN DER MEYDE"),
    ("TT", "Foto: Ana Ruiz/Regeringskansliet/TT"), ("TASS", "Иван Иванов/Росгвардия/ТАСС"),
    ("ANP", "ANP OPENBAAR MINISTERIE"), ("ANP", "ANP / HH / POLITIE AMSTERDAM"), ("ANP", "ANP KONINKLIJKE MARINE"), ("ANP", "ANP GEMEENTE ROTTERDAM"),
    ("ANP", "ANP / Veiligheidsregio Utrecht"), ("Keystone", "KEYSTONE/SBB CFF FFS"), ("dpa", "Foto: Lufthansa/dpa"), ("Antara", "ANTARA FOTO/Humas Polri"),
    ("APA", "APA/PARLAMENTSDIREKTION/THOMAS TOPF"), ("MTI", "MTI/Országos Katasztrófavédelmi Főigazgatóság"), ("Belga", "BELGA PHOTO FEDERAAL PARKET"),
    ("dpa", "Foto: Polizei Berlin/dpa"), ("dpa", "dpa/Polizei Berlin"), ("dpa", "dpa Feuerwehr Hamburg"), ("dpa", "Foto: -/Lufthansa AG/dpa"),
    ("dpa", "Foto: Museum Ludwig/dpa"), ("APA", "APA/BMI"), ("APA", "APA/FREIWILLIGE FEUERWEHR LINZ"), ("APA", "APA LPD WIEN"), ("APA", "APA/BMI/GERD PACHAUER"),
    ("Keystone", "KEYSTONE/Kantonspolizei St. Gallen"), ("NTB", "NTB/Forsvaret"), ("NTB", "Foto: Politiet / NTB"),
    ("NTB", "Foto: Kystverket / NTB"), ("TT", "Foto: Polisen/TT"), ("TT", "TT/Polisen"), ("TT", "Foto: Säpo/TT"), ("Ritzau Scanpix", "Ritzau/Kongehuset"),
    ("Ritzau Scanpix", "Foto: Københavns Politi/Ritzau Scanpix"), ("Ritzau Scanpix", "Foto: Nationalmuseet/Ritzau Scanpix"),
    ("Lehtikuva", "Lehtikuva / Puolustusvoimat"), ("Lehtikuva", "LEHTIKUVA / RAJAVARTIOLAITOS"), ("PAP", "PAP/KPRM"), ("PAP", "PAP/Policja"),
    ("CTK", "ČTK/HZS ČR"), ("MTI", "MTI/Miniszterelnöki Sajtóiroda/Fischer Zoltán"), ("EFE", "EFE/Casa Real"), ("EFE", "EFE/Casa de S.M. el Rey"),
    ("EFE", "EFE/ Guardia Civil"), ("EFE", "EFE/Museo del Prado"), ("ANSA", "ANSA/Vigili del Fuoco"), ("ANSA", "ANSA/US CARABINIERI"),
    ("LUSA", "GNR/LUSA"), ("LUSA", "LUSA/Polícia Judiciária"), ("AFP", "(Photo by Handout / Armée de l'Air / AFP)"), ("AFP", "AFP/Armée de l'Air"),
    ("AFP", "(Photo by US Coast Guard / AFP)"), ("AFP", "(Photo by Tribunal de Paris / AFP)"), ("Reuters", "Metropolitan Police/REUTERS"),
    ("Reuters", "Bolshoi Theatre/via REUTERS"), ("AP", "(AP Photo/Sheriff's Office of Kelm)"),
    ("AP", "(Louvre Museum via AP)"), ("PA", "Kent Police/PA Wire"), ("PA", "Royal Navy/PA"), ("Kyodo", "(Japan Coast Guard/Kyodo)"),
    ("Yonhap", "(Yonhap/Ministry of National Defense)"), ("TASS", "ГУ МЧС России по Курской области/ТАСС"), ("Anadolu", "(Photo by Turkish Defense Ministry/Anadolu)"),
    ("AAP", "(AAP Image/Victoria Police)"), ("AAP", "Supplied by NSW Police/AAP"), ("Canadian Press", "THE CANADIAN PRESS/HO-RCMP"),
    ("Belga", "BELGA PHOTO PALAIS ROYAL"), ("Belga", "BELGA / Defensie"), ("Xinhua", "(Xinhua/Chinese Foreign Ministry)"), ("STA", "STA/Policija"),
]
OWN_BEHIND = [
    ("ANP", "ANP ROBIN VAN LONKHUIJSEN"), ("ANP", "ANP / HOLLANDSE HOOGTE / JEROEN JUMELET"), ("ANP", "ANP SEM VAN DER WAL"), ("ANP", "ANP RAMON VAN FLYMEN"),
    ("dpa", "Foto: Karl-Josef Hildenbrand/dpa"), ("dpa", "Foto: Federico Gambarini/dpa"), ("dpa", "dpa/Kay Nietfeld"), ("dpa", "Foto: kay nietfeld/dpa"),
    ("APA", "APA/HELMUT FOHRINGER"), ("APA", "APA/GEORG HOCHMUTH"), ("Keystone", "KEYSTONE/Ennio Leanza"), ("Keystone", "(KEYSTONE/Jean-Christophe Bott)"),
    ("NTB", "Foto: Håkon Mosvold Larsen / NTB"), ("NTB", "NTB/Ole Berg-Rusten"), ("TT", "Foto: Claudio Bresciani/TT"), ("TT", "TT/Fredrik Sandberg"),
    ("Ritzau Scanpix", "Foto: Mads Claus Rasmussen/Ritzau Scanpix"), ("Ritzau Scanpix", "Ritzau Scanpix/Liselotte Sabroe"),
    ("Lehtikuva", "LEHTIKUVA / JUSSI NUKARI"), ("Lehtikuva", "Lehtikuva / Heikki Saukkomaa"), ("PAP", "PAP/Marcin Bielecki"), ("PAP", "PAP/Leszek Szymański"),
    ("CTK", "ČTK/Roman Vondrouš"), ("MTI", "MTI/Koszticsák Szilárd"), ("EFE", "EFE/ J.J. Guillén"), ("EFE", "EFE/Kiko Huesca"), ("EFE", "EFE/Juan Carlos Cárdenas"),
    ("ANSA", "ANSA/ETTORE FERRARI"), ("ANSA", "ANSA/Massimo Percossi"), ("LUSA", "MIGUEL A. LOPES/LUSA"), ("AFP", "(Photo by Ludovic MARIN / AFP)"),
    ("AFP", "AFP / JACK GUEZ"), ("AFP", "(Photo by SIMON WOHLFAHRT / AFP)"), ("AFP", "AFP/STR"), ("Reuters", "REUTERS/Kim Kyung-Hoon"), ("Reuters", "REUTERS/Dado Ruvic"),
    ("AP", "(AP Photo/J. Scott Applewhite)"), ("AP", "(AP Photo/Andy Wong)"), ("AP", "(AP Photo/Ng Han Guan)"), ("AP", "AP Photo/Rick Bowmer"), ("PA", "Joe Giddens/PA Wire"),
    ("PA", "PA/Aaron Chown"), ("Kyodo", "(Kyodo/Taro Yamada)"), ("Yonhap", "(Yonhap/Kim Do-hun)"), ("TASS", "Михаил Метцель/ТАСС"), ("TASS", "ТАСС/Сергей Бобылев"),
    ("Anadolu", "(Photo by Mustafa Hatipoglu/Anadolu)"), ("AAP", "(AAP Image/Mick Tsikas)"), ("Canadian Press", "THE CANADIAN PRESS/Adrian Wyld"),
    ("Belga", "BELGA PHOTO DIRK WAEM"), ("Belga", "BELGA PHOTO JONAS ROOSENS"), ("Xinhua", "(Xinhua/Li Xiang)"), ("STA", "STA/Tamino Petelinšek"),
]


def answers(cutline, rows):
    """What asks of each picture with these fields, under a contract with its agency."""
    for n, (_, fields) in enumerate(rows):
        cutline.put(f"{n}.jpg", pictures.jpeg(n, {"caption": f"Street number {n}.", **fields}))
    ids = [line["id"] for _, line in sorted(cutline.ingest().items(), key=lambda item: int(item[0][:-4]))]
    contracts(cutline, *{agency for agency, _ in rows})
    verdicts = {one["photo"]: one for one in cutline.json("check", *ids, status=5)}
    return [codes(verdicts[photo], "review", "deny") for photo in ids]


def test_who_stands_behind_an_agency_in_a_sign_off(cutline):
    """In the credit or at the end of the caption: an office, a company or a club asks, a photographer does not."""
    signoffs = [*ISSUED_BEHIND, *OWN_BEHIND]
    rows = [(agency, {"credit": signoff} if n % 2 else {"credit": agency, "caption": f"A street. {signoff}"})
            for n, (agency, signoff) in enumerate(signoffs)]
    asked = answers(cutline, rows)
    n_issued = len(ISSUED_BEHIND)
    assert not [fields for (_, fields), codes in zip(rows[:n_issued], asked) if "HANDOUT" not in codes]
    assert not [fields for (_, fields), codes in zip(rows[n_issued:], asked[n_issued:]) if codes]


# What an agency writes into the by-line where somebody of an office took it.
ISSUED_BYLINES = [("ANP", "RVD - FRANK RUITER"), ("APA", "BMI/GERD PACHAUER"), ("dpa", "Steffen Kugler/Bundesregierung"), ("ANP", "OPENBAAR MINISTERIE")]
OWN_BYLINES = [("AP", "Ana Ruiz/AP"), ("AP", "Ana Ruiz/Los Angeles Times"), ("Getty Images", "Carl Court")]


def test_who_stands_beside_an_office_in_the_by_line(cutline):
    asked = answers(cutline, [(agency, {"credit": agency, "byline": byline}) for agency, byline in [*ISSUED_BYLINES, *OWN_BYLINES]])
    assert ["HANDOUT" in codes for codes in asked] == [True] * len(ISSUED_BYLINES) + [False] * len(OWN_BYLINES)


def test_a_photographer_who_is_called_as_an_authority(cutline):
    """ "Kelm Police" is written as he is: asked, until the rules of the archive know him."""
    rows = [("ANSA", {"credit": "ANSA", "byline": name, "caption": f"A street. Foto: {name}/ANSA"})
            for name in ("Alessandro Politi", "Kelm Police")]
    people = {"schema": "cutline-people/1", "extends": "shipped", "people": [{"id": "politi", "name": "Alessandro Politi"}]}
    (cutline.archive / "rules" / "people.json").write_text(json.dumps(people))
    assert answers(cutline, rows) == [set(), {"HANDOUT"}]


def test_how_somebody_is_reached_names_nobody(cutline):
    """Beside a name a mail address and a number of a telephone are neither printed nor taken for an agency."""
    fields = ({"byline": "Ana Ruiz <ana@courier.example>", "caption": "A street in Almaty."},
              {"copyright": "(c) Ana Ruiz, ana.ruiz@courier.example, +49 30 1234567", "caption": "A street in Osh."})
    for n, one in enumerate(fields):
        cutline.put(f"{n}.jpg", pictures.jpeg(90 + n, one))
    ids = cutline.ingest()
    for n in range(len(fields)):
        assert check(cutline, ids[f"{n}.jpg"]["id"], status=5)["credit"] == "© Ana Ruiz", fields[n]


def test_the_end_of_the_caption_says_who_delivered_it(cutline):
    for n, (credit, signoff) in enumerate((("AFP", "(Photo by Ana RUIZ/AFP via Getty Images)"), ("EPA", "KEYSTONE/EPA/ANA RUIZ"),
                                           ("AFP", "REUTERS/Ana Ruiz"))):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {"credit": credit, "source": credit, "caption": f"A street in Almaty. {signoff}"}))
    ids = cutline.ingest()
    for agency in ("AFP", "EPA"):
        cutline.run("licence", "set", write(cutline, "l.json", {**CONTRACT, "id": agency.lower(), "supplier": agency}))
    for name, code in (("0.jpg", "NO_CONTRACT"), ("1.jpg", "NO_CONTRACT"), ("2.jpg", "DELIVERER_DOUBT")):
        asked, = [one for one in check(cutline, ids[name]["id"], status=5)["reasons"] if one["severity"] == "review"]
        assert asked["code"] == code, name
    assert "REUTERS/Ana Ruiz" in asked["message"] and "licence template agency" in asked["fix"]


def test_the_end_of_the_caption_names_another_photographer(cutline):
    """Who took it is asked, with both names and their places; an editor's by-line or a decision answers."""
    signed = "A street in Almaty. (AP Photo/Jane Roe)"
    for n, byline in enumerate(("John Smith", "J. Roe", "ROE JANE", "Stringer")):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {"credit": "AP", "byline": byline, "caption": signed}))
    ids = [line["id"] for _, line in sorted(cutline.ingest().items())]
    contracts(cutline, "AP")
    for photo in ids[1:]:
        check(cutline, photo, status=0)
    asked, = [one for one in check(cutline, ids[0], status=5)["reasons"] if one["severity"] == "review"]
    assert asked["code"] == "PHOTOGRAPHER_DOUBT" and "byline=" in asked["fix"]
    assert asked["message"] == 'Two photographers are named: "John Smith" (Byline), and "(AP Photo/Jane Roe)" at the end of the caption.'
    cutline.run("grant", ids[0], "--until", "2089-01-01", "--reason", "the desk of AP: Smith")
    check(cutline, ids[0], status=0)
    decision, = [one["set_aside_by"] for one in check(cutline, ids[0])["reasons"] if one["code"] == "PHOTOGRAPHER_DOUBT"]
    cutline.run("grant", ids[0], "--end", decision, "--reason", "wrong")
    cutline.run("edit", ids[0], "byline=Jane Roe")
    check(cutline, ids[0], status=0)


def test_instructions_that_repeat_the_signature(cutline):
    """EPA writes who took it into the instructions, too: nothing to ask. Another name there is not understood."""
    fields = {"credit": "EPA", "byline": "ANA RUIZ", "caption": "A street.  EPA/ANA RUIZ"}
    for n, instructions in enumerate(("EPA/ANA RUIZ", "EPA/JAN ROE")):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {**fields, "instructions": instructions}))
    ids = cutline.ingest()
    contracts(cutline, "EPA")
    check(cutline, ids["0.jpg"]["id"], status=0)
    assert codes(check(cutline, ids["1.jpg"]["id"], status=5), "review") == {"UNPARSED"}


def contracts(cutline, *agencies):
    for agency in agencies:
        name = agency.lower().replace(" ", "-")
        cutline.run("licence", "set", write(cutline, "l.json", {**CONTRACT, "id": name, "supplier": agency}))


DEMANDS = [
    ({"credit": "PA", "byline": "Ana Ruiz", "caption": "A street. Photo credit should read: Ana Ruiz/PA Wire"}, "© Ana Ruiz/PA"),
    ({"credit": "Shutterstock", "caption": "Mandatory Credit: Photo by Ana Ruiz/NurPhoto/Shutterstock (16507315bs)\nA street."},
     "© Ana Ruiz/NurPhoto via Shutterstock"),
    ({"credit": "PA", "byline": "Ana Ruiz", "caption": "A street.", "instructions": "MUST BE CREDITED AND LINKED"}, "© Ana Ruiz/PA"),
    ({"credit": "PA", "byline": "Ana Ruiz", "caption": "A street.", "instructions": "Mandatory credit line next to photo"}, "© Ana Ruiz/PA"),
]


def test_a_demanded_credit_is_read_as_one(cutline):
    """What the archive prints names the same: no story is held up by another order, a number or an alias."""
    for n, (fields, _) in enumerate(DEMANDS):
        cutline.put(f"{n}.jpg", pictures.jpeg(50 + n, fields))
    ids = cutline.ingest()
    contracts(cutline, "PA", "Shutterstock")
    for n, (fields, printed) in enumerate(DEMANDS):
        photo = ids[f"{n}.jpg"]["id"]
        cutline.run("story", "new", f"s{n}")
        cutline.run("story", "add", f"s{n}", photo, "--alt", "people in rain")
        use, = cutline.json("story", "check", f"s{n}", status=0)[0]["uses"]
        assert use["printed"]["credit"] == printed, fields
    as_written = "Ana Ruiz/NurPhoto/Shutterstock"
    assert "CREDIT_MISSING" not in codes(check(cutline, ids["1.jpg"]["id"], "--credit", f"{as_written} (16507315bs)"))
    assert "CREDIT_MISSING" in codes(check(cutline, ids["1.jpg"]["id"], "--credit", "Ana Ruiz", status=4), "deny")


def test_a_demanded_credit_names_nobody_twice(cutline):
    """The verdict proposes what an export prints."""
    signed = "Undated handout photo issued by Essex Police of a man. Photo credit should read: Essex Police/PA Wire"
    photo = cutline.ingest(cutline.put("a.jpg", pictures.jpeg(50, {"credit": "PA", "source": "PA", "caption": signed})))["a.jpg"]["id"]
    assert check(cutline, photo, status=5)["credit"] == "© Essex Police via PA"
    assert '<span class="credit">© Essex Police via PA</span>' in cutline.run("export", photo, "--as", "figure", "--internal").text


def test_a_demand_that_somebody_corrected_is_the_one(cutline):
    cutline.put("a.jpg", pictures.jpeg(60, {"credit": "IMAGO", "caption": "A street.", "instructions": "Mandatory credit: IMAGO / Ana Ruiz"}))
    photo = cutline.ingest()["a.jpg"]["id"]
    contracts(cutline, "IMAGO")
    assert "CREDIT_MISSING" not in codes(check(cutline, photo, "--credit", "IMAGO / Ana Ruiz"))
    cutline.run("restrictions", "confirm", photo, "1", "--as", "CREDIT_REQUIRED", "--operand", "Bob Stone/IMAGO", "--reason", "a slip")
    assert "CREDIT_MISSING" in codes(check(cutline, photo, "--credit", "IMAGO / Ana Ruiz", status=4), "deny")


COLLECTIONS = [
    ("Getty Images", "WireImage", "(Photo by Ana Ruiz/WireImage)"), ("Getty Images", "Getty Images", "(Photo by Ana Ruiz/WireImage)"),
    ("Getty Images", "WireImage", ""), ("WireImage", "WireImage", ""), ("AFP", "POOL", "(Photo by Ana Ruiz / POOL / AFP)"),
    ("AFP", "POOL", ""), ("AFP", "AFP", "(Photo by Ana Ruiz / POOL / AFP)"),
]


def test_a_collection_is_left_out_wherever_it_is_named(cutline):
    for n, (credit, source, signoff) in enumerate(COLLECTIONS):
        fields = {"credit": credit, "source": source, "caption": f"A street in Almaty. {signoff}"}
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, fields))
    ids = cutline.ingest()
    contracts(cutline, "Getty Images", "AFP")
    for n in range(len(COLLECTIONS)):
        assert "LICENSED" in codes(check(cutline, ids[f"{n}.jpg"]["id"]), "note"), COLLECTIONS[n]
    for agency in ("Getty Images", "AFP"):
        cutline.run("licence", "set", write(cutline, "l.json", {
            **CONTRACT, "id": agency.lower().replace(" ", "-"), "supplier": agency, "collections_out": ["WireImage", "Pool"]}))
    for n in range(len(COLLECTIONS)):
        said = check(cutline, ids[f"{n}.jpg"]["id"], status=None)
        assert "LICENSED" not in codes(said, "note") and "does not have the collection" in str(said), COLLECTIONS[n]


def test_the_contract_with_an_agency_is_about_its_own_collections(cutline):
    for n, name in enumerate(("WireImage", "FilmMagic", "Hulton Archive", "iStock")):
        cutline.put(f"{n}.jpg", pictures.jpeg(30 + n, {"credit": name, "source": name, "caption": "A street in Almaty."}))
    ids = cutline.ingest()
    contracts(cutline, "Getty Images")
    for n in range(3):
        assert "LICENSED" in codes(check(cutline, ids[f"{n}.jpg"]["id"], status=0), "note")
    assert "NO_CONTRACT" in codes(check(cutline, ids["3.jpg"]["id"], status=5), "review"), "a stock house has contracts of its own"
