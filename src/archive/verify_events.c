/* SPDX-License-Identifier: MIT
 *
 * Verify, events: the chain holds, the journal goes as far as the catalog and says the same. Which
 * of two that differ is right cannot be told here, so nothing of them is repaired.
 */
#include "verify.h"

#include <cutline/json.h>

#include <string.h>

#define TAIL_LINES 1000U

static gboolean
check_chain(VerifyCheck *check, GError **error)
{
	gint64 broken_seq = 0;
	GError *why = NULL;

	if (cl_catalog_check_chain(check->archive->catalog, &broken_seq, &why))
		return TRUE;
	if (broken_seq == 0)
		return verify_forgive(check, "events", why, error);
	g_error_free(why);
	verify_complain(check, FALSE, "CHAIN_BROKEN",
		"event %" G_GINT64_FORMAT " or one before it was changed after it was written; "
		"compare with the journal",
		broken_seq);
	return TRUE;
}

static gboolean
same_text(GVariant *line, const char *key, const char *expected)
{
	const char *text = NULL;

	g_variant_lookup(line, key, "&s", &text);
	return g_strcmp0(text, expected) == 0;
}

/* A payload may have been erased from the catalog (personal data); the chain covers the rest. */
static gboolean
says_the_same(GVariant *line, const ClEventRow *event)
{
	gint64 at_us = 0;

	return g_variant_lookup(line, "at_us", "x", &at_us) && at_us == event->at_us &&
		same_text(line, "digest", event->digest) && same_text(line, "who", event->who) &&
		same_text(line, "kind", event->kind) &&
		same_text(line, "subject", event->subject) &&
		(event->payload == NULL || same_text(line, "payload", event->payload));
}

static GVariant *
parse_line(const char *text, gint64 *seq)
{
	g_autoptr(GVariant) line = cl_json_parse(text, -1, NULL);

	if (line != NULL && g_variant_is_of_type(line, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(line, "seq", "x", seq) && *seq > 0)
		return g_steal_pointer(&line);
	return NULL;
}

static gboolean
compare_line(VerifyCheck *check, const char *text, gint64 after, gint64 *seq, GError **error)
{
	g_autoptr(GVariant) line = parse_line(text, seq);
	g_autoptr(GPtrArray) events = NULL;
	GError *why = NULL;

	if (line == NULL) {
		g_autofree char *start = g_strndup(text, 60);
		g_autofree char *printable = cl_text_printable(start);

		verify_complain(check, FALSE, "JOURNAL_DIFFERS", "no event: %s", printable);
		return TRUE;
	}
	if (*seq != after + 1 && after > 0)
		verify_complain(check, FALSE, "JOURNAL_DIFFERS",
			"event %" G_GINT64_FORMAT " is followed by event %" G_GINT64_FORMAT, after,
			*seq);
	events = cl_catalog_list_events(check->archive->catalog, NULL, *seq - 1, 1, &why);
	if (events == NULL)
		return verify_forgive(check, "events", why, error);
	if (events->len == 0 || ((ClEventRow *) events->pdata[0])->seq != *seq)
		verify_complain(check, FALSE, "JOURNAL_DIFFERS",
			"event %" G_GINT64_FORMAT " is not in the catalog", *seq);
	else if (!says_the_same(line, events->pdata[0]))
		verify_complain(check, FALSE, "JOURNAL_DIFFERS",
			"event %" G_GINT64_FORMAT " is another one in the catalog", *seq);
	return TRUE;
}

static gboolean
compare_journal(VerifyCheck *check, GError **error)
{
	g_autoptr(GPtrArray) lines =
		cl_store_journal_tail(check->archive->store, TAIL_LINES, error);
	gint64 after = 0;

	if (lines == NULL)
		return FALSE;
	for (guint i = lines->len; i > 0; i--) {
		gint64 seq = 0;

		if (!compare_line(check, lines->pdata[i - 1], after, &seq, error))
			return FALSE;
		after = seq;
	}
	return TRUE;
}

static gboolean
check_journal(VerifyCheck *check, GError **error)
{
	g_autoptr(GPtrArray) ahead = NULL;
	gboolean repair;
	gint64 seq;
	GError *why = NULL;

	if (!cl_store_journal_last(check->archive->store, &seq, error))
		return FALSE;
	ahead = cl_catalog_list_events(check->archive->catalog, NULL, seq, 1, &why);
	if (ahead == NULL)
		return verify_forgive(check, "events", why, error);
	if (ahead->len == 0)
		return TRUE;
	repair = verify_may_repair(check);
	verify_complain(check, repair, "JOURNAL_BEHIND",
		"the journal ends before the last events; the next write completes it");
	return !repair || archive_journal(check->archive, error);
}

gboolean
verify_events(VerifyCheck *check, GError **error)
{
	return compare_journal(check, error) && check_journal(check, error) &&
		check_chain(check, error);
}
