/* SPDX-License-Identifier: MIT
 *
 * One photo on an editor's desk: what was received, what people wrote over it, what steps would
 * change, and writing that down. A default text and the copies of it under other language tags
 * are one text to an editor: they change together.
 */
#include "edit.h"

#include <cutline/json.h>

#include <string.h>

ArchiveDesk *
archive_desk_new(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(ArchiveDesk) desk = g_new0(ArchiveDesk, 1);
	g_autoptr(GError) why = NULL;

	desk->photo = cl_catalog_get_photo(archive->catalog, id, &why);
	if (desk->photo == NULL) {
		if (why == NULL)
			g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND, "photo %s: not in this archive",
				id);
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	desk->files = cl_catalog_list_files(archive->catalog, id, error);
	for (guint i = 0; desk->files != NULL && i < desk->files->len; i++)
		if (((ClFileRow *) desk->files->pdata[i])->version == desk->photo->effective)
			desk->file = desk->files->pdata[i];
	if (desk->files == NULL)
		return NULL;
	desk->received = archive_resolve_received(archive, desk->files, desk->file, error);
	desk->layers = desk->received == NULL ? NULL
					      : cl_catalog_layers(archive->catalog, id, error);
	return desk->layers == NULL ? NULL : g_steal_pointer(&desk);
}

void
archive_desk_free(ArchiveDesk *desk)
{
	if (desk == NULL)
		return;
	cl_photo_row_free(desk->photo);
	g_clear_pointer(&desk->files, g_ptr_array_unref);
	cl_effective_free(desk->received);
	g_clear_pointer(&desk->layers, g_ptr_array_unref);
	g_free(desk);
}

/* --- changes -------------------------------------------------------------------------------- */

static ClChange *
find_change(const GPtrArray *changes, ClField field, const char *lang)
{
	for (guint i = 0; i < changes->len; i++) {
		ClChange *change = changes->pdata[i];

		if (change->field == field && cl_lang_same(change->lang, lang))
			return change;
	}
	return NULL;
}

/* The change under way of one text; it begins as none. */
static ClChange *
get_change(const ArchiveDesk *desk, GPtrArray *changes, ClField field, const char *lang)
{
	ClChange *change = find_change(changes, field, lang);
	const ClLayer *layer = cl_layer_find(desk->layers, field, lang);
	g_autoptr(GPtrArray) received = NULL;

	if (change != NULL)
		return change;
	received = cl_effective_texts(desk->received, field, lang);
	change = cl_change_new(field, lang, received, layer == NULL ? NULL : layer->values,
		layer == NULL ? NULL : layer->values);
	g_ptr_array_add(changes, change);
	return change;
}

static const GPtrArray *
says(const ClChange *change)
{
	return change->after != NULL ? change->after : change->received;
}

static void
add_language(GPtrArray *langs, const char *lang)
{
	for (guint i = 0; i < langs->len; i++)
		if (cl_lang_same(langs->pdata[i], lang))
			return;
	g_ptr_array_add(langs, (gpointer) lang);
}

/* The languages of a field, in the order in which they count; lent. */
static GPtrArray *
list_languages(const ArchiveDesk *desk, ClField field)
{
	const GPtrArray *values = desk->received->values[field];
	GPtrArray *langs = g_ptr_array_new();

	for (guint i = 0; values != NULL && i < values->len; i++)
		add_language(langs, ((const ClValue *) values->pdata[i])->lang);
	for (guint i = 0; i < desk->layers->len; i++) {
		const ClLayer *layer = desk->layers->pdata[i];

		if (layer->field == field)
			add_language(langs, layer->lang);
	}
	return langs;
}

/* Which texts a step means. A file may have its only caption under "en", or the default twice. */
static GPtrArray *
find_targets(const ArchiveDesk *desk, GPtrArray *changes, const ClEditStep *step)
{
	const GPtrArray *received = desk->received->values[step->field];
	g_autoptr(GPtrArray) langs = NULL;
	const char *otherwise = cl_edit_default_lang(step->field);
	GPtrArray *targets = g_ptr_array_new();
	ClChange *main;

	if (!cl_lang_same(step->lang, otherwise)) {
		g_ptr_array_add(targets, get_change(desk, changes, step->field, step->lang));
		return targets;
	}
	langs = list_languages(desk, step->field);
	main = get_change(desk, changes, step->field, otherwise);
	/* What people wrote in a language is a translation, and stays one. */
	if (main->after == NULL && main->received->len == 0 && received != NULL && received->len > 0)
		main = get_change(desk, changes, step->field, ((const ClValue *) received->pdata[0])->lang);
	g_ptr_array_add(targets, main);
	for (guint i = 0; i < langs->len; i++) {
		ClChange *other = get_change(desk, changes, step->field, langs->pdata[i]);

		if (other != main && says(main)->len > 0 && cl_edit_same(says(other), says(main)))
			g_ptr_array_add(targets, other);
	}
	return targets;
}

static gboolean
take_step(const ArchiveDesk *desk, GPtrArray *changes, const ClEditStep *step, GError **error)
{
	g_autoptr(GPtrArray) targets = find_targets(desk, changes, step);
	g_autoptr(GError) why = NULL;

	for (guint i = 0; i < targets->len; i++) {
		ClChange *change = targets->pdata[i];
		GPtrArray *after = cl_edit_apply(step, says(change), &why);

		if (why != NULL) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
		g_clear_pointer(&change->after, g_ptr_array_unref);
		change->after = after;
	}
	return TRUE;
}

