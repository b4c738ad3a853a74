/* SPDX-License-Identifier: MIT
 *
 * Two credits in one line, as composite pictures have them: "A/AFP and B/Reuters", "AP/A; Getty/B". Whose
 * picture is whose cannot be said in one credit, so such a line is no chain. "A/AFP and B/AFP" is one.
 */
#include "private.h"

#include <string.h>

/* What one of the credits names so far. */
typedef struct {
	GPtrArray *names; /* of organisations, lent; NULL-terminated when it is compared */
	gboolean person;
} Part;

static gboolean
is_organisation(const CreditSegment *segment)
{
	return (segment->kind == CREDIT_SEGMENT_ORGANISATION ||
		       segment->kind == CREDIT_SEGMENT_UNKNOWN_ORGANISATION) &&
	       !segment->pool_operator &&
	       (segment->organisation == NULL || segment->organisation->kind != CL_ORGANISATION_PLATFORM);
}

gboolean
credit_begins_another(const CreditSegment *segment, char separator)
{
	return (separator == ';' || separator == 'a') && segment->kind == CREDIT_SEGMENT_ORGANISATION &&
	       cl_organisation_delivers(segment->organisation->kind);
}

static gboolean
begins_part(const CreditSegment *segment, char separator, const Part *part)
{
	if (part->names->len == 0)
		return FALSE;
	if (credit_begins_another(segment, separator))
		return TRUE;
	return segment->kind == CREDIT_SEGMENT_PERSON && part->person && strchr(";a,|s()", separator) != NULL;
}

/* An organisation more than the other names: "A/AFP, B/AFP via Getty Images" is still one chain. */
static gboolean
contradicts(const GPtrArray *one, const GPtrArray *other)
{
	const GPtrArray *few = one->len < other->len ? one : other, *many = few == one ? other : one;

	for (guint i = 0; i < few->len; i++) {
		gboolean found = FALSE;

		for (guint k = 0; k < many->len && !found; k++)
			found = strcmp(few->pdata[i], many->pdata[k]) == 0;
		if (!found)
			return TRUE;
	}
	return FALSE;
}

gboolean
credit_is_several(const CreditParse *parse)
{
	g_autoptr(GPtrArray) first = g_ptr_array_new(), later = g_ptr_array_new();
	Part part = {first, FALSE};
	char joint = 0;
	gboolean several = FALSE;

	for (guint i = 0; i < parse->segments->len && !several; i++) {
		const CreditSegment *segment = parse->segments->pdata[i];

		if (joint != ';' && joint != 'a')
			joint = segment->separator;
		if (segment->kind != CREDIT_SEGMENT_PERSON && !is_organisation(segment))
			continue;
		if (begins_part(segment, joint, &part)) {
			several = part.names == later && contradicts(first, later);
			g_ptr_array_set_size(later, 0);
			part = (Part){later, FALSE};
		}
		joint = 0;
		part.person |= segment->kind == CREDIT_SEGMENT_PERSON;
		if (is_organisation(segment))
			g_ptr_array_add(part.names, segment->name);
	}
	return several || (part.names == later && contradicts(first, later));
}
