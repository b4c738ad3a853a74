/* SPDX-License-Identifier: MIT
 *
 * Retention: pictures of a supplier leave after so many days (policy §1.8), each by a purge with its
 * tombstone. Nothing leaves that stands in a story, is on hold, or is kept as evidence of a kill.
 */
#include "rights.h"

#include <cutline/ends.h>
#include <cutline/expiring.h>

#include <string.h>

#define SCHEMA "cutline-retention/1"
#define PAGE 500U
#define DAY_US (24 * G_TIME_SPAN_HOUR)

gboolean
cl_archive_set_retention(ClArchive *archive, const char *supplier, guint days, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;
	g_autofree char *key = NULL;

	if (archive_credit_rules(archive, error) == NULL)
		return FALSE;
	key = archive_rights_supplier(archive, supplier);
	if (days != 0 && !archive_need_supplier(archive, supplier, FALSE, error))
		return FALSE;
	if (days == 0)
		return cl_archive_put_document(archive, "retention", key, NULL, error);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "supplier", supplier);
	cl_json_int(json, "days", days);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return cl_archive_put_document(archive, "retention", key, text, error);
}

typedef struct {
	ClArchive *archive;
	gboolean dry_run;
	ClRetainedEach each;
	gpointer data;
	volatile gint *cancel;
	guint64 *n_purged;
} Retain;

static gboolean
stands_in_a_story(ClArchive *archive, const char *photo, gboolean *stands, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, photo, error);

	*stands = FALSE;
	for (guint i = 0; uses != NULL && i < uses->len; i++)
		*stands = *stands || ((ClUseRow *) uses->pdata[i])->state != CL_USE_REMOVED;
	return uses != NULL;
}

/* CL_ERROR_DENIED of a purge is an answer, not a failure. */
static gboolean
let_go(Retain *retain, const char *photo, const char *supplier, guint days, GError **error)
{
	g_autofree char *reason = g_strdup_printf("retention: %u days for %s", days, supplier);
	ClRetained retained = { .supplier = supplier, .days = days };
	g_autoptr(GError) why = NULL;
	gboolean stands;

	if (!stands_in_a_story(retain->archive, photo, &stands, error))
		return FALSE;
	if (stands)
		return TRUE;
	if (!retain->dry_run && !cl_archive_purge(retain->archive, photo, reason, &why) &&
		!g_error_matches(why, CL_ERROR, CL_ERROR_DENIED)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	*retain->n_purged += why == NULL;
	g_strlcpy(retained.photo, photo, sizeof retained.photo);
	retained.kept = why;
	if (retain->each != NULL)
		retain->each(&retained, retain->data);
	return TRUE;
}

static gboolean
retain_supplier(Retain *retain, const char *key, const char *supplier, guint days, GError **error)
{
	gint64 before_us = cl_time_now_us() - days * DAY_US, after = 0;
	g_autoptr(GArray) rows = NULL;

	do {
		g_clear_pointer(&rows, g_array_unref);
		rows = cl_catalog_list_older(
			retain->archive->catalog, key, before_us, after, PAGE, error);
		if (rows == NULL)
			return FALSE;
		for (guint i = 0; i < rows->len; i++) {
			const ClExpiringRow *row = &g_array_index(rows, ClExpiringRow, i);

			after = row->no;
			if (retain->cancel != NULL && g_atomic_int_get(retain->cancel) != 0)
				return TRUE;
			if (!let_go(retain, row->photo, supplier, days, error))
				return FALSE;
		}
	} while (rows->len == PAGE);
	return TRUE;
}

gboolean
cl_archive_retain(ClArchive *archive, gboolean dry_run, ClRetainedEach each, gpointer data,
	volatile gint *cancel, guint64 *n_purged, GError **error)
{
	Retain retain = { archive, dry_run, each, data, cancel, n_purged };
	g_autoptr(GPtrArray) rules = cl_catalog_list_documents(archive->catalog, "retention", error);

	*n_purged = 0;
	for (guint i = 0; rules != NULL && i < rules->len; i++) {
		const ClDocument *rule = rules->pdata[i];
		g_autoptr(GVariant) json = cl_json_parse(rule->json, -1, NULL);
		const char *supplier = rule->id;
		gint64 days = 0;

		if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
			!g_variant_lookup(json, "days", "x", &days) || days < 1 || days > G_MAXINT32)
			continue;
		g_variant_lookup(json, "supplier", "&s", &supplier);
		if (!retain_supplier(&retain, rule->id, supplier, (guint) days, error))
			return FALSE;
	}
	return rules != NULL;
}
