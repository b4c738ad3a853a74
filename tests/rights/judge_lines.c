/* SPDX-License-Identifier: MIT
 *
 * Cases as JSON lines in, verdicts as JSON lines out, in one process: how tests that are not C ask the
 * pure verdict. A case says photo, use, outlet, licences and grants as tests/rights/cases.py writes them.
 */
#include <cutline/json.h>
#include <cutline/rights.h>
#include <cutline/rules.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ClRightsRules *rules;

/* --- values; numbers are texts; an absent key is NULL, 0, FALSE --------------------------------- */

static char *
text_of(const ClJsonNode *object, const char *key)
{
	return g_strdup(cl_json_node_get_string(object, key));
}

static gint64
number_of(const ClJsonNode *object, const char *key)
{
	const char *text = cl_json_node_get_string(object, key);

	return text == NULL ? 0 : g_ascii_strtoll(text, NULL, 10);
}

static gboolean
flag_of(const ClJsonNode *object, const char *key)
{
	return cl_json_node_get_bool(object, key);
}

static GStrv
texts_of(const ClJsonNode *object, const char *key)
{
	const ClJsonNode *list = cl_json_node_get_array(object, key);
	g_autoptr(GStrvBuilder) texts = g_strv_builder_new();

	for (gsize i = 0; i < cl_json_node_length(list); i++)
		g_strv_builder_add(texts, cl_json_node_string(cl_json_node_at(list, i)));
	return list == NULL ? NULL : g_strv_builder_end(texts);
}

static ClTerritories
places_of(const ClJsonNode *object, const char *key)
{
	g_auto(GStrv) codes = texts_of(object, key);
	ClTerritories all = {0}, one;

	for (guint i = 0; codes != NULL && codes[i] != NULL; i++) {
		g_assert_true(cl_rights_territory(rules, codes[i], &one));
		cl_territories_unite(&all, &one);
	}
	return all;
}

static guint
channels_of(const ClJsonNode *object, const char *key)
{
	g_auto(GStrv) names = texts_of(object, key);
	guint channels = 0;

	for (guint i = 0; names != NULL && names[i] != NULL; i++) {
		ClChannel channel = cl_channel_from_name(names[i]);

		g_assert_cmpint(channel, !=, CL_N_CHANNELS);
		channels |= CL_CHANNEL_BIT(channel);
	}
	return channels;
}

/* --- a case ------------------------------------------------------------------------------------- */

typedef struct {
	ClRightsPhoto photo;
	ClUse use;
	ClOutlet *outlet;
	ClTerritories territories;
	GStrv photographers;
	GPtrArray *texts; /* char*: what photo and use point to */
	GPtrArray *restrictions, *frame, *copies, *licences, *grants;
	gint64 now_us;
} Case;

/* Lives as long as the case. */
static const char *
keep(Case *c, const ClJsonNode *object, const char *key)
{
	char *text = text_of(object, key);

	if (text != NULL)
		g_ptr_array_add(c->texts, text);
	return text;
}

static ClRestriction *
read_restriction(const ClJsonNode *json)
{
	static const char *const states[] = {"open", "confirmed", "dismissed"};
	ClRestriction *one = g_new0(ClRestriction, 1);
	g_autofree char *code = text_of(json, "code");
	g_autofree char *state = text_of(json, "decided");
	g_autofree char *confidence = text_of(json, "confidence");

	one->code = cl_restriction_from_name(code);
	g_assert_cmpint(one->code, !=, CL_N_RESTRICTIONS);
	one->operand = text_of(json, "operand");
	one->territories = places_of(json, "territories");
	one->channels = channels_of(json, "channels");
	one->names = texts_of(json, "names");
	one->at_us = number_of(json, "at");
	one->certain = !flag_of(json, "uncertain");
	one->latest_us = number_of(json, "latest");
	one->end = 4;
	one->text = text_of(json, "text");
	one->rule = text_of(json, "rule");
	one->confidence = confidence == NULL ? 1 : g_ascii_strtod(confidence, NULL);
	one->field = text_of(json, "field");
	one->origin = g_strdup("xmp");
	one->decided_as = text_of(json, "read_as");
	one->decided_by = g_strdup("ana");
	one->decided_why = g_strdup("looked");
	for (guint i = 0; state != NULL && i < G_N_ELEMENTS(states); i++)
		if (strcmp(states[i], state) == 0)
			one->decided = (ClDecided)i;
	return one;
}

