/* SPDX-License-Identifier: MIT
 *
 * What in a notice is written like a supplier's picture id, and what it says of it.
 */
#pragma once
#include "archive_private.h"

#include <cutline/credit.h>

/* notice_mail.c: as text, whatever it came as. */
char *notice_text(ClArchive *archive, GBytes *bytes, GError **error);

/* notice_words.c: wide digits, no-break blanks and ligatures as everybody writes them; without what is not
 * seen. */
char *notice_plain(const char *text);
typedef struct {
	char *text, *raw; /* without, and with what is written to it */
	gsize at;	  /* byte of the plain text */
	guint line;
	gboolean numbered;    /* behind "#" */
	gboolean fresh;	      /* begins a sentence */
	gboolean on_new_line; /* nothing but the end of a line before it */
	gboolean joined;      /* with a hyphen to the one before */
	gboolean is_id;	      /* read as one by then */
	gboolean is_end;      /* of a range, and no id without its beginning */
	gboolean label;	      /* marks what follows: "photo", the supplier's name */
} NoticeWord;
GPtrArray *notice_words(const ClCreditRules *rules, const char *plain);
/* "photo", "asset ID": a word that says that a picture's id follows. */
gboolean notice_is_label(const char *word);

/* notice_levels.c: guint, a line each: how many mails back it was written; G_MAXUINT under a signature. */
GArray *notice_levels(const char *plain);

/* notice_stays.c: does the notice say of the id that its picture is the other one, or good? */
gboolean notice_stays(GPtrArray *words, guint i);
/* "and", "bis": what stands between the ids of a list. */
gboolean notice_is_joint(const char *word);

typedef struct {
	char *token; /* as it stands there */
	char *value; /* normalised */
	char **readings; /* as each supplier that the notice names would write it; or NULL */
	char *near;  /* what it may be if no photo bears it; NULL: nothing else */
	char **suppliers; /* keys of those whose number it is, none = nobody is named; NULL = the id tells */
	guint line, word; /* which of the notice's words, or between it and the next */
	gboolean stays; /* the notice says to use it instead */
	gboolean meant; /* what kills in the notice reaches it */
	gboolean is_id; /* it is one; else only if a photo bears it */
	gboolean unsure; /* the notice may mean it by what it does not write out */
} NoticeId;

/* NoticeId*, in order. *kills, if asked for: some words of the text do. */
GPtrArray *notice_ids(ClArchive *archive, const char *text, gboolean *kills, GError **error);
/* Digits alone, as many as suppliers' numbers have. */
gboolean notice_is_number(const char *token);

/* notice_says.c: a sentence, or a line that was ended on purpose. */
typedef struct {
	GPtrArray *words; /* NoticeWord*, lent */
	guint first, end; /* which of them */
	guint level;	  /* see notice_levels() */
	char *text;	  /* on one line */
	char *folded;	  /* blanks around */
	gboolean own_line; /* begins a line */
	gboolean listed;  /* it is one of a list of pictures */
	gboolean named;	  /* it names some that are not to stay */
	gboolean kills;
	gboolean headline; /* "MANDATORY KILL" */
	gboolean meant;	  /* it kills what it names, or another does */
} NoticeSaid;
gboolean notice_holds(const NoticeSaid *said, const char *const *phrases);
/* Sets `kills` and `headline`. */
gboolean notice_statement_kills(ClArchive *archive, NoticeSaid *said, GError **error);
/* By its words alone; whether it takes a kill back as well is asked apart. */
gboolean notice_says_kill(ClArchive *archive, const char *text, gboolean *says, GError **error);

/* notice_reach.c: marks what is `meant` of the ids, whose `stays` is known. *kills: some words do. */
gboolean notice_reach(ClArchive *archive, const char *plain, GPtrArray *words, GPtrArray *ids,
	gboolean *kills, GError **error);

/* notice_bearers.c: ids (char*) of photos of which a title, transmission reference or supplier's id is the
 * word; no more than this a field. */
#define NOTICE_MAX_BEARERS 20U
GPtrArray *notice_bearers(ClArchive *archive, const char *word, GError **error);

/* notice.c */
/* As cl_archive_read_number(); of half a number, nothing. */
ClNamed *notice_whole_number(ClArchive *archive, const char *text, GError **error);
gboolean notice_takes_back(const char *text);
/* ClNamed*, in order; unless it `kills`, only what it may mean. */
GPtrArray *notice_named(ClArchive *archive, const char *text, gboolean kills, GError **error);
