/* SPDX-License-Identifier: MIT
 *
 * Stories and uses as values: their names, their life cycle, and how a use lies over its photo.
 */
#include <string.h>
#include <cutline/edit.h>
#include <cutline/error.h>
#include <cutline/text.h>
#include <cutline/use.h>

static const char *const use_states[] = {
#define X(id, name) name,
	CL_USE_STATE_TABLE(X)
#undef X
};
static const char *const story_states[] = {
#define X(id, name) name,
	CL_STORY_STATE_TABLE(X)
#undef X
};
static const ClField text_fields[] = {
#define X(id, field) CL_FIELD_##field,
	CL_USE_TEXT_TABLE(X)
#undef X
};

static guint
find_name(const char *const *names, guint n_names, const char *name)
{
	guint i = 0;

	while (i < n_names && g_strcmp0(names[i], name) != 0)
		i++;
	return i;
}

const char *
cl_use_state_name(ClUseState state)
{
	return use_states[state];
}

ClUseState
cl_use_state_from_name(const char *name)
{
	return (ClUseState)find_name(use_states, CL_N_USE_STATES, name);
}

const char *
cl_story_state_name(ClStoryState state)
{
	return story_states[state];
}

ClStoryState
cl_story_state_from_name(const char *name)
{
	return (ClStoryState)find_name(story_states, CL_N_STORY_STATES, name);
}

ClField
cl_use_text_field(ClUseText text)
{
	return text_fields[text];
}

ClUseText
cl_use_text_from_field(ClField field)
{
	guint i = 0;

	while (i < CL_N_USE_TEXTS && text_fields[i] != field)
		i++;
	return (ClUseText)i;
}

/* --- rows --------------------------------------------------------------------------------- */

void
cl_use_row_free(ClUseRow *use)
{
	if (use == NULL)
		return;
	g_free(use->story);
	g_free(use->channel);
	g_free(use->placement);
	g_free(use->partner);
	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		g_free(use->texts[i]);
		g_free(use->seen[i]);
		g_free(use->langs[i]);
	}
	g_free(use);
}

ClUseRow *
cl_use_row_copy(const ClUseRow *use)
{
	ClUseRow *copy = g_new(ClUseRow, 1);

	*copy = *use;
	copy->story = g_strdup(use->story);
	copy->channel = g_strdup(use->channel);
	copy->placement = g_strdup(use->placement);
	copy->partner = g_strdup(use->partner);
	for (guint i = 0; i < CL_N_USE_TEXTS; i++) {
		copy->texts[i] = g_strdup(use->texts[i]);
		copy->seen[i] = g_strdup(use->seen[i]);
		copy->langs[i] = g_strdup(use->langs[i]);
	}
	return copy;
}

void
cl_story_part_free(ClStoryPart *part)
{
	if (part == NULL)
		return;
	g_free(part->slug);
	g_free(part);
}

ClStoryRow *
cl_story_row_new(const char *slug)
{
	ClStoryRow *story = g_new0(ClStoryRow, 1);

	story->slug = g_strdup(slug);
	story->parts = g_ptr_array_new_with_free_func((GDestroyNotify)cl_story_part_free);
	return story;
}

void
cl_story_row_free(ClStoryRow *story)
{
	if (story == NULL)
		return;
	g_free(story->slug);
	g_free(story->title);
	g_free(story->outlet);
	g_free(story->language);
	g_free(story->section);
	g_free(story->url);
	g_ptr_array_unref(story->parts);
	g_free(story);
}

/* --- slugs -------------------------------------------------------------------------------- */

static gboolean
is_slug(const char *text)
{
	gboolean joint = TRUE;

	for (const char *at = text; *at != '\0'; at++) {
		gboolean sign = strchr("-_.", *at) != NULL;

		if ((!sign && !g_ascii_islower(*at) && !g_ascii_isdigit(*at)) || (sign && joint))
			return FALSE;
		joint = sign;
	}
	return !joint && strlen(text) <= CL_MAX_SLUG_BYTES;
}

/* "Kazakstan in Crisis!" → "kazakstan-in-crisis". */
static char *
propose_slug(const char *typed)
{
	g_autofree char *folded = cl_text_fold(typed);
	g_autoptr(GString) slug = g_string_new(NULL);

	for (const char *at = folded; *at != '\0' && slug->len < CL_MAX_SLUG_BYTES; at++) {
		if (g_ascii_isalnum(*at))
			g_string_append_c(slug, *at);
		else if (slug->len > 0 && slug->str[slug->len - 1] != '-')
			g_string_append_c(slug, '-');
	}
	while (slug->len > 0 && slug->str[slug->len - 1] == '-')
		g_string_truncate(slug, slug->len - 1);
	return slug->len == 0 ? NULL : g_string_free(g_steal_pointer(&slug), FALSE);
}

