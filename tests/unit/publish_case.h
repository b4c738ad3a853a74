/* SPDX-License-Identifier: MIT
 *
 * For the tests of the whitelist writer: effective values, and pictures made by hand, so that
 * every structure in them is known. The word "private" stands where nothing may be copied from.
 */
#pragma once
#include <string.h>
#include <cutline/publish.h>

static inline void
value_free(gpointer data)
{
	ClValue *value = data;

	g_free(value->value);
	g_free(value->lang);
	g_free(value);
}

static inline ClEffective *
nothing(void)
{
	ClEffective *effective = g_new0(ClEffective, 1);

	effective->findings = g_ptr_array_new();
	return effective;
}

static inline void
say(ClEffective *effective, ClField field, const char *lang, const char *text)
{
	ClValue *value = g_new0(ClValue, 1);

	value->value = g_strdup(text);
	value->lang = g_strdup(lang);
	if (effective->values[field] == NULL)
		effective->values[field] = g_ptr_array_new_with_free_func(value_free);
	g_ptr_array_add(effective->values[field], value);
}

/* A value of every field; each names its field, so that it can be searched for. */
static inline ClEffective *
everything(void)
{
	ClEffective *effective = nothing();

	for (guint i = 0; i < CL_N_FIELDS; i++) {
		const ClFieldInfo *info = cl_field_info((ClField)i);
		g_autofree char *text = g_strdup_printf("the %s <&> \"é\"", info->name);

		if (i == CL_FIELD_RIGHTS_MARKED)
			say(effective, i, NULL, "true");
		else if (info->kind == CL_KIND_DATE)
			say(effective, i, NULL, "2022-05-01T10:11:12.5+06:00");
		else
			say(effective, i, info->kind == CL_KIND_LANG ? "x-default" : NULL, text);
	}
	return effective;
}

/* --- pictures made by hand ----------------------------------------------------------------- */

#define SOI "\xff\xd8"
#define JFIF "\xff\xe0\0\x10JFIF\0\1\2\1\0\x48\0\x48\0\0"
#define JFIF_THUMBNAIL "\xff\xe0\0\x13JFIF\0\1\2\1\0\x48\0\x48\1\1RGB"
#define ADOBE \
	"\xff\xee\0\x0e" \
	"Adobe\0\x64\0\0\0\0\1"
#define ICC "\xff\xe2\0\x14ICC_PROFILE\0\1\1prof"
#define EXIF_6 \
	"\xff\xe1\0\x22" \
	"Exif\0\0MM\0*\0\0\0\x08\0\1\1\x12\0\3\0\0\0\1\0\6\0\0\0\0\0\0"
#define COMMENT "\xff\xfe\0\x09private"
#define APP11 "\xff\xeb\0\x09private"
#define TABLE "\xff\xdb\0\4\0\1"
#define FRAME "\xff\xc0\0\x0b\x08\0\x03\0\x02\1\1\x11\0"
#define SCAN "\xff\xda\0\x08\1\1\0\0\x3f\0\x12\xff\0\x34\xff\xd0\x56\xff\xff\0\x78"
#define EOI "\xff\xd9"
#define BYTES(text) g_bytes_new_static(text, sizeof(text) - 1)

static inline GBytes *
plain_jpeg(void)
{
	return BYTES(SOI JFIF ICC TABLE FRAME SCAN EOI);
}

static inline GBytes *
plain_webp(void)
{
	return BYTES("RIFF\x18\0\0\0WEBPVP8L\x0b\0\0\0\x2f\x01\x80\0\x10"
		     "abcdef\0");
}

static inline GBytes *
plain_png(void)
{
	return BYTES("\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\2\0\0\0\3\x08\0\0\0\0crc1"
		     "\0\0\0\7tEXtprivate"
		     "crc2\0\0\0\3IDATxyzcrc3\0\0\0\0IENDcrc4");
}

