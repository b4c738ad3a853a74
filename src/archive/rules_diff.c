/* SPDX-License-Identifier: MIT
 *
 * What other rules would change: every photo's witnesses are read by them and compared with what is
 * derived now. Most credits of an archive are alike, so each distinct set of witnesses is read once;
 * of a caption the credit at its end is one.
 */
#include "archive_private.h"
#include "credit_diff.h"

#include <cutline/credits.h>
#include <cutline/file.h>
#include <cutline/json.h>

#include <fcntl.h>
#include <string.h>

#define PAGE 2000U
#define MAX_REMEMBERED 200000U

/* A credit as it is written and as it is meant. */
typedef struct {
	char *body;
	ClCredit *credit;
} Known;

typedef struct {
	ClCreditRules *rules;
	GHashTable *seen;     /* witnesses → Known* by the new rules */
	GHashTable *stored;   /* body as it stands → ClCredit* */
	GHashTable *signoffs; /* last parenthesis → credit that it is, "" = none */
	GString *key;	      /* of the photo at hand, and */
	char *signoff;	      /* its sign-off, if none that is remembered */
	ClCreditEach each;
	gpointer data;
	ClCreditDiff *diff;
} Diff;

static char *
schema_of(const char *text, GError **error)
{
	g_autoptr(GVariant) root = cl_json_parse(text, -1, error);
	const char *schema = NULL;

	if (root == NULL)
		return NULL;
	if (g_variant_is_of_type(root, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(root, "schema", "&s", &schema))
		return g_strdup(schema);
	return g_strdup("");
}

/* The file takes the place of the table that its schema names; the other one stays. */
static ClCreditRules *
rules_with(ClArchive *archive, const char *text, const char *where, GError **error)
{
	g_autofree char *schema = schema_of(text, error), *other = NULL, *elsewhere = NULL;
	g_autoptr(GError) why = NULL;
	ClRulesText fresh, kept;
	gboolean people;

	if (schema == NULL) {
		g_prefix_error(error, "%s: ", where);
		return NULL;
	}
	people = strcmp(schema, "cutline-people/1") == 0;
	if (!people && strcmp(schema, "cutline-organisations/1") != 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_INPUT,
			"%s: \"schema\" must be \"cutline-organisations/1\" or "
			"\"cutline-people/1\"",
			where);
		return NULL;
	}
	other = archive_own_rules(archive, people ? "organisations" : "people", &elsewhere, &why);
	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return NULL;
	}
	fresh = (ClRulesText){text, where};
	kept = (ClRulesText){other, elsewhere};
	return cl_credit_rules_parse(people ? kept : fresh, people ? fresh : kept, error);
}

/* Where a last parenthesis begins, with all that it holds; NULL: the caption ends otherwise. */
static const char *
parenthesis_of(const char *caption)
{
	gsize n = strlen(caption);
	guint depth = 0;

	while (n > 0 && (g_ascii_isspace(caption[n - 1]) || caption[n - 1] == '*'))
		n--;
	if (n == 0 || caption[n - 1] != ')')
		return NULL;
	for (gsize at = n; at > 0; at--) {
		if (caption[at - 1] == ')')
			depth++;
		else if (caption[at - 1] == '(' && --depth == 0)
			return caption + at - 1;
	}
	return NULL;
}

/* "(Photo by X/AFP)" ends many captions and is read once. Of another end few are a credit at all, which is
 * seen by its first letters. "" = none; lent until the next call. */
static const char *
signoff_of(Diff *diff, const ClEffective *effective)
{
	const char *caption = cl_effective_first(effective, CL_FIELD_CAPTION);
	const char *end = caption == NULL ? NULL : parenthesis_of(caption);
	const char *known = end == NULL ? NULL : g_hash_table_lookup(diff->signoffs, end);
	char *found;

	if (known != NULL)
		return known;
	found = archive_signoff(diff->rules, caption);
	if (found == NULL)
		found = g_strdup("");
	if (end != NULL) {
		if (g_hash_table_size(diff->signoffs) >= MAX_REMEMBERED)
			g_hash_table_remove_all(diff->signoffs);
		g_hash_table_insert(diff->signoffs, g_strdup(end), found);
		return found;
	}
	g_free(diff->signoff);
	diff->signoff = found;
	return found;
}

/* What the credit depends on, in diff->key. */
static void
write_key(Diff *diff, const ClCreditSaid *said, const char *signoff)
{
	static const ClField fields[] = { CL_FIELD_CREDIT, CL_FIELD_BYLINE, CL_FIELD_BYLINE_TITLE,
		CL_FIELD_SOURCE, CL_FIELD_COPYRIGHT };
	g_autofree char *demanded = archive_demanded(said->effective);
	GString *key = diff->key;

	g_string_assign(key, said->supplier != NULL ? said->supplier : "");
	g_string_append_printf(key, "\1%s\1%s", signoff, demanded != NULL ? demanded : "");
	for (gsize i = 0; i < G_N_ELEMENTS(fields); i++) {
		const GPtrArray *values = said->effective->values[fields[i]];

		g_string_append_c(key, '\1');
		for (guint k = 0; values != NULL && k < values->len; k++)
			g_string_append_printf(key, "\2%s", ((const ClValue *)values->pdata[k])->value);
	}
}

static void
free_known(gpointer data)
{
	Known *known = data;

	g_free(known->body);
	cl_credit_free(known->credit);
	g_free(known);
}

