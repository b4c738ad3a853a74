/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: pages, HTML and text. Whatever the bytes are, the page survives its way between the
 * processes, texts are texts, and sections are counted by headings.
 */
#include <cutline/printed.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A longer one is more of the same. */
	g_autoptr(GBytes) bytes = g_bytes_new(data, MIN(size, 65536));
	g_autoptr(GError) error = NULL;
	g_autoptr(ClPrintedPage) page = cl_printed_read(bytes, &error);
	g_autoptr(GVariant) message = NULL;
	g_autoptr(ClPrintedPage) again = NULL;

	g_assert_true((page == NULL) == (error != NULL));
	if (page == NULL)
		return 0;
	g_assert_cmpuint(page->pictures->len, <=, CL_MAX_PAGE_PICTURES);
	message = g_variant_ref_sink(cl_printed_to_variant(page));
	again = cl_printed_from_variant(message, NULL);
	g_assert_nonnull(again);
	g_assert_cmpuint(again->pictures->len, ==, page->pictures->len);
	for (guint i = 0; i < again->pictures->len; i++) {
		const ClPrintedPicture *picture = again->pictures->pdata[i];

		g_assert_true(
			picture->caption == NULL || g_utf8_validate(picture->caption, -1, NULL));
		g_assert_true(
			picture->credit == NULL || g_utf8_validate(picture->credit, -1, NULL));
		g_assert_cmpuint(picture->section, <=, page->headings->len);
	}
	return 0;
}
