/* SPDX-License-Identifier: MIT
 *
 * What the parts of the daemon share. Every part is made before the first request and lives until the
 * last one is answered.
 */
#pragma once
#include "http.h"

#include <cutline/account.h>
#include <cutline/answers.h>
#include <cutline/delivery.h>
#include <cutline/error.h>
#include <cutline/framing.h>
#include <cutline/rendition.h>

/* config.c: [daemon] of cutline.conf, under what the command line says. */
typedef struct {
	char *listen;
	char *public_url; /* without a slash at the end; NULL if there is none */
	gboolean released_only;
	guint connections, header_s;
	guint64 upload_bytes, upload_keep_s;
} DaemonConfig;
gboolean config_read(ClArchive *archive, const char *listen, DaemonConfig *config, GError **error);
void config_clear(DaemonConfig *config);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(DaemonConfig, config_clear)

typedef struct Auth Auth;
typedef struct Workers Workers;
typedef struct Jobs Jobs;
typedef struct Watching Watching;
typedef struct Hooks Hooks;
typedef struct Night Night;
struct Hot;
struct Renders;
typedef struct Metrics Metrics;
typedef struct Daemon {
	char *folder;
	DaemonConfig config; /* public_url and released_only change with SIGHUP: under config_lock */
	GMutex config_lock;
	ClArchive *archive; /* of the main thread: holds the lock, sees that no one restores */
	int listen_fd; /* of systemd; -1 = none */
	HttpServer *http;
	ClDelivery *delivery;
	ClRenditions *renditions;
	struct Hot *hot;
	struct Renders *renders;
	GArray *keys; /* ClSignKey; under config_lock */
	Auth *auth;
	Workers *workers, *intake; /* intake: one thread, for what comes in */
	Jobs *jobs;
	Watching *watching;
	Hooks *hooks;
	Night *night;
	ClUploads *uploads;
	Metrics *metrics;
	gboolean stopping, secrets_changed; /* atomic */
} Daemon;

/* What it is now, or NULL; free with g_free. */
char *daemon_public_url(Daemon *daemon);

/* listen.c: a bound socket. `address` gets how to reach it, with the port that was chosen. */
int listen_open(const char *text, char **address, GError **error);
/* Is it of one of the forms? */
gboolean listen_check(const char *text, GError **error);
gboolean listen_is_local(const char *text);
/* Of a socket that somebody else has bound, as listen_check() wants it; "unknown:0" if it has no name. */
char *listen_address(int fd);

/* systemd.c: the protocol of sd_listen_fds(3) and sd_notify(3); nothing happens elsewhere. */
int systemd_socket(void); /* -1: none was handed over */
void systemd_notify(const char *state);

/* log.c: one line on stderr. */
void daemon_log(const char *format, ...) G_GNUC_PRINTF(1, 2);
/* At most one a minute of each kind, with how many were left out. `kind` is static. */
void daemon_log_rarely(const char *kind, const char *message);

/* auth.c: who sends this request. */
Auth *auth_new(void);
void auth_free(Auth *auth);
gboolean auth_load(Auth *auth, ClArchive *archive, GError **error);
/* NOBODY without a token. `name` gets the token's (free it), `invalid` whether there was a wrong one;
 * both may be NULL. */
ClRole auth_role(Auth *auth, const HttpRequest *request, char **name, gboolean *invalid);

/* worker.c: threads that may wait, each with an archive of its own. */
typedef HttpAnswer *(*WorkerRun)(Daemon *daemon, HttpRequest *request, ClArchive *archive);
Workers *workers_new(Daemon *daemon, guint n_threads);
/* Answers the request later, or at once that too many wait. */
HttpOutcome workers_submit(Workers *workers, HttpRequest *request, WorkerRun run);
void workers_free(Workers *workers);
/* Open the archive anew for what comes next: its configuration may have changed. */
void workers_renew(Workers *workers);
guint workers_waiting(Workers *workers);

/* loop.c: a thread that looks whether there is something to do. */
typedef struct Loop Loop;
/* TRUE: there may be more at once. *cancel becomes not 0 when it is to return soon. */
typedef gboolean (*LoopLook)(gpointer data, gint *cancel);
/* Looks again when it is woken, and after wait_ms. */
Loop *loop_start(const char *name, guint wait_ms, LoopLook look, gpointer data);
/* Both may be given NULL. */
void loop_wake(Loop *loop);
void loop_end(Loop *loop);

/* jobs.c: the archive's queue, worked off in the background. */
Jobs *jobs_new(Daemon *daemon);
void jobs_wake(Jobs *jobs);
void jobs_free(Jobs *jobs);

/* watching.c: hot folders. */
gboolean watching_start(Daemon *daemon, GError **error);
void watching_metrics(Watching *watching, GString *text);
void watching_free(Watching *watching);

/* hooks.c: other programs are told. */
gboolean hooks_start(Daemon *daemon, GError **error);
void hooks_wake(Hooks *hooks);
void hooks_free(Hooks *hooks);

/* night.c: what is done once a night. */
gboolean night_start(Daemon *daemon, GError **error);
void night_free(Night *night);

/* refusal.c: answers that say no. `subject` may be NULL. */
HttpAnswer *refusal_new(guint status, const char *code, const char *message, const char *subject);
/* Its body; free with g_free. */
char *refusal_text(const char *code, const char *message, const char *subject);
/* With its status; what went wrong inside is logged, not told. */
HttpAnswer *refusal_from(const GError *error, const char *subject);
HttpAnswer *refusal_method(const char *allowed);
HttpAnswer *refusal_busy(void);

/* route.c: from a path to who answers. */
guint64 route_accept(HttpRequest *request, gpointer daemon);
HttpOutcome route_handle(HttpRequest *request, gpointer daemon);

/* metrics.c */
/* clang-format off */
#define METRICS_CLASS_TABLE(X) X(OTHER, "other") X(IMAGE, "image") X(IIIF, "iiif") X(API, "api") X(PAGE, "page")
/* clang-format on */
typedef enum {
#define X(id, name) METRICS_##id,
	METRICS_CLASS_TABLE(X)
#undef X
	METRICS_N_CLASSES
} MetricsClass;
typedef enum { METRICS_HOT, METRICS_CACHE, METRICS_RENDER, METRICS_N_TIERS } MetricsTier;
Metrics *metrics_new(void);
void metrics_free(Metrics *metrics);
void metrics_answered(const HttpRequest *request, guint status, gpointer daemon);
void metrics_tier(Metrics *metrics, MetricsTier tier);
void metrics_refused(Metrics *metrics, ClDeliver deliver);
HttpAnswer *metrics_answer(Daemon *daemon);

/* health.c */
HttpAnswer *health_live(Daemon *daemon);
HttpAnswer *health_ready(Daemon *daemon, HttpRequest *request, ClArchive *archive);
