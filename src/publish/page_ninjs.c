/* SPDX-License-Identifier: MIT
 *
 * ninjs 2.1 and 3.0 (IPTC): what another newsroom's system takes of a photo. The versions differ in
 * the spelling of their keys and in one of them; the standard has no field for the credit line, so
 * it is a description of its own role (reference §1.8).
 */
#include <string.h>
#include <cutline/json.h>
#include <cutline/time.h>
#include "page_private.h"

/* 3.0 writes inner words with capitals: "versionCreated" of 2.1's "versioncreated". */
static const char *
spell(ClNinjs version, const char *key, char spelt[40])
{
	if (version == CL_NINJS_3_0)
		return key;
	g_strlcpy(spelt, key, 40);
	for (char *at = spelt; *at != '\0'; at++)
		*at = g_ascii_tolower(*at);
	return spelt;
}

static void
add_text(ClJson *json, ClNinjs version, const char *key, const char *value)
{
	char spelt[40];

	if (value != NULL && value[0] != '\0')
		cl_json_string(json, spell(version, key, spelt), value);
}

static void
add_role(ClJson *json, ClNinjs version, const char *role, const char *value)
{
	if (value == NULL || value[0] == '\0')
		return;
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "role", role);
	add_text(json, version, "contentType", "text/plain");
	cl_json_string(json, "value", value);
	cl_json_end_object(json);
}

static void
add_texts(ClJson *json, const ClPage *page, ClNinjs version)
{
	if (page->headline != NULL) {
		cl_json_begin_array(json, "headlines");
		add_role(json, version, "main", page->headline);
		cl_json_end_array(json);
	}
	cl_json_begin_array(json, "descriptions");
	add_role(json, version, "caption", page->caption);
	add_role(json, version, "creditline", page->credit);
	add_role(json, version, "alttext", page->alt);
	add_role(json, version, "extended", page_fact(page, CL_FIELD_EXTENDED_DESCRIPTION));
	cl_json_end_array(json);
}

static void
add_people(ClJson *json, const ClPage *page)
{
	const GPtrArray *values = page->effective->values[CL_FIELD_PEOPLE];

	if (page_fact(page, CL_FIELD_PEOPLE) == NULL)
		return;
	cl_json_begin_array(json, "people");
	for (guint i = 0; i < values->len; i++) {
		cl_json_begin_object(json, NULL);
		cl_json_string(json, "name", ((const ClValue *)values->pdata[i])->value);
		cl_json_string(json, "rel", "depicted");
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
add_named(ClJson *json, const char *key, const char *name)
{
	if (name == NULL)
		return;
	cl_json_begin_array(json, key);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", name);
	cl_json_end_object(json);
	cl_json_end_array(json);
}

static void
add_renditions(ClJson *json, const ClPage *page, ClNinjs version)
{
	cl_json_begin_array(json, "renditions");
	for (guint i = 0; i < page->sizes->len; i++) {
		const ClPageSize *size = g_ptr_array_index(page->sizes, i);
		g_autofree char *url = cl_page_url(page, size, "jpg");

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "name", size->preset);
		cl_json_string(json, "href", url);
		add_text(json, version, "contentType", cl_format_mime(CL_FORMAT_JPEG));
		cl_json_int(json, "width", size->width);
		cl_json_int(json, "height", size->height);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
add_standard(ClJson *json, ClNinjs version)
{
	const char *number = version == CL_NINJS_3_0 ? "3.0" : "2.1";
	g_autofree char *schema =
		g_strdup_printf("http://www.iptc.org/std/ninjs/ninjs-schema_%s.json", number);

	cl_json_begin_object(json, "standard");
	cl_json_string(json, "name", "ninjs");
	cl_json_string(json, "version", number);
	cl_json_string(json, "schema", schema);
	cl_json_end_object(json);
}

/* An address where there is one; ids are unique by themselves. */
static void
add_identity(ClJson *json, const ClPage *page, ClNinjs version)
{
	const char *name = page->use != NULL ? page->use : page->photo;
	g_autofree char *uri = page->base[0] != '\0' && page->use == NULL
		? g_strdup_printf("%s/p/%s", page->base, name)
		: g_strdup_printf("urn:cutline:%s:%s", page->use != NULL ? "use" : "photo", name);
	g_autofree char *number = g_strdup_printf("%u", page->version);
	g_autofree char *changed = cl_time_format(page->changed_us);

	cl_json_string(json, "uri", uri);
	cl_json_string(json, "type", "picture");
	cl_json_string(json, "version", number);
	add_text(json, version, "versionCreated", changed);
	add_text(json, version, "pubStatus", "usable");
	add_text(json, version, "representationType", "full");
}

static void
add_alternative_ids(ClJson *json, const ClPage *page, ClNinjs version)
{
	const char *id = page_fact(page, CL_FIELD_SUPPLIER_ID);
	char spelt[40];

	if (id == NULL)
		return;
	cl_json_begin_array(json, spell(version, "altIds", spelt));
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "role", "supplier");
	cl_json_string(json, "value", id);
	cl_json_end_object(json);
	cl_json_end_array(json);
}

/* The standard wants an instant; a day or a time without zone is none. */
static char *
instant_taken(const ClPage *page)
{
	const char *taken = page_fact(page, CL_FIELD_DATE_TAKEN);
	ClDate date;
	gint64 time_us;

	if (taken == NULL || page->source_sensitive || !cl_date_parse(taken, &date) ||
		!cl_date_utc_us(&date, &time_us))
		return NULL;
	return cl_time_format(time_us);
}

char *
cl_page_ninjs(const ClPage *page, ClNinjs version)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *by =
		page->creators != NULL ? g_strjoinv(", ", (char **)page->creators) : NULL;
	g_autofree char *place = page_place(page);
	g_autofree char *taken = instant_taken(page);
	g_autofree char *text = NULL;
	char spelt[40];

	cl_json_begin_object(json, NULL);
	add_identity(json, page, version);
	add_text(json, version, "contentCreated", taken);
	add_text(json, version, "language", page->lang);
	add_text(json, version, "by", by);
	add_texts(json, page, version);
	add_text(json, version, "copyrightNotice", page_fact(page, CL_FIELD_COPYRIGHT));
	add_text(json, version, "usageTerms", page_fact(page, CL_FIELD_USAGE_TERMS));
	add_named(json, spell(version, "infoSources", spelt), page_fact(page, CL_FIELD_SOURCE));
	add_text(json, version, "located", place);
	add_named(json, "places", place);
	add_people(json, page);
	add_alternative_ids(json, page, version);
	add_renditions(json, page, version);
	add_standard(json, version);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return g_strconcat(text, "\n", NULL);
}
