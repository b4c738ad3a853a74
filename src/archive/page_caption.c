/* SPDX-License-Identifier: MIT
 *
 * Which photo has the caption that a page prints? The credit must be the same and nearly all words, for
 * two photographers stood in that street. A page asks this many times and finds much the same photos: the
 * words of each caption are counted once.
 */
#include "page_check.h"
#include "style.h"

#include <string.h>

#define PROBABLE_OVERLAP 0.80
#define SAME_OVERLAP 0.97
#define MIN_CAPTION_WORDS 4U
#define MAX_HITS 40U
#define RARE_WORDS 6U
#define MIN_RARE_CHARS 4U
#define MAX_ASKED_WORDS 24U /* of one that is asked for whole */
#define MAX_MASKS 4U	    /* of one question */
#define MAX_KNOWN 4000U	    /* captions that are remembered */

/* A photo that some search found. */
typedef struct {
	ClHit *hit;
	GPtrArray *words; /* of its caption; NULL if it has none */
	GPtrArray *body;  /* of what is its sentence; NULL = not needed yet */
	ClEffective *effective; /* likewise */
	guint asked;	  /* number of the picture that it was last held against */
} Known;

struct PageCaptions {
	ClArchive *archive;
	ArchiveStyle *style;
	GHashTable *printed; /* caption → GPtrArray of its words */
	GHashTable *known;   /* row of the listing → Known */
	GHashTable *found;   /* words that were asked for → GArray of rows of the listing */
	guint n_asked;
};

static void
known_free(gpointer data)
{
	Known *known = data;

	cl_hit_free(known->hit);
	g_clear_pointer(&known->words, g_ptr_array_unref);
	g_clear_pointer(&known->body, g_ptr_array_unref);
	g_clear_pointer(&known->effective, cl_effective_free);
	g_free(known);
}

PageCaptions *
page_captions_new(ClArchive *archive, GError **error)
{
	ArchiveStyle *style = archive_style_hold(archive, error);
	PageCaptions *captions;

	if (style == NULL)
		return NULL;
	captions = g_new0(PageCaptions, 1);
	captions->archive = archive;
	captions->style = style;
	captions->printed = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);
	captions->known = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, known_free);
	captions->found = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_array_unref);
	return captions;
}

void
page_captions_free(PageCaptions *captions)
{
	g_hash_table_unref(captions->printed);
	g_hash_table_unref(captions->known);
	g_hash_table_unref(captions->found);
	archive_style_free(captions->style);
	g_free(captions);
}

const ClStyle *
page_captions_style(const PageCaptions *captions)
{
	return archive_style_of(captions->style);
}

const GPtrArray *
page_caption_words(PageCaptions *captions, const char *caption)
{
	GPtrArray *words = g_hash_table_lookup(captions->printed, caption);

	if (words == NULL) {
		words = cl_style_words(page_captions_style(captions), caption);
		g_hash_table_insert(captions->printed, g_strdup(caption), words);
	}
	return words;
}

/* --- one photo ------------------------------------------------------------------------------------ */

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

/* NULL without an error: it does not stand there any more. */
static Known *
know(PageCaptions *captions, gint64 row, GError **error)
{
	Known *known = g_hash_table_lookup(captions->known, &row);
	g_autoptr(GError) why = NULL;
	ClHit *hit;

	if (known != NULL)
		return known;
	hit = cl_catalog_get_hit(captions->archive->catalog, row, &why);
	if (hit == NULL) {
		if (!g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND))
			g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	known = g_new0(Known, 1);
	known->hit = hit;
	if (hit->caption != NULL)
		known->words = cl_style_words(page_captions_style(captions), hit->caption);
	g_hash_table_insert(captions->known, g_memdup2(&row, sizeof row), known);
	return known;
}

typedef struct {
	const ClPrintedPicture *picture;
	const GPtrArray *words;
	char id[CL_ID_CHARS + 1];
	double overlap;
} Best;

/* And the most that its caption can overlap. */
typedef struct {
	Known *known;
	double bound;
} Candidate;

