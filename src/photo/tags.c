/* SPDX-License-Identifier: MIT
 *
 * What a photo is listed under besides its words. The query side (query_value, query_range) asks
 * for exactly these tags; a change here needs `cutline rebuild`.
 */
#include <string.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include "query_parts.h"

const char *const *
query_is_names(void)
{
	static const char *const names[] = {
		"portrait", "landscape", "square", "ai", "ok", "held", "killed", "developed",
		"protected", "published", "expired", NULL};

	return names;
}

const char *const *
query_has_names(void)
{
	static const char *const names[] = {"c2pa", "findings", "versions", "copies", NULL};

	return names;
}

char *
query_tag_text(const char *text)
{
	char *folded = cl_text_fold(text);

	for (char *p = folded; *p != '\0'; p++) {
		if ((guchar)*p < 0x80 && !g_ascii_isalnum(*p))
			*p = '_';
	}
	return folded;
}

ClDate
query_local_day(gint64 time_us, GTimeZone *zone)
{
	gint64 seconds = time_us / G_USEC_PER_SEC - (time_us % G_USEC_PER_SEC < 0);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(seconds);
	g_autoptr(GDateTime) local = NULL;
	ClDate day = {.year = 1970, .month = 1, .day = 1};

	if (utc == NULL)
		return day;
	local = zone != NULL ? g_date_time_to_timezone(utc, zone) : g_date_time_ref(utc);
	if (local == NULL)
		return day;
	g_date_time_get_ymd(local, &day.year, &day.month, &day.day);
	return day;
}

/* Each prefix of the digits, from `shortest` on. */
static void
tag_prefixes(GString *tags, const char *name, const char *digits, guint shortest)
{
	for (guint n = shortest; n <= strlen(digits); n++)
		g_string_append_printf(tags, " %s=%.*s", name, (int)n, digits);
}

/* As far as the date is known; NULL if it is of no century of ours. */
static char *
date_digits(const ClDate *date)
{
	if (date->year < 0 || date->year > 9999)
		return NULL;
	if (date->month == 0)
		return g_strdup_printf("%04d", date->year);
	if (date->day == 0)
		return g_strdup_printf("%04d%02d", date->year, date->month);
	return g_strdup_printf("%04d%02d%02d", date->year, date->month, date->day);
}

void
query_tag_date(GString *tags, const char *name, const ClDate *date)
{
	g_autofree char *digits = date_digits(date);

	if (digits != NULL)
		tag_prefixes(tags, name, digits, QUERY_DATE_SHORTEST);
}

char *
query_pair(const char *supplier, const char *date)
{
	return g_strdup_printf("%s.%s", supplier, date);
}

void
query_tag_number(GString *tags, const char *name, guint number)
{
	g_autofree char *digits =
		g_strdup_printf("%0*u", QUERY_NUMBER_DIGITS, MIN(number, QUERY_MAX_NUMBER));

	tag_prefixes(tags, name, digits, QUERY_NUMBER_SHORTEST);
}

static void
tag(GString *tags, const char *name, const char *value)
{
	g_string_append_printf(tags, " %s=%s", name, value);
}

static void
tag_shape(GString *tags, const ClListed *listed)
{
	if (listed->width == 0 || listed->height == 0)
		return;
	query_tag_number(tags, "width", listed->width);
	query_tag_number(tags, "height", listed->height);
	if (listed->width == listed->height)
		tag(tags, "is", "square");
	else
		tag(tags, "is", listed->width > listed->height ? "landscape" : "portrait");
}

static gboolean
add_codes(GHashTable *codes, const GPtrArray *findings)
{
	for (guint i = 0; findings != NULL && i < findings->len; i++) {
		const ClFinding *finding = g_ptr_array_index(findings, i);

		g_hash_table_add(codes, (gpointer)finding->code);
	}
	return g_hash_table_size(codes) > 0;
}

/* Listed once each, in the order of the table, so that the same photo gives the same text. */
static void
tag_findings(GString *tags, const ClListed *listed, const ClEffective *effective)
{
	static const char *const all[] = {
#define X(id, text) CL_FINDING_##id,
		CL_FINDING_TABLE(X)
#undef X
	};
	g_autoptr(GHashTable) codes = g_hash_table_new(g_str_hash, g_str_equal);

	add_codes(codes, listed->findings);
	if (!add_codes(codes, effective->findings))
		return;
	tag(tags, "has", "findings");
	for (gsize i = 0; i < G_N_ELEMENTS(all); i++) {
		if (g_hash_table_contains(codes, all[i])) {
			g_autofree char *lower = g_ascii_strdown(all[i], -1);

			tag(tags, "finding", lower);
		}
	}
	if (g_hash_table_contains(codes, CL_FINDING_AI_GENERATED))
		tag(tags, "is", "ai");
}

