/* SPDX-License-Identifier: MIT
 *
 * One rendition for a person: which photo, may it leave, what is asked, made or found, copied out.
 * And the URL under which a page gets the same.
 */
#include "leave.h"
#include "rendition_private.h"

#include <cutline/framing.h>

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define COPY_BYTES (256U << 10)

/* Ops have an underscore in every key; names of presets have none. */
static gboolean
read_what(ClRenditions *renditions, const char *what, ClFormat format, ClRequest *request,
	const ClPreset **preset, GError **error)
{
	g_autofree char *shown = cl_text_printable(what);

	*preset = NULL;
	if (strchr(what, '_') != NULL) {
		if (!cl_request_parse(what, request, error))
			return FALSE;
		request->format = format != CL_FORMAT_UNKNOWN ? format : CL_FORMAT_JPEG;
		return TRUE;
	}
	*preset = cl_presets_find(cl_renditions_presets(renditions), what);
	if (*preset == NULL) {
		g_autoptr(GString) names = g_string_new(NULL);
		const ClPresets *presets = cl_renditions_presets(renditions);

		for (guint i = 0; i < cl_presets_count(presets); i++)
			g_string_append_printf(
				names, "%s%s", i > 0 ? ", " : "", cl_presets_at(presets, i)->name);
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"no preset '%s'; there are %s, and sizes like w_800,h_600,fit_cover", shown,
			names->str);
		return FALSE;
	}
	if ((*preset)->only != CL_FORMAT_UNKNOWN && format != CL_FORMAT_UNKNOWN &&
		format != (*preset)->only) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "preset '%s' comes as .%s only", shown,
			cl_format_extension((*preset)->only));
		return FALSE;
	}
	*request = (*preset)->request;
	request->format = (*preset)->only != CL_FORMAT_UNKNOWN ? (*preset)->only
		: format != CL_FORMAT_UNKNOWN		       ? format
							       : CL_FORMAT_JPEG;
	return TRUE;
}

/* The service makes renditions of the version that counts. */
static gboolean
find_photo(ClArchive *archive, const char *text, char id[CL_ID_CHARS + 1], gint64 *release_us,
	GError **error)
{
	g_autoptr(ClPhotoRow) photo = NULL;
	guint version;

	if (!cl_archive_find(archive, text, id, &version, error))
		return FALSE;
	photo = cl_catalog_get_photo(archive->catalog, id, error);
	if (photo == NULL)
		return FALSE;
	if (version != 0 && version != photo->effective) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"renditions are made of version %u of photo %s, which counts; for another one: "
			"cutline export %s --as original",
			photo->effective, id, text);
		return FALSE;
	}
	return archive_may_be_rendered(archive, photo, release_us, error);
}

static gboolean
copy(const ClRendition *rendition, ClFd out, GError **error)
{
	g_autofree guint8 *buffer = g_malloc(COPY_BYTES);

	for (guint64 at = 0; at < rendition->size_bytes;) {
		ssize_t n = pread(rendition->fd, buffer,
			(gsize) MIN(rendition->size_bytes - at, COPY_BYTES), (off_t) at);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			cl_error_set_errno(error, n < 0 ? errno : EIO, "rendition");
			return FALSE;
		}
		if (!cl_file_write(out, buffer, (gsize) n, "output", error))
			return FALSE;
		at += (guint64) n;
	}
	return TRUE;
}

gboolean
cl_archive_render(ClArchive *archive, const char *text, const char *what, ClFormat format, ClFd out,
	ClMade *made, GError **error)
{
	g_autoptr(ClRenditions) renditions = NULL;
	g_autoptr(ClRenditionSource) source = NULL;
	g_auto(ClRendition) rendition = { .fd = -1 };
	const ClPreset *preset;
	ClRequest request;
	ClPlan plan;

	*made = (ClMade){ .n_bytes = 0 };
	if (!find_photo(archive, text, made->id, &made->release_us, error))
		return FALSE;
	renditions = cl_renditions_open(archive->folder, error);
	if (renditions == NULL || !read_what(renditions, what, format, &request, &preset, error))
		return FALSE;
	source = cl_renditions_source(renditions, made->id, error);
	if (source == NULL || !cl_plan_make(&request, &source->frame, &plan, error) ||
		!cl_renditions_get(renditions, source, &plan, &rendition, error) ||
		!copy(&rendition, out, error))
		return FALSE;
	g_strlcpy(made->etag, rendition.etag, sizeof made->etag);
	made->format = rendition.format;
	made->width = rendition.width;
	made->height = rendition.height;
	made->n_bytes = rendition.size_bytes;
	made->hit = rendition.hit;
	made->kept_whole = plan.kept_whole;
	return TRUE;
}

char *
cl_archive_rendition_url(ClArchive *archive, const char *text, const char *what, ClFormat format,
	gint64 expires_s, GError **error)
{
	g_autoptr(ClRenditions) renditions = NULL;
	g_autoptr(ClRenditionSource) source = NULL;
	g_autoptr(GPtrArray) keys = NULL;
	const ClPreset *preset;
	char id[CL_ID_CHARS + 1], rev[CL_REV_CHARS + 1];
	ClRequest request;
	ClPlan plan;
	gint64 release_us;

	if (!find_photo(archive, text, id, &release_us, error))
		return NULL;
	renditions = cl_renditions_open(archive->folder, error);
	if (renditions == NULL || !read_what(renditions, what, format, &request, &preset, error))
		return NULL;
	source = cl_renditions_source(renditions, id, error);
	if (source == NULL || !cl_plan_make(&request, &source->frame, &plan, error))
		return NULL;
	if (preset != NULL) {
		cl_rendition_rev(source, &plan, rev);
		return g_strdup_printf("/i/%s/%s~%s.%s", id, preset->name, rev,
			cl_format_extension(request.format));
	}
	keys = cl_archive_sign_keys(archive, error);
	if (keys == NULL)
		return NULL;
	if (keys->len == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no signing key yet; make one: cutline key add");
		return NULL;
	}
	return cl_sign_url(keys->pdata[0], id, &request, expires_s, format);
}
