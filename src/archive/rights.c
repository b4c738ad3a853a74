/* SPDX-License-Identifier: MIT
 *
 * The words of a photo in an archive: which rules read them, what they forbid over all versions, and
 * what people decided about them. A decision is about words, so it holds for every version that says them.
 */
#include "rights.h"
#include "story.h"

#include <cutline/credit_told.h>
#include <cutline/json.h>

#include <stdlib.h>
#include <string.h>

/* The event: a grant or deny counts no more. Its payload is the decision with its new end. */
#define END_DECISION "end-decision"

static ClRightsRules *
load(ClArchive *archive, GError **error)
{
	g_autofree char *said = NULL, *places = NULL;
	g_autoptr(GError) why = NULL;

	if (archive != NULL)
		said = archive_own_rules(archive, "phrases", NULL, &why);
	if (archive != NULL && why == NULL)
		places = archive_own_rules(archive, "territories", NULL, &why);
	if (why == NULL)
		return cl_rights_rules_parse(said, places, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

ClRightsRules *
cl_archive_rights_rules(ClArchive *archive, GError **error)
{
	return load(archive, error);
}

ClRightsRules *
archive_rights_rules(ClArchive *archive, GError **error)
{
	if (archive->rights == NULL)
		archive->rights = load(archive, error);
	return archive->rights;
}

const char *
cl_archive_rights_version(ClArchive *archive)
{
	ClRightsRules *rules = archive_rights_rules(archive, NULL);

	return rules == NULL ? "" : cl_rights_rules_version(rules);
}

/* --- what they forbid ---------------------------------------------------------------------- */

/* The first transmission counts for what ends, the last one for what begins; those of items beside the
 * picture count for words of the file, too. */
static ClRightsTimes
times_of(ClArchive *archive, const ClFileRow *file, const GPtrArray *sidecars)
{
	ClRightsTimes times = {.sent_us = file->sent_us,
		.resent_us = file->sent_us,
		.sent_from = "sent",
		.ingested_us = file->ingested_us,
		.zone = archive->zone};

	for (guint i = 0; i < sidecars->len; i++) {
		const ClSidecarRow *row = sidecars->pdata[i];

		if (row->version != file->version || row->sent_us <= 0)
			continue;
		if (times.sent_us == 0 || row->sent_us < times.sent_us)
			times.sent_us = row->sent_us;
		times.resent_us = MAX(times.resent_us, row->sent_us);
	}
	return times;
}

gboolean
archive_first_sent(ClArchive *archive, const ClFileRow *file, gint64 *sent_us, GError **error)
{
	g_autoptr(GPtrArray) sidecars = cl_catalog_list_sidecars(archive->catalog, file->photo, error);

	*sent_us = sidecars == NULL ? 0 : times_of(archive, file, sidecars).sent_us;
	return sidecars != NULL;
}

/* Texts that name who took a picture, before what they order behind the name. */
static void
part_told(const ClCreditRules *rules, GPtrArray *received)
{
	static const ClField fields[] = {CL_FIELD_CAPTION, CL_FIELD_CREDIT, CL_FIELD_BYLINE, CL_FIELD_SOURCE,
		CL_FIELD_COPYRIGHT};

	for (guint i = 0; i < received->len; i++) {
		ClReceived *value = received->pdata[i];

		for (gsize k = 0; k < G_N_ELEMENTS(fields); k++)
			if (value->field == fields[k])
				cl_credit_part_told(rules, value->value);
	}
}

static gboolean
add_version(ClArchive *archive, const ClFileRow *file, const GPtrArray *sidecars, GPtrArray *all,
	GError **error)
{
	g_autoptr(GPtrArray) received =
		cl_catalog_received(archive->catalog, file->photo, file->version, error);
	ClRightsTimes times = times_of(archive, file, sidecars);
	g_autoptr(GPtrArray) found = NULL;

	if (received == NULL)
		return FALSE;
	part_told(archive->credit_rules, received);
	found = cl_rights_gather(archive->rights, received, &times);
	archive_settle_signed(received, found);
	for (guint i = 0; i < found->len; i++)
		((ClRestriction *)found->pdata[i])->version = file->version;
	cl_rights_unite(all, found);
	return TRUE;
}

/* What people write can forbid more; it never takes away what was received. */
static gboolean
add_layers(
	ClArchive *archive, const char *id, const ClRightsTimes *times, GPtrArray *all, GError **error)
{
	g_autoptr(GPtrArray) layers = cl_catalog_layers(archive->catalog, id, error);
	g_autoptr(GPtrArray) said =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_received_free);
	g_autoptr(GPtrArray) found = NULL;

	if (layers == NULL)
		return FALSE;
	for (guint i = 0; i < layers->len; i++) {
		const ClLayer *layer = layers->pdata[i];

		for (guint j = 0; layer->values != NULL && j < layer->values->len; j++)
			g_ptr_array_add(said, cl_received_new(layer->field, CL_ORIGIN_USER, 0, j,
						      layer->lang, layer->values->pdata[j]));
	}
	part_told(archive->credit_rules, said);
	found = cl_rights_gather(archive->rights, said, times);
	cl_rights_unite(all, found);
	return TRUE;
}

static gboolean
decide_all(
	ClArchive *archive, const char *id, const ClRightsTimes *times, GPtrArray *all, GError **error)
{
	g_autoptr(GPtrArray) decisions =
		cl_catalog_restriction_decisions(archive->catalog, id, error);

	for (guint i = 0; decisions != NULL && i < decisions->len; i++)
		if (!cl_rights_decide(archive->rights, all, decisions->pdata[i], times, error))
			return FALSE;
	return decisions != NULL;
}

GPtrArray *
archive_restrictions(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) all =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	g_autoptr(GPtrArray) files = NULL, sidecars = NULL;
	ClRightsTimes times;

	if (archive_rights_rules(archive, error) == NULL || archive_credit_rules(archive, error) == NULL)
		return NULL;
	files = cl_catalog_list_files(archive->catalog, id, error);
	sidecars = files == NULL ? NULL : cl_catalog_list_sidecars(archive->catalog, id, error);
	if (sidecars == NULL || files->len == 0)
		return NULL;
	/* The newest first: its words and places are those that people see. */
	for (guint i = files->len; i-- > 0;)
		if (!add_version(archive, files->pdata[i], sidecars, all, error))
			return NULL;
	times = times_of(archive, files->pdata[files->len - 1], sidecars);
	if (!add_layers(archive, id, &times, all, error) || !archive_settle_demands(archive, all, error) ||
		!decide_all(archive, id, &times, all, error))
		return NULL;
	return g_steal_pointer(&all);
}

