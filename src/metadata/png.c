/* SPDX-License-Identifier: MIT
 *
 * PNG: chunks → blocks and picture parts. EXIF from eXIf, XMP from iTXt, all families from the hex
 * "raw profiles" of ImageMagick, and what text chunks say under the keywords of the fields table.
 */
#include "reader.h"

#define SIGNATURE_BYTES 8
#define MAX_TEXTS 64
#define CHUNK(a, b, c, d) METADATA_FOURCC(a, b, c, d)

/* Splits "keyword NUL rest"; FALSE if there is no NUL. */
static gboolean
split_keyword(MetadataSpan chunk, MetadataSpan *keyword, MetadataSpan *rest)
{
	const guint8 *nul = chunk.n == 0 ? NULL : memchr(chunk.data, '\0', MIN(chunk.n, 80));

	if (nul == NULL)
		return FALSE;
	keyword->data = chunk.data;
	keyword->n = (gsize)(nul - chunk.data);
	*rest = metadata_rest(chunk, keyword->n + 1);
	return TRUE;
}

static gboolean
is_keyword(MetadataSpan keyword, const char *name)
{
	return keyword.n == strlen(name) && memcmp(keyword.data, name, keyword.n) == 0;
}

/* "\nexif\n    1234\n45786966…" → bytes. NULL if it is none. */
static GBytes *
unhex_profile(MetadataSpan text)
{
	guint8 *bytes;
	gsize n = 0;
	int high = -1;
	guint lines = 0;

	while (text.n > 0 && lines < 3) {
		lines += text.data[0] == '\n';
		text = metadata_rest(text, 1);
	}
	if (text.n < 2)
		return NULL;
	bytes = g_malloc(text.n / 2 + 1);
	for (gsize i = 0; i < text.n; i++) {
		int digit = g_ascii_xdigit_value((char)text.data[i]);

		if (digit < 0)
			continue;
		if (high < 0) {
			high = digit;
		} else {
			bytes[n++] = (guint8)(high << 4 | digit);
			high = -1;
		}
	}
	return g_bytes_new_take(bytes, n);
}

static void
take_profile(MetadataReader *reader, MetadataSpan name, MetadataSpan text)
{
	static const char xmp_header[] = "http://ns.adobe.com/xap/1.0/";
	GBytes *bytes;
	MetadataSpan block;

	if (text.n > CL_MAX_INFLATED_BYTES || !metadata_spend(reader, text.n / 2))
		return;
	bytes = unhex_profile(text);
	if (bytes == NULL)
		return;
	block = metadata_own(reader, bytes);
	if (is_keyword(name, "xmp")) {
		metadata_offer_xmp(reader, block);
	} else if (metadata_starts(block, xmp_header, sizeof xmp_header)) {
		metadata_offer_xmp(reader, metadata_rest(block, sizeof xmp_header));
	} else if (is_keyword(name, "exif") || is_keyword(name, "APP1")) {
		metadata_offer_exif(reader, block);
	} else if (is_keyword(name, "iptc") || is_keyword(name, "8bim")) {
		if (metadata_starts(block, "Photoshop 3.0", 14))
			block = metadata_rest(block, 14);
		if (metadata_starts(block, "\x1c", 1) && reader->iptc.data == NULL)
			reader->iptc = block;
		else
			metadata_offer_irb(reader, block);
	}
}

/* A keyword that comes again names one more of a list; of any other field the first of a language
 * counts. */
static gboolean
is_new_text(const GPtrArray *received, ClField field, const char *lang, guint *position)
{
	for (guint i = 0; i < received->len; i++) {
		const ClReceived *at = received->pdata[i];

		if (at->field != field)
			continue;
		if (cl_field_info(field)->kind != CL_KIND_LIST && g_strcmp0(at->lang, lang) == 0)
			return FALSE;
		(*position)++;
	}
	return received->len < MAX_TEXTS;
}

/* Latin-1 by the standard, UTF-8 in iTXt and in what many programs write as tEXt, else what fits. */
static void
receive_text(MetadataReader *reader, ClField field, MetadataSpan language, MetadataSpan text)
{
	g_autofree char *value = NULL;
	g_autofree char *lang = NULL;
	MetadataCharset charset = METADATA_UTF8;
	guint position = 0;

	if (cl_field_info(field)->kind == CL_KIND_LANG && language.n > 0)
		lang = g_strndup((const char *)language.data, language.n);
	if (!is_new_text(reader->facts->received, field, lang, &position))
		return;
	if (!metadata_is_utf8(text)) {
		charset = metadata_charset_guess(&text, 1);
		if (charset != METADATA_CP1252)
			metadata_tell_guess(reader, charset, "a text of the PNG");
	}
	value = metadata_decode(charset, text);
	if (field == CL_FIELD_AI_SYSTEM && !cl_program_makes_pictures(value))
		return;
	metadata_receive(
		reader, field, CL_ORIGIN_PNG, 0, position, lang, value, strlen(value));
}

