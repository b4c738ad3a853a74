/* SPDX-License-Identifier: MIT
 *
 * Developing: every format, turn, colour space and depth gives upright sRGB without metadata, of
 * the right size; damage and bombs give an error or half a picture, never a crash. The test
 * draws its own pictures: four quadrants, red green / blue white.
 */
#include <string.h>
#include <vips/vips.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/render.h>
#include "render_pictures.h"

/* --- tests --- */

static const struct {
	ClFormat format;
	const char *suffix;
} formats[] = {
	{CL_FORMAT_JPEG, ".jpg[Q=90]"},
	{CL_FORMAT_JPEG, ".jpg[Q=90,interlace]"},
	{CL_FORMAT_PNG, ".png"},
	{CL_FORMAT_PNG, ".png[interlace]"},
	{CL_FORMAT_TIFF, ".tif[compression=lzw]"},
	{CL_FORMAT_TIFF, ".tif[tile,pyramid]"},
	{CL_FORMAT_WEBP, ".webp[Q=90]"},
	{CL_FORMAT_GIF, ".gif"},
	{CL_FORMAT_HEIF, ".heic[Q=80]"},
	{CL_FORMAT_AVIF, ".avif[Q=80,effort=0]"},
	{CL_FORMAT_JXL, ".jxl"},
};

static void
test_formats(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		/* wrong for the formats whose loader turns by itself: it must be ignored there */
		gboolean turns = formats[i].format == CL_FORMAT_HEIF ||
				 formats[i].format == CL_FORMAT_AVIF ||
				 formats[i].format == CL_FORMAT_JXL;
		g_autoptr(GBytes) input = draw_as(700, 500, formats[i].suffix);
		g_autoptr(GError) error = NULL;
		g_auto(Result) result = {0};

		g_test_message("%s", formats[i].suffix);
		develop(input, formats[i].format, turns ? 6 : 1, &result, &error);
		g_assert_no_error(error);
		assert_sizes(&result, 700, 500);
		for (guint j = 0; j < CL_N_DEVELOP; j++) {
			g_autoptr(Image) output = open_output(&result, j);

			assert_quadrants(output);
		}
		g_assert_cmpuint(result.developed->look.n_hashes, >, 0);
	}
}

/* The same picture in two formats looks the same. */
static void
test_look(void)
{
	g_autoptr(GBytes) png = draw_as(900, 600, ".png");
	g_autoptr(GBytes) jpeg = draw_as(450, 300, ".jpg[Q=50]");
	g_auto(Result) one = {0};
	g_auto(Result) two = {0};

	g_assert_true(develop(png, CL_FORMAT_PNG, 1, &one, NULL));
	g_assert_true(develop(jpeg, CL_FORMAT_JPEG, 1, &two, NULL));
	g_assert_cmpfloat(cl_look_likeness(&one.developed->look, &two.developed->look), >=,
		CL_LIKENESS_PROBABLE);
	g_assert_cmpuint(one.developed->look.n_placeholder, >, 5);
}

/* The stored pixels of orientation n, made by the inverse of what EXIF says. */
static void
test_orientations(void)
{
	for (int orientation = 1; orientation <= 8; orientation++) {
		static const VipsAngle inverse[9] = {0, VIPS_ANGLE_D0, VIPS_ANGLE_D0,
			VIPS_ANGLE_D180, VIPS_ANGLE_D180, VIPS_ANGLE_D270, VIPS_ANGLE_D270,
			VIPS_ANGLE_D90, VIPS_ANGLE_D90};
		gboolean mirrored = orientation == 2 || orientation == 4 || orientation == 5 ||
				    orientation == 7;
		g_autoptr(Image) upright = draw(900, 500);
		g_autoptr(Image) flipped = NULL;
		g_autoptr(Image) stored = NULL;
		g_autoptr(Image) output = NULL;
		g_autoptr(Image) thumb = NULL;
		g_autoptr(GBytes) input = NULL;
		g_auto(Result) result = {0};

		if (mirrored)
			g_assert_cmpint(
				vips_flip(upright, &flipped, VIPS_DIRECTION_HORIZONTAL, NULL), ==,
				0);
		else
			flipped = g_object_ref(upright);
		g_assert_cmpint(vips_rot(flipped, &stored, inverse[orientation], NULL), ==, 0);
		/* a tag in the file must not turn it a second time */
		vips_image_set_int(stored, VIPS_META_ORIENTATION, orientation);
		input = save(stored, ".jpg[Q=90]");
		g_assert_true(develop(input, CL_FORMAT_JPEG, (guint)orientation, &result, NULL));
		assert_sizes(&result, 900, 500);
		output = open_output(&result, 0);
		assert_quadrants(output);
		thumb = open_output(&result, 2);
		assert_quadrants(thumb);
	}
}

