/* SPDX-License-Identifier: MIT
 *
 * Photoshop's image resource blocks, the envelope of IIM in a JPEG (reference §2.1, §3.1): the
 * digest says that IIM and XMP were written together; copyright flag and URL are twins of XMP.
 */
#include <string.h>
#include <cutline/hash.h>
#include "publish_private.h"

#define RESOURCE_IPTC 0x0404
#define RESOURCE_COPYRIGHT_FLAG 0x040a
#define RESOURCE_URL 0x040b
#define RESOURCE_IPTC_DIGEST 0x0425

#define MAX_URL_BYTES 2000

/* Ids ascend; the name is empty; data are padded to an even length. */
static void
put_resource(GByteArray *out, guint id, gconstpointer data, gsize n_bytes)
{
	publish_put(out, "8BIM", 4);
	publish_put_be16(out, id);
	publish_put_be16(out, 0);
	publish_put_be32(out, (guint32)n_bytes);
	publish_put(out, data, n_bytes);
	if (n_bytes % 2 == 1)
		publish_put(out, "", 1);
}

GByteArray *
publish_irb_write(const PublishSet *set)
{
	GByteArray *out = g_byte_array_new();
	g_autoptr(GByteArray) iptc = publish_iptc_write(set);
	const char *url = publish_set_first(set, CL_FIELD_WEB_STATEMENT);
	guint8 digest[16];

	if (iptc->len > 0)
		put_resource(out, RESOURCE_IPTC, iptc->data, iptc->len);
	if (g_strcmp0(publish_set_first(set, CL_FIELD_RIGHTS_MARKED), "True") == 0)
		put_resource(out, RESOURCE_COPYRIGHT_FLAG, "\1", 1);
	if (url != NULL && strlen(url) <= MAX_URL_BYTES)
		put_resource(out, RESOURCE_URL, url, strlen(url));
	if (iptc->len > 0) {
		cl_md5(iptc->data, iptc->len, digest);
		put_resource(out, RESOURCE_IPTC_DIGEST, digest, sizeof digest);
	}
	if (out->len == 0)
		g_clear_pointer(&out, g_byte_array_unref);
	return out;
}
