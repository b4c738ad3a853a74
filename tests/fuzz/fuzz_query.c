/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: the search grammar.
 */
#include <cutline/query.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autoptr(GTimeZone) zone = g_time_zone_new_utc();
	g_autoptr(GError) error = NULL;
	ClQuery *query = cl_query_parse(text, 1700000000LL * G_USEC_PER_SEC, zone, &error);
	g_autoptr(GPtrArray) judged = NULL;

	g_assert_true((query == NULL) == (error != NULL));
	if (query != NULL)
		judged = cl_query_take_judged(&query);
	cl_query_free(query);
	return 0;
}
