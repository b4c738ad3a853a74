/* SPDX-License-Identifier: MIT
 *
 * The whitelist writer byte by byte: where blocks stand in JPEG, PNG, WebP and AVIF, what stays of
 * a received JPEG, and what is refused.
 */
#include <cutline/error.h>
#include "publish_case.h"

/* --- containers ---------------------------------------------------------------------------- */

static void
test_jpeg_order(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) original =
		BYTES(SOI COMMENT ADOBE APP11 ICC JFIF_THUMBNAIL TABLE FRAME SCAN EOI);
	g_autoptr(GBytes) out = cl_publish_embed(original, CL_FORMAT_JPEG, &publish, NULL);
	const guint8 *at = g_bytes_get_data(out, NULL);
	static const guint8 order[] = {0xe0, 0xe1, 0xe1, 0xe2, 0xed, 0xee, 0xdb, 0xc0, 0xda};

	g_assert_nonnull(at);
	g_assert_cmpmem(at, 2 + sizeof JFIF - 1, SOI JFIF, 2 + sizeof JFIF - 1);
	at += 2;
	for (gsize i = 0; i < sizeof order; i++) {
		g_assert_cmpuint(at[0], ==, 0xff);
		g_assert_cmphex(at[1], ==, order[i]);
		at += 2 + (at[2] << 8 | at[3]);
	}
	g_assert_nonnull(find(out, FRAME SCAN EOI, sizeof(FRAME SCAN EOI) - 1));
	g_assert_false(has(out, "private"));
	g_assert_null(find(out, "RGB", 3));
}

static void
test_jpeg_rewrite(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) received = BYTES(SOI EXIF_6 COMMENT
		"junk" TABLE APP11 FRAME SCAN COMMENT TABLE SCAN EOI "trailer" SOI "private");
	g_autoptr(GBytes) cut = BYTES(SOI EXIF_6 TABLE FRAME SCAN);
	g_autoptr(GBytes) motion = BYTES(SOI TABLE FRAME SCAN SOI COMMENT FRAME SCAN EOI);
	g_autoptr(GBytes) out = cl_publish_rewrite_jpeg(received, &publish, NULL);
	g_autoptr(GBytes) ended = cl_publish_rewrite_jpeg(cut, &publish, NULL);
	g_autoptr(GBytes) first = cl_publish_rewrite_jpeg(motion, &publish, NULL);
	static const char coded[] = TABLE FRAME SCAN TABLE SCAN EOI;
	static const char coded_first[] = TABLE FRAME SCAN EOI;
	gsize n;
	const char *data;

	g_assert_nonnull(out);
	data = g_bytes_get_data(out, &n);
	g_assert_cmpmem(data + n - sizeof coded + 1, sizeof coded - 1, coded, sizeof coded - 1);
	g_assert_false(has(out, "private"));
	g_assert_false(has(out, "trailer"));
	g_assert_nonnull(find(out, "\x12\1\3\0\1\0\0\0\6\0\0\0", 12)); /* still lies on its side */
	g_assert_nonnull(ended);
	g_assert_nonnull(find(ended, coded_first, sizeof coded_first - 1));
	g_assert_nonnull(first);
	data = g_bytes_get_data(first, &n);
	g_assert_cmpmem(data + n - sizeof coded_first + 1, sizeof coded_first - 1, coded_first,
		sizeof coded_first - 1);
	publish.orientation = 1;
	g_clear_pointer(&out, g_bytes_unref);
	out = cl_publish_rewrite_jpeg(received, &publish, NULL);
	g_assert_nonnull(find(out, "\x12\1\3\0\1\0\0\0\1\0\0\0", 12));
}

static void
test_png_chunks(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = embed(CL_FORMAT_PNG, &publish);
	const guint8 *exif = find(out, "eXIfII*\0", 8);
	const guint8 *xmp = find(out, "iTXtXML:com.adobe.xmp\0\0\0\0\0<?xpacket", 35);
	const guint8 *data = find(out, "IDATxyzcrc3\0\0\0\0IENDcrc4", 23);

	g_assert_nonnull(exif);
	g_assert_nonnull(xmp);
	g_assert_nonnull(data);
	g_assert_true(exif < xmp && xmp < data);
	g_assert_true(exif - 4 + 12 + be32(exif - 4) == xmp - 4);
	g_assert_true(xmp - 4 + 12 + be32(xmp - 4) == data - 4);
}

