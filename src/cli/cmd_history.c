/* SPDX-License-Identifier: MIT
 *
 * history: who did what to a photo, and when.
 */
#include <cutline/time.h>
#include <string.h>
#include "command.h"

/* Payloads are JSON of ours: bounded depth, any shape. */
static void
write_variant(ClJson *json, const char *key, GVariant *value)
{
	GVariantIter iter;
	GVariant *child;

	if (g_variant_is_of_type(value, G_VARIANT_TYPE_VARIANT)) {
		g_autoptr(GVariant) inner = g_variant_get_variant(value);

		write_variant(json, key, inner);
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_STRING)) {
		cl_json_string(json, key, g_variant_get_string(value, NULL));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_INT64)) {
		cl_json_int(json, key, g_variant_get_int64(value));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_DOUBLE)) {
		cl_json_double(json, key, g_variant_get_double(value));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_BOOLEAN)) {
		cl_json_bool(json, key, g_variant_get_boolean(value));
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE_VARDICT)) {
		const char *name;

		cl_json_begin_object(json, key);
		g_variant_iter_init(&iter, value);
		while (g_variant_iter_loop(&iter, "{&sv}", &name, &child))
			write_variant(json, name, child);
		cl_json_end_object(json);
	} else if (g_variant_is_of_type(value, G_VARIANT_TYPE("av"))) {
		cl_json_begin_array(json, key);
		g_variant_iter_init(&iter, value);
		while (g_variant_iter_loop(&iter, "v", &child))
			write_variant(json, NULL, child);
		cl_json_end_array(json);
	} else {
		cl_json_null(json, key);
	}
}

static void
print_json(const CliCall *call, const ClEventRow *event)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autoptr(GVariant) payload =
		event->payload ? cl_json_parse(event->payload, -1, NULL) : NULL;
	g_autofree char *at = cl_time_format(event->at_us);

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "seq", event->seq);
	cl_json_string(json, "at", at);
	cl_json_string(json, "who", event->who);
	cl_json_string(json, "kind", event->kind);
	cl_json_string(json, "subject", event->subject);
	if (payload)
		write_variant(json, "payload", payload);
	else
		cl_json_string(json, "payload", event->payload);
	cl_json_string(json, "digest", event->digest);
	cl_json_end_object(json);
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
