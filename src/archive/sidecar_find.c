/* SPDX-License-Identifier: MIT
 *
 * Which pictures a side-car's item speaks of: the files that it names, below the side-car's own folder and
 * nowhere else, or the one beside the side-car. A name is text of a stranger; no file is opened by it, it is
 * only looked for among the names under which pictures came.
 */
#include "sidecar_find.h"
#include "sidecar_claim.h"

#include <string.h>

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
find_written(const SidecarFind *find, const char *name, ClFileRow **file, GString *why, GError **error)
{
	g_autofree char *path = path_below(find->path, name);
	g_autoptr(GPtrArray) rows = NULL;

	if (path == NULL) {
		g_autofree char *printable = cl_text_printable(name);

		g_string_append_printf(
			why, "names '%s', which is not a file in its own folder; ", printable);
		return TRUE;
	}
	rows = cl_catalog_list_by_name(find->archive->catalog, path, error);
	return rows != NULL && take_newest(rows, file);
}

/* An address writes "a%20b.jpg" for the file "a b.jpg"; a file may be called "100%25.jpg" all the same. What
 * stands for a separator is none of a file's name. */
static gboolean
find_by_name(const SidecarFind *find, const char *name, ClFileRow **file, GString *why, GError **error)
{
	g_autofree char *decoded = strchr(name, '%') == NULL ? NULL : g_uri_unescape_string(name, "/\\");

	if (!find_written(find, name, file, why, error))
		return FALSE;
	return *file != NULL || decoded == NULL || strcmp(decoded, name) == 0 ||
		find_written(find, decoded, file, why, error);
}

gboolean
sidecar_find_beside(ClArchive *archive, const char *path, ClFileRow **file, GError **error)
{
	g_autofree char *stem = without_extension(path);
	g_autoptr(GPtrArray) exact = cl_catalog_list_by_name(archive->catalog, stem, error);
	g_autoptr(GPtrArray) rows = NULL;

	if (exact == NULL || exact->len > 0)
		return exact != NULL && take_newest(exact, file);
	rows = cl_catalog_list_by_stem(archive->catalog, stem, error);
	return rows != NULL && take_newest(rows, file);
}

/* --- is it what the item says? ----------------------------------------------------------------- */

static const char *
checksum(const SidecarFind *find, const ClFileRow *file, GChecksumType type)
{
	g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);
	g_autofree char *key = g_strdup_printf("%s %d", hex, type);
	const char *known = g_hash_table_lookup(find->checksums, key);
	char *made;

	if (known != NULL)
		return known;
	made = type == G_CHECKSUM_SHA256
		? g_steal_pointer(&hex)
		: cl_store_checksum(find->archive->store, file->sha256, type, NULL);
	if (made != NULL)
		g_hash_table_insert(find->checksums, g_steal_pointer(&key), made);
	return made;
}

/* One of the hashes that are stated of the rendition; 0 = of any. Lost bytes are verify's to tell. */
static gboolean
hash_fits(const SidecarFind *find, const ClSidecarItem *said, guint rendition, const ClFileRow *file)
{
	gboolean stated = FALSE;

	for (guint i = 0; i < said->hashes->len; i++) {
		const ClSidecarMark *mark = said->hashes->pdata[i];
		GChecksumType type;
		const char *hex;

		if ((rendition != 0 && mark->rendition != rendition) ||
			!cl_sidecar_hash_type(strlen(mark->text), &type))
			continue;
		hex = checksum(find, file, type);
		if (hex == NULL || strcmp(hex, mark->text) == 0)
			return TRUE;
		stated = TRUE;
	}
	return !stated;
}

/* Takes the file, unless it is there already or not what the item says. */
static void
take(const SidecarFind *find, const ClSidecarItem *said, guint rendition, ClFileRow *found, GPtrArray *files,
	GString *wrong)
{
	g_autoptr(ClFileRow) file = found;

	for (guint i = 0; i < files->len; i++) {
		const ClFileRow *other = files->pdata[i];

		if (other->version == file->version && strcmp(other->photo, file->photo) == 0)
			return;
	}
	if (hash_fits(find, said, rendition, file)) {
		g_ptr_array_add(files, g_steal_pointer(&file));
		return;
	}
	if (rendition == 0 || said->names->len == 1) {
		g_string_append(wrong, "states another hash than its picture has; ");
	} else {
		g_autofree char *name = g_path_get_basename(file->name);
		g_autofree char *printable = cl_text_printable(name);

		g_string_append_printf(wrong, "states another hash than '%s' has; ", printable);
	}
}

/* --- all of an item ----------------------------------------------------------------------------- */

typedef struct {
	GPtrArray *files;
	GString *outside, *wrong; /* why names led nowhere; what is not what the item says */
} Found;