static const guint8 avif[] =
	"\0\0\0\x18"
	"ftypavif\0\0\0\0avifmif1"
	"\0\0\0\xf6meta\0\0\0\0"
	"\0\0\0\x21hdlr\0\0\0\0\0\0\0\0pict\0\0\0\0\0\0\0\0\0\0\0\0\0"
	"\0\0\0\x0epitm\0\0\0\0\0\1"
	"\0\0\0\x34iloc\0\0\0\0\x44\x40\0\2\0\1\0\0\0\0\1\x16\0\1\0\0\0\0\0\0\0\7"
	"\0\2\0\0\0\0\1\x1d\0\1\0\0\0\0\0\0\0\7"
	"\0\0\0\x38iinf\0\0\0\0\0\2\0\0\0\x15infe\2\0\0\0\0\1\0\0av01\0"
	"\0\0\0\x15infe\2\0\0\0\0\2\0\0Exif\0"
	"\0\0\0\x35iprp\0\0\0\x1cipco\0\0\0\x14ispe\0\0\0\0\0\0\0\2\0\0\0\3"
	"\0\0\0\x11ipma\0\0\0\0\0\0\0\0\0"
	"\0\0\0\x1airef\0\0\0\0\0\0\0\x0e"
	"cdsc\0\2\0\1\0\1"
	"\0\0\0\x16mdatPICTUREprivate";

static inline GBytes *
plain_avif(void)
{
	return g_bytes_new_static(avif, sizeof avif - 1);
}

/* 2 × 3 pixels; the encoder adds a box of its own. */
static inline GBytes *
plain_jxl(void)
{
	return BYTES("\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14" "ftypjxl \0\0\0\0jxl "
		     "\0\0\0\x0f" "xml private"
		     "\0\0\0\x14jxlc\xff\x0a\x10\0\2\0xyzxyz");
}

/* One strip, then the directory, in which the encoder names itself. */
static inline GBytes *
plain_tiff(void)
{
	return BYTES("II*\0\x24\0\0\0" "xyzxyzxyzxyzxyzxyz" "private!\0\0"
		     "\6\0"
		     "\0\1\3\0\1\0\0\0\2\0\0\0"
		     "\1\1\3\0\1\0\0\0\3\0\0\0"
		     "\x11\1\4\0\1\0\0\0\x08\0\0\0"
		     "\x15\1\3\0\1\0\0\0\3\0\0\0"
		     "\x17\1\4\0\1\0\0\0\x12\0\0\0"
		     "\x31\1\2\0\x09\0\0\0\x1a\0\0\0"
		     "\0\0\0\0");
}

static inline GBytes *
plain(ClFormat format)
{
	return format == CL_FORMAT_JPEG   ? plain_jpeg()
	       : format == CL_FORMAT_PNG  ? plain_png()
	       : format == CL_FORMAT_WEBP ? plain_webp()
	       : format == CL_FORMAT_JXL  ? plain_jxl()
	       : format == CL_FORMAT_TIFF ? plain_tiff()
					  : plain_avif();
}

static const ClFormat formats[] = {CL_FORMAT_JPEG, CL_FORMAT_PNG, CL_FORMAT_WEBP, CL_FORMAT_AVIF,
	CL_FORMAT_JXL, CL_FORMAT_TIFF};

static inline GBytes *
embed(ClFormat format, const ClPublish *publish)
{
	g_autoptr(GError) error = NULL;
	g_autoptr(GBytes) picture = plain(format);
	GBytes *out = cl_publish_embed(picture, format, publish, &error);

	g_assert_no_error(error);
	return out;
}

static const guint8 *
find(GBytes *bytes, const char *wanted, gsize n_wanted)
{
	gsize n;
	const guint8 *data = g_bytes_get_data(bytes, &n);

	return memmem(data, n, wanted, n_wanted);
}

static inline gboolean
has(GBytes *bytes, const char *text)
{
	return find(bytes, text, strlen(text)) != NULL;
}

static inline guint
be32(const guint8 *at)
{
	return (guint)at[0] << 24 | (guint)at[1] << 16 | (guint)at[2] << 8 | at[3];
}
