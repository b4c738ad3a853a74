/* SPDX-License-Identifier: MIT
 *
 * Credits in an archive: which rules count there, what the credit of each photo says by them, which
 * picture of which supplier it is, and what other rules would change.
 */
#pragma once
#include "archive.h"
#include "credit.h"

/* The archive's own rules where it has them, else the shipped ones; `archive` may be NULL.
 * Unref with cl_credit_rules_unref. */
ClCreditRules *cl_archive_credit_rules(ClArchive *archive, GError **error);

/* What the credit of a photo says, as derived when it was last listed. */
ClCredit *cl_archive_credit(ClArchive *archive, const char *text, GError **error);

/* One photo whose credit other rules would change. Lent during the call. */
typedef struct {
	const char *id;
	const ClCredit *now, *then;
} ClCreditChange;
typedef void (*ClCreditEach)(const ClCreditChange *change, gpointer data);
typedef struct {
	guint64 photos, changed;
} ClCreditDiff;
/* Read every credit by the rules of `path` (organisations or people, as its "schema" says) and
 * compare with what is derived now. Nothing is changed. */
gboolean cl_archive_rules_diff(ClArchive *archive, const char *path, ClCreditEach each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data, ClCreditDiff *diff,
	GError **error);
