/* SPDX-License-Identifier: MIT
 *
 * Lint as a whole: the codes as texts, what is looked at in which order, and how replacements are
 * put into a text.
 */
#include <cutline/text.h>
#include <stdarg.h>
#include "lint_private.h"

static const struct {
	const char *name, *sentence;
	ClLintSeverity severity;
} codes[] = {
#define X(id, severity, sentence) {#id, sentence, CL_LINT_##severity},
	CL_LINT_TABLE(X)
#undef X
};

const char *
cl_lint_name(ClLintCode code)
{
	return codes[code].name;
}

ClLintSeverity
cl_lint_severity(ClLintCode code)
{
	return codes[code].severity;
}

const char *
cl_lint_sentence(ClLintCode code)
{
	return codes[code].sentence;
}

void
cl_lint_free(ClLint *lint)
{
	if (lint == NULL)
		return;
	g_free(lint->message);
	g_free(lint->replacement);
	g_free(lint->rule);
	g_free(lint);
}

ClLint *
lint_add(Linter *linter, ClLintCode code, ClField field, ClSpan span, char *replacement,
	const char *format, ...)
{
	ClLint *lint = g_new0(ClLint, 1);
	va_list args;

	va_start(args, format);
	lint->message = g_strdup_vprintf(format, args);
	va_end(args);
	lint->code = code;
	lint->field = field;
	lint->span = span;
	lint->replacement = replacement;
	g_ptr_array_add(linter->lints, lint);
	return lint;
}

char *
lint_words(const char *text, ClSpan span)
{
	g_autofree char *words = g_strndup(text + span.start, span.end - span.start);

	g_strdelimit(words, "\n\t", ' ');
	return cl_text_ellipsize(g_strstrip(words), 60);
}

gboolean
lint_mentions(const char *text, const char *phrase)
{
	g_autofree char *folded = cl_text_fold(text);
	g_autofree char *wanted = cl_text_fold(phrase);
	gsize n = strlen(wanted);

	if (n == 0)
		return FALSE;
	for (const char *at = folded; (at = strstr(at, wanted)) != NULL; at++) {
		gboolean begins = at == folded || at[-1] == ' ';

		/* A possessive s is folded into the word. */
		if (begins && (at[n] == '\0' || at[n] == ' ' ||
				      (at[n] == 's' && (at[n + 1] == '\0' || at[n + 1] == ' '))))
			return TRUE;
	}
	return FALSE;
}

static void
house_style(Linter *linter, const char *text, ClField field, const GArray *protect)
{
	g_autoptr(GPtrArray) hits = cl_style_find(linter->style, text, linter->subject->lang,
		protect != NULL && protect->len > 0 ? &g_array_index(protect, ClSpan, 0) : NULL,
		protect != NULL ? protect->len : 0);

	for (guint i = 0; i < hits->len; i++) {
		const ClStyleHit *hit = hits->pdata[i];
		g_autofree char *words = lint_words(text, hit->span);
		ClLint *lint = lint_add(linter, CL_LINT_HOUSE_STYLE, field, hit->span,
			g_strdup(hit->replacement), "\"%s\": the house writes \"%s\"", words,
			hit->replacement);

		lint->rule = g_strdup(hit->rule);
	}
}

/* Everything but sentences is left as the agency wrote it. */
static GArray *
other_parts(const ClCaption *parts)
{
	GArray *spans = g_array_new(FALSE, FALSE, sizeof(ClSpan));

	for (guint i = 0; parts != NULL && i < parts->parts->len; i++) {
		const ClCaptionPart *part = &g_array_index(parts->parts, ClCaptionPart, i);

		if (part->kind != CL_PART_BODY)
			g_array_append_val(spans, part->span);
	}
	return spans;
}

