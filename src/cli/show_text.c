/* SPDX-License-Identifier: MIT
 *
 * Decides how a photo reads as a page: the sections an editor thinks in, the contest of sources,
 * the copies. A field that stands in no section still stands on the page, under "Other".
 */
#include <cutline/clearance.h>
#include <cutline/edit.h>
#include <cutline/error.h>
#include <cutline/findings.h>
#include <cutline/text.h>
#include <string.h>
#include "show.h"

#define FIELDS_MAX 13
#define NAME_COLUMNS 22

/* clang-format off */
static const struct {
	const char *title;
	ClField fields[FIELDS_MAX];
	guint n;
} sections[] = {
	{"What", {CL_FIELD_HEADLINE, CL_FIELD_CAPTION, CL_FIELD_ALT_TEXT,
		CL_FIELD_EXTENDED_DESCRIPTION, CL_FIELD_TITLE, CL_FIELD_PEOPLE, CL_FIELD_KEYWORDS,
		CL_FIELD_EVENT, CL_FIELD_CATEGORY, CL_FIELD_CAPTION_WRITER}, 10},
	{"Who", {CL_FIELD_BYLINE, CL_FIELD_BYLINE_TITLE, CL_FIELD_CREDIT, CL_FIELD_SOURCE,
		CL_FIELD_SUPPLIER_ID, CL_FIELD_JOB_ID}, 6},
	{"Rights", {CL_FIELD_COPYRIGHT, CL_FIELD_USAGE_TERMS, CL_FIELD_INSTRUCTIONS,
		CL_FIELD_WEB_STATEMENT, CL_FIELD_LICENSOR, CL_FIELD_CC_LICENCE,
		CL_FIELD_RELEASE_DATE, CL_FIELD_EXPIRY_DATE, CL_FIELD_MODEL_RELEASE,
		CL_FIELD_PROPERTY_RELEASE, CL_FIELD_DATA_MINING,
		CL_FIELD_DIGITAL_SOURCE_TYPE, CL_FIELD_MINOR_AGE}, 13},
	{"When and where", {CL_FIELD_DATE_TAKEN, CL_FIELD_DATE_SENT, CL_FIELD_SUBLOCATION,
		CL_FIELD_CITY, CL_FIELD_STATE, CL_FIELD_COUNTRY, CL_FIELD_COUNTRY_CODE,
		CL_FIELD_GPS}, 8},
	{"Camera", {CL_FIELD_CAMERA, CL_FIELD_LENS, CL_FIELD_EXPOSURE, CL_FIELD_ORIENTATION,
		CL_FIELD_CROP, CL_FIELD_FOCUS}, 6},
};
/* clang-format on */

static void
print_fact(const CliOut *out, const char *name, const char *text)
{
	if (!text)
		return;
	fprintf(out->file, "  %s%-*s%s", cli_style_on(out, CLI_DIM), NAME_COLUMNS - 2, name,
		cli_style_off(out, CLI_DIM));
	cli_out_wrapped(out, NAME_COLUMNS, NAME_COLUMNS, text);
}

/* A list in one line a language, else a value a line. */
static void
print_field(const CliOut *out, const ClEffective *effective, ClField field)
{
	const ClFieldInfo *info = cl_field_info(field);
	const ClValue *value;

	for (guint i = 0; (value = cl_effective_nth(effective, field, i)); i++) {
		gboolean named = value->lang && strcmp(value->lang, "x-default") != 0;
		g_autofree char *name = named ? g_strdup_printf("%s (%.12s)", info->name, value->lang)
					      : g_strdup(info->name);
		g_autoptr(GString) text = g_string_new(value->value);
		const ClValue *next;

		while (info->kind == CL_KIND_LIST && (next = cl_effective_nth(effective, field, i + 1)) &&
			cl_lang_same(next->lang, value->lang)) {
			g_string_append_printf(text, ", %s", next->value);
			i++;
		}
		print_fact(out, named || i == 0 || info->kind == CL_KIND_LIST ? name : "", text->str);
	}
}

