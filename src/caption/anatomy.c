/* SPDX-License-Identifier: MIT
 *
 * A caption's parts, and what is said in them. Which part is what is decided in front.c and
 * segment.c; here they are put together.
 */
#include "caption_private.h"

static const char *const form_names[] = {
#define X(id, name) name,
	CL_CAPTION_FORM_TABLE(X)
#undef X
};

static const char *const part_names[] = {
#define X(id, name) name,
	CL_CAPTION_PART_TABLE(X)
#undef X
};

const char *
cl_caption_form_name(ClCaptionForm form)
{
	return form_names[form];
}

const char *
cl_caption_part_name(ClPartKind kind)
{
	return part_names[kind];
}

void
caption_add_part(Anatomy *a, ClPartKind kind, guint start, guint end)
{
	ClCaptionPart part = {.kind = kind, .span = {start, caption_trim(a->text, start, end)}};

	if (part.span.end > part.span.start)
		g_array_append_val(a->caption->parts, part);
	a->at = MAX(a->at, end);
}

/* The words of a part without the signs and brackets around them. */
static char *
words_of(const char *text, const ClSpan *span)
{
	g_autofree char *copy = g_strndup(text + span->start, span->end - span->start);
	char *start = copy, *last;
	gunichar closing;
	gsize n;

	while (*start != '\0' && (strchr(" \t\n-/*.;", *start) != NULL ||
					  g_str_has_prefix(start, "–") || g_str_has_prefix(start, "—")))
		start = g_utf8_next_char(start);
	n = strlen(start);
	while (n > 0 && strchr(" \t\n-/*.;,", start[n - 1]) != NULL)
		start[--n] = '\0';
	closing = caption_closing(g_utf8_get_char(start));
	last = closing == 0 ? NULL : g_utf8_strchr(start, -1, closing);
	if (last != NULL && *g_utf8_next_char(last) == '\0') {
		*last = '\0';
		start = g_utf8_next_char(start);
	} else if (start[0] == '(' && strchr(start, ')') == NULL) {
		start++;
	} else if (n > 0 && start[n - 1] == ')' && strchr(start, '(') == NULL) {
		start[n - 1] = '\0';
	}
	return g_strdup(g_strstrip(start));
}

/* "(UNITED STATES - Tags: A B TPX IMAGES OF THE DAY)": the words behind the colon; else all. */
static void
add_tags(GPtrArray *tags, const char *words)
{
	const char *colon = strstr(words, "Tags:");
	g_auto(GStrv) parts =
		g_strsplit(colon == NULL ? words : colon + 5, colon == NULL ? "\n" : " ", 0);

	for (guint i = 0; parts[i] != NULL; i++)
		if (*g_strstrip(parts[i]) != '\0')
			g_ptr_array_add(tags, g_strdup(parts[i]));
}

/* "Picture date: Wednesday January 5, 2022." */
static void
read_date(ClCaption *caption, const char *words)
{
	g_autoptr(GArray) dates = cl_caption_dates(words);

	for (guint i = 0; i < dates->len && caption->date.month == 0; i++) {
		const ClTextDate *date = &g_array_index(dates, ClTextDate, i);

		caption->date.year = date->year;
		caption->date.month = date->month;
		caption->date.day = date->day;
	}
}

static void
append(GString *out, const char *separator, const char *words)
{
	if (out->len > 0 && *words != '\0')
		g_string_append(out, separator);
	g_string_append(out, words);
}

static void
read_part(ClCaption *caption, const char *text, const ClCaptionPart *part, GString *body,
	GString *signoff)
{
	g_autofree char *words = words_of(text, &part->span);

	switch (part->kind) {
	case CL_PART_BODY:
		if (body->len > 0)
			g_string_append_c(body, ' ');
		g_string_append_len(
			body, text + part->span.start, (gssize)(part->span.end - part->span.start));
		break;
	case CL_PART_SIGNOFF:
		caption->file |=
			g_str_has_suffix(words, ", File") || g_str_has_suffix(words, ", FILE");
		append(signoff, " | ", words);
		break;
	case CL_PART_FILE:
		caption->file = TRUE;
		break;
	case CL_PART_DATELINE:
		read_date(caption, words);
		break;
	case CL_PART_TAGS:
		add_tags(caption->tags, words);
		break;
	case CL_PART_NOTE:
		g_ptr_array_add(caption->notes, g_steal_pointer(&words));
		break;
	case CL_PART_RESTRICTION:
		g_ptr_array_add(caption->restrictions, g_steal_pointer(&words));
		break;
	case CL_PART_SLUG:
		if (caption->slug == NULL && strlen(words) > strlen("See PA story"))
			caption->slug = g_strdup(g_strchug(words + strlen("See PA story")));
		break;
	case CL_PART_ID:
		break;
	}
}

