/* SPDX-License-Identifier: MIT
 *
 * A published page against the archive: its pictures are read in the decoder, matched, judged one by
 * one, and then looked at together: the same photo twice, one thing in two spellings.
 */
#include "page_check.h"
#include "rights.h"
#include "story.h"

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

static const char *const match_names[] = {
#define X(id, name) name,
	CL_PAGE_MATCH_TABLE(X)
#undef X
};

const char *
cl_page_match_name(ClPageMatch match)
{
	return match_names[match];
}

static ClPageChecked *
checked_new(ClPrintedPicture *picture)
{
	ClPageChecked *checked = g_new0(ClPageChecked, 1);

	checked->picture = picture;
	checked->reasons = g_ptr_array_new_with_free_func((GDestroyNotify)page_reason_free);
	return checked;
}

static void
checked_free(gpointer data)
{
	ClPageChecked *checked = data;

	g_ptr_array_unref(checked->reasons);
	g_clear_pointer(&checked->alike, g_ptr_array_unref);
	g_free(checked);
}

void
cl_page_report_free(ClPageReport *report)
{
	if (report == NULL)
		return;
	g_clear_pointer(&report->photos, g_hash_table_unref);
	g_clear_pointer(&report->pictures, g_ptr_array_unref);
	g_clear_pointer(&report->spellings, g_ptr_array_unref);
	cl_printed_free(report->page);
	g_free(report);
}

static ClPrintedPage *
read_page(ClArchive *archive, const char *path, GError **error)
{
	g_autofree char *printable = cl_text_printable(path);
	struct stat status;
	CL_AUTO_FD fd = -1;
	ClDecoderPool *pool;
	g_autoptr(GVariant) answer = NULL;
	ClPrintedPage *page = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"'%s': there is no such file; name a page or a newsletter", printable);
		return NULL;
	}
	fd = cl_store_open_source(AT_FDCWD, path, &status, error);
	pool = fd < 0 ? NULL : archive_pool(archive, 1, error);
	if (pool != NULL)
		answer = cl_decoder_pool_run(pool, CL_JOB_PAGE, fd, NULL, 0, NULL, error);
	if (answer != NULL)
		page = cl_printed_from_variant(answer, error);
	if (page == NULL)
		g_prefix_error(error, "'%s': ", printable);
	return page;
}

/* --- together ----------------------------------------------------------------------------------- */

/* Two files, or two addresses. */
static gboolean
stand_apart(const GPtrArray *a, GPtrArray *b)
{
	for (guint i = 0; i < a->len; i++)
		if (g_ptr_array_find_with_equal_func(b, a->pdata[i], g_str_equal, NULL))
			return FALSE;
	return a->len > 0 && b->len > 0;
}

/* One photo, or, of what the archive does not know, the same words and credit; words that several photos
 * have say it only of one file. */
static gboolean
same_picture(PageCaptions *captions, const ClPageChecked *a, const ClPageChecked *b)
{
	gboolean known = a->photo[0] != '\0' || b->photo[0] != '\0';

	if (known && strcmp(a->photo, b->photo) != 0)
		return FALSE;
	if ((!known || a->alike != NULL || b->alike != NULL) &&
		stand_apart(a->picture->urls, b->picture->urls))
		return FALSE;
	return known || (a->picture->caption != NULL && b->picture->caption != NULL &&
	       g_strcmp0(a->picture->credit, b->picture->credit) == 0 &&
	       cl_words_overlap(page_caption_words(captions, a->picture->caption),
		       page_caption_words(captions, b->picture->caption)) >= 0.97);
}

static gboolean
same_text(const char *a, const char *b)
{
	g_autofree char *one = cl_text_fold(a == NULL ? "" : a);
	g_autofree char *other = cl_text_fold(b == NULL ? "" : b);

	return strcmp(one, other) == 0;
}

static const char *
section_name(const ClPrintedPage *page, guint section)
{
	return section == 0 || section > page->headings->len ? "the top of the page"
							     : page->headings->pdata[section - 1];
}

