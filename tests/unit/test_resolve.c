/* SPDX-License-Identifier: MIT
 *
 * From received to effective values: each rule of reference §2.2 by itself, at its borders.
 */
#include <cutline/findings.h>
#include <cutline/photo.h>

#define NOW_US (G_GINT64_CONSTANT(1700000000) * G_USEC_PER_SEC) /* 2023-11-14T22:13:20Z */

typedef struct {
	GPtrArray *received;
	ClDigest digest;
	ClEffective *effective;
} Case;

static Case *
case_new(void)
{
	Case *c = g_new0(Case, 1);

	c->received = g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	return c;
}

static void
case_free(Case *c)
{
	g_ptr_array_unref(c->received);
	cl_effective_free(c->effective);
	g_free(c);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC(Case, case_free)

static void
give_at(Case *c, ClField field, ClOriginKind origin, guint packet, guint position, const char *lang,
	const char *value)
{
	g_ptr_array_add(c->received, cl_received_new(field, origin, packet, position, lang, value));
}

#define give(c, field, origin, value) \
	give_at(c, CL_FIELD_##field, CL_ORIGIN_##origin, CL_ORIGIN_##origin == CL_ORIGIN_XMP, 0, \
		NULL, value)

static void
resolve(Case *c)
{
	cl_effective_free(c->effective);
	c->effective = cl_photo_resolve(c->received, c->digest, NOW_US);
	for (guint i = 0; i < CL_N_FIELDS; i++) /* a value has a reason and the reverse */
		g_assert_true(
			(c->effective->values[i] != NULL) == (c->effective->reason[i] != NULL));
}

#define assert_value(c, field, wanted) \
	g_assert_cmpstr(cl_effective_first((c)->effective, CL_FIELD_##field), ==, wanted)
#define assert_reason(c, field, wanted) \
	g_assert_cmpstr((c)->effective->reason[CL_FIELD_##field], ==, wanted)

static const char *
found(const Case *c, const char *code, const char *start)
{
	for (guint i = 0; i < c->effective->findings->len; i++) {
		const ClFinding *finding = g_ptr_array_index(c->effective->findings, i);

		if (finding->code == code && g_str_has_prefix(finding->message, start))
			return finding->message;
	}
	return NULL;
}

static void
test_nothing(void)
{
	g_autoptr(Case) c = case_new();

	resolve(c);
	for (guint i = 0; i < CL_N_FIELDS; i++)
		g_assert_null(c->effective->values[i]);
	g_assert_nonnull(found(c, CL_FINDING_NO_CREDIT, ""));
	g_assert_nonnull(found(c, CL_FINDING_NO_BYLINE, ""));
	g_assert_nonnull(found(c, CL_FINDING_NO_CAPTION, ""));
	g_assert_nonnull(found(c, CL_FINDING_NO_COPYRIGHT, ""));
	g_assert_nonnull(found(c, CL_FINDING_NO_ORIGIN, ""));
	g_assert_null(cl_effective_joined(c->effective, CL_FIELD_BYLINE, "; "));
}

/* What the text chunks of a PNG say counts when nobody else says anything, or has the rest. */
static void
test_png(void)
{
	g_autofree char *whole = g_strnfill(140, 'c');
	g_autoptr(Case) c = case_new();

	give(c, CAPTION, PNG, "A window");
	give(c, BYLINE, PNG, "Somebody");
	give(c, BYLINE, EXIF, "Ruiz; Ana");
	give(c, HEADLINE, PNG, "No keyword has it");
	give(c, USAGE_TERMS, PNG, "NO SALES");
	give(c, USAGE_TERMS, XMP, "NO ARCHIVE");
	give(c, COPYRIGHT, PNG, whole);
	whole[128] = '\0';
	give(c, COPYRIGHT, IPTC, whole);
	resolve(c);
	assert_value(c, CAPTION, "A window");
	assert_reason(c, CAPTION, "only source");
	assert_value(c, BYLINE, "Ruiz; Ana");
	assert_reason(c, BYLINE, "EXIF; XMP and IPTC have none");
	assert_value(c, HEADLINE, NULL);
	assert_value(c, USAGE_TERMS, "NO ARCHIVE\nNO SALES");
	g_assert_cmpuint(strlen(cl_effective_first(c->effective, CL_FIELD_COPYRIGHT)), ==, 140);
	give(c, BYLINE, USER, "-");
	resolve(c);
	assert_value(c, BYLINE, NULL);
}

static void
test_digest(void)
{
	g_autoptr(Case) c = case_new();

	give(c, CREDIT, IPTC, "Old Credit");
	give(c, CREDIT, XMP, "New Credit");
	give(c, CITY, IPTC, "Besançon");
	give(c, CITY, XMP, "Besançon ");
	give(c, STATE, XMP, "Doubs");
	give(c, COUNTRY, IPTC, "France");
	resolve(c);
	assert_value(c, CREDIT, "New Credit");
	assert_reason(c, CREDIT, "XMP before IPTC (no IPTC digest)");
	assert_reason(c, CITY, "XMP and IPTC agree");
	assert_reason(c, STATE, "only source");
	assert_value(c, COUNTRY, "France");
	g_assert_nonnull(found(c, CL_FINDING_FIELD_CONFLICT, "credit: 'New Credit'"));
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, "city"));
	g_assert_null(found(c, CL_FINDING_DIGEST_MISMATCH, ""));
	c->digest = CL_DIGEST_MATCH;
	resolve(c);
	assert_value(c, CREDIT, "New Credit");
	assert_reason(c, CREDIT, "XMP before IPTC (IPTC digest matches)");
	c->digest = CL_DIGEST_MISMATCH;
	resolve(c);
	assert_value(c, CREDIT, "Old Credit");
	assert_reason(c, CREDIT, "IPTC: changed after XMP was written (digest differs)");
	assert_value(c, STATE, "Doubs");
	g_assert_nonnull(found(c, CL_FINDING_DIGEST_MISMATCH, ""));
}

/* A stale digest alone is common and says nothing while the texts agree. */
static void
test_stale_digest(void)
{
	g_autoptr(Case) c = case_new();

	c->digest = CL_DIGEST_MISMATCH;
	give(c, CREDIT, IPTC, "Northgate Press");
	give(c, CREDIT, XMP, "Northgate  Press");
	give(c, COPYRIGHT, EXIF, "other");
	give(c, COPYRIGHT, IPTC, "© Northgate");
	resolve(c);
	g_assert_null(found(c, CL_FINDING_DIGEST_MISMATCH, ""));
	assert_value(c, COPYRIGHT, "© Northgate");
	g_assert_nonnull(found(c, CL_FINDING_FIELD_CONFLICT, "copyright"));
}

static void
test_truncation(void)
{
	g_autoptr(Case) c = case_new();

	/* 32 bytes, by either source; 33 in UTF-8 where one byte was one character; cut in two */
	give(c, CREDIT, IPTC, "Northgate Press via Another Agen");
	give(c, CREDIT, XMP, "Northgate Press via Another Agency");
	give(c, CITY, XMP, "Llanfairpwllgwyngyllgogerychwyrn");
	give(c, CITY, IPTC, "Llanfairpwllgwyngyllgogerychwyrndrobwll");
	give(c, SOURCE, IPTC, "Agência de Notícias do Nordeste ");
	give(c, SOURCE, XMP, "Agência de Notícias do Nordeste Limitada");
	give(c, STATE, IPTC, "Provincia Autonoma di Bolzano \xef\xbf\xbd");
	give(c, STATE, XMP, "Provincia Autonoma di Bolzano — Südtirol");
	give(c, SUBLOCATION, IPTC, "Gare");
	give(c, SUBLOCATION, XMP, "Gare Viotte");
	give(c, JOB_ID, IPTC, "a reference that fills 32 bytes.");
	c->digest = CL_DIGEST_MISMATCH;
	resolve(c);
	assert_value(c, CREDIT, "Northgate Press via Another Agency");
	assert_reason(c, CREDIT, "XMP completes the value that IPTC cuts at its byte limit");
	assert_value(c, CITY, "Llanfairpwllgwyngyllgogerychwyrndrobwll");
	assert_reason(c, CITY, "IPTC completes the value that XMP cuts at the byte limit");
	assert_value(c, SOURCE, "Agência de Notícias do Nordeste Limitada");
	assert_value(c, STATE, "Provincia Autonoma di Bolzano — Südtirol");
	assert_value(c, SUBLOCATION, "Gare"); /* not cut: IPTC was changed */
	g_assert_nonnull(found(c, CL_FINDING_TRUNCATED_FIELD, "credit: IPTC stops"));
	g_assert_nonnull(found(c, CL_FINDING_TRUNCATED_FIELD, "job_id: fills its 32 bytes"));
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, "credit"));
	g_assert_nonnull(found(c, CL_FINDING_FIELD_CONFLICT, "sublocation"));
}

static void
test_lists(void)
{
	g_autoptr(Case) c = case_new();
	g_autofree char *bylines = NULL;
	g_autofree char *keywords = NULL;

	give_at(c, CL_FIELD_BYLINE, CL_ORIGIN_IPTC, 0, 1, NULL, "Jun Takahashi-Reyes");
	give_at(c, CL_FIELD_BYLINE, CL_ORIGIN_IPTC, 0, 0, NULL, "Maëlle Órdóñez");
	give(c, BYLINE, EXIF, "Maëlle Órdóñez; Jun Takahashi-Reyes");
	give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_XMP, 1, 0, NULL, "strike");
	give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_XMP, 1, 1, NULL, "-");
	give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_XMP, 1, 2, NULL,
		"a keyword of more than sixty-four bytes that International IIM cuts off");
	give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_XMP, 1, 3, NULL, "strike");
	give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_IPTC, 0, 0, NULL,
		"a keyword of more than sixty-four bytes that International IIM c");
	give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_IPTC, 0, 1, NULL, "strike");
	give(c, CATEGORY, IPTC, "Sun");
	give(c, CATEGORY, XMP, "Sunrise");
	resolve(c);
	assert_value(c, CATEGORY, "Sunrise");
	bylines = cl_effective_joined(c->effective, CL_FIELD_BYLINE, "; ");
	g_assert_cmpstr(bylines, ==, "Maëlle Órdóñez; Jun Takahashi-Reyes");
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, ""));
	keywords = cl_effective_joined(c->effective, CL_FIELD_KEYWORDS, "|");
	g_assert_cmpstr(keywords, ==,
		"strike|a keyword of more than sixty-four bytes that International IIM cuts off");
	/* The first of two names is no contradiction, another name is. */
	g_ptr_array_set_size(c->received, 1);
	give(c, BYLINE, XMP, "Jun Takahashi-Reyes");
	give_at(c, CL_FIELD_BYLINE, CL_ORIGIN_XMP, 1, 1, NULL, "Maëlle Órdóñez");
	resolve(c);
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, ""));
	give(c, BYLINE, EXIF, "CAMERA OWNER");
	resolve(c);
	g_assert_nonnull(found(c, CL_FINDING_FIELD_CONFLICT, "byline"));
	g_ptr_array_set_size(c->received, 0);
	give(c, BYLINE, EXIF, "Doe; Jane \"JD\"");
	give_at(c, CL_FIELD_BYLINE, CL_ORIGIN_EXIF, 0, 1, NULL, "Unknown");
	give_at(c, CL_FIELD_BYLINE, CL_ORIGIN_EXIF, 0, 2, NULL, "Li Wei");
	resolve(c);
	g_free(bylines);
	bylines = cl_effective_joined(c->effective, CL_FIELD_BYLINE, "|");
	g_assert_cmpstr(bylines, ==, "Doe; Jane \"JD\"|Li Wei");
	assert_reason(c, BYLINE, "only source");
}

