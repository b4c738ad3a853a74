/* SPDX-License-Identifier: MIT
 *
 * The house style of an archive, read once; and the spellings that a search takes for one word.
 */
#include "archive_private.h"
#include "style.h"

#include <cutline/rules.h>

#define TABLE "house-style"

struct ArchiveStyle {
	ClStyle *style;
	GStrv *forms; /* for a search */
};

static void
clear(gpointer data)
{
	ArchiveStyle *style = data;

	cl_style_free(style->style);
	cl_style_forms_free(style->forms);
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
	g_autofree char *json = cl_archive_rules(archive, TABLE, &where, error);
	ClStyle *parsed = json == NULL ? NULL : cl_style_parse(json, where, error);
	ArchiveStyle *style;

	if (parsed == NULL)
		return NULL;
	/* Rules about people that cannot be read are reported by what reads credits. */
	if (archive_credit_rules(archive, NULL) != NULL)
		cl_style_know_people(parsed, archive->credit_rules);
	style = g_rc_box_new0(ArchiveStyle);
	style->style = parsed;
	style->forms = cl_style_forms(parsed);
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
	cl_query_widen(query, (const char *const *const *)held->forms);
}

/* A table that somebody broke is reported by lint; a search goes on without spellings. */
void
archive_widen(ClArchive *archive, ClQuery *query)
{
	const ArchiveStyle *style;

	if (archive->style == NULL && !archive_has_own_rules(archive, TABLE)) {
		cl_query_widen(query, cl_style_shipped_forms());
		return;
	}
	style = current(archive, NULL);
	if (style != NULL)
		archive_style_widen(style, query);
}