/* CRC of a chunk whose value is known: eXIf with nothing but an orientation. */
static void
test_png_crc(void)
{
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = embed(CL_FORMAT_PNG, &publish);
	const guint8 *exif = find(out, "eXIf", 4);

	g_assert_nonnull(exif);
	g_assert_cmpuint(be32(exif - 4), ==, 26);
	g_assert_cmphex(be32(exif + 4 + 26), ==, 0xbd8d1830);
}

static void
test_webp_chunks(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = embed(CL_FORMAT_WEBP, &publish);
	gsize n, at = 12;
	const guint8 *data = g_bytes_get_data(out, &n);
	static const char *const order[] = {"VP8X", "VP8L", "EXIF", "XMP "};

	g_assert_cmpuint(data[4] | data[5] << 8 | data[6] << 16, ==, n - 8);
	for (gsize i = 0; i < G_N_ELEMENTS(order); i++) {
		guint size = data[at + 4] | data[at + 5] << 8 | data[at + 6] << 16;

		g_assert_cmpmem(data + at, 4, order[i], 4);
		at += 8 + size + size % 2;
	}
	g_assert_cmpuint(at, ==, n);
	/* alpha, EXIF, XMP; 2 × 3 */
	g_assert_cmpmem(data + 20, 10, "\x1c\0\0\0\1\0\0\2\0\0", 10);
}

static void
test_avif_items(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) out = embed(CL_FORMAT_AVIF, &publish);
	const guint8 *data = g_bytes_get_data(out, NULL);
	const guint8 *iloc = find(out, "iloc\0\0\0\0\x44\0\0\3", 12);
	static const char *const begin[] = {"PICTURE", "\0\0\0\6Exif\0\0II*", "<x:xmpmeta"};

	g_assert_nonnull(iloc);
	for (guint i = 0; i < 3; i++) {
		const guint8 *entry = iloc + 12 + i * 14;
		gsize n_begin = i == 1 ? 13 : strlen(begin[i]);

		g_assert_cmpmem(data + be32(entry + 6), n_begin, begin[i], n_begin);
	}
	g_assert_cmpuint(be32(iloc + 12 + 10), ==, 7);
	g_assert_nonnull(find(out, "\0\0\0\x29infe\2\0\0\0\0\3\0\0mime\0application/rdf+xml", 41));
	g_assert_nonnull(find(out,
		"cdsc\0\2\0\1\0\1\0\0\0\x0e"
		"cdsc\0\3\0\1\0\1",
		24));
	g_assert_false(has(out, "private"));
}

static void
test_tiff_directory(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective, .exact_time = TRUE};
	g_autoptr(GBytes) out = embed(CL_FORMAT_TIFF, &publish);
	gsize n;
	const guint8 *data = g_bytes_get_data(out, &n);
	const guint8 *directory = data + GUINT32_FROM_LE(*(const guint32 *)(gconstpointer)(data + 4));
	guint last = 0, n_entries = directory[0];

	g_assert_cmpmem(data + 8, 18, "xyzxyzxyzxyzxyzxyz", 18);
	g_assert_cmpint(directory + 2 + 12 * n_entries + 4 - data, ==, (gssize)n);
	for (guint i = 0; i < n_entries; i++) {
		const guint8 *entry = directory + 2 + 12 * i;
		guint tag = entry[0] | entry[1] << 8;

		g_assert_cmpuint(tag, >, last);
		last = tag;
	}
	g_assert_cmpuint(last, ==, 34665); /* of EXIF: the time of day */
	g_assert_false(has(out, "private"));
	g_assert_true(has(out, "<?xpacket"));
}

