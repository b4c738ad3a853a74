/* SPDX-License-Identifier: MIT
 *
 * Private to the two AVIF files: what reading a picture as our encoder writes it gives to the one
 * that writes it again with metadata.
 */
#pragma once
#include "publish_private.h"

#define AVIF_MAX_ITEMS 16

typedef struct {
	const guint8 *data; /* header and all; NULL if absent */
	gsize n_bytes;
	gsize n_header; /* of it */
} AvifBox;

typedef struct {
	guint id;
	gboolean stays;     /* a coded picture; not metadata that the encoder wrote by itself */
	AvifBox entry;      /* its infe */
	const guint8 *data; /* its one extent; NULL until iloc was read */
	guint32 n_bytes;
} AvifItem;

typedef struct {
	AvifBox ftyp, hdlr, pitm, iloc, iinf, iprp, iref;
	AvifItem items[AVIF_MAX_ITEMS];
	guint n_items;
	guint primary;
	guint32 width, height;
	GByteArray *references; /* boxes of iref that stay */
} Avif;

/* FALSE and CL_ERROR_INPUT for every shape that our encoder does not write. */
gboolean avif_read(Avif *avif, const PublishPicture *picture, GError **error);
void avif_clear(Avif *avif);
