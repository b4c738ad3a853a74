/* SPDX-License-Identifier: MIT
 *
 * TIFF streams: byte order, classic and BigTIFF, the entries of one IFD, chains of IFDs. Every
 * count and offset is an attacker's: values are handed out only if they lie wholly within the
 * stream, and no IFD is visited twice. Knows no tag.
 */
#include "reader.h"

static guint64
number(const MetadataTiff *tiff, const guint8 *p, guint size)
{
	switch (size) {
	case 1:
		return p[0];
	case 2:
		return tiff->big_endian ? metadata_be16(p) : metadata_le16(p);
	case 4:
		return tiff->big_endian ? metadata_be32(p) : metadata_le32(p);
	case 8:
		return tiff->big_endian ? metadata_be64(p) : metadata_le64(p);
	default:
		return 0;
	}
}

/* Bytes of one value of a type; 0 = a type nobody knows. 129 is EXIF 3.0's UTF-8. */
static guint
type_size(guint16 type)
{
	static const guint8 sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};

	if (type == 129)
		return 1;
	return type < G_N_ELEMENTS(sizes) ? sizes[type] : 0;
}

gboolean
metadata_tiff_open(MetadataTiff *tiff, MetadataSpan stream)
{
	guint16 version;

	memset(tiff, 0, sizeof *tiff);
	tiff->file = stream;
	if (stream.n < 8)
		return FALSE;
	if (metadata_starts(stream, "MM", 2))
		tiff->big_endian = TRUE;
	else if (!metadata_starts(stream, "II", 2))
		return FALSE;
	version = (guint16)number(tiff, stream.data + 2, 2);
	if (version == 42) {
		tiff->first_ifd = number(tiff, stream.data + 4, 4);
		return TRUE;
	}
	if (version != 43 || stream.n < 16 || number(tiff, stream.data + 4, 2) != 8)
		return FALSE;
	tiff->big_tiff = TRUE;
	tiff->first_ifd = number(tiff, stream.data + 8, 8);
	return TRUE;
}

static gboolean
visit(MetadataTiff *tiff, guint64 offset)
{
	for (guint i = 0; i < tiff->n_visited; i++)
		if (tiff->visited[i] == offset)
			return FALSE;
	if (tiff->n_visited == CL_MAX_IFDS)
		return FALSE;
	tiff->visited[tiff->n_visited++] = offset;
	return TRUE;
}

/* One entry of `n` bytes at `p`; FALSE if its value is not within the stream. */
static gboolean
read_entry(const MetadataTiff *tiff, const guint8 *p, MetadataEntry *entry)
{
	guint word = tiff->big_tiff ? 8 : 4;
	guint size;

	entry->tag = (guint16)number(tiff, p, 2);
	entry->type = (guint16)number(tiff, p + 2, 2);
	entry->count = number(tiff, p + 4, word);
	size = type_size(entry->type);
	if (size == 0 || entry->count > tiff->file.n / size) {
		entry->value.n = 0;
		entry->value.data = NULL;
		return FALSE;
	}
	if (entry->count * size <= word) {
		entry->value.data = p + 4 + word;
		entry->value.n = (gsize)(entry->count * size);
		return TRUE;
	}
	return metadata_cut(
		tiff->file, number(tiff, p + 4 + word, word), entry->count * size, &entry->value);
}

/* Where the entries of an IFD stand and how many there are; FALSE if there is no IFD. */
static gboolean
open_ifd(MetadataTiff *tiff, guint64 offset, MetadataSpan *entries, guint64 *count)
{
	guint word = tiff->big_tiff ? 8 : 2, size = tiff->big_tiff ? 20 : 12;
	MetadataSpan head;

	if (offset < 8 || !metadata_cut(tiff->file, offset, word, &head))
		return FALSE;
	*count = number(tiff, head.data, word);
	*entries = metadata_rest(tiff->file, (gsize)offset + word);
	if (*count > entries->n / size) {
		tiff->damaged = TRUE;
		*count = entries->n / size;
		entries->n = (gsize)*count * size;
	}
	return *count > 0;
}

gboolean
metadata_tiff_each(
	MetadataTiff *tiff, guint64 offset, MetadataEntryFunc each, gpointer data, guint64 *next)
{
	guint word = tiff->big_tiff ? 8 : 4, size = tiff->big_tiff ? 20 : 12;
	MetadataSpan entries, tail;
	guint64 count;

	*next = 0;
	if (!open_ifd(tiff, offset, &entries, &count) || !visit(tiff, offset)) {
		tiff->damaged = TRUE;
		return FALSE;
	}
	if (metadata_cut(entries, count * size, word, &tail))
		*next = number(tiff, tail.data, word);
	if (count > CL_MAX_IFD_ENTRIES) {
		tiff->damaged = TRUE;
		count = CL_MAX_IFD_ENTRIES;
	}
	for (guint64 i = 0; i < count; i++) {
		MetadataEntry entry;

		if (read_entry(tiff, entries.data + i * size, &entry))
			each(tiff, &entry, data);
		else if (type_size(entry.type) != 0)
			tiff->damaged = TRUE;
	}
	return TRUE;
}

guint
metadata_tiff_pages(MetadataTiff *tiff, guint64 offset, guint max)
{
	g_autoptr(GHashTable) seen = NULL;
	guint pages = 0;

	while (offset != 0 && pages < max) {
		guint word = tiff->big_tiff ? 8 : 4, size = tiff->big_tiff ? 20 : 12;
		MetadataSpan entries, tail;
		guint64 count, *key;

		if (!open_ifd(tiff, offset, &entries, &count))
			break;
		pages++;
		if (!metadata_cut(entries, count * size, word, &tail))
			break;
		if (seen == NULL)
			seen = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
		key = g_memdup2(&offset, sizeof offset);
		if (!g_hash_table_add(seen, key)) {
			tiff->damaged = TRUE;
			pages--;
			break;
		}
		offset = number(tiff, tail.data, word);
	}
	return pages;
}

guint64
metadata_entry_uint(const MetadataTiff *tiff, const MetadataEntry *entry, guint64 index)
{
	guint size = type_size(entry->type);

	if (entry->type == 2 || entry->type == 5 || entry->type == 10 || entry->type == 11 ||
		entry->type == 12 || entry->type == 129 || size == 0 ||
		index >= entry->value.n / size)
		return 0;
	return number(tiff, entry->value.data + index * size, size);
}

gboolean
metadata_entry_rational(
	const MetadataTiff *tiff, const MetadataEntry *entry, guint64 index, double *value)
{
	const guint8 *p;
	guint64 above, below;

	if (entry->type == 3 || entry->type == 4) {
		*value = (double)metadata_entry_uint(tiff, entry, index);
		return index < entry->count;
	}
	if ((entry->type != 5 && entry->type != 10) || index >= entry->value.n / 8)
		return FALSE;
	p = entry->value.data + index * 8;
	above = number(tiff, p, 4);
	below = number(tiff, p + 4, 4);
	if (below == 0)
		return FALSE;
	if (entry->type == 10)
		*value = (double)(gint32)above / (double)(gint32)below;
	else
		*value = (double)above / (double)below;
	return TRUE;
}
