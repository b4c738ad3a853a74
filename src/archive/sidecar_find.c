/* SPDX-License-Identifier: MIT
 *
 * Which picture a side-car's item speaks of: one that it names, below the side-car's own folder and nowhere
 * else, or the one beside the side-car. A name is text of a stranger; nothing is opened here, it is only
 * looked for among the names under which pictures came.
 */
#include "sidecar_find.h"

#include <string.h>

typedef struct {
	ClCatalog *catalog;
	const char *path; /* of the side-car */
	GString *complaint;
} Find;

/* "…/name.jpg.xmp" and "…/name.xmp" both stand beside "…/name.jpg". */
static char *
without_extension(const char *path)
{
	return g_strndup(path, (gsize) (strrchr(path, '.') - path));
}

/* A file name as text → its path below the side-car's folder; NULL if it leads elsewhere. */
static char *
path_below(const char *sidecar_path, const char *name)
{
	g_autofree char *folder = g_path_get_dirname(sidecar_path);
	g_auto(GStrv) parts = NULL;

	if (g_str_has_prefix(name, "file:///") || strstr(name, "://") != NULL ||
		name[0] == '/' || strchr(name, '\\') != NULL)
		return NULL;
	parts = g_strsplit(g_str_has_prefix(name, "./") ? name + 2 : name, "/", -1);
	for (guint i = 0; parts[i] != NULL; i++)
		if (strcmp(parts[i], "..") == 0 || parts[i][0] == '\0')
			return NULL;
	if (strcmp(folder, ".") == 0 && !g_str_has_prefix(sidecar_path, "./"))
		return g_strdup(name);
	return g_strconcat(folder, "/", g_str_has_prefix(name, "./") ? name + 2 : name, NULL);
}

static gboolean
take_newest(GPtrArray *rows, ClFileRow **file)
{
	if (rows->len > 0)
		*file = g_ptr_array_steal_index(rows, 0);
	return TRUE;
}

static gboolean
find_as_written(const Find *find, const char *name, ClFileRow **file, GError **error)
{
	g_autofree char *path = path_below(find->path, name);
	g_autoptr(GPtrArray) rows = NULL;

	if (path == NULL) {
		g_autofree char *printable = cl_text_printable(name);

		g_string_append_printf(find->complaint,
			"names '%s', which is not a file in its own folder; ", printable);
		return TRUE;
	}
	rows = cl_catalog_list_by_name(find->catalog, path, error);
	return rows != NULL && take_newest(rows, file);
}

/* An address writes "a%20b.jpg" for the file "a b.jpg"; a file may be called "100%25.jpg" all the same. What
 * stands for a separator is none of a file's name. */
static gboolean
find_by_name(const Find *find, const char *name, ClFileRow **file, GError **error)
{
	g_autofree char *decoded = strchr(name, '%') == NULL ? NULL : g_uri_unescape_string(name, "/\\");

	if (!find_as_written(find, name, file, error))
		return FALSE;
	return *file != NULL || decoded == NULL || strcmp(decoded, name) == 0 ||
		find_as_written(find, decoded, file, error);
}

static gboolean
find_beside(const Find *find, ClFileRow **file, GError **error)
{
	g_autofree char *stem = without_extension(find->path);
	g_autoptr(GPtrArray) exact = cl_catalog_list_by_name(find->catalog, stem, error);
	g_autoptr(GPtrArray) rows = NULL;

	if (exact == NULL || exact->len > 0)
		return exact != NULL && take_newest(exact, file);
	rows = cl_catalog_list_by_stem(find->catalog, stem, error);
	return rows != NULL && take_newest(rows, file);
}

static gboolean
hash_fits(const ClSidecarItem *said, const ClFileRow *file)
{
	g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);

	for (guint i = 0; i < said->sha256->len; i++)
		if (strcmp(said->sha256->pdata[i], hex) == 0)
			return TRUE;
	return said->sha256->len == 0;
}

static void
complain_of_absence(const ClSidecarItem *said, gboolean alone, GString *complaint)
{
	g_autofree char *name = said->names->len == 0 ? NULL : cl_text_printable(said->names->pdata[0]);

	if (name == NULL || alone)
		g_string_append(complaint, "its picture is not in the archive; ");
	else
		g_string_append_printf(complaint, "its picture '%s' is not in the archive; ", name);
}

gboolean
sidecar_find_picture(ClArchive *archive, const char *sidecar_path, const ClSidecarItem *said, gboolean alone,
	ClFileRow **file, GString *complaint, GError **error)
{
	g_autoptr(GString) why = g_string_new(NULL);
	const Find find = { archive->catalog, sidecar_path, why };

	*file = NULL;
	for (guint i = 0; i < said->names->len && *file == NULL; i++)
		if (!find_by_name(&find, said->names->pdata[i], file, error))
			return FALSE;
	if (*file == NULL && (said->names->len == 0 || alone) && !find_beside(&find, file, error))
		return FALSE;
	if (*file != NULL && hash_fits(said, *file))
		return TRUE;
	if (*file != NULL)
		g_string_append(complaint, "states another hash than its picture has; ");
	else if (why->len > 0)
		g_string_append(complaint, why->str);
	else
		complain_of_absence(said, alone, complaint);
	g_clear_pointer(file, cl_file_row_free);
	return TRUE;
}
