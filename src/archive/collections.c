/* SPDX-License-Identifier: MIT
 *
 * Which collections a picture is of, by all that names one: a contract may leave some out.
 */
#include "rights.h"

static void
add_names(ClArchive *archive, GPtrArray *names, const char *text)
{
	g_autoptr(ClCredit) said =
		cl_text_is_blank(text) ? NULL : cl_credit_parse(archive->credit_rules, text);

	if (said == NULL)
		return;
	if (said->provider != NULL)
		g_ptr_array_add(names, g_strdup(said->provider->name));
	for (guint i = 0; i < said->distributors->len; i++)
		g_ptr_array_add(names,
			g_strdup(((const ClCreditName *)said->distributors->pdata[i])->name));
	if (said->kind == CL_CREDIT_POOL)
		g_ptr_array_add(names, g_strdup("Pool"));
}

/* Only then somebody asks what else a picture is of. */
static gboolean
any_leaves_out(const GPtrArray *licences)
{
	for (guint i = 0; licences != NULL && i < licences->len; i++)
		if (((const ClLicence *)licences->pdata[i])->collections_out != NULL)
			return TRUE;
	return FALSE;
}

/* A contract may write "Sipa" of what the rules call "Sipa Press". */
static void
add_spellings(ClArchive *archive, const GPtrArray *licences, GPtrArray *names)
{
	guint n = names->len;

	for (guint i = 0; licences != NULL && i < licences->len; i++) {
		char **out = ((const ClLicence *)licences->pdata[i])->collections_out;

		for (guint k = 0; out != NULL && out[k] != NULL; k++) {
			const ClOrganisation *known = cl_credit_rules_find(archive->credit_rules, out[k]);

			for (guint j = 0; known != NULL && j < n; j++)
				if (g_strcmp0(known->name, names->pdata[j]) == 0)
					g_ptr_array_add(names, g_strdup(out[k]));
		}
	}
}

/* "Getty Images" with the source "WireImage", "(Photo by Ana Ruiz/POOL/AFP)": what the one credit of all that
 * is said does not keep. */
void
archive_set_also_of(ClArchive *archive, ArchiveFacts *facts, const GPtrArray *licences)
{
	const ClEffective *const all[] = {facts->picture->effective, facts->picture->received};
	GPtrArray *names = g_ptr_array_new();
	gboolean asked = any_leaves_out(licences);

	for (gsize i = 0; asked && i < G_N_ELEMENTS(all) && all[i] != NULL; i++) {
		g_autofree char *signoff = archive_signoff(
			archive->credit_rules, cl_effective_first(all[i], CL_FIELD_CAPTION));

		add_names(archive, names, cl_effective_first(all[i], CL_FIELD_CREDIT));
		add_names(archive, names, cl_effective_first(all[i], CL_FIELD_SOURCE));
		add_names(archive, names, cl_effective_first(all[i], CL_FIELD_BYLINE_TITLE));
		add_names(archive, names, signoff);
	}
	add_spellings(archive, licences, names);
	g_ptr_array_add(names, NULL);
	g_strfreev(facts->also_of);
	facts->also_of = (char **)g_ptr_array_free(names, FALSE);
	facts->photo.also_of = (const char *const *)facts->also_of;
}
