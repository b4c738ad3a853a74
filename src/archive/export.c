/* SPDX-License-Identifier: MIT
 *
 * Taking one photo out: the order of steps. Ask whether it may leave; record what is done by force or
 * for the house alone before the first byte leaves; check the original's hash, so that damage on the
 * disk is never handed on under our name; write. What a published file says is src/publish's, and it
 * reads received bytes: that part runs in a decoder.
 */
#include "leave.h"
#include "rights.h"
#include "story.h"

#include <cutline/clearance.h>
#include <cutline/json.h>
#include <cutline/publish.h>
#include <cutline/story.h>

#include <errno.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define CHUNK_BYTES (1U << 20)

typedef struct {
	ClArchive *archive;
	const ClShown *shown;
	const ClUseRow *use; /* or NULL */
	const ClEffective *effective; /* as the use shows it, and may go out */
	const ClExport *request;
	ClFd out;
	char **text; /* instead of `out`, for kinds that are text */
	ClExported *exported;
} Export;

/* --- bytes ---------------------------------------------------------------------------------- */

/* Everything that leaves goes through here: hashed and counted. */
static gboolean
copy(const Export *export, ClFd in, GError **error)
{
	g_autoptr(ClSha256) hash = cl_sha256_new();
	g_autofree guint8 *buffer = g_malloc(CHUNK_BYTES);
	guint64 total = 0;

	for (;;) {
		ssize_t n = pread(in, buffer, CHUNK_BYTES, (off_t) total);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			cl_error_set_errno(error, errno, "photo %s: its file cannot be read",
				export->shown->photo->id);
			return FALSE;
		}
		if (n == 0)
			break;
		cl_sha256_update(hash, buffer, (gsize) n);
		total += (guint64) n;
		if (!cl_file_write(export->out, buffer, (gsize) n, "output", error))
			return FALSE;
	}
	cl_sha256_finish(g_steal_pointer(&hash), export->exported->sha256);
	export->exported->n_bytes = total;
	return TRUE;
}

static gboolean
is_intact(const Export *export, const guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	if (memcmp(sha256, export->shown->file->sha256, CL_SHA256_BYTES) == 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_IO,
		"photo %s: its original was changed on the disk and must not be used; see 'cutline "
		"verify' and restore it from a backup",
		export->shown->photo->id);
	return FALSE;
}

/* --- the kinds ------------------------------------------------------------------------------- */

static gboolean
write_original(const Export *export, ClFd original, GError **error)
{
	return copy(export, original, error) && is_intact(export, export->exported->sha256, error);
}

static void
fill_publish(const Export *export, ClPublish *publish)
{
	*publish = (ClPublish){ .effective = export->effective,
		.source_sensitive = export->shown->photo->source_sensitive,
		.exact_time = export->request->exact_time,
		/* What the reader decided, so that the file lies as its renditions do. */
		.orientation = export->shown->file->facts->orientation };
}

static const char *const kind_names[] = {
#define X(id, name) name,
	CL_EXPORT_TABLE(X)
#undef X
};

const char *
cl_export_kind_name(ClExportKind kind)
{
	return kind_names[kind];
}

ClExportKind
cl_export_kind_from_name(const char *name)
{
	guint i = 0;

	while (i < CL_N_EXPORTS && strcmp(kind_names[i], name) != 0)
		i++;
	return (ClExportKind) i;
}

static gboolean
write_text(const Export *export, const char *text, GError **error)
{
	gsize n_bytes = strlen(text);

	cl_sha256(text, n_bytes, export->exported->sha256);
	export->exported->n_bytes = n_bytes;
	if (export->text != NULL) {
		*export->text = g_strdup(text);
		return TRUE;
	}
	return cl_file_write(export->out, text, n_bytes, "output", error);
}

static gboolean
write_page(const Export *export, GError **error)
{
	g_autofree char *text = archive_page(export->archive, export->shown, export->use,
		export->request, &export->exported->alt_missing, error);

	return text != NULL && write_text(export, text, error);
}

static gboolean
write_xmp(const Export *export, GError **error)
{
	ClPublish publish;
	g_autofree char *packet = NULL;

	fill_publish(export, &publish);
	packet = cl_publish_xmp(&publish);
	return write_text(export, packet, error);
}

/* The decoder may have been taken over by the picture: its output is believed only as far as a
 * JPEG of the stated length begins there. */
static gboolean
check_output(const Export *export, ClFd rewritten, GVariant *answer, GError **error)
{
	guint64 n_bytes;
	guint8 start[3];
	struct stat status;

	if (!cl_publish_answer(answer, &n_bytes, error))
		return FALSE;
	if (fstat(rewritten, &status) == 0 && (guint64) status.st_size == n_bytes &&
		pread(rewritten, start, sizeof start, 0) == sizeof start &&
		memcmp(start, "\xff\xd8\xff", sizeof start) == 0)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_CRASHED,
		"photo %s: the decoder wrote no JPEG; take it with --as original",
		export->shown->photo->id);
	return FALSE;
}

