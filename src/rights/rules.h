/* SPDX-License-Identifier: MIT
 *
 * The rules compiled: one automaton over word numbers with four roots (phrases, things that can be
 * forbidden, territories, outlets). An edge is a word or a slot; a slot reads what no list can hold.
 */
#pragma once
#include "tokens.h"

/* clang-format off */
#define RIGHTS_SLOT_TABLE(X) /* name in patterns; "open" ones run on until something else begins */ \
	X(TERRITORIES, "territories", FALSE) /* "JAPAN, KOREA AND UK" */ \
	X(TERRITORY_OUT, "territory-out", FALSE) /* one word: "SYROUT" */ \
	X(UNDERSCORED, "no-codes", FALSE)    /* dpa: "NO_IT_RU_ES" */ \
	X(THINGS, "things", FALSE)	     /* "SALES, ARCHIVES OR INTERNET" */ \
	X(DEEDS, "deeds", FALSE)	     /* "CROPPED, SOLD OR USED IN ADVERTISING" */ \
	X(OUTLET, "outlet", FALSE)	     /* "MAIL ONLINE": a name that holds a thing or a place */ \
	X(DATE, "date", FALSE)		     /* "2200 GMT SEPT 7" */ \
	X(DURATION, "duration", FALSE)	     /* "14 DAYS" */ \
	X(NUMBER, "number", FALSE) \
	X(ID, "id", FALSE)		     /* a picture's number: has a digit */ \
	X(NAME, "name", TRUE)		     /* 1 … 5 words in capitals or capitalised */ \
	X(GAP, "gap", TRUE)		     /* 1 … 12 words inside a statement, as few as can be */ \
	X(REST, "rest", TRUE)		     /* to the end of the statement */ \
	X(CREDIT, "credit", TRUE)	     /* quoted, or to the end of the statement */
/* clang-format on */
typedef enum {
#define X(id, name, open) RIGHTS_SLOT_##id,
	RIGHTS_SLOT_TABLE(X)
#undef X
		RIGHTS_N_SLOTS
} RightsSlot;

typedef enum {
	RIGHTS_IN_CAPTION_CAPITALS, /* the phrase counts in a caption if it stands in capitals */
	RIGHTS_IN_CAPTION_ANY,
	RIGHTS_IN_CAPTION_NEVER,
	RIGHTS_IN_CAPTION_OWN, /* as capitals do; a statement of its own may hold its open slots */
	RIGHTS_IN_CAPTION_HEAD /* in any letters where it begins a statement */
} RightsInCaption;

/* What a rule says besides its first code. */
typedef struct {
	ClRestrictionCode code;
	char *operand; /* or NULL: that of the rule */
} RightsMore;

typedef struct {
	char *id;
	ClRestrictionCode code;
	char *operand; /* fixed; NULL = from the slot */
	double confidence;
	RightsInCaption caption;
	gboolean only;       /* THINGS: all but these */
	gboolean from;       /* DATE: that day is the first that it speaks of */
	gboolean whole;      /* it must be all of its statement */
	gboolean unconditional; /* no condition may follow: "not to be used any more AFTER FRIDAY" */
	gboolean capitals;   /* its own words must stand in capitals */
	RightsMore *more;
	guint n_more;
	char **examples; /* NULL-terminated */
} RightsRule;

/* Something that can be forbidden: "NO x", "x OUT"; or a deed: "NOT TO BE x". A deed of no code of its own
 * (UNPARSED) is what the thing beside it says: "USED IN ADVERTISING". */
typedef struct {
	ClRestrictionCode code;
	char *operand; /* a medium's name, or NULL */
	guint channels;
	gboolean exact; /* the medium is the channel, not a part of it */
} RightsThing;

typedef struct {
	char *id;   /* alpha-2 or a group's name */
	char *name; /* as people say it */
	ClTerritories set;
} RightsTerritory;