static void
tell_reuse(ClPageReport *report, ClPageChecked *later, guint first)
{
	const ClPageChecked *earlier = report->pictures->pdata[first];
	gboolean twice = earlier->picture->section == later->picture->section;
	const char *what = later->photo[0] != '\0' ? later->photo : "this picture";

	page_reason(later, twice ? PAGE_REUSED : PAGE_REUSED_ELSEWHERE,
		twice ? g_strdup_printf(
				"The same photo, %s, stands twice in one story: pictures %u "
				"and %u, \"%s\".",
				what, first + 1, later->first + 1,
				section_name(report->page, later->picture->section))
		      : g_strdup_printf(
				"The same photo, %s, stands in two parts of the page: \"%s\" "
				"and \"%s\".",
				what, section_name(report->page, earlier->picture->section),
				section_name(report->page, later->picture->section)),
		twice ? g_strdup("Take another picture for one of the two places: `cutline search "
				 "…`")
		      : g_strdup(
				"Nothing to do if it is meant, as between a digest and its story"));
	if (!same_text(earlier->picture->caption, later->picture->caption))
		page_reason(later, PAGE_CAPTION_DIFFERS,
			g_strdup_printf("One photo under two captions: picture %u says \"%s\".",
				first + 1,
				earlier->picture->caption != NULL ? earlier->picture->caption : ""),
			g_strdup("Print one of them in both places"));
}

static void
find_repeated(ClPageReport *report, PageCaptions *captions)
{
	for (guint i = 0; i < report->pictures->len; i++) {
		ClPageChecked *later = report->pictures->pdata[i];

		later->first = i;
		for (guint j = 0; j < i && later->first == i; j++) {
			const ClPageChecked *earlier = report->pictures->pdata[j];

			if (earlier->first == j && later->picture->place == CL_PRINTED_PAGE &&
				same_picture(captions, earlier, later)) {
				tell_reuse(report, later, j);
				later->first = j;
			}
		}
	}
}

/* All that readers see, once. */
static GPtrArray *
spellings(const ClPrintedPage *page, const ClStyle *style)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new();

	for (guint i = 0; i < page->pictures->len; i++)
		g_ptr_array_add(texts, ((ClPrintedPicture *)page->pictures->pdata[i])->caption);
	for (guint i = 0; i < page->texts->len; i++)
		g_ptr_array_add(texts, page->texts->pdata[i]);
	return cl_style_spellings(style, (const char *const *)texts->pdata, texts->len);
}

static void
add_form(GHashTable *groups, const char *credit, ClPageReport *report)
{
	g_autofree char *fold = cl_text_fold(credit);
	GPtrArray *forms = g_hash_table_lookup(groups, fold);
	ClSpelling *spelling;

	if (forms == NULL) {
		forms = g_ptr_array_new_with_free_func(g_free);
		g_hash_table_insert(groups, g_steal_pointer(&fold), forms);
	} else if (g_ptr_array_find_with_equal_func(forms, credit, g_str_equal, NULL)) {
		return;
	}
	g_ptr_array_add(forms, g_strdup(credit));
	if (forms->len != 2)
		return;
	spelling = g_new0(ClSpelling, 1);
	spelling->id = g_strdup("credit");
	spelling->forms = g_ptr_array_ref(forms);
	spelling->form = forms->pdata[1];
	g_ptr_array_add(report->spellings, spelling);
}

void
cl_page_report_add_credits(ClPageReport *report, const GPtrArray *credits)
{
	g_autoptr(GHashTable) groups = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

	for (guint i = 0; i < credits->len; i++)
		if (credits->pdata[i] != NULL)
			add_form(groups, credits->pdata[i], report);
}

