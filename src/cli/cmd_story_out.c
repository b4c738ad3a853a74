/* SPDX-License-Identifier: MIT
 *
 * story check, publish, unpublish and export: a story on its way out.
 */
#include <cutline/clearance.h>
#include <cutline/error.h>
#include <fcntl.h>
#include <string.h>
#include "story.h"
#include "target.h"

typedef struct {
	const char *at, *url, *page, *despite, *reason, *partner, *output;
	guint channel, as, ninjs, if_rev;
} OutOptions;

#define MAX_PAGE_BYTES (16U << 20)
#define CHANNELS "web|app|newsletter|social|print|broadcast|syndication|internal"
#define PAGES "figure|jsonld|ninjs|email|og"

/* --- the answer --------------------------------------------------------------------------------- */

static int
exit_status(ClVerdictKind worst)
{
	return worst == CL_VERDICT_ALLOW ? 0 : worst == CL_VERDICT_REVIEW ? 5 : 4;
}

static CliStyle
style_of(ClVerdictKind kind)
{
	return kind == CL_VERDICT_ALLOW ? CLI_GREEN : kind == CL_VERDICT_REVIEW ? CLI_YELLOW : CLI_RED;
}

static void
print_line(const CliOut *out, const char *severity, const char *code, const char *message, const char *fix)
{
	g_autofree char *text = fix ? g_strdup_printf("%s %s", message, fix) : g_strdup(message);

	fprintf(out->file, "  %-6s %s  ", severity, code);
	cli_out_wrapped(out, 4, (guint)(11 + strlen(code)), text);
}

static void
print_check(const CliCall *call, const ClUseCheck *check, guint place)
{
	const CliOut *out = call->out;
	const char *caption = check->item->printed[CL_USE_TEXT_CAPTION];
	const char *credit = check->item->printed[CL_USE_TEXT_CREDIT];

	fprintf(out->file, "%u  ", place);
	cli_out_styled(out, style_of(check->worst), cl_verdict_name(check->worst));
	fprintf(out->file, "  %s  %s\n  ", check->use->photo,
		check->of ? check->of->story : check->use->story);
	cli_out_wrapped(out, 2, 2, caption ? caption : "(no caption)");
	fputs("  ", out->file);
	cli_out_wrapped(out, 2, 2, credit ? credit : "(no credit)");
	for (guint i = 0; i < check->verdict->reasons->len; i++) {
		const ClReason *reason = check->verdict->reasons->pdata[i];

		print_line(out, cl_severity_name(reason->severity), cl_reason_name(reason->code),
			reason->message, reason->fix);
	}
	for (guint i = 0; i < check->findings->len; i++) {
		const ClUseFinding *finding = check->findings->pdata[i];

		print_line(out, cl_severity_name(finding->severity), finding->code, finding->message,
			finding->fix);
	}
}

static void
print_all(const CliCall *call, const ClStoryCheck *all)
{
	g_autoptr(ClJson) json = cl_json_new();

	if (call->global->json) {
		cl_json_write_story_check(json, NULL, all);
		cli_out_json(call->out, json);
		return;
	}
	if (all->uses->len == 0)
		fprintf(call->out->file,
			"no picture in it, nothing to judge; put one in: cutline story add %s ID\n",
			all->story->slug);
	for (guint i = 0; i < all->uses->len; i++)
		print_check(call, all->uses->pdata[i], i + 1);
	for (guint i = 0; i < all->quotas->len; i++) {
		const ClQuotaForecast *quota = all->quotas->pdata[i];
		g_autofree char *when = quota->runs_out_us
			? cli_text_when(quota->runs_out_us, cl_archive_zone(call->archive))
			: NULL;

		fprintf(call->out->file, "quota of %s: %u of %u spent, %u reserved%s%s\n", quota->licence,
			quota->committed, quota->quota, quota->reserved,
			when ? "; at this pace it runs out on " : "", when ? when : "");
	}
}

/* --- check ----------------------------------------------------------------------------------------- */

static gboolean
read_ask(const CliCall *call, const OutOptions *options, ClStoryAsk *ask, GError **error)
{
	*ask = (ClStoryAsk){
		.channel = options->channel ? cl_channel_name((ClChannel)(options->channel - 1)) : NULL};
	return !options->at || cli_read_time(call, "at", options->at, FALSE, &ask->at_us, error);
}

