/* SPDX-License-Identifier: MIT
 *
 * The whitelist writer: what goes out, and the blocks that are made of it. The containers are in
 * test_publish_files.c; what other programs read in real pictures in tests/publish.
 */
#include <cutline/hash.h>
#include "publish_case.h"

/* --- the set ------------------------------------------------------------------------------- */

static void
test_only_published_fields(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective, .exact_time = TRUE};

	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) out = embed(formats[f], &publish);

		for (guint i = 0; i < CL_N_FIELDS; i++) {
			const ClFieldInfo *info = cl_field_info((ClField)i);
			g_autofree char *text = g_strdup_printf("the %s ", info->name);

			if (info->kind != CL_KIND_DATE && i != CL_FIELD_RIGHTS_MARKED)
				g_assert_true(has(out, text) == info->publish);
		}
		g_assert_false(has(out, "private"));
		g_assert_true(has(out, "<xmpRights:Marked>True</xmpRights:Marked>"));
		g_assert_true(has(out, "2022-05-01T10:11:12.500+06:00"));
		g_assert_true(has(out, "2022:05:01 10:11:12"));
		g_assert_false(has(out, "embargoDate"));
	}
}

static void
test_deterministic(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};

	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) once = embed(formats[f], &publish);
		g_autoptr(GBytes) again = embed(formats[f], &publish);
		g_autoptr(GBytes) over = NULL;

		g_assert_true(g_bytes_equal(once, again));
		/* What was inserted is taken out before it is inserted again. */
		over = cl_publish_embed(once, formats[f], &publish, NULL);
		g_assert_nonnull(over);
		g_assert_true(g_bytes_equal(once, over));
	}
}

static void
test_protected_source(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective, .source_sensitive = TRUE, .exact_time = TRUE};

	say(effective, CL_FIELD_KEYWORDS, NULL, "a street of the town");
	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) out = embed(formats[f], &publish);

		g_assert_false(has(out, "the city"));
		g_assert_false(has(out, "a street"));
		g_assert_false(has(out, "the title"));
		g_assert_false(has(out, "the event"));
		g_assert_false(has(out, "the keywords"));
		g_assert_false(has(out, "the state"));
		g_assert_false(has(out, "the sublocation"));
		g_assert_true(has(out, "the country"));
		g_assert_true(has(out, "the credit"));
		g_assert_true(
			has(out, "<photoshop:DateCreated>2022-05-01</photoshop:DateCreated>"));
		g_assert_false(has(out, "10:11"));
		g_assert_false(has(out, "101112"));
	}
}