GPtrArray *
cl_archive_restrictions(ClArchive *archive, const char *text, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	return cl_archive_find(archive, text, id, &version, error)
		       ? archive_restrictions(archive, id, error)
		       : NULL;
}

/* --- decisions ------------------------------------------------------------------------------ */

static const ClRestriction *
find_one(const GPtrArray *all, const char *which, GError **error)
{
	guint64 number = 0, n = 0;
	gboolean is_number = g_ascii_string_to_unsigned(which, 10, 1, 9999, &number, NULL);

	for (guint i = 0; i < all->len; i++) {
		const ClRestriction *one = all->pdata[i];

		n += one->code != CL_RESTRICTION_INFORMATION;
		if (strcmp(one->key, which) == 0 ||
			(is_number && n == number && one->code != CL_RESTRICTION_INFORMATION))
			return one;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"there is no restriction '%s'; 'cutline restrictions list ID' numbers them", which);
	return NULL;
}

static char *
decision_payload(const ClRestrictionDecision *decision, const ClRestriction *one)
{
	g_autoptr(ClJson) json = cl_json_new();
	gboolean confirmed = decision->decided == CL_DECIDED_CONFIRMED;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "key", decision->key);
	cl_json_string(json, "decision", confirmed ? "confirm" : "dismiss");
	cl_json_string(json, "text", one->text);
	cl_json_string(json, "read_as", cl_restriction_name(one->code));
	cl_json_string(json, "as", confirmed ? cl_restriction_name(decision->code) : NULL);
	cl_json_string(json, "operand", decision->operand);
	cl_json_string(json, "reason", decision->why);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
