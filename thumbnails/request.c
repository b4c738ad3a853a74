/* SPDX-License-Identifier: MIT
 *
 * The grammar of `ops`, the free form of a rendition URL (DESIGN §6), and its one spelling. Strict:
 * a URL that is wrong says so at once, instead of giving a picture that somebody then puts into a
 * template. Knows no photo: whether a crop lies inside a picture is plan.c's.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/request.h>

#define MAX_OPS_BYTES 200 /* every key with its longest value takes less */
#define MAX_WORDS 5	  /* crop_X_Y_W_H */

void
cl_request_init(ClRequest *request)
{
	*request = (ClRequest){.dpr = 1};
}

static gboolean
refuse(GError **error, const char *op, const char *expected)
{
	g_autofree char *shown = g_strescape(op, NULL);

	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "ops: '%s': %s", shown, expected);
	return FALSE;
}

/* Digits only: "+1", "01", "1.0" and " 1" would be further spellings of one request. */
static gboolean
read_number(const char *text, guint least, guint most, guint32 *number)
{
	guint64 value;

	if (!g_ascii_isdigit(*text) || (text[0] == '0' && text[1] != '\0') || strlen(text) > 9 ||
		strspn(text, "0123456789") != strlen(text))
		return FALSE;
	value = g_ascii_strtoull(text, NULL, 10);
	if (value < least || value > most)
		return FALSE;
	*number = (guint32)value;
	return TRUE;
}

/* --- keys ------------------------------------------------------------------------------------ */

/* words[0] is the key. */
typedef gboolean (*ReadOp)(ClRequest *request, char **words, guint n_words);

static gboolean
read_width(ClRequest *request, char **words, guint n_words)
{
	return n_words == 2 && read_number(words[1], 1, CL_MAX_DIMENSION, &request->width);
}

static gboolean
read_height(ClRequest *request, char **words, guint n_words)
{
	return n_words == 2 && read_number(words[1], 1, CL_MAX_DIMENSION, &request->height);
}

static gboolean
read_fit(ClRequest *request, char **words, guint n_words)
{
	if (n_words != 2)
		return FALSE;
	request->fit = strcmp(words[1], "cover") == 0 ? CL_FIT_COVER : CL_FIT_CONTAIN;
	return request->fit == CL_FIT_COVER || strcmp(words[1], "contain") == 0;
}

static gboolean
read_gravity(ClRequest *request, char **words, guint n_words)
{
	static const char *const names[] = {"focal", "attention", "center"}; /* as the enum */

	if (n_words == 3) {
		request->gravity = CL_GRAVITY_POINT;
		return read_number(words[1], 0, CL_GRAVITY_UNIT, &request->point_x) &&
		       read_number(words[2], 0, CL_GRAVITY_UNIT, &request->point_y);
	}
	for (guint i = 0; n_words == 2 && i < G_N_ELEMENTS(names); i++) {
		if (strcmp(words[1], names[i]) == 0) {
			request->gravity = (ClGravity)i;
			return TRUE;
		}
	}
	return FALSE;
}

static gboolean
read_quality(ClRequest *request, char **words, guint n_words)
{
	return n_words == 2 && read_number(words[1], 1, 100, &request->quality);
}

static gboolean
read_crop(ClRequest *request, char **words, guint n_words)
{
	request->has_crop = TRUE;
	return n_words == 5 && read_number(words[1], 0, CL_MAX_DIMENSION, &request->crop.x) &&
	       read_number(words[2], 0, CL_MAX_DIMENSION, &request->crop.y) &&
	       read_number(words[3], 1, CL_MAX_DIMENSION, &request->crop.width) &&
	       read_number(words[4], 1, CL_MAX_DIMENSION, &request->crop.height);
}

static gboolean
read_dpr(ClRequest *request, char **words, guint n_words)
{
	return n_words == 2 && read_number(words[1], 1, CL_MAX_DPR, &request->dpr);
}

/* In the order of the canonical text. */
static const struct {
	const char *key;
	ReadOp read;
	const char *expected;
} ops_table[] = {
	{"w", read_width, "w_WIDTH takes pixels, 1 to 65500"},
	{"h", read_height, "h_HEIGHT takes pixels, 1 to 65500"},
	{"fit", read_fit, "write fit_contain or fit_cover"},
	{"g", read_gravity,
		"write g_focal, g_attention, g_center or g_X_Y in thousandths of width and height"},
	{"q", read_quality, "q_QUALITY takes 1 to 100"},
	{"crop", read_crop, "crop_X_Y_WIDTH_HEIGHT takes pixels of the upright picture"},
	{"dpr", read_dpr, "dpr_FACTOR takes 1 to 4"},
};

