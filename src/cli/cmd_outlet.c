/* SPDX-License-Identifier: MIT
 *
 * outlet: where pictures appear, and what that says of channels, markets and stage.
 */
#include <cutline/clearance.h>
#include <cutline/error.h>
#include "command.h"

static int
run_list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {{.title = "Id", .style = CLI_BOLD},
		{.title = "Channels"}, {.title = "Markets"}, {.title = "Commercial"},
		{.title = "Stage"}, {.title = "Names"}};
	static const char *const stated[] = {"unstated", "no", "yes"};
	g_autoptr(GPtrArray) outlets = cl_archive_outlets(call->archive, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (!outlets)
		return 8;
	for (guint i = 0; i < outlets->len; i++) {
		const ClOutlet *outlet = outlets->pdata[i];
		g_autofree char *channels = cl_channels_text(outlet->channels);
		g_autofree char *markets = cl_territories_text(&outlet->markets);
		g_autofree char *names = outlet->names ? g_strjoinv(", ", outlet->names) : NULL;
		g_autoptr(ClDocument) document = NULL;

		if (!call->global->json) {
			cli_table_add(table, (const char *const[]){outlet->id, channels, markets,
						     stated[outlet->commercial],
						     cl_stage_name(outlet->stage), names});
			continue;
		}
		document = cl_archive_get_document(call->archive, "outlet", outlet->id, error);
		if (!document)
			return 8;
		cli_print_document(call, document);
	}
	if (!call->global->json && outlets->len > 0)
		cli_table_print(table, call->out);
	return 0;
}

static int
run_show(const CliCall *call, GError **error)
{
	g_autoptr(ClDocument) document =
		cl_archive_get_document(call->archive, "outlet", call->args[0], error);

	if (!document) {
		if (error && !*error)
			g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
				"there is no outlet '%s'; 'cutline outlet list' shows them",
				call->args[0]);
		return 3;
	}
	cli_print_document(call, document);
	return 0;
}

static int
run_set(const CliCall *call, GError **error)
{
	g_autofree char *json = cli_read_file(call->args[0], error);
	g_autoptr(ClOutlet) outlet =
		json ? cl_archive_set_outlet(call->archive, json, call->args[0], error) : NULL;

	if (!outlet)
		return 6;
	if (!call->global->json)
		fprintf(call->out->file, "outlet %s is set\n", outlet->id);
	return 0;
}

static int
run_default(const CliCall *call, GError **error)
{
	if (!cl_archive_set_default_outlet(call->archive, call->args[0], error))
		return 3;
	if (!call->global->json)
		fprintf(call->out->file, "outlet %s is asked where none is named\n", call->args[0]);
	return 0;
}

static const CliCommand list_command = {
	.name = "outlet list",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "the outlets of this archive",
	.details = "With --json, the documents as they were set.",
	.run = run_list,
};
static const CliCommand show_command = {
	.name = "outlet show",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "an outlet as it was set",
	.details = "The JSON, ready to be changed and set again.",
	.run = run_show,
};
static const CliCommand set_command = {
	.name = "outlet set",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "set an outlet from its JSON ('-' = standard input)",
	.details =
		"Keys: \"schema\" (cutline-outlet/1), \"id\", \"names\" (as agencies call it), "
		"\"markets\" "
		"(ISO codes, EU, DACH, WORLD), \"channels\", \"commercial\" (yes, no, unstated), "
		"\"geo_block\", \"style\", \"stage\" (observe, warn, block).",
	.examples = "cutline outlet set courier.json",
	.run = run_set,
};
static const CliCommand default_command = {
	.name = "outlet default",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "the outlet that is asked where none is named",
	.details = "An archive with one outlet needs none.",
	.run = run_default,
};
static const CliCommand *const commands[] = {
	&list_command, &show_command, &set_command, &default_command, NULL};

const CliCommand cli_cmd_outlet = {
	.name = "outlet",
	.args = "list|show|set|default …",
	.summary = "where pictures appear: channels, markets, stage",
	.details =
		"An outlet supplies what nobody types at two in the morning: 'cutline check ID' "
		"needs no "
		"option. Without one, web is asked, no market is declared, and the stage is warn.",
	.commands = commands,
};
