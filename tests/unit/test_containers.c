/* SPDX-License-Identifier: MIT
 *
 * The containers beside JPEG: where each keeps EXIF, XMP and IIM, its size, its frames, its image
 * hash, and what truncation does to it.
 */
#include <cutline/error.h>
#include <cutline/limits.h>

#include <zlib.h>

#include "metadata_files.h"

/* EXIF with orientation 6 and a caption. */
static const char exif_block[] = "MM\0*\0\0\0\x08\0\x02"
				 "\x01\x0e\0\x02\0\0\0\4cap\0"
				 "\x01\x12\0\x03\0\0\0\1\0\6\0\0"
				 "\0\0\0\0";
#define N_EXIF (sizeof exif_block - 1)

static void
put_chunk(GByteArray *out, const char *type, const void *data, gsize n)
{
	put_be(out, n, 4);
	put(out, type, 4);
	put(out, data, n);
	put_be(out, 0, 4); /* the readers leave the check sum to the decoder */
}

static GByteArray *
png_begin(guint32 width, guint32 height)
{
	GByteArray *out = g_byte_array_new();
	g_autoptr(GByteArray) header = g_byte_array_new();

	put(out, "\x89PNG\r\n\x1a\n", 8);
	put_be(header, width, 4);
	put_be(header, height, 4);
	put(header, "\x08\2\0\0\0", 5);
	put_chunk(out, "IHDR", header->data, header->len);
	return out;
}

static void
png_end(GByteArray *out)
{
	put_chunk(out, "IDAT", "pixels", 6);
	put_chunk(out, "IEND", "", 0);
}

static void
put_itxt(GByteArray *png, const char *packet, gboolean deflated)
{
	g_autoptr(GByteArray) text = g_byte_array_new();
	uLongf n = compressBound(strlen(packet));
	g_autofree guint8 *small = g_malloc(n);

	put(text, "XML:com.adobe.xmp\0", 18);
	put_be(text, deflated ? 0x0100 : 0, 2);
	put_be(text, 0, 2);
	compress(small, &n, (const Bytef *)packet, strlen(packet));
	if (deflated)
		put(text, small, n);
	else
		put_text(text, packet);
	put_chunk(png, "iTXt", text->data, text->len);
}

static void
check_credit(const GByteArray *file)
{
	g_autoptr(ClFacts) facts = read_file(file);

	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "C");
}

