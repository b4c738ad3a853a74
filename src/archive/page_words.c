/* SPDX-License-Identifier: MIT
 *
 * Words of killed photos on a page. A template can put a picture's caption where nobody looks for one, and
 * print its credit apart, or none: whose caption stands there word for word is said to be there.
 */
#include "page_check.h"

#include <string.h>

#define MIN_WORDS 8U	  /* fewer can be anybody's */
#define MAX_KILLED 20000U /* the newest */
#define MIN_CONTAINED 0.5 /* of a record's words, sign-off included, before it is taken apart */

typedef struct {
	GHashTable *words; /* of all texts */
	char *tokens;	   /* " a baker pulls … " */
} Words;

static void
add_text(GString *all, const char *text)
{
	if (text != NULL)
		g_string_append_printf(all, "%s\n", text);
}

static void
words_read(Words *words, const ClPageReport *report)
{
	const ClPrintedPage *page = report->page;
	g_autoptr(GString) all = g_string_new(NULL);
	g_autofree char *tokens = NULL;
	g_auto(GStrv) split = NULL;

	for (guint i = 0; i < page->texts->len; i++)
		add_text(all, page->texts->pdata[i]);
	for (guint i = 0; i < page->pictures->len; i++) {
		const ClPrintedPicture *picture = page->pictures->pdata[i];

		add_text(all, picture->caption);
		add_text(all, picture->credit);
		add_text(all, picture->alt);
	}
	tokens = cl_text_tokens(all->str);
	words->tokens = g_strdup_printf(" %s ", tokens);
	words->words = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	split = g_strsplit(tokens, " ", -1);
	for (guint i = 0; split[i] != NULL; i++)
		g_hash_table_add(words->words, g_strdup(split[i]));
}

static void
words_clear(Words *words)
{
	g_hash_table_unref(words->words);
	g_free(words->tokens);
}

/* Does it pay to take the record's caption apart? */
static gboolean
may_hold(const Words *words, const char *caption)
{
	g_autofree char *tokens = cl_text_tokens(caption);
	g_auto(GStrv) split = g_strsplit(tokens, " ", -1);
	guint n = g_strv_length(split), there = 0;

	for (guint i = 0; i < n; i++)
		there += g_hash_table_contains(words->words, split[i]);
	return n >= MIN_WORDS && there >= MIN_CONTAINED * n;
}

static gboolean
holds(const Words *words, const char *body)
{
	g_autofree char *tokens = cl_text_tokens(body);
	g_autofree char *sought = g_strdup_printf(" %s ", tokens);
	guint n = 1;

	for (const char *at = tokens; (at = strchr(at, ' ')) != NULL; at++)
		n++;
	return n >= MIN_WORDS && strstr(words->tokens, sought) != NULL;
}

/* The same words are those of a photo that the page shows, and that was judged; or of one of a series that
 * was found before. */
static gboolean
is_known(const ClPageReport *report, PageCaptions *captions, const GPtrArray *found,
	const ClPrintedPicture *said, gboolean *known, GError **error)
{
	GHashTableIter iter;
	gpointer id;

	*known = g_hash_table_contains(report->photos, said->id);
	for (guint i = 0; i < found->len && !*known; i++) {
		const ClPrintedPicture *before = found->pdata[i];

		*known = strcmp(before->caption, said->caption) == 0;
	}
	g_hash_table_iter_init(&iter, report->photos);
	while (!*known && g_hash_table_iter_next(&iter, &id, NULL))
		if (!page_caption_is_own(captions, said, id, known, error))
			return FALSE;
	return TRUE;
}

/* What of a killed photo's caption stands there, as a picture that names it; NULL = it does not. */
static ClPrintedPicture *
find_words(ClArchive *archive, const Words *words, const ClHit *killed)
{
	g_autoptr(ClCaption) parts = NULL;
	ClPrintedPicture *picture;

	if (killed->caption == NULL || !may_hold(words, killed->caption))
		return NULL;
	parts = cl_caption_parse(archive_credit_rules(archive, NULL), killed->caption, NULL, 0);
	if (!holds(words, parts->body))
		return NULL;
	picture = cl_printed_picture_new();
	picture->place = CL_PRINTED_ELSEWHERE;
	picture->caption = g_strdup(parts->body);
	picture->id = g_strdup(killed->id);
	return picture;
}

gboolean
page_words_of_killed(ClArchive *archive, PageCaptions *captions, const ClPageReport *report, GPtrArray *found,
	GError **error)
{
	g_autoptr(ClQuery) query = cl_query_parse("is:killed", 0, archive->zone, error);
	g_autoptr(GPtrArray) hits = NULL;
	Words words;
	gboolean ok = TRUE, known;

	if (query != NULL)
		hits = cl_catalog_search(
			archive->catalog, query, CL_SORT_INGESTED, MAX_KILLED, 0, NULL, error);
	if (hits == NULL || hits->len == 0)
		return hits != NULL;
	words_read(&words, report);
	for (guint i = 0; ok && i < hits->len; i++) {
		ClPrintedPicture *picture = find_words(archive, &words, hits->pdata[i]);

		if (picture == NULL)
			continue;
		ok = is_known(report, captions, found, picture, &known, error);
		if (ok && !known)
			g_ptr_array_add(found, picture);
		else
			cl_printed_picture_free(picture);
	}
	words_clear(&words);
	return ok;
}
