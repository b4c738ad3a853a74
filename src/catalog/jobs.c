/* SPDX-License-Identifier: MIT
 *
 * The queue: jobs are leased, not taken, so that the work of a holder that died comes back by
 * itself. What a job does is not known here.
 */
#include "catalog_private.h"

gboolean
cl_catalog_add_job(ClCatalog *catalog, const char *kind, const char *id, guint version,
	GError **error)
{
	CatalogStmt *stmt;
	gint64 no = 0;

	if (!catalog_photo_no(catalog, id, &no, error))
		return FALSE;
	stmt = catalog_use(catalog, CATALOG_JOB_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, kind);
	catalog_bind_int(stmt, 2, no);
	catalog_bind_int(stmt, 3, version);
	return catalog_run(stmt, error);
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	const ClJobRow *one = *(ClJobRow *const *) a, *other = *(ClJobRow *const *) b;

	return one->job < other->job ? -1 : one->job > other->job;
}

GPtrArray *
cl_catalog_claim_jobs(ClCatalog *catalog, const char *kind, const char *holder, gint64 now_us,
	gint64 lease_us, guint limit, GError **error)
{
	g_autoptr(GPtrArray) jobs = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_CLAIM, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, kind);
	catalog_bind_text(stmt, 2, holder);
	catalog_bind_int(stmt, 3, now_us);
	catalog_bind_int(stmt, 4, now_us + lease_us);
	catalog_bind_int(stmt, 5, limit);
	while (catalog_next(stmt, &failure)) {
		ClJobRow *job = g_new0(ClJobRow, 1);

		job->job = catalog_int(stmt, 0);
		catalog_copy_id(stmt, 1, job->photo);
		job->version = (guint) catalog_int(stmt, 2);
		job->attempts = (guint) catalog_int(stmt, 3);
		g_ptr_array_add(jobs, job);
	}
	if (failure != NULL) {
		g_propagate_error(error, g_steal_pointer(&failure));
		return NULL;
	}
	g_ptr_array_sort(jobs, by_number); /* engines return them in any order */
	return g_steal_pointer(&jobs);
}

gboolean
cl_catalog_end_job(ClCatalog *catalog, gint64 job, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_END, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, job);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_put_off_job(ClCatalog *catalog, gint64 job, gint64 until_us, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_PUT_OFF, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, job);
	catalog_bind_int(stmt, 2, until_us);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_release_jobs(ClCatalog *catalog, const char *holder, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_RELEASE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, holder);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_free_jobs(ClCatalog *catalog, const char *holder, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_FREE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, holder);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_count_jobs(ClCatalog *catalog, const char *kind, guint64 *n, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_COUNT, error);
	gint64 count = 0;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, kind);
	if (!catalog_ask_int(stmt, &count, error))
		return FALSE;
	*n = (guint64) count;
	return TRUE;
}

GPtrArray *
cl_catalog_list_holders(ClCatalog *catalog, const char *kind, GError **error)
{
	g_autoptr(GPtrArray) holders = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_JOB_HOLDERS, error);

	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, kind);
	while (catalog_next(stmt, &failure))
		g_ptr_array_add(holders, catalog_dup_text(stmt, 0));
	if (failure == NULL)
		return g_steal_pointer(&holders);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}
