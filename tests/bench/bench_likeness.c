/* SPDX-License-Identifier: MIT
 *
 * How well copies of a picture are told from other pictures:
 *
 *   bench_likeness [--pictures N] [--others N] [--seed S] [JPEG...]
 *
 * Draws N photo-like pictures from a seed (landscapes, press conferences, crowds, streets; a fifth of
 * them frames of bursts), takes in their fingerprints as an archive does (keys, then comparison), and
 * asks about copies of each: saved again, resized, cropped by 20 % of width and height, turned, mirrored.
 * Copies are made by libvips from JPEG to JPEG. Then as many new pictures as were drawn are held against
 * `others` ones of the same kinds, as they are and, as if all those were killed, turned and mirrored: each
 * that is called probable is a false alarm. Files given are pictures as well.
 * Prints one JSON object; status 1 if a bound of the plan is missed.
 */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <vips/vips.h>
#include <cutline/render.h>
#include "scenes.h"

#define WIDTH 320
#define HEIGHT 213
#define DRAWN 2          /* originals are drawn so many times larger than they are looked at */
#define MAX_PER_KEY 1000 /* as the catalog */
#define MAX_ALIKE 200    /* as developing */
#define MAX_TURNED 20    /* of each turn */

static gint n_pictures = 1000, n_others = 100000, seed = 1;
static char **files;
static const GOptionEntry options[] = {
	{"pictures", 'n', 0, G_OPTION_ARG_INT, &n_pictures, "Distinct pictures", "N"},
	{"others", 'o', 0, G_OPTION_ARG_INT, &n_others, "Others", "N"},
	{"seed", 's', 0, G_OPTION_ARG_INT, &seed, "Of everything drawn", "S"},
	{G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &files, NULL, "JPEG..."},
	{NULL},
};

/* --- pictures and copies ------------------------------------------------------------------------ */

static void
check(int failed)
{
	if (failed != 0)
		g_error("%s", vips_error_buffer());
}

/* As developing does: 320 wide, then looked at. */
static void
look_at(VipsImage *image, ClLook *look)
{
	VipsImage *small = NULL, *srgb = NULL;
	gsize n;
	guint8 *rgb;

	check(vips_thumbnail_image(
		image, &small, WIDTH, "height", WIDTH, "size", VIPS_SIZE_DOWN, NULL));
	check(vips_colourspace(small, &srgb, VIPS_INTERPRETATION_sRGB, NULL));
	rgb = vips_image_write_to_memory(srgb, &n);
	cl_look_make(
		rgb, (guint)vips_image_get_width(srgb), (guint)vips_image_get_height(srgb), look);
	g_free(rgb);
	g_object_unref(srgb);
	g_object_unref(small);
}

static VipsImage *
through_jpeg(VipsImage *image, int quality)
{
	void *data;
	size_t n;
	VipsImage *read = NULL, *kept;

	check(vips_jpegsave_buffer(image, &data, &n, "Q", quality, NULL));
	check(vips_jpegload_buffer(data, n, &read, NULL));
	kept = vips_image_copy_memory(read);
	g_object_unref(read);
	g_free(data);
	return kept;
}

typedef enum { SAVED, RESIZED, CROPPED, TURNED, MIRRORED, N_COPIES } CopyKind;
static const char *const copy_names[] = {"saved_again", "resized", "cropped_20", "turned", "mirrored"};

static VipsImage *
make_copy(VipsImage *original, CopyKind kind, guint64 *state)
{
	VipsImage *made = NULL, *copy;
	int width = vips_image_get_width(original), height = vips_image_get_height(original);
	int quality = (int)between(state, 35, 92);

	switch (kind) {
	case SAVED:
		return through_jpeg(original, quality);
	case RESIZED: /* down to a quarter, and saved */
		check(vips_resize(original, &made, between(state, 0.25, 0.9), NULL));
		break;
	case CROPPED: /* 20 % of width and of height, anywhere */
		check(vips_crop(original, &made, (int)between(state, 0, width * 0.2),
			(int)between(state, 0, height * 0.2), (int)(width * 0.8),
			(int)(height * 0.8), NULL));
		break;
	case TURNED: /* by 90, 180 or 270 degrees, and saved */
		check(vips_rot(original, &made, VIPS_ANGLE_D90 + (int)between(state, 0, 3), NULL));
		break;
	case MIRRORED:
		check(vips_flip(original, &made,
			chance(state) < 0.5 ? VIPS_DIRECTION_HORIZONTAL : VIPS_DIRECTION_VERTICAL, NULL));
		break;
	case N_COPIES:
		g_assert_not_reached();
	}
	copy = through_jpeg(made, quality);
	g_object_unref(made);
	return copy;
}

/* --- an archive of fingerprints -------------------------------------------------------------------- */

typedef struct {
	GPtrArray *looks; /* ClLook* */
	GHashTable *keys; /* guint32 → GArray of guint32, oldest first */
} Index;

