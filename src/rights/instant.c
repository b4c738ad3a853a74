/* SPDX-License-Identifier: MIT
 *
 * From a date as written to an instant: what is left out is the first that fits after transmission,
 * and what leaves two readings is not sure. Day counts, too.
 */
#include "when.h"

#include <string.h>

#define HOUR_US (G_GINT64_CONSTANT(3600) * G_USEC_PER_SEC)
#define DAY_US (24 * HOUR_US)
#define MAX_COUNT 40000
#define MAX_YEARS_ON 30
#define JUST_PASSED_S (G_GINT64_CONSTANT(122) * 86400) /* so long ago a last day may have been */

static GTimeZone *
zone_of(const RightsClock *clock, GTimeZone *fallback)
{
	if (clock->has_zone && clock->tz != NULL)
		return g_time_zone_new_identifier(clock->tz);
	if (clock->has_zone)
		return g_time_zone_new_offset(clock->offset_minutes * 60);
	return fallback != NULL ? g_time_zone_ref(fallback) : g_time_zone_new_utc();
}

static GDateTime *
local_base(gint64 base_us, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(base_us / G_USEC_PER_SEC);

	return utc == NULL ? NULL : g_date_time_to_timezone(utc, zone);
}

/* Year, month, day where they are left out: counted from the base. */
static GDateTime *
first_day(const RightsWhen *when, GDateTime *base, GTimeZone *zone)
{
	int year = g_date_time_get_year(base);
	g_autoptr(GDateTime) day = NULL;

	if (when->month != 0) {
		int month_day = when->day != 0 ? when->day : 1;

		day = g_date_time_new(
			zone, when->year != 0 ? when->year : year, when->month, month_day, 0, 0, 0);
		if (day != NULL && when->year == 0 &&
			g_date_time_to_unix(day) < g_date_time_to_unix(base) - 86400 * 2) {
			g_clear_pointer(&day, g_date_time_unref);
			day = g_date_time_new(zone, year + 1, when->month, month_day, 0, 0, 0);
		}
		return g_steal_pointer(&day);
	}
	day = g_date_time_new(zone, year, g_date_time_get_month(base),
		g_date_time_get_day_of_month(base), 0, 0, 0);
	if (day == NULL)
		return NULL;
	if (when->year != 0)
		return g_date_time_new(zone, when->year, 1, 1, 0, 0, 0);
	if (when->days_on >= 0)
		return g_date_time_add_days(day, when->days_on);
	if (when->weekday != 0)
		return g_date_time_add_days(
			day, (when->weekday - g_date_time_get_day_of_week(base) + 7) % 7);
	return g_steal_pointer(&day);
}

/* "EXPIRES 20 NOVEMBER", sent on the 28th or come in then: a last day without a year that has just passed may
 * be that one, which binds; "EXPIRES 1 JANUARY" of December is not. */
static gboolean
may_have_passed(const RightsWhen *when, GDateTime *base, GDateTime **day)
{
	g_autoptr(GDateTime) earlier =
		when->month == 0 || when->year != 0 ? NULL : g_date_time_add_years(*day, -1);

	if (earlier == NULL || g_date_time_to_unix(base) - g_date_time_to_unix(earlier) > JUST_PASSED_S)
		return FALSE;
	g_date_time_unref(*day);
	*day = g_steal_pointer(&earlier);
	return TRUE;
}

/* An hour alone, or of an unnamed day, that has passed at transmission means the next one. */
static GDateTime *
next_if_past(const RightsWhen *when, GDateTime *at, GDateTime *base)
{
	if (when->month == 0 && when->days_on < 0 && g_date_time_compare(at, base) < 0)
		return g_date_time_add_days(at, when->weekday != 0 ? 7 : 1);
	return g_date_time_ref(at);
}

