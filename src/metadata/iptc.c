/* SPDX-License-Identifier: MIT
 *
 * IPTC-IIM → received values: datasets in any order, of any length within the block, one decision
 * on the character set a file, the digest. Which dataset is which field stands in the fields table.
 */
#include "reader.h"

#include <cutline/hash.h>

#define MARKER 0x1c
#define DATASET(record, number) ((record)*1000U + (number))
#define CODED_CHARACTER_SET DATASET(1, 90)
/* Kept, and read for what they forbid. */
#define SUPPLEMENTAL_CATEGORY DATASET(2, 20)
#define CONTACT DATASET(2, 118)

typedef struct {
	guint id;
	MetadataSpan value;
} Dataset;

/* One dataset at the head of `rest`. FALSE at the end or at damage (then `broken` is set). */
static gboolean
next_dataset(MetadataSpan *rest, Dataset *dataset, gboolean *broken)
{
	guint64 length;
	gsize head = 5;

	if (rest->n < 5 || rest->data[0] != MARKER) {
		/* Padding with NULs is usual. */
		while (rest->n > 0 && rest->data[0] == '\0')
			*rest = metadata_rest(*rest, 1);
		*broken = *broken || rest->n > 0;
		return FALSE;
	}
	length = metadata_be16(rest->data + 3);
	if ((length & 0x8000) != 0) {
		gsize n = length & 0x7fff;

		length = 0;
		if (n > 8 || n > rest->n - head) {
			*broken = TRUE;
			return FALSE;
		}
		for (gsize i = 0; i < n; i++)
			length = length << 8 | rest->data[head + i];
		head += n;
	}
	dataset->id = DATASET(rest->data[1], rest->data[2]);
	if (!metadata_cut(*rest, head, length, &dataset->value)) {
		*broken = TRUE;
		return FALSE;
	}
	*rest = metadata_rest(*rest, head + (gsize)length);
	return TRUE;
}

/* A TIFF LONG field in a foreign byte order has every four bytes turned round. */
static MetadataSpan
unswapped(MetadataReader *reader, MetadataSpan block)
{
	gsize n = block.n & ~(gsize)3;
	guint8 *turned;

	if (block.n < 8 || block.data[0] == MARKER || block.data[3] != MARKER ||
		!metadata_spend(reader, block.n))
		return block;
	turned = g_malloc(n);
	for (gsize i = 0; i < n; i++)
		turned[i] = block.data[(i & ~(gsize)3) + 3 - (i & 3)];
	return metadata_own(reader, g_bytes_new_take(turned, n));
}

static GArray *
split(MetadataReader *reader, MetadataSpan block)
{
	GArray *datasets = g_array_sized_new(FALSE, FALSE, sizeof(Dataset), 64);
	gboolean broken = FALSE;
	Dataset dataset;

	while (datasets->len < CL_MAX_VALUES && next_dataset(&block, &dataset, &broken))
		g_array_append_val(datasets, dataset);
	if (datasets->len == CL_MAX_VALUES && block.n > 0)
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"more IPTC-IIM datasets than the limit; the first were used");
	if (broken)
		metadata_find(reader, CL_FINDING_IPTC_DAMAGED,
			"IPTC-IIM is damaged; the datasets before the damage were kept");
	return datasets;
}

static gboolean
declares_utf8(MetadataSpan value)
{
	return metadata_starts(value, "\x1b%G", 3) || metadata_starts(value, "\x1b%/G", 4) ||
	       metadata_starts(value, "\x1b%/H", 4) || metadata_starts(value, "\x1b%/I", 4);
}

static gboolean
is_text(guint id)
{
	/* 2:00 and 2:200, 2:201 are numbers, 2:202 is a preview. */
	return id >= DATASET(2, 1) && id < DATASET(4, 0) &&
	       (id < DATASET(2, 200) || id > DATASET(2, 202)) && id < DATASET(3, 0);
}

/* An escape that designates another set (ISO 2022); one to a terminal is none. */
static gboolean
is_shifted(MetadataSpan value)
{
	for (gsize i = 0; i + 1 < value.n; i++)
		if (value.data[i] == 0x1b && memchr("$(),-./", value.data[i + 1], 7) != NULL)
			return TRUE;
	return FALSE;
}

static gboolean
all_fit(MetadataCharset charset, const GArray *texts)
{
	for (guint i = 0; i < texts->len; i++)
		if (!metadata_charset_fits(charset, g_array_index(texts, MetadataSpan, i)))
			return FALSE;
	return TRUE;
}

