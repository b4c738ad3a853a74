/* SPDX-License-Identifier: MIT
 *
 * Accept (RFC 9110 §12.5.1), Range (§14.1.2) and entity tags (§8.8.3).
 */
#include "negotiate.h"

#include <string.h>

/* Equal q: the smaller file first. */
static const ClFormat offers[] = { CL_FORMAT_AVIF, CL_FORMAT_WEBP, CL_FORMAT_JPEG, CL_FORMAT_PNG };

typedef struct {
	int q[G_N_ELEMENTS(offers)]; /* thousandths, -1 = not named */
	int image, any;		     /* of image/[*] and [*]/[*] */
} Wishes;

static const char *
skip_blank(const char *at)
{
	while (*at == ' ' || *at == '\t')
		at++;
	return at;
}

/* "0.5" → 500; what is no weight counts as 1. */
static int
read_weight(const char *at)
{
	int weight, scale = 100;

	if (*at != '0' && *at != '1')
		return 1000;
	weight = (*at++ - '0') * 1000;
	if (*at++ != '.')
		return weight;
	for (; g_ascii_isdigit(*at) && scale > 0; at++, scale /= 10)
		weight += (*at - '0') * scale;
	return MIN(weight, 1000);
}

/* One range of types up to its comma; parameters other than q are passed over. */
static const char *
read_wish(const char *at, Wishes *wishes)
{
	const char *type = at = skip_blank(at);
	gsize n = strcspn(at, ",; \t");
	int q = 1000;

	for (at += n; *at != '\0' && *at != ','; at++) {
		const char *name;

		if (*at != ';')
			continue;
		name = skip_blank(at + 1);
		if ((name[0] == 'q' || name[0] == 'Q') && name[1] == '=')
			q = read_weight(name + 2);
	}
	if (n == 3 && strncmp(type, "*/*", 3) == 0)
		wishes->any = q;
	else if (n == 7 && g_ascii_strncasecmp(type, "image/*", 7) == 0)
		wishes->image = q;
	for (guint i = 0; i < G_N_ELEMENTS(offers); i++) {
		const char *mime = cl_format_mime(offers[i]);

		if (strlen(mime) == n && g_ascii_strncasecmp(type, mime, n) == 0)
			wishes->q[i] = q;
	}
	return *at == ',' ? at + 1 : at;
}

ClFormat
negotiate_format(const char *accept)
{
	Wishes wishes = { { -1, -1, -1, -1 }, -1, -1 };
	ClFormat best = CL_FORMAT_JPEG;
	int best_q = 0;

	if (accept == NULL)
		return best;
	while (*accept != '\0')
		accept = read_wish(accept, &wishes);
	for (guint i = 0; i < G_N_ELEMENTS(offers); i++) {
		int q = wishes.q[i];

		if (q < 0 && offers[i] == CL_FORMAT_JPEG)
			q = wishes.image >= 0 ? wishes.image : wishes.any;
		if (q > best_q) {
			best_q = q;
			best = offers[i];
		}
	}
	return best;
}

/* Digits → number; FALSE if there are none or too many. */
static gboolean
read_number(const char **at, guint64 *number)
{
	const char *begin = *at;

	for (*number = 0; g_ascii_isdigit(**at); (*at)++) {
		if (*at - begin >= 18)
			return FALSE;
		*number = *number * 10 + (guint64) (**at - '0');
	}
	return *at > begin;
}

RangeKind
range_parse(const char *field, guint64 n_bytes, guint64 *offset, guint64 *length)
{
	guint64 first, last;
	gboolean has_first, has_last;

	*offset = 0;
	*length = n_bytes;
	if (field == NULL || g_ascii_strncasecmp(field, "bytes=", 6) != 0)
		return RANGE_ALL;
	field = skip_blank(field + 6);
	has_first = read_number(&field, &first);
	if (*field++ != '-')
		return RANGE_ALL;
	has_last = read_number(&field, &last);
	if (*skip_blank(field) != '\0' || (!has_first && !has_last) ||
		(has_first && has_last && last < first))
		return RANGE_ALL;
	if (!has_first) {
		if (last == 0)
			return RANGE_UNSATISFIABLE;
		*offset = n_bytes - MIN(last, n_bytes);
		*length = n_bytes - *offset;
		return RANGE_PART;
	}
	if (first >= n_bytes)
		return RANGE_UNSATISFIABLE;
	*offset = first;
	*length = (has_last ? MIN(last, n_bytes - 1) : n_bytes - 1) - first + 1;
	return RANGE_PART;
}

gboolean
etag_matches(const char *field, const char *etag)
{
	gsize n = strlen(etag);

	if (field == NULL)
		return FALSE;
	for (;;) {
		const char *end;

		field += strspn(field, " \t,");
		if (*field == '*')
			return TRUE;
		if (g_str_has_prefix(field, "W/"))
			field += 2;
		if (*field++ != '"')
			return FALSE;
		end = strchr(field, '"');
		if (end == NULL)
			return FALSE;
		if ((gsize) (end - field) == n && strncmp(field, etag, n) == 0)
			return TRUE;
		field = end + 1;
	}
}

gboolean
etag_is(const char *field, const char *etag)
{
	gsize n = strlen(etag);

	return field[0] == '"' && strncmp(field + 1, etag, n) == 0 && strcmp(field + 1 + n, "\"") == 0;
}