static gboolean
weigh(PageCaptions *captions, const Candidate *candidate, Best *best, GError **error)
{
	Known *known = candidate->known;
	double overlap;

	if (known->body == NULL) {
		g_autoptr(ClCaption) parts =
			cl_caption_parse(archive_credit_rules(captions->archive, NULL),
				known->hit->caption, NULL, 0);

		known->body = cl_style_words(page_captions_style(captions), parts->body);
	}
	overlap = cl_words_overlap(best->words, known->body);
	if (overlap < PROBABLE_OVERLAP || overlap <= best->overlap)
		return TRUE;
	if (known->effective == NULL)
		known->effective = cl_catalog_get_effective(
			captions->archive->catalog, known->hit->id, error);
	if (known->effective == NULL)
		return FALSE;
	if (same_credit(best->picture->credit, known->effective)) {
		best->overlap = overlap;
		g_strlcpy(best->id, known->hit->id, sizeof best->id);
	}
	return TRUE;
}

static int
most_first(gconstpointer a, gconstpointer b)
{
	const Candidate *one = a, *other = b;

	return one->bound != other->bound ? (one->bound > other->bound ? -1 : 1) : 0;
}

/* Taking a caption apart costs more than counting its words: the likeliest first, and no further than one
 * can still be better. */
static gboolean
weigh_all(PageCaptions *captions, const GArray *rows, Best *best, GError **error)
{
	g_autoptr(GArray) candidates = g_array_new(FALSE, FALSE, sizeof(Candidate));
	g_autoptr(GError) why = NULL;

	for (guint i = 0; i < rows->len; i++) {
		Candidate candidate = {.known = know(captions, g_array_index(rows, gint64, i), &why)};

		if (why != NULL) {
			g_propagate_error(error, g_steal_pointer(&why));
			return FALSE;
		}
		if (candidate.known == NULL || candidate.known->words == NULL ||
			candidate.known->asked == captions->n_asked)
			continue;
		candidate.known->asked = captions->n_asked;
		candidate.bound = cl_words_contained(best->words, candidate.known->words);
		g_array_append_val(candidates, candidate);
	}
	g_array_sort(candidates, most_first);
	for (guint i = 0; i < candidates->len; i++) {
		const Candidate *candidate = &g_array_index(candidates, Candidate, i);

		if (candidate->bound < PROBABLE_OVERLAP || candidate->bound <= best->overlap)
			break;
		if (!weigh(captions, candidate, best, error))
			return FALSE;
	}
	return TRUE;
}

/* --- which photos ---------------------------------------------------------------------------------- */

static int
longer_first(gconstpointer a, gconstpointer b)
{
	const char *one = *(char *const *)a, *other = *(char *const *)b;
	gsize n = strlen(one), m = strlen(other);

	return n != m ? (n > m ? -1 : 1) : strcmp(one, other);
}

/* The words of a caption, each once, the longest first: long words are rare ones. */
static GPtrArray *
search_words(const char *caption)
{
	g_autofree char *tokens = cl_text_tokens(caption);
	g_auto(GStrv) all = g_strsplit(tokens, " ", -1);
	GPtrArray *words = g_ptr_array_new_with_free_func(g_free);

	for (guint i = 0; all[i] != NULL; i++)
		if (all[i][0] != '\0' &&
			!g_ptr_array_find_with_equal_func(words, all[i], g_str_equal, NULL))
			g_ptr_array_add(words, g_strdup(all[i]));
	g_ptr_array_sort(words, longer_first);
	return words;
}

static guint
count_rare(const GPtrArray *words)
{
	guint n = 0;

	while (n < words->len && n < RARE_WORDS && strlen(words->pdata[n]) >= MIN_RARE_CHARS)
		n++;
	return n;
}

/* All words of a mask. */
static ClQuery *
all_of(const GPtrArray *words, guint mask)
{
	ClQuery *query = g_new0(ClQuery, 1);

	query->type = CL_QUERY_AND;
	query->field = CL_N_FIELDS;
	query->children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	for (guint i = 0; mask >> i != 0; i++)
		if ((mask >> i & 1) != 0)
			g_ptr_array_add(
				query->children, page_text_query(CL_N_FIELDS, words->pdata[i]));
	return query;
}

/* The words of each mask, to tell one question from another. */
static char *
question(const GPtrArray *words, const guint *masks)
{
	GString *key = g_string_new(NULL);

	for (; *masks != 0; masks++) {
		for (guint i = 0; *masks >> i != 0; i++)
			if ((*masks >> i & 1) != 0)
				g_string_append_printf(key, "%s ", (char *)words->pdata[i]);
		g_string_append_c(key, '|');
	}
	return g_string_free(key, FALSE);
}

/* Rows of the newest photos with all words of one of the masks (ended by 0). The captions of a series share
 * their rare words: each question is put once. */
