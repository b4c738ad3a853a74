/* SPDX-License-Identifier: MIT
 *
 * Crop and focal point out of a picture's own XMP: three vocabularies, both spellings of RDF, all
 * turns, and what must not be believed.
 */
#include "metadata_files.h"

#define NAMESPACES \
	"xmlns:mwg-rs='http://www.metadataworkinggroup.com/schemas/regions/' " \
	"xmlns:stArea='http://ns.adobe.com/xmp/sType/Area#' " \
	"xmlns:stDim='http://ns.adobe.com/xap/1.0/sType/Dimensions#' " \
	"xmlns:crs='http://ns.adobe.com/camera-raw-settings/1.0/' " \
	"xmlns:xmp='http://ns.adobe.com/xap/1.0/' "
#define DRAWN "crs:HasCrop='True' crs:CropLeft='0.1' crs:CropTop='0.2' crs:CropRight='0.6' crs:CropBottom='0.9' "
#define REGIONS(size, items) \
	"<mwg-rs:Regions rdf:parseType='Resource'>" size "<mwg-rs:RegionList><rdf:Bag>" items \
	"</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>"
#define SIZE(w, h) "<mwg-rs:AppliedToDimensions stDim:w='" w "' stDim:h='" h "' stDim:unit='pixel'/>"
#define REGION(type, more, x, y) \
	"<rdf:li><rdf:Description mwg-rs:Type='" type "' " more "><mwg-rs:Area stArea:x='" x \
	"' stArea:y='" y "' stArea:w='0.1' stArea:h='0.1' stArea:unit='normalized'/></rdf:Description></rdf:li>"
#define IPTC(boundary, role) \
	"<rdf:li rdf:parseType='Resource'><ext:RegionBoundary rdf:parseType='Resource'>" boundary \
	"</ext:RegionBoundary><ext:rRole><rdf:Bag><rdf:li rdf:parseType='Resource'><xmp:Identifier><rdf:Bag>" \
	"<rdf:li>http://cv.iptc.org/newscodes/imageregionrole/" role \
	"</rdf:li></rdf:Bag></xmp:Identifier></rdf:li></rdf:Bag></ext:rRole></rdf:li>"
#define IPTC_REGIONS(items) "<ext:ImageRegion><rdf:Bag>" items "</rdf:Bag></ext:ImageRegion>"
#define BOX(unit, x, y, w, h) \
	"<ext:rbShape>rectangle</ext:rbShape><ext:rbUnit>" unit "</ext:rbUnit><ext:rbX>" x \
	"</ext:rbX><ext:rbY>" y "</ext:rbY><ext:rbW>" w "</ext:rbW><ext:rbH>" h "</ext:rbH>"
#define CIRCLE \
	"<ext:rbShape>circle</ext:rbShape><ext:rbUnit>relative</ext:rbUnit><ext:rbX>0.5</ext:rbX>" \
	"<ext:rbY>0.5</ext:rbY><ext:rbRx>0.1</ext:rbRx>"
#define CORNER(x, y) "<rdf:li rdf:parseType='Resource'><ext:rbX>" x "</ext:rbX><ext:rbY>" y "</ext:rbY></rdf:li>"
#define POLYGON \
	"<ext:rbShape>polygon</ext:rbShape><ext:rbUnit>relative</ext:rbUnit><ext:rbVertices><rdf:Seq>" CORNER( \
		"0.2", "0.3") CORNER("0.6", "0.3") CORNER("0.4", "0.7") "</rdf:Seq></ext:rbVertices>"

/* A picture of 600 × 400 as stored. */
static ClFacts *
read_picture(const char *attributes, const char *body, guint orientation)
{
	g_autofree char *all = g_strdup_printf(NAMESPACES "%s", attributes);
	g_autofree char *packet = xmp_packet(all, body);
	g_autoptr(GByteArray) file = jpeg_begin();
	guint8 exif[] = "MM\0*\0\0\0\10\0\1\1\22\0\3\0\0\0\1\0\0\0\0\0\0\0\0";

	exif[19] = (guint8)orientation;
	put_segment(file, 0xe1, "Exif\0", 6, exif, sizeof exif - 1);
	put_xmp(file, packet);
	jpeg_end(file, 600, 400);
	return read_file(file);
}

