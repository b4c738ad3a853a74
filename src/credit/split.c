/* SPDX-License-Identifier: MIT
 *
 * One segment that is several, because agencies leave separators out: "AFP PHOTO X", "X Handout",
 * "Kremlin Pool Photo", "HO-Name", "Name-KNOWNORG", "Name KNOWNORG", "X for CLIENT", "A and B"
 * (reference §4.6 step 4).
 */
#include "private.h"

#include <string.h>

#define MAX_ROLE_WORDS 4U
#define MAX_ALIAS_WORDS 6U
#define SHORT_BYTES 3U
#define MAX_SUFFIX_LETTERS 3

static gboolean
word_is(const CreditParse *parse, guint i, const char *const *list)
{
	g_autofree char *key = credit_text_key(&parse->text, i, i + 1);

	return g_strv_contains(list, key);
}

static gboolean
is_for(const CreditParse *parse, guint i)
{
	static const char *const words[] = {"for", "fur", "pour", "para", "per", "voor", "для", NULL};

	return word_is(parse, i, words);
}

static gboolean
is_by(const CreditParse *parse, guint i)
{
	static const char *const words[] = {"by", "von", "par", "por", NULL};

	return word_is(parse, i, words);
}

/* "&" between words i - 1 and i. */
static gboolean
is_ampersand(const CreditParse *parse, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);

	return n == 3 && memcmp(gap, " & ", 3) == 0;
}

gboolean
credit_is_and(const CreditText *text, guint i)
{
	static const char *const words[] = {
		"and", "und", "et", "och", "og", "ve", "и", "та", "және", NULL};
	g_autofree char *key = credit_text_key(text, i, i + 1);

	return g_strv_contains(words, key);
}

CreditSegment *
credit_cut(CreditParse *parse, guint i, guint at, guint rest, char separator)
{
	CreditSegment *segment = parse->segments->pdata[i];
	CreditSegment *part = credit_segment_new(rest, segment->to, segment->group, separator);

	part->courtesy = segment->courtesy;
	part->pool_operator = segment->pool_operator;
	segment->pool_operator = FALSE;
	segment->to = at;
	credit_segment_insert(parse, i, part);
	return part;
}

static gboolean
delivers(const CreditAlias *alias)
{
	return alias != NULL && cl_organisation_delivers(alias->organisation->kind);
}

/* Names of two or three letters are organisations only as the agency writes them: PA, dpa, TT. */
static gboolean
is_written_so(const CreditParse *parse, const CreditAlias *alias, guint from, guint to)
{
	g_autofree char *slice = NULL;

	if (strlen(alias->key) > SHORT_BYTES)
		return TRUE;
	slice = credit_text_slice(&parse->text, from, to);
	return credit_is_upper(parse, from, to) || strcmp(slice, alias->organisation->name) == 0;
}

/* "AP Images for Delta Air Lines"; the client's name may go on behind a slash. */
static void
take_client(CreditParse *parse, guint i, guint k)
{
	CreditSegment *segment = parse->segments->pdata[i];
	g_autoptr(GString) client = g_string_new(NULL);
	g_autofree char *slice = credit_text_slice(&parse->text, k + 1, segment->to);

	g_string_append(client, slice);
	for (guint next = i + 1; next < parse->segments->len; next++) {
		CreditSegment *other = parse->segments->pdata[next];
		g_autofree char *more = NULL;

		if (other->kind != CREDIT_SEGMENT_NEW || other->group != segment->group ||
			other->separator != '/' ||
			credit_known(parse, other->from, other->to) != NULL ||
			credit_role(parse, other->from, other->to) != 0 ||
			credit_looks(parse, other->from, other->to) == CREDIT_LOOKS_PERSON)
			break;
		more = credit_text_slice(&parse->text, other->from, other->to);
		g_string_append_printf(client, "/%s", more);
		other->kind = CREDIT_SEGMENT_NOTHING;
	}
	segment->client = g_strdup(client->str);
	segment->to = k;
}

