/* SPDX-License-Identifier: MIT
 *
 * Decides which reduced pictures developing makes and how large they become. Arithmetic only: no
 * pixel, no file. Later renditions are made from the masters, hence
 * their quality: of the whole one, or of the middle one where that is large enough, which is
 * decoded in a quarter of the time and costs a quarter of the space.
 */
#include "thumbnails.h"

const ClDevelopSize cl_develop_sizes[CL_N_DEVELOP] = {
	{"master", CL_MASTER_PX, CL_MASTER_PX, 90},
	{"middle", CL_MASTER_PX / 2, CL_MASTER_PX / 2, 92},
	{"grid", 640, 640, 80},
	{"thumb", 320, 320, 80},
};

static guint
scale_side(guint side, guint numerator, guint denominator)
{
	guint64 scaled = ((guint64)side * numerator + denominator / 2) / denominator;

	return (guint)CLAMP(scaled, 1, side);
}

void
cl_fit(guint width, guint height, guint box_width, guint box_height, guint *fit_width,
	guint *fit_height)
{
	*fit_width = width;
	*fit_height = height;
	if (width <= box_width && height <= box_height)
		return;
	/* box_width / width against box_height / height, without fractions */
	if ((guint64)box_width * height <= (guint64)box_height * width) {
		*fit_width = box_width;
		*fit_height = MIN(scale_side(height, box_width, width), box_height);
	} else {
		*fit_height = box_height;
		*fit_width = MIN(scale_side(width, box_height, height), box_width);
	}
}
