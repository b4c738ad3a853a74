/* SPDX-License-Identifier: MIT
 *
 * What goes to a person's terminal or to a pipe. Text from outside (file names, captions, error
 * messages) reaches a stream only through functions that make it printable: a name can neither
 * move the cursor nor forge a second line.
 */
#pragma once
#include <stdio.h>
#include <cutline/catalog.h>
#include <cutline/json.h>

typedef enum { CLI_COLOUR_UNSET, CLI_COLOUR_AUTO, CLI_COLOUR_ALWAYS, CLI_COLOUR_NEVER } CliColour;
typedef enum {
	CLI_PLAIN,
	CLI_BOLD,
	CLI_DIM,
	CLI_RED,
	CLI_GREEN,
	CLI_YELLOW,
	CLI_BLUE,
	CLI_N_STYLES
} CliStyle;

typedef struct {
	FILE *file;
	gboolean tty, colour;
	guint columns; /* of the terminal; of $COLUMNS or 100 where there is none */
} CliOut;

void cli_out_init(CliOut *out, FILE *file, guint colour);
/* "" where no colours are wanted. */
const char *cli_style_on(const CliOut *out, CliStyle style);
const char *cli_style_off(const CliOut *out, CliStyle style);
/* Printable text in a style, without newline. */
void cli_out_styled(const CliOut *out, CliStyle style, const char *text);
/* Printable text broken at blanks to the width, every line indented; ends with a newline.
 * The first line begins at column `column` (already printed). */
void cli_out_wrapped(const CliOut *out, guint indent, guint column, const char *text);
void cli_out_heading(const CliOut *out, const char *text);
/* The text taken from the writer as one line, flushed. */
void cli_out_json(const CliOut *out, ClJson *json);
/* "cutline: COMMAND: message", one printable line. */
void cli_out_error(const CliOut *err, const char *command, const char *message);
/* Says so where only the newest photos were judged, and how to go on. */
void cli_out_judged(const CliOut *err, const ClTotal *total, GTimeZone *zone);

/* For tables; free with g_free. */
char *cli_text_bytes(guint64 n_bytes);                  /* "6.3 MB" */
char *cli_text_count(guint64 n);                        /* "12,345" */
char *cli_text_plural(guint64 n, const char *singular); /* "1 file", "12 files" */
/* An end: "2026-12-31", the day that ends with it, else the instant. */
char *cli_text_until(gint64 until_us, GTimeZone *zone);
char *cli_text_when(gint64 time_us, GTimeZone *zone);   /* "2026-11-23 01:05" */
char *cli_text_duration(gint64 us);                     /* "0.4 s", "2 min 5 s" */

/* --- table.c: columns sized to their content, cut to the width ----------------------------- */
typedef struct {
	const char *title;
	gboolean right;
	guint min; /* may be cut down to so many columns; 0 = never cut */
	CliStyle style;
} CliColumn;
typedef struct CliTable CliTable;
/* `columns` is lent for the table's life. */
CliTable *cli_table_new(const CliColumn *columns, guint n_columns);
/* n_columns texts (NULL = empty), copied and made printable. */
void cli_table_add(CliTable *table, const char *const *cells);
/* Style of one cell of the last row. */
void cli_table_style(CliTable *table, guint column, CliStyle style);
guint cli_table_rows(const CliTable *table);
void cli_table_print(const CliTable *table, const CliOut *out);
void cli_table_free(CliTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(CliTable, cli_table_free)

/* --- progress.c: a bar on a terminal, a line every few seconds elsewhere --------------------- */
typedef struct {
	const CliOut *err;
	const char *command;
	const char *label; /* of the part under way */
	gint64 begun_us, drawn_us;
	gboolean visible; /* a bar stands on the terminal's last line */
} CliProgress;
void cli_progress_init(CliProgress *progress, const CliOut *err, const char *command);
/* `total` 0 = not known yet; `noun` is what is counted ("files"). */
void cli_progress_update(CliProgress *progress, const char *label, const char *noun, guint64 done,
	guint64 total, gboolean total_known);
/* Take the bar away, so that a line can be printed. */
void cli_progress_clear(CliProgress *progress);