static gboolean
split_for(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	/* "Jane Roe/For The Washington Post" */
	if (is_for(parse, segment->from) &&
		credit_known(parse, segment->from + 1, segment->to) != NULL) {
		const CreditSegment *before = i == 0 ? NULL : parse->segments->pdata[i - 1];

		segment->from++;
		segment->supplied = before != NULL && segment->group == 0 &&
				    before->kind == CREDIT_SEGMENT_NEW &&
				    credit_looks(parse, before->from, before->to) == CREDIT_LOOKS_PERSON;
		return TRUE;
	}
	for (guint k = segment->from + 1; k + 1 < segment->to; k++) {
		if (!is_for(parse, k))
			continue;
		if (delivers(credit_known(parse, segment->from, k))) {
			take_client(parse, i, k);
			return TRUE;
		}
		if (segment->group == 0 && credit_looks(parse, segment->from, k) == CREDIT_LOOKS_PERSON) {
			credit_cut(parse, i, k, k + 1, 'f')->supplied = TRUE;
			return TRUE;
		}
		return FALSE;
	}
	return FALSE;
}

/* "AFP PHOTO X", "U.S. Navy photo by X", "AP Photo". */
static gboolean
split_photo(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint k = segment->from + 1; k < segment->to; k++) {
		gboolean by = k + 1 < segment->to && is_by(parse, k + 1);
		gboolean known;
		guint end;

		if (!(credit_word_kind(parse, k) & CREDIT_WORD_PHOTO))
			continue;
		known = credit_known(parse, segment->from, k) != NULL ||
			credit_role(parse, segment->from, k) != 0;
		if (!known && !by)
			continue;
		/* "Express photo" is a name of its own. */
		end = credit_known(parse, segment->from, k + 1) != NULL ? k + 1 : k;
		if (k + 1 + (by ? 1 : 0) >= segment->to)
			segment->to = end;
		else
			credit_cut(parse, i, end, k + 1 + (by ? 1 : 0), ' ');
		return TRUE;
	}
	return FALSE;
}

static void
put_role(CreditParse *parse, guint i, guint roles)
{
	CreditSegment *segment = parse->segments->pdata[i];
	CreditSegment *role = credit_segment_new(segment->to, segment->to, segment->group, ' ');

	role->kind = CREDIT_SEGMENT_ROLE;
	role->roles = roles & ~(guint)CREDIT_ROLE_JOINS;
	credit_segment_insert(parse, i, role);
}

/* "Russia OUT", "YONHAP SOUTH KOREA OUT": where it may not be used is nobody's name. Behind a name
 * that no rule knows nobody can tell where the name ends. */
static gboolean
split_out(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];
	CreditSegment *rest = segment;

	if (!credit_is_out(parse, segment->to - 1))
		return FALSE;
	for (guint k = segment->to - 1; k > segment->from && rest == segment; k--)
		if (credit_known(parse, segment->from, k) != NULL)
			rest = credit_cut(parse, i, k, k, ' ');
	if (rest == segment && rest->to - rest->from > MAX_ROLE_WORDS)
		return FALSE;
	rest->kind = CREDIT_SEGMENT_NOTHING;
	credit_left_out(parse, rest);
	return TRUE;
}

static gboolean
begins_small(const CreditParse *parse, guint i)
{
	return g_unichar_islower(
		g_utf8_get_char(parse->text.clean + credit_text_word(&parse->text, i)->start));
}

/* "John Pool", "Anna Stringer", not "Japan Pool": with a capital only and behind a word that says nothing
 * else. */
static gboolean
is_surname(const CreditParse *parse, const CreditSegment *segment, guint roles)
{
	return (roles & (CREDIT_ROLE_POOL | CREDIT_ROLE_ANONYMOUS | CREDIT_ROLE_FILE)) != 0 &&
	       segment->to == segment->from + 2 && !credit_is_upper(parse, segment->to - 1, segment->to) &&
	       !begins_small(parse, segment->from) && !begins_small(parse, segment->to - 1) &&
	       !credit_is_and(&parse->text, segment->from) &&
	       credit_known(parse, segment->from, segment->to - 1) == NULL &&
	       !credit_is_place(parse, segment->from, segment->to - 1) &&
	       credit_looks(parse, segment->from, segment->to - 1) == CREDIT_LOOKS_SINGLE;
}

/* "Ho Van Minh"; but "HO-Jane Roe", "Handout Jane Roe". */
static gboolean
is_family_name(const CreditParse *parse, const CreditSegment *segment)
{
	const CreditWord *word = credit_text_word(&parse->text, segment->from);
	gsize n;

	return word->key_end - word->key <= 2 &&
	       credit_text_gap(&parse->text, segment->from + 1, &n)[0] == ' ' &&
	       credit_looks(parse, segment->from, segment->to) == CREDIT_LOOKS_PERSON;
}