static void
test_languages(void)
{
	g_autoptr(Case) c = case_new();
	const ClValue *value;

	give_at(c, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 0, "de", "Streik");
	give_at(c, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 1, "x-default", "Strike");
	give_at(c, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 2, "ar", "إضراب");
	give_at(c, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 3, "DE", "Ausstand");
	give(c, CAPTION, IPTC, "Streik");
	give(c, COPYRIGHT, IPTC, "© A");
	resolve(c);
	assert_value(c, CAPTION, "Strike");
	g_assert_cmpuint(c->effective->values[CL_FIELD_CAPTION]->len, ==, 3);
	value = g_ptr_array_index(c->effective->values[CL_FIELD_CAPTION], 2);
	g_assert_cmpstr(value->lang, ==, "ar");
	g_assert_cmpint(value->origin, ==, CL_ORIGIN_XMP);
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, "caption"));
	value = g_ptr_array_index(c->effective->values[CL_FIELD_COPYRIGHT], 0);
	g_assert_cmpstr(value->lang, ==, "x-default");
	/* An editor changes the default; the other languages stay. */
	give_at(c, CL_FIELD_CAPTION, CL_ORIGIN_USER, 0, 0, "x-default", "A strike");
	give_at(c, CL_FIELD_CAPTION, CL_ORIGIN_USER, 0, 0, "ar", "-");
	resolve(c);
	assert_value(c, CAPTION, "A strike");
	assert_reason(c, CAPTION, "edited");
	g_assert_cmpuint(c->effective->values[CL_FIELD_CAPTION]->len, ==, 2);
}

