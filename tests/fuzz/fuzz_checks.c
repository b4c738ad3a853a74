/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: the body of POST /api/v1/checks.
 */
#include "../../src/daemon/checks_body.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ChecksBody) body = checks_body_parse((const char *)data, (gssize)size, &error);
	guint n_printed = 0;

	g_assert_true((body == NULL) == (error != NULL));
	if (body == NULL)
		return 0;
	g_assert_true(body->pictures->len > 0 && body->pictures->len <= CHECKS_MAX_PICTURES);
	for (guint i = 0; i < body->pictures->len; i++) {
		const ChecksPicture *picture = body->pictures->pdata[i];

		g_assert_true((picture->photo == NULL) == (picture->printed != NULL));
		n_printed += picture->printed != NULL;
	}
	g_assert_cmpuint(n_printed, ==, body->page->pictures->len);
	return 0;
}
