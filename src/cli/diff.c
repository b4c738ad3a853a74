/* SPDX-License-Identifier: MIT
 *
 * Differences on a terminal. Lines are broken between words; a style ends with its line, so that a
 * pager which shows a part of them shows the right colours.
 */
#include "diff.h"

#include <cutline/diff.h>
#include <cutline/text.h>
#include <string.h>

typedef struct {
	const CliOut *out;
	guint indent, column;
	CliStyle style;
} Pen;

static void
break_line(Pen *pen)
{
	fprintf(pen->out->file, "%s\n%*s%s", cli_style_off(pen->out, pen->style), (int)pen->indent, "",
		cli_style_on(pen->out, pen->style));
	pen->column = pen->indent;
}

static void
put_word(Pen *pen, const char *word)
{
	g_autofree char *printable = cl_text_printable(word);
	guint width = cl_text_columns(printable);

	if (pen->column > pen->indent && pen->column + width > pen->out->columns)
		break_line(pen);
	fputs(printable, pen->out->file);
	pen->column += width;
}

/* Blanks at the beginning of a line are left out. */
static void
put_blank(Pen *pen, char blank)
{
	if (blank == '\n') {
		break_line(pen);
	} else if (pen->column > pen->indent) {
		fputc(' ', pen->out->file);
		pen->column++;
	}
}

static void
put_text(Pen *pen, const char *text)
{
	while (*text != '\0') {
		gsize n = strcspn(text, " \t\n");
		g_autofree char *word = g_strndup(text, n);

		if (n > 0)
			put_word(pen, word);
		text += n;
		if (*text != '\0')
			put_blank(pen, *text++);
	}
}

static void
put_part(Pen *pen, const ClDiffPart *part)
{
	static const struct {
		CliStyle style;
		const char *before, *after;
	} marks[] = {
		[CL_DIFF_SAME] = {CLI_PLAIN, "", ""},
		[CL_DIFF_GONE] = {CLI_RED, "[-", "-]"},
		[CL_DIFF_NEW] = {CLI_GREEN, "{+", "+}"},
	};
	gboolean marked = !pen->out->colour;

	pen->style = marks[part->kind].style;
	fputs(cli_style_on(pen->out, pen->style), pen->out->file);
	if (marked)
		put_text(pen, marks[part->kind].before);
	put_text(pen, part->text);
	if (marked)
		put_text(pen, marks[part->kind].after);
	fputs(cli_style_off(pen->out, pen->style), pen->out->file);
}

void
cli_print_diff(const CliOut *out, guint indent, const char *before, const char *after)
{
	g_autoptr(GPtrArray) parts = cl_diff_words(before, after);
	Pen pen = {out, indent, indent, CLI_PLAIN};

	fprintf(out->file, "%*s", (int)indent, "");
	for (guint i = 0; i < parts->len; i++)
		put_part(&pen, parts->pdata[i]);
	fputc('\n', out->file);
}

static const char *
meaning(const ClChange *change, const char *before, const char *after)
{
	if (change->after == NULL)
		return "; what was received counts again";
	if (strcmp(before, after) == 0)
		return "; confirmed over what was received since";
	return after[0] == '\0' ? "; it now says nothing" : "";
}

void
cli_print_change(const CliOut *out, guint indent, const ClChange *change)
{
	g_autofree char *before = cl_change_text(change, FALSE);
	g_autofree char *after = cl_change_text(change, TRUE);
	gboolean has_lang = change->lang != NULL && strcmp(change->lang, "x-default") != 0;

	fprintf(out->file, "%*s", (int)indent, "");
	cli_out_styled(out, CLI_BOLD, cl_field_info(change->field)->name);
	if (has_lang) {
		fputs(" (", out->file);
		cli_out_styled(out, CLI_PLAIN, change->lang);
		fputc(')', out->file);
	}
	fprintf(out->file, "%s\n", meaning(change, before, after));
	cli_print_diff(out, indent + 2, before, after);
}