static void
test_jxl_boxes(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective, .width = 2, .height = 3};
	g_autoptr(GBytes) bare = BYTES("\xff\x0a\x10\0\2\0xyzxyz");
	g_autoptr(GBytes) out = embed(CL_FORMAT_JXL, &publish);
	g_autoptr(GBytes) of_bare = cl_publish_embed(bare, CL_FORMAT_JXL, &publish, NULL);

	g_assert_true(g_bytes_equal(out, of_bare));
	g_assert_nonnull(find(out, "Exif\0\0\0\0II*\0", 12));
	g_assert_nonnull(find(out, "xml <x:xmpmeta", 14));
	g_assert_false(has(out, "private"));
}

static void
refuse(GBytes *picture, ClFormat format, const ClPublish *publish, ClErrorId id)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) out = cl_publish_embed(picture, format, publish, &error);

	g_assert_null(out);
	g_assert_error(error, CL_ERROR, (int)id);
}

static void
test_refused(void)
{
	g_autoptr(ClEffective) effective = everything();
	ClPublish publish = {.effective = effective};
	g_autoptr(GBytes) trailer = BYTES(SOI JFIF TABLE FRAME SCAN EOI "x");
	g_autoptr(GBytes) empty = BYTES("");

	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) picture = plain(formats[f]);
		gsize n = g_bytes_get_size(picture);

		/* Cut anywhere: refused, never half a picture. */
		for (gsize cut = 0; cut < n; cut++) {
			g_autoptr(GBytes) part = g_bytes_new_from_bytes(picture, 0, cut);

			refuse(part, formats[f], &publish, CL_ERROR_INPUT);
		}
		for (gsize g = 0; g < G_N_ELEMENTS(formats); g++)
			if (f != g)
				refuse(picture, formats[g], &publish, CL_ERROR_INPUT);
		publish.width = 3;
		publish.height = 2;
		refuse(picture, formats[f], &publish, CL_ERROR_INPUT);
		publish.width = 2;
		publish.height = 3;
		g_bytes_unref(embed(formats[f], &publish));
		publish.width = publish.height = 0;
	}
	refuse(trailer, CL_FORMAT_JPEG, &publish, CL_ERROR_INPUT);
	refuse(empty, CL_FORMAT_GIF, &publish, CL_ERROR_UNSUPPORTED);
	refuse(empty, CL_FORMAT_HEIF, &publish, CL_ERROR_UNSUPPORTED);
}

/* Every byte of every picture changed, to four values: any answer, no fault. */
static void
test_damaged(void)
{
	static const guint8 values[] = {0, 1, 0x7f, 0xff};
	g_autoptr(ClEffective) effective = nothing();
	ClPublish publish = {.effective = effective};

	say(effective, CL_FIELD_CREDIT, NULL, "x");
	for (gsize f = 0; f < G_N_ELEMENTS(formats); f++) {
		g_autoptr(GBytes) picture = plain(formats[f]);
		gsize n;
		const guint8 *data = g_bytes_get_data(picture, &n);

		for (gsize at = 0; at < n * G_N_ELEMENTS(values); at++) {
			g_autofree guint8 *copy = g_memdup2(data, n);
			g_autoptr(GBytes) bytes = NULL;
			g_autoptr(GBytes) out = NULL;
			g_autoptr(GBytes) rewritten = NULL;

			copy[at / G_N_ELEMENTS(values)] = values[at % G_N_ELEMENTS(values)];
			bytes = g_bytes_new_take(g_steal_pointer(&copy), n);
			out = cl_publish_embed(bytes, formats[f], &publish, NULL);
			rewritten = cl_publish_rewrite_jpeg(bytes, &publish, NULL);
		}
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/publish/jpeg-order", test_jpeg_order);
	g_test_add_func("/publish/jpeg-rewrite", test_jpeg_rewrite);
	g_test_add_func("/publish/png-chunks", test_png_chunks);
	g_test_add_func("/publish/png-crc", test_png_crc);
	g_test_add_func("/publish/webp-chunks", test_webp_chunks);
	g_test_add_func("/publish/avif-items", test_avif_items);
	g_test_add_func("/publish/tiff-directory", test_tiff_directory);
	g_test_add_func("/publish/jxl-boxes", test_jxl_boxes);
	g_test_add_func("/publish/refused", test_refused);
	g_test_add_func("/publish/damaged", test_damaged);
	return g_test_run();
}
