/* SPDX-License-Identifier: MIT
 *
 * Text with variables → text, for one photo. A date that does not say what its format asks for is
 * empty: "January 2022" has no day, and none is made up. Codes are replaced last, so that they may
 * stand in what a variable gave.
 */
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/template.h>
#include <cutline/text.h>
#include <cutline/time.h>

#include <string.h>

#define MAX_DIGITS 9U
#define SHOWN_BYTES 40U

typedef struct {
	const ClTemplateContext *context; /* NULL: only checking the form */
	GPtrArray *missing;
	ClField field;	   /* a list that is written; CL_N_FIELDS: a text is */
	GPtrArray *values; /* char*: of that list, as far as it is complete */
} Expansion;

static gboolean
refuse(const char *what, gsize n, const char *why, GError **error)
{
	g_autofree char *text = g_strndup(what, n);
	g_autofree char *cut = cl_text_cut(text, SHOWN_BYTES);

	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "{%s}: %s", cut, why);
	return FALSE;
}

/* --- values -------------------------------------------------------------------------------- */

typedef enum { VALUE_TEXT, VALUE_DATE, VALUE_NUMBER } ValueKind;

typedef struct {
	ValueKind kind;
	GPtrArray *texts; /* char* */
	ClDate date;      /* if there is a text */
	guint64 number;
} Value;

static void
clear_value(Value *value)
{
	g_clear_pointer(&value->texts, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Value, clear_value)

static void
add_text(Value *value, const char *text)
{
	if (text != NULL && !cl_text_is_blank(text))
		g_ptr_array_add(value->texts, g_strdup(text));
}

static void
get_now(Value *value, const ClTemplateContext *context)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(context->now_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) now = utc == NULL ? NULL : g_date_time_to_timezone(utc, context->zone);
	g_autofree char *text = now == NULL ? NULL : g_date_time_format(now, "%Y-%m-%dT%H:%M:%S");

	add_text(value, text);
}

static void
get_number(Value *value, guint64 number)
{
	g_autofree char *text = g_strdup_printf("%" G_GUINT64_FORMAT, number);

	value->number = number;
	if (number > 0)
		add_text(value, text);
}

/* FALSE: no such variable. */
static gboolean
get_other(const char *name, const ClTemplateContext *context, Value *value)
{
	static const ClTemplateContext none = {0};
	const ClTemplateContext *c = context != NULL ? context : &none;
	const struct {
		const char *name, *text;
	} texts[] = {{"id", c->id}, {"filename", c->filename}, {"supplier", c->supplier},
		{"user", c->user}};
	const struct {
		const char *name;
		guint64 number;
	} numbers[] = {{"seq", c->seq}, {"width", c->width}, {"height", c->height}};

	for (gsize i = 0; i < G_N_ELEMENTS(texts); i++)
		if (strcmp(texts[i].name, name) == 0) {
			add_text(value, texts[i].text);
			return TRUE;
		}
	for (gsize i = 0; i < G_N_ELEMENTS(numbers); i++)
		if (strcmp(numbers[i].name, name) == 0) {
			value->kind = VALUE_NUMBER;
			get_number(value, numbers[i].number);
			return TRUE;
		}
	if (strcmp(name, "now") != 0)
		return FALSE;
	value->kind = VALUE_DATE;
	if (context != NULL)
		get_now(value, context);
	return TRUE;
}

static gboolean
get_field(const char *name, const ClTemplateContext *context, Value *value)
{
	const char *at = strchr(name, '@');
	g_autofree char *stem = at == NULL ? g_strdup(name) : g_strndup(name, (gsize)(at - name));
	ClField field = cl_field_from_name(stem);
	const ClValue *one;

	if (field == CL_N_FIELDS || (at != NULL && !cl_field_info(field)->langs))
		return FALSE;
	value->kind = cl_field_info(field)->kind == CL_KIND_DATE ? VALUE_DATE : VALUE_TEXT;
	if (context != NULL && at == NULL && cl_field_info(field)->kind != CL_KIND_LIST)
		add_text(value, cl_effective_first(context->effective, field));
	else if (context != NULL)
		for (guint i = 0; (one = cl_effective_nth(context->effective, field, i)) != NULL; i++)
			if (cl_lang_same(one->lang, at == NULL ? NULL : at + 1))
				add_text(value, one->value);
	return TRUE;
}

