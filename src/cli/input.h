/* SPDX-License-Identifier: MIT
 *
 * Text that a person gives in a file or on standard input.
 */
#pragma once
#include <glib.h>

/* `path`, or "-" for standard input, whole. */
GBytes *cli_read_bytes(const char *path, gsize max_bytes, GError **error);
/* At most CL_MAX_EDIT_BYTES of UTF-8. Free with g_free. */
char *cli_read_text(const char *path, GError **error);
