/* SPDX-License-Identifier: MIT
 *
 * How far a kill reaches: versions are the photo itself; copies from other suppliers and what looks
 * like it are held for a person to decide; every place where it was published becomes a takedown
 * with the one who must act. Frames of one burst are other pictures and stay.
 */
#include "kill.h"
#include "twins.h"

#include <cutline/clearance.h>
#include <cutline/hooks.h>
#include <cutline/json.h>

#include <string.h>

/* Who must act, by the channel of a use (policy §5). Our own pages show a tile at once. */
static const struct {
	const char *channel, *actor, *detail;
	gboolean done;
} actors[] = {
	{ "web", "us", "our pages show a neutral tile at once; put another picture in its place", TRUE },
	{ "app", "us", "the app shows a neutral tile at once; put another picture in its place", TRUE },
	{ "newsletter", "newsletter", "sent mails cannot be called back; they show the tile from now on",
		FALSE },
	{ "social", "social", "delete the post by hand", FALSE },
	{ "print", "print", "stop the edition if it is not printed; note it for the archive of pages",
		FALSE },
	{ "broadcast", "broadcast", "tell the control room; mark the recording", FALSE },
	{ "syndication", "partner", "ask the partner to delete it, and to confirm", FALSE },
};

static ClTakedown *
takedown_new(const char *photo, const char *actor, const char *target, const char *detail)
{
	ClTakedown *takedown = g_new0(ClTakedown, 1);

	g_strlcpy(takedown->photo, photo, sizeof takedown->photo);
	takedown->actor = g_strdup(actor);
	takedown->target = g_strdup(target);
	takedown->detail = g_strdup(detail);
	return takedown;
}

static void
add_target(GPtrArray *targets, const char *at, const char *story)
{
	g_autofree char *target = g_strdup_printf("%s (%s)", at, story);

	if (!g_ptr_array_find_with_equal_func(targets, target, g_str_equal, NULL))
		g_ptr_array_add(targets, g_steal_pointer(&target));
}

static gboolean
showed(const ClPublication *row, const char *photo)
{
	g_autoptr(GVariant) said = cl_json_parse(row->json, -1, NULL);
	g_autoptr(GVariantIter) uses = NULL;
	GVariant *use;
	gboolean found = FALSE;

	if (said == NULL || !g_variant_is_of_type(said, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(said, "uses", "av", &uses))
		return FALSE;
	while (!found && g_variant_iter_next(uses, "v", &use)) {
		g_autoptr(GVariant) check = g_variant_is_of_type(use, G_VARIANT_TYPE_VARDICT)
			? g_variant_lookup_value(use, "check", G_VARIANT_TYPE_VARDICT)
			: NULL;
		const char *id = "";

		if (check != NULL)
			g_variant_lookup(check, "photo", "&s", &id);
		found = strcmp(id, photo) == 0;
		g_variant_unref(use);
	}
	return found;
}

/* char*: where the use stands or stood, as far as it was said: its partner, else each address that its story
 * went out at with it, else its story. A page that moved stays in caches, and a post where it was posted. */
static GPtrArray *
targets_of(ClArchive *archive, const ClUseRow *use, const ClStoryRow *story, GError **error)
{
	g_autoptr(GPtrArray) targets = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) rows = NULL;

	if (use->partner != NULL) {
		add_target(targets, use->partner, use->story);
		return g_steal_pointer(&targets);
	}
	rows = cl_catalog_list_publications(archive->catalog, use->story, error);
	if (rows == NULL)
		return NULL;
	for (guint i = 0; i < rows->len; i++) {
		const ClPublication *row = rows->pdata[i];

		if (row->url != NULL && showed(row, use->photo))
			add_target(targets, row->url, use->story);
	}
	if (targets->len == 0 && story != NULL && story->url != NULL)
		add_target(targets, story->url, use->story);
	if (targets->len == 0)
		g_ptr_array_add(targets, g_strdup(use->story));
	return g_steal_pointer(&targets);
}

static gboolean
is_asked(const ClKilled *killed, const char *actor, const char *target)
{
	for (guint i = 0; i < killed->takedowns->len; i++) {
		const ClTakedown *one = killed->takedowns->pdata[i];

		if (strcmp(one->actor, actor) == 0 && strcmp(one->target, target) == 0)
			return TRUE;
	}
	return FALSE;
}

/* `condition`: "" or what makes it the actor's affair. */
static void
ask(ClKilled *killed, const char *photo, gsize i, const char *condition, const char *target, gint64 at_us)
{
	g_autofree char *detail = g_strconcat(condition, actors[i].detail, NULL);
	ClTakedown *takedown = takedown_new(photo, actors[i].actor, target, detail);

	takedown->done_us = actors[i].done ? at_us : 0;
	g_ptr_array_add(killed->takedowns, takedown);
}

