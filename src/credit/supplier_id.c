/* SPDX-License-Identifier: MIT
 *
 * A supplier's picture ids: which supplier and scheme a text is an id of, the id in its normal
 * form, the version apart (reference §4.4). Patterns are rules; received text never meets GRegex.
 */
#include "private.h"

#include <string.h>

#define MAX_PATTERN_ITEMS 40U
#define MAX_ID_BYTES 200U
#define MAX_OWNERS 4U
#define MAX_PIECES 16U

/* One character of a pattern and how often it may stand. */
typedef struct {
	guint8 accepts[32]; /* a bit a byte */
	guint min, max;
} Item;

static void
accept(Item *item, guchar c)
{
	guchar upper = (guchar)g_ascii_toupper((char)c), lower = (guchar)g_ascii_tolower((char)c);

	item->accepts[upper / 8] |= (guint8)(1U << (upper % 8));
	item->accepts[lower / 8] |= (guint8)(1U << (lower % 8));
}

static const char *
read_class(const char *at, Item *item)
{
	for (at++; *at != ']'; at++) {
		guchar from = (guchar)at[0], to = from;

		if (from == '\0')
			return NULL;
		if (at[1] == '-' && at[2] != ']' && at[2] != '\0') {
			to = (guchar)at[2];
			at += 2;
		}
		for (guint c = from; c <= to; c++)
			accept(item, (guchar)c);
	}
	return at + 1;
}

static const char *
read_count(const char *at, Item *item)
{
	char *end;

	item->min = item->max = 1;
	if (*at != '{')
		return at;
	item->min = item->max = (guint)g_ascii_strtoull(at + 1, &end, 10);
	if (*end == ',')
		item->max = (guint)g_ascii_strtoull(end + 1, &end, 10);
	if (*end != '}' || item->max < item->min || item->max > MAX_ID_BYTES)
		return NULL;
	return end + 1;
}

static gboolean
compile(const char *pattern, Item *items, guint *n)
{
	*n = 0;
	for (const char *at = pattern; *at != '\0';) {
		Item *item = &items[*n];

		if (*n == MAX_PATTERN_ITEMS)
			return FALSE;
		memset(item, 0, sizeof *item);
		if (*at == '[') {
			at = read_class(at, item);
		} else {
			accept(item, (guchar)*at);
			at++;
		}
		at = at == NULL ? NULL : read_count(at, item);
		if (at == NULL)
			return FALSE;
		(*n)++;
	}
	return TRUE;
}

gboolean
credit_pattern_is_valid(const char *pattern)
{
	Item items[MAX_PATTERN_ITEMS];
	guint n;

	return compile(pattern, items, &n) && n > 0;
}

static gboolean
takes(const Item *item, guchar c)
{
	return (item->accepts[c / 8] >> (c % 8)) & 1;
}

/* reached[k]: the items so far may end before byte k. */
static void
step(const Item *item, const char *text, gsize length, gboolean *reached)
{
	gboolean next[MAX_ID_BYTES + 1] = {FALSE};

	for (gsize from = 0; from <= length; from++) {
		if (!reached[from])
			continue;
		for (gsize k = 0; k <= item->max && from + k <= length; k++) {
			if (k >= item->min)
				next[from + k] = TRUE;
			if (from + k == length || !takes(item, (guchar)text[from + k]))
				break;
		}
	}
	memcpy(reached, next, sizeof next);
}

/* Most texts are no id: told by the first letter, before anything is compiled. */
static gboolean
begins_otherwise(const char *pattern, const char *text)
{
	return g_ascii_isalnum(pattern[0]) && pattern[1] != '{' &&
	       g_ascii_tolower(pattern[0]) != g_ascii_tolower(text[0]);
}

