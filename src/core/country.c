/* SPDX-License-Identifier: MIT
 *
 * What a country code or name means. Other names than the English ones of ISO 3166 (agencies' own,
 * former ones) are rules, not known here.
 */
#include <cutline/country.h>
#include <cutline/text.h>

#include <string.h>

#include "country_table.h"

static const struct {
	const char *alpha2, *alpha3, *name;
} countries[] = {
#define X(alpha2, alpha3, name) { alpha2, alpha3, name },
	COUNTRY_TABLE(X)
#undef X
};

/* Every name folded: a credit asks for each of its parts. */
static gpointer
fold_names(gpointer unused G_GNUC_UNUSED)
{
	GHashTable *codes = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	for (gsize i = G_N_ELEMENTS(countries); i > 0; i--)
		g_hash_table_insert(
			codes, cl_text_fold(countries[i - 1].name), (gpointer) countries[i - 1].alpha2);
	return codes;
}

const char *
cl_country_code(const char *text)
{
	static GOnce once = G_ONCE_INIT;
	g_autofree char *folded = NULL;
	gsize n = text == NULL ? 0 : strlen(text);

	if (n < 2)
		return NULL;
	for (gsize i = 0; i < G_N_ELEMENTS(countries); i++) {
		const char *code = n == 2 ? countries[i].alpha2 : countries[i].alpha3;

		if (n <= 3 && g_ascii_strcasecmp(text, code) == 0)
			return countries[i].alpha2;
	}
	folded = cl_text_fold(text);
	return g_hash_table_lookup(g_once(&once, fold_names, NULL), folded);
}

const char *
cl_country_name(const char *alpha2)
{
	for (gsize i = 0; alpha2 != NULL && i < G_N_ELEMENTS(countries); i++)
		if (g_ascii_strcasecmp(alpha2, countries[i].alpha2) == 0)
			return countries[i].name;
	return NULL;
}

const char *
cl_country_alpha3(const char *alpha2)
{
	for (gsize i = 0; alpha2 != NULL && i < G_N_ELEMENTS(countries); i++)
		if (g_ascii_strcasecmp(alpha2, countries[i].alpha2) == 0)
			return countries[i].alpha3;
	return NULL;
}
