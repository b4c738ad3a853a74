/* SPDX-License-Identifier: MIT
 *
 * Private to src/metadata: what one walker a container hands over (blocks, never copies where it
 * can lend), and what the interpreters of those blocks offer. The order of use is in read.c.
 */
#pragma once
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/metadata.h>

#include "bytes.h"

/* A part of the coded picture, for the image hash. `tag` keeps kinds of chunks apart. */
typedef struct {
	guint32 tag;
	MetadataSpan span;
} MetadataPart;

/* One segment of an extended XMP packet. */
typedef struct {
	const guint8 *guid; /* 32 characters */
	guint32 total, offset;
	MetadataSpan data;
} MetadataExtension;

/* Shares of the picture as it is stored, before its turn. */
typedef struct {
	double left, top, right, bottom;
	guint packet; /* of XMP that said it, from 1; 0 = nothing was said */
} MetadataArea;

typedef struct {
	ClFacts *facts;
	MetadataSpan file;
	const char *supplier_charset; /* of IIM that declares none; or NULL */
	/* blocks */
	MetadataSpan exif; /* a TIFF stream */
	MetadataSpan irb;  /* Photoshop image resources */
	MetadataSpan iptc; /* bare IIM, where the container has a place for it */
	MetadataSpan xmp[CL_MAX_XMP_PACKETS];
	guint n_xmp;
	GArray *extensions; /* MetadataExtension */
	/* picture */
	guint32 coded_width, coded_height; /* as stored */
	gboolean turned_by_decoder;        /* the container's own turn; EXIF's does not count */
	guint64 frames;
	GArray *parts;     /* MetadataPart */
	gsize scan_offset; /* JPEG: of the first SOS marker; 0 = none */
	/* bookkeeping */
	GPtrArray *owned; /* GBytes* of what had to be joined or inflated */
	gsize spent;      /* bytes of metadata taken so far */
	guint8 digest[16];
	gboolean has_digest;
	guint exif_orientation; /* 0 = none stated */
	MetadataArea crop, focus;
} MetadataReader;

/* ---- reader.c: bookkeeping shared by walkers and interpreters ---- */
void metadata_reader_init(MetadataReader *reader, ClFacts *facts, MetadataSpan file);
void metadata_reader_clear(MetadataReader *reader);
/* Counts `n` bytes against the limit of all metadata; FALSE (and a finding) above it. */
gboolean metadata_spend(MetadataReader *reader, gsize n);
/* Takes over the bytes and lends them for the life of the reader. */
MetadataSpan metadata_own(MetadataReader *reader, GBytes *bytes);
/* One span of several; lends the only one, joins more. */
MetadataSpan metadata_join(MetadataReader *reader, const GArray *spans);
void metadata_offer_exif(
	MetadataReader *reader, MetadataSpan block); /* with or without "Exif\0\0" */
void metadata_offer_xmp(MetadataReader *reader, MetadataSpan packet);
void metadata_offer_irb(MetadataReader *reader, MetadataSpan block);
void metadata_add_part(MetadataReader *reader, guint32 tag, MetadataSpan span);
/* A finding that is reported at most once a file. */
void metadata_find(MetadataReader *reader, const char *code, const char *message);
/* One received value: cleaned, dropped if empty, cut at its limit. */
void metadata_receive(MetadataReader *reader, ClField field, ClOriginKind origin, guint packet,
	guint position, const char *lang, const char *text, gsize n_bytes);

/* ---- walkers: fill the reader; FALSE only for what cl_metadata_read() may refuse ---- */
gboolean metadata_walk_jpeg(MetadataReader *reader, GError **error);
gboolean metadata_walk_png(MetadataReader *reader, GError **error);
gboolean metadata_walk_tiff(MetadataReader *reader, GError **error);
gboolean metadata_walk_webp(MetadataReader *reader, GError **error);
gboolean metadata_walk_heif(MetadataReader *reader, GError **error);
gboolean metadata_walk_jxl(MetadataReader *reader, GError **error);
gboolean metadata_walk_gif(MetadataReader *reader, GError **error);
/* The entropy-coded part of a JPEG, left out by cl_metadata_read_fields(). */
gboolean metadata_scan_jpeg(MetadataReader *reader, GError **error);

