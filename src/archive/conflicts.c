/* SPDX-License-Identifier: MIT
 *
 * Photos whose sources disagree: found by what resolving reported, with all that was received for
 * the fields in question. Which source wins was decided when they were resolved.
 */
#include "archive_private.h"

#include <string.h>

#define PAGE 200U
#define QUERY "finding:FIELD_CONFLICT OR finding:DATE_CONFLICT"

void
cl_conflict_free(ClConflict *conflict)
{
	if (conflict == NULL)
		return;
	g_free(conflict->message);
	g_ptr_array_unref(conflict->values);
	g_free(conflict);
}

gboolean
cl_shown_counts(const ClShown *shown, const ClReceived *received)
{
	const GPtrArray *values = shown->effective->values[received->field];

	for (guint i = 0; values != NULL && i < values->len; i++) {
		const ClValue *value = values->pdata[i];

		if (value->origin == received->origin && value->packet == received->packet &&
			value->position == received->position &&
			(value->lang == NULL || received->lang == NULL ||
				strcmp(value->lang, received->lang) == 0))
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_conflict(const ClFinding *finding)
{
	return strcmp(finding->code, CL_FINDING_FIELD_CONFLICT) == 0 ||
		strcmp(finding->code, CL_FINDING_DATE_CONFLICT) == 0;
}

static ClConflict *
conflict_new(const ClShown *shown, const ClFinding *finding, ClField field)
{
	ClConflict *conflict = g_new0(ClConflict, 1);

	conflict->field = field;
	conflict->code = finding->code;
	conflict->message = g_strdup(finding->message);
	conflict->values = g_ptr_array_new();
	for (guint i = 0; i < shown->received->len; i++) {
		ClReceived *received = shown->received->pdata[i];

		if (received->field == field)
			g_ptr_array_add(conflict->values, received);
	}
	return conflict;
}

static void
tell(const ClShown *shown, ClConflictEach each, gpointer data)
{
	g_autoptr(GPtrArray) conflicts =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_conflict_free);

	for (guint i = 0; i < shown->effective->findings->len; i++) {
		const ClFinding *finding = shown->effective->findings->pdata[i];
		ClField field = is_conflict(finding) ? cl_finding_field(finding) : CL_N_FIELDS;

		if (field != CL_N_FIELDS)
			g_ptr_array_add(conflicts, conflict_new(shown, finding, field));
	}
	if (conflicts->len > 0)
		each(shown, conflicts, data);
}

static gboolean
tell_one(ClArchive *archive, const char *text, ClConflictEach each, gpointer data, GError **error)
{
	g_autoptr(ClShown) shown = cl_archive_show(archive, text, error);

	if (shown == NULL)
		return FALSE;
	tell(shown, each, data);
	return TRUE;
}

gboolean
cl_archive_conflicts(ClArchive *archive, const char *text, ClConflictEach each, gpointer data,
	GError **error)
{
	guint n = PAGE;

	if (text != NULL)
		return tell_one(archive, text, each, data, error);
	for (guint offset = 0; n == PAGE; offset += PAGE) {
		g_autoptr(GPtrArray) hits = cl_archive_search(
			archive, QUERY, CL_SORT_INGESTED, PAGE, offset, NULL, error);

		if (hits == NULL)
			return FALSE;
		n = hits->len;
		for (guint i = 0; i < n; i++)
			if (!tell_one(archive, ((ClHit *) hits->pdata[i])->id, each, data, error))
				return FALSE;
	}
	return TRUE;
}
