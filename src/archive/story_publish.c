/* SPDX-License-Identifier: MIT
 *
 * A story goes out, and comes back: one transaction that judges every use with what is known at that
 * moment, counts quotas where no other publisher can count at the same time, fixes what is printed,
 * and records all of it. How a verdict comes about is not known here.
 */
#include "rights.h"
#include "story_check.h"
#include "style.h"

#include <cutline/answers.h>

#include <string.h>

#define SAME_TIME_US (60 * G_USEC_PER_SEC) /* clocks of who asks and who answers */

/* --- may it --------------------------------------------------------------------------------- */

/* What the stage makes of it. NULL: it may go. */
static const char *
what_holds_up(const ClUseCheck *check, const char *despite)
{
	const ClVerdict *verdict = check->verdict;

	if (verdict->stop)
		return "it is stopped, and no stage or reason lets it out";
	switch (verdict->stage) {
	case CL_STAGE_OBSERVE:
		return NULL;
	case CL_STAGE_BLOCK:
		if (verdict->verdict == CL_VERDICT_DENY)
			return "denied, and the stage is block: a grant or a licence must allow it";
		return check->worst == CL_VERDICT_ALLOW || despite != NULL
			? NULL
			: "to be reviewed; when somebody has: --despite \"who looked, and why it may\"";
	case CL_STAGE_WARN:
	case CL_N_STAGES:
		break;
	}
	return verdict->verdict != CL_VERDICT_DENY || despite != NULL
		? NULL
		: "denied; to publish all the same: --despite \"who decided, and why\"";
}

static const char *
first_reason(const ClUseCheck *check)
{
	const ClReason *reason = check->verdict->reasons->len > 0 ? check->verdict->reasons->pdata[0] : NULL;

	return reason != NULL ? reason->message : "no reason is given";
}

static gboolean
may_go(const ClStoryCheck *all, const char *despite, GError **error)
{
	for (guint i = 0; i < all->uses->len; i++) {
		const ClUseCheck *check = all->uses->pdata[i];
		const char *why = what_holds_up(check, despite);

		if (why == NULL)
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"photo %s holds up story '%s' (%s): %s; see: cutline story check %s",
			check->use->photo, all->story->slug, first_reason(check), why, all->story->slug);
		return FALSE;
	}
	return TRUE;
}

/* --- what went out ----------------------------------------------------------------------------- */

static void
write_hash(ClJson *json, const char *key, gconstpointer bytes, gsize n_bytes)
{
	guint8 sha256[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;

	cl_sha256(bytes, n_bytes, sha256);
	hex = cl_hex(sha256, sizeof sha256);
	cl_json_string(json, key, hex);
}

/* The figure as it can be pasted now: who answers for the page has its text by its hash. */
static gboolean
write_figure(ClArchive *archive, ClJson *json, const ClUseRow *use, GError **error)
{
	const ClExport request = { .kind = CL_EXPORT_FIGURE };
	g_autoptr(ClShown) shown = cl_archive_show(archive, use->photo, error);
	gboolean alt_missing;
	g_autofree char *text = shown == NULL
		? NULL
		: archive_page(archive, shown, use, &request, &alt_missing, error);
	g_autofree char *hex = NULL;

	if (text == NULL)
		return FALSE;
	hex = cl_hex(shown->file->sha256, CL_SHA256_BYTES);
	cl_json_int(json, "version", shown->file->version);
	cl_json_string(json, "original_sha256", hex);
	write_hash(json, "figure_sha256", text, strlen(text));
	return TRUE;
}

gboolean
archive_write_sent_use(ClArchive *archive, ClJson *json, const ClUseCheck *check, GError **error)
{
	gboolean ok;

	cl_json_begin_object(json, NULL);
	ok = write_figure(archive, json, check->use, error);
	cl_json_write_use_check(json, "check", check);
	cl_json_end_object(json);
	return ok;
}

static char *
publication_json(ClArchive *archive, const ClStoryRow *story, const ClStoryCheck *all,
	const ClStoryPublish *publish, gint64 at_us, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	gboolean ok = TRUE;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "story", story->slug);
	cl_json_write_time(json, "at", at_us);
	cl_json_int(json, "at_us", at_us);
	cl_json_string(json, "url", story->url);
	if (publish->page != NULL)
		write_hash(json, "page_sha256", g_bytes_get_data(publish->page, NULL),
			g_bytes_get_size(publish->page));
	cl_json_string(json, "despite", publish->despite);
	cl_json_string(json, "verdict", cl_verdict_name(all->worst));
	cl_json_begin_array(json, "uses");
	for (guint i = 0; ok && i < all->uses->len; i++)
		ok = archive_write_sent_use(archive, json, all->uses->pdata[i], error);
	if (!ok)
		return NULL;
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* --- out ------------------------------------------------------------------------------------------ */

gboolean
archive_spend(ClArchive *archive, const ClUseRow *use, const ClVerdict *verdict, gint64 at_us,
	gboolean committed, GError **error)
{
	g_autoptr(GPtrArray) spendings =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_spending_free);

	for (guint i = 0; i < verdict->spends->len; i++) {
		const ClSpend *spend = verdict->spends->pdata[i];
		ClSpending *spending = g_new0(ClSpending, 1);

		spending->licence = g_strdup(spend->licence);
		g_strlcpy(spending->photo, spend->photo, sizeof spending->photo);
		spending->at_us = at_us;
		spending->committed = committed;
		g_ptr_array_add(spendings, spending);
	}
	return archive_put_spendings(archive, use, spendings, error);
}

