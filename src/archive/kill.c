/* SPDX-License-Identifier: MIT
 *
 * Killing a photo, and taking that back. A kill reaches further than one photo: copies of the frame
 * and what looks like it are held until a person decides, what is made of it is killed with it, and whoever
 * shows the picture is asked to take it down (kill_reach.c). All in one transaction, with reason and author.
 */
#include "composite.h"
#include "kill.h"

#include <string.h>

static const char *const class_names[] = {
#define X(id, name) name,
	CL_KILL_CLASS_TABLE(X)
#undef X
};

const char *
cl_kill_class_name(ClKillClass kind)
{
	return class_names[kind];
}

/* "ADVISORY - PICTURE KILL": behind what only says to whom it is sent. */
static const char *
behind_address(const char *folded)
{
	static const char *const words[] = { "advisory ", "urgent ", "attention ", "editors ", "eds ",
		"note ", "to ", "photo advisory ", "picture advisory " };

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (g_str_has_prefix(folded, words[i])) {
			folded += strlen(words[i]);
			i = (gsize) -1;
		}
	return folded;
}

/* What a supplier writes where nothing else can be meant (reference §4.8). */
gboolean
archive_begins_with_kill(const char *text)
{
	static const char *const words[] = { "mandatory kill", "photo kill", "picture kill",
		"kill notice" };
	g_autofree char *folded = cl_text_fold(text);
	const char *said = behind_address(folded);

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		gsize n = strlen(words[i]);

		if (strncmp(said, words[i], n) == 0 && (said[n] == '\0' || said[n] == ' '))
			return TRUE;
	}
	return FALSE;
}

/* IPTC action advised 01, or kill wording at the head of headline or instructions. */
gboolean
archive_is_kill_notice(const GPtrArray *received)
{
	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		if (value->field == CL_FIELD_ACTION_ADVISED && strcmp(value->value, "01") == 0)
			return TRUE;
		if ((value->field == CL_FIELD_HEADLINE || value->field == CL_FIELD_INSTRUCTIONS) &&
			archive_begins_with_kill(value->value))
			return TRUE;
	}
	return FALSE;
}

gboolean
archive_mark_killed(ClArchive *archive, const char *id, const char *reason, const char *kind,
	gint64 at_us, const char *who, GError **error)
{
	return cl_catalog_add_kill(archive->catalog, id, reason, kind, at_us, who, error) &&
		cl_catalog_set_state(archive->catalog, id, "killed", reason, error);
}

/* A held photo is released by the same word. */
gboolean
archive_mark_alive(ClArchive *archive, const char *id, gint64 at_us, const char *who, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);

	return photo != NULL &&
		(strcmp(photo->state, "held") == 0 ||
			cl_catalog_end_kill(archive->catalog, id, at_us, who, error)) &&
		cl_catalog_set_state(archive->catalog, id, "ok", NULL, error);
}

void
cl_killed_free(ClKilled *killed)
{
	if (killed == NULL)
		return;
	g_clear_pointer(&killed->held, g_ptr_array_unref);
	g_clear_pointer(&killed->composites, g_ptr_array_unref);
	g_clear_pointer(&killed->takedowns, g_ptr_array_unref);
	g_clear_pointer(&killed->issued, g_ptr_array_unref);
	g_clear_pointer(&killed->tags, g_ptr_array_unref);
	g_free(killed);
}

ClKilled *
kill_new(const char *id)
{
	ClKilled *killed = g_new0(ClKilled, 1);

	g_strlcpy(killed->id, id, sizeof killed->id);
	killed->held = g_ptr_array_new_with_free_func((GDestroyNotify) cl_link_free);
	killed->composites = g_ptr_array_new_with_free_func(g_free);
	killed->takedowns = g_ptr_array_new_with_free_func((GDestroyNotify) cl_takedown_free);
	killed->issued = kill_issued_new();
	killed->tags = g_ptr_array_new_with_free_func(g_free);
	return killed;
}

static gboolean kill_composites(ClArchive *archive, ClKilled *killed, ClKillClass kind, GError **error);
static gboolean revive(ClArchive *archive, const char *id, const char *reason, GError **error);

