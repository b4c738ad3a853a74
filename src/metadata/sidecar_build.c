/* SPDX-License-Identifier: MIT
 *
 * What holds for side-cars of every kind: of a field of one value the first counts, texts that bear
 * restrictions add up, dates come into one form, and an embargo whose end cannot be read never ends
 * by itself. Knows no kind.
 */
#include "sidecar_build.h"
#include "html.h"
#include "terms.h"

#include <cutline/text.h>
#include <cutline/time.h>

#include <stdarg.h>

#define MAX_NOTES 100
#define SOURCE_TYPES "http://cv.iptc.org/newscodes/digitalsourcetype/"
#define MINING_TERMS "http://ns.useplus.org/ldf/vocab/"
#define UNTIL_FURTHER_NOTICE "9999-12-31T23:59:59Z"

void
metadata_sidecar_init(MetadataSidecar *side, MetadataSpan file)
{
	memset(side, 0, sizeof *side);
	metadata_reader_init(&side->reader, cl_facts_new(), file);
	side->sidecar = cl_sidecar_new(CL_SIDECAR_XMP);
}

void
metadata_sidecar_clear(MetadataSidecar *side)
{
	cl_facts_free(side->reader.facts);
	metadata_reader_clear(&side->reader);
	cl_sidecar_item_free(side->item);
	cl_sidecar_free(side->sidecar);
}

void
metadata_sidecar_note(MetadataSidecar *side, const char *code, const char *format, ...)
{
	g_autofree char *message = NULL;
	va_list args;

	if (side->reader.facts->findings->len >= MAX_NOTES)
		return;
	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	cl_facts_find(side->reader.facts, code, "%s", message);
}

/* FALSE if there is no room for one value more. */
static gboolean
take_room(MetadataSidecar *side)
{
	if (side->over_limit == NULL && side->n_values == CL_MAX_SIDECAR_VALUES)
		side->over_limit = "values";
	if (side->over_limit != NULL)
		return FALSE;
	side->n_values++;
	return TRUE;
}

void
metadata_sidecar_begin(MetadataSidecar *side)
{
	if (side->sidecar->items->len == CL_MAX_SIDECAR_ITEMS)
		side->over_limit = "items";
	side->item = cl_sidecar_item_new();
	side->rendition = side->n_renditions = 0;
	side->item->sent_us = side->sent_us;
	side->held = FALSE;
	memset(side->next, 0, sizeof side->next);
}

/* No picture, and no words that could be about one. */
static gboolean
says_nothing(const MetadataSidecar *side, const ClSidecarItem *item)
{
	return item->text != NULL && cl_text_is_blank(item->text) && side->next[CL_FIELD_INSTRUCTIONS] == 0 &&
		side->next[CL_FIELD_HEADLINE] == 0 && side->next[CL_FIELD_TITLE] == 0 &&
		side->next[CL_FIELD_CAPTION] == 0;
}

void
metadata_sidecar_end(MetadataSidecar *side)
{
	ClFacts *facts = side->reader.facts;
	ClSidecarItem *item = g_steal_pointer(&side->item);

	if (side->held && side->next[CL_FIELD_RELEASE_DATE] == 0)
		cl_facts_receive(facts, CL_FIELD_RELEASE_DATE, CL_ORIGIN_SIDECAR, 0, 0, NULL,
			UNTIL_FURTHER_NOTICE);
	for (guint i = 0; i < facts->received->len; i++) {
		ClReceived *received = facts->received->pdata[i];

		received->origin = CL_ORIGIN_SIDECAR;
		received->packet = 0;
	}
	g_ptr_array_unref(item->received);
	item->received = facts->received;
	facts->received = g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	if (side->over_limit == NULL && !says_nothing(side, item))
		g_ptr_array_add(side->sidecar->items, item);
	else
		cl_sidecar_item_free(item);
}