static void
test_packets_and_origins(void)
{
	g_autoptr(Case) c = case_new();

	give_at(c, CL_FIELD_CREDIT, CL_ORIGIN_XMP, 2, 0, NULL, "second packet");
	give_at(c, CL_FIELD_CREDIT, CL_ORIGIN_XMP, 1, 0, NULL, "first packet");
	give_at(c, CL_FIELD_SUPPLIER_ID, CL_ORIGIN_XMP, 2, 0, NULL, "82486881");
	give_at(c, CL_FIELD_HEADLINE, CL_ORIGIN_XMP, 1, 0, NULL, "-");
	give_at(c, CL_FIELD_HEADLINE, CL_ORIGIN_XMP, 2, 0, NULL, "A headline");
	give(c, SOURCE, RULE, "by rule");
	give(c, COPYRIGHT, RULE, "by rule");
	give(c, COPYRIGHT, EXIF, "© camera");
	give(c, CITY, XMP, "embedded");
	give(c, CITY, SIDECAR, "side-car");
	give(c, STATE, XMP, "embedded");
	give(c, STATE, SIDECAR, "side-car");
	give(c, STATE, USER, "first edit");
	give(c, STATE, USER, "last edit");
	give(c, COUNTRY, XMP, "wrong");
	give(c, COUNTRY, USER, "-");
	give_at(c, CL_FIELD_CREDIT, CL_ORIGIN_USER, 0, 0, "kk", "a translation");
	give_at(c, CL_FIELD_CITY, CL_ORIGIN_USER, 0, 0, "kk", "-");
	resolve(c);
	/* A translation lies beside the value and decides nothing about it. */
	assert_value(c, CREDIT, "first packet");
	g_assert_cmpuint(c->effective->values[CL_FIELD_CREDIT]->len, ==, 1);
	g_assert_cmpstr(cl_effective_nth(c->effective, CL_FIELD_CREDIT, 1)->value, ==, "a translation");
	g_assert_null(c->effective->translations[CL_FIELD_CITY]);
	g_assert_nonnull(found(c, CL_FINDING_FIELD_CONFLICT, "credit"));
	assert_value(c, SUPPLIER_ID, "82486881");
	assert_value(c, HEADLINE, "A headline");
	assert_value(c, SOURCE, "by rule");
	assert_reason(c, SOURCE, "from a rule; no source has it");
	assert_value(c, COPYRIGHT, "© camera");
	assert_value(c, CITY, "side-car");
	assert_reason(c, CITY, "side-car before what the file says");
	assert_value(c, STATE, "last edit");
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, "state"));
	assert_value(c, COUNTRY, NULL);
}