gboolean
kill_photo(ClArchive *archive, ClKilled *killed, const ClKillRequest *request, GError **error)
{
	g_autofree char *payload = NULL;
	gint64 now_us = cl_time_now_us();

	if (!kill_find_takedowns(archive, killed, now_us, error) ||
		!kill_find_issued(archive, killed->id, NULL, killed->issued, error) ||
		!kill_find_tags(archive, killed->id, killed->tags, error))
		return FALSE;
	payload = kill_payload(killed, request, 0);
	return archive_mark_killed(archive, killed->id, request->reason,
		       cl_kill_class_name(request->kind), now_us, archive->who, error) &&
		kill_add_takedowns(archive, killed, error) &&
		archive_event_at(archive, now_us, "kill", killed->id, payload, error) &&
		archive_refresh(archive, killed->id, error) &&
		kill_hold_twins(archive, killed, error) &&
		kill_composites(archive, killed, request->kind, error);
}

/* --- composites ------------------------------------------------------------------------------- */

#define MADE_OF "made of killed "

static gboolean
is_killed(ClArchive *archive, const char *id, gboolean *killed, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);

	*killed = photo != NULL && strcmp(photo->state, "killed") == 0;
	return photo != NULL;
}

/* A person has said that the picture stands in it: no likeness that could be wrong. The supplier withdrew its
 * own picture, not what the house made of it. */
static gboolean
kill_composites(ClArchive *archive, ClKilled *killed, ClKillClass kind, GError **error)
{
	g_autoptr(GPtrArray) ids = archive_composites(archive, killed->id, error);
	g_autofree char *reason = g_strconcat(MADE_OF, killed->id, NULL);
	const ClKillRequest request = { .reason = reason,
		.kind = kind == CL_KILL_AGENCY ? CL_KILL_ERROR : kind };

	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		g_autoptr(ClKilled) one = kill_new(ids->pdata[i]);
		gboolean already;

		if (!is_killed(archive, one->id, &already, error) ||
			(!already && !kill_photo(archive, one, &request, error)))
			return FALSE;
		if (already)
			continue;
		g_ptr_array_add(killed->composites, g_strdup(one->id));
		g_ptr_array_extend_and_steal(killed->composites, g_steal_pointer(&one->composites));
		g_ptr_array_extend_and_steal(killed->held, g_steal_pointer(&one->held));
		g_ptr_array_extend_and_steal(killed->takedowns, g_steal_pointer(&one->takedowns));
		g_ptr_array_extend_and_steal(killed->issued, g_steal_pointer(&one->issued));
	}
	return ids != NULL;
}

static gboolean
kill_with_part(ClArchive *archive, const char *id, const char *part, GError **error)
{
	g_autofree char *reason = g_strconcat(MADE_OF, part, NULL);
	const ClKillRequest request = { .reason = reason, .kind = CL_KILL_ERROR };
	g_autoptr(ClKilled) killed = kill_new(id);
	gboolean part_is;

	return is_killed(archive, part, &part_is, error) && is_killed(archive, id, &killed->already, error) &&
		(!part_is || killed->already || kill_photo(archive, killed, &request, error));
}

/* What was lost with its original is not known to be killed; delivery stops by it all the same. */
static gboolean
find_killed_part(ClArchive *archive, const char *id, char **killed, GError **error)
{
	g_autoptr(GPtrArray) parts = archive_parts(archive, id, error);

	for (guint i = 0; parts != NULL && i < parts->len && *killed == NULL; i++) {
		gboolean there, is = FALSE;

		if (!archive_is_there(archive, parts->pdata[i], &there, error) ||
			(there && !is_killed(archive, parts->pdata[i], &is, error)))
			return FALSE;
		if (is)
			*killed = g_strdup(parts->pdata[i]);
	}
	return parts != NULL;
}

/* Killed with a part, and no part of it is killed any more. */
static gboolean
revive_composite(ClArchive *archive, const char *id, const char *reason, GError **error)
{
	g_autoptr(ClPhotoRow) photo = cl_catalog_get_photo(archive->catalog, id, error);
	g_autofree char *killed = NULL;

	if (photo == NULL || !find_killed_part(archive, id, &killed, error))
		return FALSE;
	if (killed != NULL || strcmp(photo->state, "killed") != 0 || photo->state_reason == NULL ||
		!g_str_has_prefix(photo->state_reason, MADE_OF))
		return TRUE;
	return revive(archive, id, reason, error);
}

gboolean
archive_follow_parts(ClArchive *archive, const char *id, const GPtrArray *parts, GError **error)
{
	for (guint i = 0; i < parts->len; i++)
		if (!kill_with_part(archive, id, parts->pdata[i], error))
			return FALSE;
	return revive_composite(archive, id, "it is made of no killed picture any more", error);
}

