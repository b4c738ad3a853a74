/* SPDX-License-Identifier: MIT
 *
 * Lint of what stands in the archive: one photo's effective texts in each of its languages, or a text
 * that is not in it yet.
 * Names are also held against what else the archive says, by way of a search: photos that share
 * one word of a name and write the other differently.
 */
#include "archive_private.h"
#include "style.h"

#include <cutline/edit.h>
#include <string.h>

#define MAX_NAMES 6U /* of one caption, looked up in the archive */
#define MAX_HITS 20U /* looked at for one word of a name */

void
cl_linted_free(ClLinted *linted)
{
	if (linted == NULL)
		return;
	g_clear_pointer(&linted->lints, g_ptr_array_unref);
	cl_caption_free(linted->parts);
	g_free(linted->caption);
	g_free(linted->alt_text);
	g_free(linted->headline);
	g_free(linted->credit);
	g_free(linted->proposal);
	g_free(linted->lang);
	g_free(linted->alt_lang);
	g_free(linted->headline_lang);
	g_free(linted->credit_lang);
	g_clear_pointer(&linted->others, g_ptr_array_unref);
	g_free(linted);
}

gboolean
cl_linted_warns(const ClLinted *linted)
{
	gboolean warns = cl_lint_warns(linted->lints);

	for (guint i = 0; linted->others != NULL && i < linted->others->len; i++)
		warns |= cl_lint_warns(((ClLinted *)linted->others->pdata[i])->lints);
	return warns;
}

const char *
cl_linted_text(const ClLinted *linted, ClField field)
{
	switch ((int)field) {
	case CL_FIELD_CAPTION:
		return linted->caption;
	case CL_FIELD_ALT_TEXT:
		return linted->alt_text;
	case CL_FIELD_HEADLINE:
		return linted->headline;
	case CL_FIELD_CREDIT:
		return linted->credit;
	}
	return NULL;
}

const char *
cl_linted_lang(const ClLinted *linted, ClField field)
{
	switch ((int)field) {
	case CL_FIELD_CAPTION:
		return linted->lang;
	case CL_FIELD_ALT_TEXT:
		return linted->alt_lang;
	case CL_FIELD_HEADLINE:
		return linted->headline_lang;
	case CL_FIELD_CREDIT:
		return linted->credit_lang;
	}
	return NULL;
}

const char *
cl_linted_language(const ClLinted *linted)
{
	if (linted->lang != NULL)
		return linted->lang;
	return linted->alt_lang != NULL ? linted->alt_lang : linted->headline_lang;
}

/* The name as one phrase, or one of its words without the phrase. */
static ClQuery *
query_of(const char *tokens)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = CL_QUERY_TEXT;
	query->field = CL_N_FIELDS;
	query->tokens = g_strdup(tokens);
	return query;
}

static ClQuery *
query_group(ClQueryType type, ClQuery *first, ClQuery *second)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = type;
	query->field = CL_N_FIELDS;
	query->children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	g_ptr_array_add(query->children, first);
	if (second != NULL)
		g_ptr_array_add(query->children, second);
	return query;
}

/* A name of the text with the same key and other letters; NULL if there is none. */
static char *
other_spelling(const ClStyle *style, const char *text, const ClName *name)
{
	g_autoptr(GPtrArray) names = text == NULL ? NULL : cl_style_names(style, text);
	g_autofree char *fold = cl_text_fold(name->text);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const ClName *other = names->pdata[i];
		g_autofree char *other_fold = cl_text_fold(other->text);

		if (strcmp(other->key, name->key) == 0 && strcmp(fold, other_fold) != 0)
			return g_strdup(other->text);
	}
	return NULL;
}

