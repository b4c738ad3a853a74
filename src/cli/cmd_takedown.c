/* SPDX-License-Identifier: MIT
 *
 * takedown: after a kill, where does the picture still stand, who must act, what is confirmed?
 */
#include "takedown.h"
#include <cutline/answers.h>
#include <cutline/error.h>
#include <string.h>

typedef struct {
	const char *note;
} ConfirmOptions;

static int
compare_actor(gconstpointer a, gconstpointer b)
{
	const ClTakedown *first = *(ClTakedown *const *)a, *second = *(ClTakedown *const *)b;
	int order = strcmp(first->actor, second->actor);

	return order != 0 ? order : first->no < second->no ? -1 : 1;
}

void
cli_takedowns_print(CliOut *out, const GPtrArray *takedowns, GTimeZone *zone)
{
	static const CliColumn columns[] = {
		{.title = "No", .right = TRUE},
		{.title = "Photo"},
		{.title = "Who"},
		{.title = "Where", .min = 16},
		{.title = "State"},
		{.title = "What to do", .min = 16},
		{.title = "Asked"},
	};
	g_autoptr(CliTable) table = cli_table_new(columns, zone ? 7 : 6);
	g_autoptr(GPtrArray) sorted = g_ptr_array_new();

	for (guint i = 0; i < takedowns->len; i++)
		g_ptr_array_add(sorted, takedowns->pdata[i]);
	g_ptr_array_sort(sorted, compare_actor);
	for (guint i = 0; i < sorted->len; i++) {
		const ClTakedown *takedown = sorted->pdata[i];
		g_autofree char *no = g_strdup_printf("%" G_GINT64_FORMAT, takedown->no);
		g_autofree char *asked = zone ? cli_text_when(takedown->at_us, zone) : NULL;
		gboolean done = takedown->done_us != 0;

		cli_table_add(table, (const char *const[]){no, takedown->photo, takedown->actor,
					     takedown->target, done ? "done" : "open",
					     takedown->note ? takedown->note : takedown->detail, asked});
		cli_table_style(table, 4, done ? CLI_GREEN : CLI_YELLOW);
	}
	cli_table_print(table, out);
}

static gboolean
write_list(const CliCall *call, const GPtrArray *takedowns, GError **error)
{
	for (guint i = 0; i < takedowns->len; i++) {
		g_autoptr(ClJson) json = cl_json_new();

		if (!cl_json_write_asked(json, call->archive, takedowns->pdata[i], error))
			return FALSE;
		cli_out_json(call->out, json);
	}
	return TRUE;
}

static int
run_list(const CliCall *call, GError **error)
{
	g_autoptr(GPtrArray) takedowns = cl_archive_takedowns(
		call->archive, call->n_args > 0 ? call->args[0] : NULL, error);

	if (!takedowns)
		return 8;
	if (takedowns->len == 0 && !call->global->json)
		fputs("nothing is to be taken down\n", call->err->file);
	if (takedowns->len == 0)
		return 0;
	if (call->global->json)
		return write_list(call, takedowns, error) ? 0 : 8;
	cli_takedowns_print(call->out, takedowns, cl_archive_zone(call->archive));
	fputs("addresses and hashes of what was sent, and purge tags: --json takedown list, or evidence\n",
		call->out->file);
	return 0;
}

static int
run_confirm(const CliCall *call, GError **error)
{
	const ConfirmOptions *options = call->options;
	g_autoptr(ClJson) json = NULL;
	guint64 no = 0;

	if (!g_ascii_string_to_unsigned(call->args[0], 10, 1, G_MAXINT64, &no, NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no number of a takedown; see them: cutline takedown list",
			call->args[0]);
		return 2;
	}
	if (!cl_archive_confirm_takedown(call->archive, (gint64)no, options->note, error))
		return 8;
	if (!call->global->json) {
		fprintf(call->out->file, "takedown %" G_GUINT64_FORMAT " is confirmed\n", no);
		return 0;
	}
	json = cl_json_new();
	cl_json_write_confirmed(json, NULL, (gint64)no);
	cli_out_json(call->out, json);
	return 0;
}

/* clang-format off */
static const CliOption confirm_options[] = {
	{"note", 0, CLI_OPTION_TEXT, .offset = G_STRUCT_OFFSET(ConfirmOptions, note), .arg = "TEXT",
		.help = "who says that it is gone, and how"},
	{NULL},
};
/* clang-format on */

static const CliCommand list_command = {
	.name = "takedown list",
	.args = "[ID]",
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "what is still to be taken down, or all that was for one photo",
	.details = "Grouped by who must act. With --json, a line each: {\"takedown\", \"photo\", \"who\", "
		   "\"target\", \"detail\", \"asked\", \"done\", \"done_by\", \"note\", \"renditions\" "
		   "(address and hash of each file that readers were sent there), \"purge_tags\"}.",
	.examples = "cutline takedown list\ncutline takedown list 7k3m9q",
	.run = run_list,
};

static const CliCommand confirm_command = {
	.name = "takedown confirm",
	.args = "NO",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "the picture is gone from there: the receipt",
	.details = "Recorded with time and author; the first confirmation counts.",
	.examples = "cutline takedown confirm 4 --note \"partner desk, by mail, 14:05\"",
	.options = confirm_options,
	.options_bytes = sizeof(ConfirmOptions),
	.run = run_confirm,
};

static const CliCommand *const commands[] = {&list_command, &confirm_command, NULL};

const CliCommand cli_cmd_takedown = {
	.name = "takedown",
	.args = "list|confirm …",
	.summary = "after a kill: where it stands, who must act, what is confirmed",
	.details = "A kill makes one for each place where the photo was published. Our own pages show a "
		   "tile at once and are done; a partner, a social post, a printed edition or a sent "
		   "newsletter wait for somebody's word.",
	.commands = commands,
};
