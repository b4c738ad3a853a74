/* SPDX-License-Identifier: MIT
 *
 * Decides how work under way is shown on stderr: a bar with rate and time left on a terminal, a
 * plain line every few seconds elsewhere (a log of a nightly import stays short). Knows only
 * numbers.
 */
#include <string.h>
#include "out.h"

#define DRAW_US (100 * 1000)
#define LINE_US (3 * G_USEC_PER_SEC)
#define BAR_COLUMNS 24

void
cli_progress_init(CliProgress *progress, const CliOut *err, const char *command)
{
	memset(progress, 0, sizeof *progress);
	progress->err = err;
	progress->command = command;
}

void
cli_progress_clear(CliProgress *progress)
{
	if (!progress->visible)
		return;
	fputs("\r\033[K", progress->err->file);
	fflush(progress->err->file);
	progress->visible = FALSE;
}

/* "85/s, 8 s left"; rates of the first moments mean nothing and are left out. */
static char *
rate_text(gint64 elapsed_us, guint64 done, guint64 total, gboolean total_known)
{
	double rate;

	if (elapsed_us < G_USEC_PER_SEC / 2 || done == 0)
		return g_strdup("");
	rate = (double)done * G_USEC_PER_SEC / (double)elapsed_us;
	if (total_known && total > done) {
		g_autofree char *left =
			cli_text_duration((gint64)((double)(total - done) / rate) * G_USEC_PER_SEC);
		char *point = strstr(left, ".0 s");

		if (point)
			memmove(point, point + 2, strlen(point + 2) + 1);
		return g_strdup_printf("%.*f/s, %s left", rate < 10 ? 1 : 0, rate, left);
	}
	return g_strdup_printf("%.*f/s", rate < 10 ? 1 : 0, rate);
}

static void
draw_bar(CliProgress *progress, const char *counts, const char *rate, guint64 done, guint64 total)
{
	const CliOut *err = progress->err;
	guint full = total ? (guint)(MIN(done, total) * BAR_COLUMNS / total) : 0;

	fprintf(err->file, "\r%-8s ", progress->label);
	if (err->columns >= 72) {
		fputs(cli_style_on(err, CLI_GREEN), err->file);
		for (guint i = 0; i < BAR_COLUMNS; i++)
			fputs(i < full ? "█" : "░", err->file);
		fputs(cli_style_off(err, CLI_GREEN), err->file);
		fputc(' ', err->file);
	}
	fprintf(err->file, "%s%s%s\033[K", counts, *rate ? "  " : "", rate);
	progress->visible = TRUE;
}

void
cli_progress_update(CliProgress *progress, const char *label, const char *noun, guint64 done,
	guint64 total, gboolean total_known)
{
	gint64 now = g_get_monotonic_time();
	gboolean begins = g_strcmp0(label, progress->label) != 0;
	gboolean ends = total_known && done >= total;
	g_autofree char *rate = NULL, *done_text = NULL, *total_text = NULL, *counts = NULL;

	if (begins) {
		progress->label = label;
		progress->begun_us = now;
		progress->drawn_us = progress->err->tty ? 0 : now;
	}
	if (now - progress->drawn_us < (progress->err->tty ? DRAW_US : LINE_US) &&
		!(ends && progress->err->tty))
		return;
	progress->drawn_us = now;
	rate = rate_text(now - progress->begun_us, done, total, total_known);
	done_text = cli_text_count(done);
	total_text = cli_text_count(total);
	counts = g_strdup_printf(
		"%s of %s%s %s", done_text, total_text, total_known ? "" : "+", noun);
	if (progress->err->tty)
		draw_bar(progress, counts, rate, done, total);
	else
		fprintf(progress->err->file, "cutline: %s: %s %s%s%s\n", progress->command, label,
			counts, *rate ? ", " : "", rate);
	fflush(progress->err->file);
}
