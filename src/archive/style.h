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
