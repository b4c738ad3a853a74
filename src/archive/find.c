/* SPDX-License-Identifier: MIT
 *
 * Find by a picture or a URL: is this screenshot, this download, this address one of ours? By bytes,
 * by coded picture, by likeness, or by what one of our own URLs names. Nothing is kept of the file
 * and nothing is fetched.
 */
#include "archive_private.h"

#include <cutline/story.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>

#define MAX_ALIKE 400U
/* A lawyer's letter brings a screenshot: less than is needed to call two pictures the same on ingest. */
#define LIKENESS_SHOWN 0.75
/* Share of a frame from which it counts as whole: laying one over the other is that exact. */
#define WHOLE_SHOWN 0.93

static const char *const match_names[] = {
#define X(id, name) name,
	CL_MATCH_TABLE(X)
#undef X
};

const char *
cl_match_name(ClMatchKind kind)
{
	return match_names[kind];
}

void
cl_match_free(ClMatch *match)
{
	if (match == NULL)
		return;
	cl_photo_row_free(match->photo);
	g_free(match);
}

static gboolean
add_match(ClArchive *archive, GPtrArray *matches, const char *id, ClMatchKind kind, double likeness,
	GError **error)
{
	ClMatch *match;

	for (guint i = 0; i < matches->len; i++) {
		match = matches->pdata[i];
		if (strcmp(match->photo->id, id) != 0)
			continue;
		if (match->kind == kind)
			match->likeness = MAX(match->likeness, likeness);
		return TRUE;
	}
	match = g_new0(ClMatch, 1);
	match->kind = kind;
	match->likeness = likeness;
	match->photo = cl_catalog_get_photo(archive->catalog, id, error);
	if (match->photo == NULL) {
		cl_match_free(match);
		return FALSE;
	}
	g_ptr_array_add(matches, match);
	return TRUE;
}

/* --- a file ------------------------------------------------------------------------------------- */

static gboolean
by_hash(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GPtrArray *matches, GError **error)
{
	g_autoptr(ClFileRow) file = NULL;
	GError *why = NULL;

	file = cl_catalog_get_file_by_sha256(archive->catalog, sha256, &why);
	if (why != NULL) {
		g_propagate_error(error, why);
		return FALSE;
	}
	return file == NULL || add_match(archive, matches, file->photo, CL_MATCH_BYTES, 1, error);
}

static gboolean
by_bytes(ClArchive *archive, ClFd fd, const char *name, GPtrArray *matches, GError **error)
{
	guint8 sha256[CL_SHA256_BYTES];

	return cl_store_hash(fd, name, sha256, error) && by_hash(archive, sha256, matches, error);
}

static gboolean
by_image(ClArchive *archive, const ClFacts *facts, GPtrArray *matches, GError **error)
{
	g_autoptr(GPtrArray) same = NULL;

	if (!facts->has_image_hash)
		return TRUE;
	same = cl_catalog_list_same_image(archive->catalog, facts->image_hash, error);
	for (guint i = 0; same != NULL && i < same->len; i++)
		if (!add_match(archive, matches, ((ClFileRow *) same->pdata[i])->photo, CL_MATCH_IMAGE, 1,
			    error))
			return FALSE;
	return same != NULL;
}

/* The pixels go to memory that nobody keeps. */
static ClDeveloped *
develop(ClDecoderPool *pool, ClFd fd, const ClFacts *facts, GError **error)
{
	ClFd outputs[CL_N_DEVELOP];
	g_autoptr(GVariant) answer = NULL;
	ClDeveloped *developed = NULL;
	gboolean ok = TRUE;

	for (guint i = 0; i < CL_N_DEVELOP; i++)
		ok = (outputs[i] = memfd_create("find", MFD_CLOEXEC)) >= 0 && ok;
	if (!ok)
		cl_error_set_errno(error, errno, "no memory to decode into");
	else
		answer = cl_decoder_pool_run(pool, CL_JOB_DEVELOP, fd, outputs, CL_N_DEVELOP,
			cl_develop_params(facts->format, facts->orientation), error);
	if (answer != NULL)
		developed = cl_develop_answer(answer, error);
	for (guint i = 0; i < CL_N_DEVELOP; i++)
		cl_fd_close(&outputs[i]);
	return developed;
}

static gboolean
compare_one(ClArchive *archive, const ClLook *look, double least, const char *id, GPtrArray *matches,
	GError **error)
{
	ClLook theirs;
	gboolean has;
	double likeness, shown = 1;
	guint n = matches->len;

	if (!cl_catalog_get_look(archive->catalog, id, 0, &theirs, &has, error))
		return FALSE;
	likeness = has ? cl_look_shown(look, &theirs, &shown) : 0;
	if (likeness < least)
		return TRUE;
	if (!add_match(archive, matches, id, CL_MATCH_LIKENESS, likeness, error))
		return FALSE;
	if (matches->len > n)
		((ClMatch *) matches->pdata[n])->part = shown < WHOLE_SHOWN;
	return TRUE;
}

