/* SPDX-License-Identifier: MIT
 *
 * Searching: one full-text expression and one of few fixed statements, by sort. No text of a
 * query becomes SQL. Rows come out in row order, which is date order, so that the newest matches
 * are read and nothing is sorted; only "latest taken" sorts, over the narrow table.
 */
#include <cutline/limits.h>
#include "catalog_private.h"

void
cl_hit_free(ClHit *hit)
{
	if (hit == NULL)
		return;
	g_free(hit->headline);
	g_free(hit->caption);
	g_free(hit->byline);
	g_free(hit->credit);
	g_free(hit->date_taken);
	g_free(hit->supplier);
	g_free(hit->format);
	g_free(hit->state);
	g_free(hit->place);
	g_free(hit);
}

void
cl_facet_free(ClFacet *facet)
{
	if (facet == NULL)
		return;
	g_free(facet->facet);
	g_free(facet->value);
	g_free(facet);
}

static gpointer
read_hit(CatalogStmt *stmt)
{
	ClHit *hit = g_new0(ClHit, 1);

	catalog_copy_id(stmt, 0, hit->id);
	hit->ingested_us = catalog_int(stmt, 1);
	hit->headline = catalog_dup_text(stmt, 2);
	hit->caption = catalog_dup_text(stmt, 3);
	hit->byline = catalog_dup_text(stmt, 4);
	hit->credit = catalog_dup_text(stmt, 5);
	hit->date_taken = catalog_dup_text(stmt, 6);
	hit->supplier = catalog_dup_text(stmt, 7);
	hit->format = catalog_dup_text(stmt, 8);
	hit->state = catalog_dup_text(stmt, 9);
	hit->place = catalog_dup_text(stmt, 10);
	hit->width = (guint32) catalog_int(stmt, 11);
	hit->height = (guint32) catalog_int(stmt, 12);
	hit->developed = catalog_int(stmt, 13) != 0;
	catalog_copy_blob(stmt, 14, hit->sha256, CL_SHA256_BYTES);
	return hit;
}

/* A statement with the expression as $1 if there is one. *param = the next parameter. */
static CatalogStmt *
use_match(ClCatalog *catalog, const char *match, CatalogStatementNumber with,
	CatalogStatementNumber without, guint *param, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, match != NULL ? with : without, error);

	*param = 1;
	if (stmt != NULL && match != NULL)
		catalog_bind_text(stmt, (*param)++, match);
	return stmt;
}

/* A page that no walk gives: of everything, or by another order than that of the rows. */
static GPtrArray *
find_hits(ClCatalog *catalog, const char *match, ClSort sort, guint limit, guint offset,
	GError **error)
{
	CatalogStmt *stmt;
	guint param = 0;

	stmt = sort == CL_SORT_TAKEN
		       ? use_match(catalog, match, CATALOG_SEARCH_MATCH_TAKEN,
				 CATALOG_SEARCH_ALL_TAKEN, &param, error)
		       : catalog_use(catalog, CATALOG_SEARCH_ALL, error);
	if (stmt == NULL)
		return NULL;
	param = MAX(param, 1);
	catalog_bind_int(stmt, param, limit);
	catalog_bind_int(stmt, param + 1, offset);
	return catalog_all(stmt, read_hit, (GDestroyNotify) cl_hit_free, error);
}

/* How far matches are counted: to a number, and to a time once those that are shown are behind. */
typedef struct {
	guint64 shown, window;
	gint64 until_us;
} Count;

static Count
begin_count(guint64 shown)
{
	return (Count){.shown = shown,
		.window = MAX(CL_COUNT_WINDOW, shown + 1),
		.until_us = g_get_monotonic_time() + CL_COUNT_MS * G_TIME_SPAN_MILLISECOND};
}

/* The clock is read at every eighth: that many of a rare match can take a millisecond. */
static gboolean
is_enough(const Count *count, guint64 n)
{
	if (n <= count->shown)
		return FALSE;
	return n >= count->window ||
	       ((n == count->shown + 1 || n % 8 == 0) && g_get_monotonic_time() >= count->until_us);
}

