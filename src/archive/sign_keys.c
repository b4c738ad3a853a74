/* SPDX-License-Identifier: MIT
 *
 * Keys that sign rendition URLs: a file each in ARCHIVE/keys, for the owner's eyes only, not in
 * backups. Making and dropping one is an event; what the key is never is.
 */
#include "archive_private.h"

#include <cutline/framing.h>
#include <cutline/json.h>
#include <cutline/secret.h>

#include <string.h>

#define SCHEMA "cutline-url-key/1"

static gint
compare_made(gconstpointer a, gconstpointer b)
{
	const ClSignKey *one = *(ClSignKey *const *) a, *two = *(ClSignKey *const *) b;

	if (one->made_us != two->made_us)
		return one->made_us < two->made_us ? 1 : -1;
	return strcmp(one->id, two->id);
}

static ClSignKey *
read_key(ClArchive *archive, const char *id, GError **error)
{
	g_autofree char *text = cl_store_read_key(archive->store, id, error);
	g_autoptr(GVariant) object = text == NULL ? NULL : cl_json_parse(text, -1, error);
	g_autofree ClSignKey *key = g_new0(ClSignKey, 1);
	const char *schema, *secret;

	if (object != NULL && strlen(id) <= CL_SIGN_ID_CHARS &&
		g_variant_lookup(object, "schema", "&s", &schema) && strcmp(schema, SCHEMA) == 0 &&
		g_variant_lookup(object, "made_us", "x", &key->made_us) &&
		g_variant_lookup(object, "secret", "&s", &secret) &&
		cl_unbase64url(secret, strlen(secret), key->secret, sizeof key->secret)) {
		g_strlcpy(key->id, id, sizeof key->id);
		return g_steal_pointer(&key);
	}
	if (error != NULL && *error == NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"key '%s' is damaged; drop it and make another: cutline key drop %s", id, id);
	return NULL;
}

GPtrArray *
cl_archive_sign_keys(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) ids = cl_store_list_keys(archive->store, error);
	g_autoptr(GPtrArray) keys = g_ptr_array_new_with_free_func(g_free);

	if (ids == NULL)
		return NULL;
	for (guint i = 0; i < ids->len; i++) {
		ClSignKey *key = read_key(archive, ids->pdata[i], error);

		if (key == NULL)
			return NULL;
		g_ptr_array_add(keys, key);
	}
	g_ptr_array_sort(keys, compare_made);
	return g_steal_pointer(&keys);
}

static gboolean
record(ClArchive *archive, const char *kind, const char *id, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *payload = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "key", id);
	cl_json_end_object(json);
	payload = cl_json_take(json);
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!archive_event(archive, kind, NULL, payload, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

/* An id that is in URLs for everyone to see, and says nothing of the secret. */
static void
choose_id(char id[CL_SIGN_ID_CHARS + 1])
{
	guint8 random[CL_SIGN_ID_CHARS / 2];
	g_autofree char *hex = NULL;

	cl_random_bytes(random, sizeof random);
	hex = cl_hex(random, sizeof random);
	g_strlcpy(id, hex, CL_SIGN_ID_CHARS + 1);
}

gboolean
cl_archive_add_sign_key(ClArchive *archive, ClSignKey *key, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *secret = NULL;
	g_autofree char *text = NULL;

	*key = (ClSignKey){ .made_us = cl_time_now_us() };
	choose_id(key->id);
	cl_random_bytes(key->secret, sizeof key->secret);
	secret = cl_base64url(key->secret, sizeof key->secret);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_int(json, "made_us", key->made_us);
	cl_json_string(json, "secret", secret);
	cl_json_end_object(json);
	text = cl_json_take(json);
	return cl_store_put_key(archive->store, key->id, text, error) &&
		record(archive, "add-key", key->id, error);
}

gboolean
cl_archive_drop_sign_key(ClArchive *archive, const char *id, GError **error)
{
	return cl_store_drop_key(archive->store, id, error) &&
		record(archive, "drop-key", id, error);
}
