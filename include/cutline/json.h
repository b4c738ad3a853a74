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

/* The same strict reading without a copy of every value: for tables of thousands of entries, where
 * making variants costs thirty times the parsing. Nodes are lent from the root, which is freed. */
typedef struct ClJsonNode ClJsonNode;
ClJsonNode *cl_json_read(const char *text, gssize n_bytes, GError **error);
void cl_json_node_free(ClJsonNode *root);
typedef enum {
	CL_JSON_NULL, /* and what is not there */
	CL_JSON_BOOL,
	CL_JSON_INT,
	CL_JSON_DOUBLE,
	CL_JSON_STRING,
	CL_JSON_ARRAY,
	CL_JSON_OBJECT
} ClJsonKind;
ClJsonKind cl_json_node_kind(const ClJsonNode *node); /* `node` may be NULL */
gboolean cl_json_node_is_object(const ClJsonNode *node);
/* NULL if there is no such member (of such a type), or `node` is no object. */
const ClJsonNode *cl_json_node_get(const ClJsonNode *node, const char *key);
const ClJsonNode *cl_json_node_get_array(const ClJsonNode *node, const char *key);
const char *cl_json_node_get_string(const ClJsonNode *node, const char *key);
gboolean cl_json_node_get_bool(const ClJsonNode *node, const char *key);
/* Elements of an array; 0 of anything else. */
gsize cl_json_node_length(const ClJsonNode *node);
const ClJsonNode *cl_json_node_at(const ClJsonNode *node, gsize i);
const char *cl_json_node_string(const ClJsonNode *node); /* NULL if it is no string */
gint64 cl_json_node_int(const ClJsonNode *node);	  /* the same */
double cl_json_node_number(const ClJsonNode *node);	  /* 0 if it is none */
typedef void (*ClJsonEach)(const char *key, const ClJsonNode *value, gpointer data);
gboolean cl_json_node_is_bool(const ClJsonNode *node);
gboolean cl_json_node_is_true(const ClJsonNode *node);
gboolean cl_json_node_is_null(const ClJsonNode *node);
void cl_json_node_each(const ClJsonNode *node, ClJsonEach each, gpointer data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClJson, cl_json_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClJsonNode, cl_json_node_free)
