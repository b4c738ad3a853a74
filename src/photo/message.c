/* SPDX-License-Identifier: MIT
 *
 * Received values and findings in messages across the process border, for facts and side-cars. The
 * sender has parsed a hostile file and may be a hostile process: every number and length is checked
 * again here.
 */
#include <string.h>
#include <cutline/limits.h>
#include <cutline/photo.h>
#include "photo.h"

GVariant *
photo_received_variant(const GPtrArray *received)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a" PHOTO_RECEIVED_TYPE));
	for (guint i = 0; i < received->len; i++) {
		const ClReceived *r = g_ptr_array_index(received, i);

		g_variant_builder_add(&builder, PHOTO_RECEIVED_TYPE, (guint32)r->field,
			(guint32)r->origin, r->packet, r->position, r->lang, r->value);
	}
	return g_variant_builder_end(&builder);
}

GVariant *
photo_findings_variant(const GPtrArray *findings)
{
	GVariantBuilder builder;

	g_variant_builder_init(&builder, G_VARIANT_TYPE("a" PHOTO_FINDING_TYPE));
	for (guint i = 0; i < findings->len; i++) {
		const ClFinding *f = g_ptr_array_index(findings, i);

		g_variant_builder_add(&builder, PHOTO_FINDING_TYPE, f->code, f->message);
	}
	return g_variant_builder_end(&builder);
}

const char *
photo_read_received(GPtrArray *received, GVariant *message)
{
	GVariantIter iter;
	guint32 field, origin, packet, position;
	const char *lang, *value;

	if (g_variant_iter_init(&iter, message) > CL_MAX_VALUES)
		return "too many values";
	while (g_variant_iter_next(
		&iter, "(uuuum&s&s)", &field, &origin, &packet, &position, &lang, &value)) {
		if (field >= CL_N_FIELDS || origin >= CL_N_ORIGINS)
			return "unknown field or origin";
		if (packet > CL_MAX_PACKET || position > CL_MAX_VALUES)
			return "number out of range";
		if (value[0] == '\0' || strlen(value) > CL_MAX_VALUE_BYTES)
			return "empty or over-long value";
		if (lang != NULL && strlen(lang) > PHOTO_MAX_LANG_BYTES)
			return "over-long language tag";
		g_ptr_array_add(received, cl_received_new((ClField)field, (ClOriginKind)origin,
						  packet, position, lang, value));
	}
	return NULL;
}

const char *
photo_read_findings(GPtrArray *findings, GVariant *message)
{
	GVariantIter iter;
	const char *text, *words;

	if (g_variant_iter_init(&iter, message) > PHOTO_MAX_FINDINGS)
		return "too many findings";
	while (g_variant_iter_next(&iter, "(&s&s)", &text, &words)) {
		const char *code = cl_finding_code(text);

		if (code == NULL)
			return "unknown finding";
		g_ptr_array_add(findings, photo_finding_take(code, g_strdup(words)));
	}
	return NULL;
}
