/* SPDX-License-Identifier: MIT
 *
 * What the archive says of a photo where a use says nothing itself: headline, caption and
 * alternative text in the story's language, and the credit as it is to be printed. What a person wrote
 * is printed as it stands; of a received caption, its sentences in house style.
 */
#include "story_check.h"
#include "style.h"

#include <cutline/lint.h>
#include <string.h>

void
archive_clear_texts(char *texts[CL_N_USE_TEXTS])
{
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		g_clear_pointer(&texts[i], g_free);
}

/* Without the agency's credit and desk words, as far as that is mechanical. */
static char *
publishable(const ClStyle *style, const ClEffective *effective, const ClValue *caption)
{
	g_auto(ArchiveRecord) record = { 0 };
	ClLintSubject subject = { .caption = caption->value, .lang = caption->lang };
	g_autoptr(GPtrArray) lints = NULL;

	archive_record_read(effective, subject.lang, &record);
	subject.witness = record.witness;
	if (g_strcmp0(subject.lang, "x-default") == 0)
		subject.lang = NULL;
	lints = cl_lint(&subject, style);
	return cl_lint_fixed(caption->value, lints, CL_FIELD_CAPTION, NULL);
}

static gboolean
printed_caption(ClArchive *archive, const ClEffective *effective, const char *lang, char **text,
	GError **error)
{
	const ClValue *caption = cl_effective_value_in(effective, CL_FIELD_CAPTION, lang);
	const ClStyle *style;

	if (caption == NULL || caption->origin == CL_ORIGIN_USER) {
		*text = caption == NULL ? NULL : g_strdup(caption->value);
		return TRUE;
	}
	style = archive_style(archive, error);
	if (style != NULL)
		*text = publishable(style, effective, caption);
	return style != NULL;
}

/* What somebody wrote in the language stands as it is: the rules know how a credit reads in one only. */
static gboolean
printed_credit(ClArchive *archive, const ClEffective *effective, const char *photo, const char *lang,
	char **text, GError **error)
{
	const ClValue *said = cl_effective_said_in(effective, CL_FIELD_CREDIT, lang);
	g_autoptr(ClFileRow) file = NULL;
	g_autoptr(ClCredit) credit = NULL;

	if (said != NULL) {
		*text = g_strdup(said->value);
		return TRUE;
	}
	file = cl_catalog_get_file(archive->catalog, photo, 0, error);
	credit = file == NULL ? NULL : archive_credit_of(archive, file, effective, error);
	if (credit == NULL)
		return FALSE;
	*text = credit->canonical[0] == '\0' ? NULL : g_strdup(credit->canonical);
	return TRUE;
}

static gboolean
said_text(ClArchive *archive, const ClEffective *effective, const char *photo, const ClUseRow *use,
	const char *lang, ClUseText which, char **text, GError **error)
{
	ClField field = cl_use_text_field(which);
	g_autofree char *credit = NULL;

	if (field == CL_FIELD_CAPTION)
		return printed_caption(archive, effective, lang, text, error);
	if (field == CL_FIELD_CREDIT && !printed_credit(archive, effective, photo, lang, &credit, error))
		return FALSE;
	*text = field == CL_FIELD_CREDIT
		? archive_demanded_credit(archive, photo, use, credit)
		: g_strdup(cl_effective_in(effective, field, lang));
	return TRUE;
}

gboolean
archive_use_texts(ClArchive *archive, const char *photo, const ClUseRow *use, const char *lang,
	char *texts[CL_N_USE_TEXTS], GError **error)
{
	g_autoptr(ClEffective) effective = cl_catalog_get_effective(archive->catalog, photo, error);
	gboolean ok = effective != NULL;

	for (guint i = 0; ok && i < CL_N_USE_TEXTS; i++)
		ok = said_text(archive, effective, photo, use, lang, (ClUseText) i, &texts[i], error);
	return ok;
}

gboolean
archive_printed_texts(ClArchive *archive, const ClUseRow *use, const char *lang,
	char *texts[CL_N_USE_TEXTS], GError **error)
{
	g_autoptr(ClEffective) effective = cl_catalog_get_effective(archive->catalog, use->photo, error);
	gboolean ok = effective != NULL;

	for (guint i = 0; ok && i < CL_N_USE_TEXTS; i++) {
		const char *own = cl_use_own(use, (ClUseText) i);

		if (own == NULL)
			ok = said_text(archive, effective, use->photo, use, lang, (ClUseText) i, &texts[i],
				error);
		else
			texts[i] = i != CL_USE_TEXT_ALT_TEXT && own[0] == '\0' ? NULL : g_strdup(own);
	}
	return ok;
}

void
archive_see_lang(const ClEffective *effective, const char *lang, ClUseRow *use, ClUseText text)
{
	ClField field = cl_use_text_field(text);
	const ClValue *chosen = cl_effective_value_in(effective, field, lang);

	g_free(use->langs[text]);
	use->langs[text] =
		g_strdup(chosen == NULL ? NULL : cl_effective_lang_of(effective, field, chosen->value));
}

gboolean
archive_see(ClArchive *archive, ClUseRow *use, const char *lang, GError **error)
{
	g_autoptr(ClEffective) effective = cl_catalog_get_effective(archive->catalog, use->photo, error);

	archive_clear_texts(use->seen);
	if (effective == NULL || !archive_use_texts(archive, use->photo, use, lang, use->seen, error))
		return FALSE;
	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		if (use->texts[i] == NULL)
			archive_see_lang(effective, lang, use, (ClUseText) i);
	return TRUE;
}

gboolean
archive_printed_lang(ClArchive *archive, const ClUseRow *use, const char *lang, const ClEffective *effective,
	ClUseText text, const char *printed, const char **is, GError **error)
{
	ClField field = cl_use_text_field(text);
	const ClValue *chosen = cl_effective_value_in(effective, field, lang);
	g_autofree char *now = NULL;

	*is = printed == NULL ? NULL : cl_effective_lang_of(effective, field, printed);
	if (printed == NULL || *is != NULL)
		return TRUE;
	if (use != NULL && use->texts[text] != NULL) {
		*is = use->langs[text] != NULL ? use->langs[text] : lang;
		return TRUE;
	}
	if (field != CL_FIELD_CAPTION || chosen == NULL)
		return TRUE;
	if (!printed_caption(archive, effective, lang, &now, error))
		return FALSE;
	if (strcmp(now, printed) == 0)
		*is = cl_effective_lang_of(effective, field, chosen->value);
	return TRUE;
}

ClEffective *
archive_apply_printed(const ClUseRow *use, const ClEffective *effective, const char *lang,
	char *const printed[CL_N_USE_TEXTS])
{
	ClUseRow shown = *use;

	for (guint i = 0; i < CL_N_USE_TEXTS; i++)
		shown.texts[i] = printed[i] != NULL ? printed[i] : (char *) "";
	return cl_use_apply(&shown, effective, lang);
}

ClEffective *
archive_use_effective(ClArchive *archive, const ClUseRow *use, const ClEffective *effective, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(archive, use->story, error);
	char *printed[CL_N_USE_TEXTS] = { NULL };
	ClEffective *applied;

	if (story == NULL || !archive_printed_texts(archive, use, story->language, printed, error))
		return NULL;
	applied = archive_apply_printed(use, effective, story->language, printed);
	archive_clear_texts(printed);
	return applied;
}
