/* SPDX-License-Identifier: MIT
 *
 * The conditions of a search that are asked of each photo: is it expired, what is it licensed by, what does
 * a use cost, may it be used. Each is answered from the facts and the verdict that `check` gives, now, for
 * the default outlet. What cannot be looked up is an error, never an answer.
 */
#include "judged.h"

#include <cutline/query.h>

#include <string.h>

typedef struct {
	const ClJudged *asked;
	GHashTable *licences; /* LICENCE: ids; NULL = none at all */
	GStrv parts;	      /* USABLE: channel, territory */
	ClCheck check;
} Condition;

struct ArchiveJudged {
	GPtrArray *terms, *conditions;
	ClOutlet *outlet;
};

/* What is known of one photo, looked up when it is first asked for. */
typedef struct {
	const char *id;
	ArchiveFacts *facts;
	GPtrArray *licences; /* lent */
} Known;

static void
free_condition(gpointer data)
{
	Condition *condition = data;

	g_clear_pointer(&condition->licences, g_hash_table_unref);
	g_strfreev(condition->parts);
	g_free(condition);
}

void
archive_judged_free(ArchiveJudged *judged)
{
	g_ptr_array_unref(judged->conditions);
	g_ptr_array_unref(judged->terms);
	g_clear_pointer(&judged->outlet, cl_outlet_free);
	g_free(judged);
}

/* --- what is asked ---------------------------------------------------------------------------- */

static gboolean
is_called(const ClLicence *licence, const char *value, const char *folded)
{
	g_autofree char *name = licence->name != NULL ? cl_text_fold(licence->name) : NULL;

	return g_ascii_strcasecmp(licence->id, value) == 0 || g_strcmp0(name, folded) == 0;
}

static gboolean
find_licences(ClArchive *archive, Condition *condition, GError **error)
{
	const char *value = condition->asked->value;
	GPtrArray *all = archive_lend_licences(archive, error);
	g_autofree char *folded = cl_text_fold(value);
	g_autoptr(GHashTable) ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	if (all == NULL)
		return FALSE;
	for (guint i = 0; i < all->len; i++) {
		const ClLicence *licence = all->pdata[i];

		if (is_called(licence, value, folded))
			g_hash_table_add(ids, g_strdup(licence->id));
	}
	if (g_hash_table_size(ids) == 0 && g_ascii_strcasecmp(value, "none") == 0)
		return TRUE;
	if (g_hash_table_size(ids) == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"there is no licence '%s'; 'cutline licence list' shows them", value);
		return FALSE;
	}
	condition->licences = g_steal_pointer(&ids);
	return TRUE;
}

static gboolean
read_usable(ClArchive *archive, Condition *condition, const ClOutlet *outlet, GError **error)
{
	ClTerritories places = { 0 };
	ClUse use;
	char *channel;

	condition->parts = g_strsplit(condition->asked->value, "@", 2);
	channel = g_strstrip(condition->parts[0]);
	for (char *c = channel; *c != '\0'; c++)
		*c = g_ascii_tolower(*c);
	condition->check.channel = *channel != '\0' ? channel : NULL;
	if (condition->parts[1] != NULL && *g_strstrip(condition->parts[1]) != '\0')
		condition->check.territory = condition->parts[1];
	return archive_read_use(archive, &condition->check, outlet, &use, &places, error);
}

static gboolean
read_condition(ClArchive *archive, ArchiveJudged *judged, const ClJudged *asked, GError **error)
{
	Condition *condition = g_new0(Condition, 1);
	gboolean ok = TRUE;

	condition->asked = asked;
	g_ptr_array_add(judged->conditions, condition);
	switch (asked->kind) {
	case CL_JUDGED_LICENCE:
		ok = find_licences(archive, condition, error);
		break;
	case CL_JUDGED_USABLE:
		ok = read_usable(archive, condition, judged->outlet, error);
		break;
	case CL_JUDGED_EXPIRED:
	case CL_JUDGED_COST:
		break;
	}
	if (!ok && error != NULL && g_error_matches(*error, CL_ERROR, CL_ERROR_USAGE))
		g_prefix_error(error, "column %u: ", asked->column);
	return ok;
}

ArchiveJudged *
archive_judged_new(ClArchive *archive, GPtrArray *terms, GError **error)
{
	g_autoptr(ArchiveJudged) judged = g_new0(ArchiveJudged, 1);

	judged->terms = g_ptr_array_ref(terms);
	judged->conditions = g_ptr_array_new_with_free_func(free_condition);
	if (archive_rights_rules(archive, error) == NULL)
		return NULL;
	judged->outlet = cl_archive_outlet(archive, NULL, error);
	if (judged->outlet == NULL)
		return NULL;
	for (guint i = 0; i < terms->len; i++)
		if (!read_condition(archive, judged, terms->pdata[i], error))
			return NULL;
	return g_steal_pointer(&judged);
}

