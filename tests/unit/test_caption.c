/* SPDX-License-Identifier: MIT
 *
 * Captions as agencies write them, and what each part of them is. The names are invented; the forms
 * are those of the reference, §4.2. Every parse must also keep the promise that each byte that is
 * no blank stands in exactly one part.
 */
#include <cutline/caption.h>
#include <string.h>

static void
write_list(GString *out, const char *name, const GPtrArray *values)
{
	for (guint i = 0; i < values->len; i++)
		g_string_append_printf(out, " %s[%s]", name, (const char *)values->pdata[i]);
}

static void
write_value(GString *out, const char *name, const char *value)
{
	if (value != NULL && *value != '\0')
		g_string_append_printf(out, " %s[%s]", name, value);
}

static void
check_parts(const char *text, const ClCaption *caption)
{
	guint at = 0;

	for (guint i = 0; i <= caption->parts->len; i++) {
		const ClCaptionPart *part =
			i < caption->parts->len ? &g_array_index(caption->parts, ClCaptionPart, i)
						: NULL;
		guint start = part != NULL ? part->span.start : (guint)strlen(text);

		g_assert_cmpuint(at, <=, start);
		for (const char *c = text + at; c < text + start; c = g_utf8_next_char(c))
			g_assert_true(g_unichar_isspace(g_utf8_get_char(c)));
		if (part != NULL) {
			g_assert_cmpuint(part->span.end, >, start);
			g_assert_cmpuint(part->span.end, <=, strlen(text));
			g_assert_true(g_utf8_validate(text + start, part->span.end - start, NULL));
			at = part->span.end;
		}
	}
}

/* One line that a table can hold. */
static char *
parsed(const char *text)
{
	g_autoptr(ClCaption) caption = cl_caption_parse(NULL, text, NULL, 0);
	GString *out = g_string_new(cl_caption_form_name(caption->form));

	check_parts(text, caption);
	if (caption->file)
		g_string_append(out, " FILE");
	write_value(out, "id", caption->id);
	write_value(out, "city", caption->city);
	write_value(out, "region", caption->region);
	write_value(out, "country", caption->country);
	if (caption->date.month != 0)
		g_string_append_printf(out, " date[%04d-%02d-%02d]", caption->date.year,
			caption->date.month, caption->date.day);
	write_value(out, "body", caption->body);
	write_value(out, "credit", caption->signoff);
	write_list(out, "tag", caption->tags);
	write_list(out, "note", caption->notes);
	write_list(out, "no", caption->restrictions);
	write_value(out, "slug", caption->slug);
	return g_string_free(out, FALSE);
}

typedef struct {
	const char *text, *expected;
} Row;

static void
check_rows(const Row *rows, gsize n)
{
	guint n_wrong = 0;

	for (gsize i = 0; i < n; i++) {
		g_autofree char *got = parsed(rows[i].text);

		if (strcmp(got, rows[i].expected) == 0)
			continue;
		g_test_message("text: %s\n got: %s\n not: %s", rows[i].text, got, rows[i].expected);
		n_wrong++;
	}
	g_assert_cmpuint(n_wrong, ==, 0);
}

