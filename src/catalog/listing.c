/* SPDX-License-Identifier: MIT
 *
 * Derived rows of a photo: effective values, the row that lists show, the counted columns and the
 * words. All of them are replaced together. What is true and which tags a photo has is decided in
 * photo/; here it only gets its place: row number = microsecond of ingest and a running number,
 * so that row order is date order in all three tables and the newest matches come first.
 */
#include <string.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include "catalog_private.h"

#define ROWS_PER_US 256
/* Between two values of a field: no query asks for it, so that no phrase runs over the border. */
#define VALUE_BORDER " | "

typedef struct {
	gint64 photo;
	guint8 sha256[CL_SHA256_BYTES];
	gint64 old_at; /* -1: not listed yet */
	gint64 old_ingested_us;
} Place;

static gboolean
get_place(ClCatalog *catalog, const char *id, Place *place, GError **error)
{
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_LISTING_PLACE, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_text(stmt, 1, id);
	if (catalog_next(stmt, &failure)) {
		place->photo = catalog_int(stmt, 0);
		catalog_copy_blob(stmt, 1, place->sha256, CL_SHA256_BYTES);
		place->old_at = catalog_is_null(stmt, 2) ? -1 : catalog_int(stmt, 2);
		place->old_ingested_us = catalog_int(stmt, 3);
		catalog_done(stmt);
		return TRUE;
	}
	if (failure == NULL)
		g_set_error(&failure, CL_ERROR, CL_ERROR_NOT_FOUND, "photo %s: not in this archive", id);
	g_propagate_error(error, g_steal_pointer(&failure));
	return FALSE;
}

/* A statement that has one parameter. */
static gboolean
run_for(ClCatalog *catalog, CatalogStatementNumber number, gint64 key, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, number, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, key);
	return catalog_run(stmt, error);
}

/* A free row number of this microsecond, or of the next one that has room. */
static gboolean
find_row(ClCatalog *catalog, gint64 ingested_us, gint64 *at, GError **error)
{
	for (gint64 first = ingested_us * ROWS_PER_US;; first += ROWS_PER_US) {
		CatalogStmt *stmt = catalog_use(catalog, CATALOG_LISTING_LAST, error);
		gint64 last = 0;

		if (stmt == NULL)
			return FALSE;
		catalog_bind_int(stmt, 1, first);
		catalog_bind_int(stmt, 2, first + ROWS_PER_US - 1);
		if (!catalog_ask_int(stmt, &last, error))
			return FALSE;
		*at = last == 0 ? first : last + 1;
		if (*at < first + ROWS_PER_US)
			return TRUE;
	}
}

static gboolean
put_effective(ClCatalog *catalog, gint64 photo, const ClEffective *effective, GError **error)
{
	guint n = 0;

	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		const ClValue *value;

		for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++) {
			g_autofree char *origin = cl_origin_text(value->origin, value->packet);
			CatalogStmt *stmt = catalog_use(catalog, CATALOG_EFFECTIVE_ADD, error);

			if (stmt == NULL)
				return FALSE;
			catalog_bind_int(stmt, 1, photo);
			catalog_bind_int(stmt, 2, n++);
			catalog_bind_text(stmt, 3, cl_field_info(field)->name);
			catalog_bind_int(stmt, 4, value->position);
			catalog_bind_text(stmt, 5, value->lang);
			catalog_bind_text(stmt, 6, value->value);
			catalog_bind_text(stmt, 7, origin);
			if (!catalog_run(stmt, error))
				return FALSE;
		}
	}
	return TRUE;
}

/* Text that sorts as the date does: as stated on the spot, without its zone; "" if none. */
char *
catalog_taken_key(const char *date_taken)
{
	ClDate date;

	if (date_taken == NULL)
		return g_strdup("");
	if (!cl_date_parse(date_taken, &date))
		return g_strdup(date_taken);
	date.has_zone = FALSE;
	return cl_date_format(&date);
}