/* Phrases, read as if they stood in the instructions that came with the photo. */
static void
read_words(Case *c, const ClJsonNode *photo)
{
	g_auto(GStrv) words = texts_of(photo, "words");
	ClRightsTimes times = {.sent_us = c->photo.sent_us,
		.sent_from = "sent",
		.ingested_us = c->photo.ingested_us};

	for (guint i = 0; words != NULL && words[i] != NULL; i++) {
		g_autoptr(GPtrArray) found = cl_rights_parse(rules, words[i], &times);

		for (guint j = 0; j < found->len; j++)
			((ClRestriction *)found->pdata[j])->field = g_strdup("instructions");
		cl_rights_unite(c->restrictions, found);
	}
}

static void
read_frame(Case *c, const ClJsonNode *photo)
{
	const ClJsonNode *list = cl_json_node_get_array(photo, "frame");

	c->frame = g_ptr_array_new_with_free_func(g_free);
	c->copies = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		ClFrameFact *fact = g_new0(ClFrameFact, 1);
		const ClJsonNode *says =
			cl_json_node_get(cl_json_node_at(list, i), "restriction");

		g_strlcpy(fact->id, "9zzzzzzzzzzzzzzz", sizeof fact->id);
		fact->killed = flag_of(cl_json_node_at(list, i), "killed");
		if (flag_of(cl_json_node_at(list, i), "ai")) {
			fact->ai_text = "trainedAlgorithmicMedia";
			fact->ai_field = "digital_source_type";
		}
		if (says != NULL) {
			g_ptr_array_add(c->copies, read_restriction(says));
			fact->restriction = c->copies->pdata[c->copies->len - 1];
		}
		g_ptr_array_add(c->frame, fact);
	}
	c->photo.frame = c->frame;
}

static void
read_photo_state(Case *c, const ClJsonNode *json)
{
	ClRightsPhoto *photo = &c->photo;
	g_autofree char *class = text_of(json, "class");

	photo->id = "7k3m9q0000000000";
	photo->class = CL_N_CLASSES;
	for (guint i = 0; i < CL_N_CLASSES; i++)
		if (strcmp(cl_class_name(i), class) == 0)
			photo->class = i;
	g_assert_cmpint(photo->class, !=, CL_N_CLASSES);
	photo->killed = flag_of(json, "killed");
	photo->held = flag_of(json, "held");
	photo->withheld = flag_of(json, "withheld");
	photo->legal_hold = flag_of(json, "legal_hold");
	photo->state_reason = "a reason";
	photo->developed = !flag_of(json, "undeveloped");
	photo->supplier_complete = flag_of(json, "complete");
	photo->needs_supplier_id = flag_of(json, "needs_supplier_id");
	photo->has_supplier_id = flag_of(json, "has_supplier_id");
	photo->has_caption = !flag_of(json, "captionless");
	photo->ai = flag_of(json, "ai");
	photo->ai_field = "digital_source_type";
	photo->in_published_use = flag_of(json, "in_published_use");
	photo->taken_us = number_of(json, "taken");
	photo->taken.from_us = photo->taken_us;
	photo->taken.until_us = photo->taken_us != 0 ? photo->taken_us + 1 : 0;
	photo->sent_us = number_of(json, "sent");
	photo->ingested_us = number_of(json, "ingested");
	photo->uses_elsewhere = (guint)number_of(json, "uses_elsewhere");
	photo->n_copies = (guint)number_of(json, "copies");
}