/* ---- interpreters ---- */
void metadata_read_exif(MetadataReader *reader);
/* Lens named by the maker note; NULL if none. Free with g_free. */
char *metadata_maker_lens(MetadataSpan tiff, MetadataSpan make);
/* remarks.c: what stands in comments. `value` of UserComment begins with its character code. */
#define METADATA_MAX_REMARKS 16U /* of one file: no more says anything */
void metadata_receive_user_comment(
	MetadataReader *reader, MetadataSpan value, gboolean big_endian, guint position);
void metadata_receive_xp(MetadataReader *reader, MetadataSpan value, guint position);
void metadata_receive_remark(MetadataReader *reader, MetadataSpan text);
/* The first IIM block into reader->iptc, and the digest. */
void metadata_read_irb(MetadataReader *reader, MetadataSpan block);
void metadata_read_iptc(MetadataReader *reader);
void metadata_read_xmp(MetadataReader *reader);
void metadata_hash_picture(MetadataReader *reader);

/* xmp_framing.c: crop and focus of the upright picture, when its turn is known */
void metadata_receive_framing(MetadataReader *reader);

/* ---- inflate.c: compressed metadata, bounded; NULL with a finding if broken or over the limit ---- */
GBytes *metadata_inflate(MetadataReader *reader, MetadataSpan deflated);
GBytes *metadata_unbrotli(MetadataReader *reader, MetadataSpan compressed);

/* ---- sniff.c ---- */
gboolean metadata_refuse(MetadataSpan file, GError **error);

/* ---- charset.c, charset_guess.c ---- */
/* clang-format off */
/* id, name, what iconv calls it; NULL where there is a table. */
#define METADATA_CHARSET_TABLE(X) \
	X(UTF8, "utf-8", NULL) X(CP1252, "cp1252", NULL) X(CP1251, "cp1251", NULL) X(CP1250, "cp1250", NULL) \
	X(MACROMAN, "macroman", NULL) X(KOI8R, "koi8-r", NULL) \
	X(SHIFT_JIS, "shift-jis", "CP932") X(EUC_JP, "euc-jp", "EUC-JP-MS") X(GB18030, "gb18030", "GB18030") \
	X(EUC_KR, "euc-kr", "CP949") X(BIG5, "big5", "BIG5") \
	/* most are never guessed, only where a text or the house names them */ \
	X(ISO_2, "iso-8859-2", "ISO-8859-2") X(ISO_3, "iso-8859-3", "ISO-8859-3") X(ISO_4, "iso-8859-4", "ISO-8859-4") \
	X(ISO_5, "iso-8859-5", "ISO-8859-5") X(ISO_6, "iso-8859-6", "ISO-8859-6") X(ISO_7, "iso-8859-7", "ISO-8859-7") \
	X(ISO_8, "iso-8859-8", "ISO-8859-8") X(ISO_10, "iso-8859-10", "ISO-8859-10") \
	X(ISO_13, "iso-8859-13", "ISO-8859-13") X(ISO_14, "iso-8859-14", "ISO-8859-14") \
	X(ISO_15, "iso-8859-15", "ISO-8859-15") X(ISO_16, "iso-8859-16", "ISO-8859-16") X(KOI8U, "koi8-u", "KOI8-U") \
	X(CP874, "cp874", "CP874") X(CP1253, "cp1253", "CP1253") X(CP1254, "cp1254", "CP1254") \
	X(CP1255, "cp1255", "CP1255") X(CP1256, "cp1256", "CP1256") X(CP1257, "cp1257", "CP1257") \
	X(CP1258, "cp1258", "CP1258")
/* clang-format on */
typedef enum {
#define X(id, name, iconv) METADATA_##id,
	METADATA_CHARSET_TABLE(X)
#undef X
	METADATA_N_CHARSETS
} MetadataCharset;
/* Before the sandbox closes: iconv's converters, and what the guess needs. */
void metadata_charset_init(void);
/* The set that a text names ("ISO_8859-15", "x-sjis"); METADATA_N_CHARSETS if it is not known, or not on
 * this system. UTF-16 and -32 are METADATA_UTF8: they were converted by their marks. */
