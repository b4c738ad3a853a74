/* SPDX-License-Identifier: MIT
 *
 * Private to the resolver: what one source says of one field, and the questions its files answer
 * one another. Nothing here allocates per comparison: a hostile file may hold 20,000 values.
 */
#pragma once
#include <cutline/photo.h>

#define RESOLVE_MAX_PAIRS 100000U /* comparisons of two lists by every pair; else in order */
#define RESOLVE_MAX_UNION 64U     /* texts compared with one another; further ones are kept as is */

/* The usable values of one origin (and packet) for one field, by position; never empty. */
typedef struct {
	ClOriginKind origin;
	guint packet;
	const ClReceived *const *values;
	guint n_values;
} ResolveSource;

/* One field while it is resolved. `sources` is sorted by origin and resolve_order_packets. */
typedef struct {
	ClField field;
	const ClFieldInfo *info;
	ClDigest digest;
	const ResolveSource *sources;
	guint n_sources;
	ClEffective *effective;
	gboolean *texts_differ; /* set when XMP and IPTC of any field really differ */
} ResolveField;

/* resolve.c: the order of values of one field and origin */
int resolve_order_packets(const ClReceived *a, const ClReceived *b);

/* resolve_text.c */
gboolean resolve_text_same(const char *a, const char *b);
/* What follows `start` in a `longer` text that continues it, blanks folded; 0 if it does not. */
gunichar resolve_text_after(const char *longer, const char *start);
gboolean resolve_text_begins(const char *longer, const char *start);
/* May have been cut by the byte limit of the IIM dataset. */
gboolean resolve_text_at_limit(const char *text, guint limit);
/* Says nothing: blank, "N/A", "UNTITLED", a camera's own name where a caption should be. */
gboolean resolve_text_is_filler(ClField field, ClOriginKind origin, const char *text);
gboolean resolve_text_is_mojibake(const char *text);
/* The text as it was before it was encoded a second time; NULL if any part of it was not. */
char *resolve_text_repair(const char *text);

/* resolve_choose.c */
const ResolveSource *resolve_find(const ResolveField *f, ClOriginKind origin);
/* Every element of `part` stands in `whole`, too. */
gboolean resolve_list_holds(
	const ClFieldInfo *info, const ResolveSource *whole, const ResolveSource *part);
gboolean resolve_sources_agree(
	const ClFieldInfo *info, const ResolveSource *a, const ResolveSource *b);
void resolve_choose(const ResolveField *f);
/* resolve_union.c */
void resolve_union(const ResolveField *f);
/* resolve_date.c */
void resolve_date_taken(const ResolveField *f, gint64 now_us);
void resolve_expiry(ClEffective *effective);
/* resolve_findings.c */
/* Undo double encoding where that is certain, and say so. */
void resolve_repair(ClEffective *effective);
void resolve_find_conflict(const ResolveField *f, const ResolveSource *winner);
void resolve_find_whole(ClEffective *effective);

/* effective.c */
void resolve_add(
	ClEffective *effective, ClField field, const ClReceived *received, const char *value);
void resolve_finding(ClEffective *effective, const char *code, const char *format, ...)
	G_GNUC_PRINTF(3, 4);
const char *resolve_origin_label(ClOriginKind origin);
