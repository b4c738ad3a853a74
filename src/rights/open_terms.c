/* SPDX-License-Identifier: MIT
 *
 * Open licences: what their names, SPDX ids and addresses say (reference 5.4). Found in any text, since a
 * picture may claim one anywhere; read strictly where a person records one.
 */
#include <cutline/rights.h>
#include <cutline/text.h>

#include <string.h>

#include "read_json.h"

typedef enum { BY, ATTRIBUTION, PUBLIC_DOMAIN, VAGUE, NC, ND, SA, FILLER } OpenWord;

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
	{"attribution", ATTRIBUTION}, {"creative commons", VAGUE}, {"cc licence", VAGUE},
	{"cc license", VAGUE}, {"cc licensed", VAGUE}};
static const OpenPhrase behind_by[] = {
	{"nc", NC}, {"noncommercial", NC}, {"non commercial", NC}, {"nd", ND}, {"noderivs", ND},
	{"noderivatives", ND}, {"noderivative", ND}, {"no derivs", ND}, {"no derivatives", ND},
	{"no derivative", ND}, {"works", FILLER}, {"sa", SA}, {"sharealike", SA}, {"share alike", SA},
	{"generic", FILLER}, {"international", FILLER}, {"unported", FILLER}, {"licence", FILLER},
	{"license", FILLER}, {"v", FILLER}, {"version", FILLER}};
/* In words, anywhere beside the name of one. */
static const OpenPhrase in_words[] = {
	{"no commercial", NC}, {"non commercial", NC}, {"noncommercial", NC}, {"not for commercial", NC},
	{"keine kommerzielle", NC}, {"nicht kommerziell", NC}, {"nicht kommerzielle", NC},
	{"nichtkommerziell", NC},
	{"pas d utilisation commerciale", NC}, {"pas d usage commercial", NC}, {"non commerciale", NC},
	{"no comercial", NC}, {"sin uso comercial", NC}, {"nao comercial", NC}, {"некоммерческое", NC},
	{"no derivatives", ND}, {"no derivs", ND}, {"noderivs", ND}, {"noderivatives", ND},
	{"no modifications", ND},
	{"keine bearbeitung", ND}, {"keine bearbeitungen", ND}, {"pas de modification", ND},
	{"pas de modifications", ND},
	{"sin obras derivadas", ND}, {"sin derivadas", ND},
	{"share alike", SA}, {"sharealike", SA}, {"weitergabe unter gleichen bedingungen", SA}};

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

static void
take(const OpenPhrase *phrase, ClOpenTerms *terms)
{
	terms->non_commercial |= phrase->is == NC;
	terms->no_derivatives |= phrase->is == ND;
	terms->share_alike |= phrase->is == SA;
}

/* What stands in words beside a name that says less. */
static void
read_words(const char *fold, ClOpenTerms *terms)
{
	for (const char *at = fold; *at != '\0'; at += strcspn(at, " "), at += *at == ' ') {
		const OpenPhrase *phrase = phrase_at(in_words, G_N_ELEMENTS(in_words), at);

		if (phrase != NULL)
			take(phrase, terms);
	}
}

static const char *
read_elements(const char *text, ClOpenTerms *terms)
{
	const OpenPhrase *phrase;

	for (; (phrase = phrase_at(behind_by, G_N_ELEMENTS(behind_by), text)) != NULL;
		text = behind(text, phrase)) {
		take(phrase, terms);
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
		const OpenPhrase *element = phrase == NULL || phrase->is != ATTRIBUTION
			? NULL
			: phrase_at(behind_by, G_N_ELEMENTS(behind_by), behind(at, phrase));

		/* By itself it is any word. */
		if (phrase == NULL ||
			(phrase->is == ATTRIBUTION && (element == NULL || element->is == FILLER))) {
			at += strcspn(at, " ");
			at += *at == ' ';
			continue;
		}
		found = TRUE;
		terms->attribution |= phrase->is == BY || phrase->is == ATTRIBUTION;
		terms->public_domain |= phrase->is == PUBLIC_DOMAIN;
		terms->vague |= phrase->is == VAGUE;
		at = behind(at, phrase);
		if (phrase->is == BY || phrase->is == ATTRIBUTION)
			at = read_elements(at, terms);
	}
	if (found)
		read_words(fold, terms);
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
		if (g_str_has_prefix(id, stem) && (*port == '\0' || (*port == '-' && port[1] != '\0'))) {
			g_autofree char *country = g_ascii_strdown(*port == '-' ? port + 1 : "", -1);

			g_strlcpy(terms->port, country, sizeof terms->port);
			return cl_open_terms_find(id, terms);
		}
	}
	return FALSE;
}

gboolean
cl_open_terms_stricter(const ClOpenTerms *claim, const ClOpenTerms *terms)
{
	return (claim->non_commercial && !terms->non_commercial) ||
	       (claim->no_derivatives && !terms->no_derivatives) ||
	       (claim->share_alike && !terms->share_alike) ||
	       (claim->attribution && terms->public_domain && !terms->attribution);
}

/* "https://creativecommons.org/licenses/by-sa/3.0/de/". */
static char *
address_of(const ClOpenTerms *terms)
{
	return g_strdup_printf("https://creativecommons.org/licenses/by%s%s%s/%s/%s%s",
		terms->non_commercial ? "-nc" : "", terms->no_derivatives ? "-nd" : "",
		terms->share_alike ? "-sa" : "", terms->version, terms->port,
		terms->port[0] != '\0' ? "/" : "");
}

char *
cl_open_terms_duties(const ClOpenTerms *terms, const char *title, const char *source)
{
	GString *duties = g_string_new(NULL);
	g_autofree char *address = address_of(terms);

	if (!terms->attribution)
		return g_string_free(duties, FALSE);
	if (terms->version[0] == '\0')
		g_string_append(duties, " Name its licence and link it, ");
	else
		g_string_append_printf(duties, " Link its licence, %s, ", address);
	if (source != NULL && g_str_has_prefix(source, "http"))
		g_string_append_printf(duties, "link its source, %s, ", source);
	if (title != NULL)
		g_string_append_printf(duties, "give its title, \"%s\", ", title);
	else if (terms->version[0] != '\0' && strcmp(terms->version, "4.0") < 0)
		g_string_append(duties, "give its title if it has one, ");
	g_string_append(duties, "and say what was changed.");
	if (terms->share_alike)
		g_string_append(duties, " What is made of it goes out under the same licence.");
	return g_string_free(duties, FALSE);
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
			"\"%s\" names nothing, so %s; leave it out, or name what is", licence->empty,
			g_str_has_suffix(licence->empty, "_out") ? "nothing is taken out"
								  : "nothing would be covered");
	if (licence->from_us != 0 && licence->until_us != 0 && licence->from_us >= licence->until_us)
		return rights_read_refuse(&place, error, "it ends before it begins");
	if (licence->unanswered)
		return rights_read_refuse(&place, error,
			"a permission is one when it was given: \"granted\" says when, \"wording\" or "
			"\"evidence\" how");
	return rights_check_papers(licence, &place, error) && check_spdx(licence, &place, error);
}