static void
check_srgb(VipsImage *image, const char *suffix, ClFormat format)
{
	g_autoptr(GBytes) input = save(image, suffix);
	g_autoptr(Image) output = NULL;
	g_autoptr(GError) error = NULL;
	g_auto(Result) result = {0};

	develop(input, format, 1, &result, &error);
	g_assert_no_error(error);
	assert_bare(result.files[0]);
	output = open_output(&result, 0);
	g_assert_cmpint(vips_image_get_bands(output), ==, 3);
	assert_quadrants(output);
}

/* Wide gamut and press colours, with their profile: the colours stay what they were. The sRGB
 * primaries of the drawing lie outside of the press gamut, hence paler ones for it. */
static void
test_profiles(void)
{
	g_autoptr(Image) image = draw(400, 300);
	g_autoptr(Image) p3 = NULL;
	g_autoptr(Image) deep = NULL;

	g_assert_cmpint(vips_icc_transform(image, &p3, "p3", "input_profile", "srgb", NULL), ==, 0);
	check_srgb(p3, ".jpg[Q=95]", CL_FORMAT_JPEG);
	check_srgb(p3, ".png", CL_FORMAT_PNG);
	check_srgb(p3, ".webp[Q=95]", CL_FORMAT_WEBP);
	g_assert_cmpint(
		vips_icc_transform(image, &deep, "p3", "input_profile", "srgb", "depth", 16, NULL),
		==, 0);
	check_srgb(deep, ".png", CL_FORMAT_PNG);
	check_srgb(deep, ".tif", CL_FORMAT_TIFF);
}

static void
check_white_and_dark(VipsImage *image, const char *suffix, ClFormat format)
{
	g_autoptr(GBytes) input = save(image, suffix);
	g_autoptr(Image) output = NULL;
	g_autoptr(GError) error = NULL;
	g_auto(Result) result = {0};
	double *seen;
	int n;

	develop(input, format, 1, &result, &error);
	g_assert_no_error(error);
	output = open_output(&result, 0);
	assert_colour(output, 0.75, 0.75, 250, 250, 250);
	g_assert_cmpint(vips_getpoint(output, &seen, &n, 80, 60, NULL), ==, 0);
	g_assert_cmpfloat(seen[0], >, seen[2] + 60); /* red is still red, not cyan */
	g_free(seen);
}

static void
test_cmyk(void)
{
	g_autoptr(Image) image = draw(400, 300);
	g_autoptr(Image) cmyk = NULL;
	g_autoptr(Image) bare = NULL;

	g_assert_cmpint(
		vips_icc_transform(image, &cmyk, "cmyk", "input_profile", "srgb", NULL), ==, 0);
	check_white_and_dark(cmyk, ".jpg[Q=90]", CL_FORMAT_JPEG); /* inverted, as Adobe writes it */
	check_white_and_dark(cmyk, ".tif", CL_FORMAT_TIFF);
	g_assert_cmpint(vips_copy(cmyk, &bare, NULL), ==, 0);
	vips_image_remove(bare, VIPS_META_ICC_NAME);
	check_white_and_dark(bare, ".jpg[Q=90]", CL_FORMAT_JPEG);
	check_white_and_dark(bare, ".tif", CL_FORMAT_TIFF);
}

