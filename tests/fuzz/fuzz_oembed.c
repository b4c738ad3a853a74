/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: what consumers of oEmbed ask.
 */
#include "../../src/daemon/oembed_url.h"

#include <stdint.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const bases[] = {"http://127.0.0.1:8080", "https://photos.example.org", NULL};
	g_autofree char *query = g_strndup((const char *)data, size);
	guint64 key[2];
	const char *why = NULL;
	OembedAsk ask;
	guint status = oembed_parse(query, bases, &ask, &why);

	g_assert_true((status == 0) == (why == NULL));
	if (status == 0)
		g_assert_true(ask.use[0] != '\0' ? cl_use_id_valid(ask.use) && ask.id[0] == '\0'
						 : cl_delivery_key(ask.id, key));
	return 0;
}
