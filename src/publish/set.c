/* SPDX-License-Identifier: MIT
 *
 * WHAT GOES OUT, decided in this one place (reference §6.2–6.4). The fields table's column
 * `publish` says which fields; the request takes away from it for a small thumbnail, protect.c
 * for a protected source. Values are made fit for every writer here; how a file stores them is not known.
 */
#include <string.h>
#include <cutline/text.h>
#include "publish_private.h"

/* More of one field, or a longer text, no file holds; and no writer may be kept busy by them. */
#define MAX_NAMES 50

static void
value_free(gpointer data)
{
	PublishValue *value = data;

	g_free(value->text);
	g_free(value->lang);
	g_free(value);
}

static gboolean
goes_out(const ClPublish *publish, ClField field)
{
	if (!cl_field_info(field)->publish)
		return FALSE;
	return !publish->reduced || field == CL_FIELD_BYLINE || field == CL_FIELD_CREDIT ||
	       field == CL_FIELD_COPYRIGHT || field == CL_FIELD_SUPPLIER_ID ||
	       field == CL_FIELD_WEB_STATEMENT;
}

/* "DMI-PROHIBITED" → the URI that the standard wants; anything with a scheme stays. */
static char *
as_uri(char *text, const char *base)
{
	char *uri;

	if (strchr(text, ':') != NULL || strchr(text, ' ') != NULL)
		return text;
	uri = g_strconcat(base, text, NULL);
	g_free(text);
	return uri;
}

/* XMP has two words for a Boolean. NULL if the text is neither. */
static char *
as_boolean(char *text)
{
	gboolean yes = g_ascii_strcasecmp(text, "true") == 0 || strcmp(text, "1") == 0;
	gboolean no = g_ascii_strcasecmp(text, "false") == 0 || strcmp(text, "0") == 0;

	g_free(text);
	return yes ? g_strdup("True") : no ? g_strdup("False") : NULL;
}

/* The text of a value as files carry it; NULL if nothing of it can stand there. */
static char *
fit_text(ClField field, const char *value)
{
	g_autofree char *clean = cl_text_clean(value, -1);
	g_autofree char *text = publish_text_cut(clean, PUBLISH_MAX_TEXT_BYTES);

	if (*text == '\0')
		return NULL;
	switch ((guint)field) {
	case CL_FIELD_RIGHTS_MARKED:
		return as_boolean(g_steal_pointer(&text));
	case CL_FIELD_DIGITAL_SOURCE_TYPE:
		return as_uri(
			g_steal_pointer(&text), "http://cv.iptc.org/newscodes/digitalsourcetype/");
	case CL_FIELD_DATA_MINING:
	case CL_FIELD_CREDIT_REQUIRED:
	case CL_FIELD_MODEL_RELEASE:
	case CL_FIELD_PROPERTY_RELEASE:
		return as_uri(g_steal_pointer(&text), "http://ns.useplus.org/ldf/vocab/");
	default: /* not an enum: text as it is */
		return g_steal_pointer(&text);
	}
}

static gboolean
is_language_tag(const char *lang)
{
	return *lang != '\0' && strlen(lang) <= 64 &&
	       strspn(lang, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-") ==
		       strlen(lang);
}

static gboolean
is_default_language(const char *lang)
{
	return lang == NULL || g_ascii_strcasecmp(lang, "x-default") == 0 || !is_language_tag(lang);
}

static gboolean
has_language(const GPtrArray *values, const char *lang)
{
	for (guint i = 0; values != NULL && i < values->len; i++) {
		const PublishValue *value = g_ptr_array_index(values, i);

		if (lang == NULL || value->lang == NULL) {
			if (lang == value->lang)
				return TRUE;
		} else if (g_ascii_strcasecmp(value->lang, lang) == 0) {
			return TRUE;
		}
	}
	return FALSE;
}

static void
add(PublishSet *set, ClField field, const char *text, const char *lang)
{
	PublishValue *value;

	if (set->values[field] == NULL)
		set->values[field] = g_ptr_array_new_with_free_func(value_free);
	if (set->values[field]->len >= (field == CL_FIELD_BYLINE ? MAX_NAMES : PUBLISH_MAX_LIST))
		return;
	value = g_new0(PublishValue, 1);
	value->text = g_strdup(text);
	value->lang = g_strdup(lang);
	g_ptr_array_add(set->values[field], value);
}

/* An rdf:Alt needs a default, first, and each language once (XMP part 1, 8.2.2.4). */
static void
add_alternative(PublishSet *set, ClField field, const char *text, const char *lang)
{
	if (is_default_language(lang))
		lang = NULL;
	if (lang != NULL && set->values[field] == NULL)
		add(set, field, text, NULL);
	if (!has_language(set->values[field], lang))
		add(set, field, text, lang);
}

static void
add_date(PublishSet *set, const ClPublish *publish, const char *text)
{
	g_autofree char *formatted = NULL;

	if (!cl_date_parse(text, &set->date))
		return;
	if (publish->source_sensitive || !publish->exact_time)
		set->date.has_time = set->date.has_zone = FALSE;
	set->has_date = TRUE;
	formatted = cl_date_format(&set->date);
	add(set, CL_FIELD_DATE_TAKEN, formatted, NULL);
}

static void
add_field(PublishSet *set, const ClPublish *publish, const ClEffective *allowed, ClField field)
{
	const GPtrArray *values = allowed->values[field];
	ClFieldKind kind = cl_field_info(field)->kind;

	for (guint i = 0; values != NULL && i < values->len; i++) {
		const ClValue *value = g_ptr_array_index(values, i);
		g_autofree char *text = fit_text(field, value->value);

		if (text == NULL)
			continue;
		if (kind == CL_KIND_DATE)
			add_date(set, publish, text);
		else if (kind == CL_KIND_LANG)
			add_alternative(set, field, text, value->lang);
		else
			add(set, field, text, NULL);
		if (kind == CL_KIND_DATE || kind == CL_KIND_TEXT || publish->reduced)
			if (kind != CL_KIND_LIST && set->values[field] != NULL)
				return;
	}
}

const ClEffective *
publish_allowed(const ClPublish *publish, ClEffective **kept)
{
	g_autoptr(ClPlaces) places = NULL;

	if (!publish->source_sensitive)
		return publish->effective;
	places = cl_places_new(publish->effective, NULL);
	return *kept = cl_places_keep_back(places, publish->effective);
}

PublishSet *
publish_set_new(const ClPublish *publish)
{
	g_autoptr(ClEffective) kept = NULL;
	const ClEffective *allowed = publish_allowed(publish, &kept);
	PublishSet *set = g_new0(PublishSet, 1);

	for (guint i = 0; i < CL_N_FIELDS; i++) {
		if (goes_out(publish, (ClField)i))
			add_field(set, publish, allowed, (ClField)i);
	}
	return set;
}

void
publish_set_free(PublishSet *set)
{
	if (set == NULL)
		return;
	for (guint i = 0; i < CL_N_FIELDS; i++)
		g_clear_pointer(&set->values[i], g_ptr_array_unref);
	g_free(set);
}

const char *
publish_set_first(const PublishSet *set, ClField field)
{
	const GPtrArray *values = set->values[field];
	const PublishValue *first;

	if (values == NULL || values->len == 0)
		return NULL;
	first = g_ptr_array_index(values, 0);
	return first->text;
}
