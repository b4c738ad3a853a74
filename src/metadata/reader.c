/* SPDX-License-Identifier: MIT
 *
 * Bookkeeping of one reading: which blocks were offered, how many bytes they may take, and how a
 * value becomes a received one. Decides nothing about any format.
 */
#include "reader.h"

#include <cutline/text.h>

void
metadata_reader_init(MetadataReader *reader, ClFacts *facts, MetadataSpan file)
{
	memset(reader, 0, sizeof *reader);
	reader->facts = facts;
	reader->file = file;
	reader->frames = 1;
	reader->extensions = g_array_new(FALSE, FALSE, sizeof(MetadataExtension));
	reader->parts = g_array_new(FALSE, FALSE, sizeof(MetadataPart));
	reader->owned = g_ptr_array_new_with_free_func((GDestroyNotify)g_bytes_unref);
}

void
metadata_reader_clear(MetadataReader *reader)
{
	g_array_unref(reader->extensions);
	g_array_unref(reader->parts);
	g_ptr_array_unref(reader->owned);
}

gboolean
metadata_spend(MetadataReader *reader, gsize n)
{
	if (n > CL_MAX_METADATA_BYTES - reader->spent) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"the metadata of this file is larger than the limit; the rest was left "
			"out");
		return FALSE;
	}
	reader->spent += n;
	return TRUE;
}

MetadataSpan
metadata_own(MetadataReader *reader, GBytes *bytes)
{
	MetadataSpan span;

	g_ptr_array_add(reader->owned, bytes);
	span.data = g_bytes_get_data(bytes, &span.n);
	return span;
}

MetadataSpan
metadata_join(MetadataReader *reader, const GArray *spans)
{
	MetadataSpan none = {NULL, 0};
	gsize total = 0, at = 0;
	guint8 *joined;

	if (spans->len == 0)
		return none;
	if (spans->len == 1)
		return g_array_index(spans, MetadataSpan, 0);
	for (guint i = 0; i < spans->len; i++)
		total += g_array_index(spans, MetadataSpan, i).n;
	if (!metadata_spend(reader, total))
		return g_array_index(spans, MetadataSpan, 0);
	joined = g_malloc(MAX(total, 1));
	for (guint i = 0; i < spans->len; i++) {
		MetadataSpan part = g_array_index(spans, MetadataSpan, i);

		if (part.n > 0)
			memcpy(joined + at, part.data, part.n);
		at += part.n;
	}
	return metadata_own(reader, g_bytes_new_take(joined, total));
}

void
metadata_offer_exif(MetadataReader *reader, MetadataSpan block)
{
	if (metadata_starts(block, "Exif\0", 5) && block.n >= 6)
		block = metadata_rest(block, 6);
	if (block.n > CL_MAX_EXIF_BYTES) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"the EXIF block is larger than the limit and was left out");
		return;
	}
	if (reader->exif.data != NULL) {
		if (!metadata_equals(reader->exif, block))
			metadata_find(reader, CL_FINDING_EXIF_DAMAGED,
				"a second, different EXIF block is present and was not used");
		return;
	}
	if (block.n > 0 && metadata_spend(reader, block.n))
		reader->exif = block;
}

void
metadata_offer_xmp(MetadataReader *reader, MetadataSpan packet)
{
	if (packet.n == 0)
		return;
	if (packet.n > CL_MAX_XMP_BYTES) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"an XMP packet is larger than the limit and was left out");
		return;
	}
	if (reader->n_xmp == CL_MAX_XMP_PACKETS) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"more XMP packets than the limit; the first were used");
		return;
	}
	if (metadata_spend(reader, packet.n))
		reader->xmp[reader->n_xmp++] = packet;
}

void
metadata_offer_irb(MetadataReader *reader, MetadataSpan block)
{
	if (reader->irb.data == NULL && block.n > 0 && metadata_spend(reader, block.n))
		reader->irb = block;
}

void
metadata_add_part(MetadataReader *reader, guint32 tag, MetadataSpan span)
{
	MetadataPart part = {tag, span};

	g_array_append_val(reader->parts, part);
}

void
metadata_find(MetadataReader *reader, const char *code, const char *message)
{
	const GPtrArray *findings = reader->facts->findings;

	for (guint i = 0; i < findings->len; i++)
		if (((const ClFinding *)findings->pdata[i])->code == code)
			return;
	cl_facts_find(reader->facts, code, "%s", message);
}