write_decision(ClArchive *archive, const char *id, const ClRestrictionDecision *decision,
	const ClRestriction *one, GError **error)
{
	g_autofree char *payload = decision_payload(decision, one);

	return cl_catalog_put_restriction_decision(archive->catalog, id, decision, error) &&
	       archive_event_at(archive, decision->at_us, "decide-restriction", id, payload, error) &&
	       archive_refresh(archive, id, error);
}

static gboolean
read_decide(const ClDecide *decide, const ClRestriction *one, ClRestrictionDecision *decision,
	GError **error)
{
	decision->code = decide->as == NULL ? one->code : cl_restriction_from_name(decide->as);
	if (decision->code == CL_N_RESTRICTIONS || decision->code == CL_RESTRICTION_INFORMATION) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no code; write one of those that 'cutline restrictions parse' "
			"gives, such as "
			"CLEARANCE, or dismiss it",
			decide->as != NULL ? decide->as : "INFORMATION");
		return FALSE;
	}
	if (decide->decided == CL_DECIDED_CONFIRMED && decision->code == CL_RESTRICTION_UNPARSED) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what it means: --as CODE, such as --as CLEARANCE, or dismiss it");
		return FALSE;
	}
	return archive_need_reason(decide->reason, error);
}

static gboolean
decide(ClArchive *archive, const char *id, const ClDecide *wish, GError **error)
{
	g_autoptr(GPtrArray) all = archive_restrictions(archive, id, error);
	const ClRestriction *one = all == NULL ? NULL : find_one(all, wish->which, error);
	ClRestrictionDecision decision = {0};
	ClRightsTimes times = {.ingested_us = cl_time_now_us(), .zone = archive->zone};
	gboolean ok;

	if (one == NULL || !read_decide(wish, one, &decision, error))
		return FALSE;
	decision.key = g_strdup(one->key);
	decision.decided = wish->decided;
	decision.operand = (char *)wish->operand;
	decision.who = archive->who;
	decision.why = (char *)wish->reason;
	decision.at_us = cl_time_now_us();
	/* Tried first: an operand that does not fit is refused, not stored. */
	ok = write_decision(archive, id, &decision, one, error) &&
	     cl_rights_decide(archive->rights, all, &decision, &times, error);
	g_free(decision.key);
	return ok;
}

gboolean
cl_archive_decide(ClArchive *archive, const char *text, const ClDecide *wish, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!decide(archive, id, wish, error) || !cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

/* --- from the journal ------------------------------------------------------------------------- */

gboolean
archive_is_rights_event(const ClEventRow *event)
{
	return event->subject != NULL &&
	       (strcmp(event->kind, "decide-restriction") == 0 ||
		       strcmp(event->kind, "grant") == 0 || strcmp(event->kind, "deny") == 0 ||
		       strcmp(event->kind, END_DECISION) == 0);
}

static gboolean
replay_decision(ClArchive *archive, const ClEventRow *event, GVariant *json, GError **error)
{
	ClRestrictionDecision decision = {.who = event->who, .at_us = event->at_us};
	const char *what = "", *as = NULL;

	g_variant_lookup(json, "key", "&s", &decision.key);
	g_variant_lookup(json, "decision", "&s", &what);
	g_variant_lookup(json, "as", "&s", &as);
	g_variant_lookup(json, "operand", "&s", &decision.operand);
	if (!g_variant_lookup(json, "reason", "&s", &decision.why))
		decision.why = (char *)"the reason was erased";
	decision.decided =
		strcmp(what, "confirm") == 0 ? CL_DECIDED_CONFIRMED : CL_DECIDED_DISMISSED;
	decision.code = cl_restriction_from_name(as);
	if (decision.key == NULL || strlen(decision.key) != 8 ||
		(decision.decided == CL_DECIDED_CONFIRMED && decision.code == CL_N_RESTRICTIONS))
		return TRUE;
	return cl_catalog_put_restriction_decision(
		archive->catalog, event->subject, &decision, error);
}

static gboolean
replay_grant(ClArchive *archive, const ClEventRow *event, GVariant *json, GError **error)
{
	ClGrant grant = {.allow = strcmp(event->kind, "grant") == 0,
		.who = event->who,
		.at_us = event->at_us};

	g_variant_lookup(json, "id", "&s", &grant.id);
	g_variant_lookup(json, "story", "&s", &grant.story);
	g_variant_lookup(json, "outlet", "&s", &grant.outlet);
	g_variant_lookup(json, "as", "&s", &grant.as);
	g_variant_lookup(json, "covers", "&s", &grant.covers);
	g_variant_lookup(json, "from_us", "x", &grant.from_us);
	g_variant_lookup(json, "until_us", "x", &grant.until_us);
	if (!g_variant_lookup(json, "reason", "&s", &grant.reason))
		grant.reason = (char *)"the reason was erased";
	return grant.id == NULL ||
	       cl_catalog_put_grant(archive->catalog, event->subject, &grant, error);
}

gboolean
archive_replay_rights(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GVariant) json =
		event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);

	/* An erased decision frees nothing: the words count again. */
	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		return TRUE;
	return strcmp(event->kind, "decide-restriction") == 0
		       ? replay_decision(archive, event, json, error)
		       : replay_grant(archive, event, json, error);
}

