/* SPDX-License-Identifier: MIT
 *
 * Private to xmp_framing.c and xmp_regions.c: areas of the stored picture that one packet names.
 */
#pragma once
#include "xmp.h"

/* What may be the focal point, the best first. */
typedef enum { FOCUS_CAMERA, FOCUS_SUBJECT, FOCUS_INTEREST, FOCUS_FACES, N_FOCI } FramingFocus;
typedef enum { CROP_DRAWN, CROP_RECOMMENDED, CROP_POSSIBLE, N_CROPS } FramingCrop;

typedef struct {
	const MetadataReader *reader;
	MetadataArea foci[N_FOCI], crops[N_CROPS];
	guint n_foci[N_FOCI], n_crops[N_CROPS];
} FramingFound;

gboolean framing_number(const char *text, double *number);
/* Cut at the borders of the picture; FALSE if nothing is left. */
gboolean framing_settle(MetadataArea *area);
void framing_add_focus(FramingFound *found, FramingFocus focus, const MetadataArea *area);
void framing_add_crop(FramingFound *found, FramingCrop crop, const MetadataArea *area);
/* A property of the packet, in whichever rdf:Description it stands. */
gboolean framing_property(
	const xmlNode *rdf, const char *ns, const char *name, MetadataXmpMember *found);

void framing_read_mwg(FramingFound *found, const xmlNode *rdf);
void framing_read_iptc(FramingFound *found, const xmlNode *rdf);
