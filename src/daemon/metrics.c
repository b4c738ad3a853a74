/* SPDX-License-Identifier: MIT
 *
 * Figures for Prometheus (text format 0.0.4). Counters are bumped where things happen and read here.
 */
#include "daemon.h"

#define N_STATUSES 600

static const gint64 bounds_us[] = { 1000, 5000, 25000, 100000, 500000, 2500000, 10000000 };

struct Metrics {
	guint64 by_status[METRICS_N_CLASSES][N_STATUSES];
	guint64 within[METRICS_N_CLASSES][G_N_ELEMENTS(bounds_us) + 1];
	guint64 sum_us[METRICS_N_CLASSES];
	guint64 tiers[METRICS_N_TIERS];
	guint64 refused[CL_N_DELIVER];
};

static const char *const class_names[METRICS_N_CLASSES] = {
#define X(id, name) name,
	METRICS_CLASS_TABLE(X)
#undef X
};
static const char *const tier_names[METRICS_N_TIERS] = { "memory", "disk", "render" };

Metrics *
metrics_new(void)
{
	return g_new0(Metrics, 1);
}

void
metrics_free(Metrics *metrics)
{
	g_free(metrics);
}

static void
add(guint64 *counter, guint64 n)
{
	__atomic_fetch_add(counter, n, __ATOMIC_RELAXED);
}

static guint64
get(const guint64 *counter)
{
	return __atomic_load_n(counter, __ATOMIC_RELAXED);
}

void
metrics_answered(const HttpRequest *request, guint status, gpointer data)
{
	Metrics *metrics = ((Daemon *) data)->metrics;
	gint64 us = g_get_monotonic_time() - request->begun_us;
	guint i = 0;

	while (i < G_N_ELEMENTS(bounds_us) && us > bounds_us[i])
		i++;
	add(&metrics->within[request->class][i], 1);
	add(&metrics->sum_us[request->class], (guint64) MAX(us, 0));
	add(&metrics->by_status[request->class][MIN(status, N_STATUSES - 1)], 1);
}

void
metrics_tier(Metrics *metrics, MetricsTier tier)
{
	add(&metrics->tiers[tier], 1);
}

void
metrics_refused(Metrics *metrics, ClDeliver deliver)
{
	add(&metrics->refused[deliver], 1);
}

static void
head(GString *text, const char *name, const char *type, const char *help)
{
	g_string_append_printf(text, "# HELP cutline_%s %s\n# TYPE cutline_%s %s\n", name, help, name, type);
}

static void
one(GString *text, const char *name, const char *type, const char *help, guint64 value)
{
	head(text, name, type, help);
	g_string_append_printf(text, "cutline_%s %" G_GUINT64_FORMAT "\n", name, value);
}

static void
write_requests(GString *text, const Metrics *metrics)
{
	head(text, "requests_total", "counter", "Answers by kind of request and status");
	for (guint i = 0; i < METRICS_N_CLASSES; i++)
		for (guint status = 0; status < N_STATUSES; status++)
			if (get(&metrics->by_status[i][status]) > 0)
				g_string_append_printf(text,
					"cutline_requests_total{kind=\"%s\",status=\"%u\"} "
					"%" G_GUINT64_FORMAT "\n",
					class_names[i], status, get(&metrics->by_status[i][status]));
}

static void
write_spans(GString *text, const Metrics *metrics)
{
	head(text, "request_seconds", "histogram", "From the complete head to the answer's first byte");
	for (guint i = 0; i < METRICS_N_CLASSES; i++) {
		guint64 n = 0;

		for (guint j = 0; j < G_N_ELEMENTS(bounds_us); j++) {
			n += get(&metrics->within[i][j]);
			g_string_append_printf(text,
				"cutline_request_seconds_bucket{kind=\"%s\",le=\"%g\"} %" G_GUINT64_FORMAT
				"\n",
				class_names[i], (double) bounds_us[j] / 1e6, n);
		}
		n += get(&metrics->within[i][G_N_ELEMENTS(bounds_us)]);
		g_string_append_printf(text,
			"cutline_request_seconds_bucket{kind=\"%s\",le=\"+Inf\"} %" G_GUINT64_FORMAT "\n"
			"cutline_request_seconds_sum{kind=\"%s\"} %.6f\n"
			"cutline_request_seconds_count{kind=\"%s\"} %" G_GUINT64_FORMAT "\n",
			class_names[i], n, class_names[i], (double) get(&metrics->sum_us[i]) / 1e6,
			class_names[i], n);
	}
}

