/* SPDX-License-Identifier: MIT
 *
 * What editors type once: templates of field values with variables, code replacements, pick lists.
 * Pure; documents are JSON ("cutline-template/1", "cutline-codes/1", "cutline-picklist/1"), code
 * files also the tab-separated text that editors have from other programs.
 *
 *   text     = any text; "{{" and "}}" are braces
 *   variable = "{" choice { "|" choice } "}"      the first choice that says something
 *   choice   = name [ ":" format ] | '"' text '"' | "=" code
 *   name     = a field ("city", "caption@kk"), or id filename supplier user width height seq now
 *   format   = of dates and now  strftime's %d %-d %m %-m %B %b %Y %y %A %a %H %M %S
 *              of numbers        digits: at least so many places, filled with 0 ("03")
 *              of other text     %s as is, %S in capitals, %n "A, B and C", %1 … %9 one of a list
 *              and any text around them, which is left out with the rest if the variable is empty
 */
#pragma once
#include "edit.h"

/* --- code replacements ---------------------------------------------------------------------- */
typedef struct {
	char *code;
	GPtrArray *texts; /* char*, at least one: "=nn=" is the first, "=nn#2=" the second */
} ClCode;
typedef struct {
	char *id;
	char *delimiter;  /* one character, "=" unless stated */
	GPtrArray *codes; /* ClCode* */
} ClCodeFile;
/* A line is "code TAB text [TAB text…]"; lines that begin with "//" and empty ones say nothing. A
 * code that comes twice: the later counts, and a note says so (char*; `notes` may be NULL). UTF-8, or
 * UTF-16 with its mark; CL_ERROR_INPUT names the line. */
ClCodeFile *cl_code_file_read(const char *id, const char *delimiter, const char *bytes, gsize n_bytes,
	GPtrArray *notes, GError **error);
ClCodeFile *cl_code_file_parse(const char *json, const char *where, GError **error);
char *cl_code_file_write(const ClCodeFile *file); /* JSON */
char *cl_code_file_text(const ClCodeFile *file);  /* tab-separated */
void cl_code_file_free(ClCodeFile *file);

/* Files loaded together. */
typedef struct ClCodes ClCodes;
ClCodes *cl_codes_new(void);
void cl_codes_free(ClCodes *codes);
/* Takes the file; what is loaded last wins. */
void cl_codes_load(ClCodes *codes, ClCodeFile *file);
/* The text of "nn" or "nn#2", or NULL. Lent. */
const char *cl_codes_find(const ClCodes *codes, const char *code);
/* A text with each known =code= replaced; what is no known code stays. Case counts. */
char *cl_codes_replace(const ClCodes *codes, const char *text);

/* --- templates ------------------------------------------------------------------------------- */
typedef struct {
	char *id;
	char *title;	  /* or NULL */
	GPtrArray *steps; /* ClEditStep*: values with variables */
} ClTemplate;
ClTemplate *cl_template_parse(const char *json, const char *where, GError **error);
/* From steps as `edit` takes them ("credit={byline}/Courier", "country?=Kazakhstan"). */
ClTemplate *cl_template_new(const char *id, const char *title, const char *const *steps, GError **error);
char *cl_template_write(const ClTemplate *template);
void cl_template_free(ClTemplate *template);

/* What variables stand for: one photo. */
typedef struct {
	const ClEffective *effective;
	const char *id, *filename, *supplier, *user; /* NULL = empty */
	guint32 width, height;
	guint seq; /* from 1, in the order of the run */
	gint64 now_us;
	GTimeZone *zone;
	const ClCodes *codes; /* or NULL */
} ClTemplateContext;
/* CL_ERROR_INPUT: an unknown variable, format or code, and where. `missing` (char*, may be NULL) gets
 * the variables that were empty. */
char *cl_template_expand(
	const char *text, const ClTemplateContext *context, GPtrArray *missing, GError **error);
/* The same into a list: what stands between its signs (";", of words "," too) is a value, and a variable that
 * is a list and stands there alone gives each of its values as it is. char* */
GPtrArray *cl_template_expand_list(ClField field, const char *text, const ClTemplateContext *context,
	GPtrArray *missing, GError **error);
/* Is the text well-formed? Codes are not looked up. */
gboolean cl_template_check(const char *text, GError **error);
/* The steps for one photo. A value that comes out empty leaves its field alone; that, and empty
 * variables in others, is noted (char*). ClEditStep* */
GPtrArray *cl_template_steps(const ClTemplate *template, const ClTemplateContext *context,
	GPtrArray *notes, GError **error);

/* --- pick lists --------------------------------------------------------------------------------- */
typedef struct {
	char *id;
	ClField field;
	gboolean strict;   /* nothing else may be written into the field */
	GPtrArray *values; /* char* */
	GHashTable *keys;  /* fold key → value, lent */
} ClPicklist;
ClPicklist *cl_picklist_parse(const char *json, const char *where, GError **error);
/* From lines of text. */
ClPicklist *cl_picklist_new(const char *id, ClField field, gboolean strict, const char *text, GError **error);
char *cl_picklist_write(const ClPicklist *list);
void cl_picklist_free(ClPicklist *list);
/* How the list spells a value (case, marks and punctuation aside); NULL if it is not on it. Lent. */
const char *cl_picklist_find(const ClPicklist *list, const char *value);
/* The entry that begins most like the value, or NULL. */
const char *cl_picklist_nearest(const ClPicklist *list, const char *value);

/* Names of such documents: lower-case letters, digits, "-", "_" and ".". */
gboolean cl_written_id_valid(const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCodeFile, cl_code_file_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClCodes, cl_codes_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClTemplate, cl_template_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClPicklist, cl_picklist_free)
