/* SPDX-License-Identifier: MIT
 *
 * Pixels in memory to a JPEG, straight to libjpeg-turbo: libvips would copy them through a thread of
 * its own, which takes as long again.
 */
#include "encode.h"
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <jpeglib.h>

#define FULL_CHROMA_FROM 90 /* at that quality the picture is a source of others */

typedef struct {
	struct jpeg_compress_struct info;
	struct jpeg_error_mgr errors;
	jmp_buf failed;
	unsigned char *data;
	unsigned long n_data;
} Writer;

static void
fail(j_common_ptr info)
{
	Writer *writer = info->client_data;
	char message[JMSG_LENGTH_MAX];

	info->err->format_message(info, message);
	vips_error("jpeg", "%s", message);
	longjmp(writer->failed, 1);
}

static void
set_up(struct jpeg_compress_struct *info, RenderImage *image, guint quality)
{
	info->image_width = (JDIMENSION)vips_image_get_width(image);
	info->image_height = (JDIMENSION)vips_image_get_height(image);
	info->input_components = vips_image_get_bands(image);
	info->in_color_space = info->input_components == 1 ? JCS_GRAYSCALE : JCS_RGB;
	jpeg_set_defaults(info);
	jpeg_set_quality(info, (int)quality, TRUE);
	if (quality >= FULL_CHROMA_FROM)
		info->comp_info[0].h_samp_factor = info->comp_info[0].v_samp_factor = 1;
}

static gboolean
write_all(Writer *writer, RenderImage *image, guint quality)
{
	struct jpeg_compress_struct *info = &writer->info;
	const void *profile;
	gsize n_profile;

	if (setjmp(writer->failed))
		return FALSE;
	jpeg_create_compress(info);
	info->client_data = writer;
	jpeg_mem_dest(info, &writer->data, &writer->n_data);
	set_up(info, image, quality);
	jpeg_start_compress(info, TRUE);
	if (vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0 &&
		vips_image_get_blob(image, VIPS_META_ICC_NAME, &profile, &n_profile) == 0)
		jpeg_write_icc_profile(info, profile, (unsigned int)n_profile);
	while (info->next_scanline < info->image_height) {
		JSAMPROW row = VIPS_IMAGE_ADDR(image, 0, (int)info->next_scanline);

		jpeg_write_scanlines(info, &row, 1);
	}
	jpeg_finish_compress(info);
	return TRUE;
}

GBytes *
render_jpeg_encode(RenderImage *image, guint quality)
{
	Writer writer = {.data = NULL};
	int bands = vips_image_get_bands(image);
	gboolean good;

	if ((bands != 1 && bands != 3) || vips_image_get_format(image) != VIPS_FORMAT_UCHAR ||
		vips_image_wio_input(image) != 0) {
		vips_error("jpeg", "not pixels of a rendition");
		return NULL;
	}
	writer.info.err = jpeg_std_error(&writer.errors);
	writer.errors.error_exit = fail;
	writer.info.client_data = &writer;
	good = write_all(&writer, image, quality);
	jpeg_destroy_compress(&writer.info);
	if (!good) {
		free(writer.data);
		return NULL;
	}
	return g_bytes_new_with_free_func(writer.data, writer.n_data, free, writer.data);
}
