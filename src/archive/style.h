/* SPDX-License-Identifier: MIT
 *
 * The archive's house style, and what a text is held against, for the use cases that need it.
 */
#pragma once
#include <cutline/archive.h>
#include <cutline/query.h>
#include <cutline/style.h>

/* Lent until the rules are read again. */
const ClStyle *archive_style(ClArchive *archive, GError **error);
/* Ask for every spelling of the words in a query. */
void archive_widen(ClArchive *archive, ClQuery *query);
/* The same for who asks many times: it stays what it was, though the table be changed meanwhile. Let go of
 * with archive_style_free(). */
typedef struct ArchiveStyle ArchiveStyle;
ArchiveStyle *archive_style_hold(ClArchive *archive, GError **error);
const ClStyle *archive_style_of(const ArchiveStyle *held);
void archive_style_widen(const ArchiveStyle *held, ClQuery *query);

/* What the record says beside a text in a language, for cl_lint(). All but the lists is lent. */
typedef struct {
	const ClValue *credit;
	const char **bylines, **people; /* NULL-terminated */
	ClCaptionWitness witness;
	const char *city, *country;
} ArchiveRecord;
void archive_record_read(const ClEffective *effective, const char *lang, ArchiveRecord *record);
void archive_record_clear(ArchiveRecord *record);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArchiveRecord, archive_record_clear)
