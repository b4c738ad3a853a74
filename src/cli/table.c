/* SPDX-License-Identifier: MIT
 *
 * Decides how rows become aligned columns: each as wide as its widest cell, the cuttable ones cut
 * (the widest first) until the line fits. Width is counted in terminal columns, not in bytes.
 * Knows nothing of what the cells mean.
 */
#include <cutline/text.h>
#include "out.h"

typedef struct {
	char *text;
	guint columns;
	CliStyle style;
} Cell;

struct CliTable {
	const CliColumn *columns;
	guint n_columns;
	GArray *cells; /* Cell, row after row */
};

#define GAP 2

static void
cell_clear(gpointer data)
{
	g_free(((Cell *)data)->text);
}

CliTable *
cli_table_new(const CliColumn *columns, guint n_columns)
{
	CliTable *table = g_new0(CliTable, 1);

	table->columns = columns;
	table->n_columns = n_columns;
	table->cells = g_array_new(FALSE, FALSE, sizeof(Cell));
	g_array_set_clear_func(table->cells, cell_clear);
	return table;
}

void
cli_table_free(CliTable *table)
{
	if (!table)
		return;
	g_array_unref(table->cells);
	g_free(table);
}

/* Line breaks inside a caption are layout, not content: in a table they are blanks. */
static char *
one_line(const char *text)
{
	g_autofree char *flat = g_strdelimit(g_strdup(text), "\n\t", ' ');

	return cl_text_printable(flat);
}

void
cli_table_add(CliTable *table, const char *const *cells)
{
	for (guint i = 0; i < table->n_columns; i++) {
		Cell cell = {.style = table->columns[i].style};

		cell.text = one_line(cells[i] ? cells[i] : "");
		cell.columns = cl_text_columns(cell.text);
		g_array_append_val(table->cells, cell);
	}
}

void
cli_table_style(CliTable *table, guint column, CliStyle style)
{
	g_return_if_fail(table->cells->len >= table->n_columns);
	g_array_index(table->cells, Cell, table->cells->len - table->n_columns + column).style =
		style;
}

guint
cli_table_rows(const CliTable *table)
{
	return table->cells->len / table->n_columns;
}

/* Cut the widest cuttable column, column by column, until the line fits. */
static void
fit(const CliTable *table, guint *widths, guint available)
{
	guint total = GAP * (table->n_columns - 1);

	for (guint i = 0; i < table->n_columns; i++)
		total += widths[i];
	while (total > available) {
		guint widest = table->n_columns;

		for (guint i = 0; i < table->n_columns; i++) {
			if (table->columns[i].min == 0 || widths[i] <= table->columns[i].min)
				continue;
			if (widest == table->n_columns || widths[i] > widths[widest])
				widest = i;
		}
		if (widest == table->n_columns)
			return;
		widths[widest]--;
		total--;
	}
}

static void
print_cell(const CliTable *table, const CliOut *out, guint column, guint width, const Cell *cell,
	gboolean last)
{
	g_autofree char *cut = cell->columns > width ? cl_text_ellipsize(cell->text, width) : NULL;
	const char *text = cut ? cut : cell->text;
	guint columns = cut ? cl_text_columns(cut) : cell->columns;
	guint pad = columns < width ? width - columns : 0;
	gboolean right = table->columns[column].right;

	if (right)
		fprintf(out->file, "%*s", (int)pad, "");
	fprintf(out->file, "%s%s%s", cli_style_on(out, cell->style), text,
		cli_style_off(out, cell->style));
	if (!last)
		fprintf(out->file, "%*s", (int)(right ? GAP : pad + GAP), "");
}

/* No blanks at the end of a line: the last cells may be empty. */
static void
print_line(const CliTable *table, const CliOut *out, const guint *widths, const Cell *cells)
{
	guint n = table->n_columns;

	while (n > 0 && cells[n - 1].columns == 0)
		n--;
	for (guint i = 0; i < n; i++)
		print_cell(table, out, i, widths[i], &cells[i], i + 1 == n);
	fputc('\n', out->file);
}

void
cli_table_print(const CliTable *table, const CliOut *out)
{
	g_autofree guint *widths = g_new0(guint, table->n_columns);
	g_autofree Cell *titles = g_new0(Cell, table->n_columns);
	const Cell *cells = (const Cell *)table->cells->data;

	for (guint i = 0; i < table->n_columns; i++) {
		titles[i].text = (char *)table->columns[i].title;
		titles[i].style = CLI_BOLD;
		titles[i].columns = widths[i] = cl_text_columns(table->columns[i].title);
	}
	for (guint i = 0; i < table->cells->len; i++)
		widths[i % table->n_columns] = MAX(widths[i % table->n_columns], cells[i].columns);
	fit(table, widths, out->columns);
	print_line(table, out, widths, titles);
	for (guint row = 0; row < cli_table_rows(table); row++)
		print_line(table, out, widths, cells + row * table->n_columns);
}
