/* SPDX-License-Identifier: MIT
 *
 * Who delivered a picture, and which of its supplier's pictures it is: what the person who ingests
 * says, else what the credit says by the archive's rules ("AFP via Getty Images" was delivered by
 * Getty Images). Kept as a fold key, so that spelling does not make two suppliers of one.
 */
#include "archive_private.h"

#include <string.h>

/* XMP is the fuller copy where IIM cuts at 32 bytes; received values come in any order. */
const char *
archive_first_received(const GPtrArray *received, ClField field)
{
	const ClReceived *best = NULL;

	for (guint i = 0; i < received->len; i++) {
		const ClReceived *value = received->pdata[i];

		if (value->field != field || value->position != 0 || cl_text_is_blank(value->value))
			continue;
		if (best == NULL || value->origin > best->origin)
			best = value;
	}
	return best == NULL ? NULL : best->value;
}

ClEffective *
archive_as_received(const GPtrArray *received)
{
	static const ClField fields[] = {CL_FIELD_CREDIT, CL_FIELD_BYLINE, CL_FIELD_SOURCE,
		CL_FIELD_CAPTION, CL_FIELD_COPYRIGHT, CL_FIELD_SUPPLIER_ID, CL_FIELD_JOB_ID,
		CL_FIELD_FIXTURE_ID, CL_FIELD_TITLE};
	ClEffective *effective = cl_effective_new();

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *text = archive_first_received(received, fields[i]);

		if (text != NULL)
			cl_effective_add(effective, fields[i],
				&(ClValue){.value = (char *)text, .origin = CL_ORIGIN_XMP});
	}
	return effective;
}

static char *
fold_or_null(const char *name)
{
	g_autofree char *key = cl_text_fold(name);

	return key[0] == '\0' ? NULL : g_steal_pointer(&key);
}

char *
archive_supplier_key(const ClCreditRules *rules, const char *given, const GPtrArray *received)
{
	g_autoptr(ClEffective) effective = archive_as_received(received);
	g_autoptr(ClCredit) credit = NULL;
	const ClOrganisation *known = given == NULL ? NULL : cl_credit_rules_find(rules, given);
	const ClCreditName *name;

	if (given != NULL)
		return fold_or_null(known == NULL ? given : known->name);
	credit = archive_read_credit(rules, &(ArchiveOrigin){.effective = effective});
	name = cl_credit_deliverer(credit);
	if (name == NULL && cl_effective_first(effective, CL_FIELD_CREDIT) != NULL) {
		if (credit->photographers->len > 0)
			return fold_or_null(((ClCreditName *)credit->photographers->pdata[0])->name);
		/* "Unknown" is nobody. */
		return (credit->flags & CL_CREDIT_ANONYMOUS) != 0 ? NULL : fold_or_null(credit->canonical);
	}
	return name == NULL ? NULL : fold_or_null(name->name);
}

char *
archive_picture_id(
	const ClCreditRules *rules, const char *supplier, const GPtrArray *received, const char *path)
{
	g_autoptr(ClEffective) effective = archive_as_received(received);
	const ClOrganisation *known =
		supplier == NULL ? NULL : cl_credit_rules_find(rules, supplier);
	g_autoptr(ClSupplierId) id =
		archive_supplier_id(rules, known == NULL ? NULL : known->id, effective, path);
	const char *text;

	if (id != NULL)
		return g_steal_pointer(&id->value);
	text = cl_effective_first(effective, CL_FIELD_SUPPLIER_ID);
	return g_strdup(text != NULL ? text : cl_effective_first(effective, CL_FIELD_JOB_ID));
}

static void
add_once(GPtrArray *ids, const char *value)
{
	if (value != NULL && !g_ptr_array_find_with_equal_func(ids, value, g_str_equal, NULL))
		g_ptr_array_add(ids, g_strdup(value));
}

/* As an id, in both of its forms; or as it is. */
static void
add_read(GPtrArray *ids, const ClCreditRules *rules, const char *supplier, const char *field,
	const char *text)
{
	g_autoptr(ClSupplierId) id = cl_supplier_id_parse(rules, supplier, field, text);

	add_once(ids, id == NULL ? text : id->value);
	add_once(ids, id == NULL ? NULL : id->number);
}

GPtrArray *
archive_picture_ids(
	const ClCreditRules *rules, const char *supplier, const GPtrArray *received, const char *path)
{
	static const ClField fields[] = {
		CL_FIELD_SUPPLIER_ID, CL_FIELD_JOB_ID, CL_FIELD_FIXTURE_ID, CL_FIELD_TITLE};
	GPtrArray *ids = g_ptr_array_new_with_free_func(g_free);
	const ClOrganisation *known =
		supplier == NULL ? NULL : cl_credit_rules_find(rules, supplier);
	g_autofree char *name = g_path_get_basename(path);
	char *dot = strrchr(name, '.');

	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const char *text = archive_first_received(received, fields[i]);

		if (text != NULL)
			add_read(ids, rules, known == NULL ? NULL : known->id,
				cl_field_info(fields[i])->name, text);
	}
	if (dot != NULL)
		*dot = '\0';
	if (g_utf8_validate(name, -1, NULL))
		add_read(ids, rules, known == NULL ? NULL : known->id, "file_name", name);
	return ids;
}

/* --- told by a side-car ------------------------------------------------------------------------ */

static gboolean
obey_kills(ClArchive *archive, const ClFileRow *file, const char *supplier, const char *supplier_id,
	const GPtrArray *received, gint64 at_us, GError **error)
{
	g_autofree char *kill = NULL;
	g_autofree char *hold = NULL;
	g_autoptr(ClPhotoRow) photo = NULL;

	if (!archive_standing_kill(archive, supplier_id, supplier, received, file->name, &kill, &hold, error))
		return FALSE;
	if (kill != NULL)
		return archive_withdraw(archive, file->photo, kill, at_us, error);
	if (hold == NULL)
		return TRUE;
	photo = cl_catalog_get_photo(archive->catalog, file->photo, error);
	if (photo == NULL || strcmp(photo->state, "ok") != 0)
		return photo != NULL;
	return cl_catalog_set_state(archive->catalog, file->photo, "held", hold, error);
}

gboolean
archive_identify(ClArchive *archive, const ClFileRow *file, const GPtrArray *received, gint64 at_us,
	GError **error)
{
	const ClCreditRules *rules = NULL;
	g_autofree char *supplier = NULL;
	g_autofree char *supplier_id = NULL;

	if (file->supplier != NULL && file->supplier_id != NULL)
		return TRUE;
	rules = archive_credit_rules(archive, error);
	if (rules == NULL)
		return FALSE;
	supplier = file->supplier != NULL ? g_strdup(file->supplier)
					  : archive_supplier_key(rules, NULL, received);
	supplier_id = file->supplier_id != NULL
			      ? g_strdup(file->supplier_id)
			      : archive_picture_id(rules, supplier, received, file->name);
	if (!cl_catalog_set_supplier(archive->catalog, file->photo, file->version, supplier,
		    supplier_id, at_us, error))
		return FALSE;
	return file->supplier_id != NULL ||
		obey_kills(archive, file, supplier, supplier_id, received, at_us, error);
}
