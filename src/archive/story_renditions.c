/* SPDX-License-Identifier: MIT
 *
 * What readers are sent of a story that has just gone out: the file of every preset is made, if it is
 * not there yet, and its hash is said in an event of the story. After the publication, not within it:
 * nobody waits for pixels while the catalog is locked, and a picture of which nothing can be made holds
 * up no story; then the event says why.
 */
#include "rendition_private.h"
#include "story_check.h"

static gboolean
hash_file(const ClRendition *rendition, guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	g_autoptr(GBytes) map = cl_file_map(rendition->fd, "rendition", error);

	if (map == NULL)
		return FALSE;
	if (g_bytes_get_size(map) < rendition->size_bytes) {
		g_set_error(error, CL_ERROR, CL_ERROR_IO, "the cache's file of it is cut short");
		return FALSE;
	}
	cl_sha256(g_bytes_get_data(map, NULL), rendition->size_bytes, sha256);
	return TRUE;
}

static void
write_file(ClJson *json, ClRenditions *renditions, const ClRenditionSource *source, const ClPreset *preset,
	const ClPlan *plan, GError **error)
{
	g_auto(ClRendition) rendition = { .fd = -1 };
	g_autofree char *url = NULL, *hex = NULL;
	guint8 sha256[CL_SHA256_BYTES];
	char rev[CL_REV_CHARS + 1];

	if (!cl_renditions_find(renditions, source, plan, &rendition) ||
		!hash_file(&rendition, sha256, *error == NULL ? error : NULL))
		return;
	cl_rendition_rev(source, plan, rev);
	url = g_strdup_printf("/u/%s/%s~%s.%s", source->use, preset->name, rev,
		cl_format_extension(plan->format));
	hex = cl_hex(sha256, sizeof sha256);
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "url", url);
	cl_json_string(json, "etag", rendition.etag);
	cl_json_int(json, "width", rendition.width);
	cl_json_int(json, "height", rendition.height);
	cl_json_int(json, "bytes", (gint64) rendition.size_bytes);
	cl_json_string(json, "sha256", hex);
	cl_json_end_object(json);
}

static void
write_files(ClJson *json, ClRenditions *renditions, const char *use, GError **error)
{
	g_autoptr(ClRenditionSource) source = NULL;
	const ClPresets *presets = cl_renditions_presets(renditions);
	g_autofree ClPlan *plans = g_new(ClPlan, cl_presets_count(presets));
	g_autofree const ClPreset **planned = g_new(const ClPreset *, cl_presets_count(presets));
	guint n;

	cl_renditions_forget(renditions, use); /* as it was before it was published */
	source = cl_renditions_source(renditions, use, error);
	if (source == NULL)
		return;
	n = rendition_plan_presets(presets, source, plans, planned);
	cl_renditions_prepare(renditions, source, plans, n, CL_URGENT, error);
	for (guint i = 0; i < n; i++)
		write_file(json, renditions, source, planned[i], &plans[i], error);
}

static void
write_use(ClJson *json, ClRenditions *renditions, const ClUseRow *use)
{
	g_autoptr(GError) problem = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "use", use->id);
	cl_json_string(json, "photo", use->photo);
	cl_json_begin_array(json, "files");
	write_files(json, renditions, use->id, &problem);
	cl_json_end_array(json);
	cl_json_string(json, "problem", problem != NULL ? problem->message : NULL);
	cl_json_end_object(json);
}

static char *
payload_of(ClRenditions *renditions, const ClStoryCheck *published, gint64 at_us)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_int(json, "at_us", at_us);
	cl_json_begin_array(json, "uses");
	for (guint i = 0; i < published->uses->len; i++)
		write_use(json, renditions, ((const ClUseCheck *) published->uses->pdata[i])->use);
	cl_json_end_array(json);
	cl_json_end_object(json);
	return cl_json_take(json);
}

static gboolean
record(ClArchive *archive, ClRenditions *lent, const ClStoryCheck *published, gint64 at_us, GError **error)
{
	g_autoptr(ClRenditions) own = lent != NULL ? NULL : cl_renditions_open(archive->folder, error);
	ClRenditions *renditions = lent != NULL ? lent : own;
	g_autofree char *subject = archive_story_subject(published->story->slug);
	g_autofree char *payload = renditions == NULL ? NULL : payload_of(renditions, published, at_us);

	if (payload == NULL || !cl_catalog_begin(archive->catalog, error))
		return FALSE;
	if (archive_event(archive, ARCHIVE_RENDITIONS, subject, payload, error) &&
		cl_catalog_commit(archive->catalog, error))
		return archive_journal(archive, error);
	cl_catalog_rollback(archive->catalog);
	return FALSE;
}

gboolean
archive_record_renditions(ClArchive *archive, ClRenditions *renditions, const ClStoryCheck *published,
	gint64 at_us, GError **error)
{
	if (record(archive, renditions, published, at_us, error))
		return TRUE;
	g_prefix_error(error, "story '%s' is published, but what readers are sent of it is not recorded: ",
		published->story->slug);
	return FALSE;
}
