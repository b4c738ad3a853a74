/* SPDX-License-Identifier: MIT
 *
 * What the commands of the group `story` share.
 */
#pragma once
#include <cutline/story.h>
#include "command.h"

/* The options that say what a use prints, and how they become a change. */
typedef struct {
	const char *headline, *caption, *alt, *credit, *crop, *channel, *placement;
	gboolean decorative;
} CliUseOptions;
#define CLI_USE_OPTIONS(OPT)                                                                       \
	{"caption", 0, CLI_OPTION_TEXT, OPT(use.caption), .arg = "TEXT",                           \
		.help = "caption of this story (\"\": as the archive says)"},                      \
	{"alt", 0, CLI_OPTION_TEXT, OPT(use.alt), .arg = "TEXT",                                   \
		.help = "alternative text of this story, for who cannot see the picture"},         \
	{"decorative", 0, CLI_OPTION_FLAG, OPT(use.decorative),                                    \
		.help = "no alternative text, on purpose: the picture tells nothing"},             \
	{"headline", 0, CLI_OPTION_TEXT, OPT(use.headline), .arg = "TEXT",                         \
		.help = "headline of this story"},                                                 \
	{"credit", 0, CLI_OPTION_TEXT, OPT(use.credit), .arg = "TEXT",                             \
		.help = "credit of this story, to the letter"},                                    \
	{"crop", 0, CLI_OPTION_TEXT, OPT(use.crop), .arg = "X,Y,W,H",                              \
		.help = "the part shown, in pixels of the upright picture"},                       \
	{"channel", 0, CLI_OPTION_TEXT, OPT(use.channel), .arg = "CHANNEL",                        \
		.help = "where it goes out: web, app, newsletter, social, print …"},               \
	{"placement", 0, CLI_OPTION_TEXT, OPT(use.placement), .arg = "PLACE",                      \
		.help = "where in the page, as purchases say it: cover, inside …"}
void cli_use_change(const CliUseOptions *options, ClUseChange *change);
gboolean cli_use_changes(const CliUseOptions *options);


extern const CliCommand cli_story_new, cli_story_edit, cli_story_list, cli_story_show, cli_story_add,
	cli_story_move, cli_story_remove, cli_story_updates,
	cli_story_check, cli_story_publish, cli_story_unpublish, cli_story_export;
