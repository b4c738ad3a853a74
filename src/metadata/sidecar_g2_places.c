/* SPDX-License-Identifier: MIT
 *
 * Where a NewsML-G2 item happened: a place with broader places around it, told apart by their type
 * or by the vocabulary of their code, with what <assert> adds. A place that is neither is not
 * guessed at: a wrong city is worse than none.
 */
#include "sidecar_g2.h"

static const struct {
	const char *type;
	ClField field;
} types[] = {
	{"city", CL_FIELD_CITY},
	{"town", CL_FIELD_CITY},
	{"statprov", CL_FIELD_STATE},
	{"province", CL_FIELD_STATE},
	{"state", CL_FIELD_STATE},
	{"region", CL_FIELD_STATE},
	{"country", CL_FIELD_COUNTRY},
	{"poi", CL_FIELD_SUBLOCATION},
	{"sublocation", CL_FIELD_SUBLOCATION},
	{"venue", CL_FIELD_SUBLOCATION},
};

GHashTable *
metadata_g2_asserts(const xmlNode *item)
{
	GHashTable *asserts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (const xmlNode *at = metadata_xml_child(item, "assert"); at != NULL;
		at = metadata_xml_next(at, "assert")) {
		char *code = metadata_g2_code(at);

		if (code != NULL)
			g_hash_table_insert(asserts, code, (gpointer)at);
	}
	return asserts;
}

/* "iso3166-1a3:USA", "http://…/iso3166-1a2/de": a country, or with "-" a part of one. */
static gboolean
is_iso_country(const char *code)
{
	return code != NULL && strstr(code, "iso3166") != NULL;
}

static ClField
classify(const xmlNode *place, const char *code)
{
	g_autofree char *type = metadata_xml_value(place, "type");

	for (guint i = 0; type != NULL && i < G_N_ELEMENTS(types); i++)
		if (g_ascii_strcasecmp(metadata_code_of(type), types[i].type) == 0)
			return types[i].field;
	if (is_iso_country(code))
		return strchr(metadata_code_of(code), '-') != NULL ? CL_FIELD_STATE
								   : CL_FIELD_COUNTRY;
	return CL_N_FIELDS;
}

static void
take(MetadataG2 *g2, ClField field, const xmlNode *place)
{
	g_autofree char *name = metadata_g2_name(g2, place);
	g_autofree char *code = metadata_g2_code(place);

	metadata_sidecar_value(g2->side, field, NULL, name);
	if (field == CL_FIELD_COUNTRY && is_iso_country(code))
		metadata_sidecar_value(
			g2->side, CL_FIELD_COUNTRY_CODE, NULL, metadata_code_of(code));
}

static void
take_broader(MetadataG2 *g2, const xmlNode *place)
{
	for (const xmlNode *at = metadata_xml_child(place, "broader"); at != NULL;
		at = metadata_xml_next(at, "broader")) {
		g_autofree char *code = metadata_g2_code(at);
		ClField field = classify(at, code);

		take(g2, field != CL_N_FIELDS ? field : CL_FIELD_PLACES, at);
	}
}

static void
take_address(MetadataG2 *g2, const xmlNode *place)
{
	static const struct {
		const char *name;
		ClField field;
	} parts[] = {{"locality", CL_FIELD_CITY}, {"area", CL_FIELD_STATE},
		{"country", CL_FIELD_COUNTRY}};
	const xmlNode *details = metadata_xml_child(place, "POIDetails");
	const xmlNode *address = metadata_xml_child(details != NULL ? details : place, "address");

	for (guint i = 0; address != NULL && i < G_N_ELEMENTS(parts); i++) {
		const xmlNode *part = metadata_xml_child(address, parts[i].name);

		if (part != NULL)
			take(g2, parts[i].field, part);
	}
}

static void
take_place(MetadataG2 *g2, const xmlNode *place, gboolean located)
{
	g_autofree char *code = metadata_g2_code(place);
	const xmlNode *more = code == NULL ? NULL : g_hash_table_lookup(g2->asserts, code);
	ClField field = classify(place, code);

	/* A place inside others, or the one that the item comes from, is a city if it is not said to
	 * be something else. */
	if (field == CL_N_FIELDS && (located || metadata_xml_child(place, "broader") != NULL))
		field = CL_FIELD_CITY;
	take(g2, field != CL_N_FIELDS ? field : CL_FIELD_PLACES, place);
	take_broader(g2, place);
	/* Once: many places may name the same <assert>. */
	if (more != NULL) {
		take_broader(g2, more);
		take_address(g2, more);
		g_hash_table_remove(g2->asserts, code);
	}
	take_address(g2, place);
}

void
metadata_g2_places(MetadataG2 *g2, const xmlNode *content_meta)
{
	for (const xmlNode *at = metadata_xml_child(content_meta, "located"); at != NULL;
		at = metadata_xml_next(at, "located"))
		take_place(g2, at, TRUE);
	for (const xmlNode *at = metadata_xml_child(content_meta, "subject"); at != NULL;
		at = metadata_xml_next(at, "subject")) {
		g_autofree char *type = metadata_xml_value(at, "type");
		const char *kind = type == NULL ? "" : metadata_code_of(type);

		if (g_ascii_strcasecmp(kind, "geoArea") == 0 ||
			g_ascii_strcasecmp(kind, "poi") == 0)
			take_place(g2, at, FALSE);
	}
	for (const xmlNode *at = metadata_xml_child(content_meta, "dateline"); at != NULL;
		at = metadata_xml_next(at, "dateline")) {
		g_autofree char *text = metadata_xml_text(at);

		metadata_sidecar_dateline(g2->side, text);
	}
}
