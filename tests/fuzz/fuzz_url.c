/* SPDX-License-Identifier: MIT
 *
 * Fuzz target: paths of renditions, as presets, signed, and of the IIIF Image API.
 */
#include "../../src/daemon/iiif_url.h"
#include "../../src/daemon/image_url.h"

#include <cutline/sign.h>

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_iiif(const IiifUrl *url, guint32 width, guint32 height)
{
	ClRect part;
	guint32 to_width, to_height;

	if (!iiif_resolve(url, width, height, &part, &to_width, &to_height, NULL))
		return;
	g_assert_true(part.width > 0 && part.height > 0);
	g_assert_true((guint64)part.x + part.width <= width && (guint64)part.y + part.height <= height);
	g_assert_true(to_width > 0 && to_width <= part.width && to_height > 0 && to_height <= part.height);
	g_assert_true((guint64)to_width * to_height <= IIIF_MAX_AREA);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	g_autofree char *text = g_strndup((const char *)data, size);
	g_autofree char *image = g_strconcat("/i/", text, NULL);
	g_autofree char *use = g_strconcat("/u/", text, NULL);
	g_autofree char *iiif = g_strconcat("/iiif/", text, NULL);
	g_autoptr(GError) error = NULL;
	g_autoptr(GError) unsigned_error = NULL;
	ClSignedUrl signed_url;
	IiifUrl iiif_url;
	ImageUrl url;

	if (image_url_parse(image, &url) == IMAGE_URL_PRESET)
		g_assert_cmpint(url.preset[0], !=, '\0');
	if (image_url_parse(use, &url) == IMAGE_URL_PRESET)
		g_assert_true(url.preset[0] != '\0' && url.use[0] != '\0' && url.id[0] == '\0');
	g_assert_true(cl_sign_parse(image, &signed_url, &unsigned_error) == (unsigned_error == NULL));
	if (iiif_parse(iiif, &iiif_url, &error) == IIIF_IMAGE) {
		g_assert_no_error(error);
		check_iiif(&iiif_url, 6000, 4000);
		check_iiif(&iiif_url, 1, 65500);
		check_iiif(&iiif_url, 65500, 65500);
		check_iiif(&iiif_url, 3, 2);
	}
	return 0;
}
