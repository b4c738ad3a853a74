/* SPDX-License-Identifier: MIT
 *
 * Evidence: what can be laid before a lawyer about one picture, or about all of a page. The order of
 * steps and the files; what is said on the page is evidence_page.c's.
 */
#include "evidence_private.h"

#include "story.h"

#include <cutline/answers.h>

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define CHUNK_BYTES (1U << 20)
#define MAX_ENDING 5U
#define ZIP_FOLDER "evidence/" /* so that nothing is unpacked beside other things */

void
cl_evidence_written_clear(ClEvidenceWritten *written)
{
	g_clear_pointer(&written->photos, g_ptr_array_unref);
}

/* --- files --------------------------------------------------------------------------------- */

static gboolean
make_folder(EvidenceOut *out, const char *name, GError **error)
{
	g_autofree char *folder = g_path_get_dirname(name);

	return strcmp(folder, ".") == 0 || cl_file_make_folders(out->folder, folder, 0755, error);
}

static void
note(EvidenceOut *out, const char *name, const guint8 sha256[CL_SHA256_BYTES], guint64 n_bytes)
{
	g_autofree char *hex = cl_hex(sha256, CL_SHA256_BYTES);

	g_string_append_printf(out->sums, "%s  %s\n", hex, name);
	out->written->n_files++;
	out->written->n_bytes += n_bytes;
}

static gboolean
begin_member(EvidenceOut *out, const char *name, GError **error)
{
	g_autofree char *path = g_strconcat(ZIP_FOLDER, name, NULL);

	return cl_zip_begin(out->zip, path, error);
}

static gboolean
put_file(EvidenceOut *out, const char *name, const char *data, gsize n_bytes, GError **error)
{
	if (out->zip != NULL)
		return begin_member(out, name, error) && cl_zip_write(out->zip, data, n_bytes, error) &&
			cl_zip_end(out->zip, error);
	return make_folder(out, name, error) &&
		cl_file_replace(out->folder, name, data, n_bytes, 0644, error);
}

gboolean
evidence_put(EvidenceOut *out, const char *name, const char *data, gsize n_bytes, GError **error)
{
	guint8 sha256[CL_SHA256_BYTES];

	cl_sha256(data, n_bytes, sha256);
	if (!put_file(out, name, data, n_bytes, error))
		return FALSE;
	note(out, name, sha256, n_bytes);
	return TRUE;
}

/* `to` -1: the open member of the zip file. */
static gboolean
copy_all(EvidenceOut *out, const char *name, ClFd in, ClFd to, GError **error)
{
	g_autoptr(ClSha256) hash = cl_sha256_new();
	g_autofree guint8 *buffer = g_malloc(CHUNK_BYTES);
	guint8 sha256[CL_SHA256_BYTES];
	guint64 total = 0;
	ssize_t n;

	while ((n = pread(in, buffer, CHUNK_BYTES, (off_t) total)) != 0) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			cl_error_set_errno(error, errno, "'%s' cannot be read", name);
			return FALSE;
		}
		cl_sha256_update(hash, buffer, (gsize) n);
		total += (guint64) n;
		if (!(to >= 0 ? cl_file_write(to, buffer, (gsize) n, name, error)
			      : cl_zip_write(out->zip, buffer, (gsize) n, error)))
			return FALSE;
	}
	cl_sha256_finish(g_steal_pointer(&hash), sha256);
	note(out, name, sha256, total);
	return TRUE;
}

gboolean
evidence_copy(EvidenceOut *out, const char *name, ClFd in, GError **error)
{
	CL_AUTO_FD to = -1;

	if (out->zip != NULL)
		return begin_member(out, name, error) && copy_all(out, name, in, -1, error) &&
			cl_zip_end(out->zip, error);
	if (make_folder(out, name, error))
		to = cl_file_open(out->folder, name, O_WRONLY | O_CREAT | O_EXCL, 0644, error);
	return to >= 0 && copy_all(out, name, in, to, error) && cl_file_sync(to, name, error);
}

/* `json` ends up as a file of the photo's folder. */
static gboolean
put_json(EvidenceOut *out, const Evidence *evidence, const char *name, ClJson *json, GError **error)
{
	g_autofree char *path = g_strdup_printf("%s/%s", evidence->id, name);
	g_autofree char *text = cl_json_take(json);
	g_autofree char *line = g_strconcat(text, "\n", NULL);

	return evidence_put(out, path, line, strlen(line), error);
}

/* --- of one photo ------------------------------------------------------------------------------ */

static gboolean
put_originals(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	for (guint i = 0; evidence->tombstone == NULL && i < evidence->shown->files->len; i++) {
		const ClFileRow *file = evidence->shown->files->pdata[i];
		g_autofree char *path = g_strdup_printf("%s/original-%u.%s", evidence->id, file->version,
			cl_format_name(file->facts->format));
		CL_AUTO_FD fd = cl_store_open_original(out->archive->store, file->sha256, error);

		if (fd < 0 || !evidence_copy(out, path, fd, error))
			return FALSE;
	}
	return TRUE;
}

