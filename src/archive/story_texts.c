/* SPDX-License-Identifier: MIT
 *
 * What the archive says of a photo where a use says nothing itself: headline, caption, alternative
 * text in the story's language, and the credit as it is to be printed.
 */
#include "story.h"

void
archive_clear_texts(char *texts[CL_N_USE_TEXTS])
{
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		g_clear_pointer(&texts[i], g_free);
}

gboolean
archive_use_texts(ClArchive *archive, const char *photo, const char *lang, char *texts[CL_N_USE_TEXTS],
	GError **error)
{
	g_autoptr(ClEffective) effective = cl_catalog_get_effective(archive->catalog, photo, error);

	if (effective == NULL)
		return FALSE;
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		texts[i] = g_strdup(
			cl_effective_in(effective, cl_use_text_field((ClUseText) i), lang));
	return TRUE;
}

gboolean
archive_printed_texts(ClArchive *archive, const ClUseRow *use, const char *lang,
	char *texts[CL_N_USE_TEXTS], GError **error)
{
	if (!archive_use_texts(archive, use->photo, lang, texts, error))
		return FALSE;
	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		const char *own = cl_use_own(use, (ClUseText) i);

		if (own == NULL)
			continue;
		g_free(texts[i]);
		texts[i] = i != CL_USE_TEXT_ALT_TEXT && own[0] == '\0' ? NULL : g_strdup(own);
	}
	return TRUE;
}