/* "X Handout", "Kremlin Pool Photo". The pool of an agency is that agency's picture. */
static gboolean
split_role_behind(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint n = MIN(MAX_ROLE_WORDS, segment->to - segment->from - 1); n > 0; n--) {
		guint roles = credit_role(parse, segment->to - n, segment->to);

		if (!(roles & CREDIT_ROLE_JOINS) || (n == 1 && is_surname(parse, segment, roles)))
			continue;
		segment->to -= n;
		if ((roles & CREDIT_ROLE_POOL) &&
			!delivers(credit_known(parse, segment->from, segment->to)) &&
			(credit_looks(parse, segment->from, segment->to) != CREDIT_LOOKS_PERSON ||
				credit_is_place(parse, segment->from, segment->to)))
			segment->pool_operator = TRUE;
		put_role(parse, i, roles);
		return TRUE;
	}
	return FALSE;
}

static gboolean
split_role_before(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint n = MIN(MAX_ROLE_WORDS, segment->to - segment->from - 1); n > 0; n--) {
		guint roles = credit_role(parse, segment->from, segment->from + n);

		if (!(roles & CREDIT_ROLE_JOINS) || (n == 1 && is_family_name(parse, segment)))
			continue;
		credit_cut(parse, i, segment->from, segment->from + n, ' ');
		segment->kind = CREDIT_SEGMENT_ROLE;
		segment->roles |= roles & ~(guint)CREDIT_ROLE_JOINS;
		return TRUE;
	}
	return FALSE;
}

/* "MAE-USP": an office of that name and no agency's. */
static gboolean
is_compound_of_capitals(const CreditParse *parse, guint from, guint k, const CreditAlias *alias)
{
	return strlen(alias->key) <= SHORT_BYTES && k == from + 1 && credit_is_upper(parse, from, k) &&
	       credit_known(parse, from, k) == NULL && credit_role(parse, from, k) == 0;
}

/* "Robert Goddin-USA TODAY Sports": a hyphen separates only before a known organisation. */
static gboolean
split_hyphen(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint k = segment->from + 1; k < segment->to; k++) {
		gsize n;
		const char *gap = credit_text_gap(&parse->text, k, &n);
		const CreditAlias *alias;

		if (n == 0 || memchr(gap, ' ', n) != NULL || (*gap != '-' && (guchar)*gap != 0xe2))
			continue;
		alias = credit_known(parse, k, segment->to);
		if (alias == NULL || alias->key[1] == '\0' ||
			!is_written_so(parse, alias, k, segment->to) ||
			is_compound_of_capitals(parse, segment->from, k, alias))
			continue;
		credit_cut(parse, i, k, k, '-');
		return TRUE;
	}
	return FALSE;
}

static const CreditAlias *
known_or_misspelt(const CreditParse *parse, guint from, guint to)
{
	const CreditAlias *alias = credit_known(parse, from, to);
	g_autofree char *key = NULL;

	if (alias != NULL || to - from > 1)
		return alias;
	key = credit_text_key(&parse->text, from, to);
	alias = credit_rules_misspelt(parse->rules, key);
	return alias != NULL && alias->organisation->kind == CL_ORGANISATION_WIRE ? alias : NULL;
}

/* "Jane Roe NASA": whom a person works for, whose surname it else becomes. Before an agency ("Ana Maria
 * EMA/AFP"), and where all is in capitals, it may be just that. */
static gboolean
is_service(const CreditParse *parse, guint i, const CreditAlias *alias, guint k)
{
	const CreditSegment *segment = parse->segments->pdata[i];
	const CreditSegment *next = i + 1 < parse->segments->len ? parse->segments->pdata[i + 1] : NULL;

	return alias->organisation->kind == CL_ORGANISATION_GOVERNMENT && strlen(alias->key) >= 3 &&
	       credit_is_upper(parse, k, segment->to) && !credit_is_upper(parse, segment->from, k) &&
	       (next == NULL || next->group != segment->group ||
		       !delivers(credit_known(parse, next->from, next->to)));
}

/* Before word i; what a hyphen joins is split_hyphen()'s. */
static gboolean
has_blank(const CreditParse *parse, guint i)
{
	gsize n;
	const char *gap = credit_text_gap(&parse->text, i, &n);

	return memchr(gap, ' ', n) != NULL;
}

