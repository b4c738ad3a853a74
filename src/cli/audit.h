/* SPDX-License-Identifier: MIT
 *
 * verify --audit: the log of events alone.
 */
#pragma once
#include "command.h"

typedef struct {
	gboolean repair;
	const char *head; /* file with a signed head to hold it against, or NULL */
	const char *sign; /* file that gets a signed head, or NULL */
} CliAudit;
int cli_audit(const CliCall *call, const CliAudit *audit, ClComplaint each, gpointer data, GError **error);
