/* SPDX-License-Identifier: MIT
 *
 * /api/v1/uploads/{sha256}: pictures come in, as large as they are, and go on where they broke off. The
 * bytes are written as they come; the last request of a file ingests it and answers as `cutline ingest`.
 */
#include "api.h"

#include <string.h>

typedef struct {
	guint8 sha256[CL_SHA256_BYTES];
	guint64 whole, offset;
	ClFd fd;
} Upload;

static void
free_upload(gpointer data)
{
	Upload *upload = data;

	cl_fd_close(&upload->fd);
	g_free(upload);
}

static void
take_bytes(HttpRequest *request, gconstpointer bytes, gsize n_bytes)
{
	ApiCall *call = request->state;
	Upload *upload = call->own;
	g_autoptr(GError) error = NULL;

	if (cl_file_write(upload->fd, bytes, n_bytes, "upload", &error))
		upload->offset += n_bytes;
	else
		request->answer = refusal_from(error, call->vars[0]);
}

static gboolean
read_number(const HttpRequest *request, HttpField field, guint64 otherwise, guint64 *number, GError **error)
{
	const char *text = request->fields[field];

	*number = otherwise;
	if (text == NULL || g_ascii_string_to_unsigned(text, 10, 0, G_MAXINT64, number, NULL))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "Upload-Offset and Upload-Length are numbers of bytes");
	return FALSE;
}

static gboolean
read_hash(const char *text, guint8 sha256[CL_SHA256_BYTES], GError **error)
{
	if (strlen(text) == CL_SHA256_HEX && cl_unhex(text, sha256, CL_SHA256_BYTES))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "'%s' is no SHA-256 in hexadecimal", text);
	return FALSE;
}

static gboolean
begin(Daemon *daemon, HttpRequest *request, Upload *upload, GError **error)
{
	ApiCall *call = request->state;
	gboolean anew = request->fields[HTTP_FIELD_UPLOAD_OFFSET] == NULL; /* a plain PUT can be repeated */

	if (!read_hash(call->vars[0], upload->sha256, error) ||
		!read_number(request, HTTP_FIELD_UPLOAD_OFFSET, 0, &upload->offset, error) ||
		!read_number(request, HTTP_FIELD_UPLOAD_LENGTH, upload->offset + request->body_bytes,
			&upload->whole, error))
		return FALSE;
	if (upload->whole > daemon->config.upload_bytes) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT, "larger than uploads may be: %" G_GUINT64_FORMAT,
			daemon->config.upload_bytes);
		return FALSE;
	}
	if (upload->offset > upload->whole || request->body_bytes > upload->whole - upload->offset) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "more is sent than Upload-Length says");
		return FALSE;
	}
	upload->fd = cl_uploads_begin(daemon->uploads, upload->sha256, anew ? NULL : &upload->offset, error);
	return upload->fd >= 0;
}

static gboolean
begin_scratch(Daemon *daemon, HttpRequest *request, Upload *upload, GError **error)
{
	upload->whole = request->body_bytes;
	upload->fd = cl_uploads_scratch(daemon->uploads, error);
	return upload->fd >= 0;
}

static void
begin_with(Daemon *daemon, HttpRequest *request,
	gboolean (*begin_it)(Daemon *, HttpRequest *, Upload *, GError **))
{
	ApiCall *call = request->state;
	Upload *upload = g_new0(Upload, 1);
	g_autoptr(GError) error = NULL;

	upload->fd = -1;
	call->own = upload;
	call->own_free = free_upload;
	if (begin_it(daemon, request, upload, &error))
		request->sink = take_bytes;
	else
		request->answer = refusal_from(error, call->vars[0]);
}

void
api_upload_begin(Daemon *daemon, HttpRequest *request)
{
	begin_with(daemon, request, begin);
}

void
api_scratch_begin(Daemon *daemon, HttpRequest *request)
{
	begin_with(daemon, request, begin_scratch);
}

ClFd
api_raw_file(ApiCall *call)
{
	return ((Upload *) call->own)->fd;
}

static void
write_ingested(const ClIngested *file, gpointer data)
{
	cl_json_write_ingested(((ApiCall *) data)->json, NULL, file);
}

static void
write_state(ApiCall *call, guint64 offset, gboolean complete)
{
	cl_json_begin_object(call->json, NULL);
	cl_json_string(call->json, "sha256", call->vars[0]);
	cl_json_int(call->json, "offset", (gint64) offset);
	cl_json_bool(call->json, "complete", complete);
	cl_json_end_object(call->json);
}

/* A name as people give files; no path of the client's machine. */
static char *
choose_name(ApiCall *call)
{
	const char *name = api_text(call, "name");

	return name != NULL && name[0] != '\0' ? g_path_get_basename(name) : g_strdup(call->vars[0]);
}

gboolean
api_upload(ApiCall *call, GError **error)
{
	Upload *upload = call->own;
	g_autofree char *name = choose_name(call);
	gboolean taken;

	if (upload->offset < upload->whole) {
		cl_fd_close(&upload->fd);
		write_state(call, upload->offset, FALSE);
		return TRUE;
	}
	taken = cl_archive_take_upload(call->archive, upload->sha256, name, api_text(call, "supplier"),
		write_ingested, call, error);
	/* Not earlier: nobody writes into what is being taken. Nor later: who is answered may go on. */
	cl_fd_close(&upload->fd);
	if (!taken)
		return FALSE;
	jobs_wake(call->daemon->jobs);
	return TRUE;
}

gboolean
api_upload_state(ApiCall *call, GError **error)
{
	guint8 sha256[CL_SHA256_BYTES];
	gboolean complete;
	guint64 offset;

	if (!read_hash(call->vars[0], sha256, error) ||
		!cl_archive_upload_state(call->archive, sha256, &offset, &complete, error))
		return FALSE;
	write_state(call, offset, complete);
	return TRUE;
}
