/* SPDX-License-Identifier: MIT
 *
 * key: which keys sign rendition URLs. Adding one and, when no page needs the old one any more,
 * dropping that is how they are rotated. The secret is shown for those who sign by themselves.
 */
#include <cutline/answers.h>
#include <cutline/error.h>
#include <cutline/framing.h>
#include <cutline/secret.h>
#include <string.h>
#include "command.h"

static void
print_json(const CliCall *call, const ClSignKey *key, gboolean signs, gboolean with_secret)
{
	g_autoptr(ClJson) json = cl_json_new();

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "key", key->id);
	cl_json_write_time(json, "since", key->made_us);
	cl_json_bool(json, "signs", signs);
	if (with_secret) {
		g_autofree char *secret = cl_base64url(key->secret, sizeof key->secret);

		cl_json_string(json, "secret", secret);
	}
	cl_json_end_object(json);
	cli_out_json(call->out, json);
}

static int
add(const CliCall *call, GError **error)
{
	ClSignKey key;

	if (!cl_archive_add_sign_key(call->archive, &key, error))
		return 8;
	if (call->global->json)
		print_json(call, &key, TRUE, FALSE);
	else
		fprintf(call->out->file, "key %s signs from now on\n", key.id);
	return 0;
}

static int
list(const CliCall *call, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Key", .style = CLI_BOLD}, {.title = "Since"}, {.title = ""}};
	g_autoptr(GPtrArray) keys = cl_archive_sign_keys(call->archive, error);
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (keys == NULL)
		return 8;
	for (guint i = 0; i < keys->len; i++) {
		const ClSignKey *key = keys->pdata[i];
		g_autofree char *since =
			cli_text_when(key->made_us, cl_archive_zone(call->archive));

		if (call->global->json)
			print_json(call, key, i == 0, FALSE);
		else
			cli_table_add(table, (const char *const[]){key->id, since,
						     i == 0 ? "signs" : "accepted"});
	}
	if (!call->global->json)
		cli_table_print(table, call->out);
	return 0;
}

static int
show(const CliCall *call, const char *id, GError **error)
{
	g_autoptr(GPtrArray) keys = cl_archive_sign_keys(call->archive, error);

	for (guint i = 0; keys != NULL && i < keys->len; i++) {
		const ClSignKey *key = keys->pdata[i];
		g_autofree char *secret = cl_base64url(key->secret, sizeof key->secret);

		if (strcmp(key->id, id) != 0)
			continue;
		if (call->global->json)
			print_json(call, key, i == 0, TRUE);
		else
			fprintf(call->out->file, "%s\n", secret);
		return 0;
	}
	if (keys != NULL)
		g_set_error(error, CL_ERROR, CL_ERROR_NOT_FOUND,
			"there is no key '%s'; see: cutline key list", id);
	return 3;
}

static int
run(const CliCall *call, GError **error)
{
	const char *what = call->args[0], *id = call->n_args > 1 ? call->args[1] : NULL;

	if (strcmp(what, "add") == 0 && id == NULL)
		return add(call, error);
	if (strcmp(what, "list") == 0 && id == NULL)
		return list(call, error);
	if (strcmp(what, "show") == 0 && id != NULL)
		return show(call, id, error);
	if (strcmp(what, "drop") == 0 && id != NULL)
		return cl_archive_drop_sign_key(call->archive, id, error) ? 0 : 8;
	g_set_error(error, CL_ERROR, CL_ERROR_USAGE, "write: key add, key list, key show KEY, key drop KEY");
	return 2;
}

const CliCommand cli_cmd_key = {
	.name = "key",
	.args = "add|list|show|drop [KEY]",
	.min = 1,
	.max = 2,
	.needs = CLI_NEEDS_WRITE,
	.summary = "keys that sign rendition URLs",
	.details =
		"key add makes one, which signs from now on; URLs of older keys stay good until key drop. "
		"To replace a key: add one, let pages take up new URLs, drop the old one. key show gives "
		"the secret (base64url) to a program that signs by itself: HMAC-SHA256 over "
		"/i/ID/OPS/EXPIRES/KEY, with the keys of OPS in the order w h fit g q crop dpr.\n\n"
		"Keys are files in ARCHIVE/keys that only their owner can read; backups leave them out.",
	.examples = "cutline key add\n"
		    "cutline key list\n"
		    "cutline key drop 3f9a01bc",
	.run = run,
};
