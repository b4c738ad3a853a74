/* SPDX-License-Identifier: MIT
 *
 * Side-cars and agency items: what each kind gives, what is refused, and what an embargo without an
 * end does.
 */
#include "sidecar_case.h"

static void
test_g2(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		G2("<n:copyrightHolder literal='H'/><n:copyrightNotice "
		   "href='http://w'>N</n:copyrightNotice>"
		   "<n:usageTerms>T1</n:usageTerms><n:usageTerms>T2</n:usageTerms>"
		   "<n:dataMining uri='http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED'/>",
			"<n:pubStatus "
			"qcode='x:withheld'/><n:edNote>E</n:edNote><n:fileName>f.jpg</n:fileName>"
			"<n:embargoed>2030-01-02T03:04:05Z</n:embargoed><n:versionCreated>"
			"2026-01-01T00:00:00Z</n:versionCreated>",
			"<v:headline>vendor</v:headline><n:urgency>4</n:urgency>"
			"<n:contentCreated>2023-09-14T14:32:05+02:00</n:contentCreated>"
			"<n:creator role='crol:photographer'><n:name>A. B</n:name></n:creator>"
			"<n:creator role='crol:editor'><n:name>X</n:name></n:creator>"
			"<n:contributor role='c:descrWriter'><n:name>W</n:name></n:contributor>"
			"<n:creditline>C</n:creditline><n:infoSource literal='S'/>"
			"<n:headline>H &amp;\n      L</n:headline><n:slugline>SLUG</n:slugline>"
			"<n:description role='drol:summary'>no</n:description>"
			"<n:description "
			"role='drol:caption'><n:p>One.</n:p><n:p>Two.</n:p></n:description>"
			"<n:description role='drol:caption' xml:lang='de'>Eins.</n:description>"
			"<n:keyword>k1</n:keyword><n:keyword>k2</n:keyword>"
			"<n:subject type='cpnat:person'><n:name>P</n:name></n:subject>"
			"<n:digitalSourceType qcode='ds:trainedAlgorithmicMedia'/>"
			"<n:located type='t:city'><n:name>Berlin</n:name><n:broader "
			"qcode='iso3166-1a3:DEU'>"
			"<n:name>Germany</n:name></n:broader></n:located>",
			"<n:remoteContent href='../a.jpg' hash='" HASH
			"' hashtype='hashtype:sha-256'/>"
			"<n:remoteContent href='b.jpg'><n:hash "
			"hashtype='h:md5'>" MD5 "</n:hash></n:remoteContent>"),
		"x.xml");
	const ClSidecarItem *only = item(sidecar, 0);

	g_assert_cmpint(sidecar->kind, ==, CL_SIDECAR_G2);
	g_assert_cmpuint(sidecar->findings->len, ==, 0);
	g_assert_cmpuint(only->names->len, ==, 3);
	g_assert_cmpstr(mark(only->names, 1), ==, "../a.jpg");
	g_assert_cmpuint(only->hashes->len, ==, 2);
	g_assert_cmpstr(mark(only->hashes, 0), ==, HASH);
	g_assert_cmpstr(mark(only->hashes, 1), ==, MD5);
	g_assert_cmpstr(only->guid, ==, "urn:g");
	g_assert_cmpint(only->version, ==, 3);
	g_assert_cmpint(only->sent_us, ==, 1767225600LL * G_USEC_PER_SEC);
	g_assert_cmpstr(only->pubstatus, ==, "withheld");
	expect(sidecar, CL_FIELD_COPYRIGHT, "N");
	expect(sidecar, CL_FIELD_WEB_STATEMENT, "http://w");
	expect(sidecar, CL_FIELD_USAGE_TERMS, "T1|T2");
	expect(sidecar, CL_FIELD_DATA_MINING, "http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED");
	expect(sidecar, CL_FIELD_INSTRUCTIONS, "E");
	expect(sidecar, CL_FIELD_RELEASE_DATE, "2030-01-02T03:04:05Z");
	expect(sidecar, CL_FIELD_DATE_TAKEN, "2023-09-14T14:32:05+02:00");
	expect(sidecar, CL_FIELD_BYLINE, "A. B");
	expect(sidecar, CL_FIELD_CAPTION_WRITER, "W");
	expect(sidecar, CL_FIELD_CREDIT, "C");
	expect(sidecar, CL_FIELD_SOURCE, "S");
	expect(sidecar, CL_FIELD_HEADLINE, "H & L");
	expect(sidecar, CL_FIELD_TITLE, "SLUG");
	expect(sidecar, CL_FIELD_CAPTION, "One.\nTwo.|Eins.");
	expect(sidecar, CL_FIELD_KEYWORDS, "k1|k2");
	expect(sidecar, CL_FIELD_PEOPLE, "P");
	expect(sidecar, CL_FIELD_URGENCY, "4");
	expect(sidecar, CL_FIELD_CITY, "Berlin");
	expect(sidecar, CL_FIELD_COUNTRY, "Germany");
	expect(sidecar, CL_FIELD_COUNTRY_CODE, "DEU");
	expect(sidecar, CL_FIELD_DIGITAL_SOURCE_TYPE,
		"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia");
	expect(sidecar, CL_FIELD_SUPPLIER_ID, "urn:g");
}

