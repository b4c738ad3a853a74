/* SPDX-License-Identifier: MIT
 *
 * Private to this folder: the decoder's side of the develop messages.
 */
#pragma once
#include <glib.h>
#include <cutline/render.h>

/* The request's format (never UNKNOWN) and orientation (1 … 8). */
gboolean thumbnails_params_read(
	GVariant *params, ClFormat *format, guint *orientation, GError **error);
GVariant *thumbnails_answer_new(const ClDeveloped *developed);
