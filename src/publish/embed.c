/* SPDX-License-Identifier: MIT
 *
 * The order of steps: which blocks a container gets, how much room the reduced set has in it, and
 * which writer puts them in. Neither fields nor byte layouts are known here.
 */
#include <cutline/error.h>
#include "publish_private.h"

/* What a container spends beside the packet itself: JPEG marker, length and id; PNG length, type,
 * CRC and iTXt header; WebP VP8X, chunk header and padding; AVIF infe, iloc entry, iref box; JPEG XL
 * the container and two box headers; TIFF a directory with one entry more, padded. */
static gsize
overhead_of(ClFormat format)
{
	switch (format) {
	case CL_FORMAT_JPEG:
		return 4 + 29;
	case CL_FORMAT_PNG:
		return 12 + 22;
	case CL_FORMAT_WEBP:
		return 18 + 8 + 1 + 1;
	case CL_FORMAT_AVIF:
		return 41 + 18 + 26;
	case CL_FORMAT_JXL:
		return 12 + 20 + 8 + 8;
	case CL_FORMAT_TIFF:
		return 2 + 12 + 4 + 1 + 1;
	case CL_FORMAT_UNKNOWN:
	case CL_FORMAT_GIF:
	case CL_FORMAT_HEIF:
	case CL_N_FORMATS:
		break;
	}
	return 0;
}

static gboolean
has_values(const PublishSet *set)
{
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		if (set->values[i] != NULL && set->values[i]->len > 0)
			return TRUE;
	}
	return FALSE;
}

static void
make_reduced(PublishBlocks *blocks, PublishSet *set, ClFormat format, guint orientation)
{
	gsize room = CL_PUBLISH_REDUCED_BYTES - overhead_of(format);

	if (orientation != 1) { /* nothing but the turn, or the picture lies on its side */
		const PublishSet nothing = {0};

		blocks->exif = publish_exif_write(&nothing, orientation);
		room -= overhead_of(format) + PUBLISH_EXIF_BARE;
	}
	if (has_values(set))
		blocks->xmp = publish_xmp_write_reduced(set, room);
}

static void
make_blocks(PublishBlocks *blocks, const ClPublish *publish, ClFormat format, guint orientation)
{
	g_autoptr(PublishSet) set = publish_set_new(publish);

	if (orientation < 1 || orientation > 8)
		orientation = 1;
	if (publish->reduced) {
		make_reduced(blocks, set, format, orientation);
		return;
	}
	blocks->exif = publish_exif_write(set, orientation);
	if (format == CL_FORMAT_JPEG)
		blocks->irb = publish_irb_write(set);
	/* ISO-BMFF and its like find boxes by type: no wrapper. Last, as it may shorten. */
	if (has_values(set))
		blocks->xmp = publish_xmp_write(set,
			format != CL_FORMAT_AVIF && format != CL_FORMAT_JXL, CL_PUBLISH_XMP_BYTES);
}

static void
clear_blocks(PublishBlocks *blocks)
{
	g_clear_pointer(&blocks->exif, g_byte_array_unref);
	g_clear_pointer(&blocks->irb, g_byte_array_unref);
	if (blocks->xmp != NULL)
		g_string_free(blocks->xmp, TRUE);
}

gboolean
publish_size_fits(const PublishPicture *picture, guint32 width, guint32 height, GError **error)
{
	if (picture->width == 0 || (picture->width == width && picture->height == height))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"the encoded picture is %u × %u, not %u × %u; encode it again", width, height,
		picture->width, picture->height);
	return FALSE;
}

static GByteArray *
insert(const PublishPicture *picture, ClFormat format, const PublishBlocks *blocks, GError **error)
{
	switch (format) {
	case CL_FORMAT_JPEG:
		return publish_jpeg(picture, TRUE, blocks, error);
	case CL_FORMAT_PNG:
		return publish_png(picture, blocks, error);
	case CL_FORMAT_WEBP:
		return publish_webp(picture, blocks, error);
	case CL_FORMAT_AVIF:
		return publish_avif(picture, blocks, error);
	case CL_FORMAT_JXL:
		return publish_jxl(picture, blocks, error);
	case CL_FORMAT_TIFF:
		return publish_tiff(picture, blocks, error);
	case CL_FORMAT_UNKNOWN:
	case CL_FORMAT_GIF:
	case CL_FORMAT_HEIF:
	case CL_N_FORMATS:
		break;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"%s cannot be published with its metadata; use JPEG, PNG, WebP, AVIF, JPEG XL or TIFF",
		cl_format_name(format));
	return NULL;
}

/* Chunk sizes, offsets and GLib's arrays have 32 bits; far above any rendition. */
static gboolean
is_too_large(gsize n_bytes, GError **error)
{
	if (n_bytes <= G_MAXINT32)
		return FALSE;
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
		"the picture has %" G_GSIZE_FORMAT " bytes; at most 2 GiB can be published",
		n_bytes);
	return TRUE;
}

GBytes *
cl_publish_embed(GBytes *encoded, ClFormat format, const ClPublish *publish, GError **error)
{
	PublishPicture picture = {.width = publish->width, .height = publish->height};
	PublishBlocks blocks = {0};
	GByteArray *out;

	picture.data = g_bytes_get_data(encoded, &picture.n_bytes);
	if (is_too_large(picture.n_bytes, error))
		return NULL;
	make_blocks(&blocks, publish, format, publish->orientation);
	out = insert(&picture, format, &blocks, error);
	clear_blocks(&blocks);
	return out != NULL ? g_byte_array_free_to_bytes(out) : NULL;
}

char *
cl_publish_xmp(const ClPublish *publish)
{
	g_autoptr(PublishSet) set = publish_set_new(publish);

	return g_string_free(publish_xmp_write(set, TRUE, 0), FALSE);
}

GBytes *
cl_publish_rewrite_jpeg(GBytes *original, const ClPublish *publish, GError **error)
{
	PublishPicture picture = {0};
	PublishBlocks blocks = {0};
	guint orientation = publish->orientation;
	GByteArray *out;

	picture.data = g_bytes_get_data(original, &picture.n_bytes);
	if (is_too_large(picture.n_bytes, error))
		return NULL;
	if (orientation == 0)
		orientation = publish_jpeg_orientation(picture.data, picture.n_bytes);
	make_blocks(&blocks, publish, CL_FORMAT_JPEG, orientation);
	out = publish_jpeg(&picture, FALSE, &blocks, error);
	clear_blocks(&blocks);
	return out != NULL ? g_byte_array_free_to_bytes(out) : NULL;
}
