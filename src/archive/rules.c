/* SPDX-License-Identifier: MIT
 *
 * Which text of a table of rules counts: the archive's own, which an administrator wrote, or the
 * one that was shipped; and since when. What the rules mean is the reader's.
 */
#include "archive_private.h"

#include <cutline/file.h>
#include <cutline/rules.h>

#include <string.h>
#include <sys/stat.h>

gboolean
archive_has_own_rules(ClArchive *archive, const char *name)
{
	g_autofree char *path = g_strdup_printf("%s/rules/%s.json", archive->folder, name);

	return g_file_test(path, G_FILE_TEST_EXISTS);
}

char *
archive_own_rules(ClArchive *archive, const char *name, char **where, GError **error)
{
	g_autofree char *path = g_strdup_printf("rules/%s.json", name);
	g_autoptr(GBytes) bytes = NULL;
	gconstpointer data;
	gsize n_bytes;

	if (!archive_has_own_rules(archive, name))
		return NULL;
	bytes = cl_file_read(cl_store_folder(archive->store), path, CL_MAX_RULES_BYTES, error);
	if (bytes == NULL)
		return NULL;
	if (where != NULL)
		*where = g_build_filename(archive->folder, path, NULL);
	data = g_bytes_get_data(bytes, &n_bytes);
	return g_strndup(data, n_bytes);
}

char *
cl_archive_rules(ClArchive *archive, const char *name, char **where, GError **error)
{
	const char *shipped = cl_rules_shipped(name);
	GError *why = NULL;
	char *text;

	if (where != NULL)
		*where = NULL;
	if (shipped == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no table of rules '%s'", name);
		return NULL;
	}
	text = archive != NULL ? archive_own_rules(archive, name, where, &why) : NULL;
	if (why != NULL) {
		g_propagate_error(error, why);
		return NULL;
	}
	if (text != NULL)
		return text;
	if (where != NULL)
		*where = g_strdup_printf("the shipped rules '%s'", name);
	return g_strdup(shipped);
}

/* --- noticing ------------------------------------------------------------------------------------- */

/* Tells one state of the folder from another: names, sizes, times, and which file it is. 0 = no folder. */
static guint64
stamp_of(ClArchive *archive)
{
	g_autofree char *path = g_build_filename(archive->folder, "rules", NULL);
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	guint64 stamp = 0;
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *file = g_build_filename(path, name, NULL);
		struct stat status;
		guint64 one;

		if (!g_str_has_suffix(name, ".json") || stat(file, &status) != 0)
			continue;
		one = ((guint64) status.st_mtim.tv_sec * G_USEC_PER_SEC * 1000 +
			      (guint64) status.st_mtim.tv_nsec) ^
			((guint64) status.st_size << 40) ^ ((guint64) status.st_ino << 20);
		/* In whatever order the folder gives them. */
		stamp += (one + g_str_hash(name)) * G_GUINT64_CONSTANT(0x9e3779b97f4a7c15);
	}
	return stamp;
}

void
cl_archive_notice_rules(ClArchive *archive)
{
	guint64 stamp = stamp_of(archive);

	if (stamp == archive->rules_stamp)
		return;
	archive->rules_stamp = stamp;
	archive_forget_rules(archive);
}
