/* SPDX-License-Identifier: MIT
 *
 * Which photo somebody means: by its id, by the beginning of it, or by the whole number that its supplier
 * gave it. What may mean two is refused with both of them. What commands do with it is not known here.
 */
#include "notice.h"

#include <string.h>

#define MAX_CANDIDATES 6U

static char *
list_of(const GPtrArray *ids)
{
	GString *list = g_string_new(NULL);

	for (guint i = 0; i < MIN(ids->len, MAX_CANDIDATES); i++)
		g_string_append_printf(list, "%s%s", i == 0 ? "" : ", ", (const char *) ids->pdata[i]);
	if (ids->len > MAX_CANDIDATES)
		g_string_append(list, " …");
	return g_string_free(list, FALSE);
}

/* --- by its id ------------------------------------------------------------------------------------ */

static gboolean
resolve_id(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], GError **error)
{
	g_autofree char *printable = cl_text_printable(text);
	g_autoptr(GPtrArray) ids = NULL;
	g_autofree char *list = NULL;
	char prefix[CL_ID_CHARS + 1];

	if (!cl_id_fold(text, prefix)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no photo id and no supplier's number of a photo here; an id has %d letters "
			"and digits, the first %d will do",
			printable, CL_ID_CHARS, CL_ID_MIN_CHARS);
		return FALSE;
	}
	ids = cl_catalog_find_ids(archive->catalog, prefix, MAX_CANDIDATES, error);
	if (ids == NULL)
		return FALSE;
	list = list_of(ids);
	if (ids->len > 1)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is short for several photos: %s; type more of it", printable, list);
	else if (ids->len == 0)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"no photo '%s' in this archive; look for it: cutline search WORDS", printable);
	else
		g_strlcpy(id, ids->pdata[0], CL_ID_CHARS + 1);
	return ids->len == 1;
}

ClFileRow *
archive_need_version(ClArchive *archive, const char *id, guint version, GError **error)
{
	g_autoptr(GError) why = NULL;
	ClFileRow *file = cl_catalog_get_file(archive->catalog, id, version, &why);

	if (file != NULL)
		return file;
	if (why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"photo %s has no version %u; see: cutline show %s", id, version, id);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

/* --- by its supplier's number ------------------------------------------------------------------------- */

gboolean
archive_find_number(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClNamed) named = notice_whole_number(archive, text, &why);
	g_autofree char *printable = cl_text_printable(text);
	g_autofree char *list = NULL;

	id[0] = '\0';
	if (named == NULL && !g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (named != NULL && named->photos->len == 1)
		g_strlcpy(id, named->photos->pdata[0], CL_ID_CHARS + 1);
	if (named == NULL || named->photos->len == 1 || named->candidates->len == 0)
		return TRUE;
	list = list_of(named->candidates);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		named->candidates->len == 1
			? "'%s' may be the number of photo %s; if it is meant, name it by its id"
			: "'%s' is the number of several photos: %s; name the one that is meant by its id",
		printable, list);
	return FALSE;
}

/* What begins an id and is a whole number of another photo means either. */
static gboolean
refuse_two(const char *text, const char *id, const char *number, GError **error)
{
	if (number[0] == '\0' || strcmp(id, number) == 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' is short for photo %s and the supplier's number of photo %s; name the one that is "
		"meant by its whole id",
		text, id, number);
	return FALSE;
}

/* A whole id can be nothing else. */
static gboolean
resolve(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GError) why = NULL;
	char number[CL_ID_CHARS + 1];
	gboolean found = resolve_id(archive, text, id, &why);

	if (found && strlen(text) >= CL_ID_CHARS)
		return TRUE;
	if (!found && !g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND) &&
		!g_error_matches(why, CL_ERROR, CL_ERROR_USAGE)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (!archive_find_number(archive, text, number, error))
		return FALSE;
	if (found)
		return refuse_two(text, id, number, error);
	if (number[0] == '\0')
		g_propagate_error(error, g_steal_pointer(&why));
	g_strlcpy(id, number, CL_ID_CHARS + 1);
	return number[0] != '\0';
}

/* --- what was typed --------------------------------------------------------------------------------- */

static gboolean
find(ClArchive *archive, const char *text, gboolean by_number, char id[CL_ID_CHARS + 1], guint *version,
	GError **error)
{
	const char *at = strchr(text, '@');
	g_autofree char *stem = at == NULL ? g_strdup(text) : g_strndup(text, (gsize) (at - text));
	g_autoptr(ClFileRow) file = NULL;
	guint64 number = 0;

	if (at != NULL &&
		!g_ascii_string_to_unsigned(at + 1, 10, 1, G_MAXINT, &number, NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' names no version; write ID@1, ID@2 …", text);
		return FALSE;
	}
	*version = (guint) number;
	if (!(by_number ? resolve : resolve_id)(archive, stem, id, error))
		return FALSE;
	/* Who names a version that is not there does not mean the photo. */
	file = at == NULL ? NULL : archive_need_version(archive, id, *version, error);
	return at == NULL || file != NULL;
}

gboolean
cl_archive_find(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], guint *version,
	GError **error)
{
	return find(archive, text, TRUE, id, version, error);
}

gboolean
archive_find_id(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], guint *version,
	GError **error)
{
	return find(archive, text, FALSE, id, version, error);
}
