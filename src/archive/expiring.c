/* SPDX-License-Identifier: MIT
 *
 * What becomes forbidden soon, and where it stands. Only photos and uses of which a fact changes in that
 * time are judged (an instant of the photo, a decision, the end of a licence that the use rests on): a
 * moment before that instant, and at it. A page of rows at a time, so that memory stays small and no
 * reader's snapshot is old; what is known of a use is looked up once for both moments.
 */
#include "expiring_private.h"
#include "rights.h"

#include <cutline/answers.h>
#include <cutline/clearance.h>

#include <string.h>

#define PAGE 500U

gboolean
expiring_tell(ExpiringLook *look, const ClExpiring *expiring, GError **error)
{
	look->totals->found++;
	return look->each(expiring, look->data, error);
}

/* --- one -------------------------------------------------------------------------------------- */

/* The first of the later reasons that the earlier verdict does not give as strictly; NULL = none. */
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
	return NULL;
}

static const ClReason *
gravest(const ClVerdict *verdict)
{
	return verdict->reasons->len > 0 ? verdict->reasons->pdata[0] : NULL;
}

static void
say(ClExpiring *expiring, const ClVerdict *before, const ClVerdict *after, const ClReason *reason)
{
	expiring->before = before->verdict;
	expiring->after = after->verdict;
	expiring->stop = after->stop;
	expiring->code = reason != NULL ? cl_reason_name(reason->code) : NULL;
	expiring->message = reason != NULL ? reason->message : NULL;
	expiring->fix = reason != NULL ? reason->fix : NULL;
}

/* It is out and may stay; but words or a decision end all that is new (policy §1.7). Papers that do so are
 * lines of their own. */
static gboolean
tell_ended(ExpiringLook *look, ClExpiring *expiring, ArchiveCase *this, const ClVerdict *now, GError **error)
{
	g_autoptr(ClVerdict) before = NULL;
	g_autoptr(ClVerdict) after = NULL;
	const ClReason *ended;

	if (!look->by_words || expiring->use == NULL || expiring->use->state != CL_USE_PUBLISHED)
		return TRUE;
	archive_case_ask_anew(this);
	before = archive_case_judge(this, expiring->at_us - 1);
	after = archive_case_judge(this, expiring->at_us);
	ended = what_changed(before, after);
	if (ended == NULL)
		return TRUE;
	say(expiring, now, now, ended);
	return expiring_tell(look, expiring, error);
}

/* Told if the answer gets stricter, or would for a new use. */
static gboolean
tell_change(ExpiringLook *look, ClExpiring *expiring, ArchiveCase *this, GError **error)
{
	g_autoptr(ClVerdict) before = archive_case_judge(this, expiring->at_us - 1);
	g_autoptr(ClVerdict) after = archive_case_judge(this, expiring->at_us);
	const ClReason *reason;

	if (after->verdict <= before->verdict && (!after->stop || before->stop))
		return tell_ended(look, expiring, this, after, error);
	reason = what_changed(before, after);
	say(expiring, before, after, reason != NULL ? reason : gravest(after));
	return expiring_tell(look, expiring, error);
}

/* Out, and it may stay, although nothing new may be made of it since then (policy §1.7). */
static gboolean
tell_over(ExpiringLook *look, ClExpiring *expiring, const ClVerdict *now, const ClReason *reason,
	gint64 since_us, GError **error)
{
	say(expiring, now, now, reason);
	expiring->already = FALSE;
	expiring->over = TRUE;
	expiring->at_us = since_us;
	g_hash_table_add(look->told, g_strdup(expiring->use->id));
	look->totals->resting++;
	return look->each(expiring, look->data, error);
}

/* For the archive tail of a licence that is over. */
static gboolean
tell_resting(ExpiringLook *look, ClExpiring *expiring, const ClVerdict *now, GError **error)
{
	const ClReason *reason = NULL;

	for (guint i = 0; i < now->reasons->len && reason == NULL; i++)
		if (((const ClReason *) now->reasons->pdata[i])->code == CL_REASON_LICENSED)
			reason = now->reasons->pdata[i];
	expiring->licence = look->over->id;
	return tell_over(look, expiring, now, reason, look->over->until_us, error);
}

