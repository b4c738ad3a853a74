/* SPDX-License-Identifier: MIT
 *
 * XMP: every legal shape of RDF, spelling variants, what is refused, what is repaired.
 */
#include "metadata_files.h"

static ClFacts *
read_packet_bytes(const char *packet, gsize n)
{
	g_autoptr(GByteArray) file = jpeg_begin();

	put_segment(file, 0xe1, XMP_HEAD, packet, n);
	jpeg_end(file, 16, 16);
	return read_file(file);
}

static ClFacts *
read_packet(const char *attributes, const char *body)
{
	g_autofree char *packet = xmp_packet(attributes, body);

	return read_packet_bytes(packet, strlen(packet));
}

static void
check(const char *attributes, const char *body, ClField field, const char *wanted)
{
	g_autoptr(ClFacts) facts = read_packet(attributes, body);

	g_assert_cmpstr(xmp_value(facts, field), ==, wanted);
	g_assert_false(has_finding(facts, CL_FINDING_XMP_DAMAGED));
}

static void
test_shapes(void)
{
	check("ps:Credit='A &amp; B'", "", CL_FIELD_CREDIT, "A & B");
	check("", "<ps:Credit>A</ps:Credit>", CL_FIELD_CREDIT, "A");
	check("", "<ps:Credit><![CDATA[<A>]]></ps:Credit>", CL_FIELD_CREDIT, "<A>");
	check("", "<ps:Credit rdf:resource='A'/>", CL_FIELD_CREDIT, "A");
	check("", "<ps:Credit rdf:parseType='Resource'><rdf:value>A</rdf:value></ps:Credit>",
		CL_FIELD_CREDIT, "A");
	check("", "<ps:Credit><rdf:Description rdf:value='A'/></ps:Credit>", CL_FIELD_CREDIT, "A");
	check("", "<ps:Credit><rdf:Seq><rdf:li>A</rdf:li><rdf:li>B</rdf:li></rdf:Seq></ps:Credit>",
		CL_FIELD_CREDIT, "A");
	check("", "<dc:creator>A</dc:creator>", CL_FIELD_BYLINE, "A");
	check("", "<dc:description>A</dc:description>", CL_FIELD_CAPTION, "A");
	check("", "<ps:Credit>  </ps:Credit>", CL_FIELD_CREDIT, NULL);
	check("", "<ps:Credit/>", CL_FIELD_CREDIT, NULL);
}

static void
test_spellings(void)
{
	check("", "<dc:Rights>R</dc:Rights>", CL_FIELD_COPYRIGHT, "R");
	check("plus:ImageSupplierImageId='7'", "", CL_FIELD_SUPPLIER_ID, "7");
	check("g:AssetID='82486881'", "", CL_FIELD_SUPPLIER_ID, "82486881");
	check("g:AssetID='8' plus:ImageSupplierImageID='7'", "", CL_FIELD_SUPPLIER_ID, "7");
	check("tiff:Orientation='6'", "", CL_FIELD_ORIENTATION, NULL);
	check("tiff:Credit='wrong namespace'", "", CL_FIELD_CREDIT, NULL);
}

static void
test_languages(void)
{
	g_autoptr(ClFacts) facts = read_packet("",
		"<dc:description><rdf:Alt><rdf:li xml:lang='x-default'>A</rdf:li>"
		"<rdf:li xml:lang='ar'>\xd8\xb9</rdf:li></rdf:Alt></dc:description>");
	const ClReceived *second;

	g_assert_cmpuint(facts->received->len, ==, 2);
	second = facts->received->pdata[1];
	g_assert_cmpstr(second->lang, ==, "ar");
	g_assert_cmpstr(second->value, ==, "\xd8\xb9");
	g_assert_cmpuint(second->position, ==, 1);
}

