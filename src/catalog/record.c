/* SPDX-License-Identifier: MIT
 *
 * The record of two catalogs side by side: what was decided, published and asked for. verify makes the
 * second one out of the events alone; a row that only one of them has was not written by this program.
 */
#include <cutline/record.h>
#include "catalog_private.h"

/* Rows come in the order of their first two columns, a text and another or a number; together they name a
 * row, by itself or nearly so. */
#define N_KEY 2U

static const struct {
	CatalogStatementNumber statement;
	guint n_columns;
	const char *what;
	gboolean numbered;
} parts[] = {
	{CATALOG_RECORD_KILL, 7, "kill", TRUE},
	{CATALOG_RECORD_STATE, 2, "state", FALSE},
	{CATALOG_RECORD_HOLD, 7, "hold", TRUE},
	{CATALOG_RECORD_TAKEDOWN, 9, "takedown", TRUE},
	{CATALOG_RECORD_TOMBSTONE, 5, "tombstone", TRUE},
	{CATALOG_RECORD_GRANT, 12, "grant", FALSE},
	{CATALOG_RECORD_DECISION, 8, "decision", FALSE},
	{CATALOG_RECORD_STORY, 10, "story", FALSE},
	{CATALOG_RECORD_PART, 3, "part of a digest", FALSE},
	{CATALOG_RECORD_USE, 28, "use", FALSE},
	{CATALOG_RECORD_PUBLICATION, 5, "publication", TRUE},
	{CATALOG_RECORD_SPENDING, 5, "spending", FALSE},
	{CATALOG_RECORD_DOCUMENT, 5, "document", FALSE},
};

typedef struct {
	CatalogStmt *stmt;
	gboolean there; /* a row is at hand */
} Side;

/* As the engine sorts them. */
static int
compare_keys(const Side *a, const Side *b, gboolean numbered)
{
	gint64 one, two;
	int order;

	if (!a->there || !b->there)
		return a->there ? -1 : 1;
	order = g_strcmp0(catalog_text(a->stmt, 0), catalog_text(b->stmt, 0));
	if (order != 0)
		return order;
	if (!numbered)
		return g_strcmp0(catalog_text(a->stmt, 1), catalog_text(b->stmt, 1));
	one = catalog_int(a->stmt, 1);
	two = catalog_int(b->stmt, 1);
	return one < two ? -1 : one > two;
}

static gboolean
are_same(const Side *a, const Side *b, guint n_columns)
{
	for (guint i = N_KEY; i < n_columns; i++)
		if (g_strcmp0(catalog_text(a->stmt, i), catalog_text(b->stmt, i)) != 0)
			return FALSE;
	return TRUE;
}

static gboolean
step(Side *side, GError **error)
{
	g_autoptr(GError) failure = NULL;

	side->there = catalog_next(side->stmt, &failure);
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

static gboolean
compare_part(Side *a, Side *b, guint part, ClRecordDiffers each, gpointer data, GError **error)
{
	if (!step(a, error) || !step(b, error))
		return FALSE;
	while (a->there || b->there) {
		int order = compare_keys(a, b, parts[part].numbered);
		const Side *named = order > 0 ? b : a;

		if (order != 0 || !are_same(a, b, parts[part].n_columns))
			each(parts[part].what, catalog_text(named->stmt, 0), catalog_text(named->stmt, 1),
				order < 0   ? CL_RECORD_UNTOLD
				: order > 0 ? CL_RECORD_MISSING
					    : CL_RECORD_CHANGED,
				data);
		if ((order <= 0 && !step(a, error)) || (order >= 0 && !step(b, error)))
			return FALSE;
	}
	return TRUE;
}

gboolean
cl_catalog_compare_record(ClCatalog *catalog, ClCatalog *told, ClRecordDiffers each, gpointer data,
	GError **error)
{
	for (guint i = 0; i < G_N_ELEMENTS(parts); i++) {
		Side a = {catalog_use(catalog, parts[i].statement, error), FALSE};
		Side b = {a.stmt == NULL ? NULL : catalog_use(told, parts[i].statement, error), FALSE};

		if (b.stmt == NULL || !compare_part(&a, &b, i, each, data, error)) {
			if (a.there)
				catalog_done(a.stmt);
			if (b.there)
				catalog_done(b.stmt);
			return FALSE;
		}
	}
	return TRUE;
}

/* A file without a name: the engine keeps it in memory as far as there is room. */
ClCatalog *
cl_catalog_open_scratch(GError **error)
{
	return cl_catalog_open("", CL_CATALOG_CREATE, error);
}

gboolean
cl_catalog_sketch_photo(ClCatalog *catalog, const char *id, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_PHOTO_SKETCH, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	return catalog_run(stmt, error);
}
