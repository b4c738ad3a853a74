/* SPDX-License-Identifier: MIT
 *
 * The search grammar of query.h by recursive descent. It knows brackets, AND, OR, NOT, quotes and
 * colons; what a value means is query_value's. Any bytes give an answer: work is linear in the
 * text, depth and number of terms are bounded, and an error points at its character.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include "query_parts.h"

#define MAX_NAME_BYTES 40 /* of anything that might be meant as a field's name */

typedef struct {
	QueryContext context;
	const char *text, *at;
	guint n_terms, depth;
	GError **error;
} Parser;

static ClQuery *parse_or(Parser *p, const QuerySubject *subject);

ClQuery *
query_new(ClQueryType type)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = type;
	query->field = CL_N_FIELDS;
	return query;
}

ClQuery *
query_new_tag(const char *name, const char *value)
{
	ClQuery *query = query_new(CL_QUERY_TAG);

	query->tokens = g_strdup_printf("%s=%s", name, value);
	return query;
}

ClQuery *
query_new_group(ClQueryType type, GPtrArray *children)
{
	ClQuery *query;

	if (children->len == 1) {
		query = g_ptr_array_steal_index(children, 0);
		g_ptr_array_unref(children);
		return query;
	}
	query = query_new(type);
	query->children = children;
	return query;
}

void
cl_query_free(ClQuery *query)
{
	if (query == NULL)
		return;
	g_clear_pointer(&query->children, g_ptr_array_unref);
	g_clear_pointer(&query->judged, cl_judged_free);
	g_free(query->tokens);
	g_free(query);
}

static ClQuery *fail(Parser *p, const char *at, const char *format, ...) G_GNUC_PRINTF(3, 4);

static ClQuery *
fail(Parser *p, const char *at, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	g_set_error(p->error, CL_ERROR, CL_ERROR_USAGE, "column %ld: %s",
		g_utf8_pointer_to_offset(p->text, at) + 1, message);
	return NULL;
}

static gboolean
is_blank(const char *at)
{
	return *at != '\0' && g_unichar_isspace(g_utf8_get_char(at));
}

static void
skip_blanks(Parser *p)
{
	while (is_blank(p->at))
		p->at = g_utf8_next_char(p->at);
}

/* Straight and curly quotation marks; which one closes is not looked at. */
static gboolean
is_quote(const char *at)
{
	gunichar c = g_utf8_get_char(at);

	return c == '"' || c == 0x201C || c == 0x201D || c == 0x201E || c == 0x201F;
}

static gboolean
ends_word(const char *at)
{
	return *at == '\0' || *at == '(' || *at == ')' || is_blank(at) || is_quote(at);
}

/* AND, OR and NOT are operators in capitals only, as words of their own. */
static gboolean
at_operator(const Parser *p, const char *name)
{
	gsize n = strlen(name);

	return strncmp(p->at, name, n) == 0 &&
	       (p->at[n] == '\0' || p->at[n] == '(' || p->at[n] == ')' || is_blank(p->at + n) ||
		       is_quote(p->at + n));
}

static ClQuery *
make_value(Parser *p, const QuerySubject *subject, const QueryValue *value, const char *at)
{
	g_autofree char *problem = NULL;
	ClQuery *query;

	if (++p->n_terms > CL_MAX_QUERY_TERMS)
		return fail(p, at, "more than %u terms; write a shorter query", CL_MAX_QUERY_TERMS);
	query = query_value(&p->context, subject, value, &problem);
	if (query == NULL)
		return fail(p, at, "%s", problem);
	if (query->type == CL_QUERY_JUDGED)
		query->judged->column = (guint)g_utf8_pointer_to_offset(p->text, at) + 1;
	return query;
}

static ClQuery *
parse_phrase(Parser *p, const QuerySubject *subject)
{
	const char *open = p->at, *start = g_utf8_next_char(p->at);
	g_autofree char *text = NULL;
	QueryValue value = {.quoted = TRUE};

	for (p->at = start; *p->at != '\0' && !is_quote(p->at);)
		p->at = g_utf8_next_char(p->at);
	if (*p->at == '\0')
		return fail(p, open, "the quotation is not closed; write a \" behind it");
	text = g_strndup(start, (gsize)(p->at - start));
	p->at = g_utf8_next_char(p->at);
	if (*p->at == '*') {
		value.star = TRUE;
		p->at++;
	}
	value.text = text;
	return make_value(p, subject, &value, open);
}

