/* SPDX-License-Identifier: MIT
 *
 * Between the three files of the character sets: tables of one byte, converters of several.
 */
#pragma once
#include "reader.h"

/* The upper half of a set of one byte; NULL of any other. */
const guint16 *metadata_charset_table(MetadataCharset charset);

/* ---- charset_wide.c: sets of several bytes a character ---- */
/* The set of several bytes in which all texts are well-formed and read like a language;
 * METADATA_UTF8 if there is none. */
MetadataCharset metadata_wide_guess(const MetadataSpan *texts, guint n_texts);
/* UTF-8; what is no character becomes U+FFFD, an unfinished one at the end is left out. */
char *metadata_wide_decode(MetadataCharset charset, MetadataSpan text);
