/* SPDX-License-Identifier: MIT
 *
 * The watch: what becomes forbidden, on which live pages; searches that are kept; the night's work. Use
 * cases.
 */
#pragma once
#include "json.h"
#include "rights.h"
#include "use.h"

typedef struct ClArchive ClArchive;

/* Something that is allowed today and will not be. */
typedef struct {
	char photo[CL_ID_CHARS + 1];
	gint64 at_us;	      /* from then on */
	const ClUseRow *use;  /* NULL: the photo stands in no story */
	const char *url;      /* of the page, or NULL */
	ClVerdictKind before, after;
	gboolean stop;	      /* delivery ends: readers get a tile */
	const ClReason *reason; /* that makes the difference */
} ClExpiring;
typedef gboolean (*ClExpiringEach)(const ClExpiring *expiring, gpointer data, GError **error);
typedef struct {
	guint64 judged, found;
} ClExpiringTotals;
/* What gets stricter before now + within_us, each once, as it is found; the verdict is asked for now and for
 * the instant. Memory does not grow with the archive. *cancel (may be NULL) ends it early. */
gboolean cl_archive_expiring(ClArchive *archive, gint64 within_us, ClExpiringEach each, gpointer data,
	volatile gint *cancel, ClExpiringTotals *totals, GError **error);
void cl_json_write_expiring(ClJson *json, const char *key, const ClExpiring *expiring);
