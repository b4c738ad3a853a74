/* SPDX-License-Identifier: MIT
 *
 * The search grammar: what each form becomes, where errors point, that ranges list exactly what
 * they should, and that a photo's tags meet the query's.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/query.h>
#include <cutline/time.h>
#include "query_tree.h"

static char *
parse_in(const char *text, GTimeZone *zone)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClQuery) query = cl_query_parse(text, NOW_US, zone, &error);
	GString *out = g_string_new(NULL);

	g_assert_true((query == NULL) == (error != NULL));
	if (query != NULL) {
		write_query(out, query);
	} else {
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
		g_string_append(out, error->message);
	}
	return g_string_free(out, FALSE);
}

static char *
parse(const char *text)
{
	return parse_in(text, NULL);
}

static void
test_forms(void)
{
	static const char *const table[][2] = {
		{"", "ALL"},
		{"  \t ", "ALL"},
		{"*", "ALL"},
		{"strike", "[strike]"},
		{"Besançon", "[besancon]"},
		{"rail strike", "AND([rail] [strike])"},
		{"rail AND strike", "AND([rail] [strike])"},
		{"rail OR strike station", "OR([rail] AND([strike] [station]))"},
		{"(rail OR bus) strike", "AND(OR([rail] [bus]) [strike])"},
		{"rail and strike", "AND([rail] [and] [strike])"},
		{"ORANGE ANDES NOTE", "AND([orange] [andes] [note])"},
		{"rail -bus", "AND([rail] NOT([bus]))"},
		{"rail NOT bus", "AND([rail] NOT([bus]))"},
		{"rail AND NOT bus", "AND([rail] NOT([bus]))"},
		{"-(a b)", "NOT(AND([a] [b]))"},
		{"NOT(a OR b)", "NOT(OR([a] [b]))"},
		{"--a", "[a]"},
		{"NOT -a", "[a]"},
		{"NOT NOT NOT a", "NOT([a])"},
		{"\"rail strike\"", "[rail strike]"},
		{"“rail strike”", "[rail strike]"},
		{"\"rail str\"*", "[rail str]*"},
		{"stri*", "[stri]*"},
		{"Jean-Luc", "[jean luc]"},
		{"10:30", "[10 30]"},
		{"byline:Ruiz", "byline:[ruiz]"},
		{"BYLINE:Ruiz*", "byline:[ruiz]*"},
		{"byline:\"Ana Ruiz\"", "byline:[ana ruiz]"},
		{"byline:“Ana Ruiz”", "byline:[ana ruiz]"},
		{"-byline:Ruiz", "NOT(byline:[ruiz])"},
		{"byline:(Ruiz OR \"Kim Lee\" -Ana)",
			"OR(byline:[ruiz] AND(byline:[kim lee] NOT(byline:[ana])))"},
		{"забастовка", "[забастовка]"},
		{"headline:ストライキ", "headline:[スト トラ ライ イキ]"},
		{"駅", "[駅]*"},
		{"state:Bayern", "state:[bayern]"},
		{"state:held", "#state=held"},
		{"is:Portrait", "#is=portrait"},
		{"is:(portrait OR square) -is:ai", "AND(OR(#is=portrait #is=square) NOT(#is=ai))"},
		{"has:credit", "#has=credit"},
		{"-has:taken", "NOT(#has=date_taken)"},
		{"has:c2pa", "#has=c2pa"},
		{"format:jpg", "#format=jpeg"},
		{"format:HEIC", "#format=heif"},
		{"format:avif", "#format=avif"},
		{"supplier:\"Northgate Press\"", "#supplier=northgate_press"},
		{"supplier:AFP", "#supplier=afp"},
		{"id:ABCDEF", "#id=abcdef"},
		{"id:0123-456L", "#id=01234561"},
		{"finding:no_credit", "#finding=no_credit"},
		{"finding:NO-CREDIT", "#finding=no_credit"},
		{"supplier:AFP supplier:dpa", "#none=1"},
		{"supplier:AFP supplier:afp rail", "AND(#supplier=afp [rail])"},
		{"rail -(supplier:afp supplier:dpa)", "AND([rail] NOT(#none=1))"},
		{"supplier:afp OR supplier:dpa", "OR(#supplier=afp #supplier=dpa)"},
		{"supplier:afp rail taken:2022-01", "AND(#supplier-taken=afp.202201 [rail])"},
		{"taken:2022 supplier:(afp OR dpa)",
			"OR(#supplier-taken=afp.2022 #supplier-taken=dpa.2022)"},
		{"supplier:afp taken:1960..1969", "AND(#supplier=afp #taken=196)"},
		{"supplier:afp -taken:2022", "AND(#supplier=afp NOT(#taken=2022))"},
		{"taken:2022 taken:2022-11..2023-01", "OR(#taken=202211 #taken=202212)"},
		{"width:>=500000 width:<500002", "OR(#width=500000 #width=500001)"},
		{"format:jpg format:png", "#none=1"},
		{"taken:2022", "#taken=2022"},
		{"date_taken:2022-01", "#taken=202201"},
		{"taken:2022-01-05", "#taken=20220105"},
		{"taken:2019-12-30..2022",
			"OR(#taken=2019123 #taken=2020 #taken=2021 #taken=2022)"},
		{"taken:2022-11..2023-02",
			"OR(#taken=202211 #taken=202212 #taken=202301 #taken=202302)"},
		{"taken:1960..1979", "OR(#taken=196 #taken=197)"},
		{"taken:(2021 OR 2023)", "OR(#taken=2021 #taken=2023)"},
		{"taken:>2199-12-30", "#taken=21991231"},
		{"taken:>=2100", "#taken=21"},
		{"taken:<1900", "#taken=18"},
		{"taken:<=1899", "#taken=18"},
		{"taken:..1899", "#taken=18"},
		{"taken:2100..", "#taken=21"},
		{"ingested:today", "#ingested=20260301"},
		{"ingested:yesterday", "#ingested=20260228"},
		{"ingested:2d", "OR(#ingested=20260228 #ingested=20260301)"},
		{"width:2000", "#width=002000"},
		{"width:>=999998", "OR(#width=999998 #width=999999)"},
		{"width:>=100000",
			"OR(#width=1 #width=2 #width=3 #width=4 #width=5 #width=6 #width=7 "
			"#width=8 #width=9)"},
		{"height:100..200", "OR(#height=0001 #height=000200)"},
		{"height:<10", "#height=00000"},
		{"height:<=0", "#height=000000"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autofree char *got = parse(table[i][0]);

		g_test_message("%s", table[i][0]);
		g_assert_cmpstr(got, ==, table[i][1]);
	}
}

/* Query, column, a part of the hint. */
static void
test_errors(void)
{
	static const QueryRefusal table[] = {
		{"bylin:Ruiz", 1, "write byline:"},
		{"strike captoin:x", 8, "write caption:"},
		{"é é bylin:x", 5, "write byline:"},
		{"http://example.org", 1, "quotation marks"},
		{"byline:", 8, "without a blank"},
		{"byline: Ruiz", 8, "without a blank"},
		{"(a", 1, "write a )"},
		{"a b)", 4, "write a ("},
		{"a ()", 3, "write a word"},
		{"(a OR )", 7, "write a word"},
		{"OR a", 1, "word OR word"},
		{"a OR", 5, "word OR word"},
		{"AND a", 1, "word AND word"},
		{"a AND", 3, "word AND word"},
		{"a AND AND b", 3, "word AND word"},
		{"a AND OR b", 3, "word AND word"},
		{"a - b", 3, "-word"},
		{"a NOT", 3, "NOT word"},
		{"a NOT OR b", 3, "NOT word"},
		{"say \"hello", 5, "write a \""},
		{"a & b", 3, "write a word"},
		{"caption:...", 9, "has:caption"},
		{"byline:*", 8, "has:byline"},
		{"f*o", 2, "and then *"},
		{"*foo", 1, "and then *"},
		{"taken:20x2", 7, "2022-01-05"},
		{"taken:2022-13", 7, "2022-01-05"},
		{"taken:2022-01-05T10:00", 7, "without the time"},
		{"taken:2023..2022", 7, "smaller value first"},
		{"taken:..", 7, "2000.."},
		{"taken:>", 7, "2022-01-05"},
		{"taken:>7w", 7, "2022-01-05"},
		{"in:Flood", 4, "write flood"},
		{"used:often", 6, "2022-01-05"},
		{"taken:2022*", 7, "whole value"},
		{"width:big", 7, "digits"},
		{"width:-5", 7, "digits"},
		{"width:1000000", 7, "digits"},
		{"width:<0", 7, "smaller value first"},
		{"is:portrai", 4, "write is:portrait"},
		{"is:nothing-like-it", 4, "portrait, landscape"},
		{"has:credits", 5, "write has:credit"},
		{"has:zzzzzzzz", 5, "c2pa"},
		{"format:bmp", 8, "jpeg"},
		{"finding:NO_CREDITS", 9, "write finding:NO_CREDIT"},
		{"finding:xyz", 9, "finding:NO_CREDIT"},
		{"id:abc", 4, "6 to 16"},
		{"id:uuuuuu", 4, "6 to 16"},
		{"supplier:..", 10, "supplier:NAME"},
		{"urgency:4", 9, "has:urgency"},
		{"byline:(a caption:b)", 11, "outside the brackets"},
	};

	check_refusals(table, G_N_ELEMENTS(table));
}

