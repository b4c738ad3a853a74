/* SPDX-License-Identifier: MIT
 *
 * Opening an archive: folder, configuration, store, catalog, and who acts.
 */
#include "archive_private.h"

#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CATALOG_NAME "catalog.sqlite"
#define CONF_NAME "cutline.conf"

static const char shipped_conf[] =
	"# Cutline archive. Lines that begin with # show the defaults.\n"
	"[archive]\n"
	"# zone=Europe/London        (default: the machine's zone)\n"
	"[decoder]\n"
	"# workers=0                 (0: one a core)\n"
	"# allow_unsandboxed=false   (true: decode even where the kernel offers no sandbox)\n";

char *
cl_archive_path(const char *option)
{
	const char *variable = g_getenv("CUTLINE_ARCHIVE");

	if (option != NULL)
		return g_strdup(option);
	if (variable != NULL && variable[0] != '\0')
		return g_strdup(variable);
	return g_build_filename(g_get_user_data_dir(), "cutline", NULL);
}

/* Only an empty folder, or none, becomes an archive. */
static gboolean
refuse_occupied(const char *path, GError **error)
{
	g_autoptr(GDir) folder = g_dir_open(path, 0, NULL);
	g_autofree char *catalog = g_build_filename(path, CATALOG_NAME, NULL);

	if (g_file_test(catalog, G_FILE_TEST_EXISTS)) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"'%s' is an archive already; use it as it is", path);
		return FALSE;
	}
	if (folder != NULL && g_dir_read_name(folder) != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_DENIED,
			"'%s' is not empty; name a new folder", path);
		return FALSE;
	}
	return TRUE;
}

gboolean
cl_archive_init(const char *path, GError **error)
{
	g_autofree char *catalog_path = g_build_filename(path, CATALOG_NAME, NULL);
	g_autoptr(ClStore) store = NULL;
	g_autoptr(ClCatalog) catalog = NULL;

	if (!refuse_occupied(path, error))
		return FALSE;
	store = cl_store_open(path, TRUE, error);
	if (store == NULL ||
		!cl_file_replace(cl_store_folder(store), CONF_NAME, shipped_conf,
			strlen(shipped_conf), 0644, error))
		return FALSE;
	catalog = cl_catalog_open(catalog_path, CL_CATALOG_CREATE, error);
	return catalog != NULL && cl_file_sync_folder(cl_store_folder(store), ".", error);
}

static gboolean
read_conf(ClArchive *archive, GError **error)
{
	g_autoptr(GKeyFile) conf = g_key_file_new();
	g_autofree char *path = g_build_filename(archive->folder, CONF_NAME, NULL);
	g_autofree char *zone = NULL;
	g_autoptr(GError) why = NULL;

	if (g_file_test(path, G_FILE_TEST_EXISTS) &&
		!g_key_file_load_from_file(conf, path, G_KEY_FILE_NONE, &why)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s': %s; correct the file", path,
			why->message);
		return FALSE;
	}
	zone = g_key_file_get_string(conf, "archive", "zone", NULL);
	archive->zone = zone != NULL ? g_time_zone_new_identifier(zone) : g_time_zone_new_local();
	archive->allow_unsandboxed =
		g_key_file_get_boolean(conf, "decoder", "allow_unsandboxed", NULL);
	archive->n_decoders = (guint) CLAMP(
		g_key_file_get_integer(conf, "decoder", "workers", NULL), 0, 256);
	if (archive->zone != NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s': '%s' is no time zone; write one like Europe/London", path, zone);
	return FALSE;
}

static char *
default_actor(void)
{
	struct passwd *user = getpwuid(getuid());

	return g_strdup_printf("cli:%s", user != NULL ? user->pw_name : "unknown");
}

ClArchive *
cl_archive_open(const char *path, ClArchiveMode mode, GError **error)
{
	g_autoptr(ClArchive) archive = g_new0(ClArchive, 1);

	archive->folder = g_canonicalize_filename(path, NULL);
	archive->catalog_path = g_build_filename(archive->folder, CATALOG_NAME, NULL);
	archive->mode = mode;
	archive->who = default_actor();
	if (!g_file_test(archive->catalog_path, G_FILE_TEST_EXISTS)) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"'%s' is no archive; make one: cutline init '%s'", path, path);
		return NULL;
	}
	archive->store = cl_store_open(archive->folder, FALSE, error);
	if (archive->store == NULL || !read_conf(archive, error))
		return NULL;
	archive->catalog = cl_catalog_open(archive->catalog_path,
		mode == CL_ARCHIVE_WRITE ? CL_CATALOG_WRITE : CL_CATALOG_READ, error);
	if (archive->catalog == NULL)
		return NULL;
	if (mode == CL_ARCHIVE_WRITE)
		cl_store_sweep(archive->store);
	return g_steal_pointer(&archive);
}

void
cl_archive_close(ClArchive *archive)
{
	if (archive == NULL)
		return;
	g_clear_pointer(&archive->pool, cl_decoder_pool_free);
	g_clear_pointer(&archive->catalog, cl_catalog_close);
	g_clear_pointer(&archive->store, cl_store_close);
	g_clear_pointer(&archive->zone, g_time_zone_unref);
	g_free(archive->who);
	g_free(archive->catalog_path);
	g_free(archive->folder);
	g_free(archive);
}

const char *
cl_archive_folder(ClArchive *archive)
{
	return archive->folder;
}

GTimeZone *
cl_archive_zone(ClArchive *archive)
{
	return archive->zone;
}

void
cl_archive_set_actor(ClArchive *archive, const char *who)
{
	g_free(archive->who);
	archive->who = g_strdup(who);
}

ClDecoderPool *
archive_pool(ClArchive *archive, guint n_workers, GError **error)
{
	ClDecoderOptions options = { 0 };

	if (archive->pool != NULL)
		return archive->pool;
	options.n_workers = n_workers != 0 ? n_workers : archive->n_decoders;
	options.allow_unsandboxed = archive->allow_unsandboxed;
	archive->pool = cl_decoder_pool_new(&options, error);
	return archive->pool;
}