/* A place as received (CITY:COUNTRY) and a text; does the text name it? */
static void
test_places_named(void)
{
	static const struct {
		const char *city, *country, *text;
		gboolean named;
	} cases[] = {
		{"Tampere", "Finland", "A lake in TAMPERE", TRUE},
		{"Tampere", "Finland", "tamperelaiset, #tampere2022", TRUE},
		{"Tampere", "Finland", "A lake in Finland; temper", FALSE},
		{"Almaty", "Kazakhstan", "Пожар в Алматы", TRUE},
		{"Алматы", "Kazakhstan", "@almaty_fire", TRUE},
		{"Düsseldorf", "Germany", "DU\xcc\x88SSELDORF", TRUE},
		{"Łódź", "Poland", "a street of Lodz", TRUE},
		{"N'Djamena", "Chad", "N’DJAMENA, Chad (AP)", TRUE},
		{"New York", "United States", "https://example.com/newyork/1", TRUE},
		{"New York", "United States", "Yorkers, © 2020", TRUE},
		{"New York", "United States", "a new law", FALSE},
		{"Ufa, Bashkortostan", "Russia", "the ufa river", TRUE},
		{"Ufa", "Russia", "Ufasoft", FALSE},
		{"Kuwait City", "Kuwait", "the emir of Kuwait", FALSE},
		{"Kuwait City", "Kuwait", "in Kuwait City", TRUE},
		{"Luxembourg", "Luxembourg", "in Luxembourg", FALSE},
		{"Almaty", "Almaty, Kazakhstan", "in Almaty", TRUE},
		{"Central Hospital 3", "Ukraine", "a hospital was hit", FALSE},
		{"Central Hospital 3", "Ukraine", "the Hospital", TRUE},
		{"IN", "USA", "a man in a hat. In May", FALSE},
		{"IN", "USA", "Gary, IN", TRUE},
		{"12", "France", "12 people", FALSE},
		{"阿拉木图", "哈萨克斯坦", "他在阿拉木图市", TRUE},
		{"القاهرة", "مصر", "في القاهرة", TRUE},
		{"Al\xc2\xadmaty", "Kazakhstan", "Al\xe2\x80\x8bmaty", TRUE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(ClEffective) cleared = nothing();
		g_autoptr(GPtrArray) received =
			g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
		g_autoptr(ClPlaces) places = NULL;

		g_ptr_array_add(received, cl_received_new(CL_FIELD_CITY, CL_ORIGIN_IPTC, 0, 0, NULL,
						  cases[i].city));
		g_ptr_array_add(received, cl_received_new(CL_FIELD_COUNTRY, CL_ORIGIN_XMP, 1, 0, NULL,
						  cases[i].country));
		places = cl_places_new(cleared, received);
		g_test_message("%s: %s", cases[i].city, cases[i].text);
		g_assert_true(cl_places_named(places, cases[i].text) == cases[i].named);
	}
}

static void
test_date_only_by_default(void)
{
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = NULL;

	say(effective, CL_FIELD_DATE_TAKEN, NULL, "1936-07");
	out = embed(CL_FORMAT_JPEG, &publish);
	g_assert_true(has(out, ">1936-07<"));
	g_assert_nonnull(find(out,
		"\x1c\2\x37\0\x08"
		"19360700",
		13));
	g_assert_null(find(out, "\x1c\2\x3c", 3));
	publish.exact_time = TRUE;
	say(effective, CL_FIELD_DATE_TAKEN, NULL, "not used");
	g_clear_pointer(&out, g_bytes_unref);
	out = embed(CL_FORMAT_JPEG, &publish);
	g_assert_false(has(out, "0232")); /* no Exif IFD for a month */
	g_assert_false(has(out, "not used"));
}

static void
test_nothing_to_say(void)
{
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective};

	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) out = embed(formats[f], &publish);

		g_assert_false(has(out, "rdf:"));
		g_assert_false(has(out, "8BIM"));
		g_assert_false(has(out, "private"));
	}
}

/* --- blocks -------------------------------------------------------------------------------- */

