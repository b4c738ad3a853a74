/* SPDX-License-Identifier: MIT
 *
 * Which photo of the archive is this picture of a page? By an address of ours, by an id that the
 * page gives, by the pixels of a file beside the page, or, last, by the caption: then the credit
 * must be the same and nearly all words, for two photographers stood in that street.
 */
#include "page_check.h"
#include "style.h"

#include <cutline/story.h>
#include <string.h>

#define PROBABLE_OVERLAP 0.80
#define SAME_OVERLAP 0.97
#define MIN_CAPTION_WORDS 4U
#define MAX_HITS 40U
#define SEARCH_WORDS 6U

static void
set_match(ClPageChecked *checked, const char *id, ClPageMatch match, double confidence)
{
	g_strlcpy(checked->photo, id, sizeof checked->photo);
	checked->match = match;
	checked->confidence = confidence;
}

/* --- addresses and ids -------------------------------------------------------------------------- */

/* /u/{use}/… names a use, whose photo it is. */
static gboolean
by_use(ClArchive *archive, const char *path, ClPageChecked *checked)
{
	const char *at = strstr(path, "/u/");
	g_autofree char *use_id = at == NULL ? NULL : g_strndup(at + 3, strcspn(at + 3, "/~.?#"));
	g_autoptr(ClUseRow) use = use_id == NULL ? NULL : cl_archive_use(archive, use_id, NULL);

	if (use == NULL)
		return FALSE;
	set_match(checked, use->photo, CL_PAGE_MATCH_URL, 1);
	return TRUE;
}

static gboolean
by_url(ClArchive *archive, const char *url, ClPageChecked *checked)
{
	g_autofree char *whole = NULL;
	g_autoptr(GPtrArray) matches = NULL;

	if (g_str_has_prefix(url, "//"))
		whole = g_strconcat("https:", url, NULL);
	else if (url[0] == '/')
		whole = g_strconcat("https://page.invalid", url, NULL);
	else
		whole = g_strdup(url);
	if (!g_str_has_prefix(whole, "http://") && !g_str_has_prefix(whole, "https://"))
		return FALSE;
	if (by_use(archive, whole, checked))
		return TRUE;
	matches = cl_archive_find_picture(archive, whole, NULL);
	if (matches == NULL || matches->len == 0)
		return FALSE;
	set_match(checked, ((ClMatch *)matches->pdata[0])->photo->id, CL_PAGE_MATCH_URL, 1);
	return TRUE;
}

static ClQuery *
text_query(ClField field, const char *tokens)
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
	query = text_query(CL_FIELD_SUPPLIER_ID, tokens);
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
	if (strlen(id) == CL_ID_CHARS && cl_archive_find(archive, id, found, &version, NULL)) {
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

static gboolean
by_file(ClArchive *archive, const char *folder, const char *url, ClPageChecked *checked)
{
	g_autofree char *name = g_uri_unescape_segment(url, url + strcspn(url, "?#"), NULL);
	g_autofree char *path = NULL;
	g_autoptr(GPtrArray) matches = NULL;
	const ClMatch *best;

	/* Only below the page's own folder. */
	if (name == NULL || name[0] == '/' || strstr(name, "..") != NULL ||
		strstr(name, "://") != NULL)
		return FALSE;
	path = g_build_filename(folder, name, NULL);
	if (!g_file_test(path, G_FILE_TEST_IS_REGULAR))
		return FALSE;
	matches = cl_archive_find_picture(archive, path, NULL);
	if (matches == NULL || matches->len == 0)
		return FALSE;
	best = matches->pdata[0];
	set_match(checked, best->photo->id, CL_PAGE_MATCH_LIKENESS, best->likeness);
	checked->probable = best->kind == CL_MATCH_LIKENESS && best->likeness < 0.95;
	return TRUE;
}

/* --- captions ---------------------------------------------------------------------------------------- */

/* Is it the same credit? The page's words all stand in the record, and those of the record that
 * name somebody stand on the page. */
static gboolean
same_credit(const char *printed, const ClEffective *effective)
{
	GPtrArray *bylines = effective->values[CL_FIELD_BYLINE];
	g_autofree const char **names =
		g_new0(const char *, (bylines == NULL ? 0 : bylines->len) + 1);
	const char *page[] = {printed, NULL};
	ClCaptionWitness on_page = {.bylines = page};
	ClCaptionWitness record = {.credit = cl_effective_first(effective, CL_FIELD_CREDIT),
		.source = cl_effective_first(effective, CL_FIELD_SOURCE),
		.bylines = names};

	for (guint i = 0; bylines != NULL && i < bylines->len; i++)
		names[i] = ((ClValue *)bylines->pdata[i])->value;
	if (printed == NULL || !cl_caption_accounted(printed, &record, NULL))
		return FALSE;
	for (guint i = 0; names[i] != NULL; i++)
		if (!cl_caption_accounted(names[i], &on_page, NULL))
			return FALSE;
	return names[0] != NULL || record.credit == NULL ||
	       cl_caption_accounted(record.credit, &on_page, NULL);
}

static int
longer_first(gconstpointer a, gconstpointer b)
{
	const char *one = *(char *const *)a, *other = *(char *const *)b;
	gsize n = strlen(one), m = strlen(other);

	return n != m ? (n > m ? -1 : 1) : strcmp(one, other);
}

/* The longest words of a caption, each once: long words are rare ones. */
static GPtrArray *
search_words(const char *caption)
{
	g_autofree char *tokens = cl_text_tokens(caption);
	g_auto(GStrv) all = g_strsplit(tokens, " ", -1);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; all[i] != NULL; i++)
		if (strlen(all[i]) >= 4 &&
			!g_ptr_array_find_with_equal_func(words, all[i], g_str_equal, NULL))
			g_ptr_array_add(words, g_strdup(all[i]));
	g_ptr_array_sort(words, longer_first);
	if (words->len > SEARCH_WORDS)
		g_ptr_array_set_size(words, SEARCH_WORDS);
	return words;
}