/* --- grants ------------------------------------------------------------------------------------ */

static char *
grant_payload(const ClGrant *grant)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", grant->id);
	cl_json_string(json, "story", grant->story);
	cl_json_string(json, "outlet", grant->outlet);
	cl_json_string(json, "as", grant->as);
	cl_json_string(json, "covers", grant->covers);
	cl_json_int(json, "from_us", grant->from_us);
	cl_json_int(json, "until_us", grant->until_us);
	cl_json_string(json, "reason", grant->reason);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
write_grant(ClArchive *archive, const char *id, const ClGrant *grant, const char *kind, gint64 at_us,
	GError **error)
{
	g_autofree char *payload = grant_payload(grant);

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (cl_catalog_put_grant(archive->catalog, id, grant, error) &&
		archive_event_at(archive, at_us, kind, id, payload, error) &&
		archive_refresh(archive, id, error) && cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

/* One about a name that nobody bears would bind nobody. */
static gboolean
has_scope(ClArchive *archive, const ClGrant *grant, GError **error)
{
	g_autoptr(ClStoryRow) story =
		grant->story == NULL ? NULL : archive_need_story(archive, grant->story, error);
	g_autoptr(ClOutlet) outlet = NULL;

	if (grant->story != NULL && story == NULL)
		return FALSE;
	if (grant->outlet != NULL)
		outlet = cl_archive_outlet(archive, grant->outlet, error);
	return grant->outlet == NULL || outlet != NULL;
}

/* Kills cannot be overridden; a decision that says otherwise would lie in wait for their end. */
static gboolean
may_be_granted(ClArchive *archive, const char *id, const ClGrant *grant, GError **error)
{
	g_autoptr(ClPhotoRow) row = cl_catalog_get_photo(archive->catalog, id, error);

	if (row == NULL)
		return FALSE;
	if (strcmp(row->state, "killed") == 0)
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"photo %s was withdrawn, and no decision frees it; if that names the wrong picture: "
			"cutline unkill %.6s --reason \"…\"",
			id, id);
	else if (grant->as != NULL && !cl_licence_kind_is(grant->as))
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no kind of licence; --as takes one of those of 'cutline licence template'",
			grant->as);
	else
		return TRUE;
	return FALSE;
}

