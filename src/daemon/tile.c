/* SPDX-License-Identifier: MIT
 *
 * A one-colour PNG, written as it is read off the standards: one bit a pixel and a palette of one grey
 * (PNG §11.2), its zeros as one literal and as many copies of it as it takes (RFC 1951 §3.2.6), framed by
 * RFC 1950. No library of the daemon's can do that, and none is worth a link for sixty lines.
 */
#include "tile.h"

#include <string.h>

#define GREY 0xd4

typedef struct {
	GByteArray *bytes;
	guint hold, n_hold;
} Bits;

static void
put_bits(Bits *bits, guint value, guint n)
{
	bits->hold |= value << bits->n_hold;
	for (bits->n_hold += n; bits->n_hold >= 8; bits->n_hold -= 8) {
		guint8 byte = bits->hold & 0xff;

		g_byte_array_append(bits->bytes, &byte, 1);
		bits->hold >>= 8;
	}
}

/* Huffman codes come with their first bit first. */
static void
put_code(Bits *bits, guint code, guint n)
{
	while (n-- > 0)
		put_bits(bits, code >> n & 1, 1);
}

static void
put_big(GByteArray *to, guint32 value)
{
	guint32 big = GUINT32_TO_BE(value);

	g_byte_array_append(to, (const guint8 *) &big, sizeof big);
}

/* n zeros as a zlib stream. */
static GByteArray *
deflate_zeros(guint n)
{
	Bits bits = { g_byte_array_new(), 0, 0 };
	guint left = n - 1;

	g_byte_array_append(bits.bytes, (const guint8 *) "\x78\x01", 2);
	put_bits(&bits, 1, 1); /* the last block */
	put_bits(&bits, 1, 2); /* of fixed codes */
	put_code(&bits, 0x30, 8); /* literal 0 */
	for (; left >= 258; left -= 258) {
		put_code(&bits, 0xc5, 8); /* length 258 */
		put_code(&bits, 0, 5);	  /* distance 1 */
	}
	for (; left > 0; left--)
		put_code(&bits, 0x30, 8);
	put_code(&bits, 0, 7); /* end of block */
	if (bits.n_hold > 0)
		put_bits(&bits, 0, 8 - bits.n_hold);
	/* Adler-32 of zeros: the first sum stays 1, the second counts it. */
	put_big(bits.bytes, (n % 65521) << 16 | 1);
	return bits.bytes;
}

/* PNG annex D. */
static guint32
crc(const guint8 *bytes, gsize n)
{
	guint32 value = 0xffffffff;

	for (gsize i = 0; i < n; i++) {
		value ^= bytes[i];
		for (guint bit = 0; bit < 8; bit++)
			value = (value >> 1) ^ (value & 1 ? 0xedb88320 : 0);
	}
	return ~value;
}

static void
put_chunk(GByteArray *to, const char *type, const guint8 *data, guint n)
{
	guint begin;

	put_big(to, n);
	begin = to->len;
	g_byte_array_append(to, (const guint8 *) type, 4);
	g_byte_array_append(to, data, n);
	put_big(to, crc(to->data + begin, to->len - begin));
}

GBytes *
tile_new(guint width, guint height)
{
	GByteArray *png = g_byte_array_new();
	g_autoptr(GByteArray) zeros = NULL;
	static const guint8 palette[] = { GREY, GREY, GREY };
	guint8 header[13] = { 0 };

	width = CLAMP(width, 1, TILE_MAX);
	height = CLAMP(height, 1, TILE_MAX);
	header[2] = (guint8) (width >> 8);
	header[3] = (guint8) width;
	header[6] = (guint8) (height >> 8);
	header[7] = (guint8) height;
	header[8] = 1; /* bit a pixel */
	header[9] = 3; /* palette */
	zeros = deflate_zeros((1 + (width + 7) / 8) * height);
	g_byte_array_append(png, (const guint8 *) "\x89PNG\r\n\x1a\n", 8);
	put_chunk(png, "IHDR", header, sizeof header);
	put_chunk(png, "PLTE", palette, sizeof palette);
	put_chunk(png, "IDAT", zeros->data, zeros->len);
	put_chunk(png, "IEND", header, 0);
	return g_byte_array_free_to_bytes(png);
}