static void
test_exif_is_last(void)
{
	g_autoptr(Case) c = case_new();

	give(c, CAPTION, EXIF, "An older transmission");
	give(c, CAPTION, IPTC, "The caption");
	give(c, CAMERA, EXIF, "NIKON Z 9");
	give(c, LENS, EXIF, "NIKKOR Z 70-200mm f/2.8");
	give(c, LENS, XMP, "70-200mm");
	give(c, ORIENTATION, EXIF, "1");
	give(c, ORIENTATION, XMP, "6");
	resolve(c);
	assert_value(c, CAPTION, "The caption");
	assert_value(c, CAMERA, "NIKON Z 9");
	assert_value(c, LENS, "NIKKOR Z 70-200mm f/2.8");
	assert_value(c, ORIENTATION, "1");
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, "lens"));
	g_assert_null(found(c, CL_FINDING_FIELD_CONFLICT, "orientation"));
	g_assert_nonnull(found(c, CL_FINDING_FIELD_CONFLICT, "caption"));
}

static void
test_union(void)
{
	g_autoptr(Case) c = case_new();
	g_autofree char *start = g_strnfill(243, 'A');
	g_autofree char *cut = g_strconcat(start, " MAY BE USED", NULL);
	g_autofree char *whole = g_strconcat(cut, " ONLY FOR 14 DAYS", NULL);

	give(c, INSTRUCTIONS, IPTC, "NO  SALES");
	give(c, INSTRUCTIONS, XMP, "NO SALES");
	give_at(c, CL_FIELD_INSTRUCTIONS, CL_ORIGIN_XMP, 2, 0, NULL, "NO ARCHIVE");
	give(c, INSTRUCTIONS, SIDECAR, "NO SALES; EMBARGO");
	give_at(c, CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP, 1, 0, "x-default", "Editorial use");
	give_at(c, CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP, 1, 1, "de", "Nur redaktionell");
	give_at(c, CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP, 2, 0, "x-default", "No internet");
	resolve(c);
	assert_value(c, INSTRUCTIONS, "NO SALES; EMBARGO\nNO ARCHIVE");
	assert_reason(c, INSTRUCTIONS, "union of all sources");
	assert_value(c, USAGE_TERMS, "Editorial use\nNo internet");
	g_assert_cmpuint(c->effective->values[CL_FIELD_USAGE_TERMS]->len, ==, 2);
	g_ptr_array_set_size(c->received, 0);
	give(c, INSTRUCTIONS, IPTC, cut);
	give(c, INSTRUCTIONS, XMP, whole);
	resolve(c);
	assert_value(c, INSTRUCTIONS, whole);
	g_assert_nonnull(found(c, CL_FINDING_TRUNCATED_FIELD, "instructions: IPTC"));
	/* The start of a sentence may forbid more than the whole of it: both stay. */
	g_ptr_array_set_size(c->received, 0);
	give(c, INSTRUCTIONS, IPTC, "NO SALES");
	give(c, INSTRUCTIONS, XMP, "NO SALES TO MAGAZINES");
	resolve(c);
	assert_value(c, INSTRUCTIONS, "NO SALES TO MAGAZINES\nNO SALES");
	give(c, INSTRUCTIONS, USER, "cleared by desk");
	resolve(c);
	assert_value(c, INSTRUCTIONS, "cleared by desk");
}