/* Places and counts in the arrays of the rules. */
typedef struct {
	guint value; /* of the root's list, from 1; 0 = nothing ends here */
	guint skips, n_skips; /* nodes that follow without a word */
	guint slots, n_slots;
	guint edges, n_edges; /* by word; of one word the latest first */
} RightsNode;
typedef struct {
	RightsSlot slot;
	guint node;
} RightsSlotEdge;
typedef struct {
	guint word, to;
} RightsEdge;

enum {
	RIGHTS_ROOT_PHRASES,
	RIGHTS_ROOT_THINGS,
	RIGHTS_ROOT_TERRITORIES,
	RIGHTS_ROOT_OUTLETS,
	RIGHTS_ROOT_DEEDS,
	RIGHTS_N_ROOTS
};
enum {
	RIGHTS_WORD_COMMAND = 1,
	RIGHTS_WORD_CONNECTOR = 2,
	RIGHTS_WORD_THING = 4,
	RIGHTS_WORD_IN_CAPTION = 8,
	RIGHTS_WORD_NEGATION = 16,
	RIGHTS_WORD_LIMIT = 32,
	RIGHTS_WORD_MASTHEAD = 64, /* with which the names of papers and stations end */
	RIGHTS_WORD_ORDER = 128,   /* commands wherever it stands */
	RIGHTS_WORD_ASKS = 256,	   /* of a term, a source, a time: in instructions no prose */
	RIGHTS_WORD_IMPERATIVE = 512, /* so begins what tells somebody to do something */
	RIGHTS_WORD_MATTER = 1024,    /* of law, rights, time: in capitals no story's name */
	RIGHTS_WORD_CONDITION = 2048  /* so begins when, where or for what something holds */
};

/* clang-format off */
#define RIGHTS_NOTE_TABLE(X) /* by which notes.c knows instructions to editors, as they are tried */ \
	X(TO_END, "to_end")	/* headings in capitals: wherever it stands, in any letters */ \
	X(EDITORS, "editors")	/* says to whom: to the end behind the caption's sentence */ \
	X(WORD, "words")	/* so does a word in capitals; in ordinary letters it heads a quoted sign, too */ \
	X(WARNING, "warnings")	/* the same; where it begins a statement it needs no sign */ \
	X(PICTURE, "pictures")	/* "this photograph ", */ \
	X(ORDER, "orders")	/* and behind it "must not be " */ \
	X(ALONE, "alone")	/* by itself: "no charge shall be made " */ \
	X(SIGN, "signs")	/* of a credit in brackets, as written */ \
	X(LABEL, "labels")	/* of a credit before a colon */
/* clang-format on */
typedef enum {
#define X(id, name) RIGHTS_NOTE_##id,
	RIGHTS_NOTE_TABLE(X)
#undef X
		RIGHTS_N_NOTES
} RightsNote;

typedef struct RightsBuild RightsBuild;
/* Arrays and no more, so that write_shipped.c can put those of the shipped rules into the program as they
 * stand. */
struct ClRightsRules {
	RightsWords words;
	const guint16 *flags;    /* by word number */
	const RightsNode *nodes; /* the first are the roots */
	const guint *skips;
	const RightsSlotEdge *slots;
	const RightsEdge *edges;
	const RightsRule *const *rules;
	const RightsThing *const *things;
	const RightsTerritory *const *territories;
	const char *const *notes[RIGHTS_N_NOTES]; /* NULL-terminated; those of a statement end in a blank */
	const char *note_letters;		  /* with which headings and such a statement begin */
	guint n_flags, n_nodes, n_skips, n_slots, n_edges, n_rules, n_things, n_territories;
	char version[17];
	RightsBuild *owned; /* of rules that were read; NULL of the shipped ones */
};

