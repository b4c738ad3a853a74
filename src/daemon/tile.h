/* SPDX-License-Identifier: MIT
 *
 * The neutral tile that stands where a picture must not: grey, of the wanted size, a few hundred bytes.
 */
#pragma once
#include <glib.h>

#define TILE_MAX 4096U
/* A PNG; sides are cut to TILE_MAX. */
GBytes *tile_new(guint width, guint height);
