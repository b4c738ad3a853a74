/* SPDX-License-Identifier: MIT
 *
 * Bytes of a known character set → UTF-8. Which set it is, is guessed in charset_guess.c; who
 * decides that UTF-8 does not apply is iptc.c.
 */
#include "charset.h"

#include "charset_tables.h"

const guint16 *
metadata_charset_table(MetadataCharset charset)
{
	static const guint16 *const tables[METADATA_N_CHARSETS] = {
		[METADATA_CP1252] = charset_cp1252,
		[METADATA_CP1251] = charset_cp1251,
		[METADATA_CP1250] = charset_cp1250,
		[METADATA_MACROMAN] = charset_macroman,
		[METADATA_KOI8R] = charset_koi8r,
	};

	return tables[charset] != NULL ? tables[charset] : metadata_iconv_table(charset);
}

gboolean
metadata_charset_is_wide(MetadataCharset charset)
{
	return charset >= METADATA_SHIFT_JIS && charset <= METADATA_BIG5;
}

gboolean
metadata_charset_fits(MetadataCharset charset, MetadataSpan text)
{
	const guint16 *table = metadata_charset_table(charset);
	g_autofree char *decoded = NULL;

	for (gsize i = 0; table != NULL && i < text.n; i++)
		if (text.data[i] >= 0x80 && (table[text.data[i] - 0x80] == 0xfffd ||
						    table[text.data[i] - 0x80] < 0xa0))
			return FALSE;
	if (table == NULL)
		decoded = metadata_decode(charset, text);
	return decoded == NULL || g_utf8_strchr(decoded, -1, 0xfffd) == NULL;
}

const char *
metadata_charset_name(MetadataCharset charset)
{
	static const char *const names[METADATA_N_CHARSETS] = {
#define X(id, name, iconv) name,
		METADATA_CHARSET_TABLE(X)
#undef X
	};

	return names[charset];
}

gboolean
metadata_is_ascii(MetadataSpan text)
{
	for (gsize i = 0; i < text.n; i++)
		if (text.data[i] >= 0x80)
			return FALSE;
	return TRUE;
}

gboolean
metadata_is_utf8(MetadataSpan text)
{
	/* A NUL is no fault of the encoding, but g_utf8_validate() stops at it. */
	while (text.n > 0) {
		const guint8 *nul = memchr(text.data, '\0', text.n);
		gsize n = nul == NULL ? text.n : (gsize)(nul - text.data);

		if (!g_utf8_validate_len((const char *)text.data, n, NULL))
			return FALSE;
		if (nul == NULL)
			break;
		text = metadata_rest(text, n + 1);
	}
	return TRUE;
}

gunichar
metadata_cp1252(guint8 byte)
{
	return byte < 0x80 ? byte : charset_cp1252[byte - 0x80];
}

char *
metadata_decode(MetadataCharset charset, MetadataSpan text)
{
	const guint16 *table = metadata_charset_table(charset);
	GString *out;

	if (charset == METADATA_UTF8)
		return g_strndup((const char *)text.data, text.n);
	if (table == NULL)
		return metadata_iconv_decode(charset, text);
	out = g_string_sized_new(text.n + text.n / 4 + 1);
	for (gsize i = 0; i < text.n; i++) {
		guint8 c = text.data[i];

		if (c == '\0')
			continue;
		if (c < 0x80)
			g_string_append_c(out, (char)c);
		else
			g_string_append_unichar(out, table[c - 0x80]);
	}
	return g_string_free(out, FALSE);
}

char *
metadata_decode_unless_utf8(MetadataCharset charset, MetadataSpan text)
{
	return metadata_decode(metadata_is_utf8(text) ? METADATA_UTF8 : charset, text);
}

char *
metadata_decode_utf16(MetadataSpan text, gboolean big_endian)
{
	g_autofree gunichar2 *units = NULL;
	glong n = (glong)(text.n / 2);

	if (text.n >= 2 &&
		(metadata_starts(text, "\xfe\xff", 2) || metadata_starts(text, "\xff\xfe", 2))) {
		big_endian = text.data[0] == 0xfe;
		text = metadata_rest(text, 2);
		n--;
	}
	units = g_new(gunichar2, (gsize)n + 1);
	for (glong i = 0; i < n; i++)
		units[i] = big_endian ? metadata_be16(text.data + 2 * i)
				      : metadata_le16(text.data + 2 * i);
	units[n] = 0;
	return g_utf16_to_utf8(units, n, NULL, NULL, NULL);
}

char *
metadata_decode_utf32(MetadataSpan text, gboolean big_endian)
{
	g_autoptr(GString) out = g_string_sized_new(text.n / 4 + 1);

	if (text.n % 4 != 0)
		return NULL;
	for (; text.n > 0; text = metadata_rest(text, 4)) {
		gunichar c = big_endian ? metadata_be32(text.data) : metadata_le32(text.data);

		if (!g_unichar_validate(c))
			return NULL;
		if (c != 0 && c != 0xfeff)
			g_string_append_unichar(out, c);
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}
