/* SPDX-License-Identifier: MIT
 *
 * What a decision is about: the reasons that its author names, else those that stand on the day on which it
 * is made, for the use for which it is made.
 */
#include "rights.h"

#include <string.h>

static gboolean
is_code(const char *name)
{
	for (int i = 0; i < CL_N_REASONS; i++)
		if (strcmp(cl_reason_name(i), name) == 0)
			return !cl_reason_is_fixed(i);
	return FALSE;
}

/* "TERRITORY,MEDIA" → "TERRITORY MEDIA". */
static gboolean
read_named(ClGrant *grant, GError **error)
{
	g_auto(GStrv) names = g_strsplit_set(grant->covers, ", ", -1);
	g_autoptr(GString) covers = g_string_new(NULL);

	for (guint i = 0; names[i] != NULL; i++) {
		if (names[i][0] == '\0')
			continue;
		if (!is_code(names[i])) {
			g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
				"'%s' is no code that a decision may set aside; 'cutline check' lists what "
				"asks or denies",
				names[i]);
			return FALSE;
		}
		g_string_append_printf(covers, "%s%s", covers->len > 0 ? " " : "", names[i]);
	}
	g_free(grant->covers);
	grant->covers = g_string_free(g_steal_pointer(&covers), FALSE);
	return TRUE;
}

gboolean
archive_set_grant_scope(ClArchive *archive, const char *id, ClGrant *grant, GError **error)
{
	const ClCheck check = {.story = grant->story, .outlet = grant->outlet};
	g_autoptr(ClVerdict) verdict = NULL;

	if (grant->covers != NULL && !grant->allow) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"to forbid a picture needs no code; only 'cutline grant' takes --for");
		return FALSE;
	}
	if (!grant->allow)
		return TRUE;
	if (grant->covers != NULL)
		return read_named(grant, error);
	verdict = cl_archive_check(archive, id, &check, error);
	if (verdict == NULL)
		return FALSE;
	grant->covers = cl_verdict_marks(verdict);
	return TRUE;
}
