/* SPDX-License-Identifier: MIT
 *
 * What a verdict takes from the use it is asked about, and from the papers besides their terms: the texts
 * that stand on the page, whether a picture needs its supplier's number, ids that are written whole.
 */
#include "rights.h"
#include "story.h"

#include <string.h>

void
archive_checked_use_free(ArchiveCheckedUse *checked)
{
	if (checked == NULL)
		return;
	g_clear_pointer(&checked->use, cl_use_row_free);
	archive_clear_texts(checked->printed);
	g_free(checked);
}

/* The photo's place in the story; handed to a partner it is another use. */
static ClUseRow *
find_use(const GPtrArray *uses, const ClCheck *check)
{
	for (guint i = 0; i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		if (strcmp(use->story, check->story) == 0 && use->state != CL_USE_REMOVED &&
			g_strcmp0(use->partner, check->partner) == 0 &&
			(check->channel == NULL || use->channel == NULL ||
				strcmp(use->channel, check->channel) == 0))
			return cl_use_row_copy(use);
	}
	return NULL;
}

gboolean
archive_is_asked_delivery(const ClUseRow *use, const ClCheck *check)
{
	return use->partner != NULL && g_strcmp0(use->partner, check->partner) == 0 &&
	       (g_strcmp0(use->of, check->use) == 0 || g_strcmp0(use->id, check->use) == 0);
}

static void
ask_about(ArchiveCheckedUse *found, const ClCheck *check)
{
	ClCheck *asked = &found->check;
	const char *credit = found->printed[CL_USE_TEXT_CREDIT];

	*asked = *check;
	asked->use = found->use->id;
	asked->printed = found->printed;
	asked->crop = check->crop || found->use->crop_width != 0;
	asked->published = check->published || found->use->state == CL_USE_PUBLISHED;
	if (check->channel == NULL)
		asked->channel = found->use->channel;
	if (check->placement == NULL)
		asked->placement = found->use->placement;
	if (check->credit_printed == NULL)
		asked->credit_printed = credit != NULL ? credit : "";
}

gboolean
archive_find_checked_use(ClArchive *archive, const char *id, const ClCheck *check, ArchiveCheckedUse **found,
	GError **error)
{
	g_autoptr(ArchiveCheckedUse) checked = NULL;
	g_autoptr(GError) why = NULL;
	g_autoptr(ClStoryRow) story = NULL;
	g_autoptr(GPtrArray) uses = NULL;

	*found = NULL;
	if (check->story == NULL || check->use != NULL)
		return TRUE;
	story = cl_catalog_get_story(archive->catalog, check->story, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (story == NULL)
		return TRUE;
	uses = cl_catalog_list_uses_of(archive->catalog, id, error);
	if (uses == NULL)
		return FALSE;
	checked = g_new0(ArchiveCheckedUse, 1);
	checked->use = find_use(uses, check);
	if (checked->use == NULL)
		return TRUE;
	if (!archive_printed_texts(archive, checked->use, story->language, checked->printed, error))
		return FALSE;
	ask_about(checked, check);
	*found = g_steal_pointer(&checked);
	return TRUE;
}

void
archive_note_texts(const ClCheck *check, ClRightsPhoto *photo, ClUse *use)
{
	const char *caption = check->printed[CL_USE_TEXT_CAPTION];

	photo->has_caption = caption != NULL && !cl_text_is_blank(caption);
	/* An empty one says that the picture is decoration. */
	use->alt_missing = !check->texts_are_checked && check->printed[CL_USE_TEXT_ALT_TEXT] == NULL;
}

void
archive_note_invoices(ArchiveFacts *facts, const ClLicence *licence)
{
	if (licence->kind != CL_LICENCE_CONTRACT || licence->cost <= 0 ||
		g_strcmp0(licence->supplier, facts->photo.supplier) != 0)
		return;
	facts->photo.needs_supplier_id = TRUE;
	facts->photo.has_supplier_id =
		cl_effective_first(facts->picture->effective, CL_FIELD_SUPPLIER_ID) != NULL;
}

gboolean
archive_whole_ids(ClArchive *archive, const ClLicence *licence, GError **error)
{
	for (guint i = 0; licence->photos != NULL && licence->photos[i] != NULL; i++) {
		const char *text = licence->photos[i];
		char folded[CL_ID_CHARS + 1], id[CL_ID_CHARS + 1];
		g_autofree char *printable = cl_text_printable(text);
		guint version;

		if (cl_id_fold(text, folded) && strcmp(folded, text) == 0 &&
			strlen(text) == CL_ID_CHARS)
			continue;
		if (cl_archive_find(archive, text, id, &version, NULL))
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
				"licence '%s': \"photos\" has '%s'; write the whole id, %s", licence->id,
				printable, id);
		else
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
				"licence '%s': \"photos\" has '%s', which is no id of a photo here; "
				"'cutline search' finds them",
				licence->id, printable);
		return FALSE;
	}
	return TRUE;
}
