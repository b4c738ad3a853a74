/* SPDX-License-Identifier: MIT
 *
 * What the tests of side-cars share: reading one as the decoder hands it over, and what it said.
 */
#pragma once
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/metadata.h>
#include <cutline/sidecar.h>

#include <string.h>

#define HASH "dfc3c1b67f4831acc94e708f81ff04b104a6426d3f446be45c596ffb649dfc30"
#define MD5 "d41d8cd98f00b204e9800998ecf8427e"
#define G2(rights, item, content, set) \
	"<?xml version='1.0' encoding='UTF-8'?><n:newsItem " \
	"xmlns:n='http://iptc.org/std/nar/2006-10-01/'" \
	" xmlns:v='http://vendor.example/' guid='urn:g' version='3' " \
	"xml:lang='en'><n:rightsInfo>" rights \
	"</n:rightsInfo><n:itemMeta><n:itemClass qcode='ninat:picture'/>" item \
	"</n:itemMeta><n:contentMeta>" content "</n:contentMeta><n:contentSet>" set \
	"</n:contentSet></n:newsItem>"

static inline ClSidecar *
read_bytes(const void *data, gsize n, const char *name, GError **error)
{
	g_autoptr(GBytes) bytes = g_bytes_new(data, n);
	g_autoptr(ClSidecar) sidecar = cl_sidecar_read(bytes, name, error);
	g_autoptr(GVariant) message = NULL;

	if (sidecar == NULL)
		return NULL;
	message = cl_sidecar_to_variant(sidecar);
	return cl_sidecar_from_variant(message, error);
}

static inline ClSidecar *
read_text(const char *text, const char *name)
{
	g_autoptr(GError) error = NULL;
	ClSidecar *sidecar = read_bytes(text, strlen(text), name, &error);

	g_assert_no_error(error);
	return sidecar;
}

static inline void
refused(const char *text, const char *name, ClErrorId id)
{
	g_autoptr(GError) error = NULL;

	g_assert_null(read_bytes(text, strlen(text), name, &error));
	g_assert_error(error, CL_ERROR, (int)id);
}

static inline const ClSidecarItem *
item(const ClSidecar *sidecar, guint index)
{
	g_assert_cmpuint(index, <, sidecar->items->len);
	return sidecar->items->pdata[index];
}

static inline const char *
mark(const GPtrArray *marks, guint index)
{
	g_assert_cmpuint(index, <, marks->len);
	return ((const ClSidecarMark *)marks->pdata[index])->text;
}

/* The values of a field, joined by "|"; NULL if there is none. */
static inline char *
said(const ClSidecarItem *of, ClField field)
{
	g_autoptr(GString) text = g_string_new(NULL);

	for (guint i = 0; i < of->received->len; i++) {
		const ClReceived *received = of->received->pdata[i];

		g_assert_cmpint(received->origin, ==, CL_ORIGIN_SIDECAR);
		if (received->field == field)
			g_string_append_printf(
				text, "%s%s", text->len > 0 ? "|" : "", received->value);
	}
	return text->len > 0 ? g_strdup(text->str) : NULL;
}

static inline void
expect(const ClSidecar *sidecar, ClField field, const char *wanted)
{
	g_autofree char *got = said(item(sidecar, 0), field);

	g_assert_cmpstr(got, ==, wanted);
}

static inline gboolean
has_finding(const ClSidecar *sidecar, const char *code)
{
	for (guint i = 0; i < sidecar->findings->len; i++)
		if (((const ClFinding *)sidecar->findings->pdata[i])->code == code)
			return TRUE;
	return FALSE;
}
