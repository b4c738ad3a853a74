/* SPDX-License-Identifier: MIT
 *
 * Ranges of dates and numbers as few tags. A date is listed under each prefix of its digits
 * CCYYMMDD, a number under each prefix of its six digits, so a range is an OR of what few prefixes
 * cover: 2019-12-29 … 2021 is 20191229, 2019123, 2020, 2021. Days are the finest.
 */
#include <string.h>
#include "query_parts.h"

/* Open ends: earlier and later pictures do not exist, and each century is one more tag. */
#define FIRST_CENTURY 18000000U
#define LAST_CENTURY 21999999U
#define MAX_DAYS_AGO 36600U

typedef struct {
	guint64 low, high;
} Span;

static guint
month_length(guint64 year_month)
{
	return g_date_get_days_in_month(
		(GDateMonth)(year_month % 100), (GDateYear)MAX(year_month / 100, 1));
}

static gboolean
is_month(guint64 year_month)
{
	return year_month % 100 >= 1 && year_month % 100 <= 12;
}

/* Whether any date can begin with these digits; what cannot is not worth a tag. */
static gboolean
may_be_date(guint64 prefix, guint n_digits)
{
	if (n_digits == 5) /* …0 or …1 of the month */
		return prefix % 10 <= 1;
	if (n_digits == 6)
		return is_month(prefix);
	if (n_digits == 7) /* tens of the day */
		return is_month(prefix / 10) && prefix % 10 * 10 <= month_length(prefix / 10);
	if (n_digits == 8)
		return is_month(prefix / 100) && prefix % 100 >= 1 &&
		       prefix % 100 <= month_length(prefix / 100);
	return TRUE;
}

void
query_cover(GPtrArray *tags, const char *name, guint64 low, guint64 high, guint n_digits,
	guint shortest, gboolean dates)
{
	while (low <= high) {
		guint64 block = 1;
		guint length = n_digits;

		while (length > shortest && low % (block * 10) == 0 &&
			low + block * 10 - 1 <= high) {
			block *= 10;
			length--;
		}
		if (!dates || may_be_date(low / block, length))
			g_ptr_array_add(tags, g_strdup_printf("%s=%0*" G_GUINT64_FORMAT, name,
						      (int)length, low / block));
		low += block;
	}
}

/* The first day of a month is written …00 and the last …99, so that a whole month is one block. */
static Span
span_of_date(const ClDate *date)
{
	guint64 year = (guint64)date->year, month = (guint64)date->month, day = (guint64)date->day;
	guint n_days;
	Span span = {year * 10000, year * 10000 + 9999};

	if (month == 0)
		return span;
	span.low = month == 1 ? year * 10000 : (year * 100 + month) * 100;
	span.high = month == 12 ? year * 10000 + 9999 : (year * 100 + month) * 100 + 99;
	if (day == 0)
		return span;
	n_days = g_date_get_days_in_month((GDateMonth)month, (GDateYear)MAX(year, 1));
	if (day > 1)
		span.low = (year * 100 + month) * 100 + day;
	if (day < n_days)
		span.high = (year * 100 + month) * 100 + day;
	return span;
}

static ClDate
days_before(const ClDate *day, guint n_days)
{
	ClDate earlier = {0};
	GDate date;

	g_date_clear(&date, 1);
	g_date_set_dmy(&date, (GDateDay)day->day, (GDateMonth)day->month, (GDateYear)day->year);
	if (g_date_get_julian(&date) > n_days)
		g_date_subtract_days(&date, n_days);
	earlier.year = g_date_get_year(&date);
	earlier.month = (int)g_date_get_month(&date);
	earlier.day = g_date_get_day(&date);
	return earlier;
}

/* "7d": the last seven days, today among them. */
static gboolean
read_days(const QueryContext *context, const char *text, Span *span)
{
	gsize n = strlen(text);
	g_autofree char *digits = n > 1 ? g_strndup(text, n - 1) : NULL;
	ClDate today, first;
	guint64 n_days;

	if (digits == NULL || (text[n - 1] != 'd' && text[n - 1] != 'D') ||
		!g_ascii_string_to_unsigned(digits, 10, 1, MAX_DAYS_AGO, &n_days, NULL))
		return FALSE;
	today = query_local_day(context->now_us, context->zone);
	first = days_before(&today, (guint)n_days - 1);
	span->low = span_of_date(&first).low;
	span->high = span_of_date(&today).high;
	return TRUE;
}

/* "<30d": less than thirty days ago, today and what is to come among them; ">30d": longer ago. */
static gboolean
read_ago(const QueryContext *context, const char *text, Span *span)
{
	gboolean longer = text[0] == '>';
	Span last;

	if ((text[0] != '<' && !longer) ||
		!read_days(context, text + 1 + (text[1] == '='), &last))
		return FALSE;
	span->low = longer ? FIRST_CENTURY : last.low;
	span->high = longer ? last.low - 1 : LAST_CENTURY;
	return TRUE;
}

