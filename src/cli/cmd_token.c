/* SPDX-License-Identifier: MIT
 *
 * token: who may use the HTTP interface, and as what.
 */
#include <cutline/account.h>
#include <cutline/answers.h>
#include <cutline/error.h>
#include <string.h>
#include "command.h"

typedef struct {
	guint role; /* ClRole */
} TokenOptions;

static int
add(const CliCall *call, const char *name, GError **error)
{
	const TokenOptions *options = call->options;
	g_autofree char *secret = NULL;
	g_autoptr(ClJson) json = NULL;

	if (options->role == 0) {
		g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
			"say what it may do: --role viewer|editor|rights|admin");
		return 2;
	}
	if (!cl_archive_add_token(call->archive, name, (ClRole)options->role, &secret, error))
		return 8;
	if (!call->global->json) {
		fprintf(call->out->file, "%s\n", secret);
		fflush(call->out->file);
		fputs("it is shown only now; send it as  Authorization: Bearer TOKEN\n",
			call->err->file);
		return 0;
	}
	json = cl_json_new();
	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", name);
	cl_json_string(json, "role", cl_role_name((ClRole)options->role));
	cl_json_string(json, "token", secret);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
	return 0;
}

static void
print_json(const CliCall *call, const ClToken *token)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "name", token->name);
	cl_json_string(json, "role", cl_role_name(token->role));
	cl_json_write_time(json, "since", token->since_us);
	cl_json_string(json, "by", token->by);
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Name", .style = CLI_BOLD}, {.title = "Role"}, {.title = "Since"}, {.title = "By"}};
	g_autoptr(GPtrArray) tokens = cl_archive_list_tokens(call->archive, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (!tokens)
		return 8;
	for (guint i = 0; i < tokens->len; i++) {
		const ClToken *token = tokens->pdata[i];
		g_autofree char *since =
			cli_text_when(token->since_us, cl_archive_zone(call->archive));

		if (call->global->json)
			print_json(call, token);
		else
			cli_table_add(table, (const char *const[]){token->name,
						     cl_role_name(token->role), since, token->by});
	}
	if (!call->global->json && tokens->len > 0)
		cli_table_print(table, call->out);
	return 0;
}

static int
run(const CliCall *call, GError **error)
{
	const char *verb = call->args[0];

	if (strcmp(verb, "list") == 0 && call->n_args == 1)
		return list(call, error);
	if (strcmp(verb, "add") == 0 && call->n_args == 2)
		return add(call, call->args[1], error);
	if (strcmp(verb, "revoke") == 0 && call->n_args == 2) {
		if (!cl_archive_revoke_token(call->archive, call->args[1], error))
			return 8;
		if (!call->global->json)
			fprintf(call->out->file, "%s is revoked\n", call->args[1]);
		return 0;
	}
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE,
		"the command is: cutline token add NAME --role ROLE, token list, or token revoke NAME");
	return 2;
}

/* clang-format off */
#define OPT(member) .offset = G_STRUCT_OFFSET(TokenOptions, member)
static const CliOption options[] = {
	{"role", 0, CLI_OPTION_CHOICE, OPT(role), .arg = "viewer|editor|rights|admin",
		.help = "what the holder may do: look; also edit and bring in; also decide about rights and "
			"kills; everything"},
	{NULL},
};
/* clang-format on */

const CliCommand cli_cmd_token = {
	.name = "token",
	.args = "add NAME | list | revoke NAME",
	.min = 1,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "who may use the HTTP interface",
	.details = "'add' makes a token and shows it once; what is kept is its SHA-256. Programs send it as "
		   "'Authorization: Bearer ct_…'. 'revoke' ends one: 'cutlined' follows within a second. "
		   "Renditions need none; all of /api/v1 does.\n\n"
		   "With --json, add prints {\"name\", \"role\", \"token\"}, list {\"name\", \"role\", "
		   "\"since\", \"by\"}.",
	.examples = "cutline token add cms --role editor\ncutline token revoke cms",
	.options = options,
	.options_bytes = sizeof(TokenOptions),
	.run = run,
};
