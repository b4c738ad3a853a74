/* SPDX-License-Identifier: MIT
 *
 * supplier, rules: the organisations that the rules know and that an archive adds, the rules' own
 * examples, and what other rules would change.
 */
#include <cutline/credits.h>
#include <cutline/error.h>
#include "command.h"

/* Of the archive that -C or the environment names, else the shipped ones. `text` (may be NULL) gets that
 * of the organisations. */
static ClCreditRules *
load(const CliCall *call, char **text, GError **error)
{
	g_autofree char *path = NULL;
	g_autoptr(ClArchive) archive = NULL;

	if (call->global->folder || g_getenv("CUTLINE_ARCHIVE")) {
		path = cl_archive_path(call->global->folder);
		archive = cl_archive_open(path, CL_ARCHIVE_READ, error);
		if (!archive)
			return NULL;
	}
	if (text) {
		*text = cl_archive_rules(archive, "organisations", NULL, error);
		if (!*text)
			return NULL;
	}
	return cl_archive_credit_rules(archive, error);
}

static void
print_json(const CliCall *call, const ClOrganisation *organisation)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_organisation(json, NULL, organisation);
	cli_out_json(call->out, json);
}

static int
run_list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {{.title = "Supplier", .style = CLI_BOLD},
		{.title = "Name", .min = 16}, {.title = "Kind"},
		{.title = "Also written", .min = 20}};
	g_autoptr(ClCreditRules) rules = load(call, NULL, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	const ClOrganisation *const *all;
	guint n;

	if (!rules)
		return 8;
	all = cl_credit_rules_organisations(rules, &n);
	for (guint i = 0; i < n; i++) {
		const ClOrganisation *one = all[i];
		g_autofree char *aliases = g_strjoinv("; ", (char **)one->aliases);

		if (call->global->json)
			print_json(call, one);
		else
			cli_table_add(
				table, (const char *const[]){one->id, one->name,
					       cl_organisation_kind_name(one->kind), aliases});
	}
	if (!call->global->json)
		cli_table_print(table, call->out);
	return 0;
}

static int
run_show(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "", .style = CLI_DIM}, {.title = "Supplier", .min = 20}};
	g_autoptr(ClCreditRules) rules = load(call, NULL, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	const ClOrganisation *one = rules ? cl_credit_rules_find(rules, call->args[0]) : NULL;
	g_autofree char *aliases = NULL;

	if (!rules)
		return 8;
	if (!one) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"no rule knows '%s'; see: cutline supplier list", call->args[0]);
		return 3;
	}
	if (call->global->json) {
		print_json(call, one);
		return 0;
	}
	aliases = g_strjoinv("; ", (char **)one->aliases);
	cli_table_add(table, (const char *const[]){"id", one->id});
	cli_table_add(table, (const char *const[]){"name", one->name});
	cli_table_add(table, (const char *const[]){"kind", cl_organisation_kind_name(one->kind)});
	if (one->parent)
		cli_table_add(table, (const char *const[]){"belongs to", one->parent});
	if (one->state_media)
		cli_table_add(table, (const char *const[]){"state media", "yes"});
	if (one->template)
		cli_table_add(table, (const char *const[]){"printed as", one->template});
	cli_table_add(table, (const char *const[]){"also written", aliases});
	for (guint i = 0; i < one->n_id_schemes; i++) {
		const ClIdScheme *scheme = &one->id_schemes[i];

		cli_table_add(table, (const char *const[]){scheme->scheme, scheme->pattern});
	}
	cli_table_print(table, call->out);
	return 0;
}

