/* SPDX-License-Identifier: MIT
 *
 * Side-cars and agency items: what a file beside a picture, or an item that names its pictures,
 * says about them. Read in the decoder (XML and JSON of strangers); nothing here touches a file or
 * the network, a name is only text. Values have origin CL_ORIGIN_SIDECAR.
 *
 * Kinds: XMP side-car; NewsML-G2 2.x news item or message; NewsML 1.2; ninjs 1.x–3.x; AP content
 * API JSON; CSV caption sheet ("filename,field,…", UTF-8, header line of our field names).
 * Reference §1.8, §3.2, §4.8. XML with a DTD or an entity declaration is refused whole.
 */
#pragma once
#include "photo.h"

/* clang-format off */
#define CL_SIDECAR_TABLE(X) X(XMP, "xmp") X(G2, "newsml-g2") X(NEWSML1, "newsml-1.2") X(NINJS, "ninjs") X(AP, "ap") X(CSV, "csv") \
	X(NOTICE, "notice") /* a text or a saved mail: one item that is no picture */
/* clang-format on */
typedef enum {
#define X(id, name) CL_SIDECAR_##id,
	CL_SIDECAR_TABLE(X)
#undef X
	CL_N_SIDECARS
} ClSidecarKind;
const char *cl_sidecar_kind_name(ClSidecarKind kind);

/* A name or a hash that an item gives. */
typedef struct {
	guint rendition; /* of its picture to which it belongs, from 1; 0: the item as a whole */
	char *text;
} ClSidecarMark;
ClSidecarMark *cl_sidecar_mark_new(guint rendition, const char *text);
void cl_sidecar_mark_free(ClSidecarMark *mark);

/* What is said of one picture, which may have come as several files (its renditions). */
typedef struct {
	GPtrArray *names;    /* ClSidecarMark*: file names as they stand, of one rendition the best first;
				empty: the picture beside the side-car */
	GPtrArray *hashes;   /* ClSidecarMark*: MD5, SHA-1 or SHA-2 in lower-case hex, told apart by length */
	GPtrArray *received; /* ClReceived* */
	char *guid;	     /* the supplier's id of the item, or NULL */
	gint64 version;	     /* of the item, 0 if none */
	gint64 sent_us;	     /* 0 if none */
	char *pubstatus;     /* "usable", "withheld", "canceled", or NULL */
	char *text;	     /* the body of an item that is no picture, or NULL */
} ClSidecarItem;
ClSidecarItem *cl_sidecar_item_new(void);
void cl_sidecar_item_free(ClSidecarItem *item);
/* Which hash has so many hexadecimal digits; FALSE: none that we check. */
gboolean cl_sidecar_hash_type(gsize n_digits, GChecksumType *type);

typedef struct {
	ClSidecarKind kind;
	GPtrArray *items;    /* ClSidecarItem* */
	GPtrArray *findings; /* ClFinding* */
} ClSidecar;
ClSidecar *cl_sidecar_new(ClSidecarKind kind);
void cl_sidecar_free(ClSidecar *sidecar);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClSidecar, cl_sidecar_free)

/* As one message, and back (any bytes: CL_ERROR_INPUT, never a crash). Pure; in src/photo. */
GVariant *cl_sidecar_to_variant(const ClSidecar *sidecar);
ClSidecar *cl_sidecar_from_variant(GVariant *variant, GError **error);

/* In src/metadata (decoder). `name` is the file's base name: its extension tells CSV and a notice from text.
 * CL_ERROR_UNSUPPORTED: not a side-car of a kind we take; CL_ERROR_INPUT: damaged or refused;
 * CL_ERROR_LIMIT. */
ClSidecar *cl_sidecar_read(GBytes *bytes, const char *name, GError **error);

#define CL_MAX_SIDECAR_BYTES (16U << 20)
#define CL_MAX_SIDECAR_ITEMS 10000U
#define CL_MAX_SIDECAR_TEXT_BYTES 65536U /* of an item's body; the rest is cut off */
#define CL_MAX_SIDECAR_VALUES 500000U /* of all items: values, names and hashes */
#define CL_MAX_SIDECAR_SOURCES 1000U  /* items beside one version of a picture that are told apart */
