/* SPDX-License-Identifier: MIT
 *
 * Hooks: what cutline.conf says of them, which event is to be told next, and what its answer means. How a
 * request is sent is not known here.
 */
#include "composite.h"

#include <cutline/answers.h>
#include <cutline/hash.h>
#include <cutline/hooks.h>

#include <string.h>

#define PAGE 200U
#define MAX_ATTEMPTS 14U
#define FIRST_WAIT_S 5
#define LONGEST_WAIT_S (4 * 3600)

/* What may change the picture that a cache has, or whether it may have it. */
static const char *const cache_events[] = { "kill", "withdraw", "unkill", "hold", "keep", "unkeep", "purge",
	"protect", "unprotect", NULL };
static const char *const web_events[] = { "kill", "withdraw", "unkill", "hold", "keep", "unkeep", "purge",
	"publication", "unpublished", "expiring", "found", NULL };

static void
hook_free(gpointer data)
{
	ClHook *hook = data;

	g_free(hook->name);
	g_free(hook->url);
	g_free(hook->secret);
	g_free(hook->method);
	g_strfreev(hook->events);
	g_free(hook);
}

void
cl_hook_task_clear(ClHookTask *task)
{
	g_clear_pointer(&task->photo, g_free);
	g_clear_pointer(&task->method, g_free);
	g_clear_pointer(&task->url, g_free);
	g_clear_pointer(&task->body, g_free);
	g_clear_pointer(&task->headers, g_strfreev);
	task->seq = 0;
}

/* --- cutline.conf --------------------------------------------------------------------------------- */

static gboolean
refuse(const char *group, const char *key, const char *value, const char *remedy, GError **error)
{
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "cutline.conf: [%s] %s=%s; %s", group, key,
		value != NULL ? value : "", remedy);
	return FALSE;
}

/* The same care as core takes when it sends. */
static gboolean
is_url(const char *url)
{
	if (url == NULL || (!g_str_has_prefix(url, "https://") && !g_str_has_prefix(url, "http://")))
		return FALSE;
	for (const char *at = url; *at != '\0'; at++)
		if ((guchar) *at <= ' ' || strchr("\"<>\\", *at) != NULL)
			return FALSE;
	return TRUE;
}

static gboolean
read_keys(GKeyFile *conf, const char *group, ClHook *hook, GError **error)
{
	static const char *const known[] = { "url", "secret", "events", "method" };
	g_auto(GStrv) keys = g_key_file_get_keys(conf, group, NULL, NULL);

	for (guint i = 0; keys != NULL && keys[i] != NULL; i++) {
		gboolean is_known = FALSE;

		for (gsize j = 0; j < G_N_ELEMENTS(known); j++)
			is_known = is_known || strcmp(keys[i], known[j]) == 0;
		if (!is_known)
			return refuse(group, keys[i], "…", "write url, secret, events or method", error);
	}
	hook->url = g_key_file_get_string(conf, group, "url", NULL);
	hook->secret = g_key_file_get_string(conf, group, "secret", NULL);
	hook->method = g_key_file_get_string(conf, group, "method", NULL);
	if (!is_url(hook->url))
		return refuse(group, "url", hook->url,
			"write an address like https://cms.example.org/hook", error);
	if (hook->method == NULL)
		hook->method = g_strdup(hook->kind == CL_HOOK_WEB ? "POST" : "PURGE");
	if (strcmp(hook->method, "POST") != 0 &&
		(hook->kind == CL_HOOK_WEB || strcmp(hook->method, "PURGE") != 0))
		return refuse(group, "method", hook->method,
			"write PURGE or POST; a webhook is a POST", error);
	return TRUE;
}

static gboolean
read_events(GKeyFile *conf, const char *group, ClHook *hook, GError **error)
{
	g_autofree char *text = g_key_file_get_string(conf, group, "events", NULL);
	const char *const *usual = hook->kind == CL_HOOK_WEB ? web_events : cache_events;

	if (text == NULL) {
		hook->events = g_strdupv((char **) usual);
		return TRUE;
	}
	hook->events = g_strsplit_set(text, " ,", -1);
	for (guint i = 0; hook->events[i] != NULL; i++)
		for (const char *at = hook->events[i]; *at != '\0'; at++)
			if (!g_ascii_islower(*at) && *at != '-')
				return refuse(group, "events", text,
					"write kinds of events as 'cutline history' names them", error);
	return TRUE;
}