/* Takes the credit. */
static Known *
make_known(ClCredit *credit)
{
	g_autoptr(ClJson) json = cl_json_new();
	Known *known = g_new0(Known, 1);

	known->credit = credit;
	cl_credit_write_json(json, NULL, credit);
	known->body = cl_json_take(json);
	return known;
}

/* By the new rules; lent. */
static const Known *
read_credit(Diff *diff, const ClCreditSaid *said)
{
	const ArchiveOrigin origin = { .effective = said->effective, .supplier = said->supplier };
	const char *signoff = signoff_of(diff, said->effective);
	Known *known;

	write_key(diff, said, signoff);
	known = g_hash_table_lookup(diff->seen, diff->key->str);
	if (known != NULL)
		return known;
	known = make_known(archive_merge_credit(diff->rules, &origin, signoff[0] != '\0' ? signoff : NULL));
	if (g_hash_table_size(diff->seen) >= MAX_REMEMBERED)
		g_hash_table_remove_all(diff->seen);
	g_hash_table_insert(diff->seen, g_strdup(diff->key->str), known);
	return known;
}

/* The same where people wrote over something; few are. */
static Known *
read_written(ClArchive *archive, const Diff *diff, const ClCreditSaid *said, GError **error)
{
	g_autoptr(ClFileRow) file = cl_catalog_get_file(archive->catalog, said->id, 0, error);
	g_autoptr(ClEffective) received = NULL;
	ArchiveOrigin origin = { .effective = said->effective, .supplier = said->supplier };

	if (file == NULL || !archive_find_received(archive, file, &received, error))
		return NULL;
	origin.received = received;
	return make_known(archive_read_credit(diff->rules, &origin));
}

/* What stands now, lent; NULL: it was never derived, or cannot be read. */
static const ClCredit *
stored_credit(Diff *diff, const char *body)
{
	ClCredit *credit = body == NULL ? NULL : g_hash_table_lookup(diff->stored, body);

	if (credit != NULL || body == NULL)
		return credit;
	if (g_hash_table_size(diff->stored) >= MAX_REMEMBERED)
		g_hash_table_remove_all(diff->stored);
	credit = cl_credit_from_json(body, NULL);
	if (credit != NULL)
		g_hash_table_insert(diff->stored, g_strdup(body), credit);
	return credit;
}

static void
compare(Diff *diff, const ClCreditSaid *said, const Known *then)
{
	const ClCredit *now;

	diff->diff->photos++;
	if (g_strcmp0(said->body, then->body) == 0)
		return;
	now = stored_credit(diff, said->body);
	/* Another rule's id alone is no change that anybody prints or decides by. */
	if (now == NULL || !cl_credit_equal(now, then->credit)) {
		const ClCreditChange change = { said->id, now, then->credit };

		diff->diff->changed++;
		diff->each(&change, diff->data);
	}
}

static gboolean
read_and_compare(ClArchive *archive, Diff *diff, const ClCreditSaid *said, GError **error)
{
	Known *written;

	if (!said->written) {
		compare(diff, said, read_credit(diff, said));
		return TRUE;
	}
	written = read_written(archive, diff, said, error);
	if (written == NULL)
		return FALSE;
	compare(diff, said, written);
	free_known(written);
	return TRUE;
}

static void
clear_diff(Diff *diff)
{
	g_hash_table_unref(diff->seen);
	g_hash_table_unref(diff->stored);
	g_hash_table_unref(diff->signoffs);
	g_string_free(diff->key, TRUE);
	g_free(diff->signoff);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Diff, clear_diff)

gboolean
archive_diff_credits(ClArchive *archive, ClCreditRules *rules, ClCreditEach each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data,
	ClCreditDiff *result, GError **error)
{
	g_auto(Diff) diff = {
		.rules = rules,
		.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_known),
		.stored = g_hash_table_new_full(
			g_str_hash, g_str_equal, g_free, (GDestroyNotify)cl_credit_free),
		.signoffs = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
		.key = g_string_new(NULL),
		.each = each,
		.data = data,
		.diff = result,
	};
	gint64 last = 0;
	guint64 total;

	*result = (ClCreditDiff){0};
	if (!cl_catalog_count_photos(archive->catalog, &total, error))
		return FALSE;
	for (;;) {
		g_autoptr(GPtrArray) page =
			cl_catalog_list_credits(archive->catalog, last, PAGE, &last, error);

		if (page == NULL)
			return FALSE;
		if (page->len == 0)
			return TRUE;
		for (guint i = 0; i < page->len; i++)
			if (!read_and_compare(archive, &diff, page->pdata[i], error))
				return FALSE;
		if (progress != NULL)
			progress(result->photos, MAX(total, result->photos), data);
	}
}

gboolean
cl_archive_rules_diff_text(ClArchive *archive, const char *text, const char *where, ClCreditEach each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data,
	ClCreditDiff *result, GError **error)
{
	g_autoptr(ClCreditRules) rules = rules_with(archive, text, where, error);

	return rules != NULL &&
	       archive_diff_credits(archive, rules, each, progress, data, result, error);
}

gboolean
cl_archive_rules_diff(ClArchive *archive, const char *path, ClCreditEach each,
	void (*progress)(guint64 done, guint64 total, gpointer data), gpointer data,
	ClCreditDiff *result, GError **error)
{
	g_autoptr(GBytes) bytes = cl_file_read(AT_FDCWD, path, CL_MAX_RULES_BYTES, error);
	g_autofree char *text = cl_file_text(bytes);

	return text != NULL &&
	       cl_archive_rules_diff_text(archive, text, path, each, progress, data, result, error);
}
