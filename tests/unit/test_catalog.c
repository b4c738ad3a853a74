/* SPDX-License-Identifier: MIT
 *
 * The catalog's record: what goes in comes out, two connections take turns, and a failed step
 * takes its transaction with it.
 */
#include "catalog_fixture.h"

static void
test_photo(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	AUTO_FILE file = make_file(1);
	AUTO_FILE read = NULL;
	AUTO_FILE by_hash = NULL;
	g_autoptr(ClPhotoRow) photo = NULL;
	g_autoptr(GPtrArray) received = NULL;
	g_autoptr(GPtrArray) findings = NULL;
	g_autoptr(GPtrArray) ids = NULL;
	const ClReceived *value;
	gboolean has = FALSE;

	g_free(file->name);
	file->name = g_strdup("/in/\xff\xfe odd.jpg");
	file->supplier_id = g_strdup("20261123-99-1");
	file->sent_us = NOW_US - 5;
	file->facts->has_image_hash = TRUE;
	memset(file->facts->image_hash, 7, CL_IMAGE_HASH_BYTES);
	file->facts->digest = CL_DIGEST_MISMATCH;
	file->facts->has_iptc = TRUE;
	file->facts->c2pa = TRUE;
	file->facts->scans = 3;
	file->facts->orientation = 6;
	file->facts->charset = g_strdup("cp1252");
	file->facts->charset_rule = g_strdup("default");
	cl_facts_receive(file->facts, CL_FIELD_HEADLINE, CL_ORIGIN_XMP, 2, 0, NULL, "Überschrift");
	cl_facts_receive(file->facts, CL_FIELD_CAPTION, CL_ORIGIN_XMP, 1, 0, "x-default", "Text");
	cl_facts_receive(file->facts, CL_FIELD_KEYWORDS, CL_ORIGIN_IPTC, 0, 1, NULL, "two");
	cl_facts_find(file->facts, CL_FINDING_CHARSET_GUESSED, "guessed %s", "cp1252");
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "held", "why", &error));
	g_assert_no_error(error);
	commit(fixture);
	g_assert_cmpuint(file->version, ==, 1);

	photo = cl_catalog_get_photo(fixture->catalog, file->photo, &error);
	g_assert_cmpstr(photo->id, ==, file->photo);
	g_assert_cmpstr(photo->state, ==, "held");
	g_assert_cmpstr(photo->state_reason, ==, "why");
	g_assert_cmpint(photo->rev, ==, 1);
	g_assert_cmpuint(photo->effective, ==, 1);
	g_assert_cmpint(photo->added_us, ==, file->ingested_us);

	read = cl_catalog_get_file(fixture->catalog, file->photo, 0, &error);
	g_assert_cmpstr(read->photo, ==, file->photo);
	g_assert_cmpstr(read->name, ==, file->name);
	g_assert_cmpstr(read->supplier, ==, "dpa");
	g_assert_cmpstr(read->supplier_id, ==, file->supplier_id);
	g_assert_cmpint(read->sent_us, ==, file->sent_us);
	g_assert_cmpmem(read->sha256, CL_SHA256_BYTES, file->sha256, CL_SHA256_BYTES);
	g_assert_true(read->facts->has_image_hash);
	g_assert_cmpmem(read->facts->image_hash, CL_IMAGE_HASH_BYTES, file->facts->image_hash,
		CL_IMAGE_HASH_BYTES);
	g_assert_cmpint(read->facts->format, ==, CL_FORMAT_JPEG);
	g_assert_cmpint(read->facts->digest, ==, CL_DIGEST_MISMATCH);
	g_assert_cmpuint(read->facts->orientation, ==, 6);
	g_assert_cmpuint(read->facts->scans, ==, 3);
	g_assert_true(read->facts->has_iptc && read->facts->c2pa && !read->developed);
	g_assert_cmpstr(read->facts->charset, ==, "cp1252");
	g_assert_cmpstr(read->facts->charset_rule, ==, "default");

	by_hash = cl_catalog_get_file_by_sha256(fixture->catalog, file->sha256, &error);
	g_assert_cmpstr(by_hash->photo, ==, file->photo);
	g_assert_true(cl_catalog_has_size(fixture->catalog, file->size_bytes, &has, &error) && has);
	g_assert_true(cl_catalog_has_size(fixture->catalog, 77, &has, &error) && !has);

	received = cl_catalog_received(fixture->catalog, file->photo, 1, &error);
	g_assert_cmpuint(received->len, ==, 3);
	value = g_ptr_array_index(received, 0);
	g_assert_cmpint(value->field, ==, CL_FIELD_HEADLINE);
	g_assert_cmpint(value->origin, ==, CL_ORIGIN_XMP);
	g_assert_cmpuint(value->packet, ==, 2);
	g_assert_cmpstr(value->value, ==, "Überschrift");
	value = g_ptr_array_index(received, 1);
	g_assert_cmpstr(value->lang, ==, "x-default");
	value = g_ptr_array_index(received, 2);
	g_assert_cmpint(value->origin, ==, CL_ORIGIN_IPTC);
	g_assert_cmpuint(value->position, ==, 1);
	g_assert_null(value->lang);

	findings = cl_catalog_findings(fixture->catalog, file->photo, &error);
	g_assert_cmpuint(findings->len, ==, 1);
	g_assert_cmpstr(((ClFinding *) g_ptr_array_index(findings, 0))->message, ==, "guessed cp1252");

	file->photo[7] = '\0';
	ids = cl_catalog_find_ids(fixture->catalog, file->photo, 10, &error);
	g_assert_cmpuint(ids->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(ids, 0), ==, photo->id);
	g_assert_null(cl_catalog_get_photo(fixture->catalog, "0000000000000000", &error));
	g_assert_null(cl_catalog_get_file(fixture->catalog, photo->id, 9, &error));
	g_assert_no_error(error);
}

