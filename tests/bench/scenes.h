/* SPDX-License-Identifier: MIT
 *
 * Photo-like pictures drawn from a number: landscapes, press conferences, crowds, streets; and further
 * frames of the same scene, as a camera on continuous release takes them.
 */
#pragma once
#include <glib.h>
#include <math.h>

typedef struct {
	guint width, height;
	float *rgb; /* 0 … 255, three a pixel */
} Canvas;

static double
chance(guint64 *state)
{
	*state = *state * G_GUINT64_CONSTANT(6364136223846793005) +
		 G_GUINT64_CONSTANT(1442695040888963407);
	return (double)(*state >> 33) / (double)(1U << 31);
}

static double
between(guint64 *state, double low, double high)
{
	return low + (high - low) * chance(state);
}

/* Value noise of one lattice point. */
static float
lattice(guint64 salt, gint x, gint y)
{
	guint64 h = salt ^ ((guint64)(guint32)x * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15)) ^
		    ((guint64)(guint32)y * G_GUINT64_CONSTANT(0xc2b2ae3d27d4eb4f));

	h = (h ^ (h >> 29)) * G_GUINT64_CONSTANT(0xbf58476d1ce4e5b9);
	h = (h ^ (h >> 32)) * G_GUINT64_CONSTANT(0x94d049bb133111eb);
	return (float)(h >> 40) / (float)(1 << 24) - 0.5F;
}

#define OCTAVES 4
#define FINEST (3 << (2 * (OCTAVES - 1)))

/* Adds one octave of noise to a line at height v: the lattice is blended down to the line once, then
 * along it for each pixel. Widths and heights are in picture widths. */
static void
add_noise(float *line, guint width, guint64 salt, float scale, float strength, float shift, float v)
{
	float above = floorf(v * scale), dy = v * scale - above, blended[FINEST + 3];
	gint first = (gint)floorf(shift * scale), n = (gint)scale + 3;

	for (gint i = 0; i < n; i++)
		blended[i] = lattice(salt, first + i, (gint)above) * (1 - dy) +
			     lattice(salt, first + i, (gint)above + 1) * dy;
	for (guint x = 0; x < width; x++) {
		float at = ((float)x / (float)width + shift) * scale - (float)first;
		gint i = (gint)at;

		line[x] += strength * (blended[i] + (blended[i + 1] - blended[i]) * (at - (float)i));
	}
}

/* Light and texture of a region: a gradient and four octaves, as skies, walls and ground have them. */
static void
paint_ground(Canvas *canvas, guint64 *state, double top, double bottom, double shift)
{
	guint64 salt = (guint64)(chance(state) * 1e15);
	float light = (float)between(state, 60, 200), fall = (float)between(state, -80, 80);
	float strength = (float)between(state, 20, 90), tint[3];
	guint from = (guint)(top * canvas->height), to = (guint)(bottom * canvas->height);
	g_autofree float *line = g_new(float, canvas->width);

	for (guint c = 0; c < 3; c++)
		tint[c] = (float)between(state, 0.75, 1.2);
	for (guint y = from; y < MIN(to, canvas->height); y++) {
		float v = (float)y / (float)canvas->width, *at = canvas->rgb + (gsize)y * canvas->width * 3;

		for (guint x = 0; x < canvas->width; x++)
			line[x] = light + fall * v;
		for (guint octave = 0; octave < OCTAVES; octave++)
			add_noise(line, canvas->width, salt + octave, (float)(3U << (2 * octave)),
				strength / (float)(1U << octave), (float)shift, v);
		for (guint x = 0; x < canvas->width; x++)
			for (guint c = 0; c < 3; c++)
				at[x * 3 + c] = line[x] * tint[c];
	}
}

/* A body with a side in the light: ellipse or, squared off, a box. Units of the width. */
static void
paint_body(Canvas *canvas, double cx, double cy, double rx, double ry, gboolean box,
	const double rgb[3], double shade)
{
	double w = canvas->width, left = (cx - rx) * w, right = (cx + rx) * w, top = (cy - ry) * w,
	       bottom = (cy + ry) * w;

	for (gint y = MAX(0, (gint)top); y < MIN((gint)canvas->height, (gint)bottom + 1); y++) {
		for (gint x = MAX(0, (gint)left); x < MIN((gint)canvas->width, (gint)right + 1);
			x++) {
			double dx = (x / w - cx) / rx, dy = (y / w - cy) / ry;
			float *at = canvas->rgb + ((gsize)y * canvas->width + (gsize)x) * 3;

			if (box ? fabs(dx) > 1 || fabs(dy) > 1 : dx * dx + dy * dy > 1)
				continue;
			for (guint c = 0; c < 3; c++)
				at[c] = (float)(rgb[c] + shade * dx - shade * 0.5 * dy);
		}
	}
}

static void
any_colour(guint64 *state, double rgb[3])
{
	double light = between(state, 20, 235);

	for (guint c = 0; c < 3; c++)
		rgb[c] = CLAMP(light + between(state, -50, 50), 0, 255);
}

typedef struct {
	double shift, lift, zoom, jitter; /* how a frame of a burst differs: camera and people */
	guint64 moved;                    /* state for what moved */
} Frame;

