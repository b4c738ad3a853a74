/* SPDX-License-Identifier: MIT
 *
 * Tokens: a document each, whose text holds the role and the SHA-256 of the secret. 256 random bits
 * cannot be guessed from a fast hash, so none slower is needed.
 */
#include "archive_private.h"

#include <cutline/account.h>
#include <cutline/json.h>
#include <cutline/secret.h>

#include <string.h>

#define KIND "token"
#define SCHEMA "cutline-token/1"
#define PREFIX "ct_"
#define SECRET_BYTES 32U
#define NAME_MAX_BYTES 64U

static const char *const role_names[CL_N_ROLES] = {
#define X(id, name) name,
	CL_ROLE_TABLE(X)
#undef X
};

const char *
cl_role_name(ClRole role)
{
	return role_names[role];
}

ClRole
cl_role_parse(const char *name)
{
	for (guint i = 0; i < CL_N_ROLES; i++)
		if (strcmp(role_names[i], name) == 0)
			return (ClRole) i;
	return CL_ROLE_NOBODY;
}

void
cl_token_free(ClToken *token)
{
	if (token == NULL)
		return;
	g_free(token->name);
	g_free(token->by);
	g_free(token);
}

gboolean
cl_token_digest(const char *text, guint8 sha256[CL_SHA256_BYTES])
{
	guint8 secret[SECRET_BYTES];

	if (!g_str_has_prefix(text, PREFIX) ||
		!cl_unbase64url(text + strlen(PREFIX), strlen(text + strlen(PREFIX)), secret,
			sizeof secret))
		return FALSE;
	cl_sha256(text, strlen(text), sha256);
	return TRUE;
}

static gboolean
check_name(const char *name, GError **error)
{
	gboolean ok = name[0] != '\0' && strlen(name) <= NAME_MAX_BYTES;

	for (const char *at = name; ok && *at != '\0'; at++)
		ok = g_ascii_isalnum(*at) || strchr("._-@", *at) != NULL;
	if (!ok)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no name for a token; take letters, digits and . _ - @, at most %u", name,
			NAME_MAX_BYTES);
	return ok;
}

static char *
write_token(ClRole role, const char *secret)
{
	g_autoptr(ClJson) json = cl_json_new();
	guint8 sha256[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;

	cl_sha256(secret, strlen(secret), sha256);
	hex = cl_hex(sha256, sizeof sha256);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "role", cl_role_name(role));
	cl_json_string(json, "sha256", hex);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* Two that add one name at once: the second must not replace the first's token unseen. */
static gboolean
put_new(ClArchive *archive, const char *name, const char *json, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) there = cl_catalog_get_document(archive->catalog, KIND, name, &why);

	if (there != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"there is a token '%s' already; take another name, or revoke that one first",
			name);
	else if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	else
		return archive_set_document(archive, KIND, name, json, error);
	return FALSE;
}

gboolean
cl_archive_add_token(ClArchive *archive, const char *name, ClRole role, char **secret, GError **error)
{
	guint8 bits[SECRET_BYTES];
	g_autofree char *text = NULL;
	g_autofree char *made = NULL;
	g_autofree char *json = NULL;

	if (!check_name(name, error))
		return FALSE;
	cl_random_bytes(bits, sizeof bits);
	text = cl_base64url(bits, sizeof bits);
	made = g_strconcat(PREFIX, text, NULL);
	json = write_token(role, made);
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!put_new(archive, name, json, error) || !cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	*secret = g_steal_pointer(&made);
	return archive_journal(archive, error);
}

gboolean
cl_archive_revoke_token(ClArchive *archive, const char *name, GError **error)
{
	g_autoptr(GError) why = NULL;

	if (cl_archive_put_document(archive, KIND, name, NULL, &why))
		return TRUE;
	if (g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND))
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no token '%s'; cutline token list shows all", name);
	else
		g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

/* One that cannot be read opens nothing. */
static ClToken *
read_token(const ClDocument *document)
{
	g_autoptr(ClToken) token = g_new0(ClToken, 1);
	g_autoptr(GVariant) json = cl_json_parse(document->json, -1, NULL);
	const char *schema, *role, *hex;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "schema", "&s", &schema) || strcmp(schema, SCHEMA) != 0 ||
		!g_variant_lookup(json, "role", "&s", &role) ||
		!g_variant_lookup(json, "sha256", "&s", &hex) ||
		!cl_unhex(hex, token->sha256, sizeof token->sha256))
		return NULL;
	token->role = cl_role_parse(role);
	token->name = g_strdup(document->id);
	token->since_us = document->at_us;
	token->by = g_strdup(document->who);
	return g_steal_pointer(&token);
}

GPtrArray *
cl_archive_list_tokens(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) documents = cl_catalog_list_documents(archive->catalog, KIND, error);
	GPtrArray *tokens;

	if (documents == NULL)
		return NULL;
	tokens = g_ptr_array_new_with_free_func((GDestroyNotify) cl_token_free);
	for (guint i = 0; i < documents->len; i++) {
		ClToken *token = read_token(documents->pdata[i]);

		if (token != NULL)
			g_ptr_array_add(tokens, token);
	}
	return tokens;
}
