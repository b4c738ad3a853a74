/* SPDX-License-Identifier: MIT
 *
 * sheet: the photos that a query finds as a contact sheet.
 */
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include <cutline/time.h>
#include <fcntl.h>
#include <string.h>
#include "command.h"
#include "frames.h"
#include "sheet.h"

typedef struct {
	const char *output, *title;
	guint limit, sort;
	gboolean copies;
} SheetOptions;

#define DEFAULT_LIMIT 200

/* A thumbnail that is missing or odd leaves an empty tile; the sheet is no integrity check. */
static GBytes *
read_thumbnail(const CliCall *call, const ClHit *hit)
{
	g_autofree char *path = cl_archive_derived_path(call->archive, hit, "thumb");

	return path ? cl_file_read(AT_FDCWD, path, CL_MAX_THUMBNAIL_BYTES, NULL) : NULL;
}

/* "2022-01-05T10:11:12.5+06:00" → "2022-01-05 10:11". */
static char *
short_date(const char *date)
{
	return date ? g_strdelimit(g_strndup(date, strlen("2022-01-05T10:11")), "T", ' ') : NULL;
}

static gboolean
add_photo(const CliCall *call, GString *html, const ClHit *hit, GError **error)
{
	g_autoptr(ClShown) shown = cl_archive_show(call->archive, hit->id, error);
	g_autoptr(GBytes) thumbnail = NULL;
	g_autoptr(GPtrArray) codes = g_ptr_array_new();
	g_autoptr(GPtrArray) sentences = g_ptr_array_new();
	g_autofree char *byline = NULL, *date = short_date(hit->date_taken), *copies = cli_frames_text(hit);
	CliSheetPhoto photo = {.id = hit->id, .state = hit->state ? hit->state : "ok"};

	if (!shown)
		return FALSE;
	thumbnail = read_thumbnail(call, hit);
	for (guint i = 0; shown->findings && i < shown->findings->len; i++) {
		const ClFinding *finding = shown->findings->pdata[i];

		g_ptr_array_add(codes, (gpointer)finding->code);
		g_ptr_array_add(sentences, (gpointer)cl_finding_text(finding->code));
	}
	byline = cl_effective_joined(shown->effective, CL_FIELD_BYLINE, ", ");
	photo.headline = cl_effective_first(shown->effective, CL_FIELD_HEADLINE);
	photo.caption = cl_effective_first(shown->effective, CL_FIELD_CAPTION);
	photo.credit = cl_effective_first(shown->effective, CL_FIELD_CREDIT);
	photo.byline = byline;
	photo.copies = copies;
	photo.place = hit->place;
	photo.date = date;
	photo.width = hit->width;
	photo.height = hit->height;
	photo.thumbnail = thumbnail;
	photo.findings = (const char *const *)codes->pdata;
	photo.sentences = (const char *const *)sentences->pdata;
	photo.n_findings = codes->len;
	cli_sheet_add(html, &photo);
	return TRUE;
}

static gboolean
write_page(const CliCall *call, const SheetOptions *options, const GString *html, guint n,
	GError **error)
{
	g_autofree char *count = cli_text_plural(n, "photo");

	if (!options->output) {
		fwrite(html->str, 1, html->len, call->out->file);
		return TRUE;
	}
	if (!cl_file_replace(AT_FDCWD, options->output, html->str, html->len, 0666, error))
		return FALSE;
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();
		gboolean is_utf8;
		g_autofree char *path = cl_text_path(options->output, &is_utf8);

		cl_json_begin_object(json, NULL);
		cl_json_string(json, "file", path);
		cl_json_int(json, "photos", n);
		cl_json_end_object(json);
		cli_out_json(call->out, json);
	} else {
		fprintf(call->out->file, "%s on ", count);
		cli_out_styled(call->out, CLI_PLAIN, options->output);
		fputc('\n', call->out->file);
	}
	return TRUE;
}

static int
run(const CliCall *call, GError **error)
{
	const SheetOptions *options = call->options;
	g_autofree char *query = g_strjoinv(" ", (GStrv)call->args);
	g_autofree char *when = cli_text_when(cl_time_now_us(), cl_archive_zone(call->archive));
	g_autofree char *count = NULL, *subtitle = NULL;
	g_autoptr(GPtrArray) hits = NULL;
	g_autoptr(GPtrArray) shown = NULL;
	g_autoptr(GString) html = g_string_new(NULL);
	ClTotal total = {0};

	if (!options->output && call->out->tty) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"the page does not go to a terminal; name its file: -o sheet.html");
		return 2;
	}
	hits = cl_archive_search(call->archive, query,
		options->sort == 2 ? CL_SORT_TAKEN : CL_SORT_INGESTED,
		options->limit ? options->limit : DEFAULT_LIMIT, 0, &total, error);
	if (!hits)
		return 8;
	cli_out_judged(call->err, &total, cl_archive_zone(call->archive));
	count = cli_text_plural(total.n, "photo");
	subtitle = hits->len < total.n ? g_strdup_printf("%u of %s%s · %s", hits->len,
						       total.at_least ? "at least " : "", count, when)
				     : g_strdup_printf("%s · %s", count, when);
	cli_sheet_begin(html,
		options->title ? options->title
		: *query       ? query
			       : "Contact sheet",
		subtitle);
	shown = options->copies ? g_ptr_array_ref(hits) : cli_frames_fold(hits);
	for (guint i = 0; i < shown->len; i++)
		if (!add_photo(call, html, shown->pdata[i], error))
			return 8;
	cli_sheet_end(html,
		"Made by Cutline. For editors: the pictures are not cleared for publication.");
	return write_page(call, options, html, shown->len, error) ? 0 : 8;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(SheetOptions, member)
static const CliOption options[] = {
	{"output", 'o', CLI_OPTION_TEXT, OPT(output), .arg = "FILE", .file = TRUE,
		.help = "write the page here (else to standard output, unless that is a terminal)"},
	{"title", 't', CLI_OPTION_TEXT, OPT(title), .arg = "TEXT",
		.help = "the page's title (else the query)"},
	{"limit", 0, CLI_OPTION_NUMBER, OPT(limit), .arg = "N", .min = 1, .max = 10000,
		.help = "at most N photos (else 200)"},
	{"sort", 0, CLI_OPTION_CHOICE, OPT(sort), .arg = "ingested|taken",
		.help = "newest first, by the day they came in (else) or were taken"},
	{"copies", 0, CLI_OPTION_FLAG, OPT(copies),
		.help = "a tile for each copy of a frame (else one tile a frame says how many there are)"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_sheet = {
	.name = "sheet",
	.args = "[QUERY...]",
	.max = CLI_ANY,
	.needs = CLI_NEEDS_READ,
	.dash_words = TRUE,
	.summary = "write a contact sheet of the photos that a query finds",
	.details =
		"One HTML page with thumbnails, captions, credits and findings that needs nothing "
		"beside it; for the screen and for paper. The query is that of 'cutline search'. "
		"Killed photos are named, but not shown.",
	.examples = "cutline sheet ingested:today -o today.html",
	.options = options,
	.options_bytes = sizeof(SheetOptions),
	.run = run,
};
