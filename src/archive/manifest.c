/* SPDX-License-Identifier: MIT
 *
 * Manifests: written, judged and read here alone, so that what is written can be read.
 */
#include "manifest.h"

#include <cutline/json.h>

#include <string.h>

#define SCHEMA "cutline-manifest/1"

char *
archive_manifest_text(const ArchiveKept *kept)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *hex = cl_hex(kept->sha256, CL_SHA256_BYTES);
	g_autofree char *name = g_path_get_basename(kept->path);
	gboolean is_utf8;
	g_autofree char *readable = cl_text_path(name, &is_utf8);
	g_autofree char *bytes = g_base64_encode((const guint8 *) kept->path, strlen(kept->path));

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "schema", SCHEMA);
	cl_json_string(json, "sha256", hex);
	cl_json_int(json, "size_bytes", (gint64) kept->size_bytes);
	cl_json_string(json, "name", readable);
	cl_json_string(json, "path_base64", bytes);
	cl_json_int(json, "ingested_us", kept->ingested_us);
	cl_json_string(json, "supplier", kept->supplier);
	cl_json_string(json, "who", kept->who);
	if (kept->sidecar != NULL)
		cl_json_string(json, "sidecar", kept->sidecar);
	cl_json_end_object(json);
	return cl_json_take(json);
}

char *
archive_manifest_of(const ClArchive *archive, const ArchiveItem *item)
{
	const ArchiveKept kept = { item->staged->sha256, item->staged->size_bytes, item->ingested_us,
		item->path, item->supplier_given, archive->who,
		item->sidecar == NULL ? NULL : cl_sidecar_kind_name(item->sidecar->kind) };

	return archive_manifest_text(&kept);
}

static gboolean
is_path(const char *base64)
{
	gsize n = 0;
	g_autofree guchar *path = base64 == NULL ? NULL : g_base64_decode(base64, &n);

	return n > 0 && memchr(path, '\0', n) == NULL;
}

const char *
archive_manifest_fault(const char *text, const ArchiveKept *kept)
{
	g_autoptr(GVariant) json = cl_json_parse(text, -1, NULL);
	g_autofree char *hex = cl_hex(kept->sha256, CL_SHA256_BYTES);
	const char *schema = NULL, *sha256 = NULL, *path = NULL, *sidecar = NULL;
	gint64 size_bytes = -1, ingested_us = 0;

	if (json == NULL || !g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT))
		return "is not readable";
	g_variant_lookup(json, "schema", "&s", &schema);
	g_variant_lookup(json, "sha256", "&s", &sha256);
	g_variant_lookup(json, "path_base64", "&s", &path);
	g_variant_lookup(json, "sidecar", "&s", &sidecar);
	g_variant_lookup(json, "size_bytes", "x", &size_bytes);
	if (g_strcmp0(schema, SCHEMA) != 0)
		return "is not one of ours";
	if (g_strcmp0(sha256, hex) != 0)
		return "names another hash";
	if (size_bytes != (gint64) kept->size_bytes)
		return "names another size";
	if (!is_path(path) || !g_variant_lookup(json, "ingested_us", "x", &ingested_us))
		return "lacks name or time";
	return (sidecar == NULL) == (kept->sidecar == NULL) ? NULL : "names another kind of file";
}

void
archive_manifest_free(ArchiveManifest *manifest)
{
	g_free(manifest->path);
	g_free(manifest->supplier);
	g_free(manifest);
}

ArchiveManifest *
archive_read_manifest(ClArchive *archive, const guint8 sha256[CL_SHA256_BYTES])
{
	ArchiveManifest *manifest = g_new0(ArchiveManifest, 1);
	g_autofree char *text = cl_store_read_manifest(archive->store, sha256, NULL);
	g_autoptr(GVariant) json = text == NULL ? NULL : cl_json_parse(text, -1, NULL);
	g_autofree char *path64 = NULL;
	const char *kind;
	gsize n_path;

	memcpy(manifest->sha256, sha256, CL_SHA256_BYTES);
	manifest->ingested_us = cl_time_now_us();
	if (json != NULL && g_variant_is_of_type(json, G_VARIANT_TYPE_VARDICT)) {
		g_variant_lookup(json, "ingested_us", "x", &manifest->ingested_us);
		g_variant_lookup(json, "supplier", "s", &manifest->supplier);
		manifest->is_sidecar = g_variant_lookup(json, "sidecar", "&s", &kind);
		if (g_variant_lookup(json, "path_base64", "s", &path64)) {
			g_autofree guchar *path = g_base64_decode(path64, &n_path);

			manifest->path = g_strndup((const char *) path, n_path);
		}
	}
	if (manifest->path == NULL)
		manifest->path = cl_hex(sha256, CL_SHA256_BYTES);
	return manifest;
}