static const GArray *
find_rows(PageCaptions *captions, const GPtrArray *words, const guint *masks, GError **error)
{
	g_autofree char *key = question(words, masks);
	g_autoptr(ClQuery) query = NULL;
	GArray *rows = g_hash_table_lookup(captions->found, key);

	if (rows != NULL)
		return rows;
	query = g_new0(ClQuery, 1);
	query->type = CL_QUERY_OR;
	query->field = CL_N_FIELDS;
	query->children = g_ptr_array_new_with_free_func((GDestroyNotify)cl_query_free);
	for (; *masks != 0; masks++)
		g_ptr_array_add(query->children, all_of(words, *masks));
	archive_style_widen(captions->style, query);
	rows = cl_catalog_match_newest(captions->archive->catalog, query, MAX_HITS, error);
	if (rows != NULL)
		g_hash_table_insert(captions->found, g_steal_pointer(&key), rows);
	return rows;
}

/* Photos with all words of one of the masks, of which some may have no word here, held against the
 * caption. *full: there may be more of them. */
static gboolean
ask(PageCaptions *captions, const GPtrArray *words, const guint *masks, Best *best, gboolean *full,
	GError **error)
{
	guint there = (1U << MIN(words->len, MAX_ASKED_WORDS)) - 1, some[MAX_MASKS + 1] = {0}, n = 0;
	const GArray *rows;

	for (; *masks != 0; masks++)
		if ((*masks & there) != 0)
			some[n++] = *masks & there;
	*full = FALSE;
	if (n == 0)
		return TRUE;
	rows = find_rows(captions, words, some, error);
	*full = rows != NULL && rows->len == MAX_HITS;
	return rows != NULL && weigh_all(captions, rows, best, error);
}

/* A caption that was rewritten keeps most of its words. Of n, at most n/5 can be lost if four fifths are to
 * be in common: with so many pairs of rare words and one more, one pair is whole. Long captions may have
 * lost one of each pair, and keep every second word. Only where more photos have such a pair than are
 * looked at, more words are asked for, and first all: the caption as it stands. */
static gboolean
find_photo(PageCaptions *captions, GPtrArray *words, Best *best, GError **error)
{
	static const guint pairs[] = {0x03, 0x0c, 0x30, 0}, seconds[] = {0x15, 0x2a, 0},
			   triples[] = {0x07, 0x38, 0x15, 0x2a, 0};
	guint n = words->len, n_rare = count_rare(words), n_shown = MIN(n, MAX_ASKED_WORDS);
	const guint whole[] = {(1U << n_shown) - 1, 0};
	guint few[G_N_ELEMENTS(pairs)] = {0};
	gboolean full;

	for (guint i = 0; i < n / 5 + 1 && i < G_N_ELEMENTS(pairs) - 1; i++)
		few[i] = pairs[i] & ((1U << n_rare) - 1);
	if (!ask(captions, words, few, best, &full, error))
		return FALSE;
	if (!full)
		return best->overlap >= SAME_OVERLAP || n < 3 * 5 || n_rare < RARE_WORDS ||
		       ask(captions, words, seconds, best, &full, error);
	if (best->overlap < SAME_OVERLAP && !ask(captions, words, whole, best, &full, error))
		return FALSE;
	return best->overlap >= SAME_OVERLAP || n_rare < RARE_WORDS ||
	       ask(captions, words, triples, best, &full, error);
}

gboolean
page_caption_match(PageCaptions *captions, ClPageChecked *checked, GError **error)
{
	const ClPrintedPicture *picture = checked->picture;
	g_autoptr(GPtrArray) words = NULL;
	Best best = {.picture = picture};

	if (picture->caption == NULL || picture->credit == NULL)
		return TRUE;
	if (g_hash_table_size(captions->known) > MAX_KNOWN)
		g_hash_table_remove_all(captions->known);
	if (g_hash_table_size(captions->found) > MAX_KNOWN)
		g_hash_table_remove_all(captions->found);
	captions->n_asked++;
	words = search_words(picture->caption);
	if (words->len < MIN_CAPTION_WORDS)
		return TRUE;
	best.words = page_caption_words(captions, picture->caption);
	if (!find_photo(captions, words, &best, error))
		return FALSE;
	if (best.overlap >= PROBABLE_OVERLAP) {
		g_strlcpy(checked->photo, best.id, sizeof checked->photo);
		checked->match = CL_PAGE_MATCH_CAPTION;
		checked->confidence = best.overlap;
		checked->probable = best.overlap < SAME_OVERLAP;
	}
	return TRUE;
}
