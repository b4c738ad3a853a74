/* SPDX-License-Identifier: MIT
 *
 * Which files of a hot folder are complete. Nobody has it open for writing: the kernel knows, it
 * grants a read lease only then. It has stopped to change. Where the kernel cannot say (another owner,
 * another machine) and nobody was heard closing it, stopping takes longer. A picture waits a moment
 * for its side-car; a side-car without a picture waits longer.
 */
#include "watch_parts.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SETTLE_US (G_USEC_PER_SEC / 2)
#define UNSURE_US (10 * G_USEC_PER_SEC)
#define SIDECAR_US (2 * G_USEC_PER_SEC)	 /* a picture waits for one that may come */
#define PARTNER_US (60 * G_USEC_PER_SEC) /* … that is there and not complete */
#define ALONE_US (30 * G_USEC_PER_SEC)	 /* a side-car waits for its picture */
#define MAX_DEPTH 16U

static void
file_free(gpointer data)
{
	WatchFile *file = data;

	g_free(file->path);
	g_free(file);
}

WatchPlace *
watch_place_new(const ClWatchFolder *folder)
{
	WatchPlace *place = g_new0(WatchPlace, 1);

	place->folder = folder;
	place->files = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, file_free);
	place->due = TRUE;
	place->heard_us = g_get_monotonic_time();
	place->state.last_us = cl_time_now_us();
	return place;
}

void
watch_place_free(WatchPlace *place)
{
	if (place == NULL)
		return;
	g_hash_table_unref(place->files);
	g_free(place->trouble);
	g_free(place);
}

/* --- looking ---------------------------------------------------------------------------------- */

static void
see_file(WatchPlace *place, const char *path, const struct stat *status)
{
	WatchFile *file = g_hash_table_lookup(place->files, path);

	if (file == NULL) {
		file = g_new0(WatchFile, 1);
		file->path = g_strdup(path);
		g_hash_table_insert(place->files, file->path, file);
	}
	if (!cl_file_is_same(&file->status, status)) {
		/* Closed counts for what was closed: heard before it was first seen, it does. */
		file->closed = file->closed && file->since_us == 0;
		file->status = *status;
		file->since_us = g_get_monotonic_time();
		file->complete_us = 0;
		file->settled = FALSE;
		file->n_tries = 0;
		file->again_us = 0;
		place->heard_us = file->since_us;
		place->state.last_us = cl_time_now_us();
	}
	file->round = place->round;
}

/* Ours, or nobody's business: done/ and rejected/ stand in the folder itself. */
static gboolean
is_passed_over(const char *name, guint depth)
{
	return name[0] == '.' || archive_is_on_its_way(name) || archive_is_litter(name) ||
		(depth == 0 && (strcmp(name, "done") == 0 || strcmp(name, "rejected") == 0));
}

