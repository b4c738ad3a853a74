/* SPDX-License-Identifier: MIT
 *
 * Which photo of the archive is this picture of a page? By an address of ours, by an id that the
 * page gives, by the pixels of a file beside the page, or, last, by the caption (page_caption.c). What
 * was not needed to find it can still contradict.
 */
#include "page_check.h"

#include <cutline/story.h>

#include <string.h>

static void
set_match(ClPageChecked *checked, const char *id, ClPageMatch match, double confidence)
{
	g_strlcpy(checked->photo, id, sizeof checked->photo);
	checked->match = match;
	checked->confidence = confidence;
}

PageEvidence *
page_evidence_new(void)
{
	PageEvidence *evidence = g_new0(PageEvidence, 1);

	evidence->said = page_captioned_new();
	return evidence;
}

void
page_evidence_free(PageEvidence *evidence)
{
	page_captioned_free(evidence->said);
	g_free(evidence->file);
	g_free(evidence->address);
	g_free(evidence);
}

/* --- addresses and ids -------------------------------------------------------------------------- */

/* "/i/2db3xr/…": an id as people shorten it names its photo, though the server does not know it. */
static gboolean
by_short_id(ClArchive *archive, const char *id, ClPageChecked *checked, gboolean *unknown, GError **error)
{
	g_autoptr(GError) why = NULL;
	char photo[CL_ID_CHARS + 1];
	guint version;

	if (archive_find_id(archive, id, photo, &version, &why))
		set_match(checked, photo, CL_PAGE_MATCH_URL, 1);
	else if (g_error_matches(why, CL_ERROR, CL_ERROR_USAGE))
		*unknown = TRUE; /* it may be several */
	else if (!g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	return TRUE;
}

static gboolean
crops(ClArchive *archive, const char *use_id)
{
	g_autoptr(ClUseRow) use = cl_archive_use(archive, use_id, NULL);

	return use != NULL && use->crop_width != 0;
}

/* What is written like an address of ours and leads nowhere is kept. */
static gboolean
by_address(ClArchive *archive, const char *url, ClPageChecked *checked, PageEvidence *evidence,
	GError **error)
{
	char photo[CL_ID_CHARS + 1], id[CL_USE_ID_CHARS + 1];
	gboolean part, unknown = FALSE, shaped = cl_address_shaped(url, id, &part);
	gsize n = shaped ? strlen(id) : 0;

	if (!archive_find_address(archive, url, photo, error))
		return FALSE;
	if (photo[0] != '\0') {
		set_match(checked, photo, CL_PAGE_MATCH_URL, 1);
		evidence->crop = shaped && (part || (n == CL_USE_ID_CHARS && crops(archive, id)));
		return TRUE;
	}
	if (n == CL_ID_CHARS || n == CL_USE_ID_CHARS)
		unknown = TRUE;
	else if (shaped && n < CL_ID_CHARS && !by_short_id(archive, id, checked, &unknown, error))
		return FALSE;
	if (unknown && evidence->address == NULL)
		evidence->address = g_strdup(url);
	return TRUE;
}

ClQuery *
page_text_query(ClField field, const char *tokens)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = CL_QUERY_TEXT;
	query->field = field;
	query->tokens = g_strdup(tokens);
	return query;
}

/* The supplier's id as the page gives it, or as a file is called; only if one photo bears it. */
static gboolean
by_supplier_id(ClArchive *archive, const char *id, ClPageChecked *checked)
{
	g_autofree char *tokens = NULL;
	g_autoptr(ClQuery) query = NULL;
	g_autoptr(GPtrArray) hits = NULL;

	if (id == NULL || strlen(id) < 6 || strlen(id) > 100 || strpbrk(id, "0123456789") == NULL)
		return FALSE;
	tokens = cl_text_tokens(id);
	if (tokens[0] == '\0')
		return FALSE;
	query = page_text_query(CL_FIELD_SUPPLIER_ID, tokens);
	hits = cl_catalog_search(archive->catalog, query, CL_SORT_INGESTED, 2, 0, NULL, NULL);
	if (hits == NULL || hits->len != 1)
		return FALSE;
	set_match(checked, ((ClHit *)hits->pdata[0])->id, CL_PAGE_MATCH_ID, 1);
	return TRUE;
}

static gboolean
by_given_id(ClArchive *archive, const char *id, ClPageChecked *checked)
{
	char found[CL_ID_CHARS + 1];
	guint version;

	if (id == NULL)
		return FALSE;
	if (strlen(id) == CL_ID_CHARS && archive_find_id(archive, id, found, &version, NULL)) {
		set_match(checked, found, CL_PAGE_MATCH_ID, 1);
		return TRUE;
	}
	return by_supplier_id(archive, id, checked);
}

static char *
name_of_file(const char *url)
{
	g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
	const char *name = strrchr(path, '/');
	char *stem = g_strdup(name == NULL ? path : name + 1);
	char *dot = strrchr(stem, '.');

	if (dot != NULL)
		*dot = '\0';
	return stem;
}

/* --- files beside the page ------------------------------------------------------------------------ */

