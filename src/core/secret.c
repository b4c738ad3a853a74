/* SPDX-License-Identifier: MIT
 *
 * How secrets are made, compared and written: by libsodium, which takes random bytes of the kernel.
 */
#include <cutline/secret.h>

#include <sodium.h>
#include <string.h>

static void
begin(void)
{
	if (sodium_init() < 0)
		g_error("libsodium cannot start");
}

void
cl_random_bytes(gpointer bytes, gsize n_bytes)
{
	begin();
	randombytes_buf(bytes, n_bytes);
}

gboolean
cl_secret_equal(gconstpointer a, gconstpointer b, gsize n_bytes)
{
	return sodium_memcmp(a, b, n_bytes) == 0;
}

void
cl_sign_make(guint8 public_key[CL_SIGN_PUBLIC_BYTES], guint8 secret_key[CL_SIGN_SECRET_BYTES])
{
	begin();
	crypto_sign_keypair(public_key, secret_key);
}

void
cl_sign(const guint8 secret_key[CL_SIGN_SECRET_BYTES], gconstpointer data, gsize n_bytes,
	guint8 signature[CL_SIGNATURE_BYTES])
{
	begin();
	crypto_sign_detached(signature, NULL, data, n_bytes, secret_key);
}

gboolean
cl_sign_verify(const guint8 public_key[CL_SIGN_PUBLIC_BYTES], gconstpointer data, gsize n_bytes,
	const guint8 signature[CL_SIGNATURE_BYTES])
{
	begin();
	return crypto_sign_verify_detached(signature, data, n_bytes, public_key) == 0;
}

char *
cl_base64url(gconstpointer bytes, gsize n_bytes)
{
	gsize room = sodium_base64_encoded_len(n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	char *text = g_malloc(room);

	return sodium_bin2base64(
		text, room, bytes, n_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

gboolean
cl_unbase64url(const char *text, gsize length, gpointer bytes, gsize n_bytes)
{
	g_autofree char *again = NULL;
	size_t n;

	if (sodium_base642bin(bytes, n_bytes, text, length, NULL, &n, NULL,
		    sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
		n != n_bytes)
		return FALSE;
	/* Unused bits of the last character would make two spellings of one value. */
	again = cl_base64url(bytes, n_bytes);
	return strlen(again) == length && memcmp(again, text, length) == 0;
}
