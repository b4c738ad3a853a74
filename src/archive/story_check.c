/* SPDX-License-Identifier: MIT
 *
 * Is a story fit to go out: the verdict on every use, over what it actually prints, and what an
 * editor would be blamed for besides (alternative texts, the same picture twice, texts that the
 * archive has corrected since). Nothing is written here.
 */
#include "rights.h"
#include "story_check.h"
#include "style.h"

#include <cutline/clearance.h>
#include <cutline/lint.h>

#include <string.h>

void
cl_use_finding_free(ClUseFinding *finding)
{
	if (finding == NULL)
		return;
	g_free(finding->message);
	g_free(finding->fix);
	g_free(finding);
}

void
cl_use_check_free(ClUseCheck *check)
{
	if (check == NULL)
		return;
	cl_use_row_free(check->use);
	cl_use_row_free(check->of);
	archive_story_item_free(check->item);
	cl_verdict_free(check->verdict);
	g_ptr_array_unref(check->findings);
	g_free(check->rules_version);
	g_free(check);
}

const ClUseRow *
cl_use_check_use(const ClUseCheck *check)
{
	return check->of != NULL && check->use->state != CL_USE_PUBLISHED ? check->of : check->use;
}

void
cl_story_check_free(ClStoryCheck *check)
{
	if (check == NULL)
		return;
	cl_story_row_free(check->story);
	g_clear_pointer(&check->uses, g_ptr_array_unref);
	g_clear_pointer(&check->quotas, g_ptr_array_unref);
	g_free(check);
}

static void
find(ClUseCheck *check, const char *code, ClSeverity severity, char *message, char *fix)
{
	ClUseFinding *finding = g_new0(ClUseFinding, 1);

	finding->code = code;
	finding->severity = severity;
	finding->message = message;
	finding->fix = fix;
	g_ptr_array_add(check->findings, finding);
}

/* What a digest carries is written in its own story, and looked at there. */
static const ClUseRow *
subject_of(const ClUseCheck *check)
{
	return check->of != NULL ? check->of : check->use;
}

/* --- texts ---------------------------------------------------------------------------------- */

/* Reference §6.1: a missing alternative text, or one that only repeats the caption, is no matter of
 * taste; the rest is. */
static ClSeverity
severity_of(ClLintCode code)
{
	return code == CL_LINT_ALT_MISSING || code == CL_LINT_ALT_IS_CAPTION ||
			code == CL_LINT_ALT_FILE_NAME
		? CL_SEVERITY_REVIEW
		: CL_SEVERITY_NOTE;
}

static gboolean
is_of_publication(ClLintCode code)
{
	return (code >= CL_LINT_ALT_MISSING && code <= CL_LINT_ALT_HAS_CREDIT) ||
		code == CL_LINT_CREDIT_IN_CAPTION || code == CL_LINT_AGENCY_TOKEN ||
		code == CL_LINT_DESK_WORDS || code == CL_LINT_PLACEHOLDER;
}

static void
check_texts(ClArchive *archive, ClUseCheck *check, const ClStyle *style, const char *lang)
{
	char *const *printed = check->item->printed;
	gboolean decorative = printed[CL_USE_TEXT_ALT_TEXT] != NULL &&
		printed[CL_USE_TEXT_ALT_TEXT][0] == '\0';
	ClLintSubject subject = { .caption = printed[CL_USE_TEXT_CAPTION],
		.alt_text = decorative ? NULL : printed[CL_USE_TEXT_ALT_TEXT],
		.lang = lang,
		.zone = archive->zone };
	g_autoptr(GPtrArray) lints = NULL;

	subject.witness.credit = printed[CL_USE_TEXT_CREDIT];
	lints = cl_lint(&subject, style);
	for (guint i = 0; i < lints->len; i++) {
		const ClLint *lint = lints->pdata[i];

		if (!is_of_publication(lint->code) ||
			(decorative && lint->code == CL_LINT_ALT_MISSING))
			continue;
		find(check, cl_lint_name(lint->code), severity_of(lint->code), g_strdup(lint->message),
			lint->code == CL_LINT_ALT_MISSING
				? g_strdup_printf("cutline story edit %s %s --alt \"…\", or --decorative",
					  subject_of(check)->story, subject_of(check)->id)
				: NULL);
	}
}

