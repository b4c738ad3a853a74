/* SPDX-License-Identifier: MIT
 *
 * Which photos have the caption that a page prints? The credit must be the same and nearly all words, for
 * two photographers stood in that street. A series bears one caption: all of it is found. A page asks this
 * many times and finds much the same photos: the words of each caption are counted once, and credits that
 * are the same are compared once.
 */
#include "page_check.h"
#include "style.h"

#include <string.h>

#define PROBABLE_OVERLAP 0.80
#define SAME_OVERLAP 0.97
#define LOOSE_OVERLAP 0.96 /* with a credit that is nearly the same */
#define MIN_CAPTION_WORDS 4U
#define MIN_KILLED_WORDS 8U /* of a killed one's, under another credit: fewer can be anybody's */
#define MAX_HITS 40U
#define MAX_SERIES 400U /* of one that is asked for whole: an agency sends a series under one caption */
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
	GHashTable *credits; /* printed credit and a photo's → Alike: a series bears one */
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
	captions->credits = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	return captions;
}

void
page_captions_free(PageCaptions *captions)
{
	g_hash_table_unref(captions->printed);
	g_hash_table_unref(captions->known);
	g_hash_table_unref(captions->found);
	g_hash_table_unref(captions->credits);
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

/* What the credit names, without what stands around names: labels, years, reserved rights. */
static char *
names_of(ClArchive *archive, const char *printed)
{
	g_autoptr(ClCredit) credit = cl_credit_parse(archive_credit_rules(archive, NULL), printed);
	GString *names = g_string_new(NULL);

	for (guint i = 0; i < credit->photographers->len; i++)
		g_string_append_printf(
			names, "%s ", ((ClCreditName *)credit->photographers->pdata[i])->name);
	if (credit->provider != NULL)
		g_string_append_printf(names, "%s ", credit->provider->name);
	for (guint i = 0; i < credit->distributors->len; i++)
		g_string_append_printf(
			names, "%s ", ((ClCreditName *)credit->distributors->pdata[i])->name);
	/* "Courier 2022": the year behind a name that no rule knows. */
	while (names->len > 5 && g_ascii_isdigit(names->str[names->len - 2]))
		g_string_truncate(names, names->len - 2), g_string_append_c(names, ' ');
	return g_string_free(names, FALSE);
}

/* Is it the same credit? What the page names stands in the record, and those of the record that
 * name somebody stand on the page. */
static gboolean
same_credit(ClArchive *archive, const char *printed, const ClEffective *effective)
{
	GPtrArray *bylines = effective->values[CL_FIELD_BYLINE];
	g_autofree const char **names =
		g_new0(const char *, (bylines == NULL ? 0 : bylines->len) + 1);
	g_autofree char *named = printed == NULL ? NULL : names_of(archive, printed);
	const char *page[] = {printed, NULL};
	ClCaptionWitness on_page = {.bylines = page};
	ClCaptionWitness record = {.credit = cl_effective_first(effective, CL_FIELD_CREDIT),
		.source = cl_effective_first(effective, CL_FIELD_SOURCE),
		.bylines = names};

	for (guint i = 0; bylines != NULL && i < bylines->len; i++)
		names[i] = ((ClValue *)bylines->pdata[i])->value;
	if (printed == NULL || (!cl_caption_accounted(printed, &record, NULL) &&
				       (named[0] == '\0' || !cl_caption_accounted(named, &record, NULL))))
		return FALSE;
	for (guint i = 0; names[i] != NULL; i++)
		if (!cl_caption_accounted(names[i], &on_page, NULL))
			return FALSE;
	return names[0] != NULL || record.credit == NULL ||
	       cl_caption_accounted(record.credit, &on_page, NULL);
}

/* The credit with initials written out. */
static char *
loosen(const char *printed, const ClEffective *effective)
{
	static const char *const signs[] = {".", ". ", " "};
	const GPtrArray *bylines = effective->values[CL_FIELD_BYLINE];
	GString *credit = g_string_new(printed);

	for (guint i = 0; bylines != NULL && i < bylines->len; i++) {
		const char *name = ((ClValue *)bylines->pdata[i])->value, *last = strrchr(name, ' ');
		int first = last == NULL ? 0 : (int)(g_utf8_next_char(name) - name);

		for (gsize form = 0; last != NULL && form < G_N_ELEMENTS(signs); form++) {
			g_autofree char *initial =
				g_strdup_printf("%.*s%s%s", first, name, signs[form], last + 1);

			g_string_replace(credit, initial, name, 0);
		}
	}
	return g_string_free(credit, FALSE);
}

/* How a printed credit compares with a photo's. */
typedef enum { CREDIT_OTHER = 1, CREDIT_LOOSE, CREDIT_SAME } Alike;

/* "Photo by A for B" may be A's own, or B's: a person has to look, as at initials. */
static Alike
compare_credits(ClArchive *archive, const char *printed, const ClEffective *effective)
{
	g_autofree char *full = NULL;

	if (same_credit(archive, printed, effective))
		return strstr(printed, " for ") != NULL ? CREDIT_LOOSE : CREDIT_SAME;
	full = loosen(printed, effective);
	return strcmp(full, printed) != 0 && same_credit(archive, full, effective) ? CREDIT_LOOSE
										    : CREDIT_OTHER;
}

static void
add_part(GString *key, const char *text)
{
	if (text != NULL)
		g_string_append_printf(key, "%zu:%s", strlen(text), text);
	g_string_append_c(key, ';');
}

/* All that same_credit() looks at, and what is printed. */
static char *
credits_key(const char *printed, const ClEffective *effective)
{
	const GPtrArray *bylines = effective->values[CL_FIELD_BYLINE];
	GString *key = g_string_new(NULL);

	add_part(key, printed);
	add_part(key, cl_effective_first(effective, CL_FIELD_CREDIT));
	add_part(key, cl_effective_first(effective, CL_FIELD_SOURCE));
	for (guint i = 0; bylines != NULL && i < bylines->len; i++)
		add_part(key, ((ClValue *)bylines->pdata[i])->value);
	return g_string_free(key, FALSE);
}

static Alike
known_credit(PageCaptions *captions, const char *printed, const ClEffective *effective)
{
	g_autofree char *key = printed == NULL ? NULL : credits_key(printed, effective);
	Alike alike;

	if (printed == NULL)
		return CREDIT_OTHER;
	alike = GPOINTER_TO_UINT(g_hash_table_lookup(captions->credits, key));
	if (alike == 0) {
		alike = compare_credits(captions->archive, printed, effective);
		g_hash_table_insert(captions->credits, g_steal_pointer(&key), GUINT_TO_POINTER(alike));
	}
	return alike;
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
	PageCaptioned *said;
} Best;

/* And the most that its caption can overlap. */
typedef struct {
	Known *known;
	double bound;
} Candidate;

/* To the letter, the same, or the likeliest of those that are not. */
static double
rank_of(double overlap)
{
	return overlap < 1 && overlap >= SAME_OVERLAP ? SAME_OVERLAP : overlap;
}

/* With a loose credit it is never more than probable. */
static void
take(PageCaptioned *said, const char *id, double overlap, gboolean loose)
{
	overlap = loose ? MIN(overlap, LOOSE_OVERLAP) : overlap;
	if (rank_of(overlap) < rank_of(said->overlap))
		return;
	if (rank_of(overlap) > rank_of(said->overlap)) {
		g_ptr_array_set_size(said->photos, 0);
		said->loose = FALSE;
	}
	said->loose = said->loose || loose;
	said->overlap = MAX(said->overlap, overlap);
	g_ptr_array_add(said->photos, g_strdup(id));
}

/* With these words, and under another credit. */
static void
take_other(PageCaptioned *said, const ClHit *hit)
{
	gboolean killed = strcmp(hit->state, "killed") == 0;

	if (said->other[0] != '\0' && (said->other_killed || !killed))
		return;
	g_strlcpy(said->other, hit->id, sizeof said->other);
	said->other_killed = killed;
}

/* The words of what is its sentence. */
static const GPtrArray *
body_of(PageCaptions *captions, const char *caption, GPtrArray **body)
{
	if (*body == NULL) {
		g_autoptr(ClCaption) parts =
			cl_caption_parse(archive_credit_rules(captions->archive, NULL), caption, NULL, 0);

		*body = cl_style_words(page_captions_style(captions), parts->body);
	}
	return *body;
}

static gboolean
weigh(PageCaptions *captions, const Candidate *candidate, Best *best, GError **error)
{
	Known *known = candidate->known;
	PageCaptioned *said = best->said;
	double overlap = cl_words_overlap(
		best->words, body_of(captions, known->hit->caption, &known->body));
	Alike alike;

	if (overlap < PROBABLE_OVERLAP || rank_of(overlap) < rank_of(said->overlap))
		return TRUE;
	if (known->effective == NULL)
		known->effective = cl_catalog_get_effective(
			captions->archive->catalog, known->hit->id, error);
	if (known->effective == NULL)
		return FALSE;
	alike = known_credit(captions, best->picture->credit, known->effective);
	if (alike != CREDIT_OTHER)
		take(said, known->hit->id, overlap, alike == CREDIT_LOOSE);
	else if (overlap >= SAME_OVERLAP)
		take_other(said, known->hit);
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

		if (candidate->bound < PROBABLE_OVERLAP ||
			rank_of(candidate->bound) < rank_of(best->said->overlap))
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
find_rows(PageCaptions *captions, const GPtrArray *words, const guint *masks, guint limit, GError **error)
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
	rows = cl_catalog_match_newest(captions->archive->catalog, query, limit, error);
	if (rows != NULL)
		g_hash_table_insert(captions->found, g_steal_pointer(&key), rows);
	return rows;
}

/* Photos with all words of one of the masks, of which some may have no word here, held against the
 * caption. *full: there may be more of them. */
static gboolean
ask(PageCaptions *captions, const GPtrArray *words, const guint *masks, guint limit, Best *best,
	gboolean *full, GError **error)
{
	guint there = (1U << MIN(words->len, MAX_ASKED_WORDS)) - 1, some[MAX_MASKS + 1] = {0}, n = 0;
	const GArray *rows;

	for (; *masks != 0; masks++)
		if ((*masks & there) != 0)
			some[n++] = *masks & there;
	*full = FALSE;
	if (n == 0)
		return TRUE;
	rows = find_rows(captions, words, some, limit, error);
	*full = rows != NULL && rows->len == limit;
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
	if (!ask(captions, words, few, MAX_HITS, best, &full, error))
		return FALSE;
	if (!full)
		return best->said->overlap >= SAME_OVERLAP || n < 3 * 5 || n_rare < RARE_WORDS ||
		       ask(captions, words, seconds, MAX_HITS, best, &full, error);
	if (!ask(captions, words, whole, MAX_SERIES, best, &best->said->more, error))
		return FALSE;
	return best->said->overlap >= SAME_OVERLAP || n_rare < RARE_WORDS ||
	       ask(captions, words, triples, MAX_HITS, best, &full, error);
}

gboolean
page_caption_find(
	PageCaptions *captions, const ClPrintedPicture *picture, PageCaptioned *said, GError **error)
{
	g_autoptr(GPtrArray) words = NULL;
	Best best = {.picture = picture, .said = said};

	if (picture->caption == NULL)
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
	/* A killed photo stays killed whoever is said to have made it. */
	if (said->photos->len == 0 && said->other_killed && words->len >= MIN_KILLED_WORDS)
		take(said, said->other, LOOSE_OVERLAP, FALSE);
	return TRUE;
}

gboolean
page_caption_is_own(PageCaptions *captions, const ClPrintedPicture *picture, const char *id, gboolean *own,
	GError **error)
{
	g_autoptr(ClEffective) effective =
		cl_catalog_get_effective(captions->archive->catalog, id, error);
	g_autoptr(GPtrArray) body = NULL;
	const char *caption;

	if (effective == NULL)
		return FALSE;
	caption = cl_effective_first(effective, CL_FIELD_CAPTION);
	*own = picture->caption == NULL ||
	       (caption != NULL && cl_words_overlap(page_caption_words(captions, picture->caption),
					   body_of(captions, caption, &body)) >= SAME_OVERLAP);
	return TRUE;
}

gboolean
page_caption_is_same(const PageCaptioned *said)
{
	return said->overlap >= SAME_OVERLAP;
}

PageCaptioned *
page_captioned_new(void)
{
	PageCaptioned *said = g_new0(PageCaptioned, 1);

	said->photos = g_ptr_array_new_with_free_func(g_free);
	return said;
}

void
page_captioned_free(PageCaptioned *said)
{
	g_ptr_array_unref(said->photos);
	g_free(said);
}
