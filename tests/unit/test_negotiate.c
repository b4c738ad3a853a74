/* SPDX-License-Identifier: MIT
 *
 * Accept, Range, entity tags, the grammars of rendition URLs, and the tile.
 */
#include "../../src/daemon/image_url.h"
#include "../../src/daemon/iiif_url.h"
#include "../../src/daemon/negotiate.h"
#include "../../src/daemon/tile.h"

#include <cutline/error.h>
#include <string.h>

static void
test_accept(void)
{
	static const struct {
		const char *accept;
		ClFormat format;
	} cases[] = {
		{ NULL, CL_FORMAT_JPEG },
		{ "", CL_FORMAT_JPEG },
		{ "*/*", CL_FORMAT_JPEG },
		{ "image/*", CL_FORMAT_JPEG },
		{ "text/html", CL_FORMAT_JPEG },
		{ "image/webp", CL_FORMAT_WEBP },
		{ "image/avif,image/webp,image/apng,image/svg+xml,image/*,*/*;q=0.8", CL_FORMAT_AVIF },
		{ "image/webp,*/*", CL_FORMAT_WEBP },
		{ "image/avif;q=0,image/webp", CL_FORMAT_WEBP },
		{ "image/webp;q=0.5, image/jpeg", CL_FORMAT_JPEG },
		{ "image/webp;q=0.5, image/*;q=0.4", CL_FORMAT_WEBP },
		{ "image/webp;q=0.3, image/*;q=0.4", CL_FORMAT_JPEG },
		{ "IMAGE/WEBP ; Q=1.0", CL_FORMAT_WEBP },
		{ "image/png", CL_FORMAT_PNG },
		{ "image/webp;q=0.000,image/png;q=0.001", CL_FORMAT_PNG },
		{ ",,, image/webp,,", CL_FORMAT_WEBP },
		{ "image/webpx, ximage/webp", CL_FORMAT_JPEG },
		{ "image/webp;v=\"a,b\";q=0", CL_FORMAT_WEBP },
	};

	for (gsize i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].accept);
		g_assert_cmpint(negotiate_format(cases[i].accept), ==, cases[i].format);
	}
}

static void
test_range(void)
{
	guint64 offset, length;

	g_assert_cmpint(range_parse(NULL, 10, &offset, &length), ==, RANGE_ALL);
	g_assert_cmpuint(length, ==, 10);
	g_assert_cmpint(range_parse("bytes=2-4", 10, &offset, &length), ==, RANGE_PART);
	g_assert_cmpuint(offset, ==, 2);
	g_assert_cmpuint(length, ==, 3);
	g_assert_cmpint(range_parse("bytes=-20", 10, &offset, &length), ==, RANGE_PART);
	g_assert_cmpuint(offset, ==, 0);
	g_assert_cmpuint(length, ==, 10);
	g_assert_cmpint(range_parse("bytes=9-", 10, &offset, &length), ==, RANGE_PART);
	g_assert_cmpuint(length, ==, 1);
	g_assert_cmpint(range_parse("bytes=10-", 10, &offset, &length), ==, RANGE_UNSATISFIABLE);
	g_assert_cmpint(range_parse("bytes=-0", 10, &offset, &length), ==, RANGE_UNSATISFIABLE);
	g_assert_cmpint(range_parse("bytes=4-2", 10, &offset, &length), ==, RANGE_ALL);
	g_assert_cmpint(range_parse("bytes=0-1,3-4", 10, &offset, &length), ==, RANGE_ALL);
	g_assert_cmpint(
		range_parse("bytes=0-99999999999999999999999", 10, &offset, &length), ==, RANGE_ALL);
}

static void
test_etag(void)
{
	g_assert_true(etag_matches("\"a\"", "a"));
	g_assert_true(etag_matches(" W/\"b\" , \"a\"", "a"));
	g_assert_true(etag_matches("*", "a"));
	g_assert_false(etag_matches("\"ab\"", "a"));
	g_assert_false(etag_matches("a", "a"));
	g_assert_false(etag_matches("\"a", "a"));
	g_assert_false(etag_matches(NULL, "a"));
	g_assert_true(etag_is("\"a\"", "a"));
	g_assert_false(etag_is("W/\"a\"", "a"));
	g_assert_false(etag_is("\"a\", \"b\"", "a"));
}

