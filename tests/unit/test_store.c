/* SPDX-License-Identifier: MIT
 *
 * The store: originals by hash, manifests beside them, sources untouched, leftovers swept,
 * a journal that survives a torn line.
 */
#include <cutline/error.h>
#include <cutline/file.h>
#include <cutline/store.h>

#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "remove_all.h"

typedef struct {
	char *folder;
	ClStore *store;
} Fixture;

static void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	fixture->folder = g_dir_make_tmp("cutline-store-XXXXXX", &error);
	g_assert_no_error(error);
	fixture->store = cl_store_open(fixture->folder, TRUE, &error);
	g_assert_no_error(error);
}

static void
tear_down(Fixture *fixture, gconstpointer data)
{
	cl_store_close(fixture->store);
	remove_all(fixture->folder);
	g_free(fixture->folder);
}

static char *
make_source(Fixture *fixture, const char *name, const char *content)
{
	char *path = g_build_filename(fixture->folder, name, NULL);

	g_assert_true(g_file_set_contents(path, content, -1, NULL));
	return path;
}

static ClStaged *
stage(Fixture *fixture, const char *path)
{
	g_autoptr(GError) error = NULL;
	struct stat status;
	CL_AUTO_FD fd = cl_store_open_source(AT_FDCWD, path, &status, &error);
	ClStaged *staged = cl_store_stage(fixture->store, fd, path, &error);

	g_assert_no_error(error);
	g_assert_cmpuint(staged->size_bytes, ==, (guint64) status.st_size);
	return staged;
}

static gboolean
count(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	(*(guint *) data)++;
	return TRUE;
}

static guint
count_originals(Fixture *fixture)
{
	guint n = 0;

	g_assert_true(cl_store_each_original(fixture->store, count, NULL, &n, NULL));
	return n;
}

static void
test_commit(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	ClStaged *batch[6];
	g_autofree char *manifest = NULL;

	for (int i = 0; i < 6; i++) {
		g_autofree char *content = g_strdup_printf("picture %d", i);
		g_autofree char *source = make_source(fixture, "source.jpg", content);

		batch[i] = stage(fixture, source);
		batch[i]->manifest = g_strdup("{}");
	}
	g_assert_cmpuint(count_originals(fixture), ==, 0);
	g_assert_true(cl_store_commit(fixture->store, batch, 1, &error));
	g_assert_true(cl_store_commit(fixture->store, batch + 1, 5, &error));
	g_assert_no_error(error);
	g_assert_cmpuint(count_originals(fixture), ==, 6);
	manifest = cl_store_read_manifest(fixture->store, batch[3]->sha256, &error);
	g_assert_cmpstr(manifest, ==, "{}");
	for (int i = 0; i < 6; i++) {
		guint8 again[CL_SHA256_BYTES];
		CL_AUTO_FD fd = cl_store_open_original(fixture->store, batch[i]->sha256, &error);

		g_assert_true(cl_store_hash(fd, "original", again, &error));
		g_assert_cmpmem(again, sizeof again, batch[i]->sha256, CL_SHA256_BYTES);
		cl_staged_free(batch[i]);
	}
}

static void
test_dropped(Fixture *fixture, gconstpointer data)
{
	g_autofree char *source = make_source(fixture, "source.jpg", "x");
	g_autofree char *leftover = g_build_filename(fixture->folder, "tmp", "1-1-0", NULL);

	cl_staged_free(stage(fixture, source));
	g_assert_cmpuint(cl_store_count_stale(fixture->store), ==, 0);
	/* Process 1 lives, but is nobody who has the archive open. */
	g_assert_true(g_file_set_contents(leftover, "x", 1, NULL));
	g_assert_cmpuint(cl_store_count_stale(fixture->store), ==, 1);
	g_assert_cmpuint(cl_store_sweep(fixture->store), ==, 1);
	g_assert_cmpuint(cl_store_count_stale(fixture->store), ==, 0);
}

/* Another store on the same folder, as in another container: it leaves what is being written, and
 * takes what is left when its writer is gone. */
static void
test_two_owners(Fixture *fixture, gconstpointer data)
{
	g_autofree char *source = make_source(fixture, "source.jpg", "x");
	g_autofree char *left = NULL;
	g_autofree char *owner = NULL;
	g_autoptr(ClStore) other = cl_store_open(fixture->folder, FALSE, NULL);
	g_autoptr(ClStaged) staged = stage(fixture, source);

	owner = g_strdup(cl_store_owner(fixture->store, NULL));
	left = g_strdup_printf("%s/tmp/%s-99", fixture->folder, owner);
	g_assert_true(cl_store_owner_lives(other, owner));
	g_assert_cmpuint(cl_store_sweep(other), ==, 0);
	g_clear_pointer(&staged, cl_staged_free);
	g_assert_true(g_file_set_contents(left, "x", 1, NULL));
	g_assert_cmpuint(cl_store_sweep(other), ==, 0);
	g_clear_pointer(&fixture->store, cl_store_close);
	g_assert_false(cl_store_owner_lives(other, owner));
	g_assert_cmpuint(cl_store_sweep(other), ==, 1);
	g_assert_false(g_file_test(left, G_FILE_TEST_EXISTS));
}

