/* SPDX-License-Identifier: MIT
 *
 * Renditions: every size, part, turn, colour and format that a plan can ask for comes out as it
 * was planned, and looks like the picture: compared with a reference that was made in another way
 * (drawn at that size, or reduced in one step from the whole picture in floating point).
 */
#include <cutline/error.h>
#include "wide_spaces.h"

/* --- sizes and parts -------------------------------------------------------------------------------- */

static const char *const views[] = {"w_400", "w_700", "h_300", "w_300,h_300,fit_cover,g_center",
	"w_240,h_630,fit_cover,g_900_0", "crop_1000_200_200_600", "w_200,crop_13_27_901_777",
	"w_333,h_222,fit_cover,g_100_100,crop_400_300_1000_900", "dpr_1", "w_1600"};

static void
test_views(void)
{
	g_autoptr(Image) picture = paint_image(1800, 1200);
	g_autoptr(GBytes) input = save(picture, ".jpg[Q=95,subsample-mode=off]");

	for (guint i = 0; i < G_N_ELEMENTS(views); i++) {
		ClPlan what = plan(views[i], CL_FORMAT_PNG, 1800, 1200);
		g_autoptr(Image) reference = paint_plan(&what, 1800, 1200);
		g_autoptr(Image) output =
			render_one(input, CL_FORMAT_JPEG, 1, 1800, 1200, &what);
		double likeness = psnr(output, reference);

		g_test_message("%s: %.1f dB", views[i], likeness);
		g_assert_cmpfloat(likeness, >=, 46);
	}
}

/* The same from a master of another size than the plans speak of. */
static void
test_from_master(void)
{
	g_autoptr(Image) master = paint_image(900, 600);
	g_autoptr(GBytes) input = save(master, ".jpg[Q=95,subsample-mode=off]");
	static const char *const small[] = {"w_400", "w_640,h_640,fit_cover,g_0_0", "crop_400_300_500_500",
		"w_300,crop_131_277_901_777"};

	for (guint i = 0; i < G_N_ELEMENTS(small); i++) {
		ClPlan what = plan(small[i], CL_FORMAT_PNG, 1800, 1200);
		g_autoptr(Image) reference = NULL;
		g_autoptr(Image) output = NULL;
		double likeness;

		/* a size that the master has */
		what.width = MIN(what.width, what.region.width / 2);
		what.height = MIN(what.height, what.region.height / 2);
		reference = paint_plan(&what, 1800, 1200);
		output = render_one(input, CL_FORMAT_JPEG, 1, 1800, 1200, &what);
		likeness = psnr(output, reference);
		g_test_message("%s: %.1f dB", small[i], likeness);
		g_assert_cmpfloat(likeness, >=, 45);
	}
}

/* A part and a size of a picture that lies on its side or in a mirror: crops are of the upright one. */
static void
test_orientations(void)
{
	static const char *const ops[] = {"w_300", "w_150,h_200,fit_cover,g_800_200", "crop_30_400_200_100"};
	/* which EXIF value brings back what this one does */
	static const guint inverse[9] = {0, 1, 2, 3, 4, 5, 8, 7, 6};

	for (guint orientation = 1; orientation <= 8; orientation++) {
		g_autoptr(Image) upright = paint_image(600, 900);
		g_autoptr(Image) tagged = NULL;
		g_autoptr(Image) stored = NULL;
		g_autoptr(GBytes) input = NULL;

		g_assert_cmpint(vips_copy(upright, &tagged, NULL), ==, 0);
		vips_image_set_int(tagged, VIPS_META_ORIENTATION, (int)inverse[orientation]);
		g_assert_cmpint(vips_autorot(tagged, &stored, NULL), ==, 0);
		input = save(stored, ".jpg[Q=95,strip,subsample-mode=off]");
		for (guint i = 0; i < G_N_ELEMENTS(ops); i++) {
			ClPlan what = plan(ops[i], CL_FORMAT_PNG, 600, 900);
			g_autoptr(Image) reference = paint_plan(&what, 600, 900);
			g_autoptr(Image) output = render_one(
				input, CL_FORMAT_JPEG, orientation, 600, 900, &what);
			double likeness = psnr(output, reference);

			g_test_message("%u, %s: %.1f dB", orientation, ops[i], likeness);
			g_assert_cmpfloat(likeness, >=, 46);
		}
	}
}

