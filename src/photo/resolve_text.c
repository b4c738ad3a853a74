/* SPDX-License-Identifier: MIT
 *
 * Questions about one or two texts that the resolver asks: the same but for blanks, cut at a byte
 * limit, saying nothing, encoded twice. It knows no order of sources.
 */
#include <string.h>
#include <cutline/text.h>
#include "resolve.h"

/* Next character with blanks folded: a run is one space, outer ones are none. 0 at the end. */
static gunichar
next_folded(const char **at, gboolean first)
{
	const char *p = *at;
	gboolean blank = FALSE;
	gunichar c;

	/* Nearly every character there is, and this runs for every character of every source. */
	if (g_ascii_isgraph(*p)) {
		*at = p + 1;
		return (guchar)*p;
	}
	while (*p != '\0' && g_unichar_isspace(g_utf8_get_char(p))) {
		p = g_utf8_next_char(p);
		blank = TRUE;
	}
	if (*p == '\0') {
		*at = p;
		return 0;
	}
	if (blank && !first) {
		*at = p;
		return ' ';
	}
	c = g_utf8_get_char(p);
	*at = g_utf8_next_char(p);
	return c;
}

gboolean
resolve_text_same(const char *a, const char *b)
{
	gunichar c = next_folded(&a, TRUE), d = next_folded(&b, TRUE);

	while (c == d && c != 0) {
		c = next_folded(&a, FALSE);
		d = next_folded(&b, FALSE);
	}
	return c == d;
}

gunichar
resolve_text_after(const char *longer, const char *start)
{
	gunichar c = next_folded(&longer, TRUE), d = next_folded(&start, TRUE);

	if (d == 0)
		return 0;
	while (c == d && c != 0) {
		c = next_folded(&longer, FALSE);
		d = next_folded(&start, FALSE);
	}
	/* A character cut in two decodes to U+FFFD at the very end. */
	if (d == 0xFFFD && next_folded(&start, FALSE) == 0)
		d = 0;
	return d == 0 ? c : 0;
}

gboolean
resolve_text_begins(const char *longer, const char *start)
{
	return resolve_text_after(longer, start) != 0;
}

gboolean
resolve_text_at_limit(const char *text, guint limit)
{
	gsize n_bytes = strlen(text), n_chars;

	if (limit < 16) /* codes: a cut shows only beside the whole */
		return n_bytes == limit;
	/* Up to three bytes less: a writer cuts at a character's border. 31: some count a NUL. */
	if (n_bytes + 3 >= limit && n_bytes <= limit)
		return TRUE;
	if (n_bytes == 31 || n_bytes == 32)
		return TRUE;
	/* Received in a single-byte character set, a character was a byte. */
	n_chars = (gsize)g_utf8_strlen(text, -1);
	return n_chars + 1 >= limit && n_chars <= limit;
}

static gboolean
is_camera_filler(ClOriginKind origin, const char *text)
{
	static const char *const whole[] = {"olympus digital camera", "sony dsc", "minolta dsc",
		"konica minolta digital camera", "digital camera", "kodak digital still camera",
		"exif_jpeg_picture", "created with gimp", "picasa", "default"};

	for (gsize i = 0; i < G_N_ELEMENTS(whole); i++) {
		if (g_ascii_strcasecmp(text, whole[i]) == 0)
			return TRUE;
	}
	if (g_ascii_strncasecmp(text, "DCIM\\", 5) == 0)
		return TRUE;
	/* "SAMSUNG CAMERA PICTURES"; not a caption about the company. */
	if (origin == CL_ORIGIN_EXIF && g_str_has_prefix(text, "SAMSUNG") && strlen(text) <= 32) {
		for (; *text != '\0'; text++) {
			if (g_ascii_islower(*text) || (guchar)*text >= 0x80)
				return FALSE;
		}
		return TRUE;
	}
	return FALSE;
}

static gboolean
is_word_filler(const char *text)
{
	static const char *const words[] = {"n/a", "n.a.", "na", "none", "null", "(null)", "nil",
		"unknown", "untitled", "undefined", "no caption", "no credit", "not available"};

	for (gsize i = 0; i < G_N_ELEMENTS(words); i++) {
		if (g_ascii_strcasecmp(text, words[i]) == 0)
			return TRUE;
	}
	return FALSE;
}

/* "x", "xxx", "?": somebody had to type something. Other scripts may say a lot in one letter. */
static gboolean
is_typed_filler(const char *text)
{
	gboolean only_x = TRUE, has_letter = FALSE;

	for (const char *p = text; *p != '\0'; p++) {
		if ((guchar)*p >= 0x80)
			return FALSE;
		has_letter |= g_ascii_isalnum(*p);
		only_x &= *p == 'x' || *p == 'X';
	}
	return !has_letter || only_x || text[1] == '\0';
}

/* Which fields may hold a word that somebody typed for want of a value; the others are codes,
 * numbers, addresses. LOOSE: running text, where a camera or one letter says nothing either. */
