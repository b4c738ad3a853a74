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
		   "<n:rightsExpressionData>{}</n:rightsExpressionData>",
			"", "", ""),
		"x.xml");

	expect(sidecar, CL_FIELD_USAGE_TERMS,
		"Use limited by minimumFee: 50 EUR|Use limited by media: no TV|"
		"Use limited by a property without a name: x:one|"
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

static void
test_charsets(void)
{
	g_autoptr(ClSidecar) latin = read_text(
		"<?xml version='1.0' encoding='ISO-8859-1'?><newsItem "
		"xmlns='http://iptc.org/std/nar/2006-10-01/'><contentMeta><headline>\xe9\x93"
		"</headline></contentMeta></newsItem>",
		"x.xml");

	/* What calls itself Latin-1 uses the quotation marks of Windows. */
	expect(latin, CL_FIELD_HEADLINE, "é“");
	refused("<?xml version='1.0' encoding='EBCDIC-CP-DE'?><newsItem/>", "x.xml",
		CL_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sidecar/machine-terms", test_machine_terms);
	g_test_add_func("/sidecar/charsets", test_charsets);
	return g_test_run();
}