/* IIIF's turns and mirror, after all else. */
static void
test_turns(void)
{
	g_autoptr(GBytes) input = draw_as(300, 200, ".png");
	ClPlan what = plan("w_150", CL_FORMAT_PNG, 300, 200);

	for (guint degrees = 0; degrees < 360; degrees += 90) {
		for (guint mirror = 0; mirror < 2; mirror++) {
			g_autoptr(Image) output = NULL;
			g_autoptr(Image) reference = NULL;
			g_autoptr(Image) flipped = NULL;
			ClPlan still = what;

			what.turn = degrees;
			what.mirror = mirror;
			still.turn = 0;
			still.mirror = FALSE;
			output = render_one(input, CL_FORMAT_PNG, 1, 300, 200, &what);
			reference = render_one(input, CL_FORMAT_PNG, 1, 300, 200, &still);
			if (mirror) {
				g_assert_cmpint(vips_flip(reference, &flipped,
							VIPS_DIRECTION_HORIZONTAL, NULL),
					==, 0);
				g_set_object(&reference, flipped);
			}
			g_clear_object(&flipped);
			g_assert_cmpint(vips_rot(reference, &flipped, (VipsAngle)(degrees / 90), NULL),
				==, 0);
			g_assert_cmpfloat(psnr(output, flipped), ==, 99);
		}
	}
}

/* --- many sizes of one decode ----------------------------------------------------------------------- */

static void
test_ladder(void)
{
	static const char *const steps[] = {"w_320", "w_1600", "w_600,h_600,fit_cover,g_center", "w_640",
		"w_1200", "w_1200,h_630,fit_cover"};
	g_autoptr(Image) picture = paint_image(3000, 2000);
	g_autoptr(GBytes) input = save(picture, ".jpg[Q=95,subsample-mode=off]");
	g_auto(Renditions) made = {0};
	g_autoptr(GError) error = NULL;
	ClPlan plans[G_N_ELEMENTS(steps)];

	for (guint i = 0; i < G_N_ELEMENTS(steps); i++)
		plans[i] = plan(steps[i], CL_FORMAT_PNG, 3000, 2000);
	render(input, CL_FORMAT_JPEG, 1, 3000, 2000, plans, G_N_ELEMENTS(steps), &made, &error);
	g_assert_no_error(error);
	for (guint i = 0; i < G_N_ELEMENTS(steps); i++) {
		g_autoptr(Image) output = open_file(made.files[i]);

		g_assert_cmpuint(made.rendered[i].width, ==, plans[i].width);
		g_assert_cmpint(vips_image_get_width(output), ==, (int)plans[i].width);
		g_assert_cmpint(vips_image_get_height(output), ==, (int)plans[i].height);
		if (!plans[i].attention) {
			g_autoptr(Image) reference = paint_plan(&plans[i], 3000, 2000);

			g_test_message("%s: %.1f dB", steps[i], psnr(output, reference));
			g_assert_cmpfloat(psnr(output, reference), >=, 45);
		}
	}
}

/* --- colour ----------------------------------------------------------------------------------------- */

static const struct {
	const char *profile, *suffix;
	ClFormat format;
	double least;
} spaces[] = {
	{"srgb", ".jpg[Q=97,subsample-mode=off]", CL_FORMAT_JPEG, 46},
	{"p3", ".jpg[Q=97,subsample-mode=off]", CL_FORMAT_JPEG, 44},
	{"p3", ".png", CL_FORMAT_PNG, 46},
	{"p3", ".tif", CL_FORMAT_TIFF, 46},
	{"cmyk", ".jpg[Q=97,subsample-mode=off]", CL_FORMAT_JPEG, 35},
	{"cmyk", ".tif", CL_FORMAT_TIFF, 40},
};

/* What is left of a picture on its way through another space and back, at full size: a press has
 * fewer colours. */
static VipsImage *
there_and_back(VipsImage *picture, const char *profile, VipsImage **there)
{
	VipsImage *back = NULL;

	g_assert_cmpint(vips_icc_transform(picture, there, profile, "input_profile", "srgb", "intent",
				VIPS_INTENT_PERCEPTUAL, NULL),
		==, 0);
	g_assert_cmpint(vips_icc_transform(*there, &back, "srgb", "embedded", TRUE, "intent",
				VIPS_INTENT_PERCEPTUAL, "black_point_compensation", TRUE, NULL),
		==, 0);
	return back;
}

