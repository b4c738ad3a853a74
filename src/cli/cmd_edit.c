/* SPDX-License-Identifier: MIT
 *
 * edit and undo: an editor's words over what was received, and taking them back. Decides where a
 * value comes from (the command line, a file, standard input) and what a person sees of the result.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/limits.h>
#include <cutline/text.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>
#include "diff.h"
#include "input.h"

#define SHOWN_PHOTOS 20U /* more are counted, unless nothing was written yet */

typedef struct {
	const char *reason, *lang, *template_id, *query;
	guint if_rev;
	gboolean dry_run, literal;
} EditOptions;

/* --- what to write -------------------------------------------------------------------------- */

/* "@FILE" is the content of a file, "@-" that of standard input, "@@…" a text that begins so. */
static char *
fetch_value(const char *value, GError **error)
{
	if (value[0] != '@' || value[1] == '\0')
		return g_strdup(value);
	if (value[1] == '@')
		return g_strdup(value + 1);
	if (strcmp(value, "@-") != 0 && !g_file_test(value + 1, G_FILE_TEST_EXISTS)) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no file '%s'; a text that begins with @ is written @@…", value + 1);
		return NULL;
	}
	return cli_read_text(value + 1, error);
}

/* Ids have no "=", edits always have one. */
static gboolean
sort_args(const CliCall *call, const char *lang, GPtrArray *photos, GPtrArray *steps, GError **error)
{
	for (guint i = 0; i < call->n_args; i++) {
		ClEditStep *step;
		char *value;

		if (strchr(call->args[i], '=') == NULL) {
			g_ptr_array_add(photos, g_strdup(call->args[i]));
			continue;
		}
		step = cl_edit_step_parse(call->args[i], lang, error);
		if (step == NULL)
			return FALSE;
		g_ptr_array_add(steps, step);
		value = fetch_value(step->value, error);
		if (value == NULL)
			return FALSE;
		g_free(step->value);
		step->value = value;
	}
	return TRUE;
}

gboolean
cli_add_selection(const CliCall *call, const char *query, GPtrArray *photos, GError **error)
{
	g_autoptr(GPtrArray) found = query == NULL ? NULL : cl_archive_select(call->archive, query, error);

	if (query != NULL && found == NULL)
		return FALSE;
	for (guint i = 0; found != NULL && i < found->len; i++)
		g_ptr_array_add(photos, g_strdup(found->pdata[i]));
	if (photos->len > 0) {
		g_ptr_array_add(photos, NULL);
		return TRUE;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"say which photos: ids, or --query with what 'cutline search' would find");
	return FALSE;
}

/* --- what came of it ------------------------------------------------------------------------ */

static void
print_photo(const CliCall *call, const ClEdited *edited)
{
	const CliOut *out = call->out;

	if (call->global->json) {
		g_autoptr(ClJson) json = cl_json_new();

		cl_json_write_edited(json, NULL, edited);
		cli_out_json(out, json);
		return;
	}
	cli_out_styled(out, CLI_BOLD, edited->id);
	fprintf(out->file, "  %s, revision %" G_GINT64_FORMAT, cl_edited_status_name(edited->status),
		edited->rev);
	if (edited->event != 0)
		fprintf(out->file, ", event %" G_GINT64_FORMAT, edited->event);
	fputc('\n', out->file);
	for (guint i = 0; i < edited->changes->len; i++)
		cli_print_change(out, 2, edited->changes->pdata[i]);
	for (guint i = 0; i < edited->notes->len; i++)
		cli_out_wrapped(out, 2, 0, edited->notes->pdata[i]);
}

static void
print_summary(const CliCall *call, const ClEditAnswer *answer, gboolean dry_run)
{
	g_autofree char *all = cli_text_plural(answer->photos->len, "photo");
	g_autofree char *changed = cli_text_count(answer->n_changed);

	fprintf(call->out->file, "%s of %s %s", changed, all,
		dry_run ? "would change; nothing was written" : "changed");
	if (answer->event != 0)
		fprintf(call->out->file, "; take back: cutline undo %" G_GINT64_FORMAT, answer->event);
	fputc('\n', call->out->file);
}

void
cli_print_edited(const CliCall *call, const ClEditAnswer *answer, gboolean dry_run)
{
	gboolean all = call->global->json || dry_run || answer->photos->len <= SHOWN_PHOTOS;

	for (guint i = 0; i < answer->photos->len; i++) {
		const ClEdited *edited = answer->photos->pdata[i];

		if (all || edited->notes->len > 0)
			print_photo(call, edited);
	}
	if (!call->global->json && (answer->photos->len > 1 || dry_run))
		print_summary(call, answer, dry_run);
}

/* Both texts of a refused edit. */
static void
print_stale(const CliCall *call, const ClEditAnswer *answer)
{
	for (guint i = 0; answer->photos != NULL && i < answer->photos->len; i++) {
		const ClEdited *edited = answer->photos->pdata[i];

		if (edited->status != CL_EDITED_STALE)
			continue;
		print_photo(call, edited);
		for (guint j = 0; !call->global->json && j < edited->changes->len; j++) {
			const ClChange *change = edited->changes->pdata[j];
			g_autofree char *now = cl_change_text(change, FALSE);
			g_autofree char *wanted = cl_change_text(change, TRUE);

			fprintf(call->out->file, "  %s now:\n", cl_field_info(change->field)->name);
			cli_out_wrapped(call->out, 4, 0, now);
			fputs("  not written:\n", call->out->file);
			cli_out_wrapped(call->out, 4, 0, wanted);
		}
	}
}