/* clang-format off */
static void
test_afp_getty(void)
{
	static const Row rows[] = {
		{"Protesters clash with police in Almaty on January 5, 2022. (Photo by Abduaziz MADYAROV / AFP)",
			"afp body[Protesters clash with police in Almaty on January 5, 2022.] credit[Photo by Abduaziz MADYAROV / AFP]"},
		{"Troops patrol a street. (Photo by Alexandr BOGDANOV / AFP) (Photo by ALEXANDR BOGDANOV/AFP via Getty Images)",
			"afp body[Troops patrol a street.] credit[Photo by Alexandr BOGDANOV / AFP | Photo by ALEXANDR BOGDANOV/AFP via Getty Images]"},
		{"This handout picture shows the president in Nur-Sultan on January 7, 2022. (Photo by Handout / KAZAKHSTAN PRESIDENCY / AFP) / RESTRICTED TO EDITORIAL USE - MANDATORY CREDIT \"AFP PHOTO / PRESIDENCY\" - NO MARKETING NO ADVERTISING CAMPAIGNS",
			"afp body[This handout picture shows the president in Nur-Sultan on January 7, 2022.] credit[Photo by Handout / KAZAKHSTAN PRESIDENCY / AFP] no[RESTRICTED TO EDITORIAL USE - MANDATORY CREDIT \"AFP PHOTO / PRESIDENCY\" - NO MARKETING NO ADVERTISING CAMPAIGNS]"},
		{"TOPSHOT - A boy jumps into the river Marn in Keld on July 19, 2022. (Photo by Odile MARCHAND / AFP)",
			"afp body[A boy jumps into the river Marn in Keld on July 19, 2022.] credit[Photo by Odile MARCHAND / AFP] note[TOPSHOT]"},
		{"(FILES) In this file photo taken on May 3, 2021 a nurse holds a vial in Lyon. (Photo by Odile MARCHAND / AFP)",
			"afp FILE body[In this file photo taken on May 3, 2021 a nurse holds a vial in Lyon.] credit[Photo by Odile MARCHAND / AFP]"},
		{"A farmer in Tver. AFP PHOTO / PIOTR WILK",
			"afp body[A farmer in Tver.] credit[AFP PHOTO / PIOTR WILK]"},
		{"KYIV, UKRAINE - JANUARY 05: A woman walks her dog on January 05, 2022 in Kyiv, Ukraine. (Photo by Lena Hart/Getty Images)",
			"getty city[KYIV] country[UKRAINE] date[0000-01-05] body[A woman walks her dog on January 05, 2022 in Kyiv, Ukraine.] credit[Photo by Lena Hart/Getty Images]"},
		{"LONDON - AUGUST 20:  Commuters cross the river. (Photo by Tom Ash/Getty Images)",
			"getty city[LONDON] date[0000-08-20] body[Commuters cross the river.] credit[Photo by Tom Ash/Getty Images]"},
		{"SAINT-DENIS, ÎLE-DE-FRANCE, FRANCE - MARCH 12, 2023: Fans arrive. (Photo by Paul Roy/NurPhoto via Getty Images)",
			"getty city[SAINT-DENIS] region[ÎLE-DE-FRANCE] country[FRANCE] date[2023-03-12] body[Fans arrive.] credit[Photo by Paul Roy/NurPhoto via Getty Images]"},
		{"(FILE PHOTO) (EDITORS NOTE: Image has been converted to black and white.) ROME, ITALY - APRIL 02: The Tiber at dusk. (Photo by Lena Hart/Getty Images)",
			"getty FILE city[ROME] country[ITALY] date[0000-04-02] body[The Tiber at dusk.] credit[Photo by Lena Hart/Getty Images] note[EDITORS NOTE: Image has been converted to black and white.]"},
		{"Two men talk *** Local Caption *** Jan Bok; Emil Fry",
			"plain body[Two men talk] note[Local Caption *** Jan Bok; Emil Fry]"},
		{"(Photo by -/CCTV/AFP via Getty Images)", "afp credit[Photo by -/CCTV/AFP via Getty Images]"},
		/* A bracket in a sentence is no credit. */
		{"Collective Security Treaty Organisation's (CSTO) Russian soldiers in Almaty.",
			"plain body[Collective Security Treaty Organisation's (CSTO) Russian soldiers in Almaty.]"},
		{"Ministers Ana Ruiz (L) and Jan Bok (R) meet on the sidelines of the EU/AU summit in Brussels.",
			"plain body[Ministers Ana Ruiz (L) and Jan Bok (R) meet on the sidelines of the EU/AU summit in Brussels.]"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void
test_ap_reuters_epa(void)
{
	static const Row rows[] = {
		{"FILE - Smoke rises over the city hall in Keld, Norland, Wednesday, Jan. 5, 2022. The fire was put out. (AP Photo/Vera Lund, File)",
			"ap FILE body[Smoke rises over the city hall in Keld, Norland, Wednesday, Jan. 5, 2022. The fire was put out.] credit[AP Photo/Vera Lund, File]"},
		{"A dog sleeps, Monday, March 6, 2023, in Bern. (Kai Nie/dpa via AP)",
			"ap body[A dog sleeps, Monday, March 6, 2023, in Bern.] credit[Kai Nie/dpa via AP]"},
		{"In this photo provided by the family, Ida Berg smiles. (Ida Berg via AP)",
			"ap body[In this photo provided by the family, Ida Berg smiles.] credit[Ida Berg via AP]"},
		{"Ada Lund (Vera Kohl/United Archives via Getty Images)",
			"getty body[Ada Lund] credit[Vera Kohl/United Archives via Getty Images]"},
		{"The prince at the launch of \"The Line.\" Vera Lund/Courtesy of the Court/Handout via REUTERS",
			"reuters body[The prince at the launch of \"The Line.\"] credit[Vera Lund/Courtesy of the Court/Handout via REUTERS]"},
		{"A tug lies off Porto on March 14, 2026. U.S. Navy/Handout via REUTERS. THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY",
			"reuters body[A tug lies off Porto on March 14, 2026.] credit[U.S. Navy/Handout via REUTERS] no[THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY]"},
		{"An opened drive, with its heads. Photo courtesy of Lund via Wikimedia Commons, reproduced under CC BY-SA 4.0",
			"plain body[An opened drive, with its heads.] credit[Photo courtesy of Lund via Wikimedia Commons, reproduced under CC BY-SA 4.0]"},
		{"CORRECTS CITY A resident walks in Porto on Sunday, Feb. 6, 2022. (AP Photo/Vera Lund)",
			"ap body[A resident walks in Porto on Sunday, Feb. 6, 2022.] credit[AP Photo/Vera Lund] note[CORRECTS CITY]"},
		{"ADDS NAME UN peacekeepers walk in Porto: two were hurt on Sunday. (AP Photo/Vera Lund)",
			"ap body[UN peacekeepers walk in Porto: two were hurt on Sunday.] credit[AP Photo/Vera Lund] note[ADDS NAME]"},
		{"CORRECTS LAST NAME TO Ruiz - Ana Ruiz speaks in Porto. (AP Photo/Vera Lund)",
			"ap body[Ana Ruiz speaks in Porto.] credit[AP Photo/Vera Lund] note[CORRECTS LAST NAME TO Ruiz]"},
		{"Ein Mann geht durch die Stadt. Foto: Vera Lund/dpa +++ dpa-Bildfunk +++",
			"dpa body[Ein Mann geht durch die Stadt.] credit[Foto: Vera Lund/dpa] note[+++ dpa-Bildfunk +++]"},
		{"Ludzie na ulicy w Gdyni. Fot. Vera Lund, PAP",
			"plain body[Ludzie na ulicy w Gdyni.] credit[Fot. Vera Lund, PAP]"},
		{"CORRECTS SPELLING OF NAME TO RUIZ - Ana Ruiz speaks in Porto on Sunday, Feb. 6, 2022. (AP Photo/Vera Lund)",
			"ap body[Ana Ruiz speaks in Porto on Sunday, Feb. 6, 2022.] credit[AP Photo/Vera Lund] note[CORRECTS SPELLING OF NAME TO RUIZ]"},
		{"A view shows a burnt car in Almaty, Kazakhstan January 6, 2022. REUTERS/Pavel Iov TPX IMAGES OF THE DAY",
			"reuters body[A view shows a burnt car in Almaty, Kazakhstan January 6, 2022.] credit[REUTERS/Pavel Iov] tag[TPX IMAGES OF THE DAY]"},
		{"Actor Leo Pine arrives in Los Angeles July 21, 2014. REUTERS/Mara Gold (UNITED STATES - Tags: ENTERTAINMENT)",
			"reuters body[Actor Leo Pine arrives in Los Angeles July 21, 2014.] credit[REUTERS/Mara Gold] tag[ENTERTAINMENT]"},
		{"A vessel burns, in this handout picture released on May 2, 2023. Norland Navy/Handout via REUTERS ATTENTION EDITORS - THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY. NO RESALES. NO ARCHIVES",
			"reuters body[A vessel burns, in this handout picture released on May 2, 2023.] credit[Norland Navy/Handout via REUTERS] note[ATTENTION EDITORS - THIS IMAGE HAS BEEN SUPPLIED BY A THIRD PARTY. NO RESALES. NO ARCHIVES]"},
		{"FILE PHOTO: A logo is seen in Munich, Germany, April 5, 2022. REUTERS/Lukas Bart/File Photo",
			"reuters FILE body[A logo is seen in Munich, Germany, April 5, 2022.] credit[REUTERS/Lukas Bart/File Photo]"},
		{"epa09682813 Kazakh soldiers guard a square in Almaty, Kazakhstan, 10 January 2022. A curfew is in force.  EPA/STR",
			"epa id[epa09682813] body[Kazakh soldiers guard a square in Almaty, Kazakhstan, 10 January 2022. A curfew is in force.] credit[EPA/STR]"},
		{"epa10001234 (FILE) - A singer in Oslo, Norway, 01 June 2022 (reissued 03 June 2022).  EPA-EFE/NINA SOLBERG",
			"epa FILE id[epa10001234] body[A singer in Oslo, Norway, 01 June 2022 (reissued 03 June 2022).] credit[EPA-EFE/NINA SOLBERG]"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void
test_other_agencies(void)
{
	static const Row rows[] = {
		{"File photo dated 05-01-2022 of Lord Ashby at Westminster. PRESS ASSOCIATION Photo. Picture date: Wednesday January 5, 2022. See PA story POLITICS Ashby. Photo credit should read: Martin Rick/PA Wire",
			"pa FILE date[2022-01-05] body[Lord Ashby at Westminster.] credit[Photo credit should read: Martin Rick/PA Wire] note[PRESS ASSOCIATION Photo] slug[POLITICS Ashby]"},
		{"The prince visits a school in Leeds. Picture date: Tuesday March 7, 2023.",
			"plain date[2023-03-07] body[The prince visits a school in Leeds.]"},
		/* Labels are those of the credit rules, in any language; they need a credit behind them. */
		{"Mies Almatyssa 5.1.2022. Kuva: Odile Marchand / Lehtikuva",
			"plain body[Mies Almatyssa 5.1.2022.] credit[Kuva: Odile Marchand / Lehtikuva]"},
		{"Almatı'da bir adam, 5 Ocak 2022. Fotoğraf: Anadolu Ajansı",
			"plain body[Almatı'da bir adam, 5 Ocak 2022.] credit[Fotoğraf: Anadolu Ajansı]"},
		{"男性がアルマトイを歩く。 写真：ロイター", "plain body[男性がアルマトイを歩く。] credit[写真：ロイター]"},
		{"Skaters in Keld. Photograph courtesy of Odile Marchand",
			"plain body[Skaters in Keld.] credit[Photograph courtesy of Odile Marchand]"},
		{"Photo by photo, the team pieced together the map.",
			"plain body[Photo by photo, the team pieced together the map.]"},
		{"Courtesy of the weather, fans stayed dry in Kelm.",
			"plain body[Courtesy of the weather, fans stayed dry in Kelm.]"},
		{"Members of the mission in Juba (UN/African Union) wait.",
			"plain body[Members of the mission in Juba (UN/African Union) wait.]"},
		/* What desks write is one list for captions and credits. */
		{"Skaters in Keld. REUTERS/Odile Marchand EDS NOTE: GRAPHIC CONTENT",
			"reuters body[Skaters in Keld.] credit[REUTERS/Odile Marchand] note[EDS NOTE: GRAPHIC CONTENT]"},
		{"Skaters in Keld. Photo by Odile Marchand/AFP / Restricted to editorial use - no sales",
			"afp body[Skaters in Keld.] credit[Photo by Odile Marchand/AFP] no[Restricted to editorial use - no sales]"},
		{"Editors’ note: the face was blurred. Skaters in Keld draw the attention of editors.",
			"plain body[Skaters in Keld draw the attention of editors.] note[Editors’ note: the face was blurred]"},
		/* A full stop within a date ends no sentence, and no date begins a credit. */
		{"Ein Zug steht in Dresden am 5. Januar 2022. Foto: Jörg Carst/dpa",
			"dpa body[Ein Zug steht in Dresden am 5. Januar 2022.] credit[Foto: Jörg Carst/dpa]"},
		{"Das 2. Treffen am Mi., 5. Jan. 2022. Jörg Carst/dpa",
			"dpa body[Das 2. Treffen am Mi., 5. Jan. 2022.] credit[Jörg Carst/dpa]"},
		{"Skater in Dresden, 5.1.2022. dpa/Jörg Carst",
			"plain body[Skater in Dresden, 5.1.2022.] credit[dpa/Jörg Carst]"},
		{"Skaters in Keld on Wed., Jan. 5. Photo by Odile Marchand/AFP",
			"afp body[Skaters in Keld on Wed., Jan. 5.] credit[Photo by Odile Marchand/AFP]"},
		{"Skaters in El Paso, Tex., on Thurs., Jan. 6. Odile Marchand/The Keld Times",
			"plain body[Skaters in El Paso, Tex., on Thurs., Jan. 6.] credit[Odile Marchand/The Keld Times]"},
		{"Patineurs le mercredi 5 janv. 2022. Photo Odile Marchand / AFP",
			"afp body[Patineurs le mercredi 5 janv. 2022.] credit[Photo Odile Marchand / AFP]"},
		{"Patinadores, 5 de enero de 2022. EFE/Odile Marchand",
			"plain body[Patinadores, 5 de enero de 2022.] credit[EFE/Odile Marchand]"},
		{"Каток в Алматы, 5 января 2022 г. Фото: Ана Руис/ТАСС",
			"plain body[Каток в Алматы, 5 января 2022 г.] credit[Фото: Ана Руис/ТАСС]"},
		/* Addresses are no sign-offs; a site that signs one is. */
		{"See x.com/AFP/status or https://x.example/AFP/1, or write to desk@keld.example/Photos.",
			"plain body[See x.com/AFP/status or https://x.example/AFP/1, or write to desk@keld.example/Photos.]"},
		{"A briefing. akorda.kz/Handout via REUTERS",
			"reuters body[A briefing.] credit[akorda.kz/Handout via REUTERS]"},
		{"05 January 2022, Saxony, Dresden: Skaters on the frozen Elbe. Photo: Jörg Carst/dpa - ATTENTION: Only for editorial use",
			"dpa city[Dresden] region[Saxony] date[2022-01-05] body[Skaters on the frozen Elbe.] credit[Photo: Jörg Carst/dpa] note[ATTENTION: Only for editorial use]"},
		{"ARCHIV - 12.03.2021, Berlin: Blick auf den Reichstag. Foto: Ute Grab/dpa-Zentralbild/dpa",
			"dpa FILE city[Berlin] date[2021-03-12] body[Blick auf den Reichstag.] credit[Foto: Ute Grab/dpa-Zentralbild/dpa]"},
		{"01 Apr 2015, Akron, Ohio, USA --- April 1, 2015 - Akron, Ohio, U.S. - A guard looks for the pass. --- Image by © Mike Card/ZUMA Press/Corbis",
			"corbis city[Akron] region[Ohio] country[USA] date[2015-04-01] body[A guard looks for the pass.] credit[Image by © Mike Card/ZUMA Press/Corbis]"},
		{"Jul 26, 2023; Indianapolis, IN, USA; The coach speaks to the media. Mandatory Credit: Robert Godd-USA TODAY Sports",
			"imagn city[Indianapolis] region[IN] country[USA] date[2023-07-26] body[The coach speaks to the media.] credit[Mandatory Credit: Robert Godd-USA TODAY Sports]"},
		{"EDITORIAL USE ONLY. NO MERCHANDISING\nMandatory Credit: Photo by Jose Bret/NurPhoto/Shutterstock (16507315bs)\nLuna Moth of Rovers\nRovers v Athletic, Premier Cup, Porto Claro - 08 Mar 2026",
			"shutterstock body[Luna Moth of Rovers\nRovers v Athletic, Premier Cup, Porto Claro - 08 Mar 2026] credit[Mandatory Credit: Photo by Jose Bret/NurPhoto/Shutterstock (16507315bs)] no[EDITORIAL USE ONLY. NO MERCHANDISING]"},
		{"Premier Nell Frost takes questions in Regina on Thursday, May 4, 2023. THE CANADIAN PRESS/Heywood Ju",
			"cp body[Premier Nell Frost takes questions in Regina on Thursday, May 4, 2023.] credit[THE CANADIAN PRESS/Heywood Ju]"},
		{"A rocket lifts off in Wenchang, south China's Hainan Province, Feb. 15, 2023. (Xinhua/Wang Xi)",
			"xinhua body[A rocket lifts off in Wenchang, south China's Hainan Province, Feb. 15, 2023.] credit[Xinhua/Wang Xi]"},
		{"(230215) -- BEIJING, Feb. 15, 2023 (Xinhua) -- Children skate on a lake. (Xinhua/Li Jun)",
			"xinhua id[230215] city[BEIJING] date[2023-02-15] body[Children skate on a lake.] credit[Xinhua/Li Jun]"},
		{"Oslo 20261128.\nFolk går over broen. Foto: Ana Roe / NTB",
			"plain city[Oslo] date[2026-11-28] body[Folk går over broen.] credit[Foto: Ana Roe / NTB]"},
		{"STOCKHOLM 20261128 Ministern talar till pressen. Foto: Bo Roe / TT / Kod 1234",
			"plain city[STOCKHOLM] date[2026-11-28] body[Ministern talar till pressen.] credit[Foto: Bo Roe / TT / Kod 1234]"},
		{"MADRID, 28/11/2026.- Dos personas caminan por la plaza. EFE/ Ana Ruiz",
			"plain city[MADRID] date[2026-11-28] body[Dos personas caminan por la plaza.] credit[EFE/ Ana Ruiz]"},
		{"Warszawa, 28.11.2026. Ludzie na ulicy. PAP/Jan Nowy",
			"plain city[Warszawa] date[2026-11-28] body[Ludzie na ulicy.] credit[PAP/Jan Nowy]"},
		{"Budapest, 2026. november 28.\nEmberek az utcán. MTI/Kis Ana",
			"plain city[Budapest] date[2026-11-28] body[Emberek az utcán.] credit[MTI/Kis Ana]"},
		{"Oslo 28.11.2026 is the day. A man walks.", "plain body[Oslo 28.11.2026 is the day. A man walks.]"},
		{"Budapest, 2026. A man walks.", "plain body[Budapest, 2026. A man walks.]"},
		{"Комбайн убирает пшеницу. Фото: Айгуль Сарсенова/Степные новости",
			"plain body[Комбайн убирает пшеницу.] credit[Фото: Айгуль Сарсенова/Степные новости]"},
		{"El mercado de la plaza, el sábado. (José Muñoz Peña/Plaza)",
			"plain body[El mercado de la plaza, el sábado.] credit[José Muñoz Peña/Plaza]"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

/* What is not understood stays body; and anything gives an answer. */
static void
test_unknown(void)
{
	static const Row rows[] = {
		{"", "plain"},
		{"  \n ", "plain"},
		{"A cat.", "plain body[A cat.]"},
		{"STORM HITS COAST AND LEAVES TWO DEAD", "plain body[STORM HITS COAST AND LEAVES TWO DEAD]"},
		{"Rain in Kelm - people wait. NO SALES", "plain body[Rain in Kelm - people wait.] no[NO SALES]"},
		{"A man reads. (", "plain body[A man reads. (]"},
		{"A man reads. (Photo by Odile MARCH", "plain body[A man reads.] credit[Photo by Odile MARCH]"},
		{"((((((((", "plain body[((((((((]"},
		{"12-year-old Ida - the winner - smiles: she won.", "plain body[12-year-old Ida - the winner - smiles: she won.]"},
		{"It was 5 p.m. U.S. President Ann Lee left.", "plain body[It was 5 p.m. U.S. President Ann Lee left.]"},
		{"雪の日、東京で。", "plain body[雪の日、東京で。]"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

/* clang-format on */
/* Only the phrases of rights know where the name ends and the instruction begins. */
/* Credits without a slash or a label's colon, and people who only look like one. */
static void
test_tails(void)
{
	static const Row rows[] = {
		{"Protesters march in Almaty on 5 January. Ana Ruiz, AFP",
			"afp body[Protesters march in Almaty on 5 January.] credit[Ana Ruiz, AFP]"},
		{"A protest in the capital. Rome. Ana Ruiz, dpa", "plain body[A protest in the capital. Rome.] credit[Ana Ruiz, dpa]"},
		{"Protesters march. Ana Ruiz for The New York Times",
			"plain body[Protesters march.] credit[Ana Ruiz for The New York Times]"},
		{"Protesters march. – Reuters", "plain body[Protesters march.] credit[Reuters]"},
		{"Протестующие в Алматы (фото ТАСС)", "plain body[Протестующие в Алматы] credit[фото ТАСС]"},
		{"Il presidente a Roma (Foto LaPresse)", "plain body[Il presidente a Roma] credit[Foto LaPresse]"},
		{"시위대가 행진하고 있다 [사진=연합뉴스]", "plain body[시위대가 행진하고 있다] credit[사진=연합뉴스]"},
		{"デモ隊が行進する（共同）", "plain body[デモ隊が行進する] credit[共同]"},
		{"Rom. (dpa)", "plain body[Rom.] credit[dpa]"},
		/* not */
		{"A march with Ana Ruiz, AFP journalist", "plain body[A march with Ana Ruiz, AFP journalist]"},
		{"A march with Ana Ruiz, AFP", "plain body[A march with Ana Ruiz, AFP]"},
		{"A march with Ana Ruiz (AFP)", "plain body[A march with Ana Ruiz (AFP)]"},
		{"The jury: Jonas Weber, Reuters. Ana Ruiz, AFP", "plain body[The jury: Jonas Weber, Reuters. Ana Ruiz, AFP]"},
		{"The jury.\nJonas Weber, Reuters\nAna Ruiz, AFP", "plain body[The jury.\nJonas Weber, Reuters\nAna Ruiz, AFP]"},
		{"Ana Ruiz, AFP", "plain body[Ana Ruiz, AFP]"},
		{"She works for the Associated Press (AP)", "plain body[She works for the Associated Press (AP)]"},
		{"Besucher im Museum (Foto Museum Winterthur)", "plain body[Besucher im Museum (Foto Museum Winterthur)]"},
		{"The speaker. Ana Ruiz, NASA", "plain body[The speaker. Ana Ruiz, NASA]"},
		{"He holds a sign [sic] in Almaty.", "plain body[He holds a sign [sic] in Almaty.]"},
	};

	check_rows(rows, G_N_ELEMENTS(rows));
}

static void
test_restriction_spans(void)
{
	const char *text = "Sony shows a phone in Tokyo, Japan, 02 May 2023. EPA/SONY HANDOUT "
			   "EDITORIAL USE ONLY/NO SALES";
	const char *at = strstr(text, "EDITORIAL");
	ClSpan span = {(guint)(at - text), (guint)(at - text) + 18};
	g_autoptr(ClCaption) caption = cl_caption_parse(NULL, text, &span, 1);

	check_parts(text, caption);
	g_assert_cmpstr(caption->signoff, ==, "EPA/SONY HANDOUT");
	g_assert_cmpuint(caption->restrictions->len, >=, 1);
	g_assert_cmpstr(caption->restrictions->pdata[0], ==, "EDITORIAL USE ONLY");
}

static void
test_dates(void)
{
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{"on January 5, 2022 and on Jan. 6", "2022-01-05/0 0000-01-06/0"},
		{"Wednesday, Jan. 5, 2022", "2022-01-05/3"},
		{"am Mittwoch, 5. Januar 2022", "2022-01-05/3"},
		{"le mercredi 5 janvier 2022", "2022-01-05/3"},
		{"el miércoles 5 de enero de 2022", "2022-01-05/3"},
		{"5 января 2022 года", "2022-01-05/0"},
		{"2022-01-05, 05.01.2022 and 05/01/2022", "2022-01-05/0 2022-01-05/0 2022-01-05/0"},
		{"on Wednesday as unrest", "0000-00-00/3"},
		{"yesterday and last week", "relative relative"},
		{"in March 2021", "2021-03-00/0"},
		{"Wed., Jan. 5 and Sat. 8 May 2021", "0000-01-05/3 2021-05-08/6"},
		{"il 5 gennaio, 5 września, 5 травня", "0000-01-05/0 0000-09-05/0 0000-05-05/0"},
		{"the Sun sat in May", ""},
		{"sabato 8 maggio 2021, w środę, fredag 8. mai", "2021-05-08/6 0000-00-00/3 0000-05-08/5"},
		{"на защиту окружающей среды в субботу", "0000-00-00/6"},
		{"Plácido Domingo sings; Domingo 9 de mayo de 2021", "2021-05-09/7"},
		{"they may 5 or march 6", ""},
		{"on the 5th of 2022 guests", ""},
		{"January 32, 2022", ""},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(GArray) dates = cl_caption_dates(rows[i].text);
		g_autoptr(GString) out = g_string_new(NULL);

		for (guint j = 0; j < dates->len; j++) {
			const ClTextDate *date = &g_array_index(dates, ClTextDate, j);

			if (out->len > 0)
				g_string_append_c(out, ' ');
			if (date->relative)
				g_string_append(out, "relative");
			else
				g_string_append_printf(out, "%04d-%02d-%02d/%d", date->year,
					date->month, date->day, date->weekday);
		}
		g_assert_cmpstr(out->str, ==, rows[i].expected);
	}
}

static void
test_accounted(void)
{
	static const char *const madyarov[] = {"ABDUAZIZ MADYAROV", NULL};
	static const char *const nobody[] = {NULL};
	ClCaptionWitness witness = {.credit = "AFP via Getty Images", .bylines = madyarov};
	g_autofree char *stranger = NULL;

	g_assert_true(cl_caption_accounted("Photo by Abduaziz MADYAROV / AFP", &witness, NULL));
	g_assert_true(cl_caption_accounted(
		"Photo by Abduaziz Madyarov/AFP via Getty Images", &witness, NULL));
	witness.bylines = nobody;
	g_assert_false(
		cl_caption_accounted("Photo by Abduaziz MADYAROV / AFP", &witness, &stranger));
	g_assert_cmpstr(stranger, ==, "abduaziz");
	witness.credit = NULL;
	g_assert_true(cl_caption_accounted("Photo: Handout", &witness, NULL));
}

/* What is looked over before a credit is looked over in a row, too. */
static void
test_signs(void)
{
	static const char *const rows[] = {"/", "//", " / ", "***", "..."};

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autofree char *text = g_strdup_printf("A man walks. %s Ana Ruiz/AFP", rows[i]);
		g_autoptr(ClCaption) caption = cl_caption_parse(NULL, text, NULL, 0);

		g_assert_cmpstr(caption->signoff, ==, "Ana Ruiz/AFP");
	}
}

/* Twenty thousand bytes of openings take no longer than those of letters, roughly. */
static void
test_linear(void)
{
	static const char *const pieces[] = {
		"(", "A/B ", "NO SALES. ", "Photo by ", "x. Y/Z. ", "- ", "© ", "/", "/ ", "* ", "\"",
		".", "… ", "A/B/", "\u00a0", "AFP/", "/ AFP", "Photo: ", "Ana Ruiz. ",
		"REUTERS/Ana Ruiz ", "1. ", "A! "};

	for (gsize i = 0; i < G_N_ELEMENTS(pieces); i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(ClCaption) caption = NULL;

		while (text->len < 20000)
			g_string_append(text, pieces[i]);
		caption = cl_caption_parse(NULL, text->str, NULL, 0);
		check_parts(text->str, caption);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/caption/afp-getty", test_afp_getty);
	g_test_add_func("/caption/ap-reuters-epa", test_ap_reuters_epa);
	g_test_add_func("/caption/other-agencies", test_other_agencies);
	g_test_add_func("/caption/unknown", test_unknown);
	g_test_add_func("/caption/tails", test_tails);
	g_test_add_func("/caption/restriction-spans", test_restriction_spans);
	g_test_add_func("/caption/dates", test_dates);
	g_test_add_func("/caption/accounted", test_accounted);
	g_test_add_func("/caption/signs", test_signs);
	g_test_add_func("/caption/linear", test_linear);
	return g_test_run();
}
