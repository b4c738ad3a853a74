/* SPDX-License-Identifier: MIT
 *
 * Hashes. SHA-256 names originals; BLAKE2b-128 names coded picture data; MD5 only where the IPTC
 * digest and extended XMP are defined by it.
 */
#pragma once
#include <glib.h>

#define CL_SHA256_BYTES 32
#define CL_SHA256_HEX 64

typedef struct ClSha256 ClSha256;
ClSha256 *cl_sha256_new(void);
void cl_sha256_update(ClSha256 *hash, gconstpointer data, gsize n_bytes);
/* Writes the digest and frees the hash. */
void cl_sha256_finish(ClSha256 *hash, guint8 digest[CL_SHA256_BYTES]);
void cl_sha256_free(ClSha256 *hash);
void cl_sha256(gconstpointer data, gsize n_bytes, guint8 digest[CL_SHA256_BYTES]);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClSha256, cl_sha256_free)

/* HMAC (RFC 2104). SHA-1 only to speak with programs that know nothing else. */
#define CL_SHA1_BYTES 20
void cl_hmac_sha256(gconstpointer key, gsize n_key, gconstpointer data, gsize n_bytes,
	guint8 mac[CL_SHA256_BYTES]);
void cl_hmac_sha1(gconstpointer key, gsize n_key, gconstpointer data, gsize n_bytes,
	guint8 mac[CL_SHA1_BYTES]);

typedef struct ClBlake2b ClBlake2b;
/* BLAKE2b with a 128-bit digest. */
ClBlake2b *cl_blake2b_new(void);
void cl_blake2b_update(ClBlake2b *hash, gconstpointer data, gsize n_bytes);
void cl_blake2b_finish(ClBlake2b *hash, guint8 digest[16]);
void cl_blake2b_free(ClBlake2b *hash);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClBlake2b, cl_blake2b_free)

void cl_md5(gconstpointer data, gsize n_bytes, guint8 digest[16]);

/* Lower-case hexadecimal; free with g_free. And back: exactly n_bytes or FALSE. */
char *cl_hex(const guint8 *bytes, gsize n_bytes);
gboolean cl_unhex(const char *text, guint8 *bytes, gsize n_bytes);
