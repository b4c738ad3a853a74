/* SPDX-License-Identifier: MIT
 *
 * Ids in addresses of ours, wherever such an address stands: in an attribute, a style, a script's string,
 * the query of somebody's resizer. A part of a path that is written as an id is one; whether it exists is
 * the catalog's business. Escapes of URLs (also twice) and of scripts are read through; linear.
 */
#include <cutline/use.h>
#include <string.h>

static gboolean
is_escape(const char *at, guint n_digits)
{
	for (guint i = 0; i < n_digits; i++)
		if (!g_ascii_isxdigit(at[i]))
			return FALSE;
	return TRUE;
}

static char
two_digits(const char *at)
{
	return (char) (g_ascii_xdigit_value(at[0]) << 4 | g_ascii_xdigit_value(at[1]));
}

/* One character as a browser would read it: "%2F", "%252F", "\/", "\u002f" are all a slash. */
static char
read_char(const char **at)
{
	const char *c = *at;
	char read = *c++;

	if (read == '\\' && *c == '/') {
		read = *c++;
	} else if (read == '\\' && *c == 'u' && c[1] == '0' && c[2] == '0' && is_escape(c + 3, 2)) {
		read = two_digits(c + 3);
		c += 5;
	}
	while (read == '%' && is_escape(c, 2)) {
		read = two_digits(c);
		c += 2;
	}
	*at = c;
	return read;
}

/* Letters and digits from `c` on, in lower case; their number, which may be more than an id has. */
static guint
read_part(const char **next, char *c, char id[CL_USE_ID_CHARS + 1])
{
	guint n = 0;

	for (; g_ascii_isalnum(*c); n++) {
		if (n < CL_USE_ID_CHARS)
			id[n] = g_ascii_tolower(*c);
		*c = **next == '\0' ? '\0' : read_char(next);
	}
	id[MIN(n, CL_USE_ID_CHARS)] = '\0';
	return n;
}

/* Known by its length. */
static gboolean
is_id(char *part, guint n)
{
	char folded[CL_ID_CHARS + 1];

	if (n == CL_USE_ID_CHARS)
		return cl_use_id_valid(part);
	if (n != CL_ID_CHARS || !cl_id_fold(part, folded))
		return FALSE;
	memcpy(part, folded, sizeof folded);
	return TRUE;
}

gboolean
cl_address_next(const char **at, const char **begin, char id[CL_USE_ID_CHARS + 1])
{
	char last = '/'; /* a relative address begins with its first part */
	const char *next = *at;

	while (*next != '\0') {
		const char *here = next;
		char c = read_char(&next);
		guint n = last == '/' ? read_part(&next, &c, id) : 0;

		last = c;
		if (!is_id(id, n))
			continue;
		*at = next;
		*begin = here;
		return TRUE;
	}
	*at = next;
	return FALSE;
}

/* --- one as a whole -------------------------------------------------------------------------------- */

#define MIN_SHAPED 6U /* as people shorten ids */

/* Of a region in IIIF: "full" and all of a hundred are the frame. */
static gboolean
is_region(const char *path)
{
	gsize n = strcspn(path, "/");

	return n > 0 && path[n] == '/' && strncmp(path, "full/", n + 1) != 0 &&
		strncmp(path, "pct:0,0,100,100/", n + 1) != 0;
}

/* The letters and digits that begin here, if they reach as far as the part of the path does. */
static gboolean
read_shaped(const char *at, char id[CL_USE_ID_CHARS + 1], const char **behind)
{
	gsize n = 0;

	while (g_ascii_isalnum(at[n]))
		n++;
	if (n < MIN_SHAPED || n > CL_USE_ID_CHARS || (at[n] != '\0' && strchr("/?#~", at[n]) == NULL))
		return FALSE;
	for (gsize i = 0; i < n; i++)
		id[i] = g_ascii_tolower(at[i]);
	id[n] = '\0';
	*behind = at + n;
	return TRUE;
}

gboolean
cl_address_shaped(const char *url, char id[CL_USE_ID_CHARS + 1], gboolean *part)
{
	static const char *const roots[] = { "/i/", "/u/", "/p/", "/iiif/3/", "/iiif/2/", NULL };
	g_autoptr(GString) plain = g_string_new(*url == '/' ? "" : "/");

	while (*url != '\0')
		g_string_append_c(plain, read_char(&url));
	for (guint i = 0; roots[i] != NULL; i++) {
		const char *at = plain->str, *behind;

		while ((at = strstr(at, roots[i])) != NULL) {
			at += strlen(roots[i]) - 1;
			if (!read_shaped(at + 1, id, &behind))
				continue;
			*part = i >= 3 && *behind == '/' && is_region(behind + 1);
			return TRUE;
		}
	}
	return FALSE;
}