/* A use of no channel was judged for all of its outlet, and may have gone out by each; a page is ours. */
static gboolean
ask_outlet(ClArchive *archive, ClKilled *killed, const ClUseRow *use, const ClStoryRow *story,
	const char *target, gint64 at_us, GError **error)
{
	GError *why = NULL;
	g_autoptr(ClOutlet) outlet =
		cl_archive_outlet(archive, story != NULL ? story->outlet : NULL, &why);

	if (why != NULL && !g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND)) {
		g_propagate_error(error, why);
		return FALSE;
	}
	g_clear_error(&why);
	ask(killed, use->photo, 0, "", target, at_us);
	for (gsize i = 1; outlet != NULL && i < G_N_ELEMENTS(actors); i++)
		if ((outlet->channels & CL_CHANNEL_BIT(cl_channel_from_name(actors[i].channel))) != 0 &&
			!is_asked(killed, actors[i].actor, target))
			ask(killed, use->photo, i, "if it went out there, too: ", target, at_us);
	return TRUE;
}

static gboolean
add_use(ClArchive *archive, ClKilled *killed, const ClUseRow *use, gint64 at_us, GError **error)
{
	GError *why = NULL;
	g_autoptr(ClStoryRow) story = cl_catalog_get_story(archive->catalog, use->story, &why);
	const char *channel = use->partner != NULL ? "syndication" : use->channel;
	g_autoptr(GPtrArray) targets = NULL;
	gsize i = 0;

	if (why != NULL) {
		g_propagate_error(error, why);
		return FALSE;
	}
	targets = targets_of(archive, use, story, error);
	while (channel != NULL && i + 1 < G_N_ELEMENTS(actors) && strcmp(actors[i].channel, channel) != 0)
		i++;
	for (guint k = 0; targets != NULL && k < targets->len; k++) {
		if (channel != NULL)
			ask(killed, use->photo, i, "", targets->pdata[k], at_us);
		else if (!ask_outlet(archive, killed, use, story, targets->pdata[k], at_us, error))
			return FALSE;
	}
	return targets != NULL;
}

/* A shared cache has it for as long as s-maxage says, unless it is told. */
static void
add_caches(ClArchive *archive, ClKilled *killed)
{
	g_autoptr(GPtrArray) hooks = cl_archive_hooks(archive, NULL);

	for (guint i = 0; hooks != NULL && i < hooks->len; i++) {
		const ClHook *hook = hooks->pdata[i];

		if (hook->kind == CL_HOOK_CACHE)
			g_ptr_array_add(killed->takedowns,
				takedown_new(killed->id, "cdn", hook->name,
					"asked by cutlined to drop it; done when it has answered"));
	}
}

/* A second notice of the same kill asks nobody twice. */
static gboolean
leave_out_asked(ClArchive *archive, ClKilled *killed, GError **error)
{
	g_autoptr(GPtrArray) asked = cl_catalog_list_takedowns(archive->catalog, killed->id, G_MAXINT, error);

	for (guint i = 0; asked != NULL && i < asked->len; i++) {
		const ClTakedown *before = asked->pdata[i];

		for (guint j = killed->takedowns->len; j > 0; j--) {
			const ClTakedown *now = killed->takedowns->pdata[j - 1];

			if (g_str_equal(before->actor, now->actor) &&
				g_str_equal(before->target, now->target))
				g_ptr_array_remove_index(killed->takedowns, j - 1);
		}
	}
	return asked != NULL;
}

gboolean
kill_find_takedowns(ClArchive *archive, ClKilled *killed, gint64 at_us, GError **error)
{
	g_autoptr(GPtrArray) uses = cl_catalog_list_uses_of(archive->catalog, killed->id, error);
	gint64 no;

	for (guint i = 0; uses != NULL && i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];

		/* What was published and removed since may still be in a cache or a mail. */
		if (use->published_us != 0 && !add_use(archive, killed, use, at_us, error))
			return FALSE;
	}
	if (uses != NULL)
		add_caches(archive, killed);
	if (uses == NULL || (killed->already && !leave_out_asked(archive, killed, error)) ||
		!cl_catalog_next_takedown(archive->catalog, &no, error))
		return FALSE;
	for (guint i = 0; i < killed->takedowns->len; i++) {
		ClTakedown *takedown = killed->takedowns->pdata[i];

		takedown->no = no++;
		takedown->at_us = at_us;
	}
	return TRUE;
}

