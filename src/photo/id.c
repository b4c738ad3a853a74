/* SPDX-License-Identifier: MIT
 *
 * Ids of photos: lower-case Crockford base32, so that they can be read out on the telephone, and
 * what people type in their place. Whether a photo of that id exists is the catalog's business.
 */
#include <string.h>
#include <cutline/photo.h>

static const char id_alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

void
cl_id_from_sha256(const guint8 sha256[32], char id[CL_ID_CHARS + 1])
{
	guint bits = 0, n_bits = 0, at = 0;

	for (guint i = 0; i < CL_ID_CHARS; i++) {
		if (n_bits < 5) {
			bits = bits << 8 | sha256[at++];
			n_bits += 8;
		}
		n_bits -= 5;
		id[i] = id_alphabet[bits >> n_bits & 31];
		bits &= (1U << n_bits) - 1;
	}
	id[CL_ID_CHARS] = '\0';
}

/* Crockford's reading rules: no i, l, o in the alphabet, u is refused. */
static char
fold_char(char c)
{
	c = g_ascii_tolower(c);
	if (c == 'i' || c == 'l')
		return '1';
	if (c == 'o')
		return '0';
	return c;
}

gboolean
cl_id_fold(const char *text, char id[CL_ID_CHARS + 1])
{
	guint n = 0;

	id[0] = '\0';
	if (text == NULL)
		return FALSE;
	for (; *text != '\0'; text++) {
		char c = fold_char(*text);

		if (c == '-' && n > 0)
			continue;
		if (n == CL_ID_CHARS || strchr(id_alphabet, c) == NULL) {
			id[0] = '\0';
			return FALSE;
		}
		id[n++] = c;
	}
	if (n < CL_ID_MIN_CHARS) {
		id[0] = '\0';
		return FALSE;
	}
	id[n] = '\0';
	return TRUE;
}