static void
test_zone(void)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_offset(-5 * 3600);
	g_autofree char *today = parse_in("ingested:today", zone);

	g_assert_cmpstr(today, ==, "#ingested=20260228");
}

static void
test_limits(void)
{
	g_autoptr(GString) deep = g_string_new(NULL);
	g_autoptr(GString) many = g_string_new(NULL);
	g_autoptr(GString) ranges = g_string_new("a");
	g_autofree char *long_text = g_strnfill(CL_MAX_QUERY_BYTES + 1, 'a');
	g_autofree char *minus = g_strnfill(CL_MAX_QUERY_BYTES - 1, '-');
	g_autofree char *got = NULL;

	for (guint i = 0; i < CL_MAX_QUERY_DEPTH; i++)
		g_string_append_c(deep, '(');
	g_string_append_c(deep, 'a');
	for (guint i = 0; i < CL_MAX_QUERY_DEPTH; i++)
		g_string_append_c(deep, ')');
	got = parse(deep->str);
	g_assert_cmpstr(got, ==, "[a]");
	g_string_prepend_c(deep, '(');
	g_free(got);
	got = parse(deep->str);
	g_assert_nonnull(strstr(got, "column 41: brackets"));
	for (guint i = 0; i <= CL_MAX_QUERY_TERMS; i++)
		g_string_append(many, "a ");
	g_free(got);
	got = parse(many->str);
	g_assert_nonnull(strstr(got, "column 401: more than 200"));
	for (guint i = 0; i < 100; i++)
		g_string_append(ranges, " taken:1811-02-02..2188-11-29");
	g_free(got);
	got = parse(ranges->str);
	g_assert_nonnull(strstr(got, "too many ranges"));
	g_free(got);
	got = parse(long_text);
	g_assert_nonnull(strstr(got, "longer than"));
	g_free(got);
	got = parse(minus);
	g_assert_nonnull(strstr(got, "nothing to exclude"));
}

