/* SPDX-License-Identifier: MIT
 *
 * Audit: was anything in the log of events changed, taken out or put elsewhere? The catalog's chain is
 * followed, then each line of the journal is held against the row of its number and against the line
 * before it. Both together tell an edit of one from an edit of the other. Last, the rows that people and
 * evidence read are held against what the events say.
 */
#include "told.h"

#include <cutline/evidence.h>

#include <string.h>

#define PAGE 1000U

typedef struct {
	ClArchive *archive;
	ClComplaint each;
	gpointer data;
	ClAudited *audited;
	GPtrArray *rows; /* ClEventRow*: a page of the catalog */
	guint at;
	gint64 seq;	 /* of the line before */
	guint8 digest[CL_SHA256_BYTES];
	guint64 n_left;	 /* payloads that are erased from the catalog and not from the journal */
} Audit;

static void complain(Audit *audit, const char *code, const char *format, ...) G_GNUC_PRINTF(3, 4);

static void
complain(Audit *audit, const char *code, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	audit->audited->problems++;
	audit->each(code, message, audit->data);
}

/* --- the catalog ----------------------------------------------------------------------------- */

static gboolean
check_chain(Audit *audit, gboolean *whole, GError **error)
{
	gint64 broken_seq = 0;
	g_autoptr(GError) why = NULL;

	*whole = cl_catalog_check_chain(audit->archive->catalog, &broken_seq, &why);
	if (*whole)
		return TRUE;
	if (broken_seq == 0) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	complain(audit, "CHAIN_BROKEN",
		"catalog: event %" G_GINT64_FORMAT
		" or one before it was changed, taken out or put elsewhere",
		broken_seq);
	return TRUE;
}

/* The row of this number; *row NULL if there is none. Numbers are asked for in rising order. */
static gboolean
find_row(Audit *audit, gint64 seq, const ClEventRow **row, GError **error)
{
	*row = NULL;
	for (;; audit->at++) {
		const ClEventRow *next;

		if (audit->rows == NULL || audit->at >= audit->rows->len) {
			g_clear_pointer(&audit->rows, g_ptr_array_unref);
			audit->rows = cl_catalog_list_events(
				audit->archive->catalog, NULL, seq - 1, PAGE, error);
			audit->at = 0;
			if (audit->rows == NULL || audit->rows->len == 0)
				return audit->rows != NULL;
		}
		next = audit->rows->pdata[audit->at];
		if (next->seq >= seq) {
			*row = next->seq == seq ? next : NULL;
			return TRUE;
		}
	}
}

/* --- the journal ----------------------------------------------------------------------------- */

static void
compare_row(Audit *audit, const ClEventRow *line, const ClEventRow *row, const char *where)
{
	if (row == NULL) {
		complain(audit, "JOURNAL_DIFFERS",
			"%s: event %" G_GINT64_FORMAT " is not in the catalog", where, line->seq);
		return;
	}
	if (row->at_us != line->at_us || strcmp(row->who, line->who) != 0 ||
		strcmp(row->kind, line->kind) != 0 || g_strcmp0(row->subject, line->subject) != 0 ||
		g_strcmp0(row->digest, line->digest) != 0 ||
		memcmp(row->payload_sha256, line->payload_sha256, CL_SHA256_BYTES) != 0) {
		complain(audit, "JOURNAL_DIFFERS",
			"%s: event %" G_GINT64_FORMAT " is another one in the catalog", where, line->seq);
		return;
	}
	audit->n_left += row->payload == NULL && line->payload != NULL && line->payload[0] != '\0';
}

/* Does the line follow from the one before? After a breach the next line's own word is taken, so that one
 * change is one complaint. */
static void
follow(Audit *audit, const ClEventRow *line, const char *where)
{
	g_autofree char *digest = NULL;

	if (line->seq != audit->seq + 1)
		complain(audit, "JOURNAL_DIFFERS",
			"%s: event %" G_GINT64_FORMAT " follows event %" G_GINT64_FORMAT
			": lines were taken out, doubled or put elsewhere",
			where, line->seq, audit->seq);
	else {
		cl_event_chain(audit->digest, line);
		digest = cl_hex(audit->digest, CL_SHA256_BYTES);
		if (g_strcmp0(digest, line->digest) != 0)
			complain(audit, "JOURNAL_CHANGED",
				"%s: event %" G_GINT64_FORMAT " does not follow from the one before: "
				"its line was changed",
				where, line->seq);
	}
	audit->seq = line->seq;
	if (line->digest == NULL || !cl_unhex(line->digest, audit->digest, CL_SHA256_BYTES))
		memset(audit->digest, 0, CL_SHA256_BYTES);
}

static gboolean
check_line(const ClEventRow *line, const char *where, gpointer data, GError **error)
{
	Audit *audit = data;
	const ClEventRow *row;

	if (line == NULL) {
		complain(audit, "JOURNAL_DIFFERS", "%s is no event", where);
		return TRUE;
	}
	if (line->seq <= audit->seq) { /* the catalog is read in one direction */
		follow(audit, line, where);
		return TRUE;
	}
	follow(audit, line, where);
	if (!find_row(audit, line->seq, &row, error))
		return FALSE;
	compare_row(audit, line, row, where);
	return TRUE;
}

static gboolean
check_end(Audit *audit, GError **error)
{
	g_autoptr(GPtrArray) last = NULL;
	gint64 seq;

	if (!cl_catalog_last_event(audit->archive->catalog, &seq, error))
		return FALSE;
	audit->audited->events = seq;
	last = cl_catalog_list_events(audit->archive->catalog, NULL, seq - 1, 1, error);
	if (last == NULL)
		return FALSE;
	if (last->len > 0)
		g_strlcpy(audit->audited->head, ((ClEventRow *) last->pdata[0])->digest,
			sizeof audit->audited->head);
	if (audit->seq < seq)
		complain(audit, "JOURNAL_BEHIND",
			"the journal ends with event %" G_GINT64_FORMAT ", the catalog with %" G_GINT64_FORMAT
			"; if nobody cut it off, the next write completes it",
			audit->seq, seq);
	return TRUE;
}

static gboolean
check_left(Audit *audit, gboolean repair, GError **error)
{
	if (audit->n_left == 0)
		return TRUE;
	complain(audit, "PAYLOAD_LEFT",
		"%" G_GUINT64_FORMAT " erased payloads still stand in the journal%s", audit->n_left,
		repair ? " (repaired)" : "; cutline verify --audit --repair takes them away");
	audit->audited->repaired += repair;
	return !repair || archive_journal_erase(audit->archive, error);
}

static void
complain_record(const char *code, const char *message, gpointer data)
{
	complain(data, code, "%s", message);
}

gboolean
cl_archive_audit(ClArchive *archive, gboolean repair, ClComplaint each, gpointer data, ClAudited *audited,
	GError **error)
{
	Audit audit = { .archive = archive, .each = each, .data = data, .audited = audited };
	gboolean ok, whole = FALSE;

	memset(audited, 0, sizeof *audited);
	ok = check_chain(&audit, &whole, error) && archive_journal_each(archive, check_line, &audit, error) &&
		check_end(&audit, error) &&
		(!whole || archive_compare_record(archive, complain_record, &audit, error));
	g_clear_pointer(&audit.rows, g_ptr_array_unref);
	return ok && check_left(&audit, repair, error);
}
