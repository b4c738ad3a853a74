/* SPDX-License-Identifier: MIT
 *
 * What the files of this folder share. A credit is read in this order:
 *   notes.c     what a line says to editors is blanked
 *   capitals.c  so is what stands in capitals behind a credit
 *   words.c     text → words with their fold keys and the gaps between them
 *   segments.c  words → segments, by separators and "via"
 *   peel.c      labels, years, ranks and such are taken off a segment
 *   behind.c    what stands behind a person's name: Jr., MBE, PhD, a service or corps
 *   split.c     a segment that is several ("AFP PHOTO X", "X Handout", "Name-KNOWNORG")
 *   looks.c     what words look like: a person's name, an organisation's
 *   classify.c  each segment: role, organisation, person, platform, licence, or not understood
 *   several.c   is it more than one credit?
 *   parse.c     segments → provider, distributors, kind
 */
#pragma once
#include <cutline/credit.h>
#include <cutline/findings.h>
#include <cutline/photo.h>
#include <cutline/text.h>

#define CREDIT_MAX_MESSAGE_BYTES 500U
#define CREDIT_MAX_SEGMENTS 40U     /* more is no credit line */
#define CREDIT_MAX_TEXT_BYTES 4000U /* the same: a caption in the wrong field */

/* --- value.c ------------------------------------------------------------------------------ */
ClCredit *credit_new(const char *raw);
ClCreditName *credit_name_new(const char *name, const char *id, guint32 start, guint32 end);
void credit_name_free(ClCreditName *name);
/* Lent. */
ClCreditFinding *credit_find(ClCredit *credit, const char *code, guint32 start, guint32 end,
	const char *format, ...) G_GNUC_PRINTF(5, 6);
/* ClCreditName*: the same names in the same order? */
gboolean credit_names_equal(const GPtrArray *a, const GPtrArray *b);
gboolean credit_has_finding(const ClCredit *credit, const char *code);
void credit_add_rule(ClCredit *credit, const char *kind, const char *id);
char *credit_take_string(GVariant *object, const char *key);

/* --- rules -------------------------------------------------------------------------------- */
/* What a word such as HANDOUT or STR says. */
typedef enum {
	CREDIT_ROLE_HANDOUT = 1 << 0,
	CREDIT_ROLE_POOL = 1 << 1,
	CREDIT_ROLE_UGC = 1 << 2,
	CREDIT_ROLE_FILE = 1 << 3,
	CREDIT_ROLE_ANONYMOUS = 1 << 4,
	CREDIT_ROLE_COURTESY = 1 << 5,
	CREDIT_ROLE_NOTHING = 1 << 6, /* says nothing about the credit: "All rights reserved" */
	CREDIT_ROLE_MANDATORY = 1 << 7,
	CREDIT_ROLE_JOINS = 1 << 8, /* may stand before or after a name without a separator */
	CREDIT_ROLE_PLACE = 1 << 9, /* where it was taken: no name */
} CreditRole;

typedef enum { CREDIT_LABEL_ALWAYS, CREDIT_LABEL_COLON, CREDIT_LABEL_NAME } CreditLabelWhen;
typedef struct {
	const char *key; /* folded */
	guint n_words;
	CreditLabelWhen when;
	guint flags; /* CreditRole */
} CreditLabel;

typedef enum {
	CREDIT_WORD_STRONG = 1,
	CREDIT_WORD_WEAK = 2,
	CREDIT_WORD_FUNCTION = 4,
	CREDIT_WORD_PHOTO = 8,
	CREDIT_WORD_SUFFIX = 16, /* Jr., III: behind a name, often after a comma */
	CREDIT_WORD_ISSUER = 32, /* Police, Presidency, family: who gives pictures out and sells none */
	CREDIT_WORD_AUTHORITY = CREDIT_WORD_STRONG | CREDIT_WORD_ISSUER,
} CreditWordKind;

typedef struct {
	const char *key; /* folded */
	const ClOrganisation *organisation;
	gboolean whole;	   /* recognised only as a whole part: a surname, too */
	gboolean compound; /* a separator stands in it */
} CreditAlias;

/* A word and what it means: a thing or a number. */
typedef struct {
	const char *key; /* folded */
	gconstpointer of;
	guint bits;
} CreditEntry;
typedef struct {
	const CreditEntry *entries; /* in the order of their keys, each once */
	guint n;
} CreditTable;

