/* SPDX-License-Identifier: MIT
 *
 * Kill notices: a mail or an advisory says in words which pictures are withdrawn, by the supplier's
 * ids. What it names and the archive has is killed; what it names and the archive has not is killed
 * when it comes (standing.c). Where it is not plain that it kills, or whose number it names, the photos
 * that it may mean are shown as candidates, and a person decides.
 */
#include "notice.h"
#include "page_check.h"
#include "rights.h"

#include <cutline/rights.h>

#include <string.h>

void
cl_named_free(ClNamed *named)
{
	if (named == NULL)
		return;
	g_free(named->text);
	g_free(named->value);
	g_strfreev(named->suppliers);
	g_ptr_array_unref(named->photos);
	g_ptr_array_unref(named->candidates);
	g_free(named);
}

/* --- does it kill? ---------------------------------------------------------------------------- */

/* Words that take a kill back, only warn of one, or kill no picture; "*" is up to MAX_BETWEEN words. They may
 * stand beside words that kill, so they are not weighed against them: a person reads it. */
#define MAX_BETWEEN 8U
static const char *const taken_back[] = { "unkill", "kill * lifted", "kills * lifted",
	"withdrawal * lifted", "lift * kill", "lifts * kill", "kill * rescinded", "reinstate",
	"reinstates", "reinstated", "reinstating", "kill cancellation", "cancellation of the kill",
	"kill cancelled", "kill canceled", "kill is cancelled", "kill is canceled", "kill was cancelled",
	"kill has been cancelled", "kill has been canceled", "kill withdrawn", "kill is withdrawn",
	"kill has been withdrawn", "notice withdrawn", "notice is withdrawn", "notice has been withdrawn",
	"kill is void", "kill retracted", "cancel * kill", "cancels * kill", "ignore * kill",
	"disregard * kill", "retract * kill", "retracts * kill", "killed by mistake", "killed in error",
	"withdrawn by mistake", "withdrawn in error", "free to use", "available again",
	"may be used again", "may now be used again", "may use it again", "can be used again",
	"can now be used again", "not killing", "not killed", "do not kill", "don t kill", "not a kill",
	"is no kill", "do not delete", "not delete it", "caption kill", "kill caption",
	"kill the caption", "kill previous caption", "kill earlier caption", "kill old caption",
	"caption correction", "corrected caption", "withdraw the caption", "withdraws the caption",
	"withdrawing the caption", "withdrawn the caption", "withdrew the caption",
	"withdrawal of the caption", "retract the caption", "retracting the caption", "caption only",
	"only the caption", "caption is withdrawn", "caption has been withdrawn",
	"caption was withdrawn", "picture is ok", "picture is okay", "picture is fine",
	"picture itself is ok", "picture itself is fine", "pictures are ok", "photo is ok",
	"photo is okay", "photo is fine", "photo itself is ok", "photo itself is fine", "photos are ok",
	"image is ok", "image is okay", "image is fine", "image itself is ok", "image itself is fine",
	"images are ok", "picture unaffected", "photo unaffected", "image unaffected",
	"annulation du retrait", "annulation de l annulation", "retrait annule", "retrait est annule",
	"de nouveau etre utilisee", "de nouveau etre utilisees", "a nouveau etre utilisee",
	"de nouveau utilisable", "de nouveau disponible", "a nouveau disponible", "legende corrigee",
	"retirons la legende", "retrait de la legende", "la photo est bonne", "wieder verwendet",
	"wieder verwenden", "wieder genutzt", "wieder freigegeben", "wieder verfugbar",
	"sperrung * aufgehoben", "sperre * aufgehoben", "ruckruf * aufgehoben", "ruckruf * hinfallig",
	"nur der bildtext", "nur den bildtext", "bildtext zuruck", "bild ist ok", "bild ist in ordnung",
	"bildtextkorrektur", "vuelve a estar disponible", "puede volver a", "utilizarse de nuevo",
	"usarse de nuevo", "de nuevo disponible", "anulacion * sin efecto", "pie corregido",
	"di nuovo utilizzabile", "nuovamente utilizzabile", "nuovamente disponibile",
	"annullamento * revocato", "didascalia corretta", "pode voltar a", "отзыв * отменен",
	"снова доступно",
	"possible kill of", "possible kill for", "a possible kill",
	"potential kill", "possible mandatory kill",
	"kill warning", "may be killed", "might be killed", "could be killed",
	"may have to be killed", "kill may follow", "kill might follow", "kill could follow",
	"kill to follow", "mogliche sperrung", "eventuelle sperrung", "retrait possible", "posible anulacion",
	"possibile annullamento", NULL };

