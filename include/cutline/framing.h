/* SPDX-License-Identifier: MIT
 *
 * What a person decides about a photo's shape, and single renditions for the command line: crop and
 * focal point are saved per photo, in coordinates of the upright picture, and replayed from events.
 */
#pragma once
#include "rendition.h"
#include "sign.h"

typedef struct {
	guint32 width, height; /* of the upright version that they were drawn on */
	ClRect crop;	       /* width 0 = none */
	gboolean has_focus;
	guint focus_x, focus_y; /* in CL_GRAVITY_UNIT */
} ClFraming;
/* The document's text and back. Free with g_free. */
char *cl_framing_text(const ClFraming *framing);
gboolean cl_framing_parse(const char *json, ClFraming *framing, GError **error);
/* What the picture's own metadata say (fields crop and focus), into the frame of its version. */
void cl_framing_receive(const ClEffective *effective, ClFrame *frame);
/* Over that, what a person set: scaled to the version's size; a crop of another shape is left out. */
void cl_framing_apply(const ClFraming *framing, ClFrame *frame);

/* "X,Y,WIDTH,HEIGHT" in pixels of the upright picture, or "none"; "X,Y" in thousandths or with %,
 * or "none". CL_ERROR_USAGE. */
gboolean cl_framing_read_crop(const char *text, ClRect *crop, GError **error);
gboolean cl_framing_read_focus(const char *text, gboolean *has, guint *x, guint *y, GError **error);

/* Of the version that counts: NULL keeps what is saved. The result to `framing`, which may be NULL. */
gboolean cl_archive_set_crop(ClArchive *archive, const char *id, const ClRect *crop, ClFraming *framing,
	GError **error);
gboolean cl_archive_set_focus(ClArchive *archive, const char *id, gboolean has, guint x, guint y,
	ClFraming *framing, GError **error);
gboolean cl_archive_get_framing(ClArchive *archive, const char *id, ClFraming *framing, GError **error);

/* --- one rendition, into a descriptor --------------------------------------------------------- */
typedef struct {
	char id[CL_ID_CHARS + 1];
	char etag[CL_ETAG_CHARS + 1];
	ClFormat format;
	guint32 width, height;
	guint64 n_bytes;
	gboolean hit;
	gboolean kept_whole; /* must not be cropped, and a crop was asked for */
	gint64 release_us;   /* under embargo until then: for the house only; 0 = it is not */
} ClMade;
/* `what` is a preset or ops. A format that is UNKNOWN becomes JPEG, or the only one of the preset.
 * CL_ERROR_DENIED (killed), CL_ERROR_REVIEW (held), CL_ERROR_USAGE, and those of the service. */
gboolean cl_archive_render(ClArchive *archive, const char *text, const char *what, ClFormat format,
	ClFd out, ClMade *made, GError **error);

/* --- signing keys: ARCHIVE/keys/url-ID, 0600 ------------------------------------------------------ */
/* Newest first; ClSignKey*. The first one signs, all of them are accepted. */
GPtrArray *cl_archive_sign_keys(ClArchive *archive, GError **error);
/* A new one, which signs from now on. */
gboolean cl_archive_add_sign_key(ClArchive *archive, ClSignKey *key, GError **error);
/* URLs that it signed are refused from now on. */
gboolean cl_archive_drop_sign_key(ClArchive *archive, const char *id, GError **error);

/* The path of a rendition: a preset with its ~rev, ops signed until expires_s. Free with g_free. */
char *cl_archive_rendition_url(ClArchive *archive, const char *text, const char *what, ClFormat format,
	gint64 expires_s, GError **error);
