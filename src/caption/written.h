/* SPDX-License-Identifier: MIT
 *
 * Reading the JSON documents that people write: every member is known, has its type and its limit,
 * or the message says which one does not.
 */
#pragma once
#include <cutline/template.h>

#define WRITTEN_MAX_BYTES 256U /* of a name, a title, a code */

/* The object, if its "schema" is the one expected and it has no other members than those named
 * (NULL-terminated, "schema" apart). */
GVariant *written_parse(const char *json, const char *where, const char *schema,
	const char *const *members, GError **error);
/* No other members than these; `what` names the object. */
gboolean written_check_members(GVariant *object, const char *where, const char *what,
	const char *const *members, GError **error);
/* A text of at most `max_bytes`; NULL with an error if it is none, or absent and `needed`. */
gboolean written_text(GVariant *object, const char *where, const char *key, gsize max_bytes, gboolean needed,
	char **text, GError **error);
/* The id, checked. */
gboolean written_id(GVariant *object, const char *where, char **id, GError **error);
/* An array; NULL with an error if it is none or longer than `max`. */
GVariant *written_array(GVariant *object, const char *where, const char *key, guint max, GError **error);
