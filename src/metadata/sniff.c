/* SPDX-License-Identifier: MIT
 *
 * What bytes are, by magic alone: the formats we take, and the names of those we do not, so that a
 * refusal says what came and what to send instead. Names of files play no part.
 */
#include "reader.h"

typedef struct {
	guint offset, n;
	const char *magic;
	const char *name;
	const char *advice;
} Magic;

static const char as_photo[] = "export it as PNG or JPEG";
static const char as_jpeg[] = "export a JPEG from it";
static const char not_photo[] = "send the photograph itself";

/* In order of testing; text formats that need a look further in follow in describe_text(). */
static const Magic magics[] = {
	{0, 4, "%PDF", "PDF document", as_jpeg},
	{0, 4, "8BPS", "Photoshop document", as_jpeg},
	{0, 4, "%!PS", "PostScript document", as_jpeg},
	{0, 4, "\xc5\xd0\xd3\xc6", "PostScript (EPS) document", as_jpeg},
	{0, 15, "FUJIFILMCCD-RAW", "Fuji RAF raw photo", as_jpeg},
	{6, 8, "HEAPCCDR", "Canon CRW raw photo", as_jpeg},
	{8, 2, "CR", "Canon CR2 raw photo", as_jpeg},
	{0, 4, "IIRO", "Olympus ORF raw photo", as_jpeg},
	{0, 4, "IIRS", "Olympus ORF raw photo", as_jpeg},
	{0, 4, "MMOR", "Olympus ORF raw photo", as_jpeg},
	{0, 4, "IIU\0", "Panasonic raw photo", as_jpeg},
	{0, 4, "\0MRM", "Minolta MRW raw photo", as_jpeg},
	{0, 4, "FOVb", "Sigma X3F raw photo", as_jpeg},
	{0, 12, "\0\0\0\x0cjP  \r\n\x87\n", "JPEG 2000 picture", as_jpeg},
	{0, 4, "\xff\x4f\xff\x51", "JPEG 2000 picture", as_jpeg},
	{0, 3, "PGF", "PGF picture", as_jpeg},
	{0, 2, "BM", "BMP picture", as_photo},
	{0, 4, "\0\0\1\0", "Windows icon", as_photo},
	{0, 4, "v/1\1", "OpenEXR picture", as_jpeg},
	{0, 2, "#?", "Radiance HDR picture", as_jpeg},
	{0, 4, "DDS ", "DirectDraw texture", as_photo},
	{0, 4, "qoif", "QOI picture", as_photo},
	{0, 6, "SIMPLE", "FITS picture", as_jpeg},
	{128, 4, "DICM", "DICOM picture", as_jpeg},
	{0, 4, "\x08\xf2\xa6\xb6", "VIPS picture", as_photo},
	{0, 4, "\xb6\xa6\xf2\x08", "VIPS picture", as_photo},
	{0, 8, "gimp xcf", "GIMP document", as_photo},
	{0, 2, "\x1f\x8b", "gzip archive", not_photo},
	{0, 4, "PK\3\4", "ZIP archive", "unpack it first"},
	{0, 4, "PK\5\6", "ZIP archive", "unpack it first"},
	{0, 4, "Rar!", "RAR archive", "unpack it first"},
	{0, 6, "7z\xbc\xaf'\x1c", "7-Zip archive", "unpack it first"},
	{257, 5, "ustar", "tar archive", "unpack it first"},
	{0, 8, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word or other Office document", not_photo},
	{0, 4,
		"\x7f"
		"ELF",
		"ELF program", not_photo},
	{0, 2, "MZ", "Windows program", not_photo},
	{0, 4, "RIFF", "audio or video file", not_photo},
	{0, 4, "\x1a\x45\xdf\xa3", "Matroska or WebM video", not_photo},
	{0, 3, "ID3", "MP3 audio", not_photo},
	{0, 5, "{\\rtf", "RTF document", not_photo},
	{0, 2, "#!", "script", not_photo},
	{0, 18, "[InternetShortcut]", "Internet shortcut", not_photo},
	{0, 21, "push graphic-context\n", "ImageMagick drawing", not_photo},
};

static MetadataSpan
span_of(const guint8 *data, gsize n_bytes)
{
	return (MetadataSpan){data, n_bytes};
}

static gboolean
has_magic(MetadataSpan file, guint offset, const char *magic, gsize n)
{
	return metadata_starts(metadata_rest(file, offset), magic, n);
}

/* The brands of an ISO media file decide; mif1 alone is HEIF unless AVIF is among them. */
static ClFormat
sniff_brands(MetadataSpan file)
{
	static const char *const heif[] = {"heic", "heix", "heim", "heis", "hevc", "hevx", "mif1",
		"msf1", "miaf", "MiHB", "MiHE"};
	gsize size = metadata_be32(file.data);
	gboolean is_heif = FALSE;

	size = MIN(size == 0 ? file.n : size, MIN(file.n, 256));
	for (gsize at = 8; at + 4 <= size; at += 4) {
		const guint8 *brand = file.data + at;

		if (at == 12)
			continue; /* minor version */
		if (memcmp(brand, "avif", 4) == 0 || memcmp(brand, "avis", 4) == 0)
			return CL_FORMAT_AVIF;
		for (guint i = 0; i < G_N_ELEMENTS(heif); i++)
			is_heif = is_heif || memcmp(brand, heif[i], 4) == 0;
	}
	return is_heif ? CL_FORMAT_HEIF : CL_FORMAT_UNKNOWN;
}

ClFormat
cl_metadata_sniff(const guint8 *data, gsize n_bytes)
{
	MetadataSpan file = span_of(data, n_bytes);

	if (has_magic(file, 0, "\xff\xd8", 2) && file.n >= 4)
		return CL_FORMAT_JPEG;
	if (has_magic(file, 0, "\x89PNG\r\n\x1a\n", 8))
		return CL_FORMAT_PNG;
	if (has_magic(file, 0, "RIFF", 4) && has_magic(file, 8, "WEBP", 4))
		return CL_FORMAT_WEBP;
	if (has_magic(file, 0, "GIF87a", 6) || has_magic(file, 0, "GIF89a", 6))
		return CL_FORMAT_GIF;
	if (has_magic(file, 0, "\xff\x0a", 2) || has_magic(file, 0, "\0\0\0\x0cJXL \r\n\x87\n", 12))
		return CL_FORMAT_JXL;
	if (has_magic(file, 0, "II*\0", 4) || has_magic(file, 0, "MM\0*", 4) ||
		has_magic(file, 0, "II+\0", 4) || has_magic(file, 0, "MM\0+", 4))
		return has_magic(file, 8, "CR\2", 3) ? CL_FORMAT_UNKNOWN : CL_FORMAT_TIFF;
	if (has_magic(file, 4, "ftyp", 4) && file.n >= 12)
		return sniff_brands(file);
	return CL_FORMAT_UNKNOWN;
}

static gboolean
contains(MetadataSpan text, const char *word)
{
	gsize n = strlen(word);

	for (gsize i = 0; i + n <= text.n; i++)
		if (g_ascii_strncasecmp((const char *)text.data + i, word, n) == 0)
			return TRUE;
	return FALSE;
}

static gboolean
is_texty(MetadataSpan text)
{
	const char *end;

	/* The cut at 1,024 bytes may have split a character. */
	if (!g_utf8_validate_len((const char *)text.data, text.n, &end) &&
		end + 4 < (const char *)text.data + text.n)
		return FALSE;
	for (gsize i = 0; i < text.n; i++)
		if (text.data[i] < 0x20 && text.data[i] != '\t' && text.data[i] != '\n' &&
			text.data[i] != '\r')
			return FALSE;
	return text.n > 3;
}

static const char *
describe_text(MetadataSpan file, const char **advice)
{
	MetadataSpan head = {file.data, MIN(file.n, 1024)};

	*advice = not_photo;
	if (head.n > 1 && head.data[0] == 'P' && head.data[1] >= '1' && head.data[1] <= '7' &&
		head.n > 2 && g_ascii_isspace(head.data[2])) {
		*advice = as_photo;
		return "PPM or PGM picture";
	}
	if (contains(head, "<svg")) {
		*advice = as_photo;
		return "SVG drawing";
	}
	if (contains(head, "<html") || contains(head, "<!doctype html") || contains(head, "<body"))
		return "HTML page";
	if (contains(head, "<image") && contains(head, "<?xml"))
		return "ImageMagick script";
	if (contains(head, "x:xmpmeta") || contains(head, "rdf:RDF"))
		return "XMP side-car";
	if (contains(head, "<?xml"))
		return "XML document";
	return is_texty(head) ? "text" : NULL;
}

static const char *
describe(MetadataSpan file, const char **advice)
{
	const char *text;

	*advice = not_photo;
	if (file.n == 0) {
		*advice = "send it again";
		return "empty file";
	}
	if (has_magic(file, 4, "ftypcrx ", 8)) {
		*advice = as_jpeg;
		return "Canon CR3 raw photo";
	}
	if (has_magic(file, 4, "ftyp", 4) || has_magic(file, 4, "moov", 4))
		return "MP4 or QuickTime video";
	for (guint i = 0; i < G_N_ELEMENTS(magics); i++)
		if (has_magic(file, magics[i].offset, magics[i].magic, magics[i].n)) {
			*advice = magics[i].advice;
			return magics[i].name;
		}
	text = describe_text(file, advice);
	return text != NULL ? text : "unknown data";
}

const char *
cl_metadata_describe(const guint8 *data, gsize n_bytes)
{
	const char *advice;

	return describe(span_of(data, n_bytes), &advice);
}

gboolean
metadata_refuse(MetadataSpan file, GError **error)
{
	const char *advice, *name = describe(file, &advice);

	g_set_error(error, CL_ERROR, CL_ERROR_UNSUPPORTED, "%s is not a photograph we take; %s",
		name, advice);
	return FALSE;
}
