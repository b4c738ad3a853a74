/* SPDX-License-Identifier: MIT
 *
 * ISO base media boxes, one level at a time (HEIF, AVIF, JXL): sizes of 32 and 64 bits, size 0 for
 * "to the end". Every step moves forward by at least a header. Knows no box type but 'uuid'.
 */
#include "reader.h"

void
metadata_boxes_init(MetadataBoxes *boxes, MetadataSpan span)
{
	memset(boxes, 0, sizeof *boxes);
	boxes->rest = span;
}

gboolean
metadata_boxes_next(MetadataBoxes *boxes, MetadataBox *box)
{
	MetadataSpan rest = boxes->rest;
	guint64 size;
	gsize head = 8;

	if (rest.n == 0 || boxes->n_boxes++ == CL_MAX_SEGMENTS)
		return FALSE;
	if (rest.n < 8) {
		boxes->truncated = TRUE;
		return FALSE;
	}
	size = metadata_be32(rest.data);
	box->type = metadata_be32(rest.data + 4);
	if (size == 1 && rest.n >= 16) {
		size = metadata_be64(rest.data + 8);
		head = 16;
	} else if (size == 0) {
		size = rest.n;
	}
	if (size < head) {
		boxes->damaged = TRUE;
		return FALSE;
	}
	if (size > rest.n) {
		boxes->truncated = TRUE;
		size = rest.n;
	}
	box->uuid = NULL;
	if (box->type == METADATA_FOURCC('u', 'u', 'i', 'd') && size - head >= 16) {
		box->uuid = rest.data + head;
		head += 16;
	}
	box->payload.data = rest.data + head;
	box->payload.n = (gsize)size - head;
	boxes->rest = metadata_rest(rest, (gsize)size);
	return TRUE;
}

gboolean
metadata_is_c2pa(MetadataSpan jumbf)
{
	return jumbf.n > 0 && memmem(jumbf.data, MIN(jumbf.n, 256), "c2pa", 4) != NULL;
}
