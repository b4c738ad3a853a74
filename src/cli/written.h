/* SPDX-License-Identifier: MIT
 *
 * What template, codes and picklist have in common: documents by name, files in and out.
 */
#pragma once
#include <cutline/template.h>
#include "command.h"

/* One row of the list: what stands behind the name. Free with g_free. */
typedef char *(*CliWrittenSummary)(const char *json);
int cli_written_list(const CliCall *call, const char *kind, CliWrittenSummary summary, GError **error);
/* CL_ERROR_NOT_FOUND says where to look. */
ClDocument *cli_written_get(const CliCall *call, const char *kind, const char *id, GError **error);
int cli_written_remove(const CliCall *call, const char *kind, GError **error);
/* Print the document: one JSON line. */
void cli_written_print(const CliCall *call, const char *json);
/* Keep a document and say so. */
int cli_written_set(const CliCall *call, const char *kind, const char *json, GError **error);
/* A whole file, "-" = standard input. */
GBytes *cli_written_read(const char *path, GError **error);
/* The name that a path gives: base name without extension, in lower case. */
char *cli_written_id(const char *path);
