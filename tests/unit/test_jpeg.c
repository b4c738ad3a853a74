/* SPDX-License-Identifier: MIT
 *
 * The JPEG walker: segments in any order and number, damage, the end of the picture, the image hash.
 */
#include <cutline/error.h>
#include <cutline/hash.h>
#include <cutline/limits.h>

#include "metadata_files.h"

#define EXTENSION_HEAD "http://ns.adobe.com/xmp/extension/"

static void
test_plain(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autoptr(ClFacts) facts = NULL;

	jpeg_end(file, 400, 300);
	facts = read_file(file);
	g_assert_cmpint(facts->format, ==, CL_FORMAT_JPEG);
	g_assert_cmpuint(facts->width, ==, 400);
	g_assert_cmpuint(facts->height, ==, 300);
	g_assert_cmpuint(facts->scans, ==, 1);
	g_assert_cmpuint(facts->frames, ==, 1);
	g_assert_true(facts->has_image_hash);
	g_assert_cmpuint(facts->findings->len, ==, 0);
}

/* Metadata, fill bytes and restart of the segments do not change the hash; the picture does. */
static void
test_hash(void)
{
	g_autoptr(GByteArray) plain = jpeg_begin(), told = jpeg_begin(), other = jpeg_begin();
	g_autofree char *packet = xmp_packet("ps:Credit='A'", "");
	g_autoptr(ClFacts) a = NULL, b = NULL, c = NULL;

	jpeg_end(plain, 16, 16);
	put_xmp(told, packet);
	put_segment(told, 0xfe, "", 0, "a comment", 9);
	put_be(told, 0xffff, 2);
	jpeg_end(told, 16, 16);
	put_be(told, 0, 8);
	jpeg_end(other, 16, 16);
	other->data[other->len - 3] ^= 1;
	a = read_file(plain);
	b = read_file(told);
	c = read_file(other);
	g_assert_cmpmem(a->image_hash, 16, b->image_hash, 16);
	g_assert_cmpint(memcmp(a->image_hash, c->image_hash, 16), !=, 0);
	g_assert_false(has_finding(b, CL_FINDING_TRAILING_DATA));
}

/* EXIF that is split over two APP1, wherever it was cut; a second one with a header is another. */
static void
test_split_exif(void)
{
	static const char head[] = "II*\0\x08\0\0\0\1\0\x3b\1\2\0\x0a\0\0\0\x1a\0\0\0\0\0\0\0Ana";
	g_autoptr(GByteArray) file = jpeg_begin(), other = jpeg_begin();
	g_autoptr(ClFacts) facts = NULL, two = NULL;

	put_segment(file, 0xe1, "Exif\0", 6, head, sizeof head - 1);
	put_segment(file, 0xe1, "Exif\0", 6, " Ruiz\0", 7);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_BYLINE), ==, "Ana Ruiz");
	g_assert_false(has_finding(facts, CL_FINDING_EXIF_DAMAGED));
	put_segment(other, 0xe1, "Exif\0", 6, head, sizeof head - 1);
	put_segment(other, 0xe1, "Exif\0", 6, "II*\0\x08\0\0\0", 8);
	jpeg_end(other, 16, 16);
	two = read_file(other);
	g_assert_true(has_finding(two, CL_FINDING_EXIF_DAMAGED));
}

static void
test_trailing(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autoptr(ClFacts) facts = NULL;

	jpeg_end(file, 16, 16);
	put_text(file, "PK and a video");
	facts = read_file(file);
	g_assert_true(has_finding(facts, CL_FINDING_TRAILING_DATA));
}