static void
print_sections(const CliOut *out, const ClEffective *effective)
{
	gboolean printed[CL_N_FIELDS] = {FALSE};
	gboolean headed = FALSE;

	for (guint i = 0; i < G_N_ELEMENTS(sections); i++) {
		headed = FALSE;
		for (guint j = 0; j < sections[i].n; j++) {
			ClField field = sections[i].fields[j];

			printed[field] = TRUE;
			if (!cl_effective_nth(effective, field, 0))
				continue;
			if (!headed)
				cli_out_heading(out, sections[i].title);
			headed = TRUE;
			print_field(out, effective, field);
		}
	}
	headed = FALSE;
	for (guint i = 0; i < CL_N_FIELDS; i++) {
		if (printed[i] || !cl_effective_nth(effective, (ClField)i, 0))
			continue;
		if (!headed)
			cli_out_heading(out, "Other");
		headed = TRUE;
		print_field(out, effective, (ClField)i);
	}
}

static void
print_findings(const CliOut *out, const GPtrArray *findings)
{
	if (!findings || findings->len == 0)
		return;
	cli_out_heading(out, "Findings");
	for (guint i = 0; i < findings->len; i++) {
		const ClFinding *finding = findings->pdata[i];
		const char *sentence = cl_finding_text(finding->code);
		const char *message =
			finding->message && *finding->message ? finding->message : NULL;
		g_autofree char *both = NULL;

		if (message && sentence && strcmp(message, sentence) != 0)
			both = g_strdup_printf("%s: %s", sentence, message);
		fprintf(out->file, "  %s%s%s", cli_style_on(out, CLI_YELLOW), finding->code,
			cli_style_off(out, CLI_YELLOW));
		fputs("  ", out->file);
		cli_out_wrapped(out, 6, 4 + (guint)strlen(finding->code),
			both       ? both
			: message  ? message
			: sentence ? sentence
				   : "");
	}
}

static char *
size_text(const ClFacts *facts)
{
	if (!facts || facts->width == 0)
		return g_strdup("");
	return g_strdup_printf("%u × %u", facts->width, facts->height);
}

static void
print_versions(const CliCall *call, const ClShown *shown)
{
	static const CliColumn columns[] = {
		{.title = ""},
		{.title = "Version", .right = TRUE},
		{.title = "Came in"},
		{.title = "Supplier", .min = 10},
		{.title = "Size"},
		{.title = "Name", .min = 16},
	};
	g_autoptr(CliTable) table = NULL;

	if (!shown->files || shown->files->len < 2)
		return;
	cli_out_heading(call->out, "Versions");
	table = cli_table_new(columns, G_N_ELEMENTS(columns));
	for (guint i = 0; i < shown->files->len; i++) {
		const ClFileRow *file = shown->files->pdata[i];
		g_autofree char *number = g_strdup_printf("%u", file->version);
		g_autofree char *when =
			cli_text_when(file->ingested_us, cl_archive_zone(call->archive));
		g_autofree char *bytes = cli_text_bytes(file->size_bytes);
		g_autofree char *name = file->name ? g_path_get_basename(file->name) : NULL;

		cli_table_add(table,
			(const char *const[]){file->version == shown->photo->effective ? " *" : "",
				number, when, file->supplier, bytes, name});
	}
	cli_table_print(table, call->out);
}

static void
print_ids(const CliOut *out, const char *title, const GPtrArray *ids)
{
	if (!ids || ids->len == 0)
		return;
	cli_out_heading(out, title);
	for (guint i = 0; i < ids->len; i++)
		fprintf(out->file, "  %s\n", (const char *)ids->pdata[i]);
}

static void
print_links(const CliOut *out, const GPtrArray *links)
{
	if (!links || links->len == 0)
		return;
	cli_out_heading(out, "Linked");
	for (guint i = 0; i < links->len; i++) {
		const ClLink *link = links->pdata[i];

		fprintf(out->file, "  %-10s%s", link->kind, link->other);
		if (strcmp(link->kind, "probable") == 0)
			fprintf(out->file, "  %.0f %% alike", link->likeness * 100);
		fputc('\n', out->file);
	}
}