void
metadata_tell_guess(MetadataReader *reader, MetadataCharset charset, const char *what)
{
	const GPtrArray *findings = reader->facts->findings;
	g_autofree char *message = g_strdup_printf(
		"%s does not declare its character set; it was read as %s", what,
		metadata_charset_name(charset));

	for (guint i = 0; i < findings->len; i++)
		if (strcmp(((const ClFinding *)findings->pdata[i])->message, message) == 0)
			return;
	cl_facts_find(reader->facts, CL_FINDING_CHARSET_GUESSED, "%s", message);
}

MetadataCharset
metadata_undeclared(MetadataReader *reader, const MetadataSpan *texts, guint n_texts, const char *what)
{
	g_autoptr(GArray) odd = g_array_new(FALSE, FALSE, sizeof(MetadataSpan));
	MetadataCharset charset;

	for (guint i = 0; i < n_texts; i++)
		if (!metadata_is_utf8(texts[i]))
			g_array_append_val(odd, texts[i]);
	if (odd->len == 0)
		return METADATA_UTF8;
	charset = metadata_charset_guess((const MetadataSpan *)(gpointer)odd->data, odd->len);
	metadata_tell_guess(reader, charset, what);
	return charset;
}

static gboolean
is_outer(guint8 c)
{
	return c == '\0' || g_ascii_isspace((char)c);
}

/* Bytes of the character at `at` if cl_text_clean() would leave it alone, else 0: no control, well-
 * formed, and its own NFC form. That holds for all below U+0300 and for the usual dashes and quotes,
 * which is nearly every value there is; the general way costs a hundred times as much. */
static gsize
settled_bytes(MetadataSpan text, gsize at)
{
	const guint8 *p = text.data + at;
	gsize left = text.n - at;

	if (p[0] < 0x80)
		return (p[0] >= 0x20 && p[0] != 0x7f) || p[0] == '\n' || p[0] == '\t' ? 1 : 0;
	if (p[0] >= 0xc2 && p[0] <= 0xcb && left >= 2 && (p[1] & 0xc0) == 0x80)
		return p[0] != 0xc2 || p[1] >= 0xa0 ? 2 : 0;
	if (p[0] == 0xe2 && left >= 3 &&
		((p[1] == 0x80 && p[2] >= 0x90 && p[2] <= 0xa7) || (p[1] == 0x82 && p[2] == 0xac)))
		return 3;
	return 0;
}

/* Outer blanks off; TRUE if what is left needs no repair. */
static gboolean
is_settled(MetadataSpan *text)
{
	while (text->n > 0 && is_outer(text->data[0]))
		*text = metadata_rest(*text, 1);
	while (text->n > 0 && is_outer(text->data[text->n - 1]))
		text->n--;
	for (gsize at = 0; at < text->n;) {
		gsize n = settled_bytes(*text, at);

		if (n == 0)
			return FALSE;
		at += n;
	}
	return TRUE;
}

/* "Ã«" and its like: a UTF-8 lead byte that was itself encoded, before an encoded trail byte. */
static gboolean
looks_encoded_twice(const char *text)
{
	const char *at = text;

	while ((at = strchr(at, '\xc3')) != NULL) {
		if (((guchar)at[1] == 0x82 || (guchar)at[1] == 0x83) && (guchar)at[2] == 0xc2 &&
			(guchar)at[3] >= 0x80)
			return TRUE;
		at++;
	}
	return FALSE;
}

void
metadata_receive(MetadataReader *reader, ClField field, ClOriginKind origin, guint packet,
	guint position, const char *lang, const char *text, gsize n_bytes)
{
	MetadataSpan span = {(const guint8 *)text, n_bytes};
	g_autofree char *value = NULL;

	if (reader->facts->received->len >= CL_MAX_VALUES) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"more values than the limit; the first were kept");
		return;
	}
	if (span.n > CL_MAX_VALUE_BYTES) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"a value is longer than the limit; its beginning was kept");
		span.n = CL_MAX_VALUE_BYTES;
		while (span.n > 0 && (span.data[span.n] & 0xc0) == 0x80)
			span.n--;
	}
	if (is_settled(&span))
		value = g_strndup((const char *)span.data, span.n);
	else
		value = cl_text_clean((const char *)span.data, (gssize)span.n);
	if (looks_encoded_twice(value))
		metadata_find(reader, CL_FINDING_MOJIBAKE,
			"text looks encoded twice (\"Ã«\" for \"ë\"); it is kept as it came");
	if (*value != '\0')
		cl_facts_receive(reader->facts, field, origin, packet, position, lang, value);
}
