/* SPDX-License-Identifier: MIT
 *
 * Takedowns as people and programs read them: after a kill, and in lists.
 */
#pragma once
#include "command.h"

/* Grouped by who must act; `zone` NULL = without times. */
void cli_takedowns_print(CliOut *out, const GPtrArray *takedowns, GTimeZone *zone);
