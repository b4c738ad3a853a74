/* SPDX-License-Identifier: MIT
 *
 * The archive's house style, for the use cases that need it.
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
