/* SPDX-License-Identifier: MIT
 *
 * What renditions cost, as processor time of one thread without sandbox, archive and metadata:
 *
 *   bench_rendition ladder JPEG...   six widths of one decode beside six vips_thumbnail calls
 *   bench_rendition article JPEG...  1200 px as JPEG, WebP and AVIF, from the original, and from the
 *                                    stored master that the service would take
 *   bench_rendition fit JPEG...      512 px of sources of any size: pictures a second and core
 *
 * prints one JSON object with medians in milliseconds, and status 1 if a bound is missed. The peers
 * that are not C are run by bench_rendition.py on the same files.
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <sys/mman.h>
#include <vips/vips.h>
#include <cutline/file.h>
#include <cutline/render.h>

#define ROUNDS 3
#define MAX_LADDER_RATIO 0.35
#define MIN_FIT_A_SECOND 50 /* a core: 100 on two */

static const guint32 widths[] = {2400, 1600, 1200, 960, 640, 320};

static double
cpu_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static int
compare_doubles(const void *a, const void *b)
{
	const double *one = a, *two = b;

	return *one < *two ? -1 : *one > *two ? 1 : 0;
}

static double
median(GArray *values)
{
	qsort(values->data, values->len, sizeof(double), compare_doubles);
	return g_array_index(values, double, values->len / 2);
}

static GBytes *
map_file(const char *path)
{
	CL_AUTO_FD fd = open(path, O_RDONLY | O_CLOEXEC);
	GBytes *bytes = fd >= 0 ? cl_file_map(fd, path, NULL) : NULL;

	if (bytes == NULL)
		g_error("'%s' cannot be read", path);
	return bytes;
}

static void
size_of(GBytes *input, guint32 *width, guint32 *height)
{
	gsize n;
	void *data = (void *)g_bytes_get_data(input, &n);
	VipsImage *image = NULL;

	if (vips_jpegload_buffer(data, n, &image, NULL) != 0)
		g_error("%s", vips_error_buffer());
	*width = (guint32)vips_image_get_width(image);
	*height = (guint32)vips_image_get_height(image);
	g_object_unref(image);
}

static ClPlan
plan_of(guint32 width, guint32 height, guint32 to_width, ClFormat format)
{
	ClFrame frame = {.width = width, .height = height};
	ClRequest request;
	ClPlan plan;

	cl_request_init(&request);
	request.width = to_width;
	request.format = format;
	request.quality = 80;
	if (!cl_plan_make(&request, &frame, &plan, NULL))
		g_error("no plan");
	return plan;
}

/* The milliseconds that one job takes; the first file's bytes to `n_bytes`. */
static double
render(GBytes *input, guint32 width, guint32 height, const ClPlan *plans, guint n, guint64 *n_bytes)
{
	g_autoptr(GVariant) nothing = g_variant_ref_sink(g_variant_new_boolean(FALSE));
	ClRenderJob job = {CL_FORMAT_JPEG, 1, width, height, nothing, nothing, plans, n};
	g_autoptr(GVariant) params = g_variant_ref_sink(cl_render_params(&job));
	g_autoptr(GError) error = NULL;
	ClRendered rendered[8];
	GVariant *answer;
	int fds[8];
	double start, ended;

	for (guint i = 0; i < n; i++)
		fds[i] = memfd_create("output", MFD_CLOEXEC);
	start = cpu_ms();
	answer = cl_render_renditions(input, fds, n, params, NULL, &error);
	ended = cpu_ms();
	if (answer == NULL)
		g_error("%s", error->message);
	g_variant_ref_sink(answer);
	if (!cl_render_answer(answer, &job, rendered, &error))
		g_error("%s", error->message);
	g_variant_unref(answer);
	*n_bytes = rendered[0].size_bytes;
	for (guint i = 0; i < n; i++)
		close(fds[i]);
	return ended - start;
}

/* The smallest of what developing stores that has `width` pixels; its bytes of all to `n_stored`. */
static GBytes *
develop(GBytes *input, guint width, guint64 *n_stored)
{
	g_autoptr(GVariant) params = g_variant_ref_sink(cl_develop_params(CL_FORMAT_JPEG, 1));
	g_autoptr(GError) error = NULL;
	GBytes *base = NULL;
	GVariant *answer;
	int fds[CL_N_DEVELOP];

	for (guint i = 0; i < CL_N_DEVELOP; i++)
		fds[i] = memfd_create("output", MFD_CLOEXEC);
	answer = cl_render_develop(input, fds, CL_N_DEVELOP, params, &error);
	if (answer == NULL)
		g_error("%s", error->message);
	g_variant_unref(g_variant_ref_sink(answer));
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		g_autoptr(GBytes) file = cl_file_map(fds[i], "output", NULL);

		n_stored[i] += g_bytes_get_size(file);
		if (i < CL_N_MASTERS && cl_develop_sizes[i].width_px >= width) {
			g_clear_pointer(&base, g_bytes_unref);
			base = g_bytes_ref(file);
		}
		close(fds[i]);
	}
	return base;
}

