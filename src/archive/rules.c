/* SPDX-License-Identifier: MIT
 *
 * Which text of a table of rules counts: the archive's own, which an administrator wrote, or the
 * one that was shipped. What the rules mean is the reader's.
 */
#include "archive_private.h"

#include <cutline/file.h>
#include <cutline/rules.h>

#include <string.h>

char *
archive_own_rules(ClArchive *archive, const char *name, char **where, GError **error)
{
	g_autofree char *path = g_strdup_printf("rules/%s.json", name);
	g_autofree char *full = g_build_filename(archive->folder, path, NULL);
	g_autoptr(GBytes) bytes = NULL;
	gconstpointer data;
	gsize n_bytes;

	if (!g_file_test(full, G_FILE_TEST_EXISTS))
		return NULL;
	bytes = cl_file_read(cl_store_folder(archive->store), path, CL_MAX_RULES_BYTES, error);
	if (bytes == NULL)
		return NULL;
	if (where != NULL)
		*where = g_steal_pointer(&full);
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
