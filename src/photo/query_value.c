/* SPDX-License-Identifier: MIT
 *
 * What the part before a colon may be, and what a value behind it asks for. Words become tokens by
 * core/text, all else one tag or, for ranges, an OR of few. A message names what may be written.
 */
#include <string.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include "query_parts.h"

/* Names of the grammar that are no fields, or fields that are dates. */
static const QuerySubject subject_table[] = {
	{QUERY_DATE, CL_N_FIELDS, "taken"},
	{QUERY_DATE, CL_N_FIELDS, "ingested"},
	{QUERY_NUMBER, CL_N_FIELDS, "width"},
	{QUERY_NUMBER, CL_N_FIELDS, "height"},
	{QUERY_IS, CL_N_FIELDS, "is"},
	{QUERY_HAS, CL_N_FIELDS, "has"},
	{QUERY_FORMAT, CL_N_FIELDS, "format"},
	{QUERY_SUPPLIER, CL_N_FIELDS, "supplier"},
	{QUERY_ID, CL_N_FIELDS, "id"},
	{QUERY_FINDING, CL_N_FIELDS, "finding"},
	{QUERY_USED, CL_N_FIELDS, "used"},
	{QUERY_IN, CL_N_FIELDS, "in"},
	{QUERY_LICENCE, CL_N_FIELDS, "licence"},
	{QUERY_COST, CL_N_FIELDS, "cost"},
	{QUERY_USABLE, CL_N_FIELDS, "usable"},
};

gboolean
query_subject(const char *name, QuerySubject *subject)
{
	ClField field = cl_field_from_name(name);

	for (gsize i = 0; i < G_N_ELEMENTS(subject_table); i++) {
		if (strcmp(name, subject_table[i].name) == 0) {
			*subject = subject_table[i];
			return TRUE;
		}
	}
	if (field == CL_N_FIELDS)
		return FALSE;
	if (field == CL_FIELD_DATE_TAKEN)
		*subject = subject_table[0];
	else
		*subject = (QuerySubject){QUERY_WORDS, field, cl_field_info(field)->name};
	return TRUE;
}

const char *
query_nearest_subject(const char *name)
{
	guint distance = G_MAXUINT;
	const char *best = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(subject_table); i++)
		best = query_nearest(name, &subject_table[i].name, 1, best, &distance);
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		const ClFieldInfo *info = cl_field_info((ClField)i);

		if (info->search || i == CL_FIELD_DATE_TAKEN)
			best = query_nearest(name, &info->name, 1, best, &distance);
	}
	return best;
}

static ClQuery *
words(const QuerySubject *subject, const QueryValue *value, char **problem)
{
	g_autofree char *tokens = NULL;
	ClQuery *query;

	/* `state` is a province; but no province is called so, and a photo's state is. */
	if (subject->field == CL_FIELD_STATE && !value->quoted && !value->star &&
		(strcmp(value->text, "held") == 0 || strcmp(value->text, "killed") == 0))
		return query_new_tag("state", value->text);
	if (subject->field != CL_N_FIELDS && !cl_field_info(subject->field)->search) {
		*problem = g_strdup_printf("%s is not searched by words; write has:%s or a word "
					   "without field",
			subject->name, subject->name);
		return NULL;
	}
	tokens = cl_text_tokens(value->text);
	g_strstrip(tokens);
	if (tokens[0] == '\0') {
		*problem =
			subject->field == CL_N_FIELDS
				? g_strdup(
					  "there is no letter or digit to search for; write a word")
				: g_strdup_printf("there is no letter or digit to search for; "
						  "write %s:word "
						  "or has:%s",
					  subject->name, subject->name);
		return NULL;
	}
	query = query_new(CL_QUERY_TEXT);
	query->field = subject->field;
	query->tokens = g_steal_pointer(&tokens);
	/* One character of a script without blanks is listed in pairs with what follows it. */
	query->prefix = value->star || ((guchar)query->tokens[0] >= 0xe0 &&
					       *g_utf8_next_char(query->tokens) == '\0');
	return query;
}

static ClQuery *
one_of(const char *tag, const char *text, const char *const *names, char **problem)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);
	guint distance = G_MAXUINT;
	const char *near;

	if (g_strv_contains(names, lower))
		return query_new_tag(tag, lower);
	near = query_nearest(lower, names, g_strv_length((char **)names), NULL, &distance);
	if (near != NULL) {
		*problem = g_strdup_printf("%s:%s is not known; write %s:%s", tag, text, tag, near);
	} else {
		g_autofree char *all = g_strjoinv(", ", (char **)names);

		*problem = g_strdup_printf("%s:%s is not known; write one of %s", tag, text, all);
	}
	return NULL;
}