GPtrArray *
cl_archive_hooks(ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) hooks = g_ptr_array_new_with_free_func(hook_free);
	GKeyFile *conf = archive_conf(archive, error);
	g_auto(GStrv) groups = conf == NULL ? NULL : g_key_file_get_groups(conf, NULL);

	if (conf == NULL)
		return NULL;
	for (guint i = 0; groups[i] != NULL; i++) {
		gboolean web = g_str_has_prefix(groups[i], "webhook ");
		ClHook *hook;

		if (!web && !g_str_has_prefix(groups[i], "cache "))
			continue;
		hook = g_new0(ClHook, 1);
		hook->kind = web ? CL_HOOK_WEB : CL_HOOK_CACHE;
		hook->name = g_strdup(groups[i]);
		g_ptr_array_add(hooks, hook);
		if (!read_keys(conf, groups[i], hook, error) || !read_events(conf, groups[i], hook, error))
			return NULL;
	}
	return g_steal_pointer(&hooks);
}

/* --- what to send ------------------------------------------------------------------------------------ */

static char *
event_body(const ClEventRow *event)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_event(json, NULL, event);
	return cl_json_take(json);
}

/* Who has the secret can tell that it was us, and when; what is old is not to be believed again. */
static void
sign(GPtrArray *headers, const ClHook *hook, const char *body)
{
	gint64 now_s = cl_time_now_us() / G_USEC_PER_SEC;
	g_autofree char *text = g_strdup_printf("%" G_GINT64_FORMAT ".%s", now_s, body);
	guint8 mac[CL_SHA256_BYTES];
	g_autofree char *hex = NULL;

	if (hook->secret == NULL)
		return;
	cl_hmac_sha256(hook->secret, strlen(hook->secret), text, strlen(text), mac);
	hex = cl_hex(mac, sizeof mac);
	g_ptr_array_add(headers,
		g_strdup_printf("Cutline-Signature: t=%" G_GINT64_FORMAT ",v1=%s", now_s, hex));
}

static void
fill_web(const ClHook *hook, const ClEventRow *event, ClHookTask *task, GPtrArray *headers)
{
	task->body = event_body(event);
	g_ptr_array_add(headers, g_strdup("Content-Type: application/json"));
	g_ptr_array_add(headers, g_strdup_printf("Cutline-Event: %" G_GINT64_FORMAT, event->seq));
	sign(headers, hook, task->body);
}

/* Its own, and of what is made of it: a hold or a date of a part stops that without an event of its own. */
static char *
cache_keys(const ClEventRow *event, const GPtrArray *composites, const char *between)
{
	GString *keys = g_string_new(CL_PHOTO_TAG);

	g_string_append(keys, event->subject);
	for (guint i = 0; i < composites->len; i++)
		g_string_append_printf(
			keys, "%s" CL_PHOTO_TAG "%s", between, (const char *) composites->pdata[i]);
	return g_string_free(keys, FALSE);
}

/* The keys that every rendition carries; Fastly and Varnish read the one, Cloudflare the other. */
static void
fill_cache(const ClHook *hook, const ClEventRow *event, const GPtrArray *composites, ClHookTask *task,
	GPtrArray *headers)
{
	g_autofree char *spaced = cache_keys(event, composites, " ");
	g_autofree char *listed = cache_keys(event, composites, ",");
	g_autofree char *quoted = cache_keys(event, composites, "\",\"");

	task->photo = g_strdup(event->subject);
	g_ptr_array_add(headers, g_strdup_printf("Surrogate-Key: %s", spaced));
	g_ptr_array_add(headers, g_strdup_printf("Cache-Tag: %s", listed));
	if (strcmp(hook->method, "POST") != 0)
		return;
	task->body = g_strdup_printf("{\"surrogate_keys\":[\"%s\"],\"tags\":[\"%s\"]}", quoted, quoted);
	g_ptr_array_add(headers, g_strdup("Content-Type: application/json"));
	sign(headers, hook, task->body);
}

static void
fill(const ClHook *hook, const ClEventRow *event, guint attempts, const GPtrArray *composites,
	ClHookTask *task)
{
	g_autoptr(GPtrArray) headers = g_ptr_array_new();

	task->seq = event->seq;
	task->attempts = attempts;
	task->method = g_strdup(hook->method);
	task->url = g_strdup(hook->url);
	if (hook->kind == CL_HOOK_WEB)
		fill_web(hook, event, task, headers);
	else
		fill_cache(hook, event, composites, task, headers);
	g_ptr_array_add(headers, NULL);
	task->headers = (GStrv) g_ptr_array_free(g_steal_pointer(&headers), FALSE);
}

static gboolean
find_task(ClArchive *archive, const ClHook *hook, const ClEventRow *event, guint attempts, ClHookTask *task,
	GError **error)
{
	g_autoptr(GPtrArray) composites = hook->kind == CL_HOOK_WEB
		? g_ptr_array_new()
		: archive_all_composites(archive, event->subject, error);

	if (composites != NULL)
		fill(hook, event, attempts, composites, task);
	return composites != NULL;
}

static gboolean
hears_of(const ClHook *hook, const ClEventRow *event)
{
	return g_strv_contains((const char *const *) hook->events, event->kind) &&
		(hook->kind == CL_HOOK_WEB || event->subject != NULL);
}

