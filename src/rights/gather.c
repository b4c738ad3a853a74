/* SPDX-License-Identifier: MIT
 *
 * All that a photo says about its use: texts of every field and origin, dates and codes that a field
 * states by itself. What any of them forbids is forbidden; the same words count once, and a text that
 * a byte limit has cut gives way to the whole one.
 */
#include <string.h>
#include "rules.h"

#define CUT_BYTES 20 /* so long a beginning is no chance */

typedef struct {
	const ClRightsRules *rules;
	const ClRightsTimes *times;
	GPtrArray *out;
} Gather;

/* Side-cars are newest, XMP is whole where IIM is cut; people's own words come last. */
static int
rank(ClOriginKind origin)
{
	static const ClOriginKind order[] = {CL_ORIGIN_SIDECAR, CL_ORIGIN_XMP, CL_ORIGIN_IPTC,
		CL_ORIGIN_EXIF, CL_ORIGIN_PNG, CL_ORIGIN_FILE, CL_ORIGIN_RULE, CL_ORIGIN_USER};

	for (gsize i = 0; i < G_N_ELEMENTS(order); i++)
		if (order[i] == origin)
			return (int)i;
	return G_N_ELEMENTS(order);
}

static int
compare_origin(gconstpointer a, gconstpointer b)
{
	const ClReceived *first = *(const ClReceived *const *)a,
			 *second = *(const ClReceived *const *)b;

	if (rank(first->origin) != rank(second->origin))
		return rank(first->origin) - rank(second->origin);
	return first->field != second->field ? (int)first->field - (int)second->field
					     : (int)first->position - (int)second->position;
}

/* What of a field speaks of use. */
static gboolean
read_how(ClField field, RightsReading *how)
{
	switch ((int)field) {
	case CL_FIELD_INSTRUCTIONS:
	case CL_FIELD_USAGE_TERMS:
		*how = RIGHTS_READ_TERMS;
		return TRUE;
	case CL_FIELD_CAPTION:
		*how = RIGHTS_READ_PROSE;
		return TRUE;
	case CL_FIELD_CREDIT:
	case CL_FIELD_COPYRIGHT:
	case CL_FIELD_SOURCE:
	case CL_FIELD_BYLINE:
		*how = RIGHTS_READ_LABEL;
		return TRUE;
	case CL_FIELD_HEADLINE:
	case CL_FIELD_TITLE:
	case CL_FIELD_KEYWORDS:
	case CL_FIELD_EXTENDED_DESCRIPTION:
	case CL_FIELD_ALT_TEXT:
		*how = RIGHTS_READ_ASIDE;
		return TRUE;
	default:
		return FALSE;
	}
}

/* Names of somebody or something, which hold a term when a form has no place for it. */
static gboolean
is_name(ClField field)
{
	static const ClField names[] = {CL_FIELD_BYLINE_TITLE, CL_FIELD_CAPTION_WRITER,
		CL_FIELD_LICENSOR, CL_FIELD_COPYRIGHT_OWNER, CL_FIELD_IMAGE_SUPPLIER, CL_FIELD_IMAGE_CREATOR,
		CL_FIELD_CC_ATTRIBUTION, CL_FIELD_PUBLISHER, CL_FIELD_EVENT, CL_FIELD_JOB_ID,
		CL_FIELD_FIXTURE_ID};

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++)
		if (names[i] == field)
			return TRUE;
	return FALSE;
}

/* Texts that are compared with one another: those that are read alike. */
typedef struct {
	const char *text;
	guint group, index;
} Text;

static int
compare_texts(gconstpointer a, gconstpointer b)
{
	const Text *first = a, *second = b;
	int order = first->group != second->group ? (first->group > second->group ? 1 : -1)
						  : strcmp(first->text, second->text);

	return order != 0 ? order : (first->index > second->index) - (first->index < second->index);
}

/* What begins with a text stands right behind it. */
static void
mark_group(const GArray *texts, guint first, guint end, gboolean *redundant)
{
	const Text *text = &g_array_index(texts, Text, first);
	const Text *next = end < texts->len ? &g_array_index(texts, Text, end) : NULL;
	gsize n = strlen(text->text);

	redundant[text->index] = n >= CUT_BYTES && next != NULL && next->group == text->group &&
				 strncmp(next->text, text->text, n) == 0;
	for (guint i = first + 1; i < end; i++)
		redundant[g_array_index(texts, Text, i).index] = TRUE;
}

