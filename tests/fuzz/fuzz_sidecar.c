/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: a side-car of any kind, as the file its first byte makes it: a caption sheet is one
 * by its name only.
 */
#include <cutline/sidecar.h>

#include "fuzz.h"

static void
check_item(const ClSidecarItem *item)
{
	for (guint i = 0; i < item->received->len; i++) {
		const ClReceived *received = item->received->pdata[i];

		g_assert_true(received->origin == CL_ORIGIN_SIDECAR && *received->value != '\0');
		g_assert_true(g_utf8_validate(received->value, -1, NULL));
	}
	for (guint i = 0; i < item->names->len; i++)
		g_assert_true(g_utf8_validate(item->names->pdata[i], -1, NULL));
}

static void
read_as(GBytes *bytes, const char *name)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClSidecar) sidecar = cl_sidecar_read(bytes, name, &error);
	g_autoptr(ClSidecar) again = NULL;
	g_autoptr(GVariant) message = NULL;

	g_assert_true((sidecar == NULL) == (error != NULL));
	if (sidecar == NULL) {
		g_assert_true(g_utf8_validate(error->message, -1, NULL));
		return;
	}
	message = cl_sidecar_to_variant(sidecar);
	again = cl_sidecar_from_variant(message, NULL);
	g_assert_nonnull(again);
	g_assert_cmpuint(again->items->len, ==, sidecar->items->len);
	for (guint i = 0; i < again->items->len; i++)
		check_item(again->items->pdata[i]);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, size);

	read_as(bytes, "a.xmp");
	if (size > 0 && data[0] != '<' && data[0] != '{')
		read_as(bytes, "a.csv");
	return 0;
}