/* Each file in which the picture came, by the first of its names that is here. */
static gboolean
find_renditions(const SidecarFind *find, const ClSidecarItem *said, const Found *found, GError **error)
{
	guint last = 0;

	for (guint i = 0; i < said->names->len; i++) {
		const ClSidecarMark *name = said->names->pdata[i];
		ClFileRow *file = NULL;

		if (name->rendition == 0 || name->rendition == last)
			continue;
		if (!find_by_name(find, name->text, &file, found->outside, error))
			return FALSE;
		if (file == NULL)
			continue;
		last = name->rendition;
		take(find, said, last, file, found->files, found->wrong);
	}
	return TRUE;
}

/* The item as a whole names one picture, or none and stands beside it. */
static gboolean
find_whole(const SidecarFind *find, const ClSidecarItem *said, const Found *found, GError **error)
{
	ClFileRow *file = NULL;

	for (guint i = 0; i < said->names->len && file == NULL; i++) {
		const ClSidecarMark *name = said->names->pdata[i];

		if (name->rendition == 0 &&
			!find_by_name(find, name->text, &file, found->outside, error))
			return FALSE;
	}
	if (file == NULL && (said->names->len == 0 || find->alone) &&
		!sidecar_find_beside(find->archive, find->path, &file, error))
		return FALSE;
	if (file != NULL)
		take(find, said, 0, file, found->files, found->wrong);
	return TRUE;
}

static gboolean
is_among(const GPtrArray *files, const char *photo)
{
	for (guint i = 0; i < files->len; i++)
		if (strcmp(((const ClFileRow *) files->pdata[i])->photo, photo) == 0)
			return TRUE;
	return FALSE;
}

/* What others may have given, too, means its supplier's pictures only. */
static gboolean
take_photos(const SidecarFind *find, const SidecarIds *ids, gboolean tells, const GPtrArray *photos,
	GPtrArray *files, GError **error)
{
	for (guint i = 0; photos != NULL && i < photos->len; i++) {
		g_autoptr(ClFileRow) file = NULL;
		gboolean theirs = TRUE;

		if (is_among(files, photos->pdata[i]))
			continue;
		file = cl_catalog_get_file(find->archive->catalog, photos->pdata[i], 0, error);
		if (file == NULL ||
			(!tells &&
				!archive_is_family(find->archive, file, ids->supplier, &theirs, error)))
			return FALSE;
		if (theirs)
			g_ptr_array_add(files, g_steal_pointer(&file));
	}
	return photos != NULL;
}

/* A file may be called like anybody's id. */
static gboolean
find_by_id(const SidecarFind *find, const SidecarIds *ids, const SidecarId *id, GPtrArray *files,
	GError **error)
{
	g_autoptr(GPtrArray) photos = cl_catalog_list_by_picture(find->archive->catalog, id->value, error);
	g_autoptr(GPtrArray) called = NULL;

	if (!take_photos(find, ids, id->tells, photos, files, error) || ids->supplier == NULL)
		return photos != NULL && ids->supplier == NULL;
	called = cl_catalog_list_by_file(find->archive->catalog, id->value, error);
	return take_photos(find, ids, FALSE, called, files, error);
}

/* An item that takes a picture back carries none: the pictures that came under its ids are meant. */
static gboolean
find_by_ids(const SidecarFind *find, const ClSidecarItem *said, GPtrArray *files, GError **error)
{
	g_autoptr(SidecarIds) ids = NULL;

	if (!sidecar_is_withdrawn(said))
		return TRUE;
	ids = sidecar_ids(find->archive, find->item, said, error);
	for (guint i = 0; ids != NULL && i < ids->all->len; i++)
		if (!find_by_id(find, ids, ids->all->pdata[i], files, error))
			return FALSE;
	return ids != NULL;
}

static void
complain_of_absence(const SidecarFind *find, const ClSidecarItem *said, GString *complaint)
{
	g_autofree char *name = said->names->len == 0
		? NULL
		: cl_text_printable(((const ClSidecarMark *) said->names->pdata[0])->text);

	if (name == NULL || find->alone)
		g_string_append(complaint, "its picture is not in the archive; ");
	else
		g_string_append_printf(complaint, "its picture '%s' is not in the archive; ", name);
}

GPtrArray *
sidecar_find_pictures(const SidecarFind *find, const ClSidecarItem *said, GString *complaint, GError **error)
{
	g_autoptr(GPtrArray) files = g_ptr_array_new_with_free_func((GDestroyNotify) cl_file_row_free);
	g_autoptr(GString) outside = g_string_new(NULL);
	g_autoptr(GString) wrong = g_string_new(NULL);
	const Found found = { files, outside, wrong };

	if (!find_renditions(find, said, &found, error) ||
		(files->len == 0 && wrong->len == 0 && !find_whole(find, said, &found, error)))
		return NULL;
	if (files->len == 0 && wrong->len == 0 && !find_by_ids(find, said, files, error))
		return NULL;
	if (wrong->len > 0)
		g_string_append(complaint, wrong->str);
	else if (files->len == 0 && outside->len > 0)
		g_string_append(complaint, outside->str);
	else if (files->len == 0)
		complain_of_absence(find, said, complaint);
	return g_steal_pointer(&files);
}
