/* SPDX-License-Identifier: MIT
 *
 * The dated house list: who belongs to the house, from when until when. Which pictures are its own is decided
 * in house_own.c.
 */
#include "rights.h"

#include <cutline/json.h>

#include <string.h>

/* --- read --------------------------------------------------------------------------------------------- */

/* A day of the house list, the last one counting whole; absent = 0. FALSE: it cannot be read. */
static gboolean
read_day(GVariant *entry, const char *key, gboolean last, gint64 *at_us)
{
	const char *text = NULL;
	ClDate date;

	*at_us = 0;
	if (!g_variant_lookup(entry, key, "&s", &text))
		return TRUE;
	if (!cl_date_parse(text, &date) || date.day == 0 || date.has_time)
		return FALSE;
	*at_us = cl_date_wall_us(&date) + (last ? G_TIME_SPAN_DAY : 0);
	return TRUE;
}

/* Does it hold for all of these days? A picture of an unknown day of 2024 is nobody's who left in June. */
static gboolean
is_within(GVariant *entry, const ClDays *days)
{
	gint64 from_us, until_us;

	return read_day(entry, "from", FALSE, &from_us) && read_day(entry, "until", TRUE, &until_us) &&
	       (from_us == 0 || days->from_us >= from_us) && (until_us == 0 || days->until_us <= until_us);
}

GStrv
archive_house_names(GVariant *house)
{
	g_autoptr(GStrvBuilder) keys = g_strv_builder_new();
	g_autoptr(GVariant) names = g_variant_lookup_value(house, "names", G_VARIANT_TYPE("av"));

	for (gsize i = 0; names != NULL && i < g_variant_n_children(names); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(names, i);
		g_autoptr(GVariant) name = g_variant_get_variant(boxed);

		if (g_variant_is_of_type(name, G_VARIANT_TYPE_STRING)) {
			g_autofree char *key = cl_text_fold(g_variant_get_string(name, NULL));

			g_strv_builder_add(keys, key);
		}
	}
	return g_strv_builder_end(keys);
}

gboolean
archive_house_spelling(ClArchive *archive, const char *with, const char *key, char **name, GError **error)
{
	g_autoptr(GVariant) house = NULL;
	g_autoptr(GVariant) names = NULL;

	*name = NULL;
	if (!archive_read_house(archive, with, &house, error))
		return FALSE;
	names = house == NULL ? NULL : g_variant_lookup_value(house, "names", G_VARIANT_TYPE("av"));
	for (gsize i = 0; *name == NULL && names != NULL && i < g_variant_n_children(names); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(names, i);
		g_autoptr(GVariant) one = g_variant_get_variant(boxed);
		const char *text = g_variant_is_of_type(one, G_VARIANT_TYPE_STRING)
			? g_variant_get_string(one, NULL)
			: "";
		g_autofree char *fold = cl_text_fold(text);

		if (strcmp(fold, key) == 0)
			*name = g_strdup(text);
	}
	return TRUE;
}

GStrv
archive_house_people(GVariant *house, const ClDays *days)
{
	g_autoptr(GStrvBuilder) keys = g_strv_builder_new();
	g_autoptr(GVariant) list =
		g_variant_lookup_value(house, "photographers", G_VARIANT_TYPE("av"));

	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) entry = g_variant_get_variant(boxed);
		const char *name = NULL;

		if (g_variant_is_of_type(entry, G_VARIANT_TYPE_VARDICT) &&
			g_variant_lookup(entry, "name", "&s", &name) && is_within(entry, days)) {
			g_autofree char *key = cl_text_fold(name);

			g_strv_builder_add(keys, key);
		}
	}
	return g_strv_builder_end(keys);
}

gboolean
archive_read_house(ClArchive *archive, const char *with, GVariant **json, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document =
		with != NULL ? NULL : cl_catalog_get_document(archive->catalog, "house", "house", &why);

	*json = NULL;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (document == NULL && with == NULL)
		return TRUE;
	*json = cl_json_parse(with != NULL ? with : document->json, -1, error);
	if (*json == NULL || g_variant_is_of_type(*json, G_VARIANT_TYPE_VARDICT))
		return *json != NULL;
	g_clear_pointer(json, g_variant_unref);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"the house list is no object; take the archive from a backup: cutline restore FILE");
	return FALSE;
}

/* --- who leaves it --------------------------------------------------------------------------------- */

gboolean
archive_house_ends(ClArchive *archive, ArchiveHouseEach each, gpointer data, GError **error)
{
	g_autoptr(GVariant) json = NULL;
	g_autoptr(GVariant) list = NULL;

	if (!archive_read_house(archive, NULL, &json, error))
		return FALSE;
	list = json == NULL ? NULL
			    : g_variant_lookup_value(json, "photographers", G_VARIANT_TYPE("av"));
	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) entry = g_variant_get_variant(boxed);
		const char *name = NULL, *until = NULL;
		gint64 until_us;

		if (g_variant_is_of_type(entry, G_VARIANT_TYPE_VARDICT) &&
			g_variant_lookup(entry, "name", "&s", &name) &&
			g_variant_lookup(entry, "until", "&s", &until) &&
			cl_time_read(until, archive->zone, TRUE, &until_us) &&
			!each(name, until_us, data, error))
			return FALSE;
	}
	return TRUE;
}

/* --- written ----------------------------------------------------------------------------------------- */

static gboolean
is_day(const char *text)
{
	ClDate date;

	return text[0] == '\0' || (cl_date_parse(text, &date) && date.day != 0 && !date.has_time);
}