/* What is printed is fixed: a later change of the archive does not change the page by itself. */
static gboolean
publish_use(ClArchive *archive, const ClStoryRow *story, ClUseCheck *check, gint64 at_us, GError **error)
{
	ClUseRow *use = check->use;

	if (!archive_see(archive, use, story->language, error))
		return FALSE;
	use->state = CL_USE_PUBLISHED;
	if (use->published_us == 0)
		use->published_us = at_us;
	use->removed_us = 0;
	return archive_put_use(archive, use, "use-publish", error) &&
		archive_spend(archive, use, check->verdict, at_us, TRUE, error);
}

static gboolean
put_publication(ClArchive *archive, const ClStoryRow *story, const char *json, gint64 at_us, GError **error)
{
	ClPublication row = { .at_us = at_us, .who = archive->who, .url = story->url,
		.json = (char *) json };
	g_autofree char *subject = archive_story_subject(story->slug);

	return cl_catalog_add_publication(archive->catalog, story->slug, &row, error) &&
		archive_event(archive, ARCHIVE_PUBLICATION, subject, json, error);
}

static gboolean
publish_all(ClArchive *archive, ClStoryRow *story, ClStoryCheck *all, const ClStoryPublish *publish,
	GPtrArray *photos, GError **error)
{
	gint64 now_us = cl_time_now_us();
	gint64 at_us = publish->ask.at_us != 0 ? publish->ask.at_us : now_us;
	g_autofree char *json = NULL;

	if (all->uses->len == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "story '%s' holds no photo; add one: "
			"cutline story add %s ID", story->slug, story->slug);
		return FALSE;
	}
	if (!may_go(all, publish->despite, error))
		return FALSE;
	for (guint i = 0; i < all->uses->len; i++) {
		ClUseCheck *check = all->uses->pdata[i];

		g_ptr_array_add(photos, g_strdup(check->use->photo));
		if (!publish_use(archive, story, check, at_us, error))
			return FALSE;
	}
	story->state = CL_STORY_PUBLISHED;
	story->published_us = at_us;
	story->unpublished_us = 0;
	if (publish->url != NULL) {
		g_free(story->url);
		story->url = g_strdup(publish->url);
	}
	json = archive_drop_carried(archive, story, all, at_us, photos, error)
		? publication_json(archive, story, all, publish, at_us, error)
		: NULL;
	return json != NULL && archive_put_story(archive, story, "story-publish", error) &&
		put_publication(archive, story, json, at_us, error);
}

/* At most an address, without what breaks a line of a report. */
static gboolean
check_url(const char *url, GError **error)
{
	if (url == NULL ||
		((g_str_has_prefix(url, "https://") || g_str_has_prefix(url, "http://")) &&
			strpbrk(url, " \"<>\n\t") == NULL && g_utf8_validate(url, -1, NULL)))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--url takes an address like https://example.org/story");
	return FALSE;
}