static const struct {
	const char *attributes, *body, *crop, *focus;
} cases[] = {
	{"", "", NULL, NULL},
	/* Camera Raw: drawn, and not yet in the pixels */
	{DRAWN, "", "0.10000,0.20000,0.50000,0.70000", NULL},
	{DRAWN "crs:AlreadyApplied='False' crs:CropAngle='0'", "", "0.10000,0.20000,0.50000,0.70000", NULL},
	{DRAWN "crs:AlreadyApplied='True'", "", NULL, NULL},
	{DRAWN "crs:CropAngle='1.5'", "", NULL, NULL},
	{"crs:HasCrop='False' crs:CropLeft='0.1' crs:CropTop='0.2' crs:CropRight='0.6' crs:CropBottom='0.9'",
		"", NULL, NULL},
	{"crs:HasCrop='True' crs:CropLeft='0.1' crs:CropTop='0.2' crs:CropRight='x' crs:CropBottom='0.9'", "",
		NULL, NULL},
	{"crs:HasCrop='True' crs:CropLeft='0.6' crs:CropTop='0' crs:CropRight='0.1' crs:CropBottom='1'", "",
		NULL, NULL},
	{"crs:HasCrop='True' crs:CropLeft='nan' crs:CropTop='0' crs:CropRight='inf' crs:CropBottom='1'", "",
		NULL, NULL},
	{"",
		"<crs:HasCrop>True</crs:HasCrop><crs:CropLeft>-0.5</crs:CropLeft><crs:CropTop>0</crs:CropTop>"
		"<crs:CropRight>0.5</crs:CropRight><crs:CropBottom>7</crs:CropBottom>",
		"0.00000,0.00000,0.50000,1.00000", NULL},
	/* MWG: the camera's point before faces; what it did not use, and other shapes, do not count */
	{"", REGIONS("", REGION("Focus", "mwg-rs:FocusUsage='EvaluatedUsed'", "0.25", "0.75")), NULL,
		"0.25000,0.75000"},
	{"", REGIONS("", REGION("Face", "", "0.3", "0.2") REGION("Focus", "", "0.25", "0.75")), NULL,
		"0.25000,0.75000"},
	{"", REGIONS("", REGION("Focus", "mwg-rs:FocusUsage='EvaluatedNotUsed'", "0.25", "0.75")), NULL, NULL},
	{"", REGIONS("", REGION("Face", "", "0.2", "0.2") REGION("Face", "", "0.6", "0.4")), NULL,
		"0.40000,0.30000"},
	{"", REGIONS("", REGION("Pet", "", "0.2", "0.2")), NULL, NULL},
	{"", REGIONS("", REGION("Focus", "", "1.2", "0.2")), NULL, NULL},
	{"", REGIONS("", REGION("Focus", "", "", "0.2")), NULL, NULL},
	{"", REGIONS(SIZE("3000", "2000"), REGION("Focus", "", "0.25", "0.75")), NULL, "0.25000,0.75000"},
	{"", REGIONS(SIZE("2000", "3000"), REGION("Focus", "", "0.25", "0.75")), NULL, NULL},
	{"",
		REGIONS("",
			"<rdf:li rdf:parseType='Resource'><mwg-rs:Type>Focus</mwg-rs:Type><mwg-rs:Area "
			"rdf:parseType='Resource'><stArea:x>0.25</stArea:x><stArea:y>0.75</stArea:y>"
			"<stArea:d>0.1</stArea:d></mwg-rs:Area></rdf:li>"),
		NULL, "0.25000,0.75000"},
	/* IPTC: recommended before possible, of which there must be one */
	{"", IPTC_REGIONS(IPTC(BOX("relative", "0.1", "0.2", "0.3", "0.4"), "recomCropping")),
		"0.10000,0.20000,0.30000,0.40000", NULL},
	{"", IPTC_REGIONS(IPTC(BOX("pixel", "60", "80", "180", "160"), "cropping")),
		"0.10000,0.20000,0.30000,0.40000", NULL},
	{"",
		IPTC_REGIONS(IPTC(BOX("relative", "0", "0", "1", "0.5"), "cropping")
				IPTC(BOX("relative", "0", "0", "0.5", "1"), "cropping")),
		NULL, NULL},
	{"",
		IPTC_REGIONS(IPTC(BOX("relative", "0", "0", "1", "0.5"), "cropping")
				IPTC(BOX("relative", "0", "0", "0.5", "1"), "recomCropping")),
		"0.00000,0.00000,0.50000,1.00000", NULL},
	{"", IPTC_REGIONS(IPTC(BOX("relative", "0", "0", "0.5", "1"), "squareCropping")), NULL, NULL},
	{"", IPTC_REGIONS(IPTC(BOX("relative", "0.2", "0.2", "0.2", "0.2"), "mainSubjectArea")), NULL,
		"0.30000,0.30000"},
	{"", IPTC_REGIONS(IPTC(CIRCLE, "areaOfInterest")), NULL, "0.50000,0.50000"},
	{"", IPTC_REGIONS(IPTC(POLYGON, "subjectArea")), NULL, "0.40000,0.50000"},
	{"", IPTC_REGIONS(IPTC(POLYGON, "recomCropping")), "0.20000,0.30000,0.40000,0.40000", NULL},
	{"", IPTC_REGIONS(IPTC("<ext:rbX>0.5</ext:rbX>", "recomCropping")), NULL, NULL},
	{"", IPTC_REGIONS("<rdf:li/>") REGIONS("", "<rdf:li/>") "<mwg-rs:Other/>", NULL, NULL},
	/* the photographer's own before a recommendation */
	{DRAWN, IPTC_REGIONS(IPTC(BOX("relative", "0", "0", "0.5", "1"), "recomCropping")),
		"0.10000,0.20000,0.50000,0.70000", NULL},
};