/* From here on. */
static gboolean
matches_at(char **words, char **pattern)
{
	if (*pattern == NULL)
		return TRUE;
	if (strcmp(*pattern, "*") != 0)
		return *words != NULL && strcmp(*words, *pattern) == 0 && matches_at(words + 1, pattern + 1);
	for (guint n = 0; *words != NULL && n <= MAX_BETWEEN; n++, words++)
		if (matches_at(words, pattern + 1))
			return TRUE;
	return FALSE;
}

gboolean
notice_takes_back(const char *text)
{
	g_autofree char *folded = cl_text_fold(text);
	g_auto(GStrv) words = g_strsplit(folded, " ", -1);

	for (gsize i = 0; taken_back[i] != NULL; i++) {
		g_auto(GStrv) pattern = g_strsplit(taken_back[i], " ", -1);

		for (char **at = words; *at != NULL; at++)
			if (matches_at(at, pattern))
				return TRUE;
	}
	return FALSE;
}

/* --- which photos ------------------------------------------------------------------------------- */

static gboolean
is_theirs(ClArchive *archive, const char *photo, const char *const *keys, gboolean *theirs, GError **error)
{
	g_autoptr(ClFileRow) file = cl_catalog_get_file(archive->catalog, photo, 0, error);

	*theirs = FALSE;
	for (; file != NULL && *keys != NULL && !*theirs; keys++)
		if (!archive_is_family(archive, file, *keys, theirs, error))
			return FALSE;
	return file != NULL;
}

/* A number that several suppliers may have given: only photos of those that are named are meant surely. */
static gboolean
add_photos(ClArchive *archive, const NoticeId *id, const GPtrArray *photos, gboolean speaks, ClNamed *named,
	GError **error)
{
	const char *const *keys = (const char *const *) id->suppliers;

	for (guint i = 0; photos != NULL && i < photos->len; i++) {
		const char *photo = photos->pdata[i];
		gboolean sure = speaks;

		if (g_ptr_array_find_with_equal_func(named->photos, photo, g_str_equal, NULL) ||
			g_ptr_array_find_with_equal_func(named->candidates, photo, g_str_equal, NULL))
			continue;
		if (sure && keys != NULL && keys[0] != NULL &&
			!is_theirs(archive, photo, keys, &sure, error))
			return FALSE;
		g_ptr_array_add(sure ? named->photos : named->candidates, g_strdup(photo));
	}
	return photos != NULL;
}

/* A file may be called like any number: only where the notice says whose it is. */
static gboolean
find_by_file(ClArchive *archive, const NoticeId *id, gboolean speaks, ClNamed *named, GError **error)
{
	g_autoptr(GPtrArray) photos = NULL;

	if (named->photos->len > 0 || !id->is_id || (id->suppliers != NULL && id->suppliers[0] == NULL))
		return TRUE;
	photos = cl_catalog_list_by_file(archive->catalog, id->value, error);
	return add_photos(archive, id, photos, speaks, named, error);
}

static gboolean
find_by_value(ClArchive *archive, const NoticeId *id, const char *value, gboolean speaks, ClNamed *named,
	GError **error)
{
	g_autoptr(GPtrArray) photos = cl_catalog_list_by_picture(archive->catalog, value, error);

	return add_photos(archive, id, photos, speaks, named, error);
}