static void
tag_pair(GString *tags, const char *supplier, const ClDate *taken)
{
	g_autofree char *digits = date_digits(taken);
	g_autofree char *value = digits == NULL ? NULL : query_pair(supplier, digits);

	if (value != NULL)
		tag_prefixes(tags, QUERY_PAIR, value,
			(guint)strlen(supplier) + 1 + QUERY_PAIR_SHORTEST);
}

/* `supplier` is NULL if nobody is known to have sent it. */
static void
tag_fields(GString *tags, const char *supplier, const ClEffective *effective)
{
	const char *taken = cl_effective_first(effective, CL_FIELD_DATE_TAKEN);
	ClDate date;

	for (guint i = 0; i < CL_N_FIELDS; i++) {
		if (cl_effective_nth(effective, (ClField)i, 0) != NULL)
			tag(tags, "has", cl_field_info((ClField)i)->name);
	}
	if (taken == NULL || !cl_date_parse(taken, &date))
		return;
	query_tag_date(tags, "taken", &date);
	if (supplier != NULL)
		tag_pair(tags, supplier, &date);
}

static void
tag_flags(GString *tags, const ClListed *listed)
{
	if (listed->state != NULL) {
		tag(tags, "is", listed->state);
		tag(tags, "state", listed->state);
	}
	if (listed->developed)
		tag(tags, "is", "developed");
	if (listed->source_sensitive)
		tag(tags, "is", "protected");
	if (listed->c2pa)
		tag(tags, "has", "c2pa");
	if (listed->n_versions > 1)
		tag(tags, "has", "versions");
	if (listed->has_copies)
		tag(tags, "has", "copies");
}

static int
compare_tags(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* A removed use that never went out was none. A reserved one counts from its reservation: who asks
 * what was used lately wants to know what is about to be. Each tag once, in order, so that the same
 * uses give the same text. */
static void
tag_uses(GString *tags, const ClListed *listed, GTimeZone *zone)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func(g_free);
	const char *last = "";

	for (guint i = 0; listed->uses != NULL && i < listed->uses->len; i++) {
		const ClUseRow *use = g_ptr_array_index(listed->uses, i);
		ClDate day = query_local_day(
			use->published_us != 0 ? use->published_us : use->added_us, zone);
		g_autoptr(GString) own = g_string_new("is=used");
		g_auto(GStrv) words = NULL;

		if (use->state == CL_USE_REMOVED && use->published_us == 0)
			continue;
		query_tag_date(own, "used", &day);
		if (use->state != CL_USE_REMOVED)
			tag(own, "in", use->story);
		if (use->state == CL_USE_PUBLISHED)
			tag(own, "is", "published");
		words = g_strsplit(own->str, " ", -1);
		for (guint j = 0; words[j] != NULL; j++)
			g_ptr_array_add(all, g_strdup(words[j]));
	}
	g_ptr_array_sort(all, compare_tags);
	for (guint i = 0; i < all->len; i++) {
		if (strcmp(last, all->pdata[i]) != 0)
			g_string_append_printf(tags, " %s", (char *)all->pdata[i]);
		last = all->pdata[i];
	}
}

char *
cl_query_tags(const ClListed *listed, const ClEffective *effective, GTimeZone *zone)
{
	GString *tags = g_string_new("all=1");
	ClDate ingested = query_local_day(listed->ingested_us, zone);
	g_autofree char *supplier =
		listed->supplier == NULL ? NULL : query_tag_text(listed->supplier);

	tag(tags, "format", cl_format_name(listed->format));
	if (listed->id != NULL)
		tag_prefixes(tags, "id", listed->id, CL_ID_MIN_CHARS);
	if (supplier != NULL && supplier[0] != '\0')
		tag(tags, "supplier", supplier);
	else
		g_clear_pointer(&supplier, g_free);
	query_tag_date(tags, "ingested", &ingested);
	tag_shape(tags, listed);
	tag_flags(tags, listed);
	tag_fields(tags, supplier, effective);
	tag_findings(tags, listed, effective);
	tag_uses(tags, listed, zone);
	return g_string_free(tags, FALSE);
}