static void
read_photo(Case *c, const ClJsonNode *json)
{
	ClRightsPhoto *photo = &c->photo;
	const ClJsonNode *list = cl_json_node_get_array(json, "restrictions");

	read_photo_state(c, json);
	photo->supplier = keep(c, json, "supplier");
	photo->supplier_name = keep(c, json, "supplier");
	photo->collection = keep(c, json, "collection");
	photo->collection_name = keep(c, json, "collection");
	photo->origin_text = keep(c, json, "origin");
	photo->origin_field = "credit";
	photo->credit = keep(c, json, "credit");
	photo->first_story = keep(c, json, "first_story");
	photo->failed = keep(c, json, "failed");
	c->photographers = texts_of(json, "photographers");
	photo->photographers = (const char *const *)c->photographers;
	photo->authors = photo->photographers;
	read_frame(c, json);
	if (list == NULL)
		return;
	c->restrictions = g_ptr_array_new_with_free_func((GDestroyNotify)cl_restriction_free);
	for (gsize i = 0; i < cl_json_node_length(list); i++)
		g_ptr_array_add(c->restrictions, read_restriction(cl_json_node_at(list, i)));
	read_words(c, json);
	photo->restrictions = c->restrictions;
}

static void
read_use(Case *c, const ClJsonNode *json)
{
	g_autofree char *section = text_of(json, "section");

	c->use = (ClUse){.outlet = c->outlet,
		.channels = channels_of(json, "channels"),
		.at_us = number_of(json, "at"),
		.section = section == NULL ? CL_SECTION_EDITORIAL : cl_section_from_name(section),
		.placement = keep(c, json, "placement"),
		.story = keep(c, json, "story"),
		.event = keep(c, json, "event"),
		.credit_printed = keep(c, json, "printed"),
		.crop = flag_of(json, "crop"),
		.alter = flag_of(json, "alter"),
		.published = flag_of(json, "published"),
		.publishing = flag_of(json, "publishing")};
	if (cl_json_node_get_array(json, "territories") == NULL)
		return;
	c->territories = places_of(json, "territories");
	c->use.territories = &c->territories;
}

/* Documents as people write them, and beside each what an archive has counted. */
static void
read_licences(Case *c, const ClJsonNode *json)
{
	const ClJsonNode *list = cl_json_node_get_array(json, "licences");

	if (list == NULL)
		return;
	c->licences = g_ptr_array_new_with_free_func((GDestroyNotify)cl_licence_free);
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		g_autoptr(GError) error = NULL;
		g_autofree char *document = text_of(cl_json_node_at(list, i), "document");
		ClLicence *licence = cl_licence_parse(rules, document, "case", NULL, &error);

		g_assert_no_error(error);
		licence->quota_spent = (guint)number_of(cl_json_node_at(list, i), "spent");
		licence->quota_reserved = (guint)number_of(cl_json_node_at(list, i), "reserved");
		licence->quota_failed = flag_of(cl_json_node_at(list, i), "failed");
		licence->uses_made = (guint)number_of(cl_json_node_at(list, i), "made");
		licence->uses_failed = flag_of(cl_json_node_at(list, i), "made_failed");
		g_ptr_array_add(c->licences, licence);
	}
}

/* "CODE", "CODE:" and "CODE:words": whatever, about nothing that is written, about these words. */
static char *
covers_of(const ClJsonNode *json)
{
	const ClJsonNode *list = cl_json_node_get_array(json, "covers");
	g_autoptr(GString) covers = list == NULL ? NULL : g_string_new(NULL);

	for (gsize i = 0; list != NULL && i < cl_json_node_length(list); i++) {
		g_autofree char *one = g_strdup(cl_json_node_string(cl_json_node_at(list, i)));
		char *words = strchr(one, ':');
		g_autofree char *mark = NULL;

		if (words != NULL && words[1] != '\0') {
			*words++ = '\0';
			for (int code = 0; code < CL_N_REASONS && mark == NULL; code++)
				if (strcmp(cl_reason_name(code), one) == 0)
					mark = cl_reason_mark(code, words);
		}
		g_string_append_printf(covers, "%s%s", i > 0 ? " " : "", mark != NULL ? mark : one);
	}
	return covers == NULL ? NULL : g_string_free(g_steal_pointer(&covers), FALSE);
}

