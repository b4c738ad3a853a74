/* SPDX-License-Identifier: MIT
 *
 * EXIF: both byte orders, what libexif drops, placeholders, dates, positions, loops and overruns.
 */
#include "metadata_files.h"

/* One IFD under construction; values longer than four bytes go behind it. */
typedef struct {
	gboolean big_endian;
	GByteArray *entries, *data;
	guint n, max;
	guint32 at; /* offset of this IFD in the block */
} Ifd;

static void
put_int(const Ifd *ifd, GByteArray *out, guint64 value, guint size)
{
	if (ifd->big_endian)
		put_be(out, value, size);
	else
		put_le(out, value, size);
}

static Ifd
ifd_begin(gboolean big_endian, guint32 at, guint max)
{
	Ifd ifd = {big_endian, g_byte_array_new(), g_byte_array_new(), 0, max, at};

	return ifd;
}

static void
add_bytes(Ifd *ifd, guint tag, guint type, guint32 count, const void *value, gsize n)
{
	static const guint8 zeros[4] = {0};

	put_int(ifd, ifd->entries, tag, 2);
	put_int(ifd, ifd->entries, type, 2);
	put_int(ifd, ifd->entries, count, 4);
	ifd->n++;
	if (n <= 4) {
		put(ifd->entries, value, n);
		put(ifd->entries, zeros, 4 - n);
	} else {
		put_int(ifd, ifd->entries, ifd->at + 2 + 12 * ifd->max + 4 + ifd->data->len, 4);
		put(ifd->data, value, n);
	}
}

static void
add_text(Ifd *ifd, guint tag, const char *text)
{
	add_bytes(ifd, tag, 2, (guint32)strlen(text) + 1, text, strlen(text) + 1);
}

static void
add_short(Ifd *ifd, guint tag, guint16 value)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	put_int(ifd, bytes, value, 2);
	add_bytes(ifd, tag, 3, 1, bytes->data, 2);
}

static void
add_long(Ifd *ifd, guint tag, guint32 value)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	put_int(ifd, bytes, value, 4);
	add_bytes(ifd, tag, 4, 1, bytes->data, 4);
}

static void
add_rationals(Ifd *ifd, guint tag, guint n, const guint32 *pairs)
{
	g_autoptr(GByteArray) bytes = g_byte_array_new();

	for (guint i = 0; i < 2 * n; i++)
		put_int(ifd, bytes, pairs[i], 4);
	add_bytes(ifd, tag, 5, n, bytes->data, bytes->len);
}

/* Appends the IFD (padded to its announced number of entries' place) and frees it. */
static void
ifd_end(Ifd *ifd, GByteArray *block, guint32 next)
{
	g_assert_cmpuint(ifd->n, ==, ifd->max);
	g_assert_cmpuint(block->len, ==, ifd->at);
	put_int(ifd, block, ifd->n, 2);
	put(block, ifd->entries->data, ifd->entries->len);
	put_int(ifd, block, next, 4);
	put(block, ifd->data->data, ifd->data->len);
	g_byte_array_unref(ifd->entries);
	g_byte_array_unref(ifd->data);
}

static GByteArray *
block_begin(gboolean big_endian)
{
	GByteArray *block = g_byte_array_new();

	put(block, big_endian ? "MM\0*\0\0\0\x08" : "II*\0\x08\0\0\0", 8);
	return block;
}

static ClFacts *
read_block(const GByteArray *block)
{
	g_autoptr(GByteArray) file = jpeg_begin();

	put_segment(file, 0xe1, "Exif\0", 6, block->data, block->len);
	jpeg_end(file, 40, 30);
	return read_file(file);
}

/* A block with one text in IFD0. */
static ClFacts *
read_text(guint tag, guint type, const char *bytes, gsize n)
{
	g_autoptr(GByteArray) block = block_begin(FALSE);
	Ifd ifd = ifd_begin(FALSE, 8, 1);

	add_bytes(&ifd, tag, type, (guint32)n, bytes, n);
	ifd_end(&ifd, block, 0);
	return read_block(block);
}

static void
check_text(guint tag, guint type, const char *bytes, gsize n, ClField field, const char *wanted)
{
	g_autoptr(ClFacts) facts = read_text(tag, type, bytes, n);

	g_assert_cmpstr(exif_value(facts, field), ==, wanted);
}

#define B(text) text, sizeof(text) - 1

