/* SPDX-License-Identifier: MIT
 *
 * Character sets without a table of ours: by iconv, whose converters are files and therefore opened
 * before the sandbox closes, and by what names a text calls its set.
 */
#include "charset.h"

#include <errno.h>

/* Labels without their signs and "x", in lower case, each between blanks. */
static const struct {
	MetadataCharset charset;
	const char *labels;
} named[] = {
	{METADATA_UTF8, " utf8 usascii ascii utf16 utf16le utf16be utf32 utf32le utf32be ucs2 ucs4 "},
	/* What calls itself Latin-1 uses the quotation marks of Windows. */
	{METADATA_CP1252, " iso88591 latin1 windows1252 cp1252 "},
	{METADATA_CP1250, " windows1250 cp1250 "},
	{METADATA_CP1251, " windows1251 cp1251 "},
	{METADATA_MACROMAN, " macintosh macroman "},
	{METADATA_KOI8R, " koi8r "},
	{METADATA_KOI8U, " koi8u "},
	{METADATA_SHIFT_JIS, " shiftjis sjis windows31j cp932 ms932 "},
	{METADATA_EUC_JP, " eucjp "},
	{METADATA_GB18030, " gb18030 gbk gb2312 cp936 ms936 "},
	{METADATA_EUC_KR, " euckr cp949 windows949 ksc56011987 "},
	{METADATA_BIG5, " big5 cp950 "},
	{METADATA_ISO_2, " iso88592 latin2 "},
	{METADATA_ISO_3, " iso88593 latin3 "},
	{METADATA_ISO_4, " iso88594 latin4 "},
	{METADATA_ISO_5, " iso88595 cyrillic "},
	{METADATA_ISO_6, " iso88596 arabic "},
	{METADATA_ISO_7, " iso88597 greek "},
	{METADATA_ISO_8, " iso88598 iso88598i hebrew "},
	{METADATA_CP1254, " iso88599 latin5 windows1254 cp1254 "},
	{METADATA_ISO_10, " iso885910 latin6 "},
	{METADATA_CP874, " iso885911 tis620 windows874 cp874 "},
	{METADATA_ISO_13, " iso885913 latin7 "},
	{METADATA_ISO_14, " iso885914 latin8 "},
	{METADATA_ISO_15, " iso885915 latin9 "},
	{METADATA_ISO_16, " iso885916 latin10 "},
	{METADATA_CP1253, " windows1253 cp1253 "},
	{METADATA_CP1255, " windows1255 cp1255 "},
	{METADATA_CP1256, " windows1256 cp1256 "},
	{METADATA_CP1257, " windows1257 cp1257 "},
	{METADATA_CP1258, " windows1258 cp1258 "},
};

/* ISO 2022 designations of the International Register, without their escape: intermediates, final. Of a
 * set of 96 signs any of G1, G2 and G3 is meant: a text of eight bits has one upper half. */
static const struct {
	MetadataCharset charset;
	const char *designation;
} designated[] = {
	{METADATA_CP1252, "-A"},
	{METADATA_ISO_2, "-B"},
	{METADATA_ISO_3, "-C"},
	{METADATA_ISO_4, "-D"},
	{METADATA_ISO_7, "-F"},
	{METADATA_ISO_6, "-G"},
	{METADATA_ISO_8, "-H"},
	{METADATA_ISO_5, "-L"},
	{METADATA_CP1254, "-M"},
	{METADATA_CP874, "-T"},
	{METADATA_ISO_10, "-V"},
	{METADATA_ISO_13, "-Y"},
	{METADATA_ISO_14, "-_"},
	{METADATA_ISO_15, "-b"},
	{METADATA_ISO_16, "-f"},
	{METADATA_GB18030, "$)A"},
	{METADATA_EUC_JP, "$)B"},
	{METADATA_EUC_KR, "$)C"},
};

static GIConv converters[METADATA_N_CHARSETS]; /* of several bytes; NULL = none on this system */
static guint16 tables[METADATA_N_CHARSETS][128]; /* of one byte; 0 at first = none */

/* Byte by byte, and flushed: of windows-1255 and -1258 iconv holds a letter back until it has seen whether an
 * accent follows. (Values are composed where they are received.) */
static void
fill_table(guint16 table[128], GIConv converter)
{
	for (guint i = 0; i < 128; i++) {
		char byte = (char)(0x80 + i), utf8[8], *in = &byte, *out = utf8;
		gsize n_in = 1, n_out = sizeof utf8;
		gunichar c = 0xfffd;

		if (g_iconv(converter, &in, &n_in, &out, &n_out) == 0 &&
			g_iconv(converter, NULL, NULL, &out, &n_out) == 0)
			c = g_utf8_get_char_validated(utf8, out - utf8);
		table[i] = c >= 0x80 && c <= 0xffff ? (guint16)c : 0xfffd;
	}
}

