/* SPDX-License-Identifier: MIT
 *
 * What a consumer of oEmbed asks: ?url=…&maxwidth=…&maxheight=…&format=json (oEmbed 1.0, §2.2). Pure; the
 * query is a stranger's.
 */
#pragma once
#include <cutline/delivery.h>
#include <cutline/use.h>

typedef struct {
	char id[CL_ID_CHARS + 1];      /* of the photo, or "" and */
	char use[CL_USE_ID_CHARS + 1]; /* of a use */
	guint max_width, max_height;   /* 0 = any */
} OembedAsk;
/* `bases`: where we are reached, each "http://host" or "https://host" (NULL-terminated); either scheme
 * will do. 0, or the status to answer with its reason: 400, 404 (an address of somebody else, or one that
 * shows no photo), 501 (another format). Parameters that are not known are of no matter. */
guint oembed_parse(const char *query, const char *const *bases, OembedAsk *ask, const char **why);