/* The bytes of `text` after the pattern; NULL if it does not begin so. Takes as much as it can. */
static const char *
match(const char *pattern, const char *text, gboolean whole)
{
	Item items[MAX_PATTERN_ITEMS];
	gboolean reached[MAX_ID_BYTES + 1] = {TRUE};
	gsize length = strlen(text);
	guint n;

	if (length == 0 || length > MAX_ID_BYTES || begins_otherwise(pattern, text) ||
		!compile(pattern, items, &n))
		return NULL;
	for (guint i = 0; i < n; i++)
		step(&items[i], text, length, reached);
	if (whole)
		return reached[length] ? text + length : NULL;
	for (gsize k = length; k > 0; k--)
		if (reached[k])
			return text + k;
	return NULL;
}

gboolean
credit_pattern_accepts(const char *pattern, const char *text)
{
	return match(pattern, text, TRUE) != NULL;
}

static ClSupplierId *
try_scheme(const ClOrganisation *organisation, const ClIdScheme *scheme, const char *text)
{
	gsize n_prefix = scheme->prefix == NULL ? 0 : strlen(scheme->prefix);
	g_autofree char *value = NULL;
	ClSupplierId *id;
	const char *rest;

	if (g_ascii_strncasecmp(text, scheme->prefix == NULL ? "" : scheme->prefix, n_prefix) != 0)
		return NULL;
	text += n_prefix;
	rest = match(scheme->pattern, text, scheme->version == NULL);
	if (rest == NULL || (*rest != '\0' && (scheme->version == NULL ||
						      match(scheme->version, rest, TRUE) == NULL)))
		return NULL;
	id = g_new0(ClSupplierId, 1);
	id->supplier = g_strdup(organisation->id);
	id->scheme = g_strdup(scheme->scheme);
	value = g_strdup_printf(
		"%s%.*s", scheme->head == NULL ? "" : scheme->head, (int)(rest - text), text);
	id->value = g_ascii_strup(value, -1);
	id->number = scheme->head == NULL ? NULL : g_strdup(id->value + strlen(scheme->head));
	if (*rest != '\0') {
		while (*rest != '\0' && !g_ascii_isalnum(*rest))
			rest++;
		id->version = g_strdup(rest);
	}
	return id;
}

static gboolean
stands_in(const ClIdScheme *scheme, const char *field)
{
	return field == NULL || scheme->fields == NULL ||
	       g_strv_contains(scheme->fields, field);
}

static ClSupplierId *
try_organisation(
	const ClOrganisation *organisation, const char *field, const char *text, gboolean bare)
{
	for (guint i = 0; i < organisation->n_id_schemes; i++) {
		const ClIdScheme *scheme = &organisation->id_schemes[i];
		ClSupplierId *id = NULL;

		if ((!bare || scheme->bare) && !scheme->near && stands_in(scheme, field))
			id = try_scheme(organisation, scheme, text);
		if (id != NULL)
			return id;
	}
	return NULL;
}

/* Without blanks around, and without the ending of a file's name. */
static char *
trim(const char *text, const char *field)
{
	g_autofree char *clean = cl_text_clean(text, -1);
	char *dot = strrchr(clean, '.');

	if (g_strcmp0(field, "file_name") == 0 && dot != NULL && dot != clean && strlen(dot) <= 5)
		*dot = '\0';
	return g_steal_pointer(&clean);
}

/* A picture of Getty's AFP collection may carry an id of its owner; a ring of owners ends. */
static ClSupplierId *
try_owners(const ClCreditRules *rules, const char *supplier, const char *field, const char *text,
	gboolean bare)
{
	const ClOrganisation *known =
		supplier == NULL ? NULL : cl_credit_rules_organisation(rules, supplier);
	ClSupplierId *id = NULL;

	for (guint depth = 0; depth < MAX_OWNERS && known != NULL && id == NULL; depth++) {
		id = try_organisation(known, field, text, bare);
		known = known->parent == NULL ? NULL
					      : cl_credit_rules_organisation(rules, known->parent);
	}
	return id;
}