static gboolean
add_takedown(ClArchive *archive, const ClTakedown *takedown, const char *who, GError **error)
{
	return cl_catalog_add_takedown(archive->catalog, takedown, error) &&
		(takedown->done_us == 0 ||
			cl_catalog_end_takedown(archive->catalog, takedown->no, takedown->done_us, who,
				NULL, error));
}

gboolean
kill_add_takedowns(ClArchive *archive, const ClKilled *killed, GError **error)
{
	for (guint i = 0; i < killed->takedowns->len; i++)
		if (!add_takedown(archive, killed->takedowns->pdata[i], archive->who, error))
			return FALSE;
	return TRUE;
}

char *
kill_payload(const ClKilled *killed, const ClKillRequest *request, gint64 since_us)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "reason", request->reason);
	cl_json_string(json, "class", cl_kill_class_name(request->kind));
	if (since_us != 0)
		cl_json_int(json, "since_us", since_us);
	if (killed->takedowns->len > 0)
		cl_json_begin_array(json, "takedowns");
	for (guint i = 0; i < killed->takedowns->len; i++) {
		const ClTakedown *takedown = killed->takedowns->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_int(json, "no", takedown->no);
		cl_json_string(json, "actor", takedown->actor);
		cl_json_string(json, "target", takedown->target);
		cl_json_string(json, "detail", takedown->detail);
		cl_json_bool(json, "done", takedown->done_us != 0);
		cl_json_end_object(json);
	}
	if (killed->takedowns->len > 0)
		cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
replay_one(ClArchive *archive, const ClEventRow *event, GVariant *row, GError **error)
{
	const char *actor = "", *target = "", *detail = "";
	g_autoptr(ClTakedown) takedown = NULL;
	gboolean done = FALSE;
	gint64 no = 0;

	g_variant_lookup(row, "no", "x", &no);
	g_variant_lookup(row, "actor", "&s", &actor);
	g_variant_lookup(row, "target", "&s", &target);
	g_variant_lookup(row, "detail", "&s", &detail);
	g_variant_lookup(row, "done", "b", &done);
	if (no < 1 || actor[0] == '\0')
		return TRUE;
	takedown = takedown_new(event->subject, actor, target, detail);
	takedown->no = no;
	takedown->at_us = event->at_us;
	takedown->done_us = done ? event->at_us : 0;
	return add_takedown(archive, takedown, event->who, error);
}

gboolean
kill_replay_takedowns(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GVariant) json =
		event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);
	g_autoptr(GVariantIter) rows = NULL;
	GVariant *row;
	gboolean ok = TRUE;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(json, "takedowns", "av", &rows))
		return TRUE;
	while (ok && g_variant_iter_next(rows, "v", &row)) {
		ok = !g_variant_is_of_type(row, G_VARIANT_TYPE_VARDICT) ||
			replay_one(archive, event, row, error);
		g_variant_unref(row);
	}
	return ok;
}

/* --- twins ------------------------------------------------------------------------------------- */

/* The words by which a release finds what this kill held. */
static char *
hold_reason(const char *kind, const char *killed)
{
	return g_strdup_printf("%s killed %s",
		strcmp(kind, "copy") == 0 ? "same picture as" : "looks like", killed);
}

static gboolean
hold_one(ClArchive *archive, ClKilled *killed, const ClLink *link, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, link->other, error);
	g_autofree char *reason = hold_reason(link->kind, killed->id);
	g_autofree char *payload = archive_reason_payload(reason);
	ClLink *held;

	if (photo == NULL)
		return FALSE;
	if (strcmp(photo->state, "ok") != 0)
		return TRUE;
	held = g_new0(ClLink, 1);
	*held = *link;
	held->kind = g_strdup(link->kind);
	g_ptr_array_add(killed->held, held);
	return cl_catalog_set_state(archive->catalog, link->other, "held", reason, error) &&
		archive_event(archive, "hold", link->other, payload, error) &&
		archive_refresh(archive, link->other, error);
}

/* A machine that looks again decides nothing anew. */
static gboolean
hold_link(ClArchive *archive, ClKilled *killed, const ClLink *link, gboolean anew, GError **error)
{
	gboolean decided = FALSE;

	if (strcmp(link->kind, "burst") == 0)
		return TRUE;
	return (anew || archive_is_decided(archive, link->other, &decided, error)) &&
		(decided || hold_one(archive, killed, link, error));
}

static const ClLink *
find_link(GPtrArray *links, const char *other)
{
	for (guint i = 0; i < links->len; i++) {
		const ClLink *link = links->pdata[i];

		if (strcmp(link->other, other) == 0)
			return link;
	}
	return NULL;
}

