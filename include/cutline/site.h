/* SPDX-License-Identifier: MIT
 *
 * What readers get of a photo besides its pixels: its own page, and what other sites embed. Whether it
 * may be delivered is asked before (delivery.h); whether it may be published is another question.
 */
#pragma once
#include "archive.h"

typedef struct {
	const char *photo; /* id */
	const char *use;   /* id, or NULL: the photo by itself */
	const char *base;  /* where readers reach us: "https://photos.example.org" */
} ClSite;
/* A whole document of HTML; free with g_free. */
char *cl_archive_site_page(ClArchive *archive, const ClSite *site, GError **error);
/* What stands in its one <style>: for a Content-Security-Policy that names its hash. */
const char *cl_archive_site_style(void);
typedef struct {
	guint max_width, max_height; /* 0 = any */
	guint cache_s;
} ClSiteEmbed;
/* oEmbed 1.0 as JSON; CL_ERROR_NOT_FOUND if no size is small enough. */
char *cl_archive_site_embed(ClArchive *archive, const ClSite *site, const ClSiteEmbed *embed, GError **error);
