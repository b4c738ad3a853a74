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

	/* What counts as long as nobody has set one; filled in, 'outlet set' takes it. */
	if (!document && error && !*error && g_str_equal(call->args[0], "default")) {
		fputs("{\"schema\": \"cutline-outlet/1\", \"id\": \"default\"}\n", call->out->file);
		return 0;
	}
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

typedef struct {
	gboolean dry_run;
	const char *supplier;
} OutletOptions;

static void
print_held(const CliCall *call, const ClHeldUse *held)
{
	g_autoptr(ClJson) json = cl_json_new();

	if (!call->global->json) {
		fprintf(call->out->file, "%s  %s  %s %s%s\n", held->story, held->photo,
			cl_verdict_name(held->verdict), held->code ? held->code : "",
			held->was_held ? "  (already)" : "");
		return;
	}
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "use", held->use);
	cl_json_string(json, "story", held->story);
	cl_json_string(json, "photo", held->photo);
	cl_json_string(json, "verdict", cl_verdict_name(held->verdict));
	cl_json_string(json, "code", held->code);
	cl_json_string(json, "message", held->why);
	cl_json_bool(json, "held_now", held->was_held);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

/* How many live uses would fail. */
static int
estimate(const CliCall *call, const char *document, const char *where, GError **error)
{
	g_autoptr(ClStageEstimate) estimate =
		cl_archive_estimate_outlet(call->archive, document, where, error);
	g_autoptr(ClJson) json = cl_json_new();

	if (!estimate)
		return 6;
	for (guint i = 0; i < estimate->held->len; i++)
		print_held(call, estimate->held->pdata[i]);
	if (!call->global->json) {
		fprintf(call->out->file,
			"%u of %u live uses would be held up (now %u); nothing was set\n",
			estimate->held_then, estimate->live, estimate->held_now);
		return 0;
	}
	cl_json_begin_object(json, NULL);
	cl_json_begin_object(json, "summary");
	cl_json_int(json, "live", estimate->live);
	cl_json_int(json, "held_now", estimate->held_now);
	cl_json_int(json, "held_then", estimate->held_then);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
	return 0;
}

static int
set_document(const CliCall *call, const char *json, const char *where, GError **error)
{
	const OutletOptions *options = call->options;
	g_autoptr(ClOutlet) outlet = NULL;

	if (options->dry_run)
		return estimate(call, json, where, error);
	outlet = cl_archive_set_outlet(call->archive, json, where, error);
	if (!outlet)
		return 6;
	if (!call->global->json)
		fprintf(call->out->file, "outlet %s is set\n", outlet->id);
	return 0;
}

static int
run_set(const CliCall *call, GError **error)
{
	g_autofree char *json = cli_read_file(call->args[0], error);

	return json ? set_document(call, json, call->args[0], error) : 6;
}

static int
run_stage(const CliCall *call, GError **error)
{
	const OutletOptions *options = call->options;
	g_autofree char *json = NULL;

	if (cl_stage_from_name(call->args[1]) == CL_N_STAGES) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no stage; write observe, warn or block", call->args[1]);
		return 2;
	}
	json = cl_archive_staged_outlet(
		call->archive, call->args[0], options->supplier, call->args[1], error);
	return json ? set_document(call, json, call->args[0], error) : 3;
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

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(OutletOptions, member)
static const CliOption set_options[] = {
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run), .help = "set nothing; say which live uses it would hold up"},
	{NULL},
};
static const CliOption stage_options[] = {
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run), .help = "set nothing; say which live uses it would hold up"},
	{"supplier", 0, CLI_OPTION_TEXT, OPT(supplier), .arg = "S", .help = "for pictures that S delivered only"},
	{NULL},
};
/* clang-format on */

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
		"\"section\" (advertorial, promo, ad: if all that it publishes is), "
		"\"geo_block\", \"style\", \"stage\" (observe, warn, block), \"stages\" "
		"(by supplier: {\"Getty Images\": \"block\"}).",
	.examples = "cutline outlet set courier.json --dry-run\ncutline outlet set courier.json",
	.options = set_options,
	.options_bytes = sizeof(OutletOptions),
	.run = run_set,
};
static const CliCommand stage_command = {
	.name = "outlet stage",
	.args = "ID STAGE",
	.min = 2,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "what a verdict does at publication: observe, warn or block",
	.details = "observe lets all out and records it; warn asks a reason for what is denied; "
		   "block lets out what is allowed, and what is to be reviewed with a reason. What "
		   "stops delivery never goes out. --dry-run judges every use that stands in a story "
		   "of the outlet and says how many would be held up. With --json, "
		   "a line each, and last {\"summary\": {\"live\", "
		   "\"held_now\", \"held_then\"}}.",
	.examples = "cutline outlet stage courier block --supplier \"Getty Images\" --dry-run",
	.options = stage_options,
	.options_bytes = sizeof(OutletOptions),
	.run = run_stage,
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
	&list_command, &show_command, &set_command, &stage_command, &default_command, NULL};

const CliCommand cli_cmd_outlet = {
	.name = "outlet",
	.args = "list|show|set|stage|default …",
	.summary = "where pictures appear: channels, markets, stage",
	.details =
		"An outlet supplies what nobody types at two in the morning: 'cutline check ID' "
		"needs no "
		"option. Without one, web is asked, no market is declared, and the stage is warn.",
	.commands = commands,
};