static void
add(Index *index, ClLook *look)
{
	g_autoptr(GArray) keys = cl_look_store_keys(look);
	guint32 number = index->looks->len;

	g_ptr_array_add(index->looks, look);
	for (guint i = 0; i < keys->len; i++) {
		gpointer key = GUINT_TO_POINTER(g_array_index(keys, guint32, i));
		GArray *row = g_hash_table_lookup(index->keys, key);

		if (row == NULL) {
			row = g_array_new(FALSE, FALSE, sizeof number);
			g_hash_table_insert(index->keys, key, row);
		}
		if (row->len == 0 || g_array_index(row, guint32, row->len - 1) != number)
			g_array_append_val(row, number);
	}
}

typedef struct {
	guint32 number;
	guint n_shared;
} Candidate;

static int
by_shared(gconstpointer a, gconstpointer b)
{
	const Candidate *one = a, *two = b;

	return one->n_shared != two->n_shared
		       ? (one->n_shared < two->n_shared ? 1 : -1)
		       : (one->number < two->number ? -1 : one->number > two->number);
}

/* The best likeness over candidates, as developing finds them; *number says whose. */
static double
ask(Index *index, const ClLook *look, guint max, guint32 *number)
{
	g_autoptr(GArray) keys = cl_look_probe_keys(look);
	g_autoptr(GHashTable) counts = g_hash_table_new(NULL, NULL);
	g_autoptr(GArray) found = g_array_new(FALSE, FALSE, sizeof(Candidate));
	GHashTableIter iter;
	gpointer who, n;
	double best = 0;

	for (guint i = 0; i < keys->len; i++) {
		GArray *row = g_hash_table_lookup(
			index->keys, GUINT_TO_POINTER(g_array_index(keys, guint32, i)));

		for (guint j = row == NULL || row->len <= MAX_PER_KEY ? 0 : row->len - MAX_PER_KEY;
			row != NULL && j < row->len; j++) {
			who = GUINT_TO_POINTER(g_array_index(row, guint32, j) + 1);
			g_hash_table_insert(counts, who,
				GUINT_TO_POINTER(
					GPOINTER_TO_UINT(g_hash_table_lookup(counts, who)) + 1));
		}
	}
	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &who, &n)) {
		Candidate candidate = {GPOINTER_TO_UINT(who) - 1, GPOINTER_TO_UINT(n)};

		g_array_append_val(found, candidate);
	}
	g_array_sort(found, by_shared);
	for (guint i = 0; i < found->len && i < max; i++) {
		guint32 other = g_array_index(found, Candidate, i).number;
		double likeness = cl_look_likeness(look, index->looks->pdata[other]);

		if (likeness > best) {
			best = likeness;
			*number = other;
		}
	}
	return best;
}

/* As what is killed is met. */
static double
ask_turned(Index *index, const ClLook *look, guint32 *number)
{
	double best = 0;

	for (guint orientation = 2; orientation <= CL_N_ORIENTATIONS; orientation++) {
		ClLook turned;
		guint32 whose = 0;
		double likeness;

		cl_look_turn(look, orientation, &turned);
		likeness = ask(index, &turned, MAX_TURNED, &whose);
		if (likeness > best) {
			best = likeness;
			*number = whose;
		}
	}
	return best;
}

static void
free_row(gpointer row)
{
	g_array_unref(row);
}

static Index
index_new(void)
{
	return (Index){g_ptr_array_new_with_free_func(g_free),
		g_hash_table_new_full(NULL, NULL, NULL, free_row)};
}

/* --- the figures ----------------------------------------------------------------------------------------- */

typedef struct {
	guint n, caught, right; /* right: of the very picture, or of its burst */
} Tally;

/* A fifth of the drawn pictures are frames 1 … 3 of the scene before. */
static void
place(guint i, guint64 *scene, guint *frame)
{
	*frame = i % 20 < 4 ? i % 20 : 0;
	*scene = (guint64)seed * 1000003 + i - *frame;
}

static VipsImage *
picture(guint i)
{
	guint width = WIDTH * DRAWN, height = HEIGHT * DRAWN, frame;
	VipsImage *wrapped, *kept;
	guint64 scene;
	guint8 *rgb;

	if (i >= (guint)n_pictures) {
		VipsImage *image = NULL;

		check(vips_thumbnail(files[i - (guint)n_pictures], &image, WIDTH * DRAWN, NULL));
		kept = vips_image_copy_memory(image);
		g_object_unref(image);
		return kept;
	}
	place(i, &scene, &frame);
	rgb = draw(scene, frame, width, height);
	wrapped = vips_image_new_from_memory_copy(
		rgb, (gsize)width * height * 3, (int)width, (int)height, 3, VIPS_FORMAT_UCHAR);
	check(vips_copy(wrapped, &kept, "interpretation", VIPS_INTERPRETATION_sRGB, NULL));
	g_object_unref(wrapped);
	g_free(rgb);
	return kept;
}

