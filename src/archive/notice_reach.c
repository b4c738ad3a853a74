/* SPDX-License-Identifier: MIT
 *
 * Which pictures a notice means. It is read statement by statement: a sentence, or a line that was ended on
 * purpose. One that kills reaches the ids in it and the list that follows; what other sentences name is only
 * shown. A mail that is quoted or passed on counts where nothing newer kills a picture: so a notice is
 * forwarded.
 */
#include "notice.h"

#include <cutline/text.h>

#include <string.h>

#define MAX_BACK 2U  /* statements from "kill it" to what it is */
#define MAX_HEAD 8U  /* words */
#define MAX_COUNT 3U /* digits of a number in a list: "12." */

typedef struct {
	const char *plain;
	GPtrArray *words;   /* NoticeWord*, lent */
	GArray *levels;     /* of lines */
	GArray *lengths;    /* of lines, in characters */
	GHashTable *widths; /* of levels: the longest line */
	GPtrArray *said;    /* NoticeSaid* */
} Reading;

static void
said_free(gpointer data)
{
	NoticeSaid *said = data;

	g_free(said->text);
	g_free(said->folded);
	g_free(said);
}

static const NoticeWord *
word_at(const Reading *reading, guint i)
{
	return reading->words->pdata[i];
}

/* Of a word's line. */
static guint
of_line(const GArray *values, const NoticeWord *word)
{
	return g_array_index(values, guint, MIN(word->line, values->len) - 1);
}

/* --- statements --------------------------------------------------------------------------------- */

static void
measure(Reading *reading)
{
	g_auto(GStrv) lines = g_strsplit(reading->plain, "\n", -1);

	for (guint i = 0; lines[i] != NULL; i++) {
		guint length = (guint)g_utf8_strlen(g_strchomp(lines[i]), -1);
		gpointer level = GUINT_TO_POINTER(g_array_index(reading->levels, guint, i));
		guint width = GPOINTER_TO_UINT(g_hash_table_lookup(reading->widths, level));

		g_array_append_val(reading->lengths, length);
		g_hash_table_insert(reading->widths, level, GUINT_TO_POINTER(MAX(width, length)));
	}
}

/* The line before had room for this word, and no sentence goes on in small letters. */
static gboolean
begins_line(const Reading *reading, guint i)
{
	const NoticeWord *word = word_at(reading, i), *last = word_at(reading, i - 1);
	gpointer level = GUINT_TO_POINTER(of_line(reading->levels, last));
	guint width = GPOINTER_TO_UINT(g_hash_table_lookup(reading->widths, level));

	if (word->line == last->line)
		return FALSE;
	if (!word->is_id && g_unichar_islower(g_utf8_get_char(word->text)))
		return FALSE;
	return of_line(reading->lengths, last) + 1 + g_utf8_strlen(word->raw, -1) <= width;
}

static gboolean
begins(const Reading *reading, guint i)
{
	return i == 0 || word_at(reading, i)->fresh || begins_line(reading, i) ||
	       of_line(reading->levels, word_at(reading, i)) !=
		       of_line(reading->levels, word_at(reading, i - 1));
}

/* Of a list: a bullet or a number before it. */
static gboolean
has_bullet(const Reading *reading, guint i)
{
	static const char *const bullets[] = {"•", "*", "-", "·", "—", "▪", "●", "‣", NULL};
	const char *at = reading->plain + word_at(reading, i)->at;
	const char *line = at;
	const char *behind = at + strlen(word_at(reading, i)->raw);
	g_autofree char *before = NULL;

	while (line > reading->plain && line[-1] != '\n')
		line--;
	before = g_strstrip(g_strndup(line, (gsize)(at - line)));
	return g_strv_contains(bullets, before) ||
	       (before[0] == '\0' && strspn(at, "0123456789") == strlen(word_at(reading, i)->raw) &&
		       strchr(".)", *behind) != NULL);
}

