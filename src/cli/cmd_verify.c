/* SPDX-License-Identifier: MIT
 *
 * verify and rebuild: is everything there and unchanged; make again what can be made again.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <string.h>
#include "audit.h"

typedef struct {
	gboolean repair, audit;
	const char *head, *sign;
} VerifyOptions;

typedef struct {
	gboolean from_store, no_wait;
} RebuildOptions;

typedef struct {
	const CliCall *call;
	CliProgress progress;
	const char *label;
} Care;

static void
on_complaint(const char *code, const char *message, gpointer data)
{
	Care *care = data;
	const CliOut *out = care->call->out;

	cli_progress_clear(&care->progress);
	if (care->call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "code", code);
		cl_json_string(json, "message", message);
		cl_json_end_object(json);
		cli_out_json(out, json);
		return;
	}
	cli_out_styled(out, CLI_RED, code);
	fputs("  ", out->file);
	cli_out_styled(out, CLI_PLAIN, message);
	fputc('\n', out->file);
}

static void
on_progress(guint64 done, guint64 total, gpointer data)
{
	Care *care = data;

	cli_progress_update(&care->progress, care->label, "photos", done, total, TRUE);
}

static void
print_verified(const CliCall *call, const ClVerified *verified)
{
	g_autofree char *originals = cli_text_plural(verified->originals, "original");
	g_autofree char *bytes = cli_text_bytes(verified->bytes);
	g_autofree char *problems = cli_text_plural(verified->problems, "problem");
	g_autofree char *repaired = cli_text_count(verified->repaired);
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s (%s) read again, %s%s%s%s\n", originals, bytes,
			verified->problems ? problems : "no problem",
			verified->repaired ? ", " : "", verified->repaired ? repaired : "",
			verified->repaired ? " repaired" : "");
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_begin_object(json, "summary");
	cl_json_int(json, "originals", (gint64)verified->originals);
	cl_json_int(json, "bytes", (gint64)verified->bytes);
	cl_json_int(json, "problems", (gint64)verified->problems);
	cl_json_int(json, "repaired", (gint64)verified->repaired);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
run_verify(const CliCall *call, GError **error)
{
	const VerifyOptions *options = call->options;
	Care care = {.call = call, .label = "verify"};
	ClVerified verified = {0};
	gboolean fine;

	if (!options->audit && (options->head || options->sign)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--%s goes with --audit",
			options->head ? "head" : "sign");
		return 2;
	}
	cli_progress_init(&care.progress, call->err, "verify");
	if (options->audit) {
		const CliAudit audit = {options->repair, options->head, options->sign};

		return cli_audit(call, &audit, on_complaint, &care, error);
	}
	fine = cl_archive_verify(
		call->archive, options->repair, on_complaint, on_progress, &care, &verified, error);
	cli_progress_clear(&care.progress);
	if (!fine)
		return 8;
	print_verified(call, &verified);
	if (verified.problems > verified.repaired && !options->repair && !call->global->json)
		fputs("cutline verify --repair mends what can be mended\n", call->err->file);
	return verified.problems > verified.repaired ? CL_EXIT_PARTIAL : 0;
}

/* What is not restored is said on stderr: standard output has the outcome. */
static void
on_left_out(const char *code, const char *message, gpointer data)
{
	Care *care = data;
	g_autofree char *line = g_strconcat(code, ": ", message, NULL);

	cli_progress_clear(&care->progress);
	cli_out_error(care->call->err, "rebuild", line);
}

static void
on_phase(ClPhase phase, guint64 done, guint64 total, gpointer data)
{
	Care *care = data;

	cli_progress_update(&care->progress, phase == CL_PHASE_ACCEPT ? "rebuild" : "develop",
		phase == CL_PHASE_ACCEPT ? "originals" : "photos", done, total, TRUE);
}

static void
print_restored(const CliCall *call, const ClRestored *restored)
{
	g_autofree char *photos = cli_text_plural(restored->photos, "photo");
	g_autofree char *problems = cli_text_plural(restored->complaints, "problem");
	g_autofree char *wait = cli_text_plural(restored->to_develop, "picture");
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s rebuilt from the store, %s\n", photos,
			restored->complaints ? problems : "no problem");
		if (restored->to_develop > 0)
			fprintf(call->out->file,
				"%s still without thumbnails: the next ingest makes them\n", wait);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_int(json, "photos", (gint64)restored->photos);
	cl_json_int(json, "problems", (gint64)restored->complaints);
	cl_json_int(json, "developed", (gint64)restored->developed);
	cl_json_int(json, "undecodable", (gint64)restored->undecodable);
	cl_json_int(json, "to_develop", (gint64)restored->to_develop);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
restore(const CliCall *call, ClArchive *archive, gboolean no_wait, GError **error)
{
	Care care = {.call = call, .label = "rebuild"};
	ClRestore how = {
		.each = on_left_out, .progress = on_phase, .data = &care, .no_wait = no_wait};
	ClRestored restored = {0};
	gboolean fine;

	cli_progress_init(&care.progress, call->err, "rebuild");
	fine = cl_archive_restore(archive, &how, &restored, error);
	cli_progress_clear(&care.progress);
	if (!fine)
		return 8;
	print_restored(call, &restored);
	return restored.complaints > 0 ? CL_EXIT_PARTIAL : 0;
}