static void
print_head(const CliCall *call, const ClShown *shown)
{
	const CliOut *out = call->out;
	const ClFileRow *file = shown->file;
	g_autofree char *size = size_text(file->facts);
	g_autofree char *bytes = cli_text_bytes(file->size_bytes);
	g_autofree char *when =
		cli_text_when(shown->photo->added_us, cl_archive_zone(call->archive));
	gboolean fine = g_strcmp0(shown->photo->state, "ok") == 0;

	cli_out_styled(out, CLI_BLUE, shown->photo->id);
	if (file->version != shown->photo->effective || (shown->files && shown->files->len > 1))
		fprintf(out->file, "@%u", file->version);
	fprintf(out->file, "  %s  %s  %s  in since %s%s\n",
		file->facts ? cl_format_name(file->facts->format) : "unknown", size, bytes, when,
		file->developed ? "" : "  not developed yet");
	if (!fine) {
		fputs(cli_style_on(out, CLI_RED), out->file);
		cli_out_styled(out, CLI_PLAIN, shown->photo->state);
		if (shown->photo->state_reason) {
			fputs(": ", out->file);
			cli_out_styled(out, CLI_PLAIN, shown->photo->state_reason);
		}
		fprintf(out->file, "%s\n", cli_style_off(out, CLI_RED));
	}
	if (shown->hold) {
		fprintf(out->file, "%son legal hold by ", cli_style_on(out, CLI_RED));
		cli_out_styled(out, CLI_PLAIN, shown->hold->who);
		fputs(": ", out->file);
		cli_out_styled(out, CLI_PLAIN, shown->hold->reason);
		fprintf(out->file, "%s\n", cli_style_off(out, CLI_RED));
	}
	if (shown->photo->source_sensitive) {
		g_autofree char *kept_back = cl_kept_back_names(shown->kept_back);

		fprintf(out->file,
			"%sprotected source: no place finer than the country, no time finer than the "
			"day goes out%s%s%s\n",
			cli_style_on(out, CLI_YELLOW), kept_back ? "; kept back: " : "",
			kept_back ? kept_back : "", cli_style_off(out, CLI_YELLOW));
	}
}

static void
print_uses(const CliCall *call, const GPtrArray *uses)
{
	if (!uses || uses->len == 0)
		return;
	cli_out_heading(call->out, "Uses");
	for (guint i = 0; i < uses->len; i++) {
		const ClUseRow *use = uses->pdata[i];
		gint64 since_us = use->removed_us ? use->removed_us
			: use->published_us       ? use->published_us
						  : use->added_us;
		g_autofree char *when = cli_text_when(since_us, cl_archive_zone(call->archive));

		fprintf(call->out->file, "  %s  %s since %s", use->story,
			cl_use_state_name(use->state), when);
		if (use->partner) {
			fputs(", at ", call->out->file);
			cli_out_styled(call->out, CLI_PLAIN, use->partner);
		}
		fputc('\n', call->out->file);
	}
}

void
cli_show_print(const CliCall *call, const ClShown *shown)
{
	const CliOut *out = call->out;
	g_autofree char *hex = cl_hex(shown->file->sha256, CL_SHA256_BYTES);
	/* A newline in a file's name is part of the name, not layout. */
	g_autofree char *name = shown->file->name ? cl_text_printable(shown->file->name) : NULL;

	print_head(call, shown);
	print_sections(out, shown->effective);
	print_findings(out, shown->findings);
	cli_out_heading(out, "File");
	print_fact(out, "name", name);
	print_fact(out, "sha256", hex);
	print_fact(out, "supplier", shown->file->supplier);
	if (shown->file->facts && shown->file->facts->c2pa)
		print_fact(out, "C2PA", "a manifest is in the original; it is not verified");
	print_fact(out, "master", shown->master_path);
	print_versions(call, shown);
	print_links(out, shown->links);
	print_ids(out, "Made of", shown->parts);
	print_ids(out, "Part of", shown->part_of);
	print_uses(call, shown->uses);
}

/* --- the contest of sources ----------------------------------------------------------------- */

/* The same field, source and language: one row, list values joined. */
static gboolean
same_source(const ClReceived *a, const ClReceived *b)
{
	return a->field == b->field && a->origin == b->origin && a->packet == b->packet &&
	       g_strcmp0(a->lang, b->lang) == 0;
}

