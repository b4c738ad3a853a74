/* SPDX-License-Identifier: MIT
 *
 * check-page: a page that is about to go out, or is out, picture by picture.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/pagecheck.h>
#include <cutline/text.h>
#include "command.h"

#define CAPTION_COLUMNS 90U

typedef struct {
	const char *outlet, *channel, *territory, *at, *story, *section, *placement;
	guint fail_on; /* 1 = deny, 2 = review */
} CheckPageOptions;

/* What is said in place of a credit. */
static const char *const places[CL_N_PRINTED_PLACES] = {
	[CL_PRINTED_PAGE] = "(no credit printed)",
	[CL_PRINTED_CARD] = "(shown where the page is shared)",
	[CL_PRINTED_DATA] = "(shown by search engines)",
	[CL_PRINTED_ELSEWHERE] = "(named elsewhere in the page)",
};

static const CliStyle verdict_styles[] = {CLI_GREEN, CLI_YELLOW, CLI_RED};

static void
print_json(const CliCall *call, const ClPageReport *report)
{
	for (guint i = 0; i < report->pictures->len; i++) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_page_picture(json, NULL, report->pictures->pdata[i]);
		cli_out_json(call->out, json);
	}
	g_autoptr(ClJson) json = cl_json_new();
	cl_json_write_page_summary(json, report);
	cli_out_json(call->out, json);
}

static void
print_reasons(const CliCall *call, const ClPageChecked *checked)
{
	for (guint i = 0; i < checked->reasons->len; i++) {
		const ClPageReason *reason = checked->reasons->pdata[i];
		g_autofree char *head =
			g_strdup_printf("  %s %s ", cl_severity_name(reason->severity), reason->code);

		cli_out_styled(call->out,
			reason->severity == CL_SEVERITY_NOTE ? CLI_DIM
							     : verdict_styles[reason->severity],
			head);
		cli_out_wrapped(call->out, 4, cl_text_columns(head), reason->message);
		if (reason->severity != CL_SEVERITY_NOTE) {
			fputs("    ", call->out->file);
			cli_out_wrapped(call->out, 4, 4, reason->fix);
		}
	}
}

static void
print_picture(const CliCall *call, const ClPageChecked *checked, guint number)
{
	const ClPrintedPicture *picture = checked->picture;
	const char *words = picture->caption != NULL ? picture->caption
			    : picture->alt != NULL   ? picture->alt
			    : picture->place != CL_PRINTED_PAGE && picture->urls->len > 0
				    ? picture->urls->pdata[0]
				    : "(no caption)";
	g_autofree char *cut = cl_text_ellipsize(words, CAPTION_COLUMNS);
	g_autofree char *head = g_strdup_printf("%2u  ", number);

	cli_out_styled(call->out, CLI_BOLD, head);
	cli_out_styled(
		call->out, verdict_styles[checked->verdict], cl_verdict_name(checked->verdict));
	fputs("  ", call->out->file);
	cli_out_styled(call->out, CLI_PLAIN, cut);
	fputs("\n  ", call->out->file);
	cli_out_styled(call->out, CLI_DIM,
		picture->credit != NULL ? picture->credit : places[picture->place]);
	if (checked->photo[0] != '\0')
		fprintf(call->out->file, "  %s by %s, %.2f%s", checked->photo,
			cl_page_match_name(checked->match), checked->confidence,
			checked->probable ? ", probably" : "");
	fputc('\n', call->out->file);
	print_reasons(call, checked);
}

static void
print_spellings(const CliCall *call, const ClPageReport *report)
{
	for (guint i = 0; i < report->spellings->len; i++) {
		const ClSpelling *spelling = report->spellings->pdata[i];
		g_autoptr(GString) line = g_string_new("spelt differently: ");

		for (guint j = 0; j < spelling->forms->len; j++)
			g_string_append_printf(
				line, "%s%s", j > 0 ? ", " : "", (char *)spelling->forms->pdata[j]);
		cli_out_wrapped(call->out, 2, 0, line->str);
	}
}

