/* SPDX-License-Identifier: MIT
 *
 * Which character set undeclared texts are in. The decision is made once a file (a guess per field
 * would mix sets): the best set of one byte a character, unless nobody writes like that in it and
 * a set of several bytes fits.
 *
 * How the sets differ in names and captions: in Windows-1252 accents stand at 0xC0…0xFF, one by one
 * inside ASCII words; in MacRoman at 0x80…0x9F, where 1252 has signs that no word contains; in
 * Windows-1250 some letters stand where 1252 has ¹ ³ ¿ £; in Windows-1251 and KOI8-R whole words are
 * high, and what is a capital in one is a small letter in the other. Greek, Hebrew, Arabic, Thai and the
 * other Cyrillic sets are claimed only of more than a few words, and where their letters come much more as
 * their languages have them than in the Cyrillic reading. (Names of countries, regions and languages out of
 * iso-codes, five at a time: 98 to 100 % of Greek, Arabic, Thai, ISO 8859-5 and KOI8-U, 59 to 83 % of Hebrew;
 * nothing in Windows-125x, KOI8-R, MacRoman and the sets of East Asia that was right before is lost.)
 */
#include "charset.h"

#include <wchar.h>

/* One misfit in so many high bytes is more than misprints: nobody wrote the text in that set. */
#define HIGH_PER_MISFIT 6
/* By so much more of frequent letters is a text in another script than Cyrillic, and has so much of them. */
#define LEAST_LETTERS 24
#define SCRIPT_MARGIN 0.3
#define DOUBTED_MARGIN 0.1 /* if the Cyrillic reading is odd by itself */
#define LEAST_SCRIPT 0.5

typedef struct {
	guint high, in_runs, mac, west, central;
} Evidence;

/* A letter of an ordinary word in this reading of the byte. */
static gboolean
is_letter(const guint16 *table, guint8 c)
{
	return c < 0x80 ? g_ascii_isalpha(c) : g_unichar_isalpha(table[c - 0x80]);
}

static gboolean
is_upper(const guint16 *table, guint8 c)
{
	return c >= 0x80 && g_unichar_isupper(table[c - 0x80]);
}

/* How odd the byte is in a word between `before` and `after` if the table were right: a sign inside
 * a word, or a capital after a small letter. The apostrophe ’ is at home there. */
static guint
oddness(const guint16 *table, guint8 before, guint8 c, guint8 after)
{
	gboolean inside = g_ascii_isalpha(before) && (g_ascii_isalpha(after) || after >= 0x80);

	if (!inside && !(g_ascii_islower(before) || (after != '\0' && g_ascii_islower(after))))
		return 0;
	if (!is_letter(table, c))
		return table[c - 0x80] == 0x2019 || !inside ? 0 : 2;
	if (is_upper(table, c) && g_ascii_islower(before))
		return 2;
	return 0;
}

static void
weigh(Evidence *evidence, MetadataSpan text)
{
	const guint16 *west = metadata_charset_table(METADATA_CP1252);
	const guint16 *mac = metadata_charset_table(METADATA_MACROMAN);
	const guint16 *central = metadata_charset_table(METADATA_CP1250);
	gsize run = 0;

	for (gsize i = 0; i <= text.n; i++) {
		guint8 c = i < text.n ? text.data[i] : '\0';
		guint8 before = i > 0 ? text.data[i - 1] : '\0';
		guint8 after = i + 1 < text.n ? text.data[i + 1] : '\0';

		if (c < 0x80) {
			if (run >= 3)
				evidence->in_runs += (guint)run;
			run = 0;
			continue;
		}
		evidence->high++;
		run++;
		evidence->west += oddness(west, before, c, after);
		evidence->mac += oddness(mac, before, c, after);
		evidence->central += oddness(central, before, c, after);
	}
}

/* Signs that captions hold. */
static gboolean
is_usual_sign(gunichar c)
{
	static const guint classes = 1U << G_UNICODE_DASH_PUNCTUATION |
				     1U << G_UNICODE_INITIAL_PUNCTUATION |
				     1U << G_UNICODE_FINAL_PUNCTUATION |
				     1U << G_UNICODE_OPEN_PUNCTUATION |
				     1U << G_UNICODE_SPACE_SEPARATOR;

	return (classes & 1U << g_unichar_type(c)) != 0 ||
	       wcschr(L"…•·€£©®™§°ªº¡¿´№²³", (wchar_t)c) != NULL;
}

typedef struct {
	gunichar last, before_last;
	guint misfits;
	gboolean latin;
} Fit;

/* Letters of Windows-1251 that no language uses often. */
#define SELDOM L"ЂђЃѓЌќЋћЏџЉљЊњЅѕҐґЎў"

