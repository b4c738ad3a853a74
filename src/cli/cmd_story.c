/* SPDX-License-Identifier: MIT
 *
 * story new, edit, list and show: stories as such. What stands in them: cmd_story_uses.c.
 */
#include <cutline/error.h>
#include "story.h"

#define DEFAULT_LIMIT 50

typedef struct {
	const char *title, *outlet, *language, *section;
	guint limit;
	guint if_rev;
	CliUseOptions use;
} StoryOptions;

static void
print_json(const CliCall *call, const ClStoryRow *story)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_story_row(json, NULL, story);
	cli_out_json(call->out, json);
}

static int
run_new(const CliCall *call, GError **error)
{
	const StoryOptions *options = call->options;
	ClStoryChange change = {
		options->title, options->outlet, options->language, options->section};
	g_autoptr(ClStoryRow) story =
		cl_archive_story_new(call->archive, call->args[0], &change, error);

	if (!story)
		return 8;
	if (call->global->json)
		print_json(call, story);
	else
		fprintf(call->out->file, "story %s is begun; put photos in: cutline story add %s ID\n",
			story->slug, story->slug);
	return 0;
}

/* --- edit --------------------------------------------------------------------------------- */

static int
edit_use(const CliCall *call, const StoryOptions *options, GError **error)
{
	g_autoptr(ClUseRow) use = NULL;
	ClUseChange change;

	cli_use_change(&options->use, &change);
	use = cl_archive_use_edit(call->archive, call->args[0], options->if_rev, call->args[1],
		&change, error);
	if (!use)
		return 8;
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_use(json, NULL, use);
		cli_out_json(call->out, json);
	} else {
		fprintf(call->out->file, "photo %s in story %s is changed\n", use->photo, use->story);
	}
	return 0;
}

static int
run_edit(const CliCall *call, GError **error)
{
	const StoryOptions *options = call->options;
	ClStoryChange change = {
		options->title, options->outlet, options->language, options->section};
	gboolean names = options->title || options->outlet || options->language || options->section;
	g_autoptr(ClStoryShown) shown = NULL;

	if (names == cli_use_changes(&options->use) ||
		(call->n_args == 2) != cli_use_changes(&options->use)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what to change: --title, --outlet, --language or --section of a story; "
			"--caption, --alt, --credit, --crop … of a photo in it: cutline story edit STORY "
			"PHOTO …");
		return 2;
	}
	if (call->n_args == 2)
		return edit_use(call, options, error);
	if (!cl_archive_story_edit(call->archive, call->args[0], options->if_rev, &change, error))
		return 8;
	shown = cl_archive_story(call->archive, call->args[0], error);
	if (!shown)
		return 8;
	if (call->global->json)
		print_json(call, shown->story);
	else
		fprintf(call->out->file, "story %s is changed\n", shown->story->slug);
	return 0;
}

/* --- list and show ------------------------------------------------------------------------- */

static int
run_list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Story", .style = CLI_BLUE},
		{.title = "State"},
		{.title = "Since"},
		{.title = "Outlet"},
		{.title = "Title", .min = 16},
	};
	const StoryOptions *options = call->options;
	g_autoptr(GPtrArray) stories = cl_archive_stories(
		call->archive, 0, options->limit ? options->limit : DEFAULT_LIMIT, error);
	g_autoptr(CliTable) table = NULL;

	if (!stories)
		return 8;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < stories->len; i++) {
		const ClStoryRow *story = stories->pdata[i];
		g_autofree char *since =
			cli_text_when(story->published_us ? story->published_us : story->added_us,
				cl_archive_zone(call->archive));

		if (call->global->json)
			print_json(call, story);
		else
			cli_table_add(table,
				(const char *const[]){story->slug,
					cl_story_state_name(story->state), since, story->outlet,
					story->title});
	}
	if (call->global->json)
		return 0;
	if (stories->len > 0)
		cli_table_print(table, call->out);
	else
		fputs("no stories; begin one: cutline story new SLUG\n", call->err->file);
	return 0;
}