static void
body(Canvas *canvas, guint64 *state, Frame *frame, double cx, double cy, double rx, double ry,
	gboolean box)
{
	double rgb[3], shade = between(state, -40, 40);

	any_colour(state, rgb);
	cx = (cx - 0.5) * frame->zoom + 0.5 + frame->shift +
	     frame->jitter * between(&frame->moved, -1, 1);
	cy = (cy - 0.33) * frame->zoom + 0.33 + frame->lift +
	     frame->jitter * between(&frame->moved, -1, 1);
	paint_body(canvas, cx, cy, rx * frame->zoom, ry * frame->zoom, box, rgb, shade);
}

/* Somebody: head and shoulders. */
static void
person(Canvas *canvas, guint64 *state, Frame *frame, double x, double y, double size)
{
	double step = frame->jitter * between(&frame->moved, -2, 2);

	body(canvas, state, frame, x + step, y + size * 1.7, size * between(state, 0.9, 1.3),
		size * 1.4, FALSE);
	body(canvas, state, frame, x + step, y, size * 0.5, size * between(state, 0.6, 0.75),
		FALSE);
	body(canvas, state, frame, x + step, y - size * 0.35, size * 0.5, size * 0.3, FALSE);
}

static void
paint_scene(Canvas *canvas, guint64 scene, guint frame_number)
{
	guint64 state = scene * G_GUINT64_CONSTANT(0x2545f4914f6cdd1d) + 77;
	Frame frame = {.zoom = 1, .moved = scene * 31 + frame_number};
	guint kind, n;
	double horizon;

	for (guint i = 0; i < 8; i++)
		chance(&state);
	if (frame_number > 0) {
		frame.shift =
			between(&frame.moved, 0.03, 0.10) * (chance(&frame.moved) < 0.5 ? -1 : 1);
		frame.lift = between(&frame.moved, -0.03, 0.03);
		frame.zoom = between(&frame.moved, 0.95, 1.05);
		frame.jitter = between(&frame.moved, 0.02, 0.05);
	}
	kind = (guint)(chance(&state) * 4);
	horizon = between(&state, 0.25, 0.7);
	paint_ground(canvas, &state, 0, horizon + frame.lift * 1.5, frame.shift);
	paint_ground(canvas, &state, horizon + frame.lift * 1.5, 1.01, frame.shift);
	switch (kind) {
	case 0: /* landscape: far hills, a few things */
		n = 6 + (guint)(chance(&state) * 20);
		for (guint i = 0; i < n; i++)
			body(canvas, &state, &frame, chance(&state),
				horizon * 0.66 + between(&state, -0.05, 0.3),
				between(&state, 0.01, 0.15), between(&state, 0.01, 0.08),
				chance(&state) < 0.3);
		break;
	case 1: /* press conference: a wall of signs, one to three people, microphones */
		for (guint row = 0; row < 3; row++)
			for (guint column = 0; column < 6; column++)
				body(canvas, &state, &frame, 0.08 + column * 0.17,
					0.06 + row * 0.14, 0.05, 0.02, TRUE);
		n = 1 + (guint)(chance(&state) * 3);
		for (guint i = 0; i < n; i++)
			person(canvas, &state, &frame, between(&state, 0.2, 0.8),
				between(&state, 0.18, 0.3), between(&state, 0.10, 0.2));
		for (guint i = 0; i < 5; i++)
			body(canvas, &state, &frame, between(&state, 0.3, 0.7), 0.6, 0.01,
				between(&state, 0.04, 0.1), TRUE);
		break;
	case 2: /* crowd */
		n = 15 + (guint)(chance(&state) * 25);
		for (guint i = 0; i < n; i++)
			person(canvas, &state, &frame, chance(&state), 0.2 + 0.4 * i / n,
				0.03 + 0.05 * i / n);
		break;
	default: /* street: houses with windows, a few people */
		n = 4 + (guint)(chance(&state) * 5);
		for (guint i = 0; i < n; i++) {
			double x = (i + between(&state, 0.2, 0.8)) / n,
			       wide = between(&state, 0.05, 0.14);
			double high = between(&state, 0.1, 0.3);

			body(canvas, &state, &frame, x, horizon * 0.66 - high * 0.6, wide, high,
				TRUE);
			for (guint w = 0; w < 12; w++)
				body(canvas, &state, &frame, x - wide * 0.6 + wide * 0.6 * (w % 3),
					horizon * 0.66 - high * (0.2 + 0.3 * (w / 3)), wide * 0.15,
					high * 0.08, TRUE);
		}
		n = (guint)(chance(&state) * 6);
		for (guint i = 0; i < n; i++)
			person(canvas, &state, &frame, chance(&state), between(&state, 0.35, 0.5),
				between(&state, 0.02, 0.06));
	}
}

/* 8-bit RGB; free with g_free. */
static guint8 *
draw(guint64 scene, guint frame, guint width, guint height)
{
	Canvas canvas = {width, height, g_new0(float, (gsize)width *height * 3)};
	guint8 *rgb = g_malloc((gsize)width * height * 3);
	guint64 grain = scene + 5;

	paint_scene(&canvas, scene, frame);
	for (gsize i = 0; i < (gsize)width * height * 3; i++)
		rgb[i] = (guint8)CLAMP(canvas.rgb[i] + 6 * (chance(&grain) - 0.5), 0, 255);
	g_free(canvas.rgb);
	return rgb;
}
