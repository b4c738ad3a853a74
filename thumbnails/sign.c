/* SPDX-License-Identifier: MIT
 *
 * Who may ask for any size: whoever holds a signing key, for as long as the URL says. Several keys
 * live at once, so that one can be replaced while pages with the old one are still read.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/hash.h>
#include <cutline/secret.h>
#include <cutline/sign.h>

#define PREFIX "/i/"
#define MAC_CHARS 43 /* base64url of 32 bytes */
#define MAX_EXPIRES_CHARS 12

static char *
canonical(const char *id, const ClRequest *request, gint64 expires_s, const char *key)
{
	g_autofree char *ops = cl_request_text(request);

	return g_strdup_printf(
		PREFIX "%s/%s/%" G_GINT64_FORMAT "/%s", id, ops, expires_s, key);
}

static void
make_mac(const ClSignKey *key, const char *text, guint8 mac[CL_SHA256_BYTES])
{
	cl_hmac_sha256(key->secret, sizeof key->secret, text, strlen(text), mac);
}

char *
cl_sign_url(const ClSignKey *key, const char *id, const ClRequest *request, gint64 expires_s,
	ClFormat format)
{
	g_autofree char *text = canonical(id, request, expires_s, key->id);
	g_autofree char *mac_text = NULL;
	guint8 mac[CL_SHA256_BYTES];

	make_mac(key, text, mac);
	mac_text = cl_base64url(mac, sizeof mac);
	return g_strdup_printf("%s.%s%s%s", text, mac_text, format != CL_FORMAT_UNKNOWN ? "." : "",
		format != CL_FORMAT_UNKNOWN ? cl_format_extension(format) : "");
}

/* --- taking apart ------------------------------------------------------------------------------ */

static gboolean
refuse(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "signed URL: %s", what);
	return FALSE;
}

static gboolean
read_expires(const char *text, gint64 *expires_s)
{
	gsize n = strlen(text);

	if (n == 0 || n > MAX_EXPIRES_CHARS || strspn(text, "0123456789") != n ||
		(text[0] == '0' && n > 1))
		return FALSE;
	*expires_s = g_ascii_strtoll(text, NULL, 10);
	return TRUE;
}

/* keyid.mac[.ext] */
static gboolean
read_signature(const char *text, ClSignedUrl *url, GError **error)
{
	g_auto(GStrv) parts = g_strsplit(text, ".", 4);
	guint n = g_strv_length(parts);

	if (n < 2 || n > 3)
		return refuse(error, "it ends with KEYID.MAC and perhaps an extension");
	if (strlen(parts[0]) == 0 || strlen(parts[0]) > CL_SIGN_ID_CHARS ||
		strspn(parts[0], "abcdefghijklmnopqrstuvwxyz0123456789") != strlen(parts[0]))
		return refuse(error, "its key id is none");
	g_strlcpy(url->key, parts[0], sizeof url->key);
	if (!cl_unbase64url(parts[1], strlen(parts[1]), url->mac, sizeof url->mac))
		return refuse(error, "its MAC is not 43 characters of base64url");
	if (n == 3)
		url->request.format = cl_request_format(parts[2]);
	if (n == 3 && url->request.format == CL_FORMAT_UNKNOWN)
		return refuse(error, "renditions end with .jpg, .webp, .avif or .png");
	return TRUE;
}

gboolean
cl_sign_parse(const char *path, ClSignedUrl *url, GError **error)
{
	g_auto(GStrv) parts = NULL;

	*url = (ClSignedUrl){0};
	if (!g_str_has_prefix(path, PREFIX))
		return refuse(error, "it begins with /i/");
	parts = g_strsplit(path + strlen(PREFIX), "/", 5);
	if (g_strv_length(parts) != 4)
		return refuse(error, "it reads /i/ID/OPS/EXPIRES/KEYID.MAC");
	if (strlen(parts[0]) != CL_ID_CHARS || !cl_id_fold(parts[0], url->id) ||
		strcmp(parts[0], url->id) != 0)
		return refuse(error, "its photo id is none");
	if (!cl_request_parse(parts[1], &url->request, error))
		return FALSE;
	if (!read_expires(parts[2], &url->expires_s))
		return refuse(error, "it expires at a number of seconds since 1970");
	return read_signature(parts[3], url, error);
}

/* --- checking ---------------------------------------------------------------------------------- */

gboolean
cl_sign_check(const ClSignedUrl *url, const ClSignKey *keys, guint n_keys, gint64 now_s,
	GError **error)
{
	g_autofree char *text =
		canonical(url->id, &url->request, url->expires_s, url->key);
	const ClSignKey *key = NULL;
	guint8 mac[CL_SHA256_BYTES];

	for (guint i = 0; i < n_keys && key == NULL; i++)
		if (strcmp(keys[i].id, url->key) == 0)
			key = &keys[i];
	if (key != NULL)
		make_mac(key, text, mac);
	if (key == NULL || !cl_secret_equal(mac, url->mac, sizeof mac)) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"signed URL: the signature is not one of ours");
		return FALSE;
	}
	if (now_s >= url->expires_s) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"signed URL: it is over since %" G_GINT64_FORMAT "; ask for a new one",
			url->expires_s);
		return FALSE;
	}
	return TRUE;
}
