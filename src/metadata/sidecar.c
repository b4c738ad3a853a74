/* SPDX-License-Identifier: MIT
 *
 * Which kind of side-car the bytes are, by what they begin with (a CSV sheet and a notice by their names,
 * since every text could be one), and the limits that hold for all kinds.
 */
#include "sidecar_build.h"

#include <cutline/printed.h>

#include <string.h>

static gboolean
has_extension(const char *name, const char *extension)
{
	gsize n = strlen(name), n_extension = strlen(extension);

	return n > n_extension && g_ascii_strcasecmp(name + n - n_extension, extension) == 0;
}

static gboolean
unsupported(GError **error)
{
	g_set_error_literal(error, CL_ERROR, CL_ERROR_UNSUPPORTED,
		"not a side-car: XMP, NewsML-G2, NewsML 1.2, ninjs, AP JSON or a CSV sheet whose "
		"first column is 'filename'");
	return FALSE;
}

/* Without its mark, and UTF-16 and -32 as UTF-8. */
static MetadataSpan
unmarked(MetadataSidecar *side, MetadataSpan file)
{
	MetadataSpan text = metadata_xml_from_wide(&side->reader, file);

	return metadata_starts(text, "\xef\xbb\xbf", 3) ? metadata_rest(text, 3) : text;
}

static guint8
first_sign(MetadataSpan text)
{
	for (gsize i = 0; i < text.n; i++)
		if (!g_ascii_isspace(text.data[i]))
			return text.data[i];
	return 0;
}

/* A text, or a mail; a picture under such a name is none. */
static gboolean
read_notice(MetadataSidecar *side, MetadataSpan text, GError **error)
{
	g_autoptr(GBytes) bytes = g_bytes_new_static(text.data, text.n);
	g_autofree char *said = NULL;

	if (text.n == 0 || memchr(text.data, '\0', text.n) != NULL)
		return unsupported(error);
	said = cl_mail_text(bytes, NULL);
	if (said == NULL)
		return unsupported(error);
	side->sidecar->kind = CL_SIDECAR_NOTICE;
	metadata_sidecar_begin(side);
	metadata_sidecar_body(side, said);
	metadata_sidecar_end(side);
	return TRUE;
}

static gboolean
read_kind(MetadataSidecar *side, MetadataSpan file, const char *name, GError **error)
{
	MetadataSpan text = unmarked(side, file);
	guint8 first = first_sign(text);

	if (has_extension(name, ".txt") || has_extension(name, ".eml"))
		return read_notice(side, text, error);
	if (text.n == 0 && file.n > 0) {
		g_set_error_literal(error, CL_ERROR, CL_ERROR_INPUT,
			"its UTF-16 or UTF-32 is broken; ask the sender for UTF-8");
		return FALSE;
	}
	if (has_extension(name, ".csv") || has_extension(name, ".tsv"))
		return metadata_sidecar_csv(side, text, error);
	if (first == '<')
		return metadata_sidecar_xml(side, text, name, error);
	if (first == '{' || first == '[')
		return metadata_sidecar_json(side, text, error);
	return unsupported(error);
}

static gboolean
check(MetadataSidecar *side, GError **error)
{
	if (side->over_limit != NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"a side-car with more %s than the limit of %u; split it", side->over_limit,
			strcmp(side->over_limit, "items") == 0 ? CL_MAX_SIDECAR_ITEMS
							       : CL_MAX_SIDECAR_VALUES);
		return FALSE;
	}
	return side->sidecar->items->len > 0 || unsupported(error);
}

ClSidecar *
cl_sidecar_read(GBytes *bytes, const char *name, GError **error)
{
	MetadataSidecar side;
	MetadataSpan file;
	ClSidecar *sidecar = NULL;

	file.data = g_bytes_get_data(bytes, &file.n);
	if (file.n > CL_MAX_SIDECAR_BYTES) {
		g_set_error(error, CL_ERROR, CL_ERROR_LIMIT,
			"a side-car larger than %u MB; split it", CL_MAX_SIDECAR_BYTES >> 20);
		return NULL;
	}
	metadata_sidecar_init(&side, file);
	if (read_kind(&side, file, name, error) && check(&side, error)) {
		GPtrArray *findings = side.sidecar->findings;

		side.sidecar->findings = side.reader.facts->findings;
		side.reader.facts->findings = findings;
		sidecar = g_steal_pointer(&side.sidecar);
	}
	metadata_sidecar_clear(&side);
	return sidecar;
}