/* By its place: does a value say the same text again, or its beginning? One may come in 20,000 languages. */
static gboolean *
find_redundant(const GPtrArray *received)
{
	g_autoptr(GArray) texts = g_array_new(FALSE, FALSE, sizeof(Text));
	gboolean *redundant = g_new0(gboolean, received->len);
	guint end;

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];
		RightsReading how;
		Text text = {value->value, 0, i};

		if (!read_how(value->field, &how))
			continue;
		text.group = how;
		g_array_append_val(texts, text);
	}
	g_array_sort(texts, compare_texts);
	for (guint first = 0; first < texts->len; first = end) {
		const Text *text = &g_array_index(texts, Text, first);

		for (end = first + 1; end < texts->len; end++) {
			const Text *other = &g_array_index(texts, Text, end);

			if (other->group != text->group || strcmp(other->text, text->text) != 0)
				break;
		}
		mark_group(texts, first, end, redundant);
	}
	return redundant;
}

static void
stamp(ClRestriction *restriction, const ClReceived *value)
{
	restriction->field = g_strdup(cl_field_info(value->field)->name);
	restriction->origin = cl_origin_text(value->origin, value->packet);
}

static void
add_text(Gather *gather, const ClReceived *value, RightsReading how)
{
	g_autoptr(GPtrArray) found = rights_parse_as(gather->rules, value->value, gather->times, how);

	for (guint i = 0; i < found->len; i++) {
		/* "JAPAN OUT" may be news. */
		if (how == RIGHTS_READ_ASIDE)
			rights_ask(found->pdata[i]);
		stamp(found->pdata[i], value);
	}
	cl_rights_unite(gather->out, found);
}

/* A keyword that is nothing but "Handout", "UGC" or "AI generated" says what the picture is. */
static void
add_keyword(Gather *gather, const ClReceived *value)
{
	g_autoptr(GPtrArray) found =
		rights_parse_as(gather->rules, value->value, gather->times, RIGHTS_READ_LABEL);

	for (guint i = found->len; i-- > 0;) {
		ClRestriction *one = found->pdata[i];

		if (one->start > 0 || one->end < strlen(value->value) ||
			(one->code != CL_RESTRICTION_THIRD_PARTY &&
				one->code != CL_RESTRICTION_ALTERED_AT_SOURCE))
			g_ptr_array_remove_index(found, i);
		else
			stamp(one, value);
	}
	cl_rights_unite(gather->out, found);
}

static void
add_remark(Gather *gather, const ClReceived *value)
{
	g_autoptr(GPtrArray) found = cl_rights_parse(gather->rules, value->value, gather->times);

	rights_keep_remarks(gather->rules, value->value, value->field != CL_FIELD_COMMENT, found);
	for (guint i = 0; i < found->len; i++)
		stamp(found->pdata[i], value);
	cl_rights_unite(gather->out, found);
}

/* A value that is itself the restriction. */
static void
add_value(Gather *gather, const ClReceived *value, ClRestrictionCode code, const char *operand)
{
	g_autoptr(GPtrArray) one =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	ClRestriction *restriction = g_new0(ClRestriction, 1);

	restriction->code = code;
	restriction->text = g_strdup(value->value);
	restriction->end = (guint)strlen(value->value);
	restriction->rule = g_strdup(cl_field_info(value->field)->name);
	restriction->confidence = 1;
	restriction->certain = TRUE;
	if (operand != NULL &&
		!rights_set_operand(gather->rules, restriction, operand, gather->times))
		restriction->certain = FALSE;
	stamp(restriction, value);
	rights_set_key(restriction, 0);
	g_ptr_array_add(one, restriction);
	cl_rights_unite(gather->out, one);
}

/* PLUS: the age of the youngest one shown, AG-A25 (or over) to AG-A15, AG-U14 (or under). IPTC: years. */
static gboolean
is_minor(const char *age)
{
	return g_ascii_isdigit(age[0]) || g_str_has_suffix(age, "AG-A17") ||
	       g_str_has_suffix(age, "AG-A16") ||
	       g_str_has_suffix(age, "AG-A15") || g_str_has_suffix(age, "AG-U14");
}

/* Digital source types (reference §1.10) that a person has to look at; what a model made is no restriction.
 * Whose picture a screen showed is another question than who saved it. */
