/* SPDX-License-Identifier: MIT
 *
 * history: who did what to a photo, and when.
 */
#include <cutline/answers.h>
#include <string.h>
#include <cutline/text.h>
#include "diff.h"

#define DETAILS_INDENT 8

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

/* What stands on the event's own line. */
static char *
details_of(const ClEventRow *event, const ClEditRecord *record)
{
	g_autoptr(GString) text = NULL;

	if (record == NULL)
		return readable(event->payload);
	text = g_string_new(NULL);
	if (record->of != 0)
		g_string_append_printf(text, "takes back event %" G_GINT64_FORMAT ". ", record->of);
	if (record->template_id != NULL)
		g_string_append_printf(text, "template %s. ", record->template_id);
	if (record->batch != 0)
		g_string_append_printf(
			text, "with others in event %" G_GINT64_FORMAT ". ", record->batch);
	if (record->reason != NULL)
		g_string_append(text, record->reason);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

/* An event a line; below an edit, what it changed. */
static void
print_text(const CliCall *call, const ClEventRow *event)
{
	g_autoptr(ClEditRecord) record =
		strcmp(event->kind, "edit") == 0 || strcmp(event->kind, "undo") == 0
			? cl_edit_record_parse(event->payload)
			: NULL;
	g_autofree char *seq = g_strdup_printf("%6" G_GINT64_FORMAT, event->seq);
	g_autofree char *when = cli_text_when(event->at_us, cl_archive_zone(call->archive));
	g_autofree char *details = details_of(event, record);
	g_autofree char *who = g_strdup_printf("  %s  %s  ", when, event->who);
	const CliOut *out = call->out;

	cli_out_styled(out, CLI_DIM, seq);
	cli_out_styled(out, CLI_PLAIN, who);
	cli_out_styled(out, CLI_BOLD, event->kind);
	fputs(details[0] == '\0' ? "\n" : "  ", out->file);
	if (details[0] != '\0')
		cli_out_wrapped(out, DETAILS_INDENT,
			cl_text_columns(seq) + cl_text_columns(who) + (guint)strlen(event->kind) + 2,
			details);
	for (guint i = 0; record != NULL && i < record->changes->len; i++)
		cli_print_change(out, DETAILS_INDENT, record->changes->pdata[i]);
}

static int
run(const CliCall *call, GError **error)
{
	g_autoptr(GPtrArray) events = cl_archive_history(call->archive, call->args[0], error);

	if (!events)
		return 8;
	for (guint i = 0; i < events->len; i++) {
		if (call->global->json)
			print_json(call, events->pdata[i]);
		else
			print_text(call, events->pdata[i]);
	}
	return 0;
}

const CliCommand cli_cmd_history = {
	.name = "history",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "who did what to a photo, and when",
	.details = "Every event of the photo, oldest first; under an edit what it changed, word by word, "
		   "as [-gone-]{+new+} where there are no colours. With --json, each is "
		   "{\"seq\", \"at\", \"who\", \"kind\", \"subject\", \"payload\", \"digest\"}.",
	.run = run,
};
