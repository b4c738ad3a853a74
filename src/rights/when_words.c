/* SPDX-License-Identifier: MIT
 *
 * The words that stand around a date or an hour, in the languages of desks, and what each may be there.
 * Names of months and weekdays are calendar.c's.
 */
#include "when.h"

/* clang-format off */
static const struct {
	guint is; /* RightsWhenWord */
	const char *words; /* folded */
} lists[] = {
	/* Between the parts of a date. */
	{RIGHTS_WHEN_FILLER, "on at of the um am le a el de del las los den der dem hora local time date from "
		"and midday alle as dos og la les ngay tanggal u v o u в у о об ob kl την τις στις της των τον των στις al et"},
	/* A number behind it is an hour. */
	{RIGHTS_WHEN_FILLER | RIGHTS_WHEN_BEFORE_HOUR, "ore kl klo klokken klukkan kell godz hod plkst saat "
		"ora orele pukul luc الساعة"},
	/* A number before it is one. */
	{RIGHTS_WHEN_FILLER | RIGHTS_WHEN_HOUR, "uhr hrs hours h horas heures"},
	{RIGHTS_WHEN_FILLER | RIGHTS_WHEN_HOUR, "heure uur hodin val sati sata uri orakor oratol oraig ч часов часа часова год години "
		"годині gio ωρα"},
	{RIGHTS_WHEN_PLACE, "local london paris ortszeit"},
	/* Beside a year. */
	{RIGHTS_WHEN_FILLER | RIGHTS_WHEN_YEAR, "год года году г року рік р године godine r "
		"roku rok m gada aasta evi nam tahun жылғы жылы"},
	/* Behind a day. */
	{RIGHTS_WHEN_FILLER | RIGHTS_WHEN_DAY, "d diena paivan paivaan paivana"},
	/* "tháng 12": a month by its number. */
	{RIGHTS_WHEN_MONTH, "thang"},
	{RIGHTS_WHEN_TODAY, "today tonight heute aujourdhui hoy"},
	{RIGHTS_WHEN_TOMORROW, "tomorrow morgen demain manana"},
	{RIGHTS_WHEN_NOON, "noon midi mediodia mittag"},
	{RIGHTS_WHEN_AM, "上午 午前 오전"},
	{RIGHTS_WHEN_PM, "下午 午後 오후"},
	{RIGHTS_WHEN_MIDNIGHT, "midnight minuit medianoche mitternacht"},
};
/* clang-format on */

static void
add_list(GHashTable *table, const char *words, guint is)
{
	g_auto(GStrv) list = g_strsplit(words, " ", -1);

	for (guint i = 0; list[i] != NULL; i++) {
		char *fold = cl_text_fold(list[i]);
		guint known = GPOINTER_TO_UINT(g_hash_table_lookup(table, fold));

		g_hash_table_insert(table, fold, GUINT_TO_POINTER(known | is));
	}
}

static GHashTable *
words_of_time(void)
{
	static GHashTable *table;

	if (g_once_init_enter(&table)) {
		GHashTable *words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

		for (gsize i = 0; i < G_N_ELEMENTS(lists); i++)
			add_list(words, lists[i].words, lists[i].is);
		g_once_init_leave(&table, words);
	}
	return table;
}

guint
rights_when_word(const char *fold)
{
	return GPOINTER_TO_UINT(g_hash_table_lookup(words_of_time(), fold));
}
