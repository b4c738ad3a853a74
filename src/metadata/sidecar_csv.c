/* SPDX-License-Identifier: MIT
 *
 * A caption sheet: RFC 4180, the first line names our fields, the first column the file. Commas,
 * semicolons or tabs, whichever the first line has most of (spreadsheets write what their country
 * uses). A row that does not fit its header is left out: shifted columns would put words into the
 * wrong fields.
 */
#include "sidecar_build.h"

#include <cutline/text.h>

#define MAX_COLUMNS 256U

/* What IIM 4.2 calls its datasets; XMP's and PNG's names are in the fields table. */
static const struct {
	guint iim;
	const char *name;
} dataset_names[] = {
	{2005, "Object Name"},
	{2025, "Keyword"},
	{2040, "Special Instructions"},
	{2055, "Date Created"},
	{2080, "By-line"},
	{2085, "By-line Title"},
	{2092, "Sub-location"},
	{2095, "Province/State"},
	{2100, "Country/Primary Location Code"},
	{2101, "Country/Primary Location Name"},
	{2103, "Original Transmission Reference"},
	{2105, "Headline"},
	{2110, "Credit Line"},
	{2116, "Copyright Notice"},
	{2120, "Caption/Abstract"},
	{2122, "Writer/Editor"},
};

typedef struct {
	MetadataSpan rest;
	char separator;
	guint line;
	GPtrArray *cells; /* of the row just read: the first MAX_COLUMNS */
	guint n_cells;    /* up to the last that is not blank */
	gboolean open;    /* a quotation that never ends */
} Rows;

static void
end_cell(Rows *rows, GString *cell, guint *n)
{
	if (cell->len > 0)
		rows->n_cells = *n + 1;
	if (*n < MAX_COLUMNS)
		g_ptr_array_add(rows->cells, g_strndup(cell->str, cell->len));
	++*n;
	g_string_truncate(cell, 0);
}

/* A quoted part from behind its first quotation mark on; a doubled mark stands for one. */
static void
take_quoted(Rows *rows, GString *cell)
{
	for (;;) {
		const guint8 *end =
			rows->rest.n == 0 ? NULL : memchr(rows->rest.data, '"', rows->rest.n);
		gsize n = end == NULL ? rows->rest.n : (gsize)(end - rows->rest.data);

		for (gsize i = 0; i < n; i++)
			rows->line += rows->rest.data[i] == '\n';
		g_string_append_len(cell, (const char *)rows->rest.data, (gssize)n);
		rows->open = end == NULL;
		if (end == NULL)
			n = rows->rest.n;
		rows->rest = metadata_rest(rows->rest, n + (end != NULL));
		if (rows->open || !metadata_starts(rows->rest, "\"", 1))
			return;
		g_string_append_c(cell, '"');
		rows->rest = metadata_rest(rows->rest, 1);
	}
}

/* FALSE at the end of the sheet. */
static gboolean
next_row(Rows *rows)
{
	g_autoptr(GString) cell = g_string_new(NULL);
	gboolean begun = FALSE; /* a mark inside a cell is a mark: 5" */
	guint n = 0;

	g_ptr_array_set_size(rows->cells, 0);
	rows->n_cells = 0;
	if (rows->rest.n == 0)
		return FALSE;
	while (rows->rest.n > 0) {
		char c = (char)rows->rest.data[0];

		rows->rest = metadata_rest(rows->rest, 1);
		if (c == '"' && !begun) {
			take_quoted(rows, cell);
			begun = TRUE;
		} else if (c == rows->separator) {
			end_cell(rows, cell, &n);
			begun = FALSE;
		} else if (c == '\n' || c == '\r') {
			if (c == '\r' && metadata_starts(rows->rest, "\n", 1))
				rows->rest = metadata_rest(rows->rest, 1);
			break;
		} else {
			g_string_append_c(cell, c);
			begun = TRUE;
		}
	}
	end_cell(rows, cell, &n);
	rows->line++;
	return TRUE;
}

