/* SPDX-License-Identifier: MIT
 *
 * /api/v1: what lines of text say by the rules of this archive (credits, restrictions), the rules about
 * organisations, and what other rules would change. Each is the command of the same name.
 */
#include "api.h"

#include <cutline/clearance.h>
#include <cutline/credits.h>
#include <cutline/time.h>

#define MOST_CHANGES 1000U

/* --- lines of text --------------------------------------------------------------------------- */

gboolean
api_credit_parse(ApiCall *call, GError **error)
{
	g_autoptr(ClCreditRules) rules = cl_archive_credit_rules(call->archive, error);
	ClCreditWitnesses witnesses = { .credit = api_text(call, "text"),
		.supplier = api_text(call, "supplier") };
	g_autoptr(ClCredit) credit = NULL;

	if (rules == NULL)
		return FALSE;
	credit = witnesses.supplier != NULL ? cl_credit_merge(rules, &witnesses)
					    : cl_credit_parse(rules, witnesses.credit);
	cl_credit_write_json(call->json, NULL, credit);
	return TRUE;
}

gboolean
api_photo_credit(ApiCall *call, GError **error)
{
	g_autoptr(ClCredit) credit = cl_archive_credit(call->archive, call->vars[0], error);

	if (credit != NULL)
		cl_credit_write_json(call->json, NULL, credit);
	return credit != NULL;
}

gboolean
api_restrictions_parse(ApiCall *call, GError **error)
{
	g_autoptr(ClRightsRules) rules = cl_archive_rights_rules(call->archive, error);
	ClRightsTimes times = { .ingested_us = cl_time_now_us() };
	const char *text = api_text(call, "text");
	g_autoptr(GPtrArray) found = NULL;

	if (rules == NULL || !api_time(call, "sent", &times.sent_us, error))
		return FALSE;
	found = api_flag(call, "caption") ? cl_rights_parse_caption(rules, text, &times)
					  : cl_rights_parse(rules, text, &times);
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < found->len; i++) {
		const ClRestriction *one = found->pdata[i];

		if (one->code != CL_RESTRICTION_INFORMATION || api_flag(call, "all"))
			cl_json_write_restriction(call->json, NULL, one);
	}
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

/* --- organisations --------------------------------------------------------------------------- */

gboolean
api_suppliers(ApiCall *call, GError **error)
{
	g_autoptr(ClCreditRules) rules = cl_archive_credit_rules(call->archive, error);
	const ClOrganisation *const *all;
	guint n;

	if (rules == NULL)
		return FALSE;
	all = cl_credit_rules_organisations(rules, &n);
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < n; i++)
		cl_json_write_organisation(call->json, NULL, all[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_supplier(ApiCall *call, GError **error)
{
	g_autoptr(ClCreditRules) rules = cl_archive_credit_rules(call->archive, error);
	const ClOrganisation *one = rules == NULL ? NULL : cl_credit_rules_find(rules, call->vars[0]);

	if (one != NULL)
		cl_json_write_organisation(call->json, NULL, one);
	else if (rules != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "no rule knows '%s'", call->vars[0]);
	return one != NULL;
}

/* --- what would change ----------------------------------------------------------------------- */

typedef struct {
	ApiCall *call;
	guint n;
} Changes;

static void
each_change(const ClCreditChange *change, gpointer data)
{
	Changes *changes = data;

	if (changes->n++ < MOST_CHANGES)
		cl_json_write_credit_change(changes->call->json, NULL, change);
}

static void
end_changes(ApiCall *call, const ClCreditDiff *diff, const GPtrArray *set, gboolean dry_run)
{
	cl_json_end_array(call->json);
	cl_json_write_credit_diff(call->json, "summary", diff, set, dry_run);
	cl_json_end_object(call->json);
}

gboolean
api_rules_diff(ApiCall *call, GError **error)
{
	g_autofree char *text = api_document(call);
	Changes changes = { .call = call };
	ClCreditDiff diff;

	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	if (!cl_archive_rules_diff_text(
		    call->archive, text, "body", each_change, NULL, &changes, &diff, error))
		return FALSE;
	end_changes(call, &diff, NULL, FALSE);
	return TRUE;
}

gboolean
api_suppliers_set(ApiCall *call, GError **error)
{
	g_autofree char *text = api_document(call);
	g_autoptr(GPtrArray) set = g_ptr_array_new_with_free_func((GDestroyNotify) cl_supplier_set_free);
	gboolean dry_run = api_flag(call, "dry_run");
	Changes changes = { .call = call };
	ClCreditDiff diff;

	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	if (!cl_archive_set_suppliers(
		    call->archive, text, "body", dry_run, each_change, &changes, set, &diff, error))
		return FALSE;
	end_changes(call, &diff, set, dry_run);
	return TRUE;
}
