/* SPDX-License-Identifier: MIT
 *
 * Regions of a picture as two standards write them: faces and the camera's point of focus (MWG), main
 * subjects and croppings (IPTC). Decides what of it may become the focal point or the crop.
 */
#include "xmp_framing.h"

#include <math.h>

#define NS_MWG "http://www.metadataworkinggroup.com/schemas/regions/"
#define SHAPE_TOLERANCE 0.01 /* of the ratio of width and height */
#define MAX_REGIONS 100
#define MAX_CORNERS 200

static gboolean
member_number(const xmlNode *node, const char *name, double *number)
{
	g_autofree char *text = metadata_xmp_member_value(node, name);

	return framing_number(text, number);
}

/* --- regions of the Metadata Working Group ------------------------------------------------------- */

/* Areas that were drawn on a picture of another shape say nothing of this one. */
static gboolean
is_for_this_shape(const FramingFound *found, const xmlNode *regions)
{
	MetadataXmpMember size;
	double width, height;

	if (!metadata_xmp_member(regions, "AppliedToDimensions", &size) || size.element == NULL ||
		!member_number(size.element, "w", &width) ||
		!member_number(size.element, "h", &height) || width <= 0 || height <= 0)
		return TRUE;
	return fabs(width / height * found->reader->coded_height / found->reader->coded_width - 1) <=
	       SHAPE_TOLERANCE;
}

static void
read_mwg_region(FramingFound *found, const xmlNode *item)
{
	g_autofree char *type = metadata_xmp_member_value(item, "Type");
	g_autofree char *usage = metadata_xmp_member_value(item, "FocusUsage");
	double x, y, width = 0, height = 0;
	MetadataXmpMember member;
	MetadataArea area;

	if (type == NULL || !metadata_xmp_member(item, "Area", &member) || member.element == NULL ||
		!member_number(member.element, "x", &x) || !member_number(member.element, "y", &y))
		return;
	if (!member_number(member.element, "w", &width) ||
		!member_number(member.element, "h", &height))
		width = height = 0; /* a point, or a circle */
	area = (MetadataArea){x - width / 2, y - height / 2, x + width / 2, y + height / 2, 0};
	if (x < 0 || x > 1 || y < 0 || y > 1 || !framing_settle(&area))
		return;
	if (g_ascii_strcasecmp(type, "Focus") == 0 &&
		(usage == NULL || g_ascii_strcasecmp(usage, "EvaluatedUsed") == 0))
		framing_add_focus(found, FOCUS_CAMERA, &area);
	else if (g_ascii_strcasecmp(type, "Face") == 0)
		framing_add_focus(found, FOCUS_FACES, &area);
}

void
framing_read_mwg(FramingFound *found, const xmlNode *rdf)
{
	MetadataXmpMember regions, list;
	const xmlNode *array;
	guint n = 0;

	if (!framing_property(rdf, NS_MWG, "Regions", &regions) || regions.element == NULL ||
		!is_for_this_shape(found, regions.element) ||
		!metadata_xmp_member(regions.element, "RegionList", &list) || list.element == NULL)
		return;
	array = metadata_xmp_array(list.element);
	for (const xmlNode *at = array != NULL ? array->children : NULL; at != NULL && n < MAX_REGIONS;
		at = at->next)
		if (metadata_xmp_is_rdf(at, "li")) {
			read_mwg_region(found, at);
			n++;
		}
}

/* --- image regions of the IPTC --------------------------------------------------------------------- */

static void
grow(MetadataArea *area, double x, double y, gboolean first)
{
	*area = first ? (MetadataArea){x, y, x, y, 0}
		      : (MetadataArea){MIN(area->left, x), MIN(area->top, y), MAX(area->right, x),
				MAX(area->bottom, y), 0};
}

static gboolean
read_corners(const xmlNode *boundary, MetadataArea *area)
{
	MetadataXmpMember corners;
	const xmlNode *array = NULL;
	guint n = 0;

	if (metadata_xmp_member(boundary, "rbVertices", &corners) && corners.element != NULL)
		array = metadata_xmp_array(corners.element);
	for (const xmlNode *at = array != NULL ? array->children : NULL; at != NULL && n < MAX_CORNERS;
		at = at->next) {
		double x, y;

		if (metadata_xmp_is_rdf(at, "li") && member_number(at, "rbX", &x) &&
			member_number(at, "rbY", &y))
			grow(area, x, y, n++ == 0);
	}
	return n > 0;
}