static void
test_vocabularies(void)
{
	for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_autoptr(ClFacts) facts = read_picture(cases[i].attributes, cases[i].body, 1);

		g_test_message("%u: %s %s", i, cases[i].attributes, cases[i].body);
		g_assert_false(has_finding(facts, CL_FINDING_XMP_DAMAGED));
		g_assert_cmpstr(xmp_value(facts, CL_FIELD_CROP), ==, cases[i].crop);
		g_assert_cmpstr(xmp_value(facts, CL_FIELD_FOCUS), ==, cases[i].focus);
	}
}

/* Upright: the crop that touches the stored left and top lies where the turn puts it. */
static void
test_turns(void)
{
	static const char *const crops[] = {"0.00000,0.00000,0.25000,0.50000", "0.75000,0.00000,0.25000,0.50000",
		"0.75000,0.50000,0.25000,0.50000", "0.00000,0.50000,0.25000,0.50000",
		"0.00000,0.00000,0.50000,0.25000", "0.50000,0.00000,0.50000,0.25000",
		"0.50000,0.75000,0.50000,0.25000", "0.00000,0.75000,0.50000,0.25000"};
	static const char *const foci[] = {"0.10000,0.30000", "0.90000,0.30000", "0.90000,0.70000",
		"0.10000,0.70000", "0.30000,0.10000", "0.70000,0.10000", "0.70000,0.90000",
		"0.30000,0.90000"};

	for (guint orientation = 1; orientation <= 8; orientation++) {
		g_autoptr(ClFacts) facts = read_picture(
			"crs:HasCrop='True' crs:CropLeft='0' crs:CropTop='0' crs:CropRight='0.25' "
			"crs:CropBottom='0.5'",
			REGIONS(SIZE("600", "400"), REGION("Focus", "", "0.1", "0.3")), orientation);

		g_assert_cmpuint(facts->orientation, ==, orientation);
		g_assert_cmpstr(xmp_value(facts, CL_FIELD_CROP), ==, crops[orientation - 1]);
		g_assert_cmpstr(xmp_value(facts, CL_FIELD_FOCUS), ==, foci[orientation - 1]);
	}
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	cl_metadata_init();
	g_test_add_func("/framing/vocabularies", test_vocabularies);
	g_test_add_func("/framing/turns", test_turns);
	return g_test_run();
}
