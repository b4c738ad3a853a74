/* SPDX-License-Identifier: MIT
 *
 * Fingerprints: what counts as the same picture, what does not, and what is no fingerprint at
 * all. Pictures are drawn by formula, so that a crop is exact and needs no decoder.
 */
#include <stdlib.h>
#include <string.h>
#include <cutline/error.h>
#include <cutline/render.h>

#define N_BLOBS 60
#define LONG_SIDE 320

typedef struct {
	double x, y, radius, light[3];
} Blob;
typedef struct {
	Blob blobs[N_BLOBS];
} Scene;
typedef struct {
	double left, top, right, bottom; /* part of the scene, of 1 */
	guint width;
	double gain, offset;
} View;

static const View whole = {0, 0, 1, 1, LONG_SIDE, 1, 0};

static double
next_random(guint64 *state)
{
	*state = *state * G_GUINT64_CONSTANT(6364136223846793005) + 1442695041;
	return (double)(*state >> 40) / (1 << 24);
}

static void
make_scene(Scene *scene, guint64 seed)
{
	guint64 state = seed * 7919 + 17;

	for (guint i = 0; i < N_BLOBS; i++) {
		Blob *blob = &scene->blobs[i];

		blob->x = next_random(&state);
		blob->y = next_random(&state);
		blob->radius = 0.02 + 0.08 * next_random(&state);
		for (guint c = 0; c < 3; c++)
			blob->light[c] = 160 * next_random(&state) - 80;
	}
}

/* Draw the part of the scene (3 : 2) that the view shows; free with g_free. */
static guint8 *
draw(const Scene *scene, const View *view, guint *width, guint *height)
{
	guint8 *rgb;
	double dx, dy;

	*width = view->width;
	*height = (guint)(view->width * (view->bottom - view->top) / (view->right - view->left) *
				  2 / 3 +
			  0.5);
	rgb = g_malloc((gsize)*width * *height * 3);
	dx = (view->right - view->left) / *width;
	dy = (view->bottom - view->top) / *height;
	for (guint y = 0; y < *height; y++) {
		for (guint x = 0; x < *width; x++) {
			double light[3] = {120, 120, 120};
			double px = view->left + dx * (x + 0.5), py = view->top + dy * (y + 0.5);

			for (guint i = 0; i < N_BLOBS; i++) {
				const Blob *blob = &scene->blobs[i];
				double ex = (px - blob->x) / blob->radius;
				double ey = (py - blob->y) * 2 / 3 / blob->radius;
				double far = ex * ex + ey * ey;

				for (guint c = 0; c < 3 && far < 1; c++)
					light[c] += blob->light[c] * (1 - far) * (1 - far);
			}
			for (guint c = 0; c < 3; c++)
				rgb[((gsize)y * *width + x) * 3 + c] = (guint8)CLAMP(
					light[c] * view->gain + view->offset + 0.5, 0, 255);
		}
	}
	return rgb;
}

static void
look_at(guint64 seed, const View *view, ClLook *look)
{
	g_autofree Scene *scene = g_new(Scene, 1);
	g_autofree guint8 *rgb = NULL;
	guint width, height;

	make_scene(scene, seed);
	rgb = draw(scene, view, &width, &height);
	cl_look_make(rgb, width, height, look);
}

static void
look_at_plain(guint8 r, guint8 g, guint8 b, ClLook *look)
{
	g_autofree guint8 *rgb = g_malloc(90 * 60 * 3);

	for (guint i = 0; i < 90 * 60; i++) {
		rgb[3 * i] = r;
		rgb[3 * i + 1] = g;
		rgb[3 * i + 2] = b;
	}
	cl_look_make(rgb, 90, 60, look);
}

static guint
n_shared_keys(const ClLook *stored, const ClLook *probing)
{
	g_autoptr(GArray) store = cl_look_store_keys(stored);
	g_autoptr(GArray) probe = cl_look_probe_keys(probing);
	guint n = 0;

	g_assert_cmpuint(store->len, <=, CL_LOOK_STORE_KEYS);
	g_assert_cmpuint(probe->len, <=, CL_LOOK_PROBE_KEYS);
	for (guint i = 0; i < store->len; i++) {
		for (guint j = 0; j < probe->len; j++)
			n += g_array_index(store, guint32, i) == g_array_index(probe, guint32, j);
	}
	return n;
}

