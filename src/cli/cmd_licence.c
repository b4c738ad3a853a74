/* SPDX-License-Identifier: MIT
 *
 * licence: contracts, purchases, permissions and other papers that allow something.
 */
#include <cutline/clearance.h>
#include <cutline/error.h>
#include <cutline/json.h>
#include <cutline/papers.h>
#include <cutline/time.h>
#include <string.h>
#include "command.h"

typedef struct {
	gboolean dry_run;
	const char *story, *until, *reason, *name;
} LicenceOptions;

static int
run_list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {{.title = "Id", .style = CLI_BOLD}, {.title = "Kind"},
		{.title = "Of"}, {.title = "Channels"}, {.title = "Territories"},
		{.title = "Until"}, {.title = "Quota"}};
	g_autoptr(GPtrArray) licences = cl_archive_licences(call->archive, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (!licences)
		return 8;
	for (guint i = 0; i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];
		g_autofree char *channels =
			licence->channels ? cl_channels_text(licence->channels) : NULL;
		ClTerritories territories = cl_licence_territories(licence);
		g_autofree char *places = cl_territories_text(&territories);
		g_autofree char *until =
			licence->until_us
				? cli_text_until(licence->until_us, cl_archive_zone(call->archive))
				: NULL;
		g_autofree char *quota =
			licence->quota ? g_strdup_printf("%u", licence->quota) : NULL;
		g_autofree char *of = licence->supplier_name ? g_strdup(licence->supplier_name)
				      : licence->photographers
					      ? g_strjoinv(", ", licence->photographers)
				      : licence->photos ? g_strjoinv(", ", licence->photos)
							: NULL;
		g_autoptr(ClDocument) document = NULL;

		if (!call->global->json) {
			cli_table_add(
				table, (const char *const[]){licence->id,
					       cl_licence_kind_name(licence->kind), of, channels,
					       places, until, quota});
			continue;
		}
		document = cl_archive_get_document(call->archive, "licence", licence->id, error);
		if (!document)
			return 8;
		cli_print_document(call, document);
	}
	if (!call->global->json && licences->len > 0)
		cli_table_print(table, call->out);
	return 0;
}

static int
run_show(const CliCall *call, GError **error)
{
	g_autoptr(ClDocument) document =
		cl_archive_get_document(call->archive, "licence", call->args[0], error);

	if (!document) {
		if (error && !*error)
			g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
				"there is no licence '%s'; 'cutline licence list' shows them",
				call->args[0]);
		return 3;
	}
	cli_print_document(call, document);
	return 0;
}

/* --- set -------------------------------------------------------------------------------------- */

/* `json` NULL: what its removal would change. */
static int
foresee(const CliCall *call, const char *json, const char *name, GError **error)
{
	guint n = 0;
	g_autoptr(GPtrArray) changes = json
		? cl_archive_foresee_licence(call->archive, json, name, CLI_FORESEE_MAX, &n, error)
		: cl_archive_foresee_removal(call->archive, name, CLI_FORESEE_MAX, &n, error);

	if (!changes)
		return json ? 6 : 3;
	cli_print_changes(call, changes, n, CLI_FORESEE_MAX);
	return 0;
}

/* Of these the reason is what the author said, today; of an open licence, who saw it at its source. */
static gboolean
is_answer(const char *kind)
{
	return g_str_equal(kind, "permission") || g_str_equal(kind, "ugc");
}

/* A record about one photo, in short: `licence set ID handout --story S --until T`. */
static char *
short_record(const CliCall *call, GError **error)
{
	const LicenceOptions *options = call->options;
	char id[CL_ID_CHARS + 1];
	guint version;
	g_autofree char *name = NULL;
	g_autoptr(ClJson) json = cl_json_new();

	if (!cl_archive_find(call->archive, call->args[0], id, &version, error))
		return NULL;
	name = g_strdup_printf("%s-%s", call->args[1], id);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", "cutline-licence/1");
	cl_json_string(json, "id", options->name ? options->name : name);
	cl_json_string(json, "kind", call->args[1]);
	cl_json_begin_array(json, "photos");
	cl_json_string(json, NULL, id);
	cl_json_end_array(json);
	if (options->story) {
		cl_json_begin_array(json, "stories");
		cl_json_string(json, NULL, options->story);
		cl_json_end_array(json);
	}
	if (options->until)
		cl_json_string(json, "until", options->until);
	if (options->reason && is_answer(call->args[1])) {
		g_autofree char *today = cl_time_format(cl_time_now_us());

		cl_json_string(json, "granted", today);
		cl_json_string(json, "wording", options->reason);
	} else if (options->reason) {
		gboolean open = g_str_equal(call->args[1], "open");

		cl_json_string(json, open ? "confirmed" : "notes", options->reason);
	}
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* What a permission rests on has to be there to be shown: at an address, or in a file, whose path begins
 * where the record lies or here. */
static gboolean
has_evidence(const char *json, const char *path, GError **error)
{
	g_autoptr(ClJsonNode) record = cl_json_read(json, -1, NULL);
	const char *evidence = cl_json_node_get_string(record, "evidence");
	g_autofree char *folder = g_path_get_dirname(path);
	g_autofree char *beside = evidence ? g_build_filename(folder, evidence, NULL) : NULL;

	if (!evidence || strstr(evidence, "://") || g_file_test(evidence, G_FILE_TEST_IS_REGULAR) ||
		g_file_test(beside, G_FILE_TEST_IS_REGULAR))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
		"%s: \"evidence\" names '%s', and there is no such file beside it or here; name the file "
		"that keeps the answer or its address, or write what was answered as \"wording\", the rest "
		"as \"notes\"",
		path, evidence);
	return FALSE;
}

