/* SPDX-License-Identifier: MIT
 *
 * Events: who did what, chained in the catalog and copied to the journal after each commit. The
 * catalog's write lock orders the writers of the journal.
 */
#include "archive_private.h"

#include <cutline/json.h>

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PAGE 1000U

gboolean
archive_event_at(ClArchive *archive, gint64 at_us, const char *kind, const char *subject, const char *payload,
	GError **error)
{
	if (archive->quiet)
		return TRUE;
	return cl_catalog_add_event(
		archive->catalog, at_us, archive->who, kind, subject, payload, error);
}

gboolean
archive_event(ClArchive *archive, const char *kind, const char *subject, const char *payload,
	GError **error)
{
	return archive_event_at(archive, cl_time_now_us(), kind, subject, payload, error);
}

char *
archive_reason_payload(const char *reason)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "reason", reason);
	cl_json_end_object(json);
	return cl_json_take(json);
}

gboolean
archive_need_reason(const char *reason, GError **error)
{
	if (reason != NULL && !cl_text_is_blank(reason))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"the history needs a reason (--reason \"…\"): who says so, and why");
	return FALSE;
}

char *
archive_payload_reason(const char *payload)
{
	g_autoptr(GVariant) json = payload == NULL ? NULL : cl_json_parse(payload, -1, NULL);
	char *reason = NULL;

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(json, "reason", "s", &reason);
	return reason;
}

gboolean
archive_is_decided(ClArchive *archive, const char *id, gboolean *decided, GError **error)
{
	gint64 seq = 0;

	*decided = FALSE;
	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, id, seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		if (events->len == 0)
			return TRUE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			seq = event->seq;
			if (strcmp(event->kind, "hold") == 0 || strcmp(event->kind, "kill") == 0 ||
				strcmp(event->kind, "unkill") == 0) {
				*decided = TRUE;
				return TRUE;
			}
		}
	}
}

void
archive_journal_line(GString *lines, const ClEventRow *event)
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
	if (event->payload == NULL) {
		/* Without it, who has the journal alone could not follow the chain over an erased payload. */
		g_autofree char *hex = cl_hex(event->payload_sha256, CL_SHA256_BYTES);

		cl_json_string(json, "payload_sha256", hex);
	}
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
			archive_journal_line(lines, events->pdata[i]);
		if (!cl_store_journal_append(archive->store, lines->str, error))
			return FALSE;
		seq = ((ClEventRow *) events->pdata[events->len - 1])->seq;
	}
}

gboolean
archive_journal(ClArchive *archive, GError **error)
{
	g_autoptr(GError) why = NULL;
	gint64 seq;
	gboolean ok;

	/* What was committed must not be called a failure: whoever has the lock now saw it, and brings
	 * the journal up to it with their own. */
	if (!cl_catalog_begin(archive->catalog, &why)) {
		if (g_error_matches(why, CL_ERROR, CL_ERROR_BUSY))
			return TRUE;
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	ok = cl_store_journal_last(archive->store, &seq, error) &&
		append_after(archive, seq, error);
	cl_catalog_rollback(archive->catalog);
	return ok;
}

/* Each line of an event whose payload is gone is written anew without it. */
static char *
erased_line(const char *line, gpointer data)
{
	ClArchive *archive = data;
	g_autoptr(GVariant) json = cl_json_parse(line, -1, NULL);
	g_autoptr(GPtrArray) events = NULL;
	g_autoptr(GString) text = NULL;
	const char *payload;
	gint64 seq;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "seq", "x", &seq) ||
		!g_variant_lookup(json, "payload", "&s", &payload))
		return NULL;
	events = cl_catalog_list_events(archive->catalog, NULL, seq - 1, 1, NULL);
	if (events == NULL || events->len == 0 || ((ClEventRow *) events->pdata[0])->seq != seq ||
		((ClEventRow *) events->pdata[0])->payload != NULL)
		return NULL;
	text = g_string_new(NULL);
	archive_journal_line(text, events->pdata[0]);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

gboolean
archive_journal_erase(ClArchive *archive, GError **error)
{
	gboolean ok;

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	ok = cl_store_journal_rewrite(archive->store, erased_line, archive, error);
	cl_catalog_rollback(archive->catalog);
	return ok;
}

