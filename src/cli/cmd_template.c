/* SPDX-License-Identifier: MIT
 *
 * template: field values that an editor writes once, with variables, and puts over many photos.
 */
#include <cutline/error.h>
#include <string.h>
#include "diff.h"
#include "written.h"
#include <cutline/file.h>

#define KIND "template"

typedef struct {
	const char *title, *reason, *query;
	gboolean dry_run;
} TemplateOptions;

static char *
summary(const char *json)
{
	g_autoptr(ClTemplate) template = cl_template_parse(json, KIND, NULL);
	g_autoptr(GString) text = g_string_new(NULL);

	if (template == NULL)
		return g_strdup("?");
	if (template->title != NULL)
		g_string_append_printf(text, "%s: ", template->title);
	for (guint i = 0; i < template->steps->len; i++)
		g_string_append_printf(text, "%s%s", i == 0 ? "" : ", ",
			cl_field_info(((ClEditStep *)template->steps->pdata[i])->field)->name);
	return g_string_free(g_steal_pointer(&text), FALSE);
}

static const CliWritten written = {KIND, summary};

static int
run_show(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {{.title = "Field", .style = CLI_BOLD}, {.title = "How"},
		{.title = "Value", .min = 20}};
	g_autoptr(ClDocument) document = cli_written_get(call, error);
	g_autoptr(ClTemplate) template = NULL;
	g_autoptr(CliTable) table = NULL;

	template = document == NULL ? NULL : cl_template_parse(document->json, document->id, error);
	if (template == NULL)
		return 8;
	if (call->global->json) {
		cli_written_print(call, document->json);
		return 0;
	}
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < template->steps->len; i++) {
		const ClEditStep *step = template->steps->pdata[i];

		cli_table_add(table, (const char *const[]){cl_field_info(step->field)->name,
					     cl_edit_how_name(step->how), step->value});
	}
	cli_table_print(table, call->out);
	return 0;
}

/* A file, or a name and its fields. */
static int
run_set(const CliCall *call, GError **error)
{
	const TemplateOptions *options = call->options;
	g_autoptr(ClTemplate) template = NULL;
	g_autoptr(GBytes) bytes = NULL;
	g_autofree char *json = NULL;

	if (call->n_args > 1) {
		template = cl_template_new(call->args[0], options->title, call->args + 1, error);
		json = template == NULL ? NULL : cl_template_write(template);
	} else {
		bytes = cli_written_read(call->args[0], error);
		json = cl_file_text(bytes);
	}
	return json == NULL ? 8 : cli_written_set(call, json, error);
}

static int
run_apply(const CliCall *call, GError **error)
{
	const TemplateOptions *options = call->options;
	g_autoptr(GPtrArray) photos = g_ptr_array_new_with_free_func(g_free);
	g_auto(ClEditAnswer) answer = {0};
	ClEdit edit = {.template_id = call->args[0],
		.reason = options->reason,
		.dry_run = options->dry_run};

	for (guint i = 1; i < call->n_args; i++)
		g_ptr_array_add(photos, g_strdup(call->args[i]));
	if (!cli_add_selection(call, options->query, photos, error))
		return 2;
	if (!cl_archive_edit(
		    call->archive, (const char *const *)photos->pdata, &edit, &answer, error))
		return 8;
	cli_print_edited(call, &answer, options->dry_run);
	return 0;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(TemplateOptions, member)
static const CliOption set_options[] = {
	{"title", 0, CLI_OPTION_TEXT, OPT(title), .arg = "TEXT", .help = "what it is for"},
	{NULL},
};
static const CliOption apply_options[] = {
	{"query", 'q', CLI_OPTION_TEXT, OPT(query), .arg = "QUERY",
		.help = "also the photos that 'cutline search QUERY' finds"},
	{"reason", 0, CLI_OPTION_TEXT, OPT(reason), .arg = "TEXT", .help = "why, for the history"},
	{"dry-run", 'n', CLI_OPTION_FLAG, OPT(dry_run), .help = "show what would change, write nothing"},
	{NULL},
};

static const CliCommand list = {.name = "template list", .args = "", .needs = CLI_NEEDS_READ,
	.summary = "all templates",
	.details = "With --json, a line each: {\"id\", \"rev\", \"at\", \"who\", \"summary\"}.", .of = &written, .run = cli_written_list};
static const CliCommand show = {.name = "template show", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_READ, .summary = "the fields of a template",
	.details = "Field, what is done with it (set, append, remove, if-empty, received), and the value with its variables.",
	.of = &written, .run = run_show};
static const CliCommand export = {.name = "template export", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_READ, .summary = "a template as the JSON that 'template set' reads",
	.details = "To standard output; the file may be changed and set again, here or in another archive.",
	.of = &written, .run = cli_written_export};
static const CliCommand remove_it = {.name = "template remove", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_WRITE, .summary = "forget a template; what it wrote stays",
	.details = "Its name is free again. What it wrote stays, and the history keeps its text.",
	.of = &written, .run = cli_written_remove};
/* clang-format on */

static const CliCommand set = {
	.name = "template set",
	.args = "FILE | NAME FIELD=VALUE...",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "write a template, new or anew",
	.details = "From a file of JSON (- is standard input), or from fields as 'edit' takes "
		   "them: FIELD=VALUE, "
		   "FIELD+=VALUE, FIELD?=VALUE to fill only what is empty. In a value {NAME} "
		   "stands for a field of "
		   "the photo ({city}, {byline}, {caption@kk}) or for id, filename, supplier, "
		   "user, width, height, "
		   "seq (the photo's number in the run) or now. {date_taken:%d %B %Y} formats a "
		   "date; {seq:03} a "
		   "number; {city:%s, } a text, which is left out with what stands around it if it "
		   "is empty; "
		   "%S is in capitals, %n writes a list as \"A, B and C\", %1 is its first. "
		   "{city|state|\"at sea\"} takes the first that says something. {=code} and "
		   "=code= are code "
		   "replacements. {{ and }} are braces.",
	.examples = "cutline template set courier credit='{byline}/Courier' country?=Kazakhstan "
		    "keywords+=unrest\n"
		    "cutline template set caption-web caption='{caption} {city:%s, "
		    "}{date_taken:%-d %B %Y}.'",
	.options = set_options,
	.options_bytes = sizeof(TemplateOptions),
	.of = &written,
	.run = run_set,
};

static const CliCommand apply = {
	.name = "template apply",
	.args = "NAME [ID...]",
	.min = 1,
	.max = CLI_ANY,
	.needs = CLI_NEEDS_WRITE,
	.summary = "write a template over photos",
	.details = "As 'edit --template' does: in one step that 'undo' takes back, with the same "
		   "answers. A "
		   "field whose value comes out empty is left as it is; empty variables are named.",
	.examples = "cutline template apply courier --query 'supplier:house taken:today'",
	.options = apply_options,
	.options_bytes = sizeof(TemplateOptions),
	.run = run_apply,
};

static const CliCommand *const commands[] = {&list, &show, &set, &apply, &export, &remove_it, NULL};

const CliCommand cli_cmd_template = {
	.name = "template",
	.args = "list|show|set|apply|export|remove …",
	.summary = "values that are written over many photos",
	.details = "Named field values with variables, over a selection ('template apply', 'edit "
		   "--template'), at ingest ('ingest --template') or in a hot folder. "
		   "docs/editing.md tells all.",
	.commands = commands,
};