static void
test_png(void)
{
	g_autoptr(GByteArray) plain = png_begin(40, 30), told = png_begin(40, 30);
	g_autoptr(GByteArray) deflated = png_begin(40, 30);
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autoptr(ClFacts) a = NULL, b = NULL;

	png_end(plain);
	put_chunk(told, "eXIf", exif_block, N_EXIF);
	put_itxt(told, packet, FALSE);
	put_chunk(told, "tEXt", "Author\0Somebody", 15);
	png_end(told);
	put_itxt(deflated, packet, TRUE);
	png_end(deflated);
	a = read_file(plain);
	b = read_file(told);
	check_credit(deflated);
	g_assert_cmpuint(a->width, ==, 40);
	g_assert_cmpuint(b->width, ==, 30);
	g_assert_cmpuint(b->orientation, ==, 6);
	g_assert_cmpstr(exif_value(b, CL_FIELD_CAPTION), ==, "cap");
	g_assert_cmpstr(xmp_value(b, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpmem(a->image_hash, 16, b->image_hash, 16);
	g_assert_null(exif_value(b, CL_FIELD_BYLINE));
	g_assert_cmpstr(value_at(b, CL_FIELD_BYLINE, CL_ORIGIN_PNG, 0, 0), ==, "Somebody");
}

/* Text chunks: Latin-1 or UTF-8, deflated or not, with a language or without. */
static void
test_png_texts(void)
{
	static const char itxt[] = "Description\0\0\0fr\0Legende\0Une fenêtre";
	g_autoptr(GByteArray) png = png_begin(4, 4);
	g_autoptr(GByteArray) deflated = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL, guessed = NULL;
	guint8 small[64];
	uLongf n = sizeof small;

	put_chunk(png, "tEXt", "Author\0Jos\xe9", 11);
	put_chunk(png, "tEXt", "author\0Zoë", 11);
	put_chunk(png, "tEXt", "Description\0A window", 20);
	put_chunk(png, "tEXt", "Description\0Another", 19);
	put_chunk(png, "iTXt", itxt, sizeof itxt - 1);
	put_chunk(png, "tEXt", "Title\0  ", 8);
	put_chunk(png, "tEXt", "Software\0Paint", 14);
	compress(small, &n, (const Bytef *)"(c) Desk", 8);
	put(deflated, "Copyright\0\0", 11);
	put(deflated, small, n);
	put_chunk(png, "zTXt", deflated->data, deflated->len);
	png_end(png);
	facts = read_file(png);
	g_assert_cmpstr(value_at(facts, CL_FIELD_BYLINE, CL_ORIGIN_PNG, 0, 0), ==, "José");
	g_assert_cmpstr(value_at(facts, CL_FIELD_BYLINE, CL_ORIGIN_PNG, 0, 1), ==, "Zoë");
	g_assert_cmpstr(value_at(facts, CL_FIELD_CAPTION, CL_ORIGIN_PNG, 0, 0), ==, "A window");
	g_assert_cmpstr(value_at(facts, CL_FIELD_CAPTION, CL_ORIGIN_PNG, 0, 1), ==, "Une fenêtre");
	g_assert_cmpstr(value_at(facts, CL_FIELD_COPYRIGHT, CL_ORIGIN_PNG, 0, 0), ==, "(c) Desk");
	g_assert_cmpuint(facts->received->len, ==, 5);
	/* Latin-1 is what the standard says: no guess. */
	g_assert_false(has_finding(facts, CL_FINDING_CHARSET_GUESSED));
	g_clear_pointer(&png, g_byte_array_unref);
	png = png_begin(4, 4);
	put_chunk(png, "tEXt", "Author\0\xcf\xe5\xf2\xf0\xee\xe2", 13);
	png_end(png);
	guessed = read_file(png);
	g_assert_cmpstr(value_at(guessed, CL_FIELD_BYLINE, CL_ORIGIN_PNG, 0, 0), ==, "Петров");
	g_assert_true(has_finding(guessed, CL_FINDING_CHARSET_GUESSED));
}

static void
put_profile(GByteArray *png, const char *name, const GByteArray *block)
{
	GString *text = g_string_new(NULL);

	g_string_printf(text, "Raw profile type %s", name);
	g_string_append_c(text, '\0');
	g_string_append_printf(text, "\n%s\n%8u\n", name, block->len);
	for (guint i = 0; i < block->len; i++)
		g_string_append_printf(text, "%02x%s", block->data[i], i % 36 == 35 ? "\n" : "");
	put_chunk(png, "tEXt", text->str, text->len);
	g_string_free(text, TRUE);
}

static void
test_png_profiles(void)
{
	g_autoptr(GByteArray) png = png_begin(4, 4), iim = g_byte_array_new();
	g_autoptr(GByteArray) resources = g_byte_array_new(), exif = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_dataset(iim, 2, 110, "Agency");
	put_resource(resources, 0x0404, iim->data, iim->len);
	put(exif, "Exif\0\0", 6);
	put(exif, exif_block, N_EXIF);
	put_profile(png, "iptc", resources);
	put_profile(png, "exif", exif);
	png_end(png);
	facts = read_file(png);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CREDIT), ==, "Agency");
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAPTION), ==, "cap");
}

/* A chunk that unpacks to more than the limit costs the chunk, not the memory. */
static void
test_png_bomb(void)
{
	g_autoptr(GByteArray) png = png_begin(4, 4);
	g_autofree char *zeros = g_strnfill(CL_MAX_INFLATED_BYTES + 1000, ' ');
	g_autoptr(ClFacts) facts = NULL;

	put_itxt(png, zeros, TRUE);
	png_end(png);
	facts = read_file(png);
	g_assert_true(has_finding(facts, CL_FINDING_OVER_LIMIT));
}

static void
put_riff(GByteArray *out, const char *type, const void *data, gsize n)
{
	put(out, type, 4);
	put_le(out, n, 4);
	put(out, data, n);
	if (n % 2 != 0)
		put_le(out, 0, 1);
}

static GByteArray *
webp_of(const GByteArray *chunks)
{
	GByteArray *out = g_byte_array_new();

	put_text(out, "RIFF");
	put_le(out, chunks->len + 4, 4);
	put_text(out, "WEBP");
	put(out, chunks->data, chunks->len);
	return out;
}

