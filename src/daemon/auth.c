/* SPDX-License-Identifier: MIT
 *
 * From a token to a role. The tokens of the archive are kept in memory by their SHA-256 and read again
 * when an event says that one came or went. Looking up a hash of the secret tells its timing nothing.
 */
#include "daemon.h"

#include <string.h>

struct Auth {
	GRWLock lock;
	GHashTable *tokens; /* GBytes* of the hash → ClToken* */
};

static GHashTable *
make_table(void)
{
	return g_hash_table_new_full(g_bytes_hash, g_bytes_equal, (GDestroyNotify) g_bytes_unref,
		(GDestroyNotify) cl_token_free);
}

Auth *
auth_new(void)
{
	Auth *auth = g_new0(Auth, 1);

	g_rw_lock_init(&auth->lock);
	auth->tokens = make_table();
	return auth;
}

void
auth_free(Auth *auth)
{
	if (auth == NULL)
		return;
	g_hash_table_unref(auth->tokens);
	g_rw_lock_clear(&auth->lock);
	g_free(auth);
}

gboolean
auth_load(Auth *auth, ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) tokens = cl_archive_list_tokens(archive, error);
	GHashTable *table, *old;

	if (tokens == NULL)
		return FALSE;
	table = make_table();
	while (tokens->len > 0) {
		ClToken *token = g_ptr_array_steal_index(tokens, tokens->len - 1);

		g_hash_table_insert(table, g_bytes_new(token->sha256, CL_SHA256_BYTES), token);
	}
	g_rw_lock_writer_lock(&auth->lock);
	old = auth->tokens;
	auth->tokens = table;
	g_rw_lock_writer_unlock(&auth->lock);
	g_hash_table_unref(old);
	return TRUE;
}

ClRole
auth_role(Auth *auth, const HttpRequest *request, char **name, gboolean *invalid)
{
	static const char scheme[] = "Bearer ";
	const char *text = request->fields[HTTP_FIELD_AUTHORIZATION];
	guint8 sha256[CL_SHA256_BYTES];
	ClRole role = CL_ROLE_NOBODY;
	g_autoptr(GBytes) key = NULL;
	const ClToken *token;

	if (name != NULL)
		*name = NULL;
	if (invalid != NULL)
		*invalid = text != NULL;
	if (text == NULL || g_ascii_strncasecmp(text, scheme, strlen(scheme)) != 0 ||
		!cl_token_digest(text + strlen(scheme), sha256))
		return CL_ROLE_NOBODY;
	key = g_bytes_new_static(sha256, sizeof sha256);
	g_rw_lock_reader_lock(&auth->lock);
	token = g_hash_table_lookup(auth->tokens, key);
	if (token != NULL) {
		role = token->role;
		if (name != NULL)
			*name = g_strdup(token->name);
		if (invalid != NULL)
			*invalid = FALSE;
	}
	g_rw_lock_reader_unlock(&auth->lock);
	return role;
}
