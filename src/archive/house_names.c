/* SPDX-License-Identifier: MIT
 *
 * Whom a text names that is not of the house: what is left of its names when those of the house, of its
 * people, and what says nothing of anybody are taken off.
 */
#include "house_own.h"

#include <string.h>

#define MAX_CAPTION_TAIL_BYTES 160U
#define MAX_AGENCY_WORDS 4U

/* Of a company, of a desk, of a notice: beside a name of the house they name nobody else. Folded. */
static const char fillers[] =
	" the of by and for at from der die das des von und bei fur le la les de du et di e y media "
	"ltd limited gmbh ag inc llc lp plc co company corp corporation kg mbh sa sas srl spa bv nv "
	"ab oy as aps ou publishing publishers publications verlag medien mediengruppe verlagsgruppe "
	"group gruppe groupe staff redaktion editorial desk newsroom archive archives archiv archivo "
	"archivio own work eigene eigenes internal photo photos foto fotos photography fotografie "
	"photographie photograph fotografia photographer fotograf fotografin photographe fotografo "
	"image images picture pictures bild bilder copyright c all rights reserved alle rechte "
	"vorbehalten tous droits reserves todos los derechos reservados tutti i diritti riservati no "
	"not do use used without with prior written permission permitted reproduction unauthorized "
	"unauthorised reproduce only is are must be this prohibited allowed strictly any form contact "
	"licensed licensing syndication reporter digital camera www com https http ";

static gboolean
is_filler(const char *word)
{
	g_autofree char *wanted = g_strconcat(" ", word, " ", NULL);

	return word[0] == '\0' || strstr(fillers, wanted) != NULL ||
	       strspn(word, "0123456789") == strlen(word);
}

/* "courier" of "the courier". */
static const char *
bare(const char *key)
{
	return g_str_has_prefix(key, "the ") ? key + 4 : key;
}

/* Every " name " of " text " becomes " ". */
static void
take_off(GString *text, const char *key)
{
	g_autofree char *wanted = g_strconcat(" ", key, " ", NULL);

	while (key[0] != '\0' && g_string_replace(text, wanted, " ", 0) > 0)
		;
}

static gboolean
is_ours(const ArchiveHouseList *house, const char *const *people, const char *name)
{
	g_autofree char *key = cl_text_fold(name);
	g_autoptr(GString) left = g_string_new(" ");
	g_auto(GStrv) words = NULL;
	gboolean ours = TRUE;

	g_string_append_printf(left, "%s ", key);
	for (guint i = 0; people[i] != NULL; i++)
		take_off(left, people[i]);
	for (guint i = 0; house->names[i] != NULL; i++)
		take_off(left, bare(house->names[i]));
	words = g_strsplit(left->str, " ", -1);
	for (guint i = 0; ours && words[i] != NULL; i++)
		ours = is_filler(words[i]);
	return ours;
}

/* The house itself may stand in the rules, under any of its spellings. */
static gboolean
is_house_family(const ArchiveHouseList *house, const ClOrganisation *known)
{
	for (guint i = 0; house->names[i] != NULL; i++) {
		const ClOrganisation *own =
			cl_credit_rules_find(house->archive->credit_rules, house->names[i]);

		if (own != NULL && strcmp(own->family, known->family) == 0)
			return TRUE;
	}
	return FALSE;
}

static char *
known_other(const ArchiveHouseList *house, const char *const *people, const ClOrganisation *known)
{
	if (known == NULL || !cl_organisation_delivers(known->kind) || is_house_family(house, known) ||
		is_ours(house, people, known->name))
		return NULL;
	return g_strdup(known->name);
}

/* One name of a credit, by the rules or by itself. */
static char *
other_name(const ArchiveHouseList *house, const char *const *people, const ClCreditName *name,
	gboolean any)
{
	const ClOrganisation *known = name == NULL || name->id == NULL
		? NULL
		: cl_credit_rules_organisation(house->archive->credit_rules, name->id);

	if (name == NULL || (known != NULL && is_house_family(house, known)))
		return NULL;
	if (!any)
		return known_other(house, people, known);
	return is_ours(house, people, name->name) ? NULL : g_strdup(name->name);
}

static char *
other_in(const ArchiveHouseList *house, const char *const *people, const ClCredit *credit, gboolean any)
{
	char *other = other_name(house, people, cl_credit_deliverer(credit), any);

	if (other == NULL)
		other = other_name(house, people, credit->provider, any);
	for (guint i = 0; other == NULL && any && i < credit->photographers->len; i++)
		other = other_name(house, people, credit->photographers->pdata[i], any);
	if (other == NULL && credit->client != NULL && !is_ours(house, people, credit->client))
		other = g_strdup(credit->client);
	return other;
}

/* "Getty Contributor", "ana.ruiz@alamy.com": an agency anywhere among the words. */
static char *
other_among_words(const ArchiveHouseList *house, const char *const *people, const char *text)
{
	const ClCreditRules *rules = house->archive->credit_rules;
	g_auto(GStrv) words = g_strsplit_set(text, " ,;/|()[]:@", -1);
	guint n_words = g_strv_length(words);
	char *other = NULL;

	for (guint i = 0; other == NULL && i < n_words; i++) {
		g_autoptr(GString) run = g_string_new(NULL);

		for (guint n = 0; other == NULL && n < MAX_AGENCY_WORDS && i + n < n_words; n++) {
			g_string_append_printf(run, "%s%s", n > 0 ? " " : "", words[i + n]);
			if (words[i + n][0] != '\0')
				other = known_other(house, people, cl_credit_rules_find(rules, run->str));
		}
	}
	return other;
}

