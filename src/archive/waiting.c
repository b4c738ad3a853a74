/* SPDX-License-Identifier: MIT
 *
 * Figures of the archive, and the one that a rights desk asks first: which contract, not yet on file, do
 * most pictures wait for. Counted by who delivered them; agencies only, without those recorded as complete.
 */
#include "rights.h"

#include <string.h>

#define WAITING "wait for one contract"

static gboolean
is_agency(const ClOrganisation *known)
{
	return known != NULL &&
	       (known->kind == CL_ORGANISATION_WIRE || known->kind == CL_ORGANISATION_PHOTO ||
		       known->kind == CL_ORGANISATION_STOCK ||
		       known->kind == CL_ORGANISATION_PRESS);
}

static const ClOrganisation *
deliverer(ClArchive *archive, const char *key)
{
	const ClOrganisation *known =
		cl_credit_rules_organisation(archive->credit_rules, key);

	return known != NULL ? known : cl_credit_rules_find(archive->credit_rules, key);
}

static ClFacet *
find_row(GPtrArray *rows, const char *name)
{
	ClFacet *row;

	for (guint i = 0; i < rows->len; i++)
		if (strcmp(((ClFacet *)rows->pdata[i])->value, name) == 0)
			return rows->pdata[i];
	row = g_new0(ClFacet, 1);
	row->facet = g_strdup(WAITING);
	row->value = g_strdup(name);
	g_ptr_array_add(rows, row);
	return row;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	const ClFacet *one = *(ClFacet *const *)a, *other = *(ClFacet *const *)b;

	return one->n != other->n ? (one->n < other->n ? 1 : -1) : strcmp(one->value, other->value);
}

static gboolean
add_waiting(ClArchive *archive, GPtrArray *figures, GError **error)
{
	g_autoptr(GPtrArray) delivered = cl_catalog_delivered_by(archive->catalog, error);
	g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func((GDestroyNotify)cl_facet_free);

	if (delivered == NULL || archive_credit_rules(archive, error) == NULL)
		return FALSE;
	for (guint i = 0; i < delivered->len; i++) {
		const ClFacet *sent = delivered->pdata[i];
		const ClOrganisation *known = deliverer(archive, sent->value);
		g_autofree char *key = known == NULL ? NULL : cl_text_fold(known->name);
		gboolean complete = FALSE;

		if (!is_agency(known))
			continue;
		if (!archive_is_complete(archive, "supplier", key, &complete, error))
			return FALSE;
		if (!complete)
			find_row(rows, known->name)->n += sent->n;
	}
	g_ptr_array_sort(rows, by_number);
	g_ptr_array_extend_and_steal(figures, g_steal_pointer(&rows));
	return TRUE;
}

GPtrArray *
cl_archive_stats(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) figures = cl_catalog_stats(archive->catalog, error);

	return figures != NULL && add_waiting(archive, figures, error) ? g_steal_pointer(&figures)
									 : NULL;
}
