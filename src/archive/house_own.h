/* SPDX-License-Identifier: MIT
 *
 * What the files share that tell whose picture it is. Private.
 */
#pragma once
#include "rights.h"

typedef struct {
	ClArchive *archive;
	GVariant *list;
	const char *const *names; /* of the house, folded */
} ArchiveHouseList;

/* house_names.c: whom a text names that is not of the house. Free with g_free; NULL: nobody.
 * KNOWN: only whom the rules know, wherever in the text it stands, and whom it was made for: a title, an
 * address. ANY: whoever it is, in a text that is to name somebody. LICENSOR: whoever stands in front of its
 * address, and of that whom the rules know. CAPTION: who is labelled as its author. TITLE: a post that is
 * none of the house, whom it is for, and whom the rules know.
 * `people`: fold keys of those who stand on the list for the day. */
typedef enum {
	ARCHIVE_NAMES_KNOWN,
	ARCHIVE_NAMES_ANY,
	ARCHIVE_NAMES_LICENSOR,
	ARCHIVE_NAMES_CAPTION,
	ARCHIVE_NAMES_TITLE
} ArchiveNames;
char *archive_names_other(const ArchiveHouseList *house, const char *const *people, const char *text,
	ArchiveNames names);
