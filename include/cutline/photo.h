/* SPDX-License-Identifier: MIT
 *
 * The record of a photo: what was received (field by field, with origin), what was found wrong,
 * and the effective values computed from both. Pure values: no files, no clock, no log.
 *
 * Life cycle: the metadata readers fill a ClFacts; it crosses the process border as a GVariant;
 * cl_photo_resolve() turns its received values (and later edits) into a ClEffective.
 */
#pragma once
#include <glib.h>
#include "fields.h"

/* clang-format off */
#define CL_FORMAT_TABLE(X) /* id, name, MIME type, usual extension */ \
	X(UNKNOWN, "unknown", "application/octet-stream", "bin")  \
	X(JPEG,    "jpeg",    "image/jpeg",               "jpg")  \
	X(PNG,     "png",     "image/png",                "png")  \
	X(TIFF,    "tiff",    "image/tiff",               "tif")  \
	X(WEBP,    "webp",    "image/webp",               "webp") \
	X(GIF,     "gif",     "image/gif",                "gif")  \
	X(HEIF,    "heif",    "image/heif",               "heic") \
	X(AVIF,    "avif",    "image/avif",               "avif") \
	X(JXL,     "jxl",     "image/jxl",                "jxl")
/* clang-format on */

typedef enum {
#define X(id, name, mime, ext) CL_FORMAT_##id,
	CL_FORMAT_TABLE(X)
#undef X
	CL_N_FORMATS
} ClFormat;

const char *cl_format_name(ClFormat format);
const char *cl_format_mime(ClFormat format);
const char *cl_format_extension(ClFormat format);
ClFormat cl_format_from_name(const char *name);

/* Where a received value stood; FILE: in a comment of the container (JPEG COM, GIF). The stored text is the
 * name; for XMP "xmp#n", n = packet from 1; for further side-cars "sidecar#n", n from 2. */
/* clang-format off */
#define CL_ORIGIN_TABLE(X) \
	X(EXIF, "exif") X(IPTC, "iptc") X(XMP, "xmp") X(PNG, "png") X(FILE, "file") X(SIDECAR, "sidecar") X(RULE, "rule") X(USER, "user")
/* clang-format on */
typedef enum {
#define X(id, name) CL_ORIGIN_##id,
	CL_ORIGIN_TABLE(X)
#undef X
	CL_N_ORIGINS
} ClOriginKind;

/* One value as received: decoded to UTF-8 NFC, dates as ISO 8601, otherwise untouched. */
typedef struct {
	ClField field;
	ClOriginKind origin;
	guint packet;	/* XMP packet from 1, further side-car from 2, else 0 */
	guint position; /* of a list, from 0 */
	char *lang;	/* BCP 47 or "x-default"; NULL where the source has none */
	char *value;	/* never NULL, never empty */
} ClReceived;

ClReceived *cl_received_new(ClField field, ClOriginKind origin, guint packet, guint position,
	const char *lang, const char *value);
void cl_received_free(ClReceived *received);
/* "exif", "iptc", "xmp#2" …; free with g_free. And back; FALSE if the text is no origin. */
char *cl_origin_text(ClOriginKind origin, guint packet);
gboolean cl_origin_parse(const char *text, ClOriginKind *origin, guint *packet);

/* Something damaged, contradictory or missing: data, stored and shown; never a refusal.
 * The codes are listed in findings.h. */
typedef struct {
	const char *code; /* static */
	char *message;
} ClFinding;

ClFinding *cl_finding_new(const char *code, const char *format, ...) G_GNUC_PRINTF(2, 3);
void cl_finding_free(ClFinding *finding);
/* The static string of a known code, or NULL. */
const char *cl_finding_code(const char *text);
/* The field that the finding is about: its message then begins "NAME: "; CL_N_FIELDS if none. */
ClField cl_finding_field(const ClFinding *finding);

typedef enum { CL_DIGEST_ABSENT, CL_DIGEST_MATCH, CL_DIGEST_MISMATCH } ClDigest;

#define CL_IMAGE_HASH_BYTES 16