static const ClMatch *
match_of(const GPtrArray *matches, const char *photo)
{
	for (guint i = 0; i < matches->len; i++)
		if (strcmp(((ClMatch *)matches->pdata[i])->photo->id, photo) == 0)
			return matches->pdata[i];
	return NULL;
}

static gboolean
is_probable(const ClMatch *match)
{
	return match->kind == CL_MATCH_LIKENESS && match->likeness < 0.95;
}

/* What stands there until the picture has come looks like nothing, and says nothing. */
static gboolean
holds_the_place(const char *url, const GPtrArray *urls)
{
	g_autofree char *path = g_strndup(url, strcspn(url, "?#"));
	g_autofree char *lower = g_ascii_strdown(path, -1);

	return g_str_has_suffix(lower, ".gif") || (strcmp(url, "data:") == 0 && urls->len > 0);
}

/* What it looks like is the photo, if nothing else said which one it is; else it agrees, or does not. */
static void
hold_against(const GPtrArray *matches, const char *url, ClPageChecked *checked, PageEvidence *evidence)
{
	const ClMatch *best = matches != NULL && matches->len > 0 ? matches->pdata[0] : NULL;
	const ClMatch *same = checked->photo[0] == '\0' || best == NULL ? best
									: match_of(matches, checked->photo);

	if (matches == NULL || (best == NULL && holds_the_place(url, checked->picture->urls)))
		return;
	if (same != NULL && checked->photo[0] == '\0') {
		set_match(checked, same->photo->id, CL_PAGE_MATCH_LIKENESS, same->likeness);
		checked->probable = is_probable(same);
	}
	if (same != NULL) {
		evidence->crop = evidence->crop || same->part;
	} else if (checked->photo[0] != '\0' && evidence->file == NULL) {
		evidence->file = g_strdup(url);
		if (best != NULL && !is_probable(best))
			g_strlcpy(evidence->seen, best->photo->id, sizeof evidence->seen);
	}
}

/* Beside the page, or written into it. */
static void
by_files(PageFiles *files, ClPageChecked *checked, PageEvidence *evidence)
{
	const ClPrintedPicture *picture = checked->picture;

	for (guint i = 0; i < picture->urls->len; i++)
		hold_against(page_files_match(files, picture->urls->pdata[i]), picture->urls->pdata[i],
			checked, evidence);
	if (picture->data != NULL)
		hold_against(page_files_match_data(files, picture->data), "data:", checked, evidence);
}

/* --- all of it -------------------------------------------------------------------------------------- */

/* What data say of a picture tells which it is where the page prints nothing; it does not stand for what has
 * to be printed. */
static ClPrintedPicture
as_stated(const ClPrintedPicture *picture)
{
	ClPrintedPicture said = *picture;

	if (said.caption == NULL)
		said.caption = said.stated_caption;
	if (said.credit == NULL)
		said.credit = said.stated;
	return said;
}

/* The words last: alone they name all photos that bear them; beside something surer they may be another's. */
static gboolean
by_caption(PageCaptions *captions, ClPageChecked *checked, PageEvidence *evidence, GError **error)
{
	PageCaptioned *said = evidence->said;
	ClPrintedPicture stated = as_stated(checked->picture);
	gboolean own = FALSE;

	if (checked->photo[0] != '\0' &&
		!page_caption_is_own(captions, checked->picture, checked->photo, &own, error))
		return FALSE;
	if (own)
		return TRUE;
	if (!page_caption_find(captions, checked->photo[0] != '\0' ? checked->picture : &stated, said, error))
		return FALSE;
	if (checked->picture->caption == NULL)
		said->other[0] = '\0'; /* whose words the page prints is asked, and it prints none */
	if (checked->photo[0] != '\0' || said->photos->len == 0)
		return TRUE;
	set_match(checked, said->photos->pdata[0], CL_PAGE_MATCH_CAPTION, said->overlap / said->photos->len);
	checked->probable = !page_caption_is_same(said);
	return TRUE;
}

static void
by_names(ClArchive *archive, ClPageChecked *checked)
{
	const GPtrArray *urls = checked->picture->urls;

	for (guint i = 0; i < urls->len && checked->photo[0] == '\0'; i++) {
		g_autofree char *name = name_of_file(urls->pdata[i]);

		by_supplier_id(archive, name, checked);
	}
}

gboolean
page_match(ClArchive *archive, PageCaptions *captions, PageFiles *files, ClPageChecked *checked,
	PageEvidence *evidence, GError **error)
{
	const GPtrArray *urls = checked->picture->urls;

	for (guint i = 0; i < urls->len && checked->photo[0] == '\0'; i++)
		if (!by_address(archive, urls->pdata[i], checked, evidence, error))
			return FALSE;
	if (checked->photo[0] == '\0')
		by_given_id(archive, checked->picture->id, checked);
	if (checked->photo[0] == '\0')
		by_files(files, checked, evidence);
	by_names(archive, checked);
	if (!by_caption(captions, checked, evidence, error))
		return FALSE;
	if (checked->photo[0] != '\0' && checked->match != CL_PAGE_MATCH_LIKENESS)
		by_files(files, checked, evidence);
	return TRUE;
}
