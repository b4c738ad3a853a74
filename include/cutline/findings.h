/* SPDX-License-Identifier: MIT
 *
 * Every finding code, once, with the sentence that the documentation prints for it.
 */
#pragma once

/* clang-format off */
#define CL_FINDING_TABLE(X) \
	/* container and pixels */ \
	X(TRUNCATED_FILE,      "the file ends before its structure does") \
	X(DAMAGED_CONTAINER,   "a segment, chunk or box is broken; what could be read was") \
	X(TRAILING_DATA,       "bytes follow the end of the picture; they are never published") \
	X(EXTENSION_MISMATCH,  "the name says another format than the bytes") \
	X(PIXELS_UNDECODABLE,  "the pixels could not be decoded; metadata and original are kept") \
	X(PIXELS_DAMAGED,      "the decoder met damage in the pixels; what could be decoded is shown") \
	X(MANY_FRAMES,         "more than one frame or page; the first is used") \
	X(OVER_LIMIT,          "something was longer than its limit and was left out") \
	/* metadata */ \
	X(EXIF_DAMAGED,        "EXIF is damaged; readable tags were kept") \
	X(IPTC_DAMAGED,        "IPTC-IIM is damaged; readable datasets were kept") \
	X(IPTC_SECOND_BLOCK,   "a second, different IPTC-IIM block is present and was not used") \
	X(XMP_DAMAGED,         "XMP is damaged or refused; other sources were used") \
	X(XMP_EXTENDED_BROKEN, "the extended XMP is incomplete or does not match its digest") \
	X(XMP_HEADER_REPAIRED, "the XMP header was overwritten by a known faulty tool; it was read all the same") \
	X(CHARSET_GUESSED,     "texts do not declare their character set; it was guessed") \
	X(CHARSET_CONTRADICTED,"IPTC-IIM declares UTF-8 but is not; another character set was used") \
	X(MOJIBAKE,            "text looks encoded twice") \
	X(DIGEST_MISMATCH,     "IPTC-IIM was changed after XMP was written (IPTC digest differs)") \
	X(TRUNCATED_FIELD,     "a value stops at its byte limit") \
	X(OVERLONG_FIELD,      "an IPTC-IIM value is longer than the standard allows; it is kept whole") \
	X(FIELD_CONFLICT,      "sources contradict each other") \
	X(DATE_IMPLAUSIBLE,    "a date lies in the future or before photography") \
	X(DATE_INVALID,        "a date or time cannot be read") \
	X(DATE_CONFLICT,       "camera and agency dates differ by more than 48 hours") \
	X(ORIENTATION_INVALID, "the orientation is not 1 to 8; the picture is taken as upright") \
	X(EXPIRY_BEFORE_CAPTURE, "the expiry date is not after the capture date") \
	X(SIDECAR_UNREAD,      "a side-car says something that is not understood; the rest of it was read") \
	/* what an editor misses */ \
	X(NO_CREDIT,           "no credit line") \
	X(NO_BYLINE,           "no by-line") \
	X(NO_CAPTION,          "no caption") \
	X(NO_COPYRIGHT,        "no copyright notice") \
	X(NO_ORIGIN,           "nobody is named: credit, by-line, source and copyright are empty") \
	/* credit lines: what the grammar saw; "credit parse" and "credit show" print them with the place */ \
	X(CREDIT_UNPARSED,     "the credit is not understood; it is printed as received") \
	X(CREDIT_AMBIGUOUS,    "the credit can be read in more than one way; it is not guessed at") \
	X(CREDIT_UNKNOWN_ORGANISATION, "no rule knows this organisation") \
	X(CREDIT_SINGLE_NAME,  "one word that no rule knows: a person or an organisation") \
	X(CREDIT_SPELLING,     "an organisation's name is misspelt; it was recognised") \
	X(CREDIT_TRUNCATED,    "a name is cut off; it was completed where only one completion fits") \
	X(CREDIT_CONFLICT,     "credit, by-line, source, copyright or caption name different people or agencies") \
	X(CREDIT_DELIVERER,    "the end of the caption names another agency than the credit: who delivered it is not clear") \
	X(CREDIT_PHOTOGRAPHER, "the end of the caption names another photographer: who took it is not clear") \
	X(CREDIT_STATE_MEDIA,  "the provider is state media; say so where it is printed") \
	X(CREDIT_RIGHTS_DELAY, "live news of an agency that sells it otherwise during the first 48 hours") \
	X(CREDIT_RESIDUE,      "words in the credit line that are no part of a credit") \
	X(CREDIT_USE_WORDS,    "the credit line says how the picture may be used; that is not printed") \
	/* archive */ \
	X(KILL_NOTICE,         "the file says that this picture, or one that it names, is killed") \
	X(LOOKS_KILLED,        "looks like a killed picture; held until an editor decides") \
	X(LOST_TERMS,          "a later version dropped a credit or restriction of an earlier one; both are kept") \
	X(CORRECTION_SHADOWED, "the supplier has changed a text since an editor wrote over it; the editor's stands") \
	X(ID_COLLISION,        "another photo already has this id") \
	X(HELD_EMBARGO,        "not to be published before its release date") \
	X(AI_GENERATED,        "its source type, or an AI system it names, says that a model made or changed this picture") \
	X(PATH_NOT_UTF8,       "the file's name is not UTF-8; it is kept byte for byte")
/* clang-format on */

#define X(id, text) extern const char CL_FINDING_##id[];
CL_FINDING_TABLE(X)
#undef X

/* The documentation sentence of a code, or NULL. */
const char *cl_finding_text(const char *code);
