/* SPDX-License-Identifier: MIT
 *
 * Decides how text looks on this terminal: colours, width, wrapping, figures. Everything that may
 * hold bytes from outside is made printable here. Knows no command and no photo.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>
#include "out.h"

static const char *const style_codes[CLI_N_STYLES] = {
	[CLI_PLAIN] = "",
	[CLI_BOLD] = "\033[1m",
	[CLI_DIM] = "\033[2m",
	[CLI_RED] = "\033[31m",
	[CLI_GREEN] = "\033[32m",
	[CLI_YELLOW] = "\033[33m",
	[CLI_BLUE] = "\033[36m",
};

static guint
terminal_columns(FILE *file, gboolean tty)
{
	struct winsize size;
	const char *text = g_getenv("COLUMNS");
	guint64 columns;

	if (tty && ioctl(fileno(file), TIOCGWINSZ, &size) == 0 && size.ws_col >= 20)
		return size.ws_col;
	if (text && g_ascii_string_to_unsigned(text, 10, 20, 1000, &columns, NULL))
		return (guint)columns;
	return tty ? 80 : 100;
}

void
cli_out_init(CliOut *out, FILE *file, guint colour)
{
	const char *term = g_getenv("TERM"), *no_colour = g_getenv("NO_COLOR");

	out->file = file;
	out->tty = isatty(fileno(file));
	out->columns = terminal_columns(file, out->tty);
	/* no-color.org: any value that is not empty counts. */
	out->colour = colour == CLI_COLOUR_ALWAYS ||
		      (colour != CLI_COLOUR_NEVER && out->tty && !(no_colour && *no_colour) &&
			      g_strcmp0(term, "dumb") != 0);
}

const char *
cli_style_on(const CliOut *out, CliStyle style)
{
	return out->colour ? style_codes[style] : "";
}

const char *
cli_style_off(const CliOut *out, CliStyle style)
{
	return out->colour && style != CLI_PLAIN ? "\033[0m" : "";
}

void
cli_out_styled(const CliOut *out, CliStyle style, const char *text)
{
	g_autofree char *printable = cl_text_printable(text);

	fprintf(out->file, "%s%s%s", cli_style_on(out, style), printable,
		cli_style_off(out, style));
}

/* One paragraph without newlines. */
static void
wrap_paragraph(const CliOut *out, guint indent, guint column, const char *text)
{
	g_auto(GStrv) words = g_strsplit(text, " ", -1);
	guint width = MIN(out->columns, 100), at = column;
	gboolean first = TRUE;

	for (guint i = 0; words[i]; i++) {
		g_autofree char *word = cl_text_printable(words[i]);
		guint columns = cl_text_columns(word);

		if (*word == '\0')
			continue;
		if (!first && at + 1 + columns > width) {
			fprintf(out->file, "\n%*s", (int)indent, "");
			at = indent;
		} else if (!first) {
			fputc(' ', out->file);
			at++;
		}
		fputs(word, out->file);
		at += columns;
		first = FALSE;
	}
	fputc('\n', out->file);
}

void
cli_out_wrapped(const CliOut *out, guint indent, guint column, const char *text)
{
	g_auto(GStrv) lines = g_strsplit(text, "\n", -1);

	if (column < indent)
		fprintf(out->file, "%*s", (int)(indent - column), "");
	for (guint i = 0; lines[i]; i++) {
		if (i > 0)
			fprintf(out->file, "%*s", *lines[i] ? (int)indent : 0, "");
		wrap_paragraph(out, indent, i > 0 ? indent : MAX(indent, column), lines[i]);
	}
}

void
cli_out_heading(const CliOut *out, const char *text)
{
	fputc('\n', out->file);
	cli_out_styled(out, CLI_BOLD, text);
	fputc('\n', out->file);
}

void
cli_out_json(const CliOut *out, ClJson *json)
{
	g_autofree char *line = cl_json_take(json);

	fputs(line, out->file);
	fputc('\n', out->file);
	fflush(out->file);
}

void
cli_out_error(const CliOut *err, const char *command, const char *message)
{
	g_autofree char *printable = cl_text_printable(message);

	/* What is already on stdout belongs before the complaint, also in a log of both. */
	fflush(stdout);
	if (command)
		fprintf(err->file, "cutline: %s: %s\n", command, printable);
	else
		fprintf(err->file, "cutline: %s\n", printable);
	fflush(err->file);
}

void
cli_out_judged(const CliOut *err, const ClTotal *total, GTimeZone *zone)
{
	g_autofree char *n = cli_text_count(total->judged);
	g_autofree char *when = cli_text_when(total->judged_to_us, zone);

	if (total->judged == 0)
		return;
	fprintf(err->file, "only the newest %s photos that the rest of the query finds were judged; ", n);
	if (total->judged_to_us != 0)
		fprintf(err->file, "go on with the same query and 'ingested:<=%.10s'\n", when);
	else
		fputs("narrow it to reach older ones\n", err->file);
}

char *
cli_text_bytes(guint64 n_bytes)
{
	static const char *const units[] = {"kB", "MB", "GB", "TB", "PB"};
	double value = (double)n_bytes / 1000;
	guint unit = 0;

	if (n_bytes < 1000)
		return g_strdup_printf("%" G_GUINT64_FORMAT " B", n_bytes);
	while (value >= 999.5 && unit + 1 < G_N_ELEMENTS(units)) {
		value /= 1000;
		unit++;
	}
	return g_strdup_printf(value < 9.95 ? "%.1f %s" : "%.0f %s", value, units[unit]);
}

char *
cli_text_count(guint64 n)
{
	g_autofree char *digits = g_strdup_printf("%" G_GUINT64_FORMAT, n);
	GString *text = g_string_new(NULL);
	gsize length = strlen(digits);

	for (gsize i = 0; i < length; i++) {
		if (i > 0 && (length - i) % 3 == 0)
			g_string_append_c(text, ',');
		g_string_append_c(text, digits[i]);
	}
	return g_string_free(text, FALSE);
}

char *
cli_text_plural(guint64 n, const char *singular)
{
	g_autofree char *count = cli_text_count(n);

	return g_strdup_printf("%s %s%s", count, singular, n == 1 ? "" : "s");
}

char *
cli_text_when(gint64 time_us, GTimeZone *zone)
{
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(time_us / G_USEC_PER_SEC);
	g_autoptr(GDateTime) local = utc && zone ? g_date_time_to_timezone(utc, zone) : NULL;

	if (!utc)
		return g_strdup("?");
	return g_date_time_format(local ? local : utc, "%Y-%m-%d %H:%M");
}

char *
cli_text_until(gint64 until_us, GTimeZone *zone)
{
	g_autofree char *at = cli_text_when(until_us, zone);
	g_autofree char *before = cli_text_when(until_us - 1, zone);

	if (until_us % G_TIME_SPAN_MINUTE != 0 || !g_str_has_suffix(at, " 00:00"))
		return g_steal_pointer(&at);
	return g_strndup(before, strlen(before) - strlen(" 23:59"));
}

char *
cli_text_duration(gint64 us)
{
	gint64 seconds = us / G_USEC_PER_SEC;

	if (seconds < 60)
		return g_strdup_printf("%.1f s", (double)us / G_USEC_PER_SEC);
	if (seconds < 3600)
		return g_strdup_printf("%d min %d s", (int)(seconds / 60), (int)(seconds % 60));
	return g_strdup_printf("%d h %d min", (int)(seconds / 3600), (int)(seconds / 60 % 60));
}