/* A hold and an embargo stand whatever is allowed: somebody must not believe otherwise. */
static gboolean
note_what_stays(ClArchive *archive, const char *id, ClGrant *grant, GError **error)
{
	ClInstants instants = {0};
	g_autofree char *day = NULL;

	if (!cl_catalog_get_instants(archive->catalog, id, &instants, error))
		return FALSE;
	g_clear_pointer(&grant->but, g_free);
	if (instants.hold_until_us > grant->at_us)
		grant->but = g_strdup("it is on legal hold, which no decision lifts");
	else if (instants.release_us > grant->at_us) {
		day = archive_day_text(archive, instants.release_us);
		grant->but = g_strdup_printf("it is under an embargo until %s, which no decision lifts", day);
	} else if (grant->covers[0] == '\0')
		grant->but = g_strdup("nothing asks or denies now, so it sets nothing aside; "
				      "name what is meant: --for CODE");
	return TRUE;
}

gboolean
cl_archive_grant(ClArchive *archive, const char *text, ClGrant *grant, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!archive_need_reason(grant->reason, error))
		return FALSE;
	if (grant->until_us == 0 || grant->until_us <= cl_time_now_us()) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"it needs an end that lies ahead; write --until 2026-12-31");
		return FALSE;
	}
	if (!cl_archive_find(archive, text, id, &version, error) || !has_scope(archive, grant, error) ||
		(grant->allow && !may_be_granted(archive, id, grant, error)))
		return FALSE;
	grant->at_us = cl_time_now_us();
	g_free(grant->who);
	grant->who = g_strdup(archive->who);
	g_free(grant->id);
	grant->id = g_strdup_printf("%.6s-%" G_GINT64_MODIFIER "x", id, grant->at_us);
	return archive_set_grant_scope(archive, id, grant, error) &&
	       (!grant->allow || note_what_stays(archive, id, grant, error)) &&
	       write_grant(archive, id, grant, grant->allow ? "grant" : "deny", grant->at_us, error);
}

static ClGrant *
find_standing(GPtrArray *grants, const char *which, gint64 now_us, GError **error)
{
	for (guint i = 0; i < grants->len; i++) {
		ClGrant *grant = grants->pdata[i];

		if (strcmp(grant->id, which) != 0)
			continue;
		if (grant->until_us > now_us)
			return grant;
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "decision '%s' has ended already", which);
		return NULL;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
		"no decision '%s' about this photo; its verdict names those that count", which);
	return NULL;
}

gboolean
cl_archive_end_grant(ClArchive *archive, const char *text, const char *which, const char *reason,
	GError **error)
{
	gint64 now_us = cl_time_now_us();
	g_autoptr(GPtrArray) grants = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;
	ClGrant *grant;

	if (!archive_need_reason(reason, error) || !cl_archive_find(archive, text, id, &version, error))
		return FALSE;
	grants = cl_catalog_grants(archive->catalog, id, error);
	grant = grants == NULL ? NULL : find_standing(grants, which, now_us, error);
	if (grant == NULL)
		return FALSE;
	grant->until_us = now_us;
	g_free(grant->reason);
	grant->reason = g_strdup(reason);
	return write_grant(archive, id, grant, END_DECISION, now_us, error);
}

GPtrArray *
cl_archive_grants(ClArchive *archive, const char *text, GError **error)
{
	char id[CL_ID_CHARS + 1];
	guint version;

	return cl_archive_find(archive, text, id, &version, error)
		       ? cl_catalog_grants(archive->catalog, id, error)
		       : NULL;
}

#define CERTAIN 0.9

gboolean
archive_restrains(ClArchive *archive, const char *id, ArchiveRestrains *restrains, GError **error)
{
	g_autoptr(GPtrArray) restrictions = archive_restrictions(archive, id, error);

	*restrains = (ArchiveRestrains) { 0 };
	for (guint i = 0; restrictions != NULL && i < restrictions->len; i++) {
		const ClRestriction *restriction = restrictions->pdata[i];

		if (restriction->decided == CL_DECIDED_DISMISSED ||
			restriction->code == CL_RESTRICTION_INFORMATION)
			continue;
		restrains->any = TRUE;
		restrains->no_crop = restrains->no_crop || restriction->code == CL_RESTRICTION_NO_CROP;
		restrains->no_ai = restrains->no_ai ||
			(restriction->code == CL_RESTRICTION_NO_AI && restriction->confidence >= CERTAIN);
	}
	return restrictions != NULL;
}
