/* SPDX-License-Identifier: MIT
 *
 * Templates, codes and pick lists where an edit meets them. Code files are read only if a text of the
 * edit holds their delimiter twice: most edits pay nothing for thousands of codes.
 */
#include "plan.h"

#include <string.h>

void
archive_plan_free(ArchivePlan *plan)
{
	if (plan == NULL)
		return;
	cl_template_free(plan->template);
	cl_codes_free(plan->codes);
	g_clear_pointer(&plan->lists, g_ptr_array_unref);
	g_free(plan);
}

static ClTemplate *
load_template(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document = cl_archive_get_document(archive, "template", id, &why);
	g_autofree char *printable = cl_text_printable(id);

	if (document != NULL)
		return cl_template_parse(document->json, id, error);
	if (why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no template '%s'; see: cutline template list", printable);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

static gboolean
holds_twice(const GPtrArray *texts, const char *delimiter)
{
	for (guint i = 0; i < texts->len; i++) {
		const char *at = strstr(texts->pdata[i], delimiter);

		if (at != NULL && strstr(at + strlen(delimiter), delimiter) != NULL)
			return TRUE;
	}
	return FALSE;
}

/* As cl_code_file_write() writes it: near the beginning, and needs no parsing of all codes. */
static gboolean
may_be_used(const GPtrArray *texts, const ClDocument *document)
{
	static const char key[] = "\"delimiter\":\"";
	const char *at = g_strstr_len(document->json, 200, key);
	g_autofree char *delimiter = NULL;

	if (texts == NULL || at == NULL)
		return TRUE;
	at += strlen(key);
	delimiter = at[0] == '\\' ? g_strndup(at + 1, 1)
				  : g_strndup(at, (gsize)(g_utf8_next_char(at) - at));
	return holds_twice(texts, delimiter);
}

static int
compare_age(gconstpointer a, gconstpointer b)
{
	const ClDocument *first = *(const ClDocument *const *)a;
	const ClDocument *second = *(const ClDocument *const *)b;

	if (first->at_us != second->at_us)
		return first->at_us < second->at_us ? -1 : 1;
	return strcmp(first->id, second->id);
}

gboolean
archive_load_codes(ClArchive *archive, const GPtrArray *texts, ClCodes **codes, GError **error)
{
	g_autoptr(GPtrArray) documents = cl_archive_list_documents(archive, "codes", error);

	if (documents == NULL)
		return FALSE;
	g_ptr_array_sort(documents, compare_age);
	for (guint i = 0; i < documents->len; i++) {
		const ClDocument *document = documents->pdata[i];
		ClCodeFile *file;

		if (!may_be_used(texts, document))
			continue;
		file = cl_code_file_parse(document->json, document->id, error);
		if (file == NULL)
			return FALSE;
		if (*codes == NULL)
			*codes = cl_codes_new();
		cl_codes_load(*codes, file);
	}
	return TRUE;
}

/* What the texts of a template may need is not known before. */
static gboolean
load_codes(ArchivePlan *plan, GError **error)
{
	const GPtrArray *steps = plan->edit->steps;
	g_autoptr(GPtrArray) texts = g_ptr_array_new();

	for (guint i = 0; steps != NULL && i < steps->len; i++)
		g_ptr_array_add(texts, ((ClEditStep *)steps->pdata[i])->value);
	return archive_load_codes(plan->archive, plan->template != NULL ? NULL : texts, &plan->codes, error);
}

static gboolean
load_lists(ArchivePlan *plan, GError **error)
{
	g_autoptr(GPtrArray) documents =
		cl_archive_list_documents(plan->archive, "picklist", error);

	for (guint i = 0; documents != NULL && i < documents->len; i++) {
		const ClDocument *document = documents->pdata[i];
		ClPicklist *list = cl_picklist_parse(document->json, document->id, error);

		if (list == NULL)
			return FALSE;
		g_ptr_array_add(plan->lists, list);
	}
	return documents != NULL;
}

ArchivePlan *
archive_plan_new(ClArchive *archive, const ClEdit *edit, GError **error)
{
	g_autoptr(ArchivePlan) plan = g_new0(ArchivePlan, 1);

	plan->archive = archive;
	plan->edit = edit;
	plan->lists = g_ptr_array_new_with_free_func((GDestroyNotify)cl_picklist_free);
	if (edit->template_id != NULL) {
		plan->template = load_template(archive, edit->template_id, error);
		if (plan->template == NULL)
			return NULL;
	}
	if ((!edit->literal && !load_codes(plan, error)) || !load_lists(plan, error))
		return NULL;
	return g_steal_pointer(&plan);
}

static GPtrArray *
template_steps(const ArchivePlan *plan, const ArchiveDesk *desk, guint seq, GPtrArray *notes,
	GError **error)
{
	/* Where nobody has written yet, what was received is all there is. */
	g_autoptr(ClEffective) written = desk->layers->len == 0
		? NULL
		: archive_resolve(plan->archive, desk->files, desk->file, error);
	const ClEffective *effective = desk->layers->len == 0 ? desk->received : written;
	g_autofree char *base = g_path_get_basename(desk->file->name);
	gboolean is_utf8;
	g_autofree char *name = cl_text_path(base, &is_utf8);
	ClTemplateContext context = {.effective = effective,
		.id = desk->photo->id,
		.filename = name,
		.supplier = desk->file->supplier,
		.user = plan->archive->who,
		.width = desk->file->facts->width,
		.height = desk->file->facts->height,
		.seq = seq,
		.now_us = cl_time_now_us(),
		.zone = plan->archive->zone,
		.codes = plan->codes};

	return effective == NULL ? NULL : cl_template_steps(plan->template, &context, notes, error);
}

GPtrArray *
archive_plan_steps(const ArchivePlan *plan, const ArchiveDesk *desk, guint seq, GPtrArray *notes,
	GError **error)
{
	const GPtrArray *own = plan->edit->steps;
	GPtrArray *steps = plan->template != NULL ? template_steps(plan, desk, seq, notes, error)
						  : g_ptr_array_new_with_free_func(
							    (GDestroyNotify)cl_edit_step_free);

	for (guint i = 0; steps != NULL && own != NULL && i < own->len; i++) {
		const ClEditStep *step = own->pdata[i];
		g_autofree char *value = plan->codes == NULL
						 ? g_strdup(step->value)
						 : cl_codes_replace(plan->codes, step->value);

		g_ptr_array_add(
			steps, cl_edit_step_new(step->field, step->lang, step->how, value, NULL));
	}
	return steps;
}

static gboolean
stood(const ClChange *change, const char *value)
{
	const GPtrArray *before = change->before != NULL ? change->before : change->received;

	return g_ptr_array_find_with_equal_func((GPtrArray *)before, value, g_str_equal, NULL);
}

/* The spelling of the lists of this field; NULL if it is on none. *strict: the first that insists. */
static const char *
find_spelling(const ArchivePlan *plan, ClField field, const char *value, const ClPicklist **strict)
{
	*strict = NULL;
	for (guint i = 0; i < plan->lists->len; i++) {
		const ClPicklist *list = plan->lists->pdata[i];
		const char *found = list->field == field ? cl_picklist_find(list, value) : NULL;

		if (found != NULL)
			return found;
		if (list->field == field && list->strict && *strict == NULL)
			*strict = list;
	}
	return NULL;
}

static gboolean
spell_value(const ArchivePlan *plan, const ClChange *change, char **value, GPtrArray *notes,
	GError **error)
{
	const ClPicklist *strict;
	const char *found = find_spelling(plan, change->field, *value, &strict);
	const char *name = cl_field_info(change->field)->name;
	const char *nearest;

	if (found != NULL && strcmp(found, *value) != 0) {
		g_ptr_array_add(notes,
			g_strdup_printf("%s: '%s' is written '%s' here", name, *value, found));
		g_free(*value);
		*value = g_strdup(found);
	}
	if (found != NULL || strict == NULL)
		return TRUE;
	nearest = cl_picklist_nearest(strict, *value);
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: '%s' is not on the pick list %s%s%s%s",
		name, *value, strict->id,
		nearest == NULL ? "; see: cutline picklist show " : "; the nearest is '",
		nearest == NULL ? strict->id : nearest, nearest == NULL ? "" : "'");
	return FALSE;
}

gboolean
archive_plan_spell(
	const ArchivePlan *plan, const GPtrArray *changes, GPtrArray *notes, GError **error)
{
	for (guint i = 0; plan->lists->len > 0 && i < changes->len; i++) {
		const ClChange *change = changes->pdata[i];

		for (guint j = 0; change->after != NULL && j < change->after->len; j++)
			if (!stood(change, change->after->pdata[j]) &&
				!spell_value(plan, change, (char **)&change->after->pdata[j], notes,
					error))
				return FALSE;
	}
	return TRUE;
}