/* The rectangle around a boundary, as shares of the picture. */
static gboolean
read_boundary(const FramingFound *found, const xmlNode *boundary, MetadataArea *area)
{
	g_autofree char *unit = metadata_xmp_member_value(boundary, "rbUnit");
	double x, y, width, height, radius, across = 1, down = 1;

	if (g_strcmp0(unit, "pixel") == 0) {
		across = found->reader->coded_width;
		down = found->reader->coded_height;
	}
	if (!member_number(boundary, "rbX", &x) || !member_number(boundary, "rbY", &y)) {
		if (!read_corners(boundary, area))
			return FALSE;
	} else if (member_number(boundary, "rbW", &width) && member_number(boundary, "rbH", &height)) {
		*area = (MetadataArea){x, y, x + width, y + height, 0};
	} else if (member_number(boundary, "rbRx", &radius)) {
		/* a relative radius is one of the width */
		double high = across == 1 ? radius * found->reader->coded_width /
						    found->reader->coded_height
					  : radius;

		*area = (MetadataArea){x - radius, y - high, x + radius, y + high, 0};
	} else {
		return FALSE;
	}
	*area = (MetadataArea){area->left / across, area->top / down, area->right / across,
		area->bottom / down, 0};
	return framing_settle(area);
}

/* A term of the vocabulary by the last part of its address, which is all that tells it from others. */
static void
take_role(FramingFound *found, const char *address, const MetadataArea *area)
{
	static const struct {
		const char *name;
		int focus, crop;
	} roles[] = {{"mainSubjectArea", FOCUS_SUBJECT, -1}, {"subjectArea", FOCUS_SUBJECT, -1},
		{"areaOfInterest", FOCUS_INTEREST, -1}, {"recomCropping", -1, CROP_RECOMMENDED},
		{"cropping", -1, CROP_POSSIBLE}};
	const char *slash = strrchr(address, '/');

	for (guint i = 0; slash != NULL && i < G_N_ELEMENTS(roles); i++) {
		if (g_ascii_strcasecmp(slash + 1, roles[i].name) != 0)
			continue;
		if (roles[i].focus >= 0)
			framing_add_focus(found, (FramingFocus)roles[i].focus, area);
		else
			framing_add_crop(found, (FramingCrop)roles[i].crop, area);
	}
}

/* rRole says what a region is for, rCtype what is in it; writers mix them up, so both are asked. */
static void
read_iptc_region(FramingFound *found, const xmlNode *item)
{
	static const char *const names[] = {"rRole", "rCtype"};
	MetadataXmpMember member;
	MetadataArea area;

	if (!metadata_xmp_member(item, "RegionBoundary", &member) || member.element == NULL ||
		!read_boundary(found, member.element, &area))
		return;
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		const xmlNode *array = NULL;

		if (metadata_xmp_member(item, names[i], &member) && member.element != NULL)
			array = metadata_xmp_array(member.element);
		for (const xmlNode *at = array != NULL ? array->children : NULL; at != NULL;
			at = at->next) {
			g_autofree char *address = NULL;

			if (metadata_xmp_is_rdf(at, "li"))
				address = metadata_xmp_member_value(at, "Identifier");
			if (address != NULL)
				take_role(found, address, &area);
		}
	}
}

void
framing_read_iptc(FramingFound *found, const xmlNode *rdf)
{
	MetadataXmpMember regions;
	const xmlNode *array;
	guint n = 0;

	if (!framing_property(rdf, CL_NS_EXT, "ImageRegion", &regions) || regions.element == NULL)
		return;
	array = metadata_xmp_array(regions.element);
	for (const xmlNode *at = array != NULL ? array->children : NULL; at != NULL && n < MAX_REGIONS;
		at = at->next)
		if (metadata_xmp_is_rdf(at, "li")) {
			read_iptc_region(found, at);
			n++;
		}
}
