/* SPDX-License-Identifier: MIT
 *
 * A picture's fingerprint: how it is taken from pixels, stored as bytes, and turned into keys
 * for the catalog's index. Pure; whether two pictures are alike is decided in likeness.c.
 */
#include "thumbnails.h"
#include <math.h>
#include <string.h>

#define LOOK_VERSION 1
#define MIN_DEVIATION 3.0 /* of 255: below, the frame is flat and has no keys */
#define N_BANDS 3
#define BAND_BITS 22 /* bands of 22, 21 and 21 bits */
#define PROBES_PER_BAND 17

/* --- from pixels --- */

static float *
luma_plane(const guint8 *rgb, gsize n)
{
	float *plane = g_new(float, n);

	for (gsize i = 0; i < n; i++)
		plane[i] = 0.299F * rgb[3 * i] + 0.587F * rgb[3 * i + 1] + 0.114F * rgb[3 * i + 2];
	return plane;
}

static gboolean
is_flat(const guint8 *grey)
{
	double sum = 0, squares = 0, n = CL_LOOK_SIDE * CL_LOOK_SIDE;

	for (guint i = 0; i < CL_LOOK_SIDE * CL_LOOK_SIDE; i++) {
		sum += grey[i];
		squares += (double)grey[i] * grey[i];
	}
	return squares / n - sum / n * (sum / n) < MIN_DEVIATION * MIN_DEVIATION;
}

static void
hash_part(const ThumbnailsArea *area, double left, double top, double right, double bottom,
	ClLook *look, guint i)
{
	float cells[THUMBNAILS_HASH_SIDE * THUMBNAILS_HASH_SIDE];

	thumbnails_area_sample(
		area, left, top, right, bottom, THUMBNAILS_HASH_SIDE, THUMBNAILS_HASH_SIDE, cells);
	thumbnails_hash(cells, &look->hashes[i], &look->weak[i]);
}

static void
look_at_spots(const ThumbnailsArea *area, ClLook *look)
{
	g_autofree float *plane = NULL;
	guint longest = MAX(area->width, area->height), width, height;
	double scale = (double)longest / CL_LOOK_UNIT;

	width = MAX(1U, (area->width * THUMBNAILS_SPOT_PLANE + longest / 2) / longest);
	height = MAX(1U, (area->height * THUMBNAILS_SPOT_PLANE + longest / 2) / longest);
	plane = g_new(float, (gsize)width *height);
	thumbnails_area_sample(area, 0, 0, area->width, area->height, width, height, plane);
	look->n_hashes = (guint8)(1 + thumbnails_find_spots(plane, width, height, look->spots + 1,
					      CL_LOOK_HASHES - 1));
	for (guint i = 1; i < look->n_hashes; i++) {
		const ClLookSpot *spot = &look->spots[i];

		hash_part(area, (spot->x - spot->radius) * scale, (spot->y - spot->radius) * scale,
			(spot->x + spot->radius) * scale, (spot->y + spot->radius) * scale, look,
			i);
	}
}

void
cl_look_make(const guint8 *rgb, guint width, guint height, ClLook *look)
{
	g_autofree float *plane = NULL;
	float cells[CL_LOOK_SIDE * CL_LOOK_SIDE];
	g_auto(ThumbnailsArea) area = {0};

	memset(look, 0, sizeof *look);
	g_return_if_fail(width > 0 && height > 0 && width <= G_MAXUINT16 && height <= G_MAXUINT16);
	plane = luma_plane(rgb, (gsize)width * height);
	look->width = (guint16)width;
	look->height = (guint16)height;
	thumbnails_area_init(&area, plane, width, height);
	thumbnails_area_sample(&area, 0, 0, width, height, CL_LOOK_SIDE, CL_LOOK_SIDE, cells);
	for (guint i = 0; i < CL_LOOK_SIDE * CL_LOOK_SIDE; i++)
		look->grey[i] = (guint8)CLAMP(lroundf(cells[i]), 0, 255);
	look->n_placeholder = (guint8)thumbnails_placeholder(rgb, width, height, look->placeholder);
	if (is_flat(look->grey))
		return;
	hash_part(&area, 0, 0, width, height, look, 0);
	look_at_spots(&area, look);
}

/* --- as bytes: version, sizes, then every array whole, numbers big-endian --- */

#define N_LOOK_BYTES \
	(1 + 2 + 2 + 1 + CL_LOOK_HASHES * (8 + 8 + 6) + CL_LOOK_SIDE * CL_LOOK_SIDE + 1 + \
		CL_PLACEHOLDER_MAX)

static guint8 *
put_number(guint8 *at, guint64 value, guint n_bytes)
{
	for (guint i = 0; i < n_bytes; i++)
		at[i] = (guint8)(value >> (8 * (n_bytes - 1 - i)));
	return at + n_bytes;
}

static guint64
take_number(const guint8 **at, guint n_bytes)
{
	guint64 value = 0;

	for (guint i = 0; i < n_bytes; i++)
		value = value << 8 | *(*at)++;
	return value;
}

