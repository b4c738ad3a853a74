/* SPDX-License-Identifier: MIT
 *
 * TIFF 6.0: one page, little-endian, as our encoder writes it. Laid out anew: strips or tiles, the
 * values of the tags that pixels and colour need, our EXIF block, which is a TIFF stream itself and
 * only moves to another place, XMP for tag 700, the directory. Nothing else of the file is copied.
 */
#include <stdlib.h>
#include <string.h>
#include <cutline/error.h>
#include "publish_private.h"

#define N_ENTRY 12
#define MAX_ENTRIES 64
#define TAG_XMP 700
#define TAG_EXIF_IFD 34665
#define TYPE_BYTE 1
#define TYPE_SHORT 3
#define TYPE_LONG 4

typedef struct {
	guint tag, type;
	guint32 count, value; /* or where the value is */
} Entry;

typedef struct {
	Entry entries[2 * MAX_ENTRIES];
	guint n;
} Directory;

static gboolean
damaged(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "TIFF: %s; encode the picture again", what);
	return FALSE;
}

static guint64
n_bytes_of(const Entry *entry)
{
	static const guint8 sizes[] = {0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

	return entry->type < G_N_ELEMENTS(sizes) ? (guint64)entry->count * sizes[entry->type] : 0;
}

static Entry
read_entry(const guint8 *at)
{
	return (Entry){publish_le16(at), publish_le16(at + 2), publish_le32(at + 4),
		publish_le32(at + 8)};
}

/* What says how pixels are stored, which colours they are, and how large they are printed. */
static gboolean
stays(guint tag)
{
	static const guint16 kept[] = {254, 255, 256, 257, 258, 259, 262, 266, 273, 277, 278, 279,
		280, 281, 282, 283, 284, 296, 301, 317, 318, 319, 320, 322, 323, 324, 325, 332, 338,
		339, 347, 529, 530, 531, 532, 34675};

	for (gsize i = 0; i < G_N_ELEMENTS(kept); i++)
		if (tag == kept[i])
			return TRUE;
	return FALSE;
}

/* --- what the encoder wrote ------------------------------------------------------------------- */

static gboolean
is_inside(const PublishPicture *picture, guint64 at, guint64 n)
{
	return at <= picture->n_bytes && n <= picture->n_bytes - at;
}

static gboolean
read_directory(Directory *directory, const PublishPicture *picture, GError **error)
{
	const guint8 *data = picture->data;
	guint32 at;
	guint n;

	if (picture->n_bytes < 16 || memcmp(data, "II*\0", 4) != 0)
		return damaged(error, "it is not a little-endian one");
	at = publish_le32(data + 4);
	if (!is_inside(picture, at, 2))
		return damaged(error, "it has no directory");
	n = publish_le16(data + at);
	if (n > MAX_ENTRIES || !is_inside(picture, at, 2 + n * N_ENTRY + 4))
		return damaged(error, "its directory is damaged");
	if (publish_le32(data + at + 2 + n * N_ENTRY) != 0)
		return damaged(error, "it has more than one page");
	for (guint i = 0; i < n; i++) {
		Entry entry = read_entry(data + at + 2 + i * N_ENTRY);
		guint64 n_bytes = n_bytes_of(&entry);

		if (!stays(entry.tag))
			continue;
		if (n_bytes == 0 || (n_bytes > 4 && !is_inside(picture, entry.value, n_bytes)))
			return damaged(error, "a value lies outside of it");
		directory->entries[directory->n++] = entry;
	}
	return TRUE;
}

static Entry *
find_entry(Directory *directory, guint tag, guint other)
{
	for (guint i = 0; i < directory->n; i++)
		if (directory->entries[i].tag == tag || directory->entries[i].tag == other)
			return &directory->entries[i];
	return NULL;
}

/* One of the numbers of an entry, SHORT or LONG. */
static guint32
number_at(const PublishPicture *picture, const Entry *entry, guint32 i)
{
	gboolean is_short = entry->type == TYPE_SHORT;
	const guint8 *at;

	if (n_bytes_of(entry) <= 4)
		return is_short ? entry->value >> (16 * i) & 0xffff : entry->value;
	at = picture->data + entry->value + (gsize)i * (is_short ? 2 : 4);
	return is_short ? publish_le16(at) : publish_le32(at);
}

static gboolean
check_size(Directory *directory, const PublishPicture *picture, GError **error)
{
	const Entry *width = find_entry(directory, 256, 256), *height = find_entry(directory, 257, 257);

	if (width == NULL || height == NULL)
		return damaged(error, "it has no size");
	return publish_size_fits(
		picture, number_at(picture, width, 0), number_at(picture, height, 0), error);
}

/* --- laid out anew ---------------------------------------------------------------------------- */

static void
pad(GByteArray *out)
{
	if (out->len % 2 != 0)
		publish_put(out, "", 1);
}

static gboolean
is_number(const Entry *entry)
{
	return entry != NULL && (entry->type == TYPE_SHORT || entry->type == TYPE_LONG);
}

static gboolean
copy_pixels(GByteArray *out, Directory *directory, const PublishPicture *picture, GError **error)
{
	Entry *at = find_entry(directory, 273, 324), *n = find_entry(directory, 279, 325);
	g_autoptr(GByteArray) places = g_byte_array_new();

	if (!is_number(at) || !is_number(n) || at->count != n->count)
		return damaged(error, "it has no pixels");
	for (guint32 i = 0; i < at->count; i++) {
		guint32 from = number_at(picture, at, i), n_bytes = number_at(picture, n, i);

		if (!is_inside(picture, from, n_bytes) || out->len > picture->n_bytes + at->count + 8)
			return damaged(error, "it ends before its pixels");
		publish_put_le32(places, out->len);
		publish_put(out, picture->data + from, n_bytes);
		pad(out);
	}
	at->type = TYPE_LONG;
	at->value = at->count == 1 ? publish_le32(places->data) : out->len;
	if (at->count > 1)
		publish_put(out, places->data, places->len);
	return TRUE;
}

static void
copy_values(GByteArray *out, Directory *directory, const PublishPicture *picture)
{
	for (guint i = 0; i < directory->n; i++) {
		Entry *entry = &directory->entries[i];
		guint64 n_bytes = n_bytes_of(entry);
		guint32 from = entry->value;

		if (n_bytes <= 4 || entry->tag == 273 || entry->tag == 324)
			continue;
		entry->value = out->len;
		publish_put(out, picture->data + from, n_bytes);
		pad(out);
	}
}

/* --- what goes in ----------------------------------------------------------------------------- */

/* Values that stand elsewhere move with the stream, which now begins at `base`. */
static void
move_directory(guint8 *stream, guint32 at, guint32 base, Directory *directory)
{
	guint n = publish_le16(stream + at);

	for (guint i = 0; i < n; i++) {
		guint8 *place = stream + at + 2 + i * N_ENTRY;
		Entry entry = read_entry(place);
		guint32 moved = entry.value + base;

		if (entry.tag == TAG_EXIF_IFD)
			move_directory(stream, entry.value, base, NULL);
		else if (n_bytes_of(&entry) <= 4)
			moved = entry.value;
		entry.value = GUINT32_TO_LE(moved);
		memcpy(place + 8, &entry.value, 4);
		entry.value = moved;
		if (directory != NULL)
			directory->entries[directory->n++] = entry;
	}
}

static void
put_blocks(GByteArray *out, const PublishBlocks *blocks, Directory *directory)
{
	if (blocks->exif != NULL) {
		guint32 base = out->len;

		publish_put(out, blocks->exif->data, blocks->exif->len);
		move_directory(out->data + base, publish_le32(out->data + base + 4), base, directory);
		memset(out->data + base, 0, 8); /* no file begins here */
		pad(out);
	}
	if (blocks->xmp != NULL) {
		directory->entries[directory->n++] =
			(Entry){TAG_XMP, TYPE_BYTE, (guint32)blocks->xmp->len, out->len};
		publish_put(out, blocks->xmp->str, blocks->xmp->len);
		pad(out);
	}
}

static int
by_tag(const void *a, const void *b)
{
	return (int)((const Entry *)a)->tag - (int)((const Entry *)b)->tag;
}

static void
put_directory(GByteArray *out, Directory *directory)
{
	guint32 at = GUINT32_TO_LE(out->len);

	memcpy(out->data + 4, &at, 4);
	qsort(directory->entries, directory->n, sizeof *directory->entries, by_tag);
	publish_put_le16(out, directory->n);
	for (guint i = 0; i < directory->n; i++) {
		publish_put_le16(out, directory->entries[i].tag);
		publish_put_le16(out, directory->entries[i].type);
		publish_put_le32(out, directory->entries[i].count);
		publish_put_le32(out, directory->entries[i].value);
	}
	publish_put_le32(out, 0);
}

GByteArray *
publish_tiff(const PublishPicture *picture, const PublishBlocks *blocks, GError **error)
{
	g_autoptr(GByteArray) out = g_byte_array_new();
	Directory directory = {.n = 0};

	publish_put(out, "II*\0\0\0\0\0", 8);
	if (!read_directory(&directory, picture, error) || !check_size(&directory, picture, error) ||
		!copy_pixels(out, &directory, picture, error))
		return NULL;
	copy_values(out, &directory, picture);
	put_blocks(out, blocks, &directory);
	put_directory(out, &directory);
	return g_steal_pointer(&out);
}
