/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: the three parts of reading NewsML-G2 (the item, where it happened,
 * and terms for machines).
 */
#pragma once
#include "sidecar_build.h"

typedef struct {
	MetadataSidecar *side;
	GHashTable *asserts; /* code → <assert>, what the item says elsewhere about a concept */
	const char *lang;    /* of the item, or NULL */
} MetadataG2;

/* The code that identifies a concept, and its name in the item's language; NULL if it has none. */
char *metadata_g2_code(const xmlNode *node);
char *metadata_g2_name(const MetadataG2 *g2, const xmlNode *node);

/* ---- sidecar_g2_places.c ---- */
GHashTable *metadata_g2_asserts(const xmlNode *item);
void metadata_g2_places(MetadataG2 *g2, const xmlNode *content_meta);

/* ---- sidecar_g2_rights.c ---- */
/* Of <rightsInfo>: extension properties and encoded expressions, into the usage terms. */
void metadata_g2_rights(MetadataG2 *g2, const xmlNode *rights_info);
/* The <link> children that lead to terms: as an address for people, and as a term that asks. */
void metadata_g2_policies(MetadataG2 *g2, const xmlNode *parent);