static gboolean
same_scene(guint a, guint b)
{
	guint64 one, two;
	guint frame;

	if (a >= (guint)n_pictures || b >= (guint)n_pictures)
		return a == b;
	place(a, &one, &frame);
	place(b, &two, &frame);
	return one == two;
}

static void
look_for_copies(guint n, Tally tallies[N_COPIES])
{
	Index index = index_new();
	guint64 state = (guint64)seed * 99991;

	for (guint i = 0; i < n; i++) {
		VipsImage *original = picture(i);
		ClLook *look = g_new(ClLook, 1);

		look_at(original, look);
		add(&index, look);
		g_object_unref(original);
	}
	for (guint i = 0; i < n; i++) {
		VipsImage *original = picture(i);

		for (CopyKind kind = 0; kind < N_COPIES; kind++) {
			VipsImage *copy = make_copy(original, kind, &state);
			guint32 whose = 0;
			ClLook look;
			double likeness;

			look_at(copy, &look);
			likeness = kind == TURNED || kind == MIRRORED
					   ? ask_turned(&index, &look, &whose)
					   : ask(&index, &look, MAX_ALIKE, &whose);
			tallies[kind].n++;
			tallies[kind].caught += likeness >= CL_LIKENESS_PROBABLE;
			tallies[kind].right +=
				likeness >= CL_LIKENESS_PROBABLE && same_scene(i, whose);
			g_object_unref(copy);
		}
		g_object_unref(original);
	}
	g_ptr_array_unref(index.looks);
	g_hash_table_unref(index.keys);
}

static gpointer
draw_others(gpointer data)
{
	GPtrArray *looks = data;
	guint from = looks->len, step = 2;

	g_ptr_array_set_size(looks, 0);
	for (guint i = from; i < (guint)n_others; i += step) {
		ClLook *look = g_new(ClLook, 1);
		g_autofree guint8 *rgb = draw(
			G_GUINT64_CONSTANT(1) << 40 | ((guint64)seed << 24) | i, 0, WIDTH, HEIGHT);

		cl_look_make(rgb, WIDTH, HEIGHT, look);
		g_ptr_array_add(looks, look);
	}
	return looks;
}

/* New pictures are the ones drawn, and the files. */
static void
look_for_alarms(guint n, Tally *alarms, Tally *turned)
{
	Index index = index_new();
	GPtrArray *halves[2] = {g_ptr_array_new(), g_ptr_array_new()};
	GThread *thread;

	g_ptr_array_set_size(halves[1], 1);
	thread = g_thread_new("others", draw_others, halves[1]);
	draw_others(halves[0]);
	g_thread_join(thread);
	for (guint half = 0; half < 2; half++) {
		for (guint i = 0; i < halves[half]->len; i++)
			add(&index, halves[half]->pdata[i]);
		g_ptr_array_unref(halves[half]);
	}
	for (guint i = 0; i < n; i++) {
		VipsImage *image = picture(i);
		guint32 whose;
		ClLook look;

		look_at(image, &look);
		alarms->n++;
		alarms->caught += ask(&index, &look, MAX_ALIKE, &whose) >= CL_LIKENESS_PROBABLE;
		turned->n++;
		turned->caught += ask_turned(&index, &look, &whose) >= CL_LIKENESS_PROBABLE;
		g_object_unref(image);
	}
	g_ptr_array_unref(index.looks);
	g_hash_table_unref(index.keys);
}

static double
cpu_s(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int
main(int argc, char **argv)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	Tally tallies[N_COPIES] = {{0}}, alarms = {0}, turned = {0};
	gboolean fine = TRUE;
	guint n;

	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		g_error("%s", error->message);
	check(vips_init(argv[0]));
	vips_concurrency_set(1);
	n = (guint)n_pictures + (files == NULL ? 0 : g_strv_length(files));
	look_for_copies(n, tallies);
	printf("{\"pictures\":%u,\"seed\":%d", n, seed);
	for (CopyKind kind = 0; kind < N_COPIES; kind++) {
		double caught = (double)tallies[kind].caught / tallies[kind].n;

		printf(",\"%s\":%.4f,\"%s_right\":%.4f", copy_names[kind], caught, copy_names[kind],
			(double)tallies[kind].right / tallies[kind].n);
		fine = fine && caught >= (kind == CROPPED ? 0.80 : 0.95);
	}
	look_for_alarms(n, &alarms, &turned);
	fine = fine && alarms.caught + turned.caught <= 0.001 * alarms.n;
	printf(",\"others\":%d,\"false_alarms\":%u,\"false_alarms_turned\":%u,\"false_alarm_share\":%.5f,"
	       "\"cpu_s\":%.1f}\n",
		n_others, alarms.caught, turned.caught, (double)(alarms.caught + turned.caught) / alarms.n,
		cpu_s());
	vips_shutdown();
	return fine ? 0 : 1;
}