char *
catalog_place_text(const ClEffective *effective)
{
	const char *parts[] = {cl_effective_first(effective, CL_FIELD_CITY),
		cl_effective_first(effective, CL_FIELD_COUNTRY), NULL};

	if (parts[0] == NULL)
		return g_strdup(parts[1]);
	return g_strjoinv(", ", (char **) parts);
}

static gboolean
put_row(ClCatalog *catalog, const char *id, const Place *place, gint64 at, const char *taken,
	const ClListing *listing, GError **error)
{
	const ClEffective *effective = listing->effective;
	const ClListed *listed = &listing->listed;
	g_autofree char *byline = cl_effective_joined(effective, CL_FIELD_BYLINE, ", ");
	g_autofree char *where = catalog_place_text(effective);
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_LISTING_ADD, error);

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, 1, at);
	catalog_bind_int(stmt, 2, place->photo);
	catalog_bind_text(stmt, 3, id);
	catalog_bind_int(stmt, 4, listed->ingested_us);
	catalog_bind_text(stmt, 5, taken);
	catalog_bind_text(stmt, 6, cl_effective_first(effective, CL_FIELD_HEADLINE));
	catalog_bind_text(stmt, 7, cl_effective_first(effective, CL_FIELD_CAPTION));
	catalog_bind_text(stmt, 8, byline);
	catalog_bind_text(stmt, 9, cl_effective_first(effective, CL_FIELD_CREDIT));
	catalog_bind_text(stmt, 10, cl_effective_first(effective, CL_FIELD_DATE_TAKEN));
	catalog_bind_text(stmt, 11, listed->supplier);
	catalog_bind_text(stmt, 12, cl_format_name(listed->format));
	catalog_bind_text(stmt, 13, listed->state);
	catalog_bind_text(stmt, 14, where);
	catalog_bind_int(stmt, 15, listed->width);
	catalog_bind_int(stmt, 16, listed->height);
	catalog_bind_int(stmt, 17, listed->developed != FALSE);
	catalog_bind_blob(stmt, 18, place->sha256, CL_SHA256_BYTES);
	return catalog_run(stmt, error);
}

static gboolean
put_facet(ClCatalog *catalog, gint64 at, const char *taken, const ClListing *listing,
	GError **error)
{
	g_autofree char *year = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FACET_ADD, error);

	if (stmt == NULL)
		return FALSE;
	if (strlen(taken) >= 4)
		year = g_strndup(taken, 4);
	catalog_bind_int(stmt, 1, at);
	catalog_bind_text(stmt, 2, taken);
	catalog_bind_text(stmt, 3, listing->listed.supplier);
	catalog_bind_text(stmt, 4, cl_effective_first(listing->effective, CL_FIELD_BYLINE));
	catalog_bind_text(stmt, 5, cl_effective_first(listing->effective, CL_FIELD_COUNTRY));
	catalog_bind_text(stmt, 6, year);
	catalog_bind_text(stmt, 7, cl_format_name(listing->listed.format));
	return catalog_run(stmt, error);
}

/* Tokens of all values of a field; NULL if there are none. */
char *
catalog_field_tokens(const ClEffective *effective, ClField field)
{
	g_autoptr(GString) all = NULL;
	const ClValue *value;

	for (guint i = 0; (value = cl_effective_nth(effective, field, i)) != NULL; i++) {
		g_autofree char *tokens = cl_text_tokens(value->value);

		if (all == NULL)
			all = g_string_new(tokens);
		else
			g_string_append_printf(all, VALUE_BORDER "%s", tokens);
	}
	return all != NULL ? g_string_free(g_steal_pointer(&all), FALSE) : NULL;
}

/* Space-joined tags, each with its mark. */
char *
catalog_marked_tags(const char *tags)
{
	g_autoptr(GString) marked = g_string_new(NULL);
	char before = ' ';

	for (const char *c = tags; *c != '\0'; before = *c++) {
		if (before == ' ' && *c != ' ')
			g_string_append(marked, CATALOG_TAG_MARK);
		g_string_append_c(marked, *c);
	}
	return g_string_free(g_steal_pointer(&marked), FALSE);
}