static int
run_check(const CliCall *call, GError **error)
{
	const OutOptions *options = call->options;
	g_autoptr(ClStoryCheck) check = NULL;
	ClStoryAsk ask;

	if (!read_ask(call, options, &ask, error))
		return 2;
	check = cl_archive_story_check(call->archive, call->args[0], &ask, error);
	if (!check)
		return 8;
	print_all(call, check);
	return exit_status(check->worst);
}

/* --- publish and unpublish ---------------------------------------------------------------------------- */

static int
run_publish(const CliCall *call, GError **error)
{
	const OutOptions *options = call->options;
	ClStoryPublish publish = {.url = options->url, .despite = options->despite};
	g_autoptr(ClStoryCheck) check = NULL;
	g_autoptr(GBytes) page = NULL;

	if (!read_ask(call, options, &publish.ask, error))
		return 2;
	if (options->page) {
		page = cl_file_read(AT_FDCWD, options->page, MAX_PAGE_BYTES, error);
		if (!page)
			return 8;
		publish.page = page;
	}
	if (!cl_archive_story_publish(
		    call->archive, call->args[0], options->if_rev, &publish, &check, error))
		return 8;
	if (call->global->json)
		print_all(call, check);
	else
		fprintf(call->out->file, "story %s is published: %u photo%s\n", check->story->slug,
			check->uses->len, check->uses->len == 1 ? "" : "s");
	return 0;
}

static int
run_unpublish(const CliCall *call, GError **error)
{
	const OutOptions *options = call->options;

	if (!cl_archive_story_unpublish(
		    call->archive, call->args[0], options->if_rev, options->reason, error))
		return 8;
	if (!call->global->json)
		fprintf(call->out->file, "story %s is off; its photos count as removed\n", call->args[0]);
	return 0;
}

/* --- export ------------------------------------------------------------------------------------------- */

typedef struct {
	const CliCall *call;
	GString *text;
} Pages;

static void
take_page(const ClUseCheck *check, const char *text, gpointer data)
{
	Pages *pages = data;

	if (pages->call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();
		g_autofree char *line = NULL;

		cl_json_write_delivered(json, NULL, check, text);
		line = cl_json_take(json);
		g_string_append_printf(pages->text, "%s\n", line);
	} else if (text) {
		g_string_append(pages->text, text);
	} else {
		const ClReason *reason = check->verdict->reasons->len > 0
			? check->verdict->reasons->pdata[0]
			: NULL;

		fprintf(pages->call->err->file, "left out: photo %s: ", check->use->photo);
		cli_out_styled(pages->call->err, CLI_PLAIN, reason ? reason->message : "refused");
		fputc('\n', pages->call->err->file);
	}
}

static int
run_export(const CliCall *call, GError **error)
{
	const OutOptions *options = call->options;
	g_auto(CliTarget) target = {.fd = -1};
	ClStoryExport request = {.partner = options->partner, .ninjs_2_1 = options->ninjs == 2};
	Pages pages = {call, NULL};
	g_autoptr(GString) text = g_string_new(NULL);
	guint n_left_out;

	if (options->channel == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "say for what: --for " CHANNELS);
		return 2;
	}
	pages.text = text;
	request.channel = (ClChannel)(options->channel - 1);
	request.kind = options->as ? (ClExportKind)(CL_EXPORT_JPEG + options->as)
				   : cl_story_export_kind(request.channel);
	if (options->output && !cli_target_open(&target, options->output, error))
		return 8;
	if (!cl_archive_story_export(call->archive, call->args[0], &request, take_page, &pages,
		    &n_left_out, error))
		return 8;
	if (!options->output)
		fputs(text->str, call->out->file);
	else if (!cl_file_write(target.fd, text->str, text->len, options->output, error) ||
		 !cli_target_finish(&target, error))
		return 8;
	return n_left_out > 0 ? CL_EXIT_PARTIAL : 0;
}

/* --- the table ------------------------------------------------------------------------------------------ */

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(OutOptions, member)
#define AT \
	{"at", 0, CLI_OPTION_TEXT, OPT(at), .arg = "TIME", \
		.help = "judged for this instant: 2026-11-27T18:00:00Z, 18:00Z (else now)"}
#define CHANNEL(option, text) \
	{option, 0, CLI_OPTION_CHOICE, OPT(channel), .arg = CHANNELS, .help = text}
#define IF_REV \
	{"if-rev", 0, CLI_OPTION_NUMBER, OPT(if_rev), .arg = "N", .min = 1, .max = G_MAXINT32, \
		.help = "only if the story is still at this revision"}
