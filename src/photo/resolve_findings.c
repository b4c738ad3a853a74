/* SPDX-License-Identifier: MIT
 *
 * What an editor must be told about the resolved record: sources that contradict each other,
 * values that stop at a byte limit, what is missing, what looks wrong. It changes no value.
 */
#include <string.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include "resolve.h"

#define QUOTE_BYTES 90

static char *
quote(const char *text)
{
	g_autofree char *cut = cl_text_cut(text, QUOTE_BYTES);

	return g_strdup_printf("'%s%s'", cut, strlen(cut) < strlen(text) ? "…" : "");
}

static gboolean
is_cut_of(const char *value, const char *whole, guint limit)
{
	return resolve_text_at_limit(value, limit) && resolve_text_begins(whole, value);
}

/* At its limit and nobody has the rest, or somebody had it: an editor may want to know both. */
static void
find_truncation(const ResolveField *f, const ResolveSource *winner)
{
	const GPtrArray *values = f->effective->values[f->field];
	guint limit = f->info->iim_max_bytes;
	const ClValue *value;

	if (limit < 16 || values == NULL)
		return;
	value = g_ptr_array_index(values, 0);
	for (guint i = 0; i < f->n_sources; i++) {
		const ResolveSource *source = &f->sources[i];

		if (is_cut_of(source->values[0]->value, value->value, limit)) {
			resolve_finding(f->effective, CL_FINDING_TRUNCATED_FIELD,
				"%s: %s stops at its byte limit; %s has the whole", f->info->name,
				resolve_origin_label(source->origin),
				resolve_origin_label(value->origin));
			return;
		}
	}
	for (guint i = 0; i < values->len; i++) {
		gsize n_chars;

		value = g_ptr_array_index(values, i);
		n_chars = (gsize)g_utf8_strlen(value->value, -1);
		if (value->origin != CL_ORIGIN_IPTC || f->field == CL_FIELD_KEYWORDS)
			continue;
		if (strlen(value->value) == limit || n_chars == limit) {
			resolve_finding(f->effective, CL_FINDING_TRUNCATED_FIELD,
				"%s: fills its %u bytes in IPTC and no other source has more",
				f->info->name, limit);
			return;
		}
	}
}

/* Cameras and tools name lenses in ways of their own; the difference tells an editor nothing. */
static gboolean
compares(ClField field, ClOriginKind origin)
{
	return field != CL_FIELD_LENS && field != CL_FIELD_ORIENTATION &&
	       origin != CL_ORIGIN_USER && origin != CL_ORIGIN_RULE;
}

/* A list that says less says nothing else: what is missing in it is no contradiction. */
static gboolean
contradicts(const ResolveField *f, const ResolveSource *winner, const ResolveSource *other)
{
	if (f->info->kind == CL_KIND_LIST && resolve_list_holds(f->info, winner, other))
		return FALSE;
	return !resolve_sources_agree(f->info, winner, other);
}

void
resolve_find_conflict(const ResolveField *f, const ResolveSource *winner)
{
	find_truncation(f, winner);
	for (guint i = 0; i < f->n_sources; i++) {
		const ResolveSource *other = &f->sources[i];
		g_autofree char *used = NULL;
		g_autofree char *said = NULL;
		g_autofree char *origin = NULL;

		if (other == winner || !compares(f->field, other->origin) ||
			winner->origin == CL_ORIGIN_RULE || !contradicts(f, winner, other))
			continue;
		used = quote(winner->values[0]->value);
		said = quote(other->values[0]->value);
		origin = other->origin == winner->origin
				 ? cl_origin_text(other->origin, other->packet)
				 : g_strdup(resolve_origin_label(other->origin));
		resolve_finding(f->effective, CL_FINDING_FIELD_CONFLICT,
			"%s: %s was used from %s; %s says %s", f->info->name, used,
			resolve_origin_label(winner->origin), origin, said);
		return; /* one a field: show --received lists them all */
	}
}

