/* SPDX-License-Identifier: MIT
 *
 * The picture formats by name, MIME type and extension. Which bytes are which format is decided
 * elsewhere (metadata/sniff).
 */
#include <string.h>
#include <cutline/photo.h>

static const struct {
	const char *name, *mime, *extension;
} format_table[CL_N_FORMATS] = {
#define X(id, name, mime, ext) [CL_FORMAT_##id] = {name, mime, ext},
	CL_FORMAT_TABLE(X)
#undef X
};

const char *
cl_format_name(ClFormat format)
{
	g_assert((guint)format < CL_N_FORMATS);
	return format_table[format].name;
}

const char *
cl_format_mime(ClFormat format)
{
	g_assert((guint)format < CL_N_FORMATS);
	return format_table[format].mime;
}

const char *
cl_format_extension(ClFormat format)
{
	g_assert((guint)format < CL_N_FORMATS);
	return format_table[format].extension;
}

ClFormat
cl_format_from_name(const char *name)
{
	for (guint i = 0; name != NULL && i < CL_N_FORMATS; i++) {
		if (strcmp(format_table[i].name, name) == 0)
			return (ClFormat)i;
	}
	return CL_FORMAT_UNKNOWN;
}
