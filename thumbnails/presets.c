/* SPDX-License-Identifier: MIT
 *
 * Presets are data: the closed set of renditions that need no signature. A table whose examples
 * do not come true is refused, so that a wrong number is met by who wrote it and not by readers.
 */
#include <string.h>
#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/limits.h>
#include <cutline/request.h>

#define MAX_PRESETS 200
#define MAX_NAME_CHARS 32

struct ClPresets {
	GPtrArray *list; /* ClPreset* */
};

typedef struct {
	const char *where, *id;
} Reader;

static void
preset_free(gpointer data)
{
	ClPreset *preset = data;

	g_free(preset->name);
	g_free(preset);
}

static gboolean
bad(const Reader *reader, GError **error, const char *what)
{
	g_autofree char *id = reader->id != NULL ? g_strescape(reader->id, NULL) : NULL;

	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s: %s%s%s%s", reader->where,
		id != NULL ? "preset '" : "", id != NULL ? id : "", id != NULL ? "': " : "", what);
	return FALSE;
}

/* --- one preset ---------------------------------------------------------------------------------- */

/* Letters, digits, hyphens: in a URL, a name can be told from `ops`, an extension and a ~rev. */
static gboolean
is_name(const char *id)
{
	gsize n = strlen(id);

	return n > 0 && n <= MAX_NAME_CHARS && g_ascii_islower(id[0]) &&
	       strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-") == n;
}

static gboolean
read_pixels(GVariant *value, guint32 most, guint32 *number)
{
	gint64 read;

	if (!g_variant_is_of_type(value, G_VARIANT_TYPE_INT64))
		return FALSE;
	read = g_variant_get_int64(value);
	if (read < 1 || read > most)
		return FALSE;
	*number = (guint32)read;
	return TRUE;
}

static int
index_of(GVariant *value, const char *const *words)
{
	if (!g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return -1;
	for (int i = 0; words[i] != NULL; i++) {
		if (strcmp(g_variant_get_string(value, NULL), words[i]) == 0)
			return i;
	}
	return -1;
}

static gboolean
read_key(ClPreset *preset, const char *key, GVariant *value, const char **expected)
{
	static const char *const fits[] = {"contain", "cover", NULL};
	static const char *const gravities[] = {"focal", "attention", "center", NULL};
	ClRequest *request = &preset->request;
	int word;

	if (strcmp(key, "width") == 0) {
		*expected = "\"width\" takes pixels, 1 to 65500";
		return read_pixels(value, CL_MAX_DIMENSION, &request->width);
	}
	if (strcmp(key, "height") == 0) {
		*expected = "\"height\" takes pixels, 1 to 65500";
		return read_pixels(value, CL_MAX_DIMENSION, &request->height);
	}
	if (strcmp(key, "quality") == 0) {
		*expected = "\"quality\" takes 1 to 100";
		return read_pixels(value, 100, &request->quality);
	}
	if (strcmp(key, "max_bytes") == 0) {
		*expected = "\"max_bytes\" takes a number of bytes";
		return read_pixels(value, G_MAXINT32, &request->max_bytes);
	}
	if (strcmp(key, "fit") == 0) {
		*expected = "\"fit\" is \"contain\" or \"cover\"";
		request->fit = (ClFit)MAX(word = index_of(value, fits), 0);
		return word >= 0;
	}
	if (strcmp(key, "gravity") == 0) {
		*expected = "\"gravity\" is \"focal\", \"attention\" or \"center\"";
		request->gravity = (ClGravity)MAX(word = index_of(value, gravities), 0);
		return word >= 0;
	}
	if (strcmp(key, "pad") == 0) {
		*expected = "\"pad\" is true or false";
		request->pad = g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN) &&
			       g_variant_get_boolean(value);
		return g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN);
	}
	if (strcmp(key, "format") == 0) {
		*expected = "\"format\" is \"jpeg\", \"webp\", \"avif\" or \"png\"";
		if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
			preset->only = cl_format_from_name(g_variant_get_string(value, NULL));
		return cl_request_can(preset->only);
	}
	*expected = "there is no such key";
	return strcmp(key, "id") == 0 || strcmp(key, "examples") == 0 || strcmp(key, "about") == 0;
}

/* --- examples ------------------------------------------------------------------------------------ */

static gboolean
read_pair(GVariant *example, const char *key, guint32 *width, guint32 *height)
{
	g_autoptr(GVariant) pair = g_variant_lookup_value(example, key, G_VARIANT_TYPE("av"));
	g_autoptr(GVariant) first = NULL;
	g_autoptr(GVariant) second = NULL;

	if (pair == NULL || g_variant_n_children(pair) != 2)
		return FALSE;
	g_variant_get_child(pair, 0, "v", &first);
	g_variant_get_child(pair, 1, "v", &second);
	return read_pixels(first, CL_MAX_DIMENSION, width) &&
	       read_pixels(second, CL_MAX_DIMENSION, height);
}