static ClQuery *
parse_word(Parser *p, const QuerySubject *subject)
{
	const char *start = p->at, *star;
	g_autofree char *text = NULL;
	QueryValue value = {0};

	while (!ends_word(p->at))
		p->at = g_utf8_next_char(p->at);
	text = g_strndup(start, (gsize)(p->at - start));
	if (strcmp(text, "*") == 0 && subject->name[0] == '\0') {
		p->n_terms++;
		return query_new(CL_QUERY_ALL);
	}
	star = strchr(text, '*');
	if (star != NULL && star[1] != '\0')
		return fail(p, start + (star - text),
			"a * stands only at the end of a word; write the beginning and then *");
	if (star != NULL) {
		value.star = TRUE;
		text[star - text] = '\0';
	}
	value.text = text;
	return make_value(p, subject, &value, start);
}

static ClQuery *
parse_group(Parser *p, const QuerySubject *subject)
{
	const char *open = p->at++;
	g_autoptr(ClQuery) inner = NULL;

	if (p->depth >= CL_MAX_QUERY_DEPTH)
		return fail(p, open, "brackets are nested deeper than %u; write fewer",
			CL_MAX_QUERY_DEPTH);
	skip_blanks(p);
	if (*p->at == ')')
		return fail(p, open, "there is nothing in the brackets; write a word in them");
	p->depth++;
	inner = parse_or(p, subject);
	p->depth--;
	if (inner == NULL)
		return NULL;
	skip_blanks(p);
	if (*p->at != ')')
		return fail(p, open, "the bracket is not closed; write a ) behind it");
	p->at++;
	return g_steal_pointer(&inner);
}

/* The bytes of a name before a colon, or 0: "byline:" but not "10:30". */
static gsize
name_length(const char *at)
{
	gsize n = 0;

	while (g_ascii_isalpha(at[n]) || at[n] == '_' || (n > 0 && g_ascii_isdigit(at[n])))
		n++;
	return n > 0 && n <= MAX_NAME_BYTES && at[n] == ':' ? n : 0;
}

static ClQuery *
parse_field(Parser *p, const QuerySubject *outer, gsize n_name)
{
	g_autofree char *name = g_ascii_strdown(p->at, (gssize)n_name);
	const char *start = p->at;
	QuerySubject subject;

	if (!query_subject(name, &subject)) {
		const char *near = query_nearest_subject(name);

		return fail(p, start,
			"there is no field '%s'; write %s%s or put it in quotation marks", name,
			near != NULL ? near : "a field's name before the colon",
			near != NULL ? ":" : "");
	}
	if (outer->name[0] != '\0')
		return fail(p, start, "%s: stands inside %s:( … ); write it outside the brackets",
			name, outer->name);
	p->at += n_name + 1;
	if (*p->at == '(')
		return parse_group(p, &subject);
	if (*p->at != '\0' && is_quote(p->at))
		return parse_phrase(p, &subject);
	if (ends_word(p->at))
		return fail(p, p->at, "nothing stands behind %s:; write the value without a blank",
			name);
	return parse_word(p, &subject);
}

static ClQuery *
parse_term(Parser *p, const QuerySubject *subject)
{
	gsize n_name;

	if (*p->at == '(')
		return parse_group(p, subject);
	if (is_quote(p->at))
		return parse_phrase(p, subject);
	n_name = name_length(p->at);
	if (n_name > 0)
		return parse_field(p, subject, n_name);
	return parse_word(p, subject);
}

