/* SPDX-License-Identifier: MIT
 *
 * export: one photo out of the archive, into a file or a pipe. Decides where the bytes go and that
 * a file is there whole or not at all; what they are is the archive's.
 */
#include <cutline/error.h>
#include <cutline/hash.h>
#include <cutline/text.h>
#include <unistd.h>
#include "command.h"
#include "target.h"

typedef struct {
	guint as; /* 1 + ClExportKind */
	const char *output, *reason, *story;
	guint ninjs; /* 1 = 3.0, 2 = 2.1 */
	gboolean force, internal, exact_time;
} ExportOptions;

/* In the order of CL_EXPORT_TABLE: the fourth and those behind it are text. */
#define KINDS "original|xmp|jpeg|figure|jsonld|ninjs|email|og|odrl"

static void
say(const CliCall *call, const ExportOptions *options, const ClExported *exported)
{
	const char *kind = cl_export_kind_name((ClExportKind)(options->as - 1));
	g_autofree char *size = cli_text_bytes(exported->n_bytes);

	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();
		g_autofree char *hex = cl_hex(exported->sha256, CL_SHA256_BYTES);
		gboolean is_utf8;
		g_autofree char *path = cl_text_path(options->output, &is_utf8);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", exported->id);
		cl_json_int(json, "version", exported->version);
		cl_json_string(json, "as", kind);
		cl_json_string(json, "file", path);
		cl_json_int(json, "bytes", (gint64)exported->n_bytes);
		cl_json_string(json, "sha256", hex);
		cl_json_string(json, "verdict", exported->verdict);
		cl_json_write_kept_back(json, exported->kept_back);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
		return;
	}
	fprintf(call->out->file, "%s of %s@%u, %s, is ", kind, exported->id, exported->version,
		size);
	cli_out_styled(call->out, CLI_PLAIN, options->output);
	fputc('\n', call->out->file);
}

static gboolean
check_options(const CliCall *call, const ExportOptions *options, GError **error)
{
	const char *missing = NULL;

	if (options->as == 0)
		missing = "say what: --as " KINDS;
	else if (options->ninjs != 0 && options->as - 1 != CL_EXPORT_NINJS)
		missing = "--ninjs is for --as ninjs";
	else if (!options->output && call->out->tty && options->as - 1 <= CL_EXPORT_JPEG)
		missing = "a file does not go to a terminal; name it: -o FILE";
	else if (!options->output && call->global->json)
		missing = "with --json the file needs a place of its own; name it: -o FILE";
	else if (options->reason && !options->force && !options->internal)
		missing = "--reason is for --force and --internal";
	if (missing)
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "%s", missing);
	return missing == NULL;
}

/* What is missing is missing on the page, too; who pastes it should know. */
static void
warn(const CliCall *call, const ExportOptions *options, const ClExported *exported)
{
	g_autofree char *kept_back = cl_kept_back_names(exported->kept_back);

	if (kept_back != NULL)
		fprintf(call->err->file, "note: photo %s protects its source; kept back: %s\n",
			exported->id, kept_back);
	if (exported->alt_missing)
		fprintf(call->err->file,
			"note: photo %s has no alternative text; write one for who cannot see it\n",
			exported->id);
	if (g_strcmp0(exported->verdict, "review") == 0 && !options->internal)
		fprintf(call->err->file,
			"note: photo %s is to be reviewed before it is published; see: cutline check %s\n",
			exported->id, exported->id);
}

