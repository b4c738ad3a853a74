/* SPDX-License-Identifier: MIT
 *
 * Which source a field is taken from (reference §2.2): edits, side-car, then XMP, IPTC, EXIF,
 * PNG text in the field's order; between XMP and IPTC the IPTC digest decides; a value cut at its byte limit
 * is completed from the source that has the rest. Dates of capture and united fields have files
 * of their own.
 */
#include <string.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include "resolve.h"

const ResolveSource *
resolve_find(const ResolveField *f, ClOriginKind origin)
{
	for (guint i = 0; i < f->n_sources; i++) {
		if (f->sources[i].origin == origin)
			return &f->sources[i];
	}
	return NULL;
}

static gboolean
same_or_cut(const char *a, const char *b, guint limit)
{
	return resolve_text_same(a, b) ||
	       (resolve_text_at_limit(a, limit) && resolve_text_begins(b, a)) ||
	       (resolve_text_at_limit(b, limit) && resolve_text_begins(a, b));
}

static gboolean
holds(const ResolveSource *source, const char *value, guint limit)
{
	for (guint i = 0; i < source->n_values; i++) {
		if (same_or_cut(source->values[i]->value, value, limit))
			return TRUE;
	}
	return FALSE;
}

static char *
join(const ResolveSource *source)
{
	GString *joined = g_string_new(NULL);

	for (guint i = 0; i < source->n_values; i++)
		g_string_append_printf(joined, "%s%s", i > 0 ? "; " : "", source->values[i]->value);
	return g_string_free(joined, FALSE);
}

gboolean
resolve_list_holds(const ClFieldInfo *info, const ResolveSource *whole, const ResolveSource *part)
{
	if ((guint64)whole->n_values * part->n_values > RESOLVE_MAX_PAIRS)
		return FALSE;
	for (guint i = 0; i < part->n_values; i++) {
		if (!holds(whole, part->values[i]->value, info->iim_max_bytes))
			return FALSE;
	}
	return TRUE;
}

/* The same elements in any order; "A; B" as one element counts as two. */
static gboolean
lists_agree(const ClFieldInfo *info, const ResolveSource *a, const ResolveSource *b)
{
	g_autofree char *joined_a = NULL;
	g_autofree char *joined_b = NULL;

	if (resolve_list_holds(info, a, b) && resolve_list_holds(info, b, a))
		return TRUE;
	joined_a = join(a);
	joined_b = join(b);
	return resolve_text_same(joined_a, joined_b);
}

gboolean
resolve_sources_agree(const ClFieldInfo *info, const ResolveSource *a, const ResolveSource *b)
{
	switch (info->kind) {
	case CL_KIND_LIST:
		return lists_agree(info, a, b);
	case CL_KIND_LANG: /* a source without languages agrees with any of the alternatives */
		if (b->values[0]->lang == NULL)
			return holds(a, b->values[0]->value, info->iim_max_bytes);
		return holds(b, a->values[0]->value, info->iim_max_bytes);
	case CL_KIND_TEXT:
	case CL_KIND_DATE:
		break;
	}
	return same_or_cut(a->values[0]->value, b->values[0]->value, info->iim_max_bytes);
}

static const char *
reason_completed(ClOriginKind by)
{
	switch (by) {
	case CL_ORIGIN_EXIF:
		return "EXIF completes the value that is cut at its byte limit elsewhere";
	case CL_ORIGIN_IPTC:
		return "IPTC completes the value that XMP cuts at the byte limit";
	case CL_ORIGIN_XMP:
		return "XMP completes the value that IPTC cuts at its byte limit";
	case CL_ORIGIN_PNG:
		return "PNG text completes the value that is cut at its byte limit elsewhere";
	case CL_ORIGIN_SIDECAR:
		return "the side-car completes the value that is cut at its byte limit elsewhere";
	case CL_ORIGIN_FILE:
	case CL_ORIGIN_RULE:
	case CL_ORIGIN_USER:
	case CL_N_ORIGINS:
		break;
	}
	return NULL;
}

/* XMP or IPTC; either may be NULL, not both. */
static const ResolveSource *
choose_by_digest(const ResolveField *f, const ResolveSource *xmp, const ResolveSource *iptc,
	const char **reason)
{
	if (xmp == NULL || iptc == NULL) {
		*reason = xmp != NULL ? "XMP; IPTC has none" : "IPTC; XMP has none";
		return xmp != NULL ? xmp : iptc;
	}
	if (resolve_sources_agree(f->info, xmp, iptc)) {
		*reason = resolve_text_begins(xmp->values[0]->value, iptc->values[0]->value)
				  ? reason_completed(CL_ORIGIN_XMP)
				  : "XMP and IPTC agree";
		return xmp;
	}
	*f->texts_differ = TRUE;
	switch (f->digest) {
	case CL_DIGEST_MATCH:
		*reason = "XMP before IPTC (IPTC digest matches)";
		return xmp;
	case CL_DIGEST_MISMATCH:
		*reason = "IPTC: changed after XMP was written (digest differs)";
		return iptc;
	case CL_DIGEST_ABSENT:
		break;
	}
	*reason = "XMP before IPTC (no IPTC digest)";
	return xmp;
}

