/* SPDX-License-Identifier: MIT
 *
 * THE FIELDS TABLE: every fact a photo can state, once. Readers, reconciliation, catalog, JSON,
 * search and documentation derive from it. Names are a contract (JSON keys, query fields).
 *
 * Columns:
 *   id        CL_FIELD_<id>
 *   name      fixed public name
 *   kind      TEXT one value · LANG one value a language · LIST ordered values · DATE ISO 8601,
 *             possibly partial ("1936", "2022-01"), zone only if one was given
 *   iim       record*1000+dataset of IPTC-IIM 4.2, 0 = none (of two fields with I in their order: they
 *             stand in Photoshop resources beside it)
 *   iim_max   byte limit of that dataset, 0 = none
 *   ns, prop  XMP namespace (CL_NS_*) and property, NULL = none
 *   xmp       type of the property in XMP (IPTC Photo Metadata Standard 2025.1)
 *   exif      EXIF tag, 0 = none
 *   png       keyword of a PNG text chunk (PNG 11.3.4), NULL = none
 *   order     which source wins: X xmp, I iim, E exif, P PNG text, in this order (reference §2.2);
 *             U = union of all (restriction-bearing fields are never chosen between)
 *   publish   may stand in a published file
 *   search    has its own column in the full-text index
 *   write     how a person writes it (edit.h): NONE not at all (a camera measured it, or it is of the
 *             transmission) · LINE · TEXT several lines · NAMES list, split at ";" · WORDS list, split
 *             at "," too · DATE · COUNTRY code · URL · DIGIT 0–9 · TERM of an IPTC vocabulary
 *   langs     people may write it in several languages; files give only a LANG field in several
 */
#pragma once
#include <glib.h>

#define CL_NS_DC "http://purl.org/dc/elements/1.1/"
#define CL_NS_XMP "http://ns.adobe.com/xap/1.0/"
#define CL_NS_RIGHTS "http://ns.adobe.com/xap/1.0/rights/"
#define CL_NS_PS "http://ns.adobe.com/photoshop/1.0/"
#define CL_NS_CORE "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
#define CL_NS_EXT "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
#define CL_NS_PLUS "http://ns.useplus.org/ldf/xmp/1.0/"
#define CL_NS_TIFF "http://ns.adobe.com/tiff/1.0/"
#define CL_NS_EXIF "http://ns.adobe.com/exif/1.0/"
#define CL_NS_AUX "http://ns.adobe.com/exif/1.0/aux/"
#define CL_NS_CC "http://creativecommons.org/ns#"
#define CL_NS_GETTY "http://xmp.gettyimages.com/gift/1.0/"
#define CL_NS_PUR "http://prismstandard.org/namespaces/prismusagerights/2.1/"

