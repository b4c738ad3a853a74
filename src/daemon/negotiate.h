/* SPDX-License-Identifier: MIT
 *
 * What clients say in Accept, Range and the conditional fields. Pure, and fuzzed: any bytes give an
 * answer, in linear time.
 */
#pragma once
#include <cutline/photo.h>

/* The best of AVIF, WebP, JPEG and PNG for an Accept field (NULL = none). New formats are taken only
 * where they are named: a wildcard stands for what every program of the last thirty years can show. */
ClFormat negotiate_format(const char *accept);

typedef enum { RANGE_ALL, RANGE_PART, RANGE_UNSATISFIABLE } RangeKind;
/* One range of a file of n_bytes > 0. Several, or what is no range, are ignored (RFC 9110 §14.2). */
RangeKind range_parse(const char *field, guint64 n_bytes, guint64 *offset, guint64 *length);

/* Does a list of entity tags hold this one (without quotes), or "*"? Weak comparison. */
gboolean etag_matches(const char *field, const char *etag);
/* If-Range: exactly this strong tag. */
gboolean etag_is(const char *field, const char *etag);
