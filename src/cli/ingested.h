/* SPDX-License-Identifier: MIT
 *
 * Printing what became of an ingested file, and watching folders in the foreground.
 */
#pragma once
#include "command.h"

void cli_ingested_json(const CliOut *out, const ClIngested *file);
void cli_ingested_line(const CliOut *out, const ClIngested *file);
void cli_ingested_refusal(const CliOut *err, const ClIngested *file);
CliStyle cli_ingested_style(ClStatus status);

/* ingest_watch.c: take what comes into the folders that the call names, until *cancel. */
typedef struct {
	guint jobs;
	const char *supplier, *template_id;
	gboolean no_wait;
	ClWatchAfter after;
} CliWatch;
int cli_ingest_watch(const CliCall *call, const CliWatch *watch, volatile gint *cancel, GError **error);
