/* SPDX-License-Identifier: MIT
 *
 * Crop and focal point as a person gives them, as they are kept (a document of the photo, so that
 * the journal brings them back), and as they count for a version of perhaps another size.
 */
#include "rendition_private.h"

#include <cutline/framing.h>
#include <cutline/json.h>

#include <math.h>
#include <string.h>

#define KIND "framing"
#define SCHEMA "cutline-framing/1"
#define SHAPE_TOLERANCE 0.01 /* of the ratio: a re-transmission that was scaled by an agency */

/* --- text ----------------------------------------------------------------------------------- */

char *
cl_framing_text(const ClFraming *framing)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_int(json, "width", framing->width);
	cl_json_int(json, "height", framing->height);
	if (framing->crop.width > 0) {
		cl_json_begin_object(json, "crop");
		cl_json_int(json, "x", framing->crop.x);
		cl_json_int(json, "y", framing->crop.y);
		cl_json_int(json, "width", framing->crop.width);
		cl_json_int(json, "height", framing->crop.height);
		cl_json_end_object(json);
	}
	if (framing->has_focus) {
		cl_json_begin_object(json, "focus");
		cl_json_int(json, "x", framing->focus_x);
		cl_json_int(json, "y", framing->focus_y);
		cl_json_end_object(json);
	}
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
read_number(GVariant *object, const char *key, guint least, guint most, guint32 *number)
{
	gint64 value;

	if (!g_variant_lookup(object, key, "x", &value) || value < least || value > most)
		return FALSE;
	*number = (guint32) value;
	return TRUE;
}

static gboolean
read_crop(GVariant *object, const ClFraming *framing, ClRect *crop)
{
	return read_number(object, "x", 0, CL_MAX_DIMENSION, &crop->x) &&
		read_number(object, "y", 0, CL_MAX_DIMENSION, &crop->y) &&
		read_number(object, "width", 1, CL_MAX_DIMENSION, &crop->width) &&
		read_number(object, "height", 1, CL_MAX_DIMENSION, &crop->height) &&
		crop->x + crop->width <= framing->width &&
		crop->y + crop->height <= framing->height;
}

gboolean
cl_framing_parse(const char *json, ClFraming *framing, GError **error)
{
	g_autoptr(GVariant) object = cl_json_parse(json, -1, error);
	g_autoptr(GVariant) crop = NULL;
	g_autoptr(GVariant) focus = NULL;
	gboolean good;

	*framing = (ClFraming){ 0 };
	if (object == NULL)
		return FALSE;
	crop = g_variant_lookup_value(object, "crop", G_VARIANT_TYPE_VARDICT);
	focus = g_variant_lookup_value(object, "focus", G_VARIANT_TYPE_VARDICT);
	good = read_number(object, "width", 1, CL_MAX_DIMENSION, &framing->width) &&
		read_number(object, "height", 1, CL_MAX_DIMENSION, &framing->height) &&
		(crop == NULL || read_crop(crop, framing, &framing->crop)) &&
		(focus == NULL ||
			(read_number(focus, "x", 0, CL_GRAVITY_UNIT, &framing->focus_x) &&
				read_number(focus, "y", 0, CL_GRAVITY_UNIT, &framing->focus_y)));
	framing->has_focus = good && focus != NULL;
	if (!good)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"the saved crop or focal point is damaged; set it again");
	return good;
}

/* --- what counts ------------------------------------------------------------------------------ */

static guint32
scaled(guint32 value, guint32 from, guint32 to)
{
	return (guint32) (((guint64) value * to + from / 2) / from);
}

void
cl_framing_apply(const ClFraming *framing, ClFrame *frame)
{
	double shape = (double) framing->width / framing->height;
	double theirs = (double) frame->width / frame->height;

	if (framing->has_focus) {
		frame->has_focus = TRUE;
		frame->focus_x = framing->focus_x;
		frame->focus_y = framing->focus_y;
	}
	if (framing->crop.width == 0 || ABS(shape / theirs - 1) > SHAPE_TOLERANCE)
		return;
	frame->crop.x = scaled(framing->crop.x, framing->width, frame->width);
	frame->crop.y = scaled(framing->crop.y, framing->height, frame->height);
	frame->crop.width = MAX(scaled(framing->crop.width, framing->width, frame->width), 1);
	frame->crop.height = MAX(scaled(framing->crop.height, framing->height, frame->height), 1);
	frame->crop.width = MIN(frame->crop.width, frame->width - frame->crop.x);
	frame->crop.height = MIN(frame->crop.height, frame->height - frame->crop.y);
}

/* Shares of width and height, as the decoder wrote them. */
static gboolean
read_shares(const char *text, double *shares, guint n)
{
	g_auto(GStrv) words = g_strsplit(text != NULL ? text : "", ",", (gint) n + 1);

	if (g_strv_length(words) != n)
		return FALSE;
	for (guint i = 0; i < n; i++) {
		char *end;

		shares[i] = g_ascii_strtod(words[i], &end);
		if (end == words[i] || *end != '\0' || !(shares[i] >= 0 && shares[i] <= 1))
			return FALSE;
	}
	return TRUE;
}

