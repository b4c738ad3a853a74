/* SPDX-License-Identifier: MIT
 *
 * What a decision is about: the reasons that its author names, else those that stand on the day on which it
 * is made, for the use for which it is made.
 */
#include "rights.h"

#include <string.h>

/* Whoever names another one would believe that it counts for something. */
static gboolean
check_code(const char *name, GError **error)
{
	gboolean known = FALSE, fixed = FALSE;

	for (int i = 0; i < CL_N_REASONS; i++) {
		if (strcmp(cl_reason_name(i), name) != 0)
			continue;
		if (cl_reason_may_be_named(i))
			return TRUE;
		known = TRUE;
		fixed = fixed || cl_reason_is_fixed(i);
	}
	if (fixed)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"no decision sets '%s' aside: it ends by its own remedy only, which 'cutline check' "
			"names where it stands; leave it out of --for",
			name);
	else if (known)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' only informs: there is nothing to set aside; name what asks or denies%s", name,
			strcmp(name, cl_reason_name(CL_REASON_EXPIRES)) == 0 ? ": EXPIRED" : "");
	else
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no code that a decision may set aside; 'cutline check' lists what asks or "
			"denies",
			name);
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
		if (!check_code(names[i], error))
			return FALSE;
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