/* The next event that it hears of; the cursor passes over the others. */
static gboolean
find_next(ClArchive *archive, const ClHook *hook, gint64 seq, guint attempts, ClHookTask *task,
	GError **error)
{
	gint64 passed = seq;

	for (;;) {
		g_autoptr(GPtrArray) events =
			cl_catalog_list_events(archive->catalog, NULL, passed, PAGE, error);

		if (events == NULL)
			return FALSE;
		for (guint i = 0; i < events->len; i++) {
			const ClEventRow *event = events->pdata[i];

			if (hears_of(hook, event))
				return find_task(archive, hook, event, attempts, task, error);
			passed = event->seq;
		}
		if (events->len < PAGE)
			return cl_catalog_put_follower(archive->catalog, hook->name, passed, 0, 0, error);
	}
}

gboolean
cl_archive_follow_hooks(ClArchive *archive, const GPtrArray *hooks, GError **error)
{
	gboolean fine = cl_catalog_begin(archive->catalog, error);

	for (guint i = 0; fine && i < hooks->len; i++)
		fine = cl_catalog_add_follower(
			archive->catalog, ((const ClHook *) hooks->pdata[i])->name, error);
	if (fine && cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

/* Most looks find nothing, and are not to cost a write. */
static gboolean
has_news(ClArchive *archive, const ClHook *hook, gboolean *news, GError **error)
{
	gint64 seq = 0, last = 0;
	guint attempts;

	if (!cl_catalog_get_follower(archive->catalog, hook->name, &seq, &attempts, news, error) ||
		(*news && !cl_catalog_last_event(archive->catalog, &last, error)))
		return FALSE;
	*news = *news && last > seq;
	return TRUE;
}

static gboolean
claim(ClArchive *archive, const ClHook *hook, ClHookTask *task, GError **error)
{
	gint64 now_us = cl_time_now_us(), seq = 0;
	guint attempts = 0;
	gboolean claimed;

	return cl_catalog_claim_follower(archive->catalog, hook->name, now_us,
		       now_us + CL_HOOK_LEASE_S * G_USEC_PER_SEC, &seq, &attempts, &claimed, error) &&
		(!claimed || find_next(archive, hook, seq, attempts, task, error));
}

gboolean
cl_archive_next_hook(ClArchive *archive, const ClHook *hook, ClHookTask *task, GError **error)
{
	gboolean news;

	memset(task, 0, sizeof *task);
	if (!has_news(archive, hook, &news, error))
		return FALSE;
	if (!news)
		return TRUE;
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (claim(archive, hook, task, error) && cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	cl_hook_task_clear(task);
	return FALSE;
}

/* --- what came back ----------------------------------------------------------------------------------- */

static gint64
wait_us(guint attempts)
{
	gint64 wait_s = FIRST_WAIT_S;

	for (guint i = 1; i < attempts && wait_s < LONGEST_WAIT_S; i++)
		wait_s *= 2;
	return MIN(wait_s, LONGEST_WAIT_S) * G_USEC_PER_SEC;
}

/* The cache says that it is gone. */
static gboolean
confirm(ClArchive *archive, const ClHook *hook, const ClHookTask *task, guint status, GError **error)
{
	g_autoptr(GPtrArray) takedowns = cl_archive_takedowns(archive, task->photo, error);
	g_autofree char *note = g_strdup_printf("answered %u to %s", status, hook->method);

	for (guint i = 0; takedowns != NULL && i < takedowns->len; i++) {
		const ClTakedown *takedown = takedowns->pdata[i];

		if (strcmp(takedown->actor, "cdn") == 0 && strcmp(takedown->target, hook->name) == 0 &&
			takedown->done_us == 0 &&
			!cl_archive_confirm_takedown(archive, takedown->no, note, error))
			return FALSE;
	}
	return takedowns != NULL;
}

static gboolean
move_on(ClArchive *archive, const ClHook *hook, gint64 seq, guint attempts, gint64 next_us, GError **error)
{
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (cl_catalog_put_follower(archive->catalog, hook->name, seq, attempts, next_us, error) &&
		cl_catalog_commit(archive->catalog, error))
		return TRUE;
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

gboolean
cl_archive_end_hook(ClArchive *archive, const ClHook *hook, const ClHookTask *task, guint status,
	gboolean *given_up, GError **error)
{
	gboolean done = status >= 200 && status < 300;
	guint attempts = task->attempts + 1;

	*given_up = !done && attempts >= MAX_ATTEMPTS;
	if (done && hook->kind == CL_HOOK_CACHE && !confirm(archive, hook, task, status, error))
		return FALSE;
	if (done || *given_up)
		return move_on(archive, hook, task->seq, 0, 0, error);
	return move_on(archive, hook, task->seq - 1, attempts, cl_time_now_us() + wait_us(attempts), error);
}