static void
test_structures(void)
{
	check("",
		"<plus:Licensor><rdf:Seq><rdf:li rdf:parseType='Resource'>"
		"<plus:LicensorName>Desk</plus:LicensorName>"
		"<plus:LicensorURL>https://d.example</plus:LicensorURL></rdf:li></rdf:Seq></"
		"plus:Licensor>",
		CL_FIELD_LICENSOR, "Desk (https://d.example)");
	check("",
		"<plus:Licensor><rdf:Seq><rdf:li><rdf:Description "
		"plus:LicensorName='Desk'/></rdf:li>"
		"</rdf:Seq></plus:Licensor>",
		CL_FIELD_LICENSOR, "Desk");
	check("",
		"<ext:LocationShown><rdf:Bag><rdf:li "
		"ext:City='Almaty'/></rdf:Bag></ext:LocationShown>",
		CL_FIELD_CITY, "Almaty");
	check("ps:City='Nur-Sultan'",
		"<ext:LocationShown><rdf:Bag><rdf:li "
		"ext:City='Almaty'/></rdf:Bag></ext:LocationShown>",
		CL_FIELD_CITY, "Nur-Sultan");
	/* One place: of the first structure, or of one that is the place that is said already. */
	check("",
		"<ext:LocationShown><rdf:Bag><rdf:li ext:City='Oslo' ext:CountryName='Norway'/><rdf:li "
		"ext:City='Paris' ext:ProvinceState='IDF' ext:CountryCode='FRA'/></rdf:Bag></ext:LocationShown>",
		CL_FIELD_STATE, NULL);
	check("ps:City='PARIS'",
		"<ext:LocationShown><rdf:Bag><rdf:li ext:City='Oslo' ext:CountryCode='NOR'/><rdf:li "
		"ext:City='Paris' ext:CountryCode='FRA'/></rdf:Bag></ext:LocationShown>",
		CL_FIELD_COUNTRY_CODE, "FRA");
	check("ps:City='Paris' ps:Country='France'",
		"<ext:LocationCreated><rdf:Bag><rdf:li ext:City='London' ext:Sublocation='Studio 5'/></rdf:Bag>"
		"</ext:LocationCreated>",
		CL_FIELD_SUBLOCATION, NULL);
	/* What is empty hides nothing. */
	check("ps:City=''",
		"<ext:LocationShown><rdf:Bag><rdf:li ext:City=' '/><rdf:li ext:City='Almaty'/></rdf:Bag>"
		"</ext:LocationShown>",
		CL_FIELD_CITY, "Almaty");
	check("ps:DateCreated='' exif:DateTimeOriginal='2022-01-05'", "", CL_FIELD_DATE_TAKEN, "2022-01-05");
	check("", "<dc:rights><rdf:Alt><rdf:li/></rdf:Alt></dc:rights><dc:Rights>© A</dc:Rights>",
		CL_FIELD_COPYRIGHT, "© A");
	check("", "<dc:creator><rdf:Seq><rdf:li/></rdf:Seq></dc:creator><plus:ImageCreator><rdf:Seq><rdf:li "
		"plus:ImageCreatorName='Ana'/></rdf:Seq></plus:ImageCreator>",
		CL_FIELD_BYLINE, "Ana");
	/* Every place that is named stays known, each once. */
	check("ps:City='Nur-Sultan'",
		"<ext:LocationShown><rdf:Bag><rdf:li "
		"ext:City='Almaty'/></rdf:Bag></ext:LocationShown>"
		"<ext:LocationCreated><rdf:Bag><rdf:li ext:City='ALMATY'/></rdf:Bag></ext:LocationCreated>",
		CL_FIELD_PLACES, "Almaty");
	check("ps:City='Nur-Sultan'",
		"<ext:LocationCreated><rdf:Bag><rdf:li rdf:parseType='Resource'><ext:LocationName><rdf:Alt>"
		"<rdf:li xml:lang='x-default'>Bolek Mosque</rdf:li></rdf:Alt></ext:LocationName></rdf:li>"
		"</rdf:Bag></ext:LocationCreated>",
		CL_FIELD_PLACES, "Bolek Mosque");
	check("",
		"<ext:PersonInImageWDetails><rdf:Bag><rdf:li "
		"rdf:parseType='Resource'><ext:PersonName>"
		"<rdf:Alt><rdf:li "
		"xml:lang='x-default'>Ana</rdf:li></rdf:Alt></ext:PersonName></rdf:li>"
		"</rdf:Bag></ext:PersonInImageWDetails>",
		CL_FIELD_PEOPLE, "Ana");
	check("tiff:Artist='Ana'", "", CL_FIELD_BYLINE, "Ana");
	check("tiff:Artist='Ana'", "<dc:creator><rdf:Seq><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator>",
		CL_FIELD_BYLINE, "Bo");
	check("plus:OtherConstraints='NO CROP'", "", CL_FIELD_USAGE_TERMS, "NO CROP");
	check("plus:RegionConstraints='Europe'", "", CL_FIELD_USAGE_TERMS,
		"Use limited to: Europe");
	check("plus:RegionConstraints=' '", "", CL_FIELD_USAGE_TERMS, NULL);
	check("plus:TermsAndConditionsText='NO SALES'", "", CL_FIELD_USAGE_TERMS, "NO SALES");
	check("plus:LicenseEndDate='2030-01-02'", "", CL_FIELD_EXPIRY_DATE, "2030-01-02");
	check("",
		"<plus:ImageAlterationConstraints><rdf:Bag>"
		"<rdf:li>http://ns.useplus.org/ldf/vocab/AL-CRP</rdf:li></rdf:Bag>"
		"</plus:ImageAlterationConstraints>",
		CL_FIELD_USAGE_TERMS, "No cropping");
}