static void
test_g2_places(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><assert qcode='g:1'>"
		"<broader type='cptype:statprov'><name>Nevada</name></broader><POIDetails><address>"
		"<country qcode='iso3166-1a2:us'><name>USA</name></country></address></POIDetails>"
		"</assert><contentMeta><subject type='cpnat:geoArea'><name>Western "
		"Europe</name></subject>"
		"<located qcode='g:1'><name>Las Vegas</name></located>"
		"<subject type='cpnat:geoArea'><name>Strip</name></subject>"
		"<dateline>HENDERSON, Nev., May 5 (X)</dateline><dateline>LAS VEGAS (X)</dateline>"
		"</contentMeta></newsItem>",
		"x.xml");

	expect(sidecar, CL_FIELD_CITY, "Las Vegas");
	expect(sidecar, CL_FIELD_STATE, "Nevada");
	expect(sidecar, CL_FIELD_PLACES, "Western Europe|Strip|HENDERSON"); /* what else it names */
	expect(sidecar, CL_FIELD_COUNTRY, "USA");
	expect(sidecar, CL_FIELD_COUNTRY_CODE, "US");
}

static void
test_message(void)
{
	static const char message[] =
		"<newsMessage xmlns='http://iptc.org/std/nar/2006-10-01/'><header><sent>"
		"2026-01-01T00:00:00Z</sent></header><itemSet><newsItem guid='1'/><newsItem "
		"guid='2'>"
		"<itemMeta><itemClass qcode='ninat:text'/></itemMeta></newsItem><newsItem "
		"guid='3'/>"
		"</itemSet></newsMessage>";
	g_autoptr(ClSidecar) sidecar = read_text(message, "x.xml");

	g_assert_cmpuint(sidecar->items->len, ==, 2);
	g_assert_cmpstr(item(sidecar, 1)->guid, ==, "3");
	g_assert_cmpint(item(sidecar, 1)->sent_us, ==, 1767225600LL * G_USEC_PER_SEC);
}

static void
test_hold(void)
{
	static const char *const held[] = {
		G2("", "<n:embargoed/>", "", ""),
		G2("", "<n:embargoed>tomorrow noon</n:embargoed>", "", ""),
		G2("", "<n:pubStatus qcode='stat:embargoed'/>", "", ""),
		"{\"uri\":\"u\",\"type\":\"picture\",\"embargoed\":\"soon\"}",
		"{\"item\":{\"altids\":{\"itemid\":\"1\"},\"type\":\"picture\",\"signals\":["
		"\"test\"]}}",
		"<NewsML><NewsItem><NewsManagement><Status "
		"FormalName='Embargoed'/></NewsManagement>"
		"<NewsComponent><ContentItem Href='a'><MediaType FormalName='Photo'/></ContentItem>"
		"</NewsComponent></NewsItem></NewsML>",
	};

	for (guint i = 0; i < G_N_ELEMENTS(held); i++) {
		g_autoptr(ClSidecar) sidecar = read_text(held[i], "x");

		expect(sidecar, CL_FIELD_RELEASE_DATE, "9999-12-31T23:59:59Z");
		g_assert_null(item(sidecar, 0)->pubstatus);
		g_assert_cmpint(
			i == 1 || i == 3, ==, has_finding(sidecar, CL_FINDING_DATE_INVALID));
	}
}