/* As the file was called: ".xml"; "" if that tells nothing. */
static const char *
ending_of(const char *name)
{
	const char *dot = strrchr(name, '.');
	gsize n = dot == NULL ? 0 : strlen(dot + 1);

	return n > 0 && n <= MAX_ENDING && strspn(dot + 1, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == n
		? dot
		: "";
}

/* The files beside it: an agency's item, and the one that withdrew it. */
static gboolean
put_sidecars(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	for (guint i = 0; evidence->tombstone == NULL && i < evidence->sidecars->len; i++) {
		const ClSidecarRow *row = evidence->sidecars->pdata[i];
		g_autofree char *path = g_strdup_printf(
			"%s/sidecar-%u%s", evidence->id, i + 1, ending_of(row->name));
		CL_AUTO_FD fd = cl_store_open_original(out->archive->store, row->sha256, error);

		if (fd < 0 || !evidence_copy(out, path, fd, error))
			return FALSE;
	}
	return TRUE;
}

static gboolean
put_picture(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	g_autofree char *path = g_strdup_printf("%s/picture.jpg", evidence->id);
	CL_AUTO_FD fd = -1;

	if (evidence->tombstone != NULL || evidence->shown->grid_path == NULL)
		return TRUE;
	fd = cl_file_open(AT_FDCWD, evidence->shown->grid_path, O_RDONLY, 0, error);
	return fd >= 0 && evidence_copy(out, path, fd, error);
}

/* Each version: what the file itself says. */
static gboolean
put_received(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_array(json, NULL);
	for (guint i = 0; i < evidence->shown->files->len; i++) {
		const ClFileRow *file = evidence->shown->files->pdata[i];
		g_autofree char *name = g_strdup_printf("%s@%u", evidence->id, file->version);
		g_autoptr(ClShown) shown = cl_archive_show(out->archive, name, error);

		if (shown == NULL)
			return FALSE;
		cl_json_write_shown(json, NULL, shown, CL_ANSWER_REMOTE);
	}
	cl_json_end_array(json);
	return put_json(out, evidence, "received.json", json, error);
}

/* A licence as it read at an instant: its last text that was set before. */
static gboolean
put_licence(EvidenceOut *out, const Evidence *evidence, EvidencePublication *publication, GError **error)
{
	g_autoptr(GPtrArray) events = cl_catalog_list_events(
		out->archive->catalog, publication->licence, 0, G_MAXINT, error);
	const ClEventRow *as_of = NULL;
	g_autofree char *path = NULL;

	for (guint i = 0; events != NULL && i < events->len; i++) {
		const ClEventRow *event = events->pdata[i];

		if (strcmp(event->kind, "set-licence") == 0 && event->at_us <= publication->at_us &&
			event->payload != NULL)
			as_of = event;
	}
	if (as_of == NULL)
		return events != NULL;
	path = g_strdup_printf("%s/licence-%" G_GINT64_FORMAT ".json", evidence->id, as_of->seq);
	for (guint i = 0; i < evidence->publications->len; i++) {
		const EvidencePublication *other = evidence->publications->pdata[i];

		if (other->files->len > 0 && strcmp(other->files->pdata[0], path) == 0) {
			g_ptr_array_add(publication->files, g_steal_pointer(&path));
			return TRUE;
		}
	}
	if (!evidence_put(out, path, as_of->payload, strlen(as_of->payload), error))
		return FALSE;
	g_ptr_array_add(publication->files, g_steal_pointer(&path));
	return TRUE;
}

static gboolean
put_publications(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_array(json, NULL);
	for (guint i = 0; i < evidence->publications->len; i++) {
		EvidencePublication *publication = evidence->publications->pdata[i];

		if (publication->licence != NULL && !put_licence(out, evidence, publication, error))
			return FALSE;
		cl_json_begin_object(json, NULL);
		cl_json_string(json, "story", publication->story);
		cl_json_write_time(json, "at", publication->at_us);
		cl_json_string(json, "who", publication->who);
		cl_json_string(json, "url", publication->url);
		cl_json_string(json, "partner", publication->partner);
		cl_json_string(json, "page_sha256", publication->page_sha256);
		cl_json_string(json, "despite", publication->despite);
		cl_json_string(json, "licence_file",
			publication->files->len > 0 ? publication->files->pdata[0] : NULL);
		cl_json_write_variant(json, "use", publication->use);
		if (publication->sent != NULL)
			cl_json_write_variant(json, "sent", publication->sent);
		else
			cl_json_null(json, "sent");
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
	return put_json(out, evidence, "publications.json", json, error);
}

static void
write_takedowns(ClJson *json, const GPtrArray *takedowns)
{
	cl_json_begin_array(json, "takedowns");
	for (guint i = 0; i < takedowns->len; i++)
		cl_json_write_takedown(json, NULL, takedowns->pdata[i]);
	cl_json_end_array(json);
}

static void
write_grants(ClJson *json, const GPtrArray *grants)
{
	cl_json_begin_array(json, "grants");
	for (guint i = 0; i < grants->len; i++) {
		const ClGrant *grant = grants->pdata[i];

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "id", grant->id);
		cl_json_bool(json, "allow", grant->allow);
		cl_json_string(json, "story", grant->story);
		cl_json_string(json, "outlet", grant->outlet);
		cl_json_string(json, "as", grant->as);
		cl_json_write_time(json, "from", grant->from_us);
		cl_json_write_time(json, "until", grant->until_us);
		cl_json_string(json, "reason", grant->reason);
		cl_json_string(json, "who", grant->who);
		cl_json_write_time(json, "at", grant->at_us);
		cl_json_end_object(json);
	}
	cl_json_end_array(json);
}

/* What is so today, apart from what was recorded. */
static gboolean
put_rights(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "state", evidence->shown->photo->state);
	cl_json_string(json, "state_reason", evidence->shown->photo->state_reason);
	cl_json_string(json, "purged", evidence->tombstone != NULL ? evidence->tombstone->reason : NULL);
	write_takedowns(json, evidence->takedowns);
	write_grants(json, evidence->grants);
	if (evidence->now != NULL)
		cl_json_write_verdict(json, "verdict_today", evidence->id, evidence->now,
			cl_archive_rights_version(out->archive));
	cl_json_end_object(json);
	return put_json(out, evidence, "rights.json", json, error);
}