static gboolean
read_date(const QueryContext *context, const char *text, Span *span, char **problem)
{
	ClDate date = query_local_day(context->now_us, context->zone);

	if (g_ascii_strcasecmp(text, "today") == 0) {
		*span = span_of_date(&date);
		return TRUE;
	}
	if (g_ascii_strcasecmp(text, "yesterday") == 0) {
		date = days_before(&date, 1);
		*span = span_of_date(&date);
		return TRUE;
	}
	if (!cl_date_parse(text, &date)) {
		*problem =
			g_strdup_printf("'%s' is no date; write 2022, 2022-01, 2022-01-05, today, "
					"yesterday or 7d",
				text);
		return FALSE;
	}
	if (date.has_time) {
		*problem = g_strdup("a day is the finest; write it without the time");
		return FALSE;
	}
	*span = span_of_date(&date);
	return TRUE;
}

static gboolean
read_number(const char *text, Span *span, char **problem)
{
	guint64 number;

	if (!g_ascii_string_to_unsigned(text, 10, 0, QUERY_MAX_NUMBER, &number, NULL)) {
		*problem = g_strdup_printf("'%s' is no number of pixels; write digits up to %u",
			text, QUERY_MAX_NUMBER);
		return FALSE;
	}
	span->low = span->high = number;
	return TRUE;
}

static gboolean
read_one(const QueryContext *context, const QuerySubject *subject, const char *text, Span *span,
	char **problem)
{
	if (subject->kind == QUERY_DATE)
		return read_date(context, text, span, problem);
	return read_number(text, span, problem);
}

static Span
whole_span(const QuerySubject *subject)
{
	Span dates = {FIRST_CENTURY, LAST_CENTURY}, numbers = {0, QUERY_MAX_NUMBER};

	return subject->kind == QUERY_DATE ? dates : numbers;
}

/* ">=2022": everything from the first of the value's span on; ">2022": from behind its last. */
static gboolean
read_comparison(const QueryContext *context, const QuerySubject *subject, const char *text,
	Span *span, char **problem)
{
	gboolean above = text[0] == '>', equal = text[1] == '=';
	Span one;

	if (!read_one(context, subject, text + 1 + equal, &one, problem))
		return FALSE;
	*span = whole_span(subject);
	if (above)
		span->low = equal ? one.low : one.high + 1;
	else if (!equal && one.low == 0)
		span->low = 1, span->high = 0;
	else
		span->high = equal ? one.high : one.low - 1;
	return TRUE;
}

static gboolean
read_from_to(const QueryContext *context, const QuerySubject *subject, const char *text,
	const char *dots, Span *span, char **problem)
{
	g_autofree char *from = g_strndup(text, (gsize)(dots - text));
	const char *to = dots + 2;
	Span one;

	*span = whole_span(subject);
	if (from[0] == '\0' && to[0] == '\0') {
		*problem = g_strdup("'..' has no end; write 2000..3000, 2000.. or ..3000");
		return FALSE;
	}
	if (from[0] != '\0') {
		if (!read_one(context, subject, from, &one, problem))
			return FALSE;
		span->low = one.low;
	}
	if (to[0] != '\0') {
		if (!read_one(context, subject, to, &one, problem))
			return FALSE;
		span->high = one.high;
	}
	return TRUE;
}

static gboolean
read_span(const QueryContext *context, const QuerySubject *subject, const char *text, Span *span,
	char **problem)
{
	const char *dots = strstr(text, "..");

	if (subject->kind == QUERY_DATE &&
		(read_days(context, text, span) || read_ago(context, text, span)))
		return TRUE;
	if (text[0] == '<' || text[0] == '>')
		return read_comparison(context, subject, text, span, problem);
	if (dots != NULL)
		return read_from_to(context, subject, text, dots, span, problem);
	return read_one(context, subject, text, span, problem);
}

ClQuery *
query_range(QueryContext *context, const QuerySubject *subject, const char *text, char **problem)
{
	g_autoptr(GPtrArray) tags = g_ptr_array_new_with_free_func(g_free);
	gboolean dates = subject->kind == QUERY_DATE;
	GPtrArray *children;
	Span span;

	if (!read_span(context, subject, text, &span, problem))
		return NULL;
	if (span.low > span.high) {
		*problem =
			g_strdup("the range ends before it begins; write the smaller value first");
		return NULL;
	}
	query_cover(tags, subject->name, span.low, span.high,
		dates ? QUERY_DATE_DIGITS : QUERY_NUMBER_DIGITS,
		dates ? QUERY_DATE_SHORTEST : QUERY_NUMBER_SHORTEST, dates);
	context->n_tags += tags->len;
	if (context->n_tags > QUERY_MAX_TAGS) {
		*problem = g_strdup("too many ranges in one query; write fewer or rounder ones");
		return NULL;
	}
	children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	for (guint i = 0; i < tags->len; i++) {
		ClQuery *tag = query_new(CL_QUERY_TAG);

		tag->tokens = g_strdup(g_ptr_array_index(tags, i));
		g_ptr_array_add(children, tag);
	}
	return query_new_group(CL_QUERY_OR, children);
}