static void
test_status(void)
{
	static const struct {
		const char *text, *status;
	} cases[] = {{"stat:usable", "usable"}, {"http://cv/pubstatus/Canceled", "canceled"},
		{"cancelled", "canceled"}, {"Withheld", "withheld"}, {"odd", NULL}};

	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autofree char *text = g_strdup_printf(
			"{\"uri\":\"u\",\"type\":\"picture\",\"pubStatus\":\"%s\"}", cases[i].text);
		g_autoptr(ClSidecar) sidecar = read_text(text, "x.json");

		g_assert_cmpstr(item(sidecar, 0)->pubstatus, ==, cases[i].status);
		g_assert_cmpint(cases[i].status == NULL, ==,
			has_finding(sidecar, CL_FINDING_SIDECAR_UNREAD));
	}
}

static void
test_newsml1(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"<NewsML><NewsItem><Identification><NewsIdentifier><RevisionId>7</RevisionId>"
		"<PublicIdentifier>urn:x</PublicIdentifier></NewsIdentifier></Identification>"
		"<NewsManagement><Status FormalName='Embargoed'/><StatusWillChange><FutureStatus"
		" FormalName='Usable'/><DateAndTime>20300102T030405Z</DateAndTime></"
		"StatusWillChange>"
		"</NewsManagement><NewsComponent><NewsLines><CreditLine>C</CreditLine></NewsLines>"
		"<NewsComponent><NewsLines><ByLine>A</ByLine></"
		"NewsLines><DescriptiveMetadata><Location>"
		"<Property FormalName='City' Value='Gaza'/><Property FormalName='Country' "
		"Value='PSE'/>"
		"</Location><Property FormalName='Keyword' Value='k'/><Property "
		"FormalName='Keyword'"
		" Value='P' Role='PersonInImage'/></DescriptiveMetadata><NewsComponent>"
		"<Role FormalName='Caption'/><ContentItem><DataContent><p>One.</p><p>Two.</p>"
		"</DataContent></ContentItem></NewsComponent><NewsComponent><Role "
		"FormalName='Main'/>"
		"<ContentItem Href='a.jpg'><MediaType "
		"FormalName='Photo'/></ContentItem></NewsComponent>"
		"<NewsComponent><Role FormalName='Preview'/><ContentItem Href='b.jpg'><MediaType"
		" FormalName='Photo'/></ContentItem></NewsComponent></NewsComponent></"
		"NewsComponent>"
		"</NewsItem></NewsML>",
		"x.xml");
	const ClSidecarItem *only = item(sidecar, 0);

	g_assert_cmpuint(sidecar->items->len, ==, 1);
	g_assert_cmpuint(only->names->len, ==, 2);
	g_assert_cmpint(only->version, ==, 7);
	g_assert_null(only->pubstatus);
	expect(sidecar, CL_FIELD_RELEASE_DATE, "2030-01-02T03:04:05Z");
	expect(sidecar, CL_FIELD_CREDIT, "C");
	expect(sidecar, CL_FIELD_BYLINE, "A");
	expect(sidecar, CL_FIELD_CAPTION, "One.\nTwo.");
	expect(sidecar, CL_FIELD_CITY, "Gaza");
	expect(sidecar, CL_FIELD_COUNTRY_CODE, "PSE");
	expect(sidecar, CL_FIELD_KEYWORDS, "k");
	expect(sidecar, CL_FIELD_PEOPLE, "P");
	expect(sidecar, CL_FIELD_SUPPLIER_ID, "urn:x");
}