gboolean
cl_slug_check(const char *slug, GError **error)
{
	g_autofree char *proposed = NULL;
	g_autofree char *shown = NULL;

	if (is_slug(slug))
		return TRUE;
	proposed = propose_slug(slug);
	shown = cl_text_printable(slug);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s' is no name of a story: lower-case letters, digits and single hyphens, at most %d; "
		"write %s",
		shown, CL_MAX_SLUG_BYTES, proposed != NULL ? proposed : "one like flood-in-kelm");
	return FALSE;
}

/* --- over the photo ------------------------------------------------------------------------- */

static gboolean
is_kind_of(const char *special, const char *general)
{
	gsize n = strlen(general);

	return g_ascii_strncasecmp(special, general, n) == 0 && special[n] == '-';
}

/* How well a value's language answers the one asked for; 0 = not at all. */
static guint
rank_language(const char *has, const char *wanted)
{
	return has == NULL                             ? 0
		: g_ascii_strcasecmp(has, wanted) == 0 ? 3
		: is_kind_of(has, wanted)              ? 2
		: is_kind_of(wanted, has)              ? 1
						       : 0;
}

const ClValue *
cl_effective_said_in(const ClEffective *effective, ClField field, const char *lang)
{
	const ClValue *best = NULL, *value;
	guint best_rank = 0;

	for (guint i = 0; lang != NULL && (value = cl_effective_nth(effective, field, i)) != NULL; i++) {
		guint rank = rank_language(value->lang, lang);

		if (rank > best_rank) {
			best = value;
			best_rank = rank;
		}
	}
	return best;
}

const ClValue *
cl_effective_value_in(const ClEffective *effective, ClField field, const char *lang)
{
	const ClValue *value = cl_effective_said_in(effective, field, lang);

	return value != NULL ? value : cl_effective_nth(effective, field, 0);
}

GPtrArray *
cl_effective_values_in(const ClEffective *effective, ClField field, const char *lang)
{
	const ClValue *first = cl_effective_value_in(effective, field, lang), *value;
	GPtrArray *values = g_ptr_array_new();

	for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++)
		if (value == first ||
			(cl_field_info(field)->kind == CL_KIND_LIST &&
				cl_lang_same(value->lang, first->lang)))
			g_ptr_array_add(values, (gpointer)value);
	return values;
}

/* The default text may stand a second time under its language. */
const char *
cl_effective_lang_of(const ClEffective *effective, ClField field, const char *text)
{
	const ClValue *value;

	for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++)
		if (value->lang != NULL && g_ascii_strcasecmp(value->lang, "x-default") != 0 &&
			strcmp(value->value, text) == 0)
			return value->lang;
	return NULL;
}

const char *
cl_effective_in(const ClEffective *effective, ClField field, const char *lang)
{
	const ClValue *value = cl_effective_value_in(effective, field, lang);

	return value != NULL ? value->value : NULL;
}

/* What was missing when the page went out is still missing there; only an alternative text that
 * somebody has written since may be told from one that was left out on purpose. */
const char *
cl_use_own(const ClUseRow *use, ClUseText text)
{
	if (use->texts[text] != NULL || use->state != CL_USE_PUBLISHED)
		return use->texts[text];
	if (use->seen[text] == NULL && text == CL_USE_TEXT_ALT_TEXT)
		return NULL;
	return use->seen[text] != NULL ? use->seen[text] : "";
}

static void
copy_field(ClEffective *to, const ClEffective *from, ClField field)
{
	const ClValue *value;

	for (guint i = 0; (value = cl_effective_nth(from, field, i)) != NULL; i++)
		cl_effective_add(to, field, value);
	to->reason[field] = from->reason[field];
}

/* What the field says in a language becomes all that it says. */
static void
copy_in(ClEffective *to, const ClEffective *from, ClField field, const char *lang)
{
	g_autoptr(GPtrArray) values = cl_effective_values_in(from, field, lang);

	for (guint i = 0; i < values->len; i++) {
		ClValue value = *(const ClValue *)g_ptr_array_index(values, i);

		value.lang = (char *)cl_edit_default_lang(field);
		cl_effective_add(to, field, &value);
	}
	to->reason[field] = from->reason[field];
}

ClEffective *
cl_use_apply(const ClUseRow *use, const ClEffective *effective, const char *lang)
{
	ClEffective *shown = cl_effective_new();

	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		ClUseText text = cl_use_text_from_field(field);
		const char *own = text != CL_N_USE_TEXTS ? cl_use_own(use, text) : NULL;
		ClValue own_value = {.value = (char *)own,
			.lang = (char *)cl_edit_default_lang(field),
			.origin = CL_ORIGIN_USER};

		if (own == NULL && lang == NULL)
			copy_field(shown, effective, field);
		else if (own == NULL)
			copy_in(shown, effective, field, lang);
		else if (*own != '\0')
			cl_effective_add(shown, field, &own_value);
	}
	return shown;
}