/* compile.c: patterns and names become an automaton, which is then frozen. */
RightsBuild *rights_build_new(void);
void rights_build_free(RightsBuild *build);
/* Owned by the build; their places from 1. */
guint rights_build_add_rule(RightsBuild *build, RightsRule *rule);
guint rights_build_add_thing(RightsBuild *build, RightsThing *thing);
guint rights_build_add_territory(RightsBuild *build, RightsTerritory *territory);
void rights_build_flag(RightsBuild *build, const char *text, guint16 flag);
/* The words that a phrase of the pattern may begin with. */
void rights_build_flag_first(RightsBuild *build, const char *pattern, guint16 flag);
/* FALSE: its brackets or a slot's name are wrong. */
gboolean rights_build_add(RightsBuild *build, const char *pattern, guint value, GError **error);
/* The words of one of the lists; takes them. */
void rights_build_set_notes(RightsBuild *build, RightsNote list, GStrv words);
/* A name of a list. */
void rights_build_add_name(RightsBuild *build, guint root, const char *name, guint value);
/* short_names.c: the name of a territory, and the ways in which it is written shorter. */
void rights_add_territory_name(RightsBuild *build, const char *name, guint value);
/* After the last pattern: whatever may begin one is put at the root, so that a word costs one look-up. */
void rights_build_close(RightsBuild *build);
/* The rules, which own the build. */
ClRightsRules *rights_build_freeze(RightsBuild *build);

/* match.c: the edges of a node along a word. */
const RightsEdge *rights_rules_edges(const ClRightsRules *rules, guint node, guint word, guint *n);
/* The longest entry of a list at token i: its value, *end past it; 0 = none. */
guint rights_rules_longest(
	const ClRightsRules *rules, guint root, const RightsTokens *tokens, guint i, guint *end);

/* slots.c: what a slot reads at token i; FALSE if it reads nothing there. `limit`: open slots end before
 * it. THINGS, DEEDS and TERRITORIES fill `items`, if not NULL. */
typedef struct {
	guint thing;     /* from 1, else 0 */
	guint territory; /* from 1, else 0 */
	guint start, end;
	/* Of a territory: the things before it are forbidden there. lists.c, of a medium: in the territories
	 * behind it only. */
	gboolean where;
} RightsItem;
gboolean rights_slot_list(const ClRightsRules *rules, const RightsTokens *tokens, guint i,
	RightsSlot of, guint *end, GArray *items);
gboolean rights_slot_read(const ClRightsRules *rules, RightsSlot slot, const RightsTokens *tokens,
	guint i, guint limit, guint *end);
/* May it stand in the name of an outlet: with a capital, and no word that commands or is a medium? */
gboolean rights_is_name_word(const ClRightsRules *rules, const RightsTokens *tokens,
	const RightsToken *token);
/* deeds.c: one of a list of deeds at token i; FALSE if there is none. */
gboolean rights_deed_at(const ClRightsRules *rules, const RightsTokens *tokens, guint i, RightsItem *item);
/* Does the deed say by itself what it is that is forbidden? */
gboolean rights_deed_is_known(const ClRightsRules *rules, const RightsItem *item);
/* Does a quotation that is closed begin at token i? */
gboolean rights_is_quoted(const RightsTokens *tokens, guint i);
/* The value of a two-letter code among the territories; 0 = none. */
guint rights_rules_alpha2(const ClRightsRules *rules, const char *code);
/* "SYROUT", "NO_IT_RU". */
gboolean rights_slot_territory_out(
	const ClRightsRules *rules, const RightsToken *token, guint *territory);
gboolean rights_slot_underscored(
	const ClRightsRules *rules, const RightsToken *token, ClTerritories *set);

/* match.c */
gboolean rights_slot_is_open(RightsSlot slot);
#define RIGHTS_MAX_CAPTURES 4
typedef struct {
	RightsSlot slot;
	guint start, end;
} RightsCapture;
typedef struct {
	guint rule; /* from 1 */
	guint start, end, n_fixed;
	gboolean caps; /* all of its own words stand in capitals */
	guint n_captures;
	RightsCapture captures[RIGHTS_MAX_CAPTURES];
} RightsMatch;
/* The longest phrase that begins at token i. `strong`: for each token, the next one at which a phrase
 * begins that ends open slots; NULL while that is found out. `fresh`: a statement may begin here. */
gboolean rights_match(const ClRightsRules *rules, const RightsTokens *tokens, guint i,
	const guint *strong, gboolean fresh, RightsMatch *match);