/* What restricts by a code or a bare name is told in words that ask, or forbid. */
#define PUR_3 "http://prismstandard.org/namespaces/prismusagerights/3.0/"

static void
test_terms(void)
{
	static const struct {
		const char *attribute, *words;
	} cases[] = {
		{"plus:ImageAlterationConstraints='AL-X'", "Use limited by the PLUS term: AL-X"},
		{"plus:ImageFileConstraints='http://ns.useplus.org/ldf/vocab/IF-MFN'",
			"Use limited: the file name must be kept"},
		{"plus:ImageFileConstraints='IF-?'", "Use limited by the PLUS term: IF-?"},
		{"plus:ImageDuplicationConstraints='DP-NOD'", "No duplication"},
		{"plus:ImageDuplicationConstraints='DP-NDC'", NULL},
		{"plus:CreditLineRequired='CR-NRQ'", NULL},
		{"plus:CreditLineRequired='CR-COI'", "Mandatory credit, on the image"},
		{"plus:LicensorNotes='CALL THE DESK'", "CALL THE DESK"},
		{"plus:OtherLicenseInfo='NO SALES'", "NO SALES"},
		{"plus:MediaSummaryCode='|PLUS|V0121|'", "Use limited to: |PLUS|V0121|"},
	};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		check(cases[i].attribute, "", CL_FIELD_USAGE_TERMS, cases[i].words);
	check("",
		"<ext:EmbdEncRightsExpr><rdf:Bag><rdf:li ext:EncRightsExpr='{}'/></rdf:Bag>"
		"</ext:EmbdEncRightsExpr>",
		CL_FIELD_USAGE_TERMS,
		"Use limited: see the rights expression that came with the picture");
	/* of any other structure, too */
	check("", "<ext:EmbdEncRightsExpr><rdf:Bag><rdf:li ext:Expr='{}'/></rdf:Bag></ext:EmbdEncRightsExpr>",
		CL_FIELD_USAGE_TERMS,
		"Use limited: see the rights expression that came with the picture");
	check("",
		"<ext:EmbdEncRightsExpr rdf:parseType='Resource'><ext:A><ext:B/></ext:A>"
		"</ext:EmbdEncRightsExpr>",
		CL_FIELD_USAGE_TERMS,
		"Use limited: see the rights expression that came with the picture");
	check("",
		"<ext:LinkedEncRightsExpr><rdf:Bag><rdf:li ext:LinkedRightsExpr='https://r.example/1'/>"
		"</rdf:Bag></ext:LinkedEncRightsExpr>",
		CL_FIELD_USAGE_TERMS,
		"Use limited by the rights expression at: https://r.example/1");
	/* and as it stands there, for who gets our copy */
	check("",
		"<ext:LinkedEncRightsExpr><rdf:Bag><rdf:li ext:LinkedRightsExpr='https://r.example/1'/>"
		"</rdf:Bag></ext:LinkedEncRightsExpr>",
		CL_FIELD_LINKED_RIGHTS, "https://r.example/1");
	check("",
		"<plus:Licensor><rdf:Seq><rdf:li rdf:parseType='Resource'><plus:LicensorID>7</plus:LicensorID>"
		"<plus:LicensorName>Desk</plus:LicensorName></rdf:li></rdf:Seq></plus:Licensor>",
		CL_FIELD_LICENSOR, "Desk [7]");
	check("",
		"<plus:CopyrightOwner><rdf:Seq><rdf:li plus:CopyrightOwnerName='Desk'/></rdf:Seq>"
		"</plus:CopyrightOwner>",
		CL_FIELD_COPYRIGHT_OWNER, "Desk");
	check("plus:LicenseStartDate='2030-01-02'", "", CL_FIELD_RELEASE_DATE, "2030-01-02");
	check("xmlns:p='" PUR_3 "' p:expirationDate='2031-01-01'", "", CL_FIELD_EXPIRY_DATE,
		"2031-01-01");
	check("xmlns:p='" PUR_3 "' p:restrictions='NO SALES'", "", CL_FIELD_USAGE_TERMS,
		"NO SALES");
}