/* clang-format off */
#define CL_FIELD_TABLE(X) \
	/*id                    name                    kind  iim   max  ns            prop                        xmp     exif    png            order  publish search write    langs */ \
	X(HEADLINE,             "headline",             TEXT, 2105, 256, CL_NS_PS,     "Headline",                 TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    TRUE)  \
	X(CAPTION,              "caption",              LANG, 2120,2000, CL_NS_DC,     "description",              ALT,    0x010E, "Description", "XIEP", TRUE,  TRUE,  TEXT,    TRUE)  \
	X(ALT_TEXT,             "alt_text",             LANG, 0,      0, CL_NS_CORE,   "AltTextAccessibility",     ALT,    0,      NULL,          "X",   TRUE,  TRUE,  TEXT,    TRUE)  \
	X(EXTENDED_DESCRIPTION, "extended_description", LANG, 0,      0, CL_NS_CORE,   "ExtDescrAccessibility",    ALT,    0,      NULL,          "X",   TRUE,  TRUE,  TEXT,    TRUE)  \
	X(CAPTION_WRITER,       "caption_writer",       TEXT, 2122,  32, CL_NS_PS,     "CaptionWriter",            TEXT,   0,      NULL,          "XI",  FALSE, FALSE, LINE,    FALSE) \
	X(TITLE,                "title",                LANG, 2005,  64, CL_NS_DC,     "title",                    ALT,    0,      "Title",       "XIP", TRUE,  TRUE,  LINE,    TRUE)  \
	X(BYLINE,               "byline",               LIST, 2080,  32, CL_NS_DC,     "creator",                  SEQ,    0x013B, "Author",      "XIEP", TRUE,  TRUE,  NAMES,   FALSE) \
	X(BYLINE_TITLE,         "byline_title",         TEXT, 2085,  32, CL_NS_PS,     "AuthorsPosition",          TEXT,   0,      NULL,          "XI",  TRUE,  FALSE, LINE,    FALSE) \
	X(CREDIT,               "credit",               TEXT, 2110,  32, CL_NS_PS,     "Credit",                   TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    TRUE)  \
	X(SOURCE,               "source",               TEXT, 2115,  32, CL_NS_PS,     "Source",                   TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    FALSE) \
	X(COPYRIGHT,            "copyright",            LANG, 2116, 128, CL_NS_DC,     "rights",                   ALT,    0x8298, "Copyright",   "XIEP", TRUE,  TRUE,  LINE,    TRUE)  \
	X(USAGE_TERMS,          "usage_terms",          LANG, 0,      0, CL_NS_RIGHTS, "UsageTerms",               ALT,    0,      "Disclaimer",  "U",   TRUE,  TRUE,  TEXT,    TRUE)  \
	X(INSTRUCTIONS,         "instructions",         TEXT, 2040, 256, CL_NS_PS,     "Instructions",             TEXT,   0,      NULL,          "U",   FALSE, TRUE,  TEXT,    FALSE) \
	X(WEB_STATEMENT,        "web_statement",        TEXT, 0,      0, CL_NS_RIGHTS, "WebStatement",             TEXT,   0,      NULL,          "XI",  TRUE,  FALSE, URL,     FALSE) \
	X(LICENSOR,             "licensor",             LIST, 0,      0, CL_NS_PLUS,   "Licensor",                 STRUCT, 0,      NULL,          "X",   TRUE,  TRUE,  NAMES,   FALSE) \
	X(SUPPLIER_ID,          "supplier_id",          TEXT, 2187,   0, CL_NS_PLUS,   "ImageSupplierImageID",     TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    FALSE) \
	X(JOB_ID,               "job_id",               TEXT, 2103,  32, CL_NS_PS,     "TransmissionReference",    TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    FALSE) \
	X(DATE_TAKEN,           "date_taken",           DATE, 2055,   8, CL_NS_PS,     "DateCreated",              DATE,   0x9003, NULL,          "EIX", TRUE,  FALSE, DATE,    FALSE) \
	X(DATE_SENT,            "date_sent",            DATE, 1070,   8, NULL,         NULL,                       TEXT,   0,      NULL,          "I",   FALSE, FALSE, NONE,    FALSE) \
	X(CITY,                 "city",                 TEXT, 2090,  32, CL_NS_PS,     "City",                     TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    TRUE)  \
	X(STATE,                "state",                TEXT, 2095,  32, CL_NS_PS,     "State",                    TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    TRUE)  \
	X(COUNTRY,              "country",              TEXT, 2101,  64, CL_NS_PS,     "Country",                  TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    TRUE)  \
	X(COUNTRY_CODE,         "country_code",         TEXT, 2100,   3, CL_NS_CORE,   "CountryCode",              TEXT,   0,      NULL,          "XI",  TRUE,  FALSE, COUNTRY, FALSE) \
	X(SUBLOCATION,          "sublocation",          TEXT, 2092,  32, CL_NS_CORE,   "Location",                 TEXT,   0,      NULL,          "XI",  TRUE,  TRUE,  LINE,    TRUE)  \
	X(KEYWORDS,             "keywords",             LIST, 2025,  64, CL_NS_DC,     "subject",                  BAG,    0x9C9E, NULL,          "XIE", TRUE,  TRUE,  WORDS,   TRUE)  \
	X(PEOPLE,               "people",               LIST, 0,      0, CL_NS_EXT,    "PersonInImage",            BAG,    0,      NULL,          "X",   TRUE,  TRUE,  NAMES,   TRUE)  \
	X(EVENT,                "event",                LANG, 0,      0, CL_NS_EXT,    "Event",                    ALT,    0,      NULL,          "X",   TRUE,  TRUE,  LINE,    TRUE)  \
	X(CATEGORY,             "category",             TEXT, 2015,   3, CL_NS_PS,     "Category",                 TEXT,   0,      NULL,          "XI",  FALSE, FALSE, LINE,    FALSE) \
	X(URGENCY,              "urgency",              TEXT, 2010,   1, CL_NS_PS,     "Urgency",                  TEXT,   0,      NULL,          "XI",  FALSE, FALSE, DIGIT,   FALSE) \
	X(DIGITAL_SOURCE_TYPE,  "digital_source_type",  TEXT, 0,      0, CL_NS_EXT,    "DigitalSourceType",        TEXT,   0,      NULL,          "X",   TRUE,  FALSE, TERM,    FALSE) \
	X(DATA_MINING,          "data_mining",          TEXT, 0,      0, CL_NS_PLUS,   "DataMining",               TEXT,   0,      NULL,          "X",   TRUE,  FALSE, LINE,    FALSE) \
	X(RELEASE_DATE,         "release_date",         DATE, 2030,   8, CL_NS_PUR,    "embargoDate",              DATE,   0,      NULL,          "XI",  FALSE, FALSE, DATE,    FALSE) \
	X(EXPIRY_DATE,          "expiry_date",          DATE, 2037,   8, CL_NS_PUR,    "expirationDate",           DATE,   0,      NULL,          "XI",  FALSE, FALSE, DATE,    FALSE) \
	X(EDIT_STATUS,          "edit_status",          TEXT, 2007,  64, NULL,         NULL,                       TEXT,   0,      NULL,          "I",   FALSE, FALSE, LINE,    FALSE) \
	X(ACTION_ADVISED,       "action_advised",       TEXT, 2042,   2, NULL,         NULL,                       TEXT,   0,      NULL,          "I",   FALSE, FALSE, NONE,    FALSE) \
	X(MODEL_RELEASE,        "model_release",        TEXT, 0,      0, CL_NS_PLUS,   "ModelReleaseStatus",       TEXT,   0,      NULL,          "X",   TRUE,  FALSE, LINE,    FALSE) \
	X(PROPERTY_RELEASE,     "property_release",     TEXT, 0,      0, CL_NS_PLUS,   "PropertyReleaseStatus",    TEXT,   0,      NULL,          "X",   TRUE,  FALSE, LINE,    FALSE) \
	X(RIGHTS_MARKED,        "rights_marked",        TEXT, 0,      0, CL_NS_RIGHTS, "Marked",                   TEXT,   0,      NULL,          "XI",  TRUE,  FALSE, NONE,    FALSE) \
	X(CC_LICENCE,           "cc_licence",           TEXT, 0,      0, CL_NS_CC,     "license",                  TEXT,   0,      NULL,          "X",   TRUE,  FALSE, URL,     FALSE) \
	X(CAMERA,               "camera",               TEXT, 0,      0, NULL,         NULL,                       TEXT,   0x0110, NULL,          "E",   FALSE, TRUE,  NONE,    FALSE) \
	X(LENS,                 "lens",                 TEXT, 0,      0, CL_NS_AUX,    "Lens",                     TEXT,   0xA434, NULL,          "EX",  FALSE, FALSE, NONE,    FALSE) \
	X(EXPOSURE,             "exposure",             TEXT, 0,      0, NULL,         NULL,                       TEXT,   0x829A, NULL,          "E",   FALSE, FALSE, NONE,    FALSE) \
	X(GPS,                  "gps",                  TEXT, 0,      0, NULL,         NULL,                       TEXT,   0x8825, NULL,          "E",   FALSE, FALSE, NONE,    FALSE) \
	X(ORIENTATION,          "orientation",          TEXT, 0,      0, CL_NS_TIFF,   "Orientation",              TEXT,   0x0112, NULL,          "E",   FALSE, FALSE, NONE,    FALSE) \
	X(CROP,                 "crop",                 TEXT, 0,      0, NULL,         NULL,                       TEXT,   0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE) \
	X(FOCUS,                "focus",                TEXT, 0,      0, NULL,         NULL,                       TEXT,   0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE) \
	X(MINOR_AGE,            "minor_age",            TEXT, 0,      0, CL_NS_PLUS,   "MinorModelAgeDisclosure",  TEXT,   0,      NULL,          "X",   FALSE, FALSE, LINE,    FALSE) \
	/* rights that others are to find in the file; what forbids is in usage_terms, too */ \
	X(COPYRIGHT_OWNER,      "copyright_owner",      LIST, 0,      0, CL_NS_PLUS,   "CopyrightOwner",           STRUCT, 0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(IMAGE_SUPPLIER,       "image_supplier",       LIST, 0,      0, CL_NS_PLUS,   "ImageSupplier",            STRUCT, 0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(OTHER_CONSTRAINTS,    "other_constraints",    LANG, 0,      0, CL_NS_PLUS,   "OtherConstraints",         ALT,    0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(CREDIT_REQUIRED,      "credit_required",      TEXT, 0,      0, CL_NS_PLUS,   "CreditLineRequired",       TEXT,   0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(LINKED_RIGHTS,        "linked_rights",        LIST, 0,      0, CL_NS_EXT,    "LinkedEncRightsExpr",      STRUCT, 0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(IMAGE_CREATOR,        "image_creator",        LIST, 0,      0, CL_NS_PLUS,   "ImageCreator",             STRUCT, 0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(CC_ATTRIBUTION,       "cc_attribution",       TEXT, 0,      0, CL_NS_CC,     "attributionName",          TEXT,   0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(CC_SOURCE,            "cc_source",            TEXT, 0,      0, CL_NS_CC,     "attributionURL",           TEXT,   0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	X(IMAGE_GUID,           "image_guid",           TEXT, 0,      0, CL_NS_EXT,    "DigImageGUID",             TEXT,   0,      NULL,          "X",   TRUE,  FALSE, NONE,    FALSE) \
	/* the program that made it or a part of it, or what it was told; of the programs that name themselves in a \
	 * file, cameras and editors, those that make pictures from words */ \
	X(AI_SYSTEM,            "ai_system",            TEXT, 0,      0, CL_NS_EXT,    "AISystemUsed",             TEXT,   0x0131, "Software",    "XEP", FALSE, FALSE, NONE,    FALSE) \
	/* Reuters' and Action Images' picture id; of others a series */ \
	X(FIXTURE_ID,           "fixture_id",           TEXT, 2022,  32, CL_NS_GETTY,  "FixtureIdentifier",        TEXT,   0,      NULL,          "XI",  FALSE, FALSE, NONE,    FALSE) \
	/* every place finer than a country that is named anywhere: what a protected source keeps back */ \
	X(PLACES,               "places",               LIST, 2027,  64, NULL,         NULL,                       BAG,    0,      NULL,          "XI",  FALSE, FALSE, NONE,    FALSE) \
	/* where cameras and programs write, and people do: read for what it forbids, and never sent out */ \
	X(COMMENT,              "comment",              LIST, 2121, 256, CL_NS_EXIF,   "UserComment",              ALT,    0x9286, "Comment",     "U",   FALSE, FALSE, NONE,    FALSE) \
	/* who else has a say in the picture, in what it shows, or whose desk the creator sits at */ \
	X(PUBLISHER,            "publisher",            LIST, 0,      0, CL_NS_DC,     "publisher",                BAG,    0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE) \
	X(ARTWORK_COPYRIGHT,    "artwork_copyright",    LIST, 0,      0, CL_NS_EXT,    "ArtworkOrObject",          STRUCT, 0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE) \
	X(CREATOR_MAIL,         "creator_mail",         LIST, 0,      0, CL_NS_CORE,   "CreatorContactInfo",       STRUCT, 0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE) \
	/* the number under which Getty sells what it delivers; and whether it is to be called before */ \
	X(ASSET_ID,             "asset_id",             TEXT, 0,      0, CL_NS_GETTY,  "AssetID",                  TEXT,   0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE) \
	X(CALL_FOR_IMAGE,       "call_for_image",       TEXT, 0,      0, CL_NS_GETTY,  "CallForImage",             TEXT,   0,      NULL,          "X",   FALSE, FALSE, NONE,    FALSE)
/* clang-format on */

typedef enum { CL_KIND_TEXT, CL_KIND_LANG, CL_KIND_LIST, CL_KIND_DATE } ClFieldKind;
typedef enum {
	CL_XMP_TEXT,
	CL_XMP_ALT,
	CL_XMP_SEQ,
	CL_XMP_BAG,
	CL_XMP_STRUCT,
	CL_XMP_DATE
} ClXmpType;
typedef enum {
	CL_WRITE_NONE,
	CL_WRITE_LINE,
	CL_WRITE_TEXT,
	CL_WRITE_NAMES,
	CL_WRITE_WORDS,
	CL_WRITE_DATE,
	CL_WRITE_COUNTRY,
	CL_WRITE_URL,
	CL_WRITE_DIGIT,
	CL_WRITE_TERM
} ClFieldWrite;

typedef enum {
#define X(id, name, kind, iim, max, ns, prop, xmp, exif, png, order, publish, search, write, langs) \
	CL_FIELD_##id,
	CL_FIELD_TABLE(X)
#undef X
	CL_N_FIELDS
} ClField;

typedef struct {
	const char *name;
	ClFieldKind kind;
	guint16 iim;
	guint16 iim_max_bytes;
	const char *xmp_ns;
	const char *xmp_name;
	ClXmpType xmp_type;
	guint16 exif_tag;
	const char *png_keyword;
	const char *order;
	gboolean publish;
	gboolean search;
	ClFieldWrite write;
	gboolean langs;
} ClFieldInfo;

/* Indexed by ClField; never NULL. */
const ClFieldInfo *cl_field_info(ClField field);
/* The field of a public name ("taken" is short for date_taken), or CL_N_FIELDS. */
ClField cl_field_from_name(const char *name);
/* The field of an IIM dataset (record*1000+dataset), of an XMP property or of a PNG keyword, or
 * CL_N_FIELDS. */
ClField cl_field_from_iim(guint record_dataset);
ClField cl_field_from_xmp(const char *ns, const char *name);
ClField cl_field_from_png(const char *keyword, gsize n_bytes);
/* Of a STRUCT: the member that is the value; NULL of the licensor, which has three, and of all others. */
const char *cl_field_xmp_member(ClField field);
/* The term of a vocabulary that an address or a code ends with: "screenCapture". Owned. */
char *cl_field_term(const char *value);
/* Does a program of this name make pictures from words ("Midjourney 6.1")? */
gboolean cl_program_makes_pictures(const char *name);
