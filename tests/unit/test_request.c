/* SPDX-License-Identifier: MIT
 *
 * What a URL asks for, and what that means for a photo of a given shape: grammar and geometry as
 * tables, presets by their own examples, and every plan inside its picture.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/request.h>
#include <cutline/rules.h>

/* --- grammar ------------------------------------------------------------------------------------ */

static const struct {
	const char *ops, *text;
} spellings[] = {
	{"w_800", "w_800"},
	{"h_600,w_800", "w_800,h_600"},
	{"dpr_1,w_800", "w_800"},
	{"fit_contain,w_800,g_focal", "w_800"},
	{"q_80,fit_cover,h_630,w_1200,g_attention", "w_1200,h_630,fit_cover,g_attention,q_80"},
	{"g_center,w_1", "w_1,g_center"},
	{"g_0_1000,w_1", "w_1,g_0_1000"},
	{"dpr_2,crop_0_10_300_200", "crop_0_10_300_200,dpr_2"},
	{"dpr_1", "dpr_1"},
	{"w_65500", "w_65500"},
};

static void
test_spellings(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(spellings); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *text = NULL;
		g_autofree char *again = NULL;
		ClRequest request, same;

		g_test_message("%s", spellings[i].ops);
		cl_request_parse(spellings[i].ops, &request, &error);
		g_assert_no_error(error);
		text = cl_request_text(&request);
		g_assert_cmpstr(text, ==, spellings[i].text);
		g_assert_true(cl_request_parse(text, &same, NULL));
		again = cl_request_text(&same);
		g_assert_cmpstr(again, ==, text);
	}
}

static const char *const wrong[] = {"", "w", "w_", "w_0", "w_65501", "w_-1", "w_+1", "w_08", "w_8.0",
	"w_ 8", "w_8 ", "w_8_9", "W_8", "w_800,", ",w_800", "w_800,,h_1", "w_800,w_800", "w_1,w_2",
	"fit_fill", "fit_", "fit_cover_1", "g_face", "g_1001_0", "g_1_2_3", "g_1", "q_0", "q_101",
	"dpr_0", "dpr_5", "dpr_1.5", "crop_0_0_0_5", "crop_0_0_5", "crop_0_0_5_5_5", "crop_-1_0_5_5",
	"x_1", "w_4294967297", "w_99999999999999999999", "blur_5", "w_1;h_2", "w_\xff", "w=800"};

