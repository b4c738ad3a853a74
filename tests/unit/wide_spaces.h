/* SPDX-License-Identifier: MIT
 *
 * Pictures in the colour spaces of photographers, made without the library that will read them: the
 * profile byte by byte (ICC.1:2001, matrix and gamma), the pixels by the formulas of the spaces.
 */
#pragma once
#include "rendition_case.h"

typedef struct {
	const char *name;
	guint gamma_256; /* in 256ths */
	double xyz[3][3]; /* D50; a row is X, Y or Z of red, green and blue */
} WideSpace;

static const WideSpace wide_spaces[] = {
	{"Adobe RGB (1998)", 563,
		{{0.6097559, 0.2052401, 0.1492240}, {0.3111242, 0.6256560, 0.0632197},
			{0.0194811, 0.0608902, 0.7448387}}},
	{"ProPhoto RGB", 461,
		{{0.7976749, 0.1351917, 0.0313534}, {0.2880402, 0.7118741, 0.0000857},
			{0.0000000, 0.0000000, 0.8252100}}},
};
static const double srgb_xyz[3][3] = {{0.4360747, 0.3850649, 0.1430804}, {0.2225045, 0.7168786, 0.0606169},
	{0.0139322, 0.0971045, 0.7141733}};

static void
profile_put(GByteArray *out, guint32 value)
{
	guint32 big = GUINT32_TO_BE(value);

	g_byte_array_append(out, (const guint8 *)&big, 4);
}

static GByteArray *
wide_profile(const WideSpace *space)
{
	static const char tags[] = "rXYZgXYZbXYZwtptrTRCgTRCbTRC";
	static const double white[] = {0.9642029, 1, 0.8249054};
	GByteArray *out = g_byte_array_new();
	guint8 header[128] = {0};

	g_byte_array_append(out, header, sizeof header);
	memcpy(out->data + 8, "\2\x10\0\0mntrRGB XYZ ", 16);
	memcpy(out->data + 36, "acsp", 4);
	memcpy(out->data + 68, "\0\0\xf6\xd6\0\1\0\0\0\0\xd3\x2d", 12);
	profile_put(out, 7);
	for (guint i = 0; i < 7; i++) {
		g_byte_array_append(out, (const guint8 *)tags + 4 * i, 4);
		profile_put(out, i < 4 ? 216 + 20 * i : 296);
		profile_put(out, i < 4 ? 20 : 14);
	}
	for (guint i = 0; i < 4; i++) {
		g_byte_array_append(out, (const guint8 *)"XYZ \0\0\0", 8);
		for (guint j = 0; j < 3; j++)
			profile_put(out, (guint32)lround((i < 3 ? space->xyz[j][i] : white[j]) * 65536));
	}
	g_byte_array_append(out, (const guint8 *)"curv\0\0\0\0\0\0\0\1", 12);
	profile_put(out, space->gamma_256 << 16);
	profile_put(out, 0);
	*(guint32 *)(void *)out->data = GUINT32_TO_BE(out->len);
	return out;
}

static void
wide_invert(const double in[3][3], double out[3][3])
{
	double whole = 0;

	for (guint i = 0; i < 3; i++)
		for (guint j = 0; j < 3; j++)
			out[j][i] = in[(i + 1) % 3][(j + 1) % 3] * in[(i + 2) % 3][(j + 2) % 3] -
				    in[(i + 1) % 3][(j + 2) % 3] * in[(i + 2) % 3][(j + 1) % 3];
	for (guint i = 0; i < 3; i++)
		whole += in[0][i] * out[i][0];
	for (guint i = 0; i < 9; i++)
		out[i / 3][i % 3] /= whole;
}

/* The picture of paint_image() in another space, with its profile; 8 or 16 bits. */
static VipsImage *
paint_wide(const WideSpace *space, int width, int height, gboolean deep)
{
	gsize n = (gsize)width * height * 3;
	g_autofree guint16 *samples = g_new(guint16, n);
	g_autofree guint8 *bytes = g_malloc(n);
	g_autoptr(GByteArray) profile = wide_profile(space);
	g_autoptr(Image) raw = NULL;
	VipsImage *image = NULL;
	double inverse[3][3];

	wide_invert(space->xyz, inverse);
	for (gsize i = 0; i < n / 3; i++) {
		guint8 rgb[3];
		double linear[3], xyz[3] = {0}, to;

		paint(((double)(i % width) + 0.5) / width, ((double)(i / width) + 0.5) / height, rgb);
		for (guint j = 0; j < 3; j++)
			linear[j] = rgb[j] <= 10 ? rgb[j] / 255.0 / 12.92
						 : pow((rgb[j] / 255.0 + 0.055) / 1.055, 2.4);
		for (guint j = 0; j < 9; j++)
			xyz[j / 3] += srgb_xyz[j / 3][j % 3] * linear[j % 3];
		for (guint j = 0; j < 3; j++) {
			to = inverse[j][0] * xyz[0] + inverse[j][1] * xyz[1] + inverse[j][2] * xyz[2];
			to = pow(CLAMP(to, 0, 1), 256.0 / space->gamma_256);
			samples[3 * i + j] = (guint16)lround(to * 65535);
			bytes[3 * i + j] = (guint8)lround(to * 255);
		}
	}
	raw = vips_image_new_from_memory_copy(deep ? (void *)samples : (void *)bytes, deep ? 2 * n : n, width,
		height, 3, deep ? VIPS_FORMAT_USHORT : VIPS_FORMAT_UCHAR);
	g_assert_cmpint(vips_copy(raw, &image, "interpretation",
				deep ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB, NULL),
		==, 0);
	vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile->data, profile->len);
	return image;
}