/* Photos that hold all words of `mask`. */
static GPtrArray *
search(ClArchive *archive, const GPtrArray *words, guint mask, GError **error)
{
	g_autoptr(ClQuery) query = g_new0(ClQuery, 1);

	query->type = CL_QUERY_AND;
	query->field = CL_N_FIELDS;
	query->children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	for (guint i = 0; i < words->len; i++)
		if ((mask & (1U << i)) != 0)
			g_ptr_array_add(query->children, text_query(CL_N_FIELDS, words->pdata[i]));
	if (query->children->len == 0)
		return g_ptr_array_new();
	archive_widen(archive, query);
	return cl_catalog_search(
		archive->catalog, query, CL_SORT_INGESTED, MAX_HITS, 0, NULL, error);
}

typedef struct {
	char id[CL_ID_CHARS + 1];
	double overlap;
} Best;

static gboolean
weigh(ClArchive *archive, const ClStyle *style, const ClPrintedPicture *picture, const ClHit *hit,
	Best *best, GError **error)
{
	g_autoptr(ClCaption) parts =
		hit->caption == NULL ? NULL : cl_caption_parse(hit->caption, NULL, 0);
	g_autoptr(ClEffective) effective = NULL;
	double overlap = parts == NULL ? 0 : cl_style_overlap(style, picture->caption, parts->body);

	if (overlap < PROBABLE_OVERLAP || overlap <= best->overlap)
		return TRUE;
	effective = cl_catalog_get_effective(archive->catalog, hit->id, error);
	if (effective == NULL)
		return FALSE;
	if (same_credit(picture->credit, effective)) {
		best->overlap = overlap;
		g_strlcpy(best->id, hit->id, sizeof best->id);
	}
	return TRUE;
}

/* A hit and the most that its caption can overlap. */
typedef struct {
	const ClHit *hit;
	double bound;
} Candidate;

static int
most_first(gconstpointer a, gconstpointer b)
{
	const Candidate *one = a, *other = b;

	return one->bound != other->bound ? (one->bound > other->bound ? -1 : 1) : 0;
}

/* Taking a caption apart costs more than counting its words: the likeliest first, and no further than one
 * can still be better. */
static gboolean
weigh_all(ClArchive *archive, const ClStyle *style, const ClPrintedPicture *picture, const GPtrArray *hits,
	Best *best, GError **error)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));

	for (guint i = 0; i < hits->len; i++) {
		Candidate candidate = {.hit = hits->pdata[i]};

		if (candidate.hit->caption == NULL)
			continue;
		candidate.bound = cl_style_contained(style, picture->caption, candidate.hit->caption);
		g_array_append_val(candidates, candidate);
	}
	g_array_sort(candidates, most_first);
	for (guint i = 0; i < candidates->len; i++) {
		const Candidate *candidate = &g_array_index(candidates, Candidate, i);

		if (candidate->bound < PROBABLE_OVERLAP || candidate->bound <= best->overlap)
			break;
		if (!weigh(archive, style, picture, candidate->hit, best, error))
			return FALSE;
	}
	return TRUE;
}

/* All words first, then fewer: a caption that was rewritten keeps most of them. */
static gboolean
by_caption(ClArchive *archive, const ClStyle *style, ClPageChecked *checked, GError **error)
{
	static const guint masks[] = {0x3f, 0x07, 0x38, 0x15, 0x2a, 0x03, 0x0c, 0x30};
	const ClPrintedPicture *picture = checked->picture;
	g_autoptr(GPtrArray) words = NULL;
	Best best = {0};

	if (picture->caption == NULL || picture->credit == NULL)
		return TRUE;
	words = search_words(picture->caption);
	if (words->len + 2 < MIN_CAPTION_WORDS)
		return TRUE;
	for (guint i = 0; i < G_N_ELEMENTS(masks) && best.overlap < SAME_OVERLAP; i++) {
		g_autoptr(GPtrArray) hits = search(archive, words, masks[i], error);

		if (hits == NULL || !weigh_all(archive, style, picture, hits, &best, error))
			return FALSE;
	}
	if (best.overlap >= PROBABLE_OVERLAP) {
		set_match(checked, best.id, CL_PAGE_MATCH_CAPTION, best.overlap);
		checked->probable = best.overlap < SAME_OVERLAP;
	}
	return TRUE;
}

gboolean
page_match(ClArchive *archive, const ClStyle *style, const char *folder, ClPageChecked *checked,
	GError **error)
{
	const GPtrArray *urls = checked->picture->urls;

	for (guint i = 0; i < urls->len; i++)
		if (by_url(archive, urls->pdata[i], checked))
			return TRUE;
	if (by_given_id(archive, checked->picture->id, checked))
		return TRUE;
	for (guint i = 0; i < urls->len; i++) {
		g_autofree char *name = name_of_file(urls->pdata[i]);

		if (by_supplier_id(archive, name, checked))
			return TRUE;
	}
	for (guint i = 0; folder != NULL && i < urls->len; i++)
		if (by_file(archive, folder, urls->pdata[i], checked))
			return TRUE;
	return by_caption(archive, style, checked, error);
}