/* Any bytes: an answer, and an error's column inside the text. */
static void
test_any_bytes(void)
{
	static const char *const parts[] = {"a", " ", "\"", "(", ")", "-", "NOT ", " AND ", " OR ",
		"taken:", "2022", "..", ">", "=", "*", "\xff", "\xe3\x82", "“", "byline:", ":",
		"is:", "7d", "駅", "\xc3\xa9", "0"};
	GRand *random = g_rand_new_with_seed(1);

	for (guint i = 0; i < 20000; i++) {
		g_autoptr(GString) text = g_string_new(NULL);
		guint n = (guint)g_rand_int_range(random, 0, 14);
		g_autofree char *got = NULL;

		for (guint j = 0; j < n; j++)
			g_string_append(
				text, parts[g_rand_int_range(random, 0, G_N_ELEMENTS(parts))]);
		got = parse(text->str);
		g_assert_true(g_utf8_validate(got, -1, NULL));
	}
	g_rand_free(random);
}

static ClEffective *
effective_taken(const char *taken)
{
	g_autoptr(GPtrArray) received =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);

	if (taken != NULL)
		g_ptr_array_add(received,
			cl_received_new(CL_FIELD_DATE_TAKEN, CL_ORIGIN_EXIF, 0, 0, NULL, taken));
	return cl_photo_resolve(received, CL_DIGEST_ABSENT, NOW_US);
}