static gboolean
leads_to_id(const NoticeWord *word)
{
	static const char *const words[] = {"name", "filename", "dateiname", "code", "affected",
		"following", "original", "old", "the", "die", "das", "la", "le", "les", "el", "las",
		"los", "this", "these", "diese", "dieses", "cette", "ces", "esta", "estas", "too",
		"auch", "ebenfalls", "aussi", "egalement", "tambien", "anche", "также", "тоже",
		NULL};
	g_autofree char *folded = cl_text_fold(word->text);

	return word->label || notice_is_joint(word->text) || g_strv_contains(words, folded) ||
	       (strspn(word->text, "0123456789") == strlen(word->text) &&
		       strlen(word->text) <= MAX_COUNT);
}

/* "Photo: 000_34L82NW, Kyiv", "• Kyiv (000_34L82NW)"; "Also 000_34L82NW." wherever it stands. */
static gboolean
is_listed(const Reading *reading, const NoticeSaid *said)
{
	guint i = said->first, n_others = 0;

	if (said->own_line && has_bullet(reading, i))
		return TRUE;
	while (i < said->end && !word_at(reading, i)->is_id && leads_to_id(word_at(reading, i)))
		i++;
	if (i == said->end || !word_at(reading, i)->is_id)
		return FALSE;
	for (; i < said->end; i++)
		n_others += !word_at(reading, i)->is_id && !leads_to_id(word_at(reading, i));
	return said->own_line || n_others == 0;
}

static void
add_statement(Reading *reading, guint first, guint end)
{
	NoticeSaid *said = g_new0(NoticeSaid, 1);
	const char *begin = reading->plain + word_at(reading, first)->at;
	const char *behind = end < reading->words->len ? reading->plain + word_at(reading, end)->at
						       : begin + strlen(begin);
	g_autofree char *folded = NULL;

	said->words = reading->words;
	said->first = first;
	said->end = end;
	said->level = of_line(reading->levels, word_at(reading, first));
	said->text = g_strdelimit(g_strndup(begin, (gsize)(behind - begin)), "\r\n\t>", ' ');
	g_strchomp(said->text);
	folded = cl_text_fold(said->text);
	said->folded = g_strdup_printf(" %s ", folded);
	said->own_line =
		first == 0 || word_at(reading, first)->line > word_at(reading, first - 1)->line;
	said->listed = is_listed(reading, said);
	g_ptr_array_add(reading->said, said);
}

static void
find_named(const Reading *reading, const GPtrArray *ids)
{
	for (guint i = 0, k = 0; i < ids->len; i++) {
		const NoticeId *id = ids->pdata[i];

		for (k = 0; k < reading->said->len; k++) {
			NoticeSaid *said = reading->said->pdata[k];

			if (id->word >= said->first && id->word < said->end)
				said->named = said->named ||
					      (word_at(reading, id->word)->is_id && !id->stays);
		}
	}
}

/* --- reach -------------------------------------------------------------------------------------- */

/* "The same goes for …" */
static gboolean
goes_on(const NoticeSaid *said)
{
	static const char *const phrases[] = {"same for", "same goes", "same applies", "same holds",
		"applies also", "also applies", "goes also", "also concerns", "also affects",
		"also affected", "as well as", "likewise", "including", "this includes", "namely",
		"affected", "concerned", "following", "below", "gilt auch", "gilt ebenfalls",
		"gilt fur", "ebenso", "betrifft", "betroffen", "folgende", "folgenden", "concerne",
		"concernees", "concernee", "suivante", "suivantes", "de meme", "egalement",
		"lo mismo", "tambien", "siguiente", "siguientes", "afecta", "afectadas",
		"lo stesso", "anche", "seguenti", "riguarda", "o mesmo", "tambem", "seguintes",
		"то же", "также", "касается", "следующие", "следующих", NULL};
	static const char *const others[] = {"see", "siehe", "voir", "ver", "vedi", "vea",
		"смотрите", "см", "our", "top", "best", "not", "nicht", "pas", NULL};

	return notice_holds(said, phrases) && !notice_holds(said, others);
}