static const CliOption check_options[] = {
	AT,
	CHANNEL("channel", "instead of what each use and the outlet say"),
	{NULL},
};
static const CliOption publish_options[] = {
	{"url", 0, CLI_OPTION_TEXT, OPT(url), .arg = "URL", .help = "where the page stands"},
	{"page", 0, CLI_OPTION_TEXT, OPT(page), .arg = "FILE", .file = TRUE,
		.help = "the page as it is published: its hash is kept as evidence"},
	{"despite", 0, CLI_OPTION_TEXT, OPT(despite), .arg = "REASON",
		.help = "publish what is held up, and why; never what is stopped"},
	AT,
	CHANNEL("channel", "instead of what each use and the outlet say"),
	IF_REV,
	{NULL},
};
static const CliOption unpublish_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT", .help = "why, for the history"},
	IF_REV,
	{NULL},
};
static const CliOption export_options[] = {
	CHANNEL("for", "the channel that it goes out to (needed)"),
	{"partner", 0, CLI_OPTION_TEXT, OPT(partner), .arg = "NAME", .writes = TRUE,
		.help = "syndication: to whom; recorded as uses of their own"},
	{"as", 0, CLI_OPTION_CHOICE, OPT(as), .arg = PAGES,
		.help = "else figure; newsletter: email, syndication: ninjs, social: og"},
	{"ninjs", 0, CLI_OPTION_CHOICE, OPT(ninjs), .arg = "3.0|2.1",
		.help = "which version of the standard (else 3.0)"},
	{"output", 'o', CLI_OPTION_TEXT, OPT(output), .arg = "FILE", .file = TRUE,
		.help = "write here (else to standard output)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_story_check = {
	.name = "story check",
	.args = "STORY",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "may this story go out as it is: every photo, with every reason",
	.details =
		"Judges each use with the credit, caption, alternative text and crop that it really prints, "
		"in the story's outlet and channel; of a digest, those of its stories, too. Exit status 0: "
		"allowed, 5: a person must look, 4: denied. With --json, {\"story\", \"verdict\", "
		"\"stop\", \"uses\", \"quotas\"}; each use has its \"verdict\" and \"findings\".",
	.examples = "cutline story check kazakstan-in-crisis\n"
		    "cutline story check kazakstan-in-crisis --at 18:00Z --channel newsletter",
	.options = check_options,
	.options_bytes = sizeof(OutOptions),
	.run = run_check,
};

const CliCommand cli_story_publish = {
	.name = "story publish",
	.args = "STORY",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "record that a story goes out: uses, quotas, verdicts",
	.details =
		"Judges every use once more and, if none is held up, records them as published in one step: "
		"what is printed is fixed, quotas are committed, and every verdict is kept as of now. Then "
		"each preset's file is made, if it is not there yet, and its hash recorded: 'cutline "
		"evidence' shows them. By "
		"stage: observe lets all out; warn (the usual one) lets out what is to be reviewed, and what "
		"is denied with --despite; block lets out what is allowed, and what is to be reviewed with "
		"--despite. What is killed, embargoed or to be taken down is stopped in every stage. Stories "
		"in a digest are published by themselves.",
	.examples = "cutline story publish kazakstan-in-crisis --url https://example.org/kazakstan "
		    "--page out.html",
	.options = publish_options,
	.options_bytes = sizeof(OutOptions),
	.run = run_publish,
};

const CliCommand cli_story_unpublish = {
	.name = "story unpublish",
	.args = "STORY",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "record that a story was taken off",
	.details = "Its published uses are removed and their quotas given back. That they ran stays known. "
		   "Published again, the same uses return.",
	.options = unpublish_options,
	.options_bytes = sizeof(OutOptions),
	.run = run_unpublish,
};

const CliCommand cli_story_export = {
	.name = "story export",
	.args = "STORY",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.summary = "a story's photos for a channel or a partner, without those that may not go there",
	.details =
		"Each use as text of a page, in the order of the story; of a digest, those of its stories, "
		"too. The verdict is asked for that channel; what is refused is left out and named on "
		"standard error, and the exit status is then 1. With --json, a line a use: {\"use\", "
		"\"photo\", \"story\", \"left_out\", \"text\", \"check\"}.",
	.examples = "cutline story export kazakstan-in-crisis --for web -o figures.html\n"
		    "cutline story export kazakstan-in-crisis --for syndication "
		    "--partner \"Northlight Press\"",
	.options = export_options,
	.options_bytes = sizeof(OutOptions),
	.run = run_export,
};