/* Of a photo, what the story prints; of a story, its title. */
static void
add_item(CliTable *table, const ClStoryItem *item, guint place)
{
	g_autofree char *number = g_strdup_printf("%u", place);
	const char *alt = item->printed[CL_USE_TEXT_ALT_TEXT];

	if (item->part) {
		cli_table_add(table,
			(const char *const[]){number, item->part->slug, "story",
				cl_story_state_name(item->part->state), item->part->title, "", ""});
		return;
	}
	cli_table_add(table,
		(const char *const[]){number, item->use->photo, item->use->id,
			cl_use_state_name(item->use->state), item->printed[CL_USE_TEXT_CAPTION],
			item->printed[CL_USE_TEXT_CREDIT],
			!alt    ? "missing"
			: !*alt ? "decorative"
				: alt});
	if (!alt)
		cli_table_style(table, 6, CLI_YELLOW);
}

/* Who let it out as it stands, and why, although something spoke against it. */
static void
print_despite(const CliOut *out, const ClStoryShown *shown)
{
	const ClPublication *last = shown->publications->len > 0 ? shown->publications->pdata[0] : NULL;
	g_autoptr(ClJsonNode) json = last ? cl_json_read(last->json, -1, NULL) : NULL;
	const char *despite = json ? cl_json_node_get_string(json, "despite") : NULL;

	if (!despite || shown->story->state != CL_STORY_PUBLISHED)
		return;
	fprintf(out->file, "  let out all the same by %s: ", last->who);
	cli_out_styled(out, CLI_PLAIN, despite);
	fputc('\n', out->file);
}

static void
print_head(const CliCall *call, const ClStoryShown *shown)
{
	const ClStoryRow *story = shown->story;
	const CliOut *out = call->out;

	cli_out_styled(out, CLI_BOLD, story->title ? story->title : story->slug);
	fprintf(out->file, "\n  %s, %s", story->slug, cl_story_state_name(story->state));
	if (story->published_us) {
		g_autofree char *when =
			cli_text_when(story->published_us, cl_archive_zone(call->archive));

		fprintf(out->file, " since %s", when);
	}
	if (story->outlet)
		fprintf(out->file, ", outlet %s", story->outlet);
	if (story->language)
		fprintf(out->file, ", language %s", story->language);
	if (story->section)
		fprintf(out->file, ", %s", story->section);
	fputc('\n', out->file);
	if (story->url) {
		fputs("  ", out->file);
		cli_out_styled(out, CLI_PLAIN, story->url);
		fputc('\n', out->file);
	}
	print_despite(out, shown);
	for (guint i = 0; i < shown->digests->len; i++)
		fprintf(out->file, "  stands in %s\n", (const char *)shown->digests->pdata[i]);
	for (guint i = 0; i < shown->partners->len; i++) {
		const ClUseRow *use = shown->partners->pdata[i];

		fprintf(out->file, "  photo %s handed to ", use->photo);
		cli_out_styled(out, CLI_PLAIN, use->partner);
		fputc('\n', out->file);
	}
}

static int
run_show(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "", .right = TRUE, .style = CLI_DIM},
		{.title = "Photo", .style = CLI_BLUE},
		{.title = "Use", .style = CLI_DIM},
		{.title = "State"},
		{.title = "Caption", .min = 16},
		{.title = "Credit", .min = 10},
		{.title = "Alternative text", .min = 10},
	};
	g_autoptr(ClStoryShown) shown = cl_archive_story(call->archive, call->args[0], error);
	g_autoptr(CliTable) table = NULL;

	if (!shown)
		return 8;
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_story(json, NULL, shown);
		cli_out_json(call->out, json);
		return 0;
	}
	print_head(call, shown);
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < shown->items->len; i++)
		add_item(table, shown->items->pdata[i], i + 1);
	if (shown->items->len > 0)
		cli_table_print(table, call->out);
	else
		fprintf(call->out->file, "  nothing in it; cutline story add %s ID\n",
			shown->story->slug);
	return 0;
}

