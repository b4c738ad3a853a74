/* SPDX-License-Identifier: MIT
 *
 * JSON out: a streaming writer (no tree). JSON in: strict parsing (UTF-8, no duplicate keys) into
 * a GVariant of type a{sv}; numbers are int64 or double, arrays av. Depth and size are bounded.
 */
#pragma once
#include <glib.h>

typedef struct ClJson ClJson;
ClJson *cl_json_new(void);
void cl_json_free(ClJson *json);
/* The text written so far, without newline; the writer is empty afterwards. Free with g_free. */
char *cl_json_take(ClJson *json);

/* `key` is NULL inside arrays and at the top. */
void cl_json_begin_object(ClJson *json, const char *key);
void cl_json_end_object(ClJson *json);
void cl_json_begin_array(ClJson *json, const char *key);
void cl_json_end_array(ClJson *json);
/* A NULL value is written as null. Invalid UTF-8 is written as U+FFFD. */
void cl_json_string(ClJson *json, const char *key, const char *value);
void cl_json_int(ClJson *json, const char *key, gint64 value);
void cl_json_double(ClJson *json, const char *key, double value);
void cl_json_bool(ClJson *json, const char *key, gboolean value);
void cl_json_null(ClJson *json, const char *key);

GVariant *cl_json_parse(const char *text, gssize n_bytes, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClJson, cl_json_free)
