/* SPDX-License-Identifier: MIT
 *
 * IPTC-IIM: datasets of any length and order, the one decision on the character set, dates, digest.
 */
#include <cutline/hash.h>

#include "metadata_files.h"

static ClFacts *
read_iim_in(const GByteArray *iim, const guint8 *digest, const char *charset)
{
	g_autoptr(GByteArray) file = jpeg_begin(), resources = g_byte_array_new();

	put_resource(resources, 0x0404, iim->data, iim->len);
	if (digest != NULL)
		put_resource(resources, 0x0425, digest, 16);
	put_segment(file, 0xed, IRB_HEAD, resources->data, resources->len);
	jpeg_end(file, 16, 16);
	return read_file_in(file, charset);
}

static ClFacts *
read_iim(const GByteArray *iim, const guint8 *digest)
{
	return read_iim_in(iim, digest, NULL);
}

/* By-line in the given bytes, with or without the mark of UTF-8. */
static ClFacts *
read_byline(const char *bytes, const char *mark)
{
	g_autoptr(GByteArray) iim = g_byte_array_new();

	if (mark != NULL)
		put_dataset(iim, 1, 90, mark);
	put_dataset(iim, 2, 80, bytes);
	return read_iim(iim, NULL);
}

static void
check_byline(const char *bytes, const char *mark, const char *charset, const char *rule,
	const char *wanted)
{
	g_autoptr(ClFacts) facts = read_byline(bytes, mark);

	g_assert_cmpstr(iptc_value(facts, CL_FIELD_BYLINE), ==, wanted);
	g_assert_cmpstr(facts->charset, ==, charset);
	g_assert_cmpstr(facts->charset_rule, ==, rule);
}

static void
test_charsets(void)
{
	check_byline("Ana Ruiz", NULL, "utf-8", "ascii", "Ana Ruiz");
	check_byline("Maëlle Órdóñez", "\x1b%G", "utf-8", "1:90", "Maëlle Órdóñez");
	check_byline("Maëlle Órdóñez", NULL, "utf-8", "valid-utf-8", "Maëlle Órdóñez");
	check_byline("Maëlle Órdóñez", "\x1b%5", "utf-8", "valid-utf-8", "Maëlle Órdóñez");
	check_byline("Ma\xeblle \xd3rd\xf3\xf1"
		     "ez",
		NULL, "cp1252", "default", "Maëlle Órdóñez");
	check_byline("Ma\x91lle \xeerd\x97\x96"
		     "ez",
		NULL, "macroman", "evidence", "Maëlle Órdóñez");
	check_byline("\xcf\xb8\xf2\xf0 \xdf\xf1\xe5\xed\xe5\xe2", NULL, "cp1251", "evidence",
		"Пётр Ясенев");
	check_byline("Wa\xb3\xeasa, Krzy\xbf", NULL, "cp1250", "evidence", "Wałęsa, Krzyż");
	check_byline("O\x92"
		     "Brien \x96 Ren\xe9",
		NULL, "cp1252", "default", "O’Brien – René");
}

/* Undeclared texts as agencies of the world write them, alone in their file: found again, or at
 * least nothing of the West and of Russia is taken for something else. */
