/* SPDX-License-Identifier: MIT
 *
 * The house style of an archive, read once; and the spellings that a search takes for one word.
 */
#include "archive_private.h"
#include "style.h"

#include <cutline/rules.h>

struct ArchiveStyle {
	ClStyle *style;
	GPtrArray *spellings; /* GStrv: tokens of each form */
};

static char *
tokens_of(const char *form)
{
	gboolean inflected = g_str_has_suffix(form, "*");
	g_autofree char *tokens = cl_text_tokens(form);

	return g_strconcat(g_strstrip(tokens), inflected ? "*" : "", NULL);
}

static GPtrArray *
spellings_of(const ClStyle *style)
{
	const GPtrArray *equivalents = cl_style_equivalents(style);
	GPtrArray *spellings = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);

	for (guint i = 0; i < equivalents->len; i++) {
		const ClEquivalents *one = equivalents->pdata[i];
		GPtrArray *forms = g_ptr_array_new();

		for (guint j = 0; one->forms[j] != NULL; j++)
			g_ptr_array_add(forms, tokens_of(one->forms[j]));
		g_ptr_array_add(forms, NULL);
		g_ptr_array_add(spellings, g_ptr_array_free(forms, FALSE));
	}
	return spellings;
}

static void
clear(gpointer data)
{
	ArchiveStyle *style = data;

	cl_style_free(style->style);
	g_ptr_array_unref(style->spellings);
}

void
archive_style_free(ArchiveStyle *style)
{
	if (style != NULL)
		g_rc_box_release_full(style, clear);
}

static ArchiveStyle *
read_style(ClArchive *archive, GError **error)
{
	g_autofree char *where = NULL;
	g_autofree char *json = cl_archive_rules(archive, "house-style", &where, error);
	ClStyle *parsed = json == NULL ? NULL : cl_style_parse(json, where, error);
	ArchiveStyle *style;

	if (parsed == NULL)
		return NULL;
	/* Rules about people that cannot be read are reported by what reads credits. */
	if (archive_credit_rules(archive, NULL) != NULL)
		cl_style_know_people(parsed, archive->credit_rules);
	style = g_rc_box_new0(ArchiveStyle);
	style->style = parsed;
	style->spellings = spellings_of(parsed);
	return style;
}

static ArchiveStyle *
current(ClArchive *archive, GError **error)
{
	if (archive->style == NULL)
		archive->style = read_style(archive, error);
	return archive->style;
}

const ClStyle *
archive_style(ClArchive *archive, GError **error)
{
	const ArchiveStyle *style = current(archive, error);

	return style == NULL ? NULL : style->style;
}

ArchiveStyle *
archive_style_hold(ClArchive *archive, GError **error)
{
	ArchiveStyle *style = current(archive, error);

	return style == NULL ? NULL : g_rc_box_acquire(style);
}

const ClStyle *
archive_style_of(const ArchiveStyle *held)
{
	return held->style;
}

void
archive_style_widen(const ArchiveStyle *held, ClQuery *query)
{
	cl_query_widen(query, held->spellings);
}

/* A table that somebody broke is reported by lint; a search goes on without spellings. */
void
archive_widen(ClArchive *archive, ClQuery *query)
{
	const ArchiveStyle *style = current(archive, NULL);

	if (style != NULL)
		archive_style_widen(style, query);
}
