/* SPDX-License-Identifier: MIT
 *
 * What editors type once, kept as documents: checked by the module that knows the kind, and kept in
 * the form that it writes.
 */
#include "archive_private.h"

#include <cutline/template.h>

#include <string.h>

/* The document as it is kept; its id in *id. */
static char *
check_template(const char *json, char **id, GError **error)
{
	g_autoptr(ClTemplate) template = cl_template_parse(json, "template", error);

	if (template == NULL)
		return NULL;
	*id = g_strdup(template->id);
	return cl_template_write(template);
}

static char *
check_codes(const char *json, char **id, GError **error)
{
	g_autoptr(ClCodeFile) file = cl_code_file_parse(json, "codes", error);

	if (file == NULL)
		return NULL;
	*id = g_strdup(file->id);
	return cl_code_file_write(file);
}

static char *
check_picklist(const char *json, char **id, GError **error)
{
	g_autoptr(ClPicklist) list = cl_picklist_parse(json, "picklist", error);

	if (list == NULL)
		return NULL;
	*id = g_strdup(list->id);
	return cl_picklist_write(list);
}

gboolean
cl_archive_set_written(ClArchive *archive, const char *kind, const char *json, char **id, GError **error)
{
	static const struct {
		const char *kind;
		char *(*check)(const char *json, char **id, GError **error);
	} kinds[] = { { "template", check_template }, { "codes", check_codes },
		{ "picklist", check_picklist } };
	g_autofree char *name = NULL;
	g_autofree char *kept = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(kinds); i++)
		if (strcmp(kinds[i].kind, kind) == 0)
			kept = kinds[i].check(json, &name, error);
	if (kept == NULL || !cl_archive_put_document(archive, kind, name, kept, error))
		return FALSE;
	if (id != NULL)
		*id = g_steal_pointer(&name);
	return TRUE;
}