static void
test_refused(void)
{
	g_autofree char *endless = g_strnfill(100000, 'w');
	ClRequest request;

	for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
		g_autoptr(GError) error = NULL;

		g_test_message("case %u", i);
		g_assert_false(cl_request_parse(wrong[i], &request, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
		g_assert_true(g_str_has_prefix(error->message, "ops: "));
		g_assert_true(g_utf8_validate(error->message, -1, NULL));
	}
	g_assert_false(cl_request_parse(endless, &request, NULL));
}

static void
test_formats(void)
{
	g_assert_cmpint(cl_request_format("jpg"), ==, CL_FORMAT_JPEG);
	g_assert_cmpint(cl_request_format("jpeg"), ==, CL_FORMAT_JPEG);
	g_assert_cmpint(cl_request_format("webp"), ==, CL_FORMAT_WEBP);
	g_assert_cmpint(cl_request_format("avif"), ==, CL_FORMAT_AVIF);
	g_assert_cmpint(cl_request_format("png"), ==, CL_FORMAT_PNG);
	g_assert_cmpint(cl_request_format("JPG"), ==, CL_FORMAT_UNKNOWN);
	g_assert_cmpint(cl_request_format("tif"), ==, CL_FORMAT_UNKNOWN);
	g_assert_cmpint(cl_request_format("jxl"), ==, CL_FORMAT_UNKNOWN);
	g_assert_cmpint(cl_request_file_format("tif"), ==, CL_FORMAT_TIFF);
	g_assert_cmpint(cl_request_file_format("tiff"), ==, CL_FORMAT_TIFF);
	g_assert_cmpint(cl_request_file_format("jxl"), ==, CL_FORMAT_JXL);
	g_assert_cmpint(cl_request_file_format("png"), ==, CL_FORMAT_PNG);
	g_assert_cmpint(cl_request_format("bin"), ==, CL_FORMAT_UNKNOWN);
}

/* --- geometry ------------------------------------------------------------------------------------ */

/* plan: region, then size; "a" = attention chooses */
static const struct {
	const char *ops;
	guint32 width, height;
	const char *plan;
} shapes[] = {
	/* contain */
	{"w_1200", 6000, 4000, "0+0+6000x4000>1200x800"},
	{"w_1200", 4000, 6000, "0+0+4000x6000>1200x1800"},
	{"h_1200", 6000, 4000, "0+0+6000x4000>1800x1200"},
	{"w_1200,h_1200", 6000, 4000, "0+0+6000x4000>1200x800"},
	{"w_1200,h_600", 6000, 4000, "0+0+6000x4000>900x600"},
	{"w_600,dpr_2", 6000, 4000, "0+0+6000x4000>1200x800"},
	{"dpr_4", 6000, 4000, "0+0+6000x4000>6000x4000"},
	/* never enlarged, never nothing */
	{"w_7000", 6000, 4000, "0+0+6000x4000>6000x4000"},
	{"w_65500,dpr_4", 60, 40, "0+0+60x40>60x40"},
	{"w_10", 65500, 1, "0+0+65500x1>10x1"},
	{"h_1", 1, 65500, "0+0+1x65500>1x1"},
	/* cover */
	{"w_600,h_600,fit_cover,g_center", 6000, 4000, "1000+0+4000x4000>600x600"},
	{"w_600,h_600,fit_cover,g_center", 4000, 6000, "0+1000+4000x4000>600x600"},
	{"w_1200,h_630,fit_cover,g_center", 6000, 4000, "0+425+6000x3150>1200x630"},
	{"w_300,h_200,fit_cover,g_center", 6000, 4000, "0+0+6000x4000>300x200"},
	{"w_600,h_600,fit_cover,g_center", 300, 900, "0+300+300x300>300x300"},
	{"w_1200,h_630,fit_cover,g_center", 800, 600, "0+90+800x420>800x420"},
	{"w_1200,h_630,fit_cover,g_center", 1300, 500, "174+0+952x500>952x500"},
	{"w_1200,fit_cover", 6000, 4000, "0+0+6000x4000>1200x800"},
	{"w_600,h_600,fit_cover,dpr_2,g_center", 6000, 4000, "1000+0+4000x4000>1200x1200"},
	/* a point, kept in the frame */
	{"w_600,h_600,fit_cover,g_0_0", 6000, 4000, "0+0+4000x4000>600x600"},
	{"w_600,h_600,fit_cover,g_1000_1000", 6000, 4000, "2000+0+4000x4000>600x600"},
	{"w_600,h_600,fit_cover,g_600_500", 6000, 4000, "1600+0+4000x4000>600x600"},
	/* without a focal point, attention */
	{"w_600,h_600,fit_cover", 6000, 4000, "0+0+6000x4000>600x600a"},
	{"w_600,h_600,fit_cover,g_attention", 6000, 4000, "0+0+6000x4000>600x600a"},
	{"w_600,h_400,fit_cover", 6000, 4000, "0+0+6000x4000>600x400"},
	/* crop first */
	{"w_100,crop_10_20_300_200", 6000, 4000, "10+20+300x200>100x67"},
	{"crop_5990_3990_10_10", 6000, 4000, "5990+3990+10x10>10x10"},
	{"w_100,h_100,fit_cover,g_center,crop_10_20_300_200", 6000, 4000, "60+20+200x200>100x100"},
	{"w_100,h_100,fit_cover,g_0_0,crop_10_20_300_200", 6000, 4000, "10+20+200x200>100x100"},
};

static char *
shape_of(const ClPlan *plan)
{
	g_autofree char *text = cl_plan_text(plan);

	return g_strndup(text, strcspn(text, ","));
}

static void
test_shapes(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(shapes); i++) {
		ClFrame frame = {.width = shapes[i].width, .height = shapes[i].height};
		g_autoptr(GError) error = NULL;
		g_autofree char *shape = NULL;
		ClRequest request;
		ClPlan plan;

		g_test_message("%s of %u x %u", shapes[i].ops, frame.width, frame.height);
		g_assert_true(cl_request_parse(shapes[i].ops, &request, NULL));
		request.format = CL_FORMAT_JPEG;
		cl_plan_make(&request, &frame, &plan, &error);
		g_assert_no_error(error);
		shape = shape_of(&plan);
		g_assert_cmpstr(shape, ==, shapes[i].plan);
	}
}

