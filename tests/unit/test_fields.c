/* SPDX-License-Identifier: MIT
 *
 * The fields table and the small vocabularies: every row is found again by every key it has.
 */
#include <string.h>
#include <cutline/fields.h>
#include <cutline/findings.h>
#include <cutline/photo.h>

static void
test_every_row_by_every_key(void)
{
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		const ClFieldInfo *info = cl_field_info((ClField)i);

		g_assert_cmpint(cl_field_from_name(info->name), ==, i);
		if (info->iim != 0)
			g_assert_cmpint(cl_field_from_iim(info->iim), ==, i);
		if (info->xmp_name != NULL)
			g_assert_cmpint(cl_field_from_xmp(info->xmp_ns, info->xmp_name), ==, i);
		if (info->png_keyword != NULL)
			g_assert_cmpint(cl_field_from_png(info->png_keyword,
						strlen(info->png_keyword)), ==, i);
		g_assert_cmpint(info->xmp_ns == NULL, ==, info->xmp_name == NULL);
		g_assert_cmpuint(strspn(info->order, "XIEPU"), ==, strlen(info->order));
		g_assert_cmpuint(strlen(info->order), >, 0);
	}
}

static void
test_unknown_keys(void)
{
	g_assert_cmpint(cl_field_from_name("taken"), ==, CL_FIELD_DATE_TAKEN);
	g_assert_cmpint(cl_field_from_name("Byline"), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_name(""), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_name(NULL), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_iim(0), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_iim(2999), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_xmp(CL_NS_DC, "nothing"), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_xmp("urn:other", "creator"), ==, CL_N_FIELDS);
	g_assert_cmpint(cl_field_from_xmp(NULL, "creator"), ==, CL_N_FIELDS);
}

/* Real Getty files: dc:Rights, plus:ImageSupplierImageId. */
static void
test_xmp_spellings(void)
{
	g_assert_cmpint(cl_field_from_xmp(CL_NS_DC, "Rights"), ==, CL_FIELD_COPYRIGHT);
	g_assert_cmpint(
		cl_field_from_xmp(CL_NS_PLUS, "ImageSupplierImageId"), ==, CL_FIELD_SUPPLIER_ID);
}

static void
test_findings(void)
{
	g_autoptr(ClFinding) finding = NULL;
	g_autofree char *bytes = g_strnfill(5000, 'a');

	g_assert_true(cl_finding_code("NO_CREDIT") == CL_FINDING_NO_CREDIT);
	g_assert_null(cl_finding_code("no_credit"));
	g_assert_null(cl_finding_code(NULL));
	g_assert_cmpstr(cl_finding_text("NO_CREDIT"), ==, "no credit line");
	g_assert_null(cl_finding_text("NOTHING"));
	bytes[10] = '\xff';
	finding = cl_finding_new(CL_FINDING_NO_CREDIT, "%s", bytes);
	g_assert_true(g_utf8_validate(finding->message, -1, NULL));
	g_assert_cmpuint(strlen(finding->message), <=, 1000);
}

static void
test_formats(void)
{
	for (guint i = 0; i < CL_N_FORMATS; i++)
		g_assert_cmpint(cl_format_from_name(cl_format_name((ClFormat)i)), ==, i);
	g_assert_cmpstr(cl_format_mime(CL_FORMAT_AVIF), ==, "image/avif");
	g_assert_cmpstr(cl_format_extension(CL_FORMAT_TIFF), ==, "tif");
	g_assert_cmpint(cl_format_from_name("bmp"), ==, CL_FORMAT_UNKNOWN);
	g_assert_cmpint(cl_format_from_name(NULL), ==, CL_FORMAT_UNKNOWN);
}

static void
test_origins(void)
{
	for (guint i = 0; i < CL_N_ORIGINS; i++) {
		guint packet_in = i == CL_ORIGIN_XMP || i == CL_ORIGIN_SIDECAR ? 2 : 0, packet = 99;
		g_autofree char *text = cl_origin_text((ClOriginKind)i, packet_in);
		ClOriginKind origin = CL_N_ORIGINS;

		g_assert_true(cl_origin_parse(text, &origin, &packet));
		g_assert_cmpint(origin, ==, i);
		g_assert_cmpuint(packet, ==, packet_in);
	}
	static const char *const bad[] = {"", "xmp#", "xmp#0", "xmp#1x", "exif#1", "XMP", "sidecar#", "sidecar#1", "sidecars"};

	for (guint i = 0; i < G_N_ELEMENTS(bad); i++) {
		ClOriginKind origin;
		guint packet;

		g_assert_false(cl_origin_parse(bad[i], &origin, &packet));
	}
}