/* Of what only the end of the id is written, none is meant surely. */
static gboolean
find_photos(ClArchive *archive, const NoticeId *id, gboolean speaks, ClNamed *named, GError **error)
{
	if (!find_by_value(archive, id, id->value, speaks, named, error) ||
		!find_by_value(archive, id, id->token, speaks, named, error))
		return FALSE;
	for (char **reading = id->readings; reading != NULL && *reading != NULL; reading++)
		if (!find_by_value(archive, id, *reading, speaks, named, error))
			return FALSE;
	return find_by_file(archive, id, speaks, named, error) &&
		(id->near == NULL || find_by_value(archive, id, id->near, FALSE, named, error));
}

/* Which of them no id tells. Only one that its own supplier's notice calls so is meant surely: a title of
 * many is a word of their story. */
static gboolean
find_bearers(ClArchive *archive, const NoticeId *id, gboolean speaks, ClNamed *named, GError **error)
{
	const char *const *keys = (const char *const *) id->suppliers;
	g_autoptr(GPtrArray) photos = notice_bearers(archive, id->token, error);
	gboolean sure = speaks && photos != NULL && photos->len == 1 && (keys == NULL || keys[0] != NULL);

	if (photos == NULL ||
		(sure && keys != NULL && !is_theirs(archive, photos->pdata[0], keys, &sure, error)))
		return FALSE;
	for (guint i = 0; photos->len < NOTICE_MAX_BEARERS && i < photos->len; i++)
		g_ptr_array_add(sure ? named->photos : named->candidates, g_strdup(photos->pdata[i]));
	return TRUE;
}

static ClNamed *
named_new(const char *text, const char *value, guint line)
{
	ClNamed *named = g_new0(ClNamed, 1);

	named->text = g_strdup(text);
	named->value = g_strdup(value);
	named->line = line;
	named->photos = g_ptr_array_new_with_free_func(g_free);
	named->candidates = g_ptr_array_new_with_free_func(g_free);
	return named;
}

static gboolean
add_named(ClArchive *archive, const NoticeId *id, gboolean kills, GPtrArray *all, GError **error)
{
	gboolean meant = kills && id->meant && !id->stays, speaks = meant && !id->unsure;
	g_autoptr(ClNamed) named = NULL;

	for (guint i = 0; i < all->len; i++)
		if (strcmp(((ClNamed *) all->pdata[i])->value, id->value) == 0)
			return TRUE;
	named = named_new(id->token, id->value, id->line);
	named->suppliers = g_strdupv(id->suppliers);
	named->stands = speaks && id->is_id;
	if (!find_photos(archive, id, speaks, named, error) ||
		(named->photos->len + named->candidates->len == 0 &&
			!find_bearers(archive, id, speaks, named, error)))
		return FALSE;
	named->unread = meant && id->unsure && named->candidates->len == 0;
	/* What neither reads as an id nor is one of ours is a date, a telephone number, a word. */
	if (named->photos->len > 0 || named->candidates->len > 0 || named->stands || named->unread)
		g_ptr_array_add(all, g_steal_pointer(&named));
	return TRUE;
}

/* Without a number, by the caption that it repeats. */
static gboolean
add_captions(ClArchive *archive, const char *text, GPtrArray *all, GError **error)
{
	g_autoptr(ClPrintedPage) page = cl_printed_read_text(text);
	g_autoptr(PageCaptions) captions = page_captions_new(archive, error);

	for (guint i = 0; captions != NULL && i < page->pictures->len; i++) {
		const ClPrintedPicture *picture = page->pictures->pdata[i];
		g_autoptr(PageCaptioned) said = page_captioned_new();
		ClNamed *named;

		if (!page_caption_find(captions, picture, said, error))
			return FALSE;
		if (said->photos->len == 0)
			continue;
		named = named_new(picture->caption, said->photos->pdata[0], picture->line);
		for (guint j = 0; j < said->photos->len; j++)
			g_ptr_array_add(named->candidates, g_strdup(said->photos->pdata[j]));
		g_ptr_array_add(all, named);
	}
	return captions != NULL;
}