ClSupplierId *
cl_supplier_id_parse(
	const ClCreditRules *rules, const char *supplier, const char *field, const char *text)
{
	g_autofree char *clean = trim(text, field);
	ClSupplierId *id = try_owners(rules, supplier, field, clean, FALSE);

	for (guint i = 0; id == NULL && i < rules->n_organisations; i++)
		id = try_organisation(rules->organisations[i], field, clean, TRUE);
	return id;
}

/* What ends behind cuts[last] and begins behind cuts[first]. */
static ClSupplierId *
try_piece(const ClCreditRules *rules, const char *supplier, const char *text, const gsize *cuts,
	guint first, guint last)
{
	g_autofree char *piece =
		g_strndup(text + cuts[first], cuts[last] - cuts[first] - 1);

	return try_owners(rules, supplier, NULL, piece, TRUE);
}

/* Takes it. */
static void
add_once(GPtrArray *ids, ClSupplierId *id)
{
	for (guint i = 0; id != NULL && i < ids->len; i++)
		if (strcmp(((ClSupplierId *)ids->pdata[i])->value, id->value) == 0)
			g_clear_pointer(&id, cl_supplier_id_free);
	if (id != NULL)
		g_ptr_array_add(ids, id);
}

/* Longest first, for "000_34L82NW" has a joint within. What begins an id is no other one. */
static void
add_pieces(const ClCreditRules *rules, const char *supplier, const char *text, GPtrArray *ids)
{
	guint least = ids->len > 0 ? 1 : 0;
	gsize cuts[MAX_PIECES + 1] = {0};
	guint n = 0;

	for (gsize i = 0; n < MAX_PIECES && (i == 0 || text[i - 1] != '\0'); i++)
		if (text[i] == '\0' || strchr(":_-/", text[i]) != NULL)
			cuts[++n] = i + 1;
	for (guint pieces = n - 1; pieces > 0; pieces--)
		for (guint first = least; first + pieces <= n; first++)
			add_once(ids, try_piece(rules, supplier, text, cuts, first, first + pieces));
}

GPtrArray *
cl_supplier_ids_in(const ClCreditRules *rules, const char *supplier, const char *text)
{
	GPtrArray *ids = g_ptr_array_new_with_free_func((GDestroyNotify)cl_supplier_id_free);
	g_autofree char *clean = trim(text, NULL);
	ClSupplierId *whole = strlen(clean) > MAX_ID_BYTES
		? NULL
		: cl_supplier_id_parse(rules, supplier, NULL, clean);

	if (whole != NULL) {
		add_once(ids, whole);
		add_pieces(rules, whole->supplier, clean, ids);
	}
	if (supplier != NULL && strlen(clean) <= MAX_ID_BYTES &&
		(whole == NULL || strcmp(supplier, whole->supplier) != 0))
		add_pieces(rules, supplier, clean, ids);
	return ids;
}

/* "000-34L82NW": behind the head, without what joins it. */
static const char *
behind_head(const char *head, const char *text)
{
	gsize n = strlen(head);

	while (n > 0 && !g_ascii_isalnum(head[n - 1]))
		n--;
	return g_ascii_strncasecmp(text, head, n) == 0 && (text[n] == '-' || text[n] == '_') ? text + n + 1
											     : text;
}

ClSupplierId *
cl_supplier_id_near(const ClCreditRules *rules, const char *text)
{
	g_autofree char *clean = trim(text, NULL);
	ClSupplierId *id = NULL;

	for (guint i = 0; id == NULL && i < rules->n_organisations; i++) {
		const ClOrganisation *one = rules->organisations[i];

		for (guint k = 0; id == NULL && k < one->n_id_schemes; k++) {
			const ClIdScheme *scheme = &one->id_schemes[k];

			if (scheme->near && scheme->head != NULL)
				id = try_scheme(one, scheme, behind_head(scheme->head, clean));
		}
	}
	return id;
}

void
cl_supplier_id_free(ClSupplierId *id)
{
	if (id == NULL)
		return;
	g_free(id->supplier);
	g_free(id->scheme);
	g_free(id->value);
	g_free(id->number);
	g_free(id->version);
	g_free(id);
}
