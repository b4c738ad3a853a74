/* SPDX-License-Identifier: MIT
 *
 * Files that lie beside a checked page. An address is taken as a browser takes it: with <base>, with
 * "..", from the root of the site where it begins with a slash. Where that root is nobody says, so the
 * folder of the page is tried, and those around it; what lies outside of the site, or is reached
 * through a link that leads out of it, is not opened. Servers are not all strict about capitals. Which
 * server the site will be on nobody says either: the path of any address may lie here.
 */
#include "page_check.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_FOLDERS 6U	    /* of the page and around it */
#define MAX_LISTED 100000U  /* names of one folder */

struct PageFiles {
	ClArchive *archive;
	GPtrArray *folders; /* char*: of the page, and around it as far as the site can reach; real paths */
	GPtrArray *base;    /* char*: folders of <base href>; or of the page's own, none */
	gboolean from_root; /* it says where the root is */
	GHashTable *names;  /* folder → GHashTable of names, folded → as written */
	GHashTable *found;  /* real path → GPtrArray of ClMatch; NULL = no picture that can be read */
};

/* --- where the site can lie -------------------------------------------------------------------- */

/* Everybody's folders hold no site, nor does the home folder as such. */
static gboolean
may_hold_site(const char *folder)
{
	g_autofree char *home = realpath(g_get_home_dir(), NULL);
	struct stat status;

	return strcmp(folder, "/") != 0 && g_strcmp0(folder, home) != 0 && stat(folder, &status) == 0 &&
	       (status.st_mode & S_IWOTH) == 0;
}

static GPtrArray *
folders_of(const char *page)
{
	g_autofree char *name = g_path_get_dirname(page);
	char *folder = realpath(name, NULL);
	GPtrArray *folders = g_ptr_array_new_with_free_func(free);

	while (folder != NULL) {
		g_autofree char *around = g_path_get_dirname(folder);

		g_ptr_array_add(folders, folder);
		folder = folders->len < MAX_FOLDERS && may_hold_site(around) ? strdup(around) : NULL;
	}
	return folders;
}

/* "https://host" of an address that names one; else 0. */
static gsize
origin_length(const char *url)
{
	gsize n = strspn(url, G_CSET_a_2_z G_CSET_A_2_Z);

	return n > 0 && g_str_has_prefix(url + n, "://") ? n + 3 + strcspn(url + n + 3, "/?#") : 0;
}

/* --- an address as names ------------------------------------------------------------------------ */

/* As browsers do: no tabs and line ends, "\" for "/" (scripts write "\/"), percent signs read. */
static char *
plain_path(const char *url)
{
	g_autoptr(GString) path = g_string_new(NULL);
	char *read;

	for (const char *at = url; *at != '\0' && *at != '?' && *at != '#'; at++) {
		char c = *at == '\\' ? '/' : *at;

		if (c != '\t' && c != '\n' && c != '\r' &&
			(c != '/' || path->len == 0 || path->str[path->len - 1] != '/'))
			g_string_append_c(path, c);
	}
	read = g_uri_unescape_string(path->str, NULL);
	return read != NULL ? read : g_strdup(path->str);
}

/* Below `names`; *up: how many folders it leads out of them. */
static void
walk_names(GPtrArray *names, const char *path, guint *up)
{
	g_auto(GStrv) parts = g_strsplit(path, "/", -1);

	for (guint i = 0; parts[i] != NULL; i++) {
		if (strcmp(parts[i], "..") == 0 && names->len == 0)
			++*up;
		else if (strcmp(parts[i], "..") == 0)
			g_ptr_array_set_size(names, (int)names->len - 1);
		else if (parts[i][0] != '\0' && strcmp(parts[i], ".") != 0)
			g_ptr_array_add(names, g_strdup(parts[i]));
	}
}

static void
set_base(PageFiles *files, const char *base)
{
	gsize n = base == NULL ? 0 : origin_length(base);
	g_autofree char *path = base == NULL ? NULL : plain_path(base + n);
	char *end = path == NULL ? NULL : strrchr(path, '/');
	guint up = 0;

	files->from_root = n > 0 || (path != NULL && path[0] == '/');
	if (end == NULL)
		return;
	*end = '\0';
	walk_names(files->base, path, &up);
}

static void
matches_free(gpointer matches)
{
	if (matches != NULL)
		g_ptr_array_unref(matches);
}

PageFiles *
page_files_new(ClArchive *archive, const char *page, const char *base)
{
	PageFiles *files = g_new0(PageFiles, 1);

	files->archive = archive;
	files->folders = page == NULL ? g_ptr_array_new() : folders_of(page);
	files->base = g_ptr_array_new_with_free_func(g_free);
	files->names = g_hash_table_new_full(
		g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_hash_table_unref);
	files->found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, matches_free);
	set_base(files, base);
	return files;
}

void
page_files_free(PageFiles *files)
{
	g_ptr_array_unref(files->folders);
	g_ptr_array_unref(files->base);
	g_hash_table_unref(files->names);
	g_hash_table_unref(files->found);
	g_free(files);
}

/* --- a file -------------------------------------------------------------------------------------- */

