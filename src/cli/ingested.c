/* SPDX-License-Identifier: MIT
 *
 * What became of one file, as `ingest` prints it: a line of JSON, a line of text, a refusal.
 */
#include <cutline/answers.h>
#include <cutline/text.h>
#include <string.h>
#include "ingested.h"

void
cli_ingested_json(const CliOut *out, const ClIngested *file)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_ingested(json, NULL, file);
	cli_out_json(out, json);
}

/* The reason may come from far below, where the file had no name. */
void
cli_ingested_refusal(const CliOut *err, const ClIngested *file)
{
	const char *message = file->error->message;
	g_autofree char *named = NULL;

	if (!strstr(message, file->path))
		named = g_strdup_printf("'%s': %s", file->path, message);
	cli_out_error(err, "ingest", named ? named : message);
}

CliStyle
cli_ingested_style(ClStatus status)
{
	switch (status) {
	case CL_STATUS_ADDED:
	case CL_STATUS_VERSION:
	case CL_STATUS_SIDECAR:
		return CLI_GREEN;
	case CL_STATUS_COPY:
	case CL_STATUS_PROBABLE:
		return CLI_BLUE;
	case CL_STATUS_HELD:
		return CLI_YELLOW;
	case CL_STATUS_REJECTED:
		return CLI_RED;
	case CL_STATUS_KNOWN:
	case CL_STATUS_IGNORED:
	case CL_N_STATUSES:
		return CLI_DIM;
	}
	return CLI_PLAIN;
}

void
cli_ingested_line(const CliOut *out, const ClIngested *file)
{
	fprintf(out->file, "%s%-8s%s  %-16s  ", cli_style_on(out, cli_ingested_style(file->status)),
		cl_status_name(file->status), cli_style_off(out, cli_ingested_style(file->status)),
		*file->id ? file->id : "-");
	cli_out_styled(out, CLI_PLAIN, file->path);
	if (*file->of && strcmp(file->of, file->id) != 0)
		fprintf(out->file, "  (%s %s)",
			file->status == CL_STATUS_PROBABLE || file->status == CL_STATUS_HELD
				? "like"
				: "of",
			file->of);
	fputc('\n', out->file);
	fflush(out->file);
}