static void
test_spaces(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(spaces); i++) {
		g_autoptr(Image) picture = paint_image(600, 400);
		g_autoptr(Image) there = NULL;
		g_autoptr(Image) back = there_and_back(picture, spaces[i].profile, &there);
		g_autoptr(GBytes) input = save(there, spaces[i].suffix);
		g_autoptr(GBytes) plain = save(back, ".png[strip]");
		ClPlan what = plan("w_300", CL_FORMAT_PNG, 600, 400);
		g_autoptr(Image) reference =
			render_one(plain, CL_FORMAT_PNG, 1, 600, 400, &what);
		g_autoptr(Image) output = NULL;
		double likeness;

		output = render_one(input, spaces[i].format, 1, 600, 400, &what);
		likeness = psnr(output, reference);
		g_test_message("%s %s: %.1f dB", spaces[i].profile, spaces[i].suffix, likeness);
		g_assert_cmpfloat(likeness, >=, spaces[i].least);
	}
}

/* Adobe RGB and ProPhoto, in 8 and 16 bits, against the picture as it was painted. */
static void
test_wide_spaces(void)
{
	static const struct {
		const char *suffix;
		ClFormat format;
		gboolean deep;
	} files[] = {{".jpg[Q=97,subsample-mode=off]", CL_FORMAT_JPEG, FALSE}, {".png", CL_FORMAT_PNG, FALSE},
		{".png", CL_FORMAT_PNG, TRUE}, {".tif", CL_FORMAT_TIFF, TRUE}};
	ClPlan what = plan("w_300", CL_FORMAT_PNG, 600, 400);
	g_autoptr(Image) reference = paint_plan(&what, 600, 400);

	for (guint i = 0; i < G_N_ELEMENTS(wide_spaces) * G_N_ELEMENTS(files); i++) {
		const WideSpace *space = &wide_spaces[i / G_N_ELEMENTS(files)];
		gsize at = i % G_N_ELEMENTS(files);
		g_autoptr(Image) picture = paint_wide(space, 600, 400, files[at].deep);
		g_autoptr(GBytes) input = save(picture, files[at].suffix);
		g_autoptr(Image) output =
			render_one(input, files[at].format, 1, 600, 400, &what);
		g_autoptr(Image) difference = NULL;
		double shift;

		g_assert_cmpint(vips_subtract(output, reference, &difference, NULL), ==, 0);
		g_assert_cmpint(vips_avg(difference, &shift, NULL), ==, 0);
		g_test_message("%s %s: %.1f dB, %.2f lighter", space->name, files[at].suffix,
			psnr(output, reference), shift);
		g_assert_cmpfloat(psnr(output, reference), >=, 40);
		g_assert_cmpfloat(fabs(shift), <=, 0.5);
	}
}

static void
test_depths(void)
{
	g_autoptr(Image) picture = paint_image(600, 400);
	ClPlan what = plan("w_300", CL_FORMAT_PNG, 600, 400);
	g_autoptr(Image) reference = paint_plan(&what, 600, 400);
	g_autoptr(Image) grey_reference = NULL;
	g_autoptr(Image) deep = NULL;
	g_autoptr(Image) grey = NULL;
	g_autoptr(Image) output = NULL;
	g_autoptr(Image) grey_output = NULL;
	g_autoptr(Image) grey_again = NULL;
	g_autoptr(GBytes) deep_input = NULL;
	g_autoptr(GBytes) grey_input = NULL;

	g_assert_cmpint(vips_colourspace(picture, &deep, VIPS_INTERPRETATION_RGB16, NULL), ==, 0);
	deep_input = save(deep, ".png");
	output = render_one(deep_input, CL_FORMAT_PNG, 1, 600, 400, &what);
	g_assert_cmpfloat(psnr(output, reference), >=, 44);
	g_assert_cmpint(vips_colourspace(picture, &grey, VIPS_INTERPRETATION_B_W, NULL), ==, 0);
	grey_input = save(grey, ".jpg[Q=97]");
	grey_output = render_one(grey_input, CL_FORMAT_JPEG, 1, 600, 400, &what);
	g_assert_cmpint(vips_colourspace(reference, &grey_reference, VIPS_INTERPRETATION_B_W, NULL),
		==, 0);
	g_assert_cmpint(vips_extract_band(grey_output, &grey_again, 0, NULL), ==, 0);
	g_assert_cmpfloat(psnr(grey_again, grey_reference), >=, 44);
}