static void
test_fillers(void)
{
	static const char *const none[] = {"-", ".", "N/A", "unknown", "Untitled", "x", "XXX",
		"none", "SONY DSC", "OLYMPUS DIGITAL CAMERA", "DCIM\\100MEDIA\\X.JPG", "???",
		"SAMSUNG"};
	static const char *const some[] = {"Unknown photographer", "SAMSUNG boss resigns", "駅",
		"ok", "Pool", "UNTITLED WORK"};

	for (gsize i = 0; i < G_N_ELEMENTS(none) + G_N_ELEMENTS(some); i++) {
		gboolean is_none = i < G_N_ELEMENTS(none);
		const char *text = is_none ? none[i] : some[i - G_N_ELEMENTS(none)];
		g_autoptr(Case) c = case_new();

		g_test_message("%s", text);
		give(c, CAPTION, EXIF, text);
		resolve(c);
		assert_value(c, CAPTION, is_none ? NULL : text);
		g_assert_cmpint(found(c, CL_FINDING_NO_CAPTION, "") != NULL, ==, is_none);
	}
	{
		g_autoptr(Case) c = case_new();

		give(c, COUNTRY_CODE, XMP, "NA");
		give(c, CATEGORY, IPTC, "A");
		give(c, RIGHTS_MARKED, XMP, "False");
		resolve(c);
		assert_value(c, COUNTRY_CODE, "NA");
		assert_value(c, CATEGORY, "A");
		assert_value(c, RIGHTS_MARKED, "False");
	}
}