static gboolean
read_op(ClRequest *request, const char *op, guint *seen, GError **error)
{
	g_auto(GStrv) words = g_strsplit(op, "_", MAX_WORDS + 1);

	for (guint i = 0; i < G_N_ELEMENTS(ops_table); i++) {
		if (words[0] == NULL || strcmp(words[0], ops_table[i].key) != 0)
			continue;
		if (*seen & 1U << i)
			return refuse(error, op, "this key was given before; give each once");
		*seen |= 1U << i;
		return ops_table[i].read(request, words, g_strv_length(words)) ||
		       refuse(error, op, ops_table[i].expected);
	}
	return refuse(error, op, "no such key; there are w, h, fit, g, q, crop and dpr");
}

gboolean
cl_request_parse(const char *ops, ClRequest *request, GError **error)
{
	g_auto(GStrv) parts = NULL;
	guint seen = 0;

	cl_request_init(request);
	if (*ops == '\0')
		return refuse(error, ops, "nothing is asked for; write for example w_800");
	if (strlen(ops) > MAX_OPS_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"ops: longer than %u characters; give each key once", MAX_OPS_BYTES);
		return FALSE;
	}
	parts = g_strsplit(ops, ",", -1);
	for (guint i = 0; parts[i] != NULL; i++) {
		if (!read_op(request, parts[i], &seen, error))
			return FALSE;
	}
	return TRUE;
}

/* --- the one spelling ------------------------------------------------------------------------- */

static void
say(GString *text, const char *format, ...) G_GNUC_PRINTF(2, 3);

static void
say(GString *text, const char *format, ...)
{
	va_list arguments;

	if (text->len > 0)
		g_string_append_c(text, ',');
	va_start(arguments, format);
	g_string_append_vprintf(text, format, arguments);
	va_end(arguments);
}

char *
cl_request_text(const ClRequest *request)
{
	GString *text = g_string_new(NULL);

	if (request->width != 0)
		say(text, "w_%u", request->width);
	if (request->height != 0)
		say(text, "h_%u", request->height);
	if (request->fit == CL_FIT_COVER)
		say(text, "fit_cover");
	if (request->gravity == CL_GRAVITY_ATTENTION)
		say(text, "g_attention");
	else if (request->gravity == CL_GRAVITY_CENTRE)
		say(text, "g_center");
	else if (request->gravity == CL_GRAVITY_POINT)
		say(text, "g_%u_%u", request->point_x, request->point_y);
	if (request->quality != 0)
		say(text, "q_%u", request->quality);
	if (request->has_crop)
		say(text, "crop_%u_%u_%u_%u", request->crop.x, request->crop.y, request->crop.width,
			request->crop.height);
	if (request->dpr != 1 || text->len == 0)
		say(text, "dpr_%u", request->dpr);
	return g_string_free(text, FALSE);
}

/* --- formats ----------------------------------------------------------------------------------- */

/* What browsers show; addresses end with no other. */
static gboolean
is_served(ClFormat format)
{
	return format == CL_FORMAT_JPEG || format == CL_FORMAT_WEBP || format == CL_FORMAT_AVIF ||
	       format == CL_FORMAT_PNG;
}

gboolean
cl_request_can(ClFormat format)
{
	return is_served(format) || format == CL_FORMAT_JXL || format == CL_FORMAT_TIFF;
}

ClFormat
cl_request_format(const char *extension)
{
	if (strcmp(extension, "jpeg") == 0)
		return CL_FORMAT_JPEG;
	for (guint i = CL_FORMAT_UNKNOWN + 1; i < CL_N_FORMATS; i++) {
		if (is_served((ClFormat)i) &&
			strcmp(extension, cl_format_extension((ClFormat)i)) == 0)
			return (ClFormat)i;
	}
	return CL_FORMAT_UNKNOWN;
}

ClFormat
cl_request_file_format(const char *extension)
{
	if (strcmp(extension, "tif") == 0 || strcmp(extension, "tiff") == 0)
		return CL_FORMAT_TIFF;
	return strcmp(extension, "jxl") == 0 ? CL_FORMAT_JXL : cl_request_format(extension);
}