static const char *
reason_before(const ResolveField *f, const ResolveSource *chosen)
{
	switch (chosen->origin) {
	case CL_ORIGIN_SIDECAR:
		return "side-car before what the file says";
	case CL_ORIGIN_RULE:
		return "from a rule; no source has it";
	case CL_ORIGIN_EXIF:
		return f->info->order[0] == 'E' ? "EXIF comes first for this field"
						: "EXIF; XMP and IPTC have none";
	case CL_ORIGIN_PNG:
		return "PNG text; no other source has any";
	case CL_ORIGIN_IPTC:
	case CL_ORIGIN_XMP:
	case CL_ORIGIN_FILE:
	case CL_ORIGIN_USER:
	case CL_N_ORIGINS:
		break;
	}
	return NULL;
}

/* The field's own order, with X and I as one step where the digest judges between them. */
static const ResolveSource *
choose_embedded(const ResolveField *f, const char **reason)
{
	const ResolveSource *xmp = NULL, *iptc = NULL, *exif = NULL, *png = NULL;

	for (const char *step = f->info->order; *step != '\0'; step++) {
		if (*step == 'X')
			xmp = resolve_find(f, CL_ORIGIN_XMP);
		else if (*step == 'I')
			iptc = resolve_find(f, CL_ORIGIN_IPTC);
		else if (*step == 'E')
			exif = resolve_find(f, CL_ORIGIN_EXIF);
		else if (*step == 'P')
			png = resolve_find(f, CL_ORIGIN_PNG);
	}
	if (exif != NULL && f->info->order[0] == 'E')
		xmp = iptc = NULL;
	if (xmp != NULL || iptc != NULL)
		return choose_by_digest(f, xmp, iptc, reason);
	return exif != NULL ? exif : png;
}

static const ResolveSource *
choose(const ResolveField *f, const char **reason)
{
	const ResolveSource *chosen = resolve_find(f, CL_ORIGIN_SIDECAR);
	guint n_usable = 0;

	if (chosen == NULL)
		chosen = choose_embedded(f, reason);
	if (chosen == NULL)
		chosen = resolve_find(f, CL_ORIGIN_RULE);
	if (chosen == NULL)
		return NULL;
	if (*reason == NULL)
		*reason = reason_before(f, chosen);
	for (guint i = 0; i < f->n_sources; i++)
		n_usable += f->sources[i].origin != CL_ORIGIN_USER;
	if (n_usable == 1 && chosen->origin != CL_ORIGIN_RULE)
		*reason = "only source";
	return chosen;
}

/* The longest value of another source that continues a value which may have been cut. */
static const ClReceived *
find_rest(const ResolveField *f, const ClReceived *cut)
{
	const ClReceived *best = cut;
	guint n_left = 1000;

	if (!resolve_text_at_limit(cut->value, f->info->iim_max_bytes))
		return cut;
	for (guint i = 0; i < f->n_sources; i++) {
		const ResolveSource *source = &f->sources[i];

		if (source->origin == CL_ORIGIN_USER || source->origin == CL_ORIGIN_RULE)
			continue;
		for (guint j = 0; j < source->n_values && n_left > 0; j++, n_left--) {
			if (resolve_text_begins(source->values[j]->value, best->value))
				best = source->values[j];
		}
	}
	return best;
}

static void
add_completed(const ResolveField *f, const ClReceived *value)
{
	const ClReceived *whole = find_rest(f, value);
	ClReceived named = *whole;

	if (whole != value)
		f->effective->reason[f->field] = reason_completed(whole->origin);
	named.position = value->position;
	if (value->lang != NULL)
		named.lang = value->lang;
	resolve_add(f->effective, f->field, &named, whole->value);
}

static gboolean
is_default(const ClReceived *value)
{
	return value->lang == NULL || g_ascii_strcasecmp(value->lang, "x-default") == 0;
}

/* x-default first; of one language the first one. */
static void
add_languages(const ResolveField *f, const ResolveSource *chosen)
{
	g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (guint pass = 0; pass < 2; pass++) {
		for (guint i = 0; i < chosen->n_values; i++) {
			const ClReceived *value = chosen->values[i];

			if (is_default(value) != (pass == 0))
				continue;
			if (g_hash_table_add(seen,
				    g_ascii_strdown(is_default(value) ? "" : value->lang, -1)))
				add_completed(f, value);
		}
	}
}

static void
add_list(const ResolveField *f, const ResolveSource *chosen)
{
	g_autoptr(GHashTable) seen = g_hash_table_new(g_str_hash, g_str_equal);

	for (guint i = 0; i < chosen->n_values; i++) {
		const ClReceived *value = chosen->values[i];

		if (!g_hash_table_add(seen, value->value))
			continue;
		if (i < 1000)
			add_completed(f, value);
		else
			resolve_add(f->effective, f->field, value, value->value);
	}
}

static void
add_values(const ResolveField *f, const ResolveSource *chosen)
{
	switch (f->info->kind) {
	case CL_KIND_LIST:
		add_list(f, chosen);
		return;
	case CL_KIND_LANG:
		add_languages(f, chosen);
		return;
	case CL_KIND_TEXT:
	case CL_KIND_DATE:
		break;
	}
	add_completed(f, chosen->values[0]);
}

void
resolve_choose(const ResolveField *f)
{
	const char *reason = NULL;
	const ResolveSource *chosen = choose(f, &reason);

	if (chosen == NULL)
		return;
	f->effective->reason[f->field] = reason;
	add_values(f, chosen);
	resolve_find_conflict(f, chosen);
}