static void
test_xmp(void)
{
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective};
	g_autofree char *xmp = NULL;

	say(effective, CL_FIELD_HEADLINE, NULL, "a <b> & \"c\" \xef\xbf\xbf\x01 d");
	say(effective, CL_FIELD_CAPTION, "ru", "Первая");
	say(effective, CL_FIELD_CAPTION, "en", "First");
	say(effective, CL_FIELD_CAPTION, "RU", "дважды");
	say(effective, CL_FIELD_CAPTION, "\"><x", "hostile");
	say(effective, CL_FIELD_BYLINE, NULL, "One");
	say(effective, CL_FIELD_BYLINE, NULL, "Two");
	say(effective, CL_FIELD_KEYWORDS, NULL, "k");
	say(effective, CL_FIELD_LICENSOR, NULL, "A (B) (https://a.example/x)");
	say(effective, CL_FIELD_LICENSOR, NULL, "https://b.example");
	say(effective, CL_FIELD_LICENSOR, NULL, "C (not an address)");
	say(effective, CL_FIELD_DATA_MINING, NULL, "DMI-PROHIBITED");
	say(effective, CL_FIELD_DIGITAL_SOURCE_TYPE, NULL, "digitalCapture");
	say(effective, CL_FIELD_RIGHTS_MARKED, NULL, "perhaps");
	say(effective, CL_FIELD_CC_LICENCE, NULL,
		"https://creativecommons.org/licenses/by/4.0/?a=\"");
	xmp = cl_publish_xmp(&publish);
	g_assert_cmpstr(xmp, ==,
		"<?xpacket begin=\"\xef\xbb\xbf\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
		"<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">"
		"<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">"
		"<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\""
		" xmlns:photoshop=\"http://ns.adobe.com/photoshop/1.0/\""
		" xmlns:Iptc4xmpExt=\"http://iptc.org/std/Iptc4xmpExt/2008-02-29/\""
		" xmlns:plus=\"http://ns.useplus.org/ldf/xmp/1.0/\""
		" xmlns:cc=\"http://creativecommons.org/ns#\">\n"
		"<photoshop:Headline>a &lt;b&gt; &amp; &quot;c&quot;  d</photoshop:Headline>\n"
		"<dc:description><rdf:Alt><rdf:li xml:lang=\"x-default\">Первая</rdf:li>"
		"<rdf:li xml:lang=\"ru\">Первая</rdf:li><rdf:li xml:lang=\"en\">First</rdf:li>"
		"</rdf:Alt></dc:description>\n"
		"<dc:creator><rdf:Seq><rdf:li>One</rdf:li><rdf:li>Two</rdf:li></rdf:Seq></"
		"dc:creator>\n"
		"<plus:Licensor><rdf:Seq>"
		"<rdf:li rdf:parseType=\"Resource\"><plus:LicensorName>A (B)</plus:LicensorName>"
		"<plus:LicensorURL>https://a.example/x</plus:LicensorURL></rdf:li>"
		"<rdf:li rdf:parseType=\"Resource\"><plus:LicensorURL>https://b.example"
		"</plus:LicensorURL></rdf:li>"
		"<rdf:li rdf:parseType=\"Resource\"><plus:LicensorName>C (not an address)"
		"</plus:LicensorName></rdf:li></rdf:Seq></plus:Licensor>\n"
		"<dc:subject><rdf:Bag><rdf:li>k</rdf:li></rdf:Bag></dc:subject>\n"
		"<Iptc4xmpExt:DigitalSourceType>http://cv.iptc.org/newscodes/digitalsourcetype/"
		"digitalCapture</Iptc4xmpExt:DigitalSourceType>\n"
		"<plus:DataMining>http://ns.useplus.org/ldf/vocab/DMI-PROHIBITED</"
		"plus:DataMining>\n"
		"<cc:license "
		"rdf:resource=\"https://creativecommons.org/licenses/by/4.0/?a=&quot;\"/>\n"
		"</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

/* Resources of the one APP13: id → bytes. */
static const guint8 *
resource(GBytes *jpeg, const char *id, guint *n_bytes)
{
	char head[9] = "8BIM";
	const guint8 *at;

	memcpy(head + 4, id, 2);
	at = find(jpeg, head, 8); /* with the empty name */
	if (at == NULL)
		return NULL;
	*n_bytes = be32(at + 8);
	return at + 12;
}

static void
test_iptc(void)
{
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = NULL;
	const guint8 *iptc, *digest, *url, *flag;
	guint n = 0, n_digest = 0, n_url = 0, n_flag = 0;
	guint8 md5[16];

	say(effective, CL_FIELD_BYLINE, NULL, "One");
	say(effective, CL_FIELD_BYLINE, NULL, "Two");
	say(effective, CL_FIELD_TITLE, NULL, "T");
	/* 31 bytes, then e + combining acute: neither half fits. */
	say(effective, CL_FIELD_CREDIT, NULL, "1234567890123456789012345678901e\xcc\x81 rest");
	say(effective, CL_FIELD_COUNTRY_CODE, NULL, "KYRG");
	say(effective, CL_FIELD_SUPPLIER_ID, NULL, "epa123");
	say(effective, CL_FIELD_WEB_STATEMENT, NULL, "http://x.example");
	say(effective, CL_FIELD_RIGHTS_MARKED, NULL, "True");
	out = embed(CL_FORMAT_JPEG, &publish);
	iptc = resource(out, "\4\4", &n);
	g_assert_nonnull(iptc);
	g_assert_cmpmem(iptc, n,
		"\x1c\1\0\0\2\0\4"
		"\x1c\1\x5a\0\3\x1b%G"
		"\x1c\2\0\0\2\0\4"
		"\x1c\2\5\0\1T"
		"\x1c\2\x50\0\3One"
		"\x1c\2\x50\0\3Two"
		"\x1c\2\x6e\0\x1f"
		"1234567890123456789012345678901",
		80);
	digest = resource(out, "\4\x25", &n_digest);
	g_assert_nonnull(digest);
	cl_md5(iptc, n, md5);
	g_assert_cmpmem(digest, n_digest, md5, 16);
	flag = resource(out, "\4\x0a", &n_flag);
	g_assert_nonnull(flag);
	g_assert_cmpmem(flag, n_flag, "\1", 1);
	url = resource(out, "\4\x0b", &n_url);
	g_assert_nonnull(url);
	g_assert_cmpmem(url, n_url, "http://x.example", 16);
}

/* Cut between graphemes: by-lines of 32 bytes at most. */
static void
test_cut(void)
{
	static const struct {
		const char *text, *cut;
	} cases[] = {
		{"12345678901234567890123456789012", "12345678901234567890123456789012"},
		{"123456789012345678901234567890123", "12345678901234567890123456789012"},
		{"1234567890123456789012345678901é", "1234567890123456789012345678901"},
		{"1234567890123456789012345678901 x", "1234567890123456789012345678901"},
		/* flags are pairs: the third of four letters goes with its pair */
		{"12345678901234567890\xf0\x9f\x87\xb0\xf0\x9f\x87\xac\xf0\x9f\x87\xb0\xf0\x9f\x87"
		 "\xac",
			"12345678901234567890\xf0\x9f\x87\xb0\xf0\x9f\x87\xac"},
		/* a family is one letter */
		{"1234567890123456789012345\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7",
			"1234567890123456789012345"},
		{"123456789012345678901234567890\xe2\x9d\xa4\xef\xb8\x8f",
			"123456789012345678901234567890"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(ClEffective) effective = nothing();
		ClPublish publish = {.effective = effective};
		g_autoptr(GBytes) out = NULL;
		guint n = 0;
		const guint8 *iptc;

		say(effective, CL_FIELD_BYLINE, NULL, cases[i].text);
		out = embed(CL_FORMAT_JPEG, &publish);
		iptc = resource(out, "\4\4", &n);
		g_assert_nonnull(iptc);
		/* behind 1:00, 1:90, 2:00 and the head of 2:80 */
		g_assert_cmpmem(iptc + 27, n - 27, cases[i].cut, strlen(cases[i].cut));
	}
}

static void
test_exif(void)
{
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective, .orientation = 3};
	g_autoptr(GBytes) out = NULL;

	say(effective, CL_FIELD_BYLINE, NULL, "A; B");
	say(effective, CL_FIELD_BYLINE, NULL, "C");
	say(effective, CL_FIELD_COPYRIGHT, NULL, "©");
	out = embed(CL_FORMAT_JPEG, &publish);
	g_assert_nonnull(find(out,
		"\x12\1\3\0\1\0\0\0\3\0\0\0\x3b\1\2\0\x0a\0\0\0\x32\0\0\0"
		"\x98\x82\2\0\3\0\0\0\xc2\xa9\0\0\0\0\0\0\"A; B\"; C\0",
		50));
}

/* --- limits -------------------------------------------------------------------------------- */

static gsize
inserted(ClFormat format, const ClPublish *publish)
{
	g_autoptr(ClEffective) empty = nothing();
	ClPublish bare = {.effective = empty, .reduced = TRUE};
	g_autoptr(GBytes) without = embed(format, &bare);
	g_autoptr(GBytes) with = embed(format, publish);

	return g_bytes_get_size(with) - g_bytes_get_size(without);
}

static void
test_reduced(void)
{
	g_autoptr(ClEffective) few = everything();
	g_autoptr(ClEffective) much = nothing();
	g_autofree char *long_text = g_strnfill(5000, '&');
	ClPublish publish = {.effective = few, .reduced = TRUE};

	for (guint i = 0; i < 200; i++)
		say(much, CL_FIELD_BYLINE, NULL, "Someone with a Name");
	say(much, CL_FIELD_CREDIT, NULL, long_text);
	say(much, CL_FIELD_COPYRIGHT, NULL, "© 2022 ßéЖ写真 and much more, in many words indeed");
	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) out = NULL;

		publish.effective = few;
		out = embed(formats[f], &publish);
		g_assert_true(has(out, "the byline"));
		g_assert_true(has(out, "the credit"));
		g_assert_true(has(out, "the copyright"));
		g_assert_false(has(out, "the caption"));
		g_assert_false(has(out, "the source"));
		g_assert_cmpuint(inserted(formats[f], &publish), <=, CL_PUBLISH_REDUCED_BYTES);
		publish.effective = much;
		g_assert_cmpuint(inserted(formats[f], &publish), <=, CL_PUBLISH_REDUCED_BYTES);
		publish.orientation = 6;
		g_assert_cmpuint(inserted(formats[f], &publish), <=, CL_PUBLISH_REDUCED_BYTES);
		publish.orientation = 0;
	}
}

