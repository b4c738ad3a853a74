/* SPDX-License-Identifier: MIT
 *
 * lint: what an editor would still change in a caption, and what is mechanical of it.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/lint.h>
#include <string.h>
#include "command.h"

#define CODE_COLUMNS 21
#define PLACE_COLUMNS 14

typedef struct {
	const char *text;
	gboolean fix;
} LintOptions;

static void
print_json(const CliCall *call, const ClLinted *linted)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_write_linted(json, NULL, linted);
	cli_out_json(call->out, json);
}

/* "CODE  caption 23  message", the message wrapped in its own column; "caption[ru]:23". */
static void
print_issues(const CliCall *call, const ClLinted *linted, gboolean with_lang)
{
	for (guint i = 0; i < linted->lints->len; i++) {
		const ClLint *lint = linted->lints->pdata[i];
		gboolean warns = cl_lint_severity(lint->code) == CL_LINT_WARNING;
		const char *lang = cl_linted_lang(linted, lint->field);
		g_autoptr(GString) place = g_string_new(cl_field_info(lint->field)->name);
		g_autofree char *code =
			g_strdup_printf("%-*s", CODE_COLUMNS, cl_lint_name(lint->code));
		g_autofree char *padded = NULL;

		if (with_lang && lang)
			g_string_append_printf(place, "[%s]", lang);
		if (lint->span.end > lint->span.start)
			g_string_append_printf(place, ":%u", lint->span.start);
		padded = g_strdup_printf("%-*s ", PLACE_COLUMNS - 1, place->str);
		cli_out_styled(call->out, warns ? CLI_YELLOW : CLI_DIM, code);
		cli_out_styled(call->out, CLI_DIM, padded);
		cli_out_wrapped(call->out, CODE_COLUMNS + PLACE_COLUMNS,
			CODE_COLUMNS + PLACE_COLUMNS, lint->message);
	}
}

static void
print_proposal(const CliCall *call, const ClLinted *linted)
{
	if (linted->caption == NULL || strcmp(linted->caption, linted->proposal) == 0)
		return;
	cli_out_heading(call->out, "With all that is mechanical done");
	cli_out_wrapped(call->out, 2, 0, linted->proposal);
}

static void
print_text(const CliCall *call, const ClLinted *linted)
{
	guint n_others = linted->others == NULL ? 0 : linted->others->len, n = linted->lints->len;

	if (linted->id[0] != '\0') {
		cli_out_styled(call->out, CLI_BOLD, linted->id);
		fputc('\n', call->out->file);
	}
	print_issues(call, linted, FALSE);
	for (guint i = 0; i < n_others; i++) {
		const ClLinted *other = linted->others->pdata[i];

		print_issues(call, other, TRUE);
		n += other->lints->len;
	}
	if (n == 0)
		cli_out_wrapped(call->out, 0, 0, "Nothing to change.");
	print_proposal(call, linted);
	for (guint i = 0; i < n_others; i++)
		print_proposal(call, linted->others->pdata[i]);
}

/* Warnings are something left undone; notes are not. */
static int
print(const CliCall *call, const ClLinted *linted)
{
	if (call->global->json)
		print_json(call, linted);
	else
		print_text(call, linted);
	return cl_linted_warns(linted) ? CL_EXIT_PARTIAL : 0;
}

static int
lint_text(const CliCall *call, const char *text, GError **error)
{
	g_autoptr(ClLinted) linted = cl_archive_lint_text(call->archive, text, error);

	return linted == NULL ? 8 : print(call, linted);
}

/* With `fix`, what is left afterwards. */
static ClLinted *
lint_photo(const CliCall *call, const char *text, gboolean fix, GError **error)
{
	g_autoptr(ClLinted) linted = cl_archive_lint(call->archive, text, error);
	g_auto(ClEditAnswer) answer = {0};

	if (linted == NULL || !fix || linted->n_mechanical == 0)
		return g_steal_pointer(&linted);
	if (!cl_archive_lint_fix(call->archive, linted, &answer, error))
		return NULL;
	if (!call->global->json && answer.event != 0)
		fprintf(call->out->file,
			"%u changes made; take back: cutline undo %" G_GINT64_FORMAT "\n",
			linted->n_mechanical, answer.event);
	return cl_archive_lint(call->archive, text, error);
}

static int
run(const CliCall *call, GError **error)
{
	const LintOptions *options = call->options;
	int status = 0;

	if ((options->text == NULL) == (call->n_args == 0)) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say which photos, or give a caption: cutline lint ID..., or --text \"…\"");
		return 2;
	}
	if (options->text != NULL && options->fix) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"--fix is for photos; the text comes back fixed as it is");
		return 2;
	}
	if (options->text != NULL)
		return lint_text(call, options->text, error);
	if (call->archive == NULL) {
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no archive; name it with -C, or make one: cutline init");
		return 3;
	}
	for (guint i = 0; i < call->n_args; i++) {
		g_autoptr(ClLinted) linted = lint_photo(call, call->args[i], options->fix, error);

		if (linted == NULL)
			return 8;
		if (i > 0 && !call->global->json)
			fputc('\n', call->out->file);
		if (print(call, linted) != 0)
			status = CL_EXIT_PARTIAL;
	}
	return status;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(LintOptions, member)
static const CliOption options[] = {
	{"text", 't', CLI_OPTION_TEXT, OPT(text), .arg = "TEXT",
		.help = "a caption that is not in the archive; needs no archive"},
	{"fix", 0, CLI_OPTION_FLAG, OPT(fix), .writes = TRUE,
		.help = "do what is mechanical, as one edit a photo; what is left is listed"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_lint = {
	.name = "lint",
	.args = "[ID...]",
	.min = 0,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_IF_THERE,
	.summary = "what an editor would still change in captions",
	.details =
		"House style, spellings that vary in the text or against the archive, missing who, "
		"where and when, days that contradict the date, credits and desk words in the "
		"caption, alt texts, quotation marks, blanks, placeholders. The table of house "
		"style is "
		"rules/house-style.json of the archive, else the shipped one. Exits 1 if there is "
		"a "
		"warning.\n\n"
		"With --json, a line a photo: {\"photo\", \"issues\":[{\"code\", \"severity\", "
		"\"field\", \"lang\", \"start\", \"end\", \"text\", \"message\", \"fix\", \"rule\"}], "
		"\"form\", \"parts\":[{\"part\", \"start\", \"end\"}], "
		"\"proposal\", "
		"\"languages\":[{\"lang\", \"form\", \"parts\", \"proposal\"}]}; start and end "
		"are bytes of the field in that language; languages are those after "
		"the first. docs/captions.md lists the codes.",
	.examples = "cutline lint 7k3m9q\ncutline lint 7k3m9q --fix\n"
		    "cutline lint --text \"A view of Kiev on Wednesday.\"",
	.options = options,
	.options_bytes = sizeof(LintOptions),
	.run = run,
};
