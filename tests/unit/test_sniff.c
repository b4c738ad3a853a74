/* SPDX-License-Identifier: MIT
 *
 * Sniffing by magic, and what a refusal says.
 */
#include <cutline/error.h>
#include <cutline/metadata.h>

#include <string.h>

typedef struct {
	const char *bytes;
	gsize n;
	ClFormat format;
	const char *name; /* of a refused kind, else NULL */
} Case;

#define B(text) text, sizeof(text) - 1

static const Case cases[] = {
	{B("\xff\xd8\xff\xe0"), CL_FORMAT_JPEG, NULL},
	{B("\x89PNG\r\n\x1a\n"), CL_FORMAT_PNG, NULL},
	{B("II*\0\x08\0\0\0"), CL_FORMAT_TIFF, NULL},
	{B("MM\0*\0\0\0\x08"), CL_FORMAT_TIFF, NULL},
	{B("II+\0\x08\0\0\0"), CL_FORMAT_TIFF, NULL},
	{B("RIFF\0\0\0\0WEBP"), CL_FORMAT_WEBP, NULL},
	{B("GIF89a"), CL_FORMAT_GIF, NULL},
	{B("\0\0\0\x18"
	   "ftypheic\0\0\0\0mif1heic"),
		CL_FORMAT_HEIF, NULL},
	{B("\0\0\0\x18"
	   "ftypmif1\0\0\0\0mif1avif"),
		CL_FORMAT_AVIF, NULL},
	{B("\0\0\0\x18"
	   "ftypmif1\0\0\0\0miafheic"),
		CL_FORMAT_HEIF, NULL},
	{B("\xff\x0a"), CL_FORMAT_JXL, NULL},
	{B("\0\0\0\x0cJXL \r\n\x87\n"), CL_FORMAT_JXL, NULL},
	{B(""), CL_FORMAT_UNKNOWN, "empty file"},
	{B("%PDF-1.7"), CL_FORMAT_UNKNOWN, "PDF document"},
	{B("<?xml version='1.0'?><svg xmlns='x'/>"), CL_FORMAT_UNKNOWN, "SVG drawing"},
	{B("<!DOCTYPE html><html>"), CL_FORMAT_UNKNOWN, "HTML page"},
	{B("PK\3\4...."), CL_FORMAT_UNKNOWN, "ZIP archive"},
	{B("\x7f"
	   "ELF\2\1\1"),
		CL_FORMAT_UNKNOWN, "ELF program"},
	{B("8BPS\0\1"), CL_FORMAT_UNKNOWN, "Photoshop document"},
	{B("II\x1a\0\0\0HEAPCCDR"), CL_FORMAT_UNKNOWN, "Canon CRW raw photo"},
	{B("II*\0\x10\0\0\0CR\2\0"), CL_FORMAT_UNKNOWN, "Canon CR2 raw photo"},
	{B("FUJIFILMCCD-RAW 0201"), CL_FORMAT_UNKNOWN, "Fuji RAF raw photo"},
	{B("\0\0\0\x18"
	   "ftypisom\0\0\0\0isommp41"),
		CL_FORMAT_UNKNOWN, "MP4 or QuickTime video"},
	{B("%!PS-Adobe-3.0"), CL_FORMAT_UNKNOWN, "PostScript document"},
	{B("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), CL_FORMAT_UNKNOWN, "Word or other Office document"},
	{B("P6\n60000 60000\n255\n"), CL_FORMAT_UNKNOWN, "PPM or PGM picture"},
	{B("Dear desk,\nthe picture follows."), CL_FORMAT_UNKNOWN, "text"},
	{B("\x01\x02\x03\x04\x05"), CL_FORMAT_UNKNOWN, "unknown data"},
};

static void
test_table(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		const guint8 *bytes = (const guint8 *)cases[i].bytes;

		g_test_message("case %u", i);
		g_assert_cmpint(cl_metadata_sniff(bytes, cases[i].n), ==, cases[i].format);
		if (cases[i].name != NULL)
			g_assert_cmpstr(cl_metadata_describe(bytes, cases[i].n), ==, cases[i].name);
	}
}

/* Every prefix of every magic: no read past the end (seen by the sanitizer). */
static void
test_prefixes(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
		for (gsize n = 0; n <= cases[i].n; n++) {
			g_autofree guint8 *copy = g_memdup2(cases[i].bytes, n);

			cl_metadata_sniff(copy, n);
			g_assert_nonnull(cl_metadata_describe(copy, n));
		}
}

static void
test_refusal(void)
{
	g_autoptr(GBytes) svg = g_bytes_new_static("<svg></svg>", 11);
	g_autoptr(GError) error = NULL;

	g_assert_null(cl_metadata_read(svg, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED);
	g_assert_cmpstr(error->message, ==,
		"SVG drawing is not a photograph we take; export it as PNG or JPEG");
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sniff/table", test_table);
	g_test_add_func("/sniff/prefixes", test_prefixes);
	g_test_add_func("/sniff/refusal", test_refusal);
	return g_test_run();
}
