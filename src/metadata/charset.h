/* SPDX-License-Identifier: MIT
 *
 * Between the files of the character sets: tables of one byte, iconv, the guess.
 */
#pragma once
#include "reader.h"

/* The upper half of a set of one byte; NULL of any other. */
const guint16 *metadata_charset_table(MetadataCharset charset);

/* ---- charset_iconv.c: sets without a table ---- */
gboolean metadata_iconv_has(MetadataCharset charset);
/* Made at the start, of a set of one byte; NULL if iconv has none. */
const guint16 *metadata_iconv_table(MetadataCharset charset);
/* Takes more than one byte a character. */
gboolean metadata_charset_is_wide(MetadataCharset charset);
/* The character at the head of `rest`: its bytes, 0 if it is none, rest.n + 1 if it is cut off. */
gsize metadata_iconv_next(MetadataCharset charset, MetadataSpan rest, gunichar *c);
/* UTF-8; what is no character becomes U+FFFD, an unfinished one at the end is left out. */
char *metadata_iconv_decode(MetadataCharset charset, MetadataSpan text);

/* ---- charset_wide.c: sets of several bytes a character ---- */
void metadata_wide_init(void);
/* The set of several bytes in which all texts are well-formed and read like a language;
 * METADATA_UTF8 if there is none. */
MetadataCharset metadata_wide_guess(const MetadataSpan *texts, guint n_texts);