static GHashTable *
names_in(PageFiles *files, const char *folder)
{
	GHashTable *names = g_hash_table_lookup(files->names, folder);
	g_autoptr(GDir) dir = NULL;
	const char *name;

	if (names != NULL)
		return names;
	names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
	g_hash_table_insert(files->names, g_strdup(folder), names);
	dir = g_dir_open(folder, 0, NULL);
	while (dir != NULL && g_hash_table_size(names) < MAX_LISTED &&
		(name = g_dir_read_name(dir)) != NULL)
		if (g_utf8_validate(name, -1, NULL))
			g_hash_table_insert(names, g_utf8_casefold(name, -1), g_strdup(name));
	return names;
}

/* Exactly so, else in other capitals; its real path, or NULL. */
static char *
look_up(PageFiles *files, const char *folder, const GPtrArray *names)
{
	g_autofree char *path = g_strdup(folder);

	for (guint i = 0; i < names->len; i++) {
		g_autofree char *exact = g_build_filename(path, names->pdata[i], NULL);
		const char *name = names->pdata[i];

		if (access(exact, F_OK) != 0) {
			g_autofree char *fold = g_utf8_validate(name, -1, NULL)
							? g_utf8_casefold(name, -1)
							: g_strdup(name);

			name = g_hash_table_lookup(names_in(files, path), fold);
			if (name == NULL)
				return NULL;
			g_free(exact);
			exact = g_build_filename(path, name, NULL);
		}
		g_free(path);
		path = g_steal_pointer(&exact);
	}
	return g_file_test(path, G_FILE_TEST_IS_REGULAR) ? realpath(path, NULL) : NULL;
}

static gboolean
is_in_site(const PageFiles *files, const char *path)
{
	const char *top = files->folders->pdata[files->folders->len - 1];

	return g_str_has_prefix(path, top) && path[strlen(top)] == '/';
}

static char *
find_below(PageFiles *files, const GPtrArray *names, guint first, guint last)
{
	for (guint i = first; names->len > 0 && i < last; i++) {
		char *found = look_up(files, files->folders->pdata[i], names);

		if (found != NULL && is_in_site(files, found))
			return found;
		free(found);
	}
	return NULL;
}

/* "cdn-cgi/image/width=800/img/a.jpg", "…/w_800,h_600/https://host/img/a.jpg": what a server is told to do
 * with the picture stands before its own path. FALSE: nothing does. */
static gboolean
drop_options(GPtrArray *names)
{
	for (guint i = names->len; i > 1; i--) {
		const char *name = names->pdata[i - 2];
		guint n = i - 1 + g_str_has_suffix(name, ":"); /* and the host */

		if (strpbrk(name, "=,:") != NULL && n < names->len) {
			g_ptr_array_remove_range(names, 0, n);
			return TRUE;
		}
	}
	return FALSE;
}

/* "//host/a.jpg" is of the server's own kind. */
static gsize
server_length(const char *url)
{
	gsize n = origin_length(url);

	return n > 0 ? n : g_str_has_prefix(url, "//") ? 2 + strcspn(url + 2, "/?#") : 0;
}

/* Where an address leads; NULL = to no file of the site. */
static char *
resolve(PageFiles *files, const char *url)
{
	gsize n = server_length(url);
	g_autofree char *path = NULL;
	g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
	guint up = 0, last;
	gboolean from_root;
	char *found;

	if (files->folders->len == 0 || strlen(url) >= PATH_MAX ||
		g_ascii_strncasecmp(url, "file:", 5) == 0)
		return NULL;
	path = plain_path(url + n);
	from_root = n > 0 || path[0] == '/' || files->from_root;
	for (guint i = 0; path[0] != '/' && n == 0 && i < files->base->len; i++)
		g_ptr_array_add(names, g_strdup(files->base->pdata[i]));
	walk_names(names, path, &up);
	last = from_root ? files->folders->len : MIN(up + 1, files->folders->len);
	found = find_below(files, names, from_root ? 0 : up, last);
	if (found != NULL || !drop_options(names))
		return found;
	return find_below(files, names, 0, files->folders->len);
}

const GPtrArray *
page_files_match(PageFiles *files, const char *url)
{
	g_autofree char *path = resolve(files, url);
	GPtrArray *matches;
	gpointer known;

	if (path == NULL)
		return NULL;
	if (g_hash_table_lookup_extended(files->found, path, NULL, &known))
		return known;
	matches = cl_archive_find_picture(files->archive, path, NULL);
	g_hash_table_insert(files->found, g_steal_pointer(&path), matches);
	return matches;
}

/* A file that nobody keeps. */
static GPtrArray *
match_bytes(ClArchive *archive, GBytes *data)
{
	CL_AUTO_FD fd = memfd_create("picture", MFD_CLOEXEC);
	gsize n;
	const void *bytes = g_bytes_get_data(data, &n);

	if (fd < 0 || !cl_file_write(fd, bytes, n, "picture", NULL) || lseek(fd, 0, SEEK_SET) != 0)
		return NULL;
	return cl_archive_find_open(archive, fd, NULL);
}

const GPtrArray *
page_files_match_data(PageFiles *files, GBytes *data)
{
	g_autofree char *key = g_compute_checksum_for_bytes(G_CHECKSUM_SHA256, data);
	GPtrArray *matches;
	gpointer known;

	if (g_hash_table_lookup_extended(files->found, key, NULL, &known))
		return known;
	matches = match_bytes(files->archive, data);
	g_hash_table_insert(files->found, g_steal_pointer(&key), matches);
	return matches;
}