static gboolean
revive_composites(ClArchive *archive, const char *id, const char *reason, GError **error)
{
	g_autoptr(GPtrArray) ids = archive_composites(archive, id, error);

	for (guint i = 0; ids != NULL && i < ids->len; i++)
		if (!revive_composite(archive, ids->pdata[i], reason, error))
			return FALSE;
	return ids != NULL;
}

/* The supplier's own file or item says so. While a catalog is rebuilt, what followed from that stands in
 * events of its own. */
gboolean
archive_withdraw(ClArchive *archive, const char *id, const char *reason, gint64 at_us, GError **error)
{
	const ClKillRequest request = { .reason = reason, .kind = CL_KILL_AGENCY };
	g_autoptr(ClKilled) killed = kill_new(id);
	g_autofree char *payload = NULL;
	gint64 now_us = cl_time_now_us();

	if (!is_killed(archive, id, &killed->already, error) ||
		!archive_mark_killed(archive, id, reason, cl_kill_class_name(request.kind), at_us,
			archive->who, error))
		return FALSE;
	if (archive->quiet)
		return TRUE;
	if (!kill_find_takedowns(archive, killed, now_us, error))
		return FALSE;
	payload = kill_payload(killed, &request, at_us);
	return kill_add_takedowns(archive, killed, error) &&
		archive_event_at(archive, now_us, "withdraw", id, payload, error) &&
		kill_hold_twins(archive, killed, error) &&
		kill_composites(archive, killed, request.kind, error);
}

ClKilled *
cl_archive_kill_photo(ClArchive *archive, const char *text, const ClKillRequest *wish, GError **error)
{
	/* A dry run writes and takes it back: rows have a reason. */
	const ClKillRequest looked = { .reason = wish->reason != NULL ? wish->reason : "", .kind = wish->kind,
		.dry_run = TRUE };
	const ClKillRequest *request = wish->dry_run ? &looked : wish;
	g_autoptr(ClKilled) killed = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;
	gboolean done;

	if (!request->dry_run && !archive_need_reason(request->reason, error))
		return NULL;
	if (!cl_archive_find(archive, text, id, &version, error))
		return NULL;
	killed = kill_new(id);
	if (!is_killed(archive, id, &killed->already, error) ||
		!cl_catalog_begin(archive->catalog, error))
		return NULL;
	done = kill_photo(archive, killed, request, error);
	if (done && !request->dry_run) {
		done = cl_catalog_commit(archive->catalog, error);
		return done && archive_journal(archive, error) ? g_steal_pointer(&killed) : NULL;
	}
	cl_catalog_rollback(archive->catalog);
	return done ? g_steal_pointer(&killed) : NULL;
}

gboolean
cl_archive_kill(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	ClKillRequest request = { .reason = reason, .kind = CL_KILL_ERROR };
	g_autoptr(ClKilled) killed = cl_archive_kill_photo(archive, text, &request, error);

	return killed != NULL;
}

static gboolean
revive(ClArchive *archive, const char *id, const char *reason, GError **error)
{
	g_autofree char *payload = archive_reason_payload(reason);
	gint64 at_us = cl_time_now_us();

	return archive_mark_alive(archive, id, at_us, archive->who, error) &&
		archive_event_at(archive, at_us, "unkill", id, payload, error) &&
		archive_refresh(archive, id, error) && kill_release_twins(archive, id, error) &&
		revive_composites(archive, id, reason, error);
}

/* Its verdict would go on to stop it. */
static gboolean
may_revive(ClArchive *archive, const char *id, GError **error)
{
	g_autofree char *part = NULL;

	if (!find_killed_part(archive, id, &part, error))
		return FALSE;
	if (part != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"photo %s is made of killed %s; take that kill back, or say of what it is made now: "
			"cutline composite %s PART…",
			id, part, id);
	return part == NULL;
}

gboolean
cl_archive_unkill(ClArchive *archive, const char *text, const char *reason, GError **error)
{
	char id[CL_ID_CHARS + 1];
	gboolean killed;
	guint version;

	/* What likeness alone holds is let go by one key (policy §1.5). */
	if (!cl_archive_find(archive, text, id, &version, error) || !is_killed(archive, id, &killed, error) ||
		(killed && !archive_need_reason(reason, error)) || !cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!may_revive(archive, id, error) || !revive(archive, id, reason, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}
