/* SPDX-License-Identifier: MIT
 *
 * EXIF → received values. Texts, numbers and dates come from our own walk of the IFDs, because
 * libexif drops type 129 (UTF-8) and rewrites Copyright; libexif reads maker notes (exif_lens.c).
 * The placeholders that cameras write count as absent.
 */
#include "reader.h"

#include <math.h>

#include <cutline/text.h>

typedef struct {
	MetadataSpan description, artist, software, photographer, copyright, keywords, make, model;
	MetadataSpan lens, date, subsecond, offset;
	MetadataSpan user_comment, xp[3]; /* XPTitle, XPComment, XPSubject */
	MetadataSpan maker_note;
	MetadataEntry orientation, exposure, f_number, iso;
	MetadataEntry latitude, longitude;
	char latitude_ref, longitude_ref, gps_status;
	guint64 exif_ifd, gps_ifd;
	guint64 thumbnail_offset, thumbnail_bytes;
	MetadataCharset charset; /* of what is not UTF-8 */
} Tags;

static void
keep_text(MetadataSpan *slot, const MetadataEntry *entry)
{
	if (slot->data == NULL &&
		(entry->type == 2 || entry->type == 129 || entry->type == 1 || entry->type == 7))
		*slot = entry->value;
}

static void
keep(MetadataEntry *slot, const MetadataEntry *entry)
{
	if (slot->value.data == NULL)
		*slot = *entry;
}

static void
each_main(const MetadataTiff *tiff, const MetadataEntry *entry, gpointer data)
{
	Tags *tags = data;

	switch (entry->tag) {
	case 0x010e:
		keep_text(&tags->description, entry);
		break;
	case 0x010f:
		keep_text(&tags->make, entry);
		break;
	case 0x0110:
		keep_text(&tags->model, entry);
		break;
	case 0x0112:
		keep(&tags->orientation, entry);
		break;
	case 0x0131:
		keep_text(&tags->software, entry);
		break;
	case 0x013b:
		keep_text(&tags->artist, entry);
		break;
	case 0x8298:
		keep_text(&tags->copyright, entry);
		break;
	case 0x9c9b:
		keep_text(&tags->xp[0], entry);
		break;
	case 0x9c9c:
		keep_text(&tags->xp[1], entry);
		break;
	case 0x9c9f:
		keep_text(&tags->xp[2], entry);
		break;
	case 0x9c9e:
		keep_text(&tags->keywords, entry);
		break;
	case 0x9286: /* some programs put it here */
		keep_text(&tags->user_comment, entry);
		break;
	case 0x8769:
		if (tags->exif_ifd == 0)
			tags->exif_ifd = metadata_entry_uint(tiff, entry, 0);
		break;
	case 0x8825:
		if (tags->gps_ifd == 0)
			tags->gps_ifd = metadata_entry_uint(tiff, entry, 0);
		break;
	default:
		break;
	}
}

static void
each_photo(const MetadataTiff *tiff, const MetadataEntry *entry, gpointer data)
{
	Tags *tags = data;

	switch (entry->tag) {
	case 0x829a:
		keep(&tags->exposure, entry);
		break;
	case 0x829d:
		keep(&tags->f_number, entry);
		break;
	case 0x8827:
		keep(&tags->iso, entry);
		break;
	case 0x9003:
		keep_text(&tags->date, entry);
		break;
	case 0x9011:
		keep_text(&tags->offset, entry);
		break;
	case 0x9286:
		keep_text(&tags->user_comment, entry);
		break;
	case 0x9291:
		keep_text(&tags->subsecond, entry);
		break;
	case 0x927c:
		tags->maker_note = entry->value;
		break;
	case 0xa434:
		keep_text(&tags->lens, entry);
		break;
	case 0xa437:
		keep_text(&tags->photographer, entry);
		break;
	default:
		break;
	}
}

static char
first_char(const MetadataEntry *entry)
{
	return entry->value.n > 0 ? (char)entry->value.data[0] : '\0';
}

