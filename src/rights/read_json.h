/* SPDX-License-Identifier: MIT
 *
 * Reading what people wrote as JSON: each reader takes one key, and an error names file, entry and key.
 */
#pragma once
#include "rights_private.h"

typedef struct {
	const char *where; /* file */
	const char *entry; /* id within it */
	GTimeZone *zone;   /* of bare dates; NULL = UTC */
} RightsPlace;

/* Always FALSE: "WHERE: ENTRY: message". */
gboolean rights_read_refuse(const RightsPlace *place, GError **error, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
/* The object of a text whose "schema" is this one. */
ClJsonNode *rights_read_document(
	const char *json, const char *schema, const char *where, GError **error);
/* An absent key leaves *value as it is; `needed`: that is an error. */
gboolean rights_read_text(const ClJsonNode *object, const char *key, gboolean needed, char **value,
	const RightsPlace *place, GError **error);
gboolean rights_read_texts(
	const ClJsonNode *object, const char *key, GStrv *values, const RightsPlace *place, GError **error);
gboolean rights_read_flag(const ClJsonNode *object, const char *key, gboolean *value,
	const RightsPlace *place, GError **error);
gboolean rights_read_number(const ClJsonNode *object, const char *key, double min, double max,
	double *value, const RightsPlace *place, GError **error);
gboolean rights_read_count(const ClJsonNode *object, const char *key, guint max, guint *value,
	const RightsPlace *place, GError **error);
gboolean rights_read_channels(const ClJsonNode *object, const char *key, guint *channels,
	const RightsPlace *place, GError **error);
/* A list of objects; NULL = absent. Lent. */
gboolean rights_read_objects(const ClJsonNode *object, const char *key, const ClJsonNode **objects,
	const RightsPlace *place, GError **error);
/* Every key must be one of these (NULL-terminated): a misspelt key is no empty one. */
gboolean rights_read_keys(
	const ClJsonNode *object, const char *const *keys, const RightsPlace *place, GError **error);
/* open_terms.c: what its "spdx" says, with what stands beside it. */
void rights_read_spdx(ClLicence *licence);
/* writes.c: what a new record may not say, and one on file may. */
gboolean rights_check_papers(const ClLicence *licence, const RightsPlace *place, GError **error);