static void
count(ClPageReport *report)
{
	g_autoptr(GHashTable) captions =
		g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_autoptr(GHashTable) again = g_hash_table_new(NULL, NULL);

	for (guint i = 0; i < report->pictures->len; i++) {
		const ClPageChecked *checked = report->pictures->pdata[i];
		const ClPrintedPicture *picture = checked->picture;

		report->verdict = MAX(report->verdict, checked->verdict);
		if (picture->place != CL_PRINTED_PAGE) {
			report->n_also_named++;
			continue;
		}
		report->n_pictures++;
		report->n_credited += picture->credit != NULL;
		report->n_photos += checked->first == i;
		if (checked->first != i && !checked->probable &&
			g_hash_table_add(again, GUINT_TO_POINTER(checked->first + 1)))
			report->n_reused++;
		report->n_probable += checked->probable;
		report->n_unmatched += checked->match == CL_PAGE_MATCH_NONE;
		report->n_alt_is_caption += picture->alt != NULL && picture->caption != NULL &&
					    same_text(picture->alt, picture->caption);
		if (picture->caption != NULL)
			g_hash_table_add(captions, cl_text_fold(picture->caption));
	}
	report->n_captions = g_hash_table_size(captions);
}

/* --- one by one ------------------------------------------------------------------------------------ */

static gboolean
read_picture(ClArchive *archive, const ClPrintedPage *page, PageCaptions *captions, const ClCheck *ask,
	PageFiles *files, ClPageChecked *checked, GError **error)
{
	g_autoptr(ClEffective) effective = NULL;
	g_autoptr(PageEvidence) evidence = page_evidence_new();
	char named[CL_ID_CHARS + 1];
	ClCheck check = *ask;

	/* Who shares the page shows its card. */
	if (checked->picture->place == CL_PRINTED_CARD && ask->channel == NULL)
		check.channel = "social";
	checked->match = CL_PAGE_MATCH_NONE;
	if (!page_match(archive, captions, files, checked, evidence, error))
		return FALSE;
	g_strlcpy(named, checked->photo, sizeof named);
	if ((named[0] != '\0' && !page_rights(archive, &check, evidence, checked, error)) ||
		!page_tell_match(archive, evidence, named, checked, error) ||
		!page_tell_story(archive, captions, &check, checked, error))
		return FALSE;
	if (checked->photo[0] != '\0') {
		effective = cl_catalog_get_effective(archive->catalog, checked->photo, error);
		if (effective == NULL)
			return FALSE;
	}
	if (checked->picture->place == CL_PRINTED_PAGE)
		page_lint(page, page_captions_style(captions), checked,
			effective == NULL ? NULL
					  : cl_effective_first(effective, CL_FIELD_DATE_TAKEN),
			archive->zone);
	return TRUE;
}

/* Structured data and scripts name much that is no photo of anybody's; and what is on the page already is
 * judged there. */
static gboolean
says_nothing_new(const ClPageReport *report, const ClPageChecked *checked)
{
	const ClPrintedPicture *picture = checked->picture;

	if (picture->place != CL_PRINTED_DATA && picture->place != CL_PRINTED_ELSEWHERE)
		return FALSE;
	if (checked->photo[0] == '\0')
		return picture->place == CL_PRINTED_ELSEWHERE || picture->credit == NULL;
	return g_hash_table_contains(report->photos, checked->photo);
}

static gboolean
cut_text(char **text)
{
	char *cut;

	if (*text == NULL || strlen(*text) <= CL_PAGE_MAX_TEXT_BYTES)
		return FALSE;
	cut = cl_text_cut(*text, CL_PAGE_MAX_TEXT_BYTES);
	g_free(*text);
	*text = cut;
	return TRUE;
}

/* Nobody prints so much under a picture; comparing it would cost more than it tells. */
static void
cut_texts(ClPageChecked *checked)
{
	ClPrintedPicture *picture = checked->picture;
	gboolean caption = cut_text(&picture->caption), credit = cut_text(&picture->credit);
	gboolean alt = cut_text(&picture->alt), stated = cut_text(&picture->stated);

	stated = cut_text(&picture->stated_caption) || stated;
	if (caption || credit || alt || stated)
		page_reason(checked, PAGE_TEXT_CUT,
			g_strdup_printf("The %s is longer than %u bytes (line %u): what is behind them is "
					"not compared.",
				caption  ? "caption"
				: credit ? "credit"
				: alt    ? "alternative text"
					 : "structured data",
				CL_PAGE_MAX_TEXT_BYTES, picture->line),
			g_strdup("Print a shorter one, or read the rest yourself"));
}