static void
test_versions(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	AUTO_FILE first = make_file(1);
	AUTO_FILE second = make_file(2);
	AUTO_FILE effective = NULL;
	g_autoptr(ClPhotoRow) photo = NULL;
	g_autoptr(GPtrArray) files = NULL;
	g_autoptr(GPtrArray) same = NULL;
	g_autoptr(GPtrArray) ids = NULL;
	char own_id[CL_ID_CHARS + 1];

	g_strlcpy(own_id, second->photo, sizeof own_id);
	g_strlcpy(second->photo, first->photo, sizeof second->photo);
	first->facts->has_image_hash = second->facts->has_image_hash = TRUE;
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, first, "ok", NULL, &error));
	g_assert_true(cl_catalog_add_version(fixture->catalog, second, &error));
	g_assert_cmpuint(second->version, ==, 2);
	g_assert_true(cl_catalog_set_effective_version(fixture->catalog, first->photo, 2, &error));
	g_assert_false(cl_catalog_set_effective_version(fixture->catalog, first->photo, 3, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_NOT_FOUND);
	g_clear_error(&error);
	g_assert_false(cl_catalog_set_state(fixture->catalog, "0000000000000000", "ok", NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_NOT_FOUND);
	g_clear_error(&error);
	g_assert_true(cl_catalog_set_state(fixture->catalog, first->photo, "killed", "asked", &error));
	commit(fixture);

	photo = cl_catalog_get_photo(fixture->catalog, first->photo, &error);
	g_assert_cmpint(photo->rev, ==, 4);
	g_assert_cmpuint(photo->effective, ==, 2);
	g_assert_cmpstr(photo->state, ==, "killed");
	effective = cl_catalog_get_file(fixture->catalog, first->photo, 0, &error);
	g_assert_cmpuint(effective->version, ==, 2);
	files = cl_catalog_list_files(fixture->catalog, first->photo, &error);
	g_assert_cmpuint(files->len, ==, 2);
	same = cl_catalog_list_same_image(fixture->catalog, first->facts->image_hash, &error);
	g_assert_cmpuint(same->len, ==, 2);
	g_assert_cmpuint(((ClFileRow *) g_ptr_array_index(same, 0))->version, ==, 1);
	ids = cl_catalog_find_ids(fixture->catalog, own_id, 10, &error);
	g_assert_cmpuint(ids->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(ids, 0), ==, first->photo);
}

static void
test_ids_are_unique(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	AUTO_FILE first = make_file(1);
	AUTO_FILE again = make_file(1);
	AUTO_FILE other = make_file(2);

	g_strlcpy(other->photo, first->photo, sizeof other->photo);
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, first, "ok", NULL, &error));
	g_assert_false(cl_catalog_add_photo(fixture->catalog, again, "ok", NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_DENIED);
	g_clear_error(&error);
	g_assert_false(cl_catalog_add_photo(fixture->catalog, other, "ok", NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_DENIED);
	g_clear_error(&error);
	g_assert_false(cl_catalog_add_version(fixture->catalog, again, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_DENIED);
	commit(fixture); /* a refusal is no failed step */
}

static void
test_findings_and_links(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) resolved = g_ptr_array_new_with_free_func((GDestroyNotify) cl_finding_free);
	g_autoptr(GPtrArray) findings = NULL;
	g_autoptr(GPtrArray) from_a = NULL;
	g_autoptr(GPtrArray) from_b = NULL;
	g_autoptr(ClFinding) extra = cl_finding_new(CL_FINDING_LOST_TERMS, "lost");
	AUTO_FILE a = make_file(1);
	AUTO_FILE b = make_file(2);
	const ClLink *link;

	g_ptr_array_add(resolved, cl_finding_new(CL_FINDING_NO_CREDIT, "none"));
	g_ptr_array_add(resolved, cl_finding_new(CL_FINDING_NO_BYLINE, "none"));
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, a, "ok", NULL, &error));
	g_assert_true(cl_catalog_add_photo(fixture->catalog, b, "ok", NULL, &error));
	g_assert_true(cl_catalog_put_resolved_findings(fixture->catalog, a->photo, resolved, &error));
	g_ptr_array_set_size(resolved, 1);
	g_assert_true(cl_catalog_add_finding(fixture->catalog, a->photo, 1, extra, &error));
	g_assert_true(cl_catalog_put_resolved_findings(fixture->catalog, a->photo, resolved, &error));
	g_assert_true(cl_catalog_add_link(fixture->catalog, b->photo, a->photo, "probable", 0.9, &error));
	g_assert_true(cl_catalog_add_link(fixture->catalog, a->photo, b->photo, "probable", 0.95, &error));
	g_assert_false(cl_catalog_add_link(fixture->catalog, a->photo, a->photo, "copy", 1, &error));
	g_clear_error(&error);
	commit(fixture);
	findings = cl_catalog_findings(fixture->catalog, a->photo, &error);
	g_assert_cmpuint(findings->len, ==, 2);
	g_assert_true(((ClFinding *) g_ptr_array_index(findings, 0))->code == CL_FINDING_LOST_TERMS);
	g_assert_true(((ClFinding *) g_ptr_array_index(findings, 1))->code == CL_FINDING_NO_CREDIT);
	from_a = cl_catalog_links(fixture->catalog, a->photo, &error);
	from_b = cl_catalog_links(fixture->catalog, b->photo, &error);
	g_assert_cmpuint(from_a->len, ==, 1);
	g_assert_cmpuint(from_b->len, ==, 1);
	link = g_ptr_array_index(from_a, 0);
	g_assert_cmpstr(link->other, ==, b->photo);
	g_assert_cmpstr(link->kind, ==, "probable");
	g_assert_cmpfloat_with_epsilon(link->likeness, 0.95, 1e-9);
	g_assert_cmpstr(((ClLink *) g_ptr_array_index(from_b, 0))->other, ==, a->photo);
}

