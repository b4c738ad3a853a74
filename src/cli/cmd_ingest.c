/* SPDX-License-Identifier: MIT
 *
 * ingest: bring pictures in, and say of every file what became of it. Decides what a person sees
 * while it runs and when it was interrupted; the order of steps is the archive's.
 */
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include <signal.h>
#include <string.h>
#include "ingested.h"

typedef struct {
	guint jobs;
	const char *supplier, *template_id;
	gboolean dry_run, no_wait, move, done, watch, verbose;
} IngestOptions;

typedef struct {
	const CliCall *call;
	const IngestOptions *options;
	CliProgress progress;
	GMutex lock;          /* `each` and `progress` may come from different threads */
	GHashTable *findings; /* code → number of files */
} Ingest;

static const char *const status_texts[CL_N_STATUSES] = {
	[CL_STATUS_ADDED] = "new photos",
	[CL_STATUS_KNOWN] = "the same bytes were here already",
	[CL_STATUS_VERSION] = "another version of a photo",
	[CL_STATUS_COPY] = "the same picture from another supplier; both kept and linked",
	[CL_STATUS_PROBABLE] = "new, but looks like another photo; linked",
	[CL_STATUS_HELD] = "looks like a killed picture; an editor decides",
	[CL_STATUS_SIDECAR] = "joined to its picture",
	[CL_STATUS_IGNORED] = "no picture",
	[CL_STATUS_REJECTED] = "not taken; the reasons stand above",
};

/* The only state that a signal handler can reach. */
static volatile gint cancelled;

static void
on_signal(int number)
{
	cancelled = 1;
}

/* The second Ctrl-C ends the program at once: what is committed is safe in any case. */
static void
catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART | SA_RESETHAND};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	sigaction(SIGTERM, &action, NULL);
}

/* A line for what an editor may want to look at; the plain cases only add to the summary. */
static gboolean
worth_a_line(const Ingest *ingest, const ClIngested *file)
{
	if (ingest->options->verbose)
		return file->status != CL_STATUS_REJECTED;
	return file->status == CL_STATUS_VERSION || file->status == CL_STATUS_COPY ||
	       file->status == CL_STATUS_PROBABLE || file->status == CL_STATUS_HELD ||
	       file->status == CL_STATUS_SIDECAR;
}

static void
count_findings(Ingest *ingest, const ClIngested *file)
{
	for (guint i = 0; file->findings && i < file->findings->len; i++) {
		const char *code = ((const ClFinding *)file->findings->pdata[i])->code;
		guint n = GPOINTER_TO_UINT(g_hash_table_lookup(ingest->findings, code));

		g_hash_table_insert(ingest->findings, (gpointer)code, GUINT_TO_POINTER(n + 1));
	}
}

static void
on_each(const ClIngested *file, gpointer data)
{
	Ingest *ingest = data;
	const CliCall *call = ingest->call;

	g_mutex_lock(&ingest->lock);
	if (file->status != CL_STATUS_KNOWN)
		count_findings(ingest, file);
	if (file->error) {
		cli_progress_clear(&ingest->progress);
		cli_ingested_refusal(call->err, file);
	}
	if (call->global->json) {
		if (call->out->tty)
			cli_progress_clear(&ingest->progress);
		cli_ingested_json(call->out, file);
	} else if (worth_a_line(ingest, file)) {
		cli_progress_clear(&ingest->progress);
		cli_ingested_line(call->out, file);
	}
	g_mutex_unlock(&ingest->lock);
}

static void
on_progress(const ClProgress *progress, gpointer data)
{
	Ingest *ingest = data;
	gboolean accepts = progress->phase == CL_PHASE_ACCEPT;

	g_mutex_lock(&ingest->lock);
	cli_progress_update(&ingest->progress, accepts ? "accept" : "develop",
		accepts ? "files" : "photos", progress->done, progress->total,
		progress->total_known);
	g_mutex_unlock(&ingest->lock);
}

static void
print_statuses(const CliOut *out, const ClIngestTotals *totals)
{
	static const CliColumn columns[] = {
		{.title = "Status"},
		{.title = "Files", .right = TRUE},
		{.title = "", .min = 10, .style = CLI_DIM},
	};
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	for (guint i = 0; i < CL_N_STATUSES; i++) {
		g_autofree char *n = cli_text_count(totals->by_status[i]);

		if (totals->by_status[i] == 0)
			continue;
		cli_table_add(table,
			(const char *const[]){cl_status_name((ClStatus)i), n, status_texts[i]});
		cli_table_style(table, 0, cli_ingested_style((ClStatus)i));
	}
	if (cli_table_rows(table) > 0)
		cli_table_print(table, out);
	else
		fputs("no files\n", out->file);
}

