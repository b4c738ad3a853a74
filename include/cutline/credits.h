/* SPDX-License-Identifier: MIT
 *
 * Credits in an archive: which rules count there, what the credit of each photo says by them, which
 * picture of which supplier it is, and what other rules would change.
 */
#pragma once
#include "archive.h"
#include "credit.h"
#include "json.h"

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
/* The same of a text; `where` names it. */
gboolean cl_archive_rules_diff_text(ClArchive *archive, const char *text, const char *where,
	ClCreditEach each, void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data,
	ClCreditDiff *diff, GError **error);

/* What became of one organisation that was set. */
typedef struct {
	char *id;
	gboolean known; /* it takes the place of another */
} ClSupplierSet;
void cl_supplier_set_free(ClSupplierSet *set);
/* Add to the archive's own organisations, or replace there, those of `json`: one organisation, or a table of
 * them as rules/organisations.json is. The whole must be read, and every example of these must hold
 * (CL_ERROR_INPUT names the first that does not). Photos whose credits they change are told to `each` and
 * derived again in the same transaction. With dry_run nothing is written. */
gboolean cl_archive_set_suppliers(ClArchive *archive, const char *json, const char *where, gboolean dry_run,
	ClCreditEach each, gpointer data, GPtrArray *set, ClCreditDiff *diff, GError **error);

/* As `supplier show`, as a line of `rules diff`, and as its summary; `set` (ClSupplierSet*) NULL: nothing was
 * to be set. */
void cl_json_write_organisation(ClJson *json, const char *key, const ClOrganisation *organisation);
void cl_json_write_credit_change(ClJson *json, const char *key, const ClCreditChange *change);
void cl_json_write_credit_diff(ClJson *json, const char *key, const ClCreditDiff *diff, const GPtrArray *set,
	gboolean dry_run);
