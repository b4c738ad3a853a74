/* SPDX-License-Identifier: MIT
 *
 * Threads that may wait: whoever needs the catalog or a file that may be slow is handed to one of them
 * and answered when it is done. An archive is of one thread, so each opens its own. The queue is short:
 * who would wait long is told so at once.
 */
#include "daemon.h"

#define MAX_WAITING 128U

typedef struct {
	HttpRequest *request;
	WorkerRun run;
} Job;

struct Workers {
	Daemon *daemon;
	GAsyncQueue *jobs; /* Job*; one without a request ends a thread */
	GPtrArray *threads;
	gint renewals; /* atomic */
};

static HttpAnswer *
run_job(Workers *workers, ClArchive **archive, const Job *job)
{
	g_autoptr(GError) error = NULL;

	/* Its client has gone: the answer is for the figures. */
	if (http_request_is_abandoned(job->request))
		return refusal_new(503, "cancelled", "the client has gone", NULL);
	if (*archive == NULL)
		*archive = cl_archive_open(workers->daemon->folder, CL_ARCHIVE_WRITE, &error);
	if (*archive == NULL)
		return refusal_from(error, NULL);
	cl_archive_notice_rules(*archive);
	return job->run(workers->daemon, job->request, *archive);
}

static gpointer
work(gpointer data)
{
	Workers *workers = data;
	g_autoptr(ClArchive) archive = NULL;
	gint renewals = 0;

	for (;;) {
		g_autofree Job *job = g_async_queue_pop(workers->jobs);

		if (job->request == NULL)
			return NULL;
		if (renewals != g_atomic_int_get(&workers->renewals)) {
			renewals = g_atomic_int_get(&workers->renewals);
			g_clear_pointer(&archive, cl_archive_close);
		}
		http_request_resume(job->request, run_job(workers, &archive, job));
	}
}

Workers *
workers_new(Daemon *daemon, guint n_threads)
{
	Workers *workers = g_new0(Workers, 1);

	workers->daemon = daemon;
	workers->jobs = g_async_queue_new();
	workers->threads = g_ptr_array_new();
	for (guint i = 0; i < n_threads; i++)
		g_ptr_array_add(workers->threads, g_thread_new("worker", work, workers));
	return workers;
}

void
workers_renew(Workers *workers)
{
	g_atomic_int_inc(&workers->renewals);
}

guint
workers_waiting(Workers *workers)
{
	return (guint) MAX(g_async_queue_length(workers->jobs), 0);
}

HttpOutcome
workers_submit(Workers *workers, HttpRequest *request, WorkerRun run)
{
	Job *job;

	if (workers_waiting(workers) >= MAX_WAITING) {
		request->answer = refusal_busy();
		return HTTP_ANSWERED;
	}
	job = g_new0(Job, 1);
	job->request = request;
	job->run = run;
	http_request_suspend(request);
	g_async_queue_push(workers->jobs, job);
	return HTTP_LATER;
}

void
workers_free(Workers *workers)
{
	if (workers == NULL)
		return;
	for (guint i = 0; i < workers->threads->len; i++)
		g_async_queue_push(workers->jobs, g_new0(Job, 1));
	for (guint i = 0; i < workers->threads->len; i++)
		g_thread_join(workers->threads->pdata[i]);
	g_ptr_array_unref(workers->threads);
	g_async_queue_unref(workers->jobs);
	g_free(workers);
}