static int
run_test(const CliCall *call, GError **error)
{
	g_autofree char *text = NULL;
	g_autoptr(ClCreditRules) rules = load(call, &text, error);
	g_autoptr(GPtrArray) failures = NULL;
	g_autoptr(ClJson) json = NULL;
	guint n;

	if (!rules)
		return 8;
	failures = cl_credit_rules_test(rules, text, &n);
	if (!call->global->json) {
		for (guint i = 0; i < failures->len; i++)
			fprintf(call->out->file, "%s\n", (char *)failures->pdata[i]);
		fprintf(call->out->file, "%u examples, %u fail\n", n, failures->len);
		return failures->len > 0;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_int(json, "examples", n);
	cl_json_begin_array(json, "failures");
	for (guint i = 0; i < failures->len; i++)
		cl_json_string(json, NULL, failures->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
	return failures->len > 0;
}

/* --- rules diff ----------------------------------------------------------------------------- */
typedef struct {
	const CliCall *call;
	CliProgress progress;
} Reading;

static void
print_change(const ClCreditChange *change, gpointer data)
{
	Reading *reading = data;
	const CliCall *call = reading->call;
	const char *now = change->now ? change->now->canonical : "";
	g_autoptr(ClJson) json = NULL;

	if (call->out->tty)
		cli_progress_clear(&reading->progress);
	if (!call->global->json) {
		fprintf(call->out->file, "%s  %s\n%18s%s  (%s)\n", change->id, now, "→ ",
			change->then->canonical, cl_credit_kind_name(change->then->kind));
		return;
	}
	json = cl_json_new();
	cl_json_write_credit_change(json, NULL, change);
	cli_out_json(call->out, json);
}

static void
show_progress(guint64 done, guint64 total, gpointer data)
{
	Reading *reading = data;

	cli_progress_update(&reading->progress, "read", "credits", done, total, TRUE);
}

static int
run_diff(const CliCall *call, GError **error)
{
	Reading reading = {.call = call};
	ClCreditDiff diff;
	g_autoptr(ClJson) json = NULL;
	gboolean fine;

	cli_progress_init(&reading.progress, call->err, "rules diff");
	fine = cl_archive_rules_diff(
		call->archive, call->args[0], print_change, show_progress, &reading, &diff, error);
	cli_progress_clear(&reading.progress);
	if (!fine)
		return 8;
	if (!call->global->json) {
		fprintf(call->out->file,
			"%" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " photos would change\n",
			diff.changed, diff.photos);
		return 0;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_write_credit_diff(json, "summary", &diff, NULL, FALSE);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
	return 0;
}

/* --- supplier set --------------------------------------------------------------------------- */
typedef struct {
	gboolean dry_run;
} SetOptions;

static void
print_set(const CliCall *call, const GPtrArray *set, const ClCreditDiff *diff, gboolean dry_run)
{
	g_autoptr(ClJson) json = cl_json_new();

	if (!call->global->json) {
		for (guint i = 0; i < set->len; i++) {
			const ClSupplierSet *one = set->pdata[i];

			fprintf(call->out->file, "%s %s\n", one->id,
				one->known ? "takes the place of the rule before" : "is new");
		}
		fprintf(call->out->file,
			"the credits of %" G_GUINT64_FORMAT " of %" G_GUINT64_FORMAT " photos %s%s\n",
			diff->changed, diff->photos, dry_run ? "would change" : "changed",
			dry_run ? "; nothing was set" : "");
		return;
	}
	cl_json_begin_object(json, NULL);
	cl_json_write_credit_diff(json, "summary", diff, set, dry_run);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
run_set(const CliCall *call, GError **error)
{
	const SetOptions *options = call->options;
	g_autoptr(GPtrArray) set =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_supplier_set_free);
	g_autofree char *json = cli_read_file(call->args[0], error);
	Reading reading = {.call = call};
	ClCreditDiff diff;

	if (!json)
		return 8;
	if (!cl_archive_set_suppliers(call->archive, json, call->args[0], options->dry_run,
		    print_change, &reading, set, &diff, error))
		return 6;
	print_set(call, set, &diff, options->dry_run);
	return 0;
}

/* clang-format off */
static const CliOption set_options[] = {
	{"dry-run", 'n', CLI_OPTION_FLAG, .offset = G_STRUCT_OFFSET(SetOptions, dry_run),
		.help = "set nothing; show the credits that would change"},
	{NULL},
};
/* clang-format on */

static const CliCommand supplier_list = {
	.name = "supplier list",
	.args = "",
	.needs = CLI_NEEDS_NOTHING,
	.summary = "every organisation that the rules know",
	.details = "With --json, one object a line.",
	.run = run_list,
};

static const CliCommand supplier_show = {
	.name = "supplier show",
	.args = "NAME",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_NOTHING,
	.summary = "one organisation: how it is written, its picture ids",
	.details = "NAME is its id or any of its spellings.",
	.examples = "cutline supplier show \"PA Wire\"",
	.run = run_show,
};

static const CliCommand supplier_set = {
	.name = "supplier set",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "add an organisation to this archive's rules, or replace one",
	.details = "FILE ('-' = standard input) is one organisation as docs/credits.md writes it out, or a "
		   "table of them. It must stand its own examples; then it joins rules/organisations.json of "
		   "the archive's folder, and the credits that it changes are shown and derived again. A "
		   "running cutlined reads the rules when it starts.",
	.examples = "cutline supplier set meridian.json --dry-run",
	.options = set_options,
	.options_bytes = sizeof(SetOptions),
	.run = run_set,
};

static const CliCommand supplier_test = {
	.name = "supplier test",
	.args = "",
	.needs = CLI_NEEDS_NOTHING,
	.summary = "try the rules on their own examples",
	.details = "Every example of every rule is read; what differs is printed, and the exit "
		   "status is 1.",
	.run = run_test,
};

static const CliCommand *const supplier_commands[] = {
	&supplier_list, &supplier_show, &supplier_set, &supplier_test, NULL};

const CliCommand cli_cmd_supplier = {
	.name = "supplier",
	.args = "list|show|set|test …",
	.summary = "the organisations that credit lines name",
	.details = "Rules about agencies, broadcasters, newspapers and offices: names, spellings, "
		   "picture "
		   "ids, examples. An archive's own rules stand in rules/organisations.json and "
		   "rules/people.json of its folder; with \"extends\": \"shipped\" they hold only "
		   "what "
		   "is added or replaced.",
	.commands = supplier_commands,
};

static const CliCommand rules_diff = {
	.name = "rules diff",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.file_args = TRUE,
	.summary = "which photos' credits other rules would change, and how",
	.details = "FILE is a table of organisations or people as it would stand in the archive's "
		   "folder "
		   "rules/. Nothing is changed; put it there and run 'cutline rebuild' to use it.",
	.examples = "cutline rules diff organisations.json",
	.run = run_diff,
};

static const CliCommand *const rules_commands[] = {&rules_diff, NULL};

const CliCommand cli_cmd_rules = {
	.name = "rules",
	.args = "diff …",
	.summary = "rules as data: what a change of them would do",
	.details = "See 'cutline supplier test' for the examples of the rules.",
	.commands = rules_commands,
};
