/* SPDX-License-Identifier: MIT
 *
 * The page of the evidence, for people and for paper. Its first lines answer: who made the picture, who
 * delivered it, what permitted it, where and when it ran, when it stopped, who decided. Every text is
 * escaped here, and only here.
 */
#include "evidence_private.h"

#include <string.h>

typedef struct {
	ClArchive *archive;
	GString *text;
} Page;

static void
add_escaped(Page *page, const char *text)
{
	g_autofree char *escaped = g_markup_escape_text(text, -1);

	g_string_append(page->text, escaped);
}

static void row(Page *page, const char *name, const char *format, ...) G_GNUC_PRINTF(3, 4);

/* One answer. */
static void
row(Page *page, const char *name, const char *format, ...)
{
	g_autofree char *value = NULL;
	va_list args;

	va_start(args, format);
	value = g_strdup_vprintf(format, args);
	va_end(args);
	g_string_append(page->text, "<tr><th>");
	add_escaped(page, name);
	g_string_append(page->text, "</th><td>");
	add_escaped(page, value);
	g_string_append(page->text, "</td></tr>\n");
}

static char *
when(const Page *page, gint64 time_us)
{
	g_autofree char *utc = cl_time_format(time_us);
	g_autofree char *day = archive_day_text(page->archive, time_us);

	return g_strdup_printf("%s (%s)", day, utc);
}

static const char *
or_none(const char *text)
{
	return text != NULL && text[0] != '\0' ? text : "nobody is named";
}

/* --- the answers -------------------------------------------------------------------------------- */

static void
add_origin(Page *page, const Evidence *evidence)
{
	const ClEffective *fields = evidence->shown->effective;
	const ClFileRow *file = evidence->shown->file;
	g_autofree char *ingested = when(page, file->ingested_us);

	if (evidence->tombstone != NULL) {
		g_autofree char *day = when(page, evidence->tombstone->at_us);

		row(page, "The picture", "left this archive on %s by %s: %s", day, evidence->tombstone->who,
			evidence->tombstone->reason);
		return;
	}
	row(page, "Who made it", "%s", or_none(cl_effective_first(fields, CL_FIELD_BYLINE)));
	row(page, "Credit", "%s", or_none(cl_effective_first(fields, CL_FIELD_CREDIT)));
	row(page, "Copyright", "%s", or_none(cl_effective_first(fields, CL_FIELD_COPYRIGHT)));
	row(page, "Who delivered it", "%s, on %s",
		file->supplier != NULL ? file->supplier : "not said at ingest", ingested);
}

static void
add_file(Page *page, GVariant *file)
{
	const char *url, *sha256;
	gint64 n_bytes;

	if (g_variant_is_of_type(file, G_VARIANT_TYPE_VARDICT) &&
		g_variant_lookup(file, "url", "&s", &url) &&
		g_variant_lookup(file, "sha256", "&s", &sha256) &&
		g_variant_lookup(file, "bytes", "x", &n_bytes))
		row(page, "Made for readers", "%s: SHA-256 %s, %" G_GINT64_FORMAT " bytes", url, sha256,
			n_bytes);
}

/* The page and the files that were made to be shown on it, by their hashes. Who fetched which is recorded by
 * nobody. */
static void
add_sent(Page *page, const EvidencePublication *run)
{
	g_autoptr(GVariantIter) files = NULL;
	const char *problem;
	GVariant *file;

	row(page, "The page", "%s%s", run->page_sha256 != NULL ? "SHA-256 " : "was not handed over",
		run->page_sha256 != NULL ? run->page_sha256 : "");
	if (run->sent == NULL) {
		row(page, "Made for readers", "what was made at publication is not recorded");
		return;
	}
	if (g_variant_lookup(run->sent, "files", "av", &files))
		while (g_variant_iter_next(files, "v", &file)) {
			add_file(page, file);
			g_variant_unref(file);
		}
	if (g_variant_lookup(run->sent, "problem", "&s", &problem))
		row(page, "Made for readers", "not all could be made: %s", problem);
	row(page, "What readers got",
		"these files were made at publication, to be served at their addresses; which of them a "
		"reader fetched is not recorded");
}

/* --- what stood on the page, and what permitted it ------------------------------------------------- */

