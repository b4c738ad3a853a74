/* SPDX-License-Identifier: MIT
 *
 * Use case: a published page against the archive. Which photo is each picture, is it credited as
 * demanded, may it be there, is it there twice, and is one thing spelt in one way.
 */
#pragma once
#include "archive.h"
#include "clearance.h"
#include "printed.h"
#include "rights.h"

/* clang-format off */
#define CL_PAGE_MATCH_TABLE(X) /* surest first; the names are a contract */ \
	X(URL, "url") X(ID, "id") X(LIKENESS, "likeness") X(CAPTION, "caption") X(NONE, "none")

/* What a page can say that a photo alone cannot; the codes stand beside those of reasons.h and lint.h. */
#define CL_PAGE_REASON_TABLE(X) \
	X(PROBABLE,        REVIEW, "the caption is much like that of a photo with the same credit, and not the same") \
	X(UNKNOWN_PICTURE, REVIEW, "no photo of the archive is this picture") \
	X(CREDIT_UNNAMED,  REVIEW, "a picture without any credit, of which the archive knows nothing") \
	X(CARD_UNKNOWN,    NOTE,   "no photo of the archive is shown where the page is shared: a logo, or one that is to be looked up") \
	X(CREDIT_DATA,     NOTE,   "structured data credits somebody else than the page prints") \
	X(REUSED,          REVIEW, "the same photo stands twice in one story") \
	X(REUSED_ELSEWHERE, NOTE,  "the same photo stands in two parts of the page") \
	X(CAPTION_DIFFERS, NOTE,   "one photo stands under two captions, on one page or in the page and its story") \
	X(CAPTION_NOT_STORY, REVIEW, "the page prints another caption than its story has for the photo") \
	X(SAME_CAPTION,    NOTE,   "several photos have this caption and credit; the strictest verdict of them counts") \
	X(LONG_SERIES,     REVIEW, "more photos have this caption and credit than are looked at") \
	X(TEXT_CUT,        REVIEW, "caption, credit or alternative text is longer than what is compared") \
	X(CAPTION_OF_OTHER, REVIEW, "the caption and credit are those of another photo than the one that is shown") \
	X(FILE_DIFFERS,    REVIEW, "the file beside the page does not look like the photo whose caption or address stands there") \
	X(ADDRESS_UNKNOWN, REVIEW, "an address of the archive that leads to no photo, under the caption of one")
/* clang-format on */
/* So many bytes of a caption, a credit, an alternative text are compared; the rest is left out, which is said
 * (TEXT_CUT). */
#define CL_PAGE_MAX_TEXT_BYTES 16000U

typedef enum {
#define X(id, name) CL_PAGE_MATCH_##id,
	CL_PAGE_MATCH_TABLE(X)
#undef X
} ClPageMatch;
const char *cl_page_match_name(ClPageMatch match);

typedef struct {
	const char *code; /* static */
	ClSeverity severity;
	char *message, *fix;
	ClReasonOrigin origin;
	char *source, *field, *text; /* or NULL */
	guint start, end;
} ClPageReason;

typedef struct {
	ClPrintedPicture *picture;	  /* lent from the page */
	char photo[CL_ID_CHARS + 1]; /* "" if none */
	ClPageMatch match;
	double confidence; /* 0 … 1 */
	gboolean probable; /* a person should look */
	guint first;	   /* place of the first picture of the page that is the same; its own if none */
	ClVerdictKind verdict;
	GPtrArray *alike;   /* char*: ids of all with this caption and credit, if several; else NULL */
	GPtrArray *reasons; /* ClPageReason*, worst first */
} ClPageChecked;

typedef struct {
	ClPrintedPage *page;
	GPtrArray *pictures;  /* ClPageChecked* */
	GHashTable *photos;   /* ids of theirs, lent */
	GPtrArray *spellings; /* ClSpelling* */
	/* `n_reused`: photos that surely stand there more than once */
	guint n_pictures, n_credited, n_captions, n_photos, n_reused, n_probable, n_unmatched;
	guint n_alt_is_caption;
	guint n_also_named;    /* beside the pictures of the page: cards, structured data, anywhere else */
	ClVerdictKind verdict; /* the worst, wherever it stands */
} ClPageReport;
/* One credit that several print in letters that differ is one spelling more. char*, each may be NULL. */
void cl_page_report_add_credits(ClPageReport *report, const GPtrArray *credits);
void cl_page_report_free(ClPageReport *report);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClPageReport, cl_page_report_free)

/* Pictures as somebody tells that they are printed; takes the page, and looks at no file. `ask`: where
 * and when; printed credits are the page's. */
ClPageReport *cl_archive_check_printed(ClArchive *archive, ClPrintedPage *page, const ClCheck *ask,
	GError **error);
/* `path`: HTML or text; pictures that it names beside it are looked at. Plain text is a newsletter, unless
 * `ask` says a channel or an outlet. */
ClPageReport *cl_archive_check_page(ClArchive *archive, const char *path, const ClCheck *ask,
	GError **error);