/* Vowels of Thai, and points of Hebrew, are marks. */
static gboolean
is_letter_or_mark(gunichar c)
{
	return g_unichar_isalpha(c) || (c >= 0x300 && g_unichar_ismark(c));
}

/* What no writer of the set's languages writes: a capital after a small letter, three accented letters
 * in a row, Cyrillic grown together with ASCII, a sign within a word or where no sign is usual. */
static void
fit(Fit *f, gunichar c)
{
	gboolean high = c >= 0x80, letter = is_letter_or_mark(c);
	gboolean after_letter = is_letter_or_mark(f->last), after_high = f->last >= 0x80;

	if (letter && after_letter && (high || after_high))
		f->misfits += (g_unichar_isupper(c) && g_unichar_islower(f->last)) ||
			      (f->latin && high && after_high && f->before_last >= 0x80 &&
				      g_unichar_isalpha(f->before_last)) ||
			      (!f->latin && high != after_high);
	if (high)
		f->misfits += letter ? wcschr(SELDOM, (wchar_t)c) != NULL : !is_usual_sign(c);
	/* The apostrophe ’ and its like stand within words. */
	if (letter && after_high && !after_letter && is_letter_or_mark(f->before_last))
		f->misfits += f->last == 0xfffd || wcschr(L"’‘´·–—", (wchar_t)f->last) == NULL;
	f->before_last = f->last;
	f->last = c;
}

/* Scripts whose words have no ASCII letter, the sets that hold them, and the letters of which four fifths
 * of a text consist, and one in ten. */
#define CYRILLIC L"оаеинтсрвлкмдпу", L"йжшчюцщэфх"
#define GREEK L"αοιετνσρηκπςυμλόάίέή", L"ξζψφβχώΐΰϊϋ"
#define HEBREW L"יהולארתבשמנםעד", L"טגצזץףךסװױײ"
#define ARABIC L"اليمنورتةبدسع", L"ظغءؤئذضثزخ"
#define THAI L"านรอกเงมย่ลวดท้ตสะัิีใแไ", L"ฌฎฏฐฑฒฬฮฤฆ"

typedef struct {
	MetadataCharset charset;
	const wchar_t *frequent, *rare;
} Script;

static const Script scripts[] = {
	{METADATA_CP1251, CYRILLIC},
	{METADATA_KOI8R, CYRILLIC},
	{METADATA_KOI8U, CYRILLIC},
	{METADATA_ISO_5, CYRILLIC},
	{METADATA_CP1253, GREEK},
	{METADATA_ISO_7, GREEK},
	{METADATA_CP1255, HEBREW},
	{METADATA_CP1256, ARABIC},
	{METADATA_ISO_6, ARABIC},
	{METADATA_CP874, THAI},
};

/* NULL of Latin ones. */
static const Script *
script_of(MetadataCharset charset)
{
	for (guint i = 0; i < G_N_ELEMENTS(scripts); i++)
		if (scripts[i].charset == charset)
			return &scripts[i];
	return NULL;
}

static guint
count_misfits(MetadataCharset charset, const MetadataSpan *texts, guint n_texts)
{
	const guint16 *table = metadata_charset_table(charset);
	Fit f = {0, 0, 0, script_of(charset) == NULL};

	for (guint i = 0; i < n_texts; i++) {
		f.last = f.before_last = 0;
		for (gsize at = 0; at < texts[i].n; at++) {
			guint8 byte = texts[i].data[at];

			fit(&f, byte < 0x80 ? byte : table[byte - 0x80]);
		}
	}
	return f.misfits;
}

/* Half of all letters of a Cyrillic text are one of these. */
static guint
count_frequent(MetadataCharset charset, const MetadataSpan *texts, guint n_texts)
{
	const guint16 *table = metadata_charset_table(charset);
	guint n = 0;

	for (guint i = 0; i < n_texts; i++)
		for (gsize at = 0; at < texts[i].n; at++) {
			guint8 byte = texts[i].data[at];
			gunichar c = byte < 0x80 ? byte : g_unichar_tolower(table[byte - 0x80]);

			n += c >= 0x80 && wcschr(L"оаеинтср", (wchar_t)c) != NULL;
		}
	return n;
}

/* One word in small letters can be both: then Windows-1251 is, unless KOI8-R is much likelier. */
static MetadataCharset
guess_cyrillic(const MetadataSpan *texts, guint n_texts)
{
	guint windows = count_misfits(METADATA_CP1251, texts, n_texts);
	guint koi = count_misfits(METADATA_KOI8R, texts, n_texts);

	if (windows == koi)
		return count_frequent(METADATA_KOI8R, texts, n_texts) >
				       5 + count_frequent(METADATA_CP1251, texts, n_texts)
			       ? METADATA_KOI8R
			       : METADATA_CP1251;
	return koi < windows ? METADATA_KOI8R : METADATA_CP1251;
}