void
metadata_sidecar_body(MetadataSidecar *side, const char *text)
{
	g_autofree char *plain = text != NULL && html_is_page(text) ? html_plain(text) : g_strdup(text);
	g_autoptr(GString) body = g_string_new(side->item->text);

	if (body->len > 0)
		g_string_append_c(body, '\n');
	if (plain != NULL)
		g_string_append(body, plain);
	if (body->len > CL_MAX_SIDECAR_TEXT_BYTES) {
		const char *end = g_utf8_find_prev_char(body->str, body->str + CL_MAX_SIDECAR_TEXT_BYTES);

		g_string_truncate(body, (gsize) (end - body->str));
	}
	g_free(side->item->text);
	side->item->text = g_string_free(g_steal_pointer(&body), FALSE);
}

gboolean
metadata_sidecar_has(const MetadataSidecar *side, ClField field)
{
	return side->next[field] > 0;
}

const char *
metadata_code_of(const char *text)
{
	const char *code = text;

	for (const char *at = text; *at != '\0'; at++)
		if ((*at == ':' || *at == '/' || *at == '#') && at[1] != '\0')
			code = at + 1;
	return code;
}

static char *
date_of(MetadataSidecar *side, ClField field, const char *text)
{
	gboolean bad = FALSE;
	char *date = metadata_date_xmp(text, &bad);
	g_autofree char *shown = cl_text_cut(text, 60);

	if (date == NULL && field == CL_FIELD_RELEASE_DATE)
		metadata_sidecar_hold(side);
	if (date == NULL || bad)
		metadata_sidecar_note(side, CL_FINDING_DATE_INVALID,
			"%s: '%s' or a part of it is no date%s", cl_field_info(field)->name, shown,
			side->held ? "; held until the supplier sends one" : "");
	return date;
}

/* One digit; anything else is not guessed at. */
static char *
urgency_of(MetadataSidecar *side, const char *text)
{
	g_autofree char *shown = NULL;

	if (text[0] >= '1' && text[0] <= '9' && text[1] == '\0')
		return g_strdup(text);
	shown = cl_text_cut(text, 60);
	metadata_sidecar_note(
		side, CL_FINDING_SIDECAR_UNREAD, "urgency: '%s' is not 1 to 9", shown);
	return NULL;
}

/* A code of a vocabulary with the vocabulary's own address, whatever prefix the supplier uses. */
static char *
term_of(const char *vocabulary, const char *text)
{
	if (g_str_has_prefix(text, vocabulary) || strstr(text, "://") != NULL)
		return g_strdup(text);
	return g_strconcat(vocabulary, metadata_code_of(text), NULL);
}

static char *
in_form(MetadataSidecar *side, ClField field, const char *text)
{
	if (cl_field_info(field)->kind == CL_KIND_DATE)
		return date_of(side, field, text);
	if (field == CL_FIELD_URGENCY)
		return urgency_of(side, text);
	if (field == CL_FIELD_DIGITAL_SOURCE_TYPE)
		return term_of(SOURCE_TYPES, text);
	if (field == CL_FIELD_DATA_MINING)
		return term_of(MINING_TERMS, text);
	if (field == CL_FIELD_COUNTRY_CODE)
		return g_ascii_strup(text, -1);
	return g_strdup(text);
}

/* May a value be added to those that the item has? */
static gboolean
is_wanted(const MetadataSidecar *side, ClField field, const char *lang)
{
	const ClFieldInfo *info = cl_field_info(field);

	/* Of two embargoes and two expiries each binds. */
	return side->next[field] == 0 || info->kind == CL_KIND_LIST || info->order[0] == 'U' ||
	       field == CL_FIELD_RELEASE_DATE || field == CL_FIELD_EXPIRY_DATE ||
	       ((info->kind == CL_KIND_LANG || info->langs) && lang != NULL);
}

