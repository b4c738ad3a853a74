/* SPDX-License-Identifier: MIT
 *
 * What template, codes and picklist have in common: documents by name, files in and out.
 */
#pragma once
#include <cutline/template.h>
#include "command.h"

/* `of` of their commands. */
typedef struct {
	const char *kind;
	char *(*summary)(const char *json); /* what stands behind a name in the list; g_free */
} CliWritten;
int cli_written_list(const CliCall *call, GError **error);
int cli_written_remove(const CliCall *call, GError **error);
/* Print the document, one JSON line. */
int cli_written_export(const CliCall *call, GError **error);
/* The one that the first argument names. CL_ERROR_NOT_FOUND says where to look. */
ClDocument *cli_written_get(const CliCall *call, GError **error);
void cli_written_print(const CliCall *call, const char *json);
/* Keep a document and say so. */
int cli_written_set(const CliCall *call, const char *json, GError **error);
/* A whole file, "-" = standard input. */
GBytes *cli_written_read(const char *path, GError **error);
/* The name that a path gives: base name without extension, in lower case. */
char *cli_written_id(const char *path);