static GHashTable *
tag_set(const char *tags)
{
	GHashTable *set = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_auto(GStrv) all = g_strsplit(tags, " ", -1);

	for (guint i = 0; all[i] != NULL; i++)
		g_hash_table_add(set, g_strdup(all[i]));
	return set;
}

/* Evaluate a query of tags only, as the catalog would. */
static gboolean
matches(const ClQuery *query, GHashTable *set)
{
	switch (query->type) {
	case CL_QUERY_ALL:
		return TRUE;
	case CL_QUERY_TAG:
		return g_hash_table_contains(set, query->tokens);
	case CL_QUERY_AND:
		for (guint i = 0; i < query->children->len; i++) {
			if (!matches(g_ptr_array_index(query->children, i), set))
				return FALSE;
		}
		return TRUE;
	case CL_QUERY_OR:
		for (guint i = 0; i < query->children->len; i++) {
			if (matches(g_ptr_array_index(query->children, i), set))
				return TRUE;
		}
		return FALSE;
	case CL_QUERY_NOT:
		return !matches(g_ptr_array_index(query->children, 0), set);
	case CL_QUERY_TEXT:
	case CL_QUERY_JUDGED:
		break;
	}
	g_assert_not_reached();
}

static guint
n_tags(const ClQuery *query)
{
	return query->type == CL_QUERY_OR ? query->children->len : 1;
}

#define N_DAYS 1900 /* 2019-11-01 … early 2025: five year ends, a leap day */

static void
fill_days(char days[N_DAYS][11], GHashTable *sets[N_DAYS])
{
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_dmy(&date, 1, G_DATE_NOVEMBER, 2019);
	for (guint i = 0; i < N_DAYS; i++) {
		ClListed listed = {.id = "0123456789abcdef", .width = 1, .height = 1};
		g_autofree char *tags = NULL;
		g_autoptr(ClEffective) effective = NULL;

		g_date_strftime(days[i], 11, "%Y-%m-%d", &date);
		effective = effective_taken(days[i]);
		tags = cl_query_tags(&listed, effective, NULL);
		sets[i] = tag_set(tags);
		g_date_add_days(&date, 1);
	}
}

