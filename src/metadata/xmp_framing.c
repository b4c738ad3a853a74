/* SPDX-License-Identifier: MIT
 *
 * What a picture's XMP says of its own shape: the crop that its photographer drew and that is not in
 * the pixels yet (Camera Raw settings), the one that is recommended (IPTC image regions), and the
 * point that must stay in it: where the camera focused, the main subject, the faces (MWG regions,
 * IPTC image regions). All of it is given for the picture as it is stored; values are received for
 * the upright one, as shares of its width and height: "left,top,width,height" and "x,y".
 */
#include "xmp_framing.h"

#include <math.h>

#define NS_CRS "http://ns.adobe.com/camera-raw-settings/1.0/"
#define LEAST_SHARE 0.01 /* a crop to less is a mistake */
#define MOST_ANGLE 0.05 /* degrees; a crop at an angle is no rectangle of ours */

/* --- numbers ---------------------------------------------------------------------------------- */

gboolean
framing_number(const char *text, double *number)
{
	char *end;

	if (text == NULL)
		return FALSE;
	*number = g_ascii_strtod(text, &end);
	while (g_ascii_isspace(*end))
		end++;
	return end != text && *end == '\0' && isfinite(*number);
}

static gboolean
is_true(const char *text)
{
	return text != NULL && (g_ascii_strcasecmp(text, "True") == 0 || strcmp(text, "1") == 0);
}

/* Cut at the borders of the picture; FALSE if nothing is left. */
gboolean
framing_settle(MetadataArea *area)
{
	area->left = CLAMP(area->left, 0, 1);
	area->top = CLAMP(area->top, 0, 1);
	area->right = CLAMP(area->right, 0, 1);
	area->bottom = CLAMP(area->bottom, 0, 1);
	return area->right >= area->left && area->bottom >= area->top;
}

/* Several faces are one area. */
void
framing_add_focus(FramingFound *found, FramingFocus focus, const MetadataArea *area)
{
	MetadataArea *to = &found->foci[focus];

	if (found->n_foci[focus]++ == 0)
		*to = *area;
	else
		*to = (MetadataArea){MIN(to->left, area->left), MIN(to->top, area->top),
			MAX(to->right, area->right), MAX(to->bottom, area->bottom), 0};
}

void
framing_add_crop(FramingFound *found, FramingCrop crop, const MetadataArea *area)
{
	if (area->right - area->left >= LEAST_SHARE && area->bottom - area->top >= LEAST_SHARE &&
		found->n_crops[crop]++ == 0)
		found->crops[crop] = *area;
}

/* --- properties -------------------------------------------------------------------------------- */

/* A property of the packet, in whichever rdf:Description it stands. */
gboolean
framing_property(const xmlNode *rdf, const char *ns, const char *name, MetadataXmpMember *found)
{
	for (const xmlNode *at = rdf->children; at != NULL; at = at->next) {
		if (at->type != XML_ELEMENT_NODE)
			continue;
		*found = (MetadataXmpMember){NULL, metadata_xml_attribute(at, ns, name)};
		if (found->attribute != NULL)
			return TRUE;
		for (const xmlNode *child = at->children; child != NULL; child = child->next)
			if (metadata_xml_is(child, ns, name)) {
				found->element = child;
				return TRUE;
			}
	}
	return FALSE;
}

static char *
property_value(const xmlNode *rdf, const char *ns, const char *name)
{
	MetadataXmpMember found;

	if (!framing_property(rdf, ns, name, &found))
		return NULL;
	return found.attribute != NULL ? metadata_xml_joined_text(found.attribute->children)
				       : metadata_xmp_value(found.element);
}

/* --- Camera Raw settings ------------------------------------------------------------------------- */

