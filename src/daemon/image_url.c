/* SPDX-License-Identifier: MIT
 *
 * Taking apart /i/{id}/{preset}[~rev][.ext].
 */
#include "image_url.h"

#include <string.h>

static gboolean
is_word(const char *text, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (!g_ascii_islower(text[i]) && !g_ascii_isdigit(text[i]) && text[i] != '-' &&
			text[i] != '_')
			return FALSE;
	return n > 0;
}

static gboolean
copy_word(char *to, gsize room, const char *text, gsize n)
{
	if (n >= room || !is_word(text, n))
		return FALSE;
	memcpy(to, text, n);
	to[n] = '\0';
	return TRUE;
}

static gboolean
read_preset(const char *text, ImageUrl *url)
{
	gsize n = strcspn(text, "~.");
	const char *at = text + n;

	if (!copy_word(url->preset, sizeof url->preset, text, n))
		return FALSE;
	if (*at == '~') {
		n = strcspn(++at, ".");
		if (n != CL_REV_CHARS || !copy_word(url->rev, sizeof url->rev, at, n))
			return FALSE;
		at += n;
	}
	if (*at == '\0')
		return TRUE;
	url->format = cl_request_format(at + 1);
	return url->format != CL_FORMAT_UNKNOWN;
}

ImageUrlKind
image_url_parse(const char *path, ImageUrl *url)
{
	const char *id = path + strlen("/i/"), *rest;
	guint64 key[2];
	guint n_slashes = 0;

	memset(url, 0, sizeof *url);
	url->format = CL_FORMAT_UNKNOWN;
	if (strcspn(id, "/") != CL_ID_CHARS)
		return IMAGE_URL_NONE;
	memcpy(url->id, id, CL_ID_CHARS);
	if (!cl_delivery_key(url->id, key) || id[CL_ID_CHARS] != '/')
		return IMAGE_URL_NONE;
	rest = id + CL_ID_CHARS + 1;
	for (const char *at = rest; *at != '\0'; at++)
		n_slashes += *at == '/';
	if (n_slashes == 2)
		return IMAGE_URL_SIGNED;
	return n_slashes == 0 && read_preset(rest, url) ? IMAGE_URL_PRESET : IMAGE_URL_NONE;
}
