/* SPDX-License-Identifier: MIT
 *
 * What people write over what was received: one step of an edit ("keywords+=unrest"), its checks,
 * and the layer that it makes. A layer is all that was written over one field in one language;
 * received values stay as they came, below it. Pure.
 */
#pragma once
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
	char *lang; /* of a field with languages: BCP 47 or "x-default"; else NULL */
	ClEditHow how;
	char *value; /* "" with RECEIVED */
} ClEditStep;

/* "set", "append", "remove", "if-empty", "received"; and back: CL_N_EDITS if it is none. */
const char *cl_edit_how_name(ClEditHow how);
ClEditHow cl_edit_how_from_name(const char *name);

/* `lang` NULL = "x-default" where the field has languages; CL_ERROR_USAGE where it has none, where
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

/* What the field says after the step, given what it says now; NULL without an error = no layer:
 * RECEIVED. A step that changes nothing gives what is there. char* */
GPtrArray *cl_edit_apply(const ClEditStep *step, const GPtrArray *now, GError **error);

/* The texts of a field in one language (NULL: it has none), in order; char*, lent. */
GPtrArray *cl_effective_texts(const ClEffective *effective, ClField field, const char *lang);
/* The same texts in the same order? NULL is unlike empty. */
gboolean cl_edit_same(const GPtrArray *a, const GPtrArray *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClEditStep, cl_edit_step_free)