static gboolean
count_matches(ClCatalog *catalog, const char *match, const Count *count, ClTotal *total, GError **error)
{
	guint64 n = 0;
	g_autoptr(GError) failure = NULL;
	guint param;
	CatalogStmt *stmt = use_match(
		catalog, match, CATALOG_SEARCH_MATCH_ROWS, CATALOG_SEARCH_ALL_ROWS, &param, error);

	if (stmt == NULL)
		return FALSE;
	while (catalog_next(stmt, &failure)) {
		if (!is_enough(count, ++n))
			continue;
		catalog_done(stmt);
		*total = (ClTotal){.n = n, .at_least = TRUE};
		return TRUE;
	}
	*total = (ClTotal){.n = n};
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static gboolean
add_hit(ClCatalog *catalog, gint64 row, GPtrArray *hits, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_LISTING_GET, error);
	g_autoptr(GPtrArray) found = NULL;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, row);
	found = catalog_all(stmt, read_hit, (GDestroyNotify) cl_hit_free, error);
	if (found == NULL)
		return FALSE;
	g_ptr_array_extend_and_steal(hits, g_steal_pointer(&found));
	return TRUE;
}

/* The newest matches, page and number in one walk: what it took to come to the page's end is not taken
 * again to count. The page is read while the walk is open, so that both are of one state. */
static GPtrArray *
walk_newest(ClCatalog *catalog, const char *match, guint limit, guint offset, ClTotal *total,
	GError **error)
{
	g_autoptr(GPtrArray) hits = g_ptr_array_new_with_free_func((GDestroyNotify) cl_hit_free);
	guint64 end = (guint64) offset + limit, n = 0;
	Count count = begin_count(end);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_SEARCH_MATCH_NEWEST, error);
	gboolean enough = FALSE;

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, match);
	catalog_bind_int(stmt, 2, (gint64) (total != NULL ? count.window : end));
	while (!enough && catalog_next(stmt, &failure)) {
		if (n >= offset && n < end &&
			!add_hit(catalog, catalog_int(stmt, 0), hits, &failure))
			break;
		enough = is_enough(&count, ++n);
	}
	if (enough || failure != NULL)
		catalog_done(stmt);
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	if (total != NULL)
		*total = (ClTotal){.n = n, .at_least = enough};
	return g_steal_pointer(&hits);
}

GPtrArray *
cl_catalog_search(ClCatalog *catalog, const ClQuery *query, ClSort sort, guint limit, guint offset,
	ClTotal *total, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autofree char *match = catalog_match(query, &failure);
	g_autoptr(GPtrArray) hits = NULL;
	Count count;

	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	if (match != NULL && sort == CL_SORT_INGESTED)
		return walk_newest(catalog, match, limit, offset, total, error);
	count = begin_count(0);
	hits = find_hits(catalog, match, sort, limit, offset, error);
	if (hits == NULL)
		return NULL;
	count.shown = (guint64) offset + hits->len;
	count.window = MAX(count.window, count.shown + 1);
	/* A page that is not full is the last one: then the number is known. */
	if (total != NULL && hits->len < limit && (hits->len > 0 || offset == 0))
		*total = (ClTotal){.n = count.shown};
	else if (total != NULL && !count_matches(catalog, match, &count, total, error))
		return NULL;
	return g_steal_pointer(&hits);
}

GArray *
cl_catalog_match_newest(ClCatalog *catalog, const ClQuery *query, guint limit, GError **error)
{
	g_autoptr(GArray) rows = g_array_new(FALSE, FALSE, sizeof(gint64));
	g_autoptr(GError) failure = NULL;
	g_autofree char *match = catalog_match(query, &failure);
	CatalogStmt *stmt = NULL;

	if (failure == NULL)
		stmt = catalog_use(catalog, CATALOG_SEARCH_MATCH_NEWEST, &failure);
	if (stmt != NULL) {
		catalog_bind_text(stmt, 1, match);
		catalog_bind_int(stmt, 2, limit);
		while (catalog_next(stmt, &failure)) {
			gint64 row = catalog_int(stmt, 0);

			g_array_append_val(rows, row);
		}
	}
	if (failure == NULL)
		return g_steal_pointer(&rows);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}

