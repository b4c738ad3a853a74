/* SPDX-License-Identifier: MIT
 *
 * What other rules would change, for those who have them in memory.
 */
#pragma once
#include <cutline/credits.h>

/* As cl_archive_rules_diff(). */
gboolean archive_diff_credits(ClArchive *archive, ClCreditRules *rules, ClCreditEach each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data, ClCreditDiff *result,
	GError **error);
