/* SPDX-License-Identifier: MIT
 *
 * Fields that bear restrictions are never chosen between: what any source forbids is forbidden
 * (reference §2.2). Only what adds nothing is left out: the same text again, and the start of a
 * text that a byte limit or a full stop ends. "NO SALES" beside "NO SALES TO MAGAZINES" stays.
 */
#include <cutline/findings.h>
#include "resolve.h"

typedef struct {
	const char *lang; /* NULL = the default language */
	GPtrArray *texts; /* const ClReceived*, lent */
} UnionPart;

/* The text behind the common start begins with something that closes a statement. */
static gboolean
closed_after(const char *longer, const char *start)
{
	gunichar c = resolve_text_after(longer, start);

	return c == '.' || c == ',' || c == ';' || c == '/';
}

static gboolean
adds_nothing(const ResolveField *f, const ClReceived *text, const ClReceived *other)
{
	if (resolve_text_same(text->value, other->value))
		return TRUE;
	if (!resolve_text_begins(other->value, text->value))
		return FALSE;
	if (resolve_text_at_limit(text->value, f->info->iim_max_bytes)) {
		resolve_finding(f->effective, CL_FINDING_TRUNCATED_FIELD,
			"%s: %s stops at its byte limit; %s has the whole", f->info->name,
			resolve_origin_label(text->origin), resolve_origin_label(other->origin));
		return TRUE;
	}
	return closed_after(other->value, text->value);
}

static void
unite(const ResolveField *f, GPtrArray *texts, const ClReceived *text)
{
	guint n_compared = MIN(texts->len, RESOLVE_MAX_UNION);

	for (guint i = 0; i < n_compared; i++) {
		if (adds_nothing(f, text, g_ptr_array_index(texts, i)))
			return;
	}
	for (guint i = 0; i < n_compared; i++) {
		if (adds_nothing(f, g_ptr_array_index(texts, i), text)) {
			texts->pdata[i] = (gpointer)text;
			return;
		}
	}
	g_ptr_array_add(texts, (gpointer)text);
}

static const char *
language(const ResolveField *f, const ClReceived *text)
{
	if (f->info->kind != CL_KIND_LANG || text->lang == NULL ||
		g_ascii_strcasecmp(text->lang, "x-default") == 0)
		return NULL;
	return text->lang;
}

static UnionPart *
part_of(GArray *parts, const char *lang)
{
	UnionPart part = {lang, NULL};

	for (guint i = 0; i < parts->len; i++) {
		UnionPart *known = &g_array_index(parts, UnionPart, i);

		if (g_strcmp0(known->lang, lang) == 0)
			return known;
	}
	if (parts->len >=
		RESOLVE_MAX_UNION) /* no text has so many languages: keep it all the same */
		return &g_array_index(parts, UnionPart, 0);
	part.texts = g_ptr_array_new();
	g_array_append_val(parts, part);
	return &g_array_index(parts, UnionPart, parts->len - 1);
}

static void
clear_part(gpointer data)
{
	UnionPart *part = data;

	g_ptr_array_unref(part->texts);
}

static void
add_part(const ResolveField *f, const UnionPart *part)
{
	g_autoptr(GString) joined = g_string_new(NULL);

	if (part->texts->len == 0)
		return;
	for (guint i = 0; i < part->texts->len; i++) {
		const ClReceived *text = g_ptr_array_index(part->texts, i);

		if (i > 0)
			g_string_append_c(joined, '\n');
		g_string_append(joined, text->value);
	}
	resolve_add(f->effective, f->field, g_ptr_array_index(part->texts, 0), joined->str);
}

/* In the order side-car, XMP, IPTC, EXIF, PNG text, the file's comments; a rule only where nobody else
 * says a word. */
static void
gather(const ResolveField *f, GArray *parts)
{
	static const ClOriginKind order[] = {CL_ORIGIN_SIDECAR, CL_ORIGIN_XMP, CL_ORIGIN_IPTC,
		CL_ORIGIN_EXIF, CL_ORIGIN_PNG, CL_ORIGIN_FILE, CL_ORIGIN_RULE};
	gboolean any = FALSE;

	part_of(parts, NULL);
	for (gsize step = 0; step < G_N_ELEMENTS(order); step++) {
		if (order[step] == CL_ORIGIN_RULE && any)
			return;
		for (guint i = 0; i < f->n_sources; i++) {
			const ResolveSource *source = &f->sources[i];

			if (source->origin != order[step])
				continue;
			any = TRUE;
			for (guint j = 0; j < source->n_values; j++)
				unite(f, part_of(parts, language(f, source->values[j]))->texts,
					source->values[j]);
		}
	}
}

void
resolve_union(const ResolveField *f)
{
	g_autoptr(GArray) parts = g_array_new(FALSE, FALSE, sizeof(UnionPart));
	guint n_usable = 0;

	g_array_set_clear_func(parts, clear_part);
	gather(f, parts);
	for (guint i = 0; i < parts->len; i++)
		add_part(f, &g_array_index(parts, UnionPart, i));
	if (f->effective->values[f->field] == NULL)
		return;
	for (guint i = 0; i < f->n_sources; i++)
		n_usable += f->sources[i].origin != CL_ORIGIN_USER;
	f->effective->reason[f->field] = n_usable == 1 ? "only source" : "union of all sources";
}
