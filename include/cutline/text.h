/* SPDX-License-Identifier: MIT
 *
 * Text: repair, folding, search tokens, and what may be shown on a terminal. Pure.
 */
#pragma once
#include <glib.h>

/* Valid UTF-8, NFC, without NUL and C0/C1 controls other than tab and newline (CR LF → LF);
 * invalid bytes become U+FFFD. Outer blanks are stripped. Free with g_free. */
char *cl_text_clean(const char *bytes, gssize n_bytes);
/* TRUE if the text says nothing: empty, blanks, "-", dots as in an example that nobody filled in. */
gboolean cl_text_is_blank(const char *text);
/* Fold key for comparing: NFKD, marks and punctuation stripped, special letters spelt out
 * (ł→l, ø→o, ß→ss …), case folded, blanks collapsed. */
char *cl_text_fold(const char *text);
/* Search tokens of a text, space-joined (folded; Chinese, Japanese and Thai as bigrams). */
char *cl_text_tokens(const char *text);
/* Cut to at most `max_bytes` on a character border. */
char *cl_text_cut(const char *text, gsize max_bytes);
/* How many letters of two names differ, are missing, or stand in the other order; of a name that is longer
 * than 64, G_MAXUINT. */
guint cl_text_slips(const char *a, const char *b);
/* One printable line for a terminal or a log: controls, bidi overrides and invalid bytes are
 * written as \xNN or \u{N}, so that no file name can move the cursor. */
char *cl_text_printable(const char *bytes);
/* Columns that the text takes on a terminal (wide characters count two). */
guint cl_text_columns(const char *text);
/* Cut to `columns` terminal columns, with … at the end if something was cut. */
char *cl_text_ellipsize(const char *text, guint columns);
/* A path as JSON can carry it: as is if UTF-8, else with every odd byte as %NN. */
char *cl_text_path(const char *path, gboolean *is_utf8);
