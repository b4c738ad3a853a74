/* SPDX-License-Identifier: MIT
 *
 * The credit of a photo: its effective values are the witnesses, the archive's rules read them.
 * Derived with the listing, never patched. What a credit means is decided in credit/.
 */
#include "archive_private.h"

#include <cutline/credits.h>
#include <cutline/json.h>

#include <string.h>

#define FILE_NAME "file_name"

ClCreditRules *
cl_archive_credit_rules(ClArchive *archive, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autofree char *where = NULL, *elsewhere = NULL, *organisations = NULL, *people = NULL;

	if (archive != NULL)
		organisations = archive_own_rules(archive, "organisations", &where, &why);
	if (archive != NULL && why == NULL)
		people = archive_own_rules(archive, "people", &elsewhere, &why);
	if (why == NULL)
		return cl_credit_rules_parse((ClRulesText){organisations, where},
			(ClRulesText){people, elsewhere}, error);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}

/* Lent; read once an open archive. */
const ClCreditRules *
archive_credit_rules(ClArchive *archive, GError **error)
{
	if (archive->credit_rules == NULL)
		archive->credit_rules = cl_archive_credit_rules(archive, error);
	return archive->credit_rules;
}

static const ClValue *
first_value(const ClEffective *effective, ClField field)
{
	const GPtrArray *values = effective->values[field];

	return values == NULL || values->len == 0 ? NULL : values->pdata[0];
}

char *
archive_signoff(const ClCreditRules *rules, const char *caption)
{
	gsize start, end;

	if (caption == NULL || !g_utf8_validate(caption, -1, NULL) ||
		!cl_credit_signoff(rules, caption, &start, &end))
		return NULL;
	return g_strndup(caption + start, end - start);
}

char *
archive_demanded(const ClEffective *effective)
{
	static const ClField fields[] = {CL_FIELD_INSTRUCTIONS, CL_FIELD_USAGE_TERMS, CL_FIELD_CAPTION};
	char *text = NULL;

	for (gsize i = 0; text == NULL && i < G_N_ELEMENTS(fields); i++)
		text = cl_credit_demanded(cl_effective_first(effective, fields[i]));
	return text;
}

static GPtrArray *
list_bylines(const ClEffective *effective, gboolean written)
{
	const GPtrArray *names = effective->values[CL_FIELD_BYLINE];
	GPtrArray *bylines = g_ptr_array_new(); /* lent, NULL-terminated */

	for (guint i = 0; names != NULL && i < names->len; i++) {
		const ClValue *name = names->pdata[i];

		if ((name->origin == CL_ORIGIN_USER) == written)
			g_ptr_array_add(bylines, name->value);
	}
	g_ptr_array_add(bylines, NULL);
	return bylines;
}

/* What a person wrote; NULL: it stands as received. */
static const char *
written_in(const ClEffective *effective, ClField field)
{
	const ClValue *value = first_value(effective, field);

	return value == NULL || value->origin != CL_ORIGIN_USER ? NULL : value->value;
}

/* What was received stays a witness when it is written over; but of by-lines the new ones count alone. */
ClCredit *
archive_merge_credit(const ClCreditRules *rules, const ArchiveOrigin *origin, const char *signoff)
{
	const ClEffective *now = origin->effective;
	const ClEffective *received = origin->received != NULL ? origin->received : now;
	g_autoptr(GPtrArray) bylines = list_bylines(now, FALSE);
	g_autoptr(GPtrArray) written_bylines = list_bylines(now, TRUE);
	g_autofree char *new_signoff = archive_signoff(rules, written_in(now, CL_FIELD_CAPTION));
	g_autofree char *demanded = archive_demanded(received);
	const ClCreditWitnesses written = {
		.credit = written_in(now, CL_FIELD_CREDIT),
		.bylines = (const char *const *)written_bylines->pdata,
		.byline_title = written_in(now, CL_FIELD_BYLINE_TITLE),
		.source = written_in(now, CL_FIELD_SOURCE),
		.copyright = written_in(now, CL_FIELD_COPYRIGHT),
		.signoff = new_signoff,
	};
	const ClCreditWitnesses witnesses = {
		.credit = cl_effective_first(received, CL_FIELD_CREDIT),
		.bylines = (const char *const *)bylines->pdata,
		.byline_title = cl_effective_first(received, CL_FIELD_BYLINE_TITLE),
		.source = cl_effective_first(received, CL_FIELD_SOURCE),
		.copyright = cl_effective_first(received, CL_FIELD_COPYRIGHT),
		.signoff = signoff,
		.supplier = origin->supplier,
		.demanded = demanded,
		.written = origin->received != NULL ? &written : NULL,
	};

	return cl_credit_merge(rules, &witnesses);
}

