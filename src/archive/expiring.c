/* SPDX-License-Identifier: MIT
 *
 * What becomes forbidden soon, and where it stands. Only photos and uses of which a fact changes in that
 * time are judged (an instant of the photo, a decision, the end of a licence that the use rests on): now,
 * and at that instant. A page of rows at a time, so that memory stays small and no reader's snapshot is old.
 */
#include "story_check.h"

#include <cutline/answers.h>
#include <cutline/clearance.h>
#include <cutline/expiring.h>

#include <string.h>

#define PAGE 500U
#define DAY_US (24 * G_TIME_SPAN_HOUR)

typedef struct {
	ClArchive *archive;
	gint64 from_us, until_us;
	ClExpiringEach each;
	gpointer data;
	volatile gint *cancel;
	ClExpiringTotals *totals;
} Look;

/* --- one -------------------------------------------------------------------------------------- */

/* The first of the later reasons that the earlier verdict does not give as strictly. */
static const ClReason *
what_changed(const ClVerdict *before, const ClVerdict *after)
{
	for (guint i = 0; i < after->reasons->len; i++) {
		const ClReason *reason = after->reasons->pdata[i];
		gboolean there = FALSE;

		for (guint j = 0; j < before->reasons->len; j++) {
			const ClReason *other = before->reasons->pdata[j];

			there = there || (other->code == reason->code && other->severity >= reason->severity);
		}
		if (!there && reason->severity > CL_SEVERITY_NOTE)
			return reason;
	}
	return after->reasons->len > 0 ? after->reasons->pdata[0] : NULL;
}

static gboolean
report(Look *look, const char *photo, const ClUseRow *use, const char *url, gint64 at_us,
	const ClVerdict *before, const ClVerdict *after, GError **error)
{
	ClExpiring expiring = { .at_us = at_us,
		.use = use,
		.url = url,
		.before = before->verdict,
		.after = after->verdict,
		.stop = after->stop,
		.reason = what_changed(before, after) };

	look->totals->judged++;
	if (after->verdict <= before->verdict && (!after->stop || before->stop))
		return TRUE;
	look->totals->found++;
	g_strlcpy(expiring.photo, photo, sizeof expiring.photo);
	return look->each(&expiring, look->data, error);
}

static ClVerdict *
judge_use(Look *look, const ClStoryRow *story, const ClStoryItem *item, gint64 at_us, GError **error)
{
	const ClStoryAsk asked = { .at_us = at_us };
	const ArchiveAsk ask = { .asked = &asked };

	return archive_use_verdict(look->archive, story, item, &ask, error);
}

static gboolean
look_at_use(Look *look, const ClUseRow *use, gint64 at_us, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(look->archive, use->story, error);
	ClStoryItem item = { .use = (ClUseRow *) use };
	g_autoptr(ClVerdict) before = NULL;
	g_autoptr(ClVerdict) after = NULL;

	if (story == NULL ||
		!archive_printed_texts(look->archive, use, story->language, item.printed, error))
		return FALSE;
	before = judge_use(look, story, &item, look->from_us, error);
	after = before == NULL ? NULL : judge_use(look, story, &item, at_us, error);
	archive_clear_texts(item.printed);
	return after != NULL &&
		report(look, use->photo, use, story->url, at_us, before, after, error);
}

/* In no story: asked as anybody would. */
static gboolean
look_at_photo(Look *look, const char *photo, gint64 at_us, GError **error)
{
	ClCheck now = { .at_us = look->from_us }, then = { .at_us = at_us };
	g_autoptr(ClVerdict) before = cl_archive_check(look->archive, photo, &now, error);
	g_autoptr(ClVerdict) after =
		before == NULL ? NULL : cl_archive_check(look->archive, photo, &then, error);

	return after != NULL && report(look, photo, NULL, NULL, at_us, before, after, error);
}

/* --- by photo ------------------------------------------------------------------------------------ */

static gboolean
look_at_uses(Look *look, const ClExpiringRow *row, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(look->archive->catalog, row->photo, error);
	guint n_live = 0;

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (use->state == CL_USE_REMOVED)
			continue;
		n_live++;
		if (!look_at_use(look, use, row->at_us, error))
			return FALSE;
	}
	return uses != NULL && (n_live > 0 || look_at_photo(look, row->photo, row->at_us, error));
}

static gboolean
is_cancelled(const Look *look)
{
	return look->cancel != NULL && g_atomic_int_get(look->cancel) != 0;
}

static gboolean
in_window(const Look *look, gint64 at_us)
{
	return at_us > look->from_us && at_us <= look->until_us;
}

