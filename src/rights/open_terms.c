/* SPDX-License-Identifier: MIT
 *
 * Open licences: what their names, SPDX ids and addresses say (reference 5.4). Found in any text, since a
 * picture may claim one anywhere; read strictly where a person records one.
 */
#include <cutline/rights.h>
#include <cutline/text.h>

#include <string.h>

#include "read_json.h"

typedef enum { BY, PUBLIC_DOMAIN, VAGUE, NC, ND, SA, FILLER } OpenWord;

/* As fold keys; among those that begin alike the longest first. */
typedef struct {
	const char *words;
	OpenWord is;
} OpenPhrase;
static const OpenPhrase names[] = {
	{"creative commons licence cc by", BY}, {"creative commons license cc by", BY},
	{"creative commons licence attribution", BY}, {"creative commons license attribution", BY},
	{"creative commons attribution", BY}, {"creative commons cc by", BY}, {"creative commons by", BY},
	{"creativecommons org licenses by", BY}, {"cc by", BY}, {"ccby", BY},
	{"creative commons zero", PUBLIC_DOMAIN}, {"creative commons 0", PUBLIC_DOMAIN},
	{"creative commons public domain", PUBLIC_DOMAIN},
	{"creativecommons org publicdomain", PUBLIC_DOMAIN},
	{"cc0", PUBLIC_DOMAIN}, {"cc 0", PUBLIC_DOMAIN}, {"cc zero", PUBLIC_DOMAIN},
	{"public domain", PUBLIC_DOMAIN}, {"gemeinfrei", PUBLIC_DOMAIN}, {"gemeinfreies", PUBLIC_DOMAIN},
	{"domaine public", PUBLIC_DOMAIN}, {"dominio publico", PUBLIC_DOMAIN},
	{"pubblico dominio", PUBLIC_DOMAIN},
	{"общественное достояние", PUBLIC_DOMAIN},
	{"creative commons", VAGUE}, {"cc licence", VAGUE}, {"cc license", VAGUE}, {"cc licensed", VAGUE}};
static const OpenPhrase behind_by[] = {
	{"nc", NC}, {"noncommercial", NC}, {"non commercial", NC}, {"nd", ND}, {"noderivs", ND},
	{"noderivatives", ND}, {"noderivative", ND}, {"no derivs", ND}, {"no derivatives", ND},
	{"no derivative", ND}, {"works", FILLER}, {"sa", SA}, {"sharealike", SA}, {"share alike", SA},
	{"generic", FILLER}, {"international", FILLER}, {"unported", FILLER}, {"licence", FILLER},
	{"license", FILLER}, {"v", FILLER}, {"version", FILLER}};

/* The phrase that a text of whole words begins with. */
static const OpenPhrase *
phrase_at(const OpenPhrase *phrases, gsize n_phrases, const char *text)
{
	for (gsize i = 0; i < n_phrases; i++) {
		gsize n = strlen(phrases[i].words);

		if (strncmp(text, phrases[i].words, n) == 0 && (text[n] == ' ' || text[n] == '\0'))
			return &phrases[i];
	}
	return NULL;
}

static const char *
behind(const char *text, const OpenPhrase *phrase)
{
	text += strlen(phrase->words);
	return *text == ' ' ? text + 1 : text;
}

static const char *
read_elements(const char *text, ClOpenTerms *terms)
{
	const OpenPhrase *phrase;

	for (; (phrase = phrase_at(behind_by, G_N_ELEMENTS(behind_by), text)) != NULL;
		text = behind(text, phrase)) {
		terms->non_commercial |= phrase->is == NC;
		terms->no_derivatives |= phrase->is == ND;
		terms->share_alike |= phrase->is == SA;
	}
	if (text[0] >= '1' && text[0] <= '4' && text[1] == ' ' && g_ascii_isdigit(text[2]) &&
		!g_ascii_isalnum(text[3])) {
		terms->version[0] = text[0];
		terms->version[1] = '.';
		terms->version[2] = text[2];
	}
	return text;
}