void
metadata_sidecar_value(MetadataSidecar *side, ClField field, const char *lang, const char *text)
{
	g_autofree char *trimmed = NULL;
	g_autofree char *value = NULL;
	guint before = side->reader.facts->received->len;

	if (!is_wanted(side, field, lang) &&
		(field == CL_FIELD_CITY || field == CL_FIELD_STATE || field == CL_FIELD_SUBLOCATION))
		field = CL_FIELD_PLACES;
	if (cl_text_is_blank(text) || !is_wanted(side, field, lang))
		return;
	trimmed = g_strstrip(g_strdup(text));
	value = in_form(side, field, trimmed);
	if (value == NULL || !take_room(side))
		return;
	metadata_receive(&side->reader, field, CL_ORIGIN_SIDECAR, 0, side->next[field], lang, value,
		strlen(value));
	if (side->reader.facts->received->len > before)
		side->next[field]++;
}

gboolean
metadata_sidecar_says(const MetadataSidecar *side, ClField field, const char *text)
{
	const GPtrArray *received = side->reader.facts->received;
	g_autofree char *folded = cl_text_fold(text);

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];
		g_autofree char *other = value->field == field ? cl_text_fold(value->value) : NULL;

		if (g_strcmp0(other, folded) == 0)
			return TRUE;
	}
	return FALSE;
}

void
metadata_sidecar_dateline(MetadataSidecar *side, const char *text)
{
	g_autofree char *place = text == NULL ? NULL : g_strndup(text, strcspn(text, ",(;"));

	if (!cl_text_is_blank(place) &&
		!metadata_sidecar_says(side, CL_FIELD_CITY, g_strstrip(place)))
		metadata_sidecar_value(side, CL_FIELD_PLACES, NULL, place);
}

void
metadata_sidecar_rendition(MetadataSidecar *side)
{
	side->rendition = ++side->n_renditions;
}

void
metadata_sidecar_rendition_end(MetadataSidecar *side)
{
	side->rendition = 0;
}

void
metadata_sidecar_name(MetadataSidecar *side, const char *text)
{
	if (text == NULL || *text == '\0')
		return;
	if (strlen(text) > CL_MAX_NAME_BYTES)
		metadata_find(&side->reader, CL_FINDING_OVER_LIMIT,
			"the side-car has a file name longer than the limit; it was left out");
	else if (take_room(side))
		g_ptr_array_add(side->item->names, cl_sidecar_mark_new(side->rendition, text));
}

/* "hashtype:sha-256", "SHA256", "md5" … by the digits that such a hash has; 0: none that we check. */
static gsize
digits_of(const char *type)
{
	static const struct {
		const char *name;
		gsize n_digits;
	} types[] = {{"md5", 32}, {"sha1", 40}, {"sha256", 64}, {"sha384", 96}, {"sha512", 128}};
	g_autofree char *folded = g_ascii_strdown(metadata_code_of(type), -1);
	char *dash = strchr(folded, '-');

	if (dash != NULL)
		memmove(dash, dash + 1, strlen(dash));
	for (guint i = 0; i < G_N_ELEMENTS(types); i++)
		if (strcmp(folded, types[i].name) == 0)
			return types[i].n_digits;
	return 0;
}

void
metadata_sidecar_hash(MetadataSidecar *side, const char *type, const char *hex)
{
	g_autofree char *lower = NULL;
	GChecksumType known;
	gsize n_digits;

	if (cl_text_is_blank(hex))
		return;
	lower = g_strstrip(g_ascii_strdown(hex, -1));
	n_digits = type != NULL ? digits_of(type) : strlen(lower);
	if (!cl_sidecar_hash_type(n_digits, &known)) {
		g_autofree char *shown = type == NULL ? NULL : cl_text_cut(type, 60);

		if (!side->unchecked)
			metadata_sidecar_note(side, CL_FINDING_SIDECAR_UNREAD,
				"the hash that the item states for its picture was not checked%s%s",
				type == NULL ? "" : ": its kind is ", type == NULL ? "" : shown);
		side->unchecked = TRUE;
	} else if (strlen(lower) != n_digits || lower[strspn(lower, "0123456789abcdef")] != '\0') {
		metadata_sidecar_note(side, CL_FINDING_SIDECAR_UNREAD,
			"the hash that the item states for its picture is none");
	} else if (take_room(side)) {
		g_ptr_array_add(side->item->hashes, cl_sidecar_mark_new(side->rendition, lower));
	}
}

