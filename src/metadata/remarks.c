/* SPDX-License-Identifier: MIT
 *
 * Comments → received values: what cameras, programs and people write beside the fields. Decides in
 * which character set one stands; what it says is for others to judge.
 */
#include "reader.h"

#include <cutline/text.h>

#define CODE_BYTES 8

/* Binary data that some maker keeps here is no text. */
static gboolean
is_readable(const char *text)
{
	gsize n = 0, odd = 0;

	for (const char *p = text; *p != '\0'; p = g_utf8_next_char(p)) {
		gunichar c = g_utf8_get_char(p);

		n++;
		odd += c == 0xfffd || (g_unichar_iscntrl(c) && !g_unichar_isspace(c));
	}
	return odd * 8 <= n;
}

static void
receive(MetadataReader *reader, ClOriginKind origin, guint position, const char *text)
{
	if (text != NULL && g_utf8_validate(text, -1, NULL) && is_readable(text))
		metadata_receive(reader, CL_FIELD_COMMENT, origin, 0, position, NULL, text, strlen(text));
}

static char *
decode_undeclared(MetadataReader *reader, MetadataSpan text, const char *what)
{
	return metadata_decode_unless_utf8(metadata_undeclared(reader, &text, 1, what), text);
}

/* Of Latin letters every second byte is none: writers say "UNICODE" in whichever order they have it. */
static gboolean
is_big_endian(MetadataSpan text, gboolean by_header)
{
	gsize n[2] = {0, 0};

	for (gsize i = 0; i + 1 < text.n; i += 2) {
		n[0] += text.data[i] == 0;
		n[1] += text.data[i + 1] == 0;
	}
	return n[0] == n[1] ? by_header : n[0] > n[1];
}

/* UTF-16, or the plain bytes that some programs put behind that code. */
static char *
decode_unicode(MetadataReader *reader, MetadataSpan text, gboolean big_endian)
{
	if (metadata_is_utf8(text) && memchr(text.data, '\0', text.n) == NULL)
		return decode_undeclared(reader, text, "EXIF");
	return metadata_decode_utf16(text, is_big_endian(text, big_endian));
}

/* ISO-2022-JP, of which each character of JIS X 0208 is that of EUC-JP without its high bits; else what
 * the bytes look like. */
static char *
decode_jis(MetadataReader *reader, MetadataSpan text)
{
	g_autoptr(GByteArray) euc = g_byte_array_sized_new((guint)text.n);
	gboolean wide = FALSE;

	if (text.n == 0 || memchr(text.data, 0x1b, text.n) == NULL)
		return decode_undeclared(reader, text, "EXIF");
	for (gsize i = 0; i < text.n; i++) {
		guint8 byte = text.data[i];

		if (byte == 0x1b && i + 2 < text.n) {
			wide = text.data[i + 1] == '$';
			i += 2;
			continue;
		}
		byte |= wide && byte > 0x20 ? 0x80 : 0;
		g_byte_array_append(euc, &byte, 1);
	}
	return metadata_decode(METADATA_EUC_JP, (MetadataSpan){euc->data, euc->len});
}

void
metadata_receive_user_comment(
	MetadataReader *reader, MetadataSpan value, gboolean big_endian, guint position)
{
	MetadataSpan text = metadata_rest(value, CODE_BYTES);
	g_autofree char *decoded = NULL;

	value.n = MIN(value.n, CL_MAX_VALUE_BYTES);
	text.n = MIN(text.n, CL_MAX_VALUE_BYTES);
	if (metadata_starts(value, "UNICODE", 7))
		decoded = text.n < 2 ? NULL : decode_unicode(reader, text, big_endian);
	else if (metadata_starts(value, "JIS\0", 4))
		decoded = decode_jis(reader, text);
	else if (metadata_starts(value, "ASCII\0", 6) || metadata_starts(value, "\0\0\0\0", 4))
		decoded = text.n == 0 ? NULL : decode_undeclared(reader, text, "EXIF");
	else if (value.n > 0)
		decoded = decode_undeclared(reader, value, "EXIF");
	receive(reader, CL_ORIGIN_EXIF, position, decoded);
}

/* Of the Windows Explorer: UTF-16LE. */
void
metadata_receive_xp(MetadataReader *reader, MetadataSpan value, guint position)
{
	g_autofree char *text = value.n < 2 || value.n > CL_MAX_VALUE_BYTES
					? NULL
					: metadata_decode_utf16(value, FALSE);

	receive(reader, CL_ORIGIN_EXIF, position, text);
}

void
metadata_receive_remark(MetadataReader *reader, MetadataSpan text)
{
	g_autofree char *decoded = NULL;
	guint position = 0;

	for (guint i = 0; i < reader->facts->received->len; i++) {
		const ClReceived *value = reader->facts->received->pdata[i];

		position += value->field == CL_FIELD_COMMENT && value->origin == CL_ORIGIN_FILE;
	}
	if (text.n == 0 || position == METADATA_MAX_REMARKS)
		return;
	text.n = MIN(text.n, CL_MAX_VALUE_BYTES);
	decoded = decode_undeclared(reader, text, "a comment in the file");
	receive(reader, CL_ORIGIN_FILE, position, decoded);
}