/* Is the photo looked at already, for an earlier kind of instant? Each is reported once. */
static gboolean
is_seen(Look *look, const char *photo, ClExpiringKind kind, gboolean *seen, GError **error)
{
	ClInstants instants = { 0 };

	*seen = FALSE;
	if (kind == CL_EXPIRING_TAKE_DOWN)
		return TRUE;
	if (!cl_catalog_get_instants(look->archive->catalog, photo, &instants, error))
		return FALSE;
	*seen = in_window(look, instants.take_down_us) ||
		(kind > CL_EXPIRING_EXPIRES && in_window(look, instants.expires_us));
	return TRUE;
}

static gboolean
look_by_kind(Look *look, ClExpiringKind kind, GError **error)
{
	ClExpiringRow after = { .at_us = look->from_us, .no = G_MAXINT64 };
	g_autoptr(GArray) rows = NULL;

	do {
		g_clear_pointer(&rows, g_array_unref);
		rows = cl_catalog_list_expiring(
			look->archive->catalog, kind, &after, look->until_us, PAGE, error);
		if (rows == NULL)
			return FALSE;
		for (guint i = 0; i < rows->len && !is_cancelled(look); i++) {
			gboolean seen;

			after = g_array_index(rows, ClExpiringRow, i);
			if (!is_seen(look, after.photo, kind, &seen, error) ||
				(!seen && !look_at_uses(look, &after, error)))
				return FALSE;
		}
	} while (rows->len == PAGE && !is_cancelled(look));
	return TRUE;
}

/* --- by licence ---------------------------------------------------------------------------------- */

static gboolean
look_at_spent(Look *look, const char *id, gint64 at_us, GError **error)
{
	g_autoptr(ClUseRow) use = cl_catalog_get_use(look->archive->catalog, id, error);
	gboolean seen;

	return use != NULL && is_seen(look, use->photo, CL_N_EXPIRING, &seen, error) &&
		(seen || look_at_use(look, use, at_us, error));
}

static gboolean
look_by_licence(Look *look, const char *licence, gint64 at_us, GError **error)
{
	char after[CL_USE_ID_CHARS + 1] = "";
	g_autoptr(GPtrArray) ids = NULL;

	if (!in_window(look, at_us))
		return TRUE;
	do {
		g_clear_pointer(&ids, g_ptr_array_unref);
		ids = cl_catalog_list_uses_on(look->archive->catalog, licence, after, PAGE, error);
		if (ids == NULL)
			return FALSE;
		for (guint i = 0; i < ids->len && !is_cancelled(look); i++) {
			g_strlcpy(after, ids->pdata[i], sizeof after);
			if (!look_at_spent(look, after, at_us, error))
				return FALSE;
		}
	} while (ids->len == PAGE && !is_cancelled(look));
	return TRUE;
}

/* Its end, and the end of its archive tail. */
static gboolean
look_by_licences(Look *look, GError **error)
{
	g_autoptr(GPtrArray) licences = cl_archive_licences(look->archive, error);

	for (guint i = 0; licences != NULL && i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (licence->until_us == 0 || licence->by_capture)
			continue;
		if (!look_by_licence(look, licence->id, licence->until_us, error) ||
			(licence->archive_tail_days > 0 &&
				!look_by_licence(look, licence->id,
					licence->until_us + licence->archive_tail_days * DAY_US, error)))
			return FALSE;
	}
	return licences != NULL;
}

gboolean
cl_archive_expiring(ClArchive *archive, gint64 within_us, ClExpiringEach each, gpointer data,
	volatile gint *cancel, ClExpiringTotals *totals, GError **error)
{
	gint64 now_us = cl_time_now_us();
	Look look = { archive, now_us, now_us + within_us, each, data, cancel, totals };

	memset(totals, 0, sizeof *totals);
	for (ClExpiringKind kind = 0; kind < CL_N_EXPIRING; kind++)
		if (!look_by_kind(&look, kind, error))
			return FALSE;
	return look_by_licences(&look, error);
}

void
cl_json_write_expiring(ClJson *json, const char *key, const ClExpiring *expiring)
{
	const ClUseRow *use = expiring->use;
	const ClReason *reason = expiring->reason;

	cl_json_begin_object(json, key);
	cl_json_string(json, "photo", expiring->photo);
	cl_json_write_time(json, "at", expiring->at_us);
	cl_json_string(json, "before", cl_verdict_name(expiring->before));
	cl_json_string(json, "after", cl_verdict_name(expiring->after));
	cl_json_bool(json, "stop", expiring->stop);
	cl_json_string(json, "use", use != NULL ? use->id : NULL);
	cl_json_string(json, "story", use != NULL ? use->story : NULL);
	cl_json_string(json, "state", use != NULL ? cl_use_state_name(use->state) : NULL);
	cl_json_string(json, "partner", use != NULL ? use->partner : NULL);
	cl_json_string(json, "url", expiring->url);
	cl_json_string(json, "code", reason != NULL ? cl_reason_name(reason->code) : NULL);
	cl_json_string(json, "message", reason != NULL ? reason->message : NULL);
	cl_json_string(json, "fix", reason != NULL ? reason->fix : NULL);
	cl_json_end_object(json);
}
