/* SPDX-License-Identifier: MIT
 *
 * May a sign-off leave the caption? Only if the record says each of its words elsewhere: sometimes
 * it is the one place that names the photographer.
 */
#include <cutline/text.h>
#include "caption_private.h"

/* Words that credits are made with; they name nobody. */
static const char *const made_with[] = {"a", "an", "and", "archive", "by", "contributor",
	"copyright", "courtesy", "credit", "file", "foto", "fotos", "from", "handout", "ho",
	"image", "images", "mandatory", "must", "of", "photo", "photograph", "photographed",
	"photographer", "photographs", "photography", "photos", "picture", "pictures", "pool",
	"read", "should", "staff", "str", "stringer", "supplied", "the", "via", "wire", "фото", NULL};

static void
collect(GHashTable *known, const char *text)
{
	g_autofree char *folded = text == NULL ? NULL : cl_text_fold(text);
	g_auto(GStrv) words = folded == NULL ? NULL : g_strsplit(folded, " ", 0);

	for (guint i = 0; words != NULL && words[i] != NULL; i++)
		g_hash_table_add(known, g_strdup(words[i]));
}

/* Written together in one place and apart in another: USATODAY, Al-Zayyat. */
static gboolean
is_known(GHashTable *known, const char *word)
{
	if (*word == '\0' || g_hash_table_contains(known, word) || g_strv_contains(made_with, word))
		return TRUE;
	for (const char *c = word; *c != '\0'; c++)
		if (!g_ascii_isdigit(*c))
			return FALSE;
	return strlen(word) <= 2;
}

GHashTable *
caption_witnessed(const ClCaptionWitness *witness)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);

	collect(known, witness->credit);
	collect(known, witness->source);
	collect(known, witness->copyright);
	collect(known, witness->supplier_id);
	for (guint i = 0; witness->bylines != NULL && witness->bylines[i] != NULL; i++)
		collect(known, witness->bylines[i]);
	return known;
}

gboolean
caption_accounted_by(const char *signoff, GHashTable *known, char **stranger)
{
	g_autofree char *folded = cl_text_fold(signoff);
	g_auto(GStrv) words = g_strsplit(folded, " ", 0);

	for (guint i = 0; words[i] != NULL; i++) {
		if (is_known(known, words[i]))
			continue;
		if (stranger != NULL)
			*stranger = g_strdup(words[i]);
		return FALSE;
	}
	return TRUE;
}

gboolean
cl_caption_accounted(const char *signoff, const ClCaptionWitness *witness, char **stranger)
{
	g_autoptr(GHashTable) known = caption_witnessed(witness);

	return caption_accounted_by(signoff, known, stranger);
}