static void
test_guesses(void)
{
	static const struct {
		const char *iconv_name, *charset, *text;
	} cases[] = {
		{"CP932", "shift-jis", "東京・渋谷で雪が降る中、歩く人たち（山田太郎撮影）"},
		{"CP932", "shift-jis", "デルタ航空"},
		{"CP932", "shift-jis", "NHKホールで(C)共同通信社"},
		{"EUC-JP", "euc-jp", "首相官邸に入る大臣ら＝１４日午前"},
		{"EUC-JP", "euc-jp", "サッカー日本代表"},
		{"GB18030", "gb18030", "1月5日，新华社记者王伟摄于北京。"},
		{"GB18030", "gb18030", "新华社发"},
		{"BIG5", "big5", "總統蔡英文出席儀式（中央社記者林俊傑攝）"},
		{"CP949", "euc-kr", "서울 광화문광장에서 연합뉴스 김철수 기자"},
		{"KOI8-R", "koi8-r", "Юрий Петров / ТАСС, Москва"},
		{"KOI8-R", "koi8-r", "пресс-служба министерства обороны"},
		{"CP1251", "cp1251", "МОСКВА. ТАСС"},
		{"CP1251", "cp1251", "Фото РИА Новости, МосГорДума"},
		{"CP1251", "cp1251", "Ўладзімір Караткевіч"},
		{"CP1252", "cp1252", "©Getty Images, ©AFP, ©EPA"},
		{"CP1252", "cp1252", "MÜLLER, ÅSA; Ærø, Åland"},
		{"CP1252", "cp1252", "« À\xc2\xa0l’Élysée »\xc2\xa0: créée en août"},
		{"CP1252", "cp1252", "¿Dónde? ÑANDÚ 15 °C ½"},
		{"MACINTOSH", "macroman", "Général créé à Évry"},
		{"CP1250", "cp1250", "Łódź, Świętokrzyskie"},
		{"KOI8-U", "koi8-u", "Київ, Україна: засідання міського суду"},
		{"ISO-8859-5", "iso-8859-5", "Сараево, Босния: встреча министров"},
		{"CP1253", "cp1253", "Αθήνα: διαδηλωτές μπροστά στη Βουλή"},
		{"CP1255", "cp1255", "ירושלים: ראש הממשלה מגיע לישיבה בכנסת"},
		{"CP1256", "cp1256", "القاهرة: متظاهرون أمام مبنى البرلمان"},
		{"CP874", "cp874", "กรุงเทพ: ผู้ประท้วงหน้ารัฐสภา"},
		/* Too few letters to claim another script than Cyrillic. */
		{"CP1251", "cp1251", "эльфийский хмонг"},
		{"CP1251", "cp1251", "файлът е твърде дълъг"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *bytes = g_convert(
			cases[i].text, -1, cases[i].iconv_name, "UTF-8", NULL, NULL, &error);
		g_autoptr(ClFacts) facts = NULL;

		g_assert_no_error(error);
		facts = read_byline(bytes, NULL);
		g_test_message("%s %s", cases[i].iconv_name, cases[i].text);
		g_assert_cmpstr(facts->charset, ==, cases[i].charset);
		g_assert_cmpstr(iptc_value(facts, CL_FIELD_BYLINE), ==, cases[i].text);
		g_assert_true(has_finding(facts, CL_FINDING_CHARSET_GUESSED));
	}
}

/* What 1:90 designates, wherever it puts the upper half; only if the texts can be in it. */
static void
test_designated(void)
{
	static const struct {
		const char *mark, *charset, *iconv_name, *text;
	} cases[] = {
		{"\x1b-A", "cp1252", "CP1252", "Maëlle Órdóñez"},
		{"\x1b(B\x1b.B", "iso-8859-2", "ISO-8859-2", "Łódź"},
		{"\x1b-L", "iso-8859-5", "ISO-8859-5", "Љиљана Ђорђевић"},
		{"\x1b/G", "iso-8859-6", "ISO-8859-6", "القاهرة"},
		{"\x1b.F", "iso-8859-7", "ISO-8859-7", "Γιώργος"},
		{"\x1b-H", "iso-8859-8", "ISO-8859-8", "תל אביב"},
		{"\x1b-M", "cp1254", "ISO-8859-9", "Şırnak"},
		{"\x1b-T", "cp874", "TIS-620", "กรุงเทพ"},
		{"\x1b-b", "iso-8859-15", "ISO-8859-15", "Œuvre, 5 €"},
		{"\x1b$)A", "gb18030", "GB2312", "北京"},
		{"\x1b$)C", "euc-kr", "EUC-KR", "서울"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *bytes = g_convert(
			cases[i].text, -1, cases[i].iconv_name, "UTF-8", NULL, NULL, &error);
		g_autoptr(ClFacts) facts = NULL;

		g_assert_no_error(error);
		check_byline(bytes, cases[i].mark, cases[i].charset, "1:90", cases[i].text);
		facts = read_byline(bytes, cases[i].mark);
		g_assert_false(has_finding(facts, CL_FINDING_CHARSET_GUESSED));
	}
	/* UTF-8 under any flag; bytes that are none in the set; a set of the lower half. */
	check_byline("Łódź", "\x1b-L", "utf-8", "valid-utf-8", "Łódź");
	check_byline("\xcf\xb8\xf2\xf0 \xdf\xf1\xe5\xed\xe5\xe2", "\x1b-A", "cp1251", "evidence",
		"Пётр Ясенев");
	check_byline("O\x92" "Brien \x96 Ren\xe9", "\x1b-F", "cp1252", "default", "O’Brien – René");
	check_byline("Jos\xe9", "\x1b)A", "cp1252", "default", "José");
}

/* How its supplier writes, where nothing is declared; not where it cannot be so. */
static void
test_supplier_charset(void)
{
	static const struct {
		const char *bytes, *charset, *read_as, *rule, *text;
		gboolean doubtful;
	} cases[] = {
		{"\xe9\xe1\xed", "windows-1250", "cp1250", "supplier", "éáí", FALSE},
		{"\xd8\xed\xe8\xed", "windows-1250", "cp1250", "supplier", "Říčí", FALSE},
		{"\x8e""ana", "macintosh", "macroman", "supplier", "éana", FALSE},
		{"Jos\xe9", "no-such-set", "cp1252", "default", "José", TRUE},
		{"Ren\xe9 Roy", "shift_jis", "cp1252", "default", "René Roy", TRUE},
		{"Jos\xc3\xa9", "windows-1250", "utf-8", "valid-utf-8", "José", FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(GByteArray) iim = g_byte_array_new();
		g_autoptr(ClFacts) facts = NULL;

		put_dataset(iim, 2, 80, cases[i].bytes);
		facts = read_iim_in(iim, NULL, cases[i].charset);
		g_assert_cmpstr(facts->charset, ==, cases[i].read_as);
		g_assert_cmpstr(facts->charset_rule, ==, cases[i].rule);
		g_assert_cmpstr(iptc_value(facts, CL_FIELD_BYLINE), ==, cases[i].text);
		g_assert_true(has_finding(facts, CL_FINDING_CHARSET_GUESSED) == cases[i].doubtful);
	}
}

/* A by-line ends at 32 bytes, in the middle of a character or not; elsewhere half a character tells
 * that the set is another one. */
static void
test_cut_character(void)
{
	g_autofree char *bytes = g_convert(
		"a東京都千代田区永田町一丁目山田太郎", -1, "CP932", "UTF-8", NULL, NULL, NULL);
	g_autoptr(ClFacts) cut = NULL, broken = NULL;

	bytes[32] = '\0';
	cut = read_byline(bytes, NULL);
	g_assert_cmpstr(cut->charset, ==, "shift-jis");
	g_assert_cmpstr(iptc_value(cut, CL_FIELD_BYLINE), ==, "a東京都千代田区永田町一丁目山田");
	bytes[30] = '\0';
	broken = read_byline(bytes, NULL);
	g_assert_cmpstr(broken->charset, !=, "shift-jis");
}

/* Beside the datasets: Photoshop's flag and address; a flag that is not set says nothing. */
static void
test_rights_resources(void)
{
	g_autoptr(GByteArray) file = jpeg_begin(), resources = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_resource(resources, 0x040a, "\1", 1);
	put_resource(resources, 0x040b, "https://a.example/terms", 23);
	put_segment(file, 0xed, IRB_HEAD, resources->data, resources->len);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_RIGHTS_MARKED), ==, "True");
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_WEB_STATEMENT), ==, "https://a.example/terms");
	file->data[2 + 4 + 14 + 12] = 0;
	cl_facts_free(facts);
	facts = read_file(file);
	g_assert_null(iptc_value(facts, CL_FIELD_RIGHTS_MARKED));
}

