/* SPDX-License-Identifier: MIT
 *
 * What a decision speaks of. Whoever allows a picture has seen what spoke against it on that day: what comes
 * later, other words or the end of a contract, is no part of it.
 */
#include <string.h>
#include "judge.h"

char *
cl_reason_mark(ClReasonCode code, const char *words)
{
	/* Announced, and there: one thing. */
	const char *name = cl_reason_name(code == CL_REASON_EXPIRES ? CL_REASON_EXPIRED : code);
	g_autofree char *fold = words == NULL ? NULL : cl_text_fold(words);

	return fold == NULL ? g_strdup_printf("%s:", name)
			    : g_strdup_printf("%s:%08x", name, g_str_hash(fold));
}

gboolean
cl_reason_is_fixed(ClReasonCode code)
{
	switch ((int)code) {
	case CL_REASON_KILLED:
	case CL_REASON_WITHHELD:
	case CL_REASON_LEGAL_HOLD:
	case CL_REASON_EMBARGO:
	case CL_REASON_LOOKUP_FAILED:
	case CL_REASON_USES_UNKNOWN:
	case CL_REASON_NOT_EXAMINED:
	case CL_REASON_HELD:
	case CL_REASON_GRANT_DENIED:
	case CL_REASON_PART_FORBIDDEN:
	case CL_REASON_GRANT_CONFLICT:
	case CL_REASON_CREDIT_MISSING:
	case CL_REASON_CREDIT_OTHER:
	case CL_REASON_CREDIT_PART:
		return TRUE;
	default:
		return FALSE;
	}
}

/* Words that are no sure kill may be set aside as they stand, but never whatever they say. */
gboolean
cl_reason_may_be_named(ClReasonCode code)
{
	return !cl_reason_is_fixed(code) && code != CL_REASON_KILL_WORDS &&
	       cl_reason_severity(code) > CL_SEVERITY_NOTE;
}

/* Of a decision of old nobody knows what it was about: all but words of a version that came after it. */
gboolean
rights_grant_covers(const ClGrant *grant, const ClRightsPhoto *photo, ClReasonCode code, const char *words)
{
	g_autofree char *mark = NULL;
	g_auto(GStrv) covered = NULL;
	const char *colon;
	g_autofree char *name = NULL;

	if (grant->covers == NULL)
		return words == NULL || photo->ingested_us <= grant->at_us;
	mark = cl_reason_mark(code, words);
	colon = strchr(mark, ':');
	name = g_strndup(mark, (gsize)(colon - mark));
	covered = g_strsplit(grant->covers, " ", -1);
	return g_strv_contains((const char *const *)covered, mark) ||
	       g_strv_contains((const char *const *)covered, name);
}

/* A date that is announced stands already. */
static gboolean
is_announced(const ClReason *reason)
{
	return reason->code == CL_REASON_EXPIRES || reason->code == CL_REASON_TAKE_DOWN_SOON;
}

char *
cl_verdict_marks(const ClVerdict *verdict)
{
	g_autoptr(GString) marks = g_string_new(NULL);

	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];
		g_autofree char *mark =
			cl_reason_mark(reason->code, reason->worded ? reason->text : NULL);

		if (cl_reason_is_fixed(reason->code) ||
			(reason->severity == CL_SEVERITY_NOTE && reason->set_aside == NULL &&
				!is_announced(reason)))
			continue;
		g_string_append_printf(marks, "%s%s", marks->len > 0 ? " " : "", mark);
	}
	return g_string_free(g_steal_pointer(&marks), FALSE);
}