/* A pipeline's empty variable is nobody's reason. */
static gboolean
check_despite(const ClStoryPublish *publish, GError **error)
{
	if (publish->despite == NULL || !cl_text_is_blank(publish->despite))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"--despite is empty; write who decided, and why, or leave it out");
	return FALSE;
}

/* It goes out now, or went out at a time that somebody answers for: readers and quotas do not wait. */
static gboolean
check_instant(const ClStoryPublish *publish, const char *slug, GError **error)
{
	gint64 ahead_us = publish->ask.at_us == 0 ? 0 : publish->ask.at_us - cl_time_now_us();

	if (ahead_us > SAME_TIME_US)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a story is published when it goes out; whether it may then: "
			"cutline story check %s --at …",
			slug);
	else if (ahead_us < -SAME_TIME_US && publish->despite == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"it would be recorded, and counted, as out since then, and is judged with today's "
			"knowledge; if it was: --despite \"who knows, and how\"");
	else
		return TRUE;
	return FALSE;
}

gboolean
cl_archive_story_publish(ClArchive *archive, const char *slug, gint64 if_rev, const ClStoryPublish *publish,
	ClStoryCheck **check, GError **error)
{
	const ClStyle *style = archive_style(archive, error);
	g_autoptr(GPtrArray) spent = archive_spends_new();
	ArchiveAsk ask = { .asked = &publish->ask, .style = style, .publishing = TRUE, .spent = spent };
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(ClStoryCheck) all = NULL;
	g_autoptr(ClStoryRow) story = NULL;
	gboolean ok;

	if (check != NULL)
		*check = NULL;
	if (style == NULL || !check_url(publish->url, error) || !check_despite(publish, error) ||
		!check_instant(publish, slug, error))
		return FALSE;
	story = archive_story_begin(archive, slug, if_rev, error);
	if (story == NULL)
		return FALSE;
	all = archive_check_new(story);
	ok = archive_check_items(archive, story, &ask, all, error) &&
		publish_all(archive, story, all, publish, photos, error);
	ok = archive_story_end(archive, ok, photos, error) &&
		archive_record_renditions(archive, publish->renditions, all, story->published_us, error);
	if (check != NULL)
		*check = g_steal_pointer(&all);
	return ok;
}

/* --- back ---------------------------------------------------------------------------------------- */

static gboolean
take_back(ClArchive *archive, const ClStoryRow *story, gint64 at_us, GPtrArray *photos, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses(archive->catalog, story->slug, error);

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		ClUseRow *use = uses->pdata[i];

		if (use->state != CL_USE_PUBLISHED || use->partner != NULL)
			continue;
		g_ptr_array_add(photos, g_strdup(use->photo));
		if (!archive_remove_use(archive, use, at_us, error))
			return FALSE;
	}
	return uses != NULL;
}

static gboolean
unpublish(ClArchive *archive, ClStoryRow *story, const char *reason, GPtrArray *photos, GError **error)
{
	g_autofree char *subject = archive_story_subject(story->slug);
	g_autofree char *payload = archive_reason_payload(reason);

	if (story->state != CL_STORY_PUBLISHED) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "story '%s' is not published", story->slug);
		return FALSE;
	}
	story->state = CL_STORY_UNPUBLISHED;
	story->unpublished_us = cl_time_now_us();
	return take_back(archive, story, story->unpublished_us, photos, error) &&
		archive_put_story(archive, story, "story-unpublish", error) &&
		(reason == NULL ||
			archive_event(archive, ARCHIVE_UNPUBLISHED, subject, payload, error));
}

gboolean
cl_archive_story_unpublish(ClArchive *archive, const char *slug, gint64 if_rev, const char *reason,
	GError **error)
{
	g_autoptr(ClStoryRow) story = NULL;
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);

	if (reason != NULL && !archive_need_reason(reason, error))
		return FALSE;
	story = archive_story_begin(archive, slug, if_rev, error);
	return story != NULL &&
		archive_story_end(
			archive, unpublish(archive, story, reason, photos, error), photos, error);
}

GPtrArray *
cl_archive_publications(ClArchive *archive, const char *slug, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(archive, slug, error);

	return story == NULL ? NULL : cl_catalog_list_publications(archive->catalog, slug, error);
}
