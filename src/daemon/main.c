/* SPDX-License-Identifier: MIT
 *
 * cutlined: the order of starting and stopping, signals, and the command line.
 *
 *   cutlined [-C DIR] [--listen HOST:PORT | unix:PATH]
 *
 * SIGTERM and SIGINT: answers under way are finished, then it ends. SIGHUP: what cutline.conf says of
 * delivery and of the public address, the keys of signed URLs, presets and rules are read again.
 */
#include "image.h"

#include <errno.h>
#include <glib-unix.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/stat.h>

#define STOP_S 20
#define SWEEP_S 3600U
#define WORKERS 4U
#define OWN_DESCRIPTORS 256 /* catalogs, decoders, originals */
#define FEWEST_CONNECTIONS 8
#define HOT_BYTES (128ULL << 20)

static char *option_folder, *option_listen;
static gboolean option_version;

static const GOptionEntry options[] = {
	{ "archive", 'C', 0, G_OPTION_ARG_FILENAME, &option_folder,
		"the archive's folder; else $CUTLINE_ARCHIVE, else the user's data folder", "DIR" },
	{ "listen", 'l', 0, G_OPTION_ARG_STRING, &option_listen,
		"else as cutline.conf says, else 127.0.0.1:8080; port 0 takes a free one",
		"HOST:PORT|unix:PATH" },
	{ "version", 'V', 0, G_OPTION_ARG_NONE, &option_version, "the program's version", NULL },
	{ NULL },
};

/* --- what delivery tells us ------------------------------------------------------------------ */

static void
cut_if_stopped(Daemon *daemon, const char *id)
{
	ClDeliveryAnswer answer;
	guint64 key[2];
	guint groups = 0;

	/* Nothing is sent yet: the table is still being made. */
	if (daemon->http == NULL || !cl_delivery_key(id, key))
		return;
	for (guint role = 0; role < CL_N_ROLES; role++) {
		cl_delivery_ask(daemon->delivery, key, (ClRole) role, &answer);
		/* A new version waits to be examined: what is under way shows the one before. */
		if (answer.reader != CL_DELIVER_YES && answer.reader != CL_DELIVER_UNEXAMINED &&
			answer.reader != CL_DELIVER_UNSURE)
			groups |= 1U << role;
	}
	if (groups != 0)
		http_server_cut(daemon->http, key, groups);
}

static void
on_changed(const char *id, gpointer data)
{
	Daemon *daemon = data;

	cl_renditions_forget(daemon->renditions, id);
	if (id != NULL)
		cut_if_stopped(daemon, id);
}

static void
on_event(const ClEventRow *event, gpointer data)
{
	Daemon *daemon = data;

	/* Before the table shows the new revision: nothing old may be kept under it. */
	cl_renditions_forget(daemon->renditions, event->subject);
	if (g_str_has_suffix(event->kind, "-token") || g_str_has_suffix(event->kind, "-key"))
		__atomic_store_n(&daemon->secrets_changed, TRUE, __ATOMIC_RELEASE);
	if (g_str_equal(event->kind, "ingest") || g_str_equal(event->kind, "version"))
		jobs_wake(daemon->jobs);
	hooks_wake(__atomic_load_n(&daemon->hooks, __ATOMIC_ACQUIRE));
}

/* --- keys of signed URLs ---------------------------------------------------------------------- */

static gboolean
load_keys(Daemon *daemon, ClArchive *archive, GError **error)
{
	g_autoptr(GPtrArray) found = cl_archive_sign_keys(archive, error);
	GArray *keys, *old;

	if (found == NULL)
		return FALSE;
	keys = g_array_new(FALSE, FALSE, sizeof(ClSignKey));
	for (guint i = 0; i < found->len; i++)
		g_array_append_vals(keys, found->pdata[i], 1);
	g_mutex_lock(&daemon->config_lock);
	old = daemon->keys;
	daemon->keys = keys;
	g_mutex_unlock(&daemon->config_lock);
	if (old != NULL)
		g_array_unref(old);
	return TRUE;
}

/* --- signals --------------------------------------------------------------------------------- */

typedef struct {
	Daemon *daemon;
	GMainLoop *loop;
} Signals;

static gboolean
stop(gpointer data)
{
	g_main_loop_quit(((Signals *) data)->loop);
	return G_SOURCE_CONTINUE;
}