/* All that is read for one picture is of one instant. */
static gboolean
check_picture(ClArchive *archive, const ClPrintedPage *page, PageCaptions *captions, const ClCheck *ask,
	PageFiles *files, ClPageChecked *checked, GError **error)
{
	gboolean ok;

	if (!cl_catalog_begin_reading(archive->catalog, error))
		return FALSE;
	ok = read_picture(archive, page, captions, ask, files, checked, error);
	cl_catalog_rollback(archive->catalog);
	return ok;
}

/* What a picture of the page says joins the report, if it says anything. */
static gboolean
add_checked(ClArchive *archive, ClPageReport *report, PageCaptions *captions, const ClCheck *ask,
	PageFiles *files, ClPrintedPicture *picture, GError **error)
{
	ClPageChecked *checked = checked_new(picture);

	g_ptr_array_add(report->pictures, checked);
	cut_texts(checked);
	if (!check_picture(archive, report->page, captions, ask, files, checked, error))
		return FALSE;
	if (says_nothing_new(report, checked))
		g_ptr_array_remove_index(report->pictures, report->pictures->len - 1);
	else if (checked->photo[0] != '\0')
		g_hash_table_add(report->photos, checked->photo);
	return TRUE;
}

/* Whatever shows them: their words are there. */
static gboolean
add_killed(ClArchive *archive, ClPageReport *report, PageCaptions *captions, const ClCheck *ask,
	PageFiles *files, GError **error)
{
	g_autoptr(GPtrArray) found = g_ptr_array_new();
	gboolean ok = page_words_of_killed(archive, captions, report, found, error);

	g_ptr_array_extend(report->page->pictures, found, NULL, NULL);
	for (guint i = 0; ok && i < found->len; i++) {
		guint n_before = report->pictures->len;

		ok = add_checked(archive, report, captions, ask, files, found->pdata[i], error);
		if (report->pictures->len > n_before)
			((ClPageChecked *)report->pictures->pdata[n_before])->match = CL_PAGE_MATCH_CAPTION;
	}
	return ok;
}

/* Takes the page; `path`: where it lies, or NULL. */
static ClPageReport *
check_page(ClArchive *archive, ClPrintedPage *page, const ClCheck *ask, const char *path, GError **error)
{
	g_autoptr(PageCaptions) captions = page_captions_new(archive, error);
	g_autoptr(PageFiles) files = page_files_new(archive, path, page->base);
	g_autoptr(ClPageReport) report = g_new0(ClPageReport, 1);
	char *const stories[] = {(char *)ask->story, NULL};

	report->page = page;
	if (captions == NULL || !archive_need_stories(archive, stories, error))
		return NULL;
	report->pictures = g_ptr_array_new_with_free_func(checked_free);
	report->photos = g_hash_table_new(g_str_hash, g_str_equal);
	for (guint i = 0; i < page->pictures->len; i++)
		if (!add_checked(archive, report, captions, ask, files, page->pictures->pdata[i], error))
			return NULL;
	if (page->texts->len > 0 && !add_killed(archive, report, captions, ask, files, error))
		return NULL;
	find_repeated(report, captions);
	for (guint i = 0; i < report->pictures->len; i++)
		page_conclude(report->pictures->pdata[i]);
	report->spellings = spellings(report->page, page_captions_style(captions));
	count(report);
	return g_steal_pointer(&report);
}

ClPageReport *
cl_archive_check_printed(ClArchive *archive, ClPrintedPage *page, const ClCheck *ask, GError **error)
{
	return check_page(archive, page, ask, NULL, error);
}

ClPageReport *
cl_archive_check_page(ClArchive *archive, const char *path, const ClCheck *ask, GError **error)
{
	ClPrintedPage *page = read_page(archive, path, error);
	ClCheck check = *ask;

	if (page != NULL && (!page->html || page->mail) && check.channel == NULL && check.outlet == NULL)
		check.channel = "newsletter";
	return page == NULL ? NULL : check_page(archive, page, &check, path, error);
}