/* ISO 2022 escapes are kept as they came, and said. */
static void
test_shifted(void)
{
	g_autoptr(ClFacts) facts = read_byline("\x1b$B;3ED\x1b(B", NULL);

	g_assert_true(has_finding(facts, CL_FINDING_CHARSET_GUESSED));
}

static void
test_contradicted(void)
{
	g_autoptr(ClFacts) facts = read_byline("Jos\xe9", "\x1b%G");

	g_assert_cmpstr(iptc_value(facts, CL_FIELD_BYLINE), ==, "José");
	g_assert_true(has_finding(facts, CL_FINDING_CHARSET_CONTRADICTED));
	g_assert_true(has_finding(facts, CL_FINDING_CHARSET_GUESSED));
}

static void
test_repeats(void)
{
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_dataset(iim, 2, 25, "one");
	put_dataset(iim, 2, 110, "First");
	put_dataset(iim, 2, 80, "A");
	put_dataset(iim, 2, 25, "two");
	put_dataset(iim, 2, 110, "Second");
	put_dataset(iim, 2, 80, "B");
	put_be(iim, 0, 3);
	facts = read_iim(iim, NULL);
	g_assert_cmpstr(value_at(facts, CL_FIELD_KEYWORDS, CL_ORIGIN_IPTC, 0, 1), ==, "two");
	g_assert_cmpstr(value_at(facts, CL_FIELD_BYLINE, CL_ORIGIN_IPTC, 0, 1), ==, "B");
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CREDIT), ==, "First");
	g_assert_null(value_at(facts, CL_FIELD_CREDIT, CL_ORIGIN_IPTC, 0, 1));
	g_assert_false(has_finding(facts, CL_FINDING_IPTC_DAMAGED));
}

