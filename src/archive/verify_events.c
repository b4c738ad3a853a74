/* SPDX-License-Identifier: MIT
 *
 * Verify, events: the chain holds, the journal says the same and goes as far as the catalog, and what was
 * decided stands in the rows as the events say.
 */
#include "told.h"
#include "verify.h"

/* A chain that cannot be read is not whole, and said to be so elsewhere. */
static gboolean
check_chain(VerifyCheck *check, gint64 *broken_seq, gboolean *whole, GError **error)
{
	GError *why = NULL;

	*whole = cl_catalog_check_chain(check->archive->catalog, broken_seq, &why);
	if (*whole || *broken_seq != 0) {
		g_clear_error(&why);
		return TRUE;
	}
	return verify_forgive(check, "events", why, error);
}

static void
complain_chain(VerifyCheck *check, gint64 broken_seq)
{
	verify_complain(check, FALSE, "CHAIN_BROKEN",
		"event %" G_GINT64_FORMAT " or one before it was changed after it was written; "
		"compare with the journal",
		broken_seq);
}

static gboolean
check_behind(VerifyCheck *check, GError **error)
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

static void
complain_record(const char *code, const char *message, gpointer data)
{
	verify_complain(data, FALSE, code, "%s", message);
}

/* Where the chain is broken, its word is worth nothing. */
static gboolean
check_record(VerifyCheck *check, gboolean whole, GError **error)
{
	GError *why = NULL;

	return !whole || archive_compare_record(check->archive, complain_record, check, &why) ||
		verify_forgive(check, "record", why, error);
}

gboolean
verify_events(VerifyCheck *check, GError **error)
{
	gint64 broken_seq = 0;
	gboolean whole;

	if (!check_chain(check, &broken_seq, &whole, error) ||
		!verify_journal(check, whole, error) || !check_behind(check, error) ||
		!check_record(check, whole, error))
		return FALSE;
	if (broken_seq != 0)
		complain_chain(check, broken_seq);
	return TRUE;
}