static void
each_gps(const MetadataTiff *tiff, const MetadataEntry *entry, gpointer data)
{
	Tags *tags = data;

	switch (entry->tag) {
	case 1:
		tags->latitude_ref = first_char(entry);
		break;
	case 2:
		keep(&tags->latitude, entry);
		break;
	case 3:
		tags->longitude_ref = first_char(entry);
		break;
	case 4:
		keep(&tags->longitude, entry);
		break;
	case 9:
		tags->gps_status = first_char(entry);
		break;
	default:
		break;
	}
}

static void
each_thumbnail(const MetadataTiff *tiff, const MetadataEntry *entry, gpointer data)
{
	Tags *tags = data;

	if (entry->tag == 0x0201)
		tags->thumbnail_offset = metadata_entry_uint(tiff, entry, 0);
	else if (entry->tag == 0x0202)
		tags->thumbnail_bytes = metadata_entry_uint(tiff, entry, 0);
}

static MetadataSpan
until_nul(MetadataSpan span)
{
	const guint8 *nul = span.n == 0 ? NULL : memchr(span.data, '\0', span.n);

	if (nul != NULL)
		span.n = (gsize)(nul - span.data);
	return span;
}

/* "ASCII" is UTF-8 in practice, else whatever the writer's country uses: one set for all. */
static MetadataCharset
decide_charset(MetadataReader *reader, const Tags *tags)
{
	const MetadataSpan texts[] = {until_nul(tags->description), until_nul(tags->artist),
		until_nul(tags->photographer), until_nul(tags->copyright),
		until_nul(metadata_rest(tags->copyright, until_nul(tags->copyright).n + 1)),
		until_nul(tags->make), until_nul(tags->model), until_nul(tags->lens)};

	return metadata_undeclared(reader, texts, G_N_ELEMENTS(texts), "EXIF");
}

/* NULL if blank. */
static char *
decode_text(const Tags *tags, MetadataSpan span)
{
	g_autofree char *decoded = NULL;
	char *text;

	if (span.n == 0)
		return NULL;
	if (span.n > CL_MAX_VALUE_BYTES)
		span.n = CL_MAX_VALUE_BYTES;
	decoded = metadata_decode_unless_utf8(tags->charset, span);
	text = cl_text_clean(decoded, -1);
	if (*text == '\0')
		g_clear_pointer(&text, g_free);
	return text;
}

/* What cameras and tools write where a person should. */
static gboolean
is_placeholder(const char *text)
{
	static const char *const whole[] = {"OLYMPUS DIGITAL CAMERA", "SONY DSC",
		"KONICA MINOLTA DIGITAL CAMERA", "MINOLTA DIGITAL CAMERA", "Created with GIMP",
		"Picasa", "default", "Exif_JPEG_PICTURE", "DIGITAL CAMERA"};

	for (guint i = 0; i < G_N_ELEMENTS(whole); i++)
		if (g_ascii_strcasecmp(text, whole[i]) == 0)
			return TRUE;
	/* A caption may well begin with the company's name; what its cameras write is short. */
	return g_str_has_prefix(text, "DCIM\\") ||
	       (g_str_has_prefix(text, "SAMSUNG") && strlen(text) <= 24);
}

static void
receive(MetadataReader *reader, ClField field, guint position, const char *text)
{
	if (text != NULL)
		metadata_receive(
			reader, field, CL_ORIGIN_EXIF, 0, position, NULL, text, strlen(text));
}

static void
receive_text(MetadataReader *reader, ClField field, const char *text)
{
	if (text != NULL && !is_placeholder(text))
		receive(reader, field, 0, text);
}

