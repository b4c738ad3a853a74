/* SPDX-License-Identifier: MIT
 *
 * house: whose by-line makes a picture ours, and since or until when.
 */
#include <cutline/clearance.h>
#include <cutline/answers.h>
#include <cutline/error.h>
#include "command.h"

typedef struct {
	const char *name;
	const char *on[CLI_LIST_MAX + 1], *off[CLI_LIST_MAX + 1];
	gboolean dry_run;
} HouseOptions;

static void
say_entry(const CliCall *call, GVariant *entry)
{
	const char *name = "", *from = "", *until = "";

	g_variant_lookup(entry, "name", "&s", &name);
	g_variant_lookup(entry, "from", "&s", &from);
	g_variant_lookup(entry, "until", "&s", &until);
	fputs("  ", call->out->file);
	cli_out_styled(call->out, CLI_PLAIN, name);
	if (from[0] != '\0' || until[0] != '\0')
		fprintf(call->out->file, ", %s..%s", from, until);
	fputc('\n', call->out->file);
}

static void
say_names(const CliCall *call, GVariant *json)
{
	g_autoptr(GVariant) names = g_variant_lookup_value(json, "names", G_VARIANT_TYPE("av"));

	for (gsize i = 0; names && i < g_variant_n_children(names); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(names, i);
		g_autoptr(GVariant) name = g_variant_get_variant(boxed);

		if (g_variant_is_of_type(name, G_VARIANT_TYPE_STRING))
			cli_out_styled(call->out, CLI_BOLD, g_variant_get_string(name, NULL));
		fputc('\n', call->out->file);
	}
}

static void
say(const CliCall *call, const char *text)
{
	g_autoptr(GVariant) json = cl_json_parse(text, -1, NULL);
	g_autoptr(GVariant) list = NULL;

	if (call->global->json) {
		fprintf(call->out->file, "%s\n", text);
		return;
	}
	if (!json || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		return;
	say_names(call, json);
	list = g_variant_lookup_value(json, "photographers", G_VARIANT_TYPE("av"));
	for (gsize i = 0; list && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);
		g_autoptr(GVariant) entry = g_variant_get_variant(boxed);

		if (g_variant_is_of_type(entry, G_VARIANT_TYPE_VARDICT))
			say_entry(call, entry);
	}
}

static int
list(const CliCall *call, GError **error)
{
	g_autoptr(GPtrArray) all = cl_archive_list_documents(call->archive, "house", error);

	for (guint i = 0; all && i < all->len; i++)
		say(call, ((ClDocument *)all->pdata[i])->json);
	return all ? 0 : 8;
}

static int
foresee(const CliCall *call, const ClHouseChange *change, GError **error)
{
	guint n = 0;
	g_autoptr(GPtrArray) changes =
		cl_archive_foresee_house(call->archive, change, CLI_FORESEE_MAX, &n, error);

	if (!changes)
		return 8;
	cli_print_changes(call, changes, n, CLI_FORESEE_MAX);
	return 0;
}

static int
run(const CliCall *call, GError **error)
{
	const HouseOptions *options = call->options;
	const ClHouseChange change = {options->name, options->on, options->off};
	g_autofree char *text = NULL;

	if (!options->name && !options->on[0] && !options->off[0])
		return list(call, error);
	if (options->dry_run)
		return foresee(call, &change, error);
	text = cl_archive_change_house(call->archive, &change, error);
	if (!text)
		return 8;
	say(call, text);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(HouseOptions, member)
static const CliOption options[] = {
	{"name", 0, CLI_OPTION_TEXT, OPT(name), .arg = "NAME", .writes = TRUE,
		.help = "whose archive it is, as its credits say"},
	{"photographer", 0, CLI_OPTION_LIST, OPT(on), .arg = "NAME", .writes = TRUE,
		.help = "of the house from now on, in the place of an entry of that name; may be given again. "
			"With days: \"NAME, 2019-03-01..2024-06-30\""},
	{"remove", 0, CLI_OPTION_LIST, OPT(off), .arg = "NAME", .writes = TRUE,
		.help = "never was of the house; who leaves it gets a last day instead"},
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run),
		.help = "change nothing; show the verdicts that would change"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_house = {
	.name = "house",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "whose pictures are the house's own",
	.details =
		"Lists who is on the house list, and changes it. A picture by somebody on it on the day it "
		"was taken, with no other organisation in its credit, is ours; verdicts follow at once, what "
		"is published stays as it was judged.\n\n"
		"With --json: {\"schema\", \"names\", \"photographers\": [{\"name\", \"from\", "
		"\"until\"}]}; with --dry-run, a line each: {\"photo\", \"before\", \"after\", \"why\"}.",
	.examples = "cutline house --photographer \"Ana Ruiz\"\n"
		    "cutline house --photographer \"Ben Li, ..2026-06-30\"",
	.options = options,
	.options_bytes = sizeof(HouseOptions),
	.run = run,
};
