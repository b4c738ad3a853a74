/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: house style and lint. Places are within the text, on character borders, and what is
 * fixed is text again.
 */
#include <cutline/lint.h>
#include <cutline/rules.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static ClStyle *style;
	g_autofree char *bytes = g_strndup((const char *)data, size);
	g_autofree char *text = g_utf8_make_valid(bytes, -1);
	const char *alt = strchr(text, '\n');
	ClLintSubject subject = {.caption = text,
		.alt_text = alt,
		.headline = alt,
		.date_taken = "2022-01-07",
		.witness = {.credit = "AFP via Getty Images"}};
	g_autoptr(GPtrArray) lints = NULL;
	g_autofree char *fixed = NULL;
	guint n = (guint)strlen(text);

	if (style == NULL)
		style = cl_style_parse(cl_rules_shipped("house-style"), "shipped", NULL);
	lints = cl_lint(&subject, style);
	for (guint i = 0; i < lints->len; i++) {
		const ClLint *lint = lints->pdata[i];

		g_assert_true(lint->span.start <= lint->span.end && lint->span.end <= n);
		g_assert_true(g_utf8_validate(lint->message, -1, NULL));
		if (lint->field == CL_FIELD_CAPTION)
			g_assert_true(g_utf8_validate(
				text + lint->span.start, lint->span.end - lint->span.start, NULL));
	}
	fixed = cl_lint_fixed(text, lints, CL_FIELD_CAPTION, NULL);
	g_assert_true(g_utf8_validate(fixed, -1, NULL));
	return 0;
}