static void
test_newsml1_many(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"<NewsML><NewsItem><Identification><NewsIdentifier><PublicIdentifier>u</"
		"PublicIdentifier>"
		"</NewsIdentifier></Identification><NewsComponent><NewsLines><HeadLine>story</"
		"HeadLine>"
		"<CopyrightLine>R</CopyrightLine><RightsLine>NO SALES</RightsLine><NewsLine>"
		"<NewsLineType FormalName='AdvisoryLine'/><NewsLineText>FRANCE OUT</NewsLineText>"
		"</NewsLine></NewsLines><RightsMetadata><UsageRights><Geography>Italy</Geography>"
		"<StartDate>on release</StartDate><EndDate>20330101</EndDate></UsageRights>"
		"<UsageRights><Limitations>NO TV</Limitations></UsageRights></RightsMetadata>"
		"<NewsComponent Duid='p1'><NewsLines/>"
		"<ContentItem Href='a'><MediaType "
		"FormalName='Photo'/></ContentItem></NewsComponent>"
		"<NewsComponent><NewsLines/><ContentItem Href='b'><MediaType FormalName='Photo'/>"
		"</ContentItem></NewsComponent></NewsComponent></NewsItem></NewsML>",
		"x.xml");

	g_assert_cmpuint(sidecar->items->len, ==, 2);
	g_assert_cmpstr(item(sidecar, 0)->guid, ==, "u#p1");
	g_assert_cmpstr(item(sidecar, 1)->guid, ==, "u#2");
	expect(sidecar, CL_FIELD_COPYRIGHT, "R");
	expect(sidecar, CL_FIELD_HEADLINE, NULL);
	for (guint i = 0; i < 2; i++) {
		g_autofree char *terms = said(item(sidecar, i), CL_FIELD_USAGE_TERMS);
		g_autofree char *notes = said(item(sidecar, i), CL_FIELD_INSTRUCTIONS);
		g_autofree char *until = said(item(sidecar, i), CL_FIELD_EXPIRY_DATE);

		g_assert_cmpstr(terms, ==,
			"NO SALES|Use limited to: Italy|StartDate: on release|NO TV");
		g_assert_cmpstr(notes, ==, "FRANCE OUT");
		g_assert_cmpstr(until, ==, "2033-01-01");
	}
}

static void
check_ninjs(const char *text)
{
	g_autoptr(ClSidecar) sidecar = read_text(text, "x.json");
	const ClSidecarItem *only = item(sidecar, 0);

	g_assert_cmpint(sidecar->kind, ==, CL_SIDECAR_NINJS);
	g_assert_cmpstr(only->guid, ==, "u");
	g_assert_cmpint(only->version, ==, 2);
	g_assert_cmpuint(only->names->len, ==, 1);
	g_assert_cmpstr(mark(only->names, 0), ==, "a.jpg");
	expect(sidecar, CL_FIELD_HEADLINE, "H");
	expect(sidecar, CL_FIELD_CAPTION, "C");
	expect(sidecar, CL_FIELD_BYLINE, "B");
	expect(sidecar, CL_FIELD_INSTRUCTIONS, "E");
	expect(sidecar, CL_FIELD_COPYRIGHT, "R");
	expect(sidecar, CL_FIELD_USAGE_TERMS, "T");
	expect(sidecar, CL_FIELD_URGENCY, "5");
	expect(sidecar, CL_FIELD_RELEASE_DATE, "2030-01-02T03:04:05Z");
}

/* Where nothing is called a caption, another description is one. */
static void
test_any_description(void)
{
	g_autoptr(ClSidecar) ninjs = read_text(
		"{\"uri\":\"u\",\"type\":\"Picture\",\"descriptions\":[{\"role\":\"alttext\","
		"\"value\":\"A\"},{\"role\":\"summary\",\"value\":\"S\"}]}",
		"x.json");
	g_autoptr(ClSidecar) g2 = read_text(
		"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g'><contentMeta>"
		"<description role='drol:altText'>A</description>"
		"<description role='drol:summary'>S</description></contentMeta></newsItem>",
		"x.xml");

	expect(ninjs, CL_FIELD_CAPTION, "S");
	expect(ninjs, CL_FIELD_ALT_TEXT, "A");
	expect(g2, CL_FIELD_CAPTION, "S");
	expect(g2, CL_FIELD_ALT_TEXT, "A");
}

