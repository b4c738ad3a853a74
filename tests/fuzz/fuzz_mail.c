/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: notices as mails, pages and text. Whatever the bytes are, text comes out, or one error.
 */
#include <cutline/printed.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* A longer one is more of the same. */
	g_autoptr(GBytes) bytes = g_bytes_new(data, MIN(size, 65536));
	g_autoptr(GError) error = NULL;
	g_autofree char *text = cl_mail_text(bytes, &error);

	g_assert_true((text == NULL) == (error != NULL));
	g_assert_true(text == NULL || g_utf8_validate(text, -1, NULL));
	return 0;
}