ClCredit *
archive_read_credit(const ClCreditRules *rules, const ArchiveOrigin *origin)
{
	const ClEffective *received = origin->received != NULL ? origin->received : origin->effective;
	g_autofree char *signoff =
		archive_signoff(rules, cl_effective_first(received, CL_FIELD_CAPTION));

	return archive_merge_credit(rules, origin, signoff);
}

/* Is one of the texts written over that tell whose a picture is, how it was made or under which licence? */
static gboolean
touches_origin(const GPtrArray *layers)
{
	static const ClField fields[] = {CL_FIELD_CREDIT, CL_FIELD_BYLINE, CL_FIELD_BYLINE_TITLE,
		CL_FIELD_SOURCE, CL_FIELD_COPYRIGHT, CL_FIELD_CAPTION, CL_FIELD_INSTRUCTIONS,
		CL_FIELD_USAGE_TERMS, CL_FIELD_HEADLINE, CL_FIELD_TITLE, CL_FIELD_WEB_STATEMENT,
		CL_FIELD_LICENSOR, CL_FIELD_CC_LICENCE, CL_FIELD_DIGITAL_SOURCE_TYPE, CL_FIELD_DATE_TAKEN};

	for (guint i = 0; i < layers->len; i++)
		for (gsize k = 0; k < G_N_ELEMENTS(fields); k++)
			if (((const ClLayer *)layers->pdata[i])->field == fields[k])
				return TRUE;
	return FALSE;
}

gboolean
archive_credit_received(ClArchive *archive, GPtrArray *files, const ClFileRow *file, const GPtrArray *layers,
	ClEffective **received, GError **error)
{
	*received = NULL;
	if (!touches_origin(layers))
		return TRUE;
	*received = archive_resolve_received(archive, files, file, error);
	return *received != NULL;
}

gboolean
archive_find_received(ClArchive *archive, const ClFileRow *file, ClEffective **received, GError **error)
{
	g_autoptr(GPtrArray) layers = cl_catalog_layers(archive->catalog, file->photo, error);
	g_autoptr(GPtrArray) files = NULL;

	*received = NULL;
	if (layers == NULL)
		return FALSE;
	if (!touches_origin(layers))
		return TRUE;
	files = cl_catalog_list_files(archive->catalog, file->photo, error);
	return files != NULL && archive_credit_received(archive, files, file, layers, received, error);
}

ClCredit *
archive_credit_of(ClArchive *archive, const ClFileRow *file, const ClEffective *effective, GError **error)
{
	const ClCreditRules *rules = archive_credit_rules(archive, error);
	g_autoptr(ClEffective) received = NULL;
	ArchiveOrigin origin = {.effective = effective, .supplier = file->supplier};

	if (rules == NULL || !archive_find_received(archive, file, &received, error))
		return NULL;
	origin.received = received;
	return archive_read_credit(rules, &origin);
}

