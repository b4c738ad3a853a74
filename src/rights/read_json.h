/* SPDX-License-Identifier: MIT
 *
 * Reading what people wrote as JSON: each reader takes one key, and an error names file, entry and key.
 */
#pragma once
#include "rights_private.h"

typedef struct {
	const char *where; /* file */
	const char *entry; /* id within it */
} RightsPlace;

/* Always FALSE: "WHERE: ENTRY: message". */
gboolean rights_read_refuse(const RightsPlace *place, GError **error, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
/* The object of a text whose "schema" is this one. */
GVariant *rights_read_document(
	const char *json, const char *schema, const char *where, GError **error);
/* An absent key leaves *value as it is; `needed`: that is an error. */
gboolean rights_read_text(GVariant *object, const char *key, gboolean needed, char **value,
	const RightsPlace *place, GError **error);
gboolean rights_read_texts(
	GVariant *object, const char *key, GStrv *values, const RightsPlace *place, GError **error);
gboolean rights_read_flag(GVariant *object, const char *key, gboolean *value,
	const RightsPlace *place, GError **error);
gboolean rights_read_number(GVariant *object, const char *key, double min, double max,
	double *value, const RightsPlace *place, GError **error);
gboolean rights_read_count(GVariant *object, const char *key, guint max, guint *value,
	const RightsPlace *place, GError **error);
gboolean rights_read_channels(GVariant *object, const char *key, guint *channels,
	const RightsPlace *place, GError **error);
/* GVariant* of type a{sv}. */
gboolean rights_read_objects(GVariant *object, const char *key, GPtrArray **objects,
	const RightsPlace *place, GError **error);
/* Every key must be one of these (NULL-terminated): a misspelt key is no empty one. */
gboolean rights_read_keys(
	GVariant *object, const char *const *keys, const RightsPlace *place, GError **error);
