/* SPDX-License-Identifier: MIT
 *
 * What the parts of verify share.
 */
#pragma once
#include "archive_private.h"

typedef struct {
	ClArchive *archive;
	gboolean repair;
	ClComplaint each;
	void (*progress)(guint64 done, guint64 total, gpointer data);
	gpointer data;
	ClVerified *verified;
	guint64 total;
	gboolean damaged;	/* the catalog: nothing is written to it, nor on its word */
	gboolean derived_wrong; /* rows */
	gboolean queued;	/* pictures to be made again */
} VerifyCheck;

void verify_complain(VerifyCheck *check, gboolean repaired, const char *code, const char *format, ...)
	G_GNUC_PRINTF(4, 5);
/* A failure to read the catalog: damage is a complaint and TRUE, anything else goes to `error`. */
gboolean verify_forgive(VerifyCheck *check, const char *what, GError *failure, GError **error);
/* Repairs that rest on the catalog. */
static inline gboolean
verify_may_repair(const VerifyCheck *check)
{
	return check->repair && !check->damaged;
}

/* verify_rows.c: each photo against the store and against its own derived rows. */
gboolean verify_rows(VerifyCheck *check, GError **error);
/* verify_arrival.c: a version of a photo against the event of its arrival; `alone`: no side-car joined it. */
gboolean verify_arrival(VerifyCheck *check, const ClFileRow *file, gboolean alone, GError **error);
/* verify_files.c: each file of the store against its name and against the rows. */
gboolean verify_files(VerifyCheck *check, GError **error);
/* verify_journal.c: every line of the journal against the events of the catalog. */
gboolean verify_journal(VerifyCheck *check, gboolean chain_whole, GError **error);
/* verify_events.c: the chain, and the journal against it. */
gboolean verify_events(VerifyCheck *check, GError **error);