/* A white figure on nothing: white all over, without a dark rim where they meet. */
static void
test_alpha(void)
{
	guint8 *rgba = g_malloc0(400 * 400 * 4);
	g_autoptr(Image) raw = NULL;
	g_autoptr(Image) picture = NULL;
	g_autoptr(GBytes) input = NULL;
	g_autoptr(Image) output = NULL;
	ClPlan what = plan("w_133", CL_FORMAT_JPEG, 400, 400);
	double least;

	for (guint y = 0; y < 400; y++)
		for (guint x = 0; x < 400; x++)
			if (hypot(x - 200.0, y - 200.0) < 150)
				memset(rgba + (y * 400 + x) * 4, 255, 4);
	raw = vips_image_new_from_memory_copy(rgba, 400 * 400 * 4, 400, 400, 4, VIPS_FORMAT_UCHAR);
	g_free(rgba);
	g_assert_cmpint(
		vips_copy(raw, &picture, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
	input = save(picture, ".png");
	output = render_one(input, CL_FORMAT_PNG, 1, 400, 400, &what);
	g_assert_cmpint(vips_min(output, &least, NULL), ==, 0);
	g_assert_cmpfloat(least, >=, 253);
}

/* An edge between dark and light: the filter's ring and the sharpening together stay under a fifth
 * of its height, and are gone three pixels away from it. */
static void
test_no_halo(void)
{
	guint8 *rgb = g_malloc(1200 * 800 * 3);
	g_autoptr(Image) raw = NULL;
	g_autoptr(Image) picture = NULL;
	g_autoptr(GBytes) input = NULL;
	g_autoptr(Image) output = NULL;
	ClPlan what = plan("w_400", CL_FORMAT_PNG, 1200, 800);
	double least, most, border;
	g_autoptr(Image) frame = NULL;

	for (guint y = 0; y < 800; y++)
		for (guint x = 0; x < 1200; x++)
			memset(rgb + (y * 1200 + x) * 3, x + y / 2 < 800 ? 60 : 190, 3);
	raw = vips_image_new_from_memory_copy(rgb, 1200 * 800 * 3, 1200, 800, 3, VIPS_FORMAT_UCHAR);
	g_free(rgb);
	g_assert_cmpint(
		vips_copy(raw, &picture, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
	input = save(picture, ".png");
	output = render_one(input, CL_FORMAT_PNG, 1, 1200, 800, &what);
	g_assert_cmpint(vips_min(output, &least, NULL), ==, 0);
	g_assert_cmpint(vips_max(output, &most, NULL), ==, 0);
	g_test_message("60 … 190 became %.0f … %.0f", least, most);
	g_assert_cmpfloat(least, >=, 60 - 26);
	g_assert_cmpfloat(most, <=, 190 + 26);
	/* three pixels before the edge, which crosses row 0 at 800 / 3 */
	for (int x = 0; x < 400; x++) {
		double *seen;
		int n;

		g_assert_cmpint(vips_getpoint(output, &seen, &n, x, 0, NULL), ==, 0);
		if (x < 262 || x > 270)
			g_assert_cmpfloat(fabs(seen[0] - (x < 266 ? 60 : 190)), <=, 2);
		g_free(seen);
	}
	/* and the border of the frame is as light as the rest: the left side is 60 all over */
	g_assert_cmpint(vips_extract_area(output, &frame, 0, 0, 1, 200, NULL), ==, 0);
	g_assert_cmpint(vips_avg(frame, &border, NULL), ==, 0);
	g_assert_cmpfloat(fabs(border - 60), <=, 1);
}

/* What must not be cropped stands in the middle of its card, on white. */
static void
test_padded(void)
{
	g_autoptr(Image) picture = paint_image(600, 400);
	g_autoptr(GBytes) input = save(picture, ".png");
	ClPlan what = plan("w_300", CL_FORMAT_PNG, 600, 400);
	g_autoptr(Image) bare = render_one(input, CL_FORMAT_PNG, 1, 600, 400, &what);
	g_autoptr(Image) card = NULL;
	g_autoptr(Image) middle = NULL;
	g_autoptr(Image) side = NULL;
	double least;

	what.canvas_width = 401;
	what.canvas_height = 200;
	card = render_one(input, CL_FORMAT_PNG, 1, 600, 400, &what);
	g_assert_cmpint(vips_image_get_width(card), ==, 401);
	g_assert_cmpint(vips_extract_area(card, &middle, 50, 0, 300, 200, NULL), ==, 0);
	g_assert_cmpfloat(psnr(middle, bare), ==, 99);
	g_assert_cmpint(vips_extract_area(card, &side, 350, 0, 51, 200, NULL), ==, 0);
	g_assert_cmpint(vips_min(side, &least, NULL), ==, 0);
	g_assert_cmpfloat(least, ==, 255);
}

/* --- formats ---------------------------------------------------------------------------------------- */

static void
test_outputs(void)
{
	static const ClFormat formats[] = {CL_FORMAT_JPEG, CL_FORMAT_WEBP, CL_FORMAT_AVIF, CL_FORMAT_PNG};
	static const char *const magic[] = {"\xff\xd8\xff", "RIFF", NULL, "\x89PNG"};
	g_autoptr(Image) picture = paint_image(900, 600);
	g_autoptr(GBytes) input = save(picture, ".jpg[Q=95]");

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		ClPlan what = plan("w_450", formats[i], 900, 600);
		g_autoptr(Image) reference = paint_plan(&what, 900, 600);
		g_auto(Renditions) made = {0};
		g_autoptr(Image) output = NULL;
		g_autoptr(GError) error = NULL;
		gconstpointer profile;
		gsize n_profile;

		render(input, CL_FORMAT_JPEG, 1, 900, 600, &what, 1, &made, &error);
		g_assert_no_error(error);
		g_assert_cmpint(made.rendered[0].format, ==, formats[i]);
		if (magic[i] != NULL)
			g_assert_cmpmem(g_bytes_get_data(made.files[0], NULL), strlen(magic[i]),
				magic[i], strlen(magic[i]));
		else
			g_assert_cmpmem((const char *)g_bytes_get_data(made.files[0], NULL) + 4, 8,
				"ftypavif", 8);
		output = open_file(made.files[0]);
		g_test_message("%s: %.1f dB, %" G_GSIZE_FORMAT " bytes", cl_format_name(formats[i]),
			psnr(output, reference), g_bytes_get_size(made.files[0]));
		g_assert_cmpfloat(psnr(output, reference), >=, 31);
		g_assert_cmpint(vips_image_get_blob(
					output, VIPS_META_ICC_NAME, &profile, &n_profile),
			==, 0);
		g_assert_cmpuint(n_profile, ==, 480);
	}
}

/* Our profile means what sRGB means. */
static void
test_profile(void)
{
	g_autoptr(Image) picture = paint_image(300, 200);
	ClPlan what = plan("dpr_1", CL_FORMAT_PNG, 300, 200);
	g_autoptr(GBytes) input = save(picture, ".png");
	g_autoptr(Image) output = render_one(input, CL_FORMAT_PNG, 1, 300, 200, &what);
	g_autoptr(Image) there = NULL;

	g_assert_cmpint(vips_icc_transform(output, &there, "srgb", "embedded", TRUE, NULL), ==, 0);
	g_assert_cmpfloat(psnr(there, picture), >=, 50);
}

static VipsImage *
noise(int width, int height)
{
	VipsImage *noisy = NULL, *bytes = NULL;

	g_assert_cmpint(vips_gaussnoise(&noisy, width, height, "mean", 128.0, "sigma", 60.0, "seed", 4,
				NULL),
		==, 0);
	g_assert_cmpint(vips_cast_uchar(noisy, &bytes, NULL), ==, 0);
	g_object_unref(noisy);
	return bytes;
}

static void
test_max_bytes(void)
{
	g_autoptr(Image) hard = noise(600, 400);
	g_autoptr(GBytes) input = save(hard, ".png");
	static const ClFormat formats[] = {CL_FORMAT_JPEG, CL_FORMAT_WEBP, CL_FORMAT_AVIF};

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		ClPlan what = plan("w_300", formats[i], 600, 400);
		g_auto(Renditions) whole = {0};
		g_auto(Renditions) limited = {0};
		g_auto(Renditions) impossible = {0};

		g_assert_true(render(input, CL_FORMAT_PNG, 1, 600, 400, &what, 1, &whole, NULL));
		what.max_bytes = (guint32)(whole.rendered[0].size_bytes / 2);
		g_assert_true(render(input, CL_FORMAT_PNG, 1, 600, 400, &what, 1, &limited, NULL));
		g_assert_cmpuint(limited.rendered[0].size_bytes, <=, what.max_bytes);
		g_assert_cmpuint(limited.rendered[0].size_bytes, >, what.max_bytes / 2);
		what.max_bytes = 1;
		g_assert_true(
			render(input, CL_FORMAT_PNG, 1, 600, 400, &what, 1, &impossible, NULL));
		g_assert_cmpuint(impossible.rendered[0].size_bytes, <, limited.rendered[0].size_bytes);
	}
}

/* A negotiated file is the smaller of the two. */
static void
test_negotiated(void)
{
	static const ClFormat formats[] = {CL_FORMAT_WEBP, CL_FORMAT_AVIF, CL_FORMAT_PNG};
	g_autoptr(Image) soft = paint_image(600, 400);
	g_autoptr(Image) hard = noise(600, 400);
	g_autoptr(GBytes) of_soft = save(soft, ".png");
	g_autoptr(GBytes) of_hard = save(hard, ".png");

	for (guint i = 0; i < G_N_ELEMENTS(formats) * 2; i++) {
		ClPlan plans[3];
		g_auto(Renditions) made = {0};

		plans[0] = plan("w_300", CL_FORMAT_JPEG, 600, 400);
		plans[1] = plans[2] = plan("w_300", formats[i / 2], 600, 400);
		plans[2].negotiated = TRUE;
		g_assert_true(render(i % 2 ? of_hard : of_soft, CL_FORMAT_PNG, 1, 600, 400, plans, 3, &made, NULL));
		g_assert_cmpuint(made.rendered[2].size_bytes, ==,
			MIN(made.rendered[0].size_bytes, made.rendered[1].size_bytes));
	}
}

/* --- what must not be believed ------------------------------------------------------------------------ */

static void
test_bad_messages(void)
{
	g_autoptr(GBytes) input = draw_as(60, 40, ".png");
	ClPlan good = plan("w_30", CL_FORMAT_PNG, 60, 40), bad;
	g_auto(Renditions) made = {0};
	g_autoptr(GError) error = NULL;

	bad = good;
	bad.region.width = 61;
	g_assert_false(render(input, CL_FORMAT_PNG, 1, 60, 40, &bad, 1, &made, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
	bad = good;
	bad.width = 0;
	g_assert_false(render(input, CL_FORMAT_PNG, 1, 60, 40, &bad, 1, &made, NULL));
	bad = good;
	bad.turn = 45;
	g_assert_false(render(input, CL_FORMAT_PNG, 1, 60, 40, &bad, 1, &made, NULL));
	bad = good;
	bad.format = CL_FORMAT_GIF;
	g_assert_false(render(input, CL_FORMAT_PNG, 1, 60, 40, &bad, 1, &made, NULL));
	bad = good;
	bad.region.x = G_MAXUINT32;
	g_assert_false(render(input, CL_FORMAT_PNG, 1, 60, 40, &bad, 1, &made, NULL));
	g_assert_false(render(input, CL_FORMAT_UNKNOWN, 1, 60, 40, &good, 1, &made, NULL));
	/* not a picture at all */
	{
		g_autoptr(GBytes) text = g_bytes_new_static("no picture", 10);

		g_clear_error(&error);
		g_assert_false(render(text, CL_FORMAT_JPEG, 1, 60, 40, &good, 1, &made, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	}
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	g_test_init(&argc, &argv, NULL);
	/* libvips warns of what it ignores */
	g_log_set_always_fatal(G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
	if (!cl_render_init(&error))
		g_error("%s", error->message);
	g_test_add_func("/rendition/views", test_views);
	g_test_add_func("/rendition/from-master", test_from_master);
	g_test_add_func("/rendition/orientations", test_orientations);
	g_test_add_func("/rendition/turns", test_turns);
	g_test_add_func("/rendition/ladder", test_ladder);
	g_test_add_func("/rendition/spaces", test_spaces);
	g_test_add_func("/rendition/wide-spaces", test_wide_spaces);
	g_test_add_func("/rendition/depths", test_depths);
	g_test_add_func("/rendition/alpha", test_alpha);
	g_test_add_func("/rendition/no-halo", test_no_halo);
	g_test_add_func("/rendition/padded", test_padded);
	g_test_add_func("/rendition/outputs", test_outputs);
	g_test_add_func("/rendition/profile", test_profile);
	g_test_add_func("/rendition/max-bytes", test_max_bytes);
	g_test_add_func("/rendition/negotiated", test_negotiated);
	g_test_add_func("/rendition/bad-messages", test_bad_messages);
	return g_test_run();
}
