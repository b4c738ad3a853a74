/* SPDX-License-Identifier: MIT
 *
 * Verify, journal: line by line the same as the events of the catalog. Where the two differ, the
 * chain tells which is right: a line that does not fit its own digest was damaged, and where the
 * catalog's chain is whole the line is written anew from there (the old file goes into quarantine/).
 * A line that does fit is of another history, and one that goes on where the catalog ends means
 * that the catalog lost something: of those nothing is repaired here.
 */
#include "verify.h"

#define PAGE 1000U
#define WRITE_BYTES 65536U
#define MAX_SAID 20U /* lines that are named; of a file that is all garbage the first are enough */

typedef struct {
	VerifyCheck *check;
	GPtrArray *page; /* ClEventRow* of the catalog, in order */
	GPtrArray *said; /* complaints */
	guint n_wrong;
	gint64 last;	 /* number of the line before, 0 before the first */
	char *digest;	 /* that it states */
	gboolean foreign; /* a line of another history, or of one that goes on */
	GString *out;	 /* of the file that is written anew, or NULL */
	ClFd fd;
} Compare;

static void
complain(Compare *all, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
complain(Compare *all, const char *format, ...)
{
	va_list args;

	if (all->n_wrong++ >= MAX_SAID)
		return;
	va_start(args, format);
	g_ptr_array_add(all->said, g_strdup_vprintf(format, args));
	va_end(args);
}

/* The catalog's event of a number, lent; NULL without an error: it has none. */
static const ClEventRow *
find_event(Compare *all, gint64 seq, GError **error)
{
	for (guint tries = 0; tries < 2; tries++) {
		gboolean is_read = all->page != NULL && all->page->len > 0;
		gint64 at = is_read ? seq - ((ClEventRow *) all->page->pdata[0])->seq : -1;

		if (at >= 0 && at < all->page->len && ((ClEventRow *) all->page->pdata[at])->seq == seq)
			return all->page->pdata[at];
		if (tries > 0)
			break;
		g_clear_pointer(&all->page, g_ptr_array_unref);
		all->page = cl_catalog_list_events(
			all->check->archive->catalog, NULL, seq - 1, PAGE, error);
	}
	return NULL;
}

/* A payload may have been erased from the catalog (personal data); the chain covers the rest. */
static gboolean
says_the_same(const ClEventRow *line, const ClEventRow *event)
{
	return line->at_us == event->at_us && g_strcmp0(line->digest, event->digest) == 0 &&
		g_strcmp0(line->who, event->who) == 0 && g_strcmp0(line->kind, event->kind) == 0 &&
		g_strcmp0(line->subject, event->subject) == 0 &&
		(event->payload == NULL || g_strcmp0(line->payload, event->payload) == 0);
}

/* --- comparing -------------------------------------------------------------------------------- */

static gboolean
compare_line(const ClEventRow *line, const char *where, gpointer data, GError **error)
{
	Compare *all = data;
	GError *why = NULL;
	const ClEventRow *event = line == NULL ? NULL : find_event(all, line->seq, &why);
	gboolean same = event != NULL && says_the_same(line, event);

	if (why != NULL) {
		g_propagate_error(error, why);
		return FALSE;
	}
	if (line == NULL) {
		complain(all, "%s: no event", where);
		return TRUE;
	}
	if (same && line->seq != all->last + 1)
		complain(all, "event %" G_GINT64_FORMAT " is followed by event %" G_GINT64_FORMAT,
			all->last, line->seq);
	if (!same) {
		complain(all, "%s: event %" G_GINT64_FORMAT " is %s", where, line->seq,
			event == NULL ? "not in the catalog" : "another one in the catalog");
		all->foreign = all->foreign || cl_event_follows(line, all->digest);
	}
	all->last = line->seq;
	g_free(all->digest);
	all->digest = g_strdup(line->digest);
	return TRUE;
}

/* --- writing anew ----------------------------------------------------------------------------- */

static gboolean
flush(Compare *all, gsize above, GError **error)
{
	if (all->out->len <= above)
		return TRUE;
	if (!cl_file_write(all->fd, all->out->str, all->out->len, "journal", error))
		return FALSE;
	g_string_truncate(all->out, 0);
	return TRUE;
}

/* A line that is right keeps its words, which the catalog may have erased; what is missing before
 * it comes from there. Others are left out: their place is filled before the next, or at the end. */
static gboolean
keep_line(const ClEventRow *line, const char *where, gpointer data, GError **error)
{
	Compare *all = data;
	GError *why = NULL;
	const ClEventRow *event = line == NULL || line->seq <= all->last
		? NULL
		: find_event(all, line->seq, &why);

	if (event != NULL && says_the_same(line, event)) {
		for (gint64 seq = all->last + 1; seq < line->seq; seq++) {
			const ClEventRow *missing = find_event(all, seq, &why);

			if (missing == NULL)
				break;
			archive_journal_line(all->out, missing);
			if (!flush(all, WRITE_BYTES, error))
				return FALSE;
		}
		archive_journal_line(all->out, line);
		all->last = line->seq;
	}
	if (why == NULL)
		return flush(all, WRITE_BYTES, error);
	g_propagate_error(error, why);
	return FALSE;
}

static gboolean
write_anew(Compare *all, const char *name, GError **error)
{
	ClArchive *archive = all->check->archive;
	CL_AUTO_FD fd = cl_store_journal_begin(archive->store, error);

	all->fd = fd;
	return fd >= 0 && archive_journal_each_of(archive, name, keep_line, all, error) &&
		flush(all, 0, error) && cl_store_journal_put(archive->store, name, fd, error);
}

/* The catalog's write lock orders the writers of the journal. */
static gboolean
repair(Compare *all, GError **error)
{
	ClArchive *archive = all->check->archive;
	g_autoptr(GPtrArray) names = archive_journal_names(archive, error);
	gboolean ok = names != NULL && cl_catalog_begin(archive->catalog, error);

	if (!ok)
		return FALSE;
	all->last = 0;
	all->out = g_string_new(NULL);
	for (guint i = 0; ok && i < names->len; i++)
		ok = write_anew(all, names->pdata[i], error);
	g_string_free(all->out, TRUE);
	cl_catalog_rollback(archive->catalog);
	return ok && archive_journal(archive, error);
}

static const char *
advice(const Compare *all, gboolean chain_whole)
{
	if (!chain_whole)
		return "";
	return all->foreign ? "; two histories: 'cutline rebuild --from-store' takes the journal's"
			    : "; the catalog's is whole: 'cutline verify --repair' writes it anew";
}

static gboolean
report(Compare *all, gboolean chain_whole, GError **error)
{
	VerifyCheck *check = all->check;
	gboolean repaired = all->n_wrong > 0 && chain_whole && !all->foreign && verify_may_repair(check);

	if (repaired && !repair(all, error))
		return FALSE;
	for (guint i = 0; i < all->said->len; i++)
		verify_complain(check, repaired, "JOURNAL_DIFFERS", "%s%s", (char *) all->said->pdata[i],
			repaired ? "" : advice(all, chain_whole));
	if (all->n_wrong > all->said->len)
		verify_complain(check, repaired, "JOURNAL_DIFFERS", "and %u more lines",
			all->n_wrong - all->said->len);
	return TRUE;
}

gboolean
verify_journal(VerifyCheck *check, gboolean chain_whole, GError **error)
{
	Compare all = { .check = check, .fd = -1 };
	GError *why = NULL;
	gboolean ok;

	all.said = g_ptr_array_new_with_free_func(g_free);
	ok = (archive_journal_each(check->archive, compare_line, &all, &why) ||
		     verify_forgive(check, "events", why, error)) &&
		report(&all, chain_whole, error);
	g_clear_pointer(&all.page, g_ptr_array_unref);
	g_ptr_array_unref(all.said);
	g_free(all.digest);
	return ok;
}
