/* SPDX-License-Identifier: MIT
 *
 * The verdicts that something would change, before it is set.
 */
#include <cutline/answers.h>
#include <cutline/clearance.h>
#include "command.h"

void
cli_print_changes(const CliCall *call, const GPtrArray *changes, guint n_judged, guint limit)
{
	for (guint i = 0; i < changes->len; i++) {
		const ClVerdictChange *change = changes->pdata[i];
		g_autoptr(ClJson) line = cl_json_new();

		if (!call->global->json) {
			fprintf(call->out->file, "%s  %s -> %s%s%s\n", change->id,
				cl_verdict_name(change->before), cl_verdict_name(change->after),
				change->story != NULL ? "  out: " : "",
				change->url != NULL     ? change->url
				: change->story != NULL ? change->story
							: "");
			continue;
		}
		cl_json_write_verdict_change(line, NULL, change);
		cli_out_json(call->out, line);
	}
	if (!call->global->json)
		fprintf(call->out->file, "%u of %u verdicts would change%s; nothing was set\n", changes->len,
			n_judged, n_judged == limit ? " (the newest were judged)" : "");
}