static ClQuery *
has(const char *text, char **problem)
{
	g_autofree char *lower = g_ascii_strdown(text, -1);
	ClField field = cl_field_from_name(lower);
	guint distance = G_MAXUINT;
	const char *near = NULL;

	if (field != CL_N_FIELDS)
		return query_new_tag("has", cl_field_info(field)->name);
	if (g_strv_contains(query_has_names(), lower))
		return query_new_tag("has", lower);
	for (guint i = 0; i < CL_N_FIELDS; i++)
		near = query_nearest(lower, &cl_field_info((ClField)i)->name, 1, near, &distance);
	near = query_nearest(lower, query_has_names(), g_strv_length((char **)query_has_names()),
		near, &distance);
	if (near != NULL)
		*problem = g_strdup_printf("has:%s is not known; write has:%s", text, near);
	else
		*problem = g_strdup_printf("has:%s is not known; write a field's name, c2pa, "
					   "findings, versions or copies",
			text);
	return NULL;
}

static ClQuery *
format(const char *text, char **problem)
{
	static const char *const names[] = {
#define X(id, name, mime, ext) name,
		CL_FORMAT_TABLE(X)
#undef X
			NULL};

	for (guint i = 0; i < CL_N_FORMATS; i++) {
		if (g_ascii_strcasecmp(text, cl_format_extension((ClFormat)i)) == 0)
			return query_new_tag("format", cl_format_name((ClFormat)i));
	}
	return one_of("format", text, names, problem);
}

static ClQuery *
finding(const char *text, char **problem)
{
	static const char *const codes[] = {
#define X(id, sentence) #id,
		CL_FINDING_TABLE(X)
#undef X
			NULL};
	g_autofree char *upper = g_ascii_strup(text, -1);
	g_autofree char *lower = NULL;
	guint distance = G_MAXUINT;
	const char *near;

	g_strdelimit(upper, "-", '_');
	if (cl_finding_code(upper) == NULL) {
		near = query_nearest(upper, codes, G_N_ELEMENTS(codes) - 1, NULL, &distance);
		*problem = g_strdup_printf("finding:%s is not known; write %s%s", text,
			near != NULL ? "finding:"
				     : "a code as show prints it, as finding:NO_CREDIT",
			near != NULL ? near : "");
		return NULL;
	}
	lower = g_ascii_strdown(upper, -1);
	return query_new_tag("finding", lower);
}

static ClQuery *
supplier(const char *text, char **problem)
{
	g_autofree char *key = query_tag_text(text);

	if (key[0] != '\0')
		return query_new_tag("supplier", key);
	*problem = g_strdup("there is no letter or digit in the name; write supplier:NAME");
	return NULL;
}

static ClQuery *
id(const char *text, char **problem)
{
	char folded[CL_ID_CHARS + 1];

	if (cl_id_fold(text, folded))
		return query_new_tag("id", folded);
	*problem = g_strdup_printf("'%s' is no id; write its first %d to %d characters", text,
		CL_ID_MIN_CHARS, CL_ID_CHARS);
	return NULL;
}

static ClQuery *
used(QueryContext *context, const char *text, char **problem)
{
	static const QuerySubject date = {QUERY_DATE, CL_N_FIELDS, "used"};
	gboolean no = g_ascii_strcasecmp(text, "no") == 0 || g_ascii_strcasecmp(text, "never") == 0;
	ClQuery *query;

	if (!no && g_ascii_strcasecmp(text, "yes") != 0)
		return query_range(context, &date, text, problem);
	query = query_new_tag("is", "used");
	if (no) {
		ClQuery *negated = query_new(CL_QUERY_NOT);

		negated->children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
		g_ptr_array_add(negated->children, query);
		query = negated;
	}
	return query;
}

static ClQuery *
in(const char *text, char **problem)
{
	g_autoptr(GError) error = NULL;

	if (cl_slug_check(text, &error))
		return query_new_tag("in", text);
	*problem = g_strdup(error->message);
	return NULL;
}

ClQuery *
query_value(
	QueryContext *context, const QuerySubject *subject, const QueryValue *value, char **problem)
{
	if (value->star && subject->kind != QUERY_WORDS) {
		*problem = g_strdup_printf("%s: takes no *; write the whole value", subject->name);
		return NULL;
	}
	switch (subject->kind) {
	case QUERY_WORDS:
		return words(subject, value, problem);
	case QUERY_DATE:
	case QUERY_NUMBER:
		return query_range(context, subject, value->text, problem);
	case QUERY_IS:
		return g_ascii_strcasecmp(value->text, "expired") == 0
			       ? query_judged(CL_JUDGED_EXPIRED, value->text, problem)
			       : one_of("is", value->text, query_is_names(), problem);
	case QUERY_HAS:
		return has(value->text, problem);
	case QUERY_FORMAT:
		return format(value->text, problem);
	case QUERY_SUPPLIER:
		return supplier(value->text, problem);
	case QUERY_ID:
		return id(value->text, problem);
	case QUERY_FINDING:
		return finding(value->text, problem);
	case QUERY_USED:
		return used(context, value->text, problem);
	case QUERY_IN:
		return in(value->text, problem);
	case QUERY_LICENCE:
		return query_judged(CL_JUDGED_LICENCE, value->text, problem);
	case QUERY_COST:
		return query_judged(CL_JUDGED_COST, value->text, problem);
	case QUERY_USABLE:
		return query_judged(CL_JUDGED_USABLE, value->text, problem);
	}
	return NULL;
}