/* However many there are, and in whatever order: none is left out. */
static void
test_all_terms_count(void)
{
	g_autoptr(GString) body = g_string_new("<rights:UsageTerms>first</rights:UsageTerms>");
	g_autoptr(ClFacts) facts = NULL;
	guint n_terms = 0, n_dates = 0;

	for (guint i = 0; i < 40; i++)
		g_string_append_printf(
			body, "<plus:OtherConstraints>term %u</plus:OtherConstraints>", i);
	g_string_append(body, "<rights:UsageTerms>last</rights:UsageTerms>");
	facts = read_packet(
		"xmlns:rights='" CL_NS_RIGHTS "' xmlns:pur='" CL_NS_PUR
		"' pur:expirationDate='2031-01-01' plus:LicenseEndDate='2030-01-01'",
		body->str);
	for (guint i = 0; i < facts->received->len; i++) {
		const ClReceived *received = facts->received->pdata[i];

		n_terms += received->field == CL_FIELD_USAGE_TERMS;
		n_dates += received->field == CL_FIELD_EXPIRY_DATE;
	}
	g_assert_cmpuint(n_terms, ==, 42);
	g_assert_cmpuint(n_dates, ==, 2);
}

/* People with details join those without, once each and in the order in which they are named. */
static void
test_people(void)
{
	g_autofree char *packet = xmp_packet("",
		"<ext:PersonInImageWDetails><rdf:Bag>"
		"<rdf:li rdf:parseType='Resource'><ext:PersonName><rdf:Alt>"
		"<rdf:li xml:lang='kk'>Айгерим</rdf:li>"
		"<rdf:li xml:lang='x-default'>Aigerim Sadykova</rdf:li></rdf:Alt></ext:PersonName>"
		"<ext:PersonId><rdf:Bag><rdf:li>Q1</rdf:li></rdf:Bag></ext:PersonId></rdf:li>"
		"<rdf:li ext:PersonName='jose ruiz'/>"
		"<rdf:li><rdf:Description><ext:PersonName>Lin Wei</ext:PersonName>"
		"</rdf:Description></rdf:li>"
		"<rdf:li ext:PersonId='Q2'/>"
		"</rdf:Bag></ext:PersonInImageWDetails>"
		"<ext:PersonInImage><rdf:Bag><rdf:li>José Ruiz</rdf:li></rdf:Bag>"
		"</ext:PersonInImage><plus:ImageCreator><rdf:Seq><rdf:li "
		"plus:ImageCreatorName='Ana Ruiz'/></rdf:Seq></plus:ImageCreator>");
	g_autoptr(ClFacts) facts = read_packet_bytes(packet, strlen(packet));

	g_assert_cmpstr(value_at(facts, CL_FIELD_PEOPLE, CL_ORIGIN_XMP, 1, 0), ==, "José Ruiz");
	g_assert_cmpstr(
		value_at(facts, CL_FIELD_PEOPLE, CL_ORIGIN_XMP, 1, 1), ==, "Aigerim Sadykova");
	g_assert_cmpstr(value_at(facts, CL_FIELD_PEOPLE, CL_ORIGIN_XMP, 1, 2), ==, "Lin Wei");
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_BYLINE), ==, "Ana Ruiz");
	g_assert_cmpuint(facts->received->len, ==, 5); /* the creator as such, too */
}

static void
test_dates(void)
{
	check("ps:DateCreated='2022-01-05T10:11:12.5+06:00'", "", CL_FIELD_DATE_TAKEN,
		"2022-01-05T10:11:12.500+06:00");
	check("ps:DateCreated='2022'", "", CL_FIELD_DATE_TAKEN, "2022");
	check("ps:DateCreated='0001-01-01T00:00:00Z'", "", CL_FIELD_DATE_TAKEN, NULL);
	check("exif:DateTimeOriginal='2022-01-05'", "", CL_FIELD_DATE_TAKEN, "2022-01-05");
	check("exif:DateTimeOriginal='2022-01-05' ps:DateCreated='2021'", "", CL_FIELD_DATE_TAKEN,
		"2021");
	check("ps:DateCreated='2022-01-05T10:57:38-10:57'", "", CL_FIELD_DATE_TAKEN,
		"2022-01-05T10:57:38");
	check("ps:DateCreated='soon'", "", CL_FIELD_DATE_TAKEN, NULL);
}