/* Photographer NUL editor. The first that is not blank is the notice, a second one is kept as received. */
static void
receive_copyright(MetadataReader *reader, const Tags *tags)
{
	MetadataSpan half = until_nul(tags->copyright);
	guint position = 0;

	for (guint i = 0; i < 2; i++) {
		g_autofree char *text = decode_text(tags, half);

		if (text != NULL && !is_placeholder(text))
			receive(reader, CL_FIELD_COPYRIGHT, position++, text);
		half = until_nul(metadata_rest(tags->copyright, half.n + 1));
	}
}

/* Names joined by the MWG rule: "; " between them; an item with quotes around has its inner
 * quotes doubled. */
static void
receive_artists(MetadataReader *reader, const char *text)
{
	g_autoptr(GString) item = g_string_new(NULL);
	guint position = 0;

	while (text != NULL && *text != '\0' && position < 1000) {
		gboolean quoted = *text == '"' && strchr(text + 1, '"') != NULL;

		g_string_truncate(item, 0);
		if (quoted)
			text++;
		while (*text != '\0') {
			if (quoted && text[0] == '"' && text[1] == '"') {
				g_string_append_c(item, '"');
				text += 2;
			} else if (quoted && *text == '"') {
				quoted = FALSE;
				text++;
			} else if (!quoted && *text == ';' && (text[1] == ' ' || text[1] == '\0')) {
				break;
			} else {
				g_string_append_c(item, *text++);
			}
		}
		while (*text == ';' || *text == ' ')
			text++;
		if (!cl_text_is_blank(item->str) && !is_placeholder(item->str))
			receive(reader, CL_FIELD_BYLINE, position++, item->str);
	}
}

/* XPKeywords of the Windows Explorer: UTF-16LE, with ";" between. */
static void
receive_keywords(MetadataReader *reader, MetadataSpan span)
{
	g_autofree char *text =
		span.n < 2 || span.n > CL_MAX_VALUE_BYTES ? NULL : metadata_decode_utf16(span, FALSE);
	g_auto(GStrv) words = g_strsplit(text == NULL ? "" : text, ";", 1000);
	guint position = 0;

	for (guint i = 0; words[i] != NULL; i++)
		if (!cl_text_is_blank(words[i]))
			receive(reader, CL_FIELD_KEYWORDS, position++, words[i]);
}

static void
receive_texts(MetadataReader *reader, const Tags *tags)
{
	g_autofree char *description = decode_text(tags, until_nul(tags->description));
	g_autofree char *artist = decode_text(tags,
		until_nul(until_nul(tags->artist).n > 0 ? tags->artist : tags->photographer));

	g_autofree char *software = decode_text(tags, until_nul(tags->software));

	if (software != NULL && cl_program_makes_pictures(software))
		receive(reader, CL_FIELD_AI_SYSTEM, 0, software);
	receive_text(reader, CL_FIELD_CAPTION, description);
	receive_artists(reader, artist);
	receive_keywords(reader, tags->keywords);
	receive_copyright(reader, tags);
}

static void
receive_comments(MetadataReader *reader, const MetadataTiff *tiff, const Tags *tags)
{
	metadata_receive_user_comment(reader, tags->user_comment, tiff->big_endian, 0);
	for (guint i = 0; i < G_N_ELEMENTS(tags->xp); i++)
		metadata_receive_xp(reader, tags->xp[i], i + 1);
}

