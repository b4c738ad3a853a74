/* SPDX-License-Identifier: MIT
 *
 * Bytes of an unknown single-byte character set → UTF-8, and the weighing of evidence which set it
 * is. The decision is made once a file (a guess per field would mix sets); who decides that UTF-8
 * does not apply is iptc.c.
 *
 * How the sets differ in names and captions: in Windows-1252 accents stand at 0xC0…0xFF, one by one
 * inside ASCII words; in MacRoman at 0x80…0x9F, where 1252 has signs that no word contains; in
 * Windows-1250 some letters stand where 1252 has ¹ ³ ¿ £; in Windows-1251 whole words are high.
 */
#include "reader.h"

#include "charset_tables.h"

static const guint16 *
table_of(MetadataCharset charset)
{
	switch (charset) {
	case METADATA_CP1251:
		return charset_cp1251;
	case METADATA_CP1250:
		return charset_cp1250;
	case METADATA_MACROMAN:
		return charset_macroman;
	case METADATA_CP1252:
	case METADATA_UTF8:
		break;
	}
	return charset_cp1252;
}

const char *
metadata_charset_name(MetadataCharset charset)
{
	switch (charset) {
	case METADATA_CP1251:
		return "cp1251";
	case METADATA_CP1250:
		return "cp1250";
	case METADATA_MACROMAN:
		return "macroman";
	case METADATA_CP1252:
		return "cp1252";
	case METADATA_UTF8:
		break;
	}
	return "utf-8";
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
	const guint16 *table = table_of(charset);
	GString *out;

	if (charset == METADATA_UTF8)
		return g_strndup((const char *)text.data, text.n);
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

/* A letter of an ordinary word in this reading of the byte. */
static gboolean
is_letter(const guint16 *table, guint8 c)
{
	return c < 0x80 ? g_ascii_isalpha(c) : g_unichar_isalpha(table[c - 0x80]);
}

static gboolean
is_upper(const guint16 *table, guint8 c)
{
	return c >= 0x80 && g_unichar_isupper(table[c - 0x80]);
}

/* How odd the byte is in a word between `before` and `after` if the table were right: a sign inside
 * a word, or a capital after a small letter. The apostrophe ’ is at home there. */
static guint
oddness(const guint16 *table, guint8 before, guint8 c, guint8 after)
{
	gboolean inside = g_ascii_isalpha(before) && (g_ascii_isalpha(after) || after >= 0x80);

	if (!inside && !(g_ascii_islower(before) || (after != '\0' && g_ascii_islower(after))))
		return 0;
	if (!is_letter(table, c))
		return table[c - 0x80] == 0x2019 || !inside ? 0 : 2;
	if (is_upper(table, c) && g_ascii_islower(before))
		return 2;
	return 0;
}

void
metadata_charset_weigh(MetadataEvidence *evidence, MetadataSpan text)
{
	gsize run = 0;

	for (gsize i = 0; i <= text.n; i++) {
		guint8 c = i < text.n ? text.data[i] : '\0';
		guint8 before = i > 0 ? text.data[i - 1] : '\0';
		guint8 after = i + 1 < text.n ? text.data[i + 1] : '\0';

		if (c < 0x80) {
			if (run >= 3)
				evidence->in_runs += (guint)run;
			run = 0;
			evidence->ascii_letters += g_ascii_isalpha(c);
			continue;
		}
		evidence->high++;
		run++;
		evidence->west += oddness(charset_cp1252, before, c, after);
		evidence->mac += oddness(charset_macroman, before, c, after);
		evidence->central += oddness(charset_cp1250, before, c, after);
	}
}

MetadataCharset
metadata_charset_decide(const MetadataEvidence *evidence)
{
	/* Whole words without one ASCII letter: no Latin script writes like that. */
	if (evidence->in_runs >= 6 && evidence->in_runs * 10 >= evidence->high * 7)
		return METADATA_CP1251;
	if (evidence->mac < evidence->west && evidence->mac <= evidence->central)
		return METADATA_MACROMAN;
	if (evidence->central < evidence->west)
		return METADATA_CP1250;
	return METADATA_CP1252;
}