/* What is sure first: an id counts once. */
static GPtrArray *
name_all(ClArchive *archive, const GPtrArray *ids, gboolean kills, GError **error)
{
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) cl_named_free);

	for (guint i = 0; i < 2 * ids->len; i++) {
		const NoticeId *id = ids->pdata[i % ids->len];

		if (id->unsure == (i >= ids->len) && !add_named(archive, id, kills, all, error))
			return NULL;
	}
	return g_steal_pointer(&all);
}

/* Where no words of it kill, all that it names is meant: its supplier marked it as a kill. */
GPtrArray *
notice_named(ClArchive *archive, const char *text, gboolean kills, GError **error)
{
	gboolean in_words;
	g_autoptr(GPtrArray) ids = notice_ids(archive, text, &in_words, error);

	for (guint i = 0; ids != NULL && !in_words && i < ids->len; i++)
		((NoticeId *) ids->pdata[i])->meant = TRUE;
	return ids == NULL ? NULL : name_all(archive, ids, kills, error);
}

GPtrArray *
cl_archive_read_notice(ClArchive *archive, GBytes *bytes, GError **error)
{
	g_autofree char *text = notice_text(archive, bytes, error);
	gboolean speaks;
	g_autoptr(GPtrArray) ids = text == NULL ? NULL : notice_ids(archive, text, &speaks, error);
	g_autoptr(GPtrArray) all = NULL;

	if (ids == NULL)
		return NULL;
	speaks = speaks && !notice_takes_back(text);
	all = name_all(archive, ids, speaks, error);
	if (all == NULL || (all->len == 0 && speaks && !add_captions(archive, text, all, error)))
		return NULL;
	if (all->len > 0)
		return g_steal_pointer(&all);
	g_set_error(error, CL_ERROR, CL_ERROR_REVIEW,
		speaks ? "speaks of a kill but names no picture by its supplier's id; find it: "
			 "cutline search …"
		       : "says nothing of a kill; read it, then name the photos: "
			 "cutline kill ID --reason …");
	return NULL;
}

/* One number of two suppliers, or of a story: which is meant, nobody has said. */
static void
need_one(ClNamed *named)
{
	if (named->photos->len <= 1)
		return;
	g_ptr_array_extend_and_steal(named->candidates, g_steal_pointer(&named->photos));
	named->photos = g_ptr_array_new_with_free_func(g_free);
}

/* What tells no supplier is a number all the same if pictures bear it as theirs: AP's references do. */
static ClNamed *
read_number(ClArchive *archive, const char *text, gboolean whole, GError **error)
{
	g_autoptr(GPtrArray) ids = notice_ids(archive, text, NULL, error);
	g_autoptr(ClNamed) named = NULL;
	gboolean is_id = FALSE;
	NoticeId *id;

	if (ids == NULL)
		return NULL;
	/* The name of a file may hold the picture's id besides. */
	id = ids->len > 0 ? ids->pdata[0] : NULL;
	if (id != NULL && strcmp(id->token, text) == 0) {
		is_id = id->is_id || notice_is_number(text);
		if (whole)
			g_clear_pointer(&id->near, g_free);
		named = named_new(id->token, id->value, 1);
		named->suppliers = id->is_id ? g_strdupv(id->suppliers) : g_new0(char *, 1);
		named->stands = is_id;
		if (!id->is_id)
			g_clear_pointer(&id->suppliers, g_strfreev);
		if (!find_photos(archive, id, TRUE, named, error) ||
			(named->photos->len + named->candidates->len == 0 &&
				!find_bearers(archive, id, TRUE, named, error)))
			return NULL;
		need_one(named);
		is_id = is_id || named->photos->len + named->candidates->len > 0;
	}
	if (is_id)
		return g_steal_pointer(&named);
	g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND, "'%s' is no supplier's number", text);
	return NULL;
}

ClNamed *
cl_archive_read_number(ClArchive *archive, const char *text, GError **error)
{
	return read_number(archive, text, FALSE, error);
}

ClNamed *
notice_whole_number(ClArchive *archive, const char *text, GError **error)
{
	return read_number(archive, text, TRUE, error);
}
