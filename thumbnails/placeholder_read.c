/* SPDX-License-Identifier: MIT
 *
 * A ThumbHash back to a few pixels, of any part of the picture. The format is described in
 * placeholder.c; it is a sum of cosines, so that it has a colour at every point and a crop needs no
 * second one.
 */
#include <math.h>
#include <cutline/render.h>

#define MAX_COUNT 7
#define HEAD_BYTES 5U
#define SATURATION 1.25 /* what the format's description adds back to colours */

typedef struct {
	guint nx, ny;
	double dc;
	double ac[MAX_COUNT * MAX_COUNT]; /* 0 for the mean */
} Channel;

typedef struct {
	const guint8 *bytes;
	guint n_nibbles, at;
} Reader;

static gboolean
read_channel(Reader *reader, Channel *channel, double dc, double scale, guint nx, guint ny)
{
	channel->nx = nx;
	channel->ny = ny;
	channel->dc = dc;
	for (guint cy = 0; cy < ny; cy++) {
		for (guint cx = cy > 0 ? 0 : 1; cx * ny < nx * (ny - cy); cx++) {
			guint nibble;

			if (reader->at == reader->n_nibbles)
				return FALSE;
			nibble = reader->bytes[reader->at / 2] >> (4 * (reader->at % 2)) & 15;
			channel->ac[cy * MAX_COUNT + cx] = (nibble / 7.5 - 1) * scale;
			reader->at++;
		}
	}
	return TRUE;
}

static gboolean
read_channels(const guint8 *hash, guint n_hash, Channel channels[3])
{
	guint32 head, more, short_count;
	gboolean landscape;
	Reader reader;

	if (n_hash < HEAD_BYTES)
		return FALSE;
	head = hash[0] | (guint32)hash[1] << 8 | (guint32)hash[2] << 16;
	more = hash[3] | (guint32)hash[4] << 8;
	landscape = more >> 15 != 0;
	short_count = MAX(more & 7, 3);
	if (head >> 23 != 0) /* has alpha: none of ours */
		return FALSE;
	reader = (Reader){hash + HEAD_BYTES, 2 * (n_hash - HEAD_BYTES), 0};
	return read_channel(&reader, &channels[0], (head & 63) / 63.0, (head >> 18 & 31) / 31.0,
		       landscape ? MAX_COUNT : short_count, landscape ? short_count : MAX_COUNT) &&
	       read_channel(&reader, &channels[1], (head >> 6 & 63) / 31.5 - 1,
		       SATURATION * (more >> 3 & 63) / 63.0, 3, 3) &&
	       read_channel(&reader, &channels[2], (head >> 12 & 63) / 31.5 - 1,
		       SATURATION * (more >> 9 & 63) / 63.0, 3, 3);
}

/* x and y from 0 to 1. */
static double
value_at(const Channel *channel, double x, double y)
{
	double value = 0;

	for (guint cy = 0; cy < channel->ny; cy++) {
		double row = 0;

		for (guint cx = 0; cx < channel->nx; cx++)
			row += channel->ac[cy * MAX_COUNT + cx] * cos(G_PI * cx * x);
		value += row * cos(G_PI * cy * y);
	}
	return channel->dc + 2 * value;
}

static guint8
to_byte(double value)
{
	return (guint8)lround(CLAMP(value, 0, 1) * 255);
}

gboolean
cl_placeholder_pixels(const guint8 *hash, guint n_hash, const ClPlaceholderPart *part, guint width,
	guint height, guint8 *rgb)
{
	Channel channels[3] = {0};

	if (!read_channels(hash, n_hash, channels))
		return FALSE;
	for (guint row = 0; row < height; row++) {
		for (guint column = 0; column < width; column++, rgb += 3) {
			double x = part->x + part->width * (column + 0.5) / width;
			double y = part->y + part->height * (row + 0.5) / height;
			double l = value_at(&channels[0], x, y), p = value_at(&channels[1], x, y),
			       q = value_at(&channels[2], x, y);
			double blue = l - 2 * p / 3, red = (3 * l - blue + q) / 2;

			rgb[0] = to_byte(red);
			rgb[1] = to_byte(red - q);
			rgb[2] = to_byte(blue);
		}
	}
	return TRUE;
}