static void
test_image_url(void)
{
	ImageUrl url;

	g_assert_cmpint(image_url_parse("/i/0123456789abcdef/grid", &url), ==, IMAGE_URL_PRESET);
	g_assert_cmpstr(url.preset, ==, "grid");
	g_assert_cmpint(url.format, ==, CL_FORMAT_UNKNOWN);
	g_assert_cmpint(
		image_url_parse("/i/0123456789abcdef/grid~abcdefghjk.webp", &url), ==, IMAGE_URL_PRESET);
	g_assert_cmpstr(url.rev, ==, "abcdefghjk");
	g_assert_cmpint(url.format, ==, CL_FORMAT_WEBP);
	g_assert_cmpint(image_url_parse("/i/0123456789abcdef/w_1/9/k.m", &url), ==, IMAGE_URL_SIGNED);
	g_assert_cmpint(image_url_parse("/i/0123456789abcdeu/grid", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/i/0123456789abcde/grid", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/i/0123456789abcdef", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/i/0123456789abcdef/", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/i/0123456789abcdef/a/b", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/u/0123456789abcdefghjk/grid~abcdefghjk.avif", &url), ==, IMAGE_URL_PRESET);
	g_assert_cmpstr(url.use, ==, "0123456789abcdefghjk");
	g_assert_cmpstr(url.id, ==, "");
	g_assert_cmpstr(url.preset, ==, "grid");
	g_assert_cmpint(url.format, ==, CL_FORMAT_AVIF);
	/* A use has no signed form, and neither kind takes the other's id. */
	g_assert_cmpint(image_url_parse("/u/0123456789abcdefghjk/w_1/9/k.m", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/u/0123456789abcdef/grid", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/i/0123456789abcdefghjk/grid", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/u/0123456789ABCDEFGHJK/grid", &url), ==, IMAGE_URL_NONE);
	g_assert_cmpint(image_url_parse("/u/0123456789abcdefghjk", &url), ==, IMAGE_URL_NONE);
}

static void
test_iiif_size(void)
{
	IiifUrl url;
	ClRect part;
	guint32 width, height;

	g_assert_cmpint(iiif_parse("/iiif/3/0123456789abcdef/full/!100,100/90/gray.png", &url, NULL), ==,
		IIIF_IMAGE);
	g_assert_true(iiif_resolve(&url, 4000, 1000, &part, &width, &height, NULL));
	g_assert_cmpuint(width, ==, 100);
	g_assert_cmpuint(height, ==, 25);
	g_assert_cmpuint(url.turn, ==, 90);
	/* An answer has an upper bound, `max` keeps to it and `full` of version 2 cannot. */
	g_assert_cmpint(iiif_parse("/iiif/3/0123456789abcdef/full/max/0/default.jpg", &url, NULL), ==,
		IIIF_IMAGE);
	g_assert_true(iiif_resolve(&url, 40000, 10000, &part, &width, &height, NULL));
	g_assert_cmpuint((guint64) width * height, <=, IIIF_MAX_AREA);
	g_assert_cmpint(iiif_parse("/iiif/2/0123456789abcdef/full/full/0/default.jpg", &url, NULL), ==,
		IIIF_IMAGE);
	g_assert_false(iiif_resolve(&url, 40000, 10000, &part, &width, &height, NULL));
}

/* The bytes that hold its size, and that it is small; the functional tests open it with a library. */
static void
test_tile(void)
{
	g_autoptr(GBytes) tile = tile_new(1200, 800);
	g_autoptr(GBytes) least = tile_new(0, 0);
	gsize n;
	const guint8 *data = g_bytes_get_data(tile, &n);

	g_assert_cmpmem(data, 8, "\x89PNG\r\n\x1a\n", 8);
	g_assert_cmpmem(data + 16, 8, "\x00\x00\x04\xb0\x00\x00\x03\x20", 8);
	g_assert_cmpuint(n, <, 1500);
	g_assert_cmpuint(g_bytes_get_size(least), >, 60);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/negotiate/accept", test_accept);
	g_test_add_func("/negotiate/range", test_range);
	g_test_add_func("/negotiate/etag", test_etag);
	g_test_add_func("/negotiate/image-url", test_image_url);
	g_test_add_func("/negotiate/iiif-size", test_iiif_size);
	g_test_add_func("/negotiate/tile", test_tile);
	return g_test_run();
}