ClHit *
cl_catalog_get_hit(ClCatalog *catalog, gint64 row, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_LISTING_GET, error);
	g_autoptr(GPtrArray) hits = NULL;

	if (stmt == NULL)
		return NULL;
	catalog_bind_int(stmt, 1, row);
	hits = catalog_all(stmt, read_hit, (GDestroyNotify) cl_hit_free, error);
	if (hits == NULL)
		return NULL;
	if (hits->len == 1)
		return g_ptr_array_steal_index(hits, 0);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "no photo stands there any more");
	return NULL;
}

/* The columns of the facet statements, in order. */
static const char *const facet_names[] = {"supplier", "byline", "country", "year", "format"};
#define N_FACETS G_N_ELEMENTS(facet_names)

static int
by_count(gconstpointer a, gconstpointer b)
{
	const ClFacet *one = *(ClFacet *const *) a, *other = *(ClFacet *const *) b;

	if (one->n != other->n)
		return one->n < other->n ? 1 : -1;
	return g_strcmp0(one->value, other->value);
}

/* Most frequent first, facet after facet. */
static GPtrArray *
list_facets(GHashTable *const counts[N_FACETS])
{
	GPtrArray *all = g_ptr_array_new_with_free_func((GDestroyNotify) cl_facet_free);

	for (guint i = 0; i < N_FACETS; i++) {
		g_autoptr(GPtrArray) one = g_ptr_array_new();
		GHashTableIter iter;
		gpointer value, n;

		g_hash_table_iter_init(&iter, counts[i]);
		while (g_hash_table_iter_next(&iter, &value, &n)) {
			ClFacet *facet = g_new0(ClFacet, 1);

			facet->facet = g_strdup(facet_names[i]);
			facet->value = g_strdup(value);
			facet->n = *(guint *) n;
			g_ptr_array_add(one, facet);
		}
		g_ptr_array_sort(one, by_count);
		g_ptr_array_extend_and_steal(all, g_steal_pointer(&one));
	}
	return all;
}

static void
count_value(GHashTable *counts, const char *value)
{
	guint *n;

	if (value == NULL)
		return;
	n = g_hash_table_lookup(counts, value);
	if (n == NULL) {
		n = g_new0(guint, 1);
		g_hash_table_insert(counts, g_strdup(value), n);
	}
	(*n)++;
}

GPtrArray *
cl_catalog_facets(ClCatalog *catalog, const ClQuery *query, guint *window, GError **error)
{
	g_autoptr(GError) failure = NULL;
	g_autofree char *match = catalog_match(query, &failure);
	GHashTable *counts[N_FACETS];
	GPtrArray *facets = NULL;
	CatalogStmt *stmt = NULL;
	guint param = 0, n = 0;

	if (failure == NULL)
		stmt = use_match(catalog, match, CATALOG_SEARCH_MATCH_FACETS,
			CATALOG_SEARCH_ALL_FACETS, &param, &failure);
	if (stmt == NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	for (guint i = 0; i < N_FACETS; i++)
		counts[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	catalog_bind_int(stmt, param, CL_FACET_WINDOW);
	for (; catalog_next(stmt, &failure); n++)
		for (guint i = 0; i < N_FACETS; i++)
			count_value(counts[i], catalog_text(stmt, i));
	if (failure == NULL) {
		facets = list_facets(counts);
		*window = n;
	} else {
		g_propagate_error(error, g_steal_pointer(&failure));
	}
	for (guint i = 0; i < N_FACETS; i++)
		g_hash_table_unref(counts[i]);
	return facets;
}