void
cl_framing_receive(const ClEffective *effective, ClFrame *frame)
{
	double focus[2], crop[4];

	if (read_shares(cl_effective_first(effective, CL_FIELD_FOCUS), focus, 2)) {
		frame->has_focus = TRUE;
		frame->focus_x = (guint) lround(focus[0] * CL_GRAVITY_UNIT);
		frame->focus_y = (guint) lround(focus[1] * CL_GRAVITY_UNIT);
	}
	if (read_shares(cl_effective_first(effective, CL_FIELD_CROP), crop, 4)) {
		ClRect *rect = &frame->crop;

		rect->x = MIN((guint32) lround(crop[0] * frame->width), frame->width - 1);
		rect->y = MIN((guint32) lround(crop[1] * frame->height), frame->height - 1);
		rect->width = (guint32) CLAMP(
			lround(crop[2] * frame->width), 1, (long) (frame->width - rect->x));
		rect->height = (guint32) CLAMP(
			lround(crop[3] * frame->height), 1, (long) (frame->height - rect->y));
	}
}

/* --- what people type ------------------------------------------------------------------------- */

static gboolean
type_error(GError **error, const char *text, const char *expected)
{
	g_autofree char *shown = cl_text_printable(text);

	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s': %s", shown, expected);
	return FALSE;
}

gboolean
cl_framing_read_crop(const char *text, ClRect *crop, GError **error)
{
	g_auto(GStrv) words = g_strsplit(text, ",", 5);
	guint64 numbers[4];

	*crop = (ClRect){ 0 };
	if (strcmp(text, "none") == 0)
		return TRUE;
	for (guint i = 0; i < 4; i++)
		if (g_strv_length(words) != 4 ||
			!g_ascii_string_to_unsigned(words[i], 10, i < 2 ? 0 : 1,
				CL_MAX_DIMENSION, &numbers[i], NULL))
			return type_error(error, text,
				"write X,Y,WIDTH,HEIGHT in pixels of the upright picture, or none");
	*crop = (ClRect){ (guint32) numbers[0], (guint32) numbers[1], (guint32) numbers[2],
		(guint32) numbers[3] };
	return TRUE;
}

/* "500" or "50%" */
static gboolean
read_share(const char *text, guint *share)
{
	g_autofree char *digits = g_strdup(text);
	gboolean percent = g_str_has_suffix(text, "%");
	guint64 number;

	if (percent)
		digits[strlen(digits) - 1] = '\0';
	if (!g_ascii_string_to_unsigned(
		    digits, 10, 0, percent ? 100 : CL_GRAVITY_UNIT, &number, NULL))
		return FALSE;
	*share = (guint) number * (percent ? CL_GRAVITY_UNIT / 100 : 1);
	return TRUE;
}

gboolean
cl_framing_read_focus(const char *text, gboolean *has, guint *x, guint *y, GError **error)
{
	g_auto(GStrv) words = g_strsplit(text, ",", 3);

	*has = strcmp(text, "none") != 0;
	*x = *y = 0;
	if (!*has || (g_strv_length(words) == 2 && read_share(words[0], x) && read_share(words[1], y)))
		return TRUE;
	return type_error(error, text,
		"write X,Y in thousandths of width and height (500,300) or as 50%,30%, or none");
}

/* --- saved ------------------------------------------------------------------------------------ */

gboolean
cl_archive_get_framing(ClArchive *archive, const char *id, ClFraming *framing, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document = cl_catalog_get_document(archive->catalog, KIND, id, &why);

	*framing = (ClFraming){ 0 };
	if (document != NULL)
		return cl_framing_parse(document->json, framing, error);
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

/* What is saved, in coordinates of the version that counts now. */
static gboolean
current(ClArchive *archive, const char *id, ClFraming *framing, GError **error)
{
	g_autoptr(ClFileRow) file = cl_catalog_get_file(archive->catalog, id, 0, error);
	ClFrame frame = { 0 };
	ClFraming saved;

	if (file == NULL || !cl_archive_get_framing(archive, id, &saved, error))
		return FALSE;
	if (file->facts->width == 0 || file->facts->height == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"photo %s has no size: its header is damaged", id);
		return FALSE;
	}
	frame.width = file->facts->width;
	frame.height = file->facts->height;
	if (saved.width != 0)
		cl_framing_apply(&saved, &frame);
	*framing = (ClFraming){ frame.width, frame.height, frame.crop, frame.has_focus,
		frame.focus_x, frame.focus_y };
	return TRUE;
}

static gboolean
save(ClArchive *archive, const char *id, const ClFraming *framing, GError **error)
{
	gboolean empty = framing->crop.width == 0 && !framing->has_focus;
	g_autofree char *json = empty ? NULL : cl_framing_text(framing);
	g_autoptr(GError) why = NULL;

	if (cl_archive_put_document(archive, KIND, id, json, &why) ||
		(empty && g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
cl_archive_set_crop(ClArchive *archive, const char *id, const ClRect *crop, ClFraming *framing,
	GError **error)
{
	ClFraming now;

	if (!current(archive, id, &now, error))
		return FALSE;
	if ((guint64) crop->x + crop->width > now.width ||
		(guint64) crop->y + crop->height > now.height) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"%u × %u at %u, %u leaves the picture, which has %u × %u pixels",
			crop->width, crop->height, crop->x, crop->y, now.width, now.height);
		return FALSE;
	}
	now.crop = *crop;
	if (framing != NULL)
		*framing = now;
	return save(archive, id, &now, error);
}

gboolean
cl_archive_set_focus(ClArchive *archive, const char *id, gboolean has, guint x, guint y,
	ClFraming *framing, GError **error)
{
	ClFraming now;

	if (!current(archive, id, &now, error))
		return FALSE;
	now.has_focus = has;
	now.focus_x = x;
	now.focus_y = y;
	if (framing != NULL)
		*framing = now;
	return save(archive, id, &now, error);
}
