/* SPDX-License-Identifier: MIT
 *
 * What the use cases of stories share: rows with their events, texts of a use, steps of a change.
 */
#pragma once
#include "archive_private.h"

#include <cutline/json.h>
#include <cutline/story.h>

/* story_record.c, inside an open transaction. The story's rev grows with each. */
gboolean archive_put_story(ClArchive *archive, const ClStoryRow *story, const char *event, GError **error);
gboolean archive_put_use(ClArchive *archive, const ClUseRow *use, const char *event, GError **error);
gboolean archive_put_spendings(ClArchive *archive, const ClUseRow *use, const GPtrArray *spendings,
	GError **error);
/* Subject of the events of a story. */
#define ARCHIVE_STORY_SUBJECT "story:"
char *archive_story_subject(const char *slug);
#define ARCHIVE_SPEND "use-spend" /* what a use counts against: no text of it */
#define ARCHIVE_PUBLICATION "publication"
#define ARCHIVE_UNPUBLISHED "unpublished" /* why */
#define ARCHIVE_DELIVERY "delivery" /* to a partner: what was handed over, each with its verdict */
#define ARCHIVE_RENDITIONS "renditions" /* of a publication: files that readers are sent, and their hashes */

/* story_texts.c: what the archive says of a photo in a language, as a use prints it (NULL: of the photo
 * alone); texts of CL_N_USE_TEXTS, each newly allocated or NULL. */
gboolean archive_use_texts(ClArchive *archive, const char *photo, const ClUseRow *use, const char *lang,
	char *texts[CL_N_USE_TEXTS], GError **error);
/* The same under what the use says itself: what is printed. ALT_TEXT "" = decorative. */
gboolean archive_printed_texts(ClArchive *archive, const ClUseRow *use, const char *lang,
	char *texts[CL_N_USE_TEXTS], GError **error);
/* A photo as a use prints it: its texts, in its story's language. */
ClEffective *archive_use_effective(ClArchive *archive, const ClUseRow *use, const ClEffective *effective,
	GError **error);
ClEffective *archive_apply_printed(const ClUseRow *use, const ClEffective *effective, const char *lang,
	char *const printed[CL_N_USE_TEXTS]);
/* In which language is what a use (NULL: the photo itself) prints in a story of language `lang`? What the
 * archive says need not be in it; a use's own words are. *is, lent: NULL = nobody said. */
/* The use has seen what the archive says now, and in which language; of one text, the language only. */
void archive_see_lang(const ClEffective *effective, const char *lang, ClUseRow *use, ClUseText text);
gboolean archive_see(ClArchive *archive, ClUseRow *use, const char *lang, GError **error);
gboolean archive_printed_lang(ClArchive *archive, const ClUseRow *use, const char *lang,
	const ClEffective *effective, ClUseText text, const char *printed, const char **is, GError **error);
void archive_clear_texts(char *texts[CL_N_USE_TEXTS]);

/* named.c: CL_ERROR_NOT_FOUND, with the name that is spelt nearly so. */
void archive_no_story(ClArchive *archive, const char *slug, GError **error);

/* story_updates.c: of one use; ClUseUpdate* are added. */
gboolean archive_use_updates(ClArchive *archive, const ClUseRow *use, const char *lang, GPtrArray *updates,
	GError **error);
/* story_uses.c: what else the photo of a use is used for; ClReuse* are added. */
gboolean archive_note_reuse(ClArchive *archive, const ClUseRow *use, GPtrArray *reuse, GError **error);

/* story_publish.c: what went out, as the record of a publication or a delivery keeps it. */
gboolean archive_write_sent_use(ClArchive *archive, ClJson *json, const ClUseCheck *check,
	GError **error);
/* story_publish.c: what a use counts against, by its verdict. */
gboolean archive_spend(ClArchive *archive, const ClUseRow *use, const ClVerdict *verdict, gint64 at_us,
	gboolean committed, GError **error);

/* story_change.c: begin a transaction and read the story; `if_rev` 0 = whatever it is. NULL: nothing
 * is open. */
ClStoryRow *archive_story_begin(ClArchive *archive, const char *slug, gint64 if_rev, GError **error);
/* List these photos anew (char*, may be NULL), commit, complete the journal; or, if `ok` is FALSE or
 * a step fails, roll back. */
gboolean archive_story_end(ClArchive *archive, gboolean ok, const GPtrArray *photos, GError **error);

/* story_order.c: a place before entry `at` (from 1; 0 or beyond = the end), counted without the entry
 * of this use id or slug. */
gboolean archive_story_place(ClArchive *archive, ClStoryRow *story, const char *without, guint at,
	gint64 *position, GError **error);
/* Gone from the story, and counting against nothing; inside an open transaction. */
gboolean archive_remove_use(ClArchive *archive, ClUseRow *use, gint64 at_us, GError **error);

/* story.c: the live entry that people mean; with both NULL an error is set. */
typedef struct {
	ClUseRow *use;	   /* or */
	ClStoryPart *part; /* newly allocated */
} ArchiveStoryEntry;
gboolean archive_story_entry(ClArchive *archive, const ClStoryRow *story, const char *text,
	ArchiveStoryEntry *entry, GError **error);
void archive_story_entry_clear(ArchiveStoryEntry *entry);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ArchiveStoryEntry, archive_story_entry_clear)
/* CL_ERROR_NOT_FOUND says so. */
ClStoryRow *archive_need_story(ClArchive *archive, const char *slug, GError **error);
/* ClStoryItem*, without `printed`, in order: what stands in the story now. */
GPtrArray *archive_story_items(ClArchive *archive, const ClStoryRow *story, GError **error);
void archive_story_item_free(ClStoryItem *item);
gint64 archive_story_item_position(const ClStoryRow *story, const ClStoryItem *item);