static void
test_id(void)
{
	guint8 sha256[32] = {0};
	char id[CL_ID_CHARS + 1];

	cl_id_from_sha256(sha256, id);
	g_assert_cmpstr(id, ==, "0000000000000000");
	memset(sha256, 0xff, sizeof sha256);
	cl_id_from_sha256(sha256, id);
	g_assert_cmpstr(id, ==, "zzzzzzzzzzzzzzzz");
	/* 00000 00001 00010 … : the alphabet in order */
	memcpy(sha256, "\x00\x44\x32\x14\xc7\x42\x54\xb6\x35\xcf", 10);
	cl_id_from_sha256(sha256, id);
	g_assert_cmpstr(id, ==, "0123456789abcdef");
}

static void
test_id_fold(void)
{
	char id[CL_ID_CHARS + 1];

	g_assert_true(cl_id_fold("0123456789ABCDEF", id));
	g_assert_cmpstr(id, ==, "0123456789abcdef");
	g_assert_true(cl_id_fold("OIL-oil", id));
	g_assert_cmpstr(id, ==, "011011");
	g_assert_false(cl_id_fold("abcde", id));
	g_assert_false(cl_id_fold("abcdeu", id));
	g_assert_false(cl_id_fold("-abcdef", id));
	g_assert_false(cl_id_fold("abcdé0", id));
	g_assert_false(cl_id_fold("0123456789abcdef0", id));
	g_assert_false(cl_id_fold("", id));
	g_assert_false(cl_id_fold(NULL, id));
	g_assert_cmpstr(id, ==, "");
}

static void
test_programs(void)
{
	static const char *const makers[] = {"Midjourney", "Midjourney 6.1", "DALL·E 3", "DALL-E", "OpenAI DALL-E 3",
		"Stable Diffusion", "stable-diffusion-webui", "Adobe Firefly", "Firefly 3", "Imagen 4", "Google Imagen",
		"FLUX.1", "Flux", "Sora", "Sora 2", "ComfyUI"};
	static const char *const others[] = {"Adobe Photoshop 25.0 (Windows)", "Ver.1.02", "Editor de imagen", "f.lux",
		"Flux Capacitor", "Captura de imagen 2", "Photo Mechanic 6", "GIMP 2.10", "Firefly Studio Camera",
		"Gemini Photo Lab", "Isadora 3", "Midjourneys", ""};

	for (gsize i = 0; i < G_N_ELEMENTS(makers); i++)
		if (!cl_program_makes_pictures(makers[i]))
			g_test_fail_printf("%s", makers[i]);
	for (gsize i = 0; i < G_N_ELEMENTS(others); i++)
		if (cl_program_makes_pictures(others[i]))
			g_test_fail_printf("%s", others[i]);
}

static void
test_terms(void)
{
	static const char *const said[] = {"http://cv.iptc.org/newscodes/digitalsourcetype/screenCapture",
		"digsrctype:screenCapture", " screenCapture/", "screenCapture"};

	for (gsize i = 0; i < G_N_ELEMENTS(said); i++) {
		g_autofree char *term = cl_field_term(said[i]);

		g_assert_cmpstr(term, ==, "screenCapture");
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fields/every-row", test_every_row_by_every_key);
	g_test_add_func("/fields/unknown", test_unknown_keys);
	g_test_add_func("/fields/xmp-spellings", test_xmp_spellings);
	g_test_add_func("/fields/findings", test_findings);
	g_test_add_func("/fields/formats", test_formats);
	g_test_add_func("/fields/origins", test_origins);
	g_test_add_func("/fields/programs", test_programs);
	g_test_add_func("/fields/terms", test_terms);
	g_test_add_func("/fields/id", test_id);
	g_test_add_func("/fields/id-fold", test_id_fold);
	return g_test_run();
}
