/* SPDX-License-Identifier: MIT
 *
 * What a story is and what a use is: a photo in a story, with what this story says of it. A use
 * lies over the photo and never changes it. Pure values, and their JSON: events carry a row whole,
 * so that the last event of a use or story is its state.
 */
#pragma once
#include "photo.h"

/* Random, unlike a photo's id: who knows a picture's bytes cannot guess where it is used. 100 bits
 * as lower-case Crockford base32; in URLs /u/{use}/… */
#define CL_USE_ID_CHARS 20
/* Is it one, whole and in its one spelling? */
gboolean cl_use_id_valid(const char *text);
/* CL_USE_ID_CHARS of random bytes; 13 are read. */
#define CL_USE_ID_BYTES 13
void cl_use_id_from_bytes(const guint8 bytes[CL_USE_ID_BYTES], char id[CL_USE_ID_CHARS + 1]);

/* The next part of a path in `at` that is written as the id of a photo or of a use; moves `at` behind it.
 * `begin`: where it stands. Any text: escapes of URLs and scripts are read through. FALSE: no more. */
gboolean cl_address_next(const char **at, const char **begin, char id[CL_USE_ID_CHARS + 1]);
/* Is the whole text written as an address of ours ("/i/…", "/u/…", "/p/…", "/iiif/3/…")? What stands
 * in the place of the id (at least six letters and digits; it may be no id), and *part: IIIF asks for a
 * region. */
gboolean cl_address_shaped(const char *url, char id[CL_USE_ID_CHARS + 1], gboolean *part);

/* clang-format off */
#define CL_USE_STATE_TABLE(X) /* reserved → published → removed; a removed one stays known */ \
	X(RESERVED, "reserved") X(PUBLISHED, "published") X(REMOVED, "removed")
/* The texts that a use may say otherwise than the archive. */
#define CL_USE_TEXT_TABLE(X) \
	X(HEADLINE, HEADLINE) X(CAPTION, CAPTION) X(ALT_TEXT, ALT_TEXT) X(CREDIT, CREDIT)
#define CL_STORY_STATE_TABLE(X) X(DRAFT, "draft") X(PUBLISHED, "published") X(UNPUBLISHED, "unpublished")
/* clang-format on */
typedef enum {
#define X(id, name) CL_USE_##id,
	CL_USE_STATE_TABLE(X)
#undef X
	CL_N_USE_STATES
} ClUseState;
typedef enum {
#define X(id, field) CL_USE_TEXT_##id,
	CL_USE_TEXT_TABLE(X)
#undef X
	CL_N_USE_TEXTS
} ClUseText;
typedef enum {
#define X(id, name) CL_STORY_##id,
	CL_STORY_STATE_TABLE(X)
#undef X
	CL_N_STORY_STATES
} ClStoryState;
const char *cl_use_state_name(ClUseState state);
ClUseState cl_use_state_from_name(const char *name); /* CL_N_USE_STATES if it is none */
const char *cl_story_state_name(ClStoryState state);
ClStoryState cl_story_state_from_name(const char *name);
ClField cl_use_text_field(ClUseText text);
/* CL_N_USE_TEXTS: a use does not override this field. */
ClUseText cl_use_text_from_field(ClField field);

typedef struct {
	char id[CL_USE_ID_CHARS + 1];
	char *story; /* slug */
	char photo[CL_ID_CHARS + 1];
	gint64 position; /* in its story, ascending; gaps mean nothing */
	ClUseState state;
	char *channel;	/* "web" …; NULL = the story's outlet decides */
	char *placement; /* where in the page: "cover", "inside" …; NULL = not said */
	char *partner;	/* handed to this partner by `story export`; NULL = our own page */
	char of[CL_USE_ID_CHARS + 1]; /* partner: our use that was handed over; else "" */
	char *texts[CL_N_USE_TEXTS]; /* for this story; NULL = as the archive says. ALT_TEXT "": decorative */
	char *seen[CL_N_USE_TEXTS];  /* what the archive said when somebody last looked; NULL = nothing */
	/* In which the archive's text was taken, which its own may be, too; NULL = the story's. */
	char *langs[CL_N_USE_TEXTS];
	guint32 crop_x, crop_y, crop_width, crop_height; /* pixels, upright; width 0 = no crop of its own */
	gint64 added_us, published_us, removed_us;	 /* 0 = never */
} ClUseRow;
void cl_use_row_free(ClUseRow *use);
ClUseRow *cl_use_row_copy(const ClUseRow *use);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClUseRow, cl_use_row_free)

/* A story inside a digest. */
typedef struct {
	char *slug;
	gint64 position; /* among the uses of the digest */
} ClStoryPart;
void cl_story_part_free(ClStoryPart *part);

typedef struct {
	char *slug;
	char *title, *outlet, *language; /* NULL = none named */
	char *section; /* "advertorial" …, by its name in rights.h; NULL = as the outlet is */
	ClStoryState state;
	gint64 rev; /* grows with every change of the story or a use in it */
	gint64 added_us, published_us, unpublished_us;
	char *url; /* where it stands, as said when it was published; or NULL */
	GPtrArray *parts; /* ClStoryPart*, in order */
} ClStoryRow;
ClStoryRow *cl_story_row_new(const char *slug);
void cl_story_row_free(ClStoryRow *story);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClStoryRow, cl_story_row_free)

/* Lower-case letters and digits of ASCII, with single "-", "_" or "." between them. The error
 * (CL_ERROR_USAGE) proposes one made of what was typed. */
#define CL_MAX_SLUG_BYTES 120
gboolean cl_slug_check(const char *slug, GError **error);

/* What events carry, and back; CL_ERROR_INPUT if it is none. */
char *cl_use_to_json(const ClUseRow *use);
ClUseRow *cl_use_from_json(const char *json, GError **error);
char *cl_story_to_json(const ClStoryRow *story);
ClStoryRow *cl_story_from_json(const char *json, GError **error);

/* What the use prints whatever the archive says: its own words, and once it is out, what was
 * printed then. "" = nothing; NULL = as the archive says. Lent. */
const char *cl_use_own(const ClUseRow *use, ClUseText text);
/* The photo's values as this use shows them: texts replaced, an empty one taken away. In the
 * language `lang` where the photo has it (NULL = its default). New; what stays is copied. */
ClEffective *cl_use_apply(const ClUseRow *use, const ClEffective *effective, const char *lang);
/* The value of a field in a language ("de" finds "de-AT", and "de-AT" finds "de"); NULL if it says nothing in
 * it. Lent. */
const ClValue *cl_effective_said_in(const ClEffective *effective, ClField field, const char *lang);
/* The same, else the default one; or NULL. */
const char *cl_effective_in(const ClEffective *effective, ClField field, const char *lang);
const ClValue *cl_effective_value_in(const ClEffective *effective, ClField field, const char *lang);
/* The same of a list: all its values in that language. ClValue*, lent. */
GPtrArray *cl_effective_values_in(const ClEffective *effective, ClField field, const char *lang);
/* The language under which a field has this very text; NULL = it is not known. Lent. */
const char *cl_effective_lang_of(const ClEffective *effective, ClField field, const char *text);