static gboolean
is_sure(const RightsWhen *when, GDateTime *day, gboolean last)
{
	if (when->doubtful || (when->month != 0 && when->day == 0))
		return FALSE;
	if (when->weekday != 0 && when->month != 0 &&
		g_date_time_get_day_of_week(day) != when->weekday)
		return FALSE;
	/* The last day of use is a day of the house; an hour of an unknown clock is none. */
	return when->clock.has_zone || (last && !when->has_time);
}

/* Past the last of what was said: a day, a month, a year. */
static GDateTime *
day_past(const RightsWhen *when, GDateTime *day)
{
	if (when->from)
		return g_date_time_ref(day);
	if (when->month == 0 && when->year != 0)
		return g_date_time_add_years(day, 1);
	return when->month != 0 && when->day == 0 ? g_date_time_add_months(day, 1)
						  : g_date_time_add_days(day, 1);
}

/* "10:00 BST" in December: London's clocks show that an hour later than the name says. */
static void
heed_summer(const RightsClock *clock, GDateTime **at, gboolean last)
{
	g_autoptr(GTimeZone) zone = g_time_zone_new_identifier(clock->summer);
	g_autoptr(GDateTime) there = NULL;
	int year, month, day;

	g_date_time_get_ymd(*at, &year, &month, &day);
	if (zone != NULL)
		there = g_date_time_new(zone, year, month, day, g_date_time_get_hour(*at),
			g_date_time_get_minute(*at), g_date_time_get_seconds(*at));
	if (there != NULL && (g_date_time_compare(there, *at) > 0) == !last) {
		g_date_time_unref(*at);
		*at = g_steal_pointer(&there);
	}
}

/* By its first clock. */
static gboolean
find_instant(const RightsWhen *when, gint64 base_us, GTimeZone *zone, gboolean last, gint64 *at_us,
	gboolean *sure)
{
	const RightsClock *clock = &when->clock;
	g_autoptr(GTimeZone) there = zone_of(clock, zone);
	g_autoptr(GDateTime) base = there == NULL ? NULL : local_base(base_us, there);
	g_autoptr(GDateTime) day = base == NULL ? NULL : first_day(when, base, there);
	g_autoptr(GDateTime) at = NULL;
	g_autoptr(GDateTime) chosen = NULL;
	gboolean passed;

	if (day == NULL)
		return FALSE;
	passed = last && may_have_passed(when, base, &day);
	if (!when->has_time)
		at = last ? day_past(when, day) : g_date_time_ref(day);
	else
		at = g_date_time_add_seconds(
			day, (clock->hour * 60 + clock->minute) * 60 + clock->second);
	if (at == NULL)
		return FALSE;
	chosen = when->has_time ? next_if_past(when, at, base) : g_date_time_ref(at);
	if (chosen == NULL)
		return FALSE;
	if (when->has_time && clock->summer != NULL)
		heed_summer(clock, &chosen, last);
	*at_us = g_date_time_to_unix(chosen) * G_USEC_PER_SEC;
	*sure = !passed && is_sure(when, day, last);
	return TRUE;
}

/* Of a month with two meanings that one which forbids more. A year from that of transmission on is one; what
 * could be a clock of whole five minutes stays doubtful. */
void
rights_when_decide(RightsWhen *when, gint64 base_us, gboolean last)
{
	g_autoptr(GDateTime) base = g_date_time_new_from_unix_utc(base_us / G_USEC_PER_SEC);
	int year = base == NULL ? 0 : g_date_time_get_year(base);

	if (when->or_before) {
		when->doubtful = TRUE;
		when->month -= last;
		when->or_before = FALSE;
	}
	if (!when->year_or_hour)
		return;
	when->year_or_hour = FALSE;
	if (when->year < year || when->year > year + MAX_YEARS_ON) {
		when->year = 0;
	} else {
		when->has_time = FALSE;
		when->doubtful = !last || when->year % 5 == 0;
	}
}

/* Where clocks of stated zones disagree, the stricter one binds and it is not sure; a clock whose zone is not
 * stated says nothing beside one whose is. */
