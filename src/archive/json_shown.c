/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of a photo's whole record as JSON: `show --json`, GET /api/v1/photos/{id}.
 */
#include <cutline/answers.h>
#include <cutline/credit.h>
#include <cutline/edit.h>
#include <cutline/error.h>
#include <cutline/hash.h>
#include <cutline/story.h>
#include <cutline/text.h>
#include <string.h>

static void
write_hash(ClJson *json, const ClFileRow *file)
{
	g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);

	cl_json_string(json, "sha256", hex);
}

/* What is true now: lists as arrays, everything else as its first (default) value. */
static void
write_fields(ClJson *json, const ClEffective *effective)
{
	cl_json_begin_object(json, "fields");
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		const GPtrArray *values = effective->values[i];
		const ClFieldInfo *info = cl_field_info((ClField)i);

		if (!values || values->len == 0)
			continue;
		if (info->kind != CL_KIND_LIST) {
			cl_json_string(json, info->name, cl_effective_first(effective, (ClField)i));
			continue;
		}
		cl_json_begin_array(json, info->name);
		for (guint j = 0; j < values->len; j++)
			cl_json_string(json, NULL, ((const ClValue *)values->pdata[j])->value);
		cl_json_end_array(json);
	}
	cl_json_end_object(json);
}

/* A union field may hold several texts of one language: they are joined by newlines. */
static char *
texts_of_language(const ClEffective *effective, ClField field, const char *lang)
{
	GString *text = g_string_new(NULL);
	const ClValue *value;

	for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++) {
		if (!cl_lang_same(value->lang, lang))
			continue;
		if (text->len > 0)
			g_string_append_c(text, '\n');
		g_string_append(text, value->value);
	}
	return g_string_free(text, FALSE);
}

static void
write_list_of_language(ClJson *json, const ClEffective *effective, ClField field, const char *lang)
{
	const ClValue *value;

	cl_json_begin_array(json, lang != NULL ? lang : "x-default");
	for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++)
		if (cl_lang_same(value->lang, lang))
			cl_json_string(json, NULL, value->value);
	cl_json_end_array(json);
}

static gboolean
seen_before(const ClEffective *effective, ClField field, guint n)
{
	const char *lang = cl_effective_nth(effective, field, n)->lang;

	for (guint i = 0; i < n; i++)
		if (cl_lang_same(cl_effective_nth(effective, field, i)->lang, lang))
			return TRUE;
	return FALSE;
}

static void
write_languages_of(ClJson *json, const ClEffective *effective, ClField field)
{
	const ClValue *value;

	cl_json_begin_object(json, cl_field_info(field)->name);
	for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++) {
		g_autofree char *text = NULL;

		if (seen_before(effective, field, i))
			continue;
		if (cl_field_info(field)->kind == CL_KIND_LIST) {
			write_list_of_language(json, effective, field, value->lang);
			continue;
		}
		text = texts_of_language(effective, field, value->lang);
		cl_json_string(json, value->lang != NULL ? value->lang : "x-default", text);
	}
	cl_json_end_object(json);
}

/* Of what files give in one language only what somebody has translated. */
static void
write_languages(ClJson *json, const ClEffective *effective)
{
	cl_json_begin_object(json, "fields_lang");
	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		gboolean in_several = cl_field_info(field)->kind == CL_KIND_LANG;

		if ((in_several ? effective->values : effective->translations)[field] != NULL)
			write_languages_of(json, effective, field);
	}
	cl_json_end_object(json);
}