static void
test_fit(void)
{
	static const struct {
		guint width, height, box_width, box_height, fit_width, fit_height;
	} rows[] = {
		{6000, 4000, 2560, 2560, 2560, 1707},
		{4000, 6000, 640, 640, 427, 640},
		{640, 640, 640, 640, 640, 640},
		{100, 50, 2560, 2560, 100, 50}, /* never enlarged */
		{65500, 1, 320, 320, 320, 1},   /* no side vanishes */
		{1, 65500, 320, 320, 1, 320},
		{641, 640, 640, 640, 640, 639},
		{1000, 3000, 600, 400, 133, 400},
	};

	for (guint i = 0; i < G_N_ELEMENTS(rows); i++) {
		guint width, height;

		cl_fit(rows[i].width, rows[i].height, rows[i].box_width, rows[i].box_height, &width,
			&height);
		g_assert_cmpuint(width, ==, rows[i].fit_width);
		g_assert_cmpuint(height, ==, rows[i].fit_height);
	}
	for (guint i = 1; i < CL_N_DEVELOP; i++)
		g_assert_cmpuint(cl_develop_sizes[i].width_px, <, cl_develop_sizes[i - 1].width_px);
	g_assert_cmpuint(cl_develop_sizes[0].width_px, ==, CL_MASTER_PX);
}

/* Copies of a picture are found by a key and recognised. */
static void
test_same(void)
{
	static const View copies[] = {
		{0, 0, 1, 1, LONG_SIDE, 1, 0}, {0, 0, 1, 1, LONG_SIDE / 4, 1, 0}, /* resized */
		{0, 0, 1, 1, LONG_SIDE, 0.85, 25},                                /* paler */
		{0.05, 0.05, 0.95, 0.95, LONG_SIDE, 1, 0},                        /* cropped */
		{0.10, 0.10, 0.90, 0.90, LONG_SIDE, 1, 0},
		{0.00, 0.00, 0.85, 0.85, LONG_SIDE, 1, 0},       /* a corner */
		{0.18, 0.02, 0.97, 0.93, LONG_SIDE / 2, 1.1, 0}, /* off centre, smaller, brighter */
	};
	guint n_found = 0, n_same = 0, n = 0;

	for (guint64 seed = 1; seed <= 12; seed++) {
		ClLook original;

		look_at(seed, &whole, &original);
		g_assert_cmpuint(original.n_hashes, >, 1);
		for (guint i = 0; i < G_N_ELEMENTS(copies); i++, n++) {
			ClLook copy;
			gboolean found, same;

			look_at(seed, &copies[i], &copy);
			found = n_shared_keys(&original, &copy) > 0;
			same = cl_look_likeness(&original, &copy) >= CL_LIKENESS_PROBABLE;
			if (i < 3) { /* no crop: no exception */
				g_assert_true(found);
				g_assert_true(same);
			}
			n_found += found;
			n_same += same;
		}
	}
	g_test_message("%u of %u found, %u recognised", n_found, n, n_same);
	g_assert_cmpuint(n_found * 100, >=, n * 95);
	g_assert_cmpuint(n_same * 100, >=, n * 95);
}

/* The pixels as EXIF's orientation 2 … 8 shows them; free with g_free. */
static guint8 *
turn_pixels(const guint8 *rgb, guint *width, guint *height, guint orientation)
{
	guint w = orientation >= 5 ? *height : *width, h = orientation >= 5 ? *width : *height;
	guint8 *turned = g_malloc((gsize)w * h * 3);

	for (guint y = 0; y < h; y++) {
		for (guint x = 0; x < w; x++) {
			gboolean from_right = orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
			gboolean from_below = orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
			guint column = orientation >= 5 ? y : x, row = orientation >= 5 ? x : y;

			column = from_right ? *width - 1 - column : column;
			row = from_below ? *height - 1 - row : row;
			memcpy(turned + ((gsize)y * w + x) * 3, rgb + ((gsize)row * *width + column) * 3, 3);
		}
	}
	*width = w;
	*height = h;
	return turned;
}

