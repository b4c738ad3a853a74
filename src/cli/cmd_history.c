/* SPDX-License-Identifier: MIT
 *
 * history: who did what to a photo, and when.
 */
#include <cutline/answers.h>
#include <string.h>
#include "command.h"

static void
print_json(const CliCall *call, const ClEventRow *event)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_event(json, NULL, event);
	cli_out_json(call->out, json);
}

/* {"reason":"…","class":"kill"} → reason "…", class "kill": JSON without its outer brackets. */
static char *
readable(const char *payload)
{
	gsize length = payload ? strlen(payload) : 0;

	if (!payload)
		return g_strdup("(erased)");
	if (length >= 2 && payload[0] == '{' && payload[length - 1] == '}')
		return g_strndup(payload + 1, length - 2);
	return g_strdup(payload);
}

static int
run(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Event", .right = TRUE, .style = CLI_DIM},
		{.title = "When"},
		{.title = "Who"},
		{.title = "What", .style = CLI_BOLD},
		{.title = "Details", .min = 20},
	};
	g_autoptr(GPtrArray) events = cl_archive_history(call->archive, call->args[0], error);
	g_autoptr(CliTable) table = NULL;

	if (!events)
		return 8;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];
		g_autofree char *seq = g_strdup_printf("%" G_GINT64_FORMAT, event->seq);
		g_autofree char *when = cli_text_when(event->at_us, cl_archive_zone(call->archive));
		g_autofree char *details = readable(event->payload);

		if (call->global->json)
			print_json(call, event);
		else
			cli_table_add(table,
				(const char *const[]){seq, when, event->who, event->kind, details});
	}
	if (!call->global->json)
		cli_table_print(table, call->out);
	return 0;
}

const CliCommand cli_cmd_history = {
	.name = "history",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "who did what to a photo, and when",
	.details = "Every event of the photo, oldest first. With --json, each is "
		   "{\"seq\", \"at\", \"who\", \"kind\", \"subject\", \"payload\", \"digest\"}.",
	.run = run,
};
