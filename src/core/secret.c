/* SPDX-License-Identifier: MIT
 *
 * Where random bytes come from: libsodium, which asks the kernel. What they are for, ids that nobody
 * can guess or keys, is the callers' business.
 */
#include <cutline/secret.h>

#include <sodium.h>

void
cl_random_bytes(gpointer bytes, gsize n_bytes)
{
	/* Asked for again, it does nothing. */
	if (sodium_init() < 0)
		g_error("the kernel gives no random bytes");
	randombytes_buf(bytes, n_bytes);
}
