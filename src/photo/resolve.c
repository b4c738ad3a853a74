/* SPDX-License-Identifier: MIT
 *
 * Received values become effective ones (reference §2.2): group them by field and source, drop
 * what says nothing, let edits win, and hand each field to the rule that its table row names.
 * An edit that is blank ("-") empties the field. Any input gives an answer, in n log n.
 */
#include <string.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include "resolve.h"

static int
compare_uint(guint a, guint b)
{
	return (a > b) - (a < b);
}

/* Of side-cars the latest comes first, of packets in a file the first. */
int
resolve_order_packets(const ClReceived *a, const ClReceived *b)
{
	int order = compare_uint(a->packet, b->packet);

	return a->origin == CL_ORIGIN_SIDECAR && b->origin == CL_ORIGIN_SIDECAR ? -order : order;
}

static int
order_received(gconstpointer a, gconstpointer b)
{
	const ClReceived *left = *(const ClReceived *const *)a;
	const ClReceived *right = *(const ClReceived *const *)b;
	int order = compare_uint(left->field, right->field);

	if (order == 0)
		order = compare_uint(left->origin, right->origin);
	if (order == 0)
		order = resolve_order_packets(left, right);
	if (order == 0)
		order = compare_uint(left->position, right->position);
	return order;
}

/* Blank edits stay: they empty a field. g_ptr_array_sort is a merge sort, so equal keys keep
 * the order in which they came. */
static GPtrArray *
gather(const GPtrArray *received)
{
	GPtrArray *usable = g_ptr_array_new(); /* const ClReceived*, lent */

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = g_ptr_array_index(received, i);

		if (value->origin != CL_ORIGIN_USER &&
			resolve_text_is_filler(value->field, value->origin, value->value))
			continue;
		g_ptr_array_add(usable, (gpointer)value);
	}
	g_ptr_array_sort(usable, order_received);
	return usable;
}

/* The sources of the field that begins at *at; *at moves behind it. */
static GArray *
next_field(const GPtrArray *values, guint *at)
{
	GArray *sources = g_array_new(FALSE, FALSE, sizeof(ResolveSource));
	const ClReceived *first = g_ptr_array_index(values, *at);
	ResolveSource *last = NULL;

	for (; *at < values->len; (*at)++) {
		const ClReceived *value = g_ptr_array_index(values, *at);

		if (value->field != first->field)
			break;
		/* Edits are one source however they were numbered. */
		if (last == NULL || last->origin != value->origin ||
			(last->packet != value->packet && value->origin != CL_ORIGIN_USER)) {
			ResolveSource source = {value->origin, value->packet,
				(const ClReceived *const *)(values->pdata + *at), 0};

			g_array_append_val(sources, source);
			last = &g_array_index(sources, ResolveSource, sources->len - 1);
		}
		last->n_values++;
	}
	return sources;
}

/* The place where the language stood; behind the others if it is new. */
static guint
remove_language(GPtrArray *values, const char *lang)
{
	guint place = values->len;

	for (guint i = values->len; i > 0; i--) {
		const ClValue *value = g_ptr_array_index(values, i - 1);

		if (g_ascii_strcasecmp(value->lang, lang) == 0) {
			g_ptr_array_remove_index(values, i - 1);
			place = i - 1;
		}
	}
	return MIN(place, values->len);
}

/* An edit of one language leaves the others standing, and in their order; a new default comes first. */
static void
apply_language_edits(ClEffective *effective, ClField field, const ResolveSource *user)
{
	for (guint i = 0; i < user->n_values; i++) {
		const ClReceived *edit = user->values[i];
		const char *lang = edit->lang != NULL ? edit->lang : "x-default";
		GPtrArray *values = effective->values[field];
		guint place = values != NULL ? remove_language(values, lang) : 0;

		if (cl_text_is_blank(edit->value))
			continue;
		resolve_add(effective, field, edit, edit->value);
		values = effective->values[field];
		if (g_ascii_strcasecmp(lang, "x-default") == 0)
			place = 0;
		g_ptr_array_insert(values, (gint)place,
			g_ptr_array_steal_index(values, values->len - 1));
	}
}

/* Is it said of the field itself? Of one that files give in one language, others lie beside it. */
static gboolean
is_of_field(const ResolveField *f, const ClReceived *edit)
{
	return f->info->kind == CL_KIND_LANG || edit->lang == NULL;
}

static gboolean
decides(const ResolveField *f, const ResolveSource *user)
{
	for (guint i = 0; i < user->n_values; i++)
		if (is_of_field(f, user->values[i]))
			return TRUE;
	return FALSE;
}

/* A list is all that was written, of one value the last. */
static void
apply_value_edits(const ResolveField *f, const ResolveSource *user)
{
	gboolean first = TRUE;

	for (guint i = 0; i < user->n_values; i++) {
		const ClReceived *edit = user->values[i];

		if (is_of_field(f, edit) && (first || f->info->kind != CL_KIND_LIST)) {
			g_clear_pointer(&f->effective->values[f->field], g_ptr_array_unref);
			first = FALSE;
		}
		if (!cl_text_is_blank(edit->value))
			resolve_add(f->effective, f->field, edit, edit->value);
	}
}

static void
apply_edits(const ResolveField *f, const ResolveSource *user)
{
	ClEffective *effective = f->effective;
	ClField field = f->field;

	if (f->info->kind == CL_KIND_LANG)
		apply_language_edits(effective, field, user);
	else
		apply_value_edits(f, user);
	if (!decides(f, user))
		return;
	effective->reason[field] = "edited";
	if (effective->values[field] != NULL && effective->values[field]->len == 0)
		g_clear_pointer(&effective->values[field], g_ptr_array_unref);
	if (effective->values[field] == NULL)
		effective->reason[field] = NULL;
}

static void
resolve_field(const ResolveField *f, gint64 now_us)
{
	const ResolveSource *user = resolve_find(f, CL_ORIGIN_USER);
	guint n_findings = f->effective->findings->len;
	ResolveField received = *f;

	if (user != NULL) /* the last one: sources are sorted by origin */
		received.n_sources--;
	if (received.n_sources > 0) {
		if (f->info->order[0] == 'U')
			resolve_union(&received);
		else if (f->field == CL_FIELD_DATE_TAKEN)
			resolve_date_taken(&received, now_us);
		else
			resolve_choose(&received);
	}
	if (user == NULL)
		return;
	/* An editor has decided: what the sources say against each other is settled. */
	if (decides(f, user))
		g_ptr_array_set_size(f->effective->findings, (gint)n_findings);
	apply_edits(f, user);
}

ClEffective *
cl_photo_resolve(const GPtrArray *received, ClDigest digest, gint64 now_us)
{
	ClEffective *effective = g_new0(ClEffective, 1);
	g_autoptr(GPtrArray) usable = gather(received);
	gboolean texts_differ = FALSE;
	guint at = 0;

	effective->findings = g_ptr_array_new_with_free_func((GDestroyNotify)cl_finding_free);
	while (at < usable->len) {
		const ClReceived *first = g_ptr_array_index(usable, at);
		g_autoptr(GArray) sources = next_field(usable, &at);
		ResolveField f = {first->field, cl_field_info(first->field), digest,
			(const ResolveSource *)(gpointer)sources->data, sources->len, effective,
			&texts_differ};

		resolve_field(&f, now_us);
	}
	if (digest == CL_DIGEST_MISMATCH && texts_differ)
		resolve_finding(effective, CL_FINDING_DIGEST_MISMATCH,
			"IPTC was changed after XMP was written; IPTC was used where they differ");
	resolve_repair(effective);
	resolve_find_whole(effective);
	return effective;
}