static void
add_printed(Page *page, GVariant *check)
{
	static const struct {
		ClUseText text;
		const char *name;
	} rows[] = { { CL_USE_TEXT_CAPTION, "Caption as printed" },
		{ CL_USE_TEXT_CREDIT, "Credit as printed" } };
	g_autoptr(GVariant) printed = g_variant_lookup_value(check, "printed", G_VARIANT_TYPE_VARDICT);

	for (gsize i = 0; printed != NULL && i < G_N_ELEMENTS(rows); i++) {
		const char *field = cl_field_info(cl_use_text_field(rows[i].text))->name, *text = NULL;

		row(page, rows[i].name, "%s",
			g_variant_lookup(printed, field, "&s", &text) && text[0] != '\0' ? text : "none");
	}
}

/* A decision as it was written: when, by whom, for what. */
static void
add_grant(Page *page, const Evidence *evidence, const char *id)
{
	for (guint i = 0; id != NULL && i < evidence->grants->len; i++) {
		const ClGrant *grant = evidence->grants->pdata[i];
		g_autofree char *at = NULL, *until = NULL;

		if (strcmp(grant->id, id) != 0)
			continue;
		at = when(page, grant->at_us);
		/* An end is the instant after the last day. */
		until = grant->until_us != 0 ? archive_day_text(page->archive, grant->until_us - 1)
					     : g_strdup("none");
		row(page, "The decision", "%s by %s on %s: \"%s\"; story: %s; outlet: %s; last day: %s", id,
			grant->who, at, grant->reason, grant->story != NULL ? grant->story : "any",
			grant->outlet != NULL ? grant->outlet : "any", until);
	}
}

static void
add_reason(Page *page, const Evidence *evidence, GVariant *reason)
{
	static const char *const permits[] = { "GRANT", "DISMISSED", "LICENSED", "HOUSE", NULL };
	g_autoptr(GVariant) origin = g_variant_lookup_value(reason, "origin", G_VARIANT_TYPE_VARDICT);
	const char *code = NULL, *message = NULL, *source = NULL, *by = NULL;

	if (!g_variant_lookup(reason, "code", "&s", &code) ||
		!g_variant_lookup(reason, "message", "&s", &message))
		return;
	if (origin != NULL)
		g_variant_lookup(origin, "source", "&s", &source);
	if (g_variant_lookup(reason, "set_aside_by", "&s", &by))
		row(page, "Set aside", "%s: %s (by %s)", code, message, by);
	else if (g_strv_contains(permits, code))
		row(page, "What permitted it", "%s", message);
	if (strcmp(code, "GRANT") == 0)
		add_grant(page, evidence, source);
}

/* Reasons of the verdict that was recorded then: licence, decision, what somebody dismissed. */
static void
add_permitted(Page *page, const Evidence *evidence, const EvidencePublication *run, GVariant *check)
{
	g_autoptr(GVariant) verdict = g_variant_lookup_value(check, "verdict", G_VARIANT_TYPE_VARDICT);
	g_autoptr(GVariantIter) reasons = NULL;
	GVariant *reason;

	row(page, "What permitted it", "%s by rules %s%s%s",
		run->verdict != NULL ? run->verdict : "no verdict is recorded",
		run->rules_version != NULL ? run->rules_version : "unknown",
		run->licence != NULL ? ", licence " : "", run->licence != NULL ? run->licence : "");
	if (verdict == NULL || !g_variant_lookup(verdict, "reasons", "av", &reasons))
		return;
	while (g_variant_iter_next(reasons, "v", &reason)) {
		if (g_variant_is_of_type(reason, G_VARIANT_TYPE_VARDICT))
			add_reason(page, evidence, reason);
		g_variant_unref(reason);
	}
}

static void
add_runs(Page *page, const Evidence *evidence)
{
	if (evidence->publications->len == 0)
		row(page, "Where it ran", "no publication is recorded");
	for (guint i = 0; i < evidence->publications->len; i++) {
		const EvidencePublication *run = evidence->publications->pdata[i];
		g_autofree char *at = when(page, run->at_us);
		g_autoptr(GVariant) check = NULL;

		if (run->partner != NULL)
			row(page, "Where and when it ran", "delivered to %s (%s), on %s", run->partner,
				run->story, at);
		else
			row(page, "Where and when it ran", "%s%s%s, on %s", run->story,
				run->url != NULL ? ", " : "", run->url != NULL ? run->url : "", at);
		check = g_variant_lookup_value(run->use, "check", G_VARIANT_TYPE_VARDICT);
		add_printed(page, check);
		add_permitted(page, evidence, run, check);
		row(page, "Who decided", "%s%s%s", run->who,
			run->despite != NULL ? ", despite the verdict: " : "",
			run->despite != NULL ? run->despite : "");
		if (run->partner == NULL)
			add_sent(page, run);
	}
}

