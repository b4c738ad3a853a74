/* SPDX-License-Identifier: MIT
 *
 * The place of a picture out of IPTC's location structures (LocationShown, LocationCreated). Its parts
 * come from one structure: a street of one place and a town of another make a place that no file names.
 */
#include "xmp.h"

#include <cutline/text.h>

#define MAX_LOCATIONS 100U

static const struct {
	ClField field;
	const char *member;
} parts[] = {
	{CL_FIELD_SUBLOCATION, "Sublocation"},
	{CL_FIELD_CITY, "City"},
	{CL_FIELD_STATE, "ProvinceState"},
	{CL_FIELD_COUNTRY, "CountryName"},
	{CL_FIELD_COUNTRY_CODE, "CountryCode"},
};

/* What XMP has said of the field so far; NULL if nothing. */
static const char *
said(const MetadataReader *reader, ClField field)
{
	const GPtrArray *received = reader->facts->received;

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *at = received->pdata[i];

		if (at->field == field && at->origin == CL_ORIGIN_XMP)
			return at->value;
	}
	return NULL;
}

static gboolean
is_same(const char *a, const char *b)
{
	g_autofree char *folded_a = cl_text_fold(a);
	g_autofree char *folded_b = cl_text_fold(b);

	return strcmp(folded_a, folded_b) == 0;
}

/* Nothing is said yet, or the structure is that same place: it shares a part and contradicts none. */
static gboolean
fits(const MetadataReader *reader, char *const values[G_N_ELEMENTS(parts)])
{
	guint n_said = 0, n_shared = 0;

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		const char *before = said(reader, parts[i].field);

		n_said += before != NULL;
		if (before == NULL || cl_text_is_blank(values[i]))
			continue;
		if (!is_same(before, values[i]))
			return FALSE;
		n_shared++;
	}
	return n_said == 0 || n_shared > 0;
}

/* FALSE if it says nothing, or speaks of another place. */
static gboolean
take(MetadataReader *reader, guint packet, const xmlNode *node, gboolean *seen)
{
	char *values[G_N_ELEMENTS(parts)];
	gboolean fine, filled = FALSE;

	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		values[i] = metadata_xmp_member_value(node, parts[i].member);
		filled |= !cl_text_is_blank(values[i]);
	}
	fine = filled && fits(reader, values);
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (fine && !cl_text_is_blank(values[i]) && said(reader, parts[i].field) == NULL) {
			metadata_receive(reader, parts[i].field, CL_ORIGIN_XMP, packet, 0, NULL,
				values[i], strlen(values[i]));
			seen[parts[i].field] = TRUE;
		}
		g_free(values[i]);
	}
	return fine;
}

gboolean
metadata_xmp_location(MetadataReader *reader, guint packet, const xmlNode *property, gboolean *seen)
{
	const xmlNode *array = property == NULL ? NULL : metadata_xmp_array(property);
	guint n = 0;

	if (array == NULL)
		return property != NULL && take(reader, packet, property, seen);
	for (const xmlNode *at = array->children; at != NULL && n < MAX_LOCATIONS; at = at->next)
		if (metadata_xmp_is_rdf(at, "li") && n++ < MAX_LOCATIONS && take(reader, packet, at, seen))
			return TRUE;
	return FALSE;
}
