/* SPDX-License-Identifier: MIT
 *
 * What the files about a checked page share.
 */
#pragma once
#include "archive_private.h"

#include <cutline/pagecheck.h>
#include <cutline/query.h>
#include <cutline/style.h>

/* page_caption.c: captions of one page held against the archive, by the house style as it is now. */
typedef struct PageCaptions PageCaptions;
PageCaptions *page_captions_new(ClArchive *archive, GError **error);
const ClStyle *page_captions_style(const PageCaptions *captions);
void page_captions_free(PageCaptions *captions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageCaptions, page_captions_free)
/* The words of what is printed, counted once; lent. */
const GPtrArray *page_caption_words(PageCaptions *captions, const char *caption);
/* Whose words are these? */
typedef struct {
	GPtrArray *photos; /* char*: ids of those with that caption and credit, the newest first */
	gboolean more;	   /* of them than are looked at */
	double overlap;	   /* of their words and those that are printed; 0 = there are none */
	gboolean loose;	   /* the credit names the same otherwise: "A. Ruiz", "Photo by A for B" */
	char other[CL_ID_CHARS + 1]; /* one with these words under another credit, or "" */
	gboolean other_killed;	     /* which goes first */
} PageCaptioned;
PageCaptioned *page_captioned_new(void);
void page_captioned_free(PageCaptioned *said);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageCaptioned, page_captioned_free)
gboolean page_caption_find(PageCaptions *captions, const ClPrintedPicture *picture, PageCaptioned *said,
	GError **error);
gboolean page_caption_is_same(const PageCaptioned *said);
/* *own: the photo has that caption itself, or none is printed. */
gboolean page_caption_is_own(PageCaptions *captions, const ClPrintedPicture *picture, const char *id,
	gboolean *own, GError **error);

/* page_file.c: files that lie beside the page; `page`: its path, NULL = it lies nowhere. */
typedef struct PageFiles PageFiles;
PageFiles *page_files_new(ClArchive *archive, const char *page, const char *base);
void page_files_free(PageFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageFiles, page_files_free)
/* ClMatch*, lent; NULL: the address leads to no file of the site that is a picture. */
const GPtrArray *page_files_match(PageFiles *files, const char *url);
/* Likewise of a picture that is written into the page. */
const GPtrArray *page_files_match_data(PageFiles *files, GBytes *data);

/* page_words.c: killed photos of which the caption stands on the page, word for word, and that are not judged
 * yet: adds a ClPrintedPicture* with the photo's id to `found`; the caller owns it, whatever is answered. */
gboolean page_words_of_killed(ClArchive *archive, PageCaptions *captions, const ClPageReport *report,
	GPtrArray *found, GError **error);

/* page_match.c: what else says which photo it is, beside what it was matched by. */
typedef struct {
	PageCaptioned *said;
	char *file;		    /* beside the page, and looks otherwise than the photo; or NULL */
	char seen[CL_ID_CHARS + 1]; /* the photo that it looks like, or "" */
	char *address;		    /* written like one of ours, of a photo that is not here; or NULL */
	gboolean crop;		    /* only a part of the frame is shown */
} PageEvidence;
PageEvidence *page_evidence_new(void);
void page_evidence_free(PageEvidence *evidence);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageEvidence, page_evidence_free)
/* Fills photo, match, confidence, probable, and the evidence. FALSE only if the archive fails. */
gboolean page_match(ClArchive *archive, PageCaptions *captions, PageFiles *files, ClPageChecked *checked,
	PageEvidence *evidence, GError **error);
ClQuery *page_text_query(ClField field, const char *tokens);

typedef enum {
#define X(id, severity, text) PAGE_##id,
	CL_PAGE_REASON_TABLE(X)
#undef X
} PageReasonCode;
/* page_rights.c: the verdict over the photo, with the credit that the page prints; of several that it can be,
 * the strictest, and that one is the photo then. */
gboolean page_rights(ClArchive *archive, const ClCheck *ask, const PageEvidence *evidence,
	ClPageChecked *checked, GError **error);
/* page_tell.c: what is said of a match, or of none. `named`: the photo that was matched, whichever of
 * those that it can be was judged. */
gboolean page_tell_match(ClArchive *archive, const PageEvidence *evidence, const char *named,
	ClPageChecked *checked, GError **error);
/* The caption of the story's use of the photo, held against the one that is printed. */
gboolean page_tell_story(ClArchive *archive, PageCaptions *captions, const ClCheck *ask,
	ClPageChecked *checked, GError **error);
/* page_reasons.c */
void page_reason(ClPageChecked *checked, PageReasonCode code, char *message, char *fix);
/* Lint of what is printed, as notes; one a code. */
void page_lint(const ClPrintedPage *page, const ClStyle *style, ClPageChecked *checked,
	const char *date_taken, GTimeZone *zone);
void page_reason_free(ClPageReason *reason);
/* Worst first, and the verdict that follows. */
void page_conclude(ClPageChecked *checked);
