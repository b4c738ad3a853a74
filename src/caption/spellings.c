/* SPDX-License-Identifier: MIT
 *
 * One thing, several spellings: over one caption, a story, a page. Equivalents of the table first;
 * then names that only differ in transliteration.
 */
#include <cutline/text.h>
#include "style_private.h"

typedef struct {
	char *text, *fold;
	guint n;
	guint in_text;
	ClSpan span;
} Form;

typedef struct {
	char *id;
	GPtrArray *forms; /* Form* in order of appearance */
} Group;

static void
form_free(gpointer data)
{
	Form *form = data;

	g_free(form->text);
	g_free(form->fold);
	g_free(form);
}

static void
group_free(gpointer data)
{
	Group *group = data;

	g_free(group->id);
	g_ptr_array_unref(group->forms);
	g_free(group);
}

void
cl_spelling_free(ClSpelling *spelling)
{
	if (spelling == NULL)
		return;
	g_free(spelling->id);
	g_ptr_array_unref(spelling->forms);
	g_free(spelling);
}

typedef struct {
	GPtrArray *groups;
	GHashTable *by_id; /* → Group*, lent */
} Groups;

static void
count(Groups *groups, const char *id, const char *written, guint in_text, const ClSpan *span)
{
	Group *group = g_hash_table_lookup(groups->by_id, id);
	g_autofree char *fold = cl_text_fold(written);
	Form *form = NULL;

	if (group == NULL) {
		group = g_new0(Group, 1);
		group->id = g_strdup(id);
		group->forms = g_ptr_array_new_with_free_func(form_free);
		g_ptr_array_add(groups->groups, group);
		g_hash_table_insert(groups->by_id, group->id, group);
	}
	for (guint i = 0; i < group->forms->len && form == NULL; i++)
		if (strcmp(((Form *)group->forms->pdata[i])->fold, fold) == 0)
			form = group->forms->pdata[i];
	if (form == NULL) {
		form = g_new0(Form, 1);
		form->text = g_strdup(written);
		form->fold = g_steal_pointer(&fold);
		form->in_text = in_text;
		form->span = *span;
		g_ptr_array_add(group->forms, form);
	}
	form->n++;
}

/* Spellings of one script: a Cyrillic caption beside a Latin one is a translation. */
static gboolean
same_script(const char *a, const char *b)
{
	return ((guchar)a[0] >= 0xd0 && (guchar)a[0] <= 0xd4) ==
	       ((guchar)b[0] >= 0xd0 && (guchar)b[0] <= 0xd4);
}

/* A form that ends in "*" is one spelling in all its cases. */
static void
count_spelt(Groups *groups, const ClStyle *style, const char *text, guint n, GArray *taken)
{
	g_autoptr(GArray) spelt = cl_style_spelt(style, text);
	g_autoptr(GArray) kept_out = cl_style_protected(style, text);

	style_merge(kept_out);
	for (guint i = 0; i < spelt->len; i++) {
		const ClSpelt *one = &g_array_index(spelt, ClSpelt, i);
		const char *form = one->of->forms[one->form];
		g_autofree char *written =
			g_strndup(text + one->span.start, one->span.end - one->span.start);

		g_array_append_val(taken, one->span);
		if (!style_touches(kept_out, &one->span))
			count(groups, one->of->id, g_str_has_suffix(form, "*") ? form : written, n,
				&one->span);
	}
	style_merge(taken);
}

/* A surname alone is the spelling of whoever bears it: keyed by the last word as well. */
static void
count_names(Groups *groups, const ClStyle *style, const char *text, guint n, const GArray *taken)
{
	g_autoptr(GPtrArray) names = cl_style_names(style, text);

	for (guint i = 0; i < names->len; i++) {
		const ClName *name = names->pdata[i];
		g_autofree char *id = g_strdup_printf("name:%s", name->key);

		if (!style_touches(taken, &name->span))
			count(groups, id, name->text, n, &name->span);
	}
}

static int
by_frequency(gconstpointer a, gconstpointer b)
{
	const Form *one = *(Form *const *)a, *other = *(Form *const *)b;

	if (one->n != other->n)
		return one->n > other->n ? -1 : 1;
	return one->in_text != other->in_text ? (one->in_text < other->in_text ? -1 : 1)
					      : (one->span.start < other->span.start ? -1 : 1);
}

static ClSpelling *
spelling_of(const Group *group)
{
	ClSpelling *spelling;
	const Form *second = NULL;

	for (guint i = 1; i < group->forms->len && second == NULL; i++)
		if (same_script(((Form *)group->forms->pdata[0])->text,
			    ((Form *)group->forms->pdata[i])->text))
			second = group->forms->pdata[i];
	if (second == NULL)
		return NULL;
	spelling = g_new0(ClSpelling, 1);
	spelling->id = g_strdup(group->id);
	spelling->forms = g_ptr_array_new_with_free_func(g_free);
	spelling->text = second->in_text;
	spelling->span = second->span;
	g_ptr_array_sort(group->forms, by_frequency);
	for (guint i = 0; i < group->forms->len; i++) {
		const Form *form = group->forms->pdata[i];

		g_ptr_array_add(spelling->forms, g_strdup(form->text));
		if (form == second)
			spelling->form = spelling->forms->pdata[i];
	}
	return spelling;
}

GPtrArray *
cl_style_spellings(const ClStyle *style, const char *const *texts, guint n_texts)
{
	GPtrArray *spellings = g_ptr_array_new_with_free_func((GDestroyNotify)cl_spelling_free);
	Groups groups = {g_ptr_array_new_with_free_func(group_free),
		g_hash_table_new(g_str_hash, g_str_equal)};

	for (guint i = 0; i < n_texts; i++) {
		g_autoptr(GArray) taken = g_array_new(FALSE, FALSE, sizeof(ClSpan));

		if (texts[i] == NULL)
			continue;
		count_spelt(&groups, style, texts[i], i, taken);
		count_names(&groups, style, texts[i], i, taken);
	}
	for (guint i = 0; i < groups.groups->len; i++) {
		ClSpelling *spelling = spelling_of(groups.groups->pdata[i]);

		if (spelling != NULL)
			g_ptr_array_add(spellings, spelling);
	}
	g_hash_table_unref(groups.by_id);
	g_ptr_array_unref(groups.groups);
	return spellings;
}
