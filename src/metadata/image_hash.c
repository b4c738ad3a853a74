/* SPDX-License-Identifier: MIT
 *
 * The image hash: BLAKE2b-128 over the coded picture without metadata, so that a file whose caption
 * was corrected keeps it. What counts as coded picture (a change here changes every stored hash):
 *   JPEG   every segment but APPn and COM from SOI on, then SOS … EOI without APPn and COM
 *   PNG    IHDR, PLTE, tRNS, then the data of IDAT without its chunk borders
 *   TIFF   first page: tags that decide how strips become pixels, then strips or tiles
 *   WebP   VP8, VP8L, ALPH, ANMF
 *   GIF    screen descriptor, colour tables, images, extensions but comments and applications
 *   HEIF, AVIF   data of every item but Exif, mime and uri, in the order of iinf
 *   JXL    the code stream (jxlc, or jxlp without their numbers)
 */
#include "reader.h"

#include <cutline/hash.h>

void
metadata_hash_picture(MetadataReader *reader)
{
	ClBlake2b *hash;
	guint32 last_tag = 0;
	guint64 run = 0;

	if (reader->parts->len == 0)
		return;
	hash = cl_blake2b_new();
	for (guint i = 0; i < reader->parts->len; i++) {
		const MetadataPart *part = &g_array_index(reader->parts, MetadataPart, i);
		guint8 head[4] = {(guint8)(part->tag >> 24), (guint8)(part->tag >> 16),
			(guint8)(part->tag >> 8), (guint8)part->tag};

		/* The tag once for a run of equal ones: chunk borders are the writer's choice. */
		if (i == 0 || part->tag != last_tag) {
			cl_blake2b_update(hash, &run, sizeof run);
			cl_blake2b_update(hash, head, sizeof head);
			run = 0;
		}
		last_tag = part->tag;
		run += part->span.n;
		if (part->span.n > 0)
			cl_blake2b_update(hash, part->span.data, part->span.n);
	}
	cl_blake2b_finish(hash, reader->facts->image_hash);
	reader->facts->has_image_hash = TRUE;
}
