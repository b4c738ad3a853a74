/* SPDX-License-Identifier: MIT
 *
 * The body of POST /api/v1/checks: pictures that somebody is about to publish, and where.
 *
 *   {"pictures":[{"photo":"7k3m9q", "credit":"© …", "crop":true}, {"url":"…", "caption":"…", …}],
 *    "outlet":…, "channel":…, "territory":…, "at":…, "story":…, "section":…, "placement":…,
 *    "published":true}
 *
 * A picture is named by "photo", or told as a page prints it and then looked for. Pure.
 */
#pragma once
#include <cutline/printed.h>

#define CHECKS_MAX_PICTURES 200U

typedef struct {
	char *photo; /* as typed, or NULL: `printed` tells it */
	char *credit; /* as printed, or NULL; also in `printed` */
	char *placement; /* where it stands, or NULL: as the body says */
	gboolean crop, alter;
	ClPrintedPicture *printed; /* or NULL; lent from `page` */
} ChecksPicture;

typedef struct {
	char *outlet, *channel, *territory, *at, *story, *section, *placement; /* or NULL */
	gboolean published;
	GPtrArray *pictures; /* ChecksPicture* */
	ClPrintedPage *page; /* of those without "photo" */
} ChecksBody;
/* CL_ERROR_INPUT: no JSON; CL_ERROR_USAGE: which member of which picture is wrong; CL_ERROR_LIMIT: too
 * many. */
ChecksBody *checks_body_parse(const char *text, gssize n_bytes, GError **error);
void checks_body_free(ChecksBody *body);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChecksBody, checks_body_free)
