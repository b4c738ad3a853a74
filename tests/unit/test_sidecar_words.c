/* SPDX-License-Identifier: MIT
 *
 * Side-cars: terms of machines in words, and the character sets of the text.
 */
#include "sidecar_case.h"

/* A supplier's own vocabulary, and a language of machines: as text, so that a person is asked. */
static void
test_machine_terms(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		G2("<n:rightsInfoExtProperty rel='dpa:minimumFee' value='50' valueunit='EUR'/>"
		   "<n:rightsInfoExtProperty rel='x:media'><n:name>no TV</n:name>"
		   "</n:rightsInfoExtProperty><n:rightsInfoExtProperty qcode='x:one'/>"
		   "<n:link rel='irel:rightspolicy' href='https://r.example/p'/><n:link rel='x:terms' href='y'/>"
		   "<n:rightsExpressionData>{}</n:rightsExpressionData>",
			"", "", ""),
		"x.xml");

	expect(sidecar, CL_FIELD_USAGE_TERMS,
		"Use limited by minimumFee: 50 EUR|Use limited by media: no TV|"
		"Use limited by a property without a name: x:one|"
		"Use limited by the rights policy at: https://r.example/p|"
		"Use limited: see the rights expression that came with the picture");
	g_assert_true(has_finding(sidecar, CL_FINDING_SIDECAR_UNREAD));
	g_clear_pointer(&sidecar, cl_sidecar_free);
	sidecar = read_text("{\"uri\":\"u\",\"type\":\"picture\",\"rightsInfo\":{"
			    "\"linkedRights\":\"https://r.example/1\",\"encodedRights\":\"{}\"}}",
		"x.json");
	expect(sidecar, CL_FIELD_USAGE_TERMS,
		"Use limited by the rights expression at: https://r.example/1|"
		"Use limited: see the rights expression that came with the picture");
}

/* By its mark or by how "<" stands in it. */
static void
check_utf32(const char *order, gboolean marked)
{
	g_autofree char *xml = g_strdup_printf("%s<?xml version='1.0' encoding='UTF-32'?><newsItem "
					       "xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta>"
					       "<headline>Đ 東京 😀</headline></contentMeta></newsItem>",
		marked ? "\xef\xbb\xbf" : "");
	gsize n;
	g_autofree char *wide = g_convert(xml, -1, order, "UTF-8", NULL, &n, NULL);
	g_autoptr(GBytes) bytes = g_bytes_new(wide, n);
	g_autoptr(GBytes) broken = g_bytes_new(wide, n - 2);
	g_autoptr(GError) error = NULL;
	g_autoptr(ClSidecar) sidecar = cl_sidecar_read(bytes, "x.xml", &error);

	g_assert_no_error(error);
	expect(sidecar, CL_FIELD_HEADLINE, "Đ 東京 😀");
	g_assert_null(cl_sidecar_read(broken, "x.xml", &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
}

/* Declared names in any spelling; those that name no set we have are refused by name. */
static void
test_charsets(void)
{
	static const struct {
		const char *label, *bytes, *text;
	} cases[] = {
		/* What calls itself Latin-1 uses the quotation marks of Windows. */
		{"ISO-8859-1", "\xe9\x93", "é“"},
		{"ISO_8859-15", "50 \xa4", "50 €"},
		{"Windows-1251", "\xcc\xee\xf1\xea\xe2\xe0", "Москва"},
		{"cp1252", "\x80", "€"},
		{"iso-8859-2", "\xa3\xf3" "d\xbc", "Łódź"},
		{"ISO-8859-9", "\xdd\xfe", "İş"},
		{"x-sjis", "\x93\x8c\x8b\x9e", "東京"},
		{"GBK", "\xb1\xb1\xbe\xa9", "北京"},
		{"windows-1255", "\xfa\xec \xe0\xe1\xe9\xe1", "תל אביב"},
		{"windows-1258", "Vi\xea\xf2t \xd0\xfd\xf5\xccng", "Việt Đường"},
		{"iso-8859-7", "\xd2", "\xef\xbf\xbd"}, /* no character of that set */
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *xml = g_strdup_printf(
			"<?xml version='1.0' encoding='%s'?><newsItem "
			"xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta>"
			"<headline>%s</headline></contentMeta></newsItem>",
			cases[i].label, cases[i].bytes);
		g_autoptr(ClSidecar) sidecar = read_text(xml, "x.xml");

		expect(sidecar, CL_FIELD_HEADLINE, cases[i].text);
	}
	check_utf32("UTF-32LE", FALSE);
	check_utf32("UTF-32BE", TRUE);
	refused("<?xml version='1.0' encoding='EBCDIC-CP-DE'?><newsItem/>", "x.xml",
		CL_ERROR_INPUT);
	refused("<?xml version='1.0' encoding=''?><newsItem/>", "x.xml", CL_ERROR_INPUT);
	refused("<?xml version='1.0' encoding='8859'?><newsItem/>", "x.xml", CL_ERROR_INPUT);
}

/* A text is an item that is no picture; a picture under its name is none. */
static void
test_notices(void)
{
	g_autoptr(ClSidecar) text = read_text("\xef\xbb\xbfKILL a\n\nof b", "x.TXT");
	g_autoptr(ClSidecar) mail = read_text("From: d@x.example\nSubject: S\n\nKILL a\n", "x.eml");
	g_autoptr(GError) error = NULL;

	g_assert_cmpint(text->kind, ==, CL_SIDECAR_NOTICE);
	g_assert_cmpstr(item(text, 0)->text, ==, "KILL a\n\nof b");
	g_assert_cmpint(mail->kind, ==, CL_SIDECAR_NOTICE);
	g_assert_nonnull(strstr(item(mail, 0)->text, "KILL a"));
	g_assert_null(read_bytes("\xff\xd8\xff\xe0\0\x10", 6, "x.txt", &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/sidecar/machine-terms", test_machine_terms);
	g_test_add_func("/sidecar/charsets", test_charsets);
	g_test_add_func("/sidecar/notices", test_notices);
	return g_test_run();
}
