/* SPDX-License-Identifier: MIT
 *
 * Private to hot folders: what is known of the files in one, and who decides what of them.
 */
#pragma once
#include "archive_private.h"

/* As it was when it was last looked at; another size, time or number is another file. */
typedef struct {
	char *path;
	struct stat status;
	gint64 since_us;    /* monotonic: unchanged since */
	gint64 complete_us; /* monotonic: first found complete, or 0 */
	gboolean closed;    /* the kernel said that a writer closed it, or that it was renamed in */
	gboolean settled;   /* dealt with and left where it is */
	guint n_tries;	    /* that were put off */
	gint64 again_us;    /* monotonic: not tried before */
	guint round;	    /* of looking, that saw it last */
} WatchFile;

/* One folder: its files by path. */
typedef struct {
	const ClWatchFolder *folder;
	ClWatchState state;
	GHashTable *files;  /* path → WatchFile* */
	guint round;
	gboolean due;	    /* something was heard */
	gint64 look_us;	    /* monotonic: not before, even if something is heard */
	gint64 sweep_us;    /* monotonic: at the latest */
	gint64 heard_us;    /* monotonic: something came */
	char *trouble;
} WatchPlace;
WatchPlace *watch_place_new(const ClWatchFolder *folder);
void watch_place_free(WatchPlace *place);

/* watch_notify.c: what the kernel tells. A hint only: folders on other machines tell nothing, and a
 * queue that runs over loses some. */
typedef struct WatchNotify WatchNotify;
WatchNotify *watch_notify_new(GError **error);
void watch_notify_free(WatchNotify *notify);
/* Listen to a folder, from now on. */
void watch_notify_add(WatchNotify *notify, const char *path);
/* Wait, and give each file that was closed or came (NULL: anything may have happened). */
typedef void (*WatchHeard)(const char *path, gpointer data);
void watch_notify_wait(WatchNotify *notify, gint64 wait_us, WatchHeard heard, gpointer data);

/* watch_look.c: read the folder; FALSE and place->trouble if that cannot be done. */
gboolean watch_look(WatchPlace *place, WatchNotify *notify);
/* Paths (lent) of what can be taken now, at most `limit`, side-cars with their pictures. */
GPtrArray *watch_ready(ClArchive *archive, WatchPlace *place, guint limit, GError **error);

/* watch_again.c: seconds until a refused file is tried again; 0: it was refused for good. */
guint watch_put_off(const WatchPlace *place, WatchFile *file, const ClIngested *result);
/* The pause after so many tries, from 1. */
guint watch_pause_s(guint n_tries);

/* watch_refuse.c: is it what it was when it was looked at? */
gboolean watch_is_still(const WatchFile *file);
/* To rejected/, with the reason beside it; FALSE if it stays. */
gboolean watch_refuse(const ClWatchFolder *folder, const WatchFile *file, const char *why,
	GError **error);
/* A file that was refused and moved back is in: its reason goes. */
void watch_forget_reason(const ClWatchFolder *folder, const char *path);