GBytes *
cl_look_to_bytes(const ClLook *look)
{
	guint8 *bytes = g_malloc0(N_LOOK_BYTES), *at = bytes;

	at = put_number(at, LOOK_VERSION, 1);
	at = put_number(at, look->width, 2);
	at = put_number(at, look->height, 2);
	at = put_number(at, look->n_hashes, 1);
	for (guint i = 0; i < CL_LOOK_HASHES; i++) {
		at = put_number(at, look->hashes[i], 8);
		at = put_number(at, look->weak[i], 8);
		at = put_number(at, look->spots[i].x, 2);
		at = put_number(at, look->spots[i].y, 2);
		at = put_number(at, look->spots[i].radius, 2);
	}
	memcpy(at, look->grey, sizeof look->grey);
	at = put_number(at + sizeof look->grey, look->n_placeholder, 1);
	memcpy(at, look->placeholder, sizeof look->placeholder);
	return g_bytes_new_take(bytes, N_LOOK_BYTES);
}

/* A spot's square must lie in the frame; unused entries must be zero, so that equal looks have
 * equal bytes. */
static gboolean
is_valid(const ClLook *look)
{
	if (look->width == 0 || look->height == 0 || look->n_hashes > CL_LOOK_HASHES ||
		look->n_placeholder > CL_PLACEHOLDER_MAX)
		return FALSE;
	for (guint i = 0; i < CL_LOOK_HASHES; i++) {
		const ClLookSpot *spot = &look->spots[i];
		gboolean is_spot = i > 0 && i < look->n_hashes;

		if (i >= look->n_hashes && (look->hashes[i] != 0 || look->weak[i] != 0))
			return FALSE;
		if (is_spot ? spot->radius == 0 || spot->x > CL_LOOK_UNIT ||
					spot->y > CL_LOOK_UNIT || spot->radius > CL_LOOK_UNIT / 2
			    : spot->x != 0 || spot->y != 0 || spot->radius != 0)
			return FALSE;
	}
	return TRUE;
}

gboolean
cl_look_from_bytes(GBytes *bytes, ClLook *look)
{
	gsize n_bytes;
	const guint8 *at = g_bytes_get_data(bytes, &n_bytes);

	memset(look, 0, sizeof *look);
	if (n_bytes != N_LOOK_BYTES || take_number(&at, 1) != LOOK_VERSION)
		return FALSE;
	look->width = (guint16)take_number(&at, 2);
	look->height = (guint16)take_number(&at, 2);
	look->n_hashes = (guint8)take_number(&at, 1);
	for (guint i = 0; i < CL_LOOK_HASHES; i++) {
		look->hashes[i] = take_number(&at, 8);
		look->weak[i] = take_number(&at, 8);
		look->spots[i].x = (guint16)take_number(&at, 2);
		look->spots[i].y = (guint16)take_number(&at, 2);
		look->spots[i].radius = (guint16)take_number(&at, 2);
	}
	memcpy(look->grey, at, sizeof look->grey);
	at += sizeof look->grey;
	look->n_placeholder = (guint8)take_number(&at, 1);
	memcpy(look->placeholder, at, sizeof look->placeholder);
	if (is_valid(look))
		return TRUE;
	memset(look, 0, sizeof *look);
	return FALSE;
}

/* --- keys --- */

/* A key says whether it is of the frame or of a spot, which band of the hash, and the band's
 * bits. Spots have no number in it: what ranks first in one copy may rank third in another. */
static guint32
make_key(gboolean is_spot, guint band, guint32 value)
{
	return (guint32)(is_spot ? N_BANDS + band : band) << BAND_BITS | value;
}

static guint
band_start(guint band)
{
	return band == 0 ? 0 : 1 + band * (BAND_BITS - 1);
}

static guint
band_width(guint band)
{
	return band == 0 ? BAND_BITS : BAND_BITS - 1;
}

static guint32
band_value(guint64 bits, guint band)
{
	return (guint32)(bits >> band_start(band)) & ((1U << band_width(band)) - 1);
}

GArray *
cl_look_store_keys(const ClLook *look)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < look->n_hashes; i++) {
		for (guint band = 0; band < N_BANDS; band++) {
			guint32 key = make_key(i > 0, band, band_value(look->hashes[i], band));

			g_array_append_val(keys, key);
		}
	}
	return keys;
}

/* The band as it is, then with one and with two of its weak bits turned, until PROBES_PER_BAND:
 * which bits tip over in a copy is no secret, so guessing them reaches further than trying all. */
static void
probe_band(GArray *keys, gboolean is_spot, guint band, guint32 value, guint32 weak)
{
	guint32 masks[BAND_BITS], key = make_key(is_spot, band, value);
	guint n_weak = 0, n = 1;

	g_array_append_val(keys, key);
	for (guint32 mask = 1; mask < 1U << band_width(band); mask <<= 1) {
		if ((weak & mask) != 0)
			masks[n_weak++] = mask;
	}
	for (guint i = 0; i < n_weak && n < PROBES_PER_BAND; i++, n++) {
		key = make_key(is_spot, band, value ^ masks[i]);
		g_array_append_val(keys, key);
	}
	for (guint i = 0; i < n_weak; i++) {
		for (guint j = i + 1; j < n_weak && n < PROBES_PER_BAND; j++, n++) {
			key = make_key(is_spot, band, value ^ (masks[i] | masks[j]));
			g_array_append_val(keys, key);
		}
	}
}

GArray *
cl_look_probe_keys(const ClLook *look)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(guint32));

	for (guint i = 0; i < look->n_hashes; i++) {
		for (guint band = 0; band < N_BANDS; band++)
			probe_band(keys, i > 0, band, band_value(look->hashes[i], band),
				band_value(look->weak[i], band));
	}
	return keys;
}
