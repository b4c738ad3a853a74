/* SPDX-License-Identifier: MIT
 *
 * JPEGs of one and three channels, straight from libjpeg-turbo: libvips hands it the file in pieces of
 * four kilobytes, and before the end of each piece its Huffman decoder falls back to a path that is
 * slower by half (11 % of a 24-megapixel picture). All others (CMYK, two channels) are libvips'.
 * Gives an image that is decoded from top to bottom when its pixels are pulled.
 */
#include "render.h"
#include <setjmp.h>
#include <stdio.h>
#include <jpeglib.h>

#define TILE_ROWS 8

typedef struct {
	struct jpeg_decompress_struct info;
	struct jpeg_error_mgr errors;
	jmp_buf failed;
	GBytes *input;
	gboolean started;
	gboolean in_profile; /* what is wrong with it is no damage of the pixels */
} Reader;

/* --- what libjpeg says -------------------------------------------------------------------------- */

static void
fail(j_common_ptr info)
{
	Reader *reader = info->client_data;
	char message[JMSG_LENGTH_MAX];

	info->err->format_message(info, message);
	vips_error("jpeg", "%s", message);
	longjmp(reader->failed, 1);
}

static void
complain(j_common_ptr info)
{
	const Reader *reader = info->client_data;
	char message[JMSG_LENGTH_MAX];

	if (reader->in_profile)
		return;
	info->err->format_message(info, message);
	render_damage_note(message);
}

static void
reader_free(Reader *reader)
{
	jpeg_destroy_decompress(&reader->info);
	g_bytes_unref(reader->input);
	g_free(reader);
}

static void
closed(VipsImage *image, gpointer reader)
{
	reader_free(reader);
}

/* --- header -------------------------------------------------------------------------------------- */

/* FALSE: damaged (an error is set), or none of ours (no error). */
static gboolean
read_header(Reader *reader, int shrink)
{
	struct jpeg_decompress_struct *info = &reader->info;
	gsize n;
	const guint8 *data = g_bytes_get_data(reader->input, &n);

	if (setjmp(reader->failed))
		return FALSE;
	jpeg_create_decompress(info);
	info->client_data = reader;
	jpeg_mem_src(info, data, n);
	jpeg_save_markers(info, JPEG_APP0 + 2, 0xFFFF);
	jpeg_read_header(info, TRUE);
	if (info->num_components == 1 && info->jpeg_color_space == JCS_GRAYSCALE)
		info->out_color_space = JCS_GRAYSCALE;
	else if (info->num_components == 3 &&
		 (info->jpeg_color_space == JCS_YCbCr || info->jpeg_color_space == JCS_RGB))
		info->out_color_space = JCS_RGB;
	else
		return FALSE;
	info->scale_num = 1;
	info->scale_denom = (unsigned int)shrink;
	jpeg_calc_output_dimensions(info);
	return TRUE;
}

/* A broken profile is none. */
static void
take_profile(Reader *reader, VipsImage *image)
{
	JOCTET *profile = NULL;
	unsigned int n = 0;

	if (setjmp(reader->failed)) {
		reader->in_profile = FALSE;
		vips_error_clear();
		return;
	}
	reader->in_profile = TRUE;
	if (jpeg_read_icc_profile(&reader->info, &profile, &n))
		vips_image_set_blob_copy(image, VIPS_META_ICC_NAME, profile, n);
	reader->in_profile = FALSE;
	free(profile);
}

/* --- pixels --------------------------------------------------------------------------------------- */

static int
generate(VipsRegion *out, void *seq, void *a, void *b, gboolean *stop)
{
	Reader *reader = a;
	struct jpeg_decompress_struct *info = &reader->info;

	if (setjmp(reader->failed))
		return -1;
	if (!reader->started) {
		reader->started = TRUE;
		jpeg_start_decompress(info);
	}
	for (int y = out->valid.top; y < VIPS_RECT_BOTTOM(&out->valid); y++) {
		JSAMPROW row = VIPS_REGION_ADDR(out, 0, y);

		if (info->output_scanline != (JDIMENSION)y || jpeg_read_scanlines(info, &row, 1) != 1) {
			vips_error("jpeg", "rows are out of order");
			return -1;
		}
	}
	return 0;
}

static VipsImage *
new_image(Reader *reader)
{
	struct jpeg_decompress_struct *info = &reader->info;
	VipsImage *image = vips_image_new(), *rows = NULL;
	gboolean grey = info->out_color_space == JCS_GRAYSCALE;

	vips_image_init_fields(image, (int)info->output_width, (int)info->output_height, grey ? 1 : 3,
		VIPS_FORMAT_UCHAR, VIPS_CODING_NONE,
		grey ? VIPS_INTERPRETATION_B_W : VIPS_INTERPRETATION_sRGB, 1, 1);
	take_profile(reader, image);
	if (jpeg_has_multiple_scans(info))
		vips_image_set_int(image, "jpeg-multiscan", 1);
	g_signal_connect(image, "close", G_CALLBACK(closed), reader);
	if (vips_image_pipelinev(image, VIPS_DEMAND_STYLE_THINSTRIP, NULL) != 0 ||
		vips_image_generate(image, NULL, generate, NULL, reader, NULL) != 0 ||
		vips_sequential(image, &rows, "tile_height", TILE_ROWS, NULL) != 0)
		rows = NULL;
	g_object_unref(image);
	return rows;
}

VipsImage *
render_jpeg_open(GBytes *input, int shrink, gboolean *ours)
{
	Reader *reader = g_new0(Reader, 1);

	reader->input = g_bytes_ref(input);
	reader->info.err = jpeg_std_error(&reader->errors);
	reader->errors.error_exit = fail;
	reader->errors.output_message = complain;
	reader->info.client_data = reader;
	*ours = TRUE;
	if (read_header(reader, shrink))
		return new_image(reader);
	*ours = *vips_error_buffer() != '\0';
	reader_free(reader);
	return NULL;
}