static void
test_truncated(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autofree char *packet = xmp_packet("ps:Credit='A'", "");

	put_xmp(file, packet);
	jpeg_end(file, 16, 16);
	for (guint n = 4; n < file->len; n++) {
		g_autoptr(GBytes) bytes = g_bytes_new(file->data, n);
		g_autoptr(GError) error = NULL;
		g_autoptr(ClFacts) facts = cl_metadata_read(bytes, &error);

		if (facts == NULL)
			g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
		else
			g_assert_true(has_finding(facts, CL_FINDING_TRUNCATED_FILE));
		/* Once the frame header is there, the picture is taken. */
		g_assert_true((facts != NULL) == (n >= file->len - 16));
	}
}

static void
refused(GByteArray *file, ClErrorId id)
{
	g_autoptr(GBytes) bytes = g_bytes_new(file->data, file->len);
	g_autoptr(GError) error = NULL;

	g_assert_null(cl_metadata_read(bytes, &error));
	g_assert_error(error, CL_ERROR, (int)id);
}

static void
test_sizes(void)
{
	g_autoptr(GByteArray) none = jpeg_begin(), huge = jpeg_begin();

	jpeg_end(none, 16, 0);
	refused(none, CL_ERROR_INPUT);
	jpeg_end(huge, 65500, 65500);
	refused(huge, CL_ERROR_LIMIT);
}

static void
test_scans(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();

	jpeg_end(file, 16, 16);
	g_byte_array_set_size(file, file->len - 2);
	for (guint i = 0; i < CL_MAX_SCANS; i++)
		put(file, "\xff\xda\0\x08\1\1\0\0\x3f\0\x12", 11);
	put_be(file, 0xffd9, 2);
	refused(file, CL_ERROR_LIMIT);
}

static void
test_garbage(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autoptr(ClFacts) facts = NULL;

	put_text(file, "junk");
	put_be(file, 0xffe10000, 4);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_true(has_finding(facts, CL_FINDING_DAMAGED_CONTAINER));
}

/* A resource split over two APP13, after one without IIM. */
static void
test_app13(void)
{
	g_autoptr(GByteArray) file = jpeg_begin(), iim = g_byte_array_new();
	g_autoptr(GByteArray) resources = g_byte_array_new();
	g_autoptr(ClFacts) facts = NULL;

	put_dataset(iim, 2, 110, "This is a credit");
	put_resource(resources, 0x03ed, "12345678", 8);
	put_resource(resources, 0x0404, iim->data, iim->len);
	put_segment(file, 0xed, IRB_HEAD, resources->data, 30);
	put_segment(file, 0xed, IRB_HEAD, resources->data + 30, resources->len - 30);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CREDIT), ==, "This is a credit");
	g_assert_false(has_finding(facts, CL_FINDING_IPTC_DAMAGED));
}

static void
test_two_iptc(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autoptr(ClFacts) facts = NULL;

	for (guint i = 0; i < 2; i++) {
		g_autoptr(GByteArray) iim = g_byte_array_new(), resources = g_byte_array_new();

		put_dataset(iim, 2, 110, i == 0 ? "number one" : "number two");
		put_resource(resources, 0x0404, iim->data, iim->len);
		put_segment(file, 0xed, IRB_HEAD, resources->data, resources->len);
	}
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(iptc_value(facts, CL_FIELD_CREDIT), ==, "number one");
	g_assert_true(has_finding(facts, CL_FINDING_IPTC_SECOND_BLOCK));
}

static void
test_two_packets(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autofree char *first = xmp_packet("ps:Credit='First'", "");
	g_autofree char *second = xmp_packet("ps:Credit='Second' g:AssetId='82486881'", "");
	g_autoptr(ClFacts) facts = NULL;

	put_xmp(file, first);
	put_segment(file, 0xe1, "XMP\0://ns.adobe.com/xap/1.0/", 29, second, strlen(second));
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(xmp_value(facts, CL_FIELD_CREDIT), ==, "First");
	g_assert_cmpstr(value_at(facts, CL_FIELD_CREDIT, CL_ORIGIN_XMP, 2, 0), ==, "Second");
	g_assert_cmpstr(value_at(facts, CL_FIELD_SUPPLIER_ID, CL_ORIGIN_XMP, 2, 0), ==, "82486881");
	g_assert_true(has_finding(facts, CL_FINDING_XMP_HEADER_REPAIRED));
}

