/* SPDX-License-Identifier: MIT
 *
 * search: find photos by what they say.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/expiring.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include <string.h>
#include "command.h"
#include "frames.h"

typedef struct {
	guint limit, offset;
	guint sort; /* 1 = ingested, 2 = taken */
	gboolean facets, copies;
	const char *save;
} SearchOptions;

#define DEFAULT_LIMIT 50

/* The parser's message begins "column N: "; 0 if it names no place. */
static guint
error_place(const char *message)
{
	static const char mark[] = "column ";
	guint place = 0;

	if (!g_str_has_prefix(message, mark))
		return 0;
	for (const char *digit = message + strlen(mark); g_ascii_isdigit(*digit); digit++)
		place = MIN(place * 10 + (guint)(*digit - '0'), CL_MAX_QUERY_BYTES);
	return place;
}

/* The query with a caret under the place, after the error line. */
static void
print_place(const CliOut *err, const char *query, guint place)
{
	g_autofree char *valid = g_utf8_make_valid(query, -1);
	glong length = g_utf8_strlen(valid, -1);
	g_autofree char *before = NULL, *shown = NULL, *shown_before = NULL;

	if (place == 0 || length > (glong)err->columns - 4)
		return;
	before = g_utf8_substring(valid, 0, MIN((glong)place - 1, length));
	shown = cl_text_printable(valid);
	shown_before = cl_text_printable(before);
	fprintf(err->file, "  %s\n  %*s%s^%s\n", shown, (int)cl_text_columns(shown_before), "",
		cli_style_on(err, CLI_RED), cli_style_off(err, CLI_RED));
}

static void
print_json(const CliCall *call, const ClHit *hit)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_hit(json, NULL, hit);
	cli_out_json(call->out, json);
}

/* The day the picture was taken, as far as it is known. */
static char *
day(const char *date)
{
	return date ? g_strndup(date, MIN(strlen(date), 10)) : g_strdup("");
}

static void
add_row(CliTable *table, const ClHit *hit)
{
	g_autofree char *taken = day(hit->date_taken);
	gboolean fine = g_strcmp0(hit->state, "ok") == 0;
	const char *text = hit->headline ? hit->headline : hit->caption;
	g_autofree char *copies = cli_frames_text(hit);
	g_autofree char *marked =
		fine ? NULL : g_strdup_printf("[%s] %s", hit->state, text ? text : "");

	cli_table_add(table, (const char *const[]){hit->id, taken, fine ? text : marked,
				     hit->byline, hit->credit, copies});
	if (!fine)
		cli_table_style(table, 2, CLI_RED);
}

/* One row a frame, unless each copy is asked for. */
static void
print_table(const CliCall *call, const SearchOptions *options, const GPtrArray *hits)
{
	static const CliColumn columns[] = {
		{.title = "Id", .style = CLI_BLUE},
		{.title = "Taken"},
		{.title = "Headline or caption", .min = 12},
		{.title = "By-line", .min = 8},
		{.title = "Credit", .min = 8},
		{.title = "Frame"},
	};
	g_autoptr(GPtrArray) shown =
		options->copies ? g_ptr_array_ref((GPtrArray *)hits) : cli_frames_fold(hits);
	g_autoptr(CliTable) table = NULL;
	gboolean copied = FALSE;

	for (guint i = 0; i < shown->len; i++)
		copied = copied || ((ClHit *)shown->pdata[i])->n_copies > 0;
	table = cli_table_new(columns, G_N_ELEMENTS(columns) - !copied);
	for (guint i = 0; i < shown->len; i++)
		add_row(table, shown->pdata[i]);
	if (shown->len > 0)
		cli_table_print(table, call->out);
}

static int
print_hits(const CliCall *call, const SearchOptions *options, GPtrArray *hits, ClTotal total)
{
	g_autofree char *n = cli_text_count(total.n);
	g_autofree char *total_text = total.at_least ? g_strconcat("at least ", n, NULL) : g_strdup(n);

	if (call->global->json) {
		for (guint i = 0; i < hits->len; i++)
			print_json(call, hits->pdata[i]);
		fflush(call->out->file);
		cli_out_judged(call->err, &total, cl_archive_zone(call->archive));
		return 0;
	}
	print_table(call, options, hits);
	fflush(call->out->file);
	if (total.n == 0)
		fputs("nothing found\n", call->err->file);
	else if (options->offset > 0)
		fprintf(call->err->file, "%u of %s, from %u\n", hits->len, total_text,
			options->offset + 1);
	else
		fprintf(call->err->file, "%u of %s\n", hits->len, total_text);
	cli_out_judged(call->err, &total, cl_archive_zone(call->archive));
	return 0;
}

static int
print_facets(const CliCall *call, GPtrArray *facets, guint window)
{
	static const CliColumn columns[] = {
		{.title = "", .style = CLI_DIM},
		{.title = "Value", .min = 16},
		{.title = "Photos", .right = TRUE},
	};
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));
	const char *group = NULL;

	for (guint i = 0; i < facets->len; i++) {
		const ClFacet *facet = facets->pdata[i];
		g_autofree char *n = cli_text_count(facet->n);

		if (call->global->json) {
			g_autoptr(ClJson) json = cl_json_new();

			cl_json_write_facet(json, NULL, facet);
			cli_out_json(call->out, json);
			continue;
		}
		cli_table_add(
			table, (const char *const[]){
				       g_strcmp0(group, facet->facet) == 0 ? "" : facet->facet,
				       facet->value, n});
		group = facet->facet;
	}
	if (!call->global->json && facets->len > 0)
		cli_table_print(table, call->out);
	if (!call->global->json) {
		g_autofree char *counted = cli_text_plural(window, "photo");

		fflush(call->out->file);
		fprintf(call->err->file, "counted over %s%s\n",
			window >= CL_FACET_WINDOW ? "the newest " : "", counted);
	}
	return 0;
}

