/* SPDX-License-Identifier: MIT
 *
 * codes: code replacements, in the tab-separated files that editors have.
 */
#include <cutline/error.h>
#include <cutline/text.h>
#include <string.h>
#include "written.h"

#define KIND "codes"

typedef struct {
	const char *name, *delimiter;
} CodesOptions;

static char *
summary(const char *json)
{
	g_autoptr(ClCodeFile) file = cl_code_file_parse(json, KIND, NULL);
	g_autofree char *n = file == NULL ? NULL : cli_text_plural(file->codes->len, "code");

	return file == NULL ? g_strdup("?")
			    : g_strdup_printf(
				      "%s, written %scode%s", n, file->delimiter, file->delimiter);
}

static const CliWritten written = {KIND, summary};

static ClCodeFile *
load(const CliCall *call, ClDocument **document, GError **error)
{
	*document = cli_written_get(call, error);
	return *document == NULL ? NULL
				 : cl_code_file_parse((*document)->json, (*document)->id, error);
}

static int
run_show(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {{.title = "Code", .style = CLI_BOLD},
		{.title = "Text", .min = 20}, {.title = "Others", .min = 10}};
	g_autoptr(ClDocument) document = NULL;
	g_autoptr(ClCodeFile) file = load(call, &document, error);
	g_autoptr(CliTable) table = NULL;

	if (file == NULL)
		return 8;
	if (call->global->json) {
		cli_written_print(call, document->json);
		return 0;
	}
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < file->codes->len; i++) {
		const ClCode *code = file->codes->pdata[i];
		g_autoptr(GString) others = g_string_new(NULL);

		for (guint j = 1; j < code->texts->len; j++)
			g_string_append_printf(
				others, "%s%s", j == 1 ? "" : " | ", (char *)code->texts->pdata[j]);
		cli_table_add(table,
			(const char *const[]){code->code, code->texts->pdata[0], others->str});
	}
	cli_table_print(table, call->out);
	return 0;
}

static int
run_export(const CliCall *call, GError **error)
{
	g_autoptr(ClDocument) document = NULL;
	g_autoptr(ClCodeFile) file = load(call, &document, error);
	g_autofree char *text = file == NULL ? NULL : cl_code_file_text(file);

	if (text == NULL)
		return 8;
	if (call->global->json)
		cli_written_print(call, document->json);
	else
		fputs(text, call->out->file);
	return 0;
}

/* Our JSON begins with a brace; a code cannot. */
static char *
to_json(const CliCall *call, GBytes *bytes, GError **error)
{
	const CodesOptions *options = call->options;
	g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func(g_free);
	g_autofree char *id =
		options->name != NULL ? g_strdup(options->name) : cli_written_id(call->args[0]);
	g_autoptr(ClCodeFile) file = NULL;
	gsize n;
	const char *data = g_bytes_get_data(bytes, &n);

	if (n > 0 && data[0] == '{')
		return g_strndup(data, n);
	if (!cl_written_id_valid(id)) {
		g_autofree char *printable = cl_text_printable(id);

		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"'%s' is no name; give one with --name, of lower-case letters, digits, - "
			"and _",
			printable);
		return NULL;
	}
	file = cl_code_file_read(id, options->delimiter, data == NULL ? "" : data, n, notes, error);
	if (file == NULL)
		return NULL;
	for (guint i = 0; i < notes->len; i++)
		cli_out_error(call->err, "codes set", notes->pdata[i]);
	return cl_code_file_write(file);
}

static int
run_set(const CliCall *call, GError **error)
{
	g_autoptr(GBytes) bytes = cli_written_read(call->args[0], error);
	g_autofree char *json = bytes == NULL ? NULL : to_json(call, bytes, error);

	return json == NULL ? 8 : cli_written_set(call, json, error);
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(CodesOptions, member)
static const CliOption set_options[] = {
	{"name", 0, CLI_OPTION_TEXT, OPT(name), .arg = "NAME", .help = "else that of the file"},
	{"delimiter", 'd', CLI_OPTION_TEXT, OPT(delimiter), .arg = "C",
		.help = "the character before and after a code in a text (else =)"},
	{NULL},
};

static const CliCommand list = {.name = "codes list", .args = "", .needs = CLI_NEEDS_READ,
	.summary = "all code files that are loaded",
	.details = "The file that was loaded last counts where two hold the same code. With --json as 'template list'.", .of = &written, .run = cli_written_list};
static const CliCommand show = {.name = "codes show", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_READ, .summary = "the codes of a file",
	.details = "With --json, the document: {\"schema\", \"id\", \"delimiter\", \"codes\":[{\"code\", \"texts\"}]}.",
	.of = &written, .run = run_show};
static const CliCommand export = {.name = "codes export", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_READ, .summary = "a code file, tab-separated",
	.details = "As 'codes set' and other programs read it; with --json the document.",
	.of = &written, .run = run_export};
static const CliCommand remove_it = {.name = "codes remove", .args = "NAME", .min = 1, .max = 1,
	.needs = CLI_NEEDS_WRITE, .summary = "forget a code file",
	.details = "Texts in which its codes were replaced stay as they are.",
	.of = &written, .run = cli_written_remove};
/* clang-format on */

static const CliCommand set = {
	.name = "codes set",
	.args = "FILE",
	.min = 1,
	.max = 1,
	.needs = CLI_NEEDS_WRITE,
	.file_args = TRUE,
	.summary = "load a code file, new or anew",
	.details = "A line is a code, a tab and the text that stands for it; further texts, each "
		   "after a tab, are "
		   "written =code#2=, =code#3= … Lines that begin with // say nothing. Then =code= "
		   "in a text that "
		   "'edit' or a template writes becomes the text; what is no known code stays as "
		   "it is. Case "
		   "counts. Of files that hold the same code the one loaded last counts.",
	.examples = "cutline codes set kazakhstan-names.txt\ncutline edit 7k3m9q caption='=nn= and "
		    "=kt= in Astana.'",
	.options = set_options,
	.options_bytes = sizeof(CodesOptions),
	.of = &written,
	.run = run_set,
};

static const CliCommand *const commands[] = {&list, &show, &set, &export, &remove_it, NULL};

const CliCommand cli_cmd_codes = {
	.name = "codes",
	.args = "list|show|set|export|remove …",
	.summary = "short codes that become names and phrases",
	.details = "Files with a code, a tab and the text that stands for it, as editors have them from "
		   "other programs. docs/editing.md tells all.",
	.commands = commands,
};