#define CREDIT_MAX_ALIAS_BYTES 80U
#define CREDIT_MIN_MISSPELT_BYTES 6U
typedef struct CreditOwned CreditOwned;
/* Sorted arrays and no more, so that write_shipped.c can put those of the shipped rules into the
 * program as they stand. */
struct ClCreditRules {
	const ClOrganisation *const *organisations;
	guint n_organisations;
	const ClPerson *const *people;
	guint n_people;
	CreditTable by_id;		  /* → ClOrganisation */
	CreditTable person_by_key;	  /* → ClPerson */
	const CreditAlias *aliases;	  /* shorter ones first, else in the order of their keys */
	guint by_length[CREDIT_MAX_ALIAS_BYTES + 2]; /* the first alias of so many bytes or more */
	const CreditLabel *labels;	  /* in the order of their keys, of one key the surest last */
	guint n_labels;
	const ClDeskMark *marks; /* in the order of the file */
	guint n_marks;
	CreditTable roles;  /* → bits: CreditRole */
	CreditTable words;  /* → bits: CreditWordKind */
	CreditTable endings; /* of words that nobody bears as a name: "polizei"; → bits: CreditWordKind */
	CreditTable ranks;
	CreditTable post_nominals; /* → char: the id of the organisation that it names, or NULL */
	CreditTable licences; /* → char: its name */
	guint max_rank_words;
	const char *version;
	const char *problem; /* an alias that two organisations claim, for the test; or NULL */
	CreditOwned *owned;  /* of rules that were read; NULL of the shipped ones */
};
const CreditEntry *credit_table_find(const CreditTable *table, const char *key);
guint credit_table_bits(const CreditTable *table, const char *key);
/* CreditWordKind of a folded word, by itself or by its ending ("Kantonspolizei"). */
guint credit_rules_word(const ClCreditRules *rules, const char *key);
const CreditAlias *credit_rules_alias(const ClCreditRules *rules, const char *key);
/* An alias at a distance of one letter (missing, added, another, or two swapped); NULL if several. */
const CreditAlias *credit_rules_misspelt(const ClCreditRules *rules, const char *key);
/* The only alias that begins with the key; NULL if none or several organisations'. */
const CreditAlias *credit_rules_completed(const ClCreditRules *rules, const char *key);
/* The labels that begin with this word: [*first, end) of `labels`; the longest of those that fit a text
 * stands last. */
guint credit_rules_labels(const ClCreditRules *rules, const char *word, guint *first);

/* owned.c: what rules that were read own. Texts and blocks live as long as they. */
CreditOwned *credit_owned_new(void);
void credit_owned_free(CreditOwned *owned);
const char *credit_owned_text(CreditOwned *owned, const char *text); /* NULL stays NULL */
gpointer credit_owned_block(CreditOwned *owned, gsize n_bytes);      /* zeroed */
void credit_owned_keep(CreditOwned *owned, gpointer block); /* g_free */
gpointer credit_owned_array(CreditOwned *owned, GArray *array);      /* takes it */
/* Strings of a list, NULL-terminated; NULL if the key is missing. */
const char *const *credit_owned_list(CreditOwned *owned, const ClJsonNode *object, const char *key);
const char *credit_owned_member(CreditOwned *owned, const ClJsonNode *object, const char *key);
/* Entries under way; of two with one key the later one counts. */
CreditTable credit_owned_table(CreditOwned *owned, GArray *entries);

/* grammar.c, index.c */
gboolean credit_read_grammar(ClCreditRules *rules, const ClJsonNode *grammar, GError **error);
void credit_index_organisations(ClCreditRules *rules);
void credit_index_people(ClCreditRules *rules);
gboolean credit_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* --- supplier_id.c ------------------------------------------------------------------------ */
/* Does the pattern (literals, [classes], {m,n}) accept all of the text? Linear in text × pattern. */
gboolean credit_pattern_accepts(const char *pattern, const char *text);
gboolean credit_pattern_is_valid(const char *pattern);

/* --- words.c ------------------------------------------------------------------------------ */
typedef struct {
	guint32 start, end;   /* of the clean text */
	guint32 key, key_end; /* of `keys` */
} CreditWord;