/* What anybody would write with libvips' own call. */
static double
thumbnails(GBytes *input)
{
	double start = cpu_ms();
	gsize n_input;
	void *data = (void *)g_bytes_get_data(input, &n_input);

	for (guint i = 0; i < G_N_ELEMENTS(widths); i++) {
		VipsImage *image = NULL;
		void *out = NULL;
		gsize n;

		if (vips_thumbnail_buffer(data, n_input, &image, (int)widths[i], "height", 65500, "size",
			    VIPS_SIZE_DOWN, "export_profile", "srgb", NULL) != 0 ||
			vips_jpegsave_buffer(image, &out, &n, "Q", 80, "strip", TRUE, NULL) != 0)
			g_error("%s", vips_error_buffer());
		g_object_unref(image);
		g_free(out);
	}
	return cpu_ms() - start;
}

static int
ladder(char **paths, int n)
{
	g_autoptr(GArray) ours = g_array_new(FALSE, FALSE, sizeof(double));
	g_autoptr(GArray) theirs = g_array_new(FALSE, FALSE, sizeof(double));
	double ratio;

	for (int i = 0; i < n * ROUNDS; i++) {
		g_autoptr(GBytes) input = map_file(paths[i % n]);
		ClPlan plans[G_N_ELEMENTS(widths)];
		guint32 width, height;
		guint64 n_bytes;
		double took;

		size_of(input, &width, &height);
		for (guint j = 0; j < G_N_ELEMENTS(widths); j++)
			plans[j] = plan_of(width, height, widths[j], CL_FORMAT_JPEG);
		took = render(input, width, height, plans, G_N_ELEMENTS(widths), &n_bytes);
		g_array_append_val(ours, took);
		took = thumbnails(input);
		g_array_append_val(theirs, took);
	}
	ratio = median(ours) / median(theirs);
	printf("{\"what\":\"ladder\",\"files\":%d,\"ours_ms\":%.1f,\"vips_thumbnail_ms\":%.1f,"
	       "\"ratio\":%.3f,\"bound\":%.2f}\n",
		n, median(ours), median(theirs), ratio, MAX_LADDER_RATIO);
	return ratio <= MAX_LADDER_RATIO ? 0 : 1;
}

static int
article(char **paths, int n)
{
	static const ClFormat formats[] = {CL_FORMAT_JPEG, CL_FORMAT_WEBP, CL_FORMAT_AVIF};

	for (guint f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GArray) original = g_array_new(FALSE, FALSE, sizeof(double));
		g_autoptr(GArray) master = g_array_new(FALSE, FALSE, sizeof(double));
		guint64 n_original = 0, n_master = 0, n_input = 0, n_stored[CL_N_DEVELOP] = {0};

		for (int i = 0; i < n * ROUNDS; i++) {
			g_autoptr(GBytes) input = map_file(paths[i % n]);
			g_autoptr(GBytes) from = NULL;
			ClPlan plan;
			guint32 width, height;
			guint64 n_bytes;
			double took;

			size_of(input, &width, &height);
			plan = plan_of(width, height, 1200, formats[f]);
			took = render(input, width, height, &plan, 1, &n_bytes);
			g_array_append_val(original, took);
			n_original += n_bytes;
			from = develop(input, plan.width, n_stored);
			n_input += g_bytes_get_size(input);
			took = render(from, width, height, &plan, 1, &n_bytes);
			g_array_append_val(master, took);
			n_master += n_bytes;
		}
		printf("{\"what\":\"article\",\"format\":\"%s\",\"files\":%d,\"original_ms\":%.1f,"
		       "\"master_ms\":%.1f,\"original_bytes\":%" G_GUINT64_FORMAT
		       ",\"master_bytes\":%" G_GUINT64_FORMAT ",\"stored_share\":[",
			cl_format_name(formats[f]), n, median(original), median(master),
			n_original / (guint64)(n * ROUNDS), n_master / (guint64)(n * ROUNDS));
		for (guint i = 0; i < CL_N_DEVELOP; i++)
			printf("%s%.3f", i > 0 ? "," : "", (double)n_stored[i] / (double)n_input);
		printf("]}\n");
	}
	return 0;
}

static int
fit(char **paths, int n)
{
	double total = 0;
	guint64 n_bytes;

	for (int i = 0; i < n * ROUNDS; i++) {
		g_autoptr(GBytes) input = map_file(paths[i % n]);
		guint32 width, height;
		ClPlan plan;

		size_of(input, &width, &height);
		plan = plan_of(width, height, 512, CL_FORMAT_JPEG);
		total += render(input, width, height, &plan, 1, &n_bytes);
	}
	total /= n * ROUNDS;
	printf("{\"what\":\"fit\",\"files\":%d,\"ms\":%.2f,\"a_second_and_core\":%.1f,\"bound\":%d}\n", n,
		total, 1000 / total, MIN_FIT_A_SECOND);
	return 1000 / total >= MIN_FIT_A_SECOND ? 0 : 1;
}

int
main(int argc, char **argv)
{
	g_autoptr(GError) error = NULL;

	if (argc < 3) {
		fprintf(stderr, "usage: bench_rendition ladder|article|fit JPEG...\n");
		return 2;
	}
	if (!cl_render_init(&error))
		g_error("%s", error->message);
	if (strcmp(argv[1], "ladder") == 0)
		return ladder(argv + 2, argc - 2);
	if (strcmp(argv[1], "article") == 0)
		return article(argv + 2, argc - 2);
	return fit(argv + 2, argc - 2);
}
