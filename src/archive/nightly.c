/* SPDX-License-Identifier: MIT
 *
 * The night's work, once a night across all programs of an archive: whoever writes the night first does
 * it. What it finds becomes events, which webhooks hear of; nobody has to ask.
 */
#include "rights.h"

#include <cutline/expiring.h>

#include <string.h>

#define KIND "nightly"
#define NAME "last"
#define SCHEMA "cutline-nightly/1"
#define USUAL "03:00"
#define WEEK_US (7 * 24 * G_TIME_SPAN_HOUR)
#define GIVE_UP_US (6 * G_TIME_SPAN_HOUR) /* who began then has not ended: somebody else does it */
#define MAX_TOLD 200U /* in one event, of what is already, is over and will be; the rest is counted */

/* --- when ---------------------------------------------------------------------------------------- */

/* Minutes after midnight; -1: off; -2: no hour. */
static int
read_hour(ClArchive *archive)
{
	g_autofree char *text = cl_archive_setting(archive, "daemon", "nightly");
	const char *hour = text != NULL ? text : USUAL;

	if (strcmp(hour, "off") == 0)
		return -1;
	if (strlen(hour) != 5 || hour[2] != ':' || !g_ascii_isdigit(hour[0]) || !g_ascii_isdigit(hour[1]) ||
		!g_ascii_isdigit(hour[3]) || !g_ascii_isdigit(hour[4]) || strcmp(hour, "23:59") > 0 ||
		hour[3] > '5')
		return -2;
	return ((hour[0] - '0') * 10 + hour[1] - '0') * 60 + (hour[3] - '0') * 10 + hour[4] - '0';
}

gboolean
cl_archive_check_nightly(ClArchive *archive, GError **error)
{
	if (read_hour(archive) > -2)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"cutline.conf: [daemon] nightly= takes an hour like 03:00, by the archive's clock, or off");
	return FALSE;
}

/* The night that is due, as its day; NULL: not yet. */
static char *
due_night(ClArchive *archive)
{
	int hour = read_hour(archive);
	g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc(cl_time_now_us() / G_USEC_PER_SEC);
	g_autoptr(GDateTime) now = g_date_time_to_timezone(utc, archive->zone);

	if (hour < 0 || g_date_time_get_hour(now) * 60 + g_date_time_get_minute(now) < hour)
		return NULL;
	return g_date_time_format(now, "%Y-%m-%d");
}

/* --- by whom ------------------------------------------------------------------------------------- */

static char *
night_json(const char *night, gboolean done, const ClNight *figures)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "night", night);
	cl_json_int(json, "at_us", cl_time_now_us());
	cl_json_bool(json, "done", done);
	cl_json_int(json, "expiring", (gint64) figures->expiring);
	cl_json_int(json, "found", (gint64) figures->found);
	cl_json_int(json, "purged", (gint64) figures->purged);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* *since_us: when the last night that was done ended; 0 = never. */
static gboolean
is_taken(const ClDocument *last, const char *night, gint64 *since_us)
{
	g_autoptr(GVariant) json = last == NULL ? NULL : cl_json_parse(last->json, -1, NULL);
	const char *said = "";
	gboolean done = FALSE;
	gint64 at_us = 0;

	*since_us = 0;
	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		return FALSE;
	g_variant_lookup(json, "night", "&s", &said);
	g_variant_lookup(json, "done", "b", &done);
	g_variant_lookup(json, "at_us", "x", &at_us);
	*since_us = at_us;
	return strcmp(said, night) >= 0 && (done || cl_time_now_us() - at_us < GIVE_UP_US);
}