static void
make_look(ClLook *look, guint64 hash)
{
	memset(look, 0, sizeof *look);
	look->width = 600;
	look->height = 400;
	look->n_hashes = 1;
	look->hashes[0] = hash;
	for (guint i = 0; i < sizeof look->grey; i++)
		look->grey[i] = (guint8) (i * 37 + hash);
}

static void
test_looks(Fixture *fixture, gconstpointer data)
{
	static const guint64 hashes[] = {G_GUINT64_CONSTANT(0x1234567890abcdef),
		G_GUINT64_CONSTANT(0x1234567890abcdee), G_GUINT64_CONSTANT(0xfedcba0987654321)};
	g_autoptr(GError) error = NULL;
	g_autoptr(GPtrArray) alike = NULL;
	g_autofree ClLook *read = g_new0(ClLook, 1);
	g_autofree ClDeveloped *developed = g_new0(ClDeveloped, 1);
	guint64 sizes[CL_N_DEVELOP] = {400, 300, 200, 100};
	char ids[3][CL_ID_CHARS + 1];
	gboolean has = FALSE;
	AUTO_FILE file = NULL;

	for (guint i = 0; i < CL_N_DEVELOP; i++)
		developed->width[i] = developed->height[i] = 100 + i;
	begin(fixture);
	for (guint i = 0; i < 3; i++) {
		AUTO_FILE added = make_file(i);

		g_strlcpy(ids[i], added->photo, sizeof ids[i]);
		g_assert_true(cl_catalog_add_photo(fixture->catalog, added, "ok", NULL, &error));
		make_look(&developed->look, hashes[i]);
		for (guint twice = 0; twice < 2; twice++)
			g_assert_true(cl_catalog_put_developed(
				fixture->catalog, ids[i], 1, developed, sizes, &error));
		g_assert_no_error(error);
	}
	commit(fixture);
	g_assert_true(cl_catalog_get_look(fixture->catalog, ids[0], 0, read, &has, &error) && has);
	g_assert_cmpuint(read->hashes[0], ==, hashes[0]);
	g_assert_true(cl_catalog_get_look(fixture->catalog, ids[0], 2, read, &has, &error) && !has);
	make_look(read, hashes[0]);
	alike = cl_catalog_find_alike(fixture->catalog, read, ids[0], 10, &error);
	g_assert_no_error(error);
	g_assert_cmpuint(alike->len, ==, 1);
	g_assert_cmpstr(g_ptr_array_index(alike, 0), ==, ids[1]);
	file = cl_catalog_get_file(fixture->catalog, ids[0], 1, &error);
	g_assert_true(file->developed);
}

