/* SPDX-License-Identifier: MIT
 *
 * A contact sheet: one HTML page that needs nothing beside it, for the screen and for paper.
 */
#pragma once
#include <glib.h>

/* One photo; texts as stored, NULL = absent. All are escaped here. */
typedef struct {
	const char *id;
	const char *state; /* "ok", "held", "killed" */
	const char *headline, *caption, *byline, *credit, *place, *date;
	const char *copies; /* "+2 copies" of its frame, or NULL */
	guint width, height;
	GBytes *thumbnail;            /* JPEG; NULL shows an empty tile */
	const char *const *findings;  /* codes */
	const char *const *sentences; /* of the findings, as tooltips */
	guint n_findings;
} CliSheetPhoto;

void cli_sheet_begin(GString *html, const char *title, const char *subtitle);
void cli_sheet_add(GString *html, const CliSheetPhoto *photo);
void cli_sheet_end(GString *html, const char *footer);
