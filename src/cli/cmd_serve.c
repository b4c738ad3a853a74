/* SPDX-License-Identifier: MIT
 *
 * serve: becomes cutlined, the program that serves an archive over HTTP.
 */
#include <cutline/error.h>
#include <errno.h>
#include <unistd.h>
#include "command.h"

typedef struct {
	const char *listen;
} ServeOptions;

/* $CUTLINE_DAEMON, else beside this program, else where the build puts it, else by $PATH. */
static char *
find_daemon(void)
{
	static const char *const places[] = {"cutlined", "../daemon/cutlined"};
	const char *named = g_getenv("CUTLINE_DAEMON");
	g_autofree char *self = g_file_read_link("/proc/self/exe", NULL);
	g_autofree char *folder = self ? g_path_get_dirname(self) : g_strdup("/");

	if (named)
		return g_strdup(named);
	for (gsize i = 0; i < G_N_ELEMENTS(places); i++) {
		g_autofree char *path = g_build_filename(folder, places[i], NULL);

		if (g_file_test(path, G_FILE_TEST_IS_EXECUTABLE))
			return g_steal_pointer(&path);
	}
	return g_strdup("cutlined");
}

static int
run(const CliCall *call, GError **error)
{
	const ServeOptions *options = call->options;
	g_autofree char *program = find_daemon();
	g_autofree char *folder = cl_archive_path(call->global->folder);
	const char *argv[] = {program, "-C", folder, options->listen ? "--listen" : NULL,
		options->listen, NULL};

	execvp(program, (char *const *)argv);
	cl_error_set_errno(error, errno, "cannot run '%s'", program);
	return 8;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(ServeOptions, member)
static const CliOption options[] = {
	{"listen", 'l', CLI_OPTION_TEXT, OPT(listen), .arg = "HOST:PORT|unix:PATH",
		.help = "else as cutline.conf says, else 127.0.0.1:8080; port 0 takes a free one"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_serve = {
	.name = "serve",
	.args = "",
	.needs = CLI_NEEDS_NOTHING,
	.summary = "serve the archive over HTTP",
	.details = "Runs 'cutlined' in the foreground: renditions at /i/ID/PRESET for everybody, the "
		   "interface of programs at /api/v1 for holders of a token (cutline token add). It prints "
		   "'cutlined: listening on ADDRESS' when it is ready, and ends with SIGTERM or Ctrl-C. "
		   "Without a setting, everything is delivered, and only to this machine; docs/serving.md "
		   "says what to set before others may reach it.",
	.examples = "cutline serve\ncutline serve --listen 127.0.0.1:0",
	.options = options,
	.options_bytes = sizeof(ServeOptions),
	.run = run,
};