static void
test_kills(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	AUTO_FILE file = make_file(1);
	ClCatalog *catalog = fixture->catalog;

	begin(fixture);
	g_assert_true(cl_catalog_add_photo(catalog, file, "ok", NULL, &error));
	g_assert_true(cl_catalog_add_kill(catalog, file->photo, "wrong person", "kill", 5, "me", &error));
	g_assert_true(cl_catalog_end_kill(catalog, file->photo, 6, "me", &error));
	g_assert_false(cl_catalog_end_kill(catalog, file->photo, 7, "me", &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_NOT_FOUND);
	commit(fixture);
}

static void
test_paging(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *after = NULL;
	guint n = 0;

	begin(fixture);
	for (guint i = 0; i < 25; i++) {
		AUTO_FILE file = make_file(i);

		g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
	}
	commit(fixture);
	for (;;) {
		g_autoptr(GPtrArray) ids = cl_catalog_list_photos(fixture->catalog, after, 10, &error);

		g_assert_no_error(error);
		for (guint i = 0; i < ids->len; i++, n++) {
			AUTO_FILE file = make_file(n);

			g_assert_cmpstr(g_ptr_array_index(ids, i), ==, file->photo);
		}
		if (ids->len < 10)
			break;
		g_free(after);
		after = g_strdup(g_ptr_array_index(ids, ids->len - 1));
	}
	g_assert_cmpuint(n, ==, 25);
}

static void
test_check_and_stats(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GString) complaints = g_string_new(NULL);
	g_autoptr(GPtrArray) stats = NULL;
	AUTO_FILE file = make_file(1);
	const ClFacet *first;

	g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, &error));
	g_assert_cmpstr(complaints->str, ==, "");
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
	commit(fixture);
	g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, &error));
	g_assert_cmpstr(complaints->str, ==, "LISTING_STALE ");
	g_assert_true(run_sql(fixture,
		"PRAGMA foreign_keys = OFF; DELETE FROM photo; UPDATE migration SET sha256 = upper(sha256)"));
	g_string_truncate(complaints, 0);
	g_assert_true(cl_catalog_check(fixture->catalog, collect, complaints, &error));
	g_assert_nonnull(strstr(complaints->str, "CATALOG_REFERENCE"));
	g_assert_nonnull(strstr(complaints->str, "CATALOG_SCHEMA"));
	stats = cl_catalog_stats(fixture->catalog, &error);
	g_assert_no_error(error);
	first = g_ptr_array_index(stats, 0);
	g_assert_cmpstr(first->facet, ==, "archive");
	g_assert_cmpstr(first->value, ==, "photos");
	g_assert_cmpuint(first->n, ==, 0);
}

