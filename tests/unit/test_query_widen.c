/* SPDX-License-Identifier: MIT
 *
 * A search widened by spellings: which words become several, and which do not.
 */
#include "query_tree.h"

/* Spellings of one thing are one word to a search, alone, possessive and within a phrase. */
static void
test_widen(void)
{
	static const char *const country[] = {"kazakhstan", "kazakstan", "казахстан*", NULL};
	static const char *const city[] = {"nur sultan", "astana", NULL};
	static const struct {
		const char *query, *expected;
	} rows[] = {
		{"storm", "[storm]"},
		{"caption:Kazakstan",
			"OR(caption:[kazakstan] caption:[kazakhstan] caption:[kazakhstans] "
			"caption:[kazakstan] caption:[kazakstans] caption:[казахстан]*)"},
		{"-astana", "NOT(OR([astana] [nur sultan] [nur sultans] [astana] [astanas]))"},
		{"\"in Nur-Sultan today\"",
			"OR([in nur sultan today] [in nur sultan today] [in nur sultans "
			"today] [in astana today] [in astanas today])"},
		{"\"south Kazakhstan\"", "OR([south kazakhstan] [south kazakhstan] [south "
					 "kazakhstans] [south kazakstan] "
					 "[south kazakstans] [south казахстан]*)"},
		{"казахстане", "OR([казахстане] [kazakhstan] [kazakhstans] [kazakstan] "
			       "[kazakstans] [казахстан]*)"},
		{"kazakhstani", "[kazakhstani]"},
		{"sultan", "[sultan]"},
		{"kazakh*", "OR([kazakh]* [kazakhstan]* [kazakhstans] [kazakstan]* [kazakstans] "
			    "[казахстан]*)"},
	};
	static const char *const *const classes[] = {country, city, NULL};
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();

	for (gsize i = 0; i < G_N_ELEMENTS(rows); i++) {
		g_autoptr(ClQuery) query = cl_query_parse(rows[i].query, NOW_US, zone, NULL);
		g_autoptr(GString) out = g_string_new(NULL);

		cl_query_widen(query, classes);
		write_query(out, query);
		g_assert_cmpstr(out->str, ==, rows[i].expected);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query/widen", test_widen);
	return g_test_run();
}
