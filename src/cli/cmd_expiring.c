/* SPDX-License-Identifier: MIT
 *
 * expiring: what becomes forbidden soon, and on which pages it stands.
 */
#include <cutline/error.h>
#include <cutline/expiring.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include "command.h"

#define MAX_ROWS 1000U /* of the table, which is held in memory to be aligned */

typedef struct {
	const char *within;
} ExpiringOptions;

typedef struct {
	const CliCall *call;
	CliTable *table;
	guint n_rows;
} Print;

static gboolean
read_within(const char *text, gint64 *within_us, GError **error)
{
	if (cl_time_read_span(text, within_us))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"--within takes hours, days or weeks up to ten years (36h, 7d, 2w), not '%s'",
		text);
	return FALSE;
}

static const char *
what_of(const ClExpiring *expiring)
{
	if (expiring->photo[0] != '\0')
		return expiring->photo;
	return expiring->licence ? expiring->licence : expiring->person;
}

static gboolean
each(const ClExpiring *expiring, gpointer data, GError **error)
{
	Print *print = data;
	const CliCall *call = print->call;
	g_autofree char *at = NULL;

	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_expiring(json, NULL, expiring);
		cli_out_json(call->out, json);
		return TRUE;
	}
	if (print->n_rows++ >= MAX_ROWS)
		return TRUE;
	at = cli_text_when(expiring->at_us, cl_archive_zone(call->archive));
	cli_table_add(print->table,
		(const char *const[]){at, what_of(expiring),
			expiring->stop ? "stops" : cl_verdict_name(expiring->after),
			expiring->use                ? cl_use_state_name(expiring->use->state)
			: expiring->photo[0] != '\0' ? "in no story"
						     : "",
			expiring->url   ? expiring->url
			: expiring->use ? expiring->use->story
					: "",
			expiring->message ? expiring->message : ""});
	return TRUE;
}

static int
run(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "From"},
		{.title = "What", .style = CLI_BOLD},
		{.title = "Then"},
		{.title = "Now"},
		{.title = "Where", .min = 16},
		{.title = "Why", .min = 24},
	};
	const ExpiringOptions *options = call->options;
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	Print print = {call, table, 0};
	ClExpiringTotals totals;
	gint64 within_us;

	if (!read_within(options->within ? options->within : "7d", &within_us, error))
		return 2;
	if (!cl_archive_expiring(call->archive, within_us, each, &print, NULL, &totals, error))
		return 8;
	if (call->global->json)
		return 0;
	if (totals.found > 0)
		cli_table_print(table, call->out);
	if (print.n_rows > MAX_ROWS)
		fprintf(call->err->file, "%u more; --json tells all\n", print.n_rows - MAX_ROWS);
	if (totals.found == 0)
		fputs("nothing becomes stricter in that time\n", call->err->file);
	return 0;
}

static const CliOption options[] = {
	{"within", 0, CLI_OPTION_TEXT, .offset = G_STRUCT_OFFSET(ExpiringOptions, within),
		.arg = "TIME", .help = "hours, days or weeks from now: 36h, 7d (else), 2w"},
	{NULL},
};

const CliCommand cli_cmd_expiring = {
	.name = "expiring",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "what becomes unlicensed soon, and on which live pages",
	.details = "Photos whose words end new uses or their showing in that time, decisions that "
		   "end, and uses that "
		   "rest on a licence that ends: each is judged at that instant and a moment before, "
		   "and told if the verdict "
		   "gets stricter. 'stops' means that readers get a neutral tile from then on. "
		   "Licences that end, quotas that will be spent at the pace of the last four weeks, "
		   "and people whose entry in the house list ends are lines of their own.\n\n"
		   "With --json, a line each: {\"photo\", \"licence\", \"person\", \"at\", \"before\", "
		   "\"after\", \"stop\", "
		   "\"use\", "
		   "\"story\", \"state\", \"partner\", \"url\", \"code\", \"message\", \"fix\"}.",
	.examples = "cutline expiring\ncutline expiring --within 4w",
	.options = options,
	.options_bytes = sizeof(ExpiringOptions),
	.run = run,
};
