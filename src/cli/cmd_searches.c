/* SPDX-License-Identifier: MIT
 *
 * searches: the searches that are kept under a name.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/expiring.h>
#include <cutline/text.h>
#include "command.h"

typedef struct {
	gboolean drop;
	guint limit;
} SearchesOptions;

static void
print_search(const CliCall *call, CliTable *table, const ClDocument *document)
{
	g_autofree char *query = NULL;

	if (call->global->json) {
		g_autoptr(ClJson) line = cl_json_new();

		cl_json_write_saved_search(line, NULL, document);
		cli_out_json(call->out, line);
		return;
	}
	query = cl_saved_query(document);
	cli_table_add(table, (const char *const[]){document->id, query ? query : "", document->who});
}

static int
list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Name", .style = CLI_BOLD},
		{.title = "Query", .min = 16},
		{.title = "Who"},
	};
	g_autoptr(GPtrArray) documents = cl_archive_list_documents(call->archive, "search", error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (!documents)
		return 8;
	for (guint i = 0; i < documents->len; i++)
		print_search(call, table, documents->pdata[i]);
	if (!call->global->json && documents->len > 0)
		cli_table_print(table, call->out);
	return 0;
}

static int
run_one(const CliCall *call, const char *name, guint limit, GError **error)
{
	g_autofree char *query = cl_archive_saved_search(call->archive, name, error);
	ClTotal total = {0};
	g_autoptr(GPtrArray) hits =
		query ? cl_archive_search(call->archive, query, CL_SORT_INGESTED,
				limit ? limit : 50, 0, &total, error)
		      : NULL;

	if (!hits)
		return 8;
	for (guint i = 0; i < hits->len; i++) {
		const ClHit *hit = hits->pdata[i];
		g_autoptr(ClJson) line = NULL;

		if (!call->global->json) {
			fprintf(call->out->file, "%s  ", hit->id);
			cli_out_styled(call->out, CLI_PLAIN, hit->headline ? hit->headline : "");
			fputc('\n', call->out->file);
			continue;
		}
		line = cl_json_new();
		cl_json_write_hit(line, NULL, hit);
		cli_out_json(call->out, line);
	}
	fflush(call->out->file);
	cli_out_judged(call->err, &total, cl_archive_zone(call->archive));
	return 0;
}

static int
run(const CliCall *call, GError **error)
{
	const SearchesOptions *options = call->options;

	if (!options->drop)
		return call->n_args ? run_one(call, call->args[0], options->limit, error)
				    : list(call, error);
	if (!call->n_args) {
		g_set_error_literal(
			error, CL_ERROR, CL_ERROR_USAGE, "--drop needs the name of a search");
		return 2;
	}
	return cl_archive_put_document(call->archive, "search", call->args[0], NULL, error) ? 0 : 8;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(SearchesOptions, member)
static const CliOption options[] = {
	{"limit", 0, CLI_OPTION_NUMBER, OPT(limit), .arg = "N", .min = 1, .max = 1000000,
		.help = "at most N photos (else 50)"},
	{"drop", 0, CLI_OPTION_FLAG, OPT(drop), .writes = TRUE, .help = "keep it no longer"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_searches = {
	.name = "searches",
	.args = "[NAME]",
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "searches kept with 'search --save': list them, run one",
	.details = "Every night the daemon runs each, and what came in since the night before is "
		   "an event "
		   "'found', which webhooks hear of.",
	.examples =
		"cutline search --save almaty 'city:Almaty taken:2022'\ncutline searches almaty",
	.options = options,
	.options_bytes = sizeof(SearchesOptions),
	.run = run,
};
