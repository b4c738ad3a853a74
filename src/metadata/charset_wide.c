/* SPDX-License-Identifier: MIT
 *
 * Character sets of several bytes a character (East Asia): whether texts are plausible in one of
 * them. Well-formed says little (most Western text with few accents is well-formed Big5): the
 * characters must stand together, be those of everyday writing, and not grow out of ASCII words.
 */
#include "charset.h"

#include "charset_frequent.h"

#define MAX_EVIDENCE_BYTES (64U << 10)

typedef struct {
	MetadataCharset charset;
	/* Codes of the everyday characters: level 1 of the standard, or the precomposed syllables. */
	guint16 common_from, common_to;
	gboolean kana;
	const char *frequent;
} WideSet;

static const WideSet sets[] = {
	{METADATA_SHIFT_JIS, 0x889f, 0x9872, TRUE, frequent_japanese},
	{METADATA_EUC_JP, 0xb0a1, 0xcfd3, TRUE, frequent_japanese},
	{METADATA_GB18030, 0xb0a1, 0xd7f9, FALSE, frequent_simplified},
	{METADATA_EUC_KR, 0xb0a1, 0xc8fe, FALSE, frequent_korean},
	{METADATA_BIG5, 0xa440, 0xc67e, FALSE, frequent_traditional},
};

/* What a character says for its set. */
enum { RARE = -3, EVERYDAY = 1, FREQUENT = 3 };

static guint32 frequent[G_N_ELEMENTS(sets)][0x10000 / 32];

void
metadata_wide_init(void)
{
	for (gsize i = 0; i < G_N_ELEMENTS(sets); i++)
		for (const char *at = sets[i].frequent; *at != '\0'; at = g_utf8_next_char(at)) {
			gunichar c = g_utf8_get_char(at);

			frequent[i][c / 32] |= 1U << c % 32;
		}
}

typedef struct {
	guint n, n_letters, n_frequent; /* characters; signs are no letters */
	int score;
	guint n_runs, n_alone, n_grown; /* of letters without anything between */
} Reading;

static int
weigh(gsize set, MetadataSpan bytes, gunichar c, gboolean letter)
{
	guint code = bytes.n == 2 ? metadata_be16(bytes.data) : 0;

	if (!letter)
		return (c >= 0x2010 && c <= 0x203b) || (c >= 0x3000 && c <= 0x303f) ||
				       (c >= 0xff01 && c <= 0xff5e) || c == 0x00b7 || c == 0x30fb
			       ? EVERYDAY
			       : RARE;
	if (c >= 0x3041 && c <= 0x30fe)
		return sets[set].kana ? FREQUENT : RARE;
	if (code < sets[set].common_from || code > sets[set].common_to)
		return RARE;
	return (frequent[set][c / 32 % 2048] & 1U << c % 32) != 0 ? FREQUENT : EVERYDAY;
}

/* TRUE if it is a letter. */
static gboolean
count_char(gsize set, MetadataSpan bytes, gunichar c, Reading *reading)
{
	gboolean letter = g_unichar_isalpha(c) && c < 0xff00;
	int weight = weigh(set, bytes, c, letter);

	reading->n++;
	reading->n_letters += letter;
	reading->n_frequent += weight == FREQUENT;
	reading->score += weight;
	return letter;
}

/* Letters that stand together; grown out of a word, or into one, if an ASCII letter touches them. */
typedef struct {
	guint n;
	gboolean grown;
} Run;

static void
end_run(Reading *reading, Run *run)
{
	reading->n_runs += run->n > 0;
	reading->n_alone += run->n == 1;
	reading->n_grown += run->n > 0 && run->grown;
	*run = (Run){0, FALSE};
}

/* Fields are cut at their byte limits without regard to characters. */
static gboolean
is_cut(gsize n_bytes)
{
	for (ClField field = 0; field < CL_N_FIELDS; field++)
		if (n_bytes >= 32 && cl_field_info(field)->iim_max_bytes == n_bytes)
			return TRUE;
	return FALSE;
}

/* FALSE if the text is not well-formed in the set. */
static gboolean
read_text(gsize set, MetadataSpan text, Reading *reading)
{
	gboolean after_small = FALSE;
	Run run = {0, FALSE};
	gsize n;

	for (gsize at = 0; at < text.n; at += n) {
		MetadataSpan rest = metadata_rest(text, at);
		gboolean letter = FALSE, small = g_ascii_islower(rest.data[0]);
		gunichar c;

		n = 1;
		if (rest.data[0] >= 0x80) {
			n = metadata_iconv_next(sets[set].charset, rest, &c);
			if (n > rest.n)
				return is_cut(text.n);
			if (n == 0)
				return FALSE;
			letter = count_char(set, (MetadataSpan){rest.data, n}, c, reading);
		}
		run.n += letter;
		run.grown |= letter ? after_small : small;
		if (!letter)
			end_run(reading, &run);
		after_small = small;
	}
	end_run(reading, &run);
	return TRUE;
}

static gboolean
is_plausible(const Reading *reading)
{
	return reading->n_letters >= 2 && reading->n_frequent > 0 &&
	       reading->score >= (int)reading->n && reading->n_alone * 4 <= reading->n &&
	       reading->n_grown * 4 <= reading->n_runs;
}

MetadataCharset
metadata_wide_guess(const MetadataSpan *texts, guint n_texts)
{
	MetadataCharset best = METADATA_UTF8;
	double best_score = 0;

	for (gsize set = 0; set < G_N_ELEMENTS(sets); set++) {
		gsize n_left = MAX_EVIDENCE_BYTES;
		gboolean fine = metadata_iconv_has(sets[set].charset);
		Reading reading = {0};

		for (guint i = 0; i < n_texts && fine && n_left >= texts[i].n; i++) {
			fine = read_text(set, texts[i], &reading);
			n_left -= texts[i].n;
		}
		if (!fine || !is_plausible(&reading) ||
			(double)reading.score / reading.n <= best_score)
			continue;
		best = sets[set].charset;
		best_score = (double)reading.score / reading.n;
	}
	return best;
}
