/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: the whitelist writer, on any bytes as the picture. It answers with a file or with one
 * line; what it wrote our own reader reads back as it was meant, with nothing private beside it.
 * The length of the input chooses what goes out, so that every byte of it is the picture's.
 */
#include <cutline/publish.h>

#include "fuzz.h"

#define SECRET "Serial 4711"

static void
say(ClEffective *effective, ClField field, const char *text)
{
	const char *lang = cl_field_info(field)->kind == CL_KIND_LANG ? "x-default" : NULL;
	ClValue value = {.value = (char *)text, .lang = (char *)lang, .origin = CL_ORIGIN_XMP};

	cl_effective_add(effective, field, &value);
}

static const char *
first_xmp(const ClFacts *facts, ClField field)
{
	for (guint i = 0; i < facts->received->len; i++) {
		const ClReceived *at = facts->received->pdata[i];

		if (at->field == field && at->origin == CL_ORIGIN_XMP)
			return at->value;
	}
	return NULL;
}

/* Creator, credit and copyright are short enough for the reduced set, too. */
static void
check_written(GBytes *written, const ClPublish *publish)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFacts) facts = cl_metadata_read(written, &error);

	if (facts == NULL) {
		/* The writer does not look into the coded picture. */
		g_assert_nonnull(error);
		return;
	}
	fuzz_check(facts);
	g_assert_cmpstr(first_xmp(facts, CL_FIELD_BYLINE), ==, "Zoë Ruiz");
	g_assert_cmpstr(first_xmp(facts, CL_FIELD_CREDIT), ==, "Agency");
	g_assert_cmpstr(first_xmp(facts, CL_FIELD_COPYRIGHT), ==, "© Agency");
	if (!publish->reduced)
		g_assert_cmpstr(first_xmp(facts, CL_FIELD_CAPTION), ==, "A <lake> & \"more\"");
	g_assert_cmpstr(first_xmp(facts, CL_FIELD_CITY), ==,
		publish->reduced || publish->source_sensitive ? NULL : "Kelm");
	for (guint i = 0; i < facts->received->len; i++)
		g_assert_null(strstr(((const ClReceived *)facts->received->pdata[i])->value, SECRET));
}

static void
check_answer(GBytes *written, const ClPublish *publish, const GError *error)
{
	g_assert_true((written == NULL) == (error != NULL));
	if (error != NULL)
		g_assert_true(*error->message != '\0' && strchr(error->message, '\n') == NULL);
	else
		check_written(written, publish);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const ClFormat formats[] = {CL_FORMAT_JPEG, CL_FORMAT_PNG, CL_FORMAT_WEBP,
		CL_FORMAT_AVIF, CL_FORMAT_JXL, CL_FORMAT_TIFF};
	g_autoptr(GBytes) picture = g_bytes_new(data, size);
	ClEffective *effective = cl_effective_new();
	ClPublish publish = {.effective = effective,
		.reduced = size % 2 == 1,
		.source_sensitive = size / 2 % 2 == 1,
		.orientation = size / 4 % 9};

	say(effective, CL_FIELD_BYLINE, "Zoë Ruiz");
	say(effective, CL_FIELD_CREDIT, "Agency");
	say(effective, CL_FIELD_COPYRIGHT, "© Agency");
	say(effective, CL_FIELD_CAPTION, "A <lake> & \"more\"");
	say(effective, CL_FIELD_CITY, "Kelm");
	say(effective, CL_FIELD_CAMERA, SECRET);
	for (gsize i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autoptr(GError) error = NULL, error_again = NULL;
		g_autoptr(GBytes) written = cl_publish_embed(picture, formats[i], &publish, &error);
		g_autoptr(GBytes) again = NULL;

		check_answer(written, &publish, error);
		if (written == NULL)
			continue;
		/* What a writer wrote by itself is replaced: the second time says the same. */
		again = cl_publish_embed(written, formats[i], &publish, &error_again);
		check_answer(again, &publish, error_again);
		g_assert_nonnull(again);
	}
	if (cl_metadata_sniff(data, size) == CL_FORMAT_JPEG) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GBytes) written = cl_publish_rewrite_jpeg(picture, &publish, &error);

		check_answer(written, &publish, error);
	}
	cl_effective_free(effective);
	return 0;
}