static char
separator_of(MetadataSpan text)
{
	static const char separators[] = {',', ';', '\t'};
	guint count[G_N_ELEMENTS(separators)] = {0}, best = 0;
	gboolean quoted = FALSE;

	for (gsize i = 0; i < text.n; i++) {
		char c = (char)text.data[i];

		if (c == '"')
			quoted = !quoted;
		if (!quoted && (c == '\n' || c == '\r'))
			break;
		for (guint k = 0; !quoted && k < G_N_ELEMENTS(separators); k++)
			count[k] += c == separators[k];
	}
	for (guint k = 1; k < G_N_ELEMENTS(separators); k++)
		if (count[k] > count[best])
			best = k;
	return separators[best];
}

static gboolean
is_separator_line(const Rows *rows)
{
	const char *first = rows->cells->pdata[0];

	return g_ascii_strncasecmp(first, "sep=", 4) == 0 && strlen(first) <= 5 && rows->n_cells <= 1;
}

/* "Usage terms", "usage_terms", "UsageTerms" … */
static char *
column_name(const char *cell)
{
	char *name = g_ascii_strdown(cell, -1), *end = name;

	for (const char *at = name; *at != '\0'; at++)
		if (g_ascii_isalnum(*at) || (guchar)*at >= 0x80)
			*end++ = *at;
	*end = '\0';
	return name;
}

static gboolean
is_called(const char *column, const char *name)
{
	g_autofree char *folded = name == NULL ? NULL : column_name(name);

	return folded != NULL && strcmp(column, folded) == 0;
}

/* By our own names, or else by those of the standards. */
static ClField
field_of(const char *column, gboolean ours)
{
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		const ClFieldInfo *info = cl_field_info((ClField)i);

		if (i != CL_FIELD_ORIENTATION &&
			(ours ? is_called(column, info->name)
			      : is_called(column, info->xmp_name) ||
					is_called(column, info->png_keyword)))
			return (ClField)i;
	}
	if (ours)
		return cl_field_from_name(column);
	for (gsize i = 0; i < G_N_ELEMENTS(dataset_names); i++)
		if (is_called(column, dataset_names[i].name))
			return cl_field_from_iim(dataset_names[i].iim);
	return CL_N_FIELDS;
}

static gboolean
bad(GError **error, const char *why)
{
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "the caption sheet %s", why);
	return FALSE;
}

/* A program writes one text under several names: our own counts, else the first of the others. */
static gboolean
find_columns(const Rows *rows, ClField *fields, gboolean ours, gboolean seen[CL_N_FIELDS], GError **error)
{
	for (guint i = 1; i < rows->n_cells; i++) {
		g_autofree char *column = column_name(rows->cells->pdata[i]);
		ClField field = *column == '\0' ? CL_N_FIELDS : field_of(column, ours);

		if (field == CL_N_FIELDS || field == CL_FIELD_ORIENTATION || (!ours && seen[field]))
			continue;
		if (seen[field]) {
			g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
				"the caption sheet has two columns '%s'; leave one out",
				cl_field_info(field)->name);
			return FALSE;
		}
		fields[i] = field;
		seen[field] = TRUE;
	}
	return TRUE;
}

/* The field of each column; what is not read is named in a finding. */
static gboolean
read_header(MetadataSidecar *side, const Rows *rows, ClField *fields, GError **error)
{
	static const char *const names[] = {"filename", "file", "sourcefile", NULL};
	g_autoptr(GString) unread = g_string_new(NULL);
	gboolean seen[CL_N_FIELDS] = {FALSE};
	g_autofree char *first = column_name(rows->cells->pdata[0]);

	if (!g_strv_contains(names, first))
		return bad(error, "must begin with a line of column names, 'filename' first");
	if (rows->n_cells > MAX_COLUMNS)
		return bad(error, "has more than 256 columns; leave some out");
	if (!find_columns(rows, fields, TRUE, seen, error) ||
		!find_columns(rows, fields, FALSE, seen, error))
		return FALSE;
	for (guint i = 1; i < rows->n_cells; i++)
		if (fields[i] == CL_N_FIELDS && unread->len < 500 &&
			!cl_text_is_blank(rows->cells->pdata[i]))
			g_string_append_printf(unread, "%s%.60s", unread->len > 0 ? ", " : "",
				(const char *)rows->cells->pdata[i]);
	if (unread->len > 0)
		metadata_sidecar_note(side, CL_FINDING_SIDECAR_UNREAD,
			"columns that are none of our fields, or name one again: %s", unread->str);
	return TRUE;
}