/* --- the table ------------------------------------------------------------------------------ */

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(StoryOptions, member)
#define STORY_OPTIONS \
	{"title", 0, CLI_OPTION_TEXT, OPT(title), .arg = "TEXT", .help = "what the page is called"}, \
	{"outlet", 0, CLI_OPTION_TEXT, OPT(outlet), .arg = "OUTLET", \
		.help = "where it appears: decides channels, markets and stage"}, \
	{"language", 0, CLI_OPTION_TEXT, OPT(language), .arg = "TAG", \
		.help = "which of a photo's captions are printed: en, de, kk …"}, \
	{"section", 0, CLI_OPTION_TEXT, OPT(section), .arg = "X", \
		.help = "editorial, advertorial, promo or ad (else as the outlet is)"}
static const CliOption new_options[] = {STORY_OPTIONS, {NULL}};
static const CliOption edit_options[] = {
	STORY_OPTIONS,
	CLI_USE_OPTIONS(OPT),
	{"if-rev", 0, CLI_OPTION_NUMBER, OPT(if_rev), .arg = "N", .min = 1, .max = G_MAXINT32,
		.help = "only if the story is still at this revision"},
	{NULL},
};
static const CliOption list_options[] = {
	{"limit", 0, CLI_OPTION_NUMBER, OPT(limit), .arg = "N", .min = 1, .max = 1000000,
		.help = "at most N stories (else 50)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_story_new = {
	.name = "story new",
	.args = "SLUG",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "begin a story",
	.details = "SLUG names it from now on, in commands, searches (in:SLUG) and the history.",
	.examples = "cutline story new kazakstan-in-crisis --title \"Kazakstan in Crisis\" --language en",
	.options = new_options,
	.options_bytes = sizeof(StoryOptions),
	.run = run_new,
};

const CliCommand cli_story_edit = {
	.name = "story edit",
	.args = "STORY [PHOTO]",
	.min = 1,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "change a story, or what it prints of one photo",
	.details = "PHOTO is a photo in the story, the id of its use, or its number in 'story show'. What "
		   "is written here holds for this story only; the archive keeps what it says, and an "
		   "empty text gives way to it again.",
	.examples = "cutline story edit kazakstan-in-crisis 3 --caption \"Soldiers in Almaty.\"\n"
		    "cutline story edit kazakstan-in-crisis 3 --caption \"\"",
	.options = edit_options,
	.options_bytes = sizeof(StoryOptions),
	.run = run_edit,
};

const CliCommand cli_story_list = {
	.name = "story list",
	.args = "",
	.needs = CLI_NEEDS_READ,
	.summary = "stories, newest first",
	.details = "With --json, one object a story.",
	.options = list_options,
	.options_bytes = sizeof(StoryOptions),
	.run = run_list,
};

const CliCommand cli_story_show = {
	.name = "story show",
	.args = "STORY",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "what stands in a story, and what it prints of each photo",
	.details = "In the order of the story. With --json, \"items\" holds a \"use\" or a \"part\" (a "
		   "story in a digest) each; a use has its own texts, null where it says nothing itself, "
		   "and \"printed\".",
	.run = run_show,
};

static const CliCommand *const commands[] = {
	&cli_story_new, &cli_story_add, &cli_story_show, &cli_story_edit, &cli_story_move,
	&cli_story_remove, &cli_story_list, &cli_story_updates,
	&cli_story_check, &cli_story_publish, &cli_story_unpublish, &cli_story_export, NULL};

const CliCommand cli_cmd_story = {
	.name = "story",
	.args = "new|add|show|edit|move|remove|list|updates|check|publish|unpublish|export …",
	.summary = "photos on a page: what is used where, under which caption and credit",
	.details =
		"A story is an ordered list of photos, each with what this story prints of it, or of "
		"other stories (a digest). Nothing said in a story changes the archive. A use is "
		"reserved, then published, then removed; removed ones stay known.",
	.commands = commands,
};
