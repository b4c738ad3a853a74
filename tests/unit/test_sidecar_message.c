/* SPDX-License-Identifier: MIT
 *
 * What a side-car says, across the process border: what is sent arrives, and no bytes whatever crash
 * the reader.
 */
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/sidecar.h>

#include <string.h>

#define HASH "dfc3c1b67f4831acc94e708f81ff04b104a6426d3f446be45c596ffb649dfc30"

static GVariant *
sample_message(void)
{
	g_autoptr(ClSidecar) sidecar = cl_sidecar_new(CL_SIDECAR_NINJS);
	ClSidecarItem *one = cl_sidecar_item_new();

	g_ptr_array_add(one->names, cl_sidecar_mark_new(1, "a.jpg"));
	g_ptr_array_add(one->hashes, cl_sidecar_mark_new(1, HASH));
	g_ptr_array_add(one->received,
		cl_received_new(CL_FIELD_CREDIT, CL_ORIGIN_SIDECAR, 0, 0, NULL, "C"));
	one->guid = g_strdup("g");
	one->pubstatus = g_strdup("usable");
	one->text = g_strdup("t");
	g_ptr_array_add(sidecar->items, one);
	g_ptr_array_add(sidecar->findings, cl_finding_new(CL_FINDING_SIDECAR_UNREAD, "m"));
	return cl_sidecar_to_variant(sidecar);
}

/* Every byte of a message changed: never a crash, and what is taken keeps the promises. */
static void
test_message_damaged(void)
{
	g_autoptr(GVariant) message = sample_message();
	gsize n = g_variant_get_size(message);
	g_autofree guint8 *data = g_malloc(n);

	for (gsize at = 0; at < n; at++) {
		for (guint change = 1; change < 256; change += 37) {
			g_autoptr(GBytes) bytes = NULL;
			g_autoptr(GVariant) damaged = NULL;
			g_autoptr(ClSidecar) sidecar = NULL;
			g_autoptr(GError) error = NULL;

			memcpy(data, g_variant_get_data(message), n);
			data[at] = (guint8)(data[at] ^ change);
			bytes = g_bytes_new(data, n);
			damaged = g_variant_ref_sink(g_variant_new_from_bytes(
				g_variant_get_type(message), bytes, FALSE));
			sidecar = cl_sidecar_from_variant(damaged, &error);
			g_assert_true((sidecar == NULL) == (error != NULL));
			if (sidecar == NULL)
				g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
			else if (sidecar->items->len > 0)
				g_assert_cmpint(((const ClSidecarItem *)sidecar->items->pdata[0])
							->received->len,
					<=, 1);
		}
	}
}

static void
test_message_refused(void)
{
	static const char *const bad[] = {
		"(9,[],[])",
		"(0,[([(0,'')],[],nothing,0,0,nothing,nothing,[])],[])",
		"(0,[([],[(0,'abc')],nothing,0,0,nothing,nothing,[])],[])",
		"(0,[([],[],nothing,-1,0,nothing,nothing,[])],[])",
		"(0,[([],[],nothing,0,-1,nothing,nothing,[])],[])",
		"(0,[([],[],nothing,0,0,just 'published',nothing,[])],[])",
		"(0,[([],[],just '',0,0,nothing,nothing,[])],[])",
		"(0,[([],[],nothing,0,0,nothing,nothing,[(0,0,0,0,nothing,'x')])],[])",
		"(0,[([],[],nothing,0,0,nothing,nothing,[(999,3,0,0,nothing,'x')])],[])",
		"(0,[],[('NO_SUCH_CODE','x')])",
	};
	g_autoptr(GVariant) message = sample_message();
	g_autoptr(GVariant) other = g_variant_ref_sink(g_variant_new_string("x"));

	g_assert_null(cl_sidecar_from_variant(other, NULL));
	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		g_autoptr(GError) error = NULL;
		g_autoptr(GVariant) variant =
			g_variant_parse(g_variant_get_type(message), bad[i], NULL, NULL, &error);

		g_assert_no_error(error);
		g_assert_null(cl_sidecar_from_variant(variant, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	}
}

static void
test_round_trip(void)
{
	g_autoptr(GVariant) message = sample_message();
	g_autoptr(ClSidecar) sidecar = cl_sidecar_from_variant(message, NULL);
	g_autoptr(GVariant) again = NULL;

	g_assert_nonnull(sidecar);
	g_assert_cmpstr(cl_sidecar_kind_name(sidecar->kind), ==, "ninjs");
	again = cl_sidecar_to_variant(sidecar);
	g_assert_true(g_variant_equal(message, again));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sidecar-message/round-trip", test_round_trip);
	g_test_add_func("/sidecar-message/damaged", test_message_damaged);
	g_test_add_func("/sidecar-message/refused", test_message_refused);
	return g_test_run();
}