static void
test_date_taken(void)
{
	static const struct {
		const char *exif, *iptc, *xmp, *wanted;
		const char *code;
	} table[] = {
		{"2023-09-14T14:32:05", "2023-09-14T14:32:05+02:00", "2023-09-14T12:32:05Z",
			"2023-09-14T14:32:05", NULL},
		{"2023-09-14T14:32:05-05:00", "2023-09-14T14:32:05+02:00", NULL,
			"2023-09-14T14:32:05-05:00", CL_FINDING_FIELD_CONFLICT},
		{"2023-09-14T14:32:05+02:00", NULL, "2023-09-14T12:32:05Z",
			"2023-09-14T14:32:05+02:00", NULL},
		{NULL, "2023-09-14", "2023-09-14T10:00:00", "2023-09-14T10:00:00", NULL},
		{NULL, "2023-09-14T10:00:00", "2023-09-14", "2023-09-14T10:00:00", NULL},
		{NULL, "2023-09-14", "2023-09-13T10:00:00", "2023-09-13T10:00:00", NULL},
		{NULL, "1936", NULL, "1936", NULL},
		{NULL, "1936-05-02", "1936", "1936-05-02", NULL},
		{"2012-03-01T10:00:00", "1936", NULL, "2012-03-01T10:00:00",
			CL_FINDING_DATE_CONFLICT},
		{NULL, "2023-09-21", "2023-08-19", "2023-08-19", CL_FINDING_DATE_CONFLICT},
		{"2023-09-14T14:32:05", "2023-09-16", NULL, "2023-09-14T14:32:05", NULL},
		{"2023-09-14T14:32:05", "2023-09-17", NULL, "2023-09-14T14:32:05",
			CL_FINDING_DATE_CONFLICT},
		{"2080-01-01T00:00:00", "2023-09-14", NULL, "2023-09-14",
			CL_FINDING_DATE_IMPLAUSIBLE},
		{"2080-01-01T00:00:00", NULL, NULL, "2080-01-01T00:00:00",
			CL_FINDING_DATE_IMPLAUSIBLE},
		{NULL, "1825-12-31", NULL, "1825-12-31", CL_FINDING_DATE_IMPLAUSIBLE},
		{NULL, NULL, "0001-01-01T00:00:00Z", NULL, NULL},
		{"yesterday", NULL, "2023-09-14", "2023-09-14", NULL},
		{"2023-11-15T12:00:00", NULL, NULL, "2023-11-15T12:00:00", NULL},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		static const char *const codes[] = {CL_FINDING_DATE_CONFLICT,
			CL_FINDING_DATE_IMPLAUSIBLE, CL_FINDING_FIELD_CONFLICT};
		g_autoptr(Case) c = case_new();

		g_test_message("row %" G_GSIZE_FORMAT, i);
		if (table[i].exif != NULL)
			give(c, DATE_TAKEN, EXIF, table[i].exif);
		if (table[i].iptc != NULL)
			give(c, DATE_TAKEN, IPTC, table[i].iptc);
		if (table[i].xmp != NULL)
			give(c, DATE_TAKEN, XMP, table[i].xmp);
		resolve(c);
		assert_value(c, DATE_TAKEN, table[i].wanted);
		for (gsize j = 0; j < G_N_ELEMENTS(codes); j++)
			g_assert_cmpint(
				found(c, codes[j], "") != NULL, ==, codes[j] == table[i].code);
	}
}

static void
test_expiry(void)
{
	static const struct {
		const char *expiry, *taken;
		gboolean wrong;
	} table[] = {{"2023-09-13", "2023-09-14T10:00:00", TRUE},
		{"2023-09-14", "2023-09-14T10:00:00", TRUE},
		{"2023-09-15", "2023-09-14T10:00:00", FALSE},
		{"2023-09-14T12:00:00", "2023-09-14T10:00:00", FALSE},
		{"2023", "2023-09-14", FALSE}, {"2022", "2023-09-14", TRUE},
		{"2023-09-14", "2023", FALSE}};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Case) c = case_new();

		give(c, EXPIRY_DATE, IPTC, table[i].expiry);
		give(c, DATE_TAKEN, EXIF, table[i].taken);
		resolve(c);
		g_assert_cmpint(
			found(c, CL_FINDING_EXPIRY_BEFORE_CAPTURE, "") != NULL, ==, table[i].wrong);
	}
}

