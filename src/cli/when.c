/* SPDX-License-Identifier: MIT
 *
 * Instants as people type them.
 */
#include <cutline/error.h>
#include <cutline/time.h>
#include "command.h"

gboolean
cli_read_time(const CliCall *call, const char *option, const char *text, gboolean last,
	gint64 *time_us, GError **error)
{
	if (cl_time_read(text, cl_archive_zone(call->archive), last, time_us))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"--%s takes a day (2026-12-31), an instant (2026-12-31T18:00Z), an hour of today "
		"(18:01Z) or "
		"now, not '%s'",
		option, text);
	return FALSE;
}
