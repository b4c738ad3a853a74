/* SPDX-License-Identifier: MIT
 *
 * Numbers in both byte orders, in and out. Callers of the readers have checked that the bytes are
 * there.
 */
#include "publish_private.h"

void
publish_put(GByteArray *out, gconstpointer data, gsize n_bytes)
{
	g_assert(n_bytes <= G_MAXUINT);
	g_byte_array_append(out, data, (guint)n_bytes);
}

void
publish_put_be16(GByteArray *out, guint value)
{
	const guint8 bytes[] = {(guint8)(value >> 8), (guint8)value};

	g_byte_array_append(out, bytes, sizeof bytes);
}

void
publish_put_be32(GByteArray *out, guint32 value)
{
	publish_put_be16(out, value >> 16);
	publish_put_be16(out, value & 0xffff);
}

void
publish_put_le16(GByteArray *out, guint value)
{
	const guint8 bytes[] = {(guint8)value, (guint8)(value >> 8)};

	g_byte_array_append(out, bytes, sizeof bytes);
}

void
publish_put_le32(GByteArray *out, guint32 value)
{
	publish_put_le16(out, value & 0xffff);
	publish_put_le16(out, value >> 16);
}

guint
publish_be16(const guint8 *data)
{
	return (guint)data[0] << 8 | data[1];
}

guint32
publish_be32(const guint8 *data)
{
	return (guint32)publish_be16(data) << 16 | publish_be16(data + 2);
}

guint
publish_le16(const guint8 *data)
{
	return (guint)data[1] << 8 | data[0];
}

guint32
publish_le32(const guint8 *data)
{
	return (guint32)publish_le16(data + 2) << 16 | publish_le16(data);
}
