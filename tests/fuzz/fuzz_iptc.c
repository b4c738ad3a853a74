/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: an IPTC-IIM block, as image resource of a JPEG, split over segments if it is long.
 */
#include "fuzz.h"

#define CHUNK 60000U

static void
append_segment(GByteArray *file, const guint8 *data, gsize n)
{
	const guint8 head[] = {0xff, 0xed, (guint8)((n + 16) >> 8), (guint8)(n + 16)};

	g_byte_array_append(file, head, sizeof head);
	g_byte_array_append(file, (const guint8 *)"Photoshop 3.0", 14);
	g_byte_array_append(file, data, (guint)n);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const guint8 end[] = {0xff, 0xc0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xff, 0xda, 0,
		8, 1, 1, 0, 0, 63, 0, 0, 0xff, 0xd9};
	g_autoptr(GByteArray) file = g_byte_array_new();
	g_autoptr(GByteArray) resource = g_byte_array_new();
	guint32 length = GUINT32_TO_BE((guint32)size);

	g_byte_array_append(resource, (const guint8 *)"8BIM\4\4\0\0", 8);
	g_byte_array_append(resource, (const guint8 *)&length, 4);
	g_byte_array_append(resource, data, (guint)size);
	g_byte_array_append(file, (const guint8 *)"\xff\xd8", 2);
	for (guint at = 0; at < resource->len; at += CHUNK)
		append_segment(file, resource->data + at, MIN(CHUNK, resource->len - at));
	g_byte_array_append(file, end, sizeof end);
	fuzz_read(file->data, file->len, CL_FORMAT_JPEG);
	return 0;
}