static char *
plan_of(const char *ops, const ClFrame *frame, gboolean *kept_whole)
{
	ClRequest request;
	ClPlan plan;

	g_assert_true(cl_request_parse(ops, &request, NULL));
	request.format = CL_FORMAT_JPEG;
	if (!cl_plan_make(&request, frame, &plan, NULL))
		return g_strdup("refused");
	if (kept_whole != NULL)
		*kept_whole = plan.kept_whole;
	return shape_of(&plan);
}

static void
test_saved(void)
{
	ClFrame frame = {.width = 6000,
		.height = 4000,
		.crop = {1000, 1000, 4000, 2000},
		.has_focus = TRUE,
		.focus_x = 750,
		.focus_y = 500};
	g_autofree char *plain = plan_of("w_1000", &frame, NULL);
	g_autofree char *covered = plan_of("w_500,h_500,fit_cover", &frame, NULL);
	g_autofree char *other = plan_of("w_500,crop_0_0_1000_1000", &frame, NULL);
	g_autofree char *outside = plan_of("crop_5000_0_1001_10", &frame, NULL);

	g_assert_cmpstr(plain, ==, "1000+1000+4000x2000>1000x500");
	g_assert_cmpstr(covered, ==, "3000+1000+2000x2000>500x500");
	g_assert_cmpstr(other, ==, "0+0+1000x1000>500x500");
	g_assert_cmpstr(outside, ==, "refused");
}

static void
test_no_crop(void)
{
	ClFrame frame = {.width = 6000, .height = 4000, .crop = {0, 0, 10, 10}, .no_crop = TRUE};
	gboolean kept_whole;
	g_autofree char *square = plan_of("w_600,h_600,fit_cover", &frame, &kept_whole);
	g_autofree char *cropped = NULL;
	g_autofree char *same_shape = NULL;

	g_assert_cmpstr(square, ==, "0+0+6000x4000>600x400");
	g_assert_true(kept_whole);
	cropped = plan_of("w_600,crop_0_0_600_600", &frame, &kept_whole);
	g_assert_cmpstr(cropped, ==, "0+0+6000x4000>600x400");
	g_assert_true(kept_whole);
	frame.crop = (ClRect){0};
	same_shape = plan_of("w_600,h_400,fit_cover", &frame, &kept_whole);
	g_assert_cmpstr(same_shape, ==, "0+0+6000x4000>600x400");
	g_assert_false(kept_whole);
}