static gboolean
put_words(ClCatalog *catalog, gint64 at, const ClListing *listing, GError **error)
{
	g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *tags = catalog_marked_tags(listing->tags);
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FULLTEXT_ADD, error);
	guint param = 1;

	if (stmt == NULL)
		return FALSE;
	catalog_bind_int(stmt, param++, at);
	catalog_bind_text(stmt, param++, tags);
	for (ClField field = 0; field < CL_N_FIELDS; field++) {
		char *tokens;

		if (!cl_field_info(field)->search)
			continue;
		tokens = catalog_field_tokens(listing->effective, field);
		g_ptr_array_add(texts, tokens);
		catalog_bind_text(stmt, param++, tokens);
	}
	return catalog_run(stmt, error);
}

gboolean
cl_catalog_put_listing(ClCatalog *catalog, const char *id, const ClListing *listing, GError **error)
{
	g_autofree char *taken =
		catalog_taken_key(cl_effective_first(listing->effective, CL_FIELD_DATE_TAKEN));
	Place place = {0};
	gint64 at;

	if (!get_place(catalog, id, &place, error) ||
		!run_for(catalog, CATALOG_PHOTO_REFRESHED, place.photo, error) ||
		!run_for(catalog, CATALOG_EFFECTIVE_CLEAR, place.photo, error))
		return FALSE;
	if (place.old_at >= 0 &&
		(!run_for(catalog, CATALOG_LISTING_CLEAR, place.old_at, error) ||
			!run_for(catalog, CATALOG_FACET_CLEAR, place.old_at, error) ||
			!run_for(catalog, CATALOG_FULLTEXT_CLEAR, place.old_at, error)))
		return FALSE;
	at = place.old_at;
	if ((at < 0 || place.old_ingested_us != listing->listed.ingested_us) &&
		!find_row(catalog, listing->listed.ingested_us, &at, error))
		return FALSE;
	return put_effective(catalog, place.photo, listing->effective, error) &&
	       put_row(catalog, id, &place, at, taken, listing, error) &&
	       put_facet(catalog, at, taken, listing, error) &&
	       put_words(catalog, at, listing, error);
}

gboolean
cl_catalog_clear_derived(ClCatalog *catalog, GError **error)
{
	if (!catalog->in_transaction) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"catalog '%s': clearing outside a transaction", catalog->path);
		return FALSE;
	}
	if (catalog_make_derived(catalog, error))
		return TRUE;
	catalog->db->failed = TRUE;
	return FALSE;
}

gboolean
cl_catalog_tidy(ClCatalog *catalog, GError **error)
{
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_FULLTEXT_MERGE, error);

	return stmt != NULL && catalog_run(stmt, error);
}

static void
read_value(CatalogStmt *stmt, ClEffective *effective)
{
	ClField field = cl_field_from_name(catalog_text(stmt, 0));
	ClValue value = { .position = (guint) catalog_int(stmt, 1), .lang = (char *) catalog_text(stmt, 2),
		.value = (char *) catalog_text(stmt, 3) };

	if (field != CL_N_FIELDS && cl_origin_parse(catalog_text(stmt, 4), &value.origin, &value.packet))
		cl_effective_add(effective, field, &value);
}

ClEffective *
cl_catalog_get_effective(ClCatalog *catalog, const char *id, GError **error)
{
	g_autoptr(ClEffective) effective = g_new0(ClEffective, 1);
	g_autoptr(GError) failure = NULL;
	CatalogStmt *stmt = catalog_use(catalog, CATALOG_EFFECTIVE_LIST, error);

	effective->findings = g_ptr_array_new_with_free_func((GDestroyNotify) cl_finding_free);
	if (stmt == NULL)
		return NULL;
	catalog_bind_text(stmt, 1, id);
	while (catalog_next(stmt, &failure))
		read_value(stmt, effective);
	if (failure == NULL)
		return g_steal_pointer(&effective);
	g_propagate_error(error, g_steal_pointer(&failure));
	return NULL;
}