static gboolean
check_example(const Reader *reader, const ClPreset *preset, GVariant *example, GError **error)
{
	ClRequest request = preset->request;
	ClFrame frame = {0};
	ClPlan plan;
	guint32 width, height;

	if (!g_variant_is_of_type(example, G_VARIANT_TYPE_VARDICT) ||
		!read_pair(example, "of", &frame.width, &frame.height) ||
		!read_pair(example, "gives", &width, &height))
		return bad(reader, error,
			"an example reads {\"of\": [6000, 4000], \"gives\": [1200, 800]}");
	request.format = preset->only != CL_FORMAT_UNKNOWN ? preset->only : CL_FORMAT_JPEG;
	if (!cl_plan_make(&request, &frame, &plan, error))
		return FALSE;
	if (plan.width != width || plan.height != height) {
		g_autofree char *what = g_strdup_printf(
			"a picture of %u × %u gives %u × %u, not %u × %u as the example says",
			frame.width, frame.height, plan.width, plan.height, width, height);

		return bad(reader, error, what);
	}
	return TRUE;
}

static gboolean
check_examples(const Reader *reader, const ClPreset *preset, GVariant *entry, GError **error)
{
	g_autoptr(GVariant) examples =
		g_variant_lookup_value(entry, "examples", G_VARIANT_TYPE("av"));

	for (gsize i = 0; examples != NULL && i < g_variant_n_children(examples); i++) {
		g_autoptr(GVariant) example = NULL;

		g_variant_get_child(examples, i, "v", &example);
		if (!check_example(reader, preset, example, error))
			return FALSE;
	}
	return TRUE;
}

/* --- the table ----------------------------------------------------------------------------------- */

static gboolean
read_preset(ClPresets *presets, Reader *reader, GVariant *entry, GError **error)
{
	ClPreset *preset = g_new0(ClPreset, 1);
	GVariantIter iter;
	GVariant *value;
	const char *key, *expected;

	cl_request_init(&preset->request);
	g_ptr_array_add(presets->list, preset);
	reader->id = NULL;
	if (!g_variant_is_of_type(entry, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(entry, "id", "&s", &reader->id) || !is_name(reader->id))
		return bad(reader, error,
			"each preset has an \"id\" of lower-case letters, digits and hyphens");
	if (cl_presets_find(presets, reader->id) != NULL)
		return bad(reader, error, "this id is there twice");
	preset->name = g_strdup(reader->id);
	g_variant_iter_init(&iter, entry);
	while (g_variant_iter_next(&iter, "{&sv}", &key, &value)) {
		gboolean good = read_key(preset, key, value, &expected);

		g_variant_unref(value);
		if (!good)
			return bad(reader, error, expected);
	}
	return check_examples(reader, preset, entry, error);
}

ClPresets *
cl_presets_parse(const char *json, const char *where, GError **error)
{
	g_autoptr(ClPresets) presets = g_new0(ClPresets, 1);
	g_autoptr(GVariant) table = cl_json_parse(json, -1, error);
	g_autoptr(GVariant) list = NULL;
	Reader reader = {where, NULL};
	const char *schema = NULL;

	presets->list = g_ptr_array_new_with_free_func(preset_free);
	if (table == NULL) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	g_variant_lookup(table, "schema", "&s", &schema);
	list = g_variant_lookup_value(table, "presets", G_VARIANT_TYPE("av"));
	if (g_strcmp0(schema, "cutline-presets/1") != 0 || list == NULL ||
		g_variant_n_children(list) > MAX_PRESETS) {
		bad(&reader, error, "this is no table of presets; it needs \"schema\": "
				    "\"cutline-presets/1\" and a list \"presets\" of at most 200");
		return NULL;
	}
	for (gsize i = 0; i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) entry = NULL;

		g_variant_get_child(list, i, "v", &entry);
		if (!read_preset(presets, &reader, entry, error))
			return NULL;
	}
	return g_steal_pointer(&presets);
}

void
cl_presets_free(ClPresets *presets)
{
	if (presets == NULL)
		return;
	g_ptr_array_unref(presets->list);
	g_free(presets);
}

guint
cl_presets_count(const ClPresets *presets)
{
	return presets->list->len;
}

const ClPreset *
cl_presets_at(const ClPresets *presets, guint i)
{
	return g_ptr_array_index(presets->list, i);
}

const ClPreset *
cl_presets_find(const ClPresets *presets, const char *name)
{
	for (guint i = 0; i < presets->list->len; i++) {
		const ClPreset *preset = g_ptr_array_index(presets->list, i);

		if (preset->name != NULL && strcmp(preset->name, name) == 0)
			return preset;
	}
	return NULL;
}