/* --- beside this use -------------------------------------------------------------------------- */

static gboolean
check_reuse(ClArchive *archive, ClUseCheck *check, GError **error)
{
	g_autoptr(GPtrArray) reuse = g_ptr_array_new_with_free_func((GDestroyNotify) cl_reuse_free);

	if (!archive_note_reuse(archive, subject_of(check), reuse, error))
		return FALSE;
	for (guint i = 0; i < reuse->len; i++) {
		ClReuse *found = reuse->pdata[i];

		find(check, "REUSE", found->same_story ? CL_SEVERITY_REVIEW : CL_SEVERITY_NOTE,
			g_steal_pointer(&found->message), NULL);
	}
	return TRUE;
}

/* A correction that nobody has looked at (policy §1.3). */
static gboolean
check_updates(ClArchive *archive, ClUseCheck *check, const char *lang, GError **error)
{
	g_autoptr(GPtrArray) updates =
		g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_update_free);

	if (!archive_use_updates(archive, subject_of(check), lang, updates, error))
		return FALSE;
	for (guint i = 0; i < updates->len; i++) {
		const ClUseUpdate *update = updates->pdata[i];

		find(check, "UPDATE", CL_SEVERITY_REVIEW,
			g_strdup_printf("the archive's %s has changed since this story %s",
				cl_field_info(cl_use_text_field(update->text))->name,
				update->own ? "wrote its own" : "printed it"),
			g_strdup_printf("cutline story updates %s", subject_of(check)->story));
	}
	return TRUE;
}

/* --- one use, one story -------------------------------------------------------------------------- */

static ClVerdictKind
as_verdict(ClSeverity severity)
{
	return severity == CL_SEVERITY_DENY ? CL_VERDICT_DENY
		: severity == CL_SEVERITY_REVIEW ? CL_VERDICT_REVIEW
						 : CL_VERDICT_ALLOW;
}

ClUseCheck *
archive_check_use(ClArchive *archive, const ClStoryRow *story, const ClUseRow *use, const ClUseRow *of,
	const ArchiveAsk *ask, GError **error)
{
	g_autoptr(ClUseCheck) check = g_new0(ClUseCheck, 1);

	check->findings = g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_finding_free);
	check->use = cl_use_row_copy(use);
	check->of = of == NULL ? NULL : cl_use_row_copy(of);
	check->item = g_new0(ClStoryItem, 1);
	check->item->use = cl_use_row_copy(use);
	if (!archive_printed_texts(
		    archive, use, story->language, check->item->printed, error))
		return NULL;
	check->verdict = archive_use_verdict(archive, story, check->item, ask, error);
	if (check->verdict == NULL)
		return NULL;
	check->rules_version = g_strdup(cl_archive_rights_version(archive));
	if (ask->style != NULL)
		check_texts(archive, check, ask->style, story->language);
	if (!check_reuse(archive, check, error) || !check_updates(archive, check, story->language, error))
		return NULL;
	check->worst = check->verdict->verdict;
	for (guint i = 0; i < check->findings->len; i++)
		check->worst = MAX(check->worst,
			as_verdict(((ClUseFinding *) check->findings->pdata[i])->severity));
	return g_steal_pointer(&check);
}

ClStoryCheck *
archive_check_new(const ClStoryRow *story)
{
	ClStoryCheck *check = g_new0(ClStoryCheck, 1);
	g_autofree char *json = cl_story_to_json(story);

	check->story = cl_story_from_json(json, NULL);
	check->story->rev = story->rev;
	check->uses = g_ptr_array_new_with_free_func((GDestroyNotify) cl_use_check_free);
	check->quotas = g_ptr_array_new_with_free_func((GDestroyNotify) cl_quota_forecast_free);
	return check;
}