static int
run_edit(const CliCall *call, GError **error)
{
	const EditOptions *options = call->options;
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);
	g_autoptr(GPtrArray) steps = g_ptr_array_new_with_free_func((GDestroyNotify)cl_edit_step_free);
	g_auto(ClEditAnswer) answer = {0};
	ClEdit edit = {.steps = steps, .if_rev = options->if_rev, .reason = options->reason,
		.template_id = options->template_id, .dry_run = options->dry_run,
		.literal = options->literal};

	if (!sort_args(call, options->lang, photos, steps, error))
		return 2;
	if (steps->len == 0 && options->template_id == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what to write: field=value, field+=value, field-=value, or --template");
		return 2;
	}
	if (!cli_add_selection(call, options->query, photos, error))
		return 2;
	if (!cl_archive_edit(call->archive, (const char *const *)photos->pdata, &edit, &answer, error)) {
		print_stale(call, &answer);
		return 8;
	}
	cli_print_edited(call, &answer, options->dry_run);
	return 0;
}

static int
run_undo(const CliCall *call, GError **error)
{
	const EditOptions *options = call->options;
	g_auto(ClEditAnswer) answer = {0};

	if (!cl_archive_undo(call->archive, call->args[0], options->reason, options->dry_run, &answer,
		    error)) {
		for (guint i = 0; answer.photos != NULL && i < answer.photos->len; i++)
			print_photo(call, answer.photos->pdata[i]);
		return 8;
	}
	cli_print_edited(call, &answer, options->dry_run);
	return answer.n_left > 0 ? CL_EXIT_PARTIAL : 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(EditOptions, member)
static const CliOption edit_options[] = {
	{"query", 'q', CLI_OPTION_TEXT, OPT(query), .arg = "QUERY",
		.help = "also the photos that 'cutline search QUERY' finds"},
	{"template", 't', CLI_OPTION_TEXT, OPT(template_id), .arg = "NAME",
		.help = "a template's fields first, then those named here"},
	{"lang", 'l', CLI_OPTION_TEXT, OPT(lang), .arg = "LANG",
		.help = "the language of captions, alt texts and the like: en, kk, pt-BR"},
	{"if-rev", 0, CLI_OPTION_NUMBER, OPT(if_rev), .arg = "N", .min = 1, .max = G_MAXINT,
		.help = "only if the photo still has this revision ('show' gives it)"},
	{"literal", 0, CLI_OPTION_FLAG, OPT(literal),
		.help = "leave code replacements (=code=) as they are typed"},
	{"reason", 0, CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, for the history"},
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run),
		.help = "show what would change, write nothing"},
	{NULL},
};
static const CliOption undo_options[] = {
	{"reason", 0, CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT",
		.help = "why, for the history"},
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run),
		.help = "show what would come back, write nothing"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_edit = {
	.name = "edit",
	.args = "[ID...] FIELD=VALUE...",
	.min = 0,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "write over what was received: captions, credits, keywords, places",
	.details =
		"What was received stays as it came; what is written here lies over it, and the history "
		"says who wrote it and when. FIELD=VALUE sets, FIELD+=VALUE adds to a list or a text, "
		"FIELD-=VALUE takes a value out of a list, FIELD?=VALUE fills only what is empty. "
		"FIELD= lets the field say nothing; FIELD-= takes our text away, so that what was "
		"received counts again. FIELD@kk=VALUE is the text in a language.\n\n"
		"VALUE @FILE is the content of a file, @- that of standard input, @@… a text that begins "
		"with @. Lists are split at semicolons, keywords at commas too. Dates are ISO 8601, "
		"country codes ISO 3166; docs/fields.md lists all fields.\n\n"
		"Codes of loaded files (=code=, see 'codes') are replaced by their texts; values of a field "
		"with a pick list get its spelling. All photos are changed in one step, which 'cutline "
		"undo EVENT' takes back. Refused with status 5 and both texts if --if-rev names another "
		"revision than the photo has.\n\n"
		"With --json, a line a photo: {\"id\", \"status\":\"changed|unchanged|stale\", \"rev\", "
		"\"event\", \"changes\":[{\"field\", \"lang\", \"received\", \"before\", \"after\"}], "
		"\"notes\"}; null for before or after: no text of ours.",
	.examples = "cutline edit 7k3m9q caption=\"Police block a street in Almaty.\"\n"
		    "cutline edit 7k3m9q keywords+=protest keywords-=riot --if-rev 4\n"
		    "cutline edit 7k3m9q caption@kk=@caption-kk.txt --reason \"translated\"\n"
		    "cutline edit --query 'byline:ruiz taken:today' credit='Ana Ruiz/Courier' --dry-run",
	.options = edit_options,
	.options_bytes = sizeof(EditOptions),
	.run = run_edit,
};

const CliCommand cli_cmd_undo = {
	.name = "undo",
	.args = "ID|EVENT",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.summary = "take an edit back",
	.details =
		"Of a photo, its last edit that still stands; of an event, what it wrote, for all its "
		"photos. The number of an event stands in the answer of 'edit' and in 'history'; #123 is "
		"always an event. Undoing an undo writes the edit again.\n\n"
		"A text that was changed again since is left as it is and named; the status is then 1, or "
		"5 if nothing could be taken back. With --json as 'edit', and \"status\":\"left\".",
	.examples = "cutline undo 7k3m9q\ncutline undo 1204 --dry-run",
	.options = undo_options,
	.options_bytes = sizeof(EditOptions),
	.run = run_undo,
};