static void
test_webp(void)
{
	g_autoptr(GByteArray) chunks = g_byte_array_new();
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autoptr(GByteArray) file = NULL;
	g_autoptr(ClFacts) facts = NULL;

	put_riff(chunks, "VP8X", "\x0c\0\0\0\x27\0\0\x1d\0\0", 10);
	put_riff(chunks, "VP8L", "\x2f\x27\x40\x07\0x", 6);
	put_riff(chunks, "EXIF", exif_block, N_EXIF);
	put_riff(chunks, "XMP ", packet, strlen(packet));
	file = webp_of(chunks);
	facts = read_file(file);
	g_assert_cmpint(facts->format, ==, CL_FORMAT_WEBP);
	g_assert_cmpuint(facts->width, ==, 30);
	g_assert_cmpuint(facts->height, ==, 40);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAPTION), ==, "cap");
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpuint(facts->findings->len, ==, 0);
}

static void
test_webp_simple(void)
{
	g_autoptr(GByteArray) chunks = g_byte_array_new(), frames = g_byte_array_new();
	g_autoptr(GByteArray) lossy = NULL, animated = NULL;
	g_autoptr(ClFacts) a = NULL, b = NULL;

	put_riff(chunks, "VP8 ", "\0\0\0\x9d\x01\x2a\x90\x01\x2c\x01", 10);
	lossy = webp_of(chunks);
	a = read_file(lossy);
	g_assert_cmpuint(a->width, ==, 400);
	g_assert_cmpuint(a->height, ==, 300);
	put_riff(frames, "VP8X", "\x02\0\0\0\x0f\0\0\x0f\0\0", 10);
	put_riff(frames, "ANMF", "0123456789abcdef", 16);
	put_riff(frames, "ANMF", "0123456789abcdef", 16);
	animated = webp_of(frames);
	b = read_file(animated);
	g_assert_cmpuint(b->frames, ==, 2);
	g_assert_true(has_finding(b, CL_FINDING_MANY_FRAMES));
}

static void
put_entry(GByteArray *out, guint tag, guint type, guint32 count, guint32 value)
{
	put_le(out, tag, 2);
	put_le(out, type, 2);
	put_le(out, count, 4);
	put_le(out, value, 4);
}

/* XMP, IIM as LONG, a strip, the EXIF texts of IFD0, `next` page. */
static GByteArray *
tiff_file(guint32 next, const char *caption)
{
	GByteArray *out = g_byte_array_new();
	g_autoptr(GByteArray) iim = g_byte_array_new();
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	const guint32 data_at = 8 + 2 + 12 * 8 + 4;

	put_dataset(iim, 2, 110, "Agency");
	while (iim->len % 4 != 0)
		put_be(iim, 0, 1);
	put(out, "II*\0\x08\0\0\0", 8);
	put_le(out, 8, 2);
	put_entry(out, 256, 3, 1, 40);
	put_entry(out, 257, 3, 1, 30);
	put_le(out, 270, 2);
	put_le(out, 2, 2);
	put_le(out, 4, 4);
	put(out, caption, 4);
	put_entry(out, 273, 4, 1, data_at);
	put_entry(out, 274, 3, 1, 6);
	put_entry(out, 279, 4, 1, 5);
	put_entry(out, 700, 1, (guint32)strlen(packet), data_at + 5);
	put_entry(out, 33723, 4, iim->len / 4, data_at + 5 + (guint32)strlen(packet));
	put_le(out, next, 4);
	put_text(out, "strip");
	put_text(out, packet);
	put(out, iim->data, iim->len);
	return out;
}