static int
run(const CliCall *call, GError **error)
{
	const SearchOptions *options = call->options;
	g_autofree char *query = g_strjoinv(" ", (GStrv)call->args);
	g_autoptr(GPtrArray) rows = NULL;
	g_autoptr(GError) failed = NULL;
	ClTotal total = {0};
	guint window = 0;

	if (options->save && !cl_archive_save_search(call->archive, options->save, query, &failed))
		rows = NULL;
	else if (options->facets)
		rows = cl_archive_facets(call->archive, query, &window, &failed);
	else
		rows = cl_archive_search(call->archive, query,
			options->sort == 2 ? CL_SORT_TAKEN : CL_SORT_INGESTED,
			options->limit ? options->limit : DEFAULT_LIMIT, options->offset, &total,
			&failed);
	if (!rows) {
		int status = cl_error_exit_status(failed);

		if (!g_error_matches(failed, CL_ERROR, CL_ERROR_USAGE)) {
			g_propagate_error(error, g_steal_pointer(&failed));
			return status;
		}
		cli_out_error(call->err, "search", failed->message);
		print_place(call->err, query, error_place(failed->message));
		return status;
	}
	return options->facets ? print_facets(call, rows, window)
			       : print_hits(call, options, rows, total);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(SearchOptions, member)
static const CliOption options[] = {
	{"limit", 0, CLI_OPTION_NUMBER, OPT(limit), .arg = "N", .min = 1, .max = 1000000,
		.help = "at most N photos (else 50)"},
	{"offset", 0, CLI_OPTION_NUMBER, OPT(offset), .arg = "N", .min = 0, .max = 100000000,
		.help = "leave out the first N"},
	{"sort", 0, CLI_OPTION_CHOICE, OPT(sort), .arg = "ingested|taken",
		.help = "newest first, by the day they came in (else) or were taken"},
	{"facets", 0, CLI_OPTION_FLAG, OPT(facets),
		.help = "count by supplier, by-line, country, year and format instead of listing"},
	{"copies", 0, CLI_OPTION_FLAG, OPT(copies),
		.help = "a row for each copy of a frame (else one row a frame says how many there are)"},
	{"save", 0, CLI_OPTION_TEXT, OPT(save), .arg = "NAME", .writes = TRUE,
		.help = "keep this search under a name: 'searches' runs it again, the nightly job tells what is new"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_search = {
	.name = "search",
	.args = "[QUERY...]",
	.max = CLI_ANY,
	.needs = CLI_NEEDS_READ,
	.dash_words = TRUE,
	.summary = "find photos by what they say",
	.details = "Words are found in any script, whatever their case and accents; \"several "
		   "words\" as a "
		   "phrase, lake* by its beginning. A blank or AND means both, OR either, -word or "
		   "NOT not; "
		   "brackets group.\n\n"
		   "field:word looks in one field: headline, caption, byline, credit, source, "
		   "city, country, "
		   "keywords, people and all others that 'show' prints. taken:2022, "
		   "taken:2022-01..2022-03-05, "
		   "taken:>2021; ingested:today, ingested:7d; width:>=2000, height:100..500; "
		   "format:jpeg, "
		   "supplier:afp, id:7k3m9q, finding:NO_CREDIT; is:portrait, is:landscape, "
		   "is:square, is:ai, "
		   "is:held, is:killed, is:published; used:yes, used:no, used:<30d, in:STORY; "
		   "has:caption (any field), has:findings, has:versions, "
		   "has:copies.\n\n"
		   "Asked of each photo that the rest of the query finds, the newest first, until "
		   "the page is full, 20,000 are asked or 1.5 s of CPU are spent (then it says "
		   "how to go on): usable:web@KAZ, "
		   "usable:print, usable:@EU (the verdict now is allow; a review is not); "
		   "licence:ID or licence:\"NAME\" (what "
		   "a licence is about, also when it has ended), licence:none; is:expired; cost:>0, "
		   "cost:5..50, cost:none (a use, by "
		   "the licence that the verdict rests on; unknown costs are neither). They stand "
		   "beside other terms or excluded with "
		   "-, not in an OR.\n\n"
		   "Without a query, the newest photos. With --json, each photo is {\"id\", "
		   "\"ingested\", "
		   "\"date_taken\", \"headline\", \"caption\", \"byline\", \"credit\", \"place\", "
		   "\"supplier\", "
		   "\"format\", \"state\", \"width\", \"height\", \"developed\", \"copies\"}, "
		   "each copy by itself.",
	.examples = "cutline search 'byline:Madyarov AND taken:2022'\n"
		    "cutline search '\"press conference\" -sport country:France is:landscape'\n"
		    "cutline search 'lake ingested:7d usable:web@KAZ cost:none'",
	.options = options,
	.options_bytes = sizeof(SearchOptions),
	.run = run,
};
