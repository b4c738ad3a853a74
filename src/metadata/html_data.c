/* SPDX-License-Identifier: MIT
 *
 * schema.org in a page: what JSON-LD says of images, wherever they stand in it.
 */
#include "html.h"

#include <cutline/json.h>
#include <string.h>

#define MAX_DEPTH 24U

void
html_image_free(HtmlImage *image)
{
	g_free(image->url);
	g_free(image->credit);
	g_free(image->caption);
	g_free(image->id);
	g_free(image);
}

static char *
text_at(GVariant *object, const char *key)
{
	char *text = NULL;

	g_variant_lookup(object, key, "s", &text);
	return text;
}

/* "creator": "A B", {"name": "A B"}, or an array of either: the first. */
static char *
name_at(GVariant *object, const char *key)
{
	g_autoptr(GVariant) value = g_variant_lookup_value(object, key, NULL);

	if (value == NULL)
		return NULL;
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING))
		return g_variant_dup_string(value, NULL);
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_VARDICT))
		return text_at(value, "name");
	if (g_variant_is_of_type(value, G_VARIANT_TYPE("av")) && g_variant_n_children(value) > 0) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(value, 0);
		g_autoptr(GVariant) first = g_variant_get_variant(boxed);

		if (g_variant_is_of_type(first, G_VARIANT_TYPE_STRING))
			return g_variant_dup_string(first, NULL);
		if (g_variant_is_of_type(first, G_VARIANT_TYPE_VARDICT))
			return text_at(first, "name");
	}
	return NULL;
}

static gboolean
is_image_type(GVariant *type)
{
	const char *name = g_variant_is_of_type(type, G_VARIANT_TYPE_STRING)
				   ? g_variant_get_string(type, NULL)
				   : "";

	return strcmp(name, "ImageObject") == 0 || strcmp(name, "Photograph") == 0;
}

/* "@type": "ImageObject", or a list that holds it. */
static gboolean
is_image(GVariant *object)
{
	g_autoptr(GVariant) type = g_variant_lookup_value(object, "@type", NULL);

	if (type == NULL || !g_variant_is_of_type(type, G_VARIANT_TYPE("av")))
		return type != NULL && is_image_type(type);
	for (gsize i = 0; i < g_variant_n_children(type); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(type, i);
		g_autoptr(GVariant) one = g_variant_get_variant(boxed);

		if (is_image_type(one))
			return TRUE;
	}
	return FALSE;
}

/* "image": "https://…" of an article. */
static gboolean
names_image(const char *key)
{
	static const char *const keys[] = {"image", "thumbnailUrl", "thumbnail", "contentUrl", NULL};

	return key != NULL && g_strv_contains(keys, key);
}

static void
read_address(GVariant *value, GPtrArray *images)
{
	HtmlImage *image = g_new0(HtmlImage, 1);

	image->url = g_variant_dup_string(value, NULL);
	g_ptr_array_add(images, image);
}

static void
read_image(GVariant *object, GPtrArray *images)
{
	HtmlImage *image = g_new0(HtmlImage, 1);

	image->url = text_at(object, "contentUrl");
	if (image->url == NULL)
		image->url = text_at(object, "url");
	image->credit = text_at(object, "creditText");
	if (image->credit == NULL)
		image->credit = name_at(object, "creator");
	if (image->credit == NULL)
		image->credit = text_at(object, "copyrightNotice");
	image->caption = text_at(object, "caption");
	image->id = text_at(object, "identifier");
	g_ptr_array_add(images, image);
}

/* `key`: under which it stands; in a list, that of the list. */
static void
walk(GVariant *value, const char *key, guint depth, GPtrArray *images, char **date)
{
	if (depth > MAX_DEPTH || images->len >= CL_MAX_PAGE_PICTURES)
		return;
	if (g_variant_is_of_type(value, G_VARIANT_TYPE_VARDICT)) {
		gboolean image = is_image(value);
		GVariantIter iter;
		const char *name;
		GVariant *child;

		if (image)
			read_image(value, images);
		else if (*date == NULL)
			*date = text_at(value, "datePublished");
		g_variant_iter_init(&iter, value);
		while (g_variant_iter_next(&iter, "{&sv}", &name, &child)) {
			if (!image || strcmp(name, "contentUrl") != 0)
				walk(child, name, depth + 1, images, date);
			g_variant_unref(child);
		}
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE("av"))) {
		for (gsize i = 0; i < g_variant_n_children(value); i++) {
			g_autoptr(GVariant) boxed = g_variant_get_child_value(value, i);
			g_autoptr(GVariant) child = g_variant_get_variant(boxed);

			walk(child, key, depth + 1, images, date);
		}
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING) && names_image(key)) {
		read_address(value, images);
	}
}

/* An array at the top is wrapped: the strict parser takes objects. Broken data says nothing. */
void
html_read_data(const char *json, GPtrArray *images, char **date)
{
	g_autofree char *copy = g_strdup(json);
	g_autofree char *wrapped = NULL;
	g_autoptr(GVariant) root = NULL;

	g_strstrip(copy);
	wrapped = copy[0] == '[' ? g_strdup_printf("{\"@graph\":%s}", copy) : g_strdup(copy);
	root = cl_json_parse(wrapped, -1, NULL);
	if (root != NULL)
		walk(root, NULL, 0, images, date);
}
