/* SPDX-License-Identifier: MIT
 *
 * Taking apart /i/{id}/{preset}[~rev][.ext] and its twin for uses.
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

/* What follows the id and its slash, or NULL. */
static const char *
read_id(const char *path, ImageUrl *url)
{
	const char *id = path + strlen("/i/");
	gsize n = strcspn(id, "/");
	guint64 key[2];

	if (path[1] == 'u' && n == CL_USE_ID_CHARS) {
		memcpy(url->use, id, n);
		return cl_use_id_valid(url->use) && id[n] == '/' ? id + n + 1 : NULL;
	}
	if (path[1] != 'i' || n != CL_ID_CHARS)
		return NULL;
	memcpy(url->id, id, n);
	return cl_delivery_key(url->id, key) && id[n] == '/' ? id + n + 1 : NULL;
}

ImageUrlKind
image_url_parse(const char *path, ImageUrl *url)
{
	const char *rest;
	guint n_slashes = 0;

	memset(url, 0, sizeof *url);
	url->format = CL_FORMAT_UNKNOWN;
	rest = read_id(path, url);
	if (rest == NULL)
		return IMAGE_URL_NONE;
	for (const char *at = rest; *at != '\0'; at++)
		n_slashes += *at == '/';
	if (n_slashes == 2 && url->use[0] == '\0')
		return IMAGE_URL_SIGNED;
	return n_slashes == 0 && read_preset(rest, url) ? IMAGE_URL_PRESET : IMAGE_URL_NONE;
}
