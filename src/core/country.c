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

const char *
cl_country_code(const char *text)
{
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
	for (gsize i = 0; i < G_N_ELEMENTS(countries); i++) {
		char first = countries[i].name[0];
		g_autofree char *name = NULL;

		if (((guchar)first & 0x80) == 0 && g_ascii_tolower(first) != folded[0])
			continue;
		name = cl_text_fold(countries[i].name);
		if (strcmp(folded, name) == 0)
			return countries[i].alpha2;
	}
	return NULL;
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
