/* SPDX-License-Identifier: MIT
 *
 * What the files of templates share: a variable's value (variable.c) and how its format writes it
 * (format.c), for expand.c.
 */
#pragma once
#include <cutline/template.h>
#include <cutline/time.h>

typedef enum { VALUE_TEXT, VALUE_DATE, VALUE_NUMBER } ValueKind;

typedef struct {
	ValueKind kind;
	GPtrArray *texts; /* char* */
	ClDate date;      /* if there is a text */
	guint64 number;
} Value;

/* The value of a variable in a photo; context NULL: only its kind. FALSE: there is no such variable. */
gboolean template_get_value(const char *name, const ClTemplateContext *context, Value *value);
void template_clear_value(Value *value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Value, template_clear_value)

/* Write a value; format NULL: as it is, else `n` bytes. *has FALSE: the value lacks what is asked for.
 * FALSE: the format is none of its kind. */
gboolean template_append_value(GString *out, const Value *value, const char *format, gsize n, gboolean *has);