static int
run_set(const CliCall *call, GError **error)
{
	const LicenceOptions *options = call->options;
	g_autofree char *json =
		call->n_args == 2 ? short_record(call, error) : cli_read_file(call->args[0], error);
	g_autoptr(ClLicence) licence = NULL;

	if (!json)
		return 8;
	if (!has_evidence(json, call->args[0], error))
		return 6;
	if (options->dry_run)
		return foresee(call, json, call->args[0], error);
	licence = cl_archive_set_licence(call->archive, json, call->args[0], error);
	if (!licence)
		return 6;
	if (!call->global->json)
		fprintf(call->out->file, "licence %s is set\n", licence->id);
	return 0;
}

static int
run_remove(const CliCall *call, GError **error)
{
	const LicenceOptions *options = call->options;

	if (options->dry_run)
		return foresee(call, NULL, call->args[0], error);
	if (!cl_archive_remove_licence(call->archive, call->args[0], error))
		return 3;
	if (!call->global->json)
		fprintf(call->out->file, "licence %s is removed\n", call->args[0]);
	return 0;
}

/* --- template ----------------------------------------------------------------------------------- */

static int
run_template(const CliCall *call, GError **error)
{
	const char *template = cl_licence_template(call->args[0]);

	if (template) {
		fputs(template, call->out->file);
		return 0;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"there is no template '%s'; write agency, purchase, permission, ugc, open, staff, "
		"freelance, "
		"commissioned, handout or pool",
		call->args[0]);
	return 2;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(LicenceOptions, member)
static const CliOption set_options[] = {
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run),
		.help = "set nothing; show the verdicts and live pages it would change"},
	{"story", 0, CLI_OPTION_TEXT, OPT(story), .arg = "S", .help = "with an ID and a kind: the story it is tied to"},
	{"until", 0, CLI_OPTION_TEXT, OPT(until), .arg = "DAY", .help = "with an ID and a kind: its last day"},
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT", .help = "with an ID and a kind: who says so"},
	{"name", 0, CLI_OPTION_TEXT, OPT(name), .arg = "NAME", .help = "with an ID and a kind: the record's id"},
	{NULL},
};
static const CliOption remove_options[] = {
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run),
		.help = "remove nothing; show the verdicts and live pages it would change"},
	{NULL},
};
/* clang-format on */

static const CliCommand list_command = {
	.name = "licence list",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "what is on file",
	.details = "With --json, the documents as they were set.",
	.run = run_list,
};
static const CliCommand show_command = {
	.name = "licence show",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "a licence as it was set",
	.details = "The JSON, ready to be changed and set again.",
	.run = run_show,
};
static const CliCommand set_command = {
	.name = "licence set",
	.args = "FILE|ID KIND",
	.min = 1,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "record a licence from its JSON, or one about a single photo",
	.details = "FILE ('-' = standard input) is checked key by key; docs/rights.md has one "
		   "written out. A "
		   "first contract with a supplier says that all of them are recorded: from then "
		   "on, what none "
		   "covers is denied, also when contracts are removed again.\n\n"
		   "With an ID and a kind (handout, pool, permission, open, ugc), a short record "
		   "about this "
		   "photo: --story and --until tie it.",
	.examples = "cutline licence set getty.json --dry-run\ncutline licence set 7k3m9q handout "
		    "--story "
		    "kazakstan-in-crisis --until 2026-06-30",
	.options = set_options,
	.options_bytes = sizeof(LicenceOptions),
	.run = run_set,
};
static const CliCommand template_command = {
	.name = "licence template",
	.args = "KIND",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_NOTHING,
	.summary = "a licence to fill in",
	.details = "KIND: agency, purchase, permission, ugc, open, staff, freelance, commissioned, "
		   "handout, pool.",
	.examples = "cutline licence template agency > getty.json",
	.run = run_template,
};
static const CliCommand remove_command = {
	.name = "licence remove",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take a licence off the file",
	.details = "It stays in the history. Its supplier stays complete: what no other licence "
		   "covers is denied. Pages that are out with it are named by "
		   "`cutline expiring` from then on.",
	.options = remove_options,
	.options_bytes = sizeof(LicenceOptions),
	.run = run_remove,
};
static const CliCommand *const commands[] = {
	&list_command, &show_command, &set_command, &template_command, &remove_command, NULL};

const CliCommand cli_cmd_licence = {
	.name = "licence",
	.args = "list|show|set|template|remove …",
	.summary = "contracts, purchases and permissions: what may be used",
	.details = "A picture cannot license itself: what allows a use is recorded here. Suppliers "
		   "begin open "
		   "(nothing recorded yet: review) and become complete with their first contract.",
	.commands = commands,
};
