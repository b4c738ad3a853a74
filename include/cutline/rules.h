/* SPDX-License-Identifier: MIT
 *
 * Rules as data: what an editor could argue about (organisations, people, restriction phrases,
 * house style) is JSON in schema/rules, compiled into the program. What a table means is known
 * only to the module that reads it; overrides in an archive: cl_archive_rules().
 */
#pragma once
#include <glib.h>

/* The shipped text of schema/rules/NAME.json, or NULL if there is none of that name. Static. */
const char *cl_rules_shipped(const char *name);
