/* SPDX-License-Identifier: MIT
 *
 * The whitelist writer: what a published file says about itself, and nothing else. Takes pixels
 * that were encoded without metadata and inserts EXIF, XMP, IPTC-IIM with its digest (JPEG) and
 * leaves the ICC profile as the encoder wrote it. Built from effective values by the fields table's
 * `publish` column, never by copying what was received: so no GPS, serial number, owner,
 * MakerNote, preview or private namespace can pass. Deterministic to the byte. Pure.
 *
 * Standards: IPTC Photo Metadata 2025.1, IIM 4.2, EXIF 2.32, XMP part 1–3, ISO/IEC 14496-12
 * (AVIF items), PNG third edition (eXIf, iTXt), WebP container (VP8X). Reference §3.5, §6.
 */
#pragma once
#include "photo.h"

typedef struct {
	const ClEffective *effective;
	gboolean source_sensitive; /* no place finer than country, no people, no time finer than day */
	gboolean exact_time;	   /* the time of day may go out; by default only the date (§6.2) */
	gboolean reduced;	   /* at most CL_PUBLISH_REDUCED_BYTES: creator, credit, copyright; if it
				    * fits the supplier's id and the address of the terms */
	guint orientation;	   /* EXIF 1 … 8 of the pixels as stored; 0 = upright, and in
				    * cl_publish_rewrite_jpeg() what the original says */
	guint32 width, height;	   /* of the pixels as stored; 0 = whatever the file's header says */
} ClPublish;

/* What a protected source keeps back: the places finer than the country that the photo tells of, in
 * `effective` or in anything that was ever received or written (ClReceived*, of all versions and edits;
 * may be NULL). */
typedef struct ClPlaces ClPlaces;
ClPlaces *cl_places_new(const ClEffective *effective, const GPtrArray *said);
void cl_places_free(ClPlaces *places);
/* Does the text name one, or begin with a dateline of its own? NULL does not. */
gboolean cl_places_named(const ClPlaces *places, const char *text);
/* The published fields without those that tell place or person, or name a place. What is given to
 * publish as `source_sensitive` is put through this in any case, without `said`. */
ClEffective *cl_places_keep_back(const ClPlaces *places, const ClEffective *effective);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ClPlaces, cl_places_free)

/* What a small thumbnail may grow by, container overhead counted. */
#define CL_PUBLISH_REDUCED_BYTES 600
/* The longest XMP packet that one JPEG segment holds; the same in every container, so that all
 * say the same. What does not fit costs a descriptive field, never creator, credit, copyright. */
#define CL_PUBLISH_XMP_BYTES 65502

/* The encoded picture with its metadata. JPEG, PNG, WebP, AVIF, JPEG XL, TIFF; others are
 * CL_ERROR_UNSUPPORTED. CL_ERROR_INPUT if `encoded` is not a whole picture of that format as our
 * encoders write them, or has another size than `publish` says. What an encoder wrote by itself is
 * replaced. */
GBytes *cl_publish_embed(GBytes *encoded, ClFormat format, const ClPublish *publish, GError **error);

/* The XMP packet alone (a side-car, or for formats that take nothing else). */
char *cl_publish_xmp(const ClPublish *publish);

/* A received JPEG with its metadata replaced by the published set: scan data, ICC profile, JFIF
 * and Adobe markers copied (without their thumbnails), every other APPn and COM, and whatever follows
 * EOI, left out. A file that ends early gets an EOI. Reads bytes nobody vouches for: bounded, linear. */
GBytes *cl_publish_rewrite_jpeg(GBytes *original, const ClPublish *publish, GError **error);

/* CL_JOB_REWRITE: cl_publish_rewrite_jpeg() in the decoder, the file to its one output. The request
 * carries what may be published of the effective values and no more than a message holds. Reading
 * back accepts any bytes (CL_ERROR_INPUT); `effective` is the caller's and what `publish` points to. */
GVariant *cl_publish_to_variant(const ClPublish *publish);
gboolean cl_publish_from_variant(
	GVariant *variant, ClPublish *publish, ClEffective **effective, GError **error);
/* The answer: how many bytes were written. */
GVariant *cl_publish_answer_new(guint64 n_bytes);
gboolean cl_publish_answer(GVariant *answer, guint64 *n_bytes, GError **error);