static gboolean
ends_with_colon(const NoticeSaid *said)
{
	return g_str_has_suffix(said->text, ":");
}

/* What follows is another list: "Best pictures of the day". */
static gboolean
introduces(const NoticeSaid *said)
{
	static const char *const pictures[] = {"photos", "pictures", "images", "pics", "fotos",
		"bilder", "imagenes", "immagini", NULL};
	gsize n = strlen(said->text);

	if (said->end - said->first < 2 || goes_on(said))
		return FALSE;
	return ends_with_colon(said) ||
	       (n > 0 && strchr(".!", said->text[n - 1]) == NULL && notice_holds(said, pictures));
}

/* "it", "this photo", "please delete": of which picture it speaks stands elsewhere. */
static gboolean
speaks_of_one(const NoticeSaid *said)
{
	static const char *const words[] = {"it", "them", "they", "both", "this", "these",
		"following", "photo", "photos", "picture", "pictures", "image", "images", "es",
		"sie", "bild", "bilder", "foto", "fotos", "la", "le", "les", "las", "lo", "elle",
		"elles", "imagen", "immagine", "imagem", "его", "ее", "их", "фото", "снимок",
		"zdjecie", "kuva", "bilden", "bildet", "billedet", "please", "kindly", "pls",
		"bitte", "merci", "priere", "veuillez", "rogamos", "prega", "favor", "do not use",
		NULL};

	return notice_holds(said, words) || !g_str_is_ascii(said->text);
}

/* What stands by itself in its line speaks of what is behind it. */
static gboolean
is_head(const Reading *reading, const NoticeSaid *said)
{
	guint line = word_at(reading, said->end - 1)->line;
	gboolean begins = said->first == 0 || word_at(reading, said->first - 1)->line < line;
	gboolean ends =
		said->end == reading->words->len || word_at(reading, said->end)->line > line;

	return said->headline || (begins && ends && said->end - said->first <= MAX_HEAD);
}

static NoticeSaid *
statement(const Reading *reading, guint k, guint level)
{
	NoticeSaid *said = k < reading->said->len ? reading->said->pdata[k] : NULL;

	return said != NULL && said->level <= level ? said : NULL;
}

/* The nearest statement of the same mail that names pictures, and is not meant yet. */
static NoticeSaid *
named_before(const Reading *reading, guint k)
{
	const NoticeSaid *from = reading->said->pdata[k];

	for (guint back = 1; back <= MAX_BACK && back <= k; back++) {
		NoticeSaid *said = reading->said->pdata[k - back];

		if (said->level == from->level && said->named)
			return said->meant ? NULL : said;
	}
	return NULL;
}

static NoticeSaid *
named_behind(const Reading *reading, guint k, guint level)
{
	for (guint i = k + 1; i < reading->said->len; i++)
		if (statement(reading, i, level) != NULL && statement(reading, i, level)->named)
			return reading->said->pdata[i];
	return NULL;
}

/* The rest of a list of which this is the last. */
static void
take_list_before(const Reading *reading, const NoticeSaid *last)
{
	guint k = 0;

	while (reading->said->pdata[k] != last)
		k++;
	while (k > 0) {
		NoticeSaid *said = reading->said->pdata[--k];

		if (said->level != last->level || !said->named || !said->listed)
			return;
		said->meant = TRUE;
	}
}

/* A statement kills and names no picture: what it speaks of. A list behind it is reached anyway. */
static void
find_object(const Reading *reading, guint k, guint level)
{
	const NoticeSaid *said = reading->said->pdata[k];
	NoticeSaid *before = named_before(reading, k), *behind = named_behind(reading, k, level);
	NoticeSaid *object = NULL;

	if (behind != NULL && (behind->kills || behind->listed || goes_on(behind)))
		return;
	if (behind != NULL && behind->level != said->level)
		behind = NULL;
	if (is_head(reading, said))
		object = behind != NULL ? behind : before;
	else
		object = before != NULL ? before : behind;
	if (object != NULL)
		object->meant = TRUE;
	if (object != NULL && object == before && object->listed)
		take_list_before(reading, object);
}