/* A card of a fixed shape is filled up around a picture that must not be cropped. */
static void
test_padded(void)
{
	static const struct {
		guint32 width, height, to_width, to_height, canvas_width, canvas_height;
	} padded[] = {{6000, 4000, 945, 630, 1200, 630}, {4000, 6000, 420, 630, 1200, 630},
		{6000, 2000, 1200, 400, 1200, 630}, {600, 300, 600, 300, 600, 315},
		{300, 600, 300, 600, 1143, 600}, {2400, 1260, 1200, 630, 0, 0}, {1, 1, 1, 1, 2, 1}};
	ClRequest request;
	ClPlan plan;

	g_assert_true(cl_request_parse("w_1200,h_630,fit_cover", &request, NULL));
	request.format = CL_FORMAT_JPEG;
	request.pad = TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(padded); i++) {
		ClFrame frame = {.width = padded[i].width, .height = padded[i].height, .no_crop = TRUE};
		guint32 width, height;

		g_assert_true(cl_plan_make(&request, &frame, &plan, NULL));
		g_assert_cmpuint(plan.region.width, ==, padded[i].width);
		g_assert_cmpuint(plan.region.height, ==, padded[i].height);
		g_assert_cmpuint(plan.width, ==, padded[i].to_width);
		g_assert_cmpuint(plan.height, ==, padded[i].to_height);
		g_assert_cmpuint(plan.canvas_width, ==, padded[i].canvas_width);
		g_assert_cmpuint(plan.canvas_height, ==, padded[i].canvas_height);
		cl_plan_size(&plan, &width, &height);
		g_assert_cmpuint(width, ==, MAX(padded[i].canvas_width, padded[i].to_width));
		g_assert_cmpuint(height, ==, MAX(padded[i].canvas_height, padded[i].to_height));
		/* and one that may be cropped is */
		frame.no_crop = FALSE;
		g_assert_true(cl_plan_make(&request, &frame, &plan, NULL));
		g_assert_cmpuint(plan.canvas_width, ==, 0);
	}
}

/* Whatever is asked: inside the picture, not enlarged, not empty, nearly the shape of its part. */
static void
test_every_plan_fits(void)
{
	g_autoptr(GRand) rand = g_rand_new_with_seed(20);

	for (guint i = 0; i < 200000; i++) {
		guint bits = 1 + i % 16;
		ClFrame frame = {.width = 1 + (guint32)g_rand_int_range(rand, 0, 1 << bits),
			.height = 1 + (guint32)g_rand_int_range(rand, 0, 1 << (17 - bits)),
			.has_focus = i % 3 == 0,
			.focus_x = (guint)g_rand_int_range(rand, 0, 1001),
			.focus_y = (guint)g_rand_int_range(rand, 0, 1001)};
		ClRequest request = {.width = (guint32)g_rand_int_range(rand, 0, 3000),
			.height = (guint32)g_rand_int_range(rand, 0, 3000),
			.dpr = (guint)g_rand_int_range(rand, 1, 5),
			.fit = i % 2 ? CL_FIT_COVER : CL_FIT_CONTAIN,
			.gravity = (ClGravity)g_rand_int_range(rand, 0, 4),
			.point_x = (guint)g_rand_int_range(rand, 0, 1001),
			.point_y = (guint)g_rand_int_range(rand, 0, 1001),
			.format = CL_FORMAT_WEBP};
		ClPlan plan;

		g_assert_true(cl_plan_make(&request, &frame, &plan, NULL));
		g_assert_true(plan.width > 0 && plan.height > 0);
		g_assert_true(plan.width <= plan.region.width && plan.height <= plan.region.height);
		g_assert_true(plan.region.x + plan.region.width <= frame.width);
		g_assert_true(plan.region.y + plan.region.height <= frame.height);
		if (request.width != 0)
			g_assert_true(plan.width <= request.width * request.dpr);
		if (request.height != 0)
			g_assert_true(plan.height <= request.height * request.dpr);
		/* a strip is never thinner than a pixel, whatever its shape */
		if (!plan.attention && plan.width > 1 && plan.height > 1) {
			double across = (double)plan.region.width / plan.width;
			double down = (double)plan.region.height / plan.height;

			/* half a pixel of rounding on either side */
			g_assert_cmpfloat(plan.region.width / (plan.width + 0.51), <=,
				(plan.region.height + 0.51) / (plan.height - 0.51));
			g_assert_cmpfloat(plan.region.height / (plan.height + 0.51), <=,
				(plan.region.width + 0.51) / (plan.width - 0.51));
			g_assert_true(across >= 1 && down >= 1);
		}
	}
}