/* Photos that have one word of the name but not the name: do they write the rest differently? */
static char *
look_up(ClArchive *archive, const ClStyle *style, const ClName *name, const char *tokens,
	const char *word, char in[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(ClQuery) query = query_group(
		CL_QUERY_AND, query_of(word), query_group(CL_QUERY_NOT, query_of(tokens), NULL));
	g_autoptr(GPtrArray) hits = cl_catalog_search(
		archive->catalog, query, CL_SORT_INGESTED, MAX_HITS, 0, NULL, error);

	for (guint i = 0; hits != NULL && i < hits->len; i++) {
		const ClHit *hit = hits->pdata[i];
		char *other = other_spelling(style, hit->caption, name);

		if (other == NULL)
			continue;
		g_strlcpy(in, hit->id, CL_ID_CHARS + 1);
		return other;
	}
	return NULL;
}

static void
add_spelling(ClLinted *linted, const ClName *name, const char *other, const char *in)
{
	ClLint *lint = g_new0(ClLint, 1);

	for (guint i = 0; i < linted->lints->len; i++) {
		const ClLint *told = linted->lints->pdata[i];

		if (told->field == CL_FIELD_CAPTION && told->span.start <= name->span.start &&
			name->span.end <= told->span.end &&
			(told->code == CL_LINT_HOUSE_STYLE ||
				told->code == CL_LINT_SPELLING_VARIES)) {
			g_free(lint);
			return;
		}
	}
	lint->code = CL_LINT_SPELLING_VARIES;
	lint->field = CL_FIELD_CAPTION;
	lint->span = name->span;
	lint->message = g_strdup_printf(
		"\"%s\" stands here, \"%s\" in photo %s; write one of them", name->text, other, in);
	g_ptr_array_add(linted->lints, lint);
}

static gboolean
against_archive(ClArchive *archive, const ClStyle *style, ClLinted *linted, GError **error)
{
	g_autoptr(GPtrArray) names = cl_style_names(style, linted->caption);
	guint n = 0;

	for (guint i = 0; i < names->len && n < MAX_NAMES; i++) {
		const ClName *name = names->pdata[i];
		g_autofree char *tokens = cl_text_tokens(name->text);
		char in[CL_ID_CHARS + 1];
		g_autofree char *other = NULL;
		g_autofree char *first = NULL;
		GError *why = NULL;

		if (name->n_words < 2 || strchr(tokens, ' ') == NULL)
			continue;
		n++;
		first = g_strndup(tokens, strcspn(tokens, " "));
		other = look_up(archive, style, name, tokens, strrchr(tokens, ' ') + 1, in, &why);
		if (other == NULL && why == NULL)
			other = look_up(archive, style, name, tokens, first, in, &why);
		if (why != NULL) {
			g_propagate_error(error, why);
			return FALSE;
		}
		if (other != NULL)
			add_spelling(linted, name, other, in);
	}
	return TRUE;
}

static void
propose(ClLinted *linted)
{
	if (linted->caption != NULL)
		linted->proposal =
			cl_lint_fixed(linted->caption, linted->lints, CL_FIELD_CAPTION, NULL);
	for (guint i = 0; i < linted->lints->len; i++)
		linted->n_mechanical += ((ClLint *)linted->lints->pdata[i])->replacement != NULL;
}

/* --- a photo's languages ------------------------------------------------------------------------ */

/* What one language says; NULL where it says nothing. */
typedef struct {
	const ClValue *caption, *alt_text, *headline;
} Texts;

static const ClValue *
value_in(const GPtrArray *values, const char *lang)
{
	for (guint i = 0; values != NULL && i < values->len; i++)
		if (cl_lang_same(((ClValue *)values->pdata[i])->lang, lang))
			return values->pdata[i];
	return NULL;
}

static const ClValue *
first_value(const GPtrArray *values)
{
	return values == NULL || values->len == 0 ? NULL : values->pdata[0];
}

/* The first caption with the alt text beside it, then every other language. */
static GArray *
languages_of(const ClEffective *effective)
{
	const GPtrArray *captions = effective->values[CL_FIELD_CAPTION];
	const GPtrArray *alts = effective->values[CL_FIELD_ALT_TEXT];
	const GPtrArray *headlines = effective->translations[CL_FIELD_HEADLINE];
	GArray *languages = g_array_new(FALSE, TRUE, sizeof(Texts));
	Texts first = {first_value(captions), NULL, first_value(effective->values[CL_FIELD_HEADLINE])};

	if (first.caption != NULL)
		first.alt_text = value_in(alts, first.caption->lang);
	if (first.alt_text == NULL)
		first.alt_text = first_value(alts);
	g_array_append_val(languages, first);
	for (guint i = 1; captions != NULL && i < captions->len; i++) {
		const char *lang = ((ClValue *)captions->pdata[i])->lang;
		Texts texts = {captions->pdata[i], value_in(alts, lang), value_in(headlines, lang)};

		if (texts.alt_text == first.alt_text)
			texts.alt_text = NULL;
		g_array_append_val(languages, texts);
	}
	for (guint i = 0; alts != NULL && i < alts->len; i++) {
		Texts texts = {NULL, alts->pdata[i], value_in(headlines, ((ClValue *)alts->pdata[i])->lang)};

		if (texts.alt_text != first.alt_text && value_in(captions, texts.alt_text->lang) == NULL)
			g_array_append_val(languages, texts);
	}
	for (guint i = 0; headlines != NULL && i < headlines->len; i++) {
		Texts texts = {NULL, NULL, headlines->pdata[i]};

		if (value_in(captions, texts.headline->lang) == NULL &&
			value_in(alts, texts.headline->lang) == NULL)
			g_array_append_val(languages, texts);
	}
	return languages;
}

/* What is said in no further language is not missed there: readers get the first one's, of which all is
 * told already. */
static void
drop_told(GPtrArray *lints, const ClLinted *linted)
{
	for (guint i = 0; i < lints->len;) {
		const ClLint *lint = lints->pdata[i];

		if (lint->code == CL_LINT_CAPTION_MISSING || lint->code == CL_LINT_ALT_MISSING ||
			(lint->field == CL_FIELD_CREDIT && linted->credit_lang == NULL))
			g_ptr_array_remove_index(lints, i);
		else
			i++;
	}
}

static ClLinted *
lint_language(ClArchive *archive, const ClShown *shown, const Texts *texts, gboolean is_first,
	ClLintSubject subject, GError **error)
{
	const ClStyle *style = archive_style(archive, NULL);
	g_autoptr(ClLinted) linted = g_new0(ClLinted, 1);
	g_auto(ArchiveRecord) record = {0};

	g_strlcpy(linted->id, shown->photo->id, sizeof linted->id);
	linted->rev = shown->photo->rev;
	if (texts->caption != NULL) {
		linted->caption = g_strdup(texts->caption->value);
		linted->lang = g_strdup(texts->caption->lang);
	}
	if (texts->alt_text != NULL) {
		linted->alt_text = g_strdup(texts->alt_text->value);
		linted->alt_lang = g_strdup(texts->alt_text->lang);
	}
	if (texts->headline != NULL) {
		linted->headline = g_strdup(texts->headline->value);
		linted->headline_lang = g_strdup(texts->headline->lang);
	}
	subject.lang = cl_linted_language(linted);
	archive_record_read(shown->effective, subject.lang, &record);
	subject.witness = record.witness;
	subject.city = record.city;
	subject.country = record.country;
	subject.people = record.people;
	if (record.credit != NULL) {
		linted->credit = g_strdup(record.credit->value);
		linted->credit_lang = g_strdup(record.credit->lang);
	}
	subject.caption = linted->caption;
	subject.alt_text = linted->alt_text;
	subject.headline = linted->headline;
	linted->lints = cl_lint(&subject, style);
	if (!is_first)
		drop_told(linted->lints, linted);
	if (linted->caption != NULL && !against_archive(archive, style, linted, error))
		return NULL;
	cl_lint_sort(linted->lints);
	if (linted->caption != NULL)
		linted->parts = cl_caption_parse(
			archive_credit_rules(archive, NULL), linted->caption, NULL, 0);
	propose(linted);
	return g_steal_pointer(&linted);
}

static ClLinted *
lint_languages(ClArchive *archive, const ClShown *shown, const ClLintSubject *subject, GError **error)
{
	g_autoptr(GArray) languages = languages_of(shown->effective);
	g_autoptr(ClLinted) linted = NULL;

	for (guint i = 0; i < languages->len; i++) {
		ClLinted *one = lint_language(archive, shown, &g_array_index(languages, Texts, i), i == 0,
			*subject, error);

		if (one == NULL)
			return NULL;
		if (linted == NULL) {
			linted = one;
			linted->others = g_ptr_array_new_with_free_func((GDestroyNotify)cl_linted_free);
			continue;
		}
		linted->n_mechanical += one->n_mechanical;
		g_ptr_array_add(linted->others, one);
	}
	return g_steal_pointer(&linted);
}

ClLinted *
cl_archive_lint(ClArchive *archive, const char *text, GError **error)
{
	g_autoptr(ClShown) shown =
		archive_style(archive, error) == NULL ? NULL : cl_archive_show(archive, text, error);
	ClLintSubject subject = {0};

	if (shown == NULL)
		return NULL;
	subject.date_taken = cl_effective_first(shown->effective, CL_FIELD_DATE_TAKEN);
	subject.print_us = cl_time_now_us();
	subject.zone = archive->zone;
	return lint_languages(archive, shown, &subject, error);
}

static gboolean
add_step(GPtrArray *steps, const ClLinted *linted, ClField field, const char *lang, GError **error)
{
	const char *text = cl_linted_text(linted, field);
	g_autofree char *fixed = NULL;
	ClEditStep *step;

	if (text == NULL)
		return TRUE;
	fixed = cl_lint_fixed(text, linted->lints, field, NULL);
	if (strcmp(fixed, text) == 0)
		return TRUE;
	step = cl_edit_step_new(field, lang, CL_EDIT_SET, fixed, error);
	if (step != NULL)
		g_ptr_array_add(steps, step);
	return step != NULL;
}

static gboolean
add_steps(GPtrArray *steps, const ClLinted *linted, GError **error)
{
	if (!add_step(steps, linted, CL_FIELD_HEADLINE, linted->headline_lang, error) ||
		!add_step(steps, linted, CL_FIELD_CAPTION, linted->lang, error) ||
		!add_step(steps, linted, CL_FIELD_ALT_TEXT, linted->alt_lang, error))
		return FALSE;
	for (guint i = 0; linted->others != NULL && i < linted->others->len; i++)
		if (!add_steps(steps, linted->others->pdata[i], error))
			return FALSE;
	return TRUE;
}

gboolean
cl_archive_lint_fix(
	ClArchive *archive, const ClLinted *linted, ClEditAnswer *answer, GError **error)
{
	g_autoptr(GPtrArray) steps =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_edit_step_free);
	const char *photos[] = {linted->id, NULL};
	ClEdit edit = {.steps = steps, .if_rev = linted->rev, .reason = "lint --fix"};

	if (!add_steps(steps, linted, error))
		return FALSE;
	return steps->len == 0 || cl_archive_edit(archive, photos, &edit, answer, error);
}

ClLinted *
cl_archive_lint_text(ClArchive *archive, const char *text, GError **error)
{
	g_autofree char *where = NULL;
	g_autofree char *json = cl_archive_rules(archive, "house-style", &where, error);
	g_autoptr(ClStyle) style = json == NULL ? NULL : cl_style_parse(json, where, error);
	ClLintSubject subject = {.text_only = TRUE};
	ClLinted *linted;

	if (style == NULL)
		return NULL;
	linted = g_new0(ClLinted, 1);
	linted->caption = cl_text_clean(text, -1);
	subject.caption = linted->caption;
	linted->lints = cl_lint(&subject, style);
	linted->parts = cl_caption_parse(NULL, linted->caption, NULL, 0);
	propose(linted);
	return linted;
}