static gboolean
is_set(const GPtrArray *steps, ClField field)
{
	for (guint i = 0; i < steps->len; i++) {
		const ClEditStep *step = steps->pdata[i];

		if (step->field == field && step->how == CL_EDIT_SET)
			return TRUE;
	}
	return FALSE;
}

/* The same text written again over a correction says: I have seen it, mine stands. */
static gboolean
confirms(const ArchiveDesk *desk, const GPtrArray *steps, const ClChange *change)
{
	const ClLayer *layer = cl_layer_find(desk->layers, change->field, change->lang);
	g_autofree char *base = cl_edit_base(change->received);

	return layer != NULL && is_set(steps, change->field) && strcmp(layer->base, base) != 0;
}

static gboolean
is_change(const ArchiveDesk *desk, const GPtrArray *steps, const ClChange *change)
{
	if (change->before == NULL && change->after != NULL)
		return !cl_edit_same(change->received, change->after);
	if (!cl_edit_same(change->before, change->after))
		return TRUE;
	return change->after != NULL && confirms(desk, steps, change);
}

GPtrArray *
archive_desk_changes(const ArchiveDesk *desk, const GPtrArray *steps, GError **error)
{
	g_autoptr(GPtrArray) changes = g_ptr_array_new_with_free_func((GDestroyNotify) cl_change_free);

	for (guint i = 0; i < steps->len; i++)
		if (!take_step(desk, changes, steps->pdata[i], error))
			return NULL;
	for (guint i = changes->len; i-- > 0;)
		if (!is_change(desk, steps, changes->pdata[i]))
			g_ptr_array_remove_index(changes, i);
	return g_steal_pointer(&changes);
}

/* --- writing -------------------------------------------------------------------------------- */

ClEdited *
archive_edited_new(const ArchiveDesk *desk)
{
	ClEdited *edited = g_new0(ClEdited, 1);

	g_strlcpy(edited->id, desk->photo->id, sizeof edited->id);
	edited->status = CL_EDITED_SAME;
	edited->rev = desk->photo->rev;
	edited->changes = g_ptr_array_new_with_free_func((GDestroyNotify) cl_change_free);
	edited->notes = g_ptr_array_new_with_free_func(g_free);
	return edited;
}

gboolean
archive_put_changes(ClArchive *archive, const char *id, const GPtrArray *changes, gint64 at_us,
	const char *who, GError **error)
{
	for (guint i = 0; i < changes->len; i++) {
		const ClChange *change = changes->pdata[i];
		g_autofree char *base = cl_edit_base(change->received);
		ClLayer layer = { .field = change->field, .lang = change->lang,
			.values = change->after, .base = base, .at_us = at_us, .who = (char *) who };

		if (!cl_catalog_put_layer(archive->catalog, id, &layer, error))
			return FALSE;
	}
	return TRUE;
}

ArchiveDerived *
archive_desk_derive(ClArchive *archive, ArchiveDesk *desk, const GPtrArray *changes, GError **error)
{
	for (guint i = 0; i < changes->len; i++)
		archive_change_layer(desk->layers, changes->pdata[i], archive->who);
	return archive_derive(archive, desk->photo->id, desk->layers, error);
}

gboolean
archive_edited_write(ClArchive *archive, ClEdited *edited, const ArchiveStamp *stamp,
	const ArchiveDerived *derived, GError **error)
{
	const char *id = edited->id;
	ClEditRecord record = { .reason = (char *) stamp->reason,
		.template_id = (char *) stamp->template_id, .rev = edited->rev + 1,
		.batch = stamp->batch, .of = stamp->of, .changes = edited->changes };
	g_autofree char *payload = cl_edit_record_write(&record);
	gint64 at_us = cl_time_now_us();

	if (!archive_put_changes(archive, id, edited->changes, at_us, archive->who, error) ||
		!cl_catalog_raise_rev(archive->catalog, id, record.rev, error) ||
		!archive_event_at(archive, at_us, stamp->kind, id, payload, error) ||
		!cl_catalog_last_event(archive->catalog, &edited->event, error) ||
		!archive_put_derived(archive, derived, error))
		return FALSE;
	edited->status = CL_EDITED_CHANGED;
	edited->rev = record.rev;
	return TRUE;
}

gboolean
archive_begin_batch(ClArchive *archive, const ArchiveStamp *stamp, guint n_photos, gint64 *batch,
	GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *kind = g_strconcat(stamp->kind, "-batch", NULL);
	g_autofree char *payload = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "photos", n_photos);
	if (stamp->of != 0)
		cl_json_int(json, "of", stamp->of);
	if (stamp->template_id != NULL)
		cl_json_string(json, "template", stamp->template_id);
	cl_json_string(json, "reason", stamp->reason);
	cl_json_end_object(json);
	payload = cl_json_take(json);
	return archive_event(archive, kind, NULL, payload, error) &&
		cl_catalog_last_event(archive->catalog, batch, error);
}

gboolean
archive_check_reason(const char *reason, GError **error)
{
	if (reason == NULL ||
		(strlen(reason) <= CL_MAX_REASON_BYTES && g_utf8_validate(reason, -1, NULL)))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "a reason is UTF-8 text of at most %u bytes",
		CL_MAX_REASON_BYTES);
	return FALSE;
}
