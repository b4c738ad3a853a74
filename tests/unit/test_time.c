/* SPDX-License-Identifier: MIT
 *
 * Dates as pictures state them: partial ones stay partial, zones are never assumed.
 */
#include <cutline/time.h>

static void
test_round_trip(void)
{
	static const struct {
		const char *in, *out;
	} pairs[] = {
		{ "1936", "1936" },
		{ "2022-01", "2022-01" },
		{ "2022-01-05", "2022-01-05" },
		{ "2022:01:05 10:11:12", "2022-01-05T10:11:12" },
		{ "2022-01-05T10:11:12+06:00", "2022-01-05T10:11:12+06:00" },
		{ "2022-01-05T10:11Z", "2022-01-05T10:11:00Z" },
		{ "2022-01-05T10:11:12.5-0500", "2022-01-05T10:11:12.500-05:00" },
		{ "2024-02-29", "2024-02-29" },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(pairs); i++) {
		ClDate date;
		g_autofree char *text = NULL;

		g_assert_true(cl_date_parse(pairs[i].in, &date));
		text = cl_date_format(&date);
		g_assert_cmpstr(text, ==, pairs[i].out);
	}
}

static void
test_refused(void)
{
	static const char *const texts[] = { "", "22", "2022-13", "2022-02-30", "2022-00-01",
		"2022-01-05T25:00", "2022-01-05T10:11:12+10:57", "2022-01-05T10:11:12+15:00",
		"0000:00:00 00:00:00", "2022-01-05x", "2022-01-05T10", "2022-01-05T10:11:12." };
	ClDate date;

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		g_assert_false(cl_date_parse(texts[i], &date));
}

static void
test_instants(void)
{
	gint64 time_us;
	ClDate date;
	g_autofree char *text = NULL;
	g_autofree char *before = cl_time_format(-1);

	g_assert_true(cl_time_parse("2022-01-05T10:11:12+06:00", &time_us));
	text = cl_time_format(time_us);
	g_assert_cmpstr(text, ==, "2022-01-05T04:11:12Z");
	g_assert_cmpstr(before, ==, "1969-12-31T23:59:59.999Z");
	g_assert_false(cl_time_parse("2022-01-05T10:11:12", &time_us));
	g_assert_true(cl_date_parse("1970-01-02", &date));
	g_assert_cmpint(cl_date_wall_us(&date), ==, G_TIME_SPAN_DAY);
	g_assert_false(cl_date_utc_us(&date, &time_us));
}

static void
test_fixed_now(void)
{
	g_assert_true(g_setenv("CUTLINE_NOW", "2022-01-14T00:00:00Z", TRUE));
	g_assert_cmpint(cl_time_now_us(), ==, 1642118400 * (gint64) G_USEC_PER_SEC);
	g_unsetenv("CUTLINE_NOW");
}

static void
test_months(void)
{
	guint how;

	g_assert_cmpstr(cl_month_name(1), ==, "January");
	g_assert_cmpstr(cl_month_name(0), ==, "?");
	g_assert_cmpstr(cl_month_name(13), ==, "?");
	g_assert_cmpint(cl_month_named("april", &how), ==, 4);
	g_assert_cmpuint(how, ==, 0); /* Dutch asks for no capital */
	g_assert_cmpint(cl_month_named("march", &how), ==, 3);
	g_assert_cmpuint(how, ==, CL_NAMED_CAPITAL);
	g_assert_cmpint(cl_month_named("dez", &how), ==, 12);
	g_assert_cmpuint(how, ==, CL_NAMED_CAPITAL | CL_NAMED_SHORT);
	g_assert_cmpint(cl_month_named("fevrier", &how), ==, 2);
	g_assert_cmpuint(how, ==, CL_NAMED_LOOSE);
	g_assert_cmpint(cl_month_named("ago", &how), ==, 8);
	g_assert_cmpuint(how, ==, CL_NAMED_SHORT | CL_NAMED_LOOSE);
	g_assert_cmpint(cl_month_named("грудня", NULL), ==, 12);
	g_assert_cmpint(cl_month_named("joulukuuta", NULL), ==, 12);
	g_assert_cmpint(cl_month_named("listopada", &how), ==, 11);
	g_assert_cmpuint(how, ==, CL_NAMED_TWICE);
	g_assert_cmpint(cl_month_named("jun", &how), ==, 6);
	g_assert_cmpuint(how, ==, CL_NAMED_CAPITAL | CL_NAMED_SHORT);
	g_assert_cmpint(cl_month_named("monday", &how), ==, 0);
	g_assert_cmpint(cl_month_named("", NULL), ==, 0);
}

static void
test_weekdays(void)
{
	guint how;

	g_assert_cmpstr(cl_weekday_name(1), ==, "Monday");
	g_assert_cmpstr(cl_weekday_name(0), ==, "?");
	g_assert_cmpstr(cl_weekday_name(8), ==, "?");
	g_assert_cmpint(cl_weekday_named("samstag", &how), ==, 6);
	g_assert_cmpuint(how, ==, CL_NAMED_CAPITAL);
	g_assert_cmpint(cl_weekday_named("thurs", &how), ==, 4);
	g_assert_cmpuint(how, ==, CL_NAMED_CAPITAL | CL_NAMED_SHORT);
	g_assert_cmpint(cl_weekday_named("domingo", &how), ==, 7);
	g_assert_cmpuint(how, ==, CL_NAMED_SMALL);
	g_assert_cmpint(cl_weekday_named("miercoles", &how), ==, 3);
	g_assert_true(how & CL_NAMED_LOOSE);
	g_assert_cmpint(cl_weekday_named("суббота", NULL), ==, 6);
	g_assert_cmpint(cl_weekday_named("march", &how), ==, 0);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/time/round-trip", test_round_trip);
	g_test_add_func("/time/refused", test_refused);
	g_test_add_func("/time/instants", test_instants);
	g_test_add_func("/time/fixed-now", test_fixed_now);
	g_test_add_func("/time/months", test_months);
	g_test_add_func("/time/weekdays", test_weekdays);
	return g_test_run();
}
