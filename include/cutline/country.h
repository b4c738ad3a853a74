/* SPDX-License-Identifier: MIT
 *
 * Countries: ISO 3166-1 alpha-2 is what Cutline writes; alpha-3 and English names are read. Pure.
 */
#pragma once
#include <glib.h>

/* The alpha-2 code that a text means: a code of two or three letters in any case, or the English
 * name. NULL if it means none. Static. */
const char *cl_country_code(const char *text);
/* English name and alpha-3 code of an alpha-2 code, or NULL. Static. */
const char *cl_country_name(const char *alpha2);
const char *cl_country_alpha3(const char *alpha2);