static void
add_contest_row(CliTable *table, const ClShown *shown, guint first, gboolean new_field)
{
	const ClReceived *head = shown->received->pdata[first];
	g_autofree char *origin = cl_origin_text(head->origin, head->packet);
	g_autofree char *source =
		head->lang ? g_strdup_printf("%s %s", origin, head->lang) : g_strdup(origin);
	g_autoptr(GString) text = g_string_new(NULL);
	const char *reason = shown->effective->reason[head->field];
	gboolean wins = FALSE;

	for (guint i = first; i < shown->received->len; i++) {
		const ClReceived *received = shown->received->pdata[i];

		if (!same_source(head, received))
			continue;
		if (text->len > 0)
			g_string_append(text, " | ");
		g_string_append(text, received->value);
		wins |= cl_shown_counts(shown, received);
	}
	cli_table_add(
		table, (const char *const[]){new_field ? cl_field_info(head->field)->name : "",
			       wins ? "*" : "", source, text->str, wins ? reason : ""});
	if (wins)
		cli_table_style(table, 3, CLI_BOLD);
}

/* What people wrote over the field. */
static void
add_layer_rows(CliTable *table, const ClShown *shown, ClField field, gboolean new_field)
{
	for (guint i = 0; i < shown->layers->len; i++) {
		const ClLayer *layer = shown->layers->pdata[i];
		g_autofree char *source = NULL;
		g_autofree char *text = NULL;
		g_autofree char *why = NULL;

		if (layer->field != field)
			continue;
		source = layer->lang ? g_strdup_printf("user %s", layer->lang) : g_strdup("user");
		text = cl_edit_base(layer->values);
		why = g_strdup_printf("written by %s", layer->who);
		g_strdelimit(text, "\n", '|');
		cli_table_add(table, (const char *const[]){new_field ? cl_field_info(field)->name : "", "*",
					     source, text, why});
		cli_table_style(table, 3, CLI_BOLD);
		new_field = FALSE;
	}
}

void
cli_show_print_received(const CliCall *call, const ClShown *shown)
{
	static const CliColumn columns[] = {
		{.title = "Field"},
		{.title = "", .style = CLI_GREEN},
		{.title = "Source", .style = CLI_DIM},
		{.title = "Value as received", .min = 24},
		{.title = "Why it counts", .min = 12, .style = CLI_DIM},
	};
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	for (guint field = 0; field < CL_N_FIELDS; field++) {
		gboolean new_field = TRUE;

		for (guint i = 0; i < shown->received->len; i++) {
			const ClReceived *received = shown->received->pdata[i];
			gboolean listed = FALSE;

			if (received->field != (ClField)field)
				continue;
			for (guint j = 0; j < i && !listed; j++)
				listed = same_source(shown->received->pdata[j], received);
			if (listed)
				continue;
			add_contest_row(table, shown, i, new_field);
			new_field = FALSE;
		}
		add_layer_rows(table, shown, (ClField)field, new_field);
	}
	if (cli_table_rows(table) == 0)
		fputs("the file says nothing about itself\n", call->out->file);
	else
		cli_table_print(table, call->out);
}

/* --- copies --------------------------------------------------------------------------------- */

gboolean
cli_show_print_copies(const CliCall *call, ClShown *shown, GError **error)
{
	static const CliColumn columns[] = {
		{.title = "Id", .style = CLI_BLUE},
		{.title = "Kind"},
		{.title = "Alike", .right = TRUE},
		{.title = "Verdict"},
		{.title = "Supplier", .min = 8},
		{.title = "Credit", .min = 12},
		{.title = "Headline or caption", .min = 16},
	};
	g_autoptr(CliTable) table = cli_table_new(columns, G_N_ELEMENTS(columns));

	if (!cl_archive_judge_copies(call->archive, shown, TRUE, error))
		return FALSE;
	if (!shown->judged) {
		fputs("no copies\n", call->out->file);
		return TRUE;
	}
	for (guint i = 0; i < shown->judged->len; i++) {
		const ClCopy *copy = shown->judged->pdata[i];
		g_autofree char *alike =
			copy->link ? g_strdup_printf("%.0f %%", copy->link->likeness * 100) : g_strdup("");

		cli_table_add(table,
			(const char *const[]){copy->id, copy->link ? copy->link->kind : "this", alike,
				cl_verdict_name((ClVerdictKind)copy->verdict), copy->supplier,
				copy->credit, copy->text});
	}
	cli_table_print(table, call->out);
	if (shown->best)
		fprintf(call->out->file, "\nuse %s: %s, the mildest of this frame\n", shown->best->id,
			cl_verdict_name((ClVerdictKind)shown->best->verdict));
	return TRUE;
}
