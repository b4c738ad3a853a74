/* SPDX-License-Identifier: MIT
 *
 * The request to rewrite a picture across the process border: what is sent gives the same file as
 * the values themselves, nothing that is not published travels, and no bytes crash the reader.
 */
#include <cutline/error.h>
#include <cutline/limits.h>
#include "publish_case.h"

static GBytes *
rewrite(const ClPublish *publish)
{
	g_autoptr(GBytes) encoded = plain_jpeg();
	g_autoptr(GError) error = NULL;
	GBytes *out = cl_publish_rewrite_jpeg(encoded, publish, &error);

	g_assert_no_error(error);
	return out;
}

/* Through bytes, as over the socket. */
static GVariant *
travel(const ClPublish *publish)
{
	g_autoptr(GVariant) sent = g_variant_ref_sink(cl_publish_to_variant(publish));
	g_autoptr(GBytes) bytes = g_variant_get_data_as_bytes(sent);

	g_assert_cmpuint(g_bytes_get_size(bytes), <=, 1U << 20);
	return g_variant_ref_sink(
		g_variant_new_from_bytes(g_variant_get_type(sent), bytes, FALSE));
}

static void
test_same_file(gconstpointer sensitive)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective,
		.source_sensitive = sensitive != NULL,
		.exact_time = TRUE,
		.orientation = 6};
	g_autoptr(GVariant) message = NULL;
	g_autoptr(ClEffective) there = NULL;
	g_autoptr(GBytes) here_file = NULL, there_file = NULL;
	g_autoptr(GError) error = NULL;
	ClPublish read;

	say(effective, CL_FIELD_CAPTION, "de", "Ein See");
	say(effective, CL_FIELD_KEYWORDS, NULL, "lake");
	say(effective, CL_FIELD_KEYWORDS, NULL, "the city <&> \"é\"");
	message = travel(&publish);
	g_assert_true(cl_publish_from_variant(message, &read, &there, &error));
	g_assert_no_error(error);
	g_assert_true(read.effective == there);
	g_assert_cmpint(read.source_sensitive, ==, publish.source_sensitive);
	g_assert_cmpint(read.exact_time, ==, publish.exact_time);
	g_assert_cmpuint(read.orientation, ==, 6);
	here_file = rewrite(&publish);
	there_file = rewrite(&read);
	g_assert_true(g_bytes_equal(here_file, there_file));
	for (guint i = 0; i < CL_N_FIELDS; i++)
		if (!cl_field_info((ClField)i)->publish)
			g_assert_null(there->values[i]);
}

/* Whatever a photo says, a message takes it, and those who are to be credited come first. */
static void
test_too_much(void)
{
	g_autoptr(ClEffective) effective = everything();
	g_autofree char *much = g_strnfill(CL_MAX_VALUE_BYTES, 'x');
	ClPublish publish = {.effective = effective};
	g_autoptr(GVariant) message = NULL;
	g_autoptr(ClEffective) there = NULL;
	ClPublish read;

	for (guint i = 0; i < 40; i++) {
		say(effective, CL_FIELD_HEADLINE, NULL, much);
		say(effective, CL_FIELD_KEYWORDS, NULL, much);
	}
	for (guint i = 0; i < CL_MAX_VALUES; i++)
		say(effective, CL_FIELD_PEOPLE, NULL, "somebody");
	message = travel(&publish);
	g_assert_true(cl_publish_from_variant(message, &read, &there, NULL));
	g_assert_cmpstr(cl_effective_first(there, CL_FIELD_CREDIT), ==,
		cl_effective_first(effective, CL_FIELD_CREDIT));
	g_assert_cmpstr(cl_effective_first(there, CL_FIELD_COPYRIGHT), ==,
		cl_effective_first(effective, CL_FIELD_COPYRIGHT));
}