/* How its supplier is known to write. METADATA_N_CHARSETS: nobody said so, or it is not so. */
static MetadataCharset
usual_charset(MetadataReader *reader, const GArray *texts)
{
	MetadataCharset usual = reader->supplier_charset == NULL
					? METADATA_N_CHARSETS
					: metadata_charset_named(reader->supplier_charset);
	g_autofree char *unknown = NULL;

	if (usual != METADATA_N_CHARSETS && all_fit(usual, texts))
		return usual;
	if (reader->supplier_charset != NULL) {
		unknown = g_strdup_printf("IPTC-IIM is not in the character set '%s', which [charsets] of "
					  "cutline.conf gives its supplier, or that is not known here",
			reader->supplier_charset);
		metadata_find(reader, CL_FINDING_CHARSET_GUESSED, unknown);
	}
	return METADATA_N_CHARSETS;
}

/* Texts that are no UTF-8. What 1:90 designates is believed if every byte is a sign in it. Latin-1 is
 * designated by programs that write whatever their system does: it only confirms. */
static MetadataCharset
decide_narrow(MetadataReader *reader, const GArray *texts, MetadataCharset designated,
	const char **rule)
{
	MetadataCharset guessed;

	*rule = "1:90";
	if (designated != METADATA_N_CHARSETS && designated != METADATA_CP1252 && all_fit(designated, texts))
		return designated;
	*rule = "supplier";
	guessed = usual_charset(reader, texts);
	if (guessed != METADATA_N_CHARSETS)
		return guessed;
	guessed = metadata_charset_guess((const MetadataSpan *)(gpointer)texts->data, texts->len);
	*rule = "1:90";
	if (guessed == designated)
		return guessed;
	if (designated == METADATA_N_CHARSETS)
		metadata_tell_guess(reader, guessed, "IPTC-IIM");
	else
		metadata_find(reader, CL_FINDING_CHARSET_GUESSED,
			"IPTC-IIM is not in the character set that it declares; its own was "
			"guessed");
	*rule = guessed == METADATA_CP1252 ? "default" : "evidence";
	return guessed;
}

/* The one decision; `rule` says why. */
static MetadataCharset
decide(MetadataReader *reader, const GArray *datasets, const char **rule)
{
	g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(MetadataSpan));
	gboolean declared = FALSE, utf8 = TRUE, shifted = FALSE;
	MetadataCharset designated = METADATA_N_CHARSETS;

	for (guint i = 0; i < datasets->len; i++) {
		const Dataset *dataset = &g_array_index(datasets, Dataset, i);

		if (dataset->id == CODED_CHARACTER_SET) {
			declared = declared || declares_utf8(dataset->value);
			if (designated == METADATA_N_CHARSETS)
				designated = metadata_charset_designated(dataset->value);
		}
		if (!is_text(dataset->id) || dataset->value.n == 0)
			continue;
		shifted = shifted || is_shifted(dataset->value);
		if (metadata_is_ascii(dataset->value))
			continue;
		utf8 = utf8 && metadata_is_utf8(dataset->value);
		g_array_append_val(texts, dataset->value);
	}
	if (shifted)
		metadata_find(reader, CL_FINDING_CHARSET_GUESSED,
			"IPTC-IIM switches character sets by escapes, which are not decoded");
	*rule = declared ? "1:90" : texts->len == 0 ? "ascii" : "valid-utf-8";
	if (utf8)
		return METADATA_UTF8;
	if (declared)
		metadata_find(reader, CL_FINDING_CHARSET_CONTRADICTED,
			"IPTC-IIM declares UTF-8 but is not; another character set was used");
	return decide_narrow(reader, texts, designated, rule);
}

static const Dataset *
first(const GArray *datasets, guint id)
{
	for (guint i = 0; i < datasets->len; i++)
		if (g_array_index(datasets, Dataset, i).id == id)
			return &g_array_index(datasets, Dataset, i);
	return NULL;
}

static void
receive_date(
	MetadataReader *reader, const GArray *datasets, ClField field, guint date_id, guint time_id)
{
	const Dataset *date = first(datasets, date_id), *time = first(datasets, time_id);
	g_autofree char *text = NULL;
	gboolean bad = FALSE;

	if (date == NULL)
		return;
	text = metadata_date_iim(
		date->value, time == NULL ? (MetadataSpan){NULL, 0} : time->value, &bad);
	if (bad)
		metadata_find(reader, CL_FINDING_DATE_INVALID,
			"an IPTC-IIM date, time or zone cannot be read");
	if (text != NULL)
		metadata_receive(reader, field, CL_ORIGIN_IPTC, 0, 0, NULL, text, strlen(text));
}