static void
reach(const Reading *reading, guint level)
{
	gboolean open = FALSE, named = FALSE;
	gboolean lines = FALSE; /* "These have been withdrawn:", and a line each */

	for (guint k = 0; k < reading->said->len; k++) {
		NoticeSaid *said = statement(reading, k, level);

		if (said == NULL)
			continue;
		if (said->kills) {
			named = said->named;
			lines = !named && ends_with_colon(said);
			said->meant = TRUE;
			open = named || is_head(reading, said) || speaks_of_one(said);
			if (open && !named)
				find_object(reading, k, level);
		} else if (said->named && (said->meant || open)) {
			said->meant = open = said->meant || said->listed || goes_on(said) ||
					     (lines && said->own_line);
			named = TRUE;
			lines = lines && !said->listed;
		} else if (named && introduces(said)) {
			open = FALSE;
		}
	}
}

static gboolean
is_meant(const Reading *reading, const NoticeId *id)
{
	for (guint k = 0; k < reading->said->len; k++) {
		const NoticeSaid *said = reading->said->pdata[k];

		if (said->meant && id->word >= said->first && id->word < said->end)
			return TRUE;
	}
	return FALSE;
}

/* What is meant once is meant wherever it stands. */
static gboolean
mark_ids(const Reading *reading, GPtrArray *ids)
{
	gboolean any = FALSE;

	for (guint i = 0; i < ids->len; i++) {
		NoticeId *id = ids->pdata[i];

		if (!is_meant(reading, id))
			continue;
		for (guint k = 0; k < ids->len; k++) {
			NoticeId *other = ids->pdata[k];

			other->meant = other->meant || strcmp(other->value, id->value) == 0;
		}
		any = any || (id->is_id && !id->stays);
	}
	return any;
}

static int
by_number(gconstpointer a, gconstpointer b)
{
	guint one = *(const guint *)a, other = *(const guint *)b;

	return one < other ? -1 : one > other;
}

/* From the mail's own words back to what it quotes, as far as it takes. */
static void
reach_back(const Reading *reading, GPtrArray *ids)
{
	g_autoptr(GArray) levels = g_array_copy(reading->levels);

	g_array_sort(levels, by_number);
	for (guint i = 0; i < levels->len; i++) {
		guint level = g_array_index(levels, guint, i);

		if (i > 0 && level == g_array_index(levels, guint, i - 1))
			continue;
		reach(reading, level);
		if (mark_ids(reading, ids))
			return;
	}
}

gboolean
notice_reach(ClArchive *archive, const char *plain, GPtrArray *words, GPtrArray *ids,
	gboolean *kills, GError **error)
{
	g_autoptr(GArray) levels = notice_levels(plain);
	g_autoptr(GArray) lengths = g_array_new(FALSE, FALSE, sizeof(guint));
	g_autoptr(GHashTable) widths = g_hash_table_new(NULL, NULL);
	g_autoptr(GPtrArray) said = g_ptr_array_new_with_free_func(said_free);
	Reading reading = {plain, words, levels, lengths, widths, said};
	guint first = 0;

	measure(&reading);
	for (guint i = 1; i <= words->len; i++) {
		if (i < words->len && !begins(&reading, i))
			continue;
		add_statement(&reading, first, i);
		first = i;
	}
	*kills = FALSE;
	for (guint k = 0; k < said->len; k++) {
		NoticeSaid *one = said->pdata[k];

		if (!notice_statement_kills(archive, one, error))
			return FALSE;
		*kills = *kills || one->kills;
	}
	find_named(&reading, ids);
	reach_back(&reading, ids);
	return TRUE;
}