static void
test_texts(void)
{
	check_text(0x010e, 2, B("A caption\0"), CL_FIELD_CAPTION, "A caption");
	check_text(0x010e, 129, B("EXIF 3 \xc3\xa9\0"), CL_FIELD_CAPTION, "EXIF 3 é");
	check_text(0x013b, 2, B("Ren\xe9\0"), CL_FIELD_BYLINE, "René");
	check_text(0x8298, 2, B("Photographer\0Editor\0"), CL_FIELD_COPYRIGHT, "Photographer");
	check_text(0x8298, 2, B(" \0Editor\0"), CL_FIELD_COPYRIGHT, "Editor");
	check_text(0x010e, 2, B("OLYMPUS DIGITAL CAMERA         \0"), CL_FIELD_CAPTION, NULL);
	check_text(0x010e, 2, B("SONY DSC\0"), CL_FIELD_CAPTION, NULL);
	check_text(0x010e, 2, B("          \0"), CL_FIELD_CAPTION, NULL);
	check_text(0x010e, 2, B("SAMSUNG DIGITAL CAMERA\0"), CL_FIELD_CAPTION, NULL);
	check_text(0x010e, 2, B("SAMSUNG workers leave the plant\0"), CL_FIELD_CAPTION,
		"SAMSUNG workers leave the plant");
}

static void
test_artists(void)
{
	static const char text[] = "A. B; \"C; D\"; \"E \"\"F\"\" G\"; ";
	g_autoptr(ClFacts) facts = read_text(0x013b, 2, text, sizeof text);

	g_assert_cmpstr(exif_value(facts, CL_FIELD_BYLINE), ==, "A. B");
	g_assert_cmpstr(value_at(facts, CL_FIELD_BYLINE, CL_ORIGIN_EXIF, 0, 1), ==, "C; D");
	g_assert_cmpstr(value_at(facts, CL_FIELD_BYLINE, CL_ORIGIN_EXIF, 0, 2), ==, "E \"F\" G");
	g_assert_cmpuint(facts->received->len, ==, 3);
}

static void
test_windows_keywords(void)
{
	static const char text[] = "a\0;\0 \0b\0c\0;\0;\0\0";
	g_autoptr(ClFacts) facts = read_text(0x9c9e, 1, text, sizeof text);

	g_assert_cmpstr(exif_value(facts, CL_FIELD_KEYWORDS), ==, "a");
	g_assert_cmpstr(value_at(facts, CL_FIELD_KEYWORDS, CL_ORIGIN_EXIF, 0, 1), ==, "bc");
	g_assert_cmpuint(facts->received->len, ==, 2);
}

static void
check_camera(const char *make, const char *model, const char *wanted)
{
	g_autoptr(GByteArray) block = block_begin(FALSE);
	g_autoptr(ClFacts) facts = NULL;
	Ifd ifd = ifd_begin(FALSE, 8, 2);

	add_text(&ifd, 0x010f, make);
	add_text(&ifd, 0x0110, model);
	ifd_end(&ifd, block, 0);
	facts = read_block(block);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAMERA), ==, wanted);
}

static void
test_camera(void)
{
	check_camera("NIKON CORPORATION", "NIKON D1X", "NIKON D1X");
	check_camera("Canon", "Canon EOS 20D", "Canon EOS 20D");
	check_camera("Apple", "iPhone 4", "Apple iPhone 4");
	check_camera("OLYMPUS IMAGING CORP.  ", "E-P3", "OLYMPUS E-P3");
	check_camera("Canon", "", "Canon");
}