/* A look is turned as its picture is: it is found, and recognised. */
static void
test_turned(void)
{
	for (guint64 seed = 1; seed <= 5; seed++) {
		for (guint orientation = 2; orientation <= CL_N_ORIENTATIONS; orientation++) {
			g_autofree Scene *scene = g_new(Scene, 1);
			g_autofree guint8 *rgb = NULL, *turned = NULL;
			ClLook original, seen, made;
			guint width, height;

			make_scene(scene, seed);
			rgb = draw(scene, &whole, &width, &height);
			cl_look_make(rgb, width, height, &original);
			turned = turn_pixels(rgb, &width, &height, orientation);
			cl_look_make(turned, width, height, &seen);
			cl_look_turn(&original, orientation, &made);
			g_assert_cmpuint(made.width, ==, seen.width);
			g_assert_cmpuint(made.height, ==, seen.height);
			g_assert_cmpuint(made.n_hashes, ==, seen.n_hashes);
			g_assert_cmpuint(n_shared_keys(&seen, &made), >=, 5);
			g_assert_cmpfloat(cl_look_likeness(&seen, &made), >, 0.97);
			g_assert_cmpfloat(cl_look_likeness(&seen, &original), <, CL_LIKENESS_PROBABLE);
		}
	}
}

static void
test_different(void)
{
	g_autofree ClLook *looks = g_new(ClLook, 30);
	double highest = 0;

	for (guint i = 0; i < 30; i++)
		look_at(100 + i, &whole, &looks[i]);
	for (guint i = 0; i < 30; i++) {
		for (guint j = 0; j < 30; j++) {
			double likeness = cl_look_likeness(&looks[i], &looks[j]);

			if (i == j)
				g_assert_cmpfloat(likeness, >, 0.99);
			else
				highest = MAX(highest, likeness);
		}
	}
	g_test_message("likest strangers: %.2f", highest);
	g_assert_cmpfloat(highest, <, CL_LIKENESS_PROBABLE - 0.15);
}

/* Two parts of one scene that hardly overlap are two pictures. */
static void
test_parts(void)
{
	static const View left = {0, 0, 0.55, 1, 200, 1, 0}, right = {0.45, 0, 1, 1, 200, 1, 0};

	for (guint64 seed = 1; seed <= 10; seed++) {
		ClLook a, b;

		look_at(seed, &left, &a);
		look_at(seed, &right, &b);
		g_assert_cmpfloat(cl_look_likeness(&a, &b), <, CL_LIKENESS_PROBABLE);
	}
}

static void
test_flat(void)
{
	ClLook grey, white, picture;

	look_at_plain(128, 128, 128, &grey);
	look_at_plain(255, 255, 255, &white);
	look_at(3, &whole, &picture);
	g_assert_cmpuint(n_shared_keys(&grey, &grey), ==, 0);
	g_assert_cmpfloat(cl_look_likeness(&grey, &white), ==, 0);
	g_assert_cmpfloat(cl_look_likeness(&grey, &picture), ==, 0);
	g_assert_cmpfloat(cl_look_likeness(&picture, &white), ==, 0);
}

static void
test_tiny(void)
{
	static const guint sizes[][2] = {
		{1, 1}, {1, 320}, {320, 1}, {2, 2}, {3, 3}, {320, 4}, {7, 5}};

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		gsize n = (gsize)sizes[i][0] * sizes[i][1] * 3;
		g_autofree guint8 *rgb = g_malloc(n);
		g_autoptr(GBytes) bytes = NULL;
		ClLook look, back;

		for (gsize j = 0; j < n; j++)
			rgb[j] = (guint8)(j * 37);
		cl_look_make(rgb, sizes[i][0], sizes[i][1], &look);
		bytes = cl_look_to_bytes(&look);
		g_assert_true(cl_look_from_bytes(bytes, &back));
		g_assert_cmpmem(&look, sizeof look, &back, sizeof back);
		cl_look_likeness(&look, &back);
	}
}