static void
check_refused(const char *packet)
{
	g_autoptr(ClFacts) facts = read_packet_bytes(packet, strlen(packet));

	g_assert_cmpuint(facts->received->len, ==, 0);
	g_assert_true(has_finding(facts, CL_FINDING_XMP_DAMAGED));
}

static void
test_refused(void)
{
	g_autofree char *whole = xmp_packet("ps:Credit='C'", "");
	g_autofree char *dtd =
		g_strconcat("<!DOCTYPE x [<!ENTITY e 'E'>]>", strchr(whole, '>') + 1, NULL);
	g_autofree char *external = g_strconcat(
		"<!DOCTYPE x SYSTEM 'http://evil.example/x.dtd'>", strchr(whole, '>') + 1, NULL);
	g_autofree char *cut = g_strndup(whole, strlen(whole) - 60);
	g_autofree char *entity = xmp_packet("ps:Credit='&secret;'", "");
	GString *deep = g_string_new("<x:xmpmeta xmlns:x='adobe:ns:meta/'>");

	check_refused(dtd);
	check_refused(external);
	check_refused(cut);
	check_refused(entity);
	check_refused("no XML");
	for (guint i = 0; i < 4500; i++)
		g_string_append(deep, "<a>");
	for (guint i = 0; i < 4500; i++)
		g_string_append(deep, "</a>");
	g_string_append(deep, "</x:xmpmeta>");
	check_refused(deep->str);
	g_string_free(deep, TRUE);
}

/* Some thousand attributes of one element would cost libxml2 quadratic time. */
static void
test_wide(void)
{
	GString *wide = g_string_new("<a");

	for (guint i = 0; i < 4000; i++)
		g_string_append_printf(wide, " b%u='%u'", i, i);
	g_string_append(wide, "/>");
	check_refused(wide->str);
	g_string_free(wide, TRUE);
}

static void
check_repaired(const char *attributes, const char *wanted)
{
	g_autoptr(ClFacts) facts = read_packet(attributes, "");

	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, wanted);
	g_assert_true(has_finding(facts, CL_FINDING_XMP_DAMAGED));
}

static void
test_repaired(void)
{
	g_autofree char *packet = xmp_packet("ps:Credit='A@B'", "");
	g_autoptr(ClFacts) facts = NULL;
	gsize n = strlen(packet);

	check_repaired("ps:Credit='Jos\xe9'", "José");
	check_repaired("ps:Credit='A&#x1;B'", "AB");
	check_repaired("ps:Credit='A\x01"
		       "B'",
		"AB");
	*strchr(packet, '@') = '\0';
	facts = read_packet_bytes(packet, n);
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "AB");
}

static void
test_padding(void)
{
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autofree char *padded = g_strconcat("\xef\xbb\xbf \n", packet, "\n   ", NULL);
	g_autofree char *with_nul = g_malloc(strlen(packet) + 3);
	g_autoptr(ClFacts) a = read_packet_bytes(padded, strlen(padded));
	g_autoptr(ClFacts) b = NULL;

	memcpy(with_nul, packet, strlen(packet));
	memset(with_nul + strlen(packet), 0, 3);
	b = read_packet_bytes(with_nul, strlen(packet) + 3);
	g_assert_cmpstr(xmp_value(a, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpstr(xmp_value(b, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpuint(a->findings->len + b->findings->len, ==, 0);
}

static void
test_utf16(void)
{
	g_autofree char *packet = xmp_packet("ps:Credit='Jos\xc3\xa9'", "");
	glong n = 0;
	g_autofree gunichar2 *units = g_utf8_to_utf16(packet, -1, NULL, &n, NULL);
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_be(bytes, 0xfeff, 2);
	for (glong i = 0; i < n; i++)
		put_be(bytes, units[i], 2);
	facts = read_packet_bytes((const char *)bytes->data, bytes->len);
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "José");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/xmp/shapes", test_shapes);
	g_test_add_func("/xmp/spellings", test_spellings);
	g_test_add_func("/xmp/languages", test_languages);
	g_test_add_func("/xmp/structures", test_structures);
	g_test_add_func("/xmp/terms", test_terms);
	g_test_add_func("/xmp/all-terms", test_all_terms_count);
	g_test_add_func("/xmp/people", test_people);
	g_test_add_func("/xmp/dates", test_dates);
	g_test_add_func("/xmp/refused", test_refused);
	g_test_add_func("/xmp/wide", test_wide);
	g_test_add_func("/xmp/repaired", test_repaired);
	g_test_add_func("/xmp/padding", test_padding);
	g_test_add_func("/xmp/utf16", test_utf16);
	return g_test_run();
}
