/* SPDX-License-Identifier: MIT
 *
 * evidence: what can be laid before a lawyer, into a folder or a zip file. Decides where it goes.
 */
#include <cutline/error.h>
#include <cutline/evidence.h>
#include <cutline/file.h>
#include <cutline/text.h>
#include <fcntl.h>
#include <string.h>
#include "command.h"
#include "target.h"

typedef struct {
	const char *url, *output, *reason;
} EvidenceOptions;

static gboolean
check_options(const CliCall *call, const EvidenceOptions *options, GError **error)
{
	const char *wrong = NULL;

	if ((options->url != NULL) == (call->n_args == 1))
		wrong = "name one photo, or an address: --url URL";
	if (wrong)
		g_set_error_literal(error, CL_ERROR, CL_ERROR_USAGE, wrong);
	return wrong == NULL;
}

/* New, or there and empty: what is mixed with other files is no evidence. */
static ClFd
open_folder(const char *path, GError **error)
{
	g_autoptr(GDir) folder = NULL;

	if (!cl_file_make_folders(AT_FDCWD, path, 0700, error))
		return -1;
	folder = g_dir_open(path, 0, error);
	if (!folder)
		return -1;
	if (g_dir_read_name(folder)) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"'%s' is not empty; evidence goes into a folder of its own: -o FOLDER",
			path);
		return -1;
	}
	return cl_file_open(AT_FDCWD, path, O_RDONLY | O_DIRECTORY, 0, error);
}

static gboolean
write_folder(const CliCall *call, const char *path, const ClEvidence *request, ClEvidenceWritten *written,
	GError **error)
{
	CL_AUTO_FD folder = open_folder(path, error);
	const ClEvidenceTarget target = {.folder = folder};

	return folder >= 0 && cl_archive_evidence(call->archive, request, &target, written, error);
}

static gboolean
is_zip(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot && g_ascii_strcasecmp(dot, ".zip") == 0;
}

/* There whole or not at all. */
static gboolean
write_zip(const CliCall *call, const char *path, const ClEvidence *request, ClEvidenceWritten *written,
	GError **error)
{
	g_auto(CliTarget) file = {.fd = -1};
	g_autoptr(ClZip) zip = NULL;
	ClEvidenceTarget target = {.folder = -1};

	if (!cli_target_open(&file, path, error))
		return FALSE;
	target.zip = zip = cl_zip_new(file.fd, path, error);
	return zip && cl_archive_evidence(call->archive, request, &target, written, error) &&
	       cl_zip_finish(zip, error) && cli_target_finish(&file, error);
}

static void
say(const CliCall *call, const char *path, const ClEvidenceWritten *written)
{
	g_autoptr(ClJson) json = NULL;
	gboolean is_utf8;
	g_autofree char *shown = cl_text_path(path, &is_utf8);

	if (!call->global->json) {
		g_autofree char *photos = cli_text_plural(written->photos->len, "photo");
		g_autofree char *files = cli_text_plural(written->n_files, "file");

		fprintf(call->out->file, "%s, %s in ", photos, files);
		cli_out_styled(call->out, CLI_PLAIN, path);
		fprintf(call->out->file, "; open %sindex.html there\n", is_zip(path) ? "evidence/" : "");
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "folder", is_zip(path) ? NULL : shown);
	cl_json_string(json, "zip", is_zip(path) ? shown : NULL);
	cl_json_begin_array(json, "photos");
	for (guint i = 0; i < written->photos->len; i++)
		cl_json_string(json, NULL, written->photos->pdata[i]);
	cl_json_end_array(json);
	cl_json_int(json, "files", written->n_files);
	cl_json_int(json, "bytes", (gint64)written->n_bytes);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
run(const CliCall *call, GError **error)
{
	const EvidenceOptions *options = call->options;
	const ClEvidence request = {.photo = call->n_args ? call->args[0] : NULL,
		.url = options->url,
		.reason = options->reason};
	g_auto(ClEvidenceWritten) written = {0};
	g_autofree char *path = NULL;

	if (!check_options(call, options, error))
		return 2;
	path = g_strdup(options->output ? options->output : "evidence");
	if (is_zip(path) ? !write_zip(call, path, &request, &written, error)
			 : !write_folder(call, path, &request, &written, error))
		return 8;
	say(call, path, &written);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(EvidenceOptions, member)
static const CliOption options[] = {
	{"url", 0, CLI_OPTION_TEXT, OPT(url), .arg = "URL",
		.help = "all photos of what was published at this address, or the one that it shows"},
	{"output", 'o', CLI_OPTION_TEXT, OPT(output), .arg = "FOLDER|FILE.zip", .file = TRUE,
		.help = "a new or empty folder, or a zip file (else a folder \"evidence\" here)"},
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT", .help = "who asks, and why; for the history"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_evidence = {
	.name = "evidence",
	.args = "[ID]",
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "write down what is known of a picture: for a lawyer, a court, a regulator",
	.details = "Fills a folder, or a zip file (-o case.zip) in which it lies: index.html, to be read "
		   "and printed, answers who made the "
		   "picture, who delivered "
		   "it, what permitted it, where and when it ran, when it stopped, and who "
		   "decided. Beside it the "
		   "originals and the side-cars that joined them, such as an agency's item that "
		   "withdrew the picture, with their hashes, what was received with them, each "
		   "publication "
		   "with its verdict, "
		   "rules version, printed texts and hashes as recorded then, the licence as it "
		   "read then, "
		   "takedowns with their receipts, all events with the digests of the log, and its "
		   "signed head. "
		   "SHA256SUMS is written last: sha256sum -c SHA256SUMS.\n\n"
		   "Killed and held pictures are written as well; who took the evidence, and why, "
		   "is in the "
		   "history.",
	.examples = "cutline evidence 7k3m9q -o case-17 --reason \"letter of 3 May\"\n"
		    "cutline evidence --url https://example.org/kazakstan -o case-18",
	.options = options,
	.options_bytes = sizeof(EvidenceOptions),
	.run = run,
};
