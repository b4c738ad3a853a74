/* SPDX-License-Identifier: MIT
 *
 * By which ids of their supplier an item means its pictures: its own, read by the rules by which theirs were
 * read when they came, for each way of sending writes the same id otherwise (reference §4.4).
 */
#include "sidecar_find.h"
#include "rights.h"

#include <cutline/credit.h>

#include <string.h>

#define MIN_ID_BYTES 6U

static void
id_free(gpointer data)
{
	SidecarId *id = data;

	g_free(id->value);
	g_free(id);
}

void
sidecar_ids_free(SidecarIds *ids)
{
	if (ids == NULL)
		return;
	g_ptr_array_unref(ids->all);
	g_free(ids->supplier);
	g_free(ids);
}

static void
add(SidecarIds *ids, const char *value, gboolean tells)
{
	SidecarId *id;

	for (guint i = 0; i < ids->all->len; i++)
		if (strcmp(((SidecarId *) ids->all->pdata[i])->value, value) == 0)
			return;
	id = g_new0(SidecarId, 1);
	id->value = g_strdup(value);
	id->tells = tells;
	g_ptr_array_add(ids->all, id);
}

static void
read_text(const ClCreditRules *rules, const char *supplier, const char *text, SidecarIds *ids)
{
	g_autoptr(GPtrArray) read = cl_supplier_ids_in(rules, supplier, text);

	for (guint i = 0; i < read->len; i++) {
		const ClSupplierId *id = read->pdata[i];
		g_autoptr(ClSupplierId) bare = cl_supplier_id_parse(rules, NULL, NULL, id->value);

		add(ids, id->value, bare != NULL);
		/* By which it came before its rules knew the head. */
		if (id->number != NULL)
			add(ids, id->number, FALSE);
	}
}

/* "http://tt.se/media/image/sdltd3f4a5b": its picture came as the end of the address. */
static void
read_address(const char *guid, SidecarIds *ids)
{
	const char *end = strrchr(guid, '/');

	if (ids->supplier != NULL && end != NULL && strlen(end + 1) >= MIN_ID_BYTES &&
		strpbrk(end, "0123456789") != NULL)
		add(ids, end + 1, FALSE);
}

char *
sidecar_supplier(
	ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, GError **error)
{
	const ClCreditRules *rules = archive_credit_rules(archive, error);
	const ClOrganisation *told = NULL;
	g_autoptr(ClSupplierId) guid = NULL;
	char *key;

	if (rules == NULL)
		return NULL;
	key = archive_supplier_key(rules, item->supplier_given, said->received);
	if (key == NULL && said->guid != NULL)
		guid = cl_supplier_id_parse(rules, NULL, NULL, said->guid);
	if (guid != NULL)
		told = cl_credit_rules_organisation(rules, guid->supplier);
	else if (key == NULL && item->sidecar->kind == CL_SIDECAR_AP)
		told = cl_credit_rules_organisation(rules, "ap");
	return told == NULL ? key : archive_rights_supplier(archive, told->name);
}

SidecarIds *
sidecar_ids(ClArchive *archive, const ArchiveItem *item, const ClSidecarItem *said, GError **error)
{
	const ClCreditRules *rules = archive_credit_rules(archive, error);
	const ClOrganisation *known;
	SidecarIds *ids;

	if (rules == NULL)
		return NULL;
	ids = g_new0(SidecarIds, 1);
	ids->all = g_ptr_array_new_with_free_func(id_free);
	ids->supplier = sidecar_supplier(archive, item, said, error);
	known = ids->supplier == NULL ? NULL : cl_credit_rules_find(rules, ids->supplier);
	if (said->guid != NULL) {
		add(ids, said->guid, TRUE);
		read_address(said->guid, ids);
		read_text(rules, known == NULL ? NULL : known->id, said->guid, ids);
	}
	for (guint i = 0; i < said->received->len; i++) {
		const ClReceived *value = said->received->pdata[i];

		if (value->field == CL_FIELD_SUPPLIER_ID || value->field == CL_FIELD_JOB_ID ||
			value->field == CL_FIELD_FIXTURE_ID)
			read_text(rules, known == NULL ? NULL : known->id, value->value, ids);
	}
	return ids;
}
