/* SPDX-License-Identifier: MIT
 *
 * init: make a new archive.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <cutline/clearance.h>
#include "fixture.h"

typedef struct {
	const char *house;
	const char *photographers[CLI_LIST_MAX + 1];
	gboolean fixture;
} InitOptions;

/* Whose pictures are ours: the dated list begins with those who are named now. */
static gboolean
set_house(const char *path, const InitOptions *options, GError **error)
{
	g_autoptr(ClArchive) archive = cl_archive_open(path, CL_ARCHIVE_WRITE, error);
	const ClHouseChange change = {options->house, options->photographers, NULL};
	g_autofree char *list = archive ? cl_archive_change_house(archive, &change, error) : NULL;

	return list != NULL;
}

/* Before there is an archive that would have to be taken away again. */
static gboolean
is_house(const InitOptions *options, GError **error)
{
	g_autoptr(ClCreditRules) rules = cl_credit_rules_shipped();
	const ClHouseChange change = {options->house, options->photographers, NULL};

	return !options->house || cl_house_check(rules, &change, error);
}

/* *pictures stays NULL where no fixture is asked for. */
static gboolean
make_archive(const char *path, const InitOptions *options, GArray **pictures, GError **error)
{
	g_autoptr(ClArchive) archive = NULL;

	if (!cl_archive_init(path, error) || (options->house && !set_house(path, options, error)))
		return FALSE;
	if (!options->fixture)
		return TRUE;
	archive = cl_archive_open(path, CL_ARCHIVE_WRITE, error);
	return archive && cli_fixture_fill(archive, pictures, error);
}

static void
print_json(const CliCall *call, const char *path, const GArray *pictures)
{
	g_autoptr(ClJson) json = cl_json_new();
	gboolean is_utf8;
	g_autofree char *shown = cl_text_path(path, &is_utf8);

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "archive", shown);
	if (pictures) {
		cl_json_begin_object(json, "fixture");
		for (guint i = 0; i < pictures->len; i++) {
			const CliFixture *one = &g_array_index(pictures, CliFixture, i);

			cl_json_string(json, one->state, one->id);
		}
		cl_json_end_object(json);
	}
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static void
print_text(const CliCall *call, const char *path, const GArray *pictures)
{
	static const CliColumn columns[] = {{.title = "State"}, {.title = "Photo"}};
	g_autofree char *shown = cl_text_printable(path);
	g_autoptr(CliTable) table = NULL;

	fprintf(call->out->file, "new archive in %s\n", shown);
	if (!pictures)
		return;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < pictures->len; i++) {
		const CliFixture *one = &g_array_index(pictures, CliFixture, i);

		cli_table_add(table, (const char *const[]){one->state, one->id});
	}
	fputc('\n', call->out->file);
	cli_table_print(table, call->out);
}

static int
run(const CliCall *call, GError **error)
{
	const InitOptions *options = call->options;
	g_autofree char *path = NULL;
	g_autoptr(GArray) pictures = NULL;

	if (call->n_args > 0 && call->global->folder) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"both -C and a folder are given; name the new archive once");
		return 2;
	}
	path = cl_archive_path(call->n_args > 0 ? call->args[0] : call->global->folder);
	if (options->photographers[0] && !options->house) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"photographers of which house? add --house NAME");
		return 2;
	}
	if (options->fixture && options->house) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"a fixture has a house of its own; leave out --house, or --fixture");
		return 2;
	}
	if (!is_house(options, error))
		return 2;
	if (!make_archive(path, options, &pictures, error))
		return 8;
	if (call->global->json)
		print_json(call, path, pictures);
	else
		print_text(call, path, pictures);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(InitOptions, member)
static const CliOption init_options[] = {
	{"house", 0, CLI_OPTION_TEXT, OPT(house), .arg = "NAME", .help = "whose archive it is, as its credits say"},
	{"photographer", 0, CLI_OPTION_LIST, OPT(photographers), .arg = "NAME",
		.help = "of the house; may be given again: their pictures are ours. With days: "
			"\"NAME, 2019-03-01..2024-06-30\""},
	{"fixture", 0, CLI_OPTION_FLAG, OPT(fixture),
		.help = "with a drawn picture in every state: for who writes templates"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_init = {
	.name = "init",
	.args = "[DIR]",
	.max = 1,
	.file_args = TRUE,
	.summary = "make a new archive",
	.details =
		"Makes an empty archive in DIR, else where -C or $CUTLINE_ARCHIVE say, else in the "
		"user's data folder. The folder must be new or empty.\n\n"
		"Pictures by the photographers of the house, with no other organisation in the credit, "
		"may be used from the first day; all others ask for their papers. 'cutline house' changes "
		"who they are.\n\n"
		"--fixture puts in five drawn pictures, one that may be used and one each that asks for its "
		"contract, is under embargo, has a protected source, or was killed: what a template can "
		"meet. Its house is made up, too.\n\n"
		"With --json: {\"archive\"}; with --fixture also \"fixture\":{STATE: ID, …}.",
	.examples = "cutline init /srv/photos\nexport CUTLINE_ARCHIVE=/srv/photos\n"
		    "cutline init --fixture /tmp/fixture",
	.options = init_options,
	.options_bytes = sizeof(InitOptions),
	.run = run,
};
