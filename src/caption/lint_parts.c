/* SPDX-License-Identifier: MIT
 *
 * Lint of what agencies put around the sentence. It is taken away only where nothing is lost: a
 * credit that the record accounts for, a dateline whose day and place the sentence says.
 */
#include <cutline/text.h>
#include "lint_private.h"

/* The part and the blanks before it, so that none are left behind. */
static ClSpan
with_blanks(const char *text, ClSpan span)
{
	if (span.start == 0) {
		span.end = caption_skip(text, span.end, (guint)strlen(text));
		return span;
	}
	while (span.start > 0 && g_ascii_isspace(text[span.start - 1]))
		span.start--;
	return span;
}

static void
signoff(Linter *linter, ClSpan span, GHashTable *witnessed)
{
	const char *text = linter->subject->caption;
	g_autofree char *words = lint_words(text, span);
	g_autofree char *credit = g_strndup(text + span.start, span.end - span.start);
	g_autofree char *stranger = NULL;

	if (linter->subject->text_only) {
		lint_add(linter, CL_LINT_CREDIT_IN_CAPTION, CL_FIELD_CAPTION, span, NULL,
			"\"%s\" is the credit; it has a field of its own", words);
		return;
	}
	if (caption_accounted_by(credit, witnessed, &stranger))
		lint_add(linter, CL_LINT_CREDIT_IN_CAPTION, CL_FIELD_CAPTION,
			with_blanks(text, span), g_strdup(""),
			"\"%s\" repeats the credit; take it away", words);
	else
		lint_add(linter, CL_LINT_CREDIT_UNACCOUNTED, CL_FIELD_CAPTION, span, NULL,
			"\"%s\": \"%s\" stands neither in credit nor by-line; correct them, or "
			"this",
			words, stranger);
}

/* Does the sentence say day and place of the dateline? */
static gboolean
said_in_body(const ClCaption *parts)
{
	g_autoptr(GArray) dates = cl_caption_dates(parts->body);
	gboolean day = parts->date.month == 0;

	for (guint i = 0; i < dates->len; i++) {
		const ClTextDate *date = &g_array_index(dates, ClTextDate, i);

		day |= date->month == parts->date.month && date->day == parts->date.day;
	}
	return day && (parts->city == NULL || lint_mentions(parts->body, parts->city));
}

static void
dateline(Linter *linter, ClSpan span, gboolean said)
{
	const char *text = linter->subject->caption;
	g_autofree char *words = lint_words(text, span);

	lint_add(linter, CL_LINT_DATELINE_IN_CAPTION, CL_FIELD_CAPTION, with_blanks(text, span),
		said ? g_strdup("") : NULL,
		said ? "\"%s\" is the agency's dateline; the sentence says it again"
		     : "\"%s\" is the agency's dateline; say its day and place in the sentence",
		words);
}

static void
file_mark(Linter *linter, ClSpan span)
{
	const char *text = linter->subject->caption;
	g_autofree char *words = lint_words(text, span);
	guint next = caption_skip(text, span.end, (guint)strlen(text));

	/* "File photo dated … of the mayor": what is left must begin a sentence. */
	lint_add(linter, CL_LINT_FILE_MARK, CL_FIELD_CAPTION, with_blanks(text, span),
		g_unichar_islower(g_utf8_get_char(text + next)) ? NULL : g_strdup(""),
		"\"%s\" marks an older picture; say in the caption from when it is", words);
}

static void
desk_words(Linter *linter, ClPartKind kind, ClSpan span)
{
	const char *text = linter->subject->caption;
	g_autofree char *words = lint_words(text, span);

	lint_add(linter, CL_LINT_DESK_WORDS, CL_FIELD_CAPTION, with_blanks(text, span),
		g_strdup(""), "\"%s\" is %s; not for print, the received caption keeps it", words,
		kind == CL_PART_RESTRICTION ? "a restriction"
		: kind == CL_PART_ID        ? "the agency's number"
					    : "for the desk");
}

/* STR and the like where they would be read. In the parts above they go with their part. */
static void
tokens_in(Linter *linter, const char *text, ClField field)
{
	const GArray *parts = linter->parts->parts;
	guint part = 0;
	static const char *const tokens[] = {"STR", "-STR", "STRINGER", "HANDOUT", "HO", "HOGP",
		"HONS", "UNCREDITED", "XXSTRINGERXX", "UGC", "TPX", "POOL", "STAFF", NULL};
	g_autoptr(GArray) words = NULL;

	if (text == NULL)
		return;
	words = caption_words(text, 0, (guint)strlen(text));
	for (guint i = 0; i < words->len; i++) {
		const Word *word = &g_array_index(words, Word, i);
		g_autofree char *piece = g_strndup(text + word->start, word->base - word->start);
		ClSpan span = {word->start, word->end};
		const ClCaptionPart *around;

		if (!g_strv_contains(tokens, piece))
			continue;
		while (part < parts->len && g_array_index(parts, ClCaptionPart, part).span.end < span.end)
			part++;
		around = field == CL_FIELD_CAPTION && part < parts->len
				 ? &g_array_index(parts, ClCaptionPart, part)
				 : NULL;
		if (around == NULL || around->kind == CL_PART_BODY || around->span.start > span.start)
			lint_add(linter, CL_LINT_AGENCY_TOKEN, field, span, NULL,
				"\"%s\" names nobody; it must not be printed", piece);
	}
}

static void
place(Linter *linter)
{
	const ClCaption *parts = linter->parts;
	const char *city = linter->subject->city;

	if (parts->city == NULL || city == NULL || lint_mentions(parts->city, city) ||
		lint_mentions(city, parts->city))
		return;
	lint_add(linter, CL_LINT_PLACE_CONTRADICTS, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
		"the dateline says %s, the record %s", parts->city, city);
}

void
lint_parts(Linter *linter)
{
	const ClCaption *parts = linter->parts;
	g_autoptr(GHashTable) witnessed = caption_witnessed(&linter->subject->witness);
	gboolean said = said_in_body(parts);

	for (guint i = 0; i < parts->parts->len; i++) {
		const ClCaptionPart *part = &g_array_index(parts->parts, ClCaptionPart, i);

		switch (part->kind) {
		case CL_PART_BODY:
			break;
		case CL_PART_SIGNOFF:
			signoff(linter, part->span, witnessed);
			break;
		case CL_PART_DATELINE:
			dateline(linter, part->span, said);
			break;
		case CL_PART_FILE:
			file_mark(linter, part->span);
			break;
		case CL_PART_ID:
		case CL_PART_TAGS:
		case CL_PART_NOTE:
		case CL_PART_RESTRICTION:
		case CL_PART_SLUG:
			desk_words(linter, part->kind, part->span);
			break;
		}
	}
	if (parts->signoff == NULL && linter->subject->witness.credit != NULL &&
		strlen(linter->subject->witness.credit) > 3 &&
		strpbrk(linter->subject->witness.credit, "/ ") != NULL &&
		lint_mentions(linter->subject->caption, linter->subject->witness.credit))
		lint_add(linter, CL_LINT_CREDIT_IN_CAPTION, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"the caption repeats the credit \"%s\"", linter->subject->witness.credit);
	tokens_in(linter, linter->subject->caption, CL_FIELD_CAPTION);
	if (!linter->subject->text_only)
		tokens_in(linter, linter->subject->witness.credit, CL_FIELD_CREDIT);
	place(linter);
}
