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
gboolean page_caption_match(PageCaptions *captions, ClPageChecked *checked, GError **error);

/* page_file.c: files that lie beside the page; `page`: its path, NULL = it lies nowhere. */
typedef struct PageFiles PageFiles;
PageFiles *page_files_new(ClArchive *archive, const char *page, const char *base);
void page_files_free(PageFiles *files);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PageFiles, page_files_free)
/* ClMatch*, lent; NULL: the address leads to no file of the site that is a picture. */
const GPtrArray *page_files_match(PageFiles *files, const char *url);
/* Likewise of a picture that is written into the page. */
const GPtrArray *page_files_match_data(PageFiles *files, GBytes *data);

/* page_match.c: fills photo, match, confidence, probable. FALSE only if the archive fails. */
gboolean page_match(ClArchive *archive, PageCaptions *captions, PageFiles *files,
	ClPageChecked *checked, GError **error);
ClQuery *page_text_query(ClField field, const char *tokens);

typedef enum {
#define X(id, severity, text) PAGE_##id,
	CL_PAGE_REASON_TABLE(X)
#undef X
} PageReasonCode;
/* page_rights.c: the verdict over the photo, with the credit that the page prints. */
gboolean page_rights(ClArchive *archive, const ClCheck *ask, ClPageChecked *checked, GError **error);
/* page_reasons.c */
void page_reason(ClPageChecked *checked, PageReasonCode code, char *message, char *fix);
/* Lint of what is printed, as notes; one a code. */
void page_lint(const ClPrintedPage *page, const ClStyle *style, ClPageChecked *checked,
	const char *date_taken, GTimeZone *zone);
void page_reason_free(ClPageReason *reason);
/* Worst first, and the verdict that follows. */
void page_conclude(ClPageChecked *checked);
