/* SPDX-License-Identifier: MIT
 *
 * The EXIF block (EXIF 2.32; reference §3.5): creator, copyright, caption, orientation, and the
 * moment where it may go out. Little-endian, tags ascending, one IFD and at most the Exif IFD
 * below it; no thumbnail IFD, ever. Which values these are is decided in set.c.
 */
#include <string.h>
#include "publish_private.h"

/* Together below the 65,527 bytes that one JPEG segment has for EXIF. */
#define MAX_CAPTION_BYTES 32000
#define MAX_ARTIST_BYTES 8000
#define MAX_COPYRIGHT_BYTES 8000

#define TYPE_ASCII 2
#define TYPE_SHORT 3
#define TYPE_LONG 4
#define TYPE_UNDEFINED 7

#define TAG_DESCRIPTION 0x010e
#define TAG_ORIENTATION 0x0112
#define TAG_ARTIST 0x013b
#define TAG_COPYRIGHT 0x8298
#define TAG_EXIF_IFD 0x8769
#define TAG_EXIF_VERSION 0x9000
#define TAG_TAKEN 0x9003
#define TAG_TAKEN_OFFSET 0x9011
#define TAG_TAKEN_SUBSECOND 0x9291

#define MAX_ENTRIES 5

typedef struct {
	guint tag, type;
	char *text;    /* ASCII, UNDEFINED */
	guint32 value; /* SHORT, LONG */
} Entry;

typedef struct {
	Entry entries[MAX_ENTRIES];
	guint n_entries;
} Ifd;

static Entry *
add(Ifd *ifd, guint tag, guint type)
{
	Entry *entry = &ifd->entries[ifd->n_entries++];

	g_assert(ifd->n_entries <= MAX_ENTRIES);
	entry->tag = tag;
	entry->type = type;
	return entry;
}

/* Takes `text`. */
static void
add_text(Ifd *ifd, guint tag, char *text)
{
	if (text != NULL && *text != '\0')
		add(ifd, tag, TYPE_ASCII)->text = text;
	else
		g_free(text);
}

static guint32
n_bytes_of(const Entry *entry)
{
	if (entry->type == TYPE_SHORT)
		return 2;
	if (entry->type == TYPE_LONG)
		return 4;
	return (guint32)strlen(entry->text) + (entry->type == TYPE_ASCII);
}

static guint32
n_bytes_of_ifd(const Ifd *ifd)
{
	guint32 n = 2 + 12 * ifd->n_entries + 4;

	for (guint i = 0; i < ifd->n_entries; i++) {
		guint32 n_value = n_bytes_of(&ifd->entries[i]);

		if (n_value > 4)
			n += n_value + n_value % 2;
	}
	return n;
}

static void
write_entry(GByteArray *out, const Entry *entry, guint32 *heap)
{
	guint32 n = n_bytes_of(entry);
	char inline_text[4] = {0};

	publish_put_le16(out, entry->tag);
	publish_put_le16(out, entry->type);
	if (entry->text == NULL) {
		publish_put_le32(out, 1);
		publish_put_le32(out, entry->value);
		return;
	}
	publish_put_le32(out, n);
	if (n > 4) {
		publish_put_le32(out, *heap);
		*heap += n + n % 2;
	} else {
		memcpy(inline_text, entry->text, strlen(entry->text));
		publish_put(out, inline_text, sizeof inline_text);
	}
}

/* At the end of `out`; values longer than four bytes follow the entries. */
static void
write_ifd(GByteArray *out, Ifd *ifd)
{
	guint32 heap = out->len + 2 + 12 * ifd->n_entries + 4;

	publish_put_le16(out, ifd->n_entries);
	for (guint i = 0; i < ifd->n_entries; i++)
		write_entry(out, &ifd->entries[i], &heap);
	publish_put_le32(out, 0); /* no IFD1: that would be a thumbnail */
	for (guint i = 0; i < ifd->n_entries; i++) {
		const Entry *entry = &ifd->entries[i];
		guint32 n = n_bytes_of(entry);

		if (n <= 4)
			continue;
		publish_put(out, entry->text, strlen(entry->text));
		for (gsize pad = strlen(entry->text); pad < n + n % 2; pad++)
			publish_put(out, "", 1);
	}
}

