/* SPDX-License-Identifier: MIT
 *
 * Telling other programs what happened: webhooks, and shared caches that must drop a picture. Each hook
 * follows the events in order, at least once each; who sends is the daemon's. Use cases.
 */
#pragma once
#include "archive.h"

typedef enum { CL_HOOK_WEB, CL_HOOK_CACHE } ClHookKind;
typedef struct {
	ClHookKind kind;
	char *name;	/* of its group in cutline.conf */
	char *url;
	char *secret;	/* WEB: signs what is sent; or NULL */
	char *method;	/* CACHE: "PURGE" or "POST" */
	GStrv events;	/* kinds of events that it hears of */
} ClHook;
/* [webhook NAME] and [cache NAME] of cutline.conf: ClHook*. CL_ERROR_USAGE says which line is wrong. */
GPtrArray *cl_archive_hooks(ClArchive *archive, GError **error);

/* From here on they hear of what happens; those that are known go on where they were. */
gboolean cl_archive_follow_hooks(ClArchive *archive, const GPtrArray *hooks, GError **error);

/* What to send next. */
typedef struct {
	gint64 seq;	/* of the event; with `url` NULL nothing is to be sent */
	guint attempts; /* before this one */
	char *photo;	/* CACHE */
	char *method, *url, *body;
	GStrv headers;
} ClHookTask;
void cl_hook_task_clear(ClHookTask *task);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(ClHookTask, cl_hook_task_clear)
/* `seq` 0: nothing is due, or another program sends. Whoever gets a task has CL_HOOK_LEASE_S for it. */
#define CL_HOOK_LEASE_S 60
gboolean cl_archive_next_hook(ClArchive *archive, const ClHook *hook, ClHookTask *task, GError **error);
/* It was answered with this status (0: not at all). 2xx is done; a cache's receipt goes to the open
 * takedowns of the photo. Anything else is tried again, later and later, for about a day; then the event is
 * left out, which *given_up says. */
gboolean cl_archive_end_hook(ClArchive *archive, const ClHook *hook, const ClHookTask *task, guint status,
	gboolean *given_up, GError **error);
