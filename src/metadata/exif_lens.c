/* SPDX-License-Identifier: MIT
 *
 * The lens of cameras that name it only in their maker note, through libexif, which knows those
 * private formats. The only user of libexif: it is asked only where EXIF itself says nothing, with
 * a small block, so that its cost and its history of hostile maker notes stay out of most files.
 */
#include "reader.h"

#include <libexif/exif-data.h>

#define MAX_BLOCK_BYTES (256U << 10)
#define MAX_NOTE_ENTRIES 2000U

static gboolean
known_maker(MetadataSpan make)
{
	static const char *const makers[] = {"NIKON", "Canon", "PENTAX", "OLYMPUS"};

	for (guint i = 0; i < G_N_ELEMENTS(makers); i++)
		if (make.n >= strlen(makers[i]) && g_ascii_strncasecmp((const char *)make.data,
							   makers[i], strlen(makers[i])) == 0)
			return TRUE;
	return FALSE;
}

static char *
find_lens(ExifMnoteData *note)
{
	guint n = MIN(exif_mnote_data_count(note), MAX_NOTE_ENTRIES);

	for (guint i = 0; i < n; i++) {
		const char *name = exif_mnote_data_get_name(note, i);
		char value[256] = "";

		if (name == NULL || strcmp(name, "Lens") != 0)
			continue;
		if (exif_mnote_data_get_value(note, i, value, sizeof value) != NULL &&
			g_utf8_validate(value, -1, NULL) && g_ascii_isdigit(value[0]))
			return g_strdup(value);
	}
	return NULL;
}

char *
metadata_maker_lens(MetadataSpan tiff, MetadataSpan make)
{
	g_autofree guint8 *block = NULL;
	ExifData *exif;
	ExifMnoteData *note;
	char *lens = NULL;

	if (tiff.n > MAX_BLOCK_BYTES || !known_maker(make))
		return NULL;
	exif = exif_data_new();
	if (exif == NULL)
		return NULL;
	exif_data_unset_option(exif, EXIF_DATA_OPTION_FOLLOW_SPECIFICATION);
	exif_data_set_option(exif, EXIF_DATA_OPTION_IGNORE_UNKNOWN_TAGS);
	exif_data_set_option(exif, EXIF_DATA_OPTION_DONT_CHANGE_MAKER_NOTE);
	block = g_malloc(tiff.n + 6);
	memcpy(block, "Exif\0\0", 6);
	memcpy(block + 6, tiff.data, tiff.n);
	exif_data_load_data(exif, block, (unsigned int)tiff.n + 6);
	note = exif_data_get_mnote_data(exif);
	if (note != NULL)
		lens = find_lens(note);
	exif_data_unref(exif);
	return lens;
}
