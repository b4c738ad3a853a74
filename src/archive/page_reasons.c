/* SPDX-License-Identifier: MIT
 *
 * The reasons that only a page can give, and lint of what it prints. A page's own words are shown
 * with each.
 */
#include "page_check.h"

#include <cutline/lint.h>
#include <string.h>

static const struct {
	const char *code;
	ClSeverity severity;
} page_codes[] = {
#define X(id, severity, text) {#id, CL_SEVERITY_##severity},
	CL_PAGE_REASON_TABLE(X)
#undef X
};

void
page_reason_free(ClPageReason *reason)
{
	g_free(reason->message);
	g_free(reason->fix);
	g_free(reason->source);
	g_free(reason->field);
	g_free(reason->text);
	g_free(reason);
}

void
page_reason(ClPageChecked *checked, PageReasonCode code, char *message, char *fix)
{
	ClPageReason *reason = g_new0(ClPageReason, 1);

	reason->code = page_codes[code].code;
	reason->severity = page_codes[code].severity;
	reason->origin = CL_ORIGIN_OF_RULE;
	reason->source = g_strdup("page");
	reason->message = message;
	reason->fix = fix;
	g_ptr_array_add(checked->reasons, reason);
}

static ClPageReason *
told(const ClPageChecked *checked, const char *code)
{
	for (guint i = 0; i < checked->reasons->len; i++)
		if (strcmp(((ClPageReason *)checked->reasons->pdata[i])->code, code) == 0)
			return checked->reasons->pdata[i];
	return NULL;
}

static void
add_lint(ClPageChecked *checked, const ClLint *lint, const char *text)
{
	const char *code = cl_lint_name(lint->code);
	ClPageReason *reason = told(checked, code);

	if (reason != NULL)
		return;
	reason = g_new0(ClPageReason, 1);
	reason->code = code;
	reason->severity = CL_SEVERITY_NOTE;
	reason->origin = CL_ORIGIN_OF_RULE;
	reason->source = g_strdup(lint->rule != NULL ? lint->rule : "lint");
	reason->field = g_strdup(cl_field_info(lint->field)->name);
	reason->message = g_strdup(lint->message);
	reason->fix = lint->replacement == NULL
			      ? g_strdup_printf(
					"Correct it in the page: %s", cl_lint_sentence(lint->code))
			      : g_strdup_printf("Write \"%s\"", lint->replacement);
	reason->start = lint->span.start;
	reason->end = lint->span.end;
	if (text != NULL && lint->span.end > lint->span.start && lint->span.end <= strlen(text))
		reason->text =
			g_strndup(text + lint->span.start, lint->span.end - lint->span.start);
	g_ptr_array_add(checked->reasons, reason);
}

/* What a page is not blamed for: who is named is the archive's business, a plain-text page may
 * leave out alt texts, and letters are the page's own typography. */
static gboolean
is_page_matter(const ClPrintedPage *page, const ClPrintedPicture *picture, const ClLint *lint)
{
	switch ((int)lint->code) {
	case CL_LINT_CAPTION_MISSING:
	case CL_LINT_NO_WHO:
	case CL_LINT_NO_WHERE:
	case CL_LINT_NO_WHEN:
	case CL_LINT_AGENCY_TOKEN:
		return FALSE;
	case CL_LINT_ALT_MISSING:
		/* alt="" is decoration, on purpose. */
		return page->html && picture->alt == NULL;
	}
	return lint->field != CL_FIELD_ALT_TEXT || lint->code < CL_LINT_STRAIGHT_QUOTES;
}

static gint64
page_us(const ClPrintedPage *page)
{
	ClDate date;

	return page->date != NULL && cl_date_parse(page->date, &date) ? cl_date_wall_us(&date) : 0;
}

void
page_lint(const ClPrintedPage *page, const ClStyle *style, ClPageChecked *checked, const char *date_taken,
	GTimeZone *zone)
{
	const ClPrintedPicture *picture = checked->picture;
	ClLintSubject subject = {.caption = picture->caption,
		.alt_text = picture->alt,
		.lang = page->lang,
		.date_taken = date_taken,
		.print_us = page_us(page)};
	g_autoptr(GPtrArray) lints = NULL;

	subject.witness.credit = picture->credit;
	lints = cl_lint(&subject, style);
	for (guint i = 0; i < lints->len; i++) {
		const ClLint *lint = lints->pdata[i];

		if (is_page_matter(page, picture, lint))
			add_lint(checked, lint,
				lint->field == CL_FIELD_CAPTION ? picture->caption : picture->alt);
	}
}

static int
worst_first(gconstpointer a, gconstpointer b)
{
	const ClPageReason *one = *(ClPageReason *const *)a, *other = *(ClPageReason *const *)b;

	if (one->severity != other->severity)
		return one->severity > other->severity ? -1 : 1;
	return one->start != other->start ? (one->start < other->start ? -1 : 1)
					  : strcmp(one->code, other->code);
}

void
page_conclude(ClPageChecked *checked)
{
	g_ptr_array_sort(checked->reasons, worst_first);
	for (guint i = 0; i < checked->reasons->len; i++) {
		ClSeverity severity = ((ClPageReason *)checked->reasons->pdata[i])->severity;

		if (severity == CL_SEVERITY_DENY)
			checked->verdict = CL_VERDICT_DENY;
		else if (severity == CL_SEVERITY_REVIEW)
			checked->verdict = MAX(checked->verdict, CL_VERDICT_REVIEW);
	}
}
