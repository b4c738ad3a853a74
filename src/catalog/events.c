/* SPDX-License-Identifier: MIT
 *
 * The chain of events. Each digest covers the digest before it and everything of its own event;
 * of the payload only its SHA-256, so that a payload can be erased and the chain still holds.
 * What an event means is not known here. The table refuses other changes by triggers; whoever
 * goes round them is found by the chain.
 */
#include <string.h>
#include <cutline/record.h>
#include "catalog_private.h"

#define CHAIN_FORMAT "cutline-event/1"
#define CHECK_PAGE 1000

void
cl_event_row_free(ClEventRow *row)
{
	if (row == NULL)
		return;
	g_free(row->who);
	g_free(row->kind);
	g_free(row->subject);
	g_free(row->payload);
	g_free(row->digest);
	g_free(row);
}

static void
hash_number(ClSha256 *hash, guint64 number)
{
	guint64 big = GUINT64_TO_BE(number);

	cl_sha256_update(hash, &big, sizeof big);
}

/* With its length, so that no two sequences of texts look the same; NULL is unlike "". */
static void
hash_text(ClSha256 *hash, const char *text)
{
	hash_number(hash, text != NULL ? strlen(text) : G_MAXUINT64);
	if (text != NULL)
		cl_sha256_update(hash, text, strlen(text));
}

static void
hash_payload(const char *payload, guint8 digest[CL_SHA256_BYTES])
{
	cl_sha256(payload != NULL ? payload : "", payload != NULL ? strlen(payload) : 0, digest);
}

void
cl_event_chain(guint8 digest[CL_SHA256_BYTES], const ClEventRow *event)
{
	ClSha256 *hash = cl_sha256_new();

	hash_text(hash, CHAIN_FORMAT);
	cl_sha256_update(hash, digest, CL_SHA256_BYTES);
	hash_number(hash, (guint64) event->seq);
	hash_number(hash, (guint64) event->at_us);
	hash_text(hash, event->who);
	hash_text(hash, event->kind);
	hash_text(hash, event->subject);
	cl_sha256_update(hash, event->payload_sha256, CL_SHA256_BYTES);
	cl_sha256_finish(hash, digest);
}

gboolean
cl_event_follows(const ClEventRow *event, const char *digest_before)
{
	guint8 digest[CL_SHA256_BYTES] = {0};
	g_autofree char *hex = NULL;

	if (digest_before != NULL && !cl_unhex(digest_before, digest, sizeof digest))
		return FALSE;
	cl_event_chain(digest, event);
	hex = cl_hex(digest, sizeof digest);
	return g_strcmp0(hex, event->digest) == 0;
}

gboolean
cl_event_is_whole(const ClEventRow *event)
{
	guint8 digest[CL_SHA256_BYTES];

	if (event->payload == NULL)
		return TRUE;
	hash_payload(event->payload, digest);
	return memcmp(digest, event->payload_sha256, sizeof digest) == 0;
}

/* Number and digest of the last event; 0 and zeros before the first. */
static gboolean
get_last(ClCatalog *catalog, gint64 *seq, guint8 digest[CL_SHA256_BYTES], GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EVENT_LAST, error);

	if (stmt == NULL)
		return FALSE;
	*seq = 0;
	memset(digest, 0, CL_SHA256_BYTES);
	if (catalog_next(stmt, &failure)) {
		*seq = catalog_int(stmt, 0);
		catalog_copy_blob(stmt, 1, digest, CL_SHA256_BYTES);
		catalog_done(stmt);
	}
	if (failure == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

gboolean
cl_catalog_last_event(ClCatalog *catalog, gint64 *seq, GError **error)
{
	guint8 digest[CL_SHA256_BYTES];

	return get_last(catalog, seq, digest, error);
}

/* `event` with all but its number. */
static gboolean
append(ClCatalog *catalog, const ClEventRow *given, GError **error)
{
	ClEventRow event = *given;
	guint8 digest[CL_SHA256_BYTES];
	CatalogStmt *stmt;

	if (!get_last(catalog, &event.seq, digest, error))
		return FALSE;
	event.seq++;
	cl_event_chain(digest, &event);
	stmt = catalog_use(catalog, CATALOG_EVENT_ADD, error);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, event.seq);
	catalog_bind_int(stmt, 2, event.at_us);
	catalog_bind_text(stmt, 3, event.who);
	catalog_bind_text(stmt, 4, event.kind);
	catalog_bind_text(stmt, 5, event.subject);
	catalog_bind_text(stmt, 6, event.payload);
	catalog_bind_blob(stmt, 7, event.payload_sha256, sizeof event.payload_sha256);
	catalog_bind_blob(stmt, 8, digest, sizeof digest);
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_add_event(ClCatalog *catalog, gint64 at_us, const char *who, const char *kind,
	const char *subject, const char *payload, GError **error)
{
	ClEventRow event = {.at_us = at_us,
		.who = (char *) who,
		.kind = (char *) kind,
		.subject = (char *) subject,
		.payload = (char *) payload};

	hash_payload(payload, event.payload_sha256);
	return append(catalog, &event, error);
}

gboolean
cl_catalog_add_erased_event(ClCatalog *catalog, const ClEventRow *event, GError **error)
{
	ClEventRow erased = *event;

	erased.payload = NULL;
	return append(catalog, &erased, error);
}

gboolean
cl_catalog_erase_event(ClCatalog *catalog, gint64 seq, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EVENT_ERASE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, seq);
	return catalog_run(stmt, error);
}

