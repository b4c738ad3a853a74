/* SPDX-License-Identifier: MIT
 *
 * Lint: what an editor would still change before a caption is printed, with code, place and, where
 * it is mechanical, the replacement. Every code is listed here once with the sentence that the
 * documentation prints. Pure.
 */
#pragma once
#include "fields.h"
#include "style.h"

typedef enum { CL_LINT_NOTE, CL_LINT_WARNING } ClLintSeverity;

/* clang-format off */
#define CL_LINT_TABLE(X) /* code, severity, sentence */ \
	/* spelling */ \
	X(HOUSE_STYLE,          WARNING, "the house writes this differently") \
	X(SPELLING_VARIES,      WARNING, "one person or place is spelt in more than one way") \
	/* what a caption must say */ \
	X(CAPTION_MISSING,      WARNING, "there is no caption") \
	X(TOO_SHORT,            WARNING, "the caption is too short to say who, where and when") \
	X(NO_WHO,               NOTE,    "a person of office or trade is shown and not named, or a person of the record is not mentioned") \
	X(NO_WHERE,             NOTE,    "no place is named") \
	X(NO_WHEN,              NOTE,    "no date is named") \
	X(YEAR_MISSING,         WARNING, "a date lacks its year") \
	X(WEEKDAY_CONTRADICTS,  WARNING, "the weekday is not that of the date") \
	X(WEEKDAY_STALE,        WARNING, "a weekday without date can no longer be understood") \
	X(RELATIVE_DAY,         WARNING, "today, yesterday or last week: readers come later") \
	X(DATE_IMPOSSIBLE,      WARNING, "there is no such day") \
	X(DATE_CONTRADICTS,     WARNING, "the caption's date is not the day when the picture was taken") \
	X(PLACE_CONTRADICTS,    NOTE,    "the dateline names another place than the record") \
	/* what does not belong into print */ \
	X(CREDIT_IN_CAPTION,    WARNING, "the credit is repeated in the caption") \
	X(CREDIT_UNACCOUNTED,   WARNING, "the caption's credit says something that the record does not; it is left in place") \
	X(AGENCY_TOKEN,         WARNING, "a word of agencies that names nobody (STR, HANDOUT) would be printed") \
	X(DESK_WORDS,           WARNING, "words from desk to desk stand in the caption") \
	X(DATELINE_IN_CAPTION,  NOTE,    "an agency's dateline stands in the caption") \
	X(FILE_MARK,            NOTE,    "the picture is marked as an older one; the mark is not for print, the age must be said") \
	X(PLACEHOLDER,          WARNING, "a placeholder was not filled in") \
	/* the text for those who cannot see */ \
	X(ALT_MISSING,          WARNING, "there is no alt text") \
	X(ALT_IS_CAPTION,       WARNING, "the alt text only repeats the caption") \
	X(ALT_TOO_LONG,         NOTE,    "the alt text is longer than 250 characters; more belongs into the extended description") \
	X(ALT_SAYS_IMAGE,       NOTE,    "the alt text says that it is a picture; a screen reader says so, too") \
	X(ALT_FILE_NAME,        WARNING, "the alt text is a file name") \
	X(ALT_HAS_CREDIT,       NOTE,    "the credit stands in the alt text") \
	/* letters */ \
	X(STRAIGHT_QUOTES,      WARNING, "straight quotation marks or apostrophes") \
	X(DOUBLE_BLANK,         WARNING, "two blanks or more in a row") \
	X(BLANK_BEFORE_SIGN,    WARNING, "a blank before a comma, a full stop, a bracket's end") \
	X(WORD_TWICE,           WARNING, "a word stands twice") \
	X(UNCLOSED,             WARNING, "a quotation or bracket is not closed") \
	X(SHOUTED,              WARNING, "the text is in capital letters")
/* clang-format on */

typedef enum {
#define X(id, severity, sentence) CL_LINT_##id,
	CL_LINT_TABLE(X)
#undef X
		CL_N_LINTS
} ClLintCode;

const char *cl_lint_name(ClLintCode code);
ClLintSeverity cl_lint_severity(ClLintCode code);
const char *cl_lint_sentence(ClLintCode code);

typedef struct {
	ClLintCode code;
	ClField field;     /* whose text the span is of */
	ClSpan span;       /* empty where something is missing */
	char *message;     /* what is there and what to do */
	char *replacement; /* for the span; NULL = only a person can do it */
	char *rule;        /* of house style, or NULL */
} ClLint;
void cl_lint_free(ClLint *lint);

/* What is looked at. All lent; NULL = not there or not known. */
typedef struct {
	const char *caption, *alt_text, *headline;
	const char *lang;           /* of the texts */
	ClCaptionWitness witness;   /* credit, by-lines … as recorded */
	const char *city, *country; /* of the record */
	const char *const *people;  /* NULL-terminated */
	const char *date_taken;     /* ISO 8601 as the record has it */
	gint64 print_us;            /* when it is to be read; 0 = not known */
	GTimeZone *zone;            /* of print_us; NULL = UTC */
	gboolean text_only;         /* a caption alone: nothing else is missed */
	const ClSpan *restrictions; /* in the caption, as for cl_caption_parse() */
	guint n_restrictions;
} ClLintSubject;

/* ClLint*, by field and place. */
GPtrArray *cl_lint(const ClLintSubject *subject, const ClStyle *style);
/* The field's text with everything done that is mechanical; `n_done` (may be NULL) says how many.
 * Free with g_free. */
char *cl_lint_fixed(const char *text, const GPtrArray *lints, ClField field, guint *n_done);
void cl_lint_sort(GPtrArray *lints); /* after adding one */
gboolean cl_lint_warns(const GPtrArray *lints);