static void
test_mojibake(void)
{
	g_autoptr(Case) c = case_new();

	give(c, BYLINE, IPTC, "MaÃ«lle Ã“rdÃ³Ã±ez");
	give(c, COPYRIGHT, IPTC, "Â© 2023 Northgate");
	give(c, CITY, IPTC, "Besançon");
	give(c, HEADLINE, IPTC, "«DÉFILÉ» à l’Île — SÃO PAULO");
	give(c, CAPTION, IPTC, "Itâ€™s a strike");
	resolve(c);
	assert_value(c, BYLINE, "Maëlle Órdóñez");
	assert_reason(c, BYLINE, "repaired: the text was encoded twice");
	assert_value(c, COPYRIGHT, "© 2023 Northgate");
	assert_value(c, CITY, "Besançon");
	assert_value(c, HEADLINE, "«DÉFILÉ» à l’Île — SÃO PAULO");
	assert_value(c, CAPTION, "It’s a strike");
	g_assert_cmpstr(found(c, CL_FINDING_MOJIBAKE, ""), ==,
		"caption, byline, copyright: text was encoded twice; it is shown repaired");
}

static void
test_ai(void)
{
	static const struct {
		const char *type;
		gboolean ai;
	} table[] = {
		{"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia", TRUE},
		{"http://cv.iptc.org/newscodes/digitalsourcetype/"
		 "compositeWithTrainedAlgorithmicMedia",
			TRUE},
		{"digsrctype:compositeSynthetic", TRUE}, {"trainedAlgorithmicMedia", TRUE},
		{"http://cv.iptc.org/newscodes/digitalsourcetype/digitalCapture", FALSE},
		{"http://cv.iptc.org/newscodes/digitalsourcetype/", FALSE}};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(Case) c = case_new();

		give(c, DIGITAL_SOURCE_TYPE, XMP, table[i].type);
		resolve(c);
		g_assert_cmpint(found(c, CL_FINDING_AI_GENERATED, "") != NULL, ==, table[i].ai);
	}
	{
		g_autoptr(Case) c = case_new();

		give(c, AI_SYSTEM, XMP, "Midjourney");
		give(c, KEYWORDS, XMP, ":rel:d:bm:GF2E1");
		resolve(c);
		g_assert_nonnull(found(c, CL_FINDING_AI_GENERATED, ""));
		/* Reuters' links are no keywords. */
		g_assert_null(cl_effective_first(c->effective, CL_FIELD_KEYWORDS));
	}
}

/* As many values as a file may hold, of the shapes that make careless code quadratic. */
static void
test_many_values(void)
{
	g_autoptr(Case) c = case_new();
	gint64 begun_us = g_get_monotonic_time();

	for (guint i = 0; i < 4000; i++) {
		g_autofree char *text = g_strdup_printf("value %u of very many", i);

		give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_IPTC, 0, i, NULL, text);
		give_at(c, CL_FIELD_KEYWORDS, CL_ORIGIN_XMP, 1, 4000 - i, NULL, text);
		give_at(c, CL_FIELD_INSTRUCTIONS, CL_ORIGIN_XMP, i, 0, NULL, text);
		give_at(c, CL_FIELD_USAGE_TERMS, CL_ORIGIN_XMP, 1, i, text, text);
		give_at(c, CL_FIELD_CREDIT, CL_ORIGIN_XMP, i, 0, NULL, text);
	}
	resolve(c);
	g_assert_cmpuint(c->effective->values[CL_FIELD_KEYWORDS]->len, ==, 4000);
	g_assert_cmpint(g_get_monotonic_time() - begun_us, <, 5 * G_USEC_PER_SEC);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/resolve/nothing", test_nothing);
	g_test_add_func("/resolve/png", test_png);
	g_test_add_func("/resolve/digest", test_digest);
	g_test_add_func("/resolve/stale-digest", test_stale_digest);
	g_test_add_func("/resolve/truncation", test_truncation);
	g_test_add_func("/resolve/lists", test_lists);
	g_test_add_func("/resolve/languages", test_languages);
	g_test_add_func("/resolve/packets-and-origins", test_packets_and_origins);
	g_test_add_func("/resolve/exif-is-last", test_exif_is_last);
	g_test_add_func("/resolve/union", test_union);
	g_test_add_func("/resolve/fillers", test_fillers);
	g_test_add_func("/resolve/date-taken", test_date_taken);
	g_test_add_func("/resolve/expiry", test_expiry);
	g_test_add_func("/resolve/mojibake", test_mojibake);
	g_test_add_func("/resolve/ai", test_ai);
	g_test_add_func("/resolve/many-values", test_many_values);
	return g_test_run();
}
