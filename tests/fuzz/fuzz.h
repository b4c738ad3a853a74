/* SPDX-License-Identifier: MIT
 *
 * What every fuzz target of the readers checks beside "no crash": the promises that facts keep
 * whatever the bytes were.
 */
#pragma once
#include <cutline/limits.h>
#include <cutline/metadata.h>

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void
fuzz_check(const ClFacts *facts)
{
	g_autoptr(GVariant) message = NULL;
	g_autoptr(ClFacts) again = NULL;
	g_autoptr(ClEffective) effective = NULL;

	g_assert_cmpuint(facts->width, >, 0);
	g_assert_cmpuint(facts->height, >, 0);
	g_assert_cmpuint(facts->frames, >, 0);
	g_assert_true(facts->orientation >= 1 && facts->orientation <= 8);
	g_assert_true((guint64)facts->width * facts->height <= CL_MAX_PIXELS);
	g_assert_cmpuint(facts->received->len, <=, CL_MAX_VALUES);
	for (guint i = 0; i < facts->received->len; i++) {
		const ClReceived *received = facts->received->pdata[i];

		g_assert_true(
			*received->value != '\0' && g_utf8_validate(received->value, -1, NULL));
		g_assert_true(received->lang == NULL || g_utf8_validate(received->lang, -1, NULL));
	}
	message = cl_facts_to_variant(facts);
	again = cl_facts_from_variant(message, NULL);
	g_assert_nonnull(again);
	effective = cl_photo_resolve(facts->received, facts->digest, 0);
	g_assert_nonnull(effective);
}

/* Reads the bytes if they are of the format. */
static inline void
fuzz_read(const uint8_t *data, size_t size, ClFormat format)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autoptr(ClFacts) facts = NULL;
	g_autoptr(GError) error = NULL;

	if (cl_metadata_sniff(data, size) != format) {
		g_assert_nonnull(cl_metadata_describe(data, size));
		return;
	}
	/* A copy of its own, so that a read past the end is seen. */
	bytes = g_bytes_new(data, size);
	facts = cl_metadata_read(bytes, &error);
	g_assert_true((facts == NULL) == (error != NULL));
	if (facts != NULL)
		fuzz_check(facts);
}

/* A WebP of one pixel with one chunk of the given kind. */
static inline void
fuzz_in_webp(const char *kind, const uint8_t *data, size_t size)
{
	static const guint8 head[] = "RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\0\0\0\0\0\0";
	g_autoptr(GByteArray) file = g_byte_array_new();
	guint32 length = GUINT32_TO_LE((guint32)size);

	g_byte_array_append(file, head, sizeof head - 1);
	g_byte_array_append(file, (const guint8 *)kind, 4);
	g_byte_array_append(file, (const guint8 *)&length, 4);
	g_byte_array_append(file, data, (guint)size);
	fuzz_read(file->data, file->len, CL_FORMAT_WEBP);
}
