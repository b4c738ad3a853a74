/* SPDX-License-Identifier: MIT
 *
 * Licences to fill in. Pure.
 */
#pragma once
#include <glib.h>

/* JSON to fill in, by kind ("agency" for contracts): what is in capitals is to be written. NULL: none such.
 * Lent. */
const char *cl_licence_template(const char *kind);
/* FALSE, CL_ERROR_INPUT: a text of it still is a template's own. */
gboolean cl_licence_is_filled(const char *json, const char *where, GError **error);