typedef struct {
	char *clean;  /* blanks collapsed, invisible characters gone */
	guint32 *raw; /* byte of `clean` → byte of the raw text; one more at the end */
	gsize n_clean;
	char *keys;    /* fold keys of the words, a blank between them */
	GArray *words; /* CreditWord */
} CreditText;
void credit_text_init(CreditText *text, const char *raw);
void credit_text_clear(CreditText *text);
/* The fold key of words [from, to). Free with g_free. */
char *credit_text_key(const CreditText *text, guint from, guint to);
/* The words as written, with what stands between them; an @ before the first belongs to it. */
char *credit_text_slice(const CreditText *text, guint from, guint to);
const CreditWord *credit_text_word(const CreditText *text, guint i);
/* Between word i - 1 and word i (i from 0 to n_words). Lent, not terminated. */
const char *credit_text_gap(const CreditText *text, guint i, gsize *n);

/* --- notes.c ------------------------------------------------------------------------------ */
/* The words of a line without what it says to editors, which `credit` gets as findings. */
void credit_text_without_notes(
	CreditText *text, const ClCreditRules *rules, const char *raw, ClCredit *credit);
/* The bytes of a text before what it says to editors at its end. */
gsize credit_before_notes(const ClCreditRules *rules, const char *text);

/* --- capitals.c --------------------------------------------------------------------------- */
/* The first words in capitals that stand behind a credit and are none of it, as bytes of the raw text. */
gboolean credit_told(const ClCreditRules *rules, const CreditText *text, gsize *start, gsize *end);

/* --- segments ----------------------------------------------------------------------------- */
typedef enum {
	CREDIT_SEGMENT_NEW,
	CREDIT_SEGMENT_NOTHING,
	CREDIT_SEGMENT_ROLE,
	CREDIT_SEGMENT_ORGANISATION,         /* a rule knows it */
	CREDIT_SEGMENT_UNKNOWN_ORGANISATION, /* it looks like one, or stands where one stands */
	CREDIT_SEGMENT_PERSON,
	CREDIT_SEGMENT_LICENCE,
} CreditSegmentKind;

typedef struct {
	guint from, to; /* words; equal: nothing but roles */
	guint group;    /* how many "via" stand before it */
	char separator; /* before it: 0 none, '/', 's' a slash between blanks, ',', '-', 'a' and, '(' … */
	CreditSegmentKind kind;
	guint roles;
	const ClOrganisation *organisation;
	char *name;             /* as printed; NULL for what is not printed */
	char *client;           /* "X for CLIENT" */
	gboolean pool_operator; /* this organisation ran the pool */
	gboolean courtesy;
	gboolean ranked;   /* a rank stood before the name */
	gboolean supplied; /* "for": a person works for this one */
} CreditSegment;

typedef struct {
	const ClCreditRules *rules;
	CreditText text;
	GPtrArray *segments; /* CreditSegment */
	ClCredit *credit;
	gboolean has_copyright; /* the word, or (c): © alone is no proof that a year ends a name */
	gboolean has_known;     /* some segment is a known organisation or a platform */
	gboolean has_agency;    /* … that names photographers */
	gboolean cut;           /* as long as IIM allows, so perhaps cut off */
} CreditParse;

CreditSegment *credit_segment_new(guint from, guint to, guint group, char separator);
void credit_make_segments(CreditParse *parse);
void credit_peel(CreditParse *parse);
/* How many words of a rank a segment begins with, before something more. */
guint credit_rank_words(const CreditParse *parse, guint from, guint to);
/* A year that a photograph can be of; 0 = the word is none. */
guint credit_year_at(const CreditParse *parse, guint i);
/* The words of the label that it begins with, or 0. */
guint credit_label_words(const CreditParse *parse, guint from, guint to);
/* Is all of it a label? */
gboolean credit_is_label(const CreditParse *parse, guint from, guint to);
void credit_split(CreditParse *parse);
/* Cut segment `i` at word `at`; what follows from word `rest` becomes a segment of its own. */
CreditSegment *credit_cut(CreditParse *parse, guint i, guint at, guint rest, char separator);
/* platform.c: a platform at one end of segment `i`, or an account's name in it. */
gboolean credit_split_platform(CreditParse *parse, guint i);
/* behind.c: what commas separate from the name it belongs to; one that stands behind it in segment `i`. */
void credit_join_behind(CreditParse *parse);
gboolean credit_split_behind(CreditParse *parse, guint i);
/* "and" in the languages of the trade. */
gboolean credit_is_and(const CreditText *text, guint i);
void credit_classify(CreditParse *parse);
void credit_segment_span(
	const CreditParse *parse, const CreditSegment *segment, guint32 *start, guint32 *end);
/* Put `part` after the segment at `i`. */
void credit_segment_insert(CreditParse *parse, guint i, CreditSegment *part);