static void
test_too_much_to_say(void)
{
	g_autoptr(ClEffective) effective = everything();
	g_autofree char *long_text = g_strnfill(1 << 20, '<');
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = NULL;

	for (guint i = 0; i < 5000; i++) {
		g_autofree char *keyword = g_strdup_printf("keyword number %u", i);

		say(effective, CL_FIELD_KEYWORDS, NULL, keyword);
	}
	say(effective, CL_FIELD_EXTENDED_DESCRIPTION, "en", long_text);
	out = embed(CL_FORMAT_JPEG, &publish);
	g_assert_true(has(out, "<dc:creator>"));
	g_assert_true(has(out, "<photoshop:Credit>"));
	g_assert_true(has(out, "<dc:rights>"));
	g_assert_true(has(out, "<dc:description>"));
	g_assert_false(has(out, "<Iptc4xmpCore:ExtDescrAccessibility>"));
	/* What must stay is shortened only when it is all that is left. */
	g_ptr_array_set_size(effective->values[CL_FIELD_CREDIT], 0);
	say(effective, CL_FIELD_CREDIT, NULL, long_text);
	g_clear_pointer(&out, g_bytes_unref);
	out = embed(CL_FORMAT_JPEG, &publish);
	g_assert_true(has(out, "the byline"));
	g_assert_true(has(out, "the copyright"));
	g_assert_true(has(out, "<photoshop:Credit>&lt;&lt;"));
	g_assert_false(has(out, "<dc:description>"));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/publish/only-published-fields", test_only_published_fields);
	g_test_add_func("/publish/deterministic", test_deterministic);
	g_test_add_func("/publish/protected-source", test_protected_source);
	g_test_add_func("/publish/places-named", test_places_named);
	g_test_add_func("/publish/date-only-by-default", test_date_only_by_default);
	g_test_add_func("/publish/nothing-to-say", test_nothing_to_say);
	g_test_add_func("/publish/xmp", test_xmp);
	g_test_add_func("/publish/iptc", test_iptc);
	g_test_add_func("/publish/cut", test_cut);
	g_test_add_func("/publish/exif", test_exif);
	g_test_add_func("/publish/reduced", test_reduced);
	g_test_add_func("/publish/too-much-to-say", test_too_much_to_say);
	return g_test_run();
}
