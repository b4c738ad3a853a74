/* SPDX-License-Identifier: MIT
 *
 * picklist: the values that a field may have, in the desk's spelling.
 */
#include <cutline/error.h>
#include <string.h>
#include "written.h"
#include <cutline/file.h>

#define KIND "picklist"

typedef struct {
	const char *name, *field;
	gboolean strict;
} PicklistOptions;

static char *
summary(const char *json)
{
	g_autoptr(ClPicklist) list = cl_picklist_parse(json, KIND, NULL);
	g_autofree char *n = list == NULL ? NULL : cli_text_plural(list->values->len, "value");

	return list == NULL ? g_strdup("?")
			    : g_strdup_printf("%s of %s%s", n, cl_field_info(list->field)->name,
				      list->strict ? ", and no others" : "");
}

static const CliWritten written = {KIND, summary};

/* A value a line: what 'picklist set' reads. */
static int
run_show(const CliCall *call, GError **error)
{
	g_autoptr(ClDocument) document = cli_written_get(call, error);
	g_autoptr(ClPicklist) list =
		document == NULL ? NULL : cl_picklist_parse(document->json, document->id, error);

	if (list == NULL)
		return 8;
	if (call->global->json)
		cli_written_print(call, document->json);
	for (guint i = 0; !call->global->json && i < list->values->len; i++) {
		cli_out_styled(call->out, CLI_PLAIN, list->values->pdata[i]);
		fputc('\n', call->out->file);
	}
	return 0;
}

static int
run_set(const CliCall *call, GError **error)
{
	const PicklistOptions *options = call->options;
	g_autoptr(GBytes) bytes = cli_written_read(call->args[0], error);
	g_autofree char *text = NULL;
	g_autofree char *id =
		options->name != NULL ? g_strdup(options->name) : cli_written_id(call->args[0]);
	g_autoptr(ClPicklist) list = NULL;
	g_autofree char *json = NULL;

	if (bytes == NULL)
		return 8;
	text = cl_file_text(bytes);
	if (text[0] == '{')
		return cli_written_set(call, text, error);
	if (options->field == NULL) {
		g_set_error(
			error, CL_ERROR, CL_ERROR_USAGE, "say of which field: --field keywords");
		return 2;
	}
	list = cl_picklist_new(
		id, cl_field_from_name(options->field), options->strict, text, error);
	json = list == NULL ? NULL : cl_picklist_write(list);
	return json == NULL ? 8 : cli_written_set(call, json, error);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(PicklistOptions, member)
static const CliOption set_options[] = {
	{"field", 'f', CLI_OPTION_TEXT, OPT(field), .arg = "FIELD", .help = "whose values these are"},
	{"name", 0, CLI_OPTION_TEXT, OPT(name), .arg = "NAME", .help = "else that of the file"},
	{"strict", 0, CLI_OPTION_FLAG, OPT(strict), .help = "nothing else may be written into the field"},
	{NULL},
};

static const CliCommand list_all = {.name = "picklist list", .args = "", .needs = CLI_NEEDS_READ,
	.summary = "all pick lists",
	.details = "With --json as 'template list'.", .of = &written, .run = cli_written_list};
static const CliCommand show = {.name = "picklist show", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_READ, .summary = "the values of a list, a line each",
	.details = "With --json, the document.",
	.of = &written, .run = run_show};
static const CliCommand export = {.name = "picklist export", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_READ, .summary = "a list as the JSON that 'picklist set' reads",
	.details = "To standard output; the file may be changed and set again, here or in another archive.",
	.of = &written, .run = cli_written_export};
static const CliCommand remove_it = {.name = "picklist remove", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_WRITE, .summary = "forget a list",
	.details = "Values that stand in photos stay as they are.",
	.of = &written, .run = cli_written_remove};
/* clang-format on */

static const CliCommand set = {
	.name = "picklist set",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "write a pick list, new or anew",
	.details = "A file with a value a line, or JSON; - is standard input. Whatever an editor "
		   "or a template "
		   "then writes into the field gets the spelling of the list, whatever its case "
		   "and accents. "
		   "With --strict nothing else is taken; a field with several lists takes what is "
		   "on any.",
	.examples = "cutline picklist set desk-keywords.txt --field keywords --strict",
	.options = set_options,
	.options_bytes = sizeof(PicklistOptions),
	.of = &written,
	.run = run_set,
};

static const CliCommand *const commands[] = {&list_all, &show, &set, &export, &remove_it, NULL};

const CliCommand cli_cmd_picklist = {
	.name = "picklist",
	.args = "list|show|set|export|remove …",
	.summary = "values spelt one way",
	.details = "How the desk spells the values of a field, and whether anything else may stand there. "
		   "docs/editing.md tells all.",
	.commands = commands,
};
