/* SPDX-License-Identifier: MIT
 *
 * Ids of photos and uses: lower-case Crockford base32, so that they can be read out on the telephone, and
 * what people type in their place. Whether a photo of that id exists is the catalog's business.
 */
#include <string.h>
#include <cutline/use.h>

static const char id_alphabet[] = "0123456789abcdefghjkmnpqrstvwxyz";

/* The first n_chars × 5 bits. */
static void
spell(const guint8 *bytes, guint n_chars, char *text)
{
	guint bits = 0, n_bits = 0, at = 0;

	for (guint i = 0; i < n_chars; i++) {
		if (n_bits < 5) {
			bits = bits << 8 | bytes[at++];
			n_bits += 8;
		}
		n_bits -= 5;
		text[i] = id_alphabet[bits >> n_bits & 31];
		bits &= (1U << n_bits) - 1;
	}
	text[n_chars] = '\0';
}

void
cl_id_from_sha256(const guint8 sha256[32], char id[CL_ID_CHARS + 1])
{
	spell(sha256, CL_ID_CHARS, id);
}

void
cl_use_id_from_bytes(const guint8 bytes[CL_USE_ID_BYTES], char id[CL_USE_ID_CHARS + 1])
{
	spell(bytes, CL_USE_ID_CHARS, id);
}

gboolean
cl_use_id_valid(const char *text)
{
	return strlen(text) == CL_USE_ID_CHARS && strspn(text, id_alphabet) == CL_USE_ID_CHARS;
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