static void
read_camera_raw(FramingFound *found, const xmlNode *rdf)
{
	static const char *const names[] = {"CropLeft", "CropTop", "CropRight", "CropBottom"};
	g_autofree char *has = property_value(rdf, NS_CRS, "HasCrop");
	g_autofree char *applied = property_value(rdf, NS_CRS, "AlreadyApplied");
	g_autofree char *angle = property_value(rdf, NS_CRS, "CropAngle");
	double numbers[G_N_ELEMENTS(names)], degrees = 0;
	MetadataArea area;

	/* the pixels of an exported picture are cropped: once is enough */
	if (!is_true(has) || is_true(applied) ||
		(angle != NULL && (!framing_number(angle, &degrees) || fabs(degrees) > MOST_ANGLE)))
		return;
	for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *text = property_value(rdf, NS_CRS, names[i]);

		if (!framing_number(text, &numbers[i]))
			return;
	}
	area = (MetadataArea){numbers[0], numbers[1], numbers[2], numbers[3], 0};
	if (framing_settle(&area))
		framing_add_crop(found, CROP_DRAWN, &area);
}

/* --- the packet ------------------------------------------------------------------------------------- */

void
metadata_xmp_framing(MetadataReader *reader, const xmlNode *rdf, guint packet)
{
	FramingFound found = {.reader = reader};

	if (reader->coded_width == 0 || reader->coded_height == 0)
		return; /* a side-car: whose picture this is will be known later */
	read_camera_raw(&found, rdf);
	framing_read_mwg(&found, rdf);
	framing_read_iptc(&found, rdf);
	/* several possible ones are for several shapes: none of them is the crop */
	if (found.n_crops[CROP_POSSIBLE] > 1)
		found.n_crops[CROP_POSSIBLE] = 0;
	for (guint i = 0; i < N_CROPS && reader->crop.packet == 0; i++)
		if (found.n_crops[i] > 0) {
			reader->crop = found.crops[i];
			reader->crop.packet = packet;
		}
	for (guint i = 0; i < N_FOCI && reader->focus.packet == 0; i++)
		if (found.n_foci[i] > 0) {
			reader->focus = found.foci[i];
			reader->focus.packet = packet;
		}
}

/* --- upright ---------------------------------------------------------------------------------------- */

/* EXIF 2.3, tag 0x0112: where a stored point lies in the upright picture. */
static void
turn_point(guint orientation, double *x, double *y)
{
	double across = *x, down = *y;

	if (orientation >= 5) {
		across = *y;
		down = *x;
	}
	if (orientation == 2 || orientation == 3 || orientation == 6 || orientation == 7)
		across = 1 - across;
	if (orientation == 3 || orientation == 4 || orientation == 7 || orientation == 8)
		down = 1 - down;
	*x = across;
	*y = down;
}

static void
receive(MetadataReader *reader, ClField field, guint packet, const double *numbers, guint n)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char number[G_ASCII_DTOSTR_BUF_SIZE];

	for (guint i = 0; i < n; i++)
		g_string_append_printf(text, "%s%s", i > 0 ? "," : "",
			g_ascii_formatd(number, sizeof number, "%.5f", numbers[i]));
	metadata_receive(reader, field, CL_ORIGIN_XMP, packet, 0, NULL, text->str, text->len);
}

void
metadata_receive_framing(MetadataReader *reader)
{
	guint orientation = reader->facts->orientation;
	const MetadataArea *crop = &reader->crop, *focus = &reader->focus;

	if (crop->packet != 0) {
		double x = crop->left, y = crop->top, right = crop->right, bottom = crop->bottom;
		double numbers[4];

		turn_point(orientation, &x, &y);
		turn_point(orientation, &right, &bottom);
		numbers[0] = MIN(x, right);
		numbers[1] = MIN(y, bottom);
		numbers[2] = fabs(right - x);
		numbers[3] = fabs(bottom - y);
		receive(reader, CL_FIELD_CROP, crop->packet, numbers, 4);
	}
	if (focus->packet != 0) {
		double numbers[2] = {(focus->left + focus->right) / 2, (focus->top + focus->bottom) / 2};

		turn_point(orientation, &numbers[0], &numbers[1]);
		receive(reader, CL_FIELD_FOCUS, focus->packet, numbers, 2);
	}
}
