/* SPDX-License-Identifier: MIT
 *
 * The request to rewrite a picture as a message to the decoder process, and its answer. What is
 * not published never travels; what travels fits into one message whatever a photo says, and the
 * lines that credit somebody come first. Both sides check what they get: a request may come from
 * another version of the program, an answer from a process that a hostile picture has taken over.
 */
#include <string.h>
#include <cutline/error.h>
#include "publish_private.h"

#define VALUE_TYPE "(umsus)" /* field, language, position, text */
#define REQUEST_TYPE "(bbbuuua" VALUE_TYPE ")"
#define ANSWER_TYPE "(t)"
#define MAX_VALUES (CL_N_FIELDS * PUBLISH_MAX_LIST)
#define MAX_LANG_BYTES 64
#define ROOM_BYTES (768U << 10) /* a request has at most 1 MiB, framing included */
#define VALUE_FRAME_BYTES 32

typedef struct {
	GVariantBuilder values;
	gsize room;
} Request;

static void
add_value(Request *request, ClField field, const ClValue *value)
{
	g_autofree char *text = publish_text_cut(value->value, PUBLISH_MAX_TEXT_BYTES);
	gsize n_lang = value->lang != NULL ? strlen(value->lang) : 0;
	gsize needed = strlen(text) + n_lang + VALUE_FRAME_BYTES;

	if (*text == '\0' || n_lang > MAX_LANG_BYTES || needed > request->room)
		return;
	request->room -= needed;
	g_variant_builder_add(&request->values, VALUE_TYPE, (guint32)field, value->lang,
		(guint32)value->position, text);
}

static gboolean
credits_somebody(ClField field)
{
	return field == CL_FIELD_BYLINE || field == CL_FIELD_CREDIT || field == CL_FIELD_COPYRIGHT;
}

static void
add_fields(Request *request, const ClEffective *effective, gboolean credits)
{
	for (guint field = 0; field < CL_N_FIELDS; field++) {
		const GPtrArray *values = effective->values[field];

		if (!cl_field_info((ClField)field)->publish ||
			credits_somebody((ClField)field) != credits)
			continue;
		for (guint i = 0; values != NULL && i < MIN(values->len, PUBLISH_MAX_LIST); i++)
			add_value(request, (ClField)field, g_ptr_array_index(values, i));
	}
}

GVariant *
cl_publish_to_variant(const ClPublish *publish)
{
	Request request = {.room = ROOM_BYTES};
	g_autoptr(ClEffective) kept = NULL;
	const ClEffective *allowed = publish_allowed(publish, &kept);

	g_variant_builder_init(&request.values, G_VARIANT_TYPE("a" VALUE_TYPE));
	add_fields(&request, allowed, TRUE);
	add_fields(&request, allowed, FALSE);
	return g_variant_new(REQUEST_TYPE, publish->source_sensitive, publish->exact_time,
		publish->reduced, (guint32)publish->orientation, publish->width, publish->height,
		&request.values);
}

static gboolean
bad(GError **error, const char *what)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "request to rewrite a picture: %s", what);
	return FALSE;
}

static gboolean
read_values(ClEffective *effective, GVariantIter *iter, GError **error)
{
	guint32 field, position;
	const char *lang, *text;

	if (g_variant_iter_n_children(iter) > MAX_VALUES)
		return bad(error, "too many values");
	while (g_variant_iter_next(iter, "(um&su&s)", &field, &lang, &position, &text)) {
		ClValue value = {.value = (char *)text, .lang = (char *)lang, .position = position};

		if (field >= CL_N_FIELDS || !cl_field_info((ClField)field)->publish)
			return bad(error, "a field that is not published");
		if (*text == '\0' || strlen(text) > PUBLISH_MAX_TEXT_BYTES)
			return bad(error, "empty or over-long value");
		if (lang != NULL && strlen(lang) > MAX_LANG_BYTES)
			return bad(error, "over-long language tag");
		cl_effective_add(effective, (ClField)field, &value);
	}
	return TRUE;
}

gboolean
cl_publish_from_variant(
	GVariant *variant, ClPublish *publish, ClEffective **effective, GError **error)
{
	g_autoptr(ClEffective) read = cl_effective_new();
	g_autoptr(GVariantIter) values = NULL;

	/* Normal form first: it proves that every string ends and is UTF-8. */
	if (variant == NULL || !g_variant_is_of_type(variant, G_VARIANT_TYPE(REQUEST_TYPE)) ||
		!g_variant_is_normal_form(variant))
		return bad(error, "the message is malformed");
	*publish = (ClPublish){0};
	g_variant_get(variant, REQUEST_TYPE, &publish->source_sensitive, &publish->exact_time,
		&publish->reduced, &publish->orientation, &publish->width, &publish->height,
		&values);
	if (publish->orientation > 8)
		return bad(error, "orientation out of range");
	if (!read_values(read, values, error))
		return FALSE;
	publish->effective = *effective = g_steal_pointer(&read);
	return TRUE;
}

GVariant *
cl_publish_answer_new(guint64 n_bytes)
{
	return g_variant_new(ANSWER_TYPE, n_bytes);
}

gboolean
cl_publish_answer(GVariant *answer, guint64 *n_bytes, GError **error)
{
	if (answer != NULL && g_variant_is_of_type(answer, G_VARIANT_TYPE(ANSWER_TYPE))) {
		g_variant_get(answer, ANSWER_TYPE, n_bytes);
		if (*n_bytes > 0)
			return TRUE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_CRASHED,
		"the decoder gave a malformed answer; take the original as it is");
	return FALSE;
}