static gboolean
see_folder(WatchPlace *place, WatchNotify *notify, const char *path, guint depth)
{
	DIR *folder = opendir(path);
	struct dirent *entry;

	if (folder == NULL)
		return FALSE;
	watch_notify_add(notify, path);
	while ((entry = readdir(folder)) != NULL) {
		g_autofree char *below = NULL;
		struct stat status;

		if (is_passed_over(entry->d_name, depth) ||
			fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
			continue;
		below = g_build_filename(path, entry->d_name, NULL);
		if (S_ISREG(status.st_mode))
			see_file(place, below, &status);
		else if (S_ISDIR(status.st_mode) && depth < MAX_DEPTH)
			see_folder(place, notify, below, depth + 1);
	}
	closedir(folder);
	return TRUE;
}

static gboolean
is_gone(gpointer path, gpointer data, gpointer place)
{
	return ((WatchFile *) data)->round != ((WatchPlace *) place)->round;
}

gboolean
watch_look(WatchPlace *place, WatchNotify *notify)
{
	place->round++;
	g_clear_pointer(&place->trouble, g_free);
	if (!see_folder(place, notify, place->folder->path, 0)) {
		place->trouble = g_strdup_printf("cannot read it: %s", g_strerror(errno));
		return FALSE;
	}
	g_hash_table_foreach_remove(place->files, is_gone, place);
	return TRUE;
}

/* --- complete --------------------------------------------------------------------------------- */

typedef enum { WRITER_NONE, WRITER_SOME, WRITER_UNKNOWN } Writer;

static Writer
find_writer(const char *path)
{
	CL_AUTO_FD fd = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return WRITER_UNKNOWN;
	/* Who opens it for writing meanwhile breaks the lease; the signal for that is one that is
	 * ignored unless somebody asks for it, the default one would end the program. */
	if (fcntl(fd, F_SETSIG, SIGURG) != 0)
		return WRITER_UNKNOWN;
	if (fcntl(fd, F_SETLEASE, F_RDLCK) == 0) {
		fcntl(fd, F_SETLEASE, F_UNLCK);
		return WRITER_NONE;
	}
	return errno == EAGAIN ? WRITER_SOME : WRITER_UNKNOWN;
}

static gboolean
is_complete(WatchFile *file, gint64 now_us)
{
	gint64 quiet_us = now_us - file->since_us;
	Writer writer;

	if (file->complete_us != 0)
		return TRUE;
	if (quiet_us < SETTLE_US)
		return FALSE;
	writer = find_writer(file->path);
	if (writer == WRITER_SOME ||
		(writer == WRITER_UNKNOWN && !file->closed && quiet_us < UNSURE_US))
		return FALSE;
	file->complete_us = now_us;
	return TRUE;
}

/* --- partners ---------------------------------------------------------------------------------- */

static char *
stem_of(const char *path)
{
	const char *dot = strrchr(path, '.'), *slash = strrchr(path, '/');

	return dot == NULL || (slash != NULL && dot < slash) ? g_strdup(path)
							      : g_strndup(path, (gsize) (dot - path));
}

/* "a.xmp" and "a.jpg.xmp" both stand beside "a.jpg": a side-car is listed under "a" and "a.jpg", a
 * picture looks under both of its own. */
typedef struct {
	GHashTable *sidecars; /* stem → WatchFile*, not settled */
	GHashTable *pictures; /* stem, and path → WatchFile*, not settled */
} Partners;

static void
list_partners(WatchPlace *place, Partners *partners)
{
	GHashTableIter iter;
	WatchFile *file;

	partners->sidecars = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	partners->pictures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	g_hash_table_iter_init(&iter, place->files);
	while (g_hash_table_iter_next(&iter, NULL, (gpointer *) &file)) {
		if (file->settled)
			continue;
		if (archive_is_sidecar_name(file->path)) {
			g_hash_table_insert(partners->sidecars, stem_of(file->path), file);
		} else {
			g_hash_table_insert(partners->pictures, stem_of(file->path), file);
			g_hash_table_insert(partners->pictures, g_strdup(file->path), file);
		}
	}
}

static gboolean
picture_is_ready(const Partners *partners, WatchFile *picture, gint64 now_us)
{
	g_autofree char *stem = stem_of(picture->path);
	WatchFile *sidecar = g_hash_table_lookup(partners->sidecars, picture->path);

	if (sidecar == NULL)
		sidecar = g_hash_table_lookup(partners->sidecars, stem);
	if (sidecar == NULL)
		return now_us - picture->complete_us >= SIDECAR_US;
	return is_complete(sidecar, now_us) || now_us - picture->complete_us >= PARTNER_US;
}

static gboolean
is_in_the_archive(ClArchive *archive, const char *stem, gboolean *is_in, GError **error)
{
	g_autoptr(GPtrArray) exact = cl_catalog_list_by_name(archive->catalog, stem, error);
	g_autoptr(GPtrArray) rows =
		exact == NULL ? NULL : cl_catalog_list_by_stem(archive->catalog, stem, error);

	*is_in = rows != NULL && exact->len + rows->len > 0;
	return rows != NULL;
}

static gboolean
sidecar_is_ready(ClArchive *archive, const Partners *partners, const WatchFile *sidecar, gint64 now_us,
	gboolean *ready, GError **error)
{
	g_autofree char *stem = stem_of(sidecar->path);
	WatchFile *picture = g_hash_table_lookup(partners->pictures, stem);

	*ready = now_us - sidecar->complete_us >= ALONE_US;
	if (picture != NULL)
		*ready = is_complete(picture, now_us) ||
			now_us - sidecar->complete_us >= PARTNER_US;
	else if (!*ready)
		return is_in_the_archive(archive, stem, ready, error);
	return TRUE;
}

/* Oldest first; a side-car behind its picture. */
static int
by_arrival(gconstpointer a, gconstpointer b)
{
	const WatchFile *one = *(WatchFile *const *) a, *other = *(WatchFile *const *) b;
	gboolean one_side = archive_is_sidecar_name(one->path);
	gboolean other_side = archive_is_sidecar_name(other->path);

	if (one_side != other_side)
		return one_side ? 1 : -1;
	if (one->status.st_mtim.tv_sec != other->status.st_mtim.tv_sec)
		return one->status.st_mtim.tv_sec < other->status.st_mtim.tv_sec ? -1 : 1;
	return strcmp(one->path, other->path);
}

static gboolean
choose(ClArchive *archive, WatchPlace *place, const Partners *partners, GPtrArray *ready, GError **error)
{
	gint64 now_us = g_get_monotonic_time();
	GHashTableIter iter;
	WatchFile *file;

	place->state.waiting = 0;
	g_hash_table_iter_init(&iter, place->files);
	while (g_hash_table_iter_next(&iter, NULL, (gpointer *) &file)) {
		gboolean is_ready = FALSE;

		if (file->settled)
			continue;
		place->state.waiting++;
		if (!is_complete(file, now_us) || file->again_us > now_us)
			continue;
		if (!archive_is_sidecar_name(file->path))
			is_ready = picture_is_ready(partners, file, now_us);
		else if (!sidecar_is_ready(archive, partners, file, now_us, &is_ready, error))
			return FALSE;
		if (is_ready)
			g_ptr_array_add(ready, file);
	}
	return TRUE;
}

GPtrArray *
watch_ready(ClArchive *archive, WatchPlace *place, guint limit, GError **error)
{
	g_autoptr(GPtrArray) ready = g_ptr_array_new();
	Partners partners;
	gboolean ok;

	list_partners(place, &partners);
	ok = choose(archive, place, &partners, ready, error);
	g_hash_table_unref(partners.sidecars);
	g_hash_table_unref(partners.pictures);
	if (!ok)
		return NULL;
	g_ptr_array_sort(ready, by_arrival);
	if (ready->len > limit)
		g_ptr_array_set_size(ready, (gint) limit);
	for (guint i = 0; i < ready->len; i++)
		ready->pdata[i] = ((WatchFile *) ready->pdata[i])->path;
	return g_steal_pointer(&ready);
}
