/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: signed rendition URLs. Whatever can be taken apart can be signed again, and is then
 * good for the key that signed it and for no other.
 */
#include <cutline/sign.h>

#include "fuzz.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *path = g_strndup((const char *)data, size);
	ClSignKey key = {.id = "k1", .secret = {1}}, other = {.id = "k1", .secret = {2}};
	g_autofree char *again = NULL;
	g_autoptr(GError) error = NULL;
	ClSignedUrl url, twin;

	if (!cl_sign_parse(path, &url, &error)) {
		g_assert_nonnull(error);
		return 0;
	}
	g_assert_false(cl_sign_check(&url, &other, 1, 0, NULL) && cl_sign_check(&url, &key, 1, 0, NULL));
	again = cl_sign_url(&key, url.id, &url.request, url.expires_s, url.request.format);
	g_assert_true(cl_sign_parse(again, &twin, NULL));
	g_assert_cmpint(twin.expires_s, ==, url.expires_s);
	g_assert_true(cl_sign_check(&twin, &key, 1, url.expires_s - 1, NULL));
	g_assert_false(cl_sign_check(&twin, &key, 1, url.expires_s, NULL));
	g_assert_false(cl_sign_check(&twin, &other, 1, 0, NULL));
	return 0;
}
