/* SPDX-License-Identifier: MIT
 *
 * A fingerprint turned and mirrored without its picture: the miniature cell by cell, the spots by their
 * places, and the hashes exactly, for a mirrored picture has the same frequencies with the signs of the odd
 * ones changed, and one laid on its side has those of rows and columns exchanged.
 */
#include "thumbnails.h"

/* Transposed first, then mirrored left to right, then turned upside down. */
typedef struct {
	gboolean transposed, mirrored, upside_down;
} Turn;

static const Turn turns[1 + CL_N_ORIENTATIONS] = {
	[2] = {FALSE, TRUE, FALSE}, [3] = {FALSE, TRUE, TRUE}, [4] = {FALSE, FALSE, TRUE},
	[5] = {TRUE, FALSE, FALSE}, [6] = {TRUE, TRUE, FALSE}, [7] = {TRUE, TRUE, TRUE},
	[8] = {TRUE, FALSE, TRUE},
};

static guint16
across(guint16 place, gboolean backwards, double extent)
{
	return backwards ? (guint16)CLAMP(extent - place, 0, CL_LOOK_UNIT) : place;
}

void
cl_look_turn(const ClLook *look, guint orientation, ClLook *turned)
{
	const Turn *turn = &turns[orientation <= CL_N_ORIENTATIONS ? orientation : 1];
	double longest = MAX(1, MAX(look->width, look->height));
	guint last = CL_LOOK_SIDE - 1;

	*turned = *look;
	turned->width = turn->transposed ? look->height : look->width;
	turned->height = turn->transposed ? look->width : look->height;
	for (guint i = 0; i < look->n_hashes; i++) {
		const ClLookSpot *spot = &look->spots[i];

		thumbnails_hash_turn(turn->transposed, turn->mirrored, turn->upside_down, &turned->hashes[i],
			&turned->weak[i]);
		if (i == 0)
			continue;
		turned->weak[i] = 0;
		turned->spots[i].x = across(turn->transposed ? spot->y : spot->x, turn->mirrored,
			turned->width / longest * CL_LOOK_UNIT);
		turned->spots[i].y = across(turn->transposed ? spot->x : spot->y, turn->upside_down,
			turned->height / longest * CL_LOOK_UNIT);
	}
	for (guint y = 0; y < CL_LOOK_SIDE; y++) {
		for (guint x = 0; x < CL_LOOK_SIDE; x++) {
			guint from_x = turn->mirrored ? last - x : x;
			guint from_y = turn->upside_down ? last - y : y;

			turned->grey[y * CL_LOOK_SIDE + x] =
				turn->transposed ? look->grey[from_x * CL_LOOK_SIDE + from_y]
						 : look->grey[from_y * CL_LOOK_SIDE + from_x];
		}
	}
}