static void
clear_ifd(Ifd *ifd)
{
	for (guint i = 0; i < ifd->n_entries; i++)
		g_free(ifd->entries[i].text);
}

/* MWG 2.0: names joined by "; "; a name with a quote in front or "; " inside is quoted, and its
 * quotes doubled. */
static char *
artists(const PublishSet *set)
{
	const GPtrArray *names = set->values[CL_FIELD_BYLINE];
	GString *joined = g_string_new(NULL);

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const PublishValue *name = g_ptr_array_index(names, i);
		gsize before = joined->len;

		g_string_append(joined, i > 0 ? "; " : "");
		if (*name->text == '"' || strstr(name->text, "; ") != NULL) {
			g_string_append_c(joined, '"');
			for (const char *at = name->text; *at != '\0'; at++) {
				if (*at == '"')
					g_string_append_c(joined, '"');
				g_string_append_c(joined, *at);
			}
			g_string_append_c(joined, '"');
		} else {
			g_string_append(joined, name->text);
		}
		if (joined->len > MAX_ARTIST_BYTES) {
			if (i > 0)
				g_string_truncate(joined, before);
			break;
		}
	}
	return g_string_free(joined, FALSE);
}

static char *
cut(const PublishSet *set, ClField field, gsize max_bytes)
{
	const char *text = publish_set_first(set, field);

	return text != NULL ? publish_text_cut(text, max_bytes) : NULL;
}

static void
fill_exif_ifd(Ifd *ifd, const ClDate *date)
{
	add(ifd, TAG_EXIF_VERSION, TYPE_UNDEFINED)->text = g_strdup("0232");
	add_text(ifd, TAG_TAKEN,
		g_strdup_printf("%04d:%02d:%02d %02d:%02d:%02d", date->year, date->month, date->day,
			date->hour, date->minute, date->second));
	if (date->has_zone) {
		int minutes = ABS(date->offset_minutes);

		add_text(ifd, TAG_TAKEN_OFFSET,
			g_strdup_printf("%c%02d:%02d", date->offset_minutes < 0 ? '-' : '+',
				minutes / 60, minutes % 60));
	}
	if (date->millisecond > 0)
		add_text(ifd, TAG_TAKEN_SUBSECOND, g_strdup_printf("%03d", date->millisecond));
}

GByteArray *
publish_exif_write(const PublishSet *set, guint orientation)
{
	GByteArray *out = g_byte_array_new();
	gboolean has_time = set->has_date && set->date.has_time;
	Ifd ifd = {0}, exif = {0};
	g_autofree char *names = artists(set);

	add_text(&ifd, TAG_DESCRIPTION, cut(set, CL_FIELD_CAPTION, MAX_CAPTION_BYTES));
	add(&ifd, TAG_ORIENTATION, TYPE_SHORT)->value = orientation;
	add_text(&ifd, TAG_ARTIST, publish_text_cut(names, MAX_ARTIST_BYTES));
	add_text(&ifd, TAG_COPYRIGHT, cut(set, CL_FIELD_COPYRIGHT, MAX_COPYRIGHT_BYTES));
	if (has_time) {
		add(&ifd, TAG_EXIF_IFD, TYPE_LONG);
		ifd.entries[ifd.n_entries - 1].value = 8 + n_bytes_of_ifd(&ifd);
		fill_exif_ifd(&exif, &set->date);
	}
	publish_put(out, "II*\0\010\0\0\0", 8);
	write_ifd(out, &ifd);
	if (has_time)
		write_ifd(out, &exif);
	clear_ifd(&ifd);
	clear_ifd(&exif);
	return out;
}
