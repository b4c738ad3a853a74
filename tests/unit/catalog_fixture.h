/* SPDX-License-Identifier: MIT
 *
 * A catalog in a temporary folder and photos made up for it; shared by the catalog's tests.
 */
#pragma once
#include <glib/gstdio.h>
#include <string.h>
#include <cutline/catalog.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/hash.h>
#include "../../src/catalog/driver.h"

#define AUTO_FILE g_autoptr(ClFileRow)
#define NOW_US G_GINT64_CONSTANT(1790000000000000)

typedef struct {
	char *folder, *path;
	ClCatalog *catalog;
} Fixture;

static inline void
set_up(Fixture *fixture, gconstpointer data)
{
	g_autoptr(GError) error = NULL;

	fixture->folder = g_dir_make_tmp("cutline-catalog-XXXXXX", &error);
	g_assert_no_error(error);
	fixture->path = g_build_filename(fixture->folder, "catalog.db", NULL);
	fixture->catalog = cl_catalog_open(fixture->path, CL_CATALOG_CREATE, &error);
	g_assert_no_error(error);
}

static inline void
tear_down(Fixture *fixture, gconstpointer data)
{
	static const char *const endings[] = {"", "-wal", "-shm"};

	cl_catalog_close(fixture->catalog);
	for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
		g_autofree char *path = g_strconcat(fixture->path, endings[i], NULL);

		g_remove(path);
	}
	g_assert_cmpint(g_rmdir(fixture->folder), ==, 0);
	g_free(fixture->path);
	g_free(fixture->folder);
}

static inline void
begin(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	cl_catalog_begin(fixture->catalog, &error);
	g_assert_no_error(error);
}

static inline void
commit(Fixture *fixture)
{
	g_autoptr(GError) error = NULL;

	cl_catalog_commit(fixture->catalog, &error);
	g_assert_no_error(error);
}

/* The file whose bytes are the number. */
static inline ClFileRow *
make_file(guint number)
{
	ClFileRow *file = g_new0(ClFileRow, 1);

	cl_sha256(&number, sizeof number, file->sha256);
	cl_id_from_sha256(file->sha256, file->photo);
	file->size_bytes = 1000 + number;
	file->name = g_strdup_printf("/in/%u.jpg", number);
	file->supplier = g_strdup("dpa");
	file->ingested_us = NOW_US + number;
	file->facts = cl_facts_new();
	file->facts->format = CL_FORMAT_JPEG;
	file->facts->width = 600;
	file->facts->height = 400;
	file->facts->orientation = 1;
	file->facts->frames = 1;
	return file;
}

/* Rows around the interface, as only somebody with the file at hand can change them. */
static inline gboolean
run_sql(Fixture *fixture, const char *sql)
{
	CatalogDb *db = catalog_driver_sqlite.open(fixture->path, CL_CATALOG_WRITE, NULL);
	gboolean done;

	g_assert_nonnull(db);
	done = catalog_driver_sqlite.run(db, sql, NULL);
	catalog_driver_sqlite.close(db);
	return done;
}

/* A ClComplaint that collects the codes. */
static inline void
collect(const char *code, const char *message, gpointer data)
{
	g_string_append_printf(data, "%s ", code);
}