static void
test_ninjs(void)
{
	check_ninjs("{\"uri\":\"u\",\"type\":\"picture\",\"version\":\"2\",\"headline\":\"H\","
		    "\"description_caption\":\"C\",\"byline\":\"B\",\"ednote\":\"E\",\"urgency\":5,"
		    "\"copyrightholder\":\"R\",\"usageterms\":\"T\",\"embargoed\":\"2030-01-02T03:"
		    "04:05Z\","
		    "\"renditions\":{\"o\":{\"href\":\"a.jpg\"}}}");
	check_ninjs("\xef\xbb\xbf{\"uri\":\"u\",\"type\":\"picture\",\"version\":2,\"headlines\":["
		    "{\"role\":\"short\",\"value\":\"S\"},{\"role\":\"main\",\"value\":\"H\"}],"
		    "\"descriptions\":[{\"role\":\"text\",\"contentType\":\"text/"
		    "html\",\"value\":\"x\"},"
		    "{\"role\":\"caption\",\"value\":\"C\"}],\"by\":\"B\",\"edNote\":\"E\","
		    "\"urgency\":5,"
		    "\"copyrightNotice\":\"R\",\"copyrightHolder\":\"no\",\"usageTerms\":\"T\","
		    "\"embargoedUntil\":\"2030-01-02T03:04:05Z\",\"renditions\":[{\"href\":\"a."
		    "jpg\"}]}");
}

static void
test_ninjs_places(void)
{
	g_autoptr(ClSidecar) city = read_text(
		"{\"uri\":\"u\",\"type\":\"picture\",\"located\":\"Grosseto, Italy\",\"places\":["
		"{\"name\":\"Italy\",\"uri\":\"http://x/iso3166-1a3/ITA\"},{\"name\":\"Porto\"}]}",
		"x.json");
	g_autoptr(ClSidecar) country = read_text(
		"{\"uri\":\"u\",\"type\":\"picture\",\"located\":\"ITALY\",\"places\":["
		"{\"name\":\"Italy\",\"uri\":\"http://x/iso3166-1a3/ITA\"},\"Porto\"]}",
		"x.json");

	expect(city, CL_FIELD_CITY, "Grosseto");
	expect(city, CL_FIELD_COUNTRY, "Italy");
	expect(city, CL_FIELD_PLACES, "Porto");
	expect(country, CL_FIELD_CITY, NULL);
	expect(country, CL_FIELD_COUNTRY_CODE, "ITA");
	expect(country, CL_FIELD_PLACES, "Porto");
}

static void
test_ninjs_composite(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"{\"uri\":\"s\",\"type\":\"composite\",\"headline\":\"story\",\"associations\":{"
		"\"a\":{"
		"\"uri\":\"1\",\"type\":\"picture\"},\"b\":{\"uri\":\"2\",\"type\":\"video\"},"
		"\"c\":{"
		"\"uri\":\"3\",\"type\":\"picture\",\"renditions\":[{\"href\":\"x\",\"hash\":{"
		"\"hashtype\":\"SHA-256\",\"value\":\"" HASH "\"}}]}}}",
		"x.json");

	g_assert_cmpuint(sidecar->items->len, ==, 2);
	g_assert_cmpstr(item(sidecar, 1)->guid, ==, "3");
	g_assert_cmpstr(mark(item(sidecar, 1)->hashes, 0), ==, HASH);
}

/* What is in the item's language counts, wherever it stands; the others are kept. */
static void
test_languages(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/' guid='g' xml:lang='de'>"
		"<contentMeta><headline xml:lang='en'>English</headline>"
		"<headline xml:lang='de'>Deutsch</headline><slugline xml:lang='en'>SLUG</slugline>"
		"<creditline xml:lang='en'>C</creditline></contentMeta></newsItem>",
		"x.xml");
	const ClReceived *second;

	expect(sidecar, CL_FIELD_HEADLINE, "Deutsch|English");
	expect(sidecar, CL_FIELD_TITLE, "SLUG");
	expect(sidecar, CL_FIELD_CREDIT, "C");
	for (guint i = 0; i < item(sidecar, 0)->received->len; i++) {
		second = item(sidecar, 0)->received->pdata[i];
		if (second->field == CL_FIELD_HEADLINE)
			g_assert_cmpstr(second->lang, ==, second->position == 1 ? "en" : NULL);
	}
}