gboolean
rights_when_instant(const RightsWhen *when, gint64 base_us, GTimeZone *zone, gboolean last,
	gint64 *at_us, gboolean *sure)
{
	RightsWhen one = *when;
	gboolean any_zone = when->clock.has_zone, found = FALSE, any_sure;

	for (guint i = 0; i < when->n_more; i++)
		any_zone = any_zone || when->more[i].has_zone;
	for (guint i = 0; i <= when->n_more; i++) {
		gint64 other_us;

		one.clock = i == 0 ? when->clock : when->more[i - 1];
		if (any_zone && !one.clock.has_zone)
			continue;
		if (!find_instant(&one, base_us, zone, last, &other_us, &any_sure))
			return FALSE;
		*sure = any_sure && (!found || (*sure && other_us == *at_us));
		*at_us = !found ? other_us : last ? MIN(*at_us, other_us) : MAX(*at_us, other_us);
		found = TRUE;
	}
	return found;
}

/* --- day counts ------------------------------------------------------------------------------------- */

typedef struct {
	const char *word;
	gint64 us;
	const char *name;
} Unit;

/* clang-format off */
static const Unit units[] = {
	{"hour", HOUR_US, "hours"}, {"hours", HOUR_US, "hours"}, {"hr", HOUR_US, "hours"}, {"hrs", HOUR_US, "hours"},
	{"h", HOUR_US, "hours"}, {"stunde", HOUR_US, "hours"}, {"stunden", HOUR_US, "hours"}, {"heure", HOUR_US, "hours"},
	{"heures", HOUR_US, "hours"}, {"hora", HOUR_US, "hours"}, {"horas", HOUR_US, "hours"}, {"ore", HOUR_US, "hours"},
	{"day", DAY_US, "days"}, {"days", DAY_US, "days"}, {"tag", DAY_US, "days"}, {"tage", DAY_US, "days"},
	{"tagen", DAY_US, "days"}, {"jour", DAY_US, "days"}, {"jours", DAY_US, "days"}, {"dia", DAY_US, "days"},
	{"dias", DAY_US, "days"}, {"giorni", DAY_US, "days"}, {"week", 7 * DAY_US, "weeks"}, {"weeks", 7 * DAY_US, "weeks"},
	{"woche", 7 * DAY_US, "weeks"}, {"wochen", 7 * DAY_US, "weeks"}, {"semaine", 7 * DAY_US, "weeks"},
	{"semaines", 7 * DAY_US, "weeks"}, {"semana", 7 * DAY_US, "weeks"}, {"semanas", 7 * DAY_US, "weeks"},
	{"fortnight", 14 * DAY_US, "fortnights"}, {"fortnights", 14 * DAY_US, "fortnights"}, {"month", 30 * DAY_US, "months"}, {"months", 30 * DAY_US, "months"},
	{"monat", 30 * DAY_US, "months"}, {"monate", 30 * DAY_US, "months"}, {"monaten", 30 * DAY_US, "months"},
	{"mois", 30 * DAY_US, "months"}, {"mes", 30 * DAY_US, "months"}, {"meses", 30 * DAY_US, "months"},
	{"year", 365 * DAY_US, "years"}, {"years", 365 * DAY_US, "years"}, {"jahr", 365 * DAY_US, "years"},
	{"dag", DAY_US, "days"}, {"dagen", DAY_US, "days"}, {"dager", DAY_US, "days"}, {"giorno", DAY_US, "days"},
	{"wk", 7 * DAY_US, "weeks"}, {"wks", 7 * DAY_US, "weeks"}, {"weken", 7 * DAY_US, "weeks"}, {"veckor", 7 * DAY_US, "weeks"},
	{"settimana", 7 * DAY_US, "weeks"}, {"settimane", 7 * DAY_US, "weeks"}, {"maand", 30 * DAY_US, "months"},
	{"maanden", 30 * DAY_US, "months"}, {"mese", 30 * DAY_US, "months"}, {"mesi", 30 * DAY_US, "months"},
	{"jahre", 365 * DAY_US, "years"}, {"jaar", 365 * DAY_US, "years"}, {"anno", 365 * DAY_US, "years"},
	{"anni", 365 * DAY_US, "years"}, {"an", 365 * DAY_US, "years"}, {"ans", 365 * DAY_US, "years"},
};
/* The n-th line are the words for n. */
static const char *const numbers[] = { "zero null", "one a ein eine einen un una une", "two zwei deux dos", "three drei trois tres",
	"four vier quatre cuatro", "five funf cinq cinco", "six sechs seis", "seven sieben sept siete", "eight acht huit ocho",
	"nine neun neuf nueve", "ten zehn dix diez", "eleven elf onze once", "twelve zwolf douze doce", "thirteen", "fourteen vierzehn quatorze catorce",
	"fifteen funfzehn quinze quince", "", "", "", "", "twenty", "", "", "", "", "", "", "", "", "", "thirty dreissig" };