gboolean
cl_open_terms_find(const char *text, ClOpenTerms *terms)
{
	g_autofree char *fold = cl_text_fold(text);
	gboolean found = FALSE;

	for (const char *at = fold; *at != '\0';) {
		const OpenPhrase *phrase = phrase_at(names, G_N_ELEMENTS(names), at);

		if (phrase == NULL) {
			at += strcspn(at, " ");
			at += *at == ' ';
			continue;
		}
		found = TRUE;
		terms->attribution |= phrase->is == BY;
		terms->public_domain |= phrase->is == PUBLIC_DOMAIN;
		terms->vague |= phrase->is == VAGUE;
		at = behind(at, phrase);
		if (phrase->is == BY)
			at = read_elements(at, terms);
	}
	/* A name beside it says which. */
	if (terms->attribution || terms->public_domain)
		terms->vague = FALSE;
	return found;
}

gboolean
cl_open_terms_spdx(const char *id, ClOpenTerms *terms)
{
	static const char *const elements[] = {"", "-NC", "-SA", "-ND", "-NC-SA", "-NC-ND"};
	static const char *const versions[] = {"-1.0", "-2.0", "-2.5", "-3.0", "-4.0"};

	if (strcmp(id, "CC0-1.0") == 0 || strcmp(id, "CC-PDDC") == 0 || strcmp(id, "CC-PDM-1.0") == 0) {
		terms->public_domain = TRUE;
		return TRUE;
	}
	for (gsize i = 0; i < G_N_ELEMENTS(elements) * G_N_ELEMENTS(versions); i++) {
		g_autofree char *stem = g_strconcat("CC-BY", elements[i / G_N_ELEMENTS(versions)],
			versions[i % G_N_ELEMENTS(versions)], NULL);
		const char *port = id + strlen(stem);

		/* "CC-BY-3.0-DE": of a country. */
		if (g_str_has_prefix(id, stem) && (*port == '\0' || (*port == '-' && port[1] != '\0')))
			return cl_open_terms_find(id, terms);
	}
	return FALSE;
}

char *
cl_open_terms_duties(const ClOpenTerms *terms)
{
	g_autofree char *elements = NULL;

	if (!terms->attribution)
		return g_strdup("");
	elements = g_strdup_printf("by%s%s%s", terms->non_commercial ? "-nc" : "",
		terms->no_derivatives ? "-nd" : "", terms->share_alike ? "-sa" : "");
	if (terms->version[0] == '\0')
		return g_strdup(" Name its licence and link it, and say what was changed.");
	return g_strdup_printf(
		" Link its licence, https://creativecommons.org/licenses/%s/%s/, %sand say what was changed.",
		elements, terms->version,
		strcmp(terms->version, "4.0") < 0 ? "give its title if it has one, " : "");
}

void
rights_read_spdx(ClLicence *licence)
{
	licence->commercial_said = licence->commercial;
	if (licence->spdx == NULL)
		return;
	if (!cl_open_terms_spdx(licence->spdx, &licence->open)) {
		licence->open.vague = licence->commercial == CL_UNSTATED;
		return;
	}
	if (licence->open.non_commercial)
		licence->commercial = CL_NO;
	licence->no_derivatives |= licence->open.no_derivatives;
	licence->share_alike |= licence->open.share_alike;
}

/* What a record says beside its id must not contradict it; of others than Creative Commons it must say. */
static gboolean
check_spdx(const ClLicence *licence, const RightsPlace *place, GError **error)
{
	gboolean known = licence->open.attribution || licence->open.public_domain;

	if (licence->open.non_commercial && licence->commercial_said == CL_YES)
		return rights_read_refuse(
			place, error, "\"commercial\": \"yes\" contradicts %s", licence->spdx);
	if (licence->spdx == NULL || known ||
		(!licence->open.vague && !g_str_has_prefix(licence->spdx, "CC")))
		return TRUE;
	return rights_read_refuse(place, error,
		"'%s' is no licence of Creative Commons (CC-BY-NC-4.0, CC-BY-SA-3.0-DE, CC0-1.0); of another "
		"say \"commercial\": \"yes\" or \"no\", too",
		licence->spdx);
}

gboolean
cl_licence_check(const ClLicence *licence, const char *where, GError **error)
{
	RightsPlace place = {where, licence->id};

	if (licence->empty != NULL)
		return rights_read_refuse(&place, error,
			"\"%s\" names nothing, so nothing would be covered; leave it out, or name what is",
			licence->empty);
	if (licence->from_us != 0 && licence->until_us != 0 && licence->from_us >= licence->until_us)
		return rights_read_refuse(&place, error, "it ends before it begins");
	if (licence->unanswered)
		return rights_read_refuse(&place, error,
			"a permission is one when it was given: \"granted\" says when, \"wording\" or "
			"\"evidence\" how");
	return check_spdx(licence, &place, error);
}
