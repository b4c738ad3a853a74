/* SPDX-License-Identifier: MIT
 *
 * What the event of a purge says of the pictures that it took, so that a rebuilt catalog knows them again:
 * hashes, size and shape, and the fingerprint by which copies are held. Nothing that was received or written.
 */
#include "purge.h"

#include <cutline/json.h>
#include <cutline/record.h>
#include <cutline/secret.h>

#include <string.h>

#define MAX_LOOK_BYTES 65536U

/* --- into the event ----------------------------------------------------------------------------- */

static void
write_hex(ClJson *json, const char *key, gconstpointer bytes, gsize n_bytes)
{
	g_autofree char *hex = cl_hex(bytes, n_bytes);

	cl_json_string(json, key, hex);
}

static gboolean
write_look(ClArchive *archive, ClJson *json, const ClFileRow *file, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *text = NULL;
	ClLook look;
	gboolean has;

	if (!cl_catalog_get_look(archive->catalog, file->photo, file->version, &look, &has, error))
		return FALSE;
	if (!has)
		return TRUE;
	bytes = cl_look_to_bytes(&look);
	text = cl_base64url(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
	cl_json_string(json, "look", text);
	return TRUE;
}

static gboolean
write_file(ClArchive *archive, ClJson *json, const ClFileRow *file, GError **error)
{
	gboolean ok;

	cl_json_begin_object(json, NULL);
	write_hex(json, "sha256", file->sha256, CL_SHA256_BYTES);
	cl_json_int(json, "bytes", (gint64) file->size_bytes);
	cl_json_string(json, "supplier", file->supplier);
	cl_json_string(json, "supplier_id", file->supplier_id);
	cl_json_int(json, "ingested_us", file->ingested_us);
	cl_json_string(json, "format", cl_format_name(file->facts->format));
	cl_json_int(json, "width", file->facts->width);
	cl_json_int(json, "height", file->facts->height);
	cl_json_int(json, "orientation", file->facts->orientation);
	if (file->facts->has_image_hash)
		write_hex(json, "image_hash", file->facts->image_hash, CL_IMAGE_HASH_BYTES);
	ok = write_look(archive, json, file, error);
	cl_json_end_object(json);
	return ok;
}

char *
purge_payload(ClArchive *archive, const char *id, GPtrArray *hashes, const char *reason, GError **error)
{
	g_autoptr(GPtrArray) files = cl_catalog_list_files(archive->catalog, id, error);
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "reason", reason);
	cl_json_begin_array(json, "sha256");
	for (guint i = 0; i < hashes->len; i++)
		write_hex(json, NULL, g_bytes_get_data(hashes->pdata[i], NULL), CL_SHA256_BYTES);
	cl_json_end_array(json);
	cl_json_begin_array(json, "files");
	for (guint i = 0; files != NULL && i < files->len; i++)
		if (!write_file(archive, json, files->pdata[i], error))
			return NULL;
	cl_json_end_array(json);
	cl_json_end_object(json);
	return files == NULL ? NULL : cl_json_take(json);
}

/* --- and out of it ------------------------------------------------------------------------------ */

static guint32
read_number(GVariant *said, const char *key)
{
	gint64 number = 0;

	g_variant_lookup(said, key, "x", &number);
	return number > 0 && number < G_MAXUINT32 ? (guint32) number : 0;
}

/* NULL: it does not say enough. */
static ClFileRow *
read_file(GVariant *said, const char *id)
{
	g_autoptr(ClFileRow) file = g_new0(ClFileRow, 1);
	const char *hex = NULL, *format = NULL;
	gint64 n_bytes = 0;

	file->facts = cl_facts_new();
	if (!g_variant_is_of_type(said, G_VARIANT_TYPE_VARDICT) ||
		!g_variant_lookup(said, "sha256", "&s", &hex) ||
		!cl_unhex(hex, file->sha256, CL_SHA256_BYTES) ||
		!g_variant_lookup(said, "format", "&s", &format))
		return NULL;
	g_strlcpy(file->photo, id, sizeof file->photo);
	file->name = g_strdup("purged");
	g_variant_lookup(said, "supplier", "s", &file->supplier);
	g_variant_lookup(said, "supplier_id", "s", &file->supplier_id);
	g_variant_lookup(said, "ingested_us", "x", &file->ingested_us);
	g_variant_lookup(said, "bytes", "x", &n_bytes);
	file->size_bytes = n_bytes > 0 ? (guint64) n_bytes : 0;
	file->facts->format = cl_format_from_name(format);
	file->facts->width = read_number(said, "width");
	file->facts->height = read_number(said, "height");
	file->facts->orientation = read_number(said, "orientation");
	file->facts->has_image_hash = g_variant_lookup(said, "image_hash", "&s", &hex) &&
		cl_unhex(hex, file->facts->image_hash, CL_IMAGE_HASH_BYTES);
	return g_steal_pointer(&file);
}

static gboolean
put_look(ClArchive *archive, const ClFileRow *file, GVariant *said, GError **error)
{
	g_autoptr(GBytes) bytes = NULL;
	g_autofree guint8 *raw = NULL;
	const char *text = NULL;
	gsize length, n_bytes;
	ClLook look;

	if (!g_variant_lookup(said, "look", "&s", &text))
		return TRUE;
	length = strlen(text);
	n_bytes = length * 3 / 4;
	if (n_bytes == 0 || n_bytes > MAX_LOOK_BYTES)
		return TRUE;
	raw = g_malloc(n_bytes);
	if (!cl_unbase64url(text, length, raw, n_bytes))
		return TRUE;
	bytes = g_bytes_new(raw, n_bytes);
	return !cl_look_from_bytes(bytes, &look) ||
		cl_catalog_put_look(archive->catalog, file->photo, file->version, &look, error);
}

static gboolean
put_file(ClArchive *archive, const char *id, GVariant *said, gboolean first, GError **error)
{
	g_autoptr(ClFileRow) file = read_file(said, id);

	return file == NULL ||
		((first ? cl_catalog_add_photo(archive->catalog, file, "ok", NULL, error)
			: cl_catalog_add_version(archive->catalog, file, error)) &&
			put_look(archive, file, said, error));
}

gboolean
purge_trace(ClArchive *archive, const ClEventRow *event, GError **error)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClPhotoRow) there = cl_catalog_get_photo(archive->catalog, event->subject, &why);
	g_autoptr(GVariant) json =
		event->payload == NULL ? NULL : cl_json_parse(event->payload, -1, NULL);
	g_autoptr(GVariant) files = NULL;

	if (why != NULL) {
		g_propagate_error(error, g_steal_pointer(&why));
		return FALSE;
	}
	if (json != NULL && there == NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		files = g_variant_lookup_value(json, "files", G_VARIANT_TYPE("av"));
	for (gsize i = 0; files != NULL && i < g_variant_n_children(files); i++) {
		g_autoptr(GVariant) boxed = g_variant_get_child_value(files, i);
		g_autoptr(GVariant) said = g_variant_get_variant(boxed);

		if (!put_file(archive, event->subject, said, i == 0, error))
			return FALSE;
	}
	return files == NULL || g_variant_n_children(files) == 0 ||
		archive_refresh(archive, event->subject, error);
}
