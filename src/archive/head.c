/* SPDX-License-Identifier: MIT
 *
 * The head of the log, signed: whoever keeps it elsewhere can tell later whether the log is still the
 * one that ended there, even if somebody wrote catalog and journal anew alike.
 */
#include "archive_private.h"

#include <cutline/evidence.h>
#include <cutline/json.h>
#include <cutline/secret.h>

#include <string.h>

#define KEY_SCHEMA "cutline-head-key/1"
#define HEAD_SCHEMA "cutline-head/1"

typedef struct {
	guint8 public_key[CL_SIGN_PUBLIC_BYTES], secret_key[CL_SIGN_SECRET_BYTES];
} HeadKey;

/* --- the key ------------------------------------------------------------------------------- */

static gboolean
read_base64(GVariant *object, const char *name, gpointer bytes, gsize n_bytes)
{
	const char *text;

	return g_variant_lookup(object, name, "&s", &text) &&
		cl_unbase64url(text, strlen(text), bytes, n_bytes);
}

static gboolean
is_schema(GVariant *object, const char *schema)
{
	const char *said;

	return object != NULL && g_variant_is_of_type(object, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(object, "schema", "&s", &said) && strcmp(said, schema) == 0;
}

/* *there FALSE: none was made yet. */
static gboolean
read_key(ClArchive *archive, HeadKey *key, gboolean *there, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *text = cl_store_read_head_key(archive->store, &why);
	g_autoptr(GVariant) object = text == NULL ? NULL : cl_json_parse(text, -1, NULL);

	*there = text != NULL;
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (text == NULL || (is_schema(object, KEY_SCHEMA) &&
				    read_base64(object, "public", key->public_key,
					    CL_SIGN_PUBLIC_BYTES) &&
				    read_base64(object, "secret", key->secret_key,
					    CL_SIGN_SECRET_BYTES)))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"the key that signs heads (keys/head) is damaged; keep it, move it away and sign again: "
		"a new one is made");
	return FALSE;
}

static void
write_base64(ClJson *json, const char *name, gconstpointer bytes, gsize n_bytes)
{
	g_autofree char *text = cl_base64url(bytes, n_bytes);

	cl_json_string(json, name, text);
}

static gboolean
make_key(ClArchive *archive, HeadKey *key, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *text = NULL;

	cl_sign_make(key->public_key, key->secret_key);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", KEY_SCHEMA);
	cl_json_int(json, "made_us", cl_time_now_us());
	write_base64(json, "public", key->public_key, sizeof key->public_key);
	write_base64(json, "secret", key->secret_key, sizeof key->secret_key);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return cl_store_put_head_key(archive->store, text, error);
}

/* --- the head ------------------------------------------------------------------------------- */

/* What is signed: one spelling, whatever the JSON around it. */
static char *
message_of(gint64 seq, const char *digest, const char *at)
{
	return g_strdup_printf(HEAD_SCHEMA "\n%" G_GINT64_FORMAT "\n%s\n%s\n", seq, digest, at);
}

static char *
head_json(const HeadKey *key, gint64 seq, const char *digest)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *at = cl_time_format(cl_time_now_us());
	g_autofree char *message = message_of(seq, digest, at);
	guint8 signature[CL_SIGNATURE_BYTES];

	cl_sign(key->secret_key, message, strlen(message), signature);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", HEAD_SCHEMA);
	cl_json_int(json, "seq", seq);
	cl_json_string(json, "digest", digest);
	cl_json_string(json, "at", at);
	write_base64(json, "public_key", key->public_key, sizeof key->public_key);
	write_base64(json, "signature", signature, sizeof signature);
	cl_json_end_object(json);
	return cl_json_take(json);
}

char *
cl_archive_sign_head(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) last = NULL;
	HeadKey key;
	gboolean there;
	char *text;
	gint64 seq;

	if (!cl_catalog_last_event(archive->catalog, &seq, error))
		return NULL;
	last = cl_catalog_list_events(archive->catalog, NULL, seq - 1, 1, error);
	if (last == NULL)
		return NULL;
	if (last->len == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"the log has no event yet; sign it when something was ingested");
		return NULL;
	}
	if (!read_key(archive, &key, &there, error) || (!there && !make_key(archive, &key, error)))
		return NULL;
	text = head_json(&key, seq, ((ClEventRow *) last->pdata[0])->digest);
	explicit_bzero(&key, sizeof key);
	return text;
}

/* --- held against the log -------------------------------------------------------------------- */

typedef struct {
	gint64 seq;
	const char *digest, *at; /* lent */
	guint8 public_key[CL_SIGN_PUBLIC_BYTES];
} Head;

static gboolean
read_head(GVariant *object, const char *where, Head *head, GError **error)
{
	guint8 signature[CL_SIGNATURE_BYTES];
	g_autofree char *message = NULL;

	if (!is_schema(object, HEAD_SCHEMA) || !g_variant_lookup(object, "seq", "x", &head->seq) ||
		head->seq < 1 || !g_variant_lookup(object, "digest", "&s", &head->digest) ||
		!g_variant_lookup(object, "at", "&s", &head->at) ||
		!read_base64(object, "public_key", head->public_key, sizeof head->public_key) ||
		!read_base64(object, "signature", signature, sizeof signature)) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: is no signed head; 'cutline verify --audit --sign FILE' writes one", where);
		return FALSE;
	}
	message = message_of(head->seq, head->digest, head->at);
	if (cl_sign_verify(head->public_key, message, strlen(message), signature))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"%s: its signature is not that of the key it names: it was changed after it was signed",
		where);
	return FALSE;
}

static void
complain(ClComplaint each, gpointer data, guint64 *n, const char *code, char *message)
{
	++*n;
	each(code, message, data);
	g_free(message);
}

gboolean
cl_archive_check_head(ClArchive *archive, const char *json, const char *where, ClComplaint each,
	gpointer data, guint64 *n, GError **error)
{
	g_autoptr(GVariant) object = cl_json_parse(json, -1, NULL);
	g_autoptr(GPtrArray) events = NULL;
	const ClEventRow *event;
	HeadKey key;
	Head head;
	gboolean there;

	*n = 0;
	if (!read_head(object, where, &head, error) || !read_key(archive, &key, &there, error))
		return FALSE;
	if (there && memcmp(key.public_key, head.public_key, sizeof head.public_key) != 0)
		complain(each, data, n, "HEAD_KEY",
			g_strdup_printf("%s: was signed with another key than this archive's", where));
	explicit_bzero(&key, sizeof key);
	events = cl_catalog_list_events(archive->catalog, NULL, head.seq - 1, 1, error);
	if (events == NULL)
		return FALSE;
	event = events->len > 0 ? events->pdata[0] : NULL;
	if (event == NULL || event->seq != head.seq)
		complain(each, data, n, "HEAD_LOST",
			g_strdup_printf("event %" G_GINT64_FORMAT ", which ended the log on %s, is gone: the "
					"log was cut off or replaced",
				head.seq, head.at));
	else if (strcmp(event->digest, head.digest) != 0)
		complain(each, data, n, "HEAD_DIFFERS",
			g_strdup_printf("event %" G_GINT64_FORMAT " is not the one that ended the log on %s: "
					"the log was written anew",
				head.seq, head.at));
	return TRUE;
}
