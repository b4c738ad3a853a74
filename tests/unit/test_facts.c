/* SPDX-License-Identifier: MIT
 *
 * Facts across the process border: what is sent arrives, and no bytes whatever crash the reader.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/photo.h>

static ClFacts *
sample(void)
{
	ClFacts *facts = cl_facts_new();

	facts->format = CL_FORMAT_JPEG;
	facts->width = 4000;
	facts->height = 3000;
	facts->orientation = 6;
	facts->scans = 10;
	facts->has_image_hash = TRUE;
	memset(facts->image_hash, 0xa5, CL_IMAGE_HASH_BYTES);
	facts->digest = CL_DIGEST_MISMATCH;
	facts->has_iptc = TRUE;
	facts->charset = g_strdup("cp1252");
	facts->charset_rule = g_strdup("default");
	facts->thumbnail = g_bytes_new_static("\xff\xd8\xff\xd9", 4);
	cl_facts_receive(facts, CL_FIELD_BYLINE, CL_ORIGIN_IPTC, 0, 0, NULL, "Maëlle Órdóñez");
	cl_facts_receive(facts, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 2, 1, "de", "Streik\nheute");
	cl_facts_find(facts, CL_FINDING_CHARSET_GUESSED, "read as %s", "cp1252");
	return facts;
}

static void
assert_equal(const ClFacts *a, const ClFacts *b)
{
	g_assert_cmpint(a->format, ==, b->format);
	g_assert_cmpuint(a->width, ==, b->width);
	g_assert_cmpuint(a->height, ==, b->height);
	g_assert_cmpuint(a->orientation, ==, b->orientation);
	g_assert_cmpuint(a->frames, ==, b->frames);
	g_assert_cmpuint(a->scans, ==, b->scans);
	g_assert_cmpint(a->has_image_hash, ==, b->has_image_hash);
	g_assert_cmpmem(a->image_hash, CL_IMAGE_HASH_BYTES, b->image_hash, CL_IMAGE_HASH_BYTES);
	g_assert_cmpint(a->digest, ==, b->digest);
	g_assert_cmpint(a->has_iptc, ==, b->has_iptc);
	g_assert_cmpint(a->c2pa, ==, b->c2pa);
	g_assert_cmpstr(a->charset, ==, b->charset);
	g_assert_cmpstr(a->charset_rule, ==, b->charset_rule);
	g_assert_cmpint(a->thumbnail == NULL, ==, b->thumbnail == NULL);
	g_assert_true(a->thumbnail == NULL || g_bytes_equal(a->thumbnail, b->thumbnail));
	g_assert_cmpuint(a->received->len, ==, b->received->len);
	for (guint i = 0; i < a->received->len; i++) {
		const ClReceived *r = g_ptr_array_index(a->received, i);
		const ClReceived *s = g_ptr_array_index(b->received, i);

		g_assert_cmpint(r->field, ==, s->field);
		g_assert_cmpint(r->origin, ==, s->origin);
		g_assert_cmpuint(r->packet, ==, s->packet);
		g_assert_cmpuint(r->position, ==, s->position);
		g_assert_cmpstr(r->lang, ==, s->lang);
		g_assert_cmpstr(r->value, ==, s->value);
	}
	g_assert_cmpuint(a->findings->len, ==, b->findings->len);
	for (guint i = 0; i < a->findings->len; i++) {
		const ClFinding *f = g_ptr_array_index(a->findings, i);
		const ClFinding *g = g_ptr_array_index(b->findings, i);

		g_assert_true(f->code == g->code);
		g_assert_cmpstr(f->message, ==, g->message);
	}
}

static void
test_round_trip(void)
{
	g_autoptr(ClFacts) empty = cl_facts_new();
	g_autoptr(ClFacts) full = sample();
	ClFacts *const all[] = {empty, full};

	for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
		g_autoptr(GVariant) message = cl_facts_to_variant(all[i]);
		g_autoptr(GError) error = NULL;
		g_autoptr(ClFacts) back = cl_facts_from_variant(message, &error);

		g_assert_no_error(error);
		assert_equal(all[i], back);
	}
}

static void
test_limits_on_receiving(void)
{
	g_autoptr(ClFacts) facts = cl_facts_new();
	g_autofree char *huge = g_strnfill(CL_MAX_VALUE_BYTES + 1, 'x');
	const ClReceived *r;

	cl_facts_receive(facts, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 0, NULL, "");
	cl_facts_receive(facts, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 0, NULL, huge);
	cl_facts_receive(facts, CL_FIELD_CREDIT, CL_ORIGIN_XMP, 1, 0, NULL, huge);
	g_assert_cmpuint(facts->received->len, ==, 0);
	g_assert_cmpuint(facts->findings->len, ==, 1);
	cl_facts_receive(facts, CL_FIELD_CREDIT, CL_ORIGIN_XMP, 1, 0, huge, "a\xff");
	r = g_ptr_array_index(facts->received, 0);
	g_assert_null(r->lang);
	g_assert_true(g_utf8_validate(r->value, -1, NULL));
	for (guint i = 0; i < CL_MAX_VALUES + 5; i++)
		cl_facts_receive(facts, CL_FIELD_KEYWORDS, CL_ORIGIN_IPTC, 0, i, NULL, "k");
	g_assert_cmpuint(facts->received->len, ==, CL_MAX_VALUES);
	g_assert_cmpuint(facts->findings->len, ==, 1);
}

static void
assert_refused(GVariant *message)
{
	g_autoptr(GVariant) held = g_variant_ref_sink(message);
	g_autoptr(GError) error = NULL;
	g_autoptr(ClFacts) facts = cl_facts_from_variant(held, &error);

	g_assert_null(facts);
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
}

static void
test_refuses(void)
{
	g_autoptr(ClFacts) facts = sample();
	ClReceived *r = g_ptr_array_index(facts->received, 0);
	ClFinding *f = g_ptr_array_index(facts->findings, 0);

	assert_refused(g_variant_new_string("nothing"));
	facts->orientation = 9;
	assert_refused(cl_facts_to_variant(facts));
	facts->orientation = 1;
	facts->frames = 0;
	assert_refused(cl_facts_to_variant(facts));
	facts->frames = 1;
	r->field = CL_N_FIELDS;
	assert_refused(cl_facts_to_variant(facts));
	r->field = CL_FIELD_CREDIT;
	r->origin = CL_N_ORIGINS;
	assert_refused(cl_facts_to_variant(facts));
	r->origin = CL_ORIGIN_IPTC;
	f->code = "NO_SUCH_CODE";
	assert_refused(cl_facts_to_variant(facts));
	f->code = CL_FINDING_CHARSET_GUESSED;
	facts->format = CL_N_FORMATS;
	assert_refused(cl_facts_to_variant(facts));
	facts->format = CL_FORMAT_PNG;
	g_bytes_unref(facts->thumbnail);
	facts->thumbnail = g_bytes_new(NULL, 0);
	assert_refused(cl_facts_to_variant(facts));
}

/* Every byte of a good message changed and every length cut: an answer, never a crash. */
static void
test_damaged_bytes(void)
{
	g_autoptr(ClFacts) facts = sample();
	g_autoptr(GVariant) message = cl_facts_to_variant(facts);
	gsize n_bytes = g_variant_get_size(message);
	g_autofree guint8 *bytes = g_memdup2(g_variant_get_data(message), n_bytes);

	for (gsize i = 0; i < n_bytes * 4; i++) {
		static const guint8 masks[] = {0x01, 0x80, 0xff, 0x40};
		g_autoptr(GBytes) damaged = NULL;
		g_autoptr(GVariant) variant = NULL;
		g_autoptr(ClFacts) back = NULL;
		g_autoptr(GError) error = NULL;

		bytes[i / 4] ^= masks[i % 4];
		damaged = g_bytes_new(bytes, i % 8 == 3 ? i / 4 : n_bytes);
		bytes[i / 4] ^= masks[i % 4];
		variant = g_variant_ref_sink(
			g_variant_new_from_bytes(g_variant_get_type(message), damaged, FALSE));
		back = cl_facts_from_variant(variant, &error);
		if (back == NULL)
			g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/facts/round-trip", test_round_trip);
	g_test_add_func("/facts/limits", test_limits_on_receiving);
	g_test_add_func("/facts/refuses", test_refuses);
	g_test_add_func("/facts/damaged-bytes", test_damaged_bytes);
	return g_test_run();
}
