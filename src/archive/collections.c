/* SPDX-License-Identifier: MIT
 *
 * Which collections a picture is of, by all that names one: a contract may leave some out.
 */
#include "rights.h"

static void
add_names(ClArchive *archive, GStrvBuilder *names, const char *text)
{
	g_autoptr(ClCredit) said =
		cl_text_is_blank(text) ? NULL : cl_credit_parse(archive->credit_rules, text);

	if (said == NULL)
		return;
	if (said->provider != NULL)
		g_strv_builder_add(names, said->provider->name);
	for (guint i = 0; i < said->distributors->len; i++)
		g_strv_builder_add(names, ((const ClCreditName *)said->distributors->pdata[i])->name);
	if (said->kind == CL_CREDIT_POOL)
		g_strv_builder_add(names, "Pool");
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

/* "Getty Images" with the source "WireImage", "(Photo by Ana Ruiz/POOL/AFP)": what the one credit of all that
 * is said does not keep. */
void
archive_set_also_of(ClArchive *archive, ArchiveFacts *facts, const GPtrArray *licences)
{
	const ClEffective *const all[] = {facts->picture->effective, facts->picture->received};
	g_autoptr(GStrvBuilder) names = g_strv_builder_new();
	gboolean asked = any_leaves_out(licences);

	for (gsize i = 0; asked && i < G_N_ELEMENTS(all) && all[i] != NULL; i++) {
		g_autofree char *signoff = archive_signoff(
			archive->credit_rules, cl_effective_first(all[i], CL_FIELD_CAPTION));

		add_names(archive, names, cl_effective_first(all[i], CL_FIELD_CREDIT));
		add_names(archive, names, cl_effective_first(all[i], CL_FIELD_SOURCE));
		add_names(archive, names, signoff);
	}
	g_strfreev(facts->also_of);
	facts->also_of = g_strv_builder_end(names);
	facts->photo.also_of = (const char *const *)facts->also_of;
}