/* Whose habits these are, where the beginning did not tell. */
static ClCaptionForm
form_of(const ClCaption *caption, const char *text)
{
	static const struct {
		const char *in_signoff;
		ClCaptionForm form;
	} habits[] = {
		{"CANADIAN PRESS/", CL_CAPTION_CP},
		{"Canadian Press/", CL_CAPTION_CP},
		{"AP Photo", CL_CAPTION_AP},
		{"via AP", CL_CAPTION_AP},
		{"/AP", CL_CAPTION_AP},
		{"Xinhua/", CL_CAPTION_XINHUA},
		{"/Xinhua", CL_CAPTION_XINHUA},
		{"REUTERS", CL_CAPTION_REUTERS},
		{"EPA/", CL_CAPTION_EPA},
		{"EPA-EFE", CL_CAPTION_EPA},
		{"Shutterstock", CL_CAPTION_SHUTTERSTOCK},
		{"USA TODAY", CL_CAPTION_IMAGN},
		{"Imagn", CL_CAPTION_IMAGN},
		{"PA Wire", CL_CAPTION_PA},
		{"/PA", CL_CAPTION_PA},
		{"/dpa", CL_CAPTION_DPA},
		{"AFP", CL_CAPTION_AFP},
		{"Getty Images", CL_CAPTION_GETTY},
	};

	if (caption->slug != NULL)
		return CL_CAPTION_PA;
	if (caption->form != CL_CAPTION_PLAIN || caption->signoff == NULL)
		return caption->form;
	for (guint i = 0; i < G_N_ELEMENTS(habits); i++)
		if (strstr(caption->signoff, habits[i].in_signoff) != NULL)
			return habits[i].form;
	return CL_CAPTION_PLAIN;
}

ClCaption *
cl_caption_parse(const ClCreditRules *rules, const char *text, const ClSpan *restrictions,
	guint n_restrictions)
{
	ClCaption *caption = g_new0(ClCaption, 1);
	g_autofree guint8 *known = g_new0(guint8, strlen(text) + 1);
	g_autoptr(GString) body = g_string_new(NULL);
	g_autoptr(GString) signoff = g_string_new(NULL);
	Anatomy a = {.rules = rules == NULL ? cl_credit_rules_shipped() : rules,
		.text = text,
		.end = caption_trim(text, 0, (guint)strlen(text)),
		.caption = caption,
		.restrictions = restrictions,
		.n_restrictions = n_restrictions,
		.known = known};

	caption->parts = g_array_new(FALSE, FALSE, sizeof(ClCaptionPart));
	caption->tags = g_ptr_array_new_with_free_func(g_free);
	caption->notes = g_ptr_array_new_with_free_func(g_free);
	caption->restrictions = g_ptr_array_new_with_free_func(g_free);
	a.at = caption_skip(text, 0, a.end);
	caption_read_front(&a);
	caption_read_segments(&a);
	for (guint i = 0; i < caption->parts->len; i++)
		read_part(caption, text, &g_array_index(caption->parts, ClCaptionPart, i), body,
			signoff);
	caption->body = g_string_free(g_steal_pointer(&body), FALSE);
	if (signoff->len > 0)
		caption->signoff = g_string_free(g_steal_pointer(&signoff), FALSE);
	caption->form = form_of(caption, text);
	return caption;
}

void
cl_caption_free(ClCaption *caption)
{
	if (caption == NULL)
		return;
	g_array_unref(caption->parts);
	g_ptr_array_unref(caption->tags);
	g_ptr_array_unref(caption->notes);
	g_ptr_array_unref(caption->restrictions);
	g_free(caption->id);
	g_free(caption->city);
	g_free(caption->region);
	g_free(caption->country);
	g_free(caption->body);
	g_free(caption->signoff);
	g_free(caption->slug);
	g_free(caption);
}
