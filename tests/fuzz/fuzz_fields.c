/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: Accept, Range and the conditional fields.
 */
#include "../../src/daemon/negotiate.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	static const guint64 sizes[] = {1, 7, 1000, G_MAXUINT64 / 2};
	ClFormat format = negotiate_format(text);
	guint64 offset, length;

	g_assert_true(format == CL_FORMAT_AVIF || format == CL_FORMAT_WEBP || format == CL_FORMAT_JPEG ||
		      format == CL_FORMAT_PNG);
	for (gsize i = 0; i < G_N_ELEMENTS(sizes); i++) {
		RangeKind kind = range_parse(text, sizes[i], &offset, &length);

		if (kind == RANGE_PART)
			g_assert_true(length > 0 && offset < sizes[i] && length <= sizes[i] - offset);
		if (kind == RANGE_ALL)
			g_assert_true(offset == 0 && length == sizes[i]);
	}
	etag_matches(text, "0123456789abcdef");
	etag_is(text, "0123456789abcdef");
	return 0;
}