/* What is linked with one that was held, and not with the killed one: the frame of which both are crops has
 * other crops. */
static gboolean
hold_behind(ClArchive *archive, ClKilled *killed, const char *held, gboolean anew, GError **error)
{
	g_autoptr(GPtrArray) known = cl_catalog_links(archive->catalog, killed->id, error);
	g_autoptr(GPtrArray) links = known == NULL ? NULL : cl_catalog_links(archive->catalog, held, error);

	for (guint i = 0; links != NULL && i < links->len; i++) {
		ClLink link = *(const ClLink *) links->pdata[i];

		if (strcmp(link.kind, "burst") == 0 || strcmp(link.other, killed->id) == 0 ||
			find_link(known, link.other) != NULL)
			continue;
		link.kind = (char *) "probable";
		if (!cl_catalog_add_link(archive->catalog, killed->id, link.other, link.kind, link.likeness,
			    error) ||
			!hold_link(archive, killed, &link, anew, error))
			return FALSE;
	}
	return links != NULL;
}

/* Each that is held leads on. */
static gboolean
hold_further(ClArchive *archive, ClKilled *killed, gboolean anew, GError **error)
{
	for (guint i = 0; i < killed->held->len; i++)
		if (!hold_behind(archive, killed, ((ClLink *) killed->held->pdata[i])->other, anew, error))
			return FALSE;
	return TRUE;
}

static gboolean
hold_all(ClArchive *archive, ClKilled *killed, gboolean anew, GError **error)
{
	g_autoptr(GPtrArray) links = archive_twins_link_turned(archive, killed->id, error)
		? cl_catalog_links(archive->catalog, killed->id, error)
		: NULL;

	for (guint i = 0; links != NULL && i < links->len; i++)
		if (!hold_link(archive, killed, links->pdata[i], anew, error))
			return FALSE;
	return links != NULL && hold_further(archive, killed, anew, error);
}

gboolean
kill_hold_twins(ClArchive *archive, ClKilled *killed, GError **error)
{
	return hold_all(archive, killed, TRUE, error);
}

/* A picture that was killed as it came is looked at only later: what it is found to look like then. */
gboolean
archive_hold_alike(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);
	g_autoptr(ClKilled) killed = NULL;

	if (photo == NULL || strcmp(photo->state, "killed") != 0)
		return photo != NULL;
	killed = kill_new(id);
	return hold_all(archive, killed, FALSE, error);
}

gboolean
kill_hold_behind(ClArchive *archive, const char *id, const char *held, GError **error)
{
	g_autoptr(ClKilled) killed = kill_new(id);

	return hold_behind(archive, killed, held, FALSE, error) &&
		hold_further(archive, killed, FALSE, error);
}

gboolean
kill_behind(ClArchive *archive, const ClPhotoRow *photo, char id[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GPtrArray) links = NULL;

	id[0] = '\0';
	if (strcmp(photo->state, "killed") == 0)
		g_strlcpy(id, photo->id, CL_ID_CHARS + 1);
	if (id[0] != '\0' || strcmp(photo->state, "held") != 0 || photo->state_reason == NULL)
		return TRUE;
	links = cl_catalog_links(archive->catalog, photo->id, error);
	for (guint i = 0; links != NULL && i < links->len; i++) {
		const ClLink *link = links->pdata[i];
		g_autofree char *reason = hold_reason(link->kind, link->other);

		if (strcmp(photo->state_reason, reason) == 0)
			g_strlcpy(id, link->other, CL_ID_CHARS + 1);
	}
	return links != NULL;
}

static gboolean
release_one(ClArchive *archive, const char *id, const ClLink *link, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, link->other, error);
	g_autofree char *reason = hold_reason(link->kind, id);
	g_autofree char *said = g_strdup_printf("%s is no longer killed", id);
	g_autofree char *payload = archive_reason_payload(said);
	gint64 at_us = cl_time_now_us();

	if (photo == NULL)
		return FALSE;
	if (strcmp(photo->state, "held") != 0 || g_strcmp0(photo->state_reason, reason) != 0)
		return TRUE;
	return archive_mark_alive(archive, link->other, at_us, archive->who, error) &&
		archive_event_at(archive, at_us, "unkill", link->other, payload, error) &&
		archive_refresh(archive, link->other, error);
}

gboolean
kill_release_twins(ClArchive *archive, const char *id, GError **error)
{
	g_autoptr(GPtrArray) links = cl_catalog_links(archive->catalog, id, error);

	for (guint i = 0; links != NULL && i < links->len; i++)
		if (!release_one(archive, id, links->pdata[i], error))
			return FALSE;
	return links != NULL;
}
