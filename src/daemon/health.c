/* SPDX-License-Identifier: MIT
 *
 * Is it alive, and can it do its work? /healthz asks nothing of anybody. /readyz is answered by a worker
 * that reads the catalog, and has a decoder try its loaders on a real pixel.
 */
#include "daemon.h"

HttpAnswer *
health_live(Daemon *daemon)
{
	HttpAnswer *answer = http_answer_new_text(200, "text/plain", "ok\n");

	http_answer_add(answer, "Cache-Control", "no-store");
	return answer;
}

HttpAnswer *
health_ready(Daemon *daemon, HttpRequest *request, ClArchive *archive)
{
	g_autoptr(GError) error = NULL;
	HttpAnswer *answer;

	if (__atomic_load_n(&daemon->stopping, __ATOMIC_RELAXED))
		return refusal_new(503, "busy", "stopping", NULL);
	if (!cl_archive_try(archive, &error)) {
		daemon_log_rarely("not ready", error->message);
		return refusal_new(503, cl_error_name(error), "not ready; the log says why", NULL);
	}
	answer = http_answer_new_text(200, "text/plain", "ready\n");
	http_answer_add(answer, "Cache-Control", "no-store");
	return answer;
}