/* By its own words, or by those of a part of it. */
static gboolean
ends_what_is_new(const ClReason *reason)
{
	return reason->severity == CL_SEVERITY_DENY &&
		(reason->code == CL_REASON_EXPIRED || reason->code == CL_REASON_PART_DENIED);
}

/* Because it was out before its words ended what is new; unless a decision goes on. */
static gboolean
tell_outlived(ExpiringLook *look, ClExpiring *expiring, ArchiveCase *this, const ClVerdict *now,
	GError **error)
{
	g_autoptr(ClVerdict) anew = NULL;

	archive_case_ask_anew(this);
	anew = archive_case_judge(this, expiring->at_us);
	for (guint i = 0; i < anew->reasons->len; i++)
		if (ends_what_is_new(anew->reasons->pdata[i]))
			return tell_over(
				look, expiring, now, anew->reasons->pdata[i], look->ended_us, error);
	return TRUE;
}

static gboolean
tell_what_stays(ExpiringLook *look, ClExpiring *expiring, ArchiveCase *this, const ClVerdict *now,
	GError **error)
{
	if (look->ended_us != 0)
		return tell_outlived(look, expiring, this, now, error);
	return look->over == NULL || g_strcmp0(now->licence, look->over->id) != 0 ||
		tell_resting(look, expiring, now, error);
}

/* Told if it is denied, or rests on nothing and asks. */
static gboolean
tell_now(ExpiringLook *look, ClExpiring *expiring, ArchiveCase *this, GError **error)
{
	g_autoptr(ClVerdict) now = archive_case_judge(this, expiring->at_us);

	if (now->verdict == CL_VERDICT_ALLOW || (now->verdict == CL_VERDICT_REVIEW && now->licence != NULL))
		return tell_what_stays(look, expiring, this, now, error);
	say(expiring, now, now, gravest(now));
	g_hash_table_add(look->told, g_strdup(expiring->use->id));
	look->totals->already++;
	return expiring_tell(look, expiring, error);
}

/* All uses of a photo come one after the other: it and the copies of its frame are read once for them. */
static void
read_once(ExpiringLook *look, const char *photo)
{
	if (strcmp(look->photo, photo) == 0)
		return;
	archive_read_always(look->archive);
	archive_read_once(look->archive);
	g_strlcpy(look->photo, photo, sizeof look->photo);
}

static gboolean
judge(ExpiringLook *look, ClExpiring *expiring, ClCheck *check, GError **error)
{
	g_autoptr(ClOutlet) outlet = archive_choose_outlet(look->archive, check, error);
	g_autoptr(ArchiveCase) this = NULL;

	read_once(look, expiring->photo);
	if (outlet != NULL)
		this = archive_case_new(look->archive, expiring->photo, check, outlet, error);
	if (this == NULL)
		return FALSE;
	look->totals->judged++;
	return expiring->already ? tell_now(look, expiring, this, error)
				 : tell_change(look, expiring, this, error);
}

static gboolean
look_at_use(ExpiringLook *look, const ClUseRow *use, gint64 at_us, gboolean already, GError **error)
{
	static const ClStoryAsk asked = { 0 };
	const ArchiveAsk ask = { .asked = &asked };
	g_autoptr(ClStoryRow) story = archive_need_story(look->archive, use->story, error);
	g_autofree char *about = archive_story_about(look->archive, use, NULL);
	ClStoryItem item = { .use = (ClUseRow *) use };
	ClExpiring expiring = { .at_us = at_us, .use = use, .already = already };
	ClCheck check;
	gboolean ok;

	if (story == NULL ||
		!archive_printed_texts(look->archive, use, story->language, item.printed, error))
		return FALSE;
	archive_ask_use(story, about, &item, &ask, &check);
	g_strlcpy(expiring.photo, use->photo, sizeof expiring.photo);
	expiring.url = story->url;
	ok = judge(look, &expiring, &check, error);
	archive_clear_texts(item.printed);
	return ok;
}

