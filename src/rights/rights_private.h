/* SPDX-License-Identifier: MIT
 *
 * What the files of this folder share.
 */
#pragma once
#include <cutline/error.h>
#include <cutline/rights.h>
#include <cutline/text.h>
#include <cutline/time.h>

/* territory_set.c. Two capital letters; all. */
void rights_territories_add(ClTerritories *set, const char code[2]);
void rights_territories_world(ClTerritories *set);
