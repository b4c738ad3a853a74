/* SPDX-License-Identifier: MIT
 *
 * The watch: what becomes forbidden, on which live pages; searches that are kept; the night's work. Use
 * cases.
 */
#pragma once
#include "catalog.h"
#include "json.h"
#include "rights.h"
#include "use.h"

typedef struct ClArchive ClArchive;

/* Something that is allowed and will not be: a photo in a use or by itself; or a paper. */
typedef struct {
	char photo[CL_ID_CHARS + 1]; /* "": a paper */
	/* What ends, of a paper: a licence or its quota; or who leaves the house list. Of a use that is
	 * over: the licence that it still rests on, or NULL where its words ended new ones. */
	const char *licence, *person;
	gint64 at_us;	     /* from then on */
	const ClUseRow *use; /* NULL: the photo stands in no story */
	const char *url;     /* of the page, or NULL */
	ClVerdictKind before, after;
	gboolean stop;	     /* delivery ends: readers get a tile */
	const char *code, *message, *fix; /* of the reason that makes the difference; or NULL */
	gboolean already; /* not soon but now: a page is out with it; at_us = now, before = after */
	gboolean over;	  /* it is out and may stay, although nothing new may be made of it since at_us: its
			   * words ended that, or the licence that it rests on is over; before = after */
} ClExpiring;
typedef gboolean (*ClExpiringEach)(const ClExpiring *expiring, gpointer data, GError **error);
typedef struct {
	guint64 judged, found;
	guint64 already; /* of those found: published uses, denied now or licensed by nothing */
	guint64 resting; /* besides those found: published uses that are over and may stay */
	gboolean cut;	 /* there are more such uses than are judged at a time */
} ClExpiringTotals;
/* First, published uses whose licence was removed, is over, or was changed since, and photos whose take-down
 * or decision is past, as far as their verdict now is no longer one that allows, and those that may stay
 * for the archive tail of a licence that is over, or because they were out before their words ended. Then,
 * what gets stricter before now + within_us, at each instant at which it does, as it is found: the verdict is
 * asked for that instant and for the moment before. A published use that may stay is told, too, where its
 * words end new ones. Memory does not grow with the archive. *cancel (may be NULL) ends it early. */
gboolean cl_archive_expiring(ClArchive *archive, gint64 within_us, ClExpiringEach each, gpointer data,
	volatile gint *cancel, ClExpiringTotals *totals, GError **error);
void cl_json_write_expiring(ClJson *json, const char *key, const ClExpiring *expiring);

/* --- searches that are kept: documents of kind "search" ----------------------------------------- */
/* The query must be one; the name a slug. */
gboolean cl_archive_save_search(ClArchive *archive, const char *name, const char *query, GError **error);
/* Its query; CL_ERROR_NOT_FOUND. g_free */
char *cl_archive_saved_search(ClArchive *archive, const char *name, GError **error);
/* The query of such a document; NULL if it holds none. */
char *cl_saved_query(const ClDocument *search);
/* As a line of `searches`. */
void cl_json_write_saved_search(ClJson *json, const char *key, const ClDocument *search);

/* --- how long pictures of a supplier are kept: documents of kind "retention" ---------------------- */
gboolean cl_archive_set_retention(ClArchive *archive, const char *supplier, guint days, GError **error);
typedef struct {
	char photo[CL_ID_CHARS + 1];
	const char *supplier;
	guint days;
	const GError *kept; /* why it stays all the same: on hold, in a published story; or NULL */
} ClRetained;
typedef void (*ClRetainedEach)(const ClRetained *retained, gpointer data);
/* Purges what is older than its supplier's days. Stays: what is in a story that has not been removed, on
 * hold, killed (evidence). *n_purged counts. `each` may be NULL. */
gboolean cl_archive_retain(ClArchive *archive, gboolean dry_run, ClRetainedEach each, gpointer data,
	volatile gint *cancel, guint64 *n_purged, GError **error);

/* --- the night's work ---------------------------------------------------------------------------- */
typedef struct {
	gboolean ran; /* else it was not the hour, or another program did it */
	guint64 expiring, found, purged;
} ClNight;
/* Once a night, by whoever comes first: what expires in a week becomes an event, what saved searches have
 * found since becomes one each, retention is kept. [daemon] nightly=HH:MM, by the archive's clock, or off. */
gboolean cl_archive_nightly(ClArchive *archive, volatile gint *cancel, ClNight *night, GError **error);
/* CL_ERROR_USAGE if the setting is no hour. */
gboolean cl_archive_check_nightly(ClArchive *archive, GError **error);