/* All that one file says about itself and what its header proves. Owned by the receiver. */
typedef struct {
	ClFormat format;
	guint32 width, height; /* upright, after orientation; 0 if the header gave none */
	guint32 orientation;   /* EXIF 1 … 8; pixels as stored need this turn. 1 if none */
	guint32 frames;	       /* pages or frames, at least 1 */
	guint32 scans;	       /* SOS markers of a JPEG, else 0; > 1 = progressive */
	gboolean has_image_hash;
	guint8 image_hash[CL_IMAGE_HASH_BYTES]; /* over the coded picture without metadata */
	ClDigest digest;			/* IPTC digest 8BIM 0x0425 */
	gboolean has_iptc;
	gboolean c2pa;	    /* a C2PA manifest store is present (not validated) */
	char *charset;	    /* of the IIM text: "utf-8", "cp1252" …, NULL without IIM */
	char *charset_rule; /* why: "1:90", "valid-utf-8", "default", "ascii" … */
	GPtrArray *received; /* ClReceived* */
	GPtrArray *findings; /* ClFinding* */
	GBytes *thumbnail;   /* embedded JPEG preview, NULL if none or over the limit */
} ClFacts;

ClFacts *cl_facts_new(void);
void cl_facts_free(ClFacts *facts);
void cl_facts_receive(ClFacts *facts, ClField field, ClOriginKind origin, guint packet,
	guint position, const char *lang, const char *value);
void cl_facts_find(ClFacts *facts, const char *code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* Facts as one message. Reading back accepts any bytes: unknown fields, codes and out-of-range
 * numbers give CL_ERROR_INPUT, never a crash. */
GVariant *cl_facts_to_variant(const ClFacts *facts);
ClFacts *cl_facts_from_variant(GVariant *variant, GError **error);

/* One effective value and why it won. */
typedef struct {
	char *value;
	char *lang; /* NULL outside CL_KIND_LANG, but of translations */
	ClOriginKind origin;
	guint packet;
	guint position;
} ClValue;

typedef struct {
	GPtrArray *values[CL_N_FIELDS]; /* ClValue*, NULL if the field is absent */
	/* What people wrote in languages over fields that files give in one: beside the value and never part
	 * of it, so that who asks for no language is not told of them. ClValue*, NULL if there are none. */
	GPtrArray *translations[CL_N_FIELDS];
	const char *reason[CL_N_FIELDS]; /* static text: why this source won; NULL if absent */
	GPtrArray *findings;		 /* ClFinding*: conflicts, truncations, what is missing */
} ClEffective;

/* Compute what is true now: newest edit, else best received value by the field's order, the IPTC
 * digest, truncation recovery and the union of restriction-bearing fields (reference §2.2).
 * `received` may hold values of several origins in any order; `now_us` bounds plausible dates. */
ClEffective *cl_photo_resolve(const GPtrArray *received, ClDigest digest, gint64 now_us);
/* Put together otherwise than by resolving: read back, or received from another process. Texts are
 * copied; values of a field stay in the order in which they are added. A language outside
 * CL_KIND_LANG makes a translation. */
ClEffective *cl_effective_new(void);
void cl_effective_add(ClEffective *effective, ClField field, const ClValue *value);
void cl_effective_free(ClEffective *effective);
/* The n-th of a field's values and then of its translations, from 0; NULL behind the last. Lent. */
const ClValue *cl_effective_nth(const ClEffective *effective, ClField field, guint n);
/* First value of a field (the default language of a LANG field), or NULL. Lent. */
const char *cl_effective_first(const ClEffective *effective, ClField field);
/* All values of a field joined by `separator`; NULL if absent. */
char *cl_effective_joined(const ClEffective *effective, ClField field, const char *separator);

/* The id of a photo: first 80 bits of a SHA-256 as 16 characters of lower-case Crockford base32. */
#define CL_ID_CHARS 16
#define CL_ID_MIN_CHARS 6
void cl_id_from_sha256(const guint8 sha256[32], char id[CL_ID_CHARS + 1]);
/* Fold what a person typed (upper case; i, l → 1; o → 0) to an id or its prefix of at least
 * CL_ID_MIN_CHARS; FALSE if it cannot be one. `id` gets 1 … 16 characters. */
gboolean cl_id_fold(const char *text, char id[CL_ID_CHARS + 1]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClReceived, cl_received_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClFinding, cl_finding_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClFacts, cl_facts_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClEffective, cl_effective_free)
