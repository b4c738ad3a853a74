/* SPDX-License-Identifier: MIT
 *
 * What the two halves of the look-ahead share: photos and uses (expiring.c), papers (expiring_papers.c).
 */
#pragma once
#include "story_check.h"

#include <cutline/ends.h>
#include <cutline/expiring.h>

typedef struct {
	ClArchive *archive;
	gint64 from_us, until_us;
	ClExpiringEach each;
	gpointer data;
	volatile gint *cancel;
	ClExpiringTotals *totals;
	GHashTable *told; /* ids of uses that were told already */
	const ClLicence *over; /* uses that may stay because of it are told, too; or NULL */
	guint64 enough; /* so many are judged of those that are out already, and no more */
	gint64 ended_us; /* by words of the photo, and those that were out before are told; or 0 */
	gboolean by_words; /* instants of photos are looked at, not papers */
	char photo[CL_ID_CHARS + 1]; /* that is kept as it was read, or "" */
} ExpiringLook;
/* How a page of one kind of photos with an instant is gone through. */
typedef gboolean (*ExpiringRow)(ExpiringLook *look, const ClExpiringRow *row, ClExpiringKind kind,
	GError **error);
/* One snapshot of the catalog: what was read in it counts no longer. */
gboolean expiring_begin_page(ExpiringLook *look, GError **error);
void expiring_end_page(ExpiringLook *look);
gboolean expiring_each_row(ExpiringLook *look, ClExpiringKind kind, gint64 from_us, gint64 until_us,
	ExpiringRow each, GError **error);
gboolean expiring_is_cancelled(const ExpiringLook *look);
/* A published use now: told if it is denied, or if nothing licenses it. Once each. */
gboolean expiring_use_now(ExpiringLook *look, const ClUseRow *use, GError **error);
/* expiring_late.c: what is unlicensed already. */
gboolean expiring_late(ExpiringLook *look, GError **error);
gboolean expiring_in_window(const ExpiringLook *look, gint64 at_us);
gboolean expiring_tell(ExpiringLook *look, const ClExpiring *expiring, GError **error);
/* Uses that rest on a licence, judged before and at its end; *n_live gets their number. */
gboolean expiring_uses_on(ExpiringLook *look, const char *licence, gint64 at_us, guint *n_live,
	GError **error);
/* Licences that end, quotas that run out, people who leave the house list. */
gboolean expiring_papers(ExpiringLook *look, GError **error);
