/* SPDX-License-Identifier: MIT
 *
 * Opening an archive: folder, configuration, store, lock, catalog, and who acts.
 */
#include "archive_private.h"

#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define CATALOG_NAME "catalog.sqlite"
#define CONF_NAME "cutline.conf"
#define LOCK_NAME "lock"
#define LOCK_PAUSE_US 20000

static const char shipped_conf[] =
	"# Cutline archive. Lines that begin with # show the defaults.\n"
	"[archive]\n"
	"# zone=Europe/London        (default: the machine's zone)\n"
	"[decoder]\n"
	"# workers=0                 (0: one a core)\n"
	"# allow_unsandboxed=false   (true: decode even where the kernel offers no sandbox)\n"
	"[daemon]\n"
	"# listen=127.0.0.1:8080     (or unix:PATH)\n"
	"# public_url=               (https://photos.example.org: where readers reach it)\n"
	"# delivery=                 (open: every picture; released: those in a published use)\n"
	"# connections=2048          (at once; then the longest idle is closed)\n"
	"# header_seconds=30         (to a complete request head, and between requests)\n"
	"# upload_mb=512             (the largest upload)\n"
	"[renditions]\n"
	"# cache_mb=4096             (what is kept on disk)\n"
	"# memory_mb=1536            (for what is being decoded, all together)\n"
	"# queue=256                 (renditions that may wait; more are told to come back)\n"
	"# [watch wire]             (a hot folder; docs/hot-folders.md)\n"
	"# path=/srv/ftp/wire\n";

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

/* Empty if there is none. */
GKeyFile *
archive_conf(ClArchive *archive, GError **error)
{
	g_autoptr(GKeyFile) conf = g_key_file_new();
	g_autofree char *path = g_build_filename(archive->folder, CONF_NAME, NULL);
	g_autoptr(GError) why = NULL;

	if (!g_file_test(path, G_FILE_TEST_EXISTS) ||
		g_key_file_load_from_file(conf, path, G_KEY_FILE_NONE, &why))
		return g_steal_pointer(&conf);
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s': %s; correct the file", path, why->message);
	return NULL;
}

static gboolean
read_conf(ClArchive *archive, GError **error)
{
	g_autoptr(GKeyFile) conf = archive_conf(archive, error);
	g_autofree char *zone = NULL;

	if (conf == NULL)
		return FALSE;
	archive->conf = g_key_file_ref(conf);
	zone = g_key_file_get_string(conf, "archive", "zone", NULL);
	archive->zone = zone != NULL ? g_time_zone_new_identifier(zone) : g_time_zone_new_local();
	archive->allow_unsandboxed =
		g_key_file_get_boolean(conf, "decoder", "allow_unsandboxed", NULL);
	archive->n_decoders = (guint) CLAMP(
		g_key_file_get_integer(conf, "decoder", "workers", NULL), 0, 256);
	if (archive->zone != NULL)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"'%s/" CONF_NAME "': '%s' is no time zone; write one like Europe/London",
		archive->folder, zone);
	return FALSE;
}

static char *
default_actor(void)
{
	struct passwd *user = getpwuid(getuid());

	return g_strdup_printf("cli:%s", user != NULL ? user->pw_name : "unknown");
}

/* --- who may write ---------------------------------------------------------------------- */

static gboolean
open_lock(ClArchive *archive, GError **error)
{
	if (archive->lock < 0)
		archive->lock = cl_file_open(cl_store_folder(archive->store), LOCK_NAME,
			O_RDWR | O_CREAT, 0644, error);
	return archive->lock >= 0;
}

/* Of the open file, not of the process: the kernel ends it with the last descriptor. */
static gboolean
try_lock(ClArchive *archive, gboolean alone)
{
	struct flock lock = { .l_type = alone ? F_WRLCK : F_RDLCK, .l_whence = SEEK_SET };

	return fcntl(archive->lock, F_OFD_SETLK, &lock) == 0;
}

/* After a try that failed: FALSE when it has lasted too long. */
static gboolean
wait_for_lock(gint64 until_us, GError **error)
{
	if (errno != EAGAIN && errno != EACCES && errno != EINTR) {
		cl_error_set_errno(error, errno, "cannot lock '%s'", LOCK_NAME);
		return FALSE;
	}
	if (g_get_monotonic_time() >= until_us) {
		g_set_error(error, CL_ERROR, CL_ERROR_BUSY,
			"another program is writing to this archive; try again when it has ended");
		return FALSE;
	}
	g_usleep(LOCK_PAUSE_US);
	return TRUE;
}

static gint64
patience_us(void)
{
	return g_get_monotonic_time() + CL_BUSY_TIMEOUT_MS * (gint64) 1000;
}

gboolean
archive_lock(ClArchive *archive, gboolean alone, GError **error)
{
	gint64 until_us = patience_us();

	if (!open_lock(archive, error))
		return FALSE;
	while (!try_lock(archive, alone))
		if (!wait_for_lock(until_us, error))
			return FALSE;
	return TRUE;
}

/* A rebuild that died after its decision is brought to its end by whoever comes next; one that
 * lives gets there by itself. */