static void
write_delivery(GString *text, Daemon *daemon)
{
	const Metrics *metrics = daemon->metrics;

	head(text, "refused_total", "counter", "Pictures not delivered, by reason");
	for (guint i = 1; i < CL_N_DELIVER; i++)
		g_string_append_printf(text, "cutline_refused_total{code=\"%s\"} %" G_GUINT64_FORMAT "\n",
			cl_deliver_code((ClDeliver) i), get(&metrics->refused[i]));
	head(text, "renditions_total", "counter", "Renditions sent, by where they came from");
	for (guint i = 0; i < METRICS_N_TIERS; i++)
		g_string_append_printf(text, "cutline_renditions_total{tier=\"%s\"} %" G_GUINT64_FORMAT "\n",
			tier_names[i], get(&metrics->tiers[i]));
	one(text, "photos", "gauge", "Photos that delivery knows", cl_delivery_photos(daemon->delivery));
}

static void
write_server(GString *text, Daemon *daemon)
{
	HttpServerStats stats;

	http_server_stats(daemon->http, &stats);
	one(text, "connections", "gauge", "Open connections", stats.open);
	one(text, "connections_total", "counter", "Connections taken", stats.accepted);
	one(text, "connections_evicted_total", "counter", "Idle connections closed to make room",
		stats.evicted);
	one(text, "connections_late_total", "counter", "Connections closed at a deadline", stats.late);
	one(text, "transfers_cut_total", "counter", "Answers cut because their photo was stopped", stats.cut);
	one(text, "malformed_total", "counter", "Requests refused for their framing", stats.malformed);
	one(text, "waiting", "gauge", "Requests that wait for a worker", workers_waiting(daemon->workers));
}

static void
write_renditions(GString *text, Daemon *daemon)
{
	ClRenditionStats stats;

	cl_renditions_stats(daemon->renditions, &stats);
	one(text, "renders_total", "counter", "Renditions made", stats.renders);
	one(text, "renders_from_master_total", "counter", "Of them, from the master", stats.from_master);
	one(text, "renders_joined_total", "counter", "Requests that waited for a render of another",
		stats.joined);
	one(text, "renders_cancelled_total", "counter", "Renders that nobody waited for", stats.cancelled);
	one(text, "renders_failed_total", "counter", "Renders that failed", stats.failed);
	one(text, "renders_busy_total", "counter", "Renders refused because too much waited", stats.busy);
	one(text, "renders_over_limit_total", "counter", "Renders that would take too much memory",
		stats.over_limit);
	one(text, "renders_not_stored_total", "counter", "Sent, but not kept", stats.not_stored);
	one(text, "renders_waiting", "gauge", "Renders that wait", stats.waiting);
	one(text, "renders_running", "gauge", "Renders that run", stats.running);
	one(text, "renders_heavy_most", "gauge", "Most renders at once that take much memory",
		stats.heavy_most);
	one(text, "cache_bytes", "gauge", "Bytes of the cache of renditions", stats.cache_bytes);
	one(text, "cache_evicted_total", "counter", "Renditions evicted", stats.evicted);
	one(text, "decoder_jobs_total", "counter", "Jobs of decoders", stats.decoder.jobs);
	one(text, "decoder_started_total", "counter", "Decoders started", stats.decoder.started);
	one(text, "decoder_replaced_total", "counter", "Decoders replaced after a failure",
		stats.decoder.replaced);
}

HttpAnswer *
metrics_answer(Daemon *daemon)
{
	g_autoptr(GString) text = g_string_new(NULL);
	HttpAnswer *answer;

	write_requests(text, daemon->metrics);
	write_spans(text, daemon->metrics);
	write_delivery(text, daemon);
	write_server(text, daemon);
	write_renditions(text, daemon);
	watching_metrics(daemon->watching, text);
	answer = http_answer_new_text(200, "text/plain; version=0.0.4", text->str);
	http_answer_add(answer, "Cache-Control", "no-store");
	return answer;
}