void
metadata_sidecar_guid(MetadataSidecar *side, const char *text)
{
	if (side->item->guid != NULL || cl_text_is_blank(text))
		return;
	if (strlen(text) > CL_MAX_NAME_BYTES) {
		metadata_find(&side->reader, CL_FINDING_OVER_LIMIT,
			"the id of an item is longer than the limit; it was left out");
		return;
	}
	side->item->guid = cl_text_clean(text, -1);
}

void
metadata_sidecar_version(MetadataSidecar *side, const char *text)
{
	g_autofree char *trimmed = text == NULL ? NULL : g_strstrip(g_strdup(text));
	guint64 version;

	if (trimmed != NULL &&
		g_ascii_string_to_unsigned(trimmed, 10, 0, G_MAXINT64, &version, NULL))
		side->item->version = (gint64)version;
}

void
metadata_sidecar_sent(gint64 *sent_us, const char *text)
{
	g_autofree char *date = NULL;
	gboolean bad = FALSE;
	gint64 time_us;

	date = text == NULL ? NULL : metadata_date_xmp(text, &bad);
	if (*sent_us == 0 && date != NULL && cl_time_parse(date, &time_us) && time_us > 0)
		*sent_us = time_us;
}

void
metadata_sidecar_hold(MetadataSidecar *side)
{
	side->held = TRUE;
}

void
metadata_sidecar_genre(MetadataSidecar *side, const char *text)
{
	const char *words = text == NULL ? NULL : metadata_term_genre(text);

	if (words != NULL && !metadata_sidecar_says(side, CL_FIELD_INSTRUCTIONS, words))
		metadata_sidecar_value(side, CL_FIELD_INSTRUCTIONS, NULL, words);
}

void
metadata_sidecar_expression(MetadataSidecar *side)
{
	g_autofree char *words = metadata_term_expression(NULL);

	metadata_sidecar_value(side, CL_FIELD_USAGE_TERMS, NULL, words);
	metadata_sidecar_note(side, CL_FINDING_SIDECAR_UNREAD,
		"the item has an encoded rights expression; read it before use");
}

void
metadata_sidecar_status(MetadataSidecar *side, const char *text)
{
	static const struct {
		const char *said, *status;
	} statuses[] = {{"usable", "usable"}, {"withheld", "withheld"}, {"canceled", "canceled"},
		{"cancelled", "canceled"}, {"killed", "canceled"}, {"kill", "canceled"}};
	g_autofree char *code = NULL;
	g_autofree char *shown = NULL;

	if (cl_text_is_blank(text))
		return;
	code = g_strstrip(g_ascii_strdown(metadata_code_of(text), -1));
	if (strcmp(code, "embargoed") == 0) {
		metadata_sidecar_hold(side);
		return;
	}
	for (guint i = 0; i < G_N_ELEMENTS(statuses); i++) {
		if (strcmp(code, statuses[i].said) != 0)
			continue;
		/* Whichever place withdraws the item counts. */
		if (side->item->pubstatus == NULL || i > 0) {
			g_free(side->item->pubstatus);
			side->item->pubstatus = g_strdup(statuses[i].status);
		}
		return;
	}
	shown = cl_text_cut(text, 60);
	metadata_sidecar_note(side, CL_FINDING_SIDECAR_UNREAD,
		"the publishing status '%s' is none of usable, withheld, canceled", shown);
}