/* Everything at once, in both byte orders. */
static void
check_whole(gboolean big)
{
	static const guint32 time[] = {1, 250}, stop[] = {28, 10};
	static const guint32 latitude[] = {43, 1, 14, 1, 30, 1}, longitude[] = {76, 1, 54, 1, 0, 0};
	static const guint8 thumbnail[] = {0xff, 0xd8, 0xff, 0xd9};
	g_autoptr(GByteArray) block = block_begin(big);
	g_autoptr(ClFacts) facts = NULL;
	const guint32 photo_at = 8 + 2 + 12 * 3 + 4,
		      gps_at = photo_at + 2 + 12 * 7 + 4 + 8 + 8 + 20 + 7 + 7;
	const guint32 second_at = gps_at + 2 + 12 * 4 + 4 + 48;
	Ifd ifd = ifd_begin(big, 8, 3);

	add_short(&ifd, 0x0112, 6);
	add_long(&ifd, 0x8769, photo_at);
	add_long(&ifd, 0x8825, gps_at);
	ifd_end(&ifd, block, second_at);
	ifd = ifd_begin(big, photo_at, 7);
	add_rationals(&ifd, 0x829a, 1, time);
	add_rationals(&ifd, 0x829d, 1, stop);
	add_short(&ifd, 0x8827, 400);
	add_text(&ifd, 0x9003, "2022:01:05 10:11:12");
	add_text(&ifd, 0x9011, "+06:00");
	add_text(&ifd, 0x9291, "5");
	add_text(&ifd, 0xa434, "50mm 1");
	ifd_end(&ifd, block, 0);
	ifd = ifd_begin(big, gps_at, 4);
	add_text(&ifd, 1, "S");
	add_rationals(&ifd, 2, 3, latitude);
	add_text(&ifd, 3, "E");
	add_rationals(&ifd, 4, 3, longitude);
	ifd_end(&ifd, block, 0);
	ifd = ifd_begin(big, second_at, 2);
	add_long(&ifd, 0x0201, second_at + 2 + 12 * 2 + 4);
	add_long(&ifd, 0x0202, sizeof thumbnail);
	ifd_end(&ifd, block, 0);
	put(block, thumbnail, sizeof thumbnail);
	facts = read_block(block);
	g_assert_cmpuint(facts->findings->len, ==, 0);
	g_assert_cmpuint(facts->orientation, ==, 6);
	g_assert_cmpuint(facts->width, ==, 30);
	g_assert_cmpuint(facts->height, ==, 40);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_EXPOSURE), ==, "1/250 s f/2.8 ISO 400");
	g_assert_cmpstr(
		exif_value(facts, CL_FIELD_DATE_TAKEN), ==, "2022-01-05T10:11:12.500+06:00");
	g_assert_cmpstr(exif_value(facts, CL_FIELD_LENS), ==, "50mm 1");
	g_assert_cmpstr(exif_value(facts, CL_FIELD_GPS), ==, "-43.241667,76.900000");
	g_assert_cmpuint(g_bytes_get_size(facts->thumbnail), ==, sizeof thumbnail);
}

static void
test_whole(void)
{
	check_whole(FALSE);
	check_whole(TRUE);
}

static void
check_date(const char *text, const char *wanted, gboolean bad)
{
	g_autoptr(GByteArray) block = block_begin(TRUE);
	g_autoptr(ClFacts) facts = NULL;
	Ifd ifd = ifd_begin(TRUE, 8, 1);

	add_long(&ifd, 0x8769, 26);
	ifd_end(&ifd, block, 0);
	ifd = ifd_begin(TRUE, 26, 1);
	add_text(&ifd, 0x9003, text);
	ifd_end(&ifd, block, 0);
	facts = read_block(block);
	g_test_message("%s", text);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_DATE_TAKEN), ==, wanted);
	g_assert_true(has_finding(facts, CL_FINDING_DATE_INVALID) == bad);
}

static void
test_dates(void)
{
	check_date("2022:01:05 10:11:12", "2022-01-05T10:11:12", FALSE);
	check_date("2022-01-05T10:11:12+06:00", "2022-01-05T10:11:12+06:00", FALSE);
	check_date("0000:00:00 00:00:00", NULL, FALSE);
	check_date("    :  :     :  :  ", NULL, FALSE);
	check_date("2022:00:00 00:00:00", "2022", FALSE);
	check_date("2022:13:45 10:11:12", NULL, TRUE);
	check_date("2022:01:05 25:61:61", "2022-01-05", TRUE);
	check_date("2022:01:05", "2022-01-05", FALSE);
}

static void
check_orientation(guint16 value, guint orientation, gboolean bad)
{
	g_autoptr(GByteArray) block = block_begin(FALSE);
	g_autoptr(ClFacts) facts = NULL;
	Ifd ifd = ifd_begin(FALSE, 8, 1);

	add_short(&ifd, 0x0112, value);
	ifd_end(&ifd, block, 0);
	facts = read_block(block);
	g_assert_cmpuint(facts->orientation, ==, orientation);
	g_assert_true(has_finding(facts, CL_FINDING_ORIENTATION_INVALID) == bad);
}

static void
test_orientation(void)
{
	for (guint i = 1; i <= 8; i++)
		check_orientation((guint16)i, i, FALSE);
	check_orientation(0, 1, TRUE);
	check_orientation(9, 1, TRUE);
	check_orientation(65535, 1, TRUE);
}

/* A value past the end, a chain that returns, an Exif IFD that is IFD0. */
static void
test_damage(void)
{
	g_autoptr(GByteArray) block = block_begin(FALSE);
	g_autoptr(ClFacts) facts = NULL;
	Ifd ifd = ifd_begin(FALSE, 8, 3);

	add_text(&ifd, 0x010e, "A caption");
	put_int(&ifd, ifd.entries, 0x013b, 2);
	put_int(&ifd, ifd.entries, 2, 2);
	put_int(&ifd, ifd.entries, 0xffffffff, 4);
	put_int(&ifd, ifd.entries, 0x10, 4);
	ifd.n++;
	add_long(&ifd, 0x8769, 8);
	ifd_end(&ifd, block, 8);
	facts = read_block(block);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAPTION), ==, "A caption");
	g_assert_null(exif_value(facts, CL_FIELD_BYLINE));
	g_assert_true(has_finding(facts, CL_FINDING_EXIF_DAMAGED));
}