gboolean
expiring_use_now(ExpiringLook *look, const ClUseRow *use, GError **error)
{
	return use->state != CL_USE_PUBLISHED || g_hash_table_contains(look->told, use->id) ||
		look_at_use(look, use, look->from_us, TRUE, error);
}

/* In no story: asked as anybody would. */
static gboolean
look_at_photo(ExpiringLook *look, const char *photo, gint64 at_us, GError **error)
{
	ClCheck check = { 0 };
	ClExpiring expiring = { .at_us = at_us };

	g_strlcpy(expiring.photo, photo, sizeof expiring.photo);
	return judge(look, &expiring, &check, error);
}

/* --- by photo ------------------------------------------------------------------------------------ */

/* Was the photo looked at for this very instant, because of an earlier kind of it? */
static gboolean
is_seen(ExpiringLook *look, const char *photo, gint64 at_us, ClExpiringKind kind, gboolean *seen,
	GError **error)
{
	ClInstants instants = { 0 };

	*seen = FALSE;
	if (kind == CL_EXPIRING_TAKE_DOWN)
		return TRUE;
	if (!cl_catalog_get_instants(look->archive->catalog, photo, &instants, error))
		return FALSE;
	*seen = instants.take_down_us == at_us ||
		(kind > CL_EXPIRING_EXPIRES && instants.expires_us == at_us);
	return TRUE;
}

static gboolean
look_at_uses(ExpiringLook *look, const ClExpiringRow *row, ClExpiringKind kind, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(look->archive->catalog, row->photo, error);
	guint n_live = 0;
	gboolean seen;

	if (uses == NULL || !is_seen(look, row->photo, row->at_us, kind, &seen, error))
		return FALSE;
	for (guint i = 0; !seen && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (use->state == CL_USE_REMOVED)
			continue;
		n_live++;
		if (!look_at_use(look, use, row->at_us, FALSE, error))
			return FALSE;
	}
	return seen || n_live > 0 || look_at_photo(look, row->photo, row->at_us, error);
}

gboolean
expiring_is_cancelled(const ExpiringLook *look)
{
	return look->cancel != NULL && g_atomic_int_get(look->cancel) != 0;
}

gboolean
expiring_in_window(const ExpiringLook *look, gint64 at_us)
{
	return at_us > look->from_us && at_us <= look->until_us;
}

/* *after is the last row that was looked at. */
static gboolean
each_of_page(ExpiringLook *look, ClExpiringKind kind, ClExpiringRow *after, gint64 until_us, ExpiringRow each,
	guint *n, GError **error)
{
	g_autoptr(GArray) rows =
		cl_catalog_list_expiring(look->archive->catalog, kind, after, until_us, PAGE, error);

	for (guint i = 0; rows != NULL && i < rows->len && !expiring_is_cancelled(look); i++) {
		const ClExpiringRow *row = &g_array_index(rows, ClExpiringRow, i);
		/* Two decisions about one photo may end together. */
		gboolean same = row->at_us == after->at_us && row->no == after->no;

		if (!same && !each(look, row, kind, error))
			return FALSE;
		*after = *row;
	}
	*n = rows == NULL ? 0 : rows->len;
	return rows != NULL;
}

gboolean
expiring_begin_page(ExpiringLook *look, GError **error)
{
	return cl_catalog_begin_reading(look->archive->catalog, error);
}

void
expiring_end_page(ExpiringLook *look)
{
	cl_catalog_rollback(look->archive->catalog);
	archive_read_always(look->archive);
	look->photo[0] = '\0';
}

gboolean
expiring_each_row(ExpiringLook *look, ClExpiringKind kind, gint64 from_us, gint64 until_us, ExpiringRow each,
	GError **error)
{
	ClExpiringRow after = { .at_us = from_us, .no = G_MAXINT64 };
	gboolean ok;
	guint n;

	do {
		ok = expiring_begin_page(look, error) &&
			each_of_page(look, kind, &after, until_us, each, &n, error);
		expiring_end_page(look);
	} while (ok && n == PAGE && !expiring_is_cancelled(look));
	return ok;
}

