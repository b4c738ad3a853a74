/* SPDX-License-Identifier: MIT
 *
 * Dates and hours as Chinese, Japanese and Korean write them: each number with its unit behind it.
 */
#include <string.h>
#include "when.h"

typedef enum { UNIT_NONE, UNIT_YEAR, UNIT_MONTH, UNIT_DAY, UNIT_HOUR, UNIT_MINUTE } Unit;

/* One character: 年, 월. */
static Unit
unit_at(const char *at)
{
	static const char *const units[] = {
		[UNIT_NONE] = "", [UNIT_YEAR] = "年년", [UNIT_MONTH] = "月월", [UNIT_DAY] = "日号號일",
		[UNIT_HOUR] = "時时点點시", [UNIT_MINUTE] = "分분"};
	g_autofree char *character = g_utf8_substring(at, 0, *at == '\0' ? 0 : 1);

	for (gsize i = UNIT_YEAR; i < G_N_ELEMENTS(units); i++)
		if (character[0] != '\0' && strstr(units[i], character) != NULL)
			return (Unit)i;
	return UNIT_NONE;
}

/* Two characters, or 0. */
static guint
half_at(const char *at)
{
	g_autofree char *half = NULL;

	if (g_utf8_strlen(at, -1) < 2)
		return 0;
	half = g_utf8_substring(at, 0, 2);
	return rights_when_word(half) & (RIGHTS_WHEN_AM | RIGHTS_WHEN_PM);
}

static gboolean
set(RightsWhen *when, Unit unit, int value, guint half)
{
	int *const places[] = {[UNIT_YEAR] = &when->year, [UNIT_MONTH] = &when->month,
		[UNIT_DAY] = &when->day, [UNIT_HOUR] = &when->clock.hour,
		[UNIT_MINUTE] = &when->clock.minute};
	static const int least[] = {[UNIT_YEAR] = 1900, [UNIT_MONTH] = 1, [UNIT_DAY] = 1};
	static const int most[] = {
		[UNIT_YEAR] = 2200, [UNIT_MONTH] = 12, [UNIT_DAY] = 31, [UNIT_HOUR] = 24, [UNIT_MINUTE] = 59};
	gboolean again = unit == UNIT_HOUR ? when->has_time : *places[unit] != 0;

	if (value > most[unit] || (unit < UNIT_HOUR && value < least[unit]) || again ||
		(unit == UNIT_MINUTE && (!when->has_time || when->clock.hour == 24)))
		return FALSE;
	if (unit == UNIT_HOUR && half == RIGHTS_WHEN_PM && value < 12)
		value += 12;
	else if (unit == UNIT_HOUR && half == RIGHTS_WHEN_AM && value == 12)
		value = 0;
	when->has_time = when->has_time || unit == UNIT_HOUR;
	*places[unit] = value;
	return TRUE;
}

gboolean
rights_when_counted(const char *fold, guint half, RightsWhen *when)
{
	RightsWhen read = *when;

	for (const char *at = fold; *at != '\0';) {
		gsize n = strspn(at, "0123456789");
		Unit unit = n == 0 || n > 4 ? UNIT_NONE : unit_at(at + n);
		guint here = n == 0 ? half_at(at) : 0;

		if (here != 0) {
			half = here;
			at = g_utf8_offset_to_pointer(at, 2);
			continue;
		}
		if (unit == UNIT_NONE || !set(&read, unit, (int)g_ascii_strtoll(at, NULL, 10), half))
			return FALSE;
		at = g_utf8_next_char(at + n);
	}
	*when = read;
	return TRUE;
}
