/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: restriction phrases. Any text gives restrictions whose places are in the text, in order,
 * and words in capitals are never lost: what no rule explains is UNPARSED.
 */
#include <cutline/rights.h>
#include <cutline/rules.h>

#include "fuzz.h"

#define SENT_US G_GINT64_CONSTANT(1772359200000000) /* 2026-03-01 10:00 UTC */

static const ClRightsRules *
shipped(void)
{
	static ClRightsRules *rules;

	if (rules == NULL)
		rules = cl_rights_rules_parse(
			cl_rules_shipped("phrases"), cl_rules_shipped("territories"), NULL);
	return rules;
}

static void
check(const char *text, const GPtrArray *found)
{
	gsize n = strlen(text);
	guint last = 0;

	/* A phrase says at most a handful of things, and stands on a byte of its own. */
	g_assert_cmpuint(found->len, <=, 8 * n + 8);
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		g_assert_cmpuint(one->start, <, one->end);
		g_assert_cmpuint(one->end, <=, n);
		g_assert_cmpuint(one->start, >=, last);
		g_assert_true(strlen(one->text) == one->end - one->start &&
			      memcmp(text + one->start, one->text, one->end - one->start) == 0);
		g_assert_true(g_utf8_validate(one->text, -1, NULL));
		g_assert_true(one->operand == NULL || g_utf8_validate(one->operand, -1, NULL));
		g_assert_cmpuint(strlen(one->key), ==, 8);
		g_assert_true(one->confidence >= 0 && one->confidence <= 1);
		last = one->start;
	}
}

/* A word of three capitals and no digit, outside of all that was read. */
static gboolean
is_lost(const char *text, const GPtrArray *found)
{
	for (const char *at = text; *at != '\0';) {
		gsize n = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
		guint start = (guint)(at - text);
		gboolean read = FALSE;

		for (guint i = 0; i < found->len && !read; i++) {
			const ClRestriction *one = found->pdata[i];

			read = one->start <= start && start < one->end;
		}
		if (n == 3 && strncmp(at, "QXZ", 3) == 0 && !read)
			return TRUE;
		at += MAX(n, 1);
	}
	return FALSE;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const ClRightsTimes times = {
		.sent_us = SENT_US, .sent_from = "sent", .ingested_us = SENT_US};
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autofree char *valid = g_utf8_make_valid(text, -1);
	g_autoptr(GPtrArray) found = cl_rights_parse(shipped(), valid, &times);
	g_autoptr(GPtrArray) caption = cl_rights_parse_caption(shipped(), valid, &times);

	check(valid, found);
	check(valid, caption);
	/* QXZ stands in no rule; beyond so many words a text is one piece. */
	if (size < 20000)
		g_assert_false(is_lost(valid, found));
	return 0;
}