/* The supplier's picture id: the most reliable field that holds one (reference §4.4). */
ClSupplierId *
archive_supplier_id(const ClCreditRules *rules, const char *supplier, const ClEffective *effective,
	const char *path)
{
	static const ClField fields[] = {
		CL_FIELD_SUPPLIER_ID, CL_FIELD_JOB_ID, CL_FIELD_FIXTURE_ID, CL_FIELD_TITLE};
	g_autofree char *name = path == NULL ? NULL : g_path_get_basename(path);

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *value = cl_effective_first(effective, fields[i]);
		ClSupplierId *id = value == NULL ? NULL
						 : cl_supplier_id_parse(rules, supplier,
							   cl_field_info(fields[i])->name, value);

		if (id != NULL)
			return id;
	}
	if (name == NULL || !g_utf8_validate(name, -1, NULL))
		return NULL;
	return cl_supplier_id_parse(rules, supplier, FILE_NAME, name);
}

/* Nobody but Getty writes an asset id (reference §1.7), and the shipped rules know it by this id. */
ClSupplierId *
archive_seller_id(const ClCreditRules *rules, const ClEffective *effective)
{
	const char *asset = cl_effective_first(effective, CL_FIELD_ASSET_ID);
	const ClOrganisation *getty = cl_credit_rules_organisation(rules, "getty-images");
	ClSupplierId *id;

	if (asset == NULL || getty == NULL)
		return NULL;
	id = g_new0(ClSupplierId, 1);
	id->supplier = g_strdup(getty->id);
	id->scheme = g_strdup("getty-asset");
	id->value = g_strdup(asset);
	return id;
}

static char *
write_body(const ClCredit *credit)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_credit_write_json(json, NULL, credit);
	return cl_json_take(json);
}

ClCreditRow *
archive_credit_row(ClArchive *archive, const ClFileRow *file, ClEffective *effective,
	const ClEffective *received, GError **error)
{
	const ArchiveOrigin origin = {effective, received, file->supplier};
	const ClCreditRules *rules = archive_credit_rules(archive, error);
	g_autoptr(ClCredit) credit = NULL;
	g_autoptr(ClSupplierId) id = NULL;
	const ClCreditName *deliverer;
	ClCreditRow *row;

	if (rules == NULL)
		return NULL;
	credit = archive_read_credit(rules, &origin);
	deliverer = cl_credit_deliverer(credit);
	id = archive_supplier_id(
		rules, deliverer == NULL ? NULL : deliverer->id, effective, file->name);
	row = g_new0(ClCreditRow, 1);
	row->canonical = g_strdup(credit->canonical);
	row->matched = cl_credit_is_recognised(credit);
	row->deliverer = deliverer == NULL ? NULL : g_strdup(deliverer->id);
	row->body = write_body(credit);
	row->rules = g_strdup(cl_credit_rules_version(rules));
	if (id == NULL)
		return row;
	row->id_supplier = g_strdup(id->supplier);
	row->id_scheme = g_strdup(id->scheme);
	row->id_value = g_strdup(id->value);
	row->id_version = g_strdup(id->version);
	/* Found elsewhere than in its own field: searched and shown as that field all the same. */
	if (cl_effective_first(effective, CL_FIELD_SUPPLIER_ID) == NULL)
		cl_effective_add(effective, CL_FIELD_SUPPLIER_ID,
			&(ClValue){.value = id->value, .origin = CL_ORIGIN_RULE});
	return row;
}

ClCredit *
cl_archive_credit(ClArchive *archive, const char *text, GError **error)
{
	g_autoptr(ClCreditRow) row = NULL;
	g_autoptr(GError) why = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error))
		return NULL;
	row = cl_catalog_get_credit(archive->catalog, id, &why);
	if (row != NULL)
		return cl_credit_from_json(row->body, error);
	if (why == NULL)
		g_set_error(&why, CL_ERROR, CL_ERROR_NOT_FOUND,
			"photo %s: its credit was not derived; run: cutline rebuild", id);
	g_propagate_error(error, g_steal_pointer(&why));
	return NULL;
}
