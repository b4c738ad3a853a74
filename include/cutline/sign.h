/* SPDX-License-Identifier: MIT
 *
 * Signed rendition URLs: /i/{id}/{ops}/{expires}/{keyid}.{mac}[.ext], DESIGN §6. The MAC is
 * base64url HMAC-SHA256 of the canonical /i/{id}/{ops}/{expires}/{keyid}: `ops` in its one spelling
 * (cl_request_text()), so that every spelling has one MAC, and whoever signs by himself has to order
 * keys w h fit g q crop dpr and leave out fit_contain, g_focal and dpr_1. Pure: no clock, no file.
 */
#pragma once
#include "request.h"

#define CL_SIGN_KEY_BYTES 32
#define CL_SIGN_ID_CHARS 8
typedef struct {
	char id[CL_SIGN_ID_CHARS + 1]; /* lower-case letters and digits */
	guint8 secret[CL_SIGN_KEY_BYTES];
	gint64 made_us;
} ClSignKey;

/* The path; `format` UNKNOWN = without an extension. Free with g_free. */
char *cl_sign_url(const ClSignKey *key, const char *id, const ClRequest *request, gint64 expires_s,
	ClFormat format);

typedef struct {
	char id[CL_ID_CHARS + 1];
	ClRequest request; /* its format as the extension says, or UNKNOWN */
	gint64 expires_s;
	char key[CL_SIGN_ID_CHARS + 1];
	guint8 mac[32];
} ClSignedUrl;
/* Take the path apart; FALSE with CL_ERROR_USAGE if it is not of this form. Proves nothing. */
gboolean cl_sign_parse(const char *path, ClSignedUrl *url, GError **error);
/* Was it signed with one of the keys, and is it not over? CL_ERROR_DENIED says which. Compares in
 * constant time, the MAC before the time. */
gboolean cl_sign_check(const ClSignedUrl *url, const ClSignKey *keys, guint n_keys, gint64 now_s,
	GError **error);