static void
write_received(ClJson *json, const GPtrArray *received)
{
	cl_json_begin_array(json, "received");
	for (guint i = 0; received && i < received->len; i++) {
		const ClReceived *value = received->pdata[i];
		g_autofree char *origin = cl_origin_text(value->origin, value->packet);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "field", cl_field_info(value->field)->name);
		cl_json_string(json, "origin", origin);
		cl_json_string(json, "lang", value->lang);
		cl_json_int(json, "position", value->position);
		cl_json_string(json, "value", value->value);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

/* What people wrote over it; [] says nothing, on purpose. */
static void
write_edits(ClJson *json, const GPtrArray *layers)
{
	cl_json_begin_array(json, "edits");
	for (guint i = 0; layers && i < layers->len; i++) {
		const ClLayer *layer = layers->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "field", cl_field_info(layer->field)->name);
		cl_json_string(json, "lang", layer->lang);
		cl_json_begin_array(json, "values");
		for (guint j = 0; j < layer->values->len; j++)
			cl_json_string(json, NULL, layer->values->pdata[j]);
		cl_json_end_array(json);
		cl_json_write_time(json, "at", layer->at_us);
		cl_json_string(json, "who", layer->who);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

/* Without what was understood to be no command. */
static void
write_restrictions(ClJson *json, const GPtrArray *restrictions)
{
	cl_json_begin_array(json, "restrictions");
	for (guint i = 0; restrictions && i < restrictions->len; i++) {
		const ClRestriction *one = restrictions->pdata[i];

		if (one->code != CL_RESTRICTION_INFORMATION)
			cl_json_write_restriction(json, NULL, one);
	}
	cl_json_end_array(json);
}

static const ClCopy *
find_judged(const ClShown *shown, const ClLink *link)
{
	for (guint i = 0; shown->judged && i < shown->judged->len; i++)
		if (((const ClCopy *)shown->judged->pdata[i])->link == link)
			return shown->judged->pdata[i];
	return NULL;
}

static void
write_judged(ClJson *json, const ClCopy *copy)
{
	cl_json_string(json, "supplier", copy->supplier);
	cl_json_string(json, "credit", copy->credit);
	cl_json_string(json, "verdict", cl_verdict_name((ClVerdictKind)copy->verdict));
	cl_json_bool(json, "stop", copy->stop);
}

/* The one of the frame to use, if it was asked for. */
static void
write_best(ClJson *json, const ClShown *shown)
{
	if (!shown->best) {
		cl_json_null(json, "best_copy");
		return;
	}
	cl_json_begin_object(json, "best_copy");
	cl_json_string(json, "id", shown->best->id);
	write_judged(json, shown->best);
	cl_json_end_object(json);
}

/* "copies": the same picture elsewhere in the archive; "burst": its neighbours. */
static void
write_links(ClJson *json, const char *key, const ClShown *shown, gboolean bursts)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; shown->links && i < shown->links->len; i++) {
		const ClLink *link = shown->links->pdata[i];
		const ClCopy *copy = bursts ? NULL : find_judged(shown, link);

		if ((strcmp(link->kind, "burst") == 0) != bursts)
			continue;
		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", link->other);
		cl_json_string(json, "kind", link->kind);
		cl_json_double(json, "likeness", link->likeness);
		if (copy)
			write_judged(json, copy);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
write_ids(ClJson *json, const char *key, const GPtrArray *ids)
{
	cl_json_begin_array(json, key);
	for (guint i = 0; ids && i < ids->len; i++)
		cl_json_string(json, NULL, ids->pdata[i]);
	cl_json_end_array(json);
}

static void
write_rendition(ClJson *json, const char *name, const char *path, ClAnswerReader reader)
{
	gboolean is_utf8;
	g_autofree char *shown = path ? cl_text_path(path, &is_utf8) : NULL;

	if (!path)
		return;
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", name);
	if (reader == CL_ANSWER_LOCAL)
		cl_json_string(json, "path", shown);
	cl_json_end_object(json);
}

static void
write_renditions(ClJson *json, const ClShown *shown, ClAnswerReader reader)
{
	cl_json_begin_array(json, "renditions");
	write_rendition(json, "master", shown->master_path, reader);
	write_rendition(json, "grid", shown->grid_path, reader);
	write_rendition(json, "thumb", shown->thumb_path, reader);
	cl_json_end_array(json);
}

static void
write_versions(ClJson *json, const ClShown *shown)
{
	cl_json_begin_array(json, "versions");
	for (guint i = 0; shown->files && i < shown->files->len; i++) {
		const ClFileRow *file = shown->files->pdata[i];
		gboolean is_utf8;
		g_autofree char *name = file->name ? cl_text_path(file->name, &is_utf8) : NULL;

		cl_json_begin_object(json, NULL);
		cl_json_int(json, "version", file->version);
		cl_json_bool(json, "effective", file->version == shown->photo->effective);
		write_hash(json, file);
		cl_json_int(json, "bytes", (gint64)file->size_bytes);
		if (file->facts)
			cl_json_string(json, "format", cl_format_name(file->facts->format));
		cl_json_string(json, "name", name);
		cl_json_string(json, "supplier", file->supplier);
		cl_json_string(json, "supplier_id", file->supplier_id);
		cl_json_write_time(json, "ingested", file->ingested_us);
		cl_json_write_time(json, "sent", file->sent_us);
		cl_json_bool(json, "developed", file->developed);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

/* As derived, with `raw` alone if it was not. */
static void
write_credit(ClJson *json, const ClShown *shown)
{
	g_autoptr(ClCredit) credit =
		shown->picture ? cl_credit_from_json(shown->picture->body, NULL) : NULL;

	if (credit) {
		cl_credit_write_json(json, "credit", credit);
		return;
	}
	cl_json_begin_object(json, "credit");
	cl_json_string(json, "raw", cl_effective_first(shown->effective, CL_FIELD_CREDIT));
	cl_json_end_object(json);
}

/* (supplier, scheme, value): the same picture from anyone who says the same. */
static void
write_picture(ClJson *json, const ClShown *shown)
{
	const ClCreditRow *row = shown->picture;

	if (!row || !row->id_value) {
		cl_json_null(json, "supplier_picture");
		return;
	}
	cl_json_begin_object(json, "supplier_picture");
	cl_json_string(json, "supplier", row->id_supplier);
	cl_json_string(json, "scheme", row->id_scheme);
	cl_json_string(json, "value", row->id_value);
	cl_json_string(json, "version", row->id_version);
	cl_json_end_object(json);
}

static void
write_hold(ClJson *json, const ClHold *hold)
{
	if (!hold) {
		cl_json_null(json, "hold");
		return;
	}
	cl_json_begin_object(json, "hold");
	cl_json_string(json, "reason", hold->reason);
	cl_json_string(json, "who", hold->who);
	cl_json_write_time(json, "at", hold->at_us);
	cl_json_write_time(json, "until", hold->until_us);
	cl_json_end_object(json);
}

void
cl_json_write_composite(ClJson *json, const char *key, const ClShown *shown)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", shown->photo->id);
	cl_json_string(json, "state", shown->photo->state);
	write_ids(json, "parts", shown->parts);
	write_ids(json, "part_of", shown->part_of);
	cl_json_end_object(json);
}

void
cl_json_write_shown(ClJson *json, const char *key, const ClShown *shown, ClAnswerReader reader)
{
	const ClFileRow *file = shown->file;

	cl_json_begin_object(json, key);
	cl_json_string(json, "id", shown->photo->id);
	cl_json_int(json, "version", file->version);
	cl_json_int(json, "rev", shown->photo->rev);
	write_hash(json, file);
	cl_json_string(json, "format", file->facts ? cl_format_name(file->facts->format) : NULL);
	cl_json_int(json, "width", file->facts ? file->facts->width : 0);
	cl_json_int(json, "height", file->facts ? file->facts->height : 0);
	cl_json_int(json, "bytes", (gint64)file->size_bytes);
	cl_json_bool(json, "c2pa", file->facts && file->facts->c2pa);
	cl_json_string(json, "state", shown->photo->state);
	cl_json_string(json, "state_reason", shown->photo->state_reason);
	cl_json_bool(json, "source_sensitive", shown->photo->source_sensitive);
	cl_json_write_kept_back(json, shown->kept_back);
	write_hold(json, shown->hold);
	cl_json_write_time(json, "added", shown->photo->added_us);
	write_fields(json, shown->effective);
	write_languages(json, shown->effective);
	write_received(json, shown->received);
	write_edits(json, shown->layers);
	cl_json_write_findings(json, "findings", shown->findings);
	cl_json_string(json, "supplier", file->supplier);
	write_credit(json, shown);
	write_picture(json, shown);
	write_restrictions(json, shown->restrictions);
	write_links(json, "copies", shown, FALSE);
	write_best(json, shown);
	write_links(json, "burst", shown, TRUE);
	write_ids(json, "parts", shown->parts);
	write_ids(json, "part_of", shown->part_of);
	cl_json_begin_array(json, "uses");
	for (guint i = 0; shown->uses && i < shown->uses->len; i++)
		cl_json_write_use(json, NULL, shown->uses->pdata[i]);
	cl_json_end_array(json);
	write_renditions(json, shown, reader);
	write_versions(json, shown);
	cl_json_end_object(json);
}
