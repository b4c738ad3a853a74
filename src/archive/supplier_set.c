/* SPDX-License-Identifier: MIT
 *
 * An organisation becomes a rule of this archive: the table is made anew with it, must be read as a whole
 * and stand its own examples, and only then takes the place of the old one, together with the credits
 * that it changes.
 */
#include "archive_private.h"
#include "credit_diff.h"

#include <cutline/answers.h>
#include <cutline/file.h>
#include <cutline/json.h>

#include <string.h>

#define TABLE "organisations"
#define TABLE_PATH "rules/organisations.json"
#define SCHEMA "cutline-organisations/1"

void
cl_supplier_set_free(ClSupplierSet *set)
{
	if (set == NULL)
		return;
	g_free(set->id);
	g_free(set);
}

/* --- the new table ---------------------------------------------------------------------------- */

/* The entries of a table; of one organisation alone, itself. GVariant*, owned. */
static GPtrArray *
entries_of(GVariant *root)
{
	g_autoptr(GVariant) list = g_variant_lookup_value(root, TABLE, G_VARIANT_TYPE("av"));
	GPtrArray *entries = g_ptr_array_new_with_free_func((GDestroyNotify)g_variant_unref);

	if (list == NULL && g_variant_lookup(root, "id", "s", NULL))
		g_ptr_array_add(entries, g_variant_ref(root));
	for (gsize i = 0; list != NULL && i < g_variant_n_children(list); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(list, i);

		g_ptr_array_add(entries, g_variant_get_variant(boxed));
	}
	return entries;
}

static GVariant *
read_object(const char *json, const char *where, GError **error)
{
	g_autoptr(GVariant) root = cl_json_parse(json, -1, error);

	if (root != NULL && g_variant_is_of_type(root, G_VARIANT_TYPE_VARDICT))
		return g_steal_pointer(&root);
	if (root == NULL)
		g_prefix_error(error, "%s: ", where);
	else
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: is no object", where);
	return NULL;
}

static const char *
id_of(GVariant *entry)
{
	const char *id = NULL;

	if (g_variant_is_of_type(entry, G_VARIANT_TYPE_VARDICT))
		g_variant_lookup(entry, "id", "&s", &id);
	return id;
}

static gboolean
holds(const GPtrArray *entries, const char *id)
{
	for (guint i = 0; id != NULL && i < entries->len; i++)
		if (g_strcmp0(id_of(entries->pdata[i]), id) == 0)
			return TRUE;
	return FALSE;
}

/* Everything of the old table but its entries; without one, what is shipped is extended. */
static void
write_head(ClJson *json, GVariant *old)
{
	GVariantIter iter;
	const char *key;
	GVariant *value;

	if (old == NULL) {
		cl_json_string(json, "schema", SCHEMA);
		cl_json_string(json, "extends", "shipped");
		return;
	}
	g_variant_iter_init(&iter, old);
	while (g_variant_iter_next(&iter, "{&sv}", &key, &value)) {
		if (strcmp(key, TABLE) != 0)
			cl_json_write_variant(json, key, value);
		g_variant_unref(value);
	}
}

/* An entry a line, so that people can read and compare it. */
static char *
merge(GVariant *old, const GPtrArray *fresh)
{
	g_autoptr(GPtrArray) kept = old == NULL ? g_ptr_array_new() : entries_of(old);
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *head = NULL;
	GString *text;
	const char *glue = "\n";

	cl_json_begin_object(json, NULL);
	write_head(json, old);
	cl_json_end_object(json);
	head = cl_json_take(json);
	head[strlen(head) - 1] = '\0';
	text = g_string_new(head);
	g_string_append(text, ", \"" TABLE "\": [");
	for (guint i = 0; i < kept->len + fresh->len; i++) {
		GVariant *entry =
			i < kept->len ? kept->pdata[i] : fresh->pdata[i - kept->len];
		g_autofree char *line = NULL;

		if (i < kept->len && holds(fresh, id_of(entry)))
			continue;
		cl_json_write_variant(json, NULL, entry);
		line = cl_json_take(json);
		g_string_append_printf(text, "%s  %s", glue, line);
		glue = ",\n";
	}
	g_string_append(text, "\n]}\n");
	return g_string_free(text, FALSE);
}

/* --- checks ------------------------------------------------------------------------------------- */

/* Those of the entries that are set; the others were there before. */
static gboolean
stand_examples(const ClCreditRules *rules, const char *text, const GPtrArray *fresh, const char *where,
	GError **error)
{
	guint n;
	g_autoptr(GPtrArray) failures = cl_credit_rules_test(rules, text, &n);

	for (guint i = 0; i < failures->len; i++) {
		const char *failure = failures->pdata[i];
		g_autofree char *owner = g_strndup(failure, strcspn(failure, ":"));

		if (!holds(fresh, owner))
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: %s; nothing was set", where, failure);
		return FALSE;
	}
	return TRUE;
}

