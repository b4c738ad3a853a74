/* SPDX-License-Identifier: MIT
 *
 * Names of people: the case that agencies lose, and the keys by which spellings of one person
 * compare. No dictionary of persons here (rules.c), no guess whether a text is a name (classify.c).
 */
#include "private.h"

#include <string.h>

/* Written small inside a name, when the whole name came in capitals. */
static const char *const particles[] = {"van", "der", "den", "dem", "von", "de", "du", "la", "le",
	"et", "da", "dos", "das", "del", "di", "al", "el", "bin", "ibn", "ter", "ten", "y", "zu",
	"und", "och", "af", "av", "bint"};
/* What begins with "Mac" and goes on with a capital. Other names with Mac (Macron, Mackay) do not. */
static const char *const macs[] = {"macarthur", "macaulay", "macdonald", "macdonnell", "macdougall",
	"macgregor", "macinnes", "macintosh", "macintyre", "maciver", "mackenna", "mackenzie",
	"mackinnon", "mackintosh", "maclachlan", "maclaren", "maclean", "macleish", "macleod",
	"macmahon", "macmanus", "macmillan", "macnamara", "macnaughton", "macneil", "macneill",
	"macphail", "macpherson", "macqueen", "macrae", "macsween", "mactaggart"};
/* Two letters that are initials, although they could be spoken as a word. */
static const char *const initials[] = {
	"aj", "ej", "oj", "ap", "ad", "ae", "ac", "am", "as", "ea", "em", "ia", "ic", "ig"};
static const char *const romans[] = {"ii", "iii", "iv"};
/* A surname of two initials: Khatri Chhetri. */
static const char *const capitals[] = {"kc"};
/* Written with a full stop, as most agencies do. */
static const char *const generations[] = {"jr", "sr"};

static gboolean
is_one_of(const char *word, const char *const *list, gsize n)
{
	for (gsize i = 0; i < n; i++)
		if (strcmp(word, list[i]) == 0)
			return TRUE;
	return FALSE;
}

typedef struct {
	guint letters, upper, lower, vowels;
	gboolean dotted, odd; /* a full stop; a digit or slash */
} Shape;

static Shape
shape_of(const char *text, gsize n)
{
	Shape shape = {0};

	for (const char *at = text; at < text + n; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);

		if (g_unichar_isalpha(c)) {
			shape.letters++;
			shape.upper += g_unichar_isupper(c);
			shape.lower += g_unichar_islower(c);
			shape.vowels += c < 0x80 ? strchr("aeiouyAEIOUY", (int)c) != NULL : 1;
		} else if (c == '.') {
			shape.dotted = TRUE;
		} else if (g_unichar_isdigit(c) || c == '/' || c == '@') {
			shape.odd = TRUE;
		}
	}
	return shape;
}

static gboolean
is_joint(gunichar c)
{
	return c == '-' || c == '\'' || c == 0x2019 || c == 0x2010 || c == 0x2011;
}

/* A capital after the beginning and after each joint, small letters else. */
static void
append_capitalised(GString *out, const char *word, gsize n)
{
	g_autofree char *folded = cl_text_fold(word);
	gboolean mc = g_str_has_prefix(folded, "mc") && strlen(folded) >= 5;
	gboolean mac = is_one_of(folded, macs, G_N_ELEMENTS(macs));
	gboolean start = TRUE;
	guint k = 0;

	for (const char *at = word; at < word + n; at = g_utf8_next_char(at)) {
		gunichar c = g_utf8_get_char(at);
		gboolean last = g_utf8_next_char(at) == word + n;
		gboolean capital = start || (mc && k == 2) || (mac && k == 3);

		g_string_append_unichar(out, capital		? g_unichar_toupper(c)
					     : last && c == 0x3a3 ? 0x3c2 /* Greek: ς at the end */
								  : g_unichar_tolower(c));
		start = is_joint(c);
		k++;
	}
}

