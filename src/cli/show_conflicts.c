/* SPDX-License-Identifier: MIT
 *
 * Decides how contradictions read: a photo's fields one below the other, what counts first, what
 * another source says beside it.
 */
#include <cutline/text.h>
#include <string.h>
#include "show.h"

typedef struct {
	const CliCall *call;
	CliTable *table;
} Print;

/* --- for programs ---------------------------------------------------------------------------- */

static void
write_values(ClJson *json, const ClShown *shown, const ClConflict *conflict)
{
	cl_json_begin_array(json, "values");
	for (guint i = 0; i < conflict->values->len; i++) {
		const ClReceived *value = conflict->values->pdata[i];
		g_autofree char *origin = cl_origin_text(value->origin, value->packet);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "origin", origin);
		cl_json_string(json, "lang", value->lang);
		cl_json_int(json, "position", value->position);
		cl_json_string(json, "value", value->value);
		cl_json_bool(json, "used", cl_shown_counts(shown, value));
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

static void
print_json(const CliCall *call, const ClShown *shown, const GPtrArray *conflicts)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", shown->photo->id);
	cl_json_int(json, "version", shown->file->version);
	cl_json_begin_array(json, "conflicts");
	for (guint i = 0; i < conflicts->len; i++) {
		const ClConflict *conflict = conflicts->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "field", cl_field_info(conflict->field)->name);
		cl_json_string(json, "code", conflict->code);
		cl_json_string(json, "message", conflict->message);
		cl_json_string(json, "reason", shown->effective->reason[conflict->field]);
		write_values(json, shown, conflict);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

/* --- for people ------------------------------------------------------------------------------ */

static void
append_value(GString *text, const ClReceived *value, gboolean with_origin)
{
	g_autofree char *origin = cl_origin_text(value->origin, value->packet);

	if (text->len > 0)
		g_string_append(text, " | ");
	if (with_origin)
		g_string_append_printf(text, "%s: ", origin);
	g_string_append(text, value->value);
}

/* Of the same source as the value before it: a list goes on. */
static gboolean
continues(const ClConflict *conflict, guint i)
{
	const ClReceived *value = conflict->values->pdata[i], *before;

	if (i == 0)
		return FALSE;
	before = conflict->values->pdata[i - 1];
	return value->origin == before->origin && value->packet == before->packet;
}

static void
add_row(CliTable *table, const ClShown *shown, const ClConflict *conflict, const char *id)
{
	g_autoptr(GString) used = g_string_new(NULL);
	g_autoptr(GString) others = g_string_new(NULL);

	for (guint i = 0; i < conflict->values->len; i++) {
		const ClReceived *value = conflict->values->pdata[i];
		GString *side = cl_shown_counts(shown, value) ? used : others;

		append_value(side, value, side->len == 0 || !continues(conflict, i));
	}
	cli_table_add(table, (const char *const[]){id, cl_field_info(conflict->field)->name,
				     used->str, others->str});
}

static void
each(const ClShown *shown, const GPtrArray *conflicts, gpointer data)
{
	Print *print = data;

	if (print->call->global->json) {
		print_json(print->call, shown, conflicts);
		return;
	}
	for (guint i = 0; i < conflicts->len; i++)
		add_row(print->table, shown, conflicts->pdata[i], i == 0 ? shown->photo->id : "");
}

gboolean
cli_show_print_conflicts(const CliCall *call, const char *id, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Id", .style = CLI_BLUE},
		{.title = "Field"},
		{.title = "Counts", .min = 16},
		{.title = "Others say", .min = 16},
	};
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	Print print = {call, table};

	if (!cl_archive_conflicts(call->archive, id, each, &print, error))
		return FALSE;
	if (call->global->json)
		return TRUE;
	if (cli_table_rows(table) == 0)
		fputs("no sources disagree\n", call->out->file);
	else
		cli_table_print(table, call->out);
	return TRUE;
}
