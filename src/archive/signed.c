/* SPDX-License-Identifier: MIT
 *
 * Instructions that only repeat who took the picture ("EPA/IGOR KOVALENKO"): every word of them stands in
 * the by-line, credit or source that came with them, so they order nothing.
 */
#include "rights.h"

#include <cutline/caption.h>

#include <string.h>

static const char *
first_of(const GPtrArray *received, ClField field)
{
	for (guint i = 0; i < received->len; i++)
		if (((const ClReceived *)received->pdata[i])->field == field)
			return ((const ClReceived *)received->pdata[i])->value;
	return NULL;
}

static GPtrArray *
list_bylines(const GPtrArray *received)
{
	GPtrArray *bylines = g_ptr_array_new(); /* lent, NULL-terminated */

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		if (value->field == CL_FIELD_BYLINE)
			g_ptr_array_add(bylines, value->value);
	}
	g_ptr_array_add(bylines, NULL);
	return bylines;
}

void
archive_settle_signed(const GPtrArray *received, GPtrArray *restrictions)
{
	g_autoptr(GPtrArray) bylines = list_bylines(received);
	const ClCaptionWitness witness = {.credit = first_of(received, CL_FIELD_CREDIT),
		.source = first_of(received, CL_FIELD_SOURCE),
		.bylines = (const char *const *)bylines->pdata};

	for (guint i = 0; i < restrictions->len; i++) {
		ClRestriction *one = restrictions->pdata[i];

		if (one->code == CL_RESTRICTION_UNPARSED &&
			strcmp(one->field, cl_field_info(CL_FIELD_INSTRUCTIONS)->name) == 0 &&
			cl_caption_accounted(one->text, &witness, NULL))
			one->code = CL_RESTRICTION_INFORMATION;
	}
}
