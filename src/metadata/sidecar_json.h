/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: the parts of reading ninjs and AP's items.
 */
#pragma once
#include "sidecar_build.h"

/* An object by its keys in lower case; of two that differ only in case the first counts. NULL: it is none.
 * Free with g_hash_table_unref. */
GHashTable *metadata_json_object(GVariant *value);
/* NULL if it is no text. Lent. */
const char *metadata_json_text(GHashTable *object, const char *key);
/* A text, or a number as it is written; NULL for anything else. Free with g_free. */
char *metadata_json_scalar(GVariant *value);

/* Each member of an array or an object, or the value itself. */
typedef void (*MetadataJsonEach)(MetadataSidecar *side, GVariant *value, gpointer data);
void metadata_json_each(MetadataSidecar *side, GVariant *list, MetadataJsonEach each, gpointer data);

/* sidecar_json_ap.c: in the form of AP's content API; or that, or one that names AP. */
gboolean metadata_json_is_ap(GHashTable *item);
gboolean metadata_json_is_of_ap(MetadataSidecar *side, GHashTable *item);
