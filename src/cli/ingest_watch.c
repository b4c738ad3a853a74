/* SPDX-License-Identifier: MIT
 *
 * `ingest --watch`: hot folders in the foreground. Every file is a line here, since nobody sees a
 * summary before the end; trouble with a folder is said when it begins and when it is over.
 */
#include <cutline/error.h>
#include <stdio.h>
#include <string.h>
#include "ingested.h"

typedef struct {
	const CliCall *call;
	GHashTable *troubles; /* folder's path → what was said */
	guint64 taken, rejected;
} Watching;

static void
on_each(const ClWatchFolder *folder, const ClIngested *file, gpointer data)
{
	Watching *watching = data;
	const CliCall *call = watching->call;

	if (file->status == CL_STATUS_REJECTED)
		watching->rejected++;
	else
		watching->taken++;
	if (file->error)
		cli_ingested_refusal(call->err, file);
	if (call->global->json)
		cli_ingested_json(call->out, file);
	else if (file->status != CL_STATUS_REJECTED)
		cli_ingested_line(call->out, file);
	fflush(call->out->file);
}

static void
on_put_off(const ClWatchFolder *folder, const ClIngested *file, guint pause_s, gpointer data)
{
	Watching *watching = data;
	g_autofree char *line = g_strdup_printf(
		"'%s': %s; it stays, and is tried again in %u s", file->path, file->error->message, pause_s);

	cli_out_error(watching->call->err, "ingest", line);
}

static void
on_state(const ClWatchFolder *folder, const ClWatchState *state, gpointer data)
{
	Watching *watching = data;
	const char *before = g_hash_table_lookup(watching->troubles, folder->path);
	g_autofree char *line = NULL;

	if (g_strcmp0(before, state->trouble) == 0)
		return;
	line = state->trouble ? g_strdup_printf("'%s': %s; goes on when it can", folder->path,
					state->trouble)
			      : g_strdup_printf("'%s': goes on", folder->path);
	cli_out_error(watching->call->err, "ingest", line);
	if (state->trouble)
		g_hash_table_insert(watching->troubles, (gpointer)folder->path,
			g_strdup(state->trouble));
	else
		g_hash_table_remove(watching->troubles, folder->path);
}

static GPtrArray *
list_folders(const CliCall *call, const CliWatch *watch, GError **error)
{
	g_autoptr(GPtrArray) folders =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_watch_folder_free);

	for (guint i = 0; call->args[i]; i++) {
		g_autofree char *name = g_path_get_basename(call->args[i]);
		ClWatchFolder *folder = cl_watch_folder_new(name, call->args[i]);

		folder->supplier = g_strdup(watch->supplier);
		folder->template_id = g_strdup(watch->template_id);
		folder->after = watch->after;
		g_ptr_array_add(folders, folder);
		if (g_file_test(folder->path, G_FILE_TEST_IS_DIR))
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"'%s' is no folder; --watch takes folders", call->args[i]);
		return NULL;
	}
	return g_steal_pointer(&folders);
}

int
cli_ingest_watch(const CliCall *call, const CliWatch *watch, volatile gint *cancel, GError **error)
{
	g_autoptr(GHashTable) troubles =
		g_hash_table_new_full(g_str_hash, g_str_equal, NULL, g_free);
	g_autoptr(GPtrArray) folders = list_folders(call, watch, error);
	Watching watching = {.call = call, .troubles = troubles};
	ClWatch request = {.folders = folders,
		.n_jobs = watch->jobs,
		.no_wait = watch->no_wait,
		.cancel = cancel,
		.each = on_each,
		.state = on_state,
		.put_off = on_put_off,
		.data = &watching};

	if (!folders || !cl_archive_watch(call->archive, &request, error))
		return 2;
	fprintf(call->err->file, "stopped: %" G_GUINT64_FORMAT " taken, %" G_GUINT64_FORMAT " refused\n",
		watching.taken, watching.rejected);
	return watching.rejected > 0 ? CL_EXIT_PARTIAL : 0;
}
