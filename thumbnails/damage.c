/* SPDX-License-Identifier: MIT
 *
 * What the decoders complain of while they go on: libvips only logs it, libjpeg tells. The first
 * complaint of a job that means broken pixels is kept for its answer; the rest is dropped. One job at
 * a time.
 */
#include <string.h>
#include <vips/vips.h>
#include "render.h"

static GMutex lock;
static char first[256];

static gboolean
means_damage(const char *message)
{
	static const char *const words[] = {
		"orrupt", "CRC", "remature", "runcated", "Huffman", "out of data"};

	/* libtiff of a text with a NUL in it, which a Copyright of two parts has to have. */
	if (g_str_has_prefix(message, "ASCII value for tag"))
		return FALSE;
	for (gsize i = 0; i < G_N_ELEMENTS(words); i++)
		if (strstr(message, words[i]) != NULL)
			return TRUE;
	return FALSE;
}

void
render_damage_note(const char *message)
{
	g_mutex_lock(&lock);
	if (first[0] == '\0' && means_damage(message)) {
		g_strlcpy(first, message, sizeof first);
		g_strstrip(first);
	}
	g_mutex_unlock(&lock);
}

static void
note(const char *domain, GLogLevelFlags level, const char *message, gpointer data)
{
	render_damage_note(message);
}

void
render_damage_listen(void)
{
	g_log_set_handler("VIPS", G_LOG_LEVEL_MASK | G_LOG_FLAG_RECURSION, note, NULL);
}

void
render_damage_forget(void)
{
	g_mutex_lock(&lock);
	first[0] = '\0';
	g_mutex_unlock(&lock);
}

void
render_damage_copy(char *text, gsize n_bytes)
{
	g_mutex_lock(&lock);
	g_strlcpy(text, first, n_bytes);
	g_mutex_unlock(&lock);
}
