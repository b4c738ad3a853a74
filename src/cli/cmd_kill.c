/* SPDX-License-Identifier: MIT
 *
 * kill and protect, and taking them back: an editor's word about photos, with a reason. A kill is
 * urgent: one wrong id among several does not keep the others alive.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/printed.h>
#include <cutline/text.h>
#include "command.h"
#include "input.h"
#include "takedown.h"

typedef struct {
	const char *reason;
	guint kind; /* 1 + ClKillClass */
	gboolean dry_run;
	const char *notice;
} KillOptions;

typedef struct {
	const char *command;
	gboolean (*act)(ClArchive *archive, const char *text, const char *reason, GError **error);
	const char *is;  /* said of the photo afterwards */
	gboolean marks;  /* it is a mark, not a state */
	gboolean marked; /* then */
} Word;

static void
say(const CliCall *call, const Word *word, const char *id)
{
	g_autoptr(ClJson) json = NULL;

	if (!call->global->json) {
		fprintf(call->out->file, "%s is %s\n", id, word->is);
		return;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "id", id);
	if (word->marks)
		cl_json_bool(json, "source_sensitive", word->marked);
	else
		cl_json_string(json, "state", word->is);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
act_on_all(const CliCall *call, const Word *word, const char *reason)
{
	int status = 0;

	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(GError) error = NULL;
		char id[CL_ID_CHARS + 1];
		guint version;

		if (cl_archive_find(call->archive, call->args[i], id, &version, &error) &&
			word->act(call->archive, id, reason, &error)) {
			say(call, word, id);
			continue;
		}
		cli_out_error(call->err, word->command, error->message);
		if (status == 0)
			status = cl_error_exit_status(error);
	}
	return status;
}

static gboolean
has_reason(const KillOptions *options, GError **error)
{
	if (options->reason && !cl_text_is_blank(options->reason))
		return TRUE;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"the history needs a reason: --reason \"who says so, and why\"");
	return FALSE;
}

/* --- kill --------------------------------------------------------------------------------- */

static void
say_killed(const CliCall *call, const ClKilled *killed, gboolean dry_run)
{
	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_killed(json, NULL, killed, dry_run);
		cli_out_json(call->out, json);
		return;
	}
	fprintf(call->out->file, "%s %s%s\n", killed->id, dry_run ? "would be killed" : "is killed",
		killed->already ? " (it was already; the reason is added)" : "");
	for (guint i = 0; i < killed->held->len; i++) {
		const ClLink *link = killed->held->pdata[i];

		fprintf(call->out->file, "  %s %s: %s; release it with 'cutline unkill %s'\n",
			link->other, dry_run ? "would be held" : "is held",
			g_str_equal(link->kind, "copy") ? "the same picture" : "looks like it",
			link->other);
	}
	for (guint i = 0; i < killed->composites->len; i++)
		fprintf(call->out->file, "  %s %s, too: it is made of it\n",
			(const char *)killed->composites->pdata[i],
			dry_run ? "would be killed" : "is killed");
	if (killed->takedowns->len > 0)
		cli_takedowns_print(call->out, killed->takedowns, NULL);
	if (killed->issued->len > 0)
		fprintf(call->out->file,
			"%u rendition%s of it went out; addresses, hashes and purge tags: "
			"cutline --json takedown list %s\n",
			killed->issued->len, killed->issued->len == 1 ? "" : "s", killed->id);
}

static int
kill_one(const CliCall *call, const char *id, const ClKillRequest *request, int status)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClKilled) killed = cl_archive_kill_photo(call->archive, id, request, &why);

	if (killed) {
		say_killed(call, killed, request->dry_run);
		return status;
	}
	cli_out_error(call->err, "kill", why->message);
	return status == 0 ? cl_error_exit_status(why) : status;
}

/* A picture that is not here yet is killed when it comes. */
static int
kill_later(const CliCall *call, const ClNamed *named, const ClKillRequest *request, int status)
{
	g_autoptr(GError) why = NULL;
	g_autoptr(ClJson) json = NULL;

	if (!request->dry_run &&
		!cl_archive_put_standing_kill(call->archive, named, request->reason, &why)) {
		cli_out_error(call->err, "kill", why->message);
		return status == 0 ? cl_error_exit_status(why) : status;
	}
	if (!call->global->json) {
		fprintf(call->out->file, "%s (line %u) is not here; it %s when it comes\n",
			named->value, named->line, request->dry_run ? "would be killed" : "is killed");
		return status;
	}
	json = cl_json_new();
	cl_json_write_standing_kill(json, NULL, named, request->dry_run);
	cli_out_json(call->out, json);
	return status;
}