/* Longer than the standard allows is usual; other programs will cut it. Each field once. */
static void
note_length(GString *said, gboolean noted[CL_N_FIELDS], ClField field, MetadataSpan value)
{
	guint limit = cl_field_info(field)->iim_max_bytes;

	while (value.n > 0 && value.data[value.n - 1] == '\0')
		value.n--;
	if (limit == 0 || value.n <= limit || noted[field])
		return;
	noted[field] = TRUE;
	g_string_append_printf(said, "%s%s %" G_GSIZE_FORMAT " bytes (%u are allowed)",
		said->len > 0 ? ", " : "", cl_field_info(field)->name, value.n, limit);
}

static void
receive_texts(MetadataReader *reader, const GArray *datasets, MetadataCharset charset)
{
	guint seen[CL_N_FIELDS] = {0};
	gboolean noted[CL_N_FIELDS] = {FALSE};
	g_autoptr(GString) too_long = g_string_new(NULL);

	for (guint i = 0; i < datasets->len; i++) {
		const Dataset *dataset = &g_array_index(datasets, Dataset, i);
		ClField field;
		gboolean repeats;

		if (dataset->value.n == 0 || !is_text(dataset->id))
			continue;
		field = dataset->id == CONTACT || dataset->id == SUPPLEMENTAL_CATEGORY
				? CL_FIELD_COMMENT
				: cl_field_from_iim(dataset->id);
		if (field == CL_N_FIELDS || cl_field_info(field)->kind == CL_KIND_DATE)
			continue;
		repeats = cl_field_info(field)->kind == CL_KIND_LIST ||
			  field == CL_FIELD_BYLINE_TITLE || field == CL_FIELD_CAPTION_WRITER;
		if (seen[field] > 0 && !repeats)
			continue;
		note_length(too_long, noted, field, dataset->value);
		if (charset == METADATA_UTF8) {
			metadata_receive(reader, field, CL_ORIGIN_IPTC, 0, seen[field]++, NULL,
				(const char *)dataset->value.data, dataset->value.n);
		} else {
			g_autofree char *text = metadata_decode(charset, dataset->value);

			metadata_receive(reader, field, CL_ORIGIN_IPTC, 0, seen[field]++, NULL,
				text, strlen(text));
		}
	}
	if (too_long->len > 0) {
		g_string_prepend(too_long, "longer in IPTC-IIM than the standard has it: ");
		metadata_find(reader, CL_FINDING_OVERLONG_FIELD, too_long->str);
	}
}

/* MD5 over exactly the bytes of the block; a TIFF tag may carry up to three bytes of padding. */
static void
check_digest(MetadataReader *reader)
{
	guint8 digest[16];
	MetadataSpan block = reader->iptc;

	if (!reader->has_digest)
		return;
	reader->facts->digest = CL_DIGEST_MISMATCH;
	for (guint cut = 0; cut < 4 && block.n > 0; cut++) {
		cl_md5(block.data, block.n, digest);
		if (memcmp(digest, reader->digest, sizeof digest) == 0) {
			reader->facts->digest = CL_DIGEST_MATCH;
			return;
		}
		if (block.data[block.n - 1] != '\0')
			return;
		block.n--;
	}
}

void
metadata_read_iptc(MetadataReader *reader)
{
	g_autoptr(GArray) datasets = NULL;
	MetadataCharset charset;
	const char *rule;

	if (reader->iptc.data == NULL)
		return;
	if (reader->iptc.n > CL_MAX_IPTC_BYTES) {
		metadata_find(reader, CL_FINDING_OVER_LIMIT,
			"the IPTC-IIM block is larger than the limit and was left out");
		return;
	}
	check_digest(reader);
	datasets = split(reader, unswapped(reader, reader->iptc));
	if (datasets->len == 0)
		return;
	reader->facts->has_iptc = TRUE;
	charset = decide(reader, datasets, &rule);
	g_free(reader->facts->charset);
	g_free(reader->facts->charset_rule);
	reader->facts->charset = g_strdup(metadata_charset_name(charset));
	reader->facts->charset_rule = g_strdup(rule);
	receive_texts(reader, datasets, charset);
	receive_date(reader, datasets, CL_FIELD_DATE_TAKEN, DATASET(2, 55), DATASET(2, 60));
	receive_date(reader, datasets, CL_FIELD_RELEASE_DATE, DATASET(2, 30), DATASET(2, 35));
	receive_date(reader, datasets, CL_FIELD_EXPIRY_DATE, DATASET(2, 37), DATASET(2, 38));
	receive_date(reader, datasets, CL_FIELD_DATE_SENT, DATASET(1, 70), DATASET(1, 80));
}
