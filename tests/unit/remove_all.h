/* SPDX-License-Identifier: MIT
 *
 * For tests and benchmarks: a folder that they made, with all that is in it, goes.
 */
#pragma once
#include <glib.h>
#include <glib/gstdio.h>

static void
remove_all(const char *path)
{
	GDir *folder = g_dir_open(path, 0, NULL);
	const char *name;

	while (folder != NULL && (name = g_dir_read_name(folder)) != NULL) {
		g_autofree char *below = g_build_filename(path, name, NULL);

		remove_all(below);
	}
	g_clear_pointer(&folder, g_dir_close);
	g_remove(path);
}
