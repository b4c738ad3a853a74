/* SPDX-License-Identifier: MIT
 *
 * Secrets: made at random, compared in constant time, written as base64url (RFC 4648 §5) without
 * padding. Keyed hashes are in hash.h.
 */
#pragma once
#include <glib.h>

/* From the kernel's generator; never fails. */
void cl_random_bytes(gpointer bytes, gsize n_bytes);
gboolean cl_secret_equal(gconstpointer a, gconstpointer b, gsize n_bytes);

/* Signatures (Ed25519, RFC 8032). */
#define CL_SIGN_PUBLIC_BYTES 32
#define CL_SIGN_SECRET_BYTES 64
#define CL_SIGNATURE_BYTES 64
void cl_sign_make(guint8 public_key[CL_SIGN_PUBLIC_BYTES], guint8 secret_key[CL_SIGN_SECRET_BYTES]);
void cl_sign(const guint8 secret_key[CL_SIGN_SECRET_BYTES], gconstpointer data, gsize n_bytes,
	guint8 signature[CL_SIGNATURE_BYTES]);
gboolean cl_sign_verify(const guint8 public_key[CL_SIGN_PUBLIC_BYTES], gconstpointer data, gsize n_bytes,
	const guint8 signature[CL_SIGNATURE_BYTES]);

/* Free with g_free. And back: exactly n_bytes in their one spelling, or FALSE. */
char *cl_base64url(gconstpointer bytes, gsize n_bytes);
gboolean cl_unbase64url(const char *text, gsize length, gpointer bytes, gsize n_bytes);
