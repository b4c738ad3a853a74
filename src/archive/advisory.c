/* SPDX-License-Identifier: MIT
 *
 * Advisories: a grey card or an item without a picture is sent to say which pictures are withdrawn, by their
 * ids (reference §4.8 a, c). Decides what is one, and reads it as a notice that its supplier has mailed;
 * but it comes by feed, so it kills within its own supplier's family only, and asks about the rest (policy
 * §1.6).
 */
#include "advisory.h"
#include "kill.h"
#include "notice.h"

#include <string.h>

#define MAX_SAID 120U

/* What an agency writes it in; the first says what to do with the picture, and so needs no beginning. */
static const ClField fields[] = { CL_FIELD_INSTRUCTIONS, CL_FIELD_HEADLINE, CL_FIELD_TITLE,
	CL_FIELD_CAPTION };

/* "KILL 000_34L82NW", "kill photo 000_…": a kill because of what it names. "Kill the bill" is a caption. */
static gboolean
kills_an_id(ClArchive *archive, const char *text, gboolean *kills, GError **error)
{
	g_autofree char *folded = cl_text_fold(text);
	g_autoptr(GPtrArray) ids = NULL;

	*kills = FALSE;
	if (!g_str_has_prefix(folded, "kill ") && !g_str_has_prefix(folded, "kills "))
		return TRUE;
	ids = notice_ids(archive, text, NULL, error);
	for (guint i = 0; ids != NULL && i < ids->len; i++) {
		const NoticeId *id = ids->pdata[i];

		*kills = *kills || (id->word <= 2 && id->is_id);
	}
	return ids != NULL;
}

static gboolean
says_kill(ClArchive *archive, ClField field, const char *text, gboolean *kills, GError **error)
{
	g_autoptr(GPtrArray) ids = NULL;

	*kills = archive_begins_with_kill(text);
	/* As a mailed notice says it: "Kill Bill turns 25" withdraws nothing. */
	if (!*kills && field == CL_FIELD_INSTRUCTIONS) {
		ids = notice_ids(archive, text, kills, error);
		if (ids == NULL)
			return FALSE;
	}
	return *kills || kills_an_id(archive, text, kills, error);
}

/* --- its text ------------------------------------------------------------------------------------ */

/* What is written, one paragraph a field, and which of the fields say that it is a kill. */
typedef struct {
	const char *text[G_N_ELEMENTS(fields) + 1]; /* and the body; NULL: is empty */
	gboolean kills[G_N_ELEMENTS(fields) + 1];
	gboolean any; /* of them */
} Written;

static gboolean
read_written(ClArchive *archive, const GPtrArray *received, const char *body, Written *written,
	GError **error)
{
	for (gsize i = 0; i < G_N_ELEMENTS(written->text); i++) {
		gboolean is_body = i == G_N_ELEMENTS(fields);

		written->text[i] = is_body ? body : archive_first_received(received, fields[i]);
		if (written->text[i] != NULL &&
			!says_kill(archive, is_body ? CL_FIELD_CAPTION : fields[i], written->text[i],
				&written->kills[i], error))
			return FALSE;
		written->any = written->any || written->kills[i];
	}
	return TRUE;
}

/* All of it, or only what says that it is a kill. */
static char *
join_texts(const Written *written, gboolean all)
{
	GString *text = g_string_new(NULL);

	for (gsize i = 0; i < G_N_ELEMENTS(written->text); i++)
		if (written->text[i] != NULL && (all || written->kills[i]))
			g_string_append_printf(text, "%s\n\n", written->text[i]);
	return g_string_free(text, FALSE);
}

static gboolean
names_any(ClArchive *archive, const char *text, gboolean *any, GError **error)
{
	g_autoptr(GPtrArray) ids = notice_ids(archive, text, NULL, error);

	*any = FALSE;
	for (guint i = 0; ids != NULL && i < ids->len; i++)
		*any = *any || ((NoticeId *) ids->pdata[i])->is_id;
	return ids != NULL;
}

/* A caption tells of other pictures, too: the ids count that stand beside the words of a kill, and only if
 * there are none the others. What takes a kill back may stand anywhere. */
gboolean
archive_read_advisory(ClArchive *archive, const GPtrArray *received, const char *body, char **text,
	GError **error)
{
	Written written = { 0 };
	g_autofree char *all = NULL;
	g_autofree char *kills = NULL;
	gboolean any;

	*text = NULL;
	if (!read_written(archive, received, body, &written, error))
		return FALSE;
	if (!written.any && !archive_is_kill_notice(received))
		return TRUE;
	/* Of a dataset alone nothing says that a caption's ids are meant. */
	if (!written.any)
		written.text[G_N_ELEMENTS(fields) - 1] = NULL;
	all = join_texts(&written, TRUE);
	kills = join_texts(&written, FALSE);
	if (!names_any(archive, kills, &any, error))
		return FALSE;
	*text = any && !notice_takes_back(all) ? g_steal_pointer(&kills) : g_steal_pointer(&all);
	return TRUE;
}