static gboolean
keeps_capitals(const char *folded, const Shape *shape, gboolean first, gboolean rest_upper)
{
	if (is_one_of(folded, romans, G_N_ELEMENTS(romans)) ||
		is_one_of(folded, capitals, G_N_ELEMENTS(capitals)))
		return TRUE;
	if (shape->letters > 3 || !first)
		return FALSE;
	/* "AJ Mast", "TJ Kirkpatrick", "JR Smith": initials unless the word can be spoken. */
	if (shape->letters == 2 &&
		(!rest_upper || is_one_of(folded, initials, G_N_ELEMENTS(initials))))
		return TRUE;
	return shape->vowels == 0;
}

static void
append_word(GString *out, const char *word, gsize n, gboolean first, gboolean last, gboolean whole)
{
	g_autofree char *text = g_strndup(word, n);
	g_autofree char *folded = cl_text_fold(text);
	Shape shape = shape_of(word, n);
	gboolean upper = shape.letters >= 2 && shape.upper == shape.letters && !shape.dotted;
	gboolean particle =
		!first && !last && is_one_of(folded, particles, G_N_ELEMENTS(particles));

	if (whole && particle && shape.letters == strlen(folded)) {
		g_autofree char *lower = g_utf8_strdown(text, -1);
		g_string_append(out, lower);
	} else if (upper && particle) {
		g_autofree char *lower = g_utf8_strdown(text, -1);
		g_string_append(out, lower);
	} else if (upper && !keeps_capitals(folded, &shape, first, whole)) {
		append_capitalised(out, text, n);
	} else if (whole && shape.upper == 0) {
		append_capitalised(out, text, n);
	} else {
		g_string_append_len(out, word, (gssize)n);
	}
}

/* "John Smith, Jr": no comma before the generation, a full stop behind it. */
static void
repair_generation(GString *name)
{
	char *last = strrchr(name->str, ' ');
	g_autofree char *folded = last == NULL ? NULL : cl_text_fold(last + 1);

	if (folded == NULL || (!is_one_of(folded, generations, G_N_ELEMENTS(generations)) &&
				      !is_one_of(folded, romans, G_N_ELEMENTS(romans))))
		return;
	if (is_one_of(folded, generations, G_N_ELEMENTS(generations)) && name->str[name->len - 1] != '.')
		g_string_append_c(name, '.');
	last = strrchr(name->str, ' ');
	if (last > name->str && last[-1] == ',')
		g_string_erase(name, last - 1 - name->str, 1);
}

/* The next word, without the blanks before it; NULL at the end. */
static const char *
next_word(const char *at, gsize *n)
{
	while (*at == ' ')
		at++;
	*n = strcspn(at, " ");
	return *n == 0 ? NULL : at;
}

char *
cl_name_repair(const char *name)
{
	g_autofree char *clean = cl_text_clean(name, -1);
	GString *out;
	Shape shape;
	gboolean whole, first = TRUE;
	gsize n;

	for (char *at = clean; *at != '\0'; at++)
		if (*at == '\t' || *at == '\n')
			*at = ' ';
	shape = shape_of(clean, strlen(clean));
	if (shape.odd || shape.letters == 0)
		return g_steal_pointer(&clean);
	whole = shape.upper == shape.letters || (shape.upper == 0 && shape.lower > 0);
	out = g_string_sized_new(strlen(clean) + 8);
	for (const char *word = next_word(clean, &n); word != NULL;) {
		gsize n_next;
		const char *next = next_word(word + n, &n_next);

		if (out->len > 0)
			g_string_append_c(out, ' ');
		append_word(out, word, n, first, next == NULL, whole);
		first = FALSE;
		word = next;
		n = n_next;
	}
	repair_generation(out);
	return g_string_free(out, FALSE);
}