static void
refuse(GVariant *variant)
{
	g_autoptr(GVariant) message = g_variant_ref_sink(variant);
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(GError) error = NULL;
	ClPublish publish;

	g_assert_false(cl_publish_from_variant(message, &publish, &effective, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	g_assert_null(effective);
}

#define REQUEST "(bbbuuua(umsus))"

static GVariant *
request_of(guint32 field, guint32 orientation, const char *lang, const char *text)
{
	GVariantBuilder values;

	g_variant_builder_init(&values, G_VARIANT_TYPE("a(umsus)"));
	g_variant_builder_add(&values, "(umsus)", field, lang, 0, text);
	return g_variant_new(REQUEST, FALSE, FALSE, FALSE, orientation, 0, 0, &values);
}

static void
test_hostile_requests(void)
{
	g_autofree char *much = g_strnfill(65537, 'x');

	refuse(request_of(CL_N_FIELDS, 1, NULL, "x"));
	refuse(request_of(G_MAXUINT32, 1, NULL, "x"));
	refuse(request_of(CL_FIELD_GPS, 1, NULL, "61.5, 23.7"));
	refuse(request_of(CL_FIELD_CREDIT, 9, NULL, "x"));
	refuse(request_of(CL_FIELD_CREDIT, 1, NULL, ""));
	refuse(request_of(CL_FIELD_CREDIT, 1, NULL, much));
	refuse(request_of(CL_FIELD_CAPTION, 1, much, "x"));
	refuse(g_variant_new("(us)", 1, "x"));
	refuse(g_variant_new_boolean(TRUE));
}

/* Bytes that are no message of this type, or not in normal form. */
static void
test_any_bytes(void)
{
	g_autoptr(GRand) chance = g_rand_new_with_seed(4711);
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GVariant) good = travel(&publish);
	gsize n_bytes = g_variant_get_size(good);

	for (guint round = 0; round < 2000; round++) {
		guint8 *bytes = g_memdup2(g_variant_get_data(good), n_bytes);
		guint n_changes = (guint)g_rand_int_range(chance, 1, 8);
		gsize n = round % 3 ? n_bytes : (gsize)g_rand_int_range(chance, 0, (int)n_bytes);
		g_autoptr(ClEffective) there = NULL;
		g_autoptr(GVariant) message = NULL;
		ClPublish read;

		for (guint i = 0; i < n_changes; i++)
			bytes[g_rand_int_range(chance, 0, (int)n_bytes)] =
				(guint8)g_rand_int_range(chance, 0, 256);
		message = g_variant_ref_sink(g_variant_new_from_data(
			G_VARIANT_TYPE(REQUEST), bytes, n, FALSE, g_free, bytes));
		if (cl_publish_from_variant(message, &read, &there, NULL)) {
			g_autofree char *packet = cl_publish_xmp(&read);

			g_assert_true(g_utf8_validate(packet, -1, NULL));
		}
	}
}

static void
test_answer(void)
{
	g_autoptr(GVariant) good = g_variant_ref_sink(cl_publish_answer_new(4711));
	g_autoptr(GVariant) none = g_variant_ref_sink(cl_publish_answer_new(0));
	g_autoptr(GVariant) other = g_variant_ref_sink(g_variant_new("(us)", 1, "x"));
	guint64 n_bytes;

	g_assert_true(cl_publish_answer(good, &n_bytes, NULL));
	g_assert_cmpuint(n_bytes, ==, 4711);
	g_assert_false(cl_publish_answer(none, &n_bytes, NULL));
	g_assert_false(cl_publish_answer(other, &n_bytes, NULL));
	g_assert_false(cl_publish_answer(NULL, &n_bytes, NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_data_func("/publish-wire/same-file", NULL, test_same_file);
	g_test_add_data_func("/publish-wire/same-file-protected", "yes", test_same_file);
	g_test_add_func("/publish-wire/too-much", test_too_much);
	g_test_add_func("/publish-wire/hostile-requests", test_hostile_requests);
	g_test_add_func("/publish-wire/any-bytes", test_any_bytes);
	g_test_add_func("/publish-wire/answer", test_answer);
	return g_test_run();
}
