/* SPDX-License-Identifier: MIT
 *
 * Character sets without a table of ours: by iconv, whose converters are files and therefore opened
 * before the sandbox closes, and by what names a text calls its set.
 */
#include "charset.h"

#include <errno.h>

/* Labels without their signs and "x", in lower case, each between blanks. Not windows-1255 and -1258: of
 * those iconv holds letters back until it has seen the next one. */
static const struct {
	MetadataCharset charset;
	const char *labels;
} named[] = {
	{METADATA_UTF8, " utf8 usascii ascii utf16 utf16le utf16be "},
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
	{METADATA_CP1256, " windows1256 cp1256 "},
	{METADATA_CP1257, " windows1257 cp1257 "},
};

static GIConv converters[METADATA_N_CHARSETS]; /* NULL = none needed, or none on this system */

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
	for (gsize i = 0; i < METADATA_N_CHARSETS; i++) {
		if (iconv_names[i] == NULL)
			continue;
		converters[i] = g_iconv_open("UTF-8", iconv_names[i]);
		if (converters[i] == (GIConv)-1)
			converters[i] = NULL;
	}
	metadata_wide_init();
	g_once_init_leave(&once, 1);
}

gboolean
metadata_iconv_has(MetadataCharset charset)
{
	return converters[charset] != NULL;
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
			return charset == METADATA_UTF8 || metadata_charset_table(charset) != NULL ||
					       metadata_iconv_has(charset)
				       ? charset
				       : METADATA_N_CHARSETS;
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
