/* SPDX-License-Identifier: MIT
 *
 * What the record says beside a text that is linted: in that text's language where somebody wrote it so,
 * else as the default has it.
 */
#include "style.h"

#include <cutline/use.h>

/* The values of a field in a language, as a list that is free with g_free(); its texts are lent. */
static const char **
texts_in(const ClEffective *effective, ClField field, const char *lang)
{
	g_autoptr(GPtrArray) values = cl_effective_values_in(effective, field, lang);
	const char **texts = g_new0(const char *, values->len + 1);

	for (guint i = 0; i < values->len; i++)
		texts[i] = ((const ClValue *)values->pdata[i])->value;
	return texts;
}

void
archive_record_clear(ArchiveRecord *record)
{
	g_clear_pointer(&record->bylines, g_free);
	g_clear_pointer(&record->people, g_free);
}

void
archive_record_read(const ClEffective *effective, const char *lang, ArchiveRecord *record)
{
	record->bylines = texts_in(effective, CL_FIELD_BYLINE, lang);
	record->people = texts_in(effective, CL_FIELD_PEOPLE, lang);
	record->credit = cl_effective_value_in(effective, CL_FIELD_CREDIT, lang);
	record->witness = (ClCaptionWitness){
		.credit = record->credit == NULL ? NULL : record->credit->value,
		.source = cl_effective_first(effective, CL_FIELD_SOURCE),
		.copyright = cl_effective_in(effective, CL_FIELD_COPYRIGHT, lang),
		.supplier_id = cl_effective_first(effective, CL_FIELD_SUPPLIER_ID),
		.bylines = record->bylines,
	};
	record->city = cl_effective_in(effective, CL_FIELD_CITY, lang);
	record->country = cl_effective_in(effective, CL_FIELD_COUNTRY, lang);
}
