/* SPDX-License-Identifier: MIT
 *
 * Makes libvips fit for a closed room: one thread, no cache, nothing on disk, only the loaders
 * that are called by name, and everything it would open or compile later done once before the
 * sandbox closes. Must not know what a job is.
 */
#include "render.h"
#include <malloc.h>
#include <unistd.h>
#include <sys/mman.h>
#include <cutline/error.h>
#include <cutline/file.h>

#define WARM_SIDE 200
#define KEEP_BYTES (16U << 20) /* freed, of a job from a master */

/* Two arenas at most, and not a mapping for each picture: fresh pages were a third of a rendition's cost. */
static void
tame_malloc(void)
{
	mallopt(M_ARENA_MAX, 1);
	mallopt(M_MMAP_THRESHOLD, 16 << 20);
	mallopt(M_TRIM_THRESHOLD, 24 << 20);
}

/* Between jobs: a small one leaves its memory to the next, a large one gives it back. */
void
render_rest(void)
{
	if (mallinfo2().fordblks > KEEP_BYTES)
		malloc_trim(0);
}

static void
block_loaders(void)
{
	static const char *const allowed[] = {"VipsForeignLoadJpeg", "VipsForeignLoadPng",
		"VipsForeignLoadTiff", "VipsForeignLoadWebp", "VipsForeignLoadNsgif",
		"VipsForeignLoadHeif", "VipsForeignLoadJxl"};

	vips_operation_block_set("VipsForeignLoad", TRUE);
	for (guint i = 0; i < G_N_ELEMENTS(allowed); i++)
		vips_operation_block_set(allowed[i], FALSE);
}

static gboolean
decodes(ClFormat format)
{
	g_autoptr(GBytes) sample = render_sample(format);
	RENDER_AUTO_IMAGE image = NULL;
	guint width, height;
	gboolean good = FALSE;

	if (sample != NULL) {
		image = render_load(sample, format, CL_MASTER_PX, &width, &height, NULL);
		good = image != NULL && width == 16 && height == 16 &&
		       render_to_srgb(&image, NULL) && render_compute(&image, NULL);
	}
	vips_error_clear();
	return good;
}

/* Every operation that developing uses, on a picture large enough to need it: compiles ORC's
 * code, opens colour profiles, starts threads once. */
static gboolean
warm_operations(GError **error)
{
	RENDER_AUTO_IMAGE black = NULL;
	RENDER_AUTO_IMAGE grey = NULL;
	RENDER_AUTO_IMAGE picture = NULL;
	double slope[3] = {1, 1, 1}, add[3] = {40, 120, 200};
	g_autofree void *data = NULL;
	gsize n_data;
	GBytes *jpeg = NULL;
	ClLook look;
	guint width, height;
	gboolean good;

	if (vips_black(&black, WARM_SIDE, WARM_SIDE, "bands", 3, NULL) != 0 ||
		vips_linear(black, &grey, slope, add, 3, "uchar", TRUE, NULL) != 0 ||
		vips_copy(grey, &picture, "interpretation", VIPS_INTERPRETATION_sRGB, NULL) != 0 ||
		vips_jpegsave_buffer(picture, &data, &n_data, "Q", 90, "profile", "p3", NULL) !=
			0) {
		render_fail(error, "libvips");
		return FALSE;
	}
	jpeg = g_bytes_new_static(data, n_data);
	render_image_take(
		&picture, render_load(jpeg, CL_FORMAT_JPEG, CL_MASTER_PX, &width, &height, error));
	good = picture != NULL &&
	       render_resize(&picture, WARM_SIDE / 3, WARM_SIDE / 3 + 1, error) &&
	       render_to_srgb(&picture, error) && render_compute(&picture, error) &&
	       render_upright(&picture, 5, error);
	if (good) {
		g_autofree guint8 *rgb = vips_image_write_to_memory(picture, &n_data);

		cl_look_make(rgb, (guint)vips_image_get_width(picture),
			(guint)vips_image_get_height(picture), &look);
	}
	g_bytes_unref(jpeg);
	return good;
}

/* The whole job on the sample JPEG, with outputs as in a real one. */
static gboolean
warm_job(GError **error)
{
	g_autoptr(GBytes) sample = render_sample(CL_FORMAT_JPEG);
	g_autoptr(GVariant) params = g_variant_ref_sink(cl_develop_params(CL_FORMAT_JPEG, 1));
	GVariant *answer;
	int fds[CL_N_DEVELOP];

	for (guint i = 0; i < CL_N_DEVELOP; i++)
		fds[i] = memfd_create("warm", MFD_CLOEXEC);
	answer = cl_render_develop(sample, fds, CL_N_DEVELOP, params, error);
	if (answer != NULL)
		g_variant_unref(g_variant_ref_sink(answer));
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		cl_fd_close(&fds[i]);
	return answer != NULL;
}

/* Every encoder once, on a picture that must be cut and reduced: plugins, tables and threads that
 * could not be had later. */
static gboolean
warm_renditions(GError **error)
{
	g_autoptr(GBytes) sample = render_sample(CL_FORMAT_JPEG);
	ClPlan plans[] = {{.format = CL_FORMAT_JPEG}, {.format = CL_FORMAT_WEBP},
		{.format = CL_FORMAT_AVIF}, {.format = CL_FORMAT_PNG, .tone = CL_TONE_BITONAL}};
	GVariant *nothing = g_variant_ref_sink(g_variant_new_boolean(FALSE));
	ClRenderJob job = {CL_FORMAT_JPEG, 6, 16, 16, nothing, nothing, plans,
		G_N_ELEMENTS(plans)};
	g_autoptr(GVariant) params = NULL;
	GVariant *answer;
	int fds[G_N_ELEMENTS(plans)];

	for (guint i = 0; i < G_N_ELEMENTS(plans); i++) {
		plans[i].region = (ClRect){0, 2, 16, 14};
		plans[i].width = plans[i].height = 9;
		plans[i].attention = TRUE;
		plans[i].quality = 80;
		fds[i] = memfd_create("warm", MFD_CLOEXEC);
	}
	params = g_variant_ref_sink(cl_render_params(&job));
	g_variant_unref(nothing);
	answer = cl_render_renditions(sample, fds, G_N_ELEMENTS(plans), params, NULL, error);
	if (answer != NULL)
		g_variant_unref(g_variant_ref_sink(answer));
	for (guint i = 0; i < G_N_ELEMENTS(plans); i++)
		cl_fd_close(&fds[i]);
	return answer != NULL;
}

gboolean
cl_render_init(GError **error)
{
	tame_malloc();
	/* nothing may be spilled to disk: the threshold lies above the pixel limit */
	g_setenv("VIPS_DISC_THRESHOLD", "8g", TRUE);
	render_damage_listen();
	if (VIPS_INIT("cutline-decoder") != 0) {
		render_fail(error, "libvips");
		return FALSE;
	}
	vips_concurrency_set(1);
	vips_cache_set_max(0);
	block_loaders();
	for (guint format = CL_FORMAT_UNKNOWN + 1; format < CL_N_FORMATS; format++)
		decodes((ClFormat)format);
	return warm_operations(error) && warm_job(error) && warm_renditions(error);
}

GVariant *
cl_render_probe(void)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a{sb}"));
	for (guint format = CL_FORMAT_UNKNOWN + 1; format < CL_N_FORMATS; format++)
		g_variant_builder_add(&builder, "{sb}", cl_format_name((ClFormat)format),
			decodes((ClFormat)format));
	return g_variant_builder_end(&builder);
}
