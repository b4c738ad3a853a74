/* SPDX-License-Identifier: MIT
 *
 * What in a notice is written like a supplier's picture id, and what it says of it.
 */
#pragma once
#include "archive_private.h"

#include <cutline/credit.h>

/* notice_mail.c: as text, whatever it came as. */
char *notice_text(ClArchive *archive, GBytes *bytes, GError **error);

/* notice_words.c */
typedef struct {
	char *text, *raw; /* without, and with what is written to it */
	guint line;
	gboolean numbered;    /* behind "#" */
	gboolean fresh;	      /* begins a sentence */
	gboolean on_new_line; /* nothing but the end of a line before it */
	gboolean joined;      /* with a hyphen to the one before */
	gboolean is_id;	      /* read as one by then */
} NoticeWord;
GPtrArray *notice_words(const ClCreditRules *rules, const char *text);

/* notice_stays.c: does the notice say of the id that its picture is the other one, or good? */
gboolean notice_stays(GPtrArray *words, guint i);
/* "and", "bis": what stands between the ids of a list. */
gboolean notice_is_joint(const char *word);

typedef struct {
	char *token; /* as it stands there */
	char *value; /* normalised */
	char *near;  /* what it may be if no photo bears it; NULL: nothing else */
	char **suppliers; /* keys of those whose number it is, none = nobody is named; NULL = the id tells */
	guint line, word; /* which of the notice's words, or between it and the next */
	gboolean stays; /* the notice says to use it instead */
	gboolean is_id; /* it is one; else only if a photo bears it */
} NoticeId;

/* NoticeId*, in order. */
GPtrArray *notice_ids(ClArchive *archive, const char *text, GError **error);
/* Digits alone, as many as suppliers' numbers have. */
gboolean notice_is_number(const char *token);

/* notice.c: by its words alone; whether it takes a kill back as well is asked apart. */
gboolean notice_says_kill(ClArchive *archive, const char *text, gboolean *says, GError **error);
gboolean notice_takes_back(const char *text);
/* ClNamed*, in order; unless it `kills`, only what it may mean. */
GPtrArray *notice_named(ClArchive *archive, const char *text, gboolean kills, GError **error);