static void
add_source_type(Gather *gather, const ClReceived *value)
{
	static const struct {
		const char *term;
		ClRestrictionCode code;
	} types[] = {{"algorithmicallyEnhanced", CL_RESTRICTION_ALTERED_AT_SOURCE},
		{"compositeCapture", CL_RESTRICTION_ALTERED_AT_SOURCE},
		{"virtualRecording", CL_RESTRICTION_ALTERED_AT_SOURCE},
		{"screenCapture", CL_RESTRICTION_THIRD_PARTY}};
	g_autofree char *term = cl_field_term(value->value);

	for (gsize i = 0; i < G_N_ELEMENTS(types); i++)
		if (g_ascii_strcasecmp(term, types[i].term) == 0)
			add_value(gather, value, types[i].code, NULL);
}

/* What an edit status says in one word, in any letters. */
static gboolean
is_status(const char *text, ClRestrictionCode *code)
{
	static const struct {
		const char *said;
		ClRestrictionCode code;
	} statuses[] = {{"kill", CL_RESTRICTION_KILL}, {"killed", CL_RESTRICTION_KILL},
		{"canceled", CL_RESTRICTION_KILL}, {"cancelled", CL_RESTRICTION_KILL},
		{"withdrawn", CL_RESTRICTION_KILL}, {"recalled", CL_RESTRICTION_KILL},
		{"hold", CL_RESTRICTION_EMBARGO}, {"withheld", CL_RESTRICTION_EMBARGO},
		{"embargo", CL_RESTRICTION_EMBARGO}, {"embargoed", CL_RESTRICTION_EMBARGO},
		{"suppressed", CL_RESTRICTION_EMBARGO}, {"deleted", CL_RESTRICTION_EMBARGO},
		{"retracted", CL_RESTRICTION_KILL}, {"revoked", CL_RESTRICTION_KILL},
		{"not for publication", CL_RESTRICTION_EMBARGO},
		{"do not publish", CL_RESTRICTION_EMBARGO}};
	g_autofree char *key = cl_text_fold(text);

	for (gsize i = 0; i < G_N_ELEMENTS(statuses); i++)
		if (strcmp(key, statuses[i].said) == 0) {
			*code = statuses[i].code;
			return TRUE;
		}
	return FALSE;
}

static void
add_status(Gather *gather, const ClReceived *value)
{
	ClRestrictionCode code;

	if (is_status(value->value, &code))
		add_value(gather, value, code, NULL);
	else
		add_remark(gather, value);
}

static void
add_received(Gather *gather, const ClReceived *value)
{
	switch ((int)value->field) {
	case CL_FIELD_RELEASE_DATE:
		add_value(gather, value, CL_RESTRICTION_EMBARGO, value->value);
		break;
	case CL_FIELD_EXPIRY_DATE:
		add_value(gather, value, CL_RESTRICTION_EXPIRES, value->value);
		break;
	case CL_FIELD_ACTION_ADVISED:
		if (strcmp(value->value, "01") == 0)
			add_value(gather, value, CL_RESTRICTION_KILL, NULL);
		break;
	case CL_FIELD_EDIT_STATUS:
		add_status(gather, value);
		break;
	case CL_FIELD_DATA_MINING:
		if (strstr(value->value, "PROHIBITED") != NULL)
			add_value(gather, value, CL_RESTRICTION_NO_AI, NULL);
		break;
	case CL_FIELD_CALL_FOR_IMAGE:
		if (g_ascii_strcasecmp(value->value, "true") == 0 || strcmp(value->value, "1") == 0)
			add_value(gather, value, CL_RESTRICTION_CLEARANCE, NULL);
		break;
	case CL_FIELD_MODEL_RELEASE:
		if (g_str_has_suffix(value->value, "MR-NON"))
			add_value(gather, value, CL_RESTRICTION_NO_RELEASE, NULL);
		break;
	case CL_FIELD_DIGITAL_SOURCE_TYPE:
		add_source_type(gather, value);
		break;
	case CL_FIELD_MINOR_AGE:
		if (is_minor(value->value))
			add_value(gather, value, CL_RESTRICTION_PIXELATE_MINORS, NULL);
		break;
	default:
		break;
	}
}