static int
relist(const CliCall *call, ClArchive *archive, GError **error)
{
	Care care = {.call = call, .label = "rebuild"};
	guint64 photos = 0;
	gboolean fine;

	cli_progress_init(&care.progress, call->err, "rebuild");
	fine = cl_archive_rebuild(archive, FALSE, on_progress, &care, &photos, error);
	cli_progress_clear(&care.progress);
	if (!fine)
		return 8;
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_begin_object(json, NULL);
		cl_json_int(json, "photos", (gint64)photos);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
	} else {
		g_autofree char *count = cli_text_plural(photos, "photo");

		fprintf(call->out->file, "%s rebuilt\n", count);
	}
	return 0;
}

/* Opens the archive itself: from the store, it must open without its catalog. */
static int
run_rebuild(const CliCall *call, GError **error)
{
	const RebuildOptions *options = call->options;
	g_autofree char *path = cl_archive_path(call->global->folder);
	const char *actor = call->global->actor;
	g_autoptr(ClArchive) archive = NULL;

	if (options->no_wait && !options->from_store) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--no-wait goes with --from-store: nothing else waits here");
		return 2;
	}
	if (actor && (cl_text_is_blank(actor) || strlen(actor) > 128 ||
			     !g_utf8_validate(actor, -1, NULL))) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--as takes a name of at most 128 bytes");
		return 2;
	}
	archive = cl_archive_open(
		path, options->from_store ? CL_ARCHIVE_RESTORE : CL_ARCHIVE_WRITE, error);
	if (!archive)
		return 8;
	if (actor)
		cl_archive_set_actor(archive, actor);
	return options->from_store ? restore(call, archive, options->no_wait, error)
				   : relist(call, archive, error);
}

/* clang-format off */
static const CliOption verify_options[] = {
	{"repair", 0, CLI_OPTION_FLAG, .offset = G_STRUCT_OFFSET(VerifyOptions, repair),
		.writes = TRUE,
		.help = "mend what can be mended: stray files, derived pictures and tables; put damaged originals "
			"into quarantine/"},
	{"audit", 0, CLI_OPTION_FLAG, .offset = G_STRUCT_OFFSET(VerifyOptions, audit),
		.help = "only the log of events, all of it: was any changed, taken out or put elsewhere"},
	{"head", 0, CLI_OPTION_TEXT, .offset = G_STRUCT_OFFSET(VerifyOptions, head), .arg = "FILE",
		.file = TRUE, .help = "with --audit: is it still the log whose signed head this is"},
	{"sign", 0, CLI_OPTION_TEXT, .offset = G_STRUCT_OFFSET(VerifyOptions, sign), .arg = "FILE",
		.file = TRUE, .writes = TRUE, .help = "with --audit: write a signed head, to be kept elsewhere"},
	{NULL},
};
static const CliOption rebuild_options[] = {
	{"from-store", 0, CLI_OPTION_FLAG, .offset = G_STRUCT_OFFSET(RebuildOptions, from_store),
		.help = "make the whole catalog again, from originals, manifests and journal"},
	{"no-wait", 0, CLI_OPTION_FLAG, .offset = G_STRUCT_OFFSET(RebuildOptions, no_wait),
		.help = "with --from-store: return when the photos are searchable; thumbnails follow "
			"later"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_verify = {
	.name = "verify",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "read every original again and compare it with the catalog",
	.details = "Hashes every original, compares files with rows, checks the catalog's "
		   "integrity and "
		   "the chain of events. Each complaint is a line; the exit status is 1 if one "
		   "remains.\n\n"
		   "An original whose bytes changed is not served from once --repair has put it into "
		   "quarantine/; nothing is deleted. 'cutline ingest' of the picture brings it back, as "
		   "known.\n\n"
		   "--audit follows the chain of all events in the catalog and in the journal, line by "
		   "line. Somebody who can write both, and all that follows, alike leaves no breach: that is "
		   "found by a head that was signed before and is kept elsewhere. --sign writes one (number "
		   "and digest of the last event, Ed25519; the key stays in the archive, the public key is "
		   "printed), --head compares.\n\n"
		   "With --json, each complaint is {\"code\", \"message\"}, and the last line is "
		   "{\"summary\":{\"originals\", \"bytes\", \"problems\", \"repaired\"}}.",
	.examples = "cutline verify\ncutline verify --repair\n"
		    "cutline verify --audit --sign head-2026-11.json\n"
		    "cutline verify --audit --head head-2026-11.json",
	.options = verify_options,
	.options_bytes = sizeof(VerifyOptions),
	.run = run_verify,
};

const CliCommand cli_cmd_rebuild = {
	.name = "rebuild",
	.args = "",
	.summary = "make the derived tables again",
	.details =
		"Effective values, search index and listing are computed from what was received "
		"and "
		"edited; this computes them anew. Nothing that a person or a picture said is "
		"lost.\n\n"
		"With --from-store, everything is made again from the originals and the journal, "
		"with the same ids, versions, kills, holds and protections; it works where the "
		"catalog is damaged or lost. What cannot be restored is a line on standard error, "
		"and the exit status is 1. Nobody else may write meanwhile. The old catalog is "
		"replaced only when the new one is whole, and stays as catalog.sqlite.old. With "
		"--json, the answer is {\"photos\", \"problems\", \"developed\", "
		"\"undecodable\", \"to_develop\"}.",
	.examples = "cutline rebuild\ncutline rebuild --from-store",
	.options = rebuild_options,
	.options_bytes = sizeof(RebuildOptions),
	.run = run_rebuild,
};