/* --- one photo --------------------------------------------------------------------------------- */

static gboolean
learn(ClArchive *archive, Known *known, GError **error)
{
	const ClCheck any = {0};

	if (known->facts != NULL)
		return TRUE;
	known->licences = archive_lend_licences(archive, error);
	known->facts = known->licences == NULL ? NULL : archive_facts(archive, known->id, &any, error);
	return known->facts != NULL;
}

static gboolean
is_expired(ClArchive *archive, Known *known, gboolean *fits, GError **error)
{
	g_autoptr(GPtrArray) grants = NULL;

	if (!learn(archive, known, error))
		return FALSE;
	grants = cl_catalog_grants(archive->catalog, known->id, error);
	if (grants == NULL)
		return FALSE;
	*fits = cl_rights_expired(&known->facts->photo, known->licences, grants, cl_time_now_us());
	return TRUE;
}

static gboolean
is_licensed(ClArchive *archive, const Condition *condition, Known *known, gboolean *fits, GError **error)
{
	gboolean any = FALSE, one = FALSE;

	if (!learn(archive, known, error))
		return FALSE;
	for (guint i = 0; i < known->licences->len; i++) {
		const ClLicence *licence = known->licences->pdata[i];

		if (!cl_rights_licence_includes(&known->facts->photo, licence))
			continue;
		any = TRUE;
		one = one ||
			(condition->licences != NULL &&
				g_hash_table_contains(condition->licences, licence->id));
	}
	*fits = condition->licences != NULL ? one : !any;
	return TRUE;
}

/* Of a use, by what the verdict rests on; ours cost nothing. Without either nobody knows. */
static gboolean
costs(ClArchive *archive, ArchiveJudged *judged, const Condition *condition, Known *known, gboolean *fits,
	GError **error)
{
	const ClJudged *asked = condition->asked;
	g_autoptr(ArchiveCase) one =
		archive_case_new(archive, known->id, &condition->check, judged->outlet, error);
	GPtrArray *licences = one == NULL ? NULL : archive_lend_licences(archive, error);
	g_autoptr(ClVerdict) verdict = NULL;

	if (licences == NULL)
		return FALSE;
	verdict = archive_case_judge(one, 0);
	*fits = verdict->licence == NULL && archive_case_photo(one)->class == CL_CLASS_HOUSE &&
		asked->low <= 0;
	for (guint i = 0; verdict->licence != NULL && i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (strcmp(licence->id, verdict->licence) == 0)
			*fits = licence->cost >= asked->low && licence->cost <= asked->high;
	}
	return TRUE;
}

/* Allowed, nothing less. */
static gboolean
is_usable(ClArchive *archive, ArchiveJudged *judged, const Condition *condition, Known *known,
	gboolean *fits, GError **error)
{
	g_autoptr(ClVerdict) verdict =
		archive_judge(archive, known->id, &condition->check, judged->outlet, error);

	*fits = verdict != NULL && verdict->verdict == CL_VERDICT_ALLOW;
	return verdict != NULL;
}

static gboolean
ask(ClArchive *archive, ArchiveJudged *judged, const Condition *condition, Known *known, gboolean *fits,
	GError **error)
{
	gboolean ok = FALSE;

	switch (condition->asked->kind) {
	case CL_JUDGED_EXPIRED:
		ok = is_expired(archive, known, fits, error);
		break;
	case CL_JUDGED_LICENCE:
		ok = is_licensed(archive, condition, known, fits, error);
		break;
	case CL_JUDGED_COST:
		ok = costs(archive, judged, condition, known, fits, error);
		break;
	case CL_JUDGED_USABLE:
		ok = is_usable(archive, judged, condition, known, fits, error);
		break;
	}
	*fits = *fits != condition->asked->negated;
	return ok;
}

gboolean
archive_judged_fits(ClArchive *archive, ArchiveJudged *judged, const char *id, gboolean *fits, GError **error)
{
	g_autoptr(GError) why = NULL;
	Known known = { .id = id };
	gboolean ok = TRUE;

	*fits = TRUE;
	for (guint i = 0; ok && *fits && i < judged->conditions->len; i++)
		ok = ask(archive, judged, judged->conditions->pdata[i], &known, fits, &why);
	archive_facts_free(known.facts);
	if (why != NULL) {
		g_propagate_prefixed_error(error, g_steal_pointer(&why), "photo %s cannot be judged: ", id);
		return FALSE;
	}
	*fits = *fits && ok; /* not ok: it has just been removed */
	return TRUE;
}
