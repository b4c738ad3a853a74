/* SPDX-License-Identifier: MIT
 *
 * Taking apart what a consumer of oEmbed asks.
 */
#include "oembed_url.h"

#include "image_url.h"

#include <string.h>

#define MAX_URL_BYTES 2000U

static const char *
skip_scheme(const char *url)
{
	if (g_ascii_strncasecmp(url, "https://", 8) == 0)
		return url + 8;
	return g_ascii_strncasecmp(url, "http://", 7) == 0 ? url + 7 : NULL;
}

/* The path of an address of ours, or NULL. */
static const char *
our_path(const char *url, const char *const *bases)
{
	const char *rest = skip_scheme(url);

	for (guint i = 0; rest != NULL && bases[i] != NULL; i++) {
		const char *base = skip_scheme(bases[i]);
		gsize n = base == NULL ? 0 : strlen(base);

		if (n > 0 && g_ascii_strncasecmp(rest, base, n) == 0 && rest[n] == '/')
			return rest + n;
	}
	return NULL;
}

/* /p/{id}, or any picture of a photo or a use. */
static gboolean
read_path(const char *url_path, OembedAsk *ask)
{
	g_autofree char *path = g_strndup(url_path, strcspn(url_path, "?#"));
	const char *id = path + strlen("/p/");
	guint64 key[2];
	ImageUrl url;

	if (g_str_has_prefix(path, "/p/")) {
		if (strlen(id) != CL_ID_CHARS || !cl_delivery_key(id, key))
			return FALSE;
		memcpy(ask->id, id, sizeof ask->id);
		return TRUE;
	}
	if ((!g_str_has_prefix(path, "/i/") && !g_str_has_prefix(path, "/u/")) ||
		image_url_parse(path, &url) == IMAGE_URL_NONE)
		return FALSE;
	memcpy(ask->id, url.id, sizeof ask->id);
	memcpy(ask->use, url.use, sizeof ask->use);
	return TRUE;
}

static guint
refuse(guint status, const char **why, const char *sentence)
{
	*why = sentence;
	return status;
}

static guint
read_one(const char *name, const char *value, const char *const *bases, OembedAsk *ask, gboolean *found,
	const char **why)
{
	guint *bound = strcmp(name, "maxwidth") == 0 ? &ask->max_width
		: strcmp(name, "maxheight") == 0     ? &ask->max_height
						     : NULL;
	guint64 number;

	if (bound != NULL) {
		if (*bound != 0 || !g_ascii_string_to_unsigned(value, 10, 1, G_MAXUINT, &number, NULL))
			return refuse(400, why, "maxwidth and maxheight are numbers of pixels, each once");
		*bound = (guint) number;
	}
	if (strcmp(name, "format") == 0 && strcmp(value, "json") != 0)
		return refuse(501, why, "the only format is json");
	if (strcmp(name, "url") == 0) {
		const char *path = our_path(value, bases);

		if (*found)
			return refuse(400, why, "url is to be said once");
		*found = TRUE;
		if (path == NULL || !read_path(path, ask))
			return refuse(404, why, "this address shows no picture of ours");
	}
	return 0;
}

guint
oembed_parse(const char *query, const char *const *bases, OembedAsk *ask, const char **why)
{
	g_auto(GStrv) pairs = g_strsplit(query != NULL ? query : "", "&", -1);
	gboolean found = FALSE;

	memset(ask, 0, sizeof *ask);
	for (guint i = 0; pairs[i] != NULL; i++) {
		char *equals = strchr(pairs[i], '=');
		g_autofree char *value = NULL;
		guint status;

		if (equals == NULL)
			continue;
		*equals = '\0';
		/* As forms write it. */
		g_strdelimit(equals + 1, "+", ' ');
		value = g_uri_unescape_string(equals + 1, NULL);
		if (value == NULL || strlen(value) > MAX_URL_BYTES || !g_utf8_validate(value, -1, NULL))
			return refuse(400, why, "a parameter is not UTF-8, or too long");
		status = read_one(pairs[i], value, bases, ask, &found, why);
		if (status != 0)
			return status;
	}
	return found ? 0 : refuse(400, why, "say which picture: ?url=https://…");
}
