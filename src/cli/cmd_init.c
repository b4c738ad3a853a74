/* SPDX-License-Identifier: MIT
 *
 * init: make a new archive.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include "command.h"

static int
run(const CliCall *call, GError **error)
{
	g_autofree char *path = NULL;

	if (call->n_args > 0 && call->global->folder) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"both -C and a folder are given; name the new archive once");
		return 2;
	}
	path = cl_archive_path(call->n_args > 0 ? call->args[0] : call->global->folder);
	if (!cl_archive_init(path, error))
		return 8;
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();
		gboolean is_utf8;
		g_autofree char *shown = cl_text_path(path, &is_utf8);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "archive", shown);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
	} else {
		g_autofree char *shown = cl_text_printable(path);

		fprintf(call->out->file, "new archive in %s\n", shown);
	}
	return 0;
}

const CliCommand cli_cmd_init = {
	.name = "init",
	.args = "[DIR]",
	.max = 1,
	.file_args = TRUE,
	.summary = "make a new archive",
	.details =
		"Makes an empty archive in DIR, else where -C or $CUTLINE_ARCHIVE say, else in the "
		"user's data folder. The folder must be new or empty.",
	.examples = "cutline init /srv/photos\nexport CUTLINE_ARCHIVE=/srv/photos",
	.run = run,
};
