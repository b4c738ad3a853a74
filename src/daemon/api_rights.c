/* SPDX-License-Identifier: MIT
 *
 * /api/v1: what is forbidden and what is allowed: restrictions and what people decide about them, grants,
 * licences and outlets. What it comes to: api_checks.c.
 */
#include "api.h"

#include <cutline/clearance.h>
#include <cutline/time.h>
#include <string.h>

/* --- restrictions ------------------------------------------------------------------------------------- */

gboolean
api_restrictions(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) all = cl_archive_restrictions(call->archive, call->vars[0], error);

	if (all == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < all->len; i++)
		cl_json_write_restriction(call->json, NULL, all->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

gboolean
api_decide(ApiCall *call, GError **error)
{
	gboolean confirms = strcmp(api_text(call, "decision"), "confirm") == 0;
	ClDecide wish = { call->vars[1], confirms ? CL_DECIDED_CONFIRMED : CL_DECIDED_DISMISSED,
		api_text(call, "as"), api_text(call, "operand"), api_text(call, "reason") };

	return cl_archive_decide(call->archive, call->vars[0], &wish, error) &&
		api_restrictions(call, error);
}

/* --- grants --------------------------------------------------------------------------------------------- */

static void
write_grant(ClJson *json, const ClGrant *grant)
{
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", grant->id);
	cl_json_bool(json, "allow", grant->allow);
	cl_json_write_time(json, "until", grant->until_us);
	cl_json_string(json, "story", grant->story);
	cl_json_string(json, "outlet", grant->outlet);
	cl_json_string(json, "as", grant->as);
	cl_json_string(json, "reason", grant->reason);
	cl_json_string(json, "who", grant->who);
	cl_json_write_time(json, "at", grant->at_us);
	if (grant->but != NULL)
		cl_json_string(json, "but", grant->but);
	cl_json_end_object(json);
}

gboolean
api_grants(ApiCall *call, GError **error)
{
	g_autoptr(GPtrArray) grants = cl_archive_grants(call->archive, call->vars[0], error);

	if (grants == NULL)
		return FALSE;
	cl_json_begin_object(call->json, NULL);
	cl_json_begin_array(call->json, "items");
	for (guint i = 0; i < grants->len; i++)
		write_grant(call->json, grants->pdata[i]);
	cl_json_end_array(call->json);
	cl_json_end_object(call->json);
	return TRUE;
}

static gboolean
end_grant(ApiCall *call, const char *which, GError **error)
{
	const char *photo = call->vars[0];
	g_autoptr(GPtrArray) grants =
		cl_archive_end_grant(call->archive, photo, which, api_text(call, "reason"), error)
		? cl_archive_grants(call->archive, photo, error)
		: NULL;

	for (guint i = 0; grants != NULL && i < grants->len; i++)
		if (strcmp(((const ClGrant *) grants->pdata[i])->id, which) == 0)
			write_grant(call->json, grants->pdata[i]);
	return grants != NULL;
}

gboolean
api_grant(ApiCall *call, GError **error)
{
	const char *ended = api_text(call, "end");
	ClGrant *grant = g_new0(ClGrant, 1);
	gboolean done;

	if (ended != NULL)
		return end_grant(call, ended, error);
	grant->allow = strcmp(api_text(call, "decision"), "allow") == 0;
	grant->story = g_strdup(api_text(call, "story"));
	grant->outlet = g_strdup(api_text(call, "outlet"));
	grant->as = g_strdup(api_text(call, "as"));
	grant->covers = g_strdup(api_text(call, "for"));
	grant->reason = g_strdup(api_text(call, "reason"));
	/* Of a bare day its end, as the command has it. */
	done = api_read_time(call, "until", api_text(call, "until"), TRUE, &grant->until_us, error) &&
		cl_archive_grant(call->archive, call->vars[0], grant, error);
	if (done) {
		call->status = 201;
		write_grant(call->json, grant);
	}
	cl_grant_free(grant);
	return done;
}
