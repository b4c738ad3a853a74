/* SPDX-License-Identifier: MIT
 *
 * What in a notice is written like a supplier's picture id (notice_ids.c).
 */
#pragma once
#include "archive_private.h"

typedef struct {
	char *token; /* as it stands there */
	char *value; /* normalised */
	char **suppliers; /* keys of those whose number it is, none = nobody is named; NULL = the id tells */
	guint line;
	gboolean stays; /* the notice says to use it instead */
	gboolean is_id; /* it is one; else only if a photo bears it */
} NoticeId;

/* NoticeId*, in order. */
GPtrArray *notice_ids(ClArchive *archive, const char *text, GError **error);
/* Digits alone, as many as suppliers' numbers have. */
gboolean notice_is_number(const char *token);