MetadataCharset metadata_charset_named(const char *label);
/* The first upper half that ISO 2022 escapes designate (IIM 1:90); METADATA_N_CHARSETS if none we know. */
MetadataCharset metadata_charset_designated(MetadataSpan escapes);
/* Every byte is a sign in it: none that is not assigned, no control. */
gboolean metadata_charset_fits(MetadataCharset charset, MetadataSpan text);
const char *metadata_charset_name(MetadataCharset charset);
/* The set of texts that are neither ASCII nor UTF-8: one answer for all of them. */
MetadataCharset metadata_charset_guess(const MetadataSpan *texts, guint n_texts);
/* That it was guessed; once. */
void metadata_tell_guess(MetadataReader *reader, MetadataCharset charset, const char *what);
/* The same of texts of which any may be UTF-8 (METADATA_UTF8 if all are); `what` they are is told. */
MetadataCharset metadata_undeclared(
	MetadataReader *reader, const MetadataSpan *texts, guint n_texts, const char *what);
/* The text in that set, or in UTF-8 if it is. Free with g_free. */
char *metadata_decode_unless_utf8(MetadataCharset charset, MetadataSpan text);
gboolean metadata_is_ascii(MetadataSpan text);
gboolean metadata_is_utf8(MetadataSpan text);
gunichar metadata_cp1252(guint8 byte);
/* UTF-8 of the bytes. Free with g_free. */
char *metadata_decode(MetadataCharset charset, MetadataSpan text);
/* UTF-16 of either byte order (a BOM decides) to UTF-8; NULL if it is none. */
char *metadata_decode_utf16(MetadataSpan text, gboolean big_endian);
char *metadata_decode_utf32(MetadataSpan text, gboolean big_endian);

/* ---- dates.c: dates as the standards write them → ISO 8601; NULL if unknown. `bad` is set if the
 * text was none, or a part had to be dropped. Free with g_free. ---- */
char *metadata_date_iim(MetadataSpan date, MetadataSpan time, gboolean *bad);
char *metadata_date_exif(
	MetadataSpan date, MetadataSpan subsecond, MetadataSpan offset, gboolean *bad);
char *metadata_date_xmp(const char *text, gboolean *bad);

/* ---- ifd.c: TIFF streams, both byte orders, BigTIFF ---- */
typedef struct {
	MetadataSpan file;
	gboolean big_endian, big_tiff;
	guint64 first_ifd;
	guint64 visited[CL_MAX_IFDS];
	guint n_visited;
	gboolean damaged;
} MetadataTiff;

typedef struct {
	guint16 tag, type;
	guint64 count;
	MetadataSpan value;
} MetadataEntry;

typedef void (*MetadataEntryFunc)(
	const MetadataTiff *tiff, const MetadataEntry *entry, gpointer data);

gboolean metadata_tiff_open(MetadataTiff *tiff, MetadataSpan stream);
/* Calls `each` for every readable entry; FALSE if there is no IFD at `offset` or it was visited
 * before. `next` gets the following IFD's offset, 0 if none. */
gboolean metadata_tiff_each(
	MetadataTiff *tiff, guint64 offset, MetadataEntryFunc each, gpointer data, guint64 *next);
/* IFDs that follow one another from `offset`, at most `max`; marks loops as damage. */
guint metadata_tiff_pages(MetadataTiff *tiff, guint64 offset, guint max);
/* The index-th number of an integer entry; 0 if there is none. */
guint64 metadata_entry_uint(const MetadataTiff *tiff, const MetadataEntry *entry, guint64 index);
/* The index-th rational; FALSE if there is none or its denominator is 0. */
gboolean metadata_entry_rational(
	const MetadataTiff *tiff, const MetadataEntry *entry, guint64 index, double *value);

/* ---- boxes.c: ISO base media boxes ---- */
typedef struct {
	guint32 type;
	MetadataSpan payload;
	const guint8 *uuid; /* 16 bytes of a 'uuid' box */
} MetadataBox;

typedef struct {
	MetadataSpan rest;
	gboolean truncated, damaged;
	guint n_boxes;
} MetadataBoxes;

void metadata_boxes_init(MetadataBoxes *boxes, MetadataSpan span);
gboolean metadata_boxes_next(MetadataBoxes *boxes, MetadataBox *box);
/* TRUE if a JUMBF box is a C2PA manifest store. */
gboolean metadata_is_c2pa(MetadataSpan jumbf);
