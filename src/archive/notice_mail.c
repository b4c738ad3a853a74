/* SPDX-License-Identifier: MIT
 *
 * A notice as it comes: what was pasted is text, and a kill must not wait for a decoder; what is coded (a
 * mail, a page, another character set) is read by one.
 */
#include "notice.h"

#include <cutline/file.h>

#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static gboolean
has_tag(const char *text)
{
	while ((text = strchr(text, '<')) != NULL)
		if (g_ascii_isalpha(*++text) || *text == '!')
			return TRUE;
	return FALSE;
}

static gboolean
is_plain(const char *text, gsize n)
{
	static const char *const headers[] = { "\ncontent-", "\nmime-version:", "\nreceived:",
		"\nmessage-id:" };

	for (gsize i = 0; i < G_N_ELEMENTS(headers); i++)
		if (strcasestr(text, headers[i]) != NULL)
			return FALSE;
	return strlen(text) == n && g_utf8_validate(text, -1, NULL) && !g_str_has_prefix(text, "Content-") &&
		strstr(text, "=?") == NULL && !has_tag(text);
}

static char *
decode(ClArchive *archive, const char *text, gsize n, GError **error)
{
	ClDecoderPool *pool = archive_pool(archive, 1, error);
	CL_AUTO_FD fd = pool == NULL ? -1 : memfd_create("notice", MFD_CLOEXEC);
	g_autoptr(GVariant) answer = NULL;
	char *read = NULL;

	if (pool == NULL || !cl_file_write(fd, text, n, "notice", error))
		return NULL;
	answer = cl_decoder_pool_run(pool, CL_JOB_NOTICE, fd, NULL, 0, NULL, error);
	if (answer != NULL && g_variant_is_of_type(answer, G_VARIANT_TYPE("(s)")))
		g_variant_get(answer, "(s)", &read);
	else if (answer != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "is no text");
	return read;
}

char *
notice_text(ClArchive *archive, GBytes *bytes, GError **error)
{
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);
	g_autofree char *text = g_strndup(n == 0 ? "" : data, n);

	return is_plain(text, n) ? g_steal_pointer(&text) : decode(archive, text, n, error);
}