static gboolean
take(ClArchive *archive, const char *night, gboolean *mine, gint64 *since_us, GError **error)
{
	g_autoptr(ClDocument) last = NULL;
	g_autoptr(GError) why = NULL;
	g_autofree char *json = night_json(night, FALSE, &(ClNight){ 0 });
	gboolean ok;

	*mine = FALSE;
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	last = cl_catalog_get_document(archive->catalog, KIND, NAME, &why);
	ok = why == NULL;
	*mine = ok && !is_taken(last, night, since_us);
	if (*mine && archive_set_document(archive, KIND, NAME, json, error) &&
		cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	if (why != NULL)
		g_propagate_error(error, g_steal_pointer(&why));
	return ok && !*mine;
}

/* --- what ------------------------------------------------------------------------------------------ */

typedef struct {
	ClArchive *archive;
	gint64 since_us; /* the last night that was done */
	ClJson *json;
	guint n_already, n_over, n_soon;
} Told;

/* Did somebody write on the picture, or did a side-car come? They may have brought the words. */
static gboolean
is_changed(const Told *told, const char *photo, gboolean *changed, GError **error)
{
	g_autoptr(GPtrArray) layers = cl_catalog_layers(told->archive->catalog, photo, error);
	g_autoptr(GPtrArray) sidecars =
		layers == NULL ? NULL : cl_catalog_list_sidecars(told->archive->catalog, photo, error);

	*changed = FALSE;
	for (guint i = 0; layers != NULL && i < layers->len; i++)
		*changed |= ((const ClLayer *) layers->pdata[i])->at_us > told->since_us;
	for (guint i = 0; sidecars != NULL && i < sidecars->len; i++)
		*changed |= ((const ClSidecarRow *) sidecars->pdata[i])->ingested_us > told->since_us;
	return sidecars != NULL;
}

/* What may stay is told once, when its words have ended or were found to have: not night after night, and not
 * for the tail of a contract. */
static gboolean
is_news(const Told *told, const ClExpiring *expiring, gboolean *news, GError **error)
{
	*news = !expiring->over;
	if (*news || expiring->licence != NULL)
		return TRUE;
	*news = expiring->at_us > told->since_us || expiring->use->published_us > told->since_us;
	return *news || is_changed(told, expiring->photo, news, error);
}

static gboolean
tell(const ClExpiring *expiring, gpointer data, GError **error)
{
	Told *told = data;
	guint *n = expiring->already ? &told->n_already : expiring->over ? &told->n_over : &told->n_soon;
	gboolean news;

	if (!is_news(told, expiring, &news, error))
		return FALSE;
	if (news && (*n)++ < MAX_TOLD)
		cl_json_write_expiring(told->json, NULL, expiring);
	return TRUE;
}

static gboolean
put_event(ClArchive *archive, const char *kind, const char *subject, ClJson *json, GError **error)
{
	g_autofree char *payload = cl_json_take(json);

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (archive_event(archive, kind, subject, payload, error) &&
		cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

static gboolean
look_ahead(ClArchive *archive, gint64 since_us, volatile gint *cancel, ClNight *night, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();
	ClExpiringTotals totals;
	Told told = { .archive = archive, .since_us = since_us, .json = json };

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "within_days", 7);
	cl_json_begin_array(json, "items");
	if (!archive_keep_counts(archive, FALSE, error) ||
		!cl_archive_expiring(archive, WEEK_US, tell, &told, cancel, &totals, error))
		return FALSE;
	cl_json_end_array(json);
	cl_json_int(json, "found", (gint64) totals.found);
	cl_json_int(json, "already", (gint64) totals.already);
	cl_json_bool(json, "already_cut", totals.cut);
	cl_json_int(json, "over", told.n_over);
	cl_json_end_object(json);
	night->expiring = totals.found + told.n_over;
	return night->expiring == 0 || put_event(archive, "expiring", NULL, json, error);
}

/* Newest first, until those of before. One that cannot be asked any more (its licence was removed) is told
 * as such, and the others go on. */
static gboolean
search(ClArchive *archive, const char *name, gint64 since_us, ClNight *night, GError **error)
{
	g_autofree char *query = cl_archive_saved_search(archive, name, error);
	g_autoptr(GError) why = NULL;
	g_autoptr(GPtrArray) hits = query == NULL
		? NULL
		: cl_archive_search(archive, query, CL_SORT_INGESTED, MAX_TOLD, 0, NULL, &why);
	g_autoptr(ClJson) json = cl_json_new();
	guint n = 0;

	if (query == NULL)
		return FALSE;
	if (hits == NULL && !g_error_matches(why, CL_ERROR, CL_ERROR_USAGE)) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "search", name);
	cl_json_string(json, "query", query);
	cl_json_begin_array(json, "photos");
	for (; hits != NULL && n < hits->len && ((ClHit *) hits->pdata[n])->ingested_us > since_us; n++)
		cl_json_string(json, NULL, ((ClHit *) hits->pdata[n])->id);
	cl_json_end_array(json);
	cl_json_bool(json, "more", n == MAX_TOLD);
	if (why != NULL)
		cl_json_string(json, "problem", why->message);
	cl_json_end_object(json);
	night->found += n;
	return (n == 0 && why == NULL) || put_event(archive, "found", NULL, json, error);
}

static gboolean
search_all(ClArchive *archive, gint64 since_us, ClNight *night, GError **error)
{
	g_autoptr(GPtrArray) saved = cl_catalog_list_documents(archive->catalog, "search", error);

	for (guint i = 0; saved != NULL && i < saved->len; i++)
		if (!search(archive, ((ClDocument *) saved->pdata[i])->id, since_us, night, error))
			return FALSE;
	return saved != NULL;
}

gboolean
cl_archive_nightly(ClArchive *archive, volatile gint *cancel, ClNight *night, GError **error)
{
	g_autofree char *due = due_night(archive);
	g_autofree char *json = NULL;
	gint64 since_us = 0;

	*night = (ClNight){ 0 };
	if (due == NULL)
		return TRUE;
	if (!take(archive, due, &night->ran, &since_us, error))
		return FALSE;
	if (!night->ran)
		return TRUE;
	if (!look_ahead(archive, since_us, cancel, night, error) ||
		!search_all(archive, since_us, night, error) ||
		!cl_archive_retain(archive, FALSE, NULL, NULL, cancel, &night->purged, error))
		return FALSE;
	json = night_json(due, TRUE, night);
	return cl_archive_put_document(archive, KIND, NAME, json, error);
}