static gboolean
by_likeness(ClArchive *archive, const ClLook *look, double least, GPtrArray *matches, GError **error)
{
	g_autoptr(GPtrArray) alike =
		cl_catalog_find_alike(archive->catalog, look, "", MAX_ALIKE, error);

	for (guint i = 0; alike != NULL && i < alike->len; i++)
		if (!compare_one(archive, look, least, alike->pdata[i], matches, error))
			return FALSE;
	return alike != NULL;
}

/* Saved on its side or mirrored; as like as ingest asks of such, for there are seven ways. */
static gboolean
by_turned(ClArchive *archive, const ClLook *look, GPtrArray *matches, GError **error)
{
	for (guint orientation = 2; orientation <= CL_N_ORIENTATIONS; orientation++) {
		ClLook turned;

		cl_look_turn(look, orientation, &turned);
		if (!by_likeness(archive, &turned, CL_LIKENESS_PROBABLE, matches, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
is_killed(const ClMatch *match)
{
	return strcmp(match->photo->state, "killed") == 0;
}

/* Of many that were held for it, the killed one is the answer. */
static int
compare_matches(gconstpointer a, gconstpointer b)
{
	const ClMatch *first = *(ClMatch *const *) a, *second = *(ClMatch *const *) b;

	if (first->kind != second->kind)
		return first->kind < second->kind ? -1 : 1;
	if (first->likeness != second->likeness)
		return first->likeness > second->likeness ? -1 : 1;
	if (is_killed(first) != is_killed(second))
		return is_killed(first) ? -1 : 1;
	return strcmp(first->photo->id, second->photo->id);
}

/* A picture whose pixels cannot be decoded is still found by its bytes. */
static gboolean
find_open(ClArchive *archive, ClFd fd, const char *name, GPtrArray *matches, GError **error)
{
	ClDecoderPool *pool = archive_pool(archive, 1, error);
	g_autoptr(GVariant) answer = NULL;
	g_autoptr(ClFacts) facts = NULL;
	g_autofree ClDeveloped *developed = NULL;
	g_autoptr(GError) why = NULL;

	if (pool == NULL || !by_bytes(archive, fd, name, matches, error))
		return FALSE;
	answer = cl_decoder_pool_run(pool, CL_JOB_READ, fd, NULL, 0, NULL, &why);
	facts = answer == NULL ? NULL : cl_facts_from_variant(answer, &why);
	if (facts != NULL && !by_image(archive, facts, matches, error))
		return FALSE;
	developed = facts == NULL ? NULL : develop(pool, fd, facts, &why);
	if (developed != NULL)
		return by_likeness(archive, &developed->look, LIKENESS_SHOWN, matches, error) &&
			by_turned(archive, &developed->look, matches, error);
	if (matches->len > 0)
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

static gboolean
find_file(ClArchive *archive, const char *path, GPtrArray *matches, GError **error)
{
	struct stat status;
	CL_AUTO_FD fd = cl_store_open_source(AT_FDCWD, path, &status, error);

	return fd >= 0 && find_open(archive, fd, path, matches, error);
}

/* --- a URL ---------------------------------------------------------------------------------------- */

/* What it names may have left, or be another archive's: `photo` is "" then. */
static gboolean
photo_of(ClArchive *archive, const char *id, char photo[CL_ID_CHARS + 1], GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClUseRow) use = NULL;
	guint version;

	photo[0] = '\0';
	if (strlen(id) == CL_USE_ID_CHARS) {
		use = cl_archive_use(archive, id, &why);
		if (use != NULL)
			g_strlcpy(photo, use->photo, CL_ID_CHARS + 1);
	} else if (!archive_find_id(archive, id, photo, &version, &why)) {
		photo[0] = '\0';
	}
	if (why == NULL || g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND))
		return TRUE;
	g_propagate_error(error, g_steal_pointer(&why));
	return FALSE;
}

gboolean
archive_find_address(ClArchive *archive, const char *text, char photo[CL_ID_CHARS + 1], GError **error)
{
	char id[CL_USE_ID_CHARS + 1];
	const char *begin;

	photo[0] = '\0';
	while (photo[0] == '\0' && cl_address_next(&text, &begin, id))
		if (!photo_of(archive, id, photo, error))
			return FALSE;
	return TRUE;
}

/* What is added to an address on its way through mails and networks names no other page. */
static gboolean
tracks(const char *parameter)
{
	static const char *const names[] = { "fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid",
		"yclid", "twclid", "ttclid", "li_fat_id", "igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl",
		"_hsenc", "_hsmi", "mkt_tok", "oly_anon_id", "oly_enc_id", "vero_id", "cmpid", "ocid", NULL };
	g_autofree char *name = g_ascii_strdown(parameter, (gssize) strcspn(parameter, "="));

	return g_str_has_prefix(name, "utm_") || strcmp(name, "utm") == 0 || g_strv_contains(names, name);
}

static char *
without_tracking(const char *url)
{
	g_autofree char *page = g_strndup(url, strcspn(url, "#"));
	const char *query = strchr(page, '?');
	g_auto(GStrv) parameters = g_strsplit(query == NULL ? "" : query + 1, "&", -1);
	GString *clean = g_string_new_len(page, (gssize) strcspn(page, "?"));
	char sign = '?';

	for (guint i = 0; parameters[i] != NULL; i++) {
		if (parameters[i][0] == '\0' || tracks(parameters[i]))
			continue;
		g_string_append_c(clean, sign);
		g_string_append(clean, parameters[i]);
		sign = '&';
	}
	return g_string_free(clean, FALSE);
}

/* "/story" and "/story/" are one page. */
static char *
with_other_end(const char *url)
{
	gsize n = strcspn(url, "?");

	return n > 0 && url[n - 1] == '/' ? g_strdup_printf("%.*s%s", (int) n - 1, url, url + n)
					  : g_strdup_printf("%.*s/%s", (int) n, url, url + n);
}

/* Photos (char*) of what was published there: as it is written, else as a reader's address means it. */
static GPtrArray *
list_published(ClArchive *archive, const char *url, GError **error)
{
	g_autofree char *clean = without_tracking(url);
	g_autofree char *other = with_other_end(clean);
	const char *const ways[] = { url, clean, other };
	GPtrArray *ids = NULL;

	for (gsize i = 0; i < G_N_ELEMENTS(ways); i++) {
		g_clear_pointer(&ids, g_ptr_array_unref);
		ids = cl_catalog_list_published_at(archive->catalog, ways[i], error);
		if (ids == NULL || ids->len > 0)
			break;
	}
	return ids;
}

/* An address of ours, or of a page on which a story was published. */
static gboolean
find_url(ClArchive *archive, const char *url, GPtrArray *matches, GError **error)
{
	g_autoptr(GPtrArray) published = list_published(archive, url, error);
	char photo[CL_ID_CHARS + 1];

	if (published == NULL || !archive_find_address(archive, url, photo, error) ||
		(photo[0] != '\0' && !add_match(archive, matches, photo, CL_MATCH_URL, 1, error)))
		return FALSE;
	for (guint i = 0; i < published->len; i++)
		if (!add_match(archive, matches, published->pdata[i], CL_MATCH_URL, 1, error))
			return FALSE;
	return TRUE;
}

/* "/u/…/article.jpg", as a page of the house writes it, is an address if no file is called so. */
static gboolean
is_url(const char *what)
{
	char id[CL_USE_ID_CHARS + 1];
	const char *at = what, *begin;

	return g_str_has_prefix(what, "http://") || g_str_has_prefix(what, "https://") ||
		(what[0] == '/' && !g_file_test(what, G_FILE_TEST_EXISTS) &&
			cl_address_next(&at, &begin, id));
}

/* A supplier's number, where no file is called so. */
static gboolean
find_named(ClArchive *archive, const char *what, GPtrArray *matches, GError **error)
{
	char photo[CL_ID_CHARS + 1] = "";

	if (!g_file_test(what, G_FILE_TEST_EXISTS) && !archive_find_number(archive, what, photo, error))
		return FALSE;
	return photo[0] != '\0' ? add_match(archive, matches, photo, CL_MATCH_NUMBER, 1, error)
				: find_file(archive, what, matches, error);
}

GPtrArray *
cl_archive_find_picture(ClArchive *archive, const char *what, GError **error)
{
	g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func((GDestroyNotify) cl_match_free);

	if (is_url(what) ? !find_url(archive, what, matches, error)
			 : !find_named(archive, what, matches, error)) {
		g_autofree char *printable = cl_text_printable(what);

		g_prefix_error(error, "'%s': ", printable);
		return NULL;
	}
	g_ptr_array_sort(matches, compare_matches);
	return g_steal_pointer(&matches);
}

GPtrArray *
cl_archive_find_open(ClArchive *archive, ClFd fd, GError **error)
{
	g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func((GDestroyNotify) cl_match_free);

	if (!find_open(archive, fd, "picture", matches, error))
		return NULL;
	g_ptr_array_sort(matches, compare_matches);
	return g_steal_pointer(&matches);
}

GPtrArray *
cl_archive_find_hash(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autoptr(GPtrArray) matches = g_ptr_array_new_with_free_func((GDestroyNotify) cl_match_free);

	return by_hash(archive, sha256, matches, error) ? g_steal_pointer(&matches) : NULL;
}