char *
archive_house_entry(const char *text, const char **days)
{
	const char *comma = strrchr(text, ',');

	*days = comma != NULL && strstr(comma, "..") != NULL ? comma + 1 : NULL;
	return g_strstrip(*days != NULL ? g_strndup(text, (gsize)(comma - text)) : g_strdup(text));
}

static gboolean
write_photographer(ClJson *json, const char *text, GError **error)
{
	const char *dated;
	g_autofree char *name = archive_house_entry(text, &dated);
	g_auto(GStrv) days = dated ? g_strsplit(dated, "..", 2) : NULL;

	if (cl_text_is_blank(name) ||
		(dated && (!is_day(g_strstrip(days[0])) || !is_day(g_strstrip(days[1]))))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s': write \"NAME, 2019-03-01..2024-06-30\", the last day included", text);
		return FALSE;
	}
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", name);
	if (dated && days[0][0] != '\0')
		cl_json_string(json, "from", days[0]);
	if (dated && days[1][0] != '\0')
		cl_json_string(json, "until", days[1]);
	cl_json_end_object(json);
	return TRUE;
}

static gboolean
is_named(const char *name, const char *const *texts)
{
	g_autofree char *key = cl_text_fold(name);

	for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
		const char *days;
		g_autofree char *bare = archive_house_entry(texts[i], &days);
		g_autofree char *other = cl_text_fold(bare);

		if (strcmp(key, other) == 0)
			return TRUE;
	}
	return FALSE;
}

/* Whoever was on the list and is neither named anew nor taken off it; *n_off counts these. */
static void
write_others(ClJson *json, GVariant *house, const ClHouseChange *change, guint *n_off)
{
	g_autoptr(GVariant) list =
		house == NULL ? NULL : g_variant_lookup_value(house, "photographers", G_VARIANT_TYPE("av"));
	static const char *const keys[] = {"name", "from", "until"};

	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) entry = g_variant_get_variant(boxed);
		const char *name = NULL, *value = NULL;

		if (!g_variant_is_of_type(entry, G_VARIANT_TYPE_VARDICT) ||
			!g_variant_lookup(entry, "name", "&s", &name))
			continue;
		*n_off += is_named(name, change->off);
		if (is_named(name, change->off) || is_named(name, change->on))
			continue;
		cl_json_begin_object(json, NULL);
		for (gsize k = 0; k < G_N_ELEMENTS(keys); k++)
			if (g_variant_lookup(entry, keys[k], "&s", &value))
				cl_json_string(json, keys[k], value);
		cl_json_end_object(json);
	}
}

static void
write_names(ClJson *json, GVariant *house, const char *name)
{
	g_autoptr(GVariant) names =
		house == NULL ? NULL : g_variant_lookup_value(house, "names", G_VARIANT_TYPE("av"));

	cl_json_begin_array(json, "names");
	if (name != NULL)
		cl_json_string(json, NULL, name);
	for (gsize i = 0; name == NULL && names != NULL && i < g_variant_n_children(names); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(names, i);
		g_autoptr(GVariant) one = g_variant_get_variant(boxed);

		if (g_variant_is_of_type(one, G_VARIANT_TYPE_STRING))
			cl_json_string(json, NULL, g_variant_get_string(one, NULL));
	}
	cl_json_end_array(json);
}

static gboolean
write_list(ClJson *json, GVariant *house, const ClHouseChange *change, GError **error)
{
	guint n_off = 0;

	cl_json_begin_array(json, "photographers");
	write_others(json, house, change, &n_off);
	for (guint i = 0; change->on != NULL && change->on[i] != NULL; i++)
		if (!write_photographer(json, change->on[i], error))
			return FALSE;
	cl_json_end_array(json);
	if (change->off == NULL || n_off >= g_strv_length((char **)change->off))
		return TRUE;
	g_set_error_literal(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"not all of these are on the house list; 'cutline house' shows who is");
	return FALSE;
}

char *
archive_house_with(ClArchive *archive, const ClHouseChange *change, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autoptr(GVariant) house = NULL;

	if (!archive_read_house(archive, NULL, &house, error))
		return NULL;
	if (archive_credit_rules(archive, error) == NULL ||
		!cl_house_check(archive->credit_rules, change, error))
		return NULL;
	if (house == NULL && change->name == NULL) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE,
			"photographers of which house? add --name NAME");
		return NULL;
	}
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", "cutline-house/1");
	write_names(json, house, change->name);
	if (!write_list(json, house, change, error))
		return NULL;
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* As a query writes a text. */
static void
add_names(GString *query, const char *const *texts)
{
	for (guint i = 0; texts != NULL && texts[i] != NULL; i++) {
		const char *days;
		g_autofree char *name = archive_house_entry(texts[i], &days);

		g_strdelimit(name, "\"\\", ' ');
		g_string_append_printf(query, "%s\"%s\"", query->len > 0 ? " OR " : "", name);
	}
}

char *
archive_house_query(const ClHouseChange *change)
{
	GString *query = g_string_new(NULL);

	if (change->name == NULL) {
		add_names(query, change->on);
		add_names(query, change->off);
	}
	return g_string_free(query, FALSE);
}

char *
cl_archive_change_house(ClArchive *archive, const ClHouseChange *change, GError **error)
{
	g_autofree char *text = NULL;

	if (!cl_catalog_begin(archive->catalog, error))
		return NULL;
	text = archive_house_with(archive, change, error);
	if (text == NULL || !archive_set_document(archive, "house", "house", text, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return NULL;
	}
	return archive_journal(archive, error) ? g_steal_pointer(&text) : NULL;
}
