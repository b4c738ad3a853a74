/* SPDX-License-Identifier: MIT
 *
 * The sRGB profile that every rendition carries: 480 bytes, where the usual ones have 3 kB, a
 * tenth of a small thumbnail. ICC.1:2010 (version 4.3), matrix and one parametric curve for all
 * three channels; the numbers are those of IEC 61966-2-1, adapted to D50 (Bradford).
 */
#include "render.h"
#include <string.h>

#define PROFILE_BYTES 480

enum { DESC, CPRT, WTPT, CHAD, RXYZ, GXYZ, BXYZ, RTRC, GTRC, BTRC, N_TAGS };

static void
put32(guint8 *at, guint32 value)
{
	guint32 big = GUINT32_TO_BE(value);

	memcpy(at, &big, sizeof big);
}

static guint8 *
put_text(guint8 *at, const char *text)
{
	gsize n = strlen(text);

	memcpy(at, "mluc", 4);
	put32(at + 8, 1);
	put32(at + 12, 12);
	memcpy(at + 16, "enUS", 4);
	put32(at + 20, (guint32)n * 2);
	put32(at + 24, 28);
	for (gsize i = 0; i < n; i++)
		at[28 + 2 * i + 1] = (guint8)text[i];
	return at + 36; /* both texts fit; padded to four bytes */
}

static guint8 *
put_numbers(guint8 *at, const char *type, guint32 function, const double *numbers, guint n)
{
	guint head = function != 0 ? 12 : 8;

	memcpy(at, type, 4);
	if (function != 0)
		put32(at + 8, function << 16);
	for (guint i = 0; i < n; i++)
		put32(at + head + 4 * i,
			(guint32)(gint32)(numbers[i] * 65536 + (numbers[i] < 0 ? -0.5 : 0.5)));
	return at + head + 4 * n;
}

static void
put_header(guint8 *profile)
{
	put32(profile, PROFILE_BYTES);
	put32(profile + 8, 0x04300000);
	memcpy(profile + 12, "mntrRGB XYZ ", 12);
	/* a fixed date, so that equal renditions are equal bytes */
	memcpy(profile + 24, "\x07\xe6\0\x01\0\x01\0\0\0\0\0\0", 12);
	memcpy(profile + 36, "acsp", 4);
	put32(profile + 68, 0xF6D6); /* D50 */
	put32(profile + 72, 0x10000);
	put32(profile + 76, 0xD32D);
}

static void
make(guint8 *profile)
{
	static const char names[N_TAGS][5] = {"desc", "cprt", "wtpt", "chad", "rXYZ", "gXYZ",
		"bXYZ", "rTRC", "gTRC", "bTRC"};
	static const double white[] = {0.9642029, 1, 0.8249054};
	static const double adaptation[] = {1.0478112, 0.0228866, -0.0501270, 0.0295424, 0.9904844,
		-0.0170491, -0.0092345, 0.0150436, 0.7521316};
	static const double primaries[3][3] = {{0.4360747, 0.2225045, 0.0139322},
		{0.3850649, 0.7168786, 0.0971045}, {0.1430804, 0.0606169, 0.7141733}};
	static const double curve[] = {2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045};
	guint8 *at[N_TAGS + 1] = {profile + 128 + 4 + 12 * N_TAGS};

	put_header(profile);
	at[CPRT] = put_text(at[DESC], "sRGB");
	at[WTPT] = put_text(at[CPRT], "CC0");
	at[CHAD] = put_numbers(at[WTPT], "XYZ ", 0, white, 3);
	at[RXYZ] = put_numbers(at[CHAD], "sf32", 0, adaptation, 9);
	at[GXYZ] = put_numbers(at[RXYZ], "XYZ ", 0, primaries[0], 3);
	at[BXYZ] = put_numbers(at[GXYZ], "XYZ ", 0, primaries[1], 3);
	at[RTRC] = put_numbers(at[BXYZ], "XYZ ", 0, primaries[2], 3);
	at[N_TAGS] = put_numbers(at[RTRC], "para", 3, curve, 5);
	g_assert(at[N_TAGS] == profile + PROFILE_BYTES);
	put32(profile + 128, N_TAGS);
	for (guint i = 0; i < N_TAGS; i++) {
		guint first = MIN(i, RTRC), next = first + 1 > RTRC ? N_TAGS : first + 1;
		guint8 *row = profile + 132 + 12 * i;

		memcpy(row, names[i], 4);
		put32(row + 4, (guint32)(at[first] - profile));
		put32(row + 8, (guint32)(at[next] - at[first]));
	}
}

const guint8 *
render_srgb_profile(gsize *n_bytes)
{
	static guint8 profile[PROFILE_BYTES];
	static gsize made;

	if (g_once_init_enter(&made)) {
		make(profile);
		g_once_init_leave(&made, 1);
	}
	*n_bytes = PROFILE_BYTES;
	return profile;
}