static gboolean
write_jpeg(const Export *export, ClFd original, GError **error)
{
	CL_AUTO_FD rewritten = memfd_create("cutline-export", MFD_CLOEXEC);
	ClDecoderPool *pool = archive_pool(export->archive, 1, error);
	guint8 sha256[CL_SHA256_BYTES];
	g_autoptr(GVariant) answer = NULL;
	ClPublish publish;

	if (rewritten < 0) {
		cl_error_set_errno(error, errno, "no memory for the file");
		return FALSE;
	}
	if (pool == NULL || !cl_store_hash(original, export->shown->photo->id, sha256, error) ||
		!is_intact(export, sha256, error))
		return FALSE;
	fill_publish(export, &publish);
	answer = cl_decoder_pool_run(pool, CL_JOB_REWRITE, original, &rewritten, 1,
		cl_publish_to_variant(&publish), error);
	if (answer == NULL) {
		g_prefix_error(error, "photo %s: ", export->shown->photo->id);
		return FALSE;
	}
	return check_output(export, rewritten, answer, error) && copy(export, rewritten, error);
}

/* --- steps ----------------------------------------------------------------------------------- */

static gboolean
is_possible(const Export *export, GError **error)
{
	ClFormat format = export->shown->file->facts->format;

	if (export->request->kind != CL_EXPORT_JPEG || format == CL_FORMAT_JPEG)
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"photo %s is a %s file, whose pixels cannot stand in a JPEG unchanged; take it with --as "
		"original and its fields with --as xmp",
		export->shown->photo->id, cl_format_name(format));
	return FALSE;
}

static void
write_verdict(const Export *export, const ClVerdict *verdict, ClJson *json)
{
	cl_json_string(json, "verdict", cl_verdict_name(verdict->verdict));
	cl_json_string(json, "rules_version", cl_archive_rights_version(export->archive));
	cl_json_begin_array(json, "reasons");
	for (guint i = 0; i < verdict->reasons->len; i++)
		cl_json_string(json, NULL,
			cl_reason_name(((const ClReason *) verdict->reasons->pdata[i])->code));
	cl_json_end_array(json);
}

