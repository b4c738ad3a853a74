/* SPDX-License-Identifier: MIT
 *
 * What ends in the catalog, a page at a time: instants of photos and of decisions, and the uses that rest on
 * a licence. What follows from an end is not known here. All lists are the caller's; NULL and an error where
 * the catalog cannot be read.
 */
#pragma once
#include "catalog.h"

typedef enum {
	CL_EXPIRING_TAKE_DOWN, /* not to be shown any more */
	CL_EXPIRING_EXPIRES,   /* not to be used anew */
	CL_EXPIRING_GRANT,     /* what a person allowed */
	CL_N_EXPIRING
} ClExpiringKind;
typedef struct {
	gint64 at_us, no; /* no: only for the next page */
	char photo[CL_ID_CHARS + 1];
} ClExpiringRow;
/* ClExpiringRow, by time; those after `after` (its at_us alone to begin) and not later than until_us. */
GArray *cl_catalog_list_expiring(ClCatalog *catalog, ClExpiringKind kind, const ClExpiringRow *after,
	gint64 until_us, guint limit, GError **error);
/* The same of a supplier's (fold key), ingested before an instant and not killed; after an inner key. */
GArray *cl_catalog_list_older(ClCatalog *catalog, const char *supplier, gint64 before_us, gint64 after_no,
	guint limit, GError **error);
/* Ids (char*) of licences that uses were counted against and that are not on file any more. */
GPtrArray *cl_catalog_list_removed_licences(ClCatalog *catalog, GError **error);
/* A use that rests on a licence, by a picture: the one that it shows, or a part of that. */
typedef struct {
	char photo[CL_ID_CHARS + 1];
	char use[CL_USE_ID_CHARS + 1];
} ClResting;
/* ClResting: published uses that came to rest on a licence before an instant; by picture, so that what one
 * asks of it is asked once, after one of them ({0} to begin). */
GArray *cl_catalog_list_live_on(ClCatalog *catalog, const char *licence, gint64 before_us,
	const ClResting *after, guint limit, GError **error);
/* ClResting: uses that rest on a licence and were not removed; the same order. */
GArray *cl_catalog_list_uses_on(ClCatalog *catalog, const char *licence, const ClResting *after,
	guint limit, GError **error);
