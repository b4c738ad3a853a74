/* SPDX-License-Identifier: MIT
 *
 * Hot folders: what the configuration may say, where none may be, and that silence is noticed.
 */
#include <glib/gstdio.h>
#include <string.h>
#include <cutline/archive.h>
#include <cutline/error.h>

#include "remove_all.h"

typedef struct {
	char *top, *path;
	ClArchive *archive;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	fixture->top = g_dir_make_tmp("cutline-watch-XXXXXX", NULL);
	fixture->path = g_build_filename(fixture->top, "archive", NULL);
	cl_archive_init(fixture->path, &error);
	g_assert_no_error(error);
	fixture->archive = cl_archive_open(fixture->path, CL_ARCHIVE_WRITE, &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	cl_archive_close(fixture->archive);
	remove_all(fixture->top);
	g_free(fixture->path);
	g_free(fixture->top);
}

static GPtrArray *
configure(Fixture *fixture, const char *conf, GError **error)
{
	g_autofree char *path = g_build_filename(fixture->path, "cutline.conf", NULL);

	g_assert_true(g_file_set_contents(path, conf, -1, NULL));
	return cl_archive_watch_folders(fixture->archive, error);
}

static void
test_configuration(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) folders = configure(fixture,
		"[archive]\n[watch wire]\npath=/srv/wire/../wire/\nsupplier=afp\nafter=delete\n"
		"silent_after=30m\n[watch ours]\npath=/srv/ours\n",
		&error);
	const ClWatchFolder *wire, *ours;

	g_assert_no_error(error);
	g_assert_cmpuint(folders->len, ==, 2);
	wire = folders->pdata[0];
	ours = folders->pdata[1];
	g_assert_cmpstr(wire->name, ==, "wire");
	g_assert_cmpstr(wire->path, ==, "/srv/wire");
	g_assert_cmpstr(wire->supplier, ==, "afp");
	g_assert_cmpint(wire->after, ==, CL_WATCH_DELETE);
	g_assert_cmpuint(wire->silent_after_s, ==, 1800);
	g_assert_cmpint(ours->after, ==, CL_WATCH_DONE);
	g_assert_null(ours->supplier);
	g_assert_cmpuint(ours->silent_after_s, ==, 0);
}

static void
test_mistakes(Fixture *fixture, gconstpointer data)
{
	static const char *const lines[] = {"supplier=afp", "path=wire", "path=/a\nafter=burn",
		"path=/a\nsilent_after=30", "path=/a\nsilent_after=0m", "path=/a\nsilent_after=9999d",
		"path=/a\nsupplier=", "path=/a\ncolour=red"};

	for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_autofree char *conf = g_strconcat("[watch wire]\n", lines[i], "\n", NULL);
		g_autoptr(GError) error = NULL;

		g_test_message("%s", lines[i]);
		g_assert_null(configure(fixture, conf, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
		g_assert_nonnull(strstr(error->message, "[watch wire]"));
	}
}

static void
test_no_folder_of_the_archive(Fixture *fixture, gconstpointer data)
{
	g_autofree char *inside = g_build_filename(fixture->path, "originals", NULL);
	const char *const paths[] = {fixture->path, inside, fixture->top};

	for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
		g_autoptr(GPtrArray) folders =
			g_ptr_array_new_with_free_func((GDestroyNotify)cl_watch_folder_free);
		g_autoptr(GError) error = NULL;
		ClWatch watch = {.folders = folders};

		g_ptr_array_add(folders, cl_watch_folder_new("a", paths[i]));
		g_assert_false(cl_archive_watch(fixture->archive, &watch, &error));
		g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
	}
}

typedef struct {
	volatile gint cancel;
	char *trouble; /* the first that was told */
	gboolean over; /* … and then was no more */
	const char *path;
} Told;

static void
on_state(const ClWatchFolder *folder, const ClWatchState *state, gpointer data)
{
	Told *told = data;

	if (state->trouble != NULL && told->trouble == NULL) {
		told->trouble = g_strdup(state->trouble);
		g_assert_cmpint(g_mkdir(told->path, 0755), ==, 0);
	}
	told->over = told->over || (told->trouble != NULL && state->trouble == NULL);
	if (state->silent && told->over)
		g_atomic_int_set(&told->cancel, 1);
}

/* A folder that comes later is no reason to end, and one that nobody writes to is told. */
static void
test_trouble_and_silence(Fixture *fixture, gconstpointer data)
{
	g_autofree char *path = g_build_filename(fixture->top, "hot", NULL);
	g_autoptr(GPtrArray) folders =
		g_ptr_array_new_with_free_func((GDestroyNotify)cl_watch_folder_free);
	g_autoptr(GError) error = NULL;
	Told told = {.path = path};
	ClWatch watch = {.folders = folders, .cancel = &told.cancel, .state = on_state, .data = &told};
	ClWatchFolder *folder = cl_watch_folder_new("hot", path);

	folder->silent_after_s = 1;
	g_ptr_array_add(folders, folder);
	g_assert_true(cl_archive_watch(fixture->archive, &watch, &error));
	g_assert_no_error(error);
	g_assert_nonnull(strstr(told.trouble, "cannot read"));
	g_free(told.trouble);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/watch/configuration", Fixture, NULL, set_up, test_configuration, tear_down);
	g_test_add("/watch/mistakes", Fixture, NULL, set_up, test_mistakes, tear_down);
	g_test_add("/watch/no-folder-of-the-archive", Fixture, NULL, set_up,
		test_no_folder_of_the_archive, tear_down);
	g_test_add("/watch/trouble-and-silence", Fixture, NULL, set_up, test_trouble_and_silence,
		tear_down);
	return g_test_run();
}