static void
test_bytes(void)
{
	ClLook look, back;
	g_autoptr(GBytes) bytes = NULL;
	g_autofree guint8 *copy = NULL;
	gsize n;

	look_at(5, &whole, &look);
	bytes = cl_look_to_bytes(&look);
	g_assert_true(cl_look_from_bytes(bytes, &back));
	g_assert_cmpmem(&look, sizeof look, &back, sizeof back);
	g_assert_cmpfloat(cl_look_likeness(&look, &back), >, 0.99);

	n = g_bytes_get_size(bytes);
	copy = g_memdup2(g_bytes_get_data(bytes, NULL), n);
	for (gsize cut = 0; cut < n; cut += 97) {
		g_autoptr(GBytes) shorter = g_bytes_new(copy, cut);

		g_assert_false(cl_look_from_bytes(shorter, &back));
		g_assert_cmpuint(back.n_hashes, ==, 0);
	}
	static const struct {
		guint at, value;
	} wrong[] = {{0, 0}, {0, 2}, {5, CL_LOOK_HASHES + 1}, {5, 255}, {5, 1}, {6 + 22 + 16, 255},
		{6 + 22 + 20, 255}, {6 + 16, 1}};
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		guint8 kept = copy[wrong[i].at];
		g_autoptr(GBytes) changed = NULL;

		copy[wrong[i].at] = (guint8)wrong[i].value;
		changed = g_bytes_new(copy, n);
		g_assert_false(cl_look_from_bytes(changed, &back));
		copy[wrong[i].at] = kept;
	}
}

/* Whatever is accepted can be used: no crash, no likeness outside 0 … 1. */
static void
test_hostile_bytes(void)
{
	ClLook look, other;
	g_autoptr(GBytes) bytes = NULL;
	guint64 state = 11;
	guint n_accepted = 0;
	gsize n;

	look_at(6, &whole, &look);
	bytes = cl_look_to_bytes(&look);
	for (guint round = 0; round < 400; round++) {
		g_autofree guint8 *copy =
			g_memdup2(g_bytes_get_data(bytes, &n), g_bytes_get_size(bytes));
		g_autoptr(GBytes) changed = NULL;

		for (guint i = 0; i < 3; i++)
			copy[1 + (gsize)(next_random(&state) * 300)] =
				(guint8)(next_random(&state) * 256);
		changed = g_bytes_new(copy, n);
		if (cl_look_from_bytes(changed, &other)) {
			double likeness = cl_look_likeness(&look, &other);

			g_assert_cmpfloat(likeness, >=, 0);
			g_assert_cmpfloat(likeness, <=, 1);
			n_shared_keys(&look, &other);
			n_accepted++;
		}
	}
	g_assert_cmpuint(n_accepted, >, 0);
}

/* The placeholder's header, decoded by the published layout. */
static void
test_placeholder(void)
{
	ClLook look;
	guint32 head;

	look_at_plain(255, 255, 255, &look);
	head = look.placeholder[0] | (guint32)look.placeholder[1] << 8 |
	       (guint32)look.placeholder[2] << 16;
	g_assert_cmpuint(head & 63, ==, 63);               /* light */
	g_assert_cmpuint(head >> 6 & 63, ==, 32);          /* neither yellow nor blue */
	g_assert_cmpuint(head >> 12 & 63, ==, 32);         /* neither red nor green */
	g_assert_cmpuint(head >> 18 & 31, ==, 0);          /* no contrast */
	g_assert_cmpuint(head >> 23, ==, 0);               /* opaque */
	g_assert_cmpuint(look.placeholder[4] >> 7, ==, 1); /* landscape */

	look_at_plain(255, 0, 0, &look);
	head = look.placeholder[0] | (guint32)look.placeholder[1] << 8 |
	       (guint32)look.placeholder[2] << 16;
	g_assert_cmpuint(head & 63, ==, 21);
	g_assert_cmpuint(head >> 12 & 63, ==, 63);

	/* 3 : 2 has 7 × 5 light coefficients in its triangle and 5 each of the colours */
	look_at(2, &whole, &look);
	g_assert_cmpuint(look.placeholder[3] & 7, ==, 5);
	g_assert_cmpuint(look.n_placeholder, >=, 5 + 10);
	g_assert_cmpuint(look.n_placeholder, <=, 25);
}

