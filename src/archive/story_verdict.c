/* SPDX-License-Identifier: MIT
 *
 * The verdict on one use: what is asked of rights is what this use really shows, where it stands.
 */
#include "story_check.h"

#include <cutline/clearance.h>

void
archive_ask_use(const ClStoryRow *story, const char *about, const ClStoryItem *item, const ArchiveAsk *ask,
	ClCheck *check)
{
	const ClUseRow *use = item->use;
	const char *credit = item->printed[CL_USE_TEXT_CREDIT];

	*check = (ClCheck){ .outlet = story->outlet,
		.channel = ask->asked->channel != NULL ? ask->asked->channel : use->channel,
		.story = about,
		.at_us = ask->asked->at_us,
		.credit_printed = credit != NULL ? credit : "",
		.use = use->id,
		.printed = item->printed,
		.texts_are_checked = TRUE,
		.partner = ask->asked->partner,
		.crop = use->crop_width != 0,
		/* What goes elsewhere now is a new use of it. */
		.published = use->state == CL_USE_PUBLISHED && ask->asked->channel == NULL,
		.publishing = ask->publishing };
}

ClVerdict *
archive_use_verdict(ClArchive *archive, const ClStoryRow *story, const ClStoryItem *item,
	const ArchiveAsk *ask, GError **error)
{
	g_autofree char *about = archive_story_about(archive, item->use, error);
	ClCheck check;

	archive_ask_use(story, about, item, ask, &check);
	return cl_archive_check(archive, item->use->photo, &check, error);
}
