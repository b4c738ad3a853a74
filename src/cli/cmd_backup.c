/* SPDX-License-Identifier: MIT
 *
 * backup and restore: the whole archive as one file, and a new archive out of it.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "command.h"
#include "target.h"

static void
on_progress(guint64 files, guint64 bytes, gpointer data)
{
	CliProgress *progress = data;

	cli_progress_update(progress, progress->command, "files", files, 0, FALSE);
}

static void
say(const CliCall *call, const char *what, const char *where, const ClPacked *packed)
{
	g_autofree char *files = cli_text_plural(packed->files, "file");
	g_autofree char *bytes = cli_text_bytes(packed->bytes);
	g_autoptr(ClJson) json = NULL;
	g_autofree char *path = NULL;
	gboolean is_utf8;

	if (!call->global->json) {
		fprintf(call->out->file, "%s, %s, %s ", files, bytes, what);
		cli_out_styled(call->out, CLI_PLAIN, where);
		fputc('\n', call->out->file);
		return;
	}
	json = cl_json_new();
	path = cl_text_path(where, &is_utf8);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "file", path);
	cl_json_int(json, "files", (gint64)packed->files);
	cl_json_int(json, "bytes", (gint64)packed->bytes);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
to_pipe(const CliCall *call, const ClBackup *backup, GError **error)
{
	ClPacked packed;

	if (call->out->tty || call->global->json) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"standard output is %s; name a file: cutline backup FILE",
			call->out->tty ? "a terminal" : "for the answer");
		return 2;
	}
	return cl_archive_backup(call->archive, fileno(call->out->file), backup, &packed, error) ? 0 : 8;
}

static int
run_backup(const CliCall *call, GError **error)
{
	CliProgress progress;
	ClBackup backup = {on_progress, &progress};
	g_auto(CliTarget) target = {.fd = -1};
	ClPacked packed;
	gboolean ok;

	cli_progress_init(&progress, call->err, "backup");
	if (strcmp(call->args[0], "-") == 0)
		return to_pipe(call, &backup, error);
	ok = cli_target_open(&target, call->args[0], error) &&
		cl_archive_backup(call->archive, target.fd, &backup, &packed, error) &&
		cli_target_finish(&target, error);
	cli_progress_clear(&progress);
	if (!ok)
		return 8;
	say(call, "read back and whole, in", call->args[0], &packed);
	return 0;
}

static int
run_restore(const CliCall *call, GError **error)
{
	g_autofree char *path = cl_archive_path(call->global->folder);
	gboolean is_pipe = strcmp(call->args[0], "-") == 0;
	CliProgress progress;
	ClBackup backup = {on_progress, &progress};
	CL_AUTO_FD file = -1;
	ClPacked packed;
	GError *why = NULL;

	if (!is_pipe && (file = cl_file_open(AT_FDCWD, call->args[0], O_RDONLY, 0, error)) < 0)
		return 8;
	cli_progress_init(&progress, call->err, "restore");
	cl_archive_unpack(path, is_pipe ? STDIN_FILENO : file, &backup, &packed, &why);
	cli_progress_clear(&progress);
	if (why && why->code == CL_ERROR_INPUT) {
		g_autofree char *shown = cl_text_printable(call->args[0]);

		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "'%s': %s; take another backup", shown,
			why->message);
		g_error_free(why);
		return 6;
	}
	if (why) {
		g_propagate_error(error, why);
		return 8;
	}
	say(call, "compared and restored to", path, &packed);
	return 0;
}

const CliCommand cli_cmd_backup = {
	.name = "backup",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.file_args = TRUE,
	.summary = "write the whole archive into one file, while it is in use",
	.details =
		"A tar file of originals, manifests, journal, rules, configuration, developed pictures "
		"and a snapshot of the catalog as it was at one instant. Others may read and write "
		"meanwhile. The file is read back and compared with the hashes that it carries before "
		"it gets its name; \"-\" writes to standard output, which cannot be read back.\n\n"
		"Keys for signed URLs stay out: after a restore, make new ones. Renditions in the "
		"cache stay out, too; they are made again.",
	.examples = "cutline backup /mnt/backup/photos-$(date +%F).tar\n"
		    "cutline backup - | ssh vault 'cat > photos.tar'",
	.run = run_backup,
};

const CliCommand cli_cmd_restore = {
	.name = "restore",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.file_args = TRUE,
	.summary = "make a new archive out of a backup",
	.details =
		"The folder of -C (else $CUTLINE_ARCHIVE, else the user's data folder) must be new or "
		"empty. Every byte is compared with the hashes of the backup on the way, every original "
		"with its name; the new archive is there whole or not at all. Then run cutline verify. "
		"\"-\" reads from standard input.",
	.examples = "cutline -C /srv/photos-again restore /mnt/backup/photos-2026-11-27.tar",
	.run = run_restore,
};