/* One person or place in two spellings, over all that the story prints: told where the second one stands. */
static void
check_spellings(ClStoryCheck *all, const ClStyle *style)
{
	static const ClUseText kinds[] = { CL_USE_TEXT_CAPTION, CL_USE_TEXT_ALT_TEXT, CL_USE_TEXT_HEADLINE };
	g_autoptr(GPtrArray) texts = g_ptr_array_new();
	g_autoptr(GPtrArray) found = NULL;

	for (guint i = 0; i < all->uses->len; i++) {
		const ClUseCheck *check = all->uses->pdata[i];

		for (gsize k = 0; k < G_N_ELEMENTS(kinds); k++)
			g_ptr_array_add(texts, check->item->printed[kinds[k]]);
	}
	found = cl_style_spellings(style, (const char *const *) texts->pdata, texts->len);
	for (guint i = 0; i < found->len; i++) {
		const ClSpelling *spelling = found->pdata[i];
		const char *other = spelling->forms->pdata[0];

		if (strcmp(other, spelling->form) == 0)
			other = spelling->forms->pdata[1];
		find(all->uses->pdata[spelling->text / G_N_ELEMENTS(kinds)],
			cl_lint_name(CL_LINT_SPELLING_VARIES), CL_SEVERITY_NOTE,
			g_strdup_printf("\"%s\" stands here, \"%s\" elsewhere in the story; write one of "
					"them",
				spelling->form, other),
			NULL);
	}
}

/* --- let out in spite of it ----------------------------------------------------------------------- */

static ClUseCheck *
find_published(const ClStoryCheck *all, const char *id)
{
	for (guint i = 0; id != NULL && i < all->uses->len; i++) {
		ClUseCheck *check = all->uses->pdata[i];

		if (check->use->state == CL_USE_PUBLISHED && strcmp(check->use->id, id) == 0)
			return check;
	}
	return NULL;
}

/* What counts for nothing in a verdict on what is out (a quota, a day) was a denial when it went out. */
static void
tell_despite(ClArchive *archive, ClStoryCheck *all, const ClPublication *last)
{
	g_autoptr(ClJsonNode) root = cl_json_read(last->json, -1, NULL);
	const ClJsonNode *uses = root == NULL ? NULL : cl_json_node_get_array(root, "uses");
	const char *despite = root == NULL ? NULL : cl_json_node_get_string(root, "despite");
	g_autofree char *day = archive_day_text(archive, last->at_us);

	for (gsize i = 0; despite != NULL && i < cl_json_node_length(uses); i++) {
		const ClJsonNode *said = cl_json_node_get(cl_json_node_at(uses, i), "check");
		const char *verdict = cl_json_node_get_string(cl_json_node_get(said, "verdict"), "verdict");
		ClUseCheck *check = find_published(all, cl_json_node_get_string(said, "use"));

		if (check != NULL && g_strcmp0(verdict, cl_verdict_name(CL_VERDICT_DENY)) == 0)
			find(check, "DESPITE", CL_SEVERITY_NOTE,
				g_strdup_printf("denied when it went out on %s; %s let it out all the same: "
						"\"%s\"",
					day, last->who, despite),
				NULL);
	}
}

static gboolean
check_despite(ClArchive *archive, ClStoryCheck *all, GError **error)
{
	g_autoptr(GPtrArray) publications =
		cl_catalog_list_publications(archive->catalog, all->story->slug, error);

	if (publications != NULL && publications->len > 0)
		tell_despite(archive, all, publications->pdata[0]);
	return publications != NULL;
}

ClStoryCheck *
cl_archive_story_check(ClArchive *archive, const char *slug, const ClStoryAsk *asked, GError **error)
{
	g_autoptr(ClStoryRow) story = archive_need_story(archive, slug, error);
	const ClStyle *style = story == NULL ? NULL : archive_style(archive, error);
	g_autoptr(ClStoryCheck) check = NULL;
	g_autoptr(GPtrArray) spent = archive_spends_new();
	ArchiveAsk ask = { .asked = asked, .style = style, .publishing = TRUE, .spent = spent };

	if (style == NULL)
		return NULL;
	check = archive_check_new(story);
	if (!archive_check_items(archive, story, &ask, check, error) || !check_despite(archive, check, error))
		return NULL;
	check_spellings(check, style);
	g_ptr_array_unref(check->quotas);
	check->quotas = archive_forecasts(archive, check->uses, asked->at_us, error);
	return check->quotas != NULL ? g_steal_pointer(&check) : NULL;
}
