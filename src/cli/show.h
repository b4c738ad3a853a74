/* SPDX-License-Identifier: MIT
 *
 * The answers of `show` for people; as JSON, answers.h writes them.
 */
#pragma once
#include "command.h"

void cli_show_print(const CliCall *call, const ClShown *shown);
void cli_show_print_received(const CliCall *call, const ClShown *shown);
/* Of one photo, or with NULL of all in the archive. */
gboolean cli_show_print_conflicts(const CliCall *call, const char *id, GError **error);
gboolean cli_show_print_copies(const CliCall *call, ClShown *shown, GError **error);
