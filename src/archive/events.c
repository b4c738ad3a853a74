/* SPDX-License-Identifier: MIT
 *
 * Events: who did what, chained in the catalog and copied to the journal after each commit. The
 * catalog's write lock orders the writers of the journal.
 */
#include "archive_private.h"

#include <cutline/json.h>

#include <fcntl.h>
#include <string.h>

#define PAGE 1000U
#define MAX_JOURNAL_BYTES (1ULL << 30)

gboolean
archive_event(ClArchive *archive, const char *kind, const char *subject, const char *payload,
	GError **error)
{
	if (archive->quiet)
		return TRUE;
	return cl_catalog_add_event(
		archive->catalog, cl_time_now_us(), archive->who, kind, subject, payload, error);
}

static void
append_line(GString *lines, const ClEventRow *event)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "seq", event->seq);
	cl_json_int(json, "at_us", event->at_us);
	cl_json_string(json, "who", event->who);
	cl_json_string(json, "kind", event->kind);
	cl_json_string(json, "subject", event->subject);
	cl_json_string(json, "payload", event->payload);
	cl_json_string(json, "digest", event->digest);
	cl_json_end_object(json);
	text = cl_json_take(json);
	g_string_append(lines, text);
	g_string_append_c(lines, '\n');
}

static gboolean
append_after(ClArchive *archive, gint64 seq, GError **error)
{
	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, NULL, seq, PAGE, error);
		g_autoptr(GString) lines = g_string_new(NULL);

		if (events == NULL)
			return FALSE;
		if (events->len == 0)
			return TRUE;
		for (guint i = 0; i < events->len; i++)
			append_line(lines, events->pdata[i]);
		if (!cl_store_journal_append(archive->store, lines->str, error))
			return FALSE;
		seq = ((ClEventRow *) events->pdata[events->len - 1])->seq;
	}
}

gboolean
archive_journal(ClArchive *archive, GError **error)
{
	gint64 seq;
	gboolean ok;

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	ok = cl_store_journal_last(archive->store, &seq, error) &&
		append_after(archive, seq, error);
	cl_catalog_rollback(archive->catalog);
	return ok;
}

static gboolean
restore_line(ClArchive *archive, const char *line, GError **error)
{
	g_autoptr(GVariant) event = cl_json_parse(line, -1, error);
	const char *who = NULL, *kind = NULL, *subject = NULL, *payload = NULL;
	gint64 at_us = 0;

	if (event == NULL)
		return FALSE;
	if (!g_variant_is_of_type(event, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(event, "at_us", "x", &at_us) ||
		!g_variant_lookup(event, "who", "&s", &who) ||
		!g_variant_lookup(event, "kind", "&s", &kind)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "journal: not an event: %.60s", line);
		return FALSE;
	}
	g_variant_lookup(event, "subject", "&s", &subject);
	g_variant_lookup(event, "payload", "&s", &payload);
	return cl_catalog_add_event(archive->catalog, at_us, who, kind, subject, payload, error);
}

static gboolean
restore_file(ClArchive *archive, const char *name, GError **error)
{
	g_autofree char *path = g_strdup_printf("journal/%s", name);
	g_autoptr(GBytes) bytes = cl_file_read(
		cl_store_folder(archive->store), path, MAX_JOURNAL_BYTES, error);
	g_autofree char *text = NULL;
	char *rest;

	if (bytes == NULL)
		return FALSE;
	text = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	for (char *line = text; (rest = strchr(line, '\n')) != NULL; line = rest + 1) {
		*rest = '\0';
		if (!restore_line(archive, line, error))
			return FALSE;
	}
	return TRUE;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

gboolean
archive_journal_restore(ClArchive *archive, GError **error)
{
	g_autofree char *path = g_build_filename(archive->folder, "journal", NULL);
	g_autoptr(GDir) folder = g_dir_open(path, 0, error);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	const char *name;

	if (folder == NULL)
		return FALSE;
	while ((name = g_dir_read_name(folder)) != NULL)
		if (g_str_has_suffix(name, ".jsonl"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++)
		if (!restore_file(archive, names->pdata[i], error))
			return FALSE;
	return TRUE;
}
