/* SPDX-License-Identifier: MIT
 *
 * Spans of received bytes and integers read from them. Every cut is checked here, so that the
 * walkers never compare a length by hand. Knows no format.
 */
#pragma once
#include <glib.h>
#include <string.h>

/* Lent bytes; data is NULL for "none". */
typedef struct {
	const guint8 *data;
	gsize n;
} MetadataSpan;

/* `n` bytes at `offset`, or FALSE if they do not lie within. */
static inline gboolean
metadata_cut(MetadataSpan span, guint64 offset, guint64 n, MetadataSpan *part)
{
	if (offset > span.n || n > span.n - offset)
		return FALSE;
	part->data = span.data + offset;
	part->n = (gsize)n;
	return TRUE;
}

/* What follows `offset`; empty if nothing does. */
static inline MetadataSpan
metadata_rest(MetadataSpan span, gsize offset)
{
	MetadataSpan rest = {span.data, 0};

	if (offset <= span.n) {
		rest.data = span.data + offset;
		rest.n = span.n - offset;
	}
	return rest;
}

static inline gboolean
metadata_starts(MetadataSpan span, const void *magic, gsize n)
{
	return span.n >= n && memcmp(span.data, magic, n) == 0;
}

static inline gboolean
metadata_equals(MetadataSpan a, MetadataSpan b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.data, b.data, a.n) == 0);
}

static inline guint16
metadata_be16(const guint8 *p)
{
	return (guint16)(p[0] << 8 | p[1]);
}

static inline guint32
metadata_be32(const guint8 *p)
{
	return (guint32)p[0] << 24 | (guint32)p[1] << 16 | (guint32)p[2] << 8 | p[3];
}

static inline guint64
metadata_be64(const guint8 *p)
{
	return (guint64)metadata_be32(p) << 32 | metadata_be32(p + 4);
}

static inline guint16
metadata_le16(const guint8 *p)
{
	return (guint16)(p[1] << 8 | p[0]);
}

static inline guint32
metadata_le24(const guint8 *p)
{
	return (guint32)p[2] << 16 | (guint32)p[1] << 8 | p[0];
}

static inline guint32
metadata_le32(const guint8 *p)
{
	return (guint32)p[3] << 24 | (guint32)p[2] << 16 | (guint32)p[1] << 8 | p[0];
}

static inline guint64
metadata_le64(const guint8 *p)
{
	return (guint64)metadata_le32(p + 4) << 32 | metadata_le32(p);
}

#define METADATA_FOURCC(a, b, c, d) \
	((guint32)(a) << 24 | (guint32)(b) << 16 | (guint32)(c) << 8 | (guint32)(d))
