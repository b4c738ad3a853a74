/* SPDX-License-Identifier: MIT
 *
 * The verdict on one use: what is asked of rights is what this use really shows, where it stands, and after
 * what the story shows before it.
 */
#include "rights.h"
#include "story_check.h"

#include <cutline/clearance.h>

#include <string.h>

void
archive_ask_use(const ClStoryRow *story, const char *about, const ClStoryItem *item, const ArchiveAsk *ask,
	ClCheck *check)
{
	const ClUseRow *use = item->use;
	const char *credit = item->printed[CL_USE_TEXT_CREDIT];

	*check = (ClCheck){ .outlet = story->outlet,
		.channel = ask->asked->channel != NULL ? ask->asked->channel : use->channel,
		.story = about,
		.section = story->section,
		.placement = use->placement,
		.at_us = ask->asked->at_us,
		.credit_printed = credit != NULL ? credit : "",
		/* A partner gets the pictures of a digest from their stories. */
		.use = ask->asked->partner != NULL && archive_is_carried(use) ? use->of : use->id,
		.printed = item->printed,
		.texts_are_checked = TRUE,
		.partner = ask->asked->partner,
		.crop = use->crop_width != 0,
		/* What goes elsewhere now is a new use of it. */
		.published = use->state == CL_USE_PUBLISHED && ask->asked->channel == NULL,
		.publishing = ask->publishing,
		.spent_before = ask->spent };
}

/* What may not go takes no place from others. */
static gboolean
goes(const ArchiveAsk *ask, const ClVerdict *verdict)
{
	return ask->goes != NULL ? ask->goes(verdict) : verdict->verdict != CL_VERDICT_DENY;
}

static gboolean
is_recorded(const GPtrArray *spendings, const ClSpend *spend)
{
	for (guint i = 0; i < spendings->len; i++) {
		const ClSpending *spending = spendings->pdata[i];

		if (strcmp(spending->licence, spend->licence) == 0 &&
			strcmp(spending->photo, spend->photo) == 0)
			return TRUE;
	}
	return FALSE;
}

/* What a draft has reserved, or a partner has got before, is counted from there. */
static gboolean
note_spends(ClArchive *archive, const ClCheck *check, const ClVerdict *verdict, GPtrArray *spent,
	GError **error)
{
	g_autoptr(GPtrArray) recorded = NULL;
	g_autofree char *use = NULL;

	if (!archive_asked_use(archive, check, &use, error))
		return FALSE;
	recorded = cl_catalog_list_spendings(archive->catalog, use != NULL ? use : "", error);
	for (guint i = 0; recorded != NULL && i < verdict->spends->len; i++) {
		const ClSpend *spend = verdict->spends->pdata[i];

		if (!is_recorded(recorded, spend))
			archive_add_spend(spent, spend->photo, spend->licence);
	}
	return recorded != NULL;
}

ClVerdict *
archive_use_verdict(ClArchive *archive, const ClStoryRow *story, const ClStoryItem *item,
	const ArchiveAsk *ask, GError **error)
{
	g_autofree char *about = archive_story_about(archive, item->use, error);
	g_autoptr(ClVerdict) verdict = NULL;
	ClCheck check;

	archive_ask_use(story, about, item, ask, &check);
	verdict = cl_archive_check(archive, item->use->photo, &check, error);
	if (verdict == NULL ||
		(ask->spent != NULL && goes(ask, verdict) &&
			!note_spends(archive, &check, verdict, ask->spent, error)))
		return NULL;
	return g_steal_pointer(&verdict);
}

ClVerdict *
archive_live_verdict(ClArchive *archive, const ClUseRow *use, const char *with, const char *without,
	GError **error)
{
	static const ClStoryAsk asked = { 0 };
	const ArchiveAsk ask = { .asked = &asked };
	g_autoptr(ClStoryRow) story = archive_need_story(archive, use->story, error);
	g_autofree char *about = archive_story_about(archive, use, NULL);
	ClStoryItem item = { .use = (ClUseRow *) use };
	ClVerdict *verdict;
	ClCheck check;

	if (story == NULL || !archive_printed_texts(archive, use, story->language, item.printed, error))
		return NULL;
	archive_ask_use(story, about, &item, &ask, &check);
	check.with_licence = with;
	check.without_licence = without;
	verdict = cl_archive_check(archive, use->photo, &check, error);
	archive_clear_texts(item.printed);
	return verdict;
}

/* --- the credit that it prints, if nobody says otherwise ---------------------------------------------- */

static const ClLicence *
find_licence(const GPtrArray *licences, const char *id)
{
	for (guint i = 0; id != NULL && i < licences->len; i++)
		if (strcmp(((ClLicence *) licences->pdata[i])->id, id) == 0)
			return licences->pdata[i];
	return NULL;
}

static gboolean
any_demands(const GPtrArray *licences)
{
	for (guint i = 0; licences != NULL && i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (licence->credit != NULL || licence->open.public_domain)
			return TRUE;
	}
	return FALSE;
}

/* As if nothing were printed yet: the verdict then says on which licence it would rest. */
static ClVerdict *
ask_unprinted(ClArchive *archive, const char *photo, const ClUseRow *use)
{
	static const ClStoryAsk asked = { 0 };
	const ArchiveAsk ask = { .asked = &asked };
	const ClStoryItem item = { .use = (ClUseRow *) use };
	g_autoptr(ClStoryRow) story = NULL;
	g_autofree char *about = NULL;
	ClCheck check = { 0 };

	if (use != NULL) {
		story = archive_need_story(archive, use->story, NULL);
		if (story == NULL)
			return NULL;
		about = archive_story_about(archive, use, NULL);
		archive_ask_use(story, about, &item, &ask, &check);
		check.printed = NULL;
		check.credit_printed = NULL;
	}
	return cl_archive_check(archive, photo, &check, NULL);
}

char *
archive_demanded_credit(ClArchive *archive, const char *photo, const ClUseRow *use, const char *said)
{
	g_autoptr(GPtrArray) restrictions = archive_restrictions(archive, photo, NULL);
	GPtrArray *lent = archive_lend_licences(archive, NULL);
	g_autoptr(GPtrArray) licences = any_demands(lent) ? g_ptr_array_ref(lent) : NULL;
	g_autoptr(ClVerdict) verdict = licences == NULL ? NULL : ask_unprinted(archive, photo, use);

	return cl_rights_due_credit(said, restrictions,
		verdict == NULL ? NULL : find_licence(licences, verdict->licence), FALSE);
}
