/* SPDX-License-Identifier: MIT
 *
 * One HTTP request to another program: where an administrator said so, with a deadline. Redirects are
 * not followed, and what is answered is not kept: only the status counts.
 */
#pragma once
#include <glib.h>

typedef struct {
	const char *method;	     /* "POST", "PURGE" … */
	const char *url;	     /* http or https */
	const char *const *headers;  /* "Name: value", NULL-terminated; or NULL */
	const char *body;	     /* or NULL */
	guint timeout_s;	     /* all together */
	const gint *cancel;	     /* atomic; not 0: give up within a second; or NULL */
} ClHttpRequest;
/* FALSE with CL_ERROR_IO: nobody answered. *status is what came (204 …). Thread-safe. */
gboolean cl_http_send(const ClHttpRequest *request, guint *status, GError **error);
/* http(s)://HOST…, without what breaks a line or a request; FALSE otherwise. */
gboolean cl_http_url_valid(const char *url);