enum { EXACT, WORDS, LOOSE };
static const guint8 filler_rule[CL_N_FIELDS] = {
	[CL_FIELD_CAPTION] = LOOSE,
	[CL_FIELD_HEADLINE] = LOOSE,
	[CL_FIELD_TITLE] = LOOSE,
	[CL_FIELD_BYLINE] = LOOSE,
	[CL_FIELD_CREDIT] = LOOSE,
	[CL_FIELD_COPYRIGHT] = LOOSE,
	[CL_FIELD_ALT_TEXT] = LOOSE,
	[CL_FIELD_EXTENDED_DESCRIPTION] = LOOSE,
	[CL_FIELD_SOURCE] = WORDS,
	[CL_FIELD_CITY] = WORDS,
	[CL_FIELD_STATE] = WORDS,
	[CL_FIELD_COUNTRY] = WORDS,
	[CL_FIELD_SUBLOCATION] = WORDS,
	[CL_FIELD_PEOPLE] = WORDS,
	[CL_FIELD_EVENT] = WORDS,
	[CL_FIELD_BYLINE_TITLE] = WORDS,
	[CL_FIELD_CAPTION_WRITER] = WORDS,
	[CL_FIELD_INSTRUCTIONS] = WORDS,
	[CL_FIELD_USAGE_TERMS] = WORDS,
};

gboolean
resolve_text_is_filler(ClField field, ClOriginKind origin, const char *text)
{
	guint8 rule = filler_rule[field];

	if (cl_text_is_blank(text))
		return TRUE;
	/* Reuters' links to its other items: ":rel:d:bm:GF2E1" */
	if (field == CL_FIELD_KEYWORDS && g_str_has_prefix(text, ":rel:"))
		return TRUE;
	if (rule == EXACT || origin == CL_ORIGIN_USER || strlen(text) > 64)
		return FALSE;
	if (is_word_filler(text))
		return TRUE;
	return rule == LOOSE && (is_typed_filler(text) || is_camera_filler(origin, text));
}

/* The byte that Windows-1252 writes for a character, or 0. */
static guint8
cp1252_byte(gunichar c)
{
	static const guint16 high[32] = {0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
		0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0, 0, 0x2018, 0x2019, 0x201C,
		0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
		0x0178};

	if (c >= 0x80 && c <= 0xFF)
		return (guint8)c;
	for (guint i = 0; i < G_N_ELEMENTS(high); i++) {
		if (high[i] != 0 && high[i] == c)
			return (guint8)(0x80 + i);
	}
	return 0;
}

/* Characters of a UTF-8 sequence that was read as Windows-1252 at `at`, or 0. `strong` where
 * correct text hardly holds the pair: "É»" ends a French quotation, "Ã©" ends nothing. */
static guint
twice_encoded(const char *at, gboolean *strong)
{
	guint8 lead = cp1252_byte(g_utf8_get_char(at));
	guint n_more = lead >= 0xC2 && lead <= 0xDF   ? 1
		       : (lead & 0xF0) == 0xE0        ? 2
		       : lead >= 0xF0 && lead <= 0xF4 ? 3
						      : 0;

	*strong = lead == 0xC2 || lead == 0xC3 || n_more >= 2;
	for (guint i = 0; i < n_more; i++) {
		guint8 byte;

		at = g_utf8_next_char(at);
		byte = *at == '\0' ? 0 : cp1252_byte(g_utf8_get_char(at));
		if ((byte & 0xC0) != 0x80)
			return 0;
	}
	return n_more == 0 ? 0 : n_more + 1;
}

gboolean
resolve_text_is_mojibake(const char *text)
{
	guint n_twice = 0, n_strong = 0, n_once = 0;

	while (*text != '\0') {
		gboolean strong;
		guint n_chars;

		if ((guchar)*text < 0x80) {
			text++;
			continue;
		}
		n_chars = twice_encoded(text, &strong);
		if (n_chars > 0) {
			n_twice++;
			n_strong += strong;
			text = g_utf8_offset_to_pointer(text, n_chars);
		} else {
			n_once++;
			text = g_utf8_next_char(text);
		}
	}
	return (n_strong > 0 || n_twice >= 4) && n_twice > n_once;
}

char *
resolve_text_repair(const char *text)
{
	g_autoptr(GString) bytes = g_string_new(NULL);
	gboolean any = FALSE;

	while (*text != '\0') {
		gboolean strong;
		guint n_chars = (guchar)*text < 0x80 ? 0 : twice_encoded(text, &strong);

		if (n_chars == 0 && (guchar)*text >= 0x80)
			return NULL;
		any |= n_chars > 0 && strong;
		for (guint i = 0; i < MAX(n_chars, 1); i++) {
			gunichar c = g_utf8_get_char(text);

			g_string_append_c(bytes, (char)(c < 0x80 ? c : cp1252_byte(c)));
			text = g_utf8_next_char(text);
		}
	}
	if (!any || !g_utf8_validate(bytes->str, -1, NULL))
		return NULL;
	return g_utf8_normalize(bytes->str, -1, G_NORMALIZE_NFC);
}
