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
#define MAX_RANGE 200U	/* photos from one number to another */

typedef struct {
	ClArchive *archive;
	const ClCreditRules *rules;
	const char *plain;     /* text */
	GPtrArray *words;      /* NoticeWord* */
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
	g_free(id->near);
	g_strfreev(id->readings);
	g_strfreev(id->suppliers);
	g_free(id);
}

/* --- words ------------------------------------------------------------------------------------ */

static const NoticeWord *
word_at(const Reading *reading, guint i)
{
	return reading->words->pdata[i];
}

gboolean
notice_is_label(const char *word)
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
				name, "%s%s", j > 0 ? " " : "", word_at(reading, i + j)->text);
		/* "Bild" is a paper, and every German notice's word for a picture. */
		found = n == 1 && (g_ascii_islower(name->str[0]) || notice_is_label(name->str))
			? NULL
			: cl_credit_rules_find(reading->rules, name->str);
		*n_words = n;
		if (found != NULL && cl_organisation_is_agency(found->kind))
			return found;
	}
	return NULL;
}

static void
mark(Reading *reading, guint i)
{
	((NoticeWord *) reading->words->pdata[i])->label = TRUE;
	g_hash_table_add(reading->marks, GUINT_TO_POINTER(i));
}

/* First all words, for the supplier may be named behind its numbers. */
static void
find_marks(Reading *reading)
{
	for (guint i = 0, n_words; i < reading->words->len; i++) {
		const ClOrganisation *found = supplier_at(reading, i, &n_words);

		if (notice_is_label(word_at(reading, i)->text))
			mark(reading, i);
		if (found == NULL)
			continue;
		if (!g_ptr_array_find(reading->suppliers, found, NULL))
			g_ptr_array_add(reading->suppliers, (gpointer) found);
		for (guint j = i; j < i + n_words; j++)
			((NoticeWord *) reading->words->pdata[j])->label = TRUE;
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

/* "photos 1, 2 and 3", "1 as well as 2": what follows a number at once. */
static void
mark_list(Reading *reading, guint i)
{
	do
		g_hash_table_add(reading->listed, GUINT_TO_POINTER(++i));
	while (i < reading->words->len && notice_is_joint(word_at(reading, i)->text));
}

/* As one of the suppliers that the notice names numbers its pictures; else any of those that it names may
 * have. */
static void
read_number(const Reading *reading, NoticeId *id)
{
	g_autoptr(GStrvBuilder) theirs = g_strv_builder_new();
	g_autoptr(GStrvBuilder) all = g_strv_builder_new();
	g_autoptr(GStrvBuilder) readings = g_strv_builder_new();
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
		g_strv_builder_add(readings, read->value);
		n++;
	}
	id->is_id = n > 0 || notice_is_number(id->token);
	id->readings = g_strv_builder_end(readings);
	id->value = n == 1 ? g_strdup(id->readings[0]) : g_ascii_strup(id->token, -1);
	id->suppliers = g_strv_builder_end(n > 0 ? theirs : all);
}

/* What is left of "GettyImages-…" is a number like any other. */
static void
read_bare(const Reading *reading, NoticeId *id, const ClSupplierId *bare)
{
	g_autoptr(GStrvBuilder) keys = g_strv_builder_new();
	g_autofree char *key = NULL;

	id->is_id = TRUE;
	id->value = g_strdup(bare->value);
	if (strcmp(bare->value, id->token) == 0 || !notice_is_number(bare->value))
		return;
	key = archive_rights_supplier(
		reading->archive, cl_credit_rules_organisation(reading->rules, bare->supplier)->name);
	g_strv_builder_add(keys, key);
	id->suppliers = g_strv_builder_end(keys);
}

/* NULL: it cannot be one. */
static NoticeId *
read_id(const Reading *reading, const char *token, guint line, gboolean marked)
{
	g_autoptr(ClSupplierId) bare = NULL, near = NULL;
	NoticeId *id;

	if (!may_be_an_id(token))
		return NULL;
	bare = cl_supplier_id_parse(reading->rules, NULL, NULL, token);
	id = g_new0(NoticeId, 1);
	id->token = g_strdup(token);
	id->line = line;
	if (bare != NULL) {
		read_bare(reading, id, bare);
	} else if (marked) {
		read_number(reading, id);
	} else {
		id->value = g_ascii_strup(token, -1);
		id->suppliers = g_new0(char *, 1);
	}
	near = bare == NULL ? cl_supplier_id_near(reading->rules, token) : NULL;
	id->near = near == NULL ? NULL : g_strdup(near->value);
	return id;
}

static gboolean
is_digits(const NoticeWord *word)
{
	return word->text[strspn(word->text, "0123456789")] == '\0';
}

/* --- from one to another ------------------------------------------------------------------------- */

static gsize
head_of(const char *token)
{
	gsize n = strlen(token);

	while (n > 0 && g_ascii_isdigit(token[n - 1]))
		n--;
	return n;
}

/* The second end as it is, or the digits in which it differs: "2233445566-70". */
static gboolean
range_of(const char *first, const char *second, guint64 *from, guint64 *to)
{
	gsize head = head_of(first), n = strlen(first), m = strlen(second);
	g_autofree char *last = NULL;

	if (n - head == 0 || n - head > 18 || m > n)
		return FALSE;
	if (m < n && strspn(second, "0123456789") == m && m <= n - head)
		last = g_strdup_printf("%.*s%s", (int) (n - m), first, second);
	else if (m == n && head_of(second) == head && g_ascii_strncasecmp(first, second, head) == 0)
		last = g_strdup(second);
	if (last == NULL)
		return FALSE;
	*from = g_ascii_strtoull(first + head, NULL, 10);
	*to = g_ascii_strtoull(last + head, NULL, 10);
	return *to > *from && *to - *from <= MAX_RANGE;
}

static gboolean
is_range_word(const char *word)
{
	static const char *const words[] = { "to", "through", "thru", "till", "bis", "à", "a", "al", "hasta",
		"tot", "until", "до", "по", NULL };
	g_autofree char *lower = g_utf8_strdown(word, -1);

	return g_strv_contains(words, lower);
}

/* What stands between a word and the one before it. */
static char *
gap_before(const Reading *reading, guint i)
{
	const NoticeWord *word = word_at(reading, i), *last = word_at(reading, i - 1);
	gsize from = last->at + strlen(last->raw);

	return g_strndup(reading->plain + from, word->at > from ? word->at - from : 0);
}

/* "between photos 1 and 9" */
static gboolean
is_between(const Reading *reading, guint i)
{
	static const char *const words[] = { "between", "zwischen", "entre", "tra", "fra", "между", NULL };

	for (guint back = 1; back <= MARK_WORDS && back <= i; back++) {
		g_autofree char *folded = cl_text_fold(word_at(reading, i - back)->text);

		if (g_strv_contains(words, folded))
			return TRUE;
		if (!word_at(reading, i - back)->label)
			break;
	}
	return FALSE;
}

/* Where the second end stands; 0: the word begins no range. Behind "1 - " it is written out: "1 - 12 May". */
static guint
second_end(const Reading *reading, guint i)
{
	const NoticeWord *first = word_at(reading, i);
	const NoticeWord *next = i + 1 < reading->words->len ? word_at(reading, i + 1) : NULL;
	guint at = 0;

	if (next == NULL)
		return 0;
	if (is_range_word(next->text) || (notice_is_joint(next->text) && is_between(reading, i))) {
		at = i + 2;
	} else if (next->joined && next->line == first->line) {
		g_autofree char *gap = gap_before(reading, i + 1);

		at = strchr(gap, ' ') == NULL || strlen(next->text) == strlen(first->text) ? i + 1 : 0;
	}
	return at < reading->words->len ? at : 0;
}

/* Written like the first, and not read as a range: too far, or backwards. */
static gboolean
is_like(const char *first, const char *second)
{
	gsize head = head_of(first);

	return head_of(second) == head && second[head] != '\0' && first[head] != '\0' &&
		strlen(second) >= MIN_ID_BYTES && g_ascii_strncasecmp(first, second, head) == 0 &&
		g_ascii_strcasecmp(first, second) != 0;
}

/* An id that is not written out, of the word. */
static void
take_meant(Reading *reading, guint i, const char *token, gboolean marked, gboolean unsure)
{
	NoticeId *id = read_id(reading, token, word_at(reading, i)->line, marked);

	if (id == NULL)
		return;
	id->word = i;
	id->unsure = unsure;
	g_ptr_array_add(reading->ids, id);
}

/* The photos between are meant as the ends are; the second end, when it is written out, speaks for itself. */
static gboolean
take_range(Reading *reading, guint i, const NoticeId *first, gboolean marked)
{
	guint at = second_end(reading, i);
	const char *last = at == 0 ? NULL : word_at(reading, at)->text;
	int width = (int) (strlen(first->token) - head_of(first->token));
	guint64 from, to;

	if (at == 0 || !range_of(first->token, last, &from, &to)) {
		g_autofree char *text = at == 0 || !is_like(first->token, last)
			? NULL
			: g_strdup_printf("%s to %s", first->token, last);

		if (text != NULL)
			take_meant(reading, i, text, marked, TRUE);
		return text != NULL;
	}
	if (strlen(last) < strlen(first->token))
		((NoticeWord *) reading->words->pdata[at])->is_end = TRUE;
	for (guint64 n = from + 1; n <= to; n++) {
		g_autofree char *token = g_strdup_printf("%.*s%0*" G_GUINT64_FORMAT,
			(int) head_of(first->token), first->token, width, n);

		take_meant(reading, i, token, marked, FALSE);
	}
	/* "through 68, 2233445580": the list goes on behind an end that is no number by itself. */
	if (first->suppliers != NULL && marked)
		mark_list(reading, at);
	return TRUE;
}

/* How a word goes on with a list: '/' at once, ',' by a sign or a word, '\0' not. */
static char
goes_on(const Reading *reading, guint at)
{
	g_autofree char *gap = gap_before(reading, at);
	gboolean joint = notice_is_joint(word_at(reading, at - 1)->text);

	if (strcmp(gap, "/") == 0)
		return '/';
	return strspn(gap, " \n,/&+") == strlen(gap) && (joint || strpbrk(gap, ",/&+") != NULL) ? ',' : '\0';
}

/* "epa12345670/71/72" are three. "epa12345670, 71 and 78" may be, and "epa12345670, 78 dead" is one: a person
 * reads it. */
static void
take_ends(Reading *reading, guint i, const char *first, gboolean marked)
{
	gsize n = strlen(first), digits = n - head_of(first);
	g_autofree char *last = g_strdup(first);

	for (guint at = i + 1; at < reading->words->len; at++) {
		const char *end = word_at(reading, at)->text;
		gsize m = strlen(end);
		char sign;

		if (notice_is_joint(end))
			continue;
		sign = is_digits(word_at(reading, at)) ? goes_on(reading, at) : '\0';
		if (sign == '\0' || m < 2 || m > digits || m == n ||
			(sign == ',' && strcmp(end, last + n - m) <= 0))
			return;
		memcpy(last + n - m, end, m);
		((NoticeWord *) reading->words->pdata[at])->is_end = sign == '/';
		take_meant(reading, at, last, marked, sign == ',');
	}
}

/* "2014-07-22T062012Z_484616934_RC2ABCD1EF2G_RTRMADP": an id that holds the picture's own, by which it may
 * be here. */
static void
take_inner(Reading *reading, guint i, const NoticeId *outer)
{
	g_autoptr(GPtrArray) inner = cl_supplier_ids_in(reading->rules, NULL, outer->token);

	for (guint k = 1; k < inner->len; k++) {
		NoticeId *id = read_id(
			reading, ((ClSupplierId *) inner->pdata[k])->value, outer->line, TRUE);

		if (id == NULL)
			continue;
		id->word = i;
		g_ptr_array_add(reading->ids, id);
	}
}

/* "+44 207 5795769", "Tel. 0044 2012345678": numbers behind a plus or such a word. */
static gboolean
is_telephone(const Reading *reading, guint i)
{
	static const char *const marks[] = { "tel", "telephone", "phone", "contact", "contacts", "call",
		"mobile", "mob", "cell", "fax", "hotline", "whatsapp", "telefon", "telefono", "telefone",
		"tlf", "puh", "kontakt", "anruf", "handy", "тел", "телефон", NULL };
	gboolean plus = FALSE;

	if (!is_digits(word_at(reading, i)))
		return FALSE;
	for (;; i--) {
		gsize at = word_at(reading, i)->at;

		plus = plus || (at > 0 && reading->plain[at - 1] == '+');
		if (plus || i == 0 || !is_digits(word_at(reading, i - 1)))
			break;
	}
	for (guint back = 1; !plus && back <= 2 && back <= i; back++) {
		g_autofree char *folded = cl_text_fold(word_at(reading, i - back)->text);

		if (g_strv_contains(marks, folded))
			return TRUE;
		if (notice_is_label(word_at(reading, i - back)->text))
			return FALSE;
	}
	return plus;
}

static void
take_word(Reading *reading, guint i)
{
	NoticeWord *word = reading->words->pdata[i];
	gboolean marked = word->numbered || is_marked(reading, i);
	gboolean other = word->is_end || is_telephone(reading, i);
	NoticeId *id = other ? NULL : read_id(reading, word->text, word->line, marked);

	if (id == NULL)
		return;
	id->word = i;
	word->is_id = id->is_id || marked;
	if (id->suppliers != NULL && marked)
		mark_list(reading, i);
	g_ptr_array_add(reading->ids, id);
	take_inner(reading, i, id);
	if (word->is_id && !take_range(reading, i, id, marked))
		take_ends(reading, i, id->token, marked);
}

static void
find_what_stays(const Reading *reading)
{
	for (guint i = 0; i < reading->words->len; i++) {
		const char *text = word_at(reading, i)->text;
		gboolean stays = notice_stays(reading->words, i);

		for (guint k = 0; stays && k < reading->ids->len; k++) {
			NoticeId *id = reading->ids->pdata[k];

			id->stays = id->stays || id->word == i || strcmp(id->token, text) == 0;
		}
	}
}

GPtrArray *
notice_ids(ClArchive *archive, const char *text, gboolean *kills, GError **error)
{
	Reading reading = { .archive = archive, .rules = archive_credit_rules(archive, error) };
	g_autofree char *plain = notice_plain(text);
	g_autoptr(GPtrArray) words = reading.rules == NULL ? NULL : notice_words(reading.rules, plain);
	g_autoptr(GPtrArray) suppliers = g_ptr_array_new();
	g_autoptr(GHashTable) marks = g_hash_table_new(NULL, NULL);
	g_autoptr(GHashTable) listed = g_hash_table_new(NULL, NULL);

	if (words == NULL)
		return NULL;
	reading.plain = plain;
	reading.words = words;
	reading.suppliers = suppliers;
	reading.marks = marks;
	reading.listed = listed;
	reading.ids = g_ptr_array_new_with_free_func(id_free);
	find_marks(&reading);
	for (guint i = 0; i < words->len; i++)
		take_word(&reading, i);
	find_what_stays(&reading);
	if (kills == NULL || notice_reach(archive, plain, words, reading.ids, kills, error))
		return reading.ids;
	g_ptr_array_unref(reading.ids);
	return NULL;
}