/* prose.c: texts that say something else, and terms beside it. */
typedef enum {
	RIGHTS_READ_TERMS, /* instructions: all of it speaks of use */
	RIGHTS_READ_PROSE, /* captions */
	RIGHTS_READ_LABEL, /* names: credit, copyright notice, by-line, source */
	RIGHTS_READ_ASIDE  /* no place for terms: headline, keywords */
} RightsReading;
typedef struct RightsProse RightsProse; /* lent: rules, tokens */
RightsProse *rights_prose_new(
	const ClRightsRules *rules, const RightsTokens *tokens, RightsReading how);
void rights_prose_free(RightsProse *prose);
/* Does a piece of the text begin at token i: a statement, what stands in brackets or behind a colon? */
gboolean rights_prose_parts(const RightsTokens *tokens, guint i);
/* Most words of prose need no look. */
gboolean rights_prose_may_begin(const RightsProse *prose, guint i);
/* Where the open slots of a phrase at token i end: `strong`; NULL where a phrase without any begins a
 * statement. */
const guint *rights_prose_limits(const RightsProse *prose, guint i, const guint *strong);
gboolean rights_prose_counts(const RightsProse *prose, const RightsMatch *match);
/* What a match gave, from `first` on, asks only, where it may be part of a sentence. */
void rights_prose_doubt(const RightsProse *prose, const RightsMatch *match, guint first, GPtrArray *out);
/* A piece that no phrase explains: does it ask; does it stand in capitals, so that it is told? */
gboolean rights_prose_commands(const RightsProse *prose, guint start, guint end);
gboolean rights_prose_tells(const RightsProse *prose, guint start, guint end);
void rights_ask(ClRestriction *restriction);
/* parse.c */
GPtrArray *rights_parse_as(const ClRightsRules *rules, const char *text, const ClRightsTimes *times,
	RightsReading how);

/* Behind a phrase that forbids: the deeds that it forbids as well ("… OR SOLD"), up to *end; FALSE if there
 * are none. */
gboolean rights_deeds_behind(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	guint *start, guint *end);

/* embargo.c */
void rights_join_embargoes(GPtrArray *restrictions);
void rights_doubt_hours(const RightsTokens *tokens, const ClRightsTimes *times, gboolean caption,
	GPtrArray *restrictions);

/* open_ends.c: shorten the open slot at the end of a match so that it swallows nothing that commands. */
void rights_end_open(
	const ClRightsRules *rules, const RightsTokens *tokens, const guint *strong, RightsMatch *match);

/* emit.c: a match becomes restrictions. */
void rights_emit(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const ClRightsTimes *times, GPtrArray *out);
const RightsCapture *rights_captured(const RightsMatch *match, RightsSlot slot);
/* The operand in codes, and what people call them. */
void rights_state_territories(const ClRightsRules *rules, ClRestriction *restriction);
/* Of media that are forbidden in its territories only: "online@JP", "online in Japan". */
void rights_state_there(const ClRightsRules *rules, ClRestriction *restriction);
ClRestriction *rights_restriction_new(const RightsTokens *tokens, guint start, guint end,
	ClRestrictionCode code, const char *rule, double confidence);
/* The operand as a person or a rule gives it; FALSE: it does not fit the code. */
gboolean rights_set_operand(const ClRightsRules *rules, ClRestriction *restriction,
	const char *operand, const ClRightsTimes *times);
gint64 rights_base_us(const ClRightsTimes *times);

/* remarks.c: of what a comment says only what counts there. */
void rights_keep_remarks(const ClRightsRules *rules, const char *text, gboolean names, GPtrArray *found);

/* lists.c: of a match with things; and the territories of one restriction. */
void rights_emit_things(
	const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match, GPtrArray *out);
/* A list of deeds, of the match or behind it. */
void rights_emit_deeds(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	const RightsCapture *list, GPtrArray *out);
gboolean rights_emit_places(const ClRightsRules *rules, const RightsTokens *tokens, const RightsMatch *match,
	ClRestriction *restriction);

/* parse.c: `twin` tells restrictions of the same words apart. */
void rights_set_key(ClRestriction *restriction, guint twin);