/* A hash belongs to its file; what cannot be checked is said. */
static void
test_hashes(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"{\"uri\":\"1\",\"type\":\"picture\",\"filename\":\"w\",\"renditions\":["
		"{\"href\":\"x\",\"filename\":\"y\",\"hash\":\"" MD5 "\",\"hashtype\":\"MD5\"},"
		"{\"href\":\"z\",\"hash\":\"00\",\"hashtype\":\"crc32\"},"
		"{\"href\":\"z\",\"hash\":\"00\",\"hashtype\":\"SHA-1\"}]}",
		"x.json");
	const ClSidecarItem *only = item(sidecar, 0);
	static const guint renditions[] = {1, 1, 2, 3, 0};

	g_assert_cmpuint(only->names->len, ==, G_N_ELEMENTS(renditions));
	for (guint i = 0; i < only->names->len; i++)
		g_assert_cmpuint(((const ClSidecarMark *)only->names->pdata[i])->rendition, ==,
			renditions[i]);
	g_assert_cmpuint(only->hashes->len, ==, 1);
	g_assert_cmpuint(((const ClSidecarMark *)only->hashes->pdata[0])->rendition, ==, 1);
	g_assert_cmpuint(sidecar->findings->len, ==, 2);
}

/* What binds the story binds its pictures, of two embargoes each. */
static void
test_ninjs_outer(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"{\"uri\":\"s\",\"type\":\"composite\",\"pubStatus\":\"canceled\","
		"\"usageTerms\":\"NO SALES\","
		"\"edNote\":\"GERMANY OUT\",\"embargoedUntil\":\"2031-01-01\",\"expires\":\"2032-01-01\","
		"\"copyrightNotice\":\"of the story\",\"associations\":{\"a\":{"
		"\"uri\":\"1\",\"type\":\"picture\","
		"\"pubStatus\":\"usable\",\"embargoedUntil\":\"2030-01-01\",\"usageTerms\":\"NO CROP\"}}}",
		"x.json");

	expect(sidecar, CL_FIELD_USAGE_TERMS, "NO CROP|NO SALES");
	expect(sidecar, CL_FIELD_INSTRUCTIONS, "GERMANY OUT");
	expect(sidecar, CL_FIELD_RELEASE_DATE, "2030-01-01|2031-01-01");
	expect(sidecar, CL_FIELD_EXPIRY_DATE, "2032-01-01");
	expect(sidecar, CL_FIELD_COPYRIGHT, NULL);
	g_assert_cmpstr(item(sidecar, 0)->pubstatus, ==, "canceled");
	g_clear_pointer(&sidecar, cl_sidecar_free);
	sidecar = read_text(
		"{\"uri\":\"u\",\"type\":\"picture\",\"rightsInfo\":[{\"encodedRights\":{}}]}", "x.json");
	expect(sidecar, CL_FIELD_USAGE_TERMS,
		"Use limited: see the rights expression that came with the picture");
}

static void
test_ap(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"{\"data\":{\"item\":{\"altids\":{\"itemid\":\"i1\",\"transref\":\"T1\"},\"type\":"
		"\"picture\","
		"\"pubstatus\":\"usable\",\"signals\":[\"newscontent\"],\"usageterms\":[\"No Use "
		"in Japan\","
		"\"AP Clients "
		"Only\"],\"description_creditline\":\"AP\",\"photographer\":{\"name\":\"P\","
		"\"title\":\"STF\"},\"datelinelocation\":{\"city\":\"Rome\",\"countrycode\":"
		"\"ita\"}}}}",
		"x.json");

	g_assert_cmpint(sidecar->kind, ==, CL_SIDECAR_AP);
	g_assert_cmpstr(item(sidecar, 0)->pubstatus, ==, "usable");
	expect(sidecar, CL_FIELD_RELEASE_DATE, NULL);
	expect(sidecar, CL_FIELD_USAGE_TERMS, "No Use in Japan|AP Clients Only");
	expect(sidecar, CL_FIELD_CREDIT, "AP");
	expect(sidecar, CL_FIELD_BYLINE, "P");
	expect(sidecar, CL_FIELD_BYLINE_TITLE, "STF");
	expect(sidecar, CL_FIELD_SUPPLIER_ID, "i1");
	expect(sidecar, CL_FIELD_JOB_ID, "T1");
	expect(sidecar, CL_FIELD_CITY, "Rome");
	expect(sidecar, CL_FIELD_COUNTRY_CODE, "ITA");
}