static void
read_grants(Case *c, const ClJsonNode *json)
{
	const ClJsonNode *list = cl_json_node_get_array(json, "grants");

	if (list == NULL)
		return;
	c->grants = g_ptr_array_new_with_free_func((GDestroyNotify)cl_grant_free);
	for (gsize i = 0; i < cl_json_node_length(list); i++) {
		ClGrant *grant = g_new0(ClGrant, 1);

		grant->id = text_of(cl_json_node_at(list, i), "id");
		grant->allow = flag_of(cl_json_node_at(list, i), "allow");
		grant->story = text_of(cl_json_node_at(list, i), "story");
		grant->outlet = text_of(cl_json_node_at(list, i), "outlet");
		grant->from_us = number_of(cl_json_node_at(list, i), "from");
		grant->until_us = number_of(cl_json_node_at(list, i), "until");
		grant->at_us = number_of(cl_json_node_at(list, i), "at");
		grant->covers = covers_of(cl_json_node_at(list, i));
		grant->reason = g_strdup("the desk checked");
		grant->who = g_strdup("ana");
		g_ptr_array_add(c->grants, grant);
	}
}

static void
read_case(Case *c, const ClJsonNode *json)
{
	g_autoptr(GError) error = NULL;
	g_autofree char *outlet = text_of(json, "outlet");

	memset(c, 0, sizeof *c);
	c->texts = g_ptr_array_new_with_free_func(g_free);
	c->now_us = number_of(json, "now");
	c->outlet = cl_outlet_parse(rules, outlet, "case", &error);
	g_assert_no_error(error);
	read_photo(c, cl_json_node_get(json, "photo"));
	read_use(c, cl_json_node_get(json, "use"));
	read_licences(c, json);
	read_grants(c, json);
}

static void
case_clear(Case *c)
{
	g_clear_pointer(&c->texts, g_ptr_array_unref);
	g_clear_pointer(&c->restrictions, g_ptr_array_unref);
	g_clear_pointer(&c->frame, g_ptr_array_unref);
	g_clear_pointer(&c->copies, g_ptr_array_unref);
	g_clear_pointer(&c->licences, g_ptr_array_unref);
	g_clear_pointer(&c->grants, g_ptr_array_unref);
	g_clear_pointer(&c->photographers, g_strfreev);
	g_clear_pointer(&c->outlet, cl_outlet_free);
}

static void
print_verdict(const ClVerdict *verdict)
{
	g_autoptr(ClJson) json = cl_json_new();
	g_autofree char *line = NULL;

	cl_json_begin_object(json, NULL);
	cl_json_string(json, "verdict", cl_verdict_name(verdict->verdict));
	cl_json_bool(json, "stop", verdict->stop);
	cl_json_string(json, "licence", verdict->licence);
	cl_json_int(json, "until", verdict->until_us);
	cl_json_begin_array(json, "reasons");
	for (guint i = 0; i < verdict->reasons->len; i++) {
		const ClReason *reason = verdict->reasons->pdata[i];

		g_assert_true(strchr(reason->message, '{') == NULL && reason->fix[0] != '\0');
		cl_json_begin_array(json, NULL);
		cl_json_string(json, NULL, cl_reason_name(reason->code));
		cl_json_string(json, NULL, cl_severity_name(reason->severity));
		cl_json_string(json, NULL, reason->set_aside);
		cl_json_end_array(json);
	}
	cl_json_end_array(json);
	cl_json_end_object(json);
	line = cl_json_take(json);
	puts(line);
}

int
main(void)
{
	g_autoptr(GError) error = NULL;
	char *line = NULL;
	size_t room = 0;

	rules = cl_rights_rules_parse(
		cl_rules_shipped("phrases"), cl_rules_shipped("territories"), &error);
	g_assert_no_error(error);
	while (getline(&line, &room, stdin) > 0) {
		g_autoptr(ClJsonNode) json = cl_json_read(line, -1, &error);
		g_autoptr(ClVerdict) verdict = NULL;
		Case c;

		g_assert_no_error(error);
		read_case(&c, json);
		verdict = cl_rights_verdict(&c.photo, &c.use, c.licences, c.grants, c.now_us);
		print_verdict(verdict);
		case_clear(&c);
	}
	free(line);
	cl_rights_rules_free(rules);
	return 0;
}
