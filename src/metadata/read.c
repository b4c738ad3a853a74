/* SPDX-License-Identifier: MIT
 *
 * The order of reading one file: sniff, walk the container, check the limits of its header, then
 * interpret the blocks, then hash the picture. Everything that is not a refusal becomes a finding.
 */
#include "mail.h"
#include "reader.h"

#include <cutline/json.h>
#include <libxml/parser.h>

#include "xmp.h"

void
cl_metadata_init(void)
{
	LIBXML_TEST_VERSION
	metadata_xmp_init();
	metadata_charset_init();
	metadata_mail_init();
	/* The first JSON object draws the seed of its hashes from the system. */
	g_variant_unref(cl_json_parse("{}", -1, NULL));
}

static gboolean
walk(MetadataReader *reader, GError **error)
{
	switch (reader->facts->format) {
	case CL_FORMAT_JPEG:
		return metadata_walk_jpeg(reader, error);
	case CL_FORMAT_PNG:
		return metadata_walk_png(reader, error);
	case CL_FORMAT_TIFF:
		return metadata_walk_tiff(reader, error);
	case CL_FORMAT_WEBP:
		return metadata_walk_webp(reader, error);
	case CL_FORMAT_GIF:
		return metadata_walk_gif(reader, error);
	case CL_FORMAT_HEIF:
	case CL_FORMAT_AVIF:
		return metadata_walk_heif(reader, error);
	case CL_FORMAT_JXL:
		return metadata_walk_jxl(reader, error);
	case CL_FORMAT_UNKNOWN:
	case CL_N_FORMATS:
		break;
	}
	return metadata_refuse(reader->file, error);
}

static gboolean
check_limits(const MetadataReader *reader, GError **error)
{
	guint64 width = reader->coded_width, height = reader->coded_height;

	if (width == 0 || height == 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"the header gives no width or height; ask the sender for a new export");
		return FALSE;
	}
	if (width > CL_MAX_DIMENSION || height > CL_MAX_DIMENSION ||
		width * height > CL_MAX_PIXELS) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"the header says %" G_GUINT64_FORMAT " × %" G_GUINT64_FORMAT
			" pixels, more than %u a side or %llu in all; send a smaller copy",
			width, height, CL_MAX_DIMENSION, CL_MAX_PIXELS / 1000000 * 1000000);
		return FALSE;
	}
	return TRUE;
}

/* XMP before IIM, since it may hold IIM's digest. */
static void
interpret(MetadataReader *reader)
{
	if (reader->irb.data != NULL)
		metadata_read_irb(reader, reader->irb);
	metadata_read_xmp(reader);
	metadata_read_iptc(reader);
	metadata_read_exif(reader);
}

static void
finish(MetadataReader *reader)
{
	ClFacts *facts = reader->facts;
	gboolean turned;

	facts->orientation = 1;
	if (!reader->turned_by_decoder && reader->exif_orientation != 0)
		facts->orientation = reader->exif_orientation;
	metadata_receive_framing(reader);
	turned = facts->orientation >= 5;
	facts->width = turned ? reader->coded_height : reader->coded_width;
	facts->height = turned ? reader->coded_width : reader->coded_height;
	facts->frames = (guint32)CLAMP(reader->frames, 1, G_MAXUINT32);
	if (reader->scan_offset != 0)
		facts->scans = MAX(facts->scans, 1);
	if (facts->frames > 1)
		metadata_find(reader, CL_FINDING_MANY_FRAMES,
			"more than one frame or page; the first is used");
}

static ClFacts *
read_facts(GBytes *bytes, const char *charset, gboolean with_picture, GError **error)
{
	g_autoptr(ClFacts) facts = cl_facts_new();
	MetadataReader reader;
	MetadataSpan file;
	gboolean fine;

	file.data = g_bytes_get_data(bytes, &file.n);
	facts->format = cl_metadata_sniff(file.data, file.n);
	metadata_reader_init(&reader, facts, file);
	reader.supplier_charset = charset;
	fine = walk(&reader, error) && check_limits(&reader, error);
	if (fine) {
		interpret(&reader);
		if (with_picture) {
			fine = facts->format != CL_FORMAT_JPEG ||
			       metadata_scan_jpeg(&reader, error);
			if (fine)
				metadata_hash_picture(&reader);
		}
		finish(&reader);
	}
	metadata_reader_clear(&reader);
	return fine ? g_steal_pointer(&facts) : NULL;
}

ClFacts *
cl_metadata_read(GBytes *bytes, GError **error)
{
	return read_facts(bytes, NULL, TRUE, error);
}

ClFacts *
cl_metadata_read_in(GBytes *bytes, const char *charset, GError **error)
{
	return read_facts(bytes, charset != NULL && *charset != '\0' ? charset : NULL, TRUE, error);
}

ClFacts *
cl_metadata_read_fields(GBytes *bytes, GError **error)
{
	return read_facts(bytes, NULL, FALSE, error);
}
