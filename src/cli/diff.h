/* SPDX-License-Identifier: MIT
 *
 * Changes of texts as a person reads them.
 */
#pragma once
#include "command.h"

/* What changed between two texts, word by word, in lines of the terminal's width: with colours, else
 * as [-gone-]{+new+}. */
void cli_print_diff(const CliOut *out, guint indent, const char *before, const char *after);
/* One change under its heading "caption (kk)". */
void cli_print_change(const CliOut *out, guint indent, const ClChange *change);
/* Adds what a query (or NULL) finds to the ids that were typed, and ends the list; CL_ERROR_USAGE if
 * nobody said which photos. */
gboolean cli_add_selection(const CliCall *call, const char *query, GPtrArray *photos, GError **error);
/* What became of an edit: of each photo where they are few, else in sum. */
void cli_print_edited(const CliCall *call, const ClEditAnswer *answer, gboolean dry_run);