static void
print_text(const CliCall *call, const ClPageReport *report)
{
	g_autofree char *pictures = cli_text_plural(report->n_pictures, "picture");
	g_autofree char *captions = cli_text_plural(report->n_captions, "caption");
	g_autofree char *photos = cli_text_plural(report->n_photos, "photo");

	for (guint i = 0; i < report->pictures->len; i++)
		print_picture(call, report->pictures->pdata[i], i + 1);
	print_spellings(call, report);
	fprintf(call->out->file,
		"%s (%u credited) under %s; %s, %u used again, %u probable, %u not in the archive; "
		"%u alt texts only repeat the caption; %u also named: ",
		pictures, report->n_credited, captions, photos, report->n_reused,
		report->n_probable, report->n_unmatched, report->n_alt_is_caption, report->n_also_named);
	cli_out_styled(
		call->out, verdict_styles[report->verdict], cl_verdict_name(report->verdict));
	fputc('\n', call->out->file);
}

static int
run(const CliCall *call, GError **error)
{
	const CheckPageOptions *options = call->options;
	ClCheck ask = {.outlet = options->outlet,
		.channel = options->channel,
		.territory = options->territory,
		.story = options->story,
		.section = options->section,
		.placement = options->placement};
	g_autoptr(ClPageReport) report = NULL;

	if (options->at && !cli_read_time(call, "at", options->at, FALSE, &ask.at_us, error))
		return 2;
	report = cl_archive_check_page(call->archive, call->args[0], &ask, error);
	if (!report)
		return 8;
	if (call->global->json)
		print_json(call, report);
	else
		print_text(call, report);
	if (report->verdict == CL_VERDICT_DENY)
		return 4;
	return report->verdict == CL_VERDICT_REVIEW && options->fail_on != 1 ? 5 : 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(CheckPageOptions, member)
static const CliOption options[] = {
	{"outlet", 0, CLI_OPTION_TEXT, OPT(outlet), .arg = "O",
		.help = "where the page appears; else the story's, else the default outlet"},
	{"channel", 0, CLI_OPTION_TEXT, OPT(channel), .arg = "C",
		.help = "newsletter for a mail in HTML, or web, app, social …; else those of the outlet, and "
			"newsletter for plain text"},
	{"territory", 0, CLI_OPTION_TEXT, OPT(territory), .arg = "T",
		.help = "an ISO code, EU, DACH or WORLD; else the outlet's markets"},
	{"at", 0, CLI_OPTION_TEXT, OPT(at), .arg = "TIME",
		.help = "when the page appears: 2026-12-31T18:00Z, 18:01Z (today), 2026-12-31; else now"},
	{"story", 0, CLI_OPTION_TEXT, OPT(story), .arg = "S",
		.help = "the story that the page publishes: its outlet, its hand-outs, its uses"},
	{"section", 0, CLI_OPTION_TEXT, OPT(section), .arg = "X",
		.help = "editorial, advertorial, promo or ad; else what the story or the outlet is"},
	{"placement", 0, CLI_OPTION_TEXT, OPT(placement), .arg = "PLACE",
		.help = "where its pictures stand: cover, inside …; else what the story says of each"},
	{"fail-on", 0, CLI_OPTION_CHOICE, OPT(fail_on), .arg = "deny|review",
		.help = "the verdict from which on the command fails (review)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_check_page = {
	.name = "check-page",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_READ,
	.file_args = TRUE,
	.summary = "each picture of a page: which photo, which credit, may it be there",
	.details =
		"FILE is a page in HTML, a newsletter's plain text or a saved mail; nothing is fetched. Each "
		"picture "
		"is matched to the archive by an address of ours, an id that the page gives, a "
		"file "
		"beside the page, or its caption: that only with the same credit and nearly all "
		"words, "
		"and the confidence is said. Then: is the printed credit the demanded one, may the "
		"photo be used, does it stand there twice, is one thing spelt in two ways. What the "
		"page names for those who share it (og:image), for search engines (JSON-LD) or "
		"anywhere else by an address of ours, in a style, a script, a link, is judged as "
		"well. Exits 0, 5 "
		"(review) or 4 (deny).\n\n"
		"With --json, a line a picture: {\"caption\", \"credit\", \"photo\", "
		"\"match\":\"url|id|likeness|caption|none\", \"confidence\", \"verdict\", "
		"\"reasons\"}, and last {\"summary\":{\"pictures\", \"photos\", \"reused\", "
		"\"unmatched\", \"spellings\", …}}.",
	.examples =
		"cutline check-page newsletter.txt\n"
		"cutline check-page letter.html --channel newsletter\n"
		"cutline check-page build/index.html --story kazakstan-in-crisis --fail-on deny",
	.options = options,
	.options_bytes = sizeof(CheckPageOptions),
	.run = run,
};