/* What is frequent, less what is rare and what does not fit, as a share of what is high. */
static double
score_script(const Script *script, const MetadataSpan *texts, guint n_texts)
{
	const guint16 *table = metadata_charset_table(script->charset);
	int n_high = 0, score = -(int)count_misfits(script->charset, texts, n_texts);

	for (guint i = 0; i < n_texts; i++)
		for (gsize at = 0; at < texts[i].n; at++) {
			guint8 byte = texts[i].data[at];
			wchar_t c;

			if (byte < 0x80)
				continue;
			c = (wchar_t)g_unichar_tolower(table[byte - 0x80]);
			n_high++;
			score += (wcschr(script->frequent, c) != NULL) - (wcschr(script->rare, c) != NULL);
		}
	return (double)score / MAX(n_high, 1);
}

/* Small letters and no capitals, or the reverse: few write so in a script that has both. */
static gboolean
is_of_one_case(MetadataCharset charset, const MetadataSpan *texts, guint n_texts)
{
	const guint16 *table = metadata_charset_table(charset);
	gboolean upper = FALSE, lower = FALSE;

	for (guint i = 0; i < n_texts; i++)
		for (gsize at = 0; at < texts[i].n && !(upper && lower); at++)
			if (texts[i].data[at] >= 0x80) {
				gunichar c = table[texts[i].data[at] - 0x80];

				upper |= g_unichar_isupper(c);
				lower |= g_unichar_islower(c);
			}
	return upper != lower;
}

/* The set in which the texts read much more like a language than in that Cyrillic one; else that. */
static MetadataCharset
guess_script(MetadataCharset than, gboolean misfits, const MetadataSpan *texts, guint n_texts)
{
	gboolean one_case = is_of_one_case(than, texts, n_texts);
	double most = score_script(script_of(than), texts, n_texts);
	MetadataCharset best = than;

	for (guint i = 0; i < G_N_ELEMENTS(scripts); i++) {
		const Script *script = &scripts[i];
		gboolean caseless = !g_unichar_islower((gunichar)script->frequent[0]);
		double margin = misfits || (one_case && caseless) ? DOUBTED_MARGIN : SCRIPT_MARGIN;
		double score;

		/* Between those two was decided with more care. */
		if (metadata_charset_table(script->charset) == NULL ||
			script->charset == METADATA_CP1251 || script->charset == METADATA_KOI8R)
			continue;
		score = score_script(script, texts, n_texts);
		if (score < LEAST_SCRIPT || score <= most + (best == than ? margin : 0))
			continue;
		best = script->charset;
		most = score;
	}
	/* What is a box in KOI8-R may be a letter of Ukrainian. */
	if (best == METADATA_KOI8R && metadata_charset_table(METADATA_KOI8U) != NULL &&
		count_misfits(METADATA_KOI8U, texts, n_texts) < count_misfits(best, texts, n_texts))
		best = METADATA_KOI8U;
	return best;
}

static MetadataCharset
guess_narrow(const Evidence *evidence, const MetadataSpan *texts, guint n_texts)
{
	/* Whole words without one ASCII letter: no Latin script writes like that. */
	if (evidence->in_runs >= 6 && evidence->in_runs * 10 >= evidence->high * 7)
		return guess_cyrillic(texts, n_texts);
	if (evidence->mac < evidence->west && evidence->mac <= evidence->central)
		return METADATA_MACROMAN;
	if (evidence->central < evidence->west)
		return METADATA_CP1250;
	return METADATA_CP1252;
}

MetadataCharset
metadata_charset_guess(const MetadataSpan *texts, guint n_texts)
{
	MetadataCharset narrow, wide;
	Evidence evidence = {0};
	gboolean misfits;

	for (guint i = 0; i < n_texts; i++)
		weigh(&evidence, texts[i]);
	narrow = guess_narrow(&evidence, texts, n_texts);
	misfits = count_misfits(narrow, texts, n_texts) * HIGH_PER_MISFIT >= evidence.high;
	wide = misfits ? metadata_wide_guess(texts, n_texts) : METADATA_UTF8;
	if (wide != METADATA_UTF8)
		return wide;
	/* A few letters may be a name in Cyrillic that consists of seldom ones. */
	if (script_of(narrow) != NULL && (misfits || evidence.high >= LEAST_LETTERS))
		return guess_script(narrow, misfits, texts, n_texts);
	return narrow;
}