GPtrArray *
cl_rights_gather(const ClRightsRules *rules, const GPtrArray *received, const ClRightsTimes *times)
{
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();
	g_autofree gboolean *redundant = NULL;
	Gather gather = {rules, times, NULL};

	gather.out = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	for (guint i = 0; i < received->len; i++)
		g_ptr_array_add(sorted, received->pdata[i]);
	g_ptr_array_sort(sorted, compare_origin);
	redundant = find_redundant(sorted);
	for (guint i = 0; i < sorted->len; i++) {
		const ClReceived *value = sorted->pdata[i];
		RightsReading how;

		if (value->field == CL_FIELD_COMMENT || is_name(value->field))
			add_remark(&gather, value);
		else if (!read_how(value->field, &how))
			add_received(&gather, value);
		else if (!redundant[i])
			add_text(&gather, value, how);
		if (value->field == CL_FIELD_KEYWORDS)
			add_keyword(&gather, value);
	}
	return gather.out;
}

/* --- unions and decisions ----------------------------------------------------------------------------- */

void
cl_rights_unite(GPtrArray *restrictions, const GPtrArray *more)
{
	guint n = restrictions->len;

	for (guint i = 0; i < more->len; i++) {
		const ClRestriction *restriction = more->pdata[i];
		gboolean known = FALSE;

		for (guint j = 0; j < n && !known; j++) {
			const ClRestriction *other = restrictions->pdata[j];

			known = other->code == restriction->code &&
				strcmp(other->key, restriction->key) == 0 &&
				g_strcmp0(other->operand, restriction->operand) == 0 &&
				other->at_us == restriction->at_us;
		}
		if (!known)
			g_ptr_array_add(restrictions, cl_restriction_copy(restriction));
	}
}

void
cl_restriction_decision_free(ClRestrictionDecision *decision)
{
	if (decision == NULL)
		return;
	g_free(decision->key);
	g_free(decision->operand);
	g_free(decision->who);
	g_free(decision->why);
	g_free(decision);
}

/* A zone ahead of UTC has its midnight so much before. */
#define ZONES_US (14 * G_TIME_SPAN_HOUR)

/* What the words of an embargo name, if a person's instant comes before that day. */
static gint64
worded_later(const ClRestriction *restriction, gint64 at_us, gint64 latest_us)
{
	gint64 day_us = at_us - at_us % G_TIME_SPAN_DAY - ZONES_US;

	return restriction->code == CL_RESTRICTION_EMBARGO && at_us != 0 && restriction->at_us < day_us
		? MAX(at_us, latest_us)
		: 0;
}

static gboolean
confirm(const ClRightsRules *rules, ClRestriction *restriction,
	const ClRestrictionDecision *decision, const ClRightsTimes *times, GError **error)
{
	gint64 at_us = restriction->code == decision->code ? restriction->at_us : 0;
	gint64 latest_us = restriction->latest_us;

	if (restriction->code != decision->code) {
		g_free(restriction->decided_as);
		restriction->decided_as = g_strdup(cl_restriction_name(restriction->code));
		restriction->code = decision->code;
		g_clear_pointer(&restriction->operand, g_free);
		restriction->at_us = 0;
	}
	if (decision->operand != NULL &&
		!rights_set_operand(rules, restriction, decision->operand, times)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' does not fit %s; write for example %s", decision->operand,
			cl_restriction_name(decision->code),
			decision->code == CL_RESTRICTION_MEDIA_DENY ? "print,broadcast or online@JP"
			: decision->code == CL_RESTRICTION_TERRITORY_DENY ||
					decision->code == CL_RESTRICTION_TERRITORY_ALLOW
				? "JP,DE"
				: "2026-01-31T18:00Z or \"14 days\"");
		return FALSE;
	}
	if (decision->operand != NULL) {
		g_clear_pointer(&restriction->as_written, g_free);
		restriction->latest_us = worded_later(restriction, at_us, latest_us);
	}
	if (restriction->at_us != 0)
		restriction->certain = TRUE;
	return TRUE;
}

/* All restrictions of those words. */
gboolean
cl_rights_decide(const ClRightsRules *rules, GPtrArray *restrictions,
	const ClRestrictionDecision *decision, const ClRightsTimes *times, GError **error)
{
	for (guint i = 0; i < restrictions->len; i++) {
		ClRestriction *restriction = restrictions->pdata[i];

		if (strcmp(restriction->key, decision->key) != 0)
			continue;
		if (decision->decided == CL_DECIDED_CONFIRMED &&
			!confirm(rules, restriction, decision, times, error))
			return FALSE;
		restriction->decided = decision->decided;
		g_free(restriction->decided_by);
		restriction->decided_by = g_strdup(decision->who);
		g_free(restriction->decided_why);
		restriction->decided_why = g_strdup(decision->why);
		restriction->decided_us = decision->at_us;
		restriction->confidence = 1;
	}
	return TRUE;
}