static void
take_cell(MetadataSidecar *side, ClField field, const char *cell)
{
	if (cl_field_info(field)->kind != CL_KIND_LIST) {
		metadata_sidecar_value(side, field, NULL, cell);
		return;
	}
	while (*cell != '\0') {
		gsize n = strcspn(cell, ";");
		g_autofree char *part = g_strndup(cell, n);

		metadata_sidecar_value(side, field, NULL, part);
		cell += n + (cell[n] == ';');
	}
}

static void
read_row(MetadataSidecar *side, const Rows *rows, const ClField *fields, guint n_columns)
{
	const char *name = rows->cells->pdata[0];

	if (rows->n_cells == 0)
		return;
	if (*name == '\0' || rows->n_cells > n_columns) {
		metadata_sidecar_note(side, CL_FINDING_SIDECAR_UNREAD,
			"line %u of the caption sheet %s; it was left out", rows->line,
			*name == '\0' ? "names no file" : "has more columns than the first");
		return;
	}
	metadata_sidecar_begin(side);
	metadata_sidecar_name(side, name);
	for (guint i = 1; i < rows->n_cells; i++)
		if (fields[i] != CL_N_FIELDS)
			take_cell(side, fields[i], rows->cells->pdata[i]);
	metadata_sidecar_end(side);
}

static gboolean
read_rows(MetadataSidecar *side, Rows *rows, GError **error)
{
	ClField fields[MAX_COLUMNS];
	guint n_columns;

	for (guint i = 0; i < MAX_COLUMNS; i++)
		fields[i] = CL_N_FIELDS;

	/* "sep=;" above the column names is a spreadsheet's word on its separator. */
	do {
		if (!next_row(rows))
			return bad(error, "is empty");
	} while (rows->line == 1 && is_separator_line(rows));
	if (!read_header(side, rows, fields, error))
		return FALSE;
	n_columns = rows->n_cells;
	while (!rows->open && side->over_limit == NULL && next_row(rows))
		if (!rows->open)
			read_row(side, rows, fields, n_columns);
	if (rows->open)
		return bad(error, "has a quotation mark (\") that is never closed");
	if (side->sidecar->items->len == 0 && side->over_limit == NULL)
		return bad(error, "has no row that names a file");
	return TRUE;
}

gboolean
metadata_sidecar_csv(MetadataSidecar *side, MetadataSpan text, GError **error)
{
	Rows rows = {text, ',', 0, NULL, 0, FALSE};
	MetadataCharset charset;
	gboolean fine;

	side->sidecar->kind = CL_SIDECAR_CSV;
	if (text.n > 0 && memchr(text.data, '\0', text.n) != NULL)
		return bad(error, "is no text; save it as CSV, UTF-8");
	charset = metadata_undeclared(&side->reader, &text, 1, "the caption sheet");
	if (charset != METADATA_UTF8) {
		char *decoded = metadata_decode(charset, text);

		rows.rest = metadata_own(&side->reader, g_bytes_new_take(decoded, strlen(decoded)));
	}
	rows.separator = separator_of(rows.rest);
	rows.cells = g_ptr_array_new_with_free_func(g_free);
	fine = read_rows(side, &rows, error);
	g_ptr_array_unref(rows.cells);
	return fine;
}