static void
check_grey(VipsImage *image, const char *suffix, ClFormat format)
{
	g_autoptr(GBytes) input = save(image, suffix);
	g_autoptr(Image) output = NULL;
	g_autoptr(GError) error = NULL;
	g_auto(Result) result = {0};
	double *seen;
	int n;

	develop(input, format, 1, &result, &error);
	g_assert_no_error(error);
	output = open_output(&result, 0);
	g_assert_cmpint(vips_image_get_bands(output), ==, 3);
	assert_colour(output, 0.75, 0.75, 250, 250, 250);
	g_assert_cmpint(vips_getpoint(output, &seen, &n, 100, 225, NULL), ==, 0);
	g_assert_cmpfloat(ABS(seen[0] - seen[2]), <, 4);
	g_assert_cmpfloat(seen[0], <, 120);
	g_free(seen);
}

static void
test_grey(void)
{
	g_autoptr(Image) image = draw(400, 300);
	g_autoptr(Image) grey = NULL;
	g_autoptr(Image) deep = NULL;
	g_autoptr(Image) bits = NULL;

	g_assert_cmpint(vips_colourspace(image, &grey, VIPS_INTERPRETATION_B_W, NULL), ==, 0);
	check_grey(grey, ".jpg[Q=90]", CL_FORMAT_JPEG);
	check_grey(grey, ".png", CL_FORMAT_PNG);
	check_grey(grey, ".tif", CL_FORMAT_TIFF);
	g_assert_cmpint(vips_colourspace(image, &deep, VIPS_INTERPRETATION_GREY16, NULL), ==, 0);
	check_grey(deep, ".png", CL_FORMAT_PNG);
	check_grey(deep, ".tif", CL_FORMAT_TIFF);
	g_assert_cmpint(vips_moreeq_const1(grey, &bits, 200, NULL), ==, 0);
	check_grey(bits, ".png[bitdepth=1]", CL_FORMAT_PNG);
	check_grey(bits, ".tif[bitdepth=1]", CL_FORMAT_TIFF);
}

static void
test_depth(void)
{
	g_autoptr(Image) image = draw(400, 300);
	g_autoptr(Image) deep = NULL;
	g_autoptr(Image) light = NULL;

	g_assert_cmpint(vips_colourspace(image, &deep, VIPS_INTERPRETATION_RGB16, NULL), ==, 0);
	check_srgb(deep, ".png", CL_FORMAT_PNG);
	check_srgb(deep, ".tif", CL_FORMAT_TIFF);
	g_assert_cmpint(vips_colourspace(image, &light, VIPS_INTERPRETATION_scRGB, NULL), ==, 0);
	check_srgb(light, ".tif", CL_FORMAT_TIFF);
}

/* The lower right quadrant is transparent black: it must come out white, at 8 and 16 bits. */
static void
test_alpha(void)
{
	g_autoptr(Image) image = draw(400, 300);
	g_autoptr(Image) white = NULL;
	g_autoptr(Image) alpha = NULL;
	g_autoptr(Image) black = NULL;
	g_autoptr(Image) colours = NULL;
	g_autoptr(Image) both = NULL;
	g_autoptr(Image) typed = NULL;
	g_autoptr(Image) deep = NULL;

	g_assert_cmpint(vips_black(&black, 200, 150, "bands", 3, NULL), ==, 0);
	g_assert_cmpint(vips_insert(image, black, &colours, 200, 150, NULL), ==, 0);
	g_assert_cmpint(vips_black(&white, 400, 300, NULL), ==, 0);
	g_assert_cmpint(vips_invert(white, &alpha, NULL), ==, 0);
	g_clear_object(&white);
	g_clear_object(&black);
	g_assert_cmpint(vips_black(&black, 200, 150, NULL), ==, 0);
	g_assert_cmpint(vips_insert(alpha, black, &white, 200, 150, NULL), ==, 0);
	g_assert_cmpint(vips_bandjoin2(colours, white, &both, NULL), ==, 0);
	g_assert_cmpint(
		vips_copy(both, &typed, "interpretation", VIPS_INTERPRETATION_sRGB, NULL), ==, 0);
	check_srgb(typed, ".png", CL_FORMAT_PNG);
	check_srgb(typed, ".webp[Q=95]", CL_FORMAT_WEBP);
	check_srgb(typed, ".tif", CL_FORMAT_TIFF);
	g_assert_cmpint(vips_colourspace(typed, &deep, VIPS_INTERPRETATION_RGB16, NULL), ==, 0);
	check_srgb(deep, ".png", CL_FORMAT_PNG);
}