static void
test_csv(void)
{
	g_autoptr(ClSidecar) sidecar = read_text(
		"\xef\xbb\xbf"
		"filename;Caption;Keywords;colour;taken;Usage terms\r\n"
		"a.jpg;\"He said \"\"no\"\";\r\ntwice\";\"k1; k2\";red;2022-01-05;5\" wide\r\n"
		"\r\n"
		";orphan\r\n"
		"b.jpg;x;y;z;;t;too;many\r\n"
		"c.jpg;last",
		"x.CSV");

	g_assert_cmpint(sidecar->kind, ==, CL_SIDECAR_CSV);
	g_assert_cmpuint(sidecar->items->len, ==, 2);
	g_assert_cmpuint(sidecar->findings->len, ==, 3);
	g_assert_true(has_finding(sidecar, CL_FINDING_SIDECAR_UNREAD));
	g_assert_cmpstr(mark(item(sidecar, 0)->names, 0), ==, "a.jpg");
	g_assert_cmpstr(mark(item(sidecar, 1)->names, 0), ==, "c.jpg");
	expect(sidecar, CL_FIELD_CAPTION, "He said \"no\";\ntwice");
	expect(sidecar, CL_FIELD_KEYWORDS, "k1|k2");
	expect(sidecar, CL_FIELD_DATE_TAKEN, "2022-01-05");
	expect(sidecar, CL_FIELD_USAGE_TERMS, "5\" wide");
	g_clear_pointer(&sidecar, cl_sidecar_free);
	sidecar = read_text("SourceFile,Caption/Abstract,BY-LINE,Description,Object Name,title\n"
			    "a.jpg,text,Ana Ruiz,other,SLUG,Ours\n", "x.csv");
	expect(sidecar, CL_FIELD_CAPTION, "text"); /* of two such names the first */
	expect(sidecar, CL_FIELD_BYLINE, "Ana Ruiz");
	expect(sidecar, CL_FIELD_TITLE, "Ours");
}

static void
test_csv_charset(void)
{
	g_autoptr(ClSidecar) guessed = read_text("file name,byline\na.jpg,Ma\xeblle\n", "x.csv");
	g_autoptr(ClSidecar) russian =
		read_text("filename;byline\na.jpg;\xcf\xb8\xf2\xf0 \xdf\xf1\xe5\xed\xe5\xe2\n", "x.csv");
	g_autoptr(ClSidecar) wide = NULL;
	g_autoptr(ClSidecar) marked = NULL;
	static const char utf16[] = "\xff\xfe"
				    "f\0i\0l\0e\0\t\0c\0i\0t\0y\0\n\0a\0\t\0\xe9\0";

	expect(guessed, CL_FIELD_BYLINE, "Maëlle");
	g_assert_true(has_finding(guessed, CL_FINDING_CHARSET_GUESSED));
	expect(russian, CL_FIELD_BYLINE, "Пётр Ясенев");
	g_assert_true(has_finding(russian, CL_FINDING_CHARSET_GUESSED));
	wide = read_bytes(utf16, sizeof utf16 - 1, "x.csv", NULL);
	g_assert_nonnull(wide);
	expect(wide, CL_FIELD_CITY, "é");
	marked = read_text("\xef\xbb\xbfsep=;\r\nfilename;credit\r\na.jpg;C\r\n", "x.csv");
	expect(marked, CL_FIELD_CREDIT, "C");
	refused("sep=;\n", "x.csv", CL_ERROR_INPUT);
	refused("filename,credit,Credit\n", "x.csv", CL_ERROR_INPUT);
	refused("name,credit\na,b\n", "x.csv", CL_ERROR_INPUT);
	refused("filename,credit\n", "x.csv", CL_ERROR_INPUT);
	refused("filename,credit\na,\"b\n", "x.csv", CL_ERROR_INPUT);
	refused("", "x.csv", CL_ERROR_INPUT);
}

static void
test_xmp(void)
{
	static const char packet[] =
		"<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF "
		"xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description "
		"xmlns:ps='http://ns.adobe.com/photoshop/1.0/' "
		"ps:Credit='C%s'/></rdf:RDF></x:xmpmeta>";
	g_autofree char *good = g_strdup_printf(packet, "");
	g_autofree char *stray = g_strdup_printf(packet, "\xe9");
	g_autoptr(ClSidecar) sidecar = read_text(good, "x.xmp");
	g_autoptr(ClSidecar) repaired = read_text(stray, "x.xmp");

	g_assert_cmpint(sidecar->kind, ==, CL_SIDECAR_XMP);
	g_assert_cmpuint(item(sidecar, 0)->names->len, ==, 0);
	expect(sidecar, CL_FIELD_CREDIT, "C");
	expect(repaired, CL_FIELD_CREDIT, "Cé");
	g_assert_true(has_finding(repaired, CL_FINDING_XMP_DAMAGED));
	refused(stray, "x.xml", CL_ERROR_INPUT);
}

