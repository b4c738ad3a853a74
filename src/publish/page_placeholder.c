/* SPDX-License-Identifier: MIT
 *
 * What stands in the place of a picture that has not come yet, without a script and without a request:
 * its mean colour, and over that a few pixels that every browser smooths. As a BMP, since nothing of
 * eight pixels becomes smaller when it is compressed.
 */
#include <string.h>
#include "page_private.h"

#define FILE_HEADER 14U
#define HEADER 40U
#define MAX_BMP (FILE_HEADER + HEADER + 3 * CL_PAGE_PLACEHOLDER_PX * CL_PAGE_PLACEHOLDER_PX)

static void
put_number(guint8 *at, guint32 number)
{
	for (guint i = 0; i < 4; i++)
		at[i] = (guint8)(number >> (8 * i));
}

/* Rows from the bottom up, blue first, each a multiple of four bytes. */
static guint
write_bmp(const ClPagePlaceholder *from, guint8 out[MAX_BMP + 4 * CL_PAGE_PLACEHOLDER_PX])
{
	guint stride = (3 * from->width + 3) / 4 * 4;
	guint n = FILE_HEADER + HEADER + stride * from->height;

	memset(out, 0, n);
	memcpy(out, "BM", 2);
	put_number(out + 2, n);
	put_number(out + 10, FILE_HEADER + HEADER);
	put_number(out + FILE_HEADER, HEADER);
	put_number(out + FILE_HEADER + 4, from->width);
	put_number(out + FILE_HEADER + 8, from->height);
	put_number(out + FILE_HEADER + 12, 1 | 24U << 16); /* planes, bits a pixel */
	for (guint y = 0; y < from->height; y++) {
		const guint8 *in = from->rgb + (gsize)3 * from->width * (from->height - 1 - y);
		guint8 *row = out + FILE_HEADER + HEADER + stride * y;

		for (guint x = 0; x < from->width; x++)
			for (guint band = 0; band < 3; band++)
				row[3 * x + band] = in[3 * x + 2 - band];
	}
	return n;
}

static guint32
mean_colour(const ClPagePlaceholder *placeholder)
{
	guint n = placeholder->width * placeholder->height;
	guint32 sums[3] = {0};

	for (guint i = 0; i < 3 * n; i++)
		sums[i % 3] += placeholder->rgb[i];
	return (sums[0] / n) << 16 | (sums[1] / n) << 8 | sums[2] / n;
}

void
page_add_placeholder(GString *out, const ClPagePlaceholder *placeholder)
{
	guint8 bmp[MAX_BMP + 4 * CL_PAGE_PLACEHOLDER_PX];
	g_autofree char *data = NULL;

	if (placeholder->width == 0 || placeholder->height == 0)
		return;
	data = g_base64_encode(bmp, write_bmp(placeholder, bmp));
	g_string_append_printf(out,
		" style=\"background:#%06x url(data:image/bmp;base64,%s) center/cover no-repeat\"",
		mean_colour(placeholder), data);
}
