/* SPDX-License-Identifier: MIT
 *
 * The develop request and its answer as messages between the archive and the decoder process.
 * The answer comes from a process that has parsed hostile bytes: it is checked like any input.
 */
#include "thumbnails.h"
#include <cutline/error.h>
#include <cutline/text.h>
#include <string.h>
#include "develop.h"

GVariant *
cl_develop_params(ClFormat format, guint orientation)
{
	return g_variant_new("(uu)", (guint32)format, (guint32)orientation);
}

gboolean
thumbnails_params_read(GVariant *params, ClFormat *format, guint *orientation, GError **error)
{
	guint32 number, turn;

	if (params == NULL || !g_variant_is_of_type(params, G_VARIANT_TYPE("(uu)"))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "develop: the request has no format");
		return FALSE;
	}
	g_variant_get(params, "(uu)", &number, &turn);
	if (number == CL_FORMAT_UNKNOWN || number >= CL_N_FORMATS) {
		g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
			"develop: the pixels of this format cannot be read");
		return FALSE;
	}
	*format = (ClFormat)number;
	*orientation = turn >= 1 && turn <= 8 ? turn : 1;
	return TRUE;
}

GVariant *
thumbnails_answer_new(const ClDeveloped *developed)
{
	g_autoptr(GBytes) look = cl_look_to_bytes(&developed->look);
	GVariantBuilder sizes;

	g_variant_builder_init(&sizes, G_VARIANT_TYPE("a(uu)"));
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		g_variant_builder_add(&sizes, "(uu)", developed->width[i], developed->height[i]);
	return g_variant_new("(@aya(uu)s)",
		g_variant_new_from_bytes(G_VARIANT_TYPE_BYTESTRING, look, TRUE), &sizes,
		developed->damage);
}

static gboolean
read_sizes(GVariant *sizes, ClDeveloped *developed)
{
	if (g_variant_n_children(sizes) != CL_N_DEVELOP)
		return FALSE;
	for (guint i = 0; i < CL_N_DEVELOP; i++) {
		guint32 width, height;

		g_variant_get_child(sizes, i, "(uu)", &width, &height);
		if (width == 0 || width > cl_develop_sizes[i].width_px || height == 0 ||
			height > cl_develop_sizes[i].height_px)
			return FALSE;
		developed->width[i] = width;
		developed->height[i] = height;
	}
	return TRUE;
}

static void
read_damage(GVariant *answer, ClDeveloped *developed)
{
	g_autofree char *clean = NULL;
	const char *said;

	g_variant_get_child(answer, 2, "&s", &said);
	clean = cl_text_clean(said, (gssize)strnlen(said, CL_DAMAGE_BYTES - 1));
	g_strlcpy(developed->damage, clean, sizeof developed->damage);
}

ClDeveloped *
cl_develop_answer(GVariant *answer, GError **error)
{
	g_autofree ClDeveloped *developed = g_new0(ClDeveloped, 1);
	g_autoptr(GVariant) look = NULL;
	g_autoptr(GVariant) sizes = NULL;
	g_autoptr(GBytes) bytes = NULL;

	if (answer != NULL && g_variant_is_of_type(answer, G_VARIANT_TYPE("(aya(uu)s)"))) {
		look = g_variant_get_child_value(answer, 0);
		sizes = g_variant_get_child_value(answer, 1);
		bytes = g_variant_get_data_as_bytes(look);
		read_damage(answer, developed);
		if (cl_look_from_bytes(bytes, &developed->look) && read_sizes(sizes, developed))
			return g_steal_pointer(&developed);
	}
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"develop: the decoder's answer is not one; the picture is left without renditions");
	return NULL;
}