static void
test_broken_profile(void)
{
	static const char *const profiles[] = {
		"", "x", "this is no profile at all, but long enough"};

	for (guint i = 0; i < G_N_ELEMENTS(profiles); i++) {
		g_autoptr(Image) image = draw(400, 300);

		vips_image_set_blob_copy(
			image, VIPS_META_ICC_NAME, profiles[i], strlen(profiles[i]) + 1);
		check_srgb(image, ".jpg[Q=90]", CL_FORMAT_JPEG);
	}
}

/* Large ones are reduced, small ones never enlarged; a JPEG's decoder helps at 2, 4 and 8. */
static void
test_sizes(void)
{
	static const int sizes[][2] = {{1, 1}, {2, 3}, {319, 200}, {321, 640}, {2561, 100},
		{3100, 2000}, {5200, 3900}, {6100, 40}, {12000, 30}, {3, 5000}, {20000, 3}, {5, 40000}};

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		g_autoptr(GBytes) input = draw_as(sizes[i][0], sizes[i][1], ".jpg[Q=60]");
		g_autoptr(GError) error = NULL;
		g_auto(Result) result = {0};

		develop(input, CL_FORMAT_JPEG, 1, &result, &error);
		g_assert_no_error(error);
		assert_sizes(&result, (guint)sizes[i][0], (guint)sizes[i][1]);
	}
}

/* EXIF, XMP and IPTC of the original are in none of the outputs (assert_bare reads markers; the
 * marker text is looked for as well). */
static void
test_no_metadata(void)
{
	static const char secret[] = "SECRET-PLACE-48.20N";
	g_autoptr(Image) image = draw(900, 600);
	g_autoptr(GBytes) input = NULL;
	g_auto(Result) result = {0};

	vips_image_set_string(image, "exif-ifd0-ImageDescription", secret);
	vips_image_set_blob_copy(image, VIPS_META_XMP_NAME, secret, sizeof secret);
	vips_image_set_blob_copy(image, VIPS_META_IPTC_NAME, secret, sizeof secret);
	input = save(image, ".jpg");
	g_assert_nonnull(memmem(
		g_bytes_get_data(input, NULL), g_bytes_get_size(input), secret, strlen(secret)));
	g_assert_true(develop(input, CL_FORMAT_JPEG, 1, &result, NULL));
	assert_sizes(&result, 900, 600);
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		g_assert_null(memmem(g_bytes_get_data(result.files[i], NULL),
			g_bytes_get_size(result.files[i]), secret, strlen(secret)));
}

static void
test_truncated(void)
{
	g_autoptr(GBytes) input = draw_as(900, 600, ".jpg[Q=95]");
	g_autoptr(GBytes) half = g_bytes_new_from_bytes(input, 0, g_bytes_get_size(input) * 6 / 10);
	g_autoptr(Image) output = NULL;
	g_auto(Result) result = {0};

	g_assert_true(develop(half, CL_FORMAT_JPEG, 1, &result, NULL));
	assert_sizes(&result, 900, 600);
	output = open_output(&result, 0);
	assert_colour(output, 0.25, 0.25, 220, 30, 30);
}

/* Every format cut at many places and with bytes changed: an error of one clean line, or a
 * picture. */