/* Of an erased payload the line says the hash; of any other it is told from the payload. */
static gboolean
read_payload(GVariant *json, ClEventRow *event)
{
	const char *hex;

	if (g_variant_lookup(json, "payload", "&s", &event->payload)) {
		cl_sha256(event->payload, strlen(event->payload), event->payload_sha256);
		return TRUE;
	}
	if (g_variant_lookup(json, "payload_sha256", "&s", &hex))
		return cl_unhex(hex, event->payload_sha256, CL_SHA256_BYTES);
	cl_sha256("", 0, event->payload_sha256);
	return TRUE;
}

/* Each member that a line has, and no other: what is added to one is no part of what was chained. */
static gboolean
has_own_members(GVariant *json)
{
	static const char *const members[] = { "seq", "at_us", "who", "kind", "subject", "payload", "digest",
		"payload_sha256" };
	GVariantIter iter;
	const char *key;
	guint seen = 0;

	g_variant_iter_init(&iter, json);
	while (g_variant_iter_next(&iter, "{&sv}", &key, NULL)) {
		gsize i = 0;

		while (i < G_N_ELEMENTS(members) && strcmp(members[i], key) != 0)
			i++;
		if (i == G_N_ELEMENTS(members) || (seen & (1U << i)) != 0)
			return FALSE;
		seen |= 1U << i;
	}
	return TRUE;
}

/* The texts are lent from the line. One that was added to states no digest that fits it. */
static gboolean
read_event(GVariant *json, ClEventRow *event)
{
	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "seq", "x", &event->seq) ||
		!g_variant_lookup(json, "at_us", "x", &event->at_us) ||
		!g_variant_lookup(json, "who", "&s", &event->who) ||
		!g_variant_lookup(json, "kind", "&s", &event->kind))
		return FALSE;
	g_variant_lookup(json, "subject", "&s", &event->subject);
	if (has_own_members(json))
		g_variant_lookup(json, "digest", "&s", &event->digest);
	return read_payload(json, event) && event->seq > 0;
}

static FILE *
open_lines(ClArchive *archive, const char *path, GError **error)
{
	CL_AUTO_FD fd = cl_file_open(cl_store_folder(archive->store), path, O_RDONLY, 0, error);
	FILE *file = fd < 0 ? NULL : fdopen(fd, "r");

	if (file != NULL)
		cl_fd_steal(&fd);
	else if (fd >= 0)
		cl_error_set_errno(error, errno, "cannot read '%s'", path);
	return file;
}

/* A last line without its end was never answered for: whoever appends cuts it away. */
gboolean
archive_journal_each_of(ClArchive *archive, const char *name, ArchiveJournalEach each, gpointer data,
	GError **error)
{
	g_autofree char *path = g_strdup_printf("journal/%s", name);
	FILE *file = open_lines(archive, path, error);
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	gboolean ok = file != NULL;

	for (guint number = 1; ok && (n = getline(&line, &room, file)) > 0; number++) {
		g_autofree char *where = g_strdup_printf("%s, line %u", path, number);
		g_autoptr(GVariant) json = NULL;
		ClEventRow event = { 0 };

		if (line[n - 1] != '\n')
			break;
		json = cl_json_parse(line, n - 1, NULL);
		ok = each(read_event(json, &event) ? &event : NULL, where, data, error);
	}
	if (ok && ferror(file)) {
		cl_error_set_errno(error, errno, "cannot read '%s'", path);
		ok = FALSE;
	}
	free(line);
	if (file != NULL)
		fclose(file);
	return ok;
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
archive_journal_names(ClArchive *archive, GError **error)
{
	g_autofree char *path = g_build_filename(archive->folder, "journal", NULL);
	g_autoptr(GDir) folder = g_dir_open(path, 0, error);
	GPtrArray *names;
	const char *name;

	if (folder == NULL)
		return NULL;
	names = g_ptr_array_new_with_free_func(g_free);
	while ((name = g_dir_read_name(folder)) != NULL)
		if (g_str_has_suffix(name, ".jsonl"))
			g_ptr_array_add(names, g_strdup(name));
	g_ptr_array_sort(names, compare_names);
	return names;
}

gboolean
archive_journal_each(ClArchive *archive, ArchiveJournalEach each, gpointer data, GError **error)
{
	g_autoptr(GPtrArray) names = archive_journal_names(archive, error);

	for (guint i = 0; names != NULL && i < names->len; i++)
		if (!archive_journal_each_of(archive, names->pdata[i], each, data, error))
			return FALSE;
	return names != NULL;
}