/* An archive that is opened anew reads its file anew. */
static gboolean
reload(gpointer data)
{
	Daemon *daemon = ((Signals *) data)->daemon;
	g_autoptr(GError) error = NULL;
	g_autoptr(ClArchive) archive = NULL;
	g_auto(DaemonConfig) config = { 0 };

	systemd_notify("RELOADING=1");
	archive = cl_archive_open(daemon->folder, CL_ARCHIVE_READ, &error);
	if (archive == NULL || !config_read(archive, daemon->config.listen, &config, &error) ||
		!load_keys(daemon, archive, &error) ||
		!cl_renditions_reload(daemon->renditions, &error)) {
		daemon_log("not reloaded, all stays as it was: %s", error->message);
	} else {
		g_mutex_lock(&daemon->config_lock);
		g_free(daemon->config.public_url);
		daemon->config.public_url = g_steal_pointer(&config.public_url);
		daemon->config.released_only = config.released_only;
		g_mutex_unlock(&daemon->config_lock);
		cl_delivery_set_rule(daemon->delivery, config.released_only);
		workers_renew(daemon->workers);
		workers_renew(daemon->intake);
		hot_clear(daemon->hot);
		daemon_log("reloaded: delivery=%s", config.released_only ? "released" : "open");
	}
	systemd_notify("READY=1");
	return G_SOURCE_CONTINUE;
}

/* Tokens and keys are read by the main thread, whose archive it is. */
static gboolean
look_after(gpointer data)
{
	Daemon *daemon = ((Signals *) data)->daemon;
	g_autoptr(GError) error = NULL;

	renders_sweep(daemon);
	if (!__atomic_exchange_n(&daemon->secrets_changed, FALSE, __ATOMIC_ACQ_REL) ||
		(auth_load(daemon->auth, daemon->archive, &error) &&
			load_keys(daemon, daemon->archive, &error)))
		return G_SOURCE_CONTINUE;
	__atomic_store_n(&daemon->secrets_changed, TRUE, __ATOMIC_RELEASE);
	daemon_log_rarely("tokens and keys", error->message);
	return G_SOURCE_CONTINUE;
}

static gboolean
sweep_uploads(gpointer data)
{
	Daemon *daemon = ((Signals *) data)->daemon;
	g_autoptr(GError) error = NULL;
	guint n;

	if (!cl_uploads_sweep(daemon->uploads, daemon->config.upload_keep_s, &n, &error))
		daemon_log_rarely("uploads", error->message);
	else if (n > 0)
		daemon_log("%u uploads were removed: nothing has come of them for %u hours", n,
			(guint) (daemon->config.upload_keep_s / 3600));
	return G_SOURCE_CONTINUE;
}

/* Before anybody is told that we are there, and so may send some. */
static void
listen_to_signals(Signals *signals)
{
	g_unix_signal_add(SIGTERM, stop, signals);
	g_unix_signal_add(SIGINT, stop, signals);
	g_unix_signal_add(SIGHUP, reload, signals);
	g_timeout_add(100, look_after, signals);
	g_timeout_add_seconds(SWEEP_S, sweep_uploads, signals);
	sweep_uploads(signals);
}

/* --- start and stop -------------------------------------------------------------------------- */

static void
complain(const char *message, gpointer data)
{
	daemon_log("%s", message);
}

static gboolean
start_parts(Daemon *daemon, GError **error)
{
	ClDeliveryOptions delivery = { daemon->folder, daemon->config.released_only, on_changed, on_event,
		daemon };

	daemon->metrics = metrics_new();
	daemon->auth = auth_new();
	daemon->hot = hot_new(HOT_BYTES);
	daemon->renders = renders_new();
	daemon->uploads = cl_uploads_open(daemon->folder, error);
	if (daemon->uploads == NULL)
		return FALSE;
	daemon->renditions = cl_renditions_open(daemon->folder, error);
	if (daemon->renditions == NULL || !load_keys(daemon, daemon->archive, error))
		return FALSE;
	cl_renditions_set_complain(daemon->renditions, complain, NULL);
	daemon->workers = workers_new(daemon, WORKERS);
	daemon->intake = workers_new(daemon, 1);
	daemon->jobs = jobs_new(daemon);
	if (!auth_load(daemon->auth, daemon->archive, error))
		return FALSE;
	daemon->delivery = cl_delivery_open(&delivery, error);
	return daemon->delivery != NULL && watching_start(daemon, error) && hooks_start(daemon, error) &&
		night_start(daemon, error);
}

/* As many as there are descriptors for: one may be sent a file, while another is on its way out. */
static guint
count_connections(guint wanted)
{
	struct rlimit limit;
	guint most = wanted;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0)
		most = (guint) CLAMP((limit.rlim_cur - MIN(limit.rlim_cur, OWN_DESCRIPTORS)) / 3,
			FEWEST_CONNECTIONS, wanted);
	if (most < wanted)
		daemon_log("%u connections at a time, not %u: descriptors are too few (ulimit -n)", most,
			wanted);
	return most;
}