static void
test_damaged(void)
{
	guint64 state = 5;
	guint n_errors = 0;

	for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
		g_autoptr(GBytes) input = draw_as(120, 80, formats[i].suffix);
		gsize n = g_bytes_get_size(input);

		for (guint round = 0; round < 24; round++) {
			g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(input, NULL), n);
			g_autoptr(GBytes) damaged = NULL;
			g_autoptr(GError) error = NULL;
			g_auto(Result) result = {0};

			for (guint j = 0; j < 4; j++) {
				state = state * G_GUINT64_CONSTANT(6364136223846793005) + 1;
				copy[(state >> 33) % n] = (guint8)(state >> 25);
			}
			damaged = g_bytes_new(copy, round % 3 == 0 ? n * round / 24 : n);
			if (develop(damaged, formats[i].format, 1, &result, &error))
				continue;
			n_errors++;
			g_assert_cmpint(error->domain, ==, CL_ERROR);
			g_assert_true(
				error->code == CL_ERROR_INPUT || error->code == CL_ERROR_LIMIT);
			g_assert_cmpuint(strlen(error->message), <=, 200);
			g_assert_null(strpbrk(error->message, "\n\r/"));
		}
	}
	g_assert_cmpuint(n_errors, >, 0);
}

static void
test_garbage(void)
{
	static const char garbage[] =
		"This is a text that calls itself a picture; it is none at all.";
	g_autoptr(GBytes) text = g_bytes_new_static(garbage, sizeof garbage);
	g_autoptr(GBytes) empty = g_bytes_new_static(garbage, 0);
	g_autoptr(GBytes) png = draw_as(50, 50, ".png");

	for (guint format = CL_FORMAT_UNKNOWN; format < CL_N_FORMATS; format++) {
		g_autoptr(GError) error = NULL;
		g_auto(Result) result = {0};
		int expected = format == CL_FORMAT_UNKNOWN ? CL_ERROR_UNSUPPORTED : CL_ERROR_INPUT;

		g_assert_false(develop(text, (ClFormat)format, 1, &result, &error));
		g_assert_cmpint(error->domain, ==, CL_ERROR);
		g_assert_cmpint(error->code, ==, expected);
		g_clear_error(&error);
		g_assert_false(develop(empty, (ClFormat)format, 1, &result, &error));
		g_clear_error(&error);
		/* the loader is chosen by what was sniffed, never by libvips' own guess */
		if (format != CL_FORMAT_PNG)
			g_assert_false(develop(png, (ClFormat)format, 1, &result, &error));
	}
}