/* --- by licence ---------------------------------------------------------------------------------- */

static gboolean
look_at_spent(ExpiringLook *look, const char *id, gint64 at_us, GError **error)
{
	g_autoptr(ClUseRow) use = cl_catalog_get_use(look->archive->catalog, id, error);
	gboolean seen;

	return use != NULL && is_seen(look, use->photo, at_us, CL_N_EXPIRING, &seen, error) &&
		(seen || look_at_use(look, use, at_us, FALSE, error));
}

static gboolean
look_at_page_on(ExpiringLook *look, const char *licence, gint64 at_us, ClResting *after, guint *n,
	GError **error)
{
	g_autoptr(GArray) uses =
		cl_catalog_list_uses_on(look->archive->catalog, licence, after, PAGE, error);

	for (guint i = 0; uses != NULL && i < uses->len && !expiring_is_cancelled(look); i++) {
		*after = g_array_index(uses, ClResting, i);
		if (!look_at_spent(look, after->use, at_us, error))
			return FALSE;
	}
	*n = uses == NULL ? 0 : uses->len;
	return uses != NULL;
}

gboolean
expiring_uses_on(ExpiringLook *look, const char *licence, gint64 at_us, guint *n_live, GError **error)
{
	ClResting after = { 0 };
	gboolean ok;
	guint n;

	*n_live = 0;
	do {
		ok = expiring_begin_page(look, error) &&
			look_at_page_on(look, licence, at_us, &after, &n, error);
		expiring_end_page(look);
		*n_live += ok ? n : 0;
	} while (ok && n == PAGE && !expiring_is_cancelled(look));
	return ok;
}

gboolean
cl_archive_expiring(ClArchive *archive, gint64 within_us, ClExpiringEach each, gpointer data,
	volatile gint *cancel, ClExpiringTotals *totals, GError **error)
{
	gint64 now_us = cl_time_now_us();
	g_autoptr(GHashTable) told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	ExpiringLook look = { .archive = archive, .from_us = now_us, .until_us = now_us + within_us,
		.each = each, .data = data, .cancel = cancel, .totals = totals, .told = told };
	gboolean ok = archive_rights_rules(archive, error) != NULL;

	memset(totals, 0, sizeof *totals);
	archive_count_once(archive);
	ok = ok && expiring_late(&look, error);
	look.by_words = TRUE;
	for (ClExpiringKind kind = 0; ok && kind < CL_N_EXPIRING; kind++)
		ok = expiring_each_row(&look, kind, look.from_us, look.until_us, look_at_uses, error);
	look.by_words = FALSE;
	ok = ok && expiring_papers(&look, error);
	archive_count_always(archive);
	return ok;
}

void
cl_json_write_expiring(ClJson *json, const char *key, const ClExpiring *expiring)
{
	const ClUseRow *use = expiring->use;

	cl_json_begin_object(json, key);
	cl_json_string(json, "photo", expiring->photo[0] != '\0' ? expiring->photo : NULL);
	cl_json_string(json, "licence", expiring->licence);
	cl_json_string(json, "person", expiring->person);
	cl_json_write_time(json, "at", expiring->at_us);
	cl_json_string(json, "before", cl_verdict_name(expiring->before));
	cl_json_string(json, "after", cl_verdict_name(expiring->after));
	cl_json_bool(json, "stop", expiring->stop);
	cl_json_bool(json, "already", expiring->already);
	cl_json_bool(json, "over", expiring->over);
	cl_json_string(json, "use", use != NULL ? use->id : NULL);
	cl_json_string(json, "story", use != NULL ? use->story : NULL);
	cl_json_string(json, "state", use != NULL ? cl_use_state_name(use->state) : NULL);
	cl_json_string(json, "partner", use != NULL ? use->partner : NULL);
	cl_json_string(json, "url", expiring->url);
	cl_json_string(json, "code", expiring->code);
	cl_json_string(json, "message", expiring->message);
	cl_json_string(json, "fix", expiring->fix);
	cl_json_end_object(json);
}
