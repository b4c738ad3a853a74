/* SPDX-License-Identifier: MIT
 *
 * verify --audit: asks for the audit of the log, holds it against a head, signs a new one, says it.
 */
#include "audit.h"

#include <cutline/error.h>
#include <cutline/evidence.h>
#include <cutline/file.h>
#include <cutline/text.h>
#include <string.h>
#include "input.h"
#include "target.h"

static gboolean
check_head(const CliCall *call, const CliAudit *audit, ClComplaint each, gpointer data, ClAudited *audited,
	GError **error)
{
	g_autofree char *text = audit->head ? cli_read_text(audit->head, error) : NULL;
	guint64 n = 0;

	if (!audit->head)
		return TRUE;
	if (!text ||
		!cl_archive_check_head(call->archive, text, audit->head, each, data, &n, error))
		return FALSE;
	audited->problems += n;
	return TRUE;
}

/* Only a log without a breach is signed: a head vouches for all before it. */
static gboolean
sign(const CliCall *call, const CliAudit *audit, const ClAudited *audited, char **public_key, GError **error)
{
	g_auto(CliTarget) target = {.fd = -1};
	g_autofree char *text = NULL;
	g_autofree char *line = NULL;
	g_autoptr(GVariant) json = NULL;

	if (!audit->sign)
		return TRUE;
	if (audited->problems > audited->repaired) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"the log has breaches and is not signed; see the lines above");
		return FALSE;
	}
	text = cl_archive_sign_head(call->archive, error);
	if (!text)
		return FALSE;
	json = cl_json_parse(text, -1, NULL);
	if (json)
		g_variant_lookup(json, "public_key", "s", public_key);
	line = g_strconcat(text, "\n", NULL);
	return cli_target_open(&target, audit->sign, error) &&
		cl_file_write(target.fd, line, strlen(line), audit->sign, error) &&
		cli_target_finish(&target, error);
}

static void
say(const CliCall *call, const CliAudit *audit, const ClAudited *audited, const char *public_key)
{
	g_autofree char *events = cli_text_plural((guint64)audited->events, "event");
	g_autofree char *problems = cli_text_plural(audited->problems, "problem");
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s, %s; the last is %s\n", events,
			audited->problems ? problems : "no problem",
			audited->head[0] ? audited->head : "none");
		if (public_key)
			fprintf(call->out->file, "signed in %s, public key %s\n", audit->sign, public_key);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_begin_object(json, "summary");
	cl_json_int(json, "events", audited->events);
	cl_json_string(json, "head", audited->head);
	cl_json_int(json, "problems", (gint64)audited->problems);
	cl_json_int(json, "repaired", (gint64)audited->repaired);
	if (public_key)
		cl_json_string(json, "public_key", public_key);
	cl_json_end_object(json);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

int
cli_audit(const CliCall *call, const CliAudit *audit, ClComplaint each, gpointer data, GError **error)
{
	g_autofree char *public_key = NULL;
	ClAudited audited;

	if (!cl_archive_audit(call->archive, audit->repair, each, data, &audited, error) ||
		!check_head(call, audit, each, data, &audited, error) ||
		!sign(call, audit, &audited, &public_key, error))
		return 8;
	say(call, audit, &audited, public_key);
	return audited.problems > audited.repaired ? CL_EXIT_PARTIAL : 0;
}
