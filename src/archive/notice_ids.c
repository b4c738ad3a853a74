/* SPDX-License-Identifier: MIT
 *
 * What in a notice is a picture's id. Ids that tell their supplier are found anywhere; a bare number is one
 * only behind a word that says so ("photo", "asset ID", the supplier's name): the others are dates, orders
 * and telephones.
 */
#include "notice.h"
#include "rights.h"

#include <cutline/credit.h>

#include <string.h>

#define MIN_ID_BYTES 5U
#define MAX_ID_BYTES 120U
#define MIN_NUMBER_DIGITS 8U
#define MAX_NUMBER_DIGITS 14U
#define MARK_WORDS 3U	/* how far a word marks a number */
#define NAME_WORDS 4U	/* of a supplier's name */

typedef struct {
	ClArchive *archive;
	const ClCreditRules *rules;
	GPtrArray *words;      /* char*, as they stand */
	GPtrArray *suppliers;  /* ClOrganisation*, lent: that the notice names, with ids of their own */
	GHashTable *marks;     /* numbers of words that mark what follows */
	GHashTable *listed;    /* of words that follow an id in a list */
	GPtrArray *ids;
} Reading;

static void
id_free(gpointer data)
{
	NoticeId *id = data;

	g_free(id->token);
	g_free(id->value);
	g_strfreev(id->suppliers);
	g_free(id);
}

/* --- words ------------------------------------------------------------------------------------ */

/* What stands inside ids, and letters of any script. */
static gboolean
is_word_byte(char c)
{
	return g_ascii_isalnum(c) || (guchar) c >= 0x80 || (c != '\0' && strchr("_-.:", c) != NULL);
}

/* The next word, without what ends a sentence or a file's name; *at behind it, *line where it stands. */
static char *
next_word(const char **at, guint *line, gboolean *numbered)
{
	static const char *const endings[] = { ".jpg", ".jpeg", ".png", ".tif", ".tiff", ".webp" };
	const char *begin;
	char *word;
	gsize n;

	*numbered = FALSE;
	for (; **at != '\0' && !is_word_byte(**at); ++*at) {
		*line += **at == '\n';
		*numbered = **at == '#';
	}
	for (begin = *at; is_word_byte(**at);)
		++*at;
	if (*at == begin)
		return NULL;
	word = g_strndup(begin, (gsize) (*at - begin));
	for (n = strlen(word); n > 0 && strchr("-.:", word[n - 1]) != NULL;)
		word[--n] = '\0';
	for (gsize i = 0; i < G_N_ELEMENTS(endings); i++)
		if (n > strlen(endings[i]) &&
			g_ascii_strcasecmp(word + n - strlen(endings[i]), endings[i]) == 0)
			word[n - strlen(endings[i])] = '\0';
	return word;
}

static gboolean
is_mark(const char *word)
{
	static const char *const marks[] = { "photo", "photos", "photograph", "photographs", "image",
		"images", "picture", "pictures", "asset", "assets", "id", "ids", "no", "nr", "num", "number",
		"numbers", "nummer", "editorial", "item", "file", "ref", "reference", "frame", "pic", "pics",
		"foto", "fotos", "bild", "bilder", "bildes", "bildnummer", "bildnr", "imagen", "imagenes",
		"immagine", "kill", "kills", "фото", "снимок", "снимка", "номер", "zdjecie", "zdjecia",
		"kuva", "bilden", "billede", "afbeelding", NULL };
	g_autofree char *folded = cl_text_fold(word);

	return g_strv_contains(marks, folded);
}

/* "Getty Images", "AP": names are written with a capital. */
static const ClOrganisation *
supplier_at(const Reading *reading, guint i, guint *n_words)
{
	for (guint n = MIN(NAME_WORDS, reading->words->len - i); n > 0; n--) {
		g_autoptr(GString) name = g_string_new(NULL);
		const ClOrganisation *found;

		for (guint j = 0; j < n; j++)
			g_string_append_printf(
				name, "%s%s", j > 0 ? " " : "", (char *) reading->words->pdata[i + j]);
		/* "Bild" is a paper, and every German notice's word for a picture. */
		found = n == 1 && (g_ascii_islower(name->str[0]) || is_mark(name->str))
			? NULL
			: cl_credit_rules_find(reading->rules, name->str);
		*n_words = n;
		if (found != NULL && cl_organisation_is_agency(found->kind))
			return found;
	}
	return NULL;
}

/* First all words, for the supplier may be named behind its numbers. */
static void
read_words(Reading *reading, const char *text)
{
	const char *at = text;
	guint line = 1, n_words;
	gboolean numbered;
	char *word;

	while ((word = next_word(&at, &line, &numbered)) != NULL)
		g_ptr_array_add(reading->words, word);
	for (guint i = 0; i < reading->words->len; i++) {
		const ClOrganisation *found = supplier_at(reading, i, &n_words);

		if (is_mark(reading->words->pdata[i]))
			g_hash_table_add(reading->marks, GUINT_TO_POINTER(i));
		if (found == NULL)
			continue;
		if (!g_ptr_array_find(reading->suppliers, found, NULL))
			g_ptr_array_add(reading->suppliers, (gpointer) found);
		g_hash_table_add(reading->marks, GUINT_TO_POINTER(i + n_words - 1));
	}
}

/* --- ids -------------------------------------------------------------------------------------- */