static void
test_reading_only(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCatalog) reader = cl_catalog_open(fixture->path, CL_CATALOG_READ, &error);
	g_autoptr(ClPhotoRow) photo = NULL;
	AUTO_FILE file = make_file(1);
	gint64 before = 0, after = 0;

	g_assert_no_error(error);
	g_assert_true(cl_catalog_data_version(reader, &before, &error));
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, file, "ok", NULL, &error));
	g_assert_null(cl_catalog_get_photo(reader, file->photo, &error));
	g_assert_no_error(error);
	commit(fixture);
	photo = cl_catalog_get_photo(reader, file->photo, &error);
	g_assert_nonnull(photo);
	g_assert_true(cl_catalog_data_version(reader, &after, &error));
	g_assert_cmpint(before, !=, after);
	g_assert_false(cl_catalog_begin(reader, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_USAGE);
	g_clear_error(&error);
	g_assert_false(cl_catalog_set_state(fixture->catalog, file->photo, "held", NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_USAGE); /* no transaction */
}

static void
test_contention(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCatalog) other = cl_catalog_open(fixture->path, CL_CATALOG_WRITE, &error);

	g_assert_no_error(error);
	cl_catalog_set_busy_timeout(other, 20);
	begin(fixture);
	g_assert_false(cl_catalog_begin(other, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_BUSY);
	g_clear_error(&error);
	commit(fixture);
	g_assert_true(cl_catalog_begin(other, &error));
	cl_catalog_rollback(other);
}

static gpointer
commit_later(gpointer data)
{
	Fixture *fixture = data;

	g_usleep(100 * 1000);
	commit(fixture);
	return NULL;
}

static void
test_waiting(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCatalog) other = cl_catalog_open(fixture->path, CL_CATALOG_WRITE, &error);
	GThread *holder;

	begin(fixture);
	holder = g_thread_new("holder", commit_later, fixture);
	g_assert_true(cl_catalog_begin(other, &error)); /* waits for it */
	g_assert_no_error(error);
	cl_catalog_rollback(other);
	g_thread_join(holder);
}

static gpointer
create(gpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClCatalog) catalog = cl_catalog_open(data, CL_CATALOG_CREATE, &error);

	g_assert_no_error(error);
	return NULL;
}

static void
test_creating_at_once(Fixture *fixture, gconstpointer data)
{
	GThread *threads[4];
	g_autoptr(ClCatalog) catalog = NULL;
	g_autoptr(GString) complaints = g_string_new(NULL);

	cl_catalog_close(fixture->catalog);
	fixture->catalog = NULL;
	g_assert_cmpint(g_remove(fixture->path), ==, 0);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		threads[i] = g_thread_new("create", create, fixture->path);
	for (guint i = 0; i < G_N_ELEMENTS(threads); i++)
		g_thread_join(threads[i]);
	catalog = cl_catalog_open(fixture->path, CL_CATALOG_WRITE, NULL);
	g_assert_true(cl_catalog_check(catalog, collect, complaints, NULL));
	g_assert_cmpstr(complaints->str, ==, "");
}

/* What a broken rule of a table left half done is not committed. */
static void
test_failed_step(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(ClPhotoRow) photo = NULL;
	AUTO_FILE good = make_file(1);
	AUTO_FILE bad = make_file(2);

	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, good, "ok", NULL, &error));
	g_assert_false(cl_catalog_add_photo(fixture->catalog, bad, "no such state", NULL, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_INPUT);
	g_clear_error(&error);
	g_assert_false(cl_catalog_commit(fixture->catalog, &error));
	g_assert_error(error, CL_ERROR, CL_ERROR_IO);
	g_clear_error(&error);
	photo = cl_catalog_get_photo(fixture->catalog, good->photo, &error);
	g_assert_null(photo);
	begin(fixture);
	g_assert_true(cl_catalog_add_photo(fixture->catalog, good, "ok", NULL, &error));
	commit(fixture);
}

#define ADD(path, function) \
	g_test_add("/catalog/" path, Fixture, NULL, set_up, function, tear_down)

int
main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	ADD("photo", test_photo);
	ADD("versions", test_versions);
	ADD("ids-are-unique", test_ids_are_unique);
	ADD("findings-and-links", test_findings_and_links);
	ADD("looks", test_looks);
	ADD("kills", test_kills);
	ADD("paging", test_paging);
	ADD("check-and-stats", test_check_and_stats);
	ADD("reading-only", test_reading_only);
	ADD("contention", test_contention);
	ADD("waiting", test_waiting);
	ADD("creating-at-once", test_creating_at_once);
	ADD("failed-step", test_failed_step);
	return g_test_run();
}
