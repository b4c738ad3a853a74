/* SPDX-License-Identifier: MIT
 *
 * Doing events again in a scratch catalog, and holding the rows of the archive against what comes out: the
 * log is chained and the rows are not, so what differs was written into the rows by somebody else.
 * Originals do not come in again: a photo is there as soon as an event speaks of it.
 */
#include "told.h"

#include "kill.h"
#include "take_in.h"

#include <cutline/json.h>

#include <string.h>

#define PAGE 1000U

ClCatalog *
told_new(GError **error)
{
	g_autoptr(ClCatalog) told = cl_catalog_open_scratch(error);

	return told != NULL && cl_catalog_begin(told, error) ? g_steal_pointer(&told) : NULL;
}

/* --- one event ---------------------------------------------------------------------------------- */

static gboolean
is_there(ClCatalog *catalog, const char *id, gboolean *there, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(catalog, id, &why);

	*there = photo != NULL;
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static gboolean
need_photo(ClArchive *archive, ClCatalog *told, const char *id, gboolean *there, GError **error)
{
	return is_there(told, id, there, error) &&
		(*there || (is_there(archive->catalog, id, there, error) &&
				   (!*there || cl_catalog_sketch_photo(told, id, error))));
}

/* In an archive the file or item that said so does it. */
static gboolean
withdraw(ClArchive *scratch, const ClEventRow *event, GError **error)
{
	g_autoptr(GVariant) json = event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);
	g_autofree char *reason = archive_payload_reason(event->payload);
	gint64 since_us = event->at_us;

	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(json, "since_us", "x", &since_us);
	return archive_mark_killed(scratch, event->subject, reason != NULL ? reason : "",
		       cl_kill_class_name(CL_KILL_AGENCY), since_us, event->who, error) &&
		kill_replay_takedowns(scratch, event, error);
}

/* What the event says of a photo that is there. What was written over it is verify's other check. */
static gboolean
decide(ClArchive *scratch, const ClEventRow *event, GError **error)
{
	if (!archive_is_decision(event) || archive_is_edit_event(event))
		return TRUE;
	return strcmp(event->kind, "withdraw") == 0 ? withdraw(scratch, event, error)
						    : archive_decide_there(scratch, event, error);
}

static gboolean
replay_in(ClArchive *scratch, const ClEventRow *event, GError **error)
{
	return (strcmp(event->kind, "purge") != 0 || archive_replay_purge(scratch, event, error)) &&
		(!archive_is_document_event(event) || archive_replay_document(scratch, event, error)) &&
		(!archive_is_takedown_event(event) || archive_replay_takedown(scratch, event, error)) &&
		(!archive_is_story_event(event) || archive_replay_story(scratch, event, error));
}

static gboolean
replay(ClArchive *archive, ClCatalog *told, const ClEventRow *event, GError **error)
{
	ClArchive scratch = *archive;
	gboolean there = FALSE;
	gboolean decides = event->subject != NULL && strlen(event->subject) == CL_ID_CHARS &&
		(archive_is_decision(event) || strcmp(event->kind, "purge") == 0);

	if (decides && !need_photo(archive, told, event->subject, &there, error))
		return FALSE;
	scratch.catalog = told;
	scratch.quiet = TRUE;
	return replay_in(&scratch, event, error) && (!there || decide(&scratch, event, error));
}

gboolean
told_replay(ClArchive *archive, ClCatalog *told, const char *subject, gint64 *seq, GError **error)
{
	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, subject, *seq, PAGE, error);

		if (events == NULL)
			return FALSE;
		if (events->len == 0)
			return TRUE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			*seq = event->seq;
			if (!replay(archive, told, event, error))
				return FALSE;
		}
	}
}

/* --- all of them -------------------------------------------------------------------------------- */

typedef struct {
	ClComplaint each;
	gpointer data;
} Compare;

static void
complain(const char *what, const char *name, const char *more, ClRecordHow how, gpointer data)
{
	static const char *const said[] = {
		[CL_RECORD_CHANGED] = "is not as its events say",
		[CL_RECORD_UNTOLD] = "stands in no event",
		[CL_RECORD_MISSING] = "stands in the events and is gone",
	};
	const Compare *compare = data;
	g_autofree char *message = g_strdup_printf("%s of %s (%s): %s; somebody wrote into the catalog; run "
						   "'cutline rebuild --from-store'",
		what, name, more != NULL ? more : "-", said[how]);

	compare->each("RECORD_DIFFERS", message, compare->data);
}

/* The last events and the rows are of one instant; all before are read in pages, so that no reader's
 * snapshot stays open for minutes. */
static gboolean
compare_now(ClArchive *archive, ClCatalog *told, gint64 *seq, Compare *compare, GError **error)
{
	gboolean ok = cl_catalog_begin_reading(archive->catalog, error);

	ok = ok && told_replay(archive, told, NULL, seq, error) &&
		cl_catalog_compare_record(archive->catalog, told, complain, compare, error);
	cl_catalog_rollback(archive->catalog);
	return ok;
}

gboolean
archive_compare_record(ClArchive *archive, ClComplaint each, gpointer data, GError **error)
{
	g_autoptr(ClCatalog) told = told_new(error);
	Compare compare = { each, data };
	gint64 seq = 0;

	return told != NULL && told_replay(archive, told, NULL, &seq, error) &&
		compare_now(archive, told, &seq, &compare, error);
}
