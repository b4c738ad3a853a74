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

/* Free with g_free. And back: exactly n_bytes in their one spelling, or FALSE. */
char *cl_base64url(gconstpointer bytes, gsize n_bytes);
gboolean cl_unbase64url(const char *text, gsize length, gpointer bytes, gsize n_bytes);
