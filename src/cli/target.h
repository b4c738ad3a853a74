/* SPDX-License-Identifier: MIT
 *
 * Where a command's -o FILE goes: open, write to `fd`, finish. Cleared without having been
 * finished, it leaves nothing behind.
 */
#pragma once
#include <cutline/file.h>

typedef struct {
	char *path;	 /* what is replaced: a link's own file, not the link */
	char *temporary; /* NULL: written in place, as a pipe or a device must be */
	ClFd fd;
} CliTarget;

/* Zeroed with fd = -1 before; CL_ERROR_USAGE if the path is a folder. */
gboolean cli_target_open(CliTarget *target, const char *path, GError **error);
/* Durable under its name. */
gboolean cli_target_finish(CliTarget *target, GError **error);
void cli_target_clear(CliTarget *target);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(CliTarget, cli_target_clear)
