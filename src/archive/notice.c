/* SPDX-License-Identifier: MIT
 *
 * Kill notices: a mail or an advisory says in words which pictures are withdrawn, by the supplier's
 * ids. What it names and the archive has is killed; what it names and the archive has not is killed
 * when it comes (a standing kill, kept as a document). Text that speaks of no kill kills nothing.
 */
#include "archive_private.h"
#include "rights.h"

#include <cutline/credit.h>
#include <cutline/json.h>
#include <cutline/rights.h>

#include <string.h>

#define KIND "standing-kill"
#define MIN_ID_BYTES 5U
#define MAX_ID_BYTES 120U

void
cl_named_free(ClNamed *named)
{
	if (named == NULL)
		return;
	g_free(named->text);
	g_free(named->value);
	g_ptr_array_unref(named->photos);
	g_free(named);
}

/* --- reading it ----------------------------------------------------------------------------- */

static gboolean
speaks_of_a_kill(ClArchive *archive, const char *text, gboolean *speaks, GError **error)
{
	const ClRightsRules *rules = archive_rights_rules(archive, error);
	ClRightsTimes times = { .ingested_us = cl_time_now_us() };
	g_autoptr(GPtrArray) found = NULL;

	*speaks = FALSE;
	if (rules == NULL)
		return FALSE;
	found = cl_rights_parse(rules, text, &times);
	for (guint i = 0; i < found->len; i++)
		*speaks = *speaks ||
			((ClRestriction *) found->pdata[i])->code == CL_RESTRICTION_KILL;
	return TRUE;
}

/* Letters, digits and what stands inside ids; at least one digit, or it is a word. */
static gboolean
is_id_char(char c)
{
	return g_ascii_isalnum(c) || strchr("_-.:", c) != NULL;
}

static gboolean
may_be_an_id(const char *token)
{
	gsize length = strlen(token);
	gboolean digit = FALSE;

	for (gsize i = 0; i < length; i++)
		digit = digit || g_ascii_isdigit(token[i]);
	return digit && length >= MIN_ID_BYTES && length <= MAX_ID_BYTES;
}

static gboolean
add_named(ClArchive *archive, const ClCreditRules *rules, const char *token, guint line,
	GPtrArray *named, GError **error)
{
	g_autoptr(ClSupplierId) id = cl_supplier_id_parse(rules, NULL, NULL, token);
	const char *value = id != NULL ? id->value : token;
	g_autoptr(GPtrArray) photos = cl_catalog_list_by_picture(archive->catalog, value, error);
	ClNamed *one;

	if (photos == NULL)
		return FALSE;
	/* What neither reads as an id nor is one of ours is a date, a telephone number, a word. */
	if (photos->len == 0 && id == NULL)
		return TRUE;
	for (guint i = 0; i < named->len; i++)
		if (strcmp(((ClNamed *) named->pdata[i])->value, value) == 0)
			return TRUE;
	one = g_new0(ClNamed, 1);
	one->text = g_strdup(token);
	one->value = g_strdup(value);
	one->line = line;
	one->photos = g_steal_pointer(&photos);
	g_ptr_array_add(named, one);
	return TRUE;
}

static gboolean
read_ids(ClArchive *archive, const char *text, GPtrArray *named, GError **error)
{
	const ClCreditRules *rules = archive_credit_rules(archive, error);
	guint line = 1;

	if (rules == NULL)
		return FALSE;
	for (const char *at = text; *at != '\0';) {
		const char *end = at;
		g_autofree char *token = NULL;
		gsize length;

		while (is_id_char(*end))
			end++;
		if (end == at) {
			line += *at++ == '\n';
			continue;
		}
		token = g_strndup(at, (gsize) (end - at));
		for (length = strlen(token); length > 0 && strchr("-.:", token[length - 1]) != NULL;)
			token[--length] = '\0';
		if (may_be_an_id(token) && !add_named(archive, rules, token, line, named, error))
			return FALSE;
		at = end;
	}
	return TRUE;
}

GPtrArray *
cl_archive_read_notice(ClArchive *archive, const char *text, GError **error)
{
	g_autoptr(GPtrArray) named = g_ptr_array_new_with_free_func((GDestroyNotify) cl_named_free);
	gboolean speaks;

	if (!speaks_of_a_kill(archive, text, &speaks, error))
		return NULL;
	if (!speaks) {
		g_set_error(error, CL_ERROR, CL_ERROR_REVIEW,
			"says nothing of a kill; read it, then name the photos: cutline kill ID --reason …");
		return NULL;
	}
	if (!read_ids(archive, text, named, error))
		return NULL;
	if (named->len > 0)
		return g_steal_pointer(&named);
	g_set_error(error, CL_ERROR, CL_ERROR_REVIEW,
		"speaks of a kill but names no picture by its supplier's id; find it: cutline search …");
	return NULL;
}

/* --- standing kills --------------------------------------------------------------------------- */

gboolean
cl_archive_put_standing_kill(ClArchive *archive, const char *value, const char *reason, GError **error)
{
	g_autofree char *json = reason == NULL ? NULL : archive_reason_payload(reason);

	return cl_archive_put_document(archive, KIND, value, json, error);
}

gboolean
archive_standing_kill(ClArchive *archive, const char *value, char **reason, GError **error)
{
	GError *why = NULL;
	g_autoptr(ClDocument) document =
		value == NULL ? NULL : cl_catalog_get_document(archive->catalog, KIND, value, &why);

	*reason = document == NULL ? NULL : archive_payload_reason(document->json);
	if (why == NULL)
		return TRUE;
	g_propagate_error(error, why);
	return FALSE;
}

/* A picture of which the same supplier's id is killed here: another frame under that id, or a
 * re-transmission. */
gboolean
archive_killed_twin(ClArchive *archive, const char *value, char id[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GPtrArray) photos = NULL;

	id[0] = '\0';
	if (value == NULL)
		return TRUE;
	photos = cl_catalog_list_by_picture(archive->catalog, value, error);
	for (guint i = 0; photos != NULL && i < photos->len && id[0] == '\0'; i++) {
		g_autoptr(ClPhotoRow) photo =
			cl_catalog_get_photo(archive->catalog, photos->pdata[i], error);

		if (photo == NULL)
			return FALSE;
		if (strcmp(photo->state, "killed") == 0)
			g_strlcpy(id, photo->id, CL_ID_CHARS + 1);
	}
	return photos != NULL;
}
