/* SPDX-License-Identifier: MIT
 *
 * Answers: a status, header fields and a body in memory or in a file. An answer that many ask for is
 * made once and sent again and again: what it costs then is its bytes.
 */
#include "http_private.h"

#include <stdarg.h>
#include <string.h>

struct HttpAnswer {
	struct MHD_Response *mhd;
	guint status;
	guint64 n_bytes;
};

static HttpAnswer *
wrap(guint status, struct MHD_Response *mhd, guint64 n_bytes)
{
	HttpAnswer *answer = g_atomic_rc_box_new0(HttpAnswer);

	g_assert(mhd != NULL);
	answer->mhd = mhd;
	answer->status = status;
	answer->n_bytes = n_bytes;
	http_answer_add(answer, "X-Content-Type-Options", "nosniff");
	return answer;
}

static void
free_bytes(void *bytes)
{
	g_bytes_unref(bytes);
}

HttpAnswer *
http_answer_new(guint status, GBytes *body)
{
	gsize n = 0;
	gconstpointer data = body != NULL ? g_bytes_get_data(body, &n) : NULL;

	if (n == 0)
		return wrap(status, MHD_create_response_from_buffer(0, NULL, MHD_RESPMEM_PERSISTENT), 0);
	return wrap(status,
		MHD_create_response_from_buffer_with_free_callback_cls(
			n, (void *) data, free_bytes, g_bytes_ref(body)),
		n);
}

HttpAnswer *
http_answer_new_text(guint status, const char *type, const char *text)
{
	g_autoptr(GBytes) body = g_bytes_new(text, strlen(text));
	HttpAnswer *answer = http_answer_new(status, body);

	http_answer_add(answer, "Content-Type", type);
	return answer;
}

HttpAnswer *
http_answer_new_file(guint status, ClFd fd, guint64 offset, guint64 n_bytes)
{
	return wrap(status, MHD_create_response_from_fd_at_offset64(n_bytes, fd, offset), n_bytes);
}

void
http_answer_add(HttpAnswer *answer, const char *name, const char *value)
{
	g_autofree char *clean = NULL;

	/* Text of photos gets into fields (Link, Cache-Tag): it can hold no line of its own. */
	if (strpbrk(value, "\r\n") != NULL)
		value = clean = g_strdelimit(g_strdup(value), "\r\n", ' ');
	MHD_add_response_header(answer->mhd, name, value);
}

void
http_answer_add_format(HttpAnswer *answer, const char *name, const char *format, ...)
{
	g_autofree char *value = NULL;
	va_list args;

	va_start(args, format);
	value = g_strdup_vprintf(format, args);
	va_end(args);
	http_answer_add(answer, name, value);
}

guint
http_answer_status(const HttpAnswer *answer)
{
	return answer->status;
}

guint64
http_answer_bytes(const HttpAnswer *answer)
{
	return answer->n_bytes;
}

HttpAnswer *
http_answer_ref(HttpAnswer *answer)
{
	return g_atomic_rc_box_acquire(answer);
}

static void
clear(gpointer data)
{
	MHD_destroy_response(((HttpAnswer *) data)->mhd);
}

void
http_answer_unref(HttpAnswer *answer)
{
	if (answer != NULL)
		g_atomic_rc_box_release_full(answer, clear);
}

enum MHD_Result
http_answer_send(HttpAnswer *answer, struct MHD_Connection *mhd)
{
	return MHD_queue_response(mhd, answer->status, answer->mhd);
}
