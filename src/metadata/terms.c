/* SPDX-License-Identifier: MIT
 *
 * Terms of rights vocabularies in words. What no row knows is said to limit the use, so that a person
 * is asked.
 */
#include "terms.h"

#include <cutline/text.h>

#include <string.h>

/* PLUS: Image Alteration, File and Duplication Constraints, Credit Line Required. */
static const struct {
	const char *code, *words;
} plus_terms[] = {
	{"AL-CRP", "No cropping"},
	{"AL-FLP", "No flipping"},
	{"AL-RET", "No retouching"},
	{"AL-CLR", "No colorization"},
	{"AL-DCL", "No de-colorization"},
	{"AL-MRG", "No merging"},
	{"IF-MFN", "Use limited: the file name must be kept"},
	{"IF-MID", "Use limited: the image's id must stay in the file name"},
	{"IF-MMD", "Use limited: the metadata must stay in the file"},
	{"IF-MFT", "Use limited: the file type must be kept"},
	{"DP-NDC", ""},
	{"DP-LIC", "No duplication beyond what the licence needs"},
	{"DP-NOD", "No duplication"},
	{"CR-NRQ", ""},
	{"CR-COI", "Mandatory credit, on the image"},
	{"CR-CAI", "Mandatory credit, adjacent to the image"},
	{"CR-CCA", "Mandatory credit, in the credits area"},
	{"CW-NRQ", ""},
	{"CW-UNK", ""},
	{"CW-AWR", "Graphic content"},
};

/* "No web use", "Print only": a term as it stands. */
static gboolean
is_term(const char *text)
{
	static const char *const begins[] = {"no ", "not ", "non ", "nicht ", "kein ", "keine ", "pas ",
		"sin ", "except ", "excluding ", "without ", "sans ", "only "};
	g_autofree char *fold = cl_text_fold(text);
	gboolean term = g_str_has_suffix(fold, " only");

	for (gsize i = 0; !term && i < G_N_ELEMENTS(begins); i++)
		term = g_str_has_prefix(fold, begins[i]);
	return term;
}

char *
metadata_term_limit(const char *place_or_medium)
{
	if (is_term(place_or_medium))
		return g_strdup(place_or_medium);
	return g_strdup_printf("Use limited to: %s", place_or_medium);
}

char *
metadata_term_property(const char *name, const char *value)
{
	if (cl_text_is_blank(name))
		name = "a property without a name";
	if (cl_text_is_blank(value))
		return g_strdup_printf("Use limited by %s", name);
	return g_strdup_printf("Use limited by %s: %s", name, value);
}

char *
metadata_term_plus(const char *term)
{
	const char *slash = strrchr(term, '/');
	const char *code = slash != NULL ? slash + 1 : term;

	for (guint i = 0; i < G_N_ELEMENTS(plus_terms); i++)
		if (strcmp(code, plus_terms[i].code) == 0)
			return g_strdup(plus_terms[i].words);
	return metadata_term_property("the PLUS term", code);
}

/* dpa's scenes (reference §5.8), in a code or an address. */
const char *
metadata_term_genre(const char *genre)
{
	static const char *const handouts[] = {"dpascn:40", "dpascn/40", "handout"};
	g_autofree char *lower = g_strstrip(g_ascii_strdown(genre, -1));

	for (guint i = 0; i < G_N_ELEMENTS(handouts); i++)
		if (g_str_has_suffix(lower, handouts[i]))
			return "Handout";
	return NULL;
}

char *
metadata_term_expression(const char *expression)
{
	return g_strdup("Use limited: see the rights expression that came with the picture");
}

char *
metadata_term_linked_expression(const char *address)
{
	return metadata_term_property("the rights expression at", address);
}
