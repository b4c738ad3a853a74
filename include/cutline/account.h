/* SPDX-License-Identifier: MIT
 *
 * Who may do what over HTTP: tokens, each with a name and a role. A token's text is shown once, when it
 * is made; what is kept is its SHA-256. Who has the files needs none: file access is admin.
 */
#pragma once
#include "archive.h"

/* Each may do all that those before it may. */
/* clang-format off */
#define CL_ROLE_TABLE(X) X(NOBODY, "nobody") X(VIEWER, "viewer") X(EDITOR, "editor") X(RIGHTS, "rights") X(ADMIN, "admin")
/* clang-format on */
typedef enum {
#define X(id, name) CL_ROLE_##id,
	CL_ROLE_TABLE(X)
#undef X
	CL_N_ROLES
} ClRole;
const char *cl_role_name(ClRole role);
/* NOBODY for what is no role of a token. */
ClRole cl_role_parse(const char *name);

typedef struct {
	char *name;
	ClRole role;
	guint8 sha256[CL_SHA256_BYTES];
	gint64 since_us;
	char *by;
} ClToken;
void cl_token_free(ClToken *token);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClToken, cl_token_free)

/* "ct_" and 256 random bits. Free *secret with g_free. CL_ERROR_DENIED if the name is taken. */
gboolean cl_archive_add_token(ClArchive *archive, const char *name, ClRole role, char **secret,
	GError **error);
gboolean cl_archive_revoke_token(ClArchive *archive, const char *name, GError **error);
GPtrArray *cl_archive_list_tokens(ClArchive *archive, GError **error); /* ClToken* by name */
/* SHA-256 of what somebody presents; FALSE if it has not the form of a token. */
gboolean cl_token_digest(const char *text, guint8 sha256[CL_SHA256_BYTES]);