gboolean
notice_is_number(const char *token)
{
	gsize n = strlen(token);

	return n >= MIN_NUMBER_DIGITS && n <= MAX_NUMBER_DIGITS && strspn(token, "0123456789") == n;
}

/* At least one digit, or it is a word. */
static gboolean
may_be_an_id(const char *token)
{
	gsize n = strlen(token);

	return n >= MIN_ID_BYTES && n <= MAX_ID_BYTES && strpbrk(token, "0123456789") != NULL &&
		g_str_is_ascii(token);
}

/* Behind a word that says so, or in a list behind one. */
static gboolean
is_marked(const Reading *reading, guint i)
{
	for (guint back = 1; back <= MARK_WORDS && back <= i; back++)
		if (g_hash_table_contains(reading->marks, GUINT_TO_POINTER(i - back)))
			return TRUE;
	return g_hash_table_contains(reading->listed, GUINT_TO_POINTER(i));
}

/* "photos 1, 2 and 3": what follows a number at once. */
static void
mark_list(Reading *reading, guint i)
{
	static const char *const joints[] = { "and", "or", "to", "through", "und", "bis", "et", "y", "e",
		"och", "i", "и", NULL };

	g_hash_table_add(reading->listed, GUINT_TO_POINTER(i + 1));
	if (i + 1 < reading->words->len && g_strv_contains(joints, reading->words->pdata[i + 1]))
		g_hash_table_add(reading->listed, GUINT_TO_POINTER(i + 2));
}

static gboolean
is_word(const Reading *reading, guint i, const char *word)
{
	return i < reading->words->len && g_ascii_strcasecmp(reading->words->pdata[i], word) == 0;
}

/* "Please use photo 2 instead", "photo 2 replaces photo 1": that one is meant to stay. */
static gboolean
is_replacement(const Reading *reading, guint i)
{
	for (guint back = 1; back <= MARK_WORDS && back <= i; back++)
		if (is_word(reading, i - back, "replacement") ||
			(back < i && is_word(reading, i - back, "use") &&
				is_word(reading, i - back - 1, "please")))
			return TRUE;
	return is_word(reading, i + 1, "replaces") || is_word(reading, i + 1, "instead");
}

/* As one of the suppliers that the notice names numbers its pictures; else any of those that it names may
 * have. */
static void
read_number(const Reading *reading, NoticeId *id)
{
	g_autoptr(GStrvBuilder) theirs = g_strv_builder_new();
	g_autoptr(GStrvBuilder) all = g_strv_builder_new();
	guint n = 0;

	for (guint i = 0; i < reading->suppliers->len; i++) {
		const ClOrganisation *supplier = reading->suppliers->pdata[i];
		g_autoptr(ClSupplierId) read =
			cl_supplier_id_parse(reading->rules, supplier->id, NULL, id->token);
		g_autofree char *key = archive_rights_supplier(reading->archive, supplier->name);

		g_strv_builder_add(all, key);
		if (read == NULL)
			continue;
		g_strv_builder_add(theirs, key);
		n++;
	}
	id->is_id = n > 0 || notice_is_number(id->token);
	id->value = g_ascii_strup(id->token, -1);
	id->suppliers = g_strv_builder_end(n > 0 ? theirs : all);
}

static void
take_word(Reading *reading, guint i, guint line, gboolean numbered)
{
	const char *word = reading->words->pdata[i];
	g_autoptr(ClSupplierId) bare = NULL;
	NoticeId *id;

	if (!may_be_an_id(word))
		return;
	bare = cl_supplier_id_parse(reading->rules, NULL, NULL, word);
	id = g_new0(NoticeId, 1);
	id->token = g_strdup(word);
	id->line = line;
	if (bare != NULL) {
		id->is_id = TRUE;
		id->value = g_strdup(bare->value);
		/* What is left of "GettyImages-…" is a number like any other. */
		if (strcmp(bare->value, word) != 0 && notice_is_number(bare->value)) {
			const char *name =
				cl_credit_rules_organisation(reading->rules, bare->supplier)->name;
			g_autoptr(GStrvBuilder) keys = g_strv_builder_new();
			g_autofree char *key = archive_rights_supplier(reading->archive, name);

			g_strv_builder_add(keys, key);
			id->suppliers = g_strv_builder_end(keys);
		}
	} else if (numbered || is_marked(reading, i)) {
		read_number(reading, id);
	} else {
		id->value = g_strdup(word);
		id->suppliers = g_new0(char *, 1);
	}
	id->stays = is_replacement(reading, i);
	if (id->suppliers != NULL && (numbered || is_marked(reading, i)))
		mark_list(reading, i);
	g_ptr_array_add(reading->ids, id);
}

GPtrArray *
notice_ids(ClArchive *archive, const char *text, GError **error)
{
	Reading reading = { .archive = archive, .rules = archive_credit_rules(archive, error) };
	g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) suppliers = g_ptr_array_new();
	g_autoptr(GHashTable) marks = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) listed = g_hash_table_new(NULL, NULL);
	const char *at = text;
	guint line = 1;

	if (reading.rules == NULL)
		return NULL;
	reading.words = words;
	reading.suppliers = suppliers;
	reading.marks = marks;
	reading.listed = listed;
	reading.ids = g_ptr_array_new_with_free_func(id_free);
	read_words(&reading, text);
	for (guint i = 0; i < words->len; i++) {
		gboolean numbered;
		g_autofree char *word = next_word(&at, &line, &numbered);

		take_word(&reading, i, line, numbered);
	}
	return reading.ids;
}