static gboolean
get_value(const char *name, gsize n, const ClTemplateContext *context, Value *value, GError **error)
{
	g_autofree char *key = g_strndup(name, n);

	value->texts = g_ptr_array_new_with_free_func(g_free);
	if (!get_field(key, context, value) && !get_other(key, context, value))
		return refuse(name, n,
			"is no variable; use a field, or id, filename, supplier, user, width, "
			"height, seq, now",
			error);
	if (value->kind == VALUE_DATE && value->texts->len > 0 &&
		!cl_date_parse(value->texts->pdata[0], &value->date))
		g_ptr_array_set_size(value->texts, 0);
	return TRUE;
}

/* --- formats ------------------------------------------------------------------------------- */

static const char *const days[] = {
	"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};

static void
append_name(GString *out, const char *name, gboolean is_short)
{
	g_string_append_len(out, name, is_short ? 3 : (gssize)strlen(name));
}

static const char *
weekday(const ClDate *date)
{
	GDate day;

	g_date_clear(&day, 1);
	g_date_set_dmy(&day, (GDateDay)date->day, (GDateMonth)date->month, (GDateYear)date->year);
	return days[g_date_get_weekday(&day) - 1];
}

/* TRUE if the date has what the letter asks for; an unknown letter is -1. */
static int
append_date(GString *out, const ClDate *date, char letter, gboolean bare)
{
	static const char letters[] = "dmYyHMSBbAa";
	const int numbers[] = {date->day, date->month, date->year, date->year % 100, date->hour,
		date->minute, date->second};
	const char *at = letter == '\0' ? NULL : strchr(letters, letter);
	gboolean has = at != NULL && (strchr("Yy", letter) != NULL           ? TRUE
					     : strchr("HMS", letter) != NULL ? date->has_time
					     : strchr("mBb", letter) != NULL ? date->month > 0
									     : date->day > 0);

	if (at == NULL)
		return -1;
	if (!has)
		return FALSE;
	if (strchr("Bb", letter) != NULL)
		append_name(out, cl_month_name(date->month), letter == 'b');
	else if (strchr("Aa", letter) != NULL)
		append_name(out, weekday(date), letter == 'a');
	else
		g_string_append_printf(out, "%0*d",
			bare            ? 1
			: letter == 'Y' ? 4
					: 2,
			numbers[at - letters]);
	return TRUE;
}

/* "A, B and C" */
static void
append_list(GString *out, const GPtrArray *texts, gboolean with_and)
{
	for (guint i = 0; i < texts->len; i++) {
		gboolean last = i > 0 && i + 1 == texts->len;

		g_string_append(out, i == 0 ? "" : last && with_and ? " and " : ", ");
		g_string_append(out, texts->pdata[i]);
	}
}

static int
append_text(GString *out, const GPtrArray *texts, char letter)
{
	if (letter >= '1' && letter <= '9') {
		guint i = (guint)(letter - '1');

		if (i >= texts->len)
			return FALSE;
		g_string_append(out, texts->pdata[i]);
	} else if (letter == 's' || letter == 'n') {
		append_list(out, texts, letter == 'n');
	} else if (letter == 'S') {
		g_autoptr(GString) joined = g_string_new(NULL);
		g_autofree char *upper = NULL;

		append_list(joined, texts, FALSE);
		upper = g_utf8_strup(joined->str, -1);
		g_string_append(out, upper);
	} else {
		return -1;
	}
	return TRUE;
}

/* Format with %-letters; *has FALSE: the value lacks a part. FALSE: an unknown letter. */
static gboolean
append_formatted(GString *out, const Value *value, const char *format, gsize n, gboolean *has)
{
	for (gsize i = 0; i < n; i++) {
		gboolean bare = FALSE;
		int state;

		if (format[i] != '%') {
			g_string_append_c(out, format[i]);
			continue;
		}
		if (i + 1 < n && format[i + 1] == '%') {
			g_string_append_c(out, '%');
			i++;
			continue;
		}
		if (value->kind == VALUE_DATE && i + 1 < n && format[i + 1] == '-') {
			bare = TRUE;
			i++;
		}
		i++;
		state = value->kind == VALUE_DATE
				? append_date(out, &value->date, i < n ? format[i] : '\0', bare)
				: append_text(out, value->texts, i < n ? format[i] : '\0');
		if (state < 0)
			return FALSE;
		*has = *has && state;
	}
	return TRUE;
}

static gboolean
append_number(GString *out, const Value *value, const char *format, gsize n)
{
	guint64 width = 0;
	g_autofree char *text = g_strndup(format, n);

	if (n > 0 && !g_ascii_string_to_unsigned(text, 10, 1, MAX_DIGITS, &width, NULL))
		return FALSE;
	g_string_append_printf(out, "%0*" G_GUINT64_FORMAT, (int)MAX(width, 1), value->number);
	return TRUE;
}

static gboolean
append_value(GString *out, const Value *value, const char *format, gsize n, gboolean *has)
{
	gboolean whole = value->texts->len > 0;

	*has = TRUE;
	if (value->kind == VALUE_NUMBER) {
		*has = whole;
		return append_number(out, value, format, n);
	}
	if (format == NULL) {
		append_list(out, value->texts, FALSE);
		*has = whole;
		return TRUE;
	}
	if (!append_formatted(out, value, format, n, has))
		return FALSE;
	*has = *has && whole;
	return TRUE;
}

/* --- variables ------------------------------------------------------------------------------ */

static gboolean
append_code(Expansion *run, GString *out, const char *at, gsize n, GError **error)
{
	g_autofree char *code = g_strndup(at + 1, n - 1);
	const char *text;

	if (run->context == NULL)
		return code[0] != '\0' || refuse(at, n, "names no code", error);
	text = run->context->codes == NULL ? NULL : cl_codes_find(run->context->codes, code);
	if (text == NULL)
		return refuse(
			at, n, "is no code of the loaded files; see: cutline codes list", error);
	g_string_append(out, text);
	return TRUE;
}

static gboolean
is_list(const char *name, gsize n)
{
	gsize n_stem = MIN(n, strcspn(name, "@"));
	g_autofree char *stem = g_strndup(name, n_stem);
	ClField field = cl_field_from_name(stem);

	return field != CL_N_FIELDS && cl_field_info(field)->kind == CL_KIND_LIST;
}

/* *list gets the values of a list that is named without a format. */
static gboolean
append_choice(Expansion *run, GString *out, const char *at, gsize n, gboolean *has, GPtrArray **list,
	GError **error)
{
	const char *colon = memchr(at, ':', n);
	gsize n_name = colon == NULL ? n : (gsize)(colon - at);
	g_auto(Value) value = {0};
	gsize length = out->len;

	*has = TRUE;
	if (n >= 2 && at[0] == '"' && at[n - 1] == '"') {
		g_string_append_len(out, at + 1, (gssize)n - 2);
		return TRUE;
	}
	if (n > 0 && at[0] == '=')
		return append_code(run, out, at, n, error);
	if (!get_value(at, n_name, run->context, &value, error))
		return FALSE;
	if (!append_value(out, &value, colon == NULL ? NULL : colon + 1,
		    colon == NULL ? 0 : n - n_name - 1, has))
		return refuse(at, n,
			value.kind == VALUE_DATE
				? "has a format that is none of dates; use %d %m %B %Y …"
			: value.kind == VALUE_NUMBER
				? "has a format that is none of numbers; use 03"
				: "has a format that is none of texts; use %s %S %n %1",
			error);
	if (!*has)
		g_string_truncate(out, length);
	else if (colon == NULL && is_list(at, n))
		*list = g_ptr_array_ref(value.texts);
	return TRUE;
}

/* --- lists ----------------------------------------------------------------------------------- */

static char *
with_codes(const Expansion *run, const char *text)
{
	const ClCodes *codes = run->context->codes;

	return codes == NULL ? g_strdup(text) : cl_codes_replace(codes, text);
}

/* What was written so far is complete. */
static gboolean
end_text(Expansion *run, GString *out, GError **error)
{
	g_autofree char *text = with_codes(run, out->str);
	g_autoptr(GPtrArray) values = cl_edit_values(run->field, text, error);

	for (guint i = 0; values != NULL && i < values->len; i++)
		if (!cl_edit_add_value(run->values, run->field, values->pdata[i], error))
			return FALSE;
	g_string_truncate(out, 0);
	return values != NULL;
}

static gboolean
add_list(Expansion *run, GString *out, const GPtrArray *list, GError **error)
{
	if (!end_text(run, out, error))
		return FALSE;
	for (guint i = 0; i < list->len; i++) {
		g_autofree char *text = with_codes(run, list->pdata[i]);

		if (!cl_edit_add_value(run->values, run->field, text, error))
			return FALSE;
	}
	return TRUE;
}

/* Does a variable stand alone between two signs of the list? `after`: what follows it. */
static gboolean
stands_alone(const Expansion *run, const GString *out, const char *after)
{
	const char *signs = cl_field_info(run->field)->write == CL_WRITE_WORDS ? ";,\n" : ";\n";
	gsize n = out->len;

	while (n > 0 && out->str[n - 1] == ' ')
		n--;
	after += strspn(after, " ");
	/* The end of `after` is found, too. */
	return (n == 0 || strchr(signs, out->str[n - 1]) != NULL) && strchr(signs, *after) != NULL;
}

/* What stands between the braces. All choices are checked, the first that says something counts. */
static gboolean
append_variable(Expansion *run, GString *out, const char *at, gsize n, GError **error)
{
	const char *end = at + n;
	g_autoptr(GPtrArray) whole = NULL;
	gboolean found = FALSE;

	for (const char *choice = at; choice <= end;) {
		const char *bar = memchr(choice, '|', (gsize)(end - choice));
		gsize length = (gsize)((bar == NULL ? end : bar) - choice);
		g_autoptr(GString) text = g_string_new(NULL);
		g_autoptr(GPtrArray) list = NULL;
		gboolean has;

		if (!append_choice(run, text, choice, length, &has, &list, error))
			return FALSE;
		if (has && !found && list != NULL && run->values != NULL && stands_alone(run, out, end + 1))
			whole = g_steal_pointer(&list);
		else if (has && !found)
			g_string_append_len(out, text->str, (gssize)text->len);
		found = found || has;
		if (bar == NULL)
			break;
		choice = bar + 1;
	}
	if (whole != NULL)
		return add_list(run, out, whole, error);
	if (!found && run->missing != NULL) {
		const char *stop = strpbrk(at, ":|}");

		g_ptr_array_add(run->missing, g_strndup(at, MIN((gsize)(stop - at), n)));
	}
	return TRUE;
}

static char *
expand(Expansion *run, const char *text, GError **error)
{
	g_autoptr(GString) out = g_string_new(NULL);

	for (const char *at = text; *at != '\0';) {
		gsize n = strcspn(at, "{}");
		const char *close;

		g_string_append_len(out, at, (gssize)n);
		at += n;
		if (*at == '\0')
			break;
		if (at[1] == at[0]) {
			g_string_append_c(out, *at);
			at += 2;
			continue;
		}
		close = *at == '{' ? strpbrk(at + 1, "{}") : NULL;
		if (close == NULL || *close != '}') {
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
				"a brace stands alone at '%.20s'; write {{ or }} for a brace "
				"itself",
				g_utf8_validate(at, -1, NULL) ? at : "?");
			return NULL;
		}
		if (!append_variable(run, out, at + 1, (gsize)(close - at - 1), error))
			return NULL;
		if (out->len > CL_MAX_EDIT_BYTES) {
			g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
				"the text becomes longer than %u KiB", CL_MAX_EDIT_BYTES >> 10);
			return NULL;
		}
		at = close + 1;
	}
	return g_string_free(g_steal_pointer(&out), FALSE);
}

char *
cl_template_expand(
	const char *text, const ClTemplateContext *context, GPtrArray *missing, GError **error)
{
	Expansion run = {context, missing, CL_N_FIELDS, NULL};
	char *expanded = expand(&run, text, error);
	char *replaced;

	if (expanded == NULL || context->codes == NULL)
		return expanded;
	replaced = cl_codes_replace(context->codes, expanded);
	g_free(expanded);
	return replaced;
}

GPtrArray *
cl_template_expand_list(ClField field, const char *text, const ClTemplateContext *context,
	GPtrArray *missing, GError **error)
{
	g_autoptr(GPtrArray) values = g_ptr_array_new_with_free_func(g_free);
	Expansion run = {context, missing, field, values};
	g_autofree char *rest = expand(&run, text, error);
	g_autoptr(GString) out = rest == NULL ? NULL : g_string_new(rest);

	return out != NULL && end_text(&run, out, error) ? g_steal_pointer(&values) : NULL;
}

gboolean
cl_template_check(const char *text, GError **error)
{
	Expansion run = {NULL, NULL, CL_N_FIELDS, NULL};
	g_autofree char *expanded = expand(&run, text, error);

	return expanded != NULL;
}
