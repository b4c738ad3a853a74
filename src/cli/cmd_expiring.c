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
	CliTable *table;
	guint n_rows;
} Rows;

typedef struct {
	const CliCall *call;
	Rows soon, already, resting;
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

/* What is out may stay although nothing new is allowed. */
static const char *
then_of(const ClExpiring *expiring)
{
	if (expiring->stop)
		return "stops";
	return expiring->use && !expiring->already && expiring->before == expiring->after
		       ? "stays"
		       : cl_verdict_name(expiring->after);
}

/* Who must act there: a page of ours, or a partner. */
static char *
where_of(const ClExpiring *expiring)
{
	const ClUseRow *use = expiring->use;

	if (use && use->partner)
		return g_strdup_printf("%s, handed to %s", use->story, use->partner);
	return g_strdup(expiring->url ? expiring->url : use ? use->story : "");
}

static gboolean
each(const ClExpiring *expiring, gpointer data, GError **error)
{
	Print *print = data;
	Rows *rows = expiring->already    ? &print->already
		     : expiring->over     ? &print->resting
					  : &print->soon;
	const CliCall *call = print->call;
	g_autofree char *at = NULL;
	g_autofree char *where = NULL;

	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_expiring(json, NULL, expiring);
		cli_out_json(call->out, json);
		return TRUE;
	}
	if (rows->n_rows++ >= MAX_ROWS)
		return TRUE;
	where = where_of(expiring);
	at = cli_text_when(expiring->at_us, cl_archive_zone(call->archive));
	cli_table_add(rows->table,
		(const char *const[]){expiring->already ? "now" : at, what_of(expiring),
			then_of(expiring),
			expiring->use                ? cl_use_state_name(expiring->use->state)
			: expiring->photo[0] != '\0' ? "in no story"
						     : "",
			where,
			expiring->message ? expiring->message : ""});
	return TRUE;
}

static void
print_rows(const CliCall *call, const Rows *rows)
{
	if (rows->n_rows > 0)
		cli_table_print(rows->table, call->out);
	if (rows->n_rows > MAX_ROWS)
		fprintf(call->err->file, "%u more; --json tells all\n", rows->n_rows - MAX_ROWS);
}

static void
print_all(const CliCall *call, const Print *print, const ClExpiringTotals *totals)
{
	if (print->already.n_rows > 0)
		fprintf(call->out->file, "Unlicensed already, and out: %u use%s\n", print->already.n_rows,
			print->already.n_rows == 1 ? "" : "s");
	print_rows(call, &print->already);
	if (totals->cut)
		fputs("more uses rest on licences or words that ended or changed than are looked at in one "
		      "go; replace or license those above, then ask again\n",
			call->err->file);
	if (print->resting.n_rows > 0)
		fprintf(call->out->file, "%sOut, on what is over for new uses: %u use%s\n",
			print->already.n_rows > 0 ? "\n" : "", print->resting.n_rows,
			print->resting.n_rows == 1 ? "" : "s");
	print_rows(call, &print->resting);
	if (print->already.n_rows + print->resting.n_rows > 0 && print->soon.n_rows > 0)
		fputs("\nBecomes stricter in that time\n", call->out->file);
	print_rows(call, &print->soon);
	if (print->soon.n_rows == 0)
		fputs("nothing becomes stricter in that time\n", call->err->file);
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
	g_autoptr(CliTable) soon = cli_table_new(columns, G_N_ELEMENTS(columns));
	g_autoptr(CliTable) already = cli_table_new(columns, G_N_ELEMENTS(columns));
	g_autoptr(CliTable) resting = cli_table_new(columns, G_N_ELEMENTS(columns));
	Print print = {call, {soon, 0}, {already, 0}, {resting, 0}};
	ClExpiringTotals totals;
	gint64 within_us;

	if (!read_within(options->within ? options->within : "7d", &within_us, error))
		return 2;
	if (!cl_archive_expiring(call->archive, within_us, each, &print, NULL, &totals, error))
		return 8;
	if (call->global->json)
		return 0;
	print_all(call, &print, &totals);
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
		   "gets stricter. 'stops' means that readers get a neutral tile from then on, 'stays' that "
		   "what is out may stay (\"before\" and \"after\" are the same) and all that is new ends. "
		   "Licences that end, quotas that are spent or will be at the pace of the last four weeks, "
		   "and people whose entry in the house list ends are lines of their own.\n\n"
		   "Before these, under a heading of their own (\"already\" in --json): pages that are "
		   "out with a picture that is denied now or that nothing licenses now, because its "
		   "licence was removed, is over or was changed, or its take-down or decision is past. "
		   "Then what is out and may stay (\"over\" in --json), although nothing new may be made of "
		   "it since \"at\": on a licence (\"licence\") that is over but for its archive tail, or "
		   "because it was out before its words ended, however long ago.\n\n"
		   "With --json, a line each: {\"photo\", \"licence\", \"person\", \"at\", \"before\", "
		   "\"after\", \"stop\", \"already\", "
		   "\"over\", \"use\", "
		   "\"story\", \"state\", \"partner\", \"url\", \"code\", \"message\", \"fix\"}.",
	.examples = "cutline expiring\ncutline expiring --within 4w",
	.options = options,
	.options_bytes = sizeof(ExpiringOptions),
	.run = run,
};
