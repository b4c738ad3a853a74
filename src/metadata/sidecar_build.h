/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: what the readers of side-cars (one a kind) share. Each begins an item for
 * every picture it finds, says what is said of it, and ends it; the rules that hold for all kinds
 * (first value wins, restrictions add up, embargo without a date) are in sidecar_build.c.
 */
#pragma once
#include <cutline/sidecar.h>

#include "xml.h"

typedef struct {
	MetadataReader reader; /* its facts: findings of the file, values of the current item */
	ClSidecar *sidecar;
	ClSidecarItem *item;     /* the current one */
	guint next[CL_N_FIELDS]; /* position of its next value */
	guint rendition;         /* of the current item to which names and hashes belong; 0: all of it */
	guint n_renditions;
	gboolean unchecked;      /* a hash was not checked, and that is said */
	guint n_values;          /* of all items, with names and hashes */
	gboolean held;           /* the current item is under embargo, until when is not said */
	gint64 sent_us;          /* of the message around the items */
	const char *over_limit;  /* what there is too much of, or NULL */
} MetadataSidecar;

void metadata_sidecar_init(MetadataSidecar *side, MetadataSpan file);
void metadata_sidecar_clear(MetadataSidecar *side);

void metadata_sidecar_begin(MetadataSidecar *side);
void metadata_sidecar_end(MetadataSidecar *side);

/* One value of the current item. A blank text says nothing. A field of one value keeps its first,
 * unless it bears restrictions. Dates, urgency, source type and country code are brought into their
 * form; `text` may be NULL. */
void metadata_sidecar_value(
	MetadataSidecar *side, ClField field, const char *lang, const char *text);
gboolean metadata_sidecar_has(const MetadataSidecar *side, ClField field);
/* Is this one of its values, in whatever case? */
gboolean metadata_sidecar_says(const MetadataSidecar *side, ClField field, const char *text);
/* "TALGAR, Kazakhstan, May 5 (Agency) –": a place that the item names, if it is not its city. */
void metadata_sidecar_dateline(MetadataSidecar *side, const char *text);
/* Names and hashes between the two are those of one file in which the picture came. */
void metadata_sidecar_rendition(MetadataSidecar *side);
void metadata_sidecar_rendition_end(MetadataSidecar *side);
void metadata_sidecar_name(MetadataSidecar *side, const char *text);
/* `type` as the item spells it; NULL = not stated. */
void metadata_sidecar_hash(MetadataSidecar *side, const char *type, const char *hex);
void metadata_sidecar_guid(MetadataSidecar *side, const char *text);
void metadata_sidecar_version(MetadataSidecar *side, const char *text);
void metadata_sidecar_sent(gint64 *sent_us, const char *text);
/* "stat:usable", "http://…/Canceled", "Withheld". */
void metadata_sidecar_status(MetadataSidecar *side, const char *text);
/* The item is no picture: its body, as text or as a page. */
void metadata_sidecar_body(MetadataSidecar *side, const char *text);
/* Under embargo until the supplier says otherwise. */
void metadata_sidecar_hold(MetadataSidecar *side);
/* The code of a genre, or its name; those that bear on use become instructions. May be NULL. */
void metadata_sidecar_genre(MetadataSidecar *side, const char *text);
/* The item has a rights expression, which we do not read. */
void metadata_sidecar_expression(MetadataSidecar *side);
/* Something that was not understood. At most a hundred are kept. */
void metadata_sidecar_note(MetadataSidecar *side, const char *code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);

/* What follows the last ":", "/" or "#" of a code. Lent. */
const char *metadata_code_of(const char *text);

/* ---- the kinds; FALSE = not one we take, or damaged ---- */
gboolean metadata_sidecar_g2(MetadataSidecar *side, const xmlNode *root, GError **error);
gboolean metadata_sidecar_newsml1(MetadataSidecar *side, const xmlNode *root, GError **error);
gboolean metadata_sidecar_json(MetadataSidecar *side, MetadataSpan text, GError **error);
gboolean metadata_sidecar_csv(MetadataSidecar *side, MetadataSpan text, GError **error);

#define METADATA_NS_NAR "http://iptc.org/std/nar/2006-10-01/"

/* ---- sidecar_xml.c ---- */
gboolean metadata_sidecar_xml(
	MetadataSidecar *side, MetadataSpan text, const char *name, GError **error);
/* The first child, or the next sibling after `after`, of the same namespace as `parent`. */
const xmlNode *metadata_xml_child(const xmlNode *parent, const char *name);
const xmlNode *metadata_xml_next(const xmlNode *after, const char *name);
/* A child of a child …; the names end with NULL. */
const xmlNode *metadata_xml_path(const xmlNode *node, ...) G_GNUC_NULL_TERMINATED;
/* Text of the node and all below it: paragraphs and breaks become lines, indentation is dropped. */
char *metadata_xml_text(const xmlNode *node);
/* An attribute without namespace, or xml:lang. NULL if there is none. */
char *metadata_xml_value(const xmlNode *node, const char *name);
char *metadata_xml_lang(const xmlNode *node);
