/* SPDX-License-Identifier: MIT
 *
 * Dates as IIM, EXIF and XMP write them → ISO 8601 with the precision that was given. Parts that
 * are all zero are unknown, never January or midnight of 1970; a zone is never assumed, and one
 * that cannot exist (a real file says -10:57) is dropped with a finding.
 */
#include "reader.h"

#include <cutline/time.h>

/* The digits of a text without separators, at most `max`; FALSE at any other character. */
static gboolean
take_digits(MetadataSpan *text, char *digits, guint max)
{
	guint n = 0;

	while (text->n > 0 && n < max) {
		guint8 c = text->data[0];

		if (g_ascii_isdigit(c))
			digits[n++] = (char)c;
		else if (c != ':' && c != '-' && c != '/' && c != '.')
			break;
		else if (n == 0)
			break;
		*text = metadata_rest(*text, 1);
	}
	digits[n] = '\0';
	return n == max;
}

static int
two(const char *digits)
{
	return (digits[0] - '0') * 10 + (digits[1] - '0');
}

static MetadataSpan
strip(MetadataSpan text)
{
	while (text.n > 0 && (text.data[0] == ' ' || text.data[0] == '\0'))
		text = metadata_rest(text, 1);
	while (text.n > 0 && (text.data[text.n - 1] == ' ' || text.data[text.n - 1] == '\0'))
		text.n--;
	return text;
}

/* ±HHMM or ±HH:MM or Z. An impossible zone leaves the date without one. */
static void
take_zone(MetadataSpan text, ClDate *date, gboolean *bad)
{
	char digits[5];
	int minutes;
	gboolean minus;

	text = strip(text);
	if (text.n == 0)
		return;
	if (text.n == 1 && (text.data[0] == 'Z' || text.data[0] == 'z')) {
		date->has_zone = TRUE;
		return;
	}
	minus = text.data[0] == '-';
	if (!minus && text.data[0] != '+') {
		*bad = TRUE;
		return;
	}
	text = metadata_rest(text, 1);
	if (!take_digits(&text, digits, 4) || text.n > 0) {
		*bad = TRUE;
		return;
	}
	minutes = two(digits) * 60 + two(digits + 2);
	if (two(digits + 2) > 59 || !cl_date_zone_valid(minus ? -minutes : minutes)) {
		*bad = TRUE;
		return;
	}
	date->has_zone = TRUE;
	date->offset_minutes = minus ? -minutes : minutes;
}

/* Formats if it is a date that exists; the formatted text is read back as the judge of that. */
static char *
checked(const ClDate *date, gboolean *bad)
{
	g_autofree char *text = cl_date_format(date);
	ClDate again;

	if (cl_date_parse(text, &again))
		return g_steal_pointer(&text);
	*bad = TRUE;
	return NULL;
}

/* CCYYMMDD with zeros for what is unknown; FALSE if nothing is known or it is no date. */
static gboolean
take_day(MetadataSpan *text, ClDate *date, gboolean *bad)
{
	char digits[9];

	memset(date, 0, sizeof *date);
	if (!take_digits(text, digits, 8)) {
		gsize n = strlen(digits);

		*bad = TRUE;
		if (n != 4 && n != 6)
			return FALSE;
		memset(digits + n, '0', 8 - n);
		*bad = text->n > 0;
	}
	date->year = two(digits) * 100 + two(digits + 2);
	date->month = two(digits + 4);
	date->day = date->month == 0 ? 0 : two(digits + 6);
	if (date->year == 0 && (two(digits + 4) != 0 || two(digits + 6) != 0))
		*bad = TRUE;
	return date->year > 0;
}

static gboolean
take_clock(MetadataSpan *text, ClDate *date, gboolean *bad)
{
	char digits[7];

	if (!take_digits(text, digits, 6)) {
		*bad = *bad || text->n > 0 || digits[0] != '\0';
		return FALSE;
	}
	date->hour = two(digits);
	date->minute = two(digits + 2);
	date->second = two(digits + 4);
	if (date->hour > 23 || date->minute > 59 || date->second > 60) {
		date->hour = date->minute = date->second = 0;
		*bad = TRUE;
		return FALSE;
	}
	date->has_time = TRUE;
	return TRUE;
}

char *
metadata_date_iim(MetadataSpan day, MetadataSpan time, gboolean *bad)
{
	ClDate date;

	day = strip(day);
	time = strip(time);
	if (day.n == 0 || !take_day(&day, &date, bad))
		return NULL;
	if (day.n > 0)
		*bad = TRUE;
	if (date.day > 0 && time.n > 0 && take_clock(&time, &date, bad))
		take_zone(time, &date, bad);
	return checked(&date, bad);
}

char *
metadata_date_exif(MetadataSpan day, MetadataSpan subsecond, MetadataSpan offset, gboolean *bad)
{
	ClDate date;

	day = strip(day);
	subsecond = strip(subsecond);
	if (day.n == 0 || day.data[0] == ':')
		return NULL;
	if (!take_day(&day, &date, bad))
		return NULL;
	day = strip(day);
	if (day.n > 0 && (day.data[0] == 'T' || day.data[0] == ' '))
		day = strip(metadata_rest(day, 1));
	if (date.day == 0 || day.n == 0 || !take_clock(&day, &date, bad))
		return checked(&date, bad);
	for (gsize i = 0; i < 3 && i < subsecond.n && g_ascii_isdigit(subsecond.data[i]); i++) {
		static const int scale[] = {100, 10, 1};

		date.millisecond += (subsecond.data[i] - '0') * scale[i];
	}
	/* Some phones write the zone into the date itself. */
	if (day.n > 0 && (day.data[0] == '+' || day.data[0] == '-' || day.data[0] == 'Z'))
		take_zone(day, &date, bad);
	else if (offset.n > 0 && offset.data[0] != ' ' && offset.data[0] != '\0')
		take_zone(offset, &date, bad);
	return checked(&date, bad);
}

char *
metadata_date_xmp(const char *text, gboolean *bad)
{
	ClDate date;
	MetadataSpan span = {(const guint8 *)text, strlen(text)};

	span = strip(span);
	if (span.n == 0)
		return NULL;
	/* The moment that Getty writes for "unknown". */
	if (metadata_starts(span, "0001-01-01T00:00:00", 19) || metadata_starts(span, "0000", 4))
		return NULL;
	if (span.n < 64) {
		g_autofree char *copy = g_strndup((const char *)span.data, span.n);
		char *zone;

		if (cl_date_parse(copy, &date))
			return cl_date_format(&date);
		/* A wrong zone costs only the zone. */
		zone = strchr(copy, 'T') == NULL ? NULL : strpbrk(strchr(copy, 'T'), "+-");
		if (zone != NULL) {
			*zone = '\0';
			if (cl_date_parse(copy, &date)) {
				*bad = TRUE;
				return cl_date_format(&date);
			}
		}
	}
	return metadata_date_exif(span, (MetadataSpan){NULL, 0}, (MetadataSpan){NULL, 0}, bad);
}