static int
run(const CliCall *call, GError **error)
{
	const ExportOptions *options = call->options;
	ClExport request = {.force = options->force,
		.internal = options->internal,
		.reason = options->reason,
		.exact_time = options->exact_time,
		.story = options->story,
		.ninjs_2_1 = options->ninjs == 2};
	g_auto(CliTarget) target = {.fd = -1};
	ClExported exported;

	if (!check_options(call, options, error))
		return 2;
	request.kind = (ClExportKind)(options->as - 1);
	if (!options->output) {
		if (!cl_archive_export(call->archive, call->args[0], &request,
			    fileno(call->out->file), &exported, error))
			return 8;
		warn(call, options, &exported);
		return 0;
	}
	if (!cli_target_open(&target, options->output, error) ||
		!cl_archive_export(call->archive, call->args[0], &request, target.fd, &exported,
			error) ||
		!cli_target_finish(&target, error))
		return 8;
	say(call, options, &exported);
	warn(call, options, &exported);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(ExportOptions, member)
static const CliOption options[] = {
	{"as", 0, CLI_OPTION_CHOICE, OPT(as), .arg = KINDS,
		.help = "a file, or what a page shows (needed)"},
	{"output", 'o', CLI_OPTION_TEXT, OPT(output), .arg = "FILE", .file = TRUE,
		.help = "write here (else to standard output, unless that is a terminal)"},
	{"story", 0, CLI_OPTION_TEXT, OPT(story), .arg = "STORY",
		.help = "as this story uses it: its caption, credit, crop, and addresses of the use"},
	{"ninjs", 0, CLI_OPTION_CHOICE, OPT(ninjs), .arg = "3.0|2.1",
		.help = "which version of the standard (else 3.0)"},
	{"exact-time", 0, CLI_OPTION_FLAG, OPT(exact_time),
		.help = "xmp, jpeg: with the time of day (else the day; never for a protected source)"},
	{"force", 0, CLI_OPTION_FLAG, OPT(force), .writes = TRUE,
		.help = "original: although it is killed, held or protected; recorded"},
	{"internal", 0, CLI_OPTION_FLAG, OPT(internal), .writes = TRUE,
		.help = "a copy for the house alone, although the verdict denies it; recorded"},
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why by force, or for whom in the house; for the history"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_export = {
	.name = "export",
	.args = "ID",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "take a photo out: a file, or what a page or another system shows of it",
	.details =
		"--as original gives the bytes as received, checked while they are copied. --as jpeg "
		"gives the picture data as received, not encoded again, with the effective fields in "
		"it: creator, credit, copyright, caption; never a GPS position, the camera or its serial "
		"number, or anything else that the original says. --as xmp gives the same "
		"fields as a side-car. ID@N takes the Nth version.\n\n"
		"For pages: --as figure is HTML with all sizes, alternative text, caption and credit; "
		"--as odrl what its words forbid, as a RightsML policy (ODRL 2.2, JSON-LD). "
		"--as email a picture that mail programs show; --as og the head of a page for social "
		"networks; --as jsonld what search engines read of a licensable picture; --as ninjs "
		"what other newsrooms' systems take. Addresses begin with public_url of cutline.conf, "
		"else with a slash. With --story, ID may also be the number of an entry.\n\n"
		"What leaves is judged as 'cutline check' does it, with --story as the story prints it. What "
		"is denied stays in (exit 4, with every reason and its remedy); what is to be reviewed goes "
		"out with a note, unless the outlet's stage is block (exit 5). --internal gives a copy for "
		"use in the house, such as an editor's or a lawyer's, and is recorded with the verdict.\n\n"
		"Killed photos stay in. So do originals of protected sources; what is published of "
		"them names no place finer than the country and no time finer than the day. --force "
		"with a reason gives the original all the same and is recorded. A note names the fields that "
		"stayed here, and --json in \"kept_back\".\n\n"
		"After the command, --as says what is wanted; the person who acts is named before it: "
		"cutline --as USER export …",
	.examples = "cutline export 7k3m9q --as jpeg -o lake.jpg\n"
		    "cutline export 7k3m9q --as figure --story kazakstan-in-crisis\n"
		    "cutline export 7k3m9q@1 --as original > lake-as-received.jpg\n"
		    "cutline export 7k3m9q --as jpeg --internal --reason \"layout of the draft\" -o x.jpg\n"
		    "cutline export 7k3m9q --as original --force --reason \"for our lawyer\" -o x.jpg",
	.options = options,
	.options_bytes = sizeof(ExportOptions),
	.run = run,
};