static gint
by_number(gconstpointer a, gconstpointer b, gpointer data)
{
	GHashTable *findings = data;
	guint n_a = GPOINTER_TO_UINT(g_hash_table_lookup(findings, a));
	guint n_b = GPOINTER_TO_UINT(g_hash_table_lookup(findings, b));

	return n_a != n_b ? (n_a < n_b ? 1 : -1) : strcmp(a, b);
}

static void
print_findings(const CliOut *out, GHashTable *findings)
{
	static const CliColumn columns[] = {
		{.title = "Finding", .style = CLI_YELLOW},
		{.title = "Files", .right = TRUE},
		{.title = "", .min = 10, .style = CLI_DIM},
	};
	g_autoptr(GList) codes =
		g_list_sort_with_data(g_hash_table_get_keys(findings), by_number, findings);
	g_autoptr(CliTable) table = NULL;

	if (!codes)
		return;
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (GList *code = codes; code; code = code->next) {
		guint number = GPOINTER_TO_UINT(g_hash_table_lookup(findings, code->data));
		g_autofree char *n = cli_text_count(number);

		cli_table_add(
			table, (const char *const[]){code->data, n, cl_finding_text(code->data)});
	}
	fputc('\n', out->file);
	cli_table_print(table, out);
}

/* "643 MB in 12.3 s; 120 developed in 30 s, 3 could not be decoded; 12 still to develop" */
static void
print_figures(const CliOut *out, const ClIngestTotals *totals)
{
	g_autofree char *bytes = cli_text_bytes(totals->bytes);
	g_autofree char *accept = cli_text_duration(totals->accept_us);
	g_autofree char *develop = cli_text_duration(totals->develop_us);
	g_autofree char *developed = cli_text_count(totals->developed);
	g_autofree char *undecodable = cli_text_count(totals->undecodable);
	g_autofree char *queue = cli_text_count(totals->to_develop);

	fprintf(out->file, "\n%s accepted in %s", bytes, accept);
	if (totals->developed)
		fprintf(out->file, "; %s developed in %s", developed, develop);
	if (totals->undecodable)
		fprintf(out->file, "; the pixels of %s cannot be decoded", undecodable);
	if (totals->to_develop)
		fprintf(out->file, "; %s still to develop", queue);
	fputc('\n', out->file);
}

static void
print_stopped(const CliCall *call, const ClIngestTotals *totals)
{
	guint64 in = 0;
	g_autofree char *in_text = NULL, *left_text = NULL, *develop = NULL;

	for (guint i = 0; i < CL_N_STATUSES; i++)
		if (i != CL_STATUS_REJECTED && i != CL_STATUS_IGNORED)
			in += totals->by_status[i];
	in_text = cli_text_count(in);
	left_text = cli_text_count(totals->left);
	if (totals->to_develop) {
		g_autofree char *queue = cli_text_count(totals->to_develop);

		develop = g_strdup_printf(", %s to develop", queue);
	}
	fprintf(call->err->file,
		"stopped: %s are in, %s left%s; run the same command again to go on\n", in_text,
		left_text, develop ? develop : "");
}

static void
print_put_off(const CliCall *call, guint64 n)
{
	g_autofree char *pictures = cli_text_plural(n, "picture");
	g_autofree char *line = g_strdup_printf(
		"no decoder had the time or the memory for %s; what is in stays in, and cutlined or the next "
		"ingest decodes it",
		pictures);

	cli_out_error(call->err, "ingest", line);
}

static int
run_watch(const CliCall *call, GError **error)
{
	const IngestOptions *options = call->options;
	CliWatch watch = {.jobs = options->jobs,
		.supplier = options->supplier,
		.template_id = options->template_id,
		.no_wait = options->no_wait,
		.after = options->done	 ? CL_WATCH_DONE
			 : options->move ? CL_WATCH_DELETE
					 : CL_WATCH_KEEP};

	if (options->dry_run || (options->done && options->move)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--watch goes with one of --move and --done, and not with --dry-run");
		return 2;
	}
	catch_signals();
	return cli_ingest_watch(call, &watch, &cancelled, error);
}

