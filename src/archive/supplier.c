/* SPDX-License-Identifier: MIT
 *
 * Who delivered a picture: what the person who ingests says, else the last name of the credit line
 * ("AFP via Getty Images" was delivered by Getty Images), else the source. A fold key, so that
 * spelling does not make two suppliers of one. Credit lines are not understood here beyond that.
 */
#include "archive_private.h"

#include <string.h>

/* XMP is the fuller copy where IIM cuts at 32 bytes; received values come in any order. */
const char *
archive_first_received(const GPtrArray *received, ClField field)
{
	const ClReceived *best = NULL;

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		if (value->field != field || value->position != 0 || cl_text_is_blank(value->value))
			continue;
		if (best == NULL || value->origin > best->origin)
			best = value;
	}
	return best == NULL ? NULL : best->value;
}

static const char *
last_part(const char *credit)
{
	static const char *const separators[] = { " via ", "/", "|", "\\" };
	const char *last = credit;

	for (gsize i = 0; i < G_N_ELEMENTS(separators); i++) {
		const char *at = g_strrstr(last, separators[i]);

		if (at != NULL && !cl_text_is_blank(at + strlen(separators[i])))
			last = at + strlen(separators[i]);
	}
	return last;
}

char *
archive_supplier_key(const char *given, const ClFacts *facts)
{
	const char *name = given;
	g_autofree char *key = NULL;

	if (name == NULL) {
		name = archive_first_received(facts->received, CL_FIELD_CREDIT);
		if (name != NULL)
			name = last_part(name);
	}
	if (name == NULL)
		name = archive_first_received(facts->received, CL_FIELD_SOURCE);
	if (name == NULL)
		return NULL;
	key = cl_text_fold(name);
	return key[0] == '\0' ? NULL : g_steal_pointer(&key);
}
