/* SPDX-License-Identifier: MIT
 *
 * Lint of the alt text: for those who cannot see, in one or two sentences, and not the caption
 * again. An empty one may be meant (a decorative use); that is said per use, not here.
 */
#include <cutline/text.h>
#include "lint_private.h"

#define MAX_CHARS 250

static gboolean
same_words(const char *a, const char *b)
{
	g_autofree char *one = cl_text_fold(a);
	g_autofree char *other = cl_text_fold(b);

	return strcmp(one, other) == 0;
}

static gboolean
is_file_name(const char *text)
{
	static const char *const endings[] = {
		".jpg", ".jpeg", ".png", ".webp", ".avif", ".tif", ".tiff", ".gif", ".heic", NULL};
	g_autofree char *lower = g_utf8_strdown(text, -1);

	g_strchomp(lower);
	for (guint i = 0; endings[i] != NULL; i++)
		if (g_str_has_suffix(lower, endings[i]))
			return TRUE;
	return FALSE;
}

/* The names that cameras and programs give: "IMG 1234", "untitled". */
static gboolean
is_default_name(const char *text)
{
	static const char *const names[] = {"img", "dsc", "dscf", "dscn", "pxl", "image", "photo", "picture",
		"untitled", "screenshot", "bild", "foto", NULL};
	g_autofree char *folded = cl_text_fold(text);
	gsize n = strcspn(folded, " 0123456789");
	g_autofree char *name = g_strndup(folded, n);

	return folded[n + strspn(folded + n, " 0123456789")] == '\0' && g_strv_contains(names, name);
}

/* "A photograph showing …", "Image: …": the words that begin so, in bytes. */
static guint
says_image(const char *text)
{
	static const char *const articles[] = {"a", "an", "the", "this", "ein", "eine", "une", NULL};
	static const char *const nouns[] = {
		"image", "photo", "photograph", "picture", "screenshot", "bild", "foto", "graphic", NULL};
	static const char *const links[] = {
		"of", "showing", "shows", "depicting", "depicts", "von", "zeigt", "de", NULL};
	g_autoptr(GArray) words = caption_first_words(text, 0, (guint)strlen(text), 3);
	guint i = words->len > 0 && caption_word_in(text, &g_array_index(words, Word, 0), articles);
	const Word *noun = i < words->len ? &g_array_index(words, Word, i) : NULL;

	if (noun == NULL || !caption_word_in(text, noun, nouns))
		return 0;
	if (text[noun->end] == ':')
		return caption_skip(text, noun->end + 1, (guint)strlen(text));
	return i + 1 < words->len && caption_word_in(text, noun + 1, links)
		       ? caption_skip(text, noun[1].end, (guint)strlen(text))
		       : 0;
}

void
lint_alt(Linter *linter)
{
	const ClLintSubject *subject = linter->subject;
	const char *alt = subject->alt_text, *credit;
	guint n = alt == NULL ? 0 : (guint)strlen(alt);
	ClSpan all = {0, n};
	g_autoptr(ClCaption) parts = NULL;

	if (cl_text_is_blank(alt)) {
		if (!subject->text_only)
			lint_add(linter, CL_LINT_ALT_MISSING, CL_FIELD_ALT_TEXT, (ClSpan){0, 0},
				NULL,
				"there is no alt text; describe what is to be seen in one or two "
				"sentences");
		return;
	}
	parts = cl_caption_parse(linter->style->people, alt, NULL, 0);
	if (linter->parts != NULL &&
		(same_words(alt, subject->caption) || same_words(parts->body, linter->parts->body)))
		lint_add(linter, CL_LINT_ALT_IS_CAPTION, CL_FIELD_ALT_TEXT, all, NULL,
			"the alt text only repeats the caption; describe what is to be seen");
	if (g_utf8_strlen(alt, -1) > MAX_CHARS)
		lint_add(linter, CL_LINT_ALT_TOO_LONG, CL_FIELD_ALT_TEXT, all, NULL,
			"%ld characters; put what is beyond %d into extended_description",
			g_utf8_strlen(alt, -1), MAX_CHARS);
	if (says_image(alt) > 0)
		lint_add(linter, CL_LINT_ALT_SAYS_IMAGE, CL_FIELD_ALT_TEXT,
			(ClSpan){0, says_image(alt)}, NULL,
			"begin with what is to be seen; that it is a picture is said anyway");
	if (is_file_name(alt) || is_default_name(alt))
		lint_add(linter, CL_LINT_ALT_FILE_NAME, CL_FIELD_ALT_TEXT, all, NULL,
			"\"%s\" is a file name; describe what is to be seen", alt);
	credit = parts->signoff;
	if (credit == NULL && !cl_text_is_blank(subject->witness.credit) &&
		strlen(subject->witness.credit) > 3 && lint_mentions(alt, subject->witness.credit))
		credit = subject->witness.credit;
	if (credit != NULL)
		lint_add(linter, CL_LINT_ALT_HAS_CREDIT, CL_FIELD_ALT_TEXT, all, NULL,
			"the alt text carries the credit \"%s\"; it is printed beside the caption", credit);
}