/* The extended part, its chunks in the wrong order; `break_it` takes one away. */
static ClFacts *
read_extended(gboolean break_it)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autofree char *extended = xmp_packet("ps:Credit='Extended' ps:Source='S'", "");
	g_autofree char *note = NULL, *main_packet = NULL, *guid = NULL, *hex = NULL;
	gsize n = strlen(extended), half = n / 2;
	guint8 digest[16];

	cl_md5(extended, n, digest);
	hex = cl_hex(digest, 16);
	guid = g_ascii_strup(hex, -1);
	note = g_strdup_printf("note:HasExtendedXMP='%s' ps:Source='main'", guid);
	main_packet = xmp_packet(note, "");
	put_xmp(file, main_packet);
	for (guint i = break_it ? 1 : 2; i-- > 0;) {
		g_autoptr(GByteArray) chunk = g_byte_array_new();

		put_text(chunk, guid);
		put_be(chunk, n, 4);
		put_be(chunk, i * half, 4);
		put(chunk, extended + i * half, i == 0 ? half : n - half);
		put_segment(
			file, 0xe1, EXTENSION_HEAD, sizeof EXTENSION_HEAD, chunk->data, chunk->len);
	}
	jpeg_end(file, 16, 16);
	return read_file(file);
}

static void
test_extended(void)
{
	g_autoptr(ClFacts) whole = read_extended(FALSE);
	g_autoptr(ClFacts) broken = read_extended(TRUE);

	g_assert_cmpstr(xmp_value(whole, CL_FIELD_CREDIT), ==, "Extended");
	g_assert_cmpstr(xmp_value(whole, CL_FIELD_SOURCE), ==, "main");
	g_assert_false(has_finding(whole, CL_FINDING_XMP_EXTENDED_BROKEN));
	g_assert_null(xmp_value(broken, CL_FIELD_CREDIT));
	g_assert_true(has_finding(broken, CL_FINDING_XMP_EXTENDED_BROKEN));
}

static void
test_many_packets(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autofree char *packet = xmp_packet("ps:Credit='C'", "");
	g_autoptr(ClFacts) facts = NULL;

	for (guint i = 0; i < 200; i++)
		put_xmp(file, packet);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpuint(facts->received->len, ==, CL_MAX_XMP_PACKETS);
	g_assert_true(has_finding(facts, CL_FINDING_OVER_LIMIT));
}

static void
test_c2pa(void)
{
	g_autoptr(GByteArray) file = jpeg_begin();
	g_autoptr(ClFacts) facts = NULL;

	put_segment(file, 0xeb, "JP\0\1\0\0\0\1", 8, "\0\0\0\x40jumb\0\0\0\x28jumdc2pa\0\x11\0\x10",
		24);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_true(facts->c2pa);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/jpeg/plain", test_plain);
	g_test_add_func("/jpeg/hash", test_hash);
	g_test_add_func("/jpeg/split-exif", test_split_exif);
	g_test_add_func("/jpeg/trailing", test_trailing);
	g_test_add_func("/jpeg/truncated", test_truncated);
	g_test_add_func("/jpeg/sizes", test_sizes);
	g_test_add_func("/jpeg/scans", test_scans);
	g_test_add_func("/jpeg/garbage", test_garbage);
	g_test_add_func("/jpeg/app13", test_app13);
	g_test_add_func("/jpeg/two-iptc", test_two_iptc);
	g_test_add_func("/jpeg/two-packets", test_two_packets);
	g_test_add_func("/jpeg/extended", test_extended);
	g_test_add_func("/jpeg/many-packets", test_many_packets);
	g_test_add_func("/jpeg/c2pa", test_c2pa);
	return g_test_run();
}