/* 0/0 and 0,0 are no position. */
static void
test_positions(void)
{
	static const guint32 nowhere[] = {0, 0, 0, 0, 0, 0}, zero[] = {0, 1, 0, 1, 0, 1};
	static const guint32 *const pairs[] = {nowhere, zero};

	for (guint i = 0; i < 2; i++) {
		g_autoptr(GByteArray) block = block_begin(FALSE);
		g_autoptr(ClFacts) facts = NULL;
		Ifd ifd = ifd_begin(FALSE, 8, 1);

		add_long(&ifd, 0x8825, 26);
		ifd_end(&ifd, block, 0);
		ifd = ifd_begin(FALSE, 26, 2);
		add_rationals(&ifd, 2, 3, pairs[i]);
		add_rationals(&ifd, 4, 3, pairs[i]);
		ifd_end(&ifd, block, 0);
		facts = read_block(block);
		g_assert_cmpuint(facts->received->len, ==, 0);
	}
}

/* More than one segment holds: the rest follows without a TIFF header. */
static void
test_split(void)
{
	g_autoptr(GByteArray) block = block_begin(FALSE), file = jpeg_begin();
	g_autofree char *long_text = g_strnfill(70000, 'x');
	g_autoptr(ClFacts) facts = NULL;
	Ifd ifd = ifd_begin(FALSE, 8, 2);

	add_bytes(&ifd, 0x0131, 2, 70000, long_text, 70000);
	add_text(&ifd, 0x010e, "behind the cut");
	ifd_end(&ifd, block, 0);
	put_segment(file, 0xe1, "Exif\0", 6, block->data, 65533 - 6);
	put_segment(file, 0xe1, "Exif\0", 6, block->data + 65527, block->len - 65527);
	jpeg_end(file, 16, 16);
	facts = read_file(file);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAPTION), ==, "behind the cut");
	g_assert_cmpuint(facts->findings->len, ==, 0);
}

/* The editor's half is no notice of its own, but kept. */
static void
test_copyright_halves(void)
{
	g_autoptr(ClFacts) facts = read_text(0x8298, 2, B("Photographer\0Editor\0"));

	g_assert_cmpstr(value_at(facts, CL_FIELD_COPYRIGHT, CL_ORIGIN_EXIF, 0, 1), ==, "Editor");
}

/* One decision for all texts that are no UTF-8; what follows a text's end is none. */
static void
test_charset(void)
{
	g_autoptr(GByteArray) block = block_begin(FALSE);
	Ifd ifd = ifd_begin(FALSE, 8, 3);
	g_autoptr(ClFacts) facts = NULL;
	g_autoptr(ClFacts) padded = read_text(0x010e, 2, B("Plain\0\xff\xff"));

	add_text(&ifd, 0x010e, "\xcf\xe5\xf2\xf0\xee\xe2 \xe8 \xcc\xe8\xf5\xe0\xe9\xeb\xee\xe2");
	add_text(&ifd, 0x013b, "\xdf\xed");
	add_text(&ifd, 0x8298, "© Агентство");
	ifd_end(&ifd, block, 0);
	facts = read_block(block);
	g_assert_cmpstr(exif_value(facts, CL_FIELD_CAPTION), ==, "Петров и Михайлов");
	g_assert_cmpstr(exif_value(facts, CL_FIELD_BYLINE), ==, "Ян");
	g_assert_cmpstr(exif_value(facts, CL_FIELD_COPYRIGHT), ==, "© Агентство");
	g_assert_true(has_finding(facts, CL_FINDING_CHARSET_GUESSED));
	g_assert_cmpstr(exif_value(padded, CL_FIELD_CAPTION), ==, "Plain");
	g_assert_false(has_finding(padded, CL_FINDING_CHARSET_GUESSED));
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/exif/texts", test_texts);
	g_test_add_func("/exif/copyright-halves", test_copyright_halves);
	g_test_add_func("/exif/charset", test_charset);
	g_test_add_func("/exif/artists", test_artists);
	g_test_add_func("/exif/windows-keywords", test_windows_keywords);
	g_test_add_func("/exif/camera", test_camera);
	g_test_add_func("/exif/whole", test_whole);
	g_test_add_func("/exif/dates", test_dates);
	g_test_add_func("/exif/orientation", test_orientation);
	g_test_add_func("/exif/damage", test_damage);
	g_test_add_func("/exif/positions", test_positions);
	g_test_add_func("/exif/split", test_split);
	return g_test_run();
}
