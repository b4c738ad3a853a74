/* SPDX-License-Identifier: MIT
 *
 * The daemon's settings, checked when it starts: a mistake must not show itself at night. Whoever can
 * be reached from elsewhere has to say what may be delivered.
 */
#include "daemon.h"

#include <string.h>

#define DEFAULT_LISTEN "127.0.0.1:8080"
#define GROUP "daemon"

static gboolean
read_number(ClArchive *archive, const char *key, guint64 least, guint64 most, guint64 usual,
	guint64 *value, GError **error)
{
	g_autofree char *text = cl_archive_setting(archive, GROUP, key);

	*value = usual;
	if (text == NULL || g_ascii_string_to_unsigned(text, 10, least, most, value, NULL))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"cutline.conf: [daemon] %s=%s is no number from %" G_GUINT64_FORMAT
		" to %" G_GUINT64_FORMAT,
		key, text, least, most);
	return FALSE;
}

static gboolean
read_public_url(ClArchive *archive, DaemonConfig *config, GError **error)
{
	char *url = config->public_url = cl_archive_setting(archive, GROUP, "public_url");
	const char *rest = url == NULL ? NULL : strstr(url, "://");

	if (url == NULL)
		return TRUE;
	if ((!g_str_has_prefix(url, "https://") && !g_str_has_prefix(url, "http://")) ||
		rest[3] == '\0' || strpbrk(url, " \"'<>?#") != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"cutline.conf: [daemon] public_url=%s is no address like "
			"https://photos.example.org",
			url);
		return FALSE;
	}
	while (g_str_has_suffix(url, "/"))
		url[strlen(url) - 1] = '\0';
	return TRUE;
}

static gboolean
read_delivery(ClArchive *archive, DaemonConfig *config, GError **error)
{
	g_autofree char *rule = cl_archive_setting(archive, GROUP, "delivery");

	config->released_only = g_strcmp0(rule, "released") == 0;
	if (rule != NULL && !config->released_only && strcmp(rule, "open") != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"cutline.conf: [daemon] delivery=%s; write open or released", rule);
		return FALSE;
	}
	if (rule != NULL || (config->public_url == NULL && listen_is_local(config->listen)))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"%s: say in cutline.conf what strangers may see, [daemon] delivery=released (pictures "
		"in a published use) or delivery=open (every picture)",
		config->public_url != NULL ? "there is a public_url" : config->listen);
	return FALSE;
}

gboolean
config_read(ClArchive *archive, const char *listen, DaemonConfig *config, GError **error)
{
	guint64 connections, header_s, upload_mb, keep_hours;

	memset(config, 0, sizeof *config);
	config->listen = g_strdup(listen);
	if (config->listen == NULL)
		config->listen = cl_archive_setting(archive, GROUP, "listen");
	if (config->listen == NULL)
		config->listen = g_strdup(DEFAULT_LISTEN);
	if (!listen_check(config->listen, error) || !read_public_url(archive, config, error) ||
		!read_delivery(archive, config, error) ||
		!read_number(archive, "connections", 8, 100000, 2048, &connections, error) ||
		!read_number(archive, "header_seconds", 1, 3600, 30, &header_s, error) ||
		!read_number(archive, "upload_mb", 1, 2048, 512, &upload_mb, error) ||
		!read_number(archive, "upload_keep_hours", 1, 8760, 72, &keep_hours, error))
		return FALSE;
	config->connections = (guint) connections;
	config->header_s = (guint) header_s;
	config->upload_bytes = upload_mb << 20;
	config->upload_keep_s = keep_hours * 3600;
	return TRUE;
}

char *
daemon_public_url(Daemon *daemon)
{
	char *url;

	g_mutex_lock(&daemon->config_lock);
	url = g_strdup(daemon->config.public_url);
	g_mutex_unlock(&daemon->config_lock);
	return url;
}

void
config_clear(DaemonConfig *config)
{
	g_clear_pointer(&config->listen, g_free);
	g_clear_pointer(&config->public_url, g_free);
}