/* Ranges of days, months and years, open and closed, against comparing each day by itself. */
static void
check_range(char days[N_DAYS][11], GHashTable *sets[N_DAYS], const char *from, const char *to)
{
	g_autofree char *text = g_strdup_printf("taken:%s..%s", from, to);
	g_autoptr(GError) error = NULL;
	g_autoptr(ClQuery) query = cl_query_parse(text, NOW_US, NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(n_tags(query), <=, 60);
	for (guint i = 0; i < N_DAYS; i++) {
		/* "2022-03" covers all that begins with it. */
		gboolean wanted = (from[0] == '\0' || strcmp(days[i], from) >= 0) &&
				  (to[0] == '\0' || strncmp(days[i], to, strlen(to)) <= 0);

		if (matches(query, sets[i]) != wanted)
			g_error("%s: %s should%s match", text, days[i], wanted ? "" : " not");
	}
}

static void
test_date_ranges_exhaustive(void)
{
	static char days[N_DAYS][11];
	static GHashTable *sets[N_DAYS];
	GRand *random = g_rand_new_with_seed(7);

	fill_days(days, sets);
	for (guint i = 0; i < N_DAYS; i += 1 + i % 3) { /* days of every kind */
		check_range(days, sets, days[i], "");
		check_range(days, sets, "", days[i]);
	}
	for (guint i = 0; i < 400; i++) {
		guint a = (guint)g_rand_int_range(random, 0, N_DAYS);
		guint b = (guint)g_rand_int_range(random, (gint32)a, N_DAYS);
		static const guint lengths[] = {4, 7, 10};
		g_autofree char *from = g_strndup(days[a], lengths[i % 3]);
		g_autofree char *to = g_strndup(days[b], lengths[i / 3 % 3]);

		if (strncmp(from, to, MIN(strlen(from), strlen(to))) <= 0)
			check_range(days, sets, from, to);
	}
	for (guint i = 0; i < N_DAYS; i++)
		g_hash_table_unref(sets[i]);
	g_rand_free(random);
}

static void
test_partial_dates(void)
{
	ClListed listed = {.id = "0123456789abcdef"};
	g_autoptr(ClEffective) year = effective_taken("1936");
	g_autoptr(ClEffective) month = effective_taken("1936-05");
	g_autofree char *year_tags = cl_query_tags(&listed, year, NULL);
	g_autofree char *month_tags = cl_query_tags(&listed, month, NULL);
	g_autoptr(GHashTable) in_year = tag_set(year_tags);
	g_autoptr(GHashTable) in_month = tag_set(month_tags);
	static const struct {
		const char *query;
		gboolean year, month;
	} table[] = {{"taken:1936", TRUE, TRUE}, {"taken:1930..1939", TRUE, TRUE},
		{"taken:1936-05", FALSE, TRUE}, {"taken:1936-01..1936-12", TRUE, TRUE},
		{"taken:1936-05-01..1936-05-31", FALSE, TRUE}, {"taken:1936-05-02", FALSE, FALSE},
		{"taken:<1937", TRUE, TRUE}};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(ClQuery) query = cl_query_parse(table[i].query, NOW_US, NULL, NULL);

		g_assert_cmpint(matches(query, in_year), ==, table[i].year);
		g_assert_cmpint(matches(query, in_month), ==, table[i].month);
	}
}

static void
check_number(
	GHashTable **sets, const guint *numbers, guint n, const char *text, guint low, guint high)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClQuery) query = cl_query_parse(text, NOW_US, NULL, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(n_tags(query), <=, 90);
	for (guint i = 0; i < n; i++) {
		if (matches(query, sets[i]) != (numbers[i] >= low && numbers[i] <= high))
			g_error("%s: wrong for %u", text, numbers[i]);
	}
}

static void
test_number_ranges(void)
{
	enum { N = 1600 };
	static guint numbers[N];
	static GHashTable *sets[N];
	g_autoptr(ClEffective) nothing = effective_taken(NULL);
	GRand *random = g_rand_new_with_seed(3);

	for (guint i = 0; i < N; i++) {
		ClListed listed = {.id = "0123456789abcdef", .height = 1};
		g_autofree char *tags = NULL;

		numbers[i] = i < 700 ? i + 1 : (guint)g_rand_int_range(random, 1, 70000);
		listed.width = numbers[i];
		tags = cl_query_tags(&listed, nothing, NULL);
		sets[i] = tag_set(tags);
	}
	for (guint i = 0; i < 120; i++) {
		guint a = (guint)g_rand_int_range(random, 0, i % 2 ? 1300 : 70000);
		guint b = (guint)g_rand_int_range(random, (gint32)a, 70001);
		g_autofree char *closed = g_strdup_printf("width:%u..%u", a, b);
		g_autofree char *above = g_strdup_printf("width:>%u", a);
		g_autofree char *from = g_strdup_printf("width:>=%u", a);
		g_autofree char *below = g_strdup_printf("width:<%u", b + 1);

		check_number(sets, numbers, N, closed, a, b);
		check_number(sets, numbers, N, above, a + 1, G_MAXUINT);
		check_number(sets, numbers, N, from, a, G_MAXUINT);
		check_number(sets, numbers, N, below, 0, b);
	}
	for (guint i = 0; i < N; i++)
		g_hash_table_unref(sets[i]);
	g_rand_free(random);
}

