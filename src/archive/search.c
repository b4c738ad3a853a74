/* SPDX-License-Identifier: MIT
 *
 * Searching: a query in the archive's time zone against the catalog's listing. Of what has to be judged
 * the newest photos that the rest of the query finds are asked, as many as the page takes, within bounds.
 */
#include "judged.h"
#include "style.h"

#include <cutline/limits.h>

#include <string.h>
#include <time.h>

#define JUDGED_PAGE 250U

static const ArchiveBounds of_a_page = { .photos = CL_MAX_JUDGED,
	.cpu_us = CL_JUDGED_MS * G_TIME_SPAN_MILLISECOND };
/* Who edits what is found wants all of it, whatever it costs. */
static const ArchiveBounds of_an_edit = { .photos = CL_MAX_JUDGED };

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
	const ArchiveBounds *within;
	gint64 until_us; /* of this thread's processor time; 0 = none */
	guint limit, offset;
	guint n_seen, n_fit;
	gint64 first_us, last_us; /* when the first and the last that were asked came in */
	GPtrArray *hits;
} JudgedPage;

/* Processor time: beside other work no photo is left unasked that a quiet machine would have asked. */
static gint64
processor_us(void)
{
	struct timespec now;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
	return (gint64) now.tv_sec * G_USEC_PER_SEC + now.tv_nsec / 1000;
}

/* The page, and one behind it. */
static gboolean
is_full(const JudgedPage *page)
{
	return page->n_fit > (guint64) page->offset + page->limit;
}

/* Queries name days: on the day of the last one a search goes on only where it did not begin there. */
static gboolean
spans_days(const JudgedPage *page)
{
	return page->first_us - page->last_us >= G_TIME_SPAN_DAY;
}

static gboolean
is_spent(const JudgedPage *page)
{
	return page->n_seen >= page->within->photos ||
		(page->until_us != 0 && page->n_seen > 0 && processor_us() >= page->until_us);
}

static gboolean
judge_hits(ClArchive *archive, ArchiveJudged *judged, GPtrArray *hits, guint n, JudgedPage *page,
	GError **error)
{
	for (guint i = 0; i < MIN(n, hits->len) && !is_full(page) && !is_spent(page); i++) {
		ClHit *hit = hits->pdata[i];
		gboolean fits;

		if (!archive_judged_fits(archive, judged, hit->id, &fits, error))
			return FALSE;
		page->last_us = hit->ingested_us;
		if (page->n_seen++ == 0)
			page->first_us = page->last_us;
		if (fits && page->n_fit++ >= page->offset && page->hits->len < page->limit) {
			g_ptr_array_add(page->hits, hit);
			hits->pdata[i] = NULL;
		}
	}
	return TRUE;
}

/* Pages grow, so that coming past those that were asked costs no more than asking. *more: there is one that
 * nobody asked. */
static gboolean
judge_pages(ClArchive *archive, const ClQuery *query, ArchiveJudged *judged, ClSort sort, JudgedPage *page,
	gboolean *more, GError **error)
{
	do {
		guint begun = page->n_seen, size = MAX(JUDGED_PAGE, begun);
		g_autoptr(GPtrArray) hits =
			cl_catalog_search(archive->catalog, query, sort, size + 1, begun, NULL, error);

		if (hits == NULL || !judge_hits(archive, judged, hits, size, page, error))
			return FALSE;
		*more = hits->len > page->n_seen - begun;
	} while (*more && !is_full(page) && !is_spent(page));
	return TRUE;
}

/* All of one state, and without taking and leaving the catalog's lock for each of some thirty statements a
 * photo. */
static gboolean
judge_reading(ClArchive *archive, const ClQuery *query, ArchiveJudged *judged, ClSort sort, JudgedPage *page,
	gboolean *more, GError **error)
{
	gboolean ok;

	if (!cl_catalog_begin_reading(archive->catalog, error))
		return FALSE;
	archive_count_once(archive);
	ok = judge_pages(archive, query, judged, sort, page, more, error);
	archive_count_always(archive);
	cl_catalog_rollback(archive->catalog);
	return ok;
}

GPtrArray *
archive_search_within(ClArchive *archive, const char *text, ClSort sort, guint limit, guint offset,
	const ArchiveBounds *within, ClTotal *total, GError **error)
{
	g_autoptr(GPtrArray) terms = NULL;
	g_autoptr(ClQuery) query = read_query(archive, text, &terms, error);
	g_autoptr(ArchiveJudged) judged = NULL;
	g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func((GDestroyNotify) cl_hit_free);
	JudgedPage page = { .within = within, .limit = limit, .offset = offset, .hits = found };
	gboolean more;

	if (query == NULL)
		return NULL;
	if (terms->len == 0)
		return cl_catalog_search(archive->catalog, query, sort, limit, offset, total, error);
	judged = archive_judged_new(archive, terms, error);
	page.until_us = within->cpu_us != 0 ? processor_us() + within->cpu_us : 0;
	if (judged == NULL || !judge_reading(archive, query, judged, sort, &page, &more, error))
		return NULL;
	more = more && !is_full(&page);
	if (total != NULL)
		*total = (ClTotal){ .n = page.n_fit,
			.at_least = is_full(&page) || more,
			.judged = more ? page.n_seen : 0,
			.judged_to_us = more && sort == CL_SORT_INGESTED && spans_days(&page) ? page.last_us
											      : 0 };
	return g_steal_pointer(&found);
}

/* Which frame it is of, and how many copies of that there are: people are shown one tile a frame. `known`:
 * the hit (lent) that told it of each photo of a frame, so that many copies of one are gone through once. */
static gboolean
find_frame(ClArchive *archive, ClHit *hit, GHashTable *known, GError **error)
{
	const ClHit *copy = g_hash_table_lookup(known, hit->id);
	g_autoptr(GPtrArray) ids = copy != NULL ? NULL : archive_frame(archive, hit->id, error);

	g_strlcpy(hit->frame, copy != NULL ? copy->frame : hit->id, sizeof hit->frame);
	hit->n_copies = copy != NULL ? copy->n_copies : ids != NULL ? ids->len - 1 : 0;
	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		if (strcmp(ids->pdata[i], hit->frame) < 0)
			g_strlcpy(hit->frame, ids->pdata[i], sizeof hit->frame);
		g_hash_table_insert(known, g_strdup(ids->pdata[i]), hit);
	}
	return copy != NULL || ids != NULL;
}

GPtrArray *
cl_archive_search(ClArchive *archive, const char *text, ClSort sort, guint limit, guint offset,
	ClTotal *total, GError **error)
{
	g_autoptr(GPtrArray) hits =
		archive_search_within(archive, text, sort, limit, offset, &of_a_page, total, error);
	g_autoptr(GHashTable) known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint i = 0; hits != NULL && i < hits->len; i++)
		if (!find_frame(archive, hits->pdata[i], known, error))
			return NULL;
	return g_steal_pointer(&hits);
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

	if (cl_text_is_blank(query)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"the query is empty, and would find every photo; say which ones are meant");
		return NULL;
	}
	do {
		ClTotal total = { 0 };
		g_autoptr(GPtrArray) hits = archive_search_within(archive, query, CL_SORT_INGESTED, PAGE,
			ids->len, &of_an_edit, &total, error);

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
