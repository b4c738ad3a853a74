/* SPDX-License-Identifier: MIT
 *
 * Captions: what a received caption is made of, and the caption that may be printed. Pure.
 *
 * Agencies put more into a caption than its sentences: an id, FILE marks, a dateline, the credit,
 * tags, instructions. Parsing never changes the text: it says, byte by byte, what each part is.
 * Any text gives an answer, in linear time; what is not understood is body.
 */
#pragma once
#include <glib.h>
#include "credit.h"
#include "time.h"

/* clang-format off */
#define CL_CAPTION_FORM_TABLE(X) /* whose habits the text shows */ \
	X(PLAIN, "plain") X(AFP, "afp") X(GETTY, "getty") X(AP, "ap") X(REUTERS, "reuters") X(EPA, "epa") \
	X(PA, "pa") X(DPA, "dpa") X(CORBIS, "corbis") X(IMAGN, "imagn") X(SHUTTERSTOCK, "shutterstock") \
	X(CP, "cp") X(XINHUA, "xinhua")

#define CL_CAPTION_PART_TABLE(X) \
	X(BODY,        "body")        /* sentences that readers are to see */ \
	X(ID,          "id")          /* the supplier's number */ \
	X(FILE,        "file")        /* "FILE PHOTO:", "ARCHIV -": an older picture */ \
	X(DATELINE,    "dateline")    /* place and date before or after the sentence */ \
	X(SIGNOFF,     "sign-off")    /* the credit */ \
	X(TAGS,        "tags")        /* "(COUNTRY - Tags: …)", "TPX IMAGES OF THE DAY" */ \
	X(NOTE,        "note")        /* words from desk to desk */ \
	X(RESTRICTION, "restriction") /* what may not be done with the picture */ \
	X(SLUG,        "slug")        /* "See PA story …" */
/* clang-format on */

typedef enum {
#define X(id, name) CL_CAPTION_##id,
	CL_CAPTION_FORM_TABLE(X)
#undef X
} ClCaptionForm;

typedef enum {
#define X(id, name) CL_PART_##id,
	CL_CAPTION_PART_TABLE(X)
#undef X
} ClPartKind;

const char *cl_caption_form_name(ClCaptionForm form);
const char *cl_caption_part_name(ClPartKind kind);

/* Bytes start … end - 1 of a text. */
typedef struct {
	guint start, end;
} ClSpan;

typedef struct {
	ClPartKind kind;
	ClSpan span;
} ClCaptionPart;

/* Every byte that is not blank stands in exactly one part; parts are in the order of the text. */
typedef struct {
	ClCaptionForm form;
	GArray *parts; /* ClCaptionPart */
	char *id;
	gboolean file;                 /* the picture is older than its news */
	char *city, *region, *country; /* of the dateline; NULL if not said */
	ClDate date;   /* of the dateline; month 0 if not said, year 0 if left out */
	char *body;    /* the sentences, joined */
	char *signoff; /* the credit without brackets and full stop; several: " | " between */
	GPtrArray *tags, *notes, *restrictions; /* char* */
	char *slug;
} ClCaption;

/* `restrictions`: spans that the restriction phrases of rights cover in this text, in order; an
 * instruction that follows a credit without any sign between them is only known by them. May be
 * NULL. Capital-letter instructions are found without. `rules`: what desks write; NULL = shipped. */
ClCaption *cl_caption_parse(const ClCreditRules *rules, const char *text, const ClSpan *restrictions,
	guint n_restrictions);
void cl_caption_free(ClCaption *caption);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCaption, cl_caption_free)

/* A date as running text says it. Missing parts are 0; weekday 1 = Monday … 7. */
typedef struct {
	ClSpan span;
	int year, month, day, weekday;
	gboolean relative; /* "yesterday", "last week": no part is given */
} ClTextDate;

/* Dates, weekdays and relative days of a text, in order. English, German, French, Spanish, Russian
 * names; numeric dates with the day first, ISO with the year first. */
GArray *cl_caption_dates(const char *text);

/* What the record says beside the caption: the witnesses for its sign-off. Any may be NULL. */
typedef struct {
	const char *credit, *source, *copyright, *supplier_id;
	const char *const *bylines; /* NULL-terminated */
} ClCaptionWitness;

/* TRUE if every word of a sign-off stands in the credit, by-lines, source, copyright or supplier
 * id, or is one of the words that credits are made with (Photo by, Handout, via …). Otherwise the
 * first word that stands nowhere else is in `*stranger` (free with g_free). */
gboolean cl_caption_accounted(
	const char *signoff, const ClCaptionWitness *witness, char **stranger);