/* clang-format on */

/* Words by what they count, from 1. */
static GHashTable *
words_of_numbers(void)
{
	static GHashTable *table;

	if (g_once_init_enter(&table)) {
		GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

		for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++) {
			g_auto(GStrv) list = g_strsplit(numbers[i], " ", -1);

			for (guint j = 0; list[j] != NULL; j++)
				g_hash_table_insert(words, g_strdup(list[j]), GSIZE_TO_POINTER(i + 1));
		}
		g_once_init_leave(&table, words);
	}
	return table;
}

/* Asked of every word of every text. */
static int
read_count(const RightsToken *token)
{
	gsize n = strspn(token->fold, "0123456789");

	if (token->digit)
		return n <= 5 && (token->fold[n] == '\0' || strcmp(token->fold + n, "h") == 0 ||
					 strcmp(token->fold + n, "hrs") == 0)
			       ? (int)g_ascii_strtoll(token->fold, NULL, 10)
			       : -1;
	return (int)GPOINTER_TO_SIZE(g_hash_table_lookup(words_of_numbers(), token->fold)) - 1;
}

/* "48h" and "48hrs" are one word. */
static const Unit *
unit_of(const char *word)
{
	for (gsize i = 0; i < G_N_ELEMENTS(units); i++)
		if (strcmp(units[i].word, word) == 0)
			return &units[i];
	return NULL;
}

/* "fourteen (14) days". */
static gboolean
is_parenthesised_number(const RightsTokens *tokens, guint i, int count)
{
	const RightsToken *next = rights_token(tokens, i + 1);

	return next->digit && (int)g_ascii_strtoll(next->fold, NULL, 10) == count &&
	       i + 2 < tokens->tokens->len;
}

gboolean
rights_when_span(const RightsTokens *tokens, guint i, gint64 *span_us, char **text, guint *end)
{
	const RightsToken *token = rights_token(tokens, i);
	const RightsToken *next = i + 1 < tokens->tokens->len ? rights_token(tokens, i + 1) : NULL;
	int count = read_count(token);
	const char *glued = token->digit ? token->fold + strspn(token->fold, "0123456789") : "";
	const Unit *unit;

	if (count < 0)
		return FALSE;
	if (next != NULL && is_parenthesised_number(tokens, i, count))
		next = ++i + 1 < tokens->tokens->len ? rights_token(tokens, i + 1) : NULL;
	unit = glued[0] != '\0' ? unit_of(glued) : next == NULL ? NULL : unit_of(next->fold);
	if (count > MAX_COUNT || unit == NULL)
		return FALSE;
	*span_us = count * unit->us;
	*text = g_strdup_printf("%d %.*s", count, (int)strlen(unit->name) - (count == 1), unit->name);
	*end = i + (glued[0] != '\0' ? 1 : 2);
	return TRUE;
}
