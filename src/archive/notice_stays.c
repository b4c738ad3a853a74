/* SPDX-License-Identifier: MIT
 *
 * Which of the pictures that a notice names it does not kill: the one that takes another's place, and those
 * of which it says that they remain. What is said of one in a list is said of all.
 */
#include "notice.h"

#include <cutline/text.h>

#include <string.h>

#define MAX_WORDS 14U

/* Before the id, in its sentence. */
static const char *const before[] = { "please use", "replaced by", "replaced with", "substitute",
	"substituted by", "substituted with", "replacement", "corrected version", "corrected picture",
	"corrected photo", "corrected image", "correct version", "new version", "instead use",
	"use instead", "stattdessen", "ersetzt durch", "ersatz", "ersatzbild", "neue version",
	"korrigierte version", "remplacee par", "remplace par", "remplacees par", "veuillez utiliser",
	"version corrigee", "nouvelle version", "sustituida por", "reemplazada por", "version corregida",
	"nueva version", "sostituita da", "sostituita con", "versione corretta", "nuova versione",
	"substituida por", "заменено на", "заменен на", "исправленная версия", NULL };
/* Behind it. */
static const char *const behind[] = { "replaces", "instead", "remains", "remain", "not affected",
	"unaffected", "is valid", "are valid", "still valid", "is fine", "are fine", "is correct",
	"as a substitute", "for a substitute", "as replacement", "as a replacement", "may be used",
	"can be used", "is available", "are available", "stattdessen", "bleibt", "bleiben",
	"nicht betroffen", "ersetzt das", "ersetzt die", "reste valable", "restent valables",
	"pas concernee", "pas concernees", "remplace la", "no esta afectada", "no estan afectadas",
	"sigue siendo valida", "siguen siendo validas", "resta valida", "restano valide",
	"non e interessata", "остается", "остаются", NULL };
/* Of these it is said, not of the one before them. */
static const char *const others[] = { "other", "others", "rest", "remaining", "andere", "anderen", "weitere",
	"ubrigen", "autres", "otras", "altre", "остальные", NULL };
/* Right before it. */
#define NEAR 5U
static const char *const uses[] = { "use", "see", "siehe", "voir", "vedi", "verwenden", "utiliser",
	"utilisez", "utilice", "utilicen", "usar", "usate", NULL };
static const char *const denials[] = { "not", "no", "never", "nicht", "ne", "non", "cannot", "longer", "stop",
	"cease", "discontinue", "t", "plus", "mehr", "pas", "nao", NULL };

/* Right before it, but for a word for the picture: "kill A, not photo B". Not so behind those that forbid. */
static const char *const exceptions[] = { "not", "except", "excluding", "keep", "retain", "nicht", "ausser",
	"behalten", "pas", "sauf", "garder", "conserver", "salvo", "excepto", "conservar", "non", "tranne",
	"не", "кроме", NULL };
static const char *const nouns[] = { "for", "the", "photo", "photos", "picture", "pictures", "image",
	"images", "number", "id", "das", "die", "foto", "fotos", "bild", "bilder", "la", "le", "les",
	"фото", NULL };
static const char *const forbidding[] = { "do", "don", "does", "may", "must", "can", "should", "is", "are",
	"not", "never", "cannot", "nicht", "ne", "no", NULL };

static gboolean
holds(const char *clause, const char *const *phrases)
{
	for (; *phrases != NULL; phrases++) {
		g_autofree char *phrase = g_strdup_printf(" %s ", *phrases);

		if (strstr(clause, phrase) != NULL)
			return TRUE;
	}
	return FALSE;
}

gboolean
notice_is_joint(const char *word)
{
	static const char *const joints[] = { "and", "or", "to", "through", "thru", "as", "well", "also",
		"plus", "und", "sowie", "bis", "et", "ou", "ainsi", "que", "a", "y", "e", "o", "así", "como",
		"ed", "og", "och", "en", "i", "и", "до", "по", NULL };
	g_autofree char *lower = g_utf8_strdown(word, -1);

	return g_strv_contains(joints, lower);
}

/* What stands beside the id in its sentence, up to an id of which something else is said. */
static char *
clause(GPtrArray *words, guint i, gboolean back)
{
	g_autoptr(GString) said = g_string_new(" ");
	gboolean list = TRUE;

	for (guint n = 0, j = i; n < MAX_WORDS; n++) {
		const NoticeWord *word = words->pdata[j];
		g_autofree char *folded = NULL;

		if (back ? word->fresh || j == 0 : j + 1 == words->len)
			break;
		word = words->pdata[back ? --j : ++j];
		if ((!back && word->fresh) || (word->is_id && !list))
			break;
		if (word->is_id) {
			g_string_assign(said, " ");
			continue;
		}
		list = list && notice_is_joint(word->text);
		folded = cl_text_fold(word->text);
		g_string_insert(said, back ? 0 : -1, folded);
		back ? g_string_prepend_c(said, ' ') : g_string_append_c(said, ' ');
	}
	return g_string_free(g_steal_pointer(&said), FALSE);
}

/* "verwenden Sie 2 nicht mehr": where the verb stands first. */
static gboolean
is_denied(const char *tail)
{
	static const char *const denied[] = { "nicht mehr", "nicht weiter", "niet meer", NULL };

	return g_str_has_prefix(tail, " nicht ") || g_str_has_prefix(tail, " niet ") || holds(tail, denied);
}

/* "use 2" at its end, and not "do not use 2". */
static gboolean
is_to_be_used(const char *said)
{
	g_auto(GStrv) words = g_strsplit(said, " ", -1);
	gsize n = g_strv_length(words);
	gboolean used = FALSE;

	for (gsize i = 0; words[i] != NULL; i++) {
		if (g_strv_contains(denials, words[i]))
			return FALSE;
		used = used || (i + NEAR >= n && g_strv_contains(uses, words[i]));
	}
	return used;
}

static gboolean
is_excepted(const char *said)
{
	g_autofree char *clean = g_strstrip(g_strdup(said));
	g_auto(GStrv) words = g_strsplit(clean, " ", -1);
	gsize n = g_strv_length(words);

	while (n > 0 && g_strv_contains(nouns, words[n - 1]))
		n--;
	return n > 0 && g_strv_contains(exceptions, words[n - 1]) &&
		(n == 1 || !g_strv_contains(forbidding, words[n - 2]));
}

gboolean
notice_stays(GPtrArray *words, guint i)
{
	g_autofree char *head = clause(words, i, TRUE);
	g_autofree char *tail = clause(words, i, FALSE);

	return holds(head, before) || (is_to_be_used(head) && !is_denied(tail)) || is_excepted(head) ||
		(holds(tail, behind) && !holds(tail, others));
}