/* A header that promises more pixels than the limit is refused before any is decoded. */
static void
test_limits(void)
{
	static const guint sizes[][2] = {{60000, 60000}, {70000, 2}, {2, 70000}};
	g_autoptr(GBytes) png = draw_as(20, 20, ".png");

	for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
		gsize n = g_bytes_get_size(png);
		g_autofree guint8 *copy = g_memdup2(g_bytes_get_data(png, NULL), n);
		g_autoptr(GBytes) bomb = NULL;
		g_autoptr(GError) error = NULL;
		g_auto(Result) result = {0};
		guint32 crc = 0xFFFFFFFF;

		for (guint j = 0; j < 4; j++) {
			copy[16 + j] = (guint8)(sizes[i][0] >> (24 - 8 * j));
			copy[20 + j] = (guint8)(sizes[i][1] >> (24 - 8 * j));
		}
		for (guint j = 12; j < 29; j++) { /* CRC-32 of the header chunk, PNG annex D */
			crc ^= copy[j];
			for (guint bit = 0; bit < 8; bit++)
				crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
		}
		for (guint j = 0; j < 4; j++)
			copy[29 + j] = (guint8)(~crc >> (24 - 8 * j));
		bomb = g_bytes_new(copy, n);
		g_assert_false(develop(bomb, CL_FORMAT_PNG, 1, &result, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
	}
}

static void
test_scans(void)
{
	g_autoptr(GBytes) input = draw_as(64, 64, ".jpg[interlace]");
	g_autoptr(GByteArray) bytes = g_byte_array_new();
	g_autoptr(GBytes) bomb = NULL;
	g_autoptr(GError) error = NULL;
	g_auto(Result) result = {0};
	gsize n;
	const guint8 *data = g_bytes_get_data(input, &n);

	/* before the last marker: as many empty scans of the first component as the limit allows */
	g_byte_array_append(bytes, data, (guint)n - 2);
	for (guint i = 0; i <= CL_MAX_SCANS; i++)
		g_byte_array_append(
			bytes, (const guint8 *)"\xFF\xDA\x00\x08\x01\x01\x00\x01\x3F\x00", 10);
	g_byte_array_append(bytes, data + n - 2, 2);
	bomb = g_bytes_new(bytes->data, bytes->len);
	g_assert_false(develop(bomb, CL_FORMAT_JPEG, 1, &result, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
}

static void
test_request(void)
{
	g_autoptr(GBytes) input = draw_as(50, 50, ".png");
	g_autoptr(GVariant) good = g_variant_ref_sink(cl_develop_params(CL_FORMAT_PNG, 1));
	g_autoptr(GVariant) text = g_variant_ref_sink(g_variant_new_string("x"));
	g_autoptr(GVariant) unknown = g_variant_ref_sink(g_variant_new("(uu)", 4000, 1));
	g_autoptr(GError) error = NULL;
	g_auto(Result) result = {0};
	int fds[CL_N_DEVELOP] = {-1, -1, -1, -1};

	g_assert_null(cl_render_develop(input, fds, 1, good, &error));
	g_clear_error(&error);
	g_assert_null(cl_render_develop(input, fds, CL_N_DEVELOP, text, &error));
	g_clear_error(&error);
	g_assert_null(cl_render_develop(input, fds, CL_N_DEVELOP, NULL, &error));
	g_clear_error(&error);
	g_assert_null(cl_render_develop(input, fds, CL_N_DEVELOP, unknown, &error));
	g_clear_error(&error);
	g_assert_null(cl_render_develop(input, fds, CL_N_DEVELOP, good, &error)); /* cannot write */
	g_assert_error(error, CL_ERROR, CL_ERROR_IO);
	/* an orientation that is none counts as upright */
	g_assert_true(develop(input, CL_FORMAT_PNG, 77, &result, NULL));
}

static void
test_probe(void)
{
	g_autoptr(GVariant) probe = g_variant_ref_sink(cl_render_probe());
	GVariantIter iter;
	const char *name;
	gboolean works;
	guint n = 0;

	g_variant_iter_init(&iter, probe);
	while (g_variant_iter_next(&iter, "{&sb}", &name, &works)) {
		g_test_message("%s: %s", name, works ? "yes" : "no");
		g_assert_true(works);
		n++;
	}
	g_assert_cmpuint(n, ==, CL_N_FORMATS - 1);
}

/* x265, which makes the HEIC pictures, keeps a kilobyte for good: not ours, not the decoder's. */
const char *__lsan_default_suppressions(void);
const char *
__lsan_default_suppressions(void)
{
	return "leak:libx265";
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	g_test_init(&argc, &argv, NULL);
	/* libvips warns of damage, which is what some tests are about */
	g_log_set_always_fatal(G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL);
	if (!cl_render_init(&error))
		g_error("%s", error->message);
	g_test_add_func("/render/formats", test_formats);
	g_test_add_func("/render/look", test_look);
	g_test_add_func("/render/orientations", test_orientations);
	g_test_add_func("/render/profiles", test_profiles);
	g_test_add_func("/render/cmyk", test_cmyk);
	g_test_add_func("/render/grey", test_grey);
	g_test_add_func("/render/depth", test_depth);
	g_test_add_func("/render/alpha", test_alpha);
	g_test_add_func("/render/broken-profile", test_broken_profile);
	g_test_add_func("/render/sizes", test_sizes);
	g_test_add_func("/render/no-metadata", test_no_metadata);
	g_test_add_func("/render/truncated", test_truncated);
	g_test_add_func("/render/damaged", test_damaged);
	g_test_add_func("/render/garbage", test_garbage);
	g_test_add_func("/render/limits", test_limits);
	g_test_add_func("/render/scans", test_scans);
	g_test_add_func("/render/request", test_request);
	g_test_add_func("/render/probe", test_probe);
	return g_test_run();
}
