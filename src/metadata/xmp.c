/* SPDX-License-Identifier: MIT
 *
 * The XMP packets of one file → received values. All packets count (the asset id of a Getty picture
 * may stand only in the second); an extended part belongs to the packet that names its digest and is
 * used only if it is complete and matches.
 */
#include "xmp.h"

#include <cutline/hash.h>

/* Puts the segments of one GUID together; NULL if any byte is missing. */
static GBytes *
assemble(const MetadataReader *reader, const char *guid)
{
	guint8 digest[16], wanted[16];
	g_autofree char *lower = g_ascii_strdown(guid, -1);
	g_autofree guint8 *packet = NULL;
	gsize total = 0, present = 0;

	if (strlen(guid) != 32 || !cl_unhex(lower, wanted, sizeof wanted))
		return NULL;
	for (guint i = 0; i < reader->extensions->len; i++) {
		const MetadataExtension *part =
			&g_array_index(reader->extensions, MetadataExtension, i);

		if (memcmp(part->guid, guid, 32) != 0)
			continue;
		if (total != 0 && part->total != total)
			return NULL;
		total = part->total;
		present += part->data.n;
	}
	/* The size that a segment claims is believed only if that many bytes came. */
	if (total == 0 || total > present || total > CL_MAX_XMP_EXTENDED_BYTES)
		return NULL;
	packet = g_malloc0(total);
	for (guint i = 0; i < reader->extensions->len; i++) {
		const MetadataExtension *part =
			&g_array_index(reader->extensions, MetadataExtension, i);

		if (memcmp(part->guid, guid, 32) != 0)
			continue;
		if (part->offset > total || part->data.n > total - part->offset)
			return NULL;
		memcpy(packet + part->offset, part->data.data, part->data.n);
	}
	cl_md5(packet, total, digest);
	if (memcmp(digest, wanted, sizeof digest) != 0)
		return NULL;
	return g_bytes_new_take(g_steal_pointer(&packet), total);
}

static gboolean
read_extension(MetadataReader *reader, const char *guid, guint packet, gboolean *seen)
{
	GBytes *bytes = assemble(reader, guid);
	MetadataXmpNotes notes = {NULL, NULL};
	xmlDoc *doc;

	if (bytes == NULL)
		return FALSE;
	doc = metadata_xmp_parse(reader, metadata_own(reader, bytes));
	if (doc == NULL)
		return FALSE;
	metadata_xmp_fields(reader, doc, packet, seen, &notes);
	xmlFreeDoc(doc);
	g_free(notes.extension_guid);
	g_free(notes.iptc_digest);
	return TRUE;
}

/* Where no resource block holds the digest, XMP may. */
static void
take_digest(MetadataReader *reader, const char *hex)
{
	g_autofree char *lower = hex == NULL ? NULL : g_ascii_strdown(hex, -1);

	if (lower != NULL && !reader->has_digest && strlen(lower) == 32 &&
		cl_unhex(lower, reader->digest, sizeof reader->digest))
		reader->has_digest = TRUE;
}

void
metadata_read_xmp(MetadataReader *reader)
{
	gboolean complete = reader->extensions->len == 0;

	metadata_xmp_init();
	for (guint i = 0; i < reader->n_xmp; i++) {
		gboolean seen[CL_N_FIELDS] = {FALSE};
		MetadataXmpNotes notes = {NULL, NULL};
		xmlDoc *doc = metadata_xmp_parse(reader, reader->xmp[i]);

		if (doc == NULL)
			continue;
		metadata_xmp_fields(reader, doc, i + 1, seen, &notes);
		xmlFreeDoc(doc);
		take_digest(reader, notes.iptc_digest);
		if (notes.extension_guid != NULL)
			complete = read_extension(reader, notes.extension_guid, i + 1, seen);
		g_free(notes.extension_guid);
		g_free(notes.iptc_digest);
	}
	if (!complete)
		metadata_find(reader, CL_FINDING_XMP_EXTENDED_BROKEN,
			"the extended XMP is incomplete, not named by the packet, or does not "
			"match its digest");
}
