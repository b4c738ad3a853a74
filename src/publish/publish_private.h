/* SPDX-License-Identifier: MIT
 *
 * Private to src/publish: the published set, the three blocks made of it (EXIF, XMP, image
 * resources), and the writers that insert blocks into a container. Only set.c looks at effective
 * values; only the insert files look at the encoded picture; they meet in PublishBlocks.
 */
#pragma once
#include <cutline/publish.h>
#include <cutline/time.h>

/* More values of one field, or a longer text, no file holds. */
#define PUBLISH_MAX_LIST 1000
#define PUBLISH_MAX_TEXT_BYTES 65536

/* --- what goes out ------------------------------------------------------------------------ */

typedef struct {
	char *text; /* clean UTF-8, never empty */
	char *lang; /* BCP 47; NULL = the default, which comes first and once */
} PublishValue;

typedef struct {
	GPtrArray *values[CL_N_FIELDS]; /* PublishValue*; NULL = nothing of it goes out */
	gboolean has_date;
	ClDate date; /* as much of date_taken as may go out */
} PublishSet;

PublishSet *publish_set_new(const ClPublish *publish);
void publish_set_free(PublishSet *set);
/* Lent; NULL if the field stays here. */
const char *publish_set_first(const PublishSet *set, ClField field);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PublishSet, publish_set_free)
/* Kept back for a protected source, whatever it says. */
gboolean publish_keeps_back(ClField field);
/* What may go out at all: `effective` itself, or what is left of it for a protected source, then owned
 * by `kept`. */
const ClEffective *publish_allowed(const ClPublish *publish, ClEffective **kept);

/* --- text --------------------------------------------------------------------------------- */

/* Cut to at most `max_bytes` between two graphemes, without blanks at the end. May be empty. */
char *publish_text_cut(const char *text, gsize max_bytes);
/* As character data or a double-quoted attribute value of XML. */
void publish_text_escape(GString *out, const char *text);

/* --- blocks ------------------------------------------------------------------------------- */

#define PUBLISH_EXIF_BARE 26 /* bytes of a TIFF stream with nothing but an orientation */

/* A little-endian TIFF stream, without "Exif\0\0". */
GByteArray *publish_exif_write(const PublishSet *set, guint orientation);
/* One packet of at most `max_bytes` (0 = no limit), with or without the xpacket wrapper. Shortens
 * creator, credit and copyright in `set` only where nothing else is left to leave out. */
GString *publish_xmp_write(PublishSet *set, gboolean wrapper, gsize max_bytes);
/* The smallest legal packet, without wrapper. */
GString *publish_xmp_write_reduced(PublishSet *set, gsize max_bytes);
/* Datasets of IPTC-IIM; empty if nothing has one. */
GByteArray *publish_iptc_write(const PublishSet *set);
/* Image resource blocks: IIM, its digest, copyright flag, URL; NULL if there is nothing to say. */
GByteArray *publish_irb_write(const PublishSet *set);

typedef struct {
	GByteArray *exif; /* NULL = none */
	GString *xmp;     /* NULL = none */
	GByteArray *irb;  /* NULL = none; JPEG only */
} PublishBlocks;

/* --- containers --------------------------------------------------------------------------- */

typedef struct {
	const guint8 *data;
	gsize n_bytes;
	guint32 width, height; /* that it must have; 0 = any */
} PublishPicture;

/* `whole`: as our encoder wrote it. Otherwise as received: what decoders forgive is forgiven. */
GByteArray *publish_jpeg(
	const PublishPicture *picture, gboolean whole, const PublishBlocks *blocks, GError **error);
/* The orientation that the first EXIF block of a JPEG states, 1 if none or out of range. */
guint publish_jpeg_orientation(const guint8 *data, gsize n_bytes);
GByteArray *publish_png(const PublishPicture *picture, const PublishBlocks *blocks, GError **error);
GByteArray *publish_webp(
	const PublishPicture *picture, const PublishBlocks *blocks, GError **error);
GByteArray *publish_avif(
	const PublishPicture *picture, const PublishBlocks *blocks, GError **error);
GByteArray *publish_jxl(const PublishPicture *picture, const PublishBlocks *blocks, GError **error);
GByteArray *publish_tiff(
	const PublishPicture *picture, const PublishBlocks *blocks, GError **error);

/* TRUE if the picture has the size that it must have; else sets CL_ERROR_INPUT. */
gboolean publish_size_fits(
	const PublishPicture *picture, guint32 width, guint32 height, GError **error);

/* --- bytes -------------------------------------------------------------------------------- */

void publish_put(GByteArray *out, gconstpointer data, gsize n_bytes);
void publish_put_be16(GByteArray *out, guint value);
void publish_put_be32(GByteArray *out, guint32 value);
void publish_put_le16(GByteArray *out, guint value);
void publish_put_le32(GByteArray *out, guint32 value);
guint publish_be16(const guint8 *data);
guint32 publish_be32(const guint8 *data);
guint32 publish_le32(const guint8 *data);
guint publish_le16(const guint8 *data);