static void
test_refused(void)
{
	g_autoptr(GString) deep = g_string_new("{\"uri\":");

	for (guint i = 0; i < 1000; i++)
		g_string_append(deep, "[");
	refused("", "x.xml", CL_ERROR_UNSUPPORTED);
	refused("plain words", "x.xmp", CL_ERROR_UNSUPPORTED);
	refused("<html><body/></html>", "x.xml", CL_ERROR_UNSUPPORTED);
	refused("{\"a\":1}", "x.json", CL_ERROR_UNSUPPORTED);
	refused("{\"uri\":\"u\",\"type\":\"text\"}", "x.json", CL_ERROR_UNSUPPORTED);
	refused("{\"uri\":\"u\",\"uri\":\"v\"}", "x.json", CL_ERROR_INPUT);
	refused("{\"uri\":\"u\\u0000\"}", "x.json", CL_ERROR_INPUT);
	refused("{\"uri\":\"\xe9\"}", "x.json", CL_ERROR_INPUT);
	refused(deep->str, "x.json", CL_ERROR_LIMIT);
	refused("<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'><a>", "x.xml",
		CL_ERROR_INPUT);
	refused("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>", "x.xml",
		CL_ERROR_INPUT);
	refused("<!DOCTYPE a SYSTEM 'http://x.example/a.dtd'><a/>", "x.xmp", CL_ERROR_INPUT);
}

static void
test_limits(void)
{
	g_autoptr(GString) sheet = g_string_new("filename,credit\n");
	g_autoptr(ClSidecar) full = NULL;
	g_autofree char *large = g_malloc0(CL_MAX_SIDECAR_BYTES + 1);
	g_autoptr(GError) error = NULL;

	for (guint i = 0; i < CL_MAX_SIDECAR_ITEMS; i++)
		g_string_append(sheet, "a,b\n");
	full = read_text(sheet->str, "x.csv");
	g_assert_cmpuint(full->items->len, ==, CL_MAX_SIDECAR_ITEMS);
	g_string_append(sheet, "a,b\n");
	refused(sheet->str, "x.csv", CL_ERROR_LIMIT);
	g_string_assign(sheet, "filename,keywords\n");
	for (guint i = 0; i < 30; i++) {
		g_string_append(sheet, "a,");
		for (guint k = 0; k < 19000; k++)
			g_string_append(sheet, "k;");
		g_string_append(sheet, "\n");
	}
	refused(sheet->str, "x.csv", CL_ERROR_LIMIT);
	g_assert_null(read_bytes(large, CL_MAX_SIDECAR_BYTES + 1, "x.csv", &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/sidecar/g2", test_g2);
	g_test_add_func("/sidecar/g2-places", test_g2_places);
	g_test_add_func("/sidecar/message-of-many", test_message);
	g_test_add_func("/sidecar/hold", test_hold);
	g_test_add_func("/sidecar/status", test_status);
	g_test_add_func("/sidecar/newsml1", test_newsml1);
	g_test_add_func("/sidecar/newsml1-many", test_newsml1_many);
	g_test_add_func("/sidecar/ninjs", test_ninjs);
	g_test_add_func("/sidecar/ninjs-places", test_ninjs_places);
	g_test_add_func("/sidecar/languages", test_languages);
	g_test_add_func("/sidecar/hashes", test_hashes);
	g_test_add_func("/sidecar/any-description", test_any_description);
	g_test_add_func("/sidecar/ninjs-composite", test_ninjs_composite);
	g_test_add_func("/sidecar/ninjs-outer", test_ninjs_outer);
	g_test_add_func("/sidecar/ap", test_ap);
	g_test_add_func("/sidecar/csv", test_csv);
	g_test_add_func("/sidecar/csv-charset", test_csv_charset);
	g_test_add_func("/sidecar/xmp", test_xmp);
	g_test_add_func("/sidecar/refused", test_refused);
	g_test_add_func("/sidecar/limits", test_limits);
	return g_test_run();
}
