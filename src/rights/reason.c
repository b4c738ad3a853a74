/* SPDX-License-Identifier: MIT
 *
 * Wording: a row of reasons.h with its blanks filled. Dates are said as people say them: the year only
 * if it is not this one, nor the one just named.
 */
#include "judge.h"

#include <string.h>

/* clang-format off */
typedef struct {
	const char *code, *said, *fix;
	ClSeverity severity;
	ClReasonOrigin origin;
} ReasonRow;
static const ReasonRow rows[] = {
#define X(id, code, severity, origin, said, fix) {code, said, fix, CL_SEVERITY_##severity, CL_ORIGIN_OF_##origin},
	CL_REASON_TABLE(X)
#undef X
};
/* Words, place and remedy: none may be left out. */
#define X(id, code, severity, origin, said, fix) \
	_Static_assert(sizeof said > 20 && sizeof fix > 10 && sizeof code > 3, "reason " #id " lacks a part");
CL_REASON_TABLE(X)
#undef X
/* clang-format on */

typedef struct {
	const RightsJudge *judge;
	const RightsSaid *said;
	int year; /* named last, 0 = none */
	ClReasonCode code;
} Filler;

static GDateTime *
utc(gint64 at_us)
{
	return g_date_time_new_from_unix_utc(at_us / G_USEC_PER_SEC);
}

static GDateTime *
local(gint64 at_us, GTimeZone *zone)
{
	g_autoptr(GDateTime) at = utc(at_us);

	return at == NULL || zone == NULL ? g_steal_pointer(&at) : g_date_time_to_timezone(at, zone);
}

static char *
day_text(GDateTime *day, int year)
{
	const char *month = cl_month_name(g_date_time_get_month(day));

	if (g_date_time_get_year(day) == year)
		return g_strdup_printf("%d %s", g_date_time_get_day_of_month(day), month);
	return g_strdup_printf(
		"%d %s %d", g_date_time_get_day_of_month(day), month, g_date_time_get_year(day));
}

char *
rights_day(gint64 at_us, gint64 now_us, GTimeZone *zone, gboolean last)
{
	g_autoptr(GDateTime) day = local(last ? at_us - 1 : at_us, zone);
	g_autoptr(GDateTime) now = local(now_us, zone);

	return day == NULL || now == NULL ? g_strdup("?")
					  : day_text(day, g_date_time_get_year(now));
}

static char *
instant_text(Filler *filler, gint64 at_us)
{
	g_autoptr(GDateTime) at = utc(at_us);
	g_autoptr(GDateTime) now = utc(filler->judge->now_us);
	g_autofree char *day = NULL;

	if (at == NULL || now == NULL)
		return g_strdup("?");
	if (g_date_time_get_year(at) == g_date_time_get_year(now) &&
		g_date_time_get_day_of_year(at) == g_date_time_get_day_of_year(now))
		return g_strdup_printf("%02d:%02d UTC today", g_date_time_get_hour(at),
			g_date_time_get_minute(at));
	day = day_text(at, filler->year != 0 ? filler->year : g_date_time_get_year(now));
	return g_strdup_printf(
		"%02d:%02d UTC on %s", g_date_time_get_hour(at), g_date_time_get_minute(at), day);
}

static char *
date_text(Filler *filler, gint64 at_us, gboolean last)
{
	g_autoptr(GDateTime) day = utc(last ? at_us - 1 : at_us);
	g_autoptr(GDateTime) now = utc(filler->judge->now_us);
	int year;

	if (day == NULL || now == NULL)
		return g_strdup("?");
	year = filler->year != 0 ? filler->year : g_date_time_get_year(now);
	filler->year = g_date_time_get_year(day);
	return day_text(day, year);
}

/* "usage_terms" → "UsageTerms". */
static char *
field_label(const char *field)
{
	GString *label = g_string_new(NULL);
	gboolean capital = TRUE;

	for (const char *p = field; p != NULL && *p != '\0'; p++) {
		if (*p == '_') {
			capital = TRUE;
			continue;
		}
		g_string_append_c(label, capital ? g_ascii_toupper(*p) : *p);
		capital = FALSE;
	}
	return g_string_free(label, FALSE);
}

static const char *
origin_label(const char *origin)
{
	if (origin == NULL)
		return NULL;
	if (g_str_has_prefix(origin, "xmp"))
		return "XMP";
	return strcmp(origin, "iptc") == 0      ? "IIM"
	       : strcmp(origin, "exif") == 0    ? "EXIF"
	       : strcmp(origin, "sidecar") == 0 ? "side-car"
	       : strcmp(origin, "user") == 0    ? "edited"
						: origin;
}

char *
rights_place(const char *field, const char *origin)
{
	g_autofree char *label = field_label(field);

	if (field == NULL)
		return g_strdup("");
	return origin == NULL ? g_strdup_printf("(%s)", label)
			      : g_strdup_printf("(%s, %s)", label, origin_label(origin));
}

static char *
quoted(const char *words)
{
	return words == NULL || words[0] == '\0' ? g_strdup("") : g_strdup_printf("\"%s\"", words);
}

/* "Sent 7 January 2022 and": what a day count began with. */
static char *
since_text(Filler *filler)
{
	const ClRestriction *restriction = filler->said->restriction;
	g_autofree char *day = NULL;

	if (restriction == NULL || restriction->base_us == 0)
		return g_strdup("");
	day = date_text(filler, restriction->base_us, FALSE);
	return g_strdup_printf("%s %s and",
		g_strcmp0(restriction->base_from, "ingested") == 0 ? "Received" : "Sent", day);
}

static guint
number_of(const RightsJudge *judge, const ClRestriction *restriction)
{
	const GPtrArray *all = judge->photo->restrictions;
	guint n = 0;

	for (guint i = 0; all != NULL && i < all->len; i++) {
		const ClRestriction *one = all->pdata[i];

		n += one->code != CL_RESTRICTION_INFORMATION;
		if (one == restriction)
			break;
	}
	return n;
}

/* A minute later, in the shortest form that --at takes. */
static char *
schedule_text(const Filler *filler)
{
	g_autoptr(GDateTime) at = utc(filler->said->date_us + 60 * G_USEC_PER_SEC);
	g_autoptr(GDateTime) now = utc(filler->judge->now_us);

	if (at == NULL || now == NULL)
		return g_strdup("…");
	if (g_date_time_get_year(at) == g_date_time_get_year(now) &&
		g_date_time_get_day_of_year(at) == g_date_time_get_day_of_year(now))
		return g_date_time_format(at, "%H:%MZ");
	return g_date_time_format(at, "%Y-%m-%dT%H:%MZ");
}

static char *
words_of(const Filler *filler)
{
	const RightsSaid *said = filler->said;
	const char *words = said->restriction != NULL ? said->restriction->text : said->words;
	g_autofree char *short_words =
		words != NULL && strlen(words) > 240 ? cl_text_cut(words, 240) : NULL;
	g_autofree char *cut = short_words != NULL ? g_strconcat(short_words, "…", NULL) : NULL;

	return quoted(cut != NULL ? cut : words);
}

static char *
where_of(const Filler *filler)
{
	const RightsSaid *said = filler->said;

	if (said->restriction != NULL)
		return rights_place(said->restriction->field, said->restriction->origin);
	if (said->where != NULL)
		return said->where[0] == ',' || said->where[0] == '\0'
			       ? g_strdup(said->where)
			       : g_strdup_printf("(%s)", said->where);
	return rights_place(said->field, said->source);
}

/* "Instructions say". */
static char *
field_says(const Filler *filler)
{
	const RightsSaid *said = filler->said;
	const char *field = said->restriction != NULL ? said->restriction->field : said->field;
	g_autofree char *label = field_label(field != NULL ? field : "text");

	if (said->restriction == NULL)
		return g_steal_pointer(&label);
	return g_strdup_printf("%s %s", label, g_str_has_suffix(label, "s") ? "say" : "says");
}

static char *
territories_text(const RightsJudge *judge)
{
	g_autofree char *codes = NULL;

	if (cl_territories_empty(&judge->territories))
		return g_strdup("everywhere");
	codes = cl_territories_text(&judge->territories);
	return strcmp(codes, "WORLD") == 0 ? g_strdup("everywhere")
					   : g_strdup_printf("in %s", codes);
}

static char *
capital(char *text)
{
	text[0] = g_ascii_toupper(text[0]);
	return text;
}

static char *
plain(const RightsSaid *said, const RightsJudge *judge, const char *name)
{
	const struct {
		const char *name, *text;
	} all[] = {{"id", judge->id}, {"what", said->what}, {"who", said->who}, {"of", said->of},
		{"until", said->until}, {"shown", said->shown}, {"replace", said->replace},
		{"file", said->file}, {"quota", said->quota}, {"limits", said->limits},
		{"outlet", judge->use->outlet->id},
		{"story", judge->use->story != NULL ? judge->use->story : "…"},
		{"credit", judge->credit != NULL ? judge->credit : ""}};

	for (gsize i = 0; i < G_N_ELEMENTS(all); i++)
		if (strcmp(all[i].name, name) == 0)
			return g_strdup(all[i].text != NULL ? all[i].text : "");
	return g_strdup("?");
}

static char *
blank(Filler *filler, const char *name)
{
	const RightsSaid *said = filler->said;
	const RightsJudge *judge = filler->judge;

	if (strcmp(name, "words") == 0)
		return words_of(filler);
	if (strcmp(name, "where") == 0)
		return where_of(filler);
	if (strcmp(name, "field") == 0)
		return field_says(filler);
	if (strcmp(name, "date") == 0)
		return said->day ? date_text(filler, said->date_us, said->last)
				 : instant_text(filler, said->date_us);
	if (strcmp(name, "since") == 0)
		return since_text(filler);
	if (strcmp(name, "at") == 0)
		return schedule_text(filler);
	if (strcmp(name, "n") == 0)
		return said->restriction != NULL
			       ? g_strdup_printf("%u", number_of(judge, said->restriction))
			       : g_strdup(said->n != NULL ? said->n : "1");
	if (strcmp(name, "printed") == 0)
		return judge->use->credit_printed[0] == '\0' ? g_strdup("no credit")
							     : quoted(judge->use->credit_printed);
	if (strcmp(name, "channels") == 0)
		return capital(cl_channels_text(judge->channels));
	if (strcmp(name, "territories") == 0)
		return territories_text(judge);
	return plain(said, judge, name);
}

/* No blanks doubled, at an end or before a stop where a part of the sentence is empty. */
static char *
tidy(GString *text)
{
	char *to = text->str;

	for (const char *from = text->str; *from != '\0'; from++)
		if (*from != ' ' || (to > text->str && strchr(" .;:,", from[1]) == NULL))
			*to++ = *from;
	*to = '\0';
	return g_string_free(text, FALSE);
}

static char *
fill(Filler *filler, const char *template)
{
	GString *text = g_string_sized_new(256);

	for (const char *p = template; *p != '\0';) {
		const char *end = *p == '{' ? strchr(p, '}') : NULL;
		gsize run = strcspn(p, "{");

		if (end == NULL) {
			g_string_append_len(text, p, (gssize)MAX(run, 1));
			p += MAX(run, 1);
			continue;
		}
		g_autofree char *name = g_strndup(p + 1, (gsize)(end - p - 1));
		g_autofree char *value = blank(filler, name);

		g_string_append(text, value);
		p = end + 1;
	}
	return tidy(text);
}

ClReason *
rights_reason(RightsJudge *judge, ClReasonCode code, const RightsSaid *said)
{
	Filler filler = {judge, said, 0, code};
	const ClRestriction *restriction = said->restriction;
	ClReason *reason = g_new0(ClReason, 1);

	reason->code = code;
	reason->severity = rows[code].severity;
	reason->origin = rows[code].origin;
	reason->message = fill(&filler, rows[code].said);
	filler.year = 0;
	reason->fix = fill(&filler, rows[code].fix);
	reason->source = g_strdup(restriction != NULL ? restriction->origin : said->source);
	reason->field = g_strdup(restriction != NULL ? restriction->field : said->field);
	reason->text = g_strdup(restriction != NULL ? restriction->text : said->words);
	reason->start = restriction != NULL ? restriction->start : 0;
	reason->end = restriction != NULL ? restriction->end : 0;
	reason->worded = restriction != NULL;
	g_ptr_array_add(judge->verdict->reasons, reason);
	return reason;
}

void
rights_set_aside(RightsJudge *judge, ClReason *reason, const RightsSaid *said)
{
	Filler filler = {judge, said, 0, reason->code};

	reason->severity = CL_SEVERITY_NOTE;
	reason->stop = FALSE;
	g_free(reason->fix);
	reason->fix = fill(&filler, CL_REASON_SET_ASIDE_FIX);
	reason->set_aside = g_strdup(said->source);
}

char *
rights_licence_name(const ClLicence *licence)
{
	static const char *const said[] = {
#define X(id, name, text) text,
		CL_LICENCE_TABLE(X)
#undef X
	};

	return g_strdup_printf("*%s%s %s*", licence->example ? "EXAMPLE " : "", said[licence->kind],
		licence->name != NULL ? licence->name : licence->id);
}

char *
rights_clause(const ClLicence *licence, const char *term)
{
	for (guint i = 0; licence->clauses != NULL && i < licence->clauses->len; i++) {
		const ClClause *clause = licence->clauses->pdata[i];

		if (strcmp(clause->term, term) != 0)
			continue;
		return clause->text == NULL
			       ? g_strdup(clause->where)
			       : g_strdup_printf("%s, \"%s\"", clause->where, clause->text);
	}
	return NULL;
}
