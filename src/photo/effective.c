/* SPDX-License-Identifier: MIT
 *
 * The result of resolving: values, reasons, findings. How they were chosen is not known here.
 */
#include <stdarg.h>
#include <cutline/photo.h>
#include "photo.h"
#include "resolve.h"

static void
value_free(gpointer data)
{
	ClValue *value = data;

	g_free(value->value);
	g_free(value->lang);
	g_free(value);
}

ClEffective *
cl_effective_new(void)
{
	ClEffective *effective = g_new0(ClEffective, 1);

	effective->findings = g_ptr_array_new_with_free_func((GDestroyNotify)cl_finding_free);
	return effective;
}

void
cl_effective_add(ClEffective *effective, ClField field, const ClValue *value)
{
	gboolean is_translation = value->lang != NULL && cl_field_info(field)->kind != CL_KIND_LANG;
	GPtrArray **values = is_translation ? effective->translations : effective->values;
	ClValue *added = g_new(ClValue, 1);

	*added = *value;
	added->value = g_strdup(value->value);
	added->lang = g_strdup(value->lang);
	if (values[field] == NULL)
		values[field] = g_ptr_array_new_with_free_func(value_free);
	g_ptr_array_add(values[field], added);
}

const ClValue *
cl_effective_nth(const ClEffective *effective, ClField field, guint n)
{
	const GPtrArray *values = effective->values[field], *more = effective->translations[field];
	guint n_values = values != NULL ? values->len : 0;

	if (n < n_values)
		return g_ptr_array_index(values, n);
	n -= n_values;
	return more != NULL && n < more->len ? g_ptr_array_index(more, n) : NULL;
}

void
resolve_add(ClEffective *effective, ClField field, const ClReceived *received, const char *value)
{
	ClValue added = {.value = (char *)value,
		.origin = received->origin,
		.packet = received->packet,
		.position = received->position};

	if (cl_field_info(field)->kind == CL_KIND_LANG)
		added.lang = received->lang != NULL ? received->lang : (char *)"x-default";
	else if (received->origin == CL_ORIGIN_USER)
		added.lang = received->lang;
	cl_effective_add(effective, field, &added);
}

void
resolve_finding(ClEffective *effective, const char *code, const char *format, ...)
{
	char *message;
	va_list args;

	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(effective->findings, photo_finding_take(code, message));
}

const char *
resolve_origin_label(ClOriginKind origin)
{
	switch (origin) {
	case CL_ORIGIN_EXIF:
		return "EXIF";
	case CL_ORIGIN_IPTC:
		return "IPTC";
	case CL_ORIGIN_XMP:
		return "XMP";
	case CL_ORIGIN_PNG:
		return "PNG text";
	case CL_ORIGIN_FILE:
		return "the file's comment";
	case CL_ORIGIN_SIDECAR:
		return "the side-car";
	case CL_ORIGIN_RULE:
		return "a rule";
	case CL_ORIGIN_USER:
		return "an editor";
	case CL_N_ORIGINS:
		break;
	}
	return "?";
}

void
cl_effective_free(ClEffective *effective)
{
	if (effective == NULL)
		return;
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		g_clear_pointer(&effective->values[i], g_ptr_array_unref);
		g_clear_pointer(&effective->translations[i], g_ptr_array_unref);
	}
	g_ptr_array_unref(effective->findings);
	g_free(effective);
}

const char *
cl_effective_first(const ClEffective *effective, ClField field)
{
	const GPtrArray *values = effective->values[field];
	const ClValue *first;

	if (values == NULL || values->len == 0)
		return NULL;
	first = g_ptr_array_index(values, 0);
	return first->value;
}

char *
cl_effective_joined(const ClEffective *effective, ClField field, const char *separator)
{
	const GPtrArray *values = effective->values[field];
	GString *joined;

	if (values == NULL || values->len == 0)
		return NULL;
	joined = g_string_new(NULL);
	for (guint i = 0; i < values->len; i++) {
		const ClValue *value = g_ptr_array_index(values, i);

		if (i > 0)
			g_string_append(joined, separator);
		g_string_append(joined, value->value);
	}
	return g_string_free(joined, FALSE);
}
