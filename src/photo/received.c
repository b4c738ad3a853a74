/* SPDX-License-Identifier: MIT
 *
 * One received value, and the written form of where it stood ("exif", "xmp#2"). It does not judge
 * values; that is resolve's work.
 */
#include <string.h>
#include <cutline/limits.h>
#include <cutline/photo.h>
#include "photo.h"

static const char *const origin_table[CL_N_ORIGINS] = {
#define X(id, name) [CL_ORIGIN_##id] = name,
	CL_ORIGIN_TABLE(X)
#undef X
};

ClReceived *
cl_received_new(ClField field, ClOriginKind origin, guint packet, guint position, const char *lang,
	const char *value)
{
	ClReceived *received = g_new0(ClReceived, 1);

	received->field = field;
	received->origin = origin;
	received->packet = packet;
	received->position = position;
	/* A tag that long is none; the value counts as one without a language. */
	if (lang != NULL && lang[0] != '\0' && strlen(lang) <= PHOTO_MAX_LANG_BYTES)
		received->lang = g_utf8_make_valid(lang, -1);
	received->value =
		g_utf8_validate(value, -1, NULL) ? g_strdup(value) : g_utf8_make_valid(value, -1);
	return received;
}

void
cl_received_free(ClReceived *received)
{
	if (received == NULL)
		return;
	g_free(received->lang);
	g_free(received->value);
	g_free(received);
}

/* The first of its kind whose number is part of its name; 0: it has none. */
static guint
first_numbered(ClOriginKind origin)
{
	return origin == CL_ORIGIN_XMP ? 1 : origin == CL_ORIGIN_SIDECAR ? 2 : 0;
}

char *
cl_origin_text(ClOriginKind origin, guint packet)
{
	guint first;

	g_assert((guint)origin < CL_N_ORIGINS);
	first = first_numbered(origin);
	if (origin == CL_ORIGIN_XMP)
		packet = MAX(packet, 1);
	return first != 0 && packet >= first ? g_strdup_printf("%s#%u", origin_table[origin], packet)
					     : g_strdup(origin_table[origin]);
}

gboolean
cl_origin_parse(const char *text, ClOriginKind *origin, guint *packet)
{
	guint64 number;

	if (text == NULL)
		return FALSE;
	for (guint i = 0; i < CL_N_ORIGINS; i++) {
		gsize n = strlen(origin_table[i]);
		guint first = first_numbered((ClOriginKind)i);

		if (strncmp(text, origin_table[i], n) != 0)
			continue;
		*origin = (ClOriginKind)i;
		*packet = i == CL_ORIGIN_XMP ? 1 : 0;
		if (text[n] == '\0')
			return TRUE;
		if (first == 0 || text[n] != '#' ||
			!g_ascii_string_to_unsigned(text + n + 1, 10, first, CL_MAX_PACKET, &number, NULL))
			return FALSE;
		*packet = (guint)number;
		return TRUE;
	}
	return FALSE;
}
