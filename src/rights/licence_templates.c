/* SPDX-License-Identifier: MIT
 *
 * Licences to fill in, and whether somebody has: what stands in capitals is to be written by a person.
 */
#include "read_json.h"

#include <cutline/papers.h>

#include <string.h>

#define HEAD(id, kind) "{\"schema\": \"cutline-licence/1\",\n \"id\": \"" id "\",\n \"kind\": \"" kind "\",\n"
#define PHOTO " \"photos\": [\"PHOTO-ID\"],\n"
#define ANSWER \
	" \"asked\": \"YYYY-MM-DD\",\n \"granted\": \"YYYY-MM-DD\",\n" \
	" \"wording\": \"THE VERY WORDS\",\n \"evidence\": \"FILE\""
#define YEAR " \"from\": \"2026-01-01\",\n \"until\": \"2026-12-31\",\n"
#define COST " \"cost\": {\"amount\": 0, \"currency\": \"EUR\"}"

/* clang-format off */
static const struct {
	const char *kind, *text;
} templates[] = {
	{"agency", HEAD("AGENCY-2026", "contract") " \"name\": \"AGENCY 2026\",\n \"supplier\": \"AGENCY\",\n" YEAR
		" \"channels\": [\"web\", \"app\", \"newsletter\", \"social\"],\n"
		" \"territories\": [\"WORLD\"],\n \"sections\": [\"editorial\"],\n \"archive_tail_days\": 0,\n"
		" \"resale\": false,\n \"quota\": {\"uses\": 500, \"period\": \"year\", \"count\": "
		"\"publication\", \"warn_percent\": 90},\n \"clauses\": [{\"term\": \"channels\", \"where\": "
		"\"LINE\", \"text\": \"THE WORDS OF THE CONTRACT\"}]\n}\n"},
	{"purchase", HEAD("INVOICE-NUMBER", "purchase") PHOTO YEAR
		" \"channels\": [\"web\"],\n \"territories\": [\"WORLD\"],\n \"uses\": 1,\n" COST
		",\n \"invoice\": \"INVOICE-NUMBER\"\n}\n"},
	{"permission", HEAD("PERMISSION", "permission") PHOTO " \"grantor\": \"WHO\",\n" ANSWER
		",\n \"channels\": [\"web\"]\n}\n"},
	{"ugc", HEAD("PERMISSION", "ugc") PHOTO " \"author\": \"HANDLE\",\n \"source\": \"URL\",\n" ANSWER
		"\n}\n"},
	{"open", HEAD("SOURCE", "open") PHOTO
		" \"spdx\": \"CC-BY-4.0\",\n \"title\": \"TITLE\",\n \"author\": \"AUTHOR\",\n"
		" \"source\": \"URL\",\n \"confirmed\": \"WHO SAW IT THERE, AND WHEN\"\n}\n"},
	{"staff", HEAD("NAME", "staff")
		" \"photographers\": [\"NAME\"],\n \"from\": \"2026-01-01\",\n \"by_capture_date\": true,\n"
		" \"resale\": true,\n \"channels\": [\"web\", \"app\", \"newsletter\", \"social\", \"print\"]\n}\n"},
	{"freelance", HEAD("NAME-2026", "freelance") " \"photographers\": [\"NAME\"],\n" YEAR
		" \"by_capture_date\": true,\n \"channels\": [\"web\"],\n" COST "\n}\n"},
	{"commissioned", HEAD("ORDER", "commissioned")
		" \"photographers\": [\"NAME\"],\n \"stories\": [\"STORY\"],\n \"from\": \"2026-01-01\"\n}\n"},
	{"handout", HEAD("HANDOUT", "handout") PHOTO
		" \"stories\": [\"STORY\"],\n \"until\": \"2026-12-31\"\n}\n"},
	{"pool", HEAD("POOL", "pool") PHOTO
		" \"event\": \"EVENT\",\n \"stories\": [\"STORY\"],\n \"until\": \"2026-12-31\"\n}\n"},
};
/* clang-format on */

const char *
cl_licence_template(const char *kind)
{
	if (strcmp(kind, cl_licence_kind_name(CL_LICENCE_CONTRACT)) == 0)
		kind = "agency";
	for (gsize i = 0; i < G_N_ELEMENTS(templates); i++)
		if (strcmp(templates[i].kind, kind) == 0)
			return templates[i].text;
	return NULL;
}

/* --- was it filled in? ------------------------------------------------------------------------ */

/* One text of a document: under a key, in a list or in a list of objects. TRUE: go on. */
typedef struct {
	gboolean (*each)(const char *key, const char *text, gpointer data);
	gpointer data;
	gboolean stopped;
} Walk;

static void
walk(const char *key, const ClJsonNode *node, gpointer data)
{
	Walk *walking = data;
	const char *text = cl_json_node_string(node);

	if (walking->stopped)
		return;
	if (text != NULL)
		walking->stopped = !walking->each(key, text, walking->data);
	else if (cl_json_node_is_object(node))
		cl_json_node_each(node, walk, walking);
	for (gsize i = 0; i < cl_json_node_length(node); i++)
		walk(key, cl_json_node_at(node, i), walking);
}

typedef struct {
	const char *key, *text; /* as somebody wrote them */
	gboolean found;
} Sought;

/* In capitals, and no code of a vocabulary. */
static gboolean
is_unfilled(const char *key, const char *text)
{
	static const char *const codes[] = {"territories", "spdx", "currency", NULL};
	gboolean capitals = FALSE;

	for (const char *at = text; *at != '\0'; at++) {
		if (g_ascii_islower(*at))
			return FALSE;
		capitals |= g_ascii_isupper(*at);
	}
	return capitals && !g_strv_contains(codes, key);
}

static gboolean
compare(const char *key, const char *text, gpointer data)
{
	Sought *sought = data;

	sought->found = strcmp(key, sought->key) == 0 && strcmp(text, sought->text) == 0 &&
			is_unfilled(key, text);
	return !sought->found;
}

typedef struct {
	const RightsPlace *place;
	GError **error;
	gboolean filled;
} Filled;

static gboolean
is_filled(const char *key, const char *text, gpointer data)
{
	Filled *check = data;
	Sought sought = {key, text, FALSE};

	for (gsize i = 0; is_unfilled(key, text) && !sought.found && i < G_N_ELEMENTS(templates); i++) {
		g_autoptr(ClJsonNode) template = cl_json_read(templates[i].text, -1, NULL);
		Walk walking = {compare, &sought, FALSE};

		cl_json_node_each(template, walk, &walking);
	}
	check->filled = !sought.found ||
			rights_read_refuse(check->place, check->error,
				"\"%s\" still says '%s', as the template does; write what it is, or leave it "
				"out",
				key, text);
	return check->filled;
}

gboolean
cl_licence_is_filled(const char *json, const char *where, GError **error)
{
	g_autoptr(ClJsonNode) object = cl_json_read(json, -1, error);
	const RightsPlace place = {.where = where};
	Filled check = {&place, error, object != NULL};
	Walk walking = {is_filled, &check, FALSE};

	if (object != NULL)
		cl_json_node_each(object, walk, &walking);
	return check.filled;
}