/* Any number of "-" and NOT; two of them are none. */
static ClQuery *
parse_not(Parser *p, const QuerySubject *subject)
{
	const char *sign = NULL;
	gboolean negated = FALSE;
	ClQuery *term, *query;

	for (;;) {
		if (*p->at == '-') {
			sign = p->at++;
		} else if (at_operator(p, "NOT")) {
			sign = p->at;
			p->at += 3;
			skip_blanks(p);
		} else {
			break;
		}
		negated = !negated;
	}
	if (*p->at == '\0' || *p->at == ')' || (sign != NULL && is_blank(p->at)) ||
		at_operator(p, "AND") || at_operator(p, "OR"))
		return fail(p, sign != NULL ? sign : p->at,
			"there is nothing to exclude; write -word or NOT word");
	term = parse_term(p, subject);
	if (term == NULL || !negated)
		return term;
	query = query_new(CL_QUERY_NOT);
	query->children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	g_ptr_array_add(query->children, term);
	return query;
}

static gboolean
at_end_of_and(const Parser *p)
{
	return *p->at == '\0' || *p->at == ')' || at_operator(p, "OR");
}

static ClQuery *
parse_and(Parser *p, const QuerySubject *subject)
{
	g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);

	skip_blanks(p);
	while (!at_end_of_and(p)) {
		const char *operator= p->at;
		ClQuery *term;

		if (at_operator(p, "AND")) {
			p->at += 3;
			skip_blanks(p);
			if (terms->len == 0 || at_end_of_and(p) || at_operator(p, "AND"))
				return fail(p, operator,
					"AND stands between two terms; write word AND word");
		}
		term = parse_not(p, subject);
		if (term == NULL)
			return NULL;
		g_ptr_array_add(terms, term);
		skip_blanks(p);
	}
	if (terms->len == 0 && *p->at == ')')
		return fail(p, p->at, "a term is missing before this bracket; write a word");
	if (terms->len == 0)
		return fail(p, p->at, "OR stands between two terms; write word OR word");
	return query_new_group(CL_QUERY_AND, g_steal_pointer(&terms));
}

static ClQuery *
parse_or(Parser *p, const QuerySubject *subject)
{
	g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);

	for (;;) {
		ClQuery *term = parse_and(p, subject);

		if (term == NULL)
			return NULL;
		g_ptr_array_add(terms, term);
		if (!at_operator(p, "OR"))
			break;
		p->at += 2;
	}
	return query_new_group(CL_QUERY_OR, g_steal_pointer(&terms));
}

ClQuery *
cl_query_parse(const char *text, gint64 now_us, GTimeZone *zone, GError **error)
{
	static const QuerySubject any = {QUERY_WORDS, CL_N_FIELDS, ""};
	g_autofree char *valid = NULL;
	Parser p = {.context = {now_us, zone, 0}, .error = error};
	g_autoptr(ClQuery) query = NULL;
	const ClJudged *misplaced;

	if (strlen(text) > CL_MAX_QUERY_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"column %u: the query is longer than %u bytes; write a shorter one",
			CL_MAX_QUERY_BYTES + 1, CL_MAX_QUERY_BYTES);
		return NULL;
	}
	valid = g_utf8_make_valid(text, -1);
	p.text = p.at = valid;
	skip_blanks(&p);
	if (*p.at == '\0')
		return query_new(CL_QUERY_ALL);
	query = parse_or(&p, &any);
	if (query == NULL)
		return NULL;
	if (*p.at != '\0')
		return fail(&p, p.at, "this bracket was never opened; write a ( before it");
	misplaced = query_misplaced(query);
	if (misplaced != NULL)
		return fail(&p, g_utf8_offset_to_pointer(p.text, (glong)misplaced->column - 1),
			"%s: is asked of each photo that the rest finds; write it outside OR and "
			"outside brackets that are excluded",
			query_judged_name(misplaced->kind));
	return query_narrow(g_steal_pointer(&query));
}

const char *
query_nearest(const char *name, const char *const *names, guint n_names, const char *best,
	guint *best_distance)
{
	for (guint i = 0; i < n_names; i++) {
		guint far = cl_text_slips(name, names[i]);

		if (far < *best_distance && far <= 1 + strlen(name) / 4) {
			*best_distance = far;
			best = names[i];
		}
	}
	return best;
}
