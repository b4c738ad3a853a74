/* SPDX-License-Identifier: MIT
 *
 * The daemon's log: lines on stderr, where systemd and containers look for them.
 */
#include "daemon.h"

#include <cutline/text.h>
#include <stdio.h>
#include <string.h>

#define RARELY_US (60 * G_USEC_PER_SEC)

static GMutex lock;
static struct {
	const char *kind;
	gint64 at_us;
	guint left_out;
} kinds[16];

void
daemon_log(const char *format, ...)
{
	g_autofree char *text = NULL;
	g_autofree char *line = NULL;
	va_list args;

	va_start(args, format);
	text = g_strdup_vprintf(format, args);
	va_end(args);
	line = cl_text_printable(text);
	g_mutex_lock(&lock);
	fprintf(stderr, "cutlined: %s\n", line);
	g_mutex_unlock(&lock);
}

void
daemon_log_rarely(const char *kind, const char *message)
{
	gint64 now_us = g_get_monotonic_time();
	guint i, left_out = 0;
	gboolean say;

	g_mutex_lock(&lock);
	for (i = 0; i < G_N_ELEMENTS(kinds) - 1 && kinds[i].kind != NULL; i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			break;
	say = kinds[i].kind == NULL || now_us - kinds[i].at_us >= RARELY_US;
	kinds[i].kind = kind;
	if (say) {
		kinds[i].at_us = now_us;
		left_out = kinds[i].left_out;
		kinds[i].left_out = 0;
	} else {
		kinds[i].left_out++;
	}
	g_mutex_unlock(&lock);
	if (say && left_out > 0)
		daemon_log("%s: %s (and %u times more in the minutes before)", kind, message, left_out);
	else if (say)
		daemon_log("%s: %s", kind, message);
}
