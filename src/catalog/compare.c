/* SPDX-License-Identifier: MIT
 *
 * Stored rows against what they should say: the derived rows of a photo against a listing made
 * anew, and what is stated about a file. Only compares; listing.c decides what derived rows say.
 */
#include <string.h>
#include "catalog_private.h"

/* Days of ingest follow the clock of whoever listed the photo: another zone is no damage. */
#define ZONED_TAG CATALOG_TAG_MARK "ingested="

static gboolean
same(CatalogStmt *stmt, guint column, const char *expected)
{
	return g_strcmp0(catalog_text(stmt, column), expected) == 0;
}

static gboolean
ended(CatalogStmt *stmt, GError *failure, GError **error)
{
	if (failure == NULL) {
		catalog_done(stmt);
		return TRUE;
	}
	g_propagate_error(error, failure);
	return FALSE;
}

static gboolean
is_value(CatalogStmt *stmt, ClField field, const ClValue *value)
{
	g_autofree char *origin = cl_origin_text(value->origin, value->packet);

	return same(stmt, 0, cl_field_info(field)->name) &&
	       catalog_int(stmt, 1) == (gint64)value->position && same(stmt, 2, value->lang) &&
	       same(stmt, 3, value->value) && same(stmt, 4, origin);
}

static gboolean
values_fit(ClCatalog *catalog, const char *id, const ClEffective *effective, gboolean *fit,
	GError **error)
{
	GError *failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EFFECTIVE_LIST, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	*fit = TRUE;
	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		const ClValue *value;

		for (guint i = 0; *fit && (value = cl_effective_nth(effective, field, i)) != NULL; i++)
			*fit = catalog_next(stmt, &failure) && is_value(stmt, field, value);
	}
	if (*fit && failure == NULL)
		*fit = !catalog_next(stmt, &failure);
	return ended(stmt, failure, error);
}

/* Columns as check_listed.sql gives them. */
static gboolean
is_listed(CatalogStmt *stmt, const char *id, const ClListing *listing)
{
	const ClEffective *effective = listing->effective;
	const ClListed *listed = &listing->listed;
	const char *date = cl_effective_first(effective, CL_FIELD_DATE_TAKEN);
	g_autofree char *taken = catalog_taken_key(date);
	g_autofree char *byline = cl_effective_joined(effective, CL_FIELD_BYLINE, ", ");
	g_autofree char *place = catalog_place_text(effective);
	g_autofree char *year = strlen(taken) >= 4 ? g_strndup(taken, 4) : NULL;
	guint8 sha256[CL_SHA256_BYTES], expected[CL_SHA256_BYTES];

	return catalog_int(stmt, 1) == listed->ingested_us && same(stmt, 2, taken) &&
	       same(stmt, 3, cl_effective_first(effective, CL_FIELD_HEADLINE)) &&
	       same(stmt, 4, cl_effective_first(effective, CL_FIELD_CAPTION)) &&
	       same(stmt, 5, byline) &&
	       same(stmt, 6, cl_effective_first(effective, CL_FIELD_CREDIT)) &&
	       same(stmt, 7, date) && same(stmt, 8, listed->supplier) &&
	       same(stmt, 9, cl_format_name(listed->format)) && same(stmt, 10, listed->state) &&
	       same(stmt, 11, place) && catalog_int(stmt, 12) == (gint64)listed->width &&
	       catalog_int(stmt, 13) == (gint64)listed->height &&
	       catalog_int(stmt, 14) == (listed->developed != FALSE) &&
	       catalog_copy_blob(stmt, 15, sha256, sizeof sha256) &&
	       catalog_copy_blob(stmt, 23, expected, sizeof expected) &&
	       memcmp(sha256, expected, sizeof sha256) == 0 && same(stmt, 16, id) &&
	       same(stmt, 17, taken) && same(stmt, 18, listed->supplier) &&
	       same(stmt, 19, cl_effective_first(effective, CL_FIELD_BYLINE)) &&
	       same(stmt, 20, cl_effective_first(effective, CL_FIELD_COUNTRY)) &&
	       same(stmt, 21, year) && same(stmt, 22, cl_format_name(listed->format));
}

static gboolean
row_fits(ClCatalog *catalog, const char *id, const ClListing *listing, gint64 *at, gboolean *fits,
	GError **error)
{
	GError *failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CHECK_LISTED, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	*fits = FALSE;
	if (catalog_next(stmt, &failure)) {
		*at = catalog_int(stmt, 0);
		*fits = is_listed(stmt, id, listing);
	}
	return ended(stmt, failure, error);
}

static char *
lasting_tags(const char *marked)
{
	g_autoptr(GString) kept = g_string_new(NULL);
	g_auto(GStrv) tags = g_strsplit(marked != NULL ? marked : "", " ", -1);

	for (guint i = 0; tags[i] != NULL; i++)
		if (!g_str_has_prefix(tags[i], ZONED_TAG))
			g_string_append_printf(kept, "%s ", tags[i]);
	return g_string_free(g_steal_pointer(&kept), FALSE);
}

static gboolean
are_words(CatalogStmt *stmt, const ClListing *listing)
{
	g_autofree char *marked = catalog_marked_tags(listing->tags);
	g_autofree char *expected = lasting_tags(marked);
	g_autofree char *stored = lasting_tags(catalog_text(stmt, 0));
	gboolean fit = strcmp(expected, stored) == 0;
	guint column = 1;

	for (ClField field = 0; fit && field < CL_N_FIELDS; field++) {
		g_autofree char *tokens = NULL;

		if (!cl_field_info(field)->search)
			continue;
		tokens = catalog_field_tokens(listing->effective, field);
		fit = same(stmt, column++, tokens);
	}
	return fit;
}

static gboolean
words_fit(ClCatalog *catalog, gint64 at, const ClListing *listing, gboolean *fit, GError **error)
{
	GError *failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CHECK_WORDS, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, at);
	*fit = catalog_next(stmt, &failure) && are_words(stmt, listing);
	return ended(stmt, failure, error);
}

gboolean
cl_catalog_listing_fits(ClCatalog *catalog, const char *id, const ClListing *listing,
	gboolean *fits, GError **error)
{
	gint64 at = 0;

	return values_fit(catalog, id, listing->effective, fits, error) &&
	       (!*fits || row_fits(catalog, id, listing, &at, fits, error)) &&
	       (!*fits || words_fit(catalog, at, listing, fits, error));
}

gboolean
cl_catalog_get_stated(ClCatalog *catalog, const char *id, guint version, ClFileStated *stated,
	GError **error)
{
	GError *failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_CHECK_FILE, error);

	memset(stated, 0, sizeof *stated);
	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	catalog_bind_int(stmt, 2, version);
	while (catalog_next(stmt, &failure)) {
		catalog_copy_id(stmt, 0, stated->id);
		for (guint i = 0; i < CL_N_DEVELOP; i++)
			if (same(stmt, 1, cl_develop_sizes[i].name))
				stated->size_bytes[i] = (guint64)catalog_int(stmt, 2);
	}
	if (failure == NULL && stated->id[0] == '\0')
		g_set_error(&failure, CL_ERROR, CL_ERROR_NOT_FOUND, "photo %s@%u: has no file row",
			id, version);
	return ended(stmt, failure, error);
}
