/* SPDX-License-Identifier: MIT
 *
 * Decides the keys of what the rules about credits say: an organisation, a credit that other rules would
 * change, and the sum of such changes.
 */
#include <cutline/credits.h>

static void
write_strings(ClJson *json, const char *key, const char *const *list)
{
	cl_json_begin_array(json, key);
	for (; *list != NULL; list++)
		cl_json_string(json, NULL, *list);
	cl_json_end_array(json);
}

void
cl_json_write_organisation(ClJson *json, const char *key, const ClOrganisation *organisation)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", organisation->id);
	cl_json_string(json, "name", organisation->name);
	cl_json_string(json, "kind", cl_organisation_kind_name(organisation->kind));
	cl_json_string(json, "family", organisation->family);
	cl_json_string(json, "parent", organisation->parent);
	cl_json_bool(json, "state_media", organisation->state_media);
	cl_json_string(json, "template", organisation->template);
	write_strings(json, "aliases", organisation->aliases);
	cl_json_begin_array(json, "ids");
	for (guint i = 0; i < organisation->n_id_schemes; i++) {
		const ClIdScheme *scheme = &organisation->id_schemes[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "scheme", scheme->scheme);
		cl_json_string(json, "pattern", scheme->pattern);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
}

void
cl_json_write_credit_change(ClJson *json, const char *key, const ClCreditChange *change)
{
	cl_json_begin_object(json, key);
	cl_json_string(json, "id", change->id);
	if (change->now != NULL)
		cl_credit_write_json(json, "now", change->now);
	else
		cl_json_null(json, "now");
	cl_credit_write_json(json, "then", change->then);
	cl_json_end_object(json);
}

void
cl_json_write_credit_diff(ClJson *json, const char *key, const ClCreditDiff *diff, const GPtrArray *set,
	gboolean dry_run)
{
	cl_json_begin_object(json, key);
	if (set != NULL) {
		cl_json_begin_array(json, "suppliers");
		for (guint i = 0; i < set->len; i++)
			cl_json_string(json, NULL, ((ClSupplierSet *) set->pdata[i])->id);
		cl_json_end_array(json);
	}
	cl_json_int(json, "photos", (gint64) diff->photos);
	cl_json_int(json, "changed", (gint64) diff->changed);
	if (set != NULL)
		cl_json_bool(json, "dry_run", dry_run);
	cl_json_end_object(json);
}
