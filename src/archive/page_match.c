/* SPDX-License-Identifier: MIT
 *
 * Which photo of the archive is this picture of a page? By an address of ours, by an id that the
 * page gives, by the pixels of a file beside the page, or, last, by the caption (page_caption.c).
 */
#include "page_check.h"

#include <string.h>

static void
set_match(ClPageChecked *checked, const char *id, ClPageMatch match, double confidence)
{
	g_strlcpy(checked->photo, id, sizeof checked->photo);
	checked->match = match;
	checked->confidence = confidence;
}

/* --- addresses and ids -------------------------------------------------------------------------- */

static gboolean
by_address(ClArchive *archive, const char *url, ClPageChecked *checked, GError **error)
{
	char photo[CL_ID_CHARS + 1];

	if (!archive_find_address(archive, url, photo, error))
		return FALSE;
	if (photo[0] != '\0')
		set_match(checked, photo, CL_PAGE_MATCH_URL, 1);
	return TRUE;
}

ClQuery *
page_text_query(ClField field, const char *tokens)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = CL_QUERY_TEXT;
	query->field = field;
	query->tokens = g_strdup(tokens);
	return query;
}

/* The supplier's id as the page gives it, or as a file is called; only if one photo bears it. */
static gboolean
by_supplier_id(ClArchive *archive, const char *id, ClPageChecked *checked)
{
	g_autofree char *tokens = NULL;
	g_autoptr(ClQuery) query = NULL;
	g_autoptr(GPtrArray) hits = NULL;

	if (id == NULL || strlen(id) < 6 || strlen(id) > 100 || strpbrk(id, "0123456789") == NULL)
		return FALSE;
	tokens = cl_text_tokens(id);
	if (tokens[0] == '\0')
		return FALSE;
	query = page_text_query(CL_FIELD_SUPPLIER_ID, tokens);
	hits = cl_catalog_search(archive->catalog, query, CL_SORT_INGESTED, 2, 0, NULL, NULL);
	if (hits == NULL || hits->len != 1)
		return FALSE;
	set_match(checked, ((ClHit *)hits->pdata[0])->id, CL_PAGE_MATCH_ID, 1);
	return TRUE;
}

static gboolean
by_given_id(ClArchive *archive, const char *id, ClPageChecked *checked)
{
	char found[CL_ID_CHARS + 1];
	guint version;

	if (id == NULL)
		return FALSE;
	if (strlen(id) == CL_ID_CHARS && cl_archive_find(archive, id, found, &version, NULL)) {
		set_match(checked, found, CL_PAGE_MATCH_ID, 1);
		return TRUE;
	}
	return by_supplier_id(archive, id, checked);
}

static char *
name_of_file(const char *url)
{
	g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
	const char *name = strrchr(path, '/');
	char *stem = g_strdup(name == NULL ? path : name + 1);
	char *dot = strrchr(stem, '.');

	if (dot != NULL)
		*dot = '\0';
	return stem;
}

/* --- files beside the page ------------------------------------------------------------------------ */

static gboolean
by_pixels(const GPtrArray *matches, ClPageChecked *checked)
{
	const ClMatch *best;

	if (matches == NULL || matches->len == 0)
		return FALSE;
	best = matches->pdata[0];
	set_match(checked, best->photo->id, CL_PAGE_MATCH_LIKENESS, best->likeness);
	checked->probable = best->kind == CL_MATCH_LIKENESS && best->likeness < 0.95;
	return TRUE;
}

gboolean
page_match(ClArchive *archive, PageCaptions *captions, PageFiles *files, ClPageChecked *checked,
	GError **error)
{
	const GPtrArray *urls = checked->picture->urls;

	for (guint i = 0; i < urls->len && checked->photo[0] == '\0'; i++)
		if (!by_address(archive, urls->pdata[i], checked, error))
			return FALSE;
	if (checked->photo[0] != '\0' || by_given_id(archive, checked->picture->id, checked))
		return TRUE;
	for (guint i = 0; i < urls->len; i++) {
		g_autofree char *name = name_of_file(urls->pdata[i]);

		if (by_supplier_id(archive, name, checked))
			return TRUE;
	}
	for (guint i = 0; i < urls->len; i++)
		if (by_pixels(page_files_match(files, urls->pdata[i]), checked))
			return TRUE;
	if (checked->picture->data != NULL &&
		by_pixels(page_files_match_data(files, checked->picture->data), checked))
		return TRUE;
	return page_caption_match(captions, checked, error);
}
