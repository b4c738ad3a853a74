/* SPDX-License-Identifier: MIT
 *
 * A value → text, as a template's format asks for it. A date that does not say what its format asks for
 * is empty: "January 2022" has no day, and none is made up.
 */
#include "template_private.h"

#include <string.h>

#define MAX_DIGITS 9U

static void
append_name(GString *out, const char *name, gboolean is_short)
{
	g_string_append_len(out, name, is_short ? 3 : (gssize)strlen(name));
}

static const char *
weekday(const ClDate *date)
{
	GDate day;

	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay)date->day, (GDateMonth)date->month, (GDateYear)date->year);
	return cl_weekday_name((int)g_date_get_weekday(&day));
}

/* TRUE if the date has what the letter asks for; an unknown letter is -1. */
static int
append_date(GString *out, const ClDate *date, char letter, gboolean bare)
{
	static const char letters[] = "dmYyHMSBbAa";
	const int numbers[] = {date->day, date->month, date->year, date->year % 100, date->hour,
		date->minute, date->second};
	const char *at = letter == '\0' ? NULL : strchr(letters, letter);
	gboolean has = at != NULL && (strchr("Yy", letter) != NULL           ? TRUE
					     : strchr("HMS", letter) != NULL ? date->has_time
					     : strchr("mBb", letter) != NULL ? date->month > 0
									     : date->day > 0);

	if (at == NULL)
		return -1;
	if (!has)
		return FALSE;
	if (strchr("Bb", letter) != NULL)
		append_name(out, cl_month_name(date->month), letter == 'b');
	else if (strchr("Aa", letter) != NULL)
		append_name(out, weekday(date), letter == 'a');
	else
		g_string_append_printf(out, "%0*d",
			bare            ? 1
			: letter == 'Y' ? 4
					: 2,
			numbers[at - letters]);
	return TRUE;
}

/* "A, B and C" */
static void
append_list(GString *out, const GPtrArray *texts, gboolean with_and)
{
	for (guint i = 0; i < texts->len; i++) {
		gboolean last = i > 0 && i + 1 == texts->len;

		g_string_append(out, i == 0 ? "" : last && with_and ? " and " : ", ");
		g_string_append(out, texts->pdata[i]);
	}
}

static int
append_text(GString *out, const GPtrArray *texts, char letter)
{
	if (letter >= '1' && letter <= '9') {
		guint i = (guint)(letter - '1');

		if (i >= texts->len)
			return FALSE;
		g_string_append(out, texts->pdata[i]);
	} else if (letter == 's' || letter == 'n') {
		append_list(out, texts, letter == 'n');
	} else if (letter == 'S') {
		g_autoptr(GString) joined = g_string_new(NULL);
		g_autofree char *upper = NULL;

		append_list(joined, texts, FALSE);
		upper = g_utf8_strup(joined->str, -1);
		g_string_append(out, upper);
	} else {
		return -1;
	}
	return TRUE;
}

/* Format with %-letters; *has FALSE: the value lacks a part. FALSE: an unknown letter. */
static gboolean
append_formatted(GString *out, const Value *value, const char *format, gsize n, gboolean *has)
{
	for (gsize i = 0; i < n; i++) {
		gboolean bare = FALSE;
		int state;

		if (format[i] != '%') {
			g_string_append_c(out, format[i]);
			continue;
		}
		if (i + 1 < n && format[i + 1] == '%') {
			g_string_append_c(out, '%');
			i++;
			continue;
		}
		if (value->kind == VALUE_DATE && i + 1 < n && format[i + 1] == '-') {
			bare = TRUE;
			i++;
		}
		i++;
		state = value->kind == VALUE_DATE
				? append_date(out, &value->date, i < n ? format[i] : '\0', bare)
				: append_text(out, value->texts, i < n ? format[i] : '\0');
		if (state < 0)
			return FALSE;
		*has = *has && state;
	}
	return TRUE;
}

static gboolean
append_number(GString *out, const Value *value, const char *format, gsize n)
{
	guint64 width = 0;
	g_autofree char *text = g_strndup(format, n);

	if (n > 0 && !g_ascii_string_to_unsigned(text, 10, 1, MAX_DIGITS, &width, NULL))
		return FALSE;
	g_string_append_printf(out, "%0*" G_GUINT64_FORMAT, (int)MAX(width, 1), value->number);
	return TRUE;
}

gboolean
template_append_value(GString *out, const Value *value, const char *format, gsize n, gboolean *has)
{
	gboolean whole = value->texts->len > 0;

	*has = TRUE;
	if (value->kind == VALUE_NUMBER) {
		*has = whole;
		return append_number(out, value, format, n);
	}
	if (format == NULL) {
		append_list(out, value->texts, FALSE);
		*has = whole;
		return TRUE;
	}
	if (!append_formatted(out, value, format, n, has))
		return FALSE;
	*has = *has && whole;
	return TRUE;
}