/* What the title of a by-line says of who is not, or not always, of the house. Folded. */
static const char outsiders[] =
	" freelance freelancer freelances freelancers contributor contributing stringer guest reader readers "
	"citizen amateur volunteer submitted handout ugc courtesy pigiste contributeur contributrice lecteur "
	"lectrice invite freie freier freischaffend freischaffende gast leser leserin leserreporter "
	"collaboratore collaboratrice lettore colaborador colaboradora lector lectora invitado внештатный "
	"внештатная внештатник читатель стрингер фрилансер ";

/* Whom it was made for; "Bild" is a word and a paper. */
static char *
other_client(const ArchiveHouseList *house, const char *const *people, const char *client)
{
	const ClOrganisation *known = cl_credit_rules_find(house->archive->credit_rules, client);

	if (known != NULL)
		return is_house_family(house, known) ? NULL : g_strdup(known->name);
	return is_ours(house, people, client) ? NULL : g_strdup(client);
}

/* "Freelance", "For Bild"; "Getty Contributor" names Getty. NULL: it is a post of the house. */
static char *
other_title(const ArchiveHouseList *house, const char *const *people, const char *text)
{
	static const char *const for_whom[] = {"for ", "fur ", "pour ", "para ", "voor "};
	g_autofree char *fold = cl_text_fold(text);
	g_auto(GStrv) words = g_strsplit(fold, " ", -1);
	char *other = is_ours(house, people, text)
		? NULL
		: archive_names_other(house, people, text, ARCHIVE_NAMES_KNOWN);

	for (gsize i = 0; other == NULL && i < G_N_ELEMENTS(for_whom); i++)
		if (g_str_has_prefix(fold, for_whom[i]))
			other = other_client(house, people, fold + strlen(for_whom[i]));
	for (guint i = 0; other == NULL && words[i] != NULL; i++) {
		g_autofree char *word = g_strconcat(" ", words[i], " ", NULL);

		if (words[i][0] != '\0' && strstr(outsiders, word) != NULL)
			other = g_strdup_printf("\"%s\"", text);
	}
	return other;
}

/* Behind the last label of a caption ("Photo: Ana Ruiz"); NULL: it has none that begins its end. Lent. */
static const char *
labelled(const ClCreditRules *rules, const char *caption)
{
	gsize n = strlen(caption);
	gsize first = n > MAX_CAPTION_TAIL_BYTES ? n - MAX_CAPTION_TAIL_BYTES : 0;

	for (gsize at = first; at < n; at++) {
		gboolean sure = FALSE;
		gsize label = at > 0 && strchr(" (\n[", caption[at - 1]) == NULL
			? 0
			: cl_credit_rules_label(rules, caption + at, n - at, TRUE, &sure);

		if (label > 0 && sure && at + label < n)
			return caption + at + label;
	}
	return NULL;
}

static char *
other_in_caption(const ArchiveHouseList *house, const char *const *people, const char *caption)
{
	const ClCreditRules *rules = house->archive->credit_rules;
	g_autofree char *signoff = archive_signoff(rules, caption);
	const char *tail = signoff != NULL || !g_utf8_validate(caption, -1, NULL) ? signoff
										   : labelled(rules, caption);
	g_autoptr(ClCredit) credit = tail == NULL ? NULL : cl_credit_parse(rules, tail);

	return credit == NULL ? NULL : other_in(house, people, credit, TRUE);
}

/* "Name (URL) [id]", as the readers join it. */
static char *
other_licensor(const ArchiveHouseList *house, const char *const *people, const char *text)
{
	gboolean named = !g_str_has_prefix(text, "http") && text[0] != '[';
	const char *url = strstr(text, " (http");
	const char *end = url != NULL ? url : strstr(text, " [");
	gsize n_name = end != NULL ? (gsize)(end - text) : strlen(text);
	g_autofree char *name = named ? g_strndup(text, n_name) : NULL;
	char *other = name == NULL ? NULL : archive_names_other(house, people, name, ARCHIVE_NAMES_ANY);

	return other != NULL ? other : archive_names_other(house, people, text, ARCHIVE_NAMES_KNOWN);
}

char *
archive_names_other(const ArchiveHouseList *house, const char *const *people, const char *text,
	ArchiveNames names)
{
	g_autoptr(ClCredit) credit = NULL;
	g_autofree char *name = NULL;
	char *other;

	if (cl_text_is_blank(text))
		return NULL;
	if (names == ARCHIVE_NAMES_CAPTION)
		return other_in_caption(house, people, text);
	if (names == ARCHIVE_NAMES_LICENSOR)
		return other_licensor(house, people, text);
	if (names == ARCHIVE_NAMES_TITLE)
		return other_title(house, people, text);
	name = cl_name_in_order(house->archive->credit_rules, text);
	credit = cl_credit_parse(house->archive->credit_rules, name);
	other = other_in(house, people, credit, names == ARCHIVE_NAMES_ANY);
	if (other == NULL && names == ARCHIVE_NAMES_ANY && credit->kind == CL_CREDIT_POOL)
		return g_strdup("a pool");
	return other == NULL && names == ARCHIVE_NAMES_KNOWN ? other_among_words(house, people, text) : other;
}
