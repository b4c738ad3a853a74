/* SPDX-License-Identifier: MIT
 *
 * A fixture: an archive with a picture in every state that a template can meet, for who writes templates.
 */
#pragma once
#include "command.h"

/* One picture a state. */
typedef struct {
	const char *state;
	char id[CL_ID_CHARS + 1];
} CliFixture;

/* Draws the pictures into a new archive, takes them in like any others and brings each into its state.
 * *made: CliFixture, in the order of the states; the caller's. */
gboolean cli_fixture_fill(ClArchive *archive, GArray **made, GError **error);
