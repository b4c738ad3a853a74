/* SPDX-License-Identifier: MIT
 *
 * The names of territories as desks write them shorter: "N. IRELAND", "S.E. ASIA", "DEM. REP. CONGO",
 * "U. K.". Where two would be written alike, the one that stands first in the rules keeps the name.
 */
#include <string.h>

#include "rules.h"

#define MAX_LETTERS 4U /* of a name in capitals that may be spelt out */

/* clang-format off */
static const struct {
	const char *word;
	const char *shorts[5];
} words[] = {
	{"north", {"n", "nth"}}, {"northern", {"n", "nth"}}, {"south", {"s", "sth"}}, {"southern", {"s", "sth"}},
	{"east", {"e"}}, {"eastern", {"e"}}, {"west", {"w"}}, {"western", {"w"}},
	{"southeast", {"south east", "s east", "se", "s e"}}, {"northeast", {"north east", "n east", "ne", "n e"}},
	{"central", {"c", "cent", "centr"}}, {"latin", {"lat"}}, {"america", {"am"}}, {"saint", {"st"}}, {"new", {"n"}},
	{"united", {"utd"}}, {"republic", {"rep"}}, {"democratic", {"dem"}}, {"islands", {"isles", "isl"}},
};
/* clang-format on */

static void add_from(RightsBuild *build, char **parts, const char *before, guint value);

/* With `word` behind what was put together of the words before it, and all readings of those after it. */
static void
add_with(RightsBuild *build, char **parts, const char *before, const char *word, guint value)
{
	g_autofree char *longer = g_strconcat(before, before[0] == '\0' ? "" : " ", word, NULL);

	add_from(build, parts + 1, longer, value);
}

static void
add_from(RightsBuild *build, char **parts, const char *before, guint value)
{
	if (parts[0] == NULL) {
		rights_build_add_name(build, RIGHTS_ROOT_TERRITORIES, before, value);
		return;
	}
	add_with(build, parts, before, parts[0], value);
	for (gsize k = 0; k < G_N_ELEMENTS(words); k++)
		for (gsize s = 0; strcmp(parts[0], words[k].word) == 0 && words[k].shorts[s] != NULL; s++)
			add_with(build, parts, before, words[k].shorts[s], value);
}

/* "UK" as "U. K.": capitals that stand alone are one word only from three on, and not behind full stops. */
static void
add_spelt(RightsBuild *build, const char *name, guint value)
{
	g_autoptr(GString) spelt = g_string_new(NULL);
	gsize n = strlen(name);

	if (n > MAX_LETTERS)
		return;
	for (gsize i = 0; i < n; i++) {
		if (!g_ascii_isupper(name[i]))
			return;
		g_string_append_printf(spelt, "%s%c", i > 0 ? " " : "", g_ascii_tolower(name[i]));
	}
	rights_build_add_name(build, RIGHTS_ROOT_TERRITORIES, spelt->str, value);
}

void
rights_add_territory_name(RightsBuild *build, const char *name, guint value)
{
	g_autofree char *lower = g_utf8_strdown(name, -1);
	g_auto(GStrv) parts = g_strsplit_set(lower, " -", -1);

	rights_build_add_name(build, RIGHTS_ROOT_TERRITORIES, name, value);
	/* "AM" is no America. */
	if (g_strv_length(parts) > 1)
		add_from(build, parts, "", value);
	add_spelt(build, name, value);
}
