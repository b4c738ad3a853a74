/* SPDX-License-Identifier: MIT
 *
 * Searching: a query in the archive's time zone against the catalog's listing. Of what has to be judged
 * the newest photos that the rest of the query finds are asked, as many as the page takes.
 */
#include "judged.h"
#include "style.h"

#include <cutline/limits.h>

#define JUDGED_PAGE 250U

/* A query as the catalog answers it, and what has to be judged besides (ClJudged*). */
static ClQuery *
read_query(ClArchive *archive, const char *text, GPtrArray **judged, GError **error)
{
	ClQuery *query = cl_query_parse(text, cl_time_now_us(), archive->zone, error);

	if (query == NULL)
		return NULL;
	*judged = cl_query_take_judged(&query);
	archive_widen(archive, query);
	return query;
}

typedef struct {
	guint limit, offset;
	guint n_seen, n_fit;
	GPtrArray *hits;
} JudgedPage;

/* Takes those hits that fit, until one behind the page is found. */
static gboolean
judge_hits(ClArchive *archive, ArchiveJudged *judged, GPtrArray *hits, JudgedPage *page, GError **error)
{
	while (hits->len > 0 && page->n_fit <= (guint64) page->offset + page->limit) {
		g_autoptr(ClHit) hit = g_ptr_array_steal_index(hits, 0);
		gboolean fits;

		if (!archive_judged_fits(archive, judged, hit->id, &fits, error))
			return FALSE;
		page->n_seen++;
		if (fits && page->n_fit++ >= page->offset && page->hits->len < page->limit)
			g_ptr_array_add(page->hits, g_steal_pointer(&hit));
	}
	return TRUE;
}

static GPtrArray *
search_judged(ClArchive *archive, const ClQuery *query, ArchiveJudged *judged, ClSort sort, guint limit,
	guint offset, ClTotal *total, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify) cl_hit_free);
	JudgedPage page = { .limit = limit, .offset = offset, .hits = found };
	gboolean more = TRUE, full = FALSE;

	while (more && !full && page.n_seen < CL_MAX_JUDGED) {
		g_autoptr(GPtrArray) hits = cl_catalog_search(
			archive->catalog, query, sort, JUDGED_PAGE, page.n_seen, NULL, error);

		more = hits != NULL && hits->len == JUDGED_PAGE;
		if (hits == NULL || !judge_hits(archive, judged, hits, &page, error))
			return NULL;
		full = page.n_fit > (guint64) offset + limit;
	}
	if (more && !full) {
		g_autoptr(GPtrArray) behind =
			cl_catalog_search(archive->catalog, query, sort, 1, page.n_seen, NULL, error);

		if (behind == NULL)
			return NULL;
		more = behind->len > 0;
	}
	if (total != NULL)
		*total = (ClTotal){ .n = page.n_fit,
			.at_least = full || more,
			.judged = more && !full ? page.n_seen : 0 };
	return g_steal_pointer(&found);
}

GPtrArray *
cl_archive_search(ClArchive *archive, const char *text, ClSort sort, guint limit, guint offset,
	ClTotal *total, GError **error)
{
	g_autoptr(GPtrArray) terms = NULL;
	g_autoptr(ClQuery) query = read_query(archive, text, &terms, error);
	g_autoptr(ArchiveJudged) judged = NULL;

	if (query == NULL)
		return NULL;
	if (terms->len == 0)
		return cl_catalog_search(archive->catalog, query, sort, limit, offset, total, error);
	judged = archive_judged_new(archive, terms, error);
	return judged == NULL ? NULL
			      : search_judged(archive, query, judged, sort, limit, offset, total, error);
}

gboolean
archive_check_query(ClArchive *archive, const char *text, GError **error)
{
	g_autoptr(GPtrArray) terms = NULL;
	g_autoptr(ClQuery) query = read_query(archive, text, &terms, error);
	g_autoptr(ArchiveJudged) judged = NULL;

	if (query == NULL || terms->len == 0)
		return query != NULL;
	judged = archive_judged_new(archive, terms, error);
	return judged != NULL;
}

/* All that is judged fits on one page: no photo is asked twice. */
#define PAGE CL_MAX_JUDGED

GPtrArray *
cl_archive_select(ClArchive *archive, const char *query, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *shown = NULL;
	guint n;

	do {
		ClTotal total = { 0 };
		g_autoptr(GPtrArray) hits = cl_archive_search(
			archive, query, CL_SORT_INGESTED, PAGE, ids->len, &total, error);

		if (hits == NULL)
			return NULL;
		if (total.judged != 0) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"the rest of the query finds more than %u photos, as many as are judged "
				"in one step; narrow it",
				CL_MAX_JUDGED);
			return NULL;
		}
		n = hits->len;
		for (guint i = 0; i < n; i++)
			g_ptr_array_add(ids, g_strdup(((ClHit *) hits->pdata[i])->id));
		if (ids->len > CL_MAX_EDIT_PHOTOS) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"the query finds more than %u photos, as many as are edited in "
				"one step; narrow it",
				CL_MAX_EDIT_PHOTOS);
			return NULL;
		}
	} while (n == PAGE);
	if (ids->len > 0)
		return g_steal_pointer(&ids);
	shown = cl_text_printable(query);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"the query '%s' finds no photo, nothing was written; try it: cutline search QUERY", shown);
	return NULL;
}

GPtrArray *
cl_archive_facets(ClArchive *archive, const char *text, guint *window, GError **error)
{
	g_autoptr(GPtrArray) terms = NULL;
	g_autoptr(ClQuery) query = read_query(archive, text, &terms, error);

	if (query == NULL)
		return NULL;
	if (terms->len > 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"column %u: this is asked of each photo, and facets count what is listed; leave "
			"it out",
			((ClJudged *) terms->pdata[0])->column);
		return NULL;
	}
	return cl_catalog_facets(archive->catalog, query, window, error);
}

char *
cl_archive_derived_path(ClArchive *archive, const ClHit *hit, const char *kind)
{
	g_autofree char *below = NULL;

	if (!hit->developed || cl_store_derived_bytes(archive->store, kind, hit->sha256) <= 0)
		return NULL;
	below = cl_store_derived_path(archive->store, kind, hit->sha256);
	return g_build_filename(archive->folder, below, NULL);
}
