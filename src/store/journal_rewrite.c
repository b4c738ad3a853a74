/* SPDX-License-Identifier: MIT
 *
 * Writing lines of the journal anew, for payloads that must be erased: the one exception to
 * append-only. A file is copied beside itself, made durable, and takes its own place.
 */
#include "store_private.h"

#include <cutline/error.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BUFFER_BYTES (1U << 20)
#define NEW "journal/.rewritten"

typedef struct {
	ClStore *store;
	ClJournalLine line;
	gpointer data;
	ClFd out;
	GString *buffer;
	gboolean changed;
} Rewrite;

static gboolean
flush(Rewrite *rewrite, GError **error)
{
	gboolean ok = cl_file_write(rewrite->out, rewrite->buffer->str, rewrite->buffer->len, NEW, error);

	g_string_truncate(rewrite->buffer, 0);
	return ok;
}

static gboolean
copy_lines(Rewrite *rewrite, FILE *in, const char *name, GError **error)
{
	char *line = NULL;
	size_t room = 0;
	ssize_t n;
	gboolean ok = TRUE;

	while (ok && (n = getline(&line, &room, in)) > 0) {
		g_autofree char *other = rewrite->line(line, rewrite->data);

		rewrite->changed = rewrite->changed || other != NULL;
		g_string_append_len(rewrite->buffer, other != NULL ? other : line,
			other != NULL ? (gssize) strlen(other) : n);
		ok = rewrite->buffer->len < BUFFER_BYTES || flush(rewrite, error);
	}
	free(line);
	if (ok && ferror(in)) {
		cl_error_set_errno(error, errno, "cannot read '%s'", name);
		return FALSE;
	}
	return ok && flush(rewrite, error);
}

static gboolean
rewrite_file(Rewrite *rewrite, const char *name, GError **error)
{
	g_autofree char *path = g_strconcat("journal/", name, NULL);
	CL_AUTO_FD in_fd = cl_file_open(rewrite->store->folder, path, O_RDONLY, 0, error);
	CL_AUTO_FD out = in_fd < 0 ? -1
		: cl_file_open(rewrite->store->folder, NEW, O_WRONLY | O_CREAT | O_TRUNC, 0644, error);
	FILE *in = out < 0 ? NULL : fdopen(in_fd, "r");
	gboolean ok;

	if (in == NULL)
		return FALSE;
	cl_fd_steal(&in_fd);
	rewrite->out = out;
	rewrite->changed = FALSE;
	ok = copy_lines(rewrite, in, path, error);
	fclose(in);
	if (!ok || !rewrite->changed) {
		unlinkat(rewrite->store->folder, NEW, 0);
		return ok;
	}
	return cl_file_sync(out, NEW, error) &&
		cl_file_rename(rewrite->store->folder, NEW, rewrite->store->folder, path, error) &&
		cl_file_sync_folder(rewrite->store->folder, "journal", error);
}

gboolean
cl_store_journal_rewrite(ClStore *store, ClJournalLine line, gpointer data, GError **error)
{
	g_autoptr(GString) buffer = g_string_new(NULL);
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	Rewrite rewrite = { .store = store, .line = line, .data = data, .buffer = buffer };
	CL_AUTO_FD fd = cl_file_open(store->folder, "journal", O_RDONLY | O_DIRECTORY, 0, error);
	DIR *folder = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	if (folder == NULL)
		return FALSE;
	cl_fd_steal(&fd);
	while ((entry = readdir(folder)) != NULL)
		if (g_str_has_suffix(entry->d_name, ".jsonl"))
			g_ptr_array_add(names, g_strdup(entry->d_name));
	closedir(folder);
	for (guint i = 0; i < names->len; i++)
		if (!rewrite_file(&rewrite, names->pdata[i], error))
			return FALSE;
	return TRUE;
}