static gboolean
finish_replace(ClArchive *archive, GError **error)
{
	gint64 until_us = patience_us();
	gboolean ok;

	while (cl_catalog_is_half_replaced(archive->catalog_path)) {
		if (!open_lock(archive, error))
			return FALSE;
		if (!try_lock(archive, TRUE)) {
			if (!wait_for_lock(until_us, error))
				return FALSE;
			continue;
		}
		ok = cl_catalog_finish_replace(archive->catalog_path, error);
		cl_fd_close(&archive->lock);
		return ok;
	}
	cl_fd_close(&archive->lock);
	return TRUE;
}

static gboolean
enter(ClArchive *archive, GError **error)
{
	if (archive->mode == CL_ARCHIVE_RESTORE)
		return archive_lock(archive, TRUE, error) &&
			cl_catalog_finish_replace(archive->catalog_path, error);
	do {
		if (!finish_replace(archive, error))
			return FALSE;
		if (archive->mode == CL_ARCHIVE_READ)
			return TRUE;
		if (!archive_lock(archive, FALSE, error))
			return FALSE;
	} while (cl_catalog_is_half_replaced(archive->catalog_path));
	return TRUE;
}

/* --- open ------------------------------------------------------------------------------- */

/* What a lost catalog leaves behind. */
static gboolean
has_originals(const ClArchive *archive)
{
	static const char *const names[] = { "originals", "journal", CONF_NAME };

	for (gsize i = 0; i < G_N_ELEMENTS(names); i++) {
		g_autofree char *name = g_build_filename(archive->folder, names[i], NULL);

		if (!g_file_test(name, G_FILE_TEST_EXISTS))
			return FALSE;
	}
	return TRUE;
}

static gboolean
check_folder(const ClArchive *archive, const char *path, GError **error)
{
	gboolean has_catalog = g_file_test(archive->catalog_path, G_FILE_TEST_EXISTS) ||
		cl_catalog_is_half_replaced(archive->catalog_path);

	if (has_catalog || (archive->mode == CL_ARCHIVE_RESTORE && has_originals(archive)))
		return TRUE;
	if (has_originals(archive))
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"'%s' has lost its catalog; make it again: cutline rebuild --from-store", path);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"'%s' is no archive; make one: cutline init '%s'", path, path);
	return FALSE;
}

/* Who restores can do without, except where a newer program knows more than this one. */
static gboolean
open_catalog(ClArchive *archive, GError **error)
{
	g_autoptr(GError) why = NULL;

	archive->catalog = cl_catalog_open(archive->catalog_path,
		archive->mode == CL_ARCHIVE_READ ? CL_CATALOG_READ : CL_CATALOG_WRITE, &why);
	if (archive->catalog != NULL)
		return TRUE;
	if (archive->mode == CL_ARCHIVE_RESTORE && !g_error_matches(why, CL_ERROR, CL_ERROR_NEWER))
		return TRUE;
	if (g_error_matches(why, CL_ERROR, CL_ERROR_INPUT))
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s; 'cutline rebuild --from-store' makes it again", why->message);
	else
		g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

ClArchive *
cl_archive_open(const char *path, ClArchiveMode mode, GError **error)
{
	g_autoptr(ClArchive) archive = g_new0(ClArchive, 1);

	archive->lock = -1;
	archive->folder = g_canonicalize_filename(path, NULL);
	archive->catalog_path = g_build_filename(archive->folder, CATALOG_NAME, NULL);
	archive->mode = mode;
	archive->who = default_actor();
	if (!check_folder(archive, path, error))
		return NULL;
	archive->store = cl_store_open(archive->folder, FALSE, error);
	if (archive->store == NULL || !read_conf(archive, error) || !enter(archive, error) ||
		!open_catalog(archive, error))
		return NULL;
	if (mode == CL_ARCHIVE_WRITE && !archive_relist(archive, error))
		return NULL;
	if (mode != CL_ARCHIVE_READ)
		cl_store_sweep(archive->store);
	return g_steal_pointer(&archive);
}

void
archive_forget_rules(ClArchive *archive)
{
	g_clear_pointer(&archive->credit_rules, cl_credit_rules_unref);
	g_clear_pointer(&archive->style, archive_style_free);
	g_clear_pointer(&archive->rights, cl_rights_rules_free);
	g_clear_pointer(&archive->licences, g_ptr_array_unref);
	g_clear_pointer(&archive->spent, g_hash_table_unref);
}

void
cl_archive_close(ClArchive *archive)
{
	if (archive == NULL)
		return;
	g_clear_pointer(&archive->pool, cl_decoder_pool_free);
	archive_forget_rules(archive);
	g_clear_pointer(&archive->catalog, cl_catalog_close);
	cl_fd_close(&archive->lock);
	g_clear_pointer(&archive->store, cl_store_close);
	g_clear_pointer(&archive->zone, g_time_zone_unref);
	g_clear_pointer(&archive->conf, g_key_file_unref);
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

char *
cl_archive_setting(ClArchive *archive, const char *group, const char *key)
{
	g_autofree char *value = g_key_file_get_string(archive->conf, group, key, NULL);

	return value == NULL || value[0] == '\0' ? NULL : g_steal_pointer(&value);
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