/* Single letters side by side are initials, with or without full stops. */
static char *
join_initials(const char *folded)
{
	GString *out = g_string_sized_new(strlen(folded) + 1);
	gboolean was_single = FALSE;
	gsize n;

	for (const char *word = next_word(folded, &n); word != NULL;
		word = next_word(word + n, &n)) {
		gboolean single = g_utf8_strlen(word, (gssize)n) == 1;

		if (out->len > 0 && !(single && was_single))
			g_string_append_c(out, ' ');
		g_string_append_len(out, word, (gssize)n);
		was_single = single;
	}
	return g_string_free(out, FALSE);
}

char *
cl_name_key(const char *name)
{
	g_autofree char *folded = cl_text_fold(name);

	return join_initials(folded);
}

static int
compare_words(gconstpointer a, gconstpointer b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

char *
cl_name_sorted_key(const char *name)
{
	g_autofree char *key = cl_name_key(name);
	g_auto(GStrv) words = g_strsplit(key, " ", -1);

	qsort(words, g_strv_length(words), sizeof *words, compare_words);
	return g_strjoinv(" ", words);
}

char *
cl_name_display(const ClCreditRules *rules, const char *name)
{
	const ClPerson *person = rules == NULL ? NULL : cl_credit_rules_person(rules, name);

	return person != NULL ? g_strdup(person->name) : cl_name_repair(name);
}

/* --- two persons ---------------------------------------------------------------------------- */

#define MIN_PREFIX 3U /* bytes that a name is cut to: Alex, Alexander */
#define ONE_SLIP 4U   /* bytes of a name in which one letter may be another */
#define TWO_SLIPS 8U

/* An initial, a short form, another spelling. Both folded. */
static gboolean
may_be_same_word(const char *a, const char *b)
{
	gsize n_a = strlen(a), n_b = strlen(b), least = MIN(n_a, n_b);

	if ((least == (gsize)(g_utf8_next_char(a) - a) || least >= MIN_PREFIX) &&
		strncmp(a, b, least) == 0)
		return TRUE;
	return least >= ONE_SLIP && cl_text_slips(a, b) <= (least >= TWO_SLIPS ? 2U : 1U);
}

static gboolean
has_word_like(const char *const *words, const char *word)
{
	for (guint i = 0; words[i] != NULL; i++)
		if (may_be_same_word(words[i], word))
			return TRUE;
	return FALSE;
}

/* "AP Staff", "Special Correspondent": a post, and nobody's name. */
static gboolean
has_post(const ClCreditRules *rules, char *const *words)
{
	const guint posts = CREDIT_ROLE_ANONYMOUS | CREDIT_ROLE_NOTHING;

	for (guint i = 0; words[i] != NULL; i++)
		if ((credit_table_bits(&rules->roles, words[i]) & posts) != 0)
			return TRUE;
	return FALSE;
}

/* A family name stands last, or first where names are written so: whoever shares the last word may be the
 * same. One word alone, or another script, says too little. */
gboolean
credit_are_two_persons(const ClCreditRules *rules, const char *one, const char *other)
{
	g_autofree char *fold_one = cl_text_fold(one), *fold_other = cl_text_fold(other);
	g_auto(GStrv) a = g_strsplit(fold_one, " ", -1);
	g_auto(GStrv) b = g_strsplit(fold_other, " ", -1);
	guint n_a = g_strv_length(a), n_b = g_strv_length(b);

	return n_a > 1 && n_b > 1 && !has_post(rules, a) && !has_post(rules, b) &&
	       g_unichar_get_script(g_utf8_get_char(one)) == g_unichar_get_script(g_utf8_get_char(other)) &&
	       !has_word_like((const char *const *)b, a[n_a - 1]) &&
	       !has_word_like((const char *const *)a, b[n_b - 1]);
}

char *
cl_name_identity(const ClCreditRules *rules, const char *name)
{
	const ClPerson *person = rules == NULL ? NULL : cl_credit_rules_person(rules, name);

	return person != NULL ? g_strdup(person->id) : cl_name_sorted_key(name);
}