static gboolean
start_http(Daemon *daemon, char **address, GError **error)
{
	HttpHandlers handlers = { route_accept, route_handle, metrics_answered, daemon };
	HttpOptions http = { daemon->listen_fd, 4 * g_get_num_processors(),
		count_connections(daemon->config.connections), daemon->config.header_s };

	if (http.listen_fd >= 0)
		*address = g_strdup("the socket of systemd");
	else
		http.listen_fd = listen_open(daemon->config.listen, address, error);
	if (http.listen_fd < 0)
		return FALSE;
	cl_decoders_on_busy(http_turns_come_first);
	daemon->http = http_server_start(&http, &handlers, error);
	return daemon->http != NULL;
}

static void
stop_parts(Daemon *daemon)
{
	gint64 until = g_get_monotonic_time() + STOP_S * G_USEC_PER_SEC;

	__atomic_store_n(&daemon->stopping, TRUE, __ATOMIC_RELAXED);
	systemd_notify("STOPPING=1");
	if (daemon->http != NULL) {
		http_server_quiesce(daemon->http);
		while (http_server_busy(daemon->http) > 0 && g_get_monotonic_time() < until)
			g_usleep(20000);
	}
	cl_delivery_stop(daemon->delivery);
	g_clear_pointer(&daemon->jobs, jobs_free); /* makes renditions */
	/* Whoever still has a request gives it back before the server goes. */
	g_clear_pointer(&daemon->renditions, cl_renditions_close);
	g_clear_pointer(&daemon->workers, workers_free);
	g_clear_pointer(&daemon->intake, workers_free);
	g_clear_pointer(&daemon->watching, watching_free);
	g_clear_pointer(&daemon->night, night_free);
	g_clear_pointer(&daemon->hooks, hooks_free);
	g_clear_pointer(&daemon->http, http_server_stop);
	g_clear_pointer(&daemon->delivery, cl_delivery_close);
	g_clear_pointer(&daemon->hot, hot_free);
	g_clear_pointer(&daemon->renders, renders_free);
	g_clear_pointer(&daemon->keys, g_array_unref);
	g_clear_pointer(&daemon->uploads, cl_uploads_close);
	g_clear_pointer(&daemon->auth, auth_free);
	g_clear_pointer(&daemon->metrics, metrics_free);
	g_clear_pointer(&daemon->archive, cl_archive_close);
	config_clear(&daemon->config);
	g_mutex_clear(&daemon->config_lock);
	g_free(daemon->folder);
}

static void
raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == 0) {
		limit.rlim_cur = limit.rlim_max;
		setrlimit(RLIMIT_NOFILE, &limit);
	}
}

static gboolean
serve(Daemon *daemon, GError **error)
{
	g_autofree char *address = NULL;
	g_autoptr(GMainLoop) loop = g_main_loop_new(NULL, FALSE);
	Signals signals = { daemon, loop };
	g_autofree char *listen = NULL;

	daemon->listen_fd = systemd_socket();
	listen = daemon->listen_fd >= 0 ? listen_address(daemon->listen_fd) : g_strdup(option_listen);
	g_mutex_init(&daemon->config_lock);
	daemon->folder = cl_archive_path(option_folder);
	daemon->archive = cl_archive_open(daemon->folder, CL_ARCHIVE_WRITE, error);
	if (daemon->archive == NULL ||
		!config_read(daemon->archive, listen, &daemon->config, error) ||
		!start_parts(daemon, error) || !start_http(daemon, &address, error))
		return FALSE;
	listen_to_signals(&signals);
	/* The first line is a contract: programs that start us read the address from it. */
	printf("cutlined: listening on %s\n", address);
	fflush(stdout);
	systemd_notify("READY=1");
	g_main_loop_run(loop);
	return TRUE;
}

int
main(int argc, char **argv)
{
	g_autoptr(GOptionContext) context = g_option_context_new(NULL);
	g_autoptr(GError) error = NULL;
	Daemon daemon = { 0 };
	int status = 0;

	setlocale(LC_CTYPE, "");
	umask(umask(077) | 007);
	signal(SIGPIPE, SIG_IGN);
	g_option_context_set_summary(context, "Serves an archive over HTTP.");
	g_option_context_add_main_entries(context, options, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error)) {
		daemon_log("%s", error->message);
		return 2;
	}
	if (option_version) {
		printf("cutlined %s\n", CUTLINE_VERSION);
		return 0;
	}
	raise_descriptors();
	if (argc > 1) {
		daemon_log("'%s' is not understood; cutlined --help", argv[1]);
		return 2;
	}
	if (!serve(&daemon, &error)) {
		daemon_log("%s", error->message);
		status = cl_error_exit_status(error);
	}
	stop_parts(&daemon);
	return status;
}
