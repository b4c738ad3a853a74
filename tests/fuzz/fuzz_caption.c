/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: captions. Parts are in order, within the text and on character borders, and no byte
 * that says something is lost.
 */
#include <cutline/caption.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *bytes = g_strndup((const char *)data, size);
	g_autofree char *text = g_utf8_make_valid(bytes, -1);
	g_autoptr(ClCaption) caption = cl_caption_parse(NULL, text, NULL, 0);
	g_autoptr(GArray) dates = cl_caption_dates(text);
	guint at = 0, n = (guint)strlen(text);

	for (guint i = 0; i <= caption->parts->len; i++) {
		ClSpan span = i < caption->parts->len
				      ? g_array_index(caption->parts, ClCaptionPart, i).span
				      : (ClSpan){n, n};

		g_assert_true(span.start >= at && span.end <= n && span.start <= span.end);
		for (const char *c = text + at; c < text + span.start; c = g_utf8_next_char(c))
			g_assert_true(g_unichar_isspace(g_utf8_get_char(c)));
		g_assert_true(g_utf8_validate(text + span.start, span.end - span.start, NULL));
		at = span.end;
	}
	for (guint i = 0; i < dates->len; i++) {
		const ClTextDate *date = &g_array_index(dates, ClTextDate, i);

		g_assert_true(date->span.start < date->span.end && date->span.end <= n);
		g_assert_true(date->month <= 12 && date->day <= 31 && date->weekday <= 7);
	}
	return 0;
}