/* Readers get a tile from the moment of the kill on, whatever the story says. NULL: it is not killed. */
static char *
killed_at(Page *page, const Evidence *evidence)
{
	g_autofree char *at = NULL;
	gint64 first_us = 0;

	if (strcmp(evidence->shown->photo->state, "killed") != 0)
		return NULL;
	for (guint i = 0; i < evidence->takedowns->len; i++) {
		const ClTakedown *takedown = evidence->takedowns->pdata[i];

		if (first_us == 0 || takedown->at_us < first_us)
			first_us = takedown->at_us;
	}
	at = first_us == 0 ? NULL : when(page, first_us);
	return g_strdup_printf("%s%swhen it was killed; readers have got a tile since",
		at != NULL ? at : "", at != NULL ? ", " : "");
}

/* Who has the picture itself, a partner, a network, a printed edition, is stopped by nothing of ours.
 * NULL: it shows what we serve. */
static const char *
holder_of(const ClUseRow *use)
{
	static const char *const channels[] = { "social", "print", "broadcast", "syndication", NULL };

	if (use->partner != NULL)
		return use->partner;
	return use->channel != NULL && g_strv_contains(channels, use->channel) ? use->channel : NULL;
}

/* What was asked of them after the kill, and what they answered. */
static char *
held_until(Page *page, const Evidence *evidence, const ClUseRow *use, const char *holder)
{
	g_autofree char *behind = g_strdup_printf("(%s)", use->story);

	for (guint i = evidence->takedowns->len; i > 0; i--) {
		const ClTakedown *takedown = evidence->takedowns->pdata[i - 1];
		g_autofree char *asked = NULL, *gone = NULL;

		if ((use->partner != NULL && !g_str_has_prefix(takedown->target, use->partner)) ||
			(strcmp(takedown->target, use->story) != 0 &&
				!g_str_has_suffix(takedown->target, behind)) ||
			strcmp(takedown->actor, use->partner != NULL ? "partner" : use->channel) != 0)
			continue;
		asked = when(page, takedown->at_us);
		gone = takedown->done_us != 0 ? when(page, takedown->done_us) : NULL;
		return gone != NULL
			? g_strdup_printf("%s holds its own copy: confirmed gone on %s by %s", holder, gone,
				  takedown->done_by)
			: g_strdup_printf("%s holds its own copy: asked on %s to take it down, not confirmed "
					  "yet", holder, asked);
	}
	return g_strdup_printf("%s holds its own copy", holder);
}

/* By us, whatever others hold. */
static char *
ended(Page *page, const Evidence *evidence, const ClUseRow *use)
{
	const char *holder = holder_of(use);
	g_autofree char *killed = NULL;

	if (holder != NULL && (use->removed_us == 0 || use->partner != NULL))
		return held_until(page, evidence, use, holder);
	if (use->removed_us != 0)
		return when(page, use->removed_us);
	killed = killed_at(page, evidence);
	return killed != NULL ? g_steal_pointer(&killed) : g_strdup("still in a published use");
}

static void
add_end(Page *page, const Evidence *evidence)
{
	gboolean ran = FALSE;

	for (guint i = 0; i < evidence->uses->len; i++) {
		const ClUseRow *use = evidence->uses->pdata[i];
		g_autofree char *end = NULL;

		if (use->published_us == 0)
			continue;
		ran = TRUE;
		end = ended(page, evidence, use);
		row(page, "When it stopped", "%s: %s", use->story, end);
	}
	if (!ran)
		row(page, "When it stopped", "it never ran");
	if (strcmp(evidence->shown->photo->state, "ok") != 0)
		row(page, "State today", "%s: %s", evidence->shown->photo->state,
			evidence->shown->photo->state_reason != NULL ? evidence->shown->photo->state_reason
								     : "no reason is recorded");
}

/* --- what stands behind them --------------------------------------------------------------------- */