/* Half red, half blue, seen as a whole, as halves and as nonsense. */
static void
test_placeholder_pixels(void)
{
	static const ClPlaceholderPart all = {0, 0, 1, 1}, left = {0, 0, 0.25, 1}, right = {0.75, 0, 0.25, 1};
	g_autofree guint8 *rgb = g_new0(guint8, 320 * 200 * 3);
	guint8 seen[6 * 4 * 3];
	ClLook look;

	for (guint i = 0; i < 320 * 200; i++)
		rgb[3 * i + (i % 320 < 160 ? 0 : 2)] = 220;
	cl_look_make(rgb, 320, 200, &look);
	g_assert_true(cl_placeholder_pixels(look.placeholder, look.n_placeholder, &all, 6, 4, seen));
	for (guint y = 0; y < 4; y++) {
		g_assert_cmpuint(seen[18 * y], >, seen[18 * y + 2] + 100);
		g_assert_cmpuint(seen[18 * y + 17], >, seen[18 * y + 15] + 100);
	}
	g_assert_true(cl_placeholder_pixels(look.placeholder, look.n_placeholder, &left, 1, 1, seen));
	g_assert_cmpuint(seen[0], >, seen[2] + 100);
	g_assert_true(cl_placeholder_pixels(look.placeholder, look.n_placeholder, &right, 1, 1, seen));
	g_assert_cmpuint(seen[2], >, seen[0] + 100);

	look_at_plain(200, 100, 50, &look);
	g_assert_true(cl_placeholder_pixels(look.placeholder, look.n_placeholder, &all, 6, 4, seen));
	for (guint i = 0; i < sizeof seen; i++)
		g_assert_cmpint(abs(seen[i] - (int[]){200, 100, 50}[i % 3]), <=, 6);

	for (guint n = 0; n < look.n_placeholder; n++)
		g_assert_false(cl_placeholder_pixels(look.placeholder, n, &all, 6, 4, seen));
	look.placeholder[2] |= 0x80; /* says that it has an alpha channel */
	g_assert_false(cl_placeholder_pixels(look.placeholder, look.n_placeholder, &all, 6, 4, seen));
}

static GVariant *
make_answer(const ClLook *look, guint n_sizes, guint width, guint height)
{
	g_autoptr(GBytes) bytes = cl_look_to_bytes(look);
	GVariantBuilder sizes;

	g_variant_builder_init(&sizes, G_VARIANT_TYPE("a(uu)"));
	for (guint i = 0; i < n_sizes; i++)
		g_variant_builder_add(&sizes, "(uu)", width, height);
	return g_variant_ref_sink(g_variant_new("(@aya(uu)s)",
		g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, bytes, TRUE), &sizes,
		"  bad\nHuffman code\001 "));
}

static void
test_answer(void)
{
	static const struct {
		guint n, width, height;
	} wrong[] = {{0, 300, 200}, {2, 300, 200}, {5, 300, 200}, {4, 0, 200}, {4, 300, 0},
		{4, 321, 200}, {4, 300, G_MAXUINT32}};
	g_autoptr(GVariant) good = NULL;
	g_autoptr(GVariant) text = g_variant_ref_sink(g_variant_new_string("x"));
	g_autoptr(GError) error = NULL;
	g_autofree ClDeveloped *developed = NULL;
	ClLook look;

	look_at(9, &whole, &look);
	good = make_answer(&look, CL_N_DEVELOP, 300, 200);
	developed = cl_develop_answer(good, &error);
	g_assert_no_error(error);
	g_assert_cmpmem(&developed->look, sizeof look, &look, sizeof look);
	g_assert_cmpuint(developed->width[CL_N_DEVELOP - 1], ==, 300);
	g_assert_cmpstr(developed->damage, ==, "bad\nHuffman code");
	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GVariant) bad =
			make_answer(&look, wrong[i].n, wrong[i].width, wrong[i].height);

		g_assert_null(cl_develop_answer(bad, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
		g_clear_error(&error);
	}
	g_assert_null(cl_develop_answer(text, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_null(cl_develop_answer(NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/look/fit", test_fit);
	g_test_add_func("/look/same", test_same);
	g_test_add_func("/look/turned", test_turned);
	g_test_add_func("/look/different", test_different);
	g_test_add_func("/look/parts", test_parts);
	g_test_add_func("/look/flat", test_flat);
	g_test_add_func("/look/tiny", test_tiny);
	g_test_add_func("/look/bytes", test_bytes);
	g_test_add_func("/look/hostile-bytes", test_hostile_bytes);
	g_test_add_func("/look/placeholder", test_placeholder);
	g_test_add_func("/look/placeholder-pixels", test_placeholder_pixels);
	g_test_add_func("/look/answer", test_answer);
	return g_test_run();
}