/* It may be meant: a person says so, with its id; NULL: which are is not told. */
static void
say_candidate(const CliCall *call, const ClNamed *named, const char *id)
{
	g_autoptr(ClJson) json = NULL;
	g_autofree char *cut = cl_text_ellipsize(named->text, 60);

	if (!call->global->json && id == NULL) {
		fprintf(call->out->file,
			"\"%s\" (line %u) is not read; name what it means: cutline kill ID… --reason …\n",
			cut, named->line);
		return;
	}
	if (!call->global->json) {
		fprintf(call->out->file,
			"%s may be meant (line %u: \"%s\"); if so: cutline kill %s --reason …\n", id,
			named->line, cut, id);
		return;
	}
	json = cl_json_new();
	cl_json_write_kill_candidate(json, NULL, named, id);
	cli_out_json(call->out, json);
}

static int
kill_what_it_names(const CliCall *call, const ClNamed *named, const ClKillRequest *request, int status)
{
	for (guint i = 0; i < named->photos->len; i++)
		status = kill_one(call, named->photos->pdata[i], request, status);
	if (named->photos->len == 0 && named->stands)
		status = kill_later(call, named, request, status);
	for (guint i = 0; i < named->candidates->len; i++)
		say_candidate(call, named, named->candidates->pdata[i]);
	if (named->unread)
		say_candidate(call, named, NULL);
	return status == 0 && (named->candidates->len > 0 || named->unread) ? 5 : status;
}

static int
kill_named(const CliCall *call, const char *path, const ClKillRequest *request, GError **error)
{
	g_autoptr(GBytes) bytes = cli_read_bytes(path, CL_MAX_PAGE_BYTES, error);
	g_autoptr(GPtrArray) named = NULL;
	int status = 0;

	if (!bytes)
		return 8;
	named = cl_archive_read_notice(call->archive, bytes, error);
	if (!named) {
		g_prefix_error(error, "'%s' ", path);
		return 8;
	}
	for (guint i = 0; i < named->len; i++)
		status = kill_what_it_names(call, named->pdata[i], request, status);
	return status;
}

/* A photo's id, or the number that its supplier gave it. */
static int
kill_given(const CliCall *call, const char *text, const ClKillRequest *request, int status)
{
	g_autoptr(ClNamed) named = NULL;
	g_autoptr(GError) why = NULL;
	char id[CL_ID_CHARS + 1];
	guint version;

	/* AFP's have a "_" in them, dpa's a ":": no photo's id looks like that. */
	if (!cl_archive_find(call->archive, text, id, &version, &why) &&
		(g_error_matches(why, CL_ERROR, CL_ERROR_NOT_FOUND) ||
			g_error_matches(why, CL_ERROR, CL_ERROR_USAGE)))
		named = cl_archive_read_number(call->archive, text, NULL);
	return named != NULL ? kill_what_it_names(call, named, request, status)
			     : kill_one(call, text, request, status);
}

static int
run_kill(const CliCall *call, GError **error)
{
	const KillOptions *options = call->options;
	ClKillRequest request = {.reason = options->reason,
		.kind = options->kind ? (ClKillClass)(options->kind - 1)
			: options->notice ? CL_KILL_AGENCY
					  : CL_KILL_ERROR,
		.dry_run = options->dry_run};
	int status = 0;

	if (!options->dry_run && !has_reason(options, error))
		return 2;
	if ((call->n_args > 0) == (options->notice != NULL)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"name photos, or the notice that names them: cutline kill ID…, kill --notice FILE");
		return 2;
	}
	if (options->notice)
		return kill_named(call, options->notice, &request, error);
	for (guint i = 0; i < call->n_args; i++)
		status = kill_given(call, call->args[i], &request, status);
	return status;
}

static int
run_unkill(const CliCall *call, GError **error)
{
	static const Word word = {"unkill", cl_archive_unkill, "ok"};
	const KillOptions *options = call->options;

	return act_on_all(call, &word, options->reason);
}

static int
run_protect(const CliCall *call, GError **error)
{
	static const Word word = {"protect", cl_archive_protect, "protected", TRUE, TRUE};
	const KillOptions *options = call->options;

	return has_reason(options, error) ? act_on_all(call, &word, options->reason) : 2;
}