static void
test_tiff(void)
{
	g_autoptr(GByteArray) file = tiff_file(0, "cap"), corrected = tiff_file(0, "new");
	g_autoptr(GByteArray) loop = tiff_file(8, "cap");
	g_autoptr(ClFacts) a = read_file(file), b = read_file(corrected), c = read_file(loop);

	g_assert_cmpint(a->format, ==, CL_FORMAT_TIFF);
	g_assert_cmpuint(a->width, ==, 30);
	g_assert_cmpstr(xmp_value(a, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpstr(iptc_value(a, CL_FIELD_CREDIT), ==, "Agency");
	g_assert_cmpstr(exif_value(a, CL_FIELD_CAPTION), ==, "cap");
	g_assert_cmpstr(exif_value(b, CL_FIELD_CAPTION), ==, "new");
	g_assert_cmpmem(a->image_hash, 16, b->image_hash, 16);
	g_assert_cmpuint(a->findings->len, ==, 0);
	g_assert_cmpuint(c->frames, ==, 1);
	g_assert_true(has_finding(c, CL_FINDING_DAMAGED_CONTAINER));
}

static void
test_bigtiff(void)
{
	g_autoptr(GByteArray) file = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;
	static const guint16 entries[][2] = {{256, 40}, {257, 30}, {273, 0}, {279, 8}};

	put(file, "II+\0\x08\0\0\0", 8);
	put_le(file, 16, 8);
	put_le(file, G_N_ELEMENTS(entries), 8);
	for (guint i = 0; i < G_N_ELEMENTS(entries); i++) {
		put_le(file, entries[i][0], 2);
		put_le(file, 16, 2);
		put_le(file, 1, 8);
		put_le(file, entries[i][1], 8);
	}
	put_le(file, 0, 8);
	facts = read_file(file);
	g_assert_cmpuint(facts->width, ==, 40);
	g_assert_cmpuint(facts->height, ==, 30);
	g_assert_true(facts->has_image_hash);
}

static void
test_gif(void)
{
	static const char image[] = ",\0\0\0\0\x28\0\x1e\0\0\2\2D\1\0";
	g_autoptr(GByteArray) file = g_byte_array_new();
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autoptr(ClFacts) facts = NULL;

	put(file, "GIF89a\x28\0\x1e\0\x80\0\0\0\0\0\xff\xff\xff", 19);
	put(file, "!\xff\x0bXMP DataXMP", 14);
	put_text(file, packet);
	put_be(file, 1, 1);
	for (guint i = 256; i-- > 0;)
		put_be(file, i, 1);
	put_be(file, 0, 1);
	put(file, image, sizeof image - 1);
	put(file, image, sizeof image - 1);
	put_text(file, ";");
	facts = read_file(file);
	g_assert_cmpuint(facts->width, ==, 40);
	g_assert_cmpuint(facts->height, ==, 30);
	g_assert_cmpuint(facts->frames, ==, 2);
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpuint(facts->findings->len, ==, 1);
}

static guint
box_begin(GByteArray *out, const char *type)
{
	put_be(out, 0, 4);
	put_text(out, type);
	return out->len - 8;
}

static void
box_end(GByteArray *out, guint at)
{
	guint32 size = GUINT32_TO_BE(out->len - at);

	memcpy(out->data + at, &size, 4);
}

static void
put_infe(GByteArray *out, guint id, const char *type, const char *rest, gsize n)
{
	guint at = box_begin(out, "infe");

	put_be(out, 2, 1);
	put_be(out, 0, 3);
	put_be(out, id, 2);
	put_be(out, 0, 2);
	put_text(out, type);
	put(out, rest, n);
	box_end(out, at);
}

/* An AVIF whose metadata lies in idat; irot turns by a quarter. */
static GByteArray *
avif_file(const char *packet)
{
	GByteArray *out = g_byte_array_new();
	const gsize sizes[] = {4, N_EXIF + 4, strlen(packet)};
	guint32 offset = 0;
	guint meta, at, inner;

	put(out,
		"\0\0\0\x1c"
		"ftypavif\0\0\0\0mif1avifmiaf",
		28);
	meta = box_begin(out, "meta");
	put_be(out, 0, 4);
	put(out, "\0\0\0\x0epitm\0\0\0\0\0\1", 14);
	at = box_begin(out, "iinf");
	put_be(out, 3, 6);
	put_infe(out, 1, "av01", "", 1);
	put_infe(out, 2, "Exif", "", 1);
	put_infe(out, 3, "mime", "\0application/rdf+xml", 21);
	box_end(out, at);
	at = box_begin(out, "iloc");
	put_be(out, 0x01000000, 4);
	put_be(out, 0x4400, 2);
	put_be(out, 3, 2);
	for (guint i = 0; i < 3; i++) {
		put_be(out, i + 1, 2);
		put_be(out, 1, 2); /* in idat */
		put_be(out, 0, 2);
		put_be(out, 1, 2);
		put_be(out, offset, 4);
		put_be(out, sizes[i], 4);
		offset += (guint32)sizes[i];
	}
	box_end(out, at);
	at = box_begin(out, "iprp");
	inner = box_begin(out, "ipco");
	put(out, "\0\0\0\x14ispe\0\0\0\0\0\0\0\x28\0\0\0\x1e", 20);
	put(out, "\0\0\0\x09irot\1", 9);
	box_end(out, inner);
	put(out, "\0\0\0\x15ipma\0\0\0\0\0\0\0\1\0\1\2\1\x82", 21);
	box_end(out, at);
	at = box_begin(out, "idat");
	put_text(out, "code");
	put_be(out, 0, 4);
	put(out, exif_block, N_EXIF);
	put_text(out, packet);
	box_end(out, at);
	box_end(out, meta);
	return out;
}

static void
test_heif(void)
{
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autofree char *other = xmp_packet("ps:Credit='A longer one'", "");
	g_autoptr(GByteArray) file = avif_file(packet), corrected = avif_file(other);
	g_autoptr(ClFacts) facts = read_file(file), again = read_file(corrected);

	g_assert_cmpint(facts->format, ==, CL_FORMAT_AVIF);
	g_assert_cmpuint(facts->width, ==, 30);
	g_assert_cmpuint(facts->height, ==, 40);
	/* irot is the decoder's; EXIF's 6 is kept as received, and does not turn again. */
	g_assert_cmpuint(facts->orientation, ==, 1);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAPTION), ==, "cap");
	g_assert_cmpstr(exif_value(facts, CL_FIELD_ORIENTATION), ==, "6");
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpmem(facts->image_hash, 16, again->image_hash, 16);
}