static void
test_lengths(void)
{
	g_autoptr(GByteArray) extended = g_byte_array_new(), overrun = g_byte_array_new();
	g_autoptr(ClFacts) a = NULL, b = NULL;

	put(extended, "\x1c\2\x50\x80\4\0\0\0\3Ana", 12);
	put_dataset(extended, 2, 110, "Agency");
	a = read_iim(extended, NULL);
	g_assert_cmpstr(iptc_value(a, CL_FIELD_BYLINE), ==, "Ana");
	g_assert_cmpstr(iptc_value(a, CL_FIELD_CREDIT), ==, "Agency");
	put_dataset(overrun, 2, 80, "Kept");
	put(overrun,
		"\x1c\2\x78\x7f\xff"
		"caption",
		12);
	b = read_iim(overrun, NULL);
	g_assert_cmpstr(iptc_value(b, CL_FIELD_BYLINE), ==, "Kept");
	g_assert_null(iptc_value(b, CL_FIELD_CAPTION));
	g_assert_true(has_finding(b, CL_FINDING_IPTC_DAMAGED));
	g_assert_false(has_finding(b, CL_FINDING_OVERLONG_FIELD));
}

/* Longer than the standard allows: kept whole, and said. */
static void
test_too_long(void)
{
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autofree char *caption = g_strnfill(2001, 'c');
	g_autofree char *credit = g_strnfill(32, 'd');
	g_autofree char *keyword = g_strnfill(65, 'k');
	g_autoptr(ClFacts) facts = NULL;
	guint n = 0;

	put_dataset(iim, 2, 120, caption);
	put_dataset(iim, 2, 110, credit);
	put_dataset(iim, 2, 25, keyword);
	put_dataset(iim, 2, 25, keyword);
	facts = read_iim(iim, NULL);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CAPTION), ==, caption);
	for (guint i = 0; i < facts->findings->len; i++) {
		const ClFinding *finding = facts->findings->pdata[i];

		if (strcmp(finding->code, CL_FINDING_OVERLONG_FIELD) != 0)
			continue;
		g_assert_true(g_str_has_suffix(finding->message,
			": caption 2001 bytes (2000 are allowed), keywords 65 bytes (64 are allowed)"));
		n++;
	}
	g_assert_cmpuint(n, ==, 1);
}

/* Four bytes at a time in the wrong order, as in TIFF LONG fields. */
static void
test_swapped(void)
{
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_dataset(iim, 2, 80, "Ana Ruiz");
	put_dataset(iim, 2, 110, "Agency");
	while (iim->len % 4 != 0)
		put_be(iim, 0, 1);
	for (guint i = 0; i < iim->len; i += 4) {
		guint8 *p = iim->data + i, a = p[0], b = p[1];

		p[0] = p[3];
		p[1] = p[2];
		p[2] = b;
		p[3] = a;
	}
	facts = read_iim(iim, NULL);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_BYLINE), ==, "Ana Ruiz");
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CREDIT), ==, "Agency");
}