/* "NIKON CORPORATION" + "NIKON D1X" → "NIKON D1X"; "Apple" + "iPhone 4" → "Apple iPhone 4". */
static void
receive_camera(MetadataReader *reader, const Tags *tags)
{
	/* Longer ones before what they end in. */
	static const char *const noise[] = {" OPTICAL CO.,LTD", " OPTICAL CO.,LTD.",
		" IMAGING CORP.", " CORPORATION", " CORP.", " CORP", " COMPANY", " CO.,LTD.",
		" CO., LTD.", " INC."};
	g_autofree char *make = decode_text(tags, until_nul(tags->make));
	g_autofree char *model = decode_text(tags, until_nul(tags->model));
	g_autofree char *camera = NULL;
	gsize first;

	if (make == NULL || model == NULL) {
		receive(reader, CL_FIELD_CAMERA, 0, make == NULL ? model : make);
		return;
	}
	for (guint i = 0; i < G_N_ELEMENTS(noise); i++) {
		gsize n = strlen(make), cut = strlen(noise[i]);

		if (n > cut && g_ascii_strcasecmp(make + n - cut, noise[i]) == 0)
			make[n - cut] = '\0';
	}
	first = strcspn(make, " ");
	if (g_ascii_strncasecmp(model, make, first) == 0 &&
		(model[first] == ' ' || model[first] == '\0' || model[first] == '-'))
		camera = g_strdup(model);
	else
		camera = g_strconcat(make, " ", model, NULL);
	metadata_receive(
		reader, CL_FIELD_CAMERA, CL_ORIGIN_EXIF, 0, 0, NULL, camera, strlen(camera));
}

static void
receive_exposure(MetadataReader *reader, const MetadataTiff *tiff, const Tags *tags)
{
	g_autoptr(GString) text = g_string_new(NULL);
	char number[G_ASCII_DTOSTR_BUF_SIZE];
	guint64 iso = metadata_entry_uint(tiff, &tags->iso, 0);
	double value;

	if (metadata_entry_rational(tiff, &tags->exposure, 0, &value) && value > 0 && value < 1e6) {
		if (value < 0.4)
			g_string_append_printf(text, "1/%.0f s", 1 / value);
		else
			g_string_append_printf(text, "%s s",
				g_ascii_formatd(number, sizeof number, "%.4g", value));
	}
	if (metadata_entry_rational(tiff, &tags->f_number, 0, &value) && value > 0 && value < 1000)
		g_string_append_printf(text, "%sf/%s", text->len > 0 ? " " : "",
			g_ascii_formatd(number, sizeof number, "%.3g", value));
	if (iso > 0 && iso < 10000000)
		g_string_append_printf(
			text, "%sISO %" G_GUINT64_FORMAT, text->len > 0 ? " " : "", iso);
	receive(reader, CL_FIELD_EXPOSURE, 0, text->str);
}

static gboolean
degrees(const MetadataTiff *tiff, const MetadataEntry *entry, double *value)
{
	double minutes = 0, seconds = 0;

	if (!metadata_entry_rational(tiff, entry, 0, value))
		return FALSE;
	/* 0/0 in minutes makes the whole position unknown; in seconds it means "not given". */
	if (entry->count > 1 && !metadata_entry_rational(tiff, entry, 1, &minutes))
		return FALSE;
	if (entry->count > 2 && !metadata_entry_rational(tiff, entry, 2, &seconds))
		seconds = 0;
	*value += minutes / 60 + seconds / 3600;
	return isfinite(*value) && *value >= 0;
}

static void
receive_gps(MetadataReader *reader, const MetadataTiff *tiff, const Tags *tags)
{
	double latitude, longitude;
	char a[G_ASCII_DTOSTR_BUF_SIZE], b[G_ASCII_DTOSTR_BUF_SIZE];
	g_autofree char *text = NULL;

	if (tags->gps_status == 'V' || !degrees(tiff, &tags->latitude, &latitude) ||
		!degrees(tiff, &tags->longitude, &longitude))
		return;
	if (latitude > 90 || longitude > 180 || (latitude < 1e-9 && longitude < 1e-9))
		return;
	if (g_ascii_toupper(tags->latitude_ref) == 'S')
		latitude = -latitude;
	if (g_ascii_toupper(tags->longitude_ref) == 'W')
		longitude = -longitude;
	text = g_strconcat(g_ascii_formatd(a, sizeof a, "%.6f", latitude), ",",
		g_ascii_formatd(b, sizeof b, "%.6f", longitude), NULL);
	receive(reader, CL_FIELD_GPS, 0, text);
}