static void
test_jxl(void)
{
	static const char stream[] = "\xff\x0a\x41\x03\0\0\0\0";
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autoptr(GByteArray) bare = g_byte_array_new(), file = g_byte_array_new();
	g_autoptr(ClFacts) a = NULL, b = NULL;
	guint at;

	put(bare, stream, 8);
	put(file, "\0\0\0\x0cJXL \r\n\x87\n", 12);
	at = box_begin(file, "Exif");
	put_be(file, 0, 4);
	put(file, exif_block, N_EXIF);
	box_end(file, at);
	at = box_begin(file, "xml ");
	put_text(file, packet);
	box_end(file, at);
	at = box_begin(file, "jxlc");
	put(file, stream, 8);
	box_end(file, at);
	a = read_file(bare);
	b = read_file(file);
	g_assert_cmpuint(a->height, ==, 8);
	g_assert_cmpuint(a->width, ==, b->width);
	g_assert_cmpstr(exif_value(b, CL_FIELD_CAPTION), ==, "cap");
	g_assert_cmpstr(xmp_value(b, CL_FIELD_CREDIT), ==, "C");
	g_assert_cmpmem(a->image_hash, 16, b->image_hash, 16);
}

/* Every prefix of every container: facts or an error, never a read past the end. */
static void
check_prefixes(const GByteArray *file)
{
	for (guint n = 0; n < file->len; n++) {
		g_autoptr(GBytes) bytes = g_bytes_new(file->data, n);
		g_autoptr(GError) error = NULL;
		g_autoptr(ClFacts) facts = cl_metadata_read(bytes, &error);

		g_assert_true((facts == NULL) == (error != NULL));
	}
}

static void
test_prefixes(void)
{
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autoptr(GByteArray) png = png_begin(4, 4), chunks = g_byte_array_new();
	g_autoptr(GByteArray) tiff = tiff_file(0, "cap"), avif = avif_file(packet), webp = NULL;

	put_itxt(png, packet, TRUE);
	png_end(png);
	put_riff(chunks, "VP8X", "\x0c\0\0\0\x27\0\0\x1d\0\0", 10);
	put_riff(chunks, "EXIF", exif_block, N_EXIF);
	webp = webp_of(chunks);
	check_prefixes(png);
	check_prefixes(tiff);
	check_prefixes(avif);
	check_prefixes(webp);
}

static void
test_limits(void)
{
	g_autoptr(GByteArray) huge = png_begin(65500, 65500), wide = png_begin(5000000, 1);
	const GByteArray *const files[] = {huge, wide};

	for (guint i = 0; i < 2; i++) {
		g_autoptr(GBytes) bytes = g_bytes_new(files[i]->data, files[i]->len);
		g_autoptr(GError) error = NULL;

		g_assert_null(cl_metadata_read(bytes, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_LIMIT);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/containers/png", test_png);
	g_test_add_func("/containers/png-texts", test_png_texts);
	g_test_add_func("/containers/png-profiles", test_png_profiles);
	g_test_add_func("/containers/png-bomb", test_png_bomb);
	g_test_add_func("/containers/webp", test_webp);
	g_test_add_func("/containers/webp-simple", test_webp_simple);
	g_test_add_func("/containers/tiff", test_tiff);
	g_test_add_func("/containers/bigtiff", test_bigtiff);
	g_test_add_func("/containers/gif", test_gif);
	g_test_add_func("/containers/heif", test_heif);
	g_test_add_func("/containers/jxl", test_jxl);
	g_test_add_func("/containers/prefixes", test_prefixes);
	g_test_add_func("/containers/limits", test_limits);
	return g_test_run();
}
