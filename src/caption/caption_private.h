/* SPDX-License-Identifier: MIT
 *
 * What the files of this folder share: a text as words, and tests on characters.
 */
#pragma once
#include <cutline/caption.h>
#include <cutline/credit.h>
#include <string.h>

typedef enum {
	WORD_LOWER,  /* all letters small */
	WORD_TITLE,  /* first letter capital, a small one behind it */
	WORD_UPPER,  /* capitals only, two letters or more */
	WORD_LETTER, /* one capital letter */
	WORD_MIXED,  /* begins small, has capitals: iPhone */
	WORD_NUMBER, /* begins with a digit */
} WordShape;

/* Letters and digits, with hyphens and apostrophes between them. A possessive 's is no part of
 * `base`. Text without cases (Chinese, Arabic) counts as LOWER. */
typedef struct {
	guint start, end, base; /* bytes; base <= end */
	WordShape shape;
} Word;

/* Lines of a plain text, stripped, what was broken joined; and the number of each in the text. */
char **caption_lines(const char *text, GArray *numbers);

/* printed_marked.c: a picture of Markdown; texts as they are written, or NULL. */
typedef struct {
	char *alt, *title, *url;
	char *name; /* of an address that stands elsewhere, folded */
} CaptionMarked;
void caption_marked_clear(CaptionMarked *marked);
/* The next of a text; clears what was read before. */
gboolean caption_marked_next(const char **at, CaptionMarked *marked);
/* The text of one begins in the line and does not end in it. */
gboolean caption_marked_open(const char *line);
/* "[one]: https://…/a.jpg "A street"": name, address and title. */
gboolean caption_marked_address(const char *line, CaptionMarked *marked);
GArray *caption_words(const char *text, guint start, guint end); /* Word */
/* The first of them only. */
GArray *caption_first_words(const char *text, guint start, guint end, guint max_words);

/* Equal without regard to ASCII case? `literal` is lower case. */
gboolean caption_word_is(const char *text, const Word *word, const char *literal);
/* Is it one of these lower-case words (NULL-terminated)? */
gboolean caption_word_in(const char *text, const Word *word, const char *const *literals);
static inline gboolean
caption_is_capital(const Word *word)
{
	return word->shape == WORD_TITLE || word->shape == WORD_UPPER || word->shape == WORD_LETTER;
}

/* Byte after the blanks at `at`; byte before which blanks end. */
guint caption_skip(const char *text, guint at, guint end);
guint caption_trim(const char *text, guint start, guint end);
/* Does the text at `at` (before `end`) begin so? ASCII case is as given in `prefix`. */
gboolean caption_begins(const char *text, guint at, guint end, const char *prefix);
/* The same without regard to ASCII case; `prefix` is lower case. */
gboolean caption_begins_folded(const char *text, guint at, guint end, const char *prefix);

/* The bracket that closes this one, of those in which agencies put credits; 0 if it opens none. */
gunichar caption_closing(gunichar opening);

/* dates.c */
/* A date that begins at word `i`; number of words it takes, or 0. */
guint caption_date_at(const char *text, const GArray *words, guint i, ClTextDate *date);
/* Does the full stop at `stop` stand inside a date ("5. Januar", "Wed., Jan. 5", "5.1.2022")? */
gboolean caption_date_around(const char *text, guint stop);

enum {
	KNOWN_UNMARKED = 1, /* no mark of the desk begins there */
	KNOWN_SENTENCE = 2, /* a sentence ends with it */
	KNOWN_RUNS_ON = 4,  /* none does */
};

/* front.c, segment.c: the parts of a text while they are being found. */
typedef struct {
	const ClCreditRules *rules;
	const char *text;
	guint end;
	guint at; /* what stands before is in parts */
	ClCaption *caption;
	const ClSpan *restrictions;
	guint n_restrictions;
	guint8 *known; /* of each byte what was asked of it: KNOWN_ */
} Anatomy;

void caption_add_part(Anatomy *anatomy, ClPartKind kind, guint start, guint end);
/* front.c: id, file marks, notes and datelines at the beginning. */
void caption_read_front(Anatomy *anatomy);
/* segment.c: all that follows. */
void caption_read_segments(Anatomy *anatomy);
/* A bracket at the beginning that is a note to the desk. */
gboolean caption_read_front_bracket(Anatomy *anatomy);
/* segment.c: not a credit, a restriction or another part that is none of the body. */
gboolean caption_begins_body(const Anatomy *a, guint at);
/* looks.c: is this a credit by its looks? `bracketed`: it stands in brackets, so less is asked. */
gboolean caption_looks_credit(const Anatomy *a, guint start, guint end, gboolean bracketed);
/* Are all letters capitals, in `n_words` words or more? */
/* witness.c: cl_caption_accounted() in two steps, for several sign-offs: the words of the record first. */
GHashTable *caption_witnessed(const ClCaptionWitness *witness);
gboolean caption_accounted_by(const char *signoff, GHashTable *known, char **stranger);
/* Letters or a century are left out there: '90s, rock 'n' roll, 'tis. */
gboolean caption_is_elision(const char *text, guint at);
gboolean caption_is_shouted(const char *text, guint start, guint end, guint n_words);
/* Does a shouted instruction (NO …, EDITORIAL …) begin at this word? No name begins so. Which
 * instruction it is, only the phrases of rights know. */
gboolean caption_instructs(const char *text, guint at, guint end);
/* Does a sentence end right before `at`, blanks left aside? Also TRUE at the beginning. */
gboolean caption_sentence_before(const char *text, guint at);
/* The same, and remembered. */
gboolean caption_fresh(const Anatomy *a, guint at);
/* The signs that may stand between the end of that sentence and `at`. */
gboolean caption_looked_over(gunichar c);