/* Keywords that no standard has, and a warning, say how a picture may be used. */
static ClField
field_of(MetadataSpan keyword)
{
	static const char *const words[] = {"Comments", "Warning", "Instructions", "Special Instructions",
		"Usage Terms", "UsageTerms", "Terms", "Rights", "License", "Licence", "Restrictions"};
	ClField field = cl_field_from_png((const char *)keyword.data, keyword.n);

	for (guint i = 0; field == CL_N_FIELDS && i < G_N_ELEMENTS(words); i++)
		if (strlen(words[i]) == keyword.n &&
			g_ascii_strncasecmp(words[i], (const char *)keyword.data, keyword.n) == 0)
			field = CL_FIELD_COMMENT;
	return field;
}

static void
take_text(MetadataReader *reader, MetadataSpan keyword, MetadataSpan language, MetadataSpan text,
	gboolean deflated)
{
	static const char prefix[] = "Raw profile type ";
	gboolean is_xmp = is_keyword(keyword, "XML:com.adobe.xmp");
	gboolean is_profile = metadata_starts(keyword, prefix, strlen(prefix));
	ClField field = field_of(keyword);

	if (!is_xmp && !is_profile && field == CL_N_FIELDS)
		return;
	if (deflated) {
		GBytes *bytes = metadata_inflate(reader, text);

		if (bytes == NULL)
			return;
		text = metadata_own(reader, bytes);
	}
	if (is_xmp)
		metadata_offer_xmp(reader, text);
	else if (field != CL_N_FIELDS)
		receive_text(reader, field, language, text);
	else
		take_profile(reader, metadata_rest(keyword, strlen(prefix)), text);
}

/* keyword NUL compressed method language NUL translated-keyword NUL text */
static void
take_itxt(MetadataReader *reader, MetadataSpan chunk)
{
	MetadataSpan keyword, rest, part[2];
	gboolean deflated;

	if (!split_keyword(chunk, &keyword, &rest) || rest.n < 2)
		return;
	deflated = rest.data[0] == 1;
	rest = metadata_rest(rest, 2);
	for (guint i = 0; i < 2; i++) {
		const guint8 *nul = rest.n == 0 ? NULL : memchr(rest.data, '\0', rest.n);

		if (nul == NULL)
			return;
		part[i] = (MetadataSpan){rest.data, (gsize)(nul - rest.data)};
		rest = metadata_rest(rest, part[i].n + 1);
	}
	take_text(reader, keyword, part[0], rest, deflated);
}

static void
take_chunk(MetadataReader *reader, guint32 type, MetadataSpan chunk)
{
	MetadataSpan keyword, rest, none = {NULL, 0};

	switch (type) {
	case CHUNK('P', 'L', 'T', 'E'):
	case CHUNK('t', 'R', 'N', 'S'):
	case CHUNK('I', 'D', 'A', 'T'):
		metadata_add_part(reader, type, chunk);
		break;
	case CHUNK('e', 'X', 'I', 'f'):
		metadata_offer_exif(reader, chunk);
		break;
	case CHUNK('i', 'T', 'X', 't'):
		take_itxt(reader, chunk);
		break;
	case CHUNK('z', 'T', 'X', 't'):
		if (split_keyword(chunk, &keyword, &rest) && rest.n > 1)
			take_text(reader, keyword, none, metadata_rest(rest, 1), TRUE);
		break;
	case CHUNK('t', 'E', 'X', 't'):
		if (split_keyword(chunk, &keyword, &rest))
			take_text(reader, keyword, none, rest, FALSE);
		break;
	case CHUNK('c', 'a', 'B', 'X'):
		reader->facts->c2pa = TRUE;
		break;
	case CHUNK('a', 'c', 'T', 'L'):
		if (chunk.n >= 8)
			reader->frames = MAX(1, metadata_be32(chunk.data));
		break;
	default:
		break;
	}
}

static gboolean
take_header(MetadataReader *reader, MetadataSpan rest, GError **error)
{
	if (rest.n < 25 || memcmp(rest.data + 4, "IHDR", 4) != 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the PNG has no header; ask the sender to send it again");
		return FALSE;
	}
	reader->coded_width = metadata_be32(rest.data + 8);
	reader->coded_height = metadata_be32(rest.data + 12);
	metadata_add_part(reader, CHUNK('I', 'H', 'D', 'R'), (MetadataSpan){rest.data + 8, 13});
	return TRUE;
}

gboolean
metadata_walk_png(MetadataReader *reader, GError **error)
{
	MetadataSpan rest = metadata_rest(reader->file, SIGNATURE_BYTES);
	gboolean ended = FALSE;

	if (!take_header(reader, rest, error))
		return FALSE;
	for (guint n = 0; n < CL_MAX_SEGMENTS && rest.n >= 12 && !ended; n++) {
		guint32 length = metadata_be32(rest.data), type = metadata_be32(rest.data + 4);
		MetadataSpan chunk;

		if (!metadata_cut(rest, 8, length, &chunk)) {
			/* The picture data that is there still names the picture. */
			if (type == CHUNK('I', 'D', 'A', 'T'))
				metadata_add_part(reader, type, metadata_rest(rest, 8));
			break;
		}
		take_chunk(reader, type, chunk);
		ended = type == CHUNK('I', 'E', 'N', 'D');
		rest = metadata_rest(rest, (gsize)length + 12);
	}
	if (!ended)
		metadata_find(
			reader, CL_FINDING_TRUNCATED_FILE, "the PNG ends before its last chunk");
	else if (rest.n > 0)
		metadata_find(reader, CL_FINDING_TRAILING_DATA,
			"bytes follow the end of the picture; they are never published");
	return TRUE;
}
