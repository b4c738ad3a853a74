/* SPDX-License-Identifier: MIT
 *
 * Hot folders as the administrator writes them down, in cutline.conf:
 *
 *   [watch wire]
 *   path=/srv/ftp/wire
 *   supplier=afp               (default: what the files say)
 *   template=courier           (written over what comes in; default: none)
 *   after=done                 (keep, done or delete; default done)
 *   silent_after=30m           (s, m, h or d; default: never)
 */
#include "watch_parts.h"

#include <string.h>

#define GROUP "watch "

ClWatchFolder *
cl_watch_folder_new(const char *name, const char *path)
{
	ClWatchFolder *folder = g_new0(ClWatchFolder, 1);

	folder->name = g_strdup(name);
	folder->path = g_canonicalize_filename(path, NULL);
	folder->after = CL_WATCH_DONE;
	return folder;
}

void
cl_watch_folder_free(ClWatchFolder *folder)
{
	if (folder == NULL)
		return;
	g_free(folder->name);
	g_free(folder->path);
	g_free(folder->supplier);
	g_free(folder->template_id);
	g_free(folder);
}

static gboolean
read_after(const char *text, ClWatchAfter *after)
{
	static const char *const names[] = { "keep", "done", "delete" };

	for (guint i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(text, names[i]) == 0) {
			*after = (ClWatchAfter) i;
			return TRUE;
		}
	return FALSE;
}

/* "90s", "30m", "2h", "1d"; at most a year. */
static gboolean
read_duration(const char *text, guint *seconds)
{
	static const struct {
		char unit;
		guint seconds;
	} units[] = { { 's', 1 }, { 'm', 60 }, { 'h', 3600 }, { 'd', 86400 } };
	gsize n = strlen(text);
	g_autofree char *digits = n > 1 ? g_strndup(text, n - 1) : NULL;
	guint64 number;

	for (guint i = 0; digits != NULL && i < G_N_ELEMENTS(units); i++)
		if (text[n - 1] == units[i].unit &&
			g_ascii_string_to_unsigned(
				digits, 10, 1, 365 * 86400 / units[i].seconds, &number, NULL)) {
			*seconds = (guint) number * units[i].seconds;
			return TRUE;
		}
	return FALSE;
}

static gboolean
read_key(ClWatchFolder *folder, const char *key, const char *value)
{
	if (strcmp(key, "path") == 0)
		return TRUE;
	if (strcmp(key, "supplier") == 0) {
		g_free(folder->supplier);
		folder->supplier = g_strdup(value);
		return !cl_text_is_blank(value);
	}
	if (strcmp(key, "template") == 0) {
		g_free(folder->template_id);
		folder->template_id = g_strdup(value);
		return !cl_text_is_blank(value);
	}
	if (strcmp(key, "after") == 0)
		return read_after(value, &folder->after);
	return strcmp(key, "silent_after") == 0 && read_duration(value, &folder->silent_after_s);
}

static ClWatchFolder *
read_group(GKeyFile *conf, const char *group, GError **error)
{
	g_autofree char *path = g_key_file_get_string(conf, group, "path", NULL);
	g_auto(GStrv) keys = g_key_file_get_keys(conf, group, NULL, NULL);
	g_autoptr(ClWatchFolder) folder = NULL;

	if (path == NULL || !g_path_is_absolute(path)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"cutline.conf: [%s] names no folder; write path=/…", group);
		return NULL;
	}
	folder = cl_watch_folder_new(group + strlen(GROUP), path);
	for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
		g_autofree char *value = g_key_file_get_string(conf, group, keys[i], NULL);

		if (value != NULL && read_key(folder, keys[i], value))
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"cutline.conf: [%s] %s=%s is not understood; write supplier=NAME, "
			"template=NAME, after=keep|done|delete or silent_after=30m",
			group, keys[i], value != NULL ? value : "");
		return NULL;
	}
	return g_steal_pointer(&folder);
}

GPtrArray *
cl_archive_watch_folders(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) folders =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_watch_folder_free);
	g_autoptr(GKeyFile) conf = archive_conf(archive, error);
	g_auto(GStrv) groups = conf == NULL ? NULL : g_key_file_get_groups(conf, NULL);

	if (conf == NULL)
		return NULL;
	for (guint i = 0; groups[i] != NULL; i++) {
		ClWatchFolder *folder;

		if (!g_str_has_prefix(groups[i], GROUP))
			continue;
		folder = read_group(conf, groups[i], error);
		if (folder == NULL)
			return NULL;
		g_ptr_array_add(folders, folder);
	}
	return g_steal_pointer(&folders);
}