static gboolean
check_fresh(const GPtrArray *fresh, const char *where, GError **error)
{
	if (fresh->len == 0)
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: holds no organisation; write one with \"id\", \"name\" and \"kind\", or a table "
			"of \"schema\": \"" SCHEMA "\"",
			where);
	for (guint i = 0; i < fresh->len; i++) {
		if (id_of(fresh->pdata[i]) != NULL)
			continue;
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT, "%s: an organisation has no \"id\"", where);
		return FALSE;
	}
	return fresh->len > 0;
}

/* --- writing ------------------------------------------------------------------------------------- */

typedef struct {
	ClCreditEach each;
	gpointer data;
	GPtrArray *ids; /* char*: photos whose credit changes */
} Collect;

static void
collect(const ClCreditChange *change, gpointer data)
{
	Collect *collected = data;

	g_ptr_array_add(collected->ids, g_strdup(change->id));
	if (collected->each != NULL)
		collected->each(change, collected->data);
}

static char *
payload_of(const GPtrArray *fresh)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_begin_array(json, TABLE);
	for (guint i = 0; i < fresh->len; i++)
		cl_json_write_variant(json, NULL, fresh->pdata[i]);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

/* The file is replaced last: a table without its credits is what `cutline rebuild` mends. */
static gboolean
write_all(ClArchive *archive, const char *text, const GPtrArray *fresh, const GPtrArray *ids, GError **error)
{
	g_autofree char *payload = payload_of(fresh);
	gboolean ok = archive_event(archive, "set-suppliers", NULL, payload, error);

	for (guint i = 0; ok && i < ids->len; i++)
		ok = archive_refresh(archive, ids->pdata[i], error);
	return ok &&
	       cl_file_make_folders(cl_store_folder(archive->store), "rules", 0755, error) &&
	       cl_file_replace(cl_store_folder(archive->store), TABLE_PATH, text, strlen(text), 0644,
		       error);
}

/* Read and compared inside the transaction, so that no photo comes in between. */
static gboolean
put(ClArchive *archive, ClCreditRules *rules, const char *text, const GPtrArray *fresh, Collect *collected,
	ClCreditDiff *diff, GError **error)
{
	ClCreditRules *old = archive->credit_rules;
	gboolean ok;

	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	archive->credit_rules = rules;
	ok = archive_diff_credits(archive, rules, collect, NULL, collected, diff, error) &&
		write_all(archive, text, fresh, collected->ids, error);
	archive->credit_rules = old;
	if (!ok) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	g_clear_pointer(&archive->credit_rules, cl_credit_rules_unref);
	return cl_catalog_commit(archive->catalog, error) && archive_journal(archive, error);
}

static void
tell_set(ClArchive *archive, const GPtrArray *fresh, GPtrArray *set)
{
	const ClCreditRules *rules = archive_credit_rules(archive, NULL);

	for (guint i = 0; i < fresh->len; i++) {
		ClSupplierSet *one = g_new0(ClSupplierSet, 1);

		one->id = g_strdup(id_of(fresh->pdata[i]));
		one->known =
			rules != NULL && cl_credit_rules_organisation(rules, one->id) != NULL;
		g_ptr_array_add(set, one);
	}
}

gboolean
cl_archive_set_suppliers(ClArchive *archive, const char *json, const char *where, gboolean dry_run,
	ClCreditEach each, gpointer data, GPtrArray *set, ClCreditDiff *diff, GError **error)
{
	g_autoptr(GVariant) root = read_object(json, where, error);
	g_autoptr(GPtrArray) fresh = root == NULL ? NULL : entries_of(root);
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GVariant) old = NULL;
	g_autoptr(ClCreditRules) rules = NULL;
	g_autofree char *own = NULL, *people = NULL, *elsewhere = NULL, *text = NULL;
	g_autoptr(GError) why = NULL;
	Collect collected = {each, data, ids};

	*diff = (ClCreditDiff){0};
	if (fresh == NULL || !check_fresh(fresh, where, error))
		return FALSE;
	own = archive_own_rules(archive, TABLE, NULL, &why);
	people = why != NULL ? NULL : archive_own_rules(archive, "people", &elsewhere, &why);
	if (why == NULL && own != NULL)
		old = read_object(own, TABLE_PATH, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	text = merge(old, fresh);
	rules = cl_credit_rules_parse((ClRulesText){text, where}, (ClRulesText){people, elsewhere}, error);
	if (rules == NULL || !stand_examples(rules, text, fresh, where, error))
		return FALSE;
	tell_set(archive, fresh, set);
	if (dry_run)
		return archive_diff_credits(archive, rules, collect, NULL, &collected, diff, error);
	return put(archive, rules, text, fresh, &collected, diff, error);
}