static gboolean
is_absent(const ClEffective *effective, ClField field)
{
	return effective->values[field] == NULL;
}

static void
find_missing(ClEffective *effective)
{
	if (is_absent(effective, CL_FIELD_CREDIT))
		resolve_finding(effective, CL_FINDING_NO_CREDIT, "no credit line");
	if (is_absent(effective, CL_FIELD_BYLINE))
		resolve_finding(effective, CL_FINDING_NO_BYLINE, "no by-line");
	if (is_absent(effective, CL_FIELD_CAPTION))
		resolve_finding(effective, CL_FINDING_NO_CAPTION, "no caption");
	if (is_absent(effective, CL_FIELD_COPYRIGHT))
		resolve_finding(effective, CL_FINDING_NO_COPYRIGHT, "no copyright notice");
	if (is_absent(effective, CL_FIELD_CREDIT) && is_absent(effective, CL_FIELD_BYLINE) &&
		is_absent(effective, CL_FIELD_SOURCE) && is_absent(effective, CL_FIELD_COPYRIGHT))
		resolve_finding(effective, CL_FINDING_NO_ORIGIN,
			"credit, by-line, source and copyright are empty; ask where the picture is "
			"from");
}

/* Received values stay as they came; what a reader is shown is readable. */
void
resolve_repair(ClEffective *effective)
{
	g_autoptr(GString) repaired = g_string_new(NULL);
	g_autoptr(GString) kept = g_string_new(NULL);

	for (guint field = 0; field < CL_N_FIELDS; field++) {
		const GPtrArray *values = effective->values[field];
		GString *names = NULL;

		for (guint i = 0; values != NULL && i < values->len; i++) {
			ClValue *value = g_ptr_array_index(values, i);
			char *whole;

			if (value->origin == CL_ORIGIN_USER ||
				!resolve_text_is_mojibake(value->value))
				continue;
			whole = resolve_text_repair(value->value);
			names = whole != NULL ? repaired : kept;
			if (whole == NULL)
				continue;
			g_free(value->value);
			value->value = whole;
			effective->reason[field] = "repaired: the text was encoded twice";
		}
		if (names != NULL)
			g_string_append_printf(names, "%s%s", names->len > 0 ? ", " : "",
				cl_field_info((ClField)field)->name);
	}
	if (repaired->len > 0)
		resolve_finding(effective, CL_FINDING_MOJIBAKE,
			"%s: text was encoded twice; it is shown repaired", repaired->str);
	if (kept->len > 0)
		resolve_finding(effective, CL_FINDING_MOJIBAKE,
			"%s: text looks encoded twice; it was kept as received", kept->str);
}

/* Terms of the IPTC vocabulary Digital Source Type (reference §1.10) that need a label. */
static void
find_ai(ClEffective *effective)
{
	static const char *const terms[] = {"trainedAlgorithmicMedia", "compositeSynthetic",
		"compositeWithTrainedAlgorithmicMedia"};
	const char *type = cl_effective_first(effective, CL_FIELD_DIGITAL_SOURCE_TYPE);
	const char *system = cl_effective_first(effective, CL_FIELD_AI_SYSTEM);
	g_autofree char *term = type == NULL ? NULL : cl_field_term(type);

	for (gsize i = 0; term != NULL && i < G_N_ELEMENTS(terms); i++)
		if (g_ascii_strcasecmp(term, terms[i]) == 0)
			resolve_finding(effective, CL_FINDING_AI_GENERATED,
				"digital_source_type is %s", terms[i]);
	/* IPTC 2025.1: whoever used one names it, whatever type was given. */
	if (system != NULL)
		resolve_finding(effective, CL_FINDING_AI_GENERATED, "ai_system is '%s'", system);
}

void
resolve_find_whole(ClEffective *effective)
{
	find_missing(effective);
	find_ai(effective);
	resolve_expiry(effective);
}