static void
open_converter(MetadataCharset charset, const char *iconv_name)
{
	GIConv converter = g_iconv_open("UTF-8", iconv_name);

	if (converter == (GIConv)-1)
		return;
	if (metadata_charset_is_wide(charset)) {
		converters[charset] = converter;
		return;
	}
	fill_table(tables[charset], converter);
	g_iconv_close(converter);
}

void
metadata_charset_init(void)
{
	static const char *const iconv_names[METADATA_N_CHARSETS] = {
#define X(id, name, iconv) iconv,
		METADATA_CHARSET_TABLE(X)
#undef X
	};
	static gsize once = 0;

	if (!g_once_init_enter(&once))
		return;
	for (gsize i = 0; i < METADATA_N_CHARSETS; i++)
		if (iconv_names[i] != NULL)
			open_converter((MetadataCharset)i, iconv_names[i]);
	metadata_wide_init();
	g_once_init_leave(&once, 1);
}

gboolean
metadata_iconv_has(MetadataCharset charset)
{
	return converters[charset] != NULL;
}

const guint16 *
metadata_iconv_table(MetadataCharset charset)
{
	return tables[charset][0] != 0 ? tables[charset] : NULL;
}

static gboolean
is_here(MetadataCharset charset)
{
	return charset == METADATA_UTF8 || metadata_charset_table(charset) != NULL ||
	       metadata_iconv_has(charset);
}

MetadataCharset
metadata_charset_named(const char *label)
{
	g_autoptr(GString) folded = g_string_new(" ");

	if (g_ascii_strncasecmp(label, "x-", 2) == 0)
		label += 2;
	for (; *label != '\0'; label++)
		if (g_ascii_isalnum(*label))
			g_string_append_c(folded, g_ascii_tolower(*label));
	g_string_append_c(folded, ' ');
	for (guint i = 0; i < G_N_ELEMENTS(named); i++) {
		MetadataCharset charset = named[i].charset;

		if (strstr(named[i].labels, folded->str) != NULL)
			return is_here(charset) ? charset : METADATA_N_CHARSETS;
	}
	return METADATA_N_CHARSETS;
}

/* One escape, after its ESC; METADATA_N_CHARSETS if it says nothing of the upper half. */
static MetadataCharset
designated_by(MetadataSpan escape)
{
	char name[4] = {0};

	for (gsize i = 0; i < sizeof name - 1 && i < escape.n && escape.data[i] != 0x1b; i++)
		name[i] = (char)escape.data[i];
	/* The older form of a set of 94 × 94, and the other places of the upper half. */
	if (name[0] == '$' && (name[1] == '*' || name[1] == '+'))
		name[1] = ')';
	else if (name[0] == '.' || name[0] == '/' || name[0] == ',')
		name[0] = '-';
	for (guint i = 0; i < G_N_ELEMENTS(designated); i++)
		if (g_str_has_prefix(name, designated[i].designation))
			return is_here(designated[i].charset) ? designated[i].charset : METADATA_N_CHARSETS;
	return METADATA_N_CHARSETS;
}

MetadataCharset
metadata_charset_designated(MetadataSpan escapes)
{
	for (gsize i = 0; i < escapes.n; i++) {
		MetadataCharset charset = escapes.data[i] != 0x1b
			? METADATA_N_CHARSETS
			: designated_by(metadata_rest(escapes, i + 1));

		if (charset != METADATA_N_CHARSETS)
			return charset;
	}
	return METADATA_N_CHARSETS;
}

gsize
metadata_iconv_next(MetadataCharset charset, MetadataSpan rest, gunichar *c)
{
	for (gsize n = 1; n <= MIN(rest.n, 4); n++) {
		char utf8[8], *in = (char *)(gpointer)rest.data, *out = utf8;
		gsize n_in = n, n_out = sizeof utf8;

		if (g_iconv(converters[charset], &in, &n_in, &out, &n_out) == 0 && n_in == 0) {
			*c = g_utf8_get_char_validated(utf8, out - utf8);
			return *c < 0x110000 ? n : 0;
		}
		if (errno != EINVAL)
			return 0;
	}
	return rest.n < 4 ? rest.n + 1 : 0;
}

char *
metadata_iconv_decode(MetadataCharset charset, MetadataSpan text)
{
	GString *out = g_string_sized_new(text.n + text.n / 2 + 1);
	gboolean has = metadata_iconv_has(charset);

	while (text.n > 0) {
		gunichar c = text.data[0];
		gsize n = 1;

		if (c >= 0x80)
			n = has ? metadata_iconv_next(charset, text, &c) : 0;
		if (n > text.n)
			break;
		if (n == 0) {
			c = 0xfffd;
			n = 1;
		}
		if (c != 0)
			g_string_append_unichar(out, c);
		text = metadata_rest(text, n);
	}
	return g_string_free(out, FALSE);
}