static int
run(const CliCall *call, GError **error)
{
	const IngestOptions *options = call->options;
	Ingest data = {.call = call, .options = options};
	g_autoptr(GHashTable) findings = g_hash_table_new(g_str_hash, g_str_equal);
	ClIngest ingest = {.paths = call->args, .n_jobs = options->jobs};
	ClIngestTotals totals = {0};
	gboolean fine;

	if (options->watch)
		return run_watch(call, error);
	if (options->done) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "--done goes with --watch; add it");
		return 2;
	}
	ingest.supplier = options->supplier;
	ingest.template_id = options->template_id;
	ingest.dry_run = options->dry_run;
	ingest.no_wait = options->no_wait;
	ingest.move = options->move;
	ingest.each = on_each;
	ingest.progress = on_progress;
	ingest.data = &data;
	ingest.cancel = &cancelled;
	data.findings = findings;
	g_mutex_init(&data.lock);
	cli_progress_init(&data.progress, call->err, "ingest");
	catch_signals();
	fine = cl_archive_ingest(call->archive, &ingest, &totals, error);
	cli_progress_clear(&data.progress);
	g_mutex_clear(&data.lock);
	if (!fine)
		return 8;
	if (!call->global->json) {
		print_statuses(call->out, &totals);
		print_findings(call->out, findings);
		if (options->dry_run)
			fputs("\nnothing was written (--dry-run)\n", call->out->file);
		else
			print_figures(call->out, &totals);
	}
	if (totals.put_off)
		print_put_off(call, totals.put_off);
	if (totals.cancelled)
		print_stopped(call, &totals);
	return totals.cancelled || totals.by_status[CL_STATUS_REJECTED] > 0 ||
			       totals.by_status[CL_STATUS_HELD] > 0
		       ? CL_EXIT_PARTIAL
		       : 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(IngestOptions, member)
static const CliOption options[] = {
	{"jobs", 'j', CLI_OPTION_NUMBER, OPT(jobs), .arg = "N", .min = 1, .max = 256,
		.help = "work on N files at once (else one a core)"},
	{"supplier", 's', CLI_OPTION_TEXT, OPT(supplier), .arg = "S",
		.help = "who delivered the pictures, where the files do not say it"},
	{"template", 't', CLI_OPTION_TEXT, OPT(template_id), .arg = "NAME",
		.help = "write a template over the new photos when they are in, as one step"},
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run),
		.help = "say what would happen, write nothing"},
	{"no-wait", 0, CLI_OPTION_FLAG, OPT(no_wait),
		.help = "return when the photos are safe and searchable; thumbnails follow later"},
	{"move", 0, CLI_OPTION_FLAG, OPT(move), .help = "take the files away from where they are"},
	{"watch", 'w', CLI_OPTION_FLAG, OPT(watch),
		.help = "go on taking what comes into the folders, until Ctrl-C"},
	{"done", 0, CLI_OPTION_FLAG, OPT(done),
		.help = "with --watch: move what was taken to the folder's done/"},
	{"verbose", 'v', CLI_OPTION_FLAG, OPT(verbose), .help = "a line for every file"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_ingest = {
	.name = "ingest",
	.args = "PATH...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "bring photographs in",
	.details = "Files, and folders with all that is below them; '-' reads a list of paths from "
		   "standard "
		   "input, one a line. What a file is, its bytes say, not its name. The sources "
		   "are never "
		   "changed; one that somebody still writes to while it is read is rejected, and taken by "
		   "the next run.\n\n"
		   "Every file gets a status: added; known (the same bytes were here already); "
		   "version (the "
		   "same picture from the same supplier, with other facts); copy (the same picture "
		   "from "
		   "another supplier); probable (added, but looks like another photo); held (looks "
		   "like a "
		   "killed one); sidecar; ignored (no picture); rejected. A rejected file is one "
		   "line on "
		   "standard error; the exit status is 1 if a file was rejected or held.\n\n"
		   "A supplier that writes IPTC texts without saying in which character set has it in "
		   "cutline.conf, [charsets], as its name in small letters: dtp photo=windows-1250. "
		   "Else it is guessed, and the photo says so.\n\n"
		   "Ctrl-C finishes what is in hand; the same command again completes the set.\n\n"
		   "--watch takes each file once it is complete: closed by its writer or renamed in, "
		   "and no longer changing; names on their way (.part, .tmp, a dot in front) are "
		   "left. A picture waits two seconds for its side-car. What is refused is moved to "
		   "rejected/ in the folder, with the reason beside it; moved back, it is tried "
		   "again. What only the machine is to blame for stays and is tried again, after pauses "
		   "that grow. Folders of the configuration are watched by cutlined.\n\n"
		   "With --json, a line a file: {\"path\", \"status\", \"id\", \"of\", "
		   "\"findings\":[{\"code\", "
		   "\"message\"}], \"error\"}. A path that is not UTF-8 is percent-encoded, and "
		   "\"path_bytes\" has it in base64.",
	.examples = "cutline ingest ~/pictures/2026-11-23\n"
		    "cutline ingest --watch --done --supplier afp /srv/ftp/afp\n"
		    "find /mnt/wire -newer mark -type f | cutline ingest --supplier afp --json -",
	.options = options,
	.options_bytes = sizeof(IngestOptions),
	.run = run,
};
