/* SPDX-License-Identifier: MIT
 *
 * What a stage would hold up: every use that stands in a story of the outlet, judged as it is printed now,
 * under the outlet on file and under the one that is proposed. Memory does not grow with the archive.
 */
#include "rights.h"

#include <cutline/answers.h>
#include <cutline/json.h>

#include <string.h>

#define PAGE 500U

static void
held_use_free(gpointer data)
{
	ClHeldUse *held = data;

	g_free(held->use);
	g_free(held->story);
	g_free(held->photo);
	g_free(held->code);
	g_free(held->why);
	g_free(held);
}

void
cl_stage_estimate_free(ClStageEstimate *estimate)
{
	if (estimate == NULL)
		return;
	g_ptr_array_unref(estimate->held);
	g_free(estimate);
}

/* Not without a reason, or not at all. */
static gboolean
is_held(const ClVerdict *verdict)
{
	if (verdict->stop)
		return TRUE;
	switch (verdict->stage) {
	case CL_STAGE_OBSERVE:
		return FALSE;
	case CL_STAGE_WARN:
		return verdict->verdict == CL_VERDICT_DENY;
	case CL_STAGE_BLOCK:
	case CL_N_STAGES:
		break;
	}
	return verdict->verdict != CL_VERDICT_ALLOW;
}

static void
add_held(ClStageEstimate *estimate, const ClUseRow *use, const ClVerdict *verdict, gboolean was_held)
{
	const ClReason *worst = verdict->reasons->len > 0 ? verdict->reasons->pdata[0] : NULL;
	ClHeldUse *held = g_new0(ClHeldUse, 1);

	held->use = g_strdup(use->id);
	held->story = g_strdup(use->story);
	held->photo = g_strdup(use->photo);
	held->verdict = verdict->verdict;
	held->was_held = was_held;
	held->code = worst == NULL ? NULL : g_strdup(cl_reason_name(worst->code));
	held->why = worst == NULL ? NULL : g_strdup(worst->message);
	g_ptr_array_add(estimate->held, held);
}

static gboolean
judge_use(ClArchive *archive, const ClUseRow *use, const ClCheck *check, const ClOutlet *now,
	const ClOutlet *then, ClStageEstimate *estimate, GError **error)
{
	g_autoptr(ClVerdict) before = archive_judge(archive, use->photo, check, now, error);
	g_autoptr(ClVerdict) after =
		before == NULL ? NULL : archive_judge(archive, use->photo, check, then, error);

	if (after == NULL)
		return FALSE;
	estimate->live++;
	estimate->held_now += is_held(before);
	if (is_held(after)) {
		estimate->held_then++;
		add_held(estimate, use, after, is_held(before));
	}
	return TRUE;
}

static gboolean
is_of_outlet(ClArchive *archive, const ClUseRow *use, const char *outlet, const char *fallback,
	ClCheck *check, gboolean *is, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClStoryRow) story = cl_catalog_get_story(archive->catalog, use->story, &why);

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (story != NULL)
		archive_note_section(story, check);
	*is = strcmp(story != NULL && story->outlet != NULL ? story->outlet : fallback, outlet) == 0;
	return TRUE;
}

static gboolean
judge_all(ClArchive *archive, const ClOutlet *now, const ClOutlet *then, const char *fallback,
	ClStageEstimate *estimate, GError **error)
{
	g_autofree char *after = g_strdup("");

	for (;;) {
		g_autoptr(GPtrArray) uses =
			cl_catalog_list_live_uses(archive->catalog, after, PAGE, error);

		if (uses == NULL)
			return FALSE;
		for (guint i = 0; i < uses->len; i++) {
			const ClUseRow *use = uses->pdata[i];
			ClCheck check = {.story = use->story,
				.channel = use->channel,
				.partner = use->partner};
			gboolean is;

			if (!is_of_outlet(archive, use, then->id, fallback, &check, &is, error) ||
				(is && !judge_use(archive, use, &check, now, then, estimate, error)))
				return FALSE;
		}
		if (uses->len < PAGE)
			return TRUE;
		g_free(after);
		after = g_strdup(((ClUseRow *)uses->pdata[uses->len - 1])->id);
	}
}

ClStageEstimate *
cl_archive_estimate_outlet(ClArchive *archive, const char *json, const char *where, GError **error)
{
	g_autoptr(ClOutlet) then = archive_read_outlet(archive, json, where, error);
	g_autoptr(ClOutlet) fallback =
		then == NULL ? NULL : cl_archive_outlet(archive, NULL, error);
	g_autoptr(ClOutlet) now =
		fallback == NULL ? NULL : cl_archive_outlet(archive, then->id, NULL);
	g_autoptr(ClStageEstimate) estimate = g_new0(ClStageEstimate, 1);

	estimate->held = g_ptr_array_new_with_free_func(held_use_free);
	if (fallback == NULL || !archive_check_outlet(archive, then, error) ||
		!judge_all(archive, now != NULL ? now : fallback, then, fallback->id, estimate, error))
		return NULL;
	return g_steal_pointer(&estimate);
}

/* --- a stage alone ------------------------------------------------------------------------------ */

static GVariant *
staged(GVariant *outlet, const char *supplier, const char *stage)
{
	g_autoptr(GVariant) old =
		g_variant_lookup_value(outlet, "stages", G_VARIANT_TYPE_VARDICT);
	g_auto(GVariantDict) all = G_VARIANT_DICT_INIT(outlet);
	g_auto(GVariantDict) stages = G_VARIANT_DICT_INIT(old);

	if (supplier == NULL) {
		g_variant_dict_insert(&all, "stage", "s", stage);
	} else {
		g_variant_dict_insert(&stages, supplier, "s", stage);
		g_variant_dict_insert_value(&all, "stages", g_variant_dict_end(&stages));
	}
	return g_variant_ref_sink(g_variant_dict_end(&all));
}

char *
cl_archive_staged_outlet(ClArchive *archive, const char *id, const char *supplier, const char *stage,
	GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClDocument) document =
		cl_catalog_get_document(archive->catalog, "outlet", id, &why);
	g_autoptr(GVariant) outlet = NULL;
	g_autoptr(GVariant) changed = NULL;
	g_autoptr(ClJson) json = cl_json_new();

	if (document == NULL) {
		if (why != NULL)
			g_propagate_error(error, g_steal_pointer(&why));
		else
			g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
				"there is no outlet '%s'; 'cutline outlet list' shows them", id);
		return NULL;
	}
	outlet = cl_json_parse(document->json, -1, error);
	if (outlet == NULL)
		return NULL;
	changed = staged(outlet, supplier, stage);
	cl_json_write_variant(json, NULL, changed);
	return cl_json_take(json);
}