/* "John Doe/intermediary retuERS", "Kay Nietfeld dpa". */
static gboolean
split_known_behind(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint n = MIN(MAX_ALIAS_WORDS, segment->to - segment->from - 1); n > 0; n--) {
		guint k = segment->to - n;
		const CreditAlias *alias = known_or_misspelt(parse, k, segment->to);
		CreditLooks left;

		if (alias == NULL || alias->whole || !has_blank(parse, k) ||
			(credit_word_kind(parse, k - 1) & CREDIT_WORD_FUNCTION))
			continue;
		left = credit_looks(parse, segment->from, k);
		if (!is_written_so(parse, alias, k, segment->to) ||
			credit_is_and(&parse->text, k - 1) ||
			(!delivers(alias) && (left != CREDIT_LOOKS_PERSON ||
						     (n == 1 && !is_service(parse, i, alias, k)))))
			continue;
		credit_cut(parse, i, k, k, ' ');
		return TRUE;
	}
	return FALSE;
}

static gboolean
names_issuer(const CreditParse *parse, guint from, guint to)
{
	while (from < to && !(credit_word_kind(parse, from) & CREDIT_WORD_ISSUER))
		from++;
	return from < to;
}

/* "AFP John Doe", "ANP OPENBAAR MINISTERIE"; "Getty Images Publicity" is Getty Images. */
static gboolean
split_known_before(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	for (guint n = MIN(MAX_ALIAS_WORDS, segment->to - segment->from - 1); n > 0; n--) {
		guint k = segment->from + n;
		const CreditAlias *alias = credit_known(parse, segment->from, k);

		if (!delivers(alias) || alias->whole ||
			!is_written_so(parse, alias, segment->from, k))
			continue;
		if (credit_looks(parse, k, segment->to) == CREDIT_LOOKS_PERSON ||
			credit_is_unspaced(parse, k, segment->to) || names_issuer(parse, k, segment->to)) {
			credit_cut(parse, i, k, k, ' ');
			return TRUE;
		}
		if (n < 2 || segment->to - k > 2 ||
			(credit_word_kind(parse, k) & CREDIT_WORD_FUNCTION))
			continue;
		segment->to = k;
		return TRUE;
	}
	return FALSE;
}

/* Short words that stand in names as well ("Ortega y Gasset", "Costa e Silva"): between whole names only. */
static gboolean
is_weak_and(const CreditParse *parse, guint from, guint k, guint to)
{
	static const char *const words[] = {"y", "e", "i", "ja", "dan", "un", "ir", "es", "si", "va", "και",
		"і", "й", NULL};

	return k >= from + 2 && k + 2 < to && word_is(parse, k, words) && begins_small(parse, k) &&
	       !begins_small(parse, k + 1) && !begins_small(parse, k + 2);
}

/* The part that begins at `from`: where it ends, and where the next one begins. */
static guint
part_end(const CreditParse *parse, guint from, guint to, guint *next)
{
	for (guint k = from + 1; k < to; k++) {
		if (is_ampersand(parse, k)) {
			*next = k;
			return k;
		}
		if ((credit_is_and(&parse->text, k) || is_weak_and(parse, from, k, to)) && k + 1 < to) {
			*next = k + 1;
			return k;
		}
	}
	*next = to;
	return to;
}

static gboolean
stands_for_itself(const CreditParse *parse, guint from, guint to)
{
	return credit_looks(parse, from, to) == CREDIT_LOOKS_PERSON ||
	       credit_known(parse, from, to) != NULL;
}

/* "A B and C D": each a whole name; "Carl & Ann Purcell" stays one. */
static gboolean
split_and(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];
	guint next, end = part_end(parse, segment->from, segment->to, &next);

	if (end == segment->to)
		return FALSE;
	for (guint from = segment->from; from < segment->to; from = next)
		if (!stands_for_itself(parse, from, part_end(parse, from, segment->to, &next)))
			return FALSE;
	end = part_end(parse, segment->from, segment->to, &next);
	credit_cut(parse, i, end, next, 'a');
	return TRUE;
}