/* With the digests, so that each can be held against the log. */
static gboolean
put_events(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	g_autofree char *path = g_strdup_printf("%s/events.jsonl", evidence->id);
	g_autoptr(GString) lines = g_string_new(NULL);

	for (guint i = 0; i < evidence->events->len; i++) {
		g_autoptr(ClJson) json = cl_json_new();
		g_autofree char *text = NULL;

		cl_json_write_event(json, NULL, evidence->events->pdata[i]);
		text = cl_json_take(json);
		g_string_append_printf(lines, "%s\n", text);
	}
	return evidence_put(out, path, lines->str, lines->len, error);
}

static gboolean
put_photo(EvidenceOut *out, const Evidence *evidence, GError **error)
{
	return put_originals(out, evidence, error) && put_sidecars(out, evidence, error) &&
		put_picture(out, evidence, error) &&
		put_received(out, evidence, error) && put_publications(out, evidence, error) &&
		put_rights(out, evidence, error) && put_events(out, evidence, error);
}

/* --- all of it --------------------------------------------------------------------------------- */

/* Taking it is itself a thing that is done to the picture. */
static gboolean
record(ClArchive *archive, const ClEvidence *request, const GPtrArray *ids, GError **error)
{
	gboolean ok = cl_catalog_begin(archive->catalog, error);

	for (guint i = 0; ok && i < ids->len; i++) {
		g_autoptr(ClJson) json = cl_json_new();
		g_autofree char *payload = NULL;

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "url", request->url);
		cl_json_string(json, "reason", request->reason);
		cl_json_end_object(json);
		payload = cl_json_take(json);
		ok = archive_event(archive, "evidence", ids->pdata[i], payload, error);
	}
	if (ok && cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

static GPtrArray *
find_photos(ClArchive *archive, const ClEvidence *request, GError **error)
{
	g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func(g_free);
	char id[CL_ID_CHARS + 1];
	guint version;

	if (request->url != NULL)
		return evidence_find_url(archive, request->url, error);
	if (!cl_archive_find(archive, request->photo, id, &version, error))
		return NULL;
	g_ptr_array_add(ids, g_strdup(id));
	return g_steal_pointer(&ids);
}

static gboolean
put_head(EvidenceOut *out, GError **error)
{
	g_autofree char *head = cl_archive_sign_head(out->archive, error);

	return head != NULL && evidence_put(out, "head.json", head, strlen(head), error);
}

gboolean
cl_archive_evidence(ClArchive *archive, const ClEvidence *request, const ClEvidenceTarget *target,
	ClEvidenceWritten *written, GError **error)
{
	g_autoptr(GString) sums = g_string_new(NULL);
	g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func((GDestroyNotify) evidence_free);
	g_autofree char *page = NULL;
	EvidenceOut out = { archive, target->folder, target->zip, sums, written };

	written->photos = find_photos(archive, request, error);
	if (written->photos == NULL || !record(archive, request, written->photos, error))
		return FALSE;
	for (guint i = 0; i < written->photos->len; i++) {
		Evidence *evidence = evidence_gather(archive, written->photos->pdata[i], error);

		if (evidence == NULL)
			return FALSE;
		g_ptr_array_add(all, evidence);
		if (!put_photo(&out, evidence, error))
			return FALSE;
	}
	page = evidence_page(archive, all, request);
	return evidence_put(&out, "index.html", page, strlen(page), error) && put_head(&out, error) &&
		put_file(&out, "SHA256SUMS", sums->str, sums->len, error);
}