gboolean
archive_read_notice(ClArchive *archive, const char *body, char **text, GError **error)
{
	gboolean kills;
	g_autoptr(GPtrArray) ids = notice_ids(archive, body, &kills, error);

	*text = ids != NULL && (kills || archive_begins_with_kill(body)) ? g_strdup(body) : NULL;
	return ids != NULL;
}

/* --- what it reaches ----------------------------------------------------------------------------- */

static void
tell(const ArchiveAdvisory *advisory, const char *format, ...) G_GNUC_PRINTF(2, 3);
static void
tell(const ArchiveAdvisory *advisory, const char *format, ...)
{
	g_autofree char *said = NULL;
	va_list args;

	va_start(args, format);
	said = g_strdup_vprintf(format, args);
	va_end(args);
	g_ptr_array_add(advisory->findings, cl_finding_new(CL_FINDING_KILL_NOTICE, "%s", said));
}

/* Who sends it is who delivered the picture; nobody is nobody's family. */
static gboolean
is_theirs(ClArchive *archive, const ArchiveAdvisory *advisory, const ClFileRow *file, gboolean *theirs,
	GError **error)
{
	*theirs = FALSE;
	return advisory->supplier == NULL || file->supplier == NULL ||
		archive_is_family(archive, file, advisory->supplier, theirs, error);
}

static gboolean
ask(ClArchive *archive, const ArchiveAdvisory *advisory, const ClFileRow *file, const char *said,
	GError **error)
{
	g_autofree char *reason = g_strdup_printf("%s asks to withdraw it (\"%s\"); it was delivered by %s",
		advisory->supplier != NULL ? advisory->supplier : "an advisory that names no supplier", said,
		file->supplier != NULL ? file->supplier : "nobody named");

	tell(advisory, "photo %s: %s; held until an editor decides: cutline kill or cutline unkill",
		file->photo, reason);
	return archive_hold_for(archive, file->photo, reason, error);
}

static gboolean
kill_one(ClArchive *archive, const ArchiveAdvisory *advisory, const char *photo, const char *reason,
	GError **error)
{
	const ClKillRequest request = { .reason = reason, .kind = CL_KILL_AGENCY };
	g_autoptr(ClKilled) killed = kill_new(photo);
	g_autoptr(ClPhotoRow) row = cl_catalog_get_photo(archive->catalog, photo, error);

	if (row == NULL)
		return FALSE;
	killed->already = strcmp(row->state, "killed") == 0;
	tell(advisory, "photo %s %s", photo, killed->already ? "was killed before" : "is killed by it");
	return killed->already || kill_photo(archive, killed, &request, error);
}

static gboolean
is_own(const ArchiveAdvisory *advisory, const char *photo)
{
	return advisory->own != NULL && strcmp(advisory->own, photo) == 0;
}

static gboolean
obey_one(ClArchive *archive, const ArchiveAdvisory *advisory, const ClNamed *named, const char *said,
	GError **error)
{
	char *suppliers[] = { (char *) advisory->supplier, NULL };
	g_autofree char *reason = g_strdup_printf("the supplier's advisory says: \"%s\"", said);

	for (guint i = 0; i < named->photos->len; i++) {
		const char *photo = named->photos->pdata[i];
		g_autoptr(ClFileRow) file = NULL;
		gboolean theirs;

		if (is_own(advisory, photo))
			continue;
		file = cl_catalog_get_file(archive->catalog, photo, 0, error);
		if (file == NULL || !is_theirs(archive, advisory, file, &theirs, error) ||
			!(theirs ? kill_one(archive, advisory, photo, reason, error)
				 : ask(archive, advisory, file, said, error)))
			return FALSE;
	}
	for (guint i = 0; i < named->candidates->len; i++) {
		const char *photo = named->candidates->pdata[i];

		if (!is_own(advisory, photo))
			tell(advisory, "photo %s may be meant (\"%s\"); if so: cutline kill %s --reason …",
				photo, named->text, photo);
	}
	if (named->unread)
		tell(advisory, "\"%s\" is not read; name what it means: cutline kill ID… --reason …",
			named->text);
	if (named->photos->len > 0 || !named->stands)
		return TRUE;
	tell(advisory, "%s is not here; it is killed when it comes", named->value);
	return archive_stand(archive, named->value, suppliers, reason, error);
}

/* On one line. */
static char *
quote(const char *text)
{
	g_autofree char *line = g_strdelimit(g_strdup(text), "\r\n\t", ' ');

	return cl_text_ellipsize(g_strstrip(line), MAX_SAID);
}

gboolean
archive_obey_advisory(ClArchive *archive, const ArchiveAdvisory *advisory, GError **error)
{
	g_autoptr(GPtrArray) named = NULL;
	g_autofree char *said = NULL;

	/* While a catalog is rebuilt, what followed from it stands in events of its own. */
	if (archive->quiet)
		return TRUE;
	named = notice_named(archive, advisory->text, !notice_takes_back(advisory->text), error);
	said = quote(advisory->text);
	for (guint i = 0; named != NULL && i < named->len; i++)
		if (!obey_one(archive, advisory, named->pdata[i], said, error))
			return FALSE;
	return named != NULL;
}