/* What went out against the verdict, or by force: by whom (the event says it), why, and what was known. */
static char *
record_payload(const Export *export, const ClVerdict *verdict)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "as", cl_export_kind_name(export->request->kind));
	cl_json_int(json, "version", export->shown->file->version);
	cl_json_string(json, "state", export->shown->photo->state);
	cl_json_bool(json, "source_sensitive", export->shown->photo->source_sensitive);
	if (export->request->internal)
		cl_json_bool(json, "internal", TRUE);
	if (export->request->story != NULL)
		cl_json_string(json, "story", export->request->story);
	cl_json_string(json, "reason", export->request->reason);
	if (verdict != NULL)
		write_verdict(export, verdict, json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
record(const Export *export, const ClVerdict *verdict, GError **error)
{
	ClArchive *archive = export->archive;
	g_autofree char *payload = NULL;

	if (!export->request->force && !export->request->internal)
		return TRUE;
	payload = record_payload(export, verdict);
	if (!cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (!archive_event(archive, "export", export->shown->photo->id, payload, error) ||
		!cl_catalog_commit(archive->catalog, error)) {
		cl_catalog_rollback(archive->catalog);
		return FALSE;
	}
	return archive_journal(archive, error);
}

/* --- rights for machines ------------------------------------------------------------------------------- */

static ClRestriction *
add_term(GPtrArray *terms, ClRestrictionCode code, const char *text)
{
	ClRestriction *term = g_new0(ClRestriction, 1);

	term->code = code;
	term->text = g_strdup(text);
	g_ptr_array_add(terms, term);
	return term;
}

static gboolean
is_everywhere(const ClTerritories *places)
{
	g_autofree char *text = cl_territories_text(places);

	return text[0] == '\0' || g_str_has_prefix(text, "WORLD");
}

/* What a licence permits, and no more, as the words of a picture would say it. */
static void
add_terms(const ClLicence *licence, GPtrArray *terms)
{
	g_autofree char *text =
		g_strdup_printf("licence %s", licence->name != NULL ? licence->name : licence->id);
	guint partners = CL_CHANNEL_BIT(CL_CHANNEL_SYNDICATION);
	guint channels = licence->channels != 0 ? licence->channels : CL_ALL_CHANNELS & ~partners;
	gboolean resale = licence->resale || licence->kind == CL_LICENCE_OPEN;

	if (licence->resale)
		channels |= partners;
	if (channels != CL_ALL_CHANNELS)
		add_term(terms, CL_RESTRICTION_MEDIA_DENY, text)->channels = CL_ALL_CHANNELS & ~channels;
	if (!is_everywhere(&licence->territories))
		add_term(terms, CL_RESTRICTION_TERRITORY_ALLOW, text)->territories = licence->territories;
	if (!cl_territories_empty(&licence->not_territories))
		add_term(terms, CL_RESTRICTION_TERRITORY_DENY, text)->territories = licence->not_territories;
	if ((licence->sections & ~(1U << CL_SECTION_EDITORIAL)) == 0)
		add_term(terms, CL_RESTRICTION_EDITORIAL_ONLY, text);
	if (licence->no_derivatives)
		add_term(terms, CL_RESTRICTION_NO_ALTER, text);
	if (!resale)
		add_term(terms, CL_RESTRICTION_NO_RESALE, text);
}

/* Of the licence that the verdict rests on: ClRestriction*, none if it rests on none. */
static GPtrArray *
terms_of(ClArchive *archive, const ClVerdict *verdict, GError **error)
{
	g_autoptr(GPtrArray) terms = g_ptr_array_new_with_free_func((GDestroyNotify) cl_restriction_free);
	const GPtrArray *licences = archive_lend_licences(archive, error);

	for (guint i = 0; licences != NULL && i < licences->len; i++) {
		const ClLicence *licence = licences->pdata[i];

		if (g_strcmp0(licence->id, verdict->licence) == 0)
			add_terms(licence, terms);
	}
	return licences != NULL ? g_steal_pointer(&terms) : NULL;
}

static gboolean
write_odrl(const Export *export, GError **error)
{
	const ClCheck check = { 0 };
	g_autoptr(ClVerdict) verdict =
		cl_archive_check(export->archive, export->shown->photo->id, &check, error);
	g_autoptr(GPtrArray) terms = verdict == NULL ? NULL : terms_of(export->archive, verdict, error);
	g_autoptr(GPtrArray) all = g_ptr_array_new(); /* lent */
	g_autofree char *policy = NULL;

	if (terms == NULL)
		return FALSE;
	g_ptr_array_extend(all, export->shown->restrictions, NULL, NULL);
	g_ptr_array_extend(all, terms, NULL, NULL);
	policy = cl_rights_odrl(
		export->shown->photo->id, export->shown->file->supplier, all, verdict);
	return write_text(export, policy, error);
}

static gboolean
write_kind(const Export *export, GError **error)
{
	CL_AUTO_FD original = -1;

	if (export->request->kind == CL_EXPORT_XMP)
		return write_xmp(export, error);
	if (export->request->kind == CL_EXPORT_ODRL)
		return write_odrl(export, error);
	if (export->request->kind > CL_EXPORT_JPEG)
		return write_page(export, error);
	original = cl_store_open_original(
		export->archive->store, export->shown->file->sha256, error);
	if (original < 0)
		return FALSE;
	return export->request->kind == CL_EXPORT_ORIGINAL ? write_original(export, original, error)
							   : write_jpeg(export, original, error);
}

/* The fields that may go out; `kept` owns them if some stay here. */
static gboolean
choose_effective(Export *export, ClEffective **kept, GError **error)
{
	const ClShown *shown = export->shown;
	g_autoptr(ClPlaces) places = NULL;

	if (export->effective == NULL)
		export->effective = shown->effective;
	if (!archive_places(
		    export->archive, shown->photo, shown->files, shown->effective, &places, error))
		return FALSE;
	if (places == NULL || export->request->kind == CL_EXPORT_ORIGINAL)
		return TRUE;
	*kept = cl_places_keep_back(places, export->effective);
	archive_find_kept_back(export->effective, *kept, export->exported->kept_back);
	export->effective = *kept;
	return TRUE;
}

static gboolean
take_out(ClArchive *archive, const char *text, const ClExport *request, ClFd out, char **into,
	ClExported *exported, GError **error)
{
	g_autoptr(ClUseRow) use = request->story == NULL
		? NULL
		: cl_archive_find_use(archive, request->story, text, error);
	g_autoptr(ClShown) shown = request->story != NULL && use == NULL
		? NULL
		: cl_archive_show(archive, use != NULL ? use->photo : text, error);
	g_autoptr(ClEffective) effective = use == NULL || shown == NULL
		? NULL
		: archive_use_effective(archive, use, shown->effective, error);
	g_autoptr(ClEffective) kept = NULL;
	g_autoptr(ClVerdict) verdict = NULL;
	Export export = { archive, shown, use, effective, request, out, into, exported };

	*exported = (ClExported){ 0 };
	if (shown == NULL || (use != NULL && effective == NULL) || !is_possible(&export, error) ||
		!choose_effective(&export, &kept, error) ||
		!archive_may_leave(archive, shown->photo, use, request, &verdict, error) ||
		!record(&export, verdict, error))
		return FALSE;
	exported->version = shown->file->version;
	exported->format = shown->file->facts->format;
	exported->verdict = verdict != NULL ? cl_verdict_name(verdict->verdict) : NULL;
	g_strlcpy(exported->id, shown->photo->id, sizeof exported->id);
	return write_kind(&export, error);
}

gboolean
cl_archive_export(ClArchive *archive, const char *text, const ClExport *request, ClFd out,
	ClExported *exported, GError **error)
{
	return take_out(archive, text, request, out, NULL, exported, error);
}

char *
cl_archive_export_text(ClArchive *archive, const char *text, const ClExport *request, GError **error)
{
	ClExported exported;
	char *into = NULL;

	g_assert(request->kind != CL_EXPORT_ORIGINAL && request->kind != CL_EXPORT_JPEG);
	return take_out(archive, text, request, -1, &into, &exported, error) ? into : NULL;
}