static int
run_unprotect(const CliCall *call, GError **error)
{
	static const Word word = {
		"unprotect", cl_archive_unprotect, "no longer protected", TRUE, FALSE};
	const KillOptions *options = call->options;

	return act_on_all(call, &word, options->reason);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(KillOptions, member)
static const CliOption kill_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, as the history and every refusal will say (needed)"},
	{"class", 0, CLI_OPTION_CHOICE, OPT(kind), .arg = "agency|legal|privacy|error",
		.help = "who demands it (error: we made a mistake; the default)"},
	{"notice", 0, CLI_OPTION_TEXT, OPT(notice), .arg = "FILE", .file = TRUE,
		.help = "kill what this mail or advisory names by its supplier's ids (- = standard input)"},
	{"dry-run", 0, CLI_OPTION_FLAG, OPT(dry_run), .help = "say what it would reach; kill nothing"},
	{NULL},
};
static const CliOption protect_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, for the history (needed); name nobody who must not be named"},
	{NULL},
};
static const CliOption unkill_options[] = {
	{"reason", 'r', CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, for the history"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_kill = {
	.name = "kill",
	.args = "[ID...]",
	.min = 0,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "withdraw photos: they must not be used any more",
	.details =
		"The photos stay in the archive, marked as killed, with reason, time and author in their "
		"history; no rendition of them is served any more. Copies of the same frame from other "
		"suppliers and photos that look like it are held until a person decides; frames of the "
		"same burst are not. Later files that look like them are held, too, also when they are "
		"turned or mirrored. What is made of the photo (cutline composite) is killed with it. "
		"Every place where the photo was published is listed with the one who must act: "
		"cutline takedown. An id that is wrong is reported; the others are killed all the same.\n\n"
		"--notice reads a supplier's words, as text, as the mail came (with what it "
		"forwards) or as a page: pictures that it names by their ids are killed, those that "
		"are not here yet when they come. A bare number counts behind a word that says so "
		"(photo, asset ID, the supplier's name), and only for the supplier that is named, "
		"with or without its mark (epa12345678, AP26330371225240); another's picture of that "
		"number is held when it comes. A range of numbers (ROM101 to ROM105) is all of it, "
		"and so is a list of ends (ROM101/02/03); one that is too long or not plain is "
		"shown. A word that is the title or job id of one picture is its number, too. A "
		"picture that is to be used instead, or that remains, is only shown; so is what "
		"stands in a mail that it quotes, under its signature or in a sentence that does not "
		"withdraw. What a text may mean, and all of one that speaks of no kill or takes one "
		"back, is shown and not killed (exit 5). A supplier's number may stand in place of "
		"an ID, too. Look first: --dry-run.\n\n"
		"With --json, a line a photo: {\"id\", \"state\", \"dry_run\", \"held\", "
		"\"composites\", \"takedowns\", \"renditions\" (story, address and hash of each file that "
		"readers were sent), \"purge_tags\"}.",
	.examples = "cutline kill 7k3m9q --class agency --reason \"AFP withdrew it: wrong person named\"\n"
		    "cutline kill 7k3m9q --dry-run --reason \"what would it reach?\"\n"
		    "cutline kill --notice afp.txt --reason \"AFP, mail of 10 March\"",
	.options = kill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_kill,
};

const CliCommand cli_cmd_unkill = {
	.name = "unkill",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take a kill back, or release a held photo",
	.details = "For a kill that named the wrong picture. Both stay in the history.",
	.examples = "cutline unkill 7k3m9q --reason \"the notice meant another frame\"",
	.options = unkill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_unkill,
};

const CliCommand cli_cmd_protect = {
	.name = "protect",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "protect the source of photos: no exact place or time goes out",
	.details = "What is published of a protected photo names no place finer than its country and "
		   "no time finer than its day, and its original is not exported without --force and "
		   "a reason. City, state, place, title, event, keywords and people stay here, and so "
		   "does every other field, credit and caption too, in which a city, state or place "
		   "stands that the photo was ever received with or is edited to have: 'cutline show' "
		   "lists them, write them anew without it. Other names in a text, and what the "
		   "picture shows, go out as they are: read and look. "
		   "Copies of the same frame, and what looks like it, are protected with it, and so are "
		   "those that come later. 'cutline search is:protected' lists the photos.",
	.examples = "cutline protect 7k3m9q --reason \"taken from a private flat\"",
	.options = protect_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_protect,
};

const CliCommand cli_cmd_unprotect = {
	.name = "unprotect",
	.args = "ID...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take a protection back",
	.details = "Place and time go out again as for any photo. Both stay in the history.",
	.examples = "cutline unprotect 7k3m9q --reason \"the source has left the country\"",
	.options = unkill_options,
	.options_bytes = sizeof(KillOptions),
	.run = run_unprotect,
};