static void
read_orientation(MetadataReader *reader, const MetadataTiff *tiff, const Tags *tags)
{
	guint64 value = metadata_entry_uint(tiff, &tags->orientation, 0);
	char text[2] = {'\0', '\0'};

	if (tags->orientation.value.data == NULL)
		return;
	if (value < 1 || value > 8) {
		metadata_find(reader, CL_FINDING_ORIENTATION_INVALID,
			"the EXIF orientation is not 1 to 8; the picture is taken as upright");
		return;
	}
	reader->exif_orientation = (guint)value;
	text[0] = (char)('0' + value);
	receive(reader, CL_FIELD_ORIENTATION, 0, text);
}

static void
read_thumbnail(MetadataReader *reader, const MetadataTiff *tiff, const Tags *tags)
{
	MetadataSpan jpeg;

	if (tags->thumbnail_bytes == 0)
		return;
	if (!metadata_cut(tiff->file, tags->thumbnail_offset, tags->thumbnail_bytes, &jpeg)) {
		metadata_find(reader, CL_FINDING_EXIF_DAMAGED,
			"the EXIF thumbnail runs past the end of the block");
		return;
	}
	if (jpeg.n <= CL_MAX_THUMBNAIL_BYTES && metadata_starts(jpeg, "\xff\xd8\xff", 3))
		reader->facts->thumbnail = g_bytes_new(jpeg.data, jpeg.n);
}

static void
receive_photo(MetadataReader *reader, const MetadataTiff *tiff, const Tags *tags)
{
	g_autofree char *lens = decode_text(tags, until_nul(tags->lens));
	g_autofree char *date = NULL;
	gboolean bad = FALSE;

	date = metadata_date_exif(
		until_nul(tags->date), until_nul(tags->subsecond), until_nul(tags->offset), &bad);
	receive(reader, CL_FIELD_DATE_TAKEN, 0, date);
	if (bad)
		metadata_find(reader, CL_FINDING_DATE_INVALID,
			"the EXIF capture date or a part of it cannot be read");
	if (lens == NULL && tags->maker_note.n > 0)
		lens = metadata_maker_lens(tiff->file, until_nul(tags->make));
	if (lens != NULL && !cl_text_is_blank(lens) && strspn(lens, "-. 0") != strlen(lens))
		receive(reader, CL_FIELD_LENS, 0, lens);
	receive_exposure(reader, tiff, tags);
}

void
metadata_read_exif(MetadataReader *reader)
{
	MetadataTiff tiff;
	Tags tags;
	guint64 next, ignored;

	if (reader->exif.data == NULL)
		return;
	memset(&tags, 0, sizeof tags);
	if (!metadata_tiff_open(&tiff, reader->exif) ||
		!metadata_tiff_each(&tiff, tiff.first_ifd, each_main, &tags, &next)) {
		metadata_find(
			reader, CL_FINDING_EXIF_DAMAGED, "the EXIF block has no readable header");
		return;
	}
	if (tags.exif_ifd != 0)
		metadata_tiff_each(&tiff, tags.exif_ifd, each_photo, &tags, &ignored);
	if (tags.gps_ifd != 0)
		metadata_tiff_each(&tiff, tags.gps_ifd, each_gps, &tags, &ignored);
	/* In a TIFF file the second IFD is the second page, not a thumbnail. */
	if (next != 0 && reader->facts->format != CL_FORMAT_TIFF &&
		metadata_tiff_each(&tiff, next, each_thumbnail, &tags, &ignored))
		read_thumbnail(reader, &tiff, &tags);
	tags.charset = decide_charset(reader, &tags);
	read_orientation(reader, &tiff, &tags);
	receive_texts(reader, &tags);
	receive_comments(reader, &tiff, &tags);
	receive_camera(reader, &tags);
	receive_photo(reader, &tiff, &tags);
	receive_gps(reader, &tiff, &tags);
	if (tiff.damaged)
		metadata_find(reader, CL_FINDING_EXIF_DAMAGED,
			"EXIF is damaged (a count or an offset leads outside); readable tags were "
			"kept");
}
