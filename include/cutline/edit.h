/* SPDX-License-Identifier: MIT
 *
 * What people write over what was received: one step of an edit ("keywords+=unrest"), its checks,
 * and the layer that it makes. A layer is all that was written over one field in one language;
 * received values stay as they came, below it. Pure.
 */
#pragma once
#include "json.h"
#include "photo.h"

typedef enum {
	CL_EDIT_SET,	  /* field=VALUE; an empty value: the field says nothing, on purpose */
	CL_EDIT_APPEND,	  /* field+=VALUE: one more of a list, or more of a text */
	CL_EDIT_REMOVE,	  /* field-=VALUE: one less of a list */
	CL_EDIT_IF_EMPTY, /* field?=VALUE: only where nobody says anything */
	CL_EDIT_RECEIVED, /* field-=: take our layer away, what was received counts again */
	CL_N_EDITS
} ClEditHow;

typedef struct {
	ClField field;
	char *lang; /* BCP 47, or the field's default: cl_edit_default_lang() */
	ClEditHow how;
	char *value; /* "" with RECEIVED */
	GPtrArray *values; /* of a list, instead of `value`: char*, as cl_edit_values() gives; or NULL */
} ClEditStep;

/* "set", "append", "remove", "if-empty", "received"; and back: CL_N_EDITS if it is none. */
const char *cl_edit_how_name(ClEditHow how);
ClEditHow cl_edit_how_from_name(const char *name);

/* What a text without a language is kept under: "x-default" of fields that files give in several, of others
 * NULL. */
const char *cl_edit_default_lang(ClField field);
/* `lang` NULL or "x-default" = the default; CL_ERROR_USAGE where the field has no languages, where
 * the field cannot be edited, or cannot be edited in this way. */
ClEditStep *cl_edit_step_new(ClField field, const char *lang, ClEditHow how, const char *value,
	GError **error);
void cl_edit_step_free(ClEditStep *step);
/* "caption=…", "caption@kk=…", "keywords+=…", "keywords-=riot", "credit?=…", "caption-=". `lang` is
 * that of fields with languages which name none themselves. */
ClEditStep *cl_edit_step_parse(const char *text, const char *lang, GError **error);

/* May a person write this field? What a camera measured is no opinion. */
gboolean cl_field_is_editable(ClField field);
/* The values that a text gives a field, checked and in their written form (NFC, ISO dates and
 * country codes, one line where a line is meant; a list is split at ";" and line ends, keywords at
 * commas, too). CL_ERROR_INPUT or CL_ERROR_LIMIT says what is wrong and what to write. char*;
 * empty = the text says nothing. */
GPtrArray *cl_edit_values(ClField field, const char *text, GError **error);
/* One more value, whatever signs it holds; nothing if it is blank or there already. */
gboolean cl_edit_add_value(GPtrArray *values, ClField field, const char *text, GError **error);

/* What the field says after the step, given what it says now; NULL without an error = no layer:
 * RECEIVED. A step that changes nothing gives what is there. char* */
GPtrArray *cl_edit_apply(const ClEditStep *step, const GPtrArray *now, GError **error);

/* --- layers and changes ------------------------------------------------------------------------ */
/* What stands over one field in one language. */
typedef struct {
	ClField field;
	char *lang;	   /* as ClEditStep.lang */
	GPtrArray *values; /* char*; empty: says nothing, on purpose; NULL: there is no layer */
	char *base;	   /* what was received when it was written, joined by line ends; "" = nothing */
	gint64 at_us;
	char *who;
} ClLayer;
void cl_layer_free(ClLayer *layer);
/* One language? NULL, of fields that have none, is one of its own. */
gboolean cl_lang_same(const char *a, const char *b);
/* NULL if there is none. Lent. */
ClLayer *cl_layer_find(const GPtrArray *layers, ClField field, const char *lang);

/* One layer before and after. */
typedef struct {
	ClField field;
	char *lang;
	GPtrArray *received;	   /* what stands below: char* */
	GPtrArray *before, *after; /* the layer's values; NULL = no layer */
} ClChange;
ClChange *cl_change_new(ClField field, const char *lang, const GPtrArray *received,
	const GPtrArray *before, const GPtrArray *after);
void cl_change_free(ClChange *change);
/* What a reader saw before and sees after, "; " between the values of a list. Free with g_free. */
char *cl_change_text(const ClChange *change, gboolean after);
/* Received values joined as ClLayer.base. */
char *cl_edit_base(const GPtrArray *received);

/* What the event of an edit says; the journal keeps it, and layers are restored from it. */
typedef struct {
	char *reason;	   /* or NULL */
	char *template_id; /* or NULL */
	gint64 rev;	   /* of the photo, afterwards */
	gint64 batch;	   /* the event that stands for all photos of the edit, or 0 */
	gint64 of;	   /* undo: the event taken back, else 0 */
	GPtrArray *changes; /* ClChange* */
} ClEditRecord;
char *cl_edit_record_write(const ClEditRecord *record);
/* NULL if the text (may be NULL: erased) is none. */
ClEditRecord *cl_edit_record_parse(const char *json);
void cl_edit_record_free(ClEditRecord *record);
/* {"field", "lang", "received", "before", "after"}: texts as arrays, null = no layer. */
void cl_json_write_change(ClJson *json, const ClChange *change);

/* The values of a field in one language (NULL: in all), in order; char*, lent. */
GPtrArray *cl_effective_texts(const ClEffective *effective, ClField field, const char *lang);
/* The same texts in the same order? NULL is unlike empty. */
gboolean cl_edit_same(const GPtrArray *a, const GPtrArray *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClEditStep, cl_edit_step_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClLayer, cl_layer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClChange, cl_change_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClEditRecord, cl_edit_record_free)
