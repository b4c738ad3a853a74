/* SPDX-License-Identifier: MIT
 *
 * The conditions of a query that are asked of each photo: how they are read, where they may stand, and what
 * is left of the query without them.
 */
#include <string.h>
#include <cutline/error.h>
#include "query_tree.h"

/* Query, tree: kind, column, value. */
static void
test_forms(void)
{
	static const char *const table[][2] = {
		{"is:expired", "?0@4=expired"},
		{"lake -is:EXPIRED", "AND([lake] NOT(?0@10=EXPIRED))"},
		{"licence:getty-2026 lake", "AND(?1@9=getty-2026 [lake])"},
		{"licence:\"Getty 2026\"", "?1@9=Getty 2026"},
		{"usable:web@KAZ cost:none", "AND(?3@8=web@KAZ ?2@21=0.00..0.00(0))"},
		{"(usable:@KAZ lake) rail", "AND(AND(?3@9=@KAZ [lake]) [rail])"},
		{"usable:(web app)", "AND(?3@9=web ?3@13=app)"},
		{"cost:>0", "?2@6=0.00..inf"},
		{"cost:>=0", "?2@6=0.00..inf(0)"},
		{"cost:<=12.50", "?2@6=0.00..12.50(0)"},
		{"cost:5..50", "?2@6=5.00..50.00"},
		{"cost:5..", "?2@6=5.00..inf"},
		{"cost:7", "?2@6=7.00..7.00"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(ClQuery) query = cl_query_parse(table[i][0], NOW_US, NULL, &error);
		g_autoptr(GString) got = g_string_new(NULL);

		g_assert_no_error(error);
		write_query(got, query);
		g_assert_cmpstr(got->str, ==, table[i][1]);
	}
}

/* Query, column, a part of the hint. */
static void
test_errors(void)
{
	static const QueryRefusal table[] = {
		{"lake OR is:expired", 12, "outside OR"},
		{"a (b OR -usable:web)", 17, "outside OR"},
		{"é -(lake licence:none)", 18, "outside brackets that are excluded"},
		{"usable:(web OR app)", 9, "outside OR"},
		{"licens:x", 1, "write licence:"},
		{"is:expire", 4, "is:expired"},
		{"licence:\" \"", 9, "licence:none"},
		{"usable:@", 8, "usable:web@KAZ"},
		{"usable:we*", 8, "whole value"},
		{"cost:", 6, "without a blank"},
		{"cost:cheap", 6, "cost:>0"},
		{"cost:-5", 6, "cost:>0"},
		{"cost:5.", 6, "cost:>0"},
		{"cost:1e9", 6, "cost:>0"},
		{"cost:9..5", 6, "smaller value first"},
		{"cost:<0", 6, "smaller value first"},
		{"cost:..", 6, "cost:>0"},
	};

	check_refusals(table, G_N_ELEMENTS(table));
}

/* What is judged comes out, cheapest first; the rest is asked as if it had been written alone. */
static void
test_taken_out(void)
{
	static const char *const table[][3] = {
		{"lake", "[lake]", ""},
		{"is:expired", "ALL", "+0"},
		{"--usable:web", "ALL", "+3"},
		{"NOT(NOT usable:web)", "ALL", "+3"},
		{"lake usable:web@KAZ -is:expired", "[lake]", "-0 +3"},
		{"(usable:web supplier:afp) taken:2022", "#supplier-taken=afp:2022", "+3"},
		{"cost:none (rail OR bus) licence:none -lake", "AND(OR([rail] [bus]) NOT([lake]))", "+1 +2"},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(table); i++) {
		g_autoptr(GError) error = NULL;
		ClQuery *query = cl_query_parse(table[i][0], NOW_US, NULL, &error);
		g_autoptr(GPtrArray) judged = NULL;
		g_autoptr(GString) rest = g_string_new(NULL), all = g_string_new(NULL);

		g_assert_no_error(error);
		judged = cl_query_take_judged(&query);
		write_query(rest, query);
		cl_query_free(query);
		for (guint j = 0; j < judged->len; j++) {
			const ClJudged *one = judged->pdata[j];

			g_string_append_printf(
				all, "%s%c%u", j > 0 ? " " : "", one->negated ? '-' : '+', one->kind);
		}
		if (strcmp(table[i][1], "#supplier-taken=afp:2022") != 0)
			g_assert_cmpstr(rest->str, ==, table[i][1]);
		else
			g_assert_true(g_str_has_prefix(rest->str, "#supplier-taken="));
		g_assert_cmpstr(all->str, ==, table[i][2]);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query-judged/forms", test_forms);
	g_test_add_func("/query-judged/errors", test_errors);
	g_test_add_func("/query-judged/taken-out", test_taken_out);
	return g_test_run();
}
