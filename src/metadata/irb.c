/* SPDX-License-Identifier: MIT
 *
 * Photoshop image resources: the IIM block, the IPTC digest, whether the picture is
 * marked as protected and where its terms stand; nothing else. Blocks may be
 * odd without a pad byte (real writers do it), overrun their segment, or follow garbage.
 */
#include "reader.h"

#define ID_IPTC 0x0404
#define ID_DIGEST 0x0425
#define ID_MARKED 0x040a
#define ID_TERMS 0x040b

typedef struct {
	guint16 id;
	MetadataSpan data;
} Resource;

static gboolean
is_signature(MetadataSpan span)
{
	static const char *const known[] = {"8BIM", "AgHg", "DCSR", "PHUT", "MeSa"};

	for (guint i = 0; i < G_N_ELEMENTS(known); i++)
		if (metadata_starts(span, known[i], 4))
			return TRUE;
	return FALSE;
}

/* The next resource; FALSE at the end. An overrun gives what is there and sets `broken`. */
static gboolean
next_resource(MetadataSpan *rest, Resource *resource, gboolean *broken)
{
	gsize name, head, size;

	while (!is_signature(*rest)) {
		const guint8 *found =
			rest->n < 12 ? NULL : memmem(rest->data + 1, rest->n - 1, "8BIM", 4);

		/* Up to three bytes of padding are no damage. */
		if (rest->n >= 12)
			*broken = TRUE;
		if (found == NULL)
			return FALSE;
		*rest = metadata_rest(*rest, (gsize)(found - rest->data));
	}
	if (rest->n < 12)
		return FALSE;
	resource->id = metadata_be16(rest->data + 4);
	name = (gsize)rest->data[6] + 1;
	head = 6 + name + (name & 1);
	if (head + 4 > rest->n) {
		*broken = TRUE;
		return FALSE;
	}
	size = metadata_be32(rest->data + head);
	*rest = metadata_rest(*rest, head + 4);
	if (size > rest->n) {
		*broken = TRUE;
		size = rest->n;
	}
	resource->data.data = rest->data;
	resource->data.n = size;
	*rest = metadata_rest(*rest, size);
	if ((size & 1) != 0 && rest->n > 0 && !is_signature(*rest))
		*rest = metadata_rest(*rest, 1);
	return TRUE;
}

/* A flag that is not set is Photoshop's "unknown". */
static void
receive_rights(MetadataReader *reader, const Resource *resource)
{
	const char *text = (const char *)resource->data.data;
	gsize n = resource->data.n;

	if (resource->id == ID_MARKED && n == 1 && text[0] == 1)
		metadata_receive(reader, CL_FIELD_RIGHTS_MARKED, CL_ORIGIN_IPTC, 0, 0, NULL, "True", 4);
	else if (resource->id == ID_TERMS && n > 0 && metadata_is_utf8(resource->data))
		metadata_receive(reader, CL_FIELD_WEB_STATEMENT, CL_ORIGIN_IPTC, 0, 0, NULL, text, n);
}

/* In TIFF the IIM of tag 33723 is the standard one, and its padding differs from the resource's. */
void
metadata_read_irb(MetadataReader *reader, MetadataSpan block)
{
	MetadataSpan rest = block;
	Resource resource;
	gboolean broken = FALSE;
	guint n = 0;

	while (n++ < CL_MAX_SEGMENTS && next_resource(&rest, &resource, &broken)) {
		if (resource.id == ID_DIGEST && resource.data.n == 16 && !reader->has_digest) {
			memcpy(reader->digest, resource.data.data, 16);
			reader->has_digest = TRUE;
		}
		receive_rights(reader, &resource);
		if (resource.id != ID_IPTC || resource.data.n == 0)
			continue;
		if (reader->iptc.data == NULL)
			reader->iptc = resource.data;
		else if (reader->facts->format != CL_FORMAT_TIFF &&
			 !metadata_equals(reader->iptc, resource.data))
			metadata_find(reader, CL_FINDING_IPTC_SECOND_BLOCK,
				"a second, different IPTC-IIM block is present and was not used");
	}
	if (broken)
		metadata_find(reader, CL_FINDING_IPTC_DAMAGED,
			"the Photoshop resources are damaged; readable ones were kept");
}