static void
add_versions(Page *page, const Evidence *evidence)
{
	g_string_append(page->text, "<h3>Originals as received</h3>\n<table>\n");
	for (guint i = 0; i < evidence->shown->files->len; i++) {
		const ClFileRow *file = evidence->shown->files->pdata[i];
		g_autofree char *name = g_strdup_printf("Version %u", file->version);
		g_autofree char *hex = cl_hex(file->sha256, CL_SHA256_BYTES);
		g_autofree char *at = when(page, file->ingested_us);

		row(page, name, "SHA-256 %s, %" G_GUINT64_FORMAT " bytes, %s, in on %s", hex,
			file->size_bytes, cl_format_name(file->facts->format), at);
	}
	for (guint i = 0; i < evidence->sidecars->len; i++) {
		const ClSidecarRow *beside = evidence->sidecars->pdata[i];
		g_autofree char *name = g_strdup_printf("Side-car %u", i + 1);
		g_autofree char *hex = cl_hex(beside->sha256, CL_SHA256_BYTES);
		g_autofree char *at = when(page, beside->ingested_us);

		row(page, name, "SHA-256 %s, %" G_GUINT64_FORMAT " bytes, %s%s%s, in on %s", hex,
			beside->size_bytes, beside->kind, beside->pubstatus != NULL ? ", " : "",
			beside->pubstatus != NULL ? beside->pubstatus : "", at);
	}
	g_string_append(page->text, "</table>\n");
}

static void
add_takedowns(Page *page, const Evidence *evidence)
{
	if (evidence->takedowns->len == 0)
		return;
	g_string_append(page->text, "<h3>After the kill</h3>\n<table>\n");
	for (guint i = 0; i < evidence->takedowns->len; i++) {
		const ClTakedown *takedown = evidence->takedowns->pdata[i];
		g_autofree char *at = takedown->done_us != 0 ? when(page, takedown->done_us) : NULL;

		row(page, takedown->actor, "%s: %s%s%s%s%s%s", takedown->target,
			at != NULL ? "gone since " : "not confirmed yet", at != NULL ? at : "",
			takedown->done_by != NULL ? " by " : "",
			takedown->done_by != NULL ? takedown->done_by : "",
			takedown->note != NULL ? ": " : "", takedown->note != NULL ? takedown->note : "");
	}
	g_string_append(page->text, "</table>\n");
}

static void
add_events(Page *page, const Evidence *evidence)
{
	g_string_append(page->text, "<h3>Who did what</h3>\n<table>\n");
	for (guint i = 0; i < evidence->events->len; i++) {
		const ClEventRow *event = evidence->events->pdata[i];
		g_autofree char *at = cl_time_format(event->at_us);
		g_autofree char *reason = archive_payload_reason(event->payload);

		row(page, at, "%s by %s%s%s (event %" G_GINT64_FORMAT ", %.16s)", event->kind, event->who,
			reason != NULL ? ": " : "", reason != NULL ? reason : "", event->seq, event->digest);
	}
	g_string_append(page->text, "</table>\n");
}

static void
add_photo(Page *page, const Evidence *evidence)
{
	g_string_append_printf(page->text, "<section>\n<h2>Photo %s</h2>\n", evidence->id);
	if (evidence->tombstone == NULL && evidence->shown->grid_path != NULL)
		g_string_append_printf(page->text, "<img src=\"%s/picture.jpg\" alt=\"the picture\">\n",
			evidence->id);
	g_string_append(page->text, "<table>\n");
	add_origin(page, evidence);
	add_runs(page, evidence);
	add_end(page, evidence);
	g_string_append(page->text, "</table>\n");
	add_versions(page, evidence);
	add_takedowns(page, evidence);
	add_events(page, evidence);
	g_string_append(page->text, "</section>\n");
}

char *
evidence_page(ClArchive *archive, const GPtrArray *all, const ClEvidence *request)
{
	g_autoptr(GString) text = g_string_new(
		"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Evidence</title>\n"
		"<style>body{font:11pt/1.4 serif;max-width:50em;margin:2em auto;padding:0 1em}"
		"th{text-align:left;vertical-align:top;padding-right:1em;white-space:nowrap;font-weight:600}"
		"td{word-break:break-word}img{max-width:100%;max-height:18em}"
		"section{break-after:page}</style></head>\n<body>\n<h1>Evidence</h1>\n");
	Page page = { archive, text };
	g_autofree char *now = when(&page, cl_time_now_us());

	g_string_append(text, "<p>Written on ");
	add_escaped(&page, now);
	g_string_append(text, " by ");
	add_escaped(&page, archive->who);
	if (request->url != NULL) {
		g_string_append(text, " about ");
		add_escaped(&page, request->url);
	}
	if (request->reason != NULL) {
		g_string_append(text, ": ");
		add_escaped(&page, request->reason);
	}
	g_string_append(text,
		". Verdicts and licences are those recorded when it ran. SHA256SUMS lists every file; "
		"head.json is the signed end of the archive's log.</p>\n");
	for (guint i = 0; i < all->len; i++)
		add_photo(&page, all->pdata[i]);
	g_string_append(text, "</body></html>\n");
	return g_string_free(g_steal_pointer(&text), FALSE);
}
