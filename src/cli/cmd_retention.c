/* SPDX-License-Identifier: MIT
 *
 * retention: how long pictures of a supplier are kept, and letting go of those that are older.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/expiring.h>
#include <cutline/text.h>
#include "command.h"

typedef struct {
	guint days;
	gboolean drop, run, dry_run;
} RetentionOptions;

static int
list(const CliCall *call, GError **error)
{
	g_autoptr(GPtrArray) rules = cl_archive_list_documents(call->archive, "retention", error);

	for (guint i = 0; rules && i < rules->len; i++) {
		const ClDocument *rule = rules->pdata[i];
		g_autoptr(GVariant) json = cl_json_parse(rule->json, -1, NULL);
		const char *supplier = rule->id;
		gint64 days = 0;

		if (call->global->json) {
			fprintf(call->out->file, "%s\n", rule->json);
			continue;
		}
		if (json && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT)) {
			g_variant_lookup(json, "supplier", "&s", &supplier);
			g_variant_lookup(json, "days", "x", &days);
		}
		cli_out_styled(call->out, CLI_PLAIN, supplier);
		fprintf(call->out->file, ": %" G_GINT64_FORMAT " days\n", days);
	}
	return rules ? 0 : 8;
}

static void
each(const ClRetained *retained, gpointer data)
{
	const CliCall *call = data;
	const RetentionOptions *options = call->options;
	const char *done = retained->kept     ? "kept"
			   : options->dry_run ? "would be purged"
					      : "purged";

	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", retained->photo);
		cl_json_string(json, "supplier", retained->supplier);
		cl_json_bool(json, "purged", !retained->kept);
		cl_json_bool(json, "dry_run", options->dry_run);
		cl_json_string(json, "kept", retained->kept ? retained->kept->message : NULL);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
		return;
	}
	fprintf(call->out->file, "%s %s%s", retained->photo, done, retained->kept ? ": " : "");
	cli_out_styled(call->out, CLI_PLAIN, retained->kept ? retained->kept->message : "");
	fputc('\n', call->out->file);
}

static int
run(const CliCall *call, GError **error)
{
	const RetentionOptions *options = call->options;
	guint64 n;

	if (options->run || options->dry_run)
		return cl_archive_retain(call->archive, options->dry_run, each, (gpointer)call,
			       NULL, &n, error)
			       ? 0
			       : 8;
	if (!options->days && !options->drop)
		return list(call, error);
	if (!call->n_args || (options->days && options->drop)) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE,
			"name a supplier with --days N or with --drop");
		return 2;
	}
	return cl_archive_set_retention(call->archive, call->args[0], options->days, error) ? 0 : 8;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(RetentionOptions, member)
static const CliOption options[] = {
	{"days", 0, CLI_OPTION_NUMBER, OPT(days), .arg = "N", .min = 1, .max = 36500, .writes = TRUE,
		.help = "keep pictures of this supplier so many days after they came in"},
	{"drop", 0, CLI_OPTION_FLAG, OPT(drop), .writes = TRUE, .help = "keep them for ever again"},
	{"run", 0, CLI_OPTION_FLAG, OPT(run), .writes = TRUE, .help = "purge now what is older"},
	{"dry-run", 0, CLI_OPTION_FLAG, OPT(dry_run), .help = "say what would be purged, change nothing"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_retention = {
	.name = "retention",
	.args = "[SUPPLIER]",
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "how long pictures of a supplier are kept",
	.details = "Older pictures leave by a purge, with a tombstone: every night where cutlined "
		   "runs, or with "
		   "--run. Those in a story stay until they are removed there; so do those on "
		   "hold, and killed "
		   "ones, which are evidence.",
	.examples = "cutline retention Nordlys --days 365\ncutline retention --dry-run",
	.options = options,
	.options_bytes = sizeof(RetentionOptions),
	.run = run,
};
