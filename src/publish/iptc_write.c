/* SPDX-License-Identifier: MIT
 *
 * IPTC-IIM 4.2 (reference §1.4): record 1 with the character set, then record 2 in ascending
 * order, text cut at the dataset's byte limit between two graphemes. XMP stays the master of what
 * was cut. Which values these are is decided in set.c.
 */
#include <string.h>
#include "publish_private.h"

/* Enough for any caption desk, and the whole stays far below one JPEG segment. */
#define MAX_REPEATS 200

#define DATASET_TIME_CREATED 60

static void
put_dataset(GByteArray *out, guint record, guint dataset, gconstpointer data, gsize n_bytes)
{
	const guint8 head[] = {0x1c, (guint8)record, (guint8)dataset};

	g_assert(n_bytes < 0x8000);
	publish_put(out, head, sizeof head);
	publish_put_be16(out, (guint)n_bytes);
	publish_put(out, data, n_bytes);
}

static void
put_text(GByteArray *out, guint dataset, const char *text, gsize max_bytes)
{
	g_autofree char *cut = publish_text_cut(text, max_bytes);

	if (*cut != '\0')
		put_dataset(out, 2, dataset, cut, strlen(cut));
}

/* 2:55 CCYYMMDD, 00 for what is not known; 2:60 HHMMSS±HHMM, which has no form without a zone. */
static void
put_date(GByteArray *out, guint dataset, const ClDate *date)
{
	g_autofree char *text = NULL;
	int minutes = ABS(date->offset_minutes);

	if (dataset == DATASET_TIME_CREATED)
		text = g_strdup_printf("%02d%02d%02d%c%02d%02d", date->hour, date->minute,
			date->second, date->offset_minutes < 0 ? '-' : '+', minutes / 60,
			minutes % 60);
	else
		text = g_strdup_printf("%04d%02d%02d", date->year, date->month, date->day);
	put_dataset(out, 2, dataset, text, strlen(text));
}

static void
put_field(GByteArray *out, guint dataset, const PublishSet *set, ClField field)
{
	const ClFieldInfo *info = cl_field_info(field);
	const GPtrArray *values = set->values[field];
	guint n = info->kind == CL_KIND_LIST ? MIN(values->len, MAX_REPEATS) : 1;

	for (guint i = 0; i < n; i++) {
		const PublishValue *value = g_ptr_array_index(values, i);

		/* Half a code is another code. */
		if (field == CL_FIELD_COUNTRY_CODE && strlen(value->text) > info->iim_max_bytes)
			continue;
		put_text(out, dataset, value->text, info->iim_max_bytes);
	}
}

static void
put_record_2(GByteArray *out, const PublishSet *set)
{
	for (guint dataset = 1; dataset < 256; dataset++) {
		ClField field = cl_field_from_iim(2000 + dataset);

		if (dataset == DATASET_TIME_CREATED && set->has_date && set->date.has_time &&
			set->date.has_zone)
			put_date(out, dataset, &set->date);
		/* Without a limit in the table it is a supplier's own, not the standard's. */
		if (field == CL_N_FIELDS || set->values[field] == NULL ||
			set->values[field]->len == 0 || cl_field_info(field)->iim_max_bytes == 0)
			continue;
		if (field == CL_FIELD_DATE_TAKEN)
			put_date(out, dataset, &set->date);
		else
			put_field(out, dataset, set, field);
	}
}

GByteArray *
publish_iptc_write(const PublishSet *set)
{
	g_autoptr(GByteArray) record_2 = g_byte_array_new();
	GByteArray *out = g_byte_array_new();

	put_record_2(record_2, set);
	if (record_2->len == 0)
		return out;
	put_dataset(out, 1, 0, "\0\4", 2);
	put_dataset(out, 1, 90, "\033%G", 3); /* UTF-8 */
	put_dataset(out, 2, 0, "\0\4", 2);
	publish_put(out, record_2->data, record_2->len);
	return out;
}