/* A name that stands twice without anything between: "CHRISTOF STACHECHRISTOF STACHE". */
static gboolean
undouble(CreditParse *parse, CreditSegment *segment)
{
	g_autofree char *slice = credit_text_slice(&parse->text, segment->from, segment->to);
	gsize n = strlen(slice);
	guint words = segment->to - segment->from;

	if (words % 2 == 0 || words < 3 || n % 2 != 0 || strncmp(slice, slice + n / 2, n / 2) != 0)
		return FALSE;
	/* The word in the middle is both a last and a first one: shorten it to the last one. */
	segment->to = segment->from + words / 2 + 1;
	g_array_index(parse->text.words, CreditWord, segment->to - 1).end =
		credit_text_word(&parse->text, segment->from)->start + (guint32)(n / 2);
	return TRUE;
}

static gboolean
split_one(CreditParse *parse, guint i)
{
	CreditSegment *segment = parse->segments->pdata[i];

	if (segment->kind != CREDIT_SEGMENT_NEW || segment->to < segment->from + 2 ||
		credit_known(parse, segment->from, segment->to) != NULL ||
		credit_role(parse, segment->from, segment->to) != 0)
		return FALSE;
	undouble(parse, segment);
	return split_out(parse, i) || credit_split_platform(parse, i) || split_role_behind(parse, i) ||
	       split_for(parse, i) || split_role_before(parse, i) ||
	       split_and(parse, i) || split_photo(parse, i) || split_hyphen(parse, i) ||
	       credit_split_behind(parse, i) || split_known_behind(parse, i) ||
	       split_known_before(parse, i);
}

/* "REX/Shutterstock", and behind "for". */
static gboolean
is_compound(const CreditParse *parse, guint from, guint middle, guint to)
{
	for (guint k = from; k < middle; k++) {
		g_autofree char *key = NULL;
		const CreditAlias *alias;

		if (k > from && !is_for(parse, k - 1))
			continue;
		key = credit_text_key(&parse->text, k, to);
		alias = credit_rules_alias(parse->rules, key);
		if (alias != NULL && alias->compound)
			return TRUE;
	}
	return FALSE;
}

/* "REX/Shutterstock", "PA Wire/PA Images" are one name although a separator stands in it. */
static void
join_compounds(CreditParse *parse)
{
	for (guint i = 0; i + 1 < parse->segments->len; i++) {
		CreditSegment *segment = parse->segments->pdata[i];
		CreditSegment *next = parse->segments->pdata[i + 1];
		guint to = next->to;

		if (segment->kind != CREDIT_SEGMENT_NEW || next->kind != CREDIT_SEGMENT_NEW ||
			segment->group != next->group || segment->to != next->from)
			continue;
		/* "VG Bild-Kunst, Bonn 2026" */
		if (credit_year_at(parse, to - 1) != 0)
			to--;
		if (!is_compound(parse, segment->from, segment->to, to))
			continue;
		segment->to = next->to;
		g_ptr_array_remove_index(parse->segments, i + 1);
		i--; /* "NASA/JPL/Caltech" */
	}
}

/* "陈晔华摄": the word that says who took it stands at the name without a blank. */
static void
cut_role_behind(CreditParse *parse, CreditSegment *segment, guint i)
{
	CreditWord *word = &g_array_index(parse->text.words, CreditWord, segment->to - 1);
	g_autofree char *key = credit_text_key(&parse->text, segment->to - 1, segment->to);
	glong n = g_utf8_strlen(key, -1);

	if (!credit_is_unspaced(parse, segment->to - 1, segment->to) ||
		credit_known(parse, segment->from, segment->to) != NULL ||
		credit_role(parse, segment->from, segment->to) != 0)
		return;
	for (glong behind = 1; behind <= MAX_SUFFIX_LETTERS && n - behind >= 2; behind++) {
		const char *suffix = g_utf8_offset_to_pointer(key, n - behind);
		guint roles = credit_table_bits(&parse->rules->roles, suffix);

		if (!(roles & CREDIT_ROLE_JOINS) || word->end - word->start != strlen(key))
			continue;
		word->end -= (guint32)strlen(suffix);
		word->key_end -= (guint32)strlen(suffix);
		put_role(parse, i, roles);
		return;
	}
}

void
credit_split(CreditParse *parse)
{
	join_compounds(parse);
	credit_join_behind(parse);
	for (guint i = 0; i < parse->segments->len; i++) {
		CreditSegment *segment = parse->segments->pdata[i];

		if (segment->kind == CREDIT_SEGMENT_NEW && segment->from < segment->to)
			cut_role_behind(parse, segment, i);
		while (parse->segments->len < 2 * CREDIT_MAX_SEGMENTS && split_one(parse, i))
			;
	}
}