static void
test_equal_plans(void)
{
	static const char *const pairs[][2] = {
		{"w_800", "dpr_1,fit_contain,w_800"}, {"w_400,dpr_2", "w_800"},
		{"w_7000", "w_6000"}, {"w_600,h_400,fit_cover", "w_600"},
		{"q_80,w_1200", "w_1200"}, {"crop_0_0_6000_4000,w_9", "w_9"}};
	ClFrame frame = {.width = 6000, .height = 4000};

	for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
		g_autofree char *one = plan_of(pairs[i][0], &frame, NULL);
		g_autofree char *two = plan_of(pairs[i][1], &frame, NULL);

		g_assert_cmpstr(one, ==, two);
	}
}

/* --- presets -------------------------------------------------------------------------------------- */

static void
test_shipped(void)
{
	static const char *const names[] = {"thumb", "grid", "article", "hero", "full", "square",
		"social", "newsletter"};
	g_autoptr(GError) error = NULL;
	g_autoptr(ClPresets) presets =
		cl_presets_parse(cl_rules_shipped("presets"), "presets.json", &error);

	g_assert_no_error(error);
	g_assert_cmpuint(cl_presets_count(presets), ==, G_N_ELEMENTS(names));
	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		g_assert_cmpstr(cl_presets_at(presets, i)->name, ==, names[i]);
	g_assert_cmpint(cl_presets_find(presets, "newsletter")->only, ==, CL_FORMAT_JPEG);
	g_assert_null(cl_presets_find(presets, "Article"));
}

static const struct {
	const char *entry, *message;
} bad_presets[] = {
	{"{\"width\":3}", "id"},
	{"{\"id\":\"A\"}", "id"},
	{"{\"id\":\"a_b\"}", "id"},
	{"{\"id\":\"a\",\"width\":0}", "preset 'a': \"width\""},
	{"{\"id\":\"a\",\"width\":\"3\"}", "width"},
	{"{\"id\":\"a\",\"fit\":\"fill\"}", "fit"},
	{"{\"id\":\"a\",\"format\":\"gif\"}", "format"},
	{"{\"id\":\"a\",\"wdith\":3}", "no such key"},
	{"{\"id\":\"a\"},{\"id\":\"a\"}", "twice"},
	{"{\"id\":\"a\",\"width\":10,\"examples\":[{\"of\":[20,20],\"gives\":[10,11]}]}", "gives 10 × 10"},
	{"{\"id\":\"a\",\"examples\":[1]}", "example"},
	{"3", "id"},
};

static void
test_bad_presets(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(bad_presets); i++) {
		g_autofree char *json = g_strdup_printf(
			"{\"schema\":\"cutline-presets/1\",\"presets\":[%s]}", bad_presets[i].entry);
		g_autoptr(GError) error = NULL;

		g_test_message("%s", bad_presets[i].entry);
		g_assert_null(cl_presets_parse(json, "mine.json", &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
		g_assert_true(g_str_has_prefix(error->message, "mine.json: "));
		g_assert_nonnull(strstr(error->message, bad_presets[i].message));
	}
	g_assert_null(cl_presets_parse("{\"schema\":\"cutline-presets/2\"}", "x", NULL));
	g_assert_null(cl_presets_parse("[", "x", NULL));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/request/spellings", test_spellings);
	g_test_add_func("/request/refused", test_refused);
	g_test_add_func("/request/formats", test_formats);
	g_test_add_func("/plan/shapes", test_shapes);
	g_test_add_func("/plan/saved", test_saved);
	g_test_add_func("/plan/no-crop", test_no_crop);
	g_test_add_func("/plan/padded", test_padded);
	g_test_add_func("/plan/every-plan-fits", test_every_plan_fits);
	g_test_add_func("/plan/equal", test_equal_plans);
	g_test_add_func("/presets/shipped", test_shipped);
	g_test_add_func("/presets/bad", test_bad_presets);
	return g_test_run();
}
