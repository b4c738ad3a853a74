/* SPDX-License-Identifier: MIT
 *
 * The closed sets of words that rights speak in, and back from their text.
 */
#include <cutline/rights.h>

static void
test_channels(void)
{
	g_autofree char *two = cl_channels_text(
		CL_CHANNEL_BIT(CL_CHANNEL_NEWSLETTER) | CL_CHANNEL_BIT(CL_CHANNEL_WEB));
	g_autofree char *three = cl_channels_text(7);
	g_autofree char *all = cl_channels_text(CL_ALL_CHANNELS);

	g_assert_cmpstr(two, ==, "web and newsletter");
	g_assert_cmpstr(three, ==, "web, app and newsletter");
	g_assert_cmpstr(all, ==, "all channels");
}

static void
test_names(void)
{
	for (guint i = 0; i < CL_N_RESTRICTIONS; i++)
		g_assert_cmpint(cl_restriction_from_name(cl_restriction_name(i)), ==, i);
	g_assert_cmpint(cl_restriction_from_name("NO_SUCH"), ==, CL_N_RESTRICTIONS);
	g_assert_cmpint(cl_channel_from_name(NULL), ==, CL_N_CHANNELS);
	g_assert_cmpstr(cl_reason_name(CL_REASON_EMBARGO_ZONE), ==, "EMBARGO");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/rights/channels", test_channels);
	g_test_add_func("/rights/names", test_names);
	return g_test_run();
}
