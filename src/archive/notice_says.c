/* SPDX-License-Identifier: MIT
 *
 * Which words of a notice kill: the verb with a picture behind it, a headline, or what the rules know as a
 * withdrawal. "Kill Bill", "the kill list", "killed 12 people" command nothing.
 */
#include "notice.h"
#include "rights.h"

#include <string.h>

#define NEAR 6U /* words between "kill" and what it kills */

gboolean
notice_holds(const NoticeSaid *said, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++) {
		g_autofree char *phrase = g_strdup_printf(" %s ", *phrases);

		if (strstr(said->folded, phrase) != NULL)
			return TRUE;
	}
	return FALSE;
}

static gboolean
is_among(const NoticeSaid *said, guint i, const char *const *words)
{
	const NoticeWord *word = i >= said->first && i < said->end ? said->words->pdata[i] : NULL;
	g_autofree char *folded = word == NULL ? NULL : cl_text_fold(word->text);

	return folded != NULL && g_strv_contains(words, folded);
}

/* Where in its text. */
static gsize
offset_of(const NoticeSaid *said, guint i)
{
	return ((const NoticeWord *)said->words->pdata[i])->at -
	       ((const NoticeWord *)said->words->pdata[said->first])->at;
}

/* --- "kill" ----------------------------------------------------------------------------------- */

static gboolean
is_kill(const NoticeSaid *said, guint i)
{
	static const char *const forms[] = {"kill", "kills", NULL};

	return is_among(said, i, forms);
}

/* "MANDATORY KILL", "kill notice", "KILL:", and not "one kill", "two picture kills". */
static gboolean
is_headline(const NoticeSaid *said, guint i)
{
	static const char *const counted[] = {"a", "an", "one", "two", "three", "four", "five",
		"no", "last", "another", "any", "every", "each", "many", "few", "several", NULL};
	static const char *const kinds[] = {"mandatory", "compulsory", "photo", "picture", "image",
		"pic", "pix", "urgent", "frame", "kill", NULL};
	static const char *const notices[] = {
		"notice", "advisory", "order", "alert", "request", "kill", NULL};
	gboolean kind = is_among(said, i - 1, kinds);
	const char *behind = said->text + offset_of(said, i) + strlen("kill");

	if (is_among(said, i - 1 - kind, counted))
		return FALSE;
	behind += strspn(behind, "sS");
	behind += strspn(behind, " ");
	return kind || is_among(said, i + 1, notices) || i + 1 == said->end ||
	       strchr(":-!", *behind) != NULL || g_str_has_prefix(behind, "—");
}

static gboolean
is_picture(const NoticeSaid *said, guint i)
{
	static const char *const pictures[] = {"photo", "photos", "photograph", "photographs",
		"image", "images", "picture", "pictures", "pic", "pics", "pix", "frame", "frames",
		"shot", "shots", "foto", "fotos", "bild", "bilder", NULL};
	static const char *const people[] = {
		"journalist", "journalists", "reporter", "reporters", "editor", "editors", NULL};

	return is_among(said, i, pictures) && !is_among(said, i + 1, people);
}

/* "kill the AFP picture", "kill 000_34L82NW", "kill it". */
static gboolean
has_object(const NoticeSaid *said, guint i)
{
	static const char *const certain[] = {
		"it", "immediately", "asap", "now", "urgently", "once", "soon", NULL};
	static const char *const between[] = {"the", "a", "this", "that", "these", "those", "our",
		"all", "both", "following", "previous", "earlier", "of", "for", "from", "by", "and",
		"or", "delete", "remove", "replace", "replaces", "withdraw", "as", "at", "please",
		"concerns", "applies", "affects", "covers", "is", "to", "on", NULL};
	guint j = i + 1;

	for (; j < said->end && j <= i + NEAR; j++) {
		const NoticeWord *word = said->words->pdata[j];

		if (word->is_id || is_picture(said, j) || is_among(said, j, certain))
			return TRUE;
		if (!word->label && !is_among(said, j, between))
			return FALSE;
	}
	return j == said->end;
}

/* Before it, or a question. */
static gboolean
is_doubted(const NoticeSaid *said, guint i)
{
	static const char *const doubts[] = {"not", "never", "no", "t", "cannot", "if", "whether",
		"unless", "should", "would", "could", "might", "may", "can", "nor", "than",
		"without", NULL};

	for (guint j = said->first; j < i; j++)
		if (is_among(said, j, doubts))
			return TRUE;
	return strchr(said->text, '?') != NULL;
}

/* --- a statement ------------------------------------------------------------------------------- */

/* "suspected to kill his wife", "killed 12 people": what a caption tells kills no picture. */
static void
hide_deaths(char *text)
{
	static const char *const whom[] = {"his ", "her ", "their ", "him", "them", "himself",
		"herself", "people", "civilians", "at least ", "more than ", "dozens", "scores",
		"hundreds", "thousands", "one ", "two ", "three "};

	for (char *at = text; (at = strstr(at, "kill")) != NULL; at += strlen("kill")) {
		const char *rest = at + strlen("kill");

		rest += strcspn(rest, " \n");
		rest += strspn(rest, " \n");
		for (gsize i = 0; i < G_N_ELEMENTS(whom); i++)
			if (g_str_has_prefix(rest, whom[i]))
				*at = 'x';
		if (strspn(rest, "0123456789") > 0 && strspn(rest, "0123456789") < 5)
			*at = 'x';
	}
}

gboolean
notice_says_kill(ClArchive *archive, const char *text, gboolean *says, GError **error)
{
	const ClRightsRules *rules = archive_rights_rules(archive, error);
	ClRightsTimes times = {.ingested_us = cl_time_now_us()};
	g_autoptr(GPtrArray) found = NULL;
	g_autofree char *plain = g_strdup(text);

	*says = FALSE;
	if (rules == NULL)
		return FALSE;
	hide_deaths(plain);
	found = cl_rights_parse(rules, plain, &times);
	for (guint i = 0; i < found->len; i++)
		*says = *says || ((ClRestriction *)found->pdata[i])->code == CL_RESTRICTION_KILL;
	return TRUE;
}

gboolean
notice_statement_kills(ClArchive *archive, NoticeSaid *said, GError **error)
{
	g_autofree char *text = g_strdup(said->text);

	for (guint i = said->first; i < said->end; i++) {
		gboolean object = is_kill(said, i) && has_object(said, i);

		if (!is_kill(said, i))
			continue;
		said->headline = said->headline || is_headline(said, i);
		if (!object && !is_headline(said, i))
			text[offset_of(said, i)] = 'x';
		said->kills = said->kills || (object && !is_doubted(said, i));
	}
	return said->kills || notice_says_kill(archive, text, &said->kills, error);
}