static void
check_date(const char *date, const char *time, const char *wanted, gboolean bad)
{
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_dataset(iim, 2, 55, date);
	if (time != NULL)
		put_dataset(iim, 2, 60, time);
	facts = read_iim(iim, NULL);
	g_test_message("%s %s", date, time);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_DATE_TAKEN), ==, wanted);
	g_assert_true(has_finding(facts, CL_FINDING_DATE_INVALID) == bad);
}

static void
test_dates(void)
{
	check_date("20220105", "101112+0600", "2022-01-05T10:11:12+06:00", FALSE);
	check_date("20220105", "101112", "2022-01-05T10:11:12", FALSE);
	check_date("2022-01-05", "10:11:12-05:00", "2022-01-05T10:11:12-05:00", FALSE);
	check_date("20220105", "10:57:38-10:57", "2022-01-05T10:57:38", TRUE);
	check_date("19360000", NULL, "1936", FALSE);
	check_date("20220100", "101112", "2022-01", FALSE);
	check_date("00000000", NULL, NULL, FALSE);
	check_date("20221345", NULL, NULL, TRUE);
	check_date("20220105", "256199", "2022-01-05", TRUE);
	check_date("yesterday", NULL, NULL, TRUE);
}

static void
test_digest(void)
{
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autoptr(ClFacts) match = NULL, mismatch = NULL, absent = NULL;
	guint8 digest[16];

	put_dataset(iim, 2, 110, "Agency");
	cl_md5(iim->data, iim->len, digest);
	match = read_iim(iim, digest);
	digest[3] ^= 1;
	mismatch = read_iim(iim, digest);
	absent = read_iim(iim, NULL);
	g_assert_cmpint(match->digest, ==, CL_DIGEST_MATCH);
	g_assert_cmpint(mismatch->digest, ==, CL_DIGEST_MISMATCH);
	g_assert_cmpint(absent->digest, ==, CL_DIGEST_ABSENT);
}

/* Resources: odd without pad, overrun, garbage before. */
static void
test_resources(void)
{
	static const char odd[] = "8BIM\4\x0b\0\0\0\0\0\3abc";
	g_autoptr(GByteArray) file = jpeg_begin(), resources = g_byte_array_new();
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_dataset(iim, 2, 110, "Agency");
	put(resources, odd, sizeof odd - 1);
	put_resource(resources, 0x0404, iim->data, iim->len);
	put(resources, "8BIM\4\x0c\0\0\0\x0f\xff\xffxx", 14);
	put_segment(file, 0xed, IRB_HEAD, resources->data, resources->len);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CREDIT), ==, "Agency");
	g_assert_true(has_finding(facts, CL_FINDING_IPTC_DAMAGED));
}

static void
test_controls(void)
{
	g_autoptr(ClFacts) facts = read_byline("Real\x1b[2J\r\nName\x07 ", NULL);

	g_assert_cmpstr(iptc_value(facts, CL_FIELD_BYLINE), ==, "Real[2J\nName");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/iptc/charsets", test_charsets);
	g_test_add_func("/iptc/guesses", test_guesses);
	g_test_add_func("/iptc/designated", test_designated);
	g_test_add_func("/iptc/supplier-charset", test_supplier_charset);
	g_test_add_func("/iptc/cut-character", test_cut_character);
	g_test_add_func("/iptc/rights-resources", test_rights_resources);
	g_test_add_func("/iptc/shifted", test_shifted);
	g_test_add_func("/iptc/contradicted", test_contradicted);
	g_test_add_func("/iptc/repeats", test_repeats);
	g_test_add_func("/iptc/lengths", test_lengths);
	g_test_add_func("/iptc/too-long", test_too_long);
	g_test_add_func("/iptc/swapped", test_swapped);
	g_test_add_func("/iptc/dates", test_dates);
	g_test_add_func("/iptc/digest", test_digest);
	g_test_add_func("/iptc/resources", test_resources);
	g_test_add_func("/iptc/controls", test_controls);
	return g_test_run();
}