static void
spellings(Linter *linter)
{
	const ClLintSubject *subject = linter->subject;
	const ClField fields[] = {CL_FIELD_CAPTION, CL_FIELD_ALT_TEXT, CL_FIELD_HEADLINE};
	const char *texts[] = {linter->parts != NULL ? subject->caption : NULL, subject->alt_text,
		subject->headline};
	g_autoptr(GPtrArray) found = cl_style_spellings(linter->style, texts, G_N_ELEMENTS(texts));

	for (guint i = 0; i < found->len; i++) {
		const ClSpelling *spelling = found->pdata[i];
		const char *other = spelling->forms->pdata[0];

		if (strcmp(other, spelling->form) == 0)
			other = spelling->forms->pdata[1];
		lint_add(linter, CL_LINT_SPELLING_VARIES, fields[spelling->text], spelling->span,
			NULL, "\"%s\" stands here, \"%s\" elsewhere; write one of them",
			spelling->form, other);
	}
}

static int
by_place(gconstpointer a, gconstpointer b)
{
	const ClLint *one = *(ClLint *const *)a, *other = *(ClLint *const *)b;

	if (one->field != other->field)
		return one->field < other->field ? -1 : 1;
	if (one->span.start != other->span.start)
		return one->span.start < other->span.start ? -1 : 1;
	if (one->span.end != other->span.end)
		return one->span.end > other->span.end ? -1 : 1;
	return (int)one->code - (int)other->code;
}

void
cl_lint_sort(GPtrArray *lints)
{
	g_ptr_array_sort(lints, by_place);
}

GPtrArray *
cl_lint(const ClLintSubject *subject, const ClStyle *style)
{
	g_autoptr(ClCaption) parts = NULL;
	g_autoptr(GArray) protect = NULL;
	Linter linter = {.subject = subject,
		.style = style,
		.lints = g_ptr_array_new_with_free_func((GDestroyNotify)cl_lint_free)};

	if (!cl_text_is_blank(subject->caption)) {
		parts = cl_caption_parse(
			style->people, subject->caption, subject->restrictions, subject->n_restrictions);
		linter.parts = parts;
		protect = other_parts(parts);
		house_style(&linter, subject->caption, CL_FIELD_CAPTION, protect);
		lint_letters(&linter, subject->caption, CL_FIELD_CAPTION);
		lint_dates(&linter);
		lint_facts(&linter);
		lint_parts(&linter);
	} else {
		lint_add(&linter, CL_LINT_CAPTION_MISSING, CL_FIELD_CAPTION, (ClSpan){0, 0}, NULL,
			"there is no caption; say who, where and when");
	}
	if (!cl_text_is_blank(subject->headline)) {
		house_style(&linter, subject->headline, CL_FIELD_HEADLINE, NULL);
		lint_letters(&linter, subject->headline, CL_FIELD_HEADLINE);
	}
	lint_alt(&linter);
	if (!cl_text_is_blank(subject->alt_text)) {
		house_style(&linter, subject->alt_text, CL_FIELD_ALT_TEXT, NULL);
		lint_letters(&linter, subject->alt_text, CL_FIELD_ALT_TEXT);
	}
	spellings(&linter);
	cl_lint_sort(linter.lints);
	return linter.lints;
}

char *
cl_lint_fixed(const char *text, const GPtrArray *lints, ClField field, guint *n_done)
{
	GString *out = g_string_new(NULL);
	guint at = 0, n = 0, length = (guint)strlen(text);

	for (guint i = 0; i < lints->len; i++) {
		const ClLint *lint = lints->pdata[i];

		if (lint->field != field || lint->replacement == NULL || lint->span.start < at ||
			lint->span.end > length)
			continue;
		g_string_append_len(out, text + at, (gssize)(lint->span.start - at));
		g_string_append(out, lint->replacement);
		at = lint->span.end;
		n++;
	}
	g_string_append(out, text + at);
	if (n_done != NULL)
		*n_done = n;
	g_strstrip(out->str);
	return g_string_free(out, FALSE);
}

gboolean
cl_lint_warns(const GPtrArray *lints)
{
	for (guint i = 0; i < lints->len; i++)
		if (cl_lint_severity(((ClLint *)lints->pdata[i])->code) == CL_LINT_WARNING)
			return TRUE;
	return FALSE;
}