/* --- looks.c ------------------------------------------------------------------------------ */
/* What a run of words looks like, whatever stands around it. */
typedef enum {
	CREDIT_LOOKS_NOTHING,
	CREDIT_LOOKS_ORGANISATION,
	CREDIT_LOOKS_PERSON,
	CREDIT_LOOKS_SINGLE
} CreditLooks;
CreditLooks credit_looks(const CreditParse *parse, guint from, guint to);
/* One word in a script without blanks between names: a whole name may be one. */
gboolean credit_is_unspaced(const CreditParse *parse, guint from, guint to);
gboolean credit_is_handle(const CreditParse *parse, guint i); /* @name */
/* The desk's initials at the end: word `i`, a segment. */
gboolean credit_is_signed(const CreditParse *parse, guint i);
gboolean credit_is_initials(const CreditParse *parse, const CreditSegment *segment);
/* A caption in the wrong field; somebody who did something else. */
gboolean credit_is_sentence(const CreditParse *parse, const CreditSegment *segment);
gboolean credit_is_labelled(const CreditParse *parse, const CreditSegment *segment);
/* OUT in capitals, as in "JAPAN OUT". */
gboolean credit_is_out(const CreditParse *parse, guint i);
/* Say that a segment is left out of the credit. */
void credit_left_out(CreditParse *parse, const CreditSegment *segment);
const CreditAlias *credit_known(const CreditParse *parse, guint from, guint to);
guint credit_role(const CreditParse *parse, guint from, guint to);
guint credit_word_kind(const CreditParse *parse, guint i);
/* A country or another place: nobody's name, but it may run a pool. */
gboolean credit_is_place(const CreditParse *parse, guint from, guint to);
gboolean credit_is_upper(const CreditParse *parse, guint from, guint to);

/* --- names.c ------------------------------------------------------------------------------ */
/* Plainly two persons, not one in two spellings. */
gboolean credit_are_two_persons(const ClCreditRules *rules, const char *one, const char *other);

/* --- join.c: what another witness says; `where` and `rule` name it ------------------------- */
gboolean credit_has_people(const ClCredit *credit);
gboolean credit_names_nobody(const ClCredit *credit);
ClCreditName *credit_copy_name(const ClCreditName *name);
void credit_copy_people(ClCredit *into, const ClCredit *from);
gboolean credit_names_person(const ClCreditRules *rules, const ClCredit *credit, const ClCreditName *name);
gboolean credit_share_a_person(const ClCreditRules *rules, const ClCredit *a, const ClCredit *b);
const ClOrganisation *credit_organisation_of(const ClCreditRules *rules, const ClCreditName *name);
/* The only organisation of a credit, or NULL. */
const ClOrganisation *credit_only_organisation(const ClCreditRules *rules, const ClCredit *credit);
gboolean credit_same_family(const ClOrganisation *a, const ClOrganisation *b);
void credit_add_distributor(ClCredit *credit, const ClOrganisation *organisation);
/* The provider of a credit becomes its distributor, and another one provides. */
void credit_put_provider(ClCredit *credit, const ClCreditName *provider, const char *rule);
/* An office that sells no pictures, named alone by a witness, gave out what the agency delivers. */
gboolean credit_is_given_out(const ClCreditRules *rules, const ClCredit *credit, const ClCredit *witness);
void credit_conflict(ClCredit *credit, const char *one, const char *other, const char *where);
/* Where both name people, and none of them is the same: a finding of this code. */
void credit_join_people(const ClCreditRules *rules, ClCredit *credit, const ClCredit *other,
	const char *code, const char *where);
void credit_join_kind(ClCredit *credit, const ClCredit *other);
/* One more organisation, beside the only one that the credit names. */
void credit_join_organisation(
	const ClCreditRules *rules, ClCredit *credit, const ClCredit *other, const char *rule);
/* A witness names an agency that nothing of the credit's chain has to do with: a finding of this code. */
void credit_compare_agencies(const ClCreditRules *rules, ClCredit *credit, const ClCredit *witness,
	const char *code, const char *where);

/* --- several.c ---------------------------------------------------------------------------- */
gboolean credit_is_several(const CreditParse *parse);
/* Does a credit of its own begin with this agency? */
gboolean credit_begins_another(const CreditSegment *segment, char separator);

/* --- render.c ----------------------------------------------------------------------------- */
#define CREDIT_HOLE "{photographers}" /* in a template */
/* Photographers as printed: "A, B and C". */
char *credit_render_people(const ClCredit *credit);