static gpointer
read_row(CatalogStmt *stmt)
{
	ClEventRow *row = g_new0(ClEventRow, 1);
	guint8 digest[CL_SHA256_BYTES] = {0};

	row->seq = catalog_int(stmt, 0);
	row->at_us = catalog_int(stmt, 1);
	row->who = catalog_dup_text(stmt, 2);
	row->kind = catalog_dup_text(stmt, 3);
	row->subject = catalog_dup_text(stmt, 4);
	row->payload = catalog_dup_text(stmt, 5);
	catalog_copy_blob(stmt, 6, digest, sizeof digest);
	row->digest = cl_hex(digest, sizeof digest);
	catalog_copy_blob(stmt, 7, row->payload_sha256, sizeof row->payload_sha256);
	return row;
}

GPtrArray *
cl_catalog_list_events(ClCatalog *catalog, const char *subject, gint64 after_seq, guint limit,
	GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog,
		subject != NULL ? CATALOG_EVENT_LIST_SUBJECT : CATALOG_EVENT_LIST, error);
	guint param = 1;

	if (stmt == NULL)
		return NULL;
	if (subject != NULL)
		catalog_bind_text(stmt, param++, subject);
	catalog_bind_int(stmt, param++, after_seq);
	catalog_bind_int(stmt, param, limit);
	return catalog_all(stmt, read_row, (GDestroyNotify) cl_event_row_free, error);
}

/* Does the row fit behind `*seq` and `digest`? Both move on to it. */
static gboolean
fits(CatalogStmt *stmt, gint64 *seq, guint8 digest[CL_SHA256_BYTES])
{
	g_autoptr(ClEventRow) event = read_row(stmt);
	guint8 stored[CL_SHA256_BYTES];
	gboolean next = event->seq == *seq + 1;

	*seq = event->seq;
	if (!next || !catalog_copy_blob(stmt, 6, stored, sizeof stored))
		return FALSE;
	if (!cl_event_is_whole(event))
		return FALSE;
	cl_event_chain(digest, event);
	return memcmp(digest, stored, sizeof stored) == 0;
}

gboolean
cl_catalog_check_chain(ClCatalog *catalog, gint64 *broken_seq, GError **error)
{
	guint8 digest[CL_SHA256_BYTES] = {0};
	gint64 seq = 0;
	guint n;

	/* In pages, so that a long chain never keeps a reader's snapshot open for minutes. */
	do {
		g_autoptr(GError) failure = NULL;
		CatalogStmt *stmt = catalog_use(catalog, CATALOG_EVENT_LIST, error);

		*broken_seq = 0;
		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, seq);
		catalog_bind_int(stmt, 2, CHECK_PAGE);
		for (n = 0; catalog_next(stmt, &failure); n++) {
			if (!fits(stmt, &seq, digest)) {
				*broken_seq = seq;
				catalog_done(stmt);
				g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
					"catalog '%s': event %" G_GINT64_FORMAT
					" does not fit the chain of events",
					catalog->path, seq);
				return FALSE;
			}
		}
		if (failure != NULL) {
			g_propagate_error(error, g_steal_pointer(&failure));
			return FALSE;
		}
	} while (n == CHECK_PAGE);
	return TRUE;
}
