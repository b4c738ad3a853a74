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

static guint
says_image(const char *text)
{
	static const char *const openings[] = {"image of ", "an image of ", "photo of ",
		"a photo of ", "photograph of ", "a photograph of ", "picture of ", "a picture of ",
		"bild von ", "foto von ", "photo de ", NULL};

	for (guint i = 0; openings[i] != NULL; i++)
		if (caption_begins_folded(text, 0, (guint)strlen(text), openings[i]))
			return (guint)strlen(openings[i]);
	return 0;
}

void
lint_alt(Linter *linter)
{
	const ClLintSubject *subject = linter->subject;
	const char *alt = subject->alt_text;
	guint n = alt == NULL ? 0 : (guint)strlen(alt);
	ClSpan all = {0, n};

	if (cl_text_is_blank(alt)) {
		if (!subject->text_only)
			lint_add(linter, CL_LINT_ALT_MISSING, CL_FIELD_ALT_TEXT, (ClSpan){0, 0},
				NULL,
				"there is no alt text; describe what is to be seen in one or two "
				"sentences");
		return;
	}
	if (linter->parts != NULL &&
		(same_words(alt, subject->caption) || same_words(alt, linter->parts->body)))
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
	if (is_file_name(alt))
		lint_add(linter, CL_LINT_ALT_FILE_NAME, CL_FIELD_ALT_TEXT, all, NULL,
			"\"%s\" is a file name; describe what is to be seen", alt);
	if (!cl_text_is_blank(subject->witness.credit) && strlen(subject->witness.credit) > 3 &&
		lint_mentions(alt, subject->witness.credit))
		lint_add(linter, CL_LINT_ALT_HAS_CREDIT, CL_FIELD_ALT_TEXT, all, NULL,
			"the alt text carries the credit \"%s\"; it is printed beside the caption",
			subject->witness.credit);
}