static void
test_tags(void)
{
	g_autoptr(GPtrArray) findings =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_finding_free);
	g_autoptr(GPtrArray) received =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	ClListed listed = {.id = "0123456789abcdef",
		.format = CL_FORMAT_JPEG,
		.width = 600,
		.height = 900,
		.ingested_us = NOW_US,
		.supplier = "agence \xc3\xa9t\xc3\xa9 press",
		.state = "held",
		.developed = TRUE,
		.c2pa = TRUE,
		.source_sensitive = TRUE,
		.n_versions = 2,
		.has_copies = TRUE,
		.findings = findings};
	g_autoptr(ClEffective) effective = NULL;
	g_autofree char *tags = NULL;
	g_autoptr(GHashTable) set = NULL;
	static const char *const wanted[] = {"all=1", "id=012345", "id=0123456789abcdef",
		"format=jpeg", "is=portrait", "is=held", "state=held", "is=developed", "is=protected", "is=ai",
		"has=c2pa", "has=versions", "has=copies", "has=findings", "has=byline",
		"finding=trailing_data", "finding=no_credit", "finding=ai_generated",
		"supplier=agence_ete_press", "supplier-taken=agence_ete_press.2023",
		"supplier-taken=agence_ete_press.20230914", "ingested=20", "ingested=20260301", "taken=202309",
		"taken=20230914", "width=000600", "height=0009"};

	g_ptr_array_add(findings, cl_finding_new(CL_FINDING_TRAILING_DATA, "3 bytes"));
	g_ptr_array_add(
		received, cl_received_new(CL_FIELD_BYLINE, CL_ORIGIN_IPTC, 0, 0, NULL, "A B"));
	g_ptr_array_add(received,
		cl_received_new(CL_FIELD_DIGITAL_SOURCE_TYPE, CL_ORIGIN_XMP, 1, 0, NULL,
			"http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"));
	g_ptr_array_add(received, cl_received_new(CL_FIELD_DATE_TAKEN, CL_ORIGIN_EXIF, 0, 0, NULL,
					  "2023-09-14T14:32:05"));
	effective = cl_photo_resolve(received, CL_DIGEST_ABSENT, NOW_US);
	tags = cl_query_tags(&listed, effective, NULL);
	set = tag_set(tags);
	for (gsize i = 0; i < G_N_ELEMENTS(wanted); i++) {
		g_test_message("%s", wanted[i]);
		g_assert_true(g_hash_table_contains(set, wanted[i]));
	}
	g_assert_false(g_hash_table_contains(set, "id=01234"));
	g_assert_false(g_hash_table_contains(set, "has=credit"));
	for (const char *c = tags; *c != '\0'; c++)
		g_assert_true((guchar)*c >= 0x80 || g_ascii_islower(*c) || g_ascii_isdigit(*c) ||
			      strchr("=_-. ", *c) != NULL);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query/forms", test_forms);
	g_test_add_func("/query/errors", test_errors);
	g_test_add_func("/query/zone", test_zone);
	g_test_add_func("/query/limits", test_limits);
	g_test_add_func("/query/any-bytes", test_any_bytes);
	g_test_add_func("/query/date-ranges", test_date_ranges_exhaustive);
	g_test_add_func("/query/partial-dates", test_partial_dates);
	g_test_add_func("/query/number-ranges", test_number_ranges);
	g_test_add_func("/query/tags", test_tags);
	return g_test_run();
}