static void
refuse(Fixture *fixture, const char *name, int code)
{
	g_autofree char *path = g_build_filename(fixture->folder, name, NULL);
	g_autoptr(GError) error = NULL;
	struct stat status;

	g_assert_cmpint(cl_store_open_source(AT_FDCWD, path, &status, &error), ==, -1);
	g_assert_error(error, CL_ERROR, code);
}

static void
test_sources(Fixture *fixture, gconstpointer data)
{
	g_autofree char *target = make_source(fixture, "target.jpg", "x");
	g_autofree char *fifo = g_build_filename(fixture->folder, "fifo", NULL);
	g_autofree char *link = g_build_filename(fixture->folder, "link", NULL);

	g_assert_cmpint(mkfifo(fifo, 0600), ==, 0);
	g_assert_cmpint(symlink(target, link), ==, 0);
	refuse(fixture, "fifo", CL_ERROR_INPUT);
	refuse(fixture, "link", CL_ERROR_INPUT);
	refuse(fixture, "tmp", CL_ERROR_INPUT);
	refuse(fixture, "absent", CL_ERROR_INPUT);
}

static void
test_derived(Fixture *fixture, gconstpointer data)
{
	static const guint8 sha256[CL_SHA256_BYTES] = { 7 };
	g_autoptr(GError) error = NULL;
	CL_AUTO_FD fd = cl_store_begin_derived(fixture->store, &error);
	CL_AUTO_FD empty = cl_store_begin_derived(fixture->store, &error);
	guint64 size;

	g_assert_no_error(error);
	g_assert_cmpint(cl_store_derived_bytes(fixture->store, "thumb", sha256), ==, -1);
	g_assert_true(cl_file_write(fd, "pixels", 6, "x", &error));
	g_assert_true(cl_store_end_derived(fixture->store, fd, "thumb", sha256, &size, &error));
	g_assert_cmpuint(size, ==, 6);
	g_assert_cmpint(cl_store_derived_bytes(fixture->store, "thumb", sha256), ==, 6);
	g_assert_false(cl_store_end_derived(fixture->store, empty, "grid", sha256, &size, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
}

static void
test_journal(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *path = NULL;
	g_autofree char *content = NULL;
	gint64 seq;
	FILE *file;

	g_setenv("CUTLINE_NOW", "2022-01-14T00:00:00Z", TRUE);
	g_assert_true(cl_store_journal_last(fixture->store, &seq, &error));
	g_assert_cmpint(seq, ==, 0);
	g_assert_true(cl_store_journal_append(
		fixture->store, "{\"seq\":1,\"a\":1}\n{\"seq\":2}\n", &error));
	path = g_build_filename(fixture->folder, "journal", "2022.jsonl", NULL);
	file = fopen(path, "a");
	fputs("{\"seq\":3,\"torn", file);
	fclose(file);
	g_assert_true(cl_store_journal_last(fixture->store, &seq, &error));
	g_assert_cmpint(seq, ==, 2);
	g_assert_true(cl_store_journal_append(fixture->store, "{\"seq\":3}\n", &error));
	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	g_assert_cmpstr(content, ==, "{\"seq\":1,\"a\":1}\n{\"seq\":2}\n{\"seq\":3}\n");
	g_assert_true(cl_store_journal_last(fixture->store, &seq, &error));
	g_assert_cmpint(seq, ==, 3);
}

/* A repaired file of the journal; what it replaces is kept. */
static void
test_journal_put(Fixture *fixture, gconstpointer data)
{
	static const char line[] = "{\"seq\":1}\n";
	g_autoptr(GError) error = NULL;
	g_autofree char *path = g_build_filename(fixture->folder, "journal", "2021.jsonl", NULL);
	g_autofree char *aside = g_build_filename(fixture->folder, "quarantine", NULL);
	g_autofree char *content = NULL;
	g_autofree char *kept_content = NULL;
	g_autofree char *kept = NULL;
	g_autoptr(GDir) folder = NULL;
	CL_AUTO_FD fd = cl_store_journal_begin(fixture->store, &error);

	g_assert_no_error(error);
	g_assert_true(g_file_set_contents(path, "damaged\n", -1, NULL));
	g_assert_true(cl_file_write(fd, line, strlen(line), "line", &error));
	g_assert_true(cl_store_journal_put(fixture->store, "2021.jsonl", fd, &error));
	g_assert_no_error(error);
	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	g_assert_cmpstr(content, ==, line);
	folder = g_dir_open(aside, 0, NULL);
	kept = g_build_filename(aside, g_dir_read_name(folder), NULL);
	g_assert_true(g_file_get_contents(kept, &kept_content, NULL, NULL));
	g_assert_cmpstr(kept_content, ==, "damaged\n");
	g_assert_cmpuint(cl_store_count_stale(fixture->store), ==, 0);
}

/* By the numbers of statfs(2): a disk, and what only looks like one. */
static void
test_file_systems(void)
{
	static const struct {
		const char *name;
		guint32 type;
		gboolean may;
	} known[] = {
		{"ext4", 0xef53, TRUE}, {"xfs", 0x58465342, TRUE}, {"btrfs", 0x9123683e, TRUE},
		{"zfs", 0x2fc12fc1, TRUE}, {"f2fs", 0xf2f52010, TRUE}, {"bcachefs", 0xca451a4e, TRUE},
		{"tmpfs", 0x01021994, TRUE}, {"overlayfs", 0x794c7630, TRUE},
		{"nfs", 0x6969, FALSE}, {"smb", 0x517b, FALSE}, {"cifs", 0xff534d42, FALSE},
		{"smb2", 0xfe534d42, FALSE}, {"fuse: sshfs, s3fs, glusterfs", 0x65735546, FALSE},
		{"9p", 0x01021997, FALSE}, {"afs", 0x5346414f, FALSE}, {"kafs", 0x6b414653, FALSE},
		{"coda", 0x73757245, FALSE}, {"ceph", 0x00c36400, FALSE}, {"ocfs2", 0x7461636f, FALSE},
		{"gfs2", 0x01161970, FALSE}, {"lustre", 0x0bd00bd0, FALSE}, {"gpfs", 0x47504653, FALSE},
	};

	for (gsize i = 0; i < G_N_ELEMENTS(known); i++) {
		g_test_message("%s", known[i].name);
		g_assert_cmpint(cl_store_may_live_on(known[i].type), ==, known[i].may);
	}
}

static gboolean
note(const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	g_autofree char *hex = cl_hex(sha256, 2);

	g_string_append_printf(data, "%s ", hex);
	return TRUE;
}

static gboolean
note_derived(const char *kind, const guint8 sha256[CL_SHA256_BYTES], gpointer data)
{
	g_string_append_printf(data, "%s ", kind);
	return note(sha256, data);
}

static void
note_stray(const char *path, gpointer data)
{
	g_string_append_printf(data, "stray %s ", path);
}

static void
put_file(Fixture *fixture, const char *path)
{
	g_autofree char *full = g_build_filename(fixture->folder, path, NULL);
	g_autofree char *folder = g_path_get_dirname(full);

	g_mkdir_with_parents(folder, 0755);
	g_assert_true(g_file_set_contents(full, "x", -1, NULL));
}

static void
test_inspect(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) seen = g_string_new(NULL);
	g_autofree char *read = NULL;
	guint8 sha256[CL_SHA256_BYTES] = { 0xab, 0xcd };
	g_autofree char *hex = cl_hex(sha256, sizeof sha256);
	g_autofree char *manifest = g_strdup_printf("originals/ab/cd/%s.json", hex);
	g_autofree char *thumb = g_strdup_printf("derived/thumb/ab/cd/%s.jpg", hex);
	g_autofree char *misplaced = g_strdup_printf("derived/thumb/ab/ab/%s.jpg", hex);

	put_file(fixture, manifest);
	g_assert_true(cl_store_put_manifest(fixture->store, sha256, "{\"a\":1}", &error));
	read = cl_store_read_manifest(fixture->store, sha256, &error);
	g_assert_cmpstr(read, ==, "{\"a\":1}");
	g_assert_true(cl_store_each_manifest(fixture->store, note, seen, &error));
	g_assert_cmpstr(seen->str, ==, "abcd ");
	g_assert_true(cl_store_quarantine_manifest(fixture->store, sha256, &error));
	g_string_truncate(seen, 0);
	g_assert_true(cl_store_each_manifest(fixture->store, note, seen, &error));
	g_assert_cmpstr(seen->str, ==, "");

	g_assert_true(cl_store_each_derived(
		fixture->store, "thumb", note_derived, note_stray, seen, &error));
	put_file(fixture, thumb);
	g_assert_true(cl_store_each_derived(
		fixture->store, "thumb", note_derived, note_stray, seen, &error));
	g_assert_cmpstr(seen->str, ==, "thumb abcd ");
	g_assert_true(cl_store_remove_derived(fixture->store, "thumb", sha256, &error));
	put_file(fixture, misplaced);
	g_string_truncate(seen, 0);
	g_assert_true(cl_store_each_derived(
		fixture->store, "thumb", note_derived, note_stray, seen, &error));
	g_assert_true(g_str_has_prefix(seen->str, "stray derived/thumb/ab/ab/abcd"));
	g_assert_no_error(error);
}

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/store/commit", Fixture, NULL, set_up, test_commit, tear_down);
	g_test_add("/store/dropped", Fixture, NULL, set_up, test_dropped, tear_down);
	g_test_add("/store/two-owners", Fixture, NULL, set_up, test_two_owners, tear_down);
	g_test_add("/store/sources", Fixture, NULL, set_up, test_sources, tear_down);
	g_test_add("/store/derived", Fixture, NULL, set_up, test_derived, tear_down);
	g_test_add("/store/journal", Fixture, NULL, set_up, test_journal, tear_down);
	g_test_add("/store/journal-put", Fixture, NULL, set_up, test_journal_put, tear_down);
	g_test_add_func("/store/file-systems", test_file_systems);
	g_test_add("/store/inspect", Fixture, NULL, set_up, test_inspect, tear_down);
	return g_test_run();
}
